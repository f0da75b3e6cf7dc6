//! The project was made with another pack: with its own, with the folder that somebody names, only to look, or not at all.

use super::choose::{Choice, Choose};
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::tui::context::Outcome;
use crate::tui::host::{Opening, PackQuestion};

/// Asks what to do about a pack that is not the project's.
pub fn pack_differs(question: &PackQuestion) -> Choose {
    let mut choices = Vec::new();
    if let Some(own) = &question.own {
        let opening = Opening::WithPack(question.path.clone(), own.folder.clone());
        let choice = Choice::new("Open it with its own pack", Outcome::OpenProject(opening));
        choices.push(choice.right(&own.place));
    }
    let folder = Choice::new("Choose where its pack is", Outcome::open(folder(question)));
    choices.push(folder.right("a folder"));
    let anyway = format!("Open it with {} anyway", question.opened);
    let looking = Outcome::OpenProject(Opening::WithOtherPack(question.path.clone()));
    choices.push(Choice::new(&anyway, looking).right("read only"));
    choices.push(Choice::new("Leave it", Outcome::Stay));
    let lost = match question.answered {
        0 => String::new(),
        all => {
            format!(" {} of its {all} answers are to entries that the second does not have.", question.lost)
        }
    };
    Choose::new("Another pack", choices).asking().saying(&format!(
        "{} was made with {}. Opened with {}.{lost} Nothing is written until a pack fits.",
        question.project, question.made, question.opened_from
    ))
}

fn folder(question: &PackQuestion) -> Form {
    let path = question.path.clone();
    let finish: Finish = Box::new(move |values, _ctx| {
        let [Value::Words(folder)] = values else { return Err("name a folder".to_owned()) };
        Ok(Outcome::OpenProject(Opening::WithPack(path.clone(), Some(folder.to_string().into()))))
    });
    Form::new("Where its pack is", vec![FormField::new("Folder", FieldKind::Needed, "")], finish)
        .does("open it")
}
