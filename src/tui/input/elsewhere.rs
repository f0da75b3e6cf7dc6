//! Waiting on systems without `poll` for a terminal: crossterm is asked in turns.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::crossterm::event::{
    self, Event as Native, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;

use super::Event;
use crate::tui::action::Pointer;
use crate::tui::keys::{Code, Key};

/// How long the writer's report may wait.
const TURN: Duration = Duration::from_millis(100);

/// Wakes the waiting program from another thread.
#[derive(Debug, Clone, Default)]
pub struct Waker(Arc<AtomicBool>);

impl Waker {
    /// Lets [`Input::wait`] return.
    pub fn wake(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Everything that comes in.
#[derive(Debug, Default)]
pub struct Input {
    waker: Waker,
}

impl Input {
    /// The place to wait at.
    pub fn new() -> io::Result<Input> {
        Ok(Input::default())
    }

    /// What wakes it.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Leaves the terminal to the user's editor.
    pub fn stand_aside(&mut self) {}

    /// Takes the terminal back.
    pub fn come_back(&mut self) {}

    /// The signal that is to end the program; here none is known.
    pub fn ending(&self) -> Option<i32> {
        None
    }

    /// What an error of the terminal comes from; here nothing is known of it.
    pub fn explain(&self) -> Option<Event> {
        None
    }

    /// Whether the program was stopped; here it cannot be.
    pub fn stop(&mut self) -> bool {
        false
    }

    /// Waits until something has come in, and returns all of it.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        loop {
            let patience = if events.is_empty() { TURN } else { Duration::ZERO };
            if event::poll(patience)? {
                events.extend(translate(event::read()?));
                continue;
            }
            if self.waker.0.swap(false, Ordering::SeqCst) {
                events.push(Event::Woken);
            }
            if !events.is_empty() {
                return Ok(events);
            }
        }
    }

    /// Keys come whole here.
    pub fn is_amid_sequence(&self) -> bool {
        false
    }

    /// What comes in within so long; here the writer's report is not waited for.
    pub fn within(&mut self, _: Duration) -> io::Result<Vec<Event>> {
        Ok(Vec::new())
    }
}

fn translate(native: Native) -> Option<Event> {
    match native {
        Native::Key(key) if key.is_press() => key_of(key).map(Event::Key),
        Native::Paste(words) => Some(Event::Paste(words)),
        Native::Resize(..) => Some(Event::Resized),
        Native::Mouse(mouse) => pointer_of(mouse).map(Event::Pointer),
        Native::Key(_) | Native::FocusGained | Native::FocusLost => None,
    }
}

fn key_of(key: KeyEvent) -> Option<Key> {
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    Some(Key { code, ctrl, alt: key.modifiers.contains(KeyModifiers::ALT) })
}

fn pointer_of(mouse: MouseEvent) -> Option<Pointer> {
    let at = Position { x: mouse.column, y: mouse.row };
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Pointer::Click(at)),
        MouseEventKind::ScrollUp => Some(Pointer::Wheel(at, -3)),
        MouseEventKind::ScrollDown => Some(Pointer::Wheel(at, 3)),
        _ => None,
    }
}
