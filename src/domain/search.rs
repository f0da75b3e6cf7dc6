//! The one search, of the screens, the palette and `list --search`: whole words first, scattered letters last. Pure.
//!
//! A word is found whole, at the beginning of a word, or inside one; letters scattered over a short name or a title
//! count only if nothing at all has the words. Upper and lower case and accents make no difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::board::{Board, Entry, EntryIx};
use crate::journal::answers::Answers;
use crate::pack::model::EntryRef;
use crate::text::Text;

/// So many characters are looked for; what is typed beyond them finds nothing else.
const LONGEST: usize = 100;
/// So many characters of a text are shown before what was found in it.
const BEFORE: usize = 24;
/// So many after its beginning, more than any row has room for.
const MOST_SHOWN: usize = 400;

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
    /// The words of a list of finds; empty for a title, where it shows by itself.
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

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub row: EntryIx,
    pub found: HitField,
    /// The words around the find if it is not in the title; else the label.
    pub shown: String,
    /// Which characters of `shown` fit, by position, in order.
    pub fitting: Vec<u32>,
}

/// Words that are looked for, made ready.
#[derive(Debug, Clone, Default)]
pub struct Query {
    words: Vec<String>,
    phrase: String,
}

impl Query {
    /// The words of what was typed.
    pub fn new(typed: &str) -> Query {
        let typed: String = typed.trim().chars().take(LONGEST).collect();
        let folded = Folded::of(&typed);
        let words: Vec<String> = folded.text.split_whitespace().map(str::to_owned).collect();
        Query { phrase: words.join(" "), words }
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

    /// How well a text fits, without the characters: nothing is allocated for the many texts that are not shown.
    fn rank(&self, text: &Folded) -> Option<Fit> {
        if text.whole(&self.phrase).is_some() {
            return Some(Fit::Phrase);
        }
        self.words.iter().try_fold(Fit::Words, |worst, word| Some(worst.max(text.best(word)?.0)))
    }

    fn fit_exact(&self, text: &Folded) -> Option<(Fit, Vec<u32>)> {
        if let Some(at) = text.whole(&self.phrase) {
            return Some((Fit::Phrase, text.places(at, self.phrase.len())));
        }
        let mut worst = Fit::Words;
        let mut fitting = Vec::new();
        for word in &self.words {
            let (fit, at) = text.best(word)?;
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

/// A text as it is compared: small letters without accents.
#[derive(Debug, Clone, Default)]
struct Folded {
    text: String,
    /// Which character each byte came from; `None` for ASCII, where both are at the same place.
    from: Option<Vec<u32>>,
}

impl Folded {
    fn of(text: &str) -> Folded {
        if text.is_ascii() {
            return Folded { text: text.to_ascii_lowercase(), from: None };
        }
        let mut folded = String::with_capacity(text.len());
        let mut from = Vec::with_capacity(text.len());
        for (at, c) in (0_u32..).zip(text.chars()) {
            for small in
                std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)
            {
                folded.push(small);
                from.extend(std::iter::repeat_n(at, small.len_utf8()));
            }
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

    /// Where words stand whole.
    fn whole(&self, words: &str) -> Option<usize> {
        let mut at = self.text.match_indices(words).map(|(at, _)| at);
        at.find(|at| self.begins(*at) && self.ends(at + words.len()))
    }

    /// Where a word fits best: whole, at the beginning of a word, inside one.
    fn best(&self, word: &str) -> Option<(Fit, usize)> {
        let mut found: Option<(Fit, usize)> = None;
        for (at, _) in self.text.match_indices(word) {
            let fit = match (self.begins(at), self.ends(at + word.len())) {
                (true, true) => Fit::Words,
                (true, false) => Fit::Beginnings,
                // One or two letters inside a word say nothing.
                _ if word.chars().nth(2).is_none() => continue,
                _ => Fit::Inside,
            };
            if found.is_none_or(|(best, _)| fit < best) {
                found = Some((fit, at));
            }
        }
        found
    }

    fn begins(&self, at: usize) -> bool {
        self.text.get(..at).is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    }

    fn ends(&self, at: usize) -> bool {
        self.text.get(at..).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    }
}

/// The texts of a project, made ready to be searched many times.
#[derive(Debug, Clone)]
pub struct Index {
    entries: Vec<Searched>,
}

#[derive(Debug, Clone)]
struct Searched {
    row: EntryIx,
    label: String,
    folded: Folded,
    texts: Vec<(HitField, String, Folded)>,
}

impl Index {
    /// The texts of everything on the board, also of what does not apply.
    pub fn new(board: &Board, answers: &Answers) -> Index {
        let rows = board.rows().iter().enumerate();
        Index { entries: rows.map(|(at, row)| Searched::of(EntryIx(at), row, board, answers)).collect() }
    }

    /// What `typed` finds: the best fitting first, titles before texts, in the board's order among equals.
    pub fn search(&self, typed: &str) -> Vec<Hit> {
        let query = Query::new(typed);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<((Fit, HitField), Hit)> =
            self.entries.iter().filter_map(|entry| entry.find(&query)).collect();
        if found.is_empty() {
            let scattered = self.entries.iter().filter_map(|entry| entry.scattered(&query));
            let mut scattered: Vec<(u32, Hit)> = scattered.collect();
            // Letters close together mean more than letters far apart.
            scattered.sort_by_key(|(spread, _)| *spread);
            return scattered.into_iter().map(|(_, hit)| hit).collect();
        }
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// Whether an entry has every word somewhere: the search of lists and filters.
pub fn holds(typed: &str, row: &Entry, board: &Board, answers: &Answers) -> bool {
    let query = Query::new(typed);
    query.is_empty() || Searched::of(EntryIx(0), row, board, answers).find(&query).is_some()
}

impl Searched {
    fn of(ix: EntryIx, row: &Entry, board: &Board, answers: &Answers) -> Searched {
        let mut texts: Vec<(HitField, &str)> = Vec::new();
        let entry = board.entry(answers, &row.id);
        if let Some(entry) = entry {
            collect(entry, &mut texts);
        }
        if let Some(said) = answers.entry(&row.id) {
            let answer = said.answer();
            let parts = [
                (HitField::Answer, said.note()),
                (HitField::Evidence, answer.and_then(|answer| answer.evidence.as_ref())),
                (HitField::Reason, answer.and_then(|answer| answer.reason.as_ref())),
                (HitField::Owner, said.owner()),
            ];
            texts.extend(parts.into_iter().filter_map(|(found, words)| Some((found, words?.as_str()))));
        }
        for (_, capture) in answers.captures_at(&row.id) {
            if let Some(captured) = capture.capture.value() {
                texts.push((HitField::Capture, captured.text.as_str()));
                texts.extend(captured.owner.iter().map(|owner| (HitField::CaptureOwner, owner.as_str())));
            }
        }
        let why_not = board.why_not(&row.applies);
        texts.extend(why_not.iter().map(|why| (HitField::Reason, why.as_str())));
        texts.push((HitField::Code, row.id.as_str()));
        let label = label(&row.name, &row.title);
        let texts = texts.into_iter().filter(|(_, words)| !words.is_empty());
        Searched {
            row: ix,
            folded: Folded::of(&label),
            label,
            texts: texts.map(|(found, words)| (found, words.to_owned(), Folded::of(words))).collect(),
        }
    }

    /// The best find of all words in one place; else each word wherever it is best, named by its first text.
    fn find(&self, query: &Query) -> Option<((Fit, HitField), Hit)> {
        let title = query.rank(&self.folded).map(|fit| ((fit, HitField::Title), &self.label, &self.folded));
        let texts = self.texts.iter();
        let texts =
            texts.filter_map(|(found, words, folded)| Some(((query.rank(folded)?, *found), words, folded)));
        let Some((rank, words, folded)) = title.into_iter().chain(texts).min_by_key(|(rank, ..)| *rank)
        else {
            return self.spread(query);
        };
        let (_, fitting) = query.fit_exact(folded)?;
        let hit = match rank.1 {
            HitField::Title => Hit { row: self.row, found: rank.1, shown: words.clone(), fitting },
            found => self.excerpt(found, words, &fitting),
        };
        Some((rank, hit))
    }

    /// Words that are in several texts.
    fn spread(&self, query: &Query) -> Option<((Fit, HitField), Hit)> {
        if query.words.len() < 2 {
            return None;
        }
        let mut worst = Fit::Words;
        let mut first: Option<(HitField, &String, Vec<u32>)> = None;
        for word in &query.words {
            let title = self.folded.best(word).map(|(fit, _)| fit);
            let texts = self.texts.iter().filter_map(|(found, words, folded)| {
                let (fit, at) = folded.best(word)?;
                Some((fit, *found, words, folded.places(at, word.len())))
            });
            let text = texts.min_by_key(|(fit, found, ..)| (*fit, *found));
            let fit = title.into_iter().chain(text.as_ref().map(|(fit, ..)| *fit)).min()?;
            worst = worst.max(fit);
            if title.is_none()
                && let Some((_, found, words, places)) = text
                && first.as_ref().is_none_or(|(before, ..)| found < *before)
            {
                first = Some((found, words, places));
            }
        }
        let (found, words, places) = first?;
        Some(((worst, found), self.excerpt(found, words, &places)))
    }

    fn excerpt(&self, found: HitField, words: &str, fitting: &[u32]) -> Hit {
        let first = fitting.first().map_or(0, |at| usize::try_from(*at).unwrap_or(0));
        let skipped = first.saturating_sub(BEFORE);
        // A word is not cut where it begins to be shown.
        let upto = first + MOST_SHOWN;
        let rest = words.char_indices().map(|(at, c)| (at, c.is_whitespace())).take(upto).collect::<Vec<_>>();
        let skipped =
            (skipped..first).find(|at| *at == 0 || rest.get(at - 1).is_some_and(|(_, blank)| *blank));
        let skipped = skipped.unwrap_or(first.min(rest.len()));
        let from = rest.get(skipped).map_or(0, |(at, _)| *at);
        let to = words.char_indices().nth(upto).map_or(words.len(), |(at, _)| at);
        let (dots, shift) = if skipped > 0 { ("…", 1) } else { ("", 0) };
        let shown = format!("{dots}{}", words.get(from..to).unwrap_or_default().replace('\n', " "));
        let skipped = u32::try_from(skipped).unwrap_or(0);
        let fitting = fitting.iter().filter_map(|at| Some(at.checked_sub(skipped)? + shift)).collect();
        Hit { row: self.row, found, shown, fitting }
    }

    fn scattered(&self, query: &Query) -> Option<(u32, Hit)> {
        let (_, fitting) = query.scattered(&self.folded)?;
        let spread = fitting.last()?.saturating_sub(*fitting.first()?);
        Some((spread, Hit { row: self.row, found: HitField::Title, shown: self.label.clone(), fitting }))
    }
}

/// What a list of finds shows of an entry: `Design 42  Design session lifetimes`.
pub fn label(name: &Text, title: &Text) -> String {
    if name == title { title.to_string() } else { format!("{name}  {title}") }
}

fn collect<'a>(entry: EntryRef<'a>, texts: &mut Vec<(HitField, &'a str)>) {
    match entry {
        EntryRef::Item(item) => {
            texts.extend(item.ask.iter().map(|ask| (HitField::Question, ask.as_str())));
            texts.push((HitField::DoneWhen, &item.done_when));
            texts.push((HitField::Guidance, &item.guidance));
            texts.push((HitField::Guidance, &item.role));
            texts.extend(item.codes.iter().map(|code| (HitField::Code, code.as_str())));
        }
        EntryRef::Topic(topic) => {
            texts.push((HitField::Guidance, &topic.guidance));
            let advice = topic.aliases.iter().chain(&topic.now).chain(&topic.best_practices);
            let advice = advice.chain(&topic.warnings).chain(&topic.questions);
            texts.extend(advice.map(|words| (HitField::Guidance, words.as_str())));
            texts.extend(topic.dependencies.iter().map(|waits| (HitField::Guidance, waits.text.as_str())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: usize, label: &str, texts: &[(HitField, &str)]) -> Searched {
        let texts = texts.iter().map(|(found, words)| (*found, (*words).to_owned(), Folded::of(words)));
        Searched {
            row: EntryIx(at),
            label: label.to_owned(),
            folded: Folded::of(label),
            texts: texts.collect(),
        }
    }

    fn index() -> Index {
        Index {
            entries: vec![
                entry(
                    0,
                    "Design 17  MFA policy designed",
                    &[(HitField::Guidance, "Ask for a second factor.")],
                ),
                entry(1, "Analyze 5  Common fields in a plan", &[(HitField::Question, "Is MFA wanted?")]),
                entry(
                    2,
                    "Übung 3  Café",
                    &[(HitField::Answer, "we use a second factor"), (HitField::Owner, "Quirin")],
                ),
                entry(3, "Analyze 42  Network paths listed", &[(HitField::Answer, "in der zweiten Runde")]),
                entry(4, "Analyze 1  Objectives", &[(HitField::Answer, "zweite Runde")]),
                entry(5, "Design 9  Second factors rolled out", &[]),
            ],
        }
    }

    fn found(query: &str) -> Vec<(usize, HitField)> {
        index().search(query).into_iter().map(|hit| (hit.row.0, hit.found)).collect()
    }

    #[test]
    fn titles_come_first_and_texts_need_every_word() {
        assert_eq!(found("mfa"), [(0, HitField::Title), (1, HitField::Question)]);
        assert_eq!(
            found("second factor"),
            [(0, HitField::Guidance), (2, HitField::Answer), (5, HitField::Title)]
        );
        assert_eq!(found("second nothing"), []);
        assert_eq!(found("  "), []);
        assert_eq!(found("quirin"), [(2, HitField::Owner)]);
        assert_eq!(found("mfa second"), [(0, HitField::Guidance)]);
    }

    #[test]
    fn whole_words_come_before_beginnings_and_scattered_letters_only_alone() {
        assert_eq!(found("zweite"), [(4, HitField::Answer), (3, HitField::Answer)]);
        assert_eq!(found("mfapol"), [(0, HitField::Title)]);
        assert_eq!(found("esign"), [(0, HitField::Title), (5, HitField::Title)]);
        assert_eq!(found("analyze 5"), [(1, HitField::Title)]);
        assert_eq!(found("ubung cafe"), [(2, HitField::Title)]);
    }

    #[test]
    fn what_was_found_is_shown_with_its_letters() {
        let hit = index().search("runde").remove(0);
        assert_eq!(
            (hit.shown.as_str(), hit.fitting.as_slice()),
            ("in der zweiten Runde", &[15, 16, 17, 18, 19][..])
        );
        let long =
            entry(0, "Title", &[(HitField::Answer, "one two three four five six seven eight nine ten")]);
        let (_, hit) = long.find(&Query::new("nine")).unwrap();
        assert_eq!(hit.shown, "…five six seven eight nine ten");
        let marked: String =
            hit.fitting.iter().filter_map(|at| hit.shown.chars().nth(*at as usize)).collect();
        assert_eq!(marked, "nine");
    }
}
