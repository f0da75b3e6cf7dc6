//! Reads one file into its RON shape, or says what keeps it from having that shape, and where.
//!
//! The parser's ranges are put right here: if something else was expected, the range points at the blank before the
//! word that is wrong, and for a missing field at the end of the whole group.

use std::ops::Range;

use ron::Options;
use ron::error::{Error, Position, SpannedError};
use ron::extensions::Extensions;

use super::places::SourceText;
use super::problem::Problem;
use super::scan::{RonNode, Shape, Token, TokenKind};
use crate::text::nearest;

/// The text of a file with the places of its values.
#[derive(Debug)]
pub(super) struct SourceFile {
    pub(super) name: String,
    pub(super) source: SourceText,
    pub(super) tokens: Vec<Token>,
    pub(super) tree: RonNode,
}

/// How packs are read: `Some(..)` need not be written.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// What is wrong at `span` of the file, in the words of people who write packs.
pub(super) fn explain(page: &SourceFile, code: &Error, span: &Range<usize>) -> Problem {
    let words = page.source.get(span.clone()).unwrap_or_default();
    let said = say(page, code, span, words);
    let mut problem = Problem::error(&page.name, &said.message).at(&page.source, span);
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

/// What is wrong with a pack.ron that names no lists or no plans: only one that adds to another pack may leave them out.
pub(super) fn missing_lists(page: &SourceFile) -> Vec<Problem> {
    let Shape::Fields(fields) = &page.tree.shape else { return Vec::new() };
    let names: Vec<&str> = fields.iter().filter_map(|(key, _)| page.source.get(key.clone())).collect();
    if names.contains(&"extends") {
        return Vec::new();
    }
    // A name that was only mistyped is said as such.
    let is_there = |field: &str| names.iter().any(|name| nearest(name, [field]).is_some());
    let end = page.tree.span.end;
    let missing = ["checklists", "plans"].into_iter().filter(|field| !is_there(field));
    let code = |field| Error::MissingStructField { field, outer: Some("PackFile".to_owned()) };
    missing.map(|field| explain(page, &code(field), &(end.saturating_sub(1)..end))).collect()
}

/// The bytes that are wrong.
pub(super) fn span_of(page: &SourceFile, error: &SpannedError) -> Range<usize> {
    let source = &page.source;
    if let (Error::UnclosedBlockComment, Some(begins)) = (&error.code, unclosed_comment(page)) {
        return begins;
    }
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
            token.kind == TokenKind::Word && token.span.start <= inner.start && inner.end <= token.span.end
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

/// Where a comment begins that is never closed: behind the last thing that is not part of it.
fn unclosed_comment(page: &SourceFile) -> Option<Range<usize>> {
    let after = page.tokens.last().map_or(0, |token| token.span.end);
    let start = after + page.source.get(after..)?.find("/*")?;
    Some(start..start + 2)
}

fn trimmed(words: &str, start: usize) -> Range<usize> {
    let left = words.len() - words.trim_start().len();
    let inner = words.trim();
    start + left..start + left + inner.len()
}

/// The byte of a position, which counts characters.
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

struct Diagnostic {
    message: String,
    label: Option<String>,
    hint: Option<String>,
}

fn said(message: impl Into<String>) -> Diagnostic {
    Diagnostic { message: message.into(), label: None, hint: None }
}

impl Diagnostic {
    fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hint = Some(hint.into());
        self
    }
}

fn say(page: &SourceFile, code: &Error, span: &Range<usize>, words: &str) -> Diagnostic {
    match code {
        _ if words.is_empty() && span.start == page.source.len() => at_the_end(page),
        Error::ExpectedStringEnd | Error::UnclosedBlockComment | Error::MissingStructField { .. } => {
            said_by_code(page, code, span)
        }
        _ if words.starts_with('#') => {
            said("this is not part of a pack").label("a comment?").hint("a comment begins with `//`")
        }
        _ if words.starts_with(['“', '”', '„', '‘', '’', '«']) => {
            said("these are typographic quotes")
                .label("not the quote of a keyboard")
                .hint("write `\"` in their place, as text editors for programs do")
        }
        _ if words.starts_with('\'') => said("these are single quotes")
            .label("not the quotes of a text")
            .hint("write `\"` in their place, and `\\\"` for a quote within the text"),
        _ if words.starts_with(';') => {
            said("`;` is not part of a pack").hint("write a comma between two values")
        }
        _ if words == ")" && open_at(page, span.start).is_some_and(|open| open.is_list) => {
            let line = open_at(page, span.start).map_or(1, |open| open.line);
            said("`]` is expected here")
                .label(format!("the list of line {line} is not closed"))
                .hint("write `]` behind its last value")
        }
        _ if words == "]" && open_at(page, span.start).is_some_and(|open| !open.is_list) => {
            let line = open_at(page, span.start).map_or(1, |open| open.line);
            said("`)` is expected here")
                .label(format!("the group of line {line} is not closed"))
                .hint("write `)` behind its last field")
        }
        Error::ExpectedDifferentStructName { .. } if is_followed_by(page, span.end, TokenKind::Colon) => {
            said("a group is expected here")
                .label("a field, and no `(` before it")
                .hint("a group begins with `(` and ends with `)`; its fields stand between them")
        }
        Error::SuggestRawIdentifier(_) if is_followed_by(page, span.end, TokenKind::Colon) => {
            let name = words.replace('-', "_");
            said(format!("`{words}` is not the name of a field"))
                .label("names have no hyphens")
                .hint(format!("did you mean `{name}`?"))
        }
        Error::SuggestRawIdentifier(_) => said(format!("`{words}` is not a word that is known here"))
            .hint(format!("if it is a text, put it in quotes: `\"{words}\"`")),
        _ if words.starts_with('.') && is_behind_a_digit(page, span.start) => {
            said("a whole number is expected here")
                .label("not a whole one")
                .hint("write it without a fraction")
        }
        Error::ExpectedIdentifier if words == "," => said("this comma is one too many").hint("take it out"),
        Error::ExpectedIdentifier if is_quoted_word(words) => {
            let word = words.trim_matches('"');
            let field =
                field_of(page, span.start).map_or_else(|| "this".to_owned(), |field| format!("`{field}`"));
            said(format!("{field} is a word without quotes: `{word}`"))
                .label("in quotes")
                .hint(format!("write `{word}`"))
        }
        Error::ExpectedInteger if words.starts_with('"') => said("a whole number is expected here")
            .label("a text")
            .hint(format!("write it without quotes: `{}`", words.trim_matches('"'))),
        Error::ExpectedIdentifier
        | Error::ExpectedMapColon
        | Error::ExpectedStructLikeEnd
        | Error::ExpectedOptionEnd
        | Error::ExpectedComma
        | Error::ExpectedArrayEnd
            if quote_before(page, span.start).is_some() =>
        {
            said("a comma or the end of the list is expected here")
                .label("this follows without a comma")
                .hint(quote_before(page, span.start).unwrap_or_default())
        }
        _ => said_by_code(page, code, span),
    }
}

fn said_by_code(page: &SourceFile, code: &Error, span: &Range<usize>) -> Diagnostic {
    match code {
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
            let word = page.source.get(span.clone()).unwrap_or_default();
            let is_word = word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
            let hint = match word {
                "null" | "nil" | "none" | "None" => {
                    "write the text; a field that may be missing is left out".to_owned()
                }
                word if is_word && !word.is_empty() => format!("put it in quotes: `\"{word}\"`"),
                _ => "put it in quotes: `\"...\"`".to_owned(),
            };
            said("a text in quotes is expected here").label("not a text").hint(hint)
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
        Error::IntegerOutOfBounds => {
            let is_below = page.source.get(span.clone()).is_some_and(|words| words.starts_with('-'));
            let (message, hint) = if is_below {
                ("this number is below zero", "write a whole number from 1 on")
            } else {
                ("this number is too large", "write a smaller one")
            };
            said(message).hint(hint)
        }
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

/// A bracket that is still open.
struct OpenBracket {
    is_list: bool,
    line: usize,
}

/// The innermost bracket that is open at a place.
fn open_at(page: &SourceFile, at: usize) -> Option<OpenBracket> {
    let mut open: Vec<&Range<usize>> = Vec::new();
    for token in page.tokens.iter().take_while(|token| token.span.start < at) {
        match token.kind {
            TokenKind::Open => open.push(&token.span),
            TokenKind::Close => drop(open.pop()),
            TokenKind::Colon | TokenKind::Comma | TokenKind::Text | TokenKind::Word => {}
        }
    }
    let last = open.pop()?;
    let is_list = page.source.get(last.clone()) == Some("[");
    Some(OpenBracket { is_list, line: page.source.position(last.start).line })
}

fn is_followed_by(page: &SourceFile, end: usize, kind: TokenKind) -> bool {
    page.tokens.iter().find(|token| token.span.start >= end).is_some_and(|token| token.kind == kind)
}

fn is_behind_a_digit(page: &SourceFile, at: usize) -> bool {
    page.source.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether this is one word in quotes.
fn is_quoted_word(words: &str) -> bool {
    let inner = words.strip_prefix('"').and_then(|words| words.strip_suffix('"'));
    inner.is_some_and(|word| {
        !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    })
}

/// The name of the field that has the value at `at`, or the list that it is in.
fn field_of(page: &SourceFile, at: usize) -> Option<&str> {
    let around = page.tree.around(at);
    around.iter().rev().find_map(|node| match &node.shape {
        Shape::Fields(fields) => {
            let (key, _) = fields.iter().find(|(_, value)| value.span.contains(&at))?;
            page.source.get(key.clone())
        }
        Shape::List(_) | Shape::Text | Shape::Other => None,
    })
}

/// What to do if the quote of the text before is most likely the reason: it ends too late, or too early.
fn quote_before(page: &SourceFile, at: usize) -> Option<String> {
    let before = page
        .tokens
        .iter()
        .rev()
        .find(|token| token.span.end <= at)
        .filter(|token| token.kind == TokenKind::Text)?;
    let words = page.source.get(before.span.clone())?;
    let line = page.source.position(before.span.start).line;
    if words.contains('\n') {
        return Some(format!("the text before begins in line {line}; is the quote at its end missing?"));
    }
    // Words right behind the closing quote belong to the text.
    let adjoins = before.span.end == at;
    adjoins.then(|| "is the quote before this inside the text? write such a quote as `\\\"`".to_owned())
}

/// What to do if a comma is missing.
fn comma_hint(page: &SourceFile, at: usize) -> String {
    quote_before(page, at).unwrap_or_else(|| {
        "write a comma between two values, or close the list with `]`, the group with `)`".to_owned()
    })
}

fn at_the_end(page: &SourceFile) -> Diagnostic {
    let mut open = Vec::new();
    for token in &page.tokens {
        match token.kind {
            TokenKind::Open => open.push(token.span.clone()),
            TokenKind::Close => drop(open.pop()),
            TokenKind::Colon | TokenKind::Comma | TokenKind::Text | TokenKind::Word => {}
        }
    }
    let Some(last) = open.pop() else {
        let empty = page.tokens.is_empty();
        return said(if empty { "this file is empty" } else { "the file ends too early" })
            .hint("`golive pack init DIR` writes a whole pack to look at");
    };
    let bracket = page.source.get(last.clone()).unwrap_or_default();
    let line = page.source.position(last.start).line;
    said(format!("the file ends, and the `{bracket}` of line {line} is not closed")).hint("close it")
}

/// A message of the parser in the tone of ours.
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

/// The word of the documentation for the name of a shape.
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

/// The full id of what is around `offset`, as far as it has one.
pub(super) fn id_around(page: &SourceFile, offset: usize) -> Option<String> {
    let around = page.tree.around(offset);
    let ids: Vec<String> = around
        .iter()
        .filter_map(|node| Some(node.field(&page.source, "id")?.words(&page.source)?.into_owned()))
        .collect();
    (!ids.is_empty()).then(|| ids.join("/"))
}
