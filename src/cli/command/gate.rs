//! `golive gate`: may a milestone be passed, and what stands before it.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters;
use crate::cli::out::{Line, Out, bad, dim, good, strong, warn};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::asking::Contradiction;
use crate::domain::board::Board;
use crate::domain::difference::Difference;
use crate::domain::gate::{self, Gate, GateTally, LeftEntry, Weight};
use crate::domain::snapshot::Snapshot;
use crate::domain::words::reason;
use crate::domain::{critical, dates, filter, pace, verdict};
use crate::facts::file::Kind as TenantKind;
use crate::journal::answers::ClosedReview;
use crate::journal::record::{EntryFilter, Status, Verdict};
use crate::pack::model::MilestoneId;
use crate::pack::model::asked::ConflictKind;
use crate::report::json::GateJson;
use crate::text::{Text, counted};
use crate::workspace::error::Error;

/// Ask whether a milestone may be passed, and see what is left before it
///
/// Of what is left, must items and topics block, should items are conditions, could items and what is optional are
/// only listed. Each entry says its one strongest reason. Without a milestone it is the next one.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The milestone: its id, a shortened id, or its title
    milestone: Option<String>,
    /// Print one line, and exit with 1 while something blocks
    #[arg(long)]
    check: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
    /// List only what this owner has; `nobody` for what nobody has
    #[arg(long, value_name = "O")]
    owner: Vec<String>,
    /// List only items that this role usually answers
    #[arg(long, value_name = "R", value_delimiter = ',')]
    role: Vec<String>,
    /// List only entries of this workstream
    #[arg(long, value_name = "W", value_delimiter = ',')]
    workstream: Vec<String>,
    /// List only what is left for this reason
    #[arg(long, value_name = "REASON", value_delimiter = ',', value_parser = whys())]
    why: Vec<u8>,
    /// Hold the answers against this export too: what is done and refuted is left
    #[arg(long, value_name = "EXPORT")]
    facts: Option<PathBuf>,
    /// The kind of tenant that the export is of, if the project does not know it
    #[arg(long, value_name = "KIND", value_parser = super::facts::kinds(), requires = "facts")]
    tenant: Option<TenantKind>,
    /// The day of the export; without it the day of the file
    #[arg(long, value_name = "DATE", requires = "facts")]
    of: Option<String>,
}

/// The reasons by their rank, as they are typed.
const WHYS: [&str; 10] = [
    "waiver-ended",
    "export-says-otherwise",
    "look-again",
    "two-answers",
    "blocked",
    "overdue",
    "in-progress",
    "to-do-again",
    "answered-but-not-done",
    "never-answered",
];

/// The parser of reasons, which become their ranks.
fn whys() -> impl TypedValueParser<Value = u8> {
    PossibleValuesParser::new(WHYS).try_map(|typed| {
        let rank = WHYS.iter().position(|why| *why == typed);
        rank.and_then(|rank| u8::try_from(rank).ok()).ok_or("no such reason")
    })
}

/// What is listed of what is left.
struct GateListFilter {
    scope: EntryFilter,
    /// The ranks of the reasons; empty for all.
    whys: Vec<u8>,
}

impl GateListFilter {
    fn is_empty(&self) -> bool {
        filter::is_empty(&self.scope) && self.whys.is_empty()
    }

    fn passes(&self, project: &Project, left: &LeftEntry) -> bool {
        (self.whys.is_empty() || self.whys.contains(&left.why.rank()))
            && filter::matches(&self.scope, project.board.at(left.row), &project.board, project.answers())
    }

    /// `owner Mia, overdue or in progress`.
    fn phrase(&self, project: &Project) -> String {
        let whys: Vec<&str> =
            self.whys.iter().filter_map(|rank| reason::WHYS.get(usize::from(*rank)).copied()).collect();
        let parts = [filter::phrase(&self.scope, &project.board), whys.join(" or ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open()?;
        if let Some(path) = &self.facts {
            let told = self.hold_against(context, &mut project, path)?;
            context.out.note(told);
        }
        let id = milestone(&project, self.milestone.as_deref())?;
        let gate = gate::look(&project.board, &id);
        let gate = gate.ok_or_else(|| Error::usage("no such milestone"))?;
        let filter = GateListFilter { scope: self.scope(&project)?, whys: self.why.clone() };
        for note in filters::strangers(&project, &filter.scope.owners) {
            context.out.note(note);
        }
        if self.json {
            let mut gate = gate.clone();
            gate.left.retain(|left| filter.passes(&project, left));
            context.out.json(&GateJson::of(&project.board, &gate));
        } else if self.check {
            let title = project.milestone_title(&id);
            let sign = context.out.signs.milestone();
            let words = format!("  {sign} {title}: {}", verdict::sentence(gate.count));
            context.out.line(verdict_line(gate.verdict).and(words));
        } else {
            print(&project, &gate, &filter, context.out);
        }
        let is_no = self.check && gate.verdict == Verdict::NotReady;
        Ok(if is_no { Exit::NO } else { Exit::DONE })
    }
}

impl Args {
    /// Lays the project out as if this export had been looked at; nothing is written.
    fn hold_against(
        &self,
        context: &mut Context<'_>,
        project: &mut Project,
        path: &Path,
    ) -> Result<String, Error> {
        let rules = context.rules()?;
        let mut looked = super::facts::look(context, path, &rules, self.of.as_deref())?;
        looked.kind = super::facts::asked::kind(context, &looked, self.tenant, Some(project))?;
        let mut answers = project.answers().clone();
        answers.looks = answers.looks.with(looked.look(), project.moment.now);
        project.board = Board::new(&project.pack, &answers, &project.moment);
        let refuted = project.board.rows().iter().filter(|row| row.standing.refuted.is_some());
        let refuted = refuted.filter(|row| row.applies.is_yes() && row.standing.status == Status::Done);
        let entries = counted(refuted.count(), "entry that is done", "entries that are done");
        Ok(format!("{} refutes {entries}", looked.label()))
    }

    fn scope(&self, project: &Project) -> Result<EntryFilter, Error> {
        let workstreams = self.workstream.iter().map(|typed| filters::workstream(project, typed));
        let roles = self.role.iter().map(|typed| filters::role(project, typed));
        Ok(EntryFilter {
            workstreams: workstreams.collect::<Result<_, _>>()?,
            roles: roles.collect::<Result<_, _>>()?,
            owners: filters::owners(project, &self.owner),
            ..EntryFilter::default()
        })
    }
}

/// The milestone that was typed, else the next one.
pub(super) fn milestone(project: &Project, typed: Option<&str>) -> Result<MilestoneId, Error> {
    if let Some(typed) = typed {
        return project.milestone(typed);
    }
    let last = || project.board.gates.last();
    let next = project.board.next_milestone(project.answers()).or_else(last);
    let none = || Error::usage("the project's plan has no milestones");
    next.map(|gate| gate.id.clone()).ok_or_else(none)
}

/// The verdict in capitals: `NOT READY`.
pub(super) fn verdict_line(found: Verdict) -> Line {
    let words = verdict::word(found);
    match found {
        Verdict::NotReady => bad(words),
        Verdict::ReadyWithConditions => warn(words),
        Verdict::Ready => good(words),
    }
}

/// Says the answers to project questions that contradict each other, while they do.
pub(super) fn contradictions(project: &Project, out: &mut Out) {
    say(project, &|_| true, false, out);
}

/// The same of those that `is_meant` lets pass, with how a doubtful one is left so.
pub(super) fn contradictions_of(project: &Project, is_meant: &dyn Fn(&Contradiction) -> bool, out: &mut Out) {
    say(project, is_meant, true, out);
}

fn say(project: &Project, is_meant: &dyn Fn(&Contradiction) -> bool, with_ways: bool, out: &mut Out) {
    let meant: Vec<&Contradiction> =
        project.board.contradictions.iter().filter(|one| is_meant(one)).collect();
    for one in &meant {
        let words = match one.kind {
            ConflictKind::Impossible => bad("! Contradiction"),
            ConflictKind::Doubtful => warn("? Doubtful"),
        };
        let words = words.and("  ");
        let indent = words.width();
        out.prose(words, indent, &one.says);
        let names: Vec<String> = one.questions.iter().map(ToString::to_string).collect();
        let indent = " ".repeat(indent);
        out.line(dim(format!("{indent}questions: {}", names.join(", "))));
        if let Some(id) = one.id.as_ref().filter(|_| with_ways && one.kind == ConflictKind::Doubtful) {
            out.line(dim(format!("{indent}leave it so with `golive questions --leave-so {id}`")));
        }
    }
    if !meant.is_empty() {
        out.blank();
    }
}

fn print(project: &Project, gate: &Gate, filter: &GateListFilter, out: &mut Out) {
    let Some(tally) = project.board.gate(&gate.id) else { return };
    head(project, tally, out);
    out.blank();
    contradictions(project, out);
    let words = verdict_line(gate.verdict).and("    ");
    let indent = words.width();
    out.prose(words, indent, &verdict::sentence(gate.count));
    if !filter.is_empty() {
        let shown = gate.left.iter().filter(|left| filter.passes(project, left)).count();
        let count = format!("{shown} of {} shown", gate.left.len());
        out.line(dim(format!("only: {}  {count}", filter.phrase(project))));
    }
    for weight in Weight::ALL {
        entries(project, gate, filter, weight, out);
    }
    streams(tally, out);
    rest(project, gate, out);
}

fn head(project: &Project, tally: &GateTally, out: &mut Out) {
    let today = project.moment.today;
    let sign = out.signs.milestone();
    let target = match project.answers().target(&tally.id) {
        Some(day) => format!("target {}, {}", dates::long(day, today), dates::distance(day, today)),
        None => "no date".to_owned(),
    };
    out.line(strong(format!("{sign} {}", tally.title)).and(dim(format!("  {target}"))));
    out.prose(Line::default(), 2, &verdict::base(&project.board, &tally.id));
}

fn entries(project: &Project, gate: &Gate, filter: &GateListFilter, weight: Weight, out: &mut Out) {
    let title = verdict::heading(weight);
    let all: Vec<&LeftEntry> = gate.of_weight(weight).collect();
    let shown: Vec<&LeftEntry> = all.iter().copied().filter(|left| filter.passes(project, left)).collect();
    if all.is_empty() {
        if weight == Weight::Blocks {
            out.blank();
            out.line(strong(title).and(good("  nothing blocks")));
        }
        return;
    }
    out.blank();
    let count = if shown.len() == all.len() {
        format!("  {}", all.len())
    } else {
        format!("  {} of {} shown", shown.len(), all.len())
    };
    out.line(strong(title).and(dim(count)));
    let mut table = Table::around(2, 4).indented(2);
    for left in shown {
        let row = project.board.at(left.row);
        let name = if row.is_item() { row.name.as_str() } else { "Topic" };
        let stream = project.board.phases.iter().flat_map(|phase| &phase.streams);
        let stream = stream.into_iter().find(|stream| Some(&stream.id) == row.workstream.as_ref());
        let due = left.due.map(|day| dates::long(day, project.moment.today)).unwrap_or_default();
        table.row([
            Line::from(out.signs.of(left.sign).to_string()),
            Line::from(name),
            Line::from(&row.title),
            dim(stream.map(|stream| stream.title.as_str()).unwrap_or_default()),
            Line::from(left.why.phrase(&project.moment)),
            left.owner.as_ref().map_or_else(|| warn("nobody"), Line::from),
            Line::from(due),
        ]);
    }
    table.print(out);
}

fn streams(tally: &GateTally, out: &mut Out) {
    let streams: Vec<_> = tally.streams.iter().filter(|(_, _, left)| left.total > 0).collect();
    if streams.is_empty() {
        return;
    }
    out.blank();
    out.line(strong("Left by workstream"));
    let mut table = Table::new(&[Column::Left, Column::Right, Column::Left]).indented(2);
    for (_, title, left) in streams {
        let parts = [(left.blocking, "must"), (left.conditions, "should"), (left.listed, "could")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        let count = format!("{} of {}", left.left(), left.total);
        table.row([Line::from(title), Line::from(count), dim(parts.join(", "))]);
    }
    table.print(out);
}

fn rest(project: &Project, gate: &Gate, out: &mut Out) {
    let (board, answers, moment) = (&project.board, project.answers(), &project.moment);
    out.blank();
    let last = last_review(project, &gate.id);
    if let Some(closed) = last
        && let Some(now) = Snapshot::of_gate(board, answers, &gate.id)
    {
        let difference = Difference::between(&Snapshot::of_review(&closed.review), &now);
        let day = dates::long(moment.local(closed.at).date(), moment.today);
        let label = format!("Since review {} on {day}  ", closed.no);
        labelled(out, &label, &difference.sentence());
    }
    if let Some(pace) = pace::of_gate(board, answers, moment, &gate.id) {
        labelled(out, "Pace  ", &pace.sentence(moment));
    }
    let steps = critical::steps(board, &gate.id);
    if !steps.is_empty() {
        labelled(out, "Critical check  ", &critical::outcome(&steps));
    }
    let decided = last.and_then(|closed| Some((closed, closed.review.decision?)));
    let words = decided.map(|(closed, decision)| {
        let by: Vec<&str> = closed.review.by.iter().map(Text::as_str).collect();
        let by = if by.is_empty() { String::new() } else { format!(", by {}", by.join(" and ")) };
        let passed = if gate::is_passed(answers, &gate.id) { ": it is passed" } else { "" };
        format!("{}{by}, in review {}{passed}", decision.phrase(), closed.no)
    });
    labelled(out, "Decision  ", words.as_deref().unwrap_or("none yet"));
}

fn labelled(out: &mut Out, label: &str, words: &str) {
    let label = strong(label);
    // Short labels leave their words room; long ones would push them off the line.
    let indent = label.width().min(16);
    out.prose(label, indent, words);
}

/// The review of a milestone that was closed last.
pub(super) fn last_review<'a>(project: &'a Project, id: &MilestoneId) -> Option<&'a ClosedReview> {
    project.answers().reviews.iter().rev().find(|closed| closed.review.milestone == *id)
}

const HELP: &str = "\
Examples:
  golive gate
  golive gate demo --role security
  golive gate --why overdue,look-again --owner Ana
  golive gate b2c/p1/go-live --check && ./deploy
  golive gate go-live --facts tenant.yaml --check

Exit status:
  0 done; with --check 1 while something blocks; 2 no such milestone; 3 the
  project could not be read.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_typed_as_they_are_said() {
        assert_eq!(WHYS.map(|why| why.replace('-', " ")), reason::WHYS);
    }
}
