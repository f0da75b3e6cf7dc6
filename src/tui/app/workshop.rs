//! The workshop behind the screens: its clock, its steps, and going on with it at the next start.
//!
//! The clock counts while a workshop is open and has been in front in this run; the journal alone knows of the time
//! before. Only while the room view is in front does the host wake the program once a second. The driver writes a beat
//! now and then, so that a crash costs little and a follower knows that time goes on; when nobody has touched a key
//! for an hour, both clock and beat wait.

use std::time::Duration;

use jiff::Timestamp;

use super::{App, frame, notice};
use crate::domain::shown::{BEAT, Draft, STALE, Shown};
use crate::domain::workshop::clock::{
    Clock, TICKING, TYPING, beat, most_as_followed, used_as_followed, used_by_record,
};
use crate::journal::answers::Workshop;
use crate::journal::record::{Change, Seq, WorkshopPlan};
use crate::text::Text;
use crate::tui::action::ScreenId;
use crate::tui::host::{Host, SaveState};
use crate::tui::theme::Theme;

/// How long letters that are typed wait before they are passed on.
const LETTERS: Duration = Duration::from_millis(900);

/// The clock of one open workshop.
pub(super) struct RoomClock {
    /// When it was opened and by whom: its line gets another name when it is saved.
    whose: (Timestamp, Text),
    /// When and at how many seconds the newest step was written when the clock was last set right.
    step: (Timestamp, u64),
    /// What one gap may count.
    most: Duration,
    clock: Clock,
    /// Whether the workshop goes where this program says.
    drives: bool,
}

impl RoomClock {
    fn new(workshop: &Workshop, used: u64, now: Duration, most: Duration) -> RoomClock {
        RoomClock {
            whose: (workshop.at, workshop.by.clone()),
            step: (workshop.stepped, workshop.used),
            most,
            clock: Clock::new(used, now, most),
            drives: false,
        }
    }

    fn is_of(&self, workshop: &Workshop) -> bool {
        self.whose == (workshop.at, workshop.by.clone())
    }
}

/// Whether somebody looks on.
#[derive(Debug, Default)]
pub(super) struct Presence {
    /// Whether the host wakes the program once a second.
    is_ticking: bool,
    /// When somebody last touched a key; none at the start.
    touched: Option<Duration>,
    /// What was passed on of the room to those who follow, and when.
    shown: (Option<Shown>, Duration),
    /// What was last seen of the driver's screen, and since when it has been so.
    followed: (Option<Shown>, Duration),
}

impl App {
    pub(super) fn frame(&self) -> frame::Frame {
        self.frame_of(self.size)
    }

    /// The frame for an area. A projector has nothing to press, so it has no footer.
    pub(super) fn frame_of(&self, area: ratatui::layout::Rect) -> frame::Frame {
        let frame = frame::Frame::of(area, self.screens.get(self.place).is_whole());
        let frame = if matches!(self.place, ScreenId::Home | ScreenId::Review) && !frame.is_too_small {
            frame.with_notice(notice::rows(self.view.ctx().board, frame.body))
        } else {
            frame
        };
        if self.screens.workshop.is_follower() && self.popups.is_empty() { frame.bare() } else { frame }
    }

    /// Goes on with this person's workshop where it was, if it was interrupted today.
    pub(super) fn resume_workshop(&mut self) {
        let ctx = self.view.ctx();
        let Some(open) = ctx.answers().open_workshop() else { return };
        let is_of_today = ctx.moment.local(open.stepped).date() == ctx.moment.today;
        if open.by == ctx.host.author() && is_of_today {
            self.place = ScreenId::Workshop;
            self.screens.workshop.enter_room();
            let is_closing =
                self.view.ctx().answers().open_workshop().is_some_and(|open| open.closing.is_some());
            let again = if is_closing { "; the closing reads the decisions again" } else { "" };
            self.message = Some(format!("workshop resumed where you left it{again}"));
            self.settle();
        }
    }

    /// A program that only follows the open workshop.
    pub fn follow(host: Box<dyn Host>, theme: Theme, width: u16, height: u16) -> App {
        let mut app = App::new(host, theme, width, height);
        app.message = None;
        app.place = ScreenId::Workshop;
        app.screens.workshop.follow();
        app.settle();
        app
    }

    /// Keeps a workshop that is planned.
    pub(super) fn prepare(&mut self, plan: WorkshopPlan, over: Option<Seq>) {
        self.view.revision.advance();
        match self.view.host.prepare(plan, over) {
            Ok(()) => self.screens.workshop.draft_is_kept(),
            Err(why) => self.refuse(&why),
        }
    }

    /// Drops a workshop that is planned.
    pub(super) fn drop_prepared(&mut self, prepared: Seq) {
        self.view.revision.advance();
        if let Err(why) = self.view.host.drop_prepared(prepared) {
            self.refuse(&why);
        }
    }

    /// Writes steps of a workshop, each a line of its own; a step that cannot be kept says so.
    pub(super) fn step(&mut self, changes: Vec<Change>) {
        self.view.revision.advance();
        for change in changes {
            if let Err(why) = self.view.host.apply(vec![change]) {
                self.refuse(&why);
                return;
            }
        }
        self.follow_workshop();
        if let Some(clock) = &mut self.clock {
            clock.drives = true;
        }
    }

    /// Notes that somebody is there, who has read the message by now.
    pub(super) fn touch(&mut self) {
        self.message = None;
        self.presence.touched = Some(self.view.host.uptime());
    }

    /// Writes again where the workshop is, if this program drives it and that is due.
    pub(super) fn keep_time(&mut self) {
        let Some(clock) = self.clock.as_ref().filter(|clock| clock.drives) else { return };
        let host = &self.view.host;
        let touched = self.presence.touched;
        let is_deserted = touched.is_none_or(|touched| host.uptime().saturating_sub(touched) > TYPING);
        // What waits to be saved already is not made more.
        if is_deserted || !matches!(host.save_state(), SaveState::Saved(_)) {
            return;
        }
        let open = host.fold().answers().open_workshop().filter(|open| clock.is_of(open));
        let due = open.and_then(|open| beat(open, clock.clock.seconds(), self.view.moment.now));
        if let Some(change) = due {
            self.step(vec![change]);
        }
    }

    /// Passes on what this screen shows of the room, if this program drives it; letters that are typed at most once
    /// a second.
    pub(super) fn show_room(&mut self) {
        let drives = self.clock.as_ref().is_some_and(|clock| clock.drives);
        let open = self.view.host.fold().answers().open_workshop().filter(|_| drives);
        let (before, at) = &self.presence.shown;
        let uptime = self.view.host.uptime();
        let now = open.map(|open| {
            let is_in_room = self.is_in_room();
            let draft = self.popups.iter().rev().find_map(|popup| popup.shows()).filter(|_| is_in_room);
            // Somebody may think for long before the next letter.
            let beats = before.as_ref().map_or(0, |before| before.beat);
            let is_due = uptime.saturating_sub(*at) >= BEAT;
            let beat = if draft.is_some() { beats + u64::from(is_due) } else { 0 };
            Shown {
                opened: open.at,
                draft,
                beat,
                ..self.screens.workshop.shown().filter(|_| is_in_room).unwrap_or_default()
            }
        });
        if now == *before {
            return;
        }
        let same = |one: &Shown| Shown { draft: None, ..one.clone() };
        let is_text = |one: &Shown| one.draft.as_ref().is_some_and(Draft::is_typed);
        let is_typing = now
            .as_ref()
            .zip(before.as_ref())
            .is_some_and(|(now, before)| is_text(now) && is_text(before) && same(now) == same(before));
        if is_typing && uptime.saturating_sub(*at) < LETTERS {
            return;
        }
        self.view.host.show(now.as_ref());
        self.presence.shown = (now, uptime);
    }

    /// Takes in what the driver's screen shows.
    fn follow_shown(&mut self) {
        if !self.screens.workshop.is_follower() {
            return;
        }
        let open = self.view.host.fold().answers().open_workshop().map(|open| open.at.as_second());
        let shown = open.and_then(|at| self.view.host.shown().filter(|shown| shown.opened.as_second() == at));
        let now = self.view.host.uptime();
        if self.presence.followed.0 != shown {
            self.presence.followed = (shown.clone(), now);
        }
        // A driver that was killed leaves its file behind: the draft in it is over.
        let is_alive = now.saturating_sub(self.presence.followed.1) < STALE;
        let shown = shown.map(|shown| Shown { draft: shown.draft.filter(|_| is_alive), ..shown });
        self.screens.workshop.take_shown(shown.as_ref());
    }

    /// Another program on this terminal would be in front of the room.
    pub(super) fn refuse_editor(&mut self) {
        self.message = Some("not in front of the room; Esc leaves the room view".to_owned());
    }

    /// Takes away what was passed on: the program ends.
    pub(super) fn stop_showing(&mut self) {
        if self.presence.shown.0.take().is_some() {
            self.view.host.show(None);
        }
    }

    /// Brings the clock in line with the workshop, and asks to be woken while the room view is in front.
    pub(super) fn follow_workshop(&mut self) {
        let is_in_room = self.place == ScreenId::Workshop && self.screens.workshop.is_in_room();
        let is_follower = self.screens.workshop.is_follower();
        let view = &mut self.view;
        let open = view.host.fold().answers().open_workshop();
        let mut now = view.host.uptime();
        // Starting the program counts as a sign of life.
        let touched = *self.presence.touched.get_or_insert(now);
        if !is_follower {
            now = now.min(touched + TYPING);
        }
        // With a wake-up every second, a longer gap means that the machine slept. Between keys people may only be
        // talking.
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
                        let used = if open.stops.is_empty() && open.closing.is_none() {
                            open.used
                        } else if is_follower {
                            used_as_followed(open, answers, view.moment.now)
                        } else {
                            used_by_record(open, answers)
                        };
                        let drives = !is_follower && open.by == view.host.author();
                        self.clock = Some(RoomClock { drives, ..RoomClock::new(open, used, now, most) });
                    }
                    None => {}
                    Some(clock) => {
                        let before = clock.clock.seconds();
                        let seconds = clock.clock.look(now);
                        // The clock stands in a break, and until somebody begins.
                        let is_opening = open.stops.is_empty() && open.closing.is_none();
                        let stands = open.course.on_break.is_some() || is_opening;
                        let seconds = if stands { before.max(open.used) } else { seconds };
                        let is_new_step = clock.step != (open.stepped, open.used);
                        let seconds = match (is_follower, is_new_step) {
                            (true, _) if is_opening => open.used,
                            (true, true) => used_as_followed(open, answers, view.moment.now),
                            // The driver may be asleep.
                            (true, false) => seconds.min(most_as_followed(open, answers)),
                            // Another program may drive: what it wrote is nearer to the truth.
                            (false, _) => seconds.max(open.used),
                        };
                        clock.step = (open.stepped, open.used);
                        if seconds != clock.clock.seconds() || clock.most != most {
                            clock.most = most;
                            clock.clock = Clock::new(seconds, now, most);
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
        if is_ticking != self.presence.is_ticking {
            self.presence.is_ticking = is_ticking;
            view.host.tick(is_ticking);
        }
        self.follow_shown();
    }
}
