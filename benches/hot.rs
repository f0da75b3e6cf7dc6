//! The hot paths: start, a key, a save. Run with `cargo bench`; compare figures of one run with each other only,
//! for machines are shared. What grows with the pack or the journal is measured at two sizes, side by side.

use std::sync::Arc;

use divan::{Bencher, black_box};
use golive::cli::host::WorkspaceHost;
use golive::domain::board::Board;
use golive::domain::gate;
use golive::journal::fold::Fold;
use golive::journal::line::JournalLine;
use golive::journal::record::{Change, FORMAT, Header, Record, RunId, Seq, Status};
use golive::journal::session::Session;
use golive::journal::{digest::Digest, line};
use golive::pack::embedded;
use golive::pack::model::{Business, EntryId, Item, Pack};
use golive::text::Text;
use golive::tui::app::App;
use golive::tui::host::{Host, Opening};
use golive::tui::input::Input;
use golive::tui::keys::{Code, Key};
use golive::tui::theme::{Signs, Theme};
use golive::workspace::world::World;
use jiff::Timestamp;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// The built-in pack with every item so many times over.
fn pack(times: u32) -> Arc<Pack> {
    let mut pack = embedded::made();
    for list in &mut pack.checklists {
        for section in &mut list.sections {
            let one = section.items.clone();
            for time in 1..times {
                section.items.extend(one.iter().map(|item| Item {
                    id: EntryId::new(&format!("{}-{time}", item.id)),
                    no: item.no + time * 1000,
                    ..item.clone()
                }));
            }
        }
    }
    pack.index();
    Arc::new(pack)
}

/// A journal in which every item was answered again and again.
fn records(pack: &Pack, lines: u64) -> Vec<Record> {
    let ids: Vec<EntryId> = pack.items().map(|item| item.id.clone()).collect();
    let mut last: Vec<Option<Seq>> = vec![None; ids.len()];
    let mut records =
        vec![record(1, None, Change::Scenario { business: Business::new("b2c"), apps: vec![] })];
    for n in 2..=lines {
        let at = usize::try_from(n).expect("fits") % ids.len();
        let status = if n % 3 == 0 { Status::Doing } else { Status::Done };
        let words = Digest::of(ids[at].as_str(), "");
        let id = ids[at].clone();
        let change = Change::Status { id, status, words, reason: None, until: None, evidence: None };
        let made = record(n, last[at], change);
        last[at] = Some(made.seq());
        records.push(made);
    }
    records
}

fn record(n: u64, over: Option<Seq>, change: Change) -> Record {
    let at = Timestamp::from_second(1_790_000_000 + i64::try_from(n).expect("fits")).expect("in range");
    Record { n, at, by: Text::line("ana"), w: RunId(7), s: None, over, change }
}

fn fold(pack: &Pack, lines: u64) -> Fold {
    Fold::of(records(pack, lines).into_iter().map(JournalLine::of))
}

#[divan::bench]
fn read_the_pack(bencher: Bencher<'_, '_>) {
    bencher.bench(embedded::made);
}

#[divan::bench(args = [1_000, 20_000], sample_count = 10)]
fn open_a_journal(bencher: Bencher<'_, '_>, lines: u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.golive");
    let mut text = line::write_header(&Header { format: FORMAT, id: Text::line("7f3a9c52e0b14d66") });
    for record in records(&embedded::pack(), lines) {
        text.push('\n');
        text += &line::write(&record);
    }
    std::fs::write(&path, text + "\n").expect("written");
    bencher.bench(|| Session::open(&path, RunId(1), &Text::line("ana")).expect("opens").fold().len());
}

#[divan::bench(args = [1, 20])]
fn lay_out_the_board(bencher: Bencher<'_, '_>, times: u32) {
    let pack = pack(times);
    let fold = fold(&pack, 1_000);
    bencher.bench(|| Board::new(&pack, fold.answers(), date(2026, 11, 20)));
}

fn app(times: u32) -> App {
    let input = Input::new().expect("a pipe");
    let waker = input.waker();
    let waker = Arc::new(move || waker.wake());
    let mut host = WorkspaceHost::new(World::real(), pack(times), Text::line("ana"), waker);
    host.open(Opening::LookAround(Business::new("b2c"))).expect("needs no file");
    let mut app = App::new(Box::new(host), Theme::colours(Signs::Rich), 120, 36);
    app.key(Key::char('2'));
    for _ in 0..3 {
        app.key(Key::char('l'));
        app.key(Key::char('j'));
    }
    app
}

fn press(bencher: Bencher<'_, '_>, times: u32, keys: &[Key]) {
    press_after(bencher, times, "", keys);
}

/// Measures keys after others that lead to where they are pressed.
fn press_after(bencher: Bencher<'_, '_>, times: u32, before: &str, keys: &[Key]) {
    let mut app = app(times);
    for key in Key::spelled(before) {
        app.key(key);
    }
    let area = Rect::new(0, 0, 120, 36);
    bencher.bench_local(|| {
        for key in keys {
            app.key(*key);
            let mut buffer = Buffer::empty(area);
            black_box(app.draw(&mut buffer));
        }
    });
}

#[divan::bench(args = [1, 20])]
fn move_down_and_up(bencher: Bencher<'_, '_>, times: u32) {
    press(bencher, times, &[Key::plain(Code::Down), Key::plain(Code::Up)]);
}

#[divan::bench(args = [1, 20])]
fn mark_and_undo(bencher: Bencher<'_, '_>, times: u32) {
    press(bencher, times, &[Key::char(' '), Key::char('u')]);
}

#[divan::bench(args = [1, 20])]
fn draw_home(bencher: Bencher<'_, '_>, times: u32) {
    press(bencher, times, &[Key::char('1')]);
}

#[divan::bench(args = [1, 20])]
fn move_on_home(bencher: Bencher<'_, '_>, times: u32) {
    press_after(bencher, times, "1", &[Key::plain(Code::Down), Key::plain(Code::Up)]);
}

#[divan::bench(args = [1, 20])]
fn move_on_the_plan(bencher: Bencher<'_, '_>, times: u32) {
    press_after(bencher, times, "3", &[Key::plain(Code::Right), Key::plain(Code::Left)]);
}

#[divan::bench(args = [1, 20])]
fn move_on_the_review(bencher: Bencher<'_, '_>, times: u32) {
    press_after(bencher, times, "4", &[Key::plain(Code::Down), Key::plain(Code::Up)]);
}

#[divan::bench(args = [1, 20])]
fn move_while_preparing(bencher: Bencher<'_, '_>, times: u32) {
    press_after(bencher, times, "5n", &[Key::plain(Code::Down), Key::plain(Code::Up)]);
}

#[divan::bench(args = [1, 20])]
fn read_on_in_the_room(bencher: Bencher<'_, '_>, times: u32) {
    press_after(bencher, times, "5<enter>", &[Key::plain(Code::Down), Key::plain(Code::Up)]);
}

#[divan::bench(args = [1, 20])]
fn search_everywhere(bencher: Bencher<'_, '_>, times: u32) {
    press(bencher, times, &[Key::char('/'), Key::char('s'), Key::char('e'), Key::plain(Code::Esc)]);
}

#[divan::bench(args = [100, 20_000], sample_count = 20)]
fn append_and_sync(bencher: Bencher<'_, '_>, lines: u64) {
    let pack = embedded::pack();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.golive");
    let header = Header { format: FORMAT, id: Text::line("7f3a9c52e0b14d66") };
    let at = Timestamp::from_second(1_790_000_000).expect("in range");
    let changes = records(&pack, lines).into_iter().map(|record| record.change);
    let mut project =
        Session::create(&path, &header, RunId(1), &Text::line("ana"), changes, at).expect("made");
    let id = EntryId::new("design/session-lifetimes-designed");
    bencher.bench_local(|| {
        let change = Change::Note { id: id.clone(), text: "8 h idle".into() };
        project.apply([change], at, &|_| None).expect("saved");
    });
}

#[divan::bench(args = [1, 20])]
fn look_at_a_gate(bencher: Bencher<'_, '_>, times: u32) {
    let pack = pack(times);
    let fold = fold(&pack, 1_000);
    let board = Board::new(&pack, fold.answers(), date(2026, 11, 20));
    bencher.bench(|| gate::look(&board, &"b2c/p1/demo".into()));
}

/// An export with so many applications, from its file to every fact.
#[divan::bench(args = [500, 5_000], sample_count = 10)]
fn look_at_an_export(bencher: Bencher<'_, '_>, applications: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tenant.yaml");
    let mut text = String::from("tenant:\n  friendly_name: Larkfield\nclients:\n");
    for at in 0..applications {
        text += "  - app_type: regular_web\n    oidc_conformant: true\n    name: App ";
        text += &at.to_string();
        text += "\n    callbacks:\n      - https://app";
        text += &at.to_string();
        text += ".example/callback\n";
        text += "    grant_types:\n      - authorization_code\n    jwt_configuration:\n      alg: RS256\n";
    }
    std::fs::write(&path, text).expect("written");
    let rules = golive::workspace::pack::rules(None).expect("the built-in rules");
    let moment = golive::domain::moment::Moment::new(Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC);
    bencher.bench(|| {
        let files = golive::workspace::exports::OnDisk::open(&path).expect("it is there");
        golive::workspace::exports::read(&files, &rules, None, &moment).expect("it is read").facts.len()
    });
}
