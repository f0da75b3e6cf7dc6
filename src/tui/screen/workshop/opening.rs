//! The opening page: what the workshop is for, its agenda with times of day, who is here, and what is open from last
//! time. The clock stands until somebody begins.

use jiff::civil::Time;
use ratatui::layout::Rect;

use super::{head, page};
use crate::domain::agenda::{Agenda, AgendaEntry, OpenAction};
use crate::domain::room::RoomState;
use crate::domain::workshop;
use crate::journal::answers::Workshop;
use crate::journal::record::{CaptureKind, Person};
use crate::pack::model::Level;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::page::Page;

/// The fewest rows of the agenda.
const AGENDA: usize = 3;

/// What stands open from last time, and which of it the cursor is at.
pub(super) struct LastTime<'a> {
    pub(super) open: &'a [OpenAction],
    pub(super) cursor: Option<usize>,
}

/// Draws the page.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    state: &RoomState,
    last: &LastTime<'_>,
    is_follower: bool,
    ctx: &Ctx<'_>,
) {
    let Some(open) = ctx.answers().open_workshop() else { return };
    head::draw_closing(canvas, area, state, &workshop::when_phrase(open, ctx.moment), is_follower, ctx);
    let theme = canvas.theme;
    let head = head::closing_rows(area);
    let place = page::column(below(area, head + u16::from(area.height > 16)));
    let agenda = &state.running.agenda;
    let mut above = Page::new(place.width);
    if let Some(goal) = &open.plan.goal {
        above.hanging(9, ("Goal".to_owned(), theme.dim), goal, theme.strong, None);
    }
    let people = people(open, agenda, place.width, ctx);
    // What is open from last time is what one acts on here; the agenda is cut before it.
    let wanted = if last.open.is_empty() { 0 } else { last.open.len().min(4) + 2 };
    let rest = usize::from(place.height).saturating_sub(above.len() + people.len() + wanted + 3);
    let page = add_agenda(above, agenda, workshop::start(open, ctx.moment), rest.max(AGENDA), ctx);
    page.draw(canvas, place, 0);
    let place = below(place, cells(page.len()));
    people.draw(canvas, place, 0);
    let mut place = below(place, cells(people.len()));
    if last.open.is_empty() || place.height < 2 {
        return;
    }
    if place.height > cells(last.open.len()) + 2 {
        place = below(place, 1);
    }
    let mut heading = Page::new(place.width);
    heading.heading("Open from last time", &last.open.len().to_string());
    heading.draw(canvas, place, 0);
    draw_open(canvas, below(place, 1), last, ctx);
}

fn add_agenda(mut page: Page, agenda: &Agenda, start: Time, most: usize, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let count = text::counted(agenda.stops.len(), "entry", "entries");
    page.heading("Agenda", &format!("{count}, {} min", agenda.planned()));
    let clock = agenda.clock(start);
    let shown = if agenda.stops.len() + 1 > most { most.saturating_sub(2) } else { agenda.stops.len() };
    for (stop, at) in agenda.stops.iter().zip(&clock).take(shown) {
        let right = format!("{}{:>5}", if stop.level == Level::Must { "must" } else { "" }, stop.minutes);
        let room = page.width().saturating_sub(text::width(&right) + 10);
        let words = text::truncate(&label(stop), room, theme.cut()).into_owned();
        let time = format!(" {}  ", at.strftime("%H:%M"));
        page.row(vec![(time, theme.dim), (words, theme.normal)], Some((right, theme.dim)));
    }
    let more = agenda.stops.len() - shown;
    if more > 0 {
        page.row(vec![(format!("        {more} more: A"), theme.dim)], None);
    }
    if agenda.closing > 0 {
        let time = clock.last().map(|at| at.strftime("%H:%M").to_string()).unwrap_or_default();
        let right = Some((format!("{:>5}", agenda.closing), theme.dim));
        page.row(vec![(format!(" {time}  "), theme.dim), ("The closing".to_owned(), theme.normal)], right);
    }
    page
}

fn label(stop: &AgendaEntry) -> String {
    if stop.name == stop.title {
        stop.title.to_string()
    } else {
        format!("{}  {}", text::pad(&stop.name, 10), stop.title)
    }
}

/// Who is here, and one line for each team that is not.
fn people(open: &Workshop, agenda: &Agenda, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let here: Vec<String> = open.present().map(Person::phrase).collect();
    if here.is_empty() {
        return page;
    }
    page.heading("Here", &format!("{} of {}", here.len(), open.plan.people.len()));
    let indent = || (String::new(), theme.normal);
    page.hanging(1, indent(), &here.join(", "), theme.normal, None);
    for (team, entries) in agenda.absent_teams() {
        let names: Vec<&str> = entries.iter().map(|stop| stop.name.as_str()).collect();
        let words = format!("Not here: {team}, for {}", names.join(", "));
        page.hanging(1, indent(), &words, theme.strong, None);
    }
    page
}

fn draw_open(canvas: &mut Canvas<'_>, place: Rect, last: &LastTime<'_>, ctx: &Ctx<'_>) {
    let fits = usize::from(place.height);
    let cursor = last.cursor.unwrap_or_default();
    let top = (cursor + 1).saturating_sub(fits);
    for (line, (at, one)) in last.open.iter().enumerate().skip(top).take(fits).enumerate() {
        let line = row(place, cells(line));
        draw_one(canvas, line, one, last.cursor == Some(at), ctx);
    }
}

fn draw_one(canvas: &mut Canvas<'_>, line: Rect, one: &OpenAction, is_chosen: bool, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let is_action = one.kind == CaptureKind::Action;
    let who = one.owner.as_ref().map(ToString::to_string).or(is_action.then(|| "nobody".to_owned()));
    let when = one.due.map(|day| ctx.moment.day(day)).or(is_action.then(|| "no date".to_owned()));
    let is_late = one.due.is_some_and(|day| day < ctx.moment.today);
    let late = is_late.then(|| "late".to_owned());
    let right = [who, when, late].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let style = if is_late { theme.blocked } else { theme.normal };
    let words = inset(line, 2, 1);
    let used = canvas.put_right(words, &right, style);
    let kind = canvas.put(words.x, words.y, 10, &text::pad(one.kind.word(), 10), theme.dim);
    let room = words.width.saturating_sub(used + kind + 2);
    let shown = text::truncate(&one.text.glimpse(), usize::from(room), theme.cut()).into_owned();
    canvas.put(words.x + kind, words.y, room, &shown, theme.normal);
    if is_chosen {
        canvas.restyle(inset(line, 1, 0), theme.cursor);
        canvas.put(line.x, line.y, 1, theme.cursor_mark(), theme.strong);
    }
}
