//! Where the cursor of the plan's screen goes: to the next cell, band, phase, or open topic.

use super::PlanScreen;
use super::layout::moves::{MapCursor, MapDirection};
use super::outline::OutlineRow;
use crate::domain::map::{Band, TopicIx};
use crate::tui::context::Outcome;
use crate::tui::widget::scroll::Scroll;

impl PlanScreen {
    pub(super) fn go(&mut self, way: MapDirection) {
        let Some(spot) = self.spot() else { return };
        if self.is_map() {
            if let Some(next) = self.layout.next(spot, way) {
                self.set(next);
            }
            return;
        }
        let Some(at) = self.lines.iter().position(|line| line.spot() == Some(spot)) else { return };
        let spots = |lines: &[OutlineRow]| -> Vec<MapCursor> {
            lines.iter().filter_map(|line| line.spot()).collect()
        };
        let (before, after) =
            (self.lines.get(..at).unwrap_or_default(), self.lines.get(at + 1..).unwrap_or_default());
        let is_head = |line: &OutlineRow| matches!(line, OutlineRow::Stream(_) | OutlineRow::Gate(_));
        let next = match way {
            MapDirection::Up => spots(before).pop(),
            MapDirection::Down => spots(after).first().copied(),
            // To the side the cursor goes from workstream to workstream, and to the milestones between them.
            MapDirection::Right => {
                after.iter().position(is_head).and_then(|head| spots(after.get(head..)?).first().copied())
            }
            MapDirection::Left => {
                let own = before.iter().rposition(is_head);
                let previous = own.and_then(|own| before.get(..own)?.iter().rposition(is_head));
                let head = if matches!(spot, MapCursor::Gate(_)) { own } else { previous };
                head.and_then(|head| spots(before.get(head..)?).first().copied())
            }
        };
        if let Some(next) = next {
            self.set(next);
        }
    }

    /// Goes on to the band before or after: to its first cell.
    pub(super) fn go_band(&mut self, step: isize) {
        let spots: Vec<MapCursor> = self.lines.iter().filter_map(|line| line.spot()).collect();
        let Some(at) = self.spot().and_then(|spot| spots.iter().position(|one| *one == spot)) else { return };
        let is_gate = |spot: &MapCursor| matches!(spot, MapCursor::Gate(_));
        let band = spots.get(..at).unwrap_or_default().iter().filter(|spot| is_gate(spot)).count();
        let starts: Vec<usize> = std::iter::once(0)
            .chain(spots.iter().enumerate().filter(|(_, spot)| is_gate(spot)).map(|(at, _)| at + 1))
            .filter(|at| *at < spots.len())
            .collect();
        let to = match band.checked_add_signed(step) {
            Some(to) => starts.get(to).copied().unwrap_or(spots.len().saturating_sub(1)),
            None => 0,
        };
        if let Some(spot) = spots.get(to) {
            self.set(*spot);
        }
    }

    pub(super) fn go_phase(&mut self, step: usize) {
        let n = self.map.phases.len();
        if n > 0 {
            self.phase = (self.phase + step) % n;
            self.scroll = Scroll::default();
            self.made = None;
        }
    }

    /// Goes to the next open topic, on into the other phases.
    pub(super) fn go_open(&mut self, forward: bool) -> Outcome {
        let mut all: Vec<(usize, TopicIx)> = Vec::new();
        for (at, phase) in self.map.phases.iter().enumerate() {
            let streams = phase.bands.iter().flat_map(Band::streams);
            all.extend(streams.flat_map(|ix| &self.map.stream(ix).topics).map(|ix| (at, *ix)));
        }
        let here = match self.spot() {
            Some(MapCursor::Topic(ix)) => all.iter().position(|(_, one)| *one == ix),
            Some(MapCursor::Gate(band)) => {
                let bands = self.at().map(|phase| phase.bands.as_slice()).unwrap_or_default();
                let last = bands.get(..=band).into_iter().flatten().flat_map(Band::streams).last();
                last.and_then(|ix| self.map.stream(ix).topics.last())
                    .and_then(|ix| all.iter().position(|(_, one)| one == ix))
            }
            None => None,
        };
        let is_open = |one: &&(usize, TopicIx)| self.is_open(one.1);
        let next = match (here, forward) {
            (Some(at), true) => all.get(at + 1..).unwrap_or_default().iter().find(is_open),
            (Some(at), false) => all.get(..at).unwrap_or_default().iter().rev().find(is_open),
            (None, _) => all.iter().find(is_open),
        };
        match next.copied() {
            Some((phase, ix)) => {
                self.show(phase, MapCursor::Topic(ix));
                Outcome::Stay
            }
            None => Outcome::tell("no open topic further on"),
        }
    }

    pub(super) fn show(&mut self, phase: usize, spot: MapCursor) {
        if phase != self.phase {
            self.phase = phase;
            self.scroll = Scroll::default();
            self.made = None;
        }
        self.set(spot);
    }
}
