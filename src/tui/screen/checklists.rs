//! Checklists: the tree of lists, sections and entries; beside or below it the entry in hand, question first.

use std::collections::BTreeSet;

use ratatui::layout::{Position, Rect};

use super::Screen;
use crate::domain::board::Entry;
use crate::domain::filter;
use crate::domain::since;
use crate::domain::views::{Sort, View};
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry_page::{self, PageSection};
use crate::tui::fresh::Revision;
use crate::tui::keys::KeyScope;
use crate::tui::popup::entry::EntryActions;
use crate::tui::widget::canvas::{Canvas, below, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::scroll::{Scroll, moved, step};

mod draw;
mod large;
mod layout;
mod marks;
mod published;
mod tree;

use layout::{ChecklistsLayout, FilterLine, TreeWidth};
use tree::{Tree, TreeRow};

/// The part of the screen that has the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ChecklistsPane {
    #[default]
    Tree,
    Page,
}

/// The lists and their entries.
#[derive(Default)]
pub struct ChecklistsScreen {
    tree: Tree,
    cursor: usize,
    scroll: Scroll,
    marked: BTreeSet<EntryId>,
    focus: ChecklistsPane,
    page_scroll: Scroll,
    /// Whether the entry is shown over the whole width.
    is_whole: bool,
    area: Rect,
    /// Whether the cursor has found its first place.
    is_placed: bool,
    /// Whether a large screen was filled, which happens once: the folds are then somebody's own.
    is_filled: bool,
    /// The entry in hand, and for which revision the rows were laid out.
    at: Option<EntryId>,
    seen: Revision,
}

impl ChecklistsScreen {
    fn node(&self) -> Option<&TreeRow> {
        self.tree.nodes.get(self.cursor)
    }

    /// The entry at the cursor.
    fn entry(&self, ctx: &Ctx<'_>) -> Option<EntryId> {
        match self.node()? {
            TreeRow::Entry(ix) | TreeRow::Published(_, Some(ix)) => Some(ctx.board.at(*ix).id.clone()),
            TreeRow::Gone(id) => Some(id.clone()),
            TreeRow::List(_)
            | TreeRow::Section(..)
            | TreeRow::GoneHeading
            | TreeRow::PublishedList(_)
            | TreeRow::PublishedSection(_)
            | TreeRow::Published(_, None) => None,
        }
    }

    /// Lays the rows out for a new revision; the cursor stays at its row, or goes to the nearest entry.
    fn lay_out(&mut self, ctx: &Ctx<'_>) {
        self.seen = ctx.revision;
        let anchor = match (&self.at, self.node()) {
            // An entry may be in several of these rows.
            (_, Some(TreeRow::Published(..))) | (None, _) => self.tree.anchor(self.cursor, ctx),
            (Some(id), _) => tree::TreeRowKey::Entry(id.clone()),
        };
        self.tree.follow(self.at.as_ref(), ctx);
        let found = self.tree.find(&anchor, ctx).or_else(|| self.tree.nearest_entry(self.cursor));
        self.cursor = found.unwrap_or(self.cursor);
    }

    /// Takes in what has changed, and lets go of a row that was held only while the cursor was at it.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        let before = self.at.take();
        let now = self.entry(ctx);
        let left = before.filter(|before| now.as_ref() != Some(before) && self.tree.is_held(before, ctx));
        if let Some(left) = left {
            let was = self.tree.find(&tree::TreeRowKey::Entry(left.clone()), ctx).unwrap_or(self.cursor);
            let anchor = self.tree.beside(was, self.cursor).map(|at| self.tree.anchor(at, ctx));
            self.tree.release(&left, ctx);
            let found = anchor.and_then(|anchor| self.tree.find(&anchor, ctx));
            self.cursor = found.or_else(|| self.tree.nearest_entry(self.cursor)).unwrap_or(0);
        }
        self.at = self.entry(ctx);
        if self.seen != ctx.revision {
            self.lay_out(ctx);
        }
    }

    fn layout(&self, area: Rect) -> ChecklistsLayout {
        let tree = if self.tree.sort == Sort::Published { TreeWidth::Wide } else { TreeWidth::Half };
        ChecklistsLayout::of(area, self.is_whole, tree)
    }

    /// Where the rows of the tree are.
    fn tree_area(&self, area: Rect) -> Rect {
        let has_to_say = !self.marked.is_empty() || self.tree.has_view();
        self.layout(area).tree_area(if has_to_say { FilterLine::Needed } else { FilterLine::Nice })
    }

    fn page(&self, width: u16, ctx: &Ctx<'_>) -> Page {
        let parts = match self.layout(self.area) {
            ChecklistsLayout::Whole { .. } => PageSection::ALL,
            ChecklistsLayout::Thirds { .. } => PageSection::LEFT,
            ChecklistsLayout::TreeOnly { .. }
            | ChecklistsLayout::Stacked { .. }
            | ChecklistsLayout::Halves { .. } => PageSection::MOST,
        };
        match self.entry(ctx) {
            Some(id) => {
                let mut page = entry_page::page(&id, width, parts, ctx);
                if self.is_whole {
                    self.tell_marks(&mut page, &id, ctx);
                }
                page
            }
            None => draw::group_page(&self.tree, self.node(), width, ctx),
        }
    }

    fn page_area(&self) -> Rect {
        below(self.layout(self.area).page(), 2)
    }

    fn move_to(&mut self, cursor: usize) {
        if cursor != self.cursor {
            self.page_scroll = Scroll::default();
        }
        self.cursor = cursor;
    }

    fn step(&mut self, step: isize) {
        self.move_to(moved(self.cursor, step, self.tree.nodes.len()));
    }

    fn scroll_page(&mut self, rows: isize, ctx: &Ctx<'_>) {
        let area = self.page_area();
        let len = self.page(area.width, ctx).len();
        self.page_scroll.by(rows, usize::from(area.height), len);
    }

    fn reads_page(&self) -> bool {
        self.is_whole || self.focus == ChecklistsPane::Page
    }

    fn update_page(&mut self, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
        if let Some(rows) = step(action, usize::from(self.page_area().height)) {
            self.scroll_page(rows, ctx);
            return Some(Outcome::Stay);
        }
        match action {
            Action::Left | Action::Back => {
                self.is_whole = false;
                self.focus = ChecklistsPane::Tree;
            }
            Action::Enter => {
                let ids = self.in_hand(ctx);
                if !ids.is_empty() {
                    return Some(Outcome::open(EntryActions::at(ids, ctx)));
                }
            }
            _ => return None,
        }
        Some(Outcome::Stay)
    }

    fn update_tree(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if let Some(rows) = step(action, usize::from(self.tree_area(self.area).height)) {
            self.step(rows);
            return Outcome::Stay;
        }
        match action {
            Action::Left => self.fold(ctx),
            Action::Right => self.unfold(ctx),
            Action::Enter => match self.node() {
                Some(TreeRow::Entry(_) | TreeRow::Gone(_) | TreeRow::Published(_, Some(_))) => {
                    self.is_whole = true;
                    self.page_scroll = Scroll::default();
                }
                Some(TreeRow::Published(_, None)) | None => {}
                Some(_) => self.toggle(ctx),
            },
            Action::Back => return self.back(),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    /// One step back: marks first, then the filter, then nothing is left to go back from.
    fn back(&mut self) -> Outcome {
        if !self.marked.is_empty() {
            self.marked.clear();
            return Outcome::tell("marks cleared");
        }
        if self.tree.has_view() {
            return Outcome::All(vec![
                Outcome::View(Box::default()),
                Outcome::tell("filter cleared; showing every entry that applies"),
            ]);
        }
        Outcome::Ignored
    }

    fn toggle(&mut self, ctx: &Ctx<'_>) {
        if let Some(node) = self.node().cloned() {
            self.tree.toggle(&node, ctx);
        }
    }

    /// Folds the branch, or goes up to the one that holds the cursor.
    fn fold(&mut self, ctx: &Ctx<'_>) {
        let Some(node) = self.node().cloned() else { return };
        if self.tree.is_open(&node, ctx) {
            self.tree.toggle(&node, ctx);
        } else if let Some(parent) = self.tree.parent(self.cursor) {
            self.move_to(parent);
        }
    }

    fn unfold(&mut self, ctx: &Ctx<'_>) {
        let Some(node) = self.node().cloned() else { return };
        match node {
            TreeRow::Entry(_) | TreeRow::Gone(_) | TreeRow::Published(..) => {
                self.focus = ChecklistsPane::Page;
            }
            TreeRow::List(_)
            | TreeRow::Section(..)
            | TreeRow::GoneHeading
            | TreeRow::PublishedList(_)
            | TreeRow::PublishedSection(_) => {
                if self.tree.is_open(&node, ctx) {
                    self.step(1);
                } else {
                    self.tree.toggle(&node, ctx);
                }
            }
        }
    }

    fn go_to_open(&mut self, step: isize, ctx: &Ctx<'_>) -> Outcome {
        let from = self.tree.row_at(self.cursor, ctx);
        match self.tree.next_open(from, step, ctx) {
            Some(id) => {
                self.jump(&id, ctx);
                Outcome::Stay
            }
            None => Outcome::tell("no more open entries below"),
        }
    }

    /// Marks an entry and goes on; at a heading, all open entries that are shown under it.
    fn mark(&mut self, ctx: &Ctx<'_>) -> Outcome {
        if let Some(id) = self.entry(ctx) {
            if !self.marked.remove(&id) {
                self.marked.insert(id);
            }
            if self.is_whole {
                let all = text::counted(self.marked.len(), "entry is", "entries are");
                return Outcome::tell(format!("{all} marked in the list; keys here answer this entry only"));
            }
            self.step(1);
        } else if let Some(node) = self.node() {
            let ids = self.tree.open_under(node, ctx);
            if ids.iter().all(|id| self.marked.contains(id)) {
                self.marked.retain(|id| !ids.contains(id));
            } else {
                self.marked.extend(ids);
            }
        }
        match self.marked.len() {
            0 => Outcome::tell("no entry is marked"),
            1 => Outcome::tell("1 entry marked; the next answer applies to it"),
            many => Outcome::tell(format!("{many} entries marked; the next answer applies to all of them")),
        }
    }

    fn switch_left_out(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let anchor = self.tree.anchor(self.cursor, ctx);
        self.tree.shows_left_out = !self.tree.shows_left_out;
        self.tree.guest = None;
        self.tree.rebuild(ctx);
        self.cursor = self.tree.find(&anchor, ctx).unwrap_or(self.cursor);
        let count = ctx.board.items_left_out;
        if self.tree.shows_left_out {
            Outcome::tell(format!("showing {count} that do not apply, dimmed"))
        } else {
            Outcome::tell(format!("{count} that do not apply are hidden"))
        }
    }
}

impl Screen for ChecklistsScreen {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Entry, KeyScope::Move, KeyScope::Entries]
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::NextOpen => return self.go_to_open(1, ctx),
            Action::PreviousOpen => return self.go_to_open(-1, ctx),
            Action::ShowLeftOut => return self.switch_left_out(ctx),
            Action::Sort => {
                let view = self.view().unwrap_or_default();
                // Published rows in another order are entries of the lists.
                let name = if view.sort == Sort::Published { Text::default() } else { view.name };
                return Outcome::View(Box::new(View { name, sort: view.sort.next(), ..view }));
            }
            Action::Mark => return self.mark(ctx),
            Action::NextPart | Action::PreviousPart => {
                let has_page = !matches!(
                    self.layout(self.area),
                    ChecklistsLayout::TreeOnly { .. } | ChecklistsLayout::Whole { .. }
                );
                if has_page && self.focus == ChecklistsPane::Tree {
                    self.focus = ChecklistsPane::Page;
                } else {
                    self.focus = ChecklistsPane::Tree;
                    self.is_whole = false;
                }
                return Outcome::Stay;
            }
            _ => {}
        }
        if self.reads_page()
            && let Some(outcome) = self.update_page(action, ctx)
        {
            return outcome;
        }
        self.update_tree(action, ctx)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        draw::screen(self, canvas, area, ctx);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        self.follow(ctx);
        if self.is_placed && !self.is_filled {
            self.is_filled = true;
            self.fill(area, ctx);
        }
        let len = self.tree.nodes.len();
        self.cursor = moved(self.cursor, 0, len);
        let layout = self.layout(area);
        let rows = self.tree_area(area).height;
        self.scroll.follow(self.cursor, usize::from(rows), len);
        if self.reads_page() {
            let page = self.page_area();
            let len = self.page(page.width, ctx).len();
            self.page_scroll.limit(usize::from(page.height), len);
        }
        if matches!(layout, ChecklistsLayout::TreeOnly { .. }) {
            self.focus = ChecklistsPane::Tree;
        }
    }

    fn rebuild(&mut self, ctx: &Ctx<'_>) {
        if !self.is_placed {
            self.is_placed = true;
            self.tree.rebuild(ctx);
            let answers = ctx.answers();
            let place = since::place(ctx.board, answers, &ctx.host.author()).map(|place| place.id);
            let first = place.filter(|id| ctx.row(id).is_some_and(Entry::is_item));
            match first.or_else(|| self.tree.next_open(None, 1, ctx)) {
                Some(id) => _ = self.jump(&id, ctx),
                None => self.tree.open_first(ctx),
            }
            return;
        }
        // Rows have other places on a new board: the nodes are laid out before anything looks at them.
        self.lay_out(ctx);
        self.marked.retain(|id| ctx.row(id).is_some());
    }

    fn in_hand(&self, ctx: &Ctx<'_>) -> Vec<EntryId> {
        // On an entry's own page the keys act on what is shown.
        if self.marked.is_empty() || self.is_whole {
            return self.entry(ctx).into_iter().collect();
        }
        self.marked_in_order(ctx)
    }

    fn answered(&mut self) {
        if !self.is_whole {
            self.marked.clear();
        }
    }

    fn jump(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        let Some(at) = self.tree.reveal(id, ctx) else { return false };
        self.move_to(at);
        true
    }

    fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        let anchor = self.tree.anchor(self.cursor, ctx);
        let entry = self.entry(ctx);
        self.tree.narrow(filter, ctx);
        self.tree.rebuild(ctx);
        // Without a filter the cursor stays at its entry, also if that was folded away before.
        let stays = |id: &EntryId| filter::is_empty(filter) && self.tree.is_for(id, ctx);
        let shown = entry.filter(stays).and_then(|id| self.tree.reveal(&id, ctx));
        let found = shown.or_else(|| self.tree.find(&anchor, ctx)).or_else(|| self.tree.first_entry());
        self.move_to(found.unwrap_or(0));
        self.focus = ChecklistsPane::Tree;
        self.is_whole = false;
    }

    fn show_view(&mut self, view: &View, ctx: &Ctx<'_>) {
        self.tree.sort = view.sort;
        self.narrow(&view.scope, ctx);
        self.tree.name = view.name.clone();
    }

    fn view(&self) -> Option<View> {
        let Tree { name, filter, sort, .. } = &self.tree;
        Some(View { name: name.clone(), scope: filter.clone(), sort: *sort })
    }

    fn filter(&self) -> Option<&Filter> {
        Some(&self.tree.filter)
    }

    fn click(&mut self, at: Position, area: Rect, ctx: &Ctx<'_>) -> Outcome {
        let layout = self.layout(area);
        let rows = self.tree_area(area);
        if rows.contains(at) {
            let row = self.scroll.top + usize::from(at.y - rows.y);
            if row < self.tree.nodes.len() {
                let is_again = row == self.cursor && self.focus == ChecklistsPane::Tree;
                self.focus = ChecklistsPane::Tree;
                self.move_to(row);
                if is_again || self.entry(ctx).is_none() {
                    return self.update_tree(Action::Enter, ctx);
                }
            }
        } else if layout.page().contains(at) {
            self.focus = ChecklistsPane::Page;
        }
        Outcome::Stay
    }

    fn wheel(&mut self, at: Position, rows: isize, ctx: &Ctx<'_>) -> Outcome {
        if self.is_whole || self.layout(self.area).page().contains(at) {
            self.scroll_page(rows, ctx);
        } else {
            self.step(rows);
        }
        Outcome::Stay
    }

    fn label(&self, action: Action, ctx: &Ctx<'_>) -> Option<&'static str> {
        let has_entry = self.entry(ctx).is_some();
        let is_narrow = self.area.width < layout::BESIDE;
        match action {
            // If not everything fits, what opens all the rest comes before the rarer answers.
            Action::Doing | Action::Blocked | Action::SeenAt if is_narrow => Some(""),
            Action::NextPart if self.is_whole || is_narrow => Some(""),
            Action::NextPart if self.focus == ChecklistsPane::Page => Some("lists"),
            Action::NextPart if matches!(self.layout(self.area), ChecklistsLayout::TreeOnly { .. }) => {
                Some("")
            }
            Action::NextPart => Some("entry"),
            Action::Enter if self.reads_page() => Some("actions"),
            Action::Enter if has_entry => Some("all of it"),
            Action::Enter => Some("fold, unfold"),
            _ => None,
        }
    }
}

/// The part of `area` that words may be in.
fn padded(area: Rect) -> Rect {
    inset(area, 2, 1)
}
