//! What changes read like.

use super::*;
use crate::domain::intent;
use crate::domain::samples::{Story, item, plan, status};
use crate::journal::record::{EntryFilter, WorkshopPlan};

#[test]
fn an_agenda_is_a_change_only_where_it_differs_from_the_one_before() {
    let mut story = Story::new();
    let (one, other) = (item("Design 1"), item("Design 2"));
    story.open(WorkshopPlan { agenda: vec![one.clone()], ..plan(60, &[], EntryFilter::default()) });
    let same = story.say(Change::Agenda(vec![one.clone()]));
    story.say(Change::Agenda(vec![other.clone()]));
    let same_again = story.say(Change::Agenda(vec![other]));
    story.say(Change::Agenda(vec![one]));
    assert_eq!(repeated(story.records()), BTreeSet::from([same, same_again]));
}

#[test]
fn a_command_says_what_it_did_and_to_whom() {
    let story = Story::new();
    let (board, moment) = (story.board(), story.moment());
    let situation = Situation { board: &board, answers: story.answers(), moment: &moment };
    let (one, other) = (item("Design 1"), item("Design 2"));
    let owner = |id: &EntryId| Change::Owner { id: id.clone(), owner: Some("Ana".into()) };
    assert_eq!(situation.sentence(&[status(&one, Status::Blocked)]), "Design 1 is blocked: because");
    let both = [status(&one, Status::Doing), status(&other, Status::Doing)];
    assert_eq!(situation.sentence(&both), "2 entries are in progress");
    assert_eq!(situation.sentence(&[owner(&one)]), "Design 1 is owned by Ana");
    assert_eq!(situation.deed_alone(&owner(&one)), "owned by Ana");
    let none = [Change::Owner { id: one.clone(), owner: None }, Change::Due { id: one, day: None }];
    assert_eq!(situation.sentence(&none), "Design 1 has no owner, has no due date");
}

#[test]
fn each_field_that_a_change_changed_is_named_and_no_other() {
    let mut story = Story::new();
    let one = item("Design 1");
    let seen = |to: Status, seen: Option<&str>| {
        let Change::Status { id, words, .. } = status(&one, to) else { unreachable!("a status") };
        Change::Status { id, status: to, words, reason: None, until: None, evidence: seen.map(Into::into) }
    };
    let (board, moment) = (story.board(), story.moment());
    let first = seen(Status::Todo, Some("wiki/x"));
    let situation = Situation { board: &board, answers: story.answers(), moment: &moment };
    assert_eq!(situation.sentence(std::slice::from_ref(&first)), "Design 1 has evidence wiki/x");
    assert_eq!(situation.beside(&first, &one), ["evidence: wiki/x"]);
    story.say(first);
    let done = seen(Status::Done, Some("wiki/x"));
    let at = story.say(done.clone());
    let removed = Change::Many(
        [
            seen(Status::Done, None),
            Change::Owner { id: one.clone(), owner: None },
            Change::Due { id: one.clone(), day: None },
        ]
        .into_iter()
        .map(|change| crate::journal::record::SubChange { over: None, change })
        .collect(),
    );
    let (board, moment) = (story.board(), story.moment());
    let situation = Situation { board: &board, answers: story.answers(), moment: &moment };
    assert_eq!(situation.deed_in(at, &done), "done, evidence wiki/x");
    assert_eq!(situation.beside(&removed, &one), ["no evidence", "no owner", "no due date"]);
    let told = "Design 1 has no evidence, has no owner, has no due date";
    assert_eq!(situation.sentence(std::slice::from_ref(&removed)), told);
    let nothing = |said: intent::Said| fields::nothing(&said.about(std::slice::from_ref(&one)));
    assert_eq!(nothing(intent::Said::note(Text::default())), "nothing to change: there is no answer");
    assert_eq!(nothing(intent::Said::owner(None)), "nothing to change: there is no owner");
    assert_eq!(nothing(intent::Said::owner(Some("Ana".into()))), NOTHING);
}
