//! Preparing a workshop: what it is about, and the agenda that comes of it, which hands may change.

use ratatui::layout::Rect;

use super::about;
use crate::domain::agenda::{self, Agenda, Stop};
use crate::journal::record::{Person, Plan, Scope as Filter, Seq};
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::search::Search;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::rule::Heading;
use crate::tui::widget::scroll::{Scroll, moved, step};

mod details;
mod stop;

use stop::{draw_stop, why_width};

/// The row of the first entry, after the details and a heading.
const FIRST_STOP: usize = 2;
/// From this width on the heading names the milestone that the order speaks of.
const WITH_MILESTONE: u16 = 72;
/// The fewest rows below the list: a rule, and what is to be said about the cursor's row.
const FOOT: u16 = 4;

/// One row of the list.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    Details,
    Stop(usize),
    Heading(String, String),
    LeftOut(usize),
}

/// A workshop that is being prepared.
#[derive(Debug, Default)]
pub(super) struct Draft {
    plan: Plan,
    /// What it began with.
    before: Plan,
    /// The line of the prepared workshop that it changes.
    pub(super) prepared: Option<Seq>,
    agenda: Option<Agenda>,
    /// What the rows were made from: how much had been said, the plan, the width.
    made_from: Option<(u64, Plan, Rect)>,
    /// What was taken off and put on by hand: it stays so when the agenda is made anew.
    dropped: Vec<EntryId>,
    added: Vec<EntryId>,
    rows: Vec<Row>,
    cursor: usize,
    scroll: Scroll,
    /// How many rows are in sight.
    page: usize,
    /// What there is to say about the whole, a line each.
    about: Vec<String>,
    /// The cells that the longest reason takes.
    why_width: u16,
    /// The rows below the list, rule and all; none where there is no room.
    foot: u16,
}

impl Draft {
    /// Begins with a plan, a new one or one that was prepared.
    pub(super) fn begin(&mut self, plan: Plan, prepared: Option<Seq>) {
        *self = Draft { before: plan.clone(), plan, prepared, ..Draft::default() };
    }

    /// Returns whether leaving it now would lose something.
    pub(super) fn is_changed(&self) -> bool {
        self.plan != self.before
    }

    /// Returns the plan as it stands.
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Looks at the project anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let is_made = self
            .made_from
            .as_ref()
            .is_some_and(|(changes, plan, at)| (*changes, plan, *at) == (ctx.changes, &self.plan, area));
        if !is_made {
            self.make_rows(area, ctx);
            self.made_from = Some((ctx.changes, self.plan.clone(), area));
        }
        self.cursor = self.near(self.cursor, 1);
        self.page = usize::from(self.list(area).height);
        self.scroll.follow(self.cursor, self.page, self.rows.len());
    }

    /// Lays the agenda out, and the rows that show it.
    fn make_rows(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let agenda = agenda::lay_out(ctx.board, ctx.answers(), &self.plan);
        self.rows = vec![Row::Details];
        let count = text::counted(agenda.stops.len(), "entry", "entries");
        let right = format!("{count}, {} min", agenda.planned());
        let is_marked = |stop: &Stop| stop.weight.is_some() && stop.why.is_some();
        let has_marks = agenda.stops.iter().chain(&agenda.left_out).any(is_marked);
        let title = match &agenda.milestone {
            Some((_, title)) if has_marks && area.width >= WITH_MILESTONE => {
                format!("Agenda · {} left at {title}", ctx.theme.milestone_mark())
            }
            Some(_) | None => "Agenda".to_owned(),
        };
        self.rows.push(Row::Heading(title, right));
        self.rows.extend((0..agenda.stops.len()).map(Row::Stop));
        if !agenda.left_out.is_empty() {
            // Only where there is no time for any of them was it the time that left them out.
            let free = agenda.room().saturating_sub(agenda.planned());
            let fits = agenda.left_out.iter().any(|stop| stop.minutes <= free);
            let title = if fits { "Not on the agenda" } else { "Did not fit" };
            let right = match (agenda.musts_left_out().count(), agenda.left_out.len()) {
                (0, all) => all.to_string(),
                (musts, all) if musts == all => format!("{all}, all must"),
                (musts, all) => format!("{all}, {musts} of them must"),
            };
            self.rows.push(Row::Heading(title.to_owned(), right));
            self.rows.extend((0..agenda.left_out.len()).map(Row::LeftOut));
        }
        self.why_width = why_width(agenda.stops.iter().chain(&agenda.left_out), ctx);
        self.about = self.tell(&agenda, area.width.saturating_sub(4), ctx);
        // As much as there is to say, and never more than a third of the screen.
        let foot = (cells(self.about.len()) + 1).clamp(FOOT, (area.height / 3).max(FOOT));
        self.foot = if area.height < 10 { 0 } else { foot };
        self.agenda = Some(agenda);
    }

    fn near(&self, at: usize, step: isize) -> usize {
        let at = moved(at, 0, self.rows.len());
        match self.rows.get(at) {
            Some(Row::Heading(..)) => {
                let next = moved(at, if step < 0 { -1 } else { 1 }, self.rows.len());
                if next == at { at.saturating_sub(1) } else { next }
            }
            _ => at,
        }
    }

    fn stop(&self) -> Option<&Stop> {
        let agenda = self.agenda.as_ref()?;
        match self.rows.get(self.cursor)? {
            Row::Stop(at) => agenda.stops.get(*at),
            Row::LeftOut(at) => agenda.left_out.get(*at),
            Row::Details | Row::Heading(..) => None,
        }
    }

    /// Returns where the cursor's entry stands on the agenda.
    fn place(&self) -> Option<usize> {
        match self.rows.get(self.cursor)? {
            Row::Stop(at) => Some(*at),
            Row::Details | Row::Heading(..) | Row::LeftOut(_) => None,
        }
    }

    /// Does what an action means; opening and keeping are done by the screen.
    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if let Some(step) = step(action, self.page) {
            self.cursor = self.near(moved(self.cursor, step, self.rows.len()), step);
            return Outcome::Stay;
        }
        match action {
            Action::Drop => self.drop(),
            Action::Earlier => self.shift(-1),
            Action::Later => self.shift(1),
            Action::Add => self.add_here(ctx),
            Action::Details => Outcome::open(details::form(&self.plan, ctx)),
            Action::Enter => self.enter(ctx),
            _ => Outcome::Ignored,
        }
    }

    fn enter(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.rows.get(self.cursor) {
            Some(Row::Details) => Outcome::open(Choose::new(
                "The workshop",
                vec![
                    Choice::new(
                        "Change title, day, time, people, what it is about",
                        perform(Action::Details),
                    ),
                    Choice::new("Save it for its day", perform(Action::Keep)),
                    Choice::new("Open it now", perform(Action::Begin)),
                    Choice::new("Filter the agenda by status, level, role, owner", perform(Action::Filter)),
                    Choice::new("Add an entry", Outcome::open(Search::to_add(ctx))),
                ],
            )),
            Some(Row::Stop(_)) => Outcome::open(Choose::new(
                "On the agenda",
                vec![
                    Choice::new("Earlier", perform(Action::Earlier)),
                    Choice::new("Later", perform(Action::Later)),
                    Choice::new("Remove it from the agenda", perform(Action::Drop)),
                    Choice::new("Add another entry", Outcome::open(Search::to_add(ctx))),
                ],
            )),
            Some(Row::LeftOut(_)) => self.add_here(ctx),
            Some(Row::Heading(..)) | None => Outcome::Stay,
        }
    }

    fn drop(&mut self) -> Outcome {
        let Some(stop) = self.stop().filter(|_| self.place().is_some()) else { return Outcome::Stay };
        let (said, id) = (format!("{} removed from the agenda", stop.name), stop.id.clone());
        self.plan.agenda = agenda::dropped(&self.plan.agenda, &id);
        self.added.retain(|added| *added != id);
        self.dropped.push(id);
        Outcome::tell(said)
    }

    fn shift(&mut self, by: isize) -> Outcome {
        let (Some(place), Some(stop)) = (self.place(), self.stop()) else { return Outcome::Stay };
        let id = stop.id.clone();
        let to = moved(place, by, self.plan.agenda.len());
        self.plan.agenda = agenda::moved(&self.plan.agenda, &id, to);
        self.cursor = self.cursor + to - place;
        Outcome::Stay
    }

    fn add_here(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.rows.get(self.cursor) {
            Some(Row::LeftOut(_)) => match self.stop().map(|stop| stop.id.clone()) {
                Some(id) => self.add(&id, ctx),
                None => Outcome::Stay,
            },
            _ => Outcome::open(Search::to_add(ctx)),
        }
    }

    /// Adds an entry, after the one at the cursor.
    pub(super) fn add(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
        let after = self.place().and(self.stop()).map(|stop| stop.id.clone());
        self.plan.agenda = agenda::added(&self.plan.agenda, id, after.as_ref());
        self.dropped.retain(|dropped| dropped != id);
        self.added.push(id.clone());
        // What was put on is at the cursor: the next key means it.
        let place = self.plan.agenda.iter().position(|on| on == id);
        self.cursor = place.map_or(self.cursor, |place| place + FIRST_STOP);
        Outcome::tell(format!("{} added to the agenda", ctx.name(id)))
    }

    /// Makes the agenda anew for what it is about.
    pub(super) fn narrow(&mut self, scope: &Filter, ctx: &Ctx<'_>) {
        self.plan.scope = scope.clone();
        self.make_anew(ctx);
    }

    /// Takes what was filled in; the agenda is made anew where something that decides about it has changed.
    pub(super) fn take(&mut self, plan: Plan, ctx: &Ctx<'_>) {
        let before = std::mem::replace(&mut self.plan, plan);
        let now = &self.plan;
        if (&before.scope, before.minutes, &before.people) != (&now.scope, now.minutes, &now.people) {
            self.make_anew(ctx);
        }
    }

    /// Makes the agenda anew; what hands took off stays off, and what they put on stays on, at the end.
    fn make_anew(&mut self, ctx: &Ctx<'_>) {
        // A plan that was prepared earlier has entries by hand of which only the agenda knows.
        let stops = self.agenda.iter().flat_map(|agenda| &agenda.stops).filter(|stop| stop.by_hand);
        let added: Vec<EntryId> = stops.map(|stop| &stop.id).chain(&self.added).cloned().collect();
        let mut ids = agenda::draft(ctx.board, ctx.answers(), &self.plan).ids();
        ids.retain(|id| !self.dropped.contains(id));
        for id in added {
            ids = agenda::added(&ids, &id, None);
        }
        self.plan.agenda = ids;
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(agenda) = &self.agenda else { return };
        let list = self.list(area);
        let shown = self.scroll.shown(usize::from(list.height), self.rows.len());
        for (at, line) in self.rows.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(list, cells(at - shown.start));
            self.draw_row(canvas, place, line, agenda, ctx);
            if at == self.cursor {
                canvas.restyle(inset(place, 1, 0), canvas.theme.cursor);
                canvas.put(place.x, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
            }
        }
        self.draw_foot(canvas, area, agenda, ctx);
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, place: Rect, line: &Row, agenda: &Agenda, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        match line {
            Row::Heading(title, right) => Heading { title, right, is_focused: false }.draw(canvas, place),
            Row::Details => {
                let day = self.plan.day.map_or("no day yet".to_owned(), |day| ctx.moment.day(day));
                let right = format!("{day} · {} min", self.plan.minutes);
                let words = inset(place, 2, 1);
                let used = canvas.put_right(words, &right, theme.normal);
                canvas.put(
                    words.x,
                    words.y,
                    words.width.saturating_sub(used + 2),
                    &self.plan.title,
                    theme.strong,
                );
            }
            Row::Stop(at) => {
                if let Some(stop) = agenda.stops.get(*at) {
                    draw_stop(canvas, place, stop, Some(at + 1), self.why_width, ctx);
                }
            }
            Row::LeftOut(at) => {
                if let Some(stop) = agenda.left_out.get(*at) {
                    draw_stop(canvas, place, stop, None, self.why_width, ctx);
                }
            }
        }
    }

    /// Says what there is to say about the row at the cursor.
    fn draw_foot(&self, canvas: &mut Canvas<'_>, area: Rect, agenda: &Agenda, ctx: &Ctx<'_>) {
        if self.foot == 0 {
            return;
        }
        let foot = Rect { y: area.bottom() - self.foot, height: self.foot, ..area };
        canvas.rule(row(foot, 0));
        let place = inset(below(foot, 1), 2, 2);
        let lines = match self.stop() {
            Some(stop) => {
                let why = format!("{} min: {}", stop.minutes, stop.because(agenda, ctx.moment));
                wrapped(&[why, agenda.summary()], place.width)
            }
            None => self.about.clone(),
        };
        for (at, line) in lines.iter().enumerate().take(usize::from(place.height)) {
            canvas.put(place.x, place.y + cells(at), place.width, line, canvas.theme.normal);
        }
    }

    /// Returns where the list stands.
    fn list(&self, area: Rect) -> Rect {
        let area = below(area, u16::from(area.height > 14));
        inset(Rect { height: area.height.saturating_sub(self.foot), ..area }, 1, 1)
    }

    /// Returns what there is to say about the whole workshop: the time, whom and what it is about, how it was made.
    fn tell(&self, agenda: &Agenda, width: u16, ctx: &Ctx<'_>) -> Vec<String> {
        let about = about::words(&self.plan.scope, ctx.board);
        let about = if about.is_empty() { "everything that is left".to_owned() } else { about };
        let people = self.plan.people.iter().map(Person::phrase).collect::<Vec<_>>().join(", ");
        let company = if people.is_empty() { String::new() } else { format!(" · with {people}") };
        let mut lines = vec![agenda.summary(), format!("About {about}{company}")];
        lines.extend(agenda.explain());
        wrapped(&lines, width)
    }
}

fn wrapped(lines: &[String], width: u16) -> Vec<String> {
    lines.iter().flat_map(|line| text::wrap(line, usize::from(width))).collect()
}

fn perform(action: Action) -> Outcome {
    Outcome::Perform(action)
}
