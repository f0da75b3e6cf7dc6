//! The letters that words of a text begin with: tells of most texts, without reading them, that short words do not fit.

use super::Fit;

/// The letters that words begin with, and those that are a word by themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Initials {
    begin: u64,
    alone: u64,
}

impl Initials {
    /// The initials of a folded text.
    pub(super) fn of(folded: &str) -> Initials {
        let mut initials = Initials::default();
        if folded.is_ascii() {
            folded.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).for_each(|word| initials.add(word));
        } else {
            folded.split(|c: char| !c.is_alphanumeric()).for_each(|word| initials.add(word.as_bytes()));
        }
        initials
    }

    fn add(&mut self, word: &[u8]) {
        if let [first, rest @ ..] = word {
            let letter = letter(*first);
            self.begin |= letter;
            if rest.is_empty() {
                self.alone |= letter;
            }
        }
    }
}

/// What of the words that are looked for can be told by initials.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WantedInitials {
    /// The initials of short words, which fit only at the beginning of a word.
    begin: u64,
    /// Whether there is one word of one letter, so that nothing else is looked for.
    is_all: bool,
}

impl WantedInitials {
    /// Those of folded words.
    pub(super) fn of(words: &[String]) -> WantedInitials {
        let short = words.iter().filter(|word| super::is_short(word)).filter_map(|word| word.bytes().next());
        let begin = short.fold(0, |letters, first| letters | letter(first));
        let is_letter = |word: &String| word.len() == 1 && begin != 0;
        WantedInitials { begin, is_all: words.len() == 1 && words.iter().all(is_letter) }
    }

    /// How well a text with these initials fits; only if they cannot tell, `read` finds out.
    pub(super) fn fit(self, initials: Initials, read: impl FnOnce() -> Option<Fit>) -> Option<Fit> {
        if initials.begin & self.begin != self.begin {
            return None;
        }
        if !self.is_all {
            return read();
        }
        Some(if initials.alone & self.begin == 0 { Fit::Beginnings } else { Fit::Phrase })
    }
}

/// A bit for a letter or a digit of ASCII; none for any other byte.
fn letter(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Folded, Query};
    use super::*;

    #[test]
    fn initials_tell_of_one_letter_all_there_is() {
        let fit = |typed: &str, text: &str| {
            let query = Query::new(typed);
            query.initials.fit(Initials::of(text), || panic!("is not read"))
        };
        assert_eq!(fit("a", "plan a"), Some(Fit::Phrase));
        assert_eq!(fit("p", "plan a"), Some(Fit::Beginnings));
        assert_eq!(fit("l", "plan a"), None);
        assert_eq!(fit("p b", "plan a"), None);
    }

    proptest! {
        #[test]
        fn with_initials_the_same_is_found(
            text in "[abA0 .é–-]{0,12}|[a-c ]{0,12}",
            typed in "[abA0 .é–-]{1,4}|[a-c ]{1,6}",
        ) {
            let (query, folded) = (Query::new(&typed), Folded::of(&text).text);
            if !query.is_empty() {
                let fit = query.initials.fit(Initials::of(&folded), || query.rank(&folded));
                prop_assert_eq!(fit, query.rank(&folded));
            }
        }
    }
}
