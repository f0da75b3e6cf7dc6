//! Presses keys in a made-up world and reads the screen: a small pack, a fixed clock, a journal in memory.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, LazyLock};

use golive::domain::moment::Moment;
use golive::journal::answers::Wording;
use golive::journal::fold::compose::RecordDraft;
use golive::journal::line::JournalLine;
use golive::journal::memory::Memory;
use golive::journal::record::{Change, Header, RunId, Seq};
use golive::journal::session::Session;
use golive::pack::model::{EntryId, Pack};
use golive::text::Text;
use golive::tui::app::{App, Pointer, Request};
use golive::tui::host::{PackInUse, PackQuestion, ProjectChoice};
use golive::tui::keys::{Key, Keys};
use golive::tui::theme::{Signs, Theme};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

mod host;

use host::{PACK, Seat, contoso};
pub(crate) use host::{World, host_of_a_terminal, now};

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(golive::pack::embedded::pack);

/// A program on a made-up screen.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) world: Rc<RefCell<World>>,
    size: (u16, u16),
    /// What the terminal was asked for and nobody looked at yet.
    pub(crate) requests: Vec<Request>,
}

impl Stage {
    /// A stage for a project called Contoso portal where nothing was said yet.
    pub(crate) fn new(size: (u16, u16)) -> Stage {
        Stage::after(size, &[])
    }

    /// A stage where `others` have written before: who, and what.
    pub(crate) fn after(size: (u16, u16), others: &[(&str, Change)]) -> Stage {
        Stage::with(size, Signs::Rich, &PACK, others)
    }

    /// A stage for somebody whose settings have these keys.
    pub(crate) fn with_keys(size: (u16, u16), changes: &[(&str, &str)]) -> Stage {
        let Stage { app, world, size, requests } = Stage::new(size);
        let keys = Keys::changed(changes.iter().copied()).expect("the keys do not clash");
        Stage { app: app.with_keys(keys), world, size, requests }
    }

    /// A stage that draws in ASCII.
    pub(crate) fn ascii(size: (u16, u16)) -> Stage {
        Stage::ascii_after(size, &[])
    }

    /// A stage with another pack than the small one, where Ana has said something before.
    pub(crate) fn of_pack(size: (u16, u16), signs: Signs, pack: &Arc<Pack>, said: &[Change]) -> Stage {
        let said: Vec<(&str, Change)> = said.iter().map(|change| ("Ana", change.clone())).collect();
        Stage::with(size, signs, pack, &said)
    }

    /// A stage over the built-in pack with the made-up project of `golive demo`.
    pub(crate) fn demo(size: (u16, u16), signs: Signs) -> Stage {
        let moment = Moment::new(now(), TimeZone::UTC);
        let records = golive::workspace::demo::story(&BUILT_IN, &moment, RunId(7));
        let memory = Memory::of(records.into_iter().map(JournalLine::of));
        let world = Rc::new(RefCell::new(World { memory, ..World::default() }));
        let seat = Seat::over(&world, &BUILT_IN);
        Stage::of(seat, size, signs)
    }

    /// A stage over a new project in this file, and what tells that there is news.
    pub(crate) fn over_file(size: (u16, u16), file: &Path) -> (Stage, Receiver<()>) {
        let header = Header { format: 1, id: "7f3a9c52e0b14d66".into() };
        let changes = [Change::Project("Contoso portal".into())];
        Session::create(file, &header, RunId(1), &"Ana".into(), changes, now()).expect("a new file");
        let (wake, woken) = channel();
        let waker = Arc::new(move || _ = wake.send(()));
        let world = Rc::new(RefCell::new(World::default()));
        (Stage::of(Seat::over_file(&world, file, waker), size, Signs::Rich), woken)
    }

    /// A stage where no project was opened yet, and these are there.
    pub(crate) fn first_start(size: (u16, u16), projects: Vec<ProjectChoice>) -> Stage {
        let world = Rc::new(RefCell::new(World { projects, ..World::default() }));
        Stage::of(Seat::empty(&world, &PACK), size, Signs::Rich)
    }

    /// A stage where no project was opened yet, with a pack of somebody's own.
    pub(crate) fn first_start_with(size: (u16, u16), pack: PackInUse) -> Stage {
        let world = Rc::new(RefCell::new(World { pack_in_use: Some(pack), ..World::default() }));
        Stage::of(Seat::empty(&world, &PACK), size, Signs::Rich)
    }

    /// A stage whose project was made with another pack.
    pub(crate) fn asked_about_pack(size: (u16, u16), question: PackQuestion) -> Stage {
        let world = Rc::new(RefCell::new(World { pack_question: Some(question), ..World::default() }));
        Stage::of(Seat::empty(&world, &PACK), size, Signs::Rich)
    }

    /// A stage in ASCII where `others` have written before.
    pub(crate) fn ascii_after(size: (u16, u16), others: &[(&str, Change)]) -> Stage {
        Stage::with(size, Signs::Ascii, &PACK, others)
    }

    fn with(size: (u16, u16), signs: Signs, pack: &Arc<Pack>, others: &[(&str, Change)]) -> Stage {
        let world = contoso();
        for (by, change) in others {
            world.write(by, change.clone());
        }
        Stage::of(Seat::over(&Rc::new(RefCell::new(world)), pack), size, signs)
    }

    fn of(seat: Seat, size: (u16, u16), signs: Signs) -> Stage {
        let world = Rc::clone(&seat.world);
        let app = App::new(Box::new(seat), Theme::monochrome(signs), size.0, size.1);
        Stage { app, world, size, requests: Vec::new() }
    }

    /// A stage of a program that was started anew over the same journal.
    pub(crate) fn restarted(&self) -> Stage {
        Stage::of(Seat::over(&self.world, &PACK), self.size, Signs::Rich)
    }

    /// The same for the demo, which has the built-in pack.
    pub(crate) fn demo_restarted(&self) -> Stage {
        Stage::of(Seat::over(&self.world, &BUILT_IN), self.size, Signs::Rich)
    }

    /// A stage of a program that only follows over the same journal.
    pub(crate) fn follower(&self) -> Stage {
        let (memory, shown) = (self.world.borrow().memory.clone(), self.world.borrow().shown.clone());
        let world = World { memory, shown, ..World::default() };
        let seat = Seat::over(&Rc::new(RefCell::new(world)), &PACK).only_looking();
        let world = Rc::clone(&seat.world);
        let app = App::follow(Box::new(seat), Theme::monochrome(Signs::Rich), self.size.0, self.size.1);
        Stage { app, world, size: self.size, requests: Vec::new() }
    }

    /// Looks once more at what a program that drives shows, as a screen that follows does each second.
    pub(crate) fn follows(&mut self, driver: &Stage) -> &mut Stage {
        let shown = driver.world.borrow().shown.clone();
        self.world.borrow_mut().shown = shown;
        self.app.news();
        self
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
        for change in changes {
            self.world.borrow().write(by, change.clone());
        }
        self.app.news();
        self
    }

    /// Somebody else writes by a command, which writes the wording beside the answer; that belongs to no entry, so
    /// everything may have changed.
    pub(crate) fn others_write_everything(&mut self, by: &str, changes: &[Change]) -> &mut Stage {
        let id = changes.iter().find_map(Change::entry).expect("something is about an entry");
        let wording = Wording::of_entry(PACK.entry(id).expect("it is in the small pack"));
        let (digest, Wording { title, done_when }) = (wording.digest(), wording);
        self.world.borrow().write(by, Change::Words { id: id.clone(), digest, title, done_when });
        self.others_write(by, changes)
    }

    /// The file is replaced by another one, as a checkout of another branch does, and the program is told.
    pub(crate) fn others_replace(&mut self, by: &str, changes: &[Change]) -> &mut Stage {
        self.world.borrow().memory.replace([]);
        self.others_write(by, changes)
    }

    /// Somebody else writes a line that has a place of its own, and the program is told.
    pub(crate) fn others_draft(&mut self, by: &str, draft: RecordDraft) -> &mut Stage {
        self.world.borrow().write(by, draft);
        self.app.news();
        self
    }

    /// Somebody else writes over the same line as the answer that holds, without having seen that answer.
    pub(crate) fn others_write_apart(&mut self, by: &str, change: Change) -> &mut Stage {
        {
            let world = self.world.borrow();
            let id = change.entry().cloned().expect("the change is about an entry");
            let seen = world.fold.answers().entry(&id).and_then(|said| said.status.now()?.over);
            let n = world.fold.records().map(|record| record.n).max().unwrap_or_default() + 1;
            let mut record =
                world.fold.compose(RecordDraft::from(change), Seq(n, RunId(9)), &by.into(), now());
            record.over = seen;
            world.memory.add(JournalLine::of(record));
        }
        self.app.news();
        self
    }

    /// The buffer as it is drawn now.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.app.draw(&mut buffer);
        buffer
    }

    /// The rows of the screen, without blanks at their ends.
    pub(crate) fn rows(&self) -> Vec<String> {
        let buffer = self.buffer();
        (0..self.size.1)
            .map(|y| {
                let row: String = (0..self.size.0).map(|x| buffer[(x, y)].symbol()).collect();
                row.trim_end().to_owned()
            })
            .collect()
    }

    /// The whole screen as text.
    pub(crate) fn text(&self) -> String {
        self.rows().join("\n")
    }

    /// The row that holds `words`.
    #[track_caller]
    pub(crate) fn row_with(&self, words: &str) -> String {
        let found = self.rows().into_iter().find(|row| row.contains(words));
        found.unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{}", self.text()))
    }

    /// The last row: what the footer offers, or the message.
    pub(crate) fn last_row(&self) -> String {
        self.rows().pop().unwrap_or_default()
    }

    /// The words that are in reverse video or in bold, each run as `reversed: words` or `bold: words`.
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

/// The screen after these keys.
pub(crate) fn screen(keys: &str, size: (u16, u16)) -> String {
    let mut stage = Stage::new(size);
    stage.press(keys);
    stage.text()
}

/// An answer that another person might have given.
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

/// Asserts that a screen is exactly `expected`; line ends around it do not count.
#[track_caller]
pub(crate) fn assert_screen(found: &str, expected: &str) {
    let expected = expected.trim_matches('\n');
    assert!(found == expected, "the screen is\n{found}\nand was expected to be\n{expected}");
}
