//! What changes read like.

use super::*;
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
