//! The line in which the closing asks whose something is, and by when: it reads as the capture line does.

use jiff::civil::Date;
use ratatui::layout::Rect;

use super::Popup;
use super::{capture, captured};
use crate::domain::capture_line::Names;
use crate::domain::dates;
use crate::domain::grammar;
use crate::domain::minutes::closing;
use crate::domain::shown::Draft;
use crate::domain::typed::HalfTyped;
use crate::journal::answers::Captured;
use crate::journal::record::CaptureId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, inset, row};
use crate::tui::widget::line::TextLine;

/// What leaves it without a person, if nothing else stands in the line.
const NOBODYS: &str = "-";

/// Asks whose a capture is; what was asked for next comes after it.
pub struct WhosePopup {
    id: CaptureId,
    captured: Captured,
    line: TextLine,
    names: Names,
}

impl WhosePopup {
    /// The line for a capture as it is now.
    pub fn new(id: &CaptureId, captured: &Captured, ctx: &Ctx<'_>) -> WhosePopup {
        WhosePopup {
            id: id.clone(),
            captured: captured.clone(),
            line: TextLine::default(),
            names: capture::names(ctx),
        }
    }

    /// The line with what was typed before the terminal went away.
    pub fn again(id: &CaptureId, captured: &Captured, text: &Text, ctx: &Ctx<'_>) -> WhosePopup {
        WhosePopup { line: TextLine::new(text), ..WhosePopup::new(id, captured, ctx) }
    }

    fn understood(&self, ctx: &Ctx<'_>) -> Result<(Option<Text>, Option<Date>), String> {
        grammar::who_and_day(self.line.words(), &self.names, ctx.moment.today)
            .map_err(|refusal| refusal.short())
    }

    fn is_empty(&self) -> bool {
        self.line.words().trim().is_empty()
    }

    fn is_nobodys(&self) -> bool {
        self.line.words().trim() == NOBODYS
    }

    /// On to the next one that nobody has.
    fn next() -> Outcome {
        Outcome::Perform(Action::NextOpen).after_close()
    }

    fn keep(&self, ctx: &Ctx<'_>) -> Outcome {
        if self.is_empty() || self.is_nobodys() {
            return WhosePopup::next();
        }
        let Ok((owner, due)) = self.understood(ctx) else { return Outcome::Stay };
        let before = &self.captured;
        let owner = owner.or_else(|| before.owner.clone());
        let yours = Captured { owner, due: due.or(before.due), ..before.clone() };
        match captured::keep(&self.id, before, &yours, &[Action::NextOpen], ctx) {
            asked @ Outcome::Open(_) => asked,
            kept => kept.after_close(),
        }
    }
}

impl Popup for WhosePopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Line]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let asks = closing::asks(&self.captured);
        (format!("{asks}  {}", self.captured.text.glimpse()), String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        2
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => return Outcome::Close,
            Action::Enter | Action::Keep => return self.keep(ctx),
            Action::NextPart | Action::Right => match capture::completion(&self.line, &self.names) {
                Some(rest) => self.line.insert(&format!("{rest} ")),
                None if action == Action::NextPart => {
                    return Outcome::Perform(Action::NextPart).after_close();
                }
                None => _ = self.line.take(action),
            },
            _ if self.line.take(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let ghost = capture::completion(&self.line, &self.names).unwrap_or_default();
        self.line.draw(canvas, inset(row(area, 0), 1, 1), theme.field, &ghost, true);
        let place = inset(row(area, 1), 1, 1);
        if place.height == 0 {
            return;
        }
        let (words, style) = match self.understood(ctx) {
            _ if self.is_empty() => (closing::WHOSE.to_owned(), theme.dim),
            _ if self.is_nobodys() => ("leaves it without a person".to_owned(), theme.dim),
            Ok((who, day)) => {
                let who = who.map(|who| format!("who {who}"));
                let day = day.map(|day| format!("by {}", dates::with_next_year(day, ctx.moment.today)));
                (who.into_iter().chain(day).collect::<Vec<_>>().join(" · "), theme.dim)
            }
            Err(why) => (why, theme.blocked),
        };
        canvas.put(place.x, place.y, place.width, &words, style);
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.line.insert(words);
        true
    }

    fn shows(&self) -> Option<Draft> {
        Some(Draft::Whose(self.line.text()))
    }

    fn holds_words(&self) -> bool {
        !self.is_empty()
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        self.holds_words().then(|| HalfTyped::Whose { id: self.id.clone(), text: self.line.text() })
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some("keep, next"),
            Action::NextPart => Some("complete, or next page"),
            _ => None,
        }
    }
}
