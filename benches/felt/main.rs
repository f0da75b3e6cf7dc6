//! What a user feels: the program in a pseudo-terminal, beside a floor that only paints.
//!
//! `cargo bench --bench felt` measures and prints the table; `-- --write` puts it into docs/speed.md, `-- --short` leaves
//! out the sizes that take minutes, `-- instructions` counts instructions under callgrind and holds them to limits.
//! Floor and program run in turn, so that the ratios hold on a machine that is shared; no figure fails a test.

#![allow(clippy::print_stdout, clippy::exit, reason = "a program of its own that prints a table")]
#![allow(clippy::cast_precision_loss, reason = "figures for a table, far below the limit")]

#[cfg(target_os = "linux")]
mod floor;
#[cfg(target_os = "linux")]
mod instructions;
#[cfg(target_os = "linux")]
mod measure;
#[cfg(target_os = "linux")]
mod sizes;
#[cfg(target_os = "linux")]
mod table;
#[cfg(target_os = "linux")]
mod terminal;

#[cfg(target_os = "linux")]
fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let has = |word: &str| args.iter().any(|arg| arg == word);
    if let Some(file) = args.strip_prefix(&["floor".to_owned()]) {
        floor::run(file.first().map(std::path::Path::new));
    } else if has("instructions") {
        if !instructions::hold() {
            std::process::exit(1);
        }
    } else {
        let page = measure::all(has("--short"));
        println!("{page}");
        if has("--write") {
            table::write(&page);
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("the end-to-end benchmark needs Linux");
}
