//! Plan: a phase as a map, as a planning guide draws it; narrow, or by a key, as an outline. Below it, what the cell
//! at the cursor waits for and what waits for it.
//!
//! `layout` says where everything stands, `paint` draws it, `outline` is the other form, `lower` the words below.

use std::collections::BTreeSet;

use ratatui::layout::{Position, Rect};

use super::Screen;
use crate::domain::gate::GateTally;
use crate::domain::map::{PhaseMap, PlanMap, TopicIx, TopicVisibility};
use crate::domain::standing::Sign;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::{EntryId, MilestoneId};
use crate::text;
use crate::tui::action::{Action, ScreenId as Tab};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::popup::prompts;
use crate::tui::popup::topic::TopicPopup;
use crate::tui::widget::canvas::{Canvas, row};
use crate::tui::widget::scroll::Scroll;
use draw::Picture;
use layout::moves::{MapCursor, MapDirection};
use layout::{Air, LEAST_WIDTH, MapLayout};
use model::PlanModel;
use outline::OutlineRow;

mod cursor;
pub mod detail;
pub mod draw;
mod filter;
pub mod layout;
pub mod model;
pub mod outline;
mod panes;
mod tabs;

use filter::Narrowed;
use panes::PlanPanes;

/// How a phase is shown if there is room for both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum PlanMode {
    #[default]
    Map,
    Outline,
}

/// The widest that boxes get which are beside each other, and one that is alone in its band.
const WIDEST_BOX: usize = 44;
const WIDEST_ALONE: usize = 80;

/// What a layout was made for.
type Made = (usize, u16, u16);

/// Where the cursor is, by name, so that it is found again on another map.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PlanCursorKey {
    Topic(EntryId),
    Gate(MilestoneId),
}

/// The plan.
#[derive(Default)]
pub struct PlanScreen {
    map: PlanMap,
    shown: TopicVisibility,
    form: PlanMode,
    phase: usize,
    /// Where the cursor is in each phase.
    spots: Vec<Option<MapCursor>>,
    marked: BTreeSet<EntryId>,
    narrowed: Narrowed,
    layout: MapLayout,
    lines: Vec<OutlineRow>,
    made: Option<Made>,
    parts: PlanPanes,
    scroll: Scroll,
    /// How far the board's changes are taken in, and how many reviews were closed by then.
    seen: (usize, usize),
    is_placed: bool,
}

impl PlanScreen {
    fn at(&self) -> Option<&PhaseMap> {
        self.map.phases.get(self.phase)
    }

    fn spot(&self) -> Option<MapCursor> {
        self.spots.get(self.phase).copied().flatten()
    }

    fn set(&mut self, spot: MapCursor) {
        if let Some(place) = self.spots.get_mut(self.phase) {
            *place = Some(spot);
        }
    }

    fn is_map(&self) -> bool {
        self.form == PlanMode::Map && usize::from(self.parts.area.width) >= LEAST_WIDTH
    }

    fn view<'a>(&'a self, ctx: &Ctx<'a>) -> PlanModel<'a> {
        PlanModel {
            map: &self.map,
            board: ctx.board,
            answers: ctx.answers(),
            moment: ctx.moment,
            theme: ctx.theme,
            marked: &self.marked,
            passing: self.narrowed.passing.as_ref(),
        }
    }

    /// The gate that ends a band.
    fn gate<'a>(&self, band: usize, ctx: &Ctx<'a>) -> Option<&'a GateTally> {
        ctx.board.gates.get(self.at()?.bands.get(band)?.gate?)
    }

    fn anchor(&self, spot: MapCursor, phase: usize, ctx: &Ctx<'_>) -> Option<PlanCursorKey> {
        match spot {
            MapCursor::Topic(ix) => Some(PlanCursorKey::Topic(self.map.topic(ix).id.clone())),
            MapCursor::Gate(band) => {
                let order = self.map.phases.get(phase)?.bands.get(band)?.gate?;
                Some(PlanCursorKey::Gate(ctx.board.gates.get(order)?.id.clone()))
            }
        }
    }

    fn found(&self, anchor: &PlanCursorKey, phase: usize, ctx: &Ctx<'_>) -> Option<MapCursor> {
        match anchor {
            PlanCursorKey::Topic(id) => {
                let ix = self.map.find(id)?;
                let has_place = self.map.stream(self.map.topic(ix).stream).topics.contains(&ix);
                has_place.then_some(MapCursor::Topic(ix))
            }
            PlanCursorKey::Gate(id) => {
                let order = ctx.board.gate(id)?.order;
                let bands = &self.map.phases.get(phase)?.bands;
                bands.iter().position(|band| band.gate == Some(order)).map(MapCursor::Gate)
            }
        }
    }

    /// Makes the map anew; every cursor stays where it was, by name.
    fn remake(&mut self, ctx: &Ctx<'_>) {
        let anchors: Vec<Option<PlanCursorKey>> =
            self.spots.iter().enumerate().map(|(phase, spot)| self.anchor((*spot)?, phase, ctx)).collect();
        self.map = PlanMap::new(ctx.board, ctx.answers(), &self.shown);
        self.seen = (ctx.board.refreshed().len(), ctx.answers().reviews.len());
        self.made = None;
        self.phase = self.phase.min(self.map.phases.len().saturating_sub(1));
        self.spots = (0..self.map.phases.len())
            .map(|phase| {
                let kept = anchors.get(phase).and_then(|anchor| self.found(anchor.as_ref()?, phase, ctx));
                kept.or_else(|| self.first_spot(phase))
            })
            .collect();
        self.marked.retain(|id| ctx.row(id).is_some());
        self.narrowed.look(&self.map, ctx);
    }

    /// Where a phase is entered: at the first topic in progress, else the first that can start, else the first.
    fn first_spot(&self, phase: usize) -> Option<MapCursor> {
        let at = self.map.phases.get(phase)?;
        let topics = || at.streams.iter().flat_map(|ix| &self.map.stream(*ix).topics).copied();
        let is_open = |ix: &TopicIx| self.is_open(*ix) && self.map.topic(*ix).state.is_begun();
        let first =
            topics().find(is_open).or_else(|| at.can_start.first().copied()).or_else(|| topics().next());
        let gate = at.bands.iter().position(|band| band.gate.is_some());
        first.map(MapCursor::Topic).or(gate.map(MapCursor::Gate))
    }

    fn is_open(&self, ix: TopicIx) -> bool {
        let topic = self.map.topic(ix);
        topic.applies
            && self.narrowed.passes(ix)
            && match topic.state.sign {
                Sign::Todo | Sign::Doing | Sign::Blocked | Sign::LookAgain | Sign::TwoAnswers => true,
                Sign::Done | Sign::Waived | Sign::Na => false,
            }
    }

    /// Takes in what was said since the last time.
    fn catch_up(&mut self, ctx: &Ctx<'_>) {
        let reviews = ctx.answers().reviews.len();
        let log = ctx.board.refreshed();
        if reviews != self.seen.1 || log.len() < self.seen.0 {
            self.remake(ctx);
            return;
        }
        for id in log.get(self.seen.0..).unwrap_or_default() {
            self.map.refresh(ctx.board, id);
        }
        if log.len() > self.seen.0 {
            self.narrowed.look(&self.map, ctx);
        }
        self.seen.0 = log.len();
    }

    /// Lays the phase out, if that was not done for this size yet.
    fn lay_out(&mut self) {
        let made = (self.phase, self.parts.area.width, self.parts.area.height);
        let Some(phase) = self.map.phases.get(self.phase).filter(|_| self.made != Some(made)) else { return };
        let width = usize::from(self.parts.area.width).min(widest(phase));
        self.lines = outline::lines(&self.map, phase);
        self.layout = MapLayout::default();
        if self.is_map() {
            self.layout = MapLayout::new(&self.map, phase, width, Air::Some);
            if self.layout.height > usize::from(self.parts.map.height) {
                self.layout = MapLayout::new(&self.map, phase, width, Air::None);
            }
        }
        self.made = Some(made);
    }

    /// Brings the cursor into view: on the map with its whole band, if that is not too high.
    fn follow(&mut self) {
        let Some(spot) = self.spot() else { return };
        let height = usize::from(self.parts.map.height);
        if !self.is_map() {
            let at = self.lines.iter().position(|line| line.spot() == Some(spot)).unwrap_or(0);
            self.scroll.follow(at, height, self.lines.len());
            return;
        }
        let Some(place) = self.layout.place_of(spot) else { return };
        self.scroll.top = panes::top(&self.layout, place, height, self.scroll.top);
    }

    /// Asks for the target date of the milestone at the cursor.
    fn target(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(MapCursor::Gate(band)) = self.spot() else { return Outcome::Ignored };
        self.gate(band, ctx).map_or(Outcome::Stay, |gate| Outcome::open(prompts::target(&gate.id, ctx)))
    }

    fn open(&self, ctx: &Ctx<'_>) -> Outcome {
        match self.spot() {
            Some(MapCursor::Topic(ix)) => Outcome::open(TopicPopup::new(self.map.topic(ix), ctx)),
            Some(MapCursor::Gate(band)) => match self.gate(band, ctx) {
                Some(gate) => {
                    let filter = Filter { milestone: Some(gate.id.clone()), ..Filter::default() };
                    Outcome::All(vec![Outcome::Go(Tab::Review), Outcome::Narrow(filter)])
                }
                None => Outcome::Stay,
            },
            None => Outcome::Stay,
        }
    }

    fn switch_form(&mut self) -> Outcome {
        if usize::from(self.parts.area.width) < LEAST_WIDTH {
            return Outcome::tell(format!("the map needs {LEAST_WIDTH} columns"));
        }
        self.form = match self.form {
            PlanMode::Map => PlanMode::Outline,
            PlanMode::Outline => PlanMode::Map,
        };
        self.made = None;
        self.scroll = Scroll::default();
        Outcome::Stay
    }

    fn switch_left_out(&mut self, ctx: &Ctx<'_>) -> Outcome {
        let topics = ctx.board.rows().iter().filter(|row| !row.is_item() && !row.applies.is_yes()).count();
        let words = text::counted(topics, "topic", "topics");
        let (shown, words) = match self.shown {
            TopicVisibility::Applying | TopicVisibility::With(_) => {
                (TopicVisibility::All, format!("{words} that do not apply are shown, dim"))
            }
            TopicVisibility::All => {
                (TopicVisibility::Applying, format!("{words} that do not apply are hidden"))
            }
        };
        self.shown = shown;
        self.remake(ctx);
        Outcome::tell(words)
    }

    fn mark(&mut self) -> Outcome {
        let Some(MapCursor::Topic(ix)) = self.spot() else { return Outcome::Stay };
        let id = self.map.topic(ix).id.clone();
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        match self.marked.len() {
            0 => Outcome::tell("no topic is marked"),
            1 => Outcome::tell("1 topic marked; the next answer applies to it"),
            many => Outcome::tell(format!("{many} topics marked; the next answer applies to all of them")),
        }
    }
}

/// The most cells of a phase: few workstreams are not pulled apart over a wide screen.
fn widest(phase: &PhaseMap) -> usize {
    let beside = phase.bands.iter().map(|band| band.streams().count()).max().unwrap_or(0);
    (beside * WIDEST_BOX).max(WIDEST_ALONE)
}

impl Screen for PlanScreen {
    fn scopes(&self) -> &'static [KeyScope] {
        match self.spot() {
            Some(MapCursor::Gate(_)) => {
                &[KeyScope::Milestone, KeyScope::Plan, KeyScope::Move, KeyScope::Entries]
            }
            _ => &[KeyScope::Plan, KeyScope::Entry, KeyScope::Move, KeyScope::Entries],
        }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Target => return self.target(ctx),
            Action::Up => self.go(MapDirection::Up),
            Action::Down => self.go(MapDirection::Down),
            Action::Left => self.go(MapDirection::Left),
            Action::Right => self.go(MapDirection::Right),
            Action::PageUp => self.go_band(-1),
            Action::PageDown => self.go_band(1),
            Action::First | Action::Last => {
                let mut spots = self.lines.iter().filter_map(|line| line.spot());
                let spot = if action == Action::First { spots.next() } else { spots.next_back() };
                if let Some(spot) = spot {
                    self.set(spot);
                }
            }
            Action::NextPart => self.go_phase(1),
            Action::PreviousPart => self.go_phase(self.map.phases.len().saturating_sub(1)),
            Action::NextOpen => return self.go_open(true),
            Action::PreviousOpen => return self.go_open(false),
            Action::Enter => return self.open(ctx),
            Action::Outline => return self.switch_form(),
            Action::ShowLeftOut => return self.switch_left_out(ctx),
            Action::Mark => return self.mark(),
            Action::Back if !self.marked.is_empty() => {
                self.marked.clear();
                return Outcome::tell("no topic is marked any more");
            }
            Action::Back if self.narrowed.holds() => {
                self.narrow(&Filter::default(), ctx);
                return Outcome::tell("filter cleared");
            }
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let Some(spot) = self.spot() else {
            let words = "This pack has no plan for the project.";
            canvas.put(area.x + 2, area.y + 1, area.width.saturating_sub(3), words, canvas.theme.normal);
            return;
        };
        let view = self.view(ctx);
        self.draw_tabs(canvas, row(area, 0), ctx);
        if self.is_map() {
            Picture { view, layout: &self.layout, cursor: spot }.draw(
                canvas,
                self.parts.map,
                self.scroll.top,
            );
        } else {
            let shown = self.scroll.shown(usize::from(self.parts.map.height), self.lines.len());
            let lines = self.lines.get(shown).unwrap_or_default();
            outline::draw(canvas, self.parts.map, lines, Some(spot), &view, |band| self.gate(band, ctx));
        }
        let gate = match spot {
            MapCursor::Gate(band) => self.gate(band, ctx),
            MapCursor::Topic(_) => None,
        };
        detail::draw(canvas, self.parts.lower, spot, gate, self.phase, &view);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.catch_up(ctx);
        self.parts = PlanPanes::of(area);
        self.lay_out();
        let len = if self.is_map() { self.layout.height } else { self.lines.len() };
        self.parts.spread(len);
        self.follow();
    }

    fn rebuild(&mut self, ctx: &Ctx<'_>) {
        self.remake(ctx);
        if !self.is_placed {
            self.is_placed = true;
            let next = ctx.board.next_milestone(ctx.answers()).map(|gate| &gate.phase);
            self.phase = self.map.phases.iter().position(|phase| Some(&phase.id) == next).unwrap_or(0);
        }
    }

    fn in_hand(&self, ctx: &Ctx<'_>) -> Vec<EntryId> {
        if !self.marked.is_empty() {
            let rows = ctx.board.rows().iter().filter(|row| self.marked.contains(&row.id));
            return rows.map(|row| row.id.clone()).collect();
        }
        match self.spot() {
            Some(MapCursor::Topic(ix)) => vec![self.map.topic(ix).id.clone()],
            Some(MapCursor::Gate(_)) | None => Vec::new(),
        }
    }

    fn answered(&mut self) {
        self.marked.clear();
    }

    fn narrow(&mut self, filter: &Filter, ctx: &Ctx<'_>) {
        self.narrowed.filter = filter.clone();
        self.narrowed.look(&self.map, ctx);
    }

    fn filter(&self) -> Option<&Filter> {
        Some(&self.narrowed.filter)
    }

    fn jump(&mut self, id: &EntryId, ctx: &Ctx<'_>) -> bool {
        // One that does not apply is shown alone: whether the others are is somebody's choice.
        let Some(ix) = self.map.find(id) else { return false };
        if !self.map.topic(ix).applies && self.shown != TopicVisibility::All {
            self.shown = TopicVisibility::With(id.clone());
            self.remake(ctx);
        }
        let Some(ix) = self.map.find(id) else { return false };
        self.show(self.map.phase_of(ix), MapCursor::Topic(ix));
        true
    }

    fn click(&mut self, at: Position, area: Rect, ctx: &Ctx<'_>) -> Outcome {
        if row(area, 0).contains(at) {
            self.go_phase(1);
            return Outcome::Stay;
        }
        if !self.parts.map.contains(at) {
            return Outcome::Stay;
        }
        let (x, y) = (usize::from(at.x - area.x), self.scroll.top + usize::from(at.y - self.parts.map.y));
        let spot = if self.is_map() {
            self.layout.spots().find(|(_, place)| place.holds(x, y)).map(|(spot, _)| spot)
        } else {
            self.lines.get(y).and_then(|line| line.spot())
        };
        match spot {
            Some(spot) if Some(spot) == self.spot() => self.open(ctx),
            Some(spot) => {
                self.set(spot);
                Outcome::Stay
            }
            None => Outcome::Stay,
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        match action {
            Action::Mark => matches!(self.spot(), Some(MapCursor::Topic(_))),
            Action::NextPart | Action::PreviousPart => self.map.phases.len() > 1,
            _ => true,
        }
    }

    fn label(&self, action: Action, _ctx: &Ctx<'_>) -> Option<&'static str> {
        match action {
            Action::NextPart => Some("next phase"),
            Action::Enter if matches!(self.spot(), Some(MapCursor::Gate(_))) => Some("its gate"),
            Action::Outline if self.form == PlanMode::Outline => Some("map"),
            Action::Outline if !self.is_map() => Some(""),
            _ => None,
        }
    }
}
