//! What the actions on entries do, wherever the entries are in hand: on a screen, on a page, in a popup.

use crate::domain::answer::{Intent, Items, Lack, Missing, Said};
use crate::domain::words;
use crate::journal::record::Status;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::links;
use crate::tui::popup::answer::{self, AnswerField};
use crate::tui::popup::capture::CapturePopup;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::{captured, own_item, prompts};

/// `Outcome::Ignored` if the action is not about entries.
pub fn perform(action: Action, ids: &[EntryId], ctx: &Ctx<'_>) -> Outcome {
    let Some(first) = ids.first() else { return Outcome::Ignored };
    match action {
        Action::Done => said(Said::status(ctx.situation().toggled(ids)), ids),
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
        Action::AnswerInEditor => Outcome::Edit(
            Some(Box::new(AnswerField::record(first, ctx))),
            answer::for_editor(first, &ctx.note(first), ctx),
        ),
        Action::Capture => Outcome::open(CapturePopup::at(Some(first.clone()), ctx)),
        Action::Again => ctx.last.map_or(Outcome::Stay, |last| said(last.clone(), ids)),
        Action::Link => link(first, ctx),
        Action::Captures => captured::at(first, ctx),
        Action::EditItem => own_item::edit(first, ctx).map_or(Outcome::Stay, Outcome::open),
        Action::RemoveItem => own_item::remove(first, ctx),
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

fn said(what: Said, ids: &[EntryId]) -> Outcome {
    Outcome::intend(what.about(ids))
}

/// Asks for what an intent still lacks.
pub fn ask(missing: &Missing, intent: &Intent, ctx: &Ctx<'_>) -> Outcome {
    let Intent::Answer { ids, said } = intent else { return Outcome::Stay };
    if let Some(Lack::Items(items)) = missing.lacks.first() {
        return ask_about_items(items, ids, said, ctx);
    }
    match missing.status {
        Status::Blocked => Outcome::open(prompts::blocked(ids, ctx)),
        Status::Waived => Outcome::open(prompts::waive(ids, ctx)),
        _ => Outcome::open(prompts::not_applicable(ids, ctx)),
    }
}

fn ask_about_items(items: &[EntryId], ids: &[EntryId], said: &Said, ctx: &Ctx<'_>) -> Outcome {
    let names: Vec<String> = items.iter().take(4).map(|id| ctx.name(id).to_string()).collect();
    let more = items.len().saturating_sub(names.len());
    let list = if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") };
    let question = format!("{}{list}.", words::still_open(items.len()));
    let choice =
        |label, items| Choice::new(label, Outcome::intend(Said { items, ..said.clone() }.about(ids)));
    let choices =
        vec![choice("Only the topic", Items::Stay), choice("The topic and its open items", Items::Done)];
    Outcome::open(Choose::new("Done", choices).saying(&question))
}

/// Says that a link is not open, with the whole address, which can be copied.
pub fn not_opened(link: &Text, why: &Text) -> Choose {
    let choices = vec![
        Choice::new("Copy the address", Outcome::Copy(link.clone())),
        Choice::new("Back", Outcome::Stay),
    ];
    Choose::new("Not opened", choices).saying(&format!("{}: {link}", text::capital(why)))
}

fn link(id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    match links(id, ctx).as_slice() {
        [] => Outcome::tell("no link here"),
        [(_, only)] => Outcome::Link(only.clone()),
        several => {
            let choice =
                |(from, link): &(&str, Text)| Choice::new(link, Outcome::Link(link.clone())).right(from);
            Outcome::open(Choose::new("Links", several.iter().map(choice).collect()))
        }
    }
}
