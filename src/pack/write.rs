//! Writes a checklist as RON, in the form of the built-in ones: a field a line, so that a person can go on with it.

use std::fmt::Write as _;

use super::file::{ChecklistFile, ItemFile, SectionFile};

/// The text of `checklists/ID.ron`; reading it gives `list` again.
pub fn checklist(list: &ChecklistFile) -> String {
    let mut out = Writer(String::new());
    out.line(0, "(");
    out.field(1, "id", &list.id);
    out.field(1, "title", &list.title);
    out.field(1, "purpose", &list.purpose);
    if !list.activities.is_empty() {
        out.line(1, "activities: [");
        for activity in &list.activities {
            out.line(2, &format!("{},", quoted(activity)));
        }
        out.line(1, "],");
    }
    out.line(1, "sections: [");
    for part in &list.sections {
        out.section(part);
    }
    out.line(1, "],");
    out.line(0, ")");
    out.0
}

struct Writer(String);

impl Writer {
    fn line(&mut self, depth: usize, words: &str) {
        self.0.extend(std::iter::repeat_n("    ", depth));
        self.0.push_str(words);
        self.0.push('\n');
    }

    fn field(&mut self, depth: usize, name: &str, words: &str) {
        self.line(depth, &format!("{name}: {},", quoted(words)));
    }

    fn optional(&mut self, depth: usize, name: &str, words: Option<&String>) {
        if let Some(words) = words {
            self.field(depth, name, words);
        }
    }

    /// Writes a list of words in one line; nothing if it is empty.
    fn list(&mut self, depth: usize, name: &str, words: &[String]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            self.line(depth, &format!("{name}: [{}],", words.join(", ")));
        }
    }

    fn section(&mut self, section: &SectionFile) {
        self.line(2, "(");
        self.optional(3, "workstream", section.workstream.as_ref());
        self.field(3, "title", &section.title);
        self.line(3, "items: [");
        for item in &section.items {
            self.item(item);
        }
        self.line(3, "],");
        self.line(2, "),");
    }

    fn item(&mut self, item: &ItemFile) {
        self.line(4, "(");
        self.field(5, "id", &item.id);
        self.line(5, &format!("no: {},", item.no));
        self.list(5, "codes", &item.codes);
        self.list(5, "was", &item.was);
        self.field(5, "title", &item.title);
        self.optional(5, "ask", item.ask.as_ref());
        self.field(5, "done_when", &item.done_when);
        self.optional(5, "guidance", item.guidance.as_ref());
        self.line(5, &format!("level: {},", item.level.word()));
        self.list(5, "applies_to", &item.applies_to);
        self.list(5, "scenarios", &item.scenarios);
        self.optional(5, "optional_when", item.optional_when.as_ref());
        self.field(5, "role", &item.role);
        let topics: Vec<String> = item.topics.iter().map(|topic| quoted(topic)).collect();
        self.line(5, &format!("topics: [{}],", topics.join(", ")));
        if let Some(minutes) = item.minutes {
            self.line(5, &format!("minutes: {minutes},"));
        }
        if let Some(repeats) = item.repeats {
            self.line(5, &format!("repeats: {},", repeats.word()));
        }
        self.optional(5, "link", item.link.as_ref());
        self.line(4, "),");
    }
}

/// `words` in quotes, with escapes for quotes, backslashes, line ends and what may not be shown.
fn quoted(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if crate::text::is_unsafe(c) => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::model::{Cadence, Level};
    use crate::pack::parse::options;
    use proptest::prelude::*;

    fn list(words: &[String]) -> ChecklistFile {
        let at = |idx: usize| words.get(idx).cloned().unwrap_or_default();
        let item = |no: u32, full: bool| ItemFile {
            id: at(0),
            no,
            codes: if full { vec![at(1), at(2)] } else { vec![] },
            was: if full { vec![at(6)] } else { vec![] },
            title: at(2),
            guidance: full.then(|| at(3)),
            done_when: at(4),
            ask: full.then(|| at(5)),
            level: Level::Could,
            applies_to: if full { vec![at(2), at(4)] } else { vec![] },
            scenarios: if full { vec![at(5)] } else { vec![] },
            optional_when: full.then(|| at(6)),
            role: at(7),
            topics: if full { vec![at(0), at(1)] } else { vec![] },
            minutes: full.then_some(3),
            repeats: full.then_some(Cadence::Quarter),
            link: full.then(|| at(3)),
        };
        ChecklistFile {
            id: at(1),
            title: at(3),
            purpose: at(5),
            activities: words.to_vec(),
            sections: vec![SectionFile {
                workstream: words.len().is_multiple_of(2).then(|| at(2)),
                title: at(4),
                items: vec![item(1, true), item(2, false)],
            }],
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_again(words in proptest::collection::vec(any::<String>(), 8)) {
            let list = list(&words);
            let read: ChecklistFile = options().from_str(&checklist(&list)).unwrap();
            prop_assert_eq!(read, list);
        }
    }
}
