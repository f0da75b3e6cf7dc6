//! A new project: its name, its kind, its applications, and who is at the keyboard.

use ratatui::layout::Rect;

use super::Popup;
use super::confirm::Confirm;
use crate::pack::model::{Business, Pack, Scenario, ScenarioId};
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::{NewProject, Opening};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::scroll::{Scroll, moved};

/// What the cursor can be at.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ProjectFormRow {
    Name,
    Kind(Business),
    App(ScenarioId),
    You,
    Begin,
}

/// What is asked together: Tab and Enter go from one to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ProjectFormGroup {
    Name,
    Kind,
    Apps,
    You,
    Begin,
}

/// The form of a new project.
pub struct NewProjectPopup {
    name: TextLine,
    business: Business,
    apps: Vec<ScenarioId>,
    you: TextLine,
    rows: Vec<ProjectFormRow>,
    cursor: usize,
    scroll: Scroll,
    area: Rect,
    error: Option<&'static str>,
}

/// How many rows explain the row at the cursor.
const EXPLAINED: u16 = 2;
/// Where the fields begin.
const HANG: u16 = 15;
/// From so many columns on the first row of a group says how many of it may be chosen; else the explanation does.
const HINTED: u16 = 100;
const NEEDS_A_NAME: &str = "a project needs a name";

impl NewProjectPopup {
    /// The empty form.
    pub fn new(ctx: &Ctx<'_>) -> NewProjectPopup {
        let mut rows = vec![ProjectFormRow::Name];
        let kinds: Vec<Business> = ctx.pack().kinds().map(|(business, _)| business).collect();
        // Of one kind alone nothing is to choose.
        if kinds.len() > 1 {
            rows.extend(kinds.iter().cloned().map(ProjectFormRow::Kind));
        }
        rows.extend(ctx.pack().apps().map(|scenario| ProjectFormRow::App(scenario.id.clone())));
        rows.extend([ProjectFormRow::You, ProjectFormRow::Begin]);
        NewProjectPopup {
            name: TextLine::default(),
            business: kinds.into_iter().next().unwrap_or_else(|| Business::new("none")),
            apps: Vec::new(),
            you: TextLine::selected(&ctx.host.author()),
            rows,
            cursor: 0,
            scroll: Scroll::default(),
            area: Rect::default(),
            error: None,
        }
    }

    fn row(&self) -> &ProjectFormRow {
        self.rows.get(self.cursor).unwrap_or(&ProjectFormRow::Name)
    }

    fn field(&mut self) -> Option<&mut TextLine> {
        match self.rows.get(self.cursor)? {
            ProjectFormRow::Name => Some(&mut self.name),
            ProjectFormRow::You => Some(&mut self.you),
            ProjectFormRow::Kind(_) | ProjectFormRow::App(_) | ProjectFormRow::Begin => None,
        }
    }

    fn toggle(&mut self) {
        match self.row().clone() {
            ProjectFormRow::Kind(business) => self.business = business,
            ProjectFormRow::App(id) if self.apps.contains(&id) => self.apps.retain(|app| *app != id),
            ProjectFormRow::App(id) => self.apps.push(id),
            ProjectFormRow::Name | ProjectFormRow::You | ProjectFormRow::Begin => {}
        }
    }

    fn is_first_of_group(&self, at: usize) -> bool {
        let group = |at: usize| self.rows.get(at).map(ProjectFormRow::group);
        at == 0 || group(at - 1) != group(at)
    }

    /// Goes to another group: to its first row, and of the kinds to the one that is chosen.
    fn go_to_group(&mut self, step: isize) {
        let n_rows = self.rows.len();
        let now = self.row().group();
        let mut at = self.cursor;
        for _ in 0..n_rows {
            at = at.wrapping_add_signed(step + n_rows.cast_signed()) % n_rows;
            let is_other = self.rows.get(at).is_some_and(|row| row.group() != now);
            if is_other && self.is_first_of_group(at) {
                break;
            }
        }
        let chosen = ProjectFormRow::Kind(self.business.clone());
        let is_kind = matches!(self.rows.get(at), Some(ProjectFormRow::Kind(_)));
        let of_kinds = self.rows.iter().position(|row| is_kind && *row == chosen);
        self.cursor = of_kinds.unwrap_or(at);
    }

    fn enter(&mut self) -> Outcome {
        match self.row() {
            ProjectFormRow::Name if self.name.text().is_empty() => self.error = Some(NEEDS_A_NAME),
            ProjectFormRow::Kind(_) => {
                self.toggle();
                self.go_to_group(1);
            }
            // Who presses Enter at the first one means it; who has chosen some with Space goes on with those.
            ProjectFormRow::App(_) if self.apps.is_empty() => {
                self.toggle();
                self.go_to_group(1);
            }
            ProjectFormRow::Name | ProjectFormRow::App(_) | ProjectFormRow::You => self.go_to_group(1),
            ProjectFormRow::Begin => return self.begin(),
        }
        Outcome::Stay
    }

    fn begin(&mut self) -> Outcome {
        let (name, you) = (self.name.text(), self.you.text());
        let missing = if name.is_empty() {
            Some((ProjectFormRow::Name, NEEDS_A_NAME))
        } else if you.is_empty() {
            Some((ProjectFormRow::You, "enter your name or initials; every answer records who gave it"))
        } else {
            None
        };
        if let Some((row, why)) = missing {
            self.cursor = self.rows.iter().position(|other| *other == row).unwrap_or(0);
            self.error = Some(why);
            return Outcome::Stay;
        }
        // Where it cannot be made, the form stays open with all that was typed.
        let new =
            NewProject { name, business: self.business.clone(), apps: self.apps.clone(), author: Some(you) };
        Outcome::OpenProject(Opening::New(new))
    }

    /// The rows as they are drawn, with rows of air where there is room, and how many can be shown.
    fn lines(&self, area: Rect) -> (Vec<Option<usize>>, u16) {
        let explained = if area.height > 6 { EXPLAINED + 1 } else { 0 };
        let room = area.height - explained.min(area.height);
        let airy = self.airy();
        let lines =
            if airy.len() > usize::from(room) { (0..self.rows.len()).map(Some).collect() } else { airy };
        (lines, room)
    }

    fn airy(&self) -> Vec<Option<usize>> {
        let mut lines = Vec::new();
        for at in 0..self.rows.len() {
            if at > 0 && self.is_first_of_group(at) {
                lines.push(None);
            }
            lines.push(Some(at));
        }
        lines
    }

    fn explained(&self, ctx: &Ctx<'_>) -> String {
        let short =
            |scenario: Option<&Scenario>| scenario.map(|one| one.short.to_string()).unwrap_or_default();
        match self.row() {
            ProjectFormRow::Name => match ctx.host.file_of_new(&self.name.text()) {
                Some(file) if !self.name.text().is_empty() => format!("It will be saved in {file}"),
                _ => "What the team calls it. Its file is named after it.".to_owned(),
            },
            ProjectFormRow::Kind(business) => short(ctx.pack().kind(business)),
            ProjectFormRow::App(id) => {
                let words = short(ctx.pack().app(id));
                if self.area.width < HINTED { format!("Any number of them, or none. {words}") } else { words }
            }
            ProjectFormRow::You => {
                "Your name. It is recorded with every answer you give. Asked once.".to_owned()
            }
            ProjectFormRow::Begin => "Creates the project, then asks a few questions about it.".to_owned(),
        }
    }

    fn draw_row(&self, canvas: &mut Canvas<'_>, place: Rect, at: usize, ctx: &Ctx<'_>) {
        let Some(row) = self.rows.get(at) else { return };
        let theme = canvas.theme;
        let hang = if place.width < 50 { 7 } else { HANG };
        if self.is_first_of_group(at) {
            let label = if self.row().group() == row.group() { theme.focus } else { theme.dim };
            canvas.put(place.x + 1, place.y, hang.saturating_sub(3), row.label(), label);
        }
        let mut field = inset(place, hang, 1);
        let has_focus = at == self.cursor;
        if self.is_first_of_group(at) && place.width >= HINTED {
            let used = canvas.put_right(field, row.hint(), theme.dim);
            field.width = field.width.saturating_sub(if used > 0 { used + 1 } else { 0 });
        }
        match row {
            ProjectFormRow::Name => self.name.draw(canvas, field, theme.field, "", has_focus),
            ProjectFormRow::You => self.you.draw(canvas, field, theme.field, "", has_focus),
            ProjectFormRow::Kind(business) => {
                let words = kind_line(ctx.pack(), business);
                let mark = theme.round(*business == self.business);
                draw_choice(canvas, field, &format!("{mark} {words}"), has_focus);
            }
            ProjectFormRow::App(id) => {
                let title = ctx.pack().app_title(id);
                let mark = if self.apps.contains(id) { "[x]" } else { "[ ]" };
                draw_choice(canvas, field, &format!("{mark} {title}"), has_focus);
            }
            ProjectFormRow::Begin => draw_choice(canvas, field, "Begin", has_focus),
        }
    }
}

impl ProjectFormRow {
    fn group(&self) -> ProjectFormGroup {
        match self {
            ProjectFormRow::Name => ProjectFormGroup::Name,
            ProjectFormRow::Kind(_) => ProjectFormGroup::Kind,
            ProjectFormRow::App(_) => ProjectFormGroup::Apps,
            ProjectFormRow::You => ProjectFormGroup::You,
            ProjectFormRow::Begin => ProjectFormGroup::Begin,
        }
    }

    /// How many of a group may be chosen, for its first row.
    fn hint(&self) -> &'static str {
        match self {
            ProjectFormRow::Kind(_) => "one of them",
            ProjectFormRow::App(_) => "any number of them, or none",
            ProjectFormRow::Name | ProjectFormRow::You | ProjectFormRow::Begin => "",
        }
    }

    fn label(&self) -> &'static str {
        match self {
            ProjectFormRow::Name => "Name",
            ProjectFormRow::Kind(_) => "Kind",
            ProjectFormRow::App(_) => "Applications",
            ProjectFormRow::You => "You",
            ProjectFormRow::Begin => "",
        }
    }
}

fn draw_choice(canvas: &mut Canvas<'_>, field: Rect, words: &str, has_focus: bool) {
    canvas.put(field.x, field.y, field.width, words, canvas.theme.normal);
    if has_focus {
        canvas.restyle(field, canvas.theme.cursor);
        let mark = canvas.theme.cursor_mark();
        canvas.put(field.x.saturating_sub(1), field.y, 1, mark, canvas.theme.strong);
    }
}

/// A kind of project in one line, with the longer name that it goes by too.
fn kind_line(pack: &Pack, business: &Business) -> String {
    let long = pack.kind(business).and_then(|scenario| scenario.aliases.first());
    let title = pack.kind_title(business);
    long.map_or_else(|| title.to_string(), |long| format!("{title}  {long}"))
}

impl Popup for NewProjectPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.row() {
            ProjectFormRow::Name | ProjectFormRow::You => &[KeyScope::Form, KeyScope::Line],
            ProjectFormRow::Kind(_) | ProjectFormRow::App(_) => {
                &[KeyScope::Form, KeyScope::Pick, KeyScope::Choose]
            }
            ProjectFormRow::Begin => &[KeyScope::Choose],
        }
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        ("New project".to_owned(), String::new())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.airy().len()) + EXPLAINED + 1
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        self.error = None;
        let n_rows = self.rows.len();
        match action {
            Action::Back if self.holds_words() => {
                let question = "Leave without creating the project? What you typed will be lost.";
                return Outcome::open(Confirm::new(question, Outcome::Close));
            }
            Action::Back => return Outcome::Close,
            Action::Up => self.cursor = moved(self.cursor, -1, n_rows),
            Action::Down => self.cursor = moved(self.cursor, 1, n_rows),
            Action::NextPart => self.go_to_group(1),
            Action::PreviousPart => self.go_to_group(-1),
            Action::Toggle => self.toggle(),
            Action::Enter => return self.enter(),
            _ => {
                if !self.field().is_some_and(|field| field.take(action)) {
                    return Outcome::Ignored;
                }
            }
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let (lines, room) = self.lines(area);
        let shown = self.scroll.shown(usize::from(room), lines.len());
        for (at, line) in lines.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            if let (Some(at), true) = (line, place.height > 0) {
                self.draw_row(canvas, place, *at, ctx);
            }
        }
        let (words, style) = match self.error {
            Some(why) => (why.to_owned(), canvas.theme.blocked),
            None => (self.explained(ctx), canvas.theme.dim),
        };
        let width = usize::from(area.width.saturating_sub(2)).max(1);
        for (at, line) in text::wrap(&words, width).iter().take(usize::from(EXPLAINED)).enumerate() {
            let place = inset(row(area, room + 1 + cells(at)), 1, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, style);
            }
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.area = area;
        let (lines, room) = self.lines(area);
        let cursor = lines.iter().position(|line| *line == Some(self.cursor)).unwrap_or(0);
        self.scroll.follow(cursor, usize::from(room), lines.len());
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.field().map(|field| field.insert(words)).is_some()
    }

    fn holds_words(&self) -> bool {
        !self.name.text().is_empty() || !self.apps.is_empty()
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.row()) {
            (Action::Enter, ProjectFormRow::Name | ProjectFormRow::You) => Some("on"),
            (Action::Enter, ProjectFormRow::App(_)) if !self.apps.is_empty() => Some("on"),
            (Action::Enter, ProjectFormRow::Kind(_) | ProjectFormRow::App(_)) => Some("choose it, and on"),
            (Action::Enter, ProjectFormRow::Begin) => Some("begin"),
            (Action::Toggle, ProjectFormRow::App(id)) if self.apps.contains(id) => Some("undo it"),
            (Action::Toggle, ProjectFormRow::App(_)) => Some("choose several"),
            (Action::NextPart, ProjectFormRow::App(_)) if self.apps.is_empty() => Some("none of them"),
            (
                Action::NextPart,
                ProjectFormRow::Name | ProjectFormRow::Kind(_) | ProjectFormRow::App(_) | ProjectFormRow::You,
            ) => Some("next part"),
            _ => None,
        }
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let (lines, room) = self.lines(self.area);
        let clicked = lines.get(self.scroll.top + usize::from(row)).copied().flatten();
        if let (Some(at), true) = (clicked, row < room) {
            self.cursor = at;
            match self.row() {
                ProjectFormRow::Begin => return self.begin(),
                ProjectFormRow::Name
                | ProjectFormRow::Kind(_)
                | ProjectFormRow::App(_)
                | ProjectFormRow::You => self.toggle(),
            }
        }
        Outcome::Stay
    }
}
