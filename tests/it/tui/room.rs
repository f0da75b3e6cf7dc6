//! The room when a workshop does not go to plan: its agenda, the one proposal, people, a break; and the projector.

use std::time::Duration;

use golive::journal::record::{Change, Course};

use super::harness::Stage;

fn room(size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(size);
    stage.press("5<enter><enter>");
    stage
}

fn pass(stage: &mut Stage, seconds: u64) {
    for _ in 0..seconds {
        stage.world.borrow_mut().uptime += Duration::from_secs(1);
        stage.app.news();
    }
}

fn agenda(stage: &Stage) -> Vec<String> {
    let world = stage.world.borrow();
    let open = world.fold.answers().open_workshop().expect("a workshop is open");
    open.plan.agenda.iter().map(ToString::to_string).collect()
}

fn put_off(stage: &Stage) -> Vec<String> {
    let world = stage.world.borrow();
    let open = world.fold.answers().open_workshop().expect("a workshop is open");
    open.course.put_off.iter().map(|one| one.id.to_string()).collect()
}

#[test]
fn the_agenda_is_seen_and_changed_over_the_room() {
    let mut stage = room((120, 36));
    let before = agenda(&stage);
    stage
        .press("A")
        .sees("Agenda")
        .sees("plan  took")
        .sees("then 10 for the closing")
        .sees("How many tenants");
    stage.press("<down>J");
    let after = agenda(&stage);
    assert_eq!((&after[1], &after[2]), (&before[2], &before[1]));
    stage.press("x");
    assert_eq!(put_off(&stage), [before[1].clone()]);
    assert_eq!(agenda(&stage).len(), before.len() - 1);
    // What is in hand cannot be put off under the room.
    stage.press("gx").sees("the entry in hand");
    stage.press("m12<enter>");
    let minutes = stage
        .world
        .borrow()
        .fold
        .answers()
        .open_workshop()
        .and_then(|open| open.course.minutes.values().next().copied());
    assert_eq!(minutes, Some(12));
    stage.press("<esc>").sees("entry 1 of");
}

#[test]
fn behind_time_one_proposal_keeps_all_musts_and_is_taken_with_one_key() {
    let mut stage = room((120, 36));
    pass(&mut stage, 70 * 60);
    stage.sees("min short");
    stage.press("=").sees("Behind time").sees("are planned for").sees("Move the end");
    let musts: Vec<String> = agenda(&stage);
    stage.press("<enter>");
    let gone = put_off(&stage);
    assert!(!gone.is_empty() && gone.iter().all(|id| musts.contains(id)), "{gone:?}");
    let world = stage.world.borrow();
    let lines: Vec<&Change> = world.fold.records().map(|record| &record.change).collect();
    let one =
        lines.iter().filter(|change| matches!(change, Change::Course { what: Course::PutOff { .. }, .. }));
    assert_eq!(one.count(), 1);
}

#[test]
fn where_the_musts_alone_do_not_fit_a_later_end_or_musts_for_the_next_time_are_proposed() {
    let musts_late = || {
        let mut stage = room((120, 36));
        pass(&mut stage, 80 * 60);
        stage.press("=").sees("the musts need").sees("or put off Deploy 2");
        stage.sees("and move the end to").sees("keeps every must").sees("first on the next agenda");
        stage
    };
    let mut stage = musts_late();
    stage.press("<enter>").misses("min short");
    let minutes =
        |stage: &Stage| stage.world.borrow().fold.answers().open_workshop().map(|open| open.plan.minutes);
    assert!(minutes(&stage).is_some_and(|minutes| minutes > 90), "the end has moved");
    let kept = put_off(&stage).len();
    let mut stage = musts_late();
    stage.press("<down><enter>").misses("min short");
    assert!(put_off(&stage).len() > kept, "musts wait for the next time");
    assert_eq!(minutes(&stage), Some(90));
    // Nothing goes unsaid.
    stage.press("<tab><right><right>").sees("Put off");
}

#[test]
fn nothing_moves_from_entry_to_entry_in_a_small_room() {
    for size in [(40, 12), (60, 18), (60, 14), (80, 24)] {
        let mut stage = Stage::new(size);
        stage.press("5ni<enter><enter><enter>Ana:architect, Ben:developer<enter><enter><enter>o<enter>");
        let mut rows = Vec::new();
        for _ in 0..6 {
            rows.push(stage.rows().iter().position(|row| row.contains("Our answer")));
            assert!(stage.text().contains("todo"), "the status is seen at {size:?}");
            stage.press("<right>");
        }
        rows.dedup();
        assert_eq!(rows.len(), 1, "{size:?}: {rows:?}");
    }
}

#[test]
fn the_editor_is_not_offered_in_front_of_the_room() {
    let mut stage = room((120, 36));
    stage.press("e").sees("Tab save").misses("Ctrl-O").press("<esc>").press("?");
    stage.misses("go on in your editor").press("<esc>:editor").misses("in your editor");
    let mut stage = Stage::new((120, 36));
    stage.press("2/Design 1<enter>e").sees("Ctrl-O in your editor");
}

#[test]
fn the_projector_follows_what_is_captured_and_the_end_of_the_closing() {
    let mut driver = room((80, 24));
    driver.press("cdOne policy for web");
    pass(&mut driver, 2);
    let mut wall = driver.follower();
    wall.sees("─ Decision").sees("One policy for web▏").sees("How many tenants");
    driver.press("<enter><tab>e and app");
    pass(&mut driver, 2);
    wall.follows(&driver).sees("─ Decision").sees("One policy for web and app▏");
    driver.press("<enter><enter><enter>").sees("One policy for web and app");
    driver.press("<enter><tab><enter>").sees("Close the workshop").press("mon 14:00<enter>4, 5");
    pass(&mut driver, 2);
    wall.follows(&driver).sees("The next one").sees("mon 14:00").sees("4, 5");
}

#[test]
fn the_end_is_moved_and_an_impossible_one_is_refused() {
    let mut stage = room((100, 30));
    stage.press("T").sees("The end of the workshop").press("75<enter>").sees("75 min left");
    stage.press("T+10<enter>").sees("85 min left");
    pass(&mut stage, 120);
    stage.press("T1<enter>").sees("is past").press("<esc>").sees("83 min left");
}

#[test]
fn a_break_stops_the_clock_and_enter_goes_on() {
    let mut stage = room((100, 30));
    pass(&mut stage, 60);
    stage.press("B").sees("Break, 0 min").sees("the clock stands").misses("How many tenants do we need?");
    pass(&mut stage, 300);
    let used = |stage: &Stage| {
        stage.world.borrow().fold.answers().open_workshop().map(|open| (open.used, open.course.on_break))
    };
    assert!(used(&stage).is_some_and(|(used, pause)| used <= 61 && pause.is_some()));
    stage.press("<enter>").sees("How many tenants do we need?").sees("89 min left");
    assert!(used(&stage).is_some_and(|(used, pause)| used <= 61 && pause.is_none()));
}

#[test]
fn who_comes_and_leaves_is_kept_and_said_under_the_question() {
    let mut stage = room((120, 36));
    stage.press("P").sees("Who is here").press("<enter>").sees("Who is here now?");
    stage.press("Ana<enter>architect<enter>");
    stage.sees("For architect: Ana");
    stage.press("P").sees("Ana (architect)").press("<enter>");
    stage.sees("Nobody from architect is here, Ana has left: who asks them?");
}

#[test]
fn the_projector_has_large_letters_and_no_footer_where_there_is_room() {
    let stage = room((120, 36));
    stage.follower().sees("Our answer").misses("? help").misses("q quit");
    let mut wide = Stage::new((160, 50));
    wide.press("5<enter><enter>");
    let mut projector = wide.follower();
    projector.sees("█").sees("Our answer").sees("Design 1").misses("How many tenants do we need?");
    let mut low = Stage::new((80, 24));
    low.press("5<enter><enter>");
    low.follower().sees("How many tenants do we need?").misses("? help");
}

#[test]
fn a_long_answer_fills_the_screen_before_it_is_cut() {
    let mut stage = room((120, 36));
    let lines: Vec<String> = (1..=25).map(|no| format!("line {no}")).collect();
    stage.press(&format!("e{}<tab>", lines.join("<enter>")));
    stage.sees("line 10").sees("…").sees("line 1");
    let shown = stage.rows().iter().filter(|row| row.contains("line ")).count();
    assert!(shown >= 12, "only {shown} of 25 lines are shown:\n{}", stage.rows().join("\n"));
}

#[test]
fn the_projector_follows_what_is_typed_scrolled_and_read_in_the_closing_and_nothing_private() {
    let mut driver = room((80, 24));
    driver.press("eOne ten");
    pass(&mut driver, 2);
    let mut wall = driver.follower();
    wall.sees("One ten▏");
    // Letters are passed on once a second.
    driver.press("ant.");
    pass(&mut driver, 2);
    wall.follows(&driver).sees("One tenant.▏");
    driver.press("<esc>").sees("Unsaved text").press("<down><down><enter>");
    wall.follows(&driver).misses("One ten").sees("nothing yet");
    driver.press("cdOne for each<enter>cdTwo<enter>cqWho pays?<enter><tab>");
    wall.follows(&driver).sees("Closing, 1 of 3").sees("┃   One for each");
    driver.press("<enter>");
    wall.follows(&driver).sees("┃   Two").sees("1 of 2 read");
    driver.press("<enter>@mi");
    pass(&mut driver, 2);
    wall.follows(&driver).sees("Closing, 2 of 3").sees("@mi▏");
    driver.press("a<enter><tab>");
    wall.follows(&driver).sees("Closing, 3 of 3");
    driver.press("<enter><enter><enter>");
    assert_eq!(driver.world.borrow().shown, None, "nothing is passed on any more");
    wall.follows(&driver).sees("Thank you. The minutes are with Ana.").sees("reached 1 of 8");
    // A private note has no place on the wall, whatever screen it is written on.
    let mut driver = room((80, 24));
    driver.press("<esc>2NAsk Kim first");
    pass(&mut driver, 2);
    let shown = format!("{:?}", driver.world.borrow().shown);
    assert!(!shown.contains("Kim"), "{shown}");
}

#[test]
fn good_to_know_is_followed_by_the_projector_and_the_answer_is_the_brightest() {
    let mut driver = room((60, 12));
    driver.press("eOne tenant.<tab><down>").sees("Start with one.");
    let mut wall = driver.follower();
    wall.sees("Start with one.");
    driver.press("<up>");
    wall.follows(&driver).misses("Start with one.");
    let mut wide = Stage::new((160, 50));
    wide.press("5<enter><enter>eOne tenant.<tab>");
    let wall = wide.follower();
    assert!(wall.heavy().iter().any(|run| run.contains("One tenant.")), "{:?}", wall.heavy());
    assert!(!wall.heavy().iter().any(|run| run.contains("Number of tenants")), "{:?}", wall.heavy());
}

#[test]
fn the_projector_follows_the_agenda_and_the_proposal() {
    let mut driver = room((120, 36));
    let mut wall = driver.follower();
    wall.misses("plan  took");
    driver.press("A<down>");
    wall.follows(&driver)
        .sees("─ Agenda")
        .sees("plan  took")
        .sees("min left for")
        .sees("until 1")
        .misses("move");
    assert!(wall.rows().iter().any(|row| row.trim_start().starts_with('▌')), "where the driver is");
    driver.press("<esc>");
    wall.follows(&driver).misses("plan  took");
    pass(&mut driver, 70 * 60);
    driver.press("=").sees("Behind time");
    wall.follows(&driver).sees("Behind time").sees("are planned for").misses("Move the end");
    driver.press("<enter>");
    wall.follows(&driver).misses("Behind time");
}

#[test]
fn what_a_dead_driver_was_typing_goes_from_the_projector() {
    let mut driver = room((80, 24));
    driver.press("eOne ten");
    pass(&mut driver, 2);
    let mut wall = driver.follower();
    wall.sees("One ten▏");
    // People talk, nobody types: the driver is alive.
    pass(&mut driver, 40);
    pass(&mut wall, 40);
    wall.follows(&driver).sees("One ten▏");
    pass(&mut wall, 60);
    wall.sees("One ten▏");
    // Nothing more is heard of it.
    pass(&mut wall, 40);
    wall.misses("One ten").sees("nothing yet");
    // It is back.
    driver.press("a");
    pass(&mut driver, 2);
    wall.follows(&driver).sees("One tena▏");
}

#[test]
fn large_letters_can_be_had_on_the_drivers_own_screen() {
    let mut stage = Stage::new((160, 50));
    stage.press("5<enter><enter>").sees("How many tenants do we need?");
    stage.press("Z").misses("How many tenants do we need?").sees("█").sees("plan took").sees("← → walk");
    stage.press("Z").sees("How many tenants do we need?");
    let mut small = room((80, 24));
    small.press("Z").sees("where the screen has room").sees("How many tenants do we need?");
}

#[test]
fn a_digit_begins_the_minutes_of_an_entry() {
    let mut stage = room((120, 36));
    stage.press("A<down>1").sees("Minutes for").press("5<enter>");
    let minutes = stage
        .world
        .borrow()
        .fold
        .answers()
        .open_workshop()
        .and_then(|open| open.course.minutes.values().next().copied());
    assert_eq!(minutes, Some(15));
}

#[test]
fn the_answer_stands_in_the_same_row_at_every_entry() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni<enter><enter><enter>Ana:architect, Ben:developer<enter><enter><enter>o<enter>");
    let mut rows = Vec::new();
    for _ in 0..6 {
        rows.push(stage.rows().iter().position(|row| row.contains("Our answer")));
        stage.press("<right>");
    }
    rows.dedup();
    assert_eq!(rows.len(), 1, "{rows:?}");
}

#[test]
fn the_question_keeps_its_frame_when_much_is_captured() {
    let mut stage = room((80, 24));
    let frame = |stage: &Stage| stage.rows().iter().filter(|row| row.contains('┃')).count();
    let before = frame(&stage);
    let long = "long words ".repeat(9);
    stage.press("eOne<enter>two<enter>three<enter>four<tab>omia<enter>");
    stage.press(&format!("cd{long}<enter>ca{long}<enter>cq{long}?<enter>crFour<enter>"));
    stage.sees("1 decision, 1 action, 1 question, 1 risk");
    assert_eq!((before, frame(&stage)), (4, 4));
}

#[test]
fn hands_are_hidden_until_all_have_said_and_are_kept_with_the_entry() {
    let mut driver = Stage::new((100, 30));
    driver.press("5ni<enter><enter><enter>Ana, Ben, Mia<enter><enter><enter>o<enter>");
    driver.press("O").sees("Opinions · Design 1").sees("How many tenants").sees("0 of 3 have said");
    driver.press("eOne tenant for each stage.<enter>").sees("One tenant for each stage.");
    driver.press("y").sees("1 of 3 have said").misses("1   Ana");
    let mut wall = driver.follower();
    wall.sees("■ Ana   □ Ben   □ Mia").sees("One tenant for each stage.").misses("━━━   1");
    driver.press("nu").sees("kept with the entry: 1 yes (Ana), 1 no (Ben), 1 unsure (Mia)");
    wall.follows(&driver).sees("Opinions").sees("1   Ben");
    driver.press("O#4 2 1<enter>").sees("4 yes, 2 no, 1 unsure").press("<esc>").sees("entry 1 of");
    let world = driver.world.borrow();
    let hands: Vec<String> = world
        .fold
        .records()
        .filter_map(|record| match &record.change {
            Change::Hands(hands) => Some(hands.phrase()),
            _ => None,
        })
        .collect();
    assert_eq!(hands, ["1 yes (Ana), 1 no (Ben), 1 unsure (Mia)", "4 yes, 2 no, 1 unsure"]);
}

#[test]
fn hands_and_objections_stand_at_the_decision_at_which_they_were_taken() {
    let mut driver = Stage::new((100, 30));
    driver.press("5ni<enter><enter><enter>Ana, Ben, Mia<enter><enter><enter>o<enter>");
    driver.press("cdFirst one<enter>").press("O").sees("First one").press("yyn<esc>");
    driver.press("coNot yet @ben<enter>").sees("Not yet").misses("to \"First one\"");
    driver.press("cdSecond one<enter>").sees("to \"First one\": Not yet");
    let mut wall = driver.follower();
    wall.sees("to \"First one\": Not yet");
    let hands = "2 yes (Ana, Ben), 1 no (Mia)";
    driver.press("<tab>").sees("what was decided").sees(hands).sees("Not yet");
    wall.follows(&driver).sees(hands);
    driver.press("<enter>").sees("1 of 2 read").misses(hands).misses("Not yet");
    wall.follows(&driver).misses(hands);
}

#[test]
fn more_hands_than_people_are_said() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni<enter><enter><enter>Ana, Ben, Mia<enter><enter><enter>o<enter>");
    stage.press("O#9 9 9<enter>").sees("27 hands, and 3 people are here");
    stage.press("<esc>O#1 1 1<enter>").misses("people are here");
}

#[test]
fn who_could_answer_and_is_not_here_is_asked_by_an_action_of_two_keys() {
    let mut stage = Stage::new((120, 36));
    stage.press("5ni<enter><enter><enter>Ben:security<enter><enter><enter>").press("o<enter>");
    while !stage.text().contains("Nobody from architect is here")
        && !stage.text().contains("next: the closing")
    {
        stage.press("<right>");
    }
    stage.sees("c a  asks them").press("ca").sees("Ask architect about");
    stage.press("ben<enter>").sees("Ask architect about").misses("@");
    let mut wall = stage.follower();
    wall.sees("who asks them?").misses("c a  asks");
}
