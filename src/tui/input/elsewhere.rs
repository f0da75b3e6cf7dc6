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

/// Where events come from.
pub trait Source {
    /// Whether something is there to be read, or comes within so long.
    fn poll(&mut self, patience: Duration) -> io::Result<bool>;

    fn read(&mut self) -> io::Result<Native>;
}

/// The terminal of this program.
#[derive(Debug, Default)]
pub struct Console;

impl Source for Console {
    fn poll(&mut self, patience: Duration) -> io::Result<bool> {
        event::poll(patience)
    }

    fn read(&mut self) -> io::Result<Native> {
        event::read()
    }
}

/// Everything that comes in.
#[derive(Debug, Default)]
pub struct Input<S = Console> {
    waker: Waker,
    source: S,
}

impl Input {
    /// The place to wait at.
    pub fn new() -> io::Result<Input> {
        Ok(Input::default())
    }
}

impl<S: Source> Input<S> {
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
        loop {
            let events = self.take(TURN)?;
            if !events.is_empty() {
                return Ok(events);
            }
        }
    }

    /// Keys come whole here.
    pub fn is_amid_sequence(&self) -> bool {
        false
    }

    /// What has come in by now; nothing is waited for, the writer's report neither.
    pub fn within(&mut self, _: Duration) -> io::Result<Vec<Event>> {
        self.take(Duration::ZERO)
    }

    /// Everything that has come in; so long is waited for the first of it.
    fn take(&mut self, mut patience: Duration) -> io::Result<Vec<Event>> {
        let mut events = Vec::new();
        while self.source.poll(patience)? {
            events.extend(translate(self.source.read()?));
            patience = Duration::ZERO;
        }
        if self.waker.0.swap(false, Ordering::SeqCst) {
            events.push(Event::Woken);
        }
        Ok(events)
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Keys that were pressed already; nothing more comes, however long somebody waits.
    struct Pressed(Vec<char>);

    impl Source for Pressed {
        fn poll(&mut self, patience: Duration) -> io::Result<bool> {
            assert_eq!(patience, Duration::ZERO, "nothing is waited for");
            Ok(!self.0.is_empty())
        }

        fn read(&mut self) -> io::Result<Native> {
            let key = KeyEvent::new(KeyCode::Char(self.0.remove(0)), KeyModifiers::NONE);
            Ok(Native::Key(key))
        }
    }

    /// What takes longer than a frame looks for keys in between.
    #[test]
    fn keys_are_read_between_the_parts_of_what_takes_longer() {
        let mut input = Input { waker: Waker::default(), source: Pressed(vec!['a', 'b']) };
        let key = |c| Event::Key(Key { code: Code::Char(c), ctrl: false, alt: false });
        assert_eq!(input.within(Duration::ZERO).unwrap(), [key('a'), key('b')]);
        assert_eq!(input.within(Duration::from_millis(4)).unwrap(), []);
        input.waker().wake();
        assert_eq!(input.within(Duration::ZERO).unwrap(), [Event::Woken]);
    }
}
