//! The history at the end of an entry's page.

use super::HANG;
use crate::journal::record::{Change, Record};
use crate::pack::model::EntryId;
use crate::tui::context::Ctx;
use crate::tui::widget::page::Page;

/// Adds every record about an entry.
pub(super) fn history(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let records = ctx.host.fold().history(id);
    if records.is_empty() {
        return;
    }
    page.heading("History", "the newest first");
    for record in records.into_iter().rev() {
        let is_live = ctx.host.fold().is_live(record.seq());
        let style = if is_live { theme.normal } else { theme.dim };
        let taken_back = if is_live { "" } else { " (undone)" };
        let words = format!("{}{taken_back} · {}", deed(record, id, ctx), record.by);
        page.hanging(HANG + 2, (ctx.moment.time(record.at), theme.dim), &words, style, None);
    }
}

/// What a record says of this entry alone; a command may have changed others with it.
fn deed(record: &Record, id: &EntryId, ctx: &Ctx<'_>) -> String {
    let parts: Vec<String> = record
        .change
        .parts(None)
        .map(|(_, part)| part)
        .filter(|part| part.entry().is_none_or(|other| other == id) && !matches!(part, Change::Words { .. }))
        .map(|part| ctx.situation().deed_in(record.seq(), part))
        .collect();
    parts.join(", ")
}
