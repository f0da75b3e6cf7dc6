//! Which column of a spreadsheet is which field of an item, and what the words in it mean.

use crate::pack::model::{Cadence, Level};
use crate::text::Text;

/// A field of an item that a column can fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Section,
    Title,
    Guidance,
    DoneWhen,
    Ask,
    Code,
    Number,
    Level,
    AppliesTo,
    OptionalWhen,
    Role,
    Topics,
    Minutes,
    Repeats,
    Link,
}

/// Each field with its name in the file and the headings people give it, small and without signs; the first that a
/// sheet has is taken.
const HEADINGS: &[(Field, &str, &[&str])] = &[
    (
        Field::Section,
        "section",
        &["section", "category", "workstream", "area", "topicarea", "group", "theme", "bereich", "kategorie"],
    ),
    (
        Field::Title,
        "title",
        &[
            "title",
            "task",
            "item",
            "checklistitem",
            "check",
            "checkitem",
            "activity",
            "requirement",
            "titel",
            "aufgabe",
        ],
    ),
    (
        Field::Guidance,
        "guidance",
        &[
            "guidance",
            "description",
            "details",
            "detail",
            "explanation",
            "information",
            "why",
            "beschreibung",
        ],
    ),
    (
        Field::DoneWhen,
        "done_when",
        &[
            "donewhen",
            "acceptancecriteria",
            "acceptance",
            "exitcriteria",
            "criteria",
            "definitionofdone",
            "fertigwenn",
        ],
    ),
    (Field::Ask, "ask", &["ask", "question", "questions", "questiontoask", "frage"]),
    (Field::Code, "codes", &["code", "codes", "id", "ref", "reference", "key", "itemid"]),
    (Field::Number, "no", &["no", "nr", "number", "nummer"]),
    (Field::Level, "level", &["level", "priority", "importance", "moscow", "prioritat", "stufe"]),
    (Field::AppliesTo, "applies_to", &["appliesto", "business", "scenario", "scenarios"]),
    (Field::OptionalWhen, "optional_when", &["optionalwhen", "optional", "condition", "skipwhen", "onlyif"]),
    (Field::Role, "role", &["role", "responsible", "responsibility", "who", "team", "rolle"]),
    (Field::Topics, "topics", &["topics", "topic"]),
    (Field::Minutes, "minutes", &["minutes", "min", "minuten"]),
    (Field::Repeats, "repeats", &["repeats", "frequency", "cadence", "recurrence"]),
    (
        Field::Link,
        "link",
        &["link", "url", "documentation", "docs", "documentationlink", "resource", "resources"],
    ),
];

impl Field {
    /// Returns the name of the field in a checklist file.
    pub(super) fn word(self) -> &'static str {
        HEADINGS.iter().find(|(field, _, _)| *field == self).map_or("", |(_, word, _)| *word)
    }
}

/// Which column is which field, for the headings of one row.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) found: Vec<(Field, usize)>,
}

impl Columns {
    /// Returns the fields of a row of headings; none where it has no title.
    pub(super) fn of(row: &[Text]) -> Option<Columns> {
        let names: Vec<String> =
            row.iter().map(|cell| if *cell == "#" { "no".to_owned() } else { plain(cell) }).collect();
        let mut columns = Columns::default();
        for (field, _, headings) in HEADINGS {
            let at = headings.iter().find_map(|heading| names.iter().position(|name| name == heading));
            columns.found.extend(at.map(|at| (*field, at)));
        }
        let has_title = columns.column(Field::Title).is_some();
        // A title alone may be any sentence, unless the sheet has one column.
        (has_title && (columns.found.len() > 1 || row.len() == 1)).then_some(columns)
    }

    /// Returns the column of `field`.
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.found.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// Returns the cell of `field` in `row`, if there are words in it.
    pub(super) fn cell<'a>(&self, row: &'a [Text], field: Field) -> Option<&'a Text> {
        row.get(self.column(field)?).filter(|cell| !cell.is_empty())
    }
}

/// Returns the small letters and digits of `words`.
pub(super) fn plain(words: &str) -> String {
    words.chars().flat_map(char::to_lowercase).filter_map(letter).collect()
}

fn letter(c: char) -> Option<char> {
    match c {
        'ä' => Some('a'),
        'ö' => Some('o'),
        'ü' => Some('u'),
        c => c.is_alphanumeric().then_some(c),
    }
}

/// Returns the level that `words` mean.
pub(super) fn level(words: &str) -> Option<Level> {
    match plain(words).as_str() {
        "must" | "musthave" | "high" | "highest" | "critical" | "required" | "mandatory" | "p1" | "1"
        | "hoch" => Some(Level::Must),
        "should" | "shouldhave" | "medium" | "recommended" | "p2" | "2" | "mittel" => Some(Level::Should),
        "could" | "couldhave" | "low" | "lowest" | "optional" | "nicetohave" | "p3" | "3" | "niedrig" => {
            Some(Level::Could)
        }
        _ => None,
    }
}

/// Returns those of `kinds` that `words` name; none where they name no or all kinds.
pub(super) fn businesses(words: &str, kinds: &[String]) -> Vec<String> {
    let words = words.to_lowercase();
    let parts: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let named: Vec<String> = kinds.iter().filter(|kind| parts.contains(&kind.as_str())).cloned().collect();
    if named.len() == kinds.len() { Vec::new() } else { named }
}

/// Returns how often `words` mean.
pub(super) fn cadence(words: &str) -> Option<Cadence> {
    match plain(words).as_str() {
        "week" | "weekly" | "everyweek" => Some(Cadence::Week),
        "month" | "monthly" | "everymonth" => Some(Cadence::Month),
        "quarter" | "quarterly" | "everyquarter" => Some(Cadence::Quarter),
        "year" | "yearly" | "annual" | "annually" | "everyyear" => Some(Cadence::Year),
        "release" | "everyrelease" | "perrelease" | "withrelease" | "witheveryrelease" => {
            Some(Cadence::Release)
        }
        _ => None,
    }
}
