//! The outline of a phase: workstreams, their topics, and a line for each milestone. For narrow screens, and for
//! those who read better from top to bottom.

use ratatui::layout::Rect;

use super::layout::moves::MapCursor;
use super::model::{PlanModel, left};
use crate::domain::gate::GateTally;
use crate::domain::map::{PhaseMap, PlanMap, StreamIx, TopicIx};
use crate::text;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};

/// One line of the outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlineRow {
    /// A workstream.
    Stream(StreamIx),
    /// A topic of the workstream above.
    Topic(TopicIx),
    /// The milestone that ends a band, by the band's position.
    Gate(usize),
}

impl OutlineRow {
    /// Where the cursor stands on this line; a workstream has no place for it.
    pub fn spot(self) -> Option<MapCursor> {
        match self {
            OutlineRow::Stream(_) => None,
            OutlineRow::Topic(ix) => Some(MapCursor::Topic(ix)),
            OutlineRow::Gate(band) => Some(MapCursor::Gate(band)),
        }
    }
}

pub fn lines(map: &PlanMap, phase: &PhaseMap) -> Vec<OutlineRow> {
    let mut lines = Vec::new();
    for (at, band) in phase.bands.iter().enumerate() {
        for stream in band.streams() {
            lines.push(OutlineRow::Stream(stream));
            lines.extend(map.stream(stream).topics.iter().map(|ix| OutlineRow::Topic(*ix)));
        }
        if band.gate.is_some() {
            lines.push(OutlineRow::Gate(at));
        }
    }
    lines
}

/// Draws lines of the outline into `area`; `gate_of` knows the gate that ends a band.
pub fn draw<'a>(
    canvas: &mut Canvas<'_>,
    area: Rect,
    lines: &[OutlineRow],
    cursor: Option<MapCursor>,
    view: &PlanModel<'a>,
    gate_of: impl Fn(usize) -> Option<&'a GateTally>,
) {
    let theme = canvas.theme;
    let lit = match cursor {
        Some(MapCursor::Topic(ix)) => Some(view.map.topic(ix)),
        Some(MapCursor::Gate(_)) | None => None,
    };
    for (at, line) in lines.iter().enumerate() {
        let place = row(area, cells(at));
        if place.height == 0 {
            break;
        }
        match line {
            OutlineRow::Stream(ix) => {
                let stream = view.map.stream(*ix);
                let place = inset(place, 3, 1);
                let (settled, total) = stream.progress;
                let count = if total > 0 { format!("{settled} of {total}") } else { String::new() };
                let taken = canvas.put_right(place, &count, theme.normal);
                let room = place.width.saturating_sub(taken + 1);
                let used = canvas.put(place.x, place.y, room, &stream.title, theme.strong);
                if !stream.after.is_empty() && room > used + 12 {
                    let words = format!("after {}", view.streams(&stream.after));
                    canvas.put(place.x + used + 2, place.y, room - used - 2, &words, theme.dim);
                }
            }
            OutlineRow::Topic(ix) => {
                let topic = view.map.topic(*ix);
                let sign = topic.state.sign;
                let (look, words) = view.topic_styles(*ix);
                let place = inset(place, 5, 1);
                let mark = match lit {
                    Some(chosen) if chosen.waits_for.contains(ix) => "◄",
                    Some(chosen) if chosen.needed_by.contains(ix) => "►",
                    _ => " ",
                };
                let count = match topic.state.total {
                    0 => String::new(),
                    total => format!("{}/{total}", topic.state.settled),
                };
                let right = format!("{count}{mark}");
                if view.marked.contains(&topic.id) {
                    canvas.put(place.x - 2, place.y, 1, theme.marked(), theme.strong);
                }
                canvas.put(place.x, place.y, 1, theme.sign(sign), look);
                let taken = canvas.put_right(place, &right, words);
                let room = place.width.saturating_sub(taken + 3);
                canvas.put(place.x + 2, place.y, room, &topic.title, words);
            }
            OutlineRow::Gate(band) => {
                let Some(gate) = gate_of(*band) else { continue };
                let place = inset(place, 1, 1);
                canvas.rule(place);
                let name = format!(" {} {} {} ", theme.milestone_mark(), gate.no, gate.title);
                let count = match view.answers.target(&gate.id) {
                    Some(day) => format!(" {} · {} ", view.moment.day(day), left(gate.count)),
                    None => format!(" {} ", left(gate.count)),
                };
                let short = format!(" {} ", left(gate.count));
                let fits =
                    |words: &str| text::width(words) + text::width(&name) + 4 <= usize::from(place.width);
                let count = [count, short].into_iter().find(|words| fits(words)).unwrap_or_default();
                canvas.put(place.x + 1, place.y, place.width.saturating_sub(2), &name, theme.strong);
                let end = inset(place, 0, 1);
                canvas.put_right(end, &count, theme.normal);
            }
        }
        if cursor.is_some() && line.spot() == cursor {
            let place = row(area, cells(at));
            canvas.restyle(inset(place, 2, 0), theme.cursor);
            canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
        }
    }
}
