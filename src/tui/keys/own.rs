//! The keys as one person has them: the table, with what the settings change.
//!
//! An action has its keys by its name, wherever it has a letter or its usual key. Arrows, Enter, Space, Esc, Tab, digits and the
//! keys with a name stay what they are, so that everything can be done without a letter.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::rc::Rc;

use super::{BINDINGS, Binding, Code, Key, KeyScope, names, together};
use crate::text;
use crate::tui::action::Action;

/// The table, and the rows that have other keys.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    changed: HashMap<(KeyScope, Action), Vec<Key>>,
    /// The rows that were asked for lately, which every frame asks for again.
    lately: RefCell<VecDeque<(Vec<KeyScope>, Rows)>>,
}

/// Rows of the table.
pub type Rows = Rc<[&'static Binding]>;

/// So many sets of scopes are remembered: a screen's, and those of the popups over it.
const LATELY: usize = 8;

/// Why a change of a key is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyProblem {
    pub what: String,
    pub hint: String,
}

impl Keys {
    /// The table with changes: names of actions, and the keys that each is to have, such as `D Ctrl-N`.
    ///
    /// Nothing is changed if anything is wrong; all that is wrong is told.
    pub fn changed<'a>(
        changes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Keys, Vec<KeyProblem>> {
        let changes: Vec<(&str, &str)> = changes.into_iter().collect();
        let mut keys = Keys::default();
        let mut problems = Vec::new();
        let mut taken: Vec<Action> = Vec::new();
        for (name, wanted) in changes.iter().copied() {
            match one(name, wanted) {
                Ok((action, _)) if taken.contains(&action) => problems.push(KeyProblem {
                    what: format!("`{name}` has keys twice"),
                    hint: format!("give it all its keys in one line: `\"{name}\": \"D Ctrl-N\"`"),
                }),
                Ok((action, own)) => {
                    taken.push(action);
                    keys.give(action, &own);
                }
                Err(problem) => problems.push(problem),
            }
        }
        let clashes = if keys.changed.is_empty() { Vec::new() } else { keys.clashes() };
        let only_clashes = problems.is_empty();
        problems.extend(clashes.iter().map(problem));
        if only_clashes
            && let Some(first) = problems.first_mut()
            && let Some(works) = completed(&changes)
        {
            first.hint = format!("these do not clash: {works}; `golive settings --keys` lists all");
        }
        if problems.is_empty() { Ok(keys) } else { Err(problems) }
    }

    /// The table with changes of which each is in order, whether they clash or not.
    fn of_changes(changes: &[(String, String)]) -> Keys {
        let mut keys = Keys::default();
        for (name, wanted) in changes {
            if let Ok((action, own)) = one(name, wanted) {
                keys.give(action, &own);
            }
        }
        keys
    }

    fn give(&mut self, action: Action, own: &[Key]) {
        let rows = || BINDINGS.iter().filter(|row| row.action == action && !row.scope.is_text());
        let usual = rows().find(|row| !row.keys.is_empty()).and_then(|row| row.keys.first());
        for row in rows() {
            // If the usual key is a fixed one, such as Space, it stays beside the others.
            if row.keys.first() == usual || row.keys.iter().any(|key| is_free(*key)) {
                let rest = row.keys.iter().copied().filter(|key| !is_free(*key));
                self.changed.insert((row.scope, action), own.iter().copied().chain(rest).collect());
                self.lately.take();
            }
        }
    }

    /// The keys of a row; the first one is shown.
    pub fn of(&self, row: &Binding) -> &[Key] {
        self.changed.get(&(row.scope, row.action)).map_or(row.keys, Vec::as_slice)
    }

    fn is_changed(&self, row: &Binding) -> bool {
        self.changed.contains_key(&(row.scope, row.action))
    }

    /// What `key` means where `scopes` hold, the first of them being the nearest.
    ///
    /// In a text field every character is text, and only rows of the field itself hold.
    pub fn resolve(&self, scopes: &[KeyScope], key: Key) -> Option<Action> {
        for scope in scopes {
            let row = BINDINGS.iter().find(|row| row.scope == *scope && self.of(row).contains(&key));
            if let Some(row) = row {
                return Some(row.action);
            }
            // Over the agenda of the room a digit begins a number.
            let is_written =
                |c: &char| scope.is_text() || *scope == KeyScope::RoomAgenda && c.is_ascii_digit();
            if let Some(c) = key.written().filter(is_written) {
                return Some(Action::Type(c));
            }
        }
        None
    }

    /// The rows that hold where `scopes` do, nearest first; a row that a nearer one hides is left out.
    pub fn rows(&self, scopes: &[KeyScope]) -> Rows {
        let mut lately = self.lately.borrow_mut();
        if let Some((_, rows)) = lately.iter().find(|(known, _)| known == scopes) {
            return Rc::clone(rows);
        }
        let rows: Rows = self.rows_anew(scopes).into();
        if lately.len() == LATELY {
            lately.pop_front();
        }
        lately.push_back((scopes.to_vec(), Rc::clone(&rows)));
        rows
    }

    fn rows_anew(&self, scopes: &[KeyScope]) -> Vec<&'static Binding> {
        let mut found: Vec<&'static Binding> = Vec::new();
        for scope in scopes {
            for row in BINDINGS.iter().filter(|row| row.scope == *scope) {
                let first = self.of(row).first();
                let is_hidden =
                    first.is_some_and(|key| found.iter().any(|nearer| self.of(nearer).contains(key)));
                if !is_hidden {
                    found.push(row);
                }
            }
        }
        found
    }

    /// `d`: the key that is beside a row; empty for none.
    pub fn first(&self, row: &Binding) -> String {
        self.of(row).first().map(Key::to_string).unwrap_or_default()
    }

    /// `Space` or `j ↓`: the keys of a row as help shows them.
    pub fn shown(&self, row: &Binding) -> String {
        self.of(row).iter().map(Key::to_string).collect::<Vec<_>>().join(" ")
    }

    /// The key of a row that does its action where `scopes` hold: a nearer row or a text field may take the others.
    pub fn here(&self, scopes: &[KeyScope], row: &Binding) -> Option<String> {
        let does_it = |key: &&Key| self.resolve(scopes, **key) == Some(row.action);
        self.of(row).iter().find(does_it).map(Key::to_string)
    }

    /// The key that help and popups show for an action; empty for none.
    pub fn key_of(&self, action: Action) -> String {
        let row = BINDINGS.iter().find(|row| row.action == action && !self.of(row).is_empty());
        row.map(|row| self.first(row)).unwrap_or_default()
    }

    /// What to press for an action: its key, or the one of all commands if it has none.
    pub fn press(&self, action: Action) -> String {
        let key = self.key_of(action);
        if !key.is_empty() {
            return key;
        }
        let row = BINDINGS.iter().find(|row| row.action == action);
        let label =
            row.map(|row| if row.label.is_empty() { row.help } else { row.label }).unwrap_or_default();
        format!("{} {label}", self.key_of(Action::Commands)).trim_start().to_owned()
    }

    /// The key that an action has where `scope` holds; empty for none.
    pub fn key_in(&self, scope: KeyScope, action: Action) -> String {
        let row = BINDINGS.iter().find(|row| row.scope == scope && row.action == action);
        row.map(|row| self.first(row)).unwrap_or_default()
    }

    /// The keys of an action where it has them first, as help shows them; empty for none.
    pub fn keys_of(&self, action: Action) -> String {
        let row = BINDINGS.iter().find(|row| row.action == action && !self.of(row).is_empty());
        row.map(|row| self.shown(row)).unwrap_or_default()
    }

    /// Keys that mean two things at the same place because of a change.
    fn clashes(&self) -> Vec<Clash> {
        let mut told: Vec<Clash> = Vec::new();
        for set in together::sets() {
            let rows: Vec<&Binding> =
                BINDINGS.iter().filter(|row| set.contains(&row.scope) && !row.scope.is_text()).collect();
            for (at, one) in rows.iter().enumerate() {
                for other in rows.iter().skip(at + 1).filter(|other| other.action != one.action) {
                    let shared = self.of(one).iter().find(|key| self.of(other).contains(key)).copied();
                    let Some(key) = shared else { continue };
                    let is_usual = one.keys.contains(&key) && other.keys.contains(&key);
                    let is_told = told.iter().any(|before| {
                        let both = [before.asked.action, before.there.action];
                        before.key == key && both.contains(&one.action) && both.contains(&other.action)
                    });
                    if is_usual || is_told {
                        continue;
                    }
                    // The row that has its usual key is the one that somebody forgot, so it comes last.
                    let (asked, there) = if self.is_changed(one) { (*one, *other) } else { (*other, *one) };
                    told.push(Clash { key, asked, there });
                }
            }
        }
        told
    }
}

/// A clash in words.
fn problem(Clash { key, asked, there }: &Clash) -> KeyProblem {
    let is_common = |row: &Binding| {
        matches!(row.scope, KeyScope::Global | KeyScope::Move | KeyScope::Entry | KeyScope::Entries)
    };
    let place = if is_common(there) && !is_common(asked) { asked.scope } else { there.scope };
    KeyProblem {
        what: format!("{} cannot have {key}: {} has it ({})", name(asked), name(there), lower(place.title())),
        hint: format!(
            "give {} or {} another key; `golive settings --keys` lists all",
            name(asked),
            name(there)
        ),
    }
}

/// A key that means two things at the same place.
struct Clash {
    key: Key,
    asked: &'static Binding,
    there: &'static Binding,
}

/// The changes with other keys for whatever they clash with, as the settings have them; `None` if there is no simple
/// way, or if both of two actions that clash were changed.
fn completed(changes: &[(&str, &str)]) -> Option<String> {
    const MOST: usize = 4;
    let mut all: Vec<(String, String)> =
        changes.iter().map(|(name, keys)| ((*name).to_owned(), (*keys).to_owned())).collect();
    // The keys that become free are what a swap gives to the other action.
    let freed = changes.iter().filter_map(|(name, _)| names::named(name)).flat_map(|action| {
        BINDINGS.iter().filter(move |row| row.action == action).flat_map(|row| row.keys.iter().copied())
    });
    let letters = ('a'..='z').chain('A'..='Z').map(Key::char);
    let free: Vec<String> =
        freed.filter(|key| is_free(*key)).chain(letters).map(|key| key.to_string()).collect();
    for _ in 0..MOST {
        let clashes = Keys::of_changes(&all).clashes();
        let Some(first) = clashes.first() else {
            let lines: Vec<String> =
                all.iter().map(|(name, keys)| format!("\"{name}\": \"{keys}\"")).collect();
            return Some(lines.join(", "));
        };
        let name = names::name_of(first.there.action)?;
        if all.iter().any(|(other, _)| other == name) {
            return None;
        }
        let with =
            |key: &String| all.iter().cloned().chain([(name.to_owned(), key.clone())]).collect::<Vec<_>>();
        let fewest = free.iter().min_by_key(|key| Keys::of_changes(&with(key)).clashes().len())?;
        all = with(fewest);
    }
    None
}

fn name(row: &Binding) -> String {
    names::name_of(row.action).map_or_else(|| format!("*{}*", row.help), |name| format!("`{name}`"))
}

fn lower(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

/// One change: the action, and the keys that it is to have; empty for `none`.
fn one(name: &str, wanted: &str) -> Result<(Action, Vec<Key>), KeyProblem> {
    let Some(action) = names::named(name) else {
        let known = names::NAMES.iter().map(|(known, _)| *known);
        let hint = match text::nearest(name, known) {
            Some(near) => format!("did you mean `{near}`? `golive settings --keys` lists all"),
            None => "`golive settings --keys` lists all".to_owned(),
        };
        return Err(KeyProblem { what: format!("`{name}` is not the name of an action"), hint });
    };
    if wanted.trim() == "none" {
        return Ok((action, Vec::new()));
    }
    let mut own = Vec::new();
    for word in wanted.split_whitespace() {
        own.push(key(word).map_err(|why| {
            KeyProblem {
            what: format!("`{name}` cannot have `{word}`: {why}"),
            hint: "a key is one character, or Ctrl with a letter: `D`, `Ctrl-N`; several stand apart, `none` \
                   takes it away"
                .to_owned(),
        }
        })?);
    }
    if own.is_empty() {
        return Err(KeyProblem {
            what: format!("`{name}` has no key"),
            hint: format!("name one, as in `\"{name}\": \"D\"`; `none` takes its key away"),
        });
    }
    Ok((action, own))
}

fn key(word: &str) -> Result<Key, &'static str> {
    let mut chars = word.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return match c {
            '0'..='9' => Err("digits lead to the screens"),
            _ if text::width(word) == 1 && text::unshowable(word).is_none() => Ok(Key::char(c)),
            _ => Err("this character is not a key"),
        };
    }
    let held = word.split_once(['-', '+']).filter(|(held, _)| held.eq_ignore_ascii_case("ctrl"));
    if let Some((_, letter)) = held {
        let mut letters = letter.chars();
        return match (letters.next().map(|c| c.to_ascii_lowercase()), letters.next()) {
            (Some('c' | 'z'), None) => Err("Ctrl-C quits and Ctrl-Z suspends everywhere"),
            (Some('i' | 'j' | 'm' | 'h'), None) => Err("terminals send it for Tab, Enter or Backspace"),
            (Some(c @ 'a'..='z'), None) => Ok(Key::ctrl(c)),
            _ => Err("Ctrl goes with a letter"),
        };
    }
    let named = |name: &&str| name.eq_ignore_ascii_case(word);
    if FIXED.iter().any(named) {
        return Err("arrows, Enter, Space, Esc, Tab and the keys with a name stay what they are");
    }
    Err("this is not a key")
}

const FIXED: &[&str] = &[
    "enter",
    "return",
    "space",
    "esc",
    "escape",
    "tab",
    "shift-tab",
    "backspace",
    "del",
    "delete",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pgup",
    "pgdn",
    "pageup",
    "pagedown",
];

/// Whether the settings can give a key to another action.
fn is_free(key: Key) -> bool {
    match key.code {
        Code::Char('c' | 'z') if key.ctrl => false,
        Code::Char(c) => key.ctrl || (!key.alt && c != ' ' && !c.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(changes: &[(&str, &str)]) -> Vec<String> {
        let told = Keys::changed(changes.iter().copied()).expect_err("something is wrong");
        told.into_iter().map(|problem| format!("{}; {}", problem.what, problem.hint)).collect()
    }

    #[test]
    fn a_row_stands_once_in_its_scope() {
        for (at, row) in BINDINGS.iter().enumerate() {
            let again = BINDINGS
                .iter()
                .skip(at + 1)
                .any(|other| other.scope == row.scope && other.action == row.action);
            assert!(!again, "{:?} stands twice in {:?}", row.action, row.scope);
        }
    }

    #[test]
    fn every_letter_belongs_to_an_action_with_a_name() {
        for row in BINDINGS.iter().filter(|row| !row.scope.is_text()) {
            if row.keys.iter().any(|key| is_free(*key)) {
                let is_only_leaving = matches!(row.action, Action::Back | Action::EndHits);
                assert!(is_only_leaving || names::name_of(row.action).is_some(), "{:?}", row.action);
            }
        }
        for (at, (name, action)) in names::NAMES.iter().enumerate() {
            assert!(BINDINGS.iter().any(|row| row.action == *action), "{name} names nothing");
            let again = names::NAMES.iter().skip(at + 1).any(|other| other.0 == *name || other.1 == *action);
            assert!(!again, "{name} stands twice");
        }
    }

    #[test]
    fn a_change_holds_wherever_the_action_has_its_usual_key() {
        let keys =
            Keys::changed([("owner", "W"), ("down", "e"), ("answer", "i Ctrl-T"), ("done", "z")]).unwrap();
        for scope in [KeyScope::Entry, KeyScope::Conditions, KeyScope::Decide] {
            assert_eq!(keys.resolve(&[scope], Key::char('W')), Some(Action::Owner), "{scope:?}");
            assert_ne!(keys.resolve(&[scope], Key::char('o')), Some(Action::Owner), "{scope:?}");
        }
        for key in [Key::char('e'), Key::plain(Code::Down)] {
            assert_eq!(keys.resolve(&[KeyScope::Move], key), Some(Action::Down));
            assert_eq!(keys.resolve(&[KeyScope::Choose], key), Some(Action::Down));
        }
        assert_eq!(keys.resolve(&[KeyScope::Move], Key::char('j')), None);
        assert_eq!(keys.resolve(&[KeyScope::Entry], Key::ctrl('t')), Some(Action::Answer));
        // Space stays beside another key.
        assert_eq!(keys.resolve(&[KeyScope::Entry], Key::char(' ')), Some(Action::Done));
        assert_eq!(keys.resolve(&[KeyScope::Room], Key::char('z')), Some(Action::Done));
        // In a text every character is text, and its keys stay.
        assert_eq!(keys.resolve(&[KeyScope::Line], Key::char('e')), Some(Action::Type('e')));
        assert_eq!(keys.resolve(&[KeyScope::Line], Key::ctrl('w')), Some(Action::EraseWord));
        assert_eq!(keys.key_of(Action::Answer), "i");
        assert_eq!(keys.keys_of(Action::Down), "e ↓");
    }

    #[test]
    fn two_actions_can_change_places_and_a_key_can_go() {
        let keys = Keys::changed([("owner", "r"), ("todo", "o"), ("views", "none")]).unwrap();
        assert_eq!(keys.resolve(&[KeyScope::Entry], Key::char('r')), Some(Action::Owner));
        assert_eq!(keys.resolve(&[KeyScope::Entry], Key::char('o')), Some(Action::Todo));
        assert_eq!(keys.resolve(&[KeyScope::Entries], Key::char('V')), None);
        // What has no key of its own can get one.
        let keys = Keys::changed([("history", "H")]).unwrap();
        assert_eq!(keys.resolve(&[KeyScope::Entry, KeyScope::Global], Key::char('H')), Some(Action::History));
    }

    #[test]
    fn a_clash_names_both_and_a_wrong_name_the_nearest() {
        assert_eq!(
            problems(&[("doing", "s")]),
            [
                "`doing` cannot have s: `sort` has it (in the lists); these do not clash: \"doing\": \"s\", \"sort\": \
              \"d\"; `golive settings --keys` lists all"
            ]
        );
        let told =
            problems(&[("doin", "D"), ("quit", "Enter"), ("quit", "Ctrl-M"), ("help", "1"), ("todo", "")]);
        let starts = [
            "`doin` is not the name of an action; did you mean `doing`?",
            "`quit` cannot have `Enter`: arrows, Enter, Space, Esc, Tab and the keys with a name stay",
            "`quit` cannot have `Ctrl-M`: terminals send it for Tab, Enter or Backspace",
            "`help` cannot have `1`: digits lead to the screens",
            "`todo` has no key",
        ];
        assert_eq!(told.len(), starts.len());
        for (told, start) in told.iter().zip(starts) {
            assert!(told.starts_with(start), "{told}");
        }
        assert!(problems(&[("undo", "Z"), ("undo", "X")])[0].starts_with("`undo` has keys twice"));
        assert!(problems(&[("doing", "Z"), ("filter", "Z")])[0].contains("`doing` cannot have Z: `filter`"));
    }

    #[test]
    fn a_swap_that_lacks_a_part_is_told_whole() {
        for changes in [&[("blocked", "d")][..], &[("blocked", "d"), ("doing", "b")], &[("owner", "r")]] {
            let told = problems(changes);
            let works = told[0].split("these do not clash: ").nth(1).and_then(|rest| rest.split(';').next());
            let pairs = works.expect("a way is named").split(", ").map(|pair| {
                let (name, keys) = pair.split_once(": ").expect("a name and keys");
                (name.trim_matches('"'), keys.trim_matches('"'))
            });
            let pairs: Vec<(&str, &str)> = pairs.collect();
            assert_eq!(pairs.get(..changes.len()), Some(changes));
            assert!(Keys::changed(pairs).is_ok(), "{told:?}");
        }
        // What somebody changed is not changed again.
        assert!(problems(&[("doing", "Z"), ("filter", "Z")])[0].contains("give `doing` or `filter` another"));
    }

    #[test]
    fn the_usual_keys_clash_nowhere() {
        assert_eq!(Keys::changed([]).map(|keys| keys.changed.len()), Ok(0));
    }
}
