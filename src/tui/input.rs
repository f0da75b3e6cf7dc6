//! What comes in: keys, pasted words, the mouse, another size, signals, and the writer's wake-ups.
//!
//! The program waits in one place, without a clock: on unix in `poll` on the terminal and on a pipe into which the
//! writer's thread and the signal handlers put a byte. The terminal is read and decoded here rather than by
//! crossterm, whose reader blocks inside a half sequence, turns in a circle once the terminal is gone, and leaves
//! the rest of a long paste unread until the next key. Elsewhere crossterm is asked in turns.

use crate::tui::action::Pointer;
use crate::tui::keys::Key;

#[cfg(unix)]
pub mod decode;
// Where it is not what waits, its tests are run all the same; it has to look like the one that waits.
#[cfg(any(not(unix), test))]
#[cfg_attr(unix, allow(dead_code, unreachable_pub, clippy::unused_self, clippy::unnecessary_wraps))]
mod elsewhere;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
pub use elsewhere::{Input, Waker};
#[cfg(unix)]
pub use unix::{Input, Waker};

/// Something that came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Words were pasted.
    Paste(String),
    /// The mouse did something.
    Pointer(Pointer),
    /// The terminal has another size, or has to be drawn anew.
    Resized,
    /// The writer has something to report.
    Woken,
    /// The program is to end by this signal.
    End(i32),
    /// The program is to stop until it is continued.
    Stop,
    /// The program was continued; the terminal may be in any state.
    Continued,
    /// The terminal is gone.
    Gone,
}
