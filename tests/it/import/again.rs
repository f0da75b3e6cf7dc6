//! Codes that stand twice, codes that change, and flags that name what is not in the sheet.

use std::fs;

use golive::pack::draw::{Drawing, problems};
use golive::pack::load::load;
use golive::pack::model::Level;
use golive::pack::source::Folder;

use super::{Field, items, order, pack, run, sheet};

#[test]
fn a_changed_code_is_found_by_title_and_keeps_id_and_number() {
    let folder = pack();
    let (_kept, file) =
        sheet("ops.csv", "Code,Title\nR1,Keys rotated\nR2,Alerts set\nR3,Runbook written\nR4,Phone works\n");
    run(&file, folder.path(), &order("ops.csv")).unwrap();
    let mut again = order("ops.csv");
    again.update = Some("ops".to_owned());
    // A new row on top, so that each code has moved on by one; one title is worded differently too.
    let (_kept, file) = sheet(
        "v2.csv",
        "Code,Title\nR1,Backup read\nR2,Keys rotated\nR3,Alerts set\nR9,Runbook written\nR4,Phone is answered\n",
    );
    let page = run(&file, folder.path(), &again).unwrap().page;
    let told = "5 items, matched by code, then by title with ops\n\n\
                Added      1    R1 Backup read\n\
                Changed    4    R2 code changed, was R1: Keys rotated\n                \
                R3 code changed, was R2: Alerts set\n                \
                R9 code changed, was R3: Runbook written\n                \
                R4 worded differently: an answer to it shows as \"look again\"\n\
                As it was  0\n";
    assert!(page.contains(told), "{page}");
    assert_eq!(
        items(folder.path(), "ops"),
        "ops / Ops\n  5 ops/r1-2 [should] Backup read · code: R1\n  1 ops/r1 [should] Keys rotated · code: R2\n  \
         2 ops/r2 [should] Alerts set · code: R3\n  3 ops/r3 [should] Runbook written · code: R9\n  \
         4 ops/r4 [should] Phone is answered · code: R4\n"
    );
}

#[test]
fn a_code_that_stands_twice_is_told_and_the_pack_opens() {
    let folder = pack();
    let (_kept, file) = sheet("ops.csv", "Code,Title\nR1,Keys rotated\nR2,Alerts set\nR1,Runbook written\n");
    let page = run(&file, folder.path(), &order("ops.csv")).unwrap().page;
    let told =
        "\nThe same code more than once   ?\n  R1: row 2 keeps it, row 4 is taken without: Runbook written\n";
    assert!(page.contains(told), "{page}");
    let clean = || {
        let (pack, found) = load(&Folder::open(folder.path()).unwrap());
        assert!(pack.is_some(), "{}", problems(&found, &Drawing::default()));
    };
    clean();
    // Also a code that another list has.
    let (_kept, second) = sheet("night.csv", "Code,Title\nR2,Pager staffed\nN1,Phone works\n");
    let page = run(&second, folder.path(), &order("night.csv")).unwrap().page;
    assert!(
        page.contains("  R2: ops/alerts-set keeps it, row 2 is taken without: Pager staffed\n"),
        "{page}"
    );
    clean();
    // The sheet is put right, whichever of the two gets the new code: each title keeps its id.
    let mut again = order("ops.csv");
    again.update = Some("ops".to_owned());
    for (first, last) in [("R9", "R1"), ("R1", "R9")] {
        let words = format!("Code,Title\n{first},Keys rotated\nR2,Alerts set\n{last},Runbook written\n");
        let (_kept, file) = sheet("v2.csv", &words);
        let page = run(&file, folder.path(), &again).unwrap().page;
        assert!(!page.contains("Added") && !page.contains("Gone"), "{page}");
        clean();
        assert_eq!(
            items(folder.path(), "ops"),
            format!(
                "ops / Ops\n  1 ops/keys-rotated [should] Keys rotated · code: {first}\n  \
                 2 ops/alerts-set [should] Alerts set · code: R2\n  \
                 3 ops/runbook-written [should] Runbook written · code: {last}\n"
            )
        );
    }
}

#[test]
fn a_flag_that_names_what_is_not_in_the_sheet_is_refused() {
    let folder = pack();
    let (_kept, file) = sheet("ops.csv", "Code,Title,Priority\nR1,Keys rotated,P0\nR2,Alerts set,P1\n");
    let mut with = order("ops.csv");
    with.said.map = vec![(Field::Title, "Nope".to_owned())];
    assert_eq!(
        run(&file, folder.path(), &with).unwrap_err(),
        "error: ops.csv has no heading `Nope`\nhint: its headings: Code, Title, Priority\n"
    );
    with.said.map = vec![(Field::Title, "B".to_owned())];
    with.said.levels = vec![("P9".to_owned(), Level::Must)];
    assert_eq!(
        run(&file, folder.path(), &with).unwrap_err(),
        "error: no row of ops.csv has the level `P9`\nhint: its levels: P0, P1\n"
    );
    assert!(fs::symlink_metadata(folder.path().join("checklists/ops.ron")).is_err());
    with.said.levels = vec![("P1".to_owned(), Level::Could)];
    run(&file, folder.path(), &with).unwrap();
    assert!(items(folder.path(), "ops").contains("[could] Alerts set"));
}
