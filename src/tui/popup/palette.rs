//! The palette: every command by its name, found by a few letters.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use crate::pack::model::EntryId;
use crate::review::search::fuzzy;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::{Here, is_enabled};
use crate::tui::keys::{self, Binding, Scope};
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::scroll::{Scroll, moved};

/// The command palette.
pub struct Palette {
    line: TextLine,
    /// Every command that makes sense here.
    all: Vec<&'static Binding>,
    /// Those that fit what is typed, the best first.
    fitting: Vec<&'static Binding>,
    cursor: usize,
    scroll: Scroll,
}

impl Palette {
    /// Returns the palette for a place where `scopes` hold, with `ids` in hand.
    pub fn new(scopes: &[Scope], ids: &[EntryId], ctx: &Ctx<'_>) -> Palette {
        let here = Here::of(ids, ctx);
        let mut all: Vec<&'static Binding> = keys::rows(scopes)
            .into_iter()
            .filter(|row| is_command(row.action) && is_enabled(row.action, &here))
            .collect();
        all.sort_by_key(|row| row.order);
        Palette { line: TextLine::default(), fitting: all.clone(), all, cursor: 0, scroll: Scroll::default() }
    }

    fn find(&mut self) {
        self.cursor = 0;
        let query = self.line.words();
        if query.trim().is_empty() {
            self.fitting.clone_from(&self.all);
            return;
        }
        // Who types the beginning of a command's name means that command, wherever else the letters stand.
        let named = query.trim().to_lowercase();
        let mut found: Vec<((bool, u32), &'static Binding)> = self
            .all
            .iter()
            .filter_map(|row| {
                let (score, _) = fuzzy(query, &words(row))?;
                Some(((row.label.starts_with(&named), score), *row))
            })
            .collect();
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.fitting = found.into_iter().map(|(_, row)| row).collect();
    }
}

/// Moving the cursor is not a command that anybody looks for by name.
fn is_command(action: Action) -> bool {
    !matches!(
        action,
        Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last
            | Action::NextPart
            | Action::PreviousPart
            | Action::Enter
            | Action::Back
            | Action::Commands
    )
}

/// The name leads, so that a few letters of it find the command before words of its description do.
fn words(row: &Binding) -> String {
    if row.label.is_empty() || row.help.starts_with(row.label) {
        row.help.to_owned()
    } else {
        format!("{}: {}", row.label, row.help)
    }
}

impl Popup for Palette {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Line]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Commands".to_owned(), String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.all.len().min(14)) + 1
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let len = self.fitting.len();
        match action {
            Action::Back => return Outcome::Close,
            Action::Enter => {
                return self
                    .fitting
                    .get(self.cursor)
                    .map_or(Outcome::Stay, |row| Outcome::Perform(row.action).after_close());
            }
            Action::Up | Action::PreviousPart => self.cursor = moved(self.cursor, -1, len),
            Action::Down | Action::NextPart => self.cursor = moved(self.cursor, 1, len),
            Action::PageUp => self.cursor = moved(self.cursor, -10, len),
            Action::PageDown => self.cursor = moved(self.cursor, 10, len),
            _ if self.line.take(action) => self.find(),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let first = row(area, 0);
        canvas.put(first.x + 1, first.y, first.width.min(1), ":", canvas.theme.dim);
        self.line.draw(canvas, inset(first, 3, 1), canvas.theme.field, "", true);
        let list = below(area, 1);
        if self.fitting.is_empty() {
            let place = inset(row(list, 0), 3, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, "no command is called like that", canvas.theme.dim);
            }
        }
        let shown = self.scroll.shown(usize::from(list.height), self.fitting.len());
        for (at, binding) in self.fitting.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(list, cells(at - shown.start));
            let key = binding.keys.first().map(keys::Key::to_string).unwrap_or_default();
            draw_choice(canvas, place, &words(binding), &key, at == self.cursor);
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        let height = usize::from(area.height.saturating_sub(1));
        self.scroll.follow(self.cursor, height, self.fitting.len());
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some("do it"),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.line.insert(words);
        self.find();
        true
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let Some(at) = usize::from(row).checked_sub(1).map(|row| row + self.scroll.top) else {
            return Outcome::Stay;
        };
        self.fitting.get(at).map_or(Outcome::Stay, |row| Outcome::Perform(row.action).after_close())
    }
}
