//! Takes checklists from spreadsheets and Markdown into the folder of a pack, and says what became of each part.
//!
//! `sheet` reads cells as people see them; `headings` and `layout` say what each column is; `rows` which rows are items;
//! `levels`, `links` and `fields` what words mean; `items` makes the list, `codes` sees that no code stands twice; `update` lays
//! it over one that is there, `before` with the levels that it had; `wire` adds the lines it needs elsewhere; `said` writes the page about all of it.

pub mod answers;
mod before;
mod chosen;
mod codes;
mod comments;
mod ending;
mod fields;
pub mod headings;
mod items;
mod kinds;
mod layout;
mod levels;
mod links;
mod order;
mod remembered;
mod rows;
mod said;
mod sheet;
mod unclear;
mod update;
mod wire;

use std::collections::HashSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use self::chosen::{Chosen, choose, kinds_there, levels_there};
pub use self::chosen::{kinds_named, sheets_hint};
use self::comments::Carried;
use self::ending::Ending;
pub use self::headings::Field;
use self::items::{ImportResult, Known};
use self::layout::Block;
pub use self::layout::Said;
use self::order::shown;
pub use self::order::{ImportError, Order};
use self::remembered::Remembered;
use self::sheet::CellGrid;
pub use self::sheet::SheetError;
pub use self::unclear::Unclear;
use self::unclear::too_unclear;
use self::update::Changes;
use self::wire::{At, Edit};
use super::embedded;
use super::file::{ChecklistFile, SectionFile};
use super::load;
use super::model::Level;
use super::parse;
use super::shapes::Shapes;
use super::source::Folder;
use super::write;
use crate::text::{Text, counted, truncate_at_word};

/// What was seen and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The page about it.
    pub page: String,
    /// Why nothing was written: most of a column that decides what a gate looks at is not understood.
    pub unclear: Option<Unclear>,
    /// The ids of the lists.
    pub lists: Vec<String>,
}

/// Takes the checklists in `file` into the pack in `folder`.
pub fn import(file: &Path, folder: &Path, order: &Order) -> Result<Imported, ImportError> {
    let no_pack = |reason: String| ImportError::Pack { folder: folder.to_owned(), reason };
    let source = Folder::open(folder).map_err(|reason| no_pack(load::folder_reason(&reason)))?;
    if !folder.join("pack.ron").is_file() {
        return Err(no_pack("it has no pack.ron".to_owned()));
    }
    // A pack with errors is good enough to import into; what can be read of it gives the workstreams.
    let shapes = load::files(&source);
    let at = match &order.milestone {
        Some(milestone) => wire::milestones(&shapes, order.plan.as_deref(), milestone)?,
        None => Vec::new(),
    };
    let sheets = sheet::read(file).map_err(|source| ImportError::Sheet { file: file.to_owned(), source })?;
    if answers::are_of_report(&sheets) {
        return Err(ImportError::Unknown {
            what: format!("{} is a report of golive", shown(file)),
            hint: format!(
                "`golive answers import {}` takes its answers into the project",
                said::quoted(&order.file_name)
            ),
        });
    }
    let before = order.update.as_ref().map(|list| fs::read_to_string(list_file(folder, list)));
    let before = before.and_then(Result::ok).unwrap_or_default();
    let (with, remembered) = remembered::with(order, &before, &sheets);
    let chosen = choose(file, &sheets, &with)?;
    let given = &order.said;
    Importer { file, folder, order: &with, given, remembered, shapes: &shapes, at: &at }.run(&sheets, &chosen)
}

/// The file of a list.
fn list_file(folder: &Path, list: &str) -> PathBuf {
    folder.join("checklists").join(format!("{list}.ron"))
}

struct Importer<'a> {
    file: &'a Path,
    folder: &'a Path,
    /// With the flags of an earlier import, where it is an update.
    order: &'a Order,
    /// What was said now.
    given: &'a Said,
    remembered: Remembered,
    shapes: &'a Shapes,
    at: &'a [At],
}

impl Importer<'_> {
    fn ending(&self) -> Ending<'_> {
        Ending { folder: self.folder, order: self.order }
    }

    fn run(&self, sheets: &[CellGrid], chosen: &Chosen) -> Result<Imported, ImportError> {
        let taken: Vec<(&CellGrid, &Vec<Block>)> = sheets
            .iter()
            .zip(chosen)
            .filter_map(|(sheet, blocks)| Some((sheet, blocks.as_ref().ok()?)))
            .collect();
        if self.order.update.is_some() && taken.len() > 1 {
            let names: Vec<&str> = taken.iter().map(|(sheet, _)| sheet.name.as_str()).collect();
            let what = format!(
                "{} has {} that look like lists: {}",
                shown(self.file),
                counted(taken.len(), "sheet", "sheets"),
                names.join(", ")
            );
            return Err(ImportError::Unknown {
                what,
                hint: "name the one to update from with --sheet".to_owned(),
            });
        }
        let mut known = Known::of(self.shapes);
        known.wired = self.at.is_empty();
        self.kinds_there(&known)?;
        let is_overlay = self.shapes.pack.as_ref().is_some_and(|pack| pack.extends.is_some());
        if is_overlay {
            embedded::shapes().checklists.iter().for_each(|(_, list)| known.codes.takes(list));
        }
        let others = self.shapes.checklists.iter().map(|(_, list)| list);
        others
            .filter(|list| self.order.update.as_ref() != Some(&list.id))
            .for_each(|list| known.codes.takes(list));
        let mut names: Vec<(Text, String)> = sheets
            .iter()
            .zip(chosen)
            .map(|(sheet, blocks)| (sheet.name.clone(), blocks.as_ref().err().cloned().unwrap_or_default()))
            .collect();
        let (mut body, mut edits, mut ids, mut unclear) = (String::new(), Vec::new(), Vec::new(), None);
        let (mut answers, mut levels, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
        for (sheet, blocks) in taken.iter().copied() {
            let rows = rows::rows(sheet, blocks);
            let (id, title) = self.names(sheet, taken.len(), &ids);
            let old =
                self.shapes.checklists.iter().find(|(_, list)| self.order.update.as_ref() == Some(&list.id));
            let said = &self.order.said;
            let made = match old {
                Some((_, old)) => before::make_over(old, &rows, &known, said, &title),
                None => items::make(&rows, &known, said, &title),
            };
            if made.sections.is_empty() {
                if taken.len() == 1 {
                    return Err(ImportError::NoItems(self.file.to_owned()));
                }
                Self::tell(&mut names, sheet, "left out: no item under its headings".to_owned());
                continue;
            }
            Self::tell(&mut names, sheet, said::taken(sheet, blocks, &made));
            unclear = unclear.or_else(|| too_unclear(&made));
            let mut meant = Vec::new();
            if blocks.iter().all(|block| block.columns.ticks.is_empty()) {
                levels.extend(made.values.iter().map(|(words, _)| words.clone()));
                let known = made.values.iter();
                meant.extend(known.filter_map(|(words, value)| Some((words.to_string(), value.level?))));
            }
            kinds.extend(made.kinds.iter().map(|(words, _)| words.clone()));
            let (list, changes, next) = self.list(&id, &title, sheet, &made, blocks)?;
            let told = said::Taken {
                sheet,
                blocks,
                rows: &rows,
                made: &made,
                changes: changes.as_ref(),
                list: &list.id,
                items: &list.sections,
            };
            said::list(&mut body, &told, self.at, &self.milestones());
            answers.extend(self.ending().answers(blocks, &made));
            let has_others = taken.len() > 1 || !self.order.sheets.is_empty();
            let (edit, comments) =
                self.file(&list, next, Some(sheet.name.as_str()).filter(|_| has_others), &meant)?;
            if let Some(comments) = comments {
                let _ = writeln!(body, "\nComments\n  {comments}");
            }
            edits.push(edit);
            known.codes.takes(&list);
            ids.push(list.id.clone());
        }
        if ids.is_empty() {
            return Err(ImportError::NoItems(self.file.to_owned()));
        }
        levels_there(self.file, self.given, &levels)?;
        kinds_there(self.file, self.given, &kinds)?;
        edits.extend(self.wiring(&ids)?);
        let mut page = format!("{}\n\n", self.order.file_name);
        said::sheets(&mut page, &names);
        page.push_str(&self.remembered.page());
        page.push_str(&body);
        if unclear.is_none() {
            page.push_str(&self.ending().end(&edits));
            // Several sheets may have the same columns.
            answers.dedup();
            page.push_str(&answers.concat());
            if !self.order.dry_run {
                for edit in &edits {
                    wire::store(edit)
                        .map_err(|source| ImportError::Write { file: edit.path.clone(), source })?;
                }
            }
        }
        Ok(Imported { page, unclear, lists: ids })
    }

    /// Refuses a kind of project that the pack does not have.
    fn kinds_there(&self, known: &Known<'_>) -> Result<(), ImportError> {
        let named = self.given.applies.iter().flat_map(|(_, kinds)| kinds);
        known.no_kind(named).map_or(Ok(()), |(name, all)| {
            Err(ImportError::Unknown {
                what: format!("`{name}` is not a kind of project of the pack"),
                hint: format!("its kinds: {all}; or all"),
            })
        })
    }

    fn tell(names: &mut [(Text, String)], sheet: &CellGrid, what: String) {
        let what = if sheet.name.is_empty() { what.trim_start_matches("taken: ").to_owned() } else { what };
        if let Some((_, place)) =
            names.iter_mut().find(|(name, place)| *name == sheet.name && place.is_empty())
        {
            *place = what;
        }
    }

    /// The milestones that the pack has, for a hint.
    fn milestones(&self) -> String {
        wire::names(self.shapes, None)
    }

    /// The id and the title of the list that a sheet becomes.
    fn names(&self, sheet: &CellGrid, taken: usize, given: &[String]) -> (String, String) {
        if let Some(id) = &self.order.update {
            let title = self
                .shapes
                .checklists
                .iter()
                .find(|(_, list)| list.id == *id)
                .map(|(_, list)| list.title.clone());
            return (id.clone(), title.unwrap_or_else(|| id.clone()));
        }
        let stem = self.file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let ending = self.file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_markdown = matches!(ending.as_deref(), Some("md" | "markdown"));
        let words = if taken < 2 || sheet.name.is_empty() {
            stem
        } else if is_markdown {
            // The tables and the tasks of a file have no names of their own.
            format!("{stem} {}", sheet.name.to_lowercase())
        } else {
            sheet.name.to_string()
        };
        let words = Text::line(&words.replace(['_', '-'], " "));
        let shorter = words
            .split(' ')
            .filter(|word| !word.eq_ignore_ascii_case("checklist") && !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let words = if shorter.is_empty() { words.to_string() } else { shorter };
        let base = match items::slug(&words) {
            base if base.is_empty() => "imported".to_owned(),
            base => base,
        };
        let is_taken = |id: &str| {
            let named = self
                .shapes
                .pack
                .as_ref()
                .is_some_and(|pack| pack.checklists.iter().chain(&pack.plans).any(|known| known == id));
            named
                || given.iter().any(|known| known == id)
                || fs::symlink_metadata(self.folder.join("checklists").join(format!("{id}.ron"))).is_ok()
        };
        let mut chars = words.chars();
        let title = chars.next().map_or_else(
            || "Imported".to_owned(),
            |first| first.to_uppercase().collect::<String>() + chars.as_str(),
        );
        if !is_taken(&base) {
            return (base, truncate_at_word(&title, items::WIDEST_TITLE, '…').into_owned());
        }
        let no = (2..u32::MAX).find(|no| !is_taken(&format!("{base}-{no}"))).unwrap_or(2);
        (format!("{base}-{no}"), format!("{} ({no})", truncate_at_word(&title, items::WIDEST_TITLE - 6, '…')))
    }

    /// The list as it is to be written, what changes in one that is there, and the next number that is free.
    fn list(
        &self,
        id: &str,
        title: &str,
        sheet: &CellGrid,
        made: &ImportResult,
        blocks: &[Block],
    ) -> Result<(ChecklistFile, Option<Changes>, u32), ImportError> {
        let sections: Vec<SectionFile> = made.sections.clone();
        if self.order.update.is_none() {
            let from = if sheet.name.is_empty() { String::new() } else { format!(", sheet {}", sheet.name) };
            let name = Text::line(&self.file.file_name().unwrap_or_default().to_string_lossy());
            let purpose = format!("Imported from {name}{from}.");
            return Ok((
                ChecklistFile {
                    id: id.to_owned(),
                    title: title.to_owned(),
                    purpose,
                    activities: Vec::new(),
                    sections,
                },
                None,
                0,
            ));
        }
        let Some((_, old)) = self.shapes.checklists.iter().find(|(_, list)| list.id == id) else {
            return Err(ImportError::Unknown {
                what: format!("`{id}` is not a list of the pack that can be read"),
                hint: self.own_lists(),
            });
        };
        let path = list_file(self.folder, id);
        if !path.exists() {
            return Err(ImportError::Unknown {
                what: format!("`{id}` is a list of the built-in pack, which is never changed"),
                hint: format!(
                    "`replaces` in pack.ron has other words for single items; {}",
                    self.own_lists()
                ),
            });
        }
        let text = fs::read_to_string(&path).map_err(|source| ImportError::Write { file: path, source })?;
        let next = text
            .lines()
            .find_map(|line| line.strip_prefix(NEXT)?.trim().trim_end_matches('.').parse().ok())
            .unwrap_or(0);
        let fields: HashSet<Field> = blocks
            .iter()
            .flat_map(|block| {
                let ticks = (!block.columns.ticks.is_empty()).then_some(Field::Level);
                block.columns.found.iter().map(|(field, _)| *field).chain(ticks)
            })
            .collect();
        let (list, changes) = update::update(old, sections, &fields, &made.unclear, next);
        Ok((list, Some(changes), next))
    }

    /// The lists whose files are in the folder, for a hint.
    fn own_lists(&self) -> String {
        let all = self.shapes.checklists.iter().map(|(_, list)| list.id.as_str());
        let own: Vec<&str> = all.filter(|id| list_file(self.folder, id).exists()).collect();
        if own.is_empty() {
            return "the folder has no list yet; leave --update out".to_owned();
        }
        format!("its lists: {}", own.join(", "))
    }

    /// The file of a list, which is sure to be read again.
    fn file(
        &self,
        list: &ChecklistFile,
        next: u32,
        sheet: Option<&str>,
        levels: &[(String, Level)],
    ) -> Result<(Edit, Option<String>), ImportError> {
        let highest = list
            .sections
            .iter()
            .flat_map(|section| &section.items)
            .map(|item| item.no + 1)
            .max()
            .unwrap_or(1);
        let name = shown(self.file.file_name().map_or(self.file, Path::new));
        let text = format!(
            "{FROM} {name}.\n{FIELDS}\n{}{NEXT} {}\n{}",
            remembered::lines(&self.order.said, sheet, levels),
            highest.max(next),
            write::checklist(list)
        );
        let before = self.order.update.as_ref().map(|_| fs::read_to_string(list_file(self.folder, &list.id)));
        let before = before
            .transpose()
            .map_err(|source| ImportError::Write { file: list_file(self.folder, &list.id), source })?;
        let is_ours =
            |words: &str| HEADER.iter().any(|line| words.starts_with(line)) || remembered::is_flag(words);
        let Carried { text, said } = match &before {
            Some(before) => comments::carried(before, &text, is_ours),
            None => Carried { text, said: None },
        };
        if let Err(error) = parse::options().from_str::<ChecklistFile>(&text) {
            return Err(ImportError::Unreadable {
                file: self.file.to_owned(),
                reason: Text::line(&error.to_string()).to_string(),
            });
        }
        let path = list_file(self.folder, &list.id);
        Ok((Edit { path, text, is_new: self.order.update.is_none() }, said))
    }

    /// The lines in other files: only those that are not there yet.
    fn wiring(&self, ids: &[String]) -> Result<Vec<Edit>, ImportError> {
        let is_overlay = self.shapes.pack.as_ref().is_some_and(|pack| pack.extends.is_some());
        let (of_manifest, of_plans): (&[At], &[At]) =
            if is_overlay { (self.at, &[]) } else { (&[], self.at) };
        let mut edits = vec![wire::manifest(self.folder, ids, of_manifest)?];
        for at in of_plans {
            edits.push(wire::plan(self.folder, at, ids)?);
        }
        edits.retain(|edit| fs::read_to_string(&edit.path).is_ok_and(|text| text != edit.text));
        Ok(edits)
    }
}

/// The comments at the top of a list that was imported: from what, where its fields are described, and which numbers
/// were given.
const FROM: &str = "// Imported from";
const FIELDS: &str = "// The fields are described in docs/pack-format.md.";
const NEXT: &str = "// Next number:";
const HEADER: [&str; 3] = [FROM, FIELDS, NEXT];

/// Words as they are typed into a shell: in quotes if they need them.
pub fn shell_word(words: &str) -> String {
    said::quoted(words)
}
