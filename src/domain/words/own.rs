//! What was done to an item of the project's own: that it was added, or what of it was changed.

use super::Against;
use crate::domain::situation::Situation;
use crate::journal::answers::{FieldValue, Register};
use crate::journal::record::{Change, Seq};
use crate::pack::model::{EntryId, Item};
use crate::text::Text;

impl Situation<'_> {
    /// `added Deploy +1 Night agreed`, `changed Deploy +1 Night agreed: level must, was should`; `None` of other changes.
    pub(super) fn own_item_told(&self, change: &Change, at: Against) -> Option<String> {
        let Change::Item { id, workstream, title, level, ask, done_when, .. } = change else { return None };
        let name = self.board.row(id).map(|row| format!("{} ", row.name)).unwrap_or_default();
        let Some(before) = before(self.answers.own_items.get(id), at) else {
            return Some(format!("added {name}{title}"));
        };
        let Item { title: old_title, level: old_level, ask: old_ask, done_when: old_done, .. } = before;
        let mut what = Vec::new();
        if old_title != title {
            what.push(format!("title, was {old_title}"));
        }
        if old_level != level {
            what.push(format!("level {}, was {}", level.word(), old_level.word()));
        }
        match self.workstream_before(id, at) {
            Some(old) if old != workstream => what.push(format!("workstream {workstream}, was {old}")),
            _ => {}
        }
        // Without a question of its own the title is what is asked.
        let asked = |ask: Option<&Text>, title: &Text| ask.filter(|ask| *ask != title).cloned();
        if asked(ask.as_ref(), title) != asked(old_ask.as_ref(), old_title) {
            what.push("question".to_owned());
        }
        if done_when.as_ref().map_or("", Text::as_str) != old_done.as_str() {
            what.push("done when".to_owned());
        }
        let what = if what.is_empty() { String::new() } else { format!(": {}", what.join("; ")) };
        Some(format!("changed {name}{title}{what}"))
    }

    fn workstream_before(&self, id: &EntryId, at: Against) -> Option<&Text> {
        before(self.answers.own_workstream_writes(id), at)
    }
}

/// The value that a change replaced; `None` if there was none.
fn before<T: FieldValue>(field: Option<&Register<T>>, at: Against) -> Option<&T> {
    let field = field?;
    let written = |line: Seq| field.writes().iter().find(|write| write.seq == line);
    match at {
        Against::Nothing => None,
        Against::Held => field.value(),
        Against::Line(line) => written(written(line)?.over?).map(|write| &write.value),
    }
}
