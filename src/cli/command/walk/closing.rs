//! The closing of a walk: the three pages of the screens, each read aloud, with what can be said to it.
//!
//! The decisions come first, then whose everything is, then what stays, when the next one is and how this one was.

use super::aloud::{decision, noted_line, stays, to_removed};
use super::answers::{capture, next_year};
use super::effect::{Effect, WalkInput, refused, said};
use super::marks::intend;
use super::mode::{ClosingTalk, NextOutput, Walk, WalkMode};
use super::say;
use crate::cli::command::answering;
use crate::domain::answer::Intent;
use crate::domain::minutes::closing::{self, ClosingPage, HOW_WAS_IT, NEXT_ONE};
use crate::domain::minutes::{self, Minutes, WorkshopChoice};
use crate::domain::walk::{self, ParsedInput, Verb};
use crate::domain::{capture_line, grammar};
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind, Change};
use crate::text::{Text, capital};

mod spoken;

use spoken::{is_command_of_an_entry, is_for_any_page, is_opinion, without_number};

/// What can be said to a decision.
const DECIDED: &str = "`objection TEXT @WHO` keeps who disagrees, `answer TEXT` rewords it, `drop` removes what was no decision, `back` \
     reads the one before, an empty line goes on.";
/// What can be said to something that lacks a person or a day, beside who and when.
const WHOSE: &str = "`go` answers it now, `action [TEXT] [@WHO] [DATE]` makes it an action, `resolve` marks it resolved, `answer TEXT` \
     rewords it, `drop` removes it, an empty line leaves it.";

impl Walk {
    /// Begins the closing.
    pub(super) fn close(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        self.talk = ClosingTalk::default();
        self.due = NextOutput::Page(ClosingPage::Decided);
        vec![
            Effect::Step(Change::Closing { seconds: look.seconds }),
            Effect::Blank,
            Effect::Say(format!("Closing: {}.", minutes.summary())),
        ]
    }

    /// Reads a page of the closing aloud.
    pub(super) fn page(&mut self, page: ClosingPage, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        let mut effects = vec![Effect::Blank, Effect::Say(page.title().into())];
        match page {
            ClosingPage::Decided => {
                self.talk.read = 0;
                if minutes.decisions.is_empty() {
                    effects.push(Effect::Say(page.nothing().into()));
                    effects.extend(to_removed(&minutes));
                    self.due = NextOutput::Page(ClosingPage::Whose);
                } else {
                    let count = minutes.decisions.len();
                    effects.push(Effect::Say(format!("Decisions to read aloud: {count}. {DECIDED}")));
                    self.due = NextOutput::Decision;
                }
            }
            ClosingPage::Whose => {
                let lacking = minutes.whose().0;
                self.talk.queue = lacking.iter().map(|noted| noted.id.clone()).collect();
                self.talk.counted = (lacking.len(), 0);
                if !lacking.is_empty() {
                    effects.push(Effect::Say(format!("{}: {}. {WHOSE}", closing::LACKING, lacking.len())));
                } else if minutes.whose().1.is_empty() {
                    effects.push(Effect::Say(page.nothing().into()));
                }
                self.due = NextOutput::Whose;
            }
            ClosingPage::Stays => {
                effects.extend(stays(&minutes, look));
                self.due = NextOutput::NextOne;
            }
        }
        effects
    }

    /// Reads the decision in hand aloud; after the last one the next page.
    pub(super) fn next_decision(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        self.listed = minutes.decisions.iter().map(|decision| decision.id.clone()).collect();
        if self.talk.read >= self.listed.len() {
            self.due = NextOutput::Page(ClosingPage::Whose);
            return to_removed(&minutes);
        }
        self.mode = WalkMode::Decided;
        decision(&minutes, self.talk.read)
    }

    /// Asks for the next thing that lacks a person or a day; then says whose the rest is.
    pub(super) fn next_whose(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        while let Some(id) = self.talk.queue.pop_front() {
            self.talk.counted.1 += 1;
            let Some(captured) = captured(look, &id) else { continue };
            let (all, no) = self.talk.counted;
            let effects = vec![
                Effect::Say(format!(
                    "{} {no} of {all}{}: {}{}",
                    capital(captured.kind.word()),
                    at(look, captured),
                    captured.text,
                    say::aside(say::who_and_when(look, captured), false)
                )),
                Effect::Say(format!("{} {}.", closing::asks(captured), closing::WHOSE)),
            ];
            self.mode = WalkMode::Whose(id);
            return effects;
        }
        self.due = NextOutput::Page(ClosingPage::Stays);
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        let rest = minutes.whose().1;
        let mut effects = Vec::new();
        if !rest.is_empty() {
            effects.push(Effect::Say(format!("{}: {}.", closing::WITH_ONE, rest.len())));
        }
        effects.extend(rest.into_iter().map(|noted| Effect::Say(noted_line(noted, look))));
        effects
    }

    /// Asks when the next one is.
    pub(super) fn ask_next_one(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        self.mode = WalkMode::NextOne;
        let known = minutes_now(look).map(|minutes| minutes.next_typed()).unwrap_or_default();
        let known = if known.is_empty() { String::new() } else { format!(" It was said: {known}.") };
        said(format!("{}: {}.{known}", NEXT_ONE.0, NEXT_ONE.1))
    }

    /// Takes in what is said to the decision in hand.
    pub(super) fn decided(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::Decision;
        match walk::hear(line) {
            ParsedInput::Nothing | ParsedInput::Verb(Verb::Next, "") => {
                self.talk.read += 1;
                Vec::new()
            }
            ParsedInput::Verb(
                verb @ (Verb::Kind(CaptureKind::Objection) | Verb::Answer | Verb::Drop),
                rest,
            ) => self.about_decision(verb, rest, look),
            ParsedInput::Verb(Verb::Back, "") if self.talk.read > 0 => {
                self.talk.read -= 1;
                Vec::new()
            }
            ParsedInput::Verb(Verb::Back, _) => {
                self.due = NextOutput::Nothing;
                self.word(line, look)
            }
            ParsedInput::Verb(verb, rest) => self.on_any_page(verb, rest, look),
            ParsedInput::Unknown(_) => self.decision_once_more(DECIDED),
        }
    }

    fn decision_once_more(&mut self, words: &str) -> Vec<Effect> {
        self.mode = WalkMode::Decided;
        self.due = NextOutput::Nothing;
        said(words)
    }

    /// An objection to the decision in hand, other words for it, or that it was not one.
    fn about_decision(&mut self, verb: Verb, words: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(id) = self.listed.get(self.talk.read).cloned() else { return Vec::new() };
        let Some(decision) = captured(look, &id) else { return Vec::new() };
        if verb == Verb::Drop && words.is_empty() {
            return intend(&Intent::DropCapture(id), look);
        }
        if verb == Verb::Drop {
            return self.decision_once_more("`drop` alone removes the decision that was read last.");
        }
        if words.is_empty() {
            return self.decision_once_more("Which words? They are written in the same line.");
        }
        let words = match without_number(words, self.listed.len()) {
            Ok(words) => words,
            Err(no) => {
                let here = self.talk.read + 1;
                return self.decision_once_more(&format!(
                    "Nothing was saved: `objection`, `answer` and `drop` are about decision {here}, which was read last, \
                     and take no number. An empty line and `back` go to decision {no}; words that begin with a number \
                     stand in quotes: \"{words}\"."
                ));
            }
        };
        if verb == Verb::Answer {
            let captured = Captured { text: Text::line(words), ..decision.clone() };
            let asked = minutes_now(look)
                .and_then(|minutes| minutes.hands_on(&id).last().map(|hands| hands.statement.clone()));
            let asked = asked.filter(|asked| *asked != captured.text);
            let mut effects = intend(&Intent::Capture { id, captured }, look);
            effects.extend(asked.map(|asked| {
                Effect::Say(format!(
                    "The hands stay what they were, and the minutes say what was asked: {asked}"
                ))
            }));
            return effects;
        }
        let kind = CaptureKind::Objection;
        let found = capture_line::understand(words, kind, &look.names(), look.project.moment.today);
        let objection = Captured {
            at: decision.at.clone(),
            kind,
            text: found.text,
            owner: found.owner,
            due: None,
            to: Some(id),
        };
        intend(&Intent::Capture { id: look.fresh.clone(), captured: objection }, look)
    }

    /// Takes in whose something is, by when, or what else becomes of it.
    pub(super) fn whose(&mut self, line: &str, id: CaptureId, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::Whose;
        let Some(noted) = captured(look, &id) else { return Vec::new() };
        match walk::hear(line) {
            ParsedInput::Nothing | ParsedInput::Verb(Verb::Next, "") => Vec::new(),
            // The sign alone leaves it without a person; as a word of the walk it goes back.
            ParsedInput::Verb(Verb::Back, "") if line.trim() == "-" => Vec::new(),
            ParsedInput::Verb(Verb::Back, "") => self.back_from(ClosingPage::Whose, look),
            ParsedInput::Verb(Verb::Resolve, "") => intend(&Intent::Resolve { id, resolved: true }, look),
            ParsedInput::Verb(Verb::Drop, "") => intend(&Intent::DropCapture(id), look),
            ParsedInput::Verb(Verb::Answer, words) if !words.is_empty() => {
                let Ok(words) = without_number(words, self.talk.counted.0) else {
                    return self.numbered(id, words);
                };
                let captured = Captured { text: Text::line(words), ..noted.clone() };
                self.put_back(&id);
                intend(&Intent::Capture { id, captured }, look)
            }
            ParsedInput::Verb(Verb::Kind(_), rest) if rest.starts_with('-') => {
                self.put_back(&id);
                self.word(line, look)
            }
            ParsedInput::Verb(Verb::Kind(kind), rest) => {
                let Ok(rest) = without_number(rest, self.talk.counted.0) else {
                    return self.numbered(id, rest);
                };
                let captured = becomes(kind, rest, noted, look);
                // What became an action is asked about once more, if it still lacks somebody or a day.
                if kind != noted.kind && (captured.owner.is_none() || captured.due.is_none()) {
                    self.put_back(&id);
                }
                intend(&Intent::Capture { id, captured }, look)
            }
            ParsedInput::Verb(Verb::Go, "") => match &noted.at {
                // Back at the entry, `close` begins the closing again with what is still open.
                Some(entry) => self.come_to(entry, look),
                None => self.once_more(id, "It belongs to no entry."),
            },
            ParsedInput::Verb(Verb::Owner | Verb::Due, rest) => self.whose_as_said(rest, id, look),
            ParsedInput::Verb(verb, rest) if is_for_any_page(verb, rest) => {
                self.put_back(&id);
                self.on_any_page(verb, rest, look)
            }
            ParsedInput::Verb(..) | ParsedInput::Unknown(_) => self.whose_as_said(line, id, look),
        }
    }

    fn whose_as_said(&mut self, line: &str, id: CaptureId, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(noted) = captured(look, &id) else { return Vec::new() };
        match grammar::who_and_day(line, &look.names(), look.project.moment.today) {
            Ok((None, None)) => Vec::new(),
            Ok((owner, due)) => {
                let owner = owner.or_else(|| noted.owner.clone());
                let captured = Captured { owner, due: due.or(noted.due), ..noted.clone() };
                let next_year = next_year(line, due, look);
                intend(&Intent::Capture { id, captured }, look).into_iter().chain(next_year).collect()
            }
            Err(refusal) => {
                self.mode = WalkMode::Whose(id);
                self.due = NextOutput::Nothing;
                refused(&refusal.into())
            }
        }
    }

    /// Goes to the page before on which something is asked; from the first of them to the entries.
    fn back_from(&mut self, page: ClosingPage, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        self.due = if page == ClosingPage::Stays && !minutes.whose().0.is_empty() {
            NextOutput::Page(ClosingPage::Whose)
        } else if minutes.decisions.is_empty() {
            return self.verb(Verb::Back, "", look);
        } else {
            NextOutput::Page(ClosingPage::Decided)
        };
        Vec::new()
    }

    /// Asks about the same thing next.
    fn put_back(&mut self, id: &CaptureId) {
        self.talk.queue.push_front(id.clone());
        self.talk.counted.1 = self.talk.counted.1.saturating_sub(1);
    }

    fn numbered(&mut self, id: CaptureId, words: &str) -> Vec<Effect> {
        let words = format!(
            "Nothing was saved: what is typed is about what was read last, without a number. Words that begin with a \
             number stand in quotes: \"{words}\"."
        );
        self.once_more(id, &words)
    }

    fn once_more(&mut self, id: CaptureId, words: &str) -> Vec<Effect> {
        self.mode = WalkMode::Whose(id);
        self.due = NextOutput::Nothing;
        said(format!("{words} {WHOSE}"))
    }

    /// Takes in when the next one is.
    pub(super) fn next_one(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::NextOne;
        match walk::hear(line) {
            ParsedInput::Verb(Verb::Back, "") => return self.back_from(ClosingPage::Stays, look),
            ParsedInput::Verb(verb, rest) if is_for_any_page(verb, rest) => {
                return self.on_any_page(verb, rest, look);
            }
            _ => {}
        }
        let is_next = matches!(walk::hear(line), ParsedInput::Verb(Verb::Next, ""));
        let typed = if is_next { "" } else { line.trim() };
        let today = look.project.moment.today;
        let mut effects = Vec::new();
        if typed.is_empty() {
            self.talk.next = minutes_now(look).map(|minutes| minutes.next_typed()).unwrap_or_default();
        } else {
            let when = match grammar::day_and_time(typed, today) {
                Ok(when) => grammar::when_words(typed, when, today),
                Err(refusal) => return said(format!("{}.", capital(&refusal.short()))),
            };
            typed.clone_into(&mut self.talk.next);
            // It is kept when the workshop closes, so it can still be changed.
            effects = said(format!("{}: {when}. `back` changes it.", NEXT_ONE.0));
        }
        self.due = NextOutput::Nothing;
        effects.extend(self.ask_how_it_was());
        effects
    }

    /// Asks how this one was once more.
    pub(super) fn ask_how_it_was(&mut self) -> Vec<Effect> {
        self.mode = WalkMode::HowWasIt;
        said(format!("{}? {}.", HOW_WAS_IT.0, capital(HOW_WAS_IT.1)))
    }

    /// Takes in how it was, and closes the workshop. A command of the walk is one here too; words in quotes are text.
    pub(super) fn how_was_it(&mut self, line: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        self.due = NextOutput::HowWasIt;
        match walk::hear(line) {
            ParsedInput::Verb(Verb::Back, "") => {
                self.due = NextOutput::Page(ClosingPage::Stays);
                Vec::new()
            }
            ParsedInput::Nothing | ParsedInput::Verb(Verb::Next, "") => self.finish("", look),
            ParsedInput::Verb(verb, rest) if is_for_any_page(verb, rest) && !is_opinion(verb, rest, look) => {
                self.on_any_page(verb, rest, look)
            }
            ParsedInput::Verb(verb, "") if is_command_of_an_entry(verb) => said(format!(
                "That belongs to an entry: `back` and `go ENTRY` return there. If it is how it was, type it in quotes: \
                 \"{}\".",
                line.trim()
            )),
            ParsedInput::Verb(..) | ParsedInput::Unknown(_) => {
                let line = line.trim();
                let inner = line.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
                self.finish(inner.unwrap_or(line), look)
            }
        }
    }

    /// Closes the workshop at the end of the input: what was not asked yet stays as it is.
    pub(super) fn end_of_closing(&mut self, is_at_last_page: bool, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(minutes) = minutes_now(look) else { return Vec::new() };
        let mut effects = Vec::new();
        if !is_at_last_page {
            effects = vec![Effect::Blank, Effect::Say(ClosingPage::Stays.title().into())];
            effects.extend(stays(&minutes, look));
        }
        effects.extend(self.finish("", look));
        effects
    }

    /// Closes the workshop.
    fn finish(&mut self, how: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        let project = look.project;
        let rating = minutes_now(look).and_then(|minutes| minutes.rating).unwrap_or_default();
        let how = if how.trim().is_empty() { rating.as_str() } else { how };
        let said = (self.talk.next.as_str(), how);
        let today = project.moment.today;
        let closed = match closing::close(said, look.seconds, &project.board, project.answers(), today) {
            Ok(closed) => closed,
            Err(why) => return vec![Effect::Say(format!("{}.", capital(&why)))],
        };
        let mut effects = Vec::new();
        if let Some((plan, known)) = closed.next {
            let day = plan.day.map(|day| answering::when(day, plan.start, today)).unwrap_or_default();
            let told = format!("prepared for {day}: {}", plan.title);
            effects.push(Effect::Prepare(Box::new(plan), known));
            effects.push(Effect::Say(format!("saved: {told}")));
        }
        effects.extend(closed.steps.into_iter().map(Effect::Step));
        self.due = NextOutput::Outcome;
        effects
    }

    /// What can be said on every page.
    fn on_any_page(&mut self, verb: Verb, rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
        match verb {
            Verb::Close => {
                self.talk.queue.clear();
                self.finish("", look)
            }
            Verb::Quit => {
                self.due = NextOutput::Nothing;
                self.quit(look)
            }
            Verb::Kind(kind) => capture(kind, rest, look),
            Verb::Go => {
                let page = std::mem::replace(&mut self.due, NextOutput::Nothing);
                let effects = self.verb(verb, rest, look);
                if self.due == NextOutput::Nothing {
                    self.due = page;
                }
                effects
            }
            _ if is_for_any_page(verb, rest) => self.verb(verb, rest, look),
            _ => said("That belongs to an entry: `back` returns to the entries, `go ENTRY` to one of them."),
        }
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

/// Something captured as another kind; without words it keeps its own.
fn becomes(kind: CaptureKind, rest: &str, before: &Captured, look: &WalkInput<'_>) -> Captured {
    let (names, today) = (look.names(), look.project.moment.today);
    let (text, owner, due) = match grammar::who_and_day(rest, &names, today) {
        _ if rest.is_empty() => (None, None, None),
        Ok((owner, due)) if owner.is_none() || rest.starts_with('@') => (None, owner, due),
        _ => {
            let found = capture_line::understand(rest, kind, &names, today);
            (Some(found.text), found.owner, found.due)
        }
    };
    Captured {
        kind,
        text: text.unwrap_or_else(|| before.text.clone()),
        owner: owner.or_else(|| before.owner.clone()),
        due: due.or(before.due),
        ..before.clone()
    }
}
