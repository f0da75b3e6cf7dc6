//! The rows of the tree that can be seen: lists, sections, entries; folded, filtered, with or without what does
//! not apply.

use std::collections::BTreeSet;

use crate::domain::board::{Board, Entry, EntryIx};
use crate::domain::views::{self, Sort};
use crate::domain::{filter, own};
use crate::journal::answers::EntryAnswers;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::published::PublishedRow;
use crate::pack::model::{ChecklistId, EntryId};
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::cells;

/// One row of the tree. Positions are those of the board that it was built from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TreeRow {
    List(usize),
    Section(usize, usize),
    Entry(EntryIx),
    /// What follows is no longer in the pack.
    GoneHeading,
    /// An entry with answers that the pack no longer has.
    Gone(EntryId),
    /// The published rows of a list.
    PublishedList(ChecklistId),
    /// The section of the publisher that begins at this published row.
    PublishedSection(usize),
    /// A published row, and the entry that stands for it.
    Published(usize, Option<EntryIx>),
}

/// What a row is, whichever board it was built from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TreeRowKey {
    List(ChecklistId),
    Section(ChecklistId, Text),
    Entry(EntryId),
    Gone,
    Nothing,
    PublishedList(ChecklistId),
    PublishedSection(ChecklistId, Text),
    /// By its code: an entry may stand for several.
    Published(Text),
}

/// The tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<TreeRow>,
    pub(super) filter: Filter,
    /// In which order; in another one than the lists' there are no branches.
    pub(super) sort: Sort,
    /// The name of the view; empty if it has none.
    pub(super) name: Text,
    pub(super) shows_left_out: bool,
    /// How many entries pass, and how many there are to pass.
    pub(super) shown: usize,
    /// Branches that are unfolded.
    pub(super) open: BTreeSet<TreeRowKey>,
    /// The entries that were shown when the rows were laid out last.
    pub(super) ids: Vec<EntryId>,
    /// Entries that stay in the list although they no longer pass.
    pub(super) kept: BTreeSet<EntryId>,
    /// The cells of the longest name if the rows have no branches; 0 if they have.
    pub(super) names: u16,
    /// The cells of the longest number in sight, if the rows have branches.
    pub(super) numbers: u16,
    /// The entry that somebody went to although it does not pass: it alone is shown, and nothing else changes.
    pub(super) guest: Option<EntryId>,
    /// Those that were unfolded before a filter unfolded what it found.
    open_before: Option<BTreeSet<TreeRowKey>>,
}

/// What of an entry's name stands in a row below its list: `42`.
pub(super) fn number(entry: &Entry) -> &str {
    entry.name.rsplit(' ').next().unwrap_or_default()
}

impl Tree {
    /// Lays the rows out anew, only with entries that pass.
    pub(super) fn rebuild(&mut self, ctx: &Ctx<'_>) {
        self.kept.clear();
        self.lay_out(ctx);
    }

    /// Lays the rows out for what has changed since. Entries that no longer pass stay if they are in hand, or if this
    /// person changed them: a row does not vanish under the cursor, and the user's own work stays in sight.
    pub(super) fn follow(&mut self, in_hand: Option<&EntryId>, ctx: &Ctx<'_>) {
        let stays = |id: &&EntryId| {
            let row = ctx.board.find(id);
            row.is_some_and(|row| !self.passes(row, ctx))
                && (Some(*id) == in_hand || ctx.changed_by_others(id).is_none())
        };
        let stays = self.ids.iter().chain(&self.kept).filter(stays).cloned().collect();
        self.kept = stays;
        self.lay_out(ctx);
    }

    /// Whether an entry is in the list only because it was in hand when somebody else changed it.
    pub(super) fn is_held(&self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        self.kept.contains(id) && ctx.changed_by_others(id).is_some()
    }

    /// Takes an entry out that was held.
    pub(super) fn release(&mut self, id: &EntryId, ctx: &Ctx<'_>) {
        self.kept.remove(id);
        self.lay_out(ctx);
    }

    /// Whether an entry has a row although it does not pass.
    fn stays(&self, id: &EntryId) -> bool {
        self.kept.contains(id) || self.guest.as_ref() == Some(id)
    }

    /// Whether this order has a place for an entry.
    pub(super) fn is_for(&self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        self.sort != Sort::Published || ctx.board.find(id).is_some_and(|ix| self.is_published(ix, ctx))
    }

    /// Whether a filter or an order is on.
    pub(super) fn has_view(&self) -> bool {
        !filter::is_empty(&self.filter) || self.sort != Sort::Lists
    }

    /// The rows in another order than the lists' own: entries without branches.
    fn lay_out_flat(&mut self, ctx: &Ctx<'_>) {
        let rows = ctx.board.lists.iter().flat_map(|list| &list.sections).flat_map(|section| &section.rows);
        let kept = |ix: &EntryIx| self.stays(&ctx.board.at(*ix).id);
        let passing = rows.copied().filter(|ix| self.passes(*ix, ctx) || kept(ix));
        let mut rows: Vec<EntryIx> = passing.collect();
        views::sort(&mut rows, self.sort, ctx.board);
        self.shown = rows.iter().filter(|ix| self.passes(**ix, ctx)).count();
        self.ids = rows.iter().map(|ix| ctx.board.at(*ix).id.clone()).collect();
        let names = rows.iter().map(|ix| ctx.board.at(*ix).name.width()).max();
        self.names = cells(names.unwrap_or_default());
        self.nodes = rows.into_iter().map(TreeRow::Entry).collect();
    }

    pub(super) fn lay_out(&mut self, ctx: &Ctx<'_>) {
        self.names = 0;
        self.numbers = 0;
        match self.sort {
            Sort::Lists => {}
            Sort::Published => return self.lay_out_published(ctx),
            Sort::Plan | Sort::Due | Sort::Owner | Sort::Level => return self.lay_out_flat(ctx),
        }
        let mut nodes = Vec::new();
        self.ids.clear();
        self.shown = 0;
        let is_plain = filter::is_empty(&self.filter)
            && !self.shows_left_out
            && self.kept.is_empty()
            && self.guest.is_none();
        for (at, list) in ctx.board.lists.iter().enumerate() {
            let mut inner = Vec::new();
            let is_open = self.open.contains(&TreeRowKey::List(list.id.clone()));
            for (part, section) in list.sections.iter().enumerate() {
                let is_unfolded =
                    self.open.contains(&TreeRowKey::Section(list.id.clone(), section.name.clone()));
                if is_plain && !is_unfolded {
                    // Its count is known, and its rows are not shown.
                    if section.tally.total() > 0 {
                        self.shown += section.tally.total() as usize;
                        inner.push(TreeRow::Section(at, part));
                    }
                    continue;
                }
                let mut rows = Vec::with_capacity(section.rows.len());
                for ix in &section.rows {
                    let passes = self.passes(*ix, ctx);
                    self.shown += usize::from(passes);
                    if passes || self.stays(&ctx.board.at(*ix).id) {
                        rows.push(*ix);
                    }
                }
                if rows.is_empty() {
                    continue;
                }
                inner.push(TreeRow::Section(at, part));
                if is_unfolded {
                    if is_open {
                        let numbers = rows.iter().map(|ix| text::width(number(ctx.board.at(*ix)))).max();
                        self.numbers = self.numbers.max(cells(numbers.unwrap_or_default()));
                        self.ids.extend(rows.iter().map(|ix| ctx.board.at(*ix).id.clone()));
                    }
                    inner.extend(rows.into_iter().map(TreeRow::Entry));
                }
            }
            if inner.is_empty() {
                continue;
            }
            nodes.push(TreeRow::List(at));
            if is_open {
                nodes.append(&mut inner);
            }
        }
        let gone = if filter::is_empty(&self.filter) { gone(ctx) } else { Vec::new() };
        if !gone.is_empty() {
            nodes.push(TreeRow::GoneHeading);
            if self.open.contains(&TreeRowKey::Gone) {
                nodes.extend(gone.into_iter().map(TreeRow::Gone));
            }
        }
        self.nodes = nodes;
    }

    /// Unfolds the first list, for a project where nobody has been yet.
    pub(super) fn open_first(&mut self, ctx: &Ctx<'_>) {
        if let Some(list) = ctx.board.lists.first() {
            self.open.insert(TreeRowKey::List(list.id.clone()));
        }
    }

    /// Takes a filter, and unfolds every branch that holds something that passes it. Without a filter the folds
    /// are again what they were before.
    pub(super) fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        self.filter = filter.clone();
        self.name = Text::default();
        self.guest = None;
        if filter::is_empty(filter) {
            if let Some(before) = self.open_before.take() {
                self.open = before;
            }
            return;
        }
        self.open_before.get_or_insert_with(|| self.open.clone());
        for list in &ctx.board.lists {
            for section in &list.sections {
                if section.rows.iter().any(|ix| self.passes(*ix, ctx)) {
                    self.open.insert(TreeRowKey::List(list.id.clone()));
                    self.open.insert(TreeRowKey::Section(list.id.clone(), section.name.clone()));
                }
            }
        }
    }

    pub(super) fn is_open(&self, node: &TreeRow, ctx: &Ctx<'_>) -> bool {
        self.unfolds(&anchor_of(node, ctx.board))
    }

    /// Whether a branch is unfolded. Those of the published rows are until somebody folds them.
    pub(super) fn unfolds(&self, branch: &TreeRowKey) -> bool {
        let is_published = matches!(branch, TreeRowKey::PublishedList(_) | TreeRowKey::PublishedSection(..));
        self.open.contains(branch) != is_published
    }

    /// Folds a branch, or unfolds it.
    pub(super) fn toggle(&mut self, node: &TreeRow, ctx: &Ctx<'_>) {
        let anchor = anchor_of(node, ctx.board);
        if matches!(anchor, TreeRowKey::Entry(_) | TreeRowKey::Published(_) | TreeRowKey::Nothing) {
            return;
        }
        if !self.open.remove(&anchor) {
            self.open.insert(anchor);
        }
        self.rebuild(ctx);
    }

    /// The branch that holds a row.
    pub(super) fn parent(&self, at: usize) -> Option<usize> {
        let above = self.nodes.get(..at)?;
        match self.nodes.get(at)? {
            TreeRow::Entry(_) => above.iter().rposition(|node| matches!(node, TreeRow::Section(..))),
            TreeRow::Section(list, _) => above.iter().rposition(|node| *node == TreeRow::List(*list)),
            TreeRow::Gone(_) => above.iter().rposition(|node| *node == TreeRow::GoneHeading),
            TreeRow::Published(..) => {
                above.iter().rposition(|node| matches!(node, TreeRow::PublishedSection(_)))
            }
            TreeRow::PublishedSection(_) => {
                above.iter().rposition(|node| matches!(node, TreeRow::PublishedList(_)))
            }
            TreeRow::List(_) | TreeRow::GoneHeading | TreeRow::PublishedList(_) => None,
        }
    }

    /// The identity of the row at the cursor, to find it again.
    pub(super) fn anchor(&self, at: usize, ctx: &Ctx<'_>) -> TreeRowKey {
        self.nodes.get(at).map_or(TreeRowKey::Nothing, |node| anchor_of(node, ctx.board))
    }

    /// Where something is now; an entry that is folded away is where its section is.
    pub(super) fn find(&self, anchor: &TreeRowKey, ctx: &Ctx<'_>) -> Option<usize> {
        let is_it = |node: &TreeRow| match (node, anchor) {
            (TreeRow::Published(_, Some(ix)), TreeRowKey::Entry(id)) => {
                ctx.board.rows().get(ix.0).is_some_and(|row| row.id == *id)
            }
            _ => anchor_of(node, ctx.board) == *anchor,
        };
        self.nodes.iter().position(is_it)
    }

    fn entries(&self) -> impl DoubleEndedIterator<Item = usize> {
        let is_entry = |at: &usize| {
            let row = self.nodes.get(*at);
            matches!(row, Some(TreeRow::Entry(_) | TreeRow::Gone(_) | TreeRow::Published(..)))
        };
        (0..self.nodes.len()).filter(is_entry)
    }

    /// The entry nearest to a row, first the one after it.
    pub(super) fn nearest_entry(&self, row: usize) -> Option<usize> {
        self.entries().find(|at| *at >= row).or_else(|| self.entries().next_back())
    }

    /// The entry that a step from one row to another ends at, headings left aside; never the first row itself.
    pub(super) fn beside(&self, from: usize, to: usize) -> Option<usize> {
        if to > from {
            self.entries().find(|at| *at >= to).or_else(|| self.entries().rfind(|at| *at < from))
        } else {
            self.entries().rfind(|at| *at <= to).or_else(|| self.entries().find(|at| *at > from))
        }
    }

    pub(super) fn first_entry(&self) -> Option<usize> {
        self.nodes.iter().position(|node| matches!(node, TreeRow::Entry(_) | TreeRow::Published(..)))
    }

    /// Unfolds what hides an entry and returns where it stands. If it would not pass it is shown alone: filter and
    /// what else is shown are somebody's choice, and stay.
    pub(super) fn reveal(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Option<usize> {
        let anchor = TreeRowKey::Entry(id.clone());
        if let Some(at) = self.find(&anchor, ctx) {
            return Some(at);
        }
        if let Some(row) = ctx.row(id) {
            let ix = ctx.board.find(id)?;
            let is_published = self.sort == Sort::Published;
            if is_published && self.unfold_published(ix, ctx) {
                return self.find(&anchor, ctx);
            }
            if is_published {
                self.sort = Sort::Lists;
                self.name = Text::default();
            }
            self.guest = (!self.passes(ix, ctx)).then(|| id.clone());
            let list = row.checklist.clone()?;
            self.open.insert(TreeRowKey::List(list.clone()));
            self.open.insert(TreeRowKey::Section(list, row.section.clone()?));
        } else {
            self.open.insert(TreeRowKey::Gone);
        }
        self.rebuild(ctx);
        self.find(&anchor, ctx)
    }

    /// The entry at the cursor, or the last one before it.
    pub(super) fn row_at(&self, at: usize, ctx: &Ctx<'_>) -> Option<Position> {
        match self.nodes.get(at)? {
            TreeRow::Entry(ix) | TreeRow::Published(_, Some(ix)) => Some(Position::At(*ix)),
            TreeRow::List(list) => first_of(ctx.board.lists.get(*list)?.sections.first()?.rows.first()),
            TreeRow::Section(list, part) => {
                first_of(ctx.board.lists.get(*list)?.sections.get(*part)?.rows.first())
            }
            TreeRow::GoneHeading
            | TreeRow::Gone(_)
            | TreeRow::PublishedList(_)
            | TreeRow::PublishedSection(_)
            | TreeRow::Published(_, None) => None,
        }
    }

    /// The nearest open entry that passes the filter, further on or back, through folded branches too.
    pub(super) fn next_open(&self, from: Option<Position>, step: isize, ctx: &Ctx<'_>) -> Option<EntryId> {
        if self.sort == Sort::Published {
            return self.next_open_published(from, step, ctx);
        }
        let rows = ctx.board.rows();
        let mut at = match (from, step > 0) {
            (None, true) => 0,
            (None, false) => rows.len().checked_sub(1)?,
            (Some(Position::Before(ix)), true) => ix.0,
            (Some(Position::At(ix) | Position::Before(ix)), _) => ix.0.checked_add_signed(step)?,
        };
        loop {
            let row = rows.get(at)?;
            if row.is_item() && is_open(row, ctx) && self.passes(EntryIx(at), ctx) {
                return Some(row.id.clone());
            }
            at = at.checked_add_signed(step)?;
        }
    }

    /// The open entries under a heading that pass the filter.
    pub(super) fn open_under(&self, node: &TreeRow, ctx: &Ctx<'_>) -> Vec<EntryId> {
        let sections = match node {
            TreeRow::List(list) => ctx.board.lists.get(*list).map(|list| list.sections.as_slice()),
            TreeRow::Section(list, part) => {
                ctx.board.lists.get(*list).and_then(|list| list.sections.get(*part..=*part))
            }
            TreeRow::PublishedList(_) | TreeRow::PublishedSection(_) => {
                return self.open_published_under(node, ctx);
            }
            TreeRow::Entry(_) | TreeRow::GoneHeading | TreeRow::Gone(_) | TreeRow::Published(..) => None,
        };
        sections
            .unwrap_or_default()
            .iter()
            .flat_map(|section| &section.rows)
            .filter(|ix| self.passes(**ix, ctx))
            .map(|ix| ctx.board.at(*ix))
            .filter(|row| is_open(row, ctx))
            .map(|row| row.id.clone())
            .collect()
    }

    pub(super) fn passes(&self, ix: EntryIx, ctx: &Ctx<'_>) -> bool {
        let row = ctx.board.at(ix);
        (row.applies.is_yes() || self.shows_left_out)
            && (filter::is_empty(&self.filter)
                || filter::matches(&self.filter, row, ctx.board, ctx.answers()))
    }
}

/// Where a search for the next open entry begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// At this row, which does not count itself.
    At(EntryIx),
    /// Just before this row.
    Before(EntryIx),
}

fn first_of(ix: Option<&EntryIx>) -> Option<Position> {
    ix.map(|ix| Position::Before(*ix))
}

/// Open, or settled in a way that somebody has to look at again.
pub(super) fn is_open(row: &Entry, ctx: &Ctx<'_>) -> bool {
    let has_rival = || ctx.answers().entry(&row.id).is_some_and(EntryAnswers::has_rival);
    row.applies.is_yes() && (!row.standing.is_settled() || row.standing.look_again || has_rival())
}

pub(super) fn anchor_of(node: &TreeRow, board: &Board) -> TreeRowKey {
    match node {
        TreeRow::List(list) => {
            board.lists.get(*list).map_or(TreeRowKey::Nothing, |list| TreeRowKey::List(list.id.clone()))
        }
        TreeRow::Section(list, part) => board
            .lists
            .get(*list)
            .and_then(|list| Some((list, list.sections.get(*part)?)))
            .map_or(TreeRowKey::Nothing, |(list, section)| {
                TreeRowKey::Section(list.id.clone(), section.name.clone())
            }),
        TreeRow::Entry(ix) => {
            board.rows().get(ix.0).map_or(TreeRowKey::Nothing, |row| TreeRowKey::Entry(row.id.clone()))
        }
        TreeRow::GoneHeading => TreeRowKey::Gone,
        TreeRow::Gone(id) => TreeRowKey::Entry(id.clone()),
        TreeRow::PublishedList(list) => TreeRowKey::PublishedList(list.clone()),
        TreeRow::PublishedSection(at) => published_row(board, *at).map_or(TreeRowKey::Nothing, |row| {
            TreeRowKey::PublishedSection(row.checklist.clone(), row.section.clone())
        }),
        TreeRow::Published(at, _) => published_row(board, *at)
            .map_or(TreeRowKey::Nothing, |row| TreeRowKey::Published(row.code.clone())),
    }
}

/// A published row by its place.
pub(super) fn published_row(board: &Board, at: usize) -> Option<&PublishedRow> {
    board.pack.published.as_ref()?.rows.get(at)
}

/// The entries with answers that neither the pack nor the project has any more.
fn gone(ctx: &Ctx<'_>) -> Vec<EntryId> {
    let answers = ctx.answers();
    let is_gone = |id: &&EntryId| ctx.board.entry(answers, id).is_none() && !own::is_removed(answers, id);
    answers.entries.keys().filter(is_gone).cloned().collect()
}
