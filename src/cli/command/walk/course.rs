//! How a workshop leaves its plan, in the walk: people, the end, a break, minutes, and the one proposal.

use super::effect::{Effect, WalkInput, refused, said};
use super::mode::{Walk, WalkMode};
use crate::domain::captures;
use crate::domain::grammar;
use crate::domain::hands;
use crate::domain::walk::{self, ParsedInput, Verb};
use crate::domain::workshop;
use crate::domain::workshop::behind;
use crate::journal::record::{Change, Course, Hands, Opinion, Voice};
use crate::pack::model::EntryId;
use crate::text::{Text, capital, counted};

impl Walk {
    /// Does what one of these words says; `None` if it is not one of them.
    pub(super) fn course(&mut self, verb: Verb, rest: &str, look: &WalkInput<'_>) -> Option<Vec<Effect>> {
        Some(match verb {
            Verb::Came => came(rest, look),
            Verb::Left => left(rest, look),
            Verb::Break => pause(look),
            Verb::GoOn => go_on(look),
            Verb::End => end(rest, look),
            Verb::Minutes => minutes(rest, look),
            Verb::Propose => self.propose(look),
            Verb::Hands => show_of_hands(rest, look),
            _ => return None,
        })
    }

    fn propose(&mut self, look: &WalkInput<'_>) -> Vec<Effect> {
        let Some(running) = look.running() else { return Vec::new() };
        let Some(proposal) = behind::propose(&running) else {
            return said("Everything that is left fits.");
        };
        let mut effects = said(proposal.sentence());
        for stop in proposal.with_musts() {
            let level = stop.level.word();
            effects.push(Effect::Say(format!("{} {}, {level}, {} min", stop.name, stop.title, stop.minutes)));
        }
        let ids: Vec<EntryId> = proposal.put_off.iter().map(|stop| stop.id.clone()).collect();
        let all: Vec<EntryId> = proposal.with_musts().map(|stop| stop.id.clone()).collect();
        let mut can = Vec::new();
        match ids.as_slice() {
            [] => {}
            _ if proposal.musts.is_empty() => can.push("`yes` puts them off".to_owned()),
            _ => can.push("`yes` puts off those that are no must".to_owned()),
        }
        if !proposal.musts.is_empty() {
            can.push("`all` puts off the musts too".to_owned());
        }
        if proposal.short > 0 {
            let end = workshop::ends_after(&running, u64::from(proposal.end) * 60, &look.project.moment);
            can.push(format!("`end {end}` moves the end, and every must fits"));
        }
        can.push("anything else leaves the agenda as it is".to_owned());
        effects.push(Effect::Say(format!("{}.", capital(&can.join("; ")))));
        self.mode = WalkMode::Proposed(ids, all);
        effects
    }

    /// Takes the proposal, or goes on with what was typed instead.
    pub(super) fn proposed(
        &mut self,
        line: &str,
        (ids, all): (Vec<EntryId>, Vec<EntryId>),
        look: &WalkInput<'_>,
    ) -> Vec<Effect> {
        match line.trim().to_lowercase().as_str() {
            "yes" | "y" | "=" | "take" if !ids.is_empty() => write(Course::PutOff { ids }, look),
            "all" if all.len() > ids.len() => write(Course::PutOff { ids: all }, look),
            "" | "no" => said("The agenda is as it was."),
            _ => match walk::hear(line) {
                ParsedInput::Nothing => Vec::new(),
                ParsedInput::Verb(..) | ParsedInput::Unknown(_) => self.word(line, look),
            },
        }
    }
}

fn write(what: Course, look: &WalkInput<'_>) -> Vec<Effect> {
    vec![Effect::Write(Change::Course { seconds: look.seconds, what })]
}

fn came(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let people = walk::people(rest, &look.names());
    if people.is_empty() {
        return said("Who is here now? For example `came Omar:developer`.");
    }
    people.into_iter().flat_map(|person| write(Course::Came(person), look)).collect()
}

fn left(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(open) = look.workshop() else { return Vec::new() };
    let present: Vec<Text> = open.present().map(|person| person.name.clone()).collect();
    if let Some(name) = grammar::somebody(rest, &present) {
        return write(Course::Left(name.clone()), look);
    }
    let names: Vec<&str> = present.iter().map(Text::as_str).collect();
    said(format!("Who has left? Here are {}.", names.join(", ")))
}

fn pause(look: &WalkInput<'_>) -> Vec<Effect> {
    match look.workshop() {
        Some(open) if open.course.on_break.is_some() => said("It is a break already; `resume` ends it."),
        Some(_) => {
            let mut effects = write(Course::Break, look);
            effects.push(Effect::Say("The clock stands; `resume` ends the break.".into()));
            effects
        }
        None => Vec::new(),
    }
}

fn go_on(look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(open) = look.workshop().filter(|open| open.course.on_break.is_some()) else {
        return said("There is no break.");
    };
    let now = look.project.moment.now;
    workshop::go_on(open, look.seconds, now).into_iter().map(Effect::Write).collect()
}

fn end(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let (Some(open), moment) = (look.workshop(), &look.project.moment) else { return Vec::new() };
    match workshop::end(rest, open, look.seconds, moment) {
        Ok(minutes) => write(Course::End { minutes }, look),
        Err(why) => said(why),
    }
}

fn minutes(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let (entry, number) = match rest.rsplit_once(char::is_whitespace) {
        Some((entry, number)) => (entry.trim(), number),
        None => ("", rest),
    };
    let current = look.running().and_then(|running| running.current);
    let Some(minutes) = number.parse().ok().filter(|minutes| (1..=240).contains(minutes)) else {
        return said("How many? For example `minutes Design 42 10`, or `minutes 10` for this entry.");
    };
    let id = match (entry.is_empty(), current) {
        (true, Some(id)) => id,
        (true, None) => return said("Which entry? For example `minutes Design 42 10`."),
        (false, _) => match look.project.entry(entry) {
            Ok(id) => id,
            Err(error) => return refused(&error),
        },
    };
    write(Course::Minutes { id, minutes }, look)
}

/// `hands 4 2 1`, or `hands yes Ana, Kim; no Ben`.
fn show_of_hands(rest: &str, look: &WalkInput<'_>) -> Vec<Effect> {
    let Some(id) = look.running().and_then(|running| running.current) else {
        return said("There is no entry yet: an empty line goes to the first.");
    };
    let answers = look.project.answers();
    let decision = captures::last_decision(answers, Some(&id)).and_then(|id| answers.captures.get(id));
    let statement =
        decision.and_then(|decision| decision.capture.value()).map(|decision| decision.text.clone());
    let where_to = if statement.is_some() { "decision" } else { "entry; nothing was decided here" };
    let statement = statement.unwrap_or_else(|| look.project.named(&id).title);
    let kept = |hands: Hands| {
        let doubt = look.workshop().and_then(|open| hands::doubt(&hands, open));
        let count = u64::from(hands.yes) + u64::from(hands.no) + u64::from(hands.unsure);
        let count = counted(usize::try_from(count).unwrap_or(usize::MAX), "hand", "hands");
        let mut effects = vec![Effect::Write(Change::Hands(hands))];
        effects.push(Effect::Say(format!("{count} kept with the {where_to}.")));
        effects.extend(doubt.map(|doubt| Effect::Say(format!("{doubt}; `undo` takes the hands back."))));
        effects
    };
    let numbers: Vec<u32> = rest.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if let ([yes, no, unsure], 3) = (numbers.as_slice(), rest.split_whitespace().count()) {
        return kept(Hands { id, statement, yes: *yes, no: *no, unsure: *unsure, people: Vec::new() });
    }
    let mut voices: Vec<Voice> = Vec::new();
    for part in rest.split(';') {
        let (word, names) = part.trim().split_once(char::is_whitespace).unwrap_or((part.trim(), ""));
        let Some(opinion) = Opinion::ALL.into_iter().find(|opinion| opinion.word() == word.to_lowercase())
        else {
            return said(
                "Yes, no, unsure: `hands 4 2 1` counts them, `hands yes Ana, Kim; no Ben` names them.",
            );
        };
        for person in walk::people_as_typed(names, &look.names()) {
            let who = super::marks::name(&person.name, look);
            if voices.iter().any(|voice| grammar::is_same(&voice.who, &who)) {
                return said(format!(
                    "{who} is named twice, and has one hand. No hands were kept; type them again."
                ));
            }
            voices.push(Voice { who, opinion });
        }
    }
    if voices.is_empty() {
        return said("Whose hands? `hands yes Ana, Kim; no Ben` names them.");
    }
    kept(Hands::of_people(id, statement, voices))
}
