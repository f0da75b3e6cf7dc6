//! Workbooks as spreadsheet programs write them, and as nobody should: the shape of the six published sheets, cells as
//! people see them, and bombs.

use std::fmt::Write as _;
use std::io::Write as _;

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::{items, order, pack, run};

/// Imports a file of these bytes; the page and the items of its lists.
fn import(name: &str, bytes: &[u8]) -> String {
    let (folder, from) = (pack(), tempfile::tempdir().unwrap());
    let file = from.path().join(name);
    std::fs::write(&file, bytes).unwrap();
    match run(&file, folder.path(), &order(name)) {
        Ok(imported) => {
            let lists = imported.lists.iter().map(|id| items(folder.path(), id));
            format!("{}--\n{}", imported.page, lists.collect::<String>())
        }
        Err(said) => {
            assert_eq!(std::fs::read_dir(folder.path().join("checklists")).unwrap().count(), 2);
            said
        }
    }
}

#[test]
fn a_sheet_in_the_shape_of_the_published_six_comes_in_whole() {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("Design").unwrap();
    sheet.write_string(0, 0, "Our design checklist").unwrap();
    for (column, heading) in
        (0..).zip(["#", "Checklist Item", "Further Reading", "Completed (or NA)", "Notes"])
    {
        sheet.write_string_with_format(2, column, heading, &bold).unwrap();
    }
    sheet.write_string_with_format(3, 0, "Architecture", &bold).unwrap();
    for (row, code, item, link, done, note) in [
        (
            4,
            "DEC10",
            "Names of tenants agreed\nA name cannot be changed later.",
            "https://docs.example/tenants",
            "Yes",
            "three",
        ),
        (
            5,
            "DEC20",
            "Own domain chosen\nCookies are then first-party.",
            "https://docs.example/domain",
            "NA",
            "",
        ),
    ] {
        sheet.write_string(row, 0, code).unwrap();
        sheet.write_string(row, 1, item).unwrap();
        sheet
            .write_formula(
                row,
                2,
                Formula::new(format!("=HYPERLINK(\"{link}\",\"Read\")")).set_result("Read"),
            )
            .unwrap();
        sheet.write_string(row, 3, done).unwrap();
        sheet.write_string(row, 4, note).unwrap();
    }
    sheet.write_string_with_format(6, 0, "User Login", &bold).unwrap();
    sheet.write_string(7, 0, "DEL10").unwrap();
    sheet.write_string(7, 1, "Second factor decided (not applicable if nobody has an account)").unwrap();
    let said = import("Design-Checklist.xlsx", &book.save_to_buffer().unwrap());
    assert!(
        said.ends_with(
            "--\ndesign-2 / Architecture\n  \
             1 design-2/dec10 [should] Names of tenants agreed · code: DEC10 · why: A name cannot be changed later. · link: https://docs.example/tenants\n  \
             2 design-2/dec20 [should] Own domain chosen · code: DEC20 · why: Cookies are then first-party. · link: https://docs.example/domain\n\
             design-2 / User Login\n  \
             3 design-2/del10 [should] Second factor decided · code: DEL10 · unless: nobody has an account\n"
        ),
        "{said}"
    );
    assert!(said.contains("Answers in columns D and E, 2 of 3: golive answers import"), "{said}");
}

#[test]
fn cells_are_read_as_people_see_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["No", "Title", "Done when", "Description", "Link"]) {
        sheet.write_string(0, column, heading).unwrap();
    }
    let with = |code: &str| Format::new().set_num_format(code);
    sheet.write_number_with_format(1, 0, 1.1, &with("0.00")).unwrap();
    sheet.write_string(1, 1, "Freeze").unwrap();
    sheet.write_number_with_format(1, 2, 46380.75, &with("yyyy-mm-dd hh:mm")).unwrap();
    sheet.write_number_with_format(1, 3, 0.25, &with("0%")).unwrap();
    sheet.write_url_with_text(1, 4, "https://docs.example/freeze", "the page").unwrap();
    sheet.write_number_with_format(2, 0, 1.2, &with("0.00")).unwrap();
    sheet.write_string(2, 1, "Thaw").unwrap();
    sheet.write_number_with_format(2, 2, 46380, &with("dd.mm.yyyy")).unwrap();
    sheet.write_number_with_format(2, 3, 0.395_833_333, &with("hh:mm")).unwrap();
    sheet.write_number_with_format(3, 0, 1.3, &with("0.00")).unwrap();
    sheet.write_string_with_format(3, 1, "Gone for good", &Format::new().set_font_strikethrough()).unwrap();
    sheet.write_number_with_format(4, 0, 1.4, &with("0.00")).unwrap();
    sheet.write_string(4, 1, "Filtered").unwrap();
    sheet.write_boolean(4, 2, true).unwrap();
    sheet.set_row_hidden(4).unwrap();
    let said = import("cells.xlsx", &book.save_to_buffer().unwrap());
    assert!(
        said.ends_with(
            "cells / Cells\n  \
             1 cells/1-10 [should] Freeze · code: 1.10 · done: 2026-12-24 18:00 · why: 25 % · link: https://docs.example/freeze\n  \
             2 cells/1-20 [should] Thaw · code: 1.20 · done: 2026-12-24 · why: 09:30\n  \
             3 cells/1-40 [should] Filtered · code: 1.40 · done: yes\n"
        ),
        "{said}"
    );
    assert!(said.contains("row 4  struck out: Gone for good"), "{said}");
    assert!(said.contains("1 hidden row taken in: row 5"), "{said}");
}

#[test]
fn markdown_in_its_usual_dresses_is_read() {
    let said = import(
        "launch.md",
        "# Launch\n\nRead this first.\n\n- not a task\n\n## Domain\n\n- [ ] **Buy the domain**: It is paid for two years. ![High](x.svg)\n  > Ask the lawyers.\n\
         - [x] Set [DNS](https://docs.example/dns)\n  - [ ] both records\n  - [x] the mail record\n\n## Mail\n\n☐ Replies are read\n\n✅ Sender is known\n"
            .as_bytes(),
    );
    assert!(
        said.ends_with(
            "launch / Domain\n  \
             1 launch/buy-the-domain [must] Buy the domain · done: It is paid for two years. · why: Ask the lawyers. · link: x.svg\n  \
             2 launch/set-dns [should] Set DNS · done: - both records / - (done) the mail record · link: https://docs.example/dns\n\
             launch / Mail\n  3 launch/replies-are-read [should] Replies are read\n  4 launch/sender-is-known [should] Sender is known\n"
        ) || said.contains("launch/buy-the-domain [must] Buy the domain · done: It is paid for two years. · why: Ask the lawyers.\n"),
        "{said}"
    );
    let table = import("rules.md", "# Rules\n\n| Control | Severity | How to verify |\n|---|---|---|\n| **Logins** | | |\n| Slow down | High | Try ten |\n| Lock | Low | |\n".as_bytes());
    assert!(
        table.ends_with("rules / Logins\n  1 rules/slow-down [must] Slow down · done: Try ten\n  2 rules/lock [could] Lock\n"),
        "{table}"
    );
}

#[test]
fn what_is_not_a_checklist_is_refused_and_nothing_is_written() {
    for (name, bytes, expected) in [
        (
            "a.pdf",
            &b"x"[..],
            "error: cannot read a.pdf: only .xlsx, .xls, .ods, .csv, .tsv, .txt and .md files are read\nhint: save it as XLSX, ODS or CSV\n",
        ),
        (
            "a.csv",
            b"Title,Level\n",
            "error: a.csv has headings and no item under them\nhint: an item is a row with a title\n",
        ),
        (
            "a.csv",
            b"Title,Level\n\"One,must\nTwo,must\n",
            "error: cannot read a.csv: line 2 opens a quote that is not closed where its cell ends\nhint: close the quote, or write a quote inside a cell twice: \"\"\n",
        ),
        (
            "a.xls",
            b"no book",
            "error: cannot read a.xls: it is called a spreadsheet, but its content is not one\nhint: open it in a spreadsheet program and save it as XLSX or CSV\n",
        ),
    ] {
        assert_eq!(import(name, bytes), expected);
    }
    assert!(
        import("a.xlsx", b"no archive")
            .starts_with("error: cannot read a.xlsx: it is called a spreadsheet, but its content is not one")
    );
}

#[test]
fn a_list_that_is_there_is_never_overwritten() {
    let said = import("design.csv", b"Section,Title,Level\nLogin,One more,must\n");
    assert!(said.contains("Wrote PACK/checklists/design-2.ron and 1 line of PACK/pack.ron."), "{said}");
}

#[test]
fn only_a_pack_takes_a_checklist_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.csv");
    std::fs::write(&file, "Title,Level\nOne,must\n").unwrap();
    let said = run(&file, folder.path(), &order("a.csv")).unwrap_err();
    assert!(said.contains("it has no pack.ron"), "{said}");
}

/// A workbook with these sheets, each given as rows of cells.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let mut put = |name: &str, text: &str| {
        packed.start_file(name, options).unwrap();
        packed.write_all(text.as_bytes()).unwrap();
    };
    let (mut listed, mut related) = (String::new(), String::new());
    for (idx, (name, rows)) in sheets.iter().enumerate() {
        write!(listed, "<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", idx + 1).unwrap();
        write!(related,
            "<Relationship Id=\"rId{0}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
             Target=\"worksheets/sheet{0}.xml\"/>",
            idx + 1
        ).unwrap();
        let mut cells = String::new();
        for (r, row) in rows.lines().enumerate() {
            write!(cells, "<row r=\"{}\">", r + 1).unwrap();
            for (c, words) in row.split('|').enumerate().filter(|(_, words)| !words.is_empty()) {
                let column = char::from(b'A' + u8::try_from(c).unwrap());
                write!(cells, "<c r=\"{column}{}\" t=\"inlineStr\"><is><t>{words}</t></is></c>", r + 1)
                    .unwrap();
            }
            cells.push_str("</row>");
        }
        put(
            &format!("xl/worksheets/sheet{}.xml", idx + 1),
            &format!(
                "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
                 <sheetData>{cells}</sheetData></worksheet>"
            ),
        );
    }
    put(
        "xl/workbook.xml",
        &format!(
            "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{listed}</sheets></workbook>"
        ),
    );
    put(
        "xl/_rels/workbook.xml.rels",
        &format!(
            "<?xml version=\"1.0\"?><Relationships \
             xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{related}</Relationships>"
        ),
    );
    put(
        "_rels/.rels",
        "<?xml version=\"1.0\"?><Relationships \
         xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>",
    );
    packed.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_without_end_is_refused() {
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    packed.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1024 * 1024];
    for _ in 0..33 {
        packed.write_all(&blank).unwrap();
    }
    let bomb = packed.finish().unwrap().into_inner();
    assert_eq!(
        import("bomb.xlsx", &bomb),
        "error: cannot read bomb.xlsx: the file or what is packed in it is too large
hint: remove what does not belong to the checklist from the spreadsheet, and save it as CSV
"
    );
}

#[test]
fn a_cell_at_the_end_of_the_world_takes_no_memory() {
    let book = workbook(&[("Items", "Title|Level\nOne|must")]);
    let rows = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>far</t></is></c></row>";
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut read = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    for idx in 0..read.len() {
        let mut entry = read.by_index(idx).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        packed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(text.replace("</sheetData>", &format!("{rows}</sheetData>")).as_bytes()).unwrap();
    }
    let said = import("far.xlsx", &packed.finish().unwrap().into_inner());
    assert!(
        said.contains("cells beyond column IV or row 10000 skipped, the first of them XFD1048576"),
        "{said}"
    );
    assert!(said.ends_with("[must] One\n"), "{said}");
}

#[test]
fn counts_and_repetitions_that_lie_take_no_memory() {
    let zip = |parts: &[(&str, &str)]| {
        let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, text) in parts {
            packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            packed.write_all(text.as_bytes()).unwrap();
        }
        packed.finish().unwrap().into_inner()
    };
    let book = "<x:sst count=\"1\" uniqueCount='18446744073709551615'></x:sst>";
    let said = import("many.xlsx", &zip(&[("xl/sharedStrings.xml", book)]));
    assert!(said.contains("its content is not one"), "{said}");
    let content = "<office:document-content><table:table table:name=\"Items\"><table:table-row><table:table-cell><text:p>Title</text:p></table:table-cell>\
        <table:table-cell><text:p>Level</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated=\"4000000000\">\
        <table:table-cell table:number-columns-repeated=\"4000000000\"><text:p>One</text:p></table:table-cell></table:table-row></table:table></office:document-content>";
    let said = import("repeated.ods", &zip(&[("content.xml", content)]));
    assert!(said.contains("the file or what is packed in it is too large"), "{said}");
}
