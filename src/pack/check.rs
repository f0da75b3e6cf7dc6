//! The rules of a pack beyond the shape of its files. Pure: looks at what was read, and collects problems.
//!
//! `texts` judges single words and sentences, `ids` what is unique, `references` what names something else,
//! `order` what waits for what, `sense` what is allowed and still probably not meant.

mod ids;
mod order;
mod references;
mod sense;
mod texts;

pub(super) use self::texts::wrong_link;

use super::found::{ProblemCollector, ValuePath};
use super::model::Pack;
use super::naming::is_rules;
use super::problem::Problem;
use super::scan;
use super::shapes::{MOST_ENTRIES, Shapes};
use crate::text::nearest;

/// Keeps what is wrong within the files, each judged with those that could be read.
pub(super) fn shapes(shapes: &Shapes, found: &mut ProblemCollector) {
    texts::check(found);
    ids::check(shapes, found);
    references::check(shapes, found);
    order::check(shapes, found);
}

/// Whether `link` is an http or https address with a host.
pub fn is_link(link: &str) -> bool {
    wrong_link(link).is_none()
}

/// Keeps an error if a file has another id than its name, and puts the name in its place.
pub(super) fn own_name(found: &mut ProblemCollector, file: &str, id: &mut String) {
    ids::own_name(found, file, id);
}

/// Keeps what is allowed and probably not meant.
pub(super) fn sense(pack: &Pack, shapes: &Shapes, found: &mut ProblemCollector) {
    sense::check(pack, shapes, found);
}

/// Keeps a warning for each RON file that nothing names.
pub(super) fn left_over(
    names: &[String],
    checklists: &[String],
    plans: &[String],
    shapes: &Shapes,
    found: &mut ProblemCollector,
) {
    const FIXED: [&str; 5] = ["pack.ron", "questions.ron", "scenarios.ron", "resources.ron", "published.ron"];
    if shapes.pack.is_none() {
        return;
    }
    for name in names {
        let is_named = checklists.contains(name) || plans.contains(name);
        if FIXED.contains(&name.as_str()) || is_named || is_rules(name) {
            continue;
        }
        // It is the one that pack.ron has mistyped, which is said there.
        let mut missing = checklists.iter().chain(plans).filter(|named| !names.contains(named));
        let parts = |name: &'_ str| name.rsplit_once('/').map(|(at, id)| (at.to_owned(), id.to_owned()));
        let is_meant = |named: &String| match (parts(named), parts(name)) {
            (Some((folder, id)), Some((other, there))) => {
                folder == other
                    && nearest(id.trim_end_matches(".ron"), [there.trim_end_matches(".ron")]).is_some()
            }
            _ => false,
        };
        if missing.any(is_meant) {
            continue;
        }
        let listed =
            [("checklists", "checklists/"), ("plans", "plans/")].iter().find_map(|(list, folder)| {
                let id = name.strip_prefix(folder)?.strip_suffix(".ron")?;
                Some(format!("add \"{id}\" to `{list}` in pack.ron, or take the file away"))
            });
        let hint = listed.unwrap_or_else(|| {
            let near = FIXED.iter().copied();
            found.did_you_mean_name(name, near, "only files of the names in docs/pack-format.md are read")
        });
        found.push(
            Problem::warning(name, "nothing in pack.ron names this file, so it is not read").hint(&hint),
        );
    }
}

/// Keeps an error if all files together have more entries than a pack may have.
pub(super) fn entries(found: &mut ProblemCollector) {
    let groups = found.pages.iter().map(|page| scan::groups(&page.source, &page.tokens));
    if groups.sum::<usize>() > MOST_ENTRIES {
        let message = format!("the pack has more than {MOST_ENTRIES} entries");
        found.error(&ValuePath::file("pack.ron"), "", &message, "split it into several packs");
    }
}
