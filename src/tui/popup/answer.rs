//! The text field for our answer, and for a private note.

use ratatui::layout::Rect;

use super::Popup;
use super::meanwhile;
use crate::domain::answer::Said;
use crate::domain::answer::meanwhile::Seen;
use crate::domain::shown::Draft;
use crate::domain::typed::HalfTyped;
use crate::journal::record::Seq;
use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::is_refused_in_room;
use crate::tui::keys::KeyScope;
use crate::tui::widget::area::TextField;
use crate::tui::widget::canvas::{Canvas, inset};

/// The fewest rows of the field, and the most: it is as high as its text, so that what it is about stays in view.
const LOWEST: u16 = 3;
const HIGHEST: u16 = 14;

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
    /// What was there when the field was opened.
    seen: Seen,
}

impl AnswerField {
    /// The field for our answer, the note on the record.
    pub fn record(id: &EntryId, ctx: &Ctx<'_>) -> AnswerField {
        AnswerField {
            id: id.clone(),
            kind: TextTarget::Record,
            field: TextField::going_on(&ctx.note(id)),
            title: format!("Our answer · {}", ctx.name(id)),
            seen: Seen::of(std::slice::from_ref(id), &ctx.situation()),
        }
    }

    /// The field for the private note.
    pub fn private(id: &EntryId, ctx: &Ctx<'_>) -> AnswerField {
        AnswerField {
            id: id.clone(),
            kind: TextTarget::Private,
            field: TextField::going_on(&ctx.host.private_note(id).unwrap_or_default()),
            title: format!("Private note · {}", ctx.name(id)),
            seen: Seen::default(),
        }
    }

    /// The field of our answer with words that were typed over another one; `None` if they are there by now.
    pub fn record_again(id: &EntryId, text: &Text, over: Option<Seq>, ctx: &Ctx<'_>) -> Option<AnswerField> {
        let seen = Seen::at_note(id, over, &ctx.situation());
        AnswerField { seen, ..AnswerField::record(id, ctx) }.with(text)
    }

    /// The field of the private note with words that were typed before; `None` if they are there by now.
    pub fn private_again(id: &EntryId, text: &Text, ctx: &Ctx<'_>) -> Option<AnswerField> {
        AnswerField::private(id, ctx).with(text)
    }

    fn with(mut self, text: &Text) -> Option<AnswerField> {
        self.field.replace(text.as_str());
        self.field.is_changed().then_some(self)
    }

    fn keep(&self, ctx: &Ctx<'_>) -> Outcome {
        if !self.field.is_changed() {
            return Outcome::Close;
        }
        let text = self.field.text();
        match self.kind {
            TextTarget::Record => {
                let intent = Said::note(text).about(std::slice::from_ref(&self.id));
                match meanwhile::keep(intent, &self.seen, ctx) {
                    asked @ Outcome::Open(_) => asked,
                    kept => kept.after_close(),
                }
            }
            TextTarget::Private => Outcome::Private(self.id.clone(), text).after_close(),
        }
    }
}

impl Popup for AnswerField {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Area]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let right = match self.kind {
            TextTarget::Record => "on the record",
            TextTarget::Private => "only for you: not in the room, not in reports",
        };
        (self.title.clone(), right.to_owned())
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        (self.field.rows(width.saturating_sub(4)) + 1).clamp(LOWEST, HIGHEST)
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Keep => self.keep(ctx),
            Action::Back => Outcome::Close,
            Action::AnswerInEditor => Outcome::Edit(None, for_editor(&self.id, &self.field.text(), ctx)),
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

    fn rewrite(&mut self, words: &Text, ctx: &Ctx<'_>) {
        self.field.replace(words.as_str());
        self.seen = Seen::of(std::slice::from_ref(&self.id), &ctx.situation());
    }

    fn shows(&self) -> Option<Draft> {
        let draft = || Draft::Answer { id: self.id.clone(), text: self.field.text() };
        (self.kind == TextTarget::Record).then(draft)
    }

    fn holds_words(&self) -> bool {
        self.field.is_changed()
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        !(ctx.is_in_room && is_refused_in_room(action))
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        let (id, text) = (self.id.clone(), self.field.text());
        let typed = match self.kind {
            TextTarget::Record => HalfTyped::Answer { over: self.seen.note_of(&id), id, text },
            TextTarget::Private => HalfTyped::Private { id, text },
        };
        self.field.is_changed().then_some(typed)
    }
}

/// What the lines begin with that say in the editor what an answer is about; they are cut off again.
const COMMENT: &str = "#|";

/// An answer as the editor gets it: with the question below, as a comment.
pub fn for_editor(id: &EntryId, text: &Text, ctx: &Ctx<'_>) -> Text {
    let title = ctx.row(id).map(|row| row.title.to_string()).unwrap_or_default();
    let mut lines = vec![format!("{} {title}", ctx.name(id))];
    if let Some(entry) = ctx.board.entry(ctx.answers(), id) {
        lines.push(entry.question().to_string());
        if let EntryRef::Item(item) = entry
            && !item.done_when.is_empty()
        {
            lines.push(format!("Done when: {}", item.done_when));
        }
    }
    lines.push("Lines that begin like this one are not part of the answer.".to_owned());
    let comment = lines.iter().flat_map(|line| line.lines()).map(|line| format!("{COMMENT} {line}"));
    Text::block(&format!("{text}\n\n{}", comment.collect::<Vec<_>>().join("\n")))
}

/// What came back from the editor, without the comment.
pub fn from_editor(words: &str) -> String {
    let lines = words.lines().filter(|line| !line.starts_with(COMMENT));
    lines.collect::<Vec<_>>().join("\n").trim_end().trim_start_matches('\n').to_owned()
}
