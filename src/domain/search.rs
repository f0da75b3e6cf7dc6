//! The one search, of the screens, the palette and `list --search`: whole words first, scattered letters last. Pure.
//!
//! A word is found whole, at the beginning of a word, or inside one; letters scattered over a short name or a title
//! count only if nothing at all has the words. Upper and lower case and accents make no difference.

use self::initials::WantedInitials;
use super::board::{Board, Entry};
use crate::journal::answers::{Answers, Captured};
use crate::journal::record::CaptureId;
use crate::text::{self, Text};

pub mod index;
mod initials;
mod texts;

/// So many characters are looked for; what is typed beyond them finds nothing else.
const LONGEST: usize = 100;
/// Where in an entry the words were found, in the order in which finds are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitField {
    /// In its short name or its title.
    Title,
    /// It is the publisher's name of the row.
    Code,
    /// In the question.
    Question,
    /// In what makes it done.
    DoneWhen,
    /// In why it matters, in advice, aliases and the like.
    Guidance,
    /// In our answer.
    Answer,
    Evidence,
    /// In why it is blocked, waived or does not apply.
    Reason,
    /// It is the owner.
    Owner,
    /// In what was captured there.
    Capture,
    /// It is the person that something was captured for.
    CaptureOwner,
}

impl HitField {
    /// The words of a list of finds; empty for a title, if it shows by itself.
    pub fn phrase(self) -> &'static str {
        match self {
            HitField::Title => "",
            HitField::Code => "code",
            HitField::Question => "question",
            HitField::DoneWhen => "done when",
            HitField::Guidance => "guidance",
            HitField::Answer => "our answer",
            HitField::Evidence => "evidence",
            HitField::Reason => "reason",
            HitField::Owner => "owner",
            HitField::Capture => "captured",
            HitField::CaptureOwner => "captured for",
        }
    }
}

/// How well words fit, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// All of them together, as they were typed.
    Phrase,
    /// Each as a whole word.
    Words,
    /// Each at the beginning of a word.
    Beginnings,
    /// Each somewhere.
    Inside,
    /// Only their letters, in order.
    Scattered,
}

/// Words that are looked for, made ready.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<String>,
    phrase: String,
    initials: WantedInitials,
}

impl Query {
    /// The words of what was typed.
    pub fn new(typed: &str) -> Query {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        let folded = Folded::of(&typed);
        let words: Vec<String> = folded.text.split_whitespace().map(str::to_owned).collect();
        Query { phrase: words.join(" "), initials: WantedInitials::of(&words), words }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text fits, with the characters that do; `None` if it does not have every word.
    pub fn fit(&self, text: &str) -> Option<(Fit, Vec<u32>)> {
        let folded = Folded::of(text);
        self.fit_exact(&folded).or_else(|| self.scattered(&folded))
    }

    /// The characters of a text that are one of the words, whether or not the others are there.
    pub fn marks(&self, text: &str) -> Vec<u32> {
        let folded = Folded::of(text);
        let mut found: Vec<u32> = Vec::new();
        for word in &self.words {
            for (at, _) in folded.text.match_indices(word.as_str()) {
                found.extend(folded.places(at, word.len()));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How well a folded text fits, without the characters: nothing is allocated for the many texts that are not shown.
    fn rank(&self, folded: &str) -> Option<Fit> {
        match self.words.as_slice() {
            [word] => Some(match best(folded, word)?.0 {
                Fit::Words => Fit::Phrase,
                fit => fit,
            }),
            _ if whole(folded, &self.phrase).is_some() => Some(Fit::Phrase),
            words => words.iter().try_fold(Fit::Words, |worst, word| Some(worst.max(best(folded, word)?.0))),
        }
    }

    fn fit_exact(&self, text: &Folded) -> Option<(Fit, Vec<u32>)> {
        if let Some(at) = whole(&text.text, &self.phrase) {
            return Some((Fit::Phrase, text.places(at, self.phrase.len())));
        }
        let mut worst = Fit::Words;
        let mut fitting = Vec::new();
        for word in &self.words {
            let (fit, at) = best(&text.text, word)?;
            worst = worst.max(fit);
            fitting.extend(text.places(at, word.len()));
        }
        fitting.sort_unstable();
        fitting.dedup();
        Some((worst, fitting))
    }

    /// The letters in their order, each as early as it can be.
    fn scattered(&self, text: &Folded) -> Option<(Fit, Vec<u32>)> {
        let mut fitting = Vec::new();
        let mut from = 0;
        for letter in self.words.iter().flat_map(|word| word.chars()) {
            let at = text.text.get(from..)?.find(letter)? + from;
            fitting.extend(text.places(at, letter.len_utf8()));
            from = at + letter.len_utf8();
        }
        fitting.dedup();
        (!fitting.is_empty()).then_some((Fit::Scattered, fitting))
    }
}

/// Whether an entry has every word somewhere: the search of lists and filters.
pub fn holds(typed: &str, row: &Entry, board: &Board, answers: &Answers) -> bool {
    let query = Query::new(typed);
    if query.is_empty() {
        return true;
    }
    let texts: Vec<Folded> =
        texts::texts(row, board, answers).iter().map(|(_, words)| Folded::of(words)).collect();
    query.words.iter().all(|word| texts.iter().any(|text| best(&text.text, word).is_some()))
}

/// The captures at no entry of the project that have every word, in the order of their names.
pub fn captures_elsewhere<'a>(
    typed: &str,
    board: &'a Board,
    answers: &'a Answers,
) -> Vec<(&'a CaptureId, &'a Captured)> {
    let query = Query::new(typed);
    let has_all = |captured: &Captured| {
        let texts = texts::texts_of_capture(captured);
        let texts: Vec<Folded> = texts.iter().map(|(_, words)| Folded::of(words)).collect();
        query.words.iter().all(|word| texts.iter().any(|text| best(&text.text, word).is_some()))
    };
    let found =
        texts::elsewhere(board, answers).filter(|(_, _, captured)| !query.is_empty() && has_all(captured));
    found.map(|(_, id, captured)| (id, captured)).collect()
}

/// Where whole words are.
fn whole(folded: &str, words: &str) -> Option<usize> {
    // Most texts have them nowhere, and that is seen many bytes at a time.
    if !folded.contains(words) {
        return None;
    }
    let mut at = folded.match_indices(words).map(|(at, _)| at);
    at.find(|at| begins(folded, *at) && ends(folded, at + words.len()))
}

/// Where a word fits best: whole, at the beginning of a word, inside one.
fn best(folded: &str, word: &str) -> Option<(Fit, usize)> {
    if !folded.contains(word) {
        return None;
    }
    match word.as_bytes() {
        [letter] => best_of(folded, word, folded.match_indices(char::from(*letter)).map(|(at, _)| at)),
        _ => best_of(folded, word, folded.match_indices(word).map(|(at, _)| at)),
    }
}

fn best_of(folded: &str, word: &str, places: impl Iterator<Item = usize>) -> Option<(Fit, usize)> {
    let is_short = is_short(word);
    let mut found: Option<(Fit, usize)> = None;
    for at in places {
        let fit = match (begins(folded, at), ends(folded, at + word.len())) {
            (true, true) => return Some((Fit::Words, at)),
            (true, false) => Fit::Beginnings,
            _ if is_short => continue,
            _ => Fit::Inside,
        };
        if found.is_none_or(|(best, _)| fit < best) {
            found = Some((fit, at));
        }
    }
    found
}

/// One or two letters inside a word say nothing.
fn is_short(word: &str) -> bool {
    word.chars().nth(2).is_none()
}

fn begins(folded: &str, at: usize) -> bool {
    match at.checked_sub(1).and_then(|before| folded.as_bytes().get(before)) {
        None => true,
        // Most letters that are found are inside a word of plain letters.
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => folded.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric)),
    }
}

fn ends(folded: &str, at: usize) -> bool {
    match folded.as_bytes().get(at) {
        None => true,
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        Some(_) => folded.get(at..).is_some_and(|after| !after.starts_with(char::is_alphanumeric)),
    }
}

/// A text as it is compared: small letters without accents.
#[derive(Debug, Clone, Default)]
struct Folded {
    text: String,
    /// Which character each byte came from; `None` for ASCII, because both are at the same place.
    from: Option<Vec<u32>>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        let mut folded = String::with_capacity(text.len());
        if text.is_ascii() {
            fold(text, &mut folded);
            return Folded { text: folded, from: None };
        }
        let mut from = Vec::with_capacity(text.len());
        for (at, c) in (0_u32..).zip(text.chars()) {
            fold(c.encode_utf8(&mut [0; 4]), &mut folded);
            from.resize(folded.len(), at);
        }
        Folded { text: folded, from: Some(from) }
    }

    /// The characters that these bytes came from.
    fn places(&self, at: usize, len: usize) -> Vec<u32> {
        let Some(from) = &self.from else {
            let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
            return (place(at)..place(at + len)).collect();
        };
        let mut places = from.get(at..at + len).unwrap_or_default().to_vec();
        places.dedup();
        places
    }
}

/// Appends a text in small letters and without accents.
fn fold(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let from = folded.len();
        folded.push_str(text);
        if let Some(new) = folded.get_mut(from..) {
            new.make_ascii_lowercase();
        }
        return;
    }
    for c in text.chars() {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            text::fold_into(c.encode_utf8(&mut [0; 4]), folded);
        }
    }
}

/// What a list of finds shows of an entry: `Design 42  Design session lifetimes`.
pub fn label(name: &Text, title: &Text) -> String {
    if name == title { title.to_string() } else { format!("{name}  {title}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_compared_without_case_and_accents() {
        let folded = Folded::of("Übung 3  Café");
        assert_eq!(folded.text, "ubung 3  cafe");
        assert_eq!(folded.places(9, 4), [9, 10, 11, 12]);
        assert_eq!(Query::new("CAFÉ").fit("ein Café"), Some((Fit::Phrase, vec![4, 5, 6, 7])));
        assert_eq!(Query::new("caf").fit("ein Café").map(|(fit, _)| fit), Some(Fit::Beginnings));
        assert_eq!(Query::new("afe").fit("ein Café").map(|(fit, _)| fit), Some(Fit::Inside));
        let whole = Some(Fit::Phrase);
        assert_eq!(Query::new("strasse").fit("Die Straße").map(|(fit, _)| fit), whole);
        assert_eq!(Query::new("Sørensen").fit("sorensen").map(|(fit, _)| fit), whole);
        assert_eq!(Query::new("fe").fit("ein Café").map(|(fit, _)| fit), Some(Fit::Scattered));
    }
}
