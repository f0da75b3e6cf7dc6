//! A project that is open: its journal, the pack it is answered with, and what both come to now.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::context::Context;
use crate::domain::answer::Situation;
use crate::domain::board::Board;
use crate::domain::capture_line;
use crate::domain::moment::Moment;
use crate::files;
use crate::files::disk::Drive;
use crate::journal::answers::{Answers, Wording};
use crate::journal::append::Journal;
use crate::journal::damage::{ReadOnly, Verdict};
use crate::journal::fold::Fold;
use crate::journal::fold::compose::Draft;
use crate::journal::project::Project as Store;
use crate::journal::record::{Change, FORMAT, Header, Record, Run, Seq};
use crate::journal::undo::UndoError;
use crate::pack::model::{EntryId, EntryRef, Pack};
use crate::text::Text;
use crate::workspace::error::{Error, failed, not_a_project};
use crate::workspace::glance;
use crate::workspace::locate;

/// A project that is open.
pub struct Project {
    pub path: PathBuf,
    pub pack: Arc<Pack>,
    pub moment: Moment,
    pub board: Board,
    store: Store,
    /// How many lines the board knows of.
    lines: usize,
}

impl Project {
    /// Opens the project in `path`.
    pub fn open(context: &mut Context<'_>, path: &Path) -> Result<Project, Error> {
        let run = Run((context.world.chance)());
        let journal = Journal::open(path, run).map_err(|error| failed(&error))?;
        let store = Store::of(journal.with_disk((context.world.disk)()), &context.author_to_read());
        let journal = store.journal();
        if journal.header().is_none() && store.fold().is_empty() {
            return Err(not_a_project(path));
        }
        Project::with(context, path, store)
    }

    /// Makes a new project in `path`.
    pub fn create(context: &mut Context<'_>, path: &Path, changes: Vec<Change>) -> Result<Project, Error> {
        let by = context.author()?;
        let run = Run((context.world.chance)());
        let header = Header { format: FORMAT, id: Text::line(&format!("{:016x}", (context.world.chance)())) };
        if let Some(folders) = &context.world.folders
            && path.parent() == Some(&folders.data)
        {
            files::make_folder(&mut Drive, &folders.data).map_err(|error| {
                Error::io(format!("cannot make the folder {}", locate::shown(&folders.data))).cause(&error)
            })?;
        }
        let store = Store::create(path, &header, run, &by, changes, (context.world.clock)())
            .map_err(|error| failed(&error))?;
        Project::with(context, path, store)
    }

    fn with(context: &mut Context<'_>, path: &Path, store: Store) -> Result<Project, Error> {
        let pack = context.pack()?;
        let moment = context.world.moment();
        let board = Board::new(&pack, store.answers(), moment.today);
        let lines = store.fold().len();
        Ok(Project { path: path.to_owned(), pack, moment, board, store, lines })
    }

    /// Returns what was said.
    pub fn answers(&self) -> &Answers {
        self.store.answers()
    }

    /// Returns the journal's lines and what they come to.
    pub fn fold(&self) -> &Fold {
        self.store.fold()
    }

    /// Returns what had been said at the end of a day, by the times that the lines carry.
    pub fn answers_at_end_of(&self, day: Date) -> Answers {
        let until = self.fold().of_those(|record| self.moment.local(record.at).date() <= day);
        until.answers().clone()
    }

    /// Returns the project's name.
    pub fn name(&self) -> Text {
        self.answers().project_name().cloned().unwrap_or_else(|| Text::line("unnamed project"))
    }

    /// Returns `B2C, spa-api`.
    pub fn kind(&self) -> String {
        glance::kind(self.answers())
    }

    /// Brings to the disk what was found in the file, so that `nothing to change` is true after a power cut too.
    pub fn settle(&mut self) -> Result<(), Error> {
        self.store.settle().map_err(|error| failed(&error))
    }

    /// Writes a change and returns once it is saved.
    pub fn apply(&mut self, change: Change) -> Result<(), Error> {
        self.apply_draft(change.into())
    }

    /// Writes a change of which more is known than what it says, and returns once it is saved.
    pub fn apply_draft(&mut self, draft: Draft) -> Result<(), Error> {
        let (pack, board) = (&self.pack, &self.board);
        let own = self.store.answers().own_items.clone();
        let wording = |id: &EntryId| {
            let item = || own.get(id)?.value().map(EntryRef::Item);
            pack.entry(id).or_else(item).or_else(|| board.pack.entry(id)).map(Wording::of_entry)
        };
        self.store.apply([draft], self.moment.now, &wording).map_err(|error| failed(&error))?;
        self.look_again();
        Ok(())
    }

    /// Looks at the file and the day again, for a command that goes on for longer.
    pub fn look(&mut self, moment: Moment) -> Result<(), Error> {
        let day = self.moment.today;
        self.moment = moment;
        let news = self.store.refresh().map_err(|error| failed(&error))?;
        if !news.is_empty() || self.moment.today != day || self.store.fold().len() != self.lines {
            self.look_again();
        }
        Ok(())
    }

    /// Takes the author's newest change back.
    pub fn undo(&mut self) -> Result<Record, Error> {
        let step = self.store.undo(self.moment.now);
        let step = step.map_err(|error| self.refused("undo", error))?;
        self.look_again();
        Ok(step.record().clone())
    }

    /// Brings back what the author took back last.
    pub fn redo(&mut self) -> Result<Record, Error> {
        let step = self.store.redo(self.moment.now);
        let step = step.map_err(|error| self.refused("redo", error))?;
        self.look_again();
        Ok(step.record().clone())
    }

    fn refused(&self, what: &str, error: UndoError) -> Error {
        match error {
            UndoError::NothingToUndo { by } => Error::no(format!("there is nothing to undo for {by}"))
                .hint("it takes back what was changed under your own name"),
            UndoError::NothingToRedo { by } => Error::no(format!("there is nothing to redo for {by}"))
                .hint("redo works until your next change"),
            UndoError::Overtaken { record, later } => {
                let mut error =
                    Error::no(format!("cannot {what} it: {} has answered the same since", later.by));
                for line in self.tell(&record.change) {
                    error = error.detail(format!("yours: {line}"));
                }
                for line in self.tell(&later.change) {
                    error = error.detail(format!("since: {line}"));
                }
                error.hint("answer it again instead")
            }
            UndoError::Journal(error) => failed(&error),
        }
    }

    fn look_again(&mut self) {
        self.lines = self.store.fold().len();
        self.board = Board::new(&self.pack, self.store.answers(), self.moment.today);
    }

    /// Returns what a change did, one line a part.
    pub fn tell(&self, change: &Change) -> Vec<Text> {
        self.situation().tell(change)
    }

    /// Returns what a record did; an undo names what it took back, where `find` knows it.
    pub fn told<'r>(&self, record: &Record, find: impl Fn(Seq) -> Option<&'r Record>) -> Vec<Text> {
        self.situation().told(record, find)
    }

    /// What an answer is held against.
    pub fn situation(&self) -> Situation<'_> {
        Situation { board: &self.board, answers: self.answers(), moment: &self.moment }
    }

    /// Everybody whose name is recorded in the project.
    pub fn people(&self) -> Vec<Text> {
        capture_line::people(self.answers(), &Text::default())
    }

    /// Returns all records, oldest first.
    pub fn records(&self) -> Vec<&Record> {
        self.store.fold().records().collect()
    }

    /// Returns the records about one entry, oldest first.
    pub fn history(&self, id: &EntryId) -> Vec<&Record> {
        self.store.fold().history(id)
    }

    /// Returns whether a record was not taken back.
    pub fn is_live(&self, seq: Seq) -> bool {
        self.store.fold().is_live(seq)
    }

    /// Returns the entries that were answered twice apart.
    pub fn rivals(&self) -> Vec<EntryId> {
        self.answers().entries.iter().filter(|(_, said)| said.has_rival()).map(|(id, _)| id.clone()).collect()
    }

    /// Returns what is wrong with the file, one line a problem.
    pub fn problems(&self) -> Vec<String> {
        let verdict = self.store.journal().verdict();
        let read_only = verdict.read_only.map(|reason| format!("nothing is written to it: {reason}"));
        read_only.into_iter().chain(verdict.problems.iter().map(ToString::to_string)).collect()
    }

    /// Returns how many lines of the file are lost.
    pub fn lost_lines(&self) -> usize {
        self.store.journal().verdict().lost()
    }

    /// Returns what a reader should know where the file cannot be written to.
    ///
    /// A file that only may not be written to is what it should be for a reader.
    pub fn read_only_note(&self) -> Option<String> {
        let reason = self.store.journal().read_only().filter(|reason| *reason != ReadOnly::NotPermitted)?;
        Some(format!("{} is read-only: {reason}", locate::shown(&self.path)))
    }

    /// Returns the id that the file gives the project.
    pub fn id(&self) -> Option<Text> {
        self.store.journal().header().map(|header| header.id)
    }
}

/// Returns what there is to say about a project's file.
pub fn verdict(path: &Path) -> Result<Verdict, Error> {
    Ok(Journal::open(path, Run(0)).map_err(|error| failed(&error))?.verdict())
}
