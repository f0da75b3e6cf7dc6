//! `golive settings`: what is set, and where.

use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim};
use crate::cli::table::{Column, Table};
use crate::workspace::error::Error;
use crate::workspace::settings::{self, ThemeName};

/// Show the settings and the file they are in
///
/// The file is RON and belongs to you: author, ascii, mouse, and the theme of the screens (terminal, light, dark,
/// `high_contrast`, mono). What is not in it has its default.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let set = context.settings.clone();
        let author = context.author_to_read();
        let on = |is_on: bool| if is_on { "on" } else { "off" };
        let themes: Vec<&str> = ThemeName::ALL.iter().map(|theme| theme.word()).collect();
        let ascii = if !set.ascii && context.world.terminals.stdout && context.world.needs_ascii() {
            "on, because of this terminal"
        } else {
            on(set.ascii)
        };
        let mut table = Table::new(&[Column::Left, Column::Left, Column::Flexible]).indented(2);
        let from =
            if set.author.is_some() { "" } else { "not set; from --author, GOLIVE_AUTHOR or the login" };
        table.row([Line::from("author"), Line::from(&author), dim(from)]);
        table.row([Line::from("theme"), Line::from(set.theme.word()), dim(themes.join(", "))]);
        table.row([Line::from("ascii"), Line::from(ascii), Line::default()]);
        table.row([Line::from("mouse"), Line::from(on(set.mouse)), Line::default()]);
        let path = settings::path(context.world);
        context.out.line(match path {
            Some(path) if path.exists() => format!("{}", path.display()),
            Some(path) => format!("{} does not exist yet; every setting has its default", path.display()),
            None => "this machine has no home folder, so every setting has its default".to_owned(),
        });
        table.print(context.out);
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Example of the file:
  (
      author: \"Ana\",
      theme: light,
  )

Exit status:
  0 done, 3 the file could not be read.";
