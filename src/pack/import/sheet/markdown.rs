//! Checklists written as Markdown: headings are sections; tasks, ticked and numbered lines, or else all bullets are items;
//! tables too. A bullet without a box is the section of the tasks below it. Everything else is passed over and reported.
//!
//! Tasks become one sheet with headings of its own, tables another, so that the rest reads them as it reads any sheet.

mod apart;
mod draft;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use apart::{first_taken, tables_apart};
use draft::{Draft, Nested, glyph, group_title, is_break, name_apart};

use super::{Cell, CellGrid, Cells, Passed, SheetError, decode::decode};
use crate::text::{Text, counted};

/// The headings of the sheet of tasks.
const HEADINGS: [&str; 7] = ["Section", "Title", "Description", "Done when", "Level", "Link", "Done"];

pub(super) fn read(bytes: &[u8]) -> Result<Vec<CellGrid>, SheetError> {
    let (words, note) = decode(bytes);
    let (words, added) = tables_apart(&words);
    let mut reader = Reader::new(&words);
    reader.added = added;
    let options = Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    for (event, at) in Parser::new_ext(&words, options).into_offset_iter() {
        reader.event(event, at.start);
    }
    let table_rows = reader.table_rows;
    let MarkdownSheets { tasks, tables, has_boxes, passed, seen } = reader.sheets()?;
    let mut sheets = first_taken(tasks, tables, table_rows, has_boxes);
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
    /// Whether some of the tasks have boxes.
    has_boxes: bool,
    passed: Vec<Passed>,
    seen: Vec<Text>,
}

/// A bullet without a box that has tasks below it.
struct Group {
    depth: usize,
    title: String,
}

struct Reader<'a> {
    source: &'a str,
    headings: Vec<(HeadingLevel, String)>,
    heading: Option<HeadingLevel>,
    drafts: Vec<Draft>,
    open: Option<Draft>,
    /// The tasks around the open one, the outermost first.
    parents: Vec<Draft>,
    /// The bullets around that are sections, the outermost first.
    groups: Vec<Group>,
    depth: usize,
    /// Whether the lists around have numbers, the outermost first.
    lists: Vec<bool>,
    passed: Vec<Passed>,
    plain: Option<(usize, String)>,
    table: Option<Vec<Cell>>,
    /// The words of the open cell, as those of a task are kept: they are tidied when it ends.
    cell: String,
    rows: Vec<(usize, Vec<Cell>)>,
    /// How many of them are rows of a table below its headings.
    table_rows: usize,
    struck: bool,
    strong: bool,
    image: bool,
    quoted: usize,
    line: (usize, usize),
    /// Where an empty line was put in that the file does not have.
    added: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str) -> Reader<'a> {
        Reader {
            source,
            headings: Vec::new(),
            heading: None,
            drafts: Vec::new(),
            open: None,
            parents: Vec::new(),
            groups: Vec::new(),
            depth: 0,
            lists: Vec::new(),
            passed: Vec::new(),
            plain: None,
            table: None,
            cell: String::new(),
            rows: Vec::new(),
            table_rows: 0,
            struck: false,
            strong: false,
            image: false,
            quoted: 0,
            line: (0, 1),
            added: Vec::new(),
        }
    }

    fn line(&mut self, at: usize) -> usize {
        if at > self.line.0 {
            let between = self.source.get(self.line.0..at).unwrap_or_default();
            let ours = self.added.iter().filter(|added| (self.line.0..at).contains(*added)).count();
            self.line = (at, self.line.1 + between.matches('\n').count() - ours);
        }
        self.line.1
    }

    /// The nearest heading.
    fn section(&self) -> String {
        let last = self.headings.last().map_or("", |(_, title)| title.trim());
        last.to_owned()
    }

    /// An item that begins here, in the nearest bullet that is a section, else below the nearest heading.
    fn draft(&self, line: usize, is_numbered: bool) -> Draft {
        let (section, above) = match self.groups.last() {
            Some(group) => (group.title.clone(), self.section()),
            None => (self.section(), String::new()),
        };
        Draft { line, depth: self.depth, section, above, is_numbered, in_lead: true, ..Draft::default() }
    }

    /// The open bullet has no box, and the last one below it has: it is a section, and that one an item. What stood
    /// between the two is a section too if the item is below it, else a bullet of its own.
    fn promote(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        let Some(task) = open.nested.pop() else {
            self.open = Some(open);
            return;
        };
        if !open.more.trim().is_empty() {
            self.pass(open.line, &open.more, "words below a bullet that is a section");
        }
        self.groups.push(Group { depth: open.depth, title: group_title(&open.lead) });
        for (at, nested) in open.nested.iter().enumerate() {
            let has_task = task.depth > nested.depth
                && open.nested.iter().skip(at + 1).all(|next| next.depth > nested.depth);
            if has_task {
                self.groups.push(Group { depth: nested.depth, title: group_title(&nested.words) });
            } else {
                let draft = self.draft(nested.line, nested.is_numbered);
                self.drafts.push(Draft { lead: nested.words.clone(), in_lead: false, ..draft });
            }
        }
        let draft = self.draft(task.line, task.is_numbered);
        self.open = Some(Draft { lead: task.words, ..draft });
    }

    fn event(&mut self, event: Event<'_>, at: usize) {
        let line = self.line(at);
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::TaskListMarker(done) => self.tick(done),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak | Event::HardBreak => self.words("\n"),
            Event::InlineHtml(tag) if is_break(&tag) => self.words("\n"),
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
                    let is_numbered = self.lists.last() == Some(&true);
                    open.nested.push(Nested { line, depth: self.depth, is_numbered, ..Nested::default() });
                } else {
                    self.open = Some(self.draft(line, self.lists.last() == Some(&true)));
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
                if let Some(open) = &mut self.open {
                    open.links.push(dest_url.to_string());
                }
                if let Some(cell) = self.table.as_mut().and_then(|cells| cells.last_mut()) {
                    cell.add_link(&dest_url);
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
                self.table_rows += usize::from(tag == Tag::TableRow);
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

    /// An item ends; signs that make lines below it tasks are seen only now.
    fn close(&mut self, open: Draft) {
        let is_task = |nested: &Nested| glyph(&nested.words).is_some();
        if !open.nested.iter().any(is_task) {
            self.drafts.push(open);
            return;
        }
        if open.has_box() {
            // A bullet without a sign below one with a sign belongs to that one.
            let (mut task, mut parts): (Draft, Vec<Draft>) = (open, Vec::new());
            for nested in std::mem::take(&mut task.nested) {
                match parts.last_mut().filter(|part| !is_task(&nested) && nested.depth > part.depth) {
                    Some(part) => part.nested.push(nested),
                    None if is_task(&nested) => {
                        let part = self.below(&task, nested);
                        parts.push(Draft { in_lead: false, ..part });
                    }
                    None => task.nested.push(nested),
                }
            }
            self.drafts.push(task);
            self.drafts.extend(parts);
            return;
        }
        self.groups.push(Group { depth: open.depth, title: group_title(&open.lead) });
        for nested in open.nested {
            let draft = self.draft(nested.line, nested.is_numbered);
            self.drafts.push(Draft { lead: nested.words, in_lead: false, ..draft });
        }
        self.groups.pop();
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
                if let Some(open) = self.open.take_if(|open| open.depth == self.depth) {
                    self.close(open);
                    self.open = self.parents.pop();
                }
                self.groups.retain(|group| group.depth < self.depth);
                self.depth = self.depth.saturating_sub(1);
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
            TagEnd::TableCell => {
                let words = std::mem::take(&mut self.cell);
                if let Some(cell) = self.table.as_mut().and_then(|cells| cells.last_mut()) {
                    cell.words = Text::block(words.trim());
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                if let (Some(cells), Some((_, row))) = (self.table.take(), self.rows.last_mut()) {
                    *row = cells;
                }
            }
            _ => {}
        }
    }

    fn tick(&mut self, done: bool) {
        match &self.open {
            Some(open) if open.nested.is_empty() => {}
            Some(open) if open.has_box() => self.descend(),
            _ => self.promote(),
        }
        if let Some(open) = &mut self.open {
            open.ticked = Some(done);
        }
    }

    /// The last bullet below the open task has a box too: it is an item of its own, below that task.
    fn descend(&mut self) {
        let Some(mut task) = self.open.take() else { return };
        let Some(nested) = task.nested.pop() else {
            self.open = Some(task);
            return;
        };
        let draft = self.below(&task, nested);
        self.open = Some(draft);
        self.parents.push(task);
    }

    /// An item that is a part of a task.
    fn below(&self, task: &Draft, nested: Nested) -> Draft {
        let draft = self.draft(nested.line, nested.is_numbered);
        Draft { depth: nested.depth, part_of: task.name(), lead: nested.words, ..draft }
    }

    fn words(&mut self, words: &str) {
        if self.heading.is_some() {
            if let Some((_, title)) = self.headings.last_mut() {
                title.push_str(if words == "\n" { " " } else { words });
            }
            return;
        }
        if let Some(cell) = self.table.as_mut().and_then(|cells| cells.last_mut()) {
            cell.struck |= self.struck;
            self.cell.push_str(words);
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
                nested.words.push_str(words);
            } else {
                open.more.push_str(words);
            }
        } else if let Some((_, plain)) = &mut self.plain {
            plain.push_str(words);
        } else if let Some(last) = self.drafts.last_mut().filter(|_| self.quoted > 0) {
            last.more.push_str(words);
        } else {
            self.pass(self.line.1, words, "not in a list");
        }
    }

    /// Words that are in no row.
    fn pass(&mut self, line: usize, words: &str, why: &'static str) {
        let is_known = self.passed.last().is_some_and(|last| last.line == line);
        if !is_known && !words.trim().is_empty() {
            self.passed.push(Passed { line, why, words: words.trim().to_owned() });
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
                    None => self.pass(line + idx, words, "not in a list"),
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
        let (mut drafts, mut passed, mut seen) = (self.drafts, self.passed, Vec::new());
        // A task is closed after those below it.
        drafts.sort_by_key(|draft| draft.line);
        for draft in &mut drafts {
            if draft.ticked.is_none()
                && let Some((done, rest)) = glyph(&draft.lead)
            {
                (draft.ticked, draft.lead, draft.strong) = (Some(done), rest.to_owned(), 0);
            }
        }
        name_apart(&mut drafts);
        // If some lines have boxes, bullets without one are explanations; numbers are given to items.
        let has_boxes = drafts.iter().any(|draft| draft.ticked.is_some());
        if has_boxes {
            let (items, others): (Vec<Draft>, Vec<Draft>) =
                drafts.into_iter().partition(|draft| draft.ticked.is_some() || draft.is_numbered);
            drafts = items;
            passed.extend(others.into_iter().map(|draft| Passed {
                line: draft.line,
                why: "a bullet without a box, beside lines with one",
                words: draft.lead.trim().to_owned(),
            }));
            let unticked = drafts.iter().filter(|draft| draft.ticked.is_none()).count();
            if unticked > 0 {
                let lines = counted(unticked, "numbered line", "numbered lines");
                seen.push(Text::line(&format!("{lines} without a box taken in")));
            }
            let parts = drafts.iter().filter(|draft| !draft.part_of.is_empty()).count();
            if parts > 0 {
                let tasks = counted(parts, "task below another one", "tasks below others");
                seen.push(Text::line(&format!(
                    "{tasks} taken in, with the name of that one in the guidance"
                )));
            }
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
        let tasks = CellGrid { is_made: true, ..tasks.sheet("Tasks", false) };
        let tables = CellGrid { has_banners: true, ..tables.sheet("Tables", false) };
        Ok(MarkdownSheets { tasks, tables, has_boxes, passed, seen })
    }
}
