//! Which field a single change writes, and what it writes there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{at, written};
use crate::journal::answers::{
    Answer, Answers, Captured, LeftSo, PackName, Register, Removal, ScenarioChoice,
};
use crate::journal::parts::is_undoable;
use crate::journal::record::{CaptureId, Change, Record, Seq};
use crate::pack::model::{ChecklistId, EntryId, Item, Level};
use crate::text::Text;

/// What happens to the writes of a line.
pub(super) enum WriteOp<'a> {
    /// They come in.
    Put { record: &'a Arc<Record>, over: Option<Seq>, live: bool },
    /// They go, as if the line had never come.
    Take(Seq),
    /// They are undone or redone.
    Mark { seq: Seq, over: Option<Seq>, live: bool },
}

impl WriteOp<'_> {
    /// What the line replaced, if that is known and matters.
    fn over(&self) -> Option<Seq> {
        match self {
            WriteOp::Put { over, .. } | WriteOp::Mark { over, .. } => *over,
            WriteOp::Take(_) => None,
        }
    }
}

/// Lets `act` happen to the field that `change` writes. Changes that write no field are passed over.
pub(super) fn touch(answers: &mut Answers, change: &Change, act: &WriteOp<'_>) {
    match change {
        Change::Project(name) => lasting(&mut answers.project, act, || name.clone()),
        Change::Pack { id, version, title } => lasting(&mut answers.pack, act, || PackName {
            id: id.clone(),
            version: version.clone(),
            title: title.clone(),
        }),
        Change::Scenario { business, apps } => {
            let value = || ScenarioChoice { business: business.clone(), apps: apps.clone() };
            // The first kind of a project is never taken away, only what was chosen in its place.
            if is_undoable(change, act.over()) {
                edit(&mut answers.scenario, act, value);
            } else {
                lasting(&mut answers.scenario, act, value);
            }
        }
        Change::Question { id, answer } => in_map(&mut answers.questions, id, act, || *answer),
        Change::LeftSo { id, answers: stood, reason } => in_map(&mut answers.left_so, id, act, || LeftSo {
            answers: stood.clone(),
            reason: reason.clone(),
        }),
        Change::Target { id, day } => in_map(&mut answers.targets, id, act, || *day),
        Change::Item { id, checklist, workstream, title, level, ask, done_when } => {
            in_map(&mut answers.own_workstreams, id, act, || workstream.clone());
            let before = appeared(answers, id);
            in_map(&mut answers.own_items, id, act, || {
                own_item(id, checklist, title, *level, ask.as_ref(), done_when.as_ref())
            });
            if !matches!(act, WriteOp::Mark { .. }) {
                number(answers, id, before.as_ref());
            }
        }
        Change::Status { id, status, words, reason, until, evidence } => entry(answers, id, |entry| {
            edit(&mut entry.status, act, || Answer {
                status: *status,
                words: *words,
                reason: reason.clone(),
                until: until.clone(),
                evidence: evidence.clone(),
            });
        }),
        Change::Owner { id, owner } => {
            entry(answers, id, |entry| edit(&mut entry.owner, act, || owner.clone()));
        }
        Change::Due { id, day } => entry(answers, id, |entry| edit(&mut entry.due, act, || *day)),
        Change::Note { id, text } => {
            entry(answers, id, |entry| edit(&mut entry.note, act, || text.clone()));
        }
        Change::Capture { id, at, kind, text, owner, due, to } => {
            let before = captured(answers, id);
            edit(&mut answers.captures.entry(id.clone()).or_default().capture, act, || Captured {
                at: at.clone(),
                kind: *kind,
                text: text.clone(),
                owner: owner.clone(),
                due: *due,
                to: to.clone(),
            });
            place(answers, id, before, at.as_ref(), act);
            drop_empty_capture(answers, id);
        }
        Change::Resolved { id, resolved } => {
            edit(&mut answers.captures.entry(id.clone()).or_default().resolved, act, || *resolved);
            drop_empty_capture(answers, id);
        }
        Change::Removed(id) if id.contains('/') => {
            let id = EntryId::new(id);
            remove(answers.own_items.entry(id.clone()).or_default(), act);
            if answers.own_items.get(&id).is_some_and(Register::is_empty) {
                answers.own_items.remove(&id);
            }
        }
        Change::Removed(id) => {
            let id = CaptureId(id.clone());
            remove(&mut answers.captures.entry(id.clone()).or_default().capture, act);
            drop_empty_capture(answers, &id);
        }
        Change::Hands(hands) => {
            entry(answers, &hands.id, |entry| edit(&mut entry.hands, act, || hands.clone()));
        }
        Change::Words { .. }
        | Change::Many(_)
        | Change::Undo(..)
        | Change::Redo(..)
        | Change::Prepare(_)
        | Change::Apart(_)
        | Change::Open { .. }
        | Change::At { .. }
        | Change::Agenda(_)
        | Change::Closing { .. }
        | Change::Course { .. }
        | Change::Close { .. }
        | Change::Review(_)
        | Change::Tenant { .. }
        | Change::Look(_) => {}
    }
}

fn edit<T>(field: &mut Register<T>, act: &WriteOp<'_>, value: impl FnOnce() -> T) {
    match *act {
        WriteOp::Put { record, over, live } => field.put(written(record, over, live, value())),
        WriteOp::Take(seq) => field.take(seq),
        WriteOp::Mark { seq, live, .. } => field.mark(seq, live),
    }
}

/// Lets a line take the value of a field away.
fn remove<T>(field: &mut Register<T>, act: &WriteOp<'_>) {
    match *act {
        WriteOp::Put { record, live, .. } => {
            field.put_away(Removal { seq: record.seq(), by: record.by.clone(), at: record.at, live });
        }
        WriteOp::Take(seq) => field.take(seq),
        WriteOp::Mark { seq, live, .. } => field.mark(seq, live),
    }
}

/// As [`edit`], for what is never undone.
fn lasting<T>(field: &mut Register<T>, act: &WriteOp<'_>, value: impl FnOnce() -> T) {
    match *act {
        WriteOp::Put { record, over, .. } => edit(field, &WriteOp::Put { record, over, live: true }, value),
        WriteOp::Take(_) => edit(field, act, value),
        WriteOp::Mark { .. } => {}
    }
}

fn in_map<K: Ord + Clone, T>(
    map: &mut BTreeMap<K, Register<T>>,
    id: &K,
    act: &WriteOp<'_>,
    value: impl FnOnce() -> T,
) {
    let field = at(map, id);
    edit(field, act, value);
    if field.is_empty() {
        map.remove(id);
    }
}

fn entry(answers: &mut Answers, id: &EntryId, edit: impl FnOnce(&mut super::super::answers::EntryAnswers)) {
    let entry = at(&mut answers.entries, id);
    edit(entry);
    if entry.is_empty() {
        answers.entries.remove(id);
    }
}

fn drop_empty_capture(answers: &mut Answers, id: &CaptureId) {
    if answers
        .captures
        .get(id)
        .is_some_and(|capture| capture.capture.is_empty() && capture.resolved.is_empty())
    {
        answers.captures.remove(id);
    }
}

/// The line that first wrote a capture.
fn captured(answers: &Answers, id: &CaptureId) -> Option<Seq> {
    answers.captures.get(id)?.capture.first()
}

/// Keeps the captures that were ever at an entry, in the order in which they first came.
fn place(
    answers: &mut Answers,
    id: &CaptureId,
    before: Option<Seq>,
    written: Option<&EntryId>,
    act: &WriteOp<'_>,
) {
    let after = captured(answers, id);
    match (act, before, after) {
        (WriteOp::Mark { .. }, _, _) => {}
        (WriteOp::Put { .. }, before, Some(first)) if before.is_none_or(|before| before == first) => {
            if let Some(at) = written {
                answers.captured_at.entry(at.clone()).or_default().insert((first, id.clone()));
            }
        }
        _ => {
            let writes = answers.captures.get(id).into_iter().flat_map(|capture| capture.capture.writes());
            let ever: BTreeSet<&EntryId> = writes.filter_map(|write| write.value.at.as_ref()).collect();
            for at in written.into_iter().chain(ever.iter().copied()) {
                let here = answers.captured_at.entry(at.clone()).or_default();
                here.retain(|(_, other)| other != id);
                if let Some(first) = after.filter(|_| ever.contains(at)) {
                    here.insert((first, id.clone()));
                }
                if here.is_empty() {
                    answers.captured_at.remove(at);
                }
            }
        }
    }
}

fn own_item(
    id: &EntryId,
    checklist: &ChecklistId,
    title: &Text,
    level: Level,
    ask: Option<&Text>,
    done_when: Option<&Text>,
) -> Item {
    Item {
        id: id.clone(),
        checklist: checklist.clone(),
        no: 0,
        own: true,
        codes: Vec::new(),
        was: Vec::new(),
        title: title.clone(),
        guidance: Text::default(),
        done_when: done_when.cloned().unwrap_or_default(),
        ask: ask.filter(|ask| *ask != title).cloned(),
        level,
        applies_to: Vec::new(),
        scenarios: Vec::new(),
        optional_when: None,
        role: Text::default(),
        topics: Vec::new(),
        minutes: level.usual_minutes(),
        repeats: None,
        link: None,
    }
}

/// The list in which an own item first appeared, and the line that put it there.
fn appeared(answers: &Answers, id: &EntryId) -> Option<(ChecklistId, Seq)> {
    let first = answers.own_items.get(id)?.writes().first()?;
    Some((first.value.checklist.clone(), first.seq))
}

/// Numbers an item that has been written: its place among those of its list, in the order in which they first
/// appeared. Those that were undone keep their numbers, so that what was once said never names another item.
fn number(answers: &mut Answers, id: &EntryId, before: Option<&(ChecklistId, Seq)>) {
    let after = appeared(answers, id);
    if before != after.as_ref() {
        if let Some((checklist, seq)) = before
            && let Some(order) = answers.own_order.get_mut(checklist)
        {
            order.remove(&(*seq, id.clone()));
            if order.is_empty() {
                answers.own_order.remove(checklist);
            }
            renumber(answers, checklist, *seq);
        }
        if let Some((checklist, seq)) = &after {
            answers.own_order.entry(checklist.clone()).or_default().insert((*seq, id.clone()));
            renumber(answers, checklist, *seq);
        }
        return;
    }
    let Some(field) = answers.own_items.get_mut(id) else { return };
    let no = field.writes.first().map(|write| write.value.no).unwrap_or_default();
    // The write that came in is nearly always the last, so the search ends where it begins.
    if let Some(write) = field.writes.iter_mut().rev().find(|write| write.value.no == 0) {
        write.value.no = no;
    }
}

/// Numbers a list's own items from the one that first appeared with this line on.
fn renumber(answers: &mut Answers, checklist: &ChecklistId, from: Seq) {
    let Some(order) = answers.own_order.get(checklist) else { return };
    let later = order.iter().rev().take_while(|(seq, _)| *seq >= from);
    for (no, (_, id)) in (1..=u32::try_from(order.len()).unwrap_or(u32::MAX)).rev().zip(later) {
        for write in answers.own_items.get_mut(id).into_iter().flat_map(|field| &mut field.writes) {
            write.value.no = no;
        }
    }
}
