//! Reads out of every field what was said in one workshop.

use std::collections::{HashMap, HashSet};

use super::{EntryField, Minutes, MinutesCapture, MinutesEntry, MinutesHands, ProjectChange, named};
use crate::domain::board::{Board, EntryIx};
use crate::domain::hands;
use crate::journal::answers::{Answers, CaptureAnswers, EntryAnswers, FieldValue, Register, Write};
use crate::journal::record::{CaptureId, CaptureKind, Seq, Status};
use crate::pack::model::{EntryId, Level};
use crate::text::Text;

/// Fills in everything that was said; returns which entries that the workshop came to were settled at its end.
pub(super) fn gather(minutes: &mut Minutes, board: &Board, answers: &Answers) -> HashSet<EntryId> {
    let mut reader = Reader { seq: minutes.seq, end: minutes.seq, taken_back: 0 };
    reader.find_end(answers);
    let places: HashMap<EntryId, usize> =
        minutes.times.iter().enumerate().map(|(at, took)| (took.entry.id.clone(), at)).collect();
    let mut said: Vec<(Order, MinutesEntry)> = answers
        .entries
        .iter()
        .filter_map(|(id, entry)| {
            let said = reader.entry(board, answers, id, entry)?;
            let place = places.get(id).copied().unwrap_or(usize::MAX);
            Some(((place, board.find(id)), said))
        })
        .collect();
    said.sort_by(|(a, one), (b, other)| (a, &one.entry.id).cmp(&(b, &other.entry.id)));
    let mut hands: Vec<_> = answers
        .entries
        .iter()
        .flat_map(|(id, entry)| {
            let place = (places.get(id).copied().unwrap_or(usize::MAX), board.find(id));
            reader.hands(board, answers, id, entry).into_iter().map(move |shown| (place, shown))
        })
        .collect();
    hands.sort_by(|(a, one), (b, other)| (a, &one.entry.id).cmp(&(b, &other.entry.id)));
    minutes.hands = hands.into_iter().map(|(_, hands)| hands).collect();
    for (_, said) in said {
        section_of(minutes, &said).push(said);
    }
    let mut noted: Vec<(Seq, MinutesCapture)> = answers
        .captures
        .iter()
        .filter_map(|(id, capture)| reader.capture(board, answers, id, capture))
        .collect();
    noted.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    for (_, noted) in noted {
        let kind = if noted.is_here { Some(noted.kind) } else { None };
        match kind {
            Some(CaptureKind::Decision) => &mut minutes.decisions,
            Some(CaptureKind::Action) => &mut minutes.actions,
            Some(CaptureKind::Question) => &mut minutes.questions,
            Some(CaptureKind::Risk) => &mut minutes.risks,
            Some(CaptureKind::Parked) => &mut minutes.parked,
            Some(CaptureKind::Objection) => &mut minutes.objections,
            None => &mut minutes.resolved,
        }
        .push(noted);
    }
    reader.about(minutes, board, answers);
    minutes.taken_back = reader.taken_back;
    let came_to = minutes.times.iter().map(|took| &took.entry.id);
    let settled = came_to.filter(|id| {
        let status = answers.entry(id).map(|entry| reader.difference(&entry.status));
        status.and_then(|status| status.after).is_some_and(|answer| is_settled(answer.status))
    });
    settled.cloned().collect()
}

/// As the workshop came to the entries, then in the board's order.
type Order = (usize, Option<EntryIx>);

fn section_of<'a>(minutes: &'a mut Minutes, said: &MinutesEntry) -> &'a mut Vec<MinutesEntry> {
    let status = said.has_changed(EntryField::Status);
    match (is_settled(said.before), is_settled(said.after)) {
        // What does not apply is on no list, so that it settles nothing.
        (_, true) if said.aside.is_some() => &mut minutes.touched,
        (_, true) if status => &mut minutes.settled,
        (true, false) if status => &mut minutes.reopened,
        (_, false) if said.has_changed(EntryField::Note) || (status && said.after != Status::Todo) => {
            &mut minutes.answered
        }
        _ => &mut minutes.touched,
    }
}

fn is_settled(status: Status) -> bool {
    matches!(status, Status::Done | Status::Waived | Status::Na)
}

/// The last words of something captured that is not there any more.
fn removed(answers: &Answers, id: &CaptureId) -> Option<Text> {
    let register = &answers.captures.get(id)?.capture;
    if register.value().is_some() {
        return None;
    }
    let last = || register.writes().iter().rev();
    let write = last().find(|write| write.live).or_else(|| last().next())?;
    Some(write.value.text.clone())
}

struct Reader {
    seq: Seq,
    /// The last line that was written in the workshop.
    end: Seq,
    taken_back: usize,
}

/// A field before the workshop and at its end.
struct FieldDifference<'a, T> {
    before: Option<&'a T>,
    after: Option<&'a T>,
    /// The write that the workshop ended with; `None` if the workshop said nothing.
    here: Option<&'a Write<T>>,
}

impl Reader {
    fn find_end(&mut self, answers: &Answers) {
        fn last<T: FieldValue>(field: &Register<T>, seq: Seq) -> Option<Seq> {
            field.writes().iter().rev().find(|write| write.workshop == Some(seq)).map(|write| write.seq)
        }
        let seq = self.seq;
        let entries = answers.entries.values().flat_map(|said| {
            [
                last(&said.status, seq),
                last(&said.owner, seq),
                last(&said.due, seq),
                last(&said.note, seq),
                last(&said.hands, seq),
            ]
        });
        let captures =
            answers.captures.values().flat_map(|said| [last(&said.capture, seq), last(&said.resolved, seq)]);
        let about = [last(&answers.project, seq), last(&answers.scenario, seq)].into_iter();
        let about = about
            .chain(answers.questions.values().map(|field| last(field, seq)))
            .chain(answers.targets.values().map(|field| last(field, seq)))
            .chain(answers.own_items.values().map(|field| last(field, seq)));
        self.end = entries.chain(captures).chain(about).flatten().fold(self.seq, Seq::max);
    }

    fn difference<'a, T: FieldValue>(&mut self, field: &'a Register<T>) -> FieldDifference<'a, T> {
        let mine = |write: &&Write<T>| write.workshop == Some(self.seq);
        let live = || field.writes().iter().filter(|write| write.live);
        let here = live().rev().find(mine);
        let first = live().find(mine).map_or(self.end, |write| write.seq);
        let before = live().take_while(|write| write.seq <= first).filter(|write| !mine(write)).last();
        let taken_back = field.writes().iter().filter(mine).filter(|write| !write.live).count();
        self.taken_back += taken_back;
        let before = before.map(|write| &write.value);
        FieldDifference { before, after: here.map(|write| &write.value).or(before), here }
    }

    fn entry(
        &mut self,
        board: &Board,
        answers: &Answers,
        id: &EntryId,
        entry: &EntryAnswers,
    ) -> Option<MinutesEntry> {
        let status = self.difference(&entry.status);
        let note = self.difference(&entry.note);
        let owner = self.difference(&entry.owner);
        let due = self.difference(&entry.due);
        let changed: Vec<EntryField> = [
            (EntryField::Status, status.here.is_some()),
            (EntryField::Note, note.here.is_some()),
            (EntryField::Owner, owner.here.is_some()),
            (EntryField::Due, due.here.is_some()),
        ]
        .into_iter()
        .filter_map(|(part, is_here)| is_here.then_some(part))
        .collect();
        if changed.is_empty() {
            return None;
        }
        Some(MinutesEntry {
            entry: named(board, answers, id),
            level: board.row(id).map_or(Level::Could, |row| row.level),
            aside: board.row(id).and_then(|row| board.why_not(&row.applies)).map(|why| Text::line(&why)),
            changed,
            before: status.before.map_or(Status::Todo, |answer| answer.status),
            after: status.after.map_or(Status::Todo, |answer| answer.status),
            reason: status.after.and_then(|answer| answer.reason.clone()),
            until: status.after.and_then(|answer| answer.until.clone()),
            evidence: status.after.and_then(|answer| answer.evidence.clone()),
            note: note.after.filter(|note| !note.is_empty()).cloned(),
            owner: owner.after.cloned().flatten(),
            due: due.after.copied().flatten(),
        })
    }

    /// The shows of hands at an entry; a later one on the same statement takes the place of the one before, one on
    /// other words does not.
    fn hands(
        &mut self,
        board: &Board,
        answers: &Answers,
        id: &EntryId,
        entry: &EntryAnswers,
    ) -> Vec<MinutesHands> {
        // Those that were undone are counted with it.
        self.difference(&entry.hands);
        let mut found: Vec<MinutesHands> = Vec::new();
        let here = entry.hands.writes().iter().filter(|write| write.live && write.workshop == Some(self.seq));
        for write in here {
            let decision = hands::decision_asked(answers, &write.value, write.seq).cloned();
            found.retain(|before| {
                before.decision != decision || before.hands.statement != write.value.statement
            });
            found.push(MinutesHands {
                entry: named(board, answers, id),
                hands: write.value.clone(),
                decision,
            });
        }
        found
    }

    fn capture(
        &mut self,
        board: &Board,
        answers: &Answers,
        id: &CaptureId,
        capture: &CaptureAnswers,
    ) -> Option<(Seq, MinutesCapture)> {
        let captured = self.difference(&capture.capture);
        let resolved = self.difference(&capture.resolved);
        if captured.here.is_none() && resolved.here.is_none() {
            return None;
        }
        // A capture that was undone has no words left, though its mark may still stand; a removed one is gone.
        let value = captured.after.filter(|_| capture.capture.value().is_some())?;
        let noted = MinutesCapture {
            id: id.clone(),
            kind: value.kind,
            text: value.text.clone(),
            at: value.at.as_ref().map(|at| named(board, answers, at)),
            owner: value.owner.clone(),
            due: value.due,
            to: value.to.clone(),
            to_removed: value.to.as_ref().and_then(|to| removed(answers, to)),
            resolved: resolved.after.copied().unwrap_or(false),
            is_here: captured.here.is_some(),
            is_new: captured.before.is_none(),
        };
        Some((capture.capture.writes().first()?.seq, noted))
    }

    fn about(&mut self, minutes: &mut Minutes, board: &Board, answers: &Answers) {
        let found = &mut minutes.about;
        if let Some(write) = self.difference(&answers.project).here {
            found.push(ProjectChange::Project(write.value.clone()));
        }
        if let Some(write) = self.difference(&answers.scenario).here {
            found.push(ProjectChange::Kind(board.pack.kind_title(&write.value.business)));
        }
        for (id, field) in &answers.questions {
            let Some(write) = self.difference(field).here else { continue };
            let question = board.pack.questions.iter().find(|question| question.id == *id);
            let ask = question.map_or_else(|| id.as_str().into(), |question| question.ask.clone());
            found.push(ProjectChange::Question { id: id.clone(), ask, answer: write.value });
        }
        for (id, field) in &answers.left_so {
            let Some(write) = self.difference(field).here else { continue };
            let conflict = board.pack.conflicts.iter().find(|conflict| conflict.id == *id);
            found.push(ProjectChange::LeftSo {
                id: id.clone(),
                says: conflict.map_or_else(|| id.clone(), |conflict| conflict.says.clone()),
                is_left: !write.value.answers.is_empty(),
                reason: write.value.reason.clone(),
            });
        }
        for (id, field) in &answers.targets {
            let Some(write) = self.difference(field).here else { continue };
            let title = board.milestone(id).map(|(_, milestone)| milestone.title.clone());
            let title = title.unwrap_or_else(|| id.as_str().into());
            found.push(ProjectChange::Target { id: id.clone(), title, day: write.value });
        }
        for (id, field) in &answers.own_items {
            if self.difference(field).here.is_some() {
                found.push(ProjectChange::Item(named(board, answers, id)));
            }
        }
    }
}
