//! The plans of the built-in pack, gone through by commands, and the numbers of its edition.

use std::collections::{BTreeMap, BTreeSet};

use golive::pack::embedded;
use golive::pack::model::{Business, Item, Level, Pack, Phase, WorkstreamId};
use golive::text::Text;
use serde_json::Value;

use crate::support::Test;

fn json(test: &mut Test, args: &[&str]) -> Value {
    let found = test.output(args);
    assert_eq!(found.stderr, "", "{args:?}");
    serde_json::from_str(&found.stdout).expect("it is JSON")
}

/// What is left at a milestone, counted from the pack and from what `list` prints: its ids by level, and how many
/// entries were looked at. Nothing of the program's own counting is used.
fn counted(pack: &Pack, kind: &str, entries: &Value, milestone: &str) -> (usize, BTreeMap<String, Level>) {
    let entries: BTreeMap<&str, &Value> = entries
        .as_array()
        .expect("it is a list")
        .iter()
        .map(|entry| (entry["id"].as_str().expect("it is text"), entry))
        .collect();
    let plan = pack.plan_for(&Business::new(kind)).expect("the pack has it");
    let phase = plan
        .phases
        .iter()
        .find(|phase| milestone.starts_with(&format!("{}/", phase.id)))
        .expect("it is in a phase");
    let at = phase.milestones.iter().position(|one| one.id.as_str() == milestone).expect("the phase has it");
    let streams: BTreeSet<&str> =
        phase.milestones[..=at].iter().flat_map(|one| &one.after).map(WorkstreamId::as_str).collect();
    let rules = &phase.milestones[at];
    let looked_at: BTreeSet<&str> = phase
        .workstreams
        .iter()
        .filter(|stream| streams.contains(stream.id.as_str()))
        .flat_map(|stream| &stream.topics)
        .filter(|topic| !rules.except.contains(&topic.id))
        .map(|topic| topic.path.as_str())
        .collect();
    let applies = |id: &str| entries[id]["applies"] == true;
    let is_open = |id: &str| entries[id]["settled"] == false || entries[id]["look_again"] == true;
    let (mut total, mut left, mut stood_for) = (0, BTreeMap::new(), BTreeSet::new());
    for item in pack.items().filter(|item| rules.checklists.contains(&item.checklist)) {
        let has = |topics: &Phase| {
            let mut all = topics.workstreams.iter().flat_map(|stream| &stream.topics);
            all.any(|topic| item.topics.contains(&topic.path))
        };
        let home = plan.phases.iter().find(|phase| has(phase));
        let section = entries[item.id.as_str()]["section"].as_str().expect("an item has a section");
        let named = |phase: &&Phase| phase.workstreams.iter().any(|one| one.name == *section);
        let is_here = if let Some(home) = home {
            home.id == phase.id && item.topics.iter().any(|path| looked_at.contains(path.as_str()))
        } else {
            plan.phases.iter().find(named).is_some_and(|home| home.id == phase.id)
                && streams.contains(format!("{}/{section}", phase.id).as_str())
        };
        if !is_here || !applies(item.id.as_str()) {
            continue;
        }
        total += 1;
        stood_for.extend(item.topics.iter().map(Text::as_str));
        if is_open(item.id.as_str()) {
            left.insert(item.id.to_string(), item.level);
        }
    }
    for topic in plan.topics().filter(|topic| topic.id.as_str().starts_with(&format!("{}/", phase.id))) {
        let path = topic.path.as_str();
        if !looked_at.contains(path) || !applies(topic.id.as_str()) || stood_for.contains(path) {
            continue;
        }
        total += 1;
        if is_open(topic.id.as_str()) {
            let level = if topic.optional_when.is_some() { Level::Could } else { Level::Must };
            left.insert(topic.id.to_string(), level);
        }
    }
    (total, left)
}

fn compare(test: &mut Test, pack: &Pack, kind: &str, milestone: &str) -> Vec<String> {
    let entries = json(test, &["list", "--all", "--json"]);
    let gate = json(test, &["gate", milestone, "--json"]);
    let (total, expected) = counted(pack, kind, &entries, milestone);
    let mut found = BTreeMap::new();
    for (field, level) in [("blocking", Level::Must), ("conditions", Level::Should), ("listed", Level::Could)]
    {
        for left in gate[field].as_array().expect("it is a list") {
            found.insert(left["id"].as_str().expect("it is text").to_owned(), level);
        }
    }
    assert_eq!(found, expected, "{milestone}");
    assert_eq!(gate["settled"], total - expected.len(), "{milestone}");
    assert_eq!(gate["ready"], !expected.values().any(|level| *level == Level::Must), "{milestone}");
    expected.into_iter().filter(|(_, level)| *level != Level::Could).map(|(id, _)| id).collect()
}

/// Takes a project of this kind through every milestone of its plan; `said` are commands about the project.
fn walk(kind: &str, apps: &[&str], said: &[&[&str]]) {
    let pack = &embedded::pack();
    let apps = apps.iter().flat_map(|app| ["--app", app]);
    let new: Vec<&str> = ["new", "Contoso portal", "--scenario", kind].into_iter().chain(apps).collect();
    let mut test = Test::new().run(new);
    for words in said {
        test = test.run(words.iter().copied());
    }
    let plan = pack.plan_for(&Business::new(kind)).expect("the pack has it");
    let milestones: Vec<String> = plan.milestones().map(|milestone| milestone.id.to_string()).collect();
    assert!(milestones.len() >= 5);
    for (at, id) in milestones.iter().enumerate() {
        let week = format!("2026-{:02}-{:02}T10:00:00Z", 11 + (20 + at * 3) / 30, (20 + at * 3) % 30 + 1);
        test = test.at(&week);
        let left = compare(&mut test, pack, kind, id);
        assert!(!left.is_empty(), "{id}");
        let check = test.output(["gate", id, "--check"]);
        let blocks = json(&mut test, &["gate", id, "--json"])["ready"] == false;
        assert_eq!(check.code, u8::from(blocks), "{}", check.stdout);
        // The first half is done, the rest is set aside in each of the other ways that settle.
        let (done, rest) = left.split_at(left.len() / 2);
        let answer = |status: &[&str], ids: &[String]| -> Vec<String> {
            let ids = ids.iter().map(String::as_str);
            status
                .iter()
                .copied()
                .take(2)
                .chain(ids)
                .chain(status.iter().copied().skip(2))
                .map(str::to_owned)
                .collect()
        };
        if !done.is_empty() {
            test = test.run(answer(&["mark", "done", "--evidence", "a page in the wiki"], done));
        }
        compare(&mut test, pack, kind, id);
        let (waived, other) = rest.split_at(rest.len() / 2);
        if !waived.is_empty() {
            let until = ["mark", "waived", "--reason", "later", "--owner", "Ana", "--until", "2027-12-31"];
            test = test.run(answer(&until, waived));
        }
        test = test.run(answer(&["mark", "n/a", "--reason", "we have none"], other));
        assert!(compare(&mut test, pack, kind, id).is_empty(), "{id}");
        let gate = json(&mut test, &["gate", id, "--json"]);
        assert_eq!(gate["verdict"], "ready", "{id}");
        let check = test.output(["gate", id, "--check"]);
        assert_eq!(check.code, 0, "{}", check.stdout);
        // An entry in progress is left again, and so the milestone waits.
        let first = left.first().expect("something was left");
        test = test.run(["mark", "doing", first]);
        compare(&mut test, pack, kind, id);
        test =
            test.run(["mark", "done", first]).run(["review", "close", id, "--decision", "go", "--by", "Ana"]);
        let next = json(&mut test, &["status", "--json"])["next_milestone"].clone();
        assert_eq!(next, milestones.get(at + 1).map_or(Value::Null, |id| Value::from(id.as_str())));
    }
    let last = format!("r{}", milestones.len());
    let difference = json(&mut test, &["diff", "r1", &last, "--json"]);
    assert_eq!(difference["from"]["milestone"], milestones[0].as_str());
    assert_eq!(difference["to"]["milestone"], milestones[milestones.len() - 1].as_str());
    assert_eq!(difference["groups"].as_object().map(serde_json::Map::len), Some(9));
}

#[test]
fn the_consumer_plan_is_taken_from_nothing_to_every_milestone() {
    // Nobody moves accounts here, so those entries are never asked for.
    walk("b2c", &["spa-api"], &[&["question", "existing-users", "no"]]);
}

#[test]
fn the_plan_for_companies_is_taken_from_nothing_to_every_milestone() {
    walk("b2b", &["sso-regular-web-apps", "server-api"], &[&["questions", "--accept"]]);
}

#[test]
fn the_plan_for_employees_is_taken_from_nothing_to_every_milestone() {
    walk("b2e", &[], &[&["questions", "--accept"], &["question", "on-premises-directory", "no"]]);
}

/// The lists without what application scenarios and the plan for employees bring: those items are numbered from 80.
#[test]
fn the_lists_have_what_the_edition_counts() {
    let pack = embedded::pack();
    let found: Vec<[usize; 6]> = pack
        .checklists
        .iter()
        .map(|list| {
            let items: Vec<&Item> =
                pack.items().filter(|item| item.checklist == list.id && item.no < 80).collect();
            let of = |level| items.iter().filter(|item| item.level == level).count();
            let minutes: u16 = items.iter().map(|item| item.minutes).sum();
            let coded = items.iter().filter(|item| !item.codes.is_empty()).count();
            [items.len(), of(Level::Must), of(Level::Should), of(Level::Could), coded, minutes.into()]
        })
        .collect();
    assert_eq!(
        found,
        [
            [50, 15, 27, 8, 11, 314],
            [62, 18, 33, 11, 12, 413],
            [52, 15, 29, 8, 7, 233],
            [50, 12, 27, 11, 9, 250],
            [55, 26, 25, 4, 20, 223],
            [43, 10, 21, 12, 5, 176],
        ]
    );
    assert_eq!(pack.items().filter(|item| item.no >= 80).count(), 25);
    let codes: BTreeSet<&Text> = pack.items().flat_map(|item| &item.codes).collect();
    assert_eq!(codes.len(), 76);
}

/// Items, musts, minutes of all and of the musts at each milestone of a new project without application scenarios.
fn at_milestones(kind: &str) -> Vec<(String, [u64; 4])> {
    let pack = embedded::pack();
    let minutes: BTreeMap<&str, u64> =
        pack.items().map(|item| (item.id.as_str(), u64::from(item.minutes))).collect();
    let mut test = Test::new().run(["new", "Contoso portal", "--scenario", kind]);
    let status = json(&mut test, &["status", "--json"]);
    let milestones = status["milestones"].as_array().expect("it is a list");
    let mut found = Vec::new();
    for id in milestones.iter().filter_map(|one| one["id"].as_str()) {
        let listed = json(&mut test, &["list", "--milestone", id, "--json"]);
        let entries = listed.as_array().expect("it is a list").iter();
        let items: Vec<(u64, bool)> = entries
            .filter(|entry| entry["kind"] == "item")
            .map(|entry| (minutes[entry["id"].as_str().expect("it is text")], entry["level"] == "must"))
            .collect();
        let musts = || items.iter().filter(|(_, is_must)| *is_must);
        let sum = |all: &mut dyn Iterator<Item = &(u64, bool)>| all.map(|(minutes, _)| minutes).sum();
        found.push((
            id.to_owned(),
            [items.len() as u64, musts().count() as u64, sum(&mut items.iter()), sum(&mut musts())],
        ));
    }
    found
}

/// `demo` leaves out the items of the topics that it excepts. In the plan for companies social login comes in the
/// second phase, and six items with it.
#[test]
fn the_milestones_look_at_what_the_edition_counts() {
    let mut found = Vec::new();
    for kind in ["b2c", "b2b", "b2e"] {
        for (id, counts) in at_milestones(kind) {
            found.push(format!("{id} {counts:?}"));
        }
    }
    assert_eq!(
        found,
        [
            "b2c/p1/demo [68, 27, 382, 177]",
            "b2c/p1/align [141, 41, 786, 289]",
            "b2c/p1/go-live [205, 68, 1066, 414]",
            "b2c/p1/operate [245, 78, 1230, 458]",
            "b2c/p2/go-live [35, 12, 175, 60]",
            "b2c/p3/go-live [5, 0, 25, 0]",
            "b2b/p1/demo [80, 31, 480, 226]",
            "b2b/p1/align [158, 46, 912, 346]",
            "b2b/p1/go-live [223, 73, 1197, 471]",
            "b2b/p1/operate [263, 83, 1364, 515]",
            "b2b/p2/go-live [38, 10, 190, 50]",
            "b2b/p3/go-live [11, 3, 55, 15]",
            "b2e/p1/demo [87, 29, 501, 196]",
            "b2e/p1/align [152, 42, 862, 300]",
            "b2e/p1/go-live [213, 71, 1124, 435]",
            "b2e/p1/operate [250, 81, 1270, 479]",
            "b2e/p2/go-live [18, 6, 90, 33]",
            "b2e/p2/operate [19, 7, 95, 38]",
            "b2e/p3/go-live [18, 5, 93, 25]",
        ]
    );
}
