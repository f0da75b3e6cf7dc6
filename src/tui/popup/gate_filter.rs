//! What a review shows of what is left: by workstream, owner, who usually knows, and reason. Every row is one choice;
//! several of one kind are *or*.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use super::switches::{groups, toggle};
use crate::domain::filter::NOBODY;
use crate::domain::gate::{self, LeftEntry};
use crate::domain::gate_filter::GateFilter;
use crate::domain::standing::Sign;
use crate::domain::words::reason::WHYS;
use crate::pack::model::{MilestoneId, WorkstreamId};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome, Told};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells};
use crate::tui::widget::list::{Click, List, Mark};

/// One row of the popup, with how many entries it would leave.
enum GateFilterRow {
    Stream(WorkstreamId, Text, usize),
    Owner(Text, usize),
    Role(Text, usize),
    Why(u8, usize),
}

/// The filter popup of a review.
pub struct GateFilterPopup {
    filter: GateFilter,
    left: Vec<LeftEntry>,
    rows: List<GateFilterRow>,
}

impl GateFilterPopup {
    /// The popup for what is left at a gate, with what holds now.
    pub fn new(filter: &GateFilter, id: &MilestoneId, ctx: &Ctx<'_>) -> GateFilterPopup {
        let left = gate::look(ctx.board, id).map(|gate| gate.left).unwrap_or_default();
        let count = |test: &dyn Fn(&LeftEntry) -> bool| left.iter().filter(|one| test(one)).count();
        let mut owners: Vec<Text> = left.iter().filter_map(|one| one.owner.clone()).collect();
        owners.extend(filter.rest.owners.iter().filter(|name| *name != NOBODY).cloned());
        owners.sort_by_key(|name| name.to_lowercase());
        owners.dedup();
        let owned = owners.into_iter().map(|name| {
            let owned = count(&|one| one.owner.as_ref() == Some(&name));
            GateFilterRow::Owner(name, owned)
        });
        let nobodys = GateFilterRow::Owner(Text::line(NOBODY), count(&|one| one.owner.is_none()));
        let role = |one: &LeftEntry| ctx.board.at(one.row).role.clone().filter(|role| !role.is_empty());
        let mut roles: Vec<Text> = left.iter().filter_map(role).collect();
        roles.extend(filter.rest.roles.iter().cloned());
        roles.sort();
        roles.dedup();
        let known = roles.into_iter().map(|name| {
            let known = count(&|one| role(one).as_ref() == Some(&name));
            GateFilterRow::Role(name, known)
        });
        let whys = (0_u8..).take(WHYS.len()).filter_map(|rank| {
            let found = count(&|one| one.why.rank() == rank);
            (found > 0 || filter.whys.contains(&rank)).then_some(GateFilterRow::Why(rank, found))
        });
        let streams = ctx.board.gate(id).map(|tally| tally.streams.as_slice()).unwrap_or_default();
        let streams = streams
            .iter()
            .map(|(id, title, left)| GateFilterRow::Stream(id.clone(), title.clone(), left.left() as usize));
        let rows = groups(vec![
            ("Owner", std::iter::once(nobodys).chain(owned).collect()),
            ("Role", known.collect()),
            ("Why it is left", whys.collect()),
            ("Workstream", streams.collect()),
        ]);
        GateFilterPopup { filter: filter.clone(), rows, left }
    }

    fn toggle(&mut self) {
        match self.rows.at() {
            Some(GateFilterRow::Stream(id, _, _)) => toggle(&mut self.filter.streams, id.clone()),
            Some(GateFilterRow::Owner(name, _)) => toggle(&mut self.filter.rest.owners, name.clone()),
            Some(GateFilterRow::Role(role, _)) => toggle(&mut self.filter.rest.roles, role.clone()),
            Some(GateFilterRow::Why(rank, _)) => toggle(&mut self.filter.whys, *rank),
            None => {}
        }
    }

    fn is_on(&self, choice: &GateFilterRow) -> bool {
        match choice {
            GateFilterRow::Stream(id, _, _) => self.filter.streams.contains(id),
            GateFilterRow::Owner(name, _) => self.filter.rest.owners.contains(name),
            GateFilterRow::Role(role, _) => self.filter.rest.roles.contains(role),
            GateFilterRow::Why(rank, _) => self.filter.whys.contains(rank),
        }
    }
}

impl Popup for GateFilterPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Switches, KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let left = &self.left;
        let shown = left.iter().filter(|one| self.filter.passes(one, ctx.board, ctx.answers())).count();
        ("Show only".to_owned(), format!("{shown} of {} left would show", left.len()))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.rows.len())
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let narrow = |filter: GateFilter| Outcome::told(Told::Narrow(filter)).after_close();
        match action {
            Action::Toggle => self.toggle(),
            Action::Keep => return narrow(self.filter.clone()),
            Action::Clear => return narrow(GateFilter::default()),
            Action::Back => return Outcome::Close,
            _ if self.rows.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.draw(canvas, area, Mark::Row, |canvas, place, one, _| {
            let (label, count) = match one {
                GateFilterRow::Stream(_, name, count)
                | GateFilterRow::Owner(name, count)
                | GateFilterRow::Role(name, count) => (name.as_str(), *count),
                GateFilterRow::Why(rank, count) => {
                    (WHYS.get(usize::from(*rank)).copied().unwrap_or_default(), *count)
                }
            };
            let mark = if self.is_on(one) { canvas.theme.sign(Sign::Done) } else { " " };
            draw_choice(canvas, place, &format!("{mark} {label}"), &count.to_string());
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.sync(area.height);
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        if self.rows.click(row) != Click::Nothing {
            self.toggle();
        }
        Outcome::Stay
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Clear || !self.filter.is_empty()
    }
}
