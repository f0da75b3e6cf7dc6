//! The critical check: a milestone's critical entries, one at a time, large, the question first, read aloud.

use jiff::Timestamp;
use ratatui::layout::Rect;

use super::Popup;
use super::confirm::Confirm;
use super::decide::{DecisionPopup, who};
use super::entry::perform_at;
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::domain::critical::{self, CriticalEntry};
use crate::domain::filter::NOBODY;
use crate::domain::grammar;
use crate::domain::typed::HalfTyped;
use crate::journal::record::CriticalCheck;
use crate::pack::model::{EntryId, EntryRef, MilestoneId};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome, Told};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::page::Page;

/// Questions are read from afar, in short lines.
const QUESTION: usize = 48;
/// The widest that words get.
const WIDTH: u16 = 92;
/// How far labels hang.
const HANG: usize = 13;

/// The critical check of a milestone.
pub struct CriticalCheckPopup {
    milestone: MilestoneId,
    title: Text,
    /// After the last step comes the result.
    at: usize,
    /// The steps that were read.
    n_read: usize,
    n_steps: usize,
    begun: Timestamp,
    /// Counted when the last step was read; nothing on the screen moves by itself.
    seconds: u64,
}

impl CriticalCheckPopup {
    /// The check of a milestone; `None` if it has no critical entries that apply.
    pub fn new(milestone: MilestoneId, ctx: &Ctx<'_>) -> Option<CriticalCheckPopup> {
        let n_steps = critical::steps(ctx.board, &milestone).len();
        let title = ctx.board.gate(&milestone)?.title.clone();
        let begun = ctx.moment.now;
        (n_steps > 0).then_some(CriticalCheckPopup {
            milestone,
            title,
            at: 0,
            n_read: 1,
            n_steps,
            begun,
            seconds: 0,
        })
    }

    fn steps(&self, ctx: &Ctx<'_>) -> Vec<CriticalEntry> {
        critical::steps(ctx.board, &self.milestone)
    }

    fn is_through(&self) -> bool {
        self.at >= self.n_steps
    }

    fn id(&self, ctx: &Ctx<'_>) -> Option<EntryId> {
        self.steps(ctx).get(self.at).map(|step| step.id.clone())
    }

    fn next(&mut self, ctx: &Ctx<'_>) -> Outcome {
        if self.is_through() {
            return self.ask_names(ctx);
        }
        self.at += 1;
        if self.at == self.n_steps && self.seconds == 0 {
            let seconds = ctx.moment.now.as_second().saturating_sub(self.begun.as_second());
            self.seconds = u64::try_from(seconds).unwrap_or(0).max(1);
        }
        self.n_read = self.n_read.max((self.at + 1).min(self.n_steps));
        Outcome::Stay
    }

    fn result(&self, people: Vec<Text>, ctx: &Ctx<'_>) -> CriticalCheck {
        critical::close(&self.steps(ctx), self.n_read, self.seconds, people)
    }

    /// Who was there; then the decision follows.
    fn ask_names(&self, ctx: &Ctx<'_>) -> Outcome {
        let before = who(&self.milestone, ctx);
        let (milestone, check) = (self.milestone.clone(), self.result(Vec::new(), ctx));
        let finish: Finish = Box::new(move |values, ctx| {
            let people =
                grammar::names(&values.first().and_then(Value::words).unwrap_or_default(), &ctx.people());
            let check = CriticalCheck { people, ..check.clone() };
            let decide = DecisionPopup::new(milestone.clone(), Some(check.clone()), ctx);
            let told = Outcome::told(Told::Checked(milestone.clone(), check));
            // The check goes, and the form of the decision comes in its place.
            let form = decide.map_or(Outcome::Stay, Outcome::open);
            Ok(Outcome::All(vec![Outcome::Close, told, form]))
        });
        let field = FormField::new("Names", FieldKind::Optional, &before);
        let form = Form::new("Who was there (separate the names by commas)", vec![field], finish);
        let milestone = self.milestone.clone();
        // The names go on in the form of the decision, which asks for them next.
        Outcome::open(form.coming_back(move |fields| HalfTyped::Decision {
            milestone: milestone.clone(),
            decision: None,
            by: fields.into_iter().next().unwrap_or_default(),
        }))
    }

    fn page(&self, width: u16, height: u16, ctx: &Ctx<'_>) -> Page {
        let width = width.min(WIDTH);
        let steps = self.steps(ctx);
        match steps.get(self.at) {
            Some(step) => step_page(step, width, height, ctx),
            None => self.outcome_page(&steps, width, ctx),
        }
    }

    fn outcome_page(&self, steps: &[CriticalEntry], width: u16, ctx: &Ctx<'_>) -> Page {
        let theme = ctx.theme;
        let mut page = Page::new(width);
        let mut words = critical::outcome(steps);
        if let Some(first) = words.get(..1).map(str::to_uppercase) {
            words.replace_range(..1, &first);
        }
        page.row(Vec::new(), None);
        page.paragraph(&format!("{words}."), theme.strong);
        page.gap();
        let seconds = text::counted(usize::try_from(self.seconds).unwrap_or(usize::MAX), "second", "seconds");
        page.paragraph(&format!("{} read in {seconds}.", self.n_read), theme.dim);
        page.gap();
        for step in steps.iter().filter(|step| step.why.is_some()) {
            let row = ctx.board.at(step.row);
            let why = step.why.as_ref().map(|why| why.phrase(ctx.moment)).unwrap_or_default();
            let who = step.owner.as_ref().map_or(NOBODY, Text::as_str);
            let sign = theme.sign(step.sign);
            page.hanging(
                HANG + 2,
                (format!("{sign} {}", step.name), theme.sign_style(step.sign)),
                &format!("{} · {why} · {who}", row.title),
                theme.normal,
                None,
            );
        }
        page.gap();
        page.paragraph("Enter asks who was there, then for the decision.", theme.dim);
        page
    }
}

fn step_page(step: &CriticalEntry, width: u16, height: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let board_row = ctx.board.at(step.row);
    let entry = ctx.board.entry(ctx.answers(), &step.id);
    let question = entry.map_or_else(|| board_row.title.clone(), EntryRef::question);
    let beside = |page: &mut Page, words: &str| {
        page.row(vec![(format!("{}  ", theme.beside()), theme.rule), (words.to_owned(), theme.strong)], None);
    };
    let is_roomy = height >= 16;
    if is_roomy {
        page.row(Vec::new(), None);
        beside(&mut page, "");
    }
    let room = usize::from(width).saturating_sub(3).clamp(1, QUESTION);
    for line in text::wrap(&question, room) {
        beside(&mut page, &line);
        if is_roomy {
            beside(&mut page, "");
        }
    }
    page.gap();
    let state = format!("{} {}", theme.sign(step.sign), step.sign.word());
    let name = if board_row.is_item() { step.name.as_str() } else { "Topic" };
    let right = Some((state, theme.sign_style(step.sign)));
    if question == board_row.title {
        page.row(vec![(name.to_owned(), theme.strong)], right);
    } else {
        page.hanging(HANG, (name.to_owned(), theme.strong), &board_row.title, theme.strong, right);
    }
    page.gap();
    let mut line = |label: &str, words: &str, style| {
        page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
    };
    if let Some(done_when) = entry.and_then(EntryRef::done_when) {
        line("Done when", done_when, theme.normal);
    }
    if let Some(why) = &step.why {
        line("Left", &why.phrase(ctx.moment), theme.normal);
    }
    line("Owner", step.owner.as_ref().map_or(NOBODY, Text::as_str), theme.normal);
    let said = ctx.answers().entry(&step.id);
    match said.and_then(|said| said.note()) {
        Some(note) => line("Our answer", note, theme.normal),
        None => line("Our answer", "nothing yet", theme.dim),
    }
    if let Some(seen) = said.and_then(|said| said.answer()?.evidence.as_ref()) {
        line("Evidence", seen, theme.normal);
    }
    page
}

impl Popup for CriticalCheckPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        if self.is_through() { &[KeyScope::Check] } else { &[KeyScope::Check, KeyScope::Entry] }
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let right = if self.is_through() {
            "result".to_owned()
        } else {
            format!("{} of {}", self.at + 1, self.n_steps)
        };
        (format!("Critical check · {}", self.title), right)
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Right | Action::Enter => return self.next(ctx),
            Action::Left => self.at = self.at.saturating_sub(1),
            Action::Back if self.n_read > 1 => {
                let words = format!(
                    "Leave the critical check? {} of {} have been read. Answers stay saved; the check is not recorded.",
                    self.n_read, self.n_steps
                );
                return Outcome::open(Confirm::new(&words, Outcome::Close));
            }
            Action::Back => return Outcome::Close,
            _ => return self.id(ctx).map_or(Outcome::Ignored, |id| perform_at(action, &id, ctx)),
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let side = if area.width >= 60 { area.width / 10 } else { 1 };
        let inner = inset(area, side, 1);
        let inner = Rect { width: inner.width.min(WIDTH), ..inner };
        let page = self.page(inner.width, area.height, ctx);
        page.draw(canvas, inner, 0);
        if self.is_through() || area.height < 16 || page.len() + 2 > usize::from(area.height) {
            return;
        }
        if let Some(next) = self.steps(ctx).get(self.at + 1) {
            let words = format!("next: {}  {}", next.name, ctx.board.at(next.row).title);
            let last = row(below(inner, area.height - 1), 0);
            let wide = cells(text::width(&words)).min(last.width);
            canvas.put(last.right() - wide, last.y, wide, &words, canvas.theme.dim);
        }
    }

    fn settle(&mut self, _area: Rect, ctx: &Ctx<'_>) {
        self.n_steps = self.steps(ctx).len();
        self.at = self.at.min(self.n_steps);
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Right if self.is_through() => Some("names and decision"),
            Action::Owner | Action::Due | Action::Capture => Some(""),
            _ => None,
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Mark
    }
}
