//! The user's own editor for longer answers.

use std::fs;
use std::process::Command;

use crate::text::Text;
use crate::workspace::locate;
use crate::workspace::world::World;

/// Lets the user edit a text; none where it stayed as it was.
pub fn edit(world: &World, text: &str) -> Result<Option<String>, Text> {
    let usual = if cfg!(windows) { "notepad" } else { "vi" };
    let editor = world.var("VISUAL").or_else(|| world.var("EDITOR"));
    let editor = editor.unwrap_or_else(|| Text::line(usual));
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(usual);
    let says = |words: String| Text::line(&words);
    let file = tempfile::Builder::new().prefix("golive-answer-").suffix(".txt").tempfile();
    let file = file.map_err(|error| says(format!("cannot make a file for the editor: {error}")))?;
    fs::write(file.path(), text)
        .map_err(|error| says(format!("cannot write a file for the editor: {error}")))?;
    let ended = Command::new(program).args(words).arg(file.path()).status();
    let ended = ended.map_err(|error| {
        says(format!("cannot start the editor `{program}`: {error}; set VISUAL or EDITOR"))
    })?;
    let edited = fs::read(file.path());
    let edited = edited.map_err(|error| says(format!("cannot read what was edited: {error}")))?;
    let edited = String::from_utf8_lossy(&edited).into_owned();
    if !ended.success() {
        let failed = format!("the editor `{program}` ended with {ended}");
        if edited.trim_end() == text.trim_end() {
            return Err(says(format!("{failed}; nothing was changed")));
        }
        // Whether the words are meant is not known, so they are neither taken nor lost.
        return Err(match file.keep() {
            Ok((_, path)) => says(format!("{failed}; what was written is in {}", locate::shown(&path))),
            Err(error) => says(format!("{failed}; what was written cannot be kept: {}", error.error)),
        });
    }
    Ok(Some(edited).filter(|edited| edited.trim_end() != text.trim_end()))
}
