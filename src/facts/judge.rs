//! The facts of an export. Three values: *fails* is stronger than *untold*, and *untold* than *holds*.

mod group;
mod subject;

use super::export::{Export, Files};
use super::file::{Empty, Need};
use super::rules::{Fact, Group, Is, Rules};
use super::sentence::{self, Fill};
use super::verdict::Verdict;
use crate::text::{Text, counted};
pub(super) use group::is_marked;
use group::{Members, members};
use subject::{Judged, judge_subject};

/// What an export shows about one fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub id: String,
    pub verdict: Verdict,
    /// How many subjects there are.
    pub all: usize,
    /// Who fails, or of whom it cannot be told.
    pub offenders: Vec<Text>,
    pub text: Text,
    /// The sentence shows values of the export, not only names and numbers.
    pub has_values: bool,
}

/// All facts of an export, in the order of the rules.
pub fn facts(rules: &Rules, export: &Export, files: &dyn Files) -> Vec<Seen> {
    let groups: Vec<Members<'_>> = rules.groups.iter().map(|group| members(rules, group, export)).collect();
    let mut seen = Vec::with_capacity(rules.facts.len());
    for fact in &rules.facts {
        if let (Some(group), Some(members)) = (rules.groups.get(fact.group), groups.get(fact.group)) {
            seen.push(fact_of(rules, fact, group, members, export, files));
        }
    }
    seen
}

fn fact_of(
    rules: &Rules,
    fact: &Fact,
    group: &Group,
    members: &Members<'_>,
    export: &Export,
    files: &dyn Files,
) -> Seen {
    let seen = |verdict, offenders: &[String], text| Seen {
        id: fact.id.clone(),
        verdict,
        all: members.subjects.len(),
        offenders: offenders.iter().map(|name| Text::line(name)).collect(),
        text,
        has_values: false,
    };
    if let Some(missing) = &members.missing {
        return seen(Verdict::Untold, &[], missing.clone());
    }
    let judged: Vec<(&String, Judged)> = members
        .subjects
        .iter()
        .map(|(name, subject)| (name, judge_subject(rules, fact, subject, export, files)))
        .collect();
    let verdict = verdict_of(fact, &judged);
    let is_whole = matches!(fact.need, Need::Every | Need::Zero);
    let hangs_on_strays = match verdict {
        Verdict::Nothing => true,
        Verdict::Fails => judged.is_empty(),
        Verdict::Holds => is_whole || judged.is_empty(),
        Verdict::Seen | Verdict::Untold => false,
    };
    if !members.strays.is_empty() && hangs_on_strays {
        let unknown: Vec<&str> = group.by.iter().map(|by| by.path.spoken()).collect();
        let unknown = if unknown.is_empty() { "what they are".to_owned() } else { unknown.join(" or ") };
        let text = format!(
            "It cannot be told whether {} are among these, since {unknown} is not known: {}.",
            group.many,
            sentence::few(&members.strays)
        );
        return seen(Verdict::Untold, &members.strays, Text::line(&text));
    }
    let of = |wanted: Verdict| -> Vec<&(&String, Judged)> {
        judged.iter().filter(|(_, judged)| judged.verdict == wanted).collect()
    };
    let (good, unsure) = (of(Verdict::Holds), of(Verdict::Untold));
    let bad = if fact.need == Need::Zero { judged.iter().collect() } else { of(Verdict::Fails) };
    let decided = match verdict {
        Verdict::Holds => &good,
        Verdict::Fails => &bad,
        Verdict::Untold => &unsure,
        Verdict::Seen | Verdict::Nothing => &judged.iter().collect(),
    };
    let names = |of: &[&(&String, Judged)]| of.iter().map(|(name, _)| (*name).clone()).collect::<Vec<_>>();
    let offenders = match verdict {
        Verdict::Fails | Verdict::Untold => names(decided),
        _ => Vec::new(),
    };
    let of_kind = |count: usize| counted(count, &group.one, &group.many);
    let mut has_values = false;
    let text = if verdict == Verdict::Nothing {
        Text::line(&format!("The export has no {}.", group.one))
    } else if judged.is_empty() && fact.need != Need::Zero {
        let words = if fact.none.is_empty() {
            format!("The export has no {}.", group.one)
        } else {
            fact.none.clone()
        };
        Text::line(&words)
    } else {
        let words = match verdict {
            Verdict::Fails => fact.fails.as_str(),
            Verdict::Untold if fact.untold.is_empty() => "It cannot be told for {unsure} of {all}: {names}.",
            Verdict::Untold => fact.untold.as_str(),
            Verdict::Holds | Verdict::Seen | Verdict::Nothing => fact.holds.as_str(),
        };
        let fill = Fill {
            all: of_kind(judged.len()),
            bad: bad.len(),
            unsure: unsure.len(),
            names: sentence::few(&names(decided)),
            good: sentence::few(&names(&good)),
            values: sentence::few(&sentence::unique(
                decided.iter().flat_map(|(_, judged)| judged.values.clone()),
            )),
            places: sentence::few(&sentence::unique(
                decided.iter().flat_map(|(_, judged)| judged.places.clone()),
            )),
            list: list(&judged),
            pairs: pairs(&judged),
        };
        has_values = sentence::has_values(words);
        fill.sentence(words)
    };
    Seen { has_values, ..seen(verdict, &offenders, text) }
}

fn verdict_of(fact: &Fact, judged: &[(&String, Judged)]) -> Verdict {
    let count = |wanted: Verdict| judged.iter().filter(|(_, judged)| judged.verdict == wanted).count();
    match fact.need {
        Need::Zero if judged.is_empty() => Verdict::Holds,
        Need::Zero => Verdict::Fails,
        _ if judged.is_empty() => match fact.empty {
            Empty::Nothing => Verdict::Nothing,
            Empty::Holds => Verdict::Holds,
            Empty::Fails => Verdict::Fails,
            Empty::Untold => Verdict::Untold,
        },
        _ if fact.checks.iter().any(|check| matches!(check.is, Is::Seen)) => Verdict::Seen,
        Need::Every => judged.iter().map(|(_, judged)| judged.verdict).max().unwrap_or(Verdict::Holds),
        Need::AtLeast(needed) => {
            let holds = count(Verdict::Holds);
            if holds >= needed {
                Verdict::Holds
            } else if holds + count(Verdict::Untold) >= needed {
                Verdict::Untold
            } else {
                Verdict::Fails
            }
        }
    }
}

fn list(judged: &[(&String, Judged)]) -> String {
    // Only what is shown is worded; a large export has thousands.
    let mut lines: Vec<String> = judged
        .iter()
        .take(sentence::MOST_PAIRS)
        .map(|(name, judged)| {
            let values = sentence::values(&sentence::unique(judged.values.iter().cloned()));
            format!("{name}: {}", if values.is_empty() { "none" } else { &values })
        })
        .collect();
    lines.resize(judged.len(), String::new());
    sentence::lines(&lines)
}

fn pairs(judged: &[(&String, Judged)]) -> String {
    let pairs = judged.iter().flat_map(|(_, judged)| judged.places.iter().zip(&judged.values));
    let pairs: Vec<String> = pairs.map(|(place, value)| format!("{place} {value}")).collect();
    sentence::lines(&pairs)
}
