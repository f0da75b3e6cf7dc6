//! `golive completions`: the script that lets a shell complete commands, flags and names.
//!
//! Commands and flags are clap's; a second part asks `golive complete` for the names of the project.

use std::fmt::Write as _;

use clap_complete::Shell;

use crate::cli::args;
use crate::cli::command::RunCommand;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::workspace::error::Error;

/// Print the script that lets your shell complete commands, flags and names
///
/// In bash, zsh and fish it also completes ids, milestones, people, projects, views, checklists and workstreams, as the
/// project that commands work on has them.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The shell
    shell: Shell,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut args::command(), "golive", &mut script);
        let names = match self.shell {
            Shell::Bash => bash(),
            Shell::Zsh => zsh(),
            Shell::Fish => fish(),
            _ => String::new(),
        };
        script.extend(names.bytes());
        context.out.raw(&script);
        Ok(Exit::DONE)
    }
}

/// The flags that take a name, and which names.
const FLAGS: &[(&str, &str)] = &[
    ("owner", "people"),
    ("by", "people"),
    ("people", "people"),
    ("for", "people"),
    ("project", "projects"),
    ("milestone", "milestones"),
    ("checklist", "checklists"),
    ("workstream", "workstreams"),
    ("role", "roles"),
    ("view", "views"),
    ("app", "apps"),
];

/// The commands whose arguments are names, and which names.
const COMMANDS: &[(&str, &str)] = &[
    ("mark", "entries"),
    ("set", "entries"),
    ("show", "entries"),
    ("note", "entries"),
    ("history", "entries"),
    ("edit", "own"),
    ("remove", "own"),
    ("gate", "milestones"),
    ("target", "milestones"),
    ("close", "milestones"),
    ("critical", "milestones"),
    ("question", "questions"),
    ("conditions", "reviews"),
    ("diff", "reviews"),
    ("capture", "entries"),
    ("done", "captures"),
];

fn bash() -> String {
    let mut flags = String::new();
    for (flag, names) in FLAGS {
        _ = writeln!(flags, "        --{flag}) names={names} ;;");
    }
    let mut commands = String::new();
    for (command, names) in COMMANDS {
        _ = writeln!(commands, "                {command}) names={names} ;;");
    }
    format!(
        r#"
_golive_names() {{
    local cur prev word names= IFS=$'\n'
    cur="${{COMP_WORDS[COMP_CWORD]}}"
    prev="${{COMP_WORDS[COMP_CWORD-1]}}"
    case "$prev" in
{flags}    esac
    if [[ -z $names && $cur != -* && $prev != -* ]]; then
        for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
            case "$word" in
{commands}            esac
        done
        # The status of `mark` and the kind of `capture` come before the names.
        [[ $prev == mark || $prev == capture ]] && names=
    fi
    if [[ -n $names ]]; then
        local found=($(compgen -W "$(golive complete "$names" 2>/dev/null)" -- "$cur"))
        COMPREPLY=()
        for word in "${{found[@]}}"; do COMPREPLY+=("$(printf %q "$word")"); done
        return 0
    fi
    unset IFS
    _golive "$@"
}}
complete -F _golive_names -o nosort golive 2>/dev/null || complete -F _golive_names golive
"#
    )
}

fn zsh() -> String {
    let mut flags = String::new();
    for (flag, names) in FLAGS {
        _ = writeln!(flags, "        --{flag}) names={names} ;;");
    }
    let mut commands = String::new();
    for (command, names) in COMMANDS {
        _ = writeln!(commands, "                {command}) names={names} ;;");
    }
    format!(
        r#"
_golive_names() {{
    local cur="${{words[CURRENT]}}" prev="${{words[CURRENT-1]}}" names= word
    case "$prev" in
{flags}    esac
    if [[ -z $names && $cur != -* && $prev != -* ]]; then
        for word in "${{(@)words[2,CURRENT-1]}}"; do
            case "$word" in
{commands}            esac
        done
        # The status of `mark` and the kind of `capture` come before the names.
        [[ $prev == mark || $prev == capture ]] && names=
    fi
    if [[ -n $names ]]; then
        local -a found
        found=("${{(@f)$(golive complete $names 2>/dev/null)}}")
        compadd -a found
        return 0
    fi
    _golive "$@"
}}
compdef _golive_names golive
"#
    )
}

fn fish() -> String {
    let mut script = String::from("\n");
    for (flag, names) in FLAGS {
        _ = writeln!(script, "complete -c golive -l {flag} -x -a '(golive complete {names} 2>/dev/null)'");
    }
    for (command, names) in COMMANDS {
        _ = writeln!(
            script,
            "complete -c golive -n '__fish_seen_subcommand_from {command}' -f -a '(golive complete {names} 2>/dev/null)'"
        );
    }
    script
}

const HELP: &str = "\
Examples:
  golive completions bash > ~/.local/share/bash-completion/completions/golive
  golive completions zsh > ~/.zfunc/_golive
  golive completions fish > ~/.config/fish/completions/golive.fish

Exit status:
  0 done, 2 no such shell.";
