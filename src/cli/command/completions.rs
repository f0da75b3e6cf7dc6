//! `golive completions`: the script that lets a shell complete commands, flags and names.
//!
//! Commands and flags are clap's; a second part asks `golive complete` for the names of the project.

use std::fmt::Write as _;

use clap_complete::Shell;

use crate::cli::context::{Context, RunCommand};
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
        clap_complete::generate(self.shell, &mut (context.definition)(), "golive", &mut script);
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

/// The commands whose arguments are names, which names, and whether only the first argument is one.
const COMMANDS: &[(&str, &str, bool)] = &[
    ("mark", "entries", false),
    ("set", "entries", false),
    ("show", "entries", true),
    ("note", "entries", true),
    ("history", "entries", true),
    ("edit", "own", true),
    ("remove", "own", true),
    ("gate", "milestones", true),
    ("target", "milestones", true),
    ("close", "milestones", true),
    ("critical", "milestones", true),
    ("question", "questions", true),
    ("conditions", "reviews", true),
    ("diff", "reviews", false),
    ("capture", "entries", false),
    ("drop", "own-views", true),
    ("use", "projects", true),
];

/// The words that come before the names, which fish is not told by clap.
const FIRST_WORDS: &[(&str, &str)] = &[
    ("mark", "todo doing blocked done waived n/a"),
    ("capture", "decision action question risk parked objection done edit remove"),
];

/// What bash and zsh have in common: which names are wanted, from the words before. The first command that takes names
/// is the one: `done` in `mark done` is a status.
fn wanted(words: &str) -> String {
    let mut flags = String::new();
    for (flag, names) in FLAGS {
        _ = writeln!(flags, "        --{flag}) names={names} ;;");
    }
    let mut commands = String::new();
    for (command, names, is_single) in COMMANDS {
        let first = if *is_single { "first=1" } else { "first=" };
        _ = writeln!(
            commands,
            "                {command}) command={command} names={names} {first}; break ;;"
        );
    }
    format!(
        r#"    case "$prev" in
{flags}    esac
    if [[ -z $names && $cur != -* && $prev != -* ]]; then
        for word in "{words}"; do
            case "$word" in
{commands}            esac
        done
        # The status of `mark` and the kind of `capture` come before the names; of others only the first word is one.
        case "$command $prev" in
            "capture done"|"capture edit"|"capture remove") names=captures ;;
            "mark mark"|"capture capture") names= ;;
        esac
        [[ -n $first && $prev != "$command" ]] && names=none
    fi
"#
    )
}

/// The commands whose arguments are files; zsh and fish know it by themselves.
const FILES: &[&str] = &["use", "verify", "merge", "compare", "facts", "import", "check", "init", "demo"];

fn bash() -> String {
    let files = FILES.join("|");
    let wanted = wanted("${COMP_WORDS[@]:1:COMP_CWORD-1}");
    format!(
        r#"
_golive_names() {{
    local cur prev word names= command= first= IFS=$'\n'
    cur="${{COMP_WORDS[COMP_CWORD]}}"
    prev="${{COMP_WORDS[COMP_CWORD-1]}}"
    # `--checklist=de` is three words here.
    if [[ $cur == = ]]; then cur=
    elif [[ $prev == = ]]; then prev="${{COMP_WORDS[COMP_CWORD-2]}}"; fi
{wanted}    if [[ -n $names ]]; then
        COMPREPLY=()
        while IFS= read -r word; do COMPREPLY+=("$(printf %q "$word")"); done \
            < <(golive complete "$names" "$cur" 2>/dev/null)
        # `use` takes a file, too.
        [[ $command == use && ${{#COMPREPLY[@]}} == 0 ]] || return 0
    fi
    unset IFS
    _golive "$@"
    [[ $cur == -* || $prev == -* ]] && return 0
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$word" in
            {files})
                IFS=$'\n'
                compopt -o filenames 2>/dev/null
                COMPREPLY=($(compgen -f -- "$cur"))
                break ;;
        esac
    done
}}
complete -F _golive_names -o nosort golive 2>/dev/null || complete -F _golive_names golive
"#
    )
}

fn zsh() -> String {
    let wanted = wanted("${(@)words[2,CURRENT-1]}");
    format!(
        r#"
_golive_names() {{
    local cur="${{words[CURRENT]}}" prev="${{words[CURRENT-1]}}" names= word command= first=
{wanted}    if [[ -n $names ]]; then
        local -a found
        found=("${{(@f)$(golive complete $names "$cur" 2>/dev/null)}}")
        # `use` takes a file, too.
        [[ $command == use && -z "${{found[1]}}" ]] && {{ _golive "$@"; return }}
        # What does not begin so has an end that does.
        if [[ "${{found[1]}}" == "$cur"* ]]; then compadd -a found; else compadd -U -a found; fi
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
        _ = writeln!(
            script,
            "complete -c golive -l {flag} -x -a '(golive complete {names} (commandline -ct) 2>/dev/null)'"
        );
    }
    for (command, words) in FIRST_WORDS {
        _ = writeln!(
            script,
            "complete -c golive -n '__fish_seen_subcommand_from {command}; and not __fish_seen_subcommand_from {words}' -f -a '{words}'"
        );
    }
    for (command, names, _) in COMMANDS {
        // The status of `mark` comes before the names.
        let first = FIRST_WORDS.iter().find(|(other, _)| other == command);
        let first =
            first.map(|(_, words)| format!("; and __fish_seen_subcommand_from {words}")).unwrap_or_default();
        // `use` takes a file, too.
        let files = if *command == "use" { "" } else { " -f" };
        _ = writeln!(
            script,
            "complete -c golive -n '__fish_seen_subcommand_from {command}{first}'{files} -a '(golive complete {names} (commandline -ct) 2>/dev/null)'"
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
