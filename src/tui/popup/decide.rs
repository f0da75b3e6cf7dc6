//! The form in which a review is closed: the decision, who decided, and what is left with owner and date.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::Popup;
use super::confirm::Confirm;
use super::prompts;
use crate::domain::conditions;
use crate::domain::gate::{self, Gate, LeftEntry, Weight};
use crate::domain::grammar;
use crate::domain::snapshot::ReviewInput;
use crate::domain::typed::HalfTyped;
use crate::journal::record::{CriticalCheck, Decision};
use crate::pack::model::{EntryId, MilestoneId};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::Canvas;
use crate::tui::widget::line::TextLine;
use crate::tui::widget::list::{Click, List, Row};

mod draw;

/// So many conditions without a person or a day are named before the review is closed.
const NAMED: usize = 3;

const DECISIONS: [(Decision, &str); 3] = [
    (Decision::Go, "go on"),
    (Decision::GoWithConditions, "go on; settle what is left below by its due date"),
    (Decision::NoGo, "do not go on; review again later"),
];

/// What the cursor can be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DecisionRow {
    Decision(usize),
    Names,
    /// A position among what is left.
    Left(usize),
    Close,
}

/// The form of a decision.
pub struct DecisionPopup {
    milestone: MilestoneId,
    title: Text,
    critical: Option<CriticalCheck>,
    decision: Option<Decision>,
    names: TextLine,
    /// Who was there before anybody typed.
    before: String,
    gate: Gate,
    lines: List<DecisionRow>,
    /// What is marked among what is left, to be given the same person and day.
    marked: BTreeSet<EntryId>,
    error: Option<&'static str>,
    made: Fresh<()>,
}

impl DecisionPopup {
    /// The form for a milestone, with the critical check that went before; `None` if the plan has no such milestone.
    pub fn new(
        milestone: MilestoneId,
        critical: Option<CriticalCheck>,
        ctx: &Ctx<'_>,
    ) -> Option<DecisionPopup> {
        let gate = gate::look(ctx.board, &milestone)?;
        let title = ctx.board.gate(&milestone)?.title.clone();
        let there =
            critical.as_ref().map(|check| check.people.iter().map(Text::to_string).collect::<Vec<_>>());
        let before = there
            .filter(|people| !people.is_empty())
            .map_or_else(|| who(&milestone, ctx), |people| grammar::joined(&people));
        let mut form = DecisionPopup {
            milestone,
            title,
            critical,
            decision: None,
            names: TextLine::new(&before),
            before,
            gate,
            lines: List::default(),
            marked: BTreeSet::new(),
            error: None,
            made: Fresh::default(),
        };
        form.look(ctx);
        Some(form)
    }

    /// The form with what was chosen and typed before the terminal went away.
    pub fn again(
        milestone: MilestoneId,
        decision: Option<Decision>,
        by: &str,
        ctx: &Ctx<'_>,
    ) -> Option<DecisionPopup> {
        let form = DecisionPopup::new(milestone, None, ctx)?;
        Some(DecisionPopup { decision, names: TextLine::new(by), ..form })
    }

    fn look(&mut self, ctx: &Ctx<'_>) {
        let at = self.entry();
        if let Some(gate) = gate::look(ctx.board, &self.milestone) {
            self.gate = gate;
        }
        let left: BTreeSet<EntryId> = self.left().map(|left| left.id.clone()).collect();
        self.marked.retain(|id| left.contains(id));
        let mut lines = vec![Row::Words(draw::verdict(&self.gate, ctx)), Row::Gap, Row::heading("Decision")];
        lines.extend((0..DECISIONS.len()).map(|at| Row::Entry(DecisionRow::Decision(at))));
        lines.extend([
            Row::Gap,
            Row::heading("Decided by (separate the names by commas)"),
            Row::Entry(DecisionRow::Names),
            Row::Gap,
        ]);
        let left = self.left().count();
        lines.push(Row::Heading {
            title: "What is left, each with owner and date".to_owned(),
            right: if left == 0 { String::new() } else { self.complete_count() },
        });
        lines.extend((0..left).map(|at| Row::Entry(DecisionRow::Left(at))));
        if left == 0 {
            lines.push(Row::Words(draw::nothing_left(ctx)));
        }
        lines.extend([Row::Gap, Row::Entry(DecisionRow::Close)]);
        // Below the entries there may be more rows or fewer, so each line is found again by what it is.
        let line = self.line();
        self.lines.set(lines);
        match (at.and_then(|at| self.left().position(|left| left.id == at)), line) {
            (Some(at), _) => self.go_to(DecisionRow::Left(at)),
            (None, Some(DecisionRow::Left(_)) | None) => {}
            (None, Some(line)) => self.go_to(line),
        }
        self.made.set(ctx.revision, (), ());
    }

    fn left(&self) -> impl Iterator<Item = &LeftEntry> {
        left_of(&self.gate)
    }

    /// `9 of 12 have both`, or how many are marked.
    fn complete_count(&self) -> String {
        if !self.marked.is_empty() {
            return format!("{} marked", self.marked.len());
        }
        let all = self.left().count();
        let both = self.left().filter(|left| !lacks(left)).count();
        format!("{both} of {all} {} both", if both == 1 { "has" } else { "have" })
    }

    /// What a person and a day are given to: what is marked, else the row in hand.
    fn in_hand(&self) -> Vec<EntryId> {
        if self.marked.is_empty() {
            return self.entry().into_iter().collect();
        }
        let left = self.left().filter(|left| self.marked.contains(&left.id));
        left.map(|left| left.id.clone()).collect()
    }

    fn mark(&mut self, ctx: &Ctx<'_>) {
        let Some(id) = self.entry() else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.lines.step(1);
        self.look(ctx);
    }

    /// Marks what has no person or no day; what is marked already, no more.
    fn mark_missing(&mut self, ctx: &Ctx<'_>) {
        let missing = self.left().filter(|left| lacks(left));
        let missing: BTreeSet<EntryId> = missing.map(|left| left.id.clone()).collect();
        self.marked = if self.marked == missing { BTreeSet::new() } else { missing };
        if !matches!(self.line(), Some(DecisionRow::Left(_))) {
            self.go_to(DecisionRow::Left(0));
        }
        self.look(ctx);
    }

    /// Gives what is in hand a person, a day, or both; the marks are then done with.
    fn give(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let ids = self.in_hand();
        if ids.is_empty() {
            return Outcome::Stay;
        }
        self.marked.clear();
        match action {
            Action::WhoAndWhen => Outcome::open(prompts::who_and_when(&ids, ctx)),
            action => Outcome::PerformAt(action, ids),
        }
    }

    fn line(&self) -> Option<DecisionRow> {
        self.lines.at().copied()
    }

    fn entry(&self) -> Option<EntryId> {
        match self.line()? {
            DecisionRow::Left(at) => self.left().nth(at).map(|left| left.id.clone()),
            DecisionRow::Decision(_) | DecisionRow::Names | DecisionRow::Close => None,
        }
    }

    fn go_to(&mut self, wanted: DecisionRow) {
        self.lines.find(|line| *line == wanted);
    }

    /// On to the first line of the next part.
    fn next_part(&mut self) {
        let wanted = match self.line() {
            Some(DecisionRow::Decision(_)) => DecisionRow::Names,
            Some(DecisionRow::Names) if self.left().next().is_some() => DecisionRow::Left(0),
            Some(DecisionRow::Names | DecisionRow::Left(_)) => DecisionRow::Close,
            _ => DecisionRow::Decision(0),
        };
        self.go_to(wanted);
    }

    fn enter(&mut self, ctx: &Ctx<'_>) -> Outcome {
        match self.line() {
            Some(DecisionRow::Decision(at)) => {
                self.decision = DECISIONS.get(at).map(|(decision, _)| *decision);
                self.error = None;
                self.go_to(DecisionRow::Names);
            }
            Some(DecisionRow::Names) => {
                self.lines.step(1);
                self.error = None;
            }
            Some(DecisionRow::Left(_)) => {
                return self.entry().map_or(Outcome::Stay, |id| Outcome::open(prompts::condition(&id, ctx)));
            }
            Some(DecisionRow::Close) => return self.close(ctx),
            _ => {}
        }
        Outcome::Stay
    }

    fn close(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let Some(decision) = self.decision else {
            self.error = Some("choose a decision first: go, go with conditions or no go");
            self.go_to(DecisionRow::Decision(0));
            return Outcome::Stay;
        };
        let by = grammar::names(self.names.words(), &ctx.people());
        if by.is_empty() {
            self.error = Some("enter who decided");
            self.go_to(DecisionRow::Names);
            return Outcome::Stay;
        }
        let closing = ReviewInput { decision: Some(decision), by, critical: self.critical.clone() };
        let (milestone, title) = (self.milestone.clone(), self.title.clone());
        let ask = move |ctx: &Ctx<'_>| {
            let gate = gate::look(ctx.board, &milestone);
            let gate = gate.ok_or_else(|| format!("{title} is no longer a milestone of the plan"))?;
            let yes = Outcome::CloseReview(milestone.clone(), Box::new(closing.clone()));
            Ok(Confirm::new(&question(&title, &gate, decision, ctx), yes))
        };
        Confirm::about(ask, ctx)
    }

    fn is_begun(&self) -> bool {
        self.decision.is_some() || self.names.words() != self.before
    }

    fn leave(&self) -> Outcome {
        if !self.is_begun() {
            return Outcome::Close;
        }
        Outcome::open(Confirm::new(
            "Leave without closing the review? Owners and dates stay saved; the decision and the names are lost.",
            Outcome::Close,
        ))
    }

    /// Fills up the name that is begun, as it is written elsewhere; returns whether there was one.
    fn complete(&mut self, ctx: &Ctx<'_>) -> bool {
        let Some((begun, name)) = self.completion(ctx) else { return false };
        let words = self.names.words();
        let before = words.get(..words.len() - begun).unwrap_or_default();
        self.names.replace(&format!("{before}{name}"));
        true
    }

    /// The length of the name that is begun, and a known name that begins like it.
    fn completion(&self, ctx: &Ctx<'_>) -> Option<(usize, Text)> {
        let begun = self.names.words().rsplit([',', ';']).next()?.trim_start();
        if begun.is_empty() || !self.names.is_at_end() {
            return None;
        }
        let is_begun = |name: &Text| text::after_folded(name, begun).is_some_and(|rest| !rest.is_empty());
        let name = ctx.people().into_iter().find(is_begun)?;
        Some((begun.len(), name))
    }

    fn update_names(&mut self, action: Action, ctx: &Ctx<'_>) -> Option<Outcome> {
        match action {
            Action::NextPart if self.complete(ctx) => {}
            Action::Right if self.names.is_at_end() => _ = self.complete(ctx),
            _ if self.names.take(action) => self.error = None,
            _ => return None,
        }
        Some(Outcome::Stay)
    }
}

/// What blocks and what is a condition.
fn left_of(gate: &Gate) -> impl Iterator<Item = &LeftEntry> {
    gate.left.iter().filter(|left| left.weight != Weight::Listed)
}

fn lacks(left: &LeftEntry) -> bool {
    left.owner.is_none() || left.due.is_none()
}

/// What closing means, and what speaks against the decision.
fn question(title: &Text, gate: &Gate, decision: Decision, ctx: &Ctx<'_>) -> String {
    let mut words = vec![format!("Close the review of {title}: {}?", decision.phrase())];
    let blocking = gate.count.blocking;
    if decision != Decision::NoGo && blocking > 0 {
        let block = if blocking == 1 { "entry blocks" } else { "entries block" };
        words.push(format!("{blocking} {block} it."));
    }
    if decision == Decision::GoWithConditions {
        let without: Vec<&LeftEntry> = left_of(gate).filter(|left| lacks(left)).collect();
        if let Some(said) = conditions::without_promise(without.len(), left_of(gate).count()) {
            let names: Vec<Text> = without.iter().take(NAMED).map(|left| ctx.name(&left.id)).collect();
            let more = without.len() - names.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            words.push(format!("{said}: {}{more}.", names.join(", ")));
        }
    }
    words.push("This is permanent: a review cannot be undone.".to_owned());
    words.join(" ")
}

/// Who is likely to be there: those of the milestone's last review, else who sits here.
pub(super) fn who(milestone: &MilestoneId, ctx: &Ctx<'_>) -> String {
    let last = ctx.answers().reviews.iter().rev().find(|closed| closed.review.milestone == *milestone);
    let names: Vec<String> =
        last.map(|closed| closed.review.by.iter().map(Text::to_string).collect()).unwrap_or_default();
    if names.is_empty() { ctx.host.author().to_string() } else { grammar::joined(&names) }
}

impl Popup for DecisionPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        if self.line() == Some(DecisionRow::Names) {
            &[KeyScope::Line]
        } else {
            &[KeyScope::Decide, KeyScope::Choose]
        }
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let no = ctx.answers().reviews.len() + 1;
        (format!("Decision · {}", self.title), format!("it will be review {no}"))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if self.line() == Some(DecisionRow::Names)
            && let Some(outcome) = self.update_names(action, ctx)
        {
            return outcome;
        }
        match action {
            Action::NextPart => self.next_part(),
            Action::PreviousPart => self.go_to(DecisionRow::Decision(0)),
            Action::Enter => return self.enter(ctx),
            Action::Toggle => {
                if let Some(DecisionRow::Decision(at)) = self.line() {
                    self.decision = DECISIONS.get(at).map(|(decision, _)| *decision);
                    self.error = None;
                }
            }
            Action::Owner | Action::Due | Action::WhoAndWhen => return self.give(action, ctx),
            Action::Mark => self.mark(ctx),
            Action::MarkMissing => self.mark_missing(ctx),
            Action::Back if !self.marked.is_empty() => {
                self.marked.clear();
                self.look(ctx);
            }
            Action::Back => return self.leave(),
            Action::Undo | Action::Redo => return Outcome::PerformAt(action, Vec::new()),
            Action::Quit => return Outcome::Ignored,
            _ if self.lines.update(action) => self.error = None,
            _ => {}
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        draw::form(self, canvas, area, ctx);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if !self.made.is_for(ctx.revision, &()) {
            self.look(ctx);
        }
        self.lines.sync(area.height);
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        let is_names = self.line() == Some(DecisionRow::Names);
        if is_names {
            self.names.insert(words);
        }
        is_names
    }

    fn holds_words(&self) -> bool {
        self.names.words() != self.before
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        self.is_begun().then(|| HalfTyped::Decision {
            milestone: self.milestone.clone(),
            decision: self.decision,
            by: self.names.text(),
        })
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        match (self.lines.click(row), self.line()) {
            (Click::Nothing, _) | (_, Some(DecisionRow::Names)) => Outcome::Stay,
            (Click::Moved | Click::Again, _) => self.enter(ctx),
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.line()) {
            (Action::Enter, Some(DecisionRow::Left(_))) => Some("owner and date"),
            (Action::Enter, Some(DecisionRow::Close)) => Some("close the review"),
            (Action::Enter, Some(DecisionRow::Names)) => Some("on"),
            // Enter says it already.
            (Action::Toggle, _) => Some(""),
            (Action::Back, _) => Some("back"),
            _ => None,
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Owner | Action::Due | Action::WhoAndWhen => {
                matches!(self.line(), Some(DecisionRow::Left(_))) || !self.marked.is_empty()
            }
            Action::Mark => matches!(self.line(), Some(DecisionRow::Left(_))),
            Action::MarkMissing => self.left().any(lacks),
            Action::Toggle => matches!(self.line(), Some(DecisionRow::Decision(_))),
            _ => true,
        }
    }
}
