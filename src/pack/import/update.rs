//! Lays a sheet over a list that is there: ids, numbers and what was added by hand stay, and what changes is told.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::headings::{Field, plain};
use super::links;
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
    /// Whether a title was matched although a code was not.
    pub(super) by_title: bool,
}

/// The list as the sheet has it now. `fields` are those that the sheet has a column for; `unclear` are cells of new items
/// that are not understood, so that what stands stays; `next` is a number never given.
pub(super) fn update(
    old: &ChecklistFile,
    new: Vec<SectionFile>,
    fields: &HashSet<Field>,
    unclear: &BTreeSet<(Field, String)>,
    next: u32,
) -> (ChecklistFile, Changes) {
    let matcher = Matcher::new(old, &new);
    let mut at = 0;
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
            let found = matcher.of(at);
            at += 1;
            if let Some((old_section, old_item, by_code)) = found {
                changes.by_code |= by_code;
                changes.by_title |= !by_code;
                let of_item: Vec<Field> =
                    unclear.iter().filter(|(_, id)| *id == item.id).map(|(field, _)| *field).collect();
                let told: HashSet<Field> =
                    fields.iter().filter(|field| !of_item.contains(field)).copied().collect();
                keep(&mut item, old_item, &told);
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

/// The level that the old item has of which an item of the sheet is the same, by the id of that of the sheet.
pub(super) fn levels_before(old: &ChecklistFile, new: &[SectionFile]) -> HashMap<String, Level> {
    let matcher = Matcher::new(old, new);
    let items = flat(new).into_iter().enumerate();
    items.filter_map(|(at, (_, item))| Some((item.id.clone(), matcher.of(at)?.1.level))).collect()
}

fn code(item: &ItemFile) -> Option<&str> {
    item.codes.first().map(String::as_str)
}

fn name(item: &ItemFile) -> String {
    code(item).map_or_else(|| format!("{}:", item.title), str::to_owned)
}

/// The items of the old list, and which item of the sheet each of them is.
struct Matcher<'a> {
    old: Vec<(&'a str, &'a ItemFile)>,
    /// For each item of the sheet: the old one that it is, and whether its code says so.
    found: Vec<Option<(usize, bool)>>,
    taken: HashSet<usize>,
}

impl<'a> Matcher<'a> {
    /// Matches by code, then by title. A code stays behind if the title that it had stands at another code now: the
    /// answers are about the words.
    fn new(old: &'a ChecklistFile, new: &[SectionFile]) -> Matcher<'a> {
        let old = flat(old.sections.as_slice());
        let new = flat(new);
        let (old_titles, new_titles) = (by_title(&old), by_title(&new));
        let only = |titles: &HashMap<String, Vec<usize>>, item: &ItemFile| {
            titles.get(&plain(&item.title)).filter(|all| all.len() == 1).and_then(|all| all.first().copied())
        };
        let mut codes: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, item)) in old.iter().enumerate() {
            if let Some(code) = code(item) {
                codes.entry(plain(code)).or_default().push(at);
            }
        }
        let mut matcher = Matcher { found: vec![None; new.len()], taken: HashSet::new(), old };
        // The same code and the same title.
        for (at, (_, item)) in new.iter().enumerate() {
            let of_code = code(item).and_then(|code| codes.get(&plain(code))).into_iter().flatten();
            let same = of_code.copied().find(|old| {
                let is_left = !matcher.taken.contains(old);
                is_left && matcher.title(*old) == plain(&item.title)
            });
            matcher.put(at, same, true);
        }
        // The same code, if its title has not gone to another one.
        for (at, (_, item)) in new.iter().enumerate() {
            let of_code = code(item).and_then(|code| codes.get(&plain(code))).into_iter().flatten();
            let same = of_code.copied().find(|old| {
                let has_moved = matcher.old.get(*old).is_some_and(|(_, known)| {
                    only(&old_titles, known).is_some() && only(&new_titles, known).is_some()
                });
                !matcher.taken.contains(old) && !has_moved
            });
            matcher.put(at, same, true);
        }
        // The same title: in the same section first, and with two different codes only if nothing else is called so.
        for is_here in [true, false] {
            for (at, (section, item)) in new.iter().enumerate() {
                let left = old_titles.get(&plain(&item.title)).into_iter().flatten().copied();
                let same = left.into_iter().filter(|old| !matcher.taken.contains(old)).find(|old| {
                    let Some((known, old_item)) = matcher.old.get(*old) else { return false };
                    let is_sure = code(old_item).is_none()
                        || code(item).is_none()
                        || only(&old_titles, old_item).is_some() && only(&new_titles, item).is_some();
                    is_sure && (!is_here || plain(known) == plain(section))
                });
                matcher.put(at, same, false);
            }
        }
        matcher
    }

    fn put(&mut self, at: usize, old: Option<usize>, by_code: bool) {
        if let (Some(old), Some(place @ None)) = (old, self.found.get_mut(at)) {
            *place = Some((old, by_code));
            self.taken.insert(old);
        }
    }

    fn title(&self, at: usize) -> String {
        self.old.get(at).map(|(_, item)| plain(&item.title)).unwrap_or_default()
    }

    /// The old item that the item at this place of the sheet is, with its section and whether its code says so.
    fn of(&self, at: usize) -> Option<(&'a str, &'a ItemFile, bool)> {
        let (old, by_code) = self.found.get(at).copied().flatten()?;
        let (section, item) = self.old.get(old)?;
        Some((section, item, by_code))
    }

    fn left(&self) -> Vec<&'a ItemFile> {
        let all = self.old.iter().enumerate();
        all.filter(|(at, _)| !self.taken.contains(at)).map(|(_, (_, item))| *item).collect()
    }
}

fn flat(sections: &[SectionFile]) -> Vec<(&str, &ItemFile)> {
    let mut items = Vec::new();
    for section in sections {
        items.extend(section.items.iter().map(|item| (section.title.as_str(), item)));
    }
    items
}

fn by_title(items: &[(&str, &ItemFile)]) -> HashMap<String, Vec<usize>> {
    let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, (_, item)) in items.iter().enumerate() {
        titles.entry(plain(&item.title)).or_default().push(at);
    }
    titles
}

/// What the sheet has no column for stays as it was.
fn keep(item: &mut ItemFile, old: &ItemFile, fields: &HashSet<Field>) {
    item.id.clone_from(&old.id);
    item.no = old.no;
    // No sheet has a column for these.
    item.was.clone_from(&old.was);
    item.scenarios.clone_from(&old.scenarios);
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
    if !has(Field::Guidance)
        && !has(Field::Subsection)
        && let Some(words) = old.guidance.as_deref().filter(|_| is_own)
        && let Some(both) = links::with_new(words, item.guidance.as_deref())
    {
        item.guidance = Some(both);
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
    // A link that somebody wrote stays, also where the guidance has an address; one that was had from there follows it.
    let is_of = |item: &ItemFile, link: &Option<String>| {
        link.as_ref().zip(item.guidance.as_ref()).is_some_and(|(link, words)| words.contains(link.as_str()))
    };
    let is_by_hand = old.link.is_some() && !is_of(old, &old.link) && is_of(item, &item.link);
    if !has(Field::Link) && (item.link.is_none() || is_by_hand) {
        item.link.clone_from(&old.link);
    }
}

fn differences(old: &ItemFile, new: &ItemFile) -> Vec<String> {
    let mut said = Vec::new();
    if old.codes != new.codes {
        said.push(match (old.codes.as_slice(), new.codes.as_slice()) {
            ([], _) => format!("has a code now: {}", new.title),
            (were, []) => format!("has no code now, it was {}", were.join(", ")),
            (were, _) => format!("code changed, was {}: {}", were.join(", "), new.title),
        });
    }
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
