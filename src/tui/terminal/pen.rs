//! The pen that writes to the terminal: where it is and in which style it writes. Only what differs is sent.

use std::fmt::Write as _;
use std::io::{self, Write};

use ratatui::backend::IntoCrossterm;
use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{MoveRight, MoveTo};
use ratatui::crossterm::queue;
use ratatui::crossterm::style::Colored;
use ratatui::crossterm::terminal::{Clear, ClearType as Erase};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};

use crate::text;

/// What shows on a blank, too.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Modifiers with the numbers that switch them on and off, as a terminal knows them.
const NUMBERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// How signs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct PenStyle {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: PenStyle = PenStyle { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// The pen, which is plain and anywhere at first.
pub(super) struct Pen<'a, W> {
    out: &'a mut W,
    style: PenStyle,
    /// `None` while that is not known.
    at: Option<Position>,
    /// Whether nothing since the last jump could be wider than it seems.
    is_sure: bool,
}

impl<W: Write> Pen<'_, W> {
    pub(super) fn new(out: &mut W) -> Pen<'_, W> {
        Pen { out, style: PLAIN, at: None, is_sure: false }
    }

    /// Goes somewhere.
    pub(super) fn go(&mut self, to: Position) -> io::Result<()> {
        match self.at {
            Some(at) if at == to => return Ok(()),
            Some(at) if self.is_sure && at.y == to.y && at.x < to.x => {
                queue!(self.out, MoveRight(to.x - at.x))?;
            }
            _ => {
                queue!(self.out, MoveTo(to.x, to.y))?;
                self.is_sure = true;
            }
        }
        self.at = Some(to);
        Ok(())
    }

    /// The bytes that it takes to go on in the same row; none where that has to name the place.
    pub(super) fn jump(&self) -> usize {
        if self.is_sure && self.at.is_some() { 4 } else { 0 }
    }

    /// Writes a cell.
    pub(super) fn write(&mut self, cell: &Cell) -> io::Result<()> {
        if !self.fits(cell) {
            self.turn(style(cell))?;
        }
        self.is_sure &= cell.symbol().is_ascii();
        self.out.write_all(cell.symbol().as_bytes())?;
        // What a wide sign hides is left out, and not all terminals find the same signs wide.
        self.at = self
            .at
            .filter(|_| width(cell) == 1 && !is_cluster(cell))
            .map(|at| Position { x: at.x + 1, ..at });
        Ok(())
    }

    /// Writes blanks in the place of a cell, as many as it takes.
    pub(super) fn blank(&mut self, cell: &Cell) -> io::Result<()> {
        let mut blank = cell.clone();
        blank.set_symbol(" ");
        (0..width(cell)).try_for_each(|_| self.write(&blank))
    }

    /// Whether a cell looks right without another style.
    pub(super) fn fits(&self, cell: &Cell) -> bool {
        if is_blank(cell) {
            self.style.bg == cell.bg && !self.style.modifier.intersects(SEEN_ON_BLANKS)
        } else {
            self.style == style(cell)
        }
    }

    /// Blanks the rest of the row.
    pub(super) fn erase(&mut self) -> io::Result<()> {
        // Terminals erase in the background that is set.
        self.lift()?;
        queue!(self.out, Clear(Erase::UntilNewLine))
    }

    /// Makes the pen plain.
    pub(super) fn lift(&mut self) -> io::Result<()> {
        self.turn(PLAIN)
    }

    /// Changes the style: the differences, or all of it after a reset, whichever is shorter.
    fn turn(&mut self, to: PenStyle) -> io::Result<()> {
        if self.style == to {
            return Ok(());
        }
        let (differences, anew) = (differences(self.style, to), differences(PLAIN, to));
        let is_shorter = differences.len() <= anew.len() + 1;
        self.style = to;
        match (is_shorter, anew.is_empty()) {
            (_, true) => self.out.write_all(b"\x1b[m"),
            (true, false) => write!(self.out, "\x1b[{}m", differences.trim_start_matches(';')),
            (false, false) => write!(self.out, "\x1b[0{anew}m"),
        }
    }
}

/// The numbers that make one style of another, a semicolon before each.
fn differences(from: PenStyle, to: PenStyle) -> String {
    let mut numbers = String::new();
    let gone = from.modifier.difference(to.modifier);
    let mut kept = from.modifier;
    for (modifier, _, off) in NUMBERS {
        // One number switches off two of them.
        if gone.contains(modifier) && kept.contains(modifier) {
            let _ = write!(numbers, ";{off}");
            kept = NUMBERS
                .iter()
                .filter(|(.., also)| *also == off)
                .fold(kept, |kept, (modifier, ..)| kept - *modifier);
        }
    }
    for (modifier, on, _) in NUMBERS {
        if to.modifier.contains(modifier) && !kept.contains(modifier) {
            let _ = write!(numbers, ";{on}");
        }
    }
    if from.fg != to.fg {
        let _ = write!(numbers, ";{}", Colored::ForegroundColor(to.fg.into_crossterm()));
    }
    if from.bg != to.bg {
        let _ = write!(numbers, ";{}", Colored::BackgroundColor(to.bg.into_crossterm()));
    }
    numbers
}

fn style(cell: &Cell) -> PenStyle {
    if is_blank(cell) {
        PenStyle { bg: cell.bg, ..PLAIN }
    } else {
        PenStyle { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// Whether of a cell only its background is seen.
fn is_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANKS)
}

/// Whether two cells look the same.
pub(super) fn is_alike(one: &Cell, other: &Cell) -> bool {
    one == other || is_blank(one) && is_blank(other) && one.bg == other.bg
}

/// Whether a cell has several characters that are one sign: terminals do not agree how wide it is.
pub(super) fn is_cluster(cell: &Cell) -> bool {
    !cell.symbol().is_ascii() && cell.symbol().chars().nth(1).is_some()
}

/// The columns that a cell's sign takes.
pub(super) fn width(cell: &Cell) -> u16 {
    if cell.symbol().is_ascii() { 1 } else { u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1) }
}
