//! The form about a workshop that is being prepared: title, day, minutes, people, what it is about.

use super::super::scope;
use crate::domain::filter;
use crate::domain::grammar;
use crate::domain::typed::{AskedForm, HalfTyped, PlanForm};
use crate::domain::walk;
use crate::journal::record::WorkshopPlan;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::{Finish, Form};
use crate::tui::popup::plan_people::known_roles;

/// The form about a plan.
pub(in crate::tui::screen::workshop) fn form(plan: &WorkshopPlan, ctx: &Ctx<'_>) -> Form {
    let day = plan.day.map(|day| match plan.start {
        Some(start) => format!("{day} {}", start.strftime("%H:%M")),
        None => day.to_string(),
    });
    let fields = vec![
        FormField::new("Title", FieldKind::Needed, &plan.title)
            .saying("the title in the room and in the minutes"),
        FormField::new("Day", FieldKind::When, day.as_deref().unwrap_or_default())
            .saying("a day, and when it begins: fri 14:00; empty if it is not known"),
        FormField::new("Minutes", FieldKind::Needed, &plan.minutes.to_string())
            .saying("the total time, including the closing"),
        FormField::new("People", FieldKind::People(ctx.people()), &people(plan)).going_on().saying(format!(
            "who, with any role: Ana:architect, Ben:security; {} lists them",
            ctx.keys.press(Action::RoomPeople)
        )),
        FormField::new("About", FieldKind::Optional, &scope::words(&plan.scope, ctx.board))
            .saying("lists, sections, levels or a milestone: design, must; empty is all"),
        FormField::new("Goal", FieldKind::Optional, plan.goal.as_deref().unwrap_or_default())
            .saying("what it is for, in one sentence; also in the agenda that is sent"),
    ];
    let (plan, shown) = (plan.clone(), day.clone());
    let finish: Finish = Box::new(move |values, ctx| {
        let [Value::Words(title), day, Value::Words(minutes), people, about, goal] = values else {
            return Err("a workshop needs a title and its minutes".to_owned());
        };
        let when = match day.words() {
            // A day that has passed stays while nobody changes it.
            Some(words) if Some(words.as_str()) == shown.as_deref() => plan.day.map(|day| (day, plan.start)),
            Some(words) => {
                let when = grammar::day_and_time(&words, ctx.moment.today);
                Some(when.map_err(|refusal| refusal.short())?)
            }
            None => None,
        };
        let people = people.words().map(|words| walk::people(&words, &ctx.people())).unwrap_or_default();
        let known = known_roles(ctx);
        let roles = people.iter().filter_map(|person| person.role.as_ref());
        let odd = roles.into_iter().find_map(|role| filter::odd_role(role, &known));
        let minutes = minutes.parse().ok().filter(|minutes| (1..=1440).contains(minutes));
        let plan = WorkshopPlan {
            title: title.clone(),
            day: when.map(|(day, _)| day),
            start: when.and_then(|(_, start)| start),
            goal: goal.words(),
            minutes: minutes.ok_or("Minutes: a number from 1 to 1440")?,
            people,
            scope: scope::read(&about.words().unwrap_or_default(), &plan.scope, ctx.board)?,
            agenda: plan.agenda.clone(),
        };
        let planned = Outcome::Planned(Box::new(plan));
        Ok(match odd {
            Some(odd) => Outcome::All(vec![planned, Outcome::tell(odd)]),
            None => planned,
        })
    });
    let form = Form::new("The workshop", fields, finish);
    form.coming_back(|fields| HalfTyped::Asked { form: AskedForm::Plan(PlanForm::Details), fields })
}

/// `Ana, Ben:security`
pub(super) fn people(plan: &WorkshopPlan) -> String {
    let people = plan.people.iter().map(|person| match &person.role {
        Some(role) => format!("{}:{role}", person.name),
        None => person.name.to_string(),
    });
    grammar::joined(&people.collect::<Vec<_>>())
}
