//! What Home shows, derived once from the board and the answers, and again only when those have changed.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::board::{Entry, EntryKind};
use crate::domain::captures;
use crate::domain::coming::{self, UpcomingDay};
use crate::domain::conditions::{self, Count, State};
use crate::domain::gate::LeftCounts;
use crate::domain::late::{self, Late};
use crate::domain::needs::{self, Needed, Priority};
use crate::domain::pace::{self, Forecast};
use crate::domain::since::{self, Activity};
use crate::journal::answers::{CaptureAnswers, Captured, EntryAnswers};
use crate::journal::record::{CaptureId, RunId, Seq};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::Text;
use crate::tui::context::Ctx;
use crate::tui::fresh::Revision;
use crate::tui::widget::canvas::cells;

/// The entry to go on with.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ResumePoint {
    pub id: EntryId,
    /// `Thu 16:42`, or `Begin here`.
    pub label: String,
    /// What is behind its state.
    pub tail: String,
}

/// The milestone to speak of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Next {
    pub id: MilestoneId,
    pub title: Text,
    pub target: Option<Date>,
    pub count: LeftCounts,
    /// By workstream, in the plan's order.
    pub streams: Vec<(Text, LeftCounts)>,
    /// How many of the entries that block are nobody's.
    pub nobodys: u32,
    /// How fast it went lately; empty if nothing was ever answered.
    pub pace: String,
    /// The milestone before it in the plan that is not passed; empty if it is the first.
    pub skipped: String,
}

/// Something captured that is open, or was resolved just now.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OpenCapture {
    pub id: CaptureId,
    pub captured: Captured,
    pub is_resolved: bool,
}

/// The conditions of a review that are not all met.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Promised {
    /// The number of the review.
    pub no: u32,
    pub count: Count,
    /// Those of the states that have some, the late ones first: the word, how many, who.
    pub states: Vec<(State, usize, String)>,
    /// `Ready to demonstrate, Fri 20 Nov`
    pub milestone: String,
}

/// What Home shows.
#[derive(Debug, Clone, Default)]
pub(super) struct HomeModel {
    revision: Option<Revision>,
    pub here: Option<ResumePoint>,
    pub since: Activity,
    /// `Since then`.
    pub since_label: String,
    /// The newest change of this person when the project was opened.
    left_off: Option<(Seq, Timestamp)>,
    pub next: Option<Next>,
    pub needs: Vec<Needed>,
    /// The widest short name among them.
    pub name: u16,
    /// What their reasons can be, each once: how wide their column is.
    pub reasons: Vec<Priority>,
    /// Whether nothing presses, and `needs` holds what comes next instead.
    pub is_calm: bool,
    /// What is past its day, whoever has it.
    pub late: Vec<Late>,
    pub conditions: Vec<Promised>,
    pub open: Vec<OpenCapture>,
    /// `2 actions, 3 questions`.
    pub open_counted: String,
    pub coming: Vec<UpcomingDay>,
    /// The entry that was settled just now: it keeps its place until the cursor leaves it.
    pub kept_entry: Option<EntryId>,
    pub kept_capture: Option<CaptureId>,
}

/// How many entries are offered when nothing presses.
const MOST_NEXT: usize = 12;
/// So many different reasons decide how wide their column is.
const MOST_REASONS: usize = 200;

impl HomeModel {
    /// Brings the view in line with the board; costs nothing if nothing has changed. `at` is the entry, `open_at`
    /// the capture at the cursor.
    pub(super) fn follow(&mut self, at: Option<&EntryId>, open_at: Option<&CaptureId>, ctx: &Ctx<'_>) {
        let before = self.revision.replace(ctx.revision);
        if before == Some(ctx.revision) {
            return;
        }
        let is_first = before.is_none();
        let answers = ctx.answers();
        let me = ctx.host.author();
        let place = since::place(ctx.board, answers, &me);
        // What others did is told from where this person left off before the project was opened, however much they
        // have said since.
        let newest = since::left_off(answers, &me);
        let beginning_of_time = (Seq(0, RunId(0)), Timestamp::UNIX_EPOCH);
        let (after, left_at) = *self.left_off.get_or_insert(newest.unwrap_or(beginning_of_time));
        self.since = since::since(answers, &me, after);
        self.since_label = match newest {
            Some((seq, _)) if seq != after && after.0 > 0 => format!("Since {}", ctx.moment.time(left_at)),
            Some(_) => "Since then".to_owned(),
            None => "Others".to_owned(),
        };
        self.here = place.map(|place| been(&place, ctx)).or_else(|| beginning(&me, ctx));
        self.next = next(ctx);
        self.coming = coming::coming(ctx.board, answers);
        self.late = late::late(ctx.board, answers);
        self.conditions = promised(ctx);
        self.follow_needs(at.filter(|_| !is_first), &me, ctx);
        self.follow_open(open_at.filter(|_| !is_first), ctx);
    }

    /// What was settled at the cursor stays there, so that the same key takes it back and not the next entry.
    fn follow_needs(&mut self, at: Option<&EntryId>, me: &str, ctx: &Ctx<'_>) {
        let answers = ctx.answers();
        let before = std::mem::take(&mut self.needs);
        self.needs = needs::needs(ctx.board, answers, me);
        self.is_calm = self.needs.is_empty();
        if self.is_calm {
            self.needs = needs::next(ctx.board, answers, me);
            self.needs.truncate(MOST_NEXT);
        }
        let rows = self.needs.iter().map(|needed| ctx.board.at(needed.row));
        self.name = cells(rows.map(|row| short_name(row).len()).max().unwrap_or(0).min(14));
        // They are sorted, so that the same reasons are together.
        let mut reasons: Vec<&Priority> = self.needs.iter().map(|needed| &needed.need).collect();
        reasons.dedup();
        self.reasons = reasons.into_iter().take(MOST_REASONS).cloned().collect();
        self.kept_entry = None;
        let old = at.and_then(|id| before.iter().position(|needed| needed.id == *id));
        let Some(old) = old else { return };
        let Some(mut kept) = before.into_iter().nth(old) else { return };
        if let Some(new) = self.needs.iter().position(|needed| needed.id == kept.id) {
            // Its reason may be another one now; its place under the cursor is not.
            kept = self.needs.remove(new);
        } else {
            // On a new board its row has another place.
            let Some(row) = ctx.board.find(&kept.id) else { return };
            kept.row = row;
            self.kept_entry = Some(kept.id.clone());
            kept.sign = ctx.board.at(row).standing.shown();
        }
        self.needs.insert(old.min(self.needs.len()), kept);
    }

    fn follow_open(&mut self, at: Option<&CaptureId>, ctx: &Ctx<'_>) {
        let open = captures::open(ctx.answers());
        self.open_counted = captures::counted(&open);
        let before = std::mem::take(&mut self.open);
        self.open = open
            .into_iter()
            .map(|(id, captured)| OpenCapture {
                id: id.clone(),
                captured: captured.clone(),
                is_resolved: false,
            })
            .collect();
        self.kept_capture = None;
        let old = at.and_then(|id| before.iter().position(|open| open.id == *id));
        let Some(old) = old else { return };
        let Some(kept) = before.into_iter().nth(old) else { return };
        if ctx.answers().captures.get(&kept.id).is_some_and(CaptureAnswers::is_resolved) {
            self.kept_capture = Some(kept.id.clone());
            self.open.insert(old.min(self.open.len()), OpenCapture { is_resolved: true, ..kept });
        }
    }

    /// Lets the settled entry go, now that the cursor is elsewhere; returns where it stood.
    pub(super) fn drop_kept_entry(&mut self) -> Option<usize> {
        let kept = self.kept_entry.take()?;
        let at = self.needs.iter().position(|needed| needed.id == kept)?;
        self.needs.remove(at);
        Some(at)
    }

    /// Lets the resolved capture go, now that the cursor is elsewhere; returns where it stood.
    pub(super) fn drop_kept_capture(&mut self) -> Option<usize> {
        let kept = self.kept_capture.take()?;
        let at = self.open.iter().position(|open| open.id == kept)?;
        self.open.remove(at);
        Some(at)
    }
}

/// The reviews whose conditions are not all met yet.
fn promised(ctx: &Ctx<'_>) -> Vec<Promised> {
    let standing = conditions::standing(ctx.board, ctx.answers());
    let unmet = standing.into_iter().filter(|found| found.count().met < found.count().total());
    let line = |found: conditions::Conditions<'_>| {
        let day = ctx.moment.day(ctx.moment.local(found.review.at).date());
        let states = State::ALL.map(|state| (state, found.in_state(state).count(), found.who(state)));
        Promised {
            no: found.review.no,
            count: found.count(),
            states: states.into_iter().filter(|(_, count, _)| *count > 0).collect(),
            milestone: format!("{}, {day}", found.review.review.milestone_title),
        }
    };
    unmet.map(line).collect()
}

fn been(place: &since::LastChange, ctx: &Ctx<'_>) -> ResumePoint {
    let tail = match place.open_above {
        0 => String::new(),
        1 => "1 entry above it is still to do".to_owned(),
        above => format!("{above} entries above it are still to do"),
    };
    ResumePoint { id: place.id.clone(), label: ctx.moment.time(place.at), tail }
}

/// Where to begin, for somebody who has not answered anything yet.
fn beginning(me: &str, ctx: &Ctx<'_>) -> Option<ResumePoint> {
    let id = needs::beginning(ctx.board, ctx.answers(), me)?;
    let tail = if ctx.answers().entries.is_empty() {
        "nothing is answered yet"
    } else if since::left_off(ctx.answers(), me).is_some() {
        let is_mine = |said: &EntryAnswers| since::newest(said, |by| by == me).is_some();
        let applies = |id: &EntryId| ctx.row(id).is_some_and(|row| row.applies.is_yes());
        let mut mine = ctx.answers().entries.iter().filter(|(_, said)| is_mine(said));
        if mine.any(|(id, _)| applies(id)) {
            "your answers went to several entries at once"
        } else {
            "your answers no longer apply to this project"
        }
    } else {
        "you have not answered anything yet"
    };
    Some(ResumePoint { id, label: "Begin here".to_owned(), tail: tail.to_owned() })
}

fn next(ctx: &Ctx<'_>) -> Option<Next> {
    let answers = ctx.answers();
    let tally = ctx.board.next_milestone(answers)?;
    Some(Next {
        id: tally.id.clone(),
        title: tally.title.clone(),
        target: answers.target(&tally.id),
        count: tally.count,
        streams: tally.streams.iter().map(|(_, title, left)| (title.clone(), *left)).collect(),
        nobodys: tally.nobodys,
        pace: lately(&tally.id, ctx),
        skipped: ctx.board.skipped_phrase(answers),
    })
}

/// `13 settled since Mon 9 Nov, at this pace 3 more weeks`, or `7 settled, to be looked at again`.
fn lately(id: &MilestoneId, ctx: &Ctx<'_>) -> String {
    let Some(pace) = pace::of_gate(ctx.board, ctx.answers(), ctx.moment, id) else { return String::new() };
    let last_two = pace.weeks.get(pace.weeks.len().saturating_sub(2)..).unwrap_or_default();
    let Some(first) = last_two.first() else { return String::new() };
    let settled: u32 = last_two.iter().map(|week| week.settled).sum();
    if let Some(doubtful) = pace.doubtful.phrase().filter(|_| settled == 0) {
        return doubtful;
    }
    let settled = if settled == 0 { "nothing".to_owned() } else { settled.to_string() };
    let words = format!("{settled} settled since {}", ctx.moment.day(first.monday));
    match pace.forecast {
        Forecast::Weeks { .. } | Forecast::Far => format!("{words}, {}", pace.phrase()),
        Forecast::Finished | Forecast::TooLittle => words,
    }
}

impl Next {
    /// What is below the verdict: how fast it goes, and which milestone the plan has before this one.
    pub(super) fn tail(&self) -> impl Iterator<Item = &String> {
        [&self.skipped, &self.pace].into_iter().filter(|words| !words.is_empty())
    }

    /// `Not ready: 5 must entries left, 2 without an owner`.
    pub(super) fn verdict(&self) -> String {
        let LeftCounts { total, blocking, conditions, listed, impossible } = self.count;
        if impossible {
            return "Not ready: answers to project questions contradict each other".to_owned();
        }
        match (total, blocking, conditions, listed) {
            (0, ..) => "No entry that applies counts at this milestone".to_owned(),
            (_, 0, 0, 0) => "Ready: nothing is left".to_owned(),
            (_, 0, 0, 1) => "Ready: 1 could entry left".to_owned(),
            (_, 0, 0, listed) => format!("Ready: {listed} could entries left"),
            (_, 0, 1, _) => "Ready with conditions: 1 should entry left".to_owned(),
            (_, 0, should, _) => format!("Ready with conditions: {should} should entries left"),
            (_, 1, ..) if self.nobodys == 1 => "Not ready: 1 must entry left, without an owner".to_owned(),
            (_, 1, ..) => "Not ready: 1 must entry left".to_owned(),
            (_, must, ..) => {
                let whose = match self.nobodys {
                    0 => String::new(),
                    all if all == must => ", none with an owner".to_owned(),
                    some => format!(", {some} without an owner"),
                };
                format!("Not ready: {must} must entries left{whose}")
            }
        }
    }
}

/// The name in a narrow column: `Design 42`; a topic has no number.
pub(super) fn short_name(row: &Entry) -> &str {
    match row.kind {
        EntryKind::Item => &row.name,
        EntryKind::Topic => "topic",
    }
}

/// What is left by weight: `1 must, 2 should`; listed entries are only named if nothing else is left.
pub(super) fn weights(left: LeftCounts) -> String {
    match (left.blocking, left.conditions, left.listed) {
        (0, 0, 0) => String::new(),
        (0, 0, could) => format!("{could} could"),
        (0, should, _) => format!("{should} should"),
        (must, 0, _) => format!("{must} must"),
        (must, should, _) => format!("{must} must, {should} should"),
    }
}
