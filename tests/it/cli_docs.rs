//! docs/cli.md is what `--help` says, so it cannot go stale.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::expected;
use crate::support::Test;

const HEAD: &str = "\
# The commands

What `golive --help` and `golive COMMAND --help` say, written by a test: `UPDATE_EXPECTED=1 cargo test cli_docs` makes it
again. The global options stand once, at `golive` itself. The JSON of `--json` is in [json.md](json.md), the keys of the screens in [keys.md](keys.md).
";

#[test]
fn the_commands_in_the_docs_are_those_of_the_program() {
    let mut text = HEAD.to_owned() + "\n";
    list(&golive::cli::args::command(), "golive", &mut text);
    describe(&golive::cli::args::command(), &mut Vec::new(), &mut text);
    expected::check("docs/cli.md", &text);
}

/// The commands with what they do, each a link to its help.
fn list(command: &clap::Command, name: &str, text: &mut String) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    writeln!(text, "- [`{name}`](#{}): {about}", name.replace(' ', "-")).expect("a string takes everything");
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        list(below, &format!("{name} {}", below.get_name()), text);
    }
}

fn describe(command: &clap::Command, above: &mut Vec<String>, text: &mut String) {
    let found = Test::new().output(above.iter().map(String::as_str).chain(["--help"]).collect::<Vec<_>>());
    assert_eq!((found.code, found.stderr.as_str()), (0, ""));
    let words: Vec<&str> = std::iter::once("golive").chain(above.iter().map(String::as_str)).collect();
    let help = found.stdout.lines().map(str::trim_end);
    // They are the same everywhere, so they stand once.
    let mut is_global = false;
    let help: Vec<&str> = help
        .filter(|line| {
            if !line.is_empty() && !line.starts_with(' ') {
                is_global = *line == "Global options:" && !above.is_empty();
            }
            !is_global
        })
        .collect();
    let help = help.join("\n");
    write!(text, "\n## `{}`\n\n```text\n{}\n```\n", words.join(" "), help.trim_end())
        .expect("a string takes everything");
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        above.push(below.get_name().to_owned());
        describe(below, above, text);
        above.pop();
    }
}

/// The names of all fields in a value.
pub(crate) fn fields(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|value| fields(value, found)),
        serde_json::Value::Object(all) => all.iter().for_each(|(name, value)| {
            found.push(name.clone());
            fields(value, found);
        }),
        _ => {}
    }
}

#[test]
fn every_field_of_the_json_is_described() {
    let docs = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json.md"));
    let docs = docs.expect("docs/json.md is part of the checkout");
    let mut test = Test::project()
        .run(["mark", "done", "design/1", "--evidence", "a table"])
        .run(["capture", "action", "design/1", "Write it"]);
    let commands: [&[&str]; 5] =
        [&["status"], &["list"], &["show", "design/1"], &["questions"], &["captures"]];
    for command in commands {
        let found = test.output(command.iter().copied().chain(["--json"]).collect::<Vec<_>>());
        assert_eq!(found.code, 0);
        let part = docs.split("\n## ").find(|part| part.starts_with(&format!("`golive {}", command[0])));
        let part = part.unwrap_or_else(|| panic!("docs/json.md says nothing of {}", command[0]));
        let mut names = Vec::new();
        fields(&serde_json::from_str(&found.stdout).expect("it is JSON"), &mut names);
        let lacking: Vec<&String> = names
            .iter()
            .filter(|name| !docs.contains(&format!("`{name}`")))
            .chain(names.iter().filter(|name| {
                !part.contains(&format!("`{name}`")) && !["show", "list"].contains(&command[0])
            }))
            .collect();
        assert_eq!(lacking, Vec::<&String>::new(), "{}", command[0]);
    }
}

#[test]
fn every_command_says_what_it_does_and_how_it_ends() {
    fn visit(command: &clap::Command, found: &mut Vec<String>) {
        let name = command.get_name();
        if command.get_about().is_none() {
            found.push(format!("{name} has no description"));
        }
        for arg in command.get_arguments().filter(|arg| arg.get_help().is_none()) {
            found.push(format!("{name}: {} is not described", arg.get_id()));
        }
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        if about.ends_with('.') {
            found.push(format!("{name}: the first line of the help ends in a period"));
        }
        // What is below the options is kept as it is written; a paragraph above them is wrapped to the terminal.
        let long = command.get_long_about().map(ToString::to_string).unwrap_or_default();
        if ["Example", "Exit status"].iter().any(|word| long.contains(word)) {
            found.push(format!("{name}: examples and exit status stand below the options"));
        }
        let after = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        if !command.has_subcommands() && !after.contains("Exit status:\n") {
            found.push(format!("{name} does not say how it ends"));
        }
        if after.lines().any(|line| line.chars().count() > 80) {
            found.push(format!("{name}: a line below the options is wider than 80 columns"));
        }
        command.get_subcommands().for_each(|below| visit(below, found));
    }
    let mut found = Vec::new();
    visit(&golive::cli::args::command(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn completions_and_manual_pages_are_made_for_every_command() {
    let mut test = Test::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let found = test.output(["completions", shell]);
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
        assert!(found.stdout.contains("git-setup"), "{shell}");
    }
    assert!(test.output(["man"]).stdout.starts_with(".ie"));
    for command in golive::cli::args::command().get_subcommands() {
        let found = test.output(["man", command.get_name()]);
        assert_eq!((found.code, found.stderr.as_str()), (0, ""));
        assert!(found.stdout.contains(&format!("golive\\-{}", command.get_name().replace('-', "\\-"))));
    }
    let page = test.output(["man", "review", "close"]).stdout;
    assert!(page.contains("golive\\-review\\-close") && page.contains(".SH EXAMPLES\n.nf\n"), "{page}");
    test.args(["man", "marc"])
        .stderr(
            "
            error: no command is called `marc`
            hint: did you mean `mark`?
            ",
        )
        .code(2);
}

/// What fish takes for the arguments of a command: one more than its flags take, and the whole script is refused.
#[test]
fn fish_gets_nothing_but_flags_with_their_values() {
    let script = Test::new().output(["completions", "fish"]).stdout;
    let lines = script.get(script.find("\ncomplete ").expect("there are completions")..).unwrap_or_default();
    let (mut words, mut word, mut quote, mut chars) = (Vec::new(), None::<String>, None, lines.chars());
    let mut count = 0;
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => word.get_or_insert_default().extend(chars.next()),
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, '\n') => {
                words.extend(word.take());
                let mut rest = words.iter().map(String::as_str).skip_while(|word| *word == "complete");
                while let Some(flag) = rest.next() {
                    let takes = ["-c", "-n", "-l", "-s", "-d", "-a"].contains(&flag);
                    assert!(takes || ["-r", "-f", "-x", "-F"].contains(&flag), "`{flag}` in {words:?}");
                    assert!(!takes || rest.next().is_some(), "{words:?}");
                }
                count += usize::from(!words.is_empty());
                words.clear();
            }
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert!(count > 100 && quote.is_none());
}

/// The words of a line as a shell would split it, without what it is piped to or redirected into.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    let end = words.iter().position(|word| ["|", ">", "<", "&&"].contains(&word.as_str()));
    words.truncate(end.unwrap_or(words.len()));
    words
}

#[test]
fn every_example_is_a_command_line_that_is_understood() {
    fn visit(command: &clap::Command, found: &mut Vec<String>) {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        // A line may go on, and the shell knows which files there are.
        let help = help.replace("\\\n      ", "").replace("*.golive", "a.golive b.golive");
        let examples = help.split("Examples:\n").nth(1).unwrap_or_default();
        let lines = examples.lines().map(str::trim).take_while(|line| !line.is_empty());
        for line in lines.filter(|line| line.starts_with("golive")) {
            // Behind some blanks an example may say what it does.
            let line = line.split("    ").next().unwrap_or_default();
            if let Err(error) = golive::cli::args::command().try_get_matches_from(shell_words(line)) {
                found.push(format!("{line}: {error}"));
            }
        }
        command.get_subcommands().for_each(|below| visit(below, found));
    }
    let mut found = Vec::new();
    visit(&golive::cli::args::command(), &mut found);
    assert_eq!(found, Vec::<String>::new());
}
