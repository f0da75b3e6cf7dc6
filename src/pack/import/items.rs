//! Makes a checklist of the rows of a spreadsheet, and says what was left out or made up on the way.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::ImportError;
use super::columns::{Columns, Field, businesses, cadence, level, plain};
use super::sheet::Sheet;
use crate::pack::check::wrong_link;
use crate::pack::file::{ChecklistFile, ItemFile, SectionFile};
use crate::pack::load::Shapes;
use crate::pack::model::{Level, ScenarioKind};
use crate::text::{Text, counted, truncate, width};

/// In how many rows the headings are looked for.
const HEADING_ROWS: usize = 30;
/// The most columns of a title.
const WIDEST_TITLE: usize = 70;
/// The longest id that is made, in bytes.
const LONGEST_ID: usize = 48;

/// A checklist, and what is to be said about it.
pub(super) struct Made {
    pub(super) list: ChecklistFile,
    pub(super) mapped: Vec<(Text, &'static str)>,
    pub(super) left_out: Vec<Text>,
    pub(super) notes: Vec<Text>,
}

/// Returns the checklist of the first sheet that has headings and items.
pub(super) fn checklist(
    id: &str,
    file: &Path,
    sheets: &[Sheet],
    shapes: &Shapes,
) -> Result<Made, ImportError> {
    let headed = sheets.iter().enumerate().find_map(|(idx, sheet)| {
        let rows = sheet.rows.iter().take(HEADING_ROWS).enumerate();
        rows.into_iter().find_map(|(at, row)| Some((idx, sheet, at, Columns::of(row)?)))
    });
    let Some((used, sheet, heading, columns)) = headed else {
        return Err(ImportError::NoHeadings(file.to_owned()));
    };
    let headings = sheet.rows.get(heading).map_or(&[][..], Vec::as_slice);
    let title = title_of(id);
    let mut maker = Maker::new(&columns, shapes, &title);
    for (idx, row) in sheet.rows.iter().enumerate().skip(heading + 1) {
        maker.row(idx + 1, row);
    }
    if maker.sections.is_empty() {
        return Err(ImportError::NoItems(file.to_owned()));
    }
    let mut mapped = Vec::new();
    let mut left_out = Vec::new();
    for (at, name) in headings.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        match columns.found.iter().find(|(_, column)| *column == at) {
            Some((field, _)) => mapped.push((Text::line(name), field.word())),
            None => left_out.push(Text::line(&format!("column {}", Text::line(name)))),
        }
    }
    let others = sheets.iter().enumerate().filter(|(idx, sheet)| *idx != used && !sheet.rows.is_empty());
    left_out.extend(others.map(|(_, sheet)| Text::line(&format!("sheet {}", sheet.name))));
    let notes = maker.notes(heading, sheet);
    let list = ChecklistFile {
        id: id.to_owned(),
        title,
        purpose: format!(
            "Imported from {}.",
            Text::line(&file.file_name().unwrap_or_default().to_string_lossy())
        ),
        activities: Vec::new(),
        sections: maker.sections,
    };
    Ok(Made { list, mapped, left_out, notes })
}

/// Returns `Go live` for `go-live`.
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

struct Maker<'a> {
    columns: &'a Columns,
    /// What people call a workstream, with its id.
    workstreams: HashMap<String, &'a str>,
    topics: HashSet<String>,
    /// The ids of the kinds of projects.
    kinds: Vec<String>,
    title: String,
    sections: Vec<SectionFile>,
    /// The section that a row without one belongs to.
    current: Text,
    ids: HashSet<String>,
    keep_numbers: bool,
    numbers: HashSet<u32>,
    no: u32,
    counts: Counts,
    unknown_sections: Vec<Text>,
}

#[derive(Default)]
struct Counts {
    untitled: usize,
    shortened: usize,
    links: usize,
    levels: usize,
    topics: usize,
    repeats: usize,
    renumbered: usize,
}

impl<'a> Maker<'a> {
    fn new(columns: &'a Columns, shapes: &'a Shapes, title: &str) -> Maker<'a> {
        let (mut workstreams, mut topics) = (HashMap::new(), HashSet::new());
        for stream in
            shapes.plans.iter().flat_map(|(_, plan)| &plan.phases).flat_map(|phase| &phase.workstreams)
        {
            for name in [&stream.id, &stream.title].into_iter().chain(&stream.aliases) {
                workstreams.entry(plain(name)).or_insert(stream.id.as_str());
            }
            topics.extend(stream.topics.iter().map(|topic| format!("{}/{}", stream.id, topic.id)));
        }
        for section in shapes.checklists.iter().flat_map(|(_, list)| &list.sections) {
            if let Some(workstream) = &section.workstream {
                workstreams.entry(plain(&section.title)).or_insert(workstream.as_str());
            }
        }
        Maker {
            columns,
            workstreams,
            topics,
            kinds: kinds(shapes),
            title: title.to_owned(),
            sections: Vec::new(),
            current: Text::default(),
            ids: HashSet::new(),
            keep_numbers: columns.column(Field::Number).is_some(),
            numbers: HashSet::new(),
            no: 0,
            counts: Counts::default(),
            unknown_sections: Vec::new(),
        }
    }

    fn row(&mut self, no: usize, row: &[Text]) {
        let columns = self.columns;
        let section = columns.cell(row, Field::Section);
        if let Some(section) = section {
            self.current = Text::line(section);
        }
        let Some(title) = columns.cell(row, Field::Title) else {
            let filled: Vec<&Text> = row.iter().filter(|cell| !cell.is_empty()).collect();
            match filled.as_slice() {
                [] => {}
                // A row with one cell alone is a heading between the items.
                [only] => self.current = Text::line(only),
                _ => self.counts.untitled += 1,
            }
            return;
        };
        let alone = row.iter().filter(|cell| !cell.is_empty()).count() == 1 && columns.found.len() > 1;
        if alone && columns.column(Field::Section).is_none() {
            self.current = Text::line(title);
            return;
        }
        let item = self.item(no, row, title);
        let (workstream, section_title) = self.section();
        let workstream = Some(workstream);
        match self.sections.iter_mut().find(|section| section.workstream == workstream) {
            Some(section) => section.items.push(item),
            None => self.sections.push(SectionFile { workstream, title: section_title, items: vec![item] }),
        }
    }

    /// Returns the workstream and the title of the section that is being filled.
    fn section(&mut self) -> (String, String) {
        let words = if self.current.is_empty() { Text::line(&self.title) } else { self.current.clone() };
        let title = truncate(&words, WIDEST_TITLE, '…').into_owned();
        if let Some(known) = self.workstreams.get(&plain(&words)) {
            return ((*known).to_owned(), title);
        }
        if !self.unknown_sections.contains(&words) {
            self.unknown_sections.push(words.clone());
        }
        let id = slug(&words);
        (if id.is_empty() { "other".to_owned() } else { id }, title)
    }

    fn item(&mut self, row_no: usize, row: &[Text], title: &Text) -> ItemFile {
        let columns = self.columns;
        let cell = |field| columns.cell(row, field).map(ToString::to_string);
        let one_line = |field| columns.cell(row, field).map(|cell| Text::line(cell).to_string());
        let words = Text::line(title);
        let short = truncate(&words, WIDEST_TITLE, '…').into_owned();
        let mut guidance = cell(Field::Guidance).unwrap_or_else(|| words.to_string());
        if width(&words) > WIDEST_TITLE {
            self.counts.shortened += 1;
            if guidance != words.as_str() {
                guidance = format!("{words}\n{guidance}");
            }
        }
        let level = match columns.cell(row, Field::Level) {
            None => Level::Should,
            Some(words) => level(words).unwrap_or_else(|| {
                self.counts.levels += 1;
                Level::Should
            }),
        };
        let link = one_line(Field::Link).filter(|address| {
            let good = wrong_link(address).is_none();
            self.counts.links += usize::from(!good);
            good
        });
        let repeats = columns.cell(row, Field::Repeats).and_then(|words| {
            let known = cadence(words);
            self.counts.repeats += usize::from(known.is_none());
            known
        });
        ItemFile {
            id: self.id(&words, row_no),
            no: self.number(one_line(Field::Number).as_deref()),
            codes: one_line(Field::Code).map(|words| codes(&words)).unwrap_or_default(),
            was: Vec::new(),
            ask: one_line(Field::Ask).unwrap_or_else(|| format!("Is this done: {short}?")),
            done_when: cell(Field::DoneWhen)
                .unwrap_or_else(|| "The team agrees that this is done.".to_owned()),
            title: short,
            guidance,
            level,
            applies_to: columns
                .cell(row, Field::AppliesTo)
                .map(|words| businesses(words, &self.kinds))
                .unwrap_or_default(),
            scenarios: Vec::new(),
            optional_when: cell(Field::OptionalWhen),
            role: one_line(Field::Role).unwrap_or_else(|| "team".to_owned()),
            topics: self.topics(columns.cell(row, Field::Topics)),
            minutes: one_line(Field::Minutes)
                .and_then(|words| words.parse().ok())
                .filter(|minutes| *minutes > 0),
            repeats,
            link,
        }
    }

    /// Returns an id after the title that no item has yet.
    fn id(&mut self, title: &str, row_no: usize) -> String {
        let base = match slug(title) {
            base if base.is_empty() => format!("row-{row_no}"),
            base => base,
        };
        let numbered = (2..).map(|no| format!("{base}-{no}"));
        let free =
            std::iter::once(base.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(base);
        self.ids.insert(free.clone());
        free
    }

    /// Returns the sheet's own number while it is a new one, else the next free one.
    fn number(&mut self, own: Option<&str>) -> u32 {
        let own = own.and_then(|words| words.parse().ok()).filter(|no| *no > 0 && !self.numbers.contains(no));
        let no = own.unwrap_or_else(|| {
            self.counts.renumbered += usize::from(self.keep_numbers);
            let mut next = self.no + 1;
            while self.numbers.contains(&next) {
                next += 1;
            }
            self.no = next;
            next
        });
        self.numbers.insert(no);
        no
    }

    fn topics(&mut self, cell: Option<&Text>) -> Vec<String> {
        let named = cell.map(|cell| cell.split([',', ';', '\n']).collect::<Vec<_>>()).unwrap_or_default();
        let mut topics: Vec<String> = Vec::new();
        for words in named.into_iter().filter(|words| !words.trim().is_empty()) {
            let path: Vec<String> = words.split('/').map(slug).collect();
            let path = path.join("/");
            if !self.topics.contains(&path) {
                self.counts.topics += 1;
            } else if !topics.contains(&path) {
                topics.push(path);
            }
        }
        topics
    }

    fn notes(&self, heading: usize, sheet: &Sheet) -> Vec<Text> {
        let mut notes = Vec::new();
        let mut say = |count: usize, one: &str, many: &str, what: &str| {
            if count > 0 {
                notes.push(Text::line(&format!("{} {what}", counted(count, one, many))));
            }
        };
        let before = sheet.rows.iter().take(heading).filter(|row| !row.is_empty()).count();
        say(before, "row", "rows", "above the headings left out");
        say(self.counts.untitled, "row", "rows", "without a title left out");
        say(self.counts.shortened, "title", "titles", "cut to 70 columns; the whole is in the guidance");
        say(self.counts.levels, "level", "levels", "not understood, so `should`");
        say(self.counts.links, "link", "links", "left out, since only http and https with a host are opened");
        say(self.counts.topics, "topic", "topics", "left out, since no plan of the pack has them");
        say(self.counts.repeats, "repetition", "repetitions", "not understood and left out");
        say(self.counts.renumbered, "number", "numbers", "missing or there twice, so given anew");
        for (field, what) in [
            (Field::Ask, "no column for the question: each item asks whether it is done"),
            (Field::DoneWhen, "no column for what makes an item done: each says that the team agrees"),
            (Field::Guidance, "no column for the guidance: each repeats its title"),
            (Field::Level, "no column for the level: each item is a should"),
            (Field::Role, "no column for the role: each names the team"),
            (Field::Topics, "no column for the topics: each item belongs to its section's workstream"),
        ] {
            if self.columns.column(field).is_none() {
                notes.push(Text::line(what));
            }
        }
        if !self.unknown_sections.is_empty() {
            let names: Vec<String> = self.unknown_sections.iter().map(|name| format!("`{name}`")).collect();
            let what = "not a workstream of the pack's plans, so `pack check` will ask for one";
            notes.push(Text::line(&format!("{}: {what}", names.join(", "))));
        }
        notes
    }
}

/// Returns the id that `words` make; empty where they have no letter that an id may have.
fn kinds(shapes: &Shapes) -> Vec<String> {
    let kinds = shapes.scenarios.iter().filter(|scenario| scenario.kind == ScenarioKind::Business);
    kinds.map(|scenario| scenario.id.clone()).collect()
}

/// Returns the codes that a cell names.
fn codes(words: &str) -> Vec<String> {
    words.split([',', ';']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

pub(super) fn slug(words: &str) -> String {
    let mut id = String::new();
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => id.push(c),
            'ä' => id.push_str("ae"),
            'ö' => id.push_str("oe"),
            'ü' => id.push_str("ue"),
            'ß' => id.push_str("ss"),
            '\'' | '’' => {}
            _ if id.is_empty() || id.ends_with('-') => {}
            _ => id.push('-'),
        }
    }
    if id.len() > LONGEST_ID {
        let kept = id.get(..LONGEST_ID).unwrap_or_default();
        id = kept.rsplit_once('-').map_or(kept, |(kept, _)| kept).to_owned();
    }
    id.trim_end_matches('-').to_owned()
}
