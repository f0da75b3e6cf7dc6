//! A whole workshop in real terminals: the laptop drives, a projector follows, the laptop dies in between, and what
//! was said is in the minutes.

use std::process::Command;

use portable_pty::CommandBuilder;
use rustix::process::Signal;

use super::session::Session;

const PROGRAM: &str = env!("CARGO_BIN_EXE_golive");
const SMALL_PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/packs/valid/small");
const RIGHT: &str = "\x1b[C";

/// A home of its own with a project in it, for programs that are started one after the other and side by side.
struct Home(tempfile::TempDir);

impl Home {
    /// Returns a home with a project of two open checklists and no workshop.
    fn with_a_project() -> Home {
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
    fn golive(&self, args: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command.args(args).env_clear().envs(self.environment()).current_dir(self.0.path());
        let output = command.output().expect("the program can be started");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    fn screens(&self, args: &[&str], size: (u16, u16)) -> Session {
        let mut command = CommandBuilder::new(PROGRAM);
        command.env_clear();
        command.args(args);
        command.cwd(self.0.path());
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        Session::start(command, size)
    }

    /// Starts the laptop, all screens, and waits for these words.
    #[track_caller]
    fn laptop(&self, words: &str) -> Session {
        let mut laptop = self.screens(&[], (100, 30));
        laptop.wait_for(words);
        laptop
    }
}

impl Session {
    /// Types keys and waits until the program has drawn these words, saved.
    #[track_caller]
    fn types(&mut self, keys: &str, words: &str) {
        self.press(keys);
        self.wait_until(words, |screen| {
            let text = screen.contents();
            text.contains(words) && !text.contains("saving") && !text.contains("NOT SAVED")
        });
    }
}

#[test]
fn a_projector_follows_a_workshop_that_dies_goes_on_and_closes() {
    let home = Home::with_a_project();
    let mut projector = home.screens(&["room"], (80, 24));
    projector.wait_for("No workshop is open.");

    let mut laptop = home.laptop("[1 Home]");
    laptop.types("5n", "Agenda");
    laptop.types("i", "Title");
    laptop.types("\x15Sessions\r\r\x1545\rAna, Ben\r\r", "with Ana, Ben");
    laptop.types("o", "How many tenants do we need?");
    projector.wait_for("How many tenants do we need?");
    let on_the_wall = projector.text();
    assert!(on_the_wall.contains("Sessions") && !on_the_wall.contains("Checklists"), "{on_the_wall}");

    laptop.types("eOne tenant for each stage.\t", "One tenant for each stage.");
    laptop.types("N", "not while the room looks on");
    laptop.types("caDraw the diagram @ben fri\r", "Draw the diagram");
    projector.wait_for("Draw the diagram");
    assert!(projector.text().contains("Ben"), "{}", projector.text());
    laptop.types(RIGHT, "entry 2 of");
    projector.wait_for("entry 2 of");
    laptop.types("pWho pays for it?\r", "entry 3 of");
    // Whoever sits at the projector cannot change anything.
    projector.press(" eNot from here\t");

    laptop.kill();
    projector.wait_for("entry 3 of");

    let mut laptop = home.laptop("the workshop goes on where it was");
    laptop.types(" ", "✓ done");
    projector.wait_for("✓ done");
    projector.resize(60, 18);
    projector.wait_for("entry 3 of");

    laptop.types("\t", "Closing 1 of 3");
    laptop.types(RIGHT, "Closing 2 of 3");
    laptop.types(RIGHT, "Closing 3 of 3");
    laptop.types("\r", "Close the workshop");
    laptop.types("y", "Draw the diagram");
    projector.wait_for("No workshop is open.");
    projector.press("q");
    assert_eq!(projector.exit_status(), 0);
    projector.is_given_back();
    laptop.signal(Signal::TERM);
    assert_eq!(laptop.exit_status(), 143);

    let minutes = home.golive(&["report", "--workshop", "last"]);
    for words in ["Sessions", "One tenant for each stage.", "Draw the diagram", "Who pays for it?", "Ben"] {
        assert!(minutes.contains(words), "{words} is not in the minutes:\n{minutes}");
    }
    assert!(!minutes.contains("Not from here"), "{minutes}");
    assert_eq!(minutes.matches("Draw the diagram").count(), 1, "{minutes}");
    assert!(home.golive(&["verify"]).contains("nothing is lost"), "the journal is whole");
}
