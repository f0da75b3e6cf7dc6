//! What the two packed formats need of XML: attributes by local name, and words with their entities.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{SheetError, cut_off, garbled};

/// Reads the events of one part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// How many elements are open.
    open: usize,
}

impl<'a> Xml<'a> {
    pub(super) fn new(text: &'a str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        // Names that differ are passed over; an end that is missing is told below.
        reader.config_mut().check_end_names = false;
        Xml { reader, open: 0 }
    }

    /// The next event; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>, SheetError> {
        let event = self.reader.read_event().map_err(|_| garbled())?;
        match &event {
            Event::Eof if self.open > 0 => return Err(cut_off()),
            Event::Eof => return Ok(None),
            Event::Start(_) => self.open += 1,
            Event::End(_) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        Ok(Some(event))
    }
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|known| known.key.local_name().as_ref() == name)?;
    let raw = found.value.as_ref();
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), std::borrow::Cow::into_owned))
}

/// Whether an attribute says yes.
pub(super) fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// The words of an event, if it has any.
pub(super) fn words(event: &Event<'_>) -> Option<String> {
    match event {
        Event::Text(text) => Some(text.xml10_content().into_owned()),
        Event::CData(text) => Some(text.xml10_content().into_owned()),
        Event::GeneralRef(name) => {
            let raw = format!("&{};", &**name);
            Some(
                quick_xml::escape::unescape(&raw)
                    .map_or_else(|_| String::new(), std::borrow::Cow::into_owned),
            )
        }
        _ => None,
    }
}
