//! The whole program in a home of its own, with commands and screens beside each other.

use std::process::Command;

use portable_pty::CommandBuilder;

use super::session::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_golive");
const SMALL_PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/packs/valid/small");

/// A home of its own with a project in it, for programs that are started one after the other and side by side.
pub(super) struct Home(pub(super) tempfile::TempDir);

impl Home {
    /// A home with a project of two open checklists and no workshop.
    pub(super) fn with_a_project() -> Home {
        let home = Home(tempfile::tempdir().expect("a temporary folder can be made"));
        home.golive(&["new", "Contoso portal", "--scenario", "b2c"]);
        home
    }

    fn environment(&self) -> Vec<(&'static str, String)> {
        let root = self.0.path().to_str().expect("temporary folders have plain names");
        let mut variables = vec![
            ("HOME", root.to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("TZ", "UTC".to_owned()),
            ("GOLIVE_AUTHOR", "Ana".to_owned()),
            ("GOLIVE_PACK", SMALL_PACK.to_owned()),
        ];
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"] {
            variables.push((name, format!("{root}/{name}")));
        }
        variables
    }

    /// Runs a command to its end and returns what it printed.
    #[track_caller]
    pub(super) fn golive(&self, args: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command.args(args).env_clear().envs(self.environment()).current_dir(self.0.path());
        let output = command.output().expect("the program can be started");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    pub(super) fn screens(&self, args: &[&str], size: (u16, u16)) -> Session {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.args(args);
        command.cwd(self.0.path());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        Session::start(command, size)
    }

    /// Starts the screens with an editor, a script of its own; with `before` and `after` around them if there is a
    /// shell to go back to.
    pub(super) fn screens_with_editor(&self, editor: &str, shell: Option<(&str, &str)>) -> Session {
        let script = self.0.path().join("my editor");
        std::fs::write(&script, editor).expect("the home is this test's own");
        let mut command = CommandBuilder::new(if shell.is_some() { "/bin/sh" } else { PROGRAM });
        command.env_clear();
        if let Some((before, after)) = shell {
            command.args(["-c", &format!("{before}; \"$0\"; status=$?; {after}; exit $status"), PROGRAM]);
        }
        command.cwd(self.0.path());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        command.env("PATH", "/usr/bin:/bin");
        command.env("EDITOR", format!("sh '{}'", script.display()));
        Session::start(command, (80, 24))
    }

    /// Starts the laptop, all screens, and waits for these words.
    #[track_caller]
    pub(super) fn laptop(&self, words: &str) -> Session {
        let mut laptop = self.screens(&[], (100, 30));
        laptop.wait_for(words);
        laptop
    }
}
