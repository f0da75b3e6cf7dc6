//! What the screens ask of the world: the time, the project's journal, an editor, a browser.
//!
//! `cli` implements it for the real world, tests for a made-up one. The screens themselves open no file and never
//! ask for the time.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::board::Board;
use crate::domain::board::changed::Changed;
use crate::domain::facts::looked::Looked;
use crate::domain::moment::Moment;
use crate::domain::shown::Shown;
use crate::domain::typed::{HalfTyped, KeptTyped};
use crate::domain::views::View;
use crate::journal::damage::{FileCheck, Loss};
use crate::journal::fold::Fold;
use crate::journal::record::{CaptureId, Change, RunId, Seq, SubChange, Verdict, WorkshopPlan};
use crate::journal::undo::Undone;
use crate::pack::model::{Business, EntryId, Pack, ScenarioId};
use crate::report::ReportFormat;
use crate::report::about::ReportSubject;
use crate::text::Text;

/// Whether what was said is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing has ever been said in this project.
    Empty,
    /// Everything; the time of the last change on the disk.
    Saved(Timestamp),
    /// The writer is at it.
    Saving,
    /// Not, and why.
    NotSaved(Text),
    /// Nothing can be said here, and why.
    ReadOnly(Text),
}

impl SaveState {
    pub fn is_at_risk(&self) -> bool {
        match self {
            SaveState::Saving | SaveState::NotSaved(_) => true,
            SaveState::Empty | SaveState::Saved(_) | SaveState::ReadOnly(_) => false,
        }
    }
}

/// A project that can be opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectChoice {
    pub name: Text,
    /// `B2C`, `same as contoso.golive`, or what is wrong with the file.
    pub kind: Text,
    /// `contoso.golive` in the default folder, elsewhere `contoso.golive in ~/work`.
    pub place: Text,
    pub path: PathBuf,
    /// Whether it is the one that is open.
    pub is_open: bool,
    /// Whether its file is not there any more.
    pub is_gone: bool,
    /// Whether it is listed because of its folder, so that it cannot be forgotten.
    pub stays: bool,
    /// When its file was changed last.
    pub changed: Option<Timestamp>,
}

/// How a project stands at its next milestone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectLook {
    pub verdict: Option<Verdict>,
    /// Why there is no verdict; empty if there is nothing to say.
    pub says: Text,
    /// Empty if no milestone is ahead.
    pub milestone: Text,
    pub day: Option<Date>,
    /// How many of how many entries are left.
    pub left: Option<(u32, u32)>,
    /// How many entries are still open, where no milestone is ahead.
    pub open: Option<usize>,
    /// Entries and captures of everybody past their day.
    pub late: usize,
    /// `Auth0 customer identity 2026.12`
    pub about: Text,
}

/// What is asked about a project that was made with another pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackQuestion {
    /// The name of the project.
    pub project: Text,
    pub path: PathBuf,
    /// `Production readiness, 1.2 (production-readiness)`
    pub made: Text,
    /// `Auth0 customer identity, 2026.12`
    pub opened: Text,
    /// The same with its id and where it came from.
    pub opened_from: Text,
    /// Its own pack, if that is at hand.
    pub own: Option<OwnPack>,
    /// How many entries are answered, and how many of them the second pack does not have.
    pub answered: usize,
    pub lost: usize,
}

/// The pack that is worked with, if it is not the built-in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackInUse {
    /// Where it was read from, for people.
    pub place: Text,
    /// `Auth0 customer identity, 2026.12`: the one that is built in.
    pub built_in: Text,
}

/// Where the pack of a project is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPack {
    /// `None` is the built-in one.
    pub folder: Option<PathBuf>,
    /// The same for people.
    pub place: Text,
}

/// What a new project begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProject {
    pub name: Text,
    pub business: Business,
    pub apps: Vec<ScenarioId>,
    /// Who works in it, if that was asked.
    pub author: Option<Text>,
}

/// The project to go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// One that is there.
    Known(PathBuf),
    /// One by its file as it was typed, seen from the folder that the program was started in.
    File(Text),
    /// One that is made now.
    New(NewProject),
    /// One that is there, with the pack in this folder; `None` is the built-in one.
    WithPack(PathBuf, Option<PathBuf>),
    /// One that is there, with a pack that is not its own: only to look.
    WithOtherPack(PathBuf),
    /// None: a look around as that kind of project, which the answers then tell; nothing is kept.
    LookAround(Business),
    /// None yet, with the built-in pack in place of the one that was named.
    BuiltInPack,
}

/// What becomes of a file that already exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IfThere {
    /// It stays as it is.
    Refuse,
    /// It is overwritten; a project never is.
    WriteOver,
}

/// A report that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    pub about: ReportSubject,
    pub format: ReportFormat,
    /// The file as it was typed; seen from the folder that the program was started in.
    pub file: Text,
    pub if_there: IfThere,
}

/// What became of a report, with the whole path of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// It was written.
    Written(Text),
    /// Nothing was written: a file of that name is there.
    IsThere(Text),
}

/// What the screens ask of the world.
pub trait Host {
    /// Now, here; also brings the board to that day.
    fn moment(&mut self) -> Moment;
    /// Monotonic; stands still while most machines sleep.
    fn uptime(&self) -> Duration;
    /// Asks to be woken once a second, or no longer; a look around has nobody who could.
    fn tick(&mut self, is_ticking: bool);
    /// With the changes that are not saved yet.
    fn board(&self) -> &Board;
    fn pack(&self) -> &Arc<Pack>;
    /// With the changes that are not saved yet.
    fn fold(&self) -> &Fold;
    /// A look around is not a project.
    fn has_project(&self) -> bool;
    fn author(&self) -> Text;
    fn save_state(&self) -> SaveState;

    /// Takes changes in, all of them as one command, and hands them to the writer.
    fn apply(&mut self, changes: Vec<Change>) -> Result<Changed, Text> {
        self.apply_beside(changes, Vec::new())
    }
    /// The same for changes of which `seen` were made without having seen what holds now; each names what was seen.
    fn apply_beside(&mut self, changes: Vec<Change>, seen: Vec<SubChange>) -> Result<Changed, Text>;
    /// Takes changes in that are a line of the journal each, saved together.
    fn apply_lines(&mut self, changes: Vec<Change>) -> Result<Changed, Text>;
    /// Reads and judges the export in a file or a folder, as it was typed; it is not stored.
    fn look_at(&mut self, _file: &Text) -> Result<Looked, Text> {
        Err(Text::line("there are no exports here"))
    }
    /// Keeps a workshop that is planned, in the place of the prepared one that is named.
    fn prepare(&mut self, plan: WorkshopPlan, over: Option<Seq>) -> Result<(), Text>;
    /// Drops the workshop that was prepared in this line: it is closed without ever having been open.
    fn drop_prepared(&mut self, prepared: Seq) -> Result<(), Text>;
    /// Undoes what this author did last, a private note too.
    fn undo(&mut self) -> Result<(Undone, Changed), Text>;
    /// Redoes what was undone last.
    fn redo(&mut self) -> Result<(Undone, Changed), Text>;
    /// Whether undo would take something back now.
    fn can_undo(&self) -> bool;
    /// The random bits of this running program, by which it knows its own lines.
    fn run(&self) -> RunId;
    /// Takes in what the writer reports: others' changes, and what has been saved.
    fn news(&mut self) -> Changed;
    /// Waits until everything is saved, at the end of the program; says what is not, or is no longer, on the disk, and
    /// on more lines what can be done.
    fn close(&mut self) -> Result<(), Text>;
    /// Passes on what this screen shows of the room to those who follow; `None` takes it away.
    fn show(&mut self, _shown: Option<&Shown>) {}
    /// What the driver's screen shows of the room.
    fn shown(&self) -> Option<Shown> {
        None
    }
    /// Tries once more to save what is not saved.
    fn save_again(&mut self);
    /// How many changes are not in the file yet.
    fn unsaved(&self) -> usize {
        0
    }
    /// What the file has lost since it was read; all of it is still on the screens.
    fn loss(&self) -> Option<Loss> {
        None
    }
    /// Writes back what the file has lost.
    fn write_back(&mut self) {}
    /// Takes the file as it is, without what it has lost.
    fn take_shorter(&mut self) {}
    /// Has everything written into a new file, with which the program goes on; refused if the name cannot be had.
    fn save_as(&mut self, file: &Text) -> Result<(), Text>;
    /// What has become of it, once: the path of the new file, or why there is none.
    fn saved_as(&mut self) -> Option<Result<Text, Text>>;
    /// The name of a new file beside that of the project.
    fn file_beside(&self) -> Text;
    fn capture_id(&mut self) -> CaptureId;

    fn private_note(&self, id: &EntryId) -> Option<Text>;
    /// Keeps a private note; an empty one goes. Returns whether the file was gone, and is there again with all notes.
    fn keep_private_note(&mut self, id: &EntryId, text: Text) -> Result<bool, Text>;

    /// Lets the user edit a text in an own program; the terminal is given back meanwhile. `None` if nothing was
    /// changed.
    fn edit(&mut self, text: &str) -> Result<Option<String>, Text>;
    /// The views that this person keeps.
    fn views(&self) -> Vec<View> {
        Vec::new()
    }
    /// Keeps a view under its name.
    fn save_view(&mut self, _view: &View) -> Result<(), Text> {
        Err(Text::line("there is no place for views"))
    }
    /// The view that was on last in this project.
    fn last_view(&self) -> Option<View> {
        None
    }
    /// Remembers the view that is on.
    fn remember_view(&mut self, _view: &View) {}

    /// Whether the terminal is one of tmux.
    fn is_in_tmux(&self) -> bool {
        false
    }
    /// Opens a link in the browser; only http and https.
    fn open_link(&mut self, link: &str) -> Result<(), Text>;

    /// Writes a report into a file of its own; says why if it cannot.
    fn export(&mut self, export: &Export) -> Result<Exported, Text>;
    /// The whole path of a file as it was typed; `None` if it is not known.
    fn path_of(&self, _file: &Text) -> Option<Text> {
        None
    }

    /// The project's file and what there was to say about it when it was last read; `None` for a look around.
    fn file(&self) -> Option<(Text, FileCheck)> {
        None
    }

    /// What was being typed in this project when terminals went away, the oldest first.
    fn half_typed(&self) -> Vec<KeptTyped> {
        Vec::new()
    }

    /// Keeps what is being typed for the next start; returns whether it is on the disk.
    fn keep_half_typed(&mut self, _typed: &HalfTyped) -> bool {
        false
    }

    /// Forgets what was kept under a name: it was taken up.
    fn forget_half_typed(&mut self, _name: &str) {}

    /// The pack that is worked with; `None` for the built-in one.
    fn pack_in_use(&self) -> Option<PackInUse> {
        None
    }

    /// What has to be asked, since the project that was to be opened was made with another pack.
    fn pack_question(&self) -> Option<PackQuestion> {
        None
    }

    /// The file that a new project with this name would be kept in; `None` if it is not known.
    fn file_of_new(&self, _name: &Text) -> Option<Text> {
        None
    }
    /// Why the project that was used last is not open, in whole sentences.
    fn trouble(&self) -> Option<Text> {
        None
    }
    fn projects(&self) -> Vec<ProjectChoice>;
    /// How a project stands; its file is read for it.
    fn look(&self, _path: &Path) -> ProjectLook {
        ProjectLook::default()
    }
    /// Lists a project no more; its file stays. Says why that cannot be.
    fn forget_project(&mut self, _path: &Path) -> Result<(), Text> {
        Ok(())
    }
    /// Writes the name of a theme into the settings.
    fn save_theme(&mut self, _name: &str) -> Result<(), Text> {
        Err(Text::line("there are no settings here"))
    }
    /// Goes on with another project; the one that is open stays if this fails.
    fn open(&mut self, opening: Opening) -> Result<(), Text>;
}
