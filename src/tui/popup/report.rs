//! Writes a report: what it is about, which format, which file. The host writes it; what stands in the way is said
//! here, beside the words that were typed.

use std::cmp::Ordering;

use ratatui::layout::Rect;

use super::Popup;
use crate::report::ReportFormat;
use crate::report::about::ReportSubject;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::{Export, IfThere};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::list::{List, Mark};

mod subject;

use subject::Subject;

/// Where the fields begin, on a wide and on a narrow screen.
const HANG: u16 = 10;
const NARROW_HANG: u16 = 8;
/// Below so many columns only what was chosen is said.
const NARROW: u16 = 50;
/// How many rows say where the file will be, or what stands in the way.
const TOLD: u16 = 2;
const NEEDS_A_NAME: &str = "the file needs a name";

/// The parts, in the order of Tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReportFormField {
    About,
    Format,
    File,
}

/// The form of a report.
pub struct ReportPopup {
    subjects: List<Subject>,
    format: ReportFormat,
    file: TextLine,
    /// The name that the program has proposed; one that somebody typed stays.
    proposed: String,
    part: ReportFormField,
    /// The rows that say what it may be about.
    height: u16,
    error: Option<Text>,
}

impl ReportPopup {
    /// The form with `about` chosen first.
    pub fn new(about: &ReportSubject, ctx: &Ctx<'_>) -> ReportPopup {
        let mut subjects: List<Subject> = subject::all(about, ctx).into_iter().collect();
        subjects.find(|subject| subject.about == *about);
        let mut form = ReportPopup {
            subjects,
            format: ReportFormat::Markdown,
            file: TextLine::default(),
            proposed: String::new(),
            part: ReportFormField::About,
            height: 0,
            error: None,
        };
        form.propose();
        form
    }

    fn is_typed(&self) -> bool {
        self.file.words() != self.proposed
    }

    /// Proposes a name for what is chosen; of a name that was typed only the ending follows the format.
    fn propose(&mut self) {
        let Some(subject) = self.subjects.at() else { return };
        let ending = self.format.ending();
        if !self.is_typed() {
            self.proposed = format!("{}.{ending}", subject.stem);
            self.file.replace(&self.proposed);
        } else if let Some((stem, _)) = self.typed_format() {
            let renamed = format!("{stem}.{ending}");
            self.file.replace(&renamed);
        }
    }

    /// The name without its ending, and the format that the ending means.
    fn typed_format(&self) -> Option<(&str, ReportFormat)> {
        let (stem, ending) = self.file.words().trim_end().rsplit_once('.')?;
        let ending = ending.to_lowercase();
        let format = ReportFormat::ALL.into_iter().find(|format| format.ending() == ending)?;
        Some((stem, format))
    }

    fn step_format(&mut self, step: isize) {
        let at = ReportFormat::ALL.iter().position(|format| *format == self.format).unwrap_or(0);
        let count = ReportFormat::ALL.len();
        let next = (at + count).saturating_add_signed(step) % count;
        self.format = ReportFormat::ALL.get(next).copied().unwrap_or(self.format);
        self.propose();
    }

    /// Goes up or down: within what it may be about, then from part to part.
    fn step(&mut self, step: isize) {
        let is_last = self.subjects.cursor() + 1 >= self.subjects.len();
        match (self.part, step > 0) {
            (ReportFormField::About, true) if is_last => self.part = ReportFormField::Format,
            (ReportFormField::About, _) => {
                self.subjects.step(step);
                self.propose();
            }
            (ReportFormField::Format | ReportFormField::File, true) => self.part = ReportFormField::File,
            (ReportFormField::Format, false) => self.part = ReportFormField::About,
            (ReportFormField::File, false) => self.part = ReportFormField::Format,
        }
    }

    fn next_part(&mut self, is_back: bool) {
        self.part = match (self.part, is_back) {
            (ReportFormField::About, false) | (ReportFormField::File, true) => ReportFormField::Format,
            (ReportFormField::Format, false) | (ReportFormField::About, true) => ReportFormField::File,
            (ReportFormField::File, false) | (ReportFormField::Format, true) => ReportFormField::About,
        };
    }

    fn write(&mut self) -> Outcome {
        let Some(subject) = self.subjects.at() else { return Outcome::Stay };
        let file = self.file.text();
        if file.is_empty() {
            self.error = Some(Text::line(NEEDS_A_NAME));
            return Outcome::Stay;
        }
        Outcome::Export(Box::new(Export {
            about: subject.about.clone(),
            format: self.format,
            file,
            if_there: IfThere::Refuse,
        }))
    }

    fn update_file(&mut self, action: Action) -> bool {
        let is_taken = self.file.take(action);
        if is_taken && let Some((_, format)) = self.typed_format() {
            // The ending is what tells the format, here as on the command line.
            self.format = format;
        }
        is_taken
    }

    /// How many rows the list of what it may be about has in an area of this height.
    fn list_height(&self, height: u16) -> u16 {
        cells(self.subjects.len()).min(height.saturating_sub(2 + TOLD).max(1))
    }

    fn told(&self, ctx: &Ctx<'_>) -> (String, bool) {
        if let Some(why) = &self.error {
            return (why.to_string(), true);
        }
        let file = self.file.text();
        if file.is_empty() {
            return (NEEDS_A_NAME.to_owned(), false);
        }
        (ctx.host.path_of(&file).map(|path| format!("writes {path}")).unwrap_or_default(), false)
    }

    fn draw_subject(&self, canvas: &mut Canvas<'_>, place: Rect, subject: &Subject, is_chosen: bool) {
        let theme = canvas.theme;
        let right = if place.width < NARROW { "" } else { subject.right.as_str() };
        let used = canvas.put_right(place, right, theme.dim);
        let room = place.width.saturating_sub(if used > 0 { used + 1 } else { 0 });
        let words = format!("{} {}", theme.round(is_chosen), subject.label);
        canvas.put(place.x, place.y, room, &words, theme.normal);
        if is_chosen && self.part == ReportFormField::About {
            mark(canvas, place);
        }
    }

    fn draw_format(&self, canvas: &mut Canvas<'_>, place: Rect) {
        if place.height == 0 {
            return;
        }
        let theme = canvas.theme;
        let mut x = place.x;
        for format in ReportFormat::ALL {
            let is_chosen = format == self.format;
            let words =
                if is_chosen { format!("[{}]", format.ending()) } else { format!(" {} ", format.ending()) };
            let style = if is_chosen { theme.strong } else { theme.normal };
            let used = canvas.put(x, place.y, place.right().saturating_sub(x), &words, style);
            if is_chosen && self.part == ReportFormField::Format {
                mark(canvas, Rect { x, width: used, ..place });
            }
            x += used + 1;
        }
        let about = self.subjects.at().map_or("", |subject| subject.means(self.format));
        let room = place.right().saturating_sub(x + 1);
        if usize::from(room) >= text::width(about) {
            canvas.put(x + 1, place.y, room, about, theme.dim);
        }
    }
}

/// Marks what has the cursor.
fn mark(canvas: &mut Canvas<'_>, place: Rect) {
    let theme = canvas.theme;
    canvas.restyle(place, theme.cursor);
    canvas.put(place.x.saturating_sub(1), place.y, 1, theme.cursor_mark(), theme.strong);
}

impl Popup for ReportPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.part {
            ReportFormField::About => &[KeyScope::Form, KeyScope::Choose],
            ReportFormField::Format => &[KeyScope::Form, KeyScope::Pick, KeyScope::Choose],
            ReportFormField::File => &[KeyScope::Line],
        }
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("Write a report".to_owned(), "private notes are never in it".to_owned())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.subjects.len()) + 2 + TOLD
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        self.error = None;
        match action {
            Action::Back => return Outcome::Close,
            Action::Keep => return self.write(),
            Action::Enter if self.part == ReportFormField::File => return self.write(),
            Action::Enter | Action::NextPart => self.next_part(false),
            Action::PreviousPart => self.next_part(true),
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            _ if self.part == ReportFormField::File => {
                if !self.update_file(action) {
                    return Outcome::Ignored;
                }
            }
            Action::Right | Action::Toggle if self.part == ReportFormField::Format => self.step_format(1),
            Action::Left if self.part == ReportFormField::Format => self.step_format(-1),
            Action::First
            | Action::Last
            | Action::PageUp
            | Action::PageDown
            | Action::Left
            | Action::Right => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let height = self.list_height(area.height);
        let hang = if area.width < NARROW { NARROW_HANG } else { HANG };
        let labels = [
            ("About", ReportFormField::About, 0),
            ("Format", ReportFormField::Format, height),
            ("File", ReportFormField::File, height + 1),
        ];
        for (label, part, at) in labels {
            let place = row(area, at);
            let style = if self.part == part { theme.focus } else { theme.dim };
            canvas.put(place.x + 1, place.y, (hang - 1) * place.height, label, style);
        }
        let list = inset(Rect { height, ..area }, hang, 1);
        self.subjects.draw(canvas, list, Mark::Nothing, |canvas, place, subject, is_chosen| {
            self.draw_subject(canvas, place, subject, is_chosen);
        });
        self.draw_format(canvas, inset(row(area, height), hang, 1));
        let file = inset(row(area, height + 1), hang, 1);
        self.file.draw(canvas, file, theme.field, "", self.part == ReportFormField::File);
        let (words, is_wrong) = self.told(ctx);
        let style = if is_wrong { theme.blocked } else { theme.dim };
        let below = inset(area, 1, 1);
        for (at, line) in
            text::wrap(&words, usize::from(below.width).max(1)).iter().take(usize::from(TOLD)).enumerate()
        {
            let place = row(below, height + 2 + cells(at));
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, style);
            }
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.height = self.list_height(area.height);
        self.subjects.sync(self.height);
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        if self.part == ReportFormField::File {
            self.file.insert(words);
            self.error = None;
        }
        self.part == ReportFormField::File
    }

    fn refused(&mut self, why: &Text) {
        self.part = ReportFormField::File;
        self.error = Some(why.clone());
    }

    fn holds_words(&self) -> bool {
        self.is_typed()
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        self.error = None;
        match row.cmp(&self.height) {
            Ordering::Less => {
                self.part = ReportFormField::About;
                self.subjects.click(row);
                self.propose();
            }
            Ordering::Equal => {
                self.part = ReportFormField::Format;
                self.step_format(1);
            }
            Ordering::Greater => self.part = ReportFormField::File,
        }
        Outcome::Stay
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.part) {
            (Action::Enter, ReportFormField::File) => Some("write it"),
            (Action::Enter, ReportFormField::About | ReportFormField::Format) => Some("on"),
            (Action::NextPart, _) => Some("next part"),
            (Action::Right, ReportFormField::Format) => Some("another format"),
            // The arrow says it already.
            (Action::Toggle, _) => Some(""),
            (Action::Back, _) => Some("back"),
            _ => None,
        }
    }
}
