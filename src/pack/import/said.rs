//! The page that says what was seen in a file and what becomes of it. What needs a look has `?` and the flag that helps.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::codes::{TakenCode, codes_named};
use super::headings::Field;
use super::items::{ImportResult, WIDEST_TITLE, as_compared};
use super::layout::{Block, Columns};
use super::rows::Rows;
use super::sheet::{CellGrid, Row, letters};
use super::update::Changes;
use super::wire::At;
use crate::pack::file::{ItemFile, SectionFile};
use crate::pack::model::Level;
use crate::text::{Text, counted, pad, truncate_at_word, width};

/// How many columns that became nothing are listed one by one.
const MOST_UNUSED: usize = 8;

/// A sheet that became a list, with all that is to be said about it.
pub(super) struct Taken<'a> {
    pub(super) sheet: &'a CellGrid,
    pub(super) blocks: &'a [Block],
    pub(super) rows: &'a Rows<'a>,
    pub(super) made: &'a ImportResult,
    pub(super) changes: Option<&'a Changes>,
    pub(super) list: &'a str,
    /// As they are written.
    pub(super) items: &'a [SectionFile],
}

/// The beginning: which sheets there are, and what became of each.
pub(super) fn sheets(out: &mut String, sheets: &[(Text, String)]) {
    if sheets.len() == 1 && sheets.first().is_some_and(|(name, _)| name.is_empty()) {
        if let Some((_, what)) = sheets.first() {
            let _ = writeln!(out, "{what}");
        }
        return;
    }
    out.push_str("Sheets\n");
    let wide = sheets.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    for (name, what) in sheets {
        let _ = writeln!(out, "  {}  {what}", pad(name, wide));
    }
}

/// `headings in row 4, 30 items in 5 sections`; a Markdown list has no such row.
pub(super) fn taken(sheet: &CellGrid, blocks: &[Block], made: &ImportResult) -> String {
    let items: usize = made.sections.iter().map(|section| section.items.len()).sum();
    let headings: Vec<String> =
        blocks.iter().filter_map(|block| block.heading).map(|row| row.to_string()).collect();
    let headings = match headings.as_slice() {
        _ if sheet.is_made => String::new(),
        [] => "no headings, ".to_owned(),
        [row] => format!("headings in row {row}, "),
        [first, .., last] => {
            format!(
                "headings in row {first} and {} more, the last in row {last}, ",
                counted(headings.len() - 1, "time", "times")
            )
        }
    };
    format!(
        "taken: {headings}{} in {}",
        counted(items, "item", "items"),
        counted(made.sections.len(), "section", "sections")
    )
}

/// Columns, levels, sections and what is left out of one list.
pub(super) fn list(out: &mut String, taken: &Taken<'_>, at: &[At], milestones: &str) {
    columns(out, taken);
    if let Some(changes) = taken.changes {
        update(out, taken, changes);
    }
    levels(out, taken);
    kinds(out, taken);
    if taken.changes.is_none() {
        sections(out, taken);
        counts(out, taken, at, milestones);
    }
    codes_taken(out, taken);
    doubled(out, taken);
    left_out(out, taken);
}

/// The codes that a row cannot keep, since something else has them.
fn codes_taken(out: &mut String, taken: &Taken<'_>) {
    let mut head = "\nThe same code more than once   ?\n";
    for TakenCode { code, keeper, row, title } in &taken.made.codes_taken {
        let _ = writeln!(out, "{head}  {code}: {keeper} keeps it, row {row} is taken without: {title}");
        head = "";
    }
}

fn columns(out: &mut String, taken: &Taken<'_>) {
    let all: Vec<&Columns> = taken.blocks.iter().map(|block| &block.columns).collect();
    let Some(first) = all.first() else { return };
    let mut lines: BTreeMap<usize, (String, String, String)> = BTreeMap::new();
    let mut named: Vec<usize> =
        all.iter().flat_map(|columns| columns.names.iter().map(|(column, _)| *column)).collect();
    named.extend(all.iter().flat_map(|columns| columns.found.iter().map(|(_, column)| *column)));
    named.sort_unstable();
    named.dedup();
    for column in named {
        let columns = all
            .iter()
            .find(|columns| {
                columns.field(column).is_some() || columns.ticks.iter().any(|(known, _)| *known == column)
            })
            .unwrap_or(first);
        let name =
            all.iter().map(|columns| columns.name(column)).find(|name| !name.is_empty()).unwrap_or_default();
        let (becomes, note) = if let Some(field) = columns.field(column) {
            (becomes(field), note(taken, field, column))
        } else if let Some((_, level)) = columns.ticks.iter().find(|(known, _)| *known == column) {
            (format!("level {}", level.word()), "where it is the first that is ticked".to_owned())
        } else {
            let hint = if name.is_empty() { String::new() } else { format!("--map FIELD={}", quoted(name)) };
            ("left out".to_owned(), hint)
        };
        lines.insert(column, (name.to_owned(), becomes, note));
    }
    let unused: Vec<usize> = lines
        .iter()
        .filter(|(_, (_, becomes, _))| becomes == "left out")
        .map(|(column, _)| *column)
        .collect();
    let more = unused.get(MOST_UNUSED..).unwrap_or_default();
    for column in more {
        lines.remove(column);
    }
    let name_wide = lines.values().map(|(name, ..)| width(name)).max().unwrap_or(0).clamp(20, 36);
    let wide = lines.values().map(|(_, becomes, _)| width(becomes)).max().unwrap_or(0);
    let title = if taken.sheet.name.is_empty() {
        "Columns".to_owned()
    } else {
        format!("Columns of {}", taken.sheet.name)
    };
    let _ = writeln!(out, "\n{}  become", pad(&title, name_wide + 6));
    for (column, (name, becomes, note)) in lines {
        let line = format!(
            "  {}  {}  {}  {note}",
            pad(&letters(column), 2),
            pad(&name, name_wide),
            pad(&becomes, wide)
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if let (Some(first), Some(last)) = (more.first(), more.last()) {
        let _ = writeln!(
            out,
            "  and {} left out, from {} to {}",
            counted(more.len(), "more column", "more columns"),
            letters(*first),
            letters(*last)
        );
    }
}

fn becomes(field: Field) -> String {
    match field {
        Field::Subsection => "guidance, first".to_owned(),
        field if field.is_answer() => format!("an answer's {}", field.word()),
        field => field.word().to_owned(),
    }
}

fn note(taken: &Taken<'_>, field: Field, column: usize) -> String {
    let said = taken.made.about.get(&field);
    let count = said.map_or(0, Vec::len);
    let few =
        || said.map(|said| said.iter().take(3).cloned().collect::<Vec<_>>().join("; ")).unwrap_or_default();
    let more = if count > 3 { format!("; {} more", count - 3) } else { String::new() };
    let is_update = taken.changes.is_some();
    let ids_from = |what: &str| {
        if is_update {
            format!("new items get ids from {what}, the others keep theirs")
        } else {
            format!("ids are made from {what}")
        }
    };
    match field {
        Field::Codes if taken.made.ids_from_codes => {
            let codes: Vec<&Text> =
                taken.rows.items.iter().filter_map(|found| found.row.words(column)).collect();
            match codes.as_slice() {
                [] => String::new(),
                [only] if !is_update => format!("{only}: its id is made from it"),
                [only] => format!("{only}: {}", ids_from("it")),
                codes => format!("{}, all differ: {}", codes_named(codes), ids_from("them")),
            }
        }
        Field::Codes if count > 0 => format!("{count} empty, so {}", ids_from("titles")),
        Field::Codes => format!("some stand twice, so {}", ids_from("titles")),
        Field::Title if count > 0 => format!(
            "{} longer than 70, whole in done_when",
            if count == 1 { "1 is".to_owned() } else { format!("{count} are") }
        ),
        Field::Title if taken.blocks.iter().all(|block| block.heading.is_none()) => {
            "has the most words".to_owned()
        }
        Field::DoneWhen if taken.made.agreed > 0 => {
            format!("{} empty: the team agrees that these are done", taken.made.agreed)
        }
        Field::Guidance if count > 0 => format!("{count} empty, so they repeat the title"),
        field if field.is_answer() => "see the end".to_owned(),
        _ if count > 0 => format!("{}{more}", few()),
        _ => String::new(),
    }
}

/// Levels as people read them: each value of the sheet, what it means, how often.
fn levels(out: &mut String, taken: &Taken<'_>) {
    let made = taken.made;
    let Some(columns) = taken.blocks.first().map(|block| &block.columns) else { return };
    let has_column = columns.column(Field::Level).is_some() || !columns.ticks.is_empty();
    if made.values.is_empty() && !has_column {
        if taken.changes.is_none() {
            out.push_str("\nLevels\n  no column for them: all are should       --map level=COLUMN\n");
        }
        return;
    }
    let from = columns
        .column(Field::Level)
        .map_or_else(String::new, |column| format!(", from column {}", letters(column)));
    let _ = writeln!(out, "\nLevels{from}");
    let mut values: Vec<&(Text, super::items::Value)> = made.values.iter().collect();
    values.sort_by_key(|(_, value)| value.level.map_or(3, |level| level as usize));
    let wide = values.iter().map(|(words, _)| words.width()).max().unwrap_or(0).clamp(6, 30);
    let shown = |words: &Text| pad(&crate::text::truncate(words, 30, '…'), wide);
    for (words, value) in values {
        let count = value.rows.len();
        let line = match value.level {
            Some(level) => {
                let kept = if value.is_kept { "   as at the import before" } else { "" };
                format!("  {}  {:<6} {count:>4}{kept}", shown(words), level.word())
            }
            None => format!(
                "  {}  {:<6} {count:>4}   {}, {}; --level {}",
                shown(words),
                "?",
                rows_of(&value.rows),
                if taken.changes.is_some() {
                    "left as it was, a new one taken as should"
                } else {
                    "taken as should"
                },
                quoted(&format!("{words}=must"))
            ),
        };
        out.push_str(&line);
        out.push('\n');
    }
    if let Some(first) = made.doubtful.first() {
        let all: Vec<&str> = made.doubtful.iter().map(Text::as_str).collect();
        let _ = writeln!(
            out,
            "  What {} meant at the import before is not known; --level {} says it   ?",
            all.join(", "),
            quoted(&format!("{first}=LEVEL"))
        );
    }
    if made.unlevelled > 0 {
        let _ = writeln!(out, "  {}  should {:>4}", pad("empty", wide), made.unlevelled);
    }
}

/// The kinds of projects as people read them: each value of the sheet, what it means, how often.
fn kinds(out: &mut String, taken: &Taken<'_>) {
    let made = taken.made;
    let column = taken.blocks.iter().find_map(|block| block.columns.column(Field::AppliesTo));
    let Some(column) = column.filter(|_| !made.kinds.is_empty()) else { return };
    let _ = writeln!(out, "\nKinds of project, from column {}", letters(column));
    let mut values: Vec<_> = made.kinds.iter().collect();
    values.sort_by_key(|(_, value)| value.kinds.is_none());
    let wide = values.iter().map(|(words, _)| words.width()).max().unwrap_or(0).clamp(6, 30);
    let shown = |words: &Text| pad(&crate::text::truncate(words, 30, '…'), wide);
    for (words, value) in values {
        let count = value.rows.len();
        let line = match &value.kinds {
            Some(kinds) if kinds.is_empty() => format!("  {}  {:<13} {count:>4}", shown(words), "all"),
            Some(kinds) => format!("  {}  {:<13} {count:>4}", shown(words), kinds.join(", ")),
            None => format!(
                "  {}  {:<13} {count:>4}   {}, {}; --applies {}",
                shown(words),
                "?",
                rows_of(&value.rows),
                if taken.changes.is_some() {
                    "left as it was, a new one taken as all"
                } else {
                    "taken as all"
                },
                quoted(&format!("{words}=KIND"))
            ),
        };
        out.push_str(&line);
        out.push('\n');
    }
}

fn sections(out: &mut String, taken: &Taken<'_>) {
    let Some(columns) = taken.blocks.first().map(|block| &block.columns) else { return };
    let from = match columns.column(Field::Section) {
        _ if taken.rows.sections > 0 && taken.blocks.len() > 1 => ", from the headings",
        Some(_) if taken.rows.sections == 0 => "",
        _ if taken.rows.sections > 0 => ", from rows with a title alone",
        _ => "",
    };
    let column = columns.column(Field::Section).filter(|_| taken.rows.sections == 0);
    let from = column.map_or_else(|| from.to_owned(), |column| format!(", from column {}", letters(column)));
    let _ = writeln!(out, "\nSections{from}");
    let names: Vec<String> = taken
        .made
        .sections
        .iter()
        .map(|section| format!("{} {}", section.title, section.items.len()))
        .collect();
    for line in crate::text::wrap(&names.join(" · "), 110) {
        let _ = writeln!(out, "  {line}");
    }
}

fn counts(out: &mut String, taken: &Taken<'_>, at: &[At], milestones: &str) {
    let of = |wanted: Level| {
        let items = taken.made.sections.iter().flat_map(|section| &section.items);
        items.filter(|item| item.level == wanted).count()
    };
    let levels =
        format!("{} must, {} should, {} could", of(Level::Must), of(Level::Should), of(Level::Could));
    out.push_str("\nCounts\n");
    for at in at {
        let _ = writeln!(
            out,
            "  at ◆ {} of {} and from there on, as a list of its own: {levels}",
            at.title, at.plan_title
        );
    }
    if at.is_empty() {
        let _ = writeln!(out, "  at no milestone yet: {levels}     --milestone M, one of {milestones}");
    }
}

/// The titles that several rows have: a sheet of answers cannot name their entries by them.
fn doubled(out: &mut String, taken: &Taken<'_>) {
    let items: Vec<&ItemFile> = taken.items.iter().flat_map(|section| &section.items).collect();
    let mut head = "\nThe same title more than once   ?\n";
    for (title, rows) in &taken.made.doubled {
        let title = truncate_at_word(title, WIDEST_TITLE, '…');
        let same = items.iter().filter(|item| as_compared(&item.title) == as_compared(&title));
        let ids: Vec<String> = same.map(|item| format!("{}/{}", taken.list, item.id)).collect();
        let _ = writeln!(out, "{head}  {title}: {}; their ids: {}", rows_of(rows), ids.join(", "));
        head = "";
    }
}

/// What an update changes, by entry.
fn update(out: &mut String, taken: &Taken<'_>, changes: &Changes) {
    let by = match (changes.by_code, changes.by_title) {
        (true, true) => "code, then by title",
        (true, false) => "code",
        (false, _) => "title",
    };
    let items: usize = taken.made.sections.iter().map(|section| section.items.len()).sum();
    let _ = writeln!(out, "\n{}, matched by {by} with {}\n", counted(items, "item", "items"), taken.list);
    for (name, found, after) in [
        ("Added", &changes.added, ""),
        ("Changed", &changes.changed, ""),
        ("Gone", &changes.gone, ": an answer to it stays in the project as \"no longer in the pack\""),
    ] {
        for (at, words) in found.iter().enumerate() {
            let head = if at == 0 { format!("{name:<8} {:>3}", found.len()) } else { String::new() };
            let _ = writeln!(out, "{head:<12}    {words}{after}");
        }
    }
    let _ = writeln!(out, "As it was {:>2}", changes.same);
}

fn left_out(out: &mut String, taken: &Taken<'_>) {
    let mut lines: Vec<(String, String)> = Vec::new();
    let passed = taken.sheet.passed.iter().map(|passed| (passed.line, passed.why));
    let mut skipped: Vec<(usize, &str)> =
        taken.rows.skipped.iter().map(|(row, why)| (*row, why.as_str())).chain(passed).collect();
    skipped.sort_unstable();
    let mut at = 0;
    while let Some((row, why)) = skipped.get(at) {
        let same = skipped.iter().skip(at).take_while(|(_, other)| other == why).count();
        let rows: Vec<usize> = skipped.iter().skip(at).take(same).map(|(row, _)| *row).collect();
        let passed = taken.sheet.passed.iter().find(|passed| passed.line == *row && passed.why == *why);
        let of_row = || taken.sheet.rows.iter().find(|known| known.no == *row).map(sample);
        let why = if let Some(passed) = passed {
            format!("{why}: {}", short(Text::line(&passed.words).first_line()))
        } else if *why == "above the headings" || *why == "below the table" {
            format!("{why}: {}", of_row().unwrap_or_default())
        } else {
            (*why).to_owned()
        };
        lines.push((rows_of(&rows), why));
        at += same;
    }
    let hidden = &taken.rows.hidden;
    if !lines.is_empty() {
        out.push_str("\nLeft out\n");
        let wide = lines.iter().map(|(rows, _)| width(rows)).max().unwrap_or(0).min(30);
        for (rows, why) in lines {
            let _ = writeln!(out, "  {}  {why}", pad(&rows, wide));
        }
    }
    let mut notes: Vec<String> = taken.sheet.notes.iter().map(ToString::to_string).collect();
    if !hidden.is_empty() {
        notes.push(format!(
            "{} taken in: {}",
            counted(hidden.len(), "hidden row", "hidden rows"),
            rows_of(hidden)
        ));
    }
    let linked = &taken.made.linked;
    if !linked.is_empty() {
        let (have, of_row) = if linked.len() == 1 { ("has", "its") } else { ("have", "their") };
        notes.push(format!(
            "{} {have} several links: the first is {of_row} link, the others are in {of_row} guidance",
            rows_of(linked)
        ));
    }
    let unlinked = &taken.made.unlinked;
    if !unlinked.is_empty() {
        let (have, of_row) = if unlinked.len() == 1 { ("has", "its") } else { ("have", "their") };
        notes.push(format!(
            "{} {have} no http address: what is linked is in {of_row} guidance",
            rows_of(unlinked)
        ));
    }
    for (section, rows) in &taken.rows.of_above {
        notes.push(format!(
            "{} without a section taken into that of the row above, {}: {}",
            counted(rows.len(), "row", "rows"),
            short(section),
            rows_of(rows)
        ));
    }
    if !notes.is_empty() {
        out.push_str("\nSeen\n");
        for note in notes {
            let _ = writeln!(out, "  {note}");
        }
    }
}

/// The first words of a row.
fn sample(row: &Row) -> String {
    let words: Vec<&str> = row.filled().map(|(_, cell)| cell.words.first_line()).collect();
    short(&words.join(" | "))
}

fn short(words: &str) -> String {
    truncate_at_word(words, 60, '…').into_owned()
}

/// `row 22`, `rows 1-3`, `rows 4, 9 and 2 more`
pub(super) fn rows_of(rows: &[usize]) -> String {
    match rows {
        [] => String::new(),
        [row] => format!("row {row}"),
        [first, .., last] if last - first + 1 == rows.len() => format!("rows {first}-{last}"),
        [first, second, rest @ ..] if rest.len() > 2 => {
            format!("rows {first}, {second} and {} more", rest.len())
        }
        rows => format!("rows {}", rows.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// The words in quotes if a shell needs them.
pub(super) fn quoted(words: &str) -> String {
    let plain = !words.is_empty()
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '='));
    if plain {
        words.to_owned()
    } else {
        format!(
            "\"{}\"",
            words.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$").replace('`', "\\`")
        )
    }
}
