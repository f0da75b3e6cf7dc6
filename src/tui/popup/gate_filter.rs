//! What a review shows of what is left: by workstream, owner, who usually knows, and reason. Every row is one choice;
//! several of one kind are *or*.

use ratatui::layout::Rect;

use super::Popup;
use super::choose::draw_choice;
use super::switches::{groups, toggle};
use crate::domain::board::Board;
use crate::domain::filter::{self, NOBODY};
use crate::domain::gate::{Gate, LeftEntry};
use crate::domain::standing::Sign;
use crate::domain::verdict::WHYS;
use crate::journal::answers::Answers;
use crate::journal::record::Scope as Filter;
use crate::pack::model::WorkstreamId;
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::Scope;
use crate::tui::screen::review::Told;
use crate::tui::widget::canvas::{Canvas, cells};
use crate::tui::widget::list::{Click, List, Mark};

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

    /// Returns the filter in words: `Branding, owner Mia, in progress`.
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
    Stream(WorkstreamId, Text, usize),
    Owner(Text, usize),
    Role(Text, usize),
    Why(u8, usize),
}

/// The filter popup of a review.
pub struct GateFilterPopup {
    filter: GateFilter,
    gate: Gate,
    rows: List<Choice>,
}

impl GateFilterPopup {
    /// Returns the popup for what is left at a gate, with what holds now.
    pub fn new(filter: &GateFilter, gate: Gate, ctx: &Ctx<'_>) -> GateFilterPopup {
        let left = &gate.left;
        let count = |test: &dyn Fn(&LeftEntry) -> bool| left.iter().filter(|one| test(one)).count();
        let mut owners: Vec<Text> = left.iter().filter_map(|one| one.owner.clone()).collect();
        owners.extend(filter.rest.owners.iter().filter(|name| *name != NOBODY).cloned());
        owners.sort_by_key(|name| name.to_lowercase());
        owners.dedup();
        let owned = owners.into_iter().map(|name| {
            let owned = count(&|one| one.owner.as_ref() == Some(&name));
            Choice::Owner(name, owned)
        });
        let nobodys = Choice::Owner(Text::line(NOBODY), count(&|one| one.owner.is_none()));
        let role = |one: &LeftEntry| ctx.board.at(one.row).role.clone().filter(|role| !role.is_empty());
        let mut roles: Vec<Text> = left.iter().filter_map(role).collect();
        roles.extend(filter.rest.roles.iter().cloned());
        roles.sort();
        roles.dedup();
        let known = roles.into_iter().map(|name| {
            let known = count(&|one| role(one).as_ref() == Some(&name));
            Choice::Role(name, known)
        });
        let whys = (0_u8..).take(WHYS.len()).filter_map(|rank| {
            let found = count(&|one| one.why.rank() == rank);
            (found > 0 || filter.whys.contains(&rank)).then_some(Choice::Why(rank, found))
        });
        let streams = ctx.board.gate(&gate.id).map(|tally| tally.streams.as_slice()).unwrap_or_default();
        let streams = streams
            .iter()
            .map(|(id, title, left)| Choice::Stream(id.clone(), title.clone(), left.left() as usize));
        let rows = groups(vec![
            ("Owner", std::iter::once(nobodys).chain(owned).collect()),
            ("Role", known.collect()),
            ("Why it is left", whys.collect()),
            ("Workstream", streams.collect()),
        ]);
        GateFilterPopup { filter: filter.clone(), rows, gate }
    }

    fn toggle(&mut self) {
        match self.rows.at() {
            Some(Choice::Stream(id, _, _)) => toggle(&mut self.filter.streams, id.clone()),
            Some(Choice::Owner(name, _)) => toggle(&mut self.filter.rest.owners, name.clone()),
            Some(Choice::Role(role, _)) => toggle(&mut self.filter.rest.roles, role.clone()),
            Some(Choice::Why(rank, _)) => toggle(&mut self.filter.whys, *rank),
            None => {}
        }
    }

    fn is_on(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Stream(id, _, _) => self.filter.streams.contains(id),
            Choice::Owner(name, _) => self.filter.rest.owners.contains(name),
            Choice::Role(role, _) => self.filter.rest.roles.contains(role),
            Choice::Why(rank, _) => self.filter.whys.contains(rank),
        }
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
            _ if self.rows.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.draw(canvas, area, Mark::Row, |canvas, place, one, _| {
            let (label, count) = match one {
                Choice::Stream(_, name, count) | Choice::Owner(name, count) | Choice::Role(name, count) => {
                    (name.as_str(), *count)
                }
                Choice::Why(rank, count) => {
                    (WHYS.get(usize::from(*rank)).copied().unwrap_or_default(), *count)
                }
            };
            let mark = if self.is_on(one) { canvas.theme.sign(Sign::Done) } else { " " };
            draw_choice(canvas, place, &format!("{mark} {label}"), &count.to_string());
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.sync(area.height);
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        if self.rows.click(row) != Click::Nothing {
            self.toggle();
        }
        Outcome::Stay
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Clear || !self.filter.is_empty()
    }
}
