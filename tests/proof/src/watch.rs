//! Ends programs that do not end by themselves, so that a run goes on and tells of them.

use std::collections::BTreeMap;
use std::io;
use std::process::{Command, Output};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// After so long a program is taken for one that hangs.
const LONGEST: Duration = Duration::from_secs(60);

#[derive(Default)]
struct Running {
    since: BTreeMap<u32, Instant>,
    is_over: bool,
}

/// Programs that run, each since when.
pub struct Watch(Arc<(Mutex<Running>, Condvar)>);

impl Watch {
    pub fn new() -> Watch {
        let shared: Arc<(Mutex<Running>, Condvar)> = Arc::default();
        let watched = Arc::clone(&shared);
        std::thread::spawn(move || {
            let (running, over) = &*watched;
            let mut running = running.lock().expect("nobody panics");
            while !running.is_over {
                for (process, since) in &running.since {
                    if since.elapsed() > LONGEST {
                        let _ = Command::new("kill").args(["-KILL", &process.to_string()]).output();
                    }
                }
                running = over.wait_timeout(running, Duration::from_secs(1)).expect("nobody panics").0;
            }
        });
        Watch(shared)
    }

    /// What a program said and how it ended; a program that hangs ends by a kill.
    pub fn output(&self, command: &mut Command) -> io::Result<Output> {
        let child = command.spawn()?;
        let process = child.id();
        let (running, _) = &*self.0;
        running.lock().expect("nobody panics").since.insert(process, Instant::now());
        let output = child.wait_with_output();
        running.lock().expect("nobody panics").since.remove(&process);
        output
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let (running, over) = &*self.0;
        running.lock().expect("nobody panics").is_over = true;
        over.notify_all();
    }
}
