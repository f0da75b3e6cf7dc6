//! What a line in the closing is: a command of the walk, text that begins like one, or words with a number before them.

use crate::cli::command::walk::effect::WalkInput;
use crate::domain::walk::{self, Verb};
use crate::domain::{grammar, workshop};
use crate::journal::record::Person;

/// The words, without the quotes that stand around words with a number; the number if they begin with one of a list of
/// so many, of which only one can be meant.
pub(super) fn without_number(words: &str, count: usize) -> Result<&str, usize> {
    let number = |words: &str| words.split_whitespace().next().and_then(|first| first.parse::<usize>().ok());
    let inner = words.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    if let Some(inner) = inner.filter(|inner| number(inner).is_some()) {
        return Ok(inner);
    }
    match number(words) {
        Some(no) if count > 1 && (1..=count).contains(&no) => Err(no),
        _ => Ok(words),
    }
}

/// Whether a word means the same on every page, and is neither a name nor a day.
pub(super) fn is_for_any_page(verb: Verb, rest: &str) -> bool {
    match verb {
        Verb::Undo | Verb::Redo | Verb::Save | Verb::Close | Verb::Quit | Verb::Help | Verb::Time => {
            rest.is_empty()
        }
        Verb::Agenda => rest.is_empty(),
        Verb::Go | Verb::Find | Verb::Kind(_) | Verb::Capture | Verb::Left | Verb::Came | Verb::End => {
            !rest.is_empty()
        }
        _ => false,
    }
}

/// Whether words that begin like a command can only be how it was: they name no entry, nobody who is here, no time.
pub(super) fn is_opinion(verb: Verb, rest: &str, look: &WalkInput<'_>) -> bool {
    match verb {
        Verb::Go => look.project.entry(rest).is_err(),
        Verb::Left => {
            let is_named = |person: &Person| grammar::is_same(&person.name, rest);
            !look.workshop().is_some_and(|open| open.present().any(is_named))
        }
        Verb::Came => !rest.contains(':'),
        Verb::End => {
            let moment = &look.project.moment;
            look.workshop().is_none_or(|open| workshop::end(rest, open, look.seconds, moment).is_err())
        }
        Verb::Capture => walk::kind_and_rest(rest).is_none(),
        _ => false,
    }
}

/// Whether a word alone does something to an entry, and would hardly be said of a whole workshop.
pub(super) fn is_command_of_an_entry(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Mark(_)
            | Verb::Drop
            | Verb::Park
            | Verb::Show
            | Verb::Captures
            | Verb::Keep
            | Verb::Propose
            | Verb::Kind(_)
            | Verb::Capture
            | Verb::Resolve
            | Verb::Answer
            | Verb::Add
            | Verb::Move
    )
}
