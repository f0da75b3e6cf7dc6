//! What is asked back: what is missing, what was not understood, what else is meant.

use super::check;
use crate::support::Test;

#[test]
fn a_waiver_is_asked_for_what_it_lacks() {
    check(
        Test::project(),
        "walk --checklist design --minutes 60",
        "
        waived
        Not needed before the second brand
        kim
        some day
        2027-03-01
        w
        n/a

        d One tenant
        blocked @ben waits
        done see page until the end
        done
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
        > waived
        Why can it be waived? An empty line drops it.
        > Not needed before the second brand
        Who owns the waiver? An empty line drops it.
        > kim
        Until when? A date or a milestone; an empty line drops it.
        > some day
        no milestone is called `some day`
        one of main/p1/demo, main/p1/live, main/p2/rollout
        an end is a date (2026-12-01, fri, +2w) or a milestone
        Until when? A date or a milestone; an empty line drops it.
        > 2027-03-01
        saved: Design 1 Number of tenants decided is waived until Mon 1 Mar 2027: Not
        needed before the second brand
        saved: Design 1 Number of tenants decided is owned by kim
        > w
        nothing to change: already set
        > n/a
        Why does it not apply? An empty line drops it.
        >
        Dropped; nothing was changed.
        > d One tenant
        `doing` takes nothing more. Our answer is `answer One tenant`.
        > blocked @ben waits
        saved: Design 1 Number of tenants decided is blocked: @ben waits
        > done see page until the end
        saved: Design 1 Number of tenants decided is done, evidence see page until the
        end
        > done
        nothing to change: already set
        End of the input. The workshop stays open; `golive walk` continues with it.
        ",
    );
}

#[test]
fn what_is_not_understood_is_kept_and_entries_are_found_by_name() {
    check(
        Test::project(),
        "walk --checklist design --minutes 60",
        "
        dome
        One tenant for all
        keep
        keep
        deploy 2
        why
        said
        question Who has the list?
        said
        resolve 2
        resolve 1
        go nowhere
        find tenant
        undo
        redo
        o lena
        t +2w
        v wiki/import
        show
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
        > dome
        Unknown command. Did you mean `done`? `keep` saves the line as our answer,
        `help` lists the commands.
        > One tenant for all
        Unknown command. `keep` saves the line as our answer, `help` lists the commands.
        > keep
        saved: Design 1 Number of tenants decided answer: One tenant for all
        > keep
        There is no line to keep.
        > deploy 2

        Entry 2 of 5: Deploy 2, Users imported
        todo, must, Login, no owner, 8 min planned
        Question:   Are all users there?
        Done when:  The counts agree.
        Our answer: none yet
        Time:       60 min left, 10 of them for the closing, 12 per entry
        > why
        Good to know: Rehearse it first.
        > said
        Nothing was captured here.
        > question Who has the list?
        saved: question at Deploy 2: Who has the list?
        > said
        1. question: Who has the list?
        > resolve 2
        Which one? A number from 1 to 1.
        > resolve 1
        saved: resolved: question: Who has the list?
        > go nowhere
        no entry is called `nowhere`
        > find tenant
        Design 1, Number of tenants decided: todo
        Deploy 1, Production tenant ready: todo
        Tenant: todo
        Domain: todo
        > undo
        saved: undone: resolved: question: Who has the list?
        > redo
        saved: redone: resolved: question: Who has the list?
        > o lena
        saved: Deploy 2 Users imported is owned by lena
        > t +2w
        saved: Deploy 2 Users imported is due Fri 4 Dec
        > v wiki/import
        saved: Deploy 2 Users imported has evidence wiki/import
        > show

        Entry 2 of 5: Deploy 2, Users imported
        todo, must, Login, lena's, due Fri 4 Dec, 8 min planned
        Question:   Are all users there?
        Done when:  The counts agree.
        Our answer: none yet
        Evidence:   wiki/import
        Open point: Who has the list? (settled)
        Time:       60 min left, 10 of them for the closing, 12 per entry
        End of the input. The workshop stays open; `golive walk` continues with it.
        ",
    );
}

#[test]
fn a_topic_that_is_done_asks_once_what_its_open_items_are() {
    let topic = "main/p1/architecture/tenant";
    let line = "walk --checklist design --minutes 60";
    let said = |lines: &str| {
        let typed = format!("go {topic}\n{lines}");
        let shown = Test::project().stdin(&typed).output(line.split(' ')).stdout;
        shown.split("> done").nth(1).map(ToOwned::to_owned).unwrap_or(shown)
    };
    let asked = "3 items of this topic are still open: Design 1, Design 2, Deploy 1.\n\
                 Only the topic, or its items too? `only`, as an empty line, or `items`.\n";
    for (reply, then) in [
        ("only", "saved: Tenant is done\n"),
        (
            "items",
            "saved: Tenant is done\nsaved: Design 1 Number of tenants decided is done\n\
             saved: Design 2 Login domain decided is done\nsaved: Deploy 1 Production tenant ready is done\n",
        ),
        ("", "saved: Tenant is done\n"),
        ("perhaps", "Only the topic, or its items too? `only`, as an empty line, or `items`.\n"),
    ] {
        let shown = said(&format!("done\n{reply}\n"));
        let then = format!("\n{asked}> {reply}\n{then}").replace("> \n", ">\n");
        assert!(shown.starts_with(&then), "{then}\nis not how this begins:\n{shown}");
    }
    // One command is undone whole.
    let shown = said("done\nitems\nundo\n");
    assert!(shown.contains("saved: undone: Deploy 1"), "{shown}");
    // What was typed before the end of the input holds.
    let shown = said("done");
    assert!(shown.contains("saved: Tenant is done\n"), "{shown}");
}

#[test]
fn a_day_that_there_is_not_does_not_end_up_in_the_evidence() {
    let mut test = Test::project().stdin("done wiki/x until 31 feb\ndone wiki/x until all agree\nquit\n");
    let found = test.output(["walk", "--checklist", "design"]);
    assert!(found.stdout.contains("is not a date"), "{}", found.stdout);
    assert!(found.stdout.contains("is done, evidence wiki/x until all"), "{}", found.stdout);
    assert!(!found.stdout.contains("evidence wiki/x until 31 feb"), "{}", found.stdout);
}

#[test]
fn a_capture_with_a_day_that_there_is_not_says_so() {
    let mut test = Test::project().stdin("action Do it @zoe 30 feb\nquit\n");
    let found = test.output(["walk", "--checklist", "design"]);
    assert!(found.stdout.contains("30 feb is not a date, so it stays in the text."), "{}", found.stdout);
}

const WALK: &str = "walk --checklist design --minutes 60 --people Kim,Ben";

/// What is said from the line `from` on.
fn from(shown: &str, from: &str) -> String {
    shown.split_once(&format!("> {from}\n")).map(|(_, after)| after.to_owned()).unwrap_or(shown.to_owned())
}

#[test]
fn somebody_who_is_known_and_not_in_the_room_is_known_all_the_same() {
    let test = Test::project().run(["set", "design/2", "--owner", "Omar"]);
    let typed = "action Ring @omar fri\naction Ring up @omar by mon\naction Call @b\nsaid\n";
    let shown = test.stdin(typed).output(WALK.split(' ')).stdout;
    let said = from(&shown, "said");
    assert!(said.starts_with("1. action: Ring (Omar, by Fri 27 Nov)\n"), "{said}");
    assert!(said.contains("2. action: Ring up (Omar, by Mon 23 Nov)\n"), "{said}");
    assert!(said.contains("3. action: Call (Ben, no date)\n"), "{said}");
}

#[test]
fn an_entry_that_does_not_apply_says_so_in_the_walk_and_in_the_minutes() {
    let test = Test::project().run(["question", "existing-users", "no"]);
    let mut test = test.stdin("go deploy 2\ndone\nclose\n\n");
    let shown = test.output(WALK.split(' ')).stdout;
    let entry = from(&shown, "go deploy 2");
    assert!(entry.contains("Not counted, it does not apply to this project: No existing users."), "{entry}");
    let minutes = test.stdin("").output(["report", "--workshop", "last"]).stdout;
    assert!(!minutes.contains("## Settled"), "{minutes}");
    let changed = minutes.split_once("## Also changed").expect("it is there").1;
    assert!(changed.contains("not counted: No existing users"), "{changed}");
}

#[test]
fn what_a_waiver_lacks_may_be_said_at_once() {
    let shown =
        Test::project().stdin("waive\nnot now @kim until 2027-01-31\n").output(WALK.split(' ')).stdout;
    let said = from(&shown, "not now @kim until 2027-01-31");
    assert!(said.contains("is waived until Sun 31 Jan 2027: not\nnow\n"), "{said}");
    assert!(said.contains("is owned by Kim") && !said.contains("Until when?"), "{said}");
}

#[test]
fn an_answer_that_takes_the_place_of_another_says_so() {
    let typed = "e\nOne.\nTwo.\n.\n+ Three.\ne\nFour.\nFive.\n.\n";
    let shown = Test::project().stdin(typed).output(WALK.split(' ')).stdout;
    assert!(shown.contains("saved: Design 1 answer, line 3: Three.\n"), "{shown}");
    assert!(shown.contains("saved: Design 1 answer, 2 lines in place of 3: Four.\n"), "{shown}");
}
