//! The agenda over the room: where the workshop is, what each entry took, and how the rest is changed by hand.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::{Choice, Choose};
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use super::plan_people;
use super::search::Search;
use crate::domain::agenda::{self, AgendaEntry};
use crate::domain::shown::Draft;
use crate::domain::typed::{AskedForm, HalfTyped};
use crate::domain::workshop::behind::Proposal;
use crate::domain::workshop::{self, WorkshopProgress, behind, come_to};
use crate::journal::answers::Workshop;
use crate::journal::record::{Change, Course};
use crate::pack::model::{EntryId, Level};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Revision;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};
use crate::tui::widget::scroll::moved;

/// The cells of a number of minutes.
const NUMBER: u16 = 6;

/// The agenda over the room.
#[derive(Debug, Default)]
pub struct RoomAgenda {
    running: Option<WorkshopProgress>,
    /// What it was made from: how much had been said.
    made_from: Option<Revision>,
    stops: List<usize>,
}

impl RoomAgenda {
    /// Opens it with the cursor at the entry where the workshop is.
    pub fn new(ctx: &Ctx<'_>) -> RoomAgenda {
        let mut agenda = RoomAgenda::default();
        agenda.look(ctx);
        let place = agenda.running.as_ref().and_then(|running| running.place).unwrap_or_default();
        agenda.stops.go_to(place);
        agenda
    }

    fn look(&mut self, ctx: &Ctx<'_>) {
        if self.made_from != Some(ctx.revision) || self.running.is_none() {
            self.running = running(ctx);
            self.made_from = Some(ctx.revision);
            let count = self.running.as_ref().map_or(0, |running| running.agenda.stops.len());
            self.stops.set((0..count).map(Row::Entry).collect());
        }
    }

    fn here(&self) -> Option<EntryId> {
        Some(self.running.as_ref()?.agenda.stops.get(*self.stops.at()?)?.id.clone())
    }

    /// Whether the cursor is at the entry in hand.
    fn is_in_hand(&self) -> bool {
        let place = self.running.as_ref().and_then(|running| running.place);
        place.is_some() && place.as_ref() == self.stops.at()
    }

    fn shift(&mut self, open: &Workshop, by: isize) -> Outcome {
        let Some(id) = self.here() else { return Outcome::Stay };
        let to = moved(self.stops.cursor(), by, self.stops.len());
        if to == self.stops.cursor() {
            return Outcome::Stay;
        }
        self.stops.go_to(to);
        Outcome::Step(vec![Change::Agenda(agenda::moved(&open.plan.agenda, &id, to))])
    }

    /// What stands below the list, in lines of this width.
    fn foot(&self, width: u16, ctx: &Ctx<'_>) -> Vec<String> {
        let Some(running) = &self.running else { return Vec::new() };
        text::wrap(&behind::sum(running, ctx.moment), usize::from(width.saturating_sub(4)).max(1))
    }

    fn list_place(&self, area: Rect, ctx: &Ctx<'_>) -> Rect {
        let foot = cells(self.foot(area.width, ctx).len());
        Rect { height: area.height.saturating_sub(foot), ..area }
    }
}

/// Where the open workshop is.
pub fn running(ctx: &Ctx<'_>) -> Option<WorkshopProgress> {
    let open = ctx.answers().open_workshop()?;
    Some(WorkshopProgress::new(ctx.board, ctx.answers(), open, ctx.used).in_break(open, ctx.moment.now))
}

impl Popup for RoomAgenda {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::RoomAgenda, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let short = self.running.as_ref().map_or(0, behind::short);
        let short =
            if short > 0 { format!("{short} min short   plan  took") } else { "plan  took".to_owned() };
        ("Agenda".to_owned(), short)
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        cells(self.stops.len() + self.foot(width, ctx).len())
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.look(ctx);
        self.stops.sync(self.list_place(area, ctx).height);
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        match self.stops.click(row) {
            Click::Again => Outcome::Perform(Action::Enter),
            Click::Moved | Click::Nothing => Outcome::Stay,
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let Some(open) = ctx.answers().open_workshop() else { return Outcome::Close };
        if self.stops.update(action) {
            return Outcome::Stay;
        }
        match action {
            Action::Later => self.shift(open, 1),
            Action::Earlier => self.shift(open, -1),
            Action::Drop => match self.here() {
                Some(_) if self.is_in_hand() => {
                    Outcome::tell("the entry in hand: go on to the next one first")
                }
                Some(id) => put_off(vec![id], ctx),
                None => Outcome::Stay,
            },
            Action::Add => Outcome::All(vec![Outcome::Perform(Action::Add), Outcome::open(Search::new(ctx))]),
            Action::EntryMinutes => self.here().map_or(Outcome::Stay, |id| minutes(id, None, ctx)),
            // A digit begins the number.
            Action::Type(digit) => self.here().map_or(Outcome::Stay, |id| minutes(id, Some(digit), ctx)),
            Action::EndTime => end(ctx),
            Action::RoomPeople => Outcome::open(people(open, ctx)),
            Action::Propose => propose(ctx),
            Action::Enter => match self.here() {
                Some(id) => Outcome::Step(come_to(open, &id, ctx.used)).after_close(),
                None => Outcome::Close,
            },
            Action::Back | Action::RoomAgenda => Outcome::Close,
            _ => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(running) = &self.running else { return };
        let place = self.list_place(area, ctx);
        self.stops.draw(canvas, place, Mark::Row, |canvas, place, at, _| {
            draw_stop(canvas, place, running, *at, ctx);
        });
        let foot = below(area, place.height);
        for (at, line) in self.foot(area.width, ctx).iter().enumerate() {
            let place = inset(row(foot, cells(at)), 4, 0);
            let style = if behind::short(running) > 0 { canvas.theme.blocked } else { canvas.theme.dim };
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, style);
            }
        }
    }

    fn shows(&self) -> Option<Draft> {
        Some(Draft::Agenda(self.here()))
    }
}

/// Draws an entry of a running workshop's agenda: its state, its name and title, what was planned and what it took.
pub fn draw_stop(canvas: &mut Canvas<'_>, place: Rect, running: &WorkshopProgress, at: usize, ctx: &Ctx<'_>) {
    let Some(stop) = running.agenda.stops.get(at).filter(|_| place.height > 0) else { return };
    let theme = canvas.theme;
    let took = running.took.get(at).copied().flatten();
    let is_here = running.place == Some(at);
    let style = if took.is_some() && !is_here { theme.dim } else { theme.normal };
    let took = took.map(|seconds| (seconds / 60).to_string()).unwrap_or_default();
    let right = place.right().saturating_sub(1);
    let number = |x: u16| Rect { x: x.saturating_sub(NUMBER), width: NUMBER, ..place };
    canvas.put_right(number(right), &took, style);
    canvas.put_right(number(right.saturating_sub(NUMBER)), &stop.minutes.to_string(), style);
    let mut words = inset(place, 3, 2 * NUMBER + 1);
    if stop.level == Level::Must {
        let used = canvas.put_right(words, "must", theme.dim);
        words.width = words.width.saturating_sub(used + 2);
    }
    let sign = stop.row.map(|ix| theme.sign(ctx.board.at(ix).standing.shown())).unwrap_or_default();
    let title = if stop.name == stop.title { String::new() } else { format!("  {}", stop.title) };
    let name = if is_here { theme.strong } else { style };
    let label = format!("{sign} {}{title}", text::pad(&stop.name, 10));
    let label = text::truncate(&label, usize::from(words.width), theme.cut()).into_owned();
    canvas.put(words.x, words.y, words.width, &label, name);
}

/// Puts entries off: they leave the agenda, and the minutes say so.
fn put_off(ids: Vec<EntryId>, ctx: &Ctx<'_>) -> Outcome {
    Outcome::Step(vec![Change::Course { seconds: ctx.used, what: Course::PutOff { ids } }])
}

/// Makes the one proposal that keeps all musts, or says that everything fits.
pub fn propose(ctx: &Ctx<'_>) -> Outcome {
    let running = running(ctx);
    let Some((running, proposal)) = running.and_then(|now| behind::propose(&now).map(|found| (now, found)))
    else {
        return Outcome::tell("everything that is left fits");
    };
    let mut choices = Vec::new();
    let ids: Vec<EntryId> = proposal.put_off.iter().map(|stop| stop.id.clone()).collect();
    let all = proposal.with_musts().map(|stop| stop.id.clone()).collect();
    let shown = Draft::Proposal { sentence: Text::line(&proposal.sentence()), put_off: all };
    let named = [names(&proposal.put_off), names(&proposal.musts)];
    let named: Vec<String> = named.into_iter().filter(|names| !names.is_empty()).collect();
    let said = format!("{} {}", proposal.sentence(), named.join(", "));
    if proposal.short > 0 {
        choices.extend(short_of_musts(&proposal, &running, ctx));
    } else if !ids.is_empty() {
        let label = format!("Put off {}", shortly(&proposal.put_off, "that are no must"));
        choices.push(Choice::new(&label, put_off(ids, ctx)).right("keeps every must"));
    }
    let agenda = ctx.keys.key_of(Action::RoomAgenda);
    choices.push(Choice::new("Choose in the agenda", Outcome::Perform(Action::RoomAgenda)).right(&agenda));
    choices.push(Choice::new("Move the end", Outcome::Perform(Action::EndTime)));
    choices.push(Choice::new("Not now", Outcome::Stay).right("Esc"));
    Outcome::open(Choose::new("Behind time", choices).saying(said.trim_end()).showing(shown))
}

fn names(stops: &[AgendaEntry]) -> String {
    let names: Vec<String> =
        stops.iter().map(|stop| format!("{} ({} min)", stop.name, stop.minutes)).collect();
    names.join(", ")
}

/// `Design 2, Design 5`, or how many if that is too long for a choice: all of them are named above.
fn shortly(stops: &[AgendaEntry], many: &str) -> String {
    const MOST: usize = 4;
    if stops.len() > MOST {
        return format!("the {} {many}", stops.len());
    }
    stops.iter().map(|stop| stop.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// What there is to choose if the musts alone do not fit: a later end, or musts for the next workshop.
fn short_of_musts(proposal: &Proposal, running: &WorkshopProgress, ctx: &Ctx<'_>) -> Vec<Choice> {
    let course = |what| Change::Course { seconds: ctx.used, what };
    let ids = |stops: &mut dyn Iterator<Item = &AgendaEntry>| stops.map(|stop| stop.id.clone()).collect();
    let end = workshop::ends_after(running, u64::from(proposal.end) * 60, ctx.moment);
    let mut steps = vec![course(Course::End { minutes: proposal.end })];
    let mut label = format!("Move the end to {end}");
    let put_off = shortly(&proposal.put_off, "that are no must");
    if !put_off.is_empty() {
        steps.insert(0, course(Course::PutOff { ids: ids(&mut proposal.put_off.iter()) }));
        label = format!("Put off {put_off}, and move the end to {end}");
    }
    let mut choices = vec![Choice::new(&label, Outcome::Step(steps)).right("keeps every must")];
    if !proposal.musts.is_empty() {
        let words = if proposal.musts.len() == 1 { "the must" } else { "the musts" };
        let musts = match shortly(&proposal.musts, "musts that can wait best") {
            many if many.starts_with("the ") => many,
            few => format!("{words} {few}"),
        };
        let all = if put_off.is_empty() { musts } else { format!("{put_off} and {musts}") };
        let step = course(Course::PutOff { ids: ids(&mut proposal.with_musts()) });
        let choice = Choice::new(&format!("Put off {all}"), Outcome::Step(vec![step]));
        choices.push(choice.right("first on the next agenda"));
    }
    choices
}

/// Asks when the workshop ends.
pub fn end(ctx: &Ctx<'_>) -> Outcome {
    Outcome::open(end_form(ctx))
}

fn end_form(ctx: &Ctx<'_>) -> Form {
    const HINT: &str = "a time of day, 11:40; or minutes: +10, -5, 75 in all";
    let running = running(ctx);
    let ends = running.as_ref().map(|running| workshop::ends_at(running, ctx.moment)).unwrap_or_default();
    let over = running.as_ref().and_then(WorkshopProgress::over);
    let hint = over.map_or(HINT.to_owned(), |over| format!("{over} min over; {HINT}"));
    let field = FormField::new("The end", FieldKind::Needed, &ends).saying(hint);
    let finish: Finish = Box::new(move |values, ctx| {
        let [Value::Words(typed)] = values else { return Err("a time is needed".to_owned()) };
        let open = ctx.answers().open_workshop().ok_or("the workshop is closed")?;
        let minutes = workshop::end(typed, open, ctx.used, ctx.moment)?;
        Ok(Outcome::Step(vec![Change::Course { seconds: ctx.used, what: Course::End { minutes } }]))
    });
    let form = Form::new("The end of the workshop", vec![field], finish);
    form.coming_back(|fields| HalfTyped::Asked { form: AskedForm::End, fields })
}

/// Asks for the minutes of an entry; `begun` is the digit with which somebody has begun the number.
fn minutes(id: EntryId, begun: Option<char>, ctx: &Ctx<'_>) -> Outcome {
    Outcome::open(minutes_form(id, begun, ctx))
}

fn minutes_form(id: EntryId, begun: Option<char>, ctx: &Ctx<'_>) -> Form {
    let asked = AskedForm::Minutes(id.clone());
    let running = running(ctx);
    let planned =
        running.as_ref().and_then(|running| running.agenda.stop(&id)).map_or(0, |stop| stop.minutes);
    let typed = begun.map_or_else(|| planned.to_string(), String::from);
    let field = FormField::new("Minutes", FieldKind::Needed, &typed).saying("a number from 1 to 240");
    let field = if begun.is_some() { field.going_on() } else { field };
    let title = format!("Minutes for {}, {planned} are planned", ctx.name(&id));
    let finish: Finish = Box::new(move |values, ctx| {
        let [Value::Words(typed)] = values else { return Err("a number is needed".to_owned()) };
        let minutes = typed.parse().ok().filter(|minutes| (1..=240).contains(minutes));
        let minutes = minutes.ok_or("a number from 1 to 240")?;
        let what = Course::Minutes { id: id.clone(), minutes };
        Ok(Outcome::Step(vec![Change::Course { seconds: ctx.used, what }]))
    });
    let form = Form::new(title, vec![field], finish);
    form.coming_back(move |fields| HalfTyped::Asked { form: asked.clone(), fields })
}

/// Lists who is here and who has left; Enter changes it.
pub fn people(open: &Workshop, ctx: &Ctx<'_>) -> Choose {
    let left = |name: &Text| open.course.left.iter().any(|(other, _)| other == name);
    let mut choices: Vec<Choice> = Vec::new();
    for person in &open.plan.people {
        let (what, state) = if left(&person.name) {
            (Course::Came(person.clone()), "left; Enter: is here again")
        } else {
            (Course::Left(person.name.clone()), "here; Enter: has left")
        };
        let step = Outcome::Step(vec![Change::Course { seconds: ctx.used, what }]);
        choices.push(Choice::new(&person.phrase(), step).right(state));
    }
    choices.push(Choice::new("Somebody else has come", Outcome::open(came_form(ctx))));
    Choose::new("Who is here", choices)
}

fn came_form(ctx: &Ctx<'_>) -> Form {
    let fields = plan_people::fields(None, ctx);
    let finish: Finish = Box::new(|values, ctx| {
        let [name, role] = values else { return Err("two fields are needed".to_owned()) };
        let came = plan_people::filled(name, role, ctx).into_iter();
        let steps = came.map(|person| Change::Course { seconds: ctx.used, what: Course::Came(person) });
        let steps: Vec<Change> = steps.collect();
        if steps.is_empty() { Err("a name is needed".to_owned()) } else { Ok(Outcome::Step(steps)) }
    });
    let form = Form::new("Who is here now?", fields, finish);
    form.coming_back(|fields| HalfTyped::Asked { form: AskedForm::Came, fields })
}

/// A form of the room with what was typed into it before the terminal went away; `None` if it is none of these.
pub fn again(form: &AskedForm, fields: &[Text], ctx: &Ctx<'_>) -> Option<Form> {
    let form = match form {
        AskedForm::End => end_form(ctx),
        AskedForm::Minutes(id) => minutes_form(id.clone(), None, ctx),
        AskedForm::Came => came_form(ctx),
        AskedForm::Target(_) | AskedForm::Statement(_) | AskedForm::Closing | AskedForm::Plan(_) => {
            return None;
        }
    };
    form.again(fields)
}
