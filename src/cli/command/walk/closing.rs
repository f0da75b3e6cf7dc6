//! The closing of a walk: parked things first, then the actions read aloud, then what was not reached.

use super::effect::{Effect, WalkInput, said};
use super::machine::{NextOutput, Walk, WalkMode};
use super::marks::intend;
use super::say;
use crate::domain::answer::Intent;
use crate::domain::capture_line;
use crate::domain::minutes::{self, Minutes, WorkshopChoice};
use crate::domain::walk::{self, ParsedInput, Verb};
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind, Change};

/// What can be said to something parked.
const PARKED_WORDS: &str = "`go` answers it now, `action [TEXT] [@WHO] [DATE]` makes it an action, `resolve` marks it resolved, an empty line \
     leaves it.";

impl Walk {
    /// Begins the closing.
    pub(super) fn close(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        let parked = minutes.parked.iter().filter(|parked| !parked.resolved);
        self.queue = parked.map(|parked| parked.id.clone()).collect();
        self.counted = (self.queue.len(), 0);
        self.due = NextOutput::Parked;
        let mut effects = vec![Effect::Step(Change::Closing { seconds: look.seconds }), Effect::Blank];
        effects.push(Effect::Say(format!("Closing: {}.", minutes.summary())));
        if !self.queue.is_empty() {
            effects.push(Effect::Say(PARKED_WORDS.into()));
        }
        effects
    }

    /// Reads the next parked thing aloud, or goes on to the actions.
    pub(super) fn next_parked(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        while let Some(id) = self.queue.pop_front() {
            self.counted.1 += 1;
            let Some(captured) = captured(look, &id) else { continue };
            let line = format!("Parked {} of {}{}", self.counted.1, self.counted.0, at(look, captured));
            let effects = vec![Effect::Say(format!("{line}: {}", captured.text))];
            self.mode = WalkMode::Parked(id);
            return effects;
        }
        let actions = minutes_now(look).map(|minutes| minutes.actions).unwrap_or_default();
        self.queue =
            actions.iter().filter(|action| !action.resolved).map(|action| action.id.clone()).collect();
        self.counted = (self.queue.len(), 0);
        self.due = NextOutput::Actions;
        if self.queue.is_empty() { said("There are no actions.") } else { said("The actions:") }
    }

    /// Takes in what becomes of something parked.
    pub(super) fn parked(&mut self, line: &str, id: CaptureId, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(parked) = captured(look, &id) else {
            self.due = NextOutput::Parked;
            return Vec::new();
        };
        self.due = NextOutput::Parked;
        match walk::hear(line) {
            ParsedInput::Nothing | ParsedInput::Verb(Verb::Next, _) => Vec::new(),
            ParsedInput::Verb(Verb::Resolve, _) => intend(&Intent::Resolve { id, resolved: true }, look),
            ParsedInput::Verb(Verb::Kind(kind), rest) => becomes(kind, rest, id, parked, look),
            ParsedInput::Verb(Verb::Go, "") => {
                if let Some(entry) = &parked.at {
                    // Back at the entry, `close` begins the closing again with what is still parked.
                    return self.come_to(entry, look);
                }
                self.mode = WalkMode::Parked(id);
                self.due = NextOutput::Nothing;
                said("It belongs to no entry; `resolve` marks it resolved, `action` makes it an action.")
            }
            ParsedInput::Verb(Verb::Back | Verb::Go | Verb::Quit, _) => {
                self.due = NextOutput::Nothing;
                self.hear(line, look)
            }
            ParsedInput::Verb(..) | ParsedInput::Unknown(_) => {
                self.mode = WalkMode::Parked(id);
                self.due = NextOutput::Nothing;
                said(PARKED_WORDS)
            }
        }
    }

    /// Reads actions aloud up to the first that lacks somebody or a date, or goes on to the end.
    pub(super) fn next_actions(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(id) = self.queue.pop_front() {
            self.counted.1 += 1;
            let Some(action) = captured(look, &id) else { continue };
            let line = format!("Action {} of {}{}", self.counted.1, self.counted.0, at(look, action));
            let who = say::who_and_when(look, action);
            effects.push(Effect::Say(format!("{line}: {} ({who})", action.text)));
            if action.owner.is_none() || action.due.is_none() {
                let asked = match (&action.owner, action.due) {
                    (None, None) => "Who, and by when? `lena fri`; an empty line leaves it so.",
                    (None, Some(_)) => "Who? An empty line leaves it so.",
                    (Some(_), _) => "By when? An empty line leaves it so.",
                };
                effects.push(Effect::Say(asked.into()));
                self.mode = WalkMode::Action(id);
                return effects;
            }
        }
        self.due = NextOutput::Last;
        effects
    }

    /// Takes in who does an action, by when.
    pub(super) fn action(&mut self, line: &str, id: CaptureId, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::Actions;
        let Some(action) = captured(look, &id) else { return Vec::new() };
        if let ParsedInput::Verb(Verb::Quit, _) = walk::hear(line) {
            self.due = NextOutput::Nothing;
            return self.hear(line, look);
        }
        let (owner, due) = walk::who_and_when(line, &look.names(), look.project.moment.today);
        if owner.is_none() && due.is_none() {
            return Vec::new();
        }
        let captured = Captured {
            owner: owner.or_else(|| action.owner.clone()),
            due: due.or(action.due),
            ..action.clone()
        };
        intend(&Intent::Capture { id, captured }, look)
    }

    /// Says what was not reached and closes the workshop.
    pub(super) fn last(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        let mut effects = Vec::new();
        if !minutes.not_reached.is_empty() {
            let names: Vec<&str> = minutes.not_reached.iter().map(|named| named.name.as_str()).collect();
            effects.push(Effect::Say(format!("Not reached: {}.", names.join(", "))));
        }
        effects.push(Effect::Step(Change::Close { seconds: look.seconds }));
        self.due = NextOutput::Outcome;
        effects
    }
}

/// The minutes as they would be now.
fn minutes_now(look: &WalkInput<'_>) -> Option<Minutes> {
    let answers = look.project.answers();
    let (_, workshop) = minutes::find(answers, WorkshopChoice::Last)?;
    Some(minutes::minutes(&look.project.board, answers, workshop))
}

fn captured<'a>(look: &'a WalkInput<'_>, id: &CaptureId) -> Option<&'a Captured> {
    look.project.answers().captures.get(id)?.capture.value()
}

fn at(look: &WalkInput<'_>, captured: &Captured) -> String {
    captured.at.as_ref().map(|at| format!(", at {}", look.project.named(at).name)).unwrap_or_default()
}

/// The change that makes something parked a capture of another kind; without words it keeps its own.
fn becomes(
    kind: CaptureKind,
    rest: &str,
    id: CaptureId,
    parked: &Captured,
    look: &WalkInput<'_>,
) -> Vec<Effect> {
    let today = look.project.moment.today;
    let (text, owner, due) = match walk::who_and_when(rest, &look.names(), today) {
        _ if rest.is_empty() => (parked.text.clone(), parked.owner.clone(), parked.due),
        (owner, due) if rest.starts_with('@') && owner.is_some() => (parked.text.clone(), owner, due),
        (None, Some(due)) => (parked.text.clone(), parked.owner.clone(), Some(due)),
        _ => {
            let found = capture_line::understand(rest, kind, &look.names(), today);
            (found.text, found.owner, found.due)
        }
    };
    let captured = Captured { at: parked.at.clone(), kind, text, owner, due, to: parked.to.clone() };
    intend(&Intent::Capture { id, captured }, look)
}
