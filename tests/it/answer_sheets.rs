//! Answers out in a sheet, edited by another program, and back again.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::fs::{self, File};
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, SystemTime};

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::support::Test;

/// A workbook as another program has it: its sheets with their cells.
pub(crate) type Book = Vec<(String, Vec<Vec<Data>>)>;

pub(crate) fn read(path: &Path) -> Book {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(fs::read(path).unwrap())).unwrap();
    let names = book.sheet_names();
    let rows = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    names.into_iter().map(|name| (name.clone(), rows(book.worksheet_range(&name).unwrap()))).collect()
}

fn write(path: &Path, book: &Book) {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("dd.mm.yyyy");
    for (name, rows) in book {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (at, row) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Data::Empty => {}
                    Data::Float(number) => drop(sheet.write_number(at, column, *number).unwrap()),
                    Data::DateTime(date) => {
                        let (year, month, date, ..) = date.to_ymd_hms_milli();
                        let date = ExcelDateTime::from_ymd(year, month, date).unwrap();
                        sheet.write_datetime_with_format(at, column, &date, &day).unwrap();
                    }
                    cell => drop(sheet.write_string(at, column, cell.to_string()).unwrap()),
                }
            }
        }
    }
    workbook.save(path).unwrap();
}

/// Puts a value into a cell, by the id of the row and the heading of the column.
fn set(book: &mut Book, id: &str, heading: &str, value: &str) {
    for (_, rows) in book {
        let Some(column) = rows.first().and_then(|head| head.iter().position(|cell| *cell == *heading))
        else {
            continue;
        };
        if let Some(row) = rows.iter_mut().find(|row| row.iter().any(|cell| *cell == *id)) {
            row[column] = Data::String(value.to_owned());
            return;
        }
    }
    panic!("no sheet has {id} and {heading}");
}

/// The cells that people fill in, of each entry.
fn told(test: &mut Test) -> Vec<Vec<String>> {
    let found = test.output(["report", "--format", "csv"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let mut reader = csv::Reader::from_reader(found.stdout.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let wanted = ["Id", "Status", "Owner", "Due", "Answer", "Evidence", "Reason", "Until"];
    let columns: Vec<usize> =
        wanted.iter().map(|name| heads.iter().position(|head| head == *name).unwrap()).collect();
    reader
        .records()
        .map(|row| columns.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect::<Vec<String>>())
        .filter(|row| !row[0].is_empty())
        .collect()
}

fn said<'a>(rows: &'a [Vec<String>], id: &str) -> Vec<&'a str> {
    let row = rows.iter().find(|row| row[0] == id).unwrap();
    row.iter().skip(1).map(String::as_str).collect()
}

#[test]
fn what_nobody_edited_changes_nothing() {
    let mut test =
        Test::lived_in().run(["report", "-o", "$ROOT/a.xlsx"]).run(["report", "-o", "$ROOT/a.csv"]);
    for file in ["$ROOT/a.xlsx", "$ROOT/a.csv"] {
        let found = test.output(["answers", "import", file, "--yes"]);
        assert!(found.stdout.ends_with("nothing to change: already set\n"), "{}", found.stdout);
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    }
    // Also not after somebody else has answered: the row is only older.
    test = test.run(["--author", "Ben", "mark", "doing", "design/3"]);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--yes"]);
    assert!(found.stdout.ends_with("nothing to change: already set\n"), "{}", found.stdout);
}

#[test]
fn a_workbook_goes_out_is_edited_and_comes_back() {
    let mut test = Test::lived_in();
    let before = told(&mut test);
    test = test.run(["report", "-o", "$ROOT/out.xlsx"]);
    let mut book = read(&test.path("out.xlsx"));
    set(&mut book, "design/second-factor-decided", "Status", "Done");
    set(&mut book, "design/second-factor-decided", "Evidence", "wiki/factors");
    set(&mut book, "design/login-page-decided", "Owner", "lena");
    set(&mut book, "design/login-page-decided", "Due", "1.12.2026");
    set(&mut book, "design/tenants-decided", "Evidence", "");
    set(&mut book, "deploy/production-tenant-ready", "Status", "waived");
    set(&mut book, "deploy/production-tenant-ready", "Reason", "not this year");
    set(&mut book, "deploy/second-application-live", "Status", "n/a");
    set(&mut book, "deploy/second-application-live", "Reason", "=one application");
    write(&test.path("back.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/back.xlsx", "--dry-run"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    assert!(found.stdout.contains("\nWould change, 4\n"), "{}", found.stdout);
    assert!(
        found.stdout.contains("              due        Wed 18 Nov  ->  Tue 1 Dec\n"),
        "{}",
        found.stdout
    );
    let refused = "\nNot taken, 1\n  row 2 of Deploy  Deploy 1: a waiver needs an owner and an end\n";
    assert!(found.stdout.contains(refused), "{}", found.stdout);
    assert_eq!(told(&mut test), before);
    test = test.run(["answers", "import", "$ROOT/back.xlsx", "--yes"]);
    let after = told(&mut test);
    assert_eq!(said(&after, "design/second-factor-decided"), ["done", "", "", "", "wiki/factors", "", ""]);
    assert_eq!(said(&after, "design/login-page-decided")[1..3], ["Lena", "2026-12-01"]);
    assert_eq!(said(&after, "design/tenants-decided"), ["done", "Ana", "", "", "", "", ""]);
    assert_eq!(
        said(&after, "deploy/production-tenant-ready"),
        said(&before, "deploy/production-tenant-ready")
    );
    assert_eq!(said(&after, "deploy/second-application-live")[5], "'=one application");
    // What came back is what goes out: once more it changes nothing.
    let found = test.output(["answers", "import", "$ROOT/back.xlsx", "--yes"]);
    assert!(found.stdout.ends_with("nothing to change: 1 row is not taken\n"), "{}", found.stdout);
    test = test.run(["undo"]);
    assert_eq!(told(&mut test), before);
}

#[test]
fn somebodys_newer_answer_is_never_replaced_silently() {
    let mut test = Test::lived_in().run(["report", "-o", "$ROOT/out.xlsx"]);
    let mut book = read(&test.path("out.xlsx"));
    set(&mut book, "design/second-factor-decided", "Status", "done");
    write(&test.path("back.xlsx"), &book);
    test = test.run(["--author", "Ben", "mark", "blocked", "design/5", "--reason", "waits for Kim"]);
    let found = test.output(["answers", "import", "$ROOT/back.xlsx", "--yes"]);
    let expected = "\
        \nAnswered here meanwhile, 1: not changed\
        \n  Design 5     Second factor decided\
        \n              Ben answered on Fri 20 Nov, after the sheet was written     --theirs takes the sheet's\
        \n              status    here blocked, in the sheet done\n";
    assert!(found.stdout.contains(expected), "{}", found.stdout);
    assert_eq!(said(&told(&mut test), "design/second-factor-decided")[0], "blocked");
    test = test.run(["answers", "import", "$ROOT/back.xlsx", "--yes", "--theirs"]);
    assert_eq!(said(&told(&mut test), "design/second-factor-decided")[0], "done");
}

#[test]
fn a_sheet_of_another_copy_fills_what_was_never_said() {
    let mut test = Test::lived_in();
    let all = told(&mut test);
    test = test.run(["report", "-o", "$ROOT/out.csv"]).run([
        "--file",
        "copy.golive",
        "new",
        "Copy",
        "--scenario",
        "b2c",
    ]);
    test = test
        .run(["--file", "copy.golive", "answers", "import", "$ROOT/out.csv", "--yes"])
        .env("GOLIVE_FILE", "copy.golive");
    // The question that sets an entry aside was not asked in the copy.
    let copy = told(&mut test);
    assert!(all.iter().all(|row| copy.contains(row)), "{copy:?}");
}

/// Gives a file of the test a time of its own, days before the answers of the test or after them.
fn written(test: &Test, path: &str, at: &str) {
    let at: jiff::Timestamp = at.parse().unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(at.as_second().unsigned_abs());
    File::options().write(true).open(test.path(path)).unwrap().set_modified(time).unwrap();
}

#[test]
fn a_sheet_of_ones_own_is_matched_by_code_name_or_title() {
    let mut test = Test::project().file(
        "ours.csv",
        "Our readiness list,,,,\n\
         #,Item,Completed (or NA),Notes,Who\n\
         D-1,\"Tenants\nThe guidance\",Yes,two,Ana\n\
         ,Login domain decided,NA,no domain of our own,\n\
         Design 3,The login page,in progress,,Lena\n\
         ,Nothing that is known,yes,,\n\
         ,Second factor decided,,,\n",
    );
    written(&test, "ours.csv", "2026-11-21T00:00:00Z");
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{}", found.stdout);
    assert!(
        found.stdout.contains("no entry of this project is called `Nothing that is known`"),
        "{}",
        found.stdout
    );
    // The remark says why, so it is the reason, and is shown as that.
    assert!(found.stdout.contains("reason     nothing  ->  no domain of our own\n"), "{}", found.stdout);
    let rows = told(&mut test);
    assert_eq!(said(&rows, "design/tenants-decided"), ["done", "Ana", "", "two", "", "", ""]);
    assert_eq!(said(&rows, "design/domain-decided"), ["n/a", "", "", "", "", "no domain of our own", ""]);
    assert_eq!(said(&rows, "design/login-page-decided")[..2], ["doing", "Lena"]);
    assert_eq!(said(&rows, "design/second-factor-decided")[0], "todo");
    // An older sheet of your own leaves what was answered since, and an empty cell says nothing.
    test = test
        .file("old.csv", "Id,Status,Owner\ndesign/tenants-decided,todo,\ndesign/domain-decided,n/a,Kim\n");
    written(&test, "old.csv", "2026-11-19T00:00:00Z");
    let found = test.output(["answers", "import", "$ROOT/old.csv", "--yes"]);
    assert!(
        found.stdout.contains("the sheet is of Thu 19 Nov, ana answered on Fri 20 Nov"),
        "{}",
        found.stdout
    );
    let rows = told(&mut test);
    assert_eq!(said(&rows, "design/tenants-decided")[..2], ["done", "Ana"]);
    assert_eq!(said(&rows, "design/domain-decided")[..2], ["n/a", "Kim"]);
}

#[test]
fn several_owners_in_a_cell_are_told_and_the_row_is_not_taken() {
    let sheet = "Id,Status,Owner\ndesign/tenants-decided,done,Ana; Ben\n";
    let mut test = Test::project().file("ours.csv", sheet);
    written(&test, "ours.csv", "2026-11-21T00:00:00Z");
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    assert!(found.stdout.contains("an owner is one person, and `Ana; Ben` names 2"), "{found:?}");
    assert_eq!(said(&told(&mut test), "design/tenants-decided")[..2], ["todo", ""]);
}

#[test]
fn a_title_that_two_entries_have_is_told_with_both_ids() {
    let mut test = Test::project().file("ours.csv", "Item,Done\nLogin domain decided,yes\n");
    test.output(["add", "Login domain decided", "--checklist", "design", "--workstream", "architecture"]);
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    let told = "`Login domain decided` names 2 entries; put one id into a column `id`: \
                design/domain-decided or design/own-";
    assert!(found.stdout.contains(told), "{}", found.stdout);
}

#[test]
fn it_asks_before_it_writes() {
    let test = Test::project().file("ours.csv", "Code,Status\nD-1,done\n");
    written(&test, "ours.csv", "2026-11-21T00:00:00Z");
    let mut test = test;
    let found = test.output(["answers", "import", "$ROOT/ours.csv"]);
    assert_eq!(
        (found.code, found.stderr.as_str()),
        (2, "error: nothing is written without asking\nhint: add --yes, or run it in a terminal\n")
    );
    let mut test = test.terminal(80).stdin("n\n");
    let found = test.output(["answers", "import", "$ROOT/ours.csv"]);
    assert!(found.stdout.ends_with("Change 1 entry? [y/N] nothing was written\n"), "{}", found.stdout);
    let mut test = test.stdin("y\n");
    let found = test.output(["answers", "import", "$ROOT/ours.csv"]);
    assert!(
        found.stdout.contains("1 entry changed, one `golive undo` undoes all of it\n"),
        "{}",
        found.stdout
    );
    let found = test.output(["answers", "import", "$ROOT/none.csv"]);
    assert_eq!(found.code, 3);
    let mut test = test.file("words.csv", "Fruit,Colour\napple,red\npear,green\n");
    let found = test.output(["answers", "import", "$ROOT/words.csv"]);
    assert_eq!(found.code, 2);
    assert!(found.stderr.contains("has a column for an entry and one for an answer"), "{}", found.stderr);
}

#[test]
fn an_emptied_cell_removes_a_reason_and_an_end_after_a_word() {
    let mut test =
        Test::lived_in().run(["mark", "done", "design/5", "--reason", "as agreed", "--until", "+4w"]);
    let before = told(&mut test);
    test = test.run(["report", "-o", "$ROOT/out.xlsx"]);
    let mut book = read(&test.path("out.xlsx"));
    set(&mut book, "design/second-factor-decided", "Reason", "");
    set(&mut book, "design/second-factor-decided", "Until", "");
    // A waiver runs until something.
    set(&mut book, "design/domain-decided", "Reason", "");
    write(&test.path("back.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/back.xlsx", "--dry-run"]);
    assert!(found.stdout.contains("              reason     as agreed  ->  nothing\n"), "{}", found.stdout);
    assert!(found.stdout.contains("  ->  no end\n"), "{}", found.stdout);
    assert_eq!(told(&mut test), before);
    test = test.run(["answers", "import", "$ROOT/back.xlsx", "--yes"]);
    let after = told(&mut test);
    assert_eq!(said(&after, "design/second-factor-decided")[5..], ["", ""]);
    test = test.run(["undo"]);
    assert_eq!(told(&mut test), before);
}

#[test]
fn dates_with_slashes_are_read_by_the_others_or_asked_about() {
    let mut test = Test::lived_in();
    let due = |test: &mut Test| said(&told(test), "design/second-factor-decided")[2].to_owned();
    let path = test.path("ours.csv");
    fs::write(&path, "Id,Due\ndesign/second-factor-decided,01/12/2026\n").unwrap();
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    let refused = "`01/12/2026` is 1 Dec 2026 or 12 Jan 2026; write 2026-12-01 or 2026-01-12, or say the order with --dates";
    assert!(found.stdout.contains(refused), "{}", found.stdout);
    assert_eq!(due(&mut test), "");
    test = test.run(["answers", "import", "$ROOT/ours.csv", "--yes", "--dates", "month-first"]);
    assert_eq!(due(&mut test), "2026-01-12");
    let both = "Id,Due\ndesign/second-factor-decided,01/12/2026\ndesign/tenants-decided,13/12/2026\n";
    fs::write(&path, both).unwrap();
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes", "--theirs"]);
    let note = "Dates such as 01/12/2026 are read day first, as 13/12/2026 has it.\n";
    assert!(found.stdout.contains(note), "{}", found.stdout);
    assert_eq!(due(&mut test), "2026-12-01");
}

#[test]
fn one_table_has_everything_that_is_stored() {
    let mut test = Test::lived_in();
    test = test.run([
        "capture",
        "decision",
        "-",
        "One tenant for each region",
        "--owner",
        "Ana",
        "--due",
        "2026-12-04",
    ]);
    let found = test.output(["report", "--format", "csv"]);
    let captured = "\"decision: One tenant for each region (Ana, due 2026-12-04)\"";
    assert!(found.stdout.contains(captured), "{}", found.stdout);
    let listed: serde_json::Value =
        serde_json::from_str(&test.output(["list", "--all", "--json"]).stdout).unwrap();
    for entry in listed.as_array().unwrap() {
        let id = entry["id"].as_str().unwrap();
        assert!(found.stdout.contains(&format!(",{id},v1-")), "{id} is not in the table");
    }
    // What it says beside the answers is nothing to undo.
    fs::write(test.path("all.csv"), found.stdout).unwrap();
    let found = test.output(["answers", "import", "$ROOT/all.csv", "--yes"]);
    assert!(found.stdout.ends_with("nothing to change: already set\n"), "{}", found.stdout);
    assert!(!found.stdout.contains("Not taken"), "{}", found.stdout);
}

#[test]
fn a_report_is_not_taken_for_a_checklist() {
    let mut test = Test::lived_in()
        .run(["report", "-o", "$ROOT/a.csv"])
        .run(["report", "-o", "$ROOT/a.xlsx"])
        .run(["pack", "init", "lists"]);
    let before = test.read("work/lists/pack.ron");
    for name in ["a.csv", "a.xlsx"] {
        let found = test.output(["pack", "import", &format!("$ROOT/{name}"), "--into", "lists"]);
        assert_eq!(found.code, 2, "{}", found.stdout);
        assert!(found.stderr.contains(&format!("{name} is a report of golive\n")), "{}", found.stderr);
        assert!(found.stderr.contains("`golive answers import "), "{}", found.stderr);
        assert_eq!(test.read("work/lists/pack.ron"), before);
    }
}

#[test]
fn a_row_added_to_a_report_is_found_or_listed() {
    let mut test =
        Test::lived_in().run(["report", "-o", "$ROOT/a.csv"]).run(["report", "-o", "$ROOT/a.xlsx"]);
    let heads = |all: &[String]| {
        ["List", "Item", "Status"].map(|name| all.iter().position(|head| head == name).unwrap_or(usize::MAX))
    };
    let added = [("Second factor decided", "done"), ("Something new", "done"), ("", "doing")];
    // As a table of lines.
    let table = fs::read_to_string(test.path("a.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let end = reader.records().count() + 1;
    let [list, item, status] = heads(&names);
    let mut more = csv::Writer::from_writer(Vec::new());
    for (title, said) in added {
        let mut row = vec![String::new(); names.len()];
        (row[list], row[item], row[status]) = ("Design".to_owned(), title.to_owned(), said.to_owned());
        more.write_record(&row).unwrap();
    }
    let more = String::from_utf8(more.into_inner().unwrap()).unwrap();
    fs::write(test.path("a.csv"), table + &more).unwrap();
    // As a workbook.
    let mut book = read(&test.path("a.xlsx"));
    let (_, rows) = book.iter_mut().find(|(name, _)| name == "Design").unwrap();
    let names: Vec<String> = rows[0].iter().map(ToString::to_string).collect();
    let [_, item, status] = heads(&names);
    let end_of_sheet = rows.len();
    for (title, said) in added {
        let mut row = vec![Data::Empty; names.len()];
        (row[item], row[status]) = (Data::String(title.to_owned()), Data::String(said.to_owned()));
        rows.push(row);
    }
    write(&test.path("a.xlsx"), &book);
    for (file, end, sheet) in [("$ROOT/a.csv", end, ""), ("$ROOT/a.xlsx", end_of_sheet, " of Design")] {
        let found = test.output(["answers", "import", file, "--dry-run"]).stdout;
        let changed = "\nWould change, 1\n  Design 5     Second factor decided\n";
        assert!(found.contains(changed), "{found}");
        let unknown =
            format!("\n  row {}{sheet}  no entry of this project is called `Something new`\n", end + 2);
        let unnamed = format!("\n  row {}{sheet}  the row names no entry\n", end + 3);
        assert!(found.contains("\nNot taken, 2\n") && found.contains(&unknown), "{found}");
        assert!(found.contains(&unnamed), "{found}");
    }
    test = test.run(["answers", "import", "$ROOT/a.csv", "--yes"]);
    assert_eq!(said(&told(&mut test), "design/second-factor-decided")[0], "done");
    let found = test.output(["answers", "import", "$ROOT/a.csv", "--yes"]);
    assert!(found.stdout.ends_with("nothing to change: 2 rows are not taken\n"), "{}", found.stdout);
}

#[test]
fn a_heading_that_is_not_there_is_refused() {
    let mut test = Test::project().file("ours.csv", "Code,Item,Done\nD-1,Tenants decided,yes\n");
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes", "--map", "status=Finished"]);
    assert_eq!(found.code, 2, "{}", found.stdout);
    assert!(
        found.stderr.contains("has no heading `Finished`\nhint: its headings: Code, Item, Done"),
        "{}",
        found.stderr
    );
    assert_eq!(said(&told(&mut test), "design/tenants-decided")[0], "todo");
}

#[test]
fn a_code_and_a_title_of_two_entries_are_told() {
    let mut test = Test::project().file("ours.csv", "Code,Item,Done\nD-1,Second factor decided,yes\n");
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    let refused = "the code `D-1` is that of design/tenants-decided and the title that of \
                   design/second-factor-decided; put one id into a column `id`";
    assert!(found.stdout.contains(refused), "{}", found.stdout);
}

#[test]
fn a_sheet_without_ids_beside_those_of_a_report_is_listed() {
    let mut test = Test::lived_in().run(["report", "-o", "$ROOT/a.xlsx"]);
    let mut book = read(&test.path("a.xlsx"));
    let words = |row: &[&str]| row.iter().map(|cell| Data::String((*cell).to_owned())).collect::<Vec<_>>();
    let ours = ["Item", "Status"].as_slice();
    book.push((
        "Our notes".to_owned(),
        vec![words(ours), words(&["Second factor decided", "done"]), words(&["Something new", "done"])],
    ));
    book.push(("Legend".to_owned(), vec![words(&["green", "fine"])]));
    write(&test.path("a.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--dry-run"]);
    let left = "\nSheets not read, 2\n  \
                Our notes  2 rows without a column of ids, beside sheets that have one     \
                --sheet \"Our notes\" reads it by code, short name or title\n  \
                Legend     1 row without columns for an entry and its answer     \
                --sheet Legend with --map says which they are\n";
    assert!(found.stdout.contains(left), "{}", found.stdout);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--dry-run", "--sheet", "our notes"]);
    assert!(found.stdout.contains("\nWould change, 1\n  Design 5"), "{}", found.stdout);
    assert!(!found.stdout.contains("Sheets not read"), "{}", found.stdout);
}

#[test]
fn everything_that_is_wrong_with_a_row_is_said_at_once() {
    let mut test = Test::project().file(
        "ours.csv",
        "Id,Status,Due,Reason,Until\ndesign/tenants-decided,waived,,,\n\
         design/second-factor-decided,almost,someday,,\n\
         design/domain-decided,waived,,later,whenever\n",
    );
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--dry-run"]).stdout;
    for said in [
        "Design 1: `waived` needs a reason, an owner and an end\n",
        "Design 5: `almost` is not a status; todo, doing, blocked, done, waived, n/a; \
         `someday` is not a date; write 2026-12-01\n",
        "Design 2: no milestone is called `whenever`; a waiver needs an owner\n",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
}

#[test]
fn the_same_sheet_twice_changes_nothing() {
    let mut test = Test::project().file(
        "ours.csv",
        "Id,Status,Notes,Who\ndesign/domain-decided,NA,no domain of our own,Ana\n\
         design/tenants-decided,Yes,two,Ana\ndesign/login-page-decided,blocked,the contract is open,\n",
    );
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]);
    assert!(found.stdout.contains("3 entries changed"), "{}", found.stdout);
    for theirs in [&[][..], &["--theirs"]] {
        let args = [&["answers", "import", "$ROOT/ours.csv", "--yes"][..], theirs].concat();
        let found = test.output(args);
        assert!(found.stdout.contains(": 3 rows, 3 as they stand\n"), "{}", found.stdout);
        assert!(found.stdout.contains("nothing to change: already set"), "{}", found.stdout);
    }
    let rows = told(&mut test);
    let expected = ["n/a", "Ana", "", "", "", "no domain of our own", ""];
    assert_eq!(said(&rows, "design/domain-decided"), expected);
}

#[test]
fn a_doubt_and_a_no_to_what_is_done_are_listed() {
    let mut test = Test::project().run(["mark", "done", "design/domain-decided"]).file(
        "ours.csv",
        "Id,Status\ndesign/tenants-decided,done?\ndesign/domain-decided,No\n\
         design/second-factor-decided,No\ndesign/login-page-decided,Yes ?\n",
    );
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--dry-run"]).stdout;
    for said in [
        "row 2  Design 1: `done?` is a question, not a status\n",
        "row 3  Design 2: it is done here, and `No` is not understood; todo opens it\n",
        "row 5  Design 3: `Yes ?` is a question, not a status\n",
        ": 4 rows, 0 as they stand, 1 say nothing\n",
        "nothing to change: 3 rows are not taken",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
}

#[test]
fn cells_and_questions_that_are_only_read_are_listed_if_they_were_edited() {
    let mut test = Test::lived_in().run(["capture", "action", "design/1", "=Write it"]).run([
        "report",
        "-o",
        "$ROOT/a.xlsx",
    ]);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--dry-run"]).stdout;
    assert!(!found.contains("not taken") && !found.contains("Not taken"), "{found}");
    let mut book = read(&test.path("a.xlsx"));
    set(&mut book, "design/tenants-decided", "Item", "Another title");
    set(&mut book, "design/tenants-decided", "Level", "may");
    set(&mut book, "design/domain-decided", "Question", "Another question?");
    set(&mut book, "design/domain-decided", "Captures", "action: nothing");
    let (_, questions) = book.iter_mut().find(|(name, _)| name == "Project questions").unwrap();
    let known = questions[1][1].to_string();
    questions[1][1] = Data::String(if known == "no" { "yes" } else { "no" }.to_owned());
    write(&test.path("a.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--dry-run"]).stdout;
    for said in [
        "\nCells not taken, 4: they say something else than here, and these columns are only read\n",
        " of Design  Item, Level\n",
        " of Design  Question, Captures\n",
        "row 2 of Project questions  a project question, which `golive question ",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
}

#[test]
fn another_spelling_of_the_owner_is_said() {
    let mut test = Test::project()
        .run(["set", "design/1", "--owner", "Zoe"])
        .file("ours.csv", "Id,Status,Owner\ndesign/tenants-decided,,Zoë\ndesign/domain-decided,done,ZOË\n");
    let found = test.output(["answers", "import", "$ROOT/ours.csv", "--yes"]).stdout;
    assert!(found.contains("row 2  Design 1: `Zoë` is spelled Zoe here\n"), "{found}");
    assert!(found.contains("owner      nobody  ->  Zoe\n") && !found.contains("Zoe  ->  Zoe"), "{found}");
}

/// The cell of the sheet of captures in the row of a capture, by its words.
fn capture<'a>(book: &'a mut Book, words: &str, heading: &str) -> &'a mut Data {
    let (_, rows) = book.iter_mut().find(|(name, _)| name == "Captures").unwrap();
    let column = rows[0].iter().position(|cell| *cell == *heading).unwrap();
    &mut rows.iter_mut().find(|row| row[1] == *words).unwrap()[column]
}

#[test]
fn captures_that_were_edited_come_back() {
    let mut test = Test::project()
        .run(["capture", "action", "design/1", "Write the table", "--owner", "Lena", "--due", "2026-12-04"])
        .run(["capture", "question", "-", "Who pays?"])
        .run(["capture", "risk", "design/2", "No backup"])
        .run(["capture", "parked", "-", "A second brand"])
        .run(["report", "-o", "$ROOT/a.xlsx"])
        .run(["report", "-o", "$ROOT/a.csv"]);
    for file in ["$ROOT/a.xlsx", "$ROOT/a.csv"] {
        let found = test.output(["answers", "import", file, "--yes"]).stdout;
        assert!(found.ends_with("nothing to change: already set\n"), "{found}");
        assert!(!found.contains("taken") && !found.contains("not read"), "{found}");
    }
    let mut book = read(&test.path("a.xlsx"));
    *capture(&mut book, "Write the table", "Captured for") = Data::String("@lena ; Ben".into());
    *capture(&mut book, "Who pays?", "State") = Data::String("resolved".into());
    *capture(&mut book, "Who pays?", "Captured for") = Data::String("Ben".into());
    *capture(&mut book, "No backup", "Kind") = Data::String("action".into());
    *capture(&mut book, "No backup", "Captured until") = Data::String("soon".into());
    *capture(&mut book, "A second brand", "Captured") = Data::String("A third brand".into());
    let (_, rows) = book.iter_mut().find(|(name, _)| name == "Captures").unwrap();
    rows.push(vec![Data::String("action".into()), Data::String("Added by hand".into())]);
    write(&test.path("a.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--yes"]).stdout;
    for said in [
        "\nWould change, 2\n  question     Who pays?",
        "              owner      nobody  ->  Ben\n              state      open  ->  resolved\n",
        "              text       A second brand  ->  A third brand\n",
        "row 2 of Captures  action `Write the table`: an owner is one person, and `lena ; Ben` names 2\n",
        "row 4 of Captures  risk `No backup`: `soon` is not a date; write 2026-12-01\n",
        "row 6 of Captures  no capture is so here; `golive capture KIND ID TEXT` adds one",
        "\nCells not taken, 1:",
        "row 4 of Captures  Kind\n",
        "2 captures changed, one `golive undo` undoes all of it\n",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
    let open = test.output(["captures", "--open"]).stdout;
    assert!(open.contains("A third brand") && !open.contains("Who pays?"), "{open}");
    test = test.run(["undo"]);
    let open = test.output(["captures", "--open"]).stdout;
    assert!(open.contains("A second brand") && open.contains("Who pays?"), "{open}");
    // One that was changed here since is not replaced, unless that is said.
    let id = open.lines().find(|line| line.contains("A second brand")).unwrap();
    let id = id.split_whitespace().next().unwrap().to_owned();
    test = test.run(["--author", "Ben", "capture", "edit", &id, "No brand"]);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--yes"]).stdout;
    assert!(found.contains("\nAnswered here meanwhile, 1: not changed\n"), "{found}");
    assert!(found.contains("1 capture changed"), "{found}");
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--theirs", "--yes"]).stdout;
    assert!(found.contains("text       No brand  ->  A third brand\n"), "{found}");
    // The one table has the captures of the whole project as rows of their own.
    let table = fs::read_to_string(test.path("a.csv")).unwrap();
    fs::write(test.path("a.csv"), table.replace(",Who pays?,", ",Who pays for it?,")).unwrap();
    let found = test.output(["answers", "import", "$ROOT/a.csv", "--dry-run"]).stdout;
    assert!(found.contains("text       Who pays?  ->  Who pays for it?\n"), "{found}");
}

#[test]
fn what_is_gone_is_not_answered_from_a_sheet_and_the_row_says_why() {
    let mut test = Test::project()
        .run(["add", "Ask legal", "--checklist", "deploy", "--workstream", "login"])
        .run(["mark", "doing", "own-ask-legal"])
        .run(["report", "-o", "$ROOT/a.xlsx"])
        .run(["remove", "own-ask-legal"]);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--yes"]).stdout;
    assert!(found.ends_with("nothing to change: already set\n"), "{found}");
    let mut book = read(&test.path("a.xlsx"));
    set(&mut book, "deploy/own-ask-legal", "Status", "done");
    write(&test.path("a.xlsx"), &book);
    let found = test.output(["answers", "import", "$ROOT/a.xlsx", "--yes"]).stdout;
    assert!(found.contains("`Ask legal` was removed by ana on "), "{found}");
}
