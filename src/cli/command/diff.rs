//! `golive diff`: what has changed between two reviews, two days, or one of them and now.

use jiff::civil::Date;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, strong};
use crate::cli::project::Project;
use crate::cli::table::Table;
use crate::domain::board::Board;
use crate::domain::dates;
use crate::domain::difference::{ComparedSnapshot, Difference, DifferenceKind, EntryDifference};
use crate::domain::snapshot::Snapshot;
use crate::domain::verdict;
use crate::domain::words::reason::state;
use crate::journal::answers::{Answers, ClosedReview};
use crate::journal::record::{CaptureId, ReviewedEntry};
use crate::pack::model::MilestoneId;
use crate::report::json::DifferenceJson;
use crate::workspace::error::{Error, quoted};

/// Compare two points in time
///
/// FROM and TO are a closed review (`last`, or `r2` for the second one), a date (the end of that day; today is `now`) or `now`. With
/// a review, the entries that its gate counted are compared; between two dates, the whole project. A review always
/// shows what it found, even if the pack has changed since. `golive review list` lists the reviews.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The older one: last, rN, a date
    from: String,
    /// The newer one: now, last, rN, a date
    #[arg(default_value = "now")]
    to: String,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let (from, to) = (point(&project, &self.from)?, point(&project, &self.to)?);
        for point in [&from, &to] {
            point.is_of_the_project(&project)?;
        }
        if matches!((&from, &to), (PointInTime::Now, PointInTime::Now)) {
            return Err(Error::usage("both are now: a day means the end of it, and today has not ended")
                .hint("name an earlier day")
                .hint(NO_EARLIER));
        }
        let gate = from.gate().or(to.gate()).cloned();
        let old = from.snapshot(&project, gate.as_ref())?;
        let new = to.snapshot(&project, gate.as_ref())?;
        let difference = Difference::between(&old, &new);
        if self.json {
            context.out.json(&DifferenceJson::of(&difference));
        } else {
            print(&project, (&from, &to), &difference, context.out);
        }
        Ok(Exit::DONE)
    }
}

/// What there is to see before a day has ended.
const NO_EARLIER: &str = "`golive history` shows what was done today";

/// One of the two times that are compared.
enum PointInTime<'a> {
    Review(&'a ClosedReview),
    Day(Date),
    Now,
}

fn point<'a>(project: &'a Project, typed: &str) -> Result<PointInTime<'a>, Error> {
    let reviews = &project.answers().reviews;
    let word = typed.trim().to_lowercase();
    match word.as_str() {
        "now" | "today" => return Ok(PointInTime::Now),
        "last" => {
            let none = || {
                Error::usage("no review was closed yet")
                    .hint("`golive review close MILESTONE` closes one; or name a date")
            };
            return reviews.last().map(PointInTime::Review).ok_or_else(none);
        }
        _ => {}
    }
    if let Some(number) = word.strip_prefix('r').and_then(|number| number.parse::<u32>().ok()) {
        let found = reviews.iter().find(|closed| closed.no == number);
        let known = match reviews.len() {
            0 => "no review was closed yet".to_owned(),
            1 => "there is r1".to_owned(),
            last => format!("there are r1 to r{last}"),
        };
        let none = || Error::usage(format!("there is no review {}", quoted(typed))).hint(known);
        return found.map(PointInTime::Review).ok_or_else(none);
    }
    match dates::parse(typed, project.moment.today) {
        Ok(day) if day < project.moment.today => Ok(PointInTime::Day(day)),
        Ok(day) if day == project.moment.today => Ok(PointInTime::Now),
        Ok(day) => {
            Err(Error::usage(format!("{day} is still to come")).hint("name a day that is past, or `now`"))
        }
        Err(_) => Err(Error::usage(format!("{} is neither a review nor a date", quoted(typed)))
            .hint("write last, now, r1 or 2026-11-06")),
    }
}

impl PointInTime<'_> {
    fn gate(&self) -> Option<&MilestoneId> {
        match self {
            PointInTime::Review(closed) => Some(&closed.review.milestone),
            PointInTime::Day(_) | PointInTime::Now => None,
        }
    }

    /// Of a day before its first line nothing is known of a project.
    fn is_of_the_project(&self, project: &Project) -> Result<(), Error> {
        let PointInTime::Day(day) = self else { return Ok(()) };
        match project.began() {
            Some(began) if *day < began => {
                let today = project.moment.today;
                let hint = if began == today { NO_EARLIER } else { "name that day or a later one" };
                let (day, began) = (dates::long(*day, today), dates::long(began, today));
                Err(Error::usage(format!("on {day} there was no project yet: it began on {began}"))
                    .hint(hint))
            }
            _ => Ok(()),
        }
    }

    /// What stood at that time, at a gate or in the whole project.
    fn snapshot(&self, project: &Project, gate: Option<&MilestoneId>) -> Result<Snapshot, Error> {
        let of = |board: &Board, answers: &Answers| match gate {
            Some(gate) => Snapshot::of_gate(board, answers, gate).ok_or_else(|| {
                let gate = quoted(gate.as_str());
                let words = match self {
                    PointInTime::Day(day) => {
                        let day = dates::long(*day, project.moment.today);
                        format!("on {day} the project's plan had no milestone {gate}")
                    }
                    _ => format!("the project's plan has no milestone {gate} any more"),
                };
                Error::usage(words).hint("compare two reviews of it")
            }),
            None => Ok(Snapshot::of_project(board, answers)),
        };
        match self {
            PointInTime::Review(closed) => Ok(Snapshot::of_review(&closed.review)),
            PointInTime::Now => of(&project.board, project.answers()),
            PointInTime::Day(day) => {
                let answers = project.answers_at_end_of(*day);
                of(&Board::new(&project.pack, &answers, project.moment.on(*day)), &answers)
            }
        }
    }

    fn phrase(&self, project: &Project) -> String {
        let today = project.moment.today;
        match self {
            PointInTime::Review(closed) => {
                let day = dates::long(project.moment.local(closed.at).date(), today);
                format!("review {} on {day}", closed.no)
            }
            PointInTime::Day(day) => dates::long(*day, today),
            PointInTime::Now => "now".to_owned(),
        }
    }
}

fn print(
    project: &Project,
    (from, to): (&PointInTime<'_>, &PointInTime<'_>),
    difference: &Difference,
    out: &mut Out,
) {
    let sign = out.signs.milestone();
    let looked_at = |side: &ComparedSnapshot| match &side.gate {
        Some((_, title)) => format!("{sign} {title}"),
        None => "the whole project".to_owned(),
    };
    let (old, new) = (looked_at(&difference.from), looked_at(&difference.to));
    out.line(strong(if old == new { new } else { format!("{old}, then {new}") }));
    for (point, side) in [(from, &difference.from), (to, &difference.to)] {
        out.line(format!("  {}: {} of {} left", point.phrase(project), side.left, side.total));
    }
    let (before, after) = (&difference.from, &difference.to);
    if (&before.pack, &before.version) != (&after.pack, &after.version) {
        let packs =
            format!("  pack {} {}, then {} {}", before.pack, before.version, after.pack, after.version);
        out.line(dim(packs));
    }
    if let Some(common) = difference.common {
        out.line(dim(format!("  {}", verdict::two_milestones(common))));
    }
    out.blank();
    if difference.is_empty() {
        out.line("nothing has changed");
        return;
    }
    for (heading, moved) in difference.headed() {
        entries(project, heading, &moved, out);
    }
    for (ids, title) in [
        (&difference.captures_added, "captured"),
        (&difference.captures_resolved, "resolved"),
        (&difference.captures_reopened, "captured and open again"),
    ] {
        captures(project, ids.iter(), title, out);
    }
}

fn entries(project: &Project, heading: &str, moved: &[&EntryDifference], out: &mut Out) {
    out.line(strong(heading).and(dim(format!("  {}", moved.len()))));
    let mut table = Table::around(1, 2).indented(2);
    let stand = |seen: &ReviewedEntry| state(seen, &|day| project.moment.day(day));
    for moved in moved {
        let seen = moved.seen();
        let name = if seen.name == seen.title { "Topic" } else { seen.name.as_str() };
        let words = match (&moved.before, &moved.after) {
            (_, Some(after)) if moved.group == DifferenceKind::NewlySettled => stand(after),
            (Some(_), Some(_)) if moved.group == DifferenceKind::Changed => {
                moved.changes_phrase(&project.moment)
            }
            (Some(before), Some(after)) => {
                let (before, after) = (stand(before), stand(after));
                if before == after { after } else { format!("{before}, now {after}") }
            }
            (None, Some(after)) => stand(after),
            (Some(before), None) => format!("was {}", stand(before)),
            (None, None) => String::new(),
        };
        let owner = seen.owner.as_ref().map_or_else(|| dim("nobody"), Line::from);
        table.row([Line::from(name), Line::from(&seen.title), Line::from(words), owner]);
    }
    table.print(out);
}

fn captures<'a>(project: &Project, ids: impl Iterator<Item = &'a CaptureId>, title: &str, out: &mut Out) {
    let mut table = Table::around(1, 1).indented(2);
    let mut count = 0;
    for id in ids {
        count += 1;
        let captured = project.answers().captures.get(id).and_then(|capture| capture.capture.value());
        // What a review saw may have been undone since.
        let (kind, text, owner) = match captured {
            Some(captured) => {
                (captured.kind.word(), captured.text.glimpse_with(out.signs.cut()), captured.owner.as_ref())
            }
            None => ("captured", id.0.as_str().into(), None),
        };
        table.row([
            Line::from(kind),
            Line::from(text.into_owned()),
            owner.map(Line::from).unwrap_or_default(),
        ]);
    }
    if count > 0 {
        out.line(strong(title).and(dim(format!("  {count}"))));
        table.print(out);
    }
}

const HELP: &str = "\
Examples:
  golive diff last
  golive diff r1 r2
  golive diff 2026-11-06

Exit status:
  0 done; 2 no such review, or the date is wrong; 3 the project could not be
  read.";
