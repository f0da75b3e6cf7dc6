//! Checklists as people have them, imported: shapes in, items out. The numbered cases are files in `import/cases`; the
//! shapes of public lists are in `import/shapes.rs`, in words of their own.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test, also in its helpers")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use golive::pack::draw::{Drawing, problems};
use golive::pack::file::{ChecklistFile, ItemFile};
use golive::pack::import::{Field, Imported, Order, import};
use golive::pack::load::{load, open};
use golive::pack::model::Level;
use golive::pack::source::Folder;
use ron::extensions::Extensions;
use tempfile::TempDir;

mod again;
mod books;
mod kept;
mod meant;
mod shapes;

/// A copy of the small pack to import into.
pub(crate) fn pack() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small"), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn order(name: &str) -> Order {
    Order { file_name: name.to_owned(), folder_name: "PACK".to_owned(), ..Order::default() }
}

fn run(file: &Path, folder: &Path, order: &Order) -> Result<Imported, String> {
    import(file, folder, order).map_err(|error| {
        let said = format!("error: {error}\nhint: {}\n", error.hint());
        said.replace(&file.display().to_string(), &order.file_name)
    })
}

/// A list as it was written, whether the pack has a place for its sections or not.
fn list(folder: &Path, id: &str) -> ChecklistFile {
    let text = fs::read_to_string(folder.join(format!("checklists/{id}.ron"))).unwrap();
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(&text).unwrap()
}

/// What a list came to, an item a line.
fn items(folder: &Path, id: &str) -> String {
    let mut out = String::new();
    for section in &list(folder, id).sections {
        writeln!(out, "{id} / {}", section.title).unwrap();
        for item in &section.items {
            write!(out, "  {} {id}/{} [{}] {}", item.no, item.id, item.level.word(), item.title).unwrap();
            let codes = codes(item);
            let unless = |words: &String, usual: &[&str]| {
                if usual.contains(&words.as_str()) { String::new() } else { words.clone() }
            };
            for (name, words) in [
                ("code", codes),
                ("ask", item.ask.clone().unwrap_or_default()),
                ("done", unless(&item.done_when, &["The team agrees that it is done."])),
                ("why", item.guidance.clone().unwrap_or_default()),
                ("role", unless(&item.role, &["team"])),
                ("link", item.link.clone().unwrap_or_default()),
                ("unless", item.optional_when.clone().unwrap_or_default()),
            ] {
                if !words.is_empty() {
                    write!(out, " · {name}: {}", words.replace('\n', " / ")).unwrap();
                }
            }
            out.push('\n');
        }
    }
    out
}

fn codes(item: &ItemFile) -> String {
    item.codes.join(",")
}

/// The numbered cases and what each comes to: `ITEMS in SECTIONS, must/should/could: first title`.
const CASES: &[(&str, &str)] = &[
    ("01-azure-headings.xlsx", "1 in 1, 0/1/0: New versions reach a few users first"),
    ("02-item-yn.csv", "1 in 1, 0/1/0: Test DR failover"),
    ("03-category-description.csv", "1 in 1, 0/1/0: Any plain text password?"),
    ("04-asvs5.csv", "1 in 1, 1/0/0: Verify that somebody has written down how failed logins are slowed"),
    ("05-severity.csv", "2 in 1, 1/1/0: Imprint is linked"),
    ("06-levels.csv", "19 in 1, 13/5/1: a blocker"),
    ("07-level-columns.csv", "3 in 1, 1/1/1: one"),
    ("08-heading-per-section.xlsx", "4 in 2, 0/4/0: Information Gathering test 1"),
    ("10-several-sheets.xlsx", "6 in 3, 3/0/3: Security reviewed"),
    ("10b-hidden-lookup-first.xlsx", "1 in 1, 1/0/0: Custom domain verified"),
    ("11-status-owner-due.xlsx", "4 in 1, 2/1/1: Tenants decided"),
    ("12-checkbox.xlsx", "2 in 1, 1/0/1: A"),
    ("14-two-heading-rows.xlsx", "1 in 1, 1/0/0: Tenants decided"),
    ("14b-decorated-headings.xlsx", "1 in 1, 1/0/0: Tenants decided"),
    ("15-merged.ods", "3 in 2, 2/0/1: A"),
    ("15-merged.xls", "3 in 2, 2/0/1: A"),
    ("15-merged.xlsx", "3 in 2, 2/0/1: A"),
    ("16-banner-numbers-notes.xlsx", "4 in 2, 3/0/1: Tenants decided"),
    ("17-float-numbers.xlsx", "3 in 1, 3/0/0: A"),
    ("18-date-cell.xlsx", "1 in 1, 1/0/0: Freeze"),
    ("19-hidden-rows.xlsx", "2 in 1, 2/0/0: Shown"),
    ("20-strike.xlsx", "1 in 1, 1/0/0: Live"),
    ("21-japanese.csv", "2 in 1, 1/1/0: テナントを決める"),
    ("21b-japanese-en-heads.csv", "2 in 2, 1/1/0: テナントを決める"),
    ("22-german.csv", "1 in 1, 1/0/0: Mandanten festgelegt"),
    ("22b-german-known-heads.csv", "1 in 1, 1/0/0: Mandanten festgelegt"),
    ("22c-german-cp1252.csv", "1 in 1, 1/0/0: Mandanten festgelegt"),
    ("22d-german-utf16.csv", "1 in 1, 1/0/0: Mandanten festgelegt"),
    ("22e-german-utf8bom-sep.csv", "1 in 1, 1/0/0: Mandanten festgelegt"),
    ("23-title-row-first.csv", "1 in 1, 1/0/0: Tenants decided"),
    ("24-pipe.csv", "1 in 1, 1/0/0: Tenants"),
    ("26-duplicate-titles.csv", "3 in 2, 0/3/0: Reviewed"),
    ("27-long-title.csv", "1 in 1, 0/1/0: Verify that each requirement of the product also names what an…"),
    ("28-question-title.csv", "2 in 1, 0/2/0: Is MFA enabled for all administrators?"),
    ("31-one-column.csv", "2 in 1, 0/2/0: Buy domain"),
    ("31b-no-heading.csv", "3 in 1, 0/3/0: Buy domain"),
    ("31c-no-heading-2col.csv", "2 in 1, 0/2/0: Buy domain"),
    ("32-rtl.csv", "1 in 1, 1/0/0: قرار المستأجرين"),
    ("33-formula.csv", "1 in 1, 1/0/0: http://evil"),
    ("34-wide.csv", "1 in 1, 0/1/0: A"),
    (
        "40-reword-after-col70-a.csv",
        "1 in 1, 0/1/0: Verify that the sign-up form refuses any password that is shorter…",
    ),
    (
        "40-reword-after-col70-b.csv",
        "1 in 1, 0/1/0: Verify that the sign-up form refuses any password that is shorter…",
    ),
    ("41-bidi-control.csv", "3 in 1, 3/0/0: evil gnp.exe"),
    (
        "42-unclosed-quote.csv",
        "error: cannot read 42-unclosed-quote.csv: line 2 opens a quote that is not closed where its cell ends",
    ),
    ("43-comma-in-semicolon-heading.csv", "1 in 1, 0/1/0: Mandanten"),
    ("44-item-is-the-number.csv", "2 in 1, 1/0/1: All admins use MFA"),
    ("48-task-owner-due-status.csv", "2 in 1, 0/2/0: Buy the domain"),
    ("49-tab.tsv", "1 in 1, 1/0/0: Tenants"),
    ("49b-tab.txt", "1 in 1, 1/0/0: Tenants"),
    ("50-tasks.md", "2 in 1, 0/2/0: Buy the domain"),
    ("51-notes-at-bottom.csv", "1 in 1, 1/0/0: Tenants decided"),
    ("53-level-and-priority.csv", "1 in 1, 1/0/0: A"),
    ("55-freq-resp-ref.csv", "2 in 1, 0/2/0: A"),
    ("56-applies-except.csv", "2 in 1, 0/2/0: A"),
    ("57-shared-strings-count.xlsx", "1 in 1, 0/1/0: A thing"),
];

#[test]
fn each_numbered_case_is_read_as_people_see_it() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/import/cases");
    assert_eq!(fs::read_dir(&cases).unwrap().count(), CASES.len());
    let mut wrong = String::new();
    for (name, expected) in CASES {
        let folder = pack();
        let found = match run(&cases.join(name), folder.path(), &order(name)) {
            Ok(imported) => summary(folder.path(), &imported),
            Err(said) => said.lines().next().unwrap_or_default().to_owned(),
        };
        if found != *expected {
            writeln!(wrong, "{name}\n  expected {expected}\n  found    {found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// `2 in 1, 1/1/0: first title`
fn summary(folder: &Path, imported: &Imported) -> String {
    if let Some(why) = &imported.unclear {
        return format!("unclear: {}", why.why);
    }
    let lists: Vec<_> = imported.lists.iter().map(|id| list(folder, id)).collect();
    let sections: Vec<_> = lists.iter().flat_map(|list| &list.sections).collect();
    let all: Vec<_> = sections.iter().flat_map(|section| &section.items).collect();
    let of = |level: Level| all.iter().filter(|item| item.level == level).count();
    let levels = format!("{}/{}/{}", of(Level::Must), of(Level::Should), of(Level::Could));
    format!("{} in {}, {levels}: {}", all.len(), sections.len(), all[0].title)
}

/// The path of a sheet in a folder of its own.
fn sheet(name: &str, words: &str) -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, words).unwrap();
    (folder, file)
}

#[test]
fn lists_of_public_shapes_are_read_without_a_flag() {
    let (mut flagged, mut wrong) = (Vec::new(), String::new());
    for shape in shapes::SHAPES {
        let folder = pack();
        let (_kept, file) = sheet(shape.name, shape.words);
        let mut with = order(shape.name);
        if let Some((field, heading)) = shape.flag {
            flagged.push(shape.name);
            with.said.map.push((Field::named(field).unwrap(), heading.to_owned()));
        }
        let imported =
            run(&file, folder.path(), &with).unwrap_or_else(|said| panic!("{}: {said}", shape.name));
        let found = summary(folder.path(), &imported);
        if found != shape.expected {
            let (name, expected, page) = (shape.name, shape.expected, imported.page);
            writeln!(wrong, "{name}\n  expected {expected}\n  found    {found}\n{page}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(shapes::SHAPES.len(), 35);
    assert!(flagged.len() <= 2, "{flagged:?}");
}

#[test]
fn a_second_import_keeps_ids_numbers_and_what_was_added_by_hand() {
    let folder = pack();
    let (_kept, file) = sheet(
        "release.csv",
        "Section,ID,Title,Priority\nRelease,R-1,Freeze announced,High\nRelease,R-2,Notes written,Low\nSupport,R-3,Support knows,High\n",
    );
    run(&file, folder.path(), &order("release.csv")).unwrap();
    let path = folder.path().join("checklists/release.ron");
    let text = fs::read_to_string(&path).unwrap().replacen("role: \"team\"", "role: \"architect\"", 1);
    fs::write(&path, text).unwrap();
    let (_kept, file) = sheet(
        "release v2.csv",
        "Section,ID,Title,Priority\nRelease,R-4,Rollback rehearsed,High\nRelease,R-1,Freeze is announced,High\nSupport,R-2,Notes written,High\n",
    );
    let mut again = order("release v2.csv");
    again.update = Some("release".to_owned());
    again.dry_run = true;
    let before = fs::read_to_string(&path).unwrap();
    let said = run(&file, folder.path(), &again).unwrap().page;
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    assert!(
        said.contains(
            "3 items, matched by code with release\n\n\
             Added      1    R-4 Rollback rehearsed\n\
             Changed    2    R-1 worded differently: an answer to it shows as \"look again\"\n                \
             R-2 level must, was could; moved from Release to Support, keeps its number\n\
             Gone       1    R-3 Support knows: an answer to it stays in the project as \"no longer in the pack\"\n\
             As it was  0\n"
        ),
        "{said}"
    );
    again.dry_run = false;
    run(&file, folder.path(), &again).unwrap();
    assert_eq!(
        items(folder.path(), "release"),
        "release / Release\n  \
         4 release/r-4 [must] Rollback rehearsed · code: R-4\n  \
         1 release/r-1 [must] Freeze is announced · code: R-1 · role: architect\n\
         release / Support\n  \
         2 release/r-2 [must] Notes written · code: R-2\n"
    );
    // A number is never given again, also after its item is gone and the file was written anew.
    let (_kept, file) = sheet("v3.csv", "Section,ID,Title,Priority\nRelease,R-9,Another,High\n");
    run(&file, folder.path(), &again).unwrap();
    assert!(items(folder.path(), "release").contains("5 release/r-9"));
}

#[test]
fn rewording_after_column_seventy_is_seen() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/import/cases");
    let folder = pack();
    run(&cases.join("40-reword-after-col70-a.csv"), folder.path(), &order("a.csv")).unwrap();
    let mut again = order("b.csv");
    again.update = Some("40-reword-after-col70-a".to_owned());
    let said = run(&cases.join("40-reword-after-col70-b.csv"), folder.path(), &again).unwrap().page;
    assert!(said.contains("Changed    1    V9.2.1 done when worded differently"), "{said}");
}

#[test]
fn a_row_inserted_above_moves_no_answer() {
    let ids = |words: &str| {
        let folder = pack();
        let (_kept, file) = sheet("list.csv", words);
        let imported = run(&file, folder.path(), &order("list.csv")).unwrap();
        items(folder.path(), &imported.lists[0])
    };
    let before = ids("Section,Title\nArchitecture,Reviewed\nProvisioning,Reviewed\n人,決める\n");
    let after =
        ids("Section,Title\nUsers,Reviewed\nArchitecture,Reviewed\nProvisioning,Reviewed\n人,決める\n");
    for id in ["list/architecture-reviewed", "list/provisioning-reviewed", "list/i-"] {
        assert!(before.contains(id) && after.contains(id), "{before}\n{after}");
    }
    let id =
        |text: &str| text.split_whitespace().find(|word| word.starts_with("list/i-")).unwrap().to_owned();
    assert_eq!(id(&before), id(&after));
}

#[test]
fn a_list_is_wired_to_the_milestone_that_counts_it() {
    let folder = pack();
    let (_kept, file) = sheet("ops.csv", "Title,Priority\nPager is staffed,High\n");
    let mut wired = order("ops.csv");
    (wired.plan, wired.milestone) = (Some("main".to_owned()), Some("nowhere".to_owned()));
    let said = run(&file, folder.path(), &wired).unwrap_err();
    assert!(said.contains("`nowhere` is not a milestone of the plan `main`"), "{said}");
    let pack = open(folder.path(), None).unwrap();
    let milestone = pack.plans[0].phases[0].milestones[0].id.to_string();
    wired.milestone = Some(milestone.clone());
    let said = run(&file, folder.path(), &wired).unwrap().page;
    assert!(
        said.contains("Wrote PACK/checklists/ops.ron and 2 lines of PACK/pack.ron, PACK/plans/main.ron."),
        "{said}"
    );
    let plan = fs::read_to_string(folder.path().join("plans/main.ron")).unwrap();
    assert!(plan.contains(", \"ops\"]"), "{plan}");
}

#[test]
fn most_of_a_level_column_has_to_be_understood() {
    let folder = pack();
    let (_kept, file) = sheet("waves.csv", "Title,Priority\nOne,banana\nTwo,apple\nThree,High\n");
    let imported = run(&file, folder.path(), &order("waves.csv")).unwrap();
    assert_eq!(
        imported.unclear.map(|unclear| unclear.why).as_deref(),
        Some("2 of 3 levels are not understood, and a wrong level is a wrong gate")
    );
    assert!(!folder.path().join("checklists/waves.ron").exists());
    let mut told = order("waves.csv");
    told.said.levels = vec![("banana".to_owned(), Level::Must), ("apple".to_owned(), Level::Could)];
    assert_eq!(run(&file, folder.path(), &told).unwrap().unclear, None);
    assert!(items(folder.path(), "waves").contains("[must] One"));
}

#[test]
fn what_has_no_title_says_what_was_seen() {
    let folder = pack();
    let (_kept, file) = sheet("numbers.csv", "1,2\n3,4\n");
    assert_eq!(
        run(&file, folder.path(), &order("numbers.csv")).unwrap_err(),
        "error: no column of numbers.csv looks like the title; row 1: 1 | 2\nhint: --map title=1   (or --sheet NAME, --row N)\n"
    );
}

#[test]
fn an_imported_list_leaves_the_pack_without_errors() {
    let folder = pack();
    let (_kept, file) = sheet(
        "ops.csv",
        "Section,ID,Title,Priority\nNight shift,N-1,Pager is staffed,High\nNight shift,N-2,Phone works,Low\n",
    );
    let mut wired = order("ops.csv");
    (wired.plan, wired.milestone) = (Some("main".to_owned()), Some("demo".to_owned()));
    run(&file, folder.path(), &wired).unwrap();
    let (pack, found) = load(&Folder::open(folder.path()).unwrap());
    assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
    assert!(pack.is_some());
}

#[test]
fn numbered_lines_are_items_and_what_is_left_out_is_told() {
    let words = "# Release\n\nCopy this list.\n\n## Comms\n\n- [ ] Customers told\n- [x] Support told\n- ask Kim first\n\n\
                 ## Ops\n\n1. Freeze window agreed\n2. Rollback rehearsed\n\n```sh\nmake release\n```\n";
    let folder = pack();
    let (_kept, file) = sheet("release.md", words);
    let page = run(&file, folder.path(), &order("release.md")).unwrap().page;
    assert_eq!(
        items(folder.path(), "release"),
        "release / Comms\n  1 release/customers-told [should] Customers told\n  \
         2 release/support-told [should] Support told\n\
         release / Ops\n  3 release/freeze-window-agreed [should] Freeze window agreed\n  \
         4 release/rollback-rehearsed [should] Rollback rehearsed\n"
    );
    let left_out = "\nLeft out\n  row 3   not in a list: Copy this list.\n  \
                    row 9   a bullet without a box, beside lines with one: ask Kim first\n  \
                    row 17  not in a list: make release\n";
    assert!(page.contains(left_out), "{page}");
    assert!(page.contains("\nSeen\n  2 numbered lines without a box taken in\n"), "{page}");
    assert!(page.contains("\nLevels, from column E\n  empty   should    4\n"), "{page}");

    let folder = pack();
    let (_kept, file) = sheet("plain.md", "## Ops\n\n1. Freeze window agreed\n2. Rollback rehearsed\n");
    let page = run(&file, folder.path(), &order("plain.md")).unwrap().page;
    assert!(page.contains("2 items in 1 section") && !page.contains("Left out"), "{page}");
}

#[test]
fn tasks_below_a_bullet_without_a_box_are_its_section() {
    let words = "# Launch\n\n## Security\n\n- Authentication:\n  - [ ] Second factor on\n  - [x] Passwords hashed\n    > Argon2.\n  \
                 - see the wiki\n- [ ] Secrets rotated\n  - [ ] Database\n  - [x] API keys\n- Backend\n  - Jobs\n    - [ ] Retried\n  \
                 - Cache\n    - ☐ Warmed\n\n## Mobile\n\n1. Authentication\n   1. [ ] Keychain used\n   2. Logged out\n- ☐ Stores told\n";
    let folder = pack();
    let (_kept, file) = sheet("launch.md", words);
    let page = run(&file, folder.path(), &order("launch.md")).unwrap().page;
    assert_eq!(
        items(folder.path(), "launch"),
        "launch / Security: Authentication\n  1 launch/second-factor-on [should] Second factor on\n  \
         2 launch/passwords-hashed [should] Passwords hashed · why: Argon2.\n\
         launch / Security\n  3 launch/secrets-rotated [should] Secrets rotated\n  \
         4 launch/database [should] Database · why: Part of: Secrets rotated\n  \
         5 launch/api-keys [should] API keys · why: Part of: Secrets rotated\n\
         launch / Jobs\n  6 launch/retried [should] Retried\n\
         launch / Cache\n  7 launch/warmed [should] Warmed\n\
         launch / Mobile: Authentication\n  8 launch/keychain-used [should] Keychain used\n  \
         9 launch/logged-out [should] Logged out\n\
         launch / Mobile\n  10 launch/stores-told [should] Stores told\n"
    );
    let left_out = "\nLeft out\n  row 9  a bullet without a box, beside lines with one: see the wiki\n";
    assert!(page.contains(left_out), "{page}");
    assert!(page.contains("taken: 10 items in 6 sections\n"), "{page}");
    assert!(
        page.contains("  2 tasks below others taken in, with the name of that one in the guidance\n"),
        "{page}"
    );
}

#[test]
fn a_title_that_two_rows_have_is_told_with_rows_and_ids() {
    let words = "Section,Title\nOps,Status page linked\nOps,Alerts set\nSupport,Status page  Linked\n";
    for update in [None, Some("release".to_owned())] {
        let folder = pack();
        let (_kept, file) = sheet("release.csv", words);
        let mut with = order("release.csv");
        if update.is_some() {
            run(&file, folder.path(), &with).unwrap();
            with.update = update;
        }
        let page = run(&file, folder.path(), &with).unwrap().page;
        let told = "\nThe same title more than once   ?\n  Status page linked: rows 2, 4; \
                    their ids: release/ops-status-page-linked, release/support-status-page-linked\n";
        assert!(page.contains(told), "{page}");
    }
}
