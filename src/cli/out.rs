//! The one way to print: cleans what it prints, colours it only if that is wanted, and knows the width.
//!
//! A pipe that was closed by its reader is not an error: the rest is dropped, and the command still ends with the
//! exit status of what it did.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use crate::domain::standing::Sign;
use crate::text::{clean, plain_sign, wrap};
use crate::workspace::world::World;

/// When to colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, unless `NO_COLOR` is set; `CLICOLOR_FORCE` colours everywhere.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

impl Colour {
    /// Whether to colour what goes to a terminal, or to something else.
    pub fn is_on(self, world: &World, terminal: bool) -> bool {
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => wants_colour(world, terminal),
        }
    }
}

/// What a piece of a line means; colour only repeats what the words say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Ordinary words.
    #[default]
    Plain,
    /// Headings and what matters most.
    Strong,
    /// Labels and what is settled.
    Dim,
    /// Done, ready.
    Good,
    /// Look again, conditions, waived.
    Warn,
    /// Blocks, errors.
    Bad,
}

impl Role {
    fn code(self) -> &'static str {
        match self {
            Role::Plain => "",
            Role::Strong => "1",
            Role::Dim => "2",
            Role::Good => "32",
            Role::Warn => "33",
            Role::Bad => "1;31",
        }
    }
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub words: String,
    pub role: Role,
}

/// One line, clean: no control, bidirectional or invisible character is in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

impl Line {
    /// A line of one piece.
    pub fn new(words: &str, role: Role) -> Line {
        let words = clean(words);
        let words = if words.contains('\n') { words.replace('\n', " ") } else { words.into_owned() };
        Line(vec![Span { words, role }])
    }

    /// Adds a piece.
    pub fn and(mut self, more: impl Into<Line>) -> Line {
        self.0.extend(more.into().0);
        self
    }

    /// How many cells it takes.
    pub fn width(&self) -> usize {
        self.0.iter().map(|span| crate::text::width(&span.words)).sum()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.words.is_empty())
    }
}

impl<T: AsRef<str>> From<T> for Line {
    fn from(words: T) -> Line {
        Line::new(words.as_ref(), Role::Plain)
    }
}

/// Words that matter most.
pub fn strong(words: impl AsRef<str>) -> Line {
    Line::new(words.as_ref(), Role::Strong)
}

/// Words that stand back.
pub fn dim(words: impl AsRef<str>) -> Line {
    Line::new(words.as_ref(), Role::Dim)
}

/// Words for what is well.
pub fn good(words: impl AsRef<str>) -> Line {
    Line::new(words.as_ref(), Role::Good)
}

/// Words for what wants a look.
pub fn warn(words: impl AsRef<str>) -> Line {
    Line::new(words.as_ref(), Role::Warn)
}

/// Words for what blocks or fails.
pub fn bad(words: impl AsRef<str>) -> Line {
    Line::new(words.as_ref(), Role::Bad)
}

/// The signs that are drawn, in characters of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// As on the screens.
    Full,
    /// Only characters that every terminal has.
    Ascii,
}

impl Signs {
    /// The sign of a state.
    pub fn of(self, sign: Sign) -> char {
        let (full, ascii) = match sign {
            Sign::Todo => ('○', 'o'),
            Sign::Doing => ('»', '/'),
            Sign::Blocked => ('!', '!'),
            Sign::Done => ('✓', 'x'),
            Sign::Waived => ('~', '~'),
            Sign::Na => ('–', 'n'),
            Sign::LookAgain => ('≠', '#'),
            Sign::TwoAnswers => ('‖', '2'),
        };
        self.pick(full, ascii)
    }

    /// The sign of a milestone.
    pub fn milestone(self) -> char {
        self.pick('◆', '*')
    }

    /// The sign of what an export refutes.
    pub fn cross(self) -> char {
        self.pick('✗', 'X')
    }

    /// The sign that something was cut.
    pub fn cut(self) -> char {
        self.pick('…', '.')
    }

    /// What is between two things on one line.
    pub fn dot(self) -> char {
        self.pick('·', '-')
    }

    /// The thin line of a heading.
    pub fn rule(self) -> char {
        self.pick('─', '-')
    }

    /// The heavy line of a bar.
    pub fn bar(self) -> char {
        self.pick('━', '=')
    }

    /// Words of the program's own with its typography in the signs that are allowed.
    pub fn typeset(self, words: &str) -> String {
        match self {
            Signs::Full => words.to_owned(),
            Signs::Ascii => words.chars().map(plain_sign).collect(),
        }
    }

    fn pick(self, full: char, ascii: char) -> char {
        match self {
            Signs::Full => full,
            Signs::Ascii => ascii,
        }
    }
}

/// Where a command prints.
pub struct Out {
    sink: Box<dyn Write>,
    state: State,
    coloured: bool,
    pub signs: Signs,
    /// What is said on standard error once the command is done.
    notes: Vec<String>,
    /// What was done that does not have to be done again if nobody could read of it.
    done: Option<&'static str>,
    /// The cells of a line of prose.
    pub width: usize,
    /// The cells of a table's line; `None` in a pipe, where nothing is cut.
    pub limit: Option<usize>,
}

enum State {
    Open,
    /// The reader has gone; the rest is dropped.
    Closed,
    Broken(io::Error),
}

/// The width of prose if there is no terminal.
const WIDTH: usize = 80;
/// Longer lines are hard to read, however wide the terminal is.
const WIDEST: usize = 100;

impl Out {
    /// Standard output.
    pub fn stdout(world: &mut World, colour: Colour, ascii: bool) -> Out {
        let terminal = world.terminals.stdout;
        let coloured = colour.is_on(world, terminal);
        let sink = std::mem::replace(&mut world.stdout, Box::new(io::sink()));
        Out::new(sink, world, terminal, coloured, if ascii { Signs::Ascii } else { Signs::Full })
    }

    /// Standard error.
    pub fn stderr(world: &mut World) -> Out {
        let terminal = world.terminals.stderr;
        let coloured = wants_colour(world, terminal);
        let sink = std::mem::replace(&mut world.stderr, Box::new(io::sink()));
        Out::new(sink, world, terminal, coloured, Signs::Full)
    }

    fn new(sink: Box<dyn Write>, world: &World, terminal: bool, coloured: bool, signs: Signs) -> Out {
        let columns = world.columns.filter(|columns| terminal && *columns > 0);
        Out {
            sink: Box::new(io::BufWriter::new(sink)),
            state: State::Open,
            notes: Vec::new(),
            done: None,
            coloured,
            signs,
            width: columns.map_or(WIDTH, |columns| columns.clamp(20, WIDEST)),
            limit: columns,
        }
    }

    pub fn is_coloured(&self) -> bool {
        self.coloured
    }

    /// Prints one line.
    pub fn line(&mut self, line: impl Into<Line>) {
        let Line(spans) = line.into();
        let mut text = String::new();
        let last = spans.iter().rposition(|span| !span.words.trim_end().is_empty());
        for (at, span) in spans.iter().enumerate() {
            let words = match last {
                Some(last) if at < last => span.words.as_str(),
                Some(last) if at == last => span.words.trim_end(),
                _ => "",
            };
            match (self.coloured && !words.is_empty(), span.role.code()) {
                (true, code) if !code.is_empty() => {
                    text.push_str("\u{1b}[");
                    text.push_str(code);
                    text.push('m');
                    text.push_str(words);
                    text.push_str("\u{1b}[0m");
                }
                _ => text.push_str(words),
            }
        }
        text.push('\n');
        self.write(text.as_bytes());
    }

    /// Keeps something to be said on standard error, so that it does not get into what is piped on.
    pub fn note(&mut self, words: impl Into<String>) {
        self.notes.push(words.into());
    }

    /// What is to be said on standard error.
    pub fn take_notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }

    /// Prints an empty line.
    pub fn blank(&mut self) {
        self.write(b"\n");
    }

    /// Prints words broken into lines, each after `indent` blanks; the first after `label`.
    pub fn prose(&mut self, label: Line, indent: usize, words: &str) {
        let room = self.width.saturating_sub(indent).max(20);
        // What of a longer label is in the place of words takes their room in the first line.
        let taken = label.width().saturating_sub(indent);
        if taken + 20 > room && !words.is_empty() {
            self.line(label);
            return self.prose(Line::default(), indent, words);
        }
        let mut label = Some(label);
        for line in wrap(&format!("{}{}", "x".repeat(taken), clean(words)), room) {
            let Some(start) = label.take() else {
                self.line(Line::from(" ".repeat(indent)).and(line));
                continue;
            };
            let gap = " ".repeat(indent.saturating_sub(start.width()));
            self.line(start.and(gap).and(line.get(taken..).unwrap_or_default()));
        }
    }

    /// Prints a value as JSON.
    pub fn json(&mut self, value: &impl Serialize) {
        match serde_json::to_string_pretty(value) {
            Ok(text) => {
                self.write(text.as_bytes());
                self.write(b"\n");
            }
            Err(error) => self.state = State::Broken(error.into()),
        }
    }

    /// Prints several lines.
    pub fn lines(&mut self, words: &str) {
        for line in words.lines() {
            self.line(line);
        }
    }

    /// Prints text that the program made itself, as it is: completions, a manual page, a help text.
    pub fn raw(&mut self, text: &[u8]) {
        self.write(text);
    }

    /// Prints a help text that the program made itself.
    pub fn help(&mut self, text: &clap::builder::StyledStr) {
        let text = if self.coloured { text.ansi().to_string() } else { text.to_string() };
        self.raw(text.as_bytes());
    }

    /// Brings out what was printed so far, before somebody answers to it.
    pub fn flush(&mut self) {
        if let State::Open = self.state {
            let flushed = self.sink.flush();
            self.keep(flushed);
        }
    }

    /// Prints that something is on the disk, `saved in Contoso portal`.
    pub fn saved(&mut self, place: &str) {
        self.did("the change is saved");
        self.line(strong("saved").and(dim(place)));
    }

    /// Notes what was done, such as `the report is written`: it is done even if that cannot be printed.
    pub fn did(&mut self, what: &'static str) {
        self.done = Some(what);
    }

    /// What was done, read by anybody or not.
    pub fn done(&self) -> Option<&'static str> {
        self.done
    }

    /// Prints nothing any more: the reader is gone.
    pub fn abandon(&mut self) {
        self.state = State::Closed;
    }

    /// Brings everything out and returns what went wrong, if anything did.
    pub fn finish(mut self) -> io::Result<()> {
        if let State::Open = self.state {
            let flushed = self.sink.flush();
            self.keep(flushed);
        }
        match self.state {
            State::Open | State::Closed => Ok(()),
            State::Broken(error) => Err(error),
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if let State::Open = self.state {
            let written = self.sink.write_all(bytes);
            self.keep(written);
        }
    }

    fn keep(&mut self, outcome: io::Result<()>) {
        match outcome {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(error) => self.state = State::Broken(error),
        }
    }
}

/// Whether a stream is coloured when nobody asked for either.
fn wants_colour(world: &World, terminal: bool) -> bool {
    if world.var("NO_COLOR").is_some() {
        return false;
    }
    if world.var("CLICOLOR_FORCE").is_some_and(|force| force != "0") {
        return true;
    }
    terminal && !world.is_dumb() && !world.is_colourless()
}
