//! Search over everything: fuzzy over names and titles, words over the other texts. Pure.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::board::{Board, EntryIx};
use crate::journal::answers::Answers;
use crate::pack::model::EntryRef;
use crate::text::Text;

/// So many characters are looked for; what is typed beyond them finds nothing else.
const LONGEST: usize = 100;

/// Where in an entry the words were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitField {
    /// In its short name or its title.
    Title,
    /// In the question.
    Question,
    /// In what makes it done.
    DoneWhen,
    /// In why it matters, in advice, aliases and the like.
    Guidance,
    /// In our answer or what was seen.
    Answer,
    /// In what was captured there.
    Capture,
}

impl HitField {
    /// Returns the words of a list of hits; none for a title, where it shows by itself.
    pub fn phrase(self) -> &'static str {
        match self {
            HitField::Title => "",
            HitField::Question => "in the question",
            HitField::DoneWhen => "in done when",
            HitField::Guidance => "in the guidance",
            HitField::Answer => "in our answer",
            HitField::Capture => "in what was captured",
        }
    }
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub row: EntryIx,
    pub found: HitField,
    /// Which characters of the label fit, by position, in order.
    pub fitting: Vec<u32>,
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
    /// In lower case.
    texts: Vec<(HitField, String)>,
}

impl Index {
    /// Returns the texts of everything on the board, also of what does not apply.
    pub fn new(board: &Board, answers: &Answers) -> Index {
        let entries = board.rows().iter().enumerate().map(|(at, row)| {
            let mut texts = Vec::new();
            if let Some(entry) = board.entry(answers, &row.id) {
                collect(entry, &mut texts);
            }
            if let Some(said) = answers.entry(&row.id) {
                let seen = said.answer().and_then(|answer| answer.evidence.as_ref());
                for words in said.note().into_iter().chain(seen) {
                    texts.push((HitField::Answer, words.to_lowercase()));
                }
            }
            for (_, capture) in answers.captures_at(&row.id) {
                if let Some(captured) = capture.capture.value() {
                    texts.push((HitField::Capture, captured.text.to_lowercase()));
                }
            }
            Searched { row: EntryIx(at), label: label(&row.name, &row.title), texts }
        });
        Index { entries: entries.collect() }
    }

    /// Returns what `query` finds: titles first, the best fitting ones at the top, then texts that hold every word.
    pub fn search(&self, query: &str) -> Vec<Hit> {
        // The time it takes grows with the square of the length.
        let query = query.trim();
        let query =
            query.char_indices().nth(LONGEST).map_or(query, |(end, _)| query.get(..end).unwrap_or(query));
        if query.is_empty() {
            return Vec::new();
        }
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut scored: Vec<(Option<u32>, Vec<u32>, &Searched)> = Vec::new();
        let mut buffer = Vec::new();
        for entry in &self.entries {
            let mut fitting = Vec::new();
            let score = pattern.indices(Utf32Str::new(&entry.label, &mut buffer), &mut matcher, &mut fitting);
            fitting.sort_unstable();
            fitting.dedup();
            scored.push((score, fitting, entry));
        }
        // Letters that are strewn over a title fit many; where some title fits well, they are only noise.
        let best = scored.iter().filter_map(|(score, _, _)| *score).max().unwrap_or(0);
        let mut titles: Vec<(u32, Hit)> = Vec::new();
        let mut texts: Vec<Hit> = Vec::new();
        for (score, fitting, entry) in scored {
            let row = entry.row;
            if let Some(score) = score.filter(|score| score * 4 >= best * 3) {
                titles.push((score, Hit { row, found: HitField::Title, fitting }));
            } else if let Some(found) = entry.holds(&words) {
                texts.push(Hit { row, found, fitting: Vec::new() });
            }
        }
        // The sort keeps the board's order among equals.
        titles.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        texts.sort_by_key(|hit| hit.found);
        titles.into_iter().map(|(_, hit)| hit).chain(texts).collect()
    }
}

impl Searched {
    /// Returns where the words are found, if each of them is somewhere in the entry's label or texts.
    fn holds(&self, words: &[String]) -> Option<HitField> {
        let label = self.label.to_lowercase();
        let mut found: Option<HitField> = None;
        for word in words {
            let in_text = self.texts.iter().find(|(_, text)| text.contains(word.as_str())).map(|(at, _)| *at);
            match in_text {
                Some(at) => found = Some(found.map_or(at, |before| before.min(at))),
                None if label.contains(word.as_str()) => {}
                None => return None,
            }
        }
        found
    }
}

/// Returns what is searched fuzzily and shown in a list of hits: `Design 42  Design session lifetimes`.
pub fn label(name: &Text, title: &Text) -> String {
    if name == title { title.to_string() } else { format!("{name}  {title}") }
}

/// Returns how well `words` fit a pattern that is typed, and which characters do; the higher the better.
pub fn fuzzy(query: &str, words: &str) -> Option<(u32, Vec<u32>)> {
    let pattern = Pattern::new(query.trim(), CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let (mut buffer, mut fitting) = (Vec::new(), Vec::new());
    let score = pattern.indices(Utf32Str::new(words, &mut buffer), &mut matcher, &mut fitting)?;
    fitting.sort_unstable();
    fitting.dedup();
    Some((score, fitting))
}

fn collect(entry: EntryRef<'_>, texts: &mut Vec<(HitField, String)>) {
    let mut add = |found: HitField, words: &Text| {
        if !words.is_empty() {
            texts.push((found, words.to_lowercase()));
        }
    };
    match entry {
        EntryRef::Item(item) => {
            add(HitField::Question, &item.ask);
            add(HitField::DoneWhen, &item.done_when);
            add(HitField::Guidance, &item.guidance);
            add(HitField::Guidance, &item.role);
            item.codes.iter().for_each(|code| add(HitField::Guidance, code));
        }
        EntryRef::Topic(topic) => {
            add(HitField::Guidance, &topic.guidance);
            let advice = topic.aliases.iter().chain(&topic.now).chain(&topic.best_practices);
            advice
                .chain(&topic.warnings)
                .chain(&topic.questions)
                .for_each(|words| add(HitField::Guidance, words));
            topic.dependencies.iter().for_each(|waits| add(HitField::Guidance, &waits.text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: usize, label: &str, texts: &[(HitField, &str)]) -> Searched {
        let texts = texts.iter().map(|(found, words)| (*found, words.to_lowercase())).collect();
        Searched { row: EntryIx(at), label: label.to_owned(), texts }
    }

    fn found(query: &str) -> Vec<(usize, HitField)> {
        let index = Index {
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
                    &[(HitField::Answer, "we use a second factor"), (HitField::Guidance, "x")],
                ),
            ],
        };
        index.search(query).into_iter().map(|hit| (hit.row.0, hit.found)).collect()
    }

    #[test]
    fn titles_come_first_and_texts_need_every_word() {
        assert_eq!(found("mfa"), [(0, HitField::Title), (1, HitField::Question)]);
        assert_eq!(found("factor second"), [(0, HitField::Guidance), (2, HitField::Answer)]);
        assert_eq!(found("second nothing"), []);
        assert_eq!(found("  "), []);
    }

    #[test]
    fn a_few_letters_find_a_title_also_without_their_dots() {
        assert_eq!(found("mfapol"), [(0, HitField::Title)]);
        assert_eq!(found("ubung cafe"), [(2, HitField::Title)]);
    }
}
