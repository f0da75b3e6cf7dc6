//! A gate in words to be read aloud: what it comes to with the base of every number, what it looks at, and in short
//! why an entry is left.

use super::board::Board;
use super::gate::{self, LeftCounts, Weight};
use crate::journal::answers::Answers;
use crate::journal::record::Verdict;
use crate::pack::model::MilestoneId;
use crate::text::counted;

/// The answer in capitals: `READY WITH CONDITIONS`.
pub fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::NotReady => "NOT READY",
        Verdict::ReadyWithConditions => "READY WITH CONDITIONS",
        Verdict::Ready => "READY",
    }
}

/// A milestone in a list of all: its verdict, and of one that was passed by a decision also what is left by now.
pub fn of_milestone(verdict: Verdict, is_passed: bool) -> String {
    match (is_passed, verdict) {
        (false, verdict) => verdict.phrase().to_owned(),
        (true, Verdict::Ready) => "passed".to_owned(),
        (true, verdict) => format!("passed, {} now", verdict.phrase()),
    }
}

/// How many of the milestones that were passed are not ready by what is answered now: a sentence, empty if all are.
pub fn passed_not_ready(board: &Board, answers: &Answers) -> String {
    let passed = board.gates.iter().filter(|tally| gate::is_passed(answers, &tally.id));
    let blocked = passed.filter(|tally| tally.count.verdict() == Verdict::NotReady);
    match blocked.count() {
        0 => String::new(),
        1 => "1 of them would not be ready now.".to_owned(),
        many => format!("{many} of them would not be ready now."),
    }
}

/// What is beside the answer: `18 of 52 entries are left. 5 are must and block. ...`
pub fn sentence(left: LeftCounts) -> String {
    sentences(left).join(" ")
}

/// The same sentence by sentence, for places in which they do not fit in one line.
pub fn sentences(left: LeftCounts) -> Vec<String> {
    let mut words = Vec::new();
    if left.impossible {
        words.push("Answers to project questions contradict each other.".to_owned());
    }
    words.extend(of_entries(left));
    words
}

fn of_entries(left: LeftCounts) -> Vec<String> {
    if left.total == 0 {
        return vec!["No entry counts at this milestone.".to_owned()];
    }
    if left.left() == 0 {
        return vec![format!("Nothing is left of {} entries.", left.total)];
    }
    let verb = are(left.left());
    let mut words = vec![format!("{} of {} entries {verb} left.", left.left(), left.total)];
    words.push(match left.blocking {
        0 => "Nothing blocks.".to_owned(),
        1 => "1 must entry blocks.".to_owned(),
        many => format!("{many} must entries block."),
    });
    match left.conditions {
        0 => {}
        1 => words.push("1 should entry is a condition: answer it or waive it.".to_owned()),
        many => words.push(format!("{many} should entries are conditions: answer them or waive them.")),
    }
    match left.listed {
        0 => {}
        1 => words.push("1 more is listed.".to_owned()),
        many => words.push(format!("{many} more are listed.")),
    }
    words
}

/// The heading of what is left of a weight.
pub fn heading(weight: Weight) -> &'static str {
    match weight {
        Weight::Blocks => "Must: these block",
        Weight::Condition => "Should: answer, or waive with an owner and an end",
        Weight::Listed => "Could and optional: listed",
    }
}

/// The same for places with little room: `18 of 52 left, 5 block`.
pub fn short(left: LeftCounts) -> String {
    match (left.left(), left.blocking) {
        _ if left.impossible => format!("{} of {} left, contradicting answers", left.left(), left.total),
        (0, _) => format!("nothing left of {}", left.total),
        (all, 0) => format!("{all} of {} left, none blocks", left.total),
        (all, 1) => format!("{all} of {} left, 1 blocks", left.total),
        (all, blocking) => format!("{all} of {} left, {blocking} block", left.total),
    }
}

/// Which lists count and which topics are excepted, in full.
pub fn base(board: &Board, id: &MilestoneId) -> String {
    bases(board, id).into_iter().next().unwrap_or_default()
}

/// The same from the longest words to the shortest:
/// `Analyze and Design, less Email Templates`, `Analyze and Design, less 1 topic`, `2 lists count, less 1 topic`.
pub fn bases(board: &Board, id: &MilestoneId) -> Vec<String> {
    let Some((phase, milestone)) = board.milestone(id) else { return Vec::new() };
    let titles = milestone
        .checklists
        .iter()
        .map(|id| board.pack.checklist(id).map_or_else(|| id.to_string(), |list| list.title.to_string()));
    let lists = [
        enumerated(&titles.collect::<Vec<_>>()),
        counted(milestone.checklists.len(), "list counts", "lists count"),
    ];
    let topics = phase.workstreams.iter().flat_map(|stream| &stream.topics);
    let less: Vec<String> = topics
        .filter(|topic| milestone.except.contains(&topic.id))
        .map(|topic| topic.title.to_string())
        .collect();
    let [titles, count] = &lists;
    if less.is_empty() {
        return vec![titles.clone(), count.clone()];
    }
    let number = counted(less.len(), "topic", "topics");
    let mut bases = vec![format!("{titles}, less {number}"), format!("{count}, less {number}")];
    if less.len() < 3 {
        bases.insert(0, format!("{titles}, less {}", enumerated(&less)));
    }
    bases
}

/// What is said of a comparison of two milestones, which look at different entries.
pub fn two_milestones(common: usize) -> String {
    let entries = counted(common, "entry", "entries");
    format!("two milestones: compared is what both look at, {entries}")
}

/// `Analyze, Design and Build`.
pub fn enumerated<T: AsRef<str>>(words: &[T]) -> String {
    let words: Vec<&str> = words.iter().map(T::as_ref).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

fn are(count: u32) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(total: u32, blocking: u32, conditions: u32, listed: u32) -> String {
        sentence(LeftCounts { total, blocking, conditions, listed, impossible: false })
    }

    #[test]
    fn every_number_comes_with_its_base() {
        assert_eq!(
            left(52, 5, 13, 0),
            "18 of 52 entries are left. 5 must entries block. 13 should entries are conditions: answer them or waive them."
        );
        assert_eq!(left(52, 1, 0, 0), "1 of 52 entries is left. 1 must entry blocks.");
        assert_eq!(
            left(52, 0, 1, 2),
            "3 of 52 entries are left. Nothing blocks. 1 should entry is a condition: answer it or waive it. 2 more are listed."
        );
        assert_eq!(left(52, 0, 0, 0), "Nothing is left of 52 entries.");
        assert_eq!(left(0, 0, 0, 0), "No entry counts at this milestone.");
    }

    #[test]
    fn lists_read_like_a_sentence() {
        assert_eq!(enumerated::<&str>(&[]), "");
        assert_eq!(enumerated(&["Analyze"]), "Analyze");
        assert_eq!(enumerated(&["Analyze", "Design", "Build"]), "Analyze, Design and Build");
    }
}
