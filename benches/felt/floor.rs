//! The floor: the least that a program on the whole screen does. It paints once, repaints what a key moved, appends and
//! syncs a line for an answer, and gives the terminal back.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write, stdin, stdout};
use std::path::Path;

use rustix::termios::{OptionalActions, tcgetattr, tcgetwinsize, tcsetattr};

const ENTRIES: usize = 400;

/// Runs until `q`; answers are appended to `file`.
pub(crate) fn run(file: Option<&Path>) {
    let input = stdin();
    let before = tcgetattr(&input).expect("a terminal");
    let mut raw = before.clone();
    raw.make_raw();
    tcsetattr(&input, OptionalActions::Now, &raw).expect("raw");
    let mut answers = file.map(open);
    let size = tcgetwinsize(&input).expect("a size");
    let mut screen =
        Screen { width: usize::from(size.ws_col), height: usize::from(size.ws_row), top: 0, at: 0 };
    screen.all();
    let mut keys = [0; 256];
    'keys: while let Ok(count) = input.lock().read(&mut keys) {
        for key in &keys[..count] {
            match key {
                b'j' => screen.at = (screen.at + 1).min(ENTRIES - 1),
                b'k' => screen.at = screen.at.saturating_sub(1),
                b' ' => {
                    if let Some(answers) = &mut answers {
                        answers
                            .write_all(
                                b"one answer, about as long as a line of a journal is, with its words\n",
                            )
                            .expect("appended");
                        answers.sync_data().expect("synced");
                    }
                }
                b'q' => break 'keys,
                _ => {}
            }
        }
        screen.moved(keys[..count].contains(&b' '));
        if count == 0 {
            break;
        }
    }
    out("\x1b[?25h\x1b[?1049l");
    tcsetattr(&input, OptionalActions::Now, &before).expect("as before");
}

fn open(path: &Path) -> File {
    OpenOptions::new().append(true).create(true).open(path).expect("the file of the floor")
}

struct Screen {
    width: usize,
    height: usize,
    top: usize,
    at: usize,
}

impl Screen {
    fn row(&self, entry: usize) -> String {
        let words = format!(" entry {entry} as long as a title is, with who has it and by when");
        let shown = format!("{words:<width$.width$}", width = self.width);
        let (on, off) = if entry == self.at { ("\x1b[7m", "\x1b[m") } else { ("", "") };
        format!("\x1b[{};1H{on}{shown}{off}", entry - self.top + 1)
    }

    fn all(&self) {
        let rows: String = (self.top..self.top + self.height).map(|entry| self.row(entry)).collect();
        out(&format!("\x1b[?1049h\x1b[?25l{rows}"));
    }

    /// Repaints the entries around the cursor, after scrolling if it left the screen.
    fn moved(&mut self, is_saved: bool) {
        let mut words = String::new();
        if self.at >= self.top + self.height {
            self.top = self.at + 1 - self.height;
            words += "\x1b[S";
        } else if self.at < self.top {
            self.top = self.at;
            words += "\x1b[T";
        }
        let last = (self.at + 2).min(self.top + self.height);
        for entry in self.at.saturating_sub(1).max(self.top)..last {
            words += &self.row(entry);
        }
        if is_saved {
            words += "\x1b[1;1Hsaved";
        }
        out(&words);
    }
}

fn out(words: &str) {
    let mut out = stdout().lock();
    out.write_all(words.as_bytes()).expect("written");
    out.flush().expect("written");
}
