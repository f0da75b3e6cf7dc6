//! Sets tables apart from words that they stand right below, and that would take them in.

/// The text with an empty line above each table that stands right below other words, which would take it in; and where
/// those lines were put in.
pub(super) fn tables_apart(words: &str) -> (String, Vec<usize>) {
    let lines: Vec<&str> = words.split_inclusive('\n').collect();
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_rule = |line: &str| {
        let line = line.trim();
        line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    let (mut out, mut added, mut fence) = (String::new(), Vec::new(), false);
    for (at, line) in lines.iter().enumerate() {
        fence ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        let above = at.checked_sub(1).and_then(|above| lines.get(above)).map_or("", |above| above.trim());
        let begins = is_row(line) && lines.get(at + 1).is_some_and(|next| is_rule(next));
        if !fence && begins && !above.is_empty() && !is_row(above) {
            added.push(out.len());
            out.push('\n');
        }
        out.push_str(line);
    }
    (out, added)
}
