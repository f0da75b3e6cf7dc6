//! The room view: walking, answering, capturing, parking, and what is drawn of it.

use crate::domain::answer::Intent;
use std::sync::Arc;

use ratatui::layout::Rect;

use super::opening::{self, LastTime};
use super::page::{self, Laid};
use super::{head, pause, projector, sheet, strip};
use crate::domain::agenda::{self, Agenda, OpenAction};
use crate::domain::room::RoomState;
use crate::domain::shown::{Draft, Shown};
use crate::domain::workshop::{WorkshopProgress, behind, come_to, go_on};
use crate::journal::answers::Workshop;
use crate::journal::record::{CaptureId, Change, Course, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::is_refused_in_room;
use crate::tui::fresh::Fresh;
use crate::tui::popup::capture::CapturePopup;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::room_agenda::{self, RoomAgenda};
use crate::tui::theme::Signs;
use crate::tui::widget::canvas::{Canvas, inset};
use crate::tui::widget::scroll::{moved, step};

/// How many rows a page is below the fold.
const PAGE: usize = 9;
/// From how many missing minutes on the room asks by itself what to put off.
const FIRST_SHORT: u32 = 5;

/// The room view.
#[derive(Debug, Default)]
pub(super) struct Room {
    pub(super) state: Option<RoomState>,
    /// The agenda of that workshop, and how much had been said when it was laid out.
    agenda: Fresh<Option<Arc<Agenda>>, Seq>,
    /// How far below the fold is read.
    below: usize,
    most_below: usize,
    keeps: u16,
    /// How many minutes were short when the room was last asked what to put off.
    asked: Option<u32>,
    /// Whether the entry that is searched for goes on the agenda.
    pub(super) is_adding: bool,
    /// Whether it is a screen that follows, for the far end of the table.
    is_far: bool,
    /// Whether the driver's own screen has large letters too.
    is_large: bool,
    /// What is typed or said on the driver's screen.
    draft: Option<Draft>,
    /// How far below the fold the driver's screen was when that was last looked at.
    followed: usize,
    /// What is open from the last workshop, before the first entry.
    last: Vec<OpenAction>,
    /// Which of it the cursor is at, before the first entry.
    pub(super) cursor: usize,
}

impl Room {
    /// The entry on screen.
    pub(super) fn entry(&self) -> Option<&EntryId> {
        self.state.as_ref()?.entry.as_ref().map(|entry| &entry.id)
    }

    /// How far below the fold is read.
    pub(super) fn below(&self) -> usize {
        self.below
    }

    /// Whether the opening page has something to settle.
    pub(super) fn has_open_from_last_time(&self) -> bool {
        !self.last.is_empty()
    }

    /// Follows what the driver's screen shows.
    pub(super) fn take_shown(&mut self, shown: Option<&Shown>) {
        self.is_far = true;
        let below = shown.map_or(0, |shown| shown.below);
        if self.followed != below {
            (self.followed, self.below) = (below, below);
        }
        self.draft = shown.and_then(|shown| shown.draft.clone());
    }

    /// Whether it is a break.
    pub(super) fn is_break(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.running.on_break.is_some() && !state.running.is_closing)
    }

    /// The rows that popups leave in view.
    pub(super) fn keeps(&self) -> u16 {
        self.keeps
    }

    /// Looks at the workshop anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let before = self.entry().cloned();
        let open = ctx.answers().open_workshop();
        self.state = open.map(|open| {
            let running = WorkshopProgress::along(self.agenda(open, ctx), open, ctx.used);
            let running = running.in_break(open, ctx.moment.now);
            RoomState::at(running, ctx.board, ctx.answers(), open)
        });
        if let (Some(Draft::Answer { id, text }), Some(state)) = (&self.draft, &mut self.state)
            && let Some(entry) = state.entry.as_mut().filter(|entry| entry.id == *id)
        {
            entry.answer = Some(Text::block(&format!("{text}{}", ctx.theme.typing())));
        }
        if self.entry() != before.as_ref() {
            self.below = self.followed;
            self.cursor = 0;
        }
        let laid = self.laid(area, ctx);
        self.most_below = laid.as_ref().map_or(0, Laid::most_below);
        let large = self.state.as_ref().filter(|_| self.is_large).and_then(|state| {
            let is_scrolled = self.below > 0;
            let keeps = |area| projector::keeps(area, state, is_scrolled, ctx);
            keeps(strip::beside(area)).or_else(|| keeps(area))
        });
        self.keeps = large.unwrap_or_else(|| laid.map_or(head::rows(area), |laid| laid.keeps(area)));
        self.below = self.below.min(self.most_below);
        self.last = match open.filter(|_| self.entry().is_none()) {
            Some(open) => agenda::open_from_last(ctx.answers(), Some(open.seq)),
            None => Vec::new(),
        };
        self.cursor = moved(self.cursor, 0, self.last.len());
    }

    /// The workshop's agenda; it is laid out once for what was said, not at each key and each second.
    fn agenda(&mut self, open: &Workshop, ctx: &Ctx<'_>) -> Arc<Agenda> {
        let made = self.agenda.is_for(ctx.revision, &open.seq);
        let agenda = match &*self.agenda {
            Some(agenda) if made => Arc::clone(agenda),
            _ => Arc::new(agenda::lay_out_of(ctx.board, ctx.answers(), open)),
        };
        self.agenda.set(ctx.revision, open.seq, Some(Arc::clone(&agenda)));
        agenda
    }

    fn laid(&self, area: Rect, ctx: &Ctx<'_>) -> Option<Laid> {
        let state = self.state.as_ref()?;
        // The far end of the table has the question alone.
        let area = if self.is_far { area } else { strip::beside(area) };
        Some(page::lay(state, state.entry.as_ref()?, area, self.is_far, ctx))
    }

    /// Scrolls below the fold; returns whether the action was one of scrolling.
    pub(super) fn scroll(&mut self, action: Action) -> bool {
        // The first and the last are entries here.
        let step = match action {
            Action::First | Action::Last => None,
            _ => step(action, PAGE),
        };
        let Some(step) = step else { return false };
        if self.entry().is_none() {
            self.cursor = moved(self.cursor, step, self.last.len());
        } else {
            self.below = self.below.saturating_add_signed(step).min(self.most_below);
        }
        true
    }

    /// Does what an action means in the room.
    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let (Some(state), Some(open)) = (&self.state, ctx.answers().open_workshop()) else {
            return Outcome::Ignored;
        };
        let agenda = &state.running.agenda.stops;
        if state.running.on_break.is_some() && action == Action::Enter {
            return Outcome::Step(go_on(open, ctx.used, ctx.moment.now));
        }
        match action {
            // The clock starts here.
            Action::Enter | Action::Right if open.stops.is_empty() => match agenda.first() {
                Some(first) => Outcome::Step(vec![Change::At { id: first.id.clone(), seconds: open.used }]),
                None => Outcome::Stay,
            },
            Action::Right => match state.running.next() {
                Some(next) => {
                    let go = go(open, &next.id, ctx);
                    let short = behind::short(&state.running);
                    if short < self.asked.map_or(FIRST_SHORT, |asked| asked + FIRST_SHORT) {
                        return go;
                    }
                    // Once, between two entries; then only when it gets clearly worse.
                    self.asked = Some(short);
                    Outcome::All(vec![go, Outcome::Perform(Action::Propose)])
                }
                None => Outcome::Perform(Action::Closing),
            },
            Action::Left => match state.running.previous() {
                Some(previous) => go(open, &previous.id, ctx),
                None => Outcome::tell("this is the first entry"),
            },
            Action::First => agenda.first().map_or(Outcome::Stay, |stop| go(open, &stop.id, ctx)),
            Action::Last => agenda.last().map_or(Outcome::Stay, |stop| go(open, &stop.id, ctx)),
            Action::Enter if state.entry.is_none() => Outcome::Perform(Action::Right),
            Action::Enter => Outcome::open(actions(ctx)),
            Action::Park => match self.entry() {
                Some(id) => Outcome::open(CapturePopup::parking(id.clone(), ctx)),
                None => Outcome::open(CapturePopup::at(None, ctx)),
            },
            Action::RoomAgenda => Outcome::open(RoomAgenda::new(ctx)),
            Action::RoomPeople => Outcome::open(room_agenda::people(open, ctx)),
            Action::EndTime => room_agenda::end(ctx),
            Action::Propose => room_agenda::propose(ctx),
            Action::LargeLetters => self.switch_letters(ctx),
            Action::Break => Outcome::Step(vec![Change::Course { seconds: ctx.used, what: Course::Break }]),
            Action::Add => {
                self.is_adding = true;
                Outcome::Stay
            }
            Action::CaptureWhole => Outcome::open(CapturePopup::at(None, ctx)),
            Action::Resolve => self.resolve(ctx),
            _ if is_refused_in_room(action) => Outcome::tell("not in the room view; press Esc first"),
            _ if self.scroll(action) => Outcome::Stay,
            _ => Outcome::Ignored,
        }
    }

    /// Settles something that is open from the last workshop.
    fn resolve(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(one) = self.last.get(self.cursor) else { return Outcome::Stay };
        resolve(&one.id, ctx)
    }

    /// Draws large letters, if they are wanted and there is room: beside the agenda, else without it.
    fn draw_large(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        state: &RoomState,
        is_follower: bool,
        ctx: &Ctx<'_>,
    ) -> bool {
        let is_scrolled = self.below > 0 || self.followed > 0;
        if is_follower {
            let is_drawn = projector::draw(canvas, area, state, is_scrolled, ctx);
            if let Some(keeps) = projector::keeps(area, state, is_scrolled, ctx) {
                sheet::draw(canvas, area, keeps, self.draft.as_ref(), state, ctx);
            }
            return is_drawn;
        }
        if !self.is_large {
            return false;
        }
        let left = strip::beside(area);
        if projector::draw(canvas, left, state, is_scrolled, ctx) {
            strip::draw(canvas, area, 0, state, ctx);
            return true;
        }
        projector::draw(canvas, area, state, is_scrolled, ctx)
    }

    /// Turns large letters on or off; says so if there is no room for them.
    fn switch_letters(&mut self, ctx: &Ctx<'_>) -> Outcome {
        if ctx.theme.signs == Signs::Ascii {
            return Outcome::tell("large letters are made of blocks, which this terminal does not draw");
        }
        self.is_large = !self.is_large;
        let words = if self.is_large {
            "large letters, where the screen has room for them; Z: plain"
        } else {
            "plain letters"
        };
        Outcome::tell(words)
    }

    /// Draws what the driver has over the room, below the rows that stay in view.
    pub(super) fn draw_sheet(&self, canvas: &mut Canvas<'_>, area: Rect, keeps: u16, ctx: &Ctx<'_>) {
        if let Some(state) = &self.state {
            sheet::draw(canvas, area, keeps, self.draft.as_ref(), state, ctx);
        }
    }

    /// Draws it over the whole of `area`.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, is_follower: bool, ctx: &Ctx<'_>) {
        let Some(state) = &self.state else { return };
        let on_break = state.running.on_break.filter(|_| !state.running.is_closing);
        // Large letters come with a first line of their own.
        if on_break.is_none() && self.draw_large(canvas, area, state, is_follower, ctx) {
            return;
        }
        let laid = self.laid(area, ctx);
        if laid.is_none() && on_break.is_none() {
            let last = LastTime { open: &self.last, cursor: (!is_follower).then_some(self.cursor) };
            opening::draw(canvas, area, state, &last, is_follower, ctx);
            if is_follower {
                sheet::draw(canvas, area, head::closing_rows(area), self.draft.as_ref(), state, ctx);
            }
            return;
        }
        head::draw(canvas, area, state, is_follower, ctx);
        if let Some(began) = on_break {
            pause::draw(canvas, area, state, began, ctx);
            if is_follower {
                sheet::draw(canvas, area, head::rows(area) + 4, self.draft.as_ref(), state, ctx);
            }
            return;
        }
        let Some(laid) = laid else { return };
        laid.draw(canvas, self.below);
        if !is_follower {
            strip::draw(canvas, area, head::rows(area), state, ctx);
        }
        // Who follows cannot scroll.
        draw_foot(canvas, area, state, laid.fold_phrase(self.below).filter(|_| !is_follower));
        if is_follower {
            sheet::draw(canvas, area, self.keeps, self.draft.as_ref(), state, ctx);
        }
    }
}

/// Draws the last row: the time at this entry, the fold, and what is next.
fn draw_foot(canvas: &mut Canvas<'_>, area: Rect, state: &RoomState, fold: Option<&str>) {
    if area.height < 4 {
        return;
    }
    let theme = canvas.theme;
    let place = inset(Rect { y: area.bottom() - 1, height: 1, ..area }, 2, 2);
    let here = state.running.here_phrase().unwrap_or_default();
    let is_over = state.running.stop().is_some_and(|stop| state.running.here / 60 > u64::from(stop.minutes));
    let style = if is_over { theme.blocked } else { theme.normal };
    let mut x = place.x + canvas.put(place.x, place.y, place.width, &here, style) + 3;
    if let Some(fold) = fold {
        x += canvas.put(x, place.y, place.right().saturating_sub(x), fold, theme.dim) + 3;
    }
    let next = match state.running.next() {
        Some(stop) if stop.name == stop.title => format!("next: {}", stop.title),
        Some(stop) => format!("next: {}  {}", stop.name, stop.title),
        None => "next: the closing".to_owned(),
    };
    let rest = Rect { x, width: place.right().saturating_sub(x), ..place };
    canvas.put_right(rest, &next, theme.normal);
}

/// What comes of going to an entry.
pub(super) fn go(open: &Workshop, id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    Outcome::Step(come_to(open, id, ctx.used))
}

/// The change that settles a capture, or opens it again.
pub(super) fn resolve(id: &CaptureId, ctx: &Ctx<'_>) -> Outcome {
    let Some(capture) = ctx.answers().captures.get(id) else { return Outcome::Stay };
    let resolved = !capture.is_resolved();
    Outcome::intend(Intent::Resolve { id: id.clone(), resolved })
}

/// What Enter offers in the room, so that nothing needs a letter.
fn actions(ctx: &Ctx<'_>) -> Choose {
    let rows = [
        ("Our answer", Action::Answer),
        ("Capture something", Action::Capture),
        ("Park it and go on", Action::Park),
        ("Done", Action::Done),
        ("Doing", Action::Doing),
        ("Blocked, with the reason", Action::Blocked),
        ("Evidence", Action::SeenAt),
        ("Owner", Action::Owner),
        ("Due", Action::Due),
        ("Waive", Action::Waive),
        ("Does not apply", Action::NotApplicable),
        ("To do again", Action::Todo),
        ("Capture at the workshop as a whole", Action::CaptureWhole),
        ("To another entry", Action::Search),
        ("The agenda", Action::RoomAgenda),
        ("Who has come or left", Action::RoomPeople),
        ("The end of the workshop", Action::EndTime),
        ("A break", Action::Break),
        ("Opinions: a show of hands", Action::Opinions),
        ("Large letters, or plain ones", Action::LargeLetters),
        ("Begin the closing", Action::Closing),
    ];
    let choice =
        |(label, action)| Choice::new(label, Outcome::Perform(action)).right(&ctx.keys.key_of(action));
    Choose::new("Actions", rows.into_iter().map(choice).collect())
}
