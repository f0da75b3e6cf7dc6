//! What a cell says comes in whole: its words apart, each of its links, and its row where it belongs.

use super::{items, list, order, pack, run, sheet};

#[test]
fn a_table_and_a_task_have_the_same_words() {
    let table = "| Check | Priority | Description |\n|---|---|---|\n\
                 | Use `flag` here | must | Read [the page](https://k.example/x) *first* |\n\
                 | a **b** c | must | one<br>two |\n| Foo \\| Bar | must | |\n";
    let folder = pack();
    let (_kept, file) = sheet("x.md", table);
    run(&file, folder.path(), &order("x.md")).unwrap();
    assert_eq!(
        items(folder.path(), "x"),
        "x / X\n  1 x/use-flag-here [must] Use flag here · why: Read the page first · link: https://k.example/x\n  \
         2 x/a-b-c [must] a b c · why: one / two\n  3 x/foo-bar [must] Foo | Bar\n"
    );
    let folder = pack();
    let (_kept, file) = sheet("x.md", "- [ ] Use `flag` here\n- [ ] a **b** c\n- [ ] Foo \\| Bar\n");
    run(&file, folder.path(), &order("x.md")).unwrap();
    let titles = list(folder.path(), "x").sections.remove(0).items;
    let titles: Vec<String> = titles.into_iter().map(|item| item.title).collect();
    assert_eq!(titles, ["Use flag here", "a b c", "Foo | Bar"]);
}

#[test]
fn each_link_of_a_row_is_kept_and_told() {
    let told = "  row 2 has several links: the first is its link, the others are in its guidance\n";
    let csv = "Title,Level,Link\n\
               Alerts set,must,\"https://a.example/1, https://a.example/2; https://a.example/3\"\nLogs kept,must,https://b.example\n";
    let folder = pack();
    let (_kept, file) = sheet("links.csv", csv);
    let page = run(&file, folder.path(), &order("links.csv")).unwrap().page;
    assert!(page.contains(told), "{page}");
    assert_eq!(
        items(folder.path(), "links"),
        "links / Links\n  1 links/alerts-set [must] Alerts set · \
         why: Link: https://a.example/2 / Link: https://a.example/3 · link: https://a.example/1\n  \
         2 links/logs-kept [must] Logs kept · link: https://b.example\n"
    );
    // What somebody wrote since stays when the sheet has another address.
    let path = folder.path().join("checklists/links.ron");
    let words = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, words.replace("Link: https://a.example/2", "Ask Kim.")).unwrap();
    let mut update = order("links.csv");
    update.update = Some("links".to_owned());
    run(&file, folder.path(), &update).unwrap();
    let why = list(folder.path(), "links").sections.remove(0).items.remove(0).guidance;
    assert_eq!(why.as_deref(), Some("Ask Kim.\nLink: https://a.example/3\nLink: https://a.example/2"));

    let folder = pack();
    let (_kept, file) = sheet("w.md", "\n- [ ] See [a](https://a.example/1) and [b](https://a.example/2)\n");
    let page = run(&file, folder.path(), &order("w.md")).unwrap().page;
    assert!(page.contains(told), "{page}");
    assert_eq!(
        items(folder.path(), "w"),
        "w / W\n  1 w/see-a-and-b [should] See a and b · why: Link: https://a.example/2 · link: https://a.example/1\n"
    );
}

#[test]
fn a_row_without_a_title_is_not_a_section() {
    for (name, rows) in [
        (
            "rows.csv",
            "Code;Title;Level\nA1;Alerts set;must\nA2;;must\nA3;Logs kept;must\n;;must\nA4;Keys kept;could\n",
        ),
        (
            "rows.tsv",
            "Code\tTitle\tLevel\nA1\tAlerts set\tmust\nA2\t\tmust\nA3\tLogs kept\tmust\n\t\tmust\nA4\tKeys kept\tcould\n",
        ),
    ] {
        let folder = pack();
        let (_kept, file) = sheet(name, rows);
        let page = run(&file, folder.path(), &order(name)).unwrap().page;
        assert!(page.contains("\nheadings in row 1, 3 items in 1 section\n"), "{page}");
        assert!(
            page.contains("\nLeft out\n  row 3  without a title\n  row 5  without a title\n")
                || page.contains("\nLeft out\n  rows 3, 5  without a title\n"),
            "{page}"
        );
    }
}

#[test]
fn as_many_tasks_as_rows_of_a_table_are_taken_and_nothing_is_called_hidden() {
    let tasks = "- [ ] Alerts set\n- [ ] Logs kept\n\n";
    let table = "| Check | Priority |\n|---|---|\n| One | must |\n| Two | must |\n";
    let folder = pack();
    let (_kept, file) = sheet("both.md", &format!("# Launch\n\n{tasks}## Table\n\n{table}"));
    let page = run(&file, folder.path(), &order("both.md")).unwrap().page;
    assert!(
        page.contains("  Tables  left out, the tasks are taken        --sheet Tables takes it anyway\n"),
        "{page}"
    );
    assert!(items(folder.path(), "both").contains("both/logs-kept") && !page.contains("hidden"), "{page}");

    let folder = pack();
    let (_kept, file) = sheet("both.md", &format!("{tasks}## Table\n\n{table}| Three | must |\n"));
    let page = run(&file, folder.path(), &order("both.md")).unwrap().page;
    let told =
        "  Tables  taken: headings in row 6, 3 items in 1 section\n  Tasks   taken: 2 items in 1 section\n";
    assert!(page.contains(told) && !page.contains("hidden"), "{page}");
    let found = items(folder.path(), "both-tables") + &items(folder.path(), "both-tasks");
    for title in ["[must] One", "[must] Two", "[must] Three", "[should] Alerts set", "[should] Logs kept"] {
        assert!(found.contains(title), "{title}\n{found}");
    }
    // Without boxes the lines are words beside the tables.
    let folder = pack();
    let (_kept, file) =
        sheet("both.md", &format!("- Read this\n- And that\n\n## Table\n\n{table}| Three | must |\n"));
    let page = run(&file, folder.path(), &order("both.md")).unwrap().page;
    let told = "  Tasks   left out, the tables have more rows        --sheet Tasks takes it anyway\n";
    assert!(page.contains(told), "{page}");
}

#[test]
fn headings_above_tables_are_their_sections() {
    let table = "| Check | Priority |\n|---|---|\n";
    let folder = pack();
    let words = format!(
        "# Launch\n\n## Before\n\n{table}| One | must |\n| Two | must |\n\n## After\n\n{table}| Three | must |\n"
    );
    let (_kept, file) = sheet("t.md", &words);
    let page = run(&file, folder.path(), &order("t.md")).unwrap().page;
    assert!(page.contains("\n  Before 2 · After 1\n") && !page.contains("Left out"), "{page}");
    // In a spreadsheet the row above its only headings is its title.
    let words = "**Launch list**;;\nCheck;Priority\nOne;must\n";
    let (_kept, file) = sheet("t.csv", words);
    let page = run(&file, folder.path(), &order("t.csv")).unwrap().page;
    assert!(page.contains("row 1  above the headings: "), "{page}");
}

#[test]
fn an_address_beside_the_sheet_is_kept_with_the_others() {
    let csv =
        "Title,Level,Link\nAlerts set,must,\"https://a.example/1, docs/plan.pdf\"\nLogs kept,must,see Kim\n";
    let folder = pack();
    let (_kept, file) = sheet("links.csv", csv);
    let page = run(&file, folder.path(), &order("links.csv")).unwrap().page;
    assert!(page.contains("  row 2 has several links: "), "{page}");
    let found = items(folder.path(), "links");
    assert!(found.contains("why: Link: docs/plan.pdf · link: https://a.example/1\n"), "{found}");
    let (_kept, file) = sheet("w.md", "\n- [ ] See [a](https://a.example/1), [b](../b.md) and [c](#here)\n");
    run(&file, folder.path(), &order("w.md")).unwrap();
    let found = items(folder.path(), "w");
    assert!(found.contains("why: Link: ../b.md · link: https://a.example/1\n"), "{found}");
}

#[test]
fn addresses_in_the_guidance_are_links_and_several_are_said_only_of_several() {
    let csv = "Title,Guidance\nTwo,See https://a.example/x and https://b.example/y.\nOne,See https://c.example/z.\n\
               Beside,\"=HYPERLINK(\"\"x\"\",\"\"Click\"\")\"\nNone,Ask Kim\n";
    let folder = pack();
    let (_kept, file) = sheet("l.csv", csv);
    let page = run(&file, folder.path(), &order("l.csv")).unwrap().page;
    let told = "  row 2 has several links: the first is its link, the others are in its guidance\n";
    assert!(page.contains(told), "{page}");
    let found = items(folder.path(), "l");
    assert!(
        found.contains(
            "Two · why: See https://a.example/x and https://b.example/y. · link: https://a.example/x\n"
        ),
        "{found}"
    );
    assert!(found.contains("One · why: See https://c.example/z. · link: https://c.example/z\n"), "{found}");
    // An address without http is no link, and is kept.
    let (_kept, file) = sheet("w.md", "| Check | Description |\n|---|---|\n| See b | In [b](../b.md) |\n");
    let page = run(&file, folder.path(), &order("w.md")).unwrap().page;
    assert!(!page.contains("several links"), "{page}");
    assert!(page.contains(" has no http address: what is linked is in its guidance\n"), "{page}");
    let found = items(folder.path(), "w");
    assert!(found.contains("See b · why: In b / Link: ../b.md\n"), "{found}");
    // A link written by hand stays when the sheet has addresses in its guidance alone.
    let path = folder.path().join("checklists/l.ron");
    let words = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, words.replace("link: \"https://c.example/z\"", "link: \"https://d.example\""))
        .unwrap();
    let mut update = order("l.csv");
    update.update = Some("l".to_owned());
    let (_kept, file) = sheet("l.csv", csv);
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(page.contains("As it was  4\n"), "{page}");
    assert!(items(folder.path(), "l").contains("link: https://d.example\n"));
}

#[test]
fn an_update_says_which_items_get_ids_from_codes() {
    let csv = "Code,Title\nR-1,One\nR-2,Two\n";
    let folder = pack();
    let (_kept, file) = sheet("r.csv", csv);
    let page = run(&file, folder.path(), &order("r.csv")).unwrap().page;
    assert!(page.contains("R-1 to R-2, all differ: ids are made from them\n"), "{page}");
    let mut update = order("r.csv");
    update.update = Some("r".to_owned());
    let page = run(&file, folder.path(), &update).unwrap().page;
    let told = "R-1 to R-2, all differ: new items get ids from them, the others keep theirs\n";
    assert!(page.contains(told), "{page}");
}

#[test]
fn comments_in_a_list_stay_when_it_is_updated() {
    let folder = pack();
    let (_kept, file) =
        sheet("ours.csv", "Section,ID,Title\nRelease,R-1,Notes written\nRelease,R-2,Freeze announced\n");
    run(&file, folder.path(), &order("ours.csv")).unwrap();
    let path = folder.path().join("checklists/ours.ron");
    let words = std::fs::read_to_string(&path).unwrap();
    let words = words
        .replace("(\n    id: \"ours\"", "// Kim looks after this list.\n(\n    id: \"ours\"")
        .replace("title: \"Notes written\",", "title: \"Notes written\", // asked for by support")
        .replace(
            "                    id: \"r-2\"",
            "                    // not before May\n                    id: \"r-2\"",
        )
        .replace("role: \"team\",", "role: \"team\",\n                    scenarios: [\"spa-api\"],");
    std::fs::write(&path, &words).unwrap();
    let (_kept, file) =
        sheet("ours.csv", "Section,ID,Title\nRelease,R-3,Rollback tried\nRelease,R-1,Notes are written\n");
    let mut update = order("ours.csv");
    update.update = Some("ours".to_owned());
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(
        page.contains("  3 comments written by hand kept, 1 of what is gone at the end of the file\n"),
        "{page}"
    );
    let words = std::fs::read_to_string(&path).unwrap();
    for kept in [
        "// Kim looks after this list.\n(\n    id: \"ours\"",
        "title: \"Notes are written\", // asked for by support\n",
        "scenarios: [\"spa-api\"],",
    ] {
        assert!(words.contains(kept), "{kept}\n{words}");
    }
    assert!(words.ends_with(")\n// Comments of what is gone:\n// r-2: not before May\n"), "{words}");
    // Again with the same sheet, everything is where it was.
    let page = run(&file, folder.path(), &update).unwrap().page;
    assert!(page.contains("comments written by hand kept\n"), "{page}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), words);
}

#[test]
fn a_file_that_is_no_spreadsheet_is_told_in_plain_words() {
    let folder = pack();
    let whole = std::fs::read(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/it/import/cases/14-two-heading-rows.xlsx"),
    );
    let whole = whole.unwrap();
    let mut damaged = whole.clone();
    damaged[600] ^= 0xff;
    let kept = tempfile::tempdir().unwrap();
    for (name, bytes, why) in [
        ("plain.xlsx", b"Title\nOne\n".to_vec(), "it is called a spreadsheet, but its content is not one"),
        ("plain.ods", b"Title\nOne\n".to_vec(), "it is called a spreadsheet, but its content is not one"),
        ("plain.xls", b"Title\nOne\n".to_vec(), "it is called a spreadsheet, but its content is not one"),
        ("empty.xlsx", Vec::new(), "it is empty"),
        ("torn.xlsx", whole[..whole.len() / 2].to_vec(), "it is damaged: it ends before its content does"),
        ("torn.ods", whole[..whole.len() / 2].to_vec(), "it is damaged: it ends before its content does"),
        ("odd.xlsx", damaged, "it is damaged: a part of it cannot be read"),
        (
            "picture.csv",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0".to_vec(),
            "it is called a text file, but its content is not text",
        ),
        ("missing.csv", Vec::new(), "it does not exist"),
    ] {
        let file = kept.path().join(name);
        if name != "missing.csv" {
            std::fs::write(&file, bytes).unwrap();
        }
        let error = run(&file, folder.path(), &order(name)).unwrap_err();
        assert!(error.starts_with(&format!("error: cannot read {name}: {why}\nhint: ")), "{error}");
    }
    // What it is counts, not what it is called.
    for name in ["renamed.csv", "renamed.ods", "renamed.xls"] {
        let file = kept.path().join(name);
        std::fs::write(&file, &whole).unwrap();
        run(&file, folder.path(), &order(name)).unwrap();
    }
}

#[test]
fn milestones_are_named_once_with_their_plans() {
    let folder = pack();
    let (_kept, file) = sheet("ours.csv", "Title\nOne\n");
    let mut order = order("ours.csv");
    order.milestone = Some("never".to_owned());
    let error = run(&file, folder.path(), &order).unwrap_err();
    let (_, hint) = error.split_once("there are: ").unwrap();
    let names: Vec<&str> =
        hint.split([' ', '\n']).filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let once: std::collections::HashSet<&str> =
        names.iter().copied().filter(|name| !name.ends_with([')', ','])).collect();
    let all = names.iter().filter(|name| !name.ends_with([')', ','])).count();
    assert_eq!(once.len(), all, "{hint}");
}
