//! What one person takes home from a workshop: their actions and questions, as a text to send.

use super::{decided, section};
use crate::domain::grammar;
use crate::domain::minutes::{Minutes, MinutesCapture, minutes};
use crate::journal::answers::Workshop;
use crate::journal::record::CaptureKind;
use crate::report::calendar;
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, Fact, Report, ReportSection};
use crate::text::Text;

/// Whose name was meant: somebody who was there, or has something to do, by the name or only its beginning.
///
/// `Err` has everybody who could have been meant.
pub fn named(source: ReportInput<'_>, workshop: &Workshop, typed: &str) -> Result<Text, Vec<Text>> {
    let minutes = minutes(source.board, source.answers, workshop);
    let people = minutes.people.iter().map(|person| person.name.clone());
    let mut names: Vec<Text> =
        people.chain(minutes.noted().filter_map(|noted| noted.owner.clone())).collect();
    names.sort();
    names.dedup();
    grammar::somebody(typed, &names).cloned().ok_or(names)
}

/// What is one person's after a workshop.
pub fn report(source: ReportInput<'_>, workshop: &Workshop, name: &Text) -> Report {
    let minutes = minutes(source.board, source.answers, workshop);
    let [actions, questions, others] = captures(&minutes, name);
    let count = actions.len() + questions.len() + others.len();
    let sections = [
        list("Actions", source, &actions),
        list("Questions to answer", source, &questions),
        list("Risks and parked", source, &others),
        nothing(count),
        decided::objections_of(&minutes, &objections(&minutes, name)),
        decided::decisions("What was decided", source, &minutes),
    ];
    let day = source.moment.local(minutes.opened).strftime("%a %-d %b %Y").to_string();
    let theirs = Minutes { actions: actions.clone(), questions: questions.clone(), ..minutes.clone() };
    let table = super::tracker(source, &theirs);
    Report {
        title: Text::line(&format!("For {name}: {}", minutes.title)),
        subtitle: Text::line(&format!("{}, workshop of {day}", source.project())),
        lead: None,
        facts: Vec::<Fact>::new(),
        sheets: Vec::new(),
        table,
        calendar: calendar::of_minutes(source, &theirs),
        sections: sections.into_iter().flatten().collect(),
        moment: source.moment.clone(),
        colophon: source.colophon(),
    }
}

/// What a person has from a workshop and is open: actions, questions, and risks with what was parked.
pub(super) fn captures(minutes: &Minutes, name: &Text) -> [Vec<MinutesCapture>; 3] {
    let of = |noted: &[MinutesCapture]| {
        let theirs = noted.iter().filter(|noted| noted.owner.as_ref() == Some(name) && !noted.resolved);
        theirs.cloned().collect::<Vec<MinutesCapture>>()
    };
    let others = [of(&minutes.risks), of(&minutes.parked)].concat();
    [of(&minutes.actions), of(&minutes.questions), others]
}

/// The objections that a person made.
pub(super) fn objections(minutes: &Minutes, name: &Text) -> Vec<MinutesCapture> {
    minutes.objections.iter().filter(|noted| noted.owner.as_ref() == Some(name)).cloned().collect()
}

fn list(title: &str, source: ReportInput<'_>, noted: &[MinutesCapture]) -> Option<ReportSection> {
    let points = noted.iter().map(|noted| {
        let title = noted.at.as_ref().filter(|at| at.title != at.name).map(|at| format!("at {}", at.title));
        let day = noted.due.map(|day| format!("by {}", source.moment.day(day)));
        let no_day = (noted.kind == CaptureKind::Action && noted.due.is_none()).then(|| "no date".to_owned());
        let aside: Vec<String> = [title, day, no_day].into_iter().flatten().collect();
        BulletPoint {
            lead: noted.at.as_ref().map(|at| at.name.clone()).unwrap_or_default(),
            words: noted.text.clone(),
            aside: Text::line(&aside.join(", ")),
        }
    });
    section(title, noted.len(), Block::List(points.collect()))
}

fn nothing(count: usize) -> Option<ReportSection> {
    (count == 0).then(|| {
        ReportSection::new("Nothing to do").with(Block::words("No action and no question is yours."))
    })
}
