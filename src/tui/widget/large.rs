//! Large letters: each is eight dots wide and high, a dot being a quarter of a cell or, with many rows, a cell.
//!
//! A letter without a large form makes the whole text plain: never a mixture.

use font8x8::UnicodeFonts;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use crate::text;

/// How large letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// Two dots to a cell both ways: four cells and four rows.
    Quarters,
    /// A dot to a cell: eight cells and eight rows, for screens with many rows.
    Cells,
}

impl Size {
    /// The cells of a letter.
    pub const fn letter(self) -> u16 {
        match self {
            Size::Quarters => 4,
            Size::Cells => 8,
        }
    }

    /// The rows of a letter.
    pub const fn height(self) -> u16 {
        self.letter()
    }

    /// The words in lines of this size, as many as they need; `None` if one of the letters has no large form.
    pub fn lines(self, words: &str, width: u16) -> Option<Vec<String>> {
        width_of(words, self)?;
        Some(text::wrap(words, usize::from(width / self.letter()).max(1)))
    }
}

/// The quarters of a cell, by their bits: upper left, upper right, lower left, lower right.
const QUARTERS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

fn dots(letter: char) -> Option<[u8; 8]> {
    font8x8::BASIC_FONTS.get(letter).or_else(|| font8x8::LATIN_FONTS.get(letter))
}

/// How many cells a text takes; `None` if one of its letters has no large form.
pub fn width_of(words: &str, size: Size) -> Option<u16> {
    let letters = words.chars().map(dots).collect::<Option<Vec<_>>>()?;
    u16::try_from(letters.len()).ok()?.checked_mul(size.letter())
}

/// Draws one line; what is outside `area` is left out.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, words: &str, size: Size, style: Style) {
    for (at, letter) in (0..).zip(words.chars()) {
        let Some(dots) = dots(letter) else { return };
        let x = area.x + at * size.letter();
        if x + size.letter() > area.right() {
            return;
        }
        for (y, line) in (0..area.height).zip(rows(dots, size)) {
            canvas.put(x, area.y + y, size.letter(), &line, style);
        }
    }
}

/// The rows of a letter.
fn rows(dots: [u8; 8], size: Size) -> Vec<String> {
    let columns = 0..size.letter();
    match size {
        Size::Quarters => dots
            .chunks(2)
            .filter_map(|pair| <[u8; 2]>::try_from(pair).ok())
            .map(|[upper, lower]| {
                columns.clone().map(|column| QUARTERS[quarter(upper, lower, column)]).collect()
            })
            .collect(),
        Size::Cells => dots
            .iter()
            .map(|row| columns.clone().map(|dot| if (row >> dot) & 1 == 1 { "█" } else { " " }).collect())
            .collect(),
    }
}

fn quarter(upper: u8, lower: u8, column: u16) -> usize {
    let bit = |row: u8, dot: u16| usize::from((row >> dot) & 1);
    let (left, right) = (2 * column, 2 * column + 1);
    bit(upper, left) | bit(upper, right) << 1 | bit(lower, left) << 2 | bit(lower, right) << 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_have_a_form_and_others_make_the_whole_plain() {
        assert_eq!(width_of("23 min", Size::Quarters), Some(24));
        assert_eq!(width_of("Über die Größe?", Size::Cells), Some(15 * 8));
        assert_eq!(width_of("日本", Size::Quarters), None);
        assert_eq!(Size::Quarters.lines("a — b", 80), None);
        assert_eq!(Size::Cells.lines("One two", 40), Some(vec!["One".to_owned(), "two".to_owned()]));
    }

    #[test]
    fn dots_are_drawn_where_the_letter_has_them() {
        assert_eq!(quarter(0b0000_0001, 0, 0), 1);
        assert_eq!(quarter(0b0000_0010, 0b0000_0001, 0), 0b0110);
        assert_eq!(quarter(0b1100_0000, 0b1100_0000, 3), 15);
        assert_eq!(QUARTERS.len(), 16);
        let dots = dots('I').expect("it has a form");
        assert_eq!(rows(dots, Size::Quarters).len(), 4);
        assert_eq!(rows(dots, Size::Cells).first().map(String::as_str), Some(" ████   "));
    }
}
