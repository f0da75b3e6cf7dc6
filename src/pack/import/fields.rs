//! What the words of single cells mean: titles in two lines, conditions in brackets, how often.

use super::headings::plain;
use crate::pack::model::Cadence;
use crate::text::Text;

/// A cell of the title column, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Titled {
    /// The whole sentence, in one line.
    pub(super) whole: String,
    /// Further lines of the cell: the guidance.
    pub(super) rest: Option<String>,
    pub(super) optional_when: Option<String>,
}

impl Titled {
    pub(super) fn of(cell: &Text) -> Titled {
        let cell = strip_box(cell);
        let (first, rest) = cell.split_once('\n').unwrap_or((cell, ""));
        let (first, rest) = (first.trim(), rest.trim());
        // A sentence that was only broken goes on with a small letter.
        let broken = rest.chars().next().is_some_and(char::is_lowercase)
            && !first.ends_with(['.', '?', '!', ':', '。', '？']);
        let (first, rest) =
            if broken { (Text::line(cell).to_string(), "") } else { (Text::line(first).to_string(), rest) };
        let (whole, optional_when) = optional(&first);
        Titled { whole, rest: Some(rest.to_owned()).filter(|rest| !rest.is_empty()), optional_when }
    }
}

/// The words without a box or a bullet before them.
fn strip_box(words: &str) -> &str {
    let words = words.trim();
    let bare = ["[ ]", "[x]", "[X]", "☐", "☑", "☒", "□", "✓", "✔", "•", "- ", "* "]
        .iter()
        .find_map(|sign| words.strip_prefix(sign));
    bare.map(str::trim_start).filter(|bare| !bare.is_empty()).unwrap_or(words)
}

/// Takes `(not applicable if ...)` out of a title, as the condition under which it need not be done.
fn optional(title: &str) -> (String, Option<String>) {
    const OPENERS: [&str; 12] = [
        "not applicable if ",
        "not applicable when ",
        "not applicable for ",
        "n/a if ",
        "n/a when ",
        "skip if ",
        "optional if ",
        "optional when ",
        "entfällt wenn ",
        "nicht anwendbar wenn ",
        "sans objet si ",
        "no aplica si ",
    ];
    let mut from = 0;
    while let Some(open) = title.get(from..).and_then(|rest| rest.find('(')).map(|at| at + from) {
        let Some(close) = title.get(open..).and_then(|rest| rest.find(')')).map(|at| at + open) else {
            break;
        };
        let inner = title.get(open + 1..close).unwrap_or_default();
        let small = inner.to_lowercase().replace("wenn,", "wenn").replace("entfällt, ", "entfällt ");
        if let Some(opener) = OPENERS.iter().find(|opener| small.starts_with(*opener)) {
            // Small letters may have another length; then the whole inner sentence is kept.
            let when = inner
                .get(opener.len()..)
                .filter(|_| small.len() == inner.len())
                .unwrap_or(inner)
                .trim()
                .to_owned();
            let rest = format!(
                "{}{}",
                title.get(..open).unwrap_or_default().trim_end(),
                title.get(close + 1..).unwrap_or_default()
            );
            if !rest.trim().is_empty() && !when.is_empty() {
                return (rest.trim().to_owned(), Some(when));
            }
        }
        from = close + 1;
    }
    (title.to_owned(), None)
}

/// How often `words` mean.
pub(super) fn cadence(words: &str) -> Option<Cadence> {
    match plain(words).as_str() {
        "week" | "weekly" | "everyweek" | "wochentlich" | "hebdomadaire" | "semanal" | "毎週" => {
            Some(Cadence::Week)
        }
        "month" | "monthly" | "everymonth" | "monatlich" | "mensuel" | "mensual" | "毎月" => {
            Some(Cadence::Month)
        }
        "quarter" | "quarterly" | "everyquarter" | "vierteljahrlich" | "trimestriel" | "trimestral" => {
            Some(Cadence::Quarter)
        }
        "year" | "yearly" | "annual" | "annually" | "everyyear" | "jahrlich" | "annuel" | "anual"
        | "毎年" => Some(Cadence::Year),
        "release" | "everyrelease" | "perrelease" | "withrelease" | "witheveryrelease" | "jederelease" => {
            Some(Cadence::Release)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_apart() {
        let titled = Titled::of(&Text::block("Custom domain is set\nWithout one, cookies are third-party."));
        assert_eq!(titled.whole, "Custom domain is set");
        assert_eq!(titled.rest.as_deref(), Some("Without one, cookies are third-party."));
        assert_eq!(Titled::of(&Text::block("A sentence that\ngoes on")).whole, "A sentence that goes on");
        let titled = Titled::of(&Text::block("Rate limits set (not applicable if nobody signs up)"));
        assert_eq!(
            (titled.whole.as_str(), titled.optional_when.as_deref()),
            ("Rate limits set", Some("nobody signs up"))
        );
        assert_eq!(Titled::of(&Text::block("[ ] Buy it")).whole, "Buy it");
    }
}
