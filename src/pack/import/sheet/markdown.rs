//! Checklists written as Markdown: headings are sections; tasks, ticked and numbered lines, or else all bullets are items;
//! tables too. What is none of these is passed over and told.
//!
//! Tasks become one sheet with headings of its own, tables another, so that the rest reads them as it reads any sheet.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Cell, CellGrid, Cells, Passed, SheetError, decode::decode};
use crate::text::{Text, counted};

/// The headings of the sheet of tasks.
const HEADINGS: [&str; 7] = ["Section", "Title", "Description", "Done when", "Level", "Link", "Done"];
/// Signs at the beginning of a line that make it a task, and whether it is done.
const GLYPHS: [(&str, bool); 12] = [
    ("☐", false),
    ("□", false),
    ("⬜", false),
    ("◻", false),
    ("☑", true),
    ("☒", true),
    ("✅", true),
    ("✓", true),
    ("✔", true),
    (":white_check_mark:", true),
    (":heavy_check_mark:", true),
    (":white_large_square:", false),
];

pub(super) fn read(bytes: &[u8]) -> Result<Vec<CellGrid>, SheetError> {
    let (words, note) = decode(bytes);
    let mut reader = Reader::new(&words);
    let options = Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, at) in Parser::new_ext(&words, options).into_offset_iter() {
        reader.event(event, at.start);
    }
    let MarkdownSheets { tasks, tables, passed, seen } = reader.sheets()?;
    let mut sheets: Vec<CellGrid> =
        [tasks, tables].into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    // The smaller one is a summary or a legend.
    sheets.sort_by_key(|sheet| std::cmp::Reverse(sheet.rows.len()));
    for other in sheets.iter_mut().skip(1) {
        other.hidden = true;
    }
    if let Some(first) = sheets.first_mut() {
        first.notes.extend(note.into_iter().chain(seen));
        first.passed = passed;
    }
    Ok(sheets)
}

/// What a file comes to.
struct MarkdownSheets {
    tasks: CellGrid,
    tables: CellGrid,
    passed: Vec<Passed>,
    seen: Option<Text>,
}

/// One bullet, numbered or ticked line on its way in.
#[derive(Default)]
struct Draft {
    line: usize,
    section: String,
    /// Whether it has a box, and what is in it.
    ticked: Option<bool>,
    is_numbered: bool,
    lead: String,
    /// The end of the strong words that the lead begins with.
    strong: usize,
    more: String,
    nested: Vec<String>,
    level: String,
    link: String,
    struck: bool,
    in_lead: bool,
}

struct Reader<'a> {
    source: &'a str,
    headings: Vec<(HeadingLevel, String)>,
    heading: Option<HeadingLevel>,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    depth: usize,
    /// Whether the lists around have numbers, the outermost first.
    lists: Vec<bool>,
    passed: Vec<Passed>,
    plain: Option<(usize, String)>,
    table: Option<Vec<Cell>>,
    rows: Vec<(usize, Vec<Cell>)>,
    struck: bool,
    strong: bool,
    image: bool,
    quoted: usize,
    line: (usize, usize),
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader {
            source,
            headings: Vec::new(),
            heading: None,
            drafts: Vec::new(),
            open: None,
            depth: 0,
            lists: Vec::new(),
            passed: Vec::new(),
            plain: None,
            table: None,
            rows: Vec::new(),
            struck: false,
            strong: false,
            image: false,
            quoted: 0,
            line: (0, 1),
        }
    }

    fn line(&mut self, at: usize) -> usize {
        if at > self.line.0 {
            let between = self.source.get(self.line.0..at).unwrap_or_default();
            self.line = (at, self.line.1 + between.matches('\n').count());
        }
        self.line.1
    }

    /// The nearest heading; with the one above it if its title stands below several.
    fn section(&self) -> String {
        let last = self.headings.last().map_or("", |(_, title)| title.trim());
        last.to_owned()
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        let line = self.line(at);
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::TaskListMarker(done) => self.tick(done),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => {
                self.headings.retain(|(known, _)| *known < level);
                self.headings.push((level, String::new()));
                self.heading = Some(level);
            }
            Tag::List(first) => self.lists.push(first.is_some()),
            Tag::Item => {
                self.depth += 1;
                if let Some(open) = &mut self.open {
                    open.in_lead = false;
                    open.nested.push(String::new());
                } else {
                    let section = self.section();
                    let is_numbered = self.lists.last() == Some(&true);
                    self.open = Some(Draft { line, section, is_numbered, in_lead: true, ..Draft::default() });
                }
            }
            Tag::Paragraph => match &mut self.open {
                Some(open) if !open.lead.is_empty() && open.nested.is_empty() => open.in_lead = false,
                Some(_) => {}
                None => self.plain = Some((line, String::new())),
            },
            Tag::BlockQuote(_) => {
                self.quoted += 1;
                self.aside();
            }
            Tag::CodeBlock(_) => self.aside(),
            Tag::Strikethrough => {
                self.struck = true;
                if let Some(open) = &mut self.open {
                    open.struck |= open.lead.trim().is_empty();
                }
            }
            Tag::Strong => self.strong = true,
            Tag::Image { .. } => self.image = true,
            Tag::Link { dest_url, .. } => {
                if let Some(open) = &mut self.open
                    && open.link.is_empty()
                {
                    open.link = dest_url.to_string();
                }
                if let Some(cell) = self.table.as_mut().and_then(|cells| cells.last_mut()) {
                    cell.link.get_or_insert_with(|| dest_url.to_string());
                }
            }
            Tag::Table(_) => {
                let section = self.section();
                if !section.is_empty() {
                    let cell = Cell { bold: true, merged: true, ..Cell::of(&section) };
                    self.rows.push((line.saturating_sub(1).max(1), vec![cell]));
                }
            }
            Tag::TableHead | Tag::TableRow => {
                self.table = Some(Vec::new());
                self.rows.push((line, Vec::new()));
            }
            Tag::TableCell => {
                if let Some(cells) = &mut self.table {
                    cells.push(Cell::default());
                }
            }
            _ => {}
        }
    }

    /// What follows in the open item is no longer its first line.
    fn aside(&mut self) {
        if let Some(open) = &mut self.open {
            open.in_lead = false;
            if !open.more.is_empty() {
                open.more.push('\n');
            }
        } else if let Some(last) = self.drafts.last_mut() {
            last.more.push('\n');
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => _ = self.lists.pop(),
            TagEnd::Item => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.drafts.extend(self.open.take());
                }
            }
            TagEnd::Paragraph => {
                if let Some((line, words)) = self.plain.take() {
                    self.paragraph(line, &words);
                }
                if let Some(open) = &mut self.open
                    && !open.in_lead
                    && open.nested.is_empty()
                    && !open.more.is_empty()
                {
                    open.more.push('\n');
                }
            }
            TagEnd::BlockQuote(_) => self.quoted = self.quoted.saturating_sub(1),
            TagEnd::Strikethrough => self.struck = false,
            TagEnd::Strong => {
                self.strong = false;
                if let Some(open) = &mut self.open
                    && open.in_lead
                    && open.strong == usize::MAX
                {
                    open.strong = open.lead.len();
                }
            }
            TagEnd::Image => self.image = false,
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some(cells), Some((_, row))) = (self.table.take(), self.rows.last_mut()) {
                    *row = cells;
                }
            }
            _ => {}
        }
    }

    fn tick(&mut self, done: bool) {
        if let Some(open) = &mut self.open {
            match open.nested.last_mut() {
                Some(nested) => nested.push_str(if done { "(done) " } else { "" }),
                None => open.ticked = Some(done),
            }
        }
    }

    fn words(&mut self, words: &str) {
        if self.heading.is_some() {
            if let Some((_, title)) = self.headings.last_mut() {
                title.push_str(if words == "\n" { " " } else { words });
            }
            return;
        }
        if let Some(cell) = self.table.as_mut().and_then(|cells| cells.last_mut()) {
            cell.words = Text::block(&format!("{}{words}", cell.words));
            cell.struck |= self.struck;
            return;
        }
        if let Some(open) = &mut self.open {
            if self.image {
                // A badge such as ![High] is the level.
                open.level.push_str(words);
            } else if open.in_lead {
                if self.strong && open.lead.trim().is_empty() {
                    open.strong = usize::MAX;
                }
                open.lead.push_str(words);
            } else if let (Some(nested), 0) = (open.nested.last_mut(), self.quoted) {
                nested.push_str(words);
            } else {
                open.more.push_str(words);
            }
        } else if let Some((_, plain)) = &mut self.plain {
            plain.push_str(words);
        } else if let Some(last) = self.drafts.last_mut().filter(|_| self.quoted > 0) {
            last.more.push_str(words);
        } else {
            self.pass(self.line.1, words);
        }
    }

    /// Words outside of an item: they are in no row.
    fn pass(&mut self, line: usize, words: &str) {
        let is_known = self.passed.last().is_some_and(|last| last.line == line);
        if !is_known && !words.trim().is_empty() {
            self.passed.push(Passed { line, why: "not in a list", words: words.trim().to_owned() });
        }
    }

    /// A paragraph outside of lists: ticked lines are tasks, a quote belongs to the task before it.
    fn paragraph(&mut self, line: usize, words: &str) {
        for (idx, words) in words.lines().enumerate() {
            let found = glyph(words);
            match found {
                Some((done, rest)) => self.drafts.push(Draft {
                    line: line + idx,
                    section: self.section(),
                    ticked: Some(done),
                    lead: rest.to_owned(),
                    ..Draft::default()
                }),
                None => match self.drafts.last_mut().filter(|_| self.quoted > 0) {
                    Some(last) => {
                        last.more.push_str(words);
                        last.more.push('\n');
                    }
                    None => self.pass(line + idx, words),
                },
            }
        }
    }

    fn sheets(self) -> Result<MarkdownSheets, SheetError> {
        let mut tables = Cells::default();
        for (line, row) in self.rows {
            for (column, cell) in row.into_iter().enumerate() {
                tables.put(line.saturating_sub(1), column, cell)?;
            }
        }
        let (mut drafts, mut passed, mut seen) = (self.drafts, self.passed, None);
        for draft in &mut drafts {
            if draft.ticked.is_none()
                && let Some((done, rest)) = glyph(&draft.lead)
            {
                (draft.ticked, draft.lead, draft.strong) = (Some(done), rest.to_owned(), 0);
            }
        }
        // Where some lines have boxes, bullets without one are explanations; numbers are given to items.
        if drafts.iter().any(|draft| draft.ticked.is_some()) {
            let (items, others): (Vec<Draft>, Vec<Draft>) =
                drafts.into_iter().partition(|draft| draft.ticked.is_some() || draft.is_numbered);
            drafts = items;
            passed.extend(others.into_iter().map(|draft| Passed {
                line: draft.line,
                why: "a bullet without a box, beside lines with one",
                words: draft.lead.trim().to_owned(),
            }));
            let unticked = drafts.iter().filter(|draft| draft.ticked.is_none()).count();
            seen = (unticked > 0).then(|| {
                let lines = counted(unticked, "numbered line", "numbered lines");
                Text::line(&format!("{lines} without a box taken in"))
            });
        }
        let mut tasks = Cells::default();
        // The headings stand in the line above the first task, so that rows are lines.
        let shift = usize::from(drafts.first().is_some_and(|draft| draft.line == 1));
        if let Some(first) = drafts.first() {
            for (column, heading) in HEADINGS.iter().enumerate() {
                tasks.put((first.line + shift).saturating_sub(2), column, Cell::of(heading))?;
            }
        }
        for draft in drafts {
            let row = draft.line - 1 + shift;
            let struck = draft.struck;
            for (column, words) in draft.cells().into_iter().enumerate() {
                tasks.put(row, column, Cell { struck, ..Cell::of(&words) })?;
            }
        }
        let (tasks, tables) = (tasks.sheet("Tasks", false), tables.sheet("Tables", false));
        Ok(MarkdownSheets { tasks, tables, passed, seen })
    }
}

impl Draft {
    /// The cells under [`HEADINGS`].
    fn cells(self) -> [String; 7] {
        let lead = self.lead.replace('\n', " ");
        let strong = if self.strong == usize::MAX { lead.len() } else { self.strong };
        let (title, rest) = match lead.split_at_checked(strong) {
            Some((head, rest)) if strong > 0 && !rest.trim_matches([' ', ':', '.']).is_empty() => (
                head.trim().trim_end_matches(':').to_owned(),
                rest.trim().trim_start_matches([':', '-', '–', '—']).trim().to_owned(),
            ),
            _ => (lead.trim().to_owned(), String::new()),
        };
        let nested: Vec<String> = self
            .nested
            .iter()
            .map(|words| words.trim())
            .filter(|words| !words.is_empty())
            .map(|words| format!("- {words}"))
            .collect();
        let done_when = [rest, nested.join("\n")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
        let done = match self.ticked {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        [self.section, title, self.more.trim().to_owned(), done_when, self.level, self.link, done.to_owned()]
    }
}

/// The sign that a line begins with, and the rest of it.
fn glyph(words: &str) -> Option<(bool, &str)> {
    let words = words.trim_start();
    let (sign, done) = GLYPHS.iter().find(|(sign, _)| words.starts_with(sign))?;
    let rest = words.get(sign.len()..)?.trim_start_matches('\u{fe0f}').trim();
    (!rest.is_empty()).then_some((*done, rest))
}
