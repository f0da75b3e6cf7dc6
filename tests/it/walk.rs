//! Whole workshops, line by line: what is typed in, what is said out.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, Read};

use crate::support::Test;

/// Lines that are typed one by one, with something that happens right before each.
#[derive(Default)]
struct Typed {
    lines: VecDeque<(String, Box<dyn FnOnce()>)>,
    line: io::Cursor<Vec<u8>>,
}

impl Typed {
    fn then(self, line: &str) -> Typed {
        self.after(line, || {})
    }

    fn after(mut self, line: &str, happens: impl FnOnce() + 'static) -> Typed {
        self.lines.push_back((format!("{line}\n"), Box::new(happens)));
        self
    }
}

impl Read for Typed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Typed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.line.fill_buf()?.is_empty()
            && let Some((line, happens)) = self.lines.pop_front()
        {
            happens();
            self.line = io::Cursor::new(line.into_bytes());
        }
        self.line.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.line.consume(count);
    }
}

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
        action Plan the brand @ana
        resolve
        lena tomorrow
        mon
        ",
        "
        Workshop: What is left, 30 min
        6 entries in 25 min, 5 to close.
        Here: Ana (architect), Lena (security).
        What blocks Demo comes first, then by level, in the plan's order.
        Nobody of developer is here: 2 entries at the end, to say who asks that team.
        Nobody of product owner is here: 1 entry at the end, to say who asks that team.
        Minutes are the pack's: too few entries were measured to know better.
        2 entries are not on it: Deploy 3, Design 5.
        `help` lists what can be typed.

        Entry 1 of 6: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       30 min left, the last 5 to close: 4 an entry
        > doing
        saved: Design 1 Number of tenants decided is in work
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
        todo, must, Login, nobody's, 8 min planned
        Question:   Page
        Our answer: none yet
        Time:       21 min left, the last 5 to close: 3 an entry
        > n

        Entry 3 of 6: Design 2, Login domain decided
        todo, should, Architecture, nobody's, 3 min planned
        Question:   Under which name do people log in?
        Done when:  The name is written down.
        Our answer: none yet
        Time:       20 min left, the last 5 to close: 3 an entry
        > b waits for Ben
        saved: Design 2 Login domain decided is blocked: waits for Ben
        > park Later
        saved: parked at Design 2: Later

        Entry 4 of 6: Deploy 1, Production tenant ready
        todo, must, Architecture, nobody's, 2 min planned, ask the developer team
        Question:   Is production like test?
        Done when:  The script has run.
        Our answer: none yet
        Time:       18 min left, the last 5 to close: 4 an entry
        > back

        Entry 3 of 6: Design 2, Login domain decided
        blocked, should, Architecture, because: waits for Ben, nobody's, 3 min planned
        Question:   Under which name do people log in?
        Done when:  The name is written down.
        Our answer: none yet
        Parked:     Later
        Time:       17 min left, the last 5 to close: 3 an entry
        > c parked - A second brand in 2027
        saved: parked: A second brand in 2027
        > time
        Time:       15 min left, the last 5 to close: 2 an entry
        Here:       4 min here, 3 planned
        Next:       Deploy 1, Production tenant ready
        > close

        Closing: 4 of 6 entries reached: 2 answered but not done; captured: 1 decision,
        2 actions, 2 parked.
        `go` answers it now, `action [TEXT] [@WHO] [DATE]` makes it an action, `resolve`
        settles it, an empty line leaves it.
        Parked 1 of 2, at Design 2: Later
        > action Plan the brand @ana
        saved: action at Design 2: Plan the brand, Ana
        Parked 2 of 2: A second brand in 2027
        > resolve
        saved: settled: parked: A second brand in 2027
        The actions:
        Action 1 of 3, at Design 1: Write the table (Lena, by Fri 27 Nov)
        Action 2 of 3, at Design 1: Order the contract (nobody, no date)
        Who, and by when? `lena fri`; an empty line leaves it so.
        > lena tomorrow
        saved: action at Design 1: Order the contract, Lena, Sat 21 Nov
        Action 3 of 3, at Design 2: Plan the brand (Ana, no date)
        By when? An empty line leaves it so.
        > mon
        saved: action at Design 2: Plan the brand, Ana, Mon 23 Nov
        Not reached: Design 3, Deploy 2.

        The workshop is closed: 4 of 6 entries reached: 2 answered but not done;
        captured: 1 decision, 3 actions.
        20 of 30 min.
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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > done wiki/tenants
        saved: Design 1 Number of tenants decided is done, seen at wiki/tenants
        >

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, nobody's, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: none yet
        Time:       58 min left, the last 10 to close: 16 an entry
        > answer
        Type the answer. A line with a single dot ends it.
        > login.contoso.example
        saved: Design 3 Login page decided answer: login.contoso.example
        End of the input. The workshop stays open; `golive walk` goes on with it.
        ",
    );
    let test = test
        .args(["walk", "--minutes", "20"])
        .stderr(
            "
            error: the workshop `Design` is open
            hint: `golive walk` without options goes on with it, and `close` there ends it
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
        Workshop: Design, goes on.
        `help` lists what can be typed.

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, nobody's, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: login.contoso.example
        Time:       56 min left, the last 10 to close: 15 an entry
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        >

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, nobody's, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: login.contoso.example
        Time:       54 min left, the last 10 to close: 14 an entry
        > close

        Closing: 2 of 4 entries reached: 1 settled, 1 answered but not done.
        There are no actions.
        Not reached: Design 2, Design 5.

        The workshop is closed: 2 of 4 entries reached: 1 settled, 1 answered but not
        done.
        7 of 60 min.
        Minutes: golive report --workshop 1
        ",
    );
}

#[test]
fn a_workshop_is_about_one_section() {
    let line = "walk --checklist design --workstream login --minutes 30";
    let shown = Test::project().output(line.split(' ')).stdout;
    assert!(shown.starts_with("Workshop: Design / Login, 30 min\n2 entries in 10 min"), "{shown}");
}

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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > waived
        Why may it be left out? An empty line drops it.
        > Not needed before the second brand
        Who owns the waiver? An empty line drops it.
        > kim
        Until when? A date or a milestone; an empty line drops it.
        > some day
        no milestone is called `some day`
        one of main/p1/demo, main/p1/live, main/p2/rollout
        an end is a date (2026-12-01, fri, +2w) or a milestone
        > 2027-03-01
        saved: Design 1 Number of tenants decided is waived, until Mon 1 Mar 2027: Not
        needed before the second brand
        saved: Design 1 Number of tenants decided is kim's
        > w
        It stands so already.
        > n/a
        Why does it not apply? An empty line drops it.
        >
        Dropped; nothing was changed.
        > d One tenant
        `doing` takes nothing more. Our answer is `answer One tenant`.
        > blocked @ben waits
        saved: Design 1 Number of tenants decided is blocked: @ben waits
        > done see page until the end
        saved: Design 1 Number of tenants decided is done, seen at see page until the
        end
        > done
        It stands so already.
        End of the input. The workshop stays open; `golive walk` goes on with it.
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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > dome
        That is no word of the walk. Did you mean `done`? `keep` makes the line our
        answer, `help` lists the words.
        > One tenant for all
        That is no word of the walk. `keep` makes the line our answer, `help` lists the
        words.
        > keep
        saved: Design 1 Number of tenants decided answer: One tenant for all
        > keep
        There is no line to keep.
        > deploy 2

        Entry 2 of 5: Deploy 2, Users imported
        todo, must, Login, nobody's, 8 min planned
        Question:   Are all users there?
        Done when:  The counts agree.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
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
        saved: settled: question: Who has the list?
        > go nowhere
        no entry is called `nowhere`
        > find tenant
        Design 1, Number of tenants decided: todo
        Deploy 1, Production tenant ready: todo
        Tenant: todo
        > undo
        taken back, saved: settled: question: Who has the list?
        > redo
        brought back, saved: settled: question: Who has the list?
        > o lena
        saved: Deploy 2 Users imported is lena's
        > t +2w
        saved: Deploy 2 Users imported is due Fri 4 Dec
        > v wiki/import
        saved: Deploy 2 Users imported is to do, seen at wiki/import
        > show

        Entry 2 of 5: Deploy 2, Users imported
        todo, must, Login, lena's, due Fri 4 Dec, 8 min planned
        Question:   Are all users there?
        Done when:  The counts agree.
        Our answer: none yet
        Seen at:    wiki/import
        Open point: Who has the list? (settled)
        Time:       60 min left, the last 10 to close: 12 an entry
        End of the input. The workshop stays open; `golive walk` goes on with it.
        ",
    );
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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > add Deploy 3
        saved: agenda changed, 5 entries
        > add Deploy 3
        It is on the agenda already.
        > move deploy/3 to 1
        saved: agenda changed, 5 entries
        > drop
        saved: agenda changed, 4 entries

        Entry 2 of 4: Design 3, Login page decided
        todo, must, Login, nobody's, 8 min planned
        Question:   Where do people type their password?
        Done when:  The choice has a reason.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 16 an entry
        > drop Design 9
        no entry is called `Design 9`
        > move Design 2
        Where to? For example `move Design 42 to 3`.
        > agenda
        Agenda: 4 entries in 18 min, 10 to close; 32 of 60 min free.
        1. Deploy 3, Second application live: todo, 5 min
        2. Design 3, Login page decided: todo, 8 min, here
        3. Design 2, Login domain decided: todo, 3 min
        4. Design 5, Second factor decided: todo, 2 min
        1 entry is not on it, a must: Design 1.
        End of the input. The workshop stays open; `golive walk` goes on with it.
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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > action Draw it @ben
        saved: action at Design 1: Draw it, ben
        > close

        Closing: 1 of 4 entries reached; captured: 1 action.
        The actions:
        Action 1 of 1, at Design 1: Draw it (ben, no date)
        By when? An empty line leaves it so.
        > fri
        saved: action at Design 1: Draw it, ben, Fri 27 Nov
        Not reached: Design 3, Design 2, Design 5.

        The workshop is closed: 1 of 4 entries reached; captured: 1 action.
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
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Open actions of the last workshop:
        1. Draw it (ben, by Fri 27 Nov)
        `resolve NUMBER` settles one; an empty line goes to the first entry.
        > resolve 1
        saved: settled: action: Draw it
        >

        Entry 1 of 2: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 25 an entry
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        > quit
        The workshop stays open; `golive walk` goes on with it.
        ",
    );
}

#[test]
fn where_nothing_is_left_no_workshop_is_opened() {
    check(
        Test::project(),
        "walk --owner kim",
        "",
        "Nothing is left of what was asked for, so there is nothing to walk through.",
    )
    .args(["walk", "--people", "Ana:chef"])
    .stderr(
        "
        error: no role is called `chef`
        hint: one of architect, developer, product owner, security
        ",
    )
    .code(2);
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
    let manual = include_str!("../../docs/workshop.md");
    let (_, rest) = manual.split_once("a test compares -->\n").expect("the words have their place");
    let (found, _) = rest.split_once("<!-- /words -->").expect("the words have an end");
    let mut expected = "| word | with | what it does |\n| --- | --- | --- |\n".to_owned();
    for word in golive::review::walk::WORDS {
        let words: Vec<String> = word.words.iter().map(|word| format!("`{word}`")).collect();
        let takes = if word.takes.is_empty() { String::new() } else { format!("`{}`", word.takes) };
        let row = [words.join(", "), takes.replace('|', "\\|"), word.help.to_owned()];
        expected.push_str("| ");
        expected.push_str(&row.join(" | "));
        expected.push_str(" |\n");
    }
    assert!(found == expected, "docs/workshop.md should have:\n{expected}");
}

/// Takes a project's file away and puts it back, as a network folder does that comes and goes.
fn away_and_back(test: &Test) -> [impl FnOnce() + use<>; 2] {
    let (here, away) = (test.path("data/contoso-portal.golive"), test.path("away.golive"));
    [(here.clone(), away.clone()), (away, here)]
        .map(|(from, to)| move || fs::rename(from, to).expect("the file can be moved"))
}

#[test]
fn what_cannot_be_saved_waits_and_is_saved_later() {
    let test = Test::project();
    let [away, back] = away_and_back(&test);
    let typed = Typed::default()
        .then("doing")
        .after("answer One tenant", away)
        .then("risk No backup")
        .then("close")
        .then("next")
        .then("quit")
        .then("")
        .after("save", back)
        .then("quit")
        .then("quit");
    test.line("walk --checklist design --minutes 60")
        .typed(typed)
        .stdout(
            "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > doing
        saved: Design 1 Number of tenants decided is in work
        > answer One tenant
        NOT SAVED: Design 1 Number of tenants decided answer: One tenant
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > risk No backup
        NOT SAVED: risk at Design 1: No backup
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > close
        NOT SAVED: `$ROOT/data/contoso-portal.golive` is gone
        The workshop is where it was.
        > next
        NOT SAVED: `$ROOT/data/contoso-portal.golive` is gone
        The workshop is where it was.
        > quit
        Something is NOT SAVED; `save` tries again. The workshop is open. `close` closes
        it, `quit` leaves it open for later, an empty line stays.
        >

        Entry 1 of 4: Design 1, Number of tenants decided
        doing, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > save
        saved: everything
        > quit
        The workshop is open. `close` closes it, `quit` leaves it open for later, an
        empty line stays.
        > quit
        The workshop stays open; `golive walk` goes on with it.
        ",
        )
        .code(0);
}

#[test]
fn what_is_never_saved_is_said_in_the_end() {
    let test = Test::project();
    let [away, _] = away_and_back(&test);
    let typed =
        Typed::default().after("answer One tenant", away).then("+ and one for Asia").then("risk No backup");
    test.line("walk --checklist design --minutes 60")
        .typed(typed)
        .stdout(
            "
        Workshop: Design, 60 min
        4 entries in 21 min, 10 to close; 29 of 60 min free.
        What blocks Demo comes first, then by level, in the plan's order.
        Minutes are the pack's: too few entries were measured to know better.
        `help` lists what can be typed.

        Entry 1 of 4: Design 1, Number of tenants decided
        todo, must, Architecture, nobody's, 8 min planned
        Question:   How many tenants do we need?
        Done when:  A diagram shows the tenants.
        Our answer: none yet
        Time:       60 min left, the last 10 to close: 12 an entry
        > answer One tenant
        NOT SAVED: Design 1 Number of tenants decided answer: One tenant
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > + and one for Asia
        NOT SAVED: Design 1 answer, line 2: and one for Asia
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        > risk No backup
        NOT SAVED: risk at Design 1: No backup
        `$ROOT/data/contoso-portal.golive` is gone
        `save` tries again.
        End of the input. The workshop stays open; `golive walk` goes on with it.
        ",
        )
        .stderr(
            "
            error: `$ROOT/data/contoso-portal.golive` is gone
              NOT SAVED: Design 1 Number of tenants decided answer: One tenant
              NOT SAVED: Design 1 Number of tenants decided answer: One tenant
                and one for Asia
              NOT SAVED: risk at Design 1: No backup
            hint: it is never made anew by itself; put it back, or name another file
            ",
        )
        .code(3);
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
    // One command is taken back whole.
    let shown = said("done\nitems\nundo\n");
    assert!(shown.contains("taken back, saved: Deploy 1"), "{shown}");
    // What was typed before the end of the input holds.
    let shown = said("done");
    assert!(shown.contains("saved: Tenant is done\n"), "{shown}");
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
