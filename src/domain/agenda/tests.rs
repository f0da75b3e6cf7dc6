//! The agenda by example and by law.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::maker::{ASKING, blocks};
use super::*;
use crate::domain::samples::{Story, capture, item, pack, plan, status};
use crate::journal::record::{Change, EntryFilter, Status};

const EVERYBODY: [(&str, &str); 6] = [
    ("Ana", "architect"),
    ("Ben", "developer"),
    ("Kim", "security"),
    ("Lena", "operations"),
    ("Mia", "branding"),
    ("Omar", "product"),
];

fn design() -> EntryFilter {
    EntryFilter { checklists: vec!["design".into()], ..EntryFilter::default() }
}

fn made(story: &Story, plan: &WorkshopPlan) -> Agenda {
    draft(&story.board(), story.answers(), plan)
}

#[test]
fn what_blocks_stands_first_then_by_level_in_the_plans_order() {
    let story = Story::new();
    let agenda = made(&story, &plan(90, &EVERYBODY, design()));
    let keys: Vec<_> = agenda.stops.iter().map(|stop| (!blocks(stop), stop.level)).collect();
    assert!(keys.is_sorted(), "{keys:?}");
    assert_eq!((agenda.closing, agenda.opening, agenda.over()), (10, 0, 0));
    assert_eq!(agenda.stops.first().unwrap().name, "Design 1");
    assert_eq!(agenda.summary(), "13 entries in 80 min, 10 to close");
}

#[test]
fn a_milestone_as_scope_is_what_is_left_there() {
    let mut story = Story::new();
    story.say(status(&item("Design 1"), Status::Done));
    let scope = EntryFilter { milestone: Some("b2c/p1/demo".into()), ..EntryFilter::default() };
    let agenda = made(&story, &plan(6000, &[], scope));
    let gate = crate::domain::gate::look(&story.board(), &"b2c/p1/demo".into()).unwrap();
    let mut on_it = agenda.ids();
    let mut left: Vec<EntryId> = gate.left.iter().map(|left| left.id.clone()).collect();
    on_it.sort();
    left.sort();
    assert_eq!(on_it, left);
    assert!(agenda.left_out.is_empty());
}

#[test]
fn a_role_that_is_not_here_stands_last_and_is_asked_later() {
    let story = Story::new();
    let scope = EntryFilter { workstreams: vec!["branding".into()], ..design() };
    let agenda = made(&story, &plan(60, &EVERYBODY[..4], scope));
    let asked: Vec<bool> = agenda.stops.iter().map(|stop| stop.ask.is_some()).collect();
    assert!(asked.is_sorted() && asked.contains(&true), "{asked:?}");
    let last = agenda.stops.last().unwrap();
    assert_eq!(last.minutes, ASKING);
    assert!(last.because(&agenda, &story.moment()).ends_with("; ask the branding team"));
}

#[test]
fn musts_of_teams_that_are_not_here_are_asked_about_or_counted() {
    let story = Story::new();
    // Only a role that nothing asks for is here, so that every must with a role is one to ask about.
    let here = [("Zoe", "nobody's")];
    let agenda = made(&story, &plan(60, &here, EntryFilter::default()));
    let musts = |stops: &[AgendaEntry]| stops.iter().filter(|stop| stop.level == Level::Must).count();
    assert!(musts(&agenda.left_out) > 20, "{}", musts(&agenda.left_out));
    let words = agenda.explain().join("\n");
    let teams: BTreeSet<&Text> = agenda.left_out.iter().filter_map(|stop| stop.ask.as_ref()).collect();
    for team in teams {
        let theirs = |stop: &&AgendaEntry| stop.ask.as_ref() == Some(team) && stop.level == Level::Must;
        let left: Vec<&str> = agenda.left_out.iter().filter(theirs).map(|stop| stop.name.as_str()).collect();
        if let Some(first) = left.first() {
            let line = words.lines().find(|line| line.starts_with(&format!("Nobody from {team} is here:")));
            let line = line.unwrap_or_else(|| panic!("{team} is missing in {words}"));
            assert!(line.contains(&format!("{} must", left.len())) && line.contains(first), "{line}");
        }
    }
    let whole = agenda.left_out_phrase().unwrap();
    assert!(agenda.musts_left_out().all(|must| whole.contains(must.name.as_str())));
}

#[test]
fn somebody_says_who_asks_each_team_however_many_musts_are_for_the_room() {
    let story = Story::new();
    let board = story.board();
    let agenda = made(&story, &plan(150, &EVERYBODY[..2], EntryFilter::default()));
    assert!(agenda.musts_left_out().any(|stop| stop.ask.is_none()), "there is more than fits");
    let teams: BTreeSet<Text> = board
        .rows()
        .iter()
        .filter(|row| row.level == Level::Must && row.applies.is_yes() && row.role.is_some())
        .filter_map(|row| row.role.clone())
        .filter(|role| !["architect", "developer"].contains(&role.as_str()))
        .collect();
    let asked: Vec<&AgendaEntry> = agenda.stops.iter().filter(|stop| stop.ask.is_some()).collect();
    let named: BTreeSet<Text> = asked.iter().filter_map(|stop| stop.ask.clone()).collect();
    assert_eq!(named, teams);
    assert!(asked.iter().all(|stop| stop.level == Level::Must && stop.minutes == ASKING));
    assert_eq!(agenda.over(), 0);
}

#[test]
fn what_did_not_fit_is_named_and_every_must_is() {
    let story = Story::new();
    let agenda = made(&story, &plan(30, &[], design()));
    let words = agenda.left_out_phrase().unwrap();
    for must in agenda.musts_left_out() {
        assert!(words.contains(must.name.as_str()), "{words}");
    }
    assert!(words.contains(" more."), "{words}");
}

#[test]
fn workshops_for_musts_that_did_not_fit_fill_their_time() {
    let story = Story::new();
    let plan = plan(60, &EVERYBODY, design());
    let plan = WorkshopPlan { agenda: made(&story, &plan).ids(), ..plan };
    let more = follow_ups(&story.board(), story.answers(), &plan, None);
    let all = || more.iter().chain([&plan]).flat_map(|one| &one.agenda);
    assert_eq!(all().collect::<BTreeSet<_>>().len(), all().count(), "nothing is there twice");
    let first = lay_out(&story.board(), story.answers(), &plan);
    let mut musts = first.musts_left_out().peekable();
    assert!(musts.peek().is_some() && musts.all(|must| all().any(|id| *id == must.id)));
    for part in &more {
        let agenda = lay_out(&story.board(), story.answers(), part);
        let levels: Vec<bool> = agenda.stops.iter().map(|stop| stop.level != Level::Must).collect();
        assert!(levels.is_sorted() && levels.first() == Some(&false), "{levels:?}");
        let free = agenda.room() - agenda.planned();
        let fits = |stop: &&AgendaEntry| stop.minutes <= free && !all().any(|id| *id == stop.id);
        assert_eq!(agenda.left_out.iter().find(fits).map(|stop| &stop.name), None, "{free} min are free");
    }
}

#[test]
fn a_part_keeps_its_entries_and_what_did_not_fit_is_on_no_other_part() {
    let mut story = Story::new();
    let board = story.board();
    let first = plan(30, &EVERYBODY[..2], EntryFilter::default());
    let first = WorkshopPlan { agenda: made(&story, &first).ids(), ..first };
    let all = follow_ups(&board, story.answers(), &first, None);
    let begun = story.say(Change::Prepare(first.clone()));
    let seqs: Vec<Seq> = all.iter().map(|part| story.say(Change::Prepare(part.clone()))).collect();
    let (part, seq) = (&all[1], Some(seqs[1]));
    let musts = |agenda: &Agenda| agenda.musts_left_out().count();
    let mine = lay_out_part(&board, story.answers(), part, seq);
    assert!(musts(&lay_out(&board, story.answers(), part)) > musts(&mine));
    assert!(mine.left_out.iter().all(|stop| !all.iter().any(|one| one.agenda.contains(&stop.id))));
    let next = follow_ups(&board, story.answers(), &first, Some(begun));
    assert!(next.iter().all(|one| !one.agenda.iter().any(|id| all[0].agenda.contains(id))));
    // Somebody more, another length: the same entries first, and nothing that another part has.
    for plan in [
        WorkshopPlan { people: plan(30, &EVERYBODY[..4], EntryFilter::default()).people, ..part.clone() },
        WorkshopPlan { minutes: 60, ..part.clone() },
        WorkshopPlan { minutes: 15, ..part.clone() },
    ] {
        let anew = part_anew(&board, story.answers(), &plan, seq).unwrap();
        let (kept, more) = anew.split_at(part.agenda.len());
        assert_eq!(kept, part.agenda);
        let others = || all.iter().filter(|one| *one != part).chain([&first]);
        assert!(more.iter().all(|id| !others().any(|one| one.agenda.contains(id))));
    }
    // Another scope makes another agenda, and so does a change to a workshop that is no part.
    assert!(
        part_anew(&board, story.answers(), &WorkshopPlan { scope: design(), ..part.clone() }, seq).is_none()
    );
    let mut alone = Story::new();
    let seq = alone.say(Change::Prepare(first.clone()));
    assert!(part_anew(&board, alone.answers(), &first, Some(seq)).is_none());
}

#[test]
fn one_entry_alone_may_exceed_the_time() {
    let story = Story::new();
    let agenda = made(&story, &plan(3, &[], design()));
    assert_eq!((agenda.stops.len(), agenda.over()), (1, 5));
    assert_eq!(agenda.summary(), "1 entry in 8 min; 5 min more than the 3 there are");
}

#[test]
fn the_last_workshops_open_actions_stand_first() {
    let mut story = Story::new();
    story.open(plan(60, &[], design()));
    story.say(capture("b", CaptureKind::Action, None, "Order the mail contract"));
    story.say(capture("a", CaptureKind::Action, None, "Write the table"));
    story.say(capture("c", CaptureKind::Question, None, "Who may export the log?"));
    story.say(capture("d", CaptureKind::Action, None, "Done already"));
    story.say(Change::Resolved { id: CaptureId("d".into()), resolved: true });
    story.close(3000);
    story.say(capture("e", CaptureKind::Action, None, "After the workshop"));
    let agenda = made(&story, &plan(60, &[], design()));
    let actions: Vec<&str> = agenda.actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(actions, ["Order the mail contract", "Write the table"]);
    assert_eq!(agenda.opening, 2);
}

#[test]
fn measured_time_improves_the_estimate_and_it_says_so() {
    let mut story = Story::new();
    let ids = [item("Design 1"), item("Design 2"), item("Design 3"), item("Design 8")];
    story.open(WorkshopPlan { agenda: ids.to_vec(), ..plan(60, &[], design()) });
    for (at, id) in (0..).zip(&ids) {
        story.say(Change::At { id: id.clone(), seconds: at * 720 });
    }
    let before = made(&story, &plan(90, &[], design()));
    assert_eq!(
        before.pace.phrase(),
        "Minutes are the pack's estimates; too few entries have been timed yet."
    );
    story.say(Change::Closing { seconds: 4 * 720 });
    story.close(4 * 720 + 600);
    let agenda = made(&story, &plan(90, &[], design()));
    assert_eq!((agenda.pace.all.entries, agenda.pace.workshops), (4, 1));
    let words = agenda.explain().join("\n");
    assert!(words.contains("musts took 12 min in the last workshop, "), "{words}");
    assert!(agenda.stops.len() < before.stops.len());
}

/// Holds a workshop over these entries, so many minutes at each.
fn held(story: &mut Story, entries: &[(&str, u64)]) {
    let ids: Vec<EntryId> = entries.iter().map(|(name, _)| item(name)).collect();
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(240, &EVERYBODY, design()) });
    let mut used = 0;
    for (id, (_, minutes)) in ids.iter().zip(entries) {
        story.say(Change::At { id: id.clone(), seconds: used });
        used += minutes * 60;
    }
    story.say(Change::Closing { seconds: used });
    story.close(used + 300);
}

/// The short names of the pack's items of a level, those of the design list first.
fn of_level(level: Level) -> Vec<String> {
    let lists = pack().checklists.iter();
    let mut names: Vec<(bool, String)> = lists
        .flat_map(|list| {
            let items = list.sections.iter().flat_map(|section| &section.items);
            let items =
                items.filter(move |item| item.level == level && item.minutes == level.usual_minutes());
            items.map(|item| (list.id.as_str() != "design", list.short_name(item).to_string()))
        })
        .collect();
    names.sort_by_key(|(is_other, _)| *is_other);
    names.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn each_level_has_its_own_estimate_as_soon_as_enough_were_measured() {
    let (musts, shoulds) = (of_level(Level::Must), of_level(Level::Should));
    let mut story = Story::new();
    held(
        &mut story,
        &[(&musts[0], 12), (&musts[1], 12), (&musts[2], 12), (&shoulds[0], 4), (&shoulds[1], 4)],
    );
    let pace = made(&story, &plan(90, &[], design())).pace;
    assert_eq!((pace.minutes(Level::Must, 8), pace.minutes(Level::Must, 16)), (12, 24));
    // Two shoulds are too few: all five took 44 min while the pack plans 34.
    assert_eq!((pace.minutes(Level::Should, 5), pace.minutes(Level::Could, 2)), (6, 3));
    assert_eq!(
        pace.phrase(),
        "Minutes are measured: musts took 12 min in the last workshop, planned 8. The others get the pack's \
         times 1.29, as all 5 entries took."
    );
    held(&mut story, &[(&shoulds[2], 4), (&musts[3], 12)]);
    let pace = made(&story, &plan(90, &[], design())).pace;
    assert_eq!((pace.minutes(Level::Must, 8), pace.minutes(Level::Should, 5)), (12, 4));
    assert_eq!(
        pace.phrase(),
        "Minutes are measured: musts took 12 min in the last 2 workshops, planned 8; shoulds 4, planned 5. \
         The others get the pack's times 1.27, as all 7 entries took."
    );
}

#[test]
fn what_another_team_is_to_be_asked_is_not_measured() {
    let mut story = Story::new();
    let musts = of_level(Level::Must);
    let others: Vec<&String> = musts
        .iter()
        .filter(|name| story.board().row(&item(name)).is_some_and(|row| row.role.is_some()))
        .collect();
    let ids: Vec<EntryId> = others.iter().take(3).map(|name| item(name)).collect();
    story.open(WorkshopPlan { agenda: ids.clone(), ..plan(60, &[("Zoe", "nobody's role")], design()) });
    for (at, id) in (0..).zip(&ids) {
        story.say(Change::At { id: id.clone(), seconds: at * 60 });
    }
    story.say(Change::Closing { seconds: 180 });
    story.close(200);
    assert_eq!(made(&story, &plan(90, &[], design())).pace.all.entries, 0);
}

#[test]
fn an_agenda_changed_by_hand_keeps_its_order_and_says_what_exceeds() {
    let mut story = Story::new();
    let settled = item("Design 2");
    story.say(status(&settled, Status::Done));
    let plan = plan(30, &[], design());
    let ids = made(&story, &plan).ids();
    let by_hand = moved(&added(&ids, &settled, ids.first()), &ids[1], 0);
    let laid_out =
        lay_out(&story.board(), story.answers(), &WorkshopPlan { agenda: by_hand.clone(), ..plan });
    assert_eq!(laid_out.ids(), by_hand);
    let stop = laid_out.stop(&settled).unwrap();
    assert_eq!(stop.because(&laid_out, &story.moment()), "added by hand, settled");
    assert!(laid_out.over() > 0);
}

#[test]
fn an_entry_that_left_the_pack_stays_on_an_agenda_and_says_so() {
    let story = Story::new();
    let plan = WorkshopPlan { agenda: vec!["design/gone".into()], ..plan(30, &[], design()) };
    let agenda = lay_out(&story.board(), story.answers(), &plan);
    let stop = agenda.stops.first().unwrap();
    assert_eq!(stop.because(&agenda, &story.moment()), "added by hand, no longer in the pack");
}

#[test]
fn short_workshops_keep_less_for_the_closing() {
    let kept: Vec<u32> = [0, 5, 15, 30, 45, 60, 90, 240].into_iter().map(closing_minutes).collect();
    assert_eq!(kept, [0, 0, 2, 5, 7, 10, 10, 10]);
}

fn ids() -> impl Strategy<Value = Vec<EntryId>> {
    let all: Vec<EntryId> = pack().items().map(|item| item.id.clone()).take(12).collect();
    proptest::sample::subsequence(all, 0..8).prop_shuffle()
}

fn any_scope() -> impl Strategy<Value = EntryFilter> {
    let lists = proptest::sample::subsequence(vec!["analyze", "design", "build", "deploy"], 0..3);
    let milestone = proptest::option::of(proptest::sample::select(vec!["b2c/p1/demo"]));
    (lists, milestone).prop_map(|(lists, milestone)| EntryFilter {
        checklists: lists.into_iter().map(Into::into).collect(),
        milestone: milestone.map(Into::into),
        ..EntryFilter::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn an_agenda_never_exceeds_the_time_unless_one_entry_alone_does(
        minutes in 0..300_u32, here in 0..6_usize, scope in any_scope(), done in ids(),
    ) {
        let mut story = Story::new();
        for id in &done {
            story.say(status(id, Status::Done));
        }
        let plan = plan(minutes, &EVERYBODY[..here], scope);
        let agenda = made(&story, &plan);
        prop_assert!(agenda.over() == 0 || agenda.stops.len() == 1);
        prop_assert!(agenda.opening + agenda.closing <= minutes);
        // Whatever is meant and left is on it or named, once.
        let mut all: Vec<&EntryId> =
            agenda.stops.iter().chain(&agenda.left_out).map(|stop| &stop.id).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        prop_assert_eq!(all.len(), count);
        prop_assert!(done.iter().all(|id| !all.contains(&id)));
        // Nothing that is left out would still have fitted, and no must gave way to anything else.
        let free = agenda.room().saturating_sub(agenda.planned());
        prop_assert!(agenda.over() > 0 || agenda.left_out.iter().all(|stop| stop.minutes > free));
        prop_assert_eq!(made(&story, &plan), agenda);
    }

    #[test]
    fn changing_by_hand_keeps_every_entry_once(ids in ids(), at in 0..9_usize, to in 0..9_usize) {
        let Some(id) = ids.get(at) else { return Ok(()) };
        let mut there = moved(&ids, id, to);
        prop_assert_eq!(there.iter().position(|other| other == id), Some(to.min(ids.len() - 1)));
        prop_assert_eq!(added(&dropped(&ids, id), id, at.checked_sub(1).and_then(|at| ids.get(at))).len(), ids.len());
        prop_assert_eq!(&added(&ids, id, None), &ids);
        let mut before = ids.clone();
        before.sort();
        there.sort();
        prop_assert_eq!(before, there);
    }
}
