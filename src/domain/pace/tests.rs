//! The pace by example, and what holds for every pace.

use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Forecast, Pace, of_gate, of_project};
use crate::domain::board::Board;
use crate::domain::fixture::{Packing, Said, TODAY, noon, packs, sayings};
use crate::domain::moment::Moment;
use crate::journal::record::{Status, Until};
use crate::pack::model::{Level, MilestoneId, Pack};

fn moment() -> Moment {
    Moment::new(noon(TODAY), TimeZone::UTC)
}

fn pace_at(pack: &Arc<Pack>, said: &Said, id: &str) -> Pace {
    of_gate(&Board::new(pack, &said.answers, TODAY), &said.answers, &moment(), &MilestoneId::new(id)).unwrap()
}

/// A pack of `count` items at one gate.
fn many(count: usize) -> Arc<Pack> {
    let mut packing = Packing::new(&[&["arch/tenant"]]);
    for at in 0..count {
        packing = packing.item(&format!("analyze/i{at}"), Level::Should, "arch", &["arch/tenant"]);
    }
    packing.milestone("p1/demo", &["arch"], &[], &["analyze"]).pack()
}

/// Settles so many entries on each of these days.
fn settled(pack: &Arc<Pack>, days: &[(Date, usize)]) -> Said {
    let mut said = Said::new();
    let mut at = 0;
    for (day, count) in days {
        said = said.on(*day);
        for _ in 0..*count {
            said = said.answer(pack, &format!("analyze/i{at}"), Status::Done);
            at += 1;
        }
    }
    said
}

fn weeks(pace: &Pace) -> Vec<(String, u32, u32)> {
    pace.weeks.iter().map(|week| (week.monday.to_string(), week.settled, week.left)).collect()
}

#[test]
fn weeks_are_counted_from_monday_and_the_pace_says_its_base() {
    let pack = many(38);
    let said = settled(&pack, &[(date(2026, 11, 2), 7), (date(2026, 11, 15), 6), (TODAY, 7)]);
    let said = said.target("b2c/p1/demo", date(2026, 12, 15));
    let found = pace_at(&pack, &said, "b2c/p1/demo");
    let expected = [("2026-11-02", 7, 31), ("2026-11-09", 6, 25), ("2026-11-16", 7, 18)];
    assert_eq!(weeks(&found), expected.map(|(monday, settled, left)| (monday.to_owned(), settled, left)));
    assert_eq!(found.phrase(), "at this pace 3 more weeks");
    assert_eq!(
        found.sentence(&moment()),
        "20 entries settled since Mon 2 Nov: at this pace the remaining 18 take about 3 weeks, until Tue 8 Dec, \
         7 days before the target."
    );
}

#[test]
fn one_week_carries_no_forecast() {
    let pack = many(30);
    let said = settled(&pack, &[(date(2026, 11, 16), 5), (TODAY, 7)]);
    let found = pace_at(&pack, &said, "b2c/p1/demo");
    assert_eq!(found.forecast, Forecast::TooLittle);
    assert_eq!(
        found.sentence(&moment()),
        "12 entries settled since Mon 16 Nov: too few so far for a forecast."
    );
    let nothing = pace_at(&pack, &Said::new(), "b2c/p1/demo");
    assert_eq!((nothing.weeks.len(), nothing.base, nothing.forecast), (0, None, Forecast::TooLittle));
}

#[test]
fn a_burst_of_long_ago_carries_none_either() {
    let pack = many(30);
    let said = settled(&pack, &[(date(2026, 8, 3), 10), (date(2026, 8, 12), 10)]);
    let found = pace_at(&pack, &said, "b2c/p1/demo");
    assert_eq!((found.forecast, found.base), (Forecast::TooLittle, None));
    assert_eq!(found.weeks.len(), 16);
}

#[test]
fn what_was_settled_and_is_left_again_is_not_called_nothing() {
    let said = |count| settled(&many(30), &[(date(2026, 11, 16), count)]);
    let mut packing = Packing::new(&[&["arch/tenant"]]);
    for at in 0..30 {
        packing = packing.item(&format!("analyze/i{at}"), Level::Should, "arch", &["arch/tenant"]);
        if at < 7 {
            packing = packing.change(&format!("analyze/i{at}"), |item| item.title = "Other words".into());
        }
    }
    let reworded = packing.milestone("p1/demo", &["arch"], &[], &["analyze"]).pack();
    let words = |said: &Said| pace_at(&reworded, said, "b2c/p1/demo").sentence(&moment());
    assert_eq!(words(&said(7)), "7 settled, to be looked at again: too few so far for a forecast.");
    assert_eq!(words(&said(8)), "1 entry settled since Mon 16 Nov: too few so far for a forecast.");
    assert_eq!(words(&Said::new()), "Nothing settled yet: too few so far for a forecast.");

    // What was settled long ago is not nothing either.
    let pack = many(30);
    let long_ago = settled(&pack, &[(date(2026, 8, 3), 10)]);
    assert_eq!(
        pace_at(&pack, &long_ago, "b2c/p1/demo").sentence(&moment()),
        "Nothing settled since Mon 26 Oct: too few so far for a forecast."
    );
    let apart = Said::new().answer(&pack, "analyze/i0", Status::Done).apart(&pack, "analyze/i0", Status::Na);
    assert_eq!(
        pace_at(&pack, &apart, "b2c/p1/demo").sentence(&moment()),
        "1 settled, to be confirmed: too few so far for a forecast."
    );
}

#[test]
fn a_handful_of_entries_carries_none() {
    let pack = many(30);
    let four = settled(&pack, &[(date(2026, 11, 10), 2), (TODAY, 2)]);
    assert_eq!(pace_at(&pack, &four, "b2c/p1/demo").phrase(), "no pace yet");
    let five = settled(&pack, &[(date(2026, 11, 10), 2), (TODAY, 3)]);
    assert_eq!(pace_at(&pack, &five, "b2c/p1/demo").phrase(), "at this pace 9 more weeks");
}

#[test]
fn a_crawl_is_not_put_into_a_date() {
    let pack = many(300);
    let said = settled(&pack, &[(date(2026, 11, 10), 3), (TODAY, 3)]);
    assert_eq!(pace_at(&pack, &said, "b2c/p1/demo").phrase(), "at this pace more than a year");
}

#[test]
fn an_entry_counts_in_the_week_since_which_it_is_behind() {
    let pack = many(2);
    let said = Said::new().on(date(2026, 11, 2)).answer(&pack, "analyze/i0", Status::Done);
    let said = said.on(date(2026, 11, 9)).answer(&pack, "analyze/i0", Status::Todo);
    let said = said.on(date(2026, 11, 10)).answer(&pack, "analyze/i0", Status::Done);
    // Said again with a document: it has been behind all the time.
    let said = said.on(date(2026, 11, 17)).answer(&pack, "analyze/i0", Status::Done);
    let found = weeks(&pace_at(&pack, &said, "b2c/p1/demo"));
    let expected = [("2026-11-02", 0, 1), ("2026-11-09", 1, 1), ("2026-11-16", 0, 1)];
    assert_eq!(found, expected.map(|(monday, settled, left)| (monday.to_owned(), settled, left)));
}

#[test]
fn a_waiver_that_ended_was_settled_while_it_ran() {
    let pack = many(2);
    let said = Said::new().on(date(2026, 11, 3));
    let said = said.waive(&pack, "analyze/i0", &Until::Day(date(2026, 11, 12)));
    let found = weeks(&pace_at(&pack, &said, "b2c/p1/demo"));
    let expected = [("2026-11-02", 0, 1), ("2026-11-09", 0, 2), ("2026-11-16", 0, 2)];
    assert_eq!(found, expected.map(|(monday, settled, left)| (monday.to_owned(), settled, left)));
}

#[test]
fn nothing_left_needs_no_forecast() {
    let pack = many(1);
    let said = settled(&pack, &[(TODAY, 1)]);
    assert_eq!(pace_at(&pack, &said, "b2c/p1/demo").sentence(&moment()), "Nothing is left.");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_settled_is_settled_in_one_week(packing in packs(), said in sayings(24), days in prop::collection::vec(0..60i16, 24)) {
        let pack = packing.pack();
        let mut answers = Said::new();
        for (saying, back) in said.iter().zip(&days) {
            answers = answers.on(TODAY.saturating_sub(jiff::Span::new().days(i64::from(*back))));
            answers.say(&pack, saying);
        }
        let board = Board::new(&pack, &answers.answers, TODAY);
        for gate in &board.gates {
            let found = pace_at(&pack, &answers, gate.id.as_str());
            prop_assert_eq!((found.total, found.left), (gate.count.total, gate.count.left()));
            prop_assert_eq!(found.weeks.iter().map(|week| week.settled).sum::<u32>(), gate.count.settled());
            prop_assert_eq!(found.weeks.last().is_none_or(|week| week.left == found.left), true);
            let carried = found.weeks.iter().rev().take(4).filter(|week| week.settled > 0).count() >= 2;
            let foretold = matches!(found.forecast, Forecast::Weeks { .. } | Forecast::Far);
            prop_assert!(carried || !foretold);
        }
        let all = of_project(&board, &answers.answers, &moment());
        prop_assert_eq!(all.left, board.items.open() + board.items.look_again);
    }
}
