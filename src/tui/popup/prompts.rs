//! The forms that ask what an answer needs: a reason, somebody, an end, a day, what was seen.

use super::choose::{Choice, Choose};
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use super::meanwhile;
use crate::domain::answer::meanwhile::Seen;
use crate::domain::answer::{Edit, Intent, Ruling, Said};
use crate::domain::follow_up::{self, ProposedTarget};
use crate::domain::typed::{AskedForm, HalfTyped, TypedForm};
use crate::journal::answers::EntryAnswers;
use crate::journal::record::{Status, Until};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::{self, Text};
use crate::tui::context::{Ctx, Outcome};

/// The form in which somebody was writing when the terminal went away, as it is now.
pub fn again(form: TypedForm, ids: &[EntryId], ctx: &Ctx<'_>) -> Option<Form> {
    Some(match form {
        TypedForm::Blocked => blocked(ids, ctx),
        TypedForm::NotApplicable => not_applicable(ids, ctx),
        TypedForm::Waive => waive(ids, ctx),
        TypedForm::Evidence => seen_at(ids, ctx),
        TypedForm::Owner => owner(ids, ctx),
        TypedForm::Due => due(ids, ctx),
        TypedForm::Condition => condition(ids.first()?, ctx),
        TypedForm::WhoAndDay => who_and_when(ids, ctx),
    })
}

/// The form comes back for the same entries.
fn of_entries(form: TypedForm, ids: &[EntryId]) -> impl Fn(Vec<Text>) -> HalfTyped + 'static {
    let ids = ids.to_vec();
    move |fields| HalfTyped::Form { form, ids: ids.clone(), fields }
}

pub fn blocked(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    reason("Blocked by what?", Status::Blocked, ids, ctx).coming_back(of_entries(TypedForm::Blocked, ids))
}

pub fn not_applicable(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let form = reason("Why does it not apply?", Status::Na, ids, ctx);
    form.coming_back(of_entries(TypedForm::NotApplicable, ids))
}

pub fn waive(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let owner = the_one(ids, ctx, |id, ctx| ctx.answers().entry(id)?.owner().cloned()).unwrap_or_default();
    let names = ctx.people();
    let fields = vec![
        FormField::new("Reason", FieldKind::Needed, &reason_before(ids, Status::Waived, ctx)),
        FormField::new("Owner", FieldKind::Name { names, is_needed: true }, &owner),
        FormField::new("Until", FieldKind::End, &until_before(ids, ctx)),
    ];
    let comes_back = of_entries(TypedForm::Waive, ids);
    let ids = ids.to_vec();
    let title = title("Waive", &ids, ctx);
    let seen = Seen::of(&ids, &ctx.situation());
    let finish: Finish = Box::new(move |values, ctx| {
        let [Value::Words(reason), Value::Words(owner), Value::End(until)] = values else {
            return Err("a waiver needs a reason, an owner and an end".to_owned());
        };
        let said = Said {
            reason: Some(reason.clone()),
            until: Some(until.clone()),
            owner: Edit::Set(owner.clone()),
            ..Said::status(Status::Waived)
        };
        intend(said.about(&ids), &seen, ctx)
    });
    Form::new(title, fields, finish).coming_back(comes_back)
}

pub fn seen_at(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let before = the_one(ids, ctx, |id, ctx| ctx.answers().entry(id)?.answer()?.evidence.clone());
    let field = FormField::new("Evidence", FieldKind::Optional, &before.unwrap_or_default())
        .saying("a document, a number, a place; several apart with ;");
    let form = one_field("Evidence: a document, a number, a place", field, ids, ctx, |value| {
        Said::evidence(value.words())
    });
    form.coming_back(of_entries(TypedForm::Evidence, ids))
}

pub fn owner(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let before = the_one(ids, ctx, |id, ctx| ctx.answers().entry(id)?.owner().cloned());
    let kind = FieldKind::Name { names: ctx.people(), is_needed: false };
    let field = FormField::new("Owner", kind, &before.unwrap_or_default());
    let form = one_field("Owner", field, ids, ctx, |value| Said::owner(value.words()));
    form.coming_back(of_entries(TypedForm::Owner, ids))
}

pub fn due(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let before = the_one(ids, ctx, |id, ctx| Some(Text::line(&ctx.answers().entry(id)?.due()?.to_string())));
    let field = FormField::new("Due", FieldKind::Day, &before.unwrap_or_default());
    let form = one_field("Due", field, ids, ctx, |value| Said::due(value.day()));
    form.coming_back(of_entries(TypedForm::Due, ids))
}

/// The form that asks for the owner of a condition and its due date.
pub fn condition(id: &EntryId, ctx: &Ctx<'_>) -> Form {
    let said = ctx.answers().entry(id);
    let owner = said.and_then(|said| said.owner()).cloned().unwrap_or_default();
    let due = said.and_then(EntryAnswers::due).map(|day| day.to_string()).unwrap_or_default();
    let fields = vec![
        FormField::new("Owner", FieldKind::Name { names: ctx.people(), is_needed: false }, &owner),
        FormField::new("Due", FieldKind::Day, &due),
    ];
    let name = ctx.name(id);
    let asked = format!("Who owns it, and by when · {name}");
    let comes_back = of_entries(TypedForm::Condition, std::slice::from_ref(id));
    let id = id.clone();
    let seen = Seen::of(std::slice::from_ref(&id), &ctx.situation());
    let finish: Finish = Box::new(move |values, ctx| {
        let owner = values.first().and_then(Value::words);
        let day = values.get(1).and_then(Value::day);
        let said = Said { owner: Edit::to(owner), due: Edit::to(day), ..Said::default() };
        intend(said.about(std::slice::from_ref(&id)), &seen, ctx)
    });
    Form::new(asked, fields, finish).coming_back(comes_back)
}

/// The line that asks who settles these conditions, and by when. What is not said stays as it is; of several entries those
/// that have a person or a day keep it.
pub fn who_and_when(ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let is_one = ids.len() == 1;
    let field = FormField::new("Person and day", FieldKind::WhoAndDay(ctx.people()), "");
    let field = if is_one { field } else { field.saying("what an entry has already stays") };
    let form = one_field("Person and day", field, ids, ctx, move |value| match value {
        Value::WhoAndDay(who, day) if is_one => Said {
            owner: who.clone().map_or(Edit::Keep, Edit::Set),
            due: day.map_or(Edit::Keep, Edit::Set),
            ..Said::default()
        },
        Value::WhoAndDay(who, day) => Said {
            owner: who.clone().map_or(Edit::Keep, Edit::Fill),
            due: day.map_or(Edit::Keep, Edit::Fill),
            ..Said::default()
        },
        _ => Said::default(),
    });
    form.coming_back(of_entries(TypedForm::WhoAndDay, ids))
}

/// The form that asks for a milestone's target date.
pub fn target(id: &MilestoneId, ctx: &Ctx<'_>) -> Form {
    let before = ctx.answers().target(id).map(|day| day.to_string()).unwrap_or_default();
    let title = ctx.board.gate(id).map_or_else(|| Text::line(id.as_str()), |gate| gate.title.clone());
    let asked = format!("Target date · {title}");
    let (id, typed) = (id.clone(), id.clone());
    let finish: Finish = Box::new(move |values, ctx| {
        let day = values.first().and_then(Value::day);
        let kept = intend(Intent::Target { id: id.clone(), day }, &Seen::default(), ctx)?;
        let next = day.and_then(|day| follow_up::proposed(ctx.board, ctx.answers(), &id, day));
        Ok(match next {
            Some(next) => Outcome::All(vec![kept, Outcome::open(follow_up_of(&next, ctx))]),
            None => kept,
        })
    });
    let form = Form::new(asked, vec![FormField::new("Target", FieldKind::Day, &before)], finish);
    form.coming_back(move |fields| HalfTyped::Asked { form: AskedForm::Target(typed.clone()), fields })
}

/// The form that asks why doubtful answers may be left so.
pub fn leave_so(id: &Text, ctx: &Ctx<'_>) -> Form {
    let left = ctx.board.left_so.iter().find(|one| one.contradiction.id.as_ref() == Some(id));
    let before = left.and_then(|one| one.reason.clone()).unwrap_or_default();
    let field = FormField::new("Reason", FieldKind::Optional, &before)
        .saying("why it may stay so; none is needed, and no gate names it any more");
    let (left, typed) = (id.clone(), id.clone());
    let finish: Finish = Box::new(move |values, ctx| {
        let reason = Edit::to(values.first().and_then(Value::words));
        intend(Intent::LeaveSo { id: left.clone(), reason }, &Seen::default(), ctx)
    });
    let form = Form::new("Leave it so: why?", vec![field], finish);
    form.coming_back(move |fields| HalfTyped::LeaveSo { id: typed.clone(), fields })
}

/// Offers the day of the milestone that follows.
fn follow_up_of(next: &ProposedTarget, ctx: &Ctx<'_>) -> Choose {
    let take = Outcome::intend(Intent::Target { id: next.id.clone(), day: Some(next.day) });
    let day = ctx.situation().moment.day(next.day);
    let choices = vec![
        Choice::new(&format!("{day}, {}", next.phrase()), take),
        Choice::new("Another day", Outcome::open(target(&next.id, ctx))),
        Choice::new("No day yet", Outcome::Stay),
    ];
    Choose::new(&format!("Target date · {}", next.title), choices)
}

fn reason(asked: &str, status: Status, ids: &[EntryId], ctx: &Ctx<'_>) -> Form {
    let field = FormField::new("Reason", FieldKind::Needed, &reason_before(ids, status, ctx));
    one_field(asked, field, ids, ctx, move |value| Said { reason: value.words(), ..Said::status(status) })
}

/// What is filled in is said; a refusal stays below the fields, so that nothing typed is lost.
fn intend(intent: Intent, seen: &Seen, ctx: &Ctx<'_>) -> Result<Outcome, String> {
    match ctx.situation().decide(&intent) {
        Ruling::Refused(refusal) => Err(refusal.short()),
        Ruling::Changes(_) | Ruling::Nothing | Ruling::Missing(_) => Ok(meanwhile::keep(intent, seen, ctx)),
    }
}

fn one_field(
    asked: &str,
    field: FormField,
    ids: &[EntryId],
    ctx: &Ctx<'_>,
    said: impl Fn(&Value) -> Said + 'static,
) -> Form {
    let ids = ids.to_vec();
    let title = title(asked, &ids, ctx);
    let seen = Seen::of(&ids, &ctx.situation());
    let finish: Finish = Box::new(move |values, ctx| {
        let value = values.first().unwrap_or(&Value::Nothing);
        intend(said(value).about(&ids), &seen, ctx)
    });
    Form::new(title, vec![field], finish)
}

fn title(asked: &str, ids: &[EntryId], ctx: &Ctx<'_>) -> String {
    match ids {
        [only] => format!("{asked} · {}", ctx.name(only)),
        several => format!("{asked} · {}", text::counted(several.len(), "entry", "entries")),
    }
}

/// What is there already, if the form is about one entry; several begin empty.
fn the_one(
    ids: &[EntryId],
    ctx: &Ctx<'_>,
    find: impl Fn(&EntryId, &Ctx<'_>) -> Option<Text>,
) -> Option<Text> {
    match ids {
        [only] => find(only, ctx),
        _ => None,
    }
}

/// The end of the waiver that runs, so that confirming it is a matter of Enter; an end that has passed is not offered
/// again.
fn until_before(ids: &[EntryId], ctx: &Ctx<'_>) -> Text {
    the_one(ids, ctx, |id, ctx| {
        let answer = ctx.answers().entry(id)?.answer()?;
        let is_running = ctx.row(id).is_some_and(|row| row.standing.status == Status::Waived);
        match answer.until.as_ref().filter(|_| is_running)? {
            Until::Day(day) => Some(Text::line(&day.to_string())),
            Until::Milestone(id) => Some(Text::line(id.as_str())),
        }
    })
    .unwrap_or_default()
}

fn reason_before(ids: &[EntryId], status: Status, ctx: &Ctx<'_>) -> Text {
    the_one(ids, ctx, |id, ctx| {
        let answer = ctx.answers().entry(id)?.answer()?;
        if answer.status == status { answer.reason.clone() } else { None }
    })
    .unwrap_or_default()
}
