//! What has changed since the last review.

use crate::domain::difference::{Difference, DifferenceKind, EntryDifference};
use crate::domain::moment::Moment;
use crate::domain::words::reason::state;
use crate::journal::answers::ClosedReview;
use crate::journal::record::{CaptureId, ReviewedEntry, Status};
use crate::report::input::ReportInput;
use crate::report::model::{Block, BulletPoint, ReportSection};
use crate::text::{Text, capital, counted};

/// The section about what has changed since a review.
pub(super) fn section(
    source: ReportInput<'_>,
    closed: &ClosedReview,
    difference: &Difference,
) -> ReportSection {
    let day = source.moment.day(source.moment.local(closed.at).date());
    let title = format!("Since review {} on {day}", closed.no);
    let gate = difference.to.gate.as_ref().map(|(_, title)| title.to_string()).unwrap_or_default();
    let summary = format!(
        "◆ {gate}: {} of {} were left, {} of {} are left now. {}.",
        difference.from.left,
        counted(difference.from.total, "entry", "entries"),
        difference.to.left,
        difference.to.total,
        capital(&difference.sentence()),
    );
    let mut section = ReportSection::new(&title).with(Block::words(&summary));
    let (from, to) = (&difference.from, &difference.to);
    if (&from.pack, &from.version) != (&to.pack, &to.version) {
        let words = format!(
            "The pack was {} {} then and is {} {} now.",
            from.pack, from.version, to.pack, to.version
        );
        section = section.with(Block::words(&words));
    }
    for (heading, moved) in difference.headed() {
        let points: Vec<BulletPoint> = moved.into_iter().map(|moved| point(source, moved)).collect();
        let heading = format!("{}, {}", capital(heading), points.len());
        section = section.with(Block::Heading(Text::line(&heading))).with(Block::List(points));
    }
    for (ids, heading) in [
        (&difference.captures_added, "Captured"),
        (&difference.captures_resolved, "Resolved"),
        (&difference.captures_reopened, "Captured and open again"),
    ] {
        let points: Vec<BulletPoint> = ids.iter().filter_map(|id| capture(source, id)).collect();
        if !points.is_empty() {
            let heading = format!("{heading}, {}", points.len());
            section = section.with(Block::Heading(Text::line(&heading))).with(Block::List(points));
        }
    }
    section
}

fn point(source: ReportInput<'_>, moved: &EntryDifference) -> BulletPoint {
    let seen = moved.seen();
    let aside = match (&moved.before, &moved.after) {
        (Some(_), Some(_)) if moved.group == DifferenceKind::Changed => moved.changes_phrase(source.moment),
        (_, Some(after)) => stand(after, source.moment),
        (_, None) => String::new(),
    };
    // A topic's name is its title.
    let lead = if seen.name == seen.title { Text::default() } else { seen.name.clone() };
    BulletPoint { lead, words: seen.title.clone(), aside: Text::line(&aside) }
}

/// Where an entry stood when it was seen, and whose it was.
fn stand(seen: &ReviewedEntry, moment: &Moment) -> String {
    let mut state = state(seen, &|day| moment.day(day));
    if let (None, Status::Waived | Status::Na, Some(reason)) = (&seen.why, seen.status, &seen.reason) {
        state = format!("{state}: {}", reason.glimpse());
    }
    let due = seen.due.map(|day| format!(", due {}", moment.day(day))).unwrap_or_default();
    match &seen.owner {
        Some(owner) => format!("{state}, {owner}{due}"),
        None => format!("{state}{due}"),
    }
}

fn capture(source: ReportInput<'_>, id: &CaptureId) -> Option<BulletPoint> {
    let captured = source.answers.captures.get(id)?.capture.value()?;
    let aside = captured.owner.clone().unwrap_or_default();
    Some(BulletPoint { lead: Text::line(captured.kind.word()), words: captured.text.clone(), aside })
}
