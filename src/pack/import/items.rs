//! Makes the items of a checklist from the rows of a sheet, and keeps count of what was made up, cut or not understood.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::codes::{GivenCodes, TakenCode};
use super::fields::{self, Titled};
use super::headings::{Field, plain};
use super::kinds::{KindWords, Kinds, kinds};
use super::layout::Said;
use super::levels::{Scale, tick};
use super::links::Links;
use super::rows::{Found, Rows, section_title};
use crate::pack::file::{ItemFile, SectionFile};
use crate::pack::model::{Level, ScenarioKind};
use crate::pack::naming::latin;
use crate::pack::shapes::Shapes;
use crate::text::{Text, truncate_at_word, width};

/// The most columns of a title.
pub(super) const WIDEST_TITLE: usize = 70;
/// The longest id that is made, in bytes.
const LONGEST_ID: usize = 48;

/// What one value of a level column came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) level: Option<Level>,
    /// Whether it is what the word meant at the import before, and not what it would be taken as now.
    pub(super) is_kept: bool,
    pub(super) rows: Vec<usize>,
}

/// The items of one sheet by section, and what is to be said about them.
#[derive(Debug, Default)]
pub(super) struct ImportResult {
    pub(super) sections: Vec<SectionFile>,
    /// In the order in which they stand in the sheet.
    pub(super) values: Vec<(Text, Value)>,
    /// The values of the column of kinds of projects, in the order in which they stand in the sheet.
    pub(super) kinds: Vec<(Text, Kinds)>,
    /// The ids of the items whose level, or whose kinds of projects, are not understood.
    pub(super) unclear: BTreeSet<(Field, String)>,
    /// The ids of the items with a word for their level, and that word.
    pub(super) worded: Vec<(String, Text)>,
    /// As the words of levels are read without an import before.
    pub(super) fresh: Option<Scale>,
    /// Words of which it is not known whether they meant the same at the import before.
    pub(super) doubtful: Vec<Text>,
    /// Rows whose cell in the level column is empty.
    pub(super) unlevelled: usize,
    /// What is said about a column.
    pub(super) about: BTreeMap<Field, Vec<String>>,
    pub(super) ids_from_codes: bool,
    pub(super) questions: usize,
    pub(super) agreed: usize,
    /// Rows with an answer in them.
    pub(super) answered: usize,
    pub(super) matched: usize,
    /// Titles that several rows have, with those rows.
    pub(super) doubled: Vec<(String, Vec<usize>)>,
    /// Rows with a link and more addresses.
    pub(super) linked: Vec<usize>,
    /// Rows with addresses and no link, since none of them is an http address.
    pub(super) unlinked: Vec<usize>,
    /// Codes that something else has already, so that the row is taken without.
    pub(super) codes_taken: Vec<TakenCode>,
}

/// What a pack knows that rows may name.
pub(super) struct Known<'a> {
    /// What people call a workstream, with its id.
    workstreams: HashMap<String, &'a str>,
    topics: HashSet<String>,
    kinds: Vec<KindWords<'a>>,
    /// The roles that the pack declares, id and title; without them any word is a role.
    roles: Vec<(&'a str, String)>,
    pub(super) codes: GivenCodes,
    /// Whether sections are matched with workstreams at all.
    pub(super) wired: bool,
}

impl<'a> Known<'a> {
    pub(super) fn of(shapes: &'a Shapes) -> Known<'a> {
        let (mut workstreams, mut topics) = (HashMap::new(), HashSet::new());
        let phases = shapes.plans.iter().flat_map(|(_, plan)| &plan.phases);
        for stream in phases.flat_map(|phase| &phase.workstreams) {
            for name in [&stream.id, &stream.title].into_iter().chain(&stream.aliases) {
                workstreams.entry(plain(name)).or_insert(stream.id.as_str());
            }
            topics.extend(stream.topics.iter().map(|topic| format!("{}/{}", stream.id, topic.id)));
        }
        let kinds = shapes.scenarios.iter().filter(|scenario| scenario.kind == ScenarioKind::Business);
        let roles = shapes.pack.iter().flat_map(|pack| &pack.roles);
        Known {
            workstreams,
            topics,
            kinds: kinds.map(|kind| KindWords { id: &kind.id, title: &kind.title }).collect(),
            roles: roles.map(|role| (role.id.as_str(), plain(&role.title))).collect(),
            codes: GivenCodes::default(),
            wired: false,
        }
    }

    /// The first kind of project that is named and that the pack does not have, and those that it has.
    pub(super) fn no_kind<'s>(
        &self,
        named: impl IntoIterator<Item = &'s String>,
    ) -> Option<(&'s str, String)> {
        let is_known = |name: &str| self.kinds.iter().any(|kind| kind.id == name);
        let name = named.into_iter().find(|name| !is_known(name))?;
        let all: Vec<&str> = self.kinds.iter().map(|kind| kind.id).collect();
        Some((name, all.join(", ")))
    }

    /// The role that words mean; `None` if the pack has no such role.
    fn role(&self, words: &str) -> Option<String> {
        if self.roles.is_empty() {
            return Some(words.to_owned());
        }
        let wanted = plain(words);
        let found = self.roles.iter().find(|(id, title)| plain(id) == wanted || *title == wanted);
        found.map(|(id, _)| (*id).to_owned())
    }
}

/// Makes the items of `rows`; `title` is the section of those that have none.
pub(super) fn make(rows: &Rows<'_>, known: &Known<'_>, said: &Said, title: &str) -> ImportResult {
    let mut maker = ItemBuilder::new(rows, known, said, title);
    for found in &rows.items {
        maker.item(found);
    }
    maker.done()
}

struct ItemBuilder<'a> {
    known: &'a Known<'a>,
    said: &'a Said,
    title: &'a str,
    scale: Scale,
    /// Numbers of the sheet's own, if each row has one and all differ.
    numbered: bool,
    made: ImportResult,
    next: u32,
    ids: HashSet<String>,
    /// Codes that were given, with the row of each.
    codes: HashMap<String, usize>,
    /// Titles that stand in several rows: their ids need the section.
    twice: HashSet<String>,
}

impl<'a> ItemBuilder<'a> {
    fn new(rows: &Rows<'_>, known: &'a Known<'a>, said: &'a Said, title: &'a str) -> ItemBuilder<'a> {
        let levels: Vec<&Text> =
            rows.items.iter().filter_map(|found| found.columns.words(found.row, Field::Level)).collect();
        let heading = rows.items.first().map_or("", |found| {
            found.columns.column(Field::Level).map_or("", |column| found.columns.name(column))
        });
        let words = || levels.iter().map(|words| words.as_str());
        let scale = Scale::of(heading, words(), &said.levels, &said.meant);
        let fresh = Scale::of(heading, words(), &said.levels, &[]);
        let all_differ = |make: &dyn Fn(&Found<'_>) -> Option<String>| {
            let mut seen = HashSet::new();
            rows.items
                .iter()
                .all(|found| make(found).is_some_and(|value| !value.is_empty() && seen.insert(value)))
        };
        let number = |found: &Found<'_>| {
            found.columns.words(found.row, Field::Number)?.parse::<u32>().ok().filter(|no| *no > 0)
        };
        let numbered = all_differ(&|found| number(found).map(|no| no.to_string()));
        let by_code =
            all_differ(&|found| found.columns.words(found.row, Field::Codes).map(|code| slug(code)));
        let mut twice = HashSet::new();
        let mut seen = HashSet::new();
        for found in &rows.items {
            let id = found
                .columns
                .words(found.row, Field::Title)
                .map(|title| slug(&Titled::of(title).whole))
                .unwrap_or_default();
            if !seen.insert(id.clone()) {
                twice.insert(id);
            }
        }
        let made = ImportResult {
            ids_from_codes: by_code && !rows.items.is_empty(),
            doubled: doubled(&rows.items),
            fresh: Some(fresh),
            ..ImportResult::default()
        };
        ItemBuilder {
            known,
            said,
            title,
            scale,
            numbered,
            made,
            next: 0,
            ids: HashSet::new(),
            codes: HashMap::new(),
            twice,
        }
    }

    fn say(&mut self, field: Field, words: String) {
        self.made.about.entry(field).or_default().push(words);
    }

    fn item(&mut self, found: &Found<'_>) {
        let (row, columns) = (found.row, found.columns);
        let Some(cell) = columns.words(row, Field::Title) else { return };
        let titled = Titled::of(cell);
        let words = |field| columns.words(row, field).map(ToString::to_string);
        let one_line = |field| columns.words(row, field).map(|words| Text::line(words).to_string());
        let section = if found.section.is_empty() { Text::line(self.title) } else { found.section.clone() };
        let title = truncate_at_word(&titled.whole, WIDEST_TITLE, '…').into_owned();
        let is_long = width(&titled.whole) > WIDEST_TITLE;
        if is_long {
            self.say(Field::Title, format!("row {} is longer than {WIDEST_TITLE}", row.no));
        }
        let done_when = match (is_long, words(Field::DoneWhen)) {
            (true, Some(given)) => format!("{}\n{given}", titled.whole),
            (true, None) => titled.whole.clone(),
            (false, Some(given)) => given,
            (false, None) => {
                self.made.agreed += 1;
                "The team agrees that it is done.".to_owned()
            }
        };
        let asked = one_line(Field::Ask);
        self.made.questions += usize::from(asked.is_some() || titled.whole.ends_with(['?', '？']));
        let links = self.links(found);
        let mut guidance: Vec<String> =
            [words(Field::Subsection), titled.rest.clone(), words(Field::Guidance)]
                .into_iter()
                .flatten()
                .collect();
        guidance.extend(links.more);
        if guidance.is_empty() {
            self.say(Field::Guidance, "empty".to_owned());
        }
        let code = one_line(Field::Codes);
        if columns.column(Field::Codes).is_some() && code.is_none() {
            self.say(Field::Codes, format!("row {} has none", row.no));
        }
        let (kept, left) = match &code {
            Some(words) => self.known.codes.keep(&mut self.codes, words, row.no, &title),
            None => Default::default(),
        };
        self.made.codes_taken.extend(left);
        let id = self.id(&titled.whole, &section, code.as_deref());
        let level = self.level(found, &id);
        let applies_to = self.applies_to(found, &id);
        let item = ItemFile {
            id,
            no: self.number(one_line(Field::Number).as_deref()),
            codes: kept,
            was: Vec::new(),
            scenarios: Vec::new(),
            // Without a question the title is what is asked, and says it once.
            ask: asked,
            done_when,
            guidance: (!guidance.is_empty()).then(|| guidance.join("\n")),
            title,
            level,
            applies_to,
            optional_when: words(Field::OptionalWhen).or(titled.optional_when),
            role: self.role(found),
            topics: self.topics(found),
            minutes: one_line(Field::Minutes)
                .and_then(|words| words.parse().ok())
                .filter(|minutes| *minutes > 0),
            repeats: columns.words(row, Field::Repeats).and_then(|words| {
                let cadence = fields::cadence(words);
                if cadence.is_none() {
                    self.say(
                        Field::Repeats,
                        format!("row {}: `{}` is not understood and left out", row.no, words.first_line()),
                    );
                }
                cadence
            }),
            link: links.first,
        };
        let answered = |field: &Field| {
            columns.words(row, *field).is_some_and(|words| tick(words) != Some(false) || plain(words) == "na")
        };
        let answers = [Field::Status, Field::Owner, Field::Due, Field::Evidence, Field::Note];
        self.made.answered += usize::from(answers.iter().any(answered));
        self.put(&section, item);
    }

    fn put(&mut self, section: &Text, item: ItemFile) {
        let title = truncate_at_word(section, WIDEST_TITLE, '…').into_owned();
        if let Some(known) = self.made.sections.iter_mut().find(|known| known.title == title) {
            known.items.push(item);
            return;
        }
        let name = plain(&section_title(section));
        let workstream = self.known.workstreams.get(&name).filter(|_| self.known.wired).copied();
        // A workstream stands in a list once.
        let workstream = workstream
            .filter(|id| self.made.sections.iter().all(|section| section.workstream.as_deref() != Some(*id)));
        self.made.matched += usize::from(workstream.is_some());
        self.made.sections.push(section_file(title, workstream, item));
    }

    fn level(&mut self, found: &Found<'_>, id: &str) -> Level {
        if !found.columns.ticks.is_empty() {
            let ticked = found.columns.ticks.iter().filter(|(column, _)| {
                found.row.words(*column).is_some_and(|words| tick(words) == Some(true))
            });
            // The lowest tick says from where on it is asked for.
            let first = ticked.min_by_key(|(_, level)| *level);
            let Some((column, level)) = first else {
                self.made.unlevelled += 1;
                return Level::Should;
            };
            let name = Text::line(found.columns.name(*column));
            self.value(name, Some(*level), false, found.row.no);
            return *level;
        }
        let Some(words) = found.columns.words(found.row, Field::Level) else {
            self.made.unlevelled += 1;
            return Level::Should;
        };
        let level = self.scale.level(words);
        let is_kept = self.made.fresh.as_ref().is_some_and(|fresh| fresh.level(words) != level);
        self.made.worded.push((id.to_owned(), Text::line(words)));
        self.value(Text::line(words), level, is_kept, found.row.no);
        if level.is_none() {
            self.made.unclear.insert((Field::Level, id.to_owned()));
        }
        level.unwrap_or(Level::Should)
    }

    fn value(&mut self, words: Text, level: Option<Level>, is_kept: bool, row: usize) {
        match self.made.values.iter_mut().find(|(known, _)| *known == words) {
            Some((_, value)) => value.rows.push(row),
            None => self.made.values.push((words, Value { level, is_kept, rows: vec![row] })),
        }
    }

    /// The addresses of a row.
    fn links(&mut self, found: &Found<'_>) -> Links {
        let (links, row) = (Links::of(found), found.row.no);
        if links.are_several {
            self.made.linked.push(row);
        } else if !links.more.is_empty() {
            self.made.unlinked.push(row);
        } else if links.is_wrong {
            self.say(Field::Link, format!("row {row} is not an http address and is left out"));
        }
        links
    }

    fn applies_to(&mut self, found: &Found<'_>, id: &str) -> Vec<String> {
        let Some(words) = found.columns.words(found.row, Field::AppliesTo) else { return Vec::new() };
        let named = self.said.applies.iter().find(|(value, _)| plain(value) == plain(words));
        let meant = named.map_or_else(|| kinds(words, &self.known.kinds), |(_, kinds)| Some(kinds.clone()));
        let (words, row) = (Text::line(words), found.row.no);
        match self.made.kinds.iter_mut().find(|(known, _)| *known == words) {
            Some((_, value)) => value.rows.push(row),
            None => self.made.kinds.push((words, Kinds { kinds: meant.clone(), rows: vec![row] })),
        }
        if meant.is_none() {
            self.made.unclear.insert((Field::AppliesTo, id.to_owned()));
        }
        meant.unwrap_or_default()
    }

    /// The role of a row; the team, or the first role of the pack, if it names none that the pack has.
    fn role(&mut self, found: &Found<'_>) -> String {
        let words = found.columns.words(found.row, Field::Role).map(|words| Text::line(words));
        if let Some(role) = words.as_ref().and_then(|words| self.known.role(words)) {
            return role;
        }
        let first = || self.known.roles.first().map_or("team", |(id, _)| *id).to_owned();
        let usual = self.known.role("team").unwrap_or_else(first);
        if let Some(words) = words {
            let row = found.row.no;
            self.say(
                Field::Role,
                format!("row {row}: `{words}` is not a role of the pack, taken as {usual}"),
            );
        }
        usual
    }

    fn topics(&mut self, found: &Found<'_>) -> Vec<String> {
        let cell = found.columns.words(found.row, Field::Topics).cloned().unwrap_or_default();
        let mut topics: Vec<String> = Vec::new();
        for words in cell.split([',', ';', '\n']).filter(|words| !words.trim().is_empty()) {
            let path: Vec<String> = words.split('/').map(slug).collect();
            let path = path.join("/");
            if !self.known.topics.contains(&path) {
                self.say(
                    Field::Topics,
                    format!(
                        "row {}: `{}` is in no plan of the pack and is left out",
                        found.row.no,
                        words.trim()
                    ),
                );
            } else if !topics.contains(&path) {
                topics.push(path);
            }
        }
        topics
    }

    /// The sheet's own numbers if all of them are good, else the order.
    fn number(&mut self, own: Option<&str>) -> u32 {
        self.next += 1;
        own.filter(|_| self.numbered).and_then(|words| words.parse().ok()).unwrap_or(self.next)
    }

    /// An id after the code if all rows have one, else after the title, with its section if it stands there twice.
    fn id(&mut self, title: &str, section: &str, code: Option<&str>) -> String {
        let base = match code.filter(|_| self.made.ids_from_codes).map(slug) {
            Some(code) => code,
            None => match slug(title) {
                words if words.is_empty() => format!("i-{}", digest(&[section, title])),
                words if self.twice.contains(&words) => match slug(&section_title(section)) {
                    part if part.is_empty() => format!("{words}-{}", digest(&[section])),
                    part => format!("{part}-{words}"),
                },
                words => words,
            },
        };
        let numbered = (2..).map(|no| format!("{base}-{no}"));
        let free =
            std::iter::once(base.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(base);
        self.ids.insert(free.clone());
        free
    }

    fn done(self) -> ImportResult {
        self.made
    }
}

/// A title as answers are matched with it: without regard to case and spaces.
pub(super) fn as_compared(title: &str) -> String {
    title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// The titles that several rows have, as answers are matched with them, in the order of the sheet.
fn doubled(items: &[Found<'_>]) -> Vec<(String, Vec<usize>)> {
    let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
    let mut order: Vec<(String, String)> = Vec::new();
    for found in items {
        let Some(cell) = found.columns.words(found.row, Field::Title) else { continue };
        let title = Titled::of(cell).whole;
        let key = as_compared(&title);
        let same = rows.entry(key.clone()).or_default();
        if same.is_empty() {
            order.push((key, title));
        }
        same.push(found.row.no);
    }
    let several = order.into_iter().filter_map(|(key, title)| Some((title, rows.remove(&key)?)));
    several.filter(|(_, rows)| rows.len() > 1).collect()
}

/// A new section with its first item. Without a workstream, its items count wherever their list does.
fn section_file(title: String, workstream: Option<&str>, item: ItemFile) -> SectionFile {
    SectionFile { workstream: workstream.map(str::to_owned), title, items: vec![item] }
}

/// Eight signs that stay the same for the same words.
fn digest(words: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.iter().flat_map(|part| plain(part).into_bytes().into_iter().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{:08x}", hash >> 32)
}

/// The id that `words` make; empty if they have no letter that an id may have.
pub(super) fn slug(words: &str) -> String {
    let mut id = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            '\'' | '’' => {}
            c => match latin(c) {
                Some(letters) => id.push_str(letters),
                None if id.is_empty() || id.ends_with('-') => {}
                None => id.push('-'),
            },
        }
    }
    if id.len() > LONGEST_ID {
        let kept = id.get(..LONGEST_ID).unwrap_or_default();
        id = kept.rsplit_once('-').map_or(kept, |(kept, _)| kept).to_owned();
    }
    id.trim_end_matches('-').to_owned()
}
