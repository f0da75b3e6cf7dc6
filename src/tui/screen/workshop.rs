//! The workshop: the list of workshops, preparing, the room view, the closing, the minutes; and the room view as
//! another terminal follows it.
//!
//! Which of its parts is in front is decided here; each part has a file. What a workshop *is* - agenda, minutes,
//! what the room sees - are pure functions in `domain`.

use ratatui::layout::Rect;

use super::Screen;
use crate::domain::agenda;
use crate::domain::minutes::minutes;
use crate::domain::shown::{Draft, Shown};
use crate::domain::typed::{HalfTyped, PlanForm};
use crate::domain::workshop::{look_up, open};
use crate::journal::record::{Change, EntryFilter as Filter, Seq, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::is_refused_in_room;
use crate::tui::keys::KeyScope;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::form::Form;
use crate::tui::popup::hands::HandsPopup;
use crate::tui::popup::plan_people;
use crate::tui::widget::canvas::Canvas;

mod closing;
mod head;
mod list;
mod minutes;
mod opening;
mod page;
mod paper;
mod pause;
mod prepare;
mod projector;
mod room;
mod scope;
mod sheet;
mod strip;

/// Which part is in front.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum WorkshopPane {
    /// The workshops: running, prepared, past.
    #[default]
    Hub,
    /// A workshop that is being prepared.
    Draft,
    /// The room view.
    Room,
    /// The closing, which the room sees too.
    Closing,
    /// The minutes of one workshop.
    Minutes,
    /// The room view in another terminal, only looked at.
    Follow,
}

/// The workshop screen.
#[derive(Debug, Default)]
pub struct WorkshopScreen {
    mode: WorkshopPane,
    hub: list::Hub,
    draft: prepare::PreparePane,
    room: room::Room,
    closing: closing::ClosingPane,
    record: minutes::MinutesPane,
    /// Whether a workshop was open while this view followed.
    was_open: bool,
}

/// The form that closes the open workshop; `None` if none is open.
pub fn closing_form(ctx: &Ctx<'_>) -> Option<Form> {
    let open = ctx.answers().open_workshop()?;
    Some(closing::ClosingPane::form(&minutes(ctx.board, ctx.answers(), open)))
}

impl WorkshopScreen {
    /// The prepared workshop at the cursor, or that is being changed.
    pub fn prepared_in_hand(&self) -> Option<Seq> {
        match self.mode {
            WorkshopPane::Hub => self.hub.prepared(),
            WorkshopPane::Draft => self.draft.prepared,
            WorkshopPane::Room | WorkshopPane::Closing | WorkshopPane::Minutes | WorkshopPane::Follow => None,
        }
    }

    /// Puts the room view in front.
    pub fn enter_room(&mut self) {
        self.mode = WorkshopPane::Room;
    }

    /// Leaves what was being prepared: it is kept now.
    pub fn draft_is_kept(&mut self) {
        if self.mode == WorkshopPane::Draft {
            self.mode = WorkshopPane::Hub;
        }
    }

    /// Becomes the view that only follows; it never becomes anything else again.
    pub fn follow(&mut self) {
        self.mode = WorkshopPane::Follow;
    }

    /// Whether the people in the room look at it: then the clock is shown.
    pub fn is_in_room(&self) -> bool {
        match self.mode {
            WorkshopPane::Room | WorkshopPane::Closing | WorkshopPane::Follow => true,
            WorkshopPane::Hub | WorkshopPane::Draft | WorkshopPane::Minutes => false,
        }
    }

    /// Whether it only follows.
    pub fn is_follower(&self) -> bool {
        self.mode == WorkshopPane::Follow
    }

    /// What of it those see who follow, beside what the journal says.
    pub fn shown(&self) -> Option<Shown> {
        let closing = (self.mode == WorkshopPane::Closing).then(|| self.closing.shown());
        Some(Shown { below: self.room.below(), closing, ..Shown::default() })
    }

    /// Takes what the driver's screen shows; it is followed.
    pub fn take_shown(&mut self, shown: Option<&Shown>) {
        self.room.take_shown(shown);
        if let Some(closing) = shown.and_then(|shown| shown.closing.as_ref()) {
            let line = match shown.and_then(|shown| shown.draft.as_ref()) {
                Some(Draft::Whose(line)) => Some(line.clone()),
                _ => None,
            };
            self.closing.take_shown(closing, line);
        }
    }

    /// Takes what was filled in about the workshop that is being prepared.
    pub fn take_plan(&mut self, plan: WorkshopPlan, ctx: &Ctx<'_>) {
        self.draft.take(plan, ctx);
    }

    /// The workshop that is being prepared and is not saved as it stands; with a form over it also one that is.
    pub fn half_prepared(&self, form: Option<(PlanForm, Vec<Text>)>) -> Option<HalfTyped> {
        let is_lost = self.mode == WorkshopPane::Draft && (form.is_some() || self.draft.is_changed());
        is_lost.then(|| HalfTyped::Workshop {
            plan: Box::new(self.draft.plan().clone()),
            prepared: self.draft.prepared,
            form,
        })
    }

    /// Goes on with a workshop that was being prepared before the terminal went away; returns the form that was open.
    pub fn prepare_again(
        &mut self,
        plan: WorkshopPlan,
        prepared: Option<Seq>,
        form: Option<&(PlanForm, Vec<Text>)>,
        ctx: &Ctx<'_>,
    ) -> Option<Form> {
        self.mode = WorkshopPane::Draft;
        let open = form.map(|(form, fields)| {
            let form = match form {
                PlanForm::Details => prepare::details::form(&plan, ctx),
                PlanForm::Person(at) => plan_people::form(plan.clone(), *at, ctx),
            };
            form.again(fields)
        });
        self.draft.begin_unsaved(plan, prepared);
        open.flatten()
    }

    fn update_hub(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.hub.update(action, ctx) {
            list::Wish::Enter => {
                self.enter_room();
                Outcome::Stay
            }
            list::Wish::Begin(plan, prepared) => self.begin(plan, prepared, ctx),
            list::Wish::Prepare(plan, prepared) => {
                self.draft.begin(plan, prepared);
                self.mode = WorkshopPane::Draft;
                Outcome::Stay
            }
            list::Wish::Minutes(no) => {
                self.record.show(no);
                self.mode = WorkshopPane::Minutes;
                Outcome::Stay
            }
            list::Wish::Other(outcome) => outcome,
        }
    }

    fn update_draft(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Begin => self.begin(self.draft.plan().clone(), self.draft.prepared, ctx),
            Action::Keep => {
                let plan = self.draft.plan().clone();
                let day = plan.day.map_or("later".to_owned(), |day| ctx.moment.day(day));
                let said = Outcome::tell(format!("prepared for {day}: {}", plan.title));
                Outcome::All(vec![Outcome::Prepare(Box::new(plan), self.draft.prepared), said])
            }
            Action::NewWorkshop => self.prepare_more(ctx),
            Action::Back if self.draft.is_changed() => {
                let choices = vec![
                    Choice::new("Save", Outcome::Perform(Action::Keep)),
                    Choice::new("Keep editing", Outcome::Stay),
                    Choice::new("Discard", Outcome::Perform(Action::No)),
                ];
                Outcome::open(Choose::new("Unsaved changes to the agenda", choices).asking())
            }
            Action::Back | Action::No => {
                self.mode = WorkshopPane::Hub;
                Outcome::Stay
            }
            _ => self.draft.update(action, ctx),
        }
    }

    /// Keeps what is prepared, and prepares as many more as the musts need that did not fit.
    fn prepare_more(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let more = agenda::follow_ups(ctx.board, ctx.answers(), self.draft.plan(), self.draft.prepared);
        if more.is_empty() {
            return Outcome::tell("every must is on the agenda");
        }
        let first = Outcome::Prepare(Box::new(self.draft.plan().clone()), self.draft.prepared);
        let count = crate::text::counted(more.len(), "more workshop", "more workshops");
        let said = Outcome::tell(format!("prepared, and {count} without a day"));
        let more = more.into_iter().map(|plan| Outcome::Prepare(Box::new(plan), None));
        Outcome::All(std::iter::once(first).chain(more).chain([said]).collect())
    }

    /// Opens a workshop and enters its room: the opening page, until somebody begins.
    fn begin(&mut self, plan: WorkshopPlan, prepared: Option<Seq>, ctx: &Ctx<'_>) -> Outcome {
        if ctx.answers().open_workshop().is_some() {
            return Outcome::tell("a workshop is open already: close it first");
        }
        if plan.agenda.is_empty() {
            return Outcome::tell("the agenda is empty, so there is nothing to walk through");
        }
        let prepared = prepared.and_then(|seq| list::find(seq, ctx));
        let step = open(plan, prepared);
        self.enter_room();
        Outcome::Step(vec![step])
    }
}

impl Screen for WorkshopScreen {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.mode {
            WorkshopPane::Hub => &[KeyScope::Workshops, KeyScope::Move],
            WorkshopPane::Draft => &[KeyScope::Draft, KeyScope::Move],
            WorkshopPane::Room if self.room.is_break() => &[KeyScope::RoomBreak],
            WorkshopPane::Room if self.room.entry().is_some() => &[KeyScope::Room, KeyScope::Entry],
            WorkshopPane::Room => &[KeyScope::RoomStart, KeyScope::Room],
            WorkshopPane::Closing => &[KeyScope::Closing],
            WorkshopPane::Minutes => &[KeyScope::Move],
            WorkshopPane::Follow => &[KeyScope::Follow],
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.mode {
            WorkshopPane::Hub => self.update_hub(action, ctx),
            WorkshopPane::Draft => self.update_draft(action, ctx),
            WorkshopPane::Room if action == Action::Back => {
                self.mode = WorkshopPane::Hub;
                self.hub.go_first();
                Outcome::tell("the workshop is still open; Enter returns to the room")
            }
            WorkshopPane::Room if action == Action::Opinions => {
                let entry = self.room.state.as_ref().and_then(|state| state.entry.as_ref());
                entry
                    .map_or(Outcome::Stay, |entry| Outcome::open(HandsPopup::new(&entry.id, &entry.ask, ctx)))
            }
            WorkshopPane::Room if action == Action::Closing => {
                self.closing.begin();
                Outcome::Step(vec![Change::Closing { seconds: ctx.used }])
            }
            WorkshopPane::Room => self.room.update(action, ctx),
            WorkshopPane::Closing => match self.closing.update(action, ctx) {
                // Before the first entry there is nothing to go back to.
                Outcome::Ignored if action == Action::Back => {
                    self.mode = WorkshopPane::Hub;
                    self.hub.go_first();
                    Outcome::tell("the workshop is still open; Enter returns to the room")
                }
                outcome => outcome,
            },
            WorkshopPane::Minutes if matches!(action, Action::Back | Action::Enter) => {
                self.mode = WorkshopPane::Hub;
                Outcome::Stay
            }
            WorkshopPane::Minutes if self.record.scroll(action) => Outcome::Stay,
            WorkshopPane::Follow if self.room.scroll(action) => Outcome::Stay,
            WorkshopPane::Minutes | WorkshopPane::Follow => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let is_follower = self.is_follower();
        match (self.mode, &self.room.state) {
            (WorkshopPane::Hub, _) => self.hub.draw(canvas, area, ctx),
            (WorkshopPane::Draft, _) => self.draft.draw(canvas, area, ctx),
            (WorkshopPane::Minutes, _) => self.record.draw(canvas, area),
            (WorkshopPane::Closing, Some(state)) => self.closing.draw(canvas, area, state, is_follower, ctx),
            (WorkshopPane::Follow, Some(state)) if state.running.is_closing => {
                self.closing.draw(canvas, area, state, is_follower, ctx);
                self.room.draw_sheet(canvas, area, head::closing_rows(area), ctx);
            }
            (WorkshopPane::Follow, None) => list::draw_waiting(canvas, area, self.was_open, ctx),
            (WorkshopPane::Room | WorkshopPane::Closing | WorkshopPane::Follow, _) => {
                self.room.draw(canvas, area, is_follower, ctx);
            }
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let open = ctx.answers().open_workshop();
        self.was_open |= open.is_some();
        // The journal says where the workshop is; it does not matter which program drives it.
        self.mode = match (self.mode, open) {
            (WorkshopPane::Room | WorkshopPane::Closing, Some(open)) if open.closing.is_some() => {
                WorkshopPane::Closing
            }
            (WorkshopPane::Room | WorkshopPane::Closing, Some(_)) => WorkshopPane::Room,
            (WorkshopPane::Room | WorkshopPane::Closing, None) => {
                self.record.show(ctx.answers().workshops.iter().filter(|one| one.opened).count());
                WorkshopPane::Minutes
            }
            (mode, _) => mode,
        };
        match self.mode {
            WorkshopPane::Hub => self.hub.settle(area, ctx),
            WorkshopPane::Draft => self.draft.settle(area, ctx),
            WorkshopPane::Minutes => self.record.settle(area, ctx),
            WorkshopPane::Room => self.room.settle(area, ctx),
            WorkshopPane::Closing | WorkshopPane::Follow => {
                self.room.settle(area, ctx);
                self.closing.settle(area, ctx);
            }
        }
    }

    fn is_whole(&self) -> bool {
        self.is_in_room()
    }

    fn keeps(&self) -> u16 {
        if self.is_in_room() { self.room.keeps() } else { 0 }
    }

    fn take_found(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> Option<Outcome> {
        match (self.mode, ctx.answers().open_workshop()) {
            (WorkshopPane::Room, Some(open)) if std::mem::take(&mut self.room.is_adding) => {
                let agenda = agenda::added(&open.plan.agenda, id, None);
                Some(Outcome::Step(vec![Change::Agenda(agenda)]))
            }
            (WorkshopPane::Room | WorkshopPane::Closing, Some(_)) => {
                Some(Outcome::Step(look_up(id, ctx.used)))
            }
            (WorkshopPane::Draft, _) => Some(self.draft.add(id, ctx)),
            _ => None,
        }
    }

    fn filter(&self) -> Option<&Filter> {
        (self.mode == WorkshopPane::Draft).then(|| &self.draft.plan().scope)
    }

    fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        if self.mode == WorkshopPane::Draft {
            self.draft.narrow(filter, ctx);
        }
    }

    fn in_hand(&self, _ctx: &Ctx<'_>) -> Vec<EntryId> {
        match self.mode {
            WorkshopPane::Room => self.room.entry().cloned().into_iter().collect(),
            WorkshopPane::Hub
            | WorkshopPane::Draft
            | WorkshopPane::Closing
            | WorkshopPane::Minutes
            | WorkshopPane::Follow => Vec::new(),
        }
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match self.mode {
            WorkshopPane::Room if action == Action::Resolve => self.room.has_open_from_last_time(),
            WorkshopPane::Room => {
                // Every key at an entry works; the footer has those that a room needs most.
                let is_rare = matches!(
                    action,
                    Action::Quit | Action::Blocked | Action::SeenAt | Action::Owner | Action::Due
                );
                !is_rare && !is_refused_in_room(action)
            }
            WorkshopPane::Closing => action != Action::Quit && self.closing.offers(action),
            WorkshopPane::Hub => self.hub.offers(action, ctx),
            WorkshopPane::Draft if action == Action::NewWorkshop => self.draft.has_more_musts(),
            WorkshopPane::Draft => !matches!(action, Action::NextPart | Action::Undo),
            WorkshopPane::Minutes => !matches!(action, Action::NextPart | Action::Enter),
            WorkshopPane::Follow => true,
        }
    }

    fn label(&self, action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        match self.mode {
            WorkshopPane::Closing => self.closing.label(action),
            WorkshopPane::Draft if action == Action::Enter => Some("what now"),
            WorkshopPane::Minutes if action == Action::Back => Some("to the workshops"),
            WorkshopPane::Minutes if action == Action::Commands => Some("report"),
            WorkshopPane::Hub
            | WorkshopPane::Draft
            | WorkshopPane::Room
            | WorkshopPane::Minutes
            | WorkshopPane::Follow => None,
        }
    }
}
