//! Files packed as ZIP (XLSX, ODS), measured before anything of them is believed.

use std::io::{self, Cursor, Read};

use super::{LARGEST_CONTENT, SheetError, cut_off, garbled};

/// What each packed file begins with.
pub(super) const MARK: &[u8] = b"PK\x03\x04";

/// A packed file that unpacks to no more than anybody has typed.
pub(super) struct Packed<'a>(zip::ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Packed<'a> {
    /// Refuses what unpacks to too much; what it says about its size is not believed.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Packed<'a>, SheetError> {
        let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| cut_off())?;
        let mut left = LARGEST_CONTENT;
        for idx in 0..packed.len() {
            let entry = packed.by_index(idx).map_err(|error| unreadable(&error))?;
            let size = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|_| garbled())?;
            left = left.checked_sub(size).ok_or(SheetError::Large)?;
        }
        Ok(Packed(packed))
    }

    /// The text of one part; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, SheetError> {
        let Ok(entry) = self.0.by_name(name.trim_start_matches('/')) else { return Ok(None) };
        let mut bytes = Vec::new();
        entry.take(LARGEST_CONTENT + 1).read_to_end(&mut bytes).map_err(|_| garbled())?;
        Ok(Some(super::decode::decode(&bytes).0))
    }
}

/// A part that is locked is told from one that is damaged.
fn unreadable(error: &zip::result::ZipError) -> SheetError {
    match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => {
            SheetError::Locked
        }
        _ => garbled(),
    }
}
