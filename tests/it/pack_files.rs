//! Packs are written out, and checklists are taken in from spreadsheets; nothing that is there is written over.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test, also in its helpers")]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use golive::pack::draw::{Drawing, problems};
use golive::pack::embedded::FILES;
use golive::pack::import::import;
use golive::pack::init::init;
use golive::pack::load::{load, open};
use golive::pack::source::Folder;
use tempfile::TempDir;

fn empty() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// A pack with the plan and the lists of the small one.
fn small() -> TempDir {
    let folder = empty();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
    for part in ["checklists", "plans"] {
        fs::create_dir(folder.path().join(part)).unwrap();
    }
    for name in [
        "pack.ron",
        "questions.ron",
        "scenarios.ron",
        "checklists/design.ron",
        "checklists/deploy.ron",
        "plans/main.ron",
    ] {
        fs::copy(small.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn the_built_in_pack_is_written_out_byte_by_byte() {
    let folder = empty();
    let target = folder.path().join("new/mine");
    let written = init(&target).unwrap();
    assert_eq!(written.files, FILES.len());
    for (name, text) in FILES {
        assert_eq!(fs::read_to_string(target.join(name)).unwrap(), *text, "{name}");
    }
    let (pack, found) = load(&Folder::open(&target).unwrap());
    assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
    assert!(pack.is_some());
    let shown = target.display();
    assert_eq!(
        written.describe(),
        format!(
            "wrote 13 files to {shown}\nhint: edit them, then `golive pack check {shown}` and `golive --pack {shown}`\n"
        )
    );
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let folder = empty();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let error = init(folder.path()).unwrap_err();
    assert_eq!(error.to_string(), format!("{} is not empty", folder.path().display()));
    let error = init(&folder.path().join("notes.txt")).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{} is a file, not a folder", folder.path().join("notes.txt").display())
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[track_caller]
fn check_import(name: &str, sheet: &[u8], expected: &str) -> TempDir {
    let (folder, from) = (small(), empty());
    let file = from.path().join(name);
    fs::write(&file, sheet).unwrap();
    let said = match import(&file, folder.path()) {
        Ok(imported) => imported.describe(),
        Err(error) => format!("error: {error}\nhint: {}\n", error.hint()),
    };
    let said = said
        .replace(&folder.path().display().to_string(), "PACK")
        .replace(&from.path().display().to_string(), "FROM");
    assert_eq!(said, expected);
    folder
}

/// Returns the pack after the new list was added to pack.ron, with its warnings.
#[track_caller]
fn with_list(folder: &TempDir, id: &str) -> (golive::pack::model::Pack, String) {
    let manifest = folder.path().join("pack.ron");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"deploy\"]", &format!("\"deploy\", \"{id}\"]"))).unwrap();
    let (pack, found) = load(&Folder::open(folder.path()).unwrap());
    let said: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    (pack.unwrap_or_else(|| panic!("{}", problems(&found, &Drawing::default()))), said.join("\n"))
}

#[test]
fn a_csv_with_all_columns_becomes_a_checklist() {
    let sheet = "\u{feff}Section;Task;Description;Question;Done when;Priority;Responsible;Topic;Link;No;Reviewed by\r\n\
        Architecture;\"Tenant, \"\"one\"\"\";Why it matters;How many?;There is one;High;architect;architecture/tenant;https://example.com;7;Ana\r\n\
        ;Domain;Second line\u{202e};Which?;Known;low;architect;Architecture / Domain, x/y;javascript:alert(1);7;\r\n\
        Login;=cmd|' /C calc'!A0;Text;Which?;Known;whatever;developer;;;;\r\n";
    let folder = check_import(
        "Our Checklist.csv",
        sheet.as_bytes(),
        "wrote PACK/checklists/our.ron: 3 items in 2 sections
columns: Section -> section, Task -> title, Description -> guidance, Question -> ask, Done when -> done_when, Priority -> level, Responsible -> role, Topic -> topics, Link -> link, No -> no
left out: column Reviewed by
note: 1 level not understood, so `should`
note: 1 link left out, since only http and https with a host are opened
note: 1 topic left out, since no plan of the pack has them
note: 2 numbers missing or there twice, so given anew
hint: add \"our\" to `checklists` in PACK/pack.ron, and to `checklists` of the milestones whose gate should count it; then `golive pack check PACK`
",
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("checklists/our.ron")).unwrap(),
        r#"// Imported from Our Checklist.csv.
// The fields are described in docs/pack-format.md.
(
    id: "our",
    title: "Our",
    purpose: "Imported from Our Checklist.csv.",
    sections: [
        (
            workstream: "architecture",
            title: "Architecture",
            items: [
                (
                    id: "tenant-one",
                    no: 7,
                    title: "Tenant, \"one\"",
                    ask: "How many?",
                    done_when: "There is one",
                    guidance: "Why it matters",
                    level: must,
                    role: "architect",
                    topics: ["architecture/tenant"],
                    link: "https://example.com",
                ),
                (
                    id: "domain",
                    no: 1,
                    title: "Domain",
                    ask: "Which?",
                    done_when: "Known",
                    guidance: "Second line�",
                    level: could,
                    role: "architect",
                    topics: ["architecture/domain"],
                ),
            ],
        ),
        (
            workstream: "login",
            title: "Login",
            items: [
                (
                    id: "cmd-c-calc-a0",
                    no: 2,
                    title: "=cmd|' /C calc'!A0",
                    ask: "Which?",
                    done_when: "Known",
                    guidance: "Text",
                    level: should,
                    role: "developer",
                    topics: [],
                ),
            ],
        ),
    ],
)
"#
    );
    let (pack, _) = with_list(&folder, "our");
    assert_eq!(pack.items().count(), 11);
}

#[test]
fn a_csv_with_titles_alone_says_what_was_made_up() {
    let long = "x".repeat(71);
    let sheet = format!(
        "Launch checklist of the team\n\nTask,Notes\nLogin,\nFirst thing,mine\n{long},\n,only notes here\n"
    );
    let folder = check_import(
        "launch.csv",
        sheet.as_bytes(),
        "error: FROM/launch.csv has no row of headings with a title or task
hint: name the columns in one row: Section, Title, Description, Question, Done when, Level, Role, Link
",
    );
    assert_eq!(fs::read_dir(folder.path().join("checklists")).unwrap().count(), 2);
    let sheet = sheet.replace("Task,Notes", "Task,Code");
    let folder = check_import(
        "launch.csv",
        sheet.as_bytes(),
        "wrote PACK/checklists/launch.ron: 1 item in 1 section
columns: Task -> title, Code -> codes
note: 1 row above the headings left out
note: no column for the question: each item asks whether it is done
note: no column for what makes an item done: each says that the team agrees
note: no column for the guidance: each repeats its title
note: no column for the level: each item is a should
note: no column for the role: each names the team
note: no column for the topics: each item belongs to its section's workstream
hint: add \"launch\" to `checklists` in PACK/pack.ron, and to `checklists` of the milestones whose gate should count it; then `golive pack check PACK`
",
    );
    let (pack, said) = with_list(&folder, "launch");
    assert_eq!(pack.items().count(), 9);
    assert!(said.contains("this item names no topic"), "{said}");
}

#[test]
fn a_list_that_is_there_is_never_written_over() {
    let folder = check_import(
        "design.csv",
        b"Section,Title,Level\nLogin,One more,must\n",
        "wrote PACK/checklists/design-2.ron: 1 item in 1 section
columns: Section -> section, Title -> title, Level -> level
note: no column for the question: each item asks whether it is done
note: no column for what makes an item done: each says that the team agrees
note: no column for the guidance: each repeats its title
note: no column for the role: each names the team
note: no column for the topics: each item belongs to its section's workstream
hint: add \"design-2\" to `checklists` in PACK/pack.ron, and to `checklists` of the milestones whose gate should count it; then `golive pack check PACK`
",
    );
    assert!(open(folder.path()).is_ok());
}

#[test]
fn what_is_no_checklist_is_refused_and_nothing_is_written() {
    for (name, sheet, expected) in [
        (
            "a.pdf",
            &b"x"[..],
            "error: cannot read FROM/a.pdf: only .csv, .tsv and .xlsx files are read\nhint: save the spreadsheet as XLSX or CSV\n",
        ),
        (
            "a.csv",
            b"Gr\xfc\xdfe,Title",
            "error: cannot read FROM/a.csv: the file is not UTF-8\nhint: save it as \"CSV UTF-8\"\n",
        ),
        (
            "a.csv",
            b"Title,Level\n",
            "error: FROM/a.csv has headings and no item under them\nhint: an item is a row with a title\n",
        ),
        (
            "a.xlsx",
            b"no archive",
            "error: cannot read FROM/a.xlsx: this is not a spreadsheet that can be read: invalid Zip archive: Could not find EOCD\nhint: open it in a spreadsheet program and save it as XLSX or CSV\n",
        ),
    ] {
        let folder = check_import(name, sheet, expected);
        assert_eq!(fs::read_dir(folder.path().join("checklists")).unwrap().count(), 2);
    }
}

#[test]
fn only_a_pack_takes_a_checklist_in() {
    let (folder, from) = (empty(), empty());
    let file = from.path().join("a.csv");
    fs::write(&file, "Title,Level\nOne,must\n").unwrap();
    let error = import(&file, folder.path()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("cannot open the pack in {}: it has no pack.ron", folder.path().display())
    );
}

/// Returns a workbook with these sheets, each given as rows of cells.
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
fn the_first_sheet_with_headings_of_a_workbook_becomes_a_checklist() {
    let book = workbook(&[
        ("Cover", "Deployment\nfor the team"),
        (
            "Items",
            "Deploy|\n\n#|Category|Checklist Item|Description\n1|Login|Users are there|Count them\n2||Page is there|\n|Cutover||\n3||Switch|At night",
        ),
        ("More", "Title|Level\nLater|must"),
    ]);
    let folder = check_import(
        "Deploy-Checklist.xlsx",
        &book,
        "wrote PACK/checklists/deploy-2.ron: 3 items in 2 sections
columns: # -> no, Category -> section, Checklist Item -> title, Description -> guidance
left out: sheet Cover, sheet More
note: 1 row above the headings left out
note: no column for the question: each item asks whether it is done
note: no column for what makes an item done: each says that the team agrees
note: no column for the level: each item is a should
note: no column for the role: each names the team
note: no column for the topics: each item belongs to its section's workstream
note: `Cutover`: not a workstream of the pack's plans, so `pack check` will ask for one
hint: add \"deploy-2\" to `checklists` in PACK/pack.ron, and to `checklists` of the milestones whose gate should count it; then `golive pack check PACK`
",
    );
    let text = fs::read_to_string(folder.path().join("checklists/deploy-2.ron")).unwrap();
    assert!(text.contains("workstream: \"cutover\""), "{text}");
    assert!(text.contains("guidance: \"Page is there\""), "{text}");
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
    check_import(
        "bomb.xlsx",
        &bomb,
        "error: cannot read FROM/bomb.xlsx: the file or what is packed in it is too large
hint: remove everything that is not part of the checklist, and save it as CSV
",
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
    check_import(
        "far.xlsx",
        &packed.finish().unwrap().into_inner(),
        "error: cannot read FROM/far.xlsx: the sheet has more than 10000 rows or 64 columns
hint: remove everything that is not part of the checklist, and save it as CSV
",
    );
}

#[test]
fn a_workbook_that_announces_more_texts_than_it_has_is_refused() {
    for count in ["18446744073709551615", "99999999999999999999", "10000000000"] {
        let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        packed.start_file("xl/SharedStrings.xml", zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(format!("<x:sst count=\"1\" uniqueCount='{count}'></x:sst>").as_bytes()).unwrap();
        check_import(
            "many.xlsx",
            &packed.finish().unwrap().into_inner(),
            "error: cannot read FROM/many.xlsx: this is not a spreadsheet that can be read: it announces more texts than it can hold
hint: open it in a spreadsheet program and save it as XLSX or CSV
",
        );
    }
}
