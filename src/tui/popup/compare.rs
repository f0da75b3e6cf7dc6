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
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::list::{Click, List, Mark, Row};

mod lines;

use lines::DiffRow;

/// A closed review beside a later one, or beside now.
pub struct ReviewDiffPopup {
    milestone: MilestoneId,
    /// Positions among the reviews of the milestone; `to` is `None` for now.
    from: usize,
    to: Option<usize>,
    n_reviews: usize,
    lines: List<DiffRow>,
    title: (String, String),
    /// For which width, and which reviews, it was made.
    made: Fresh<(), (u16, usize, Option<usize>)>,
}

impl ReviewDiffPopup {
    /// The comparison of a milestone's review with now; the last review if `no` is `None`.
    pub fn new(milestone: MilestoneId, no: Option<u32>, ctx: &Ctx<'_>) -> ReviewDiffPopup {
        let all = reviews(ctx.answers(), &milestone);
        let last = all.len().saturating_sub(1);
        let from = all.iter().position(|closed| Some(closed.no) == no).unwrap_or(last);
        ReviewDiffPopup {
            milestone,
            from,
            to: None,
            n_reviews: all.len(),
            lines: List::default(),
            title: (String::new(), String::new()),
            made: Fresh::default(),
        }
    }

    fn look(&mut self, width: u16, ctx: &Ctx<'_>) {
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
            all.extend(text::wrap(&words, room).into_iter().map(|line| Row::Words(line.into())));
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
        self.lines.set(all);
    }

    /// Another review to begin with.
    fn choose(&mut self, step: isize) -> Outcome {
        let end = self.to.unwrap_or(self.n_reviews);
        match self.from.checked_add_signed(step).filter(|at| *at < end) {
            Some(at) => self.from = at,
            None => return Outcome::tell("no more reviews in that direction"),
        }
        self.lines.go_to(0);
        Outcome::Stay
    }

    /// Another end: the reviews after the first one, then now.
    fn choose_end(&mut self) -> Outcome {
        let next = self.to.map_or(self.from + 1, |at| at + 1);
        if next >= self.n_reviews && self.to.is_none() {
            return Outcome::tell("this is the latest review; it is compared with now");
        }
        self.to = (next < self.n_reviews).then_some(next);
        self.lines.go_to(0);
        Outcome::Stay
    }
}

/// The closed reviews of a milestone, in their order.
pub fn reviews<'a>(answers: &'a Answers, milestone: &MilestoneId) -> Vec<&'a ClosedReview> {
    answers.reviews.iter().filter(|closed| closed.review.milestone == *milestone).collect()
}

impl Popup for ReviewDiffPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Compare, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        self.title.clone()
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Left => return self.choose(-1),
            Action::Right => return self.choose(1),
            Action::NextPart => return self.choose_end(),
            Action::Back => return Outcome::Close,
            Action::Enter => {
                let Some(DiffRow::Entry(moved, _)) = self.lines.at() else { return Outcome::Stay };
                let seen = moved.seen();
                return match ctx.row(&seen.id) {
                    Some(_) => Outcome::open(EntrySheet::new(seen.id.clone())),
                    None => Outcome::tell(format!("{} is no longer in the pack", seen.name)),
                };
            }
            _ if self.lines.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.lines.draw(canvas, area, Mark::Row, |canvas, place, line, _| lines::draw(canvas, place, line));
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let key = (area.width, self.from, self.to);
        if !self.made.is_for(ctx.revision, &key) {
            self.look(area.width, ctx);
            self.made.set(ctx.revision, key, ());
        }
        self.lines.sync(area.height);
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        match self.lines.click(row) {
            Click::Moved | Click::Again => self.update(Action::Enter, ctx),
            Click::Nothing => Outcome::Stay,
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("open")
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Left | Action::Right | Action::NextPart => self.n_reviews > 1,
            Action::Enter => matches!(self.lines.at(), Some(DiffRow::Entry(..))),
            _ => true,
        }
    }
}
