//! The RON shape of `facts/*.ron`, field by field as it is written. docs/facts.md describes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The newest format of rules that this program reads.
pub const FORMAT: u32 = 1;

/// One file of rules.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulesFile {
    pub format: u32,
    pub id: String,
    /// Counted up when a rule changes its meaning; what was seen by older rules says so.
    #[serde(default = "first")]
    pub version: u32,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub known_by: Vec<String>,
    #[serde(default)]
    pub tenant_seen_in: Vec<String>,
    #[serde(default)]
    pub tenant_pattern: String,
    #[serde(default)]
    pub marks: Vec<String>,
    #[serde(default)]
    pub secret: Vec<String>,
    #[serde(default)]
    pub single: String,
    #[serde(default)]
    pub folder: Vec<FolderFile>,
    #[serde(default)]
    pub groups: BTreeMap<String, GroupFile>,
    #[serde(default)]
    pub facts: Vec<FactFile>,
    #[serde(default)]
    pub answers: Vec<AnswerFile>,
}

impl RulesFile {
    /// These rules over those of another pack with the same id: groups, facts and answers are added, or replaced by id;
    /// what is left out here is as it was there. A fact that no answer uses any more goes.
    #[must_use]
    pub fn over(mut self, base: RulesFile) -> RulesFile {
        let either = |own: String, other: String| if own.is_empty() { other } else { own };
        let list = |own: Vec<String>, other: Vec<String>| if own.is_empty() { other } else { own };
        let both = |mut own: Vec<String>, other: Vec<String>| {
            own.extend(other);
            own
        };
        let mut groups = base.groups;
        groups.append(&mut self.groups);
        let is_own = |id: &str| self.facts.iter().any(|fact| fact.id == id);
        let mut facts: Vec<FactFile> = base.facts.into_iter().filter(|fact| !is_own(&fact.id)).collect();
        let is_answered = |item: &str| self.answers.iter().any(|answer| answer.item == item);
        let kept = base.answers.into_iter().filter(|answer| !is_answered(&answer.item));
        let answers: Vec<AnswerFile> = kept.chain(self.answers.iter().cloned()).collect();
        facts.retain(|fact| {
            answers.iter().any(|answer| answer.facts.contains(&fact.id) || answer.hints.contains(&fact.id))
        });
        facts.extend(self.facts);
        groups.retain(|id, _| facts.iter().any(|fact| fact.of == *id));
        RulesFile {
            format: self.format,
            id: self.id,
            // Looks by both together are by older rules, whichever of the two is counted up.
            version: self.version + base.version,
            title: either(self.title, base.title),
            known_by: list(self.known_by, base.known_by),
            tenant_seen_in: list(self.tenant_seen_in, base.tenant_seen_in),
            tenant_pattern: either(self.tenant_pattern, base.tenant_pattern),
            marks: both(self.marks, base.marks),
            secret: both(self.secret, base.secret),
            single: either(self.single, base.single),
            folder: if self.folder.is_empty() { base.folder } else { self.folder },
            groups,
            facts,
            answers,
        }
    }
}

fn first() -> u32 {
    1
}

/// Where files of a folder go in the tree.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FolderFile {
    pub files: String,
    pub into: String,
    pub r#as: As,
}

/// Whether a file is a section or one member of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum As {
    Whole,
    Each,
}

/// What facts are about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupFile {
    pub section: Vec<String>,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub by: Vec<String>,
    pub each: String,
    #[serde(default)]
    pub name: String,
    pub one: String,
    pub many: String,
}

/// One sentence about a group.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FactFile {
    pub id: String,
    pub of: String,
    #[serde(default)]
    pub need: Need,
    #[serde(default)]
    pub empty: Empty,
    pub checks: Vec<CheckFile>,
    #[serde(default)]
    pub holds: String,
    #[serde(default)]
    pub fails: String,
    #[serde(default)]
    pub untold: String,
    #[serde(default)]
    pub none: String,
}

/// How many subjects have to pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Need {
    #[default]
    Every,
    AtLeast(usize),
    Zero,
}

/// What a group without subjects means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Empty {
    #[default]
    Nothing,
    Holds,
    Fails,
    Untold,
}

/// What each subject is looked at for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckFile {
    pub at: Vec<String>,
    /// How people call what each path of `at` leads to; an empty name says the value alone.
    #[serde(default)]
    pub called: Vec<String>,
    pub is: Is,
    #[serde(default)]
    pub absent: Absent,
    #[serde(default)]
    pub read: bool,
}

/// What it means when the paths find nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum Absent {
    #[default]
    ByKind,
    Holds,
    Fails,
    Untold,
}

/// How many values have to pass.
#[derive(Debug, Clone, Deserialize)]
pub enum Is {
    No(Test),
    All(Test),
    Any(Test),
    Seen,
}

/// The test of one value.
#[derive(Debug, Clone, Deserialize)]
pub enum Test {
    There,
    Set,
    IsTrue,
    IsFalse,
    Is(String),
    OneOf(Vec<String>),
    Contains(String),
    Matches(String),
    AtLeast(f64),
    AtMost(f64),
}

/// Which facts speak for an item.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerFile {
    pub item: String,
    #[serde(default)]
    pub tenants: Vec<Kind>,
    #[serde(default)]
    pub facts: Vec<String>,
    #[serde(default)]
    pub hints: Vec<String>,
    pub rest: String,
}

/// The kind of tenant that an export is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    Development,
    Test,
    Production,
}

impl Kind {
    /// All of them, as they are chosen from.
    pub const ALL: [Kind; 3] = [Kind::Production, Kind::Test, Kind::Development];

    /// The word on screens and in `--tenant`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Development => "development",
            Kind::Test => "test",
            Kind::Production => "production",
        }
    }
}
