//! ODS: the tables of `content.xml` as they are shown. Repetitions are followed only as far as rows are looked at.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::unread::Unread;
use super::xlsx::hyperlink;
use super::xml::{Xml, attribute, words};
use super::{Cell, CellGrid, Cells, MOST_COLUMNS, MOST_ROWS, SheetError, unread};
use crate::text::Text;

/// Reads the part with the tables.
pub(super) fn read(content: &str) -> Result<Vec<CellGrid>, SheetError> {
    let mut styles: HashMap<String, Look> = HashMap::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    let mut xml = Xml::new(content);
    while let Some(event) = xml.next()? {
        let (Event::Start(element) | Event::Empty(element)) = &event else { continue };
        match element.local_name().as_ref() {
            "style" => style = attribute(element, "name").unwrap_or_default(),
            "text-properties" => {
                let look = styles.entry(style.clone()).or_default();
                look.struck |=
                    attribute(element, "text-line-through-style").is_some_and(|line| line != "none");
                look.bold |= attribute(element, "font-weight").is_some_and(|weight| weight == "bold");
            }
            "table-properties" => {
                styles.entry(style.clone()).or_default().hidden |=
                    attribute(element, "display").is_some_and(|shown| shown == "false");
            }
            "table" if matches!(event, Event::Start(_)) => {
                let name = attribute(element, "name").unwrap_or_default();
                let hidden = attribute(element, "style-name")
                    .and_then(|name| styles.get(&name))
                    .is_some_and(|look| look.hidden);
                sheets.push(table(&mut xml, &styles)?.sheet(&name, hidden));
            }
            _ => {}
        }
    }
    Ok(sheets)
}

#[derive(Default)]
struct Look {
    struck: bool,
    bold: bool,
    hidden: bool,
}

fn times(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}

fn table(xml: &mut Xml<'_>, styles: &HashMap<String, Look>) -> Result<Cells, SheetError> {
    let mut cells = Cells::default();
    let mut row = 0_usize;
    let mut depth = 1;
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "table" => depth += 1,
            Event::End(element) if element.local_name().as_ref() == "table" => {
                depth -= 1;
                if depth == 0 {
                    break;
                }
            }
            Event::Empty(element) if element.local_name().as_ref() == "table-row" => {
                row = row.saturating_add(times(element, "number-rows-repeated"));
            }
            Event::Start(element) if element.local_name().as_ref() == "table-row" => {
                let repeated = times(element, "number-rows-repeated");
                let hidden = attribute(element, "visibility").is_some_and(|seen| seen != "visible");
                let found = self::row(xml, styles)?;
                for at in 0..if found.is_empty() { 0 } else { repeated.min(MOST_ROWS) } {
                    let place = row.saturating_add(at);
                    for (column, cell) in &found {
                        cells.put(place, *column, cell.clone())?;
                    }
                    if let Some(row) = cells.known(place) {
                        row.hidden = hidden;
                    }
                }
                row = row.saturating_add(repeated);
            }
            _ => {}
        }
    }
    Ok(cells)
}

/// The filled cells of a row with their columns.
fn row(xml: &mut Xml<'_>, styles: &HashMap<String, Look>) -> Result<Vec<(usize, Cell)>, SheetError> {
    let mut found = Vec::new();
    let mut column = 0_usize;
    while let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref().ends_with("table-cell") =>
            {
                let repeated = times(element, "number-columns-repeated");
                let is_bare = matches!(event, Event::Empty(_));
                let cell = cell(xml, element, is_bare, styles)?;
                if !cell.words.is_empty() || cell.unread.is_some() {
                    found.extend(
                        (0..repeated.min(MOST_COLUMNS)).map(|at| (column.saturating_add(at), cell.clone())),
                    );
                }
                column = column.saturating_add(repeated);
            }
            Event::End(element) if element.local_name().as_ref() == "table-row" => break,
            _ => {}
        }
    }
    Ok(found)
}

fn cell(
    xml: &mut Xml<'_>,
    element: &BytesStart<'_>,
    is_bare: bool,
    styles: &HashMap<String, Look>,
) -> Result<Cell, SheetError> {
    let look = attribute(element, "style-name").and_then(|name| styles.get(&name));
    let kind = attribute(element, "value-type").unwrap_or_default();
    let date = attribute(element, "date-value");
    let truth = attribute(element, "boolean-value");
    let formula = attribute(element, "formula").unwrap_or_default();
    let merged = times(element, "number-columns-spanned") > 1;
    let (mut text, mut link, mut note) = (String::new(), None, 0);
    while !is_bare && let Some(event) = xml.next()? {
        match &event {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "annotation" if matches!(event, Event::Start(_)) => note += 1,
                "p" if note == 0 && !text.is_empty() => text.push('\n'),
                "s" if note == 0 => text.push(' '),
                "line-break" if note == 0 => text.push('\n'),
                "a" => link = link.or_else(|| attribute(element, "href")),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "annotation" => note -= 1,
                name if name.ends_with("table-cell") => break,
                _ => {}
            },
            _ if note == 0 => text.extend(words(&event)),
            _ => {}
        }
    }
    let shown = match (kind.as_str(), date, truth) {
        // The day itself, however the sheet writes it.
        ("date", Some(date), _) => match date.split_once('T') {
            Some((day, time)) => format!("{day} {}", time.get(..5).unwrap_or(time)),
            None => date,
        },
        ("boolean", _, Some(truth)) => if truth == "true" { "yes" } else { "no" }.to_owned(),
        // A value that is not written out for people.
        _ if text.trim().is_empty() => {
            attribute(element, "string-value").or_else(|| attribute(element, "value")).unwrap_or(text)
        }
        _ => text,
    };
    let is_error = element
        .attributes()
        .with_checks(false)
        .flatten()
        .any(|known| known.key.local_name().as_ref() == "value-type" && known.value.as_ref() == "error");
    let is_computed = !formula.is_empty();
    let shown = shown.trim();
    let unread = match shown {
        "" if is_error => Some(Unread::error("")),
        "" if is_computed && kind.is_empty() => Some(Unread::Formula),
        "" if is_computed => Some(Unread::Blank),
        words if is_error || is_computed && (unread::is_error(words) || words.starts_with("Err:")) => {
            Some(Unread::error(words))
        }
        _ => None,
    };
    let shown = if unread.is_some() { "" } else { shown };
    if let Some((_, formula)) = formula.split_once(":=").or_else(|| formula.split_once('=')) {
        link = link.or_else(|| hyperlink(formula).map(|(address, _)| address));
    }
    Ok(Cell {
        words: Text::block(shown),
        link,
        more_links: Vec::new(),
        struck: look.is_some_and(|look| look.struck),
        bold: look.is_some_and(|look| look.bold),
        merged,
        unread,
    })
}
