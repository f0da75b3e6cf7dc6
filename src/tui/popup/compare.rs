//! What has changed since a closed review: until now, or until a later review.

use ratatui::layout::Rect;

use super::Popup;
use super::entry_sheet::EntrySheet;
use crate::domain::difference::Difference;
use crate::domain::snapshot::Snapshot;
use crate::journal::answers::{Answers, ClosedReview};
use crate::pack::model::MilestoneId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;
use crate::tui::widget::scroll::{Scroll, moved};

mod lines;

use lines::Line;

/// A closed review beside a later one, or beside now.
pub struct Comparison {
    milestone: MilestoneId,
    /// Positions among the reviews of the milestone; `to` none for now.
    from: usize,
    to: Option<usize>,
    n_reviews: usize,
    lines: Vec<Line>,
    title: (String, String),
    cursor: usize,
    scroll: Scroll,
    height: usize,
    /// What the comparison was made from: the journal's lines, and the width.
    made_of: (usize, u16),
}

impl Comparison {
    /// Returns the comparison of a milestone's review with now; the last review where `no` is none.
    pub fn new(milestone: MilestoneId, no: Option<u32>, ctx: &Ctx<'_>) -> Comparison {
        let all = reviews(ctx.answers(), &milestone);
        let last = all.len().saturating_sub(1);
        let from = all.iter().position(|closed| Some(closed.no) == no).unwrap_or(last);
        Comparison {
            milestone,
            from,
            to: None,
            n_reviews: all.len(),
            lines: Vec::new(),
            title: (String::new(), String::new()),
            cursor: 0,
            scroll: Scroll::default(),
            height: 0,
            // It is looked at when it comes to the front.
            made_of: (usize::MAX, 0),
        }
    }

    fn look(&mut self, width: u16, ctx: &Ctx<'_>) {
        self.made_of = (ctx.host.fold().len(), width);
        let answers = ctx.answers();
        let closed = reviews(answers, &self.milestone);
        self.n_reviews = closed.len();
        let Some(from) = closed.get(self.from) else { return };
        let later = self.to.and_then(|at| closed.get(at));
        let (new, until) = match later {
            Some(later) => (
                Some(Snapshot::of_review(&later.review)),
                format!("review {}, {}", later.no, lines::day(later, ctx)),
            ),
            None => (Snapshot::of_gate(ctx.board, answers, &self.milestone), "now".to_owned()),
        };
        self.title = (
            format!("Since review {}, {}", from.no, lines::day(from, ctx)),
            format!("until {until} · {} {}", ctx.theme.milestone_mark(), from.review.milestone_title),
        );
        let mut all = Vec::new();
        let room = usize::from(width.saturating_sub(4)).clamp(10, 100);
        let mut say = |words: String| {
            all.extend(text::wrap(&words, room).into_iter().map(Line::Words));
        };
        say(lines::found(from, ctx));
        if let Some(later) = later {
            say(lines::found(later, ctx));
        }
        match new {
            Some(new) => {
                let difference = Difference::between(&Snapshot::of_review(&from.review), &new);
                if later.is_none() {
                    say(format!("Now {} of {} are left.", difference.to.left, difference.to.total));
                }
                if difference.from.version != difference.to.version
                    || difference.from.pack != difference.to.pack
                {
                    let (old, new) = (&difference.from, &difference.to);
                    say(format!(
                        "The pack was {} {}, it is {} {}.",
                        old.pack, old.version, new.pack, new.version
                    ));
                }
                if difference.is_empty() {
                    say("Nothing has changed.".to_owned());
                }
                lines::groups(&mut all, &difference, ctx);
                lines::captures(&mut all, &difference, ctx);
            }
            None => {
                say("This milestone is no longer in the plan; the review's findings are kept.".to_owned());
            }
        }
        self.lines = all;
        self.cursor = self.nearest(self.cursor, 1).or_else(|| self.nearest(self.cursor, -1)).unwrap_or(0);
    }

    fn nearest(&self, from: usize, way: isize) -> Option<usize> {
        let mut at = from;
        loop {
            if matches!(self.lines.get(at), Some(Line::Entry(..) | Line::Capture(..))) {
                return Some(at);
            }
            at = at.checked_add_signed(way).filter(|next| *next < self.lines.len())?;
        }
    }

    fn step(&mut self, step: isize) {
        let way = if step < 0 { -1 } else { 1 };
        let wanted = moved(self.cursor, step, self.lines.len());
        let found = self.nearest(wanted, way).or_else(|| self.nearest(wanted, -way));
        self.cursor = found.unwrap_or(wanted);
    }

    /// Another review to begin with.
    fn choose(&mut self, step: isize, ctx: &Ctx<'_>) -> Outcome {
        let end = self.to.unwrap_or(self.n_reviews);
        match self.from.checked_add_signed(step).filter(|at| *at < end) {
            Some(at) => self.from = at,
            None => return Outcome::tell("no more reviews in that direction"),
        }
        self.anew(ctx)
    }

    /// Another end: the reviews after the first one, then now.
    fn choose_end(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let next = self.to.map_or(self.from + 1, |at| at + 1);
        if next >= self.n_reviews && self.to.is_none() {
            return Outcome::tell("this is the latest review; it is compared with now");
        }
        self.to = (next < self.n_reviews).then_some(next);
        self.anew(ctx)
    }

    fn anew(&mut self, ctx: &Ctx<'_>) -> Outcome {
        self.cursor = 0;
        self.scroll = Scroll::default();
        self.look(self.made_of.1, ctx);
        Outcome::Stay
    }
}

/// Returns the closed reviews of a milestone, in their order.
pub fn reviews<'a>(answers: &'a Answers, milestone: &MilestoneId) -> Vec<&'a ClosedReview> {
    answers.reviews.iter().filter(|closed| closed.review.milestone == *milestone).collect()
}

impl Popup for Comparison {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Compare, Scope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        self.title.clone()
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let page = isize::try_from(self.height).unwrap_or(1).max(2) - 1;
        match action {
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-page),
            Action::PageDown => self.step(page),
            Action::First => self.step(isize::MIN),
            Action::Last => self.step(isize::MAX),
            Action::Left => return self.choose(-1, ctx),
            Action::Right => return self.choose(1, ctx),
            Action::NextPart => return self.choose_end(ctx),
            Action::Back => return Outcome::Close,
            Action::Enter => {
                let Some(Line::Entry(moved, _)) = self.lines.get(self.cursor) else { return Outcome::Stay };
                let seen = moved.seen();
                return match ctx.row(&seen.id) {
                    Some(_) => Outcome::open(EntrySheet::new(seen.id.clone())),
                    None => Outcome::tell(format!("{} is no longer in the pack", seen.name)),
                };
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let shown = self.scroll.shown(usize::from(area.height), self.lines.len());
        for (at, line) in self.lines.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            match line {
                Line::Gap => continue,
                Line::Words(words) => {
                    let place = inset(place, 2, 2);
                    canvas.put(place.x, place.y, place.width, words, theme.normal);
                    continue;
                }
                Line::Heading(title, right) => {
                    Heading { title, right, is_focused: false }.draw(canvas, inset(place, 1, 1));
                    continue;
                }
                Line::Entry(moved, told) => lines::draw_moved(canvas, place, moved, told),
                Line::Capture(words, right) => {
                    let inner = inset(place, 5, 2);
                    let used = canvas.put_right(inner, right, theme.dim);
                    canvas.put(inner.x, inner.y, inner.width.saturating_sub(used + 2), words, theme.normal);
                }
            }
            if at == self.cursor {
                canvas.restyle(inset(place, 2, 0), theme.cursor);
                canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
            }
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if self.made_of != (ctx.host.fold().len(), area.width) {
            self.look(area.width, ctx);
        }
        self.height = usize::from(area.height);
        self.scroll.follow(self.cursor, self.height, self.lines.len());
        if self.nearest(0, 1).is_none_or(|first| self.cursor <= first) {
            self.scroll.top = 0;
        }
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        let at = self.scroll.top + usize::from(row);
        if !matches!(self.lines.get(at), Some(Line::Entry(..))) {
            return Outcome::Stay;
        }
        self.cursor = at;
        self.update(Action::Enter, ctx)
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("open")
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Left | Action::Right | Action::NextPart => self.n_reviews > 1,
            Action::Enter => matches!(self.lines.get(self.cursor), Some(Line::Entry(..))),
            _ => true,
        }
    }
}
