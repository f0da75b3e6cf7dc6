//! What the screens ask of the world, answered by the real one: journal, private notes, editor, browser.
//!
//! `open` starts the screens with it. A look around has no file: its answers live here and end with it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::moment::Moment;
use crate::files::{self, disk::Drive};
use crate::journal::answers::Wording;
use crate::journal::damage::Verdict;
use crate::journal::fold::Fold;
use crate::journal::fold::compose::Draft;
use crate::journal::line::Line;
use crate::journal::private::Private;
use crate::journal::project::Project as Store;
use crate::journal::record::{CaptureId, Change, FORMAT, Header, Part, Plan, Run, Seq};
use crate::journal::session::{Closed, Event, Saving, Session};
use crate::journal::undo::{Step, redo, undo};
use crate::pack::check::is_link;
use crate::pack::model::{EntryId, EntryRef, Pack};
use crate::text::Text;
use crate::tui::host::{
    Export, Exported, Host, NewProject, News, Opening, ProjectChoice, SaveState, TakenBack,
};
use crate::tui::input::Waker;
use crate::workspace::editor::{self, Edited};
use crate::workspace::error::{Error, failed, not_a_project};
use crate::workspace::locate::known::{Known, known, remember_opened};
use crate::workspace::world::World;
use crate::workspace::{locate, settings};

mod export;
mod words;

use words::{changes_of, closed, gone, only_looked, refused, told};

/// How long the end of the program waits for a slow disk; what is not saved then is said.
const PATIENCE: Duration = Duration::from_secs(15);

/// The real world as the screens see it.
pub struct RealHost {
    world: World,
    pack: Arc<Pack>,
    author: Text,
    waker: Waker,
    desk: Desk,
    /// Whether nothing may be changed, and private notes stay closed.
    only_looks: bool,
    /// Why the project that was used last is not open.
    trouble: Option<Text>,
    /// What is to be said at the end about an editor that was still open.
    left_open: Option<Text>,
}

/// What is worked on.
enum Desk {
    Project(Box<Open>),
    /// Nothing is kept. The lines have a fold like any others.
    LookAround(Box<Fold>, Run),
}

/// A project that is open, with its writer.
struct Open {
    /// None once it was closed.
    session: Option<Session>,
    path: PathBuf,
    private: Option<Private>,
    /// For the time in which there is no session.
    empty: Fold,
    /// Why the file cannot be looked at; none where it can.
    out_of_sight: Option<Text>,
}

impl RealHost {
    /// Returns the world with nothing opened: a look around.
    pub fn new(mut world: World, pack: Arc<Pack>, author: Text, waker: Waker) -> RealHost {
        let run = Run((world.chance)());
        RealHost {
            world,
            pack,
            author,
            waker,
            desk: Desk::LookAround(Box::default(), run),
            only_looks: false,
            trouble: None,
            left_open: None,
        }
    }

    /// Returns the world for a screen that only looks: it changes nothing and never opens the private notes.
    pub fn only_looking(self) -> RealHost {
        RealHost { only_looks: true, ..self }
    }

    /// Returns the world with a reason why the project that was used last is not open, to be said beside the choice.
    pub fn in_trouble(self, trouble: Text) -> RealHost {
        RealHost { trouble: Some(trouble), ..self }
    }

    /// Opens the project in `path`; the screens begin with it.
    pub fn begin(&mut self, path: &Path) -> Result<(), Error> {
        let run = Run((self.world.chance)());
        let store = Store::open(path, run, &self.author).map_err(|error| failed(&error))?;
        self.take(path, store, run)?;
        remember_opened(&self.world, path);
        Ok(())
    }

    fn make(&mut self, new: NewProject) -> Result<(), Error> {
        if let Some(author) = new.author.filter(|author| !author.is_empty()) {
            settings::set_author(&self.world, &author)?;
            self.author = author;
        }
        let folder = locate::folders(&self.world)?.data.clone();
        files::make_folder(&mut Drive, &folder).map_err(|error| {
            Error::io(format!("cannot make the folder {}", locate::shown(&folder))).cause(&error)
        })?;
        let path = folder.join(locate::file_name(&new.name));
        let run = Run((self.world.chance)());
        let header = Header { format: FORMAT, id: Text::line(&format!("{:016x}", (self.world.chance)())) };
        let changes =
            [Change::Project(new.name), Change::Scenario { business: new.business, apps: new.apps }];
        let now = (self.world.clock)();
        let store = Store::create(&path, &header, run, &self.author, changes, now);
        self.take(&path, store.map_err(|error| failed(&error))?, run)?;
        locate::remember(&self.world, &path);
        Ok(())
    }

    fn take(&mut self, path: &Path, store: Store, run: Run) -> Result<(), Error> {
        if store.journal().header().is_none() && store.fold().is_empty() {
            return Err(not_a_project(path));
        }
        let private = match (&self.world.folders, store.journal().header()) {
            (Some(folders), Some(header)) if !self.only_looks => {
                let folder = folders.data.join("private");
                Some(Private::open(&folder, &header.id, run, &self.author).map_err(|error| failed(&error))?)
            }
            _ => None,
        };
        let waker = self.waker.clone();
        let session = Session::start(store, Box::new(move || waker.wake()))
            .map_err(|error| Error::io("cannot start the journal's writer").cause(&error))?;
        let open = Open {
            session: Some(session),
            path: path.to_owned(),
            private,
            empty: Fold::default(),
            out_of_sight: None,
        };
        self.desk = Desk::Project(Box::new(open));
        Ok(())
    }

    fn session(&mut self) -> Option<&mut Session> {
        match &mut self.desk {
            Desk::Project(open) => open.session.as_mut(),
            Desk::LookAround(..) => None,
        }
    }

    fn wording(pack: &Pack, fold: &Fold, id: &EntryId) -> Option<Wording> {
        let own = || fold.answers().own_items.get(id)?.value().map(EntryRef::Item);
        pack.entry(id).or_else(own).map(Wording::of_entry)
    }

    fn step(&mut self, is_back: bool) -> Result<TakenBack, Text> {
        let now = (self.world.clock)();
        let step = match &mut self.desk {
            Desk::Project(open) => {
                let session = open.session.as_mut().ok_or_else(closed)?;
                if is_back { session.undo(now) } else { session.redo(now) }
            }
            Desk::LookAround(fold, run) => {
                let step = if is_back { undo(fold, &self.author) } else { redo(fold, &self.author) };
                step.inspect(|step: &Step| keep(fold, *run, &self.author, step.change(), now))
            }
        };
        step.map(|step| TakenBack { changes: changes_of(step.record()) }).map_err(|error| refused(&error))
    }

    /// Writes a line that has a place of its own: it names another line, or the workshop that it is about.
    fn write(&mut self, draft: Draft) -> Result<(), Text> {
        if self.only_looks {
            return Err(only_looked());
        }
        let now = (self.world.clock)();
        match &mut self.desk {
            Desk::Project(open) => {
                let session = open.session.as_mut().ok_or_else(closed)?;
                // A line is given its number when it is saved, and who names it may know it by an earlier one.
                let (over, workshop) = (draft.over, draft.workshop);
                let named = |seq: Option<Seq>| seq.map(|seq| session.name(seq));
                let draft = Draft { over: named(over), workshop: named(workshop), ..draft };
                session.apply([draft], now, &|_| None).map(drop).map_err(|error| told(&error))
            }
            Desk::LookAround(fold, run) => {
                keep(fold, *run, &self.author, draft, now);
                Ok(())
            }
        }
    }
}

impl Host for RealHost {
    fn moment(&self) -> Moment {
        self.world.moment()
    }

    fn uptime(&self) -> Duration {
        (self.world.uptime)()
    }

    fn tick(&mut self, is_ticking: bool) {
        if let Some(session) = self.session() {
            session.tick(is_ticking);
        }
    }

    fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    fn fold(&self) -> &Fold {
        match &self.desk {
            Desk::Project(open) => open.session.as_ref().map_or(&open.empty, Session::fold),
            Desk::LookAround(fold, _) => fold,
        }
    }

    fn trouble(&self) -> Option<Text> {
        self.trouble.clone()
    }

    fn has_project(&self) -> bool {
        matches!(self.desk, Desk::Project(_))
    }

    fn author(&self) -> Text {
        self.author.clone()
    }

    fn save_state(&self) -> SaveState {
        let Desk::Project(open) = &self.desk else { return SaveState::Empty };
        let Some(session) = &open.session else { return SaveState::Empty };
        if self.only_looks {
            return SaveState::ReadOnly(only_looked());
        }
        if session.gone() > 0 {
            return SaveState::NotSaved(gone(session.gone()));
        }
        if let Some(reason) = &session.verdict().read_only {
            return SaveState::ReadOnly(Text::line(&reason.to_string()));
        }
        if let (Some(why), Saving::Saved(_)) = (&open.out_of_sight, session.saving()) {
            return SaveState::ReadOnly(why.clone());
        }
        match session.saving() {
            Saving::Saved(Some(at)) => SaveState::Saved(*at),
            Saving::Saved(None) => SaveState::Empty,
            Saving::Saving => SaveState::Saving,
            Saving::NotSaved(error) => SaveState::NotSaved(told(error)),
        }
    }

    fn apply(&mut self, mut changes: Vec<Change>) -> Result<(), Text> {
        if self.only_looks {
            return Err(only_looked());
        }
        let change = match changes.len() {
            0 => return Ok(()),
            1 => changes.remove(0),
            _ => Change::Many(changes.into_iter().map(|change| Part { over: None, change }).collect()),
        };
        let now = (self.world.clock)();
        match &mut self.desk {
            Desk::Project(open) => {
                let session = open.session.as_mut().ok_or_else(closed)?;
                let own = session.answers().own_items.clone();
                let pack = &self.pack;
                let wording = |id: &EntryId| {
                    let item = || own.get(id)?.value().map(EntryRef::Item);
                    pack.entry(id).or_else(item).map(Wording::of_entry)
                };
                session.apply([change], now, &wording).map(drop).map_err(|error| told(&error))
            }
            Desk::LookAround(fold, run) => {
                for id in change.entries() {
                    let Some(wording) = RealHost::wording(&self.pack, fold, id) else { continue };
                    let digest = wording.digest();
                    let (title, done_when) = (wording.title, wording.done_when);
                    let words = Change::Words { id: id.clone(), digest, title, done_when };
                    keep(fold, *run, &self.author, words, now);
                }
                keep(fold, *run, &self.author, change, now);
                Ok(())
            }
        }
    }

    fn prepare(&mut self, plan: Plan, over: Option<Seq>) -> Result<(), Text> {
        self.write(Draft { change: Change::Prepare(plan), over, workshop: None })
    }

    fn drop_prepared(&mut self, prepared: Seq) -> Result<(), Text> {
        self.write(Draft { change: Change::Close { seconds: 0 }, over: None, workshop: Some(prepared) })
    }

    fn undo(&mut self) -> Result<TakenBack, Text> {
        self.step(true)
    }

    fn redo(&mut self) -> Result<TakenBack, Text> {
        self.step(false)
    }

    fn news(&mut self) -> News {
        let Desk::Project(open) = &mut self.desk else { return News::Nothing };
        let Some(session) = &mut open.session else { return News::Nothing };
        let mut entries: Vec<EntryId> = Vec::new();
        // Every event is taken in, also those behind one that changes everything.
        let mut is_everything = false;
        for event in session.drain() {
            match event {
                Event::Anew => is_everything = true,
                Event::Others(records) => {
                    for record in &records {
                        let ids = record.change.entries();
                        // What is about no entry may change which entries apply.
                        is_everything |= ids.is_empty();
                        entries.extend(ids.into_iter().cloned());
                    }
                }
                Event::OutOfSight(error) => open.out_of_sight = Some(told(&error)),
                Event::InSight => open.out_of_sight = None,
                Event::Saved | Event::NotSaved(_) => {}
            }
        }
        match (is_everything, entries.is_empty()) {
            (true, _) => News::Everything,
            (false, true) => News::Nothing,
            (false, false) => News::Entries(entries),
        }
    }

    fn close(&mut self) -> Result<(), Text> {
        let left = self.left_open.take().map_or(Ok(()), Err);
        let Desk::Project(open) = &mut self.desk else { return left };
        let Some(session) = open.session.take() else { return left };
        match session.close(PATIENCE) {
            Closed::Saved => left,
            Closed::Unsaved(count, reason) => {
                let what = crate::text::counted(count, "change is", "changes are");
                let why = reason.map(|error| format!(": {}", told(&error))).unwrap_or_default();
                Err(Text::line(&format!("{what} not saved{why}")))
            }
        }
    }

    fn save_again(&mut self) {
        if let Some(session) = self.session() {
            session.retry();
        }
    }

    fn gone(&self) -> usize {
        match &self.desk {
            Desk::Project(open) if !self.only_looks => open.session.as_ref().map_or(0, Session::gone),
            _ => 0,
        }
    }

    fn write_back(&mut self) {
        if let Some(session) = self.session() {
            session.write_back();
        }
    }

    fn take_shorter(&mut self) {
        if let Some(session) = self.session() {
            session.take_shorter();
        }
    }

    fn capture_id(&mut self) -> CaptureId {
        CaptureId(Text::line(&format!("{:08x}", (self.world.chance)() >> 32)))
    }

    fn private_note(&self, id: &EntryId) -> Option<Text> {
        let Desk::Project(open) = &self.desk else { return None };
        open.private.as_ref()?.note(id).cloned()
    }

    fn keep_private_note(&mut self, id: &EntryId, text: Text) -> Result<(), Text> {
        let now = (self.world.clock)();
        let Desk::Project(open) = &mut self.desk else {
            return Err(Text::line("this is a look around: private notes need a project"));
        };
        match &mut open.private {
            Some(private) => private.write(id, &text, now).map_err(|error| told(&error)),
            None => Err(Text::line("there is no place for private notes without a home folder")),
        }
    }

    fn edit(&mut self, text: &str) -> Result<Option<String>, Text> {
        match editor::edit(&self.world, text)? {
            Edited::Same => Ok(None),
            Edited::Changed(text) => Ok(Some(text)),
            Edited::LeftOpen(path) => {
                let words = format!(
                    "an answer is not saved: the editor is still open, and what is written there is in {}",
                    locate::shown(&path)
                );
                self.left_open = Some(Text::line(&words));
                Err(Text::line(&words))
            }
        }
    }

    fn open_link(&mut self, link: &str) -> Result<(), Text> {
        if !is_link(link) {
            return Err(Text::line("this is not an http or https address"));
        }
        open::that_detached(link)
            .map_err(|error| Text::line(&format!("no browser could be opened ({error})")))
    }

    fn export(&mut self, export: &Export) -> Result<Exported, Text> {
        let path = match &self.desk {
            Desk::Project(open) => Some(open.path.as_path()),
            Desk::LookAround(..) => None,
        };
        export::write(&self.world, &self.pack, self.fold(), path, export)
            .map_err(|error| Text::line(&error.to_string()))
    }

    fn path_of(&self, file: &Text) -> Option<Text> {
        Some(Text::line(&export::target(&self.world, file).to_string_lossy()))
    }

    fn file(&self) -> Option<(Text, Verdict)> {
        let Desk::Project(open) = &self.desk else { return None };
        let session = open.session.as_ref()?;
        Some((Text::line(&open.path.to_string_lossy()), session.verdict().clone()))
    }

    fn file_of_new(&self, name: &Text) -> Option<Text> {
        let folder = &self.world.folders.as_ref()?.data;
        Some(Text::line(&folder.join(locate::file_name(name)).to_string_lossy()))
    }

    fn projects(&self) -> Vec<ProjectChoice> {
        let open = match &self.desk {
            Desk::Project(open) => Some(&open.path),
            Desk::LookAround(..) => None,
        };
        let choice = |one: Known| ProjectChoice {
            name: one.name(),
            kind: one.short_kind(),
            place: one.place(&self.world),
            is_open: Some(&one.path) == open,
            path: one.path,
        };
        known(&self.world, open.map(PathBuf::as_path)).into_iter().map(choice).collect()
    }

    fn open(&mut self, opening: Opening) -> Result<(), Text> {
        // The project that is open stays until the other one is, and until everything in it is saved.
        if let Desk::Project(open) = &self.desk
            && open.session.as_ref().is_some_and(|session| session.unsaved() > 0)
        {
            return Err(Text::line("not everything is saved here yet; try again in a moment"));
        }
        let opened = match opening {
            Opening::Known(path) => self.begin(&path).map(|()| locate::remember(&self.world, &path)),
            Opening::New(new) => self.make(new),
            Opening::LookAround(business) => {
                let run = Run((self.world.chance)());
                let mut fold = Fold::default();
                let scenario = Change::Scenario { business, apps: Vec::new() };
                keep(&mut fold, run, &self.author, scenario, (self.world.clock)());
                self.desk = Desk::LookAround(Box::new(fold), run);
                Ok(())
            }
        };
        opened.map_err(|error| Text::line(&error.to_string()))
    }
}

/// Takes a line into a fold that has no file.
fn keep(fold: &mut Fold, run: Run, by: &Text, change: impl Into<Draft>, now: Timestamp) {
    let n = fold.records().next_back().map_or(0, |record| record.n) + 1;
    let record = fold.compose(change.into(), Seq(n, run), by, now);
    fold.insert(Line::of(record));
}
