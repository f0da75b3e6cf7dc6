//! The people whom `@` knows.

use crate::domain::grammar;
use crate::journal::answers::Answers;
use crate::text::Text;

/// The names that `@` knows, those in the room first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    all: Vec<Text>,
    /// How many of them are in the room.
    here: usize,
}

impl Names {
    /// Everybody who is known, with those in the room of an open workshop first.
    pub fn of(answers: &Answers, me: &Text) -> Names {
        let open = answers.open_workshop();
        let room = open.map(|open| open.plan.people.as_slice()).unwrap_or_default();
        let mut all: Vec<Text> = room.iter().map(|person| person.name.clone()).collect();
        let here = all.len();
        let known = people(answers, me);
        let others =
            known.into_iter().filter(|name| !room.iter().any(|one| grammar::is_same(&one.name, name)));
        all.extend(others.collect::<Vec<_>>());
        Names { all, here }
    }

    /// The one name that `beginning` may mean: of somebody in the room if only one there begins so, else of everybody.
    pub fn only(&self, beginning: &str) -> Option<&Text> {
        let here = self.all.get(..self.here).unwrap_or_default();
        match (matching_names(beginning, here).as_slice(), matching_names(beginning, &self.all).as_slice()) {
            ([only], _) | ([], [only]) => Some(*only),
            _ => None,
        }
    }
}

impl From<Vec<Text>> for Names {
    fn from(all: Vec<Text>) -> Names {
        Names { all, here: 0 }
    }
}

impl std::ops::Deref for Names {
    type Target = [Text];

    fn deref(&self) -> &[Text] {
        &self.all
    }
}

/// Everybody who is known in a project, with oneself, in the order of names.
pub fn people(answers: &Answers, me: &Text) -> Vec<Text> {
    let owners = answers.entries.values().filter_map(|said| said.owner()).cloned();
    let captures = answers
        .captures
        .values()
        .filter_map(|capture| capture.capture.value())
        .filter_map(|captured| captured.owner.clone());
    let rooms = answers.workshops.iter().flat_map(|shop| &shop.plan.people).map(|person| person.name.clone());
    let mut names: Vec<Text> =
        owners.chain(captures).chain(rooms).chain(std::iter::once(me.clone())).collect();
    names.retain(|name| !name.is_empty());
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup_by(|one, other| grammar::is_same(one, other));
    names
}

/// The known names that `beginning` may mean, in their order; all of them for an empty one.
pub fn matching_names<'a>(beginning: &str, names: &'a [Text]) -> Vec<&'a Text> {
    grammar::beginning_with(beginning, names).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::capture_line::understand;
    use crate::journal::record::CaptureKind;

    #[test]
    fn those_in_the_room_come_first_and_everybody_is_known() {
        let all: Vec<Text> = ["Ben", "Bea", "Omar"].iter().map(|name| Text::line(name)).collect();
        let names = Names { all, here: 1 };
        let owner =
            |line: &str| understand(line, CaptureKind::Action, &names, date(2026, 11, 20)).owner.unwrap();
        assert_eq!(owner("Call @b"), "Ben");
        assert_eq!(owner("Call @be"), "Ben");
        assert_eq!(owner("Call @bea"), "Bea");
        assert_eq!(owner("Ring @omar fri"), "Omar");
        assert_eq!(owner("Ring @o"), "Omar");
    }
}
