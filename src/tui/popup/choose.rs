//! A list to choose one thing from.

use ratatui::layout::Rect;

use super::Popup;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::scroll::{Scroll, moved};

/// One thing to choose.
pub struct Choice {
    pub label: Text,
    /// At the right edge: a key, a count, a kind.
    pub right: Text,
    outcome: Option<Outcome>,
}

impl Choice {
    /// Returns a choice; the popup closes before its outcome.
    pub fn new(label: &str, outcome: Outcome) -> Choice {
        Choice { label: Text::line(label), right: Text::default(), outcome: Some(outcome) }
    }

    /// Returns the choice with words at the right edge.
    pub fn right(self, words: &str) -> Choice {
        Choice { right: Text::line(words), ..self }
    }

    fn performs(&self, action: Action) -> bool {
        matches!(self.outcome, Some(Outcome::Perform(own)) if own == action)
    }
}

/// A list to choose one thing from.
pub struct Choose {
    title: Text,
    /// A sentence above the list; empty for none.
    saying: Text,
    choices: Vec<Choice>,
    cursor: usize,
    scroll: Scroll,
    width: u16,
    scopes: &'static [Scope],
}

impl Choose {
    /// Returns a list under a title.
    pub fn new(title: &str, choices: Vec<Choice>) -> Choose {
        Choose {
            title: Text::line(title),
            saying: Text::default(),
            choices,
            cursor: 0,
            scroll: Scroll::default(),
            width: 0,
            scopes: &[Scope::Choose],
        }
    }

    /// Returns the list with a sentence above it.
    pub fn saying(self, words: &str) -> Choose {
        Choose { saying: Text::line(words), ..self }
    }

    /// Returns the list where the keys of its choices hold as well.
    pub fn with_keys(self) -> Choose {
        Choose { scopes: &[Scope::Choose, Scope::Global], ..self }
    }

    /// Returns the list with the cursor at one of its choices.
    pub fn with_cursor(self, cursor: usize) -> Choose {
        Choose { cursor: moved(cursor, 0, self.choices.len()), ..self }
    }

    fn saying_lines(&self, width: u16) -> Vec<String> {
        if self.saying.is_empty() {
            return Vec::new();
        }
        text::wrap(&self.saying, usize::from(width.saturating_sub(4)))
    }

    fn head(&self, width: u16) -> u16 {
        let lines = cells(self.saying_lines(width).len());
        if lines == 0 { 0 } else { lines + 1 }
    }

    fn choose(&mut self) -> Outcome {
        let chosen = self.choices.get_mut(self.cursor).and_then(|choice| choice.outcome.take());
        chosen.map_or(Outcome::Stay, Outcome::after_close)
    }
}

impl Popup for Choose {
    fn scopes(&self) -> &'static [Scope] {
        self.scopes
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        (self.title.to_string(), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        self.head(width) + cells(self.choices.len()).max(1)
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let len = self.choices.len();
        match action {
            Action::Up => self.cursor = moved(self.cursor, -1, len),
            Action::Down => self.cursor = moved(self.cursor, 1, len),
            Action::PageUp => self.cursor = moved(self.cursor, -8, len),
            Action::PageDown => self.cursor = moved(self.cursor, 8, len),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = len.saturating_sub(1),
            Action::Enter => return self.choose(),
            Action::Back => return Outcome::Close,
            other => match self.choices.iter().position(|choice| choice.performs(other)) {
                Some(at) => {
                    self.cursor = at;
                    return self.choose();
                }
                None => return Outcome::Ignored,
            },
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        for (at, line) in self.saying_lines(area.width).iter().enumerate() {
            let place = inset(row(area, cells(at)), 3, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, canvas.theme.normal);
            }
        }
        let list = below(area, self.head(area.width));
        let shown = self.scroll.shown(usize::from(list.height), self.choices.len());
        for (at, choice) in self.choices.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(list, cells(at - shown.start));
            draw_choice(canvas, place, &choice.label, &choice.right, at == self.cursor);
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.width = area.width;
        let height = usize::from(below(area, self.head(area.width)).height);
        self.scroll.follow(self.cursor, height, self.choices.len());
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let Some(at) = row.checked_sub(self.head(self.width)) else { return Outcome::Stay };
        let at = self.scroll.top + usize::from(at);
        if at >= self.choices.len() {
            return Outcome::Stay;
        }
        self.cursor = at;
        self.choose()
    }
}

/// Draws one row of a list: the cursor's mark, a label, something at the right edge.
pub fn draw_choice(canvas: &mut Canvas<'_>, place: Rect, label: &str, right: &str, is_chosen: bool) {
    if place.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let words = inset(place, 3, 1);
    let used = canvas.put_right(words, right, theme.dim);
    let gap = if used > 0 { used + 1 } else { 0 };
    canvas.put(words.x, words.y, words.width.saturating_sub(gap), label, theme.normal);
    if is_chosen {
        canvas.restyle(inset(place, 2, 0), theme.cursor);
        canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
    }
}
