//! Lines with a label at the left: one row, several, or as many names as fit.

use super::HANG;
use crate::text;
use crate::tui::screen::plan::model::PlanModel;
use crate::tui::widget::page::{Page, Piece};

/// A label as it looks.
pub(super) fn label(words: &str, view: &PlanModel<'_>) -> Piece {
    (words.to_owned(), view.theme.dim)
}

/// Adds one row with a label; what does not fit is cut, so that the part keeps its height.
pub(super) fn line(page: &mut Page, name: &str, mut pieces: Vec<Piece>, view: &PlanModel<'_>) {
    let head = text::pad(name, HANG);
    pieces.insert(0, label(&head, view));
    page.row(pieces, None);
}

/// Adds pieces with a label over at most so many rows; if that is too few, they end behind a whole word.
pub(super) fn lines(
    page: &mut Page,
    name: &str,
    pieces: Vec<Piece>,
    (room, most): (usize, usize),
    view: &PlanModel<'_>,
) {
    for (at, pieces) in broken(pieces, room, most, view.theme.cut()).into_iter().enumerate() {
        line(page, if at == 0 { name } else { "" }, pieces, view);
    }
}

/// Breaks pieces into at most so many rows of so many cells, at blanks.
fn broken(pieces: Vec<Piece>, room: usize, most: usize, cut: char) -> Vec<Vec<Piece>> {
    let mut rows: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut used = 0;
    let mut may_break = false;
    for (words, style) in pieces {
        for word in words.split_inclusive(' ') {
            let wide = text::width(word.trim_end());
            // The last row keeps a cell for the sign that something was cut.
            let is_last = rows.len() >= most;
            if may_break && used + wide + usize::from(is_last) > room {
                if let Some((words, _)) = rows.last_mut().and_then(|row| row.last_mut()) {
                    let stops: &[char] = if is_last { &[' ', ',', ';', ':'] } else { &[' '] };
                    words.truncate(words.trim_end_matches(stops).len());
                    words.extend(is_last.then_some(cut));
                }
                if is_last {
                    return rows;
                }
                rows.push(Vec::new());
                used = 0;
            }
            let Some(row) = rows.last_mut() else { break };
            match row.last_mut() {
                Some((before, same)) if *same == style => before.push_str(word),
                _ => row.push((word.to_owned(), style)),
            }
            used += text::width(word);
            may_break = word.ends_with(' ');
        }
    }
    rows
}

/// As many names as fit, at least one, and how many more there are.
pub(super) fn fitting(
    names: impl Iterator<Item = String>,
    all: usize,
    comma: &str,
    room: usize,
) -> (String, String) {
    let mut words = String::new();
    let mut n = 0;
    for name in names {
        let comma = if n > 0 { comma } else { "" };
        let rest = if n + 1 < all { "; 99 more".len() } else { 0 };
        if n > 0 && text::width(&words) + comma.len() + text::width(&name) + rest > room {
            break;
        }
        words.push_str(comma);
        words.push_str(&name);
        n += 1;
    }
    let rest = if n < all { format!("{comma}{} more", all - n) } else { String::new() };
    (words, rest)
}

/// Adds words over at most so many lines.
pub(super) fn paragraph(
    page: &mut Page,
    name: &str,
    words: &str,
    room: usize,
    most: usize,
    view: &PlanModel<'_>,
) {
    let lines = text::wrap(words, room.max(1));
    for (at, words) in lines.iter().take(most).enumerate() {
        let is_cut = at + 1 == most && lines.len() > most;
        let words = if is_cut {
            text::truncate(&format!("{words} {}", view.theme.cut()), room, view.theme.cut()).into_owned()
        } else {
            words.clone()
        };
        line(page, if at == 0 { name } else { "" }, vec![(words, view.theme.normal)], view);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn pieces_are_broken_at_blanks_and_cut_behind_a_word() {
        let pieces = || {
            vec![("Waits, ".to_owned(), Style::new()), ("for the tenant, and more".to_owned(), Style::new())]
        };
        let words = |room, most| -> Vec<String> {
            let rows = broken(pieces(), room, most, '…');
            rows.iter().map(|row| row.iter().map(|(words, _)| words.as_str()).collect()).collect()
        };
        assert_eq!(words(40, 1), ["Waits, for the tenant, and more"]);
        assert_eq!(words(15, 3), ["Waits, for the", "tenant, and", "more"]);
        assert_eq!(words(15, 2), ["Waits, for the", "tenant, and…"]);
        assert_eq!(words(12, 1), ["Waits, for…"]);
        assert_eq!(words(8, 1), ["Waits…"]);
    }
}
