//! The closing: parked things first, then the actions read aloud, then what was not reached.
//!
//! The three parts follow each other on `→`; whoever follows from another terminal sees them on one page.

use crate::domain::answer::Intent;
use crate::journal::answers::Captured;
use ratatui::layout::Rect;

use super::{head, page, room};
use crate::domain::minutes::{Minutes, MinutesCapture, minutes};
use crate::domain::room::RoomState;
use crate::journal::record::{CaptureKind, Change};
use crate::pack::model::EntryId;
use crate::text::{self, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::popup::capture;
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::confirm::Confirm;
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::{Finish, Form};
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{List, Mark, Row};
use crate::tui::widget::page::Page;
use crate::tui::widget::rule::Heading;

/// The cells of an entry's name, so that what was captured stands in one column.
const NAME: usize = 10;

/// From so many cells on the entry's name stands before what was captured.
const ROOM_FOR_NAME: u16 = 32;

/// The parts, in their order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum ClosingStep {
    #[default]
    Parked,
    Actions,
    NotReached,
}

/// The closing.
#[derive(Debug, Default)]
pub(super) struct ClosingPane {
    part: ClosingStep,
    minutes: Fresh<Option<Minutes>>,
    /// Positions among what the part shows.
    list: List<usize>,
}

impl ClosingPane {
    /// Begins with the parked things again.
    pub(super) fn begin(&mut self) {
        *self = ClosingPane::default();
    }

    /// Looks at what was said anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.minutes.sync(ctx.revision, (), || {
            let open = ctx.answers().open_workshop();
            open.map(|open| minutes(ctx.board, ctx.answers(), open))
        });
        self.list.set((0..self.len()).map(Row::Entry).collect());
        self.list.sync(self.minutes.as_ref().map_or(0, |minutes| list(area, minutes).height));
    }

    fn noted(&self) -> &[MinutesCapture] {
        match (&*self.minutes, self.part) {
            (Some(minutes), ClosingStep::Parked) => &minutes.parked,
            (Some(minutes), ClosingStep::Actions) => &minutes.actions,
            (Some(_), ClosingStep::NotReached) | (None, _) => &[],
        }
    }

    fn len(&self) -> usize {
        match (&*self.minutes, self.part) {
            (Some(minutes), ClosingStep::NotReached) => minutes.not_reached.len(),
            _ => self.noted().len(),
        }
    }

    fn turn(&mut self, part: ClosingStep) -> Outcome {
        self.part = part;
        self.list.restart((0..self.len()).map(Row::Entry).collect());
        Outcome::Stay
    }

    /// Does what an action means in the closing.
    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if self.list.update(action) {
            return Outcome::Stay;
        }
        match action {
            Action::Right => self.on(ctx),
            Action::Left => self.back(ctx),
            Action::Enter => self.enter(ctx),
            Action::MakeAction => self.here().map_or(Outcome::Stay, |noted| who_and_when(noted, ctx)),
            Action::Resolve => self.here().map_or(Outcome::Stay, |noted| room::resolve(&noted.id, ctx)),
            Action::CaptureWhole => Outcome::open(capture::CapturePopup::at(None, ctx)),
            _ => Outcome::Ignored,
        }
    }

    fn here(&self) -> Option<&MinutesCapture> {
        self.noted().get(*self.list.at()?)
    }

    fn on(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.part {
            ClosingStep::Parked => self.turn(ClosingStep::Actions),
            ClosingStep::Actions => self.turn(ClosingStep::NotReached),
            ClosingStep::NotReached => close(ctx),
        }
    }

    fn back(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.part {
            ClosingStep::NotReached => self.turn(ClosingStep::Actions),
            ClosingStep::Actions => self.turn(ClosingStep::Parked),
            ClosingStep::Parked => {
                let open = ctx.answers().open_workshop();
                let last = open.and_then(|open| open.stops.last().map(|(id, _)| id.clone()));
                last.map_or(Outcome::Stay, |id| to_entry(&id, ctx))
            }
        }
    }

    fn enter(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match (self.part, self.here()) {
            (ClosingStep::Parked, Some(noted)) => Outcome::open(becomes(noted, ctx)),
            (ClosingStep::Actions, Some(noted)) => who_and_when(noted, ctx),
            (ClosingStep::NotReached, _) => close(ctx),
            (ClosingStep::Parked | ClosingStep::Actions, None) => self.on(ctx),
        }
    }

    /// The word that the footer has for an action here.
    pub(super) fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.part) {
            (Action::Right, ClosingStep::Parked) => Some("on to the actions"),
            (Action::Right, ClosingStep::Actions) => Some("on"),
            (Action::Right, ClosingStep::NotReached) => Some("close the workshop"),
            (Action::MakeAction, ClosingStep::Actions) => Some("who, by when"),
            // Without anything at the cursor it does what the arrow does, which stands there already.
            (Action::Enter, _) if self.here().is_none() => Some(""),
            _ => None,
        }
    }

    /// Whether an action makes sense here.
    pub(super) fn offers(&self, action: Action) -> bool {
        match action {
            Action::MakeAction | Action::Resolve => self.here().is_some(),
            _ => true,
        }
    }

    /// Draws the part in front; a follower has all of them on one page.
    pub(super) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        state: &RoomState,
        is_follower: bool,
        ctx: &Ctx<'_>,
    ) {
        head::draw(canvas, area, state, is_follower, ctx);
        let Some(minutes) = &*self.minutes else { return };
        if is_follower {
            let place = body(area);
            return everything(minutes, place.width, ctx).draw(canvas, place, 0);
        }
        let place = body(area);
        let (title, right, nothing) = match self.part {
            ClosingStep::Parked => {
                ("Closing 1 of 3: what is parked", minutes.parked.len(), "Nothing was parked.")
            }
            ClosingStep::Actions => {
                ("Closing 2 of 3: the actions, read aloud", minutes.actions.len(), "There are no actions.")
            }
            ClosingStep::NotReached => (
                "Closing 3 of 3: not reached",
                minutes.not_reached.len(),
                "Every entry of the agenda was reached.",
            ),
        };
        Heading { title, right: &right.to_string(), is_focused: true }.draw(canvas, row(place, 0));
        let list = list(area, minutes);
        if right == 0 {
            canvas.put(list.x, list.y, list.width, nothing, canvas.theme.dim);
        }
        // The bar of the cursor stands before the words.
        let wide = Rect { x: list.x.saturating_sub(1), width: list.width + 1, ..list };
        let mark = if self.part == ClosingStep::NotReached { Mark::Nothing } else { Mark::Row };
        self.list.draw(canvas, wide, mark, |canvas, place, at, _| {
            let line = inset(place, 3, 0);
            match self.part {
                ClosingStep::Parked | ClosingStep::Actions => {
                    if let Some(noted) = self.noted().get(*at) {
                        draw_noted(canvas, line, noted, ctx);
                    }
                }
                ClosingStep::NotReached => {
                    if let Some(named) = minutes.not_reached.get(*at) {
                        canvas.put(line.x, line.y, line.width, &label(named), canvas.theme.normal);
                    }
                }
            }
        });
        let foot = foot(area, minutes);
        let lines = text::wrap(&minutes.summary(), usize::from(foot.width));
        for (at, line) in lines.iter().enumerate().take(usize::from(foot.height)) {
            canvas.put(foot.x, foot.y + cells(at), foot.width, line, canvas.theme.normal);
        }
    }
}

fn label(named: &crate::domain::minutes::EntryLabel) -> String {
    if named.name == named.title {
        named.title.to_string()
    } else {
        format!("{}  {}", text::pad(&named.name, NAME), named.title)
    }
}

fn body(area: Rect) -> Rect {
    let head = head::rows(area);
    page::column(below(area, head + u16::from(area.height > 12)))
}

/// Where the outcome so far stands: the last rows, as many as its words take, where there is room for them.
fn foot(area: Rect, minutes: &Minutes) -> Rect {
    let body = body(area);
    let most = match area.height {
        0..=4 => 0,
        5..=12 => 1,
        _ => 3,
    };
    let height =
        cells(text::wrap(&minutes.summary(), usize::from(body.width)).len()).min(most).min(body.height);
    Rect { y: body.bottom() - height, height, ..body }
}

/// Where the list stands, between the heading and the outcome so far.
fn list(area: Rect, minutes: &Minutes) -> Rect {
    let gap = u16::from(area.height > 12);
    let place = below(body(area), 1 + gap);
    Rect { height: place.height.saturating_sub(foot(area, minutes).height + gap), ..place }
}

fn draw_noted(canvas: &mut Canvas<'_>, line: Rect, noted: &MinutesCapture, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let (right, style) = right_of(noted, ctx);
    let style = if noted.resolved { theme.dim } else { style.map_or(theme.normal, |()| theme.blocked) };
    let words = inset(line, 0, 1);
    let used = canvas.put_right(words, &right, style);
    let room = words.width.saturating_sub(used + 2);
    // Where room is short the words are read aloud, and not where they belong.
    let at = noted.at.as_ref().filter(|_| room >= ROOM_FOR_NAME);
    let place = at.map(|at| format!("{}  ", text::pad(&at.name, NAME))).unwrap_or_default();
    let base = if noted.resolved { theme.dim } else { theme.normal };
    let used = canvas.put(words.x, words.y, room, &place, theme.dim);
    canvas.put(words.x + used, words.y, room.saturating_sub(used), &noted.text, base);
}

/// Who and by when, and whether something of it is lacking.
fn right_of(noted: &MinutesCapture, ctx: &Ctx<'_>) -> (String, Option<()>) {
    if noted.resolved {
        return ("settled".to_owned(), None);
    }
    let is_action = noted.kind == CaptureKind::Action;
    let who = noted.owner.as_ref().map(ToString::to_string).or(is_action.then(|| "nobody".to_owned()));
    let when = noted.due.map(|day| ctx.moment.day(day)).or(is_action.then(|| "no date".to_owned()));
    let words = [who, when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    match noted.lacks() {
        Some(_) => (format!("! {words}"), Some(())),
        None => (words, None),
    }
}

/// The closing on one page.
fn everything(minutes: &Minutes, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    for (title, list) in [("Parked", &minutes.parked), ("Actions", &minutes.actions)] {
        page.heading(title, &list.len().to_string());
        for noted in list {
            let (right, lacks) = right_of(noted, ctx);
            let style = lacks.map_or(theme.normal, |()| theme.blocked);
            let right = (!right.is_empty()).then_some((right, style));
            let name = noted.at.as_ref().map(|at| at.name.to_string()).unwrap_or_default();
            page.hanging(12, (name, theme.dim), &noted.text, theme.normal, right);
        }
    }
    page.heading("Not reached", &minutes.not_reached.len().to_string());
    for named in &minutes.not_reached {
        page.paragraph(&label(named), theme.normal);
    }
    page.gap();
    page.paragraph(&minutes.summary(), theme.strong);
    page
}

/// Asks, and closes the workshop.
fn close(ctx: &Ctx<'_>) -> Outcome {
    let lacking = ctx.answers().open_workshop().map_or(0, |open| {
        minutes(ctx.board, ctx.answers(), open).lacking().filter(|action| !action.resolved).count()
    });
    let lacking = match lacking {
        0 => String::new(),
        count => format!(" {} no owner or no date.", counted(count, "action has", "actions have")),
    };
    let question = format!("Close the workshop and show its minutes?{lacking}");
    Outcome::open(Confirm::new(&question, Outcome::Step(vec![Change::Close { seconds: ctx.used }])))
}

fn to_entry(id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    ctx.answers().open_workshop().map_or(Outcome::Stay, |open| room::go(open, id, ctx))
}

/// What can become of something parked.
fn becomes(noted: &MinutesCapture, ctx: &Ctx<'_>) -> Choose {
    let mut choices = Vec::new();
    if let Some(at) = &noted.at {
        choices.push(Choice::new(&format!("Answer it now, at {}", at.name), to_entry(&at.id, ctx)));
    }
    choices.push(Choice::new("Make it an action", Outcome::Perform(Action::MakeAction)));
    choices.push(Choice::new("Mark it resolved", Outcome::Perform(Action::Resolve)));
    choices.push(Choice::new("Leave it parked", Outcome::Stay));
    Choose::new("Parked", choices).saying(&noted.text)
}

/// The form that makes a capture an action: its words, who, by when.
fn who_and_when(noted: &MinutesCapture, ctx: &Ctx<'_>) -> Outcome {
    let day = noted.due.map(|day| day.to_string()).unwrap_or_default();
    let names = FieldKind::Name { names: capture::names(ctx), is_needed: false };
    let fields = vec![
        FormField::new("Who", names, noted.owner.as_deref().unwrap_or_default()),
        FormField::new("By when", FieldKind::Day, &day),
        FormField::new("Action", FieldKind::Needed, &noted.text).going_on(),
    ];
    let (id, at) = (noted.id.clone(), noted.at.as_ref().map(|at| at.id.clone()));
    let finish: Finish = Box::new(move |values, _ctx| {
        let [owner, due, Value::Words(text)] = values else { return Err("an action needs words".to_owned()) };
        let captured = Captured {
            at: at.clone(),
            kind: CaptureKind::Action,
            text: text.clone(),
            owner: owner.words(),
            due: due.day(),
            to: None,
        };
        Ok(Outcome::intend(Intent::Capture { id: id.clone(), captured }))
    });
    Outcome::open(Form::new("Who does it, by when?", fields, finish).right("Enter continues"))
}
