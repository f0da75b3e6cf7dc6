//! The `golive` program: see `golive::cli` for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    golive::cli::main().into()
}
