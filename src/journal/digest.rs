//! The mark of a wording: tells whether the pack still words an entry as it did when it was answered.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::facts::digest::Fnv;
use crate::pack::model::EntryRef;

/// FNV-1a 64 of title and done-when, white space collapsed; written as 16 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(u64);

impl Digest {
    /// The mark of these words.
    pub fn of(title: &str, done_when: &str) -> Digest {
        let mut hash = Fnv::default();
        add(&mut hash, title);
        hash.byte(b'\n');
        add(&mut hash, done_when);
        Digest(hash.0)
    }

    /// The mark of an entry's present words; a topic's are its title and guidance.
    pub fn of_entry(entry: EntryRef<'_>) -> Digest {
        Digest::of(entry.title(), entry.done_when().unwrap_or(entry.guidance()))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:016x}", self.0)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.to_string()
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(raw: String) -> Result<Digest, String> {
        match u64::from_str_radix(&raw, 16) {
            Ok(hash) if raw.len() == 16 && !raw.starts_with('+') => Ok(Digest(hash)),
            _ => Err("a digest is 16 hexadecimal digits".to_owned()),
        }
    }
}

fn add(hash: &mut Fnv, text: &str) {
    if !text.is_ascii() {
        for (at, word) in text.split_whitespace().enumerate() {
            if at > 0 {
                hash.byte(b' ');
            }
            hash.bytes(word.as_bytes());
        }
        return;
    }
    // Most words are ASCII, and every entry of a pack is marked at every start.
    let (mut has_begun, mut is_gap) = (false, false);
    for byte in text.bytes() {
        if matches!(byte, b' ' | b'\t'..=b'\r') {
            is_gap = has_begun;
            continue;
        }
        if is_gap {
            hash.byte(b' ');
        }
        hash.byte(byte);
        (has_begun, is_gap) = (true, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_change_a_wording() {
        assert_eq!(Digest::of("A  title", "done\n when "), Digest::of(" A title", "done when"));
        assert_ne!(Digest::of("A title", "done"), Digest::of("A", "title done"));
    }

    proptest::proptest! {
        #[test]
        fn words_in_ascii_are_marked_as_all_others(text in "[a \\t\\x0b\\x0c\\x1c\\x1f\\n]{0,12}") {
            let mut hash = Fnv::default();
            let words: Vec<&str> = text.split_whitespace().collect();
            hash.bytes(format!("{}\n", words.join(" ")).as_bytes());
            proptest::prop_assert_eq!(Digest::of(&text, ""), Digest(hash.0));
        }
    }

    #[test]
    fn the_figure_is_the_published_function() {
        // FNV-1a 64 of the single byte 0x0a, the line end between two empty texts.
        assert_eq!(Digest::of("", "").to_string(), "af63c74c8601c8dd");
    }
}
