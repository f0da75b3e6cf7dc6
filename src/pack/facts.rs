//! The rules of a pack for exports: `facts/*.ron`, read only when they are asked for.

use super::draw;
use super::embedded::Embedded;
use super::file::PackFile;
use super::found::ProblemCollector;
use super::load::{OpenError, folder_reason, page, shape};
use super::model::{EntryId, Pack};
use super::naming::is_rules;
use super::problem::Problem;
use super::shapes::Shapes;
use super::source::{Folder, PackSource};
use crate::facts::file::RulesFile;
use crate::facts::rules::{Fault, Rules};
use crate::text::nearest;

/// The rules of `source` and everything wrong with them; with the pack, also items that it does not have. A pack that
/// extends the built-in one has its rules too, with its own added or in their place by id.
pub fn load(source: &dyn PackSource, pack: Option<&Pack>) -> (Vec<Rules>, Vec<Problem>) {
    let (mut shapes, mut found) = (Shapes::default(), ProblemCollector::default());
    let own = files(source, &mut shapes, &mut found);
    let mut base = if extends(source) {
        files(&Embedded, &mut Shapes::default(), &mut ProblemCollector::default())
    } else {
        Vec::new()
    };
    let mut all = Vec::new();
    for (name, own) in own {
        let below = base.iter().position(|(_, other)| other.id == own.id).map(|at| base.remove(at).1);
        let file = match below {
            Some(below) => own.over(below),
            None => own,
        };
        let mut faults = Vec::new();
        match Rules::compile(&file) {
            Ok(rules) => all.push(rules),
            Err(wrong) => faults = wrong,
        }
        faults.extend(pack.map(|pack| unknown_items(&file, pack)).unwrap_or_default());
        for fault in faults {
            let problem = placed(Problem::error(&name, &fault.what), &fault, &found);
            found.push(problem);
        }
    }
    all.extend(base.iter().filter_map(|(_, file)| Rules::compile(file).ok()));
    (all, found.problems)
}

fn files(
    source: &dyn PackSource,
    shapes: &mut Shapes,
    found: &mut ProblemCollector,
) -> Vec<(String, RulesFile)> {
    let names = source.names().0;
    let of_rules = names.into_iter().filter(|name| is_rules(name));
    let mut all = Vec::new();
    for name in of_rules {
        let Some(read) = page(source, &name, shapes, found) else { continue };
        if let Some(file) = shape::<RulesFile>(read, shapes, found) {
            all.push((name, file));
        }
    }
    all
}

/// Whether the pack adds to the built-in one.
fn extends(source: &dyn PackSource) -> bool {
    let (mut shapes, mut found) = (Shapes::default(), ProblemCollector::default());
    let read = page(source, "pack.ron", &mut shapes, &mut found);
    let file = read.and_then(|read| shape::<PackFile>(read, &mut shapes, &mut found));
    file.is_some_and(|file| file.extends.is_some())
}

/// The rules of `source`; an error if there is anything wrong with one of them.
pub fn open(source: &dyn PackSource, folder: &std::path::Path) -> Result<Vec<Rules>, OpenError> {
    let (rules, mut problems) = load(source, None);
    problems.retain(Problem::is_error);
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(OpenError::Errors { folder: folder.to_owned(), count: draw::count(&problems) })
    }
}

/// The rules of the pack in `folder`; an error if there is anything wrong with one of them.
pub fn open_folder(folder: &std::path::Path) -> Result<Vec<Rules>, OpenError> {
    let source = Folder::open(folder)
        .map_err(|reason| OpenError::Folder { folder: folder.to_owned(), reason: folder_reason(&reason) })?;
    open(&source, folder)
}

fn unknown_items(file: &RulesFile, pack: &Pack) -> Vec<Fault> {
    let unknown = file.answers.iter().filter(|answer| pack.entry(&EntryId::new(&answer.item)).is_none());
    unknown
        .map(|answer| {
            let near = nearest(&answer.item, pack.items().map(|item| item.id.as_str()));
            Fault {
                place: answer.item.clone(),
                what: format!("the pack has no item `{}`", answer.item),
                hint: near
                    .map_or("name an item of the pack".to_owned(), |near| format!("did you mean `{near}`?")),
            }
        })
        .collect()
}

/// The fault at the first place of its id in the file.
fn placed(problem: Problem, fault: &Fault, found: &ProblemCollector) -> Problem {
    let problem = problem.hint(&fault.hint);
    let Some(page) = found.pages.iter().find(|page| problem.file == page.name.as_str()) else {
        return problem;
    };
    let quoted = format!("\"{}\"", fault.place);
    let spot = ["item: ", "id: ", ""].iter().find_map(|before| {
        let at = page.source.find(&format!("{before}{quoted}"))? + before.len();
        Some(at..at + quoted.len())
    });
    let field = || page.source.find(&format!("{}:", fault.place)).map(|at| at..at + fault.place.len());
    match spot.or_else(field) {
        Some(spot) => problem.at(&page.source, &spot),
        None => problem,
    }
}
