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
    let told = "  Tasks   left out, the tables have more rows        --sheet Tasks takes it anyway\n";
    assert!(page.contains(told) && !page.contains("hidden"), "{page}");
}
