//! The project's own items by command: changed and removed, with what the history keeps.

use crate::support::Test;

fn own() -> Test {
    Test::project().run(["add", "Agree the nigt", "--checklist", "deploy", "--workstream", "login"])
}

#[test]
fn an_own_item_keeps_its_name_when_it_is_changed() {
    own()
        .args(["edit", "Deploy", "+1", "--title", "Agree the night", "--level", "must"])
        .stdout(
            "
            changed Deploy +1 Agree the night: title, was Agree the nigt; level must, was should
            ○ Deploy +1 Agree the night: todo
            saved in Contoso portal
            ",
        )
        .code(0)
        .args(["edit", "Deploy +1", "--level", "must"])
        .stdout("nothing to change: already set")
        .code(0)
        .args(["history", "Deploy +1"])
        .stdout(
            "
            Fri 20 Nov 21:39  ana  changed Deploy +1 Agree the night: title, was Agree the nigt; level must, was should
            Fri 20 Nov 21:39  ana  added Deploy +1 Agree the nigt

            2 changes
            ",
        )
        .code(0);
}

#[test]
fn a_removed_item_is_gone_until_it_is_brought_back() {
    own()
        .run(["mark", "done", "Deploy +1"])
        .args(["remove", "Deploy +1"])
        .stdout("removed Deploy +1 Agree the nigt\nsaved in Contoso portal")
        .code(0)
        .args(["list", "--search", "nigt"])
        .stdout("0 of 14 entries, with words “nigt”")
        .code(0)
        .args(["remove", "own-agree-the-nigt"])
        .stderr(
            "error: `Agree the nigt` was removed by ana on Fri 20 Nov\n\
             hint: undo brings it back, if nothing else was changed since; else add it again",
        )
        .code(2)
        .args(["undo"])
        .stdout("undone: removed Deploy +1 Agree the nigt\nsaved in Contoso portal")
        .code(0)
        .args(["list", "--search", "nigt", "--checklist", "deploy"])
        .stdout(
            "
            Deploy / Login
              ✓  Deploy +1  Agree the nigt  done

            1 of 15 entries, with list Deploy, words “nigt”
            ",
        )
        .code(0);
}

#[test]
fn items_of_the_pack_are_neither_changed_nor_removed() {
    own()
        .args(["remove", "design/1"])
        .stderr(
            "
            error: Design 1 is an item of the pack, not one of the project's own items
            hint: mark it n/a with a reason if it does not apply here; `golive add` adds an item
            ",
        )
        .code(2)
        .args(["edit", "Deploy +1"])
        .stderr(
            "
            error: `edit` needs something to change
            hint: name --title, --level, --workstream, --ask or --done-when
            ",
        )
        .code(2);
}

#[test]
fn a_command_and_its_undo_name_what_they_changed() {
    let mut test = Test::project();
    let said = test.output(["set", "design/1", "--evidence", "wiki/x"]).stdout;
    assert!(said.starts_with("○ Design 1 Number of tenants decided: todo; evidence: wiki/x\n"), "{said}");
    let said = test.output(["undo"]).stdout;
    assert!(said.starts_with("undone: Design 1 Number of tenants decided has evidence wiki/x\n"), "{said}");
    let said = test.output(["note", "design/1", ""]).stdout;
    assert_eq!(said, "nothing to change: there is no answer\n");
    let said = test.output(["note", "design/1", "", "--private"]).stdout;
    assert_eq!(said, "nothing to change: there is no answer\n");
    test.output(["add", "Night agreed", "--checklist", "design", "--workstream", "architecture"]);
    let said = test.output(["undo"]).stdout;
    assert!(said.starts_with("undone: added Night agreed\nsaved in"), "{said}");
}

#[test]
fn what_was_removed_is_never_taken_for_another_item() {
    let add = ["add", "Notes sent", "--checklist", "deploy", "--workstream", "login"];
    let mut test = Test::project()
        .run(add)
        .run(add)
        .run(["capture", "action", "deploy/own-notes-sent", "Write them"])
        .args(["remove", "deploy/own-notes-sent"])
        .stdout(
            "
            removed Deploy +1 Notes sent
            still open at it: 1 action; `golive captures --open` lists them
            saved in Contoso portal
            ",
        )
        .code(0);
    for typed in ["deploy/own-notes-sent", "own-notes-sent", "Deploy/OWN-notes-sent"] {
        let shown = test.output(["show", typed]).stdout;
        assert!(shown.starts_with("Notes sent\n  deploy/own-notes-sent\n"), "{shown}");
        assert!(shown.contains("an item of the project's own that was removed"), "{shown}");
        assert!(shown.contains("Write them"), "{shown}");
    }
    let shown = test.output(["show", "deploy/own-notes-sent-2"]).stdout;
    assert!(shown.contains("  deploy/own-notes-sent-2\n") && !shown.contains("removed"), "{shown}");
    let listed = test.output(["captures", "--open"]).stdout;
    assert!(listed.contains("Notes sent (removed)"), "{listed}");
    for command in [
        &["mark", "done", "deploy/own-notes-sent"][..],
        &["set", "deploy/own-notes-sent", "--owner", "Ana"],
        &["capture", "action", "deploy/own-notes-sent", "More"],
    ] {
        let found = test.output(command.iter().copied());
        assert!(!found.stdout.contains("sent-2"), "{}", found.stdout);
    }
    // All that write say the same, and write nothing.
    for command in [
        &["mark", "doing", "deploy/own-notes-sent"][..],
        &[
            "mark",
            "waived",
            "deploy/own-notes-sent",
            "--reason",
            "no",
            "--owner",
            "Kim",
            "--until",
            "2099-01-01",
        ],
        &["set", "deploy/own-notes-sent", "--owner", "Ana"],
        &["set", "deploy/own-notes-sent", "--due", "+2w"],
        &["note", "deploy/own-notes-sent", "Sent"],
        &["note", "deploy/own-notes-sent", "Sent", "--private"],
        &["capture", "action", "deploy/own-notes-sent", "More"],
        &["edit", "deploy/own-notes-sent", "--title", "More"],
        &["remove", "deploy/own-notes-sent"],
    ] {
        let found = test.output(command.iter().copied());
        let said = "error: `Notes sent` was removed by ana on Fri 20 Nov\n";
        assert!(
            found.code == 2 && found.stderr.starts_with(said),
            "{command:?} {}{}",
            found.stdout,
            found.stderr
        );
    }
    // What is left over can be found, worded anew and resolved.
    let found = test.output(["list", "--search", "write them"]).stdout;
    assert!(found.contains("and 1 capture at no entry of the project:\n"), "{found}");
    assert!(found.contains("  action: Write them  Notes sent (removed)\n"), "{found}");
    let id = found.lines().last().unwrap().split_whitespace().next().unwrap().to_owned();
    let test = test.run(["capture", "edit", &id, "Write both", "--owner", "Kim"]);
    test.run(["capture", "done", &id]);
}

#[test]
fn what_was_removed_is_known_by_the_names_that_it_had() {
    let mut test = own().run(["remove", "Deploy +1"]);
    let said = "error: `Agree the nigt` was removed by ana on Fri 20 Nov\n";
    for name in ["Deploy +1", "deploy/+1", "Agree the nigt", "agree  the NIGT"] {
        for command in [
            &["mark", "done", name][..],
            &["set", name, "--owner", "Ana"],
            &["note", name, "Sent"],
            &["capture", "action", name, "More"],
            &["edit", name, "--title", "More"],
            &["remove", name],
        ] {
            let found = test.output(command.iter().copied());
            assert!(found.code == 2 && found.stderr.starts_with(said), "{command:?} {}", found.stderr);
        }
        let shown = test.output(["show", name]).stdout;
        assert!(shown.starts_with("Agree the nigt\n  deploy/own-agree-the-nigt\n"), "{shown}");
        assert_eq!(
            test.output(["history", name]).stdout,
            test.output(["history", "deploy/own-agree-the-nigt"]).stdout
        );
    }
    let found = test.output(["mark", "done", "Deploy", "+1"]);
    assert!(found.stderr.starts_with(said), "{}", found.stderr);
    // Another number is never offered.
    for name in ["Deploy +2", "Deplyo +2"] {
        let found = test.output(["mark", "done", name]);
        assert!(found.code == 2 && !found.stderr.contains("did you mean"), "{}", found.stderr);
        assert!(found.stderr.contains("has no such item of the project's own"), "{}", found.stderr);
    }
    // What has the title now is not said to be removed; it gets a number of its own.
    let add = ["add", "Agree the nigt", "--checklist", "deploy", "--workstream", "login"];
    let mut test = test.run(add);
    let found = test.output(["mark", "done", "Agree the nigt"]);
    assert!(!found.stderr.contains("was removed"), "{}", found.stderr);
    test.run(["mark", "doing", "Deploy +2"]);
}

#[test]
fn a_name_that_is_known_keeps_its_spelling_and_that_is_said() {
    Test::project()
        .run(["set", "design/1", "--owner", "Zoe"])
        .args(["set", "design/1", "--owner", "Zoë"])
        .stdout("○ Design 1 Number of tenants decided: todo, Zoe\nnothing to change: already set\n`Zoë` is Zoe: a name that is known keeps its spelling")
        .code(0);
}

#[test]
fn another_section_is_a_change_and_not_an_addition() {
    let mut test = own();
    let title = test.output(["list", "--checklist", "deploy", "--json"]).stdout;
    assert!(title.contains("Agree the nigt"), "{title}");
    let wrong = test.output(["edit", "Deploy +1", "--workstream", "nowhere"]).stderr;
    let other = wrong.split("one of ").nth(1).unwrap_or_default().trim();
    let other = other.split(", ").find(|name| *name != "login").unwrap_or_default().to_owned();
    assert!(!other.is_empty(), "{wrong}");
    let told = format!("changed Deploy +1 Agree the nigt: workstream {other}, was login");
    let said = test.output(["edit", "Deploy +1", "--workstream", &other]).stdout;
    assert!(said.starts_with(&format!("{told}\n")), "{said}");
    let said = test.output(["history", "Deploy +1"]).stdout;
    assert!(said.contains(&told) && said.contains("added Deploy +1 Agree the nigt\n"), "{said}");
    let said = test.output(["undo"]).stdout;
    assert!(said.starts_with(&format!("undone: {told}\n")), "{said}");
}

#[test]
fn an_owner_is_one_person() {
    let mut test = own();
    for args in [
        &["set", "Deploy +1", "--owner", "Ana; Ben"][..],
        &["mark", "done", "Deploy +1", "--owner", "Ana; Ben"],
        &["capture", "action", "-", "Write the table", "--owner", "Ana; Ben"],
    ] {
        let found = test.output(args.iter().copied());
        assert!(found.stderr.contains("an owner is one person, and `Ana; Ben` names 2\n"), "{found:?}");
        assert_eq!(found.code, 2, "{args:?}");
    }
    assert_eq!(test.output(["set", "Deploy +1", "--owner", "Weber, Anna"]).code, 0);
}

#[test]
fn a_day_that_its_month_does_not_have_says_so() {
    let found = own().output(["set", "Deploy +1", "--due", "31.11.2026"]);
    assert_eq!(found.stderr, "error: `31.11.2026` is not a date\nhint: November 2026 has 30 days\n");
    assert_eq!(found.code, 2);
}
