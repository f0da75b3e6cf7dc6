//! What always holds of a fold, whatever the lines are.

use proptest::prelude::*;

use super::Fold;
use super::compose::RecordDraft;
use crate::journal::digest::Digest;
use crate::journal::line::{JournalLine, ParsedLine, read};
use crate::journal::record::{
    CaptureId, CaptureKind, Change, Known, Record, RunId, Seq, Status, SubChange, WorkshopPlan,
};
use crate::journal::samples::{any_line, line, lines, look_of, note, record, review, status};
use crate::pack::model::{Business, EntryId, Level};
use crate::text::Text;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 11, 20);

/// A capture at an entry.
fn capture() -> Change {
    Change::Capture {
        id: CaptureId("c1".into()),
        at: Some("design/a".into()),
        kind: CaptureKind::Action,
        text: "Draw it".into(),
        owner: None,
        due: None,
        to: None,
    }
}

/// An item of the project's own with this question.
fn own_item(ask: &str) -> Change {
    Change::Item {
        id: "design/own-a".into(),
        checklist: "design".into(),
        workstream: "architecture".into(),
        title: "Ours".into(),
        level: Level::Should,
        ask: Some(ask.into()),
        done_when: None,
    }
}

/// Everything that can be asked of a fold.
fn seen(fold: &Fold) -> impl PartialEq + std::fmt::Debug {
    let newest = |by: &str| {
        let newest = (fold.newest_by(by), fold.newest_act_by(by), fold.newest_at_entry_by(by));
        (newest.0.cloned(), newest.1.cloned(), newest.2.cloned())
    };
    let trail = |by: &str| fold.trail(by).cloned().collect::<Vec<_>>();
    (
        fold.answers().clone(),
        fold.records().cloned().collect::<Vec<_>>(),
        [newest("ana"), newest("ben")],
        [trail("ana"), trail("ben")],
        fold.history(&"design/a".into()).into_iter().cloned().collect::<Vec<_>>(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_lines_and_doubles_make_no_difference(
        (lines, shuffled) in lines().prop_flat_map(|lines| {
            let doubled: Vec<JournalLine> = lines.iter().chain(&lines).cloned().collect();
            (Just(lines), Just(doubled).prop_shuffle())
        })
    ) {
        let at_once = Fold::of(lines.clone());
        let mut one_by_one = Fold::default();
        for line in shuffled {
            one_by_one.insert(line);
        }
        prop_assert_eq!(seen(&at_once), seen(&one_by_one));
    }

    #[test]
    fn a_line_taken_out_leaves_no_trace(lines in lines(), more in any_line()) {
        let lines: Vec<JournalLine> = lines.into_iter().filter(|line| line.seq() != more.seq()).collect();
        let before = Fold::of(lines);
        let mut after = before.clone();
        let seq = more.seq();
        prop_assert!(after.insert(more));
        after.remove(seq);
        prop_assert_eq!(seen(&before), seen(&after));
    }

    #[test]
    fn a_record_reads_back_as_it_was_written(line in any_line()) {
        prop_assert!(!line.text.contains('\n'));
        prop_assert_eq!(read(&line.text), ParsedLine::Record(line));
    }

    #[test]
    fn undo_gives_back_what_was_there_and_redo_what_was_done(lines in lines(), change in any_line()) {
        if !change.record.is_undoable() {
            return Ok(());
        }
        let before = Fold::of(lines);
        let values = |fold: &Fold| {
            let entry = fold.answers().entry(&"design/a".into()).cloned().unwrap_or_default();
            (entry.answer().cloned(), entry.owner().cloned(), entry.note().cloned(),
                fold.answers().known(&"existing-users".into()), fold.answers().scenario.value().cloned())
        };
        let mut fold = before.clone();
        let Record { over, change, .. } = change.record.as_ref().clone();
        fold.insert(JournalLine::of(Record { over, ..record(100, 9, "ana", change) }));
        let done = values(&fold);
        fold.insert(line(101, 9, "ana", Change::Undo(100, RunId(9))));
        prop_assert_eq!(values(&fold), values(&before));
        fold.insert(line(102, 9, "ana", Change::Redo(100, RunId(9))));
        prop_assert_eq!(values(&fold), done);
    }
}

#[test]
fn two_answers_made_apart_are_both_seen_until_someone_answers_again() {
    let first = line(1, 1, "ana", status("design/a", Status::Doing));
    let over = Some(Seq(1, RunId(1)));
    let apart = |run, by, to| {
        let mut record = record(2, run, by, status("design/a", to));
        record.over = over;
        JournalLine::of(record)
    };
    let mut fold = Fold::of([first, apart(1, "ana", Status::Done), apart(2, "ben", Status::Blocked)]);
    let entry = fold.answers().entry(&"design/a".into()).unwrap();
    assert_eq!(entry.answer().unwrap().status, Status::Blocked);
    assert_eq!(entry.status.rival().unwrap().by, "ana");

    let mut again = record(3, 1, "ana", status("design/a", Status::Done));
    again.over = Some(Seq(2, RunId(2)));
    fold.insert(JournalLine::of(again));
    assert!(!fold.answers().entry(&"design/a".into()).unwrap().has_rival());
}

#[test]
fn the_same_answer_made_apart_is_one_answer() {
    let fold = Fold::of([
        line(1, 1, "ana", status("design/a", Status::Done)),
        line(1, 2, "ben", status("design/a", Status::Done)),
    ]);
    assert!(!fold.answers().entry(&"design/a".into()).unwrap().has_rival());
}

/// Two people accept exports apart: what the export of the later day shows counts, whichever line is the later one.
#[test]
fn what_two_exports_of_one_tenant_show_is_one_answer() {
    let shown = |tenant: &str, day: u8, bad: u8| {
        Some(Text::line(&format!("export of {tenant}, {day} Nov 2026: {bad} of 14 applications: A, B.")))
    };
    let told = |status: Status, reason: Option<Text>, evidence: Option<Text>| Change::Status {
        id: "design/a".into(),
        status,
        words: Digest::of("design/a", ""),
        reason,
        until: None,
        evidence,
    };
    let seen = |status, tenant, day, bad| told(status, None, shown(tenant, day, bad));
    let again = |day| told(Status::Todo, shown("prod", day, 2), None);
    // Of these two: the one that counts, and whether somebody has to decide.
    let apart = |ana: &Change, ben: &Change| {
        let fold = Fold::of([line(4, 1, "ana", ana.clone()), line(5, 2, "ben", ben.clone())]);
        let entry = fold.answers().entry(&"design/a".into()).cloned().unwrap_or_default();
        (entry.status.now().map(|write| write.by.to_string()).unwrap_or_default(), entry.has_rival())
    };
    let [ana, ben] = ["ana".to_owned(), "ben".to_owned()];
    let (old, new) = (seen(Status::Todo, "prod", 18, 3), seen(Status::Todo, "prod", 20, 2));
    assert_eq!((apart(&old, &new), apart(&new, &old)), ((ben.clone(), false), (ana.clone(), false)));
    assert_eq!(
        (apart(&again(18), &again(20)), apart(&again(20), &again(18))),
        ((ben.clone(), false), (ana, false))
    );
    // The same export twice, also by two versions of the rules: the later line.
    assert_eq!(apart(&new, &new), (ben.clone(), false));
    assert_eq!(apart(&new, &seen(Status::Todo, "prod", 20, 3)), (ben.clone(), false));
    // People decide between two tenants, a status and another one, what was shown and what somebody saw.
    for other in [
        seen(Status::Todo, "test", 20, 2),
        seen(Status::Done, "prod", 20, 2),
        told(Status::Todo, None, Some("wiki/1".into())),
        told(Status::Todo, None, None),
        again(20),
    ] {
        assert_eq!(apart(&old, &other), (ben.clone(), true), "{other:?}");
        assert_eq!(apart(&other, &old), (ben.clone(), true), "{other:?}");
    }
}

#[test]
fn another_kind_of_project_is_taken_back_and_the_first_never() {
    let kind = |app: &str| Change::Scenario { business: Business::new("b2c"), apps: vec![app.into()] };
    let mut second = record(2, 1, "ana", kind("mobile-api"));
    second.over = Some(Seq(1, RunId(1)));
    let mut fold = Fold::of([line(1, 1, "ana", kind("spa-api")), JournalLine::of(second)]);
    let apps = |fold: &Fold| fold.answers().scenario.value().unwrap().apps.clone();
    fold.insert(line(3, 1, "ana", Change::Undo(2, RunId(1))));
    assert_eq!(apps(&fold), ["spa-api".into()]);
    fold.insert(line(4, 1, "ana", Change::Undo(1, RunId(1))));
    assert_eq!(apps(&fold), ["spa-api".into()]);
    fold.insert(line(5, 1, "ana", Change::Redo(2, RunId(1))));
    assert_eq!(apps(&fold), ["mobile-api".into()]);
}

#[test]
fn what_cannot_be_undone_is_what_was_done_last() {
    let review = |n| line(n, 1, "ana", Change::Close { seconds: 60 });
    let look = |n| line(n, 1, "ana", Change::Look(Box::new(look_of("prod", TODAY, &[]))));
    let newest = |lines: Vec<JournalLine>| Fold::of(lines).newest_act_by("ana").unwrap().n;
    assert_eq!(newest(vec![line(1, 1, "ana", note("design/a", "x")), review(2)]), 2);
    assert_eq!(newest(vec![review(1), line(2, 1, "ana", note("design/a", "x"))]), 2);
    // What an export showed was written with the answer before it, and by itself it stands alone.
    assert_eq!(newest(vec![line(1, 1, "ana", note("design/a", "x")), look(2)]), 1);
    assert_eq!(newest(vec![line(1, 1, "ana", note("design/a", "x")), look(3)]), 3);
    // Where a workshop is does not count, nor does the first name.
    let at = Change::At { id: "design/a".into(), seconds: 9 };
    let first = line(1, 1, "ana", note("design/a", "x"));
    assert_eq!(
        newest(vec![first, line(2, 1, "ana", at), line(3, 1, "ana", Change::Project("One".into()))]),
        1
    );
}

#[test]
fn what_was_said_of_an_entry_counts_for_the_one_in_its_place_in_every_fold_made_of_it() {
    for said in [status("design/a", Status::Done), capture()] {
        let lines = [line(1, 1, "ana", said)];
        let mut fold = Fold::of(lines.clone());
        fold.moving([("design/a".into(), "design/b".into())].into());
        let places = [fold.clone(), fold.of_those(|_| true), fold.anew(lines)]
            .map(|fold| ["design/a", "design/b"].map(|id| fold.history(&id.into()).len()));
        assert_eq!(places, [[0, 1]; 3]);
    }
}

#[test]
fn reviews_are_numbered_in_the_order_of_their_lines() {
    let numbers = |fold: &Fold| {
        let reviews = fold.answers().reviews.iter();
        reviews.map(|review| (review.seq.0, review.no)).collect::<Vec<_>>()
    };
    let mut fold = Fold::of([line(2, 1, "ana", review(true)), line(7, 1, "ana", review(false))]);
    fold.insert(line(4, 2, "ben", review(true)));
    assert_eq!(numbers(&fold), [(2, 1), (4, 2), (7, 3)]);
    fold.remove(Seq(2, RunId(1)));
    assert_eq!(numbers(&fold), [(4, 1), (7, 2)]);
}

#[test]
fn a_question_that_only_says_the_title_again_is_none() {
    let asked = |ask: &str| {
        let fold = Fold::of([line(1, 1, "ana", own_item(ask))]);
        fold.answers().own_items.get(&EntryId::from("design/own-a"))?.value()?.ask.clone()
    };
    assert_eq!((asked("Ours"), asked("Is it ours?")), (None, Some("Is it ours?".into())));
}

#[test]
fn what_is_removed_names_the_line_that_wrote_it() {
    let fold = Fold::of([line(1, 1, "ana", own_item("Ours")), line(2, 1, "ana", capture())]);
    let removed = |id: &str| fold.holds(&Change::Removed(id.into()));
    assert_eq!([removed("design/own-a"), removed("c1")], [1, 2].map(|n| Some(Seq(n, RunId(1)))));
}

#[test]
fn what_is_said_in_a_workshop_belongs_to_it_and_another_plan_does_not() {
    let plan = WorkshopPlan::default;
    let fold = Fold::of([line(1, 1, "ana", Change::Open { prepared: None, plan: plan() })]);
    let workshop = |change: Change| {
        fold.compose(change.into(), Seq(2, RunId(1)), &"ana".into(), jiff::Timestamp::UNIX_EPOCH).s
    };
    assert_eq!(workshop(note("design/a", "x")), Some(Seq(1, RunId(1))));
    assert_eq!(workshop(Change::Prepare(plan())), None);
}

#[test]
fn what_somebody_has_not_seen_is_not_replaced() {
    let lines = [status("design/a", Status::Doing), note("design/a", "x")];
    let fold = Fold::of((1..).zip(lines).map(|(n, change)| line(n, 1, "ana", change)));
    let parts = [status("design/a", Status::Done), note("design/a", "y")]
        .map(|change| SubChange { over: None, change });
    let seen = vec![parts[0].clone()];
    let draft = RecordDraft { seen, ..RecordDraft::from(Change::Many(parts.into())) };
    let made = fold.compose(draft, Seq(3, RunId(1)), &"ana".into(), jiff::Timestamp::UNIX_EPOCH);
    let over: Vec<_> = made.change.parts(None).map(|(over, _)| over).collect();
    assert_eq!(over, [None, Some(Seq(2, RunId(1)))]);
}

#[test]
fn project_and_scenario_are_not_taken_back() {
    let fold = Fold::of([
        line(1, 1, "ana", Change::Project("Contoso".into())),
        line(2, 1, "ana", Change::Undo(1, RunId(1))),
    ]);
    assert_eq!(fold.answers().project_name().unwrap(), "Contoso");
}

#[test]
fn the_newest_change_is_the_newest_that_holds() {
    let question = Change::Question { id: "existing-users".into(), answer: Known::No };
    let fold = Fold::of([
        line(1, 1, "ana", status("design/a", Status::Doing)),
        line(2, 2, "ben", status("design/b", Status::Done)),
        line(3, 1, "ana", note("design/b", "ask Kim")),
        line(4, 1, "ana", Change::Undo(3, RunId(1))),
        line(5, 1, "ana", question),
    ]);
    assert!(Fold::default().is_empty() && !fold.is_empty());
    assert_eq!(fold.newest_by("ana").unwrap().n, 5);
    assert_eq!(fold.newest_at_entry_by("ana").unwrap().n, 1);
    let since: Vec<u64> = fold.since(Seq(1, RunId(1))).map(|record| record.n).collect();
    assert_eq!(since, [2, 3, 4, 5]);
    let history: Vec<u64> = fold.history(&"design/b".into()).iter().map(|record| record.n).collect();
    assert_eq!(history, [2, 3, 4]);
}
