//! Reports as a workbook: the verdict on the first sheet, then one sheet a checklist, with filters and headings that
//! stay in place.
//!
//! Words are always written as words, so nothing that was typed can become a formula. The only date in the file is
//! the moment the report was made, so the same report gives the same bytes.

use std::collections::HashSet;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::model::{
    Block, Cell, Choices, Column, ColumnKind, Mood, Report, ReportSection, Table, TableSheet,
};
use crate::domain::answer_sheet::CUT;
use crate::domain::standing::Sign;
use crate::text::Text;

/// What a cell can hold, in UTF-16 units.
const MOST: usize = 32_767;
/// The report as a workbook.
pub fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let formats = Formats::new();
    let mut names = SheetNames::default();
    names.unique(CHOICES);
    summary(workbook.add_worksheet(), report, &names.unique("Summary"), &formats)?;
    let mut offered: Vec<Vec<Text>> = Vec::new();
    for sheet in &report.sheets {
        let worksheet = list(workbook.add_worksheet(), sheet, &names.unique(&sheet.name), &formats)?;
        offer(worksheet, &sheet.table, &mut offered)?;
    }
    if !offered.is_empty() {
        choices(workbook.add_worksheet(), &offered)?;
    }
    workbook.save_to_buffer()
}

/// The hidden sheet with the choices of columns, a column each: a list in a cell's rule itself has little room.
const CHOICES: &str = "Choices";

fn choices(sheet: &mut Worksheet, offered: &[Vec<Text>]) -> Result<(), XlsxError> {
    sheet.set_name(CHOICES)?;
    sheet.set_hidden(true);
    for (column, words) in offered.iter().enumerate() {
        for (row, word) in words.iter().enumerate() {
            sheet.write_string(u32::try_from(row).unwrap_or(u32::MAX), small(column), clean(word))?;
        }
    }
    Ok(())
}

/// Puts drop-downs into the columns that have choices.
fn offer(sheet: &mut Worksheet, table: &Table, offered: &mut Vec<Vec<Text>>) -> Result<(), XlsxError> {
    let Some(last) = u32::try_from(table.rows.len()).ok().filter(|last| *last > 0) else { return Ok(()) };
    for (column, head) in table.columns.iter().enumerate() {
        let (words, is_strict) = match &head.choices {
            Choices::Anything => continue,
            Choices::Only(words) => (words, true),
            Choices::Also(words) => (words, false),
        };
        if words.is_empty() {
            continue;
        }
        let at = offered.iter().position(|known| known == words).unwrap_or(offered.len());
        if at == offered.len() {
            offered.push(words.clone());
        }
        let letter = char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
        let range = format!("={CHOICES}!${letter}$1:${letter}${}", words.len());
        let mut rule =
            DataValidation::new().allow_list_formula(range.as_str().into()).show_error_message(is_strict);
        if is_strict {
            let all: Vec<&str> = words.iter().map(Text::as_str).collect();
            rule = rule
                .set_error_title("Not in the list")?
                .set_error_message(format!("One of {}", all.join(", ")))?;
        }
        sheet.add_data_validation(1, small(column), last, small(column), &rule)?;
    }
    Ok(())
}

fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    let made = report.moment.now.to_zoned_datetime(jiff::tz::TimeZone::UTC);
    let unsigned = |part: i8| part.unsigned_abs();
    let day =
        ExcelDateTime::from_ymd(made.year().unsigned_abs(), unsigned(made.month()), unsigned(made.day()))?;
    let time = day.and_hms(
        u16::from(unsigned(made.hour())),
        unsigned(made.minute()),
        f64::from(unsigned(made.second())),
    )?;
    Ok(DocProperties::new()
        .set_title(clean(&report.title))
        .set_subject(clean(&report.subtitle))
        .set_creation_datetime(&time))
}

struct Formats {
    title: Format,
    strong: Format,
    label: Format,
    words: Format,
    head: Format,
    cell: Format,
    short: Format,
    name: Format,
    day: Format,
    dim: Format,
    good: Format,
    mixed: Format,
    bad: Format,
}

impl Formats {
    fn new() -> Formats {
        let top = || Format::new().set_align(FormatAlign::Top).set_font_name("Calibri").set_font_size(11);
        let thin = || top().set_border_bottom(FormatBorder::Thin).set_border_bottom_color("D9DDE3");
        Formats {
            title: Format::new().set_font_name("Calibri").set_bold().set_font_size(18),
            strong: top().set_bold().set_font_size(13),
            label: top().set_font_color("5C636E"),
            words: top().set_text_wrap(),
            head: top()
                .set_bold()
                .set_text_wrap()
                .set_background_color("E9EDF2")
                .set_border_bottom(FormatBorder::Medium)
                .set_border_bottom_color("8A929D"),
            cell: thin().set_text_wrap(),
            short: thin(),
            name: thin().set_text_wrap().set_bold(),
            day: thin().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            dim: thin().set_font_color("5C636E"),
            good: thin().set_font_color("1B6E3C"),
            mixed: thin().set_font_color("8A5A00"),
            bad: thin().set_font_color("A8201A"),
        }
    }

    fn of_mood(&self, mood: Mood) -> Format {
        let colour = match mood {
            Mood::Good => "1B6E3C",
            Mood::Mixed => "8A5A00",
            Mood::Bad => "A8201A",
            Mood::Plain => "1D2025",
        };
        self.title.clone().set_font_color(colour)
    }

    fn of_state(&self, sign: Sign) -> &Format {
        match sign {
            Sign::Done => &self.good,
            Sign::Waived => &self.mixed,
            Sign::Blocked | Sign::LookAgain | Sign::TwoAnswers => &self.bad,
            Sign::Todo | Sign::Na => &self.dim,
            Sign::Doing => &self.short,
        }
    }
}

/// Writes the first sheet: the verdict, the facts, and what the sections have in tables and lists.
fn summary(sheet: &mut Worksheet, report: &Report, name: &str, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    page(sheet);
    for (column, width) in [16, 52, 18, 26, 34, 16, 14, 12, 12, 12].into_iter().enumerate() {
        sheet.set_column_width(small(column), width)?;
    }
    let mut at = 0;
    put(sheet, at, 0, &report.title, &formats.title)?;
    put(sheet, at + 1, 0, &report.subtitle, &formats.label)?;
    at += 3;
    if let Some(lead) = &report.lead {
        put(sheet, at, 0, &lead.words, &formats.of_mood(lead.mood))?;
        put(sheet, at + 1, 0, &lead.sentence, &formats.strong)?;
        at += 2;
        if let Some(decision) = &lead.decision {
            put(sheet, at, 0, "Decision", &formats.label)?;
            put(sheet, at, 1, decision, &formats.strong)?;
            at += 1;
        }
        at += 1;
    }
    for fact in &report.facts {
        put(sheet, at, 0, &fact.label, &formats.label)?;
        put(sheet, at, 1, &fact.value, &formats.words)?;
        at += 1;
    }
    for section in &report.sections {
        at = write_section(sheet, section, at + 1, formats)?;
    }
    put(sheet, at + 1, 0, &report.colophon, &formats.label)?;
    Ok(())
}

/// Writes one section and returns the row after it; cards and pictures have their place in other formats and sheets.
fn write_section(
    sheet: &mut Worksheet,
    section: &ReportSection,
    mut at: u32,
    formats: &Formats,
) -> Result<u32, XlsxError> {
    let has_cards = section.blocks.iter().any(|block| matches!(block, Block::Cards(_)));
    let has_something = section.blocks.iter().any(|block| match block {
        Block::Table(_) | Block::List(_) => true,
        Block::Paragraph(_) => !has_cards,
        Block::Heading(_) | Block::Cards(_) | Block::Chart(_) | Block::Map(_) => false,
    });
    if !has_something {
        return Ok(at - 1);
    }
    let note = section.note.as_ref().map(|note| format!("  ({note})")).unwrap_or_default();
    put(sheet, at, 0, &format!("{}{note}", section.title), &formats.strong)?;
    at += 1;
    for block in &section.blocks {
        match block {
            Block::Heading(title) => {
                put(sheet, at, 0, title, &formats.label)?;
                at += 1;
            }
            Block::Paragraph(words) => {
                put(sheet, at, 0, words, &formats.label)?;
                at += 1;
            }
            Block::List(points) => {
                for point in points {
                    put(sheet, at, 0, &point.lead, &formats.short)?;
                    put(sheet, at, 1, &point.words, &formats.cell)?;
                    put(sheet, at, 2, &point.aside, &formats.dim)?;
                    at += 1;
                }
            }
            Block::Table(table) => at = write_table(sheet, table, at, formats)?,
            Block::Cards(_) | Block::Chart(_) | Block::Map(_) => {}
        }
    }
    Ok(at)
}

fn list<'s>(
    sheet: &'s mut Worksheet,
    list: &TableSheet,
    name: &str,
    formats: &Formats,
) -> Result<&'s mut Worksheet, XlsxError> {
    sheet.set_name(name)?;
    page(sheet);
    for (column, Column { width, hidden, .. }) in list.table.columns.iter().enumerate() {
        sheet.set_column_width(small(column), *width)?;
        if *hidden {
            sheet.set_column_hidden(small(column))?;
        }
    }
    let end = write_table(sheet, &list.table, 0, formats)?;
    sheet.set_repeat_rows(0, 0)?;
    let columns = list.table.columns.len();
    if columns > 0 && end > 1 {
        sheet.autofilter(0, 0, end - 1, small(columns - 1))?;
    }
    // The heading stays, and with it the number and the item.
    let titled = list.table.columns.iter().position(|column| *column.title == *"Item").map_or(1, |at| at + 1);
    sheet.set_freeze_panes(1, small(titled))?;
    Ok(sheet)
}

/// Writes a table from a row on and returns the row after it.
fn write_table(sheet: &mut Worksheet, table: &Table, from: u32, formats: &Formats) -> Result<u32, XlsxError> {
    for (column, head) in table.columns.iter().enumerate() {
        put(sheet, from, small(column), &head.title, &formats.head)?;
    }
    let mut at = from + 1;
    for row in &table.rows {
        for (column, (cell, head)) in row.iter().zip(&table.columns).enumerate() {
            write_cell(sheet, (at, small(column)), cell, head.kind, formats)?;
        }
        at += 1;
    }
    Ok(at)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    kind: ColumnKind,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let usual = if kind == ColumnKind::Words { &formats.cell } else { &formats.short };
    match cell {
        Cell::Empty => drop(sheet.write_blank(row, column, usual)?),
        Cell::Words(words) => {
            // The states are words in a sheet, so that a sheet can be filtered by them.
            let state = Sign::ALL.into_iter().find(|sign| kind == ColumnKind::Short && *words == sign.word());
            put(sheet, row, column, words, state.map_or(usual, |sign| formats.of_state(sign)))?;
        }
        Cell::Title(title) => put(sheet, row, column, title, &formats.name)?,
        Cell::State(sign) => put(sheet, row, column, sign.word(), formats.of_state(*sign))?,
        Cell::Number(number) => drop(sheet.write_number_with_format(row, column, *number, usual)?),
        Cell::Day(day) => {
            let year = u16::try_from(day.year()).unwrap_or_default();
            match ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs()) {
                Ok(date) => drop(sheet.write_datetime_with_format(row, column, &date, &formats.day)?),
                // Days before 1900 are beyond a spreadsheet.
                Err(_) => put(sheet, row, column, &day.to_string(), &formats.short)?,
            }
        }
        Cell::Nobody => put(sheet, row, column, "nobody", &formats.dim)?,
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, words: &str, format: &Format) -> Result<(), XlsxError> {
    if words.is_empty() {
        return sheet.write_blank(row, column, format).map(drop);
    }
    sheet.write_string_with_format(row, column, clean(words), format).map(drop)
}

fn page(sheet: &mut Worksheet) {
    const A4: u8 = 9;
    // Any number of pages down, one across.
    sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
}

/// Words that a cell can hold: without the two code points that XML has no place for, and not too long.
fn clean(words: &str) -> String {
    let words = words.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}");
    if words.encode_utf16().count() <= MOST {
        return words;
    }
    let room = MOST - CUT.encode_utf16().count();
    let mut used = 0;
    let kept = words.chars().take_while(|c| {
        used += c.len_utf16();
        used <= room
    });
    let mut kept: String = kept.collect();
    kept.push_str(CUT);
    kept
}

fn small(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Names of sheets, none twice: they have at most 31 characters and may not hold some.
#[derive(Default)]
struct SheetNames(HashSet<String>);

impl SheetNames {
    fn unique(&mut self, wanted: &str) -> String {
        let clean: String = wanted
            .chars()
            .map(|c| {
                if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{fffe}' | '\u{ffff}') {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let clean = Text::line(clean.trim_matches(['\'', ' ']));
        let clean = if clean.is_empty() { "Sheet".to_owned() } else { clean.to_string() };
        for number in 1_usize.. {
            let ending = if number == 1 { String::new() } else { format!(" {number}") };
            let mut name = String::new();
            for c in clean.chars() {
                if name.encode_utf16().count() + c.len_utf16() + ending.len() > 31 {
                    break;
                }
                name.push(c);
            }
            let name = format!("{}{ending}", name.trim_end_matches(['\'', ' ']));
            // Names that differ only in case are the same name.
            if name.to_lowercase() != "history" && self.0.insert(name.to_lowercase()) {
                return name;
            }
        }
        unreachable!("there are more numbers than sheets")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_allowed_and_differ() {
        let mut names = SheetNames::default();
        assert_eq!(names.unique("Design"), "Design");
        assert_eq!(names.unique("design"), "design 2");
        assert_eq!(names.unique("a/b:c[d]"), "a b c d");
        assert_eq!(names.unique("'quoted'"), "quoted");
        assert_eq!(names.unique("///"), "Sheet");
        assert_eq!(names.unique("History"), "History 2");
        let long = "x".repeat(40);
        assert_eq!(names.unique(&long).len(), 31);
        assert_eq!(names.unique(&long), format!("{} 2", "x".repeat(29)));
    }

    #[test]
    fn words_that_do_not_fit_into_a_cell_are_cut_and_it_is_said() {
        let long = clean(&"𝄞".repeat(20_000));
        assert!(long.encode_utf16().count() <= MOST);
        assert!(long.ends_with(CUT));
        assert_eq!(clean("a\u{ffff}b"), "a\u{fffd}b");
    }
}
