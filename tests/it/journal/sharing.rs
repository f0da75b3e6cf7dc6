//! Several programs and one file.

use std::fs;
use std::sync::Barrier;
use std::time::Duration;

use golive::journal::append::FileChange;
use golive::journal::damage::{InPlace, ReadOnly};
use golive::journal::error::JournalError;
use golive::journal::fold::Fold;
use golive::journal::record::{Change, RunId, Seq, Status};
use golive::text::Text;

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

    // As long as before: only the time of the file tells.
    fs::write(desk.path(), shorter.replace("other", "OTHER")).unwrap();
    let file = fs::File::options().write(true).open(desk.path()).unwrap();
    file.set_modified(std::time::SystemTime::now() + Duration::from_secs(60)).unwrap();
    journal.refresh().unwrap();
    assert!(matches!(journal.take_news(), FileChange::Shorter(lines) if lines[0].text.contains("OTHER")));
    journal.refresh().unwrap();
    assert_eq!(journal.take_news(), FileChange::None);
}

#[test]
fn a_file_that_has_lost_only_its_first_line_is_only_read() {
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    desk.replace(desk.text().strip_prefix(HEADER).unwrap());
    journal.refresh().unwrap();
    assert_eq!(journal.read_only(), Some(ReadOnly::NoHeader));
}

#[test]
fn an_emptied_file_gets_its_first_line_back_with_the_others() {
    let desk = Desk::new();
    let (mut journal, whole) = (desk.journal(2), desk.text());
    let FileChange::Anew(lines) = journal.take_news() else { panic!("it was just opened") };
    fs::write(desk.path(), "").unwrap();
    journal.refresh().unwrap();
    journal.write_back(lines);
    assert_eq!(journal.kept(), 2);
    journal.retry().unwrap();
    assert_eq!((journal.kept(), desk.text()), (0, whole));
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
#[cfg(unix)]
fn a_path_that_leads_nowhere_is_not_a_file_that_is_gone() {
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    fs::remove_file(desk.path()).unwrap();
    std::os::unix::fs::symlink(desk.path(), desk.path()).unwrap();
    assert!(matches!(journal.refresh(), Err(JournalError::Read { .. })));
}

#[test]
fn a_file_that_became_too_long_is_refused_until_it_is_shorter() {
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    let whole = desk.text();
    desk.replace(&whole);
    fs::OpenOptions::new().write(true).open(desk.path()).unwrap().set_len(257 << 20).unwrap();
    for _ in 0..2 {
        assert!(matches!(journal.refresh(), Err(JournalError::TooLong { .. })));
    }
    fs::write(desk.path(), whole).unwrap();
    journal.refresh().unwrap();
}

#[test]
fn a_file_that_comes_back_in_its_place_is_read_again() {
    let desk = Desk::new();
    let mut journal = desk.journal(2);
    let ours = desk.text();
    fs::write(desk.path(), HEADER.replace("7f3a", "0000")).unwrap();
    assert_eq!(journal.refresh().unwrap_err().gone(), Some(InPlace::OtherFile));
    fs::write(desk.path(), format!("{ours}{}", line(2, 3, note("design/a", "x")))).unwrap();
    for _ in 0..2 {
        journal.refresh().unwrap();
    }
    assert_eq!((journal.verdict().gone, journal.verdict().records), (0, 2));
}

#[test]
fn lines_mixed_with_those_of_another_project_are_not_taken_in() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let ours = desk.text();
    let theirs =
        format!("{}{}", HEADER.replace("7f3a", "0000"), line(1, 3, Change::Project("Fabrikam".into())));
    for mixed in [format!("{ours}{theirs}"), format!("{theirs}{ours}")] {
        for replace in [true, false] {
            if replace {
                desk.replace(&mixed);
            } else {
                fs::write(desk.path(), &mixed).unwrap();
            }
            let reason = match apply(&mut project, note("design/a", "x")) {
                Err(JournalError::ReadOnly { reason, .. }) => reason,
                other => panic!("{other:?}"),
            };
            assert!(matches!(reason, ReadOnly::TwoProjects(..)), "{reason}");
            assert_eq!(project.answers().project_name().map(Text::as_str), Some("Contoso"));
            assert_eq!(desk.text(), mixed);
            desk.replace(&ours);
            project.refresh().unwrap();
            assert_eq!(project.verdict().gone, 0);
        }
    }
    apply(&mut project, note("design/a", "x")).unwrap();
}

#[test]
fn a_last_line_without_its_end_is_missed_as_any_other() {
    let desk = Desk::new();
    let first = desk.text();
    desk.replace(format!("{first}{}", line(2, 3, note("design/a", "x")).trim_end()));
    let mut journal = desk.journal(2);
    desk.replace(&first);
    journal.refresh().unwrap();
    assert_eq!(journal.verdict().gone, 1);
    desk.replace(format!("{first}{}", line(2, 3, note("design/a", "x")).trim_end()));
    journal.refresh().unwrap();
    assert_eq!(journal.verdict().gone, 0);
}

#[test]
#[cfg(unix)]
fn a_file_whose_folder_became_a_file_is_gone() {
    let desk = Desk::new();
    let folder = desk.folder.path().join("team");
    fs::create_dir(&folder).unwrap();
    let path = folder.join("a.golive");
    fs::rename(desk.path(), &path).unwrap();
    let mut journal = golive::journal::append::Journal::open(&path, RunId(2)).unwrap();
    fs::rename(&folder, desk.folder.path().join("away")).unwrap();
    fs::write(&folder, "a file").unwrap();
    assert_eq!(journal.refresh().unwrap_err().gone(), Some(InPlace::Nothing));
}

#[test]
fn what_has_no_line_of_the_project_is_another_file_and_what_may_be_its_rest_is_not() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    apply(&mut project, note("design/a", "x")).unwrap();
    let ours = desk.text();
    for other in ["hello\n", "hello", "# Notes\n\nof somebody\n", "{\"a\": 1}", "\u{feff}G\u{0}o\u{0}"] {
        desk.replace(other);
        let error = apply(&mut project, note("design/a", "y")).unwrap_err();
        assert_eq!(error.gone(), Some(InPlace::OtherFile), "{other:?}");
        assert!(
            error.to_string().ends_with("is another file now, without a line of this project"),
            "{error}"
        );
        assert_eq!(desk.text(), other);
        assert_eq!(project.fold().len(), 2, "nothing of ours is forgotten");
        desk.replace(&ours);
        project.refresh().unwrap();
    }
    let known = ours.lines().last().unwrap();
    for rest in
        ["", "\n", "\0\0\0", "Golive(form", "Golive(form\n", known, &format!("<<<<<<< HEAD\n{known}\n")]
    {
        desk.replace(rest);
        assert!(project.refresh().is_ok_and(|_| project.verdict().gone > 0), "{rest:?}");
        desk.replace(&ours);
        project.refresh().unwrap();
    }
}

#[test]
fn a_file_of_another_project_is_neither_written_to_nor_read() {
    let desk = Desk::new();
    let mut project = desk.open(2);
    let (ours, lines) = (desk.text(), project.fold().len());
    let before = project.answers().project_name().map(ToString::to_string);
    let other =
        format!("{}{}", HEADER.replace("7f3a", "0000"), line(1, 3, Change::Project("Fabrikam".into())));
    desk.replace(&other);
    let error = apply(&mut project, note("design/a", "x")).unwrap_err();
    assert!(matches!(error, JournalError::Displaced { .. }), "{error}");
    assert_eq!(error.gone(), Some(InPlace::OtherFile));
    assert!(matches!(project.refresh(), Err(JournalError::Displaced { .. })), "and it stays so");
    assert_eq!(project.answers().project_name().map(Text::as_str), before.as_deref());
    assert_eq!(desk.text(), other);

    // In the same place, byte by byte and as another file: nothing of the other project has come along.
    for by_name in [true, false] {
        let put = |text: &str| {
            if by_name { desk.replace(text) } else { fs::write(desk.path(), text).unwrap() }
        };
        put(&other);
        assert!(project.refresh().is_err());
        put(&ours);
        project.refresh().unwrap();
        assert_eq!((project.verdict().gone, project.fold().len()), (0, lines));
        assert_eq!(project.answers().project_name().map(Text::as_str), before.as_deref());
    }
    apply(&mut project, note("design/a", "x")).unwrap();
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
    let mut journal = desk.journal(2).with_patience(Duration::ZERO);
    let mut fold = Fold::default();
    if let FileChange::Anew(lines) = journal.take_news() {
        fold.extend(lines);
    }
    let record = fold.compose(note("a", "x").into(), Seq::provisional(0, RunId(2)), &"ana".into(), now());
    let error = journal.apply(std::slice::from_ref(&record)).unwrap_err();
    assert!(matches!(error, JournalError::Busy { waited: Duration::ZERO, .. }), "{error}");
    holder.unlock().unwrap();
    assert_eq!(journal.apply(&[record]).unwrap().len(), 1);
}
