//! What opens under the cursor of Home, and what else its rows can do.

use crate::domain::answer::Intent;
use jiff::civil::Date;

use super::HomeScreen;
use super::layout::HomePane;
use super::model::OpenCapture;
use crate::domain::coming::{UpcomingDay, UpcomingEvent};
use crate::domain::late::{self, Late, What};
use crate::journal::answers::CaptureAnswers;
use crate::journal::record::{CaptureKind, Status, Until};
use crate::pack::model::{EntryId, MilestoneId};
use crate::tui::action::ScreenId;
use crate::tui::context::{Ctx, Outcome, Told};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::conditions::ConditionsPopup;
use crate::tui::popup::{captured, prompts};

/// Opens what the cursor is at.
pub(super) fn enter(home: &HomeScreen, ctx: &Ctx<'_>) -> Outcome {
    match home.focus {
        HomePane::Here if home.cursor(HomePane::Here) == 0 => {
            jump(home.view.here.as_ref().map(|here| &here.id))
        }
        HomePane::Here => since(home, ctx),
        HomePane::Lists => {
            let list = ctx.board.lists.get(home.cursor(HomePane::Lists));
            let rows = list.into_iter().flat_map(|list| &list.sections).flat_map(|section| &section.rows);
            let rows: Vec<_> = rows.map(|ix| ctx.board.at(*ix)).filter(|row| row.applies.is_yes()).collect();
            let first = rows.iter().find(|row| !row.standing.is_settled()).or_else(|| rows.first());
            match first {
                Some(row) => jump(Some(&row.id)),
                None => Outcome::tell("nothing in this list applies to the project"),
            }
        }
        HomePane::Next => match &home.view.next {
            Some(next) => review_of(&next.id),
            None => Outcome::Go(ScreenId::Review),
        },
        HomePane::Needs => jump(home.view.needs.get(home.cursor(HomePane::Needs)).map(|needed| &needed.id)),
        HomePane::Open => match home.view.open.get(home.cursor(HomePane::Open)) {
            Some(open) => Outcome::open(captured::menu(&open.id, &open.captured, open.is_resolved, ctx)),
            None => Outcome::Stay,
        },
        HomePane::Late if home.layout.is_narrow => {
            let choices: Vec<Choice> = home.view.late.iter().map(|late| late_choice(late, ctx)).collect();
            Outcome::open(Choose::new("Late, everybody's", choices))
        }
        HomePane::Late => match home.view.late.get(home.cursor(HomePane::Late)) {
            Some(late) => late_opened(late, ctx),
            None => Outcome::Stay,
        },
        HomePane::Conditions => {
            let no = home.view.conditions.get(home.condition_at()).map(|one| one.no);
            no.and_then(|no| ConditionsPopup::new(no, ctx)).map_or(Outcome::Stay, Outcome::open)
        }
        HomePane::Coming => match home.view.coming.get(home.cursor(HomePane::Coming)) {
            Some(coming) => ahead(coming, ctx),
            None => Outcome::Stay,
        },
    }
}

fn late_opened(late: &Late, ctx: &Ctx<'_>) -> Outcome {
    match &late.what {
        What::Entry(_, id) => Outcome::Jump(id.clone()),
        What::Capture(id, ..) => {
            let capture = ctx.answers().captures.get(id);
            let value = capture.and_then(|capture| capture.capture.value());
            let is_resolved = capture.is_some_and(CaptureAnswers::is_resolved);
            value.map_or(Outcome::Stay, |value| Outcome::open(captured::menu(id, value, is_resolved, ctx)))
        }
    }
}

fn late_choice(late: &Late, ctx: &Ctx<'_>) -> Choice {
    let owner = late.owner.as_ref().map_or("nobody", |owner| owner.as_str());
    let label = late::label(late, ctx.board);
    Choice::new(&label, late_opened(late, ctx)).right(&format!("{owner} · {}", ctx.moment.day(late.day)))
}

fn jump(id: Option<&EntryId>) -> Outcome {
    id.map_or(Outcome::Stay, |id| Outcome::Jump(id.clone()))
}

/// Resolves the capture at the cursor, or opens it again if that was done just now.
pub(super) fn resolve(home: &HomeScreen) -> Outcome {
    match home.view.open.get(home.cursor(HomePane::Open)) {
        Some(open) if home.focus == HomePane::Open => resolved(open, !open.is_resolved),
        _ => Outcome::Ignored,
    }
}

fn resolved(open: &OpenCapture, resolved: bool) -> Outcome {
    Outcome::intend(Intent::Resolve { id: open.id.clone(), resolved })
}

fn review_of(id: &MilestoneId) -> Outcome {
    Outcome::All(vec![Outcome::Go(ScreenId::Review), Outcome::told(Told::Show(id.clone()))])
}

/// Asks when the next milestone is aimed at.
pub(super) fn target(home: &HomeScreen, ctx: &Ctx<'_>) -> Outcome {
    match &home.view.next {
        Some(next) => Outcome::open(prompts::target(&next.id, ctx)),
        None => Outcome::Ignored,
    }
}

fn since(home: &HomeScreen, ctx: &Ctx<'_>) -> Outcome {
    let deeds = home.view.since.deeds.iter();
    let choices = deeds.flat_map(|deed| {
        let who = format!("{} {}", deed.by, deed.verb);
        deed.ids.iter().map(move |id| entry_choice(id, &who, ctx))
    });
    Outcome::open(Choose::new(&home.view.since_label, choices.collect()))
}

fn entry_choice(id: &EntryId, right: &str, ctx: &Ctx<'_>) -> Choice {
    let label = match ctx.row(id) {
        Some(row) if row.is_item() => format!("{}  {}", row.name, row.title),
        Some(row) => row.title.to_string(),
        None => id.to_string(),
    };
    Choice::new(&label, Outcome::Jump(id.clone())).right(right)
}

/// Opens what lies ahead: its screen, or the entries that the day is about.
fn ahead(coming: &UpcomingDay, ctx: &Ctx<'_>) -> Outcome {
    match &coming.what {
        UpcomingEvent::Workshop { .. } => Outcome::Go(ScreenId::Workshop),
        UpcomingEvent::Milestone { id, .. } => review_of(id),
        UpcomingEvent::Due { .. } => of_day("due", due_on(coming.day, ctx), coming.day, ctx),
        UpcomingEvent::Ends(_) => of_day("end", ending_on(coming.day, ctx), coming.day, ctx),
    }
}

fn of_day(verb: &str, mut choices: Vec<Choice>, day: Date, ctx: &Ctx<'_>) -> Outcome {
    if choices.is_empty() {
        return Outcome::Stay;
    }
    choices.push(Choice::new("Back", Outcome::Stay));
    let title = format!("{} · {verb}", ctx.moment.day(day));
    Outcome::open(Choose::new(&title, choices))
}

fn due_on(day: Date, ctx: &Ctx<'_>) -> Vec<Choice> {
    let answers = ctx.answers();
    let captures = answers.captures.values().filter(|capture| !capture.is_resolved());
    let actions = captures
        .filter_map(|capture| capture.capture.value())
        .filter(|captured| captured.kind == CaptureKind::Action && captured.due == Some(day))
        .map(|captured| {
            let outcome = captured.at.clone().map_or(Outcome::Stay, Outcome::Jump);
            let owner = captured.owner.as_ref().map_or("nobody", |owner| owner.as_str());
            Choice::new(&format!("action  {}", captured.text.glimpse()), outcome).right(owner)
        });
    let rows = ctx.board.rows().iter().filter(|row| row.applies.is_yes() && !row.standing.is_settled());
    let entries = rows.filter(|row| row.standing.due == Some(day)).map(|row| {
        let owner = row.standing.owner.as_ref();
        entry_choice(&row.id, owner.map_or("nobody", |owner| owner.as_str()), ctx)
    });
    actions.chain(entries).collect()
}

fn ending_on(day: Date, ctx: &Ctx<'_>) -> Vec<Choice> {
    let rows = ctx.board.rows().iter().filter(|row| row.applies.is_yes());
    let ends = rows.filter_map(|row| {
        let answer = ctx.answers().entry(&row.id)?.answer()?;
        let ends_here =
            matches!(answer.status, Status::Waived | Status::Done) && answer.until == Some(Until::Day(day));
        ends_here.then(|| entry_choice(&row.id, answer.status.word(), ctx))
    });
    ends.collect()
}
