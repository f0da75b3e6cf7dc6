//! Waiting on unix: one `poll` on the terminal and on a pipe, without a timeout.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use signal_hook::SigId;
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2, SIGVTALRM,
    SIGWINCH, SIGXCPU,
};

use super::Event;
use super::decode::Decoder;

/// How long an Escape may be followed by the rest of a sequence. Only a half sequence waits so long; nothing else
/// does.
const HALF_SEQUENCE: Timespec = Timespec { tv_sec: 0, tv_nsec: 25_000_000 };

/// So many bytes are read before the screen is drawn again, however many there are.
const BURST: usize = 64 * 1024;

/// Wakes the waiting program from another thread.
#[derive(Debug, Clone)]
pub struct Waker(Arc<PipeWriter>);

impl Waker {
    /// Lets [`Input::wait`] return.
    pub fn wake(&self) {
        // A full pipe wakes too, and a closed one has nobody to wake.
        let _ = (&*self.0).write(&[1]);
    }
}

/// Everything that comes in.
#[derive(Debug)]
pub struct Input {
    decoder: Decoder,
    wakes: PipeReader,
    waker: Waker,
    signals: Signals,
}

impl Input {
    /// The place to wait at, with its signal handlers in force.
    pub fn new() -> io::Result<Input> {
        let (wakes, writer) = io::pipe()?;
        rustix::io::ioctl_fionbio(&wakes, true)?;
        rustix::io::ioctl_fionbio(&writer, true)?;
        let signals = Signals::register(&writer)?;
        Ok(Input { decoder: Decoder::default(), wakes, waker: Waker(Arc::new(writer)), signals })
    }

    /// What wakes it.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }

    /// Lets the terminal stop this program as any other, while the user's editor has it.
    pub fn stand_aside(&mut self) {
        // The editor of a program without a shell is never stopped, so this program would be alone in that.
        self.signals.is_aside.store(has_shell(), Ordering::SeqCst);
        self.signals.mind_one();
    }

    /// Takes signals again; those that were meant for the editor are forgotten.
    pub fn come_back(&mut self) {
        self.signals.is_aside.store(false, Ordering::SeqCst);
        for signal in [SIGINT, SIGQUIT, SIGTSTP, SIGCONT] {
            self.signals.take(signal);
        }
        // Without it the first one is still answered.
        let _ = self.signals.mind_two();
    }

    /// The signal that is to end the program, if one has come.
    pub fn ending(&self) -> Option<i32> {
        match self.signals.ending() {
            Some(Event::End(signal)) => Some(signal),
            _ => None,
        }
    }

    /// Stops this program and whatever belongs to the same command, until the shell continues it.
    ///
    /// Whether there is a shell to come back from: a program that leads its session would stop for ever.
    pub fn stop(&mut self) -> bool {
        if !has_shell() {
            return false;
        }
        self.signals.take(SIGCONT);
        if rustix::process::kill_current_process_group(rustix::process::Signal::STOP).is_err() {
            return false;
        }
        // Another thread may be the one that is stopped first, so that this one runs on for a moment.
        while !self.signals.take(SIGCONT) && self.signals.ending().is_none() {
            let mut fds = [PollFd::new(&self.wakes, PollFlags::IN)];
            match rustix::event::poll(&mut fds, None) {
                Ok(_) => _ = self.empty_the_pipe(),
                Err(Errno::INTR) => {}
                Err(_) => break,
            }
        }
        true
    }

    /// Waits until something has come in, and returns all of it.
    pub fn wait(&mut self) -> io::Result<Vec<Event>> {
        loop {
            let patience = if self.decoder.is_waiting() { Some(&HALF_SEQUENCE) } else { None };
            let (mut events, is_quiet) = self.look(patience)?;
            if patience.is_some() && is_quiet {
                events.extend(self.decoder.nothing_follows());
            }
            if !events.is_empty() {
                return Ok(events);
            }
        }
    }

    /// What comes in within less than a second; nothing if that passes.
    pub fn within(&mut self, time: Duration) -> io::Result<Vec<Event>> {
        let patience = Timespec { tv_sec: 0, tv_nsec: time.subsec_nanos().into() };
        self.look(Some(&patience)).map(|(events, _)| events)
    }

    /// Whether what came last may be the beginning of a sequence: Escape alone is a key.
    pub fn is_amid_sequence(&self) -> bool {
        self.decoder.is_waiting()
    }

    /// What has come once something does, and whether neither the terminal nor the pipe had anything.
    fn look(&mut self, patience: Option<&Timespec>) -> io::Result<(Vec<Event>, bool)> {
        let (terminal, woken) = match self.poll(patience) {
            Ok(ready) => ready,
            Err(Errno::INTR) => (PollFlags::empty(), PollFlags::empty()),
            Err(error) => return Err(error.into()),
        };
        // A signal is noted before its byte is in the pipe, so the bytes are taken first: none is taken unseen.
        let is_woken = woken.contains(PollFlags::IN) && self.empty_the_pipe();
        let mut events = self.signals.events();
        if is_woken {
            events.push(Event::Woken);
        }
        if terminal.contains(PollFlags::IN) {
            self.read(&mut events)?;
        } else if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            events.push(Event::Gone);
        }
        Ok((events, terminal.is_empty() && woken.is_empty()))
    }

    /// What an error of the terminal comes from, if it is a signal that ends the program or a terminal
    /// that is gone.
    pub fn explain(&self) -> Option<Event> {
        let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
        let is_gone = self.poll(Some(&at_once)).is_ok_and(|(terminal, _)| {
            terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL)
        });
        self.signals.ending().or(if is_gone { Some(Event::Gone) } else { None })
    }

    fn poll(&self, patience: Option<&Timespec>) -> Result<(PollFlags, PollFlags), Errno> {
        let terminal = rustix::stdio::stdin();
        let mut fds = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(&self.wakes, PollFlags::IN)];
        rustix::event::poll(&mut fds, patience)?;
        let [terminal, woken] = fds;
        Ok((terminal.revents(), woken.revents()))
    }

    /// Reads what is there. A terminal that is ready and has nothing is gone.
    fn read(&mut self, events: &mut Vec<Event>) -> io::Result<()> {
        let terminal = rustix::stdio::stdin();
        let mut buffer = [0_u8; 4096];
        let mut burst = 0;
        while burst < BURST {
            match rustix::io::read(terminal, &mut buffer) {
                Ok(0) | Err(Errno::IO) => {
                    events.push(Event::Gone);
                    return Ok(());
                }
                Ok(count) => {
                    burst += count;
                    events.extend(self.decoder.take(buffer.get(..count).unwrap_or_default()));
                }
                Err(Errno::INTR | Errno::AGAIN) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
            let mut fds = [PollFd::new(&terminal, PollFlags::IN)];
            let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
            if !matches!(rustix::event::poll(&mut fds, Some(&at_once)), Ok(ready) if ready > 0) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether the writer put something into the pipe; a signal alone is not a wake-up.
    fn empty_the_pipe(&mut self) -> bool {
        let mut buffer = [0_u8; 512];
        let mut is_woken = false;
        while let Ok(count @ 1..) = self.wakes.read(&mut buffer) {
            is_woken |= buffer.get(..count).unwrap_or_default().contains(&1);
        }
        is_woken
    }
}

/// Whether a shell could continue the program: one that leads its session has none.
fn has_shell() -> bool {
    rustix::process::getsid(None).is_ok_and(|session| session != rustix::process::getpid())
}

/// The signals that the program answers, each with whether it has come.
#[derive(Debug)]
struct Signals {
    came: Vec<(i32, Arc<AtomicBool>)>,
    /// Whether the editor has the terminal: a stop is then the default one.
    is_aside: Arc<AtomicBool>,
    /// Whether each of [`TYPED`] has come, and what notes that: a second one then ends the program at once.
    twice: Vec<(i32, Arc<AtomicBool>, Option<SigId>)>,
    handlers: Vec<SigId>,
}

/// Those that end a program: none of them may leave the terminal as the screens need it.
const ENDING: [i32; 10] =
    [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGXCPU, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR1, SIGUSR2];

/// Those that a terminal sends to whatever program has it.
const TYPED: [i32; 2] = [SIGINT, SIGQUIT];

impl Signals {
    fn register(pipe: &PipeWriter) -> io::Result<Signals> {
        let mut signals =
            Signals { came: Vec::new(), is_aside: Arc::default(), twice: Vec::new(), handlers: Vec::new() };
        let aside = Arc::clone(&signals.is_aside);
        signals.handlers.push(signal_hook::flag::register_conditional_default(SIGTSTP, aside)?);
        for signal in ENDING.into_iter().chain([SIGTSTP, SIGCONT, SIGWINCH]) {
            let flag = Arc::new(AtomicBool::new(false));
            if ENDING.contains(&signal) {
                // A second one ends the program even if it hangs, for example in a terminal that takes nothing.
                let twice = if TYPED.contains(&signal) { Arc::default() } else { Arc::clone(&flag) };
                let handler = signal_hook::flag::register_conditional_shutdown(
                    signal,
                    128 + signal,
                    Arc::clone(&twice),
                )?;
                signals.handlers.push(handler);
                if TYPED.contains(&signal) {
                    signals.twice.push((signal, twice, None));
                }
            }
            signals.handlers.push(signal_hook::flag::register(signal, Arc::clone(&flag))?);
            signals.handlers.push(signal_hook::low_level::pipe::register(signal, pipe.try_clone()?)?);
            signals.came.push((signal, flag));
        }
        signals.mind_two()?;
        Ok(signals)
    }

    /// Lets the second of a signal that can be typed end the program at once.
    fn mind_two(&mut self) -> io::Result<()> {
        for (signal, came, handler) in &mut self.twice {
            came.store(false, Ordering::SeqCst);
            if handler.is_none() {
                *handler = Some(signal_hook::flag::register(*signal, Arc::clone(came))?);
            }
        }
        Ok(())
    }

    /// Lets any number of them pass: they are typed for another program.
    fn mind_one(&mut self) {
        for (_, came, handler) in &mut self.twice {
            if let Some(handler) = handler.take() {
                signal_hook::low_level::unregister(handler);
            }
            came.store(false, Ordering::SeqCst);
        }
    }

    fn take(&self, signal: i32) -> bool {
        self.came.iter().any(|(other, came)| *other == signal && came.swap(false, Ordering::SeqCst))
    }

    /// What ends the program stays set, so that the same signal again does not wait for anything.
    fn ending(&self) -> Option<Event> {
        let came = |signal: i32| {
            self.came.iter().any(|(other, came)| *other == signal && came.load(Ordering::SeqCst))
        };
        ENDING.into_iter().find(|signal| came(*signal)).map(Event::End)
    }

    fn events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        events.extend(self.ending());
        if self.take(SIGCONT) {
            events.push(Event::Continued);
        }
        if self.take(SIGTSTP) {
            events.push(Event::Stop);
        }
        if self.take(SIGWINCH) {
            events.push(Event::Resized);
        }
        events
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.mind_one();
        for handler in self.handlers.drain(..) {
            signal_hook::low_level::unregister(handler);
        }
    }
}
