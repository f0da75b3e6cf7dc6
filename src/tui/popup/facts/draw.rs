//! The list of items and the page beside it, or below it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{FactsPopup, lower};
use crate::domain::facts::{Group, ItemFacts};
use crate::domain::filter;
use crate::journal::record::Status;
use crate::tui::context::Ctx;
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::{Canvas, inset, row};
use crate::tui::widget::list::Mark;

/// From so many columns on the page stands beside the list.
const BESIDE: u16 = 90;

/// Where the parts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) list: Rect,
    /// The line between the two.
    bar: Rect,
    /// Without height if there is no room for it.
    pub(super) page: Rect,
}

impl Layout {
    pub(super) fn of(area: Rect) -> Layout {
        if area.width >= BESIDE {
            let left = area.width * 9 / 20;
            let right = Rect { x: area.x + left + 1, width: area.width - left - 1, ..area };
            return Layout {
                list: Rect { width: left, ..area },
                bar: Rect { x: area.x + left, width: 1, ..area },
                page: inset(right, 1, 1),
            };
        }
        let page = lower(area.height);
        let list = area.height - page;
        let foot = Rect { y: area.y + list, height: page, ..area };
        Layout {
            list: Rect { height: list, ..area },
            bar: Rect { height: page.min(1), ..foot },
            page: inset(Rect { y: foot.y + page.min(1), height: page.saturating_sub(1), ..foot }, 2, 2),
        }
    }
}

impl FactsPopup {
    pub(super) fn draw_parts(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let layout = Layout::of(area);
        if layout.bar.width == 1 {
            canvas.upright(layout.bar);
        } else if layout.bar.height > 0 {
            canvas.rule(layout.bar);
        }
        if self.items.is_empty() {
            let place = inset(row(layout.list, 0), 3, 1);
            let words = if filter::is_empty(&self.filter) {
                "the rules speak of nothing that applies to this project"
            } else {
                "nothing passes the filter; Esc clears it"
            };
            canvas.put(place.x, place.y, place.width, words, canvas.theme.dim);
            return;
        }
        let mark = if self.reads { Mark::Bar } else { Mark::Row };
        self.items.draw(canvas, layout.list, mark, |canvas, place, item, _| {
            draw_item(canvas, place, item, self.marked.contains(&item.id), ctx);
        });
        if layout.page.height > 0 {
            self.reader.draw(canvas, layout.page);
        }
    }
}

fn draw_item(canvas: &mut Canvas<'_>, place: Rect, item: &ItemFacts, is_marked: bool, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let (sign, style) = sign(item.group, theme);
    canvas.put(place.x + 2, place.y, 1, if is_marked { theme.marked() } else { " " }, theme.strong);
    canvas.put(place.x + 3, place.y, 1, sign, style);
    let words = inset(place, 5, 1);
    let by = match (&item.said, item.status) {
        (Some((by, _)), Some(status)) if status != Status::Todo && words.width >= 50 => {
            format!("{} by {by}", status.word())
        }
        (_, Some(status)) if status != Status::Todo => status.word().to_owned(),
        _ => String::new(),
    };
    let used = canvas.put_right(words, &by, theme.dim);
    let room = words.width.saturating_sub(if used > 0 { used + 2 } else { 0 });
    let label = format!("{}  {}", item.name, item.title);
    let label = crate::text::truncate(&label, usize::from(room), theme.cut()).into_owned();
    let look = if item.group == Group::SetAside { ctx.dim() } else { theme.normal };
    canvas.put(words.x, words.y, room, &label, look);
}

/// The sign of a group and how it looks; the heading says it in words.
pub(super) fn sign(group: Group, theme: &Theme) -> (&'static str, Style) {
    match group {
        Group::Contradicts | Group::Fails => (theme.cross(), theme.blocked),
        Group::Look => ("?", theme.doing),
        Group::Holds => ("+", theme.done),
        Group::Seen => ("=", theme.normal),
        Group::Untold | Group::Nothing | Group::SetAside | Group::OtherTenant => ("-", theme.dim),
    }
}
