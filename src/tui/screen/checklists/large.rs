//! A large screen begins with the list in hand unfolded, as far as it fits.

use ratatui::layout::Rect;

use super::ChecklistsScreen;
use super::tree::{Tree, TreeRow, anchor_of};
use crate::tui::context::Ctx;

/// From so many rows of the tree on it begins unfolded.
const LARGE: usize = 40;

impl ChecklistsScreen {
    /// On a large screen the list in hand begins unfolded, as far as it fits.
    pub(super) fn fill(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let rows = usize::from(self.tree_area(area).height);
        if rows >= LARGE && !self.tree.has_view() {
            let anchor = self.tree.anchor(self.cursor, ctx);
            self.tree.fill(self.cursor, rows, ctx);
            self.cursor = self.tree.find(&anchor, ctx).unwrap_or(self.cursor);
        }
    }
}

impl Tree {
    /// Unfolds the sections beside a row, the nearest first, as long as everything fits into so many rows. Few are
    /// left as they are: a screen of usual size shows what was folded and what was not.
    pub(super) fn fill(&mut self, at: usize, rows: usize, ctx: &Ctx<'_>) {
        let Some(TreeRow::List(list)) = self
            .nodes
            .get(..=at)
            .and_then(|above| above.iter().rfind(|node| matches!(node, TreeRow::List(_))))
        else {
            return;
        };
        let list = *list;
        let here = self.nodes.get(..=at).and_then(|above| {
            above.iter().rev().find_map(|node| match node {
                TreeRow::Section(of, part) if *of == list => Some(*part),
                _ => None,
            })
        });
        let mut sections: Vec<usize> =
            (0..ctx.board.lists.get(list).map_or(0, |list| list.sections.len())).collect();
        let here = here.unwrap_or(0);
        sections.sort_by_key(|part| part.abs_diff(here));
        for part in sections {
            let key = anchor_of(&TreeRow::Section(list, part), ctx.board);
            if self.open.contains(&key) {
                continue;
            }
            self.open.insert(key.clone());
            self.lay_out(ctx);
            if self.nodes.len() > rows {
                self.open.remove(&key);
                self.lay_out(ctx);
            }
        }
    }
}
