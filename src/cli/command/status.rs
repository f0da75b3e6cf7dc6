//! `golive status`: how the project stands.

use serde::Serialize;

use super::gate::contradictions;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, bad, dim, good, strong, warn};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::gate::{self, GateTally};
use crate::domain::tally::Tally;
use crate::domain::{captures, conditions, dates, map, verdict};
use crate::journal::record::Verdict;
use crate::report::json::{ContradictionJson, LeftSoJson, ListJson, MilestoneJson, TallyJson};
use crate::text::{Text, counted};
use crate::workspace::error::Error;
use crate::workspace::locate::shown;

/// Show how the project stands: lists, plan, milestones, what is open, problems
///
/// Every entry that applies is counted once, as settled (done, n/a, or waived and still running) or open. What is left
/// at a milestone blocks it (must items and topics), is a condition (should), or is only listed (could).
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct StatusJson {
    project: String,
    scenario: Option<String>,
    apps: Vec<String>,
    plan: Option<String>,
    file: String,
    next_milestone: Option<String>,
    checklists: Vec<ListJson>,
    phases: Vec<PhaseJson>,
    milestones: Vec<MilestoneJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contradictions: Vec<ContradictionJson>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_so: Vec<LeftSoJson>,
    problems: Vec<String>,
    not_in_pack: Vec<String>,
}

#[derive(Serialize)]
struct PhaseJson {
    id: String,
    title: String,
    /// By their own answers.
    topics: TallyJson,
    /// As the map shows them: a topic without an answer of its own is what its items come to.
    shown: TallyJson,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        if self.json {
            context.out.json(&to_json(&project));
        } else {
            print(&project, context.out);
        }
        Ok(Exit::DONE)
    }
}

fn to_json(project: &Project) -> StatusJson {
    let board = &project.board;
    let answers = project.answers();
    let chosen = answers.scenario.value();
    StatusJson {
        project: project.name().to_string(),
        scenario: chosen.map(|chosen| chosen.business.to_string()),
        apps: chosen.map(|chosen| chosen.apps.iter().map(ToString::to_string).collect()).unwrap_or_default(),
        plan: board.plan().map(|plan| plan.id.to_string()),
        file: Text::line(&project.path.to_string_lossy()).to_string(),
        next_milestone: board.next_milestone(answers).map(|gate| gate.id.to_string()),
        checklists: ListJson::all(board),
        phases: board
            .phases
            .iter()
            .map(|phase| PhaseJson {
                id: phase.id.to_string(),
                title: phase.title.to_string(),
                topics: phase.tally.into(),
                shown: map::topics_of(board, answers, phase).into(),
            })
            .collect(),
        milestones: board.gates.iter().map(|gate| MilestoneJson::of(gate, answers)).collect(),
        contradictions: ContradictionJson::all(board),
        left_so: LeftSoJson::all(board),
        problems: project.problems(),
        not_in_pack: project.not_in_pack().iter().map(ToString::to_string).collect(),
    }
}

fn print(project: &Project, out: &mut Out) {
    let board = &project.board;
    out.line(strong(project.name()).and(dim(format!("  {}", project.kind()))));
    out.line(dim(project.path.to_string_lossy()));
    out.blank();
    contradictions(project, out);
    heading(out, "Checklists", &board.items.sentence());
    let mut table = Table::new(&[Column::Left, Column::Left, Column::Right, Column::Left]).indented(2);
    for list in &board.lists {
        table.row(counts(&list.title, list.tally, out));
    }
    table.print(out);
    if board.items_left_out > 0 {
        out.line(dim(format!("  {}", project.board.items_that_apply())));
    }
    out.blank();
    let mut topics = Tally::default();
    let shown = board.phases.iter().map(|phase| map::topics_of(board, project.answers(), phase));
    let shown: Vec<Tally> = shown.collect();
    for tally in &shown {
        topics.join(*tally);
    }
    heading(out, "Topics of the plan", &topics.sentence());
    let mut table = Table::new(&[Column::Left, Column::Left, Column::Right, Column::Left]).indented(2);
    for (phase, tally) in board.phases.iter().zip(shown) {
        table.row(counts(&phase.title, tally, out));
    }
    table.print(out);
    out.blank();
    milestones(project, out);
    open(project, out);
    problems(project, out);
}

fn heading(out: &mut Out, word: &str, sum: &str) {
    out.line(strong(word).and(format!("  {sum}")));
}

const BAR: usize = 18;

fn counts(title: &str, tally: Tally, out: &Out) -> [Line; 4] {
    let (settled, total) = (tally.settled(), tally.total());
    let cells = if total == 0 {
        0
    } else {
        // Something that has begun shows, and only what is complete fills the bar.
        let cells = usize::try_from(u64::from(settled) * BAR as u64 / u64::from(total)).unwrap_or(BAR);
        if settled > 0 { cells.max(1) } else { 0 }
    };
    let bar: String = std::iter::repeat_n(out.signs.bar(), cells).collect();
    let rest: String = std::iter::repeat_n(out.signs.rule(), BAR - cells).collect();
    let parts = [
        (tally.doing, "doing"),
        (tally.blocked, "blocked"),
        (tally.waived, "waived"),
        (tally.na, "n/a"),
        (tally.look_again, "to look at again"),
    ];
    let more: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    let more = more.join(", ");
    let more = if tally.blocked > 0 {
        bad(more)
    } else if tally.look_again > 0 {
        warn(more)
    } else {
        Line::from(more)
    };
    let sum = if tally.is_untouched() {
        dim(format!("not started, {total}"))
    } else {
        Line::from(format!("{settled} of {total}"))
    };
    [Line::from(title), good(bar).and(dim(rest)), sum, more]
}

fn milestones(project: &Project, out: &mut Out) {
    let board = &project.board;
    let next = board.next_milestone(project.answers());
    out.line(
        strong("Milestones").and(next.map(|gate| format!("  next: {}", gate.title)).unwrap_or_default()),
    );
    let mut table = Table::around(1, 3).indented(2);
    for gate in &board.gates {
        let is_next = next.is_some_and(|next| next.id == gate.id);
        table.row(milestone(project, gate, is_next, out));
    }
    table.print(out);
    for found in conditions::standing(board, project.answers()) {
        let count = found.count();
        if count.late + count.open > 0 {
            let words = format!("  conditions of review {}: {}", found.review.no, count.sentence());
            let words = if count.late > 0 { bad(words) } else { Line::from(words) };
            out.line(words.and(dim("; `golive conditions` lists them")));
        }
    }
    let skipped = board.skipped_phrase(project.answers());
    if !skipped.is_empty() {
        out.line(dim(format!("  {skipped}")));
    }
}

fn milestone(project: &Project, gate: &GateTally, is_next: bool, out: &Out) -> [Line; 5] {
    let count = gate.count;
    let passed = gate::is_passed(project.answers(), &gate.id);
    let words = verdict::of_milestone(count.verdict(), passed);
    let verdict = match count.verdict() {
        _ if passed => dim(words),
        Verdict::NotReady => bad(words),
        Verdict::ReadyWithConditions => warn(words),
        Verdict::Ready => good(words),
    };
    let left = if count.left() == 0 {
        Line::from(format!("none of {} left", count.total))
    } else {
        let parts = [(count.blocking, "must"), (count.conditions, "should"), (count.listed, "could")];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{n} {word}")).collect();
        Line::from(format!("{} of {} left: {}", count.left(), count.total, parts.join(", ")))
    };
    let today = project.moment.today;
    let target = match project.answers().target(&gate.id) {
        Some(day) if day < today && !passed => warn(dates::target(day, today)),
        Some(day) => Line::from(format!("{}, {}", dates::long(day, today), dates::distance(day, today))),
        None => dim("no date"),
    };
    let title = if is_next { strong(&gate.title) } else { Line::from(&gate.title) };
    [Line::from(out.signs.milestone().to_string()), title, verdict, left, target]
}

fn open(project: &Project, out: &mut Out) {
    let open = captures::open(project.answers());
    if !open.is_empty() {
        out.blank();
        let more = dim("  `golive captures --open` lists them");
        out.line(strong("Captured and open").and(format!("  {}", captures::counted(&open))).and(more));
    }
    if let Some(workshop) = project.answers().open_workshop() {
        out.blank();
        out.line(strong("A workshop is open").and(format!("  {}", workshop.plan.title)));
    }
}

fn problems(project: &Project, out: &mut Out) {
    let rivals = project.rivals();
    let gone = project.not_in_pack();
    let problems = project.problems();
    if rivals.is_empty() && gone.is_empty() && problems.is_empty() {
        return;
    }
    out.blank();
    out.line(strong("To look at"));
    if !rivals.is_empty() {
        let entries = counted(rivals.len(), "entry has", "entries have");
        out.line(warn(format!("  {entries} two independent answers; answer again to decide")));
        for id in &rivals {
            out.line(format!("    {}", project.named(id).whole()));
        }
    }
    if !gone.is_empty() {
        let entries = counted(gone.len(), "answered entry is", "answered entries are");
        out.line(warn(format!("  {entries} no longer in the pack; `golive show ID` has the answer")));
        for id in &gone {
            out.line(format!("    {id}"));
        }
    }
    if !problems.is_empty() {
        let file = shown(&project.path);
        let verdict = project.verdict();
        let loss = verdict.loss_phrase();
        out.line(if project.lost_lines() > 0 {
            bad(format!("  {loss} in {file}; `golive verify` shows which"))
        } else if verdict.is_cut() {
            warn(format!("  {file} has a line that stops in the middle; {loss}; `golive verify` shows which"))
        } else {
            warn(format!("  {file} has irregular lines, but {loss}; `golive verify` lists them"))
        });
        for problem in problems.iter().take(5) {
            out.line(format!("    {problem}"));
        }
    }
}

const HELP: &str = "\
Exit status:
  0 done, 3 the project could not be read.";
