//! What the actions on entries do, wherever the entries are in hand: on a screen, on a page, in a popup.

use crate::domain::board::{Board, Kind, Row};
use crate::domain::capture_line;
use crate::journal::record::Status;
use crate::pack::model::{EntryId, EntryRef};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::links;
use crate::tui::popup::answer::AnswerField;
use crate::tui::popup::capture::CapturePopup;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::prompts;
use crate::tui::said::Said;

/// Returns what an action on the entries `ids` comes to; `Outcome::Ignored` where it is none.
pub fn perform(action: Action, ids: &[EntryId], ctx: &Ctx<'_>) -> Outcome {
    let Some(first) = ids.first() else { return Outcome::Ignored };
    match action {
        Action::Done => done(ids, ctx),
        Action::Doing => said(Said::status(Status::Doing), ids),
        Action::Todo => said(Said::status(Status::Todo), ids),
        Action::Blocked => Outcome::open(prompts::blocked(ids, ctx)),
        Action::NotApplicable => Outcome::open(prompts::not_applicable(ids, ctx)),
        Action::Waive => Outcome::open(prompts::waive(ids, ctx)),
        Action::SeenAt => Outcome::open(prompts::seen_at(ids, ctx)),
        Action::Owner => Outcome::open(prompts::owner(ids, ctx)),
        Action::Due => Outcome::open(prompts::due(ids, ctx)),
        Action::Answer => Outcome::open(AnswerField::record(first, ctx)),
        Action::PrivateNote => Outcome::open(AnswerField::private(first, ctx)),
        Action::AnswerInEditor => Outcome::Edit(first.clone(), note(first, ctx)),
        Action::Capture => Outcome::open(CapturePopup::at(Some(first.clone()), ctx)),
        Action::Again => ctx.last.map_or(Outcome::Stay, |last| said(last.clone(), ids)),
        Action::Link => link(first, ctx),
        Action::Copy => {
            let title = ctx.row(first).map(|row| row.title.clone()).unwrap_or_default();
            let words = match ctx.name(first) {
                name if name == title.as_str() => format!("{title} ({first})"),
                name => format!("{name} {title} ({first})"),
            };
            Outcome::Copy(Text::line(&words))
        }
        _ => Outcome::Ignored,
    }
}

/// Returns the answer in words that an entry has.
pub fn note(id: &EntryId, ctx: &Ctx<'_>) -> Text {
    ctx.answers().entry(id).and_then(|said| said.note()).cloned().unwrap_or_default()
}

/// Returns the items of a topic that apply and are open.
pub fn open_items(row: &Row, board: &Board) -> Vec<EntryId> {
    if row.kind != Kind::Topic {
        return Vec::new();
    }
    let items = board.topic(&row.id).map(|(_, topic)| topic.items.as_slice()).unwrap_or_default();
    items
        .iter()
        .map(|ix| board.at(*ix))
        .filter(|item| item.applies.is_yes() && !item.standing.is_settled())
        .map(|item| item.id.clone())
        .collect()
}

fn said(what: Said, ids: &[EntryId]) -> Outcome {
    Outcome::Answer(what, ids.to_vec())
}

/// Done, or to do again where everything in hand is done already. What is worded differently since, or was
/// answered twice apart, is not done yet in this sense: the same answer again confirms it.
fn done(ids: &[EntryId], ctx: &Ctx<'_>) -> Outcome {
    let is_done = |id: &EntryId| {
        ctx.row(id).is_some_and(|row| row.standing.status == Status::Done && !row.standing.look_again)
            && ctx.answers().entry(id).is_some_and(|said| said.status.rival().is_none())
    };
    if ids.iter().all(is_done) {
        return said(Said::status(Status::Todo), ids);
    }
    let items: Vec<EntryId> =
        ids.iter().filter_map(|id| ctx.row(id)).flat_map(|row| open_items(row, ctx.board)).collect();
    if items.is_empty() {
        return said(Said::status(Status::Done), ids);
    }
    let both: Vec<EntryId> = ids.iter().cloned().chain(items.iter().cloned()).collect();
    let names: Vec<String> = items.iter().take(4).map(|id| ctx.name(id).to_string()).collect();
    let more = items.len().saturating_sub(names.len());
    let list = if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") };
    let question =
        format!("Still open in this topic, {}: {list}.", text::counted(items.len(), "item", "items"));
    let done = Said::status(Status::Done);
    Outcome::open(
        Choose::new(
            "Done",
            vec![
                Choice::new("Only the topic", Outcome::Answer(done.clone(), ids.to_vec())),
                Choice::new("The topic and its open items", Outcome::Answer(done, both)),
            ],
        )
        .saying(&question),
    )
}

fn link(id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    match links(id, ctx).as_slice() {
        [] => Outcome::tell("no link here"),
        [only] => Outcome::Link(only.clone()),
        several => Outcome::open(Choose::new(
            "Links",
            several.iter().map(|link| Choice::new(link, Outcome::Link(link.clone()))).collect(),
        )),
    }
}

/// Returns the question of an entry; of a topic, its title.
pub fn question(entry: EntryRef<'_>) -> &Text {
    match entry {
        EntryRef::Item(item) if !item.ask.is_empty() => &item.ask,
        EntryRef::Item(item) => &item.title,
        EntryRef::Topic(topic) => &topic.title,
    }
}

/// Returns everybody who is known in the project, in the order of names.
pub fn people(ctx: &Ctx<'_>) -> Vec<Text> {
    capture_line::people(ctx.answers(), &ctx.host.author())
}
