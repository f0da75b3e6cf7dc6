//! The application scenarios of the project: each brings items and proposes answers.

use super::choose::{Choice, Choose};
use crate::domain::answer::Intent;
use crate::pack::model::ScenarioId;
use crate::text::counted;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// What can be added and taken away; each choice comes back to the list.
pub fn apps(ctx: &Ctx<'_>) -> Choose {
    let chosen = ctx.answers().scenario.value().map(|chosen| chosen.apps.clone()).unwrap_or_default();
    let mut choices: Vec<Choice> = ctx
        .pack()
        .apps()
        .map(|scenario| {
            let has = chosen.contains(&scenario.id);
            let apps: Vec<ScenarioId> = ctx
                .pack()
                .apps()
                .map(|other| &other.id)
                .filter(|id| if **id == scenario.id { !has } else { chosen.contains(id) })
                .cloned()
                .collect();
            let brings = ctx.pack().items().filter(|item| item.scenarios.contains(&scenario.id)).count();
            let label = format!("{} {}", if has { "[x]" } else { "[ ]" }, scenario.title);
            let change =
                Outcome::All(vec![Outcome::intend(Intent::Apps { apps }), Outcome::Perform(Action::Apps)]);
            Choice::new(&label, change).right(&format!("brings {}", counted(brings, "item", "items")))
        })
        .collect();
    choices.push(Choice::new("Back", Outcome::Stay));
    Choose::new("Applications of the project", choices)
        .saying("What was answered at an item that goes is kept, and comes back with it.")
}
