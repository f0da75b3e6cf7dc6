//! How the room view stands on a screen: the question alone and large, the rest as there is room for it.
//!
//! Nothing is decided here and nothing but a [`RoomState`] is drawn, so that nothing else can get on a projector.
//! From the roomiest look to the tightest the first that fits is taken; what it leaves out is below the fold.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::apart::phrase;
use crate::domain::moment::Moment;
use crate::domain::room::{Answering, RoomCapture, RoomEnd, RoomEntry, RoomState};
use crate::domain::standing::{LeftReason, Sign};
use crate::journal::record::CaptureKind;
use crate::pack::model::Level;
use crate::text;
use crate::tui::context::Ctx;
use crate::tui::popup::capture::kind_title;
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::{Canvas, below, cells, row};
use crate::tui::widget::page::{Page, PageRow};

use super::head;

mod far;
mod look;

pub(super) use far::{Needs, draw_below, far_fits};
use look::{Air, CaptureDetail, LOOKS, RoomLayout, WHOLE, question_lines};

/// The widest that text gets: longer lines are hard to read from the far end of a table.
const WIDEST: u16 = 92;
/// The cells of a line of the question, if there is height for several.
const SHORT_LINE: usize = 41;
/// From this width of the text on, labels have air and the entry's line says its part of the list.
const ROOMY: u16 = 84;

/// From this width on the status stands beside the answer, else beside who can answer.
const BESIDE: u16 = 50;

/// The keys that ask a team that is not here.
const ASKS: &str = "c a  asks them";

/// An entry laid out for one screen.
pub(super) struct Laid {
    question: Vec<String>,
    /// The rows of the question, with those that stay empty.
    high: u16,
    look: RoomLayout,
    /// What stands below the question.
    first: Page,
    /// Everything, for who scrolls.
    all: Page,
    is_cut: bool,
    column: Rect,
    /// Where the text below the question stands.
    text: Rect,
}

pub(super) fn column(area: Rect) -> Rect {
    let margin = if area.width >= 24 { 2 } else { 1 };
    let width = area.width.saturating_sub(2 * margin).min(WIDEST);
    Rect { x: area.x + area.width.saturating_sub(width) / 2, width, ..area }
}

/// Lays an entry out in `area`, the whole room view; a screen that only follows `is_far` away.
pub(super) fn lay(state: &RoomState, entry: &RoomEntry, area: Rect, is_far: bool, ctx: &Ctx<'_>) -> Laid {
    let (theme, moment) = (ctx.theme, ctx.moment);
    let place = column(below(area, head::rows(area)));
    // The last row tells the time at this entry and what is next.
    let place = Rect { height: place.height.saturating_sub(1), ..place };
    let painter = Painter {
        entry,
        captures: &state.captures,
        width: place.width,
        theme,
        moment,
        is_far,
        knows_people: state.knows_people,
    };
    let mut chosen = None;
    for look in LOOKS {
        let look = look.on(area.height);
        let question = question(entry, place.width, area.height, look.air);
        let high = height(&question, look.air, question_lines(place.width, area.height));
        let (first, is_cut) = painter.page(look);
        let rows = look.before + high + look.after + cells(first.len());
        // An empty row parts the text from the last one, unless every row counts.
        let foot = u16::from(look.has_gaps);
        let fits = rows + foot <= place.height;
        let (look, first, is_cut) = match place.height.checked_sub(rows + foot) {
            // What is free goes to a long answer before it is cut.
            Some(free) if free > 0 && is_cut && look.answer < WHOLE => {
                let look = RoomLayout { answer: look.answer + usize::from(free), ..look };
                let (first, is_cut) = painter.page(look);
                (look, first, is_cut)
            }
            _ => (look, first, is_cut),
        };
        chosen = Some((question, high, look, first, is_cut || !fits));
        if fits {
            break;
        }
    }
    let (question, high, look, first, is_cut) = chosen.expect("there are looks");
    let text = below(place, look.before + high + look.after);
    Laid { question, high, look, first, all: painter.everything(), is_cut, column: place, text }
}

impl Laid {
    /// The number of rows from the top that keep the question in view.
    pub(super) fn keeps(&self, area: Rect) -> u16 {
        self.column.y - area.y + self.look.before + self.high
    }

    /// The most rows to scroll below the fold.
    pub(super) fn most_below(&self) -> usize {
        if !self.is_cut {
            return 0;
        }
        1 + self.all.len().saturating_sub(usize::from(self.text.height))
    }

    pub(super) fn fold_phrase(&self, below: usize) -> Option<&'static str> {
        match (self.is_cut, below) {
            (false, _) => None,
            (true, 0) => Some("↓ good to know"),
            (true, at) if at < self.most_below() => Some("↓ more"),
            (true, _) => Some("↑ back"),
        }
    }

    /// Draws the question, and below it what is there or, scrolled, everything.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, scrolled: usize) {
        self.draw_question(canvas);
        match scrolled.checked_sub(1) {
            None => self.first.draw(canvas, self.text, 0),
            Some(top) => self.all.draw(canvas, self.text, top),
        }
    }

    fn draw_question(&self, canvas: &mut Canvas<'_>) {
        let theme = canvas.theme;
        let place = below(self.column, self.look.before);
        for at in 0..self.high {
            let line = row(place, at);
            if line.height == 0 {
                return;
            }
            canvas.put(line.x, line.y, 1, theme.beside(), theme.strong);
            let words = match self.look.air {
                Air::Tight => self.question.get(usize::from(at)),
                Air::Framed => at.checked_sub(1).and_then(|at| self.question.get(usize::from(at))),
                Air::Spaced if at % 2 == 1 => self.question.get(usize::from(at / 2)),
                Air::Spaced => None,
            };
            let gap = if self.column.width >= ROOMY { 4 } else { 3 };
            if let Some(words) = words {
                canvas.put(line.x + gap, line.y, line.width.saturating_sub(gap), words, theme.strong);
            }
        }
    }
}

/// The question in short lines; in longer ones if it is long or the screen is low.
fn question(entry: &RoomEntry, width: u16, height: u16, air: Air) -> Vec<String> {
    let whole = usize::from(width.saturating_sub(4)).max(1);
    let widths = if height < 20 || air == Air::Tight { [whole; 3] } else { [SHORT_LINE, 60, whole] };
    let mut lines = Vec::new();
    for (at, wide) in widths.into_iter().enumerate() {
        lines = text::wrap(&entry.ask, wide.min(whole));
        if lines.len() <= 3 + at {
            break;
        }
    }
    lines
}

fn height(question: &[String], air: Air, least: u16) -> u16 {
    let lines = cells(question.len()).max(least);
    match air {
        Air::Spaced => 2 * lines + 1,
        Air::Framed => lines + 2,
        Air::Tight => lines,
    }
}

/// Writes the pages.
struct Painter<'a> {
    entry: &'a RoomEntry,
    captures: &'a [RoomCapture],
    width: u16,
    theme: &'a Theme,
    moment: &'a Moment,
    /// Whether it is read from the far end of the table: the answer is the brightest then.
    is_far: bool,
    /// Whether it is known who is in the room, so that it is said who can answer.
    knows_people: bool,
}

impl Painter<'_> {
    fn hang(&self) -> usize {
        if self.width >= ROOMY { 19 } else { 14 }
    }

    fn label(&self, words: &str) -> (String, Style) {
        (words.to_owned(), self.theme.dim)
    }

    /// The page of a layout, and whether it leaves something out.
    fn page(&self, look: RoomLayout) -> (Page, bool) {
        let theme = self.theme;
        let entry = self.entry;
        let mut page = Page::new(self.width);
        self.who_answers(&mut page, look.parts_who);
        let gap = |page: &mut Page| {
            if look.has_gaps {
                page.gap();
            }
        };
        let mut is_cut = self.answer(&mut page, look.answer);
        if look.has_facts {
            self.facts(&mut page);
        } else {
            is_cut |= self.has_facts();
        }
        if !self.captures.is_empty() {
            gap(&mut page);
            is_cut |= self.captured(&mut page, look.captures);
        }
        if !entry.apart.is_empty() {
            gap(&mut page);
            is_cut |= self.apart(&mut page, look.has_facts);
        }
        gap(&mut page);
        if look.has_rule {
            page.row(vec![(theme.line().to_string().repeat(usize::from(self.width)), theme.rule)], None);
        }
        self.criterion(&mut page, false);
        is_cut |= !entry.more_questions.is_empty();
        if look.has_guidance {
            if !entry.guidance.is_empty() {
                gap(&mut page);
                page.hanging(self.hang(), self.label("Good to know"), &entry.guidance, theme.dim, None);
            }
        } else {
            is_cut |= !entry.guidance.is_empty();
        }
        // Nobody reads the title aloud: it stands last.
        gap(&mut page);
        self.title(&mut page);
        (page, is_cut)
    }

    /// Everything there is to read, what was below the fold first.
    fn everything(&self) -> Page {
        let theme = self.theme;
        let mut page = Page::new(self.width);
        if !self.entry.guidance.is_empty() {
            page.hanging(self.hang(), self.label("Good to know"), &self.entry.guidance, theme.normal, None);
        }
        for (at, question) in self.entry.more_questions.iter().enumerate() {
            page.gap();
            let label = if at == 0 { "Also ask" } else { "" };
            page.hanging(self.hang(), self.label(label), question, theme.normal, None);
        }
        self.criterion(&mut page, true);
        if !self.entry.apart.is_empty() {
            page.gap();
            self.apart(&mut page, true);
        }
        page.gap();
        self.answer(&mut page, usize::MAX);
        self.facts(&mut page);
        if !self.captures.is_empty() {
            page.gap();
            self.captured(&mut page, CaptureDetail::All);
        }
        page
    }

    /// Adds who can answer it, and in a narrow room the status; if nothing is known its row stays empty, so that the
    /// answer stands in the same place at every entry.
    fn who_answers(&self, page: &mut Page, has_gap: bool) {
        let theme = self.theme;
        let answering = self.entry.answers.as_ref().filter(|answering| !answering.is_unsure);
        let is_absent = answering.is_some_and(Answering::is_absent);
        let status = (self.width < BESIDE).then(|| (self.status(), theme.sign_style(self.entry.sign)));
        if answering.is_none() && status.is_none() && !self.knows_people {
            return;
        }
        let taken = status.as_ref().map_or(0, |(words, _)| text::width(words) + 2);
        let room = usize::from(self.width).saturating_sub(taken);
        let phrase = answering.map(|answering| answering.phrase_in(room)).unwrap_or_default();
        // Two keys prepare the action.
        let has_keys = is_absent && !self.is_far && room >= text::width(&phrase) + ASKS.len() + 2;
        let right = status.or_else(|| has_keys.then(|| (ASKS.to_owned(), theme.dim)));
        let phrase = text::truncate(&phrase, room, theme.cut()).into_owned();
        let style = if is_absent { theme.normal } else { theme.dim };
        page.row(vec![(phrase, style)], right);
        if has_gap {
            page.rows.push(PageRow::Blank);
        }
    }

    /// `Design 42   Design session lifetimes              User Logout · must`
    fn title(&self, page: &mut Page) {
        let theme = self.theme;
        let entry = self.entry;
        let level = match entry.level {
            Level::Should => None,
            Level::Must | Level::Could => Some(entry.level.word().to_owned()),
        };
        let part = entry.part.as_ref().filter(|_| self.width >= ROOMY).map(ToString::to_string);
        let right: Vec<String> = [part, level].into_iter().flatten().collect();
        let right = right.join(" · ");
        let (name, title) = match entry.titled() {
            Some(title) => (format!("{}   ", entry.name), title),
            None => (String::new(), &entry.name),
        };
        let taken = text::width(&name) + text::width(&right) + 2;
        let room = usize::from(self.width).saturating_sub(taken);
        let title = text::truncate(title, room, theme.cut()).into_owned();
        page.row(vec![(name, theme.dim), (title, theme.dim)], Some((right, theme.dim)));
    }

    fn status(&self) -> String {
        format!("{} {}", self.theme.sign(self.entry.sign), self.entry.sign.word())
    }

    /// Adds what each answered alone, a row for everybody or, if rows are few, one for all; returns whether that
    /// cuts it.
    fn apart(&self, page: &mut Page, is_whole: bool) -> bool {
        let (theme, voices) = (self.theme, &self.entry.apart);
        if !is_whole {
            let words = phrase(voices, " · ");
            let room = usize::from(self.width).saturating_sub(self.hang());
            let short = text::truncate(&words, room, theme.cut());
            page.hanging(self.hang(), self.label("Apart"), &short, theme.normal, None);
            return text::width(&words) > room;
        }
        for (at, voice) in voices.iter().enumerate() {
            let label = self.label(if at == 0 { "Apart" } else { "" });
            let style = if voice.status.is_some() { theme.normal } else { theme.dim };
            let words = phrase(std::slice::from_ref(voice), "");
            page.hanging(self.hang(), label, &words, style, None);
        }
        false
    }

    /// Adds our answer, at most so many lines of it; returns whether that cuts it.
    fn answer(&self, page: &mut Page, most: usize) -> bool {
        let theme = self.theme;
        let status = self.status();
        let style = theme.sign_style(self.entry.sign);
        let right = (self.width >= BESIDE).then(|| (status.clone(), style));
        let Some(answer) = &self.entry.answer else {
            page.hanging(self.hang(), self.label("Our answer"), "nothing yet", theme.dim, right);
            return false;
        };
        let taken = right.as_ref().map_or(0, |(words, _)| text::width(words) + 2);
        let room = usize::from(self.width).saturating_sub(self.hang() + taken).max(1);
        let mut lines = text::wrap(answer, room);
        let is_cut = lines.len() > most;
        if is_cut {
            lines.truncate(most);
            if let Some(last) = lines.last_mut() {
                let short = text::truncate(last, room.saturating_sub(2), theme.cut()).into_owned();
                *last = format!("{short} {}", theme.cut());
            }
        }
        let style = if self.is_far { theme.strong } else { theme.normal };
        page.hanging(self.hang(), self.label("Our answer"), &lines.join("\n"), style, right);
        is_cut
    }

    fn has_facts(&self) -> bool {
        let entry = self.entry;
        let is_told = entry.two_answers || entry.sign == Sign::LookAgain;
        is_told
            || entry.aside.is_some()
            || entry.reason.is_some()
            || entry.evidence.is_some()
            || entry.owner.is_some()
            || entry.due.is_some()
    }

    /// Adds what the status waits for, where it was seen, whose it is.
    fn facts(&self, page: &mut Page) {
        let entry = self.entry;
        let normal = self.theme.normal;
        if let Some(why) = &entry.aside {
            page.hanging(self.hang(), self.label("Not counted"), why, self.theme.strong, None);
        }
        if entry.two_answers {
            let words = "given independently; answer again to decide which one counts";
            page.hanging(self.hang(), self.label("Two answers"), words, self.theme.strong, None);
        }
        if entry.sign == Sign::LookAgain {
            let words = "settled, but the wording has changed since: answer it again";
            page.hanging(self.hang(), self.label("Look again"), words, normal, None);
        }
        let until = entry.until.as_ref().map(|until| match until {
            RoomEnd::Day(day) => format!("until {}", self.moment.day(*day)),
            RoomEnd::Milestone(_, title) => format!("until {} {title}", self.theme.milestone_mark()),
        });
        let reason = entry.reason.as_ref().map(ToString::to_string);
        let ended = entry
            .ended
            .as_ref()
            .map(|ended| LeftReason::Ended { was: ended.was, end: ended.end }.phrase(self.moment));
        let reason: Vec<String> = [ended, reason, until].into_iter().flatten().collect();
        if !reason.is_empty() {
            page.hanging(self.hang(), self.label("Because"), &reason.join(" · "), normal, None);
        }
        if let Some(seen) = &entry.evidence {
            page.hanging(self.hang(), self.label("Evidence"), seen, normal, None);
        }
        let owner = entry.owner.as_ref().map(ToString::to_string);
        let due = entry.due.map(|day| format!("due {}", self.moment.day(day)));
        let owner: Vec<String> = [owner, due].into_iter().flatten().collect();
        if !owner.is_empty() {
            page.hanging(self.hang(), self.label("Owner"), &owner.join(" · "), normal, None);
        }
    }

    /// Adds what was captured; returns whether some of it is left out.
    fn captured(&self, page: &mut Page, shown: CaptureDetail) -> bool {
        let from = match shown {
            CaptureDetail::All => 0,
            CaptureDetail::LastFour => self.captures.len().saturating_sub(4),
            CaptureDetail::Counts => {
                let label = self.label("Captured");
                page.hanging(self.hang(), label, &counts(self.captures), self.theme.normal, None);
                return true;
            }
        };
        if from > 0 {
            let words = format!("{from} earlier");
            page.hanging(self.hang(), self.label("Captured"), &words, self.theme.dim, None);
        }
        for capture in self.captures.iter().skip(from) {
            let style = if capture.resolved { self.theme.dim } else { self.theme.normal };
            let right = if capture.resolved {
                "settled".to_owned()
            } else {
                capture.who_and_when(" · ", self.moment)
            };
            let right = (!right.is_empty()).then_some((right, style));
            let label = self.label(kind_title(capture.kind));
            page.hanging(self.hang(), label, &capture.words(), style, right);
        }
        from > 0
    }
}

/// `1 decision, 2 actions`
pub(super) fn counts(captures: &[RoomCapture]) -> String {
    let parts = CaptureKind::ALL.into_iter().filter_map(|kind| {
        let count = captures.iter().filter(|capture| capture.kind == kind).count();
        let many = match kind {
            CaptureKind::Parked => "parked".to_owned(),
            kind => format!("{}s", kind.word()),
        };
        (count > 0).then(|| text::counted(count, kind.word(), &many))
    });
    parts.collect::<Vec<_>>().join(", ")
}
