//! What the walk does with a line: what comes of each word in each of its modes (`mode`).
//!
//! Nothing is read, written or printed here: a line and a look at the project go in, effects come out (`effect`).
//! Answers are in `marks`, captures in `answers`, the agenda in `by_hand`, the closing in `closing`, the texts in
//! `say`.

use super::answers::capture;
use super::by_hand;
use super::effect::{Effect, WalkInput, refused, said};
use super::marks::{STAND, intend};
use super::mode::{NextOutput, Walk, WalkMode};
use super::say;
use crate::domain::answer::Intent;
use crate::domain::answer::meanwhile::Seen;
use crate::domain::walk::{self, ParsedInput, Verb};
use crate::domain::workshop;
use crate::pack::model::EntryId;
use crate::text::Text;

impl Walk {
    /// Takes a line in.
    pub(super) fn hear(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        if look.workshop().is_none() {
            return vec![Effect::Say("The workshop was closed by somebody else.".into()), Effect::End];
        }
        match std::mem::replace(&mut self.mode, WalkMode::Words) {
            WalkMode::Words => self.word(line, look),
            WalkMode::Lines(id, lines) => self.more_lines(line, id, lines, look),
            WalkMode::Asking(pending) => self.reply(line, pending, look),
            WalkMode::Meanwhile(id, answer, found) => self.between_two(line, id, *answer, found, look),
            WalkMode::Leaving => self.leave_or_stay(line, look),
            WalkMode::Decided => self.decided(line, look),
            WalkMode::Whose(id) => self.whose(line, id, look),
            WalkMode::NextOne => self.next_one(line, look),
            WalkMode::HowWasIt => self.how_was_it(line, look),
            WalkMode::Proposed(ids, all) => self.proposed(line, (ids, all), look),
        }
    }

    /// Says what is due after everything was written; empty when the next line is waited for.
    pub(super) fn go_on(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        match std::mem::replace(&mut self.due, NextOutput::Nothing) {
            NextOutput::Nothing => Vec::new(),
            NextOutput::Opening => self.opening(look),
            NextOutput::Resumed => {
                self.see(look);
                say::resumed(look)
            }
            NextOutput::Entry => self.show(look),
            NextOutput::Page(page) => self.page(page, look),
            NextOutput::Decision => self.next_decision(look),
            NextOutput::Whose => self.next_whose(look),
            NextOutput::NextOne => self.ask_next_one(look),
            NextOutput::HowWasIt => self.ask_how_it_was(),
            NextOutput::Outcome => say::outcome(look),
        }
    }

    /// Takes the end of the input in: what was begun is kept.
    pub(super) fn end(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        match std::mem::replace(&mut self.mode, WalkMode::Words) {
            WalkMode::Lines(id, lines) if !lines.is_empty() => self.note(id, &lines.join("\n"), look),
            WalkMode::Asking(pending) => self.unanswered(pending, look),
            // Nothing of what was typed is lost, and nothing of what others answered.
            WalkMode::Meanwhile(id, answer, found) => self.between_two(STAND, id, *answer, found, look),
            WalkMode::Decided | WalkMode::Whose(_) => self.end_of_closing(false, look),
            WalkMode::NextOne | WalkMode::HowWasIt => self.end_of_closing(true, look),
            _ => Vec::new(),
        }
    }

    /// What comes of going to an entry; it is shown then.
    pub(super) fn come_to(&mut self, id: &EntryId, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(workshop) = look.workshop() else { return Vec::new() };
        self.due = NextOutput::Entry;
        workshop::come_to(workshop, id, look.seconds).into_iter().map(Effect::Step).collect()
    }

    /// What comes of going back to an entry, which is not put on the agenda by that.
    fn step_to(&mut self, id: &EntryId, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::Entry;
        workshop::look_up(id, look.seconds).into_iter().map(Effect::Step).collect()
    }

    /// Shows the entry, and remembers what is said of it now.
    fn show(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        self.see(look);
        say::entry(look)
    }

    fn see(&mut self, look: &WalkInput<'_>) {
        let current = look.running().and_then(|running| running.current);
        self.seen = Seen::of(current.as_slice(), &look.situation());
    }

    fn opening(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(running) = look.running() else { return Vec::new() };
        let mut effects = say::opening(look, &running);
        self.listed = running.agenda.actions.iter().map(|action| action.id.clone()).collect();
        match running.agenda.stops.first() {
            Some(first) if self.listed.is_empty() => effects.extend(self.come_to(&first.id, look)),
            _ => {}
        }
        effects
    }

    pub(super) fn word(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        match walk::hear(line) {
            ParsedInput::Nothing => self.next(look),
            ParsedInput::Verb(verb, rest) => self.verb(verb, rest, look),
            ParsedInput::Unknown(near) => self.unknown(line, near, look),
        }
    }

    fn unknown(&mut self, line: &str, near: Option<&'static str>, look: &WalkInput<'_>) -> Vec<Effect> {
        let typed = Text::line(line);
        let named =
            look.project.board.rows().iter().find(|row| row.name.to_lowercase() == typed.to_lowercase());
        if let Some(row) = named {
            return self.come_to(&row.id, look);
        }
        self.kept = Some(typed);
        let near = near.map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
        said(format!(
            "Unknown command. {near}`keep` saves the line as our answer, `help` lists the commands."
        ))
    }

    pub(super) fn verb(&mut self, verb: Verb, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        if let Some(effects) = self.course(verb, rest, look) {
            return effects;
        }
        match verb {
            Verb::Next => return self.next(look),
            Verb::Back => return self.back(look),
            Verb::Go => return self.go(rest, look),
            Verb::Find => return by_hand::find(rest, look),
            Verb::Agenda => return say::agenda(look),
            Verb::Time => return say::time(look),
            Verb::Add => return by_hand::add(rest, look),
            Verb::Drop => return self.drop(rest, look),
            Verb::Move => return by_hand::shift(rest, look),
            Verb::Undo => return vec![Effect::Undo],
            Verb::Redo => return vec![Effect::Redo],
            Verb::Save => return vec![Effect::Save],
            Verb::Close => return self.close(look),
            Verb::Quit => return self.quit(look),
            Verb::Help => return say::help(),
            Verb::Capture => return self.capture(rest, look),
            Verb::Kind(kind) => return capture(kind, rest, look),
            Verb::Resolve => return self.resolve(rest, look),
            Verb::Answer
            | Verb::MoreAnswer
            | Verb::Mark(_)
            | Verb::Seen
            | Verb::Owner
            | Verb::Due
            | Verb::Park
            | Verb::Show
            | Verb::Guidance
            | Verb::Captures
            | Verb::Keep
            | Verb::Came
            | Verb::Left
            | Verb::Break
            | Verb::GoOn
            | Verb::End
            | Verb::Minutes
            | Verb::Propose
            | Verb::Hands => {}
        }
        let Some(running) = look.running() else { return Vec::new() };
        if let Some(id) = running.current {
            return self.at_entry(verb, rest, id, look);
        }
        match running.agenda.stops.first() {
            // The first entry was shown, and only the step to it could not be saved.
            Some(first) if self.listed.is_empty() => self.at_first(verb, rest, &first.id, look),
            _ => said("There is no entry yet: an empty line goes to the first."),
        }
    }

    fn at_first(&mut self, verb: Verb, rest: &str, id: &EntryId, look: &WalkInput<'_>) -> Vec<Effect> {
        let mut effects = self.at_entry(verb, rest, id.clone(), look);
        let (mode, due) = (self.mode.clone(), self.due.clone());
        effects.extend(self.come_to(id, look));
        (self.mode, self.due) = (mode, due);
        effects
    }

    fn at_entry(&mut self, verb: Verb, rest: &str, id: EntryId, look: &WalkInput<'_>) -> Vec<Effect> {
        match verb {
            Verb::Answer if rest.is_empty() => {
                self.mode = WalkMode::Lines(id, Vec::new());
                said("Type the answer. A line with a single dot ends it.")
            }
            Verb::Answer => self.note(id, rest, look),
            Verb::MoreAnswer => self.longer_note(id, rest, look),
            Verb::Keep => match self.kept.take() {
                Some(kept) => self.longer_note(id, &kept, look),
                None => said("There is no line to keep."),
            },
            Verb::Mark(status) => self.mark(id, status, rest, look),
            Verb::Seen => self.seen(id, rest, look),
            Verb::Owner => self.owner(id, rest, look),
            Verb::Due => self.due(id, rest, look),
            Verb::Park => self.park(&id, rest, look),
            Verb::Show => self.show(look),
            Verb::Guidance => say::guidance(look, &id),
            Verb::Captures => {
                let (effects, listed) = say::captures(look, &id);
                self.listed = listed;
                effects
            }
            // The others need no entry and were done before.
            _ => Vec::new(),
        }
    }

    fn more_lines(
        &mut self,
        line: &str,
        id: EntryId,
        mut lines: Vec<String>,
        look: &WalkInput<'_>,
    ) -> Vec<Effect> {
        if line.trim() == "." {
            return self.note(id, &lines.join("\n"), look);
        }
        lines.push(line.to_owned());
        self.mode = WalkMode::Lines(id, lines);
        Vec::new()
    }

    /// Goes to the next entry.
    pub(super) fn next(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(running) = look.running() else { return Vec::new() };
        match running.next() {
            Some(next) => self.come_to(&next.id.clone(), look),
            None => said(
                "That was the last entry of the agenda. `close` begins the closing, `back` and `go ENTRY` return.",
            ),
        }
    }

    fn back(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(running) = look.running() else { return Vec::new() };
        let was_at =
            look.workshop().and_then(|workshop| workshop.stops.last()).filter(|_| running.is_closing);
        match was_at.map(|(id, _)| id).or(running.previous().map(|previous| &previous.id)) {
            Some(id) => self.step_to(&id.clone(), look),
            None => said("This is the first entry of the agenda."),
        }
    }

    fn go(&mut self, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        match look.project.entry(rest) {
            Ok(id) => self.come_to(&id, look),
            Err(error) => refused(&error),
        }
    }

    fn capture(&mut self, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        if let Some((kind, rest)) = walk::kind_and_rest(rest) {
            return capture(kind, rest, look);
        }
        self.kept = Some(Text::line(rest)).filter(|kept| !kept.is_empty()).or(self.kept.take());
        said(
            "Capture what? Decision, action, question, risk or parked: `c action Write the table @lena fri`.",
        )
    }

    fn resolve(&mut self, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let at = rest.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        match at.and_then(|at| self.listed.get(at)) {
            Some(id) => intend(&Intent::Resolve { id: id.clone(), resolved: true }, look),
            None if self.listed.is_empty() => said("Nothing is listed; `said` lists what was captured here."),
            None => said(format!("Which one? A number from 1 to {}.", self.listed.len())),
        }
    }

    pub(super) fn quit(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        self.mode = WalkMode::Leaving;
        let unsaved =
            if look.unsaved.is_empty() { "" } else { "Something is NOT SAVED; `save` tries again. " };
        said(format!(
            "{unsaved}The workshop is open. `close` closes it, `quit` leaves it open for later, an empty line stays."
        ))
    }

    fn leave_or_stay(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        match walk::hear(line) {
            ParsedInput::Nothing => self.show(look),
            ParsedInput::Verb(Verb::Quit, _) => vec![
                Effect::Say("The workshop stays open; `golive walk` continues with it.".into()),
                Effect::End,
            ],
            ParsedInput::Verb(..) | ParsedInput::Unknown(_) => self.word(line, look),
        }
    }
}
