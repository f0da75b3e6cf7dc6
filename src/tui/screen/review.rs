//! Review: may the milestone be passed, what is left and why, what has moved, how fast, and what people decide.

use std::collections::BTreeSet;

use ratatui::layout::{Position, Rect};

use super::Screen;
use crate::domain::conditions;
use crate::domain::gate_filter::GateFilter;
use crate::journal::record::{CriticalCheck, EntryFilter as Filter};
use crate::pack::model::{EntryId, MilestoneId};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome, Told};
use crate::tui::keys::KeyScope;
use crate::tui::popup::gate_filter::GateFilterPopup;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::{Scroll, moved};

mod actions;
mod cursor;
mod draw;
mod head;
mod layout;
mod list;
mod model;
mod strip;

use cursor::nearest;
use layout::ReviewLayout;
use model::ReviewModel;

/// From so many rows on a list that is cut says so.
const SAYS_CUT: u16 = 4;

/// The part of the screen that has the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ReviewPane {
    /// The milestone, its target.
    Head,
    /// Left by workstream.
    Streams,
    /// Since the last review.
    Since,
    /// Settled a week.
    Pace,
    Decision,
    /// What is left.
    #[default]
    List,
}

impl ReviewPane {
    /// In the order of Tab.
    const ALL: [ReviewPane; 6] = [
        ReviewPane::Head,
        ReviewPane::Streams,
        ReviewPane::Since,
        ReviewPane::Pace,
        ReviewPane::Decision,
        ReviewPane::List,
    ];

    fn step(self, step: isize) -> ReviewPane {
        let at = ReviewPane::ALL.iter().position(|part| *part == self).unwrap_or(0);
        let n_parts = ReviewPane::ALL.len();
        let next = (at + n_parts).saturating_add_signed(step) % n_parts;
        ReviewPane::ALL.get(next).copied().unwrap_or_default()
    }
}

/// The review of a milestone.
#[derive(Default)]
pub struct ReviewScreen {
    /// The milestone that was chosen; `None` for the next one.
    milestone: Option<MilestoneId>,
    filter: GateFilter,
    view: Option<ReviewModel>,
    focus: ReviewPane,
    /// The workstream at the cursor of the strip.
    stream: usize,
    /// A line of the list, and the entry on it.
    cursor: usize,
    at: Option<EntryId>,
    scroll: Scroll,
    marked: BTreeSet<EntryId>,
    /// The critical check that was made and waits for the review to be closed.
    checked: Option<(MilestoneId, CriticalCheck)>,
    /// Whether another screen was looked at since: what was settled then leaves the list.
    was_left: bool,
    /// Whether everything was laid out anew since.
    is_new_board: bool,
    area: Rect,
}

impl ReviewScreen {
    /// Takes what a popup tells.
    pub fn take(&mut self, told: Told, ctx: &Ctx<'_>) {
        match told {
            Told::Show(id) => self.show(&id, ctx),
            Told::Narrow(filter) => self.narrow_to(filter, ctx),
            Told::Checked(id, check) => self.checked = Some((id, check)),
            Told::Closed(id) => {
                // Only what the journal has taken in is let go of.
                let last = ctx.answers().reviews.last();
                if last.is_some_and(|closed| closed.review.milestone == id) {
                    self.checked = None;
                    self.focus = ReviewPane::Decision;
                }
                self.show(&id, ctx);
            }
        }
    }

    fn show(&mut self, id: &MilestoneId, ctx: &Ctx<'_>) {
        let is_other = self.view.as_ref().is_none_or(|view| view.id != *id);
        self.milestone = Some(id.clone());
        if is_other {
            self.filter.streams.clear();
            self.marked.clear();
            self.stream = 0;
        }
        self.look(ctx);
        if is_other {
            self.first_entry();
        }
    }

    fn narrow_to(&mut self, filter: GateFilter, ctx: &Ctx<'_>) {
        self.filter = filter;
        self.focus = ReviewPane::List;
        self.look(ctx);
        self.first_entry();
    }

    /// Makes the view anew; what was settled in the meantime leaves the list.
    fn look(&mut self, ctx: &Ctx<'_>) {
        self.was_left = false;
        self.is_new_board = false;
        let anchor = self.entry().map(|entry| entry.id.clone());
        let chosen = self.milestone.as_ref().filter(|id| ctx.board.gate(id).is_some()).cloned();
        let id = chosen.or_else(|| ctx.board.next_milestone(ctx.answers()).map(|gate| gate.id.clone()));
        // When all milestones are passed, the last one is still worth a look.
        let id = id.or_else(|| ctx.board.gates.last().map(|gate| gate.id.clone()));
        self.view = id.and_then(|id| ReviewModel::of(&id, &self.filter, ctx));
        self.back_to(anchor.as_ref(), ctx);
    }

    /// Brings the view up to date, and lets go of a row that was held only while the cursor was at it.
    fn catch_up(&mut self, ctx: &Ctx<'_>) {
        if std::mem::take(&mut self.was_left) {
            self.look(ctx);
        }
        let before = self.at.take();
        let now = self.entry().map(|entry| entry.id.clone());
        if let (Some(view), Some(before)) = (&mut self.view, before)
            && now.as_ref() != Some(&before)
            && view.is_held(&before, ctx)
        {
            view.release(&before);
            self.back_to(now.as_ref(), ctx);
        }
        if let Some(view) = self.view.as_mut().filter(|view| view.is_stale(ctx)) {
            let is_new_board = std::mem::take(&mut self.is_new_board);
            self.view = view.again(&self.filter, now.as_ref(), is_new_board, ctx);
            self.back_to(now.as_ref(), ctx);
        }
        if self.view.is_none() {
            self.look(ctx);
        }
        self.at = self.entry().map(|entry| entry.id.clone());
    }

    fn back_to(&mut self, anchor: Option<&EntryId>, ctx: &Ctx<'_>) {
        let Some(view) = &self.view else { return };
        let found = anchor.and_then(|id| view.line_of(id, ctx));
        let nearest = || nearest(view, self.cursor, 1).or_else(|| nearest(view, self.cursor, -1));
        self.cursor = found.or_else(nearest).unwrap_or(0);
    }

    fn first_entry(&mut self) {
        self.cursor = self.view.as_ref().and_then(|view| nearest(view, 0, 1)).unwrap_or(0);
        self.scroll = Scroll::default();
    }

    fn entry(&self) -> Option<&list::ReviewEntry> {
        self.view.as_ref()?.list.entry_at(self.cursor)
    }

    /// Where the rows of the list stand: one that is cut leaves a row that says so.
    fn rows_of(&self, list: Rect) -> Rect {
        let len = self.view.as_ref().map_or(0, |view| view.list.len());
        let is_cut = len > usize::from(list.height) && list.height >= SAYS_CUT;
        Rect { height: list.height - u16::from(is_cut), ..list }
    }

    fn layout(&self, area: Rect) -> ReviewLayout {
        let Some(view) = &self.view else { return ReviewLayout::of(area, 1, [0; 4]) };
        ReviewLayout::of(area, head::verdict_rows(view, area.width), strip::needs(view))
    }
}

impl Screen for ReviewScreen {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.focus {
            ReviewPane::List => &[KeyScope::Entry, KeyScope::Gate, KeyScope::Move, KeyScope::Entries],
            ReviewPane::Head => &[KeyScope::Milestone, KeyScope::Gate, KeyScope::Move, KeyScope::Entries],
            ReviewPane::Streams | ReviewPane::Since | ReviewPane::Pace | ReviewPane::Decision => {
                &[KeyScope::Gate, KeyScope::Move, KeyScope::Entries]
            }
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let Some(view) = &self.view else { return Outcome::Ignored };
        match action {
            Action::NextPart => self.next_part(1),
            Action::PreviousPart => self.next_part(-1),
            Action::Back => return self.back(ctx),
            Action::Filter => {
                return Outcome::open(GateFilterPopup::new(&self.filter, &view.id, ctx));
            }
            Action::ShowLeftOut => return Outcome::tell("a gate counts only what applies to this project"),
            Action::Go(_) => {
                self.was_left = true;
                return Outcome::Ignored;
            }
            Action::Left | Action::Right if matches!(self.focus, ReviewPane::List | ReviewPane::Head) => {
                return self.switch(if action == Action::Left { -1 } else { 1 }, ctx);
            }
            _ => {
                if let Some(outcome) = actions::command(self, action, ctx) {
                    return outcome;
                }
                return match self.focus {
                    ReviewPane::List => self.update_list(action),
                    ReviewPane::Head => match action {
                        Action::Down | Action::PageDown => {
                            self.next_part(1);
                            Outcome::Stay
                        }
                        Action::Enter => actions::part(self, ctx),
                        _ => Outcome::Ignored,
                    },
                    ReviewPane::Streams | ReviewPane::Since | ReviewPane::Pace | ReviewPane::Decision => {
                        self.update_strip(action, ctx).unwrap_or(Outcome::Ignored)
                    }
                };
            }
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        draw::screen(self, canvas, area, ctx);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        self.catch_up(ctx);
        if !self.has(self.focus) {
            self.focus = ReviewPane::List;
        }
        let height = usize::from(self.rows_of(self.layout(area).list).height);
        let Some(view) = &self.view else { return };
        self.stream = moved(self.stream, 0, view.streams.len());
        self.scroll.follow(self.cursor, height, view.list.len());
        // Nothing but headings is above the first entry, so they come into view with it.
        if nearest(view, 0, 1).is_none_or(|first| self.cursor <= first) {
            self.scroll.top = 0;
        }
    }

    fn rebuild(&mut self, _ctx: &Ctx<'_>) {
        self.is_new_board = true;
    }

    fn in_hand(&self, ctx: &Ctx<'_>) -> Vec<EntryId> {
        if self.focus != ReviewPane::List {
            return Vec::new();
        }
        if self.marked.is_empty() {
            return self.entry().map(|entry| entry.id.clone()).into_iter().collect();
        }
        let rows = ctx.board.rows().iter().filter(|row| self.marked.contains(&row.id));
        rows.map(|row| row.id.clone()).collect()
    }

    fn answered(&mut self) {
        self.marked.clear();
    }

    fn jump(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        let Some(line) = self.view.as_ref().and_then(|view| view.line_of(id, ctx)) else { return false };
        self.cursor = line;
        self.focus = ReviewPane::List;
        true
    }

    fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        let milestone = filter.milestone.clone();
        let rest = Filter { milestone: None, ..filter.clone() };
        self.filter = GateFilter { rest, ..GateFilter::default() };
        match milestone {
            Some(id) => self.show(&id, ctx),
            None => self.look(ctx),
        }
        self.focus = ReviewPane::List;
        self.first_entry();
    }

    fn click(&mut self, at: Position, area: Rect, ctx: &Ctx<'_>) -> Outcome {
        let layout = self.layout(area);
        let Some(view) = &self.view else { return Outcome::Stay };
        if self.rows_of(layout.list).contains(at) {
            let line = self.scroll.top + usize::from(at.y - layout.list.y);
            if view.list.entry_at(line).is_some() {
                let is_again = line == self.cursor && self.focus == ReviewPane::List;
                self.focus = ReviewPane::List;
                self.cursor = line;
                if is_again {
                    return actions::entry(self);
                }
            }
        } else if layout.head.contains(at) {
            return self.click_part(ReviewPane::Head, ctx);
        } else if layout.strip.contains(at) {
            let parts = [ReviewPane::Streams, ReviewPane::Since, ReviewPane::Pace, ReviewPane::Decision];
            let hit = (0..4).zip(parts).find(|(no, _)| layout.part(*no).contains(at));
            if let Some((_, part)) = hit {
                let row = usize::from(at.y - layout.strip.y);
                if part == ReviewPane::Streams && row > 0 && layout.has_parts {
                    let wanted = strip::first_stream(view.streams.len(), self.stream) + row - 1;
                    if wanted < view.streams.len() && wanted != self.stream {
                        self.stream = wanted;
                        self.focus = part;
                        return Outcome::Stay;
                    }
                }
                return self.click_part(part, ctx);
            }
        }
        Outcome::Stay
    }

    fn wheel(&mut self, _at: Position, rows: isize, _ctx: &Ctx<'_>) -> Outcome {
        self.step(rows);
        Outcome::Stay
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        if action == Action::Conditions {
            return conditions::newest(ctx.board, ctx.answers()).is_some();
        }
        self.view.is_some() || matches!(action, Action::Go(_) | Action::Search | Action::Quit | Action::Undo)
    }

    fn label(&self, action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        match action {
            Action::Doing
            | Action::Blocked
            | Action::Answer
            | Action::SeenAt
            | Action::Capture
            | Action::NotApplicable
            | Action::Waive
            | Action::Todo
            | Action::AddItem
            | Action::ShowLeftOut => Some(""),
            Action::NextOpen if self.focus != ReviewPane::List => Some(""),
            Action::Filter if self.area.width >= 100 => Some("filter: role, owner, why"),
            Action::Enter => Some(match self.focus {
                ReviewPane::Head => "another milestone",
                ReviewPane::Streams => "only these",
                ReviewPane::Since => "compare",
                ReviewPane::Pace => "chart",
                ReviewPane::Decision => "decide",
                ReviewPane::List => "open",
            }),
            Action::Right if !matches!(self.focus, ReviewPane::Head | ReviewPane::List) => Some(""),
            _ => None,
        }
    }
}

impl ReviewScreen {
    /// A first click goes there, a second one opens it.
    fn click_part(&mut self, part: ReviewPane, ctx: &Ctx<'_>) -> Outcome {
        if self.focus == part {
            return actions::part(self, ctx);
        }
        self.focus = part;
        Outcome::Stay
    }
}
