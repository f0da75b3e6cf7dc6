//! `golive facts --accept`: what is on offer becomes ordinary changes, in one step of undo.

use std::path::Path;

use super::{Args, asked, look};
use crate::cli::command::answering;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::domain::answer;
use crate::domain::facts::{self, Group, ItemFacts, Keep};
use crate::pack::model::EntryId;
use crate::workspace::error::Error;

const NOTHING_WRITTEN: &str = "nothing was written";

/// Shows what would be written, asks, and writes it.
pub(super) fn run(
    context: &mut Context<'_>,
    args: &Args,
    path: &Path,
    named: &[String],
) -> Result<Exit, Error> {
    let mut project = context.open_to_write()?;
    let ids = project.entries(named)?;
    let rules = context.rules()?;
    let mut looked = look(context, path, &rules, args.of.as_deref())?;
    looked.kind = asked::kind(context, &looked, args.tenant, Some(&mut project))?;
    let items = args.items(context, Some(&project), &looked, true)?;
    let label = looked.label();
    let is_meant = |item: &&ItemFacts| {
        if ids.is_empty() { item.proposal(&label).is_some() } else { ids.contains(&item.id) }
    };
    let mut parts = Vec::new();
    let mut taken: Vec<EntryId> = Vec::new();
    let mut is_refused = false;
    for item in items.iter().filter(is_meant) {
        let is_newer = item.is_newer(&looked, &project.situation());
        match facts::accept(item, &project.situation(), &label, is_newer, !ids.is_empty()) {
            Ok(changes) => {
                let act = if item.group == Group::Contradicts { "todo again" } else { "evidence" };
                let head = format!("{}  {}  ", item.name, item.title);
                context.out.line(strong(head).and(dim(act)));
                context.out.prose(Line::from("    "), 4, &format!("{label}: {}", item.seen.reasons()));
                context.out.prose(dim("    Left for a person: "), 4, &item.seen.rest);
                parts.extend(changes);
                taken.push(item.id.clone());
            }
            Err(Keep::Same) => {}
            Err(keep) => {
                // Only of an item that was named is it news that nothing is on offer.
                is_refused |= !ids.is_empty();
                context.out.note(format!("{}: {}", item.name, keep.phrase()));
            }
        }
    }
    for id in ids.iter().filter(|id| !items.iter().any(|item| item.id == **id)) {
        is_refused = true;
        context.out.note(format!("{}: the export shows nothing about it", project.named(id).name));
    }
    let look = facts::look_to_keep(&looked, &project.answers().looks, false);
    if parts.is_empty() && look.is_none() {
        if is_refused {
            context.out.line(NOTHING_WRITTEN);
        } else {
            answering::say_nothing(context.out);
        }
        return Ok(Exit::DONE);
    }
    if !args.yes && !confirmed(context, taken.len())? {
        context.out.line(NOTHING_WRITTEN);
        return Ok(Exit::DONE);
    }
    // The look stands after the answers: what it refutes and nobody reopened is left at the gates.
    project.apply_each(answer::one_change(parts).into_iter().chain(look))?;
    if taken.is_empty() {
        context.out.line(format!("no answer changed; what the {label} shows is written down"));
    } else {
        answering::say_entries(&project, &taken, context.out);
    }
    answering::say_saved(&project, context.out);
    Ok(Exit::DONE)
}

fn confirmed(context: &mut Context<'_>, count: usize) -> Result<bool, Error> {
    if !context.world.terminals.stdin || !context.world.terminals.stdout {
        return Err(
            Error::usage("nothing is accepted without asking").hint("add --yes, or run it in a terminal")
        );
    }
    let question = match count {
        0 => "Write down what the export shows? [y/N] ".to_owned(),
        _ => format!("Write {}? [y/N] ", crate::text::counted(count, "change", "changes")),
    };
    Ok(matches!(context.ask(&question)?.as_str(), "y" | "Y" | "yes"))
}
