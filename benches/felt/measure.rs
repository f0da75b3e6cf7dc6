//! What is measured, in the order of the table.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use super::sizes::{self, Home};
use super::table::{Figure, Spread, page};
use super::terminal::Terminal;

const LINES: u64 = 1_000;
const STARTS: usize = 20;
const KEYS: usize = 120;
const ANSWERS: usize = 30;
const COMMANDS: usize = 20;

/// Measures everything and lays the page out.
pub(crate) fn all(is_short: bool) -> String {
    let home = Home::new(None, LINES);
    let mut figures = starts(&home);
    figures.extend(keys(&home));
    figures.extend(commands(&home));
    let mut growth = Vec::new();
    // A pack holds at most 100,000 entries, its sections counted.
    let sizes: &[usize] = if is_short { &[10_000] } else { &[10_000, 90_000] };
    let built_in = grown("built in", &home);
    growth.push(built_in);
    for entries in sizes {
        growth.push(grown(&format!("{entries} entries"), &Home::new(Some(*entries), LINES)));
    }
    let lines = if is_short { 10_000 } else { 100_000 };
    growth.push(grown(&format!("journal of {lines} lines"), &Home::new(None, lines)));
    page(&figures, &growth)
}

/// The floor in a pseudo-terminal, with a file for its answers.
pub(crate) fn floor(home: &Home) -> Terminal {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.arg("floor").arg(home.folder().join("floor.txt"));
    sizes::environment(&mut command, home.folder());
    Terminal::start(command)
}

pub(crate) fn program(home: &Home) -> Terminal {
    let mut terminal = Terminal::start(home.command(&[]));
    let answer = terminal.opened();
    assert!(answer.bytes > 1000, "there is no first screen: {}", terminal.shown());
    terminal
}

fn starts(home: &Home) -> Vec<Figure> {
    let mut floors = (Vec::new(), Vec::new(), Vec::new());
    let mut ours = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        for (is_floor, into) in [(true, &mut floors), (false, &mut ours)] {
            let mut terminal = if is_floor { floor(home) } else { Terminal::start(home.command(&[])) };
            let opened = terminal.opened();
            into.0.push(opened.last);
            into.1.push(opened.bytes);
            into.2.push(terminal.quit("q"));
        }
    }
    vec![
        Figure::times("first complete screen", &floors.0, &ours.0, Some(3.5)),
        Figure::times("quit", &floors.2, &ours.2, Some(3.0)),
        Figure::counts("bytes of the first screen", &floors.1, &ours.1, None),
    ]
}

/// One kind of key: the floor's and the program's times and bytes, pressed in turn.
#[derive(Default)]
struct Pressed {
    floor: (Vec<Duration>, Vec<usize>),
    drawn: Vec<Duration>,
    last: Vec<Duration>,
    bytes: Vec<usize>,
}

fn press(floor: &mut Terminal, ours: &mut Terminal, times: usize, keys: &[(&str, &str)]) -> Pressed {
    let mut pressed = Pressed::default();
    for at in 0..times {
        let (of_floor, of_ours) = keys[at % keys.len()];
        let answer = floor.press(of_floor);
        pressed.floor.0.push(answer.drawn);
        pressed.floor.1.push(answer.bytes);
        let answer = ours.press(of_ours);
        pressed.drawn.push(answer.drawn);
        pressed.last.push(answer.last);
        pressed.bytes.push(answer.bytes);
    }
    pressed
}

/// Unfolds the last list with five of its sections, from below, and goes to an item among them.
pub(crate) const TO_A_LIST: &[&str] =
    &["2", "\x1b[F", "l", "\x1b[F", "l", "k", "l", "k", "l", "k", "l", "k", "l", "k", "j", "j"];
/// Keys that reach the last row of the screen, and so many that scroll then.
const TO_THE_EDGE: usize = 22;
const SCROLLS: usize = 10;

fn keys(home: &Home) -> Vec<Figure> {
    let (mut floor, mut ours) = (floor(home), program(home));
    floor.opened();
    for key in TO_A_LIST {
        ours.press(key);
    }
    floor.press("j");
    let moves = press(&mut floor, &mut ours, KEYS, &[("j", "j"), ("k", "k")]);
    let answers = press(&mut floor, &mut ours, ANSWERS, &[(" ", " ")]);
    let held = {
        let many = "j".repeat(40);
        press(&mut floor, &mut ours, 1, &[(&many, &many)])
    };
    let mut scrolls = Pressed::default();
    for _ in 0..5 {
        floor.press(&"k".repeat(60));
        ours.press(&"k".repeat(60));
        floor.press(&"j".repeat(40));
        ours.press(&"j".repeat(TO_THE_EDGE));
        let some = press(&mut floor, &mut ours, SCROLLS, &[("j", "j")]);
        scrolls.floor.0.extend(some.floor.0);
        scrolls.floor.1.extend(some.floor.1);
        scrolls.drawn.extend(some.drawn);
        scrolls.bytes.extend(some.bytes);
    }
    let nothing = press(&mut floor, &mut ours, ANSWERS, &[("x", "\x1b[24~")]);
    let switches =
        press(&mut floor, &mut ours, KEYS / 2, &[("k", "3"), ("j", "4"), ("k", "5"), ("j", "1"), ("k", "2")]);
    let mut open = Pressed::default();
    let mut letter = Pressed::default();
    for _ in 0..ANSWERS {
        for (into, key) in [(&mut open, "/"), (&mut letter, "s")] {
            let one = press(&mut floor, &mut ours, 1, &[("k", key)]);
            into.floor.0.extend(one.floor.0);
            into.drawn.extend(one.drawn);
        }
        ours.press("\x1b");
    }
    let memory = (floor.memory(), ours.memory());
    let ticks = ours.ticks();
    let idle = ours.idle(Duration::from_secs(5));
    let ticks = ours.ticks() - ticks;
    ours.quit("q");
    floor.quit("q");
    vec![
        Figure::times("a move", &moves.floor.0, &moves.drawn, Some(4.0)),
        Figure::times("a move that scrolls", &scrolls.floor.0, &scrolls.drawn, Some(4.0)),
        Figure::times("another screen", &switches.floor.0, &switches.drawn, Some(4.0)),
        Figure::times("search opens", &open.floor.0, &open.drawn, Some(4.0)),
        Figure::times("a letter of a search", &letter.floor.0, &letter.drawn, Some(4.0)),
        Figure::times("an answer drawn", &answers.floor.0, &answers.drawn, None),
        Figure::times("an answer `saved` on the screen", &answers.floor.0, &answers.last, Some(1.5)),
        Figure::times("40 moves at once", &held.floor.0, &held.drawn, None),
        Figure::counts("bytes of a move", &moves.floor.1, &moves.bytes, Some(400.0)),
        Figure::counts("bytes of a move that scrolls", &scrolls.floor.1, &scrolls.bytes, Some(800.0)),
        Figure::counts("bytes of a key that does nothing", &nothing.floor.1, &nothing.bytes, Some(0.0)),
        Figure::one("bytes in 5 s without a key", 0.0, idle as f64, Some(0.0)),
        Figure::one(
            "processor time in 5 s without a key, ms (in steps of 10)",
            0.0,
            10.0 * ticks as f64,
            None,
        ),
        Figure::one("memory, MiB", memory.0, memory.1, Some(8.0)),
    ]
}

fn commands(home: &Home) -> Vec<Figure> {
    let ran = |mut command: Command| {
        let from = Instant::now();
        let output = command.output().expect("it starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        from.elapsed()
    };
    let nothing = || {
        let mut command = Command::new("true");
        sizes::environment(&mut command, Path::new("/"));
        command
    };
    let mut all = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..COMMANDS {
        all.0.push(ran(nothing()));
        all.1.push(ran(home.command(&["status"])));
        all.2.push(ran(home.command(&["--version"])));
    }
    vec![
        Figure::times("`golive status` (floor: `true`)", &all.0, &all.1, Some(4.0)),
        Figure::times("`golive --version`", &all.0, &all.2, None),
    ]
}

/// A size with its figures, all in milliseconds but the memory.
pub(crate) struct Grown {
    pub(crate) name: String,
    pub(crate) figures: Vec<(&'static str, Spread)>,
}

fn grown(name: &str, home: &Home) -> Grown {
    let mut opened = Vec::new();
    let mut quits = Vec::new();
    for _ in 0..3 {
        let mut terminal = Terminal::start(home.command(&[]));
        opened.push(terminal.opened().last);
        quits.push(terminal.quit("q"));
    }
    let mut ours = program(home);
    let mut figures = vec![("first complete screen", Spread::of_times(&opened))];
    let mut measured = |name: &'static str, times: usize, keys: &[&str], ours: &mut Terminal| {
        let drawn: Vec<Duration> = (0..times).map(|at| ours.press(keys[at % keys.len()]).drawn).collect();
        figures.push((name, Spread::of_times(&drawn)));
    };
    measured("Home: a move", 10, &["j", "k"], &mut ours);
    measured("to Review, first time", 1, &["4"], &mut ours);
    measured("Review: a move", 10, &["j", "k"], &mut ours);
    measured("Review: an answer", 6, &[" "], &mut ours);
    measured("leaving Review", 1, &["1"], &mut ours);
    measured("Home: an answer", 6, &[" "], &mut ours);
    measured("to Plan", 1, &["3"], &mut ours);
    measured("Plan: a move", 10, &["l", "h"], &mut ours);
    for key in TO_A_LIST {
        ours.press(key);
    }
    measured("Checklists: a move", 20, &["j", "k"], &mut ours);
    measured("Checklists: an answer", 10, &[" "], &mut ours);
    measured("search opens", 1, &["/"], &mut ours);
    measured("a letter of a search", 6, &["c", "h", "e", "c", "k", "s"], &mut ours);
    ours.press("\x1b");
    let memory = ours.memory();
    ours.quit("q");
    figures.push(("quit", Spread::of_times(&quits)));
    figures.push(("memory, MiB", Spread::of(&[memory])));
    Grown { name: name.to_owned(), figures }
}
