//! Lays a sheet over a list that is there: ids, numbers and what was added by hand stay, and what changes is told.

use std::collections::{HashMap, HashSet};

use super::headings::{Field, plain};
use crate::pack::file::{ChecklistFile, ItemFile, SectionFile};
use crate::pack::model::Level;
use crate::text::Text;

/// What an update does to a list.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) added: Vec<Text>,
    pub(super) changed: Vec<Text>,
    pub(super) gone: Vec<Text>,
    pub(super) same: usize,
    /// Whether codes were matched, rather than titles only.
    pub(super) by_code: bool,
}

/// The list as the sheet has it now. `fields` are those that the sheet has a column for; `next` is a number never given.
pub(super) fn update(
    old: &ChecklistFile,
    new: Vec<SectionFile>,
    fields: &HashSet<Field>,
    next: u32,
) -> (ChecklistFile, Changes) {
    let mut matcher = Matcher::new(old);
    let mut changes = Changes::default();
    let mut next = old
        .sections
        .iter()
        .flat_map(|section| &section.items)
        .map(|item| item.no + 1)
        .max()
        .unwrap_or(1)
        .max(next);
    let mut ids: HashSet<String> =
        old.sections.iter().flat_map(|section| &section.items).map(|item| item.id.clone()).collect();
    let mut sections = Vec::new();
    for section in new {
        let known = old.sections.iter().find(|known| plain(&known.title) == plain(&section.title));
        let mut items = Vec::new();
        for mut item in section.items {
            let name = name(&item);
            if let Some((old_section, old_item, by_code)) = matcher.take(&item, &section.title) {
                changes.by_code |= by_code;
                keep(&mut item, old_item, fields);
                let mut said = differences(old_item, &item);
                if plain(old_section) != plain(&section.title) {
                    said.push(format!("moved from {old_section} to {}, keeps its number", section.title));
                }
                if said.is_empty() {
                    changes.same += 1;
                } else {
                    changes.changed.push(Text::line(&format!("{name} {}", said.join("; "))));
                }
            } else {
                item.no = next;
                next += 1;
                let base = item.id.clone();
                let mut count = 2;
                while !ids.insert(item.id.clone()) {
                    item.id = format!("{base}-{count}");
                    count += 1;
                }
                changes.added.push(Text::line(&match code(&item) {
                    Some(code) => format!("{code} {}", item.title),
                    None => item.title.clone(),
                }));
            }
            items.push(item);
        }
        let workstream = known.map_or(section.workstream, |known| known.workstream.clone());
        sections.push(SectionFile { workstream, title: section.title, items });
    }
    changes.gone = matcher
        .left()
        .into_iter()
        .map(|item| {
            Text::line(&match code(item) {
                Some(code) => format!("{code} {}", item.title),
                None => item.title.clone(),
            })
        })
        .collect();
    let list = ChecklistFile { sections, ..old.clone() };
    (list, changes)
}

fn code(item: &ItemFile) -> Option<&str> {
    item.codes.first().map(String::as_str)
}

fn name(item: &ItemFile) -> String {
    code(item).map_or_else(|| format!("{}:", item.title), str::to_owned)
}

/// The items of the old list that have not been found in the sheet yet.
struct Matcher<'a> {
    all: Vec<Option<(&'a str, &'a ItemFile)>>,
    codes: HashMap<String, usize>,
    titles: HashMap<String, Vec<usize>>,
}

impl<'a> Matcher<'a> {
    fn new(old: &'a ChecklistFile) -> Matcher<'a> {
        let all: Vec<_> = old
            .sections
            .iter()
            .flat_map(|section| section.items.iter().map(|item| Some((section.title.as_str(), item))))
            .collect();
        let (mut codes, mut titles) = (HashMap::new(), HashMap::<String, Vec<usize>>::new());
        for (at, (_, item)) in all.iter().flatten().enumerate() {
            codes.extend(code(item).map(|code| (plain(code), at)));
            titles.entry(plain(&item.title)).or_default().push(at);
        }
        Matcher { all, codes, titles }
    }

    /// The old item that this one is: by code, then by title, in the same section first.
    fn take(&mut self, item: &ItemFile, section: &str) -> Option<(&'a str, &'a ItemFile, bool)> {
        let by_code =
            code(item).and_then(|code| self.codes.get(&plain(code)).copied()).filter(|at| self.is_left(*at));
        let by_title = || {
            let left: Vec<usize> = self
                .titles
                .get(&plain(&item.title))
                .into_iter()
                .flatten()
                .copied()
                .filter(|at| self.is_left(*at))
                .collect();
            // Another code is another item, whatever it is called.
            let fits: Vec<usize> = left
                .into_iter()
                .filter(|at| {
                    self.all.get(*at).is_some_and(|old| {
                        old.is_some_and(|(_, old)| code(old).is_none() || code(item).is_none())
                    })
                })
                .collect();
            let here = fits.iter().copied().find(|at| {
                self.all
                    .get(*at)
                    .is_some_and(|old| old.is_some_and(|(known, _)| plain(known) == plain(section)))
            });
            here.or_else(|| fits.first().copied())
        };
        let at = by_code.or_else(by_title)?;
        let (section, old) = self.all.get_mut(at)?.take()?;
        Some((section, old, by_code.is_some()))
    }

    fn is_left(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(Option::is_some)
    }

    fn left(&self) -> Vec<&'a ItemFile> {
        self.all.iter().flatten().map(|(_, item)| *item).collect()
    }
}

/// What the sheet has no column for stays as it was.
fn keep(item: &mut ItemFile, old: &ItemFile, fields: &HashSet<Field>) {
    item.id.clone_from(&old.id);
    item.no = old.no;
    let has = |field| fields.contains(&field);
    if !has(Field::Codes) {
        item.codes.clone_from(&old.codes);
    }
    // What was made of the title follows the title; what somebody wrote since stays.
    let made =
        |words: &str| words == old.title || plain(words).starts_with(&plain(old.title.trim_end_matches('…')));
    if !has(Field::Ask) && old.ask.as_ref().is_some_and(|ask| !made(ask)) {
        item.ask.clone_from(&old.ask);
    }
    if !has(Field::DoneWhen) && !made(&old.done_when) && !old.title.ends_with('…') {
        item.done_when.clone_from(&old.done_when);
    }
    let is_own = old.guidance.as_ref().is_some_and(|guidance| !made(guidance));
    if !has(Field::Guidance) && !has(Field::Subsection) && is_own && item.guidance.is_none() {
        item.guidance.clone_from(&old.guidance);
    }
    if !has(Field::Level) {
        item.level = old.level;
    }
    if !has(Field::AppliesTo) {
        item.applies_to.clone_from(&old.applies_to);
    }
    if !has(Field::OptionalWhen) && item.optional_when.is_none() {
        item.optional_when.clone_from(&old.optional_when);
    }
    if !has(Field::Role) {
        item.role.clone_from(&old.role);
    }
    if !has(Field::Topics) {
        item.topics.clone_from(&old.topics);
    }
    if !has(Field::Minutes) {
        item.minutes = old.minutes;
    }
    if !has(Field::Repeats) {
        item.repeats = old.repeats;
    }
    if !has(Field::Link) && item.link.is_none() {
        item.link.clone_from(&old.link);
    }
}

fn differences(old: &ItemFile, new: &ItemFile) -> Vec<String> {
    let mut said = Vec::new();
    if old.title != new.title {
        said.push("worded differently: an answer to it shows as \"look again\"".to_owned());
    } else if old.done_when != new.done_when {
        said.push("done when worded differently: an answer to it shows as \"look again\"".to_owned());
    }
    if old.level != new.level {
        let word = |level: Level| level.word();
        said.push(format!("level {}, was {}", word(new.level), word(old.level)));
    }
    // What repeats the title changes with it, and is as good as nothing.
    let more = |item: &ItemFile, words: &Option<String>| {
        let title = plain(item.title.trim_end_matches('…'));
        words.clone().filter(|words| !plain(words).starts_with(&title))
    };
    let others = [
        (old.codes != new.codes, "codes"),
        (more(old, &old.ask) != more(new, &new.ask), "question"),
        (more(old, &old.guidance) != more(new, &new.guidance), "guidance"),
        (old.applies_to != new.applies_to, "kinds of project"),
        (old.optional_when != new.optional_when, "when it is optional"),
        (old.role != new.role, "role"),
        (old.topics != new.topics, "topics"),
        (old.minutes != new.minutes, "minutes"),
        (old.repeats != new.repeats, "how often"),
        (old.link != new.link, "link"),
    ];
    let other: Vec<&str> = others.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect();
    if !other.is_empty() {
        said.push(format!("{} changed", other.join(", ")));
    }
    said
}
