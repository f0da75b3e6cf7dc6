//! What the walk is in: what the next line is taken for, what is said next, and what it keeps in mind until then.

use std::collections::VecDeque;

use crate::domain::answer::meanwhile::{Meanwhile, Seen};
use crate::domain::answer::{Lack, Missing, Said};
use crate::domain::minutes::closing::ClosingPage;
use crate::journal::record::{CaptureId, Status};
use crate::pack::model::EntryId;
use crate::text::Text;

/// What the next line is taken for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum WalkMode {
    /// A word of the table.
    Words,
    /// One more line of the answer to an entry.
    Lines(EntryId, Vec<String>),
    /// What an answer still lacks.
    Asking(Pending),
    /// What becomes of two answers: the entry, what was typed, and what others answered meanwhile.
    Meanwhile(EntryId, Box<Said>, Vec<Meanwhile>),
    /// Whether the workshop stays open.
    Leaving,
    /// What is said to the decision that was read last.
    Decided,
    /// Whose something is, by when.
    Whose(CaptureId),
    /// When the next workshop is.
    NextOne,
    /// How this one was.
    HowWasIt,
    /// Whether what was proposed is put off: what is no must, and all of it.
    Proposed(Vec<EntryId>, Vec<EntryId>),
}

/// What is said once everything is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NextOutput {
    /// Nothing.
    Nothing,
    /// How the workshop begins.
    Opening,
    /// That it goes on.
    Resumed,
    /// The entry.
    Entry,
    /// A page of the closing.
    Page(ClosingPage),
    /// The decision in hand.
    Decision,
    /// The next thing that lacks a person or a day.
    Whose,
    /// The question when the next workshop is.
    NextOne,
    /// The question how this one was.
    HowWasIt,
    /// The outcome.
    Outcome,
}

/// The walk.
#[derive(Debug)]
pub(super) struct Walk {
    pub(super) mode: WalkMode,
    pub(super) due: NextOutput,
    /// What the closing still has to ask.
    pub(super) talk: ClosingTalk,
    /// The captures that were listed last, by their numbers.
    pub(super) listed: Vec<CaptureId>,
    /// What was said of the entry when it was shown.
    pub(super) seen: Seen,
    /// The last line that was not understood.
    pub(super) kept: Option<Text>,
}

impl Walk {
    /// A walk that begins with saying `due`.
    pub(super) fn new(due: NextOutput) -> Walk {
        Walk {
            mode: WalkMode::Words,
            due,
            talk: ClosingTalk::default(),
            listed: Vec::new(),
            seen: Seen::default(),
            kept: None,
        }
    }

    /// Whether something is to be said before the next line.
    pub(super) fn has_more_to_say(&self) -> bool {
        self.due != NextOutput::Nothing
    }

    /// Stays where the workshop is, after a step that could not be written.
    pub(super) fn stay(&mut self) {
        self.mode = WalkMode::Words;
        self.due = NextOutput::Nothing;
    }
}

/// A status that still lacks something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pending {
    pub(super) id: EntryId,
    pub(super) said: Said,
    pub(super) missing: Missing,
}

impl Pending {
    pub(super) fn lack(&self) -> Option<&Lack> {
        self.missing.lacks.first()
    }

    pub(super) fn question(&self) -> &'static str {
        match (self.lack(), self.missing.status) {
            (Some(Lack::Reason), Status::Blocked) => "What does it wait for? An empty line drops it.",
            (Some(Lack::Reason), Status::Na) => "Why does it not apply? An empty line drops it.",
            (Some(Lack::Reason), _) => "Why can it be waived? An empty line drops it.",
            (Some(Lack::Owner), _) => "Who owns the waiver? An empty line drops it.",
            (Some(Lack::Items(_)), _) => {
                "Only the topic, or its items too? `only`, as an empty line, or `items`."
            }
            (Some(Lack::End) | None, _) => "Until when? A date or a milestone; an empty line drops it.",
        }
    }
}

/// What the closing still has to ask, and what was said to it.
#[derive(Debug, Default)]
pub(super) struct ClosingTalk {
    /// How many decisions were read.
    pub(super) read: usize,
    /// What waits for a person or a day.
    pub(super) queue: VecDeque<CaptureId>,
    /// How many there were, and how many have been asked about.
    pub(super) counted: (usize, usize),
    /// When the next one is, as it was typed.
    pub(super) next: String,
}
