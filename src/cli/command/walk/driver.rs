//! The loop of the walk: reads a line, lets the machine say what comes of it, does that, and keeps the time.

use std::io::BufRead;

use super::effect::{Ahead, Effect, WalkInput};
use super::mode::Walk;
use crate::cli::command::answering;
use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::Line;
use crate::cli::project::Project;
use crate::domain::apart;
use crate::domain::words::{REDONE, UNDONE};
use crate::domain::workshop::clock::{self, Clock, TYPING};
use crate::journal::fold::compose::RecordDraft;
use crate::journal::record::{CaptureId, Change, Status};
use crate::journal::undo::Undone;
use crate::pack::model::EntryId;
use crate::text::{Text, counted, width};
use crate::workspace::error::{Error, FailureKind};

/// The loop between lines and the project.
pub(super) struct Driver<'c, 'w> {
    context: &'c mut Context<'w>,
    project: Project,
    clock: Clock,
    /// What was said and could not be written.
    unsaved: Vec<RecordDraft>,
    /// Steps and undos that failed, each until it is written after all, or the same succeeds.
    missed: Vec<Miss>,
    /// The project as it will be once that is written.
    ahead: Option<Ahead>,
    is_over: bool,
}

/// A step or an undo that failed.
struct Miss {
    what: Missed,
    why: Error,
    /// Whether it is written with the next change that can be.
    is_owed: bool,
}

/// What is no answer, and is not queued with the answers if it fails.
#[derive(Debug, Clone, PartialEq)]
enum Missed {
    /// The step, whenever it was taken: only the same step makes it good.
    Step(Box<Change>),
    Undo,
    Redo,
}

impl Missed {
    fn step(change: &Change) -> Missed {
        Missed::Step(Box::new(match change.clone() {
            Change::At { id, .. } => Change::At { id, seconds: 0 },
            Change::Closing { .. } => Change::Closing { seconds: 0 },
            Change::Close { .. } => Change::Close { seconds: 0 },
            Change::Course { what, .. } => Change::Course { seconds: 0, what },
            other => other,
        }))
    }

    fn phrase(&self) -> &'static str {
        match self {
            Missed::Step(_) => "NOT SAVED: a step of the workshop",
            Missed::Undo => "NOT SAVED: the undo",
            Missed::Redo => "NOT SAVED: the redo",
        }
    }
}

/// Said when a step that failed before is taken.
const MADE_GOOD: &str = "saved: the step that was missed";

/// The longest line that is read, in bytes; more than a text may have.
const LONGEST: usize = 256 * 1024;

impl<'c, 'w> Driver<'c, 'w> {
    /// The loop over a project whose workshop has used so many seconds.
    pub(super) fn new(context: &'c mut Context<'w>, project: Project, used: u64) -> Driver<'c, 'w> {
        let clock = Clock::new(used, (context.world.uptime)(), TYPING);
        Driver {
            context,
            project,
            clock,
            unsaved: Vec::new(),
            missed: Vec::new(),
            ahead: None,
            is_over: false,
        }
    }

    /// Hears lines until the walk ends.
    pub(super) fn walk(mut self, mut walk: Walk) -> Result<Exit, Error> {
        self.go_on(&mut walk);
        while !self.is_over {
            let Some(line) = self.read()? else {
                let look = look(&self.project, &self.clock, &self.unsaved, self.ahead.as_ref(), 0);
                let effects = walk.end(&look);
                self.perform(effects, &mut walk);
                if self.project.answers().open_workshop().is_some() {
                    self.say("End of the input. The workshop stays open; `golive walk` continues with it.");
                } else {
                    self.go_on(&mut walk);
                }
                break;
            };
            // A file that cannot be read just now must not cost what was typed: writing it will say what is wrong.
            let moment = self.context.world.moment();
            self.project.turn_to(moment);
            self.project.news();
            self.keep_time();
            let chance = (self.context.world.chance)();
            let look = look(&self.project, &self.clock, &self.unsaved, self.ahead.as_ref(), chance);
            let effects = walk.hear(&line, &look);
            self.perform(effects, &mut walk);
            self.go_on(&mut walk);
        }
        self.finish()
    }

    /// Looks at the clock, and says in the journal where the workshop is if that was long ago.
    fn keep_time(&mut self) {
        let now = (self.context.world.uptime)();
        let before = self.clock.seconds();
        let mut used = self.clock.look(now);
        if self.project.answers().open_workshop().is_some_and(|open| open.course.on_break.is_some()) {
            self.clock = Clock::new(before, now, TYPING);
            used = before;
        }
        let open = self.project.answers().open_workshop();
        if let Some(ahead) = open.map(|open| open.used).filter(|recorded| *recorded > used) {
            // Another program drives too; what it wrote is nearer to the truth.
            self.clock = Clock::new(ahead, now, TYPING);
            used = ahead;
        }
        let due = open.and_then(|open| clock::beat(open, used, self.project.moment.now));
        if let Some(change) = due.filter(|_| self.unsaved.is_empty()) {
            // What is typed after it says so if nothing can be written.
            drop(self.project.apply(change));
        }
    }

    fn go_on(&mut self, walk: &mut Walk) {
        while !self.is_over && walk.has_more_to_say() {
            let look = look(&self.project, &self.clock, &self.unsaved, self.ahead.as_ref(), 0);
            let effects = walk.go_on(&look);
            self.perform(effects, walk);
        }
    }

    fn finish(mut self) -> Result<Exit, Error> {
        let waited = self.waiting();
        let saved = self.save_and_tell(waited);
        let lost = std::mem::take(&mut self.unsaved);
        let missed = std::mem::take(&mut self.missed);
        let error = match (saved, missed.first()) {
            // What was called saved has to be in the file still.
            (Ok(()), None) => return self.project.check_loss().map(|()| Exit::DONE),
            (Ok(()), Some(miss)) => miss.why.clone(),
            (Err(error), _) => error,
        };
        let lines = lost.iter().flat_map(|draft| self.whole(&draft.change)).collect::<Vec<_>>();
        let mut missed: Vec<String> = missed.iter().map(|miss| miss.what.phrase().to_owned()).collect();
        missed.dedup();
        Err(lines.into_iter().chain(missed).fold(error, Error::detail))
    }

    fn perform(&mut self, effects: Vec<Effect>, walk: &mut Walk) {
        for effect in effects {
            match effect {
                Effect::Say(words) => self.say(&words),
                Effect::Label(label, words) => self.label(label, &words),
                Effect::Apart(voices) => {
                    let dot = format!(" {} ", self.context.out.signs.dot());
                    self.label("Apart", &apart::phrase(&voices, &dot));
                }
                Effect::Blank => self.context.out.blank(),
                Effect::Write(change) => self.write(change.into()),
                Effect::Beside(change, seen) => self.write(RecordDraft { seen, ..change.into() }),
                Effect::Step(change) => {
                    if !self.step(change.into()) {
                        walk.stay();
                        return;
                    }
                }
                Effect::Prepare(plan, over) => {
                    let draft = RecordDraft { over, ..Change::Prepare(*plan).into() };
                    if !self.step(draft) {
                        walk.stay();
                        return;
                    }
                }
                Effect::Undo | Effect::Redo if !self.unsaved.is_empty() => {
                    self.say("Something is NOT SAVED, which comes first; `save` tries again.");
                }
                Effect::Undo => {
                    let waiting = self.project.waiting();
                    let record = self.project.undo(self.project.moment.now);
                    self.note_missed(Missed::Undo, record.as_ref().err(), waiting);
                    self.took_back(UNDONE, record.map(|(undone, _)| undone));
                }
                Effect::Redo => {
                    let waiting = self.project.waiting();
                    let record = self.project.redo(self.project.moment.now);
                    self.note_missed(Missed::Redo, record.as_ref().err(), waiting);
                    self.took_back(REDONE, record.map(|(undone, _)| undone));
                }
                Effect::Save => match self.save() {
                    Ok(()) if self.missed.is_empty() => self.say("saved: everything"),
                    Ok(()) => {
                        self.say("saved: all answers. A step of the workshop is NOT SAVED; type it again.");
                    }
                    Err(error) => self.context.out.line(format!("NOT SAVED: {error}")),
                },
                Effect::End => self.is_over = true,
            }
        }
    }

    /// Takes a step; what was to follow would else tell of a step that was never taken.
    fn step(&mut self, draft: RecordDraft) -> bool {
        let step = Missed::step(&draft.change);
        let waiting = self.project.waiting();
        let taken = self.project.apply_draft(draft);
        self.note_missed(step, taken.as_ref().err(), waiting);
        if let Err(error) = &taken {
            self.context.out.line(format!("NOT SAVED: {error}"));
            self.say("The workshop is where it was.");
        }
        taken.is_ok()
    }

    /// Remembers what failed until the same succeeds: the end of the walk must not look like success.
    ///
    /// Before it was tried so many changes were `waiting` to be written.
    fn note_missed(&mut self, what: Missed, error: Option<&Error>, waiting: usize) {
        let before = self.missed.len();
        let was_owed = self.missed.iter().any(|miss| miss.what == what && miss.is_owed);
        self.missed.retain(|miss| miss.what != what);
        if error.is_none() && self.missed.len() < before {
            self.say(MADE_GOOD);
        }
        if let Some(error) = error.filter(|error| error.kind() == FailureKind::Io) {
            let is_owed = self.project.waiting() > waiting || was_owed && self.project.waiting() == waiting;
            self.missed.push(Miss { what, why: error.clone(), is_owed });
        }
        self.note_written();
    }

    /// Steps and undos that could only be written with a later change are no longer missed once they are.
    fn note_written(&mut self) {
        if self.project.owes() {
            return;
        }
        let before = self.missed.len();
        self.missed.retain(|miss| !miss.is_owed);
        if self.missed.len() < before {
            self.say(MADE_GOOD);
        }
    }

    fn write(&mut self, draft: RecordDraft) {
        let entries = left_out(&draft.change);
        let told = self.told(&draft.change);
        // What waited is saved with it.
        let waited = self.waiting();
        self.unsaved.push(draft);
        match self.save_and_tell(waited) {
            Ok(()) => {
                for line in told {
                    self.say(&format!("saved: {line}"));
                }
                for line in answering::open_items(&self.project, &entries, self.context.out) {
                    self.context.out.line(line);
                }
            }
            Err(error) => {
                for line in told {
                    self.say(&format!("NOT SAVED: {line}"));
                }
                self.context.out.line(error.to_string());
                self.say("`save` tries again.");
            }
        }
    }

    /// What waits to be saved, a list of lines each.
    fn waiting(&self) -> Vec<Vec<Text>> {
        self.unsaved.iter().map(|draft| self.told(&draft.change)).collect()
    }

    /// Writes what waits, and says of what was called unsaved that it is saved now.
    fn save_and_tell(&mut self, waited: Vec<Vec<Text>>) -> Result<(), Error> {
        let before = self.unsaved.len();
        let saved = self.save();
        for line in waited.into_iter().take(before - self.unsaved.len()).flatten() {
            self.say(&format!("saved: {line}"));
        }
        saved
    }

    /// Everything that a change would have said, so that it can be copied from there.
    fn whole(&self, change: &Change) -> Vec<String> {
        let told = self.project.tell(change);
        let lines = told.iter().flat_map(|words| words.lines().enumerate());
        lines
            .map(|(at, line)| if at == 0 { format!("NOT SAVED: {line}") } else { format!("  {line}") })
            .collect()
    }

    /// What a change did; of an answer that got one more line that line, which is the one that was typed.
    fn told(&self, change: &Change) -> Vec<Text> {
        match change {
            Change::Note { id, text } if text.lines().count() > 1 => {
                let name = self.project.named(id).name;
                let count = text.lines().count();
                let last = text.lines().last().unwrap_or_default();
                let before = self.answer_before(id).filter(|before| !text.starts_with(before.as_str()));
                vec![Text::line(&match before {
                    Some(before) => {
                        let (now, was) = (counted(count, "line", "lines"), before.lines().count());
                        format!("{name} answer, {now} in place of {was}: {}", text.first_line())
                    }
                    None => format!("{name} answer, line {count}: {last}"),
                })]
            }
            _ => self.project.tell(change),
        }
    }

    /// The answer in words as it is now, or will be once what waits is written.
    fn answer_before(&self, id: &EntryId) -> Option<Text> {
        let waiting = self.unsaved.iter().rev().find_map(|draft| match &draft.change {
            Change::Note { id: other, text } if other == id => Some(text.clone()),
            _ => None,
        });
        waiting.or_else(|| self.project.answers().entry(id).and_then(|said| said.note()).cloned())
    }

    /// Writes what waits, in its order; what could not be written waits on.
    fn save(&mut self) -> Result<(), Error> {
        let saved = loop {
            let Some(draft) = self.unsaved.first() else { break Ok(()) };
            if let Err(error) = self.project.apply_draft(draft.clone()) {
                break Err(error);
            }
            self.unsaved.remove(0);
        };
        let saved = saved.and_then(|()| self.project.write_owed());
        self.note_written();
        self.ahead = Ahead::of(&self.project, &self.unsaved);
        saved
    }

    fn took_back(&mut self, what: &str, undone: Result<Undone, Error>) {
        match undone {
            Ok(undone) => {
                for line in self.project.tell_undone(&undone) {
                    self.say(&format!("saved: {what}: {line}"));
                }
            }
            Err(error) => {
                for line in error.lines() {
                    self.say(&line);
                }
            }
        }
    }

    fn say(&mut self, words: &str) {
        let words = self.context.out.signs.typeset(words);
        self.context.out.prose(Line::default(), 0, &words);
    }

    /// Says words under a label, which a reader hears first.
    fn label(&mut self, label: &str, words: &str) {
        let label = format!("{label}: ");
        let words = self.context.out.signs.typeset(words);
        self.context.out.prose(Line::from(&label), width(&label).max(LABEL), &words);
    }

    /// Reads one line; none at the end of the input.
    fn read(&mut self) -> Result<Option<String>, Error> {
        let is_typed = self.context.world.terminals.stdin;
        if is_typed {
            self.context.out.raw(b"> ");
        }
        self.context.out.flush();
        let mut bytes = Vec::new();
        let mut input = std::io::Read::take(&mut self.context.world.stdin, LONGEST as u64);
        input
            .read_until(b'\n', &mut bytes)
            .map_err(|source| Error::io("cannot read what is typed").cause(&source))?;
        if bytes.is_empty() {
            if is_typed {
                self.context.out.blank();
            }
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_end_matches(['\n', '\r']).to_owned();
        // In a log the answers would otherwise be missing.
        if !is_typed {
            self.context.out.line(format!("> {line}"));
        }
        Ok(Some(line))
    }
}

/// The entries that a change leaves out; of a topic that is done it was asked what its items are.
fn left_out(change: &Change) -> Vec<EntryId> {
    let parts = change.parts(None).filter_map(|(_, part)| match part {
        Change::Status { id, status: Status::Waived | Status::Na, .. } => Some(id.clone()),
        _ => None,
    });
    parts.collect()
}

/// The cells of a label, so that what is said stands below each other.
const LABEL: usize = 12;

fn look<'a>(
    project: &'a Project,
    clock: &Clock,
    unsaved: &'a [RecordDraft],
    ahead: Option<&'a Ahead>,
    chance: u64,
) -> WalkInput<'a> {
    WalkInput {
        project,
        seconds: clock.seconds(),
        fresh: CaptureId(Text::line(&format!("{:08x}", chance >> 32))),
        unsaved,
        ahead,
    }
}
