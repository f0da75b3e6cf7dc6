//! The made-up world behind the screens of tests: a journal in memory, and what was asked of the world.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use golive::domain::moment::Moment;
use golive::journal::damage::Verdict;
use golive::journal::fold::Fold;
use golive::journal::fold::compose::Draft;
use golive::journal::line::Line;
use golive::journal::record::{CaptureId, Change, Part, Plan, Run, Seq};
use golive::journal::undo;
use golive::pack::load;
use golive::pack::model::{EntryId, Pack};
use golive::text::Text;
use golive::tui::host::{
    Export, Exported, Host, IfThere, News, Opening, ProjectChoice, SaveState, TakenBack,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Friday 20 November 2026, 16:42.
pub(crate) const NOW: &str = "2026-11-20T16:42:00Z";

pub(super) static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    Arc::new(load::open(&folder).expect("the small pack has no problems"))
});

/// The made-up world, shared with the test that looks at what was asked of it.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) fold: Fold,
    pub(crate) save: Option<SaveState>,
    pub(crate) links: Vec<String>,
    /// The reports that were written; a second one of the same name already exists.
    pub(crate) exports: Vec<Export>,
    pub(crate) links_panic: bool,
    pub(crate) private: Vec<(EntryId, Text)>,
    /// What the user's editor gives back.
    pub(crate) edited: Option<String>,
    pub(crate) projects: Vec<ProjectChoice>,
    /// What there is to say about the project's file.
    pub(crate) file: Option<(Text, Verdict)>,
    pub(crate) openings: Vec<Opening>,
    /// Whether no project was opened yet.
    pub(crate) has_none: bool,
    pub(crate) news: Option<News>,
    /// How many changes the file has lost, and what was chosen about that.
    pub(crate) gone: usize,
    pub(crate) chosen: Vec<&'static str>,
    /// The monotonic clock, and whether somebody asked to be woken by it.
    pub(crate) uptime: Duration,
    pub(crate) is_ticking: bool,
    pub(super) n: u64,
}

pub(super) struct FakeHost {
    pub(super) world: Rc<RefCell<World>>,
    pub(super) pack: Arc<Pack>,
    /// A copy to lend out: what is borrowed from a host must not be locked.
    pub(super) fold: Fold,
}

/// Returns a host for a real terminal; opening a link panics.
pub(crate) fn host_of_a_terminal() -> Box<dyn Host> {
    let world = World { links_panic: true, ..World::default() };
    Box::new(FakeHost::contoso(&Rc::new(RefCell::new(world))))
}

impl FakeHost {
    pub(super) fn contoso(world: &Rc<RefCell<World>>) -> FakeHost {
        let mut host = FakeHost { world: Rc::clone(world), pack: Arc::clone(&PACK), fold: Fold::default() };
        let business = golive::pack::model::Business::new("b2c");
        host.write("Ana", Change::Project(Text::line("Contoso portal")));
        host.write("Ana", Change::Scenario { business, apps: Vec::new() });
        host
    }

    pub(super) fn write(&mut self, by: &str, change: impl Into<Draft>) {
        let mut world = self.world.borrow_mut();
        world.n += 1;
        let name = Seq(world.n, Run(7));
        let record = world.fold.compose(change.into(), name, &Text::line(by), now());
        world.fold.insert(Line::of(record));
        self.fold = world.fold.clone();
    }
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().expect("the time is well formed")
}

impl Host for FakeHost {
    fn moment(&self) -> Moment {
        Moment::new(now(), TimeZone::UTC)
    }

    fn uptime(&self) -> Duration {
        self.world.borrow().uptime
    }

    fn tick(&mut self, is_ticking: bool) {
        self.world.borrow_mut().is_ticking = is_ticking;
    }

    fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    fn fold(&self) -> &Fold {
        &self.fold
    }

    fn has_project(&self) -> bool {
        !self.world.borrow().has_none
    }

    fn author(&self) -> Text {
        Text::line("Ana")
    }

    fn save_state(&self) -> SaveState {
        let world = self.world.borrow();
        world.save.clone().unwrap_or(SaveState::Saved(now()))
    }

    fn apply(&mut self, changes: Vec<Change>) -> Result<(), Text> {
        for change in changes.iter().flat_map(|change| change.parts(None).map(|(_, part)| part.clone())) {
            if let Change::Status { id, words, .. } = &change
                && let Some(entry) = self.pack.clone().entry(id)
                && self.fold.answers().wording(id, *words).is_none()
            {
                let (title, done_when) =
                    (entry.title().clone(), entry.done_when().cloned().unwrap_or_default());
                self.write("Ana", Change::Words { id: id.clone(), digest: *words, title, done_when });
            }
        }
        let one = match <[Change; 1]>::try_from(changes) {
            Ok([one]) => one,
            Err(many) => Change::Many(many.into_iter().map(|change| Part { over: None, change }).collect()),
        };
        self.write("Ana", one);
        Ok(())
    }

    fn prepare(&mut self, plan: Plan, over: Option<Seq>) -> Result<(), Text> {
        self.write("Ana", Draft { change: Change::Prepare(plan), over, workshop: None });
        Ok(())
    }

    fn drop_prepared(&mut self, prepared: Seq) -> Result<(), Text> {
        self.write(
            "Ana",
            Draft { change: Change::Close { seconds: 0 }, over: None, workshop: Some(prepared) },
        );
        Ok(())
    }

    fn undo(&mut self) -> Result<TakenBack, Text> {
        let step = undo::undo(&self.fold, &self.author()).map_err(|why| Text::line(&why.to_string()))?;
        let changes = vec![step.record().change.clone()];
        self.write("Ana", step.change());
        Ok(TakenBack { changes })
    }

    fn redo(&mut self) -> Result<TakenBack, Text> {
        let step = undo::redo(&self.fold, &self.author()).map_err(|why| Text::line(&why.to_string()))?;
        let changes = vec![step.record().change.clone()];
        self.write("Ana", step.change());
        Ok(TakenBack { changes })
    }

    fn news(&mut self) -> News {
        self.fold = self.world.borrow().fold.clone();
        self.world.borrow_mut().news.take().unwrap_or(News::Nothing)
    }

    fn close(&mut self) -> Result<(), Text> {
        Ok(())
    }

    fn save_again(&mut self) {
        self.world.borrow_mut().save = None;
    }

    fn gone(&self) -> usize {
        self.world.borrow().gone
    }

    fn write_back(&mut self) {
        self.world.borrow_mut().chosen.push("write back");
    }

    fn take_shorter(&mut self) {
        self.world.borrow_mut().chosen.push("take shorter");
    }

    fn capture_id(&mut self) -> CaptureId {
        self.world.borrow_mut().n += 1;
        CaptureId(Text::line(&format!("c{}", self.world.borrow().n)))
    }

    fn private_note(&self, id: &EntryId) -> Option<Text> {
        self.world.borrow().private.iter().rev().find(|(other, _)| other == id).map(|(_, text)| text.clone())
    }

    fn keep_private_note(&mut self, id: &EntryId, text: Text) -> Result<(), Text> {
        self.world.borrow_mut().private.push((id.clone(), text));
        Ok(())
    }

    fn edit(&mut self, _text: &str) -> Result<Option<String>, Text> {
        Ok(self.world.borrow_mut().edited.take())
    }

    fn open_link(&mut self, link: &str) -> Result<(), Text> {
        assert!(!self.world.borrow().links_panic, "a link was opened");
        self.world.borrow_mut().links.push(link.to_owned());
        Ok(())
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
        Some(Text::line(&format!("/work/{file}")))
    }

    fn file(&self) -> Option<(Text, Verdict)> {
        self.world.borrow().file.clone()
    }

    fn projects(&self) -> Vec<ProjectChoice> {
        self.world.borrow().projects.clone()
    }

    fn open(&mut self, opening: Opening) -> Result<(), Text> {
        self.world.borrow_mut().openings.push(opening.clone());
        let (name, business, apps) = match opening {
            Opening::Known(_) => return Ok(()),
            Opening::New(new) if new.name == "taken" => {
                return Err(Text::line("taken.golive already exists"));
            }
            Opening::New(new) => (Some(new.name), new.business, new.apps),
            Opening::LookAround(business) => (None, business, Vec::new()),
        };
        {
            let mut world = self.world.borrow_mut();
            world.fold = Fold::default();
            world.has_none = name.is_none();
        }
        if let Some(name) = name {
            self.write("Ana", Change::Project(name));
        }
        self.write("Ana", Change::Scenario { business, apps });
        Ok(())
    }
}
