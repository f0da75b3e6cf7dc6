//! Draws tree, entry and legend.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::ChecklistsLayout;
use super::tree::{Tree, TreeRow, number};
use super::{ChecklistsPane, ChecklistsScreen, padded, published};
use crate::domain::board::{Applies, Entry, EntryIx};
use crate::domain::filter;
use crate::domain::standing::Sign;
use crate::domain::tally::Tally;
use crate::domain::views::Sort;
use crate::journal::answers::EntryAnswers;
use crate::pack::model::Level;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::entry_page::{self, PageSection};
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::page::Page;
use crate::tui::widget::rule;

/// The cells of a publisher's code, and from how many cells beside the owner on it has a column.
const CODE: u16 = 6;
const WITH_CODES: u16 = 62;
/// The widest that names are at the right edge of the tree.
const OWNER: usize = 10;
/// The widest that an entry's name is before its title.
const MOST_NAME: u16 = 14;

pub(super) fn screen(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let layout = screen.layout(area);
    match layout {
        ChecklistsLayout::TreeOnly { .. } => {}
        ChecklistsLayout::Stacked { look, .. } => draw_look(screen, canvas, look, ctx),
        ChecklistsLayout::Halves { bar, page, .. } => {
            canvas.upright(bar);
            draw_page(screen, canvas, page, ctx);
        }
        ChecklistsLayout::Thirds { bar, page, second_bar, side, .. } => {
            canvas.upright(bar);
            canvas.upright(second_bar);
            draw_page(screen, canvas, page, ctx);
            if let Some(id) = screen.entry(ctx) {
                entry_page::page(&id, side.width, PageSection::RIGHT, ctx).draw(canvas, below(side, 1), 0);
            }
        }
        ChecklistsLayout::Whole { page } => {
            draw_page(screen, canvas, page, ctx);
            return;
        }
    }
    draw_head(screen, canvas, area, ctx);
    draw_tree(screen, canvas, screen.tree_area(area), ctx);
    draw_legend(screen, canvas, layout, ctx);
}

/// The line above the tree: what is shown of how much. Without room it shows only the most necessary.
fn draw_head(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let tree = screen.layout(area).tree();
    let line = inset(row(tree, 0), 1, 1);
    if line.height == 0 || screen.tree_area(area).y == tree.y {
        return;
    }
    let theme = canvas.theme;
    let applying = ctx.board.items.total();
    let all = applying + ctx.board.items_left_out;
    let (left, right) = if screen.marked.is_empty() {
        if screen.tree.sort == Sort::Published {
            published::head(&screen.tree, ctx)
        } else if screen.tree.has_view() {
            let of = if screen.tree.shows_left_out { all } else { applying };
            // Which view is on, in which order, and how much it hides.
            let tree = &screen.tree;
            let words = filter::phrase(&tree.filter, ctx.board);
            let named = match (tree.name.is_empty(), words.is_empty()) {
                (false, _) => format!("View {}", tree.name),
                (true, true) => "All that apply".to_owned(),
                (true, false) => format!("Only {words}"),
            };
            let order = tree.sort.phrase();
            let order = if order.is_empty() { String::new() } else { format!(" · {order}") };
            let of = usize::try_from(of).unwrap_or(usize::MAX);
            let right = match of.saturating_sub(tree.shown) {
                0 => format!("{} of {of} shown", tree.shown),
                hidden => format!("{} of {of} shown · hides {hidden}", tree.shown),
            };
            (format!("{named}{order}"), right)
        } else {
            let left = if screen.tree.shows_left_out {
                format!("All {all}, {} of them do not apply", ctx.board.items_left_out)
            } else {
                format!("All that apply, {applying} of {all}")
            };
            (left, format!("{} open", ctx.board.items.open()))
        }
    } else {
        (text::counted(screen.marked.len(), "entry marked", "entries marked"), "Esc unmarks".to_owned())
    };
    let style = if screen.focus == ChecklistsPane::Tree { theme.focus } else { theme.heading };
    let used = canvas.put_right(line, &right, theme.normal);
    canvas.put(line.x, line.y, line.width.saturating_sub(used + 1), &left, style);
    let second = row(inset(tree, 1, 1), 1);
    if screen.tree.sort == Sort::Published && screen.tree_area(area).y > second.y {
        let words = published::not_applying(&screen.tree, ctx);
        canvas.put(second.x, second.y, second.width, &words, theme.dim);
    }
}

fn draw_tree(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let nodes = &screen.tree.nodes;
    let shown = screen.scroll.shown(usize::from(area.height), nodes.len());
    let visible = nodes.get(shown.clone()).unwrap_or_default();
    if nodes.is_empty() {
        let place = inset(row(area, 0), 3, 1);
        if place.height > 0 {
            let words = "no entry matches the filter; Esc clears it";
            canvas.put(place.x, place.y, place.width, words, canvas.theme.dim);
        }
        return;
    }
    let owners = visible
        .iter()
        .filter_map(|node| match node {
            TreeRow::Entry(ix) => ctx.answers().entry(&ctx.board.at(*ix).id)?.owner(),
            _ => None,
        })
        .map(text::Text::width)
        .max()
        .unwrap_or(0);
    let owner_cells = if owners == 0 { 0 } else { cells(owners.clamp(4, OWNER)) };
    let hidden = nodes.len() - shown.end;
    // Rows around the cursor keep it off the last row while more rows follow.
    let last_hides = hidden > 0 && area.height > 3;
    for (at, node) in visible.iter().enumerate() {
        let place = row(area, cells(at));
        if last_hides && at + 1 == visible.len() {
            let words = format!("{} more, ↓", text::counted(hidden + 1, "row", "rows"));
            let place = inset(place, 3, 1);
            canvas.put(place.x, place.y, place.width, &words, canvas.theme.dim);
            break;
        }
        draw_node(screen, canvas, place, node, owner_cells, ctx);
        if shown.start + at == screen.cursor {
            // While the entry beside it is read, the bar alone says which one that is.
            if screen.focus == ChecklistsPane::Tree {
                canvas.restyle(inset(place, 2, 0), canvas.theme.cursor);
            }
            canvas.put(place.x + 1, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
        }
    }
}

fn draw_node(
    screen: &ChecklistsScreen,
    canvas: &mut Canvas<'_>,
    place: Rect,
    node: &TreeRow,
    owner_cells: u16,
    ctx: &Ctx<'_>,
) {
    let fold = canvas.theme.fold(screen.tree.is_open(node, ctx));
    let lists = &ctx.board.lists;
    match node {
        TreeRow::List(list) => {
            if let Some(list) = lists.get(*list) {
                let rows = list.sections.iter().flat_map(|section| &section.rows);
                let right = marked(screen, rows, list.tally, ctx);
                draw_branch(canvas, inset(place, 1, 1), fold, &list.title, &right);
            }
        }
        TreeRow::Section(list, part) => {
            if let Some(section) = lists.get(*list).and_then(|list| list.sections.get(*part)) {
                let right = marked(screen, section.rows.iter(), section.tally, ctx);
                draw_branch(canvas, inset(place, 3, 1), fold, &section.title, &right);
            }
        }
        TreeRow::Entry(ix) => draw_entry(screen, canvas, place, ctx.board.at(*ix), owner_cells, ctx),
        TreeRow::PublishedList(_) | TreeRow::PublishedSection(_) => {
            let (title, of) = published::branch(&screen.tree, node, ctx);
            let right = match published::marked_under(screen, node, ctx) {
                0 => of,
                count => format!("{} {count} marked   {of}", ctx.theme.marked()),
            };
            let indent = if matches!(node, TreeRow::PublishedList(_)) { 1 } else { 3 };
            draw_branch(canvas, inset(place, indent, 1), fold, &title, &right);
        }
        TreeRow::Published(at, entry) => published::draw(screen, canvas, place, (*at, *entry), ctx),
        TreeRow::GoneHeading => draw_branch(canvas, inset(place, 1, 1), fold, "No longer in the pack", ""),
        TreeRow::Gone(id) => {
            let place = inset(place, 5, 1);
            let answer = ctx.answers().entry(id).and_then(|said| said.answer());
            let words = answer.and_then(|answer| ctx.answers().words.get(&(id.clone(), answer.words)));
            let title = words.map_or(id.as_str(), |words| words.title.as_str());
            canvas.put(place.x, place.y, place.width, title, canvas.theme.dim);
        }
    }
}

/// `14 of 35`, and how many of the rows are marked: they may all be folded away.
fn marked<'a>(
    screen: &ChecklistsScreen,
    rows: impl Iterator<Item = &'a EntryIx>,
    tally: Tally,
    ctx: &Ctx<'_>,
) -> String {
    let of = format!("{} of {}", tally.settled(), tally.total());
    if screen.marked.is_empty() {
        return of;
    }
    match rows.filter(|row| screen.marked.contains(&ctx.board.at(**row).id)).count() {
        0 => of,
        count => format!("{} {count} marked   {of}", ctx.theme.marked()),
    }
}

fn draw_branch(canvas: &mut Canvas<'_>, place: Rect, fold: &str, title: &str, right: &str) {
    let theme = canvas.theme;
    let used = canvas.put_right(place, right, theme.normal);
    canvas.put(place.x, place.y, 1, fold, theme.dim);
    let words = inset(place, 2, used + 1);
    canvas.put(words.x, words.y, words.width, title, theme.normal);
}

fn draw_entry(
    screen: &ChecklistsScreen,
    canvas: &mut Canvas<'_>,
    place: Rect,
    entry: &Entry,
    owner_cells: u16,
    ctx: &Ctx<'_>,
) {
    let theme = canvas.theme;
    let sign = entry.standing.shown();
    let held = ctx.changed_by_others(&entry.id).filter(|_| screen.tree.is_held(&entry.id, ctx));
    let is_shown = entry.applies.is_yes() && held.is_none();
    let style = if is_shown { theme.entry_style(sign) } else { theme.dim };
    if screen.marked.contains(&entry.id) {
        canvas.put(place.x + 3, place.y, 1, theme.marked(), theme.strong);
    }
    // Without branches above it a number alone would not say of which list it is.
    let names = screen.tree.names.min(MOST_NAME).min(place.width / 3);
    let name_cells = if names > 0 { names } else { screen.tree.numbers }.max(3);
    let name = Rect { x: place.x + 4, width: name_cells.min(place.width.saturating_sub(4)), ..place };
    if names > 0 {
        let label = text::truncate(&entry.name, usize::from(name.width), theme.cut());
        canvas.put(name.x, name.y, name.width, &label, style);
    } else {
        canvas.put_right(name, number(entry), style);
    }
    let after = 4 + name_cells + 1;
    canvas.put(place.x + after, place.y, 1, theme.sign(sign), sign_style(entry, sign, canvas));
    let words = inset(place, after + 2, 1);
    let used = match held {
        Some((by, when)) => canvas.put_right(words, &format!("{by}, {when}"), style) + 1,
        None => draw_right(canvas, words, entry, owner_cells, style, ctx),
    };
    canvas.put(words.x, words.y, words.width.saturating_sub(used), &entry.title, style);
}

fn sign_style(entry: &Entry, sign: Sign, canvas: &Canvas<'_>) -> Style {
    if entry.applies.is_yes() { canvas.theme.sign_style(sign) } else { canvas.theme.dim }
}

/// Draws `must  Ana`; returns how many cells of the row it takes. `should` is the rule and stays unsaid.
fn draw_right(
    canvas: &mut Canvas<'_>,
    words: Rect,
    entry: &Entry,
    owner_cells: u16,
    style: Style,
    ctx: &Ctx<'_>,
) -> u16 {
    // If the title would hardly be readable, the right edge gives way.
    if words.width < owner_cells + 30 {
        return 0;
    }
    let said = ctx.answers().entry(&entry.id);
    let owner = said.and_then(|said| said.owner()).map(text::Text::as_str).unwrap_or_default();
    let owner = text::truncate(owner, usize::from(owner_cells), canvas.theme.cut());
    let level = match (&entry.applies, entry.level) {
        (Applies::OtherBusiness | Applies::OtherApps(_) | Applies::SetAside(_), _) => "set aside",
        (Applies::Yes, _) if said.is_some_and(EntryAnswers::has_rival) => "2 answers",
        (Applies::Yes, Level::Must) => "must",
        (Applies::Yes, Level::Could) => "could",
        (Applies::Yes, Level::Should) => "",
    };
    canvas.put_right(words, &owner, style);
    let mut gap = if owner_cells > 0 { owner_cells + 2 } else { 0 };
    // The publisher's code has a column of its own if titles keep their room.
    if ctx.pack().published.is_some() && words.width >= owner_cells + WITH_CODES {
        let before = Rect { width: words.width.saturating_sub(gap), ..words };
        let code = entry_page::codes(&entry.id, ctx);
        let code = text::truncate(&code, usize::from(CODE), canvas.theme.cut());
        canvas.put_right(before, &code, canvas.theme.dim);
        gap += CODE + 2;
    }
    let before = Rect { width: words.width.saturating_sub(gap), ..words };
    let used = canvas.put_right(before, level, style);
    gap + 1 + used.max(4)
}

fn draw_legend(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, layout: ChecklistsLayout, ctx: &Ctx<'_>) {
    let rows = layout.legend();
    if rows == 0 {
        return;
    }
    let tree = layout.tree();
    let theme = canvas.theme;
    let foot = inset(Rect { y: tree.bottom() - rows, height: rows, ..tree }, 1, 1);
    let left_out = ctx.board.items_left_out;
    let first = row(foot, 1);
    if left_out > 0 {
        let items = if left_out == 1 { "item does" } else { "items do" };
        let does = if screen.tree.shows_left_out { "hides" } else { "shows" };
        let what_x_does = format!("{} {does} them", ctx.keys.press(Action::ShowLeftOut));
        let whole = format!("{left_out} {items} not apply to this project, {what_x_does}");
        let words = if text::width(&whole) > usize::from(first.width) {
            format!("{left_out} {items} not apply, {what_x_does}")
        } else {
            whole
        };
        canvas.put(first.x, first.y, first.width, &words, theme.normal);
    }
    let lines: [&[(Sign, &str)]; 2] = [
        &[
            (Sign::Done, "done"),
            (Sign::Waived, "waived"),
            (Sign::Na, "n/a"),
            (Sign::Doing, "doing"),
            (Sign::Blocked, "blocked"),
        ],
        &[
            (Sign::Todo, "todo"),
            (Sign::LookAgain, "look again: worded differently"),
            (Sign::TwoAnswers, "two answers"),
        ],
    ];
    for (at, signs) in lines.into_iter().enumerate() {
        let place = row(foot, cells(at) + 2);
        let mut x = place.x;
        for (sign, word) in signs {
            x += canvas.put(
                x,
                place.y,
                place.right().saturating_sub(x),
                theme.sign(*sign),
                theme.sign_style(*sign),
            );
            x += 1 + canvas.put(x + 1, place.y, place.right().saturating_sub(x + 1), word, theme.dim) + 2;
        }
    }
}

fn draw_page(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let style = if screen.reads_page() { theme.focus } else { theme.heading };
    let head = row(area, 0);
    if let Some(id) = screen.entry(ctx)
        && head.height > 0
    {
        let used = canvas.put_right(head, &entry_page::name_and_codes(&id, ctx), style);
        let room = head.width.saturating_sub(used + 1);
        canvas.put(head.x, head.y, room, &entry_page::place(&id, ctx), style);
        if screen.focus == ChecklistsPane::Page && !screen.is_whole {
            mark_focus(canvas, head);
        }
    }
    if let Some(held) = held_words(screen, ctx) {
        let place = row(area, 1);
        canvas.put(place.x, place.y, place.width * place.height, &held, theme.dim);
    }
    let words = below(area, 2);
    let page = screen.page(words.width, ctx);
    page.draw(canvas, words, screen.page_scroll.top);
    more_below(canvas, words, &page, screen.page_scroll.top);
}

/// Marks the heading of the part that the keys go to: the cursor is there.
fn mark_focus(canvas: &mut Canvas<'_>, head: Rect) {
    canvas.restyle(head, canvas.theme.cursor);
    canvas.put(head.x.saturating_sub(1), head.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
}

/// Says at the last row that the page goes on.
fn more_below(canvas: &mut Canvas<'_>, area: Rect, page: &Page, top: usize) {
    let hidden = page.len().saturating_sub(top + usize::from(area.height));
    if hidden > 0 && area.height > 1 {
        let last = row(area, area.height - 1);
        canvas.blank(last, canvas.theme.normal);
        let words = format!("{} more, ↓", text::counted(hidden + 1, "line", "lines"));
        canvas.put(last.x, last.y, last.width, &words, canvas.theme.dim);
    }
}

/// What happened to the entry in hand, if it is no longer in the view: `changed by Omar at 13:58, …`.
fn held_words(screen: &ChecklistsScreen, ctx: &Ctx<'_>) -> Option<String> {
    let id = screen.entry(ctx).filter(|id| screen.tree.is_held(id, ctx))?;
    let (by, when) = ctx.changed_by_others(&id)?;
    Some(format!("changed by {by} at {when}, no longer in this view"))
}

/// The look below the tree: the state in its rule, then a few lines. Enter opens everything.
fn draw_look(screen: &ChecklistsScreen, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let style = if screen.focus == ChecklistsPane::Page { theme.focus } else { theme.heading };
    let Some(id) = screen.entry(ctx) else {
        canvas.rule(row(area, 0));
        group_page(&screen.tree, screen.node(), area.width.saturating_sub(2), ctx).draw(
            canvas,
            inset(below(area, 1), 1, 1),
            0,
        );
        return;
    };
    let state: String = entry_page::state(&id, ctx).into_iter().map(|(piece, _)| piece).collect();
    let mut words = format!("{} · {state}", entry_page::name_and_codes(&id, ctx));
    if let Some(held) = held_words(screen, ctx) {
        words = format!("{} · {held}", ctx.name(&id));
    }
    let head = row(area, 0);
    rule::inlaid(canvas, head, &words, style);
    if screen.focus == ChecklistsPane::Page {
        mark_focus(canvas, inset(head, 1, 0));
    }
    let lines = inset(below(area, 1), 1, 1);
    if screen.focus == ChecklistsPane::Page {
        let page = padded(below(area, 1));
        screen.page(page.width, ctx).draw(canvas, page, screen.page_scroll.top);
    } else {
        entry_page::look(&id, lines.width, ctx).draw(canvas, lines, 0);
    }
}

/// The page of a list or a section: what it is for, and its counts.
pub(super) fn group_page(tree: &Tree, node: Option<&TreeRow>, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let (title, tally) = match node {
        Some(TreeRow::List(at)) => match ctx.board.lists.get(*at) {
            Some(list) => (list.title.clone(), list.tally),
            None => return page,
        },
        Some(TreeRow::Section(at, part)) => {
            match ctx.board.lists.get(*at).and_then(|list| list.sections.get(*part)) {
                Some(section) => (section.title.clone(), section.tally),
                None => return page,
            }
        }
        Some(TreeRow::GoneHeading) => {
            page.paragraph("No longer in the pack", theme.strong);
            page.paragraph(
                "The answers to these entries are kept, with the wording they were given to.",
                theme.normal,
            );
            return page;
        }
        Some(node @ (TreeRow::PublishedList(_) | TreeRow::PublishedSection(_))) => {
            published::page(tree, node, &mut page, ctx);
            return page;
        }
        Some(TreeRow::Entry(_) | TreeRow::Gone(_) | TreeRow::Published(..)) | None => return page,
    };
    page.paragraph(&title, theme.strong);
    page.paragraph(&tally.sentence(), theme.normal);
    if let Some(TreeRow::List(at)) = node
        && let Some(list) = ctx.board.lists.get(*at).and_then(|list| ctx.pack().checklist(&list.id))
    {
        page.gap();
        page.paragraph(&list.purpose, theme.normal);
        page.gap();
        for activity in &list.activities {
            page.hanging(2, ("·".to_owned(), theme.dim), activity, theme.normal, None);
        }
    }
    page
}
