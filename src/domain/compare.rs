//! Answers given apart, side by side: where several people agree, and what they have to talk about.
//!
//! Blind first, then talk: each answers alone in a file of their own, and what differs becomes a workshop's agenda.
//! Pure.

use super::board::{Board, Entry, EntryIx};
use crate::journal::answers::Answers;
use crate::journal::record::{Known, Status};
use crate::pack::model::{EntryId, Level, QuestionId};
use crate::text::Text;

/// One person's answers.
#[derive(Debug, Clone)]
pub struct Respondent<'a> {
    pub who: Text,
    pub answers: &'a Answers,
}

/// What one person said about an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RespondentAnswer {
    pub status: Status,
    pub reason: Option<Text>,
    pub note: Option<Text>,
    pub evidence: Option<Text>,
    pub owner: Option<Text>,
}

/// How the answers to one entry stand to each other, what has to be talked about most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// For some it is settled, for others it is open.
    Opposed,
    /// The statuses differ, but all are settled or all are open.
    Differs,
    /// All gave the same status, but not the same words.
    Words,
    /// Only some have answered.
    Partly,
    /// All answered with the same status, and nobody's words differ.
    Agreed,
}

impl Agreement {
    /// The word of JSON.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Opposed => "opposed",
            Agreement::Differs => "differs",
            Agreement::Words => "words",
            Agreement::Partly => "partly",
            Agreement::Agreed => "agreed",
        }
    }
}

/// One entry with everybody's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    pub row: EntryIx,
    pub id: EntryId,
    pub outcome: Agreement,
    /// One for each side, in their order; `None` without an answer.
    pub said: Vec<Option<RespondentAnswer>>,
}

/// A project question that was answered differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionDifference {
    pub id: QuestionId,
    pub ask: Text,
    /// One for each side, in their order.
    pub said: Vec<Known>,
}

/// Everything side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    pub who: Vec<Text>,
    /// What somebody has answered: what has to be talked about first, then by level, in the board's order.
    pub entries: Vec<Compared>,
    /// Only those that were answered differently.
    pub questions: Vec<QuestionDifference>,
    /// How many entries that apply nobody has answered.
    pub unanswered: usize,
}

/// The answers side by side. The board says which entries there are; what does not apply is compared if
/// somebody answered it.
pub fn compare(board: &Board, sides: &[Respondent<'_>]) -> Comparison {
    let mut entries = Vec::new();
    let mut unanswered = 0;
    for (at, row) in board.rows().iter().enumerate() {
        let said: Vec<Option<RespondentAnswer>> = sides.iter().map(|side| said(side.answers, row)).collect();
        match outcome(&said) {
            Some(outcome) => {
                entries.push(Compared { row: EntryIx(at), id: row.id.clone(), outcome, said });
            }
            None => unanswered += usize::from(row.applies.is_yes()),
        }
    }
    entries.sort_by_key(|compared| {
        let level: Level = board.at(compared.row).level;
        (compared.outcome, level, compared.row)
    });
    let questions = board.pack.questions.iter().filter_map(|question| {
        let said: Vec<Known> = sides.iter().map(|side| side.answers.known(&question.id)).collect();
        let differs = said.iter().any(|one| Some(one) != said.first());
        differs.then(|| QuestionDifference { id: question.id.clone(), ask: question.ask.clone(), said })
    });
    Comparison {
        who: sides.iter().map(|side| side.who.clone()).collect(),
        entries,
        questions: questions.collect(),
        unanswered,
    }
}

impl Comparison {
    /// The entries with one outcome.
    pub fn with(&self, outcome: Agreement) -> impl Iterator<Item = &Compared> {
        self.entries.iter().filter(move |compared| compared.outcome == outcome)
    }

    /// What has to be talked about, the most pressing first: everything but what is agreed.
    pub fn to_talk_about(&self) -> Vec<EntryId> {
        let open = self.entries.iter().filter(|compared| compared.outcome != Agreement::Agreed);
        open.map(|compared| compared.id.clone()).collect()
    }
}

/// A person's answer to an entry; `None` with neither a status nor words.
fn said(answers: &Answers, row: &Entry) -> Option<RespondentAnswer> {
    let said = answers.entry(&row.id)?;
    let answer = said.answer();
    if answer.is_none() && said.note().is_none() {
        return None;
    }
    Some(RespondentAnswer {
        status: answer.map_or(Status::Todo, |answer| answer.status),
        reason: answer.and_then(|answer| answer.reason.clone()),
        note: said.note().cloned(),
        evidence: answer.and_then(|answer| answer.evidence.clone()),
        owner: said.owner().cloned(),
    })
}

/// How the answers compare; `None` if nobody answered.
///
/// The words of an answer are its text and its reason. Evidence is not compared: two people may have seen two documents.
fn outcome(said: &[Option<RespondentAnswer>]) -> Option<Agreement> {
    let given: Vec<&RespondentAnswer> = said.iter().flatten().collect();
    let first = given.first()?;
    if given.iter().any(|one| is_settled(one.status) != is_settled(first.status)) {
        return Some(Agreement::Opposed);
    }
    if given.iter().any(|one| one.status != first.status) {
        return Some(Agreement::Differs);
    }
    let (notes, reasons) =
        (words_of(&given, |one| one.note.as_ref()), words_of(&given, |one| one.reason.as_ref()));
    if differ(&notes) || differ(&reasons) {
        return Some(Agreement::Words);
    }
    // While an entry is open, the text is the answer, so a bare status has said nothing yet.
    let is_silent = !notes.is_empty() && notes.len() < given.len() && !is_settled(first.status);
    Some(if given.len() < said.len() || is_silent { Agreement::Partly } else { Agreement::Agreed })
}

fn is_settled(status: Status) -> bool {
    matches!(status, Status::Done | Status::Waived | Status::Na)
}

fn words_of(given: &[&RespondentAnswer], of: fn(&RespondentAnswer) -> Option<&Text>) -> Vec<String> {
    given.iter().filter_map(|one| of(one)).map(|text| normalized(text)).collect()
}

fn differ(words: &[String]) -> bool {
    words.iter().any(|one| Some(one) != words.first())
}

/// A text as it is compared: lower case, single blanks, without the punctuation around words.
///
/// A question mark stays: a question is not a statement. So do signs such as `<` or `+`, which say something.
fn normalized(text: &str) -> String {
    let around = |sign: char| {
        matches!(sign, '.' | ',' | ';' | ':' | '!' | '(' | ')' | '[' | ']' | '…')
            || matches!(sign, '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '–' | '—' | '*' | '•')
    };
    let words = text.split_whitespace().map(|word| word.trim_matches(around)).filter(|word| !word.is_empty());
    let words: Vec<String> = words.filter(|word| *word != "-").map(str::to_lowercase).collect();
    if words.is_empty() { text.trim().to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::samples::{Story, item, status};
    use crate::journal::record::Change;

    fn sides(stories: &[Story]) -> Vec<Respondent<'_>> {
        let who = ["Ana", "Ben", "Kim"].into_iter().map(Text::line);
        stories.iter().zip(who).map(|(story, who)| Respondent { who, answers: story.answers() }).collect()
    }

    fn told(statuses: &[Option<Status>]) -> Vec<Story> {
        let told = statuses.iter().map(|given| {
            let mut story = Story::new();
            if let Some(given) = given {
                story.say(status(&item("Design 1"), *given));
            }
            story
        });
        told.collect()
    }

    #[track_caller]
    fn check(statuses: &[Option<Status>], expected: Option<Agreement>) {
        let stories = told(statuses);
        let comparison = compare(&stories[0].board(), &sides(&stories));
        assert_eq!(comparison.entries.first().map(|compared| compared.outcome), expected);
    }

    #[test]
    fn what_was_said_apart_agrees_differs_or_is_missing() {
        use Status::{Blocked, Doing, Done, Todo, Waived};
        check(&[None, None], None);
        check(&[Some(Done), Some(Done)], Some(Agreement::Agreed));
        check(&[Some(Done), Some(Waived)], Some(Agreement::Differs));
        check(&[Some(Doing), Some(Blocked), None], Some(Agreement::Differs));
        check(&[Some(Done), Some(Todo)], Some(Agreement::Opposed));
        check(&[Some(Done), None], Some(Agreement::Partly));
    }

    #[test]
    fn words_alone_are_an_answer_and_questions_are_compared() {
        let mut stories = told(&[None, Some(Status::Todo)]);
        stories[0].say(Change::Note { id: item("Design 1"), text: "One tenant".into() });
        stories[1].say(Change::Question { id: "existing-users".into(), answer: Known::No });
        let comparison = compare(&stories[0].board(), &sides(&stories));
        assert_eq!(comparison.with(Agreement::Partly).count(), 1);
        assert_eq!(comparison.questions[0].said, [Known::Unknown, Known::No]);
        assert_eq!(comparison.to_talk_about(), [item("Design 1")]);
    }

    #[track_caller]
    fn check_words(given: Status, notes: &[&str], expected: Agreement) {
        let mut stories = told(&vec![Some(given); notes.len()]);
        for (story, note) in stories.iter_mut().zip(notes) {
            story.say(Change::Note { id: item("Design 1"), text: Text::block(note) });
        }
        let comparison = compare(&stories[0].board(), &sides(&stories));
        assert_eq!(comparison.entries[0].outcome, expected, "{notes:?}");
        assert_eq!(comparison.to_talk_about().is_empty(), expected == Agreement::Agreed, "{notes:?}");
    }

    #[test]
    fn opposite_texts_under_one_status_are_talked_about() {
        use Status::{Doing, Done, Todo};
        check_words(Todo, &["One tenant for all", "Two tenants: suppliers and employees"], Agreement::Words);
        check_words(Doing, &["8 h idle", "9 h idle"], Agreement::Words);
        check_words(Done, &["in the wiki", "in the contract"], Agreement::Words);
        check_words(Todo, &["Less than 5 s, < 5", "Less than 5 s, > 5"], Agreement::Words);
        check_words(Todo, &["C++", "C"], Agreement::Words);
        check_words(Todo, &["One tenant?", "One tenant"], Agreement::Words);
        check_words(Todo, &["One tenant", "One tenant", "Two tenants"], Agreement::Words);
        check_words(Todo, &["Один тенант", "Два тенанта"], Agreement::Words);
    }

    #[test]
    fn the_same_words_in_another_dress_are_agreed() {
        check_words(Status::Todo, &["One tenant for all.", "  one   tenant, for all\n"], Agreement::Agreed);
        check_words(Status::Doing, &["- Ana\n- Ben", "ana, ben"], Agreement::Agreed);
        check_words(Status::Doing, &["“Ja”", "ja"], Agreement::Agreed);
        check_words(Status::Todo, &["…", "…"], Agreement::Agreed);
    }

    #[test]
    fn words_of_one_person_are_an_answer_by_some_while_the_entry_is_open() {
        check_words(Status::Todo, &["One tenant", ""], Agreement::Partly);
        check_words(Status::Done, &["in the wiki", ""], Agreement::Agreed);
    }

    #[test]
    fn two_reasons_for_one_status_are_talked_about() {
        let mut stories = told(&[Some(Status::Blocked), Some(Status::Blocked)]);
        let Change::Status { id, status, words, until, evidence, .. } =
            status(&item("Design 1"), Status::Blocked)
        else {
            unreachable!("is a status")
        };
        stories[1].say(Change::Status {
            id,
            status,
            words,
            reason: Some("waits for the bank".into()),
            until,
            evidence,
        });
        let comparison = compare(&stories[0].board(), &sides(&stories));
        assert_eq!(comparison.entries[0].outcome, Agreement::Words);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn the_order_of_the_sides_makes_no_difference(
            given in proptest::collection::vec(proptest::option::of(proptest::sample::select(Status::ALL.to_vec())), 2..4),
        ) {
            let stories = told(&given);
            let backwards: Vec<Option<Status>> = given.iter().rev().copied().collect();
            let other = told(&backwards);
            let board = stories[0].board();
            let one = compare(&board, &sides(&stories));
            let two = compare(&board, &sides(&other));
            prop_assert_eq!(one.to_talk_about(), two.to_talk_about());
            prop_assert_eq!(one.unanswered, two.unanswered);
        }
    }
}
