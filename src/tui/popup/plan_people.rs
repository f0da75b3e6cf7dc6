//! Who takes part in a workshop that is prepared: one a line, with any role; names and roles are completed.

use super::choose::{Choice, Choose};
use super::field::{FieldKind, FormField, ROLE, Value};
use super::form::{Finish, Form};
use crate::domain::filter::roles;
use crate::domain::typed::{AskedForm, HalfTyped, PlanForm};
use crate::domain::walk;
use crate::journal::record::{Person, WorkshopPlan};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};

/// The list of the people of a plan.
pub fn people(plan: &WorkshopPlan, ctx: &Ctx<'_>) -> Choose {
    let mut choices: Vec<Choice> = Vec::new();
    for (at, person) in plan.people.iter().enumerate() {
        let role = person.role.as_ref().map_or("no role", Text::as_str);
        let open = Outcome::open(form(plan.clone(), Some(at), ctx));
        choices.push(Choice::new(&person.name, open).right(role));
    }
    choices.push(Choice::new("Add somebody", Outcome::open(form(plan.clone(), None, ctx))));
    Choose::new("Who takes part", choices)
}

/// The roles that entries ask for, and those that people have had.
pub fn known_roles(ctx: &Ctx<'_>) -> Vec<Text> {
    let mut found: Vec<Text> = roles(ctx.board).into_iter().cloned().collect();
    let people = ctx.answers().workshops.iter().flat_map(|one| &one.plan.people);
    for role in people.filter_map(|person| person.role.as_ref()) {
        if !found.iter().any(|known| known.to_lowercase() == role.to_lowercase()) {
            found.push(role.clone());
        }
    }
    found
}

/// Those who were filled in: each name may have its role behind it, as everywhere; the field for the role is for who
/// has none there.
pub fn filled(name: &Value, role: &Value, ctx: &Ctx<'_>) -> Vec<Person> {
    let typed = name.words().unwrap_or_default();
    let people = walk::people(&typed, &ctx.people()).into_iter();
    people.map(|person| Person { role: person.role.or_else(|| role.words()), ..person }).collect()
}

/// The two fields of a person.
pub fn fields(person: Option<&Person>, ctx: &Ctx<'_>) -> Vec<FormField> {
    let name = person.map(|person| person.name.to_string()).unwrap_or_default();
    let role = person.and_then(|person| person.role.as_ref()).map(ToString::to_string).unwrap_or_default();
    let names = FieldKind::People(ctx.people());
    let roles = FieldKind::Name { names: known_roles(ctx), is_needed: false };
    let hint = match person {
        Some(_) => "a name, or Ana:architect; empty takes the person off",
        None => "a name, or with the role: Ana:architect",
    };
    let name = FormField::new("Name", names, &name).saying(hint);
    vec![name, FormField::new(ROLE, roles, &role).saying("any role or title; empty if it does not matter")]
}

/// The form about one of them; a new one without a place.
pub fn form(plan: WorkshopPlan, at: Option<usize>, ctx: &Ctx<'_>) -> Form {
    let person = at.and_then(|at| plan.people.get(at));
    let fields = fields(person, ctx);
    let finish: Finish = Box::new(move |values, ctx| {
        let [name, role] = values else { return Err("two fields are needed".to_owned()) };
        let mut people = plan.people.clone();
        let filled = filled(name, role, ctx);
        let at = at.filter(|at| *at < people.len());
        if at.is_none() && filled.is_empty() {
            return Err("a name is needed".to_owned());
        }
        // A person who is changed stays in place.
        let to = at.unwrap_or(people.len());
        let until = at.map_or(to, |at| at + 1);
        people.splice(to..until, filled);
        let plan = WorkshopPlan { people, ..plan.clone() };
        // The list comes back with what has changed.
        Ok(Outcome::All(vec![Outcome::Planned(Box::new(plan)), Outcome::Perform(Action::RoomPeople)]))
    });
    let form = Form::new("Who takes part", fields, finish);
    form.coming_back(move |fields| HalfTyped::Asked { form: AskedForm::Plan(PlanForm::Person(at)), fields })
}
