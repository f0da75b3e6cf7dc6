//! Writing a report from the screens: what it is about, the format, the file.

use golive::journal::record::Change;
use golive::report::ReportFormat;
use golive::report::about::ReportSubject;
use golive::text::Text;
use golive::tui::host::IfThere;

use super::harness::{Stage, screen};

const SIZE: (u16, u16) = (120, 36);

#[test]
fn the_footer_of_the_review_names_the_command() {
    assert!(screen("4", (160, 40)).lines().last().unwrap_or_default().contains("R report"));
    for size in [(160, 40), SIZE, (100, 30), (80, 24)] {
        let footer = screen("4", size).lines().last().unwrap_or_default().to_owned();
        assert!(footer.contains("D decide"), "{size:?}: {footer}");
    }
    assert!(!screen("2", SIZE).lines().last().unwrap_or_default().contains("report"));
}

#[test]
fn three_times_enter_writes_the_review_of_the_milestone_that_is_shown() {
    let mut stage = Stage::new(SIZE);
    stage.press("4<right>:report<enter>").sees("(•) The review of ◆ Go-live");
    stage.sees("writes /work/contoso-portal-live-2026-11-20.md");
    stage.press("<enter><enter><enter>").sees("wrote /work/contoso-portal-live-2026-11-20.md");
    stage.misses("Write a report");
    let world = stage.world.borrow();
    let written = world.exports.first().expect("a report was written");
    assert!(matches!(&written.about, ReportSubject::Milestone(id) if id.as_str().ends_with("live")));
    assert_eq!((written.format, written.if_there), (ReportFormat::Markdown, IfThere::Refuse));
}

#[test]
fn every_screen_has_the_command_and_it_begins_with_what_is_shown() {
    for (screen, first) in
        [("1", "The review of ◆ Demo"), ("2", "The whole project"), ("3", "The whole project")]
    {
        let mut stage = Stage::new(SIZE);
        stage.press(screen).press(":report<enter>").sees(&format!("(•) {first}"));
    }
}

#[test]
fn where_a_workshop_was_held_or_is_prepared_its_minutes_and_agenda_are_offered() {
    let mut stage = Stage::new(SIZE);
    stage.press("5:report<enter>").misses("The agenda of").misses("The minutes").press("<esc>");
    let plan = golive::journal::record::WorkshopPlan { title: Text::line("Sessions"), ..Default::default() };
    stage.others_write("Ben", &[Change::Prepare(plan.clone())]);
    stage.press(":report<enter>").sees("(•) The agenda of Sessions").press("<esc>");
    stage.others_write("Ben", &[Change::Open { prepared: None, plan }]);
    stage.press(":report<enter>").sees("(•) The minutes so far of workshop 1, Sessions").sees("open now");
    stage.press("<tab><right><right>").sees("its actions, for an issue tracker");
    stage.sees("contoso-portal-minutes-1.csv");
}

#[test]
fn the_ending_and_the_format_stay_in_step() {
    let mut stage = Stage::new(SIZE);
    stage.press("2:report<enter><tab><right>").sees("[html]").sees("status-2026-11-20.html");
    stage.press("<tab><c-u>mine.xlsx").sees("[xlsx]").sees("writes /work/mine.xlsx");
    stage.press("<s-tab><right>").sees("[json]").sees("mine.json");
    stage.press("<s-tab><up>").sees("mine.json");
}

#[test]
fn what_is_there_is_written_over_only_when_asked() {
    let mut stage = Stage::new(SIZE);
    let keys = "2:report<enter><tab><tab><c-u>a.md<enter>";
    stage.press(keys).sees("wrote /work/a.md");
    stage.press(keys).sees("/work/a.md already exists. Overwrite it?").press("n");
    assert_eq!(stage.world.borrow().exports.len(), 1);
    stage.sees("a.md").press("<enter>y").sees("wrote /work/a.md").misses("Write a report");
    assert_eq!(stage.world.borrow().exports.last().map(|last| last.if_there), Some(IfThere::WriteOver));
}

#[test]
fn what_stands_in_the_way_is_said_beside_the_words_that_were_typed() {
    let mut stage = Stage::new((80, 24));
    stage.press("2:report<enter><tab><tab><c-u>no/where.md<enter>");
    stage.sees("cannot write there").sees("no/where.md").press("<home>").sees("no/where.md");
    stage.press("<c-u><end><c-u><enter>").sees("the file needs a name");
}

#[test]
fn the_form_is_plain_at_any_size() {
    for size in [(120, 36), (80, 24), (60, 18), (40, 12), (20, 5)] {
        let mut stage = Stage::ascii(size);
        stage.press("4:report<enter><tab><tab>");
        assert!(stage.text().is_ascii(), "{}", stage.text());
    }
    Stage::new((40, 12)).press("4:report<enter>").sees("[md]  html   csv   xlsx   json").sees("File");
}

#[test]
fn file_names_stay_out_of_the_room() {
    let mut stage = Stage::new(SIZE);
    let plan = golive::journal::record::WorkshopPlan { title: Text::line("Sessions"), ..Default::default() };
    stage.others_write("Ana", &[Change::Open { prepared: None, plan }]);
    let mut stage = stage.restarted();
    stage.press(":report<enter>").misses("Write a report").sees("not in the room view");
}
