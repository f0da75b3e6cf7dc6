//! One line of a Markdown list on its way to a row.

use std::collections::{BTreeMap, BTreeSet};

/// Signs at the beginning of a line that make it a task, and whether it is done.
const GLYPHS: [(&str, bool); 12] = [
    ("☐", false),
    ("□", false),
    ("⬜", false),
    ("◻", false),
    ("☑", true),
    ("☒", true),
    ("✅", true),
    ("✓", true),
    ("✔", true),
    (":white_check_mark:", true),
    (":heavy_check_mark:", true),
    (":white_large_square:", false),
];

/// One bullet, numbered or ticked line on its way in.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) line: usize,
    /// How many lists it is in.
    pub(super) depth: usize,
    pub(super) section: String,
    /// The heading above, if the section is a bullet.
    pub(super) above: String,
    /// The task that it is a part of.
    pub(super) part_of: String,
    /// Whether it has a box, and what is in it.
    pub(super) ticked: Option<bool>,
    pub(super) is_numbered: bool,
    pub(super) lead: String,
    /// The end of the strong words that the lead begins with.
    pub(super) strong: usize,
    pub(super) more: String,
    pub(super) nested: Vec<Nested>,
    pub(super) level: String,
    pub(super) links: Vec<String>,
    pub(super) struck: bool,
    pub(super) in_lead: bool,
}

/// A bullet below the open one.
#[derive(Default)]
pub(super) struct Nested {
    pub(super) line: usize,
    pub(super) depth: usize,
    pub(super) is_numbered: bool,
    pub(super) words: String,
}

impl Draft {
    /// It is a task, by a box or by a sign.
    pub(super) fn has_box(&self) -> bool {
        self.ticked.is_some() || glyph(&self.lead).is_some()
    }

    /// Its title.
    pub(super) fn name(&self) -> String {
        let lead = glyph(&self.lead).map_or(self.lead.as_str(), |(_, rest)| rest);
        let plain = Draft { lead: lead.to_owned(), ..Draft::default() };
        let strong = if lead.len() == self.lead.len() { self.strong } else { 0 };
        Draft { strong, ..plain }.title().0
    }

    /// Its title, and what follows the strong words that it begins with.
    fn title(&self) -> (String, String) {
        let lead = self.lead.replace('\n', " ");
        let strong = if self.strong == usize::MAX { lead.len() } else { self.strong };
        match lead.split_at_checked(strong) {
            Some((head, rest)) if strong > 0 && !rest.trim_matches([' ', ':', '.']).is_empty() => (
                head.trim().trim_end_matches(':').to_owned(),
                rest.trim().trim_start_matches([':', '-', '–', '—']).trim().to_owned(),
            ),
            _ => (lead.trim().to_owned(), String::new()),
        }
    }

    /// The cells under `HEADINGS`.
    pub(super) fn cells(self) -> [String; 7] {
        let (title, rest) = self.title();
        let nested: Vec<String> = self
            .nested
            .iter()
            .map(|nested| nested.words.trim())
            .filter(|words| !words.is_empty())
            .map(|words| format!("- {words}"))
            .collect();
        let done_when = [rest, nested.join("\n")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        let done = match self.ticked {
            Some(true) => "yes",
            // An empty box says nothing.
            Some(false) => "☐",
            None => "",
        };
        let part = Some(&self.part_of).filter(|part| !part.is_empty()).map(|part| format!("Part of: {part}"));
        let more = Some(self.more.trim().to_owned()).filter(|more| !more.is_empty());
        let more = part.into_iter().chain(more).collect::<Vec<_>>().join("\n");
        [self.section, title, more, done_when, self.level, self.links.join("\n"), done.to_owned()]
    }
}

/// A bullet as the title of a section: without the colon at its end.
pub(super) fn group_title(lead: &str) -> String {
    lead.replace('\n', " ").trim().trim_end_matches(':').trim_end().to_owned()
}

/// Bullets of one name below several headings are sections of their own: `Mobile: Release`.
pub(super) fn name_apart(drafts: &mut [Draft]) {
    let mut above: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for draft in drafts.iter() {
        above.entry(draft.section.clone()).or_default().insert(draft.above.clone());
    }
    for draft in drafts.iter_mut().filter(|draft| !draft.above.is_empty()) {
        if above.get(&draft.section).is_some_and(|above| above.len() > 1) {
            draft.section = format!("{}: {}", draft.above, draft.section);
        }
    }
}

/// Whether a tag is the end of a line inside a cell: `<br>`.
pub(super) fn is_break(tag: &str) -> bool {
    let name: String = tag.chars().filter(|c| !matches!(c, '<' | '>' | '/' | ' ')).collect();
    name.eq_ignore_ascii_case("br")
}

/// The sign that a line begins with, and the rest of it.
pub(super) fn glyph(words: &str) -> Option<(bool, &str)> {
    let words = words.trim_start();
    let (sign, done) = GLYPHS.iter().find(|(sign, _)| words.starts_with(sign))?;
    let rest = words.get(sign.len()..)?.trim_start_matches('\u{fe0f}').trim();
    (!rest.is_empty()).then_some((*done, rest))
}
