//! Walking through what a search has found: on, back, and what was found marked in the text.

use ratatui::layout::Rect;

use super::App;
use crate::domain::board::EntryKind;
use crate::domain::search::Query;
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::{Action, ScreenId};
use crate::tui::widget::canvas::Canvas;

/// What a search has found, and where in it somebody is.
#[derive(Debug, Clone)]
pub(super) struct Hits {
    words: Text,
    query: Query,
    ids: Vec<EntryId>,
    at: usize,
    /// Whether the entries have only the letters.
    is_scattered: bool,
}

impl Hits {
    /// Whether there are several to walk through; with one find the keys for it stay what they are.
    pub(super) fn is_walked(&self) -> bool {
        self.ids.len() > 1
    }

    /// `2 of 5 with “zweite”`, `2 of 5 with these letters: “zbrcr”`
    fn phrase(&self) -> String {
        let letters = if self.is_scattered { "these letters: " } else { "" };
        format!("{} of {} with {letters}“{}”", self.at + 1, self.ids.len(), self.words)
    }

    /// Marks the words in what was drawn.
    pub(super) fn mark(&self, canvas: &mut Canvas<'_>, area: Rect) {
        let found = canvas.theme.found;
        for y in area.top()..area.bottom() {
            let (words, columns) = canvas.read(Rect { y, height: 1, ..area });
            for at in self.query.marks(&words) {
                if let Some(x) = usize::try_from(at).ok().and_then(|at| columns.get(at)) {
                    canvas.restyle(Rect { x: *x, y, width: 1, height: 1 }, found);
                }
            }
        }
    }
}

impl App {
    /// Goes to a find, and keeps the others to be walked through.
    pub(super) fn found(&mut self, words: &Text, ids: Vec<EntryId>, at: usize, is_scattered: bool) {
        let hits = Hits { query: Query::new(words), words: words.clone(), ids, at, is_scattered };
        let Some(id) = hits.ids.get(at).cloned() else { return };
        let phrase = hits.phrase();
        let is_walked = hits.is_walked();
        self.hits = Some(hits);
        self.jump(&id);
        if is_walked {
            self.message.get_or_insert(phrase);
        }
    }

    /// Does what a key means while finds are walked through; returns whether it is one of them.
    pub(super) fn walk_hits(&mut self, action: Action) -> bool {
        let Some(hits) = &mut self.hits else { return false };
        if !hits.is_walked() {
            // It was marked in the text until the next key.
            self.hits = None;
            return false;
        }
        let step = match action {
            Action::NextHit => 1,
            Action::PreviousHit => hits.ids.len().saturating_sub(1),
            Action::EndHits => {
                self.hits = None;
                self.message = Some("the search has ended".to_owned());
                return true;
            }
            _ => return false,
        };
        hits.at = (hits.at + step) % hits.ids.len().max(1);
        let (id, phrase) = (hits.ids.get(hits.at).cloned(), hits.phrase());
        if let Some(id) = id {
            self.jump(&id);
            self.message.get_or_insert(phrase);
        }
        true
    }

    /// Shows an entry, on the screen that it belongs to.
    pub(super) fn jump(&mut self, id: &EntryId) {
        let ctx = self.view.ctx();
        if let Some(outcome) = self.screens.get_mut(self.place).take_found(id, &ctx) {
            return self.run(outcome);
        }
        let place = match ctx.row(id).map(|row| row.kind) {
            Some(EntryKind::Item) | None => ScreenId::Checklists,
            Some(EntryKind::Topic) => ScreenId::Plan,
        };
        if self.screens.get_mut(place).jump(id, &ctx) {
            self.place = place;
        } else {
            self.message =
                Some(format!("{} cannot be shown: it is not in this project's lists or plan", ctx.name(id)));
        }
    }
}
