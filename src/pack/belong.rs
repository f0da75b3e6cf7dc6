//! Where an item belongs in a plan: the phase, the workstream and the topics it stands for. Pure.
//!
//! Which items a gate then looks at is counted elsewhere; here is only the place.

use super::model::{ChecklistId, EntryId, Item, Phase, Plan, WorkstreamId};
use crate::text::Text;

/// Where an item belongs in one plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placement {
    /// The position of the phase in [`Plan::phases`].
    pub phase: usize,
    /// The section's workstream if one of the topics is in it, else the one of the first topic it names; `None`
    /// if the section names none, so that the item counts wherever its list does.
    pub workstream: Option<WorkstreamId>,
    /// The item's topics that exist in that phase, in the order in which the item names them; `None` if the item
    /// is there by its section alone.
    pub topics: Vec<EntryId>,
}

impl Placement {
    /// The workstreams the item belongs to: those of its topics, else [`Placement::workstream`]; no doubles.
    pub fn workstreams(&self) -> Vec<WorkstreamId> {
        let mut found: Vec<WorkstreamId> = self.workstream.iter().cloned().collect();
        for topic in &self.topics {
            let Some((stream, _)) = topic.as_str().rsplit_once('/') else { continue };
            if !found.iter().any(|known| known.as_str() == stream) {
                found.push(WorkstreamId::new(stream));
            }
        }
        found
    }
}

impl Plan {
    /// Where `item` belongs: in the earliest phase that has one of its topics.
    ///
    /// An item none of whose topics is in the plan belongs to its section's workstream, in the earliest phase that
    /// has that; if the section has none, to the phase of the first milestone that counts its list. `None` if
    /// the plan has nothing of this.
    pub fn home_of(&self, item: &Item, section_workstream: Option<&str>) -> Option<Placement> {
        self.home_by_topics(&item.topics, section_workstream).or_else(|| match section_workstream {
            Some(name) => self.home_by_section(name),
            None => self.home_by_list(&item.checklist),
        })
    }

    fn home_by_list(&self, list: &ChecklistId) -> Option<Placement> {
        let counts = |phase: &Phase| phase.milestones.iter().any(|one| one.checklists.contains(list));
        let phase = self.phases.iter().position(counts)?;
        Some(Placement { phase, workstream: None, topics: Vec::new() })
    }

    fn home_by_topics(&self, wanted: &[Text], section_workstream: Option<&str>) -> Option<Placement> {
        self.phases.iter().enumerate().find_map(|(phase, part)| {
            let found: Vec<_> = wanted
                .iter()
                .filter_map(|path| {
                    part.workstreams.iter().find_map(|stream| {
                        Some((stream, stream.topics.iter().find(|topic| topic.path == *path)?))
                    })
                })
                .collect();
            let of_section =
                found.iter().find(|(stream, _)| section_workstream.is_some_and(|name| stream.name == *name));
            let (stream, _) = of_section.or(found.first())?;
            let mut topics: Vec<EntryId> = Vec::new();
            for (_, topic) in &found {
                if !topics.contains(&topic.id) {
                    topics.push(topic.id.clone());
                }
            }
            Some(Placement { phase, workstream: Some(stream.id.clone()), topics })
        })
    }

    fn home_by_section(&self, section_workstream: &str) -> Option<Placement> {
        self.phases.iter().enumerate().find_map(|(phase, part)| {
            let stream = part.workstreams.iter().find(|stream| stream.name == section_workstream)?;
            Some(Placement { phase, workstream: Some(stream.id.clone()), topics: Vec::new() })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::model::{ChecklistId, Level, PhaseId, PlanId, Topic, Workstream};

    fn plan(phases: &[&[&str]]) -> Plan {
        let phases = phases.iter().enumerate().map(|(at, topics)| {
            let mut workstreams: Vec<Workstream> = Vec::new();
            for path in *topics {
                let (name, _) = path.split_once('/').unwrap_or((path, ""));
                if !workstreams.iter().any(|stream| stream.name == *name) {
                    workstreams.push(workstream(at, name));
                }
                let stream = workstreams.iter_mut().find(|stream| stream.name == *name).unwrap();
                if path.contains('/') {
                    stream.topics.push(topic(at, path));
                }
            }
            Phase {
                id: PhaseId::new(&format!("b2c/p{}", at + 1)),
                no: u32::try_from(at).unwrap() + 1,
                title: "Phase".into(),
                summary: "Words".into(),
                needs: vec![],
                ends_in: None,
                notes: vec![],
                workstreams,
                milestones: vec![],
            }
        });
        Plan { id: PlanId::new("b2c"), title: "Plan".into(), notes: vec![], phases: phases.collect() }
    }

    fn workstream(phase: usize, name: &str) -> Workstream {
        Workstream {
            id: WorkstreamId::new(&format!("b2c/p{}/{name}", phase + 1)),
            name: name.into(),
            title: name.into(),
            aliases: vec![],
            summary: "Words".into(),
            order: None,
            after: vec![],
            parallel_with: vec![],
            skip_when: None,
            team: None,
            applies_to: vec![],
            notes: vec![],
            links: vec![],
            topics: vec![],
        }
    }

    fn topic(phase: usize, path: &str) -> Topic {
        Topic {
            id: EntryId::new(&format!("b2c/p{}/{path}", phase + 1)),
            path: path.into(),
            title: path.into(),
            aliases: vec![],
            now: None,
            guidance: "Words".into(),
            optional_when: None,
            dependencies: vec![],
            best_practices: vec![],
            warnings: vec![],
            questions: vec![],
            links: vec![],
            applies_to: vec![],
        }
    }

    fn item(topics: &[&str]) -> Item {
        Item {
            id: EntryId::new("design/one"),
            checklist: ChecklistId::new("design"),
            no: 1,
            own: false,
            codes: vec![],
            was: vec![],
            title: "One".into(),
            guidance: "Words".into(),
            done_when: "Words".into(),
            ask: Some("Words?".into()),
            level: Level::Must,
            applies_to: vec![],
            scenarios: vec![],
            optional_when: None,
            role: "architect".into(),
            topics: topics.iter().map(|path| Text::line(path)).collect(),
            minutes: 8,
            repeats: None,
            link: None,
        }
    }

    fn check(phases: &[&[&str]], topics: &[&str], section: &str, expected: Option<(usize, &str, &[&str])>) {
        let home = plan(phases).home_of(&item(topics), Some(section));
        let found = home.as_ref().map(|home| {
            let topics: Vec<&str> = home.topics.iter().map(EntryId::as_str).collect();
            (home.phase, home.workstream.as_ref().unwrap().as_str().to_owned(), topics)
        });
        assert_eq!(
            found,
            expected.map(|(phase, stream, topics)| (phase, stream.to_owned(), topics.to_vec()))
        );
    }

    #[test]
    fn an_item_belongs_to_the_earliest_phase_that_has_one_of_its_topics() {
        let phases: &[&[&str]] = &[&["arch/tenant", "auth/login"], &["auth/mfa", "arch/tenant"]];
        check(
            phases,
            &["auth/mfa", "arch/tenant"],
            "auth",
            Some((0, "b2c/p1/arch", &["b2c/p1/arch/tenant"])),
        );
        check(phases, &["auth/mfa"], "arch", Some((1, "b2c/p2/auth", &["b2c/p2/auth/mfa"])));
    }

    #[test]
    fn the_sections_workstream_wins_where_a_topic_is_in_it() {
        let topics: &[&str] = &["b2c/p1/arch/tenant", "b2c/p1/auth/login"];
        let phases: &[&[&str]] = &[&["arch/tenant", "auth/login"]];
        check(phases, &["arch/tenant", "auth/login"], "auth", Some((0, "b2c/p1/auth", topics)));
        check(phases, &["arch/tenant", "auth/login"], "other", Some((0, "b2c/p1/arch", topics)));
    }

    #[test]
    fn without_topics_the_section_decides_and_without_both_there_is_no_home() {
        check(&[&["arch"], &["auth"]], &["gone/topic"], "auth", Some((1, "b2c/p2/auth", &[])));
        check(&[&["arch"], &["auth"]], &[], "gone", None);
    }

    #[test]
    fn an_item_with_topics_in_two_workstreams_belongs_to_both() {
        let home = plan(&[&["arch/tenant", "auth/login"]])
            .home_of(&item(&["arch/tenant", "auth/login"]), Some("auth"));
        let streams = home.unwrap().workstreams();
        assert_eq!(
            streams.iter().map(WorkstreamId::as_str).collect::<Vec<_>>(),
            ["b2c/p1/auth", "b2c/p1/arch"]
        );
    }
}
