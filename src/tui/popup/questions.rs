//! The questions about the project: what each answer leaves out, and which entries those are.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::{Choice, Choose};
use crate::domain::board::{Applies, RowIx};
use crate::domain::questions::{self, Entries};
use crate::journal::record::{Change, Known};
use crate::pack::model::OfferedAnswer;
use crate::text::{self, Text};
use crate::tui::action::{Action, Place};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::scroll::{Scroll, moved};

const HINT: &str = "Answer what you know. Only a no sets entries aside.";
const SHORT_HINT: &str = "Answer what you know; the rest stays in.";
/// How many rows say more about the question at the cursor, with the rule above them.
const MORE: u16 = 4;

/// One line: what the kind of project leaves out, or a question.
#[derive(Debug, Clone)]
struct Line {
    /// The question's place in the pack; none for the kind of project.
    question: Option<usize>,
    known: Known,
    left_out: Entries,
    at_stake: Entries,
}

/// The questions about the project.
#[derive(Default)]
pub struct QuestionsPopup {
    lines: Vec<Line>,
    /// How many lines the journal had, and how many entries were left out, when the lines were made.
    made_of: Option<(usize, u32)>,
    cursor: usize,
    scroll: Scroll,
    area: Rect,
}

impl QuestionsPopup {
    /// Returns the questions; the cursor stands at the first one without an answer.
    pub fn new(ctx: &Ctx<'_>) -> QuestionsPopup {
        let mut popup = QuestionsPopup::default();
        popup.follow(ctx);
        let open = |line: &Line| line.question.is_some() && line.known == Known::Unknown;
        popup.cursor = popup.lines.iter().position(open).unwrap_or(0);
        popup
    }

    /// Brings the lines in line with the board; costs nothing where nothing was said since.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        let source = (ctx.host.fold().len(), ctx.board.items_left_out);
        if self.made_of == Some(source) {
            return;
        }
        self.made_of = Some(source);
        self.lines.clear();
        let by_kind = questions::count(ctx.board, questions::of_other_kinds(ctx.board));
        if by_kind.items > 0 {
            self.lines.push(Line {
                question: None,
                known: Known::No,
                left_out: by_kind,
                at_stake: Entries::default(),
            });
        }
        for asked in questions::asked(ctx.board, ctx.answers()) {
            let all = &ctx.pack().questions;
            self.lines.push(Line {
                question: all.iter().position(|question| question.id == asked.question.id),
                known: asked.known,
                left_out: asked.left_out,
                at_stake: asked.at_stake,
            });
        }
    }

    fn line(&self) -> Option<&Line> {
        self.lines.get(self.cursor)
    }

    fn answer(&self, known: Known, ctx: &Ctx<'_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::Stay };
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            return Outcome::tell(
                "the kind of project was chosen when it was created and cannot change here",
            );
        };
        if line.known == known {
            return Outcome::tell(format!("it is {} already", word(known)));
        }
        let change = Change::Question { id: question.id.clone(), answer: known };
        Outcome::Apply(vec![change], format!("{} {}", question.ask, word(known)))
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
        let places: Vec<RowIx> = match question {
            Some(question) => questions::concerned(ctx.board, question).collect(),
            None => questions::of_other_kinds(ctx.board).collect(),
        };
        let mut choices: Vec<Choice> = places.into_iter().map(|ix| entry(ix, ctx)).collect();
        choices.push(Choice::new("Back", Outcome::Stay));
        let (title, saying) = match question {
            Some(question) => ("Which entries", question.ask.to_string()),
            None => (
                "Which entries",
                format!("These are for other kinds of projects than {}.", ctx.board.business.label()),
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

    /// How many questions fit; where not all do, the last row counts the others.
    fn rows(&self, list: Rect) -> usize {
        let rows = usize::from(list.height);
        if self.lines.len() > rows { rows.saturating_sub(1).max(1) } else { rows }
    }

    fn draw_line(&self, canvas: &mut Canvas<'_>, place: Rect, at: usize, ctx: &Ctx<'_>) {
        let Some(line) = self.lines.get(at) else { return };
        let theme = canvas.theme;
        let (ask, answer) = match line.question.and_then(|at| ctx.pack().questions.get(at)) {
            Some(question) => (question.ask.clone(), word(line.known).to_owned()),
            None => (Text::line("What kind of project is it?"), ctx.board.business.label().to_owned()),
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
        if at == self.cursor {
            canvas.restyle(inset(place, 2, 0), theme.cursor);
            canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
        }
    }

    /// The cells of the right column, with the air before it.
    fn effect_cells(&self, width: u16) -> u16 {
        let said = self.lines.iter().filter(|line| !line.left_out.is_none());
        let widest = said.map(|line| text::width(&left_out(line.left_out, width))).max();
        widest.map_or(0, |widest| cells(widest) + 3)
    }

    /// What the question at the cursor means, and what its answer does.
    fn more(&self, ctx: &Ctx<'_>) -> (String, String) {
        let Some(line) = self.line() else { return (String::new(), String::new()) };
        let Some(question) = line.question.and_then(|at| ctx.pack().questions.get(at)) else {
            let words = "Chosen when the project was created. It decides which plan is used.";
            return (words.to_owned(), "What is for other kinds of projects is left out.".to_owned());
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

fn entry(ix: RowIx, ctx: &Ctx<'_>) -> Choice {
    let row = ctx.board.at(ix);
    let label = if row.is_item() { format!("{}  {}", row.name, row.title) } else { row.title.to_string() };
    let state = match &row.applies {
        Applies::Yes => row.standing.sign().word(),
        Applies::OtherBusiness | Applies::SetAside(_) => "set aside",
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
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Questions, Scope::Choose]
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
        let len = self.lines.len();
        let (_, list, _) = self.parts(self.area);
        let page = isize::try_from(self.rows(list)).unwrap_or(1).max(2) - 1;
        match action {
            Action::Up => self.cursor = moved(self.cursor, -1, len),
            Action::Down => self.cursor = moved(self.cursor, 1, len),
            Action::PageUp => self.cursor = moved(self.cursor, -page, len),
            Action::PageDown => self.cursor = moved(self.cursor, page, len),
            Action::First => self.cursor = 0,
            Action::Last => self.cursor = len.saturating_sub(1),
            Action::Toggle => return self.next(ctx),
            Action::Yes => return self.answer(Known::Yes, ctx),
            Action::No => return self.answer(Known::No, ctx),
            Action::Clear => return self.answer(Known::Unknown, ctx),
            Action::Enter => return self.entries(ctx),
            Action::NextPart => return Outcome::All(vec![Outcome::CloseAll, Outcome::Go(Place::Plan)]),
            Action::Undo | Action::Redo => return Outcome::Perform(action),
            Action::Back => return Outcome::Close,
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let (head, list, more) = self.parts(area);
        let place = inset(row(head, 0), 1, 1);
        if place.height > 0 {
            let asked = self.lines.iter().filter(|line| line.question.is_some());
            let answered = asked.clone().filter(|line| line.known != Known::Unknown).count();
            let count = format!("{answered} of {} answered", asked.count());
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
        let rows = self.rows(list);
        let shown = self.scroll.shown(rows, self.lines.len());
        for at in shown.clone() {
            let place = row(list, cells(at - shown.start));
            if place.height > 0 {
                self.draw_line(canvas, place, at, ctx);
            }
        }
        self.draw_hidden(canvas, inset(row(list, cells(rows)), 3, 1), shown);
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
        self.cursor = moved(self.cursor, 0, self.lines.len());
        let (_, list, _) = self.parts(area);
        self.scroll.follow(self.cursor, self.rows(list), self.lines.len());
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        let (head, list, _) = self.parts(self.area);
        let Some(at) = row.checked_sub(head.height).filter(|at| *at < list.height) else {
            return Outcome::Stay;
        };
        let at = self.scroll.top + usize::from(at);
        if at >= self.lines.len() {
            return Outcome::Stay;
        }
        let is_again = at == self.cursor;
        self.cursor = at;
        if is_again { self.next(ctx) } else { Outcome::Stay }
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
    /// Counts the questions that are not in sight, and what they leave out.
    fn draw_hidden(&self, canvas: &mut Canvas<'_>, place: Rect, shown: std::ops::Range<usize>) {
        let (above, under) = (shown.start, self.lines.len() - shown.end);
        if place.height == 0 || above + under == 0 {
            return;
        }
        let hidden = self.lines.iter().enumerate().filter(|(at, _)| !shown.contains(at));
        let items: u32 = hidden.map(|(_, line)| line.left_out.items).sum();
        let used = if items > 0 {
            let words = left_out(Entries { items, topics: 0 }, place.width);
            canvas.put_right(place, &words, canvas.theme.dim)
        } else {
            0
        };
        let words = match (above, under) {
            (above, 0) => format!("{above} above, ↑"),
            (0, under) => format!("{under} more, ↓"),
            (above, under) => format!("{above} above, {under} more, ↓"),
        };
        canvas.put(place.x, place.y, place.width.saturating_sub(used + 1), &words, canvas.theme.dim);
    }
}
