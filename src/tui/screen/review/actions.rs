//! What Enter and the commands of the review open.

use super::{ReviewPane, ReviewScreen};
use crate::domain::{conditions, verdict};
use crate::journal::record::{CriticalCheck, Decision};
use crate::pack::model::{MilestoneId, WorkstreamId};
use crate::report::about::ReportSubject;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome, Told};
use crate::tui::popup::check::CriticalCheckPopup;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::compare::{self, ReviewDiffPopup};
use crate::tui::popup::conditions::ConditionsPopup;
use crate::tui::popup::decide::DecisionPopup;
use crate::tui::popup::entry_sheet::EntrySheet;
use crate::tui::popup::pace::PaceChart;
use crate::tui::popup::prompts;
use crate::tui::popup::report::ReportPopup;

/// Enter on a part of the strip, and on the line of the milestone.
pub(super) fn part(screen: &mut ReviewScreen, ctx: &Ctx<'_>) -> Outcome {
    let Some(id) = screen.view.as_ref().map(|view| view.id.clone()) else { return Outcome::Stay };
    match screen.focus {
        ReviewPane::Head => milestones(screen, ctx),
        ReviewPane::Streams => streams(screen, ctx),
        ReviewPane::Since => comparison(&id, ctx),
        ReviewPane::Pace => Outcome::open(PaceChart::new(id)),
        ReviewPane::Decision => decision(screen, &id, ctx),
        ReviewPane::List => entry(screen),
    }
}

/// Enter on an entry.
pub(super) fn entry(screen: &ReviewScreen) -> Outcome {
    screen.entry().map_or(Outcome::Stay, |entry| Outcome::open(EntrySheet::new(entry.id.clone())))
}

/// `None` if the action is not a command of the review.
pub(super) fn command(screen: &ReviewScreen, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
    let id = screen.view.as_ref().map(|view| view.id.clone())?;
    Some(match action {
        Action::Milestones => milestones(screen, ctx),
        Action::Target => Outcome::open(prompts::target(&id, ctx)),
        Action::Compare => comparison(&id, ctx),
        Action::Chart => Outcome::open(PaceChart::new(id)),
        Action::CriticalCheck => check(&id, ctx),
        Action::Decide => decision(screen, &id, ctx),
        Action::Reviews => reviews(ctx),
        Action::Conditions => conditions(&id, ctx),
        Action::Report => Outcome::open(ReportPopup::new(&ReportSubject::Milestone(id), ctx)),
        _ => return None,
    })
}

fn milestones(screen: &ReviewScreen, ctx: &Ctx<'_>) -> Outcome {
    let shown = screen.view.as_ref().map(|view| &view.id);
    let cursor = ctx.board.gates.iter().position(|gate| Some(&gate.id) == shown).unwrap_or(0);
    let choices = ctx.board.gates.iter().map(|gate| {
        let target = match ctx.answers().target(&gate.id) {
            Some(day) => ctx.moment.day(day),
            None => "no date".to_owned(),
        };
        Choice::new(
            &format!("{} {}", ctx.theme.milestone_mark(), gate.title),
            Outcome::told(Told::Show(gate.id.clone())),
        )
        .right(&format!("{} · {target}", verdict::short(gate.count)))
    });
    Outcome::open(Choose::new("Milestone", choices.collect()).with_cursor(cursor))
}

/// Shows one workstream alone, and all again if it already is; if the strip is one line, asks which.
fn streams(screen: &mut ReviewScreen, ctx: &Ctx<'_>) -> Outcome {
    let has_parts = screen.layout(screen.area).has_parts;
    let Some(view) = &screen.view else { return Outcome::Stay };
    let only = |id: &WorkstreamId| {
        let mut filter = screen.filter.clone();
        filter.streams = if filter.streams == [id.clone()] { Vec::new() } else { vec![id.clone()] };
        filter
    };
    if has_parts {
        let Some((id, _, _)) = view.streams.get(screen.stream) else { return Outcome::Stay };
        let filter = only(id);
        screen.narrow_to(filter, ctx);
        return Outcome::Stay;
    }
    let choices = view.streams.iter().map(|(id, title, left)| {
        Choice::new(title, Outcome::told(Told::Narrow(only(id)))).right(&format!(
            "{} of {} left",
            left.left(),
            left.total
        ))
    });
    Outcome::open(Choose::new("Left by workstream", choices.collect()))
}

fn comparison(id: &MilestoneId, ctx: &Ctx<'_>) -> Outcome {
    if compare::reviews(ctx.answers(), id).is_empty() {
        return Outcome::tell(
            "no review of this milestone has been closed yet; closing one records its findings",
        );
    }
    Outcome::open(ReviewDiffPopup::new(id.clone(), None, ctx))
}

/// The conditions of the last review of the milestone, else those of the newest review that has some.
fn conditions(id: &MilestoneId, ctx: &Ctx<'_>) -> Outcome {
    let (board, answers) = (ctx.board, ctx.answers());
    let standing = conditions::standing(board, answers);
    let of_this = standing.iter().find(|one| one.review.review.milestone == *id);
    let no = of_this.or(standing.first()).map(|one| one.review.no);
    let no = no.or_else(|| conditions::newest(board, answers).map(|one| one.review.no));
    match no.and_then(|no| ConditionsPopup::new(no, ctx)) {
        Some(popup) => Outcome::open(popup),
        None => Outcome::tell("no review was closed with conditions"),
    }
}

fn check(id: &MilestoneId, ctx: &Ctx<'_>) -> Outcome {
    CriticalCheckPopup::new(id.clone(), ctx)
        .map_or_else(|| Outcome::tell("this milestone has no critical entries that apply"), Outcome::open)
}

fn form(id: &MilestoneId, critical: Option<CriticalCheck>, ctx: &Ctx<'_>) -> Outcome {
    DecisionPopup::new(id.clone(), critical, ctx).map_or(Outcome::Stay, Outcome::open)
}

/// The critical check is offered first; after it, or without critical entries, the form opens.
fn decision(screen: &ReviewScreen, id: &MilestoneId, ctx: &Ctx<'_>) -> Outcome {
    let n_critical = screen.view.as_ref().map_or(0, |view| view.n_critical);
    let n_reviews = ctx.answers().reviews.len();
    let made = screen.checked.as_ref().filter(|(of, _)| of == id).map(|(_, check)| check.clone());
    let mut choices = Vec::new();
    if n_critical > 0 {
        let label = match &made {
            None => "First the critical check",
            Some(_) => "The critical check again",
        };
        let entries = if n_critical == 1 { "entry" } else { "entries" };
        choices.push(
            Choice::new(label, Outcome::Perform(Action::CriticalCheck))
                .right(&format!("{n_critical} {entries}, ninety seconds")),
        );
    }
    if !matches!(ctx.host.save_state(), crate::tui::host::SaveState::ReadOnly(_)) {
        let right = match (&made, n_critical) {
            (Some(check), _) => format!("critical check done, {} not settled", check.open.len()),
            (None, 0) => String::new(),
            (None, _) => "without the check".to_owned(),
        };
        let cursor_label = "The decision: go, go with conditions, no go";
        choices.push(Choice::new(cursor_label, form(id, made.clone(), ctx)).right(&right));
    }
    if n_reviews > 0 {
        choices.push(
            Choice::new("Closed reviews", Outcome::Perform(Action::Reviews)).right(&n_reviews.to_string()),
        );
    }
    // After the check the form is next.
    let cursor = usize::from(made.is_some());
    Outcome::open(Choose::new("Decision", choices).with_cursor(cursor))
}

/// The closed reviews of the project, the newest first; each opens what has changed since.
fn reviews(ctx: &Ctx<'_>) -> Outcome {
    let closed = ctx.answers().reviews.iter().rev();
    let choices: Vec<Choice> = closed
        .map(|closed| {
            let review = &closed.review;
            let decision = review.decision.map_or("no decision", Decision::phrase);
            let names: Vec<String> = review.by.iter().map(Text::to_string).collect();
            let by = if names.is_empty() { closed.by.to_string() } else { names.join(", ") };
            let day = ctx.moment.day(ctx.moment.local(closed.at).date());
            let left = review.total.saturating_sub(review.settled);
            let comparison = ReviewDiffPopup::new(review.milestone.clone(), Some(closed.no), ctx);
            Choice::new(
                &format!(
                    "r{}  {decision} · {} · {left} of {} left",
                    closed.no, review.milestone_title, review.total
                ),
                Outcome::open(comparison),
            )
            .right(&format!("{by} · {day}"))
        })
        .collect();
    if choices.is_empty() {
        return Outcome::tell("no review was closed yet");
    }
    Outcome::open(Choose::new("Closed reviews", choices))
}
