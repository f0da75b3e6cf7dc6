//! Reports in every format: against files that were looked at, read back, and with everything hostile in them.
//!
//! The expected files are in `tests/it/reports`.

use std::fmt::Write as _;
use std::fs;
use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::expected;
use crate::support::Test;

const FORMATS: [&str; 5] = ["md", "html", "csv", "xlsx", "json"];

/// Three weeks of a small project, with one closed review.
fn story() -> Test {
    Test::small()
        .at("2026-11-02T09:00:00Z")
        .run(["new", "Contoso portal", "--scenario", "b2c"])
        .run(["target", "demo", "2026-12-15"])
        .run([
            "mark",
            "done",
            "Design 1",
            "--evidence",
            "https://wiki.example.com/tenants",
            "--note",
            "Two tenants:\none for each region.",
        ])
        .run([
            "mark",
            "waived",
            "Design 2",
            "--reason",
            "The contract is being renegotiated",
            "--owner",
            "Ana",
            "--until",
            "2026-11-15",
        ])
        .at("2026-11-06T15:30:00Z")
        .run(["mark", "doing", "Design 3", "--owner", "Lena", "--due", "2026-11-27"])
        .run(["review", "close", "demo", "--decision", "no-go", "--by", "Ana,Ben"])
        .at("2026-11-12T10:00:00Z")
        .run(["mark", "done", "Design 5"])
        .run([
            "mark",
            "blocked",
            "Deploy 2",
            "--reason",
            "waits for DBA Ben",
            "--owner",
            "Ben",
            "--due",
            "2026-11-18",
        ])
        .run(["capture", "decision", "Design 1", "One policy for web and app"])
        .run(["capture", "action", "Design 3", "Write the table", "--owner", "Lena", "--due", "2026-11-24"])
        .run(["capture", "question", "-", "Who may export the log?", "--owner", "Kim"])
        .run(["capture", "risk", "Deploy 2", "The import may take a week"])
        .run(["capture", "parked", "-", "A second brand in 2027"])
        .run(["note", "Design 3", "The private side of it", "--private"])
        .run([
            "add",
            "Support staff trained",
            "--checklist",
            "deploy",
            "--workstream",
            "login",
            "--level",
            "must",
        ])
        .at("2026-11-20T20:39:32Z")
}

/// Compares what was found with the expected file of this name.
#[track_caller]
fn check(name: &str, found: &str) {
    expected::check(format!("tests/it/reports/{name}"), found);
}

/// What a report prints, with the text of a workbook in place of its bytes.
fn printed(test: &mut Test, args: &[&str]) -> String {
    let found = test.output(["report"].iter().chain(args));
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    found.stdout
}

/// What another program reads in a workbook: every sheet with its cells.
fn read_back(bytes: Vec<u8>) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("it is a workbook");
    let mut text = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("the sheet can be read");
        writeln!(text, "== {name} {}x{}", range.height(), range.width()).expect("a string takes everything");
        for row in range.rows() {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| match cell {
                    Data::Empty => String::new(),
                    Data::DateTime(day) => {
                        let (year, month, day, ..) = day.to_ymd_hms_milli();
                        format!("day {year}-{month:02}-{day:02}")
                    }
                    Data::Float(number) => format!("#{number}"),
                    cell => cell.to_string().replace('\n', "⏎"),
                })
                .collect();
            text.push_str(cells.join("|").trim_end_matches('|'));
            text.push('\n');
        }
        let formulas = book.worksheet_formula(&name).expect("formulas can be read");
        assert!(formulas.is_empty(), "{name} has formulas");
    }
    text
}

#[test]
fn a_milestone_in_every_format() {
    let mut test = story();
    for format in ["md", "html", "csv", "json"] {
        let found = printed(&mut test, &["--milestone", "live", "--format", format]);
        check(&format!("live.{format}"), &found);
    }
    test = test.run(["report", "--milestone", "live", "-o", "$ROOT/live.xlsx"]);
    check("live.xlsx.txt", &read_back(fs::read(test.path("live.xlsx")).expect("it was written")));
}

#[test]
fn a_project_in_every_format() {
    let mut test = story();
    for format in ["md", "html", "csv", "json"] {
        check(&format!("project.{format}"), &printed(&mut test, &["--format", format]));
    }
    test = test.run(["report", "-o", "$ROOT/all.xlsx"]);
    check("project.xlsx.txt", &read_back(fs::read(test.path("all.xlsx")).expect("it was written")));
}

#[test]
fn the_same_project_at_the_same_moment_gives_the_same_bytes() {
    let mut test = story();
    for format in FORMATS {
        for which in [&["--milestone", "demo"][..], &[]] {
            let mut files = Vec::new();
            for name in ["one", "two"] {
                let file = format!("$ROOT/{name}.{format}");
                let args = ["report", "-o", &file, "--force"];
                test = test.run(args.iter().chain(which).copied());
                files.push(fs::read(test.path(&format!("{name}.{format}"))).expect("it was written"));
            }
            assert!(files[0] == files[1], "{format} {which:?}");
        }
    }
}

#[test]
fn a_project_that_has_said_nothing_has_a_report_too() {
    let mut test = Test::project();
    for format in ["md", "html", "csv", "json"] {
        assert!(!printed(&mut test, &["--format", format]).is_empty());
        assert!(!printed(&mut test, &["--format", format, "--milestone", "rollout"]).is_empty());
    }
    test = test.run(["report", "-o", "$ROOT/empty.xlsx"]);
    assert!(read_back(fs::read(test.path("empty.xlsx")).expect("it was written")).contains("== Summary"));
}

#[test]
fn a_private_note_is_in_no_report() {
    let mut test = story();
    for format in ["md", "html", "csv", "json"] {
        assert!(!printed(&mut test, &["--format", format]).contains("private side"), "{format}");
    }
    test = test.run(["report", "-o", "$ROOT/all.xlsx"]);
    let sheets = read_back(fs::read(test.path("all.xlsx")).expect("it was written"));
    assert!(sheets.contains("Two tenants") && !sheets.contains("private side"));
}

/// Everything that one format or another takes for its own.
const HOSTILE: &str =
    "=cmd|'/C calc'!A0 <script>alert(\"1\")</script> [x](javascript:alert(1)) `a` | b & *c* ]]>";

/// A project in which everything that can be typed is hostile.
fn hostile() -> Test {
    let test = Test::small()
        .run(["new", HOSTILE, "--scenario", "b2c", "--file", "$ROOT/work/h.golive"])
        .env("GOLIVE_FILE", "$ROOT/work/h.golive")
        .run(["mark", "blocked", "Design 1", "--reason", HOSTILE, "--owner", HOSTILE, "--note", HOSTILE])
        .run(["mark", "done", "Design 3", "--evidence", HOSTILE])
        .run(["capture", "action", "Design 1", HOSTILE, "--owner", "@SUM(A1:A9)"])
        .run(["capture", "risk", "-", "+1+1 MARK"])
        .run([
            "add",
            "=1+1 <script>x</script> [x](javascript:y) `a` | *b* _c_",
            "--checklist",
            "design",
            "--workstream",
            "login",
        ])
        .run(["review", "close", "demo", "--decision", "conditions", "--by", HOSTILE]);
    // What cannot be typed can be in a file all the same.
    let file = test.read("work/h.golive").replace(" MARK", "\\u{202e}\\u{1b}[31m");
    test.file("work/h.golive", &file)
}

#[test]
fn html_lets_nothing_through_that_was_typed() {
    for which in [&["--milestone", "demo"][..], &[]] {
        let found = printed(&mut hostile(), &[&["--format", "html"][..], which].concat());
        for tag in ["<script", "javascript:alert(1)\"", "<a href=\"javascript", "\u{1b}", "\u{202e}"] {
            assert!(!found.contains(tag), "{tag}");
        }
        assert!(found.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
        // It asks for nothing from elsewhere.
        for word in [" src=", "<link", "@import", "url(", "<iframe", " onload="] {
            assert!(!found.contains(word), "{word}");
        }
    }
}

#[test]
fn html_is_well_formed() {
    for found in [
        printed(&mut hostile(), &["--format", "html"]),
        printed(&mut story(), &["--format", "html", "--milestone", "demo"]),
    ] {
        let mut open: Vec<&str> = Vec::new();
        let body =
            found.split_once("<style>").and_then(|(head, rest)| Some((head, rest.split_once("</style>")?.1)));
        let (head, rest) = body.expect("it has one style sheet");
        for part in head.split('<').skip(2).chain(rest.split('<').skip(1)) {
            let (tag, _) = part.split_once('>').expect("every tag ends");
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name));
            } else if !tag.ends_with('/') {
                let name = tag.split(' ').next().unwrap_or_default();
                if !["meta", "br"].contains(&name) {
                    open.push(name);
                }
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let ids: Vec<&str> =
            found.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let mut different = ids.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(ids.len(), different.len());
        for name in found.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(name.split(' ').all(|name| ids.contains(&name)), "{name}");
        }
    }
}

#[test]
fn no_cell_of_csv_or_a_workbook_is_a_formula() {
    let mut test = hostile();
    let found = printed(&mut test, &["--format", "csv"]);
    let mut cells = 0;
    for record in csv::Reader::from_reader(found.trim_start_matches('\u{feff}').as_bytes()).records() {
        for cell in &record.expect("all rows have the same cells") {
            cells += 1;
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%']), "{cell}");
        }
    }
    assert!(cells > 100);
    test = test.run(["report", "-o", "$ROOT/all.xlsx"]);
    let sheets = read_back(fs::read(test.path("all.xlsx")).expect("it was written"));
    assert!(sheets.contains(&HOSTILE.replace('\n', "⏎")));
}

#[test]
fn markdown_shows_what_was_typed() {
    let found = printed(&mut hostile(), &["--format", "md", "--milestone", "demo"]);
    assert!(!found.contains("<script") && !found.contains("[x](") && !found.contains("`a`"));
    assert!(found.contains("\\[x\\](javascript:alert(1)) \\`a\\` \\| b &amp; \\*c\\*"));
    // Every row of a table has the cells of its heading.
    let mut columns = 0;
    for line in found.lines() {
        let bars = line.replace("\\|", "").matches('|').count();
        if bars == 0 {
            columns = 0;
        } else if columns == 0 {
            columns = bars;
        }
        assert_eq!(bars, columns, "{line}");
    }
}

#[test]
fn json_has_the_entries_as_the_list_has_them() {
    let mut test = story();
    let report: serde_json::Value =
        serde_json::from_str(&printed(&mut test, &["--format", "json"])).expect("it is JSON");
    let list = test.output(["list", "--all", "--json"]).stdout;
    let list: serde_json::Value = serde_json::from_str(&list).expect("it is JSON");
    assert_eq!(report["entries"], list);
    let gate = test.output(["gate", "live", "--json"]).stdout;
    let gate: serde_json::Value = serde_json::from_str(&gate).expect("it is JSON");
    let milestone = printed(&mut test, &["--format", "json", "--milestone", "live"]);
    let milestone: serde_json::Value = serde_json::from_str(&milestone).expect("it is JSON");
    for (field, value) in gate.as_object().expect("it is an object") {
        assert_eq!(milestone[field], *value, "{field}");
    }
    let captures = test.output(["captures", "--json"]).stdout;
    let captures: serde_json::Value = serde_json::from_str(&captures).expect("it is JSON");
    assert_eq!(report["captures"].as_array().map(Vec::len), captures.as_array().map(Vec::len));
}

#[test]
fn a_file_that_is_there_is_written_over_only_when_told() {
    story()
        .args(["report", "-o", "$ROOT/work/r.md"])
        .stdout("wrote `$ROOT/work/r.md`")
        .code(0)
        .args(["report", "-o", "$ROOT/work/r.md"])
        .stderr(
            "
            error: `$ROOT/work/r.md` already exists
            hint: choose another name, or overwrite it with --force
            ",
        )
        .code(2)
        .args(["report", "-o", "r.md", "--force"])
        .stdout("wrote `$ROOT/work/r.md`")
        .code(0)
        .args(["report", "-o", "$ROOT/work"])
        .stderr(
            "
            error: the name `work` does not tell the format
            hint: end it in .md, .html, .csv, .xlsx, .json or .ics, or add --format
            ",
        )
        .code(2)
        .args(["report", "-o", "$ROOT/work", "--format", "md"])
        .stderr(
            "
            error: `$ROOT/work` is a folder
            hint: name a file in it
            ",
        )
        .code(2);
}

#[test]
fn a_project_is_never_written_over() {
    let refused = |name: &str| {
        format!(
            "error: `$ROOT/{name}` is a project file and is never overwritten\nhint: choose another name\n"
        )
    };
    let test = story();
    let journal = test.read("data/contoso-portal.golive");
    test.args(["report", "--format", "md", "-o", "$ROOT/data/contoso-portal.golive", "--force"])
        .stderr(&refused("data/contoso-portal.golive"))
        .code(2)
        .args(["report", "--format", "md", "-o", "$ROOT/new.golive", "--force"])
        .stderr(&refused("new.golive"))
        .code(2)
        // Under another name it is a project all the same, also without its first line.
        .file("backup.md", &journal)
        .args(["report", "-o", "$ROOT/backup.md", "--force"])
        .stderr(&refused("backup.md"))
        .code(2)
        .file("rest.md", journal.split_once('\n').expect("it has lines").1)
        .args(["report", "-o", "$ROOT/rest.md", "--force"])
        .stderr(&refused("rest.md"))
        .code(2)
        .holds("data/contoso-portal.golive", &journal)
        .holds("backup.md", &journal);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_rights_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let test = story().file("real/r.md", "old");
    fs::set_permissions(test.path("real/r.md"), fs::Permissions::from_mode(0o640))
        .expect("rights can be set");
    symlink(test.path("real/r.md"), test.path("link.md")).expect("links can be made");
    symlink(test.path("data/contoso-portal.golive"), test.path("trap.md")).expect("links can be made");
    let test = test.run(["report", "-o", "$ROOT/link.md", "--force"]);
    assert!(test.path("link.md").is_symlink());
    assert!(test.read("real/r.md").starts_with("# Contoso portal"));
    let rights = fs::metadata(test.path("real/r.md")).expect("it is there").permissions().mode();
    assert_eq!(rights & 0o777, 0o640);
    test.args(["report", "-o", "$ROOT/trap.md", "--force"])
        .stderr(
            "error: `$ROOT/trap.md` is a project file and is never overwritten\nhint: choose another name\n",
        )
        .code(2);
}

#[test]
fn a_report_is_written_whole_or_not_at_all() {
    let test = story();
    test.args(["report", "-o", "$ROOT/gone/r.md"])
        .stderr(
            "
            error: cannot write `$ROOT/gone/r.md`: no such file or directory
            hint: nothing was written; give a writable path with -o
            ",
        )
        .code(3)
        .lacks("gone")
        .terminal(80)
        .env("NO_COLOR", "1")
        .args(["report", "--format", "xlsx"])
        .stderr(
            "
            error: a workbook cannot be shown on a terminal
            hint: name a file: -o report.xlsx
            ",
        )
        .code(2);
}
