//! Where the headings of a sheet are and what each column becomes: by its heading first, by what is in it if that decides.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::headings::{Field, Match, fields, plain};
use super::levels::{self, Scale};
use super::sheet::{CellGrid, Row};
use crate::pack::model::Level;
use crate::text::{Text, width};

/// In how many rows the headings are looked for.
const HEADING_ROWS: usize = 40;
/// The longest heading, in characters.
const LONGEST_HEADING: usize = 60;

/// What the user says about a sheet.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// The row of the headings, from 1.
    pub row: Option<usize>,
    /// The column of a field, by its heading or its letter.
    pub map: Vec<(Field, String)>,
    /// What a value of the level column means.
    pub levels: Vec<(String, Level)>,
    /// What the words of the level column meant at the import before.
    pub meant: Vec<(String, Level)>,
    /// The kinds of projects that a value of the column `applies_to` means; none for all.
    pub applies: Vec<(String, Vec<String>)>,
}

/// Which column is which field.
#[derive(Debug, Default, Clone)]
pub(super) struct Columns {
    pub(super) found: Vec<(Field, usize)>,
    /// Columns of ticks, one for each level.
    pub(super) ticks: Vec<(usize, Level)>,
    /// Every column with a heading.
    pub(super) names: Vec<(usize, Text)>,
    /// Headings that the user named and that are not there.
    pub(super) missing: Vec<String>,
}

impl Columns {
    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.found.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    /// The field that a column became.
    pub(super) fn field(&self, column: usize) -> Option<Field> {
        self.found.iter().find(|(_, known)| *known == column).map(|(field, _)| *field)
    }

    /// The words of a field in a row.
    pub(super) fn words<'a>(&self, row: &'a Row, field: Field) -> Option<&'a Text> {
        row.words(self.column(field)?)
    }

    pub(super) fn name(&self, column: usize) -> &str {
        self.names.iter().find(|(known, _)| *known == column).map_or("", |(_, name)| name.as_str())
    }

    /// The headings in the order in which they stand; letters for a sheet without.
    pub(super) fn headings(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(|(_, name)| name.as_str()).collect();
        if names.is_empty() { "none, so write the letter of its column".to_owned() } else { names.join(", ") }
    }

    fn is_free(&self, column: usize) -> bool {
        self.field(column).is_none() && !self.ticks.iter().any(|(known, _)| *known == column)
    }
}

/// A stretch of rows under one row of headings.
#[derive(Debug)]
pub(super) struct Block {
    /// The number of its headings' row; `None` if the sheet has no headings.
    pub(super) heading: Option<usize>,
    /// What its headings' row names as the section.
    pub(super) section: Option<Text>,
    pub(super) columns: Columns,
    /// Its rows, as positions in the sheet.
    pub(super) rows: std::ops::Range<usize>,
}

/// The blocks of a sheet; empty if no row looks like headings and no column like titles.
pub(super) fn blocks(sheet: &CellGrid, said: &Said) -> Vec<Block> {
    let rows = &sheet.rows;
    let Some(first) = heading(rows, said) else { return Vec::new() };
    let mut starts = vec![first];
    starts.extend((first + 1..rows.len()).filter(|at| is_again(&rows[first], &rows[*at])));
    let mut blocks = Vec::new();
    for (idx, at) in starts.iter().copied().enumerate() {
        let end = starts.get(idx + 1).copied().unwrap_or(rows.len());
        let (names, body) = names(rows, at, end);
        let columns = columns(names, rows.get(body..end).unwrap_or_default(), said);
        // What differs from heading to heading and is not a name of a column names the section.
        let differs = rows[at].filled().find(|(column, cell)| {
            columns.field(*column).is_none_or(|field| field == Field::Codes)
                && fields(&cell.words).is_empty()
                && starts.iter().any(|other| rows[*other].words(*column) != Some(&cell.words))
        });
        let section = differs.map(|(_, cell)| cell.words.clone()).filter(|_| starts.len() > 1);
        blocks.push(Block { heading: rows.get(at).map(|row| row.no), section, columns, rows: body..end });
    }
    blocks.retain(|block| block.columns.column(Field::Title).is_some());
    blocks
}

/// The blocks of a sheet without headings: one, with what its columns look like.
pub(super) fn bare(sheet: &CellGrid, said: &Said) -> Option<Block> {
    let rows = &sheet.rows;
    if names_something(rows) {
        // Headings in words that are not known still are not an item.
        let (names, body) = names(rows, 0, rows.len());
        let columns = columns(names, rows.get(body..).unwrap_or_default(), said);
        columns.column(Field::Title)?;
        return Some(Block {
            heading: rows.first().map(|row| row.no),
            section: None,
            columns,
            rows: body..rows.len(),
        });
    }
    let columns = columns(Vec::new(), rows, said);
    columns.column(Field::Title)?;
    Some(Block { heading: None, section: None, columns, rows: 0..rows.len() })
}

/// Whether the first row is headings by its looks: whole, short, words only, none of which stands below it.
fn names_something(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    let widest = rest.iter().map(|row| row.filled().count()).max().unwrap_or(0);
    rest.len() >= 2
        && widest >= 2
        && first.filled().count() >= widest
        && first.filled().all(|(column, cell)| {
            let words = &cell.words;
            words.chars().count() <= 30
                && !words.chars().any(|c| c.is_ascii_digit())
                && levels::tick(words).is_none()
                && rest.iter().all(|row| row.words(column) != Some(words))
        })
}

/// The row that looks most like headings; the first of those that do equally.
fn heading(rows: &[Row], said: &Said) -> Option<usize> {
    if let Some(no) = said.row {
        return rows.iter().position(|row| row.no == no);
    }
    let one_column = rows.iter().all(|row| row.filled().count() <= 1);
    let scored = rows.iter().take(HEADING_ROWS).enumerate().filter_map(|(at, row)| {
        let (score, whole) = score(row, said);
        let filled = row.filled().count();
        let good = if filled < 2 { one_column && whole > 0 && at == 0 } else { whole > 0 };
        good.then_some((score, Reverse(at)))
    });
    scored.max().map(|(_, Reverse(at))| at)
}

/// How much a row looks like headings, and how many of its cells are names of columns.
fn score(row: &Row, said: &Said) -> (usize, usize) {
    let mut seen: HashSet<Field> = HashSet::new();
    let (mut score, mut whole) = (0, 0);
    for (_, cell) in row.filled().filter(|(_, cell)| cell.words.chars().count() <= LONGEST_HEADING) {
        if said.map.iter().any(|(_, heading)| plain(heading) == plain(&cell.words)) {
            (score, whole) = (score + 5, whole + 1);
            continue;
        }
        let Some((field, fit)) = fields(&cell.words).into_iter().max_by_key(|(_, fit)| *fit) else {
            let tick =
                levels::of_column(&cell.words).is_some_and(|(family, _)| family != "words" && family != "1");
            score += usize::from(tick);
            continue;
        };
        if seen.insert(field) {
            score += if fit.is_whole() { 3 } else { 1 };
            whole += usize::from(fit.is_whole());
        }
    }
    (score, whole)
}

/// Whether a row is a row of headings once more.
fn is_again(heading: &Row, row: &Row) -> bool {
    let filled = row.filled().count();
    let same = row
        .filled()
        .filter(|(column, cell)| heading.words(*column).is_some_and(|name| plain(name) == plain(&cell.words)))
        .count();
    let (_, whole) = score(row, &Said::default());
    filled >= 2 && (same >= 2 && same * 2 >= filled || whole >= 2 && whole * 10 >= filled * 6)
}

/// The headings of each column from one row or two, and where the rows below begin.
fn names(rows: &[Row], at: usize, end: usize) -> (Vec<(usize, Text)>, usize) {
    let row = &rows[at];
    let mut names: Vec<(usize, Text)> =
        row.filled().map(|(column, cell)| (column, Text::line(&cell.words))).collect();
    let next_to = |other: &Row| other.no.abs_diff(row.no) == 1;
    // A cell that reaches down from the row above has its words there.
    if let Some(above) = at
        .checked_sub(1)
        .and_then(|at| rows.get(at))
        .filter(|above| next_to(above) && above.filled().count() > 1)
    {
        names.extend(
            above
                .filled()
                .filter(|(column, _)| row.words(*column).is_none())
                .map(|(column, cell)| (column, Text::line(&cell.words))),
        );
    }
    let mut body = at + 1;
    if let Some(below) = rows.get(body).filter(|below| body < end && next_to(below)) {
        // Labels below a heading that reaches over several columns.
        let spans = |column: usize| {
            let left = (0..=column).rev().find(|left| row.words(*left).is_some());
            left.is_some_and(|left| row.cells.get(left).is_some_and(|cell| cell.merged))
        };
        let mut labels = below.filled().peekable();
        if labels.peek().is_some()
            && labels.all(|(column, cell)| spans(column) && cell.words.chars().count() <= 30)
        {
            for (column, cell) in below.filled() {
                names.retain(|(known, _)| *known != column);
                names.push((column, Text::line(&cell.words)));
            }
            body += 1;
        }
    }
    names.sort_by_key(|(column, _)| *column);
    (names, body)
}

/// What the cells of one column look like.
struct Look<'a> {
    values: Vec<&'a Text>,
    rows: usize,
    average: usize,
    links: usize,
}

impl<'a> Look<'a> {
    fn of(rows: &'a [Row], column: usize) -> Look<'a> {
        let values: Vec<&Text> = rows.iter().filter_map(|row| row.words(column)).collect();
        let average = values.iter().map(|words| width(words).min(200)).sum::<usize>() / values.len().max(1);
        let links = rows
            .iter()
            .filter_map(|row| row.cells.get(column))
            .filter(|cell| cell.link.is_some() || cell.words.contains("://"))
            .count();
        Look { values, rows: rows.len(), average, links }
    }

    fn share(&self, test: impl Fn(&str) -> bool) -> usize {
        self.values.iter().filter(|words| test(words)).count() * 100 / self.values.len().max(1)
    }

    /// Codes or numbers and nothing else.
    fn is_codes(&self) -> bool {
        !self.values.is_empty() && self.share(is_code) >= 80
    }

    fn is_ticks(&self) -> bool {
        !self.values.is_empty() && self.share(|words| levels::tick(words).is_some()) == 100
    }

    fn all_differ(&self) -> bool {
        let mut seen = HashSet::new();
        self.values.iter().all(|words| seen.insert(plain(words)))
    }

    fn is_text(&self) -> bool {
        self.values.len() * 2 >= self.rows
            && self.average >= 4
            && !self.is_codes()
            && !self.is_ticks()
            && self.links * 2 < self.values.len().max(1)
    }
}

/// `V1.2`, `WSTG-AUTH-03`, `DEC20`, `7`: short, without blanks, with a digit.
pub(super) fn is_code(words: &str) -> bool {
    let words = words.trim();
    words.chars().count() <= 24
        && words.chars().any(|c| c.is_ascii_digit())
        && words.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | ':' | '#'))
}

fn columns(names: Vec<(usize, Text)>, rows: &[Row], said: &Said) -> Columns {
    let count = rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0)
        .max(names.last().map_or(0, |(column, _)| column + 1));
    let looks: Vec<Look<'_>> = (0..count).map(|column| Look::of(rows, column)).collect();
    let mut columns = Columns { names, ..Columns::default() };
    for (field, heading) in &said.map {
        let called =
            columns.names.iter().find(|(_, name)| plain(name) == plain(heading)).map(|(column, _)| *column);
        let column = called.or_else(|| {
            (0..count).find(|column| super::sheet::letters(*column).eq_ignore_ascii_case(heading.trim()))
        });
        match column {
            Some(column) => columns.found.push((*field, column)),
            None => columns.missing.push(heading.clone()),
        }
    }
    let mut fits: Vec<(Match, Field, usize)> = Vec::new();
    for (column, name) in &columns.names {
        fits.extend(fields(name).into_iter().map(|(field, fit)| (fit, field, *column)));
    }
    fits.sort_by_key(|(fit, _, column)| (Reverse(*fit), *column));
    title(&mut columns, &fits, &looks);
    ticks(&mut columns, &looks);
    level(&mut columns, &fits, &looks, said);
    for (_, field, column) in &fits {
        if columns.column(*field).is_none()
            && columns.is_free(*column)
            && looks.get(*column).is_some_and(|look| fits_in(*field, look))
        {
            columns.found.push((*field, *column));
        }
    }
    numbers(&mut columns, &looks);
    if columns.names.is_empty() {
        by_looks(&mut columns, &looks);
    }
    if columns.column(Field::Section).is_none()
        && let Some(column) = columns.column(Field::Subsection)
    {
        columns.found.retain(|(field, _)| *field != Field::Subsection);
        columns.found.push((Field::Section, column));
    }
    columns.found.sort_by_key(|(_, column)| *column);
    columns
}

/// Whether a column holds what the field needs.
fn fits_in(field: Field, look: &Look<'_>) -> bool {
    match field {
        Field::Level => false,
        Field::Codes => {
            look.values.is_empty()
                || look.share(|words| words.chars().count() <= 32 && !words.contains("://")) >= 80
        }
        Field::Link => look.values.is_empty() || look.links > 0,
        Field::Number => look.values.is_empty() || look.average <= 12,
        _ => true,
    }
}

/// The column of titles: one that is called so and holds words, else questions, else descriptions, else the widest words.
fn title(columns: &mut Columns, fits: &[(Match, Field, usize)], looks: &[Look<'_>]) {
    if columns.column(Field::Title).is_some() {
        return;
    }
    let free = |columns: &Columns, column: usize| columns.is_free(column);
    let words = |column: usize| {
        looks.get(column).is_some_and(|look| {
            !look.values.is_empty() && !look.is_codes() && !look.is_ticks()
                || look.values.is_empty() && look.rows == 0
        })
    };
    for wanted in [Field::Title, Field::Ask, Field::Guidance, Field::DoneWhen] {
        let whole = |fit: &Match| fit.is_whole() || wanted != Field::Title;
        // A word of a heading is enough only if no other heading is a name of its own for what is asked.
        for exact in [true, false] {
            let found = fits.iter().find(|(fit, field, column)| {
                *field == wanted
                    && (whole(fit) || !exact)
                    && free(columns, *column)
                    && words(*column)
                    && (fit.is_whole() || !means_else(fits, *column, wanted))
            });
            if let Some((_, _, column)) = found {
                columns.found.push((Field::Title, *column));
                return;
            }
        }
    }
    let widest = (0..looks.len())
        .filter(|column| free(columns, *column) && looks[*column].is_text() && !means_answer(fits, *column));
    if let Some(column) = widest.max_by_key(|column| (looks[*column].average, Reverse(*column))) {
        columns.found.push((Field::Title, column));
    }
}

/// Whether a column's heading is the whole name of another field.
fn means_else(fits: &[(Match, Field, usize)], column: usize, field: Field) -> bool {
    fits.iter().any(|(fit, other, at)| *at == column && *other != field && fit.is_whole())
}

fn means_answer(fits: &[(Match, Field, usize)], column: usize) -> bool {
    fits.iter().any(|(fit, field, at)| {
        *at == column && (field.is_answer() || *field == Field::Link) && fit.is_whole()
    })
}

/// Two or more columns of ticks that are named like levels of one family.
fn ticks(columns: &mut Columns, looks: &[Look<'_>]) {
    if columns.column(Field::Level).is_some() {
        return;
    }
    let named: Vec<(usize, &'static str, Level)> = columns
        .names
        .iter()
        .filter(|(column, _)| {
            columns.is_free(*column)
                && looks.get(*column).is_some_and(|look| look.values.is_empty() || look.is_ticks())
        })
        .filter_map(|(column, name)| levels::of_column(name).map(|(family, level)| (*column, family, level)))
        .collect();
    for (_, family, _) in &named {
        let group: Vec<(usize, Level)> = named
            .iter()
            .filter(|(_, other, _)| other == family)
            .map(|(column, _, level)| (*column, *level))
            .collect();
        let ticked =
            group.iter().any(|(column, _)| looks.get(*column).is_some_and(|look| !look.values.is_empty()));
        if group.len() >= 2 && ticked {
            columns.ticks = group;
            return;
        }
    }
}

/// The column of levels of which most is understood.
fn level(columns: &mut Columns, fits: &[(Match, Field, usize)], looks: &[Look<'_>], said: &Said) {
    if columns.column(Field::Level).is_some() || !columns.ticks.is_empty() {
        return;
    }
    let candidates =
        fits.iter().filter(|(_, field, column)| *field == Field::Level && columns.is_free(*column));
    let scored = candidates.filter_map(|(fit, _, column)| {
        let look = looks.get(*column)?;
        let words = look.values.iter().map(|words| words.as_str());
        let scale = Scale::of(columns.name(*column), words, &said.levels, &said.meant);
        let understood = look.share(|words| scale.level(words).is_some());
        // A column of sentences is not a column of levels, nor is one that only has the word in its name.
        let good = look.values.is_empty() || look.average <= 24 && (fit.is_whole() || understood > 0);
        good.then_some((understood / 10, *fit, *column))
    });
    if let Some((_, _, column)) = scored.max() {
        columns.found.push((Field::Level, column));
    }
}

/// Numbers that are codes become codes, and a column of codes without a name is found.
fn numbers(columns: &mut Columns, looks: &[Look<'_>]) {
    let positive = |words: &str| words.parse::<u32>().is_ok_and(|no| no > 0);
    if let Some(column) = columns.column(Field::Number)
        && let Some(look) = looks.get(column)
        && !(look.share(positive) == 100 && look.all_differ())
        && !look.values.is_empty()
    {
        columns.found.retain(|(field, _)| *field != Field::Number);
        if columns.column(Field::Codes).is_none() && look.share(is_code) >= 40 {
            columns.found.push((Field::Codes, column));
        }
    }
    let numbered = columns.column(Field::Number).is_some();
    if columns.column(Field::Codes).is_none() && columns.column(Field::Id).is_none() {
        let found = looks.iter().enumerate().find(|(column, look)| {
            columns.is_free(*column)
                && look.is_codes()
                && look.all_differ()
                && look.values.len() * 10 >= look.rows * 7
                && look.values.len() > 1
        });
        if let Some((column, look)) = found {
            let field = if look.share(positive) == 100 { Field::Number } else { Field::Codes };
            if !(numbered && field == Field::Number) {
                columns.found.push((field, column));
            }
        }
    }
}

/// Without headings: ticks are answers, words that are all levels are levels.
fn by_looks(columns: &mut Columns, looks: &[Look<'_>]) {
    for (column, look) in looks.iter().enumerate() {
        if !columns.is_free(column) || look.values.is_empty() {
            continue;
        }
        let scale = Scale::of("", look.values.iter().map(|words| words.as_str()), &[], &[]);
        if look.is_ticks() && columns.column(Field::Status).is_none() {
            columns.found.push((Field::Status, column));
        } else if look.share(|words| scale.level(words).is_some()) == 100
            && columns.column(Field::Level).is_none()
            && look.values.len() > 1
        {
            columns.found.push((Field::Level, column));
        }
    }
}
