//! `golive facts --rules`: what is looked at for an item, and what cannot be shown.

use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, strong};
use crate::domain::facts::item_of;
use crate::domain::resolve::{Candidate, resolve};
use crate::facts::file::Kind;
use crate::facts::rules::{Answer, Rules};
use crate::pack::model::{EntryId, Item, Pack};
use crate::text::Text;
use crate::workspace::error::Error;

/// Prints the rules of the item that was typed, or one line for each item.
pub(super) fn print(pack: &Pack, all: &[Rules], typed: &str, out: &mut Out) -> Result<Exit, Error> {
    let answers: Vec<(&Rules, &Answer, Text, &Item)> = all
        .iter()
        .flat_map(|rules| rules.answers.iter().map(move |answer| (rules, answer)))
        .filter_map(|(rules, answer)| {
            let id = EntryId::new(&answer.item);
            let (list, item) = item_of(pack, &id)?;
            Some((rules, answer, list.short_name(item), item))
        })
        .collect();
    if answers.is_empty() {
        return Err(Error::usage("the pack has no rules for exports"));
    }
    if typed.trim().is_empty() {
        for rules in all {
            out.line(strong(format!("{}  version {}", rules.title, rules.version)));
        }
        for (_, answer, name, item) in answers {
            let facts = answer.facts.len() + answer.hints.len();
            let words = format!("  {name}  {}", item.title);
            out.line(Line::from(words).and(dim(format!("  {facts} looked at, {}", tenants(answer)))));
        }
        return Ok(Exit::DONE);
    }
    let candidates: Vec<Candidate<'_>> = answers
        .iter()
        .map(|(_, answer, name, item)| {
            let names = vec![name.to_string(), item.title.to_string()];
            Candidate { id: &answer.item, names, first: true, pieces: false }
        })
        .collect();
    let listed = |error: Error| {
        let has_hint = !error.hints().is_empty();
        if has_hint { error } else { error.hint("`golive facts --rules` lists them") }
    };
    let at = resolve(typed, &candidates, "item with rules").map_err(|error| listed(error.into()))?;
    let Some((rules, answer, name, item)) = answers.get(at) else { return Ok(Exit::DONE) };
    out.line(strong(format!("{name}  {}", item.title)));
    out.prose(dim("  Done when  "), 13, &item.done_when);
    out.line(dim(format!("  {}, {}", rules.title, tenants(answer))));
    for (heading, facts) in [("Refutes it", &answer.facts), ("Worth a look", &answer.hints)] {
        if facts.is_empty() {
            continue;
        }
        out.blank();
        out.line(strong(heading));
        for fact in facts.iter().filter_map(|at| rules.facts.get(*at)) {
            out.line(Line::from(format!("  {}", fact.id)));
            for line in rules.looked_at(fact) {
                out.prose(dim("    "), 6, &line);
            }
        }
    }
    out.blank();
    out.prose(strong("Left for a person: "), 2, &answer.rest);
    Ok(Exit::DONE)
}

fn tenants(answer: &Answer) -> String {
    if answer.tenants.is_empty() {
        return "any tenant".to_owned();
    }
    let kinds: Vec<&str> = answer.tenants.iter().copied().map(Kind::word).collect();
    format!("{} tenant only", kinds.join(" or "))
}
