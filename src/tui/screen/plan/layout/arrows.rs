//! The lines between boxes: what comes after what. Geometry alone.
//!
//! To the right an arrow crosses the gap between two stacks; within a stack it goes down from box to box; from one
//! row to the next it leaves below, runs along the line between both, and comes in from above.

use super::fit::BoxHeading;
use super::{BoxPlace, MapRect};
use crate::domain::map::StreamIx;

/// Boxes under each other, by their positions, and where the stack is in its band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stack {
    pub row: usize,
    pub column: usize,
    pub boxes: Vec<usize>,
}

/// To which sides a line goes on from a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "a line goes on to any of four sides")]
pub struct Links {
    pub up: bool,
    pub down: bool,
    pub left: bool,
    pub right: bool,
}

/// What is in one cell of an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A piece of line.
    Line(Links),
    /// The point, to the right.
    Right,
    /// The point, downwards.
    Down,
}

/// An arrow, cell by cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arrow {
    pub from: Vec<StreamIx>,
    pub to: Vec<StreamIx>,
    pub marks: Vec<(usize, usize, Mark)>,
}

/// The arrows between two stages, and the boxes of the later one that none of them reaches.
#[derive(Debug, Default)]
pub struct Tied {
    pub arrows: Vec<Arrow>,
    pub untied: Vec<StreamIx>,
}

/// Ties the boxes of one stage to those of the next. `head` says what is in the upper border of a box.
pub fn tie(
    boxes: &[BoxPlace],
    stacks: &[Stack],
    before: &[StreamIx],
    after: &[StreamIx],
    head: impl Fn(StreamIx, usize) -> BoxHeading,
) -> Tied {
    let seats = seats(boxes, stacks);
    let of = |streams: &[StreamIx]| -> Vec<Seat> {
        seats.iter().filter(|seat| streams.contains(&seat.stream)).copied().collect()
    };
    let (sources, targets) = (of(before), of(after));
    let mut tied = Tied::default();
    let mut rows: Vec<usize> = targets.iter().map(|seat| seat.row).collect();
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        let here: Vec<Seat> = targets.iter().filter(|seat| seat.row == row).copied().collect();
        let beside: Vec<Seat> = sources.iter().filter(|seat| seat.row == row).copied().collect();
        let above: Vec<Seat> =
            sources.iter().filter(|seat| seat.row + 1 == row && seat.is_bottom).copied().collect();
        let arrow = if beside.is_empty() {
            let reached: Vec<Seat> = here.iter().filter(|seat| seat.is_top).copied().collect();
            if above.is_empty() || reached.is_empty() { None } else { Some(along(&above, &reached, &head)) }
        } else {
            across(&beside, &here, &head)
        };
        match arrow {
            Some(arrow) => tied.arrows.push(arrow),
            None => tied.untied.extend(here.iter().map(|seat| seat.stream)),
        }
    }
    tied
}

/// A box with its place in the band.
#[derive(Debug, Clone, Copy)]
struct Seat {
    stream: StreamIx,
    place: MapRect,
    row: usize,
    column: usize,
    is_top: bool,
    is_bottom: bool,
}

fn seats(boxes: &[BoxPlace], stacks: &[Stack]) -> Vec<Seat> {
    let mut seats = Vec::new();
    for stack in stacks {
        for (nth, place) in stack.boxes.iter().filter_map(|at| boxes.get(*at)).enumerate() {
            seats.push(Seat {
                stream: place.stream,
                place: place.place,
                row: stack.row,
                column: stack.column,
                is_top: nth == 0,
                is_bottom: nth + 1 == stack.boxes.len(),
            });
        }
    }
    seats
}

/// The arrow within one row: down in the stack that both share, else over the gap before the first target.
fn across(
    sources: &[Seat],
    targets: &[Seat],
    head: &impl Fn(StreamIx, usize) -> BoxHeading,
) -> Option<Arrow> {
    let column = targets.iter().map(|seat| seat.column).min()?;
    let targets: Vec<Seat> = targets.iter().filter(|seat| seat.column == column).copied().collect();
    let within = sources.iter().filter(|seat| seat.column == column).max_by_key(|seat| seat.place.y);
    if let Some(above) = within {
        let below = targets.iter().find(|seat| seat.place.y == above.place.bottom())?;
        let x = port(below, head);
        let leave = Links { down: true, left: true, right: true, up: false };
        return Some(Arrow {
            from: vec![above.stream],
            to: vec![below.stream],
            marks: vec![(x, above.place.bottom() - 1, Mark::Line(leave)), (x, below.place.y, Mark::Down)],
        });
    }
    let sources: Vec<Seat> = sources.iter().filter(|seat| seat.column + 1 == column).copied().collect();
    let first = sources.first()?;
    let trunk = first.place.right();
    let middle = |place: MapRect| place.y + place.height / 2;
    let (mut from, mut to): (Vec<usize>, Vec<usize>) = (
        sources.iter().map(|seat| middle(seat.place)).collect(),
        targets.iter().map(|seat| middle(seat.place)).collect(),
    );
    if let ([source], [target]) = (sources.as_slice(), targets.as_slice()) {
        // If both share a line inside, the arrow is straight.
        let top = source.place.y.max(target.place.y) + 1;
        let bottom = source.place.bottom().min(target.place.bottom()) - 1;
        if top < bottom {
            let y = top + (bottom - top) / 2;
            (from, to) = (vec![y], vec![y]);
        }
    }
    let top = from.iter().chain(&to).min().copied()?;
    let bottom = from.iter().chain(&to).max().copied()?;
    let mut marks = Vec::new();
    for (seat, y) in sources.iter().zip(&from) {
        let leave = Links { up: true, down: true, right: true, left: false };
        marks.push((seat.place.right() - 1, *y, Mark::Line(leave)));
    }
    for y in top..=bottom {
        let links = Links { up: y > top, down: y < bottom, left: from.contains(&y), right: to.contains(&y) };
        marks.push((trunk, y, Mark::Line(links)));
        if to.contains(&y) {
            marks.push((trunk + 1, y, Mark::Right));
        }
    }
    let name = |seats: &[Seat]| seats.iter().map(|seat| seat.stream).collect();
    Some(Arrow { from: name(&sources), to: name(&targets), marks })
}

/// The arrow from one row to the next, along the line between both.
fn along(sources: &[Seat], targets: &[Seat], head: &impl Fn(StreamIx, usize) -> BoxHeading) -> Arrow {
    let rail = targets.iter().map(|seat| seat.place.y).min().unwrap_or(1).saturating_sub(1);
    let to: Vec<usize> = targets.iter().map(|seat| port(seat, head)).collect();
    let from: Vec<usize> = sources
        .iter()
        .map(|seat| {
            let middle = seat.place.x + seat.place.width / 2;
            let is_under = |x: &&usize| (seat.place.x + 1..seat.place.right() - 1).contains(*x);
            // Straight down if the target lies below.
            if let ([_], [x]) = (sources, to.as_slice())
                && is_under(&x)
            {
                return *x;
            }
            middle
        })
        .collect();
    let left = from.iter().chain(&to).min().copied().unwrap_or(0);
    let right = from.iter().chain(&to).max().copied().unwrap_or(0);
    let mut marks = Vec::new();
    for (seat, x) in sources.iter().zip(&from) {
        let leave = Links { down: true, left: true, right: true, up: false };
        let bottom = seat.place.bottom() - 1;
        marks.push((*x, bottom, Mark::Line(leave)));
        for y in bottom + 1..rail {
            marks.push((*x, y, Mark::Line(Links { up: true, down: true, ..Links::default() })));
        }
    }
    for x in left..=right {
        let links = Links { up: from.contains(&x), down: to.contains(&x), left: x > left, right: x < right };
        marks.push((x, rail, Mark::Line(links)));
    }
    for (seat, x) in targets.iter().zip(&to) {
        marks.push((*x, seat.place.y, Mark::Down));
    }
    let name = |seats: &[Seat]| seats.iter().map(|seat| seat.stream).collect();
    Arrow { from: name(sources), to: name(targets), marks }
}

/// The column at which an arrow comes in from above: in the middle, unless words are there.
fn port(seat: &Seat, head: &impl Fn(StreamIx, usize) -> BoxHeading) -> usize {
    let MapRect { x, width, .. } = seat.place;
    let head = head(seat.stream, width);
    let words_end = x + 3 + head.title + 1;
    let progress = if head.progress.is_empty() { 0 } else { head.progress.len() + 2 };
    let rest_end = (x + width).saturating_sub(2 + progress);
    if words_end < rest_end { (x + width / 2).clamp(words_end, rest_end - 1) } else { x + 1 }
}
