//! What an export shows beside what was answered: which answers it contradicts, and what it offers as evidence.
//!
//! An export settles nothing by itself. What it shows is compared with the answers here; who accepts it writes
//! ordinary changes.

use jiff::Timestamp;

use super::answer::{Ruling, Said, Situation};
use super::board::{Board, Entry};
use super::filter;
use crate::facts::answers::ItemSeen;
use crate::facts::label::{export, is_from_export};
use crate::facts::verdict::Shows;
use crate::journal::answers::{Answers, EntryAnswers, Looks};
use crate::journal::record::{Change, EntryFilter, LookItem, Status};
use crate::pack::model::{Checklist, EntryId, Item, Pack};
use crate::text::Text;
use looked::Looked;

pub mod looked;
pub mod take;

/// In which part of the list an item stands, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// It is done, and the export refutes that.
    Contradicts,
    Fails,
    Look,
    Holds,
    Seen,
    Untold,
    Nothing,
    /// Waived, n/a, or it does not apply to the project.
    SetAside,
    OtherTenant,
}

impl Group {
    /// All of them, in order.
    pub const ALL: [Group; 9] = [
        Group::Contradicts,
        Group::Fails,
        Group::Look,
        Group::Holds,
        Group::Seen,
        Group::Untold,
        Group::Nothing,
        Group::SetAside,
        Group::OtherTenant,
    ];

    /// The heading: `WORTH A LOOK`.
    pub fn heading(self) -> &'static str {
        match self {
            Group::Contradicts => "CONTRADICTS YOUR ANSWERS",
            Group::Fails => "DOES NOT HOLD",
            Group::Look => "WORTH A LOOK",
            Group::Holds => "EVIDENCE ON OFFER",
            Group::Seen => "TO COMPARE",
            Group::Untold => "CANNOT BE TOLD",
            Group::Nothing => "NOTHING OF THE KIND",
            Group::SetAside => "WAIVED OR SET ASIDE",
            Group::OtherTenant => "OTHER TENANTS",
        }
    }

    /// The word in `--json`.
    pub fn word(self) -> &'static str {
        match self {
            Group::Contradicts => "contradicts",
            Group::Fails => Shows::Fails.word(),
            Group::Look => Shows::Look.word(),
            Group::Holds => Shows::Holds.word(),
            Group::Seen => Shows::Seen.word(),
            Group::Untold => Shows::Untold.word(),
            Group::Nothing => Shows::Nothing.word(),
            Group::SetAside => "set aside",
            Group::OtherTenant => Shows::OtherTenant.word(),
        }
    }

    /// The same as a heading of a screen.
    pub fn title(self) -> &'static str {
        match self {
            Group::Contradicts => "Contradicts your answers",
            Group::Fails => "Does not hold",
            Group::Look => "Worth a look",
            Group::Holds => "Evidence on offer",
            Group::Seen => "To compare",
            Group::Untold => "Cannot be told",
            Group::Nothing => "Nothing of the kind",
            Group::SetAside => "Waived or set aside",
            Group::OtherTenant => "Other tenants",
        }
    }

    fn of(shows: Shows) -> Group {
        match shows {
            Shows::Fails => Group::Fails,
            Shows::Look => Group::Look,
            Shows::Untold => Group::Untold,
            Shows::Holds => Group::Holds,
            Shows::Seen => Group::Seen,
            Shows::Nothing => Group::Nothing,
            Shows::OtherTenant => Group::OtherTenant,
        }
    }
}

/// What an export shows about one item of the pack, and what was answered.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemFacts {
    pub id: EntryId,
    /// `Deploy 19`.
    pub name: Text,
    pub title: Text,
    pub group: Group,
    pub seen: ItemSeen,
    /// The status that holds today; `None` without a project.
    pub status: Option<Status>,
    /// Who gave the answer, and when.
    pub said: Option<(Text, Timestamp)>,
    /// When something was last said about it, evidence too; what was taken from an export is not said by anybody.
    pub last_said: Option<Timestamp>,
}

/// What a person may accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposal {
    /// The sentence as evidence; the status stays.
    Evidence(Text),
    /// Todo again, for this reason.
    Reopen(Text),
}

impl ItemFacts {
    /// What is on offer; `None` if there is nothing that a person could accept.
    pub fn proposal(&self, label: &str) -> Option<Proposal> {
        match self.group {
            Group::Contradicts => self.words(label).map(Proposal::Reopen),
            Group::Holds | Group::Seen => self.words(label).map(Proposal::Evidence),
            _ => None,
        }
    }

    /// Whether a pipeline has to stop for it.
    pub fn is_refuted(&self, strict: bool) -> bool {
        match self.group {
            Group::Contradicts | Group::Fails => true,
            Group::Look | Group::Untold => strict,
            _ => false,
        }
    }
}

/// Why what is on offer is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing is on offer.
    NoOffer,
    /// It is written already.
    Same,
    /// Somebody answered after the day of the export.
    Newer,
    /// Other evidence is there.
    OtherEvidence,
}

impl Keep {
    /// Completes `Deploy 19: ...`.
    pub fn phrase(self) -> &'static str {
        match self {
            Keep::NoOffer => "nothing is on offer",
            Keep::Same => "nothing to change",
            Keep::Newer => "answered after the day of the export; name the item to accept all the same",
            Keep::OtherEvidence => "has other evidence; name the item to replace it",
        }
    }
}

/// The changes that accept what is on offer for an item. Only with `is_named`, when a person named the item, may they
/// go over an answer that is newer than the export, or replace other evidence.
pub fn accept(
    item: &ItemFacts,
    situation: &Situation<'_>,
    label: &str,
    is_newer: bool,
    is_named: bool,
) -> Result<Vec<Change>, Keep> {
    let proposal = item.proposal(label).ok_or(Keep::NoOffer)?;
    let said = situation.answers.entry(&item.id).and_then(EntryAnswers::answer);
    let evidence = said.and_then(|answer| answer.evidence.as_ref());
    let said = match proposal {
        Proposal::Reopen(reason) => Said { reason: Some(reason), ..Said::status(Status::Todo) },
        Proposal::Evidence(words) => {
            let is_ours = evidence.is_none_or(is_from_export);
            if !is_ours && !is_named {
                return Err(Keep::OtherEvidence);
            }
            Said::evidence(Some(words))
        }
    };
    match situation.decide(&said.about(std::slice::from_ref(&item.id))) {
        Ruling::Changes(_) if is_newer && !is_named => Err(Keep::Newer),
        Ruling::Changes(changes) => Ok(changes),
        Ruling::Nothing => Err(Keep::Same),
        Ruling::Missing(_) | Ruling::Refused(_) => Err(Keep::NoOffer),
    }
}

/// The look that an acceptance leaves; `None` if the journal has the same one already. `is_left` says that it has to
/// stand after the acceptance all the same, because something that it refutes is left as it was.
pub fn look_to_keep(looked: &Looked, looks: &Looks, is_left: bool) -> Option<Change> {
    let look = looked.look();
    let last = looks.last(&look.rules, look.tenant.as_ref(), look.kind);
    let is_known = last.is_some_and(|last| last.look == look);
    (!is_known || is_left).then(|| Change::Look(Box::new(look)))
}

/// What the exports that were looked at last show about an entry, in one quiet line.
pub fn quiet_line(answers: &Answers, id: &EntryId) -> Option<Text> {
    let (taken, item) = answers.looks.about(id)?;
    let said = if item.said.is_empty() { item.shows.title() } else { item.said.as_str() };
    Some(Text::line(&format!("{}: {said}", export(taken.look.tenant.as_ref(), taken.look.date))))
}

/// The same in one cell of a table: `does not hold, 28 Nov 2026: 2 of 14 applications with a localhost address: ...`.
pub fn shown(answers: &Answers, id: &EntryId) -> Option<Text> {
    let (taken, item) = answers.looks.about(id)?;
    let said = format!(": {}", reason(item));
    Some(Text::line(&format!("{}, {}{said}", item.shows.title(), taken.look.date.strftime("%-d %b %Y"))))
}

/// What the journal keeps of an item's sentences; those that have values are not kept.
pub fn reason(item: &LookItem) -> &str {
    if item.said.is_empty() { "the sentence has values, which are not kept" } else { &item.said }
}

/// What `seen` is for a project; items of other kinds of project only with `all`.
pub fn of_project(
    board: &Board,
    answers: &Answers,
    scope: &EntryFilter,
    seen: Vec<ItemSeen>,
    all: bool,
) -> Vec<ItemFacts> {
    let rows = seen.into_iter().filter_map(|seen| {
        let row = board.row(&EntryId::new(&seen.item))?;
        let is_wanted = (all || row.applies.is_yes()) && filter::matches(scope, row, board, answers);
        is_wanted.then(|| of_row(row, answers, seen))
    });
    sorted(rows.collect())
}

fn of_row(row: &Entry, answers: &Answers, seen: ItemSeen) -> ItemFacts {
    let status = row.standing.status;
    let group = match (Group::of(seen.shows), status) {
        // Nobody answers what does not apply, of whichever tenant it speaks.
        _ if !row.applies.is_yes() => Group::SetAside,
        (Group::OtherTenant, _) => Group::OtherTenant,
        (_, Status::Waived | Status::Na) => Group::SetAside,
        (Group::Fails, Status::Done) => Group::Contradicts,
        (group, _) => group,
    };
    let entry = answers.entry(&row.id);
    let last_said = entry.and_then(EntryAnswers::last_said).map(|write| write.at);
    // Who only took evidence from an export answered nothing.
    let said = entry.and_then(EntryAnswers::stated).filter(|_| last_said.is_some());
    ItemFacts {
        id: row.id.clone(),
        name: row.name.clone(),
        title: row.title.clone(),
        group,
        seen,
        status: Some(status),
        said: said.map(|write| (write.by.clone(), write.at)),
        last_said,
    }
}

/// What `seen` is for the items of a pack, without a project.
pub fn of_pack(pack: &Pack, seen: Vec<ItemSeen>) -> Vec<ItemFacts> {
    let items = seen.into_iter().filter_map(|seen| {
        let id = EntryId::new(&seen.item);
        let (list, item) = item_of(pack, &id)?;
        let name = list.short_name(item);
        let title = item.title.clone();
        let group = Group::of(seen.shows);
        Some(ItemFacts { id, name, title, group, seen, status: None, said: None, last_said: None })
    });
    sorted(items.collect())
}

/// An item of the pack with the list that it is in.
pub fn item_of<'a>(pack: &'a Pack, id: &EntryId) -> Option<(&'a Checklist, &'a Item)> {
    pack.checklists.iter().find_map(|list| {
        let items = list.sections.iter().flat_map(|section| &section.items);
        items.into_iter().find(|item| item.id == *id).map(|item| (list, item))
    })
}

fn sorted(mut items: Vec<ItemFacts>) -> Vec<ItemFacts> {
    items.sort_by_key(|item| item.group);
    items
}
