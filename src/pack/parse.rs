//! Reads one file into its RON shape, or says what keeps it from having that shape, and where.
//!
//! The parser's ranges are put right here: where something else was expected it points at the blank before the
//! word that is wrong, and for a missing field at the end of the whole group.

use std::ops::Range;

use ron::Options;
use ron::error::{Error, Position, SpannedError};
use ron::extensions::Extensions;
use serde::de::DeserializeOwned;

use super::problem::{Problem, line_of};
use super::scan::{Kind, Node, Token};
use crate::text::nearest;

/// The text of a file with the places of its values.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) name: String,
    pub(super) source: String,
    pub(super) tokens: Vec<Token>,
    pub(super) tree: Node,
}

/// Returns how packs are read: `Some(..)` need not be written.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Returns the file as the shape `T`.
pub(super) fn parse<T: DeserializeOwned>(page: &Page) -> Result<T, Box<Problem>> {
    options().from_str(&page.source).map_err(|error| Box::new(explain(page, &error)))
}

fn explain(page: &Page, error: &SpannedError) -> Problem {
    let span = span_of(page, error);
    let words = page.source.get(span.clone()).unwrap_or_default();
    let said = say(page, &error.code, &span, words);
    let mut problem = Problem::error(&page.name, &said.message).at(&page.source, &span);
    if let Some(id) = id_around(page, span.start) {
        problem = problem.of(&id);
    }
    if let Some(label) = said.label {
        problem = problem.label(&label);
    }
    if let Some(hint) = said.hint {
        problem = problem.hint(&hint);
    }
    problem
}

/// Returns the bytes that are wrong.
fn span_of(page: &Page, error: &SpannedError) -> Range<usize> {
    let source = &page.source;
    let (start, end) = (offset(source, error.span.start), offset(source, error.span.end));
    let range = start..end.max(start);
    // These point at the right word already.
    let exact = matches!(
        error.code,
        Error::ExpectedStringEnd | Error::MissingStructField { .. } | Error::UnclosedBlockComment
    );
    let words = source.get(range.clone()).unwrap_or_default();
    if exact || !words.trim().is_empty() {
        let inner = trimmed(words, range.start);
        let whole = page.tokens.iter().find(|token| {
            token.kind == Kind::Word && token.span.start <= inner.start && inner.end <= token.span.end
        });
        return whole.filter(|_| !exact).map_or(inner, |token| token.span.clone());
    }
    // What was found instead of what was expected is the next word after the blanks and comments.
    let next = page.tokens.iter().find(|token| token.span.end > range.end);
    match next {
        Some(token) => token.span.start.max(range.end)..token.span.end,
        None => range.end..range.end,
    }
}

fn trimmed(words: &str, start: usize) -> Range<usize> {
    let left = words.len() - words.trim_start().len();
    let inner = words.trim();
    start + left..start + left + inner.len()
}

/// Returns the byte of a position, which counts characters.
fn offset(source: &str, position: Position) -> usize {
    let mut line_start = 0;
    for _ in 1..position.line {
        let rest = source.get(line_start..).unwrap_or_default();
        let Some(end) = rest.find('\n') else { return source.len() };
        line_start += end + 1;
    }
    let line = source.get(line_start..).unwrap_or_default();
    let within = line.char_indices().nth(position.col.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    line_start + within
}

struct Said {
    message: String,
    label: Option<String>,
    hint: Option<String>,
}

fn said(message: impl Into<String>) -> Said {
    Said { message: message.into(), label: None, hint: None }
}

impl Said {
    fn label(mut self, label: impl Into<String>) -> Said {
        self.label = Some(label.into());
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Said {
        self.hint = Some(hint.into());
        self
    }
}

fn say(page: &Page, code: &Error, span: &Range<usize>, words: &str) -> Said {
    match code {
        _ if words.is_empty() && span.start == page.source.len() => at_the_end(page),
        Error::NoSuchStructField { expected, found, outer } => {
            said(format!("{} has no field `{found}`", with_article(outer.as_deref())))
                .label("not a field of it")
                .hint(one_of(found, expected, "fields"))
        }
        Error::NoSuchEnumVariant { expected, found, outer } => {
            let what = outer.as_deref().map_or("value", kind_of);
            said(format!("there is no {what} `{found}`")).hint(one_of(found, expected, "words"))
        }
        Error::MissingStructField { field, outer } => {
            let what = outer.as_deref().map_or("group", kind_of);
            let own = page
                .tree
                .around(span.start)
                .last()
                .is_some_and(|node| node.field(&page.source, "id").is_some());
            let which = id_around(page, span.start).filter(|_| own);
            let which = which.map_or_else(String::new, |id| format!(" `{id}`"));
            said(format!("{} has no `{field}`", with_article(outer.as_deref())))
                .label(format!("the {what}{which} ends here"))
                .hint(format!("write `{field}: ...,` above; every {what} has one"))
        }
        Error::DuplicateStructField { field, outer } => {
            said(format!("`{field}` stands twice in the same {}", outer.as_deref().map_or("group", kind_of)))
                .hint("keep one of the two")
        }
        Error::ExpectedStringEnd => said("this text is never closed")
            .label("it begins here")
            .hint("write `\"` at its end, and `\\\"` for a quote within it"),
        Error::ExpectedString => {
            said("a text in quotes is expected here").label("not a text").hint("put it in quotes: `\"...\"`")
        }
        Error::ExpectedArray => {
            said("a list is expected here").label("not a list").hint("put it in brackets: `[...]`")
        }
        Error::ExpectedArrayEnd | Error::ExpectedComma => {
            said("a comma or the end of the list is expected here")
                .label("this follows without a comma")
                .hint(comma_hint(page, span.start))
        }
        Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            said("`)` is expected here").hint("close the group before going on")
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            said("a group is expected here").label("not a group").hint("write `(`, the fields, and `)`")
        }
        Error::ExpectedDifferentStructName { found, .. } => {
            said(format!("the group has a name, `{found}`, and needs none")).hint("write only `(`")
        }
        Error::ExpectedMapColon => said("`:` is expected here").hint("a field is written `name: value,`"),
        Error::ExpectedInteger | Error::InvalidIntegerDigit { .. } | Error::UnderscoreAtBeginning => {
            said("a whole number is expected here").label("not a number")
        }
        Error::IntegerOutOfBounds => said("this number is too large or below zero"),
        Error::ExpectedIdentifier => said("the name of a field, or the end of the group, is expected here")
            .hint("a field is written `name: value,`"),
        Error::InvalidEscape(_) => {
            said("this escape is not known").hint("write a backslash as `\\\\`, a quote as `\\\"`")
        }
        Error::UnclosedBlockComment => said("this comment is never closed").hint("write `*/` at its end"),
        Error::TrailingCharacters => said("the file should end here")
            .label("this is too much")
            .hint("is a bracket above closed too early?"),
        Error::Eof => at_the_end(page),
        Error::UnexpectedChar(c) => said(format!("`{c}` is not expected here")),
        Error::ExceededRecursionLimit => said("this is nested too deep"),
        other => said(plain(&other.to_string())),
    }
}

/// Returns what to do where a comma is missing: often the quote of the text before is.
fn comma_hint(page: &Page, at: usize) -> String {
    let before = page.tokens.iter().rev().find(|token| token.span.end <= at);
    let text = before.filter(|token| token.kind == Kind::Text);
    let words = text.and_then(|token| page.source.get(token.span.clone())).unwrap_or_default();
    match text {
        Some(token) if words.contains('\n') => {
            let line = line_of(&page.source, token.span.start);
            format!("the text before begins in line {line}; is the quote at its end missing?")
        }
        _ => "write a comma between two values, or close the list with `]`, the group with `)`".to_owned(),
    }
}

fn at_the_end(page: &Page) -> Said {
    let mut open = Vec::new();
    for token in &page.tokens {
        match token.kind {
            Kind::Open => open.push(token.span.clone()),
            Kind::Close => drop(open.pop()),
            Kind::Colon | Kind::Comma | Kind::Text | Kind::Word => {}
        }
    }
    let Some(last) = open.pop() else {
        let empty = page.tokens.is_empty();
        return said(if empty { "this file is empty" } else { "the file ends too early" })
            .hint("`golive pack init DIR` writes a whole pack to look at");
    };
    let bracket = page.source.get(last.clone()).unwrap_or_default();
    let line = line_of(&page.source, last.start);
    said(format!("the file ends, and the `{bracket}` of line {line} is not closed")).hint("close it")
}

/// Returns a message of the parser in the tone of ours.
fn plain(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

fn one_of(found: &str, expected: &[&str], what: &str) -> String {
    if let Some(near) = nearest(found, expected.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    let all: Vec<String> = expected.iter().map(|word| format!("`{word}`")).collect();
    format!("the {what} are {}", all.join(", "))
}

/// Returns the word of the documentation for the name of a shape.
fn kind_of(outer: &str) -> &str {
    match outer {
        "PackFile" => "pack",
        "ChecklistFile" => "checklist",
        "SectionFile" => "section",
        "ItemFile" => "item",
        "PlanFile" => "plan",
        "PhaseFile" => "phase",
        "WorkstreamFile" => "workstream",
        "TopicFile" => "topic",
        "DependencyFile" => "dependency",
        "MilestoneFile" => "milestone",
        "QuestionFile" => "question",
        "QuestionsFile" => "file of questions",
        "ConflictFile" => "contradiction",
        "RoleFile" => "role",
        "PublishedFile" => "file of published rows",
        "PublishedRowFile" => "published row",
        "ScenarioFile" => "scenario",
        "ResourceFile" => "resource",
        "Level" => "level",
        "Cadence" => "repetition",
        "OfferedAnswer" | "YesNo" => "answer",
        "ScenarioKind" => "kind of scenario",
        "ConflictKind" => "kind of contradiction",
        _ => "group",
    }
}

fn with_article(outer: Option<&str>) -> String {
    let what = outer.map_or("group", kind_of);
    let article = if what.starts_with(['i', 'a']) { "an" } else { "a" };
    format!("{article} {what}")
}

/// Returns the full id of what stands around `offset`, as far as it has one.
pub(super) fn id_around(page: &Page, offset: usize) -> Option<String> {
    let around = page.tree.around(offset);
    let ids: Vec<String> = around
        .iter()
        .filter_map(|node| Some(node.field(&page.source, "id")?.words(&page.source)?.into_owned()))
        .collect();
    (!ids.is_empty()).then(|| ids.join("/"))
}
