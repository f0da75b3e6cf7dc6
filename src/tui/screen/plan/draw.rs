//! Paints a phase that is laid out: boxes, cells, arrows, the bars of the milestones. Looks and changes nothing.

use std::collections::HashSet;

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::layout::arrows::{Links, Mark};
use super::layout::moves::MapCursor;
use super::layout::{BandPlace, BoxPlace, CellPlace, Label, MapLayout, MapRect, NoteKind, fit};
use super::model::{PlanModel, left};
use crate::domain::gate::GateTally;
use crate::domain::map::TopicIx;
use crate::journal::record::Verdict;
use crate::text;
use crate::tui::theme::Signs;
use crate::tui::widget::canvas::{Canvas, cells};

/// A phase's map with a cursor on it.
pub struct Picture<'a> {
    pub view: PlanModel<'a>,
    pub layout: &'a MapLayout,
    pub cursor: MapCursor,
}

/// The window through which the map is seen: where it is on the screen, and its first line.
struct Window {
    area: Rect,
    top: usize,
}

impl Window {
    /// Where a cell of the map is on the screen, if it is seen.
    fn at(&self, x: usize, y: usize) -> Option<(u16, u16)> {
        let y = cells(y.checked_sub(self.top)?);
        let x = cells(x);
        (y < self.area.height && x < self.area.width).then(|| (self.area.x + x, self.area.y + y))
    }

    fn sees(&self, place: MapRect) -> bool {
        place.bottom() > self.top && place.y < self.top + usize::from(self.area.height)
    }
}

impl Picture<'_> {
    /// Draws the lines of the map from `top` on into `area`.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, top: usize) {
        let window = Window { area, top };
        for (at, band) in self.layout.bands.iter().enumerate() {
            if window.sees(band.place) {
                self.band(canvas, &window, at, band);
            }
        }
        for place in self.layout.boxes.iter().filter(|place| window.sees(place.place)) {
            self.frame(canvas, &window, place);
        }
        for arrow in &self.layout.arrows {
            for (x, y, mark) in &arrow.marks {
                put(canvas, &window, (*x, *y), 1, self.mark(*mark), canvas.theme.normal);
            }
        }
        let (waits_for, needed_by) = self.lit();
        for cell in self.layout.cells.iter().filter(|cell| window.sees(cell.place)) {
            let mark = if waits_for.contains(&cell.topic) {
                self.pick("◄", "<")
            } else if needed_by.contains(&cell.topic) {
                self.pick("►", ">")
            } else {
                ""
            };
            self.cell(canvas, &window, cell, mark);
        }
    }

    /// The topics that the one at the cursor waits for, and those that wait for it.
    fn lit(&self) -> (HashSet<TopicIx>, HashSet<TopicIx>) {
        match self.cursor {
            MapCursor::Topic(ix) => {
                let topic = self.view.map.topic(ix);
                (topic.waits_for.iter().copied().collect(), topic.needed_by.iter().copied().collect())
            }
            MapCursor::Gate(_) => (HashSet::new(), HashSet::new()),
        }
    }

    fn band(&self, canvas: &mut Canvas<'_>, window: &Window, at: usize, band: &BandPlace) {
        let theme = canvas.theme;
        let heading = band.place.y;
        let mut end = band.bar + 1;
        if let Some(gate) = band.gate.and_then(|order| self.view.gate(order)) {
            let is_ready = gate.count.verdict() == Verdict::Ready && gate.count.total > 0;
            let bar = if is_ready { theme.done } else { theme.milestone };
            for y in heading + 1..band.place.bottom() {
                put(canvas, window, (band.bar, y), 1, theme.beside(), bar);
            }
            let is_chosen = self.cursor == MapCursor::Gate(at);
            let mark = if is_chosen { bar.patch(theme.cursor) } else { bar };
            put(canvas, window, (band.bar, band.mark), 1, theme.milestone_mark(), mark);
            let reaches = self.layout.boxes.iter().any(|place| {
                place.place.right() + 1 == band.bar && place.place.holds(place.place.x, band.mark)
            });
            if reaches {
                put(canvas, window, (band.bar - 1, band.mark), 1, self.pick("─", "-"), bar);
            }
            let name = format!("{} {}", gate.no, gate.title);
            let after_label = band.label.map_or(0, |(x, label)| x + label.words().len() + 3);
            let tail = self.tail(gate, text::width(&name) + 2, end, end.saturating_sub(after_label));
            let wide = (text::width(&name) + text::width(&tail) + 2).min(end);
            let x = end - wide;
            let title_room = wide.saturating_sub(2 + text::width(&tail));
            put(canvas, window, (x, heading), 1, theme.milestone_mark(), mark);
            let style = if is_chosen { theme.strong.patch(theme.cursor) } else { theme.strong };
            put(canvas, window, (x + 2, heading), title_room, &name, style);
            put(canvas, window, (x + 2 + title_room, heading), text::width(&tail), &tail, theme.normal);
            end = x;
        }
        if let Some((x, label)) = band.label.filter(|(x, label)| x + label.words().len() < end) {
            put(canvas, window, (x + 1, heading), label.words().len(), label.words(), theme.dim);
        }
        if let Some((place, stream)) = band.aside {
            let words = self.view.map.stream(stream).order.as_ref().map_or("", |words| words.as_str());
            let lines = text::wrap(words, place.width);
            for (at, line) in lines.iter().take(place.height).enumerate() {
                let is_cut = at + 1 == place.height && lines.len() > place.height;
                let line = if is_cut { format!("{line} {}", theme.cut()) } else { line.clone() };
                put(canvas, window, (place.x, place.y + at), place.width + 2, &line, theme.dim);
            }
        }
    }

    /// What is behind a milestone's name: its date and what is left, as far as there is room.
    ///
    /// The days go first, then the words above the boxes at the left, then the date, then the count.
    fn tail(&self, gate: &GateTally, name: usize, whole: usize, beside_label: usize) -> String {
        let count = format!(" · {}", left(gate.count));
        let (long, short) = match self.view.answers.target(&gate.id) {
            Some(day) => {
                let long = self.view.date(gate).unwrap_or_default();
                (format!(" · {long}{count}"), format!(" · {}{count}", self.view.moment.day(day)))
            }
            None => (format!(" · no date{count}"), count.clone()),
        };
        let choices = [(&long, beside_label), (&short, beside_label), (&short, whole), (&count, whole)];
        let fits = |(tail, room): &(&String, usize)| name + text::width(tail) <= *room;
        choices.into_iter().find(fits).map_or_else(String::new, |(tail, _)| tail.clone())
    }

    fn frame(&self, canvas: &mut Canvas<'_>, window: &Window, frame: &BoxPlace) {
        let theme = canvas.theme;
        let MapRect { x, y, width, .. } = frame.place;
        let (right, bottom) = (frame.place.right() - 1, frame.place.bottom() - 1);
        let is_chosen =
            matches!(self.cursor, MapCursor::Topic(ix) if self.view.map.topic(ix).stream == frame.stream);
        let line = if is_chosen { theme.normal } else { theme.rule };
        let flat = self.pick("─", "-").repeat(width.saturating_sub(2));
        for (edge, ends) in [(y, ("┌", "┐")), (bottom, ("└", "┘"))] {
            put(canvas, window, (x, edge), 1, self.pick(ends.0, "+"), line);
            put(canvas, window, (x + 1, edge), width - 2, &flat, line);
            put(canvas, window, (right, edge), 1, self.pick(ends.1, "+"), line);
        }
        for side in y + 1..bottom {
            put(canvas, window, (x, side), 1, theme.upright(), line);
            put(canvas, window, (right, side), 1, theme.upright(), line);
        }
        let stream = self.view.map.stream(frame.stream);
        let head = fit::head(self.view.map, stream, width, self.layout.form);
        let words = format!(" {} ", text::truncate(&stream.title, head.title, theme.cut()));
        put(canvas, window, (x + 2, y), head.title + 2, &words, theme.strong);
        let mut end = right - 1;
        if !head.progress.is_empty() {
            let words = format!(" {} ", head.progress);
            end -= words.len();
            put(canvas, window, (end, y), words.len(), &words, theme.normal);
        }
        let beside = format!(" {} ", Label::AtAnyTime.words());
        let room = end.saturating_sub(x + 2 + head.title + 2);
        if frame.is_beside && room > beside.len() {
            let middle = x + 2 + head.title + 2 + (room - beside.len()) / 2;
            put(canvas, window, (middle, y), beside.len(), &beside, theme.dim);
        }
        if let Some(note) = &frame.note {
            let words = match &note.kind {
                NoteKind::After(streams) => format!("after {}", self.view.streams(streams)),
                NoteKind::AfterGate(gate) => format!("after {}", self.view.gate_name(*gate)),
            };
            put(canvas, window, (x + 2, note.y), width.saturating_sub(4), &words, theme.dim);
        }
    }

    fn cell(&self, canvas: &mut Canvas<'_>, window: &Window, cell: &CellPlace, lit: &str) {
        let theme = canvas.theme;
        let topic = self.view.map.topic(cell.topic);
        let MapRect { x, y, width, height } = cell.place;
        let (sign, style) = self.view.topic_styles(cell.topic);
        put(canvas, window, (x + 1, y), 1, theme.sign(topic.state.sign), sign);
        let room = width.saturating_sub(fit::BESIDE_TITLE);
        let inner = self
            .layout
            .boxes
            .get(cell.in_box)
            .map_or(width, |place| if place.place.width < width + 3 { width } else { place.place.width });
        let words = fit::cell(self.view.map, topic, room, inner, height);
        let count = if words.count.is_empty() { 0 } else { words.count.len() + 1 };
        let lines = fit::title_lines(&words.title, room, height);
        for (at, line) in lines.iter().enumerate() {
            let taken = if at + 1 == lines.len() { count } else { 0 };
            put(canvas, window, (x + 3, y + at), room.saturating_sub(taken), line, style);
        }
        let right = x + width - 1;
        put(
            canvas,
            window,
            (right - words.count.len().min(right), y + lines.len() - 1),
            words.count.len(),
            &words.count,
            style,
        );
        let is_chosen = self.cursor == MapCursor::Topic(cell.topic);
        if is_chosen {
            put(canvas, window, (x, y), 1, theme.cursor_mark(), theme.strong);
            for (left, line) in (y..y + height).filter_map(|y| window.at(x, y)) {
                let place = Rect { x: left + 1, y: line, width: cells(width - 1), height: 1 };
                canvas.restyle(place, theme.cursor);
            }
        }
        if !is_chosen && self.view.marked.contains(&topic.id) {
            put(canvas, window, (x, y), 1, theme.marked(), theme.strong);
        }
        if !lit.is_empty() {
            put(canvas, window, (right, y), 1, lit, theme.strong);
        }
    }

    fn mark(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Right => self.pick("►", ">"),
            Mark::Down => self.pick("▼", "v"),
            Mark::Line(Links { up, down, left, right }) => match (up, down, left, right) {
                (true, true, true, true) => self.pick("┼", "+"),
                (true, true, true, false) => self.pick("┤", "+"),
                (true, true, false, true) => self.pick("├", "+"),
                (true, false, true, true) => self.pick("┴", "+"),
                (false, true, true, true) => self.pick("┬", "+"),
                (false, true, false, true) => self.pick("┌", "+"),
                (false, true, true, false) => self.pick("┐", "+"),
                (true, false, false, true) => self.pick("└", "+"),
                (true, false, true, false) => self.pick("┘", "+"),
                (true | false, _, false, false) => self.pick("│", "|"),
                (false, false, _, _) => self.pick("─", "-"),
            },
        }
    }

    fn pick(&self, rich: &'static str, ascii: &'static str) -> &'static str {
        match self.view.theme.signs {
            Signs::Rich => rich,
            Signs::Ascii => ascii,
        }
    }
}

fn put(canvas: &mut Canvas<'_>, window: &Window, at: (usize, usize), room: usize, words: &str, style: Style) {
    if let Some((x, y)) = window.at(at.0, at.1) {
        canvas.put(x, y, cells(room).min(window.area.right() - x), words, style);
    }
}
