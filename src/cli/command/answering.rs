//! What the commands that answer entries share: owners, days and ends as they are typed, and what is said after.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, Role, dim};
use crate::cli::project::Project;
use crate::domain::answer::{self, Edit, Intent, Lack, Ruling};
use crate::domain::board::changed::Changed;
use crate::domain::standing::Sign;
use crate::domain::{dates, grammar, words};
use crate::journal::record::Change;
use crate::journal::undo::Undone;
use crate::pack::model::EntryId;
use crate::text::{Text, unshowable, width};
use crate::workspace::error::{Error, quoted};

/// Decides what an intent comes to: the one change that is written, or `None` if there is nothing to change. What is
/// missing or refused is an error.
pub(super) fn decide(project: &Project, intent: &Intent) -> Result<Option<Change>, Error> {
    let situation = project.situation();
    match situation.decide(intent) {
        Ruling::Changes(changes) => Ok(answer::one_change(changes)),
        Ruling::Nothing => Ok(None),
        Ruling::Missing(missing) => {
            Err(Error::usage(situation.missing(&missing)).hint(how_to_add(&missing.lacks)))
        }
        Ruling::Refused(refusal) => Err(refusal.into()),
    }
}

/// Answers entries and prints how they then stand; returns whether that changed anything.
pub(super) fn answer(
    project: &mut Project,
    ids: &[EntryId],
    intent: &Intent,
    out: &mut Out,
) -> Result<bool, Error> {
    let Some(change) = decide(project, intent)? else {
        say_entries(project, ids, out);
        say_nothing_of(intent, out);
        return Ok(false);
    };
    let situation = project.situation();
    let beside: Vec<Vec<String>> = ids.iter().map(|id| situation.beside(&change, id)).collect();
    project.apply(change)?;
    say_changed(project, ids, &beside, out);
    Ok(true)
}

fn how_to_add(lacks: &[Lack]) -> &'static str {
    match lacks {
        [Lack::Reason] => r#"add it with --reason "...""#,
        [Lack::Reason, Lack::Owner, Lack::End] => r#"add --reason "..." --owner NAME --until DATE|MILESTONE"#,
        [Lack::Reason, Lack::Owner] => r#"add --reason "..." --owner NAME"#,
        [Lack::Reason, ..] => r#"add --reason "..." --until DATE|MILESTONE"#,
        [Lack::Owner, Lack::End] => "add --owner NAME --until DATE|MILESTONE",
        [Lack::Owner, ..] => "add --owner NAME",
        _ => "add --until with a date or a milestone",
    }
}

/// What was typed as one line; control and bidirectional characters are refused.
pub(super) fn line(typed: &str) -> Result<Text, Error> {
    showable(typed).map(|()| Text::line(typed))
}

/// What was typed with its line ends; control and bidirectional characters are refused.
pub(super) fn block(typed: &str) -> Result<Text, Error> {
    showable(typed).map(|()| Text::block(typed))
}

fn showable(typed: &str) -> Result<(), Error> {
    match unshowable(typed) {
        None => Ok(()),
        Some(bad) => {
            let code = u32::from(bad);
            let what = format!("{} has the character U+{code:04X}, which cannot be shown", quoted(typed));
            Err(Error::usage(what).hint("leave it out"))
        }
    }
}

/// The owner that was typed; `none` is nobody.
pub(super) fn owner(typed: &str, project: &Project) -> Result<Edit<Text>, Error> {
    showable(typed)?;
    Ok(Edit::to(grammar::owner(typed, &project.people())?))
}

/// The day that was typed; `none` is not a date.
pub(super) fn day(typed: &str, today: Date) -> Result<Option<Date>, Error> {
    Ok(grammar::maybe_day(typed, today)?)
}

/// The pieces of evidence that were typed, as one; `none` removes it.
pub(super) fn evidence(typed: &[String]) -> Result<Edit<Text>, Error> {
    if typed.is_empty() {
        return Ok(Edit::default());
    }
    let pieces = typed.iter().map(|piece| block(piece)).collect::<Result<Vec<Text>, Error>>()?;
    let pieces: Vec<&str> =
        pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()).collect();
    let is_none = pieces.is_empty() || pieces == [grammar::NONE];
    Ok(Edit::to((!is_none).then(|| Text::block(&pieces.join(words::BETWEEN_PIECES)))))
}

/// When a workshop is: the day to come that was typed, perhaps with a time of day: `fri 14:00`.
pub(super) fn day_and_time(typed: &str, today: Date) -> Result<(Date, Option<Time>), Error> {
    Ok(grammar::day_and_time(typed, today)?)
}

/// A day and a time of day as screens and reports say it: `Fri 4 Dec, 14:00`.
pub(super) fn when(day: Date, start: Option<Time>, today: Date) -> String {
    let start = start.map(|start| start.strftime(", %H:%M").to_string()).unwrap_or_default();
    format!("{}{start}", dates::long(day, today))
}

/// Notes that a day at which something is due is past; it may be meant, when work is written down afterwards.
pub(super) fn note_past(due: Option<Date>, today: Date, out: &mut Out) {
    if let Some(day) = due.filter(|day| *day < today) {
        out.note(format!("due {} is past: it counts as overdue", dates::long(day, today)));
    }
}

/// Notes that a day without a year was taken for one of next year.
pub(super) fn note_next_year(typed: Option<&str>, today: Date, out: &mut Out) {
    // A time of day may follow the day.
    let day = typed.map(str::trim).map(|typed| match typed.rsplit_once(' ') {
        Some((day, time)) if time.contains(':') => day,
        _ => typed,
    });
    if let Some(day) = day.and_then(|typed| dates::next_year(typed, today)) {
        out.note(format!("{} is next year: this year's day is past", dates::long(day, today)));
    }
}

/// Notes that the day that was just given to entries makes them overdue.
fn note_overdue(project: &Project, ids: &[EntryId], out: &mut Out) {
    let rows = ids.iter().filter_map(|id| project.board.row(id));
    let due = rows.filter(|row| !row.standing.is_settled()).find_map(|row| row.standing.due);
    note_past(due, project.moment.today, out);
}

/// Prints how entries now stand.
pub(super) fn say_entries(project: &Project, ids: &[EntryId], out: &mut Out) {
    say_changed(project, ids, &[], out);
}

/// Prints how entries now stand, and what else was changed of each.
fn say_changed(project: &Project, ids: &[EntryId], beside: &[Vec<String>], out: &mut Out) {
    for (at, id) in ids.iter().enumerate() {
        let said = beside.get(at).filter(|said| !said.is_empty());
        let said = said.map(|said| format!("; {}", said.join("; "))).unwrap_or_default();
        out.line(entry_line(project, id, out).and(said));
        if let Some(row) = project.board.row(id)
            && let Some(why) = project.board.why_not(&row.applies)
        {
            out.line(dim(format!("  not counted, it does not apply to this project: {why}")));
        }
        if project.board.row(id).is_none() {
            out.line(dim("  not counted, it is not in this project's lists and plan"));
        }
    }
}

/// What is said last of an answer: what is odd about the due date as it was typed, that it is saved, and what others
/// have answered meanwhile.
pub(super) fn say_end(project: &Project, ids: &[EntryId], due: Option<&str>, out: &mut Out) {
    if due.is_some() {
        note_overdue(project, ids, out);
        note_next_year(due, project.moment.today, out);
    }
    say_saved(project, out);
    say_meanwhile(project, ids, out);
}

/// Prints that everything is on the disk.
pub(super) fn say_saved(project: &Project, out: &mut Out) {
    out.saved(&format!(" in {}", project.name()));
}

/// Prints that somebody answered while the command ran, so that both answers stand.
pub(super) fn say_meanwhile(project: &Project, ids: &[EntryId], out: &mut Out) {
    for id in ids {
        let said = project.answers().entry(id);
        let Some(said) = said.filter(|said| said.has_rival()) else { continue };
        let others = [
            said.status.rival().map(|write| &write.by),
            said.owner.rival().map(|write| &write.by),
            said.due.rival().map(|write| &write.by),
            said.note.rival().map(|write| &write.by),
        ];
        let who = others.into_iter().flatten().next().map_or("somebody", |by| by.as_str());
        out.note(format!(
            "{who} answered meanwhile: {} has two answers, `golive show {id}` has both",
            project.named(id).name
        ));
    }
}

/// Prints that a private note is on the disk.
pub(super) fn say_saved_privately(out: &mut Out) {
    out.saved(" in your own file, not in the project's");
}

/// How many parts of one change are told line by line after it was undone.
const MOST: usize = 12;

/// Goes one step back or forth in what the author did, a private note too, and says what it was after `word`.
pub(super) fn step(context: &mut Context<'_>, word: &str, step: HistoryStep) -> Result<Exit, Error> {
    let mut project = context.open_to_write()?;
    let now = project.moment.now;
    let by = context.author()?;
    project.open_private(context.world, &by)?;
    let (undone, _) = step(&mut project, now)?;
    say_undone(&project, word, &undone, context.out);
    Ok(Exit::DONE)
}

/// [`Project::undo`] or [`Project::redo`].
type HistoryStep = fn(&mut Project, Timestamp) -> Result<(Undone, Changed), Error>;

/// Prints what was undone or redone, how it stands now, and that it is on the disk.
fn say_undone(project: &Project, word: &str, undone: &Undone, out: &mut Out) {
    let told = project.tell_undone(undone);
    let most = if told.len() > MOST { MOST } else { told.len() };
    for line in told.iter().take(most) {
        out.line(format!("{word}: {line}"));
    }
    if told.len() > most {
        out.line(format!("{word}: and {} more", told.len() - most));
    }
    match undone {
        Undone::Change(record) => {
            let mut entries = entries_of(&record.change);
            // An item that was added and is gone again has nothing more to say.
            entries.retain(|id| {
                project.board.row(id).is_some() || !project.answers().own_items.contains_key(id)
            });
            // How many entries stand again is a matter of their lists, not of this message.
            if entries.len() <= MOST {
                say_entries(project, &entries, out);
            }
            if let Some(now) = project.situation().as_it_is(&record.change) {
                out.line(format!("  {now}: {}", project.board.items_that_apply()));
            }
            say_saved(project, out);
        }
        Undone::PrivateNote(_) => say_saved_privately(out),
    }
}

/// Prints that nothing had to be changed.
pub(super) fn say_nothing(out: &mut Out) {
    out.line(words::NOTHING);
}

/// Prints that an intent changed nothing.
pub(super) fn say_nothing_of(intent: &Intent, out: &mut Out) {
    out.line(words::fields::nothing(intent));
}

/// `» Design 42 Design session lifetimes: doing, Ana, due Fri 27 Nov`.
pub(super) fn entry_line(project: &Project, id: &EntryId, out: &Out) -> Line {
    let named = project.named(id);
    let said = project.answers().entry(id);
    let Some(row) = project.board.row(id) else {
        let status = said.and_then(|said| said.answer()).map_or("todo", |answer| answer.status.word());
        return Line::from(format!("{}: {status}", named.whole()));
    };
    let sign = row.standing.shown();
    let mut line =
        sign_of(sign, out).and(" ").and(named.whole()).and(": ").and(Line::new(sign.word(), role(sign)));
    if let Some(until) = said.and_then(|said| said.answer()).and_then(|answer| answer.until.as_ref()) {
        line = line.and(format!(" until {}", project.situation().end(until)));
    }
    if let Some(owner) = said.and_then(|said| said.owner()) {
        line = line.and(format!(", {owner}"));
    }
    if let Some(day) = row.standing.due {
        line = line.and(format!(", due {}", dates::long(day, project.moment.today)));
    }
    line
}

/// The sign of a state in its colour.
pub(super) fn sign_of(sign: Sign, out: &Out) -> Line {
    Line::new(&out.signs.of(sign).to_string(), role(sign))
}

/// The colour of a state.
pub(super) fn role(sign: Sign) -> Role {
    match sign {
        Sign::Todo => Role::Plain,
        Sign::Doing => Role::Strong,
        Sign::Blocked => Role::Bad,
        Sign::Done => Role::Good,
        Sign::Waived | Sign::LookAgain | Sign::TwoAnswers => Role::Warn,
        Sign::Na => Role::Dim,
    }
}

/// What to say after topics were settled while items of theirs are open, one line a topic.
pub(super) fn open_items(project: &Project, ids: &[EntryId], out: &Out) -> Vec<Line> {
    let situation = project.situation();
    let settled = ids.iter().filter(|id| situation.standing(id).is_settled());
    let open = settled.map(|id| situation.open_items(id)).filter(|items| !items.is_empty());
    let line = |items: Vec<EntryId>| {
        let whole = format!("  {}", situation.still_open(&items));
        if width(&whole) <= out.width {
            return Line::from(whole);
        }
        let names: Vec<String> =
            items.iter().take(4).map(|id| words::name(id, &situation).to_string()).collect();
        let head = words::still_open(items.len());
        Line::from(format!("  {head}{} and {} more", names.join(", "), items.len() - names.len()))
    };
    open.map(line).collect()
}

/// The entries whose answers a change is about; captures are not answers.
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
