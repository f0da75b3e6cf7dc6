//! Pages about the whole project, to be read: what was said in it, and whether its file is whole.

use ratatui::layout::Rect;

use super::Popup;
use crate::domain::words::repeated;
use crate::journal::damage::{FileCheck, Loss};
use crate::journal::record::{Change, Record};
use crate::text::{self, Text, capital, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::page::Page;
use crate::tui::widget::reader::Reader;

/// How many records are laid out at a time; more when one comes to their end.
const AT_A_TIME: usize = 100;
/// The widest that names and times get at the left, together.
const LABEL: usize = 28;
/// Words are not read well in longer lines.
const WIDTH: u16 = 120;
/// Below so many columns the name follows the time.
const NARROW: u16 = 70;

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReaderPage {
    /// The newest records, so many of them.
    History(usize),
    File,
}

/// A page to be read.
pub struct ReaderPopup {
    what: ReaderPage,
    right: String,
    /// How the page is read, and for which width and how many records it was laid out.
    reader: Reader,
    laid_out: Fresh<(), (u16, ReaderPage)>,
    /// Whether the end is wanted, once all records are laid out.
    is_to_end: bool,
}

impl ReaderPopup {
    /// What was said in the project, the newest first.
    pub fn history(ctx: &Ctx<'_>) -> ReaderPopup {
        // Lines that only serve the file are not changes that anybody made.
        let serves = |change: &Change| {
            matches!(change, Change::Words { .. } | Change::At { .. } | Change::Closing { .. })
        };
        let says = |record: &&Record| record.change.parts(None).any(|(_, part)| !serves(part));
        let fold = ctx.host.fold();
        let repeated = repeated(fold.records());
        let is_new = |record: &&Record| !repeated.contains(&record.seq());
        let count = fold.records().filter(says).filter(is_new).count();
        ReaderPopup::new(ReaderPage::History(AT_A_TIME), counted(count, "change", "changes"))
    }

    /// What there is to say about the project's file.
    pub fn file() -> ReaderPopup {
        ReaderPopup::new(ReaderPage::File, String::new())
    }

    fn new(what: ReaderPage, right: String) -> ReaderPopup {
        ReaderPopup { what, right, reader: Reader::default(), laid_out: Fresh::default(), is_to_end: false }
    }

    /// More records are laid out at the end of those that are.
    fn more(&mut self, ctx: &Ctx<'_>) {
        if let ReaderPage::History(most) = &mut self.what
            && self.reader.is_at_end()
            && *most < ctx.host.fold().len()
        {
            *most += AT_A_TIME;
        }
    }
}

fn history(width: u16, most: usize, ctx: &Ctx<'_>) -> Page {
    let fold = ctx.host.fold();
    let situation = ctx.situation();
    let told = |record: &Record| situation.told(record, |seq| fold.record(seq));
    let repeated = repeated(fold.records());
    let newest: Vec<(&Record, Vec<Text>)> = fold
        .records()
        .rev()
        .filter(|record| !repeated.contains(&record.seq()))
        .map(|record| (record, told(record)))
        .filter(|(_, told)| !told.is_empty())
        .take(most)
        .collect();
    let stamp = |record: &Record| {
        let local = ctx.moment.local(record.at);
        format!("{} {}", ctx.moment.day(local.date()), local.strftime("%H:%M"))
    };
    let times = || newest.iter().map(|(record, _)| text::width(&stamp(record)));
    let names = || newest.iter().map(|(record, _)| record.by.width());
    let is_narrow = width < NARROW;
    let time = times().max().unwrap_or(0) + 2;
    let hang = if is_narrow { 4 } else { (time + names().max().unwrap_or(0) + 2).min(LABEL) };
    let mut page = Page::new(width);
    for (record, told) in &newest {
        let is_live = fold.is_live(record.seq());
        let style = if is_live { ctx.theme.normal } else { ctx.theme.dim };
        let mut label = if is_narrow {
            // The words are indented below the name of their speaker.
            let when = ctx.moment.time(record.at);
            page.row(vec![(format!("{when}  {}", record.by), ctx.theme.dim)], None);
            String::new()
        } else {
            format!("{}{}", text::pad(&stamp(record), time), record.by)
        };
        for words in told {
            let taken_back = if is_live { "" } else { " (undone)" };
            let label = (std::mem::take(&mut label), ctx.theme.dim);
            page.hanging(hang, label, &format!("{words}{taken_back}"), style, None);
        }
    }
    if page.is_empty() {
        page.paragraph("No changes yet.", ctx.theme.normal);
    }
    page
}

fn file(width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    let Some((path, verdict)) = ctx.host.file() else {
        page.paragraph("You are looking around: nothing is saved, and there is no file.", theme.normal);
        return page;
    };
    page.paragraph(&path, theme.dim);
    page.gap();
    if let Some(loss) = ctx.host.loss() {
        let (words, again) = (capital(&loss.words("the file")), ctx.keys.press(Action::SaveAgain));
        page.paragraph(&format!("{words}; {again} asks what becomes of that."), theme.blocked);
        page.gap();
    }
    if !matches!(ctx.host.loss(), Some(Loss::File(..))) {
        page.paragraph(&whole(&verdict), theme.strong);
    }
    if let Some(reason) = &verdict.read_only {
        page.gap();
        page.paragraph(&format!("Nothing is written to it: {reason}."), theme.blocked);
        page.paragraph(reason.hint(), theme.normal);
    }
    if !verdict.problems.is_empty() {
        page.gap();
    }
    for problem in &verdict.problems {
        let words = problem.to_string();
        let what = words.split_once(": ").map_or(words.as_str(), |(_, what)| what);
        let (word, style) = if problem.lost { ("lost", theme.blocked) } else { ("irregular", theme.dim) };
        page.hanging(19, (format!("line {} {word}", problem.line), style), what, theme.normal, None);
    }
    if !verdict.problems.is_empty() {
        page.gap();
        let hint = "The lines stay in the file as they are. `golive merge FILE -o OUT` writes a clean copy.";
        page.paragraph(hint, theme.dim);
    }
    page
}

/// `189 lines, 188 changes: nothing is lost, 2 lines are irregular.`
fn whole(verdict: &FileCheck) -> String {
    let (lines, changes) =
        (counted(verdict.lines, "line", "lines"), counted(verdict.records, "change", "changes"));
    let odd = verdict.irregular_phrase();
    let odd = if odd.is_empty() { odd } else { format!(", {odd}") };
    format!("{lines}, {changes}: {}{odd}.", verdict.loss_phrase())
}

impl Popup for ReaderPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Read]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let title = match self.what {
            ReaderPage::History(_) => "History, the newest first",
            ReaderPage::File => "The project's file",
        };
        (title.to_owned(), self.right.clone())
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        match self.what {
            ReaderPage::History(_) => u16::MAX,
            ReaderPage::File => cells(file(width.saturating_sub(4), ctx).len()),
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => return Outcome::Close,
            Action::Last => {
                if let ReaderPage::History(most) = &mut self.what {
                    *most = ctx.host.fold().len();
                    self.is_to_end = true;
                }
                self.reader.update(action);
            }
            _ if self.reader.update(action) => self.more(ctx),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.reader.draw(canvas, inset(area, 2, 2));
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let key = (area.width, self.what);
        if !self.laid_out.is_for(ctx.revision, &key) {
            let width = area.width.saturating_sub(4).min(WIDTH);
            let page = match self.what {
                ReaderPage::History(most) => history(width, most, ctx),
                ReaderPage::File => file(width, ctx),
            };
            self.reader.show(page, area.height);
            self.laid_out.set(ctx.revision, key, ());
        }
        self.reader.fit(area.height);
        if std::mem::take(&mut self.is_to_end) {
            self.reader.update(Action::Last);
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::PageDown || !self.reader.is_whole()
    }
}
