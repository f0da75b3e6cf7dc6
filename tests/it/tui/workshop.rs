//! The workshop by keys: beginning, walking, capturing, parking, at the sizes that rooms have.

use std::time::Duration;

use golive::journal::fold::compose::RecordDraft;
use golive::journal::record::{Apart, ApartEntry, ApartSaid, Change, Status};
use golive::text::Text;
use golive::tui::app::Request;
use golive::tui::host::SaveState;

use super::harness::Stage;

const SIZES: [(u16, u16); 4] = [(60, 18), (80, 24), (100, 30), (120, 36)];

/// A stage in the room view, at the first entry.
fn room(size: (u16, u16)) -> Stage {
    let mut stage = Stage::new(size);
    stage.press("5<enter><enter>");
    stage
}

fn steps(stage: &Stage) -> Vec<u64> {
    let world = stage.world.borrow();
    let open = world.fold.answers().open_workshop().expect("a workshop is open");
    open.stops.iter().map(|(_, seconds)| *seconds).collect()
}

fn pass(stage: &mut Stage, seconds: u64) {
    for _ in 0..seconds {
        stage.world.borrow_mut().uptime += Duration::from_secs(1);
        stage.app.news();
    }
}

#[test]
fn the_room_view_is_whole_at_every_size() {
    for size in SIZES {
        let mut stage = room(size);
        stage.press("eOne tenant for each stage.<tab>caDraw the diagram @mia fri<enter>");
        stage.sees("How many tenants do we need?").sees("Number of tenants decided");
        stage.sees("A diagram shows the tenants.").sees("One tenant for each stage.");
        stage.sees("entry 1 of").sees("0 min here, ").sees("entries ").sees("time ");
        stage.misses("Golive").misses("Checklists").misses("[5 Workshop]").misses(".golive");
        stage.sees("Draw the diagram");
    }
}

#[test]
fn space_marks_and_stays_and_arrows_walk() {
    let mut stage = room((80, 24));
    stage.press("<space>").sees("✓ done").sees("entry 1 of");
    stage.press("<right>").sees("entry 2 of").press("<left>").sees("entry 1 of");
}

#[test]
fn parking_goes_on_and_keeps_the_words() {
    let mut stage = room((80, 24));
    stage.press("p").sees("Parked, at Design 1").sees("How many tenants do we need?");
    stage.press("A second brand<enter>").sees("entry 2 of");
    stage.press("<left>").sees("Parked        A second brand");
}

#[test]
fn the_clock_counts_by_the_second_look_and_not_while_asleep() {
    let mut stage = room((80, 24));
    assert!(stage.world.borrow().is_ticking);
    pass(&mut stage, 125);
    stage.sees("2 min here");
    // The lid was closed for an hour.
    stage.world.borrow_mut().uptime += Duration::from_secs(3600);
    stage.app.news();
    stage.sees("2 min here").press("<right>");
    assert_eq!(steps(&stage), [0, 135]);
}

#[test]
fn what_was_answered_apart_stands_beside_the_entry() {
    let said = |who: &str, status, reason: Option<&str>| ApartSaid {
        who: Text::line(who),
        status,
        reason: reason.map(Text::line),
        note: None,
        evidence: None,
    };
    for size in SIZES {
        let mut stage = Stage::new(size);
        stage.press("5<enter><enter><esc>");
        let (seq, id) = {
            let world = stage.world.borrow();
            let open = world.fold.answers().open_workshop().expect("a workshop is open");
            (open.seq, open.plan.agenda[0].clone())
        };
        let said = vec![
            said("Ana", Status::Done, None),
            said("Ben", Status::Blocked, Some("waits for the database team")),
        ];
        let people = ["Ana", "Ben", "Kim"].map(Text::line).to_vec();
        let apart = Apart { people, entries: vec![ApartEntry { id, said }] };
        stage.others_draft("Ben", RecordDraft { workshop: Some(seq), ..Change::Apart(apart).into() });
        stage.press("5<enter>").sees("Apart").sees("Ana done").sees("Ben blocked: waits");
        stage.sees("How many tenants do we need?").sees("Our answer");
        if size != (60, 18) {
            stage.sees("waits for the database team").sees("Kim no answer");
        }
    }
}

#[test]
fn a_long_silence_is_kept_in_the_journal_until_nobody_is_there() {
    let lines = |stage: &Stage| stage.world.borrow().fold.len();
    let used = |stage: &Stage| stage.world.borrow().fold.answers().open_workshop().map(|open| open.used);
    let mut stage = room((80, 24));
    let before = lines(&stage);
    pass(&mut stage, 40 * 60);
    // Nothing was typed, and yet a crash would cost less than two minutes: a line each two minutes says so.
    assert_eq!((lines(&stage) - before, used(&stage)), (20, Some(2400)));
    assert_eq!(steps(&stage), [0]);
    pass(&mut stage, 3 * 3600);
    assert_eq!((lines(&stage) - before, used(&stage)), (30, Some(3600)));
    stage.sees("60 min here").press("<right>").sees("entry 2 of");
    // While something waits to be saved, nothing is added to it.
    stage.world.borrow_mut().save = Some(SaveState::NotSaved(Text::line("the disk is full")));
    let before = lines(&stage);
    pass(&mut stage, 600);
    assert_eq!(lines(&stage), before);
}

#[test]
fn leaving_the_room_lets_the_workshop_run_on() {
    let mut stage = room((100, 30));
    stage.press("<esc>").sees("workshop open").sees("[5 Workshop]").sees("What is left · entry 1 of");
    assert!(!stage.world.borrow().is_ticking);
    stage.world.borrow_mut().uptime += Duration::from_secs(300);
    stage.press("2").sees("workshop open").press("5<enter>").sees("5 min here");
}

#[test]
fn enter_goes_back_to_the_room_however_the_workshop_was_begun() {
    let mut stage = Stage::new((100, 30));
    stage
        .press("5ns")
        .press("G<enter>o<enter>")
        .sees("entry 1 of")
        .press("<esc>")
        .sees("Enter returns to the room");
    stage.press("<enter>").sees("How many tenants do we need?");
}

#[test]
fn what_is_looked_up_in_the_room_joins_the_agenda_only_when_something_is_said_at_it() {
    let agenda = |stage: &Stage| {
        let world = stage.world.borrow();
        world.fold.answers().open_workshop().expect("a workshop is open").plan.agenda.clone()
    };
    let mut stage = Stage::new((100, 30));
    stage.press("5n<down>xo<enter>").sees("entry 1 of");
    let before = agenda(&stage);
    stage.press("/Number of tenants<enter>").sees("How many tenants do we need?").sees("not on the agenda");
    assert_eq!((agenda(&stage), steps(&stage).len()), (before.clone(), 2));
    stage.press("caDraw it<enter>").sees("entry 2 of");
    assert_eq!(agenda(&stage).len(), before.len() + 1);
    assert_eq!(agenda(&stage)[1].as_str(), "design/tenants-decided");
    // What is only looked up counts nowhere in the minutes.
    let mut stage = Stage::new((100, 30));
    stage.press("5n<down>xo<enter>/Number of tenants<enter><tab><tab><tab>").sees("reached 1 of 7 entries");
}

#[test]
fn a_message_takes_no_key_away() {
    for size in [(80, 24), (60, 18), (100, 30)] {
        let mut stage = room(size);
        let keys = stage.last_row();
        stage.press("<space>").sees("Design 1 is done");
        assert!(stage.last_row().contains("← → walk") && keys.contains("← → walk"), "{}", stage.text());
    }
    room((100, 30)).sees("Tab closing");
}

#[test]
fn no_editor_opens_in_front_of_the_room_and_the_field_is_as_high_as_its_text() {
    let mut stage = room((80, 24));
    stage.press("e<c-e>").sees("Our answer").sees("How many tenants do we need?").sees("Number of tenants");
    stage.press("<c-o>").sees("not in front of the room");
    assert!(!stage.requests.contains(&Request::Edit), "{:?}", stage.requests);
}

#[test]
fn good_to_know_is_below_the_fold_where_it_does_not_fit() {
    let mut stage = room((60, 12));
    stage.sees("↓ good to know").misses("Start with one.");
    stage.press("<down>").sees("Good to know").sees("Start with one.").sees("How many tenants do we need?");
    stage.press("<up>").misses("Start with one.");
}

#[test]
fn private_notes_and_other_projects_never_show_in_the_room() {
    let mut stage = Stage::new((120, 36));
    stage.press("2NAsk Kim first<tab>5<enter><enter>");
    stage.misses("Ask Kim first").press("N").sees("not in the room view").misses("Ask Kim first");
    stage.press(":switch<enter>").sees("Other projects stay hidden");
}

#[test]
fn quitting_asks_while_the_workshop_runs() {
    let mut stage = room((80, 24));
    stage.press("q").sees("The workshop is still open");
    assert_eq!(stage.requests, []);
    stage.press("y");
    assert_eq!(stage.requests, [Request::Quit]);
}

#[test]
fn an_interrupted_workshop_goes_on_from_the_journal_alone() {
    let mut stage = room((80, 24));
    pass(&mut stage, 90);
    stage.press("<right>eHosted page<tab>");
    let again = stage.restarted();
    assert!(again.text().contains("entry 2 of"), "{}", again.text());
    assert!(again.text().contains("Hosted page"), "{}", again.text());
    assert!(again.text().contains("workshop resumed where you left it"), "{}", again.text());
}

#[test]
fn in_ascii_nothing_else_is_drawn() {
    let mut stage = Stage::ascii((80, 24));
    stage.press("5<enter><enter>caDraw it<enter>");
    let text = stage.text();
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains("| "), "{text}");
}

#[test]
fn a_workshop_that_others_close_ends_the_room_view() {
    let mut stage = room((80, 24));
    stage.others_write("Ben", &[Change::Close { seconds: 60 }]);
    stage.sees("[5 Workshop]");
}

#[test]
fn the_closing_reads_decisions_back_asks_whose_everything_is_and_says_what_stays() {
    for size in SIZES {
        let mut stage = room(size);
        stage.press("eOne tenant.<tab>cdOne for each stage<enter>coToo many @ben<enter>caDraw it<enter>");
        stage.press("cqWho pays?<enter>pA second brand<enter><tab>");
        stage.sees("Closing, 1 of 3: what was decided").sees("One for each stage").sees("Too many");
        stage.misses("Checklists").sees("ben").sees("1 objection");
        // Read: there is no other one, so the next page asks whose everything is, each once.
        stage.press("<enter>").sees("Closing, 2 of 3: whose it is").sees("Whose question is it?  Who pays?");
        stage.press("@mia<enter>").sees("Who comes back to it?  A second brand").press("-");
        // Text until Enter, which leaves this one and no other.
        stage.sees("leaves it without a person").press("<enter>");
        stage.sees("Who does it, by when?  Draw it").press("@ben wed<enter>");
        stage.sees("ben · Wed 25 Nov").sees("mia").sees("! nobody").misses("Who does it");
        stage.press("<tab>").sees("Closing, 3 of 3: what stays").sees("Not reached");
        stage.press("<enter>").sees("The next one").sees("1 is without a person or a day");
        stage.press("2026-12-07 14:00<enter>4, 5, 3 too long<enter>").sees("REACHED 2 OF 8 ENTRIES");
        for _ in 0..4 {
            if !stage.text().contains("Draw it") {
                stage.press("<pgdn>");
            }
        }
        stage.sees("Draw it").sees("ben · Wed 25 Nov");
        let world = stage.world.borrow();
        let answers = world.fold.answers();
        assert!(answers.open_workshop().is_none(), "the workshop is closed");
        let closed = answers.workshops.iter().find(|one| one.opened).expect("it was open");
        assert_eq!(closed.course.rating.as_deref(), Some("4, 5, 3 too long"));
        assert_eq!(closed.course.next.map(|(day, _)| day.to_string()).as_deref(), Some("2026-12-07"));
        let next = answers.workshops.iter().find(|one| !one.opened).expect("the next one is prepared");
        assert_eq!(next.plan.start.map(|start| start.to_string()).as_deref(), Some("14:00:00"));
        assert_eq!(next.plan.agenda.first(), closed.plan.agenda.get(1), "what was not reached comes first");
    }
}

#[test]
fn what_is_left_in_the_closing_can_be_answered_changed_settled_and_made_an_action() {
    let mut stage = room((100, 30));
    stage.press("pA second brand @mia<enter><tab><tab>").sees("parked").press("<enter>");
    stage.sees("Answer it now, at Design 1").press("<esc>a").sees("By when?");
    stage.press("fri<enter>").sees("action").sees("mia · Fri 27 Nov").press("<space>").sees("settled");
    stage.press("<space>e").press("<c-u>A third brand<enter><enter><enter>").sees("A third brand");
    stage.press("<enter>").sees("Answer it now").press("<enter>").sees("entry 1 of");
    stage.press("<tab><left>").sees("entry 1 of").press("<tab><esc>").sees("entry 1 of");
    // What was no decision goes, and one is worded anew; an objection is to the decision at the cursor.
    stage.press("cdOne tenant<enter>cdNo tenant<enter><tab><down>x").sees("Remove the decision").press("y");
    stage
        .press("<down>")
        .misses("No tenant")
        .press("e<c-u>Two tenants<enter><enter><enter>")
        .sees("Two tenants");
    stage.press("co").sees("Objection, to: Two tenants").press("Too few @ben<enter>").sees("1 objection");
    // When the decision goes, the objection stays, with the words that it was about.
    stage.press("xy").sees("Objections to a decision that was removed").sees("Too few");
    stage.press("G").sees("removed     Two tenants");
}

#[test]
fn an_agenda_is_prepared_changed_by_hand_kept_and_opened() {
    let mut stage = Stage::new((100, 30));
    stage.press("5n").sees("Agenda").sees("Number of tenants decided");
    stage
        .press("<down>x")
        .sees("Design 1 removed from the agenda")
        .press("s")
        .sees("prepared for Fri 20 Nov");
    stage.sees("Ready to open").press("g<enter>").sees("Agenda").press("o<enter>").sees("entry 1 of");
    let world = stage.world.borrow();
    let open = world.fold.answers().open_workshop().expect("a workshop is open");
    assert!(open.prepared.is_some(), "it is the one that was prepared");
}

#[test]
fn what_hands_took_off_and_put_on_stays_so_when_the_agenda_is_made_anew() {
    let mut stage = Stage::new((120, 36));
    stage.press("5n").sees("1  Design 1 ").press("<down>x").sees("Design 1 removed from the agenda");
    stage.press("i<enter><enter><c-u>200<enter><enter><enter><enter>").sees("200 min").misses("1  Design 1 ");
    stage.sees("Not on the agenda").press("G+").sees("Design 1 added to the agenda");
    stage.press("i<enter><enter><enter><enter><c-u>deploy<enter><enter>");
    stage.sees("4  Design 1 ").misses("Design 3 ");
    stage.sees("added by hand, never answered");
}

#[test]
fn a_workshop_is_about_a_section_by_a_short_name_of_it() {
    let mut stage = Stage::new((120, 36));
    stage.press("5ni<enter><enter><enter><enter><c-u>des, arch<enter><enter>");
    stage.sees("Design 1 ").misses("Design 3 ").misses("Deploy ");
    stage.press("i<enter><enter><enter><enter><c-u>de<enter><enter>").sees("de may be design or deploy");
}

#[test]
fn on_its_day_a_prepared_workshop_stands_first() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni<enter><c-u>2026-11-24<enter><enter><enter><enter><enter>s").sees("Prepared for later");
    stage.press("5ni<c-u>Logins<enter><enter><enter><enter><enter><enter>s").sees("Ready to open");
    stage
        .press("1")
        .press("5g<enter>")
        .sees("Logins")
        .sees("Fri 20 Nov · 90 min")
        .press("o<enter>")
        .sees("entry 1 of");
}

#[test]
fn a_prepared_workshop_is_dropped_when_that_is_confirmed() {
    let mut stage = Stage::new((100, 30));
    stage
        .press("5ns")
        .sees("Ready to open")
        .press("gx")
        .sees("Delete the prepared workshop What is left")
        .press("n");
    stage.sees("Ready to open").press("xy").sees("dropped: What is left").misses("Prepared");
    stage.press("x").misses("Sure?");
}

#[test]
fn a_day_that_is_past_is_refused_and_any_role_is_kept_with_a_word_about_a_near_one() {
    let mut stage = Stage::new((120, 36));
    stage.press("5ni<enter><c-u>2026-01-01<enter>").sees("is in the past");
    stage.press("<c-u>fri 14:00").sees("Fri 27 Nov, 14:00").press("<enter><enter>");
    stage.press("Ben:securty, Kim:product owner<enter><enter>Know what is missing<enter>");
    stage.sees("no entry has the role securty; did you mean security?");
    stage.sees("Kim (product owner)").sees("Fri 27 Nov, 14:00").sees("Goal: Know what is missing");
    // One a line, with completion; an empty name takes somebody off.
    stage.press("P").sees("Who takes part").press("<enter><enter><c-u>sec<tab>").press("<enter>");
    stage.sees("security").press("<down><enter><bs><enter><enter>").misses("Kim").sees("Add somebody");
    stage.press("<esc>").sees("with Ben (security)");
}

#[test]
fn a_workshop_that_is_opened_before_its_time_says_when_it_is() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni<enter><c-u>today 17:00<enter><enter><c-u>Ana<enter><enter>Know it<enter>o");
    stage.sees("Fri 20 Nov, 17:00 to 18:30").sees("17:0");
}

#[test]
fn the_opening_page_has_goal_people_agenda_and_last_time_and_the_clock_starts_with_begin() {
    let mut stage = room((100, 30));
    stage.press("caDraw it @mia<enter>cqWho pays?<enter><tab><tab>--<tab><enter><enter><enter><esc>");
    stage.press(
        "5ni<enter><c-u>today 14:00<enter><enter><c-u>Ana:architect, Ben:guest<enter><enter>Know it<enter>",
    );
    stage.press("o").sees("Know it").sees("Ana (architect), Ben (guest)").sees("Here").sees("14:0");
    stage.sees("Not here: security").sees("The closing").sees("Open from last time").sees("Who pays?");
    // It is opened late, and its minutes count from the beginning.
    stage.sees("Fri 20 Nov, planned for 14:00; begun now, until 18:12").sees("Draw it");
    pass(&mut stage, 600);
    stage.sees("90 min left");
    stage.follower().sees("Know it").sees("90 min left").sees("Who pays?");
    stage.press("<space><down>").misses("Draw it").sees("Who pays?");
    stage.press("<enter>").sees("entry 1 of").sees("0 min here");
    assert_eq!(steps(&stage), [0]);
    // The people are kept for the next one.
    stage.press("<tab><tab><tab><enter><enter><enter><esc>5n").sees("Ana (architect), Ben (guest)");
}

#[test]
fn the_musts_that_did_not_fit_get_workshops_of_their_own_with_one_key() {
    let mut stage = Stage::new((120, 36));
    stage.press("5ni<enter><enter><c-u>15<enter><enter><enter><enter>").sees("not fit: n prepares");
    stage.press("n").sees("What is left, part 2").sees("no day");
    let world = stage.world.borrow();
    let mut musts: Vec<String> = Vec::new();
    for one in &world.fold.answers().workshops {
        assert!(!one.opened && !one.plan.agenda.is_empty());
        musts.extend(one.plan.agenda.iter().map(ToString::to_string));
    }
    let before = musts.len();
    musts.sort();
    musts.dedup();
    assert_eq!(musts.len(), before, "no entry is on two agendas");
}

#[test]
fn a_prepared_workshop_is_opened_from_the_list() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ns").press("go<enter>").sees("entry 1 of");
    let world = stage.world.borrow();
    assert!(world.fold.answers().open_workshop().is_some_and(|open| open.prepared.is_some()));
}

#[test]
fn enter_and_arrows_are_enough_to_close() {
    let mut stage = room((80, 24));
    stage.press("<tab><enter><enter><enter>").sees("Close the workshop").press("<esc>");
    stage.sees("Closing, 3 of 3").press("<enter><enter>").sees("How was it").press("<enter>");
    assert!(stage.world.borrow().fold.answers().open_workshop().is_none(), "it is closed");
}

#[test]
fn what_is_put_on_the_agenda_is_at_the_cursor() {
    let mut stage = Stage::new((100, 30));
    stage
        .press("5n<down>xx")
        .sees("Deploy 1 removed from")
        .press("G+")
        .sees("added to the agenda")
        .press("x");
    stage.sees("removed from the agenda").misses("7  Design");
}

#[test]
fn what_is_searched_for_while_preparing_is_put_on_the_agenda() {
    let mut stage = Stage::new((100, 30));
    stage.press("5n<down>x+").sees("Which entry?").sees("Enter put it on the agenda");
    stage.press("Number of tenants<enter>").sees("Design 1 added to the agenda").sees("Design 1 ");
}

#[test]
fn a_day_that_there_is_not_is_noticed_while_one_captures() {
    let mut stage = room((80, 24));
    stage.press("caDraw it @mia 31 feb").sees("Draw it @mia 31 feb").sees("31 feb is not a day");
}

#[test]
fn in_a_small_pane_the_words_stay_and_what_stands_beside_them_goes() {
    let mut stage = Stage::new((40, 12));
    stage.press("5ns").sees("What is left").misses("entries, 90 min");
    stage.press("go<enter>").press("caDraw it<enter><tab><right>-<enter>").sees("Draw it").sees("! nobody");
    stage.press("<right><right><enter><enter>").sees("REACHED 1 OF 8 ENTRIES");
}

#[test]
fn each_field_of_a_workshop_says_what_can_be_written_in_it() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni").sees("the title in the room and in the minutes").press("<enter><enter>");
    stage.sees("including the closing").press("<enter>").sees("Ana:architect, Ben:security");
    stage.press("<enter>").sees("lists, sections, levels or a milestone");
}

#[test]
fn the_footer_of_the_room_says_both_ways_in_one_word() {
    room((80, 24)).sees("← → walk   e answer   c capture   Tab closing   Space done   ");
}

#[test]
fn the_closing_says_how_many_entries_were_reached() {
    room((100, 30)).press("<right><tab><tab><tab>").sees("reached 2 of 8 entries");
}

#[test]
fn the_details_of_a_workshop_decide_what_is_on_its_agenda() {
    let mut stage = Stage::new((100, 30));
    stage.press("5ni<c-u>Logins<enter><enter><c-u>45<enter>Ana, Ben:security<enter>deploy<enter><enter>");
    stage.sees("Logins").sees("45 min").sees("About Deploy").sees("with Ana, Ben (security)");
    stage.misses("Number of tenants decided");
}

#[test]
fn a_second_screen_follows_and_changes_nothing() {
    let stage = Stage::new((80, 24));
    let mut follower = stage.follower();
    follower.sees("No workshop is open.").misses("Checklists");
    let mut stage = room((80, 24));
    stage.press("eOne tenant.<tab>");
    let mut follower = stage.follower();
    follower.sees("How many tenants do we need?").sees("One tenant.").misses("saved");
    stage.press("<right>");
    follower.app.news();
    follower.sees("entry 2 of").press("<space>e<right>").sees("entry 2 of").misses("done when nothing");
    stage.press("<tab>");
    follower.app.news();
    follower.sees("Closing, 1 of 3").press("q");
    assert_eq!(follower.requests, [Request::Quit]);
}

#[test]
fn what_was_read_in_the_closing_stays_so_when_the_room_goes_back() {
    let mut stage = room((100, 30));
    stage.press("cdOne<enter>cdTwo<enter><tab>").press("<enter>").sees("1 of 2 read");
    stage.press("<esc>").sees("entry 1 of").press("<tab>").sees("1 of 2 read");
}
