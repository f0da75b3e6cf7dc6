//! What is asked before an export is shown, and before something of it is taken.

use std::sync::Arc;

use jiff::civil::Date;

use super::changes::Changes;
use crate::domain::facts::looked::{self, KindKnown, Looked};
use crate::domain::facts::take::Doubt;
use crate::facts::file::Kind;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::EntryId;
use crate::text::counted;
use crate::tui::context::{Ctx, ExportTold, Outcome};
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
    Form::new("Look at an export", vec![field], finish).does("look at it")
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
    Form::new("Only items with these words", vec![field], finish).does("show them").narrowing()
}

/// Asks what to compare an export with; without a file it is the last look.
pub(super) fn against(looked: &Looked, ctx: &Ctx<'_>) -> Form {
    let last = looked.since_last(&ctx.answers().looks, ctx.moment.today);
    let (kind, says) = match &last {
        Some(_) => {
            (FieldKind::Optional, "an earlier export, or another tenant's; without one, the last look")
        }
        None => (FieldKind::Needed, "an earlier export, a repository's folder, or another tenant's export"),
    };
    let field = FormField::new("Export", kind, "").saying(says);
    let finish: Finish = Box::new(move |values, _| match (values, &last) {
        ([Value::Words(file)], _) => Ok(Outcome::OfExport(ExportTold::Against(file.clone()))),
        ([Value::Nothing], Some(drift)) => Ok(Outcome::open(Changes::new(drift.clone()))),
        _ => Err("a file or a folder is needed".to_owned()),
    });
    Form::new("Compare with", vec![field], finish).does("compare")
}

/// Asks for the day of an export.
pub(super) fn day(day: Date) -> Form {
    let field = FormField::new("Day", FieldKind::DayOf, &day.to_string())
        .saying("the day on which it was made, if it is not that of the file");
    let finish: Finish = Box::new(|values, ctx| match values {
        [Value::Day(day)] => {
            looked::not_to_come(*day, ctx.moment.today)?;
            Ok(Outcome::OfExport(ExportTold::Day(*day)))
        }
        _ => Err("an export is of a day".to_owned()),
    });
    Form::new("The day of the export", vec![field], finish).does("take the day")
}

/// What is asked about the tenant of an export; `None` if its kind is known.
pub fn kind_question(looked: &Looked, ctx: &Ctx<'_>) -> Option<String> {
    let asks = looked.asks_kind();
    match looked.kind_known(looked.kind, &ctx.answers().looks) {
        KindKnown::Yes(_) => None,
        KindKnown::No => Some(format!(
            "{asks} The export does not say it, and a development tenant never speaks for production."
        )),
        KindKnown::OtherTenant(names) => {
            let [is_other, knows] = looked.says_other_tenant(&names);
            Some(format!("Look twice: {is_other}; {knows}. If it belongs to the project, say so. {asks}"))
        }
    }
}

/// Asks once which kind of tenant an export is of.
pub fn ask_kind(looked: &Arc<Looked>, question: &str) -> Choose {
    let kind = |kind: Kind| Choice::new(kind.word(), Outcome::Looked(Arc::clone(looked), Some(kind)));
    let mut choices: Vec<Choice> = Kind::ALL.into_iter().map(kind).collect();
    choices.push(Choice::new("Do not look at it", Outcome::Stay));
    Choose::new("The tenant", choices).saying(question).asking()
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
            asked.push(format!("{} has other evidence: {}. Replace it?", ctx.name(id), evidence.glimpse()));
        }
        several => {
            let names: Vec<String> = several.iter().map(|(id, _)| ctx.name(id).to_string()).collect();
            asked.push(format!("Other evidence is there at {}. Replace it?", names.join(", ")));
        }
    }
    asked
}
