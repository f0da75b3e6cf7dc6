//! The text field for our answer, and for a private note.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::{Choice, Choose};
use crate::domain::answer::Said;
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry;
use crate::tui::keys::KeyScope;
use crate::tui::widget::area::TextField;
use crate::tui::widget::canvas::{Canvas, inset};

/// Which of the two texts is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextTarget {
    Record,
    Private,
}

/// A text field over the lower part of the screen.
pub struct AnswerField {
    id: EntryId,
    kind: TextTarget,
    field: TextField,
    title: String,
}

impl AnswerField {
    /// Returns the field for our answer, the note on the record.
    pub fn record(id: &EntryId, ctx: &Ctx<'_>) -> AnswerField {
        AnswerField {
            id: id.clone(),
            kind: TextTarget::Record,
            field: TextField::going_on(&entry::note(id, ctx)),
            title: format!("Our answer · {}", ctx.name(id)),
        }
    }

    /// Returns the field for the private note.
    pub fn private(id: &EntryId, ctx: &Ctx<'_>) -> AnswerField {
        AnswerField {
            id: id.clone(),
            kind: TextTarget::Private,
            field: TextField::going_on(&ctx.host.private_note(id).unwrap_or_default()),
            title: format!("Private note · {}", ctx.name(id)),
        }
    }

    fn kept(&self) -> Outcome {
        let text = self.field.text();
        match self.kind {
            TextTarget::Record => Outcome::intend(Said::note(text).about(std::slice::from_ref(&self.id))),
            TextTarget::Private => Outcome::Private(self.id.clone(), text),
        }
    }

    fn keep(&self) -> Outcome {
        if self.field.is_changed() { self.kept().after_close() } else { Outcome::Close }
    }

    fn leave(&self) -> Outcome {
        if !self.field.is_changed() {
            return Outcome::Close;
        }
        let keep = Outcome::All(vec![Outcome::Close, self.kept()]);
        Outcome::open(Choose::new(
            "The words have changed",
            vec![
                Choice::new("Keep them", keep),
                Choice::new("Go on writing", Outcome::Stay),
                Choice::new("Drop them", Outcome::Close),
            ],
        ))
    }
}

impl Popup for AnswerField {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Area]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let right = match self.kind {
            TextTarget::Record => "on the record",
            TextTarget::Private => "never in the room, never in a report",
        };
        (self.title.clone(), right.to_owned())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        10
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Keep => self.keep(),
            Action::Back => self.leave(),
            Action::AnswerInEditor => Outcome::Edit(self.id.clone(), self.field.text()),
            _ if self.field.take(action) => Outcome::Stay,
            _ => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.field.draw(canvas, inset(area, 2, 2));
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.field.insert(words);
        true
    }

    fn edited(&mut self, words: &str) {
        self.field.replace(Text::block(words).as_str());
    }

    fn holds_words(&self) -> bool {
        self.field.is_changed()
    }
}
