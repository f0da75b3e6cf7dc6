//! The form about a workshop that is being prepared: title, day, minutes, people, what it is about.

use super::super::about;
use crate::domain::filter::roles;
use crate::domain::grammar;
use crate::domain::walk;
use crate::journal::record::WorkshopPlan;
use crate::text::{Text, nearest};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::{Finish, Form};

/// The form about a plan.
pub(super) fn form(plan: &WorkshopPlan, ctx: &Ctx<'_>) -> Form {
    let day = plan.day.map(|day| day.to_string()).unwrap_or_default();
    let fields = vec![
        FormField::new("Title", FieldKind::Needed, &plan.title)
            .saying("the title in the room and in the minutes"),
        FormField::new("Day", FieldKind::Day, &day),
        FormField::new("Minutes", FieldKind::Needed, &plan.minutes.to_string())
            .saying("the total time, including the closing"),
        FormField::new("People", FieldKind::Optional, &people(plan))
            .saying("who takes part, with roles: Ana:architect, Ben:security"),
        FormField::new("About", FieldKind::Optional, &about::words(&plan.scope, ctx.board)).saying(
            "lists, sections, levels or a milestone: design, logout, must; empty for all that is left",
        ),
    ];
    let plan = plan.clone();
    let finish: Finish = Box::new(move |values, ctx| {
        let [Value::Words(title), day, Value::Words(minutes), people, about] = values else {
            return Err("a workshop needs a title and its minutes".to_owned());
        };
        if let Some(day) = day.day().filter(|day| *day < ctx.moment.today && Some(*day) != plan.day) {
            return Err(format!("{} is in the past; choose today or later", ctx.moment.day(day)));
        }
        let people = people
            .words()
            .map(|words| walk::people(&words, &crate::tui::entry::people(ctx)))
            .unwrap_or_default();
        if let Some(role) =
            people.iter().filter_map(|person| person.role.as_ref()).find(|role| !asks(role, ctx))
        {
            return Err(unknown(role, ctx));
        }
        let minutes = minutes.parse().ok().filter(|minutes| (1..=1440).contains(minutes));
        let plan = WorkshopPlan {
            title: title.clone(),
            day: day.day(),
            minutes: minutes.ok_or("Minutes: a number from 1 to 1440")?,
            people,
            scope: about::read(&about.words().unwrap_or_default(), &plan.scope, ctx.board)?,
            agenda: plan.agenda.clone(),
            ..plan.clone()
        };
        Ok(Outcome::Planned(Box::new(plan)))
    });
    Form::new("The workshop", fields, finish)
}

/// `Ana, Ben:security`
pub(super) fn people(plan: &WorkshopPlan) -> String {
    let people = plan.people.iter().map(|person| match &person.role {
        Some(role) => format!("{}:{role}", person.name),
        None => person.name.to_string(),
    });
    grammar::joined(&people.collect::<Vec<_>>())
}

/// Whether any entry asks for a role.
fn asks(role: &Text, ctx: &Ctx<'_>) -> bool {
    roles(ctx.board).iter().any(|known| known.to_lowercase() == role.to_lowercase())
}

/// That no entry asks for a role, with the nearest that one does ask for.
fn unknown(role: &Text, ctx: &Ctx<'_>) -> String {
    let roles = roles(ctx.board);
    if let Some(near) = nearest(role, roles.iter().map(|known| known.as_str())) {
        return format!("no entry has the role {role}; did you mean {near}?");
    }
    let known: Vec<&str> = roles.iter().map(|known| known.as_str()).collect();
    format!("no entry asks for the role {role}, only for {}", known.join(", "))
}
