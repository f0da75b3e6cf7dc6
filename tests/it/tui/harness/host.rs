//! The real host over a journal in memory, with a fixed clock. What would leave the test is written down instead:
//! links, exports, other projects, the user's editor.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use golive::cli::host::{Waker, WorkspaceHost};
use golive::domain::board::Board;
use golive::domain::board::changed::Changed;
use golive::domain::facts::looked::Looked;
use golive::domain::moment::Moment;
use golive::domain::shown::Shown;
use golive::domain::typed::{HalfTyped, KeptTyped};
use golive::domain::views::View;
use golive::files::disk::Drive;
use golive::journal::damage::{FileCheck, Loss};
use golive::journal::fold::Fold;
use golive::journal::fold::compose::RecordDraft;
use golive::journal::memory::Memory;
use golive::journal::private::Private;
use golive::journal::record::{CaptureId, Change, RunId, Seq, SubChange, WorkshopPlan};
use golive::journal::session::Session;
use golive::journal::undo::Undone;
use golive::pack::load;
use golive::pack::model::{EntryId, Pack};
use golive::text::Text;
use golive::tui::host::{
    Export, Exported, Host, IfThere, Opening, PackInUse, PackQuestion, ProjectChoice, ProjectLook, SaveState,
};
use golive::workspace::project::Project;
use golive::workspace::world::{Folders, Terminals, World as Outside};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Friday 20 November 2026, 16:42.
pub(crate) const NOW: &str = "2026-11-20T16:42:00Z";

pub(super) static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    Arc::new(load::open(&folder, None).expect("the small pack has no problems"))
});

/// What the test decides and looks at.
#[derive(Default)]
pub(crate) struct World {
    /// The journal, which every program of the test shares.
    pub(super) memory: Memory,
    /// The journal's lines as the program knows them.
    pub(crate) fold: Fold,
    /// What is said of saving in place of the truth: a disk that fails, for example.
    pub(crate) save: Option<SaveState>,
    pub(crate) links: Vec<String>,
    /// The reports that were written; a second one of the same name already exists.
    pub(crate) exports: Vec<Export>,
    pub(crate) links_panic: bool,
    /// Whether no program of the machine opens a link.
    pub(crate) has_no_browser: bool,
    /// What was passed on of the room to those who follow.
    pub(crate) shown: Option<Shown>,
    /// What the user's editor gives back.
    pub(crate) edited: Option<String>,
    /// What others write while the editor is open.
    pub(crate) while_editing: Vec<(String, Change)>,
    pub(crate) projects: Vec<ProjectChoice>,
    /// How the projects stand, by their files.
    pub(crate) looks: HashMap<PathBuf, ProjectLook>,
    /// The views that were kept, and the one that was on last.
    pub(crate) views: Vec<View>,
    pub(crate) last_view: Option<View>,
    /// The theme that the settings name.
    pub(crate) theme: String,
    /// What was being typed when the program ended.
    pub(crate) half_typed: Vec<KeptTyped>,
    /// The pack, if it is to be another one than the built-in.
    pub(crate) pack_in_use: Option<PackInUse>,
    /// What there is to ask about the project's pack.
    pub(crate) pack_question: Option<PackQuestion>,
    /// What there is to say about the project's file.
    pub(crate) file: Option<(Text, FileCheck)>,
    pub(crate) openings: Vec<Opening>,
    /// What the file has lost, and what was chosen about that.
    pub(crate) loss: Option<Loss>,
    pub(crate) chosen: Vec<&'static str>,
    /// The monotonic clock, and whether somebody asked to be woken by it.
    pub(crate) uptime: Duration,
    pub(crate) is_ticking: bool,
    /// What chance has come to.
    pub(super) n: u64,
}

impl World {
    /// Writes a line as another program does that shares the journal.
    pub(super) fn write(&self, by: &str, change: impl Into<RecordDraft>) {
        let mut session = Session::in_memory(&self.memory, RunId(7), &by.into());
        session.apply([change], now(), &|_| None).expect("memory takes everything");
    }
}

/// The real host, and what the test decides in its place.
pub(super) struct Seat {
    pub(super) world: Rc<RefCell<World>>,
    host: WorkspaceHost,
    /// Whether it is one of a screen that only follows.
    only_looks: bool,
}

/// A host for a real terminal; opening a link panics.
pub(crate) fn host_of_a_terminal() -> Box<dyn Host> {
    let world = Rc::new(RefCell::new(World { links_panic: true, ..contoso() }));
    Box::new(Seat::over(&world, &PACK))
}

/// A world with the project Contoso portal, of which nothing else is known.
pub(super) fn contoso() -> World {
    let world = World::default();
    let business = golive::pack::model::Business::new("b2c");
    world.write("Ana", Change::Project(Text::line("Contoso portal")));
    world.write("Ana", Change::Scenario { business, apps: Vec::new() });
    world
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().expect("the time is well formed")
}

/// The world around the program: nothing of the real machine is in it.
fn outside(world: &Rc<RefCell<World>>) -> Outside {
    let (clock, chance, browser) = (Rc::clone(world), Rc::clone(world), Rc::clone(world));
    Outside {
        env: std::collections::BTreeMap::new(),
        folder: "/work".into(),
        home: None,
        folders: None,
        clock: Box::new(now),
        uptime: Box::new(move || clock.borrow().uptime),
        zone: TimeZone::UTC,
        disk: || Box::new(Drive),
        chance: Box::new(move || {
            chance.borrow_mut().n += 1;
            chance.borrow().n << 32
        }),
        browser: Box::new(move |link| {
            assert!(!browser.borrow().links_panic, "a link was opened");
            if browser.borrow().has_no_browser {
                return Err(io::Error::other("Launcher \"gio\" \"open\" failed"));
            }
            browser.borrow_mut().links.push(link.to_owned());
            Ok(())
        }),
        stdin: Box::new(io::empty()),
        stdout: Box::new(io::sink()),
        stderr: Box::new(io::sink()),
        terminals: Terminals::default(),
        columns: None,
    }
}

impl Seat {
    /// A host without an open project.
    pub(super) fn empty(world: &Rc<RefCell<World>>, pack: &Arc<Pack>) -> Seat {
        let host = WorkspaceHost::new(outside(world), Arc::clone(pack), "Ana".into(), Arc::new(|| {}));
        Seat { world: Rc::clone(world), host, only_looks: false }
    }

    /// A host with the journal of this world open.
    pub(super) fn over(world: &Rc<RefCell<World>>, pack: &Arc<Pack>) -> Seat {
        let memory = world.borrow().memory.clone();
        let private = Some(Private::in_memory(RunId(7), &"Ana".into()));
        let project =
            Project::in_memory(&mut outside(world), &memory, Arc::clone(pack), &"Ana".into(), private);
        let mut seat = Seat::empty(world, pack);
        seat.host = seat.host.with_project(project);
        seat.shown()
    }

    /// A host with the project in this file open; its folders are beside it.
    pub(super) fn over_file(world: &Rc<RefCell<World>>, file: &Path, waker: Waker) -> Seat {
        let folder = |name| file.with_file_name(name);
        let folders = Folders {
            data: folder("data"),
            config: folder("config"),
            state: folder("state"),
            cache: folder("cache"),
        };
        let outside = Outside { folders: Some(folders), ..outside(world) };
        let mut host = WorkspaceHost::new(outside, Arc::clone(&PACK), "Ana".into(), waker);
        host.begin(file).expect("the project can be opened");
        Seat { world: Rc::clone(world), host, only_looks: false }.shown()
    }

    /// The host for a screen that only looks.
    pub(super) fn only_looking(self) -> Seat {
        Seat { host: self.host.only_looking(), only_looks: true, ..self }
    }

    fn shown(self) -> Seat {
        self.world.borrow_mut().fold = self.host.fold().clone();
        self
    }

    /// Does something with the real host, and lets the test look at what its journal says then.
    fn does<T>(&mut self, what: impl FnOnce(&mut WorkspaceHost) -> T) -> T {
        let done = what(&mut self.host);
        self.world.borrow_mut().fold = self.host.fold().clone();
        done
    }
}

impl Host for Seat {
    fn moment(&mut self) -> Moment {
        self.host.moment()
    }

    fn uptime(&self) -> Duration {
        self.host.uptime()
    }

    fn tick(&mut self, is_ticking: bool) {
        self.world.borrow_mut().is_ticking = is_ticking;
        self.host.tick(is_ticking);
    }

    fn pack(&self) -> &Arc<Pack> {
        self.host.pack()
    }

    fn board(&self) -> &Board {
        self.host.board()
    }

    fn fold(&self) -> &Fold {
        self.host.fold()
    }

    fn has_project(&self) -> bool {
        self.host.has_project()
    }

    fn author(&self) -> Text {
        self.host.author()
    }

    fn save_state(&self) -> SaveState {
        self.world.borrow().save.clone().unwrap_or_else(|| self.host.save_state())
    }

    fn apply_beside(&mut self, changes: Vec<Change>, seen: Vec<SubChange>) -> Result<Changed, Text> {
        self.does(|host| host.apply_beside(changes, seen))
    }

    fn apply_lines(&mut self, changes: Vec<Change>) -> Result<Changed, Text> {
        self.does(|host| host.apply_lines(changes))
    }

    fn look_at(&mut self, file: &Text) -> Result<Looked, Text> {
        self.host.look_at(file)
    }

    fn prepare(&mut self, plan: WorkshopPlan, over: Option<Seq>) -> Result<(), Text> {
        self.does(|host| host.prepare(plan, over))
    }

    fn drop_prepared(&mut self, prepared: Seq) -> Result<(), Text> {
        self.does(|host| host.drop_prepared(prepared))
    }

    fn undo(&mut self) -> Result<(Undone, Changed), Text> {
        self.does(Host::undo)
    }

    fn redo(&mut self) -> Result<(Undone, Changed), Text> {
        self.does(Host::redo)
    }

    fn can_undo(&self) -> bool {
        self.host.can_undo()
    }

    fn run(&self) -> RunId {
        self.host.run()
    }

    fn news(&mut self) -> Changed {
        self.does(Host::news)
    }

    fn close(&mut self) -> Result<(), Text> {
        self.host.close()
    }

    fn show(&mut self, shown: Option<&Shown>) {
        if !self.only_looks {
            self.world.borrow_mut().shown = shown.cloned();
        }
    }

    fn shown(&self) -> Option<Shown> {
        self.world.borrow().shown.clone()
    }

    fn save_again(&mut self) {
        self.world.borrow_mut().save = None;
        self.host.save_again();
    }

    fn unsaved(&self) -> usize {
        self.host.unsaved()
    }

    fn loss(&self) -> Option<Loss> {
        self.world.borrow().loss.or_else(|| self.host.loss())
    }

    fn write_back(&mut self) {
        self.world.borrow_mut().chosen.push("write back");
        self.host.write_back();
    }

    fn take_shorter(&mut self) {
        self.world.borrow_mut().chosen.push("take shorter");
        self.host.take_shorter();
    }

    fn save_as(&mut self, file: &Text) -> Result<(), Text> {
        self.host.save_as(file)
    }

    fn saved_as(&mut self) -> Option<Result<Text, Text>> {
        self.host.saved_as()
    }

    fn file_beside(&self) -> Text {
        self.host.file_beside()
    }

    fn capture_id(&mut self) -> CaptureId {
        self.host.capture_id()
    }

    fn private_note(&self, id: &EntryId) -> Option<Text> {
        self.host.private_note(id)
    }

    fn keep_private_note(&mut self, id: &EntryId, text: Text) -> Result<bool, Text> {
        self.host.keep_private_note(id, text)
    }

    fn edit(&mut self, _text: &str) -> Result<Option<String>, Text> {
        let others = std::mem::take(&mut self.world.borrow_mut().while_editing);
        for (by, change) in others {
            self.world.borrow().write(&by, change);
        }
        Ok(self.world.borrow_mut().edited.take())
    }

    fn open_link(&mut self, link: &str) -> Result<(), Text> {
        self.host.open_link(link)
    }

    fn export(&mut self, export: &Export) -> Result<Exported, Text> {
        if export.file.contains('/') {
            return Err(Text::line("cannot write there"));
        }
        let path = self.path_of(&export.file).unwrap_or_default();
        let exports = &mut self.world.borrow_mut().exports;
        let is_there = exports.iter().any(|other| other.file == export.file);
        if is_there && export.if_there == IfThere::Refuse {
            return Ok(Exported::IsThere(path));
        }
        exports.push(export.clone());
        Ok(Exported::Written(path))
    }

    fn path_of(&self, file: &Text) -> Option<Text> {
        self.host.path_of(file)
    }

    fn file(&self) -> Option<(Text, FileCheck)> {
        self.world.borrow().file.clone().or_else(|| self.host.file())
    }

    fn look(&self, path: &Path) -> ProjectLook {
        self.world.borrow().looks.get(path).cloned().unwrap_or_default()
    }

    fn forget_project(&mut self, path: &Path) -> Result<(), Text> {
        self.world.borrow_mut().projects.retain(|one| one.path != path);
        Ok(())
    }

    fn views(&self) -> Vec<View> {
        self.world.borrow().views.clone()
    }

    fn save_view(&mut self, view: &View) -> Result<(), Text> {
        self.world.borrow_mut().views.push(view.clone());
        Ok(())
    }

    fn last_view(&self) -> Option<View> {
        self.world.borrow().last_view.clone()
    }

    fn remember_view(&mut self, view: &View) {
        self.world.borrow_mut().last_view = Some(view.clone());
    }

    fn save_theme(&mut self, name: &str) -> Result<(), Text> {
        name.clone_into(&mut self.world.borrow_mut().theme);
        Ok(())
    }

    fn projects(&self) -> Vec<ProjectChoice> {
        self.world.borrow().projects.clone()
    }

    fn half_typed(&self) -> Vec<KeptTyped> {
        self.world.borrow().half_typed.clone()
    }

    fn keep_half_typed(&mut self, typed: &HalfTyped) -> bool {
        let kept = &mut self.world.borrow_mut().half_typed;
        let name = kept.last().map_or(0, |last| last.name.parse::<u32>().unwrap_or(0) + 1).to_string();
        kept.push(KeptTyped { name, typed: typed.clone() });
        true
    }

    fn forget_half_typed(&mut self, name: &str) {
        self.world.borrow_mut().half_typed.retain(|kept| kept.name != name);
    }

    fn pack_in_use(&self) -> Option<PackInUse> {
        self.world.borrow().pack_in_use.clone()
    }

    fn pack_question(&self) -> Option<PackQuestion> {
        self.world.borrow().pack_question.clone()
    }

    fn open(&mut self, opening: Opening) -> Result<(), Text> {
        self.world.borrow_mut().openings.push(opening.clone());
        match opening {
            Opening::File(file) if file.contains("none") => Err(Text::line("this file does not exist")),
            Opening::File(_)
            | Opening::Known(_)
            | Opening::WithPack(..)
            | Opening::WithOtherPack(_)
            | Opening::BuiltInPack => Ok(()),
            Opening::New(new) if new.name == "taken" => Err(Text::line("taken.golive already exists")),
            // A new project has a file; here it is in memory too.
            Opening::New(new) => {
                {
                    let mut world = self.world.borrow_mut();
                    world.memory = Memory::default();
                    world.write("Ana", Change::Project(new.name));
                    world.write("Ana", Change::Scenario { business: new.business, apps: new.apps });
                }
                *self = Seat::over(&self.world, &Arc::clone(self.host.pack()));
                Ok(())
            }
            Opening::LookAround(_) => self.does(|host| host.open(opening)),
        }
    }
}
