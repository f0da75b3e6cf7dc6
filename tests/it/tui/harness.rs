//! Presses keys in a made-up world and reads the screen: a small pack, a fixed clock, a journal in memory.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use golive::domain::moment::Moment;
use golive::journal::fold::Fold;
use golive::journal::fold::compose::Draft;
use golive::journal::line::Line;
use golive::journal::record::{Change, Run, Seq};
use golive::pack::model::{EntryId, Pack};
use golive::text::Text;
use golive::tui::app::{App, Pointer, Request};
use golive::tui::host::{News, ProjectChoice};
use golive::tui::keys::Key;
use golive::tui::theme::{Signs, Theme};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

mod host;

use host::{FakeHost, PACK};
pub(crate) use host::{World, host_of_a_terminal, now};

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(golive::pack::embedded::pack()));

/// A program on a made-up screen.
pub(crate) struct Stage {
    pub(crate) app: App,
    pub(crate) world: Rc<RefCell<World>>,
    size: (u16, u16),
    /// What the terminal was asked for and nobody looked at yet.
    pub(crate) requests: Vec<Request>,
}

impl Stage {
    /// Returns a stage for a project called Contoso portal where no answers recorded yet.
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
        let records = golive::workspace::demo::story(&BUILT_IN, &moment, Run(7));
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
        let ids = changes.iter().flat_map(Change::entries).cloned().collect();
        self.others_write_and_tell(by, changes, News::Entries(ids))
    }

    /// Somebody else writes, and the program is told that everything may have changed: a command writes the wording
    /// beside the answer, which belongs to no entry.
    pub(crate) fn others_write_everything(&mut self, by: &str, changes: &[Change]) -> &mut Stage {
        self.others_write_and_tell(by, changes, News::Everything)
    }

    fn others_write_and_tell(&mut self, by: &str, changes: &[Change], news: News) -> &mut Stage {
        {
            let mut world = self.world.borrow_mut();
            for change in changes {
                world.n += 1;
                let name = Seq(world.n, Run(8));
                let record = world.fold.compose(Draft::from(change.clone()), name, &Text::line(by), now());
                world.fold.insert(Line::of(record));
            }
            world.news = Some(news);
        }
        self.app.news();
        self
    }

    /// The file is replaced by another one, as a checkout of another branch does, and the program is told.
    pub(crate) fn others_replace(&mut self, by: &str, changes: &[Change]) -> &mut Stage {
        {
            let mut world = self.world.borrow_mut();
            world.fold = Fold::default();
            for (n, change) in (1..).zip(changes) {
                let name = Seq(n, Run(8));
                let record = world.fold.compose(Draft::from(change.clone()), name, &Text::line(by), now());
                world.fold.insert(Line::of(record));
            }
            world.news = Some(News::Everything);
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
