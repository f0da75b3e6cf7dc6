//! Puts a layout together, band by band from the top.

use super::rows::{self, BoxSize, Join};
use super::{Air, BandPlace, BoxPlace, CellPlace, Label, MapLayout, MapRect, Note, NoteKind, arrows, fit};
use crate::domain::map::{Band, Chain, PhaseMap, PlanMap, StreamIx};

/// A layout in the making.
pub(super) struct Builder<'a> {
    map: &'a PlanMap,
    phase: &'a PhaseMap,
    air: Air,
    noted: &'a [(StreamIx, Vec<StreamIx>)],
    layout: MapLayout,
    untied: Vec<(StreamIx, Vec<StreamIx>)>,
}

/// The first column of boxes.
const LEFT: usize = 1;

impl<'a> Builder<'a> {
    pub(super) fn new(
        map: &'a PlanMap,
        phase: &'a PhaseMap,
        width: usize,
        air: Air,
        noted: &'a [(StreamIx, Vec<StreamIx>)],
    ) -> Builder<'a> {
        let layout = MapLayout { width, ..MapLayout::default() };
        Builder { map, phase, air, noted, layout, untied: Vec::new() }
    }

    /// The layout, and for boxes that no line could tie what they come after.
    pub(super) fn build(mut self) -> (MapLayout, Vec<(StreamIx, Vec<StreamIx>)>) {
        for (at, band) in self.phase.bands.iter().enumerate() {
            if at > 0 && self.air == Air::Some {
                self.layout.height += 1;
            }
            self.band(at, band);
        }
        self.wrap_titles();
        let has_room = |place: &BoxPlace| {
            fit::has_room(self.map, self.map.stream(place.stream), place.place.width, fit::CountStyle::Spoken)
        };
        self.layout.form = if self.layout.boxes.iter().all(has_room) {
            fit::CountStyle::Spoken
        } else {
            fit::CountStyle::Short
        };
        (self.layout, self.untied)
    }

    /// Lets titles that are too long go on in the next line, if a box has lines to spare.
    fn wrap_titles(&mut self) {
        for (at, place) in self.layout.boxes.iter().enumerate() {
            if self.map.stream(place.stream).only_itself(self.map).is_some() {
                continue;
            }
            let mut cells: Vec<&mut CellPlace> =
                self.layout.cells.iter_mut().filter(|cell| cell.in_box == at).collect();
            let is_list = cells.iter().all(|cell| cell.place.x == place.place.x + 1);
            let used = 2 + usize::from(place.note.is_some()) + cells.len();
            let mut spare = place.place.height.saturating_sub(used);
            let mut moved = 0;
            for cell in cells.iter_mut().filter(|_| is_list) {
                cell.place.y += moved;
                let room = cell.place.width.saturating_sub(fit::BESIDE_TITLE);
                let lines = fit::title_lines(&self.map.topic(cell.topic).title, room, spare + 1).len();
                cell.place.height = lines;
                moved += lines - 1;
                spare -= lines - 1;
            }
        }
    }

    fn band(&mut self, at: usize, band: &Band) {
        let top = self.layout.height;
        let bar = self.layout.width.saturating_sub(2).max(LEFT + 3);
        self.layout.height += 1;
        let first_box = self.layout.boxes.len();
        self.chains(at, band, bar - 1);
        let mut label = self.label(band);
        let mut aside = None;
        if !band.beside.is_empty() {
            let (left, room) = self.beside_from(band, bar - 1);
            aside = room;
            let is_alone = band.chains.is_empty();
            if is_alone {
                let kind = if at > 0 { Label::AtAnyTime } else { Label::SideBySide };
                label = Some((left, kind));
            }
            let mut pieces: Vec<BoxSize> =
                band.beside.iter().map(|ix| self.piece(*ix, Join::Apart)).collect();
            // Each of them says so in its border.
            for piece in &mut pieces {
                piece.wanted += Label::AtAnyTime.words().len();
            }
            self.rows(at, &pieces, left, bar - 1);
            let placed = self.layout.boxes.iter_mut().rev().take(pieces.len());
            placed.for_each(|place| place.is_beside = !is_alone);
            if let Some((room, _)) = &mut aside {
                room.height = self.layout.height - room.y;
            }
        }
        let boxes = self.layout.boxes.get_mut(first_box..).unwrap_or_default();
        note_gates(boxes, self.phase, self.map, at);
        if boxes.is_empty() {
            // A milestone that adds nothing still has its mark.
            self.layout.height += 1;
        }
        let height = self.layout.height - top;
        self.layout.bands.push(BandPlace {
            place: MapRect { x: 0, y: top, width: self.layout.width, height },
            gate: band.gate,
            mark: mark_line(boxes, top + 1 + (height - 1) / 2, bar),
            bar,
            label,
            aside,
        });
    }

    /// Places the boxes of all chains and ties them.
    fn chains(&mut self, at: usize, band: &Band, right: usize) {
        let mut pieces = Vec::new();
        for stage in band.chains.iter().flat_map(|chain| &chain.stages) {
            for (nth, stream) in stage.streams.iter().enumerate() {
                let join = if stage.joined && nth == 0 { Join::After } else { Join::Apart };
                let is_alone = stage.streams.len() == 1;
                pieces.push(BoxSize { is_alone, ..self.piece(*stream, join) });
            }
        }
        if pieces.is_empty() {
            return;
        }
        let stacks = self.rows_of_chains(at, &pieces, right, band);
        for chain in &band.chains {
            for pair in chain.stages.windows(2) {
                let [before, stage] = pair else { continue };
                if stage.joined {
                    let tied = arrows::tie(
                        &self.layout.boxes,
                        &stacks,
                        &before.streams,
                        &stage.streams,
                        |ix, width| fit::head(self.map, self.map.stream(ix), width, fit::CountStyle::Spoken),
                    );
                    self.layout.arrows.extend(tied.arrows);
                    let known = |ix: &StreamIx| self.noted.iter().any(|(noted, _)| noted == ix);
                    let untied = tied.untied.into_iter().filter(|ix| !known(ix));
                    self.untied.extend(untied.map(|ix| (ix, before.streams.clone())));
                }
            }
        }
    }

    fn rows_of_chains(
        &mut self,
        at: usize,
        pieces: &[BoxSize],
        right: usize,
        band: &Band,
    ) -> Vec<arrows::Stack> {
        let plan = rows::pack(pieces, right - LEFT, self.least());
        let mut stacks = Vec::new();
        let mut placed: Vec<StreamIx> = Vec::new();
        for (nth, row) in plan.iter().enumerate() {
            let boxes = row.stacks.iter().flatten().filter_map(|at| pieces.get(*at));
            let here: Vec<StreamIx> = boxes.map(|piece| piece.stream).collect();
            if nth > 0 && crosses(band, &placed, &here) {
                self.layout.height += 1;
            }
            stacks.extend(self.row(at, pieces, row, LEFT, nth));
            placed = here;
        }
        stacks
    }

    /// Places boxes that nothing ties.
    fn rows(&mut self, at: usize, pieces: &[BoxSize], left: usize, right: usize) {
        for (nth, row) in rows::pack(pieces, right - left, self.least()).iter().enumerate() {
            self.row(at, pieces, row, left, nth);
        }
    }

    fn row(
        &mut self,
        band: usize,
        pieces: &[BoxSize],
        row: &rows::BoxRow,
        left: usize,
        nth: usize,
    ) -> Vec<arrows::Stack> {
        let top = self.layout.height;
        let mut x = left;
        let mut stacks = Vec::new();
        for (at, (stack, width)) in row.stacks.iter().zip(&row.widths).enumerate() {
            x += if at > 0 { rows::gap(pieces, stack) } else { 0 };
            let mut y = top;
            let mut members = Vec::new();
            for (place_at, piece) in stack.iter().filter_map(|at| pieces.get(*at)).enumerate() {
                let is_last = place_at + 1 == stack.len();
                // The last of a stack reaches down to the row's end, so that the row ends in one line.
                let height = if is_last { top + row.height - y } else { piece.height(*width) };
                members.push(self.layout.boxes.len());
                self.place(band, piece, MapRect { x, y, width: *width, height });
                y += height;
            }
            stacks.push(arrows::Stack { row: nth, column: at, boxes: members });
            x += width;
        }
        self.layout.height = top + row.height;
        stacks
    }

    fn place(&mut self, band: usize, piece: &BoxSize, place: MapRect) {
        let at = self.layout.boxes.len();
        let topics = &self.map.stream(piece.stream).topics;
        let columns = piece.columns(place.width, place.height);
        let mut x = place.x + 1;
        for (width, topics) in columns.iter().zip(topics.chunks(piece.lines(columns.len()))) {
            for (line, topic) in topics.iter().enumerate() {
                let cell = MapRect { x, y: place.y + 1 + line, width: *width, height: 1 };
                self.layout.cells.push(CellPlace { topic: *topic, place: cell, in_box: at });
            }
            x += width;
        }
        let after = self.noted.iter().find(|(stream, _)| *stream == piece.stream);
        let note =
            after.map(|(_, after)| Note { y: place.bottom() - 2, kind: NoteKind::After(after.clone()) });
        self.layout.boxes.push(BoxPlace { stream: piece.stream, place, band, is_beside: false, note });
    }

    fn piece(&self, stream: StreamIx, join: Join) -> BoxSize {
        BoxSize {
            stream,
            wanted: fit::wanted(self.map, stream),
            head: self.map.stream(stream).title.width() + fit::BORDER,
            cells: fit::wishes(self.map, stream),
            notes: usize::from(self.noted.iter().any(|(noted, _)| *noted == stream)),
            join,
            is_alone: true,
        }
    }

    /// The narrowest box: on small screens two are beside each other, with whole titles.
    fn least(&self) -> usize {
        if self.layout.width < 96 { 32 } else { 22 }
    }

    fn label(&self, band: &Band) -> Option<(usize, Label)> {
        let x_of = |stream: StreamIx| {
            self.layout.boxes.iter().find(|place| place.stream == stream).map(|place| place.place.x)
        };
        let first = |chain: &Chain| x_of(*chain.stages.first()?.streams.first()?);
        match band.chains.as_slice() {
            [] => None,
            [only] => {
                let wide = only.stages.iter().find(|stage| stage.streams.len() > 1);
                match wide {
                    Some(stage) => Some((x_of(*stage.streams.first()?)?, Label::SideBySide)),
                    None if only.stages.len() > 1 => Some((first(only)?, Label::OneAfterTheOther)),
                    None => None,
                }
            }
            [several, ..] => Some((first(several)?, Label::SideBySide)),
        }
    }

    /// Where boxes that accompany others begin, and the room at their left.
    ///
    /// One box alone begins under the first of those that it may accompany; the words on its order are beside it.
    fn beside_from(&self, band: &Band, right: usize) -> (usize, Option<(MapRect, StreamIx)>) {
        let whole = (LEFT, None);
        let ([only], true) = (band.beside.as_slice(), band.chains.is_empty()) else { return whole };
        let beside = &self.map.stream(*only).beside;
        let with = self.layout.boxes.iter().filter(|place| beside.contains(&place.stream));
        let Some(x) = with.map(|place| place.place.x).min() else { return whole };
        let has_words = self.map.stream(*only).order.is_some();
        if !has_words || x < LEFT + 22 || x > right / 2 {
            return whole;
        }
        // The words begin beside the heading, so that they have one line more.
        (x, Some((MapRect { x: LEFT + 2, y: self.layout.height - 1, width: x - LEFT - 5, height: 0 }, *only)))
    }
}

/// The line for the mark of a milestone: in the middle, and beside the inside of a box if there is one.
fn mark_line(boxes: &[BoxPlace], middle: usize, bar: usize) -> usize {
    let at_bar = boxes.iter().map(|place| place.place).filter(|place| place.right() + 1 == bar);
    let lines = at_bar.flat_map(|place| place.y + 1..place.bottom() - 1);
    lines.min_by_key(|line| line.abs_diff(middle)).unwrap_or(middle)
}

/// Whether an arrow leads from a row of boxes to the next.
fn crosses(band: &Band, above: &[StreamIx], below: &[StreamIx]) -> bool {
    band.chains.iter().flat_map(|chain| chain.stages.windows(2)).any(|pair| {
        let [before, stage] = pair else { return false };
        stage.joined
            && before.streams.iter().any(|ix| above.contains(ix))
            && !before.streams.iter().any(|ix| below.contains(ix))
            && stage.streams.iter().any(|ix| below.contains(ix))
    })
}

/// Says *after the milestone* in boxes that come after what is in bands before, if a line is free for it.
fn note_gates(boxes: &mut [BoxPlace], phase: &PhaseMap, map: &PlanMap, band: usize) {
    let Some(gate) = band.checked_sub(1).and_then(|at| phase.bands.get(at)).and_then(|band| band.gate) else {
        return;
    };
    let here: Vec<StreamIx> = phase.bands.get(band).into_iter().flat_map(Band::streams).collect();
    for place in boxes {
        let stream = map.stream(place.stream);
        let is_first = !stream.after.is_empty() && stream.after.iter().all(|ix| !here.contains(ix));
        let free = place.place.height.saturating_sub(3) > stream.topics.len();
        if place.note.is_none() && is_first && free {
            place.note = Some(Note { y: place.place.bottom() - 2, kind: NoteKind::AfterGate(gate) });
        }
    }
}
