//! Merges in threes, by the program's own library: three people go on apart from a common journal, and their copies
//! merged in every order and grouping come to the same lines and the same answers, once as often as twice, and no line
//! is lost. Files come as git, editors and other systems leave them.
//!
//! A dozen copies are made of each common journal; every three of them are a triple.

use std::collections::BTreeSet;
use std::sync::Arc;

use golive::facts::file::Kind;
use golive::facts::verdict::Shows;
use golive::journal::digest::Digest;
use golive::journal::fold::Fold;
use golive::journal::line::{JournalLine, write_header};
use golive::journal::memory::Memory;
use golive::journal::merge::Merged;
use golive::journal::record::{
    CaptureId, CaptureKind, Change, Course, Decision, Hands, Header, Known, Look, LookItem, Person,
    ReviewRecord, RunId, Seq, Status, SubChange, Verdict, WorkshopPlan,
};
use golive::journal::scan::Scan;
use golive::journal::session::Session;
use golive::pack::model::{Business, EntryId, Level};
use golive::text::Text;
use jiff::Timestamp;
use jiff::civil::date;

use crate::Budget;
use crate::home::{Dice, Program, at_once, workers};

const PEOPLE: &[&str] = &["ana", "ben", "kim"];
const COPIES: usize = 12;
/// So many triples are enough.
const ENOUGH: usize = 1_000_000;

#[derive(Default)]
struct Tally {
    triples: usize,
    histories: usize,
    read_again: usize,
    violations: Vec<String>,
}

pub fn run(_program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    // Nothing is waited for here.
    let cores = workers() / 2;
    let share = ENOUGH / usize::try_from(cores).unwrap_or(1).max(1);
    let tallies = at_once(cores, |worker| {
        let mut dice = Dice(budget.seed.wrapping_add(worker << 32));
        let mut tally = Tally::default();
        while !budget.is_over() && tally.triples <= share {
            let seed = dice.below(u64::MAX);
            family(&mut Dice(seed), budget, seed, &mut tally);
        }
        tally
    });
    let mut whole = Tally::default();
    for tally in tallies {
        whole.triples += tally.triples;
        whole.histories += tally.histories;
        whole.read_again += tally.read_again;
        whole.violations.extend(tally.violations);
    }
    let reached = format!(
        "{} triples of {} histories, each merged in 6 orders and 2 groupings; {} merges were written and read again",
        whole.triples, whole.histories, whole.read_again
    );
    (reached, whole.violations, None)
}

struct Copy {
    lines: Vec<JournalLine>,
    merged: Merged,
}

/// A common journal, copies of it that went apart, and every three of them.
fn family(dice: &mut Dice, budget: Budget, seed: u64, tally: &mut Tally) {
    let memory = Memory::default();
    let mut session = Session::in_memory(&memory, RunId(1 + dice.below(1 << 40)), &"ana".into());
    act(&mut session, dice, 9);
    let base: Vec<JournalLine> = session.fold().lines().collect();
    let mut copies = Vec::new();
    for at in 0..COPIES {
        let by = Text::line(PEOPLE.get(at % PEOPLE.len()).unwrap_or(&"ana"));
        let run = RunId(1 + dice.below(1 << 40));
        let mut session = Session::in_memory(&Memory::of(base.iter().cloned()), run, &by);
        act(&mut session, dice, 8);
        let lines: Vec<JournalLine> = session.fold().lines().collect();
        let (merged, problems) = Merged::read(file(&lines, dice).as_bytes());
        if merged.len() != lines.len() || problems.iter().any(|problem| problem.lost) {
            tally.violations.push(format!("seed {seed}: a copy was not read whole: {problems:?}"));
        }
        copies.push(Copy { lines, merged });
    }
    tally.histories += copies.len();
    for (a, one) in copies.iter().enumerate() {
        for (b, two) in copies.iter().enumerate().skip(a + 1) {
            for three in copies.iter().skip(b + 1) {
                if budget.is_over() {
                    return;
                }
                tally.triples += 1;
                let is_read_again = dice.below(4) == 0;
                tally.read_again += usize::from(is_read_again);
                if let Err(why) = triple([one, two, three], is_read_again) {
                    tally.violations.push(format!("seed {seed}: {why}"));
                }
            }
        }
    }
}

fn triple(of: [&Copy; 3], is_read_again: bool) -> Result<(), String> {
    let [a, b, c] = of.map(|copy| &copy.merged);
    let both = |one: &Merged, other: &Merged| one.clone().and(other.clone());
    let merged = both(a, b).and(c.clone());
    for [x, y, z] in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
        if both(x, y).and(z.clone()) != merged || x.clone().and(both(y, z)) != merged {
            return Err("an order or a grouping makes a difference".to_owned());
        }
    }
    if both(&merged, &merged) != merged || both(&merged, b) != merged {
        return Err("what is merged twice is another merge".to_owned());
    }
    let lines = || of.into_iter().flat_map(|copy| &copy.lines);
    let all: BTreeSet<&str> = lines().map(|line| &*line.text).collect();
    if all.len() != merged.len() {
        return Err(format!("{} lines came to {}", all.len(), merged.len()));
    }
    let whole = Fold::of(lines().cloned());
    let backwards: Vec<&JournalLine> = lines().collect();
    let backwards = Fold::of(backwards.into_iter().rev().cloned());
    same(&whole, &backwards)?;
    if is_read_again {
        let text = merged.text(&"x".into());
        let (again, problems) = Merged::read(text.as_bytes());
        if again != merged || !problems.is_empty() {
            return Err(format!("a merge is not read as it was written: {problems:?}"));
        }
        let read = Scan::default().feed(text.as_bytes());
        if read.len() != all.len() || !read.iter().all(|line| all.contains(&*line.text)) {
            return Err("a merge has other lines than its copies".to_owned());
        }
        same(&whole, &Fold::of(read))?;
    }
    Ok(())
}

fn same(one: &Fold, other: &Fold) -> Result<(), String> {
    if one.answers() != other.answers() {
        return Err("the same lines come to different answers".to_owned());
    }
    for by in PEOPLE {
        let trail =
            |fold: &Fold| fold.trail(by).map(golive::journal::record::Record::seq).collect::<Vec<Seq>>();
        if trail(one) != trail(other) || one.newest_act_by(by) != other.newest_act_by(by) {
            return Err(format!("the same lines let {by} undo something else"));
        }
    }
    Ok(())
}

/// The file of a copy, as it may come.
fn file(lines: &[JournalLine], dice: &mut Dice) -> String {
    let first = write_header(&Header { format: 1, id: "7f3a9c52e0b14d66".into() });
    let mut texts: Vec<Arc<str>> = lines.iter().map(|line| line.text.clone()).collect();
    match dice.below(6) {
        0 => {
            texts.extend(texts.clone());
            dice.shuffle(&mut texts);
        }
        1 => {
            let middle = texts.len() / 2;
            texts.insert(middle, "=======".into());
            texts.insert(0, "<<<<<<< HEAD".into());
            texts.push(">>>>>>> theirs".into());
        }
        _ => {}
    }
    let end = if dice.below(6) == 0 { "\r\n" } else { "\n" };
    let mut text = first + end + &texts.join(end);
    if dice.below(4) > 0 {
        text.push_str(end);
    }
    text
}

/// Lets somebody work for a while.
fn act(session: &mut Session, dice: &mut Dice, most: u64) {
    let at = Timestamp::from_second(1_795_000_000).unwrap_or_default();
    for _ in 0..1 + dice.below(most) {
        // There may be nothing to undo, or somebody stands over it.
        match dice.below(16) {
            0 | 1 => drop(session.undo(at)),
            2 => drop(session.redo(at)),
            _ => drop(session.apply([any_change(session, dice)], at, &|_| None)),
        }
    }
}

fn word(dice: &mut Dice, from: &[&'static str]) -> &'static str {
    let found: &&str = dice.pick(from);
    found
}

fn entry(dice: &mut Dice) -> EntryId {
    EntryId::new(word(dice, &["design/a", "design/b", "design/own-c", "b2c/p1/x/y"]))
}

fn name(dice: &mut Dice) -> Text {
    Text::line(word(dice, &["Ana", "Ben", "Kim \"the\" Lee", "日本"]))
}

fn status(dice: &mut Dice) -> Change {
    let id = entry(dice);
    let reason = Some(name(dice)).filter(|_| dice.below(2) == 0);
    let evidence = Some(name(dice)).filter(|_| dice.below(3) == 0);
    let words = Digest::of(id.as_str(), "");
    Change::Status { id, status: *dice.pick(&Status::ALL), words, reason, until: None, evidence }
}

fn look(dice: &mut Dice) -> Change {
    let item = LookItem { id: entry(dice), shows: Shows::Fails, said: "1 of 2 things: One.".into() };
    Change::Look(Box::new(Look {
        rules: "small".into(),
        version: 1,
        tenant: Some(name(dice)),
        kind: Some(*dice.pick(&Kind::ALL)),
        date: date(2026, 11, i8::try_from(1 + dice.below(20)).unwrap_or(1)),
        digest: "00".into(),
        facts: Vec::new(),
        items: vec![item],
    }))
}

fn review(dice: &mut Dice) -> Change {
    Change::Review(Box::new(ReviewRecord {
        milestone: "demo".into(),
        milestone_title: "Ready".into(),
        pack: "own".into(),
        version: "1".into(),
        verdict: Verdict::NotReady,
        decision: Some(Decision::Go),
        by: vec![name(dice)],
        critical: None,
        total: 3,
        settled: 1,
        entries: Vec::new(),
        captures: Vec::new(),
        resolved: Vec::new(),
    }))
}

fn workshop(dice: &mut Dice) -> Change {
    let seconds = dice.below(4000);
    match dice.below(7) {
        0 => Change::Prepare(WorkshopPlan::default()),
        1 => Change::Open { prepared: None, plan: WorkshopPlan::default() },
        2 => Change::At { id: entry(dice), seconds },
        3 => Change::Agenda(vec![entry(dice), entry(dice)]),
        4 => Change::Course { seconds, what: Course::Came(Person { name: name(dice), role: None }) },
        5 => Change::Closing { seconds },
        _ => Change::Close { seconds },
    }
}

fn any_change(session: &Session, dice: &mut Dice) -> Change {
    let captures: Vec<CaptureId> = session.answers().captures.keys().cloned().collect();
    let known = if captures.is_empty() { None } else { Some(dice.pick(&captures).clone()) };
    match dice.below(22) {
        0..=3 => status(dice),
        4 | 5 => Change::Note { id: entry(dice), text: Text::block(&format!("words\n{}", dice.below(9))) },
        6 => Change::Owner { id: entry(dice), owner: Some(name(dice)).filter(|_| dice.below(3) > 0) },
        7 => Change::Due { id: entry(dice), day: Some(date(2026, 12, 1)).filter(|_| dice.below(3) > 0) },
        8 => Change::Question {
            id: "existing-users".into(),
            answer: *dice.pick(&[Known::Yes, Known::No, Known::Unknown]),
        },
        9 => Change::Target {
            id: "demo".into(),
            day: Some(date(2026, 12, i8::try_from(1 + dice.below(9)).unwrap_or(1))),
        },
        10 => Change::Project(name(dice)),
        11 => Change::Scenario {
            business: Business::new(word(dice, &["b2c", "b2b"])),
            apps: vec!["spa-api".into()],
        },
        12 | 13 => {
            let new = CaptureId(Text::line(&format!("{:08x}", dice.below(1 << 32))));
            let id = known.filter(|_| dice.below(2) == 0).unwrap_or(new);
            let kind = *dice.pick(&[CaptureKind::Action, CaptureKind::Risk, CaptureKind::Decision]);
            Change::Capture {
                id,
                at: Some(entry(dice)),
                kind,
                text: name(dice),
                owner: None,
                due: None,
                to: None,
            }
        }
        14 => match known {
            Some(id) => Change::Resolved { id, resolved: dice.below(3) > 0 },
            None => status(dice),
        },
        15 => match known {
            Some(CaptureId(id)) if dice.below(2) == 0 => Change::Removed(id),
            _ => Change::Removed("design/own-c".into()),
        },
        16 => Change::Item {
            id: "design/own-c".into(),
            checklist: "design".into(),
            workstream: "architecture".into(),
            title: name(dice),
            level: Level::Should,
            ask: None,
            done_when: None,
        },
        17 => {
            let yes = u32::try_from(dice.below(9)).unwrap_or_default();
            Change::Hands(Hands {
                id: entry(dice),
                statement: "It holds".into(),
                yes,
                no: 1,
                unsure: 0,
                people: Vec::new(),
            })
        }
        18 => {
            let part = |change| SubChange { over: None, change };
            Change::Many(vec![
                part(status(dice)),
                part(Change::Owner { id: entry(dice), owner: Some(name(dice)) }),
            ])
        }
        19 => look(dice),
        20 => review(dice),
        _ => workshop(dice),
    }
}
