//! The journal, its undo and its merge against the plainest thing that could take their place: a map and a stack.

use std::collections::BTreeMap;
use std::fs;

use golive::journal::merge::Merged;
use golive::journal::record::{Change, Header, RunId};
use golive::journal::session::Session;
use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;

/// What somebody does.
#[derive(Debug, Clone)]
enum Step {
    Note(usize, u8),
    Undo,
    Redo,
    /// The program ends, and begins again.
    Restart,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        5 => (0..3_usize, 0..9_u8).prop_map(|(entry, words)| Step::Note(entry, words)),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Restart),
    ];
    vec(step, 1..14)
}

type Notes = BTreeMap<String, String>;

/// The map, as it was after each change, and how many of these hold.
#[derive(Default)]
struct Model {
    states: Vec<Notes>,
    held: usize,
}

impl Model {
    fn now(&self) -> Notes {
        self.held.checked_sub(1).and_then(|at| self.states.get(at)).cloned().unwrap_or_default()
    }

    fn note(&mut self, id: &str, words: &str) {
        let mut notes = self.now();
        notes.insert(id.to_owned(), words.to_owned());
        self.states.truncate(self.held);
        self.states.push(notes);
        self.held += 1;
    }

    /// Whether there was anything to go back to.
    fn undo(&mut self) -> bool {
        let may = self.held > 0;
        self.held -= usize::from(may);
        may
    }

    fn redo(&mut self) -> bool {
        let may = self.held < self.states.len();
        self.held += usize::from(may);
        may
    }
}

fn notes(project: &Session) -> Notes {
    let entries = project.answers().entries.iter();
    entries.filter_map(|(id, entry)| Some((id.to_string(), entry.note()?.to_string()))).collect()
}

/// Lets one person work in a file; returns what they should have come to.
fn work(path: &std::path::Path, by: &str, run: u64, steps: &[Step]) -> Result<Notes, TestCaseError> {
    let now = Timestamp::UNIX_EPOCH;
    let open = |run| Session::open(path, RunId(run), &by.into()).expect("the folder is this test's own");
    let (mut project, mut model) = (open(run), Model::default());
    for (at, step) in steps.iter().enumerate() {
        match step {
            Step::Note(entry, words) => {
                let (id, words) = (format!("{by}/{entry}"), format!("words {words} {at}"));
                let change = Change::Note { id: id.as_str().into(), text: words.as_str().into() };
                project.apply([change], now, &|_| None).expect("the file can be written to");
                model.note(&id, &words);
            }
            Step::Undo => prop_assert_eq!(project.undo(now).is_ok(), model.undo()),
            Step::Redo => prop_assert_eq!(project.redo(now).is_ok(), model.redo()),
            Step::Restart => project = open(run + 1 + at as u64),
        }
        let ours: Notes = notes(&project).into_iter().filter(|(id, _)| id.starts_with(by)).collect();
        prop_assert_eq!(ours, model.now());
    }
    Ok(model.now())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_journal_does_what_a_map_and_a_stack_do(ana in steps(), ben in steps()) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let [one, other, merged] = ["one", "other", "merged"].map(|name| folder.path().join(name));
        let header = Header { format: 1, id: "7f3a9c52e0b14d66".into() };
        Session::create(&one, &header, RunId(1), &"kim".into(), [], Timestamp::UNIX_EPOCH).expect("it is new");
        fs::copy(&one, &other).expect("the folder is this test's own");
        let mut expected = work(&one, "ana", 100, &ana)?;
        expected.extend(work(&other, "ben", 200, &ben)?);
        // Apart, one after the other in one file, and merged in both orders: the same answers.
        let read = |path| Merged::read(&fs::read(path).expect("it was just written")).0;
        let both = read(&one).and(read(&other));
        prop_assert_eq!(&both, &read(&other).and(read(&one)));
        fs::write(&merged, both.text(&"x".into())).expect("the folder is this test's own");
        let merged = Session::open(&merged, RunId(9), &"kim".into()).expect("it was just written");
        prop_assert_eq!(notes(&merged), expected.clone());
        work(&one, "ben", 300, &ben)?;
        let one = Session::open(&one, RunId(9), &"kim".into()).expect("it was just written");
        prop_assert_eq!(notes(&one), expected);
    }
}
