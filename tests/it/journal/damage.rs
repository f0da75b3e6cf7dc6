//! Files that are not as they were written: the rest is used, and what is wrong is told.

use golive::journal::answers::Answers;
use golive::journal::damage::{DamageKind, ReadOnly};
use golive::journal::error::JournalError;
use golive::journal::record::Change;
use golive::journal::scan::Scan;
use proptest::prelude::*;

use super::{Desk, HEADER, apply, line, note, note_of};

fn check(body: &str, expected: &[(usize, &str, bool)]) {
    check_file(format!("{HEADER}{body}").as_bytes(), expected);
}

/// Compares line, beginning of the message, and whether something was lost.
fn check_file(bytes: &[u8], expected: &[(usize, &str, bool)]) {
    let mut scan = Scan::default();
    scan.feed(bytes);
    let found: Vec<(usize, String, bool)> = scan
        .verdict()
        .problems
        .iter()
        .zip(expected)
        .map(|(problem, (_, message, _))| {
            let said = problem.kind_said();
            let said = if said.starts_with(message) { (*message).to_owned() } else { said };
            (problem.line, said, problem.lost)
        })
        .collect();
    let expected: Vec<(usize, String, bool)> =
        expected.iter().map(|(line, message, lost)| (*line, (*message).to_owned(), *lost)).collect();
    assert_eq!(found, expected);
    assert_eq!(scan.verdict().problems.len(), expected.len(), "{:?}", scan.verdict().problems);
}

trait Said {
    fn kind_said(&self) -> String;
}

impl Said for golive::journal::damage::Damage {
    fn kind_said(&self) -> String {
        self.to_string().split_once(": ").expect("a place stands before the words").1.to_owned()
    }
}

fn one(n: u64) -> String {
    line(n, 1, note("design/a", &n.to_string()))
}

#[test]
fn a_clean_file_has_no_problem() {
    check(&format!("{}{}", one(1), one(2)), &[]);
    check("", &[]);
}

#[test]
fn what_cannot_be_read_is_lost_and_the_rest_is_used() {
    check(&format!("{}something else\n{}", one(1), one(2)), &[(3, "cannot be read, at column", true)]);
    check(&format!("{}\0\0\0\n{}", one(1), one(2)), &[(3, "only NUL bytes", true)]);
    check(&format!("{}\0\0{}", one(1), one(2)), &[(3, "NUL bytes around", false)]);
    check(&one((1 << 53) + 1), &[(2, "its number is above", true)]);
    check(&line(1, 1, note("design/a", &"x".repeat(70_000))), &[(2, "a text is longer", true)]);
    let latin = [HEADER.as_bytes(), b"caf\xe9\n", one(1).as_bytes()].concat();
    check_file(&latin, &[(2, "cannot be read, it is not UTF-8", true)]);
}

#[test]
fn what_only_looks_odd_is_no_loss() {
    check(&format!("{}{}", one(1), one(1)), &[(3, "is a duplicate; counted once", false)]);
    check(
        &format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> theirs\n", one(1), one(2)),
        &[(2, "a conflict marker", false), (4, "a conflict marker", false), (6, "a conflict marker", false)],
    );
    check(one(1).trim_end(), &[(2, "the last line has no line end", false)]);
    check(&format!("{}{}", one(1).trim_end(), one(2)), &[(2, "two lines on one", false)]);
    check(&one(1).replace("Note(", "Vote("), &[(2, "written by a newer version", false)]);
    check(&one(1).replace('\n', "\r\n"), &[]);
}

#[test]
fn a_fragment_is_a_loss_only_where_its_number_was_not_given_anew() {
    let torn = &one(2)[..40];
    check(&format!("{}{torn}", one(1)), &[(3, "stops in the middle: it was not called saved", false)]);
    check(
        &format!("{}{torn}\n{}", one(1), one(2)),
        &[(3, "stops in the middle: it was not called saved", false)],
    );
    check(
        &format!("{}{torn}\n{}", one(1), one(3)),
        &[(3, "is cut off, and its change is nowhere else in the file", true)],
    );
}

#[test]
fn a_file_without_its_first_line_or_with_two_of_them_is_only_read() {
    let no_header = Desk::with(one(1));
    let mut project = no_header.open(2);
    assert_eq!(note_of(&project, "design/a").unwrap(), "1");
    assert_eq!(project.read_only(), Some(ReadOnly::NoHeader));
    assert_eq!(project.verdict().lost(), 1);
    assert!(apply(&mut project, note("design/a", "x")).is_err());

    let other = HEADER.replace("7f3a", "0000");
    let two = Desk::with(format!("{HEADER}{}{other}", one(1)));
    let project = two.open(2);
    assert!(matches!(project.read_only(), Some(ReadOnly::TwoProjects(..))));
    assert_eq!(project.verdict().lost(), 0);

    let newer = Desk::with(format!("{}{}", HEADER.replace("format: 1", "format: 2, mood: \"x\""), one(1)));
    let mut project = newer.open(2);
    assert_eq!(project.read_only(), Some(ReadOnly::NewerFormat(2)));
    assert!(apply(&mut project, note("design/a", "x")).is_err());

    assert_eq!(Desk::with("").open(2).read_only(), Some(ReadOnly::NoHeader));
}

#[test]
fn a_first_line_counts_wherever_it_stands() {
    let desk = Desk::with(format!("{}{HEADER}", one(1)));
    apply(&mut desk.open(2), note("design/b", "x")).unwrap();
}

#[test]
fn after_an_unterminated_line_the_next_change_begins_with_a_line_end() {
    for tail in [one(1).trim_end(), &one(1)[..30]] {
        let desk = Desk::with(format!("{HEADER}{tail}"));
        apply(&mut desk.open(2), note("design/b", "x")).unwrap();
        assert!(desk.text().starts_with(&format!("{HEADER}{tail}\n(n: ")));
        assert_eq!(note_of(&desk.open(3), "design/b").unwrap(), "x");
    }
}

#[test]
fn a_line_of_a_newer_version_counts_for_the_numbers_and_stays() {
    let newer = one(41).replace("Note(", "Vote(");
    let desk = Desk::with(format!("{HEADER}{newer}"));
    let saved = apply(&mut desk.open(2), note("design/b", "x")).unwrap();
    assert_eq!(saved[0].record.n, 42);
    assert!(desk.text().contains(&newer));
}

#[test]
fn the_highest_number_is_given_and_none_above_it() {
    let desk = Desk::with(format!("{HEADER}{}", one((1 << 53) - 1)));
    let mut project = desk.open(2);
    assert_eq!(apply(&mut project, note("design/b", "x")).unwrap()[0].record.n, 1 << 53);
    let before = desk.text();
    let error = apply(&mut project, note("design/c", "x")).unwrap_err();
    assert!(matches!(error, JournalError::NumbersUsedUp { .. }), "{error}");
    assert_eq!(desk.text(), before);
}

#[test]
fn hostile_words_are_harmless_once_they_are_read() {
    let line = one(1).replace("\"1\"", "\"\\u{1b}[2J\\u{202e}\"").replace("\"ana\"", "\"an\\na\"");
    let project = Desk::with(format!("{HEADER}{line}")).open(2);
    assert_eq!(note_of(&project, "design/a").unwrap(), "\u{fffd}[2J\u{fffd}");
    assert_eq!(project.fold().records().next().unwrap().by, "an a");
}

fn sample() -> String {
    let lines: String = (1..12).map(one).collect();
    format!("{HEADER}{}{lines}", line(12, 2, Change::Project("Contoso \"é\"".into())))
}

fn fold(bytes: &[u8]) -> (Answers, Vec<DamageKind>, Vec<String>) {
    let mut scan = Scan::default();
    let lines = scan.feed(bytes);
    let texts = lines.iter().map(|line| line.text.to_string()).collect();
    let kinds = scan.verdict().problems.into_iter().map(|problem| problem.kind).collect();
    (golive::journal::fold::Fold::of(lines).answers().clone(), kinds, texts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_file_cut_anywhere_keeps_every_line_before_the_cut(cut in 0..sample().len()) {
        let sample = sample().into_bytes();
        let (_, _, texts) = fold(&sample[..cut]);
        let whole = sample[..cut].split(|byte| *byte == b'\n').count().saturating_sub(2);
        let (_, _, all) = fold(&sample);
        prop_assert_eq!(&texts[..whole], &all[..whole]);
        prop_assert!(texts.len() <= whole + 1);
    }

    #[test]
    fn a_file_read_in_pieces_comes_to_the_same(cut in 0..sample().len(), again in 0..sample().len()) {
        let sample = sample().into_bytes();
        let (first, second) = (cut.min(again), cut.max(again));
        let mut scan = Scan::default();
        let mut lines = scan.feed(&sample[..first]);
        lines.extend(scan.feed(&sample[first..second]));
        lines.extend(scan.feed(&sample[second..]));
        let mut whole = Scan::default();
        let expected = golive::journal::fold::Fold::of(whole.feed(&sample));
        let pieces = golive::journal::fold::Fold::of(lines);
        prop_assert_eq!(pieces.answers(), expected.answers());
        prop_assert_eq!(scan.verdict(), whole.verdict());
    }

    #[test]
    fn changed_bytes_spoil_only_their_own_lines(hits in proptest::collection::vec((0..sample().len(), any::<u8>()), 1..6)) {
        let good = sample().into_bytes();
        let mut bad = good.clone();
        for (at, byte) in &hits {
            bad[*at] = *byte;
        }
        let (_, _, texts) = fold(&bad);
        for line in good.split(|byte| *byte == b'\n').skip(1) {
            let text = String::from_utf8(line.to_vec()).unwrap();
            if !line.is_empty() && bad.split(|byte| *byte == b'\n').any(|other| other == line) {
                prop_assert!(texts.contains(&text));
            }
        }
    }

    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = fold(&bytes);
        let _ = fold(&[HEADER.as_bytes(), b"(n: 1, ", &bytes].concat());
    }
}
