//! Paths into an export: the simple ones that rules look at subjects with, and RFC 9535 for choosing the subjects.
//!
//! Only this module knows `serde_json_path`.

use std::collections::HashMap;

use serde_json::Value;
use serde_json_path::JsonPath;
use serde_json_path::PathElement;

/// The longest query, in bytes.
pub const LONGEST_QUERY: usize = 500;
/// How deep brackets of a query may be nested: its parser recurses.
const DEEPEST_QUERY: usize = 8;

/// One step of a simple path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// `.name`
    Name(String),
    /// `.*`
    Any,
    /// `[*]`
    Each,
}

/// A path of `.name`, `.*` and `[*]` only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simple {
    pub steps: Vec<Step>,
    /// As it is written.
    pub source: String,
}

impl Simple {
    /// Reads `$.callbacks[*]`; the error completes "the path ...".
    pub fn parse(source: &str) -> Result<Simple, String> {
        let mut rest = source.strip_prefix('$').ok_or("does not begin with `$`")?;
        let mut steps = Vec::new();
        if source.len() > LONGEST_QUERY {
            return Err(format!("is longer than {LONGEST_QUERY} characters"));
        }
        while !rest.is_empty() {
            if let Some(after) = rest.strip_prefix("[*]") {
                steps.push(Step::Each);
                rest = after;
            } else if let Some(after) = rest.strip_prefix(".*") {
                steps.push(Step::Any);
                rest = after;
            } else if let Some(after) = rest.strip_prefix('.') {
                let end = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
                let (name, after) = after.split_at(end);
                if name.is_empty() {
                    return Err("has a dot without a name".to_owned());
                }
                steps.push(Step::Name(name.to_owned()));
                rest = after;
            } else {
                return Err("may have `.name`, `.*` and `[*]` only".to_owned());
            }
        }
        Ok(Simple { steps, source: source.to_owned() })
    }

    /// The names on the way.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Any | Step::Each => None,
        })
    }

    /// As it is said to people: `tenant.flags`.
    pub fn spoken(&self) -> &str {
        let plain = self.source.trim_start_matches('$').trim_start_matches('.');
        plain.strip_suffix("[*]").unwrap_or(plain)
    }

    /// The value, if the path has names only and leads to one.
    pub fn get<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        let mut at = value;
        for step in &self.steps {
            match step {
                Step::Name(name) => at = at.get(name)?,
                Step::Any | Step::Each => return None,
            }
        }
        Some(at)
    }
}

/// What a simple path leads to.
#[derive(Debug, Default)]
pub struct Hits<'a> {
    /// Each value that is not null, with the last member name on the way.
    pub nodes: Vec<(&'a str, &'a Value)>,
    /// How often a mark, or a value of another shape than the path expects, ends the way early.
    pub hidden: usize,
}

impl<'a> Hits<'a> {
    /// Follows `steps` from `value`.
    pub fn collect(&mut self, steps: &'a [Step], value: &'a Value) {
        self.follow(steps, value, "");
    }

    fn follow(&mut self, steps: &'a [Step], value: &'a Value, last: &'a str) {
        let Some((step, rest)) = steps.split_first() else {
            if !value.is_null() {
                self.nodes.push((last, value));
            }
            return;
        };
        match (step, value) {
            (_, Value::Null) => {}
            (Step::Name(name), Value::Object(members)) => {
                if let Some(inner) = members.get(name) {
                    self.follow(rest, inner, name);
                }
            }
            (Step::Any, Value::Object(members)) => {
                for (name, inner) in members {
                    self.follow(rest, inner, name);
                }
            }
            (Step::Any | Step::Each, Value::Array(all)) => {
                for inner in all {
                    // A list has no empty places; what stood there was taken out or is not known.
                    self.hidden += usize::from(inner.is_null());
                    self.follow(rest, inner, last);
                }
            }
            // A mark can stand for a whole list, and what has another type than every export has is not known.
            _ => self.hidden += 1,
        }
    }
}

/// A query of RFC 9535.
#[derive(Debug, Clone)]
pub struct Query {
    path: JsonPath,
    /// The section, if the query chooses each member of one.
    each_of: Option<String>,
    /// As it is written.
    pub source: String,
}

/// One value that a query chose, and where it is: the section and its position in it.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    pub value: &'a Value,
    pub section: Option<&'a str>,
    pub idx: Option<usize>,
}

impl Query {
    /// Reads a query; the error completes "the query ...".
    pub fn parse(source: &str) -> Result<Query, String> {
        if source.len() > LONGEST_QUERY {
            return Err(format!("is longer than {LONGEST_QUERY} characters"));
        }
        let mut depth = 0_usize;
        for byte in source.bytes() {
            match byte {
                b'[' | b'(' => depth += 1,
                b']' | b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > DEEPEST_QUERY {
                return Err(format!("has brackets nested deeper than {DEEPEST_QUERY}"));
            }
        }
        if source.contains("..") {
            return Err("may not use `..`".to_owned());
        }
        let path = JsonPath::parse(source).map_err(|error| format!("cannot be read: {error}"))?;
        let each_of = Simple::parse(source).ok().and_then(|simple| match simple.steps.as_slice() {
            [Step::Name(section), Step::Each] => Some(section.clone()),
            _ => None,
        });
        Ok(Query { path, each_of, source: source.to_owned() })
    }

    /// All values that it chooses.
    pub fn choose<'a>(&'a self, tree: &'a Value) -> Vec<Chosen<'a>> {
        if let Some(section) = &self.each_of
            && let Some(Value::Array(all)) = tree.get(section)
        {
            let places = all.iter().enumerate();
            return places
                .map(|(idx, value)| Chosen { value, section: Some(section), idx: Some(idx) })
                .collect();
        }
        self.path
            .query_located(tree)
            .iter()
            .map(|node| {
                let mut way = node.location().iter();
                let section = match way.next() {
                    Some(PathElement::Name(name)) => Some(*name),
                    _ => None,
                };
                let idx = match way.next() {
                    Some(PathElement::Index(idx)) => Some(*idx),
                    _ => None,
                };
                Chosen { value: node.node(), section, idx }
            })
            .collect()
    }

    /// Whether it chooses anything.
    pub fn finds(&self, tree: &Value) -> bool {
        !self.path.query(tree).is_empty()
    }
}

/// Where the files that members of a section were read from are.
pub type Homes = HashMap<(String, usize), String>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_path_has_names_stars_and_lists() {
        let path = Simple::parse("$.options.customScripts.*").unwrap();
        assert_eq!(path.names().collect::<Vec<_>>(), ["options", "customScripts"]);
        assert_eq!(Simple::parse("$.callbacks[*]").unwrap().spoken(), "callbacks");
        for wrong in ["callbacks", "$..a", "$.a[0]", "$.a[?@.b]", "$.", "$['a']"] {
            assert!(Simple::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_query_is_bounded() {
        assert!(Query::parse("$.clients[?@.app_type == 'spa']").is_ok());
        assert!(Query::parse(&format!("$.{}", "a".repeat(500))).is_err());
        assert!(Query::parse(&format!("$.a[?{}@.b{}]", "(".repeat(9), ")".repeat(9))).is_err());
        assert!(Query::parse("$..clients").is_err());
        assert!(Query::parse("$.clients[?").is_err());
    }
}
