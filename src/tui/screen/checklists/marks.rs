//! What is marked in the lists, and how an entry's own page says so.

use super::ChecklistsScreen;
use crate::domain::board::EntryIx;
use crate::pack::model::EntryId;
use crate::tui::context::Ctx;
use crate::tui::widget::page::Page;

/// So many marked entries are named on an entry's own page.
const SHOWN_MARKS: usize = 5;

impl ChecklistsScreen {
    /// What is marked, in the order of the lists, so that the first one is the first that is seen.
    pub(super) fn marked_in_order(&self, ctx: &Ctx<'_>) -> Vec<EntryId> {
        let mut places: Vec<EntryIx> = self.marked.iter().filter_map(|id| ctx.board.find(id)).collect();
        places.sort_unstable();
        places.into_iter().map(|ix| ctx.board.at(ix).id.clone()).collect()
    }

    /// Says on an entry's own page that others are marked: its keys answer this entry alone.
    pub(super) fn tell_marks(&self, page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
        let names: Vec<String> = self
            .marked_in_order(ctx)
            .iter()
            .filter(|other| *other != id)
            .map(|other| ctx.name(other).to_string())
            .collect();
        if names.is_empty() {
            return;
        }
        let shown = names.iter().take(SHOWN_MARKS).cloned().collect::<Vec<_>>().join(", ");
        let more = if names.len() > SHOWN_MARKS { ", …" } else { "" };
        page.gap();
        let words = format!(
            "{} {} marked elsewhere ({shown}{more}). Keys here answer {} only.",
            ctx.theme.marked(),
            names.len(),
            ctx.name(id)
        );
        page.paragraph(&words, ctx.theme.strong);
    }
}
