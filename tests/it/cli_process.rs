//! The program as a process: what only a real one can show. Everything else is tested within the test binary.

#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::program;

/// A home folder of its own, in which the real program runs.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/packs/valid/small");
        command.args(args).env_clear().current_dir(self.0.path());
        command.env("HOME", self.0.path()).env("USER", "ana").env("TERM", "xterm").env("GOLIVE_PACK", pack);
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program can be started")
    }

    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{args:?}");
        text(&output.stdout)
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_usual_folders_are_used_and_files_belong_to_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.done(&["new", "Contoso", "--scenario", "b2c"]);
    let found = home.done(&["projects"]);
    assert!(found.starts_with("*  Contoso  B2C  "), "{found}");
    let path = found.split_whitespace().nth(3).expect("the line names the file");
    let mode = fs::metadata(path).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(Path::new(path).starts_with(home.0.path()));
}

#[test]
fn the_screens_need_a_terminal() {
    let home = Home::new();
    let output = home.run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    let said = text(&output.stderr);
    assert!(said.starts_with("error: the screens need a terminal"), "{said}");
    assert!(said.contains("golive status"), "{said}");
}

#[test]
fn a_reader_that_goes_away_is_not_an_error() {
    let home = Home::new();
    home.done(&["new", "Contoso", "--scenario", "b2c"]);
    // More than a pipe holds, so that the program is still writing when the reader goes.
    let mut command = home.command(&["list", "--all", "--json"]);
    command.env_remove("GOLIVE_PACK").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program can be started");
    let mut reader = BufReader::new(child.stdout.take().expect("it is piped"));
    let mut first = String::new();
    reader.read_line(&mut first).expect("the program writes");
    drop(reader);
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is text");
    assert_eq!(first, "[\n");
    assert_eq!(said, "");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let home = Home::new();
    home.done(&["new", "Contoso", "--scenario", "b2c"]);
    // The walk reads on after an answer, so the program can be killed the moment it has said `saved`.
    let mut command = home.command(&["walk", "--checklist", "design"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("the program can be started");
    let mut stdin = child.stdin.take().expect("it is piped");
    std::io::Write::write_all(&mut stdin, b"answer One tenant for all\n").expect("the program reads");
    let reader = BufReader::new(child.stdout.take().expect("it is piped"));
    let acknowledged = reader.lines().map_while(Result::ok).any(|line| line.contains("saved"));
    assert!(acknowledged, "the answer was never acknowledged");
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
    drop(stdin);
    assert!(home.done(&["show", "design/1"]).contains("One tenant for all"));
    assert!(home.done(&["verify"]).contains("nothing is lost"));
}

#[test]
fn two_programs_that_write_at_once_lose_nothing() {
    let home = Home::new();
    home.done(&["new", "Contoso", "--scenario", "b2c"]);
    let ids = ["design/1", "design/2", "design/3", "design/5", "deploy/1", "deploy/2", "deploy/3"];
    let children: Vec<_> = ids
        .iter()
        .map(|id| home.command(&["mark", "done", id]).stdout(Stdio::null()).spawn().expect("it starts"))
        .collect();
    for mut child in children {
        assert_eq!(child.wait().expect("it ends").code(), Some(0));
    }
    assert!(home.done(&["status"]).contains("7 of 7 settled"));
    assert!(home.done(&["verify"]).contains("nothing is lost"));
}

#[test]
fn a_limit_of_a_files_size_is_an_error_like_others() {
    let home = Home::new();
    home.done(&["new", "Contoso", "--scenario", "b2c"]);
    let note = "x".repeat(2000);
    home.done(&["note", "design/1", &note]);
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -f 2; exec \"$0\" note design/2 words"]).arg(program());
    let template = home.command(&[]);
    command.env_clear().current_dir(home.0.path());
    command.envs(template.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = command.output().expect("the program can be started");
    assert_eq!(output.status.code(), Some(3), "{:?}", output.status);
    assert!(text(&output.stderr).contains("file too large"), "{}", text(&output.stderr));
    assert!(!home.done(&["show", "design/2"]).contains("words"));
}
