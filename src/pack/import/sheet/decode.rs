//! Bytes of a text file as words, in whatever encoding a spreadsheet program has written them.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::text::Text;

/// The words, and a note if the encoding had to be guessed.
pub(super) fn decode(bytes: &[u8]) -> (String, Option<Text>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return (encoding.decode_without_bom_handling(rest).0.into_owned(), None);
    }
    if let Some(encoding) = wide(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), None);
    }
    if let Ok(words) = str::from_utf8(bytes) {
        return (words.to_owned(), None);
    }
    let japanese = SHIFT_JIS.decode_without_bom_handling_and_without_replacement(bytes);
    let is_kana = |c: char| matches!(c, '\u{3041}'..='\u{30ff}');
    if let Some(words) = japanese.filter(|words| words.chars().filter(|c| is_kana(*c)).count() > 3) {
        return (words.into_owned(), Some(Text::line("read as Shift_JIS, since it is not UTF-8")));
    }
    let words = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    (words, Some(Text::line("read as Windows-1252, since it is not UTF-8")))
}

/// Whether the bytes are text at all: hardly any of its characters control something.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let (words, _) = decode(bytes);
    let odd = words.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    !words.contains('\0') && odd * 10 <= words.chars().count()
}

/// UTF-16 without a mark: every second byte of plain text is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(400)).unwrap_or_default();
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if half > 3 && odd * 2 > half && even == 0 => Some(UTF_16LE),
        (even, odd) if half > 3 && even * 2 > half && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_from_the_others() {
        assert_eq!(decode(b"\xef\xbb\xbfGr\xc3\xb6\xc3\x9fe").0, "Größe");
        assert_eq!(decode(b"Gr\xf6\xdfe").0, "Größe");
        assert_eq!(decode(b"\xff\xfeA\0b\0").0, "Ab");
        assert_eq!(decode(b"T\0i\0t\0l\0e\0").0, "Title");
        let (japanese, _, _) = SHIFT_JIS.encode("テナントを決める");
        assert_eq!(decode(&japanese).0, "テナントを決める");
        assert!(decode(b"Gr\xf6\xdfe").1.is_some());
    }
}
