//! Finds all errors of shape in a file, not only the first: each is mended in a copy, and the copy is read again.
//!
//! The copy only serves to find the next error. What is said names places in the file as it is written.

use std::ops::Range;

use ron::error::Error;
use serde::de::DeserializeOwned;

use super::parse::{SourceFile, explain, options, span_of};
use super::places::SourceText;
use super::problem::Problem;
use super::scan::{self, Shape, TokenKind};
use crate::text::nearest;

/// The most errors that are looked for in one file, and the most bytes that are read for it.
const MOST_ERRORS: usize = 60;
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Reads a file into its shape, or says everything that keeps it from having that shape.
pub(super) fn parse<T: DeserializeOwned>(page: &SourceFile) -> Result<T, Vec<Problem>> {
    let mut copy = Copy::of(page);
    let mut problems = Vec::new();
    let rounds = MOST_ERRORS.min(1 + MOST_BYTES / page.source.len().max(1));
    for _ in 0..rounds {
        let error = match options().from_str::<T>(&copy.page.source) {
            Ok(value) if problems.is_empty() => return Ok(value),
            Ok(_) => break,
            Err(error) => error,
        };
        let span = span_of(&copy.page, &error);
        if !copy.is_ours(&span) {
            problems.push(explain(page, &error.code, &copy.back(&span)));
        }
        if !copy.mend(&error.code, &span) {
            break;
        }
    }
    Err(problems)
}

/// A part that was put in the place of another: where it is in the copy, and how long the other was.
struct Edit {
    at: Range<usize>,
    was: usize,
}

struct Copy {
    page: SourceFile,
    /// In the order of their places.
    edits: Vec<Edit>,
}

impl Copy {
    fn of(page: &SourceFile) -> Copy {
        Copy { page: scanned(&page.name, page.source.to_string()), edits: Vec::new() }
    }

    /// Whether a place is in what was put in here.
    fn is_ours(&self, span: &Range<usize>) -> bool {
        self.edits.iter().any(|edit| edit.at.start <= span.start && span.start < edit.at.end)
    }

    /// The place in the file as it is written.
    fn back(&self, span: &Range<usize>) -> Range<usize> {
        let point = |at: usize| {
            let before = self.edits.iter().filter(|edit| edit.at.end <= at);
            before.fold(at, |point, edit| (point + edit.was).saturating_sub(edit.at.len()))
        };
        let start = point(span.start);
        start..point(span.end).max(start)
    }

    fn replace(&mut self, span: &Range<usize>, words: &str) {
        let (Some(head), Some(tail)) = (self.page.source.get(..span.start), self.page.source.get(span.end..))
        else {
            return;
        };
        let source = format!("{head}{words}{tail}");
        // Edits inside what is replaced are part of it now.
        let inner: Vec<usize> = (0..self.edits.len())
            .filter(|at| {
                self.edits.get(*at).is_some_and(|edit| span.start <= edit.at.start && edit.at.end <= span.end)
            })
            .collect();
        let grown: usize = inner.iter().filter_map(|at| self.edits.get(*at)).map(|edit| edit.at.len()).sum();
        let was: usize = inner.iter().filter_map(|at| self.edits.get(*at)).map(|edit| edit.was).sum();
        self.edits.retain(|edit| !(span.start <= edit.at.start && edit.at.end <= span.end));
        for edit in &mut self.edits {
            if edit.at.start >= span.end {
                edit.at = edit.at.start + words.len() - span.len()..edit.at.end + words.len() - span.len();
            }
        }
        self.edits.push(Edit {
            at: span.start..span.start + words.len(),
            was: span.len() + was - grown.min(span.len() + was),
        });
        self.edits.sort_by_key(|edit| edit.at.start);
        self.page = scanned(&self.page.name, source);
    }

    /// Puts something in the place of what is wrong; `false` if the next error cannot be told from this one.
    fn mend(&mut self, code: &Error, span: &Range<usize>) -> bool {
        match code {
            Error::NoSuchEnumVariant { expected, .. } => expected.first().is_some_and(|word| {
                self.replace(span, word);
                true
            }),
            // A name that was only mistyped is the field that would be missed next.
            Error::NoSuchStructField { expected, found, .. } => {
                match nearest(found, expected.iter().copied()) {
                    Some(near) => {
                        self.replace(span, near);
                        true
                    }
                    None => self.remove_field(span),
                }
            }
            Error::DuplicateStructField { .. } => self.remove_field(span),
            Error::MissingStructField { field, .. } => {
                // Whether a text is right here shows in the next round.
                let at = span.end.saturating_sub(1);
                let comma =
                    self.page.source.get(..at).is_some_and(|head| !head.trim_end().ends_with([',', '(']));
                let words = format!("{} {field}: \"\",", if comma { "," } else { "" });
                self.replace(&(at..at), &words);
                true
            }
            Error::ExpectedString => self.value(span, "\"\""),
            Error::ExpectedArray => self.value(span, "[]"),
            Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } | Error::IntegerOutOfBounds => {
                self.value(span, "1")
            }
            // `done-when` is `done_when`, which is the field that would be missed next.
            Error::SuggestRawIdentifier(_) => {
                let words = self.page.source.get(span.clone()).map(|words| words.replace('-', "_"));
                words.is_some_and(|words| {
                    self.replace(span, &words);
                    true
                })
            }
            Error::ExpectedIdentifier => {
                // A word in quotes where a word is expected.
                let inner = self
                    .page
                    .source
                    .get(span.clone())
                    .and_then(|words| words.strip_prefix('"')?.strip_suffix('"'))
                    .map(str::to_owned);
                let inner = inner.filter(|words| {
                    !words.is_empty()
                        && words.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
                });
                inner.is_some_and(|words| {
                    self.replace(span, &words);
                    true
                })
            }
            _ => false,
        }
    }

    /// Puts words in the place of a whole value.
    fn value(&mut self, span: &Range<usize>, words: &str) -> bool {
        let whole = self
            .page
            .tree
            .around(span.start)
            .last()
            .map(|node| node.span.clone())
            .filter(|whole| whole.start == span.start);
        let whole = whole.unwrap_or_else(|| span.clone());
        if whole.is_empty() || self.page.source.get(whole.clone()) == Some(words) {
            return false;
        }
        // Two values with nothing between them are another error.
        let is_value = self.page.tokens.iter().any(|token| {
            token.span.start == whole.start
                && matches!(token.kind, TokenKind::Open | TokenKind::Text | TokenKind::Word)
        });
        // What goes on without a comma is another mistake, and what it hides cannot be told.
        let next = self.page.tokens.iter().find(|token| token.span.start >= whole.end);
        let is_value =
            is_value && next.is_none_or(|token| matches!(token.kind, TokenKind::Comma | TokenKind::Close));
        if is_value {
            self.replace(&whole, words);
        }
        is_value
    }

    /// Takes a field with its value out.
    fn remove_field(&mut self, name: &Range<usize>) -> bool {
        let around = self.page.tree.around(name.start);
        let Some(Shape::Fields(fields)) = around.last().map(|node| &node.shape) else { return false };
        let Some((key, value)) = fields.iter().find(|(key, _)| key.start == name.start) else { return false };
        let mut end = value.span.end;
        let next = self.page.tokens.iter().find(|token| token.span.start >= end);
        if let Some(comma) = next.filter(|token| token.kind == TokenKind::Comma) {
            end = comma.span.end;
        }
        let span = key.start..end;
        self.replace(&span, "");
        true
    }
}

fn scanned(name: &str, source: String) -> SourceFile {
    let tokens = scan::tokens(&source);
    let tree = scan::tree(&source, &tokens);
    SourceFile { name: name.to_owned(), source: SourceText::new(source), tokens, tree }
}
