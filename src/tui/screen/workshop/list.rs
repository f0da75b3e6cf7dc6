//! The workshops of a project: the one that runs, those that are prepared, what was, and how to begin.

use ratatui::layout::Rect;

use super::minutes::no_of;
use crate::domain::agenda;
use crate::domain::minutes::minutes;
use crate::domain::moment::Moment;
use crate::domain::workshop::{WorkshopProgress, behind, prepared};
use crate::journal::answers::Workshop;
use crate::journal::record::{Person, Seq, WorkshopPlan};
use crate::text::{self, Text, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::confirm::Confirm;
use crate::tui::widget::canvas::{Canvas, below, cells, inset};
use crate::tui::widget::list::{List, Mark, Row};
use crate::tui::widget::page::Page;

/// How long a workshop is when nobody says it, in minutes.
pub(super) const MINUTES: u32 = 90;

/// What the cursor can be at.
#[derive(Debug, Clone, PartialEq)]
enum At {
    /// The one that runs.
    Running(String),
    /// Begins now with what is left.
    Now(String),
    /// Prepares another one.
    New,
    /// By its line: label, right.
    Prepared(Seq, String, String),
    Past(Seq, String, String),
}

/// What the list wishes for.
pub(super) enum Wish {
    /// The room view of the workshop that runs.
    Enter,
    /// A workshop begins on this plan, the one that was prepared in this line if one was.
    Begin(WorkshopPlan, Option<Seq>),
    /// A workshop is prepared: a new one, or again the one that is named.
    Prepare(WorkshopPlan, Option<Seq>),
    /// The minutes of a workshop by its number.
    Minutes(usize),
    Other(Outcome),
}

/// The list of workshops.
#[derive(Debug, Default)]
pub(super) struct Hub {
    list: List<At>,
}

impl Hub {
    /// Puts the cursor on the first row: the workshop that runs, if one does.
    pub(super) fn go_first(&mut self) {
        self.list.go_to(0);
    }

    /// Looks at the project anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.list.set(rows(ctx));
        self.list.sync(place(area).height);
    }

    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Wish {
        if self.list.update(action) {
            return Wish::Other(Outcome::Stay);
        }
        match action {
            Action::Enter => self.enter(ctx),
            Action::NewWorkshop => Wish::Prepare(default_plan(ctx), None),
            Action::Drop => Wish::Other(self.drop(ctx)),
            Action::Begin => match self.prepared().and_then(|seq| find(seq, ctx)) {
                Some(prepared) => Wish::Begin(prepared.plan.clone(), Some(prepared.seq)),
                None => Wish::Other(Outcome::Stay),
            },
            Action::CaptureWhole if is_running(ctx) => {
                Wish::Other(Outcome::open(crate::tui::popup::capture::CapturePopup::at(None, ctx)))
            }
            _ => Wish::Other(Outcome::Ignored),
        }
    }

    /// The prepared workshop at the cursor.
    pub(super) fn prepared(&self) -> Option<Seq> {
        match self.list.at()? {
            At::Prepared(seq, ..) => Some(*seq),
            At::Running(_) | At::Now(_) | At::New | At::Past(..) => None,
        }
    }

    /// Whether an action makes sense in the list.
    pub(super) fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Drop | Action::Begin => self.prepared().is_some(),
            Action::CaptureWhole => is_running(ctx),
            Action::NextPart | Action::PreviousPart => false,
            _ => true,
        }
    }

    /// Asks, and drops the prepared workshop at the cursor.
    fn drop(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(seq) = self.prepared() else { return Outcome::Stay };
        let ask = move |ctx: &Ctx<'_>| {
            let prepared = prepared(ctx.answers()).into_iter().find(|one| one.seq == seq);
            let title = &prepared.ok_or("this workshop is no longer prepared")?.plan.title;
            // What stands in the way of it is said instead.
            let dropped = vec![Outcome::tell(format!("dropped: {title}")), Outcome::DropPrepared(seq)];
            Ok(Confirm::new(&format!("Delete the prepared workshop {title}?"), Outcome::All(dropped)))
        };
        Confirm::about(ask, ctx)
    }

    fn enter(&self, ctx: &Ctx<'_>) -> Wish {
        match self.list.at() {
            Some(At::Running(_)) => Wish::Enter,
            Some(At::Now(_)) => {
                let plan = default_plan(ctx);
                if plan.agenda.is_empty() {
                    return Wish::Other(Outcome::tell("nothing is left, so the agenda would be empty"));
                }
                Wish::Begin(plan, None)
            }
            Some(At::Prepared(seq, ..)) => match find(*seq, ctx) {
                Some(prepared) => Wish::Prepare(prepared.plan.clone(), Some(*seq)),
                None => Wish::Other(Outcome::Stay),
            },
            Some(At::New) => Wish::Prepare(default_plan(ctx), None),
            Some(At::Past(seq, ..)) => no_of(ctx, *seq).map_or(Wish::Other(Outcome::Stay), Wish::Minutes),
            None => Wish::Other(Outcome::Stay),
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.list.draw(canvas, place(area), Mark::Row, |canvas, place, at, _| {
            draw_row(canvas, inset(place, 1, 1), at);
        });
    }
}

/// Where the list stands.
fn place(area: Rect) -> Rect {
    below(area, u16::from(area.height > 12))
}

fn draw_row(canvas: &mut Canvas<'_>, place: Rect, line: &At) {
    let theme = canvas.theme;
    let (label, right) = match line {
        At::Running(label) | At::Now(label) => (label.as_str(), ""),
        At::New => ("Prepare a workshop: subject, people, day", ""),
        At::Prepared(_, label, right) | At::Past(_, label, right) => (label.as_str(), right.as_str()),
    };
    let style = if matches!(line, At::Past(..)) { theme.dim } else { theme.normal };
    let words = inset(place, 2, 1);
    // What it is called says more than how large it is.
    let has_room = text::width(label) + text::width(right) + 2 <= usize::from(words.width);
    let used = if has_room { canvas.put_right(words, right, style) + 2 } else { 0 };
    canvas.put(words.x, words.y, words.width.saturating_sub(used), label, style);
}

fn is_running(ctx: &Ctx<'_>) -> bool {
    ctx.answers().open_workshop().is_some()
}

/// A workshop by its line.
pub(super) fn find<'a>(seq: Seq, ctx: &Ctx<'a>) -> Option<&'a Workshop> {
    ctx.answers().workshops.iter().find(|workshop| workshop.seq == seq)
}

/// The plan of a workshop that nobody prepared: what is left, as much as fits.
pub(super) fn default_plan(ctx: &Ctx<'_>) -> WorkshopPlan {
    let mut plan = WorkshopPlan {
        title: Text::line("What is left"),
        day: Some(ctx.moment.today),
        minutes: MINUTES,
        people: last_people(ctx),
        ..WorkshopPlan::default()
    };
    plan.agenda = agenda::draft(ctx.board, ctx.answers(), &plan).ids();
    plan
}

/// The people of the last workshop that had any, with their roles.
fn last_people(ctx: &Ctx<'_>) -> Vec<Person> {
    let mut with = ctx.answers().workshops.iter().rev().filter(|one| !one.plan.people.is_empty());
    with.next().map(|one| one.plan.people.clone()).unwrap_or_default()
}

fn rows(ctx: &Ctx<'_>) -> Vec<Row<At>> {
    let answers = ctx.answers();
    let mut rows = Vec::new();
    let row = |one: &Workshop| {
        let day = one.plan.day.map(|day| match one.plan.start {
            Some(start) => format!("{} {}", ctx.moment.day(day), start.strftime("%H:%M")),
            None => ctx.moment.day(day),
        });
        let label = dated(day, &one.plan.title);
        Row::Entry(At::Prepared(one.seq, label, size(&one.plan)))
    };
    // Its day is today, or was and it was not held, or nobody said one.
    let is_due = |one: &&Workshop| one.plan.day.is_none_or(|day| day <= ctx.moment.today);
    let (due, later): (Vec<_>, Vec<_>) = prepared(answers).into_iter().partition(is_due);
    if let Some(running) = answers.open_workshop() {
        rows.push(Row::heading("Running"));
        let state =
            WorkshopProgress::new(ctx.board, answers, running, ctx.used).in_break(running, ctx.moment.now);
        let words =
            [state.title.to_string(), state.place_phrase(), behind::time_phrase(&state, false)].join(" · ");
        rows.extend([Row::Entry(At::Running(words)), Row::Gap]);
    }
    // On the day itself, opening the workshop is the most likely wish.
    if !due.is_empty() {
        rows.push(Row::heading("Ready to open"));
        rows.extend(due.into_iter().map(row));
        rows.push(Row::Gap);
    }
    rows.push(Row::heading("Begin"));
    if answers.open_workshop().is_none() {
        rows.push(Row::Entry(At::Now(format!("Start now: what is left, as much as fits in {MINUTES} min"))));
    }
    rows.push(Row::Entry(At::New));
    if !later.is_empty() {
        rows.extend([Row::Gap, Row::heading("Prepared for later")]);
        rows.extend(later.into_iter().map(row));
    }
    let mut past: Vec<Row<At>> = answers
        .workshops
        .iter()
        .rev()
        .filter(|one| one.opened)
        .filter_map(|one| Some((one, one.closed?)))
        .map(|(one, (used, _))| {
            let label = dated(Some(day(one, ctx.moment)), &one.plan.title);
            let right = format!("{} of {} min", used.div_ceil(60), one.plan.minutes);
            Row::Entry(At::Past(one.seq, label, right))
        })
        .collect();
    if !past.is_empty() {
        rows.extend([Row::Gap, Row::heading("Past")]);
        rows.append(&mut past);
    }
    rows
}

fn day(workshop: &Workshop, moment: &Moment) -> String {
    moment.day(moment.local(workshop.at).date())
}

fn dated(day: Option<String>, title: &Text) -> String {
    format!("{:<17}{title}", day.unwrap_or_else(|| "no day".to_owned()))
}

/// `12 entries, 90 min, 5 people`.
pub(super) fn size(plan: &WorkshopPlan) -> String {
    let mut words = vec![counted(plan.agenda.len(), "entry", "entries"), format!("{} min", plan.minutes)];
    if !plan.people.is_empty() {
        words.push(counted(plan.people.len(), "person", "people"));
    }
    words.join(", ")
}

/// Draws what stands on a screen that follows while no workshop is open.
///
/// After one that was followed to its end it thanks, and says who has the minutes.
pub(super) fn draw_waiting(canvas: &mut Canvas<'_>, area: Rect, was_open: bool, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let column = super::page::column(area);
    let mut page = Page::new(column.width);
    if let Some(name) = ctx.answers().project_name() {
        page.paragraph(name, theme.strong);
        page.gap();
    }
    let last = ctx.answers().workshops.iter().rev().find(|one| one.opened && one.closed.is_some());
    if let Some(last) = last.filter(|_| was_open) {
        let outcome = minutes(ctx.board, ctx.answers(), last).summary();
        page.paragraph(&format!("Thank you. The minutes are with {}.", last.by), theme.strong);
        page.gap();
        page.paragraph(&format!("{}: {outcome}", last.plan.title), theme.normal);
        page.gap();
    }
    page.paragraph("No workshop is open.", theme.normal);
    page.paragraph("It appears here as soon as one is opened.", theme.dim);
    let top = area.height.saturating_sub(cells(page.len())) / 3;
    page.draw(canvas, below(column, top), 0);
}
