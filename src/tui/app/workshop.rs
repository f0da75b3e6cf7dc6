//! The workshop behind the screens: its clock, its steps, and going on with it at the next start.
//!
//! The clock counts while a workshop is open and has been in front in this run; the journal alone knows of the time
//! before. Only while the room view is in front does the host wake the program once a second.

use std::time::Duration;

use jiff::Timestamp;

use super::{App, frame};
use crate::journal::answers::Workshop;
use crate::journal::record::{Change, Plan, Seq};
use crate::review::workshop::{Clock, TICKING, TYPING, used_as_followed, used_by_record};
use crate::text::Text;
use crate::tui::action::Place;
use crate::tui::host::Host;
use crate::tui::theme::Theme;

/// The clock of one open workshop.
pub(super) struct RoomClock {
    /// When it was opened and by whom: its line gets another name when it is saved.
    whose: (Timestamp, Text),
    /// How many steps were written when the clock was last set right.
    steps: usize,
    /// What one gap may count.
    most: Duration,
    clock: Clock,
}

impl RoomClock {
    fn new(workshop: &Workshop, used: u64, now: Duration, most: Duration) -> RoomClock {
        RoomClock {
            whose: (workshop.at, workshop.by.clone()),
            steps: steps(workshop),
            most,
            clock: Clock::new(used, now, most),
        }
    }

    fn is_of(&self, workshop: &Workshop) -> bool {
        self.whose == (workshop.at, workshop.by.clone())
    }
}

fn steps(workshop: &Workshop) -> usize {
    workshop.stops.len() + usize::from(workshop.closing.is_some())
}

/// Returns the seconds that the workshop's newest step speaks of.
fn stepped(workshop: &Workshop) -> u64 {
    workshop.stops.last().map(|(_, at)| *at).into_iter().chain(workshop.closing).max().unwrap_or(0)
}

impl App {
    /// Returns where header, screen and footer stand now.
    pub(super) fn frame(&self) -> frame::Frame {
        frame::Frame::of(self.size, self.screens.get(self.place).is_whole())
    }

    /// Goes on with this person's workshop where it was, if it was interrupted today.
    pub(super) fn resume_workshop(&mut self) {
        let ctx = self.view.ctx();
        let Some(open) = ctx.answers().open_workshop() else { return };
        let is_of_today = ctx.moment.local(open.stepped).date() == ctx.moment.today;
        if open.by == ctx.host.author() && is_of_today {
            self.place = Place::Workshop;
            self.screens.workshop.enter_room();
            self.message = Some("the workshop goes on where it was".to_owned());
            self.settle();
        }
    }

    /// Returns a program that only follows the open workshop.
    pub fn follow(host: Box<dyn Host>, theme: Theme, width: u16, height: u16) -> App {
        let mut app = App::new(host, theme, width, height);
        app.message = None;
        app.place = Place::Workshop;
        app.screens.workshop.follow();
        app.settle();
        app
    }

    /// Keeps a workshop that is planned.
    pub(super) fn prepare(&mut self, plan: Plan, over: Option<Seq>) {
        if let Err(why) = self.view.host.prepare(plan, over) {
            self.message = Some(why.to_string());
        }
    }

    /// Writes steps of a workshop, each a line of its own; a step that cannot be kept says so.
    pub(super) fn step(&mut self, changes: Vec<Change>) {
        for change in changes {
            if let Err(why) = self.view.host.apply(vec![change]) {
                self.message = Some(why.to_string());
                return;
            }
        }
        self.follow_workshop();
    }

    /// Brings the clock in line with the workshop, and asks to be woken while the room view is in front.
    pub(super) fn follow_workshop(&mut self) {
        let is_in_room = self.place == Place::Workshop && self.screens.workshop.is_in_room();
        let is_follower = self.screens.workshop.is_follower();
        let view = &mut self.view;
        let open = view.host.fold().answers().open_workshop();
        let now = view.host.uptime();
        // Who is woken every second knows a longer gap for sleep; between keys people may talk for long.
        let most = if is_in_room && view.host.has_project() { TICKING } else { TYPING };
        match open {
            None => {
                self.clock = None;
                view.used = 0;
            }
            Some(open) => {
                let answers = view.host.fold().answers();
                self.clock = self.clock.take().filter(|clock| clock.is_of(open));
                match &mut self.clock {
                    None if is_in_room => {
                        let used = if is_follower {
                            used_as_followed(open, answers, view.moment.now)
                        } else {
                            used_by_record(open, answers)
                        };
                        self.clock = Some(RoomClock::new(open, used, now, most));
                    }
                    None => {}
                    Some(clock) => {
                        let seconds = clock.clock.look(now);
                        let is_new_step = clock.steps != steps(open);
                        // Another program may drive: what it wrote is nearer to the truth.
                        let seconds = if !is_new_step {
                            seconds
                        } else if is_follower {
                            used_as_followed(open, answers, view.moment.now)
                        } else {
                            seconds.max(stepped(open))
                        };
                        if is_new_step || clock.most != most {
                            *clock = RoomClock::new(open, seconds, now, most);
                        }
                    }
                }
                view.used = match &self.clock {
                    Some(clock) => clock.clock.seconds(),
                    None => used_by_record(open, answers),
                };
            }
        }
        let is_ticking = is_in_room && self.clock.is_some();
        if is_ticking != self.is_ticking {
            self.is_ticking = is_ticking;
            view.host.tick(is_ticking);
        }
    }
}
