//! Which entries are meant: the filters of commands, lists, reviews and agendas, in one place.

use jiff::civil::Date;

use super::board::{Board, Entry};
use super::dates;
use super::grammar;
use super::refusal::Refusal;
use super::search;
use crate::journal::answers::Answers;
use crate::journal::record::{EntryFilter, Status};
use crate::pack::model::Level;
use crate::text::{Text, nearest};

/// The word that stands for an entry without an owner.
pub const NOBODY: &str = "nobody";

/// The words that the status filter takes, and what each means.
pub const STATUS_WORDS: [(&str, &str); 10] = [
    ("todo", "not started"),
    ("doing", "in progress"),
    ("blocked", "waits for something"),
    ("done", "done"),
    ("waived", "an accepted gap, still running"),
    ("n/a", "does not apply here"),
    ("open", "todo, doing or blocked"),
    ("settled", "done, waived or n/a"),
    ("look-again", "settled, but worded differently since"),
    ("two-answers", "two people gave different answers independently"),
];

/// Whether a filter lets everything through.
pub fn is_empty(scope: &EntryFilter) -> bool {
    *scope == EntryFilter::default()
}

/// Whether a filter lets an entry through; entries that do not apply are judged like all others.
pub fn matches(scope: &EntryFilter, row: &Entry, board: &Board, answers: &Answers) -> bool {
    let has = |list: &[Text], word: Option<&Text>| {
        list.is_empty() || word.is_some_and(|word| list.iter().any(|one| same(one, word)))
    };
    let owner = row.standing.owner.as_ref();
    (scope.checklists.is_empty()
        || row.checklist.as_ref().is_some_and(|list| scope.checklists.contains(list)))
        && scope.milestone.as_ref().is_none_or(|id| {
            board
                .gate(id)
                .and_then(|gate| row.membership(gate.order))
                .is_some_and(|member| !member.represented)
        })
        && (scope.workstreams.is_empty() || has(&scope.workstreams, stream_meant(scope, row).as_ref()))
        && (scope.statuses.is_empty() || scope.statuses.iter().any(|word| has_status(word, row)))
        && (scope.levels.is_empty() || scope.levels.contains(&row.level))
        && (!scope.two_answers || row.standing.two_answers)
        && (!scope.overdue || is_due_before(row, board.today))
        && scope.due_until.as_ref().is_none_or(|typed| is_due_until(row, typed, board.today))
        && (!scope.no_evidence || has_no_evidence(row, answers))
        && has(&scope.roles, row.role.as_ref())
        && (scope.owners.is_empty() || scope.owners.iter().any(|name| owned_by(name, owner)))
        && scope.search.as_ref().is_none_or(|words| search::holds(words, row, board, answers))
}

/// A scope narrowed by another one: what that says takes the place of what was said of the same.
pub fn narrowed(base: &EntryFilter, by: &EntryFilter) -> EntryFilter {
    fn list<T: Clone>(base: &[T], by: &[T]) -> Vec<T> {
        if by.is_empty() { base.to_vec() } else { by.to_vec() }
    }
    EntryFilter {
        checklists: list(&base.checklists, &by.checklists),
        milestone: by.milestone.clone().or_else(|| base.milestone.clone()),
        workstreams: list(&base.workstreams, &by.workstreams),
        statuses: list(&base.statuses, &by.statuses),
        levels: list(&base.levels, &by.levels),
        roles: list(&base.roles, &by.roles),
        owners: list(&base.owners, &by.owners),
        search: by.search.clone().or_else(|| base.search.clone()),
        two_answers: base.two_answers || by.two_answers,
        overdue: base.overdue || by.overdue,
        due_until: by.due_until.clone().or_else(|| base.due_until.clone()),
        no_evidence: base.no_evidence || by.no_evidence,
    }
}

/// The roles that entries ask for, each once, in the order of their names.
pub fn roles(board: &Board) -> Vec<&Text> {
    let mut roles: Vec<&Text> = board.rows().iter().filter_map(|row| row.role.as_ref()).collect();
    roles.sort();
    roles.dedup();
    roles
}

/// That a role is nearly one that is known, but not quite; any other role or title is fine.
pub fn odd_role(role: &str, known: &[Text]) -> Option<String> {
    if known.iter().any(|other| other.to_lowercase() == role.to_lowercase()) {
        return None;
    }
    let near = nearest(role, known.iter().map(Text::as_str))?;
    Some(format!("no entry has the role {role}; did you mean {near}?"))
}

/// What a workshop about a scope is called if nobody names it: the lists, sections or the milestone alone, else all
/// filters.
pub fn title(scope: &EntryFilter, board: &Board) -> Text {
    let phrase = phrase(scope, board);
    let alone = ["list ", "section ", "milestone "].iter().find_map(|name| phrase.strip_prefix(name));
    match alone.filter(|words| !words.contains(", ")) {
        _ if phrase.is_empty() => Text::line("What is left"),
        Some(words) => Text::line(words),
        None => Text::line(&phrase),
    }
}

/// A filter in words: `status open, owner Ana`; empty if it lets everything through.
pub fn phrase(scope: &EntryFilter, board: &Board) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut part = |name: &str, words: Vec<String>| {
        if !words.is_empty() {
            parts.push(format!("{name} {}", words.join(" or ")));
        }
    };
    let title = |id: &crate::pack::model::ChecklistId| {
        board
            .lists
            .iter()
            .find(|list| list.id == *id)
            .map_or_else(|| id.to_string(), |list| list.title.to_string())
    };
    let sections = sections(scope, board);
    if sections.is_empty() {
        part("list", scope.checklists.iter().map(title).collect());
        part("workstream", scope.workstreams.iter().map(Text::to_string).collect());
    }
    part("section", sections);
    part(
        "milestone",
        scope
            .milestone
            .iter()
            .map(|id| board.gate(id).map_or_else(|| id.to_string(), |gate| gate.title.to_string()))
            .collect(),
    );
    part("status", scope.statuses.iter().map(Text::to_string).collect());
    if scope.two_answers {
        parts.push("two answers".to_owned());
    }
    if scope.overdue {
        parts.push("overdue".to_owned());
    }
    if let Some(typed) = &scope.due_until {
        let day = dates::parse(typed, board.today);
        parts.push(format!(
            "due until {}",
            day.map_or(typed.to_string(), |day| dates::long(day, board.today))
        ));
    }
    if scope.no_evidence {
        parts.push("without evidence".to_owned());
    }
    let mut part = |name: &str, words: Vec<String>| {
        if !words.is_empty() {
            parts.push(format!("{name} {}", words.join(" or ")));
        }
    };
    part("level", scope.levels.iter().map(|level| level.word().to_owned()).collect());
    part("role", scope.roles.iter().map(Text::to_string).collect());
    part("owner", scope.owners.iter().map(Text::to_string).collect());
    part("words", scope.search.iter().map(|words| format!("\u{201c}{words}\u{201d}")).collect());
    parts.join(", ")
}

/// A day of a filter as it is kept: what is seen from today stays so, other days are written out.
pub fn kept_day(typed: &str, today: Date) -> Result<Text, Refusal> {
    let day = grammar::day(typed, today)?;
    let typed = typed.trim().to_lowercase();
    let is_relative = typed.starts_with(['+']) || ["today", "tomorrow"].contains(&typed.as_str());
    Ok(if is_relative { Text::line(&typed) } else { Text::line(&day.to_string()) })
}

fn is_due_before(row: &Entry, day: Date) -> bool {
    !row.standing.is_settled() && row.standing.due.is_some_and(|due| due < day)
}

fn is_due_until(row: &Entry, typed: &Text, today: Date) -> bool {
    let last = dates::parse(typed, today).ok();
    !row.standing.is_settled() && row.standing.due.zip(last).is_some_and(|(due, last)| due <= last)
}

fn has_no_evidence(row: &Entry, answers: &Answers) -> bool {
    let answer = answers.entry(&row.id).and_then(|said| said.answer());
    answer.is_none_or(|answer| answer.evidence.is_none())
}

/// The workstream that a filter looks at: with a list named it is that list's section, else the one that the entry
/// belongs to, which now and then is another one.
fn stream_meant(scope: &EntryFilter, row: &Entry) -> Option<Text> {
    if scope.checklists.is_empty() { workstream_name(row).map(Text::line) } else { row.section.clone() }
}

/// The sections that a filter names by list and workstream: `Design / User Logout`.
fn sections(scope: &EntryFilter, board: &Board) -> Vec<String> {
    let lists = board.lists.iter().filter(|list| scope.checklists.contains(&list.id));
    let sections = lists.flat_map(|list| list.sections.iter().map(move |section| (list, section)));
    sections
        .filter(|(_, section)| scope.workstreams.iter().any(|name| same(name, &section.name)))
        .map(|(list, section)| format!("{} / {}", list.title, section.title))
        .collect()
}

/// The last segment of the workstream that an entry belongs to, or of its section's.
pub fn workstream_name(row: &Entry) -> Option<&str> {
    let belongs = row.workstream.as_ref().and_then(|id| id.as_str().rsplit('/').next());
    belongs.or(row.section.as_ref().map(Text::as_str))
}

pub fn level(word: &str) -> Option<Level> {
    [Level::Must, Level::Should, Level::Could].into_iter().find(|level| level.word() == word)
}

fn has_status(word: &str, row: &Entry) -> bool {
    let standing = &row.standing;
    match word {
        "open" => !standing.is_settled(),
        "settled" => standing.is_settled(),
        "look-again" | "look again" => standing.look_again,
        "two-answers" | "two answers" => standing.two_answers,
        "na" => standing.status == Status::Na,
        word => standing.status.word() == word,
    }
}

fn owned_by(name: &Text, owner: Option<&Text>) -> bool {
    match owner {
        Some(owner) => same(name, owner),
        None => *name == NOBODY,
    }
}

fn same(a: &Text, b: &Text) -> bool {
    grammar::is_same(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::Story;

    #[test]
    fn a_list_and_a_workstream_are_that_lists_section_and_nothing_else() {
        let story = Story::new();
        let board = story.board();
        for list in &board.lists {
            for section in &list.sections {
                let scope = EntryFilter {
                    checklists: vec![list.id.clone()],
                    workstreams: vec![section.name.clone()],
                    ..EntryFilter::default()
                };
                let rows = board.rows().iter().filter(|row| matches(&scope, row, &board, story.answers()));
                let found: Vec<&str> = rows.map(|row| row.name.as_str()).collect();
                let there: Vec<&str> = section.rows.iter().map(|ix| board.at(*ix).name.as_str()).collect();
                assert_eq!(found, there);
                assert_eq!(phrase(&scope, &board), format!("section {} / {}", list.title, section.title));
            }
        }
    }
}
