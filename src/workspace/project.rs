//! A project that is open: its session, the pack it is answered with, what both come to now, and private notes.
//!
//! Screens, commands and a look around work with the same one. A look around is a project in memory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::error::{Error, failed, not_a_project};
use super::glance;
use super::locate;
use super::world::World;
use crate::domain::answer::Situation;
use crate::domain::board::Board;
use crate::domain::board::changed::Changed;
use crate::domain::capture_line;
use crate::domain::moment::Moment;
use crate::domain::words;
use crate::files;
use crate::files::disk::Drive;
use crate::journal::answers::{Answers, Wording};
use crate::journal::append::Journal;
use crate::journal::damage::{FileCheck, ReadOnly};
use crate::journal::fold::Fold;
use crate::journal::fold::compose::RecordDraft;
use crate::journal::memory::Memory;
use crate::journal::private::Private;
use crate::journal::record::{Change, FORMAT, Header, Record, RunId, Seq, SubChange};
use crate::journal::session::{Session, SessionEvent};
use crate::journal::undo::Undone;
use crate::journal::writer::{Wake, WriterRole};
use crate::pack::model::{EntryId, EntryRef, Pack};
use crate::text::Text;

mod saving;
mod undo;

use undo::{Acts, Home};

/// A project that is open.
pub struct Project {
    /// The file; empty in memory.
    pub path: PathBuf,
    pub pack: Arc<Pack>,
    pub moment: Moment,
    pub board: Board,
    session: Session,
    /// `None` until they are opened.
    private: Option<Private>,
    acts: Acts,
    /// Why the file cannot be looked at; `None` if it can.
    out_of_sight: Option<Text>,
    /// What has become of a new file: the path of the one before, or why there is none.
    saved_as: Option<Result<PathBuf, Error>>,
}

/// A project's file that was read once, and is not laid out yet.
pub struct ReadProject {
    path: PathBuf,
    session: Session,
}

impl ReadProject {
    pub fn answers(&self) -> &Answers {
        self.session.answers()
    }

    /// Lays the project out with its pack; refused if it was made with another one.
    pub fn with(self, pack: Arc<Pack>, world: &World) -> Result<Project, Error> {
        super::pack::check(&self.path, self.answers(), &pack)?;
        Ok(Project::of(self.session, pack, world.moment()))
    }
}

impl Project {
    /// Opens the project in `path` for the person `by`.
    pub fn open(world: &mut World, path: &Path, pack: Arc<Pack>, by: &Text) -> Result<Project, Error> {
        Project::read(world, path, by)?.with(pack, world)
    }

    /// Reads the project in `path`: what it says tells which pack it is answered with.
    pub fn read(world: &mut World, path: &Path, by: &Text) -> Result<ReadProject, Error> {
        let run = RunId((world.chance)());
        let journal = Journal::open(path, run).map_err(|error| failed(&error))?;
        let session = Session::of(journal.with_disk((world.disk)()), by);
        if session.header().is_none() && session.fold().is_empty() {
            return Err(not_a_project(path));
        }
        Ok(ReadProject { path: path.to_owned(), session })
    }

    /// Opens the project in `path` with a pack that is not its own, to be looked at and never written to.
    pub fn open_to_look(
        world: &mut World,
        path: &Path,
        pack: Arc<Pack>,
        by: &Text,
    ) -> Result<Project, Error> {
        let session = Session::open(path, RunId((world.chance)()), by).map_err(|error| failed(&error))?;
        Ok(Project::of(session, pack, world.moment()))
    }

    /// Makes a new project in `path`.
    pub fn create(
        world: &mut World,
        path: &Path,
        pack: Arc<Pack>,
        by: &Text,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<Project, Error> {
        let run = RunId((world.chance)());
        let header = Header { format: FORMAT, id: Text::line(&format!("{:016x}", (world.chance)())) };
        if let Some(folders) = &world.folders
            && path.parent() == Some(&folders.data)
        {
            files::make_folder(&mut Drive, &folders.data).map_err(|error| {
                Error::io(format!("cannot make the folder {}", locate::shown(&folders.data))).cause(&error)
            })?;
        }
        let session = Session::create(path, &header, run, by, changes, (world.clock)());
        Ok(Project::of(session.map_err(|error| failed(&error))?, pack, world.moment()))
    }

    /// Opens a project in memory, with these private notes.
    pub fn in_memory(
        world: &mut World,
        memory: &Memory,
        pack: Arc<Pack>,
        by: &Text,
        private: Option<Private>,
    ) -> Project {
        let session = Session::in_memory(memory, RunId((world.chance)()), by);
        Project { private, ..Project::of(session, pack, world.moment()) }
    }

    fn of(mut session: Session, pack: Arc<Pack>, moment: Moment) -> Project {
        session.moving(pack.moves());
        let board = Board::new(&pack, session.answers(), &moment);
        let path = session.path().map(Path::to_owned).unwrap_or_default();
        Project {
            path,
            pack,
            moment,
            board,
            session,
            private: None,
            acts: Acts::default(),
            out_of_sight: None,
            saved_as: None,
        }
    }

    /// Lets changes count at once, and another thread save them. `wake` is called from it whenever there is news.
    pub fn start_writer(&mut self, wake: Wake, role: WriterRole) -> Result<(), Error> {
        let started = self.session.start_writer(wake, role);
        started.map_err(|error| Error::io("cannot start the journal's writer").cause(&error))
    }

    pub fn answers(&self) -> &Answers {
        self.session.answers()
    }

    /// With the changes that are not saved yet.
    pub fn fold(&self) -> &Fold {
        self.session.fold()
    }

    /// By the times that the lines carry.
    pub fn answers_at_end_of(&self, day: Date) -> Answers {
        let until = self.fold().of_those(|record| self.moment.local(record.at).date() <= day);
        until.answers().clone()
    }

    /// The day of its first line; `None` without lines.
    pub fn began(&self) -> Option<Date> {
        self.fold().records().map(|record| record.at).min().map(|at| self.moment.local(at).date())
    }

    /// The id in the file's header, which every copy of the project shares; `None` in memory.
    pub fn header_id(&self) -> Option<Text> {
        self.session.header().filter(|_| !self.path.as_os_str().is_empty()).map(|header| header.id)
    }

    pub fn name(&self) -> Text {
        self.answers().project_name().cloned().unwrap_or_else(|| Text::line("unnamed project"))
    }

    /// `B2C, spa-api`, or the title that the pack has for the kind.
    pub fn kind(&self) -> String {
        let chosen = self.answers().scenario.value();
        chosen.map_or_else(
            || glance::kind(self.answers()),
            |chosen| words::kind_in(&self.board.pack, &chosen.business, &chosen.apps),
        )
    }

    /// Makes a change, at the project's own moment.
    pub fn apply(&mut self, change: Change) -> Result<Changed, Error> {
        self.apply_draft(change.into())
    }

    /// Makes changes that are a line each and are saved together; undo goes through them one by one.
    pub fn apply_each(&mut self, changes: impl IntoIterator<Item = Change>) -> Result<Changed, Error> {
        self.write_each(changes.into_iter().map(RecordDraft::from).collect(), self.moment.now)
    }

    /// Makes a change of which more is known than what it says, at the project's own moment.
    pub fn apply_draft(&mut self, draft: RecordDraft) -> Result<Changed, Error> {
        self.write(draft, self.moment.now)
    }

    /// Makes a change. With a writer it counts at once, else once it is saved.
    pub fn write(&mut self, draft: RecordDraft, now: Timestamp) -> Result<Changed, Error> {
        self.write_each(vec![draft], now)
    }

    /// Makes changes, a line each, that are saved together.
    pub fn write_each(&mut self, drafts: Vec<RecordDraft>, now: Timestamp) -> Result<Changed, Error> {
        // A line is given its number when it is saved; the draft may name it by an earlier one.
        let named = |seq: Option<Seq>| seq.map(|seq| self.session.name(seq));
        let named = |draft: RecordDraft| {
            let seen = draft.seen.into_iter().map(|part| SubChange { over: named(part.over), ..part });
            let (over, workshop, seen) = (named(draft.over), named(draft.workshop), seen.collect());
            RecordDraft { over, workshop, seen, ..draft }
        };
        let drafts: Vec<RecordDraft> = drafts.into_iter().map(named).collect();
        // What failed before is written with it, and counts then too.
        let changed = if self.session.owes() {
            Changed::Everything
        } else {
            Changed::by_own(drafts.iter().map(|draft| &draft.change))
        };
        let wordings: HashMap<EntryId, Wording> =
            drafts.iter().flat_map(|draft| self.wordings(&draft.change)).collect();
        let newer = super::pack::record(self.answers(), &self.pack).map(RecordDraft::from);
        let drafts = newer.into_iter().chain(drafts);
        self.session.apply(drafts, now, &|id| wordings.get(id).cloned()).map_err(|error| failed(&error))?;
        self.note_act(Home::Project);
        self.follow(&changed);
        Ok(changed)
    }

    /// The present words of the entries that a change is about.
    fn wordings(&self, change: &Change) -> HashMap<EntryId, Wording> {
        let own = |id: &EntryId| self.answers().own_items.get(id)?.value().map(EntryRef::Item);
        let entry =
            |id: &EntryId| self.pack.entry(id).or_else(|| own(id)).or_else(|| self.board.pack.entry(id));
        let ids = change.entries();
        ids.iter().filter_map(|id| Some(((*id).clone(), Wording::of_entry(entry(id)?)))).collect()
    }

    /// Goes on to another moment. Returns whether it is another day, on which other ends and dates have passed.
    pub fn turn_to(&mut self, moment: Moment) -> bool {
        self.moment = moment;
        let is_other_day = self.board.today != self.moment.today;
        if is_other_day {
            self.board.today = self.moment.today;
            self.follow(&Changed::Everything);
        }
        is_other_day
    }

    /// Takes in what others have written, and what the writer has to say.
    pub fn news(&mut self) -> Changed {
        let mut changed = Changed::Nothing;
        for event in self.session.drain() {
            match event {
                SessionEvent::Anew => changed = Changed::Everything,
                SessionEvent::Others(records) => {
                    changed = changed.and(Changed::by_others(records.iter().map(AsRef::as_ref)));
                }
                SessionEvent::OutOfSight(error) => {
                    self.out_of_sight = Some(Text::line(&failed(&error).reason_first()));
                }
                SessionEvent::InSight => self.out_of_sight = None,
                SessionEvent::SavedAs => {
                    let path = self.session.path().map(Path::to_owned).unwrap_or_default();
                    self.saved_as = Some(Ok(std::mem::replace(&mut self.path, path)));
                    self.out_of_sight = None;
                    changed = Changed::Everything;
                }
                SessionEvent::NotSavedAs(error) => self.saved_as = Some(Err(failed(&error))),
                SessionEvent::Saved | SessionEvent::NotSaved(_) => {}
            }
        }
        self.follow(&changed);
        changed
    }

    pub(super) fn follow(&mut self, changed: &Changed) {
        self.board.follow(&self.pack, self.session.answers(), changed);
    }

    /// Lets the writer wake its screen once a second, or no longer.
    pub fn tick(&mut self, is_ticking: bool) {
        self.session.tick(is_ticking);
    }

    /// The effect of a change in words, one line a part.
    pub fn tell(&self, change: &Change) -> Vec<Text> {
        self.situation().tell(change)
    }

    /// What was undone or redone, one line a part.
    pub fn tell_undone(&self, undone: &Undone) -> Vec<Text> {
        match undone {
            Undone::Change(record) => self.situation().tell_record(record),
            Undone::PrivateNote(id) => {
                vec![Text::line(&words::private_note(&self.situation().entry(id)))]
            }
        }
    }

    /// The 64 random bits of this run, by which it knows its own lines.
    pub fn run(&self) -> RunId {
        self.session.run()
    }

    /// The effect of a record in words; an undo names what it took back, if `find` knows it.
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

    /// Oldest first.
    pub fn records(&self) -> Vec<&Record> {
        self.fold().records().collect()
    }

    /// Oldest first.
    pub fn history(&self, id: &EntryId) -> Vec<&Record> {
        self.fold().history(id)
    }

    /// Whether a record was not undone.
    pub fn is_live(&self, seq: Seq) -> bool {
        self.fold().is_live(seq)
    }

    /// The entries with two answers.
    pub fn rivals(&self) -> Vec<EntryId> {
        self.answers().entries.iter().filter(|(_, said)| said.has_rival()).map(|(id, _)| id.clone()).collect()
    }

    /// What there is to say about the file.
    pub fn verdict(&self) -> FileCheck {
        self.session.verdict()
    }

    /// One line a problem of the file.
    pub fn problems(&self) -> Vec<String> {
        let verdict = self.verdict();
        let read_only = verdict.read_only.map(|reason| format!("nothing is written to it: {reason}"));
        read_only.into_iter().chain(verdict.problems.iter().map(ToString::to_string)).collect()
    }

    pub fn lost_lines(&self) -> usize {
        self.verdict().lost()
    }

    /// What a reader should know if the file cannot be written to.
    ///
    /// A file that only may not be written to is what it should be for a reader.
    pub fn read_only_note(&self) -> Option<String> {
        let reason = self.session.read_only().filter(|reason| *reason != ReadOnly::NotPermitted)?;
        Some(format!("{} is read-only: {reason}", locate::shown(&self.path)))
    }

    /// Opens this person's private notes; without a home folder there are none.
    pub fn open_private(&mut self, world: &mut World, by: &Text) -> Result<(), Error> {
        let (Some(folders), Some(header)) = (&world.folders, self.session.header()) else { return Ok(()) };
        let folder = folders.data.join(PRIVATE);
        let private = Private::open(&folder, &header.id, RunId((world.chance)()), by);
        self.private = Some(private.map_err(|error| failed(&error))?);
        Ok(())
    }

    /// `None` before the notes are open.
    pub fn private_note(&self, id: &EntryId) -> Option<&Text> {
        self.private.as_ref()?.note(id)
    }

    /// Keeps a private note; an empty one goes. Returns once it is saved: whether its file was gone, and is there again.
    pub fn keep_private_note(&mut self, id: &EntryId, text: &Text, now: Timestamp) -> Result<bool, Error> {
        if !text.is_empty() {
            words::refused::unless_there(id, &self.situation())?;
        }
        match &mut self.private {
            Some(private) => {
                let is_again = private.write(id, text, now).map_err(|error| failed(&error))?;
                self.note_act(Home::Private);
                Ok(is_again)
            }
            None if self.path.as_os_str().is_empty() => {
                Err(Error::no("this is a look around: private notes need a project"))
            }
            None if self.session.header().is_none() => Err(Error::io(
                "the project's file does not say which project it is, so there is no place for private notes",
            )),
            None => Err(Error::io("there is no place for private notes without a home folder")),
        }
    }
}

/// Beside the projects, in a folder that the list of projects does not look into.
const PRIVATE: &str = "private";

/// What there is to say about a project's file; an error if it cannot be read.
pub fn verdict(path: &Path) -> Result<FileCheck, Error> {
    Ok(Journal::open(path, RunId(0)).map_err(|error| failed(&error))?.verdict())
}
