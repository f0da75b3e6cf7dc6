//! Decisions in the walk: the hands and the objections at each, and what is typed to one of them.

use crate::support::Test;

const WALK: &str = "walk --people Ana:architect,Ben:developer --minutes 60";

/// What is said when these lines are typed, without breaks between lines.
fn walked(test: Test, typed: &str) -> (Test, String) {
    let mut test = test.stdin(typed);
    let shown = test.output(WALK.split(' ')).stdout;
    (test, shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn sees(shown: &str, words: &str) {
    assert!(shown.contains(words), "{words}\n{shown}");
}

#[test]
fn hands_and_objections_are_read_back_at_their_decision_only() {
    let typed = "hands 1 1 0\ndecision First one\nhands yes Ana; no Ben\nobjection Not yet @ben\ndecision Second one\n\
                 objection Too late @ana\nback\nshow\nsaid\nclose\n\n\n";
    let (mut test, shown) = walked(Test::project(), typed);
    sees(&shown, "2 hands kept with the entry; nothing was decided here.");
    sees(&shown, "2 hands kept with the decision.");
    sees(
        &shown,
        "Decision: First one Objection: to \"First one\": Not yet (Ben) Decision: Second one Objection: to \"Second \
         one\": Too late (Ana)",
    );
    sees(&shown, "2. objection: to \"First one\": Not yet (Ben)");
    sees(
        &shown,
        "Decision 1 of 2, at Design 1: First one Hands: 1 yes (Ana), 1 no (Ben) Objection: Ben: Not yet > \
         Decision 2 of 2, at Design 1: Second one Objection: Ana: Too late >",
    );
    let minutes = test.output(["report", "--workshop", "last"]).stdout;
    let minutes = minutes.split_whitespace().collect::<Vec<_>>().join(" ");
    let (first, second) = (minutes.find("First one"), minutes.find("Second one"));
    let hands = minutes.find("Hands: 1 yes (Ana), 1 no (Ben)");
    assert!(first < hands && hands < second, "{minutes}");
    assert_eq!(minutes.matches("(Ana), 1 no (Ben)").count(), 1, "{minutes}");
    sees(&minutes, "Other shows of hands");
    sees(&minutes, "Hands: 1 yes, 1 no");
}

#[test]
fn a_number_before_the_words_is_refused_where_it_could_mean_another_decision() {
    let typed = "decision First one\ndecision Second one\nclose\nanswer 2 Second: three\nobjection 2 I disagree @ben\n\
                 drop 2\nanswer \"2 tenants\"\n\nanswer 3 tenants\n\n";
    let (_, shown) = walked(Test::project(), typed);
    sees(
        &shown,
        "> answer 2 Second: three Nothing was saved: `objection`, `answer` and `drop` are about decision 1",
    );
    sees(&shown, "> objection 2 I disagree @ben Nothing was saved");
    sees(&shown, "> drop 2 `drop` alone removes");
    sees(&shown, "saved: decision at Design 1: 2 tenants Decision 1 of 2");
    sees(&shown, "> answer 3 tenants saved: decision at Design 1: 3 tenants Decision 2 of 2");
    let typed = "question Who?\nrisk Late\nclose\nanswer 2 Later\naction 2 Ask them\n@ben\n";
    let (_, shown) = walked(Test::project(), typed);
    sees(&shown, "> answer 2 Later Nothing was saved");
    sees(&shown, "> action 2 Ask them Nothing was saved");
    sees(&shown, "> @ben saved: question at Design 1: Who?, Ben");
}

#[test]
fn one_person_has_one_hand_and_who_is_not_here_is_said() {
    let typed = "decision First one\nhands yes Ana, Ana\nhands yes Ana; no ana\nhands yes\nhands yes Ana; no Bob\n\
                 hands 9 9 9\nhands 1 1 0\n";
    let (_, shown) = walked(Test::project(), typed);
    for line in ["yes Ana, Ana", "yes Ana; no ana"] {
        sees(&shown, &format!("> hands {line} Ana is named twice, and has one hand. No hands were kept"));
    }
    sees(&shown, "> hands yes Whose hands?");
    sees(&shown, "2 hands kept with the decision. Bob is not here; `undo` takes the hands back.");
    sees(&shown, "27 hands, and 2 people are here; `undo` takes");
    assert!(
        shown.ends_with(
            "2 hands kept with the decision. End of the input. The workshop stays open; `golive walk` continues with it."
        ),
        "{shown}"
    );
}

#[test]
fn a_break_is_said_and_the_clock_stands() {
    let (test, shown) = walked(Test::project().at("2026-11-20T09:00:00Z"), "break\ntime\n");
    sees(&shown, "> time Time: the clock stands A break since 10:00. `resume` ends it.");
    let mut test = test.at("2026-11-20T09:10:00Z").stdin("resume\ntime\n");
    let shown = test.output(["walk"]).stdout;
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    sees(&shown, "continued. `help` lists what can be typed. A break since 10:00. `resume` ends it.");
    sees(&shown, "> time Time: 60 min left");
    assert!(!shown.contains("> time Time: the clock stands"), "{shown}");
}

#[test]
fn the_agenda_counts_what_is_left_as_the_room_does() {
    let (_, shown) = walked(Test::project(), "done\n\nagenda\n");
    sees(&shown, "> agenda Agenda: ");
    let sum = shown.split_once("> agenda Agenda: ").expect("it is there").1;
    sees(sum.split_once(" 1. ").expect("the list follows").0, " then 10 for the closing, until ");
    let all = shown.matches(": todo, ").count();
    sees(sum, &format!(" for {all} entries"));
}

#[test]
fn every_page_of_the_closing_takes_commands_before_text() {
    for command in
        ["undo", "redo", "time", "agenda", "help", "go Design 2", "find logout", "action Ask @ben fri"]
    {
        let (mut test, shown) = walked(
            Test::project(),
            &format!("done\nclose\n\n{command}\nback\nback\nclose\n\n{command}\nquit\nquit\n"),
        );
        assert!(shown.contains("stays open"), "{command}: {shown}");
        let minutes = test.output(["report", "--workshop", "last"]).stdout;
        assert!(minutes.contains("STILL OPEN"), "{command}: {minutes}");
        assert!(!minutes.contains("How it was"), "{command}: {minutes}");
    }
    for (typed, kept) in [
        ("good", "good"),
        ("left too little time", "left too little time"),
        ("go on like this", "go on like this"),
        ("\"undo\"", "undo"),
        ("4, 5", "4, 5: 4.5 of 5"),
    ] {
        let (mut test, _) = walked(Test::project(), &format!("close\n\n{typed}\n"));
        let minutes = test.output(["report", "--workshop", "last"]).stdout;
        let words = minutes.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains("How it was") && words.contains(kept), "{typed}: {minutes}");
    }
}

#[test]
fn what_is_undone_at_the_last_question_is_undone_and_the_question_stays() {
    let (mut test, shown) = walked(Test::project(), "done\nclose\n\nundo\nback\n\ndone\n4, 5\n");
    sees(&shown, "> undo");
    sees(&shown, "That belongs to an entry");
    let minutes = test.output(["report", "--workshop", "last"]).stdout;
    sees(&minutes.split_whitespace().collect::<Vec<_>>().join(" "), "4, 5: 4.5 of 5");
    assert!(!minutes.contains("## Settled"), "{minutes}");
}
