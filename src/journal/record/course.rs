//! The shapes of what a workshop does besides its agenda: how it leaves its plan, and a show of hands.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::{Person, one_line};
use crate::pack::model::EntryId;
use crate::text::Text;

/// How a running workshop leaves its plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Course {
    /// An entry gets so many minutes, whatever was planned for it.
    Minutes { id: EntryId, minutes: u32 },
    /// The workshop as a whole has so many minutes.
    End { minutes: u32 },
    /// Entries are taken off the agenda for another time.
    PutOff { ids: Vec<EntryId> },
    /// Somebody is here now, who came late or came back.
    Came(Person),
    /// Somebody has left.
    Left(#[serde(deserialize_with = "one_line")] Text),
    /// A break begins: the clock stops.
    Break,
    /// The break is over.
    GoOn,
    /// What the room said about how it was: numbers from 1 to 5, or words.
    Rated(#[serde(deserialize_with = "one_line")] Text),
    /// When the next workshop is.
    Next {
        day: Date,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<Time>,
    },
}

/// A show of hands at an entry: who agrees with a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hands {
    pub id: EntryId,
    pub statement: Text,
    pub yes: u32,
    pub no: u32,
    pub unsure: u32,
    /// Who said what; empty if hands were only counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Voice>,
}

/// One person's hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    #[serde(deserialize_with = "one_line")]
    pub who: Text,
    pub opinion: Opinion,
}

/// What a hand says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Opinion {
    /// Agrees.
    Yes,
    /// Disagrees.
    No,
    /// Cannot say.
    Unsure,
}

impl Opinion {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Opinion; 3] = [Opinion::Yes, Opinion::No, Opinion::Unsure];

    /// The word of screens, files and commands.
    pub fn word(self) -> &'static str {
        match self {
            Opinion::Yes => "yes",
            Opinion::No => "no",
            Opinion::Unsure => "unsure",
        }
    }
}

impl Hands {
    /// Counts what each person said.
    pub fn of_people(id: EntryId, statement: Text, people: Vec<Voice>) -> Hands {
        let count = |opinion| {
            let same = people.iter().filter(|voice| voice.opinion == opinion).count();
            u32::try_from(same).unwrap_or(u32::MAX)
        };
        let (yes, no, unsure) = (count(Opinion::Yes), count(Opinion::No), count(Opinion::Unsure));
        Hands { id, statement, yes, no, unsure, people }
    }

    /// How many hands there were for an opinion.
    pub fn count(&self, opinion: Opinion) -> u32 {
        match opinion {
            Opinion::Yes => self.yes,
            Opinion::No => self.no,
            Opinion::Unsure => self.unsure,
        }
    }

    /// `4 yes (Ana, Kim, Mia, Sven), 2 no (Ben, Omar), 1 unsure (Jonas)`; `4 yes, 2 no` if they were only counted.
    pub fn phrase(&self) -> String {
        let parts = Opinion::ALL.into_iter().filter(|opinion| self.count(*opinion) > 0).map(|opinion| {
            let same = self.people.iter().filter(|voice| voice.opinion == opinion);
            let names: Vec<&str> = same.map(|voice| voice.who.as_str()).collect();
            let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            format!("{} {}{names}", self.count(opinion), opinion.word())
        });
        let words = parts.collect::<Vec<_>>().join(", ");
        if words.is_empty() { "nobody spoke".to_owned() } else { words }
    }
}
