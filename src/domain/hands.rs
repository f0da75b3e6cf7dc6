//! Shows of hands: the decision at which one was taken, and what is odd about one.

use super::grammar;
use crate::journal::answers::{Answers, Captured, Workshop};
use crate::journal::record::{CaptureId, CaptureKind, Hands, Seq};
use crate::text::counted;

/// The decision whose words were asked by the hands of this line: the last one before it at the entry, else the first
/// one that was written down after it. Hands on other words belong to no decision.
pub fn decision_asked<'a>(answers: &'a Answers, hands: &Hands, line: Seq) -> Option<&'a CaptureId> {
    let is_asked = |captured: &Captured| {
        captured.kind == CaptureKind::Decision
            && captured.at.as_ref() == Some(&hands.id)
            && captured.text == hands.statement
    };
    let made =
        || answers.captures.iter().filter_map(|(id, capture)| Some((capture.capture.first()?, id, capture)));
    let before = made()
        .filter(|(first, _, capture)| {
            *first < line && capture.capture.as_of(Some(line)).value().is_some_and(is_asked)
        })
        .map(|(first, id, _)| (first, id))
        .max();
    let after = || {
        let after = made().filter(|(first, _, capture)| {
            let said = capture.capture.writes().iter().find(|write| write.live);
            *first > line && said.is_some_and(|write| is_asked(&write.value))
        });
        after.map(|(first, id, _)| (first, id)).min()
    };
    before.or_else(after).map(|(_, id)| id)
}

/// Whether a show of hands was taken at this decision in the workshop that is open.
pub fn asked_at(answers: &Answers, decision: &CaptureId) -> bool {
    let Some(open) = answers.open_workshop() else { return false };
    let here = answers.entries.values().flat_map(|said| said.hands.writes()).filter(|write| write.live);
    here.filter(|write| write.workshop == Some(open.seq))
        .any(|write| decision_asked(answers, &write.value, write.seq) == Some(decision))
}

/// What is odd about a show of hands in this workshop: `Bob is not here`, `27 hands, and 7 people are here`; `None` if
/// nothing is, or if nobody is known to be here.
pub fn doubt(hands: &Hands, workshop: &Workshop) -> Option<String> {
    let here = workshop.present().count();
    if here == 0 {
        return None;
    }
    let is_here = |name: &str| workshop.present().any(|person| grammar::is_same(&person.name, name));
    let away: Vec<&str> =
        hands.people.iter().map(|voice| voice.who.as_str()).filter(|name| !is_here(name)).collect();
    match away.as_slice() {
        [] => {}
        [only] => return Some(format!("{only} is not here")),
        several => return Some(format!("{} are not here", several.join(", "))),
    }
    let all = u64::from(hands.yes) + u64::from(hands.no) + u64::from(hands.unsure);
    let all = usize::try_from(all).unwrap_or(usize::MAX);
    let people = counted(here, "person is", "people are");
    (all > here).then(|| format!("{}, and {people} here", counted(all, "hand", "hands")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{Story, capture, item, plan};
    use crate::journal::record::{Change, EntryFilter, Opinion, Voice};
    use crate::pack::model::EntryId;
    use crate::text::Text;

    fn hands(id: &EntryId, statement: &str) -> Hands {
        Hands { id: id.clone(), statement: statement.into(), yes: 1, no: 0, unsure: 0, people: Vec::new() }
    }

    fn asked(story: &Story, hands: &Hands, line: Seq) -> Option<String> {
        decision_asked(story.answers(), hands, line).map(|id| id.0.to_string())
    }

    #[test]
    fn hands_belong_to_the_decision_whose_words_were_asked() {
        let (mut story, id) = (Story::new(), item("Design 1"));
        story.open(plan(60, &[], EntryFilter::default()));
        let decision = |name: &str, text: &str| capture(name, CaptureKind::Decision, Some(&id), text);
        let early = hands(&id, "Third");
        let before = story.say(Change::Hands(early.clone()));
        story.say(decision("a", "First"));
        let first = hands(&id, "First");
        let at_first = story.say(Change::Hands(first.clone()));
        story.say(decision("b", "Second"));
        let second = hands(&id, "Second");
        let at_second = story.say(Change::Hands(second.clone()));
        story.say(decision("c", "Third"));
        // Other words for it later change nothing.
        story.say(decision("a", "First, reworded"));
        let other = hands(&id, "Something else");
        let at_other = story.say(Change::Hands(other.clone()));
        story.say(Change::Removed("b".into()));
        assert_eq!(asked(&story, &first, at_first).as_deref(), Some("a"));
        assert_eq!(asked(&story, &second, at_second).as_deref(), Some("b"));
        assert_eq!(asked(&story, &early, before).as_deref(), Some("c"));
        assert_eq!(asked(&story, &other, at_other), None);
    }

    #[test]
    fn who_is_not_here_and_more_hands_than_people_are_said() {
        let (mut story, id) = (Story::new(), item("Design 1"));
        story.open(plan(60, &[("Ana", "architect"), ("Ben", "developer")], EntryFilter::default()));
        let open = story.answers().open_workshop().expect("it is open");
        let voice = |who: &str| Voice { who: Text::line(who), opinion: Opinion::Yes };
        let by = |names: &[&str]| {
            Hands::of_people(id.clone(), "One".into(), names.iter().map(|name| voice(name)).collect())
        };
        assert_eq!(doubt(&by(&["Ana", "ben"]), open), None);
        assert_eq!(doubt(&by(&["Ana", "Bob"]), open).as_deref(), Some("Bob is not here"));
        assert_eq!(doubt(&by(&["Kim", "Bob"]), open).as_deref(), Some("Kim, Bob are not here"));
        let many = Hands { yes: 9, no: 9, unsure: 9, ..hands(&id, "One") };
        assert_eq!(doubt(&many, open).as_deref(), Some("27 hands, and 2 people are here"));
        let mut nobody = Story::new();
        nobody.open(plan(60, &[], EntryFilter::default()));
        assert_eq!(doubt(&many, nobody.answers().open_workshop().expect("it is open")), None);
    }
}
