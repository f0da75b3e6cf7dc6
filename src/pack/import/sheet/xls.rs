//! XLS of Excel 97 and later: the records of its `Workbook` stream, as far as cells need them.
//!
//! Old workbooks come from anywhere too: each read is bounded, and what does not fit ends the record, never the program.

use super::unread::Unread;
use super::xlsx::{day, is_date};
use super::{Cell, CellGrid, Cells, MOST_ROWS, SheetError, cut_off, number};
use crate::text::Text;

/// What each of these files begins with.
pub(super) const MARK: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// The most sheets that are read.
const MOST_SHEETS: usize = 256;
const END_OF_CHAIN: u32 = 0xffff_fffa;

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn read(bytes: &[u8]) -> Result<Vec<CellGrid>, SheetError> {
    // A new workbook with a password is one of these files with a part of this name.
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(locked.len()).any(|part| part == locked) {
        return Err(SheetError::Locked);
    }
    let stream = stream(bytes).ok_or_else(cut_off)?;
    let book = Book::read(&stream)?;
    let mut sheets = Vec::new();
    for (offset, hidden, name) in book.sheets.iter().take(MOST_SHEETS) {
        let Some(part) = stream.get(*offset..) else { continue };
        sheets.push(book.sheet(part)?.sheet(name, *hidden));
    }
    Ok(sheets)
}

/// The stream called `Workbook` of a compound file.
fn stream(file: &[u8]) -> Option<Vec<u8>> {
    if !file.starts_with(MARK) {
        return None;
    }
    let size = match u16_at(file, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let sector = |no: u32| {
        let from = (no as usize).checked_add(1)?.checked_mul(size)?;
        file.get(from..from.checked_add(size)?.min(file.len()))
    };
    let mut fat = Vec::new();
    for slot in 0..109 {
        let no = u32_at(file, 76 + slot * 4)?;
        if no >= END_OF_CHAIN {
            break;
        }
        let part = sector(no)?;
        fat.extend((0..part.len() / 4).filter_map(|at| u32_at(part, at * 4)));
    }
    let chain = |from: u32, most: usize| {
        let mut out = Vec::new();
        let mut no = from;
        let mut steps = 0;
        while no < END_OF_CHAIN && steps <= fat.len() && out.len() < most {
            out.extend_from_slice(sector(no)?);
            no = *fat.get(no as usize)?;
            steps += 1;
        }
        out.truncate(most);
        Some(out)
    };
    let folder = chain(u32_at(file, 48)?, file.len())?;
    let (mut small, mut found) = (None, None);
    for entry in folder.chunks_exact(128) {
        let name: Vec<u16> = (0..usize::from(u16_at(entry, 64)?.clamp(2, 64)) / 2 - 1)
            .filter_map(|at| u16_at(entry, at * 2))
            .collect();
        let place = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        match (entry.get(66), String::from_utf16_lossy(&name).as_str()) {
            (Some(5), _) => small = Some(place),
            (Some(2), "Workbook") => found = Some(place),
            _ => {}
        }
    }
    let (from, length) = found?;
    if length >= u32_at(file, 56)? as usize {
        return chain(from, length);
    }
    // A small stream is in 64-byte parts of the root's own stream.
    let (root, root_length) = small?;
    let minis = chain(root, root_length)?;
    let mini_fat = chain(u32_at(file, 60)?, file.len())?;
    let mut out = Vec::new();
    let mut no = from;
    while no < END_OF_CHAIN && out.len() < length {
        let at = (no as usize).checked_mul(64)?;
        out.extend_from_slice(minis.get(at..(at + 64).min(minis.len()))?);
        no = u32_at(&mini_fat, (no as usize).checked_mul(4)?)?;
    }
    out.truncate(length);
    Some(out)
}

/// The records of a stream: kind and content.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let content = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, content))
    })
}

#[derive(Default)]
struct Book {
    /// Where each sheet begins, whether it is hidden, and its name.
    sheets: Vec<(usize, bool, String)>,
    strings: Vec<String>,
    /// Struck out, bold.
    fonts: Vec<(bool, bool)>,
    formats: Vec<(u16, String)>,
    /// Font and format of each cell style.
    styles: Vec<(u16, u16)>,
    is_1904: bool,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Book, SheetError> {
        let mut book = Book::default();
        let mut shared: Option<Vec<&[u8]>> = None;
        for (kind, content) in records(stream) {
            match (kind, &mut shared) {
                (0x3c, Some(parts)) => {
                    parts.push(content);
                    continue;
                }
                (_, Some(parts)) => {
                    book.strings = strings(parts);
                    shared = None;
                }
                _ => {}
            }
            match kind {
                0x809 if u16_at(content, 0).is_some_and(|version| version != 0x600) => {
                    return Err(SheetError::Old);
                }
                0x2f => return Err(SheetError::Locked),
                0x22 => book.is_1904 = u16_at(content, 0) == Some(1),
                0x85 => {
                    let name = text(content, 6, 1).map(|(name, _)| name).unwrap_or_default();
                    let hidden = content.get(4).is_some_and(|state| state & 3 != 0);
                    if content.get(5) == Some(&0) {
                        book.sheets.extend(u32_at(content, 0).map(|at| (at as usize, hidden, name)));
                    }
                }
                0xfc => shared = Some(vec![content]),
                0x31 => {
                    let struck = u16_at(content, 2).is_some_and(|flags| flags & 8 != 0);
                    book.fonts.push((struck, u16_at(content, 6).is_some_and(|weight| weight >= 600)));
                }
                0x41e => {
                    let code = text(content, 2, 2).map(|(code, _)| code).unwrap_or_default();
                    book.formats.extend(u16_at(content, 0).map(|id| (id, code)));
                }
                0xe0 => book.styles.extend(u16_at(content, 0).zip(u16_at(content, 2))),
                0x0a => break,
                _ => {}
            }
        }
        Ok(book)
    }

    fn sheet(&self, part: &[u8]) -> Result<Cells, SheetError> {
        let mut cells = Cells::default();
        let (mut depth, mut hidden, mut merged) = (0, Vec::new(), Vec::new());
        let mut formula = None;
        for (kind, content) in records(part) {
            match kind {
                0x809 => depth += 1,
                0x0a => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                // Charts inside the sheet have cells of their own.
                _ if depth > 1 => {}
                0x208
                    if u16_at(content, 12).is_some_and(|flags| flags & 0x20 != 0)
                        && hidden.len() < MOST_ROWS =>
                {
                    hidden.extend(u16_at(content, 0));
                }
                0xe5 => merged.extend((0..content.len() / 8).filter_map(|at| {
                    let at = 2 + at * 8;
                    let (left, right) = (u16_at(content, at + 4)?, u16_at(content, at + 6)?);
                    (right > left).then_some((u16_at(content, at)?, left))
                })),
                0x207 => {
                    if let Some(place) = formula.take() {
                        self.put(&mut cells, place, text(content, 0, 2).map(|(words, _)| words))?;
                    }
                }
                _ => self.record(&mut cells, kind, content, &mut formula)?,
            }
        }
        for row in hidden {
            if let Some(row) = cells.known(usize::from(row)) {
                row.hidden = true;
            }
        }
        for (row, column) in merged {
            if let Some(cell) =
                cells.known(usize::from(row)).and_then(|row| row.cells.get_mut(usize::from(column)))
            {
                cell.merged = true;
            }
        }
        Ok(cells)
    }

    fn record(
        &self,
        cells: &mut Cells,
        kind: u16,
        content: &[u8],
        formula: &mut Option<Place>,
    ) -> Result<(), SheetError> {
        let place = |at: usize| {
            Some(Place { row: u16_at(content, 0)?, column: u16_at(content, 2)?, style: u16_at(content, at)? })
        };
        let Some(here) = place(4) else { return Ok(()) };
        let float = |at: usize| {
            content.get(at..at + 8).and_then(|bytes| Some(f64::from_le_bytes(bytes.try_into().ok()?)))
        };
        match kind {
            0x203 => self.put(cells, here, float(6).map(|number| self.number(number, here.style))),
            0x27e => {
                self.put(cells, here, u32_at(content, 6).map(|raw| self.number(packed(raw), here.style)))
            }
            0xbd => {
                for at in 0..content.len().saturating_sub(6) / 6 {
                    let (Some(style), Some(raw)) = (u16_at(content, 4 + at * 6), u32_at(content, 6 + at * 6))
                    else {
                        break;
                    };
                    let column = here.column.saturating_add(u16::try_from(at).unwrap_or(u16::MAX));
                    self.put(cells, Place { column, style, ..here }, Some(self.number(packed(raw), style)))?;
                }
                Ok(())
            }
            0xfd => self.put(
                cells,
                here,
                u32_at(content, 6).and_then(|at| self.strings.get(at as usize).cloned()),
            ),
            0x204 | 0xd6 => self.put(cells, here, text(content, 6, 2).map(|(words, _)| words)),
            0x205 if content.get(7) == Some(&0) => {
                let yes = content.get(6).is_some_and(|value| *value != 0);
                self.put(cells, here, Some(if yes { "yes" } else { "no" }.to_owned()))
            }
            0x205 => Self::put_unread(cells, here, content.get(6).map(|code| Unread::numbered(*code))),
            0x06 => match (content.get(6), u16_at(content, 12)) {
                (Some(0), Some(0xffff)) => {
                    *formula = Some(here);
                    Ok(())
                }
                (Some(1), Some(0xffff)) => {
                    let yes = content.get(8).is_some_and(|value| *value != 0);
                    self.put(cells, here, Some(if yes { "yes" } else { "no" }.to_owned()))
                }
                (Some(2), Some(0xffff)) => {
                    Self::put_unread(cells, here, content.get(8).map(|code| Unread::numbered(*code)))
                }
                (_, Some(0xffff)) => Self::put_unread(cells, here, Some(Unread::Blank)),
                _ => self.put(cells, here, float(6).map(|number| self.number(number, here.style))),
            },
            _ => Ok(()),
        }
    }

    fn put_unread(cells: &mut Cells, place: Place, unread: Option<Unread>) -> Result<(), SheetError> {
        let cell = Cell { unread, ..Cell::default() };
        cells.put(usize::from(place.row), usize::from(place.column), cell)
    }

    fn put(&self, cells: &mut Cells, place: Place, words: Option<String>) -> Result<(), SheetError> {
        let Some(words) = words else { return Ok(()) };
        let font = self.styles.get(usize::from(place.style)).map(|(font, _)| usize::from(*font));
        // There is no font with the number 4.
        let font = font.and_then(|font| self.fonts.get(if font > 4 { font - 1 } else { font }));
        let (struck, bold) = font.copied().unwrap_or_default();
        let cell = Cell { words: Text::block(words.trim()), struck, bold, ..Cell::default() };
        cells.put(usize::from(place.row), usize::from(place.column), cell)
    }

    fn number(&self, number: f64, style: u16) -> String {
        let id = self.styles.get(usize::from(style)).map_or(0, |(_, format)| *format);
        let own = self.formats.iter().find(|(known, _)| *known == id).map(|(_, code)| code.as_str());
        let code = own.unwrap_or(match id {
            2 | 4 => "0.00",
            9 => "0%",
            10 => "0.00%",
            14..=17 | 22 => "yyyy-mm-dd",
            18..=21 | 45..=47 => "hh:mm",
            _ => "General",
        });
        if is_date(code) {
            return day(number, self.is_1904).unwrap_or_else(|| number.to_string());
        }
        number::shown(number, code)
    }
}

#[derive(Clone, Copy)]
struct Place {
    row: u16,
    column: u16,
    style: u16,
}

/// A number in the short form of 30 bits.
fn packed(raw: u32) -> f64 {
    let number = if raw & 2 == 0 {
        f64::from_bits(u64::from(raw & !3) << 32)
    } else {
        f64::from(raw.cast_signed() >> 2)
    };
    if raw & 1 == 0 { number } else { number / 100.0 }
}

/// A text at `at` whose length has `wide` bytes, and where it ends.
fn text(content: &[u8], at: usize, wide: usize) -> Option<(String, usize)> {
    let length = if wide == 1 { usize::from(*content.get(at)?) } else { usize::from(u16_at(content, at)?) };
    let flags = *content.get(at + wide)?;
    let from = at + wide + 1;
    letters(content, from, length, flags & 1 != 0)
}

fn letters(content: &[u8], from: usize, length: usize, wide: bool) -> Option<(String, usize)> {
    if wide {
        let units: Vec<u16> = (0..length).map_while(|at| u16_at(content, from + at * 2)).collect();
        return Some((String::from_utf16_lossy(&units), from + length * 2));
    }
    let bytes = content.get(from..(from + length).min(content.len()))?;
    Some((bytes.iter().map(|byte| char::from(*byte)).collect(), from + length))
}

/// The shared strings, which may go on in further records, within a text too.
fn strings(parts: &[&[u8]]) -> Vec<String> {
    let mut found = Vec::new();
    let (mut part, mut at) = (0, 8);
    // What it says about their number is not believed: it ends where the records do.
    loop {
        while parts.get(part).is_some_and(|content| at >= content.len()) {
            at -= parts.get(part).map_or(0, |content| content.len());
            part += 1;
        }
        let Some(content) = parts.get(part) else { return found };
        let (Some(length), Some(flags)) = (u16_at(content, at), content.get(at + 2)) else { return found };
        let mut from = at + 3;
        let runs = if flags & 8 != 0 { u16_at(content, from).unwrap_or(0) } else { 0 };
        from += if flags & 8 != 0 { 2 } else { 0 };
        let extra = if flags & 4 != 0 { u32_at(content, from).unwrap_or(0) } else { 0 };
        from += if flags & 4 != 0 { 4 } else { 0 };
        let (mut words, mut left, mut wide) = (String::new(), usize::from(length), flags & 1 != 0);
        while let Some(content) = parts.get(part) {
            let room = content.len().saturating_sub(from) / if wide { 2 } else { 1 };
            let now = left.min(room);
            let Some((more, end)) = letters(content, from, now, wide) else { break };
            words.push_str(&more);
            (from, left) = (end, left - now);
            if left == 0 {
                break;
            }
            // The rest is in the next record, which begins with the width of its letters.
            part += 1;
            wide = parts.get(part).and_then(|content| content.first()).is_some_and(|flags| flags & 1 != 0);
            from = 1;
        }
        found.push(words);
        at = from + usize::from(runs) * 4 + (extra as usize).min(64 * 1024);
    }
}
