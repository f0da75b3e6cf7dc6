//! What a report is made of: a title, facts, a verdict, and sections of paragraphs, lists, tables, cards and pictures.
//!
//! Everything in it is [`Text`] or a plain value; each renderer escapes for its own format.

use jiff::civil::{Date, Time};

use crate::domain::moment::Moment;
use crate::domain::standing::Sign;
use crate::journal::record::Verdict;
use crate::text::Text;

use super::chart::Chart;
use super::plan_map::MapPicture;

/// A report, ready to be written in any format.
#[derive(Debug, Clone)]
pub struct Report {
    /// What is reported on: `Ready to demonstrate`.
    pub title: Text,
    /// What kind of report it is, with the project: `Milestone review, Contoso portal`.
    pub subtitle: Text,
    /// The one answer that comes first, if there is one.
    pub lead: Option<Lead>,
    pub facts: Vec<Fact>,
    pub sections: Vec<ReportSection>,
    /// The one table that CSV holds.
    pub table: Table,
    /// The sheets that XLSX has after its summary.
    pub sheets: Vec<TableSheet>,
    /// What has a day, for a calendar.
    pub calendar: Vec<CalendarEvent>,
    /// When it was made, and in which zone days and times are meant.
    pub moment: Moment,
    /// The last line: by what it was made, from which pack.
    pub colophon: Text,
}

/// One event of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    /// The same for the same thing in each export.
    pub id: String,
    pub day: Date,
    /// When it begins on that day, and its minutes; `None` is the whole day.
    pub time: Option<(Time, u32)>,
    pub title: Text,
    pub words: Text,
    pub category: &'static str,
}

/// The answer that comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    pub mood: Mood,
    /// `NOT READY`
    pub words: Text,
    /// The same with its numbers, to be read aloud.
    pub sentence: Text,
    /// What the people decided, beside it.
    pub decision: Option<Text>,
}

/// How an answer is meant; colour only repeats what the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Go on.
    Good,
    /// Go on with care.
    Mixed,
    /// Stop.
    Bad,
    /// Neither.
    Plain,
}

impl From<Verdict> for Mood {
    fn from(verdict: Verdict) -> Mood {
        match verdict {
            Verdict::Ready => Mood::Good,
            Verdict::ReadyWithConditions => Mood::Mixed,
            Verdict::NotReady => Mood::Bad,
        }
    }
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: Text,
    pub value: Text,
}

impl Fact {
    pub fn new(label: &str, value: impl Into<Text>) -> Fact {
        Fact { label: Text::line(label), value: value.into() }
    }
}

/// A part of a report under its own heading.
#[derive(Debug, Clone)]
pub struct ReportSection {
    pub title: Text,
    /// The number or remark beside the heading.
    pub note: Option<Text>,
    pub blocks: Vec<Block>,
}

impl ReportSection {
    /// A section without blocks.
    pub fn new(title: &str) -> ReportSection {
        ReportSection { title: Text::line(title), note: None, blocks: Vec::new() }
    }

    /// Adds the remark beside the heading.
    pub fn note(mut self, note: &str) -> ReportSection {
        self.note = Some(Text::line(note));
        self
    }

    /// Adds a block.
    pub fn with(mut self, block: Block) -> ReportSection {
        self.blocks.push(block);
        self
    }
}

/// A piece of a section.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading within the section.
    Heading(Text),
    /// A paragraph; line ends in it are kept.
    Paragraph(Text),
    /// Points, one below the other.
    List(Vec<BulletPoint>),
    /// Rows and columns.
    Table(Table),
    /// Entries with their answers.
    Cards(Vec<Card>),
    /// What is left over time; formats without pictures leave it out, a table beside it says the same.
    Chart(Box<Chart>),
    /// A phase of the plan; formats without pictures write it as an outline.
    Map(Box<MapPicture>),
}

impl Block {
    /// A paragraph.
    pub fn words(words: &str) -> Block {
        Block::Paragraph(Text::block(words))
    }
}

/// One point of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulletPoint {
    /// What it is about, shown strong; may be empty.
    pub lead: Text,
    pub words: Text,
    /// Who and when, shown aside; may be empty.
    pub aside: Text,
}

/// Rows and columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What the table shows, for those who cannot see it.
    pub caption: Text,
    pub columns: Vec<Column>,
    /// Each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table without rows.
    pub fn new(caption: &str, columns: &[Column]) -> Table {
        Table { caption: Text::line(caption), columns: columns.to_vec(), rows: Vec::new() }
    }
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: Text,
    pub kind: ColumnKind,
    /// How wide it is in a spreadsheet, in characters.
    pub width: u16,
    /// What a spreadsheet offers for its cells.
    pub choices: Choices,
    /// Whether a spreadsheet shows it.
    pub hidden: bool,
}

/// What a spreadsheet offers for the cells of a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choices {
    #[default]
    Anything,
    /// One of these words and nothing else.
    Only(Vec<Text>),
    /// These words, and any other that is typed.
    Also(Vec<Text>),
}

impl Column {
    fn new(title: &str, kind: ColumnKind, width: u16) -> Column {
        Column { title: Text::line(title), kind, width, choices: Choices::Anything, hidden: false }
    }

    pub fn words(title: &str, width: u16) -> Column {
        Column::new(title, ColumnKind::Words, width)
    }

    /// The same column with choices.
    pub fn offering(self, choices: Choices) -> Column {
        Column { choices, ..self }
    }

    /// The same column, which a spreadsheet does not show.
    pub fn out_of_sight(self) -> Column {
        Column { hidden: true, ..self }
    }

    /// A column of short words that are never broken into lines.
    pub fn short(title: &str, width: u16) -> Column {
        Column::new(title, ColumnKind::Short, width)
    }

    /// A column of numbers, at the right.
    pub fn number(title: &str, width: u16) -> Column {
        Column::new(title, ColumnKind::Number, width)
    }
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Broken into lines if they are long.
    Words,
    /// Kept on one line.
    Short,
    /// At the right.
    Number,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Words(Text),
    /// The title of an entry: words that matter most in their row.
    Title(Text),
    /// A state, by sign and word.
    State(Sign),
    /// A number.
    Number(u32),
    /// A day.
    Day(Date),
    /// That somebody is missing.
    Nobody,
}

impl Cell {
    /// A cell with words; empty if there are none.
    pub fn words(words: &str) -> Cell {
        let words = Text::block(words);
        if words.is_empty() { Cell::Empty } else { Cell::Words(words) }
    }

    /// A cell with words, if there are any.
    pub fn maybe(words: Option<&Text>) -> Cell {
        words.map_or(Cell::Empty, |words| Cell::words(words))
    }

    /// A cell with a day, if there is one.
    pub fn day(day: Option<Date>) -> Cell {
        day.map_or(Cell::Empty, Cell::Day)
    }

    /// A cell with an owner, or that nobody is.
    pub fn owner(owner: Option<&Text>) -> Cell {
        owner.map_or(Cell::Nobody, |owner| Cell::words(owner))
    }

    /// The words that stand for it if a sign says nothing; days as `2026-11-27`.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty | Cell::Nobody => String::new(),
            Cell::Words(words) | Cell::Title(words) => words.to_string(),
            Cell::State(sign) => sign.word().to_owned(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }

    /// The words that people read in running text; days as `Fri 27 Nov`.
    pub fn shown(&self, moment: &Moment) -> String {
        match self {
            Cell::State(state) => format!("{} {}", sign(*state), state.word()),
            Cell::Day(day) => moment.day(*day),
            Cell::Nobody => "nobody".to_owned(),
            Cell::Empty | Cell::Words(_) | Cell::Title(_) | Cell::Number(_) => self.plain(),
        }
    }
}

/// One entry with what was said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// `Design 42`
    pub name: Text,
    pub title: Text,
    pub sign: Sign,
    /// Short remarks beside the state: level, owner, day.
    pub tags: Vec<Text>,
    /// *Our answer*, *Evidence*, reasons, captures.
    pub facts: Vec<Fact>,
}

/// One sheet of a spreadsheet.
#[derive(Debug, Clone, PartialEq)]
pub struct TableSheet {
    pub name: Text,
    pub table: Table,
}

/// The sign of a state, one cell wide.
pub fn sign(sign: Sign) -> char {
    match sign {
        Sign::Todo => '○',
        Sign::Doing => '»',
        Sign::Blocked => '!',
        Sign::Done => '✓',
        Sign::Waived => '~',
        Sign::Na => '–',
        Sign::LookAgain => '≠',
        Sign::TwoAnswers => '‖',
    }
}
