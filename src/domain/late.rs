//! What is past its day, whoever it belongs to: open entries and open actions, by person.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::board::{Board, EntryIx};
use super::captures;
use super::filter::NOBODY;
use super::moment::Moment;
use crate::journal::answers::Answers;
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// What is late.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    Entry(EntryIx, EntryId),
    /// An action, or something else that was captured with a day, and the entry it was captured at.
    Capture(CaptureId, CaptureKind, Text, Option<EntryId>),
}

/// One thing that is late.
#[derive(Debug, Clone, PartialEq)]
pub struct Late {
    /// `None` if nobody has it.
    pub owner: Option<Text>,
    pub day: Date,
    pub what: What,
}

/// Everything that is late. Who has the oldest comes first, then everything else of the same person; what nobody
/// has comes last.
pub fn late(board: &Board, answers: &Answers) -> Vec<Late> {
    let rows = board.said().filter(|(_, row)| !row.standing.is_settled());
    let entries = rows.filter_map(|(ix, row)| {
        let day = row.standing.due.filter(|day| *day < board.today)?;
        let owner = row.standing.owner.clone();
        Some(Late { owner, day, what: What::Entry(ix, row.id.clone()) })
    });
    let actions = captures::open(answers).into_iter().filter_map(|(id, captured)| {
        let day = captured.due.filter(|day| *day < board.today)?;
        let words = Text::line(&captured.text.glimpse());
        let what = What::Capture(id.clone(), captured.kind, words, captured.at.clone());
        Some(Late { owner: captured.owner.clone(), day, what })
    });
    let mut found: Vec<Late> = entries.chain(actions).collect();
    let mut firsts: BTreeMap<Option<Text>, Date> = BTreeMap::new();
    for one in &found {
        let first = firsts.entry(one.owner.clone()).or_insert(one.day);
        *first = one.day.min(*first);
    }
    let of = |owner: &Option<Text>| firsts.get(owner).copied();
    found.sort_by_cached_key(|one| (one.owner.is_none(), of(&one.owner), one.owner.clone(), one.day));
    found
}

/// `Design 29  Environment values designed`, `action: Find the old hash format`.
pub fn label(late: &Late, board: &Board) -> String {
    match &late.what {
        What::Entry(ix, _) => {
            let row = board.at(*ix);
            if row.is_item() { format!("{}  {}", row.name, row.title) } else { row.title.to_string() }
        }
        What::Capture(_, kind, words, _) => format!("{}: {words}", kind.word()),
    }
}

/// `4 entries, 1 action`, without the zeros.
pub fn counted_by_kind(late: &[Late]) -> String {
    let entries = late.iter().filter(|one| matches!(one.what, What::Entry(..))).count();
    let actions =
        late.iter().filter(|one| matches!(one.what, What::Capture(_, CaptureKind::Action, ..))).count();
    let parts = [
        (entries, "entry", "entries"),
        (actions, "action", "actions"),
        (late.len() - entries - actions, "other capture", "other captures"),
    ];
    let parts = parts.iter().filter(|(count, ..)| *count > 0);
    parts.map(|(count, one, many)| counted(*count, one, many)).collect::<Vec<_>>().join(", ")
}

/// By person in one line: `Ben 3 since Tue 24 Nov · Mia since Wed 25 Nov`.
pub fn people_phrase(late: &[Late], moment: &Moment) -> String {
    let mut found: Vec<(&Option<Text>, usize, Date)> = Vec::new();
    for one in late {
        match found.iter_mut().find(|(owner, ..)| **owner == one.owner) {
            Some((_, count, _)) => *count += 1,
            None => found.push((&one.owner, 1, one.day)),
        }
    }
    let person = |(owner, count, day): &(&Option<Text>, usize, Date)| {
        let name = owner.as_ref().map_or(NOBODY, Text::as_str);
        let count = if *count == 1 { String::new() } else { format!(" {count}") };
        format!("{name}{count} since {}", moment.day(*day))
    };
    found.iter().map(person).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY, noon};
    use crate::journal::record::Status;
    use crate::pack::model::Level;

    #[test]
    fn everybodys_late_entries_by_person_the_oldest_first() {
        let pack = Packing::new(&[&["arch/tenant"]])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .item("analyze/pages", Level::Could, "arch", &["arch/tenant"])
            .item("analyze/names", Level::Could, "arch", &["arch/tenant"])
            .pack();
        let said = Said::new()
            .owned("analyze/goals", Some("Ana"), Some(date(2026, 11, 18)))
            .owned("analyze/region", Some("Ben"), Some(date(2026, 11, 17)))
            .owned("analyze/pages", None, Some(date(2026, 11, 2)))
            .answer(&pack, "analyze/names", Status::Done)
            .owned("analyze/names", Some("Ben"), Some(date(2026, 11, 1)));
        let board = Board::new(&pack, &said.answers, TODAY);
        let found = late(&board, &said.answers);
        let owners: Vec<Option<&str>> = found.iter().map(|one| one.owner.as_deref()).collect();
        assert_eq!(owners, [Some("Ben"), Some("Ana"), None]);
        assert_eq!(counted_by_kind(&found), "3 entries");
        let moment = Moment::new(noon(TODAY), TimeZone::UTC);
        assert_eq!(
            people_phrase(&found, &moment),
            "Ben since Tue 17 Nov · Ana since Wed 18 Nov · nobody since Mon 2 Nov"
        );
    }
}
