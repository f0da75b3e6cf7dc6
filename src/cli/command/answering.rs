//! What the commands that answer entries share: owners, days and ends as they are typed, and what is said after.

use jiff::civil::Date;

use crate::cli::out::{Line, Out, Role, dim, strong};
use crate::cli::project::Project;
use crate::domain::dates;
use crate::domain::standing::Sign;
use crate::journal::record::{Change, Part, Until};
use crate::pack::model::EntryId;
use crate::report::json::why_not;
use crate::text::{Text, counted, width};
use crate::workspace::error::{Error, quoted};

/// The word that takes an owner, a day or an evidence away.
pub(super) const NONE: &str = "none";

/// Returns the owner that was typed; `none` is nobody.
pub(super) fn owner(typed: &str) -> Result<Option<Text>, Error> {
    let name = Text::line(typed);
    if name.is_empty() {
        return Err(
            Error::usage("an owner needs a name").hint(format!("`--owner {NONE}` takes the owner away"))
        );
    }
    Ok((name != NONE).then_some(name))
}

/// Returns the day that was typed; `none` is no day.
pub(super) fn day(typed: &str, today: Date) -> Result<Option<Date>, Error> {
    if typed.trim() == NONE { Ok(None) } else { some_day(typed, today).map(Some) }
}

/// Returns the day to come that was typed; `none` is no day.
pub(super) fn maybe_day_to_come(typed: &str, today: Date) -> Result<Option<Date>, Error> {
    if typed.trim() == NONE { Ok(None) } else { day_to_come(typed, today).map(Some) }
}

/// Returns the day that was typed, which a workshop is prepared for.
pub(super) fn day_to_come(typed: &str, today: Date) -> Result<Date, Error> {
    let day = some_day(typed, today)?;
    if day < today {
        return Err(Error::usage(format!("{} is past", dates::long(day, today)))
            .hint("a workshop is prepared for today or a day to come"));
    }
    Ok(day)
}

/// Returns the day that was typed, or why there is none.
pub(super) fn some_day(typed: &str, today: Date) -> Result<Date, Error> {
    dates::parse(typed, today).map_err(|_| {
        Error::usage(format!("{} is no date", quoted(typed)))
            .hint("write 2026-12-01, 27 nov, fri, next fri, tomorrow, +3d, +2w or +1m")
    })
}

/// Notes that a day at which something is due is past; it may be meant, where work is written down afterwards.
pub(super) fn note_past(due: Option<Date>, today: Date, out: &mut Out) {
    if let Some(day) = due.filter(|day| *day < today) {
        out.note(format!("due {} is past: it counts as overdue", dates::long(day, today)));
    }
}

/// Notes that the day that was just given to entries makes them overdue.
pub(super) fn note_overdue(project: &Project, ids: &[EntryId], out: &mut Out) {
    let rows = ids.iter().filter_map(|id| project.board.row(id));
    let due = rows.filter(|row| !row.standing.is_settled()).find_map(|row| row.standing.due);
    note_past(due, project.moment.today, out);
}

/// Returns the end that was typed: a day, not in the past, or a milestone.
pub(super) fn until(typed: &str, project: &Project) -> Result<Until, Error> {
    let today = project.moment.today;
    match dates::parse(typed, today) {
        Ok(day) if day < today => Err(Error::usage(format!("the end {day} is in the past"))
            .hint("name a day from today on, that day included")),
        Ok(day) => Ok(Until::Day(day)),
        Err(_) if dates::looks_like_a_day(typed) => {
            some_day(typed, today).map(Until::Day).map_err(|error| error.hint("or name a milestone"))
        }
        Err(_) => project
            .milestone(typed)
            .map(Until::Milestone)
            .map_err(|error| error.hint("an end is a date (2026-12-01, fri, +2w) or a milestone")),
    }
}

/// Returns an end in words: `Fri 27 Nov`, or a milestone's title.
pub(super) fn until_phrase(until: &Until, project: &Project) -> String {
    match until {
        Until::Day(day) => dates::long(*day, project.moment.today),
        Until::Milestone(id) => project.milestone_title(id).to_string(),
    }
}

/// Returns one change for all the parts, as it is undone; none where there is nothing to change.
pub(super) fn one_change(mut parts: Vec<Change>) -> Option<Change> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Change::Many(parts.into_iter().map(|change| Part { over: None, change }).collect())),
    }
}

/// Prints how entries now stand.
pub(super) fn say_entries(project: &Project, ids: &[EntryId], out: &mut Out) {
    for id in ids {
        out.line(entry_line(project, id, out));
        if let Some(row) = project.board.row(id)
            && let Some(why) = why_not(&project.board, &row.applies)
        {
            out.line(dim(format!("  not counted, it does not apply to this project: {why}")));
        }
        if project.board.row(id).is_none() {
            out.line(dim("  not counted, it is not in this project's lists and plan"));
        }
    }
}

/// Prints that everything is on the disk.
pub(super) fn say_saved(project: &Project, out: &mut Out) {
    out.line(strong("saved").and(dim(format!(" in {}", project.name()))));
}

/// Prints that nothing had to be changed.
pub(super) fn say_nothing(out: &mut Out) {
    out.line("nothing to change, it stands so already");
}

/// Returns `» Design 42 Design session lifetimes: doing, Ana, due Fri 27 Nov`.
pub(super) fn entry_line(project: &Project, id: &EntryId, out: &Out) -> Line {
    let named = project.named(id);
    let said = project.answers().entry(id);
    let Some(row) = project.board.row(id) else {
        let status = said.and_then(|said| said.answer()).map_or("todo", |answer| answer.status.word());
        return Line::from(format!("{}: {status}", named.whole()));
    };
    let sign = row.standing.sign();
    let mut line =
        sign_of(sign, out).and(" ").and(named.whole()).and(": ").and(Line::new(sign.word(), role(sign)));
    if let Some(until) = said.and_then(|said| said.answer()).and_then(|answer| answer.until.as_ref()) {
        line = line.and(format!(" until {}", until_phrase(until, project)));
    }
    if let Some(owner) = said.and_then(|said| said.owner()) {
        line = line.and(format!(", {owner}"));
    }
    if let Some(day) = row.standing.due {
        line = line.and(format!(", due {}", dates::long(day, project.moment.today)));
    }
    line
}

/// Returns the sign of a state in its colour.
pub(super) fn sign_of(sign: Sign, out: &Out) -> Line {
    Line::new(&out.signs.of(sign).to_string(), role(sign))
}

/// Returns the colour of a state.
pub(super) fn role(sign: Sign) -> Role {
    match sign {
        Sign::Todo => Role::Plain,
        Sign::Doing => Role::Strong,
        Sign::Blocked => Role::Bad,
        Sign::Done => Role::Good,
        Sign::Waived | Sign::LookAgain => Role::Warn,
        Sign::Na => Role::Dim,
    }
}

/// Returns what to say after topics were settled while items of theirs are open, one line a topic.
pub(super) fn open_items(project: &Project, ids: &[EntryId], out: &Out) -> Vec<Line> {
    let mut lines = Vec::new();
    let topics =
        project.board.phases.iter().flat_map(|phase| &phase.streams).flat_map(|stream| &stream.topics);
    for topic in topics {
        let row = project.board.at(topic.row);
        if !ids.contains(&row.id) || !row.standing.is_settled() {
            continue;
        }
        let open: Vec<&str> = topic
            .items
            .iter()
            .map(|ix| project.board.at(*ix))
            .filter(|item| item.applies.is_yes() && !item.standing.is_settled())
            .map(|item| item.name.as_str())
            .collect();
        if open.is_empty() {
            continue;
        }
        let items = counted(open.len(), "item", "items");
        let verb = if open.len() == 1 { "is" } else { "are" };
        let line = format!("  {items} of this topic {verb} still open: ");
        let names = open.join(", ");
        let names = if width(&line) + width(&names) <= out.width {
            names
        } else {
            let shown: Vec<&str> = open.iter().copied().take(4).collect();
            format!("{} and {} more", shown.join(", "), open.len() - shown.len())
        };
        lines.push(Line::from(line + &names));
    }
    lines
}

/// Returns the entries whose answers a change is about; captures are not answers.
pub(super) fn entries_of(change: &Change) -> Vec<EntryId> {
    let mut found: Vec<EntryId> = Vec::new();
    for (_, part) in change.parts(None) {
        if !matches!(part, Change::Capture { .. })
            && let Some(id) = part.entry()
            && !found.contains(id)
        {
            found.push(id.clone());
        }
    }
    found
}
