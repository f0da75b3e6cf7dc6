//! How a walk leaves its plan: who has left, the end, days of next year, where `back` goes.

use crate::support::Test;

/// What is said when these lines are typed, without breaks between lines.
fn walked(args: &str, typed: &str) -> String {
    walked_on(Test::project(), args, typed).1
}

fn walked_on(test: Test, args: &str, typed: &str) -> (Test, String) {
    let mut test = test.stdin(typed);
    let shown = test.output(args.split('|')).stdout;
    (test, shown.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn sees(shown: &str, words: &str) {
    assert!(shown.contains(words), "{words}\n{shown}");
}

#[test]
fn who_could_answer_is_said_and_that_the_only_one_has_left() {
    let shown = walked("walk|--people|Ana:architect,Ben:developer", "left ana\nshow\n");
    sees(&shown, "For architect: Ana Question: How many tenants do we need?");
    sees(&shown, "For architect. Nobody from architect is here, Ana has left: who asks them?");
}

#[test]
fn names_without_their_accents_find_those_who_are_here() {
    let typed = "action Write it @zoe fri\nhands yes zoe; no rene\nowner zoe\nleft zoe\n";
    let shown = walked("walk|--people|Zoë:architect,René:developer", typed);
    sees(&shown, "Write it, Zoë, Fri 27 Nov");
    sees(&shown, "1 yes (Zoë), 1 no (René)");
    sees(&shown, "Zoë has left");
    sees(&shown, "is owned by Zoë");
    let mut test = Test::project().run(["set", "design/1", "--owner", "Zoë"]);
    let listed = test.output(["list", "--owner", "zoe"]);
    assert!(
        listed.stdout.contains("Design 1") && listed.stderr.is_empty(),
        "{}{}",
        listed.stdout,
        listed.stderr
    );
}

#[test]
fn back_from_the_closing_goes_where_the_workshop_was() {
    let shown = walked("walk|--checklist|design", "close\nback\n");
    sees(&shown, "> back Entry 1 of 4: Design 1");
    let typed = "decision One\nquestion Who?\nclose\n\n\nback\nback\nback\n";
    let shown = walked("walk|--checklist|design", typed);
    sees(&shown, "> back Closing, 2 of 3: whose it is Without");
    sees(&shown, "> back Closing, 1 of 3: what was decided Decisions");
    sees(&shown, "> back Entry 1 of 4: Design 1");
    let shown = walked("walk|--checklist|design", "go Deploy 1\nclose\nback\nagenda\n");
    sees(&shown, "> back Entry 2 of 5: Deploy 1");
}

#[test]
fn a_day_that_is_past_this_year_is_one_of_next_year_with_a_word_and_no_day_is_said_whole() {
    let typed = "action Write it @ana 19 nov\nquestion Who pays?\nclose\n32 nov\n@ben 19 nov\n32 nov 10:00\n\
                 19 nov 10:00\nback\nfri 10:00\n";
    let shown = walked("walk|--people|Ana:architect,Ben:developer", typed);
    sees(&shown, "Write it, Ana, Fri 19 Nov 2027 Fri 19 Nov 2027 is next year; `undo` removes it.");
    sees(&shown, "> 32 nov `32 nov` is not a date");
    sees(&shown, "Who pays?, Ben, Fri 19 Nov 2027 Fri 19 Nov 2027 is next year");
    sees(&shown, "> 32 nov 10:00 `32 nov 10:00` is not a date");
    sees(
        &shown,
        "The next one: Fri 19 Nov 2027, 10:00; next year: 19 Nov of this year is past. `back` changes it.",
    );
    sees(&shown, "The next one: Fri 27 Nov, 10:00. `back` changes it.");
    sees(&shown, "prepared for Fri 27 Nov, 10:00");
}

#[test]
fn a_workshop_is_prepared_for_a_day_with_a_time() {
    let mut test = Test::project();
    let mut said = |args: &str| {
        let found = test.output(args.split('|'));
        assert_eq!(found.code, 0, "{}", found.stderr);
        format!("{}{}", found.stdout, found.stderr)
    };
    sees(
        &said("walk|--checklist|design|--prepare|--day|fri 14:00"),
        "workshop prepared for Fri 27 Nov, 14:00: Design",
    );
    sees(&said("walk|--list"), "Fri 27 Nov, 14:00");
    // A day alone keeps the time; none removes both.
    sees(&said("walk|--change|1|--day|mon"), "workshop changed for Mon 23 Nov, 14:00");
    sees(&said("walk|--change|1|--day|19 nov 9:00"), "19 Nov 2027 is next year: this year's day is past");
    let changed = said("walk|--change|1|--day|none");
    assert!(changed.contains("workshop changed: Design") && !changed.contains("14:00"), "{changed}");
    let wrong = test.output(["walk", "--change", "1", "--day", "32 nov 9:00"]);
    assert_eq!((wrong.code, wrong.stderr.lines().next()), (2, Some("error: `32 nov 9:00` is not a date")));
}

#[test]
fn the_agenda_of_each_prepared_workshop_can_be_written() {
    let mut test = Test::project();
    for (day, list) in [("2027-01-15", "design"), ("2027-01-13", "deploy")] {
        let args = ["walk", "--checklist", list, "--minutes", "45", "--prepare", "--day", day];
        test = test.run(args);
    }
    let mut agenda = |args: &[&str]| {
        let all: Vec<&str> = ["report", "--agenda"].iter().chain(args).copied().collect();
        test.output(all).stdout
    };
    assert!(agenda(&[]).contains("13 Jan 2027"));
    assert!(agenda(&["--workshop", "1"]).contains("13 Jan 2027"));
    assert!(agenda(&["--workshop", "2"]).contains("15 Jan 2027"));
    assert!(agenda(&["--workshop", "last", "--format", "json"]).contains("2027-01-15"));
    let refused = test.output(["report", "--agenda", "--workshop", "3"]);
    assert_eq!(refused.code, 2);
    sees(&refused.stderr, "no such workshop is prepared");
    sees(&refused.stderr, "walk --list");
}

#[test]
fn a_workshop_that_begins_late_or_on_another_day_says_until_when_it_goes() {
    // It is 21:39.
    let prepared =
        |day: &str| Test::project().run(["walk", "--checklist", "design", "--prepare", "--day", day]);
    let (_, shown) = walked_on(prepared("today 14:00"), "walk", "");
    sees(&shown, "Workshop: Design, 90 min, Fri 20 Nov, planned for 14:00; begun now, until 23:09");
    let (_, shown) = walked_on(prepared("fri 22:00"), "walk|--begin|1", "");
    sees(&shown, "Fri 20 Nov, planned for Fri 27 Nov, 22:00; begun now, until 23:09");
    let (_, shown) = walked_on(prepared("today 22:00"), "walk", "");
    sees(&shown, "Workshop: Design, 90 min, Fri 20 Nov, 22:00 to 23:30");
}

#[test]
fn other_words_for_a_decision_leave_the_hands_with_those_that_were_asked() {
    let typed = "decision One tenant\nhands yes Ana; no Ben\nclose\nanswer Two tenants\n";
    let (mut test, shown) = walked_on(Test::project(), "walk|--people|Ana:architect,Ben:developer", typed);
    sees(&shown, "The hands stay what they were, and the minutes say what was asked: One tenant");
    sees(
        &shown,
        "Decision 1 of 1, at Design 1: Two tenants Hands: 1 yes (Ana), 1 no (Ben); asked: One tenant",
    );
    let minutes = test.output(["report", "--workshop", "last"]).stdout;
    sees(&minutes, "asked: One tenant");
}

#[test]
fn hands_on_other_words_are_read_and_kept_beside_the_first() {
    let typed = "decision Rule one\nhands 2 1 0\nclose\nanswer Rule two\nback\nhands 3 0 0\nclose\n";
    let (mut test, shown) = walked_on(Test::project(), "walk|--people|Ana:architect,Ben:developer", typed);
    sees(&shown, "Rule two Hands: 2 yes, 1 no; asked: Rule one Hands: 3 yes");
    for format in ["md", "html", "json"] {
        let minutes = test.output(["report", "--workshop", "last", "--format", format]).stdout;
        sees(&minutes, "Rule one");
    }
    let minutes = test.output(["report", "--workshop", "last"]).stdout;
    let minutes = minutes.split_whitespace().collect::<Vec<_>>().join(" ");
    sees(&minutes, "Hands: 2 yes, 1 no; asked: Rule one");
    sees(&minutes, "Hands: 3 yes");
    // The same words asked again: the later hands count.
    let typed = "back\nhands 4 0 0\nclose\n";
    let mut test = test.stdin(typed);
    assert_eq!(test.output(["walk"]).code, 0);
    let minutes = test.output(["report", "--workshop", "last"]).stdout;
    assert!(minutes.contains("Hands: 4 yes") && !minutes.contains("Hands: 3 yes"), "{minutes}");
}

#[test]
fn every_format_of_the_minutes_has_what_stays_and_the_next_workshop() {
    let typed = "drop Design 3\npark Contractors\nend +10\nclose\n@omar 2 dec\nfri 14:00\n\n";
    let (mut test, _) = walked_on(Test::project(), "walk|--people|Ana:architect,Omar:support", typed);
    let mut report = |format: &str| {
        let found = test.output(["report", "--workshop", "last", "--format", format]);
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
        found.stdout
    };
    let calendar = report("ics");
    sees(&calendar, "SUMMARY:Parked: Contractors (Omar)");
    sees(&calendar, "SUMMARY:Workshop: What is left");
    let json: serde_json::Value = serde_json::from_str(&report("json")).expect("it is JSON");
    assert_eq!(json["workshop"]["planned_minutes"], 100);
    assert_eq!(json["workshop"]["planned_minutes_before"], 90);
    let put_off = &json["put_off"][0];
    assert_eq!((&put_off["name"], &put_off["by"]), (&"Design 3".into(), &json["workshop"]["by"]));
    assert!(put_off["at"].as_str().is_some_and(|at| at.starts_with("2026-11-20T")), "{put_off}");
    let missed = json["not_reached"].as_array().expect("it is a list");
    assert!(!missed.is_empty() && missed.iter().all(|one| one["level"].is_string()), "{missed:?}");
    let page = report("md");
    let page = page.split("## Not reached").nth(1).expect("there is such a section");
    sees(page, missed[0]["level"].as_str().unwrap_or_default());
    // The same id as in the project's calendar, so that it is there once.
    let ids = |calendar: &str| -> Vec<String> {
        calendar.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect()
    };
    let whole = ids(&test.output(["report", "--format", "ics"]).stdout);
    let mine = ids(&calendar);
    let test = test.run(["report", "--workshop", "last", "-o", "minutes.xlsx"]);
    let bytes = std::fs::read(test.path("work/minutes.xlsx")).expect("it is written");
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("it is a workbook");
    let entries = calamine::Reader::worksheet_range(&mut book, "Entries").expect("there is such a sheet");
    let not_reached =
        entries.rows().filter(|row| row.iter().any(|cell| cell.to_string().contains("not reached")));
    assert_eq!(not_reached.count(), missed.len());
    assert!(mine.len() == 2 && mine.iter().all(|id| whole.contains(id)), "{mine:?} {whole:?}");
}

#[test]
fn a_break_that_is_on_at_the_closing_is_in_the_minutes() {
    let (mut test, _) = walked_on(Test::project(), "walk", "break\nclose\n\n\n");
    sees(&test.output(["report", "--workshop", "last"]).stdout, "Break");
    let json = test.output(["report", "--workshop", "last", "--format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["workshop"]["breaks"].as_array().map(Vec::len), Some(1));
}

#[test]
fn what_is_not_undone_says_what_to_do_instead() {
    let typed = "drop Design 3\nundo\nend +10\nundo\nleft ben\nundo\n";
    let shown = walked("walk|--people|Ana:architect,Ben:developer", typed);
    sees(&shown, "cannot undo your latest change: put off: Design 3");
    sees(&shown, "add it again on the room's agenda, or with `add` in the walk");
    sees(&shown, "move the end again in the room, or with `end` in the walk");
    sees(&shown, "say who is here in the room's list of people, or with `came` and `left` in the walk");
}

#[test]
fn in_ascii_every_word_of_the_programs_own_is_plain() {
    let test = Test::project().run(["mark", "blocked", "design/1", "--reason", "waits\nfor Ben"]);
    let mut test = test.stdin("decision One tenant\nobjection No @ben\nsaid\nagenda\nclose\n");
    let shown = test.output(["walk", "--ascii", "--checklist", "design"]).stdout;
    assert!(shown.contains("because: waits .") && shown.is_ascii(), "{shown}");
}

#[test]
fn one_person_gets_their_objection_and_reads_whose_each_decision_is() {
    let typed = "decision One tenant @ana\nobjection Support cannot wait @omar\nclose\n";
    let (mut test, _) = walked_on(Test::project(), "walk|--people|Ana:architect,Omar:support", typed);
    let mine = test.output(["report", "--workshop", "last", "--for", "omar"]);
    let mine = format!("{}{}", mine.stdout, mine.stderr);
    sees(&mine, "## Your objections");
    sees(&mine, "Support cannot wait");
    sees(&mine, "to the decision: One tenant");
    let decided = mine.split("## What was decided").nth(1).expect("decisions are there");
    sees(decided, "Ana");
    sees(decided, "Objection by Omar: Support cannot wait");
    let json = test.output(["report", "--workshop", "last", "--for", "omar", "--format", "json"]).stdout;
    sees(&json, "\"kind\": \"objection\"");
}
