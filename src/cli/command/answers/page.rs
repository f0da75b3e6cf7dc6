//! The page that shows what a sheet would change: entry by entry, what was answered meanwhile, what is not taken.

use jiff::Timestamp;

use crate::cli::out::{Line, Out, dim, strong, warn};
use crate::cli::project::Project;
use crate::domain::answer_sheet::lay::{CellDifference, RowOutcome};
use crate::domain::dates;
use crate::journal::record::Change;
use crate::pack::import;
use crate::pack::import::answers::LeftSheet;
use crate::pack::model::EntryId;
use crate::text::{Text, counted, pad};

/// How many entries are shown unless all are asked for.
pub(super) const SHOWN: usize = 40;
/// The width of a short name, as far as names are padded.
const NAME: usize = 11;

/// What became of all rows.
pub(super) struct AnswersPage {
    sheets: Vec<Text>,
    left: Vec<LeftSheet>,
    rows: usize,
    same: usize,
    silent: usize,
    changes: Vec<(EntryId, Vec<Change>, Vec<CellDifference>)>,
    meanwhile: Vec<Meanwhile>,
    refused: Vec<(String, String)>,
    /// Rows with cells that are not as here and are never taken, and their columns.
    otherwise: Vec<(String, Vec<&'static str>)>,
}

struct Meanwhile {
    id: EntryId,
    by: Text,
    at: Timestamp,
    stamped: bool,
    differs: Vec<CellDifference>,
}

impl AnswersPage {
    pub(super) fn new(sheets: Vec<Text>, left: Vec<LeftSheet>) -> AnswersPage {
        AnswersPage {
            sheets,
            left,
            rows: 0,
            same: 0,
            silent: 0,
            changes: Vec::new(),
            meanwhile: Vec::new(),
            refused: Vec::new(),
            otherwise: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, place: String, became: RowOutcome) {
        self.rows += 1;
        match became {
            RowOutcome::Silent => self.silent += 1,
            RowOutcome::Same => self.same += 1,
            RowOutcome::Change { id, changes, differs } => self.changes.push((id, changes, differs)),
            RowOutcome::Meanwhile { id, by, at, stamped, differs } => {
                self.meanwhile.push(Meanwhile { id, by, at, stamped, differs });
            }
            RowOutcome::Refused(why) => self.refused.push((place, why)),
        }
    }

    /// A row with cells in these columns that are not as they are here.
    pub(super) fn add_otherwise(&mut self, place: String, columns: Vec<&'static str>) {
        self.otherwise.push((place, columns));
    }

    /// How many entries change.
    pub(super) fn changed(&self) -> usize {
        self.changes.len()
    }

    /// How many rows cannot be taken.
    pub(super) fn refused(&self) -> usize {
        self.refused.len()
    }

    /// How many values of these entries are removed.
    pub(super) fn removed(&self) -> usize {
        let differs = self.changes.iter().flat_map(|(_, _, differs)| differs);
        differs.filter(|one| one.is_removed).count()
    }

    pub(super) fn into_changes(self) -> Vec<Change> {
        self.changes.into_iter().flat_map(|(_, changes, _)| changes).collect()
    }

    pub(super) fn print(
        &self,
        file: &str,
        project: &Project,
        written: Timestamp,
        limit: usize,
        out: &mut Out,
    ) {
        let sheets = match self.sheets.as_slice() {
            [only] if only.is_empty() => String::new(),
            [only] => format!(", sheet {only}"),
            several => format!(", {}", counted(several.len(), "sheet", "sheets")),
        };
        let silent = if self.silent == 0 { String::new() } else { format!(", {} say nothing", self.silent) };
        let rows = counted(self.rows, "row", "rows");
        out.line(strong(file).and(format!("{sheets}: {rows}, {} as they stand{silent}", self.same)));
        if !self.changes.is_empty() {
            heading(out, "Would change", self.changes.len(), "");
            for (id, _, differs) in self.changes.iter().take(limit) {
                entry(project, id, out);
                for one in differs {
                    difference(one, out);
                }
            }
            if let Some(more) = self.changes.len().checked_sub(limit).filter(|more| *more > 0) {
                out.line(dim(format!("  {more} more      --all shows them")));
            }
        }
        if !self.meanwhile.is_empty() {
            heading(out, "Answered here meanwhile", self.meanwhile.len(), ": not changed");
            self.meanwhile.iter().for_each(|one| one.print(project, written, out));
        }
        if !self.refused.is_empty() {
            heading(out, "Not taken", self.refused.len(), "");
            let wide = self.refused.iter().map(|(place, _)| place.chars().count()).max().unwrap_or(0);
            for (place, why) in &self.refused {
                out.line(format!("  {}  {why}", pad(place, wide)));
            }
        }
        if !self.otherwise.is_empty() {
            let after = ": they say something else than here, and these columns are only read";
            heading(out, "Cells not taken", self.otherwise.iter().map(|(_, all)| all.len()).sum(), after);
            let wide = self.otherwise.iter().map(|(place, _)| place.chars().count()).max().unwrap_or(0);
            for (place, columns) in self.otherwise.iter().take(limit) {
                out.line(format!("  {}  {}", pad(place, wide), columns.join(", ")));
            }
            if let Some(more) = self.otherwise.len().checked_sub(limit).filter(|more| *more > 0) {
                out.line(dim(format!("  {more} more rows      --all shows them")));
            }
        }
        if !self.left.is_empty() {
            heading(out, "Sheets not read", self.left.len(), "");
            let wide = self.left.iter().map(|left| left.name.width()).max().unwrap_or(0);
            self.left.iter().for_each(|left| out.line(left_sheet(left, wide)));
        }
    }
}

/// A sheet that is not read, why, and how to have it read.
fn left_sheet(left: &LeftSheet, wide: usize) -> Line {
    let rows = counted(left.rows, "row", "rows");
    let name = import::shell_word(&left.name);
    let (why, then) = if left.tells {
        ("without a column of ids, beside sheets that have one", "reads it by code, short name or title")
    } else {
        ("without columns for an entry and its answer", "with --map says which they are")
    };
    Line::from(format!("  {}  {rows} {why}", pad(&left.name, wide)))
        .and(dim(format!("     --sheet {name} {then}")))
}

impl Meanwhile {
    fn print(&self, project: &Project, written: Timestamp, out: &mut Out) {
        let today = project.moment.today;
        let day = |at| dates::long(project.moment.local(at).date(), today);
        let (by, on) = (&self.by, day(self.at));
        let who = if self.stamped {
            format!("{by} answered on {on}, after the sheet was written")
        } else {
            format!("the sheet is of {}, {by} answered on {on}", day(written))
        };
        entry(project, &self.id, out);
        out.line(warn(format!("              {who}")).and(dim("     --theirs takes the sheet's")));
        for one in &self.differs {
            out.line(dim(format!(
                "              {:<9} here {}, in the sheet {}",
                one.told.word(),
                one.here,
                one.sheet
            )));
        }
    }
}

fn heading(out: &mut Out, words: &str, count: usize, after: &str) {
    out.blank();
    out.line(strong(format!("{words}, {count}")).and(after));
}

fn entry(project: &Project, id: &EntryId, out: &mut Out) {
    let named = project.named(id);
    let line = if named.name == named.title {
        Line::from(format!("  {}", named.title))
    } else {
        Line::from(format!("  {}  ", pad(&named.name, NAME))).and(&*named.title)
    };
    out.line(line);
}

fn difference(one: &CellDifference, out: &mut Out) {
    let CellDifference { told, here, sheet, .. } = one;
    out.line(dim(format!("              {:<9}  ", told.word())).and(format!("{here}  ->  {sheet}")));
}
