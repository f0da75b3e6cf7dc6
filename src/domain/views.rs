//! Views: a filter and an order under a name. Some come with the program, others are kept by a person.

use jiff::civil::Date;

use super::board::{Board, Entry, EntryIx};
use super::filter::{self, NOBODY};
use super::published::{self, RowWithEntry};
use crate::journal::answers::Answers;
use crate::journal::record::EntryFilter;
use crate::pack::model::{Level, Pack};
use crate::text::Text;

/// In which order entries are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// As the checklists have them.
    #[default]
    Lists,
    /// As the plan comes to them: phase, workstream, topic.
    Plan,
    /// What is due first; without a date last.
    Due,
    /// By owner, those without one last.
    Owner,
    /// Must, should, could.
    Level,
    /// The rows that somebody published, by their codes, as the publisher has them; also those that do not apply.
    Published,
}

impl Sort {
    /// Those that a key goes through, in this order; the lists' own order comes before.
    pub const NAMED: [Sort; 4] = [Sort::Plan, Sort::Due, Sort::Owner, Sort::Level];

    /// The word of commands; empty for the lists' own order.
    pub fn word(self) -> &'static str {
        match self {
            Sort::Lists => "",
            Sort::Plan => "plan",
            Sort::Due => "due",
            Sort::Owner => "owner",
            Sort::Level => "level",
            Sort::Published => "published",
        }
    }

    /// `by due date`; empty for the lists' own order.
    pub fn phrase(self) -> &'static str {
        match self {
            Sort::Lists => "",
            Sort::Plan => "in the plan's order",
            Sort::Due => "by due date",
            Sort::Owner => "by owner",
            Sort::Level => "by level",
            Sort::Published => "as published",
        }
    }

    /// The order with this word.
    pub fn named(word: &str) -> Option<Sort> {
        Sort::NAMED.into_iter().chain([Sort::Published]).find(|sort| sort.word() == word)
    }

    /// The order that follows, after the last the lists' own again.
    pub fn next(self) -> Sort {
        let at = Sort::NAMED.iter().position(|sort| *sort == self).map_or(0, |at| at + 1);
        Sort::NAMED.get(at).copied().unwrap_or_default()
    }
}

/// A filter and an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Empty if it has none.
    pub name: Text,
    pub scope: EntryFilter,
    pub sort: Sort,
}

/// Puts rows into an order; equals stay as they are.
pub fn sort(rows: &mut [EntryIx], sort: Sort, board: &Board) {
    let owner = |row: &Entry| row.standing.owner.as_ref().map(|owner| owner.to_lowercase());
    let due = |row: &Entry| -> (bool, Option<Date>) {
        let day = row.standing.due.filter(|_| !row.standing.is_settled());
        (day.is_none(), day)
    };
    match sort {
        Sort::Lists => rows.sort_unstable(),
        Sort::Published => {
            let published = published::rows(board);
            rows.sort_by_key(|ix| {
                let at = published.iter().position(|row| row.entry == Some(*ix));
                (at.is_none(), at, *ix)
            });
        }
        Sort::Plan => rows.sort_by_key(|ix| (plan_place(board.at(*ix), board), *ix)),
        Sort::Due => rows.sort_by_key(|ix| (due(board.at(*ix)), *ix)),
        Sort::Owner => rows.sort_by_key(|ix| {
            let row = board.at(*ix);
            let owner = owner(row);
            (owner.is_none(), owner, due(row), *ix)
        }),
        Sort::Level => rows.sort_by_key(|ix| {
            let row = board.at(*ix);
            (row.level, due(row), *ix)
        }),
    }
}

/// Where the plan comes to an entry: phase, workstream, topic; what is in no phase comes last.
fn plan_place(row: &Entry, board: &Board) -> (usize, usize, usize) {
    let phases = board.phases.iter().position(|phase| Some(&phase.id) == row.phase.as_ref());
    let Some(phase_at) = phases else { return (usize::MAX, 0, 0) };
    let streams = board.phases.get(phase_at).map(|phase| phase.streams.as_slice()).unwrap_or_default();
    let at = streams.iter().position(|stream| Some(&stream.id) == row.workstream.as_ref());
    let topics = at.and_then(|at| streams.get(at)).map(|stream| stream.topics.as_slice()).unwrap_or_default();
    let topic = topics.iter().position(|topic| {
        let id = &board.at(topic.row).id;
        *id == row.id || row.topics.contains(id)
    });
    (phase_at, at.unwrap_or(usize::MAX), topic.unwrap_or(usize::MAX))
}

/// The view of the published rows.
pub const PUBLISHED: &str = "Published rows";

/// The published rows that a filter lets through, also those that do not apply.
pub fn published_rows<'a>(scope: &EntryFilter, board: &'a Board, answers: &Answers) -> Vec<RowWithEntry<'a>> {
    let passes = |row: &RowWithEntry<'_>| match row.of(board) {
        Some(entry) => filter::matches(scope, entry, board, answers),
        None => filter::is_empty(scope),
    };
    published::rows(board).into_iter().filter(passes).collect()
}

/// The views that come with the program, for a person.
pub fn built_in(me: &Text, pack: &Pack) -> Vec<View> {
    let view = |name: &str, scope: EntryFilter, sort: Sort| View { name: Text::line(name), scope, sort };
    let status = |word: &str| vec![Text::line(word)];
    let open = || EntryFilter { statuses: status("open"), ..EntryFilter::default() };
    let mut all = vec![view("All that apply", EntryFilter::default(), Sort::Lists)];
    if pack.published.is_some() {
        all.push(view(PUBLISHED, EntryFilter::default(), Sort::Published));
    }
    if !me.is_empty() {
        all.push(view("Mine", EntryFilter { owners: vec![me.clone()], ..open() }, Sort::Due));
    }
    all.extend([
        view("Without owner", EntryFilter { owners: vec![Text::line(NOBODY)], ..open() }, Sort::Level),
        view("Overdue", EntryFilter { overdue: true, ..EntryFilter::default() }, Sort::Due),
        view(
            "Due in two weeks",
            EntryFilter { due_until: Some(Text::line("+2w")), ..EntryFilter::default() },
            Sort::Due,
        ),
        view(
            "Without evidence",
            EntryFilter { statuses: status("done"), no_evidence: true, ..EntryFilter::default() },
            Sort::Lists,
        ),
        view("Two answers", EntryFilter { two_answers: true, ..EntryFilter::default() }, Sort::Lists),
        view(
            "Look again",
            EntryFilter { statuses: status("look-again"), ..EntryFilter::default() },
            Sort::Lists,
        ),
        view("Must", EntryFilter { levels: vec![Level::Must], ..open() }, Sort::Due),
    ]);
    all
}

/// The view with this name, first the user's own; upper and lower case are the same.
pub fn named<'a>(name: &str, own: &'a [View], built_in: &'a [View]) -> Option<&'a View> {
    let wanted = Text::line(name).to_lowercase();
    own.iter().chain(built_in).find(|view| view.name.to_lowercase() == wanted)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};

    #[test]
    fn every_order_has_all_rows_and_puts_the_pressing_ones_first() {
        let pack = Packing::new(&[&["arch/tenant", "login/page"]])
            .item("analyze/pages", Level::Could, "login", &["login/page"])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .pack();
        let said = Said::new().owned("analyze/goals", Some("Ana"), Some(date(2026, 11, 30))).owned(
            "analyze/region",
            None,
            Some(date(2026, 11, 25)),
        );
        let board = Board::new(&pack, &said.answers, TODAY);
        let order = |by: Sort| {
            let mut rows: Vec<EntryIx> = (0..3).map(EntryIx).collect();
            sort(&mut rows, by, &board);
            rows.iter().map(|ix| board.at(*ix).name.to_string()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(order(Sort::Lists), "Analyze 1 Analyze 2 Analyze 3");
        assert_eq!(order(Sort::Plan), "Analyze 2 Analyze 3 Analyze 1");
        assert_eq!(order(Sort::Due), "Analyze 3 Analyze 2 Analyze 1");
        assert_eq!(order(Sort::Owner), "Analyze 2 Analyze 3 Analyze 1");
        assert_eq!(order(Sort::Level), "Analyze 3 Analyze 2 Analyze 1");
        assert_eq!(Sort::Level.next(), Sort::Lists);
        assert_eq!(Sort::named("due"), Some(Sort::Due));
        let built_in = built_in(&"Ana".into(), &pack);
        assert_eq!(named("overdue", &[], &built_in).map(|view| view.sort), Some(Sort::Due));
    }
}
