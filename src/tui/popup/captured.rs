//! What can be done with something that was captured: resolve it, change it, remove it.

use super::capture::kind_title;
use super::choose::{Choice, Choose};
use super::confirm::Confirm;
use super::field::{FieldKind, FormField};
use super::form::{Finish, Form};
use crate::domain::answer::Intent;
use crate::domain::answer::meanwhile::over;
use crate::domain::filter::NOBODY;
use crate::domain::hands;
use crate::domain::shown::Draft;
use crate::domain::typed::HalfTyped;
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// The list of what was captured at an entry; what is open first.
pub fn at(entry: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    let mut found: Vec<(&CaptureId, &Captured, bool)> = ctx
        .answers()
        .captures_at(entry)
        .filter_map(|(id, capture)| Some((id, capture.capture.value()?, capture.is_resolved())))
        .collect();
    found.sort_by_key(|(_, captured, is_resolved)| (*is_resolved, captured.kind));
    let choices = found.iter().map(|(id, captured, is_resolved)| {
        let label = format!("{}  {}", captured.kind.word(), captured.text.glimpse());
        let right = if *is_resolved { "resolved".to_owned() } else { whose(captured, ctx) };
        Choice::new(&label, Outcome::open(menu(id, captured, *is_resolved, ctx))).right(&right)
    });
    let choices: Vec<Choice> = choices.collect();
    if choices.is_empty() {
        return Outcome::tell("nothing was captured here");
    }
    Outcome::open(Choose::new(&format!("Captures · {}", ctx.name(entry)), choices))
}

fn whose(captured: &Captured, ctx: &Ctx<'_>) -> String {
    let owner = captured.owner.as_ref().map_or(NOBODY, Text::as_str);
    match captured.due {
        Some(day) => format!("{owner} · {}", ctx.moment.day(day)),
        None if captured.kind == CaptureKind::Action || captured.owner.is_some() => owner.to_owned(),
        None => String::new(),
    }
}

/// What can be done with one capture: it is short enough to be read whole here.
pub fn menu(id: &CaptureId, captured: &Captured, is_resolved: bool, ctx: &Ctx<'_>) -> Choose {
    let mut choices = Vec::new();
    let done = if is_resolved { "Open it again" } else { "Resolved" };
    let resolve = Intent::Resolve { id: id.clone(), resolved: !is_resolved };
    if captured.kind.can_be_open() || is_resolved {
        choices.push(Choice::new(done, Outcome::intend(resolve)));
    }
    if let Some(at) = captured.at.as_ref().filter(|at| ctx.row(at).is_some()) {
        choices.push(Choice::new(&format!("Go to {}", ctx.name(at)), Outcome::Jump(at.clone())));
    }
    choices.push(Choice::new("Change it", Outcome::open(edit(id, captured, ctx))));
    choices.push(Choice::new("Remove it", remove(id, ctx)));
    choices.push(Choice::new("Back", Outcome::Stay));
    let owner = captured.owner.as_ref().map(ToString::to_string);
    let day = captured.due.map(|day| ctx.moment.day(day));
    let saying = [Some(captured.text.to_string()), owner, day];
    let saying = saying.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Choose::new(kind_title(captured.kind), choices).saying(&saying)
}

/// The form that changes a capture; it keeps its name, its place and its kind.
pub fn edit(id: &CaptureId, captured: &Captured, ctx: &Ctx<'_>) -> Form {
    let names = ctx.people();
    let day = captured.due.map(|day| day.to_string()).unwrap_or_default();
    let who = captured.owner.as_deref().unwrap_or("");
    let what = FormField::new("What", FieldKind::Needed, &captured.text).going_on();
    // Other words do not change what people raised their hands for.
    let asked = hands::asked_at(ctx.answers(), id);
    let fields = vec![
        if asked {
            what.saying("the hands stay with the words that were asked; the minutes say both")
        } else {
            what
        },
        FormField::new("Who", FieldKind::Name { names, is_needed: false }, who),
        FormField::new("By", FieldKind::Day, &day),
    ];
    let capture = id.clone();
    let (id, before) = (id.clone(), captured.clone());
    let finish: Finish = Box::new(move |values, ctx| {
        let [what, who, by] = values else { return Err("three fields are needed".to_owned()) };
        let text = what.words().ok_or_else(|| "What is needed".to_owned())?;
        let yours = Captured { text, owner: who.words(), due: by.day(), ..before.clone() };
        Ok(keep(&id, &before, &yours, &[], ctx))
    });
    let kind = captured.kind;
    let shown =
        move |fields: &[Text]| Draft::Capture { kind, text: fields.first().cloned().unwrap_or_default() };
    let form = Form::new(kind_title(kind), fields, finish).showing(shown);
    form.coming_back(move |fields| HalfTyped::Change { id: capture.clone(), fields })
}

/// Keeps what somebody has changed of a capture and leaves the rest as it is by now, then does what follows. Before it
/// replaces what somebody else has said since, it asks, over the form.
pub(super) fn keep(
    id: &CaptureId,
    before: &Captured,
    yours: &Captured,
    then: &'static [Action],
    ctx: &Ctx<'_>,
) -> Outcome {
    let (captured, replaces) = merged(before, yours, now(id, ctx).unwrap_or(before));
    if !replaces {
        return kept(id, captured, then);
    }
    let (id, before, yours) = (id.clone(), before.clone(), yours.clone());
    let ask = move |ctx: &Ctx<'_>| {
        let now = now(&id, ctx).unwrap_or(&before);
        let (captured, _) = merged(&before, &yours, now);
        let day = now.due.map_or_else(|| "no day".to_owned(), |day| ctx.moment.day(day));
        let question = format!(
            "It was changed meanwhile: “{}”, {}, {day}. Replace that with yours?",
            now.text.glimpse(),
            now.owner.as_ref().map_or(NOBODY, Text::as_str),
        );
        Ok(Confirm::new(&question, kept(&id, captured, then).after_close()))
    };
    Confirm::about(ask, ctx)
}

fn kept(id: &CaptureId, captured: Captured, then: &'static [Action]) -> Outcome {
    let kept = Outcome::intend(Intent::Capture { id: id.clone(), captured });
    Outcome::All(std::iter::once(kept).chain(then.iter().copied().map(Outcome::Perform)).collect())
}

/// What a capture says now; `None` if it was removed.
fn now<'a>(id: &CaptureId, ctx: &Ctx<'a>) -> Option<&'a Captured> {
    ctx.answers().captures.get(id)?.capture.value()
}

/// What changed between `before` and `yours`, over what holds now; and whether that replaces what somebody else said.
fn merged(before: &Captured, yours: &Captured, now: &Captured) -> (Captured, bool) {
    let (text, is_text) = over(&before.text, &yours.text, &now.text);
    let (owner, is_owner) = over(&before.owner, &yours.owner, &now.owner);
    let (due, is_due) = over(&before.due, &yours.due, &now.due);
    (Captured { text, owner, due, ..now.clone() }, is_text || is_owner || is_due)
}

/// Asks whether a capture is to be removed.
pub fn remove(id: &CaptureId, ctx: &Ctx<'_>) -> Outcome {
    let id = id.clone();
    let ask = move |ctx: &Ctx<'_>| {
        let captured = now(&id, ctx).ok_or("it was removed meanwhile")?;
        let question = format!(
            "Remove the {} “{}”? The history keeps it, and {} undoes it.",
            captured.kind.word(),
            captured.text.glimpse(),
            ctx.keys.press(Action::Undo)
        );
        Ok(Confirm::new(&question, Outcome::intend(Intent::DropCapture(id.clone()))))
    };
    Confirm::about(ask, ctx)
}
