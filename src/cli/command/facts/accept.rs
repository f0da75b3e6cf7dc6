//! `golive facts --accept`: what is on offer becomes ordinary changes, in one step that one undo takes back.

use std::io::BufRead;
use std::path::Path;

use super::{Args, look};
use crate::cli::command::answering;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::domain::answer;
use crate::domain::facts::{self, Group, ItemFacts, Keep};
use crate::facts::rules::Rules;
use crate::pack::model::EntryId;
use crate::workspace::error::Error;

/// Shows what would be written, asks, and writes it.
pub(super) fn run(
    context: &mut Context<'_>,
    args: &Args,
    path: &Path,
    all_rules: &[Rules],
    named: &[String],
) -> Result<Exit, Error> {
    let mut project = context.open_to_write()?;
    let ids = project.entries(named)?;
    let looked = look(context, path, all_rules, args.tenant, args.of.as_deref())?;
    let items = args.items(context, Some(&project), &looked)?;
    let label = looked.label();
    let is_meant = |item: &&ItemFacts| {
        if ids.is_empty() { item.proposal(&label).is_some() } else { ids.contains(&item.id) }
    };
    let mut parts = Vec::new();
    let mut taken: Vec<EntryId> = Vec::new();
    for item in items.iter().filter(is_meant) {
        let day = item.said.as_ref().map(|(_, at)| project.moment.local(*at).date());
        let is_newer = day.is_some_and(|day| day > looked.day);
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
            Err(keep) => context.out.note(format!("{}: {}", item.name, keep.phrase())),
        }
    }
    for id in ids.iter().filter(|id| !items.iter().any(|item| item.id == **id)) {
        context.out.note(format!("{}: the export shows nothing about it", project.named(id).name));
    }
    let Some(change) = answer::one_change(parts) else {
        answering::say_nothing(context.out);
        return Ok(Exit::DONE);
    };
    if !args.yes && !asked(context, taken.len())? {
        context.out.line("nothing was written");
        return Ok(Exit::DONE);
    }
    project.apply(change)?;
    answering::say_entries(&project, &taken, context.out);
    answering::say_saved(&project, context.out);
    Ok(Exit::DONE)
}

fn asked(context: &mut Context<'_>, count: usize) -> Result<bool, Error> {
    if !context.world.terminals.stdin || !context.world.terminals.stdout {
        return Err(
            Error::usage("nothing is accepted without asking").hint("add --yes, or run it in a terminal")
        );
    }
    let changes = crate::text::counted(count, "change", "changes");
    context.out.raw(format!("Write {changes}? [y/N] ").as_bytes());
    context.out.flush();
    let mut typed = String::new();
    context
        .world
        .stdin
        .read_line(&mut typed)
        .map_err(|error| Error::io("cannot read the answer").cause(&error))?;
    Ok(matches!(typed.trim(), "y" | "Y" | "yes"))
}
