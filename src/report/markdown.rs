//! Reports as Markdown that reads well in a pull request, as text and drawn.
//!
//! Whatever people typed is escaped where Markdown would take it for its own: it shows as it was typed.

use std::fmt::Write;

use super::model::{Block, BulletPoint, Card, Cell, ColumnKind, Report, ReportSection, Table, sign};
use super::plan_map::MapPicture;
use crate::domain::moment::Moment;

/// The report as Markdown.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    line(&mut out, &format!("# {}", inline(&report.title)));
    line(&mut out, &format!("*{}*", inline(&report.subtitle)));
    if let Some(lead) = &report.lead {
        line(&mut out, &format!("**{}** {}", inline(&lead.words), inline(&lead.sentence)));
        if let Some(decision) = &lead.decision {
            line(&mut out, &format!("**Decision:** {}", inline(decision)));
        }
    }
    let facts: Vec<String> = report
        .facts
        .iter()
        .map(|fact| format!("- **{}:** {}\n", inline(&fact.label), inline(&fact.value)))
        .collect();
    line(&mut out, facts.concat().trim_end());
    for section in &report.sections {
        write_section(&mut out, section, &report.moment);
    }
    line(&mut out, "---");
    out.push_str(&line_of(&report.colophon));
    out
}

fn line_of(words: &str) -> String {
    format!("*{}*\n", inline(words))
}

/// Writes a block followed by an empty line; a block without words writes nothing.
fn line(out: &mut String, block: &str) {
    if !block.is_empty() {
        out.push_str(block);
        out.push_str("\n\n");
    }
}

fn write_section(out: &mut String, section: &ReportSection, moment: &Moment) {
    let note = section.note.as_ref().map(|note| format!(" ({})", inline(note))).unwrap_or_default();
    line(out, &format!("## {}{note}", inline(&section.title)));
    for block in &section.blocks {
        match block {
            Block::Heading(title) => line(out, &format!("### {}", inline(title))),
            Block::Paragraph(words) => line(out, &block_text(words, "")),
            Block::List(points) => {
                let points: Vec<String> = points.iter().map(point).collect();
                line(out, &points.join("\n"));
            }
            Block::Table(table) => line(out, &write_table(table, moment)),
            Block::Cards(cards) => {
                let cards: Vec<String> = cards.iter().map(card).collect();
                line(out, &cards.join("\n"));
            }
            // The table beside it has the same numbers.
            Block::Chart(_) => {}
            Block::Map(map) => line(out, &outline(map)),
        }
    }
}

fn point(point: &BulletPoint) -> String {
    let lead = if point.lead.is_empty() { String::new() } else { format!("**{}** ", inline(&point.lead)) };
    let aside =
        if point.aside.is_empty() { String::new() } else { format!(" — *{}*", inline(&point.aside)) };
    let words = block_text(&point.words, "  ");
    // A lead may be alone, and then nothing parts it from what follows.
    let lead = if words.is_empty() { lead.trim_end() } else { lead.as_str() };
    format!("- {lead}{words}{aside}")
}

fn card(card: &Card) -> String {
    let tags: Vec<String> = card.tags.iter().map(|tag| inline(tag)).collect();
    let mut out = format!(
        "- {} **{}** {}  \n  {}, {}",
        inline(&sign(card.sign).to_string()),
        inline(&card.name),
        inline(&card.title),
        card.sign.word(),
        tags.join(", ")
    );
    for fact in &card.facts {
        // A string takes everything that is written to it.
        let _ = write!(out, "\n  - {}: {}", inline(&fact.label), block_text(&fact.value, "    "));
    }
    out
}

fn outline(map: &MapPicture) -> String {
    let mut out = format!("### {}\n", inline(&map.title));
    for band in &map.bands {
        for stream in band.groups.iter().flat_map(|group| &group.boxes) {
            let after = stream.after.as_ref().map(|after| format!(", {}", inline(after))).unwrap_or_default();
            let _ = write!(
                out,
                "\n- **{}** {} of {}{after}",
                inline(&stream.title),
                stream.settled,
                stream.total
            );
            for cell in &stream.cells {
                let count =
                    if cell.total > 0 { format!(" {}/{}", cell.settled, cell.total) } else { String::new() };
                let signed = inline(&sign(cell.sign).to_string());
                let _ = write!(out, "\n  - {signed} {}{count}, {}", inline(&cell.title), cell.sign.word());
            }
        }
        match &band.milestone {
            Some(title) => {
                let _ = write!(out, "\n- ◆ **{}**, {}", inline(title), inline(&band.remark));
            }
            None => out.push_str("\n- no milestone waits for these"),
        }
    }
    out
}

fn write_table(table: &Table, moment: &Moment) -> String {
    let titles: Vec<String> = table.columns.iter().map(|column| cell_text(&column.title)).collect();
    let rules: Vec<&str> = table
        .columns
        .iter()
        .map(|column| if column.kind == ColumnKind::Number { "---:" } else { "---" })
        .collect();
    let mut out = format!("| {} |\n| {} |", titles.join(" | "), rules.join(" | "));
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Nobody => "*nobody*".to_owned(),
                cell => cell_text(&cell.shown(moment)),
            })
            .collect();
        let _ = write!(out, "\n| {} |", cells.join(" | "));
    }
    out
}

/// Words on one line, escaped for a table's cell.
fn cell_text(words: &str) -> String {
    escape(words).replace('\n', "<br>")
}

/// Words on one line.
fn inline(words: &str) -> String {
    escape(words).replace('\n', " ")
}

/// Words with their line ends, each further line after `indent`.
fn block_text(words: &str, indent: &str) -> String {
    let lines: Vec<String> = words.split('\n').map(escape_line).collect();
    // Two blanks at the end of a line keep its break.
    lines.join(&format!("  \n{indent}"))
}

fn escape(words: &str) -> String {
    words.split('\n').map(escape_line).collect::<Vec<_>>().join("\n")
}

/// One line with everything escaped that Markdown would read as its own.
fn escape_line(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let body = words.trim_start();
    // Blanks before the words would make a code block.
    let start = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = start.len() < body.len() && start.starts_with(['.', ')']);
    for (at, c) in body.char_indices() {
        let is_first = at == 0;
        let is_number_mark = is_numbered && at == body.len() - start.len();
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '#' | '+' | '-' | '=' if is_first => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if is_number_mark => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_shows_as_it_was_typed() {
        for (typed, expected) in [
            ("a*b_c", "a\\*b\\_c"),
            ("# no heading", "\\# no heading"),
            ("C# stays", "C# stays"),
            ("- no list", "\\- no list"),
            ("12. no list", "12\\. no list"),
            ("3.5 stays", "3\\.5 stays"),
            (".5 stays", ".5 stays"),
            ("well-known", "well-known"),
            ("a|b", "a\\|b"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("![x](http://a)", "!\\[x\\](http://a)"),
            ("&lt;", "&amp;lt;"),
            ("    code", "code"),
            ("~~gone~~", "\\~\\~gone\\~\\~"),
            ("=====", "\\====="),
        ] {
            assert_eq!(escape_line(typed), expected);
        }
    }

    #[test]
    fn line_ends_are_kept_and_never_leave_their_cell() {
        assert_eq!(cell_text("a\nb|c"), "a<br>b\\|c");
        assert_eq!(block_text("a\n# b", "  "), "a  \n  \\# b");
        assert_eq!(inline("a\nb"), "a b");
    }
}
