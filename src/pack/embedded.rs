//! The pack that is compiled in: the files of `data/`, byte by byte, and the pack they make.

use serde::de::DeserializeOwned;

use super::convert;
use super::file::QuestionsFile;
use super::load::Shapes;
use super::model::Pack;
use super::parse;
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

/// Returns the built-in pack.
///
/// It is read without its checks, since every start waits for it: a test holds that they find nothing.
pub fn pack() -> Pack {
    convert::pack(&shapes())
}

/// Its files as they are written, for a pack that adds to it.
pub(super) fn shapes() -> Shapes {
    let mut shapes = Shapes { pack: Some(read("pack.ron")), ..Shapes::default() };
    if let Some(pack) = &shapes.pack {
        let named = |folder: &str, id: &String| format!("{folder}/{id}.ron");
        let lists = pack.checklists.iter().map(|id| named("checklists", id));
        shapes.checklists = lists.map(|name| (name.clone(), read(&name))).collect();
        let plans = pack.plans.iter().map(|id| named("plans", id));
        shapes.plans = plans.map(|name| (name.clone(), read(&name))).collect();
    }
    let QuestionsFile { questions, conflicts } = read("questions.ron");
    (shapes.questions, shapes.conflicts) = (questions, conflicts);
    shapes.scenarios = read("scenarios.ron");
    shapes.resources = read("resources.ron");
    shapes.published = text("published.ron").map(|_| read("published.ron"));
    shapes
}

fn text(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    let text = text(name).expect("data/ has every file that its pack.ron names, see tests");
    parse::options().from_str(text).expect("data/ has no errors, see tests")
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
        assert!(pack.is_some());
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
