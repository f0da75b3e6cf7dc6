//! The rules of a pack, ready to work with, and all that is wrong with them.

mod check;

use std::collections::BTreeMap;

use regex::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};

use super::file::{self, AnswerFile, As, Empty, FactFile, GroupFile, Kind, Need, RulesFile};
use super::path::{Query, Simple};
use crate::text::Text;

/// The size to which a pattern may grow when it is compiled.
const LARGEST_PATTERN: usize = 256 * 1024;

/// Rules for one kind of export.
#[derive(Debug, Clone)]
pub struct Rules {
    pub id: Text,
    pub version: u32,
    pub title: Text,
    pub(super) known_by: Vec<Query>,
    pub(super) tenant_seen_in: Vec<Query>,
    pub(super) tenant_pattern: Regex,
    pub(super) marks: RegexSet,
    pub(super) secret: Vec<String>,
    /// The section that the documents of one file go to; empty if a file is one mapping of sections.
    pub(super) single: String,
    pub(super) folder: Vec<Folder>,
    pub(super) groups: Vec<Group>,
    pub facts: Vec<Fact>,
    pub answers: Vec<Answer>,
}

#[derive(Debug, Clone)]
pub(super) struct Folder {
    pub(super) files: Vec<Regex>,
    pub(super) section: String,
    pub(super) member: Option<String>,
    pub(super) r#as: As,
}

/// What facts are about.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) section: Vec<Simple>,
    pub(super) from: Option<Query>,
    pub(super) by: Vec<By>,
    pub(super) each: Query,
    pub(super) name: Option<Simple>,
    pub(super) one: Text,
    pub(super) many: Text,
}

/// A member that decides whether something belongs to a group.
#[derive(Debug, Clone)]
pub(super) struct By {
    pub(super) path: Simple,
    /// The filter looks inside it, so it has to be a list or a mapping; else it has to be one value.
    pub(super) is_container: bool,
}

/// One sentence about a group.
#[derive(Debug, Clone)]
pub struct Fact {
    pub id: String,
    pub(super) group: usize,
    pub(super) need: Need,
    pub(super) empty: Empty,
    pub(super) checks: Vec<Check>,
    pub(super) holds: String,
    pub(super) fails: String,
    pub(super) untold: String,
    pub(super) none: String,
}

#[derive(Debug, Clone)]
pub(super) struct Check {
    pub(super) at: Vec<Simple>,
    /// A name for each path, or none at all: then members are called as the export calls them.
    pub(super) called: Vec<String>,
    pub(super) is: Is,
    pub(super) absent: Absent,
    pub(super) read: bool,
}

/// What it means when nothing is found, the default filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absent {
    Holds,
    Fails,
    Untold,
}

#[derive(Debug, Clone)]
pub(super) enum Is {
    No(Test),
    All(Test),
    Any(Test),
    Seen,
}

#[derive(Debug, Clone)]
pub(super) enum Test {
    There,
    Set,
    Bool(bool),
    OneOf(Vec<String>),
    Contains(String),
    Matches(Regex),
    AtLeast(f64),
    AtMost(f64),
}

/// Which facts speak for an item, as positions in [`Rules::facts`].
#[derive(Debug, Clone)]
pub struct Answer {
    pub item: String,
    pub tenants: Vec<Kind>,
    pub facts: Vec<usize>,
    pub hints: Vec<usize>,
    /// What is left for a person.
    pub rest: Text,
}

/// Something wrong with rules: where, as the words of the file, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The id of the fact, the group or the item, or the name of the field.
    pub place: String,
    pub what: String,
    pub hint: String,
}

impl Rules {
    /// The rules of a file; all that is wrong with it otherwise.
    pub fn compile(file: &RulesFile) -> Result<Rules, Vec<Fault>> {
        let mut maker = Maker { faults: Vec::new() };
        let rules = maker.rules(file);
        check::sense(file, &mut maker.faults);
        match rules {
            Some(rules) if maker.faults.is_empty() => Ok(rules),
            _ => Err(maker.faults),
        }
    }

    /// The fact with this id.
    pub fn fact(&self, id: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// What is looked at for a fact, in words: the paths of each check and what they have to be.
    pub fn looked_at(&self, fact: &Fact) -> Vec<Text> {
        let group = self.groups.get(fact.group);
        let mut lines = Vec::new();
        if let Some(group) = group {
            lines.push(Text::line(&format!("each {}: {}", group.one, group.each.source)));
        }
        for check in &fact.checks {
            let at: Vec<&str> = check.at.iter().map(|path| path.source.as_str()).collect();
            lines.push(Text::line(&format!("{} {}", at.join(", "), words_of(&check.is))));
        }
        lines
    }
}

fn words_of(is: &Is) -> String {
    let test = |test: &Test| match test {
        Test::There => "is there".to_owned(),
        Test::Set => "is set".to_owned(),
        Test::Bool(value) => format!("is {value}"),
        Test::OneOf(words) => format!("is {}", words.join(" or ")),
        Test::Contains(word) => format!("contains {word}"),
        Test::Matches(pattern) => format!("matches {pattern}"),
        Test::AtLeast(number) => format!("is at least {number}"),
        Test::AtMost(number) => format!("is at most {number}"),
    };
    match is {
        Is::No(of) => format!("none {}", test(of)),
        Is::All(of) => format!("each {}", test(of)),
        Is::Any(of) => format!("at least one {}", test(of)),
        Is::Seen => "listed without judgement".to_owned(),
    }
}

struct Maker {
    faults: Vec<Fault>,
}

impl Maker {
    fn fault(&mut self, place: &str, what: &str, hint: &str) {
        self.faults.push(Fault { place: place.to_owned(), what: what.to_owned(), hint: hint.to_owned() });
    }

    fn query(&mut self, place: &str, source: &str) -> Option<Query> {
        Query::parse(source)
            .map_err(|why| {
                self.fault(place, &format!("the query `{source}` {why}"), "write it as RFC 9535 has it");
            })
            .ok()
    }

    fn simple(&mut self, place: &str, source: &str) -> Option<Simple> {
        Simple::parse(source)
            .map_err(|why| {
                self.fault(place, &format!("the path `{source}` {why}"), "for example `$.callbacks[*]`");
            })
            .ok()
    }

    fn pattern(&mut self, place: &str, source: &str) -> Option<Regex> {
        let made = RegexBuilder::new(source).size_limit(LARGEST_PATTERN).nest_limit(50).build();
        made.map_err(|error| {
            let why = match error {
                regex::Error::CompiledTooBig(_) => "becomes too large".to_owned(),
                _ => "is not a regular expression".to_owned(),
            };
            self.fault(
                place,
                &format!("the pattern `{source}` {why}"),
                "the syntax is that of the crate `regex`",
            );
        })
        .ok()
    }

    /// Patterns that are looked for all at once; each has to be one by itself.
    fn patterns(&mut self, place: &str, sources: &[String]) -> Option<RegexSet> {
        let all: Vec<_> = sources.iter().map(|source| self.pattern(place, source)).collect();
        if all.iter().any(Option::is_none) {
            return None;
        }
        let limit = LARGEST_PATTERN * (sources.len() + 1);
        let made = RegexSetBuilder::new(sources).size_limit(limit).nest_limit(50).build();
        if made.is_err() {
            self.fault(place, "the patterns become too large together", "take some of them out");
        }
        made.ok()
    }

    fn rules(&mut self, file: &RulesFile) -> Option<Rules> {
        let queries = |maker: &mut Maker, place: &str, all: &[String]| -> Vec<Query> {
            all.iter().filter_map(|one| maker.query(place, one)).collect()
        };
        let known_by = queries(self, "known_by", &file.known_by);
        let tenant_seen_in = queries(self, "tenant_seen_in", &file.tenant_seen_in);
        let tenant_pattern = self.pattern("tenant_pattern", &file.tenant_pattern);
        let marks = self.patterns("marks", &file.marks)?;
        let folder = file.folder.iter().filter_map(|rule| self.folder(rule)).collect();
        let mut places = BTreeMap::new();
        let mut groups = Vec::new();
        for (id, group) in &file.groups {
            if let Some(group) = self.group(id, group) {
                places.insert(id.as_str(), groups.len());
                groups.push(group);
            }
        }
        let facts: Vec<Fact> = file.facts.iter().filter_map(|fact| self.fact(fact, &places)).collect();
        let answers = file.answers.iter().map(|answer| self.answer(answer, &file.facts)).collect();
        Some(Rules {
            id: Text::line(&file.id),
            version: file.version,
            title: Text::line(&file.title),
            known_by,
            tenant_seen_in,
            tenant_pattern: tenant_pattern?,
            marks,
            secret: file.secret.clone(),
            single: file.single.clone(),
            folder,
            groups,
            facts,
            answers,
        })
    }

    fn folder(&mut self, rule: &file::FolderFile) -> Option<Folder> {
        let files: Vec<Regex> = rule
            .files
            .split('/')
            .filter_map(|step| {
                let parts: Vec<String> = step.split('*').map(regex::escape).collect();
                self.pattern("folder", &format!("^{}$", parts.join(".*")))
            })
            .collect();
        let (section, member) = match rule.into.split_once('.') {
            Some((section, member)) => (section, Some(member.to_owned())),
            None => (rule.into.as_str(), None),
        };
        if section.is_empty() || rule.files.is_empty() {
            self.fault("folder", "a folder's rule needs `files` and `into`", "say where the files go");
            return None;
        }
        Some(Folder { files, section: section.to_owned(), member, r#as: rule.r#as })
    }

    fn group(&mut self, id: &str, group: &GroupFile) -> Option<Group> {
        let section = group.section.iter().filter_map(|path| self.simple(id, path)).collect();
        let from = if group.from.is_empty() { None } else { Some(self.query(id, &group.from)?) };
        let by = group.by.iter().filter_map(|path| self.simple(id, path)).map(|path| {
            let way = path.source.replacen('$', "@", 1);
            let inside = |end: &str| group.each.contains(&format!("{way}{end}"));
            By { is_container: inside(".") || inside("["), path }
        });
        let by = by.collect();
        let name = if group.name.is_empty() { None } else { Some(self.simple(id, &group.name)?) };
        let each = self.query(id, &group.each)?;
        Some(Group {
            section,
            from,
            by,
            each,
            name,
            one: Text::line(&group.one),
            many: Text::line(&group.many),
        })
    }

    fn fact(&mut self, fact: &FactFile, groups: &BTreeMap<&str, usize>) -> Option<Fact> {
        let checks = fact.checks.iter().filter_map(|check| self.check(&fact.id, check)).collect();
        Some(Fact {
            id: fact.id.clone(),
            group: *groups.get(fact.of.as_str())?,
            need: fact.need,
            empty: fact.empty,
            checks,
            holds: fact.holds.clone(),
            fails: fact.fails.clone(),
            untold: fact.untold.clone(),
            none: fact.none.clone(),
        })
    }

    fn check(&mut self, id: &str, check: &file::CheckFile) -> Option<Check> {
        let at = check.at.iter().filter_map(|path| self.simple(id, path)).collect();
        let (is, by_kind) = match &check.is {
            file::Is::No(test) => (Is::No(self.test(id, test)?), Absent::Holds),
            file::Is::All(test) => (Is::All(self.test(id, test)?), Absent::Untold),
            file::Is::Any(test) => (Is::Any(self.test(id, test)?), Absent::Fails),
            file::Is::Seen => (Is::Seen, Absent::Holds),
        };
        let absent = match check.absent {
            file::Absent::ByKind if check.read => Absent::Untold,
            file::Absent::ByKind => by_kind,
            file::Absent::Holds => Absent::Holds,
            file::Absent::Fails => Absent::Fails,
            file::Absent::Untold => Absent::Untold,
        };
        Some(Check { at, called: check.called.clone(), is, absent, read: check.read })
    }

    fn test(&mut self, id: &str, test: &file::Test) -> Option<Test> {
        Some(match test {
            file::Test::There => Test::There,
            file::Test::Set => Test::Set,
            file::Test::IsTrue => Test::Bool(true),
            file::Test::IsFalse => Test::Bool(false),
            file::Test::Is(word) => Test::OneOf(vec![word.clone()]),
            file::Test::OneOf(words) => Test::OneOf(words.clone()),
            file::Test::Contains(word) => Test::Contains(word.clone()),
            file::Test::Matches(pattern) => Test::Matches(self.pattern(id, pattern)?),
            file::Test::AtLeast(number) => Test::AtLeast(*number),
            file::Test::AtMost(number) => Test::AtMost(*number),
        })
    }

    fn answer(&mut self, answer: &AnswerFile, facts: &[FactFile]) -> Answer {
        let mut places = |ids: &[String]| -> Vec<usize> {
            let place = |id: &String| facts.iter().position(|fact| fact.id == *id);
            for id in ids.iter().filter(|id| place(id).is_none()) {
                self.fault(&answer.item, &format!("there is no fact `{id}`"), "name a fact of this file");
            }
            ids.iter().filter_map(place).collect()
        };
        let (said, hints) = (places(&answer.facts), places(&answer.hints));
        Answer {
            item: answer.item.clone(),
            tenants: answer.tenants.clone(),
            facts: said,
            hints,
            rest: Text::line(&answer.rest),
        }
    }
}
