//! The conditions of a review: which are late, open and met, whose they are, and what was promised.

use ratatui::layout::Rect;

use super::Popup;
use super::entry_sheet::EntrySheet;
use crate::domain::conditions::{self, Condition, Conditions, State};
use crate::domain::dates;
use crate::domain::filter::NOBODY;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};
use crate::tui::widget::rule;

/// From so many columns on, what is worth knowing is in each row; below, it is said of the row in hand.
const WIDE: u16 = 100;
/// Below so many rows nothing is said of the row in hand.
const LOWEST_WITH_DETAIL: u16 = 12;
const DETAIL: u16 = 2;

/// The conditions of one review.
pub struct ConditionsPopup {
    /// The number of the review.
    no: u32,
    list: List<Condition>,
    heading: String,
    people: String,
    made: Fresh<()>,
}

impl ConditionsPopup {
    /// The conditions of a review; `None` if it was not closed with conditions.
    pub fn new(no: u32, ctx: &Ctx<'_>) -> Option<ConditionsPopup> {
        let mut popup = ConditionsPopup {
            no,
            list: List::default(),
            heading: String::new(),
            people: String::new(),
            made: Fresh::default(),
        };
        popup.of(ctx)?;
        popup.look(ctx);
        Some(popup)
    }

    fn of<'a>(&self, ctx: &Ctx<'a>) -> Option<Conditions<'a>> {
        let answers = ctx.answers();
        let closed = answers.reviews.iter().find(|closed| closed.no == self.no)?;
        Conditions::of(ctx.board, answers, closed)
    }

    fn look(&mut self, ctx: &Ctx<'_>) {
        let Some(found) = self.of(ctx) else { return };
        let at = self.entry();
        self.heading = found.heading(ctx.moment);
        self.people = found.people_phrase(" · ");
        let count = found.count().sentence();
        let mut rows = vec![Row::Words(count.into()), Row::Gap];
        for state in State::ALL {
            let some: Vec<Condition> = found.in_state(state).cloned().collect();
            if some.is_empty() {
                continue;
            }
            rows.push(Row::Heading { title: state.title().to_owned(), right: some.len().to_string() });
            rows.extend(some.into_iter().map(Row::Entry));
            rows.push(Row::Gap);
        }
        if found.by_person().len() > 1 {
            rows.push(Row::Words(format!("By person    {}", self.people).into()));
        }
        self.list.set(rows);
        if let Some(at) = at {
            self.list.find(|one| one.id == at);
        }
        self.made.set(ctx.revision, (), ());
    }

    fn entry(&self) -> Option<EntryId> {
        self.list.at().map(|one| one.id.clone())
    }

    fn detail_rows(area: Rect) -> u16 {
        if area.width >= WIDE || area.height < LOWEST_WITH_DETAIL { 0 } else { DETAIL }
    }

    fn draw_detail(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let (Some(one), Some(found)) = (self.list.at(), self.of(ctx)) else { return };
        let remark = one.remark(ctx.moment);
        let remark = if remark.is_empty() { remark } else { format!(" · {} {remark}", one.state.word()) };
        rule::inlaid(canvas, row(area, 0), &format!("{}{remark}", one.name), canvas.theme.heading);
        let place = inset(row(area, 1), 1, 1);
        let words = one.promise(found.review, ctx.moment);
        canvas.put(place.x, place.y, place.width, &words, canvas.theme.normal);
    }
}

/// How wide the columns at the right are on this page.
struct Columns {
    name: u16,
    owner: u16,
    day: u16,
    remark: u16,
}

impl Columns {
    fn of(list: &List<Condition>, width: u16, ctx: &Ctx<'_>) -> Columns {
        let widest =
            |words: &dyn Fn(&Condition) -> usize| cells(list.entries().map(words).max().unwrap_or(0));
        let remark = if width >= WIDE { widest(&|one| text::width(&one.remark(ctx.moment))) } else { 0 };
        Columns {
            name: widest(&|one| text::width(short(one))).min(14),
            owner: widest(&|one| text::width(owner(one))).min(12),
            day: widest(&|one| text::width(&day(one, width, ctx))),
            remark: remark.min(width / 4),
        }
    }
}

fn short(one: &Condition) -> &str {
    if one.name == one.title { "topic" } else { one.name.as_str() }
}

fn owner(one: &Condition) -> &str {
    one.owner.as_ref().map_or(NOBODY, Text::as_str)
}

fn day(one: &Condition, width: u16, ctx: &Ctx<'_>) -> String {
    match one.due {
        Some(day) if width < 60 => dates::short(day, ctx.moment.today),
        _ => one.day(ctx.moment),
    }
}

fn draw_row(canvas: &mut Canvas<'_>, place: Rect, one: &Condition, columns: &Columns, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let style = if one.state == State::Met { theme.dim } else { theme.normal };
    let words = inset(place, 3, 1);
    canvas.put(words.x, words.y, 1, theme.sign(one.sign), theme.sign_style(one.sign));
    let mut words = inset(words, 2, 0);
    let mut column = |wide: u16, right: &str, style, canvas: &mut Canvas<'_>| {
        if wide == 0 || words.width < wide + 10 {
            return;
        }
        let at = Rect { x: words.right() - wide, width: wide, ..words };
        canvas.put(at.x, at.y, wide, &text::truncate(right, usize::from(wide), theme.cut()), style);
        words.width -= wide + 2;
    };
    column(columns.remark, &one.remark(ctx.moment), style, canvas);
    let late = if one.state == State::Late { theme.late } else { style };
    column(columns.day, &day(one, place.width, ctx), late, canvas);
    column(columns.owner, owner(one), style, canvas);
    canvas.put(words.x, words.y, columns.name.min(words.width), short(one), style);
    let title = inset(words, columns.name + 1, 0);
    if title.width >= 8 {
        canvas.put(title.x, title.y, title.width, &one.title, style);
    }
}

impl Popup for ConditionsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Conditions, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let (first, rest) = self.heading.split_once(": ").unwrap_or((&self.heading, ""));
        (format!("Conditions of {first}"), rest.to_owned())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => return Outcome::Close,
            Action::Enter => {
                return self.entry().map_or(Outcome::Stay, |id| Outcome::open(EntrySheet::new(id)));
            }
            Action::Copy => {
                let words = self.of(ctx).map(|found| conditions::as_text(&found, ctx.moment));
                return words.map_or(Outcome::Stay, |words| Outcome::Copy(Text::block(&words)));
            }
            Action::Done
            | Action::Doing
            | Action::Answer
            | Action::SeenAt
            | Action::Capture
            | Action::Owner
            | Action::Due => {
                return self.entry().map_or(Outcome::Stay, |id| Outcome::PerformAt(action, vec![id]));
            }
            Action::Undo | Action::Redo => return Outcome::PerformAt(action, Vec::new()),
            _ if self.list.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let detail = ConditionsPopup::detail_rows(area);
        let list = Rect { height: area.height.saturating_sub(detail), ..area };
        let columns = Columns::of(&self.list, area.width, ctx);
        self.list.draw(canvas, list, Mark::Row, |canvas, place, one, _| {
            draw_row(canvas, place, one, &columns, ctx);
        });
        if detail > 0 {
            self.draw_detail(canvas, Rect { y: list.bottom(), height: detail, ..area }, ctx);
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if !self.made.is_for(ctx.revision, &()) {
            self.look(ctx);
        }
        self.list.sync(area.height.saturating_sub(ConditionsPopup::detail_rows(area)));
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        match self.list.click(row) {
            Click::Again => self.entry().map_or(Outcome::Stay, |id| Outcome::open(EntrySheet::new(id))),
            Click::Moved | Click::Nothing => Outcome::Stay,
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some("open"),
            _ => None,
        }
    }
}
