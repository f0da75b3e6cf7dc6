//! The first start: a project that is there, a new one, or a look around first.

use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::host::{Opening, PackInUse, ProjectChoice};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::new_project::NewProjectPopup;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};

const WELCOME: &str = "Checklists and a plan that take a team from the first question to go-live and beyond: what has been answered, by whom, and what still stands before the next milestone.";
const PROMISE: &str = "A project is one file on this machine. Golive never opens a connection.";

/// One way to begin.
#[derive(Debug, Clone, PartialEq, Eq)]
enum StartOption {
    Known(ProjectChoice),
    New,
    LookAround,
    BuiltIn(PackInUse),
}

/// The ways to begin, shown until there is something to show on Home.
#[derive(Debug, Default)]
pub(super) struct First {
    pub is_shown: bool,
    ways: List<StartOption>,
    /// How many rows a way has.
    each: u16,
}

impl First {
    /// Forgets what it knew of the projects.
    pub(super) fn forget(&mut self) {
        self.ways = List::default();
    }

    /// Decides whether it is shown, and asks once which projects there are.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        // A look around has no project either, but it has a kind.
        self.is_shown = !ctx.host.has_project() && ctx.answers().business().is_none();
        if !self.is_shown {
            return;
        }
        if self.ways.is_empty() {
            let known = ctx.host.projects().into_iter().filter(|project| !project.is_gone);
            let known = known.map(StartOption::Known);
            let others = [StartOption::New, StartOption::LookAround];
            let built_in = ctx.host.pack_in_use().map(StartOption::BuiltIn);
            (self.ways, self.each) = (known.chain(others).chain(built_in).collect(), 1);
        }
        let parts = Parts::of(area, &self.ways, ctx);
        if parts.each != self.each {
            self.each = parts.each;
            let at = self.ways.at().cloned();
            self.ways.set(rows(self.ways.entries().cloned(), parts.each, ctx));
            self.ways.find(|way| Some(way) == at.as_ref());
        }
        self.ways.sync(parts.ways.height);
    }

    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::PreviousPart => self.ways.step(-1),
            Action::NextPart => self.ways.step(1),
            Action::Enter => return self.ways.at().map_or(Outcome::Stay, |way| go(way, ctx)),
            // The other screens have nothing to show before there is a project or a look around.
            Action::Go(_) | Action::Search | Action::Questions => {
                return Outcome::tell("choose how to start first");
            }
            _ if self.ways.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    pub(super) fn click(&mut self, at: Position, area: Rect, ctx: &Ctx<'_>) -> Outcome {
        let parts = Parts::of(area, &self.ways, ctx);
        let Some(row) = at.y.checked_sub(parts.ways.y).filter(|row| *row < parts.ways.height) else {
            return Outcome::Stay;
        };
        match self.ways.click(row) {
            Click::Nothing => Outcome::Stay,
            Click::Moved | Click::Again => self.update(Action::Enter, ctx),
        }
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let parts = Parts::of(area, &self.ways, ctx);
        for (at, line) in parts.welcome.iter().enumerate() {
            let place = inset(row(parts.head, cells(at)), 3, 3);
            if place.height > 0 {
                let style = if at == 0 { theme.strong } else { theme.normal };
                canvas.put(place.x, place.y, place.width, line, style);
            }
        }
        self.ways.draw(canvas, parts.ways, Mark::Row, |canvas, place, way, _| {
            let (label, right) = (label(way, parts.each), right(way));
            let used = canvas.put_right(inset(place, 3, 3), &right, theme.dim);
            let room = inset(place, 3, 4 + used);
            canvas.put(room.x, room.y, room.width, &label, theme.strong);
        });
        for (at, line) in parts.promise.iter().enumerate() {
            let place = inset(row(parts.foot, cells(at)), 3, 3);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, theme.dim);
            }
        }
    }
}

fn go(way: &StartOption, ctx: &Ctx<'_>) -> Outcome {
    match way {
        StartOption::Known(project) => Outcome::OpenProject(Opening::Known(project.path.clone())),
        StartOption::New => Outcome::open(NewProjectPopup::new(ctx)),
        StartOption::BuiltIn(_) => Outcome::OpenProject(Opening::BuiltInPack),
        StartOption::LookAround => {
            let mut kinds = ctx.pack().kinds();
            match (kinds.next(), kinds.next()) {
                (Some((only, _)), None) => Outcome::OpenProject(Opening::LookAround(only)),
                _ => Outcome::open(look_around(ctx)),
            }
        }
    }
}

/// The question which kind of project is looked at.
fn look_around(ctx: &Ctx<'_>) -> Choose {
    let kinds = ctx.pack().kinds().map(|(business, scenario)| {
        let label = format!("{}  {}", scenario.title, scenario.short);
        Choice::new(&label, Outcome::OpenProject(Opening::LookAround(business)))
    });
    Choose::new("Look around in which kind of project?", kinds.collect())
        .saying("Try everything. Nothing is saved, and no file is created.")
}

/// The rows of the ways: each of one row, with its explanation below, or with a row of air as well.
fn rows(ways: impl Iterator<Item = StartOption>, each: u16, ctx: &Ctx<'_>) -> Vec<Row<StartOption>> {
    ways.flat_map(|way| {
        let below = Row::Words(Line::styled(format!(" {}", explained(&way)), ctx.dim()));
        [Row::Entry(way), below, Row::Gap].into_iter().take(usize::from(each))
    })
    .collect()
}

/// A project is told from another one of the same name by its place, in the row itself if none explains it.
fn label(way: &StartOption, each: u16) -> String {
    match way {
        StartOption::Known(project) if each == 1 => format!("Open {} · {}", project.name, project.place),
        StartOption::Known(project) => format!("Open {}", project.name),
        StartOption::New => "New project".to_owned(),
        StartOption::LookAround => "Look around first".to_owned(),
        StartOption::BuiltIn(pack) => format!("Use the built-in pack: {}", pack.built_in),
    }
}

fn right(way: &StartOption) -> String {
    match way {
        StartOption::Known(project) => project.kind.to_string(),
        StartOption::New | StartOption::LookAround | StartOption::BuiltIn(_) => String::new(),
    }
}

fn explained(way: &StartOption) -> String {
    match way {
        StartOption::Known(project) => format!("continue with {}", project.place),
        StartOption::New => "name, kind and your name, then a few questions about it".to_owned(),
        StartOption::LookAround => "everything can be tried, nothing is kept".to_owned(),
        StartOption::BuiltIn(_) => "in place of the pack that was named".to_owned(),
    }
}

/// What is in a pack that somebody made: `2 lists, 46 entries, 3 milestones: Ready for staging, ...`
fn contents(ctx: &Ctx<'_>) -> String {
    let pack = ctx.pack();
    let titles: Vec<&str> = pack
        .plans
        .iter()
        .flat_map(|plan| &plan.phases)
        .flat_map(|phase| &phase.milestones)
        .map(|milestone| milestone.title.as_str())
        .collect();
    let items = pack.items().count();
    let milestones = text::counted(titles.len(), "milestone", "milestones");
    let milestones = if (1..=MOST_NAMED).contains(&titles.len()) {
        format!("{milestones}: {}", titles.join(", "))
    } else {
        milestones
    };
    format!(
        "{}: {}, {}, {milestones}.",
        pack.title,
        text::counted(pack.checklists.len(), "list", "lists"),
        text::counted(items, "item", "items"),
    )
}

/// So many milestones are named on the first page.
const MOST_NAMED: usize = 4;

/// Where the words and the ways are.
struct Parts {
    welcome: Vec<String>,
    promise: Vec<String>,
    head: Rect,
    ways: Rect,
    foot: Rect,
    /// The rows of one way, with the air below it.
    each: u16,
}

impl Parts {
    fn of(area: Rect, ways: &List<StartOption>, ctx: &Ctx<'_>) -> Parts {
        let named = ways.entries().find_map(|way| match way {
            StartOption::BuiltIn(pack) => Some(pack),
            _ => None,
        });
        let width = usize::from(area.width.saturating_sub(6)).clamp(1, 84);
        let trouble = ctx.host.trouble();
        let mut welcome = vec!["Welcome to Golive".to_owned(), String::new()];
        match &trouble {
            Some(trouble) => welcome = text::wrap(trouble, width),
            None if named.is_some() => welcome = text::wrap(&contents(ctx), width),
            None => welcome.extend(text::wrap(WELCOME, width)),
        }
        let mut promise = text::wrap(PROMISE, width);
        if let Some(pack) = named {
            let place =
                format!("The pack is in {}; a project that is begun with it remembers it.", pack.place);
            promise.extend(text::wrap(&place, width));
        }
        promise.extend(ctx.pack().notice.iter().flat_map(|notice| text::wrap(notice, width)));
        let n_ways = cells(ways.entries().count());
        // Words step back before the ways do: first the foot, then the head, then the explanations. What is wrong stays
        // longer than what only explains.
        let needed = |each: u16, head: usize, foot: usize| {
            let gaps = u16::from(head > 0) + u16::from(foot > 0);
            n_ways.saturating_mul(each).saturating_add(cells(head + foot)).saturating_add(gaps + 1)
        };
        let (mut each, mut has_head, mut has_foot) = (3, true, true);
        if needed(each, welcome.len(), promise.len()) > area.height {
            has_foot = false;
        }
        if !has_foot && needed(each, welcome.len(), 0) > area.height {
            each = if trouble.is_some() { 1 } else { 2 };
        }
        if !has_foot && trouble.is_none() && needed(each, welcome.len(), 0) > area.height {
            has_head = false;
        }
        if !has_head && needed(each, 0, 0) > area.height {
            each = 1;
        }
        let air = u16::from(area.height > n_ways.saturating_mul(each));
        let head_rows = if has_head { cells(welcome.len()) } else { 0 };
        let foot_rows = if has_foot { cells(promise.len()) } else { 0 };
        let head = Rect { y: area.y + air, height: head_rows, ..area };
        let top = air + head_rows + u16::from(has_head);
        let top = top.min(area.height);
        let ways = Rect {
            y: area.y + top,
            height: (n_ways.saturating_mul(each)).min((area.height - top).saturating_sub(foot_rows)),
            ..area
        };
        let foot = Rect { y: area.bottom() - foot_rows.min(area.height), height: foot_rows, ..area };
        Parts { welcome, promise, head, ways, foot, each }
    }
}
