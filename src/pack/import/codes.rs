//! Which codes rows and lists have, so that no two items share one.

use std::collections::HashMap;

use crate::pack::file::ChecklistFile;
use crate::text::Text;

/// A code that a row has and may not keep, since no two items share one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TakenCode {
    pub(super) code: String,
    /// The row, or the entry of another list, that keeps it.
    pub(super) keeper: String,
    pub(super) row: usize,
    pub(super) title: String,
}

/// The codes that are given.
#[derive(Debug, Default)]
pub(super) struct GivenCodes {
    /// Those of other lists, with the entry that each stands for.
    pub(super) of_lists: HashMap<String, String>,
}

impl GivenCodes {
    /// Keeps the codes of a list, which no other list may have.
    pub(super) fn takes(&mut self, list: &ChecklistFile) {
        for item in list.sections.iter().flat_map(|section| &section.items) {
            let named = || format!("{}/{}", list.id, item.id);
            for code in &item.codes {
                self.of_lists.entry(code.clone()).or_insert_with(named);
            }
        }
    }

    /// Those of a cell that its row keeps, and those that it does not; `of_rows` has the row of each code of the sheet.
    pub(super) fn keep(
        &self,
        of_rows: &mut HashMap<String, usize>,
        words: &str,
        row: usize,
        title: &str,
    ) -> (Vec<String>, Vec<TakenCode>) {
        let (mut kept, mut left): (Vec<String>, Vec<TakenCode>) = (Vec::new(), Vec::new());
        for code in codes(words) {
            let keeper = match (self.of_lists.get(&code), of_rows.get(&code)) {
                _ if kept.contains(&code) => continue,
                (Some(entry), _) => entry.clone(),
                (None, Some(first)) => format!("row {first}"),
                (None, None) => {
                    of_rows.insert(code.clone(), row);
                    kept.push(code);
                    continue;
                }
            };
            left.push(TakenCode { code, keeper, row, title: title.to_owned() });
        }
        (kept, left)
    }
}

/// The codes that a cell names.
fn codes(words: &str) -> Vec<String> {
    words.split([',', ';']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// `R-01 to R-30` if that is where they lie, in their order; else how many, the first and the last.
pub(super) fn codes_named(codes: &[&Text]) -> String {
    let split = |code: &str| {
        let family = code.trim_end_matches(|c: char| c.is_ascii_digit());
        let no: u64 = code.get(family.len()..)?.parse().ok()?;
        Some((family.to_owned(), no))
    };
    let parts: Vec<_> = codes.iter().map(|code| split(code)).collect();
    let rises = parts.windows(2).all(|pair| match pair {
        [Some((family, no)), Some((next, then))] => family == next && no < then,
        _ => false,
    });
    match codes {
        [first, .., last] if rises => format!("{first} to {last}"),
        [all @ .., last] if codes.len() <= 3 => {
            let all: Vec<&str> = all.iter().map(|code| code.as_str()).collect();
            format!("{} and {last}", all.join(", "))
        }
        [first, .., last] => format!("{} codes, the first {first} and the last {last}", codes.len()),
        _ => String::new(),
    }
}
