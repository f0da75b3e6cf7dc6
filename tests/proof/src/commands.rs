//! Commands that change something, and the file that each of them is about.

use crate::home::Home;

/// A command with what it reads from standard input.
pub struct Changing {
    pub args: &'static [&'static str],
    pub stdin: &'static str,
}

const fn quiet(args: &'static [&'static str]) -> Changing {
    Changing { args, stdin: "" }
}

/// `CAPTURE` stands for the name of the project's capture.
pub const COMMANDS: &[Changing] = &[
    quiet(&["mark", "done", "design/3"]),
    quiet(&["mark", "done", "design/6", "design/7", "--evidence", "wiki/one", "--note", "as agreed"]),
    quiet(&["mark", "blocked", "design/8", "--reason", "no contract"]),
    quiet(&["mark", "waived", "design/9", "--reason", "later", "--until", "2026-12-20", "--owner", "Kim"]),
    quiet(&["mark", "n/a", "design/5", "--reason", "one tenant"]),
    quiet(&["set", "design/3", "--owner", "Kim", "--due", "2026-12-01"]),
    quiet(&["set", "design/3", "design/6", "--evidence", "wiki/two"]),
    quiet(&["note", "design/3", "a longer answer of several words"]),
    quiet(&["note", "design/3", "--private", "only mine"]),
    quiet(&["capture", "risk", "design/3", "No backup"]),
    quiet(&["capture", "decision", "-", "We go on"]),
    quiet(&["capture", "edit", "CAPTURE", "Draw two diagrams"]),
    quiet(&["capture", "done", "CAPTURE"]),
    quiet(&["capture", "remove", "CAPTURE"]),
    quiet(&["question", "existing-users", "no"]),
    quiet(&["questions", "--accept"]),
    quiet(&["apps", "+mobile-api"]),
    quiet(&["target", "demo", "2026-12-15"]),
    quiet(&["rename", "Another name"]),
    quiet(&["undo"]),
    quiet(&["redo"]),
    quiet(&["add", "An item of our own", "--checklist", "design", "--workstream", "architecture"]),
    quiet(&["edit", "design/own-first-item", "--title", "Another title"]),
    quiet(&["remove", "design/own-first-item"]),
    quiet(&["review", "close", "demo", "--decision", "conditions", "--by", "Ana"]),
    quiet(&["new", "Second", "--scenario", "b2b"]),
    quiet(&["use", "a.golive"]),
    quiet(&["views", "save", "mine", "--checklist", "design"]),
    quiet(&["report", "--format", "md", "-o", "report.md"]),
    quiet(&["report", "--format", "csv", "-o", "old.csv", "--force"]),
    quiet(&["merge", "a.golive", "-o", "merged.golive"]),
    quiet(&["git-setup"]),
    quiet(&["pack", "init", "lists"]),
    Changing {
        args: &["walk", "--checklist", "design", "--minutes", "60"],
        stdin: "doing\nanswer yes\nnext\nclose\n\n\n\n\n",
    },
];

impl Changing {
    /// All its words, with the project's file where it takes one.
    pub fn words(&self, home: &Home) -> Vec<String> {
        let file = if self.args.first() == Some(&"new") { "b.golive" } else { "a.golive" };
        let takes_file = !matches!(self.args.first(), Some(&("merge" | "git-setup" | "pack" | "use")));
        let mut words = Vec::new();
        if takes_file {
            words.extend(["--file".to_owned(), file.to_owned()]);
        }
        if home.work().join("own").is_dir() && takes_file {
            words.extend(["--pack".to_owned(), "own".to_owned()]);
        }
        words.extend(self.args.iter().map(|word| match *word {
            "CAPTURE" => capture(home),
            word => word.to_owned(),
        }));
        words
    }

    /// Whether it writes to the project's file.
    pub fn is_change(&self) -> bool {
        !matches!(
            self.args.first(),
            Some(&("report" | "merge" | "git-setup" | "pack" | "new" | "walk" | "use" | "views"))
        ) && !self.args.contains(&"--private")
    }
}

/// The name of the first capture in the file.
fn capture(home: &Home) -> String {
    let text = String::from_utf8_lossy(&home.bytes()).into_owned();
    let after = text.split_once("Capture(id: \"").map_or("", |(_, after)| after);
    after.split('"').next().unwrap_or_default().to_owned()
}
