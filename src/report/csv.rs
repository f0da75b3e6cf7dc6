//! Reports as CSV: the one table of all entries, for spreadsheets and scripts.
//!
//! It begins with the mark by which spreadsheets know UTF-8, lines end as RFC 4180 has it, and no cell can be taken
//! for a formula.

use super::model::Report;

/// By this mark spreadsheets know that a file is UTF-8.
const MARK: &str = "\u{feff}";

/// The report's table as CSV.
pub fn render(report: &Report) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(MARK.as_bytes().to_vec());
    let titles = report.table.columns.iter().map(|column| harmless(&column.title));
    let rows = report.table.rows.iter().map(|row| row.iter().map(|cell| harmless(&cell.plain())).collect());
    for record in std::iter::once(titles.collect::<Vec<String>>()).chain(rows) {
        writer.write_record(&record).expect("memory takes everything, and all rows have one cell a column");
    }
    writer.into_inner().expect("memory takes everything")
}

/// A cell that no spreadsheet takes for a formula.
///
/// An apostrophe before it tells them that it is text. Forms of the same characters in double width count too.
pub fn harmless(cell: &str) -> String {
    let first = cell.trim_start().chars().next();
    match first {
        Some('=' | '+' | '-' | '@' | '|' | '%' | '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\n=1", "|cmd", "\u{ff1d}1", "%0A"] {
            assert!(harmless(typed).starts_with('\''), "{typed:?}");
        }
        for typed in ["", "1", "a=b", "'", "2026-11-20", "– n/a"] {
            assert_eq!(harmless(typed), typed);
        }
    }
}
