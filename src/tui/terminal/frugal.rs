//! What goes to the terminal: the cells that changed, in as few bytes as they need.
//!
//! A slow line shows each byte. Between two runs of changed cells a jump of the cursor takes more bytes than the few
//! cells it jumps over, and blanks up to the right edge take one sequence. A frame that changes nothing writes nothing.

use std::io::{self, Write};

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{Clear, ClearType as Erase};
use ratatui::layout::{Position, Rect};

use crate::text;

/// The widest gap between changed cells that is written again; a jump takes six to eight bytes.
const WIDEST_GAP: u16 = 6;
/// The fewest blanks at the end of a row that are erased and not written.
const FEWEST_BLANKS: u16 = 10;

/// What the terminal shows, and the way to it.
pub(super) struct FrugalDisplay<W: Write> {
    out: CrosstermBackend<W>,
    shown: Buffer,
    next: Buffer,
    /// `None` while that is not known: at the start, and when another program had the terminal.
    is_cursor_hidden: Option<bool>,
}

impl<W: Write> FrugalDisplay<W> {
    /// A display of a terminal that is blank.
    pub(super) fn new(writer: W, size: Rect) -> FrugalDisplay<W> {
        FrugalDisplay {
            out: CrosstermBackend::new(writer),
            shown: Buffer::empty(size),
            next: Buffer::empty(size),
            is_cursor_hidden: None,
        }
    }

    /// Clears the terminal, which has this size now.
    pub(super) fn clear(&mut self, size: Rect) -> io::Result<()> {
        self.shown = Buffer::empty(size);
        self.next = Buffer::empty(size);
        self.is_cursor_hidden = None;
        queue!(self.out, Clear(Erase::All))
    }

    /// Draws a frame; `draw` says where the cursor stands, if it is to be seen.
    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.next.reset();
        let caret = draw(&mut self.next);
        self.show()?;
        if self.is_cursor_hidden != Some(caret.is_none()) {
            match caret {
                Some(_) => queue!(self.out, Show)?,
                None => queue!(self.out, Hide)?,
            }
            self.is_cursor_hidden = Some(caret.is_none());
        }
        if let Some(Position { x, y }) = caret {
            queue!(self.out, MoveTo(x, y))?;
        }
        Write::flush(&mut self.out)
    }

    /// Writes what differs; then the terminal shows the next frame.
    fn show(&mut self) -> io::Result<()> {
        let changed = self.take_changes();
        if changed.is_empty() {
            return Ok(());
        }
        let (cells, erased) = plan(&self.shown, &changed);
        let cells = cells.iter().filter_map(|at| Some((at.x, at.y, self.shown.cell(*at)?)));
        self.out.draw(cells)?;
        for at in erased {
            queue!(self.out, MoveTo(at.x, at.y), Clear(Erase::UntilNewLine))?;
        }
        Ok(())
    }

    /// Makes the next frame the one that is shown; returns the cells that differed, row by row from left to right.
    fn take_changes(&mut self) -> Vec<Position> {
        let wide = usize::from(self.shown.area.width).max(1);
        let mut changed: Vec<Position> = Vec::new();
        let rows = self.shown.content.chunks_mut(wide).zip(self.next.content.chunks(wide));
        // Most rows stay as they are.
        for ((shown, next), y) in rows.zip(self.shown.area.y..).filter(|((shown, next), _)| shown != next) {
            let (mut x, mut seen_to) = (0, 0);
            while let Some((cell, was)) = next.get(x).zip(shown.get(x)) {
                let end = x + usize::from(width(cell));
                // What an earlier wide sign hid and is now seen, a terminal blanks by itself, in a style of its own.
                if cell != was || x < seen_to {
                    changed.push(Position { x: u16::try_from(x).unwrap_or(u16::MAX), y });
                    let hidden = shown.iter().enumerate().take(end).skip(x);
                    seen_to = hidden.map(|(at, was)| at + usize::from(width(was))).fold(seen_to, usize::max);
                }
                x = end;
            }
            shown.clone_from_slice(next);
        }
        changed
    }
}

/// Which cells are written, in order, and from where on rows are erased up to their ends.
///
/// `changed` are the cells that differ, row by row from left to right, and `shown` is how the screen is to look.
fn plan(shown: &Buffer, changed: &[Position]) -> (Vec<Position>, Vec<Position>) {
    let (mut cells, mut erased) = (Vec::with_capacity(changed.len()), Vec::new());
    for row in changed.chunk_by(|one, next| one.y == next.y) {
        let Some((first, last)) = row.first().zip(row.last()) else { continue };
        let blank_from = blanks(shown, first.y);
        let is_erased = last.x >= blank_from && last.x + 1 >= blank_from + FEWEST_BLANKS;
        let end = if is_erased { blank_from } else { u16::MAX };
        let mut before: Option<Position> = None;
        for at in row.iter().copied().filter(|at| at.x < end) {
            if let Some(before) = before.filter(|before| is_bridged(shown, *before, at)) {
                cells.extend((before.x + 1..at.x).map(|x| Position { x, y: at.y }));
            }
            cells.push(at);
            before = Some(at);
        }
        if is_erased {
            erased.push(Position { x: first.x.max(blank_from), y: first.y });
        }
    }
    (cells, erased)
}

/// The column from which on a row is blank, without any style, up to its end.
fn blanks(shown: &Buffer, y: u16) -> u16 {
    let blank = Cell::default();
    let is_blank =
        |x: u16| shown.cell((x, y)).is_some_and(|cell| cell.symbol() == " " && is_alike(cell, &blank));
    let from = (shown.area.left()..shown.area.right()).rev().take_while(|x| is_blank(*x)).last();
    let Some(from) = from else { return u16::MAX };
    // The second half of a wide sign looks blank and is not.
    let before = from.checked_sub(1).and_then(|x| shown.cell((x, y)));
    if before.is_some_and(|cell| width(cell) > 1) { from + 1 } else { from }
}

/// Whether the cells between two changed ones are written again, rather than jumped over.
fn is_bridged(shown: &Buffer, before: Position, at: Position) -> bool {
    if at.x <= before.x + 1 || at.x - before.x - 1 > WIDEST_GAP {
        return false;
    }
    let Some(like) = shown.cell(before) else { return false };
    // Only what needs no bytes but its own, and has the width that it seems to have.
    like.symbol().is_ascii()
        && (before.x + 1..at.x).all(|x| {
            shown.cell((x, at.y)).is_some_and(|cell| cell.symbol().is_ascii() && is_alike(cell, like))
        })
}

/// The columns that a cell's sign takes.
fn width(cell: &Cell) -> u16 {
    if cell.symbol().is_ascii() { 1 } else { u16::try_from(text::width(cell.symbol())).unwrap_or(1).max(1) }
}

fn is_alike(one: &Cell, other: &Cell) -> bool {
    (one.fg, one.bg, one.modifier) == (other.fg, other.bg, other.modifier)
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;
    use crate::tui::theme::{Signs, Theme};
    use crate::tui::widget::canvas::Canvas;

    #[derive(Clone, Default)]
    struct Sent(Rc<RefCell<Vec<u8>>>);

    impl Write for Sent {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn frame(words: &[(char, u8)]) -> Buffer {
        let theme = Theme::monochrome(Signs::Rich);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 3));
        let mut canvas = Canvas::new(&mut buffer, &theme);
        for (at, (sign, style)) in words.iter().enumerate() {
            let style = match style {
                0..=5 => Style::new(),
                6 => Style::new().add_modifier(Modifier::REVERSED),
                7 => Style::new().bg(Color::Blue),
                _ => Style::new().fg(Color::Red),
            };
            let (x, y) = (u16::try_from(at % 20).unwrap(), u16::try_from(at / 20).unwrap());
            canvas.put(x, y, 2, &sign.to_string(), style);
        }
        canvas.finish();
        buffer
    }

    fn any_frame() -> impl Strategy<Value = Buffer> {
        let sign =
            prop_oneof![4 => Just(' '), 3 => Just('a'), 1 => Just('é'), 1 => Just('─'), 1 => Just('日')];
        proptest::collection::vec((sign, 0_u8..9), 0..60).prop_map(|words| frame(&words))
    }

    struct Wire(FrugalDisplay<Sent>, Sent);

    impl Wire {
        fn new() -> Wire {
            let sent = Sent::default();
            Wire(FrugalDisplay::new(sent.clone(), Rect::new(0, 0, 20, 3)), sent)
        }

        fn draw(&mut self, after: &Buffer) -> Vec<u8> {
            self.0.next = after.clone();
            self.0.show().unwrap();
            self.1.0.take()
        }
    }

    fn letters(words: &str) -> Buffer {
        frame(&words.chars().map(|sign| (sign, 0)).collect::<Vec<_>>())
    }

    /// The number of cells that are written, and from where on rows are erased.
    fn planned(before: &Buffer, after: &Buffer) -> (usize, Vec<Position>) {
        let mut wire = Wire::new();
        wire.draw(before);
        wire.0.next = after.clone();
        let changed = wire.0.take_changes();
        let (cells, erased) = plan(after, &changed);
        (cells.len(), erased)
    }

    proptest! {
        #[test]
        fn the_terminal_shows_what_was_drawn(frames in proptest::collection::vec(any_frame(), 1..5)) {
            ratatui::crossterm::style::force_color_output(true);
            let mut wire = Wire::new();
            let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
            for after in frames {
                terminal.process(&wire.draw(&after));
                let mut half = None;
                for at in after.area.positions() {
                    if half == Some(at) {
                        continue;
                    }
                    half = (text::width(after[at].symbol()) > 1).then_some(Position { x: at.x + 1, y: at.y });
                    let (cell, seen) = (&after[at], terminal.screen().cell(at.y, at.x).unwrap());
                    let sign = if seen.contents().is_empty() { " " } else { seen.contents() };
                    prop_assert_eq!(cell.symbol(), sign);
                    prop_assert_eq!(cell.modifier.contains(Modifier::REVERSED), seen.inverse());
                    prop_assert_eq!(cell.bg == Color::Reset, seen.bgcolor() == vt100::Color::Default);
                    prop_assert_eq!(cell.fg == Color::Reset, seen.fgcolor() == vt100::Color::Default);
                }
            }
        }
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let mut wire = Wire::new();
        let words = letters("ab");
        assert!(!wire.draw(&words).is_empty());
        assert_eq!(wire.draw(&words), b"");
    }

    #[test]
    fn small_gaps_are_written_and_blanks_up_to_the_edge_are_erased() {
        let before = letters("abcdefghijklmnopqrst");
        assert_eq!(planned(&before, &letters("Abcdefgh")), (1, vec![Position::new(8, 0)]));
        assert_eq!(planned(&before, &letters("AbcdEfghijklmnopqrst")), (5, vec![]));
        assert_eq!(planned(&before, &letters("AbcdefghijklMnopqrst")), (2, vec![]));
    }

    #[test]
    fn the_second_half_of_a_wide_sign_is_not_erased() {
        let mut after = frame(&[]);
        after.set_string(0, 0, "日", Style::new());
        assert_eq!(planned(&letters("abcdefghijklmnopqrst"), &after), (1, vec![Position::new(2, 0)]));
    }
}
