//! Reports: one model, and its renderings as Markdown, HTML, CSV, XLSX, iCalendar and JSON. No files, no clock.
//!
//! - `model` is what a report is made of.
//! - `build` puts reports of a milestone or of the whole project together, `minutes` those of a workshop, `agenda` what
//!   one sets out to do.
//! - `chart` and `plan_map` are the two pictures as content, `sheets` the checklists as tables.
//! - `tracker` has what is left in the columns of issue trackers, `calendar` what has a day.
//! - `markdown`, `html`, `csv`, `xlsx`, `calendar` and `json` write a report; each escapes for its own format.

pub mod agenda;
pub mod build;
pub mod calendar;
pub mod chart;
pub mod csv;
pub mod facts;
pub mod html;
pub mod json;
pub mod markdown;
pub mod minutes;
pub mod model;
pub mod plan_map;
mod sheets;
pub mod tracker;
pub mod xlsx;

use model::Report;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading as text and in a pull request.
    Markdown,
    /// One file for browsers and paper.
    Html,
    /// All entries in one table.
    Csv,
    /// A workbook with a sheet for each list.
    Xlsx,
    /// For programs.
    Json,
    /// What has a day, for calendars.
    Ics,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] =
        [Format::Markdown, Format::Html, Format::Csv, Format::Xlsx, Format::Json, Format::Ics];

    /// The ending of a file in this format.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Json => "json",
            Format::Ics => "ics",
        }
    }

    /// The format that a file of this name has.
    pub fn of_name(name: &str) -> Option<Format> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        match ending.as_str() {
            "markdown" => Some(Format::Markdown),
            "htm" => Some(Format::Html),
            ending => Format::ALL.into_iter().find(|format| format.ending() == ending),
        }
    }

    /// Whether it is text that can be printed.
    pub fn is_text(self) -> bool {
        self != Format::Xlsx
    }
}

/// A report that could not be written in its format.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A workbook has limits, and one of them was passed.
    #[error("cannot put the report into a workbook")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// A calendar without an event is not a calendar.
    #[error("nothing in this report has a day")]
    NoDays,
}

/// A report in a format. The same report always gives the same bytes.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, RenderError> {
    Ok(match format {
        Format::Markdown => markdown::render(report).into_bytes(),
        Format::Html => html::render(report).into_bytes(),
        Format::Csv => csv::render(report),
        Format::Xlsx => xlsx::render(report)?,
        Format::Json => report.json.clone().into_bytes(),
        Format::Ics if report.calendar.is_empty() => return Err(RenderError::NoDays),
        Format::Ics => calendar::render(report),
    })
}
