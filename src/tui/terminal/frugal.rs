//! What goes to the terminal: the cells that changed, in as few bytes as they need.
//!
//! A slow line shows each byte. Between two runs of changed cells a jump of the cursor takes more bytes than the few
//! cells it jumps over, and blanks up to the right edge take one sequence. A frame that changes nothing writes nothing.

use std::io::{self, Write};
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{Clear, ClearType as Erase};
use ratatui::layout::{Position, Rect};

use super::pen::{Pen, is_alike, is_cluster, width};

/// The fewest blanks at the end of a row that are erased and not written, if the pen is there already.
const FEWEST_BLANKS: u16 = 5;
/// The bytes that a jump to another row takes, about.
const JUMP: u16 = 6;

/// What the terminal shows, and the way to it.
pub(super) struct FrugalDisplay<W: Write> {
    out: W,
    shown: Buffer,
    next: Buffer,
    /// `None` while that is not known: at the start, and when another program had the terminal.
    is_cursor_hidden: Option<bool>,
}

impl<W: Write> FrugalDisplay<W> {
    /// A display of a terminal that is blank.
    pub(super) fn new(writer: W, size: Rect) -> FrugalDisplay<W> {
        FrugalDisplay {
            out: writer,
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
        self.out.flush()
    }

    #[cfg(test)]
    pub(super) fn written(&self) -> &W {
        &self.out
    }

    /// Writes what differs; then the terminal shows the next frame.
    fn show(&mut self) -> io::Result<()> {
        let changed = self.take_changes();
        let mut pen = Pen::new(&mut self.out);
        for row in changed.chunk_by(|one, next| one.y == next.y) {
            show_row(&mut pen, &self.shown, row)?;
        }
        pen.lift()
    }

    /// Makes the next frame the one that is shown; returns the cells that differed, row by row from left to right.
    fn take_changes(&mut self) -> Vec<Position> {
        let wide = usize::from(self.shown.area.width).max(1);
        let mut changed: Vec<Position> = Vec::new();
        let rows = self.shown.content.chunks(wide).zip(self.next.content.chunks(wide));
        // Most rows stay as they are.
        for ((shown, next), y) in rows.zip(self.shown.area.y..).filter(|((shown, next), _)| shown != next) {
            let (mut x, mut seen_to) = (0, 0);
            // A terminal that finds a sign wider than we do writes over what is behind it.
            let mut is_behind = false;
            while let Some((cell, was)) = next.get(x).zip(shown.get(x)) {
                let end = x + usize::from(width(cell));
                // What an earlier wide sign hid and is now seen, a terminal blanks by itself, in a style of its own.
                if is_behind || x < seen_to || !is_alike(cell, was) {
                    is_behind |= is_doubtful(cell);
                    changed.push(Position { x: u16::try_from(x).unwrap_or(u16::MAX), y });
                    let hidden = shown.iter().enumerate().take(end).skip(x);
                    seen_to = hidden.map(|(at, was)| at + usize::from(width(was))).fold(seen_to, usize::max);
                }
                x = end;
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        changed
    }
}

/// Writes the cells of a row that differ, `changed` from left to right; `shown` is how the screen is to look.
fn show_row<W: Write>(pen: &mut Pen<'_, W>, shown: &Buffer, changed: &[Position]) -> io::Result<()> {
    let (written, blanked) = changed.split_at(first_blank(shown, changed));
    let mut before: Option<u16> = None;
    for at in written.iter().copied() {
        let gap = before.map(|before| before + 1..at.x).filter(|gap| is_bridged(pen, shown, gap, at.y));
        for x in gap.into_iter().flatten() {
            shown.cell((x, at.y)).map_or(Ok(()), |cell| pen.write(cell))?;
        }
        pen.go(at)?;
        if let Some(cell) = shown.cell(at) {
            if is_doubtful(cell) {
                // A terminal that finds it narrower leaves what stood there.
                pen.blank(cell)?;
                pen.go(at)?;
            }
            pen.write(cell)?;
        }
        before = Some(at.x);
    }
    match blanked.first() {
        Some(at) => {
            pen.go(*at)?;
            pen.erase()
        }
        None => Ok(()),
    }
}

/// Whether a terminal may find a sign narrower or wider than the cells that it has here.
fn is_doubtful(cell: &Cell) -> bool {
    is_cluster(cell) && width(cell) > 1
}

/// The place in `changed` from where on the row is erased up to its end, and not written.
fn first_blank(shown: &Buffer, changed: &[Position]) -> usize {
    let Some(last) = changed.last() else { return 0 };
    let from = blanks(shown, last.y);
    let first = changed.partition_point(|at| at.x < from);
    let Some(at) = changed.get(first) else { return changed.len() };
    let is_beside = first
        .checked_sub(1)
        .and_then(|before| changed.get(before))
        .is_some_and(|before| before.x + 1 == at.x);
    let fewest = if is_beside { FEWEST_BLANKS } else { FEWEST_BLANKS + JUMP };
    if last.x + 1 >= at.x + fewest { first } else { changed.len() }
}

/// The column from which on a row is blank, without any style, up to its end.
fn blanks(shown: &Buffer, y: u16) -> u16 {
    let blank = Cell::default();
    let is_blank = |x: u16| shown.cell((x, y)).is_some_and(|cell| is_alike(cell, &blank));
    let from = (shown.area.left()..shown.area.right()).rev().take_while(|x| is_blank(*x)).last();
    let Some(from) = from else { return u16::MAX };
    // The second half of a wide sign looks blank and is not.
    let before = from.checked_sub(1).and_then(|x| shown.cell((x, y)));
    if before.is_some_and(|cell| width(cell) > 1) { from + 1 } else { from }
}

/// Whether the cells between two changed ones are written again, rather than jumped over.
fn is_bridged<W: Write>(pen: &Pen<'_, W>, shown: &Buffer, gap: &Range<u16>, y: u16) -> bool {
    // Only what needs no bytes but its own, and has the width that it seems to have.
    gap.len() <= pen.jump()
        && gap
            .clone()
            .all(|x| shown.cell((x, y)).is_some_and(|cell| cell.symbol().is_ascii() && pen.fits(cell)))
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::style::{Color, Modifier, Style};

    use super::*;
    use crate::text;
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
            let plain = Style::new();
            let style = match style {
                0..=5 => plain,
                6 => plain.add_modifier(Modifier::REVERSED),
                7 => plain.bg(Color::Blue),
                8 => plain.fg(Color::Red),
                9 => plain.fg(Color::Indexed(114)).add_modifier(Modifier::BOLD),
                10 => plain.add_modifier(Modifier::BOLD),
                11 => plain.add_modifier(Modifier::DIM),
                12 => plain.add_modifier(Modifier::DIM | Modifier::ITALIC),
                13 => plain.fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::BOLD | Modifier::DIM),
                _ => plain.add_modifier(Modifier::UNDERLINED),
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
        proptest::collection::vec((sign, 0_u8..15), 0..60).prop_map(|words| frame(&words))
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

    /// What is written when one frame follows another.
    fn written(before: &Buffer, after: &Buffer) -> String {
        let mut wire = Wire::new();
        wire.draw(before);
        String::from_utf8(wire.draw(after)).unwrap()
    }

    fn shown(color: Color) -> vt100::Color {
        match color {
            Color::Red => vt100::Color::Idx(1),
            Color::Blue => vt100::Color::Idx(4),
            Color::Indexed(number) => vt100::Color::Idx(number),
            _ => vt100::Color::Default,
        }
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
                    let has = |modifier| cell.modifier.contains(modifier);
                    prop_assert_eq!(has(Modifier::REVERSED), seen.inverse());
                    prop_assert_eq!(has(Modifier::UNDERLINED), seen.underline());
                    prop_assert_eq!(shown(cell.bg), seen.bgcolor());
                    // Nothing else is seen on a blank.
                    if sign != " " || seen.inverse() || seen.underline() {
                        prop_assert_eq!(shown(cell.fg), seen.fgcolor());
                        prop_assert_eq!(has(Modifier::ITALIC), seen.italic());
                        prop_assert_eq!(has(Modifier::BOLD) || has(Modifier::DIM), seen.bold() || seen.dim());
                    }
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
        assert_eq!(written(&before, &letters("Abcdefgh")), "\x1b[1;1HA\x1b[7C\x1b[K");
        assert_eq!(written(&before, &letters("AbcdefgH")), "\x1b[1;1HA\x1b[6CH\x1b[K");
        assert_eq!(written(&before, &letters("AbcdEfghijklmnopqrst")), "\x1b[1;1HAbcdE");
        assert_eq!(written(&before, &letters("AbcdefGhijklmnopqrst")), "\x1b[1;1HA\x1b[5CG");
        assert_eq!(written(&before, &letters("abcdefghijklmnopq")), "\x1b[1;18H   ");
    }

    #[test]
    fn the_second_half_of_a_wide_sign_is_not_erased() {
        let mut after = frame(&[]);
        after.set_string(0, 0, "日", Style::new());
        let before = letters("abcdefghijklmnopqrst");
        assert_eq!(written(&before, &after), "\x1b[1;1H日\x1b[1;3H\x1b[K");
    }

    /// Sets words into the row of letters, from the second on.
    fn among_letters(words: &str) -> Buffer {
        let mut after = letters("abcdefghijklmnopqrst");
        let theme = Theme::monochrome(Signs::Rich);
        let mut canvas = Canvas::new(&mut after, &theme);
        canvas.put(1, 0, 18, words, Style::new());
        canvas.finish();
        after
    }

    /// The first row of a terminal that measures each character by itself.
    fn seen(frames: &[&Buffer]) -> String {
        let mut wire = Wire::new();
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
        for frame in frames {
            terminal.process(&wire.draw(frame));
        }
        terminal.screen().contents().lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn nothing_stale_stands_behind_a_sign_that_the_terminal_finds_narrower() {
        let (before, after) = (letters("abcdefghijklmnopqrst"), among_letters("⚠\u{fe0f}"));
        let sent = written(&before, &after);
        assert_eq!(sent, "\x1b[1;2H  \x1b[1;2H⚠\u{fe0f}\x1b[1;4Hdefghijklmnopqrst");
        // In a terminal that does not know what follows the first character and shows that in one cell.
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
        terminal.process(b"abcdefghijklmnopqrst");
        terminal.process(sent.replace("⚠\u{fe0f}", "!").as_bytes());
        assert_eq!(terminal.screen().contents().trim_end(), "a! defghijklmnopqrst");
    }

    #[test]
    fn what_a_sign_that_the_terminal_finds_wider_covers_is_written_again() {
        let family = "👩\u{200d}👩\u{200d}👧";
        let (before, after) = (letters("abcdefghijklmnopqrst"), among_letters(family));
        assert!(seen(&[&before, &after]).ends_with("defghijklmnopqrst"), "{}", seen(&[&before, &after]));
        assert_eq!(seen(&[&before, &after, &before]), "abcdefghijklmnopqrst");
    }

    #[test]
    fn one_wide_character_costs_what_it_did() {
        let before = letters("abcdefghijklmnopqrst");
        assert_eq!(written(&before, &among_letters("日")), "\x1b[1;2H日");
        assert_eq!(written(&before, &among_letters("é")), "\x1b[1;2Hé");
    }

    #[test]
    fn a_jump_over_signs_that_may_be_wide_names_the_place() {
        assert_eq!(written(&letters(""), &letters("a─       b")), "\x1b[1;1Ha─\x1b[1;10Hb");
    }

    #[test]
    fn styles_take_few_bytes_and_blanks_none() {
        let styled = |words: &[(&str, u8)]| {
            let cells = words.iter().flat_map(|(words, style)| words.chars().map(|sign| (sign, *style)));
            written(&letters(""), &frame(&cells.collect::<Vec<_>>()))
        };
        assert_eq!(styled(&[("a", 11), (" ", 0), ("b", 11), ("c", 0)]), "\x1b[1;1H\x1b[2ma b\x1b[mc");
        assert_eq!(styled(&[("a", 10), ("b", 11)]), "\x1b[1;1H\x1b[1ma\x1b[0;2mb\x1b[m");
        assert_eq!(styled(&[("a", 13), ("b", 10)]), "\x1b[1;1H\x1b[1;2;38;5;1;48;5;4ma\x1b[0;1mb\x1b[m");
        assert_eq!(styled(&[("a", 11), ("b", 12)]), "\x1b[1;1H\x1b[2ma\x1b[3mb\x1b[m");
        assert_eq!(styled(&[("  ", 11), (" ", 10)]), "");
        assert_eq!(styled(&[("a", 6), (" ", 7), ("b", 7)]), "\x1b[1;1H\x1b[7ma\x1b[0;48;5;4m b\x1b[m");
    }
}
