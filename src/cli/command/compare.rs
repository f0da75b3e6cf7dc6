//! `golive compare`: answers given apart, side by side, and what differs as a workshop's agenda.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::answering;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::cli::project::Project;
use crate::domain::compare::{Agreement, Compared, Comparison, Respondent, RespondentAnswer, compare};
use crate::domain::{agenda, apart, walk, workshop};
use crate::journal::fold::compose::RecordDraft;
use crate::journal::record::{Change, Known, Person, WorkshopPlan};
use crate::pack::model::Level;
use crate::text::{Text, counted};
use crate::workspace::error::Error;
use crate::workspace::locate;

/// Compare the answers of several people
///
/// For answers given independently: each person answers in a file of their own, then compare shows them side by side.
/// Opposed and different answers come first, then the same status with other words, then those that only some people
/// have given; `--all` also shows agreement. Case, blanks and punctuation make no difference.
///
/// `--prepare` puts the differences on the agenda of a prepared workshop in the current project (see --file and
/// --project), as many as its minutes allow. Open it with `golive walk` or on the screens.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The files, two or more
    #[arg(required = true, num_args = 2.., value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Also show what all agree on
    #[arg(long)]
    all: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long, conflicts_with = "prepare")]
    json: bool,
    /// Prepare a workshop about the differences
    #[arg(long)]
    prepare: bool,
    /// The day of that workshop, with a time if it is known: 2026-12-01, fri, "fri 14:00"
    #[arg(long, value_name = "DATE", requires = "prepare")]
    day: Option<String>,
    /// How long it may take [default: 90]
    #[arg(long, value_name = "N", requires = "prepare", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// Who will be there [default: those whose files are compared]
    #[arg(long, value_name = "A,B", requires = "prepare")]
    people: Option<String>,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let projects = self
            .files
            .iter()
            .map(|file| {
                let path = context.world.absolute(file);
                context.open_file(&path)
            })
            .collect::<Result<Vec<Project>, Error>>()?;
        let Some(first) = projects.first() else { return Ok(Exit::DONE) };
        let who = names(&projects);
        let sides: Vec<Respondent<'_>> = projects
            .iter()
            .zip(&who)
            .map(|(project, who)| Respondent { who: who.clone(), answers: project.answers() })
            .collect();
        let kinds: Vec<_> = projects.iter().map(|project| &project.board.business).collect();
        if let Some(at) = kinds.iter().position(|kind| Some(kind) != kinds.first()) {
            context.out.note(format!(
                "{} and {} are different kinds of project; both are compared as the second kind",
                who.get(at).map(Text::as_str).unwrap_or_default(),
                who.first().map(Text::as_str).unwrap_or_default()
            ));
        }
        let comparison = compare(&first.board, &sides);
        if self.json {
            context.out.json(&CompareJson::of(first, &comparison));
            return Ok(Exit::DONE);
        }
        say(context, first, &comparison, self.all);
        if self.prepare {
            self.prepare(context, &comparison)?;
        }
        Ok(Exit::DONE)
    }
}

impl Args {
    fn prepare(&self, context: &mut Context<'_>, comparison: &Comparison) -> Result<(), Error> {
        let ids = comparison.to_talk_about();
        context.out.blank();
        if ids.is_empty() {
            context.out.line("nothing differs, so no workshop was prepared");
            return Ok(());
        }
        let mut project = context.open_to_write()?;
        let today = project.moment.today;
        let people = match &self.people {
            Some(typed) => walk::people(typed, &project.people()),
            None => comparison.who.iter().map(|name| Person { name: name.clone(), role: None }).collect(),
        };
        let when = self.day.as_deref().map(|typed| answering::day_and_time(typed, today)).transpose()?;
        let mut plan = WorkshopPlan {
            title: Text::line("Answers given independently"),
            day: when.map(|(day, _)| day),
            start: when.and_then(|(_, start)| start),
            minutes: self.minutes.unwrap_or(workshop::USUAL_MINUTES),
            people,
            ..WorkshopPlan::default()
        };
        let agenda = agenda::draft_of(&project.board, project.answers(), &plan, &ids);
        plan.agenda = agenda.ids();
        project.apply(Change::Prepare(plan))?;
        // The line just written is the newest of all.
        let prepared = project.answers().workshops.iter().map(|workshop| workshop.seq).max();
        let apart = Change::Apart(apart::of_comparison(comparison));
        project.apply_draft(RecordDraft { workshop: prepared, ..apart.into() })?;
        let day = when.map(|(day, start)| format!(" for {}", answering::when(day, start, today)));
        let day = day.unwrap_or_default();
        let summary = agenda.summary();
        context.out.line(format!("workshop prepared{day}: Answers given independently, {summary}"));
        if let Some(words) = agenda.left_out_phrase() {
            context.out.prose(Line::default(), 0, &words);
        }
        answering::say_saved(&project, context.out);
        answering::note_next_year(self.day.as_deref(), today, context.out);
        Ok(())
    }
}

/// What the sides are called: the one person who answered in a file, else the file's name.
fn names(projects: &[Project]) -> Vec<Text> {
    let own: Vec<Option<Text>> = projects.iter().map(only_author).collect();
    let of_file = |path: &Path| Text::line(&path.file_stem().unwrap_or_default().to_string_lossy());
    let each = projects.iter().zip(&own).map(|(project, name)| match name {
        Some(name) if own.iter().filter(|other| other.as_ref() == Some(name)).count() == 1 => name.clone(),
        _ => of_file(&project.path),
    });
    let names: Vec<Text> = each.collect();
    // Two files of one name in two folders are told apart by their whole paths.
    let whole = |project: &Project| Text::line(&locate::shown(&project.path));
    let unique = |name: &Text| names.iter().filter(|other| *other == name).count() == 1;
    projects
        .iter()
        .zip(&names)
        .map(|(project, name)| if unique(name) { name.clone() } else { whole(project) })
        .collect()
}

fn only_author(project: &Project) -> Option<Text> {
    let entries = project.answers().entries.values();
    let mut authors: Vec<&Text> = entries
        .flat_map(|said| {
            let notes = said.note.writes().iter().map(|write| &write.by);
            said.status.writes().iter().map(|write| &write.by).chain(notes)
        })
        .collect();
    authors.sort();
    authors.dedup();
    match authors.as_slice() {
        [only] => Some((*only).clone()),
        _ => None,
    }
}

fn say(context: &mut Context<'_>, project: &Project, comparison: &Comparison, all: bool) {
    let count = |outcome| comparison.with(outcome).count();
    let out = &mut *context.out;
    out.line(strong(comparison.who.iter().map(Text::as_str).collect::<Vec<_>>().join(", ")));
    out.line(format!(
        "{} opposed, {} different, {} same status but other words, {} answered by some, {} agreed; {} by nobody",
        count(Agreement::Opposed),
        count(Agreement::Differs),
        count(Agreement::Words),
        count(Agreement::Partly),
        count(Agreement::Agreed),
        comparison.unanswered
    ));
    let parts = [
        (Agreement::Opposed, "Opposed: settled for some, open for others"),
        (Agreement::Differs, "Different"),
        (Agreement::Words, "Same status, other words"),
        (Agreement::Partly, "Answered by some"),
        (Agreement::Agreed, "Agreed"),
    ];
    for (outcome, title) in parts {
        let entries: Vec<&Compared> = comparison.with(outcome).collect();
        if entries.is_empty() || (outcome == Agreement::Agreed && !all) {
            continue;
        }
        out.blank();
        out.line(strong(title));
        for compared in entries {
            let row = project.board.at(compared.row);
            let level = if row.level == Level::Must { dim("  must") } else { Line::default() };
            out.line(Line::from("  ").and(project.named(&compared.id).whole()).and(level));
            let widest = comparison.who.iter().map(Text::width).max().unwrap_or(0) + 6;
            for (who, said) in comparison.who.iter().zip(&compared.said) {
                let words = said.as_ref().map_or("no answer".to_owned(), phrase);
                out.prose(dim(format!("    {who}")), widest, &words);
            }
        }
    }
    if !comparison.questions.is_empty() {
        out.blank();
        out.line(strong("Project questions answered differently"));
        for question in &comparison.questions {
            let said = comparison.who.iter().zip(&question.said);
            let said: Vec<String> =
                said.map(|(who, known)| format!("{who}: {}", known_word(*known))).collect();
            out.prose(Line::default(), 2, &question.ask);
            out.prose(Line::default(), 4, &said.join(", "));
        }
    }
    let hidden = if all { 0 } else { count(Agreement::Agreed) };
    if hidden > 0 {
        out.blank();
        out.line(dim(format!("{} agreed, --all shows them", counted(hidden, "entry is", "entries are"))));
    }
}

fn phrase(said: &RespondentAnswer) -> String {
    let mut words = said.status.word().to_owned();
    for (before, part) in [
        (": ", said.reason.as_ref()),
        ("; ", said.note.as_ref()),
        ("; evidence ", said.evidence.as_ref()),
        ("; ", said.owner.as_ref()),
    ] {
        if let Some(part) = part {
            words.push_str(before);
            words.push_str(part);
        }
    }
    words
}

fn known_word(known: Known) -> &'static str {
    match known {
        Known::Unknown => "not known",
        Known::Yes | Known::No => known.word(),
    }
}

#[derive(Serialize)]
struct CompareJson<'a> {
    people: Vec<&'a str>,
    opposed: usize,
    different: usize,
    words: usize,
    partly: usize,
    agreed: usize,
    unanswered: usize,
    entries: Vec<JsonEntry<'a>>,
    questions: Vec<JsonQuestion<'a>>,
}

#[derive(Serialize)]
struct JsonEntry<'a> {
    id: &'a str,
    name: String,
    title: String,
    level: &'static str,
    outcome: &'static str,
    answers: Vec<JsonSaid<'a>>,
}

#[derive(Serialize)]
struct JsonSaid<'a> {
    who: &'a str,
    /// Null if that person has no answer.
    status: Option<&'static str>,
    reason: Option<&'a str>,
    note: Option<&'a str>,
    evidence: Option<&'a str>,
    owner: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonQuestion<'a> {
    id: &'a str,
    ask: &'a str,
    answers: Vec<JsonKnown<'a>>,
}

#[derive(Serialize)]
struct JsonKnown<'a> {
    who: &'a str,
    answer: &'static str,
}

impl<'a> CompareJson<'a> {
    fn of(project: &Project, comparison: &'a Comparison) -> CompareJson<'a> {
        let count = |outcome| comparison.with(outcome).count();
        let who = || comparison.who.iter().map(Text::as_str);
        CompareJson {
            people: who().collect(),
            opposed: count(Agreement::Opposed),
            different: count(Agreement::Differs),
            words: count(Agreement::Words),
            partly: count(Agreement::Partly),
            agreed: count(Agreement::Agreed),
            unanswered: comparison.unanswered,
            entries: comparison
                .entries
                .iter()
                .map(|compared| {
                    let named = project.named(&compared.id);
                    JsonEntry {
                        id: compared.id.as_str(),
                        name: named.name.to_string(),
                        title: named.title.to_string(),
                        level: project.board.at(compared.row).level.word(),
                        outcome: compared.outcome.word(),
                        answers: who()
                            .zip(&compared.said)
                            .map(|(who, said)| JsonSaid::of(who, said.as_ref()))
                            .collect(),
                    }
                })
                .collect(),
            questions: comparison
                .questions
                .iter()
                .map(|question| JsonQuestion {
                    id: question.id.as_str(),
                    ask: &question.ask,
                    answers: who()
                        .zip(&question.said)
                        .map(|(who, known)| JsonKnown { who, answer: known.word() })
                        .collect(),
                })
                .collect(),
        }
    }
}

impl<'a> JsonSaid<'a> {
    fn of(who: &'a str, said: Option<&'a RespondentAnswer>) -> JsonSaid<'a> {
        let part = |part: fn(&RespondentAnswer) -> &Option<Text>| said.and_then(|said| part(said).as_deref());
        JsonSaid {
            who,
            status: said.map(|said| said.status.word()),
            reason: part(|said| &said.reason),
            note: part(|said| &said.note),
            evidence: part(|said| &said.evidence),
            owner: part(|said| &said.owner),
        }
    }
}

const HELP: &str = "\
Examples:
  golive compare ana.golive ben.golive
  golive compare *.golive --all
  golive --file team.golive compare ana.golive ben.golive --prepare --day fri

Exit status:
  0 done, 2 wrong use, 3 a file could not be read or written.";
