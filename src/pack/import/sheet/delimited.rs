//! CSV and its kin: the separator is found from the whole file, and a quote that is not closed is told with its line.

use super::{Cell, CellGrid, Cells, SheetError, decode::decode};

/// The rows that decide about the separator.
const SAMPLE: usize = 400;

pub(super) fn read(bytes: &[u8]) -> Result<CellGrid, SheetError> {
    let (words, note) = decode(bytes);
    // Excel writes the separator into a line of its own.
    let (named, body, skipped) = match words.split_once(['\n', '\r']) {
        Some((first, rest)) if first.trim().to_ascii_lowercase().starts_with("sep=") => (
            first.trim().get(4..).and_then(|sign| sign.chars().next()),
            rest.strip_prefix('\n').unwrap_or(rest),
            1,
        ),
        _ => (None, words.as_str(), 0),
    };
    let separator = named.or_else(|| separator(body));
    let records =
        records(body, separator, usize::MAX).map_err(|line| SheetError::Unclosed { line: line + skipped })?;
    let mut cells = Cells::default();
    for (row, record) in records.iter().enumerate() {
        for (column, words) in record.iter().enumerate() {
            cells.put(row + skipped, column, Cell::of(words))?;
        }
    }
    let mut sheet = cells.sheet("", false);
    sheet.notes.extend(note);
    Ok(sheet)
}

/// The sign that cuts most rows into the same number of cells; `None` if the file has one column.
fn separator(words: &str) -> Option<char> {
    let score = |sign: char| {
        let lines =
            || words.lines().take(SAMPLE).map(|line| line.split(sign).map(str::to_owned).collect()).collect();
        let rows = records(words, Some(sign), SAMPLE).unwrap_or_else(|_| lines());
        let rows: Vec<usize> =
            rows.iter().filter(|row| row.iter().any(|cell| !cell.trim().is_empty())).map(Vec::len).collect();
        let cut: Vec<usize> = rows.iter().copied().filter(|count| *count > 1).collect();
        let usual = cut
            .iter()
            .copied()
            .max_by_key(|count| (cut.iter().filter(|other| *other == count).count(), *count));
        let same = usual.map_or(0, |usual| cut.iter().filter(|count| **count == usual).count());
        (same * 2 >= rows.len() && same > 0).then_some((same, usual.unwrap_or_default()))
    };
    let scored = [',', ';', '\t', '|'].into_iter().filter_map(|sign| Some((score(sign)?, sign)));
    scored.max_by_key(|(score, sign)| (*score, *sign == ',')).map(|(_, sign)| sign)
}

/// The cells of each row, at most `most` rows; the line whose quote is not closed as the error.
fn records(words: &str, separator: Option<char>, most: usize) -> Result<Vec<Vec<String>>, usize> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut line = 1;
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '"' && cell.trim().is_empty() {
            cell.clear();
            let opened = line;
            let mut closed = false;
            while let Some(c) = chars.next() {
                line += usize::from(c == '\n');
                if c != '"' {
                    cell.push(c);
                } else if chars.peek() == Some(&'"') {
                    chars.next();
                    cell.push('"');
                } else {
                    closed = true;
                    break;
                }
            }
            while chars.peek() == Some(&' ') {
                chars.next();
            }
            let ends =
                chars.peek().is_none_or(|next| Some(*next) == separator || matches!(next, '\n' | '\r'));
            match (closed, ends) {
                (true, true) => {}
                // Within one line it is a word in quotes at the beginning of a cell.
                (true, false) if opened == line => cell = format!("\"{cell}\""),
                _ => return Err(opened),
            }
        } else if Some(c) == separator {
            row.push(std::mem::take(&mut cell));
        } else if c == '\n' || c == '\r' {
            if c == '\r' && chars.peek() == Some(&'\n') {
                chars.next();
            }
            line += 1;
            row.push(std::mem::take(&mut cell));
            rows.push(std::mem::take(&mut row));
            if rows.len() >= most {
                return Ok(rows);
            }
        } else {
            cell.push(c);
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_what_cuts_most_rows_alike() {
        assert_eq!(separator("a,b\nc,d\n"), Some(','));
        assert_eq!(separator("Titel;Was (wer, wann, wo)\nx;y\n"), Some(';'));
        assert_eq!(separator("\"Go-live; v2; draft\",,\nA,B,C\nd,e,f\n"), Some(','));
        assert_eq!(separator("A|B\nc|d\n"), Some('|'));
        assert_eq!(separator("Buy the domain, soon\nSet DNS\nEmail\n"), None);
    }

    #[test]
    fn quotes_hold_line_ends_and_one_that_stays_open_is_told() {
        let rows = records("a,\"b\n\"\"c\"\"\"\r\nd,\"e\" f\n", Some(','), 9).unwrap();
        assert_eq!(rows, [["a", "b\n\"c\""], ["d", "\"e\"f"]]);
        assert_eq!(records("a\nb,\"c\nd,e\n", Some(','), 9), Err(2));
        assert_eq!(records("b,\"c\nd,\"e\n", Some(','), 9), Err(1));
    }
}
