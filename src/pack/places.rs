//! Where in a file a byte is: its line, and its column in that line.

use std::ops::Deref;

/// The bytes between two marks.
const STEP: usize = 4_096;

/// The text of one file, in which a place is found without reading the file from its start.
///
/// A file of one very long line may have a problem at each of its values.
#[derive(Debug, Clone, Default)]
pub(super) struct SourceText {
    text: String,
    /// One for each [`STEP`] bytes.
    marks: Vec<Mark>,
}

/// The place of one byte.
#[derive(Debug, Clone, Copy)]
struct Mark {
    byte: usize,
    /// From 1.
    line: usize,
    line_start: usize,
    /// The characters before it in its line.
    column: usize,
}

/// The place of one byte, as people count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in characters; a tab is one.
    pub(super) column: usize,
    /// The byte at which the line begins.
    pub(super) line_start: usize,
}

impl SourceText {
    pub(super) fn new(text: String) -> SourceText {
        let mut at = Mark { byte: 0, line: 1, line_start: 0, column: 0 };
        let mut marks = vec![at];
        while at.byte + STEP < text.len() {
            at = at.moved_to(&text, at.byte + STEP);
            marks.push(at);
        }
        SourceText { text, marks }
    }

    /// The place of the byte at `offset`; beyond the end, the place of the end.
    pub(super) fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let before = self.marks.get(offset / STEP).or(self.marks.last());
        let start = before.copied().unwrap_or(Mark { byte: 0, line: 1, line_start: 0, column: 0 });
        let at = start.moved_to(&self.text, offset);
        Position { line: at.line, column: at.column + 1, line_start: at.line_start }
    }
}

impl Mark {
    /// The place of a later byte.
    fn moved_to(self, text: &str, byte: usize) -> Mark {
        let mut to = Mark { byte, ..self };
        for (idx, one) in text.as_bytes().iter().enumerate().take(byte).skip(self.byte) {
            if *one == b'\n' {
                to = Mark { line: to.line + 1, line_start: idx + 1, column: 0, ..to };
            } else if !is_continuation(*one) {
                to.column += 1;
            }
        }
        to
    }
}

/// Whether a byte continues a character of UTF-8.
fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

impl Deref for SourceText {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_is_what_counting_from_the_start_says(
            lines in prop::collection::vec("[aä日🙂]{0,3000}", 1..6),
            part in 0.0..1.1f64,
        ) {
            let text = lines.join("\n");
            #[expect(clippy::cast_precision_loss, clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "a place anywhere")]
            let mut offset = (text.len() as f64 * part) as usize;
            while offset < text.len() && !text.is_char_boundary(offset) {
                offset += 1;
            }
            let before = &text[..offset.min(text.len())];
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let counted = Position {
                line: 1 + before.matches('\n').count(),
                column: 1 + before[line_start..].chars().count(),
                line_start,
            };
            prop_assert_eq!(SourceText::new(text).position(offset), counted);
        }
    }
}
