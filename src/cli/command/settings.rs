//! `golive settings`: what is set, and where.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::open;
use crate::cli::out::{Line, Out, dim};
use crate::cli::table::Table;
use crate::tui::keys::{self, Keys, names};
use crate::workspace::error::Error;
use crate::workspace::settings::{self, ThemeName};

/// Show the settings and the file they are in
///
/// The file is RON and belongs to you: author, ascii, mouse, the theme of the screens (terminal, light, dark,
/// `high_contrast`, mono), and other keys for actions. What is not in it has its default. On the screens `:` and
/// *theme* changes the theme at once and writes it here.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// List every action that can have another key: its name, its keys, what it does
    #[arg(long)]
    keys: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.keys {
            let keys = open::keys(context)?;
            list(&keys, context.out);
            return Ok(Exit::DONE);
        }
        let set = context.settings.clone();
        let author = context.author_to_read();
        let on = |is_on: bool| if is_on { "on" } else { "off" };
        let themes: Vec<&str> = ThemeName::ALL.iter().map(|theme| theme.word()).collect();
        let ascii = if !set.ascii && context.world.terminals.stdout && context.world.needs_ascii() {
            "on, because of this terminal"
        } else {
            on(set.ascii)
        };
        let mut table = Table::around(2, 0).indented(2);
        let from =
            if set.author.is_some() { "" } else { "not set; from --author, GOLIVE_AUTHOR or the login" };
        table.row([Line::from("author"), Line::from(&author), dim(from)]);
        table.row([Line::from("theme"), Line::from(set.theme.word()), dim(themes.join(", "))]);
        table.row([Line::from("ascii"), Line::from(ascii), Line::default()]);
        table.row([Line::from("mouse"), Line::from(on(set.mouse)), Line::default()]);
        let keys = open::keys(context);
        if set.keys.is_empty() {
            table.row([Line::from("keys"), Line::from("none changed"), dim("golive settings --keys")]);
        }
        for (at, (name, own)) in set.keys.iter().enumerate() {
            let label = if at == 0 { "keys" } else { "" };
            let usual = names::named(name).map(|action| Keys::default().keys_of(action));
            let usual = match usual.as_deref() {
                None => String::new(),
                Some("") => "usually none".to_owned(),
                Some(usual) => format!("usually {usual}"),
            };
            table.row([Line::from(label), Line::from(format!("{name}: {own}")), dim(&usual)]);
        }
        let path = settings::path(context.world);
        context.out.line(match path {
            Some(path) if path.exists() => format!("{}", path.display()),
            Some(path) => format!("{} does not exist yet; every setting has its default", path.display()),
            None => "this machine has no home folder, so every setting has its default".to_owned(),
        });
        table.print(context.out);
        keys.map(|_| Exit::DONE)
    }
}

/// All names, with the keys that they have now.
fn list(keys: &Keys, out: &mut Out) {
    let usual = Keys::default();
    let mut table = Table::around(2, 0);
    for (name, action) in names::NAMES {
        let own = keys.keys_of(*action);
        let was = usual.keys_of(*action);
        let help = keys::help_of(*action);
        let help = if own == was { help.to_owned() } else { format!("{help} (usually {was})") };
        let own = out.signs.typeset(&own);
        table.row([Line::from(*name), Line::from(own), Line::from(help)]);
    }
    table.print(out);
}

const HELP: &str = "\
Example of the file:
  (
      author: \"Ana\",
      theme: light,
      keys: {\"doing\": \"i\", \"next-open\": \"I Ctrl-N\", \"views\": \"none\"},
  )

A key is one character, or Ctrl with a letter. Arrows, Enter, Space, Esc, Tab,
digits and the keys of text fields stay.

Exit status:
  0 done, 3 the file could not be read, or its keys clash.";
