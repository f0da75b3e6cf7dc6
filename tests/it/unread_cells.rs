//! Cells that hold an error, or a formula whose value is not in the file: they are not empty, and remove nothing.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use calamine::Data;

use crate::answer_sheets::{Book, read};
use crate::support::Test;

/// What a cell holds in place of its words.
#[derive(Debug, Clone, Copy)]
enum Held {
    /// As openpyxl writes a formula.
    Formula,
    Error,
    /// A formula that gave an empty text.
    Blank,
    Blanks,
}

/// The cell with this heading in the row that has this cell.
type Edit = (&'static str, &'static str, Held);

fn held(rows: &[Vec<Data>], row: usize, column: usize, edits: &[Edit]) -> Option<Held> {
    let is_meant = |(key, heading, _): &&Edit| {
        rows[0].get(column).is_some_and(|cell| *cell == *heading)
            && rows[row].iter().any(|cell| *cell == *key)
    };
    edits.iter().find(is_meant).map(|(.., held)| *held)
}

fn words(cell: &Data) -> String {
    let words = match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        cell => cell.to_string(),
    };
    words.replace('&', "&amp;").replace('<', "&lt;")
}

fn packed(parts: &[(String, String)]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        packed.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(text.as_bytes()).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

fn ods(book: &Book, edits: &[Edit]) -> Vec<u8> {
    let mut content = String::from("<office:document-content>");
    for (name, rows) in book {
        write!(content, "<table:table table:name=\"{name}\">").unwrap();
        for (row, cells) in rows.iter().enumerate() {
            content.push_str("<table:table-row>");
            for (column, cell) in cells.iter().enumerate() {
                let made = match held(rows, row, column, edits) {
                    Some(Held::Formula) => "<table:table-cell table:formula=\"of:=TODAY()\"/>".to_owned(),
                    Some(Held::Error) => "<table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" \
                         calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell>"
                        .to_owned(),
                    Some(Held::Blank) => "<table:table-cell table:formula=\"of:=T()\" office:value-type=\"string\" \
                         office:string-value=\"\"/>"
                        .to_owned(),
                    Some(Held::Blanks) => {
                        "<table:table-cell office:value-type=\"string\"><text:p>\u{a0} </text:p></table:table-cell>".to_owned()
                    }
                    None => format!(
                        "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                        words(cell).replace('\n', "</text:p><text:p>")
                    ),
                };
                content.push_str(&made);
            }
            content.push_str("</table:table-row>");
        }
        content.push_str("</table:table>");
    }
    content.push_str("</office:document-content>");
    packed(&[("content.xml".to_owned(), content)])
}

fn xlsx(book: &Book, edits: &[Edit]) -> Vec<u8> {
    let (mut listed, mut related, mut parts) = (String::new(), String::new(), Vec::new());
    for (at, (name, rows)) in book.iter().enumerate() {
        write!(listed, "<sheet name=\"{name}\" sheetId=\"{at}\" r:id=\"r{at}\"/>").unwrap();
        write!(related, "<Relationship Id=\"r{at}\" Target=\"worksheets/s{at}.xml\"/>").unwrap();
        let mut sheet = String::from("<worksheet><sheetData>");
        for (row, cells) in rows.iter().enumerate() {
            write!(sheet, "<row r=\"{}\">", row + 1).unwrap();
            for (column, cell) in cells.iter().enumerate() {
                let made = match held(rows, row, column, edits) {
                    Some(Held::Formula) => "<c><f>TODAY()</f><v/></c>".to_owned(),
                    Some(Held::Error) => "<c t=\"e\"><f>NA()</f><v>#N/A</v></c>".to_owned(),
                    Some(Held::Blank) => "<c t=\"str\"><f>T()</f><v></v></c>".to_owned(),
                    Some(Held::Blanks) => "<c t=\"inlineStr\"><is><t>\u{a0} </t></is></c>".to_owned(),
                    None => format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", words(cell)),
                };
                sheet.push_str(&made);
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        parts.push((format!("xl/worksheets/s{at}.xml"), sheet));
    }
    parts.push(("xl/workbook.xml".to_owned(), format!("<workbook><sheets>{listed}</sheets></workbook>")));
    parts
        .push(("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{related}</Relationships>")));
    packed(&parts)
}

fn answered() -> Test {
    Test::project()
        .run(["mark", "done", "design/1", "--evidence", "wiki/a"])
        .run(["set", "design/1", "--owner", "Zoe", "--due", "2026-12-04"])
        .run(["mark", "doing", "design/3"])
        .run(["capture", "action", "design/1", "Write the table", "--owner", "Lena", "--due", "2026-12-04"])
        .run(["report", "-o", "$ROOT/a.xlsx"])
        .run(["report", "-o", "$ROOT/a.csv"])
}

#[test]
fn an_error_or_a_formula_without_a_value_removes_no_answer() {
    let mut test = answered();
    let book = read(&test.path("a.xlsx"));
    let id = "design/tenants-decided";
    let edits: [Edit; 6] = [
        (id, "Owner", Held::Formula),
        (id, "Due", Held::Error),
        (id, "Evidence", Held::Blank),
        ("design/login-page-decided", "Status", Held::Error),
        ("Write the table", "Captured", Held::Error),
        ("Write the table", "Captured for", Held::Formula),
    ];
    fs::write(test.path("b.xlsx"), xlsx(&book, &edits)).unwrap();
    fs::write(test.path("b.ods"), ods(&book, &edits)).unwrap();
    for file in ["$ROOT/b.xlsx", "$ROOT/b.ods"] {
        for how in ["--dry-run", "--yes"] {
            let found = test.output(["answers", "import", file, how]).stdout;
            for said in [
                "\nNot taken, 3\n",
                " holds a formula without a stored value, ",
                " holds the error #N/A, ",
                " holds a formula that gives nothing; open and save it in the spreadsheet program, or write the value\n",
                "Design 1: ",
                "Design 3: status in ",
                "action `Write the table`: text in B2 holds the error #N/A, owner in C2 holds a formula without",
                "nothing to change: 3 rows are not taken\n",
            ] {
                assert!(found.contains(said), "{file} {said}\n{found}");
            }
            assert!(!found.contains("->"), "{found}");
        }
    }
}

#[test]
fn a_cell_that_is_really_empty_still_removes() {
    let mut test = answered();
    let book = read(&test.path("a.xlsx"));
    let edits = [("design/tenants-decided", "Owner", Held::Blanks)];
    fs::write(test.path("b.xlsx"), xlsx(&book, &edits)).unwrap();
    fs::write(test.path("b.ods"), ods(&book, &edits)).unwrap();
    for file in ["$ROOT/b.xlsx", "$ROOT/b.ods"] {
        let found = test.output(["answers", "import", file, "--dry-run"]).stdout;
        assert!(found.contains("owner      Zoe  ->  nobody\n") && !found.contains("Not taken"), "{found}");
    }
}

#[test]
fn errors_in_a_text_file_are_not_answers() {
    let mut test = Test::project().run(["set", "design/1", "--owner", "Zoe"]);
    for error in ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"] {
        for field in ["Owner", "Status", "Due", "Evidence"] {
            let words = format!("Id,{field},Notes\ndesign/tenants-decided,{error},{error}\n");
            fs::write(test.path("a.csv"), words).unwrap();
            let found = test.output(["answers", "import", "$ROOT/a.csv", "--yes"]).stdout;
            let said =
                format!("row 2  Design 1: {} in B2 holds the error {error}; open and", field.to_lowercase());
            assert!(found.contains(&said), "{found}");
        }
    }
}
