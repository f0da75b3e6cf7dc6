//! Keyword marks without quotes: `##NAME##` and `@@NAME@@` as the Deploy CLI means them, not as YAML and JSON do.
//!
//! The CLI replaces them before it parses. To YAML `key: ##X##` is a comment and `key: @@X@@` an error, so the value
//! that has one is put in quotes first; then it is seen as a mark and is *not known*.

use std::borrow::Cow;

/// YAML with every value that a bare mark begins or cuts short in quotes.
pub(super) fn quote_yaml(text: &str) -> Cow<'_, str> {
    if !text.contains("##") && !text.contains("@@") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut is_in_flow = false;
    for line in text.split_inclusive('\n') {
        if mark_in(line).is_some() {
            yaml_line(line, is_in_flow, &mut out);
        } else {
            out.push_str(line);
        }
        if let Some(last) = line.trim_end().chars().next_back() {
            is_in_flow = matches!(last, '[' | '{' | ',');
        }
    }
    Cow::Owned(out)
}

fn yaml_line(line: &str, is_in_flow: bool, out: &mut String) {
    let start = value_start(line);
    let (head, rest) = line.split_at(start);
    let value = rest.trim_end();
    let tail = rest.get(value.len()..).unwrap_or_default();
    out.push_str(head);
    match value.chars().next() {
        Some('"' | '\'' | '|' | '>' | '&' | '*' | '!') | None => out.push_str(value),
        Some('[' | '{') => flow(value, out),
        _ if is_in_flow => flow(value, out),
        // A whole line that is a comment, or a line of a block of text.
        _ if head.trim().is_empty() => out.push_str(value),
        _ if is_cut_by_mark(value) => push_quoted(value, out),
        _ => out.push_str(value),
    }
    out.push_str(tail);
}

/// Where the value of a line begins: behind dashes and one key.
fn value_start(line: &str) -> usize {
    let mut at = line.len() - line.trim_start().len();
    while let Some(rest) = line.get(at..).and_then(|rest| rest.strip_prefix("- ")) {
        at = line.len() - rest.trim_start_matches(' ').len();
    }
    let Some(rest) = line.get(at..) else { return at };
    if rest.starts_with(['[', '{', '"', '\'', '#', '@']) && !rest.starts_with(['"', '\'']) {
        return at;
    }
    let key_end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest.get(1..).and_then(|inner| inner.find(quote)).map(|end| end + 2),
        _ => Some(0),
    };
    let colon = key_end.and_then(|from| rest.get(from..)?.find(": ").map(|found| found + from));
    match colon {
        Some(colon) if key_end == Some(0) || key_end == Some(colon) => {
            let after = rest.get(colon + 1..).unwrap_or_default();
            line.len() - after.trim_start_matches(' ').len()
        }
        _ => at,
    }
}

/// Whether YAML would read a plain value otherwise than it stands: the mark begins it, or begins a comment in it.
fn is_cut_by_mark(value: &str) -> bool {
    mark_in(value).is_some_and(|(at, _)| at == 0) || value.contains(" ##")
}

/// Puts the bare marks between brackets in quotes.
fn flow(value: &str, out: &mut String) {
    let mut rest = value;
    let mut begins = true;
    while let Some(c) = rest.chars().next() {
        if let Some(quoted) = quoted(rest) {
            out.push_str(quoted);
            rest = rest.get(quoted.len()..).unwrap_or_default();
            begins = false;
        } else if begins && mark_in(rest).is_some_and(|(at, _)| at == 0) {
            let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
            let (scalar, after) = rest.split_at(end);
            push_quoted(scalar.trim_end(), out);
            rest = after;
        } else {
            out.push(c);
            begins = matches!(c, '[' | '{' | ',' | ':') || (begins && c == ' ');
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
}

/// JSON with every bare `@@NAME@@` in quotes.
pub(super) fn quote_json(text: &str) -> Cow<'_, str> {
    if !text.contains("@@") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let taken = if let Some(string) = rest.strip_prefix('"').and_then(|_| quoted(rest)) {
            out.push_str(string);
            string.len()
        } else if let Some((0, mark)) = rest.strip_prefix("@@").and_then(|_| mark_in(rest)) {
            push_quoted(mark, &mut out);
            mark.len()
        } else {
            out.push(c);
            c.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    Cow::Owned(out)
}

/// The quoted text that `rest` begins with.
fn quoted(rest: &str) -> Option<&str> {
    let quote = rest.bytes().next().filter(|byte| matches!(byte, b'"' | b'\''))?;
    let mut is_escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        if is_escaped {
            is_escaped = false;
        } else if byte == b'\\' && quote == b'"' {
            is_escaped = true;
        } else if byte == quote {
            return rest.get(..=at);
        }
    }
    None
}

fn push_quoted(value: &str, out: &mut String) {
    out.push('"');
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// The first mark in `text`, with its place.
fn mark_in(text: &str) -> Option<(usize, &str)> {
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let hash = rest.find("##");
        let at = match (hash, rest.find("@@")) {
            (Some(a), Some(b)) => a.min(b),
            (a, b) => a.or(b)?,
        };
        let sign = rest.get(at..at + 2)?;
        let inner = rest.get(at + 2..)?;
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
        if end > 0 && inner.get(end..).is_some_and(|after| after.starts_with(sign)) {
            return Some((from + at, rest.get(at..at + end + 4)?));
        }
        from += at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn yaml(raw: &str, want: &str) {
        assert_eq!(quote_yaml(raw), want);
    }

    #[test]
    fn a_value_that_is_a_mark_is_quoted() {
        yaml("support_email: ##EMAIL##\n", "support_email: \"##EMAIL##\"\n");
        yaml("  callbacks: @@URLS@@", "  callbacks: \"@@URLS@@\"");
        yaml("  - ##HOST##/callback\n", "  - \"##HOST##/callback\"\n");
        yaml("- name: ##A## tenant\n", "- name: \"##A## tenant\"\n");
        yaml("name: Larkfield ##ENV##\n", "name: \"Larkfield ##ENV##\"\n");
        yaml("a: ['x', ##M##, @@N@@]\n", "a: ['x', \"##M##\", \"@@N@@\"]\n");
        yaml("a: [##M##]\n", "a: [\"##M##\"]\n");
        yaml("a: {b: ##M##, c: '##N##'}\n", "a: {b: \"##M##\", c: '##N##'}\n");
        yaml("a: [\n  ##M##,\n  ##N##]\n", "a: [\n  \"##M##\",\n  \"##N##\"]\n");
        yaml("\"a\": ##M##\n", "\"a\": \"##M##\"\n");
    }

    #[test]
    fn what_yaml_reads_as_it_stands_stays() {
        for same in [
            "a: 'x ##M##'\n",
            "a: https://##M##/x\n",
            "##COMMENT##\n",
            "a: 1\n  ##COMMENT##\nb: 2\n",
            "a: \"##M##\"\n",
            "# email: a@@b\n",
            "a: x ## y\n",
        ] {
            assert!(quote_yaml(same).contains(same.trim()) || same.contains(" ## "), "{same}");
        }
    }

    #[test]
    fn a_mark_in_json_is_quoted_outside_of_strings() {
        assert_eq!(
            quote_json("{\"a\": @@X@@, \"b\": \"@@Y@@\", \"c\": \"\\\"@@Z@@\"}"),
            "{\"a\": \"@@X@@\", \"b\": \"@@Y@@\", \"c\": \"\\\"@@Z@@\"}"
        );
    }
}
