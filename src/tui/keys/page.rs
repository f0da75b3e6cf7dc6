//! The page docs/keys.md, made from the table. Keys that mean the same in two places are described once.

use super::{BINDINGS, Binding, KeyScope, names};

/// The text of docs/keys.md.
pub fn document() -> String {
    let mut lines: Vec<String> = vec![INTRODUCTION.to_owned()];
    let mut described: Vec<(KeyScope, Rows)> = Vec::new();
    for scope in order() {
        let (shared, own) = parts(scope, &described);
        if shared.is_empty() && own.is_empty() {
            continue;
        }
        lines.push(format!("## {}\n", scope.title()));
        let homes: Vec<String> = shared
            .iter()
            .map(|(home, rows)| {
                let keys: Vec<String> = rows.iter().map(|row| keys_in_code(row)).collect();
                format!("as under *{}*: {}", home.title(), keys.join(", "))
            })
            .collect();
        if !homes.is_empty() {
            lines.push(format!("The same {}.\n", homes.join("; ")));
        }
        if !own.is_empty() {
            lines.push("| Key | What it does | Name |\n|---|---|---|".to_owned());
            lines.extend(
                own.iter()
                    .map(|row| format!("| {} | {} | {} |", keys_in_code(row), row.help, name_in_code(row))),
            );
            lines.push(String::new());
        }
        described.push((scope, own));
    }
    lines.push("## Commands without a key\n\n| Command | What it does | Name |\n|---|---|---|".to_owned());
    let unbound = BINDINGS.iter().filter(|row| row.keys.is_empty());
    lines.extend(unbound.map(|row| format!("| {} | {} | {} |", row.label, row.help, name_in_code(row))));
    lines.push(String::new());
    lines.join("\n")
}

/// What most places share comes first; then as in help.
const FIRST: [KeyScope; 4] = [KeyScope::Global, KeyScope::Move, KeyScope::Entry, KeyScope::Entries];

fn order() -> impl Iterator<Item = KeyScope> {
    FIRST.into_iter().chain(KeyScope::ALL.into_iter().filter(|scope| !FIRST.contains(scope)))
}

type Rows = Vec<&'static Binding>;

/// The rows with keys that `scope` shares with what is described already, and its own. For one row alone only the
/// first places are worth the way.
fn parts(scope: KeyScope, described: &[(KeyScope, Rows)]) -> (Vec<(KeyScope, Rows)>, Rows) {
    let mut own: Rows = BINDINGS.iter().filter(|row| row.scope == scope && !row.keys.is_empty()).collect();
    let mut shared = Vec::new();
    for (home, rows) in described {
        let is_there = |row: &&Binding| rows.iter().any(|other| is_same(row, other));
        let (there, rest): (Rows, Rows) = own.iter().copied().partition(is_there);
        if there.len() > 1 || (there.len() == 1 && FIRST.contains(home)) {
            shared.push((*home, there));
            own = rest;
        }
    }
    (shared, own)
}

fn is_same(one: &Binding, other: &Binding) -> bool {
    one.keys == other.keys && one.help == other.help && name_in_code(one) == name_in_code(other)
}

fn keys_in_code(row: &Binding) -> String {
    row.keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" ")
}

/// The name by which the settings give it another key; empty in a text field, where keys stay.
fn name_in_code(row: &Binding) -> String {
    let named = names::name_of(row.action).filter(|_| !row.scope.is_text());
    named.map(|name| format!("`{name}`")).unwrap_or_default()
}

const INTRODUCTION: &str = "# Keys

Made from the program's key table; a test keeps it so. Arrows, Enter, Space, Esc, Tab and digits are enough for
everything: Enter on an entry opens it and then its actions, Esc at the top opens the menu. In a text field every
character is text. What has no key, and all the rest, stands in the command palette (`:`). Keys that do the same in
several places are described once; the other places name them with the heading under which they are described.

The settings give an action other keys by its name:

```ron
(
    keys: {\"doing\": \"i\", \"next-open\": \"I Ctrl-N\", \"views\": \"none\"},
)
```

They hold wherever the action has a letter or its usual key, and header, footer, help and palette show them. A key is one character, or
Ctrl with a letter. Arrows, Enter, Space, Esc, Tab, digits, Ctrl-C, Ctrl-Z and the keys of text fields stay what they are. A
key that would mean two things at one place is refused with both names, and so is a name that does not exist; `golive
settings` shows what is changed, `golive settings --keys` all names with their keys.
";

#[cfg(test)]
mod tests {
    use super::*;

    /// The part of the page under a heading.
    fn under<'a>(page: &'a str, heading: &str) -> &'a str {
        let start = page.find(&format!("## {heading}\n")).expect("the page has the heading");
        let below = &page[start + 3..];
        below.split("\n## ").next().unwrap_or(below)
    }

    #[test]
    fn every_key_is_under_its_heading_and_described_where_that_says() {
        let page = document();
        for row in BINDINGS.iter().filter(|row| !row.keys.is_empty()) {
            let (here, keys) = (under(&page, row.scope.title()), keys_in_code(row));
            let described = format!("| {keys} | {} |", row.help);
            let homes = here.lines().find_map(|line| line.strip_prefix("The same ")?.strip_suffix('.'));
            let home = homes.into_iter().flat_map(|homes| homes.split("; ")).find_map(|home| {
                let (home, named) = home.strip_prefix("as under *")?.split_once("*: ")?;
                named.split(", ").any(|named| named == keys).then_some(home)
            });
            let there = home.map_or(here, |home| under(&page, home));
            assert!(there.contains(&described), "{keys} of {:?}: {described}", row.scope);
        }
    }
}
