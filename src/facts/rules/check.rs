//! What rules must have beyond their shape: sentences for all they can become, and nothing that is never used.

use std::collections::HashSet;

use super::Fault;
use crate::facts::file::{self, Absent, CheckFile, Empty, FactFile, Is, Need, RulesFile, Test};
use crate::facts::sentence;

/// Keeps all that is wrong.
pub(super) fn sense(file: &RulesFile, faults: &mut Vec<Fault>) {
    let mut say = |place: &str, what: String, hint: &str| {
        faults.push(Fault { place: place.to_owned(), what, hint: hint.to_owned() });
    };
    if file.format > file::FORMAT {
        let what =
            format!("these rules have format {}, and this program reads up to {}", file.format, file::FORMAT);
        say("format", what, "take a newer golive");
    }
    if file.title.trim().is_empty() {
        say("title", "the rules have no title".to_owned(), "say what kind of export they are for");
    }
    if file.known_by.is_empty() {
        say(
            "known_by",
            "nothing says how such an export is recognised".to_owned(),
            "name a section that it always has",
        );
    }
    for (id, group) in &file.groups {
        if group.section.is_empty() {
            say(id, "the group names no section".to_owned(), "name the section that its subjects are in");
        }
        if group.one.is_empty() || group.many.is_empty() {
            say(
                id,
                "the group has no name for one and for many".to_owned(),
                "for example \"application\", \"applications\"",
            );
        }
        if !file.facts.iter().any(|fact| fact.of == *id) {
            say(id, "no fact is about this group".to_owned(), "take it out, or write a fact about it");
        }
    }
    let mut known = HashSet::new();
    for fact in &file.facts {
        if !known.insert(fact.id.as_str()) {
            say(&fact.id, "the id stands twice".to_owned(), "give one of the two another id");
        }
        if !file.groups.contains_key(&fact.of) {
            say(&fact.id, format!("there is no group `{}`", fact.of), "name a group of this file");
        }
        if fact.checks.is_empty() && fact.need != Need::Zero {
            say(&fact.id, "nothing is looked at".to_owned(), "add a check, or `need: Zero`");
        }
        for check in &fact.checks {
            for path in &check.at {
                let names = path.split(['.', '[', '$', ']']);
                for name in names.filter(|name| file.secret.iter().any(|secret| secret == name)) {
                    say(
                        &fact.id,
                        format!("`{name}` is on the `secret` list and never looked at"),
                        "look at another member",
                    );
                }
            }
            if !check.called.is_empty() && check.called.len() != check.at.len() {
                say(
                    &fact.id,
                    format!("`called` has {} names for {} paths", check.called.len(), check.at.len()),
                    "name what each path leads to, in the same order; \"\" says the value alone",
                );
            }
            if check.at.is_empty() {
                say(&fact.id, "a check has no path".to_owned(), "say in `at` what to look at");
            }
        }
        for (name, needed, words) in sentences(fact) {
            if needed && words.is_empty() {
                say(
                    &fact.id,
                    format!("there is no sentence `{name}`, and the fact can become that"),
                    "write it",
                );
            }
            for unknown in sentence::unknown_names(words) {
                let known = sentence::NAMES.join("}, {");
                say(
                    &fact.id,
                    format!("`{{{unknown}}}` is not a name for sentences"),
                    &format!("there are {{{known}}}"),
                );
            }
        }
        let is_used = |ids: &[String]| ids.contains(&fact.id);
        if !file.answers.iter().any(|answer| is_used(&answer.facts) || is_used(&answer.hints)) {
            say(&fact.id, "no answer uses this fact".to_owned(), "take it out, or name it in an answer");
        }
    }
    let mut items = HashSet::new();
    for answer in &file.answers {
        if !items.insert(answer.item.as_str()) {
            say(&answer.item, "the item has two answers".to_owned(), "put their facts together");
        }
        if answer.rest.trim().is_empty() {
            say(&answer.item, "`rest` is empty".to_owned(), "say what the export cannot show");
        }
        if answer.facts.is_empty() && answer.hints.is_empty() {
            say(&answer.item, "no fact speaks for this item".to_owned(), "name a fact or a hint");
        }
    }
}

/// The sentences of a fact, and whether it needs each.
fn sentences(fact: &FactFile) -> [(&'static str, bool, &str); 4] {
    let is_seen = fact.checks.iter().any(|check| matches!(check.is, Is::Seen));
    let can_fail = !is_seen && (fact.checks.iter().any(can_fail) || fact.need == Need::Zero)
        || fact.empty == Empty::Fails && fact.none.is_empty();
    [
        ("holds", true, &fact.holds),
        ("fails", can_fail, &fact.fails),
        // It has a usual sentence.
        ("untold", false, &fact.untold),
        ("none", false, &fact.none),
    ]
}

fn can_fail(check: &CheckFile) -> bool {
    match &check.is {
        Is::Seen => false,
        Is::Any(Test::There) => !matches!(check.absent, Absent::Untold | Absent::Holds),
        Is::No(_) | Is::All(_) | Is::Any(_) => true,
    }
}
