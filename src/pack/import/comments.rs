//! Comments that a person wrote into the file of a list, carried along when an update writes the file anew.
//!
//! The new file has one thing a line. A comment goes to the line of what it stood at: an item by its id, a section by
//! its title, a field by its name. What has no place any more, because its item is gone, is kept at the end of the file.

use std::collections::HashMap;
use std::ops::Range;

use super::headings::plain;
use crate::pack::scan::{self, RonNode, Shape, Token, TokenKind};
use crate::text::{Text, counted};

/// Begins the comments of what is gone.
const GONE: &str = "// Comments of what is gone:";

/// A file with the comments of an earlier one, and what is said about them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) text: String,
    /// `None` if there was no comment.
    pub(super) said: Option<String>,
}

/// The new text with the comments of the old one; `ours` says which lines this program wrote itself.
pub(super) fn carried(old: &str, new: &str, ours: impl Fn(&str) -> bool) -> Carried {
    let before = Landmarks::of(old);
    let found = before.comments(ours);
    if found.is_empty() {
        return Carried { text: new.to_owned(), said: None };
    }
    let lines = Landmarks::of(new).lines();
    let mut above: HashMap<usize, Vec<String>> = HashMap::new();
    let mut behind: HashMap<usize, Vec<String>> = HashMap::new();
    let (mut end, mut gone) = (Vec::new(), Vec::new());
    // The line above those of what is gone is the program's own.
    let kept = found.iter().filter(|comment| comment.words != GONE).count();
    for comment in found {
        let Comment { place, words, is_behind } = comment;
        match place.home(&lines) {
            Some(Home::At(line)) if is_behind => {
                behind.entry(line).or_default().push(words);
            }
            Some(Home::At(line)) => above.entry(line).or_default().push(words),
            Some(Home::In(line)) => above.entry(line + 1).or_default().push(words),
            Some(Home::End) => end.push(words),
            None => gone.push(place.told(&words)),
        }
    }
    let mut text = String::with_capacity(old.len() + new.len());
    let mut add = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    for (at, line) in new.lines().enumerate() {
        let depth: String = line.chars().take_while(|c| *c == ' ').collect();
        for words in above.remove(&at).unwrap_or_default() {
            add(&format!("{depth}{words}"));
        }
        let aside = behind.remove(&at).unwrap_or_default();
        add(&std::iter::once(line.to_owned()).chain(aside).collect::<Vec<_>>().join(" "));
    }
    if !gone.is_empty() && !end.iter().any(|words| words == GONE) {
        end.push(GONE.to_owned());
    }
    end.iter().chain(&gone).for_each(|words| add(words));
    let all = counted(kept, "comment", "comments");
    let said = match gone.len() {
        0 => format!("{all} written by hand kept"),
        some => format!("{all} written by hand kept, {some} of what is gone at the end of the file"),
    };
    Carried { text, said: (kept > 0).then_some(said) }
}

/// A comment and where it stands.
#[derive(Debug)]
struct Comment {
    place: Place,
    words: String,
    /// Whether it is behind something in its line, and not above what follows.
    is_behind: bool,
}

/// What a piece of the file belongs to, from the outside in: `item`, its id, the field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Place(Vec<String>);

/// Where a comment goes in the new file.
enum Home {
    /// At this line.
    At(usize),
    /// What it stood at is gone, and what that was in begins in this line.
    In(usize),
    End,
}

impl Place {
    fn new<'a>(steps: impl IntoIterator<Item = &'a str>) -> Place {
        Place(steps.into_iter().map(str::to_owned).collect())
    }

    fn home(&self, lines: &HashMap<Place, usize>) -> Option<Home> {
        if self.0.first().is_some_and(|first| first == END) {
            return Some(Home::End);
        }
        if let Some(line) = lines.get(self) {
            return Some(Home::At(*line));
        }
        let around = Place(self.0.iter().take(2).cloned().collect());
        if self.0.first().is_some_and(|first| first == TOP) {
            return lines.get(&Place::new([TOP, "("])).map(|line| Home::In(*line));
        }
        lines.get(&around).map(|line| Home::In(*line))
    }

    /// A comment with the name of what it stood at: `// release-notes: agreed in May`.
    fn told(&self, words: &str) -> String {
        let name = self.0.get(1).map(|name| Text::line(&name.replace("*/", ""))).unwrap_or_default();
        match (words.strip_prefix("//"), words.strip_prefix("/*")) {
            (Some(rest), _) => format!("// {name}: {}", rest.trim_start()),
            (_, Some(rest)) => format!("/* {name}: {}", rest.trim_start()),
            _ => words.to_owned(),
        }
    }
}

const TOP: &str = "top";
const SECTION: &str = "section";
const ITEM: &str = "item";
const END: &str = "end";
const CLOSES: &str = ")";
const CLOSES_ITEMS: &str = "]";

/// A file and what its pieces belong to.
struct Landmarks<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    root: RonNode,
}

impl<'a> Landmarks<'a> {
    fn of(source: &'a str) -> Landmarks<'a> {
        let tokens = scan::tokens(source);
        let root = scan::tree(source, &tokens);
        Landmarks { source, tokens, root }
    }

    /// The first line of each place.
    fn lines(&self) -> HashMap<Place, usize> {
        let mut found = HashMap::new();
        let (mut line, mut from) = (0, 0);
        for (at, token) in self.tokens.iter().enumerate() {
            line += self.source.get(from..token.span.start).unwrap_or_default().matches('\n').count();
            from = token.span.start;
            if !self.is_comma(at) {
                found.entry(self.place(at)).or_insert(line);
            }
        }
        found
    }

    /// What people wrote between the pieces.
    fn comments(&self, ours: impl Fn(&str) -> bool) -> Vec<Comment> {
        let mut found = Vec::new();
        let mut from = 0;
        for at in 0..=self.tokens.len() {
            let to = self.tokens.get(at).map_or(self.source.len(), |token| token.span.start);
            for (range, is_behind) in comments(self.source, from..to) {
                let words = self.source.get(range).unwrap_or_default().trim_end().to_owned();
                if !ours(&words) {
                    let is_behind = is_behind && !words.contains('\n');
                    let place =
                        if is_behind && at > 0 { self.last_place(at - 1) } else { self.next_place(at) };
                    found.push(Comment { place, words, is_behind: is_behind && at > 0 });
                }
            }
            from = self.tokens.get(at).map_or(to, |token| token.span.end);
        }
        found
    }

    fn is_comma(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Comma)
    }

    /// The place of the piece before a comment; a comma belongs to what it follows.
    fn last_place(&self, mut at: usize) -> Place {
        while at > 0 && self.is_comma(at) {
            at -= 1;
        }
        self.place(at)
    }

    fn next_place(&self, mut at: usize) -> Place {
        while self.is_comma(at) {
            at += 1;
        }
        if at >= self.tokens.len() { Place::new([END]) } else { self.place(at) }
    }

    /// What the piece at this place belongs to.
    fn place(&self, at: usize) -> Place {
        let Some(token) = self.tokens.get(at) else { return Place::new([END]) };
        // The name before a group belongs to it: `Item(`.
        let next = self.tokens.get(at + 1);
        let is_name = token.kind == TokenKind::Word && next.is_some_and(|next| next.kind == TokenKind::Open);
        let offset = if is_name { next.map_or(0, |next| next.span.start) } else { token.span.start };
        let root = &self.root;
        if offset <= root.span.start {
            return Place::new([TOP, "("]);
        }
        let Some((name, value)) = self.field_at(root, offset) else { return Place::new([TOP, CLOSES]) };
        let is_inside = |node: &RonNode| offset > node.span.start;
        let Some(sections) = list(value).filter(|_| name == "sections" && is_inside(value)) else {
            return Place::new([TOP, name]);
        };
        let Some(section) = sections.iter().find(|node| node.span.contains(&offset)) else {
            return Place::new([TOP, CLOSES_ITEMS]);
        };
        let title = plain(&self.words(section, "title"));
        let of_section = |step: &str| Place::new([SECTION, &title, step]);
        if offset == section.span.start {
            return Place::new([SECTION, &title]);
        }
        let Some((name, value)) = self.field_at(section, offset) else { return of_section(CLOSES) };
        let Some(items) = list(value).filter(|_| name == "items" && is_inside(value)) else {
            return of_section(name);
        };
        let Some(item) = items.iter().find(|node| node.span.contains(&offset)) else {
            return of_section(CLOSES_ITEMS);
        };
        let id = self.words(item, "id");
        if offset == item.span.start {
            return Place::new([ITEM, &id]);
        }
        let name = self.field_at(item, offset).map_or(CLOSES, |(name, _)| name);
        Place::new([ITEM, &id, name])
    }

    fn words(&self, node: &RonNode, name: &str) -> String {
        let value = node.field(self.source, name);
        value.and_then(|value| value.words(self.source)).map(std::borrow::Cow::into_owned).unwrap_or_default()
    }

    fn field_at<'n>(&self, node: &'n RonNode, offset: usize) -> Option<(&'a str, &'n RonNode)> {
        let Shape::Fields(fields) = &node.shape else { return None };
        let found = fields.iter().find(|(name, value)| (name.start..value.span.end).contains(&offset));
        found.map(|(name, value)| (self.source.get(name.clone()).unwrap_or_default(), value))
    }
}

fn list(node: &RonNode) -> Option<&[RonNode]> {
    match &node.shape {
        Shape::List(list) => Some(list),
        Shape::Fields(_) | Shape::Text | Shape::Other => None,
    }
}

/// The comments in a stretch without pieces, and whether each is in the line in which the stretch begins.
fn comments(source: &str, stretch: Range<usize>) -> Vec<(Range<usize>, bool)> {
    let mut found = Vec::new();
    let mut at = stretch.start;
    let mut is_first_line = true;
    while let Some(rest) = source.get(at..stretch.end).filter(|rest| !rest.is_empty()) {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            scan::comment(rest)
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            is_first_line &= !rest.starts_with('\n');
            at += first;
            continue;
        };
        found.push((at..at + length, is_first_line));
        at += length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = r#"// Ours.
// By hand, above all.
(
    id: "ours", // the id
    title: "Ours",
    sections: [
        // The first section.
        (
            title: "One",
            items: [ /* agreed in May */
                // Kept: about a.
                (
                    id: "a",
                    title: "A // no comment", // said so by Ben
                    // Why it is a must.
                    level: must,
                    topics: [
                        // the only one
                        "x/y",
                    ],
                ), // after a
                (id: "b", title: "B", /* two
                    lines */ level: must),
                // About c.
                (id: "c", title: "C"),
                // At the end of one.
            ],
        ),
    ],
)
// Last words.
"#;

    const NEW: &str = r#"// Ours.
(
    id: "ours",
    title: "Ours",
    sections: [
        (
            title: "One",
            items: [
                (
                    id: "b",
                    title: "B",
                    level: could,
                ),
                (
                    id: "a",
                    title: "A anew",
                    level: must,
                ),
            ],
        ),
    ],
)
"#;

    #[test]
    fn comments_go_with_what_they_stood_at() {
        let Carried { text, said } = carried(OLD, NEW, |words| words == "// Ours.");
        let expected = r#"// Ours.
// By hand, above all.
(
    id: "ours", // the id
    title: "Ours",
    sections: [
        // The first section.
        (
            title: "One",
            items: [ /* agreed in May */
                (
                    id: "b",
                    title: "B",
                    /* two
                    lines */
                    level: could,
                ),
                // Kept: about a.
                (
                    // the only one
                    id: "a",
                    title: "A anew", // said so by Ben
                    // Why it is a must.
                    level: must,
                ), // after a
            // At the end of one.
            ],
        ),
    ],
)
// Last words.
// Comments of what is gone:
// c: About c.
"#;
        assert_eq!(text, expected);
        assert_eq!(
            said.unwrap(),
            "13 comments written by hand kept, 1 of what is gone at the end of the file"
        );
        // Once more nothing moves.
        let again = carried(&text, NEW, |words| words == "// Ours.");
        assert_eq!(again.text.matches("//").count(), text.matches("//").count());
        assert_eq!(again.text.matches(GONE).count(), 1);
        assert_eq!(again.said.unwrap(), "13 comments written by hand kept");
    }

    #[test]
    fn a_file_without_comments_stays_as_it_is() {
        let Carried { text, said } = carried("// Ours.\n(id: \"a\")", NEW, |_| true);
        assert_eq!((text.as_str(), said), (NEW, None));
    }
}
