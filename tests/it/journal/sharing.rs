//! Several programs and one file.

use std::fs;
use std::sync::Barrier;

use golive::journal::append::FileChange;
use golive::journal::error::JournalError;
use golive::journal::fold::Fold;
use golive::journal::record::{Change, RunId, Seq, Status};

use super::{Desk, HEADER, answer, apply, line, note, note_of, now};

#[test]
fn what_others_write_is_read_on() {
    let desk = Desk::new();
    let (mut one, mut other) = (desk.open(2), desk.open(3));
    apply(&mut one, note("design/a", "from one")).unwrap();
    let new = other.refresh().unwrap();
    assert_eq!(new.iter().map(|record| record.seq()).collect::<Vec<_>>(), [Seq(2, RunId(2))]);
    assert_eq!(note_of(&other, "design/a").unwrap(), "from one");
    assert!(other.refresh().unwrap().is_empty());
}

#[test]
fn an_append_reads_first_and_numbers_on() {
    let desk = Desk::new();
    let (mut one, mut other) = (desk.open(2), desk.open(3));
    apply(&mut one, note("design/a", "1")).unwrap();
    apply(&mut one, note("design/b", "2")).unwrap();
    let saved = apply(&mut other, note("design/c", "3")).unwrap();
    assert_eq!(saved[0].seq(), Seq(4, RunId(3)));
    assert_eq!(note_of(&other, "design/b").unwrap(), "2");
}

#[test]
fn many_programs_at_once_lose_nothing() {
    const PROGRAMS: u64 = 4;
    const CHANGES: u64 = 8;
    let desk = Desk::new();
    let barrier = Barrier::new(usize::try_from(PROGRAMS).unwrap());
    std::thread::scope(|scope| {
        for program in 0..PROGRAMS {
            let (desk, barrier) = (&desk, &barrier);
            scope.spawn(move || {
                let mut project = desk.open(10 + program);
                barrier.wait();
                for change in 0..CHANGES {
                    apply(&mut project, note(&format!("design/{program}-{change}"), "x")).unwrap();
                }
            });
        }
    });
    let project = desk.open(99);
    assert_eq!(project.answers().entries.len() as u64, PROGRAMS * CHANGES);
    let numbers: Vec<u64> = project.fold().records().map(|record| record.n).collect();
    assert_eq!(numbers, (1..=PROGRAMS * CHANGES + 1).collect::<Vec<_>>());
    assert!(project.verdict().is_clean());
}

#[test]
fn two_answers_made_at_once_are_both_kept() {
    let desk = Desk::new();
    let (mut ana, mut ben) = (desk.open(2), desk.open(3));
    apply(&mut ana, answer("design/a", Status::Done)).unwrap();
    apply(&mut ben, answer("design/a", Status::Blocked)).unwrap();
    let entry = ben.answers().entry(&"design/a".into()).unwrap();
    assert_eq!(entry.answer().unwrap().status, Status::Blocked);
    assert_eq!(entry.status.rival().unwrap().value.status, Status::Done);
}

#[test]
fn a_file_that_was_replaced_is_read_anew_and_written_to() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    apply(&mut project, note("design/a", "before")).unwrap();
    let before = desk.text();
    desk.replace(format!("{before}{}", line(7, 3, note("design/b", "pulled"))));
    let saved = apply(&mut project, note("design/c", "after")).unwrap();
    assert_eq!(saved[0].seq(), Seq(8, RunId(2)));
    assert!(desk.text().ends_with(&format!("{}\n", saved[0].text)));
    assert_eq!(note_of(&project, "design/a").unwrap(), "before");
    assert_eq!(note_of(&project, "design/b").unwrap(), "pulled");
    assert_eq!(project.answers(), desk.open(4).answers());
}

#[test]
fn a_file_that_has_lost_lines_is_not_written_to() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let older = desk.text();
    apply(&mut project, note("design/a", "before")).unwrap();
    let by_renaming: fn(&Desk, &str) = |desk, text| desk.replace(text);
    let in_place: fn(&Desk, &str) = |desk, text| fs::write(desk.path(), text).unwrap();
    for replace in [by_renaming, in_place] {
        let newer = desk.text();
        replace(&desk, &older);
        let error = apply(&mut project, note("design/b", "after")).unwrap_err();
        assert!(matches!(error, JournalError::Shorter { gone: 1.., .. }), "{error}");
        assert_eq!(desk.text(), older);
        assert_eq!(note_of(&project, "design/a").unwrap(), "before");
        replace(&desk, &newer);
        apply(&mut project, note("design/a", "before")).unwrap();
    }
}

#[test]
fn a_file_that_was_rewritten_in_place_is_read_anew() {
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    journal.take_news();
    let longer = format!("{HEADER}{}{}", line(1, 3, note("a", "other")), line(2, 3, note("b", "more lines")));
    fs::write(desk.path(), &longer).unwrap();
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Shorter(lines) if lines.len() == 2));

    let shorter = format!("{HEADER}{}", line(1, 3, note("a", "other")));
    fs::write(desk.path(), &shorter).unwrap();
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Shorter(lines) if lines.len() == 1));
}

#[test]
fn a_file_that_is_gone_is_not_made_anew() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let text = desk.text();
    fs::remove_file(desk.path()).unwrap();
    assert!(matches!(project.refresh(), Err(JournalError::Gone { .. })));
    assert!(matches!(apply(&mut project, note("design/a", "x")), Err(JournalError::Gone { .. })));
    assert!(!desk.path().exists());
    // It comes back, as after a branch was changed and changed again.
    fs::write(desk.path(), text).unwrap();
    apply(&mut project, note("design/a", "x")).unwrap();
    assert_eq!(note_of(&desk.open(3), "design/a").unwrap(), "x");
}

#[test]
fn a_file_of_another_project_is_not_written_to() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let other =
        format!("{}{}", HEADER.replace("7f3a", "0000"), line(1, 3, Change::Project("Fabrikam".into())));
    desk.replace(&other);
    let error = apply(&mut project, note("design/a", "x")).unwrap_err();
    assert!(matches!(error, JournalError::ReadOnly { .. }), "{error}");
    assert_eq!(desk.text(), other);
}

#[test]
fn a_merge_by_lines_of_two_branches_comes_to_the_same_for_both() {
    let desk = Desk::new();
    let base = desk.text();
    apply(&mut desk.open(2), note("design/a", "ours")).unwrap();
    let ours = desk.text();
    desk.replace(&base);
    apply(&mut desk.open(3), note("design/a", "theirs")).unwrap();
    let theirs = desk.text();
    // git's union merge puts one side's new lines after the other's.
    let one = format!("{ours}{}", theirs.strip_prefix(&base).unwrap());
    let other = format!("{theirs}{}", ours.strip_prefix(&base).unwrap());
    let (one, other) = (Desk::with(one).open(4), Desk::with(other).open(4));
    assert_eq!(one.answers(), other.answers());
    assert!(one.answers().entry(&"design/a".into()).unwrap().has_rival());
}

#[test]
fn a_waiting_append_ends_and_says_who_it_waited_for() {
    let desk = Desk::new();
    let holder = fs::File::open(desk.path()).unwrap();
    holder.lock().unwrap();
    let mut journal = desk.journal(2).with_patience(std::time::Duration::ZERO);
    let mut fold = Fold::default();
    if let FileChange::Anew(lines) = journal.take_news() {
        fold.extend(lines);
    }
    let record = fold.compose(note("a", "x").into(), Seq::provisional(0, RunId(2)), &"ana".into(), now());
    assert!(matches!(journal.apply(std::slice::from_ref(&record)), Err(JournalError::Busy { .. })));
    holder.unlock().unwrap();
    assert_eq!(journal.apply(&[record]).unwrap().len(), 1);
}
