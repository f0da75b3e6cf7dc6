//! The few things a person can set: `settings.ron` in the config folder.
//!
//! The file belongs to the person. It is made only when there is something to write, and a later change touches
//! one line of it, so that comments stay.

use std::path::{Path, PathBuf};

use ron::extensions::Extensions;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::error::{Error, quoted};
use super::world::World;
use crate::files::disk::Drive;
use crate::files::{self, Rights, WriteError};
use crate::text::Text;

/// What a person has set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Who one is in histories and minutes.
    pub author: Option<Text>,
    /// Draw only with characters that every terminal has.
    pub ascii: bool,
    /// Let the screens take the mouse.
    pub mouse: bool,
    /// The colours of the screens.
    pub theme: ThemeName,
    /// Other keys: names of actions, and the keys that each is to have. The screens know both.
    #[serde(deserialize_with = "pairs")]
    pub keys: Vec<(Text, Text)>,
}

/// A map as it is in the file: a name that appears twice is there twice.
fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(Text, Text)>, D::Error> {
    struct Pairs;
    impl<'de> Visitor<'de> for Pairs {
        type Value = Vec<(Text, Text)>;

        fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            out.write_str("names of actions with their keys")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(pair) = map.next_entry()? {
                all.push(pair);
            }
            Ok(all)
        }
    }
    from.deserialize_map(Pairs)
}

/// The colours of the screens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// The terminal's own palette.
    #[default]
    Terminal,
    /// Fixed colours for dark letters on white.
    Light,
    /// Fixed colours for light letters on black.
    Dark,
    /// Weight, underlines and reverse video, and nothing dim.
    HighContrast,
    /// Weight alone.
    Mono,
}

impl ThemeName {
    /// All of them, in the order in which they are listed.
    pub const ALL: [ThemeName; 5] =
        [ThemeName::Terminal, ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast, ThemeName::Mono];

    /// The word of the settings.
    pub fn word(self) -> &'static str {
        match self {
            ThemeName::Terminal => "terminal",
            ThemeName::Light => "light",
            ThemeName::Dark => "dark",
            ThemeName::HighContrast => "high_contrast",
            ThemeName::Mono => "mono",
        }
    }
}

const TEMPLATE: &str = r#"// Settings of golive. Every line is optional; a line that begins with two slashes does nothing.
(
    // Who you are in histories and minutes. GOLIVE_AUTHOR and --author come first.
    // author: ,

    // Draw only with ASCII signs, as --ascii does.
    // ascii: true,

    // The colours of the screens: terminal (its own palette), light, dark, high_contrast, mono.
    // theme: terminal,

    // Other keys for actions, by the names that `golive settings --keys` lists.
    // keys: {"doing": "i", "next-open": "I Ctrl-N"},

    // Let the screens take the mouse; hold Shift to select text then.
    // mouse: true,
)
"#;

impl Settings {
    /// What is set; without a file nothing is.
    pub fn load(world: &World) -> Result<Settings, Error> {
        let Some(path) = path(world) else { return Ok(Settings::default()) };
        match files::read_text(&path, LONGEST) {
            Ok(Some(text)) => parse(&text, &path),
            Ok(None) => Ok(Settings::default()),
            Err(error) => Err(Error::io(format!("cannot read the settings {}", shown(&path)))
                .cause(&error)
                .hint("fix the file, or move it away to continue without settings")),
        }
    }
}

/// Writes who one is into the settings; the rest of the file stays as it is.
pub fn set_author(world: &World, author: &Text) -> Result<(), Error> {
    let literal = ron::to_string(author)
        .map_err(|error| Error::io("cannot write this name into the settings").cause(&error))?;
    set(world, "author", &literal, |settings| settings.author.as_ref() == Some(author))
}

/// Writes the theme into the settings; the rest of the file stays as it is.
pub fn set_theme(world: &World, theme: ThemeName) -> Result<(), Error> {
    set(world, "theme", theme.word(), |settings| settings.theme == theme)
}

fn set(world: &World, field: &str, literal: &str, is_set: impl Fn(&Settings) -> bool) -> Result<(), Error> {
    let Some(path) = path(world) else { return Ok(()) };
    let before = files::read_text(&path, LONGEST).map_err(|error| unwritable(&path, &error))?;
    let before = before.unwrap_or_else(|| TEMPLATE.to_owned());
    let after = with(&before, field, literal);
    // A text that does not say what was meant never replaces the file, even a damaged one.
    if !is_set(&parse(&after, &path)?) {
        return Err(Error::io(format!("cannot find the line for `{field}` in {}", shown(&path)))
            .hint(format!("write `{field}: {literal},` into it yourself")));
    }
    replace(&path, after.as_bytes()).map_err(|error| unwritable(&path, &error))
}

/// The path of the settings file; none without a home folder.
pub fn path(world: &World) -> Option<PathBuf> {
    Some(world.folders.as_ref()?.config.join("settings.ron"))
}

/// The most bytes of a file with settings.
const LONGEST: u64 = 256 * 1024;

/// Writes a small file of the program's own whole or not at all, with its folder.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    files::make_folder(&mut Drive, files::folder_of(path)).map_err(WriteError::Failed)?;
    files::replace(&mut Drive, path, bytes, Rights::Usual)
}

fn parse(text: &str, path: &Path) -> Result<Settings, Error> {
    let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
    options.from_str(text).map_err(|error| {
        let line = error.span.start.line;
        Error::io(format!(
            "cannot read the settings {}, line {line}: {}",
            shown(path),
            Text::line(&wrong(&error.code, text.lines().nth(line.saturating_sub(1)).unwrap_or_default()))
        ))
        .hint("fix the line, or move the file away to continue without settings")
    })
}

/// What is wrong in a line, in the words of the settings.
fn wrong(code: &ron::Error, line: &str) -> String {
    use ron::Error as Ron;
    let listed = |names: &[&str]| names.join(", ");
    let of = line.split_once(':').map(|(name, _)| name.trim()).filter(|name| !name.is_empty());
    let of = of.map(|name| format!("`{name}` ")).unwrap_or_default();
    match code {
        Ron::NoSuchEnumVariant { expected, found, .. } => {
            format!("{of}cannot be `{found}`; it is one of {}", listed(expected))
        }
        Ron::NoSuchStructField { expected, found, .. } => {
            format!("`{found}` is not a setting; there are {}", listed(expected))
        }
        Ron::DuplicateStructField { field, .. } => format!("`{field}` is set twice"),
        Ron::ExpectedBoolean => format!("{of}is true or false"),
        Ron::ExpectedString => format!("{of}is text in double quotes"),
        Ron::ExpectedMap => format!("{of}is a list in braces: {{\"doing\": \"i\"}}"),
        Ron::ExpectedIdentifier | Ron::InvalidIdentifier(_) => format!("{of}has a value that is not a word"),
        other => other.to_string(),
    }
}

fn with(before: &str, field: &str, literal: &str) -> String {
    let is_field = |line: &str| {
        let words = line.trim_start().trim_start_matches('/').trim_start();
        words.strip_prefix(field).is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let line = format!("    {field}: {literal},");
    let lines: Vec<&str> = before.lines().collect();
    // A line that counts is replaced rather than one that is commented out.
    let counts = |line: &&str| is_field(line) && !line.trim_start().starts_with("//");
    let at = lines.iter().position(counts).or_else(|| lines.iter().position(|line| is_field(line)));
    let mut after: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    if let Some(found) = at.and_then(|at| after.get_mut(at)) {
        *found = line;
    } else {
        let open = lines.iter().position(|line| line.trim_start().starts_with('(')).unwrap_or(0);
        after.insert((open + 1).min(after.len()), line);
    }
    after.join("\n") + "\n"
}

fn unwritable(path: &Path, error: &dyn std::error::Error) -> Error {
    Error::io(format!("cannot write the settings {}", shown(path))).cause(error)
}

fn shown(path: &Path) -> String {
    quoted(path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_into_the_template_and_replaced_later() {
        let once = with(TEMPLATE, "author", "\"ana\"");
        assert_eq!(parse(&once, Path::new("x")).unwrap().author, Some("ana".into()));
        let twice = with(&once, "author", "\"ben\"");
        assert_eq!(parse(&twice, Path::new("x")).unwrap().author, Some("ben".into()));
        assert_eq!(once.lines().count(), twice.lines().count());
        let themed = with(&twice, "theme", "high_contrast");
        assert_eq!(parse(&themed, Path::new("x")).unwrap().theme, ThemeName::HighContrast);
        assert_eq!(themed.lines().count(), twice.lines().count());
    }

    #[test]
    fn a_persons_own_file_keeps_its_comments() {
        let before = "// mine\n(\n    ascii: true, // the old terminal\n)\n";
        let after = with(before, "author", "\"ana\"");
        assert_eq!(after, "// mine\n(\n    author: \"ana\",\n    ascii: true, // the old terminal\n)\n");
    }

    #[test]
    fn keys_stand_as_they_are_written() {
        let read = parse("(keys: {\"doing\": \"D\", \"doing\": \"X Y\"})", Path::new("x")).unwrap();
        assert_eq!(read.keys, [("doing".into(), "D".into()), ("doing".into(), "X Y".into())]);
    }

    #[test]
    fn the_template_sets_nothing() {
        assert_eq!(parse(TEMPLATE, Path::new("x")).unwrap(), Settings::default());
    }
}
