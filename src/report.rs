//! Reports: one model, and its renderings as Markdown, HTML, CSV, XLSX, iCalendar and JSON. No files, no clock.
//!
//! - `about` has what a report can be about and puts it into its format; `input` is what reports are made from, `model` what they are made of.
//! - `build` puts reports of a milestone or of the whole project together, `minutes` those of a workshop, `agenda` what
//!   one sets out to do.
//! - `chart` and `plan_map` are the two pictures as content, `sheets` the checklists as tables.
//! - `tracker` has what is left in the columns of issue trackers, `calendar` what has a day.
//! - `markdown`, `html`, `csv`, `xlsx`, `calendar` and `json` write a report; each escapes for its own format.

pub mod about;
pub mod agenda;
pub mod build;
pub mod calendar;
pub mod chart;
pub mod csv;
pub mod facts;
pub mod html;
pub mod input;
pub mod json;
pub mod markdown;
pub mod minutes;
pub mod model;
pub mod plan_map;
pub mod sheets;
pub mod tracker;
pub mod xlsx;

/// The formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
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

impl ReportFormat {
    /// All of them.
    pub const ALL: [ReportFormat; 6] = [
        ReportFormat::Markdown,
        ReportFormat::Html,
        ReportFormat::Csv,
        ReportFormat::Xlsx,
        ReportFormat::Json,
        ReportFormat::Ics,
    ];

    /// The ending of a file in this format.
    pub fn ending(self) -> &'static str {
        match self {
            ReportFormat::Markdown => "md",
            ReportFormat::Html => "html",
            ReportFormat::Csv => "csv",
            ReportFormat::Xlsx => "xlsx",
            ReportFormat::Json => "json",
            ReportFormat::Ics => "ics",
        }
    }

    /// The format that a file of this name has.
    pub fn of_name(name: &str) -> Option<ReportFormat> {
        let (_, ending) = name.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        match ending.as_str() {
            "markdown" => Some(ReportFormat::Markdown),
            "htm" => Some(ReportFormat::Html),
            ending => ReportFormat::ALL.into_iter().find(|format| format.ending() == ending),
        }
    }

    /// Whether it is text that can be printed.
    pub fn is_text(self) -> bool {
        self != ReportFormat::Xlsx
    }
}
