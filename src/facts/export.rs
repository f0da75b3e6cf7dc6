//! A whole export as one tree: a file with named sections, the documents of one file, or a folder.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::digest::Fnv;
use super::file::As;
use super::path::Homes;
use super::refusal::Refusal;
use super::rules::{Folder, Rules};
use super::tree;
use crate::text::Text;

/// The index of a section that is not read member by member.
pub(super) const WHOLE: usize = usize::MAX;

/// What a refusal calls the folder of an export; who opened it knows its name.
pub const THE_FOLDER: &str = "the folder";

/// The files of an export, wherever they are; names are relative, with `/`.
pub trait Files: Sync {
    /// The name of the file, if the export is one file.
    fn single(&self) -> Option<&str>;

    /// The names of all files, sorted, if the export is a folder.
    fn names(&self) -> Result<Vec<String>, Refusal>;

    /// The text of a file.
    fn text(&self, name: &str) -> Result<String, Refusal>;

    /// The text of a code file that the export names; `None` if it may not or cannot be read.
    fn code(&self, name: &str) -> Option<String>;
}

/// What was read, without the secrets.
#[derive(Debug)]
pub struct Export {
    pub(super) tree: Value,
    pub(super) homes: Homes,
    /// Of each code file that a member names, by the folder of the member and the name: what is in it.
    codes: Codes,
    digest: u64,
}

type Codes = HashMap<(String, String), u64>;

/// The most code files that are looked into for what is in them.
const MOST_CODES: usize = 2_000;

impl Export {
    /// How many sections there are.
    pub fn sections(&self) -> usize {
        self.tree.as_object().map_or(0, Map::len)
    }

    /// Recognises the same export again; 16 hexadecimal digits.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.digest)
    }

    /// An export of this tree, without files: for tests of what a changed member does.
    pub fn of_tree(tree: Value) -> Export {
        Export { tree, homes: Homes::new(), codes: Codes::new(), digest: 0 }
    }

    /// What is in the code file that a member in `home` names; `None` if that is not known.
    pub(super) fn code(&self, home: &str, name: &str) -> Option<u64> {
        self.codes.get(&(home.to_owned(), name.to_owned())).copied()
    }

    /// The folder of the file that a section, or the member of one at `idx`, was read from.
    pub(super) fn home(&self, section: &str, idx: usize) -> &str {
        let of = |idx: usize| self.homes.get(&(section.to_owned(), idx)).map(String::as_str);
        of(idx).or_else(|| of(WHOLE)).unwrap_or_default()
    }

    /// The tree.
    pub fn tree(&self) -> &Value {
        &self.tree
    }

    /// Where the export betrays whose it is.
    pub fn tenant(&self, rules: &Rules) -> Option<Text> {
        rules.tenant_seen_in.iter().flat_map(|query| query.choose(&self.tree)).find_map(|found| {
            let inside = rules.tenant_pattern.captures(found.value.as_str()?)?;
            let tenant = Text::line(&super::sentence::shown(inside.get(1)?.as_str()));
            (!tenant.is_empty()).then_some(tenant)
        })
    }
}

/// The export as `rules` have it; refused with [`Refusal::is_other_kind`] if they are for another kind of export.
pub fn read(files: &dyn Files, rules: &Rules) -> Result<Export, Refusal> {
    let (homes, codes) = (Homes::new(), Codes::new());
    let mut reader = Reader { files, rules, digest: Fnv::default(), homes, codes };
    let tree = match files.single() {
        Some(name) => reader.single(name)?,
        None => reader.folder()?,
    };
    if !rules.known_by.iter().any(|query| query.finds(&tree)) {
        let wanted: Vec<&str> = rules.known_by.iter().map(|query| query.source.as_str()).collect();
        let what = format!("it does not look like {}", with_article(&rules.title));
        let hint = format!("one of these should be in it: {}", wanted.join(", "));
        let refusal = Refusal::new(files.single().unwrap_or(THE_FOLDER), &what, &hint);
        return Err(Refusal { is_other_kind: true, ..refusal });
    }
    Ok(Export { tree, homes: reader.homes, codes: reader.codes, digest: reader.digest.0 })
}

/// `an Auth0 Deploy CLI export`, `Kubernetes manifests`
pub fn with_article(title: &str) -> String {
    if title.ends_with('s') {
        return title.to_owned();
    }
    let is_open = title.starts_with(|first: char| "aeiouAEIOU".contains(first));
    format!("{} {title}", if is_open { "an" } else { "a" })
}

/// The export by the first of `all` that is for it, with its position; the refusal of the first otherwise.
pub fn read_any(files: &dyn Files, all: &[Rules]) -> Result<(usize, Export), Refusal> {
    let mut other = None;
    for (at, rules) in all.iter().enumerate() {
        match read(files, rules) {
            Ok(export) => return Ok((at, export)),
            Err(refusal) if refusal.is_other_kind => {
                other.get_or_insert(refusal);
            }
            Err(refusal) => return Err(refusal),
        }
    }
    let none = || Refusal::new("", "the pack has no rules for exports", "`golive facts --rules` lists them");
    Err(other.unwrap_or_else(none))
}

struct Reader<'a> {
    files: &'a dyn Files,
    rules: &'a Rules,
    digest: Fnv,
    homes: Homes,
    codes: Codes,
}

impl Reader<'_> {
    fn documents(&mut self, name: &str) -> Result<Vec<Value>, Refusal> {
        let text = self.files.text(name)?;
        self.digest.bytes(name.as_bytes());
        self.digest.byte(0);
        self.digest.bytes(text.as_bytes());
        let documents = tree::parse(name, &text, &self.rules.secret)?;
        drop(text);
        let home = name.rsplit_once('/').map_or("", |(home, _)| home);
        for value in &documents {
            self.look_into(home, value);
        }
        Ok(documents)
    }

    /// Remembers what is in the code files that members name: two formats name the same file otherwise.
    fn look_into(&mut self, home: &str, value: &Value) {
        match value {
            Value::String(name) if is_code(name) && self.codes.len() < MOST_CODES => {
                let key = (home.to_owned(), name.clone());
                if self.codes.contains_key(&key) {
                    return;
                }
                let at_root = inside("", name).and_then(|path| self.files.code(&path));
                let text = at_root.or_else(|| self.files.code(&inside(home, name)?));
                if let Some(text) = text {
                    let mut digest = Fnv::default();
                    digest.bytes(text.as_bytes());
                    self.codes.insert(key, digest.0);
                }
            }
            Value::Object(members) => members.values().for_each(|inner| self.look_into(home, inner)),
            Value::Array(all) => all.iter().for_each(|inner| self.look_into(home, inner)),
            _ => {}
        }
    }

    fn single(&mut self, name: &str) -> Result<Value, Refusal> {
        let mut documents = self.documents(name)?;
        if !self.rules.single.is_empty() {
            let mut tree = Map::new();
            tree.insert(self.rules.single.clone(), Value::Array(documents));
            return Ok(Value::Object(tree));
        }
        if let (Some(tree @ Value::Object(_)), true) = (documents.pop(), documents.is_empty()) {
            return Ok(tree);
        }
        let hint = format!("is it the {}?", self.rules.title);
        let refusal = Refusal::new(name, "it holds no named sections", &hint);
        Err(Refusal { is_other_kind: true, ..refusal })
    }

    fn folder(&mut self) -> Result<Value, Refusal> {
        let mut left = self.files.names()?;
        let mut tree = Map::new();
        for rule in &self.rules.folder {
            let (fit, rest): (Vec<String>, Vec<String>) = left.into_iter().partition(|name| fits(rule, name));
            left = rest;
            for name in fit {
                if rule.section == "$" {
                    return self.single(&name);
                }
                self.file(rule, &name, &mut tree)?;
            }
        }
        Ok(Value::Object(tree))
    }

    fn file(&mut self, rule: &Folder, name: &str, tree: &mut Map<String, Value>) -> Result<(), Refusal> {
        let mut documents = self.documents(name)?;
        let home = name.rsplit_once('/').map_or("", |(home, _)| home);
        self.homes.insert((rule.section.clone(), WHOLE), home.to_owned());
        if let Some(member) = &rule.member {
            let section = tree.entry(&rule.section).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(members) = section {
                members.insert(member.clone(), documents.pop().unwrap_or(Value::Null));
            }
        } else if rule.r#as == As::Whole {
            tree.insert(rule.section.clone(), documents.pop().unwrap_or(Value::Null));
        } else {
            let section = tree.entry(&rule.section).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = section {
                for value in documents {
                    self.homes.insert((rule.section.clone(), all.len()), home.to_owned());
                    all.push(value);
                }
            }
        }
        Ok(())
    }
}

fn fits(rule: &Folder, name: &str) -> bool {
    let steps: Vec<&str> = name.split('/').collect();
    steps.len() == rule.files.len() && steps.iter().zip(&rule.files).all(|(step, file)| file.is_match(step))
}

/// Whether a text names a code file, as the Deploy CLI writes it.
pub(super) fn is_code(text: &str) -> bool {
    text.starts_with("./") && !text.contains('\n')
}

/// The path from `home` to `name`, if it stays inside.
pub fn inside(home: &str, name: &str) -> Option<String> {
    if name.starts_with('/') || name.contains(['\\', '\0', ':']) {
        return None;
    }
    let mut steps: Vec<&str> = Vec::new();
    for step in home.split('/').chain(name.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    (!steps.is_empty()).then(|| steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_code_path_stays_inside_of_the_export() {
        assert_eq!(inside("", "./actions/Add claims/code.js").as_deref(), Some("actions/Add claims/code.js"));
        assert_eq!(inside("databases/users", "./login.js").as_deref(), Some("databases/users/login.js"));
        assert_eq!(inside("a/b", "../c.js").as_deref(), Some("a/c.js"));
        for out in ["../x", "/etc/hostname", "a/../../x", "..", "", "C:\\x", "a\\..\\..\\x"] {
            assert_eq!(inside("", out), None, "{out}");
        }
    }
}
