//! The pack that is compiled in: the files of `data/`, byte by byte, and the pack they make.

use std::sync::{Arc, OnceLock};
use std::thread::Builder;

use super::carried::AllFiles;
use super::convert;
use super::file::QuestionsFile;
use super::model::Pack;
use super::shapes::Shapes;
use super::source::{PackSource, ReadError};

/// Names and texts of the files, sorted by name.
pub const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/embedded_files.rs"));

/// The compiled-in files as a place to load from.
#[derive(Debug, Clone, Copy)]
pub struct Embedded;

impl PackSource for Embedded {
    fn names(&self) -> (Vec<String>, Vec<(String, ReadError)>) {
        (FILES.iter().map(|(name, _)| (*name).to_owned()).collect(), Vec::new())
    }

    fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        text(name).map(|text| text.as_bytes().to_vec()).ok_or(ReadError::Missing)
    }
}

/// The same files, parsed when the program was built: to parse them took almost half of a start.
static PARSED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/embedded_pack.bin"));

static PACK: OnceLock<Arc<Pack>> = OnceLock::new();

/// The built-in pack.
///
/// It is read without its checks, since every start waits for it: a test holds that they find nothing.
pub fn pack() -> Arc<Pack> {
    Arc::clone(PACK.get_or_init(|| Arc::new(made())))
}

/// Lets another thread make the pack ready, for who has something else to do before it is needed.
pub fn begin() {
    if PACK.get().is_none() {
        // Without a thread whoever needs it first makes it.
        drop(Builder::new().name("pack".to_owned()).spawn(pack));
    }
}

/// The built-in pack, made anew.
pub fn made() -> Pack {
    convert::pack(&shapes())
}

/// Its files as they are written, for a pack that adds to it.
pub(super) fn shapes() -> Shapes {
    let files: AllFiles =
        postcard::from_bytes(PARSED).expect("build.rs wrote these bytes with the same shapes");
    let AllFiles { pack, checklists, plans, questions, scenarios, resources, published } = files;
    let QuestionsFile { questions, conflicts } = questions;
    Shapes {
        checklists: checklists
            .into_iter()
            .map(|list| (format!("checklists/{}.ron", list.id), list))
            .collect(),
        plans: plans.into_iter().map(|plan| (format!("plans/{}.ron", plan.id), plan)).collect(),
        pack: Some(pack),
        questions,
        conflicts,
        scenarios,
        resources,
        published,
        base: None,
        unread: Vec::new(),
    }
}

fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::draw::{Drawing, problems};
    use crate::pack::load::load;
    use crate::pack::model::Plan;

    #[test]
    fn the_built_in_pack_has_no_problems() {
        let (pack, found) = load(&Embedded);
        assert_eq!(problems(&found, &Drawing::default()), "no problems\n");
        let read = pack.expect("a pack without problems");
        let carried = super::pack();
        assert!(format!("{read:?}") == format!("{carried:?}"), "the program carries what its files say");
    }

    #[test]
    fn the_built_in_pack_is_whole() {
        let pack = pack();
        let items: Vec<usize> = pack
            .checklists
            .iter()
            .map(|list| list.sections.iter().map(|section| section.items.len()).sum())
            .collect();
        assert_eq!(items, [51, 69, 60, 54, 58, 45]);
        let topics: Vec<usize> = pack.plans.iter().map(|plan| plan.topics().count()).collect();
        assert_eq!(topics, [58, 64, 42]);
        let streams = pack.plans.iter().flat_map(|plan| &plan.phases).map(|phase| phase.workstreams.len());
        assert_eq!(streams.sum::<usize>(), 65);
        assert_eq!(pack.plans.iter().flat_map(Plan::milestones).count(), 19);
        assert_eq!(pack.scenarios.len(), 7);
    }
}
