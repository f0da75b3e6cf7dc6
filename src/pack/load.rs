//! The way from a pack's files to the pack, with all problems on the way, never only the first.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::check;
use super::draw;
use super::file::{ChecklistFile, FORMAT, PlanFile, QuestionsFile};
use super::found::{ProblemCollector, ValuePath};
use super::kept;
use super::model::Pack;
use super::naming::{is_id, mended_id};
use super::overlay;
use super::parse::{self, SourceFile};
use super::places::SourceText;
use super::problem::{self, Problem, Spot};
use super::repair;
use super::scan;
use super::shapes::{MOST_ENTRIES, Shapes};
use super::source::{Folder, PackSource, ReadError};
use crate::text::{Text, nearest};

/// The longest text, in bytes.
pub const LONGEST_TEXT: usize = 64 * 1024;
/// The most names, values and signs of a file; a hostile one has nothing else.
const MOST_TOKENS: usize = 2_000_000;
/// How deep values may be nested; a plan is nested seven deep.
const DEEPEST: usize = 24;

/// The pack, if it has no errors, and all its problems in the order of files and lines.
///
/// A pack that has only warnings is given; one with an error is not, whatever could be read of it.
pub fn load(source: &dyn PackSource) -> (Option<Pack>, Vec<Problem>) {
    load_as(source, true, |_| {})
}

/// A user of the pack is shown errors alone, and does not wait for what may not be meant. `keep` gets a
/// pack without errors.
fn load_as(
    source: &dyn PackSource,
    is_judged: bool,
    keep: impl FnOnce(&Pack),
) -> (Option<Pack>, Vec<Problem>) {
    let mut found = ProblemCollector::default();
    let mut shapes = Shapes::default();
    if read(source, &mut shapes, &mut found) {
        check::shapes(&shapes, &mut found);
    }
    let mut pack = None;
    // What gates look at follows from references: as long as one is wrong, it is not judged.
    let has_errors = found.problems.iter().any(Problem::is_error);
    if shapes.pack.is_some() && shapes.unread.is_empty() && !has_errors {
        let whole = super::convert::pack(&shapes);
        keep(&whole);
        if is_judged {
            check::sense(&whole, &shapes, &mut found);
        }
        pack = Some(whole);
    }
    let ProblemCollector { mut problems, left_out, .. } = found;
    problem::sort(&mut problems);
    problem::group(&mut problems);
    if problems.iter().any(Problem::is_error) {
        pack = None;
    }
    let hidden: Vec<&str> = shapes.unread.iter().map(String::as_str).filter(|name| matters(name)).collect();
    if !hidden.is_empty() {
        let message =
            format!("references and gates were not checked, since {} could not be read", hidden.join(", "));
        problems.push(Problem::warning("", &message).hint("fix the problems above, then check again"));
    }
    if left_out > 0 {
        let message = format!("{left_out} more problems are not shown");
        problems.push(Problem::warning("", &message).hint("fix these first, then check again"));
    }
    (pack, problems)
}

/// What can be read of a pack, whatever is wrong with it.
pub(super) fn files(source: &dyn PackSource) -> Shapes {
    let mut shapes = Shapes::default();
    read(source, &mut shapes, &mut ProblemCollector::default());
    shapes
}

/// Whether other files refer to what is in this one.
fn matters(name: &str) -> bool {
    name == "pack.ron" || name.starts_with("checklists") || name.starts_with("plans")
}

/// Why a pack cannot be opened for work.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder itself cannot be read.
    #[error("cannot open the pack in {}: {reason}", Text::line(&folder.display().to_string()))]
    Folder { folder: PathBuf, reason: String },
    /// Its files have errors.
    #[error("the pack in {} has {count}", Text::line(&folder.display().to_string()))]
    Errors { folder: PathBuf, count: String },
}

impl OpenError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            OpenError::Folder { .. } => "a pack is a folder with a pack.ron in it".to_owned(),
            OpenError::Errors { folder, .. } => {
                let folder = Text::line(&folder.display().to_string());
                format!("`golive pack check {folder}` shows them all")
            }
        }
    }
}

/// The pack in `folder`, ready to be worked with; warnings do not stand in the way.
///
/// What its files say is kept in the folder `cache`, and taken from there as long as they say the same.
pub fn open(folder: &Path, cache: Option<&Path>) -> Result<Pack, OpenError> {
    let source = Folder::open(folder)
        .map_err(|reason| OpenError::Folder { folder: folder.to_owned(), reason: folder_reason(&reason) })?;
    let (whole, kept) = cache.map_or((None, None), |cache| kept::open(&source, cache));
    if let Some(pack) = kept {
        return Ok(pack);
    }
    let (pack, mut problems) = match (cache, whole) {
        (Some(cache), Some(whole)) => load_as(&whole, false, |pack| whole.keep(cache, pack)),
        _ => load_as(&source, false, |_| {}),
    };
    problems.retain(Problem::is_error);
    pack.ok_or_else(|| OpenError::Errors { folder: folder.to_owned(), count: draw::count(&problems) })
}

/// The reason in words that fit the folder of a pack rather than a file in it.
pub(super) fn folder_reason(reason: &ReadError) -> String {
    match reason {
        ReadError::Missing => "there is no such folder".to_owned(),
        ReadError::NoFolder => "this is a file, not a folder".to_owned(),
        ReadError::Denied => "permission denied".to_owned(),
        other => other.to_string(),
    }
}

/// Only what every format of a pack has.
#[derive(Deserialize)]
struct AnyFormat {
    format: u32,
}

/// Reads all files; returns whether it makes sense to look at what is in them.
fn read(source: &dyn PackSource, shapes: &mut Shapes, found: &mut ProblemCollector) -> bool {
    let (names, failed) = source.names();
    for (name, error) in failed {
        found.push(Problem::error(&name, &error.to_string()).hint(error.hint()));
        shapes.unread.push(name);
    }
    let manifest = page(source, "pack.ron", shapes, found);
    if let Some(page) = &manifest
        && let Ok(AnyFormat { format }) = parse::options().from_str(&page.source)
        && format > FORMAT
    {
        // What a newer format means by its fields is not known here, so nothing else is judged.
        let place = ValuePath::file("pack.ron").field("format");
        found.pages.extend(manifest);
        let message = format!("this pack has format {format}, and this program reads up to format {FORMAT}");
        found.error(&place, "", &message, "take a newer golive");
        return false;
    }
    if let Some(page) = manifest {
        let missing = parse::missing_lists(&page);
        shapes.pack = shape(page, shapes, found);
        if !missing.is_empty() && shapes.pack.take().is_some() {
            shapes.unread.push("pack.ron".to_owned());
        }
        for problem in missing {
            found.push(problem);
        }
    }
    if let Some(pack) = &mut shapes.pack {
        // An id that is not valid is said where texts are judged; what it most likely means is looked at all the same.
        for (folder, ids) in [("checklists", &mut pack.checklists), ("plans", &mut pack.plans)] {
            let good: Vec<String> = ids.iter().filter(|id| is_id(id)).cloned().collect();
            for id in ids.iter_mut().filter(|id| !is_id(id)) {
                let is_there = |id: &String| names.iter().any(|name| *name == format!("{folder}/{id}.ron"));
                if let Some(meant) = mended_id(id).filter(is_there).filter(|meant| !good.contains(meant)) {
                    *id = meant;
                }
            }
        }
    }
    let files_of = |folder: &str, ids: Option<&Vec<String>>| match ids {
        // What is not an id is said where texts are judged, and it is not a name of a file either.
        Some(ids) => ids.iter().filter(|id| is_id(id)).map(|id| format!("{folder}/{id}.ron")).collect(),
        // Without pack.ron the files themselves still can be looked at.
        None => {
            names.iter().filter(|name| name.starts_with(&format!("{folder}/"))).cloned().collect::<Vec<_>>()
        }
    };
    let checklists = files_of("checklists", shapes.pack.as_ref().map(|pack| &pack.checklists));
    let plans = files_of("plans", shapes.pack.as_ref().map(|pack| &pack.plans));
    for name in dedup(&checklists) {
        if let Some(mut list) = file::<ChecklistFile>(source, &name, shapes, found) {
            check::own_name(found, &name, &mut list.id);
            shapes.checklists.push((name, list));
        }
    }
    for name in dedup(&plans) {
        if let Some(mut plan) = file::<PlanFile>(source, &name, shapes, found) {
            check::own_name(found, &name, &mut plan.id);
            shapes.plans.push((name, plan));
        }
    }
    let extends = shapes.pack.as_ref().is_some_and(|pack| pack.extends.is_some());
    if !extends || names.iter().any(|name| name == "scenarios.ron") {
        shapes.scenarios = file(source, "scenarios.ron", shapes, found).unwrap_or_default();
    }
    if names.iter().any(|name| name == "questions.ron") {
        let read: QuestionsFile = file(source, "questions.ron", shapes, found).unwrap_or_default();
        (shapes.questions, shapes.conflicts) = (read.questions, read.conflicts);
    }
    if names.iter().any(|name| name == "resources.ron") {
        shapes.resources = file(source, "resources.ron", shapes, found).unwrap_or_default();
    }
    if names.iter().any(|name| name == "published.ron") {
        shapes.published = file(source, "published.ron", shapes, found);
    }
    check::left_over(&names, &checklists, &plans, shapes, found);
    check::entries(found);
    shapes.mend_ids();
    overlay::merge(shapes, found);
    true
}

/// The names once each; that one appears twice is said where ids are checked.
fn dedup(names: &[String]) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(name) {
            once.push(name.clone());
        }
    }
    once
}

fn file<T: DeserializeOwned>(
    source: &dyn PackSource,
    name: &str,
    shapes: &mut Shapes,
    found: &mut ProblemCollector,
) -> Option<T> {
    let page = page(source, name, shapes, found)?;
    shape(page, shapes, found)
}

/// The page as the shape `T`, and keeps the page for what is said about it later.
pub(super) fn shape<T: DeserializeOwned>(
    page: SourceFile,
    shapes: &mut Shapes,
    found: &mut ProblemCollector,
) -> Option<T> {
    let parsed = repair::parse(&page);
    if parsed.is_err() {
        shapes.unread.push(page.name.clone());
    }
    found.pages.push(page);
    parsed.map_err(|problems| problems.into_iter().for_each(|problem| found.push(problem))).ok()
}

/// A file that is within the bounds of what is read at all.
pub(super) fn page(
    source: &dyn PackSource,
    name: &str,
    shapes: &mut Shapes,
    found: &mut ProblemCollector,
) -> Option<SourceFile> {
    let read = source
        .read(name)
        .map_err(|error| {
            let near = matches!(error, ReadError::Missing).then(|| near_file(source, name)).flatten();
            let hint = near.unwrap_or_else(|| hint(name, &error).to_owned());
            Box::new(Problem::error(name, &error.to_string()).hint(&hint))
        })
        .and_then(|bytes| decode(name, bytes))
        .and_then(|text| bounded(name, text));
    read.map_err(|problem| {
        found.push(*problem);
        shapes.unread.push(name.to_owned());
    })
    .ok()
}

/// The file that was most likely meant instead of one that is missing.
fn near_file(source: &dyn PackSource, name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/')?;
    let wanted = file.strip_suffix(".ron")?;
    let (names, _) = source.names();
    let there =
        names.iter().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".ron"));
    let there = there.filter(|name| is_id(name));
    let near = nearest(wanted, there)?;
    Some(format!("did you mean `{near}`? The file {folder}/{near}.ron is there"))
}

fn hint(name: &str, error: &ReadError) -> &'static str {
    match (name, error) {
        ("pack.ron", ReadError::Missing) => {
            "is this the folder of a pack? `golive pack init DIR` writes one to start from"
        }
        ("scenarios.ron", ReadError::Missing) => "write it: it says which plan each kind of project uses",
        (_, error) => error.hint(),
    }
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<String, Box<Problem>> {
    match String::from_utf8(bytes) {
        // A byte order mark is left by some editors and is not a part of the words.
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let lossy = SourceText::new(String::from_utf8_lossy(error.as_bytes()).into_owned());
            let spot = Spot::new(&lossy, &(good..good + '\u{fffd}'.len_utf8()));
            let problem =
                Problem::error(name, "this file is not UTF-8").label("this byte is not a character");
            Err(Box::new(Problem { spot: Some(spot), ..problem }.hint("save it as UTF-8 in your editor")))
        }
    }
}

fn bounded(name: &str, source: String) -> Result<SourceFile, Box<Problem>> {
    let tokens = scan::tokens(&source);
    if tokens.len() > MOST_TOKENS {
        let message = format!("this file has more than {MOST_TOKENS} names, values and signs");
        return Err(Box::new(Problem::error(name, &message).hint("split it into several packs")));
    }
    if scan::groups(&source, &tokens) > MOST_ENTRIES {
        let message = format!("this file has more than {MOST_ENTRIES} entries");
        return Err(Box::new(Problem::error(name, &message).hint("split it into several packs")));
    }
    if scan::depth(&tokens) > DEEPEST {
        let message = format!("this file is nested deeper than {DEEPEST} levels");
        return Err(Box::new(Problem::error(name, &message).hint("is a bracket closed too late?")));
    }
    let long =
        tokens.iter().find(|token| token.kind == scan::TokenKind::Text && token.span.len() > LONGEST_TEXT);
    if let Some(long) = long {
        let message = format!("this text is longer than {} KiB", LONGEST_TEXT / 1024);
        let problem = Problem::error(name, &message)
            .at(&SourceText::new(source), &(long.span.start..long.span.start + 1));
        return Err(Box::new(
            problem.label("it begins here").hint("shorten it; or is a quote missing at its end?"),
        ));
    }
    let tree = scan::tree(&source, &tokens);
    Ok(SourceFile { name: name.to_owned(), source: SourceText::new(source), tokens, tree })
}
