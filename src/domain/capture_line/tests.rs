//! What is kept of a line, and what is taken out of it.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const TODAY: Date = date(2026, 11, 20);

fn names() -> Names {
    let all = ["Ana", "Ben", "Lena", "Lena Meyer", "Lennart"];
    all.iter().map(|name| Text::line(name)).collect::<Vec<_>>().into()
}

#[track_caller]
fn check(line: &str, text: &str, owner: Option<&str>, due: Option<Date>) {
    check_kind(CaptureKind::Action, line, text, owner, due);
}

#[track_caller]
fn check_kind(kind: CaptureKind, line: &str, text: &str, owner: Option<&str>, due: Option<Date>) {
    let found = understand(line, kind, &names(), TODAY);
    assert_eq!((found.text.as_str(), found.owner.as_deref(), found.due), (text, owner, due), "{line}");
}

#[test]
fn words_somebody_and_a_day_are_told_apart() {
    check("Write the table @lena fri", "Write the table", Some("Lena"), Some(date(2026, 11, 27)));
    check("Write the table fri @b", "Write the table", Some("Ben"), Some(date(2026, 11, 27)));
    check("Ask @Lena Meyer about it", "Ask about it", Some("Lena Meyer"), None);
    check("@ana order the contract 2026-12-01", "order the contract", Some("Ana"), Some(date(2026, 12, 1)));
    check("Order it 27 nov", "Order it", None, Some(date(2026, 11, 27)));
    check("Order it next mon", "Order it", None, Some(date(2026, 11, 23)));
    check("Order it Fri 4 Dec 2026", "Order it", None, Some(date(2026, 12, 4)));
}

#[test]
fn by_goes_with_the_day() {
    check("Write it by fri @lena", "Write it", Some("Lena"), Some(date(2026, 11, 27)));
    check("Ring up @omar by mon", "Ring up", Some("omar"), Some(date(2026, 11, 23)));
    check("Stand by", "Stand by", None, None);
    check("Call her on fri @lena", "Call her", Some("Lena"), Some(date(2026, 11, 27)));
    check("Carry on", "Carry on", None, None);
}

#[test]
fn a_day_that_other_words_change_stays_in_the_sentence() {
    for line in [
        "not tomorrow",
        "end of next week",
        "Report last fri",
        "Two weeks from fri",
        "The day after tomorrow",
        "Not before 1 dec",
        "Open until 2026-12-01",
        "Beginning of next week",
        "The week of 1.12.",
        "Not by fri",
        "Never on sun",
        "A week on fri",
        "Two weeks tomorrow",
        "Send it no later than fri",
        "Meet thu or fri",
        "Meet thu, fri",
        "Away mon - fri",
        "Move the talk to fri",
        "Book the room for fri",
        "Check it every mon",
        "Order it this fri",
        "It broke 3 days ago",
        "It broke last week",
    ] {
        check(line, line, None, None);
        check(&format!("{line} @Ana"), line, Some("Ana"), None);
        check_kind(CaptureKind::Question, &format!("{line} @Ana"), line, Some("Ana"), None);
    }
    check("Ask @Ana last fri", "Ask last fri", Some("Ana"), None);
}

#[test]
fn a_day_that_stands_for_itself_is_taken_out() {
    let [mon, fri, dec] = [date(2026, 11, 23), date(2026, 11, 27), date(2026, 12, 1)];
    for (end, day) in [
        ("fri", fri),
        ("next fri", fri),
        ("next week", mon),
        ("by next week", mon),
        ("tomorrow", date(2026, 11, 21)),
        ("today", TODAY),
        ("in 3 days", mon),
        ("+2w", date(2026, 12, 4)),
        ("27 nov", fri),
        ("by fri 27 nov", fri),
        ("on 1.12.2026", dec),
        ("13/12/2026", date(2026, 12, 13)),
    ] {
        check(&format!("Write it {end} @ana"), "Write it", Some("Ana"), Some(day));
        check(&format!("Write it @ana {end}"), "Write it", Some("Ana"), Some(day));
        check(&format!("Find what comes after, {end}"), "Find what comes after", None, Some(day));
    }
    check("Not everything, 2026-12-01", "Not everything", None, Some(dec));
    check("Say what comes before, fri", "Say what comes before", None, Some(fri));
    check("Write the plan for the week by fri", "Write the plan for the week", None, Some(fri));
}

#[test]
fn a_day_that_stays_in_the_text_is_told() {
    let instant = jiff::tz::TimeZone::UTC.to_timestamp(TODAY.at(9, 0, 0, 0)).unwrap();
    let moment = Moment::new(instant, jiff::tz::TimeZone::UTC);
    let lacks = |line: &str| {
        explain(&understand(line, CaptureKind::Action, &names(), TODAY), CaptureKind::Action, &moment)
    };
    let told = lacks("Report last fri @ana");
    assert_eq!(told, ["who Ana", "no date yet: last fri stays in the text, end with fri or +2w"]);
    assert_eq!(lacks("Report @ana"), ["who Ana", "no date yet: end with fri or +2w"]);
}

#[test]
fn a_name_that_nobody_has_is_not_passed_over() {
    let moment = Moment::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC);
    let lacks = |line: &str| {
        explain(&understand(line, CaptureKind::Action, &names(), TODAY), CaptureKind::Action, &moment)
    };
    let owner = lacks("Follow @auth0, please, fri");
    assert_eq!(owner.first().unwrap(), "no owner yet: @auth0 stays in the text, end with @name");
    assert_eq!(lacks("Write it fri").first().unwrap(), "no owner yet: add @name");
}

#[test]
fn a_name_ends_at_punctuation() {
    check("@lena: write the table", "write the table", Some("Lena"), None);
    check("Write the table, @lena, fri", "Write the table,", Some("Lena"), Some(date(2026, 11, 27)));
    check("Write the table (@lena) soon", "Write the table soon", Some("Lena"), None);
    check("Who knows this @ben?", "Who knows this?", Some("Ben"), None);
    check("Ask @lena, please", "Ask, please", Some("Lena"), None);
    check("Write it @lena m", "Write it", Some("Lena Meyer"), None);
    check("Write it @lena-marie", "Write it", Some("lena-marie"), None);
}

#[test]
fn somebody_unknown_counts_only_at_the_end() {
    check("Call @omar", "Call", Some("omar"), None);
    check("Call @omar fri", "Call", Some("omar"), Some(date(2026, 11, 27)));
    check("Call @len", "Call", Some("len"), None);
    check("Follow @auth0 on X", "Follow @auth0 on X", None, None);
    check("@omar write it", "@omar write it", None, None);
    check("Call @Omar Sy", "Call @Omar Sy", None, None);
}

#[test]
fn accents_may_be_left_out() {
    let names: Names = ["Zoë", "Zoë Weiß", "Jose", "José"].map(Text::line).to_vec().into();
    let found = |line: &str| {
        let found = understand(line, CaptureKind::Action, &names, TODAY);
        (found.text.to_string(), found.owner.map(|owner| owner.to_string()).unwrap_or_default())
    };
    let is = |text: &str, owner: &str| (text.to_owned(), owner.to_owned());
    assert_eq!(found("Write it @zoe"), is("Write it", "Zoë"));
    assert_eq!(found("Write it @zoe fri"), is("Write it", "Zoë"));
    assert_eq!(found("Ask @zoe weiss about it"), is("Ask about it", "Zoë Weiß"));
    assert_eq!(found("Ask @josé about it"), is("Ask about it", "José"));
    assert_eq!(found("Ask @jose about it"), is("Ask about it", "Jose"));
    let typed: Vec<&str> = matching_names("zoe w", &names).into_iter().map(Text::as_str).collect();
    assert_eq!(typed, ["Zoë Weiß"]);
}

#[test]
fn of_several_names_the_one_at_the_end_is_meant_else_the_last_one_known() {
    check("@ana asks @ben about @zed", "@ana asks @ben about", Some("zed"), None);
    check("@ana asks @ben about it", "@ana asks about it", Some("Ben"), None);
    check("@zed asks @ana", "@zed asks", Some("Ana"), None);
    check("Ask (@ben) about it", "Ask about it", Some("Ben"), None);
    check("Ask them (@ben).", "Ask them.", Some("Ben"), None);
}

#[test]
fn only_actions_and_questions_have_a_day() {
    use CaptureKind::{Decision, Parked, Question, Risk};
    check_kind(Decision, "We leave Sun", "We leave Sun", None, None);
    check_kind(Risk, "The store closes fri @ben", "The store closes fri", Some("Ben"), None);
    check_kind(Parked, "A second brand in 2 mar", "A second brand in 2 mar", None, None);
    check_kind(Decision, "Move to version +1m", "Move to version +1m", None, None);
    let mon = Some(date(2026, 11, 23));
    check_kind(Question, "Does @auth0 deliver mon", "Does @auth0 deliver", None, mon);
}

#[test]
fn a_sign_and_quotes_keep_the_sentence_whole() {
    check("Write to \\@lena", "Write to @lena", None, None);
    check("\"Ask @lena fri\"", "Ask @lena fri", None, None);
    check("“Ask @lena” @ben", "Ask @lena", Some("Ben"), None);
    check("\"We leave Sun\" @ben", "We leave Sun", Some("Ben"), None);
    check("Say \"@lena\" twice @ben fri", "Say \"@lena\" twice", Some("Ben"), Some(date(2026, 11, 27)));
    check("A 24\" screen @ben", "A 24\" screen", Some("Ben"), None);
}

#[test]
fn what_only_looks_like_a_name_or_a_day_stays_words() {
    check("Mail ops@example.com", "Mail ops@example.com", None, None);
    check("fri", "fri", None, None);
    check("@lena", "@lena", None, None);
    check("@lena fri", "fri", Some("Lena"), None);
    check("Ask why it failed yesterday", "Ask why it failed yesterday", None, None);
    check("Incident of 2026-11-02 @ana", "Incident of 2026-11-02", Some("Ana"), None);
    check("", "", None, None);
    check("One policy for web and app", "One policy for web and app", None, None);
    check("a @ b", "a @ b", None, None);
}

#[test]
fn a_name_is_completed_from_those_that_are_known() {
    assert_eq!(name_being_typed("Write it @le"), Some("le"));
    assert_eq!(name_being_typed("ops@example"), None);
    let names = names();
    let found: Vec<&str> = matching_names("len", &names).into_iter().map(Text::as_str).collect();
    assert_eq!(found, ["Lena", "Lena Meyer", "Lennart"]);
}

#[test]
fn every_kind_has_its_letter() {
    for kind in CaptureKind::ALL {
        assert_eq!(kind_of(letter_of(kind)), Some(kind));
        assert!(kind.word().starts_with(letter_of(kind)));
    }
    assert_eq!(kind_of('x'), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_line_loses_all_its_words(line in "[a-z@ß日 +0-9.,\"\\\\“”-]{0,30}") {
        for kind in CaptureKind::ALL {
            let found = understand(&line, kind, &names(), TODAY);
            prop_assert_eq!(found.text.is_empty(), line.trim().is_empty());
        }
    }

    #[test]
    fn quotes_keep_every_sentence(line in "[a-z@ß日 +0-9.,-]{1,30}") {
        let line = Text::line(&line);
        prop_assume!(!line.trim().is_empty());
        let found = understand(&format!("\"{line}\""), CaptureKind::Action, &names(), TODAY);
        prop_assert_eq!(found.text.as_str(), line.trim());
    }
}

#[test]
fn a_day_that_there_is_not_is_noticed() {
    assert_eq!(odd_day("Do it 31 feb", TODAY), Some("31 feb"));
    assert_eq!(odd_day("Do it 27 nov", TODAY), None);
    assert_eq!(odd_day("Ask for 3 tenants", TODAY), None);
    assert_eq!(odd_day("31 feb", TODAY), Some("31 feb"));
}
