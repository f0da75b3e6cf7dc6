//! The published rows as a view of the lists: by their codes, in the publisher's order and sections, also those that do
//! not apply, so that a team can hold the sheet beside it that it was given.

use ratatui::layout::Rect;

use super::ChecklistsScreen;
use super::tree::{self, Position, Tree, TreeRow, TreeRowKey};
use crate::domain::board::EntryIx;
use crate::domain::published::RowCounts;
use crate::domain::views::{self, Sort};
use crate::pack::model::{EntryId, Level};
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, inset};
use crate::tui::widget::page::Page;

/// From so many cells of a row on its right edge names the entry.
const WITH_NAMES: u16 = 56;
/// The cells of a code and of a short name.
const CODE: u16 = 6;
const NAME: usize = 10;

impl Tree {
    /// Lists and sections as the publisher has them, and their rows.
    pub(super) fn lay_out_published(&mut self, ctx: &Ctx<'_>) {
        let places = rows(self, ctx);
        self.shown = places.len();
        self.ids.clear();
        self.nodes.clear();
        let mut list = None;
        let mut section = None;
        for (at, entry) in places {
            let Some(row) = tree::published_row(ctx.board, at) else { continue };
            if list != Some(&row.checklist) {
                list = Some(&row.checklist);
                section = None;
                self.nodes.push(TreeRow::PublishedList(row.checklist.clone()));
            }
            if !self.unfolds(&TreeRowKey::PublishedList(row.checklist.clone())) {
                continue;
            }
            if section != Some(&row.section) {
                section = Some(&row.section);
                self.nodes.push(TreeRow::PublishedSection(at));
            }
            if self.unfolds(&TreeRowKey::PublishedSection(row.checklist.clone(), row.section.clone())) {
                self.ids.extend(entry.map(|ix| ctx.board.at(ix).id.clone()));
                self.nodes.push(TreeRow::Published(at, entry));
            }
        }
    }

    /// Whether an entry stands for a row that the filter lets through.
    pub(super) fn is_published(&self, ix: EntryIx, ctx: &Ctx<'_>) -> bool {
        rows(self, ctx).iter().any(|(_, entry)| *entry == Some(ix))
    }

    /// Unfolds what hides the row of an entry. Returns whether it has one that is let through.
    pub(super) fn unfold_published(&mut self, ix: EntryIx, ctx: &Ctx<'_>) -> bool {
        let found = rows(self, ctx).into_iter().find(|(_, entry)| *entry == Some(ix));
        let Some(row) = found.and_then(|(at, _)| tree::published_row(ctx.board, at)) else { return false };
        self.open.remove(&TreeRowKey::PublishedList(row.checklist.clone()));
        self.open.remove(&TreeRowKey::PublishedSection(row.checklist.clone(), row.section.clone()));
        self.rebuild(ctx);
        true
    }

    /// The nearest open entry in the publisher's order.
    pub(super) fn next_open_published(
        &self,
        from: Option<Position>,
        step: isize,
        ctx: &Ctx<'_>,
    ) -> Option<EntryId> {
        let rows = rows(self, ctx);
        let at = from.and_then(|from| {
            let (Position::At(ix) | Position::Before(ix)) = from;
            rows.iter().position(|(_, entry)| *entry == Some(ix))
        });
        let is_open = |entry: &Option<EntryIx>| {
            let row = ctx.board.at((*entry)?);
            tree::is_open(row, ctx).then(|| row.id.clone())
        };
        let here = at.and_then(|at| rows.get(at)).and_then(|(_, entry)| *entry);
        let entries = rows.iter().map(|(_, entry)| entry).filter(|entry| **entry != here || here.is_none());
        let before = rows.iter().take(at.unwrap_or(0)).filter(|(_, entry)| *entry != here).count();
        let entries: Vec<&Option<EntryIx>> = entries.collect();
        if step > 0 {
            entries.into_iter().skip(before).find_map(is_open)
        } else {
            entries.into_iter().take(before).rev().find_map(is_open)
        }
    }

    /// The open entries under a heading of the publisher.
    pub(super) fn open_published_under(&self, node: &TreeRow, ctx: &Ctx<'_>) -> Vec<EntryId> {
        let entries = under(self, node, ctx).into_iter().filter_map(|(_, entry)| entry);
        let open = entries.map(|ix| ctx.board.at(ix)).filter(|row| tree::is_open(row, ctx));
        let mut ids: Vec<EntryId> = open.map(|row| row.id.clone()).collect();
        ids.dedup();
        ids
    }
}

/// The rows that the filter lets through by their places, with the entry of each.
fn rows(tree: &Tree, ctx: &Ctx<'_>) -> Vec<(usize, Option<EntryIx>)> {
    let all = ctx.pack().published.iter().flat_map(|published| &published.rows).enumerate();
    let mut shown = views::published_rows(&tree.filter, ctx.board, ctx.answers()).into_iter().peekable();
    all.filter_map(|(at, row)| {
        let found = shown.next_if(|shown| std::ptr::eq(shown.row, row))?;
        Some((at, found.entry))
    })
    .collect()
}

fn under(tree: &Tree, node: &TreeRow, ctx: &Ctx<'_>) -> Vec<(usize, Option<EntryIx>)> {
    let mut found = rows(tree, ctx);
    found.retain(|(at, _)| {
        let Some(row) = tree::published_row(ctx.board, *at) else { return false };
        match node {
            TreeRow::PublishedList(list) => row.checklist == *list,
            TreeRow::PublishedSection(first) => tree::published_row(ctx.board, *first)
                .is_some_and(|first| first.checklist == row.checklist && first.section == row.section),
            _ => false,
        }
    });
    found
}

/// How many rows of a heading there are, apply and are settled.
fn counts(tree: &Tree, node: Option<&TreeRow>, ctx: &Ctx<'_>) -> RowCounts {
    let places = node.map_or_else(|| rows(tree, ctx), |node| under(tree, node, ctx));
    let entries = places.iter().filter_map(|(_, entry)| *entry).map(|ix| ctx.board.at(ix));
    let applying: Vec<_> = entries.filter(|entry| entry.applies.is_yes()).collect();
    let settled = applying.iter().filter(|entry| entry.standing.is_settled()).count();
    RowCounts { all: places.len(), apply: applying.len(), settled }
}

/// The head of the view: how many rows, in which order, and how many of those that apply are settled.
pub(super) fn head(tree: &Tree, ctx: &Ctx<'_>) -> (String, String) {
    let all = ctx.pack().published.as_ref().map_or(0, |published| published.rows.len());
    let counts = counts(tree, None, ctx);
    let words = crate::domain::filter::phrase(&tree.filter, ctx.board);
    let (only, rows) = match (words.is_empty(), counts.all == all) {
        (true, true) => (String::new(), counts.all.to_string()),
        _ => (format!(" · only {words}"), format!("{} of {all}", counts.all)),
    };
    let name = if tree.name.is_empty() { views::PUBLISHED } else { tree.name.as_str() };
    let left = format!("View {name} · {rows}{only} · sorted {}", Sort::Published.phrase());
    (left, format!("{} of {} settled", counts.settled, counts.apply))
}

/// The line below the head: how many rows do not apply.
pub(super) fn not_applying(tree: &Tree, ctx: &Ctx<'_>) -> String {
    let counts = counts(tree, None, ctx);
    match counts.all - counts.apply {
        0 => String::new(),
        1 => "1 of the rows does not apply here: it is dim, and says why".to_owned(),
        others => format!("{others} of the rows do not apply here: they are dim, and say why"),
    }
}

/// The title of a heading and `6 of 8`.
pub(super) fn branch(tree: &Tree, node: &TreeRow, ctx: &Ctx<'_>) -> (String, String) {
    let title = match node {
        TreeRow::PublishedList(id) => {
            let list = ctx.board.lists.iter().find(|list| list.id == *id);
            list.map_or_else(|| id.to_string(), |list| list.title.to_string())
        }
        TreeRow::PublishedSection(at) => {
            tree::published_row(ctx.board, *at).map(|row| row.section.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    };
    let counts = counts(tree, Some(node), ctx);
    (title, format!("{} of {}", counts.settled, counts.apply))
}

/// Which entries of a heading are marked.
pub(super) fn marked_under(screen: &ChecklistsScreen, node: &TreeRow, ctx: &Ctx<'_>) -> usize {
    let entries = under(&screen.tree, node, ctx).into_iter().filter_map(|(_, entry)| entry);
    let mut marked: Vec<EntryIx> =
        entries.filter(|ix| screen.marked.contains(&ctx.board.at(*ix).id)).collect();
    marked.sort_unstable();
    marked.dedup();
    marked.len()
}

/// The page of a heading.
pub(super) fn page(tree: &Tree, node: &TreeRow, page: &mut Page, ctx: &Ctx<'_>) {
    let (title, _) = branch(tree, node, ctx);
    page.paragraph(&title, ctx.theme.strong);
    let counts = counts(tree, Some(node), ctx);
    let rows = text::counted(counts.all, "published row", "published rows");
    page.paragraph(&format!("{rows}: {}", counts.phrase()), ctx.theme.normal);
    if let Some(published) = &ctx.pack().published {
        page.gap();
        page.paragraph(&published.line, ctx.theme.dim);
    }
}

/// Draws a row: code, sign and title, and at the right edge the entry's name, or why it does not apply.
pub(super) fn draw(
    screen: &ChecklistsScreen,
    canvas: &mut Canvas<'_>,
    place: Rect,
    (at, entry): (usize, Option<EntryIx>),
    ctx: &Ctx<'_>,
) {
    let theme = canvas.theme;
    let Some(row) = tree::published_row(ctx.board, at) else { return };
    let words = inset(place, 4, 1);
    let Some(entry) = entry.map(|ix| ctx.board.at(ix)) else {
        canvas.put(words.x, words.y, words.width.min(CODE), &row.code, theme.dim);
        let rest = inset(words, CODE + 3, 0);
        canvas.put(rest.x, rest.y, rest.width, &row.subject, theme.dim);
        return;
    };
    if screen.marked.contains(&entry.id) {
        canvas.put(place.x + 2, place.y, 1, theme.marked(), theme.strong);
    }
    let why_not = ctx.board.why_not(&entry.applies);
    let sign = entry.standing.shown();
    let held = ctx.changed_by_others(&entry.id).filter(|_| screen.tree.is_held(&entry.id, ctx));
    let style = if why_not.is_none() && held.is_none() { theme.entry_style(sign) } else { theme.dim };
    canvas.put(words.x, words.y, words.width.min(CODE), &row.code, style);
    let (mark, mark_style) = match why_not {
        Some(_) => (theme.sign(crate::domain::standing::Sign::Na), theme.dim),
        None => (theme.sign(sign), theme.sign_style(sign)),
    };
    canvas.put(words.x + CODE + 1, words.y, 1, mark, mark_style);
    let rest = inset(words, CODE + 3, 0);
    let used = if words.width < WITH_NAMES {
        0
    } else {
        let level = match entry.level {
            _ if entry.standing.two_answers => "2 answers  ",
            Level::Must => "must  ",
            Level::Should | Level::Could => "",
        };
        let right = match (held, why_not) {
            (Some((by, when)), _) => format!("{by}, {when}"),
            (None, Some(why)) => why,
            (None, None) => format!("{level}{}", text::pad(&entry.name, NAME)),
        };
        let right = text::truncate(&right, usize::from(rest.width / 2), theme.cut()).into_owned();
        canvas.put_right(rest, &right, style) + 1
    };
    canvas.put(rest.x, rest.y, rest.width.saturating_sub(used), &entry.title, style);
}
