//! What goes into the walk's machine and what comes out of it: a look at the project, and effects.

use crate::cli::project::Project;
use crate::domain::answer::Situation;
use crate::domain::apart::PersonAnswer;
use crate::domain::board::Board;
use crate::domain::capture_line::Names;
use crate::domain::workshop::WorkshopProgress;
use crate::journal::answers::Workshop;
use crate::journal::fold::Fold;
use crate::journal::fold::compose::RecordDraft;
use crate::journal::line::JournalLine;
use crate::journal::record::{CaptureId, Change, Seq, SubChange, WorkshopPlan};
use crate::text::Text;
use crate::workspace::error::Error;

/// What the walk sees when it hears a line.
pub(super) struct WalkInput<'a> {
    pub(super) project: &'a Project,
    /// The seconds that the workshop has used.
    pub(super) seconds: u64,
    /// A name that no capture has yet.
    pub(super) fresh: CaptureId,
    /// What was said and waits to be saved.
    pub(super) unsaved: &'a [RecordDraft],
    /// The project as it will be once that is saved; `None` if nothing waits.
    pub(super) ahead: Option<&'a Ahead>,
}

/// The project with what waits to be saved.
pub(super) struct Ahead {
    fold: Fold,
    board: Board,
}

impl Ahead {
    /// Takes in the changes that wait, in their order; `None` if there are none.
    pub(super) fn of(project: &Project, unsaved: &[RecordDraft]) -> Option<Ahead> {
        if unsaved.is_empty() {
            return None;
        }
        let mut fold = project.fold().clone();
        for (at, draft) in (1..).zip(unsaved) {
            let name = Seq::provisional(at, project.run());
            let record = fold.compose(draft.clone(), name, &Text::default(), project.moment.now);
            fold.insert(JournalLine::of(record));
        }
        let board = Board::new(&project.pack, fold.answers(), &project.moment);
        Some(Ahead { fold, board })
    }
}

impl WalkInput<'_> {
    /// What an answer is held against, with what waits to be saved.
    pub(super) fn situation(&self) -> Situation<'_> {
        match self.ahead {
            Some(ahead) => {
                Situation { board: &ahead.board, answers: ahead.fold.answers(), moment: &self.project.moment }
            }
            None => self.project.situation(),
        }
    }

    /// The workshop that is open; `None` when somebody else has closed it.
    pub(super) fn workshop(&self) -> Option<&Workshop> {
        self.project.answers().open_workshop()
    }

    /// Where the workshop is.
    pub(super) fn running(&self) -> Option<WorkshopProgress> {
        let workshop = self.workshop()?;
        let running =
            WorkshopProgress::new(&self.project.board, self.project.answers(), workshop, self.seconds);
        Some(running.in_break(workshop, self.project.moment.now))
    }

    /// The names that `@` knows: those in the room first.
    pub(super) fn names(&self) -> Names {
        Names::of(self.project.answers(), &Text::default())
    }
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Effect {
    /// Says a line.
    Say(String),
    /// Says words under a label.
    Label(&'static str, String),
    /// Says what people answered apart.
    Apart(Vec<PersonAnswer>),
    /// Says an empty line.
    Blank,
    /// Writes a change and says that it is saved.
    Write(Change),
    /// Writes a change beside what others answered meanwhile, of which the parts name what was seen.
    Beside(Change, Vec<SubChange>),
    /// Writes a step of the workshop, of which nothing is said.
    Step(Change),
    /// Prepares a workshop, or changes the one that was prepared with this line.
    Prepare(Box<WorkshopPlan>, Option<Seq>),
    /// Takes the newest change back.
    Undo,
    /// Brings it back.
    Redo,
    /// Tries again to save.
    Save,
    /// Ends the walk.
    End,
}

/// What is said in one line.
pub(super) fn said(line: impl Into<String>) -> Vec<Effect> {
    vec![Effect::Say(line.into())]
}

/// An error as it is said, with what to do now.
pub(super) fn refused(error: &Error) -> Vec<Effect> {
    error.lines().into_iter().map(Effect::Say).collect()
}
