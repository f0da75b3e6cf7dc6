//! Home: where you were, the lists, the next milestone, what needs you, what is open, what is coming up.
//!
//! Everything it shows is derived when the board changes, never while a cursor moves. Before there is a project it
//! shows the two ways to begin instead.

use ratatui::layout::{Position, Rect};

use super::Screen;
use crate::journal::record::CaptureId;
use crate::pack::model::EntryId;
use crate::tui::action::{Action, ScreenId as ScreenPlace};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::popup::questions::QuestionsPopup;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::scroll::{Scroll, moved};

mod actions;
mod draw;
mod first;
mod layout;
mod model;

use first::First;
use layout::{HomeDirection, HomeLayout, HomePane, Sizes};
use model::HomeModel;

/// Where you were and what needs you.
#[derive(Default)]
pub struct HomeScreen {
    view: HomeModel,
    first: First,
    focus: HomePane,
    /// Whether the cursor is at the contradiction above the page.
    is_above: bool,
    cursors: [usize; HomePane::ALL.len()],
    scrolls: [Scroll; HomePane::ALL.len()],
    /// Which part of the page is shown, if it is longer than the screen.
    page: Scroll,
    layout: HomeLayout,
}

impl HomeScreen {
    fn cursor(&self, part: HomePane) -> usize {
        self.cursors.get(part.ix()).copied().unwrap_or(0)
    }

    fn scroll(&self, part: HomePane) -> Scroll {
        self.scrolls.get(part.ix()).copied().unwrap_or_default()
    }

    fn set_cursor(&mut self, part: HomePane, to: usize) {
        if let Some(cursor) = self.cursors.get_mut(part.ix()) {
            *cursor = to;
        }
    }

    /// How many rows of a part the cursor can be at.
    fn len(&self, part: HomePane, ctx: &Ctx<'_>) -> usize {
        match part {
            HomePane::Here => {
                usize::from(self.view.here.is_some()) + usize::from(!self.view.since.deeds.is_empty())
            }
            HomePane::Lists => ctx.board.lists.len(),
            HomePane::Next => usize::from(self.view.next.is_some()),
            HomePane::Needs => self.view.needs.len(),
            HomePane::Late if self.layout.is_narrow => self.view.late.len().min(1),
            HomePane::Late => self.view.late.len(),
            HomePane::Conditions => self.condition_rows(),
            HomePane::Open => self.view.open.len(),
            HomePane::Coming => self.view.coming.len(),
        }
    }

    /// How many rows of a part can be shown at once, the line that counts the others not included.
    fn rows(&self, part: HomePane, ctx: &Ctx<'_>) -> usize {
        let Some(place) = self.layout.place(part) else { return 0 };
        let below = match part {
            HomePane::Lists if !self.layout.is_narrow => draw::LISTS_FOOT,
            HomePane::Here
            | HomePane::Lists
            | HomePane::Next
            | HomePane::Needs
            | HomePane::Late
            | HomePane::Conditions
            | HomePane::Open
            | HomePane::Coming => 0,
        };
        let rows = usize::from(place.rows().saturating_sub(below));
        if self.len(part, ctx) > rows { rows.saturating_sub(1).max(1) } else { rows }
    }

    fn sizes(&self, ctx: &Ctx<'_>) -> Sizes {
        let rows = |part| u16::try_from(self.len(part, ctx)).unwrap_or(u16::MAX).min(500);
        let lists = rows(HomePane::Lists).min(draw::MOST_LISTS);
        Sizes {
            here: rows(HomePane::Here).max(1),
            lists,
            lists_foot: draw::LISTS_FOOT,
            next: draw::next_rows(self.view.next.as_ref()).min(lists.max(draw::MOST_LISTS) + 1),
            needs: rows(HomePane::Needs),
            late: u16::try_from(self.view.late.len()).unwrap_or(u16::MAX).min(500),
            conditions: u16::try_from(self.condition_rows()).unwrap_or(u16::MAX).min(500),
            // If there is nothing, two rows say what would be.
            open: if self.view.open.is_empty() { 2 } else { rows(HomePane::Open) },
            coming: if self.view.coming.is_empty() { 2 } else { rows(HomePane::Coming) },
        }
    }

    fn entry(&self) -> Option<&EntryId> {
        match self.focus {
            _ if self.is_above => None,
            HomePane::Here if self.cursor(HomePane::Here) == 0 => {
                self.view.here.as_ref().map(|here| &here.id)
            }
            HomePane::Needs => self.view.needs.get(self.cursor(HomePane::Needs)).map(|needed| &needed.id),
            // What is answered there goes from the list, so keys do not answer it: Enter goes to it.
            HomePane::Here
            | HomePane::Lists
            | HomePane::Next
            | HomePane::Late
            | HomePane::Conditions
            | HomePane::Open
            | HomePane::Coming => None,
        }
    }

    /// How many rows the conditions take: one for each state of the only review, else one for each review.
    fn condition_rows(&self) -> usize {
        match self.view.conditions.as_slice() {
            [only] if !self.layout.is_narrow => only.states.len(),
            several => several.len(),
        }
    }

    /// Which review the cursor is at among the conditions.
    fn condition_at(&self) -> usize {
        if self.view.conditions.len() > 1 { self.cursor(HomePane::Conditions) } else { 0 }
    }

    fn needed(&self) -> Option<EntryId> {
        self.view.needs.get(self.cursor(HomePane::Needs)).map(|needed| needed.id.clone())
    }

    fn capture(&self) -> Option<CaptureId> {
        self.view.open.get(self.cursor(HomePane::Open)).map(|open| open.id.clone())
    }

    /// Moves within the part, and over its edge to the next one.
    fn step(&mut self, way: HomeDirection, ctx: &Ctx<'_>) {
        let cursor = self.cursor(self.focus);
        let len = self.len(self.focus, ctx);
        match way {
            HomeDirection::Up if cursor > 0 => self.move_to(cursor - 1),
            HomeDirection::Down if cursor + 1 < len => self.move_to(cursor + 1),
            HomeDirection::Up | HomeDirection::Down | HomeDirection::Left | HomeDirection::Right => {
                self.leave(way, ctx);
            }
        }
    }

    /// Goes to the nearest part in a direction that has something to be at.
    fn leave(&mut self, way: HomeDirection, ctx: &Ctx<'_>) {
        let mut part = self.focus;
        while let Some(next) = self.layout.beside(part, way) {
            part = next;
            let len = self.len(part, ctx);
            if len == 0 {
                continue;
            }
            self.focus_on(part);
            match way {
                HomeDirection::Up => self.set_cursor(part, len - 1),
                HomeDirection::Down => self.set_cursor(part, 0),
                HomeDirection::Left | HomeDirection::Right => {}
            }
            return;
        }
        self.is_above = way == HomeDirection::Up && !ctx.board.contradictions.is_empty();
    }

    /// What a key does while the cursor is above the page; `None` if it is not, or leaves it.
    fn above(&mut self, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
        if !self.is_above {
            return None;
        }
        match action {
            Action::Enter => return Some(Outcome::open(QuestionsPopup::new(ctx))),
            Action::Up | Action::PageUp | Action::First => return Some(Outcome::Stay),
            // Down goes to the row that had the cursor before.
            Action::Down => self.is_above = false,
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn move_to(&mut self, cursor: usize) {
        self.is_above = false;
        let before = self.cursor(self.focus);
        self.set_cursor(self.focus, cursor);
        if cursor != before {
            self.let_go();
        }
    }

    fn focus_on(&mut self, part: HomePane) {
        self.is_above = false;
        self.focus = part;
        self.let_go();
    }

    /// What was settled here keeps its place only as long as the cursor is at it.
    fn let_go(&mut self) {
        let (focus, needs, open) = (self.focus, self.cursor(HomePane::Needs), self.cursor(HomePane::Open));
        if focus != HomePane::Needs || self.needed().as_ref() != self.view.kept_entry.as_ref() {
            let gone = self.view.drop_kept_entry();
            self.set_cursor(HomePane::Needs, after(needs, gone));
        }
        if focus != HomePane::Open || self.capture().as_ref() != self.view.kept_capture.as_ref() {
            let gone = self.view.drop_kept_capture();
            self.set_cursor(HomePane::Open, after(open, gone));
        }
    }

    fn next_part(&mut self, step: isize, ctx: &Ctx<'_>) {
        let parts: Vec<HomePane> = self.layout.places.iter().map(|place| place.part).collect();
        let parts: Vec<HomePane> = parts.into_iter().filter(|part| self.len(*part, ctx) > 0).collect();
        if parts.is_empty() {
            return;
        }
        let n_parts = parts.len();
        let now = parts.iter().position(|part| *part == self.focus).unwrap_or(0);
        let next = now.wrapping_add_signed(step + n_parts.cast_signed()) % n_parts;
        if let Some(part) = parts.get(next) {
            self.focus_on(*part);
        }
    }

    fn page(&self, step: isize, ctx: &Ctx<'_>) -> usize {
        let rows = isize::try_from(self.rows(self.focus, ctx)).unwrap_or(1).max(2) - 1;
        moved(self.cursor(self.focus), step * rows, self.len(self.focus, ctx))
    }
}

/// Where the cursor is after the row at `gone` has left.
fn after(cursor: usize, gone: Option<usize>) -> usize {
    if gone.is_some_and(|gone| gone < cursor) { cursor - 1 } else { cursor }
}

impl Screen for HomeScreen {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.focus {
            _ if self.first.is_shown => &[KeyScope::Move],
            _ if self.is_above => &[KeyScope::Home, KeyScope::Move],
            HomePane::Here | HomePane::Needs => {
                &[KeyScope::Home, KeyScope::Entry, KeyScope::Move, KeyScope::Entries]
            }
            HomePane::Open => &[KeyScope::Home, KeyScope::Capture, KeyScope::Move],
            HomePane::Next => &[KeyScope::Home, KeyScope::Milestone, KeyScope::Move],
            HomePane::Lists | HomePane::Coming | HomePane::Late | HomePane::Conditions => {
                &[KeyScope::Home, KeyScope::Move]
            }
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if self.first.is_shown {
            return self.first.update(action, ctx);
        }
        if let Some(outcome) = self.above(action, ctx) {
            return outcome;
        }
        match action {
            Action::Up => self.step(HomeDirection::Up, ctx),
            Action::Down => self.step(HomeDirection::Down, ctx),
            Action::Left => self.step(HomeDirection::Left, ctx),
            Action::Right => self.step(HomeDirection::Right, ctx),
            Action::PageUp => self.move_to(self.page(-1, ctx)),
            Action::PageDown => self.move_to(self.page(1, ctx)),
            Action::First => self.move_to(0),
            Action::Last => self.move_to(self.len(self.focus, ctx).saturating_sub(1)),
            Action::NextPart => self.next_part(1, ctx),
            Action::PreviousPart => self.next_part(-1, ctx),
            Action::NextOpen | Action::PreviousOpen if self.focus == HomePane::Needs => {
                let step = if action == Action::NextOpen { 1 } else { -1 };
                self.move_to(moved(self.cursor(HomePane::Needs), step, self.view.needs.len()));
            }
            Action::NextOpen | Action::PreviousOpen => self.focus_on(HomePane::Needs),
            Action::Mark => {
                let mark = ctx.keys.press(Action::Mark);
                return Outcome::tell(format!(
                    "to mark several entries, go to the lists (2) and press {mark}"
                ));
            }
            // What is hidden and what is shown is a matter of the lists.
            Action::Filter | Action::ShowLeftOut => {
                return Outcome::All(vec![Outcome::Go(ScreenPlace::Checklists), Outcome::Perform(action)]);
            }
            Action::Enter => return actions::enter(self, ctx),
            Action::Resolve => return actions::resolve(self),
            Action::Target => return actions::target(self, ctx),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        if self.first.is_shown {
            self.first.draw(canvas, area, ctx);
        } else {
            draw::screen(self, canvas, area, ctx);
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.first.settle(area, ctx);
        if self.first.is_shown {
            return;
        }
        self.is_above &= !ctx.board.contradictions.is_empty();
        let (needed, capture) = (self.needed(), self.capture());
        let (at, open_at) = match self.focus {
            HomePane::Needs => (needed.as_ref(), None),
            HomePane::Open => (None, capture.as_ref()),
            HomePane::Here
            | HomePane::Lists
            | HomePane::Next
            | HomePane::Late
            | HomePane::Conditions
            | HomePane::Coming => (None, None),
        };
        self.view.follow(at, open_at, ctx);
        if let Some(at) = self.view.needs.iter().position(|row| Some(&row.id) == needed.as_ref()) {
            self.set_cursor(HomePane::Needs, at);
        }
        if let Some(at) = self.view.open.iter().position(|row| Some(&row.id) == capture.as_ref()) {
            self.set_cursor(HomePane::Open, at);
        }
        self.layout = HomeLayout::of(area, &self.sizes(ctx));
        self.settle_cursors(area, ctx);
    }

    fn is_at_notice(&self) -> bool {
        self.is_above
    }

    fn rebuild(&mut self, _ctx: &Ctx<'_>) {
        self.first.forget();
    }

    fn in_hand(&self, _ctx: &Ctx<'_>) -> Vec<EntryId> {
        if self.first.is_shown { Vec::new() } else { self.entry().cloned().into_iter().collect() }
    }

    fn click(&mut self, at: Position, area: Rect, ctx: &Ctx<'_>) -> Outcome {
        if self.first.is_shown {
            return self.first.click(at, area, ctx);
        }
        if !self.layout.sight(area).contains(at) {
            return Outcome::Stay;
        }
        let page_y = usize::from(at.y.saturating_sub(area.y)) + self.page.top;
        let Ok(page_y) = u16::try_from(page_y) else { return Outcome::Stay };
        let hit = self.layout.places.iter().find(|place| {
            (place.x..place.x + place.width).contains(&at.x)
                && (place.y..place.y + place.height).contains(&page_y)
        });
        let Some(place) = hit.copied() else { return Outcome::Stay };
        let first = place.y + u16::from(place.has_heading);
        let row = page_y.checked_sub(first).map(|row| usize::from(row) + self.scroll(place.part).top);
        let len = self.len(place.part, ctx);
        let Some(row) = row.filter(|row| *row < len) else { return Outcome::Stay };
        if self.focus == place.part && self.cursor(place.part) == row {
            return actions::enter(self, ctx);
        }
        self.set_cursor(place.part, row);
        self.focus_on(place.part);
        Outcome::Stay
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Enter => self.first.is_shown || self.len(self.focus, ctx) > 0,
            Action::NextPart => !self.first.is_shown && self.layout.places.len() > 1,
            Action::Mark | Action::NextOpen | Action::ShowLeftOut => false,
            Action::Search => !self.first.is_shown,
            _ => true,
        }
    }

    fn label(&self, action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        match (action, self.focus) {
            (Action::Enter, _) if self.first.is_shown => Some("choose"),
            (Action::Enter, _) if self.is_above => Some("show the answers"),
            (Action::Enter, HomePane::Here) if self.cursor(HomePane::Here) == 0 => Some("go on there"),
            (Action::Enter, HomePane::Here | HomePane::Conditions) => Some("show them"),
            (Action::Enter, HomePane::Next) => Some("review"),
            (Action::Resolve, _) if self.view.kept_capture.is_some() => Some("open again"),
            _ => None,
        }
    }
}

impl HomeScreen {
    /// Keeps every cursor on a row that is there and in sight.
    fn settle_cursors(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let has_focus = self.layout.place(self.focus).is_some() && self.len(self.focus, ctx) > 0;
        if !has_focus {
            let first = self.layout.places.iter().map(|place| place.part);
            let first = first.into_iter().find(|part| self.len(*part, ctx) > 0);
            // A part that this size does not show is only set aside: it has the focus again when there is room.
            if self.layout.place(self.focus).is_some() || first.is_some() {
                self.focus = first.unwrap_or(self.focus);
            }
        }
        for part in HomePane::ALL {
            let len = self.len(part, ctx);
            let rows = self.rows(part, ctx);
            let cursor = moved(self.cursor(part), 0, len);
            self.set_cursor(part, cursor);
            if let Some(scroll) = self.scrolls.get_mut(part.ix()) {
                scroll.follow(cursor, rows, len);
            }
        }
        let height = usize::from(self.layout.sight(area).height);
        let page = usize::from(self.layout.height);
        if let Some(place) = self.layout.place(self.focus) {
            let row = self.cursor(self.focus).saturating_sub(self.scroll(self.focus).top);
            let cursor = usize::from(place.y) + usize::from(place.has_heading) + row;
            self.page.follow(cursor, height, page);
            // The heading says what the first row is about.
            if row == 0 {
                self.page.top = self.page.top.min(usize::from(place.y));
            }
        }
        self.page.limit(height, page);
    }
}
