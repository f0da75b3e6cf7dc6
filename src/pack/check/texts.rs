//! Judges every text by itself: that it says something, can be shown, fits, and is a link where it has to be one.

use std::ops::Range;

use crate::pack::found::ProblemCollector;
use crate::pack::naming::{LONGEST_ID, is_id, mended_id};
use crate::pack::parse::{SourceFile, id_around};
use crate::pack::problem::Problem;
use crate::pack::scan::{RonNode, Shape, TokenKind};
use crate::text;

/// The most columns of a title.
const WIDEST_TITLE: usize = 70;
/// Texts that are in one line of a screen, a table or a command.
const ONE_LINE: [&str; 14] = [
    "title",
    "aliases",
    "role",
    "codes",
    "code",
    "version",
    "group",
    "ask",
    "reason",
    "publisher",
    "edition",
    "section",
    "subject",
    "line",
];

/// Keeps what is wrong with the texts of all files that were read.
pub(super) fn check(found: &mut ProblemCollector) {
    let mut problems = Vec::new();
    for page in &found.pages {
        walk(page, &page.tree, "", &mut problems);
    }
    for problem in problems {
        found.push(problem);
    }
}

fn walk(page: &SourceFile, node: &RonNode, field: &str, problems: &mut Vec<Problem>) {
    match &node.shape {
        Shape::Fields(fields) => {
            for (name, value) in fields {
                walk(page, value, page.source.get(name.clone()).unwrap_or_default(), problems);
            }
        }
        Shape::List(list) => list.iter().for_each(|value| walk(page, value, field, problems)),
        Shape::Text => {
            let Some(words) = node.words(&page.source) else { return };
            let Some((message, hint)) = judge(page, field, &words) else { return };
            // Its quote is missing, which is said at the next one; it is not the text that was meant.
            if words.contains('\n') && is_followed_by_a_value(page, node.span.end) {
                return;
            }
            let span = mark(page, node, &words);
            let problem = Problem::error(&page.name, &message).at(&page.source, &span).hint(&hint);
            let id = id_around(page, node.span.start).unwrap_or_default();
            problems.push(problem.of(&id));
        }
        Shape::Other => {}
    }
}

/// Whether something follows without a comma.
fn is_followed_by_a_value(page: &SourceFile, end: usize) -> bool {
    let at = page.tokens.partition_point(|token| token.span.start < end);
    page.tokens.get(at).is_some_and(|token| matches!(token.kind, TokenKind::Text | TokenKind::Word))
}

/// The character that may not be shown if it is in the file as itself, else the whole text.
fn mark(page: &SourceFile, node: &RonNode, words: &str) -> Range<usize> {
    let literal = page.source.get(node.span.clone()).unwrap_or_default();
    let bad = unshowable(words).and_then(|bad| literal.find(bad).map(|at| (at, bad.len_utf8())));
    bad.map_or_else(|| node.span.clone(), |(at, len)| node.span.start + at..node.span.start + at + len)
}

/// The first character of `words` that may not be shown.
fn unshowable(words: &str) -> Option<char> {
    let clean = text::clean(words);
    words.chars().zip(clean.chars()).find(|(raw, shown)| raw != shown).map(|(raw, _)| raw)
}

/// What is wrong with `words`, and what to do.
fn judge(page: &SourceFile, field: &str, words: &str) -> Option<(String, String)> {
    let of_pack = page.name == "pack.ron" && ["checklists", "plans"].contains(&field);
    if words.trim().is_empty() {
        return Some((
            format!("`{field}` is empty"),
            "write it, or remove the field if it is optional".to_owned(),
        ));
    }
    if let Some(bad) = unshowable(words) {
        let code = u32::from(bad);
        let hint =
            if bad == '\t' { "write blanks" } else { "take it out: it is not seen and changes what is seen" };
        return Some((
            format!("`{field}` has the character U+{code:04X}, {}", name_of(bad)),
            hint.to_owned(),
        ));
    }
    // What an overlay counts and replaces is named by its full id.
    let is_named = page.name == "pack.ron" && field == "id" && words.contains('/');
    if (field == "id" || of_pack) && !is_id(words) && !is_named {
        let hint = match mended_id(words) {
            Some(id) => format!("for example `{id}`"),
            None => format!("at most {LONGEST_ID} characters: a-z, 0-9 and `-`"),
        };
        return Some((
            format!("`{words}` is not a valid id: use lower-case letters, digits and hyphens"),
            hint,
        ));
    }
    if ONE_LINE.contains(&field) && words.contains('\n') {
        return Some((format!("`{field}` has more than one line"), "write it as one line".to_owned()));
    }
    if field == "title" && text::width(words) > WIDEST_TITLE {
        let width = text::width(words);
        let message = format!("this title has {width} columns, and at most {WIDEST_TITLE} fit");
        return Some((message, "shorten it; `guidance` has room for the rest".to_owned()));
    }
    if field == "link" || field == "links" {
        return wrong_link(words).map(|(message, hint)| (message.to_owned(), hint.to_owned()));
    }
    None
}

fn name_of(bad: char) -> &'static str {
    match bad {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "which turns the direction of writing"
        }
        '\t' => "a tab",
        c if c.is_control() => "a control character",
        _ => "which is invisible",
    }
}

/// What keeps `link` from being one that may be opened.
pub(in crate::pack) fn wrong_link(link: &str) -> Option<(&'static str, &'static str)> {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let Some(rest) = rest else {
        return Some(("a link has to begin with https:// or http://", "write the whole address"));
    };
    if link.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some(("a link has no blanks", "write them as %20"));
    }
    if link.contains(['"', '<', '>', '\\', '^', '`', '{', '|', '}']) {
        return Some(("this link has a character that no link has", "write it as % and its two digits"));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some((
            "a link has no user name in it",
            "write only the host: it could hide where the link leads",
        ));
    }
    if is_host(authority) { None } else { Some(("this link has no host", "write https://host/path")) }
}

fn is_host(authority: &str) -> bool {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !authority.ends_with(']') => (host, port),
        _ => (authority, "0"),
    };
    let port_is_number =
        !port.is_empty() && port.len() <= 5 && port.bytes().all(|byte| byte.is_ascii_digit());
    let literal = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let host_is_one = literal.map_or_else(
        || host.len() <= 253 && host.split('.').all(is_label),
        |address| address.parse::<core::net::Ipv6Addr>().is_ok(),
    );
    port_is_number && host_is_one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_have_a_scheme_and_a_host() {
        for good in [
            "https://auth0.com/docs#a",
            "http://localhost:3000",
            "https://example.com?x=1",
            "https://[::1]:8080/x",
            "https://bücher.example/ü",
        ] {
            assert_eq!(wrong_link(good), None, "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://",
            "https:///path",
            "https://user@example.com",
            "https://a b",
            "https://exa..mple",
            "https://host:port/",
            "HTTPS//x",
            "https://a\"b",
            "--help",
        ] {
            assert!(wrong_link(bad).is_some(), "{bad}");
        }
    }
}
