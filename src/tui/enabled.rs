//! Whether an action makes sense right now. Pure; the footer, the palette and dispatch ask the same function.

use crate::pack::model::{EntryId, EntryRef};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::host::SaveState;

/// What there is to act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts, each asked by another action")]
pub struct ActionContext {
    /// How many entries an answer would be given to.
    pub entries: usize,
    pub has_link: bool,
    /// Whether there is a last answer to give again.
    pub can_repeat: bool,
    pub is_read_only: bool,
    pub is_not_saved: bool,
    pub has_project: bool,
    /// Whether the project has a history of changes.
    pub has_changes: bool,
}

impl ActionContext {
    /// Returns what there is, with `ids` in hand.
    pub fn of(ids: &[EntryId], ctx: &Ctx<'_>) -> ActionContext {
        let save = ctx.host.save_state();
        ActionContext {
            entries: ids.len(),
            has_link: ids.first().is_some_and(|id| !links(id, ctx).is_empty()),
            can_repeat: ctx.last.is_some(),
            is_read_only: matches!(save, SaveState::ReadOnly(_)),
            is_not_saved: matches!(save, SaveState::NotSaved(_)),
            has_project: ctx.host.has_project(),
            has_changes: !ctx.host.fold().is_empty(),
        }
    }
}

/// Returns whether an action makes sense here.
pub fn is_enabled(action: Action, here: &ActionContext) -> bool {
    match action {
        Action::Done
        | Action::Doing
        | Action::Blocked
        | Action::Waive
        | Action::NotApplicable
        | Action::Todo
        | Action::SeenAt
        | Action::Owner
        | Action::Due => here.entries > 0 && !here.is_read_only,
        Action::Answer | Action::AnswerInEditor | Action::Capture => here.entries == 1 && !here.is_read_only,
        Action::PrivateNote => here.entries == 1 && here.has_project,
        Action::Again => here.entries > 0 && here.can_repeat && !here.is_read_only,
        Action::Link => here.entries == 1 && here.has_link,
        Action::Copy => here.entries == 1,
        Action::Undo | Action::Redo => here.has_changes && !here.is_read_only,
        Action::History => here.has_changes,
        Action::Verify => here.has_project,
        Action::SaveAgain => here.is_not_saved,
        Action::Questions
        | Action::Target
        | Action::Decide
        | Action::Park
        | Action::CaptureWhole
        | Action::Resolve
        | Action::MakeAction
        | Action::NewWorkshop
        | Action::Begin
        | Action::Closing
        | Action::Break
        | Action::EndTime
        | Action::EntryMinutes
        | Action::RoomPeople
        | Action::Propose => !here.is_read_only,
        Action::Mark
        | Action::RoomAgenda
        | Action::Details
        | Action::Add
        | Action::Drop
        | Action::Earlier
        | Action::Later
        | Action::Up
        | Action::Down
        | Action::Left
        | Action::Right
        | Action::PageUp
        | Action::PageDown
        | Action::First
        | Action::Last
        | Action::NextOpen
        | Action::PreviousOpen
        | Action::NextPart
        | Action::PreviousPart
        | Action::Enter
        | Action::Back
        | Action::Go(_)
        | Action::Milestones
        | Action::Compare
        | Action::Chart
        | Action::CriticalCheck
        | Action::Reviews
        | Action::Search
        | Action::Filter
        | Action::ShowLeftOut
        | Action::Outline
        | Action::Report
        | Action::Projects
        | Action::NewProject
        | Action::Menu
        | Action::Commands
        | Action::Help
        | Action::Mouse
        | Action::Suspend
        | Action::Quit
        | Action::Type(_)
        | Action::NewLine
        | Action::EraseBack
        | Action::EraseForward
        | Action::EraseWord
        | Action::EraseToStart
        | Action::WordLeft
        | Action::WordRight
        | Action::LineStart
        | Action::LineEnd
        | Action::Keep
        | Action::Kind(_)
        | Action::Toggle
        | Action::Clear
        | Action::Yes
        | Action::No => true,
    }
}

pub fn links(id: &EntryId, ctx: &Ctx<'_>) -> Vec<Text> {
    match ctx.board.entry(ctx.answers(), id) {
        Some(EntryRef::Item(item)) => item.link.iter().cloned().collect(),
        Some(EntryRef::Topic(topic)) => topic.links.clone(),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_needs_an_entry_and_a_journal_that_can_be_written() {
        let here = ActionContext { entries: 1, ..ActionContext::default() };
        assert!(is_enabled(Action::Done, &here));
        assert!(!is_enabled(Action::Done, &ActionContext::default()));
        assert!(!is_enabled(Action::Done, &ActionContext { is_read_only: true, ..here }));
    }

    #[test]
    fn words_are_written_for_one_entry_at_a_time() {
        let here = ActionContext { entries: 3, ..ActionContext::default() };
        assert!(is_enabled(Action::Owner, &here));
        assert!(!is_enabled(Action::Answer, &here));
    }
}
