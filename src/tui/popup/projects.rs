//! The projects that can be opened.

use super::choose::{Choice, Choose};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::Opening;

/// The project switcher.
pub fn projects(ctx: &Ctx<'_>) -> Choose {
    // What the room can read on the projector is this project alone.
    if ctx.answers().open_workshop().is_some() {
        let back = Choice::new("Back", Outcome::Stay);
        return Choose::new("Projects", vec![back])
            .saying("Other projects stay hidden while a workshop is open. Close the workshop first.");
    }
    let known = ctx.host.projects();
    let cursor = known.iter().position(|project| project.is_open).unwrap_or(0);
    let mut choices: Vec<Choice> = known
        .into_iter()
        .map(|project| {
            let label = format!("{} · {}", project.name, project.place);
            let outlook = ctx.host.outlook(&project.path);
            let says = if outlook.is_empty() { project.kind } else { outlook };
            let right = if project.is_open { format!("open · {says}") } else { says.to_string() };
            let outcome = if project.is_open {
                Outcome::Stay
            } else {
                Outcome::OpenProject(Opening::Known(project.path))
            };
            Choice::new(&label, outcome).right(&right)
        })
        .collect();
    choices.push(Choice::new("New project", Outcome::Perform(Action::NewProject)));
    Choose::new("Projects", choices).with_cursor(cursor)
}
