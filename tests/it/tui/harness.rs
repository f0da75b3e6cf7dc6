//! Presses keys in a made-up world and reads the screen: a small pack, a fixed clock, a journal in memory.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use golive::journal::damage::Verdict;
use golive::journal::fold::Fold;
use golive::journal::fold::compose::Draft;
use golive::journal::line::Line;
use golive::journal::record::{CaptureId, Change, Part, Plan, Run, Seq};
use golive::journal::undo;
use golive::pack::load;
use golive::pack::model::{EntryId, Pack};
use golive::review::moment::Moment;
use golive::text::Text;
use golive::tui::app::{App, Pointer, Request};
use golive::tui::host::{
    Export, Exported, Host, IfThere, News, Opening, ProjectChoice, SaveState, TakenBack,
};
use golive::tui::keys::Key;
use golive::tui::theme::{Signs, Theme};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// Friday 20 November 2026, 16:42.
pub(crate) const NOW: &str = "2026-11-20T16:42:00Z";

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    Arc::new(load::open(&folder).expect("the small pack has no problems"))
});

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(golive::pack::embedded::pack()));

/// The made-up world, shared with the test that looks at what was asked of it.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) fold: Fold,
    pub(crate) save: Option<SaveState>,
    pub(crate) links: Vec<String>,
    /// The reports that were written; a second one of the same name is there already.
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
    /// The monotonic clock, and whether somebody asked to be woken by it.
    pub(crate) uptime: Duration,
    pub(crate) is_ticking: bool,
    n: u64,
}

struct FakeHost {
    world: Rc<RefCell<World>>,
    pack: Arc<Pack>,
    /// A copy to lend out: what is borrowed from a host must not be locked.
    fold: Fold,
}

/// Returns a host for a real terminal; opening a link panics.
pub(crate) fn host_of_a_terminal() -> Box<dyn Host> {
    let world = World { links_panic: true, ..World::default() };
    Box::new(FakeHost::contoso(&Rc::new(RefCell::new(world))))
}

impl FakeHost {
    fn contoso(world: &Rc<RefCell<World>>) -> FakeHost {
        let mut host = FakeHost { world: Rc::clone(world), pack: Arc::clone(&PACK), fold: Fold::default() };
        let business = golive::pack::model::Business::B2c;
        host.write("Ana", Change::Project(Text::line("Contoso portal")));
        host.write("Ana", Change::Scenario { business, apps: Vec::new() });
        host
    }

    fn write(&mut self, by: &str, change: Change) {
        let mut world = self.world.borrow_mut();
        world.n += 1;
        let name = Seq(world.n, Run(7));
        let record = world.fold.compose(Draft::from(change), name, &Text::line(by), now());
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
        let draft = Draft { change: Change::Prepare(plan), over, workshop: None };
        let mut world = self.world.borrow_mut();
        world.n += 1;
        let name = Seq(world.n, Run(7));
        let record = world.fold.compose(draft, name, &Text::line("Ana"), now());
        world.fold.insert(Line::of(record));
        self.fold = world.fold.clone();
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
                return Err(Text::line("taken.golive is there already"));
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

/// A program on a made-up screen.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) world: Rc<RefCell<World>>,
    size: (u16, u16),
    /// What the terminal was asked for and nobody looked at yet.
    pub(crate) requests: Vec<Request>,
}

impl Stage {
    /// Returns a stage for a project called Contoso portal where nothing was said yet.
    pub(crate) fn new(size: (u16, u16)) -> Stage {
        Stage::with(size, Signs::Rich, |_| {})
    }

    /// Returns a stage where `others` have written before: who, and what.
    pub(crate) fn after(size: (u16, u16), others: &[(&str, Change)]) -> Stage {
        Stage::with(size, Signs::Rich, |host| {
            for (by, change) in others {
                host.write(by, change.clone());
            }
        })
    }

    /// Returns a stage that draws in ASCII.
    pub(crate) fn ascii(size: (u16, u16)) -> Stage {
        Stage::with(size, Signs::Ascii, |_| {})
    }

    /// Returns a stage with another pack than the small one, where Ana has said something before.
    pub(crate) fn of_pack(size: (u16, u16), signs: Signs, pack: &Arc<Pack>, said: &[Change]) -> Stage {
        Stage::with(size, signs, |host| {
            host.pack = Arc::clone(pack);
            for change in said {
                host.write("Ana", change.clone());
            }
        })
    }

    /// Returns a stage over the built-in pack with the made-up project of `golive demo`.
    pub(crate) fn demo(size: (u16, u16), signs: Signs) -> Stage {
        let world = Rc::new(RefCell::new(World::default()));
        let moment = Moment::new(now(), TimeZone::UTC);
        let records = golive::cli::story::story(&BUILT_IN, &moment, Run(7));
        world.borrow_mut().n = u64::try_from(records.len()).expect("it is a short story");
        let fold = Fold::of(records.into_iter().map(Line::of));
        world.borrow_mut().fold = fold.clone();
        let host = FakeHost { world: Rc::clone(&world), pack: Arc::clone(&BUILT_IN), fold };
        let app = App::new(Box::new(host), Theme::monochrome(signs), size.0, size.1);
        Stage { app, world, size, requests: Vec::new() }
    }

    /// Returns a stage where no project was opened yet, and these are there.
    pub(crate) fn first_start(size: (u16, u16), projects: Vec<ProjectChoice>) -> Stage {
        let world = Rc::new(RefCell::new(World { has_none: true, projects, ..World::default() }));
        let host = FakeHost { world: Rc::clone(&world), pack: Arc::clone(&PACK), fold: Fold::default() };
        let app = App::new(Box::new(host), Theme::monochrome(Signs::Rich), size.0, size.1);
        Stage { app, world, size, requests: Vec::new() }
    }

    /// Returns a stage in ASCII where `others` have written before.
    pub(crate) fn ascii_after(size: (u16, u16), others: &[(&str, Change)]) -> Stage {
        Stage::with(size, Signs::Ascii, |host| {
            for (by, change) in others {
                host.write(by, change.clone());
            }
        })
    }

    fn with(size: (u16, u16), signs: Signs, prepare: impl FnOnce(&mut FakeHost)) -> Stage {
        let world = Rc::new(RefCell::new(World::default()));
        let mut host = FakeHost::contoso(&world);
        prepare(&mut host);
        let app = App::new(Box::new(host), Theme::monochrome(signs), size.0, size.1);
        Stage { app, world, size, requests: Vec::new() }
    }

    /// Returns a stage of a program that was started anew over the same journal.
    pub(crate) fn restarted(&self) -> Stage {
        let world = Rc::clone(&self.world);
        let fold = world.borrow().fold.clone();
        let host = FakeHost { world: Rc::clone(&world), pack: Arc::clone(&PACK), fold };
        let app = App::new(Box::new(host), Theme::monochrome(Signs::Rich), self.size.0, self.size.1);
        Stage { app, world, size: self.size, requests: Vec::new() }
    }

    /// Returns a stage of a program that only follows over the same journal.
    pub(crate) fn follower(&self) -> Stage {
        let world = Rc::clone(&self.world);
        let fold = world.borrow().fold.clone();
        let host = FakeHost { world: Rc::clone(&world), fold, ..FakeHost::contoso(&Rc::default()) };
        let app = App::follow(Box::new(host), Theme::monochrome(Signs::Rich), self.size.0, self.size.1);
        Stage { app, world, size: self.size, requests: Vec::new() }
    }

    /// Presses keys: characters, and names such as `<enter>`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Stage {
        for key in Key::spelled(keys) {
            self.app.key(key);
            for request in self.app.take_requests() {
                if request == Request::Edit {
                    self.app.edit();
                }
                self.requests.push(request);
            }
        }
        self
    }

    /// Clicks on a cell.
    pub(crate) fn click(&mut self, x: u16, y: u16) -> &mut Stage {
        self.app.pointer(Pointer::Click(Position { x, y }));
        self
    }

    /// Gives the screen another size.
    pub(crate) fn resize(&mut self, width: u16, height: u16) -> &mut Stage {
        self.size = (width, height);
        self.app.resize(width, height);
        self
    }

    /// Somebody else writes, and the program is told.
    pub(crate) fn others_write(&mut self, by: &str, changes: &[Change]) -> &mut Stage {
        {
            let mut world = self.world.borrow_mut();
            for change in changes {
                world.n += 1;
                let name = Seq(world.n, Run(8));
                let record = world.fold.compose(Draft::from(change.clone()), name, &Text::line(by), now());
                world.fold.insert(Line::of(record));
            }
            let ids = changes.iter().flat_map(Change::entries).cloned().collect();
            world.news = Some(News::Entries(ids));
        }
        self.app.news();
        self
    }

    /// Somebody else writes over the same line as the answer that holds, without having seen that answer.
    pub(crate) fn others_write_apart(&mut self, by: &str, change: Change) -> &mut Stage {
        {
            let mut world = self.world.borrow_mut();
            let id = change.entry().cloned().expect("the change is about an entry");
            let seen = world.fold.answers().entry(&id).and_then(|said| said.status.now()?.over);
            world.n += 1;
            let name = Seq(world.n, Run(9));
            let mut record = world.fold.compose(Draft::from(change), name, &Text::line(by), now());
            record.over = seen;
            world.fold.insert(Line::of(record));
            world.news = Some(News::Entries(vec![id]));
        }
        self.app.news();
        self
    }

    /// Returns the buffer as it is drawn now.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.app.draw(&mut buffer);
        buffer
    }

    /// Returns the rows of the screen, without blanks at their ends.
    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..self.size.1)
            .map(|y| {
                let row: String = (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect();
                row.trim_end().to_owned()
            })
            .collect()
    }

    /// Returns the whole screen as text.
    pub(crate) fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// Returns the row that holds `words`.
    #[track_caller]
    pub(crate) fn row_with(&self, words: &str) -> String {
        let found = self.rows().into_iter().find(|row| row.contains(words));
        found.unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{}", self.text()))
    }

    /// Returns the last row: what the footer offers, or the message.
    pub(crate) fn last_row(&self) -> String {
        self.rows().pop().unwrap_or_default()
    }

    /// Returns the words that stand in reverse video or in bold, each run as `reversed: words` or `bold: words`.
    pub(crate) fn heavy(&self) -> Vec<String> {
        let buffer = self.buffer();
        let mut runs: Vec<(Modifier, String)> = Vec::new();
        for y in 0..self.size.1 {
            let mut before = Modifier::empty();
            for x in 0..self.size.0 {
                let cell = &buffer[(x, y)];
                let weight = cell.modifier & (Modifier::BOLD | Modifier::REVERSED);
                if weight == before && !runs.is_empty() {
                    if let Some((_, words)) = runs.last_mut() {
                        words.push_str(cell.symbol());
                    }
                } else {
                    runs.push((weight, cell.symbol().to_owned()));
                }
                before = weight;
            }
        }
        runs.into_iter()
            .filter(|(weight, words)| !weight.is_empty() && !words.trim().is_empty())
            .map(|(weight, words)| {
                let name = if weight.contains(Modifier::REVERSED) { "reversed" } else { "bold" };
                format!("{name}: {}", words.trim())
            })
            .collect()
    }

    /// Asserts that `words` stand on the screen.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Stage {
        self.row_with(words);
        self
    }

    /// Asserts that `words` do not stand on the screen.
    #[track_caller]
    pub(crate) fn misses(&mut self, words: &str) -> &mut Stage {
        let text = self.text();
        assert!(!text.contains(words), "{words:?} stands on the screen:\n{text}");
        self
    }
}

/// Returns the screen after these keys.
pub(crate) fn screen(keys: &str, size: (u16, u16)) -> String {
    let mut stage = Stage::new(size);
    stage.press(keys);
    stage.text()
}

/// Returns an answer that another person might have given.
pub(crate) fn status(id: &str, status: golive::journal::record::Status, reason: Option<&str>) -> Change {
    let id = EntryId::new(id);
    let entry = PACK.entry(&id).expect("the entry is in the small pack");
    Change::Status {
        words: golive::journal::digest::Digest::of_entry(entry),
        id,
        status,
        reason: reason.map(Text::line),
        until: None,
        evidence: None,
    }
}

/// Asserts that a screen is exactly `expected`, where line ends around it do not count.
#[track_caller]
pub(crate) fn assert_screen(found: &str, expected: &str) {
    let expected = expected.trim_matches('\n');
    assert!(found == expected, "the screen is\n{found}\nand was expected to be\n{expected}");
}
