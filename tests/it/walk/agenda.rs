//! What a walk is about: its agenda, changed by hand, and the last workshop's actions.

use super::check;
use crate::support::Test;

#[test]
fn a_workshop_is_about_one_section() {
    let line = "walk --checklist design --workstream login --minutes 30";
    let shown = Test::project().output(line.split(' ')).stdout;
    assert!(shown.starts_with("Workshop: Design / Login, 30 min\n2 entries in 10 min"), "{shown}");
}

#[test]
fn the_agenda_is_changed_by_hand() {
    check(
        Test::project(),
        "walk --checklist design --minutes 60",
        "
        add Deploy 3
        add Deploy 3
        move deploy/3 to 1
        drop
        drop Design 9
        move Design 2
        agenda
        ",
        "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first; the rest by level, in plan order.
        Minutes are the pack's estimates; too few entries have been timed yet.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > add Deploy 3
        saved: agenda changed, 5 entries
        > add Deploy 3
        It is on the agenda already.
        > move deploy/3 to 1
        saved: agenda changed, 5 entries
        It is number 1 of 5 now.
        > drop
        saved: put off: Design 1

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, no owner, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 16 per entry
        > drop Design 9
        no entry is called `Design 9`
        > move Design 2
        Where to? For example `move Design 42 to 3`.
        > agenda
        Agenda: 50 min left for 4 entries, then 10 for the closing, until 22:39.
        1. Deploy 3, Second application live: todo, 5 min
        2. Design 3, Login page decided: todo, 8 min, here
        3. Design 2, Login domain decided: todo, 3 min
        4. Design 5, Second factor decided: todo, 2 min
        1 entry is not on the agenda, a must: Design 1.
        End of the input. The workshop stays open; `golive walk` continues with it.
        ",
    );
}

#[test]
fn the_last_workshops_open_actions_stand_first() {
    let test = check(
        Test::project(),
        "walk --checklist design --minutes 60",
        "
        action Draw it @ben
        close
        fri
        ",
        "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first; the rest by level, in plan order.
        Minutes are the pack's estimates; too few entries have been timed yet.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > action Draw it @ben
        saved: action at Design 1: Draw it, ben
        > close

        Closing: reached 1 of 4 entries: 1 without an answer; captured: 1 action.

        Closing, 1 of 3: what was decided
        Nothing was decided.

        Closing, 2 of 3: whose it is
        Without a person or a day: 1. `go` answers it now, `action [TEXT] [@WHO] [DATE]`
        makes it an action, `resolve` marks it resolved, `answer TEXT` rewords it,
        `drop` removes it, an empty line leaves it.
        Action 1 of 1, at Design 1: Draw it (ben, no date)
        By when? @name, a day, or both; - leaves it without a person.
        > fri
        saved: action at Design 1: Draw it, ben, Fri 27 Nov
        With a person: 1.
        Action, at Design 1: Draw it (ben, by Fri 27 Nov)

        Closing, 3 of 3: what stays
        Talked about, without an answer: 1.
        Design 1, Number of tenants decided (must, 1 action)
        Not reached: 3.
        Design 3, Login page decided
        Design 2, Login domain decided
        Design 5, Second factor decided
        The next one: a day, and a time if it is known: fri 14:00; prepares it. Empty:
        no date yet.

        The workshop is closed: reached 1 of 4 entries: 1 without an answer; captured: 1
        action.
        0 of 60 min.
        Minutes: golive report --workshop 1
        ",
    );
    check(
        test,
        "walk --milestone demo --minutes 60",
        "
        resolve 1

        quit
        quit
        ",
        "
        Workshop: Demo, 60 min
        2 entries in 11 min, 1 for open actions, 10 to close; 38 of 60 min free.
        First the last workshop's 1 open action.
        What blocks Demo comes first; the rest by level, in plan order.
        Minutes are the pack's estimates; too few entries have been timed yet.
        `help` lists what can be typed.

        Open actions of the last workshop:
        1. Draw it (ben, by Fri 27 Nov)
        `resolve NUMBER` resolves one; an empty line goes to the first entry.
        > resolve 1
        saved: resolved: action: Draw it
        >

        Entry 1 of 2: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 25 per entry
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        > quit
        The workshop stays open; `golive walk` continues with it.
        ",
    );
}

#[test]
fn where_nothing_is_left_no_workshop_is_opened() {
    check(
        Test::project(),
        "walk --owner kim",
        "",
        "Nothing that you asked for is left, so the agenda would be empty.",
    );
    // Any role or title is fine; one that is nearly one that entries ask for is said.
    let mut test = Test::project();
    let found = test.output(["walk", "--prepare", "--people", "Ana:chef,Ben:securty"]);
    assert_eq!(
        (found.code, found.stderr.as_str()),
        (0, "note: no entry has the role securty; did you mean security?\n")
    );
    assert_eq!(test.output(["walk", "--list"]).stdout.matches("2 people").count(), 1);
}

#[test]
fn an_opening_that_takes_long_is_kept_and_is_no_change_of_the_agenda() {
    let line = "walk --checklist design --minutes 60";
    let test = Test::project().at("2026-11-20T09:00:00Z");
    let test = test.stdin("action Write the table\nclose\n\n").run(line.split(' '));
    let mut test = test.at("2026-11-20T10:00:00Z").stdin("");
    let shown = test.output(line.split(' ')).stdout;
    assert!(shown.contains("Open actions of the last workshop:"), "{shown}");
    let mut test = test.at("2026-11-20T10:05:00Z").stdin("time\n");
    test.output(["walk"]);
    let mut test = test.at("2026-11-20T10:07:00Z").stdin("");
    let shown = test.output(["walk"]).stdout;
    assert!(shown.contains("Time:       55 min left"), "{shown}");
    let history = test.output(["history"]).stdout;
    assert!(history.contains("workshop opened: Design") && !history.contains("agenda changed"), "{history}");
}
