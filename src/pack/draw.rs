//! Draws problems the way a compiler does. The only module that knows the library for it.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, Severity, Spot};
use crate::text::{self, Text};

/// How problems are drawn.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Stands in front of each file name: the folder as the user typed it, or nothing.
    pub folder: Text,
    pub paint: Paint,
    /// The columns there are.
    pub width: usize,
}

/// Whether colours are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Words and signs alone.
    Plain,
    /// With the terminal's colours, by escape sequences.
    Styled,
}

impl Default for Drawing {
    fn default() -> Drawing {
        Drawing { folder: Text::default(), paint: Paint::Plain, width: 100 }
    }
}

/// All problems, each followed by an empty line, and how many there are.
pub fn problems(all: &[Problem], drawing: &Drawing) -> String {
    let mut out = String::new();
    for one in all {
        out.push_str(&problem(one, drawing));
        out.push_str("\n\n");
    }
    out.push_str(&count(all));
    out.push('\n');
    out
}

/// `2 errors and 1 warning in 2 files`.
pub fn count(all: &[Problem]) -> String {
    let errors = all.iter().filter(|problem| problem.is_error()).count();
    let warnings = all.len() - errors;
    let mut files: Vec<&str> = all.iter().map(|problem| problem.file.as_str()).collect();
    files.retain(|file| !file.is_empty());
    files.sort_unstable();
    files.dedup();
    let what = match (errors, warnings) {
        (0, 0) => return "no problems".to_owned(),
        (0, _) => text::counted(warnings, "warning", "warnings"),
        (_, 0) => text::counted(errors, "error", "errors"),
        (_, _) => {
            let errors = text::counted(errors, "error", "errors");
            format!("{errors} and {}", text::counted(warnings, "warning", "warnings"))
        }
    };
    format!("{what} in {}", text::counted(files.len(), "file", "files"))
}

/// One problem, without a line end.
pub fn problem(problem: &Problem, drawing: &Drawing) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let path = match (drawing.folder.as_str(), problem.file.as_str()) {
        ("", file) => file.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, file) => format!("{}/{file}", folder.trim_end_matches('/')),
    };
    let label = problem.label.as_ref().map(ToString::to_string).or_else(|| about(problem));
    let mut group = Group::with_title(level.primary_title(problem.message.as_str()));
    match &problem.spot {
        Some(spot) => {
            group = group
                .element(Origin::path(path).line(spot.line).char_column(spot.column))
                .element(snippet(spot, label));
        }
        None if path.is_empty() => {}
        None => group = group.element(Origin::path(path)),
    }
    if let Some(hint) = &problem.hint {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    let renderer = match drawing.paint {
        Paint::Plain => Renderer::plain(),
        Paint::Styled => Renderer::styled(),
    };
    let drawn = renderer.decor_style(DecorStyle::Ascii).term_width(drawing.width.max(40)).render(&[group]);
    let lines = drawn.lines().map(str::trim_end).filter(|line| !is_gap(line, problem));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line only tells two parts of a message apart, as between two files.
///
/// The place is given by itself, since the library would count the blanks in the place of a tab as columns.
fn is_gap(line: &str, problem: &Problem) -> bool {
    let mut words = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        words.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    words.push_str(rest);
    words.trim() == ":::" || (problem.spot.is_none() && words.trim() == "|")
}

/// What the problem is about, unless the message says it already.
fn about(problem: &Problem) -> Option<String> {
    let id = problem.id.as_ref()?;
    let last = id.rsplit('/').next().unwrap_or_default();
    let marked = problem.spot.as_ref().and_then(|spot| spot.words.get(spot.mark.clone())).unwrap_or_default();
    let said = problem.message.contains(id.as_str()) || marked.trim_matches('"') == last;
    (!said).then(|| format!("in `{id}`"))
}

fn snippet(spot: &Spot, label: Option<String>) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    let mark = AnnotationKind::Primary.span(spot.mark.clone()).label(label);
    Snippet::source(spot.words.as_str()).line_start(spot.line).annotation(mark)
}
