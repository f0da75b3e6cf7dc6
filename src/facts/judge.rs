//! The facts of an export. Three values: *fails* is stronger than *untold*, and *untold* than *holds*.

mod group;
mod subject;

use super::export::{Export, Files};
use super::file::{Empty, Need};
use super::rules::{Fact, Group, Is, Rules};
use super::sentence;
use super::verdict::Verdict;
use crate::text::{Text, counted};
use crate::threads::{by_two, has_second_core};
pub(super) use group::is_marked;
use group::{Members, members, name};
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
    /// The subjects have names; the one tenant of an export has none.
    pub has_names: bool,
}

/// So few subjects are judged sooner than a thread begins.
const FEW_SUBJECTS: usize = 2_000;

/// All facts of an export, in the order of the rules.
pub fn facts(rules: &Rules, export: &Export, files: &dyn Files) -> Vec<Seen> {
    let groups: Vec<Members<'_>> = rules.groups.iter().map(|group| members(rules, group, export)).collect();
    let subjects: usize = groups.iter().map(|members| members.subjects.len()).sum();
    let is_shared = subjects > FEW_SUBJECTS && has_second_core();
    Facts { rules, groups, export, files }.judge(is_shared)
}

/// The same, by two threads however few there are.
pub fn facts_by_two(rules: &Rules, export: &Export, files: &dyn Files) -> Vec<Seen> {
    let groups = rules.groups.iter().map(|group| members(rules, group, export)).collect();
    Facts { rules, groups, export, files }.judge(true)
}

struct Facts<'a> {
    rules: &'a Rules,
    groups: Vec<Members<'a>>,
    export: &'a Export,
    files: &'a dyn Files,
}

impl Facts<'_> {
    fn judge(&self, is_shared: bool) -> Vec<Seen> {
        if !is_shared {
            return self.every(1, 0).into_iter().flatten().collect();
        }
        let (even, odd) = by_two(|| self.every(2, 0), || self.every(2, 1));
        let mut odd = odd.into_iter();
        even.into_iter().flat_map(|one| [one, odd.next().flatten()]).flatten().collect()
    }

    /// Every so many of the facts, from this one on.
    fn every(&self, step: usize, from: usize) -> Vec<Option<Seen>> {
        self.rules.facts.iter().skip(from).step_by(step).map(|fact| self.one(fact)).collect()
    }

    fn one(&self, fact: &Fact) -> Option<Seen> {
        let (group, members) = self.rules.groups.get(fact.group).zip(self.groups.get(fact.group))?;
        Some(fact_of(self.rules, fact, group, members, self.export, self.files))
    }
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
        has_names: group.name.is_some(),
    };
    if let Some(missing) = &members.missing {
        return seen(Verdict::Untold, &[], missing.clone());
    }
    let subjects = members.subjects.iter();
    let judged: Vec<Judged<'_>> =
        subjects.map(|subject| judge_subject(rules, fact, subject, export, files)).collect();
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
    let of = |wanted: Verdict| -> Vec<&Judged<'_>> {
        judged.iter().filter(|judged| judged.verdict == wanted).collect()
    };
    let (good, unsure) = (of(Verdict::Holds), of(Verdict::Untold));
    let bad = if fact.need == Need::Zero { judged.iter().collect() } else { of(Verdict::Fails) };
    let decided = match verdict {
        Verdict::Holds => &good,
        Verdict::Fails => &bad,
        Verdict::Untold => &unsure,
        Verdict::Seen | Verdict::Nothing => &judged.iter().collect(),
    };
    let offenders = match verdict {
        Verdict::Fails | Verdict::Untold => {
            decided.iter().map(|judged| name(group, judged.subject)).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    if verdict == Verdict::Nothing || (judged.is_empty() && fact.need != Need::Zero) {
        let is_silent = verdict == Verdict::Nothing || fact.none.is_empty();
        let none = format!("The export has no {}.", group.one);
        return seen(verdict, &offenders, Text::line(if is_silent { &none } else { &fact.none }));
    }
    if verdict == Verdict::Untold && fact.untold.is_empty() && group.name.is_none() && judged.len() == 1 {
        let paths = fact.checks.iter().flat_map(|check| &check.at).map(|path| path.spoken().to_owned());
        let paths = sentence::unique(paths);
        let are = if paths.len() == 1 { "is" } else { "are" };
        let text =
            format!("It cannot be told: {} {are} missing or hidden in the export.", sentence::few(&paths));
        return seen(verdict, &offenders, Text::line(&text));
    }
    let words = match verdict {
        Verdict::Fails => fact.fails.as_str(),
        Verdict::Untold if fact.untold.is_empty() => "It cannot be told for {unsure} of {all}: {names}.",
        Verdict::Untold => fact.untold.as_str(),
        Verdict::Holds | Verdict::Seen | Verdict::Nothing => fact.holds.as_str(),
    };
    let names =
        |of: &[&Judged<'_>]| sentence::few_of(of.len(), of.iter().map(|judged| name(group, judged.subject)));
    let values = || sentence::few(&sentence::unique(decided.iter().flat_map(|judged| judged.words())));
    // Only what the sentence has is worded; a large export has thousands of values.
    let text = sentence::filled(words, &values, &|part| {
        Some(match part {
            "all" => counted(judged.len(), &group.one, &group.many),
            "bad" => bad.len().to_string(),
            "unsure" => unsure.len().to_string(),
            "names" => names(decided),
            "good" => names(&good),
            "places" => {
                let places =
                    decided.iter().flat_map(|judged| judged.places.iter().map(|place| (*place).to_owned()));
                sentence::few(&sentence::unique(places))
            }
            "list" => list(fact, group, &judged),
            "pairs" => pairs(&judged),
            _ => return None,
        })
    });
    Seen { has_values: sentence::has_values(words), ..seen(verdict, &offenders, text) }
}

fn verdict_of(fact: &Fact, judged: &[Judged<'_>]) -> Verdict {
    let count = |wanted: Verdict| judged.iter().filter(|judged| judged.verdict == wanted).count();
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
        Need::Every => judged.iter().map(|judged| judged.verdict).max().unwrap_or(Verdict::Holds),
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

fn list(fact: &Fact, group: &Group, judged: &[Judged<'_>]) -> String {
    let is_called = fact.checks.iter().any(|check| !check.called.is_empty());
    let lines = judged.iter().map(|judged| {
        let values = if is_called { judged.pairs().collect() } else { sentence::unique(judged.words()) };
        let values = sentence::values(&values);
        format!("{}: {}", name(group, judged.subject), if values.is_empty() { "none" } else { &values })
    });
    sentence::lines_of(judged.len(), lines)
}

fn pairs(judged: &[Judged<'_>]) -> String {
    let pairs: Vec<String> = judged.iter().flat_map(Judged::pairs).collect();
    sentence::pairs(&pairs)
}
