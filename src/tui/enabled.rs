//! Whether what an action needs is there. The key table says what it needs; footer, palette and dispatch ask here.

use crate::domain::own::OwnItem;
use crate::pack::model::{EntryId, EntryRef};
use crate::text::{Text, links_in};
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::host::SaveState;
use crate::tui::keys::Need;

/// What there is to act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by another action")]
pub struct ActionContext {
    /// How many entries an answer would be given to.
    pub entries: usize,
    pub has_link: bool,
    /// Whether something was captured at the entry.
    pub has_captures: bool,
    /// Whether the entry is an item of the project's own.
    pub is_own: bool,
    /// Whether there is a last answer to give again.
    pub can_repeat: bool,
    pub is_read_only: bool,
    pub is_not_saved: bool,
    pub has_project: bool,
    /// Whether the project has a history of changes.
    pub has_changes: bool,
    /// Whether undo would take something back.
    pub can_undo: bool,
}

const NO_ENTRY: &str = "no entry is in hand: move to one, or mark several";
const NO_PROJECT: &str = "no project is open";

impl ActionContext {
    pub fn of(ids: &[EntryId], ctx: &Ctx<'_>) -> ActionContext {
        let save = ctx.host.save_state();
        ActionContext {
            entries: ids.len(),
            has_captures: ids.first().is_some_and(|id| ctx.answers().captures_at(id).next().is_some()),
            is_own: ids.first().is_some_and(|id| OwnItem::of(ctx.answers(), id).is_some()),
            has_link: ids.first().is_some_and(|id| !links(id, ctx).is_empty()),
            can_repeat: ctx.last.is_some(),
            is_read_only: matches!(save, SaveState::ReadOnly(_)),
            is_not_saved: matches!(save, SaveState::NotSaved(_)),
            has_project: ctx.host.has_project(),
            has_changes: !ctx.host.fold().is_empty(),
            can_undo: ctx.host.can_undo(),
        }
    }

    /// Whether an action with this need does something. What can only say why it does nothing counts.
    pub fn meets(&self, need: Need) -> bool {
        match need {
            Need::Nothing => true,
            Need::Writable => !self.is_read_only,
            Need::Entries => self.entries > 0 && !self.is_read_only,
            Need::OneEntry => self.entries == 1 && !self.is_read_only,
            Need::Name => self.entries == 1,
            Need::Captures => self.entries == 1 && self.has_captures,
            Need::OwnItem => self.entries == 1 && self.is_own && !self.is_read_only,
            Need::Link => self.entries == 1 && self.has_link,
            Need::PrivateNotes => self.entries == 1 && self.has_project,
            Need::Repeat => self.entries > 0 && self.can_repeat && !self.is_read_only,
            Need::Undo | Need::Redo => self.has_changes && !self.is_read_only,
            Need::History => self.has_changes,
            Need::Project => self.has_project,
            Need::WritableProject => self.has_project && !self.is_read_only,
            Need::Unsaved => self.is_not_saved,
        }
    }

    /// What is not there, for a key that was pressed all the same.
    pub fn lacks(&self, need: Need) -> &'static str {
        let of_one = |words| match self.entries {
            0 => NO_ENTRY,
            1 => words,
            _ => "that is done at one entry at a time; Esc unmarks",
        };
        match need {
            Need::Nothing | Need::Writable => "",
            Need::Entries | Need::OneEntry | Need::Name => of_one(""),
            Need::Repeat if self.entries > 0 => "no answer was given yet that could be repeated",
            Need::Repeat => NO_ENTRY,
            Need::Captures => of_one("nothing was captured at this entry"),
            Need::OwnItem => of_one("only an item of the project's own can be changed or removed"),
            Need::Link => of_one("this entry has no link"),
            Need::PrivateNotes => of_one(NO_PROJECT),
            Need::Undo => "nothing to undo",
            Need::Redo => "nothing to redo",
            Need::History => "nothing was changed yet",
            Need::Project | Need::WritableProject => NO_PROJECT,
            Need::Unsaved => "everything is saved",
        }
    }

    /// Whether an action with this need is offered.
    pub fn offers(&self, need: Need) -> bool {
        self.meets(need) && (need != Need::Undo || self.can_undo)
    }
}

/// Whether the room view refuses an action: everybody would see a private note, or another program in front.
pub fn is_refused_in_room(action: Action) -> bool {
    matches!(action, Action::PrivateNote | Action::AnswerInEditor | Action::Mark)
}

/// The links of an entry, each once, with where it is: in its evidence, our answer, what was captured, or the pack.
pub fn links(id: &EntryId, ctx: &Ctx<'_>) -> Vec<(&'static str, Text)> {
    let answers = ctx.answers();
    let said = answers.entry(id);
    let evidence = said.and_then(|said| said.answer()).and_then(|answer| answer.evidence.as_ref());
    let captured = answers.captures_at(id).filter_map(|(_, capture)| capture.capture.value());
    let texts = evidence.map(|words| ("evidence", words)).into_iter();
    let texts = texts.chain(said.and_then(|said| said.note()).map(|words| ("our answer", words)));
    let texts = texts.chain(captured.map(|captured| (captured.kind.word(), &captured.text)));
    let said = texts.flat_map(|(from, words)| links_in(words).into_iter().map(move |link| (from, link)));
    let of_pack: Vec<Text> = match ctx.board.entry(answers, id) {
        Some(EntryRef::Item(item)) => item.link.iter().cloned().collect(),
        Some(EntryRef::Topic(topic)) => topic.links.clone(),
        None => Vec::new(),
    };
    let mut found: Vec<(&'static str, Text)> = Vec::new();
    for (from, link) in said.chain(of_pack.into_iter().map(|link| ("read on", link))) {
        if !found.iter().any(|(_, known)| *known == link) {
            found.push((from, link));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_needs_an_entry_and_a_journal_that_can_be_written() {
        let here = ActionContext { entries: 1, ..ActionContext::default() };
        assert!(here.meets(Need::Entries));
        assert!(!ActionContext::default().meets(Need::Entries));
        assert!(!ActionContext { is_read_only: true, ..here }.meets(Need::Entries));
    }

    #[test]
    fn words_are_written_for_one_entry_at_a_time() {
        let here = ActionContext { entries: 3, ..ActionContext::default() };
        assert!(here.meets(Need::Entries));
        assert!(!here.meets(Need::OneEntry));
    }

    #[test]
    fn undo_is_offered_only_for_what_it_would_take_back() {
        let here = ActionContext { has_changes: true, ..ActionContext::default() };
        assert!(here.meets(Need::Undo) && !here.offers(Need::Undo));
        assert!(ActionContext { can_undo: true, ..here }.offers(Need::Undo));
    }
}
