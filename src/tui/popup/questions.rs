//! The questions about the project: what each answer leaves out, and which entries those are.

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::Popup;
use super::choose::{Choice, Choose};
use super::prompts;
use crate::domain::answer::Intent;
use crate::domain::board::{Applies, EntryIx};
use crate::domain::questions;
use crate::journal::record::Known;
use crate::pack::model::OfferedAnswer;
use crate::text::{self, Text};
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};
use rows::{LeftRow, QuestionRow, WRAPS};

mod draw;
mod rows;

const HINT: &str = "Answer what you know. Only a no sets entries aside.";
const SHORT_HINT: &str = "Only a no sets entries aside.";
/// How many rows say more about the question at the cursor, with the rule above them.
const MORE: u16 = 4;
/// Below so many columns the question at the cursor is whole below the list.
const NARROW: u16 = 60;

/// The questions about the project.
#[derive(Default)]
pub struct QuestionsPopup {
    lines: List<QuestionRow>,
    made: Fresh<(), u16>,
    area: Rect,
    /// How many answers are proposed and not accepted.
    proposed: usize,
    /// How many questions are left once they are accepted.
    left_after: usize,
    /// How many are asked, and answered with yes and with no.
    asked: (usize, usize, usize),
    /// The groups that are folded away.
    folded: BTreeSet<Text>,
    /// The groups in which nothing is left to ask.
    finished: BTreeSet<Text>,
    /// Whether the cursor goes on to the next open question once the answer is known.
    goes_on: bool,
}

impl QuestionsPopup {
    /// The cursor is at what contradicts, else at the first question without an answer.
    pub fn new(ctx: &Ctx<'_>) -> QuestionsPopup {
        let folded = rows::finished(ctx.board, &questions::asked(ctx.board, ctx.answers()));
        let mut popup = QuestionsPopup { folded, ..QuestionsPopup::default() };
        popup.follow(ctx);
        if !popup.lines.find(|line| line.is_head) {
            popup.lines.find(QuestionRow::is_open);
        }
        popup
    }

    /// Brings the lines in line with the board; costs nothing if nothing was said since.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        let width = self.area.width;
        if self.made.is_for(ctx.revision, &width) {
            return;
        }
        self.made.set(ctx.revision, width, ());
        let at = self.lines.at().map(|line| (line.question, line.is_head));
        let doubted = self.lines.at().and_then(QuestionRow::doubted).cloned();
        let asked = questions::asked(ctx.board, ctx.answers());
        // A group that has something to ask again opens by itself.
        let finished = rows::finished(ctx.board, &asked);
        self.folded.retain(|group| !self.finished.contains(group) || finished.contains(group));
        self.finished = finished;
        let width = usize::from(width);
        self.lines.set(rows::rows(ctx.board, ctx.answers(), ctx.moment, &asked, &self.folded, width));
        let put = || asked.iter().filter(|one| one.follows.is_empty());
        let of = |known: Known| put().filter(|one| one.known == known).count();
        self.asked = (put().count(), of(Known::Yes), of(Known::No));
        // What is at the head comes and goes; the cursor keeps its question, and goes with answers that are left so or asked
        // about again.
        if let Some((question, is_head)) = at {
            let is_asked = question.is_some();
            let _ = is_asked && self.lines.find(|line| line.question == question && line.is_head == is_head)
                || doubted.is_some_and(|id| self.lines.find(|line| line.doubted() == Some(&id)))
                || is_asked && self.lines.find(|line| line.question == question);
        }
        let proposals = questions::accept(ctx.board, ctx.answers());
        self.proposed = proposals.len();
        self.left_after = questions::left_after(ctx.board, ctx.answers(), &proposals);
        // What still contradicts is not left behind.
        if std::mem::take(&mut self.goes_on) && self.line().is_some_and(|line| !line.is_head) {
            self.go_on();
        }
    }

    /// Goes to the next question without an answer, from the end to the beginning.
    fn go_on(&mut self) {
        let open =
            |at: &usize| matches!(self.lines.rows().get(*at), Some(Row::Entry(line)) if line.is_open());
        let from = self.lines.cursor() + 1;
        let next = (from..self.lines.len()).chain(0..from.min(self.lines.len())).find(open);
        if let Some(at) = next {
            self.lines.go_to(at);
        }
    }

    fn line(&self) -> Option<&QuestionRow> {
        self.lines.at()
    }

    /// Answers and goes on to the next open question, but while the answer contradicts another one.
    fn answer_and_go_on(&mut self, known: Known, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        if line.question.is_some() && line.known == known {
            self.go_on();
            return Outcome::Stay;
        }
        self.goes_on = line.question.is_some() && known != Known::Unknown;
        self.answer(known, ctx)
    }

    /// Folds the group at the cursor away, or opens it; the cursor stays with it.
    fn fold(&mut self, is_open: bool, ctx: &Ctx<'_>) -> Outcome {
        let Some(title) = self.line().and_then(|line| group_of(line, ctx)).cloned() else {
            return Outcome::Stay;
        };
        if is_open {
            self.folded.remove(&title);
        } else {
            self.folded.insert(title.clone());
        }
        self.made = Fresh::default();
        self.follow(ctx);
        self.lines.find(|line| group_of(line, ctx) == Some(&title));
        Outcome::Stay
    }

    fn answer(&self, known: Known, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        if line.folded.is_some() {
            return Outcome::tell("Enter opens the group");
        }
        if line.left.is_some() {
            return Outcome::tell("its questions stand above; Enter shows what can be done");
        }
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            return Outcome::tell(
                "the kind of project was chosen when it was created and cannot change here",
            );
        };
        Outcome::intend(Intent::Question { id: question.id.clone(), answer: known })
    }

    /// Leaves a doubtful contradiction so, asks again about one that was left, or takes an answer back.
    fn leave_so(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        match (&line.left, &line.can_leave) {
            (Some(left), _) => Outcome::intend(Intent::AskAgain(left.id.clone())),
            (None, Some(id)) => Outcome::open(prompts::leave_so(id, ctx)),
            (None, None) => self.answer_and_go_on(Known::Unknown, ctx),
        }
    }

    fn next(&self, ctx: &Ctx<'_>) -> Outcome {
        let next = match self.line().map(|line| line.known) {
            Some(Known::Unknown) => Known::Yes,
            Some(Known::Yes) => Known::No,
            Some(Known::No) | None => Known::Unknown,
        };
        self.answer(next, ctx)
    }

    /// The entries that the line at the cursor is about.
    fn entries(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        if let Some(left) = &line.left {
            let again = Choice::new("Ask again", Outcome::intend(Intent::AskAgain(left.id.clone())));
            let reason = Outcome::open(prompts::leave_so(&left.id, ctx));
            let choices =
                vec![again, Choice::new("Another reason", reason), Choice::new("Back", Outcome::Stay)];
            let words = format!("{} {}", left.says, sentence(left));
            return Outcome::open(Choose::new("Left so", choices).saying(&words));
        }
        let question = line.question.and_then(|at| ctx.pack().questions.get(at));
        let places: Vec<EntryIx> = match question {
            Some(question) => ctx.board.concerned(question).collect(),
            None => questions::of_other_kinds(ctx.board).collect(),
        };
        let mut choices: Vec<Choice> = places.into_iter().map(|ix| entry(ix, ctx)).collect();
        choices.push(Choice::new("Back", Outcome::Stay));
        let (title, saying) = match question {
            Some(question) => ("Which entries", question.ask.to_string()),
            None => (
                "Which entries",
                format!("These are for other kinds of projects than {}.", ctx.board.kind_title()),
            ),
        };
        Outcome::open(Choose::new(title, choices).saying(&saying))
    }

    /// The rows above the list, for the list, and below it; if room is short, the list comes first.
    fn parts(&self, area: Rect) -> (Rect, Rect, Rect) {
        let is_high = area.height >= 18;
        let mut spare = area.height.saturating_sub(cells(self.lines.len()).clamp(1, 4));
        let wanted = if area.width < WRAPS {
            MORE - 1
        } else if area.width < NARROW || is_high || usize::from(spare) > self.lines.len() {
            MORE
        } else {
            MORE - 1
        };
        let more = if spare >= wanted { wanted } else { 0 };
        spare -= more;
        let head = spare.min(if is_high || usize::from(spare) > self.lines.len() { 2 } else { 1 });
        let list = below(area, head);
        let list = Rect { height: list.height.saturating_sub(more), ..list };
        (Rect { height: head, ..area }, list, Rect { y: list.bottom(), height: more, ..area })
    }

    /// What the question at the cursor means, and what its answer does.
    fn more(&self, ctx: &Ctx<'_>) -> (String, String) {
        let Some(line) = self.line() else { return (String::new(), String::new()) };
        if let Some(left) = &line.left {
            return (left.says.to_string(), sentence(left));
        }
        if let Some((_, state)) = &line.folded {
            return ("Enter opens the group, the left arrow folds it.".to_owned(), state.clone());
        }
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            let words = "Chosen when the project was created. It decides which plan is used.";
            return (words.to_owned(), "Questions for other kinds of projects are not asked.".to_owned());
        };
        if let Some(other) = &line.follows {
            let left_out = if line.left_out.is_none() {
                String::new()
            } else {
                format!("Set aside: {}. ", line.left_out.phrase())
            };
            let words = format!("{left_out}Not asked: it follows from no to \"{other}\"");
            return (question.explains.to_string(), words);
        }
        if let Some((known, by)) = &line.proposed {
            let stake = if line.at_stake.is_none() {
                String::new()
            } else {
                format!(" A no would set aside {}.", line.at_stake.phrase())
            };
            return (question.explains.to_string(), format!("{by} proposes {}.{stake}", known.word()));
        }
        let effect = match (line.known, line.left_out.is_none(), line.at_stake.is_none()) {
            (Known::No, false, _) => format!("Set aside: {}. {}.", line.left_out.phrase(), question.reason),
            (Known::No, true, _) => {
                format!("Other answers already set the same entries aside. {}.", question.reason)
            }
            (Known::Yes | Known::Unknown, _, false) => {
                let usual = match question.default {
                    _ if line.known == Known::Yes => "",
                    OfferedAnswer::Yes => "Usually yes. ",
                    OfferedAnswer::No => "Usually no. ",
                    OfferedAnswer::Ask => "",
                };
                format!("{usual}A no would set aside {}.", line.at_stake.phrase())
            }
            (Known::Yes | Known::Unknown, _, true) => {
                "A no would set aside nothing more: another answer does already.".to_owned()
            }
        };
        (question.explains.to_string(), effect)
    }
}

/// `Left so by Ana, Fri 27 Nov: the shop has verified them`
fn sentence(left: &LeftRow) -> String {
    text::capital(&left.phrase)
}

/// The group that a row belongs to; what is at the head belongs to none.
fn group_of<'a>(line: &'a QuestionRow, ctx: &'a Ctx<'_>) -> Option<&'a Text> {
    let question = line.question.filter(|_| !line.is_head).and_then(|at| ctx.pack().questions.get(at));
    let folded = line.folded.as_ref().map(|(title, _)| title);
    folded.or_else(|| question?.group.as_ref())
}

fn entry(ix: EntryIx, ctx: &Ctx<'_>) -> Choice {
    let row = ctx.board.at(ix);
    let label = if row.is_item() { format!("{}  {}", row.name, row.title) } else { row.title.to_string() };
    let state = match &row.applies {
        Applies::Yes => row.standing.sign().word(),
        Applies::OtherBusiness | Applies::OtherApps(_) | Applies::SetAside(_) => "set aside",
    };
    let right = if row.is_item() { state.to_owned() } else { format!("topic · {state}") };
    Choice::new(&label, Outcome::All(vec![Outcome::CloseAll, Outcome::Jump(row.id.clone())])).right(&right)
}

impl Popup for QuestionsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Questions, KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let name = ctx.answers().project_name();
        let title = name.map_or_else(|| "About the project".to_owned(), |name| format!("About {name}"));
        (title, ctx.board.items_that_apply())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.lines.len()).saturating_add(2 + MORE)
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        let is_folded = self.line().is_some_and(|line| line.folded.is_some());
        match action {
            Action::Toggle | Action::Enter | Action::Right if is_folded => return self.fold(true, ctx),
            Action::Left => return self.fold(false, ctx),
            Action::Toggle => return self.next(ctx),
            Action::Yes => return self.answer_and_go_on(Known::Yes, ctx),
            Action::No => return self.answer_and_go_on(Known::No, ctx),
            Action::LeaveSo => return self.leave_so(ctx),
            Action::Clear => return self.answer_and_go_on(Known::Unknown, ctx),
            Action::Add => return accept(ctx),
            Action::Right => self.go_on(),
            Action::Enter => return self.entries(ctx),
            Action::NextPart => return Outcome::All(vec![Outcome::CloseAll, Outcome::Go(ScreenId::Plan)]),
            Action::Undo | Action::Redo => return Outcome::Perform(action),
            Action::Back => return Outcome::Close,
            _ if self.lines.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let (head, list, more) = self.parts(area);
        let place = inset(row(head, 0), 1, 1);
        if place.height > 0 {
            let (asked, yes, no) = self.asked;
            let count = if place.width >= 100 {
                format!("{asked} asked: {yes} yes, {no} no, {} not known", asked - yes - no)
            } else {
                format!("{} of {asked} answered", yes + no)
            };
            let used = canvas.put_right(place, &count, theme.dim);
            let room = place.width.saturating_sub(used + 2);
            let proposed = text::counted(self.proposed, "answer is", "answers are");
            let hints = if self.proposed > 0 {
                [
                    format!("{proposed} proposed: + takes them, then {} are left to ask.", self.left_after),
                    format!("+ takes {} proposed, {} left", self.proposed, self.left_after),
                ]
            } else {
                [HINT.to_owned(), SHORT_HINT.to_owned()]
            };
            let fits = |hint: &String| text::width(hint) <= usize::from(room);
            let [whole, short] = hints;
            let hint = if fits(&whole) { whole } else { short };
            canvas.put(place.x, place.y, room, &hint, theme.normal);
        }
        if self.lines.is_empty() {
            let place = inset(row(list, 0), 3, 1);
            if place.height > 0 {
                let words = "This pack has no questions about a project of this kind.";
                canvas.put(place.x, place.y, place.width, words, theme.dim);
            }
            return;
        }
        self.lines.draw(canvas, list, Mark::Row, |canvas, place, line, _| {
            draw::line(canvas, place, line, ctx);
        });
        draw::hidden(canvas, list, &self.lines);
        if more.height == 0 {
            return;
        }
        canvas.rule(row(more, 0));
        let (explains, effect) = self.more(ctx);
        let width = usize::from(more.width.saturating_sub(2)).max(1);
        let ask = self.line().and_then(|line| ctx.pack().questions.get(line.question?));
        let mut lines = match ask {
            // The question is whole in the list, or here if rows cut it.
            _ if more.width < WRAPS => Vec::new(),
            Some(question) if more.width < NARROW => text::wrap(&question.ask, width),
            _ if more.height < MORE => vec![explains],
            _ => text::wrap(&explains, width),
        };
        if more.width >= NARROW {
            lines.truncate(usize::from(MORE) - 2);
        }
        if more.width < WRAPS {
            lines.extend(text::wrap(&effect, width));
        } else {
            lines.push(effect);
        }
        for (at, line) in lines.iter().enumerate() {
            let place = inset(row(more, cells(at) + 1), 1, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, theme.normal);
            }
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        self.follow(ctx);
        self.lines.sync(self.parts(area).1.height);
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        let (head, list, _) = self.parts(self.area);
        let at = row.checked_sub(head.height).filter(|at| *at < list.height);
        match at.map(|at| self.lines.click(at)) {
            Some(Click::Again) => self.next(ctx),
            Some(Click::Moved | Click::Nothing) | None => Outcome::Stay,
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        let line = self.line()?;
        match action {
            Action::LeaveSo if line.left.is_some() => Some("ask again"),
            Action::LeaveSo if line.can_leave.is_some() => Some("leave it so"),
            Action::Enter if line.left.is_some() => Some("what can be done"),
            _ => None,
        }
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Toggle => self.line().is_some_and(|line| line.left.is_none()),
            Action::Yes | Action::No => self.line().is_none_or(|line| line.left.is_none()),
            Action::Enter => !self.lines.is_empty(),
            Action::Add => self.proposed > 0,
            Action::Undo => !matches!(ctx.host.save_state(), crate::tui::host::SaveState::Empty),
            _ => true,
        }
    }
}

/// Accepts every proposal that is still open, as one change.
fn accept(ctx: &Ctx<'_>) -> Outcome {
    let answers = questions::accept(ctx.board, ctx.answers());
    if answers.is_empty() {
        return Outcome::tell("no proposed answer is left to accept");
    }
    Outcome::intend(Intent::Questions { answers })
}
