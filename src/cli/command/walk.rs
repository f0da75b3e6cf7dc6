//! `golive walk`: a workshop line by line, without a screen.
//!
//! Here are its arguments, which workshop it walks through, and the loop between lines and the project. What a line
//! means is `review::walk`, what comes of it `machine`.

use std::io::BufRead;

use super::answering;
use crate::cli::command::Run;
use crate::cli::context::Context;
use crate::cli::error::{Error, Exit};
use crate::cli::filters::{self, Filters};
use crate::cli::out::Line;
use crate::cli::project::Project;
use crate::cli::reporting::{self, MINUTES};
use crate::journal::record::{CaptureId, Change, Plan};
use crate::review::workshop;
use crate::review::workshop::clock::{self, Clock, TYPING};
use crate::review::{agenda, apart, walk};
use crate::text::{Text, width};

mod answers;
mod by_hand;
mod closing;
mod machine;
mod marks;
mod say;

use machine::{Due, Effect, Look, Walk};

/// Walk through a workshop line by line
///
/// The same workshop as on the screens, for screen readers, plain terminals,
/// logs and scripts: one entry at a time, its question, and the answer as it is
/// typed. What is typed begins with a word: `answer`, `done`, `blocked`, `action`,
/// `park`, `go`, `close`; an empty line goes on, `help` lists all of them.
///
/// A workshop that is open goes on where it was. Else one that was prepared for
/// today begins, and with filters, or where none was prepared, a new one: an
/// agenda of what is left, as long as the minutes allow. The end of the input
/// leaves the workshop open; everything that was typed is saved by then.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    #[command(flatten)]
    filters: Filters,
    /// How long it may take [default: 90]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// Who is here, each with a role after a colon if that matters
    #[arg(long, value_name = "A,B")]
    people: Option<String>,
    /// What the workshop is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Run for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let mut project = context.open_to_write()?;
        let open = project.answers().open_workshop().cloned();
        let (due, used) = match open {
            Some(open) if self.plans_anew() => {
                return Err(Error::usage(format!("the workshop `{}` is open", open.plan.title))
                    .hint("`golive walk` without options goes on with it, and `close` there ends it"));
            }
            Some(open) => (Due::Resumed, clock::used_by_record(&open, project.answers())),
            None => {
                let Some(change) = self.opening(&project)? else {
                    context
                        .out
                        .line("Nothing is left of what was asked for, so there is nothing to walk through.");
                    return Ok(Exit::DONE);
                };
                project.apply(change)?;
                (Due::Opening, 0)
            }
        };
        let clock = Clock::new(used, (context.world.uptime)(), TYPING);
        Driver { context, project, clock, unsaved: Vec::new(), is_over: false }.walk(Walk::new(due))
    }
}

impl Args {
    fn plans_anew(&self) -> bool {
        let Filters { checklist, milestone, workstream, status, level, role, owner, search } = &self.filters;
        let lists = [checklist, workstream, status, role, owner];
        lists.iter().any(|list| !list.is_empty())
            || !level.is_empty()
            || milestone.is_some()
            || search.is_some()
            || self.minutes.is_some()
            || self.people.is_some()
            || self.title.is_some()
    }

    /// Returns what opens a workshop: one that is prepared, else a new one; none where nothing is left for it.
    fn opening(&self, project: &Project) -> Result<Option<Change>, Error> {
        let today = project.moment.today;
        let prepared = if self.plans_anew() { None } else { workshop::to_begin(project.answers(), today) };
        if let Some(prepared) = prepared {
            return Ok(Some(workshop::open(prepared.plan.clone(), Some(prepared))));
        }
        let plan = self.plan(project)?;
        let plan = Plan { day: Some(today), ..plan };
        Ok((!plan.agenda.is_empty()).then(|| workshop::open(plan, None)))
    }

    fn plan(&self, project: &Project) -> Result<Plan, Error> {
        let scope = self.filters.scope(project)?;
        let title = match self.title.as_deref().map(Text::line).filter(|title| !title.is_empty()) {
            Some(title) => title,
            None => reporting::title_of(&scope, &project.board),
        };
        let mut plan = Plan {
            title,
            day: None,
            minutes: self.minutes.unwrap_or(MINUTES),
            people: self.people.as_deref().map(walk::people).unwrap_or_default(),
            scope,
            agenda: Vec::new(),
        };
        for person in &plan.people {
            if let Some(role) = &person.role {
                filters::role(project, role)?;
            }
        }
        plan.agenda = agenda::draft(&project.board, project.answers(), &plan).ids();
        Ok(plan)
    }
}

/// The loop between lines and the project.
struct Driver<'c, 'w> {
    context: &'c mut Context<'w>,
    project: Project,
    clock: Clock,
    /// What was said and could not be written.
    unsaved: Vec<Change>,
    is_over: bool,
}

/// The longest line that is read, in bytes; more than a text may have.
const LONGEST: usize = 256 * 1024;

impl Driver<'_, '_> {
    fn walk(mut self, mut walk: Walk) -> Result<Exit, Error> {
        self.go_on(&mut walk);
        while !self.is_over {
            let Some(line) = self.read()? else {
                let effects = walk.end();
                self.perform(effects, &mut walk);
                self.say("End of the input. The workshop stays open; `golive walk` goes on with it.");
                break;
            };
            // A file that cannot be read just now must not cost what was typed: writing it will say what is wrong.
            let moment = self.context.world.moment();
            drop(self.project.look(moment));
            self.keep_time();
            let look = look(&self.project, &self.clock, &self.unsaved, (self.context.world.chance)());
            let effects = walk.hear(&line, &look);
            self.perform(effects, &mut walk);
            self.go_on(&mut walk);
        }
        self.finish()
    }

    /// Looks at the clock, and says in the journal where the workshop is if that was long ago.
    fn keep_time(&mut self) {
        let now = (self.context.world.uptime)();
        let mut used = self.clock.look(now);
        let open = self.project.answers().open_workshop();
        if let Some(ahead) = open.map(|open| open.used).filter(|recorded| *recorded > used) {
            // Another program drives too; what it wrote is nearer to the truth.
            self.clock = Clock::new(ahead, now, TYPING);
            used = ahead;
        }
        let due = open.and_then(|open| clock::beat(open, used, self.project.moment.now));
        if let Some(change) = due.filter(|_| self.unsaved.is_empty()) {
            // What is typed after it says so where nothing can be written.
            drop(self.project.apply(change));
        }
    }

    fn go_on(&mut self, walk: &mut Walk) {
        while !self.is_over && walk.has_more_to_say() {
            let look = look(&self.project, &self.clock, &self.unsaved, 0);
            let effects = walk.go_on(&look);
            self.perform(effects, walk);
        }
    }

    fn finish(mut self) -> Result<Exit, Error> {
        if self.unsaved.is_empty() {
            return Ok(Exit::DONE);
        }
        match self.save() {
            Ok(()) => Ok(Exit::DONE),
            Err(error) => {
                let lost = std::mem::take(&mut self.unsaved);
                let lines = lost.iter().flat_map(|change| self.whole(change));
                Err(lines.fold(error, Error::detail))
            }
        }
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
                Effect::Write(change) => self.write(change),
                Effect::Step(change) => {
                    if let Err(error) = self.project.apply(change) {
                        // What was to follow would tell of a step that was never taken.
                        self.context.out.line(format!("NOT SAVED: {error}"));
                        self.say("The workshop is where it was.");
                        walk.stay();
                        return;
                    }
                }
                Effect::Undo => {
                    let record = self.project.undo();
                    self.took_back("taken back", record.map(|record| record.change));
                }
                Effect::Redo => {
                    let record = self.project.redo();
                    self.took_back("brought back", record.map(|record| record.change));
                }
                Effect::Save => match self.save() {
                    Ok(()) => self.say("saved: everything"),
                    Err(error) => self.context.out.line(format!("NOT SAVED: {error}")),
                },
                Effect::End => self.is_over = true,
            }
        }
    }

    fn write(&mut self, change: Change) {
        let entries = answering::entries_of(&change);
        let told = self.told(&change);
        self.unsaved.push(change);
        match self.save() {
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

    /// Returns everything that a change would have said, so that it can be copied from there.
    fn whole(&self, change: &Change) -> Vec<String> {
        let told = self.project.tell(change).into_iter().map(|line| format!("NOT SAVED: {line}"));
        let more = match change {
            Change::Note { text, .. } => text.lines().skip(1).map(|line| format!("  {line}")).collect(),
            _ => Vec::new(),
        };
        told.chain(more).collect()
    }

    /// Returns what a change did; of a longer answer its last line, which is the one that was typed.
    fn told(&self, change: &Change) -> Vec<Text> {
        match change {
            Change::Note { id, text } if text.lines().count() > 1 => {
                let name = self.project.named(id).name;
                let last = text.lines().last().unwrap_or_default();
                vec![Text::line(&format!("{name} answer, line {}: {last}", text.lines().count()))]
            }
            _ => self.project.tell(change),
        }
    }

    /// Writes what waits, in its order; what could not be written waits on.
    fn save(&mut self) -> Result<(), Error> {
        while let Some(change) = self.unsaved.first() {
            self.project.apply(change.clone())?;
            self.unsaved.remove(0);
        }
        Ok(())
    }

    fn took_back(&mut self, what: &str, change: Result<Change, Error>) {
        match change {
            Ok(change) => {
                for line in self.project.tell(&change) {
                    self.say(&format!("{what}, saved: {line}"));
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
        self.context.out.prose(Line::default(), 0, words);
    }

    /// Says words under a label, which a reader hears first.
    fn label(&mut self, label: &str, words: &str) {
        let label = format!("{label}: ");
        self.context.out.prose(Line::from(&label), width(&label).max(LABEL), words);
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

/// The cells of a label, so that what is said stands below each other.
const LABEL: usize = 12;

fn look<'a>(project: &'a Project, clock: &Clock, unsaved: &'a [Change], chance: u64) -> Look<'a> {
    Look {
        project,
        seconds: clock.seconds(),
        fresh: CaptureId(Text::line(&format!("{:08x}", chance >> 32))),
        unsaved,
    }
}

const HELP: &str = r#"Examples:
  golive walk --checklist design --minutes 45 --people "Ana, Ben:security"
  golive walk --milestone demo --level must
  printf 'done wiki/tenants\n\nclose\n' | golive walk

Exit status:
  0 done, 2 wrong use, 3 something was not saved."#;
