//! XLSX, read part by part: hidden sheets and rows, struck-out words, merged cells, links, and numbers as they are shown.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::packed::Packed;
use super::unread::Unread;
use super::xml::{Xml, attribute, is_set, words};
use super::{Cell, CellGrid, Cells, MOST_COLUMNS, MOST_ROWS, SheetError, number};
use crate::text::Text;

/// The most ranges of merged cells and links that are looked at.
const MOST_RANGES: usize = 20_000;

pub(super) fn read(packed: &mut Packed<'_>) -> Result<Vec<CellGrid>, SheetError> {
    let book = packed.part("xl/workbook.xml")?.ok_or(SheetError::NoSheet)?;
    let parts_by_id =
        targets(packed.part("xl/_rels/workbook.xml.rels")?.as_deref().unwrap_or_default(), "xl")?;
    let mut parts = Vec::new();
    let mut is_1904 = false;
    let mut xml = Xml::new(&book);
    while let Some(event) = xml.next()? {
        let (Event::Start(element) | Event::Empty(element)) = &event else { continue };
        match element.local_name().as_ref() {
            "workbookPr" => is_1904 = is_set(element, "date1904"),
            "sheet" => {
                let hidden = attribute(element, "state").is_some_and(|state| state != "visible");
                let part = attribute(element, "id").and_then(|id| parts_by_id.get(&id).cloned());
                parts.extend(part.map(|part| (attribute(element, "name").unwrap_or_default(), hidden, part)));
            }
            _ => {}
        }
    }
    let book = Book {
        strings: strings(packed.part("xl/sharedStrings.xml")?.as_deref().unwrap_or_default())?,
        styles: Styles::read(packed.part("xl/styles.xml")?.as_deref().unwrap_or_default())?,
        is_1904,
    };
    let mut sheets = Vec::new();
    for (name, hidden, part) in parts {
        let Some(text) = packed.part(&part)? else { continue };
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", &part));
        let rels = packed.part(&format!("{folder}/_rels/{file}.rels"))?;
        let links = targets(rels.as_deref().unwrap_or_default(), "")?;
        let cells = book.sheet(&text, &links)?;
        sheets.push(cells.sheet(&name, hidden));
    }
    Ok(sheets)
}

/// What each relation of a part points to.
fn targets(rels: &str, folder: &str) -> Result<HashMap<String, String>, SheetError> {
    let mut found = HashMap::new();
    let mut xml = Xml::new(rels);
    while let Some(event) = xml.next()? {
        let (Event::Start(element) | Event::Empty(element)) = &event else { continue };
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let target = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None if folder.is_empty() => target,
                None => format!("{folder}/{target}"),
            };
            found.insert(id, target);
        }
    }
    Ok(found)
}

/// A shared string, and whether all of it is struck out.
type Shared = (String, bool);

fn strings(part: &str) -> Result<Vec<Shared>, SheetError> {
    let mut found = Vec::new();
    let mut xml = Xml::new(part);
    while let Some(event) = xml.next()? {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "si"
        {
            found.push(rich(&mut xml, "si")?);
        } else if let Event::Empty(element) = &event
            && element.local_name().as_ref() == "si"
        {
            found.push(Shared::default());
        }
    }
    Ok(found)
}

/// The words of a rich text up to the end of `outer`; readings of Japanese words are not part of them.
fn rich(xml: &mut Xml<'_>, outer: &str) -> Result<Shared, SheetError> {
    let (mut text, mut struck, mut plain) = (String::new(), false, false);
    let (mut in_text, mut in_reading, mut run) = (false, false, false);
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "t" => in_text = matches!(event, Event::Start(_)) && !in_reading,
                "rPh" => in_reading = true,
                "r" => run = false,
                "strike" => {
                    run = attribute(element, "val").is_none_or(|value| value != "0" && value != "false");
                }
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => in_text = false,
                "rPh" => in_reading = false,
                name if name == outer => break,
                _ => {}
            },
            _ if in_text => {
                if let Some(more) = words(&event) {
                    let has_words = !more.trim().is_empty();
                    struck |= run && has_words;
                    plain |= !run && has_words;
                    text.push_str(&more);
                }
            }
            _ => {}
        }
    }
    Ok((text.replace("_x000D_", ""), struck && !plain))
}

#[derive(Default)]
struct Style {
    struck: bool,
    bold: bool,
    code: String,
    is_date: bool,
}

#[derive(Default)]
struct Styles(Vec<Style>);

impl Styles {
    fn read(part: &str) -> Result<Styles, SheetError> {
        let (mut codes, mut fonts, mut styles) = (HashMap::new(), Vec::new(), Vec::new());
        let (mut in_fonts, mut in_cells) = (false, false);
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            match &event {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "fonts" => in_fonts = true,
                    "cellXfs" => in_cells = true,
                    "numFmt" => {
                        let id = attribute(element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                        codes.extend(id.zip(attribute(element, "formatCode")));
                    }
                    "font" if in_fonts => fonts.push((false, false)),
                    name @ ("strike" | "b") if in_fonts => {
                        let on =
                            attribute(element, "val").is_none_or(|value| value != "0" && value != "false");
                        if let Some(font) = fonts.last_mut() {
                            *(if name == "b" { &mut font.1 } else { &mut font.0 }) = on;
                        }
                    }
                    "xf" if in_cells => {
                        let at = |name| attribute(element, name).and_then(|at| at.parse::<usize>().ok());
                        let (struck, bold) =
                            at("fontId").and_then(|at| fonts.get(at)).copied().unwrap_or_default();
                        let id = attribute(element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                        let code = codes.get(&id).cloned().unwrap_or_else(|| built_in(id).to_owned());
                        styles.push(Style { struck, bold, is_date: is_date(&code), code });
                    }
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "fonts" => in_fonts = false,
                    "cellXfs" => in_cells = false,
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(Styles(styles))
    }
}

/// The code of a format that every spreadsheet program knows by its number.
fn built_in(id: u32) -> &'static str {
    match id {
        2 | 4 | 39 | 40 => "0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 => "yyyy-mm-dd",
        18..=21 | 45..=47 => "hh:mm",
        22 => "yyyy-mm-dd hh:mm",
        _ => "General",
    }
}

/// Whether a format code shows a day or a time.
pub(super) fn is_date(code: &str) -> bool {
    let mut quoted = false;
    let mut bracket = false;
    !code.eq_ignore_ascii_case("general")
        && code.split(';').next().unwrap_or_default().chars().any(|c| {
            match c {
                '"' => quoted = !quoted,
                '[' => bracket = true,
                ']' => bracket = false,
                _ => {}
            }
            !quoted && !bracket && matches!(c.to_ascii_lowercase(), 'y' | 'd' | 'h' | 's' | 'm')
        })
}

struct Book {
    strings: Vec<Shared>,
    styles: Styles,
    is_1904: bool,
}

/// A range of cells, from 0: rows and columns, both ends included.
type Area = ((usize, usize), (usize, usize));

impl Book {
    fn sheet(&self, part: &str, links: &HashMap<String, String>) -> Result<Cells, SheetError> {
        let mut cells = Cells::default();
        let (mut row, mut column) = (0, 0);
        let mut hidden = Vec::new();
        let (mut merged, mut linked) = (Vec::new(), Vec::new());
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            match &event {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "row" => {
                        let no = attribute(element, "r").and_then(|no| no.parse::<usize>().ok());
                        row = no.map_or(row, |no| no.saturating_sub(1));
                        column = 0;
                        if is_set(element, "hidden") && hidden.len() < MOST_ROWS {
                            hidden.push(row);
                        }
                        if matches!(event, Event::Empty(_)) {
                            row += 1;
                        }
                    }
                    "c" => {
                        if let Some(place) = attribute(element, "r").as_deref().and_then(place) {
                            (row, column) = place;
                        }
                        if matches!(event, Event::Start(_)) {
                            let cell = self.cell(&mut xml, element)?;
                            cells.put(row, column, cell)?;
                        }
                        column += 1;
                    }
                    "mergeCell" if merged.len() < MOST_RANGES => {
                        merged.extend(attribute(element, "ref").as_deref().and_then(area));
                    }
                    "hyperlink" if linked.len() < MOST_RANGES => {
                        let target = attribute(element, "id").and_then(|id| links.get(&id).cloned());
                        linked.extend(attribute(element, "ref").as_deref().and_then(area).zip(target));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "row" => row += 1,
                _ => {}
            }
        }
        for row in hidden {
            if let Some(row) = cells.known(row) {
                row.hidden = true;
            }
        }
        for ((from, left), (_, right)) in merged {
            if let Some(cell) = cells.known(from).and_then(|row| row.cells.get_mut(left)) {
                cell.merged = right > left;
            }
        }
        for (((from, left), (to, right)), target) in linked {
            for row in from..=to.min(MOST_ROWS).min(from + MOST_COLUMNS) {
                for cell in cells
                    .known(row)
                    .into_iter()
                    .flat_map(|row| row.cells.iter_mut().skip(left).take(right - left + 1))
                {
                    cell.add_link(&target);
                }
            }
        }
        Ok(cells)
    }

    /// The cell whose element has just begun, up to its end.
    fn cell(&self, xml: &mut Xml<'_>, element: &BytesStart<'_>) -> Result<Cell, SheetError> {
        let kind = attribute(element, "t").unwrap_or_default();
        let style = attribute(element, "s").and_then(|at| self.styles.0.get(at.parse::<usize>().ok()?));
        let (mut value, mut formula, mut struck) = (String::new(), String::new(), false);
        let (mut is_formula, mut is_stored) = (false, false);
        let mut inside = "";
        while let Some(event) = xml.next()? {
            match &event {
                Event::Empty(element) => match element.local_name().as_ref() {
                    "v" => is_stored = true,
                    "f" => is_formula = true,
                    _ => {}
                },
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => (inside, is_stored) = ("v", true),
                    "f" => (inside, is_formula) = ("f", true),
                    "is" => (value, struck) = rich(xml, "is")?,
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => break,
                    _ => inside = "",
                },
                _ => match (inside, words(&event)) {
                    ("v", Some(more)) => value.push_str(&more),
                    ("f", Some(more)) => formula.push_str(&more),
                    _ => {}
                },
            }
        }
        let mut unread = match kind.as_str() {
            "e" => Some(Unread::error(&value)),
            "str" if is_formula && is_stored && value.trim().is_empty() => Some(Unread::Blank),
            _ if is_formula && value.trim().is_empty() => Some(Unread::Formula),
            _ => None,
        };
        let shown = match kind.as_str() {
            "s" => {
                let shared = value.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at));
                if shared.is_none() {
                    unread = Some(Unread::Lost);
                }
                struck = shared.is_some_and(|(_, struck)| *struck);
                shared.map(|(words, _)| words.clone()).unwrap_or_default()
            }
            "b" => if value.trim() == "1" { "yes" } else { "no" }.to_owned(),
            "e" => String::new(),
            "str" | "inlineStr" | "d" => value,
            _ => match value.trim().parse::<f64>() {
                Ok(number) => self.number(number, style),
                Err(_) => value,
            },
        };
        let mut cell = Cell {
            words: Text::block(shown.trim()),
            link: None,
            more_links: Vec::new(),
            struck: struck || style.is_some_and(|style| style.struck),
            bold: style.is_some_and(|style| style.bold),
            merged: false,
            unread,
        };
        if let Some((address, label)) = hyperlink(&formula) {
            cell.link = Some(address.clone());
            if cell.words.is_empty() {
                cell.words = Text::block(label.unwrap_or(address).trim());
            }
        }
        Ok(cell)
    }

    fn number(&self, number: f64, style: Option<&Style>) -> String {
        match style {
            Some(style) if style.is_date => day(number, self.is_1904).unwrap_or_else(|| number.to_string()),
            Some(style) => number::shown(number, &style.code),
            None => number::shown(number, "General"),
        }
    }
}

/// A serial number of days as a day, a time or both.
pub(super) fn day(serial: f64, is_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let origin = if is_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    let minutes = (serial * 1440.0).round();
    // Both are within bounds that were checked above.
    #[expect(clippy::cast_possible_truncation, reason = "checked to be below 3 million days")]
    let minutes = minutes as i64;
    let date = origin.checked_add(jiff::Span::new().days(minutes / 1440)).ok()?;
    let (hour, minute) = (minutes % 1440 / 60, minutes % 60);
    let parts = (
        u16::try_from(date.year()).ok()?,
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
        u8::try_from(hour).ok()?,
        u8::try_from(minute).ok()?,
    );
    Some(number::moment(parts, serial))
}

/// Address and label of `HYPERLINK("address","label")`.
pub(super) fn hyperlink(formula: &str) -> Option<(String, Option<String>)> {
    let inner = formula.trim_start_matches('=').trim();
    let head = inner.get(..10)?;
    if !head.eq_ignore_ascii_case("HYPERLINK(") {
        return None;
    }
    let mut quoted = inner.get(10..)?.split('"').skip(1).step_by(2);
    let address = quoted.next()?.to_owned();
    Some((address, quoted.next().map(str::to_owned)))
}

/// `B7` as row and column from 0.
fn place(name: &str) -> Option<(usize, usize)> {
    let at = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = name.split_at_checked(at)?;
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let column = letters.bytes().fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    Some((digits.parse::<usize>().ok()?.checked_sub(1)?, column - 1))
}

fn area(name: &str) -> Option<Area> {
    let (from, to) = name.split_once(':').unwrap_or((name, name));
    let (from, to) = (place(from)?, place(to)?);
    (from.0 <= to.0 && from.1 <= to.1).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_as_people_see_them() {
        assert_eq!(day(46380.0, false).unwrap(), "2026-12-24");
        assert_eq!(day(46380.75, false).unwrap(), "2026-12-24 18:00");
        assert_eq!(day(0.395_833_333_333, false).unwrap(), "09:30");
        assert_eq!(day(-1.0, false), None);
        assert!(
            is_date("dd.mm.yy") && is_date("[$-407]d. mmmm") && !is_date("0.00") && !is_date("\"day\" 0")
        );
    }

    #[test]
    fn links_of_formulas_are_read() {
        let (address, label) = hyperlink("HYPERLINK(\"https://x.example/a\",\"Read\")").unwrap();
        assert_eq!((address.as_str(), label.as_deref()), ("https://x.example/a", Some("Read")));
        assert_eq!(hyperlink("SUM(A1:A2)"), None);
        assert_eq!(place("AB12"), Some((11, 27)));
        assert_eq!(area("B2:A1"), None);
    }
}
