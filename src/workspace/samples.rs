//! A pack's own samples: exports in `facts/samples` with what was expected of them, so that who changes a rule sees what
//! the change does.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::exports::OnDisk;
use crate::facts::answers;
use crate::facts::export;
use crate::facts::file::Kind;
use crate::facts::judge::{self, Seen};
use crate::facts::rules::Rules;
use crate::files;
use crate::pack::problem::Problem;
use crate::text::Text;

/// The file with what is expected, seen from the pack's folder.
const EXPECTED: &str = "facts/samples/expected.json";
/// The most bytes of it.
const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// What is expected of the samples, as docs/facts.md describes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    #[allow(dead_code, reason = "it is for people")]
    about: String,
    /// By sample and fact; what is not named holds, and `*` stands for the others.
    #[serde(default)]
    facts: BTreeMap<String, BTreeMap<String, Want>>,
    /// By `sample, kind` and item.
    #[serde(default)]
    answers: BTreeMap<String, BTreeMap<String, String>>,
}

/// What is expected of one fact.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Want {
    verdict: String,
    /// Who is named; anybody if it is left out.
    names: Option<Vec<String>>,
}

/// Everything in which the samples of the pack in `folder` are not as expected; nothing if it has none.
pub fn check(folder: &Path, rules: &[Rules]) -> Vec<Problem> {
    let problem = |what: &str, hint: &str| Problem::error(EXPECTED, what).hint(hint);
    let text = match files::read_text(&folder.join(EXPECTED), MOST_BYTES) {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(error) => return vec![problem(&error.to_string(), "write it as docs/facts.md describes it")],
    };
    let expected: Expected = match serde_json::from_str(&text) {
        Ok(expected) => expected,
        Err(error) => return vec![problem(&error.to_string(), "write it as docs/facts.md describes it")],
    };
    let mut found = Vec::new();
    let mut say = |what: String| {
        found.push(problem(&what, "fix the rule, or what is expected"));
    };
    for (sample, want) in &expected.facts {
        match look(folder, sample, rules) {
            Ok((_, facts)) => facts_as_expected(sample, want, &facts).into_iter().for_each(&mut say),
            Err(why) => say(format!("{sample}: {why}")),
        }
    }
    for (name, want) in &expected.answers {
        let (sample, kind) = name.split_once(", ").unwrap_or((name, ""));
        let known = Kind::ALL.into_iter().find(|known| known.word() == kind);
        if known.is_none() && !kind.is_empty() {
            say(format!("`{kind}` is not a kind of tenant"));
            continue;
        }
        match look(folder, sample, rules) {
            Ok((rules, facts)) => {
                let items = answers::items(rules, &facts, known);
                for (id, want) in want {
                    let got = items.iter().find(|item| item.item == *id).map(|item| item.shows.word());
                    if got != Some(want.as_str()) {
                        say(format!(
                            "{name}: {id} is expected as `{want}`, got `{}`",
                            got.unwrap_or("nothing")
                        ));
                    }
                }
            }
            Err(why) => say(format!("{name}: {why}")),
        }
    }
    found
}

fn look<'a>(folder: &Path, sample: &str, rules: &'a [Rules]) -> Result<(&'a Rules, Vec<Seen>), String> {
    let path = export::inside("facts/samples", sample).ok_or("the sample is not in the folder")?;
    let files = OnDisk::open(&folder.join(path)).map_err(|refusal| refusal.to_string())?;
    let (at, export) = export::read_any(&files, rules).map_err(|refusal| refusal.to_string())?;
    let rules = rules.get(at).ok_or("the pack has no rules for exports")?;
    Ok((rules, judge::facts(rules, &export, &files)))
}

fn facts_as_expected(sample: &str, want: &BTreeMap<String, Want>, facts: &[Seen]) -> Vec<String> {
    let mut wrong = Vec::new();
    for id in want.keys().filter(|id| *id != "*" && !facts.iter().any(|seen| seen.id == **id)) {
        wrong.push(format!("{sample}: there is no fact `{id}`"));
    }
    for seen in facts {
        let want = want.get(&seen.id).or_else(|| want.get("*"));
        let verdict = want.map_or("holds", |want| want.verdict.as_str());
        if seen.verdict.word() != verdict {
            let got = seen.verdict.word();
            wrong.push(format!(
                "{sample}: `{}` is expected as `{verdict}`, got `{got}`: {}",
                seen.id, seen.text
            ));
            continue;
        }
        let Some(names) = want.and_then(|want| want.names.as_ref()) else { continue };
        let mut wanted: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut got: Vec<&str> = seen.offenders.iter().map(Text::as_str).collect();
        wanted.sort_unstable();
        got.sort_unstable();
        if wanted != got {
            let names = format!("expected {}, got {}", wanted.join(", "), got.join(", "));
            wrong.push(format!("{sample}: `{}` names others than expected: {names}", seen.id));
        }
    }
    wrong
}
