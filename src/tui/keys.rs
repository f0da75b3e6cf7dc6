//! Keys: their names, and which action a key means where.
//!
//! `table` is the one place that binds a key. Dispatch, footer, help, palette and docs/keys.md are made from it.

use std::fmt;

use crate::tui::action::Action;

pub mod names;
mod need;
pub mod own;
mod page;
pub mod table;
pub mod together;

pub use need::Need;
pub use own::Keys;
pub use page::document;
pub use table::BINDINGS;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// A key press.
///
/// Shift is not kept: terminals disagree about it, and the character alone says what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
}

impl Key {
    pub const fn plain(code: Code) -> Key {
        Key { code, ctrl: false, alt: false }
    }

    pub const fn char(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    pub const fn ctrl(c: char) -> Key {
        Key { code: Code::Char(c), ctrl: true, alt: false }
    }

    pub const fn with_ctrl(code: Code) -> Key {
        Key { code, ctrl: true, alt: false }
    }

    pub const fn with_alt(code: Code) -> Key {
        Key { code, ctrl: false, alt: true }
    }

    /// The character that the key writes in a text field.
    ///
    /// Keyboards with `AltGr` report it as Control with Alt, so both together still write.
    pub fn written(self) -> Option<char> {
        match self.code {
            Code::Char(c) if self.ctrl == self.alt => Some(c),
            _ => None,
        }
    }

    /// The keys that `text` spells: characters, and names in angle brackets such as `<enter>` and `<c-r>`.
    ///
    /// The notation of tests; an unknown name stands for nothing.
    pub fn spelled(text: &str) -> Vec<Key> {
        let mut keys = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|tail| tail.split_once('>'));
            if let Some((name, tail)) = named {
                keys.extend(Key::named(name));
                rest = tail;
            } else {
                keys.push(Key::char(first));
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        keys
    }

    fn named(name: &str) -> Option<Key> {
        let code = match name {
            "enter" => Code::Enter,
            "esc" => Code::Esc,
            "tab" => Code::Tab,
            "s-tab" => Code::BackTab,
            "bs" => Code::Backspace,
            "del" => Code::Delete,
            "up" => Code::Up,
            "down" => Code::Down,
            "left" => Code::Left,
            "right" => Code::Right,
            "home" => Code::Home,
            "end" => Code::End,
            "pgup" => Code::PageUp,
            "pgdn" => Code::PageDown,
            "space" => Code::Char(' '),
            "lt" => Code::Char('<'),
            _ => {
                let (held, rest) = name.split_once('-')?;
                let plain = Key::named(rest).or_else(|| rest.chars().next().map(Key::char))?;
                return Some(Key { ctrl: held == "c", alt: held == "a", ..plain });
            }
        };
        Some(Key::plain(code))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl-")?;
        }
        if self.alt {
            out.write_str("Alt-")?;
        }
        match self.code {
            Code::Char(' ') => out.write_str("Space"),
            Code::Char(c) if self.ctrl => write!(out, "{}", c.to_uppercase()),
            Code::Char(c) => write!(out, "{c}"),
            Code::Enter => out.write_str("Enter"),
            Code::Esc => out.write_str("Esc"),
            Code::Tab => out.write_str("Tab"),
            Code::BackTab => out.write_str("Shift-Tab"),
            Code::Backspace => out.write_str("Backspace"),
            Code::Delete => out.write_str("Del"),
            Code::Up => out.write_str("↑"),
            Code::Down => out.write_str("↓"),
            Code::Left => out.write_str("←"),
            Code::Right => out.write_str("→"),
            Code::Home => out.write_str("Home"),
            Code::End => out.write_str("End"),
            Code::PageUp => out.write_str("PgUp"),
            Code::PageDown => out.write_str("PgDn"),
        }
    }
}

/// Where a key means what its row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyScope {
    /// Everywhere but in a popup.
    Global,
    /// Wherever a cursor moves.
    Move,
    /// Wherever an entry is in hand.
    Entry,
    /// Lists of entries that can be narrowed.
    Entries,
    /// Only on the map of a plan.
    Plan,
    /// Home, from where you go on.
    Home,
    /// Wherever a capture is in hand.
    Capture,
    /// At a milestone.
    Milestone,
    /// The review of a milestone.
    Gate,
    /// The critical check, one entry at a time.
    Check,
    /// The comparison of two reviews.
    Compare,
    /// The form in which a review is closed.
    Decide,
    /// The conditions of a review.
    Conditions,
    /// While the finds of a search are walked through.
    Hits,
    /// Over a screen, in whatever has no text field.
    Overlay,
    /// The list of workshops.
    Workshops,
    /// The room view of a workshop.
    Room,
    /// The room view while no entry is on screen.
    RoomStart,
    /// The room in a break.
    RoomBreak,
    /// The agenda over the room.
    RoomAgenda,
    /// A show of hands, while they say it one after the other.
    Hands,
    /// A show of hands that is over.
    HandsShown,
    /// The closing of a workshop.
    Closing,
    /// The room view as another terminal follows it.
    Follow,
    /// A workshop that is being prepared.
    Draft,
    /// A popup that is a list to choose from.
    Choose,
    /// A popup that is only read.
    Read,
    /// A popup that asks which kind is captured.
    CaptureKind,
    /// A popup whose rows are switched on and off.
    Switches,
    /// The questions about the project.
    Questions,
    /// A form of several parts.
    Form,
    /// A part of a form in which something is chosen.
    Pick,
    /// What an export shows.
    Facts,
    /// The projects that are known.
    Projects,
    /// A popup that asks yes or no.
    Confirm,
    /// A question what becomes of two answers.
    Meanwhile,
    /// A text field of one line.
    Line,
    /// The line in which something is captured.
    CaptureLine,
    /// A text field of many lines.
    Area,
}

impl KeyScope {
    /// All of them, in the order in which help shows them.
    pub const ALL: [KeyScope; 39] = [
        KeyScope::Entry,
        KeyScope::Move,
        KeyScope::Entries,
        KeyScope::Plan,
        KeyScope::Workshops,
        KeyScope::Draft,
        KeyScope::Room,
        KeyScope::RoomStart,
        KeyScope::RoomBreak,
        KeyScope::RoomAgenda,
        KeyScope::Hands,
        KeyScope::HandsShown,
        KeyScope::Closing,
        KeyScope::Follow,
        KeyScope::Home,
        KeyScope::Capture,
        KeyScope::Global,
        KeyScope::Gate,
        KeyScope::Milestone,
        KeyScope::Check,
        KeyScope::Compare,
        KeyScope::Decide,
        KeyScope::Conditions,
        KeyScope::Hits,
        KeyScope::Overlay,
        KeyScope::Choose,
        KeyScope::Read,
        KeyScope::CaptureKind,
        KeyScope::Switches,
        KeyScope::Questions,
        KeyScope::Form,
        KeyScope::Pick,
        KeyScope::Facts,
        KeyScope::Projects,
        KeyScope::Confirm,
        KeyScope::Meanwhile,
        KeyScope::Line,
        KeyScope::CaptureLine,
        KeyScope::Area,
    ];

    /// Its heading in help and docs.
    pub fn title(self) -> &'static str {
        match self {
            KeyScope::Global => "Everywhere",
            KeyScope::Move => "Moving",
            KeyScope::Entry => "On an entry, or on all marked entries",
            KeyScope::Entries => "In the lists",
            KeyScope::Plan => "On the plan",
            KeyScope::Home => "On Home",
            KeyScope::Capture => "At something that was captured",
            KeyScope::Milestone => "At a milestone",
            KeyScope::Gate => "In the review of a milestone",
            KeyScope::Check => "In the critical check",
            KeyScope::Compare => "In the comparison of two reviews",
            KeyScope::Decide => "In the decision form",
            KeyScope::Conditions => "In the conditions of a review",
            KeyScope::Hits => "While finds are walked through",
            KeyScope::Overlay => "Over a screen, except in text fields and questions",
            KeyScope::Workshops => "In the list of workshops",
            KeyScope::Room => "In the room, with the keys at an entry",
            KeyScope::RoomStart => "In the room, before the first entry",
            KeyScope::RoomBreak => "In a break of a workshop",
            KeyScope::RoomAgenda => "In the agenda over the room",
            KeyScope::Hands => "In a show of hands",
            KeyScope::HandsShown => "After a show of hands",
            KeyScope::Draft => "Where a workshop is prepared",
            KeyScope::Closing => "In the closing of a workshop",
            KeyScope::Follow => "In a followed room (read-only)",
            KeyScope::Choose => "In a list to choose from",
            KeyScope::Read => "In a text to read",
            KeyScope::CaptureKind => "What is captured",
            KeyScope::Switches => "In a list of switches",
            KeyScope::Questions => "In the questions about the project",
            KeyScope::Form => "In a form",
            KeyScope::Pick => "In a form, where something is chosen",
            KeyScope::Facts => "In what an export shows",
            KeyScope::Projects => "In the list of projects",
            KeyScope::Confirm => "When asked",
            KeyScope::Meanwhile => "When somebody answered meanwhile",
            KeyScope::Line => "In a line of text",
            KeyScope::CaptureLine => "In the line of a capture",
            KeyScope::Area => "In a text of several lines",
        }
    }

    /// Whether every character is text there.
    pub fn is_text(self) -> bool {
        matches!(self, KeyScope::Line | KeyScope::CaptureLine | KeyScope::Area)
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    pub scope: KeyScope,
    /// Empty if only the palette offers it. The first one is shown.
    pub keys: &'static [Key],
    pub action: Action,
    /// The word in the footer; empty if the footer never shows it.
    pub label: &'static str,
    pub help: &'static str,
    /// Where it is in the footer; the most used first.
    pub order: u8,
    /// What has to be there so that it makes sense.
    pub needs: Need,
}

impl Binding {
    pub const fn needs(self, needs: Need) -> Binding {
        Binding { needs, ..self }
    }
}

/// What an action needs: by the row that holds where `scopes` do, else by any row.
pub fn need(scopes: &[KeyScope], action: Action) -> Need {
    let rows = || BINDINGS.iter().filter(|row| row.action == action);
    let here = scopes.iter().find_map(|scope| rows().find(|row| row.scope == *scope));
    here.or_else(|| rows().next()).map_or(Need::Nothing, |row| row.needs)
}

pub fn help_of(action: Action) -> &'static str {
    BINDINGS.iter().find(|row| row.action == action).map(|row| row.help).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_stands_twice_in_a_scope() {
        for scope in KeyScope::ALL {
            let mut seen: Vec<Key> = Vec::new();
            for row in BINDINGS.iter().filter(|row| row.scope == scope) {
                for key in row.keys {
                    assert!(!seen.contains(key), "{key} stands twice in {scope:?}");
                    seen.push(*key);
                }
            }
        }
    }

    #[test]
    fn every_row_says_what_it_does() {
        for row in BINDINGS {
            assert!(!row.help.is_empty(), "{:?} has no help", row.action);
            assert!(!row.help.ends_with('.'), "help is a phrase: {}", row.help);
            assert!(
                !row.keys.is_empty() || !row.label.is_empty(),
                "{:?} can be neither pressed nor named",
                row.action
            );
        }
    }

    #[test]
    fn in_a_text_field_every_character_is_text() {
        for scope in [KeyScope::Line, KeyScope::CaptureLine, KeyScope::Area] {
            for c in ' '..='~' {
                assert_eq!(
                    Keys::default().resolve(&[scope], Key::char(c)),
                    Some(Action::Type(c)),
                    "{c:?} in {scope:?}"
                );
            }
            let at_sign_on_a_german_keyboard = Key { code: Code::Char('@'), ctrl: true, alt: true };
            assert_eq!(
                Keys::default().resolve(&[scope], at_sign_on_a_german_keyboard),
                Some(Action::Type('@'))
            );
        }
    }

    #[test]
    fn the_nearest_scope_wins() {
        let keys = Keys::default();
        let scopes = [KeyScope::CaptureKind, KeyScope::Entry];
        assert_eq!(
            keys.resolve(&scopes, Key::char('d')),
            keys.resolve(&[KeyScope::CaptureKind], Key::char('d'))
        );
        assert_eq!(keys.resolve(&[KeyScope::Entry, KeyScope::Global], Key::char('d')), Some(Action::Doing));
    }

    #[test]
    fn keys_are_spelled_and_named() {
        let spelled: Vec<String> =
            Key::spelled("j<space><c-r><esc><lt>").iter().map(Key::to_string).collect();
        assert_eq!(spelled, ["j", "Space", "Ctrl-R", "Esc", "<"]);
    }
}
