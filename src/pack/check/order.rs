//! Nothing in a plan waits for itself, neither directly nor through others.

use std::collections::HashMap;

use crate::pack::found::{ProblemCollector, ValuePath};
use crate::pack::naming::full_topic;
use crate::pack::shapes::Shapes;

/// What waits for what, by ids, with the place of each word that says so.
#[derive(Default)]
struct DependencyGraph {
    positions: HashMap<String, usize>,
    names: Vec<String>,
    waits: Vec<Vec<(usize, ValuePath)>>,
}

impl DependencyGraph {
    fn add(&mut self, id: String) -> usize {
        if let Some(idx) = self.positions.get(&id) {
            return *idx;
        }
        self.names.push(id.clone());
        self.waits.push(Vec::new());
        self.positions.insert(id, self.names.len() - 1);
        self.names.len() - 1
    }

    fn waits_for(&mut self, one: String, other: String, place: ValuePath) {
        let (one, other) = (self.add(one), self.add(other));
        if let Some(waits) = self.waits.get_mut(one) {
            waits.push((other, place));
        }
    }

    /// Keeps an error for each circle, at the word that closes it.
    ///
    /// Goes along the edges with a stack of its own: a chain may be as long as the pack has entries.
    fn check(&self, found: &mut ProblemCollector, what: &str) {
        #[derive(Clone, Copy, PartialEq)]
        enum VisitState {
            New,
            OnTheWay,
            Done,
        }
        let mut marks = vec![VisitState::New; self.names.len()];
        for start in 0..self.names.len() {
            if marks.get(start) != Some(&VisitState::New) {
                continue;
            }
            let mut way: Vec<(usize, usize)> = vec![(start, 0)];
            while let Some((here, next)) = way.last_mut() {
                let (from, edge) = (*here, *next);
                *next += 1;
                if let Some(mark) = marks.get_mut(from) {
                    *mark = VisitState::OnTheWay;
                }
                let Some((to, place)) = self.waits.get(from).and_then(|edges| edges.get(edge)) else {
                    if let Some(mark) = marks.get_mut(from) {
                        *mark = VisitState::Done;
                    }
                    way.pop();
                    continue;
                };
                match marks.get(*to) {
                    Some(VisitState::New) => way.push((*to, 0)),
                    Some(VisitState::OnTheWay) => {
                        let begin = way.iter().position(|(node, _)| node == to).unwrap_or(0);
                        let circle: Vec<usize> = way.iter().skip(begin).map(|(node, _)| *node).collect();
                        self.report(found, what, &circle, place);
                    }
                    Some(VisitState::Done) | None => {}
                }
            }
        }
    }

    fn report(&self, found: &mut ProblemCollector, what: &str, circle: &[usize], place: &ValuePath) {
        const SHOWN: usize = 6;
        let name = |idx: &usize| self.names.get(*idx).map_or("", String::as_str);
        let last = circle.last().map_or("", name);
        if circle.len() == 1 {
            found.error(place, last, &format!("the {what} waits for itself"), "take it out");
            return;
        }
        let mut way: Vec<String> =
            circle.iter().take(SHOWN).map(|idx| format!("`{}`", short(name(idx)))).collect();
        if circle.len() > SHOWN {
            way.push(format!("{} more", circle.len() - SHOWN));
        }
        way.extend(circle.first().map(|idx| format!("`{}`", short(name(idx)))));
        let message = format!("{what}s depend on each other in a cycle");
        let hint = format!("{}: take one of these out", way.join(" waits for "));
        found.error(place, last, &message, &hint);
    }
}

/// An id without its plan and phase.
fn short(id: &str) -> &str {
    match id.match_indices('/').nth(1) {
        Some((at, _)) => id.get(at + 1..).unwrap_or(id),
        None => id,
    }
}

/// Keeps the circles of phases, workstreams and topics.
pub(super) fn check(shapes: &Shapes, found: &mut ProblemCollector) {
    for (file, plan) in &shapes.plans {
        let (mut phases, mut topics) = (DependencyGraph::default(), DependencyGraph::default());
        for (p, phase) in plan.phases.iter().enumerate() {
            let place = ValuePath::file(file).field("phases").at(p);
            let phase_id = format!("{}/{}", plan.id, phase.id);
            for (n, needed) in phase.needs.iter().enumerate() {
                let needed = format!("{}/{needed}", plan.id);
                phases.waits_for(phase_id.clone(), needed, place.field("needs").at(n));
            }
            let mut streams = DependencyGraph::default();
            for (w, stream) in phase.workstreams.iter().enumerate() {
                let place = place.field("workstreams").at(w);
                let stream_id = format!("{phase_id}/{}", stream.id);
                for (a, other) in stream.after.iter().enumerate() {
                    let other = format!("{phase_id}/{other}");
                    streams.waits_for(stream_id.clone(), other, place.field("after").at(a));
                }
                for (t, topic) in stream.topics.iter().enumerate() {
                    let place = place.field("topics").at(t).field("dependencies");
                    for (d, dependency) in topic.dependencies.iter().enumerate() {
                        for (o, name) in dependency.on.iter().enumerate() {
                            let other = full_topic(&plan.id, &phase_id, name);
                            let place = place.at(d).field("on").at(o);
                            topics.waits_for(format!("{stream_id}/{}", topic.id), other, place);
                        }
                    }
                }
            }
            streams.check(found, "workstream");
        }
        phases.check(found, "phase");
        topics.check(found, "topic");
    }
    let mut questions = DependencyGraph::default();
    for (q, question) in shapes.questions.iter().enumerate() {
        let place = ValuePath::file("questions.ron").field("questions").at(q);
        for (field, needed) in [("needs", &question.needs), ("needs_any", &question.needs_any)] {
            for (n, other) in needed.iter().enumerate() {
                questions.waits_for(question.id.clone(), other.clone(), place.field(field).at(n));
            }
        }
    }
    questions.check(found, "question");
}
