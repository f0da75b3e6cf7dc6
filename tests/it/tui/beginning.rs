//! The first start, a new project, and the questions about it.

use golive::journal::record::{Change, Known, Verdict};
use golive::pack::model::{Business, QuestionId, ScenarioId};
use golive::tui::app::Request;
use golive::tui::host::{NewProject, Opening, PackInUse, ProjectChoice, ProjectLook};
use golive::tui::theme::Signs;

use super::harness::Stage;

const SIZE: (u16, u16) = (100, 30);

fn contoso() -> ProjectChoice {
    ProjectChoice {
        name: "Contoso portal".into(),
        kind: "B2C".into(),
        place: "contoso.golive".into(),
        path: "contoso.golive".into(),
        ..ProjectChoice::default()
    }
}

#[test]
fn the_first_start_offers_two_ways() {
    let mut stage = Stage::first_start(SIZE, vec![]);
    stage.sees("▌ New project").sees("Look around first").sees("nothing is saved").misses("Needs you");
    stage.press("2").sees("choose how to start first").sees("[1 Home]");
}

#[test]
fn projects_of_one_name_are_told_apart_in_one_row_each() {
    let copy = |at: usize| ProjectChoice { place: format!("copy-{at}.golive").as_str().into(), ..contoso() };
    let mut stage = Stage::first_start((80, 24), (1..=30).map(copy).collect());
    stage.sees("▌ Open Contoso portal · copy-1.golive").sees("more, ↓");
    stage.press("<end>").sees("▌ Look around first").sees("above, ↑");
}

#[test]
fn with_a_pack_of_ones_own_the_built_in_one_is_offered() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let pack = PackInUse { place: "~/shop/pack".into(), built_in: "Auth0, 2026.12".into() };
        let mut stage = Stage::first_start_with(size, pack);
        stage.sees("New project").press("G").sees("Use the built-in pack: Auth0");
        if size.0 >= 80 {
            stage.sees("2 lists, 8 items, 3 milestones: ").sees("The pack is in ~/shop/pack");
            stage.misses("Welcome to Golive");
        }
        stage.press("<enter>");
        assert_eq!(stage.world.borrow().openings, [Opening::BuiltInPack]);
    }
}

#[test]
fn a_project_that_is_there_is_offered_first() {
    let mut stage = Stage::first_start(SIZE, vec![contoso()]);
    stage.sees("▌ Open Contoso portal").sees("continue with contoso.golive").press("<enter>");
    assert_eq!(stage.world.borrow().openings, [Opening::Known("contoso.golive".into())]);
}

#[test]
fn looking_around_keeps_nothing_and_says_so() {
    let mut stage = Stage::first_start(SIZE, vec![]);
    stage.press("<down><enter>").sees("Nothing is saved, and no file is created").press("<down><enter>");
    assert_eq!(stage.world.borrow().openings, [Opening::LookAround(Business::new("b2b"))]);
    stage.sees("a look around · B2B").sees("Needs you");
    assert!(stage.rows()[0].ends_with("nothing is saved"), "{}", stage.rows()[0]);
    stage.press("<tab><space>").press("u").sees("Needs you");
}

#[test]
fn a_new_project_is_made_by_keys_alone_and_goes_on_to_its_questions() {
    let mut stage = Stage::first_start(SIZE, vec![]);
    stage.press("<enter>").sees("Its file is named after it").press("<enter>").sees("a project needs a name");
    stage.press("Contoso shop<enter>").press("<down><enter>").press("<space><enter>").sees("Asked once");
    stage.press("<c-u>lena<enter><enter>").sees("About Contoso shop").sees("items apply");
    let new = NewProject {
        name: "Contoso shop".into(),
        business: Business::new("b2b"),
        apps: vec![ScenarioId::new("spa-api")],
        author: Some("lena".into()),
    };
    assert_eq!(stage.world.borrow().openings, [Opening::New(new)]);
    stage.press("<esc>").sees("Begin here");
}

#[test]
fn enter_takes_the_application_at_the_cursor_unless_some_are_chosen() {
    let apps = |keys: &str| {
        let mut stage = Stage::first_start((100, 30), vec![]);
        stage.press("<enter>Shop<enter><enter>").sees("any number of them, or none").sees("Tab none of them");
        stage.press(keys).sees("Asked once").press("<enter><enter>");
        let openings = stage.world.borrow().openings.clone();
        match openings.as_slice() {
            [Opening::New(new)] => new.apps.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(apps("<enter>"), [ScenarioId::new("spa-api")]);
    assert_eq!(apps("<space><enter>"), [ScenarioId::new("spa-api")]);
    assert_eq!(apps("<tab>"), Vec::<ScenarioId>::new());
}

#[test]
fn what_was_typed_for_a_new_project_does_not_go_in_silence() {
    let mut stage = Stage::first_start((100, 30), vec![]);
    stage
        .press("<enter>Shop<esc>")
        .sees("Leave without creating the project?")
        .press("n")
        .sees("Name          Shop");
    stage.press("<esc>y").misses("Shop").press("<enter><esc>").misses("Leave without");
}

#[test]
fn what_was_typed_stays_where_the_project_cannot_be_made() {
    let mut stage = Stage::first_start(SIZE, vec![]);
    stage.press("<enter>taken<s-tab><enter>").sees("taken.golive already exists").sees("Name          taken");
}

#[test]
fn the_form_fits_a_small_screen_by_scrolling() {
    for size in [(80, 24), (40, 12), (20, 5)] {
        let mut stage = Stage::first_start(size, vec![contoso()]);
        stage.press("<down><enter>a<s-tab>").sees("Begin").sees("▌");
    }
}

#[test]
fn an_answer_leaves_out_entries_and_gives_them_back() {
    let mut stage = Stage::new(SIZE);
    stage.press(":project questions<enter>").sees("7 of 8 items apply").sees("What kind of project is it?");
    stage.sees("▌ ?        Do people already have accounts?").sees("A no would set aside 1 item and 1 topic");
    stage.press("<space>").sees("▌ yes      Do people already have accounts?");
    stage.press("<space>").sees("6 of 8 items apply").sees("1 set aside").sees("No existing users.");
    stage.press("<space>").sees("7 of 8 items apply").sees("▌ ?        Do people");
    stage.press("n").sees("6 of 8").press("u").sees("7 of 8 items apply");
}

#[test]
fn an_answer_by_its_letter_goes_on_to_the_next_open_question() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press(":project questions<enter>").sees("Where people come from").sees("to answer");
    stage.press("g<right>");
    let before = stage.row_with("▌");
    let after = stage.press("y").row_with("▌");
    assert_ne!(before, after);
    assert!(after.contains("▌ ?") || after.contains("+ "), "{after}");
    // What follows from another answer is not asked.
    let answer = |id: &str, answer| Change::Question { id: QuestionId::new(id), answer };
    let unsaid = ["legacy-database-called", "bulk-import"].map(|id| answer(id, Known::Unknown));
    stage.others_write("Ben", &unsaid);
    stage.others_write("Ben", &[answer("existing-users", Known::No)]);
    stage.press("g<down>").sees("follows: no");
}

#[test]
fn proposals_are_taken_by_one_key_and_given_back_by_one() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press(":project questions<enter>").sees("answers are proposed: + takes them, then ");
    stage.press("+").misses("answers are proposed").press("u").sees("answers are proposed");
}

#[test]
fn a_contradiction_stands_at_the_head_of_home_review_and_questions() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    let answer = |id: &str, answer| Change::Question { id: QuestionId::new(id), answer };
    stage.others_write("Ben", &[answer("second-factor", Known::No), answer("step-up", Known::Yes)]);
    let says = "Step-up asks for a second factor, and you said there is none.";
    for key in ["1", "4"] {
        let row = stage.press(key).row_with(says);
        assert!(row.trim_start().starts_with("! Contradiction"), "{row}");
    }
    stage.sees("NOT READY").press("2").misses(says);
    stage.press(":project questions<enter>").sees("! These cannot all hold").sees(says);
    // Another answer to the one at the cursor ends it, and the cursor goes on to a question that is open.
    stage.press("y").misses(says);
    let open = stage.row_with("▌");
    assert!(open.contains("▌ ?") || open.contains("▌  ?"), "{open}");
    stage.press("<esc>1").misses("! Contradiction");
}

#[test]
fn enter_on_the_contradiction_of_home_shows_its_answers() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    let answer = |id: &str, answer| Change::Question { id: QuestionId::new(id), answer };
    stage.press("1g<up>").misses("▌ ! Contradiction");
    stage.others_write("Ben", &[answer("second-factor", Known::No), answer("step-up", Known::Yes)]);
    let row = stage.press("<up>").row_with("Step-up asks for a second factor");
    assert!(row.starts_with(" ▌ ! Contradiction"), "{row}");
    // No entry is in hand there, and one cursor is on the screen.
    assert_eq!(stage.text().matches('▌').count(), 1);
    stage.press("<enter>").sees("! These cannot all hold").press("y<esc>").misses("! Contradiction");
    assert_eq!(stage.text().matches('▌').count(), 1);
}

#[test]
fn a_doubtful_answer_is_left_so_by_one_key_and_asked_again_by_one() {
    for size in [(120, 36), (80, 24), (40, 12)] {
        let mut stage = Stage::demo(size, Signs::Rich);
        let answer = |id: &str, answer| Change::Question { id: QuestionId::new(id), answer };
        let said = [("own-credentials", Known::Yes), ("passkeys", Known::Yes), ("custom-domain", Known::No)];
        stage.others_write("Ben", &said.map(|(id, known)| answer(id, known)));
        let says = "? Passkeys would be bound to";
        stage.press("1").sees(says);
        stage.press(":project questions<enter>").sees("? These hardly go together");
        stage.press("r").sees("Leave it so: why?").press("A new brand<enter>");
        stage.misses("? These hardly go together").sees("A new");
        // The cursor goes along, so that the same key asks again and takes no answer back.
        stage.press("r").sees("asked again").sees("? These hardly go together");
        stage.press("r").sees("Leave it so: why?").press("<esc>").press("G").misses("Left so");
        stage.press("u<esc>1").misses(says);
        // Backspace takes an answer back here as everywhere, and asks for no reason.
        stage.press(":project questions<enter>Gr").sees("? These hardly go together");
        stage.press("<bs>").misses("Leave it so: why?").misses("? These hardly go together");
    }
}

#[test]
fn a_group_with_nothing_left_to_ask_is_folded_and_opens() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press(":project questions<enter>+<esc>:project questions<enter>").sees("▸ ").sees("all answered");
    stage.press("<down><down>").press("g<down>").sees("▌ ▸ ");
    let folded = stage.row_with("▌ ▸ ");
    let title: String = folded.split("▸ ").nth(1).unwrap_or_default().chars().take(12).collect();
    stage.press("y").sees("Enter opens the group").press("<enter>").misses(&format!("▸ {title}"));
    stage.press("<left>").sees(&format!("▌ ▸ {title}"));
}

#[test]
fn on_a_narrow_page_a_question_is_whole() {
    let mut stage = Stage::demo((40, 12), Signs::Rich);
    stage.press(":project questions<enter>g<right>").sees("▌ yes + Will passkeys be offered, now");
    stage.sees("or within two years?").sees("A no would set aside").sees("more, ↓");
    let text = stage.text();
    let cut: Vec<&str> =
        text.lines().filter(|line| line.contains('…') && !line.contains(" takes ")).collect();
    assert!(cut.is_empty(), "{text}");
}

#[test]
fn applications_come_and_go_on_the_screen() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press(":applications<enter>").sees("[x] SPA + API").sees("[ ] Mobile + API");
    stage.press("<down><down><down><enter>").sees("[x] Mobile + API").sees("SPA + API · Mobile + API");
    stage
        .press("<esc>u")
        .sees("undone: the project is B2C")
        .sees("now B2C, spa-api")
        .misses("· Mobile + API");
}

#[test]
fn published_rows_are_a_view_of_the_lists_in_the_publishers_order() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press(":published rows<enter>").sees("[2 Checklists]");
    stage.sees("View Published rows · 76 · sorted as published").sees("of the rows do not apply here");
    // Rows that do not apply stay, with the reason; folded and unfolded as any branch.
    stage
        .press("G")
        .sees("MC960")
        .press("g")
        .sees("AC10 ")
        .sees("Analyze 43")
        .press("<left>")
        .misses("AC10 ");
    stage.press("<right>").sees("AC10 ").press("<down><down>").sees("Analyze 43 · AC10").sees("Published as");
    // Keys answer the entry in hand. One that stands for two rows is in both; the cursor keeps its row.
    stage
        .press("/BC14<enter>")
        .sees("Build 38 · BC10, BC14")
        .press("<down> ")
        .sees("BC10   ✓")
        .sees("▌  BC14   ✓");
    // Marks and the open ones go by rows; an order of entries takes the place of the view.
    stage.press("mJ").sees("1 entry marked").press("<esc>").sees("View Published rows");
    stage
        .press("s")
        .sees("in the plan's order")
        .misses("Published rows")
        .press("<esc>")
        .sees("All that apply");
    // `V` has it, and what is not published is shown among the lists.
    stage.press("Vj<enter>").sees("View Published rows");
    stage.press("/Monitor 1 <enter>").misses("View Published rows");
}

#[test]
fn published_rows_keep_code_and_title_where_room_is_short() {
    let mut stage = Stage::demo((40, 12), Signs::Ascii);
    stage.press(":published rows<enter>g<down><down>").sees("AC10 ").misses("Analyze 43");
    let mut stage = Stage::demo((80, 24), Signs::Rich);
    stage.press(":published rows<enter>g<down><down>").sees("Analyze 43 · AC10 · ");
}

#[test]
fn a_day_for_go_live_offers_one_for_the_handover() {
    let mut stage = Stage::demo((120, 36), Signs::Rich);
    stage.press("4:look at another milestone<enter>").sees("Go-live").press("<down><down><enter>");
    stage.press(":target date<enter><c-u>2027-01-29<enter>").sees("Target date · Handed over to operations");
    stage.sees("Fri 26 Feb 2027, 4 weeks later").press("<enter>");
    // It has a day now, so that nothing is offered for the next one.
    stage.press(":target date<enter><c-u>2027-01-30<enter>").sees("30 Jan").misses("Target date ·");
}

#[test]
fn enter_shows_which_entries_a_question_is_about() {
    let mut stage = Stage::new(SIZE);
    stage.press(":project questions<enter>n<enter>").sees("Deploy 2  Users imported").sees("set aside");
    stage.press("<enter>").sees("[2 Checklists]").sees("Users imported");
}

#[test]
fn tab_goes_on_to_the_plan_and_escape_back() {
    let mut stage = Stage::new(SIZE);
    stage.press(":project questions<enter><tab>").sees("[3 Plan]").misses("About Contoso");
    stage.press("1:project questions<enter><esc>").sees("[1 Home]").misses("About Contoso");
}

#[test]
fn what_others_answer_is_seen_at_once() {
    let mut stage = Stage::new(SIZE);
    stage.press(":project questions<enter>");
    let id = QuestionId::new("existing-users");
    stage.others_write("Ben", &[Change::Question { id, answer: Known::No }]);
    stage.sees("6 of 8 items apply");
}

#[test]
fn the_questions_work_at_every_size() {
    for width in [20, 40, 59, 60, 80, 120] {
        for height in 5..30 {
            let mut stage = Stage::new((width, height));
            stage.press(":project questions<enter>").sees("▌");
        }
    }
}

#[test]
fn other_projects_are_hidden_while_a_workshop_runs() {
    let plan = golive::journal::record::WorkshopPlan { title: "Kick-off".into(), ..Default::default() };
    let mut stage = Stage::after(SIZE, &[("Ana", Change::Open { prepared: None, plan })]);
    stage.world.borrow_mut().projects = vec![ProjectChoice { name: "Fabrikam".into(), ..contoso() }];
    stage.press(":switch project<enter>").sees("stay hidden").misses("Fabrikam").misses("New project");
}

fn portfolio(stage: &Stage) {
    let day = |day: &str| day.parse().ok();
    let mut world = stage.world.borrow_mut();
    let one = |name: &str, at: i64| ProjectChoice {
        name: name.into(),
        kind: "B2B".into(),
        place: format!("{name}.golive in ~/work").as_str().into(),
        path: name.into(),
        changed: jiff::Timestamp::from_second(at).ok(),
        ..ProjectChoice::default()
    };
    world.projects = vec![one("Nordhafen", 10), one("Employees", 30), one("Checkout", 20)];
    world.projects.push(ProjectChoice { is_gone: true, ..one("Old", 0) });
    let look = |verdict, milestone: &str, day, left, late| ProjectLook {
        verdict: Some(verdict),
        milestone: milestone.into(),
        day,
        left: Some(left),
        late,
        about: "Auth0 customer identity 2026.12".into(),
        ..ProjectLook::default()
    };
    world.looks.insert(
        "Nordhafen".into(),
        look(Verdict::ReadyWithConditions, "Go-live", day("2026-12-11"), (9, 203), 2),
    );
    world
        .looks
        .insert("Employees".into(), look(Verdict::Ready, "Handed over", day("2026-12-14"), (0, 90), 0));
    world.looks.insert("Checkout".into(), look(Verdict::NotReady, "Staging", None, (31, 46), 0));
    // Where no milestone is ahead, what is open and late is still said.
    let behind =
        ProjectLook { says: "no milestone ahead".into(), open: Some(12), late: 3, ..ProjectLook::default() };
    world.projects.push(one("Support", 5));
    world.looks.insert("Support".into(), behind);
}

#[test]
fn the_page_of_projects_compares_sorts_copies_and_forgets() {
    let mut stage = Stage::new((120, 36));
    portfolio(&stage);
    let order = |stage: &Stage| -> Vec<usize> {
        let rows = stage.rows();
        let row = |name: &str| rows.iter().position(|row| row.contains(name)).unwrap_or_default();
        ["Employees  ", "Checkout  ", "Nordhafen  ", "gone: Old"].map(row).to_vec()
    };
    stage.press(":switch project<enter>").sees("4 projects, 1 gone, the last changed first");
    stage.sees("no milestone ahead").sees("12 open");
    stage.sees("~ ready with conditions").sees("◆ Go-live").sees("9 of 203").sees("no day").sees("gone: Old");
    stage.sees("Auth0 customer identity 2026.12 · B2B · Nordhafen.golive in ~/work");
    assert!(order(&stage).is_sorted(), "{:?}", order(&stage));
    stage.press("s").sees("by the day of the next milestone");
    let [employees, checkout, nordhafen, gone] = order(&stage)[..] else { panic!("four rows") };
    assert!(nordhafen < employees && employees < checkout && checkout < gone);
    stage.press("s").sees("by what is late");
    assert!(order(&stage)[2] < order(&stage)[0]);
    stage.press("y");
    let copied = stage.requests.iter().find_map(|request| match request {
        Request::Copy(words) => Some(words.to_string()),
        _ => None,
    });
    let copied = copied.expect("something is copied");
    assert!(
        copied.starts_with("Support, no milestone ahead, 12 open, 3 late\nNordhafen, ready with conditions, Go-live, Fri 11 Dec, 9 of 203 left, 2 late\n"),
        "{copied}"
    );
    // A file that is gone is not opened, and goes from the list; the others stay.
    stage
        .press("G<up><up><enter>")
        .sees("its file is not there")
        .press("<del>")
        .sees("Old is no longer listed; its file was gone")
        .misses("gone: Old")
        .sees("Nordhafen");
    stage.press("g<del>").sees("is no longer listed; its file stays");
    assert_eq!(stage.world.borrow().openings, []);
}

#[test]
fn a_project_that_stays_listed_is_not_offered_to_be_forgotten() {
    let mut stage = Stage::new((120, 36));
    portfolio(&stage);
    for one in stage.world.borrow_mut().projects.iter_mut().filter(|one| one.name.as_str() == "Checkout") {
        one.stays = true;
    }
    stage.press(":switch project<enter>g").sees("forget").press("j").misses("forget");
    stage.press("<del>").sees("Checkout is listed because of the folder that it is in");
    // The cursor stays where it was, so that Enter means the same project.
    stage.press("<enter>");
    assert_eq!(stage.world.borrow().openings, [Opening::Known("Checkout".into())]);
}

#[test]
fn a_project_is_opened_by_its_file_and_a_wrong_one_can_be_mended() {
    let mut stage = Stage::new((80, 24));
    portfolio(&stage);
    stage
        .press(":switch project<enter>")
        .sees("! not ready")
        .sees("no day · 31 of 46 left · B2B")
        .press("o~/none.golive<enter>");
    stage.sees("this file does not exist").sees("~/none.golive");
    stage.press("<c-u>~/work/shop.golive<enter>").misses("Open a project's file");
    let opened = stage.world.borrow().openings.last().cloned();
    assert_eq!(opened, Some(Opening::File("~/work/shop.golive".into())));
    for size in [(40, 12), (60, 18), (20, 5)] {
        let mut stage = Stage::new(size);
        portfolio(&stage);
        stage.press(":switch project<enter>").sees("Employe");
    }
}

#[test]
fn a_theme_is_chosen_on_a_screen_and_kept() {
    let mut stage = Stage::new((80, 24));
    stage.press(":theme<enter>").sees("high_contrast").sees("nothing dim").press("<up><enter>");
    stage.sees("theme high_contrast, saved in the settings");
    assert_eq!(stage.world.borrow().theme, "high_contrast");
    stage.press(":theme<enter>").press("<enter>").sees("theme high_contrast");
}

#[test]
fn another_project_is_opened_from_the_switcher() {
    let mut stage = Stage::new(SIZE);
    stage.world.borrow_mut().projects = vec![contoso()];
    stage.press(":switch project<enter>").sees("Contoso portal").press("<enter>");
    assert_eq!(stage.world.borrow().openings, [Opening::Known("contoso.golive".into())]);
}
