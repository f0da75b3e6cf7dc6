//! The page that shows what a sheet would change: entry by entry, what was answered meanwhile, what is not taken.

use jiff::Timestamp;

use crate::cli::out::{Line, Out, dim, strong, warn};
use crate::cli::project::Project;
use crate::domain::answer_sheet::lay::{CellDifference, RowOutcome, RowSubject};
use crate::domain::dates;
use crate::journal::record::{CaptureId, Change};
use crate::pack::import;
use crate::pack::import::answers::LeftSheet;
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
    changes: Vec<(RowSubject, Vec<Change>, Vec<CellDifference>)>,
    meanwhile: Vec<Meanwhile>,
    refused: Vec<(String, String)>,
    /// Rows with cells that are not as here and are never taken, and their columns.
    otherwise: Vec<(String, Vec<&'static str>)>,
}

struct Meanwhile {
    about: RowSubject,
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
            RowOutcome::Change { about, changes, differs } => self.changes.push((about, changes, differs)),
            RowOutcome::Meanwhile { about, by, at, stamped, differs } => {
                self.meanwhile.push(Meanwhile { about, by, at, stamped, differs });
            }
            RowOutcome::Refused(why) => self.refused.push((place, why)),
        }
    }

    /// A row with cells in these columns that are not as they are here.
    pub(super) fn add_otherwise(&mut self, place: String, columns: Vec<&'static str>) {
        self.otherwise.push((place, columns));
    }

    /// What changes: `3 entries and 1 capture`; empty if nothing does.
    pub(super) fn changed(&self) -> String {
        let is_entry = |(about, ..): &&(RowSubject, Vec<Change>, Vec<CellDifference>)| {
            matches!(about, RowSubject::Entry(_))
        };
        let entries = self.changes.iter().filter(is_entry).count();
        let captures = self.changes.len() - entries;
        let said = [(entries, "entry", "entries"), (captures, "capture", "captures")];
        let said = said.into_iter().filter(|(count, ..)| *count > 0);
        said.map(|(count, one, many)| counted(count, one, many)).collect::<Vec<_>>().join(" and ")
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
            for (about, _, differs) in self.changes.iter().take(limit) {
                subject(project, about, out);
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
            let has_captures = self.otherwise.iter().any(|(_, columns)| columns.contains(&"Captures"));
            heading(out, "Cells not taken", self.otherwise.iter().map(|(_, all)| all.len()).sum(), after);
            let wide = self.otherwise.iter().map(|(place, _)| place.chars().count()).max().unwrap_or(0);
            for (place, columns) in self.otherwise.iter().take(limit) {
                out.line(format!("  {}  {}", pad(place, wide), columns.join(", ")));
            }
            if let Some(more) = self.otherwise.len().checked_sub(limit).filter(|more| *more > 0) {
                out.line(dim(format!("  {more} more rows      --all shows them")));
            }
            if has_captures {
                out.line(dim("  a capture is changed in the sheet Captures, or by `golive capture edit`"));
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
        let (here, sheet) = (project.moment.local(self.at), project.moment.local(written));
        let is_same_day = !self.stamped && here.date() == sheet.date();
        let when = |at: jiff::ZonedDateTime| {
            let time = if is_same_day { at.strftime(", %H:%M").to_string() } else { String::new() };
            format!("{}{time}", dates::long(at.date(), today))
        };
        let (by, on) = (&self.by, when(here));
        let who = if self.stamped {
            format!("{by} answered on {on}, after the sheet was written")
        } else {
            format!("the sheet is of {}, {by} answered on {on}", when(sheet))
        };
        subject(project, &self.about, out);
        out.line(warn(format!("              {who}")).and(dim("     --theirs takes the sheet's")));
        for one in &self.differs {
            out.line(dim(format!(
                "              {:<9} here {}, in the sheet {}",
                one.what, one.here, one.sheet
            )));
        }
    }
}

fn heading(out: &mut Out, words: &str, count: usize, after: &str) {
    out.blank();
    out.line(strong(format!("{words}, {count}")).and(after));
}

fn subject(project: &Project, about: &RowSubject, out: &mut Out) {
    let id = match about {
        RowSubject::Entry(id) => id,
        RowSubject::Capture(id) => return capture(project, id, out),
    };
    let named = project.named(id);
    let line = if named.name == named.title {
        Line::from(format!("  {}", named.title))
    } else {
        Line::from(format!("  {}  ", pad(&named.name, NAME))).and(&*named.title)
    };
    out.line(line);
}

fn capture(project: &Project, id: &CaptureId, out: &mut Out) {
    let capture = project.answers().captures.get(id).and_then(|capture| capture.capture.value());
    let Some(captured) = capture else { return };
    let words = captured.text.glimpse_with(out.signs.cut()).to_string();
    out.line(
        Line::from(format!("  {}  ", pad(captured.kind.word(), NAME)))
            .and(words)
            .and(dim(format!("  [{}]", id.0))),
    );
}

fn difference(one: &CellDifference, out: &mut Out) {
    let CellDifference { what, here, sheet, .. } = one;
    out.line(dim(format!("              {what:<9}  ")).and(format!("{here}  ->  {sheet}")));
}
