//! The minutes on the screen, as someone reads them who was not there.

use ratatui::layout::Rect;

use crate::domain::minutes::effect::effect;
use crate::domain::minutes::{
    EntryField, EntryLabel, Minutes, MinutesCapture, MinutesEntry, WorkshopChoice, find, minutes,
};
use crate::journal::answers::Workshop;
use crate::journal::record::{Person, Status, Until};
use crate::text::{self, Text, counted};
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::widget::canvas::{Canvas, below, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::scroll::{Scroll, step};

/// The cells of an entry's name.
const NAME: usize = 13;

/// The minutes of one workshop.
#[derive(Debug, Default)]
pub(super) struct MinutesPane {
    /// The workshop's number, from 1: its line gets another name when it is saved.
    pub(super) no: usize,
    /// What the page was written from: the workshop, the width, how many lines the journal had.
    written: Option<(usize, u16, usize)>,
    page: Page,
    scroll: Scroll,
    height: usize,
}

impl MinutesPane {
    /// Shows another workshop's minutes from the top.
    pub(super) fn show(&mut self, no: usize) {
        self.no = no;
        self.scroll = Scroll::default();
    }

    /// Lays the minutes out anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let place = place(area);
        self.height = usize::from(place.height);
        let from = (self.no, place.width, ctx.host.fold().len());
        if self.written != Some(from) {
            self.page = match find(ctx.answers(), WorkshopChoice::No(self.no)) {
                Some((_, workshop)) => written(workshop, place.width, ctx),
                None => Page::new(place.width),
            };
            self.written = Some(from);
        }
        self.scroll.limit(self.height, self.page.len());
    }

    /// Scrolls; returns whether the action was one of scrolling.
    pub(super) fn scroll(&mut self, action: Action) -> bool {
        let Some(step) = step(action, self.height) else { return false };
        self.scroll.by(step, self.height, self.page.len());
        true
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect) {
        self.page.draw(canvas, place(area), self.scroll.top);
    }
}

fn place(area: Rect) -> Rect {
    let inner = inset(below(area, u16::from(area.height > 12)), 2, 2);
    Rect { width: inner.width.min(100), ..inner }
}

/// Writes the minutes.
fn written(workshop: &Workshop, width: u16, ctx: &Ctx<'_>) -> Page {
    let minutes = &minutes(ctx.board, ctx.answers(), workshop);
    let theme = ctx.theme;
    let moment = ctx.moment;
    let mut page = Page::new(width);
    let opened = moment.local(minutes.opened);
    let day = moment.day(opened.date());
    let when = format!("{day} · {}", minutes.time_phrase());
    let title = vec![(minutes.title.to_string(), theme.strong)];
    if text::width(&minutes.title) + text::width(&when) + 2 <= usize::from(width) {
        page.row(title, Some((when, theme.normal)));
    } else {
        page.row(title, None);
        page.paragraph(&when, theme.normal);
    }
    page.paragraph(&minutes.summary(), theme.normal);
    if !minutes.people.is_empty() {
        let people = minutes.people.iter().map(Person::phrase);
        page.paragraph(&format!("With {}", people.collect::<Vec<_>>().join(", ")), theme.dim);
    }
    if let Some(effect) = effect(ctx.pack(), ctx.host.fold(), workshop, moment) {
        let mark = theme.milestone_mark();
        page.paragraph(&format!("{mark} {}: {}", effect.title, effect.sentence()), theme.normal);
    }
    let mut writer = MinutesWriter { page, ctx };
    writer.noted("Decisions", &minutes.decisions);
    writer.noted("Actions", &minutes.actions);
    writer.noted("Questions", &minutes.questions);
    writer.noted("Risks", &minutes.risks);
    writer.noted("Parked", &minutes.parked);
    writer.said("Settled", &minutes.settled);
    writer.said("Answered but not done", &minutes.answered);
    writer.said("Open again", &minutes.reopened);
    writer.said("Also changed", &minutes.touched);
    writer.noted("From earlier", &minutes.resolved);
    writer.about(minutes);
    let talked: Vec<EntryLabel> = minutes.talked_about.iter().map(|talked| talked.entry.clone()).collect();
    writer.named("Talked about, without an answer", &talked);
    let put_off: Vec<EntryLabel> = minutes.put_off.iter().map(|one| one.entry.clone()).collect();
    writer.named("Put off", &put_off);
    writer.noted("Objections", &minutes.objections);
    writer.named("Shown, no answer recorded", &minutes.looked_at);
    writer.named("Not reached", &minutes.not_reached);
    writer.times(minutes);
    writer.page
}

struct MinutesWriter<'a> {
    page: Page,
    ctx: &'a Ctx<'a>,
}

impl MinutesWriter<'_> {
    fn line(&mut self, named: Option<&EntryLabel>, words: &str, right: String) {
        let theme = self.ctx.theme;
        let name = named.map(|named| if named.name == named.title { "" } else { named.name.as_str() });
        let right = (!right.is_empty()).then_some((right, theme.normal));
        let label = (name.unwrap_or_default().to_owned(), theme.dim);
        self.page.hanging(NAME, label, words, theme.normal, right);
    }

    fn noted(&mut self, title: &str, list: &[MinutesCapture]) {
        if list.is_empty() {
            return;
        }
        self.page.heading(title, &list.len().to_string());
        for noted in list {
            let when = noted.due.map(|day| self.ctx.moment.day(day));
            let who = noted.owner.as_ref().map(ToString::to_string);
            let lacks = noted.lacks().filter(|_| !noted.resolved).map(|lacks| format!("! {lacks}"));
            let settled = noted.resolved.then(|| "settled".to_owned());
            let right: Vec<String> = [who, when, lacks, settled].into_iter().flatten().collect();
            self.line(noted.at.as_ref(), &noted.text, right.join(" · "));
        }
    }

    fn said(&mut self, title: &str, list: &[MinutesEntry]) {
        if list.is_empty() {
            return;
        }
        self.page.heading(title, &list.len().to_string());
        for said in list {
            self.line(Some(&said.entry), &said.entry.title, status(said));
            let until = said.until.as_ref().map(|until| match until {
                Until::Day(day) => Text::line(&self.ctx.moment.day(*day)),
                Until::Milestone(id) => {
                    let gate = self.ctx.board.gate(id);
                    gate.map_or_else(|| Text::line(id.as_str()), |gate| gate.title.clone())
                }
            });
            let facts = [
                ("", said.note.as_ref().filter(|_| said.has_changed(EntryField::Note))),
                ("because ", said.reason.as_ref()),
                ("until ", until.as_ref()),
                ("evidence ", said.evidence.as_ref()),
            ];
            for (before, words) in facts {
                if let Some(words) = words {
                    self.line(None, &format!("{before}{words}"), String::new());
                }
            }
            let owner = said.owner.as_ref().filter(|_| said.has_changed(EntryField::Owner));
            let due = said.due.filter(|_| said.has_changed(EntryField::Due));
            let words: Vec<String> = [
                owner.map(|owner| format!("owner {owner}")),
                due.map(|day| format!("due {}", self.ctx.moment.day(day))),
            ]
            .into_iter()
            .flatten()
            .collect();
            if !words.is_empty() {
                self.line(None, &words.join(", "), String::new());
            }
        }
    }

    fn about(&mut self, minutes: &Minutes) {
        if minutes.about.is_empty() {
            return;
        }
        self.page.heading("About the project", "");
        for about in &minutes.about {
            let (what, said) = about.phrase();
            self.line(None, &what, said);
        }
    }

    fn named(&mut self, title: &str, list: &[EntryLabel]) {
        if list.is_empty() {
            return;
        }
        self.page.heading(title, &list.len().to_string());
        for named in list {
            self.line(Some(named), &named.title, String::new());
        }
    }

    fn times(&mut self, minutes: &Minutes) {
        if minutes.times.is_empty() {
            return;
        }
        self.page.heading("Time", &minutes.time_phrase());
        for took in &minutes.times {
            let used = format!("{} min", took.minutes);
            let right = took.planned.map_or(used.clone(), |planned| format!("{used}, {planned} planned"));
            self.line(Some(&took.entry), &took.entry.title, right);
        }
        if minutes.taken_back > 0 {
            let words = counted(minutes.taken_back, "change was undone", "changes were undone");
            self.page.gap();
            self.page.paragraph(&words, self.ctx.theme.dim);
        }
    }
}

fn status(said: &MinutesEntry) -> String {
    if !said.has_changed(EntryField::Status) {
        return String::new();
    }
    match (said.before, said.after) {
        (Status::Todo, after) => after.word().to_owned(),
        (before, after) if before == after && said.is_settled() => format!("{}, confirmed", after.word()),
        (before, after) if before == after => format!("still {}", after.word()),
        (before, after) => format!("{}, was {}", after.word(), before.word()),
    }
}

/// The numbers of the workshops that were opened, by their lines' order.
pub(super) fn no_of(ctx: &Ctx<'_>, seq: crate::journal::record::Seq) -> Option<usize> {
    let opened = ctx.answers().workshops.iter().filter(|one| one.opened);
    opened.zip(1..).find(|(one, _)| one.seq == seq).map(|(_, no)| no)
}
