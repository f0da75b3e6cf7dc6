//! A new project: its name, its kind, its applications, and who is at the keyboard.

use ratatui::layout::Rect;

use super::Popup;
use super::confirm::Confirm;
use crate::domain::typed::HalfTyped;
use crate::pack::model::{Business, Pack, Scenario, ScenarioId};
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::{NewProject, Opening};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::line::TextLine;
use crate::tui::widget::list::{Click, List, Mark, Row};

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
    rows: List<ProjectFormRow>,
    width: u16,
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
            rows: List::new(with_air(rows)),
            width: 0,
            error: None,
        }
    }

    /// The form with what was typed before the terminal went away; `None` if this pack has no such kind of project.
    pub fn again(
        (name, you): (&Text, &Text),
        business: &Business,
        apps: &[ScenarioId],
        ctx: &Ctx<'_>,
    ) -> Option<NewProjectPopup> {
        ctx.pack().kind(business)?;
        let apps = apps.iter().filter(|id| ctx.pack().app(id).is_some()).cloned().collect();
        Some(NewProjectPopup {
            name: TextLine::new(name),
            you: TextLine::new(you),
            business: business.clone(),
            apps,
            ..NewProjectPopup::new(ctx)
        })
    }

    fn row(&self) -> &ProjectFormRow {
        self.rows.at().unwrap_or(&ProjectFormRow::Name)
    }

    fn field(&mut self) -> Option<&mut TextLine> {
        match self.rows.at()? {
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

    fn is_first_of_group(&self, row: &ProjectFormRow) -> bool {
        self.rows.entries().find(|other| other.group() == row.group()) == Some(row)
    }

    /// Goes to another group: to its first row, and of the kinds to the one that is chosen.
    fn go_to_group(&mut self, step: isize) {
        let firsts: Vec<ProjectFormRow> =
            self.rows.entries().filter(|row| self.is_first_of_group(row)).cloned().collect();
        let now = firsts.iter().position(|first| first.group() == self.row().group()).unwrap_or(0);
        let next = now.wrapping_add_signed(step + firsts.len().cast_signed()) % firsts.len().max(1);
        if let Some(first) = firsts.get(next) {
            let chosen = ProjectFormRow::Kind(self.business.clone());
            let is_kind = first.group() == ProjectFormGroup::Kind;
            let is_found = is_kind && self.rows.find(|row| *row == chosen);
            if !is_found {
                self.rows.find(|row| row == first);
            }
        }
    }

    fn enter(&mut self) -> Outcome {
        match self.row() {
            ProjectFormRow::Name if self.name.text().is_empty() => self.error = Some(NEEDS_A_NAME),
            ProjectFormRow::Kind(_) => {
                self.toggle();
                self.go_to_group(1);
            }
            // Enter at the first one chooses it; after a choice with Space it goes on with those.
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
            self.rows.find(|other| *other == row);
            self.error = Some(why);
            return Outcome::Stay;
        }
        // If it cannot be made, the form stays open with all that was typed.
        let new =
            NewProject { name, business: self.business.clone(), apps: self.apps.clone(), author: Some(you) };
        Outcome::OpenProject(Opening::New(new))
    }

    /// How many of the rows of an area are for the form; the others explain the row at the cursor.
    fn room(height: u16) -> u16 {
        height.saturating_sub(if height > 6 { EXPLAINED + 1 } else { 0 })
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
                if self.width < HINTED { format!("Any number of them, or none. {words}") } else { words }
            }
            ProjectFormRow::You => {
                "Your name. It is recorded with every answer you give. Asked once.".to_owned()
            }
            ProjectFormRow::Begin => "Creates the project, then asks a few questions about it.".to_owned(),
        }
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        place: Rect,
        row: &ProjectFormRow,
        has_focus: bool,
        ctx: &Ctx<'_>,
    ) {
        let theme = canvas.theme;
        let hang = if place.width < 50 { 7 } else { HANG };
        let is_first = self.is_first_of_group(row);
        if is_first {
            let label = if self.row().group() == row.group() { theme.focus } else { theme.dim };
            canvas.put(place.x + 1, place.y, hang.saturating_sub(3), row.label(), label);
        }
        let mut field = inset(place, hang, 1);
        if is_first && place.width >= HINTED {
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

/// The rows of the form, with a row of air between what is asked together.
fn with_air(rows: Vec<ProjectFormRow>) -> Vec<Row<ProjectFormRow>> {
    let mut lines: Vec<Row<ProjectFormRow>> = Vec::new();
    let mut before = None;
    for row in rows {
        let group = row.group();
        if before.is_some_and(|before| before != group) {
            lines.push(Row::Gap);
        }
        before = Some(group);
        lines.push(Row::Entry(row));
    }
    lines
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
        cells(with_air(self.rows.entries().cloned().collect()).len()) + EXPLAINED + 1
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        self.error = None;
        match action {
            Action::Back if self.holds_words() => {
                let question = "Leave without creating the project? What you typed will be lost.";
                return Outcome::open(Confirm::new(question, Outcome::Close));
            }
            Action::Back => return Outcome::Close,
            Action::Up => self.rows.step(-1),
            Action::Down => self.rows.step(1),
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
        let room = Self::room(area.height);
        let list = Rect { height: room, ..area };
        self.rows.draw(canvas, list, Mark::Nothing, |canvas, place, row, has_focus| {
            self.draw_row(canvas, place, row, has_focus, ctx);
        });
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
        self.width = area.width;
        let room = Self::room(area.height);
        let rows: Vec<ProjectFormRow> = self.rows.entries().cloned().collect();
        let airy = with_air(rows.clone());
        let is_airy = airy.len() <= usize::from(room);
        let at = self.row().clone();
        self.rows.set(if is_airy { airy } else { rows.into_iter().map(Row::Entry).collect() });
        self.rows.find(|row| *row == at);
        self.rows.sync(room);
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        self.field().map(|field| field.insert(words)).is_some()
    }

    fn holds_words(&self) -> bool {
        !self.name.text().is_empty() || !self.apps.is_empty()
    }

    fn half_typed(&self) -> Option<HalfTyped> {
        self.holds_words().then(|| HalfTyped::NewProject {
            name: self.name.text(),
            business: self.business.clone(),
            apps: self.apps.clone(),
            you: self.you.text(),
        })
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
        if self.rows.click(row) != Click::Nothing {
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
