//! What the words of a level column meant at the import before, for a list whose file does not say so: had from its items.

use super::items::{ImportResult, Known, make};
use super::layout::Said;
use super::levels::Scale;
use super::rows::Rows;
use super::update;
use crate::pack::file::ChecklistFile;
use crate::pack::model::Level;
use crate::text::Text;

/// Makes the items of `rows` as they are to lie over the list `old`.
pub(super) fn make_over(
    old: &ChecklistFile,
    rows: &Rows<'_>,
    known: &Known<'_>,
    said: &Said,
    title: &str,
) -> ImportResult {
    let made = make(rows, known, said, title);
    let Some(fresh) = made.fresh.clone().filter(|_| said.meant.is_empty()) else { return made };
    let other = fresh.with_other_beginning();
    let was = update::levels_before(old, &made.sections);
    let before: Vec<(&Text, Level)> =
        made.worded.iter().filter_map(|(id, words)| Some((words, *was.get(id)?))).collect();
    let mut differ: Vec<Text> = before.iter().map(|(words, _)| (*words).clone()).collect();
    differ.sort_unstable();
    differ.dedup();
    differ.retain(|words| fresh.level(words) != other.level(words));
    let fits =
        |scale: &Scale| before.iter().filter(|(words, level)| scale.level(words) == Some(*level)).count();
    let (now, then) = (fits(&fresh), fits(&other));
    if then < now || differ.is_empty() {
        return made;
    }
    // A list whose items are all should may never have had a column of levels.
    let mut items = old.sections.iter().flat_map(|section| &section.items);
    if then == now || items.all(|item| item.level == Level::Should) {
        return ImportResult { doubtful: differ, ..made };
    }
    let words = made.worded.iter().map(|(_, words)| words);
    let meant = words.filter_map(|words| Some((words.to_string(), other.level(words)?))).collect();
    make(rows, known, &Said { meant, ..said.clone() }, title)
}
