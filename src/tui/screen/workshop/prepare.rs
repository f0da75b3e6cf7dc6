//! Preparing a workshop: what it is about, and the agenda that comes of it, which hands may change.

use ratatui::layout::Rect;

use super::scope;
use crate::domain::agenda::{self, Agenda, AgendaEntry};
use crate::journal::record::{EntryFilter as Filter, Person, Seq, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::plan_people;
use crate::tui::popup::search::Search;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{List, Mark, Row};
use crate::tui::widget::scroll::moved;

pub(super) mod details;
mod stop;

use stop::{draw_stop, why_width};

/// From this width on the heading names the milestone that the order speaks of.
const WITH_MILESTONE: u16 = 72;
/// The fewest rows below the list: a rule, and what is to be said about the cursor's row.
const FOOT: u16 = 4;

/// What the cursor can be at.
#[derive(Debug, Clone, Copy, PartialEq)]
enum At {
    Details,
    Stop(usize),
    LeftOut(usize),
}

/// A workshop that is being prepared.
#[derive(Debug, Default)]
pub(super) struct PreparePane {
    plan: WorkshopPlan,
    /// What it began with.
    before: WorkshopPlan,
    /// The line of the prepared workshop that it changes.
    pub(super) prepared: Option<Seq>,
    agenda: Fresh<Option<Agenda>, (WorkshopPlan, Rect)>,
    /// What was taken off and put on by hand: it stays so when the agenda is made anew.
    dropped: Vec<EntryId>,
    added: Vec<EntryId>,
    list: List<At>,
    /// Where the cursor goes when the agenda is next laid out.
    wanted: Option<At>,
    /// What there is to say about the whole, a line each.
    about: Vec<String>,
    /// The cells that the longest reason takes.
    why_width: u16,
    /// The rows below the list, rule and all; 0 if there is no room.
    foot: u16,
}

impl PreparePane {
    /// Begins with a plan, a new one or one that was prepared.
    pub(super) fn begin(&mut self, plan: WorkshopPlan, prepared: Option<Seq>) {
        *self = PreparePane { before: plan.clone(), plan, prepared, ..PreparePane::default() };
    }

    /// Goes on with a plan that was never saved so.
    pub(super) fn begin_unsaved(&mut self, plan: WorkshopPlan, prepared: Option<Seq>) {
        *self = PreparePane { plan, prepared, ..PreparePane::default() };
    }

    /// Whether leaving it now would lose something.
    pub(super) fn is_changed(&self) -> bool {
        self.plan != self.before
    }

    /// The plan as it stands.
    pub(super) fn plan(&self) -> &WorkshopPlan {
        &self.plan
    }

    /// Looks at the project anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if !self.agenda.is_for(ctx.revision, &(self.plan.clone(), area)) {
            let agenda = self.make_rows(area, ctx);
            self.agenda.set(ctx.revision, (self.plan.clone(), area), Some(agenda));
        }
        if let Some(wanted) = self.wanted.take() {
            self.list.find(|at| *at == wanted);
        }
        self.list.sync(self.list(area).height);
    }

    /// Lays the agenda out, and the rows that show it.
    fn make_rows(&mut self, area: Rect, ctx: &Ctx<'_>) -> Agenda {
        let agenda = agenda::lay_out_part(ctx.board, ctx.answers(), &self.plan, self.prepared);
        let mut rows = vec![Row::Entry(At::Details)];
        let count = text::counted(agenda.stops.len(), "entry", "entries");
        let right = format!("{count}, {} min", agenda.planned());
        let is_marked = |stop: &AgendaEntry| stop.weight.is_some() && stop.why.is_some();
        let has_marks = agenda.stops.iter().chain(&agenda.left_out).any(is_marked);
        let title = match &agenda.milestone {
            Some((_, title)) if has_marks && area.width >= WITH_MILESTONE => {
                format!("Agenda · {} left at {title}", ctx.theme.milestone_mark())
            }
            Some(_) | None => "Agenda".to_owned(),
        };
        rows.push(Row::Heading { title, right });
        rows.extend((0..agenda.stops.len()).map(|at| Row::Entry(At::Stop(at))));
        if !agenda.left_out.is_empty() {
            // Only if there is no time for any of them was it the time that left them out.
            let free = agenda.room().saturating_sub(agenda.planned());
            let fits = agenda.left_out.iter().any(|stop| stop.minutes <= free);
            let title = if fits { "Not on the agenda" } else { "Did not fit" };
            let right = match (agenda.musts_left_out().count(), agenda.left_out.len()) {
                (0, all) => all.to_string(),
                (musts, all) if musts == all => format!("{all}, all must"),
                (musts, all) => format!("{all}, {musts} of them must"),
            };
            rows.push(Row::Heading { title: title.to_owned(), right });
            rows.extend((0..agenda.left_out.len()).map(|at| Row::Entry(At::LeftOut(at))));
        }
        self.why_width = why_width(agenda.stops.iter().chain(&agenda.left_out), ctx);
        self.about = self.tell(&agenda, area.width.saturating_sub(4), ctx);
        // As much as there is to say, and never more than half of the screen.
        let foot = (cells(self.about.len()) + 1).clamp(FOOT, (area.height / 2).max(FOOT));
        self.foot = if area.height < 10 { 0 } else { foot };
        self.list.set(rows);
        agenda
    }

    fn stop(&self) -> Option<&AgendaEntry> {
        let agenda = self.agenda.as_ref()?;
        match self.list.at()? {
            At::Stop(at) => agenda.stops.get(*at),
            At::LeftOut(at) => agenda.left_out.get(*at),
            At::Details => None,
        }
    }

    /// Where the cursor's entry stands on the agenda.
    fn place(&self) -> Option<usize> {
        match self.list.at()? {
            At::Stop(at) => Some(*at),
            At::Details | At::LeftOut(_) => None,
        }
    }

    /// Does what an action means; opening and keeping are done by the screen.
    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if self.list.update(action) {
            return Outcome::Stay;
        }
        match action {
            Action::Drop => self.drop(),
            Action::Earlier => self.shift(-1),
            Action::Later => self.shift(1),
            Action::Add => self.add_here(ctx),
            Action::Details => Outcome::open(details::form(&self.plan, ctx)),
            Action::RoomPeople => Outcome::open(plan_people::people(&self.plan, ctx)),
            Action::Enter => self.enter(ctx),
            _ => Outcome::Ignored,
        }
    }

    fn enter(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.list.at() {
            Some(At::Details) => Outcome::open(Choose::new(
                "The workshop",
                vec![
                    Choice::new(
                        "Change title, day, time, people, what it is about",
                        perform(Action::Details),
                    ),
                    Choice::new("Who takes part, one a line", perform(Action::RoomPeople))
                        .right(&ctx.keys.key_of(Action::RoomPeople)),
                    Choice::new("Save it for its day", perform(Action::Keep)),
                    Choice::new("Open it now", perform(Action::Begin)),
                    Choice::new("Filter the agenda by status, level, role, owner", perform(Action::Filter)),
                    Choice::new("Add an entry", Outcome::open(Search::to_add(ctx))),
                ],
            )),
            Some(At::Stop(_)) => Outcome::open(Choose::new(
                "On the agenda",
                vec![
                    Choice::new("Earlier", perform(Action::Earlier)),
                    Choice::new("Later", perform(Action::Later)),
                    Choice::new("Remove it from the agenda", perform(Action::Drop)),
                    Choice::new("Add another entry", Outcome::open(Search::to_add(ctx))),
                ],
            )),
            Some(At::LeftOut(_)) => self.add_here(ctx),
            None => Outcome::Stay,
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
        self.list.go_to(self.list.cursor() + to - place);
        Outcome::Stay
    }

    fn add_here(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.list.at() {
            Some(At::LeftOut(_)) => match self.stop().map(|stop| stop.id.clone()) {
                Some(id) => self.add(&id, ctx),
                None => Outcome::Stay,
            },
            _ => Outcome::open(Search::to_add(ctx)),
        }
    }

    /// Whether musts did not fit.
    pub(super) fn has_more_musts(&self) -> bool {
        self.agenda.as_ref().is_some_and(|agenda| agenda.musts_left_out().next().is_some())
    }

    /// Adds an entry, after the one at the cursor.
    pub(super) fn add(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
        let after = self.place().and(self.stop()).map(|stop| stop.id.clone());
        self.plan.agenda = agenda::added(&self.plan.agenda, id, after.as_ref());
        self.dropped.retain(|dropped| dropped != id);
        self.added.push(id.clone());
        // What was put on is at the cursor: the next key means it.
        let place = self.plan.agenda.iter().position(|on| on == id);
        self.wanted = place.map(At::Stop);
        Outcome::tell(format!("{} added to the agenda", ctx.name(id)))
    }

    /// Makes the agenda anew for what it is about.
    pub(super) fn narrow(&mut self, scope: &Filter, ctx: &Ctx<'_>) {
        self.plan.scope = scope.clone();
        self.make_anew(ctx);
    }

    /// Takes what was filled in; the agenda is made anew if something that decides about it has changed.
    pub(super) fn take(&mut self, plan: WorkshopPlan, ctx: &Ctx<'_>) {
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
        let part = agenda::part_anew(ctx.board, ctx.answers(), &self.plan, self.prepared);
        let mut ids = part.unwrap_or_else(|| agenda::draft(ctx.board, ctx.answers(), &self.plan).ids());
        ids.retain(|id| !self.dropped.contains(id));
        for id in added {
            ids = agenda::added(&ids, &id, None);
        }
        self.plan.agenda = ids;
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(agenda) = &*self.agenda else { return };
        let list = self.list(area);
        self.list.draw(canvas, list, Mark::Row, |canvas, place, at, _| {
            self.draw_row(canvas, inset(place, 1, 1), *at, agenda, ctx);
        });
        self.draw_foot(canvas, area, agenda, ctx);
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, place: Rect, at: At, agenda: &Agenda, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        match at {
            At::Details => {
                let day = self.plan.day.map_or("no day yet".to_owned(), |day| ctx.moment.day(day));
                let start = self.plan.start.map(|start| start.strftime(", %H:%M").to_string());
                let day = format!("{day}{}", start.unwrap_or_default());
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
            At::Stop(at) => {
                if let Some(stop) = agenda.stops.get(at) {
                    draw_stop(canvas, place, stop, Some(at + 1), self.why_width, ctx);
                }
            }
            At::LeftOut(at) => {
                if let Some(stop) = agenda.left_out.get(at) {
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
        let mut lines = match self.stop() {
            Some(stop) => {
                let why = format!("{} min: {}", stop.minutes, stop.because(agenda, ctx.moment));
                wrapped(&[why, agenda.summary()], place.width)
            }
            None => self.about.clone(),
        };
        let rows = usize::from(place.height);
        if lines.len() > rows && rows > 0 {
            let more = lines.len() - (rows - 1);
            lines.truncate(rows - 1);
            lines.push(format!("{more} more lines; a screen with more rows shows them"));
        }
        for (at, line) in lines.iter().enumerate().take(rows) {
            canvas.put(place.x, place.y + cells(at), place.width, line, canvas.theme.normal);
        }
    }

    /// Where the list stands.
    fn list(&self, area: Rect) -> Rect {
        let area = below(area, u16::from(area.height > 14));
        Rect { height: area.height.saturating_sub(self.foot), ..area }
    }

    /// What there is to say about the whole workshop: the time, whom and what it is about, how it was made.
    fn tell(&self, agenda: &Agenda, width: u16, ctx: &Ctx<'_>) -> Vec<String> {
        let about = scope::words(&self.plan.scope, ctx.board);
        let about = if about.is_empty() { "everything that is left".to_owned() } else { about };
        let people = self.plan.people.iter().map(Person::phrase).collect::<Vec<_>>().join(", ");
        let company = if people.is_empty() { String::new() } else { format!(" · with {people}") };
        let mut lines = vec![agenda.summary(), format!("About {about}{company}")];
        lines.extend(self.plan.goal.as_ref().map(|goal| format!("Goal: {goal}")));
        let musts = agenda.musts_left_out().count();
        if musts > 0 {
            let more = agenda::follow_ups(ctx.board, ctx.answers(), &self.plan, self.prepared).len();
            let fit = text::counted(musts, "must did", "musts did");
            lines.push(format!(
                "{fit} not fit: n prepares {more} more of {} min for them.",
                self.plan.minutes
            ));
        }
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
