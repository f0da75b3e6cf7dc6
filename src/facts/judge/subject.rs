//! The verdict on one subject of a fact, with the values and members that decided it.

use serde_json::Value;

use super::super::export::{self, Export, Files};
use super::super::path::{Chosen, Hits};
use super::super::rules::{Absent, Check, Fact, Is, Rules, Test};
use super::super::sentence;
use super::super::verdict::Verdict;
use super::group::is_marked;

/// What one subject came to.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) subject: &'a Value,
    pub(super) verdict: Verdict,
    pub(super) values: Vec<&'a Value>,
    pub(super) places: Vec<&'a str>,
}

impl Judged<'_> {
    /// The values as they are shown.
    pub(super) fn words(&self) -> impl Iterator<Item = String> {
        self.values.iter().flat_map(|value| words(value))
    }

    /// Each value with what its member is called: `idle session lifetime 72`.
    pub(super) fn pairs(&self) -> impl Iterator<Item = String> {
        self.places.iter().zip(&self.values).map(|(place, value)| {
            let words = sentence::values(&words(value));
            if place.is_empty() { words } else { format!("{place} {words}") }
        })
    }
}

/// The verdict of all checks of `fact` on `subject`: the strongest of them.
pub(super) fn judge_subject<'a>(
    rules: &Rules,
    fact: &'a Fact,
    subject: &Chosen<'a>,
    export: &Export,
    files: &dyn Files,
) -> Judged<'a> {
    let mut judged =
        Judged { subject: subject.value, verdict: Verdict::Holds, values: Vec::new(), places: Vec::new() };
    for check in &fact.checks {
        let looked = look(rules, check, subject, export, files);
        let (verdict, shown) = looked.verdict(check);
        if !check.read {
            judged.values.extend(shown.iter().map(|(_, value)| *value));
        }
        judged.places.extend(shown.iter().map(|(place, _)| *place));
        judged.verdict = judged.verdict.max(verdict);
    }
    judged
}

/// What the paths of a check lead to, sorted by its test.
#[derive(Default)]
struct Looked<'a> {
    passed: Vec<(&'a str, &'a Value)>,
    failed: Vec<(&'a str, &'a Value)>,
    /// Marks, files that cannot be read, and values of another type than the test is about.
    hidden: usize,
    is_there: bool,
}

fn look<'a>(
    rules: &Rules,
    check: &'a Check,
    subject: &Chosen<'a>,
    export: &Export,
    files: &dyn Files,
) -> Looked<'a> {
    let mut hits = Hits::default();
    for (at, path) in check.at.iter().enumerate() {
        let before = hits.nodes.len();
        hits.collect(&path.steps, subject.value);
        if let Some(name) = check.called.get(at) {
            hits.nodes.iter_mut().skip(before).for_each(|(place, _)| *place = name);
        }
    }
    let mut looked = Looked { is_there: !hits.nodes.is_empty(), hidden: hits.hidden, ..Looked::default() };
    for (place, value) in hits.nodes {
        let result = if check.read {
            let code = value.as_str().and_then(|name| code(subject, name, export, files));
            code.and_then(|text| {
                check.is.test().map_or(Some(false), |test| test.passes(&Value::String(text)))
            })
        } else if is_marked(rules, value) {
            None
        } else {
            check.is.test().map_or(Some(false), |test| test.passes(value))
        };
        match result {
            Some(true) => looked.passed.push((place, value)),
            Some(false) => looked.failed.push((place, value)),
            None => looked.hidden += 1,
        }
    }
    looked
}

fn code(subject: &Chosen<'_>, name: &str, export: &Export, files: &dyn Files) -> Option<String> {
    let home = subject
        .section
        .zip(subject.idx)
        .and_then(|(section, idx)| export.homes.get(&(section.to_owned(), idx)));
    let at_root = export::inside("", name).and_then(|path| files.code(&path));
    at_root.or_else(|| files.code(&export::inside(home?, name)?))
}

impl<'a> Looked<'a> {
    fn verdict(self, check: &Check) -> (Verdict, Vec<(&'a str, &'a Value)>) {
        let is_empty = self.passed.is_empty() && self.failed.is_empty();
        let unless_hidden = |verdict| if self.hidden > 0 { Verdict::Untold } else { verdict };
        match &check.is {
            Is::Seen => (Verdict::Holds, self.failed),
            Is::Any(Test::There) | Is::All(Test::There) if self.is_there => (Verdict::Holds, Vec::new()),
            _ if is_empty && self.hidden == 0 => {
                let absent = match check.absent {
                    Absent::Holds => Verdict::Holds,
                    Absent::Fails => Verdict::Fails,
                    Absent::Untold => Verdict::Untold,
                };
                (absent, Vec::new())
            }
            Is::No(_) if !self.passed.is_empty() => (Verdict::Fails, self.passed),
            Is::No(_) => (unless_hidden(Verdict::Holds), Vec::new()),
            Is::All(_) if !self.failed.is_empty() => (Verdict::Fails, self.failed),
            Is::All(_) => {
                (unless_hidden(Verdict::Holds), if self.hidden > 0 { Vec::new() } else { self.passed })
            }
            Is::Any(_) if !self.passed.is_empty() => (Verdict::Holds, self.passed),
            Is::Any(_) => {
                (unless_hidden(Verdict::Fails), if self.hidden > 0 { Vec::new() } else { self.failed })
            }
        }
    }
}

impl Is {
    fn test(&self) -> Option<&Test> {
        match self {
            Is::No(test) | Is::All(test) | Is::Any(test) => Some(test),
            Is::Seen => None,
        }
    }
}

impl Test {
    /// Whether `value` passes; `None` if it has a type that the test says nothing about.
    fn passes(&self, value: &Value) -> Option<bool> {
        match self {
            Test::There => Some(true),
            Test::Set => Some(match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(all) => !all.is_empty(),
                Value::Object(members) => !members.is_empty(),
                Value::Bool(_) | Value::Number(_) => true,
            }),
            Test::Bool(wanted) => value.as_bool().map(|value| value == *wanted),
            Test::OneOf(words) => value.as_str().map(|text| words.iter().any(|word| word == text)),
            Test::Contains(word) => value.as_str().map(|text| text.contains(word.as_str())),
            Test::Matches(pattern) => value.as_str().map(|text| pattern.is_match(text)),
            Test::AtLeast(least) => number(value).map(|number| number >= *least),
            Test::AtMost(most) => number(value).map(|number| number <= *most),
        }
    }
}

/// A number, also one that is written as text.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            let is_plain =
                digits.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
            (is_plain && digits.matches('.').count() < 2).then(|| text.parse().ok()).flatten()
        }
        _ => None,
    }
}

/// A value as it is read aloud; a list word by word.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![sentence::shown(text)],
        Value::Bool(is_on) => vec![if *is_on { "yes" } else { "no" }.to_owned()],
        Value::Array(all) => all.iter().flat_map(words).collect(),
        other => vec![sentence::shown(&other.to_string())],
    }
}
