//! Columns that are under each other, by display width.

use super::out::{Line, Out, Span};
use crate::text::{truncate, width};

/// How a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// At the left.
    Left,
    /// At the right, for numbers.
    Right,
    /// At the left, and the one that is cut when the line is too long.
    Flexible,
}

/// Rows of cells.
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<TableRow>,
    indent: usize,
}

enum TableRow {
    Cells(Vec<Line>),
    /// Stands over the rows that follow, after an empty line.
    Heading(Line),
}

/// The blanks between two columns.
const GAP: usize = 2;
/// A flexible column is never cut below this, whatever the terminal.
const NARROWEST: usize = 12;

impl Table {
    /// A table without rows.
    pub fn new(columns: &[Column]) -> Table {
        Table { columns: columns.to_vec(), rows: Vec::new(), indent: 0 }
    }

    /// A table of columns at the left: so many, a flexible one, and so many.
    pub fn around(before: usize, after: usize) -> Table {
        let left = |count| vec![Column::Left; count];
        Table::new(&[left(before), vec![Column::Flexible], left(after)].concat())
    }

    /// Moves it to the right.
    pub fn indented(mut self, cells: usize) -> Table {
        self.indent = cells;
        self
    }

    /// Adds a row, one cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Line>) {
        self.rows.push(TableRow::Cells(cells.into_iter().collect()));
    }

    /// Adds a heading over the rows that follow.
    pub fn heading(&mut self, line: Line) {
        self.rows.push(TableRow::Heading(line));
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints it; columns that are empty in every row take no room.
    pub fn print(&self, out: &mut Out) {
        let widths = self.widths(out.limit);
        for (at, row) in self.rows.iter().enumerate() {
            let row = match row {
                TableRow::Cells(cells) => cells,
                TableRow::Heading(heading) => {
                    if at > 0 {
                        out.blank();
                    }
                    out.line(heading.clone());
                    continue;
                }
            };
            let mut line = Line::from(" ".repeat(self.indent));
            let mut first = true;
            for ((cell, column), cells) in row.iter().zip(&self.columns).zip(&widths) {
                if *cells == 0 {
                    continue;
                }
                if !first {
                    line = line.and(" ".repeat(GAP));
                }
                first = false;
                line = line.and(fit(cell, *column, *cells, out.signs.cut()));
            }
            out.line(line);
        }
    }

    fn cells(&self) -> impl Iterator<Item = &Vec<Line>> {
        self.rows.iter().filter_map(|row| match row {
            TableRow::Cells(cells) => Some(cells),
            TableRow::Heading(_) => None,
        })
    }

    fn widths(&self, limit: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.columns.len())
            .map(|at| self.cells().filter_map(|row| row.get(at)).map(Line::width).max().unwrap_or(0))
            .collect();
        let Some(limit) = limit else { return widths };
        let shown = widths.iter().filter(|cells| **cells > 0).count();
        let all = self.indent + widths.iter().sum::<usize>() + GAP * shown.saturating_sub(1);
        let over = all.saturating_sub(limit);
        if let Some(at) = self.columns.iter().position(|column| *column == Column::Flexible)
            && let Some(cells) = widths.get_mut(at)
        {
            *cells = cells.saturating_sub(over).max(NARROWEST.min(*cells));
        }
        widths
    }
}

fn fit(cell: &Line, column: Column, cells: usize, sign: char) -> Line {
    let gap = " ".repeat(cells.saturating_sub(cell.width()));
    match column {
        Column::Left => cell.clone().and(gap),
        Column::Right => Line::from(gap).and(cell.clone()),
        Column::Flexible => cut(cell, cells, sign).and(gap),
    }
}

fn cut(cell: &Line, cells: usize, sign: char) -> Line {
    if cell.width() <= cells {
        return cell.clone();
    }
    let mut room = cells;
    let mut kept = Vec::new();
    for span in &cell.0 {
        let words = truncate(&span.words, room, sign).into_owned();
        let used = width(&words);
        let whole = words == span.words;
        kept.push(Span { words, role: span.role });
        room -= used.min(room);
        if !whole {
            break;
        }
    }
    Line(kept)
}
