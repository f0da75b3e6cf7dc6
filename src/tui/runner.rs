//! The loop: wait, take everything in, do what only the terminal can do, draw once.

use std::io;
use std::time::Duration;

use crate::domain::facts::looked::Looked;
use crate::text::Text;
use crate::tui::app::{App, Keys, Request};
use crate::tui::host::Host;
use crate::tui::input::{Event, Input};
use crate::tui::terminal::TerminalGuard;
use crate::tui::theme::Theme;

/// The number of the signal that says that a terminal is gone.
pub const HANG_UP: i32 = 1;

/// So long a frame waits for a change to be saved: nobody sees it, and most disks are quicker.
const QUICK_DISK: Duration = Duration::from_millis(4);

/// Why the screens ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitCause {
    /// The user quit.
    Quit,
    /// A signal asked for it. A terminal that is gone counts as a hang-up, whoever notices first.
    Signal(i32),
}

/// How the screens ended.
#[derive(Debug)]
pub struct RunResult {
    /// Why; an error is one of the terminal.
    pub why: io::Result<ExitCause>,
    /// What was not saved, and why, if that is so.
    pub unsaved: Option<Text>,
}

/// What is shown.
#[derive(Debug)]
pub enum RunMode {
    /// The five screens.
    Everything,
    /// The five screens, with an export over them.
    Export(Box<Looked>),
    /// The room view alone, only looked at.
    Room,
}

/// Shows the screens until they end, gives the terminal back, and waits for what is being saved.
///
/// `input` was made before the host, which holds its waker.
pub fn run(
    host: Box<dyn Host>,
    mut input: Input,
    theme: Theme,
    keys: Keys,
    shown: RunMode,
) -> io::Result<RunResult> {
    let mut screen = TerminalGuard::take()?;
    let (width, height) = screen.size();
    let mut app = match shown {
        RunMode::Everything => App::new(host, theme, width, height),
        RunMode::Export(looked) => {
            let mut app = App::new(host, theme, width, height);
            app.show_export(*looked);
            app
        }
        RunMode::Room => App::follow(host, theme, width, height),
    }
    .with_keys(keys);
    let end = turn(&mut app, &mut screen, &mut input);
    drop(screen);
    // A terminal that dies shows itself as an error of whatever was done to it at that moment.
    let why = end.or_else(|error| match input.explain() {
        Some(Event::End(signal)) => Ok(ExitCause::Signal(signal)),
        Some(_) => Ok(ExitCause::Signal(HANG_UP)),
        None => Err(error),
    });
    if !matches!(why, Ok(ExitCause::Quit)) {
        app.keep_half_typed();
    }
    let unsaved = app.close();
    // Everything is saved and the program ends: to free a large pack piece by piece would only keep people waiting.
    std::mem::forget(app);
    Ok(RunResult { why, unsaved })
}

fn turn(app: &mut App, screen: &mut TerminalGuard, input: &mut Input) -> io::Result<ExitCause> {
    loop {
        screen.draw(|buffer| app.draw(buffer))?;
        let events = next(app, input)?;
        let mut end = take_in(events, app, screen, input)?;
        if end.is_none() && app.is_saving() {
            // A quick disk reports before the frame is drawn: one frame then says `saved`, instead of two.
            let events = input.within(QUICK_DISK)?;
            end = take_in(events, app, screen, input)?;
        }
        if let Some(end) = end {
            return Ok(end);
        }
    }
}

/// Waits for what comes in, and meanwhile goes on with what takes longer than a frame; nothing if that is to be drawn.
fn next(app: &mut App, input: &mut Input) -> io::Result<Vec<Event>> {
    while app.has_more_to_do() && !input.is_amid_sequence() {
        let events = input.within(Duration::ZERO)?;
        if !events.is_empty() || app.go_on() {
            return Ok(events);
        }
    }
    input.wait()
}

/// Takes in all events, as far as none of them ends the program.
fn take_in(
    events: Vec<Event>,
    app: &mut App,
    screen: &mut TerminalGuard,
    input: &mut Input,
) -> io::Result<Option<ExitCause>> {
    for event in events {
        // Between the keys of a long burst, too.
        if let Some(signal) = input.ending() {
            return Ok(Some(ExitCause::Signal(signal)));
        }
        match event {
            Event::Key(key) => app.key(key),
            Event::Paste(words) => app.paste(&words),
            Event::Pointer(pointer) => app.pointer(pointer),
            Event::Resized => resize(app, screen)?,
            Event::Woken => app.news(),
            Event::End(signal) => return Ok(Some(ExitCause::Signal(signal))),
            Event::Stop => suspend(app, screen, input)?,
            Event::Continued => {
                screen.take_back()?;
                resize(app, screen)?;
            }
            Event::Gone => return Ok(Some(ExitCause::Signal(HANG_UP))),
        }
        for request in app.take_requests() {
            match request {
                Request::Quit => return Ok(Some(ExitCause::Quit)),
                Request::Suspend => suspend(app, screen, input)?,
                Request::Edit => {
                    screen.lend();
                    input.stand_aside();
                    app.edit();
                    input.come_back();
                    screen.take_back()?;
                    resize(app, screen)?;
                }
                Request::Copy(words) => screen.copy(&words, app.is_in_tmux())?,
                Request::Mouse(is_on) => screen.set_mouse(is_on)?,
            }
        }
    }
    Ok(None)
}

fn resize(app: &mut App, screen: &mut TerminalGuard) -> io::Result<()> {
    screen.repaint()?;
    let (width, height) = screen.size();
    app.resize(width, height);
    Ok(())
}

fn suspend(app: &mut App, screen: &mut TerminalGuard, input: &mut Input) -> io::Result<()> {
    screen.lend();
    let stopped = input.stop();
    screen.take_back()?;
    resize(app, screen)?;
    // The writer may have reported in the meantime.
    app.news();
    if !stopped {
        app.tell("there is no shell to go back to");
    }
    Ok(())
}
