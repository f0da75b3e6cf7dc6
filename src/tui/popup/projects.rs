//! The projects that are known, to compare and to open: a line for each with its verdict, and a dim one to recognize it.

use std::path::PathBuf;

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Popup;
use super::choose::{Choice, Choose, draw_choice};
use super::field::{FieldKind, FormField, Value};
use super::form::{Finish, Form};
use crate::domain::dates;
use crate::domain::standing::Sign;
use crate::journal::record::Verdict;
use crate::text::{self, Text, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::{Opening, ProjectChoice, ProjectLook};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};

/// From this width on day, what is left and what is late have columns of their own.
const WIDE: u16 = 100;
/// Below this width a row is name and verdict alone.
const NARROW: u16 = 60;
/// The cells of a day, of `49 of 121`, and of a number of what is late.
const DAY: usize = 16;
const LEFT: usize = 12;
const LATE: usize = 7;
/// The most cells of a name.
const NAME: usize = 26;
/// The cells of a verdict with its sign.
const VERDICT: usize = 25;

/// Why a project cannot be forgotten.
const STAYS: &str = "is listed because of the folder that it is in, as long as its file is there";

/// What the cursor can be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProjectRow {
    Known(usize),
    New,
    File,
}

/// In which order the projects stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Recent,
    Day,
    Late,
}

impl Order {
    fn next(self) -> Order {
        match self {
            Order::Recent => Order::Day,
            Order::Day => Order::Late,
            Order::Late => Order::Recent,
        }
    }

    fn phrase(self) -> &'static str {
        match self {
            Order::Recent => "the last changed first",
            Order::Day => "by the day of the next milestone",
            Order::Late => "by what is late",
        }
    }
}

/// A project with what was read of it when the page was opened.
struct Known {
    choice: ProjectChoice,
    look: ProjectLook,
}

/// The page of projects.
pub struct ProjectsPopup {
    known: Vec<Known>,
    order: Order,
    rows: List<ProjectRow>,
    width: u16,
}

/// The projects; while a workshop is open the others stay hidden.
pub fn projects(ctx: &Ctx<'_>) -> Outcome {
    // What the room can read on the projector is this project alone.
    if ctx.answers().open_workshop().is_some() {
        let back = Choice::new("Back", Outcome::Stay);
        let words = "Other projects stay hidden while a workshop is open. Close the workshop first.";
        return Outcome::open(Choose::new("Projects", vec![back]).saying(words));
    }
    Outcome::open(ProjectsPopup::new(ctx))
}

/// Asks for a project's file.
pub fn open_file() -> Form {
    let field = FormField::new("File", FieldKind::Needed, "")
        .saying("a file that ends in .golive: ~/work/shop.golive");
    let finish: Finish = Box::new(|values, _| {
        let file = values.first().and_then(Value::words).ok_or_else(|| "File is required".to_owned())?;
        Ok(Outcome::OpenProject(Opening::File(file)))
    });
    Form::new("Open a project's file", vec![field], finish).does("open")
}

impl ProjectsPopup {
    fn new(ctx: &Ctx<'_>) -> ProjectsPopup {
        let look = |choice: ProjectChoice| {
            let look = if choice.is_gone { ProjectLook::default() } else { ctx.host.look(&choice.path) };
            Known { choice, look }
        };
        let known: Vec<Known> = ctx.host.projects().into_iter().map(look).collect();
        let mut page = ProjectsPopup { known, order: Order::Recent, rows: List::default(), width: 0 };
        page.lay(ctx);
        page.rows.find(|_| true);
        let open = page.known.iter().position(|one| one.choice.is_open);
        page.rows.find(|at| open.is_some_and(|open| *at == ProjectRow::Known(open)));
        page
    }

    /// The places of the projects in their order; those whose files are gone come last.
    fn ordered(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.known.len()).collect();
        places.sort_by_key(|at| {
            let Some(Known { choice, look }) = self.known.get(*at) else { return Default::default() };
            let recent = std::cmp::Reverse(choice.changed);
            let (day, late) = match self.order {
                Order::Recent => (None, 0),
                Order::Day => (Some((look.day.is_none(), look.day)), 0),
                Order::Late => (None, look.late),
            };
            (choice.is_gone, day, std::cmp::Reverse(late), recent)
        });
        places
    }

    fn lay(&mut self, ctx: &Ctx<'_>) {
        let mut rows = Vec::new();
        for at in self.ordered() {
            let Some(known) = self.known.get(at) else { continue };
            rows.push(Row::Entry(ProjectRow::Known(at)));
            let second = self.second(known, ctx);
            if !second.is_empty() {
                rows.push(Row::Words(Line::styled(second, ctx.theme.dim)));
            }
        }
        if !rows.is_empty() {
            rows.push(Row::Gap);
        }
        rows.extend([Row::Entry(ProjectRow::New), Row::Entry(ProjectRow::File)]);
        self.rows.set(rows);
    }

    /// The dim line: what a project is and where, and on a narrow screen also what has no column.
    fn second(&self, Known { choice, look }: &Known, ctx: &Ctx<'_>) -> String {
        if choice.is_gone {
            return String::new();
        }
        let day = (!look.milestone.is_empty()).then(|| day(look, ctx));
        let left = match look.open {
            Some(_) => Some(left(look)),
            None => look.left.map(|_| format!("{} left", left(look))),
        };
        let late = (look.late > 0).then(|| format!("{} late", look.late));
        let open = choice.is_open.then(|| "open here".to_owned());
        let about = Some(look.about.to_string()).filter(|about| !about.is_empty());
        let kind = Some(choice.kind.to_string()).filter(|kind| !kind.is_empty());
        let place = Some(choice.place.to_string());
        let parts: Vec<Option<String>> = match self.width {
            WIDE.. => vec![about, kind, place, open],
            NARROW..WIDE => vec![day, left, late, kind, place, open],
            _ => vec![day, left, late, open, place],
        };
        let words = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let room = usize::from(self.width).saturating_sub(7);
        format!("   {}", text::truncate(&words, room, ctx.theme.cut()))
    }

    fn here(&self) -> Option<&Known> {
        match self.rows.at()? {
            ProjectRow::Known(at) => self.known.get(*at),
            ProjectRow::New | ProjectRow::File => None,
        }
    }

    fn enter(&self) -> Outcome {
        match (self.rows.at(), self.here()) {
            (Some(ProjectRow::New), _) => Outcome::Perform(Action::NewProject).after_close(),
            (Some(ProjectRow::File), _) => Outcome::open(open_file()),
            (_, Some(Known { choice, .. })) if choice.is_gone => {
                Outcome::tell("its file is not there; forget it, or open the file where it is now")
            }
            (_, Some(Known { choice, .. })) if choice.is_open => Outcome::Close,
            (_, Some(Known { choice, .. })) => {
                Outcome::OpenProject(Opening::Known(choice.path.clone())).after_close()
            }
            _ => Outcome::Stay,
        }
    }

    fn forget(&self) -> Outcome {
        let Some(Known { choice, .. }) = self.here() else { return Outcome::Stay };
        if choice.is_open {
            return Outcome::tell("it is open here; open another project first");
        }
        if choice.stays {
            return Outcome::tell(format!("{} {STAYS}", choice.name));
        }
        let path: PathBuf = choice.path.clone();
        let said = if choice.is_gone {
            format!("{} is no longer listed; its file was gone", choice.name)
        } else {
            format!(
                "{} is no longer listed; its file stays, and `golive use` or o lists it again",
                choice.name
            )
        };
        Outcome::All(vec![
            Outcome::Close,
            Outcome::tell(said),
            Outcome::ForgetProject(path),
            Outcome::Perform(Action::Projects),
        ])
    }

    /// The page as text, a line for each project.
    fn as_text(&self, ctx: &Ctx<'_>) -> Text {
        let line = |at: usize| {
            let Known { choice, look } = self.known.get(at)?;
            let mut parts = vec![choice.name.to_string(), says(choice, look).to_owned()];
            if !look.milestone.is_empty() {
                parts.extend([look.milestone.to_string(), day(look, ctx), format!("{} left", left(look))]);
            } else if look.open.is_some() {
                parts.push(left(look));
            }
            if look.open.is_some() || !look.milestone.is_empty() {
                parts.push(format!("{} late", number(look.late)));
            }
            Some(parts.join(", "))
        };
        let lines: Vec<String> = self.ordered().into_iter().filter_map(line).collect();
        Text::block(&lines.join("\n"))
    }
}

/// The verdict, or why there is none.
fn says<'a>(choice: &'a ProjectChoice, look: &'a ProjectLook) -> &'a str {
    match look.verdict {
        _ if choice.is_gone => "its file is gone",
        Some(verdict) => verdict.phrase(),
        None if look.says.is_empty() => &choice.kind,
        None => &look.says,
    }
}

fn day(look: &ProjectLook, ctx: &Ctx<'_>) -> String {
    look.day.map_or_else(|| "no day".to_owned(), |day| dates::target(day, ctx.moment.today))
}

/// What is left at the next milestone; `12 open` where no milestone is ahead.
fn left(look: &ProjectLook) -> String {
    match (look.open, look.left) {
        (Some(0), _) => "none open".to_owned(),
        (Some(open), _) => format!("{open} open"),
        (None, Some((0, _)) | None) => "none".to_owned(),
        (None, Some((left, all))) => format!("{left} of {all}"),
    }
}

fn number(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

fn draw_project(canvas: &mut Canvas<'_>, place: Rect, Known { choice, look }: &Known, ctx: &Ctx<'_>) {
    let theme = canvas.theme;
    let words = inset(place, 3, 1);
    if choice.is_gone {
        let line = format!("{}  gone: {}", choice.name, choice.place);
        canvas.put(words.x, words.y, words.width, &line, theme.dim);
        return;
    }
    let (sign, style) = match look.verdict {
        Some(Verdict::NotReady) => (theme.sign(Sign::Blocked), theme.blocked),
        Some(Verdict::ReadyWithConditions) => (theme.sign(Sign::Waived), theme.waived),
        Some(Verdict::Ready) => (theme.sign(Sign::Done), theme.done),
        None => (" ", theme.normal),
    };
    let said = says(choice, look);
    let name = if choice.is_open { theme.strong } else { theme.normal };
    let cut = |words: &str, room: usize| text::truncate(words, room, theme.cut()).into_owned();
    if words.width < NARROW - 4 {
        let used = canvas.put_right(words, &cut(said, usize::from(words.width) / 2), theme.normal);
        let signed = Rect { width: words.width.saturating_sub(used + 1), ..words };
        let used = used + 1 + canvas.put_right(signed, sign, style) + 1;
        let room = words.width.saturating_sub(used);
        canvas.put(words.x, words.y, room, &cut(&choice.name, usize::from(room)), name);
        return;
    }
    let narrow = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    canvas.put(words.x, words.y, narrow(NAME - 1), &cut(&choice.name, NAME - 1), name);
    let verdict = inset(words, narrow(NAME), 0);
    let used = canvas.put(verdict.x, verdict.y, 2, sign, style);
    canvas.put(verdict.x + used + 1, verdict.y, narrow(VERDICT - 3), &cut(said, VERDICT - 3), theme.normal);
    if look.milestone.is_empty() && look.open.is_none() {
        return;
    }
    let mut rest = inset(words, narrow(NAME + VERDICT), 0);
    if words.width >= WIDE - 4 {
        let late = if look.late > 0 { theme.late } else { theme.normal };
        let columns = [
            (number(look.late), LATE, late),
            (left(look), LEFT, theme.normal),
            (if look.milestone.is_empty() { String::new() } else { day(look, ctx) }, DAY, theme.normal),
        ];
        for (words, wide, style) in columns {
            canvas.put_right(rest, &words, style);
            rest.width = rest.width.saturating_sub(narrow(wide));
        }
    }
    if look.milestone.is_empty() {
        return;
    }
    let used = canvas.put(rest.x, rest.y, 2, theme.milestone_mark(), theme.milestone);
    let room = rest.width.saturating_sub(used + 2);
    canvas.put(rest.x + used + 1, rest.y, room, &cut(&look.milestone, usize::from(room)), theme.normal);
}

/// The words above the columns.
fn draw_head(canvas: &mut Canvas<'_>, place: Rect) {
    let dim = canvas.theme.dim;
    let words = inset(place, 3, 1);
    let narrow = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    canvas.put(words.x, words.y, words.width, "project", dim);
    let verdict = inset(words, narrow(NAME), 0);
    canvas.put(verdict.x, verdict.y, verdict.width, "verdict", dim);
    let mut rest = inset(words, narrow(NAME + VERDICT), 0);
    if words.width >= WIDE - 4 {
        for (label, wide) in [("late", LATE), ("left", LEFT), ("day", DAY)] {
            canvas.put_right(rest, label, dim);
            rest.width = rest.width.saturating_sub(narrow(wide));
        }
    }
    canvas.put(rest.x, rest.y, rest.width, "next milestone", dim);
}

/// The rows of the words above the columns.
fn head(area: Rect) -> u16 {
    u16::from(area.width >= NARROW && area.height >= 6)
}

impl Popup for ProjectsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Projects, KeyScope::Choose]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        let gone = self.known.iter().filter(|one| one.choice.is_gone).count();
        let known = counted(self.known.len() - gone, "project", "projects");
        let gone = if gone == 0 { String::new() } else { format!(", {gone} gone") };
        ("Projects".to_owned(), format!("{known}{gone}, {}", self.order.phrase()))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::try_from(self.known.len() * 2 + 5).unwrap_or(u16::MAX)
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Enter => return self.enter(),
            Action::Back => return Outcome::Close,
            Action::Sort => {
                self.order = self.order.next();
                let at = self.rows.at().copied();
                self.lay(ctx);
                self.rows.find(|row| Some(*row) == at);
            }
            Action::Copy => return Outcome::Copy(self.as_text(ctx)),
            Action::Drop => return self.forget(),
            Action::NewProject => return Outcome::Perform(Action::NewProject).after_close(),
            Action::OpenFile => return Outcome::open(open_file()),
            _ if self.rows.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let head = head(area);
        if head > 0 {
            draw_head(canvas, row(area, 0));
        }
        self.rows.draw(canvas, below(area, head), Mark::Row, |canvas, place, at, _| match at {
            ProjectRow::Known(at) => {
                if let Some(known) = self.known.get(*at) {
                    draw_project(canvas, place, known, ctx);
                }
            }
            ProjectRow::New => draw_choice(canvas, place, "New project", ""),
            ProjectRow::File => draw_choice(canvas, place, "Open a project's file", ""),
        });
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        if self.width != area.width {
            self.width = area.width;
            self.lay(ctx);
        }
        self.rows.sync(area.height.saturating_sub(head(area)));
    }

    fn click(&mut self, at: u16, _ctx: &Ctx<'_>) -> Outcome {
        let head = u16::from(self.width >= NARROW);
        match at.checked_sub(head).map(|row| self.rows.click(row)) {
            Some(Click::Again) => self.enter(),
            Some(Click::Moved | Click::Nothing) | None => Outcome::Stay,
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("open")
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Drop => self.here().is_some_and(|Known { choice, .. }| !choice.is_open && !choice.stays),
            Action::Copy | Action::Sort => !self.known.is_empty(),
            _ => true,
        }
    }
}
