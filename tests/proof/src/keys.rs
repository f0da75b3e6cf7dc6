//! Random keys in terminals of random sizes, pastes and broken sequences among them: no panic, and the file stays whole.
//! Each session ends by a hang-up or a signal at a random moment.

use std::fs;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Budget;
use crate::home::{Dice, Home, Program, has, pause, said};

const SEQUENCES: &[&str] = &[
    "\x1b[A",
    "\x1b[B",
    "\x1b[C",
    "\x1b[D",
    "\x1b[5~",
    "\x1b[6~",
    "\x1b[H",
    "\x1b[F",
    "\x1b",
    "\r",
    "\t",
    "\x1b[Z",
    " ",
    "2",
    "3",
    "4",
    "5",
    "e",
    "/",
    ":",
    "\x1b[200~pasted words\x1b[201~",
    "\x1b[",
    "\x1b[<0;10;10M",
    "\u{7f}",
    "u",
    "?",
    "f",
    "o",
    "c",
    "w",
    "b",
];

pub fn run(program: &Program, budget: Budget) -> (String, Vec<String>, Option<String>) {
    if !has("script", &["--version"]) {
        return (String::new(), Vec::new(), Some("there is no `script`".to_owned()));
    }
    let golden = match Home::with_project(program) {
        Ok(home) => home,
        Err(why) => return (String::new(), vec![why], None),
    };
    let mut dice = Dice(budget.seed);
    let (mut sessions, mut bytes, mut violations) = (0, 0, Vec::new());
    while !budget.is_over() {
        sessions += 1;
        match session(program, &golden, &mut dice) {
            Ok(count) => bytes += count,
            Err(why) => violations.push(format!("session {sessions}: {why}")),
        }
    }
    (format!("{bytes} bytes of keys in {sessions} terminals"), violations, None)
}

fn session(program: &Program, golden: &Home, dice: &mut Dice) -> Result<usize, String> {
    let failed = |error: std::io::Error| error.to_string();
    let home = golden.copy().map_err(failed)?;
    let (rows, columns) = (1 + dice.below(60), 1 + dice.below(160));
    let inner = format!(
        "stty rows {rows} cols {columns}; PATH=/nowhere EDITOR=/bin/true exec {} --file a.golive",
        program.path.display()
    );
    let log = home.root.join("screen");
    let mut command = Command::new("script");
    command.args(["-qfec", &inner]).arg(&log).current_dir(home.work()).env_clear();
    home.environment(&mut command, program);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(failed)?;
    let mut stdin = child.stdin.take().ok_or("no input")?;
    let mut keys = Vec::new();
    for _ in 0..200 + dice.below(600) {
        if dice.below(3) == 0 {
            keys.push(u8::try_from(dice.below(256)).unwrap_or_default());
        } else {
            let at = usize::try_from(dice.below(SEQUENCES.len() as u64)).unwrap_or_default();
            keys.extend(SEQUENCES.get(at).unwrap_or(&"j").as_bytes());
        }
    }
    // A stop would need a shell that goes on.
    keys.retain(|key| *key != 0x1a);
    // A machine that is busy takes a while to begin.
    let begun = Instant::now();
    while fs::read(&log).map_or(true, |drawn| drawn.len() < 200) && begun.elapsed() < Duration::from_secs(20)
    {
        pause(5);
    }
    for part in keys.chunks(64) {
        if stdin.write_all(part).is_err() {
            break;
        }
        pause(2);
    }
    pause(100 + dice.below(200));
    child.kill().map_err(failed)?;
    child.wait().map_err(failed)?;
    drop(stdin);
    let mut text = Vec::new();
    fs::File::open(&log).and_then(|mut file| file.read_to_end(&mut text)).map_err(failed)?;
    let text = String::from_utf8_lossy(&text);
    if let Some(at) = text.find("panicked at") {
        let what: String = text.get(at..).unwrap_or_default().chars().take(200).collect();
        return Err(what.replace(['\r', '\n'], " "));
    }
    if text.is_empty() {
        return Err(format!(
            "nothing was drawn at {columns}x{rows}, {:?}",
            std::str::from_utf8(&keys).map(str::len)
        ));
    }
    let verified = home.run(program, &["verify", "a.golive"]);
    if verified.status.success() { Ok(keys.len()) } else { Err(said(&verified)) }
}
