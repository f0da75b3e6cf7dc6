//! The terminal: taking it, drawing on it, and giving it back as it was, whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem::ManuallyDrop;
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use ratatui::buffer::Buffer;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::style::{Print, force_color_output};
use ratatui::crossterm::terminal::{
    self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::{Position, Rect};

use self::frugal::FrugalDisplay;

mod frugal;
mod pen;

/// Whether the terminal is ours, for the panic hook, which knows nothing else.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours.
pub struct TerminalGuard {
    /// Never dropped: the rest of a frame that a dying terminal did not take must not follow the way out.
    display: ManuallyDrop<FrugalDisplay<BufWriter<Stdout>>>,
    size: Rect,
    has_mouse: bool,
}

fn size_now() -> io::Result<Rect> {
    let (width, height) = terminal::size()?;
    Ok(Rect::new(0, 0, width, height))
}

impl TerminalGuard {
    /// Takes the terminal. A panic from now on gives it back before it is reported.
    pub fn take() -> io::Result<TerminalGuard> {
        install_panic_hook();
        modes::keep();
        // Without colours crossterm writes resets that undo bold and reverse; the theme leaves colours out by itself.
        force_color_output(true);
        enter()?;
        let out = BufWriter::with_capacity(64 * 1024, io::stdout());
        match size_now() {
            Ok(size) => {
                let display = ManuallyDrop::new(FrugalDisplay::new(out, size));
                Ok(TerminalGuard { display, size, has_mouse: false })
            }
            Err(error) => {
                leave();
                Err(error)
            }
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        (self.size.width, self.size.height)
    }

    /// Draws; `draw` says where the cursor stands, if it is to be seen.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        self.display.draw(draw)
    }

    /// Draws everything anew with the next draw, at the size that the terminal has now.
    pub fn repaint(&mut self) -> io::Result<()> {
        self.size = size_now()?;
        self.display.clear(self.size)
    }

    /// Switches mouse reports on or off.
    pub fn set_mouse(&mut self, is_on: bool) -> io::Result<()> {
        self.has_mouse = is_on;
        if is_on {
            execute!(io::stdout(), EnableMouseCapture)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Hands words to the clipboard of the terminal, also through ssh. It does not answer.
    ///
    /// tmux keeps what it does not know; `in_tmux` wraps the words, so that it hands them on to its own terminal.
    pub fn copy(&mut self, words: &str, in_tmux: bool) -> io::Result<()> {
        let mut out = io::stdout();
        execute!(out, CopyToClipboard::to_clipboard_from(words))?;
        if in_tmux {
            let mut sequence = Vec::new();
            queue!(sequence, CopyToClipboard::to_clipboard_from(words))?;
            out.write_all(&through_tmux(&sequence))?;
            out.flush()?;
        }
        Ok(())
    }

    /// Gives the terminal back for a while.
    pub fn lend(&mut self) {
        leave();
    }

    /// Takes the terminal again and draws everything anew.
    pub fn take_back(&mut self) -> io::Result<()> {
        enter()?;
        if self.has_mouse {
            execute!(io::stdout(), EnableMouseCapture)?;
        }
        self.repaint()
    }
}

/// A sequence as tmux passes it on: every Escape in it twice.
fn through_tmux(sequence: &[u8]) -> Vec<u8> {
    let mut wrapped = b"\x1bPtmux;".to_vec();
    for byte in sequence {
        if *byte == 0x1b {
            wrapped.push(0x1b);
        }
        wrapped.push(*byte);
    }
    wrapped.extend(b"\x1b\\");
    wrapped
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        leave();
    }
}

fn enter() -> io::Result<()> {
    // Another program may have had the terminal, and may have left it as it liked.
    modes::put_back();
    enable_raw_mode()?;
    IS_TAKEN.store(true, Ordering::SeqCst);
    let entered = queue_entering(&mut io::stdout());
    if entered.is_err() {
        leave();
    }
    entered
}

fn queue_entering(out: &mut impl Write) -> io::Result<()> {
    // What stood there before shows through where there is no alternate screen, and blanks take the style that is set.
    queue!(out, Print(PLAIN), EnterAlternateScreen, Clear(ClearType::All), Print(USUAL))?;
    // On Windows a paste arrives as keys, and asking for it changes what Enter sends.
    #[cfg(unix)]
    queue!(out, ratatui::crossterm::event::EnableBracketedPaste)?;
    queue!(out, Hide)?;
    out.flush()
}

/// Errors do not matter here: a terminal that is gone has nothing to get back.
fn leave() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = queue_leaving(&mut io::stdout());
    let _ = disable_raw_mode();
    modes::put_back();
}

fn queue_leaving(out: &mut impl Write) -> io::Result<()> {
    queue!(out, DisableMouseCapture)?;
    #[cfg(unix)]
    queue!(out, ratatui::crossterm::event::DisableBracketedPaste)?;
    // The program may end amid a frame.
    queue!(out, Print(PLAIN), Print(USUAL), LeaveAlternateScreen, Show)?;
    out.flush()
}

/// No style, whatever the shell or a frame has left.
const PLAIN: &str = "\u{1b}[m";

/// What editors switch on and a killed one leaves on: cursor keys of their own, the other keypad, reports of focus.
const USUAL: &str = "\u{1b}[?1l\u{1b}>\u{1b}[?1004l";

/// The modes of the terminal as they were before the first screen: what is there later may be another program's.
#[cfg(unix)]
mod modes {
    use std::sync::{Mutex, PoisonError};

    use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

    static FIRST: Mutex<Option<Termios>> = Mutex::new(None);

    pub(super) fn keep() {
        let mut first = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
        if first.is_none() {
            *first = tcgetattr(rustix::stdio::stdin()).ok();
        }
    }

    pub(super) fn put_back() {
        // A panic while it is held must not wait for itself.
        let Ok(first) = FIRST.try_lock() else { return };
        if let Some(modes) = first.as_ref() {
            let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
        }
    }
}

#[cfg(not(unix))]
mod modes {
    pub(super) fn keep() {}
    pub(super) fn put_back() {}
}

fn install_panic_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            leave();
            previous(panic);
        }));
    });
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    /// A small terminal in which a shell has written in red and reverse.
    fn after_a_shell() -> vt100::Parser {
        let mut terminal = vt100::Parser::new(3.try_into().unwrap(), 20.try_into().unwrap(), 0);
        terminal.process(b"\x1b[31;41;7m$ golive contoso-portal of us all");
        terminal
    }

    /// What a way in or out writes, for a terminal that has no alternate screen.
    fn without_alternate(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> Vec<u8> {
        let mut sent = Vec::new();
        write(&mut sent).unwrap();
        String::from_utf8(sent).unwrap().replace("\x1b[?1049h", "").replace("\x1b[?1049l", "").into_bytes()
    }

    #[test]
    fn nothing_of_the_shell_shows_through_where_there_is_no_alternate_screen() {
        let mut terminal = after_a_shell();
        terminal.process(&without_alternate(queue_entering));
        let mut display = FrugalDisplay::new(Vec::new(), Rect::new(0, 0, 20, 3));
        display
            .draw(|buffer| {
                buffer.set_string(2, 0, "Golive", Style::new());
                None
            })
            .unwrap();
        terminal.process(display.written());
        assert_eq!(terminal.screen().contents().trim_end(), "  Golive");
        for (y, x) in (0..3).flat_map(|y| (0..20).map(move |x| (y, x))) {
            let cell = terminal.screen().cell(y, x).unwrap();
            let seen = (cell.inverse(), cell.fgcolor(), cell.bgcolor());
            assert_eq!(seen, (false, vt100::Color::Default, vt100::Color::Default), "{x}, {y}");
        }
    }

    #[test]
    fn the_way_out_leaves_no_style() {
        let mut terminal = after_a_shell();
        terminal.process(&without_alternate(queue_leaving));
        let screen = terminal.screen();
        assert_eq!((screen.inverse(), screen.bgcolor()), (false, vt100::Color::Default));
    }

    #[test]
    fn tmux_passes_a_sequence_on() {
        assert_eq!(through_tmux(b"\x1b]52;c;YQ==\x07"), b"\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\");
    }
}
