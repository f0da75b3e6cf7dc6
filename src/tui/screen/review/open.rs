//! What Enter and the commands of the review open.

use super::{Part, Review, Told};
use crate::review::verdict;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::prompts;

/// Returns what Enter does on a part of the strip, and on the line of the milestone.
pub(super) fn part(screen: &mut Review, ctx: &Ctx<'_>) -> Outcome {
    match screen.focus {
        Part::Head => milestones(screen, ctx),
        Part::Streams => streams(screen, ctx),
        Part::Since | Part::Pace | Part::Decision => Outcome::Stay,
        Part::List => entry(screen, ctx),
    }
}

/// Returns what Enter does on an entry.
pub(super) fn entry(screen: &Review, _ctx: &Ctx<'_>) -> Outcome {
    screen.entry().map_or(Outcome::Stay, |entry| Outcome::Jump(entry.id.clone()))
}

/// Returns what a command of the review does; none where the action is none.
pub(super) fn command(screen: &Review, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
    let id = screen.view.as_ref().map(|view| view.gate.id.clone())?;
    Some(match action {
        Action::Milestones => milestones(screen, ctx),
        Action::Target => Outcome::open(prompts::target(&id, ctx)),
        _ => return None,
    })
}

fn milestones(screen: &Review, ctx: &Ctx<'_>) -> Outcome {
    let shown = screen.view.as_ref().map(|view| &view.gate.id);
    let cursor = ctx.board.gates.iter().position(|gate| Some(&gate.id) == shown).unwrap_or(0);
    let choices = ctx.board.gates.iter().map(|gate| {
        let target = match ctx.answers().target(&gate.id) {
            Some(day) => ctx.moment.day(day),
            None => "no date".to_owned(),
        };
        let words = verdict::word(gate.count.verdict()).to_lowercase();
        Choice::new(
            &format!("{} {}", ctx.theme.milestone_mark(), gate.title),
            Outcome::Review(Told::Show(gate.id.clone())),
        )
        .right(&format!("{words}, {} · {target}", verdict::short(gate.count)))
    });
    Outcome::open(Choose::new("Milestone", choices.collect()).with_cursor(cursor))
}

/// Shows one workstream alone, and all again where it already is; where the strip is one line, asks which.
fn streams(screen: &mut Review, ctx: &Ctx<'_>) -> Outcome {
    let has_parts = screen.layout(screen.area).has_parts;
    let Some(view) = &screen.view else { return Outcome::Stay };
    let only = |id: &crate::pack::model::WorkstreamId| {
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
        Choice::new(title, Outcome::Review(Told::Narrow(only(id)))).right(&format!(
            "{} of {} left",
            left.left(),
            left.total
        ))
    });
    Outcome::open(Choose::new("Left by workstream", choices.collect()))
}
