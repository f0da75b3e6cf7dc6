//! From a terminal's bytes to events. Pure: bytes in, events out; what is not whole yet waits for the next bytes.

use ratatui::layout::Position;

use super::Event;
use crate::tui::action::Pointer;
use crate::tui::keys::{Code, Key};

/// Upper limit for one paste, in bytes. Longer text is cut because no field could hold it.
const MOST_PASTED: usize = 256 * 1024;
/// The longest sequence of a key, in bytes.
const LONGEST: usize = 64;

const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Bytes that are not decoded yet.
#[derive(Debug, Default)]
pub struct Decoder {
    waiting: Vec<u8>,
    pasted: Option<Vec<u8>>,
}

/// What the beginning of the bytes is.
enum Step {
    /// So many bytes are this event, or nothing that matters.
    Used(usize, Option<Event>),
    /// A paste begins after so many bytes.
    PasteBegins(usize),
    /// It is not whole yet.
    More,
}

impl Decoder {
    /// Takes bytes, and returns what they and those before them say.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.waiting.extend_from_slice(bytes);
        let mut events = Vec::new();
        loop {
            if self.pasted.is_some() {
                match self.pasted_until_its_end() {
                    Some(event) => events.push(event),
                    None => return events,
                }
            }
            if self.waiting.is_empty() {
                return events;
            }
            match first(&self.waiting) {
                Step::Used(count, event) => {
                    self.waiting.drain(..count.clamp(1, self.waiting.len()));
                    events.extend(event);
                }
                Step::PasteBegins(count) => {
                    self.waiting.drain(..count.min(self.waiting.len()));
                    self.pasted = Some(Vec::new());
                }
                Step::More => return events,
            }
        }
    }

    /// Whether bytes wait that could be the beginning of something.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty() && self.pasted.is_none()
    }

    /// What the waiting bytes are when nothing follows: the Escape key, and whatever comes after it.
    pub fn nothing_follows(&mut self) -> Vec<Event> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if waiting.first() != Some(&0x1b) {
            return Vec::new();
        }
        waiting.remove(0);
        let mut events = vec![Event::Key(Key::plain(Code::Esc))];
        // `ESC [` alone is what Alt with a bracket sends; nobody asked for it.
        if !matches!(waiting.as_slice(), [b'[' | b'O' | b']' | b'P', ..]) {
            events.extend(self.take(&waiting));
        }
        events
    }

    fn pasted_until_its_end(&mut self) -> Option<Event> {
        let end = self.waiting.windows(PASTE_ENDS.len()).position(|part| part == PASTE_ENDS);
        // The beginning of the end may be at the end of what is there.
        let safe = end.unwrap_or_else(|| self.waiting.len().saturating_sub(PASTE_ENDS.len() - 1));
        let words: Vec<u8> = self.waiting.drain(..safe).collect();
        let pasted = self.pasted.get_or_insert_default();
        let room = MOST_PASTED.saturating_sub(pasted.len());
        pasted.extend(words.into_iter().take(room));
        end?;
        self.waiting.drain(..PASTE_ENDS.len());
        let pasted = self.pasted.take()?;
        Some(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()))
    }
}

fn first(bytes: &[u8]) -> Step {
    match bytes {
        [] | [0x1b] => Step::More,
        [0x1b, b'[', rest @ ..] => sequence(rest),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Step::More,
            [letter, ..] => Step::Used(3, arrow(*letter, Modifiers::default()).map(Event::Key)),
        },
        // Answers of the terminal that nobody asked for: up to their end, or dropped whole.
        [0x1b, b']' | b'P' | b'_' | b'^', ..] => answer(bytes),
        [0x1b, 0x1b, ..] => Step::Used(1, Some(Event::Key(Key::plain(Code::Esc)))),
        [0x1b, rest @ ..] => match single(rest) {
            Step::Used(count, Some(Event::Key(key))) if is_alt_key(key) => {
                Step::Used(count + 1, Some(Event::Key(Key { alt: true, ..key })))
            }
            // Slow links and macros bring Escape and the next key at once; they are two keys.
            Step::Used(..) => Step::Used(1, Some(Event::Key(Key::plain(Code::Esc)))),
            other => other,
        },
        _ => single(bytes),
    }
}

/// Whether a key means something when it is held with Alt: to move and erase by words.
fn is_alt_key(key: Key) -> bool {
    !key.ctrl && matches!(key.code, Code::Char('b' | 'f' | 'd') | Code::Backspace)
}

/// A character, or a key that is one byte.
fn single(bytes: &[u8]) -> Step {
    let Some(byte) = bytes.first() else { return Step::More };
    let key = match byte {
        b'\r' | b'\n' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f | 0x08 => Key::plain(Code::Backspace),
        0x00 => Key::ctrl(' '),
        0x01..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1b..=0x1f => Key::ctrl(char::from(byte - 0x1b + b'[')),
        0x20..=0x7e => Key::char(char::from(*byte)),
        0x80.. => return wide(bytes),
    };
    Step::Used(1, Some(Event::Key(key)))
}

/// A character of several bytes.
fn wide(bytes: &[u8]) -> Step {
    let head = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    let whole = match std::str::from_utf8(head) {
        Ok(words) => words,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(head.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(error) if error.error_len().is_none() => return Step::More,
        Err(_) => return Step::Used(1, None),
    };
    match whole.chars().next() {
        Some(c) => Step::Used(c.len_utf8(), Some(Event::Key(Key::char(c)))),
        None => Step::Used(1, None),
    }
}

fn answer(bytes: &[u8]) -> Step {
    let bell = bytes.iter().position(|byte| *byte == 0x07).map(|at| at + 1);
    let end = bytes.windows(2).skip(1).position(|pair| pair == b"\x1b\\").map(|at| at + 3);
    match bell.into_iter().chain(end).min() {
        Some(count) => Step::Used(count, None),
        None if bytes.len() > LONGEST * 16 => Step::Used(bytes.len(), None),
        None => Step::More,
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Modifiers {
    shift: bool,
    ctrl: bool,
    alt: bool,
}

impl Modifiers {
    /// What a number of modifiers says; `None` for keys held with Super, Hyper or Meta, which belong to the desktop.
    fn of(number: u32) -> Option<Modifiers> {
        let bits = number.saturating_sub(1);
        let is_ours = bits & (8 | 16 | 32) == 0;
        is_ours.then_some(Modifiers { shift: bits & 1 != 0, ctrl: bits & 4 != 0, alt: bits & 2 != 0 })
    }
}

/// The numbers between semicolons, each with those behind its colons.
fn groups(parameters: &[u8]) -> Vec<Vec<u32>> {
    let number = |part: &[u8]| std::str::from_utf8(part).ok().and_then(|digits| digits.parse().ok());
    let group =
        |part: &[u8]| part.split(|byte| *byte == b':').map(|part| number(part).unwrap_or(0)).collect();
    parameters.split(|byte| *byte == b';').map(group).collect()
}

/// What follows `ESC [`: parameters, then a letter.
fn sequence(rest: &[u8]) -> Step {
    let Some(end) = rest.iter().position(|byte| (0x40..=0x7e).contains(byte)) else {
        let is_none = rest.len() > LONGEST || rest.iter().any(|byte| !(0x20..=0x3f).contains(byte));
        return if is_none { Step::Used(rest.len() + 2, None) } else { Step::More };
    };
    let used = end + 3;
    let (Some(parameters), Some(letter)) = (rest.get(..end), rest.get(end)) else { return Step::More };
    if let [b'<', mouse @ ..] = parameters {
        return Step::Used(used, pointer(mouse, *letter));
    }
    // The console of Linux sends `ESC [ [ A` for its function keys.
    if *letter == b'[' && end == 0 {
        return if rest.len() < 2 { Step::More } else { Step::Used(4, None) };
    }
    let groups = groups(parameters);
    let number = |group: usize, at: usize| groups.get(group).and_then(|group| group.get(at)).copied();
    let first = number(0, 0).unwrap_or(0);
    let Some(modifiers) = Modifiers::of(number(1, 0).unwrap_or(1)) else { return Step::Used(used, None) };
    if *letter == b'~' && first == 200 {
        return Step::PasteBegins(used);
    }
    // A key that is let go again says nothing.
    if number(1, 1) == Some(RELEASED) {
        return Step::Used(used, None);
    }
    let key = match (*letter, first) {
        (b'~', 27) => number(2, 0).and_then(|code| coded(code, None, modifiers)),
        (b'~', first) => numbered(first, modifiers),
        (b'u', first) => coded(first, number(0, 1), modifiers),
        (letter, _) => arrow(letter, modifiers),
    };
    Step::Used(used, key.map(Event::Key))
}

const RELEASED: u32 = 3;

/// The key of a code point, as `CSI code;modifiers u` and `CSI 27;modifiers;code ~` name it; `shifted` is what the key
/// writes with Shift, if the terminal says it.
fn coded(code: u32, shifted: Option<u32>, modifiers: Modifiers) -> Option<Key> {
    let code = match code {
        13 | 57414 => Code::Enter,
        27 => Code::Esc,
        9 if modifiers.shift => Code::BackTab,
        9 => Code::Tab,
        8 | 127 => Code::Backspace,
        57417 => Code::Left,
        57418 => Code::Right,
        57419 => Code::Up,
        57420 => Code::Down,
        57421 => Code::PageUp,
        57422 => Code::PageDown,
        57423 => Code::Home,
        57424 => Code::End,
        57426 => Code::Delete,
        // The digits of the keypad.
        57399..=57408 => Code::Char(char::from_digit(code - 57399, 10)?),
        // Keys that write nothing: Shift alone, the volume.
        0..=31 | 57344..=63743 => return None,
        _ => {
            let written = shifted.filter(|_| modifiers.shift).unwrap_or(code);
            let c = char::from_u32(written)?;
            let is_upper = modifiers.shift && shifted.is_none();
            Code::Char(if is_upper { c.to_uppercase().next()? } else { c })
        }
    };
    let code = match code {
        Code::Char(c) if modifiers.ctrl => Code::Char(c.to_lowercase().next()?),
        code => code,
    };
    Some(Key { code, ctrl: modifiers.ctrl, alt: modifiers.alt })
}

fn numbers(parameters: &[u8]) -> Vec<u32> {
    parameters
        .split(|byte| *byte == b';')
        .map(|part| std::str::from_utf8(part).ok().and_then(|digits| digits.parse().ok()).unwrap_or(0))
        .collect()
}

fn arrow(letter: u8, modifiers: Modifiers) -> Option<Key> {
    let code = match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'Z' => Code::BackTab,
        b'M' => Code::Enter,
        _ => return None,
    };
    Some(Key { code, ctrl: modifiers.ctrl, alt: modifiers.alt })
}

fn numbered(number: u32, modifiers: Modifiers) -> Option<Key> {
    let code = match number {
        1 | 7 => Code::Home,
        4 | 8 => Code::End,
        3 => Code::Delete,
        5 => Code::PageUp,
        6 => Code::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl: modifiers.ctrl, alt: modifiers.alt })
}

/// `button;column;row` and `M` for down, `m` for up; only the left button and the wheel mean something.
fn pointer(parameters: &[u8], letter: u8) -> Option<Event> {
    let numbers = numbers(parameters);
    let [button, column, row] = numbers.as_slice() else { return None };
    let place = |number: &u32| u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX);
    let at = Position { x: place(column), y: place(row) };
    match (button, letter) {
        (0, b'M') => Some(Event::Pointer(Pointer::Click(at))),
        (64, b'M') => Some(Event::Pointer(Pointer::Wheel(at, -3))),
        (65, b'M') => Some(Event::Pointer(Pointer::Wheel(at, 3))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], keys: &str) {
        let mut decoder = Decoder::default();
        let mut events = decoder.take(bytes);
        events.extend(decoder.nothing_follows());
        let expected: Vec<Event> = Key::spelled(keys).into_iter().map(Event::Key).collect();
        assert_eq!(events, expected, "{bytes:?}");
    }

    #[test]
    fn keys_are_read_in_all_their_spellings() {
        check(b"aB ?", "aB ?");
        check("ä日".as_bytes(), "ä日");
        check(b"\x1b[A\x1b[B\x1bOC\x1bOD", "<up><down><right><left>");
        check(b"\x1b[H\x1b[F\x1b[1~\x1b[4~\x1bOH\x1b[7~\x1b[8~", "<home><end><home><end><home><home><end>");
        check(b"\x1b[5~\x1b[6~\x1b[3~\x1b[Z", "<pgup><pgdn><del><s-tab>");
        check(b"\r\t\x7f\x08", "<enter><tab><bs><bs>");
        check(b"\x03\x10\x12\x1a", "<c-c><c-p><c-r><c-z>");
        check(b"\x1b", "<esc>");
        check(b"\x1b\x1b", "<esc><esc>");
    }

    #[test]
    fn what_nobody_asked_for_is_swallowed_whole() {
        check(b"\x1b[?62;22ca", "a");
        check(b"\x1b]11;rgb:0000/0000/0000\x1b\\a", "a");
        check(b"\x1b]52;c;YQ==\x07a", "a");
        check(b"\x1b[[Aa", "a");
        check(b"\x1b[15~a", "a");
        check(b"\xff\xfea", "a");
        check(b"\x1b[", "<esc>");
    }

    #[test]
    fn modifiers_are_kept() {
        let mut decoder = Decoder::default();
        let left = Key { code: Code::Left, ctrl: true, alt: false };
        assert_eq!(decoder.take(b"\x1b[1;5D"), [Event::Key(left)]);
        assert_eq!(decoder.take(b"\x1bb"), [Event::Key(Key { alt: true, ..Key::char('b') })]);
    }

    #[test]
    fn escape_and_a_key_at_once_are_two_keys() {
        check(b"\x1bq", "<esc>q");
        check(b"\x1bj\x1b/", "<esc>j<esc>/");
        check("\x1bä".as_bytes(), "<esc>ä");
        check(b"\x1b\x7f", "<a-bs>");
    }

    #[test]
    fn keys_are_read_in_the_newer_forms() {
        check(b"\x1b[27u\x1b[13u\x1b[127u\x1b[9u\x1b[9;2u", "<esc><enter><bs><tab><s-tab>");
        check(b"\x1b[106u\x1b[74;2u\x1b[106;2u\x1b[106:74;2u\x1b[32;2u", "jJJJ ");
        check(b"\x1b[99;5u\x1b[27;5;99~\x1b[27;2;13~\x1b[27;1;27~", "<c-c><c-c><enter><esc>");
        check(b"\x1b[228u\x1b[57400u\x1b[57441;2u", "ä1");
        check(b"\x1b[98;3u\x1b[1;3D\x1b[3;5~", "<a-b><a-left><c-del>");
        // Let go again: nothing. Held with Super: the desktop's.
        check(b"\x1b[106;1:1u\x1b[106;1:3u\x1b[1;1:3A\x1b[3;1:3~\x1b[106;9u", "j");
    }

    #[test]
    fn a_paste_is_one_event_whatever_is_in_it() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(b"\x1b[200~one\rtwo\x1b[20"), []);
        assert_eq!(decoder.take(b"1~q"), [Event::Paste("one\rtwo".to_owned()), Event::Key(Key::char('q'))]);
    }

    #[test]
    fn the_mouse_clicks_and_turns() {
        let mut decoder = Decoder::default();
        let at = Position { x: 4, y: 1 };
        assert_eq!(decoder.take(b"\x1b[<0;5;2M\x1b[<0;5;2m"), [Event::Pointer(Pointer::Click(at))]);
        assert_eq!(decoder.take(b"\x1b[<65;5;2M"), [Event::Pointer(Pointer::Wheel(at, 3))]);
        assert_eq!(decoder.take(b"\x1b[<35;5;2M"), []);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn the_events_do_not_depend_on_where_the_bytes_were_split(
            pieces in prop::collection::vec(prop_oneof![
                Just(&b"\x1b[A"[..]), Just(&b"a"[..]), Just("ß日".as_bytes()), Just(&b"\x1b[200~x\x1b[Ay\x1b[201~"[..]),
                Just(&b"\x1b[<0;3;4M"[..]), Just(&b"\x1bOB"[..]), Just(&b"\x1b[3~"[..]), Just(&b"\x1b]0;t\x07"[..]),
            ], 0..12),
            at in any::<prop::sample::Index>(),
        ) {
            let bytes = pieces.concat();
            let mut whole = Decoder::default();
            let expected = whole.take(&bytes);
            prop_assert!(!whole.is_waiting());
            let at = at.index(bytes.len() + 1);
            let mut parts = Decoder::default();
            let mut events = parts.take(&bytes[..at]);
            events.extend(parts.take(&bytes[at..]));
            prop_assert_eq!(events, expected);
        }

        #[test]
        fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let mut decoder = Decoder::default();
            decoder.take(&bytes);
            decoder.nothing_follows();
        }
    }
}
