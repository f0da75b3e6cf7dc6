//! What is typed in the walk, the workshop without a screen: the words it knows and what a line means.
//!
//! Pure. The one table [`WORDS`] decides what is understood, what help says and what the manual lists. What a
//! command then does to the project is the command's own file.

use super::capture_line;
use super::grammar;
use crate::journal::record::{CaptureKind, Person, Status};
use crate::text::{Text, nearest};

/// What somebody wants in the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Our answer, whole.
    Answer,
    /// One more line of our answer.
    MoreAnswer,
    /// A status.
    Mark(Status),
    /// What was seen.
    Seen,
    /// Who owns the entry.
    Owner,
    /// When it is due.
    Due,
    /// A capture; the kind follows.
    Capture,
    /// A capture of this kind.
    Kind(CaptureKind),
    /// Something that was captured is settled.
    Resolve,
    /// Parks the entry and goes on.
    Park,
    /// To the next entry.
    Next,
    /// To the entry before.
    Back,
    /// To an entry by its name.
    Go,
    /// The entry once more.
    Show,
    /// Why the entry matters.
    Guidance,
    /// What was captured here.
    Captures,
    /// The agenda and where we are.
    Agenda,
    /// The time.
    Time,
    /// Entries by words.
    Find,
    /// One more entry on the agenda.
    Add,
    /// An entry off the agenda.
    Drop,
    /// An entry to another place on the agenda.
    Move,
    /// Somebody is here now.
    Came,
    /// Somebody has left.
    Left,
    /// A break begins.
    Break,
    /// The break is over.
    GoOn,
    /// When the workshop ends.
    End,
    /// The minutes of an entry.
    Minutes,
    /// What to put off so that all musts fit.
    Propose,
    /// A show of hands.
    Hands,
    /// The line that was not understood is our answer.
    Keep,
    /// Takes the newest change back.
    Undo,
    /// Brings it back.
    Redo,
    /// Tries again to save what was not saved.
    Save,
    /// Closes the workshop.
    Close,
    /// Ends the walk; the workshop may go on later.
    Quit,
    /// What can be typed.
    Help,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub verb: Verb,
    /// The word itself and its short forms.
    pub words: &'static [&'static str],
    /// What may follow.
    pub takes: &'static str,
    pub help: &'static str,
}

const fn word(verb: Verb, words: &'static [&'static str], takes: &'static str, help: &'static str) -> Word {
    Word { verb, words, takes, help }
}

/// Every word of the walk, in the order of help.
pub const WORDS: &[Word] = &[
    word(
        Verb::Answer,
        &["answer", "e"],
        "TEXT",
        "our answer, the whole of it; without TEXT it takes several lines",
    ),
    word(Verb::MoreAnswer, &["+"], "TEXT", "one more line of our answer"),
    word(Verb::Mark(Status::Done), &["done"], "[SEEN] [until DATE]", "done, and what was seen"),
    word(Verb::Mark(Status::Doing), &["doing", "d"], "", "in progress"),
    word(Verb::Mark(Status::Blocked), &["blocked", "b"], "REASON", "waits for something"),
    word(
        Verb::Mark(Status::Waived),
        &["waived", "waive", "w"],
        "REASON @WHO until DATE",
        "an accepted gap; the end may be a milestone",
    ),
    word(Verb::Mark(Status::Na), &["n/a", "na", "a"], "REASON", "does not apply here"),
    word(Verb::Mark(Status::Todo), &["todo", "r"], "", "to do again"),
    word(Verb::Seen, &["seen", "v"], "TEXT", "evidence: a document, a number, a place; none removes it"),
    word(Verb::Owner, &["owner", "o"], "NAME", "who owns the entry; none clears it"),
    word(Verb::Due, &["due", "t"], "DATE", "when it is due; none clears it"),
    word(
        Verb::Capture,
        &["capture", "c"],
        "KIND [-] TEXT",
        "capture a decision, action, question, risk, objection or something parked; - at the workshop as a whole",
    ),
    word(Verb::Kind(CaptureKind::Decision), &["decision"], "TEXT", "the same in short"),
    word(
        Verb::Kind(CaptureKind::Action),
        &["action"],
        "TEXT @WHO DATE",
        "the same in short: action Write the table @lena fri",
    ),
    word(Verb::Kind(CaptureKind::Question), &["question"], "TEXT", "the same in short"),
    word(Verb::Kind(CaptureKind::Risk), &["risk"], "TEXT", "the same in short"),
    word(
        Verb::Kind(CaptureKind::Objection),
        &["objection", "object"],
        "TEXT @WHO",
        "who disagrees with the last decision here, and why",
    ),
    word(Verb::Captures, &["said"], "", "what was captured here, with numbers"),
    word(Verb::Resolve, &["resolve"], "NUMBER", "mark the capture with this number resolved"),
    word(Verb::Park, &["park", "p"], "[TEXT]", "park it and go on"),
    word(Verb::Next, &["next", "n", "skip", "s"], "", "go on; so does an empty line"),
    word(Verb::Back, &["back", "-"], "", "to the entry before"),
    word(
        Verb::Go,
        &["go", "j"],
        "ENTRY",
        "to an entry by its name or id, on the agenda or not: go Design 42",
    ),
    word(Verb::Find, &["find", "/"], "WORDS", "entries with these words"),
    word(Verb::Show, &["show"], "", "the entry once more"),
    word(Verb::Guidance, &["why", "good"], "", "good to know: why it matters"),
    word(Verb::Agenda, &["agenda", "list", "l"], "", "the agenda and where we are"),
    word(Verb::Time, &["time"], "", "the time that is left"),
    word(Verb::Add, &["add"], "ENTRY", "one more entry at the end of the agenda"),
    word(Verb::Drop, &["drop"], "[ENTRY]", "put an entry off: off the agenda, and in the minutes"),
    word(Verb::Move, &["move"], "ENTRY to NUMBER", "an entry to another place on the agenda"),
    word(Verb::Minutes, &["minutes"], "[ENTRY] NUMBER", "the minutes of an entry"),
    word(Verb::Propose, &["propose", "="], "", "behind time: what to put off so that all musts fit"),
    word(Verb::End, &["end"], "TIME", "when the workshop ends: 11:40, +10, 75 minutes in all"),
    word(Verb::Break, &["break", "pause"], "", "a break: the clock stands"),
    word(Verb::GoOn, &["resume"], "", "the break is over"),
    word(Verb::Came, &["came", "late"], "NAME[:ROLE]", "somebody is here now"),
    word(Verb::Left, &["left"], "NAME", "somebody has left"),
    word(
        Verb::Hands,
        &["hands"],
        "YES NO UNSURE",
        "a show of hands at the last decision here: hands 4 2 1, or hands yes Ana, Kim; no Ben",
    ),
    word(Verb::Keep, &["keep"], "", "save the line that was not understood as our answer"),
    word(Verb::Undo, &["undo", "u"], "", "take the newest change back"),
    word(Verb::Redo, &["redo"], "", "bring it back"),
    word(Verb::Save, &["save"], "", "try again to save what was NOT SAVED"),
    word(
        Verb::Close,
        &["close"],
        "",
        "the closing in three pages: decisions, whose it is, what stays; then the minutes",
    ),
    word(Verb::Quit, &["quit", "q", "exit"], "", "leave; the workshop stays open if you want"),
    word(Verb::Help, &["help", "?", "h"], "", "what can be typed"),
];

/// A line as it was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParsedInput<'a> {
    /// An empty line.
    Nothing,
    /// A word of the table and what follows it.
    Verb(Verb, &'a str),
    /// A first word that is not one of them, and the nearest that is.
    Unknown(Option<&'static str>),
}

/// What a line means. `+` and `/` need no blank after them.
pub fn hear(line: &str) -> ParsedInput<'_> {
    let line = line.trim();
    if line.is_empty() {
        return ParsedInput::Nothing;
    }
    let (first, rest) = match line.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (line, ""),
    };
    if let Some(verb) = verb_of(first) {
        return ParsedInput::Verb(verb, rest);
    }
    for sign in ["+", "/"] {
        if let (Some(rest), Some(verb)) = (line.strip_prefix(sign), verb_of(sign)) {
            return ParsedInput::Verb(verb, rest.trim());
        }
    }
    // A sentence that begins with a word like ours is an answer, not a slip.
    if !rest.is_empty() {
        return ParsedInput::Unknown(None);
    }
    let known = WORDS.iter().flat_map(|word| word.words.iter().copied()).filter(|word| word.len() > 2);
    let near = nearest(&first.to_lowercase(), known.clone());
    ParsedInput::Unknown(near.and_then(|near| known.clone().find(|word| *word == near)))
}

fn verb_of(word: &str) -> Option<Verb> {
    let word = word.to_lowercase();
    WORDS.iter().find(|row| row.words.contains(&word.as_str())).map(|row| row.verb)
}

/// The kind of capture that a word names, by its word or its letter, and what follows.
pub fn kind_and_rest(rest: &str) -> Option<(CaptureKind, &str)> {
    let (first, rest) = match rest.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (rest, ""),
    };
    let word = first.to_lowercase();
    let mut letters = word.chars();
    let by_letter = match (letters.next(), letters.next()) {
        (Some(letter), None) => capture_line::kind_of(letter),
        _ => None,
    };
    let kind = CaptureKind::ALL.into_iter().find(|kind| kind.word() == word).or(by_letter)?;
    Some((kind, rest))
}

/// The words before ` until ` and what follows the last of them; none without it.
pub fn split_until(rest: &str) -> (&str, Option<&str>) {
    let lower = rest.to_lowercase();
    // Lower case may be longer than what was typed, and then the place is not the same.
    if lower.len() != rest.len() {
        return (rest, None);
    }
    if let Some(until) = lower.strip_prefix("until ") {
        return ("", rest.get(rest.len() - until.len()..).map(str::trim));
    }
    match lower.rfind(" until ") {
        Some(at) => match (rest.get(..at), rest.get(at + " until ".len()..)) {
            (Some(before), Some(until)) => (before.trim(), Some(until.trim())),
            _ => (rest, None),
        },
        None => (rest, None),
    }
}

/// The people of a list such as `Ana, Ben:security`; each may have a role after a colon. `known` are names
/// that may hold commas.
pub fn people(typed: &str, known: &[Text]) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for person in people_as_typed(typed, known) {
        if !found.iter().any(|known| grammar::is_same(&known.name, &person.name)) {
            found.push(person);
        }
    }
    found
}

/// The same; a name that is given twice is there twice.
pub fn people_as_typed(typed: &str, known: &[Text]) -> Vec<Person> {
    let parts = |one: &str| match one.split_once(':') {
        Some((name, role)) => (Text::line(name), Some(Text::line(role)).filter(|role| !role.is_empty())),
        None => (Text::line(one), None),
    };
    // A comma behind the colon parts people: no role has one.
    let is_known = |one: &str| {
        let (name, role) = parts(one);
        !role.is_some_and(|role| role.contains(','))
            && known.iter().any(|known| grammar::is_same(known, &name))
    };
    let all = grammar::split(typed, is_known);
    let people = all
        .iter()
        .map(|one| parts(one))
        .map(|(name, role)| Person { name: grammar::name(&name, known), role });
    people.filter(|person| !person.name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_word_is_in_the_table_twice_and_every_status_and_kind_can_be_said() {
        let mut all: Vec<&str> = WORDS.iter().flat_map(|word| word.words.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        for status in Status::ALL {
            assert_eq!(hear(status.word()), ParsedInput::Verb(Verb::Mark(status), ""));
        }
        for kind in CaptureKind::ALL {
            assert_eq!(kind_and_rest(kind.word()), Some((kind, "")));
        }
    }

    #[test]
    fn a_line_is_a_word_and_what_follows() {
        assert_eq!(hear(""), ParsedInput::Nothing);
        assert_eq!(hear("  e  Eight  hours "), ParsedInput::Verb(Verb::Answer, "Eight  hours"));
        assert_eq!(hear("DONE wiki/1"), ParsedInput::Verb(Verb::Mark(Status::Done), "wiki/1"));
        assert_eq!(hear("+and web"), ParsedInput::Verb(Verb::MoreAnswer, "and web"));
        assert_eq!(hear("/logout"), ParsedInput::Verb(Verb::Find, "logout"));
        assert_eq!(hear("dome"), ParsedInput::Unknown(Some("done")));
        assert_eq!(hear("Customers have 8 h"), ParsedInput::Unknown(None));
        assert_eq!(
            kind_and_rest("a Write the table @lena fri"),
            Some((CaptureKind::Action, "Write the table @lena fri"))
        );
        assert_eq!(kind_and_rest("Write the table"), None);
    }

    #[test]
    fn an_end_is_split_off_at_the_last_until() {
        assert_eq!(split_until("not before until fri"), ("not before", Some("fri")));
        assert_eq!(split_until("until 2026-12-01"), ("", Some("2026-12-01")));
        assert_eq!(split_until("wait until May until demo"), ("wait until May", Some("demo")));
        assert_eq!(split_until("nothing"), ("nothing", None));
    }

    #[test]
    fn people_may_have_roles() {
        let people = people("Ana, Ben:security,, Ana ,Mia:, weber, anna:it", &[Text::line("Weber, Anna")]);
        let said: Vec<_> =
            people.iter().map(|person| (person.name.as_str(), person.role.as_deref())).collect();
        assert_eq!(
            said,
            [("Ana", None), ("Ben", Some("security")), ("Mia", None), ("Weber, Anna", Some("it"))]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_typed_panics(line in "(until |@|[a-z İß日+/-]){0,20}") {
            let _ = (hear(&line), kind_and_rest(&line), split_until(&line), people(&line, &[]));
        }
    }
}
