//! The views: the user's own and those that come with the program; and keeping what is on under a name.

use super::choose::{Choice, Choose};
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::domain::filter;
use crate::domain::views::{self, Sort, View};
use crate::journal::record::EntryFilter;
use crate::text::Text;
use crate::tui::context::{Ctx, Outcome};

/// The list of views; `now` is the one that is on.
pub fn list(now: Option<View>, ctx: &Ctx<'_>) -> Choose {
    let own = ctx.host.views();
    let built_in = views::built_in(&ctx.host.author(), ctx.pack());
    let cursor = now.as_ref().and_then(|now| {
        own.iter().chain(&built_in).position(|view| view.name == now.name && !now.name.is_empty())
    });
    let mut choices: Vec<Choice> = own.iter().chain(&built_in).map(|view| choice(view, ctx)).collect();
    if let Some(now) = now.filter(|now| !filter::is_empty(&now.scope) || now.sort != Sort::Lists) {
        choices.push(Choice::new("Keep what is on under a name", Outcome::open(keep(now))));
    }
    Choose::new("Views", choices).with_cursor(cursor.unwrap_or(0))
}

/// Shows the rows that somebody published, if the pack has any.
pub fn published(ctx: &Ctx<'_>) -> Outcome {
    if ctx.pack().published.is_none() {
        return Outcome::tell("the pack says of no list that it was published");
    }
    let (name, scope) = (Text::line(views::PUBLISHED), EntryFilter::default());
    Outcome::View(Box::new(View { name, scope, sort: Sort::Published }))
}

fn choice(view: &View, ctx: &Ctx<'_>) -> Choice {
    let rows = ctx.board.rows().iter().filter(|row| row.is_item() && row.applies.is_yes());
    let count = match view.sort {
        Sort::Published => views::published_rows(&view.scope, ctx.board, ctx.answers()).len(),
        _ => rows.filter(|row| filter::matches(&view.scope, row, ctx.board, ctx.answers())).count(),
    };
    let order = view.sort.phrase();
    let right = if order.is_empty() { count.to_string() } else { format!("{order} · {count}") };
    Choice::new(&view.name, Outcome::View(Box::new(view.clone()))).right(&right)
}

/// The line that asks for the name of a view.
fn keep(view: View) -> Form {
    let field = FormField::new("Name", FieldKind::Needed, &view.name);
    let finish: Finish = Box::new(move |values, _ctx| {
        let name = values.first().and_then(Value::words).ok_or_else(|| "Name is needed".to_owned())?;
        Ok(Outcome::SaveView(Box::new(View { name, ..view.clone() })))
    });
    Form::new("Keep the view as", vec![field], finish)
}
