//! The palette: every command by its name, found by a few letters.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use super::finder::{Finder, FinderEvent};
use crate::domain::search::{Fit, Query};
use crate::pack::model::EntryId;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::{ActionContext, is_refused_in_room};
use crate::tui::keys::{Binding, KeyScope};
use crate::tui::widget::canvas::{Canvas, cells};

/// The command palette.
pub struct Palette {
    /// Every command that makes sense here.
    all: Vec<&'static Binding>,
    /// With those that fit what is typed, the best first.
    finder: Finder<&'static Binding>,
}

impl Palette {
    /// The palette for a place where `scopes` hold, with `ids` in hand.
    pub fn new(scopes: &[KeyScope], ids: &[EntryId], ctx: &Ctx<'_>) -> Palette {
        let here = ActionContext::of(ids, ctx);
        let mut all: Vec<&'static Binding> = ctx
            .keys
            .rows(scopes)
            .iter()
            .copied()
            .filter(|row| is_command(row.action) && here.offers(row.needs))
            .filter(|row| !(ctx.is_in_room && is_refused_in_room(row.action)))
            .collect();
        // What belongs to this place comes before what every entry and every screen has.
        all.sort_by_key(|row| (is_common(row.scope), row.order));
        let mut finder = Finder::default();
        finder.show(all.clone());
        Palette { all, finder }
    }

    fn find(&mut self) {
        let typed = self.finder.words();
        let query = Query::new(typed);
        if query.is_empty() {
            return self.finder.show(self.all.clone());
        }
        // The beginning of a command's name means that command, wherever else the letters are.
        let named = typed.trim().to_lowercase();
        let fits = self.all.iter().filter_map(|row| {
            let (fit, _) = query.fit(&words(row))?;
            Some(((!row.label.starts_with(&named), fit), *row))
        });
        let mut found: Vec<((bool, Fit), &'static Binding)> = fits.collect();
        found.sort_by_key(|(rank, _)| *rank);
        // Letters strewn over a description are noise if a command has the words.
        let is_exact = found.iter().any(|((_, fit), _)| *fit < Fit::Scattered);
        found.retain(|((_, fit), _)| !is_exact || *fit < Fit::Scattered);
        self.finder.show(found.into_iter().map(|(_, row)| row).collect());
    }
}

impl Palette {
    fn perform(&self) -> Outcome {
        self.finder.at().map_or(Outcome::Stay, |row| Outcome::Act(row.action).after_close())
    }
}

/// Whether a scope holds nearly everywhere.
fn is_common(scope: KeyScope) -> bool {
    matches!(
        scope,
        KeyScope::Entry | KeyScope::Move | KeyScope::Entries | KeyScope::Global | KeyScope::Overlay
    )
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
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Line]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Commands".to_owned(), String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.all.len().min(14)) + 1
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match self.finder.update(action) {
            FinderEvent::Close => Outcome::Close,
            FinderEvent::Take => self.perform(),
            FinderEvent::Look => {
                self.find();
                Outcome::Stay
            }
            FinderEvent::Move => Outcome::Stay,
            FinderEvent::Nothing => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let words_of = (":", "no command matches");
        self.finder.draw(canvas, area, words_of, |canvas, place, binding| {
            draw_choice(canvas, place, &words(binding), &ctx.keys.first(binding));
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.finder.sync(area);
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some("do it"),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.finder.paste(words);
        self.find();
        true
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        if self.finder.click(row) { self.perform() } else { Outcome::Stay }
    }
}
