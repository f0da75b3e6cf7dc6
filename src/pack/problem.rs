//! What is wrong with a pack, and where. How it is drawn is in `draw`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::places::SourceText;
use crate::text::{self, Text};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The pack cannot be worked with.
    Error,
    /// The pack works, and something is probably not what was meant.
    Warning,
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub severity: Severity,
    /// Within the pack: `checklists/design.ron`.
    pub file: Text,
    /// `None` if the file as a whole is meant, for example because it is missing.
    pub spot: Option<Spot>,
    /// The full id of what it is about: `design/session-lifetimes-designed`.
    pub id: Option<Text>,
    pub message: Text,
    /// What is said right at the spot.
    pub label: Option<Text>,
    /// What to do about it.
    pub hint: Option<Text>,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// From 1.
    pub line: usize,
    /// From 1, in characters; a tab is one.
    pub column: usize,
    /// The line, or the part of a very long one that matters, fit to be shown.
    pub words: Text,
    /// The bytes of `words` that are meant.
    pub mark: Range<usize>,
}

/// The most bytes shown of a line on each side of what is meant.
const CONTEXT: usize = 400;

impl Problem {
    /// An error about `file`.
    pub fn error(file: &str, message: &str) -> Problem {
        Problem {
            severity: Severity::Error,
            file: Text::line(file),
            spot: None,
            id: None,
            message: Text::line(message),
            label: None,
            hint: None,
        }
    }

    /// A warning about `file`.
    pub fn warning(file: &str, message: &str) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(file, message) }
    }

    /// It with its place.
    #[must_use]
    pub(super) fn at(mut self, source: &SourceText, span: &Range<usize>) -> Problem {
        self.spot = Some(Spot::new(source, span));
        self
    }

    /// It with the id of what it is about.
    #[must_use]
    pub fn of(mut self, id: &str) -> Problem {
        self.id = Some(Text::line(id)).filter(|id| !id.is_empty());
        self
    }

    /// It with what is said at the spot.
    #[must_use]
    pub fn label(mut self, label: &str) -> Problem {
        self.label = Some(Text::line(label));
        self
    }

    /// It with what to do.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Problem {
        self.hint = Some(Text::line(hint));
        self
    }

    /// Whether the pack cannot be worked with because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn order(&self) -> (&str, usize, usize, Severity, &str) {
        let (line, column) = self.spot.as_ref().map_or((0, 0), |spot| (spot.line, spot.column));
        (&self.file, line, column, self.severity, &self.message)
    }
}

/// Puts problems in the order of files and lines.
pub fn sort(problems: &mut [Problem]) {
    problems.sort_by(|a, b| a.order().cmp(&b.order()));
}

/// How many warnings of one kind a file may have before they are told as one.
const MOST_ALIKE: usize = 3;

/// Tells many warnings of one kind in one file as one, at the first of them. They have to be sorted.
pub fn group(problems: &mut Vec<Problem>) {
    let mut counts: HashMap<(Text, Text), (usize, usize)> = HashMap::new();
    let line = |problem: &Problem| problem.spot.as_ref().map_or(0, |spot| spot.line);
    for problem in problems.iter().filter(|problem| !problem.is_error()) {
        let count = counts.entry((problem.file.clone(), problem.message.clone())).or_default();
        *count = (count.0 + 1, line(problem));
    }
    let mut told = HashSet::new();
    problems.retain_mut(|problem| {
        let key = (problem.file.clone(), problem.message.clone());
        let Some((count, last)) = counts.get(&key).copied().filter(|(count, _)| *count > MOST_ALIKE) else {
            return true;
        };
        if problem.is_error() {
            return true;
        }
        problem.message =
            Text::line(&format!("{} (and {} more in this file, to line {last})", key.1, count - 1));
        told.insert(key)
    });
}

impl Spot {
    /// The place of `span` in `source`; of a span over several lines, the part on its first.
    pub(super) fn new(source: &SourceText, span: &Range<usize>) -> Spot {
        let start = floor(source, span.start);
        let place = source.position(start);
        let line_from = |at: usize| {
            let near = source.get(at..floor(source, at + CONTEXT)).unwrap_or_default();
            near.find('\n').map_or(at + near.len(), |end| at + end)
        };
        let shown_from = floor(source, place.line_start.max(start.saturating_sub(CONTEXT)));
        let marked_to = floor(source, span.end).clamp(start, line_from(start));
        let shown_to = line_from(marked_to);
        let left = shown(source, shown_from..start);
        let marked = shown(source, start..marked_to);
        let words = Text::block(&format!("{left}{marked}{}", shown(source, marked_to..shown_to)));
        // A mark that composes with a letter of the part before it makes both shorter.
        let mark = floor(&words, left.len())..floor(&words, left.len() + marked.len());
        Spot { line: place.line, column: place.column, words, mark }
    }
}

fn shown(source: &str, span: Range<usize>) -> String {
    let raw = source.get(span).unwrap_or_default().replace('\t', "    ").replace('\r', "");
    text::clean(&text::tidy(&raw)).into_owned()
}

/// The last character boundary of `source` at or before `at`.
fn floor(source: &str, at: usize) -> usize {
    let at = at.min(source.len());
    (0..=at).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_and_marks_in_what_is_shown() {
        let source = "one\n\tü日\u{202e}x: \"bad\"\r\nthree";
        let at = source.find("\"bad\"").unwrap();
        let spot = Spot::new(&SourceText::new(source.to_owned()), &(at..at + 5));
        assert_eq!((spot.line, spot.column), (2, 8));
        assert_eq!(spot.words.as_str(), "    ü日\u{fffd}x: \"bad\"");
        assert_eq!(spot.words.get(spot.mark.clone()), Some("\"bad\""));
    }

    #[test]
    fn a_very_long_line_is_shown_in_part() {
        let source = format!("{}\"bad\"{}", "ä".repeat(100_000), "ö".repeat(100_000));
        let at = source.find('"').unwrap();
        let spot = Spot::new(&SourceText::new(source.clone()), &(at..source.len()));
        assert_eq!(spot.column, 100_001);
        assert!(spot.words.len() < 3 * CONTEXT);
    }

    #[test]
    fn letters_and_marks_that_become_one_move_no_mark() {
        let source = "(a\u{340}: b, \"bad\", e\u{301})";
        let at = source.find("\"bad\"").unwrap();
        let spot = Spot::new(&SourceText::new(source.to_owned()), &(at..at + 5));
        assert_eq!(spot.words.get(spot.mark.clone()), Some("\"bad\""));
        for start in source.char_indices().map(|(at, _)| at) {
            let spot = Spot::new(&SourceText::new(source.to_owned()), &(start..source.len()));
            assert!(spot.words.get(spot.mark.clone()).is_some(), "{start}");
        }
    }

    #[test]
    fn any_span_has_a_spot() {
        for span in [0..0, 0..99, 50..99, 1..2, 3..3] {
            Spot::new(&SourceText::new("ä\nb".to_owned()), &span);
            Spot::new(&SourceText::default(), &span);
        }
    }
}
