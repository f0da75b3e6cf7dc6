//! Collects the problems of a pack while it is read and checked, and puts each at its place.

use std::collections::{HashMap, HashSet};

use super::naming::{BASE, is_id};
use super::parse::SourceFile;
use super::problem::Problem;
use super::scan::PathStep;
use crate::text::nearest;

/// The most problems that are kept; nobody reads further, and a hostile pack has no end of them.
const MOST_PROBLEMS: usize = 1_000;
/// How often a suggestion is looked for: it costs a comparison with everything there is.
const MOST_SUGGESTIONS: usize = 200;
/// The longest word that a suggestion is looked for.
const LONGEST_WORD: usize = 100;
/// The most candidates that a word is compared with.
const MOST_CANDIDATES: usize = 5_000;

/// The problems found so far, and the files they are in.
#[derive(Debug, Default)]
pub(super) struct ProblemCollector {
    pub(super) pages: Vec<SourceFile>,
    pub(super) problems: Vec<Problem>,
    pub(super) left_out: usize,
    suggestions: usize,
    /// How many values of a list are those of the pack that is extended: by file and field, empty for the file itself.
    before: HashMap<(String, &'static str), usize>,
}

/// Where a value is: the file, and the way to the value in it.
#[derive(Debug, Clone)]
pub(super) struct ValuePath {
    pub(super) file: String,
    steps: Vec<PathStep>,
}

impl ValuePath {
    /// The whole file.
    pub(super) fn file(name: &str) -> ValuePath {
        ValuePath { file: name.to_owned(), steps: Vec::new() }
    }

    pub(super) fn field(&self, name: &'static str) -> ValuePath {
        self.step(PathStep::Field(name))
    }

    /// The value at this position of it.
    pub(super) fn at(&self, idx: usize) -> ValuePath {
        self.step(PathStep::At(idx))
    }

    fn step(&self, step: PathStep) -> ValuePath {
        let mut place = self.clone();
        place.steps.push(step);
        place
    }
}

impl ProblemCollector {
    /// Keeps a problem.
    pub(super) fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(problem);
        } else {
            self.left_out += 1;
        }
    }

    /// Keeps an error about the value at `place`, which belongs to `id`.
    pub(super) fn error(&mut self, place: &ValuePath, id: &str, message: &str, hint: &str) {
        self.place(Problem::error, place, id, message, hint);
    }

    /// Keeps a warning about the value at `place`, which belongs to `id`.
    pub(super) fn warning(&mut self, place: &ValuePath, id: &str, message: &str, hint: &str) {
        self.place(Problem::warning, place, id, message, hint);
    }

    fn place(
        &mut self,
        kind: fn(&str, &str) -> Problem,
        place: &ValuePath,
        id: &str,
        message: &str,
        hint: &str,
    ) {
        if self.problems.len() == MOST_PROBLEMS {
            self.left_out += 1;
            return;
        }
        let problem = self.placed(kind(&place.file, message), place);
        self.push(problem.of(id).hint(hint));
    }

    /// Says that the first values of a list are not in this file: they are those of the pack that is extended.
    pub(super) fn before(&mut self, file: &str, field: &'static str, count: usize) {
        self.before.insert((file.to_owned(), field), count);
    }

    /// Where a value is in the file itself; `None` if it is the other pack's.
    fn own(&self, place: &ValuePath) -> Option<ValuePath> {
        let (field, idx, at) = match place.steps.as_slice() {
            [PathStep::Field(name), PathStep::At(idx), ..] => (*name, *idx, 1),
            [PathStep::At(idx), ..] => ("", *idx, 0),
            _ => return Some(place.clone()),
        };
        let Some(before) = self.before.get(&(place.file.clone(), field)) else { return Some(place.clone()) };
        let mut own = place.clone();
        *own.steps.get_mut(at)? = PathStep::At(idx.checked_sub(*before)?);
        Some(own)
    }

    /// Whether a value is one of the pack that is extended.
    pub(super) fn is_of_base(&self, place: &ValuePath) -> bool {
        self.own(place).is_none() || place.file.starts_with(&format!("{BASE}/"))
    }

    fn placed(&self, problem: Problem, place: &ValuePath) -> Problem {
        let Some(place) = &self.own(place) else { return problem };
        let Some(page) = self.page(&place.file) else { return problem };
        problem.at(&page.source, &page.tree.locate(&page.source, &place.steps))
    }

    /// The line of the value at `place`.
    pub(super) fn line(&self, place: &ValuePath) -> usize {
        let Some(place) = &self.own(place) else { return 1 };
        self.page(&place.file).map_or(1, |page| {
            let start = page.tree.locate(&page.source, &place.steps).start;
            page.source.position(start).line
        })
    }

    fn page(&self, name: &str) -> Option<&SourceFile> {
        self.pages.iter().find(|page| page.name == name)
    }

    /// "did you mean" with the id nearest to `word`, else `otherwise`. What is not a valid id is never proposed.
    pub(super) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: &str,
    ) -> String {
        let ids = candidates.into_iter().filter(|id| id.split('/').all(is_id));
        self.did_you_mean_name(word, ids, otherwise)
    }

    /// The same for names that are not ids: codes and files.
    pub(super) fn did_you_mean_name<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
        otherwise: &str,
    ) -> String {
        if self.suggestions == MOST_SUGGESTIONS || word.len() > LONGEST_WORD {
            return otherwise.to_owned();
        }
        self.suggestions += 1;
        let candidates: Vec<&str> = candidates.into_iter().collect();
        // Most often the way to it is missing or wrong, and its last part is right.
        let part = word.rsplit('/').next();
        let fits = |whole: &&str| {
            let is_longer = whole.contains('/') || word.contains('/');
            *whole != word && whole.rsplit('/').next() == part && is_longer
        };
        if let Some(whole) = candidates.iter().copied().find(fits) {
            return format!("did you mean `{whole}`?");
        }
        let near = candidates
            .into_iter()
            .filter(|candidate| candidate.len() <= 2 * LONGEST_WORD && *candidate != word)
            .take(MOST_CANDIDATES);
        nearest(word, near).map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
    }

    /// Keeps a warning for each word that appears twice in the list at `place`.
    pub(super) fn doubles(&mut self, place: &ValuePath, id: &str, words: &[String]) {
        let mut known = HashSet::new();
        for (idx, word) in words.iter().enumerate() {
            if !known.insert(word) {
                let message = format!("`{word}` is named twice");
                self.warning(&place.at(idx), id, &message, "take one of the two out");
            }
        }
    }
}
