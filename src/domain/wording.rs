//! What a change of the journal says, in words: for history, undo and messages.

use super::moment::Moment;
use crate::journal::record::{Change, Course, Until};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// How a workshop left its plan: `break`, `Lena has left`, `2 entries put off`.
pub fn course(what: &Course) -> String {
    match what {
        Course::Minutes { minutes, .. } => counted(*minutes as usize, "minute for it", "minutes for it"),
        Course::End { minutes } => format!("{minutes} minutes in all"),
        Course::PutOff { ids } => format!("{} put off", counted(ids.len(), "entry", "entries")),
        Course::Came(person) => format!("{} is here", person.phrase()),
        Course::Left(name) => format!("{name} has left"),
        Course::Break => "break".to_owned(),
        Course::GoOn => "the break is over".to_owned(),
        Course::Rated(words) => format!("how it was: {words}"),
    }
}

/// Returns what was done, without whom it was done to: `blocked: waits for Ben`, `owner Ana`.
pub fn deed(change: &Change, moment: &Moment) -> String {
    match change {
        Change::Project(name) => format!("project called {name}"),
        Change::Scenario { business, .. } => format!("kind {}", business.label()),
        Change::Question { id, answer } => format!("question {id}: {}", answer.word()),
        Change::Target { id, day: Some(day) } => format!("target of {id}: {}", moment.day(*day)),
        Change::Target { id, day: None } => format!("no target for {id}"),
        Change::Item { title, .. } => format!("item added: {title}"),
        Change::Words { title, .. } => format!("worded: {title}"),
        Change::Status { status, reason, until, .. } => {
            let until = match until {
                Some(Until::Day(day)) => format!(" until {}", moment.day(*day)),
                Some(Until::Milestone(id)) => format!(" until {id}"),
                None => String::new(),
            };
            let reason = reason.as_ref().map(|reason| format!(": {}", reason.first_line()));
            format!("{}{until}{}", status.word(), reason.unwrap_or_default())
        }
        Change::Owner { owner: Some(owner), .. } => format!("owner {owner}"),
        Change::Owner { owner: None, .. } => "owner nobody".to_owned(),
        Change::Due { day: Some(day), .. } => format!("due {}", moment.day(*day)),
        Change::Due { day: None, .. } => "no due date".to_owned(),
        Change::Note { text, .. } if text.is_empty() => "answer taken away".to_owned(),
        Change::Note { text, .. } => format!("answer: {}", text.first_line()),
        Change::Capture { kind, text, .. } => format!("{}: {}", kind.word(), text.first_line()),
        Change::Resolved { resolved: true, .. } => "capture resolved".to_owned(),
        Change::Resolved { resolved: false, .. } => "capture open again".to_owned(),
        Change::Removed(_) => "taken away".to_owned(),
        Change::Hands(hands) => format!("hands: {}", hands.phrase()),
        Change::Many(parts) => {
            let deeds: Vec<String> = parts
                .iter()
                .filter(|part| !matches!(part.change, Change::Words { .. }))
                .map(|part| deed(&part.change, moment))
                .collect();
            deeds.join(", ")
        }
        Change::Undo(..) => "taken back".to_owned(),
        Change::Redo(..) => "brought back".to_owned(),
        Change::Prepare(plan) => format!("workshop planned: {}", plan.title),
        Change::Apart(apart) => {
            format!("answers given apart: {}", counted(apart.entries.len(), "entry", "entries"))
        }
        Change::Open { plan, .. } => format!("workshop opened: {}", plan.title),
        Change::At { .. } => "on the table".to_owned(),
        Change::Agenda(entries) => {
            format!("agenda changed: {}", counted(entries.len(), "entry", "entries"))
        }
        Change::Course { what, .. } => course(what),
        Change::Closing { .. } => "workshop closing".to_owned(),
        Change::Close { .. } => "workshop closed".to_owned(),
        Change::Review(review) => format!("review closed: {}", review.milestone_title),
    }
}

/// Returns what one command did and to whom: `Design 42 done`, `3 entries done`.
///
/// `name` says what an entry is called.
pub fn sentence(changes: &[Change], moment: &Moment, name: impl Fn(&EntryId) -> Text) -> String {
    let parts: Vec<&Change> = changes
        .iter()
        .flat_map(|change| change.parts(None).map(|(_, part)| part))
        .filter(|part| !matches!(part, Change::Words { .. }))
        .collect();
    let mut ids: Vec<&EntryId> = Vec::new();
    for id in parts.iter().filter_map(|part| part.entry()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let mut deeds: Vec<String> = Vec::new();
    for part in &parts {
        let said = deed(part, moment);
        if !deeds.contains(&said) {
            deeds.push(said);
        }
    }
    let deeds = match deeds.as_slice() {
        [one, two, _, ..] => format!("{one}, {two} and more"),
        few => few.join(", "),
    };
    match ids.as_slice() {
        [] => deeds,
        [only] => format!("{} {deeds}", name(only)),
        several => format!("{}: {deeds}", counted(several.len(), "entry", "entries")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;
    use crate::journal::digest::Digest;
    use crate::journal::record::Status;

    #[test]
    fn a_command_says_what_it_did_and_to_whom() {
        let moment = Moment::new("2026-11-20T16:42:00Z".parse().unwrap(), TimeZone::UTC);
        let status = |id: &str, status: Status, reason: Option<&str>| Change::Status {
            id: EntryId::new(id),
            status,
            words: Digest::of("", ""),
            reason: reason.map(Text::line),
            until: None,
            evidence: None,
        };
        let name = |id: &EntryId| Text::line(&id.as_str().to_uppercase());
        let one = [status("a", Status::Blocked, Some("waits for Ben"))];
        assert_eq!(sentence(&one, &moment, name), "A blocked: waits for Ben");
        let two = [status("a", Status::Done, None), status("b", Status::Done, None)];
        assert_eq!(sentence(&two, &moment, name), "2 entries: done");
        let owner = [Change::Owner { id: EntryId::new("a"), owner: Some("Ana".into()) }];
        assert_eq!(sentence(&owner, &moment, name), "A owner Ana");
    }
}
