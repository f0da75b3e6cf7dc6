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
    let mut places: Vec<usize> = Vec::new();
    for sign in ['#', '@'] {
        let all = text.match_indices(sign).map(|(at, _)| at);
        places.extend(all.filter(|at| text.get(at + 1..).is_some_and(|after| after.starts_with(sign))));
    }
    places.sort_unstable();
    let mut out = String::with_capacity(text.len() + 64);
    let mut done = 0;
    for at in places {
        if at < done {
            continue;
        }
        let start =
            text.get(done..at).and_then(|before| before.rfind('\n')).map_or(done, |end| done + end + 1);
        let after = text.get(at..).unwrap_or_default();
        let end = after.find('\n').map_or(text.len(), |end| at + end + 1);
        let line = text.get(start..end).unwrap_or_default();
        out.push_str(text.get(done..start).unwrap_or_default());
        if mark_in(line).is_some() {
            let before = text.get(..start).unwrap_or_default().trim_end();
            yaml_line(line, before.ends_with(['[', '{', ',']), &mut out);
        } else {
            out.push_str(line);
        }
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
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
    mark_at_start(value).is_some() || value.contains(" ##")
}

/// Puts the bare marks between brackets in quotes.
fn flow(value: &str, out: &mut String) {
    let mut rest = value;
    let mut begins = true;
    while let Some(c) = rest.chars().next() {
        let (taken, is_written) = if begins && matches!(c, '"' | '\'') {
            // A quote that is not closed goes on in the next line, and what is in it is not a bare mark.
            (quoted(rest).unwrap_or(rest), false)
        } else if begins && mark_at_start(rest).is_some() {
            let end = rest.find([',', ']', '}']).unwrap_or(rest.len());
            let scalar = rest.get(..end).unwrap_or(rest);
            push_quoted(scalar.trim_end(), out);
            (scalar, true)
        } else {
            (rest.get(..c.len_utf8()).unwrap_or(rest), false)
        };
        if !is_written {
            out.push_str(taken);
        }
        begins = matches!(c, '[' | '{' | ',' | ':') || (begins && c == ' ');
        rest = rest.get(taken.len()..).unwrap_or_default();
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
        let taken = if c == '"' {
            let string = quoted(rest).unwrap_or(rest);
            out.push_str(string);
            string.len()
        } else if let Some(mark) = mark_at_start(rest).filter(|_| c == '@') {
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
    let pairs = text.as_bytes().windows(2).enumerate();
    let mut places = pairs.filter(|(_, pair)| matches!(*pair, b"##" | b"@@"));
    places.find_map(|(at, _)| Some((at, mark_at_start(text.get(at..)?)?)))
}

/// The mark that `text` begins with.
fn mark_at_start(text: &str) -> Option<&str> {
    let sign = text.get(..2).filter(|sign| matches!(*sign, "##" | "@@"))?;
    let inner = text.get(2..)?;
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(inner.len());
    let is_closed = end > 0 && inner.get(end..)?.starts_with(sign);
    text.get(..end + 4).filter(|_| is_closed)
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
        yaml("a: [it's, ##M##]\n", "a: [it's, \"##M##\"]\n");
        yaml("a: [x, \"b\n  ##M##, c\"]\n", "a: [x, \"b\n  ##M##, c\"]\n");
    }

    /// Every sign once: no line, however long, is looked through again from each of its places.
    #[test]
    fn a_long_line_is_gone_through_once() {
        for part in ["[\"a\", ##, ", "@@ ", "\"\\\"", "[##A ", "{a: 'b', "] {
            let line = format!("a: [##M##, {}", part.repeat(400_000 / part.len()));
            assert!(quote_yaml(&line).len() >= line.len(), "{part}");
            assert!(quote_json(&format!("[@@M@@, {line}")).len() > line.len(), "{part}");
        }
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
