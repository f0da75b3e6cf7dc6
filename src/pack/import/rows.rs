//! Which rows of a block are items, which are sections, and which belong to neither.

use super::headings::{Field, plain_words};
use super::layout::{Block, Columns, is_code};
use super::sheet::{CellGrid, Row};
use crate::text::Text;

/// Words with which a note below a table begins.
const FOOTERS: &[&str] = &[
    "note",
    "notes",
    "legend",
    "legende",
    "key",
    "copyright",
    "signature",
    "signed",
    "unterschrift",
    "hinweis",
    "anmerkung",
    "anmerkungen",
    "remarque",
    "nota",
    "leyenda",
    "source",
    "quelle",
    "total",
    "summe",
];

/// A row that becomes an item.
#[derive(Debug)]
pub(super) struct Found<'a> {
    pub(super) row: &'a Row,
    pub(super) columns: &'a Columns,
    pub(super) section: Text,
}

/// The items of a sheet, and what became of the other rows.
#[derive(Debug, Default)]
pub(super) struct Rows<'a> {
    pub(super) items: Vec<Found<'a>>,
    /// Rows that are sections.
    pub(super) sections: usize,
    /// Rows that were skipped, each with the reason.
    pub(super) skipped: Vec<(usize, String)>,
    /// Rows that are hidden and were taken.
    pub(super) hidden: Vec<usize>,
    /// Sections that go on in rows whose own cell for it is empty, with those rows.
    pub(super) of_above: Vec<(Text, Vec<usize>)>,
}

/// Goes through the blocks of a sheet.
pub(super) fn rows<'a>(sheet: &'a CellGrid, blocks: &'a [Block]) -> Rows<'a> {
    let mut out = Rows::default();
    let first = blocks.first().and_then(|block| block.heading);
    let banners = banners(sheet, blocks);
    let is_banner = |row: &Row| banners.iter().flatten().any(|banner| banner.no == row.no);
    let above = sheet.rows.iter().filter(|row| first.is_some_and(|first| row.no < first));
    for row in above.filter(|row| !is_banner(row)) {
        out.skipped.push((row.no, "above the headings".to_owned()));
    }
    let mut section = Text::default();
    for (block, banner) in blocks.iter().zip(&banners) {
        let of_banner = || banner.and_then(|row| row.filled().next()).map(|(_, cell)| &cell.words);
        if let Some(named) = block
            .section
            .as_ref()
            .map(|named| Text::line(named))
            .or_else(|| of_banner().map(|words| section_title(words)))
        {
            section = named;
            out.sections += 1;
        }
        let rows = sheet.rows.get(block.rows.clone()).unwrap_or_default();
        // The row above the next headings is about what comes below them.
        let rows = match rows.split_last() {
            Some((last, rest)) if is_banner(last) => rest,
            _ => rows,
        };
        section = Reader::new(rows, &block.columns).run(section, &mut out);
    }
    out
}

/// The row above the headings of each block that names its section: in a sheet in which each block has one.
fn banners<'a>(sheet: &'a CellGrid, blocks: &[Block]) -> Vec<Option<&'a Row>> {
    let above = |block: &Block| {
        let heading = block.heading?;
        let at = sheet.rows.iter().position(|row| row.no == heading)?;
        let row = sheet.rows.get(at.checked_sub(1)?)?;
        let is_marked = row.filled().all(|(_, cell)| cell.merged || cell.bold);
        (is_marked && row.filled().count() == 1 && row.no + 2 >= heading).then_some(row)
    };
    let found: Vec<Option<&Row>> = blocks.iter().map(above).collect();
    let is_usual = sheet.has_banners || found.len() > 1 && found.iter().all(Option::is_some);
    if is_usual { found } else { vec![None; found.len()] }
}

struct Reader<'a> {
    rows: &'a [Row],
    columns: &'a Columns,
    /// Most items have nothing but a title.
    thin: bool,
    /// Most rows are bold, so that it says nothing.
    bold: bool,
}

impl<'a> Reader<'a> {
    fn new(rows: &'a [Row], columns: &'a Columns) -> Reader<'a> {
        let mut reader = Reader { rows, columns, thin: false, bold: false };
        let titled: Vec<&Row> = rows.iter().filter(|row| reader.title(row).is_some()).collect();
        reader.thin = titled.iter().filter(|row| reader.richness(row) < 2).count() * 2 > titled.len();
        let bold = |row: &&&Row| row.filled().all(|(_, cell)| cell.bold);
        reader.bold = titled.iter().filter(bold).count() * 2 > titled.len();
        reader
    }

    fn title(&self, row: &'a Row) -> Option<&'a Text> {
        self.columns.words(row, Field::Title)
    }

    fn code(&self, row: &'a Row) -> Option<&'a Text> {
        self.columns.words(row, Field::Codes).or_else(|| self.columns.words(row, Field::Number))
    }

    /// How many cells of a row say something beside its code.
    fn richness(&self, row: &Row) -> usize {
        let code = |column| {
            self.columns.field(column).is_some_and(|field| matches!(field, Field::Codes | Field::Number))
        };
        row.filled().filter(|(column, _)| !code(*column)).count()
    }

    /// The rows from which on there are only notes below the table.
    fn foot(&self) -> usize {
        let rich = |row: &Row| self.title(row).is_some() && self.richness(row) >= 2;
        let last = if self.thin { 0 } else { self.rows.iter().rposition(rich).map_or(0, |at| at + 1) };
        let starts = |at: &usize| {
            let Some(row) = self.rows.get(*at) else { return false };
            let gap = at
                .checked_sub(1)
                .and_then(|before| self.rows.get(before))
                .is_some_and(|before| row.no > before.no + 1);
            let notes = is_note(row);
            if self.thin {
                gap && notes
            } else {
                notes || gap && self.code(row).is_none_or(|code| !is_code(code))
            }
        };
        (last..self.rows.len()).find(starts).unwrap_or(self.rows.len())
    }

    fn run(&self, mut section: Text, out: &mut Rows<'a>) -> Text {
        let foot = self.foot();
        // A section in a row of its own goes on until the next one; one in an item's row is that item's.
        let mut is_of_item = false;
        for (at, row) in self.rows.iter().enumerate() {
            if at >= foot {
                out.skipped.push((row.no, "below the table".to_owned()));
                continue;
            }
            if row.is_struck(self.columns.column(Field::Title)) {
                let words = row
                    .words(self.columns.column(Field::Title).unwrap_or_default())
                    .map_or("", |words| words.first_line());
                out.skipped.push((row.no, format!("struck out: {words}")));
                continue;
            }
            if let Some(named) = self.section(at, row, foot) {
                section = named;
                out.sections += 1;
                is_of_item = false;
                continue;
            }
            let own = self.columns.words(row, Field::Section);
            if let Some(words) = own {
                section = Text::line(words);
                is_of_item = self.title(row).is_some();
            }
            if self.title(row).is_none() {
                // A section that stands in a row of its own, in its column.
                if self.columns.words(row, Field::Section).is_none() || self.richness(row) > 1 {
                    out.skipped.push((row.no, "without a title".to_owned()));
                }
                continue;
            }
            if row.hidden {
                out.hidden.push(row.no);
            }
            if own.is_none() && is_of_item {
                match out.of_above.iter_mut().find(|(known, _)| *known == section) {
                    Some((_, rows)) => rows.push(row.no),
                    None => out.of_above.push((section.clone(), vec![row.no])),
                }
            }
            out.items.push(Found { row, columns: self.columns, section: section.clone() });
        }
        section
    }

    /// The section that a row names, if it is not an item.
    fn section(&self, at: usize, row: &'a Row, foot: usize) -> Option<Text> {
        if self.richness(row) > 1 {
            return None;
        }
        let words = row
            .filled()
            .map(|(_, cell)| cell)
            .filter(|cell| !is_code(&cell.words))
            .max_by_key(|cell| cell.words.len())?;
        let in_title = self.title(row).is_some();
        if !in_title && self.is_lost(row) {
            return None;
        }
        if !in_title && self.columns.words(row, Field::Section).is_some() {
            return None;
        }
        let next = self.rows.get(at + 1..foot)?.first()?;
        let parent = self.code(row).zip(self.code(next)).is_some_and(|(own, next)| is_parent(own, next));
        let marked =
            words.merged || words.bold && !self.bold || words.words.trim_end().ends_with([':', '：']);
        let has_column = self.columns.column(Field::Section).is_some();
        let alone = !self.thin
            && !has_column
            && self.richness(next) >= 1
            && self.code(row).is_none_or(|code| !self.is_item_code(code));
        let is_section = !in_title || parent || marked || alone;
        is_section.then(|| section_title(&words.words))
    }

    /// Whether a row without a title is that of an item all the same: beside a code, or where no name of a section is
    /// looked for, it has a level, an owner or a tick.
    fn is_lost(&self, row: &Row) -> bool {
        let has_code = self.code(row).is_some_and(|code| is_code(code));
        row.filled().any(|(column, cell)| {
            let is_name = matches!(
                self.columns.field(column),
                None | Some(Field::Section | Field::Subsection | Field::Codes | Field::Number | Field::Title)
            );
            let is_tick = self.columns.ticks.iter().any(|(known, _)| *known == column);
            let is_marked = cell.merged || cell.bold || cell.words.trim_end().ends_with([':', '：']);
            is_tick || !is_name && (has_code || !is_marked)
        })
    }

    /// Whether a code is one that items have, rather than the number of a section: as deep as those of most rows.
    fn is_item_code(&self, code: &str) -> bool {
        let depth = |code: &str| code.matches(['.', '-']).count();
        let mut depths: Vec<usize> =
            self.rows.iter().filter_map(|row| self.code(row)).map(|code| depth(code)).collect();
        depths.sort_unstable();
        depths.get(depths.len() / 2).is_some_and(|usual| depth(code) >= *usual)
    }
}

/// `V1` above `V1.1`, `2` above `2.3`.
fn is_parent(own: &str, next: &str) -> bool {
    let own = own.trim().trim_end_matches(['.', ':', ')']);
    next.trim().strip_prefix(own).is_some_and(|rest| rest.starts_with(['.', '-']))
}

fn is_note(row: &Row) -> bool {
    row.filled().next().is_some_and(|(_, cell)| {
        let words = cell.words.trim();
        let first = plain_words(words.split([':', ' ']).next().unwrap_or_default());
        words.starts_with('©')
            || words.starts_with("(c)")
            || words.starts_with("凡例")
            || words.starts_with('※')
            || words.contains(':') && FOOTERS.contains(&first.as_str())
    })
}

/// The words of a section without its number: `1. Architecture`, `2) Data`.
pub(super) fn section_title(words: &str) -> Text {
    let words = Text::line(words);
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'));
    let rest = number.trim_start_matches(['-', '–', ':', ' ']);
    let plain = if number.len() < words.len() && !rest.is_empty() && number.starts_with([' ', '-', '–', ':'])
    {
        rest
    } else {
        words.as_str()
    };
    Text::line(plain.trim_end_matches([':', '：', ' ']))
}
