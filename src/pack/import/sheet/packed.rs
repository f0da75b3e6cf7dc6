//! Files packed as ZIP (XLSX, ODS), measured before anything of them is believed.

use std::io::{self, Cursor, Read};

use super::{LARGEST_CONTENT, SheetError, broken};

/// A packed file that unpacks to no more than anybody has typed.
pub(super) struct Packed<'a>(zip::ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Packed<'a> {
    /// Refuses what unpacks to too much; what it says about its size is not believed.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Packed<'a>, SheetError> {
        let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
        let mut left = LARGEST_CONTENT;
        for idx in 0..packed.len() {
            let entry = packed.by_index(idx).map_err(broken)?;
            let size = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(broken)?;
            left = left.checked_sub(size).ok_or(SheetError::Large)?;
        }
        Ok(Packed(packed))
    }

    /// The text of one part; `None` if there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, SheetError> {
        let Ok(entry) = self.0.by_name(name.trim_start_matches('/')) else { return Ok(None) };
        let mut bytes = Vec::new();
        entry.take(LARGEST_CONTENT + 1).read_to_end(&mut bytes).map_err(broken)?;
        Ok(Some(super::decode::decode(&bytes).0))
    }
}
