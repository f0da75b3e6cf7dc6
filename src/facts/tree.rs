//! One file of an export as a tree: bounded, without duplicate keys, and without the secrets.
//!
//! An export is somebody else's file. Whatever a parser says about it is told by its kind and its line only: the words
//! of the file may be a secret.

use std::cell::Cell;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};

use super::marks;
use super::refusal::Refusal;

/// How deep values may be nested.
pub const DEEPEST: usize = 64;
/// The most values of one file.
pub const MOST_VALUES: usize = 2_000_000;
/// How often one anchor may be used.
const MOST_USES: usize = 512;
/// The most events that aliases may stand for.
const MOST_REPLAYED: usize = 20_000;
/// What a secret member has for a value, whatever stood there.
pub const DROPPED: &str = "_VALUE_NOT_SHOWN_";

/// The way out where an export is too much.
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

/// All documents of `text`; JSON has one.
pub fn parse(name: &str, text: &str) -> Result<Vec<Value>, Refusal> {
    let mut documents = match Language::of(name, text) {
        Language::Json => vec![json(name, &marks::quote_json(text))?],
        Language::Yaml => yaml(name, &marks::quote_yaml(text))?,
    };
    documents.retain(|value| !value.is_null());
    Ok(documents)
}

/// Puts [`DROPPED`] in the place of every member whose name is one of `secret`.
pub fn drop_secrets(value: &mut Value, secret: &[String]) {
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

fn yaml(name: &str, text: &str) -> Result<Vec<Value>, Refusal> {
    let budget = serde_saphyr::budget! {
        max_depth: DEEPEST,
        max_nodes: MOST_VALUES,
        max_events: 3 * MOST_VALUES,
        flow_nesting_limit: DEEPEST,
    };
    let mut options = serde_saphyr::options! {
        budget: budget,
        duplicate_keys: DuplicateKeyPolicy::Error,
        strict_booleans: true,
        reject_unsupported_tags: true,
        non_finite_float_policy: NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    };
    options.alias_limits.max_alias_expansions_per_anchor = MOST_USES;
    options.alias_limits.max_total_replayed_events = MOST_REPLAYED;
    serde_saphyr::from_multiple_with_options(text, options).map_err(|error| yaml_refusal(name, &error))
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
        let refusal = parse(name, text).unwrap_err();
        assert!(refusal.what.contains(part), "{refusal}");
        assert_eq!(refusal.line, line, "{refusal}");
        assert!(!refusal.hint.is_empty());
    }

    #[test]
    fn yaml_is_read_as_js_yaml_writes_it() {
        let text = "a: yes\nb: on\nc: true\nd: 22\ne: '22'\nf: 2026-11-28\ng:\nh: ~\ni: 1.5\nj: [*x]\n";
        let text = text.replace("a: yes", "a: &x yes");
        let value = parse("tenant.yaml", &text).unwrap().remove(0);
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
        assert!(parse("t.yaml", &format!("a: {deep}")).unwrap_err().what.contains("nested deeper"));
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
                if let Err(refusal) = parse(name, text) {
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
}
