//! One file of an export as a tree: bounded, without duplicate keys, and without the secrets.
//!
//! An export is somebody else's file. Whatever a parser says about it is told by its kind and its line only: the words
//! of the file may be a secret.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::budget::BudgetBreach;

use super::events;
use super::marks;
use super::parts::Parts;
use super::refusal::Refusal;
use super::yaml::{DEEPEST, MOST_TEXT, MOST_VALUES, judged};
use crate::threads::has_second_core;

/// A smaller text is parsed faster than a thread begins, in bytes.
const SMALLEST_CUT: usize = 256 * 1024;
/// What a secret member has for a value, whatever stood there.
pub const DROPPED: &str = "_VALUE_NOT_SHOWN_";

/// The way out if an export is too much.
pub const LESS: &str =
    "leave out what is not needed, for example with `AUTH0_EXCLUDED='[\"organizations\"]'`, and export again";

/// Which of the two languages a file is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Json,
    Yaml,
}

impl Language {
    /// By the end of the name; what has no name of a kind is judged by how it begins.
    pub fn of(name: &str, text: &str) -> Language {
        let ends = |end: &str| name.to_ascii_lowercase().ends_with(end);
        if ends(".json") || (!ends(".yaml") && !ends(".yml") && text.trim_start().starts_with(['{', '['])) {
            Language::Json
        } else {
            Language::Yaml
        }
    }
}

/// All documents of `text` without the values of members that `secret` names; JSON has one document.
pub fn parse(name: &str, text: &str, secret: &[String]) -> Result<Vec<Value>, Refusal> {
    let mut documents = match Language::of(name, text) {
        Language::Json => {
            let mut value = json(name, &marks::quote_json(text))?;
            drop_secrets(&mut value, secret);
            vec![value]
        }
        Language::Yaml => yaml(name, &marks::quote_yaml(text), secret)?,
    };
    documents.retain(|value| !value.is_null());
    Ok(documents)
}

/// Puts [`DROPPED`] in the place of every member whose name is one of `secret`.
fn drop_secrets(value: &mut Value, secret: &[String]) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                if secret.contains(name) {
                    if !inner.is_null() {
                        *inner = Value::String(DROPPED.to_owned());
                    }
                } else {
                    drop_secrets(inner, secret);
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|inner| drop_secrets(inner, secret)),
        _ => {}
    }
}

fn yaml(name: &str, text: &str, secret: &[String]) -> Result<Vec<Value>, Refusal> {
    let parts =
        if text.len() >= SMALLEST_CUT && has_second_core() { Parts::of(text, text.len() / 2) } else { None };
    let joined = parts.and_then(|parts| parts.parse(|text| documents(text, secret, 2)));
    joined.map_or_else(|| documents(text, secret, 1).map_err(|error| yaml_refusal(name, &error)), Ok)
}

/// The documents of a text that is one of `share` parts of a file.
fn documents(text: &str, secret: &[String], share: usize) -> Result<Vec<Value>, serde_saphyr::Error> {
    let bounds = events::Bounds { values: MOST_VALUES / share, text: MOST_TEXT / share };
    let mut documents = match events::read(text, bounds) {
        Some(document) => vec![document],
        None => judged(text, share)?,
    };
    for value in &mut documents {
        drop_secrets(value, secret);
    }
    Ok(documents)
}

fn yaml_refusal(name: &str, error: &serde_saphyr::Error) -> Refusal {
    use serde_saphyr::Error;
    let line = error.location().map(|location| location.line());
    // An error within what an alias stands for is told at the place of the alias.
    let error = match error {
        Error::AliasError { error, .. } => error,
        error => error,
    };
    let (what, hint) = match error {
        Error::DuplicateMappingKey { .. } => duplicate(),
        Error::Budget { breach, .. } => match breach {
            BudgetBreach::Aliases { .. }
            | BudgetBreach::Anchors { .. }
            | BudgetBreach::AliasAnchorRatio { .. } => aliases(),
            BudgetBreach::Depth { .. } => deep(),
            _ => many(),
        },
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => aliases(),
        // The only message of the parser that is of use; its words are not told.
        other if other.to_string().contains("recursion limit") => deep(),
        _ => unreadable("YAML"),
    };
    Refusal::new(name, &what, &hint).at(line)
}

fn duplicate() -> (String, String) {
    (
        "the key of this line stands twice in one mapping".to_owned(),
        "take one of the two out; an export has no such line".to_owned(),
    )
}

fn aliases() -> (String, String) {
    (
        "more aliases (`*name`) than an export needs".to_owned(),
        "write the values out, or export again".to_owned(),
    )
}

fn deep() -> (String, String) {
    (
        format!("nested deeper than {DEEPEST} levels"),
        "an export is not nested like that; is it the right file?".to_owned(),
    )
}

fn many() -> (String, String) {
    (format!("more than {MOST_VALUES} values, or as much text"), LESS.to_owned())
}

fn unreadable(language: &str) -> (String, String) {
    (
        format!("the file cannot be read as {language}"),
        "look at this line and the one before it; the line itself is not shown, since it may hold a secret"
            .to_owned(),
    )
}

fn json(name: &str, text: &str) -> Result<Value, Refusal> {
    let bounds = Bounds { left: Cell::new(MOST_VALUES), broken: Cell::new(None) };
    let mut input = serde_json::Deserializer::from_str(text);
    let read = Bounded { bounds: &bounds, depth: 0 }
        .deserialize(&mut input)
        .and_then(|value| input.end().map(|()| value));
    read.map_err(|error| {
        let (what, hint) = match bounds.broken.get() {
            Some(Broken::Duplicate) => duplicate(),
            Some(Broken::Deep) => deep(),
            Some(Broken::Many) => many(),
            None => unreadable("JSON"),
        };
        Refusal::new(name, &what, &hint).at(u64::try_from(error.line()).ok())
    })
}

#[derive(Clone, Copy)]
enum Broken {
    Duplicate,
    Deep,
    Many,
}

struct Bounds {
    left: Cell<usize>,
    broken: Cell<Option<Broken>>,
}

impl Bounds {
    fn broken<E: de::Error>(&self, how: Broken) -> E {
        self.broken.set(Some(how));
        E::custom("out of bounds")
    }
}

/// Reads a value while counting, so that a hostile file ends before it fills the memory.
#[derive(Clone, Copy)]
struct Bounded<'a> {
    bounds: &'a Bounds,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, input: D) -> Result<Value, D::Error> {
        let left = self.bounds.left.get();
        if left == 0 {
            return Err(self.bounds.broken(Broken::Many));
        }
        self.bounds.left.set(left - 1);
        if self.depth > DEEPEST {
            return Err(self.bounds.broken(Broken::Deep));
        }
        input.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let inner = Bounded { depth: self.depth + 1, ..self };
        let mut all = Vec::new();
        while let Some(value) = input.next_element_seed(inner)? {
            all.push(value);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<Value, A::Error> {
        let inner = Bounded { depth: self.depth + 1, ..self };
        let mut members = Map::new();
        while let Some(name) = input.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(self.bounds.broken(Broken::Duplicate));
            }
            let value = input.next_value_seed(inner)?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(name: &str, text: &str, part: &str, line: Option<u64>) {
        let refusal = parse(name, text, &[]).unwrap_err();
        assert!(refusal.what.contains(part), "{refusal}");
        assert_eq!(refusal.line, line, "{refusal}");
        assert!(!refusal.hint.is_empty());
    }

    #[test]
    fn yaml_is_read_as_js_yaml_writes_it() {
        let text = "a: yes\nb: on\nc: true\nd: 22\ne: '22'\nf: 2026-11-28\ng:\nh: ~\ni: 1.5\nj: [*x]\n";
        let text = text.replace("a: yes", "a: &x yes");
        let value = parse("tenant.yaml", &text, &[]).unwrap().remove(0);
        let want = serde_json::json!({"a": "yes", "b": "on", "c": true, "d": 22, "e": "22", "f": "2026-11-28",
            "g": null, "h": null, "i": 1.5, "j": ["yes"]});
        assert_eq!(value, want);
    }

    #[test]
    fn a_duplicate_key_is_refused_in_both_languages() {
        refused("t.yaml", "a:\n  b: 1\n  b: 2\n", "stands twice", Some(3));
        refused("t.json", "{\"a\": 1,\n \"a\": 2}", "stands twice", Some(2));
    }

    #[test]
    fn depth_and_number_are_bounded_in_both_languages() {
        let deep = format!("{}1{}", "[".repeat(70), "]".repeat(70));
        refused("t.json", &deep, "nested deeper", Some(1));
        assert!(parse("t.yaml", &format!("a: {deep}"), &[]).unwrap_err().what.contains("nested deeper"));
        let many = format!("[{}1]", "1,".repeat(MOST_VALUES));
        refused("t.json", &many, "values", Some(1));
    }

    #[test]
    fn a_refusal_never_has_words_of_the_file() {
        for text in [
            "a: {client_secret: \"PLANTED-secret\n",
            "client_secret: 'PLANTED\nb: 1",
            "a: *PLANTED\n",
            "PLANTED: 1\nPLANTED: 2\n",
            "a: !PLANTED x\n",
            "a: [PLANTED\nb: }\n",
            "\tPLANTED: x\n",
            "a: 1\n PLANTED\n  b: %PLANTED",
            "PLANTED: : x\n- PLANTED",
        ] {
            for name in ["t.yaml", "t.json"] {
                if let Err(refusal) = parse(name, text, &[]) {
                    let said = format!("{refusal} {} {refusal:?}", refusal.hint);
                    assert!(!said.contains("PLANTED"), "{said}");
                }
            }
        }
    }

    #[test]
    fn secrets_are_dropped_at_any_depth() {
        let mut value =
            serde_json::json!({"a": [{"token": {"b": 1}}], "secret": null, "token": 7, "c": "token"});
        drop_secrets(&mut value, &["token".to_owned(), "secret".to_owned()]);
        let want =
            serde_json::json!({"a": [{"token": DROPPED}], "secret": null, "token": DROPPED, "c": "token"});
        assert_eq!(value, want);
    }

    /// Wherever a text is cut: what the two parts say together is what the whole says.
    #[track_caller]
    fn cut_everywhere(text: &str) -> usize {
        let whole = judged(text, 1).ok();
        let joined =
            (0..text.len()).filter_map(|at| Parts::of(text, at)?.parse(|text| documents(text, &[], 2)));
        joined.inspect(|joined| assert_eq!(Some(joined), whole.as_ref(), "{text}")).count()
    }

    #[test]
    fn a_file_in_two_parts_is_the_same_file() {
        let sections = "a:\n  - b: 1\n    c: |\n      - x\n      y: z\n  - b: 2\n    d: [1,\n      2]\n\n  - e\nf: {}\ng:\n  h: x&y & z\n";
        assert!(cut_everywhere(sections) > 40);
        assert!(cut_everywhere("a: x & y\r\nb:\r\n  - c\r\n  - d\r\ne: 'f'\r\n") > 20);
        for text in [
            // A line between quotes, in brackets, of a block of text, of another list, of an explicit key.
            "a: 'x\nb: 1\n  - y\nc: z'\nd: 1\n",
            "a: \"x\nb:\n  - y\n  - z\"\nd: 1\n",
            "a: [x,\nb: 1,\n  - y]\nc: 1\n",
            "a:\n  |\n  - x\n  - y\nb: 1\n",
            "a:\n  'x\n  - y\n  - z'\n",
            "a: |1\n  - x\n  - y\n",
            "a:\n  - - x\n  - y\nb:\n- c\n- d\n",
            "? a\n: b\nc: 1\n",
            "a:\n  x\n  - y\n  - z\nb: 1\n",
            "a: # b\n  - x\n# c:\n  - y\n",
            "- a: 1\n  - b\nc: 1\n",
            "|\n  a: 1\nb: 1\n",
            // What stands twice, the whole of it or a name, or is put together.
            "a: 1\nb: 2\na: 3\n",
            "a:\n  - 1\nb: 2\na:\n  - 3\n",
            "a: 1\n<<: {a: 2, b: 3}\nb: 4\n",
            "a: &x 1\nb: *x\nc:\n  - &y 2\n  - *y\n",
            "a: &x 1\nb: &x 2\nc: *x\n",
            // Documents, directives, nothing.
            "a: 1\n---\nb: 1\nc: 2\n",
            "a: 1\n...\nb: 1\n",
            "--- |\n  x\na: 1\nb: 2\n",
            "%YAML 1.2\n---\na: 1\nb: 1\n",
            "a: 1\r---\rb: 1\nc: 1\n",
            "\n\n# a\n",
        ] {
            cut_everywhere(text);
        }
    }

    #[test]
    fn a_large_file_is_read_in_parts_or_refused_with_its_line() {
        let member = "  - name: x\n    client_secret: PLANTED\n";
        let text = format!("a:\n{}b: 1\n", member.repeat(20_000));
        let secret = ["client_secret".to_owned()];
        let value = parse("t.yaml", &text, &secret).unwrap().remove(0);
        assert_eq!(value["a"].as_array().map(Vec::len), Some(20_000));
        assert!(!value.to_string().contains("PLANTED"));
        refused("t.yaml", &format!("{text}a: 2\n"), "stands twice", Some(40_003));
        refused("t.yaml", &format!("{text}{text}"), "stands twice", Some(40_003));
        refused("t.yaml", &text.replace("b: 1", "b: ["), "cannot be read", Some(40_002));
    }
}
