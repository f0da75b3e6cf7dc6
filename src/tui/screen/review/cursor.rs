//! Where the cursor of the review goes: from part to part, over the strip, over the list, to another milestone.

use super::model::ReviewModel;
use super::{ReviewPane, ReviewScreen, actions};
use crate::domain::gate_filter::GateFilter;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::widget::scroll::{moved, step};

impl ReviewScreen {
    /// The parts that Tab goes through at this size.
    pub(super) fn has(&self, part: ReviewPane) -> bool {
        let layout = self.layout(self.area);
        match part {
            ReviewPane::List => true,
            ReviewPane::Head => layout.head.height > 0,
            ReviewPane::Streams | ReviewPane::Since | ReviewPane::Pace | ReviewPane::Decision => {
                layout.strip.height > 0
            }
        }
    }

    pub(super) fn next_part(&mut self, step: isize) {
        let mut part = self.focus.step(step);
        while !self.has(part) {
            part = part.step(step);
        }
        self.focus = part;
    }

    /// Goes on by so many entries of the list, over headings.
    pub(super) fn step(&mut self, step: isize) {
        let Some(view) = &self.view else { return };
        let way = if step < 0 { -1 } else { 1 };
        let wanted = moved(self.cursor, step, view.list.len());
        let found = nearest(view, wanted, way).or_else(|| nearest(view, wanted, -way));
        self.cursor = found.unwrap_or(self.cursor);
    }

    pub(super) fn switch(&mut self, step: isize, ctx: &Ctx<'_>) -> Outcome {
        let now = self.view.as_ref().and_then(|view| ctx.board.gate(&view.id)).map(|gate| gate.order);
        let next =
            now.and_then(|order| order.checked_add_signed(step)).and_then(|at| ctx.board.gates.get(at));
        match next {
            Some(gate) => {
                let id = gate.id.clone();
                self.show(&id, ctx);
                Outcome::Stay
            }
            None => Outcome::tell("no milestone further on"),
        }
    }

    /// One step back: to the list, then marks, then the filter; then nothing is left to go back from.
    pub(super) fn back(&mut self, ctx: &Ctx<'_>) -> Outcome {
        if self.focus != ReviewPane::List {
            self.focus = ReviewPane::List;
            return Outcome::Stay;
        }
        if !self.marked.is_empty() {
            self.marked.clear();
            return Outcome::tell("marks cleared");
        }
        if !self.filter.is_empty() {
            self.narrow_to(GateFilter::default(), ctx);
            return Outcome::tell("filter cleared; showing everything that is left");
        }
        if self.view.as_ref().is_some_and(|view| view.list.has_settled()) {
            self.look(ctx);
            return Outcome::tell("settled entries removed from the list");
        }
        Outcome::Ignored
    }

    fn mark(&mut self) -> Outcome {
        let Some(id) = self.entry().map(|entry| entry.id.clone()) else { return Outcome::Stay };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.step(1);
        match self.marked.len() {
            0 => Outcome::tell("no entry is marked"),
            1 => Outcome::tell("1 entry marked; the next answer applies to it"),
            many => Outcome::tell(format!("{many} entries marked; the next answer applies to all of them")),
        }
    }

    pub(super) fn update_strip(&mut self, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
        let n_streams = self.view.as_ref().map_or(0, |view| view.streams.len());
        let is_streams = self.focus == ReviewPane::Streams && self.layout(self.area).has_parts;
        match action {
            Action::Left if self.focus == ReviewPane::Streams => {}
            Action::Left => self.focus = self.focus.step(-1),
            Action::Right if self.focus == ReviewPane::Decision => {}
            Action::Right => self.focus = self.focus.step(1),
            Action::Down if is_streams && self.stream + 1 < n_streams => self.stream += 1,
            Action::Up if is_streams && self.stream > 0 => self.stream -= 1,
            Action::Down | Action::PageDown => self.focus = ReviewPane::List,
            Action::Up | Action::PageUp if self.has(ReviewPane::Head) => self.focus = ReviewPane::Head,
            Action::First => self.stream = 0,
            Action::Last => self.stream = n_streams.saturating_sub(1),
            Action::Enter => return Some(actions::part(self, ctx)),
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    pub(super) fn update_list(&mut self, action: Action) -> Outcome {
        if let Some(rows) = step(action, usize::from(self.rows_of(self.layout(self.area).list).height)) {
            self.step(rows);
            return Outcome::Stay;
        }
        match action {
            Action::NextOpen => self.next_left(1),
            Action::PreviousOpen => self.next_left(-1),
            Action::Mark => return self.mark(),
            Action::Enter => return actions::entry(self),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn next_left(&mut self, way: isize) {
        let Some(view) = &self.view else { return };
        let mut at = self.cursor;
        while let Some(next) = at.checked_add_signed(way).filter(|next| *next < view.list.len()) {
            at = next;
            if view.list.entry_at(at).is_some_and(|entry| entry.why.is_some()) {
                self.cursor = at;
                return;
            }
        }
    }
}

/// The line at `from` or the next one that way that holds an entry.
pub(super) fn nearest(view: &ReviewModel, from: usize, way: isize) -> Option<usize> {
    let mut at = from;
    loop {
        if view.list.entry_at(at).is_some() {
            return Some(at);
        }
        at = at.checked_add_signed(way).filter(|next| *next < view.list.len())?;
    }
}
