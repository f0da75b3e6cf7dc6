//! A large YAML file cut into two parts that are parsed at the same time.
//!
//! The parser is what a large export takes its time for, and it cannot begin in the middle of a file. It does not have
//! to: a section of an export is a key without indentation, and the members of a section begin with a dash in the third
//! column. A cut before such a line leaves two files that are whole by themselves, as long as the line is what it looks
//! like. If it is not (a text between quotes, a second document, an alias across the cut, a key in both parts), one
//! of the parts is refused or the two do not fit together; then, and for each error, the whole file is parsed as one.

use serde_json::{Map, Value};

use crate::threads::by_two;

/// The two parts of a text.
pub(super) struct Parts<'a> {
    first: &'a str,
    second: &'a str,
    /// The section that the cut goes through.
    section: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Cuts behind the byte `at`; `None` if the text has documents or anchors, or no line there to cut at.
    pub(super) fn of(text: &'a str, at: usize) -> Option<Parts<'a>> {
        if has_documents(text) || has_anchors(text) {
            return None;
        }
        // By bytes, since the place may be within a letter; a line always begins at one.
        let mut at = at + text.as_bytes().get(at..)?.iter().position(|byte| *byte == b'\n')? + 1;
        for line in text.get(at..)?.split_inclusive('\n') {
            if begins_section(line) {
                let (first, second) = text.split_at(at);
                return Some(Parts { first, second, section: None });
            }
            if line.starts_with("  - ") {
                let (first, second) = text.split_at(at);
                return Some(Parts { first, second, section: Some(section_of(first)?) });
            }
            at += line.len();
        }
        None
    }

    /// The documents of the text; `None` if the parts are not what they look like.
    pub(super) fn parse<E>(
        &self,
        parse: impl Fn(&str) -> Result<Vec<Value>, E> + Sync,
    ) -> Option<Vec<Value>> {
        let one = |text: &str| match parse(text).ok()?.pop() {
            Some(Value::Object(members)) => Some(members),
            _ => None,
        };
        let second =
            self.section.map_or_else(|| self.second.to_owned(), |name| format!("{name}:\n{}", self.second));
        let (first, second) = by_two(|| one(self.first), || one(&second));
        Some(vec![Value::Object(self.joined(first?, second?)?)])
    }

    fn joined(
        &self,
        mut first: Map<String, Value>,
        second: Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        for (name, value) in second {
            match (first.get_mut(&name), value) {
                (None, value) => {
                    first.insert(name, value);
                }
                (Some(Value::Array(all)), Value::Array(mut more)) if self.section == Some(name.as_str()) => {
                    all.append(&mut more);
                }
                _ => return None,
            }
        }
        Some(first)
    }
}

/// Whether a line may begin or end a document.
fn has_documents(text: &str) -> bool {
    let mut lines = text.as_bytes().split(|byte| matches!(byte, b'\n' | b'\r'));
    lines.any(|line| line.starts_with(b"---") || line.starts_with(b"..."))
}

/// Whether a value may have a name for aliases, which would be unknown to the other part.
fn has_anchors(text: &str) -> bool {
    let begins = |last: char| last.is_whitespace() || "[{,:".contains(last);
    text.match_indices('&').any(|(at, _)| {
        let (before, after) = text.split_at(at);
        (before.is_empty() || before.ends_with(begins))
            && !after.get(1..).is_none_or(|name| name.is_empty() || name.starts_with(char::is_whitespace))
    })
}

/// `clients:`, with or without a value.
fn begins_section(line: &str) -> bool {
    line.find(':').is_some_and(|end| line.get(..end).is_some_and(is_name))
}

fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// The section whose members the last lines of `text` are.
fn section_of(text: &str) -> Option<&str> {
    let mut lines = text.lines().rev();
    let head = lines.find(|line| !line.is_empty() && !line.starts_with([' ', '\r']))?;
    head.trim_end().strip_suffix(':').filter(|name| is_name(name))
}
