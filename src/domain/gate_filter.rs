//! Which of the entries left at a gate are shown: by workstream, reason, owner, role and all that a list filters by.

use super::board::Board;
use super::filter;
use super::gate::LeftEntry;
use super::words::reason::WHYS;
use crate::journal::answers::Answers;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::WorkstreamId;

/// What passes: everything, or only some.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct GateFilter {
    /// The workstreams of the plan; empty for all.
    pub streams: Vec<WorkstreamId>,
    /// The ranks of the reasons; empty for all.
    pub whys: Vec<u8>,
    /// Owners, roles and all that the lists can be narrowed by.
    pub rest: Filter,
}

impl GateFilter {
    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == GateFilter::default()
    }

    /// Whether an entry that is left for this reason passes.
    pub fn passes(&self, entry: &LeftEntry, board: &Board, answers: &Answers) -> bool {
        let row = board.at(entry.row);
        (self.streams.is_empty() || self.streams.contains(&row.stream()))
            && (self.whys.is_empty() || self.whys.contains(&entry.why.rank()))
            && filter::matches(&self.rest, row, board, answers)
    }

    /// The filter in words: `Branding, owner Mia, in progress`.
    pub fn phrase(&self, board: &Board) -> String {
        let streams = board.phases.iter().flat_map(|phase| &phase.streams);
        let streams = streams.map(|stream| (stream.id.as_str(), &stream.title));
        let lists = board.lists.iter().map(|list| (list.id.as_str(), &list.title));
        let titles: Vec<String> = streams
            .chain(lists)
            .filter(|(id, _)| self.streams.iter().any(|known| known.as_str() == *id))
            .map(|(_, title)| title.to_string())
            .collect();
        let whys: Vec<&str> =
            self.whys.iter().filter_map(|rank| WHYS.get(usize::from(*rank)).copied()).collect();
        let parts = [titles.join(" or "), filter::phrase(&self.rest, board), whys.join(" or ")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}
