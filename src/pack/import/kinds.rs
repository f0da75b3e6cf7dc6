//! Which kinds of projects a cell names, with exceptions. Words that are not known are asked about: a word for *but* in
//! another language would turn the rest into its opposite.

use super::headings::plain_words;

/// Words with which the kinds after them are left out.
const NOT: &[&str] = &[
    "except",
    "excepting",
    "excl",
    "not",
    "without",
    "no",
    "excluding",
    "but",
    "minus",
    "ausser",
    "ohne",
    "nicht",
    "kein",
    "keine",
    "sauf",
    "sans",
    "pas",
    "hors",
    "hormis",
    "excepto",
    "salvo",
    "menos",
    "sin",
    "non",
    "tranne",
    "eccetto",
    "senza",
    "кроме",
    "excepte",
];

/// Several words that say the same as one of them.
const PHRASES: &[(&str, &str)] = &[
    ("other than", "except"),
    ("apart from", "except"),
    ("with the exception of", "except"),
    ("except for", "except"),
    ("bis auf", "except"),
    ("mit ausnahme von", "except"),
    ("mit ausnahme", "except"),
    ("a l exception de", "except"),
    ("a l exception des", "except"),
    ("a excepcion de", "except"),
    ("con excepcion de", "except"),
    ("a parte", "except"),
];

/// Words after the kinds that they leave out.
const AFTER: &[&str] = &["ausgenommen", "excluded", "ausgeschlossen", "exclu", "exclus", "excluido", "jogai"];

const ALL: &[&str] = &[
    "all",
    "any",
    "every",
    "everyone",
    "everybody",
    "everything",
    "both",
    "alle",
    "alles",
    "allen",
    "jede",
    "jeder",
    "jedes",
    "beide",
    "tous",
    "tout",
    "toutes",
    "todos",
    "todo",
    "todas",
    "tutti",
    "tutto",
    "все",
    "always",
    "immer",
    "toujours",
    "siempre",
    "zenbu",
];

/// Words that change nothing.
const FILLERS: &[&str] = &[
    "for",
    "only",
    "and",
    "or",
    "the",
    "of",
    "to",
    "in",
    "with",
    "applies",
    "apply",
    "project",
    "projects",
    "kind",
    "kinds",
    "scenario",
    "scenarios",
    "case",
    "cases",
    "type",
    "types",
    "nur",
    "fur",
    "und",
    "oder",
    "die",
    "den",
    "das",
    "gilt",
    "bei",
    "projekt",
    "projekte",
    "projekten",
    "pour",
    "et",
    "ou",
    "les",
    "seulement",
    "projets",
    "para",
    "y",
    "o",
    "los",
    "solo",
    "proyectos",
];

/// Japanese has no blanks, and says what is left out before it says so.
const JAPANESE: &[(&str, &str)] = &[
    ("以外", " jogai "),
    ("を除いた", " jogai "),
    ("を除く", " jogai "),
    ("除外", " jogai "),
    ("すべて", " zenbu "),
    ("全て", " zenbu "),
    ("のみ", " only "),
    ("だけ", " only "),
    ("の", " "),
];

/// One kind of project with the words for it.
pub(super) struct KindWords<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
}

/// What one value of the column of kinds of projects came to; `None` if it is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kinds {
    pub(super) kinds: Option<Vec<String>>,
    pub(super) rows: Vec<usize>,
}

enum Word<'a> {
    Kind(&'a str),
    All,
    Not,
    After,
    Filler,
}

/// The kinds of projects that `words` name, empty for all; `None` if they cannot be told.
pub(super) fn kinds(words: &str, known: &[KindWords<'_>]) -> Option<Vec<String>> {
    let read = tokens(words, known)?;
    if read.is_empty() {
        // A dash says nothing.
        return Some(Vec::new());
    }
    let has_all = read.iter().any(|word| matches!(word, Word::All));
    let nots = read.iter().enumerate().filter(|(at, word)| {
        let before = at.checked_sub(1).and_then(|before| read.get(before));
        matches!(word, Word::Not) && !matches!(before, Some(Word::Not))
    });
    let cut = match nots.map(|(at, _)| at).collect::<Vec<_>>().as_slice() {
        [] => read.len(),
        [only] => *only,
        // What a second exception is taken from cannot be told.
        [..] => return None,
    };
    let named = |words: &[Word<'_>]| -> Vec<String> {
        let kinds = words.iter().filter_map(|word| match word {
            Word::Kind(id) => Some((*id).to_owned()),
            _ => None,
        });
        kinds.collect()
    };
    let (before, after) = read.split_at(cut);
    let (mut kept, mut out) = (named(before), named(after));
    let ends = read.iter().filter(|word| matches!(word, Word::After)).count();
    match (ends, cut < read.len()) {
        (0, _) => {}
        // All that is named stands before the word: `all, B2E excluded`.
        (1, false) if kept.len() == 1 || has_all => out = std::mem::take(&mut kept),
        _ => return None,
    }
    let is_out_of_all = after.iter().any(|word| matches!(word, Word::All));
    if is_out_of_all || cut < read.len() && out.is_empty() {
        return None;
    }
    let all = || known.iter().map(|kind| kind.id.to_owned()).collect::<Vec<_>>();
    let base = match kept.is_empty() {
        false => kept,
        true if out.is_empty() && !has_all => return None,
        true => all(),
    };
    let result: Vec<String> =
        all().into_iter().filter(|kind| base.contains(kind) && !out.contains(kind)).collect();
    match result.len() {
        0 => None,
        count if count == known.len() => Some(Vec::new()),
        _ => Some(result),
    }
}

/// The words in their order; `None` if one of them is not known.
fn tokens<'a>(words: &str, known: &[KindWords<'a>]) -> Option<Vec<Word<'a>>> {
    let apart = JAPANESE.iter().fold(words.to_owned(), |words, (sign, word)| words.replace(sign, word));
    let mut plain = format!(" {} ", plain_words(&apart));
    // A title of several words becomes one.
    let one = |words: &str| plain_words(words).replace(' ', "");
    for kind in known {
        for name in [kind.title, kind.id] {
            plain = plain.replace(&format!(" {} ", plain_words(name)), &format!(" {} ", one(name)));
        }
    }
    for (phrase, word) in PHRASES {
        plain = plain.replace(&format!(" {phrase} "), &format!(" {word} "));
    }
    plain = plain.replace("b2 b", "b2b").replace("b2 c", "b2c").replace("b2 e", "b2e");
    let word = |token: &str| {
        if let Some(kind) = known.iter().find(|kind| one(kind.id) == token || one(kind.title) == token) {
            return Some(Word::Kind(kind.id));
        }
        let lists: [(&[&str], Word<'a>); 4] =
            [(NOT, Word::Not), (AFTER, Word::After), (ALL, Word::All), (FILLERS, Word::Filler)];
        lists.into_iter().find(|(words, _)| words.contains(&token)).map(|(_, word)| word)
    };
    plain.split(' ').filter(|token| !token.is_empty()).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_with_exceptions_never_mean_the_opposite() {
        let known = ["b2c", "b2b", "b2e"].map(|id| KindWords { id, title: "" });
        let of = |words: &str| kinds(words, &known).map(|kinds| kinds.join(" "));
        for (words, expected) in [
            ("all except B2E", "b2c b2b"),
            ("everything other than B2E", "b2c b2b"),
            ("all, B2E excluded", "b2c b2b"),
            ("all but not B2E", "b2c b2b"),
            ("not for B2B", "b2c b2e"),
            ("non-B2B", "b2c b2e"),
            ("B2C, B2B", "b2c b2b"),
            ("B2B and B2C only", "b2c b2b"),
            ("B2C (not B2B)", "b2c"),
            ("nur B2B", "b2b"),
            ("all", ""),
            ("-", ""),
            ("B2C / B2B / B2E", ""),
            ("alle außer B2C", "b2b b2e"),
            ("alle bis auf B2C", "b2b b2e"),
            ("all B2C projects", "b2c"),
            ("B2C ausgenommen", "b2b b2e"),
            ("tous sauf B2B", "b2c b2e"),
            ("todos menos B2C", "b2b b2e"),
            ("B2C以外", "b2b b2e"),
            ("B2Eを除くすべて", "b2c b2b"),
            ("B2Cのみ", "b2c"),
        ] {
            assert_eq!(of(words).as_deref(), Some(expected), "{words}");
        }
        for words in [
            "customers",
            "B2C unless small, not yet",
            "B2E: no",
            "everyone but staff",
            "B2C, B2E excluded",
            "not B2C but B2B",
            "wszystkie oprócz B2E",
            "except all",
        ] {
            assert_eq!(of(words), None, "{words}");
        }
    }

    #[test]
    fn a_kind_is_known_by_its_title_too() {
        let known = [
            KindWords { id: "public", title: "Public service" },
            KindWords { id: "staff", title: "For our staff" },
        ];
        let of = |words: &str| kinds(words, &known).map(|kinds| kinds.join(" "));
        assert_eq!(of("Public Service only").as_deref(), Some("public"));
        assert_eq!(of("all except public services"), None);
        assert_eq!(of("all except for our staff").as_deref(), Some("public"));
    }
}
