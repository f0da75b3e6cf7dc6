//! Draws the lists and the next milestone.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Drawing;
use crate::domain::board::ListNode;
use crate::domain::dates;
use crate::domain::gate::LeftCounts;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::screen::home::model::{Next, weights};
use crate::tui::widget::bar;
use crate::tui::widget::canvas::{cells, inset};

impl Drawing<'_, '_, '_> {
    pub(super) fn lists(&mut self) {
        let items = self.ctx.board.items;
        let count = format!("{} of {} settled", items.settled(), items.total());
        let right = if items.is_untouched() { format!("{} items", items.total()) } else { count };
        let pack = self.pack();
        let long = format!("Checklists · {pack}");
        let is_narrow = self.home.layout.is_narrow;
        let room = usize::from(self.place.width).saturating_sub(text::width(&right) + 6);
        let has_room = is_narrow && text::width(&long) <= room;
        self.heading(if has_room { &long } else { "Checklists" }, &right);
        let lists = &self.ctx.board.lists;
        let widest = lists.iter().map(|list| list.title.width()).max().unwrap_or(0);
        let title = cells(widest.min(16)) + 2;
        self.list(lists.len(), |part, at, place| {
            if let Some(list) = lists.get(at) {
                part.list_row(list, title, place);
            }
        });
        let left_out = self.ctx.board.items_left_out;
        if !is_narrow {
            let verb = if left_out == 1 { "does" } else { "do" };
            let all = items.total() + left_out;
            let whole = format!("{pack} · {left_out} {verb} not apply");
            let room = usize::from(self.place.width.saturating_sub(2));
            let words = match left_out {
                0 => pack,
                _ if text::width(&whole) <= room => whole,
                _ => format!("{left_out} of the {all} items {verb} not apply here"),
            };
            let foot = usize::from(self.place.rows()).saturating_sub(1);
            // Beside a longer milestone the line stays with its lists.
            let at = (lists.len() + 1).min(foot);
            if let Some(place) = self.row(at) {
                self.say(inset(place, 2, 0), &words, self.canvas.theme.dim);
            }
        }
    }

    /// `Auth0 customer identity, 2026.12`: the title up to its colon, the version, and what it was before.
    fn pack(&self) -> String {
        let pack = self.ctx.pack();
        let title = pack.title.split(':').next().unwrap_or_default();
        let before = self.ctx.answers().pack_name().map(|name| &name.version);
        let before = before.filter(|version| **version != pack.version);
        let was = before.map(|version| format!(", was {version}")).unwrap_or_default();
        format!("{title}, {}{was}", pack.version)
    }

    fn list_row(&mut self, list: &ListNode, title: u16, place: Rect) {
        let theme = self.canvas.theme;
        let tally = list.tally;
        let words = if tally.total() > 0 && tally.open() == 0 { theme.dim } else { theme.normal };
        self.canvas.put(place.x, place.y, title.saturating_sub(1), &list.title, words);
        let mut rest = inset(place, title, 0);
        let bar = match rest.width {
            44.. => 18,
            30..44 => 10,
            _ => 0,
        };
        if bar > 0 {
            let (done, all) = if tally.is_untouched() { (0, 1) } else { (tally.settled(), tally.total()) };
            bar::draw(self.canvas, Rect { width: bar, ..rest }, done, all);
            rest = inset(rest, bar + 2, 0);
        }
        let (count, note, style) = if tally.total() == 0 {
            ("nothing applies".to_owned(), String::new(), theme.dim)
        } else if tally.is_untouched() {
            (format!("not started · {}", tally.total()), String::new(), theme.dim)
        } else {
            let (note, style) = worth_knowing(list, self.ctx);
            (format!("{:>3} of {}", tally.settled(), tally.total()), note, style)
        };
        let used = self.say(rest, &count, theme.normal);
        self.canvas.put_right(inset(rest, used + 1, 1), &note, style);
    }

    pub(super) fn next(&mut self) {
        let Some(next) = &self.home.view.next else {
            self.heading("Next milestone", "");
            let words = if self.ctx.board.gates.is_empty() {
                "This pack has no milestones for this kind of project."
            } else {
                "Every milestone is passed."
            };
            self.tell(0, words);
            return;
        };
        if !self.place.has_heading {
            self.next_line(next);
            return;
        }
        let today = self.ctx.moment.today;
        let date = next.target.map_or_else(
            || "no date yet".to_owned(),
            |day| format!("{}, {}", self.ctx.moment.day(day), dates::distance(day, today)),
        );
        self.heading("Next milestone", &date);
        let theme = self.canvas.theme;
        if let Some(place) = self.row(0) {
            let words = inset(place, 2, 0);
            let left = format!("{} of {} left", next.count.left(), next.count.total);
            let used = self.canvas.put_right(inset(words, 0, 1), &left, theme.normal);
            self.canvas.put(words.x, words.y, 1, theme.milestone_mark(), theme.milestone);
            self.say(inset(words, 2, used + 2), &next.title, theme.strong);
            self.mark(0, place);
        }
        let rows = usize::from(self.place.rows());
        let foot = 1 + next.tail().count();
        let room = rows.saturating_sub(2 + foot);
        let n_shown = if next.streams.len() > room { room.saturating_sub(1) } else { next.streams.len() };
        self.streams(next, n_shown);
        let hidden = next.streams.get(n_shown..).unwrap_or_default();
        let mut at = n_shown + 1;
        if !hidden.is_empty() && room > 0 {
            let left: u32 = hidden.iter().map(|(_, left)| left.left()).sum();
            let words = format!(
                "{}, {left} left",
                text::counted(hidden.len(), "more workstream", "more workstreams")
            );
            if let Some(place) = self.row(at) {
                self.say(inset(place, 4, 0), &words, theme.dim);
            }
            at += 1;
        }
        let verdict = (at + 1).min(rows.saturating_sub(foot));
        if let Some(place) = self.row(verdict) {
            let words = fitting(next.verdict(), place.width.saturating_sub(2));
            self.say(inset(place, 2, 0), &words, theme.normal);
        }
        for (at, words) in next.tail().enumerate() {
            if let Some(place) = self.row(verdict + 1 + at) {
                let words = fitting(words.clone(), place.width.saturating_sub(2));
                self.say(inset(place, 2, 0), &words, theme.dim);
            }
        }
    }

    fn streams(&mut self, next: &Next, n_shown: usize) {
        let theme = self.canvas.theme;
        let streams = next.streams.get(..n_shown).unwrap_or_default();
        let widest = |words: &dyn Fn(&(Text, LeftCounts)) -> usize| {
            cells(streams.iter().map(words).max().unwrap_or(0))
        };
        let room = self.place.width.saturating_sub(5);
        let title = widest(&|(title, _)| title.width().min(20)) + 1;
        let by_weight = widest(&|(_, left)| text::width(&weights(*left)));
        let long = |left: LeftCounts| format!("{} of {} left", left.left(), left.total);
        let short = |left: LeftCounts| format!("{} of {}", left.left(), left.total);
        // In a narrow half drop the heading first, then the bar, because the weights matter most.
        let needed = |count: &dyn Fn(LeftCounts) -> String| {
            title + widest(&|(_, left)| text::width(&count(*left))) + 1 + by_weight
        };
        let (count, bar): (&dyn Fn(LeftCounts) -> String, u16) = if needed(&long) + 9 <= room {
            (&long, 9)
        } else if needed(&short) + 9 <= room {
            (&short, 9)
        } else {
            (&short, 0)
        };
        let count_cells = widest(&|(_, left)| text::width(&count(*left)));
        for (at, (words, left)) in streams.iter().enumerate() {
            let Some(place) = self.row(at + 1) else { continue };
            let place = inset(place, 4, 1);
            let style = if left.left() == 0 { theme.dim } else { theme.normal };
            self.canvas.put(place.x, place.y, title.saturating_sub(1), words, style);
            let rest = inset(place, title, 0);
            let bar_at = Rect { width: rest.width.min(bar.saturating_sub(1)), ..rest };
            bar::draw(self.canvas, bar_at, left.settled(), left.total);
            let rest = inset(rest, bar, 0);
            let words = count(*left);
            let pad = count_cells.saturating_sub(cells(text::width(&words)));
            self.say(inset(rest, pad, 0), &words, style);
            self.canvas.put_right(inset(rest, count_cells + 1, 0), &weights(*left), style);
        }
    }

    /// The milestone in one line: `◆ Ready to demonstrate   18 of 52 left, 5 must, 25 days`.
    fn next_line(&mut self, next: &Next) {
        let Some(place) = self.row(0) else { return };
        let theme = self.canvas.theme;
        let words = inset(place, 2, 0);
        let mut parts = vec![format!("{} of {} left", next.count.left(), next.count.total)];
        if next.count.blocking > 0 {
            parts.push(format!("{} must", next.count.blocking));
        }
        let day = next
            .target
            .map_or_else(|| "no date yet".to_owned(), |day| dates::distance(day, self.ctx.moment.today));
        if text::width(&parts.join(", ")) + 30 + text::width(&day) < usize::from(words.width) {
            parts.push(day);
        }
        let right = parts.join(", ");
        let used = self.canvas.put_right(words, &right, theme.normal);
        self.canvas.put(words.x, words.y, 1, theme.milestone_mark(), theme.milestone);
        self.say(inset(words, 2, used + 2), &next.title, theme.strong);
        self.mark(0, place);
    }
}

/// The one thing worth knowing about a list with answers.
fn worth_knowing(list: &ListNode, ctx: &Ctx<'_>) -> (String, Style) {
    let theme = ctx.theme;
    let tally = list.tally;
    if tally.blocked > 0 {
        (format!("{} blocked", tally.blocked), theme.blocked)
    } else if tally.look_again > 0 {
        (format!("{} look again", tally.look_again), theme.look_again)
    } else if tally.open() == 0 {
        ("all settled".to_owned(), theme.done)
    } else if tally.doing > 0 {
        (format!("{} in progress", tally.doing), theme.normal)
    } else {
        (String::new(), theme.normal)
    }
}

/// A sentence in fewer words if it is too long, then without the part behind its comma.
fn fitting(sentence: String, room: u16) -> String {
    let fits = |words: &str| text::width(words) <= usize::from(room);
    if fits(&sentence) {
        return sentence;
    }
    let short = sentence.replace("-entries are", "").replace("-entry is", "");
    match short.split_once(", ") {
        Some((first, _)) if !fits(&short) => first.to_owned(),
        _ => short,
    }
}
