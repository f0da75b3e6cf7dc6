//! How the three pages of the closing stand on a screen.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{At, ClosingPage, ClosingPane};
use crate::domain::minutes::{EntryLabel, Minutes, MinutesCapture};
use crate::domain::room::RoomState;
use crate::journal::record::CaptureKind;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::screen::workshop::{head, page};
use crate::tui::theme::Signs;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::large::{self, Size};
use crate::tui::widget::list::{Mark, Row};
use crate::tui::widget::page::Page;
use crate::tui::widget::rule::Heading;

/// The cells of an entry's name, so that what was captured stands in one column.
const NAME: usize = 12;
/// From so many cells on the entry's name stands before what was captured.
const ROOM_FOR_NAME: u16 = 44;
/// From so many cells on the kind of what was captured stands before it.
const ROOM_FOR_KIND: u16 = 28;
/// From so many cells on a screen that follows has large letters.
const FAR: u16 = 100;
/// The fewest rows that the list keeps below the decision that is read.
const LIST: u16 = 5;

impl ClosingPane {
    fn body(&self, area: Rect) -> Rect {
        let head = head::closing_rows(area);
        let rest = below(area, head + u16::from(area.height > 12));
        // The far end of the table has the whole width: large letters need it.
        if self.is_far && area.width >= FAR { inset(rest, 4, 4) } else { page::column(rest) }
    }

    /// The decision that is read, as it stands above the list.
    fn spoken(&self, area: Rect, ctx: &Ctx<'_>) -> Page {
        let body = self.body(area);
        let theme = ctx.theme;
        let mut page = Page::new(body.width);
        let Some(decision) = self.here() else { return page };
        let bar = || (format!("{}   ", theme.beside()), theme.strong);
        let has_air = area.height >= 20;
        let lines = text::wrap(&decision.text, usize::from(body.width.saturating_sub(4)).clamp(1, 60));
        if has_air {
            page.row(vec![bar()], None);
        }
        for (at, line) in lines.into_iter().enumerate() {
            if at > 0 && area.height >= 30 {
                page.row(vec![bar()], None);
            }
            page.row(vec![bar(), (line, theme.strong)], None);
        }
        if has_air {
            page.row(vec![bar()], None);
        }
        page.gap();
        self.notes(&mut page, ctx);
        page
    }

    /// Its entry, its shows of hands and the objections.
    fn notes(&self, page: &mut Page, ctx: &Ctx<'_>) {
        let theme = ctx.theme;
        let (Some(decision), Some(minutes)) = (self.here(), &*self.minutes) else { return };
        let name = decision.at.as_ref().map(|at| at.name.to_string()).unwrap_or_default();
        let hands = minutes.hands_words(decision);
        let first = hands.first().map_or("", String::as_str);
        if !name.is_empty() || !first.is_empty() {
            page.hanging(NAME, (name, theme.dim), first, theme.normal, None);
        }
        for other in hands.iter().skip(1) {
            page.hanging(NAME, (String::new(), theme.dim), other, theme.normal, None);
        }
        if let Some(removed) = &decision.to_removed {
            page.hanging(NAME, ("removed".to_owned(), theme.dim), removed, theme.normal, None);
        }
        for objection in minutes.objections_to(&decision.id) {
            let who = objection.owner.as_ref().map_or("objection".to_owned(), ToString::to_string);
            page.hanging(NAME, (who, theme.dim), &objection.text, theme.normal, None);
        }
    }

    /// The lines of the decision in large letters, for the far end of the table; `None` if there is no room for them.
    fn large(&self, area: Rect, ctx: &Ctx<'_>) -> Option<(Size, Vec<String>)> {
        if !self.is_far || ctx.theme.signs != Signs::Rich || area.width < FAR {
            return None;
        }
        let body = self.body(area);
        let words = &self.here()?.text;
        let mut notes = Page::new(body.width);
        self.notes(&mut notes, ctx);
        [Size::Cells, Size::Quarters].into_iter().find_map(|size| {
            let lines = size.lines(words, body.width)?;
            let rows = cells(lines.len()) * (size.height() + 1) + cells(notes.len()) + 1 + LIST + 2;
            (rows <= body.height).then_some((size, lines))
        })
    }

    /// Draws the decision and what stands below it.
    fn draw_spoken(&self, canvas: &mut Canvas<'_>, area: Rect, place: Rect, ctx: &Ctx<'_>) {
        let Some((size, lines)) = self.large(area, ctx) else {
            let page = self.spoken(area, ctx);
            page.draw(canvas, place, 0);
            if page.len() > usize::from(place.height) && place.height > 0 {
                let sign = canvas.theme.cut().to_string();
                canvas.put_right(row(place, place.height - 1), &sign, canvas.theme.normal);
            }
            return;
        };
        let mut rest = place;
        for line in &lines {
            large::draw(canvas, rest, line, size, canvas.theme.strong);
            rest = below(rest, size.height() + 1);
        }
        let mut notes = Page::new(place.width);
        self.notes(&mut notes, ctx);
        notes.draw(canvas, rest, 0);
    }

    /// The rows above the list.
    fn above(&self, area: Rect, ctx: &Ctx<'_>) -> u16 {
        let body = self.body(area);
        match self.page {
            ClosingPage::Decided => {
                let mut page = Page::new(body.width);
                let rows = match self.large(area, ctx) {
                    Some((size, lines)) => {
                        self.notes(&mut page, ctx);
                        cells(lines.len()) * (size.height() + 1) + cells(page.len())
                    }
                    None => cells(self.spoken(area, ctx).len()),
                };
                let wanted = rows + u16::from(area.height > 12);
                wanted.min(body.height.saturating_sub(LIST))
            }
            ClosingPage::Whose | ClosingPage::Stays => 0,
        }
    }

    /// The rows below the list: how far the workshop came.
    fn foot(&self, area: Rect) -> u16 {
        if self.page != ClosingPage::Stays || area.height < 14 {
            return 0;
        }
        let body = self.body(area);
        let words = self.minutes.as_ref().map(Minutes::summary).unwrap_or_default();
        cells(text::wrap(&words, usize::from(body.width)).len()).min(3) + 1
    }

    /// Where the list stands.
    pub(super) fn list_place(&self, area: Rect, ctx: &Ctx<'_>) -> Rect {
        let body = self.body(area);
        let above = self.above(area, ctx) + u16::from(self.page == ClosingPage::Decided);
        let list = below(body, above);
        let list = Rect {
            height: list.height.saturating_sub(self.foot(area) + self.asked_place(area).height),
            ..list
        };
        // The bar of the cursor stands before the words.
        Rect { x: list.x.saturating_sub(1), width: list.width + 1, ..list }
    }

    /// Draws the page in front.
    pub(in crate::tui::screen::workshop) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        state: &RoomState,
        is_follower: bool,
        ctx: &Ctx<'_>,
    ) {
        head::draw_closing(canvas, area, state, self.page.title(), is_follower, ctx);
        let Some(minutes) = &*self.minutes else { return };
        let body = self.body(area);
        if is_follower && self.page == ClosingPage::Whose {
            self.draw_asked(canvas, area, ctx);
        }
        if self.page == ClosingPage::Decided {
            let above = self.above(area, ctx);
            self.draw_spoken(canvas, area, Rect { height: above, ..body }, ctx);
            let all = minutes.decisions.len();
            let read = minutes.decisions.iter().filter(|one| self.read.contains(&one.id)).count();
            let right = if read == 0 { all.to_string() } else { format!("{read} of {all} read") };
            Heading { title: "Decisions", right: &right, is_focused: true }.draw(canvas, row(body, above));
        }
        let list = self.list_place(area, ctx);
        if self.list.is_empty() {
            let words = self.page.nothing();
            canvas.put(list.x + 1, list.y, list.width.saturating_sub(1), words, canvas.theme.dim);
        }
        let mark = if self.page == ClosingPage::Stays { Mark::Nothing } else { Mark::Row };
        self.list.draw(canvas, list, mark, |canvas, place, at, _| {
            let line = inset(place, 3, 0);
            match at {
                At::Capture(id) => {
                    if let Some(noted) = minutes.capture(id) {
                        self.draw_noted(canvas, line, noted, ctx);
                    }
                }
                At::Entry(label, right) => {
                    // The name is read first; what is said about it gives way part by part.
                    let name = text::width(label.split("  ").next().unwrap_or(label)).max(NAME - 2);
                    let title = usize::from(line.width / 3).min(24);
                    let right = parts_in(right, usize::from(line.width).saturating_sub(name + title + 4));
                    let used = canvas.put_right(inset(line, 0, 1), &right, canvas.theme.dim);
                    let room = line.width.saturating_sub(used + 3);
                    let label = text::truncate(label, usize::from(room), canvas.theme.cut()).into_owned();
                    canvas.put(line.x, line.y, room, &label, canvas.theme.normal);
                }
            }
        });
        self.draw_foot(canvas, area, minutes);
    }

    /// Draws whose it is that is asked for, with what is typed, over the foot of a screen that follows.
    fn draw_asked(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let (Some(noted), Some(typed)) = (self.here(), &self.typed) else { return };
        let theme = canvas.theme;
        let foot = self.asked_place(area);
        if foot.height < 2 {
            return;
        }
        let first = text::truncate(&noted.text.glimpse(), usize::from(foot.width), theme.cut()).into_owned();
        canvas.put(foot.x, foot.y, foot.width, &first, theme.strong);
        let words = format!("{typed}{}", ctx.theme.typing());
        canvas.put(foot.x, foot.y + 1, foot.width, &words, theme.strong);
    }

    /// Where that stands.
    fn asked_place(&self, area: Rect) -> Rect {
        let body = self.body(area);
        let height =
            if self.typed.is_some() && self.page == ClosingPage::Whose { 2.min(body.height) } else { 0 };
        Rect { y: body.bottom() - height, height, ..body }
    }

    fn draw_foot(&self, canvas: &mut Canvas<'_>, area: Rect, minutes: &Minutes) {
        let height = self.foot(area);
        if height == 0 {
            return;
        }
        let body = self.body(area);
        let foot = Rect { y: body.bottom() - (height - 1), height: height - 1, ..body };
        for (at, line) in text::wrap(&minutes.summary(), usize::from(foot.width)).iter().enumerate() {
            let place = row(foot, cells(at));
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, canvas.theme.normal);
            }
        }
    }

    fn draw_noted(&self, canvas: &mut Canvas<'_>, line: Rect, noted: &MinutesCapture, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let is_read = self.page == ClosingPage::Decided && self.read.contains(&noted.id);
        let base = if noted.resolved || is_read { theme.dim } else { theme.normal };
        let (right, style) = self.right_of(noted, ctx, base);
        let words = inset(line, 0, 1);
        let used = canvas.put_right(words, &right, style);
        let mut x = words.x;
        let end = words.right().saturating_sub(used + u16::from(used > 0) * 2);
        if self.page == ClosingPage::Decided {
            let sign = if is_read { theme.sign(crate::domain::standing::Sign::Done) } else { " " };
            canvas.put(x, words.y, 1, sign, theme.normal);
            x += 2;
        } else if end.saturating_sub(x) >= ROOM_FOR_KIND {
            x += canvas.put(x, words.y, 10, &text::pad(noted.kind.word(), 10), theme.dim);
        }
        // If room is short, the words stay, and the place that they belong to goes.
        let has_name = end.saturating_sub(x) >= ROOM_FOR_NAME && self.page == ClosingPage::Decided;
        if let Some(at) = noted.at.as_ref().filter(|_| has_name) {
            x += canvas.put(x, words.y, end.saturating_sub(x), &text::pad(&at.name, NAME), theme.dim);
        }
        let room = usize::from(end.saturating_sub(x));
        let first = text::truncate(&noted.text.glimpse(), room, theme.cut()).into_owned();
        canvas.put(x, words.y, end.saturating_sub(x), &first, base);
    }

    /// Who and by when, and what is lacking; of a decision how many object.
    fn right_of(&self, noted: &MinutesCapture, ctx: &Ctx<'_>, base: Style) -> (String, Style) {
        let theme = ctx.theme;
        if self.page == ClosingPage::Decided && noted.kind == CaptureKind::Objection {
            return (noted.owner.as_ref().map(ToString::to_string).unwrap_or_default(), theme.normal);
        }
        if self.page == ClosingPage::Decided {
            let count = self.minutes.as_ref().map_or(0, |minutes| minutes.objections_to(&noted.id).count());
            return match count {
                0 => (String::new(), base),
                count => (text::counted(count, "objection", "objections"), theme.normal),
            };
        }
        if noted.resolved {
            return ("settled".to_owned(), theme.dim);
        }
        let is_action = noted.kind == CaptureKind::Action;
        let who = noted.owner.as_ref().map_or("nobody".to_owned(), ToString::to_string);
        let when = noted.due.map(|day| ctx.moment.day(day)).or(is_action.then(|| "no date".to_owned()));
        let words = std::iter::once(who).chain(when).collect::<Vec<_>>().join(" · ");
        if noted.is_asked_about() { (format!("! {words}"), theme.blocked) } else { (words, theme.normal) }
    }
}

/// As many of the parts of a list as so many cells hold: `must, 1 question`, `must`.
fn parts_in(words: &str, room: usize) -> String {
    let parts: Vec<&str> = words.split(", ").collect();
    let ways = (1..=parts.len()).rev().filter_map(|count| parts.get(..count)).map(|parts| parts.join(", "));
    ways.into_iter().find(|way| text::width(way) <= room).unwrap_or_default()
}

/// The rows of what stays: put off, without an answer, not reached.
pub(super) fn stays(minutes: &Minutes, ctx: &Ctx<'_>) -> Vec<Row<At>> {
    let mut rows = Vec::new();
    for (title, list) in minutes.stays_parts(ctx.moment) {
        rows.push(Row::Heading { title: title.to_owned(), right: list.len().to_string() });
        rows.extend(list.into_iter().map(|(named, right)| Row::Entry(At::Entry(label(named), right))));
    }
    rows
}

fn label(named: &EntryLabel) -> String {
    if named.name == named.title {
        named.title.to_string()
    } else {
        format!("{}{}", text::pad(&named.name, NAME), named.title)
    }
}
