//! Whole workshops, line by line: what is typed in, what is said out.

use crate::support::Test;

mod agenda;
mod asking;
mod course;
mod decided;
mod saving;

#[track_caller]
fn check(test: Test, args: &str, typed: &str, expected: &str) -> Test {
    test.line(args).stdin(&crate::support::unindent(typed)).stdout(expected).code(0)
}

#[test]
fn a_whole_workshop_is_walked_through() {
    check(
        Test::project().each_look(60),
        "walk --people Ana:architect,Lena:security --minutes 30",
        "
        doing
        answer
        One tenant.
        Support staff: not settled.
        .
        action Write the table @lena fri
        action Order the contract
        decision One policy for web and app

        n
        b waits for Ben
        park Later
        back
        c parked - A second brand in 2027
        time
        close
        objection Support cannot wait @lena
        answer One policy for web, app and shops
        drop 3

        somebody
        action Plan the brand @ana
        mon
        undo
        redo
        resolve
        lena tomorrow
        yesterday
        fri 14:00
        4, 5 well done
        ",
        "
        Workshop: What is left, 30 min
        6 entries in 25 min, 5 to close.
        Here: Ana (architect), Lena (security).
        What blocks Demo comes first; the rest by level, in plan order.
        Nobody from developer is here: 2 entries at the end, to agree who asks that
        team.
        Nobody from product owner is here: 1 entry at the end, to agree who asks that
        team.
        Minutes are the pack's estimates; too few entries have been timed yet.
        2 entries are not on the agenda: Deploy 3, Design 5.
        `help` lists what can be typed.

        Entry 1 of 6: Design 1, Number of tenants decided
        todo, must, Architecture, no owner, 8 min planned
        For architect: Ana
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       30 min left, 5 of them for the closing, 4 per entry
        > doing
        saved: Design 1 Number of tenants decided is in progress
        > answer
        Type the answer. A line with a single dot ends it.
        > One tenant.
        > Support staff: not settled.
        > .
        saved: Design 1 answer, line 2: Support staff: not settled.
        > action Write the table @lena fri
        saved: action at Design 1: Write the table, Lena, Fri 27 Nov
        > action Order the contract
        saved: action at Design 1: Order the contract
        > decision One policy for web and app
        saved: decision at Design 1: One policy for web and app
        >

        Entry 2 of 6: Page
        todo, must, Login, no owner, 8 min planned
        Question:   Page
        Our answer: none yet
        Time:       21 min left, 5 of them for the closing, 3 per entry
        > n

        Entry 3 of 6: Design 2, Login domain decided
        todo, should, Architecture, no owner, 3 min planned
        For architect: Ana
        Question:   Under which name do people log in?
        Done when:  The name is written down.
        Our answer: none yet
        Time:       20 min left, 5 of them for the closing, 3 per entry
        > b waits for Ben
        saved: Design 2 Login domain decided is blocked: waits for Ben
        > park Later
        saved: parked at Design 2: Later

        Entry 4 of 6: Deploy 1, Production tenant ready
        todo, must, Architecture, no owner, 2 min planned
        For developer. Nobody from developer is here: who asks them?
        Question:   Is production like test?
        Done when:  The script has run.
        Our answer: none yet
        Time:       18 min left, 5 of them for the closing, 4 per entry
        > back

        Entry 3 of 6: Design 2, Login domain decided
        blocked, should, Architecture, because: waits for Ben, no owner, 3 min planned
        For architect: Ana
        Question:   Under which name do people log in?
        Done when:  The name is written down.
        Our answer: none yet
        Parked:     Later
        Time:       17 min left, 5 of them for the closing, 3 per entry
        > c parked - A second brand in 2027
        saved: parked: A second brand in 2027
        > time
        Time:       15 min left, 5 of them for the closing, 2 per entry
        Here:       4 min here, 3 planned
        Next:       Deploy 1, Production tenant ready
        > close

        Closing: reached 4 of 6 entries: 2 answered but not done, 2 without an answer;
        captured: 1 decision, 2 actions, 2 parked.

        Closing, 1 of 3: what was decided
        Decisions to read aloud: 1. `objection TEXT @WHO` keeps who disagrees, `answer
        TEXT` rewords it, `drop` removes what was no decision, `back` reads the one
        before, an empty line goes on.
        Decision 1 of 1, at Design 1: One policy for web and app
        > objection Support cannot wait @lena
        saved: objection at Design 1: Support cannot wait, Lena
        Decision 1 of 1, at Design 1: One policy for web and app
        Objection:  Lena: Support cannot wait
        > answer One policy for web, app and shops
        saved: decision at Design 1: One policy for web, app and shops
        Decision 1 of 1, at Design 1: One policy for web, app and shops
        Objection:  Lena: Support cannot wait
        > drop 3
        `drop` alone removes the decision that was read last.
        >

        Closing, 2 of 3: whose it is
        Without a person or a day: 3. `go` answers it now, `action [TEXT] [@WHO] [DATE]`
        makes it an action, `resolve` marks it resolved, `answer TEXT` rewords it,
        `drop` removes it, an empty line leaves it.
        Parked 1 of 3, at Design 2: Later
        Who comes back to it? @name, a day, or both; - leaves it without a person.
        > somebody
        `somebody` is not a date
        write 2026-12-01, 1.12.2026, 27 nov, fri, next week, in 3 days or +2w
        a name begins with @
        > action Plan the brand @ana
        saved: action at Design 2: Plan the brand, Ana
        Action 1 of 3, at Design 2: Plan the brand (Ana, no date)
        By when? @name, a day, or both; - leaves it without a person.
        > mon
        saved: action at Design 2: Plan the brand, Ana, Mon 23 Nov
        Parked 2 of 3: A second brand in 2027
        Who comes back to it? @name, a day, or both; - leaves it without a person.
        > undo
        saved: undone: action at Design 2: Plan the brand, Ana, Mon 23 Nov
        Parked 2 of 3: A second brand in 2027
        Who comes back to it? @name, a day, or both; - leaves it without a person.
        > redo
        saved: redone: action at Design 2: Plan the brand, Ana, Mon 23 Nov
        Parked 2 of 3: A second brand in 2027
        Who comes back to it? @name, a day, or both; - leaves it without a person.
        > resolve
        saved: resolved: parked: A second brand in 2027
        Action 3 of 3, at Design 1: Order the contract (nobody, no date)
        Who does it, by when? @name, a day, or both; - leaves it without a person.
        > lena tomorrow
        saved: action at Design 1: Order the contract, Lena, Sat 21 Nov
        With a person: 4.
        Action, at Design 1: Write the table (Lena, by Fri 27 Nov)
        Action, at Design 1: Order the contract (Lena, by Sat 21 Nov)
        Action, at Design 2: Plan the brand (Ana, by Mon 23 Nov)
        Parked: A second brand in 2027 (settled)

        Closing, 3 of 3: what stays
        Talked about, without an answer: 2.
        Page (must)
        Deploy 1, Production tenant ready (must)
        Not reached: 2.
        Design 3, Login page decided
        Deploy 2, Users imported
        The next one: a day, and a time if it is known: fri 14:00; prepares it. Empty:
        no date yet.
        > yesterday
        `yesterday` is in the past; choose today or a later date.
        The next one: a day, and a time if it is known: fri 14:00; prepares it. Empty:
        no date yet.
        > fri 14:00
        The next one: Fri 27 Nov, 14:00. `back` changes it.
        How was it? A number from 1 to 5 from each, or words: 4, 5, 3; empty if nobody
        says.
        > 4, 5 well done
        saved: prepared for Fri 27 Nov, 14:00: What is left

        The workshop is closed: reached 4 of 6 entries: 2 answered but not done, 2
        without an answer; captured: 1 decision, 3 actions, 1 objection.
        30 of 30 min.
        Minutes: golive report --workshop 1
        ",
    );
}

#[test]
fn the_end_of_the_input_saves_everything_and_the_next_walk_goes_on() {
    let test = check(
        Test::project().each_look(60),
        "walk --checklist design --minutes 60",
        "
        done wiki/tenants

        answer
        login.contoso.example
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
        > done wiki/tenants
        saved: Design 1 Number of tenants decided is done, evidence wiki/tenants
        >

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, no owner, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: none yet
        Time:       58 min left, 10 of them for the closing, 16 per entry
        > answer
        Type the answer. A line with a single dot ends it.
        > login.contoso.example
        saved: Design 3 Login page decided answer: login.contoso.example
        End of the input. The workshop stays open; `golive walk` continues with it.
        ",
    );
    let test = test
        .args(["walk", "--minutes", "20"])
        .stderr(
            "
            error: the workshop `Design` is open
            hint: `golive walk` without options continues with it, and `close` there ends it
            ",
        )
        .code(2);
    check(
        test,
        "walk",
        "
        quit

        close
        ",
        "
        Workshop: Design, continued.
        `help` lists what can be typed.

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, no owner, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: login.contoso.example
        Time:       56 min left, 10 of them for the closing, 15 per entry
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        >

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, no owner, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: login.contoso.example
        Time:       54 min left, 10 of them for the closing, 14 per entry
        > close

        Closing: reached 2 of 4 entries: 1 settled, 1 answered but not done.

        Closing, 1 of 3: what was decided
        Nothing was decided.

        Closing, 2 of 3: whose it is
        No action, question, risk or parked thing is left.

        Closing, 3 of 3: what stays
        Not reached: 2.
        Design 2, Login domain decided
        Design 5, Second factor decided
        The next one: a day, and a time if it is known: fri 14:00; prepares it. Empty:
        no date yet.

        The workshop is closed: reached 2 of 4 entries: 1 settled, 1 answered but not
        done.
        7 of 60 min.
        Minutes: golive report --workshop 1
        ",
    );
}

#[test]
fn nothing_but_words_comes_out_on_any_terminal() {
    let mut test = Test::project().terminal(40).stdin("blocked waits for Ben\nhelp\nclose\n");
    let found = test.output(["walk", "--color", "always", "--milestone", "demo"]);
    assert!(
        found.stdout.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)),
        "{}",
        found.stdout
    );
    assert!(found.stdout.lines().all(|line| line.trim_start_matches("> ").len() <= 40), "{}", found.stdout);
    assert_eq!((found.stderr.as_str(), found.code), ("", 0));
}

#[test]
fn the_manual_lists_every_word() {
    let mut expected = "| word | with | what it does |\n| --- | --- | --- |\n".to_owned();
    for word in golive::domain::walk::WORDS {
        let words: Vec<String> = word.words.iter().map(|word| format!("`{word}`")).collect();
        let takes = if word.takes.is_empty() { String::new() } else { format!("`{}`", word.takes) };
        let row = [words.join(", "), takes.replace('|', "\\|"), word.help.to_owned()];
        expected.push_str("| ");
        expected.push_str(&row.join(" | "));
        expected.push_str(" |\n");
    }
    let manual = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/walk.md"))
        .expect("the manual is part of the checkout")
        .replace("\r\n", "\n");
    let (before, rest) = manual.split_once("a test compares -->\n").expect("the words have their place");
    let (_, after) = rest.split_once("<!-- /words -->").expect("the words have an end");
    let whole = format!("{before}a test compares -->\n{expected}<!-- /words -->{after}");
    crate::expected::check("docs/walk.md", &whole);
}
