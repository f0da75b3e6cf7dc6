//! Draws the parts of Home, each at its place on a page that may be longer than the screen.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::HomeScreen;
use super::layout::{HomePane, PaneArea};
use super::model::{Next, short_name};
use crate::domain::board::EntryKind;
use crate::domain::dates;
use crate::domain::gate::Weight;
use crate::domain::needs::{Needed, Priority};
use crate::domain::standing::EndReached;
use crate::pack::model::{EntryId, Level};
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::entry_page::below::draw_below;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::rule::Heading;

mod foot;
mod promises;
mod upper;

/// More lists than these scroll.
pub(super) const MOST_LISTS: u16 = 8;
/// More workstreams than these are counted in one line.
const MOST_STREAMS: usize = 6;

/// The rows below the lists in two columns: the pack, and how many of its items do not apply.
pub(super) const LISTS_FOOT: u16 = 2;

/// The rows that the next milestone needs in two columns.
pub(super) fn next_rows(next: Option<&Next>) -> u16 {
    next.map_or(2, |next| cells(next.streams.len().min(MOST_STREAMS)) + 3 + cells(next.tail().count()))
}

pub(super) fn screen(home: &HomeScreen, canvas: &mut Canvas<'_>, whole: Rect, ctx: &Ctx<'_>) {
    let area = home.layout.sight(whole);
    if area.height < whole.height {
        let above = home.page.top;
        let below = usize::from(home.layout.height.saturating_sub(area.height)).saturating_sub(above);
        let place = inset(Rect { y: area.bottom(), height: 1, ..whole }, 3, 1);
        let words = out_of_sight(above, below);
        canvas.put(place.x, place.y, place.width, &words, canvas.theme.dim);
    }
    for place in &home.layout.places {
        let mut part = Drawing { home, canvas, area, place, ctx };
        match place.part {
            HomePane::Here => part.here(),
            HomePane::Lists => part.lists(),
            HomePane::Next => part.next(),
            HomePane::Needs => part.needs(),
            HomePane::Late => part.late(),
            HomePane::Conditions => part.conditions(),
            HomePane::Open => part.open(),
            HomePane::Coming => part.coming(),
        }
    }
    if let Some(id) = home.entry().filter(|_| !home.layout.is_narrow) {
        draw_below(canvas, whole, home.layout.height, id, ctx);
    }
    for (x, y, height) in &home.layout.bars {
        for at in *y..y + height {
            if let Some(y) = on_screen(at, home.page.top, area) {
                canvas.upright(Rect { x: area.x + x, y, width: 1, height: 1 });
            }
        }
    }
}

/// `3 above, 2 more, ↓`; empty if everything is in sight.
fn out_of_sight(above: usize, below: usize) -> String {
    match (above, below) {
        (0, 0) => String::new(),
        (0, below) => format!("{below} more, ↓"),
        (above, 0) => format!("{above} above, ↑"),
        (above, below) => format!("{above} above, {below} more, ↓"),
    }
}

/// Where a row of the page is on the screen, if it is in sight.
fn on_screen(page_y: u16, top: usize, area: Rect) -> Option<u16> {
    let row = usize::from(page_y).checked_sub(top)?;
    u16::try_from(row).ok().filter(|row| *row < area.height).map(|row| area.y + row)
}

/// One part being drawn.
struct Drawing<'a, 'b, 'c> {
    home: &'a HomeScreen,
    canvas: &'a mut Canvas<'b>,
    area: Rect,
    place: &'a PaneArea,
    ctx: &'a Ctx<'c>,
}

impl Drawing<'_, '_, '_> {
    /// The row `at` rows below the part's heading, if it is in sight.
    fn row(&self, at: usize) -> Option<Rect> {
        let below = u16::try_from(at).ok().filter(|at| *at < self.place.rows())?;
        let page_y = self.place.y + u16::from(self.place.has_heading) + below;
        let y = on_screen(page_y, self.home.page.top, self.area)?;
        Some(Rect { x: self.area.x + self.place.x, y, width: self.place.width, height: 1 })
    }

    fn heading(&mut self, title: &str, right: &str) {
        if !self.place.has_heading {
            return;
        }
        let Some(y) = on_screen(self.place.y, self.home.page.top, self.area) else { return };
        let area = Rect { x: self.area.x + self.place.x, y, width: self.place.width, height: 1 };
        let is_focused = self.home.focus == self.place.part && !self.home.is_above;
        Heading { title, right, is_focused }.draw(self.canvas, area);
    }

    /// Draws the rows of a part that can be scrolled, with the number of those that are not in sight.
    fn list(&mut self, len: usize, mut draw: impl FnMut(&mut Self, usize, Rect)) {
        let part = self.place.part;
        let rows = self.home.rows(part, self.ctx);
        let shown = self.home.scroll(part).shown(rows, len);
        for at in shown.clone() {
            let Some(place) = self.row(at - shown.start) else { continue };
            draw(self, at, inset(place, 2, 0));
            self.mark(at, place);
        }
        let (above, below) = (shown.start, len - shown.end);
        let words = out_of_sight(above, below);
        if words.is_empty() {
            return;
        }
        if let Some(place) = self.row(rows) {
            self.say(inset(place, 2, 0), &words, self.canvas.theme.dim);
        }
    }

    fn mark(&mut self, at: usize, place: Rect) {
        if !self.home.is_above
            && self.home.focus == self.place.part
            && self.home.cursor(self.place.part) == at
        {
            self.canvas.restyle(inset(place, 1, 0), self.canvas.theme.cursor);
            let mark = self.canvas.theme.cursor_mark();
            self.canvas.put(place.x, place.y, 1, mark, self.canvas.theme.strong);
        }
    }

    fn say(&mut self, place: Rect, words: &str, style: Style) -> u16 {
        self.canvas.put(place.x, place.y, place.width, words, style)
    }

    /// Says something over as many rows as it needs, from the row `at` on; for parts that are empty.
    fn tell(&mut self, at: usize, words: &str) {
        let width = usize::from(self.place.width.saturating_sub(2));
        for (line_at, line) in text::wrap(words, width.max(1)).iter().enumerate() {
            if let Some(place) = self.row(at + line_at) {
                self.say(inset(place, 2, 0), line, self.canvas.theme.dim);
            }
        }
    }

    fn here(&mut self) {
        self.heading("Where you were", "");
        let theme = self.canvas.theme;
        let view = &self.home.view;
        let hang = cells(text::width(&view.since_label).max(10)) + 2;
        let Some(here) = &view.here else {
            self.tell(0, "Every entry is settled. The review says what is left at the milestone.");
            return;
        };
        if let Some(place) = self.row(0) {
            let words = inset(place, 2, 0);
            let mut right = String::new();
            let title = self.ctx.row(&here.id).map(|row| {
                let sign = row.standing.shown();
                right = format!("{} {}", theme.sign(sign), sign.word());
                if row.kind == EntryKind::Topic {
                    row.title.to_string()
                } else {
                    format!("{}  {}", row.name, row.title)
                }
            });
            let title = title.unwrap_or_else(|| here.id.to_string());
            let hang = if words.width < 50 { 0 } else { hang };
            let with_tail = if here.tail.is_empty() { String::new() } else { format!(" · {}", here.tail) };
            let needed = usize::from(hang) + text::width(&title) + text::width(&right) + 3;
            if needed + text::width(&with_tail) <= usize::from(words.width) {
                right.push_str(&with_tail);
            }
            let used = if words.width < 40 { 0 } else { self.canvas.put_right(words, &right, theme.normal) };
            let left = inset(words, 0, used + u16::from(used > 0) * 2);
            self.canvas.put(left.x, left.y, hang, &here.label, theme.normal);
            self.say(inset(left, hang, 0), &title, theme.strong);
            self.mark(0, place);
        }
        if view.since.deeds.is_empty() {
            return;
        }
        if let Some(place) = self.row(1) {
            let words = inset(place, 2, 0);
            let enter = format!("{} shows them", self.ctx.keys.press(Action::Enter));
            let sentence = view.since.sentence();
            let fits = usize::from(hang) + text::width(&sentence) + text::width(&enter) + 3
                <= usize::from(words.width);
            let used = if fits { self.canvas.put_right(words, &enter, theme.dim) } else { 0 };
            let left = inset(words, 0, used + u16::from(used > 0) * 2);
            self.canvas.put(left.x, left.y, hang, &view.since_label, theme.normal);
            self.say(inset(left, hang, 0), &sentence, theme.normal);
            self.mark(1, place);
        }
    }

    fn needs(&mut self) {
        let me = self.ctx.host.author();
        let view = &self.home.view;
        let right = match (view.needs.is_empty(), view.is_calm) {
            (true, _) => String::new(),
            (false, true) => "nothing urgent; next up".to_owned(),
            (false, false) => {
                let whose = if me.is_empty() {
                    "unowned".to_owned()
                } else {
                    format!("{} and unowned", possessive(&me))
                };
                if self.place.width > 60 { format!("{whose}, most urgent first") } else { whose }
            }
        };
        self.heading("Needs you", &right);
        if view.needs.is_empty() {
            let words = if self.ctx.board.items.total() == 0 {
                "No entry applies to this project. Check the project questions."
            } else {
                "Nothing of yours is overdue, blocked, ended, due soon or left at a milestone."
            };
            self.tell(0, words);
            return;
        }
        let is_wide = self.place.width >= 98;
        let most = usize::from(self.place.width) * 2 / 5;
        let reasons = view.reasons.iter().map(|need| self.phrase(need, is_wide));
        let reasons = reasons.chain(view.kept_entry.iter().map(|id| self.kept(id)));
        let reason = cells(reasons.map(|words| text::width(&words)).max().unwrap_or(0).min(most));
        self.list(view.needs.len(), |part, at, place| {
            if let Some(needed) = view.needs.get(at) {
                let words = part.reason(needed, is_wide);
                part.need_row(needed, &words, reason, place);
            }
        });
    }

    fn reason(&self, needed: &Needed, is_wide: bool) -> String {
        if self.home.view.kept_entry.as_ref() == Some(&needed.id) {
            self.kept(&needed.id)
        } else {
            self.phrase(&needed.need, is_wide)
        }
    }

    /// Since when an entry is settled that keeps its place.
    fn kept(&self, id: &EntryId) -> String {
        match self.ctx.changed_by_others(id) {
            Some((by, when)) => format!("{by}, {when}"),
            None => "just now".to_owned(),
        }
    }

    fn phrase(&self, need: &Priority, is_wide: bool) -> String {
        if is_wide { need.phrase(self.ctx.moment) } else { brief(need, self.ctx) }
    }

    fn need_row(&mut self, needed: &Needed, reason: &str, reason_cells: u16, place: Rect) {
        let name = self.home.view.name;
        let theme = self.canvas.theme;
        let entry = self.ctx.board.at(needed.row);
        let style = theme.entry_style(needed.sign);
        self.canvas.put(place.x, place.y, 1, theme.sign(needed.sign), theme.sign_style(needed.sign));
        let words = inset(place, 2, 1);
        self.canvas.put_right(words, &text::truncate(reason, usize::from(reason_cells), theme.cut()), style);
        let mut left = inset(words, 0, reason_cells + 2);
        if left.width >= name + 30 {
            if entry.level == Level::Must {
                self.canvas.put_right(left, "must", style);
            }
            left = inset(left, 0, 6);
        }
        if left.width > name + 8 {
            self.canvas.put(left.x, left.y, name, short_name(entry), style);
            left = inset(left, name + 2, 0);
        }
        self.say(left, &entry.title, style);
    }
}

/// A reason in as few words as it has.
fn brief(need: &Priority, ctx: &Ctx<'_>) -> String {
    let short = |day| dates::short(day, ctx.moment.today);
    match need {
        Priority::Overdue(day) => format!("overdue {}", short(*day)),
        Priority::TwoAnswers => "2 answers".to_owned(),
        Priority::LookAgain => "look again".to_owned(),
        Priority::Ended(_, EndReached::Day(day)) => format!("ended {}", short(*day)),
        Priority::Ended(_, EndReached::Here | EndReached::Earlier | EndReached::Passed) => {
            "has ended".to_owned()
        }
        Priority::Refuted(_) => "export differs".to_owned(),
        Priority::Blocked(_) => "blocked".to_owned(),
        Priority::DueSoon(day) => format!("due {}", short(*day)),
        Priority::NobodysMust(_) => "no owner".to_owned(),
        Priority::LeftAtNext(Weight::Blocks) => "blocks".to_owned(),
        Priority::LeftAtNext(Weight::Condition) => "condition".to_owned(),
        Priority::LeftAtNext(Weight::Listed) => "listed".to_owned(),
        Priority::LeftLater { .. } => "later".to_owned(),
    }
}

/// `Ana's`, `Lars'`.
fn possessive(name: &str) -> String {
    if name.ends_with(['s', 'S']) { format!("{name}'") } else { format!("{name}'s") }
}
