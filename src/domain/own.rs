//! The project's own items: what they may be called, which id a new one gets, and what adding or changing one writes.

use super::board::{Board, Entry};
pub use super::intent::OwnItem;
use super::refusal::Refusal;
use super::situation::Situation;
use super::words;
use crate::journal::answers::Answers;
use crate::journal::record::Change;
use crate::pack::model::{ChecklistId, EntryId};
use crate::text::{Text, width};

/// The widest title, as for the pack's own titles.
pub const WIDEST_TITLE: usize = 70;

impl OwnItem {
    /// The item as it is now; `None` if the project has no such item of its own.
    pub fn of(answers: &Answers, id: &EntryId) -> Option<OwnItem> {
        let item = answers.own_items.get(id)?.value()?;
        let filled = |words: &Text| (!words.is_empty()).then(|| words.clone());
        Some(OwnItem {
            checklist: item.checklist.clone(),
            workstream: answers.own_workstream(id)?.clone(),
            title: item.title.clone(),
            level: item.level,
            ask: item.ask.clone(),
            done_when: filled(&item.done_when),
        })
    }

    /// The change that writes it under an id.
    pub fn change(self, id: EntryId) -> Change {
        let OwnItem { checklist, workstream, title, level, ask, done_when } = self;
        Change::Item { id, checklist, workstream, title, level, ask, done_when }
    }

    /// Refuses what cannot be shown, or what no list of the project has room for.
    pub fn check(&self, board: &Board) -> Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("an item needs a title"));
        }
        if self.title.width() > WIDEST_TITLE {
            return Err(Refusal::new(format!(
                "the title takes {} columns, and at most {WIDEST_TITLE} can be shown",
                width(&self.title)
            ))
            .hint("shorten it and put the rest into --ask or --done-when"));
        }
        let list = board.lists.iter().find(|list| list.id == self.checklist);
        let Some(list) = list else {
            return Err(Refusal::new(format!("there is no list `{}`", self.checklist)));
        };
        if list.sections.iter().any(|section| section.name == self.workstream) {
            return Ok(());
        }
        let names: Vec<&str> = list.sections.iter().map(|section| section.name.as_str()).collect();
        let what = format!("the list {} has no section for the workstream `{}`", list.id, self.workstream);
        Err(Refusal::new(what).hint(format!("one of {}", names.join(", "))))
    }
}

/// An item of the project that has this title already, apart from case and spaces.
pub fn namesake<'a>(board: &'a Board, title: &str, except: &EntryId) -> Option<&'a Entry> {
    let wanted = title_key(title);
    board.rows().iter().find(|row| row.is_item() && row.id != *except && title_key(&row.title) == wanted)
}

/// A title as it is compared: without regard to case and spaces.
pub fn title_key(title: &str) -> String {
    title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// An id that no entry has: `deploy/own-agree-the-cut-over-night`.
pub fn free_id(board: &Board, answers: &Answers, checklist: &ChecklistId, title: &str) -> EntryId {
    let mut slug = String::new();
    for c in title.to_lowercase().chars().take(60) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    let base = if slug.is_empty() { format!("{checklist}/own") } else { format!("{checklist}/own-{slug}") };
    let taken = |id: &EntryId| {
        board.find(id).is_some() || answers.own_items.contains_key(id) || answers.entries.contains_key(id)
    };
    let first = EntryId::new(&base);
    // Among so many candidates one is free, since each that is taken is an entry of its own.
    let known = answers.own_items.len() + answers.entries.len();
    let numbered = (2..known + 3).map(|no| EntryId::new(&format!("{base}-{no}")));
    std::iter::once(first.clone()).chain(numbered).find(|id| !taken(id)).unwrap_or(first)
}

/// Whether an id is that of an item of the project's own that was removed.
pub fn is_removed(answers: &Answers, id: &EntryId) -> bool {
    answers.own_items.get(id).is_some_and(|field| field.value().is_none())
}

/// Why an entry can neither be changed nor removed; `None` if it is an item of the project's own.
pub fn refused(id: &EntryId, situation: &Situation<'_>) -> Option<Refusal> {
    if OwnItem::of(situation.answers, id).is_some() {
        return None;
    }
    let name = words::name(id, situation);
    if let Some(refusal) = words::refused::removed(id, situation) {
        return Some(refusal);
    }
    let what = if situation.board.row(id).is_some_and(Entry::is_item) { "an item" } else { "a topic" };
    Some(
        Refusal::new(format!("{name} is {what} of the pack, not one of the project's own items"))
            .hint("mark it n/a with a reason if it does not apply here; `golive add` adds an item"),
    )
}
