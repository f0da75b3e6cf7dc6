//! What is searched of a project, so that another thread can make it ready while nothing is typed yet: the pack's texts are
//! shared, what was said in the project is copied.

use std::borrow::Cow;
use std::sync::Arc;

use super::index::{
    FindSubject, Index, Searched, elsewhere, texts, texts_of_capture, texts_of_pack, texts_said,
};
use super::{HitField, label};
use crate::domain::board::{Board, Entry, EntryIx};
use crate::journal::answers::Answers;
use crate::pack::model::{EntryId, EntryRef, Item, Pack};

/// The texts of a project that are to be folded.
#[derive(Debug)]
pub struct Source {
    pack: Arc<Pack>,
    rows: Vec<SourceRow>,
    /// What was captured at no entry, by its place among all captures.
    captures: Vec<(usize, Copied)>,
}

type Copied = Vec<(HitField, String)>;

#[derive(Debug)]
enum SourceRow {
    /// An entry of the pack, and what was said about it.
    Packed(EntryId, Copied),
    /// All texts of an item of the project's own.
    Own(Copied),
}

impl Source {
    /// The texts of everything on the board, also of what does not apply.
    pub fn new(board: &Board, answers: &Answers) -> Source {
        let row = |(at, row): (usize, &Entry)| {
            if answers.own_items.contains_key(&row.id) {
                return SourceRow::Own(copied(texts(row, board, answers)));
            }
            // Most rows of a large pack have nothing to be copied.
            let has_more =
                board.is_said(EntryIx(at)) || !row.applies.is_yes() || answers.has_captures_at(&row.id);
            let said = if has_more { copied(texts_said(row, board, answers)) } else { Vec::new() };
            SourceRow::Packed(row.id.clone(), said)
        };
        let rows = board.rows().iter().enumerate().map(row).collect();
        Source { pack: Arc::clone(&board.pack), rows, captures: Vec::new() }
    }

    /// The same, and what was captured at no entry of the project: for the project as a whole, or at one that is gone.
    pub fn of_all(board: &Board, answers: &Answers) -> Source {
        let captures = elsewhere(board, answers);
        let captures = captures.map(|(at, _, captured)| (at, copied(texts_of_capture(captured))));
        Source { captures: captures.collect(), ..Source::new(board, answers) }
    }

    /// The texts made ready to be searched.
    pub fn index(&self) -> Index {
        let rows = self.rows.iter().enumerate().map(|(at, row)| {
            let texts = match row {
                SourceRow::Packed(id, said) => {
                    let entry = self.pack.entry(id);
                    let label = entry.map(|entry| self.label(entry)).unwrap_or_default();
                    [texts_of_pack(label, entry, id), lent(said)].concat()
                }
                SourceRow::Own(texts) => lent(texts),
            };
            Searched::of(FindSubject::Row(EntryIx(at)), &texts)
        });
        let captures = self.captures.iter();
        let captures = captures.map(|(at, texts)| Searched::of(FindSubject::Capture(*at), &lent(texts)));
        Index::of(rows.chain(captures).collect())
    }

    fn label(&self, entry: EntryRef<'_>) -> String {
        let list = |item: &Item| {
            self.pack
                .checklists
                .iter()
                .find(|list| list.id == item.checklist)
                .map(|list| list.short_name(item))
        };
        match entry {
            EntryRef::Item(item) => label(&list(item).unwrap_or_default(), &item.title),
            EntryRef::Topic(topic) => label(&topic.title, &topic.title),
        }
    }
}

fn copied(texts: Vec<(HitField, Cow<'_, str>)>) -> Copied {
    texts.into_iter().map(|(found, words)| (found, words.into_owned())).collect()
}

fn lent(texts: &Copied) -> Vec<(HitField, Cow<'_, str>)> {
    texts.iter().map(|(found, words)| (*found, Cow::Borrowed(words.as_str()))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::index::Hit;
    use super::*;
    use crate::domain::fixture::{Packing, Said, TODAY};
    use crate::journal::record::Status;
    use crate::pack::model::Level;

    #[test]
    fn what_another_thread_makes_ready_has_the_words_that_a_find_shows() {
        let pack = Packing::new(&[&["arch/tenant"]])
            .item("analyze/goals", Level::Should, "arch", &["arch/tenant"])
            .item("analyze/region", Level::Must, "arch", &["arch/tenant"])
            .pack();
        let said = Said::new().answer(&pack, "analyze/goals", Status::Done).owned(
            "analyze/region",
            Some("Ana"),
            None,
        );
        let board = Board::new(&pack, &said.answers, TODAY);
        let mut index = Source::of_all(&board, &said.answers).index();
        for row in board.rows() {
            for (found, words) in texts(row, &board, &said.answers) {
                let finds = index.search(&words);
                let shown = |hit: Hit| hit.found <= found;
                assert!(
                    finds.iter().any(|find| {
                        find.row().is_some_and(|ix| board.at(ix).id == row.id)
                            && shown(find.hit(&words, &board, &said.answers))
                    }),
                    "{words}"
                );
            }
        }
    }
}
