//! Workshops that are prepared, from the command line: which one begins, and keeping, listing, changing, dropping them.

use jiff::civil::{Date, Time};

use super::Args;
use crate::cli::command::answering;
use crate::cli::context::Context;
use crate::cli::filters::Filters;
use crate::cli::out::{Line, dim};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::workshop;
use crate::domain::{agenda, filter, grammar, walk};
use crate::journal::answers::Workshop;
use crate::journal::fold::compose::RecordDraft;
use crate::journal::record::{Change, EntryFilter, WorkshopPlan};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};
use crate::workspace::error::Error;

/// The day of a workshop that is prepared, and when it begins.
type When = (Option<Date>, Option<Time>);

/// What is said if there is nothing for a workshop to be about.
pub(super) const NOTHING_LEFT: &str = "Nothing that you asked for is left, so the agenda would be empty.";

impl Args {
    /// Refuses options that mean nothing together.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.day.is_some() && !self.prepare && self.change.is_none() {
            return Err(Error::usage("a workshop that begins now needs no day")
                .hint("`--prepare --day fri` keeps it for its day"));
        }
        let takes_nothing = self.list || self.begin.is_some() || self.drop.is_some();
        if takes_nothing && self.plans_anew() {
            return Err(Error::usage("`--list`, `--begin` and `--drop` take nothing more")
                .hint("`golive walk --change NUMBER` changes a workshop that is prepared"));
        }
        if self.change.is_some() && !self.plans_anew() && self.day.is_none() {
            return Err(Error::usage("nothing is to be changed")
                .hint("name filters, --minutes, --people, --title or --day"));
        }
        Ok(())
    }

    /// Whether an option changes what the workshop is like.
    pub(super) fn plans_anew(&self) -> bool {
        self.narrows() || self.minutes.is_some() || self.people.is_some() || self.title.is_some()
    }

    fn narrows(&self) -> bool {
        self.filters != Filters::default()
    }

    /// The change that opens a workshop: a prepared one, else a new one; `None` if nothing is left for it.
    pub(super) fn opening(&self, project: &Project) -> Result<Option<Change>, Error> {
        let today = project.moment.today;
        let prepared = match self.begin {
            Some(no) => Some(numbered(no, project)?),
            None if self.plans_anew() => None,
            None => workshop::to_begin(project.answers(), today),
        };
        if let Some(prepared) = prepared {
            return Ok(Some(workshop::open(prepared.plan.clone(), Some(prepared))));
        }
        let plan = self.plan(project)?;
        let plan = WorkshopPlan { day: Some(today), ..plan };
        Ok((!plan.agenda.is_empty()).then(|| workshop::open(plan, None)))
    }

    /// Keeps a new workshop for its day.
    pub(super) fn prepare(&self, context: &mut Context<'_>, project: &mut Project) -> Result<(), Error> {
        let mut plan = self.plan(project)?;
        (plan.day, plan.start) = self.when_or((None, None), project)?;
        if plan.agenda.is_empty() {
            context.out.line(NOTHING_LEFT);
            return Ok(());
        }
        project.apply(Change::Prepare(plan.clone()))?;
        say_plan("prepared", &plan, context, project);
        answering::note_next_year(self.day.as_deref(), project.moment.today, context.out);
        Ok(())
    }

    /// Changes a workshop that is prepared.
    pub(super) fn change(
        &self,
        no: usize,
        context: &mut Context<'_>,
        project: &mut Project,
    ) -> Result<(), Error> {
        let before = numbered(no, project)?.clone();
        let asked = self.plan(project)?;
        let mut plan = before.plan.clone();
        (plan.day, plan.start) = self.when_or((plan.day, plan.start), project)?;
        if self.title.is_some() {
            plan.title = asked.title;
        }
        plan.minutes = self.minutes.unwrap_or(plan.minutes);
        if self.people.is_some() {
            plan.people = asked.people;
        }
        if self.narrows() {
            plan.scope = asked.scope;
        }
        let is_other = (&plan.scope, plan.minutes, &plan.people)
            != (&before.plan.scope, before.plan.minutes, &before.plan.people);
        if is_other {
            plan.agenda = made_anew(&plan, &before, project);
        }
        if plan == before.plan {
            answering::say_nothing(context.out);
            return Ok(());
        }
        let draft = RecordDraft { over: Some(before.seq), ..Change::Prepare(plan.clone()).into() };
        project.apply_draft(draft)?;
        say_plan("changed", &plan, context, project);
        answering::note_next_year(self.day.as_deref(), project.moment.today, context.out);
        let prepared = workshop::prepared(project.answers());
        // The line just written is the newest of all.
        let newest = prepared.iter().enumerate().max_by_key(|(_, one)| one.seq).map(|(at, _)| at + 1);
        if let Some(now) = newest.filter(|now| *now != no) {
            context.out.line(dim(format!("it is number {now} now")));
        }
        Ok(())
    }

    /// The day and the time that were typed, else those before; a day alone keeps the time, `none` removes both.
    fn when_or(&self, before: When, project: &Project) -> Result<When, Error> {
        match self.day.as_deref() {
            None => Ok(before),
            Some(typed) if typed.trim() == grammar::NONE => Ok((None, None)),
            Some(typed) => {
                let (day, start) = answering::day_and_time(typed, project.moment.today)?;
                Ok((Some(day), start.or(before.1)))
            }
        }
    }

    /// Notes which role of those who were named is nearly one that entries ask for.
    pub(super) fn note_odd_roles(&self, context: &mut Context<'_>, project: &Project) {
        let typed = self.people.as_deref().unwrap_or_default();
        let known: Vec<Text> = filter::roles(&project.board).into_iter().cloned().collect();
        for role in walk::people(typed, &project.people()).iter().filter_map(|person| person.role.as_ref()) {
            if let Some(words) = filter::odd_role(role, &known) {
                context.out.note(words);
            }
        }
    }

    fn plan(&self, project: &Project) -> Result<WorkshopPlan, Error> {
        let scope = self.filters.scope(project)?;
        let title = match self.title.as_deref().map(Text::line).filter(|title| !title.is_empty()) {
            Some(title) => title,
            None => filter::title(&scope, &project.board),
        };
        let mut plan = WorkshopPlan {
            title,
            minutes: self.minutes.unwrap_or(workshop::USUAL_MINUTES),
            people: self
                .people
                .as_deref()
                .map(|typed| walk::people(typed, &project.people()))
                .unwrap_or_default(),
            scope,
            ..WorkshopPlan::default()
        };
        plan.agenda = agenda::draft(&project.board, project.answers(), &plan).ids();
        Ok(plan)
    }
}

/// Lists the workshops that are prepared, those with a day first.
pub(super) fn list(context: &mut Context<'_>) -> Result<(), Error> {
    let project = context.open()?;
    let answers = project.answers();
    if let Some(open) = answers.open_workshop() {
        context.out.line(format!("open: {}; `golive walk` continues with it", open.plan.title));
    }
    let prepared = workshop::prepared(answers);
    if prepared.is_empty() {
        context.out.line("no workshop is prepared");
        context
            .out
            .line(dim("prepare one with `golive walk --prepare`, `golive compare --prepare` or on screen 5"));
        return Ok(());
    }
    let mut table = Table::new(&[Column::Right, Column::Left, Column::Flexible, Column::Left]);
    for (no, prepared) in (1..).zip(prepared) {
        let plan = &prepared.plan;
        let when = |day| answering::when(day, plan.start, project.moment.today);
        let day = plan.day.map_or("no day".to_owned(), when);
        let mut about = format!("{}, {} min", counted(plan.agenda.len(), "entry", "entries"), plan.minutes);
        if !plan.people.is_empty() {
            about = format!("{about}, {}", counted(plan.people.len(), "person", "people"));
        }
        table.row(vec![
            Line::from(no.to_string()),
            Line::from(day),
            Line::from(plan.title.as_str()),
            dim(about),
        ]);
    }
    table.print(context.out);
    Ok(())
}

/// Drops a workshop that is prepared; it is closed without ever having been open.
pub(super) fn drop_it(no: usize, context: &mut Context<'_>, project: &mut Project) -> Result<(), Error> {
    let prepared = numbered(no, project)?;
    let (seq, title) = (prepared.seq, prepared.plan.title.clone());
    project.apply_draft(RecordDraft { workshop: Some(seq), ..Change::Close { seconds: 0 }.into() })?;
    context.out.line(format!("workshop dropped: {title}"));
    answering::say_saved(project, context.out);
    Ok(())
}

fn numbered(no: usize, project: &Project) -> Result<&Workshop, Error> {
    let prepared = workshop::prepared(project.answers());
    let count = prepared.len();
    no.checked_sub(1).and_then(|at| prepared.into_iter().nth(at)).ok_or_else(|| {
        let hint = match count {
            0 => "no workshop is prepared; `golive walk --prepare` prepares one".to_owned(),
            1 => "only number 1 is there: `golive walk --list`".to_owned(),
            count => format!("they are numbered 1 to {count}: `golive walk --list`"),
        };
        Error::usage(format!("there is no prepared workshop {no}")).hint(hint)
    })
}

/// The agenda for a plan that has changed; entries that people had put on it stay, at the end.
fn made_anew(plan: &WorkshopPlan, before: &Workshop, project: &Project) -> Vec<EntryId> {
    let (board, answers) = (&project.board, project.answers());
    let was = agenda::lay_out_among(board, answers, &before.plan, &before.apart);
    let is_among = plan.scope == EntryFilter::default() && !before.apart.entries.is_empty();
    let made = if is_among {
        let ids: Vec<EntryId> = before.apart.entries.iter().map(|entry| entry.id.clone()).collect();
        agenda::draft_of(board, answers, plan, &ids).ids()
    } else if let Some(ids) = agenda::part_anew(board, answers, plan, Some(before.seq)) {
        ids
    } else {
        agenda::draft(board, answers, plan).ids()
    };
    let by_hand = was.stops.iter().filter(|stop| stop.by_hand);
    by_hand.fold(made, |ids, stop| agenda::added(&ids, &stop.id, None))
}

fn say_plan(verb: &str, plan: &WorkshopPlan, context: &mut Context<'_>, project: &Project) {
    let (board, answers) = (&project.board, project.answers());
    let kept = answers.workshops.iter().rev().find(|one| one.plan == *plan).map(|one| one.seq);
    let laid_out = agenda::lay_out_part(board, answers, plan, kept);
    let when = |day| answering::when(day, plan.start, project.moment.today);
    let day = plan.day.map(|day| format!(" for {}", when(day)));
    let day = day.unwrap_or_default();
    context.out.prose(
        Line::default(),
        0,
        &format!("workshop {verb}{day}: {}, {}", plan.title, laid_out.summary()),
    );
    if let Some(words) = laid_out.left_out_phrase() {
        context.out.prose(Line::default(), 0, &words);
    }
    answering::say_saved(project, context.out);
}
