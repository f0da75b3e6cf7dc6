//! Words that could be taken for their opposite, what an update has to remember, and what is never passed over silently.

use golive::pack::import::kinds_named;
use golive::pack::model::Level;

use super::{items, list, order, pack, run, sheet};

#[test]
fn an_exception_is_understood_or_asked_about() {
    let folder = pack();
    let words =
        "Title,Applies to\nOne,everything other than B2E\nTwo,B2C only\nThree,B2C以外\nFour,staff\nFive,\n";
    let (_kept, file) = sheet("ours.csv", words);
    let page = run(&file, folder.path(), &order("ours.csv")).unwrap().page;
    let told = "\nKinds of project, from column B\n  \
                everything other than B2E  b2c, b2b         1\n  \
                B2C only                   b2c              1\n  \
                B2C以外                    b2b, b2e         1\n  \
                staff                      ?                1   row 5, taken as all; --applies staff=KIND\n";
    assert!(page.contains(told), "{page}");
    let applies: Vec<String> =
        list(folder.path(), "ours").sections[0].items.iter().map(|item| item.applies_to.join("+")).collect();
    assert_eq!(applies, ["b2c+b2b", "b2c", "b2b+b2e", "", ""]);
}

#[test]
fn most_of_what_says_to_whom_items_apply_has_to_be_understood() {
    let folder = pack();
    let (_kept, file) = sheet("ours.csv", "Title,Applies to\nOne,staff\nTwo,shops\nThree,B2C\n");
    let unclear = run(&file, folder.path(), &order("ours.csv")).unwrap().unclear.unwrap();
    assert!(unclear.why.starts_with("for 2 of 3 items it is not understood"), "{}", unclear.why);
    assert!(unclear.hint.contains("--applies VALUE=KINDS"), "{}", unclear.hint);
    assert!(!folder.path().join("checklists/ours.ron").exists());
    let mut told = order("ours.csv");
    told.said.applies = vec![("Staff".to_owned(), kinds_named("b2x"))];
    let said = run(&file, folder.path(), &told).unwrap_err();
    assert_eq!(
        said,
        "error: `b2x` is not a kind of project of the pack\nhint: its kinds: b2c, b2b, b2e; or all\n"
    );
    told.said.applies =
        vec![("staff".to_owned(), kinds_named("b2e")), ("shops".to_owned(), kinds_named("all"))];
    run(&file, folder.path(), &told).unwrap();
    let items = &list(folder.path(), "ours").sections[0].items;
    assert_eq!((items[0].applies_to.join("+").as_str(), items[1].applies_to.len()), ("b2e", 0));
}

#[test]
fn an_update_reads_the_sheet_as_the_import_did() {
    let folder = pack();
    let words = "Check point,Wave,For\nOne,A1,staff\nTwo,B1,B2C\n";
    let (_kept, file) = sheet("ours.csv", words);
    let mut first = order("ours.csv");
    first.said.map = vec![
        (super::Field::named("level").unwrap(), "Wave".to_owned()),
        (super::Field::named("applies_to").unwrap(), "For".to_owned()),
    ];
    first.said.levels = vec![("A1".to_owned(), Level::Must), ("B1".to_owned(), Level::Could)];
    first.said.applies = vec![("staff".to_owned(), kinds_named("b2e"))];
    run(&file, folder.path(), &first).unwrap();
    let mut again = order("ours.csv");
    again.update = Some("ours".to_owned());
    let page = run(&file, folder.path(), &again).unwrap().page;
    assert!(page.contains("As it was  2\n"), "{page}");
    let flags = "\nWith the flags of the import before: --map level=Wave --map applies_to=For --level A1=must --level B1=could \
                 --applies staff=b2e\n";
    assert!(page.contains(flags), "{page}");
    // What is said now comes first, and is remembered in its turn.
    again.said.levels = vec![("A1".to_owned(), Level::Should)];
    run(&file, folder.path(), &again).unwrap();
    again.said.levels.clear();
    let page = run(&file, folder.path(), &again).unwrap().page;
    assert!(page.contains("As it was  2\n") && page.contains("--level A1=should"), "{page}");
    // A heading that is gone is told.
    let (_kept, file) = sheet("v2.csv", "Check point,For\nOne,staff\nTwo,B2C\n");
    let page = run(&file, folder.path(), &again).unwrap().page;
    assert!(page.contains("\nNot in this file any more, so left out: --map level=Wave   ?\n"), "{page}");
    assert!(items(folder.path(), "ours").contains("[should] One"));
}

#[test]
fn levels_mean_in_an_update_what_they_meant_before() {
    let folder = pack();
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-1,One,P0\nB-2,Two,P1\nB-3,Three,P2\n");
    run(&file, folder.path(), &order("b.csv")).unwrap();
    let path = folder.path().join("checklists/b.ron");
    let first = std::fs::read_to_string(&path).unwrap();
    assert!(first.contains("// Read as a level: P0=must\n// Read as a level: P1=should\n"), "{first}");
    let mut update = order("b.csv");
    update.update = Some("b".to_owned());
    // The highest is gone; a new word is read beside those that were.
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-2,Two,P1\nB-3,Three,P2\nB-4,Four,P3\n");
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(page.contains("As it was  2\n") && !page.contains(", was "), "{page}");
    assert!(page.contains("\n  P1      should    1   as at the import before\n"), "{page}");
    // It comes back, and means what it meant.
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-2,Two,P1\nB-5,Five,P0\n");
    run(&file, folder.path(), &update).unwrap();
    assert!(items(folder.path(), "b").contains("[must] Five"));
    // What is said now comes first.
    let mut said = update.clone();
    said.said.levels = vec![("P1".to_owned(), Level::Could)];
    run(&file, folder.path(), &said).unwrap();
    assert!(items(folder.path(), "b").contains("[could] Two"));
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(page.contains("As it was  2\n"), "{page}");
}

#[test]
fn levels_of_a_list_that_does_not_say_what_words_meant_are_had_from_its_items() {
    let folder = pack();
    let path = folder.path().join("checklists/b.ron");
    let forget = || {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("// Read as")).collect();
        std::fs::write(&path, lines.join("\n")).unwrap();
    };
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-1,One,P0\nB-2,Two,P1\nB-3,Three,P2\n");
    run(&file, folder.path(), &order("b.csv")).unwrap();
    let mut update = order("b.csv");
    update.update = Some("b".to_owned());
    forget();
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-2,Two,P1\nB-3,Three,P2\n");
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(page.contains("As it was  2\n") && !page.contains("is not known"), "{page}");
    // What its items say most counts, also where one was changed by hand.
    forget();
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-2,Two,P1\nB-3,Three,P3\nB-4,Four,P3\n");
    update.dry_run = true;
    let before = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, before.replacen("level: should", "level: must", 1)).unwrap();
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(!page.contains("Two level"), "{page}");
    // A list whose items are all should.
    std::fs::write(&path, before.replace("level: could", "level: should")).unwrap();
    let (_kept, file) = sheet("b.csv", "Code,Title,Priority\nB-2,Two,P1\n");
    let page = run(&file, folder.path(), &update).unwrap().page;
    let told = "  What P1 meant at the import before is not known; --level P1=LEVEL says it   ?\n";
    assert!(page.contains(told), "{page}");
}

#[test]
fn a_level_that_is_not_understood_leaves_the_one_that_stands() {
    let folder = pack();
    let (_kept, file) = sheet("ours.csv", "ID,Title,Priority\nA,One,High\nB,Two,High\nC,Three,Low\n");
    run(&file, folder.path(), &order("ours.csv")).unwrap();
    let mut again = order("v2.csv");
    again.update = Some("ours".to_owned());
    let (_kept, file) =
        sheet("v2.csv", "ID,Title,Priority\nA,One,High\nB,Two,banana\nC,Three,Low\nD,Four,banana\n");
    again.said.levels.clear();
    let page = run(&file, folder.path(), &again).unwrap().page;
    assert!(
        page.contains("rows 3, 5, left as it was, a new one taken as should; --level banana=must"),
        "{page}"
    );
    let items = items(folder.path(), "ours");
    assert!(items.contains("[must] Two") && items.contains("[should] Four"), "{items}");
}

#[test]
fn codes_are_a_range_only_if_they_rise() {
    for (codes, told) in [
        ("A1,B2,A3", "A1, B2 and A3, all differ"),
        ("R-01,R-02,R-30", "R-01 to R-30, all differ"),
        ("A1,A3,A2,A4", "4 codes, the first A1 and the last A4, all differ"),
        ("A1", "A1: its id is made from it"),
    ] {
        let folder = pack();
        let rows: Vec<String> = codes.split(',').map(|code| format!("{code},Title {code}\n")).collect();
        let (_kept, file) = sheet("ours.csv", &format!("ID,Title\n{}", rows.concat()));
        let page = run(&file, folder.path(), &order("ours.csv")).unwrap().page;
        assert!(page.contains(told), "{codes}: {page}");
    }
}

#[test]
fn a_row_without_a_section_is_told() {
    let folder = pack();
    let words = "Section,Title\nOps,One\n,Two\nSupport,\n,Three\nData,Four\n,Five\n,Six\n";
    let (_kept, file) = sheet("ours.csv", words);
    let page = run(&file, folder.path(), &order("ours.csv")).unwrap().page;
    let told = "\nSeen\n  1 row without a section taken into that of the row above, Ops: row 3\n  \
                2 rows without a section taken into that of the row above, Data: rows 7-8\n";
    assert!(page.contains(told), "{page}");
}

#[test]
fn characters_that_cannot_be_shown_are_left_out_with_a_word() {
    let folder = pack();
    let words = "Title,Priority\nevil \u{202e} gnp.exe,High\nzero\u{200b}width,High\nbell\u{7},High\n";
    let (_kept, file) = sheet("ours.csv", words);
    let page = run(&file, folder.path(), &order("ours.csv")).unwrap().page;
    assert!(
        page.contains("  characters that cannot be shown left out of 2 cells, the first of them A2\n"),
        "{page}"
    );
    let found = items(folder.path(), "ours");
    assert!(
        found.contains("evil gnp.exe\n") && found.contains("zerowidth\n") && found.contains("bell\n"),
        "{found}"
    );
}

#[test]
fn boxes_below_boxes_and_tables_below_lines_are_read() {
    let words = "# Launch\n\n- [ ] **DNS:** moved\n  - [x] MX record\n    - with a low TTL\n  - [ ] SPF record\n  - told to Kim\n\
                 - ☐ Mail\n  - ☑ Sender\n  - plain words\n- [ ] Last\n| Check | Priority |\n|---|---|\n| Alerts set | High |\n";
    let folder = pack();
    let (_kept, file) = sheet("launch.md", words);
    let page = run(&file, folder.path(), &order("launch.md")).unwrap().page;
    assert_eq!(
        items(folder.path(), "launch"),
        "launch / Launch\n  1 launch/dns [should] DNS · done: moved / - told to Kim\n  \
         2 launch/mx-record [should] MX record · done: - with a low TTL · why: Part of: DNS\n  \
         3 launch/spf-record [should] SPF record · why: Part of: DNS\n  \
         4 launch/mail [should] Mail · done: - plain words\n  \
         5 launch/sender [should] Sender · why: Part of: Mail\n  \
         6 launch/last [should] Last\n"
    );
    assert!(
        page.contains("  Tables  left out, the tasks are taken        --sheet Tables takes it anyway\n"),
        "{page}"
    );
    let mut table = order("launch.md");
    table.sheets = vec!["Tables".to_owned()];
    let page = run(&file, folder.path(), &table).unwrap().page;
    // The rows are lines of the file, also below an empty line that it does not have.
    assert!(page.contains("headings in row 12, 1 item in 1 section"), "{page}");
}

#[test]
fn an_update_of_an_overlay_writes_only_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "(format: 1, extends: \"auth0\", id: \"ours\", title: \"Ours\", version: \"1\")\n";
    std::fs::write(folder.path().join("pack.ron"), manifest).unwrap();
    let (_kept, file) = sheet("ops.csv", "ID,Title\nA,One\n");
    let mut with = order("ops.csv");
    with.milestone = Some("b2c/p1/go-live".to_owned());
    let page = run(&file, folder.path(), &with).unwrap().page;
    assert!(page.contains("Wrote PACK/checklists/ops.ron and 1 line of PACK/pack.ron.\n"), "{page}");
    let mut again = order("ops.csv");
    again.update = Some("ops".to_owned());
    let page = run(&file, folder.path(), &again).unwrap().page;
    assert!(page.contains("\nIds, numbers and answers stay. Wrote PACK/checklists/ops.ron.\n"), "{page}");
    again.update = Some("design".to_owned());
    assert_eq!(
        run(&file, folder.path(), &again).unwrap_err(),
        "error: `design` is a list of the built-in pack, which is never changed\n\
         hint: `replaces` in pack.ron has other words for single items; its lists: ops\n"
    );
}

#[test]
fn a_flag_for_what_is_not_there_says_what_is() {
    let folder = pack();
    let (_kept, file) = sheet("ours.csv", "Task,Applies to\nOne,staff\nTwo,B2C\n");
    let said = |change: &dyn Fn(&mut golive::pack::import::Order)| {
        let mut with = order("ours.csv");
        change(&mut with);
        run(&file, folder.path(), &with).unwrap_err()
    };
    assert_eq!(
        said(&|with| with.sheets = vec!["Checks".to_owned()]),
        "error: ours.csv has no sheet called `Checks`\nhint: it has one sheet, without a name; leave --sheet out\n"
    );
    assert_eq!(
        said(&|with| with.said.row = Some(9)),
        "error: row 9 of ours.csv has no words in it\n\
         hint: its last row with words is row 3; without --row the headings are looked for\n"
    );
    assert_eq!(
        said(&|with| with.said.applies = vec![("shops".to_owned(), kinds_named("b2c"))]),
        "error: no row of ours.csv says `shops` about kinds of project\nhint: what its rows say: staff, B2C\n"
    );
    let (_kept, empty) = sheet("empty.csv", "\n");
    let found = run(&empty, folder.path(), &order("empty.csv")).unwrap_err();
    assert_eq!(found, "error: empty.csv is empty\nhint: an item is a row with a title\n");
}
