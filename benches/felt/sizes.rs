//! The packs and journals that are measured: the built-in pack and made ones, journals of some lines.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use golive::journal::digest::Digest;
use golive::journal::line;
use golive::journal::record::{Change, Record, RunId, Status};
use golive::pack::embedded;
use golive::pack::model::EntryId;
use golive::text::Text;
use jiff::Timestamp;
use tempfile::TempDir;

/// A project in a home of its own.
pub(crate) struct Home {
    folder: TempDir,
    pack: Option<PathBuf>,
}

impl Home {
    /// A project of the built-in pack, or of one with so many entries, and a journal of so many lines.
    pub(crate) fn new(entries: Option<usize>, lines: u64) -> Home {
        let folder = tempfile::tempdir().expect("a folder");
        let mut home = Home { folder, pack: None };
        let items = match entries {
            Some(entries) => {
                let pack = home.folder.path().join("pack");
                let items = write_pack(&pack, entries);
                home.pack = Some(pack);
                items
            }
            None => embedded::pack()
                .items()
                .map(|item| (item.id.clone(), item.title.to_string(), item.done_when.to_string()))
                .collect(),
        };
        let mut new = home.command(&["new", "Contoso portal"]);
        if entries.is_none() {
            new.args(["--scenario", "b2c"]);
        }
        let output = new.output().expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        home.answer(&items, lines);
        home
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("contoso.golive")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program on this project.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        self.prefixed(&[], args)
    }

    /// The program behind other words, such as those of valgrind.
    pub(crate) fn prefixed(&self, before: &[&str], args: &[&str]) -> Command {
        // Somebody who has answered nothing yet gets the lists as they open for the first time.
        let author = if args.first() == Some(&"new") { "Ana" } else { "Ben" };
        let mut words = before.iter().copied().chain([env!("CARGO_BIN_EXE_golive")]);
        let mut command = Command::new(words.next().expect("at least the program"));
        command.args(words).arg("--file").arg(self.file()).args(["--author", author]);
        if let Some(pack) = &self.pack {
            command.arg("--pack").arg(pack);
        }
        command.args(args);
        environment(&mut command, self.folder.path());
        command
    }

    /// Appends lines that answer entry after entry, as the program writes them.
    fn answer(&self, items: &[(EntryId, String, String)], lines: u64) {
        let mut text = fs::read_to_string(self.file()).expect("the project");
        let first = u64::try_from(text.lines().count()).expect("fits");
        let mut last = vec![None; items.len()];
        for n in first..lines {
            let count = n - first;
            let at = usize::try_from(count).expect("fits") % items.len();
            let (id, title, done_when) = &items[at];
            let status = if count % 3 == 0 { Status::Doing } else { Status::Done };
            let words = Digest::of(title, done_when);
            let change =
                Change::Status { id: id.clone(), status, words, reason: None, until: None, evidence: None };
            let second = 1_790_000_000 + i64::try_from(n).expect("fits");
            let written = Timestamp::from_second(second).expect("in range");
            let record = Record {
                n,
                at: written,
                by: Text::line("Ana"),
                w: RunId(7),
                s: None,
                over: last[at],
                change,
            };
            last[at] = Some(record.seq());
            text.push_str(&line::write(&record));
            text.push('\n');
        }
        fs::write(self.file(), text).expect("the journal");
    }
}

/// Nothing of the machine's own settings.
pub(crate) fn environment(command: &mut Command, home: &Path) {
    command.env_clear().current_dir(home).env("HOME", home).env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8").env("PATH", "/usr/bin:/bin").env("TZ", "UTC");
}

/// Writes a pack of ten lists; returns its items.
fn write_pack(folder: &Path, entries: usize) -> Vec<(EntryId, String, String)> {
    let lists = 10;
    let names: Vec<String> = (1..=lists).map(|list| format!("list-{list}")).collect();
    let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let quoted = quoted.join(", ");
    fs::create_dir_all(folder.join("checklists")).expect("a folder");
    fs::create_dir_all(folder.join("plans")).expect("a folder");
    let pack = format!(
        "(format: 1, id: \"felt\", title: \"Made for measuring\", version: \"1\", checklists: [{quoted}], plans: [\"main\"])"
    );
    fs::write(folder.join("pack.ron"), pack).expect("written");
    let plan = format!(
        r#"(id: "main", title: "Plan", phases: [(id: "p1", title: "First", summary: "All of it.",
        workstreams: [(id: "build", title: "Build", summary: "All of it.", topics: [(id: "first", title: "First", guidance: "All of it.")])],
        milestones: [(id: "live", title: "Ready", after: ["build"], checklists: [{quoted}], finished: "All is done.", then: "Go.")])])"#
    );
    fs::write(folder.join("plans/main.ron"), plan).expect("written");
    let scenarios = r#"[(id: "product", title: "Product", kind: business, short: "A product.", summary: "A product.",
        protocol: "None.", plan: "main", plan_note: "The plan.", consider: [], links: [])]"#;
    fs::write(folder.join("scenarios.ron"), scenarios).expect("written");
    let mut items = Vec::new();
    for name in &names {
        let mut text = format!("(id: {name:?}, title: {name:?}, purpose: \"To be measured.\", sections: [\n");
        for at in 0..entries / lists {
            let (title, done_when) =
                (format!("Check {at} of {name}"), format!("Somebody saw {at} and wrote it down."));
            if at % 25 == 0 {
                let end = if at > 0 { "]),\n" } else { "" };
                let _ = writeln!(text, "{end}(title: \"Section {}\", items: [", at / 25 + 1);
            }
            let level = ["must", "should", "could"][at % 3];
            let _ = writeln!(
                text,
                "(id: \"i{at}\", no: {}, title: {title:?}, ask: \"How is it with {at}?\", done_when: {done_when:?}, guidance: \"Look twice.\", level: {level}, role: \"developer\", topics: []),",
                at + 1
            );
            items.push((EntryId::new(&format!("{name}/i{at}")), title, done_when));
        }
        text += "]),\n])";
        fs::write(folder.join(format!("checklists/{name}.ron")), text).expect("written");
    }
    items
}
