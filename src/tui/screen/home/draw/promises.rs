//! Draws what is late, whoever has it, and the conditions of reviews.

use ratatui::layout::Rect;

use super::Drawing;
use crate::domain::conditions::State;
use crate::domain::filter::NOBODY;
use crate::domain::late::{self, Late};
use crate::text::{self, Text};
use crate::tui::screen::home::model::Promised;
use crate::tui::widget::canvas::{cells, inset};

impl Drawing<'_, '_, '_> {
    pub(super) fn late(&mut self) {
        let all = &self.home.view.late;
        self.heading("Late, everybody's", &late::counted_by_kind(all));
        if self.home.layout.is_narrow {
            if let Some(place) = self.row(0) {
                let words = late::people_phrase(all, self.ctx.moment);
                self.say(inset(place, 2, 0), &words, self.canvas.theme.normal);
                self.mark(0, place);
            }
            return;
        }
        let name = all.iter().map(|one| text::width(owner(one))).max().unwrap_or(0).min(12);
        self.list(all.len(), |part, at, place| {
            if let Some(one) = all.get(at) {
                // A name is written once, where its rows begin.
                let is_first = at == 0 || all.get(at - 1).is_none_or(|before| before.owner != one.owner);
                part.late_row(one, is_first, cells(name), place);
            }
        });
    }

    fn late_row(&mut self, one: &Late, is_first: bool, name: u16, place: Rect) {
        let theme = self.canvas.theme;
        let day = self.ctx.moment.day(one.day);
        let used = self.canvas.put_right(inset(place, 0, 1), &day, theme.late);
        let words = inset(place, 0, used + 3);
        if is_first {
            self.canvas.put(words.x, words.y, name.min(words.width), owner(one), theme.normal);
        }
        self.say(inset(words, name + 2, 0), &late::label(one, self.ctx.board), theme.normal);
    }

    pub(super) fn conditions(&mut self) {
        let all = &self.home.view.conditions;
        let met = |one: &Promised| format!("{} of {} met", one.count.met, one.count.total());
        if let ([only], false) = (all.as_slice(), self.home.layout.is_narrow) {
            self.heading(&format!("Conditions of review {}", only.no), &met(only));
            self.list(only.states.len(), |part, at, place| {
                if let Some((state, count, who)) = only.states.get(at) {
                    let theme = part.canvas.theme;
                    let style = if *state == State::Late { theme.late } else { theme.normal };
                    part.canvas.put(place.x, place.y, 5.min(place.width), state.word(), style);
                    let rest = inset(place, 6, 1);
                    let count = format!("{count:>3}");
                    part.canvas.put(rest.x, rest.y, rest.width, &count, theme.normal);
                    let who = if *state == State::Met { "" } else { who.as_str() };
                    part.say(inset(rest, 6, 0), who, theme.normal);
                }
            });
            return;
        }
        self.heading("Conditions of reviews", "");
        self.list(all.len(), |part, at, place| {
            if let Some(one) = all.get(at) {
                let right = format!("{}, {}", met(one), unmet(one));
                let used = part.canvas.put_right(inset(place, 0, 1), &right, part.canvas.theme.normal);
                let words = format!("review {}  {}", one.no, one.milestone);
                part.say(inset(place, 0, used + 3), &words, part.canvas.theme.normal);
            }
        });
    }
}

fn unmet(one: &Promised) -> String {
    let unmet = one.states.iter().filter(|(state, ..)| *state != State::Met);
    unmet.map(|(state, count, _)| format!("{count} {}", state.word())).collect::<Vec<_>>().join(", ")
}

fn owner(late: &Late) -> &str {
    late.owner.as_ref().map_or(NOBODY, Text::as_str)
}
