//! The questions about the project: what each answer leaves out, and which entries those are.

use crate::domain::answer::Intent;
use ratatui::layout::Rect;

use super::Popup;
use super::choose::{Choice, Choose};
use crate::domain::board::{Applies, EntryIx};
use crate::domain::questions::{self, Entries};
use crate::journal::record::Known;
use crate::pack::model::OfferedAnswer;
use crate::text::{self, Text};
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};

const HINT: &str = "Answer what you know. Only a no sets entries aside.";
const SHORT_HINT: &str = "Answer what you know; the rest stays in.";
/// How many rows say more about the question at the cursor, with the rule above them.
const MORE: u16 = 4;

/// One line: what the kind of project leaves out, or a question.
#[derive(Debug, Clone)]
struct QuestionRow {
    /// The question's place in the pack; none for the kind of project.
    question: Option<usize>,
    known: Known,
    left_out: Entries,
    at_stake: Entries,
}

/// The questions about the project.
#[derive(Default)]
pub struct QuestionsPopup {
    lines: List<QuestionRow>,
    made: Fresh<()>,
    area: Rect,
}

impl QuestionsPopup {
    /// Returns the questions; the cursor stands at the first one without an answer.
    pub fn new(ctx: &Ctx<'_>) -> QuestionsPopup {
        let mut popup = QuestionsPopup::default();
        popup.follow(ctx);
        let open = |line: &QuestionRow| line.question.is_some() && line.known == Known::Unknown;
        popup.lines.find(open);
        popup
    }

    /// Brings the lines in line with the board; costs nothing where nothing was said since.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        if self.made.is_for(ctx.revision, &()) {
            return;
        }
        self.made.set(ctx.revision, (), ());
        let mut lines = Vec::new();
        let by_kind = questions::count(ctx.board, questions::of_other_kinds(ctx.board));
        if by_kind.items > 0 {
            lines.push(QuestionRow {
                question: None,
                known: Known::No,
                left_out: by_kind,
                at_stake: Entries::default(),
            });
        }
        for asked in questions::asked(ctx.board, ctx.answers()) {
            let all = &ctx.pack().questions;
            lines.push(QuestionRow {
                question: all.iter().position(|question| question.id == asked.question.id),
                known: asked.known,
                left_out: asked.left_out,
                at_stake: asked.at_stake,
            });
        }
        self.lines.set(lines.into_iter().map(Row::Entry).collect());
    }

    fn line(&self) -> Option<&QuestionRow> {
        self.lines.at()
    }

    fn answer(&self, known: Known, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            return Outcome::tell(
                "the kind of project was chosen when it was created and cannot change here",
            );
        };
        Outcome::intend(Intent::Question { id: question.id.clone(), answer: known })
    }

    fn next(&self, ctx: &Ctx<'_>) -> Outcome {
        let next = match self.line().map(|line| line.known) {
            Some(Known::Unknown) => Known::Yes,
            Some(Known::Yes) => Known::No,
            Some(Known::No) | None => Known::Unknown,
        };
        self.answer(next, ctx)
    }

    /// Returns the entries that the line at the cursor is about.
    fn entries(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        let question = line.question.and_then(|at| ctx.pack().questions.get(at));
        let places: Vec<EntryIx> = match question {
            Some(question) => questions::concerned(ctx.board, question).collect(),
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

    /// The rows above the list, for the list, and below it; where room is short, the list comes first.
    fn parts(&self, area: Rect) -> (Rect, Rect, Rect) {
        let is_high = area.height >= 18;
        let mut spare = area.height.saturating_sub(cells(self.lines.len()).clamp(1, 4));
        let wanted = if is_high || usize::from(spare) > self.lines.len() { MORE } else { MORE - 1 };
        let more = if spare >= wanted { wanted } else { 0 };
        spare -= more;
        let head = spare.min(if is_high || usize::from(spare) > self.lines.len() { 2 } else { 1 });
        let list = below(area, head);
        let list = Rect { height: list.height.saturating_sub(more), ..list };
        (Rect { height: head, ..area }, list, Rect { y: list.bottom(), height: more, ..area })
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, place: Rect, line: &QuestionRow, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let (ask, answer) = match line.question.and_then(|at| ctx.pack().questions.get(at)) {
            Some(question) => (question.ask.clone(), word(line.known).to_owned()),
            None => (Text::line("What kind of project is it?"), ctx.board.kind_title().to_string()),
        };
        let style = if line.known == Known::Unknown { theme.normal } else { theme.dim };
        let words = inset(place, 3, 1);
        let right =
            if line.left_out.is_none() { String::new() } else { left_out(line.left_out, words.width) };
        canvas.put_right(words, &right, theme.normal);
        let effect = self.effect_cells(words.width);
        let answers = 10.min(words.width / 3);
        let answer_at = inset(words, 0, effect);
        let answer_at = inset(answer_at, answer_at.width.saturating_sub(answers), 0);
        let answer_style = if line.known == Known::Unknown { theme.dim } else { theme.normal };
        canvas.put(answer_at.x, answer_at.y, answer_at.width, &answer, answer_style);
        let room = words.width.saturating_sub(effect + answers + 1);
        canvas.put(words.x, words.y, room, &ask, style);
    }

    /// The cells of the right column, with the air before it.
    fn effect_cells(&self, width: u16) -> u16 {
        let said = self.lines.entries().filter(|line| !line.left_out.is_none());
        let widest = said.map(|line| text::width(&left_out(line.left_out, width))).max();
        widest.map_or(0, |widest| cells(widest) + 3)
    }

    /// What the question at the cursor means, and what its answer does.
    fn more(&self, ctx: &Ctx<'_>) -> (String, String) {
        let Some(line) = self.line() else { return (String::new(), String::new()) };
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            let words = "Chosen when the project was created. It decides which plan is used.";
            return (words.to_owned(), "Questions for other kinds of projects are not asked.".to_owned());
        };
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

fn word(known: Known) -> &'static str {
    match known {
        Known::Yes => "yes",
        Known::No => "no",
        Known::Unknown => "not known",
    }
}

fn left_out(entries: Entries, width: u16) -> String {
    if width >= 60 { format!("{} set aside", entries.brief()) } else { entries.brief() }
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
        match action {
            Action::Toggle => return self.next(ctx),
            Action::Yes => return self.answer(Known::Yes, ctx),
            Action::No => return self.answer(Known::No, ctx),
            Action::Clear => return self.answer(Known::Unknown, ctx),
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
            let asked = self.lines.entries().filter(|line| line.question.is_some());
            let asked: Vec<&QuestionRow> = asked.collect();
            let answered = asked.iter().filter(|line| line.known != Known::Unknown).count();
            let count = format!("{answered} of {} answered", asked.len());
            let used = canvas.put_right(place, &count, theme.dim);
            let room = place.width.saturating_sub(used + 2);
            let hint = if text::width(HINT) > usize::from(room) { SHORT_HINT } else { HINT };
            canvas.put(place.x, place.y, room, hint, theme.normal);
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
            self.draw_line(canvas, place, line, ctx);
        });
        self.draw_hidden(canvas, list);
        if more.height == 0 {
            return;
        }
        canvas.rule(row(more, 0));
        let (explains, effect) = self.more(ctx);
        let width = usize::from(more.width.saturating_sub(2)).max(1);
        let mut lines = if more.height < MORE { vec![explains] } else { text::wrap(&explains, width) };
        lines.truncate(usize::from(MORE) - 2);
        lines.push(effect);
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

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Toggle | Action::Enter => !self.lines.is_empty(),
            Action::Undo => !matches!(ctx.host.save_state(), crate::tui::host::SaveState::Empty),
            _ => true,
        }
    }
}

impl QuestionsPopup {
    /// Says beside the number of hidden questions what they leave out.
    fn draw_hidden(&self, canvas: &mut Canvas<'_>, list: Rect) {
        let shown = self.lines.shown();
        let hidden = self.lines.entries().enumerate().filter(|(at, _)| !shown.contains(at));
        let items: u32 = hidden.map(|(_, line)| line.left_out.items).sum();
        let place = inset(row(list, cells(shown.len())), 3, 1);
        if items > 0 && place.height > 0 {
            let words = left_out(Entries { items, topics: 0 }, place.width);
            canvas.put_right(place, &words, canvas.theme.dim);
        }
    }
}
