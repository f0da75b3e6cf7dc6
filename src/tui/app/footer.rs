//! The footer: what works here and now, most used first, dropped from the right; a message takes no key away.

use ratatui::layout::Rect;

use super::frame::Frame;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::enabled::ActionContext;
use crate::tui::keys::{Binding, KeyScope, Keys, Need};
use crate::tui::popup::Popup;
use crate::tui::screen::Screen;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};

/// From this place in the order on, a row is at the right.
const RIGHT: u8 = 80;

/// What the footer offers, in its order.
#[derive(Debug, Default)]
pub(super) struct Footer {
    left: Vec<(String, String)>,
    right: Vec<(String, String)>,
    /// The last of the left ones leaves what is in front.
    leaves: bool,
    is_of_popup: bool,
}

impl Footer {
    /// What a popup offers.
    pub(super) fn of_popup(popup: &dyn Popup, ctx: &Ctx<'_>) -> Footer {
        let mut rows: Vec<&Binding> =
            ctx.keys.rows(popup.scopes()).iter().copied().filter(|row| is_offered(row, popup, ctx)).collect();
        rows.sort_by_key(|row| row.order);
        let labelled = rows.into_iter().map(|row| (row, popup.label(row.action).unwrap_or(row.label)));
        let named = labelled.filter(|(_, label)| !label.is_empty());
        let mut leaves = false;
        let left = named.filter_map(|(row, label)| {
            let item = item(row, label, popup.scopes(), ctx.keys)?;
            leaves = row.order >= RIGHT;
            Some(item)
        });
        Footer { left: left.collect(), right: Vec::new(), leaves, is_of_popup: true }
    }

    /// What a screen offers where `scopes` hold.
    pub(super) fn of_screen(screen: &dyn Screen, scopes: &[KeyScope], ctx: &Ctx<'_>) -> Footer {
        let here = ActionContext::of(&screen.in_hand(ctx), ctx);
        let mut footer = Footer::default();
        let mut rows: Vec<&Binding> = ctx
            .keys
            .rows(scopes)
            .iter()
            .copied()
            .filter(|row| here.offers(row.needs) && screen.offers(row.action, ctx))
            .collect();
        rows.sort_by_key(|row| row.order);
        for row in rows {
            // Help and commands are in the header, if there is one.
            let label = screen.label(row.action, ctx).unwrap_or(row.label);
            if label.is_empty() || row.action == Action::Help {
                continue;
            }
            let Some((key, label)) = item(row, label, scopes, ctx.keys) else { continue };
            if row.action == Action::Commands {
                // The one command that the screen names keeps its place when it gets narrow.
                footer.right.insert(0, (key, label));
                continue;
            }
            let side = if row.order >= RIGHT { &mut footer.right } else { &mut footer.left };
            match side.last_mut() {
                // Two keys of one word are together: `← → walk`.
                Some((keys, before)) if *before == label => *keys = format!("{keys} {key}"),
                _ => side.push((key, label)),
            }
        }
        footer
    }
}

/// A popup knows what it needs itself, except for the change that undo applies to and what is not saved.
fn is_offered(row: &Binding, popup: &dyn Popup, ctx: &Ctx<'_>) -> bool {
    let holds =
        !matches!(row.needs, Need::Undo | Need::Unsaved) || ActionContext::of(&[], ctx).offers(row.needs);
    popup.offers(row.action, ctx) && holds
}

/// The key of a row and its word; `None` if no key of it does here what it says.
fn item(row: &Binding, label: &str, scopes: &[KeyScope], keys: &Keys) -> Option<(String, String)> {
    keys.here(scopes, row).map(|key| (key, label.to_owned()))
}

fn width(items: &[(String, String)]) -> u16 {
    items.iter().map(|(key, label)| cells(text::width(key) + text::width(label)) + 4).sum()
}

/// The most rows of a message.
const MESSAGE: usize = 3;

/// The lines of a message: it is read to its end, and takes the last rows of the body if one is too short for it.
fn lines(words: &str, frame: &Frame, is_popup: bool, cut: char) -> Vec<String> {
    let width = usize::from(frame.footer.width.saturating_sub(2)).max(8);
    let mut lines = text::wrap(words, width);
    let most = usize::from(frame.body.height / if is_popup { 6 } else { 4 }).clamp(1, MESSAGE);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(text::truncate(&rest, width, cut).into_owned());
    }
    lines
}

/// Draws the footer. A message is in the rule above the keys; without a rule it is before them, or above them if
/// it is longer than a row.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    frame: &Frame,
    footer: &Footer,
    message: Option<&str>,
    help: &str,
) {
    let theme = canvas.theme;
    let mut area = frame.footer;
    let mut message = message;
    let has_rule = area.height > 1;
    if has_rule {
        canvas.rule(row(area, 0));
    }
    if let Some(words) = message {
        let lines = lines(words, frame, footer.is_of_popup, canvas.theme.cut());
        if has_rule || lines.len() > 1 {
            message = None;
            let end = area.y + u16::from(has_rule);
            for (at, line) in lines.iter().rev().enumerate() {
                let place = Rect { y: end.saturating_sub(cells(at) + 1), height: 1, ..area };
                // What stands in the rule leaves the rest of it; what stands above it has its row alone.
                let is_in_rule = has_rule && at == 0;
                if !is_in_rule {
                    canvas.blank(place, theme.normal);
                }
                let used =
                    canvas.put(place.x + 1, place.y, place.width.saturating_sub(2), line, theme.message);
                canvas.put(place.x, place.y, 1, " ", theme.normal);
                canvas.put(place.x + 1 + used, place.y, 1, " ", theme.normal);
            }
        }
    }
    if has_rule {
        area = below(area, 1);
    }
    let mut inner = inset(row(area, 0), 1, 1);
    if inner.height == 0 {
        return;
    }
    if frame.header.height < 3 && !help.is_empty() {
        let used = canvas.put_right(inner, help, theme.dim);
        inner.width = inner.width.saturating_sub(used + 3);
    }
    // A message is read to its end if there is room for it.
    let message_wide = message.map_or(0, |words| cells(text::width(words)) + 3);
    // What leaves a popup is the last word of its footer, and never the first to go.
    let (left, leave) = match footer.left.split_last() {
        Some((last, others)) if footer.leaves && width(&footer.left) > inner.width + 3 => {
            (others, std::slice::from_ref(last))
        }
        _ => (footer.left.as_slice(), footer.right.as_slice()),
    };
    // The first of the right ones keeps its place as long as three others fit beside it; what leaves a popup keeps it
    // beside one other.
    let beside = if footer.leaves { 1 } else { 3 };
    let few = left.get(..beside).unwrap_or(left);
    let mut right: &[(String, String)] = leave.get(..1).unwrap_or_default();
    if width(left) + width(leave) <= inner.width {
        right = leave;
    }
    if width(few) + width(right) > inner.width || message_wide + width(right) > inner.width {
        right = &[];
    }
    if !right.is_empty() {
        let wide = width(right).saturating_sub(3);
        draw_items(canvas, inner.right().saturating_sub(wide), inner.right(), inner.y, right);
        inner.width = inner.width.saturating_sub(wide + 3);
    }
    let used = match message {
        Some(words) => canvas.put(inner.x, inner.y, inner.width, words, theme.message) + 3,
        None => 0,
    };
    draw_items(canvas, inner.x + used, inner.right(), inner.y, left);
}

fn draw_items(canvas: &mut Canvas<'_>, from: u16, end: u16, y: u16, items: &[(String, String)]) {
    let theme = canvas.theme;
    let mut x = from;
    for (key, label) in items {
        let wide = cells(text::width(key) + 1 + text::width(label));
        if x + wide > end {
            return;
        }
        x += canvas.put(x, y, wide, key, theme.key);
        x += 1 + canvas.put(x + 1, y, wide, label, theme.normal);
        x += 3;
    }
}
