//! Tests of the map: the built-in pack's phases, and what answers do to topics.

use std::sync::{Arc, LazyLock};

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::journal::digest::Digest;
use crate::journal::fold::Fold;
use crate::journal::line::JournalLine;
use crate::journal::record::{Change, Decision, ReviewRecord, RunId, Seq, Status, Verdict};
use crate::journal::samples::record;
use crate::pack::embedded;
use crate::pack::model::{Business, Pack};

static PACK: LazyLock<Arc<Pack>> = LazyLock::new(embedded::pack);

/// A project with the built-in pack, its answers, and the map that follows them.
struct Project {
    fold: Fold,
    board: Board,
    map: PlanMap,
    n: u64,
}

impl Project {
    fn new(business: Business) -> Project {
        let mut fold = Fold::default();
        let change = Change::Scenario { business, apps: vec![] };
        fold.extend([JournalLine::of(record(1, 1, "ana", change))]);
        let board = Board::new(&PACK, fold.answers(), date(2026, 11, 20));
        let map = PlanMap::new(&board, fold.answers(), &TopicVisibility::Applying);
        Project { fold, board, map, n: 1 }
    }

    fn say(&mut self, change: Change) {
        self.n += 1;
        let sample = record(self.n, 1, "ana", change);
        // A change names the one that it replaces, as the program writes it.
        let record = self.fold.compose(sample.change.into(), Seq(self.n, RunId(1)), &sample.by, sample.at);
        self.fold.extend([JournalLine::of(record)]);
    }

    fn answer(&mut self, id: &str, status: Status) {
        let id = EntryId::from(id);
        let words = self.board.row(&id).unwrap().words;
        self.mark(&id, status, words);
    }

    fn mark(&mut self, id: &EntryId, status: Status, words: Digest) {
        let reason = status.needs_reason().then(|| "because".into());
        self.say(Change::Status { id: id.clone(), status, words, reason, until: None, evidence: None });
        self.board.refresh(self.fold.answers(), id);
        self.map.refresh(&self.board, id);
    }

    fn topic(&self, id: &str) -> &TopicMap {
        self.map.topic(self.map.find(&id.into()).unwrap())
    }

    /// Settles what keeps a topic from being far enough: every item that counts at its next gate.
    fn settle(&mut self, id: &str) {
        let (now, _) = self.topic(id).items(&self.board);
        let ids: Vec<EntryId> = now.iter().map(|ix| self.board.at(*ix).id.clone()).collect();
        for item in &ids {
            self.answer(item.as_str(), Status::Done);
        }
        if ids.is_empty() {
            self.answer(id, Status::Done);
        }
    }
}

/// Says a phase in one line a band: `◆1 a > b c | d + beside`.
fn bands(business: Business, phase: usize) -> Vec<String> {
    let project = Project::new(business);
    let map = &project.map;
    let name = |ix: &StreamIx| {
        let id = map.stream(*ix).id.as_str();
        id.rsplit('/').next().unwrap().to_owned()
    };
    let names = |streams: &[StreamIx]| streams.iter().map(name).collect::<Vec<_>>().join(" ");
    let chain = |chain: &Chain| {
        let stages = chain.stages.iter().enumerate().map(|(at, stage)| {
            let arrow = if at == 0 { "" } else { [" / ", " > "][usize::from(stage.joined)] };
            format!("{arrow}{}", names(&stage.streams))
        });
        stages.collect::<String>()
    };
    map.phases[phase]
        .bands
        .iter()
        .map(|band| {
            let gate =
                band.gate.map_or_else(|| "-".to_owned(), |gate| project.board.gates[gate].no.to_string());
            let chains: Vec<String> = band.chains.iter().map(chain).collect();
            let beside =
                if band.beside.is_empty() { String::new() } else { format!(" + {}", names(&band.beside)) };
            format!("◆{gate} {}{beside}", chains.join(" | "))
        })
        .collect()
}

#[test]
fn the_first_phase_for_consumers_ends_with_a_band_that_adds_nothing() {
    assert_eq!(
        bands(Business::new("b2c"), 0),
        [
            "◆1 architecture > provisioning authentication branding",
            "◆2 deployment-automation > quality-assurance > profile-management > authorization > logout",
            "◆3  + operations",
            "◆4 ",
        ]
    );
}

#[test]
fn for_employees_operations_runs_beside_everything_after_the_architecture() {
    assert_eq!(
        bands(Business::new("b2e"), 0),
        [
            "◆1 architecture > provisioning authentication branding",
            "◆2 deployment-automation > quality-assurance > profile-management > authorization > logout",
            "◆3  + operations",
            "◆4 ",
        ]
    );
}

#[test]
fn the_later_phases_have_one_band_of_workstreams_side_by_side() {
    assert_eq!(
        bands(Business::new("b2c"), 1),
        [
            "◆1 authorization | authentication | deployment-automation > quality-assurance | profile-management | \
          operations + provisioning branding"
        ]
    );
    assert_eq!(
        bands(Business::new("b2c"), 2),
        ["◆1 authentication | profile-management | provisioning | operations | \
          deployment-automation > quality-assurance + branding"]
    );
    assert_eq!(
        bands(Business::new("b2b"), 1),
        [
            "◆1 authorization | authentication | deployment-automation > quality-assurance | profile-management | \
          logout + provisioning branding"
        ]
    );
    assert_eq!(
        bands(Business::new("b2b"), 2),
        ["◆1 architecture > authentication branding | profile-management | provisioning | operations"]
    );
}

#[test]
fn for_business_customers_operations_is_its_own_band_too() {
    assert_eq!(
        bands(Business::new("b2b"), 0),
        [
            "◆1 architecture > provisioning authentication branding",
            "◆2 deployment-automation > quality-assurance > profile-management > authorization > logout",
            "◆3  + operations",
            "◆4 ",
        ]
    );
}

#[test]
fn every_topic_that_applies_is_in_exactly_one_band() {
    for business in ["b2c", "b2b", "b2e"].map(Business::new) {
        let project = Project::new(business);
        for phase in &project.map.phases {
            let mut streams: Vec<StreamIx> = phase.bands.iter().flat_map(Band::streams).collect();
            streams.sort();
            assert_eq!(streams, phase.streams);
        }
        let on_map: usize = project.map.streams.iter().map(|stream| stream.topics.len()).sum();
        let apply = project.board.rows().iter().filter(|row| !row.is_item() && row.applies.is_yes()).count();
        assert_eq!(on_map, apply);
    }
}

#[test]
fn at_first_only_what_waits_for_nothing_can_start() {
    let project = Project::new(Business::new("b2c"));
    let titles: Vec<&str> =
        project.map.phases[0].can_start.iter().map(|ix| project.map.topic(*ix).title.as_str()).collect();
    assert_eq!(titles, ["Tenant Provision", "SDLC Support"]);
    assert_eq!(project.map.phases[1].can_start, []);
}

#[test]
fn a_topic_shows_its_own_answer_else_what_its_items_come_to() {
    let mut project = Project::new(Business::new("b2c"));
    let id = "b2c/p1/architecture/tenant-provision";
    assert_eq!(project.topic(id).state.sign, Sign::Todo);
    let (items, _) = project.topic(id).items(&project.board);
    let items: Vec<EntryId> = items.iter().map(|ix| project.board.at(*ix).id.clone()).collect();
    assert!(items.len() > 2);
    project.answer(items[0].as_str(), Status::Done);
    assert_eq!(project.topic(id).state.sign, Sign::Doing);
    assert_eq!((project.topic(id).state.settled, project.topic(id).state.total as usize), (1, items.len()));
    project.answer(items[1].as_str(), Status::Blocked);
    assert_eq!(project.topic(id).state.sign, Sign::Blocked);
    project.settle(id);
    assert_eq!(project.topic(id).state.sign, Sign::Done);
    project.mark(&items[0], Status::Done, Digest::of("worded", "otherwise"));
    assert_eq!(project.topic(id).state.sign, Sign::LookAgain);
    project.answer(id, Status::Waived);
    assert_eq!(project.topic(id).state.sign, Sign::Waived);
}

#[test]
fn what_waits_can_start_when_nothing_before_it_is_untouched() {
    let mut project = Project::new(Business::new("b2c"));
    let login = "b2c/p1/authentication/universal-login";
    for topic in ["tenant-provision", "custom-domains", "tenant-association"] {
        project.answer(&format!("b2c/p1/architecture/{topic}"), Status::Done);
    }
    let ix = project.map.find(&login.into()).unwrap();
    let architecture = project.map.stream(project.topic(login).stream).after[0];
    assert_eq!(project.map.held(ix), [StartBlocker::Stream(architecture)]);
    project.answer("b2c/p1/architecture/sdlc-support", Status::Doing);
    assert_eq!(project.map.held(ix), []);
    assert!(project.topic(login).state.can_start);
    let page = project.map.find(&"b2c/p1/branding/universal-login-page-customization".into()).unwrap();
    assert_eq!(project.map.held(page), [StartBlocker::Topic(ix)]);
    project.settle(login);
    assert!(project.map.topic(page).state.can_start);
}

#[test]
fn an_excepted_topic_counts_at_the_next_gate_and_says_so() {
    let project = Project::new(Business::new("b2c"));
    let mail = project.topic("b2c/p1/branding/email-template-customization");
    assert_eq!(mail.counts_at(&project.board), CountsAt { gate: Some(1), excepted: vec![0] });
    let provider = project.map.find(&"b2c/p1/operations/email-provider-setup".into()).unwrap();
    assert_eq!(mail.waits_for, [provider]);
    assert_eq!(project.topic("b2c/p1/operations/monitoring").counts_at(&project.board).gate, Some(2));
}

#[test]
fn after_a_milestone_was_passed_topics_look_to_the_next_one() {
    let mut project = Project::new(Business::new("b2c"));
    let demo = &project.board.gates[0];
    let review = ReviewRecord {
        milestone: demo.id.clone(),
        milestone_title: demo.title.clone(),
        pack: "p".into(),
        version: "1".into(),
        verdict: Verdict::NotReady,
        decision: Some(Decision::Go),
        by: vec![],
        critical: None,
        total: 0,
        settled: 0,
        entries: vec![],
        captures: vec![],
        resolved: vec![],
    };
    project.say(Change::Review(Box::new(review)));
    let map = PlanMap::new(&project.board, project.fold.answers(), &TopicVisibility::Applying);
    let topic = map.topic(map.find(&"b2c/p1/architecture/tenant-provision".into()).unwrap());
    assert_eq!(topic.gate, Some(1));
}

#[test]
fn workstreams_right_before_one_are_known_across_bands() {
    let project = Project::new(Business::new("b2c"));
    let after = |id: &str| {
        let stream = project.map.stream(project.topic(id).stream);
        stream.after.iter().map(|ix| project.map.stream(*ix).title.to_string()).collect::<Vec<_>>()
    };
    // Architecture comes before all three, so it need not be said again.
    assert_eq!(
        after("b2c/p1/deployment-automation/automated-deployment"),
        ["Provisioning", "Authentication", "Branding"]
    );
    assert_eq!(after("b2c/p1/logout/user-logout"), ["Authorization"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn refreshing_comes_to_the_same_as_building_anew(
        answers in prop::collection::vec((0..2000_usize, 0..Status::ALL.len()), 1..24)
    ) {
        let mut project = Project::new(Business::new("b2b"));
        let n_rows = project.board.rows().len();
        for (row, status) in answers {
            let id = project.board.rows()[row % n_rows].id.clone();
            project.answer(id.as_str(), Status::ALL[status]);
        }
        let anew = PlanMap::new(&project.board, project.fold.answers(), &TopicVisibility::Applying);
        for (kept, built) in project.map.topics.iter().zip(&anew.topics) {
            prop_assert_eq!((&kept.id, kept.state), (&built.id, built.state));
        }
        for (kept, built) in project.map.streams.iter().zip(&anew.streams) {
            prop_assert_eq!((&kept.id, kept.progress, kept.untouched), (&built.id, built.progress, built.untouched));
        }
        for (kept, built) in project.map.phases.iter().zip(&anew.phases) {
            prop_assert_eq!(&kept.can_start, &built.can_start);
        }
    }

    #[test]
    fn what_can_start_is_held_by_nothing_and_what_cannot_is_held_or_begun(
        answers in prop::collection::vec((0..2000_usize, 0..Status::ALL.len()), 0..60)
    ) {
        let mut project = Project::new(Business::new("b2c"));
        let n_rows = project.board.rows().len();
        for (row, status) in answers {
            let id = project.board.rows()[row % n_rows].id.clone();
            project.answer(id.as_str(), Status::ALL[status]);
        }
        for (at, topic) in project.map.topics.iter().enumerate().filter(|(_, topic)| topic.applies) {
            let free = project.map.held(TopicIx(at)).is_empty();
            prop_assert_eq!(topic.state.can_start, free && !topic.state.is_begun(), "{}", topic.id);
        }
    }
}
