//! The texts of a project, made ready to be searched with every letter that is typed.
//!
//! All texts of an entry are folded in one piece, so that most entries are passed over by one look. More letters find less: only
//! what had the words before is looked at again. The words of a find are put together when it is drawn.

use std::borrow::Cow;
use std::ops::Range;

use super::initials::Initials;
use super::texts::{elsewhere, texts, texts_of_capture};
use super::{Fit, Folded, HitField, Query, best, fold};
use crate::domain::board::{Board, EntryIx};
use crate::journal::answers::{Answers, CaptureAnswers};
use crate::journal::record::CaptureId;

/// So many characters of a text are shown before what was found in it.
const BEFORE: usize = 24;
/// So many after its beginning, more than any row has room for.
const MOST_SHOWN: usize = 400;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindSubject {
    Row(EntryIx),
    /// A capture that belongs to no entry of the project, by its place among all of them.
    Capture(usize),
}

/// An entry or a capture that was found, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Find {
    pub subject: FindSubject,
    place: FindPlace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FindPlace {
    /// In one of its texts, the label being the first.
    Text(usize),
    /// The words are in several texts.
    Spread,
    /// Only the letters, in its label.
    Scattered,
}

/// A find with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub found: HitField,
    /// The words around the find if it is not in the title; else the label.
    pub shown: String,
    /// Which characters of `shown` fit, by position, in order.
    pub fitting: Vec<u32>,
}

/// What an index holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum IndexScope {
    /// Everything on the board, also what does not apply.
    #[default]
    Entries,
    /// The same, and what was captured at no entry of the project: for the project as a whole, or at one that is gone.
    Everything,
}

/// The texts of a project, made ready part by part to be searched many times.
#[derive(Debug, Clone, Default)]
pub struct Index {
    scope: IndexScope,
    entries: Vec<Searched>,
    is_whole: bool,
    /// What was looked for last, and the entries that have its words somewhere.
    narrowed: Option<(String, Vec<usize>)>,
}

#[derive(Debug, Clone)]
pub(super) struct Searched {
    subject: FindSubject,
    /// Its texts folded, a line end behind each.
    folded: String,
    parts: Vec<Part>,
}

/// One of the texts.
#[derive(Debug, Clone)]
struct Part {
    field: HitField,
    range: Range<usize>,
    initials: Initials,
}

impl Index {
    pub fn new(scope: IndexScope) -> Index {
        Index { scope, ..Index::default() }
    }

    pub fn scope(&self) -> IndexScope {
        self.scope
    }

    /// Whether all texts are ready.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// How many entries and captures are ready.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is ready.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Makes the texts of the board's first so many rows ready, as far as they are not; those of captures with the last one.
    ///
    /// An index belongs to one state of board and answers.
    pub fn make(&mut self, first: usize, board: &Board, answers: &Answers) {
        if self.is_whole || self.len() >= first {
            return;
        }
        let rows = board.rows().iter().enumerate().take(first).skip(self.len());
        let rows =
            rows.map(|(at, row)| Searched::of(FindSubject::Row(EntryIx(at)), &texts(row, board, answers)));
        self.entries.extend(rows);
        self.narrowed = None;
        if self.len() < board.rows().len() {
            return;
        }
        if self.scope == IndexScope::Everything {
            self.entries.extend(elsewhere(board, answers).map(|(at, _, captured)| {
                Searched::of(FindSubject::Capture(at), &texts_of_capture(captured))
            }));
        }
        self.is_whole = true;
    }

    /// What `typed` finds: the best fitting first, titles before texts, in the board's order among equals.
    pub fn search(&mut self, typed: &str) -> Vec<Find> {
        let query = Query::new(typed);
        if query.is_empty() {
            return Vec::new();
        }
        let has_all = |at: &usize| self.entries.get(*at).is_some_and(|entry| entry.has_all(&query));
        let having: Vec<usize> = match self.narrowed.take() {
            Some((before, having)) if typed.starts_with(&before) => {
                having.into_iter().filter(has_all).collect()
            }
            _ => (0..self.entries.len()).filter(has_all).collect(),
        };
        let found = having.iter().filter_map(|at| self.entries.get(*at)?.find(&query));
        let mut found: Vec<((Fit, HitField), Find)> = found.collect();
        self.narrowed = Some((typed.to_owned(), having));
        if found.is_empty() {
            let scattered = self.entries.iter().filter_map(|entry| entry.scattered(&query));
            let mut scattered: Vec<(u32, Find)> = scattered.collect();
            // Letters close together mean more than letters far apart.
            scattered.sort_by_key(|(spread, _)| *spread);
            return scattered.into_iter().map(|(_, find)| find).collect();
        }
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, find)| find).collect()
    }
}

impl Searched {
    pub(super) fn of(subject: FindSubject, texts: &[(HitField, Cow<'_, str>)]) -> Searched {
        let mut folded = String::with_capacity(texts.iter().map(|(_, words)| words.len() + 1).sum());
        let mut parts = Vec::with_capacity(texts.len());
        for (found, words) in texts {
            let from = folded.len();
            fold(words, &mut folded);
            let initials = Initials::of(folded.get(from..).unwrap_or_default());
            parts.push(Part { field: *found, range: from..folded.len(), initials });
            folded.push('\n');
        }
        Searched { subject, folded, parts }
    }

    fn has_all(&self, query: &Query) -> bool {
        query.words.iter().all(|word| self.folded.contains(word.as_str()))
    }

    fn part(&self, part: &Part) -> &str {
        self.folded.get(part.range.clone()).unwrap_or_default()
    }

    /// The best find of all words in one place; else each word wherever it is best, named by its first text.
    fn find(&self, query: &Query) -> Option<((Fit, HitField), Find)> {
        let mut best: Option<((Fit, HitField), usize)> = None;
        for (at, part) in self.parts.iter().enumerate() {
            let fit = query.initials.fit(part.initials, || query.rank(self.part(part)));
            let Some(rank) = fit.map(|fit| (fit, part.field)) else { continue };
            if best.is_none_or(|(best, _)| rank < best) {
                best = Some((rank, at));
            }
            if best.is_some_and(|(rank, _)| rank == (Fit::Phrase, HitField::Title)) {
                break;
            }
        }
        match best {
            Some((rank, at)) => Some((rank, Find { subject: self.subject, place: FindPlace::Text(at) })),
            None => self.spread(query),
        }
    }

    /// Words that are in several texts.
    fn spread(&self, query: &Query) -> Option<((Fit, HitField), Find)> {
        if query.words.len() < 2 {
            return None;
        }
        let parts: Vec<(HitField, &str)> =
            self.parts.iter().map(|part| (part.field, self.part(part))).collect();
        let (rank, ..) = spread(query, &parts)?;
        Some((rank, Find { subject: self.subject, place: FindPlace::Spread }))
    }

    fn scattered(&self, query: &Query) -> Option<(u32, Find)> {
        let folded = Folded { text: self.part(self.parts.first()?).to_owned(), from: None };
        let (_, fitting) = query.scattered(&folded)?;
        let spread = fitting.last()?.saturating_sub(*fitting.first()?);
        Some((spread, Find { subject: self.subject, place: FindPlace::Scattered }))
    }
}

/// How well words fit that are in several texts, and the first of them that is not in the title: which text, and where in it.
fn spread(query: &Query, parts: &[(HitField, &str)]) -> Option<((Fit, HitField), usize, Range<usize>)> {
    let mut worst = Fit::Words;
    let mut first: Option<(HitField, usize, Range<usize>)> = None;
    for word in &query.words {
        let fits = parts.iter().enumerate().filter_map(|(at, (found, folded))| {
            let (fit, place) = best(folded, word)?;
            Some((fit, *found, at, place))
        });
        let (title, texts): (Vec<_>, Vec<_>) = fits.partition(|(_, found, ..)| *found == HitField::Title);
        let text = texts.into_iter().min_by_key(|(fit, found, ..)| (*fit, *found));
        let fit = title.iter().chain(&text).map(|(fit, ..)| *fit).min()?;
        worst = worst.max(fit);
        if title.is_empty()
            && let Some((_, found, at, place)) = text
            && first.as_ref().is_none_or(|(before, ..)| found < *before)
        {
            first = Some((found, at, place..place + word.len()));
        }
    }
    let (found, at, range) = first?;
    Some(((worst, found), at, range))
}

impl Find {
    /// The same find at the place that its entry or capture has by now.
    #[must_use]
    pub fn moved_to(self, subject: FindSubject) -> Find {
        Find { subject, ..self }
    }

    /// Whether nothing has the words, and only the letters are there.
    pub fn is_scattered(self) -> bool {
        self.place == FindPlace::Scattered
    }

    /// The entry that was found; `None` for a capture.
    pub fn row(self) -> Option<EntryIx> {
        match self.subject {
            FindSubject::Row(row) => Some(row),
            FindSubject::Capture(_) => None,
        }
    }

    /// The capture that was found; `None` for an entry.
    pub fn capture(self, answers: &Answers) -> Option<(&CaptureId, &CaptureAnswers)> {
        match self.subject {
            FindSubject::Row(_) => None,
            FindSubject::Capture(at) => answers.captures.iter().nth(at),
        }
    }

    /// The words of a find, with the characters that fit. If they have changed since, the label stands for itself.
    pub fn hit(self, typed: &str, board: &Board, answers: &Answers) -> Hit {
        let query = Query::new(typed);
        let captured = self.capture(answers).and_then(|(_, capture)| capture.capture.value());
        let texts = match (self.row(), captured) {
            (Some(row), _) => texts(board.at(row), board, answers),
            (None, Some(captured)) => texts_of_capture(captured),
            (None, None) => Vec::new(),
        };
        self.shown(&query, &texts).unwrap_or_else(|| {
            let label = texts.first().map(|(_, words)| words.to_string()).unwrap_or_default();
            Hit { found: HitField::Title, fitting: query.marks(&label), shown: label }
        })
    }

    fn shown(self, query: &Query, texts: &[(HitField, Cow<'_, str>)]) -> Option<Hit> {
        let title = |fitting, words: &str| Hit { found: HitField::Title, shown: words.to_owned(), fitting };
        match self.place {
            FindPlace::Text(at) => {
                let (found, words) = texts.get(at)?;
                let (_, fitting) = query.fit_exact(&Folded::of(words))?;
                Some(if at == 0 { title(fitting, words) } else { excerpt(*found, words, &fitting) })
            }
            FindPlace::Spread => {
                let folded: Vec<(HitField, Folded)> =
                    texts.iter().map(|(found, words)| (*found, Folded::of(words))).collect();
                let parts: Vec<(HitField, &str)> =
                    folded.iter().map(|(found, folded)| (*found, folded.text.as_str())).collect();
                let (_, at, range) = spread(query, &parts)?;
                let ((found, words), (_, folded)) = (texts.get(at)?, folded.get(at)?);
                Some(excerpt(*found, words, &folded.places(range.start, range.len())))
            }
            FindPlace::Scattered => {
                let (_, words) = texts.first()?;
                Some(title(query.scattered(&Folded::of(words))?.1, words))
            }
        }
    }
}

fn excerpt(found: HitField, words: &str, fitting: &[u32]) -> Hit {
    let first = fitting.first().map_or(0, |at| usize::try_from(*at).unwrap_or(0));
    let skipped = first.saturating_sub(BEFORE);
    // A word is not cut where it begins to be shown.
    let upto = first + MOST_SHOWN;
    let rest = words.char_indices().map(|(at, c)| (at, c.is_whitespace())).take(upto).collect::<Vec<_>>();
    let skipped = (skipped..first).find(|at| *at == 0 || rest.get(at - 1).is_some_and(|(_, blank)| *blank));
    let skipped = skipped.unwrap_or(first.min(rest.len()));
    let from = rest.get(skipped).map_or(0, |(at, _)| *at);
    let to = words.char_indices().nth(upto).map_or(words.len(), |(at, _)| at);
    let (dots, shift) = if skipped > 0 { ("…", 1) } else { ("", 0) };
    let shown = format!("{dots}{}", words.get(from..to).unwrap_or_default().replace('\n', " "));
    let skipped = u32::try_from(skipped).unwrap_or(0);
    let fitting = fitting.iter().filter_map(|at| Some(at.checked_sub(skipped)? + shift)).collect();
    Hit { found, shown, fitting }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};
    use crate::journal::record::Status;
    use crate::pack::model::Level;

    type Texts = Vec<(HitField, Cow<'static, str>)>;

    fn texts() -> Vec<Texts> {
        let entry = |label: &'static str, texts: &[(HitField, &'static str)]| {
            let label = std::iter::once((HitField::Title, Cow::Borrowed(label)));
            label.chain(texts.iter().map(|(found, words)| (*found, Cow::Borrowed(*words)))).collect()
        };
        vec![
            entry("Design 17  MFA policy designed", &[(HitField::Guidance, "Ask for a second factor.")]),
            entry("Analyze 5  Common fields in a plan", &[(HitField::Question, "Is MFA wanted?")]),
            entry(
                "Übung 3  Café",
                &[(HitField::Answer, "we use a second factor"), (HitField::Owner, "Quirin")],
            ),
            entry("Analyze 42  Network paths listed", &[(HitField::Answer, "in der zweiten Runde")]),
            entry("Analyze 1  Objectives", &[(HitField::Answer, "zweite Runde")]),
            entry("Design 9  Second factors rolled out", &[]),
            entry("Title", &[(HitField::Evidence, "one two three four five six seven eight nine ten")]),
        ]
    }

    fn index() -> Index {
        let texts = texts();
        let entries =
            texts.iter().enumerate().map(|(at, texts)| Searched::of(FindSubject::Row(EntryIx(at)), texts));
        Index { entries: entries.collect(), is_whole: true, ..Index::default() }
    }

    fn hits(index: &mut Index, typed: &str) -> Vec<(usize, Hit)> {
        let texts = texts();
        let shown = |find: Find| find.shown(&Query::new(typed), &texts[find.row().unwrap().0]).unwrap();
        index.search(typed).into_iter().map(|find| (find.row().unwrap().0, shown(find))).collect()
    }

    fn found(typed: &str) -> Vec<(usize, HitField)> {
        hits(&mut index(), typed).into_iter().map(|(row, hit)| (row, hit.found)).collect()
    }

    #[test]
    fn every_text_is_found_however_the_index_was_made() {
        let pack = Packing::new(&[&["arch/tenant"]])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .pack();
        let said = Said::new().answer(&pack, "analyze/goals", Status::Done);
        let answers = said.owned("analyze/region", Some("Quirin"), None).answers;
        let board = Board::new(&pack, &answers, TODAY);
        let (mut at_once, mut in_parts) = (Index::default(), Index::new(IndexScope::Everything));
        at_once.make(usize::MAX, &board, &answers);
        for first in 1..=board.rows().len() {
            assert!(!in_parts.is_whole());
            in_parts.make(first, &board, &answers);
            // It is about the second row.
            assert_eq!(in_parts.search("quirin").len(), usize::from(first >= 2));
        }
        assert!(at_once.is_whole() && in_parts.is_whole());
        for row in board.rows() {
            for (found, words) in crate::domain::search::texts::texts(row, &board, &answers) {
                let finds = at_once.search(&words);
                assert_eq!(finds, in_parts.search(&words));
                let is_it = |find: &Find| {
                    find.row().is_some_and(|ix| board.at(ix).id == row.id)
                        && find.hit(&words, &board, &answers).found <= found
                };
                assert!(finds.iter().any(is_it), "{words}");
            }
        }
    }

    #[test]
    fn titles_come_first_and_texts_need_every_word() {
        assert_eq!(found("mfa"), [(0, HitField::Title), (1, HitField::Question)]);
        assert_eq!(
            found("second factor"),
            [(0, HitField::Guidance), (2, HitField::Answer), (5, HitField::Title)]
        );
        assert_eq!(found("second nothing"), []);
        assert_eq!(found("  "), []);
        assert_eq!(found("quirin"), [(2, HitField::Owner)]);
        assert_eq!(found("mfa second"), [(0, HitField::Guidance)]);
        assert_eq!(found("design second factors"), [(5, HitField::Title)]);
    }

    #[test]
    fn whole_words_come_before_beginnings_and_scattered_letters_only_alone() {
        assert_eq!(found("zweite"), [(4, HitField::Answer), (3, HitField::Answer)]);
        assert_eq!(found("mfapol"), [(0, HitField::Title)]);
        assert_eq!(found("esign"), [(0, HitField::Title), (5, HitField::Title)]);
        assert_eq!(found("analyze 5"), [(1, HitField::Title)]);
        assert_eq!(found("ubung cafe"), [(2, HitField::Title)]);
    }

    #[test]
    fn letter_by_letter_the_same_is_found_as_at_once() {
        for typed in ["second factor", "zweite", "analyze 42", "mfapol", "fe", "café", "runde der"] {
            let mut index = index();
            for (end, c) in typed.char_indices() {
                let so_far = &typed[..end + c.len_utf8()];
                let found = index.search(so_far);
                assert_eq!(found, super::tests::index().search(so_far), "{so_far}");
            }
            // What was undone is found again.
            assert_eq!(index.search("mfa"), super::tests::index().search("mfa"));
        }
    }

    #[test]
    fn what_was_found_is_shown_with_its_letters() {
        let (_, hit) = hits(&mut index(), "runde").remove(0);
        assert_eq!(
            (hit.shown.as_str(), hit.fitting.as_slice()),
            ("in der zweiten Runde", &[15, 16, 17, 18, 19][..])
        );
        let (_, hit) = hits(&mut index(), "nine").remove(0);
        assert_eq!(hit.shown, "…five six seven eight nine ten");
        let marked: String =
            hit.fitting.iter().filter_map(|at| hit.shown.chars().nth(*at as usize)).collect();
        assert_eq!(marked, "nine");
    }
}
