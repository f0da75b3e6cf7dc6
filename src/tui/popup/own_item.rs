//! The forms for the project's own items: add one, change one, remove one; and the project's name.

use super::confirm::Confirm;
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::domain::answer::meanwhile::over;
use crate::domain::answer::{Intent, Ruling};
use crate::domain::own::{self, OwnItem};
use crate::domain::typed::HalfTyped;
use crate::domain::{captures, filter};
use crate::pack::model::{ChecklistId, EntryId, Level};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// The form that adds an item, beside the entry in hand.
pub fn add(beside: Option<&EntryId>, ctx: &Ctx<'_>) -> Form {
    let row = beside.and_then(|id| ctx.row(id));
    let place = row.and_then(|row| Some((row.checklist.clone()?, row.section.clone()?)));
    let first =
        ctx.board.lists.first().and_then(|list| Some((list.id.clone(), list.sections.first()?.name.clone())));
    let item = place.or(first).map(|(checklist, workstream)| OwnItem {
        checklist,
        workstream,
        title: Text::default(),
        level: Level::Should,
        ask: None,
        done_when: None,
    });
    form("Add an item of the project's own", None, item.as_ref(), ctx)
}

/// The form that changes an item; `None` if it is not one of the project's own.
pub fn edit(id: &EntryId, ctx: &Ctx<'_>) -> Option<Form> {
    let item = OwnItem::of(ctx.answers(), id)?;
    Some(form(&format!("Change {}", ctx.name(id)), Some(id), Some(&item), ctx))
}

/// Asks whether an item is to be removed.
pub fn remove(id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    let id = id.clone();
    let ask = move |ctx: &Ctx<'_>| {
        let title = ctx.row(&id).map(|row| row.title.to_string());
        let title = title.ok_or_else(|| format!("{} was removed meanwhile", ctx.name(&id)))?;
        let open = match captures::open_at(ctx.answers(), &id) {
            open if open.is_empty() => open,
            open => format!(" Still open at it, and staying so: {open}."),
        };
        let question = format!(
            "Remove {} “{title}”? It is no longer counted.{open} The history keeps it with its answers, and {} undoes it.",
            ctx.name(&id),
            ctx.keys.press(Action::Undo)
        );
        Ok(Confirm::new(&question, Outcome::intend(Intent::DropItem(id.clone()))))
    };
    Confirm::about(ask, ctx)
}

/// The form that gives the project another name.
pub fn rename(ctx: &Ctx<'_>) -> Form {
    let before = ctx.answers().project_name().cloned().unwrap_or_default();
    let field = FormField::new("Name", FieldKind::Needed, &before).going_on();
    let finish: Finish = Box::new(|values, _ctx| {
        let name = values.first().and_then(Value::words).ok_or_else(|| "Name is needed".to_owned())?;
        Ok(Outcome::intend(Intent::Rename(name)))
    });
    Form::new("Rename the project", vec![field], finish).coming_back(|fields| HalfTyped::Rename { fields })
}

/// The sections in which an item can be, `Deploy / Operations`; of one list, if it has its place there already.
fn places(only: Option<&ChecklistId>, ctx: &Ctx<'_>) -> Vec<(Text, ChecklistId, Text)> {
    let lists = ctx.board.lists.iter().filter(|list| only.is_none_or(|only| list.id == *only));
    let sections = lists.flat_map(|list| list.sections.iter().map(move |section| (list, section)));
    sections
        .map(|(list, section)| {
            let words = Text::line(&format!("{} / {}", list.title, section.title));
            (words, list.id.clone(), section.name.clone())
        })
        .collect()
}

fn form(title: &str, id: Option<&EntryId>, item: Option<&OwnItem>, ctx: &Ctx<'_>) -> Form {
    let places = places(id.and(item).map(|item| &item.checklist), ctx);
    let here = item.and_then(|item| {
        places.iter().find(|(_, list, section)| *list == item.checklist && *section == item.workstream)
    });
    let here = here.map(|(words, ..)| words.clone()).unwrap_or_default();
    let options = places.iter().map(|(words, ..)| words.clone()).collect();
    let levels = [Level::Must, Level::Should, Level::Could].map(|level| Text::line(level.word()));
    let text = |text: Option<&Text>| text.cloned().unwrap_or_default();
    let level = item.map_or(Level::Should, |item| item.level);
    let fields = vec![
        FormField::new("Title", FieldKind::Needed, &text(item.map(|item| &item.title))).going_on(),
        FormField::new("Where", FieldKind::Choice(options), &here),
        FormField::new("Level", FieldKind::Choice(levels.to_vec()), level.word()),
        FormField::new("Question", FieldKind::Optional, &text(item.and_then(|item| item.ask.as_ref())))
            .saying("what the room is asked; empty asks the title"),
        FormField::new(
            "Done when",
            FieldKind::Optional,
            &text(item.and_then(|item| item.done_when.as_ref())),
        )
        .saying("what makes it done; may be empty"),
    ];
    let (id, typed, before) = (id.cloned(), id.cloned(), item.cloned());
    let finish: Finish = Box::new(move |values, ctx| {
        let [title, place, level, ask, done_when] = values else {
            return Err("an item has five fields".to_owned());
        };
        let place = place.words().unwrap_or_default();
        let (_, checklist, workstream) =
            places.iter().find(|(words, ..)| *words == place).ok_or_else(|| "Where is needed".to_owned())?;
        let level = level.words().and_then(|word| filter::level(&word)).unwrap_or(Level::Should);
        let item = OwnItem {
            checklist: checklist.clone(),
            workstream: workstream.clone(),
            title: title.words().unwrap_or_default(),
            level,
            ask: ask.words(),
            done_when: done_when.words(),
        };
        if let (Some(id), Some(before)) = (&id, &before) {
            return changed(id, before, &item, ctx);
        }
        let title = item.title.clone();
        let id = own::free_id(ctx.board, ctx.answers(), &item.checklist, &title);
        let intent = Intent::Item { id: id.clone(), item };
        if let Ruling::Refused(refusal) = ctx.situation().decide(&intent) {
            return Err(refusal.what);
        }
        let same = namesake(&title, &id, ctx);
        Ok(Outcome::All([Outcome::intend(intent), Outcome::Jump(id)].into_iter().chain(same).collect()))
    });
    let form = Form::new(title, fields, finish);
    form.coming_back(move |fields| HalfTyped::Item { id: typed.clone(), fields })
}

/// What is said if another item has the same title.
fn namesake(title: &Text, id: &EntryId, ctx: &Ctx<'_>) -> Option<Outcome> {
    let same = own::namesake(ctx.board, title, id);
    same.map(|row| Outcome::tell(format!("saved; {} has the same title", row.name)))
}

/// Keeps what somebody has changed of an item and leaves the rest as it is by now. Before it replaces what somebody else
/// has said since, it asks, over the form.
fn changed(id: &EntryId, before: &OwnItem, yours: &OwnItem, ctx: &Ctx<'_>) -> Result<Outcome, String> {
    let now = OwnItem::of(ctx.answers(), id).unwrap_or_else(|| before.clone());
    let (item, replaces) = merged(before, yours, &now);
    let intent = Intent::Item { id: id.clone(), item: item.clone() };
    if let Ruling::Refused(refusal) = ctx.situation().decide(&intent) {
        return Err(refusal.what);
    }
    if !replaces {
        return Ok(kept(id, item, ctx));
    }
    let (id, before, yours) = (id.clone(), before.clone(), yours.clone());
    let ask = move |ctx: &Ctx<'_>| {
        let now = OwnItem::of(ctx.answers(), &id).unwrap_or_else(|| before.clone());
        let words = [Some(&now.title), now.ask.as_ref(), now.done_when.as_ref()].into_iter().flatten();
        let words: Vec<String> = words.map(|words| format!("“{}”", words.glimpse())).collect();
        let level = now.level.word();
        let question =
            format!("It was changed meanwhile: {level}, {}. Replace that with yours?", words.join(", "));
        let (item, _) = merged(&before, &yours, &now);
        Ok(Confirm::new(&question, kept(&id, item, ctx).after_close()))
    };
    Ok(Confirm::about(ask, ctx))
}

fn kept(id: &EntryId, item: OwnItem, ctx: &Ctx<'_>) -> Outcome {
    let same = namesake(&item.title, id, ctx);
    let kept = Outcome::intend(Intent::Item { id: id.clone(), item });
    Outcome::All(std::iter::once(kept).chain(same).collect())
}

/// What changed between `before` and `yours`, over what holds now; and whether that replaces what somebody else said.
fn merged(before: &OwnItem, yours: &OwnItem, now: &OwnItem) -> (OwnItem, bool) {
    let place = |item: &OwnItem| (item.checklist.clone(), item.workstream.clone());
    let ((checklist, workstream), is_place) = over(&place(before), &place(yours), &place(now));
    let (title, is_title) = over(&before.title, &yours.title, &now.title);
    let (level, is_level) = over(&before.level, &yours.level, &now.level);
    let (ask, is_ask) = over(&before.ask, &yours.ask, &now.ask);
    let (done_when, is_done_when) = over(&before.done_when, &yours.done_when, &now.done_when);
    let replaces = is_place || is_title || is_level || is_ask || is_done_when;
    (OwnItem { checklist, workstream, title, level, ask, done_when }, replaces)
}
