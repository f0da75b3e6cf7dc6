//! What a review shows of what is left: by workstream, owner, who usually knows, and reason. Every row is one choice;
//! several of one kind are *or*.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use crate::journal::answers::Answers;
use crate::journal::record::Scope as Filter;
use crate::pack::model::WorkstreamId;
use crate::review::board::Board;
use crate::review::filter::{self, NOBODY};
use crate::review::gate::{Gate, LeftEntry};
use crate::review::standing::Sign;
use crate::review::verdict::WHYS;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::screen::review::Told;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;
use crate::tui::widget::scroll::{Scroll, moved};

/// What passes: everything, or only some.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GateFilter {
    /// The workstreams of the plan; none for all.
    pub streams: Vec<WorkstreamId>,
    /// The ranks of the reasons; none for all.
    pub whys: Vec<u8>,
    /// Owners, roles and all that the lists can be narrowed by.
    pub rest: Filter,
}

impl GateFilter {
    /// Returns whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == GateFilter::default()
    }

    /// Returns whether an entry that is left for this reason passes.
    pub fn passes(&self, entry: &LeftEntry, board: &Board, answers: &Answers) -> bool {
        let row = board.at(entry.row);
        (self.streams.is_empty() || row.workstream.as_ref().is_some_and(|id| self.streams.contains(id)))
            && (self.whys.is_empty() || self.whys.contains(&entry.why.rank()))
            && filter::matches(&self.rest, row, board, answers)
    }

    /// Returns the filter in words: `Branding, owner Mia, in work`.
    pub fn phrase(&self, board: &Board) -> String {
        let streams = board.phases.iter().flat_map(|phase| &phase.streams);
        let titles: Vec<String> = streams
            .filter(|stream| self.streams.contains(&stream.id))
            .map(|stream| stream.title.to_string())
            .collect();
        let whys: Vec<&str> =
            self.whys.iter().filter_map(|rank| WHYS.get(usize::from(*rank)).copied()).collect();
        let parts = [titles.join(" or "), filter::phrase(&self.rest, board), whys.join(" or ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// One row of the popup, with how many entries it would leave.
enum Choice {
    Heading(&'static str),
    Stream(WorkstreamId, Text, usize),
    Owner(Text, usize),
    Role(Text, usize),
    Why(u8, usize),
}

/// The filter popup of a review.
pub struct GateFilterPopup {
    filter: GateFilter,
    gate: Gate,
    rows: Vec<Choice>,
    cursor: usize,
    scroll: Scroll,
}

impl GateFilterPopup {
    /// Returns the popup for what is left at a gate, with what holds now.
    pub fn new(filter: &GateFilter, gate: Gate, ctx: &Ctx<'_>) -> GateFilterPopup {
        let left = &gate.left;
        let count = |test: &dyn Fn(&LeftEntry) -> bool| left.iter().filter(|one| test(one)).count();
        let mut rows = vec![Choice::Heading("Owner")];
        let mut owners: Vec<Text> = left.iter().filter_map(|one| one.owner.clone()).collect();
        owners.extend(filter.rest.owners.iter().filter(|name| *name != NOBODY).cloned());
        owners.sort_by_key(|name| name.to_lowercase());
        owners.dedup();
        rows.push(Choice::Owner(Text::line(NOBODY), count(&|one| one.owner.is_none())));
        rows.extend(owners.into_iter().map(|name| {
            let owned = count(&|one| one.owner.as_ref() == Some(&name));
            Choice::Owner(name, owned)
        }));
        rows.push(Choice::Heading("Who usually knows"));
        let role = |one: &LeftEntry| ctx.board.at(one.row).role.clone().filter(|role| !role.is_empty());
        let mut roles: Vec<Text> = left.iter().filter_map(role).collect();
        roles.extend(filter.rest.roles.iter().cloned());
        roles.sort();
        roles.dedup();
        rows.extend(roles.into_iter().map(|name| {
            let known = count(&|one| role(one).as_ref() == Some(&name));
            Choice::Role(name, known)
        }));
        rows.push(Choice::Heading("Why it is left"));
        for rank in (0_u8..).take(WHYS.len()) {
            let found = count(&|one| one.why.rank() == rank);
            if found > 0 || filter.whys.contains(&rank) {
                rows.push(Choice::Why(rank, found));
            }
        }
        rows.push(Choice::Heading("Workstream"));
        for (id, title, left) in
            ctx.board.gate(&gate.id).map(|tally| tally.streams.as_slice()).unwrap_or_default()
        {
            rows.push(Choice::Stream(id.clone(), title.clone(), left.left() as usize));
        }
        GateFilterPopup { filter: filter.clone(), gate, rows, cursor: 1, scroll: Scroll::default() }
    }

    fn step(&mut self, step: isize) {
        let len = self.rows.len();
        let way = if step < 0 { -1 } else { 1 };
        let mut at = moved(self.cursor, step, len);
        // Headings are stepped over; at the ends the cursor goes back to the nearest row.
        while matches!(self.rows.get(at), Some(Choice::Heading(_))) {
            let next = moved(at, way, len);
            if next == at {
                return;
            }
            at = next;
        }
        self.cursor = at;
    }

    fn toggle(&mut self) {
        match self.rows.get(self.cursor) {
            Some(Choice::Stream(id, _, _)) => switch(&mut self.filter.streams, id.clone()),
            Some(Choice::Owner(name, _)) => switch(&mut self.filter.rest.owners, name.clone()),
            Some(Choice::Role(role, _)) => switch(&mut self.filter.rest.roles, role.clone()),
            Some(Choice::Why(rank, _)) => switch(&mut self.filter.whys, *rank),
            Some(Choice::Heading(_)) | None => {}
        }
    }

    fn is_on(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Heading(_) => false,
            Choice::Stream(id, _, _) => self.filter.streams.contains(id),
            Choice::Owner(name, _) => self.filter.rest.owners.contains(name),
            Choice::Role(role, _) => self.filter.rest.roles.contains(role),
            Choice::Why(rank, _) => self.filter.whys.contains(rank),
        }
    }
}

fn switch<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|one| *one == value) {
        Some(at) => _ = list.remove(at),
        None => list.push(value),
    }
}

impl Popup for GateFilterPopup {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Switches, Scope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let left = &self.gate.left;
        let shown = left.iter().filter(|one| self.filter.passes(one, ctx.board, ctx.answers())).count();
        ("Show only".to_owned(), format!("{shown} of {} left would show", left.len()))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.rows.len())
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let narrow = |filter: GateFilter| Outcome::told(Told::Narrow(filter)).after_close();
        match action {
            Action::Toggle => self.toggle(),
            Action::Keep => return narrow(self.filter.clone()),
            Action::Clear => return narrow(GateFilter::default()),
            Action::Back => return Outcome::Close,
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-8),
            Action::PageDown => self.step(8),
            Action::First => self.cursor = 1,
            Action::Last => self.cursor = self.rows.len().saturating_sub(1),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let shown = self.scroll.shown(usize::from(area.height), self.rows.len());
        for (at, one) in self.rows.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            let (label, count) = match one {
                Choice::Heading(title) => {
                    Heading { title, right: "", is_focused: false }.draw(canvas, inset(place, 1, 1));
                    continue;
                }
                Choice::Stream(_, name, count) | Choice::Owner(name, count) | Choice::Role(name, count) => {
                    (name.as_str(), *count)
                }
                Choice::Why(rank, count) => {
                    (WHYS.get(usize::from(*rank)).copied().unwrap_or_default(), *count)
                }
            };
            let mark = if self.is_on(one) { theme.sign(Sign::Done) } else { " " };
            draw_choice(canvas, place, &format!("{mark} {label}"), &count.to_string(), at == self.cursor);
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.scroll.follow(self.cursor, usize::from(area.height), self.rows.len());
        if self.cursor == 1 {
            self.scroll.top = 0;
        }
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let at = self.scroll.top + usize::from(row);
        if !matches!(self.rows.get(at), None | Some(Choice::Heading(_))) {
            self.cursor = at;
            self.toggle();
        }
        Outcome::Stay
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Clear || !self.filter.is_empty()
    }
}
