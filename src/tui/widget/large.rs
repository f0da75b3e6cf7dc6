//! Large letters, out of quarters of a cell: each letter is eight dots wide and high, two dots to a cell both ways.
//!
//! A letter without a large form makes the whole text plain: never a mixture.

use font8x8::UnicodeFonts;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;

/// The cells of a letter.
pub const LETTER: u16 = 4;
/// The rows of a letter.
pub const HEIGHT: u16 = 4;

/// The quarters of a cell, by their bits: upper left, upper right, lower left, lower right.
const QUARTERS: [&str; 16] = [" ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"];

fn dots(letter: char) -> Option<[u8; 8]> {
    font8x8::BASIC_FONTS.get(letter).or_else(|| font8x8::LATIN_FONTS.get(letter))
}

/// How many cells a text takes; `None` if one of its letters has no large form.
pub fn width(words: &str) -> Option<u16> {
    let letters = words.chars().map(dots).collect::<Option<Vec<_>>>()?;
    u16::try_from(letters.len()).ok()?.checked_mul(LETTER)
}

/// Draws one line; what is outside `area` is left out.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, words: &str, style: Style) {
    for (at, letter) in (0..).zip(words.chars()) {
        let Some(dots) = dots(letter) else { return };
        let x = area.x + at * LETTER;
        if x + LETTER > area.right() {
            return;
        }
        for (y, rows) in (0..).zip(dots.chunks(2)) {
            let [upper, lower] = rows else { continue };
            if y >= area.height {
                break;
            }
            let line: String = (0..LETTER).map(|column| QUARTERS[quarter(*upper, *lower, column)]).collect();
            canvas.put(x, area.y + y, LETTER, &line, style);
        }
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
        assert_eq!(width("23 min"), Some(24));
        assert_eq!(width("Über die Größe?"), Some(15 * LETTER));
        assert_eq!(width("日本"), None);
        assert_eq!(width("a — b"), None);
    }

    #[test]
    fn dots_are_drawn_where_the_letter_has_them() {
        assert_eq!(quarter(0b0000_0001, 0, 0), 1);
        assert_eq!(quarter(0b0000_0010, 0b0000_0001, 0), 0b0110);
        assert_eq!(quarter(0b1100_0000, 0b1100_0000, 3), 15);
        assert_eq!(QUARTERS.len(), 16);
    }
}
