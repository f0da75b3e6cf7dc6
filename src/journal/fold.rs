//! The way from lines to answers: takes lines in any order, one by one or all at once.
//!
//! What comes out depends on which lines there are, never on the order in which they came, and a line that comes
//! twice counts once. Taking one line in or out costs work in the size of what it touches, not of the journal.
//! Pure: no files, no clock.

pub mod compose;
mod fields;
mod seqs;
mod workshops;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::answers::{Answers, ClosedReview, Register, Wording, Write};
use super::digest::Digest;
use super::line::JournalLine;
use super::record::{Change, Record, ReviewRecord, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;
use fields::WriteOp;
use seqs::Seqs;
use workshops::Workshops;

/// The lines of a journal in their order, and what they come to.
#[derive(Debug, Clone, Default)]
pub struct Fold {
    lines: BTreeMap<(Seq, Arc<str>), Arc<Record>>,
    answers: Answers,
    /// For each line that was undone or redone: by which lines, and whether they make it hold.
    marks: BTreeMap<Seq, BTreeMap<Seq, bool>>,
    /// For each person the lines that can be undone and hold.
    holding: BTreeMap<Text, Seqs>,
    /// For each person the lines that cannot be undone and must not be passed over.
    lasting: BTreeMap<Text, Seqs>,
    /// For each person the lines that undo and redo look at: changes of answers and what undoes them.
    trails: BTreeMap<Text, Seqs>,
    wordings: BTreeMap<(EntryId, Digest), Register<Wording>>,
    workshops: Workshops,
    /// Entries that another one stands for now: what was said about the first counts for the second.
    moved: Arc<BTreeMap<EntryId, EntryId>>,
}

impl Fold {
    pub fn of(lines: impl IntoIterator<Item = JournalLine>) -> Fold {
        let mut fold = Fold::default();
        fold.extend(lines);
        fold
    }

    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Lets answers to entries count for those that stand for them now. The lines stay as they are.
    pub fn moving(&mut self, moved: BTreeMap<EntryId, EntryId>) {
        let is_known =
            |id: &EntryId| self.answers.entries.contains_key(id) || self.answers.captured_at.contains_key(id);
        let is_used = moved.keys().any(is_known);
        self.moved = Arc::new(moved);
        if is_used {
            self.rebuild();
        }
    }

    /// The change as it counts: about the entry that stands for its own now.
    fn meant<'c>(&self, change: &'c Change) -> Cow<'c, Change> {
        let id = match change {
            Change::Words { id, .. } => Some(id),
            change => change.entry(),
        };
        match id.and_then(|id| self.moved.get(id)) {
            Some(id) => Cow::Owned(change.at_entry(id)),
            None => Cow::Borrowed(change),
        }
    }

    /// A line that appears twice counts once.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// In the order of the journal.
    pub fn records(&self) -> impl DoubleEndedIterator<Item = &Record> {
        self.lines.values().map(AsRef::as_ref)
    }

    /// In the order of the journal.
    pub fn lines(&self) -> impl Iterator<Item = JournalLine> {
        self.lines
            .iter()
            .map(|((_, text), record)| JournalLine { text: text.clone(), record: record.clone() })
    }

    pub fn record(&self, seq: Seq) -> Option<&Record> {
        self.records_named(seq).next()
    }

    /// The records after this one, in the order of the journal.
    pub fn since(&self, seq: Seq) -> impl DoubleEndedIterator<Item = &Record> {
        let from = self.lines.range((seq, Arc::from(""))..);
        from.filter(move |((other, _), _)| *other != seq).map(|(_, record)| record.as_ref())
    }

    /// Whether a line has not been undone.
    pub fn is_live(&self, seq: Seq) -> bool {
        self.marks.get(&seq).and_then(|marks| marks.values().next_back()).copied().unwrap_or(true)
    }

    /// The newest change of this person that holds and can be undone.
    pub fn newest_by(&self, by: &str) -> Option<&Record> {
        self.record(self.holding.get(by)?.newest().next()?)
    }

    /// What this person did last: undo takes it back, or names it because it cannot.
    pub fn newest_act_by(&self, by: &str) -> Option<&Record> {
        let undoable = self.holding.get(by).and_then(|seqs| seqs.newest().next());
        let lasting = self.lasting.get(by).and_then(|seqs| seqs.newest().find(|seq| !self.goes_with(*seq)));
        self.record(undoable.max(lasting)?)
    }

    /// Whether a line was written with the answers before it: what an export showed when they were accepted.
    fn goes_with(&self, seq: Seq) -> bool {
        let is_look = self.record(seq).is_some_and(|record| matches!(record.change, Change::Look(_)));
        let before = || self.lines.range(..(seq, Arc::from(""))).next_back();
        is_look
            && before().is_some_and(|((Seq(n, run), _), record)| {
                (n + 1, *run) == (seq.0, seq.1) && record.is_undoable()
            })
    }

    /// The newest change of this person that holds and is about an entry: where they were.
    pub fn newest_at_entry_by(&self, by: &str) -> Option<&Record> {
        let mut newest = self.holding.get(by)?.newest().filter_map(|seq| self.record(seq));
        newest.find(|record| record.change.parts(None).any(|(_, change)| change.entry().is_some()))
    }

    /// This person's changes, undos and redos, newest first.
    pub fn trail(&self, by: &str) -> impl Iterator<Item = &Record> {
        self.trails.get(by).into_iter().flat_map(Seqs::newest).filter_map(|seq| self.record(seq))
    }

    /// The same answers from other lines.
    #[must_use]
    pub fn anew(&self, lines: impl IntoIterator<Item = JournalLine>) -> Fold {
        let mut fold = Fold { moved: Arc::clone(&self.moved), ..Fold::default() };
        fold.extend(lines);
        fold
    }

    /// The fold of some of the lines, such as those up to a day or to a workshop's opening.
    #[must_use]
    pub fn of_those(&self, mut keep: impl FnMut(&Record) -> bool) -> Fold {
        let those = self.lines.iter().filter(|(_, record)| keep(record));
        let lines = those.map(|(name, record)| (name.clone(), Arc::clone(record))).collect();
        let mut fold = Fold { lines, moved: Arc::clone(&self.moved), ..Fold::default() };
        fold.rebuild();
        fold
    }

    /// Every record about an entry and about its captures, in the order of the journal.
    pub fn history(&self, id: &EntryId) -> Vec<&Record> {
        let mut seqs: BTreeSet<Seq> = BTreeSet::new();
        if let Some(entry) = self.answers.entries.get(id) {
            seqs.extend(entry.status.writes().iter().map(|write| write.seq));
            seqs.extend(entry.owner.writes().iter().map(|write| write.seq));
            seqs.extend(entry.due.writes().iter().map(|write| write.seq));
            seqs.extend(entry.note.writes().iter().map(|write| write.seq));
        }
        if let Some(item) = self.answers.own_items.get(id) {
            seqs.extend(item.writes().iter().map(|write| write.seq));
        }
        for (_, capture) in self.answers.captured_at.get(id).into_iter().flatten() {
            if let Some(capture) = self.answers.captures.get(capture) {
                seqs.extend(capture.capture.writes().iter().map(|write| write.seq));
                seqs.extend(capture.resolved.writes().iter().map(|write| write.seq));
            }
        }
        let taken_back: Vec<Seq> =
            seqs.iter().filter_map(|seq| self.marks.get(seq)).flat_map(BTreeMap::keys).copied().collect();
        seqs.extend(taken_back);
        seqs.into_iter().flat_map(|seq| self.records_named(seq)).collect()
    }

    /// Takes a line in; returns whether it was not there yet.
    pub fn insert(&mut self, line: JournalLine) -> bool {
        let seq = line.seq();
        // Most lines come in order.
        let is_last = self.lines.last_key_value().is_none_or(|((last, _), _)| *last < seq);
        let clashes = !is_last && self.record(seq).is_some();
        let record = line.record.clone();
        if self.lines.insert((seq, line.text), line.record).is_some() {
            return false;
        }
        if clashes {
            // Two different lines under one name are not ours; their order is that of their bytes.
            self.rebuild();
        } else {
            self.add(&record);
        }
        true
    }

    /// Takes the lines with this name out, as if they had never come.
    pub fn remove(&mut self, seq: Seq) {
        let from = self.lines.range((seq, Arc::from(""))..).map(|(key, _)| key);
        let keys: Vec<_> = from.take_while(|key| key.0 == seq).cloned().collect();
        let records: Vec<_> = keys.iter().filter_map(|key| self.lines.remove(key)).collect();
        match records.as_slice() {
            [] => {}
            [record] => self.subtract(record),
            _ => self.rebuild(),
        }
    }

    fn records_named(&self, seq: Seq) -> impl Iterator<Item = &Record> {
        let from = self.lines.range((seq, Arc::from(""))..);
        from.take_while(move |((other, _), _)| *other == seq).map(|(_, record)| record.as_ref())
    }

    fn rebuild(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let records: Vec<_> = lines.values().cloned().collect();
        *self = Fold { lines, moved: Arc::clone(&self.moved), ..Fold::default() };
        for record in &records {
            self.add(record);
        }
    }

    fn add(&mut self, record: &Arc<Record>) {
        let seq = record.seq();
        self.follow(record);
        match &record.change {
            Change::Undo(n, run) => self.set_mark(Seq(*n, *run), seq, Some(false)),
            Change::Redo(n, run) => self.set_mark(Seq(*n, *run), seq, Some(true)),
            change => {
                let live = self.is_live(seq);
                for (over, part) in change.parts(record.over) {
                    self.add_part(record, over, part, live);
                }
                if live && record.is_undoable() {
                    at(&mut self.holding, &record.by).insert(seq);
                }
                if record.is_lasting() {
                    at(&mut self.lasting, &record.by).insert(seq);
                }
            }
        }
    }

    fn add_part(&mut self, record: &Arc<Record>, over: Option<Seq>, part: &Change, live: bool) {
        match self.meant(part).as_ref() {
            Change::Words { id, digest, title, done_when } => {
                let words = Wording { title: title.clone(), done_when: done_when.clone() };
                let key = (id.clone(), *digest);
                self.wordings.entry(key.clone()).or_default().put(written(record, over, true, words));
                self.publish_words(key);
            }
            Change::Review(review) => {
                let (at, review) = self.review_place(record, review);
                self.answers.reviews.insert(at, review);
                self.number_reviews(at);
            }
            Change::Look(look) => self.answers.looks.add(record, look),
            Change::Tenant { name, kind } => self.answers.looks.say(record.seq(), name, *kind),
            Change::Prepare(_)
            | Change::Apart(_)
            | Change::Open { .. }
            | Change::At { .. }
            | Change::Agenda(_)
            | Change::Closing { .. }
            | Change::Course { .. }
            | Change::Close { .. } => self.workshops.add(record, &mut self.answers.workshops),
            field => fields::touch(&mut self.answers, field, &WriteOp::Put { record, over, live }),
        }
    }

    fn subtract(&mut self, record: &Arc<Record>) {
        let seq = record.seq();
        if let Some(trail) = self.trails.get_mut(&record.by) {
            trail.remove(seq);
        }
        for lines in [&mut self.holding, &mut self.lasting] {
            if let Some(lines) = lines.get_mut(&record.by) {
                lines.remove(seq);
            }
        }
        match &record.change {
            Change::Undo(n, run) | Change::Redo(n, run) => self.set_mark(Seq(*n, *run), seq, None),
            change => {
                for (_, part) in change.parts(record.over) {
                    self.subtract_part(record, part);
                }
            }
        }
    }

    fn subtract_part(&mut self, record: &Arc<Record>, part: &Change) {
        match self.meant(part).as_ref() {
            Change::Words { id, digest, .. } => {
                let key = (id.clone(), *digest);
                self.wordings.entry(key.clone()).or_default().take(record.seq());
                self.publish_words(key);
            }
            Change::Review(_) => {
                self.answers.reviews.retain(|review| review.seq != record.seq());
                self.number_reviews(0);
            }
            Change::Look(_) | Change::Tenant { .. } => self.answers.looks.take(record.seq()),
            Change::Prepare(_)
            | Change::Apart(_)
            | Change::Open { .. }
            | Change::At { .. }
            | Change::Agenda(_)
            | Change::Closing { .. }
            | Change::Course { .. }
            | Change::Close { .. } => self.workshops.remove(record, &mut self.answers.workshops),
            field => fields::touch(&mut self.answers, field, &WriteOp::Take(record.seq())),
        }
    }

    /// Notes who did something that undo and redo have to look at.
    fn follow(&mut self, record: &Record) {
        let counts = match &record.change {
            Change::Undo(..) | Change::Redo(..) | Change::Project(_) | Change::Scenario { .. } => true,
            _ => record.is_undoable(),
        };
        if counts {
            at(&mut self.trails, &record.by).insert(record.seq());
        }
    }

    /// Sets or takes away what the line `by` says of the line `target`, and lets it show.
    fn set_mark(&mut self, target: Seq, by: Seq, live: Option<bool>) {
        let before = self.is_live(target);
        let marks = self.marks.entry(target).or_default();
        match live {
            Some(live) => marks.insert(by, live),
            None => marks.remove(&by),
        };
        if marks.is_empty() {
            self.marks.remove(&target);
        }
        let now = self.is_live(target);
        if now == before {
            return;
        }
        let from = self.lines.range((target, Arc::from(""))..);
        let records = from.take_while(|((seq, _), _)| *seq == target).map(|(_, record)| record.clone());
        for record in records.collect::<Vec<_>>() {
            for (over, part) in record.change.parts(record.over) {
                let part = self.meant(part);
                fields::touch(&mut self.answers, &part, &WriteOp::Mark { seq: target, over, live: now });
            }
            if record.is_undoable() {
                let holding = at(&mut self.holding, &record.by);
                if now {
                    holding.insert(target);
                } else {
                    holding.remove(target);
                }
            }
        }
    }

    fn publish_words(&mut self, key: (EntryId, Digest)) {
        // The first in order holds, so that words which were once shown do not change.
        if let Some(words) = self.wordings.get(&key).and_then(|field| field.writes().first()) {
            self.answers.words.insert(key, words.value.clone());
        } else {
            self.answers.words.remove(&key);
            self.wordings.remove(&key);
        }
    }

    fn review_place(&self, record: &Record, review: &ReviewRecord) -> (usize, ClosedReview) {
        let at = self.answers.reviews.partition_point(|other| other.seq <= record.seq());
        let closed = ClosedReview {
            seq: record.seq(),
            no: 0,
            by: record.by.clone(),
            at: record.at,
            review: review.clone(),
        };
        (at, closed)
    }

    fn number_reviews(&mut self, from: usize) {
        for (no, review) in (1..).zip(&mut self.answers.reviews).skip(from) {
            review.no = no;
        }
    }
}

impl Extend<JournalLine> for Fold {
    fn extend<T: IntoIterator<Item = JournalLine>>(&mut self, lines: T) {
        if self.lines.is_empty() {
            self.lines = lines.into_iter().map(|line| ((line.seq(), line.text), line.record)).collect();
            return self.rebuild();
        }
        let mut lines: Vec<JournalLine> = lines.into_iter().collect();
        // In order, each line is added at the end of what it touches.
        lines.sort_by(JournalLine::order);
        for line in lines {
            self.insert(line);
        }
    }
}

/// What a map has for a key; the key is copied only the first time, since nearly every line names one that is there.
fn at<'m, K: Ord + Clone, V: Default>(map: &'m mut BTreeMap<K, V>, key: &K) -> &'m mut V {
    if !map.contains_key(key) {
        map.insert(key.clone(), V::default());
    }
    map.get_mut(key).expect("it was put there if it was not")
}

fn written<T>(record: &Record, over: Option<Seq>, live: bool, value: T) -> Write<T> {
    Write { value, seq: record.seq(), by: record.by.clone(), at: record.at, over, workshop: record.s, live }
}

#[cfg(test)]
mod laws;
