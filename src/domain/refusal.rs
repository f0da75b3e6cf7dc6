//! Why something cannot be done, in words: one sentence, lines that show more, and what to do now.
//!
//! Commands print it, the walk says it, a form shows its sentence: the words are the same everywhere.

use std::fmt;

/// A refusal, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// One sentence: what is wrong.
    pub what: String,
    /// Lines that show more, such as what could have been meant.
    pub details: Vec<String>,
    /// What to do now.
    pub hints: Vec<String>,
}

impl Refusal {
    /// Builds a refusal that says what is wrong.
    pub fn new(what: impl Into<String>) -> Refusal {
        Refusal { what: what.into(), details: Vec::new(), hints: Vec::new() }
    }

    /// Adds a line that shows more.
    #[must_use]
    pub fn detail(mut self, line: impl Into<String>) -> Refusal {
        self.details.push(line.into());
        self
    }

    /// Adds what to do now.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Refusal {
        self.hints.push(hint.into());
        self
    }

    /// The sentence with the first hint, for places with one line.
    pub fn short(&self) -> String {
        match self.hints.first() {
            Some(hint) => format!("{}; {hint}", self.what),
            None => self.what.clone(),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)
    }
}
