//! A text field of one line.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};

use super::canvas::{Canvas, cells};
use crate::text::{self, Text};
use crate::tui::action::Action;

/// The most that a line takes; far above what anybody types, far below what a journal's line may hold.
const MOST: usize = 8 * 1024;

/// A text field of one line.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    input: Input,
    /// Whether all of it is selected: what is typed next takes its place.
    is_selected: bool,
}

impl TextLine {
    /// A field that holds `words`, the cursor at their end.
    pub fn new(words: &str) -> TextLine {
        TextLine { input: Input::new(Text::line(words).as_str().to_owned()), is_selected: false }
    }

    /// A field that holds `words`, all of them selected: the first character that is typed takes their place,
    /// any key that moves keeps them.
    pub fn selected(words: &str) -> TextLine {
        let line = TextLine::new(words);
        TextLine { is_selected: !line.words().is_empty(), ..line }
    }

    /// What is written, as it was typed.
    pub fn words(&self) -> &str {
        self.input.value()
    }

    /// What is written, fit to be kept.
    pub fn text(&self) -> Text {
        Text::line(self.input.value())
    }

    /// Whether the cursor is behind the last character, and what is typed goes on there.
    pub fn is_at_end(&self) -> bool {
        !self.is_selected && self.input.cursor() >= self.input.value().chars().count()
    }

    /// Writes `words` in the place of everything.
    pub fn replace(&mut self, words: &str) {
        *self = TextLine::default();
        self.insert(words);
    }

    /// Writes `words` at the cursor; line ends become blanks.
    pub fn insert(&mut self, words: &str) {
        if self.is_selected {
            *self = TextLine::default();
        }
        let flat = words.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ");
        for c in text::typed(&flat).chars() {
            if self.input.value().len() + c.len_utf8() > MOST {
                return;
            }
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Takes an action of a text field; returns whether it was one.
    pub fn take(&mut self, action: Action) -> bool {
        let request = match action {
            Action::Type(c) => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                return true;
            }
            Action::Left => InputRequest::GoToPrevChar,
            Action::Right => InputRequest::GoToNextChar,
            Action::WordLeft => InputRequest::GoToPrevWord,
            Action::WordRight => InputRequest::GoToNextWord,
            Action::LineStart => InputRequest::GoToStart,
            Action::LineEnd => InputRequest::GoToEnd,
            Action::EraseBack => InputRequest::DeletePrevChar,
            Action::EraseForward => InputRequest::DeleteNextChar,
            Action::EraseWord => InputRequest::DeletePrevWord,
            Action::EraseToStart => InputRequest::DeleteFromStart,
            Action::EraseToEnd => InputRequest::DeleteTillEnd,
            Action::EraseNextWord => InputRequest::DeleteNextWord,
            _ => return false,
        };
        if std::mem::take(&mut self.is_selected) {
            match action {
                Action::EraseBack | Action::EraseForward | Action::EraseWord | Action::EraseNextWord => {
                    self.input = Input::default();
                    return true;
                }
                // It ends where the cursor is already.
                Action::Right => return true,
                Action::Left => return self.take(Action::LineStart),
                _ => {}
            }
        }
        self.input.handle(request);
        true
    }

    /// Draws the field over `area`'s first row, with `ghost` behind the words in dim.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, style: Style, ghost: &str, has_focus: bool) {
        if area.width == 0 || area.height == 0 {
            return;
        }
        let room = usize::from(area.width) - 1;
        let scroll = self.input.visual_scroll(room);
        let caret = self.input.visual_cursor().saturating_sub(scroll);
        let shown = text::take(skip(self.input.value(), scroll), usize::from(area.width));
        let used = canvas.put(area.x, area.y, area.width, shown, style);
        if self.is_selected && has_focus {
            canvas.restyle(Rect { width: used, height: 1, ..area }, canvas.theme.selected);
        }
        canvas.put(area.x + used, area.y, area.width - used, ghost, canvas.theme.dim);
        if has_focus {
            let x = area.x + cells(caret).min(area.width - 1);
            canvas.caret = Some(Position { x, y: area.y });
        }
    }
}

/// `words` without the graphemes of their first `columns`.
fn skip(words: &str, columns: usize) -> &str {
    let head = text::take(words, columns);
    words.get(head.len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_takes_what_is_typed_and_pasted_and_nothing_hostile() {
        let mut line = TextLine::new("");
        "ab".chars().for_each(|c| _ = line.take(Action::Type(c)));
        line.take(Action::Left);
        line.insert("one\r\ntwo\u{1b}");
        assert_eq!(line.words(), "aone twob");
        line.take(Action::EraseToStart);
        assert_eq!(line.words(), "b");
    }

    #[test]
    fn what_is_selected_gives_way_to_what_is_typed_and_stays_where_one_moves() {
        let after = |actions: &[Action]| {
            let mut line = TextLine::selected("2026-12-15");
            for action in actions {
                line.take(*action);
            }
            line.words().to_owned()
        };
        assert_eq!(after(&[Action::Type('f'), Action::Type('r')]), "fr");
        assert_eq!(after(&[Action::Right, Action::EraseBack, Action::Type('6')]), "2026-12-16");
        assert_eq!(after(&[Action::LineEnd, Action::Type('!')]), "2026-12-15!");
        assert_eq!(after(&[Action::Left, Action::Type('!')]), "!2026-12-15");
        assert_eq!(after(&[Action::EraseBack]), "");
        assert_eq!(after(&[Action::EraseToStart]), "");
        let mut line = TextLine::selected("Ana");
        line.insert("Ben");
        assert_eq!(line.words(), "Ben");
    }

    #[test]
    fn erasing_takes_a_whole_sign() {
        let mut line = TextLine::new("a👩‍👩‍👧");
        line.take(Action::EraseBack);
        assert_eq!(line.words(), "a");
    }
}
