//! A question with two answers, or three, asked when going on would lose something.

use ratatui::layout::Rect;

use super::Popup;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// What is asked as things are now; an error says why there is nothing to ask any more.
type Ask = Box<dyn Fn(&Ctx<'_>) -> Result<Confirm, String>>;

/// What is said when a question has other words than those that were answered.
pub(super) const ASKED_ANEW: &str = "the question has changed meanwhile";

/// A question; *yes* does its outcome, everything else but another way does nothing.
pub struct Confirm {
    question: Text,
    yes: Option<Outcome>,
    /// Makes the question and its outcome again when *yes* comes, if they depend on what others may change.
    ask: Option<Ask>,
    /// What can be done instead.
    instead: Option<(&'static str, Outcome)>,
    /// What Enter means; the arrows choose.
    at: usize,
    is_about_loss: bool,
}

const NO: usize = 0;
const YES: usize = 1;

impl Confirm {
    pub fn new(question: &str, yes: Outcome) -> Confirm {
        Confirm {
            question: Text::line(question),
            yes: Some(yes),
            ask: None,
            instead: None,
            at: NO,
            is_about_loss: false,
        }
    }

    /// A question about what others may change while it stands: its outcome is that of the moment of *yes*, and if
    /// its words are other ones by then, it is asked again.
    pub fn about(ask: impl Fn(&Ctx<'_>) -> Result<Confirm, String> + 'static, ctx: &Ctx<'_>) -> Outcome {
        match ask(ctx) {
            Ok(now) => Outcome::open(Confirm { ask: Some(Box::new(ask)), ..now }),
            Err(why) => Outcome::tell(why),
        }
    }

    fn yes(&mut self, ctx: &Ctx<'_>) -> Outcome {
        if let Some(ask) = self.ask.take() {
            let now = match ask(ctx) {
                Ok(now) => now,
                Err(why) => return Outcome::tell(why).after_close(),
            };
            let is_another = now.question != self.question;
            *self = Confirm { ask: Some(ask), ..now };
            if is_another {
                return Outcome::tell(ASKED_ANEW);
            }
        }
        self.yes.take().map_or(Outcome::Close, Outcome::after_close)
    }

    fn other_way(&mut self) -> Outcome {
        self.instead.take().map_or(Outcome::Close, |(_, instead)| instead.after_close())
    }

    /// The question with another way, which the arrows and a key of its own choose.
    pub fn or(self, words: &'static str, instead: Outcome) -> Confirm {
        Confirm { instead: Some((words, instead)), ..self }
    }

    /// A question about what the project's file has lost: it goes when that is there again.
    #[must_use]
    pub fn about_loss(self) -> Confirm {
        Confirm { is_about_loss: true, ..self }
    }

    fn words(&self) -> Vec<&'static str> {
        ["no", "yes"].into_iter().chain(self.instead.as_ref().map(|(words, _)| *words)).collect()
    }
}

impl Popup for Confirm {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Confirm, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Sure?".to_owned(), String::new())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(text::wrap(&self.question, usize::from(width.saturating_sub(4))).len()) + 1
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Enter if self.at == NO => Outcome::Close,
            Action::Keep if self.instead.is_none() => Outcome::Stay,
            Action::Enter if self.at > YES => self.other_way(),
            Action::Keep => self.other_way(),
            Action::Yes | Action::Enter => self.yes(ctx),
            Action::No | Action::Back => Outcome::Close,
            Action::Up | Action::Left | Action::PreviousPart => {
                let count = self.words().len();
                self.at = (self.at + count - 1) % count;
                Outcome::Stay
            }
            Action::Down | Action::Right | Action::NextPart => {
                self.at = (self.at + 1) % self.words().len();
                Outcome::Stay
            }
            _ => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let lines = text::wrap(&self.question, usize::from(area.width.saturating_sub(4)));
        for (at, line) in lines.iter().enumerate() {
            let place = inset(row(area, cells(at)), 2, 2);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, canvas.theme.strong);
            }
        }
        let place = inset(row(area, cells(lines.len())), 2, 2);
        if place.height == 0 {
            return;
        }
        // The sign repeats it for terminals without colour.
        let mut x = place.x;
        for (at, word) in self.words().into_iter().enumerate() {
            let is_chosen = at == self.at;
            let label = if is_chosen { format!("[{word}]") } else { format!(" {word} ") };
            let style = if is_chosen { canvas.theme.focus } else { canvas.theme.normal };
            x += canvas.put(x, place.y, place.right().saturating_sub(x), &label, style) + 1;
        }
    }

    fn is_about_loss(&self) -> bool {
        self.is_about_loss
    }

    fn insists(&self) -> bool {
        true
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Keep || self.instead.is_some()
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter if self.at > YES => Some("choose a name"),
            Action::Enter => Some(if self.at == YES { "yes" } else { "no" }),
            _ => None,
        }
    }
}
