//! `golive man`: the manual page.

use std::fmt::Write as _;

use clap_mangen::Man;

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::text::nearest;
use crate::workspace::error::{Error, quoted};

/// Print the manual page
///
/// Without a command it is the page of the whole program, else that of the command.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The command whose page is meant, with the command below it if it has some
    command: Vec<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut whole = (context.definition)().disable_help_subcommand(true);
        whole.build();
        let mut page = whole;
        for name in &self.command {
            page = below(&page, name)?;
        }
        if !self.command.is_empty() {
            // The page of `mark` is called golive-mark, as git has it.
            page = page.display_name(format!("golive-{}", self.command.join("-")));
        }
        let more = page.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        let mut roff = Vec::new();
        Man::new(page.after_long_help(None::<&str>))
            .source(concat!("golive ", env!("CARGO_PKG_VERSION")))
            .render(&mut roff)
            .map_err(|error| Error::io("cannot write the manual page").cause(&error))?;
        roff.extend(sections(&more).into_bytes());
        context.out.raw(&roff);
        Ok(Exit::DONE)
    }
}

fn below(command: &clap::Command, name: &str) -> Result<clap::Command, Error> {
    command.find_subcommand(name).cloned().ok_or_else(|| {
        let error = Error::usage(format!("no command is called {}", quoted(name)));
        match nearest(name, command.get_subcommands().map(clap::Command::get_name)) {
            Some(near) => error.hint(format!("did you mean {}?", quoted(near))),
            None => error.hint("`golive --help` lists them"),
        }
    })
}

/// What stands below the options of `--help` as sections of a page.
///
/// Columns and examples keep their lines; sentences are filled, because a page is narrower than the help.
fn sections(help: &str) -> String {
    let mut page = String::new();
    let mut lines = help.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(title) = line.strip_suffix(':').filter(|title| !title.starts_with(' ')) else { continue };
        let mut body: Vec<&str> = Vec::new();
        while let Some(next) = lines.next_if(|next| next.starts_with(' ') || next.is_empty()) {
            body.push(next.strip_prefix("  ").unwrap_or(next));
        }
        while body.last().is_some_and(|last| last.is_empty()) {
            body.pop();
        }
        let is_kept = title.starts_with("Example") || body.iter().any(|line| line.contains("  "));
        let (begin, end) = if is_kept { (".nf\n", ".fi\n") } else { ("", "") };
        let words: String = body.iter().map(|line| escaped(line) + "\n").collect();
        // Writing into a string cannot fail.
        _ = write!(page, ".SH {}\n{begin}{words}{end}", escaped(&title.to_uppercase()));
    }
    page
}

/// A line as roff prints it letter by letter.
fn escaped(line: &str) -> String {
    let line = line.replace('\\', "\\(rs").replace('-', "\\-").replace('\'', "\\(aq");
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}

const HELP: &str = "\
Examples:
  golive man | man -l -
  golive man mark > golive-mark.1
  golive man review close | man -l -

Exit status:
  0 done, 2 no such command.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_below_the_options_becomes_sections() {
        let help = "Examples:\n  golive set a\\b --due 'fri'\n\nExit status:\n  0 done, 2 wrong\n  use.\n";
        assert_eq!(
            sections(help),
            ".SH EXAMPLES\n.nf\ngolive set a\\(rsb \\-\\-due \\(aqfri\\(aq\n.fi\n\
             .SH EXIT STATUS\n0 done, 2 wrong\nuse.\n"
        );
    }
}
