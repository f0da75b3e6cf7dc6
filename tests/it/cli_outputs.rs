//! Whatever is written or read beside the project: only ever a regular file, and on the disk when that is said.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io;

use golive::files::disk::{Disk, Drive};

use crate::support::Test;

thread_local! {
    static ASKED: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// A disk that works and remembers what it was asked.
struct Watched;

impl Disk for Watched {
    fn append(&mut self, file: &mut File, text: &[u8]) -> io::Result<()> {
        ASKED.with_borrow_mut(|asked| asked.push("append"));
        Drive.append(file, text)
    }

    fn sync(&mut self, file: &File) -> io::Result<()> {
        ASKED.with_borrow_mut(|asked| asked.push("sync"));
        Drive.sync(file)
    }
}

#[test]
fn nothing_to_change_is_said_once_the_file_was_synced() {
    let test = Test::project().run(["mark", "done", "design/1"]).disk(|| Box::new(Watched));
    let mut test = test.run(["mark", "done", "design/1"]);
    assert_eq!(ASKED.take(), ["sync"]);
    for command in [
        ["set", "design/1", "--owner", "nobody"].as_slice(),
        &["rename", "Contoso portal"],
        &["target", "demo", "none"],
        &["note", "design/1", ""],
    ] {
        test.output(command.iter().copied());
        assert_eq!(ASKED.take().first(), Some(&"sync"), "{command:?}");
    }
    // Reading asks nothing of the disk.
    test.output(["status"]);
    assert_eq!(ASKED.take(), [""; 0]);
}

#[test]
fn a_dash_is_standard_output() {
    let mut test = Test::project();
    let plain = test.output(["report", "--format", "md"]);
    assert_eq!(test.output(["report", "--format", "md", "-o", "-"]), plain);
    assert_eq!(test.output(["report", "-o", "-", "--force"]), plain);
    let merged = test.output(["merge", "$ROOT/data/contoso-portal.golive", "-o", "-"]);
    assert_eq!(merged.stdout, test.read("data/contoso-portal.golive"));
    assert_eq!((merged.stderr.as_str(), merged.code), ("note: 3 changes from 1 file\n", 0));
    test.lacks("work/-");
}

#[cfg(unix)]
mod odd {
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    fn pipe(path: &Path) {
        fs::create_dir_all(path.parent().expect("it is below the root")).expect("folders can be made");
        mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).expect("pipes can be made");
    }

    fn is_regular(path: &Path) -> bool {
        fs::metadata(path).expect("it is there").is_file()
    }

    #[test]
    fn a_report_is_written_into_no_pipe_and_never_waits() {
        let test = Test::project();
        pipe(&test.path("work/pipe"));
        symlink(test.path("work/pipe"), test.path("work/link")).unwrap();
        let mut test = test;
        for name in ["pipe", "link"] {
            for args in
                [["--format", "md", "-o", name].as_slice(), &["--format", "md", "-o", name, "--force"]]
            {
                let found = test.output(["report"].iter().chain(args).copied());
                assert_eq!(found.code, 2, "{args:?} {}", found.stderr);
                assert!(found.stderr.contains("is not a regular file"), "{}", found.stderr);
            }
        }
        assert!(!is_regular(&test.path("work/pipe")));
        let merged = test.output(["merge", "$ROOT/data/contoso-portal.golive", "-o", "pipe"]);
        assert_eq!(merged.code, 2, "{}", merged.stderr);
        assert!(!is_regular(&test.path("work/pipe")));
    }

    #[test]
    fn what_is_remembered_is_read_from_and_written_to_a_regular_file_alone() {
        let test = Test::small();
        for (name, link) in [("pipe", "state/last-project"), ("settings-pipe", "config/settings.ron")] {
            pipe(&test.path(name));
            fs::create_dir_all(test.path(link).parent().unwrap()).unwrap();
        }
        symlink(test.path("pipe"), test.path("state/last-project")).unwrap();
        let mut test = test.run(["new", "Contoso portal", "--scenario", "b2c"]);
        assert!(!is_regular(&test.path("pipe")));
        assert!(test.path("state/last-project").is_symlink());
        assert_eq!(test.output(["--project", "Contoso portal", "status"]).code, 0);

        symlink(test.path("settings-pipe"), test.path("config/settings.ron")).unwrap();
        test.args(["projects"])
            .stderr(
                "
                error: cannot read the settings `$ROOT/config/settings.ron`: it is not a regular file
                hint: fix the file, or move it away to continue without settings
                ",
            )
            .code(3);
    }

    #[test]
    fn a_home_that_is_a_file_is_one_without_settings() {
        let mut test = Test::small().file("config", "").file("state", "");
        let made = test.output(["--file", "$ROOT/work/a.golive", "new", "A", "--scenario", "b2c"]);
        assert_eq!((made.code, made.stderr.as_str()), (0, ""));
        assert_eq!(test.output(["--file", "$ROOT/work/a.golive", "status"]).code, 0);
    }

    #[test]
    fn rules_for_git_are_written_into_a_regular_file_alone() {
        let test = Test::new().folder("work/.git");
        pipe(&test.path("work/.gitattributes"));
        let mut test = test;
        let found = test.output(["git-setup"]);
        assert_eq!(found.code, 3);
        assert!(found.stderr.contains("is not a regular file"), "{}", found.stderr);
        assert!(!is_regular(&test.path("work/.gitattributes")));
    }
}

#[test]
fn a_pack_that_was_not_written_out_whole_is_completed() {
    let mut test = Test::new();
    test.output(["pack", "init", "lists"]);
    let whole = test.read("work/lists/checklists/design.ron");
    fs::remove_file(test.path("work/lists/checklists/design.ron")).unwrap();
    fs::write(test.path("work/lists/.golive-Ab3xY9"), "half").unwrap();
    let mut test = test.run(["pack", "init", "lists"]).holds("work/lists/checklists/design.ron", &whole);
    fs::remove_file(test.path("work/lists/pack.ron")).unwrap();
    fs::write(test.path("work/lists/checklists/design.ron"), "mine").unwrap();
    assert_eq!(test.output(["pack", "init", "lists"]).code, 2);
    assert_eq!(test.read("work/lists/checklists/design.ron"), "mine");
}

#[test]
fn in_ascii_no_command_draws_another_sign() {
    let mut test = Test::lived_in()
        .run(["capture", "question", "design/3", "Which colours?\nAnd which font?"])
        .run(["capture", "action", "design/1", "Draw it", "--owner", "Kim", "--due", "2026-11-18"])
        .run(["mark", "doing", "design/5"])
        .run(["review", "close", "demo", "--decision", "conditions", "--by", "Ana,Kim"]);
    for line in [
        "status",
        "list",
        "list --all",
        "list --sort plan",
        "views",
        "show design/3",
        "show demo",
        "questions --all",
        "question existing-users",
        "apps",
        "captures",
        "captures --all",
        "next 20",
        "history",
        "target",
        "gate",
        "gate live",
        "review list",
        "review critical",
        "conditions",
        "diff last",
        "settings",
        "settings --keys",
        "projects",
        "verify",
        "pack check",
        "facts --rules",
        "room",
    ] {
        let found = test.output(["--ascii"].into_iter().chain(line.split(' ')));
        let printed = format!("{}{}", found.stdout, found.stderr);
        assert!(!printed.is_empty() && printed.is_ascii(), "{line}: {printed}");
    }
}
