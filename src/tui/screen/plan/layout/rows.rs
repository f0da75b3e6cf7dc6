//! Which boxes are beside each other, which under each other, and how wide they get. Arithmetic alone.
//!
//! Boxes keep their order: from left to right, small ones one under the other, then on in the next row. Of all the
//! ways to break a band into rows the one is taken that needs the fewest lines and cuts the fewest words.

use super::fit::CellSize;
use crate::domain::map::StreamIx;

/// How a box is connected with the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// Both may run together.
    Apart,
    /// It comes after it, and an arrow says so.
    After,
}

/// A box that has no place yet.
#[derive(Debug, Clone)]
pub struct BoxSize {
    pub stream: StreamIx,
    /// The width at which nothing is cut.
    pub wanted: usize,
    /// The width at which its title is whole.
    pub head: usize,
    pub cells: Vec<CellSize>,
    /// Lines for words besides the cells.
    pub notes: usize,
    pub join: Join,
    /// Whether it runs beside no other of its chain; only such boxes can be tied from above.
    pub is_alone: bool,
}

impl BoxSize {
    /// How wide each of its columns is in a box of this width; cells fill one after the other.
    ///
    /// More than one only if no cell is cut by it, and no more than it takes to keep within `height` lines.
    pub fn columns(&self, width: usize, height: usize) -> Vec<usize> {
        let room = width.saturating_sub(2);
        let n = self.cells.len().max(1);
        // Two lines at least, so that cells beside each other still look like a list.
        let most = if n < 4 { n } else { n.div_ceil(2) };
        let mut best = vec![room];
        for columns in 2..=most.min(room) {
            if self.height_in(best.len()) <= height {
                break;
            }
            // As many columns as the lines need: the last one is never empty.
            let of = |cells: &[CellSize]| cells.iter().map(|wish| wish.whole).max().unwrap_or(0);
            let mut widths: Vec<usize> = self.cells.chunks(n.div_ceil(columns)).map(of).collect();
            let Some(over) = room.checked_sub(widths.iter().sum()) else { continue };
            let n = widths.len();
            for (at, width) in widths.iter_mut().enumerate() {
                *width += over * (at + 1) / n - over * at / n;
            }
            best = widths;
        }
        best
    }

    /// How many lines the cells take in so many columns.
    pub fn lines(&self, columns: usize) -> usize {
        self.cells.len().div_ceil(columns.max(1)).max(1)
    }

    /// How many lines the box takes at this width at least, its borders included.
    pub fn height(&self, width: usize) -> usize {
        self.height_in(self.columns(width, 0).len())
    }

    fn height_in(&self, columns: usize) -> usize {
        2 + self.notes + self.lines(columns)
    }

    fn cut(&self, width: usize) -> usize {
        if self.columns(width, 0).len() > 1 {
            return 0;
        }
        let room = width.saturating_sub(2);
        let cut = |wish: &CellSize| wish.title.saturating_sub(room) + usize::from(wish.whole > room);
        self.cells.iter().map(cut).sum()
    }
}

/// Boxes beside each other; each stack holds the positions of those that are under each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxRow {
    pub stacks: Vec<Vec<usize>>,
    pub widths: Vec<usize>,
    pub height: usize,
}

/// The columns between a stack and the one before it.
pub fn gap(pieces: &[BoxSize], stack: &[usize]) -> usize {
    let joins = stack.first().and_then(|at| pieces.get(*at)).map(|piece| piece.join);
    if joins == Some(Join::After) { 2 } else { 1 }
}

/// The rows for `pieces` in `room` columns, no box narrower than `least`.
pub fn pack(pieces: &[BoxSize], room: usize, least: usize) -> Vec<BoxRow> {
    // On a wide screen titles stay whole, and it takes more lines; on others lines are worth more.
    let cut = if room >= WIDE { 6 } else { 1 };
    let most = most(room, least);
    // From the end: the best way to place the pieces from each one on, and where its first row ends.
    let mut best: Vec<(usize, usize, Option<BoxRow>)> = vec![(0, 0, None); pieces.len() + 1];
    for from in (0..pieces.len()).rev() {
        let mut chosen = (usize::MAX, from + 1, None);
        for to in from + 1..=pieces.len().min(from + 3 * most) {
            let Some((cost, row)) = best_row(pieces, (from, to), room, least, cut) else { continue };
            let rest = best.get(to).map_or(0, |(cost, _, _)| *cost);
            // A row that goes on after an arrow needs a line for it.
            let rail = match pieces.get(to) {
                Some(next) if next.join == Join::After => LINE,
                _ => 0,
            };
            let total = cost.saturating_add(rest).saturating_add(rail);
            if total < chosen.0 {
                chosen = (total, to, Some(row));
            }
        }
        if let Some(place) = best.get_mut(from) {
            *place = chosen;
        }
    }
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some((_, next, Some(row))) = best.get(at) {
        rows.push(row.clone());
        at = *next;
    }
    rows
}

/// How many boxes stand beside each other at most.
fn most(room: usize, least: usize) -> usize {
    ((room + 1) / (least + 1)).max(1)
}

/// No box is narrower for the titles of others.
pub const NARROWEST: usize = 15;

/// What a line costs, against a letter that is cut.
const LINE: usize = 24;

/// From this width on titles stay whole.
const WIDE: usize = 150;

fn best_row(
    pieces: &[BoxSize],
    (from, to): (usize, usize),
    room: usize,
    least: usize,
    cut: usize,
) -> Option<(usize, BoxRow)> {
    let most = most(room, least);
    let tall = |at: usize| pieces.get(at).map_or(0, |piece| piece.height(0));
    let highest = (from..to).map(tall).max()?;
    let all: usize = (from..to).map(tall).sum();
    let singles: Vec<Vec<usize>> = (from..to).map(|at| vec![at]).collect();
    let stacked = (highest..=all.min(highest + 8)).map(|height| stacks(pieces, from, to, height));
    std::iter::once(singles)
        .chain(stacked)
        .filter(|stacks| stacks.len() <= most)
        .map(|stacks| place(pieces, stacks, (room, least), cut))
        .min_by_key(|(cost, _)| *cost)
}

/// Puts boxes under each other as long as they fit in a height.
fn stacks(pieces: &[BoxSize], from: usize, to: usize, height: usize) -> Vec<Vec<usize>> {
    let mut stacks: Vec<Vec<usize>> = Vec::new();
    let mut used = 0;
    let mut joins: Option<Join> = None;
    for at in from..to {
        let Some(piece) = pieces.get(at) else { break };
        let tall = piece.height(0);
        // Arrows and no arrows do not mix in one stack, else it would not be seen where the order ends.
        let above = at.checked_sub(1).and_then(|at| pieces.get(at));
        let can_tie =
            piece.join == Join::Apart || (piece.is_alone && above.is_some_and(|above| above.is_alone));
        let fits = used + tall <= height && can_tie && joins.is_none_or(|join| join == piece.join);
        match stacks.last_mut() {
            Some(stack) if fits => {
                stack.push(at);
                joins = Some(piece.join);
                used += tall;
            }
            _ => {
                stacks.push(vec![at]);
                joins = None;
                used = tall;
            }
        }
    }
    stacks
}

fn place(
    pieces: &[BoxSize],
    stacks: Vec<Vec<usize>>,
    (room, least): (usize, usize),
    letter: usize,
) -> (usize, BoxRow) {
    let of = |at: &usize| pieces.get(*at);
    let gaps: usize = stacks.iter().skip(1).map(|stack| gap(pieces, stack)).sum();
    let wanted: Vec<usize> = stacks
        .iter()
        .map(|stack| stack.iter().filter_map(of).map(|piece| piece.wanted).max().unwrap_or(0).max(least))
        .collect();
    let head = |stack: &Vec<usize>| stack.iter().filter_map(of).map(|piece| piece.head).max().unwrap_or(0);
    let heads: Vec<usize> = stacks.iter().map(|stack| head(stack).max(NARROWEST)).collect();
    let widths = with_whole_heads(&wanted, &heads, room.saturating_sub(gaps));
    let tall = |stack: &Vec<usize>, width: usize| -> usize {
        stack.iter().filter_map(of).map(|piece| piece.height(width)).sum()
    };
    let height = stacks.iter().zip(&widths).map(|(stack, width)| tall(stack, *width)).max().unwrap_or(0);
    let empty: usize = stacks.iter().zip(&widths).map(|(stack, width)| height - tall(stack, *width)).sum();
    let cut: usize = stacks
        .iter()
        .zip(&widths)
        .flat_map(|(stack, width)| stack.iter().filter_map(of).map(|piece| piece.cut(*width)))
        .sum();
    let under: usize = stacks.iter().map(|stack| stack.len() - 1).sum();
    (height * LINE + letter * cut + 2 * empty + 4 * under, BoxRow { stacks, widths, height })
}

/// Shares `room` out so that no title of a box is cut, as far as there is room for all of them; the words in the boxes
/// give way first.
pub fn with_whole_heads(wanted: &[usize], heads: &[usize], room: usize) -> Vec<usize> {
    let widths = share(wanted, room);
    let is_cut = widths.iter().zip(heads).any(|(width, head)| width < head);
    if !is_cut || heads.iter().sum::<usize>() > room {
        return widths;
    }
    let within = |limit: usize| -> Vec<usize> {
        wanted.iter().zip(heads).map(|(wanted, head)| (*wanted).min(limit).max(*head)).collect()
    };
    let fits = |limit: &usize| within(*limit).iter().sum::<usize>() <= room;
    let limit = (0..=room).take_while(fits).last().unwrap_or(0);
    let mut widths = within(limit);
    let mut over = room.saturating_sub(widths.iter().sum());
    for (width, wanted) in widths.iter_mut().zip(wanted) {
        let more = wanted.saturating_sub(*width).min(over);
        *width += more;
        over -= more;
    }
    if let Some(last) = widths.last_mut() {
        *last += over;
    }
    widths
}

/// Shares `room` out: what everybody wants, or as much of it as there is, the widest giving way first; what is
/// over goes to all alike.
pub fn share(wanted: &[usize], room: usize) -> Vec<usize> {
    let n = wanted.len();
    if n == 0 {
        return Vec::new();
    }
    let mut widths: Vec<usize> = wanted.to_vec();
    let sum: usize = wanted.iter().sum();
    if sum > room {
        let mut limit = room / n;
        // The highest limit under which all together fit.
        while wanted.iter().map(|width| (*width).min(limit + 1)).sum::<usize>() <= room {
            limit += 1;
        }
        for width in &mut widths {
            *width = (*width).min(limit);
        }
    }
    let mut over = room.saturating_sub(widths.iter().sum());
    // Those that were cut get the columns that are left, then all.
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|at| {
        let cut = wanted.get(*at).zip(widths.get(*at)).is_some_and(|(wanted, width)| width < wanted);
        !cut
    });
    while over > 0 {
        let each = (over / n).max(1);
        for at in &order {
            if let Some(width) = widths.get_mut(*at).filter(|_| over > 0) {
                let more = each.min(over);
                *width += more;
                over -= more;
            }
        }
    }
    widths
}
