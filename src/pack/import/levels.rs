//! What the words of a level column mean. A word that is not understood is never guessed: it is listed, and asked about.

use std::collections::BTreeMap;

use super::headings::{plain, plain_words};
use crate::pack::model::Level;

/// Whole values, small and without signs, in English, German, French, Spanish and Japanese.
const WORDS: [(Level, &[&str]); 3] = [
    (
        Level::Must,
        &[
            "must",
            "must have",
            "high",
            "highest",
            "very high",
            "critical",
            "blocker",
            "blocking",
            "required",
            "mandatory",
            "essential",
            "urgent",
            "severe",
            "muss",
            "pflicht",
            "hoch",
            "sehr hoch",
            "kritisch",
            "zwingend",
            "obligatorisch",
            "obligatoire",
            "haute",
            "eleve",
            "elevee",
            "critique",
            "doit",
            "indispensable",
            "alta",
            "alto",
            "critica",
            "critico",
            "obligatorio",
            "obligatoria",
            "debe",
            "高",
            "必須",
            "重大",
            "最高",
            "致命的",
            "высокий",
            "critico",
            "obbligatorio",
        ],
    ),
    (
        Level::Should,
        &[
            "should",
            "should have",
            "medium",
            "moderate",
            "normal",
            "major",
            "recommended",
            "important",
            "soll",
            "sollte",
            "mittel",
            "empfohlen",
            "moyen",
            "moyenne",
            "devrait",
            "recommande",
            "recommandee",
            "media",
            "medio",
            "deberia",
            "recomendado",
            "recomendada",
            "中",
            "推奨",
            "средний",
            "consigliato",
        ],
    ),
    (
        Level::Could,
        &[
            "could",
            "could have",
            "low",
            "lowest",
            "very low",
            "optional",
            "nice to have",
            "minor",
            "trivial",
            "info",
            "informational",
            "won t",
            "wont",
            "kann",
            "niedrig",
            "gering",
            "wunsch",
            "faible",
            "basse",
            "optionnel",
            "facultatif",
            "peut",
            "baja",
            "bajo",
            "opcional",
            "puede",
            "低",
            "任意",
            "軽微",
            "низкий",
            "bassa",
            "basso",
        ],
    ),
];

/// Single letters have a meaning only beside the others of their family.
const MOSCOW: [(&str, Level); 4] =
    [("m", Level::Must), ("s", Level::Should), ("c", Level::Could), ("w", Level::Could)];
const HEIGHTS: [(&str, Level); 3] = [("h", Level::Must), ("m", Level::Should), ("l", Level::Could)];

/// What stands before a number: `P` of `P1`.
const FAMILIES: [&str; 14] = [
    "", "p", "l", "s", "level", "prio", "priority", "sev", "severity", "stufe", "niveau", "nivel", "ig",
    "tier",
];

/// What each value of a column means, `None` if that is not known.
#[derive(Debug, Clone)]
pub(super) struct Scale {
    /// The families of numbers that begin with 0: `p` for `P0`.
    from_zero: Vec<String>,
    moscow: bool,
    heights: bool,
    says_yes: bool,
    named: BTreeMap<String, Level>,
    /// What words meant at the import before.
    meant: BTreeMap<String, Level>,
}

impl Scale {
    /// Reads a column's values as one family, beside those of the import before; `heading` decides what *yes* means,
    /// `named` was given by hand, `meant` is what words meant before.
    pub(super) fn of<'a>(
        heading: &str,
        values: impl Iterator<Item = &'a str>,
        named: &[(String, Level)],
        meant: &[(String, Level)],
    ) -> Scale {
        let by_word = |known: &[(String, Level)]| -> BTreeMap<String, Level> {
            known.iter().map(|(value, level)| (plain(value), *level)).collect()
        };
        let (named, meant) = (by_word(named), by_word(meant));
        let plain: Vec<String> = values.map(plain).chain(meant.keys().cloned()).collect();
        let has = |word: &str| plain.iter().any(|value| value == word);
        let heading = plain_words(heading);
        let asks = ["mandatory", "required", "pflicht", "muss", "must", "obligatoire", "obligatorio", "必須"];
        Scale {
            from_zero: plain
                .iter()
                .filter_map(|value| value.strip_suffix('0'))
                .filter(|family| !family.ends_with(|c: char| c.is_ascii_digit()))
                .map(str::to_owned)
                .collect(),
            moscow: (has("s") || has("c") || has("w")) && !has("h") && !has("l"),
            heights: (has("h") || has("l")) && !has("s") && !has("c") && !has("w"),
            says_yes: asks.iter().any(|word| heading.split(' ').any(|part| part == *word)),
            named,
            meant,
        }
    }

    /// The same column with its numbers counted from the other beginning: from 1 if they were from 0, and the reverse.
    pub(super) fn with_other_beginning(&self) -> Scale {
        let is_new = |family: &&str| !self.from_zero.iter().any(|known| known == family);
        Scale { from_zero: FAMILIES.into_iter().filter(is_new).map(str::to_owned).collect(), ..self.clone() }
    }

    /// The level that a value means.
    pub(super) fn level(&self, value: &str) -> Option<Level> {
        let short = plain(value);
        if let Some(level) = self.named.get(&short).or_else(|| self.meant.get(&short)) {
            return Some(*level);
        }
        let family = if self.moscow {
            &MOSCOW[..]
        } else if self.heights {
            &HEIGHTS[..]
        } else {
            &[]
        };
        if let Some((_, level)) = family.iter().find(|(letter, _)| *letter == short) {
            return Some(*level);
        }
        match short.as_str() {
            // Without a family beside them, these two have one reading only.
            "h" => return Some(Level::Must),
            "s" if !self.heights => return Some(Level::Should),
            _ if self.says_yes && tick(value) == Some(true) => return Some(Level::Must),
            _ if self.says_yes && tick(value) == Some(false) => return Some(Level::Should),
            _ => {}
        }
        word(value).or_else(|| self.number(&short)).or_else(|| sign(value)).or_else(|| self.parts(value))
    }

    /// `1`, `P1`, `L2`, `Level 3`, `Sev 1`: the lower, the more.
    fn number(&self, short: &str) -> Option<Level> {
        let digits = short.trim_start_matches(|c: char| c.is_alphabetic());
        let family = short.strip_suffix(digits)?;
        if !FAMILIES.contains(&family) {
            return None;
        }
        let base = u32::from(!self.from_zero.iter().any(|known| known == family));
        match digits.parse::<u32>().ok()?.checked_sub(base) {
            Some(0) => Some(Level::Must),
            Some(1) => Some(Level::Should),
            Some(2 | 3) => Some(Level::Could),
            _ => None,
        }
    }

    /// `1 - High`, `High (blocks)`: the first part that is a word.
    fn parts(&self, value: &str) -> Option<Level> {
        let parts = value
            .split(['-', '–', '—', ':', '(', ')', '/', ',', '.', '\n'])
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let parts: Vec<&str> = parts.collect();
        if parts.len() < 2 {
            return None;
        }
        let found: Vec<Level> = parts.iter().filter_map(|part| word(part)).collect();
        let found = if found.is_empty() {
            parts.first().and_then(|part| self.number(&plain(part))).into_iter().collect()
        } else {
            found
        };
        // Two parts that say different things say nothing.
        found.first().copied().filter(|first| found.iter().all(|level| level == first))
    }
}

fn word(value: &str) -> Option<Level> {
    let value = plain_words(value);
    WORDS.iter().find(|(_, words)| words.contains(&value.as_str())).map(|(level, _)| *level)
}

/// The colours people use as levels.
fn sign(value: &str) -> Option<Level> {
    let value = value.trim();
    [
        ("🔴", Level::Must),
        ("🟥", Level::Must),
        ("🟠", Level::Should),
        ("🟡", Level::Should),
        ("🟨", Level::Should),
        ("🟢", Level::Could),
        ("🟩", Level::Could),
    ]
    .iter()
    .find(|(sign, _)| value == *sign)
    .map(|(_, level)| *level)
}

/// The level that a column of ticks stands for, from its heading: `L1`, `Must`, `IG2`, `A`.
pub(super) fn of_column(heading: &str) -> Option<(&'static str, Level)> {
    let short = plain(heading);
    let at = |family, no: u32| match no {
        1 => Some((family, Level::Must)),
        2 => Some((family, Level::Should)),
        3 => Some((family, Level::Could)),
        _ => None,
    };
    for (prefix, family) in
        [("level", "L"), ("l", "L"), ("ig", "IG"), ("tier", "T"), ("stufe", "L"), ("p", "P"), ("", "1")]
    {
        if let Some(no) = short.strip_prefix(prefix).and_then(|rest| rest.parse().ok()) {
            return at(family, no);
        }
    }
    match short.as_str() {
        "a" => Some(("A", Level::Must)),
        "b" => Some(("A", Level::Should)),
        "c" => Some(("A", Level::Could)),
        _ => word(heading).map(|level| ("words", level)),
    }
}

/// Whether a cell is a tick; `None` if it is words.
pub(super) fn tick(words: &str) -> Option<bool> {
    match words.trim() {
        "✓" | "✔" | "✔️" | "x" | "X" | "✗" | "☑" | "☒" | "✅" | "•" | "●" | "◯" | "○" | "〇" | "[x]"
        | "[X]" => Some(true),
        "" | "-" | "–" | "☐" | "□" | "[ ]" | "[]" => Some(false),
        words => match plain(words).as_str() {
            "yes" | "y" | "true" | "ja" | "oui" | "si" | "はい" | "1" => Some(true),
            "no" | "n" | "false" | "nein" | "non" | "いいえ" | "0" | "na" => Some(false),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[&str]) -> Vec<Option<Level>> {
        let scale = Scale::of("Level", values.iter().copied(), &[], &[]);
        values.iter().map(|value| scale.level(value)).collect()
    }

    #[test]
    fn a_value_is_read_beside_the_others_of_its_column() {
        use Level::{Could, Must, Should};
        assert_eq!(scale(&["P0", "P1", "P2", "P3"]), [Some(Must), Some(Should), Some(Could), Some(Could)]);
        assert_eq!(scale(&["P1", "P2", "P3"]), [Some(Must), Some(Should), Some(Could)]);
        assert_eq!(scale(&["M", "S", "C"]), [Some(Must), Some(Should), Some(Could)]);
        assert_eq!(scale(&["H", "M", "L"]), [Some(Must), Some(Should), Some(Could)]);
        assert_eq!(
            scale(&["1 - High", "🔴 High", "Very high", "Low / High"]),
            [Some(Must), Some(Must), Some(Must), None]
        );
        assert_eq!(scale(&["M", "banana", "7"]), [None, None, None]);
        assert_eq!(scale(&["Muss", "Soll", "Kann"]), [Some(Must), Some(Should), Some(Could)]);
    }

    #[test]
    fn what_was_said_by_hand_comes_first() {
        let scale = Scale::of("Wave", ["hoch", "one"].into_iter(), &[("One".to_owned(), Level::Could)], &[]);
        assert_eq!(scale.level("one"), Some(Level::Could));
    }

    #[test]
    fn what_words_meant_before_stays_and_new_ones_are_read_beside_it() {
        let meant = [("P0".to_owned(), Level::Must), ("P1".to_owned(), Level::Should)];
        let scale = Scale::of("Level", ["P1", "P2"].into_iter(), &[("P2".to_owned(), Level::Must)], &meant);
        assert_eq!(
            ["P1", "P2", "P3"].map(|word| scale.level(word)),
            [Some(Level::Should), Some(Level::Must), Some(Level::Could)]
        );
        let scale = Scale::of("Level", ["P1", "P2"].into_iter(), &[], &[]);
        assert_eq!(scale.level("P1"), Some(Level::Must));
        assert_eq!(scale.with_other_beginning().level("P1"), Some(Level::Should));
    }
}
