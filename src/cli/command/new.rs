//! `golive new`: a new project.

use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::filters::listing;
use crate::cli::out::{dim, strong};
use crate::cli::project::Project;
use crate::domain::answer::Intent;
use crate::domain::questions;
use crate::domain::resolve::{Candidate, resolve};
use crate::journal::record::Change;
use crate::pack::model::{Business, Pack, Scenario, ScenarioId};
use crate::text::{Text, counted};
use crate::workspace::error::Error;
use crate::workspace::locate::known::{argument, remember_opened};
use crate::workspace::locate::{self, Wanted, shown};
use crate::workspace::pack;

/// Make a new project
///
/// The scenario says whose identities it handles and chooses the plan; in the built-in pack b2c (customers of your
/// own), b2b (people of business customers) or b2e (your own employees). A pack with one kind of project needs none.
/// The applications tell what asks for login or tokens. The project goes into the default folder, and is the one that
/// commands work on from then on; or where --file says, for example into the team's git repository.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// The project's name
    name: String,
    /// Whose identities it handles
    #[arg(long, value_name = "SCENARIO")]
    scenario: Option<String>,
    /// What asks for login or tokens (spa-api, mobile-api, server-api, sso-regular-web-apps); may be given several times
    #[arg(long, value_name = "APP", value_delimiter = ',')]
    app: Vec<String>,
    /// Accept the answers to project questions that the scenarios propose
    #[arg(long)]
    accept: bool,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let name = super::answering::line(&self.name)?;
        if name.is_empty() {
            return Err(Error::usage("a project needs a name"));
        }
        if context.global.project.is_some() {
            return Err(Error::usage("--project names a project that already exists")
                .hint("give the new one's name after `new`, and its file with --file"));
        }
        let named = locate::named(context.world, &context.global.wanted())?;
        let path = match &named {
            Some(named) => named.path.clone(),
            None => locate::folders(context.world)?.data.join(locate::file_name(&name)),
        };
        let pack = context.pack(Some(&path))?;
        let business = business(&pack, self.scenario.as_deref())?;
        let apps = self.app.iter().map(|typed| app(&pack, typed)).collect::<Result<Vec<_>, _>>()?;
        let changes =
            vec![Change::Project(name.clone()), Change::Scenario { business, apps }, pack::named(&pack)];
        let by = context.author()?;
        let mut project = Project::create(context.world, &path, pack, &by, changes)?;
        remember_opened(context.world, &path);
        // A file that was named is meant for this command alone.
        if named.is_none() {
            locate::remember(context.world, &path);
        }
        let answers = questions::accept(&project.board, project.answers());
        let proposed = if self.accept { 0 } else { answers.len() };
        if self.accept
            && let Some(change) = super::answering::decide(&project, &Intent::Questions { answers })?
        {
            project.apply(change)?;
        }
        context.out.did("the project is made");
        context.out.line(strong(&name).and(format!(", {}", project.kind())));
        context.out.line(format!("saved in {}", shown(&path)));
        context
            .out
            .line(format!("{}; `golive questions` narrows them further", project.board.items_that_apply()));
        if proposed > 0 {
            let words = counted(proposed, "answer is", "answers are");
            context.out.line(format!("{words} proposed; `golive questions --accept` takes them"));
        }
        let is_meant =
            locate::choose(context.world, &Wanted::default()).is_ok_and(|place| place.path == path);
        let golive = if is_meant {
            "golive".to_owned()
        } else {
            format!("golive --file {}", argument(&path, &context.world.folder))
        };
        context.out.line(dim(format!("continue with `{golive}`, or with `{golive} next`")));
        Ok(Exit::DONE)
    }
}

/// The kind of project that is meant; a pack with one kind needs no word for it.
fn business(pack: &Pack, typed: Option<&str>) -> Result<Business, Error> {
    let kinds: Vec<(Business, &Scenario)> = pack.kinds().collect();
    let ids: Vec<Text> = kinds.iter().map(|(business, _)| Text::line(business.word())).collect();
    let Some(typed) = typed else {
        if let [(only, _)] = kinds.as_slice() {
            return Ok(only.clone());
        }
        let error = Error::usage("a project needs a kind: give it with --scenario");
        return Err(listing(error, ids.iter()));
    };
    let candidates: Vec<Candidate<'_>> = kinds
        .iter()
        .map(|(_, scenario)| {
            Candidate::named(scenario.id.as_str(), [&scenario.title].into_iter().chain(&scenario.aliases))
        })
        .collect();
    let at = resolve(typed, &candidates, "kind of project")
        .map_err(Error::from)
        .map_err(|error| listing(error, ids.iter()))?;
    kinds.get(at).map(|(business, _)| business.clone()).ok_or_else(|| Error::usage("no such scenario"))
}

/// The application scenario that is meant.
pub(super) fn app(pack: &Pack, typed: &str) -> Result<ScenarioId, Error> {
    let apps: Vec<_> = pack.apps().collect();
    let candidates: Vec<Candidate<'_>> = apps
        .iter()
        .map(|scenario| {
            let names = [&scenario.title, &scenario.short].into_iter().chain(&scenario.aliases);
            Candidate::named(scenario.id.as_str(), names)
        })
        .collect();
    let at = resolve(typed, &candidates, "application scenario").map_err(Error::from).map_err(|error| {
        let ids: Vec<Text> = apps.iter().map(|scenario| Text::line(scenario.id.as_str())).collect();
        listing(error, ids.iter())
    })?;
    apps.get(at).map(|scenario| scenario.id.clone()).ok_or_else(|| Error::usage("no such scenario"))
}

const HELP: &str = r#"Examples:
  golive new "Contoso portal" --scenario b2c
  golive new "Contoso portal" --scenario b2b --app spa-api --app server-api
  golive new "Staff login" --scenario b2e --accept
  golive --file contoso.golive new "Contoso portal" --scenario b2c

Exit status:
  0 made and saved, 2 wrong use, or the file already exists; 3 not saved."#;
