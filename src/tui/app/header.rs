//! The header: which project, whether it is saved, and the five screens.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::frame::Frame;
use crate::text;
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::Ctx;
use crate::tui::host::SaveState;
use crate::tui::keys::{KeyScope, Keys};
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// Draws three rows, or one, or nothing.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    frame: &Frame,
    place: ScreenId,
    scopes: &[KeyScope],
    ctx: &Ctx<'_>,
) {
    if frame.header.height == 0 {
        return;
    }
    draw_project(canvas, row(frame.header, 0), place, ctx);
    if frame.header.height >= 3 {
        draw_tabs(canvas, row(frame.header, 1), place, scopes, ctx.keys);
        canvas.rule(row(frame.header, 2));
    }
}

fn draw_project(canvas: &mut Canvas<'_>, area: Rect, place: ScreenId, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let inner = inset(area, 1, 1);
    let (saved, style) = saved(ctx, canvas);
    // The reason of a failure may be long; the project's name is worth less than it, but not nothing.
    let most = (inner.width / 2).max(inner.width.saturating_sub(40));
    let wide = cells(text::width(&saved)).min(most);
    canvas.put(inner.right() - wide, inner.y, wide, &saved, style);
    let mut room = inner.width.saturating_sub(wide + 2);
    if place == ScreenId::Home {
        let day = ctx.moment.day(ctx.moment.today);
        let day_wide = cells(text::width(&day));
        if room > day_wide + 40 {
            canvas.put(inner.right() - wide - 3 - day_wide, inner.y, day_wide, &day, theme.normal);
            room -= day_wide + 3;
        }
    }
    if ctx.answers().open_workshop().is_some() {
        let words = "workshop open";
        let wide_words = cells(text::width(words));
        if room > wide_words + 30 {
            canvas.put(inner.x + room - wide_words, inner.y, wide_words, words, theme.strong);
            room -= wide_words + 3;
        }
    }
    let mut x = inner.x;
    x += canvas.put(x, inner.y, room, "Golive", theme.strong);
    let left = (inner.x + room).saturating_sub(x + 3);
    canvas.put(x + 3, inner.y, left, &project(ctx, left), theme.normal);
}

/// `Contoso portal · B2C · SPA + API`, as much of it as fits whole.
fn project(ctx: &Ctx<'_>, room: u16) -> String {
    let answers = ctx.answers();
    let Some(name) = answers.project_name() else {
        let words = match (ctx.host.has_project(), answers.business()) {
            (true, _) => "unnamed project".to_owned(),
            (false, Some(business)) => format!("a look around · {}", ctx.pack().kind_title(business)),
            (false, None) => {
                let pack = ctx.pack();
                let words = format!("{}, {}", pack.title.split(':').next().unwrap_or_default(), pack.version);
                if text::width(&words) <= usize::from(room) { words } else { String::new() }
            }
        };
        return words;
    };
    let mut words = name.to_string();
    let Some(chosen) = answers.scenario.value() else { return words };
    let apps = chosen.apps.iter().map(|id| ctx.pack().app_title(id));
    for part in std::iter::once(ctx.pack().kind_title(&chosen.business)).chain(apps) {
        let longer = format!("{words} · {part}");
        if text::width(&longer) > usize::from(room) {
            break;
        }
        words = longer;
    }
    words
}

fn saved(ctx: &Ctx<'_>, canvas: &Canvas<'_>) -> (String, Style) {
    let theme = canvas.theme;
    if !ctx.host.has_project() {
        return ("nothing is saved".to_owned(), theme.normal);
    }
    if let Some(loss) = ctx.host.loss() {
        let words = format!(" {}", loss.words("the file").to_uppercase());
        let unsaved = ctx.host.unsaved();
        let new = text::counted(unsaved, "NEW ONE IS", "NEW ONES ARE");
        let longer = format!("{words}, {new} NOT SAVED ");
        // What is new is said with it if there is room beside the project's name.
        let is_fitting = text::width(&longer) + 42 <= usize::from(canvas.area().width);
        return (if unsaved > 0 && is_fitting { longer } else { format!("{words} ") }, theme.alarm);
    }
    match ctx.host.save_state() {
        SaveState::Empty => (String::new(), theme.normal),
        SaveState::Saved(at) => (format!("saved {}", ctx.moment.time(at)), theme.normal),
        SaveState::Saving => ("saving".to_owned(), theme.normal),
        SaveState::NotSaved(why) => (format!(" NOT SAVED: {why} "), theme.alarm),
        SaveState::ReadOnly(why) => (format!(" read-only: {why} "), theme.alarm),
    }
}

fn draw_tabs(canvas: &mut Canvas<'_>, area: Rect, shown: ScreenId, scopes: &[KeyScope], keys: &Keys) {
    let theme = canvas.theme;
    let wide = area.width >= 100;
    let mut x = area.x + 1;
    for place in ScreenId::ALL {
        let words = format!("{} {}", place.digit(), place.title());
        let (words, style) = if place == shown {
            (format!("[{words}]"), theme.tab)
        } else {
            (format!(" {words} "), theme.normal)
        };
        x += canvas.put(x, area.y, area.right().saturating_sub(x), &words, style);
        x += u16::from(wide);
    }
    let help = hint(keys, scopes);
    let commands = hint_as(keys, scopes, Action::Commands, "commands");
    let commands = [commands.as_str(), help.as_str()].join(if commands.is_empty() { "" } else { "   " });
    let inner = inset(area, 1, 1);
    let room = inner.right().saturating_sub(x + 1);
    let words = if cells(text::width(&commands)) <= room { commands } else { help };
    if words.is_empty() {
        // A text field takes their keys.
    } else if cells(text::width(&words)) <= room {
        canvas.put_right(inner, &words, theme.dim);
    } else {
        // Help never drops: it covers the last tab instead, which its digit reaches all the same.
        let words = format!(" {words}");
        canvas.put_right(inner, &words, theme.dim);
    }
}

/// `? help`; empty if no key opens it.
pub(super) fn hint(keys: &Keys, scopes: &[KeyScope]) -> String {
    hint_as(keys, scopes, Action::Help, "help")
}

fn hint_as(keys: &Keys, scopes: &[KeyScope], action: Action, label: &str) -> String {
    let rows = keys.rows(scopes);
    let mut rows = rows.iter().filter(|row| row.action == action);
    let key = rows.find_map(|row| keys.here(scopes, row));
    key.map(|key| format!("{key} {label}")).unwrap_or_default()
}
