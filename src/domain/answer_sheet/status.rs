//! What people write into the status column of a list of their own.

use crate::journal::record::Status;
use crate::text::Text;

/// The words of each status, small letters without blanks and signs.
const WORDS: &[(Status, &[&str])] = &[
    (
        Status::Todo,
        &[
            "todo",
            "open",
            "notstarted",
            "notdone",
            "pending",
            "new",
            "planned",
            "offen",
            "nichtbegonnen",
            "afaire",
            "ouvert",
            "pendiente",
            "porhacer",
            "未着手",
            "未完了",
            "未",
        ],
    ),
    (
        Status::Doing,
        &[
            "doing",
            "inprogress",
            "inwork",
            "started",
            "ongoing",
            "wip",
            "partial",
            "partially",
            "inarbeit",
            "laufend",
            "begonnen",
            "encours",
            "encurso",
            "enprogreso",
            "進行中",
            "作業中",
            "対応中",
        ],
    ),
    (
        Status::Blocked,
        &["blocked", "onhold", "waiting", "blockiert", "wartet", "bloque", "enattente", "bloqueado", "保留"],
    ),
    (
        Status::Done,
        &[
            "done",
            "completed",
            "complete",
            "finished",
            "closed",
            "yes",
            "y",
            "ok",
            "pass",
            "passed",
            "x",
            "true",
            "verified",
            "met",
            "fulfilled",
            "implemented",
            "erledigt",
            "fertig",
            "abgeschlossen",
            "erfullt",
            "erfüllt",
            "ja",
            "fait",
            "terminé",
            "termine",
            "oui",
            "hecho",
            "completado",
            "si",
            "sí",
            "完了",
            "済",
            "済み",
            "はい",
        ],
    ),
    (
        Status::Waived,
        &["waived", "exception", "accepted", "riskaccepted", "verzichtet", "dispense", "exento"],
    ),
    (
        Status::Na,
        &[
            "na",
            "notapplicable",
            "notrelevant",
            "doesnotapply",
            "entfallt",
            "entfällt",
            "nichtanwendbar",
            "nichtzutreffend",
            "sansobjet",
            "noaplica",
            "対象外",
            "該当なし",
        ],
    ),
];

/// Ticks that a checkbox or a list has.
const TICKS: &[&str] = &["✓", "✔", "✔️", "☑", "☒", "✅", "[x]", "[X]", "●", "〇", "○"];

/// The status that words mean; `None` if they mean none. An empty box says nothing, `no` says *todo*.
pub(super) fn read(words: &str) -> Option<Status> {
    let words = words.trim();
    if let Some(status) = Status::ALL.into_iter().find(|status| status.word().eq_ignore_ascii_case(words)) {
        return Some(status);
    }
    if TICKS.contains(&words) {
        return Some(Status::Done);
    }
    // Whoever writes a question mark is not sure.
    if is_doubt(words) {
        return None;
    }
    let plain: String = words.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect();
    let found = WORDS.iter().find(|(_, known)| known.contains(&plain.as_str()));
    found.map(|(status, _)| *status)
}

/// Whether the cell is a box that nobody ticked: it says nothing.
pub(super) fn is_empty_box(words: &str) -> bool {
    matches!(words.trim(), "" | "-" | "–" | "☐" | "□" | "[ ]" | "[]" | "?") || is_no(words)
}

/// Whether the cell says no: of what is done here that is another answer, of everything else it says nothing.
pub(super) fn is_no(words: &str) -> bool {
    ["no", "n", "false", "nein", "non", "いいえ", "0"].contains(&words.trim().to_lowercase().as_str())
}

/// Whether a word is asked: `done?`
pub(super) fn is_doubt(words: &str) -> bool {
    let words = words.trim();
    words.contains(['?', '？']) && words.contains(char::is_alphanumeric)
}

/// The six statuses as a message lists them.
pub(super) fn all() -> Text {
    let words: Vec<&str> = Status::ALL.iter().map(|status| status.word()).collect();
    Text::line(&words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_have_many_words_for_a_status() {
        for (words, status) in [
            ("Done", Some(Status::Done)),
            ("Completed", Some(Status::Done)),
            ("✓", Some(Status::Done)),
            ("x", Some(Status::Done)),
            ("In Progress", Some(Status::Doing)),
            ("N/A", Some(Status::Na)),
            ("NA", Some(Status::Na)),
            ("Not started", Some(Status::Todo)),
            ("on hold", Some(Status::Blocked)),
            ("erledigt", Some(Status::Done)),
            ("完了", Some(Status::Done)),
            ("almost", None),
            ("look again", None),
            ("done?", None),
            ("Yes ?", None),
            ("finished？", None),
            ("done (?)", None),
        ] {
            assert_eq!(read(words), status, "{words}");
        }
        assert!(is_empty_box("FALSE") && is_empty_box("☐") && !is_empty_box("todo"));
    }
}
