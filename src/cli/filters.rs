//! The filters that `list` and its like share, and how their words become a [`EntryFilter`].

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::project::Project;
use crate::domain::resolve::{Candidate, resolve};
use crate::domain::views::Sort;
use crate::domain::{filter, grammar};
use crate::journal::record::EntryFilter;
use crate::pack::model::{Level, MilestoneId};
use crate::text::{Text, nearest};
use crate::workspace::error::{Error, quoted};

/// Which entries are meant; several filters narrow, several values of one filter widen.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Filters")]
#[allow(clippy::struct_excessive_bools, reason = "independent flags")]
pub struct Filters {
    /// Only items of this list: analyze, design, build, test, deploy, monitor
    #[arg(long, value_name = "C", value_delimiter = ',')]
    pub checklist: Vec<String>,
    /// Only what the gate of this milestone looks at
    #[arg(long, value_name = "M")]
    pub milestone: Option<String>,
    /// Only entries of this workstream, for example architecture; with --checklist, of that list's section
    #[arg(long, value_name = "W", value_delimiter = ',')]
    pub workstream: Vec<String>,
    /// Only entries with this status
    #[arg(long, value_name = "S", value_delimiter = ',', value_parser = statuses())]
    pub status: Vec<String>,
    /// Only entries of this level; topics weigh as must, optional ones as could
    #[arg(long, value_name = "L", value_delimiter = ',', value_parser = levels())]
    pub level: Vec<Level>,
    /// Only items that this role usually answers, for example security
    #[arg(long, value_name = "R", value_delimiter = ',')]
    pub role: Vec<String>,
    /// Only entries of this owner; `nobody` for those without one. Several: again, or separated by `,` or `;`
    #[arg(long, value_name = "O", allow_hyphen_values = true)]
    pub owner: Vec<String>,
    /// Only entries with two answers, given independently
    #[arg(long)]
    pub two_answers: bool,
    /// Only open entries whose due date is past
    #[arg(long)]
    pub overdue: bool,
    /// Only open entries that are due by this date: 2026-12-01, fri, +2w
    #[arg(long, value_name = "D")]
    pub due_until: Option<String>,
    /// Only entries without an owner
    #[arg(long)]
    pub no_owner: bool,
    /// Only entries without evidence; with `--status done` those that are only stated
    #[arg(long)]
    pub no_evidence: bool,
    /// Only entries in whose texts or answers all these words are found
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub search: Option<String>,
}

fn statuses() -> impl TypedValueParser<Value = String> {
    let words = filter::STATUS_WORDS.iter().map(|(word, what)| {
        let value = PossibleValue::new(*word).help(*what);
        if *word == "n/a" { value.alias("na") } else { value }
    });
    PossibleValuesParser::new(words).map(|word| if word == "na" { "n/a".to_owned() } else { word })
}

pub fn levels() -> impl TypedValueParser<Value = Level> {
    let words = [
        PossibleValue::new("must").help("blocks a milestone"),
        PossibleValue::new("should").help("is a condition at a milestone"),
        PossibleValue::new("could").help("is listed at a milestone"),
    ];
    PossibleValuesParser::new(words).try_map(|word| filter::level(&word).ok_or("no such level"))
}

pub fn sort_words() -> impl TypedValueParser<Value = Sort> {
    let words = [
        PossibleValue::new("due").help("what is due first"),
        PossibleValue::new("owner").help("by owner, those without one last"),
        PossibleValue::new("level").help("must, should, could"),
        PossibleValue::new("plan").help("phase, workstream, topic, as the plan comes to them"),
    ];
    PossibleValuesParser::new(words).try_map(|word| Sort::named(&word).ok_or("no such order"))
}

impl Filters {
    /// An error if a named list, milestone, workstream or role does not exist.
    pub fn scope(&self, project: &Project) -> Result<EntryFilter, Error> {
        let milestone = self.milestone.as_deref().map(|typed| project.milestone(typed)).transpose()?;
        let nobody = self.no_owner.then(|| Text::line(filter::NOBODY));
        let due_until = self.due_until.as_deref().map(|typed| filter::kept_day(typed, project.moment.today));
        Ok(EntryFilter {
            checklists: each(&self.checklist, |typed| project.checklist(typed))?,
            milestone,
            workstreams: each(&self.workstream, |typed| workstream(project, typed))?,
            statuses: self.status.iter().map(|word| Text::line(word)).collect(),
            levels: self.level.clone(),
            roles: each(&self.role, |typed| role(project, typed))?,
            owners: owners(project, &self.owner).into_iter().chain(nobody).collect(),
            search: self.search.as_deref().map(Text::line).filter(|words| !words.is_empty()),
            two_answers: self.two_answers,
            overdue: self.overdue,
            due_until: due_until.transpose()?,
            no_evidence: self.no_evidence,
        })
    }
}

/// The owners that were named, spelled as the project knows them.
pub fn owners(project: &Project, typed: &[String]) -> Vec<Text> {
    let known = project.people();
    typed.iter().flat_map(|typed| grammar::names(typed, &known)).collect()
}

/// A note for each of the owners who own nothing in the project: nobody may be called so.
pub fn strangers(project: &Project, owners: &[Text]) -> Vec<String> {
    let answers = project.answers();
    let known: Vec<&Text> = answers.entries.values().filter_map(|said| said.owner()).collect();
    let is_known = |typed: &str| known.iter().any(|owner| grammar::is_same(owner, typed));
    let strangers = owners.iter().filter(|typed| **typed != filter::NOBODY && !is_known(typed));
    strangers
        .map(|typed| match nearest(typed, known.iter().map(|owner| owner.as_str())) {
            Some(near) => format!("{} owns nothing; did you mean {}?", quoted(typed), quoted(near)),
            None => format!("{} owns nothing", quoted(typed)),
        })
        .collect()
}

fn each<T>(typed: &[String], one: impl Fn(&str) -> Result<T, Error>) -> Result<Vec<T>, Error> {
    typed.iter().map(|typed| one(typed)).collect()
}

/// The last segment of the workstream that `typed` means, by that, by its title or by an alias.
pub fn workstream(project: &Project, typed: &str) -> Result<Text, Error> {
    let mut known: Vec<(Text, Vec<String>)> = Vec::new();
    let streams =
        project.board.plan().into_iter().flat_map(|plan| &plan.phases).flat_map(|phase| &phase.workstreams);
    for stream in streams {
        if !known.iter().any(|(name, _)| *name == stream.name) {
            let names = std::iter::once(&stream.title).chain(&stream.aliases).map(Text::to_string).collect();
            known.push((stream.name.clone(), names));
        }
    }
    for section in project.board.lists.iter().flat_map(|list| &list.sections) {
        if !known.iter().any(|(name, _)| *name == section.name) {
            known.push((section.name.clone(), vec![section.title.to_string()]));
        }
    }
    let last = typed.rsplit('/').next().unwrap_or(typed);
    let candidates: Vec<Candidate<'_>> =
        known.iter().map(|(name, names)| Candidate::named(name, names)).collect();
    let at = resolve(last, &candidates, "workstream")
        .map_err(Error::from)
        .map_err(|error| listing(error, known.iter().map(|(name, _)| name)))?;
    Ok(known.swap_remove(at).0)
}

/// The role that `typed` means, or the nearest in an error.
pub fn role(project: &Project, typed: &str) -> Result<Text, Error> {
    let roles = filter::roles(&project.board);
    if let Some(role) = roles.iter().find(|role| role.to_lowercase() == typed.trim().to_lowercase()) {
        return Ok((*role).clone());
    }
    let error = Error::usage(format!("no role is called {}", quoted(typed)));
    match nearest(typed, roles.iter().map(|role| role.as_str())) {
        Some(near) => Err(error.hint(format!("did you mean {}?", quoted(near)))),
        None => Err(listing(error, roles.into_iter())),
    }
}

/// Adds all that could have been meant, if there are few.
pub fn listing<'a>(error: Error, all: impl Iterator<Item = &'a Text>) -> Error {
    let all: Vec<&str> = all.map(Text::as_str).collect();
    if all.is_empty() || error.has_hint() { error } else { error.hint(format!("one of {}", all.join(", "))) }
}

/// A milestone's id in words: `b2c/p1/demo`.
pub fn milestone_word(id: &MilestoneId) -> String {
    id.to_string()
}
