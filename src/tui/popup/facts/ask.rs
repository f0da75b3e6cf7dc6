//! What is asked before an export is shown, and before something of it is taken.

use std::sync::Arc;

use crate::domain::facts::looked::{KindKnown, Looked};
use crate::domain::facts::take::Doubt;
use crate::facts::file::Kind;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::EntryId;
use crate::text::{Text, counted};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::{Finish, Form};

/// Asks for the file or the folder of an export.
pub fn ask_file() -> Form {
    let field = FormField::new("Export", FieldKind::Needed, "")
        .saying("tenant.yaml or its folder, as `a0deploy export` wrote it; it is only read");
    let finish: Finish = Box::new(|values, _| match values {
        [Value::Words(file)] => Ok(Outcome::LookAt(file.clone())),
        _ => Err("a file or a folder is needed".to_owned()),
    });
    Form::new("Look at an export", vec![field], finish)
}

/// Asks for the words that an item has to have.
pub(super) fn words(filter: &Filter) -> Form {
    let before = filter.search.clone().unwrap_or_default();
    let field = FormField::new("Words", FieldKind::Optional, &before).saying("in titles, texts and answers");
    let filter = filter.clone();
    let finish: Finish = Box::new(move |values, _| {
        let search = values.first().and_then(Value::words);
        Ok(Outcome::Narrow(Filter { search, ..filter.clone() }))
    });
    Form::new("Only items with these words", vec![field], finish)
}

/// Asks once which kind of tenant an export is of; `None` if it is known.
pub fn ask_kind(looked: &Arc<Looked>, ctx: &Ctx<'_>) -> Option<Choose> {
    let words = match looked.kind_known(looked.kind, &ctx.answers().looks) {
        KindKnown::Yes(_) => return None,
        KindKnown::No => format!(
            "Which kind of tenant is {}? The export does not say it, and a development tenant never speaks for \
             production.",
            looked.tenant_name()
        ),
        KindKnown::OtherTenant(known) => {
            let known: Vec<&str> = known.iter().map(Text::as_str).collect();
            format!(
                "This export is of another tenant, {}. The project knows {}. Which kind of tenant is it, if it belongs \
                 to the project?",
                looked.tenant_name(),
                known.join(", ")
            )
        }
    };
    let kind = |kind: Kind| Choice::new(kind.word(), Outcome::Looked(Arc::clone(looked), Some(kind)));
    let mut choices: Vec<Choice> = Kind::ALL.into_iter().map(kind).collect();
    choices.push(Choice::new("Do not look at it", Outcome::Stay));
    Some(Choose::new("The tenant", choices).saying(&words))
}

/// What is asked before something is taken over other words.
pub(super) fn doubts(doubts: &[(EntryId, Doubt)], ctx: &Ctx<'_>) -> Vec<String> {
    let mut asked = Vec::new();
    let names = |of: &dyn Fn(&Doubt) -> bool| -> Vec<String> {
        doubts.iter().filter(|(_, doubt)| of(doubt)).map(|(id, _)| ctx.name(id).to_string()).collect()
    };
    let newer = names(&|doubt| *doubt == Doubt::Newer);
    match newer.as_slice() {
        [] => {}
        [only] => asked.push(format!("{only} was answered after the day of the export. Take it anyway?")),
        several => {
            let entries = counted(several.len(), "entry was", "entries were");
            asked.push(format!(
                "{entries} answered after the day of the export: {}. Take it anyway?",
                several.join(", ")
            ));
        }
    }
    let replaced: Vec<&(EntryId, Doubt)> =
        doubts.iter().filter(|(_, doubt)| matches!(doubt, Doubt::OtherEvidence(_))).collect();
    match replaced.as_slice() {
        [] => {}
        [(id, Doubt::OtherEvidence(evidence))] => {
            asked.push(format!(
                "{} has other evidence: {}. Replace it?",
                ctx.name(id),
                evidence.first_line()
            ));
        }
        several => {
            let names: Vec<String> = several.iter().map(|(id, _)| ctx.name(id).to_string()).collect();
            asked.push(format!("Other evidence is there at {}. Replace it?", names.join(", ")));
        }
    }
    asked
}
