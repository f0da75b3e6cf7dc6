//! The addresses of a row: the first is the link of its item, the others are kept in its guidance.

use super::headings::Field;
use super::rows::Found;
use crate::pack::check::wrong_link;

/// Begins a line of the guidance that is an address.
const LINE: &str = "Link: ";

/// The addresses of a row.
#[derive(Debug, Default)]
pub(super) struct Links {
    pub(super) first: Option<String>,
    /// Further ones, as lines of the guidance.
    pub(super) more: Vec<String>,
    /// Whether there is a link and another address, be it in the words of the guidance.
    pub(super) are_several: bool,
    /// Its link column has words, and no address that a link may have.
    pub(super) is_wrong: bool,
}

impl Links {
    /// What the link column says, then what is behind it, behind the title, and behind any of the words; then the
    /// addresses that are written in the guidance, where they stay.
    pub(super) fn of(found: &Found<'_>) -> Links {
        let (row, columns) = (found.row, found.columns);
        let column = columns.column(Field::Link);
        let given = column.and_then(|column| row.words(column));
        let behind = |column: usize| {
            let cell = row.cells.get(column).into_iter();
            cell.flat_map(|cell| cell.link.iter().chain(&cell.more_links)).cloned()
        };
        // The address of a proof or a person is not one of the item.
        let described = (0..row.cells.len()).filter(|column| {
            let field = columns.field(*column);
            field.is_some_and(|field| !field.is_answer())
        });
        let mut all: Vec<String> = given.map(|words| written(words)).unwrap_or_default();
        all.extend(column.into_iter().flat_map(behind));
        all.extend(behind(columns.column(Field::Title).unwrap_or_default()));
        all.extend(described.flat_map(behind));
        all.extend(given.map(|words| beside(words)).unwrap_or_default());
        let is_good = |address: &String| wrong_link(address).is_none();
        let anywhere = || (0..row.cells.len()).flat_map(behind).find(is_good);
        let guidance = [Field::Subsection, Field::Guidance];
        let in_words: Vec<String> = guidance
            .into_iter()
            .filter_map(|field| columns.words(row, field))
            .flat_map(|words| written(words))
            .map(|address| {
                address.trim_end_matches(['.', ':', '!', '?', '"', '\'', ']', '*', '`']).to_owned()
            })
            .filter(is_good)
            .collect();
        let first = all.iter().chain(&in_words).find(|address| is_good(address)).cloned().or_else(anywhere);
        let mut more: Vec<String> = Vec::new();
        for address in all.into_iter().filter(|address| first.as_ref() != Some(address)) {
            let line = format!("{LINE}{address}");
            if is_address(&address) && !more.contains(&line) && !in_words.contains(&address) {
                more.push(line);
            }
        }
        let others = in_words.iter().any(|address| first.as_ref() != Some(address));
        Links {
            is_wrong: first.is_none() && given.is_some(),
            are_several: first.is_some() && (others || !more.is_empty()),
            first,
            more,
        }
    }
}

/// An address that means the same wherever it stands.
fn is_whole(words: &str) -> bool {
    words.contains("://") || words.starts_with("mailto:")
}

/// An address, be it only that of a file beside this one; a place in the sheet itself is none.
fn is_address(words: &str) -> bool {
    !words.trim().is_empty() && !words.starts_with('#')
}

/// Files that stand beside whole addresses in a cell of links: `https://a.example, docs/plan.pdf`.
fn beside(words: &str) -> Vec<String> {
    let is_file = |part: &str| {
        let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending);
        let has_ending =
            (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        !is_whole(part) && (part.contains('/') || has_ending) && part.chars().any(char::is_alphabetic)
    };
    let apart =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ',' | ';' | '|' | '、' | '，');
    if written(words).is_empty() {
        return Vec::new();
    }
    words.split(apart).filter(|part| is_file(part)).map(str::to_owned).collect()
}

/// The addresses among words: `https://a.example/1; https://a.example/2`.
fn written(words: &str) -> Vec<String> {
    let apart = words.replace(";http", " http").replace("|http", " http");
    let parts =
        apart.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | ',' | '、' | '，'));
    parts
        .map(|part| part.trim_end_matches([';', '|']))
        .filter(|part| is_whole(part))
        .map(str::to_owned)
        .collect()
}

/// The guidance of an item whose sheet has no column for it: what somebody wrote stays, and new addresses come below.
pub(super) fn with_new(old: &str, new: Option<&str>) -> Option<String> {
    let Some(new) = new else { return Some(old.to_owned()) };
    if !new.lines().all(|line| line.starts_with(LINE)) {
        return None;
    }
    let added = new.lines().filter(|line| !old.contains(line.trim_start_matches(LINE)));
    Some(std::iter::once(old).chain(added).collect::<Vec<_>>().join("\n"))
}
