//! What a command works with: the world, the flags, the settings, and a place to print.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::Exit;
use super::global::Global;
use super::out::{Out, Signs};
use super::project::{Project, ReadProject};
use crate::facts::rules::Rules;
use crate::pack::model::Pack;
use crate::text::Text;
use crate::workspace::error::Error;
use crate::workspace::glance;
use crate::workspace::locate::known::remember_opened;
use crate::workspace::locate::{self, ProjectFile};
use crate::workspace::pack;
use crate::workspace::settings::Settings;
use crate::workspace::world::World;

/// What every command can do, once its arguments are read.
pub trait RunCommand {
    /// Does it and returns the exit status.
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error>;
}

/// What a command works with.
pub struct Context<'w> {
    pub world: &'w mut World,
    pub global: Global,
    pub settings: Settings,
    /// All commands and flags as clap knows them, for what is written about them.
    pub definition: fn() -> clap::Command,
    pub out: &'w mut Out,
    /// Once it was needed, with its folder.
    pack: Option<Arc<Pack>>,
    folder: Option<PathBuf>,
}

impl<'w> Context<'w> {
    /// An error if the project, pack or author that was named cannot be.
    pub fn new(
        world: &'w mut World,
        global: Global,
        definition: fn() -> clap::Command,
        out: &'w mut Out,
    ) -> Result<Context<'w>, Error> {
        let settings = Settings::load(world)?;
        if settings.ascii || (world.terminals.stdout && world.needs_ascii()) {
            out.signs = Signs::Ascii;
        }
        Ok(Context { world, global, settings, definition, out, pack: None, folder: None })
    }

    /// The name that changes would be written under; nobody's if it is not known.
    pub fn author_to_read(&self) -> Text {
        self.author().unwrap_or_default()
    }

    /// The name that changes are written under; an error if it is not known.
    pub fn author(&self) -> Result<Text, Error> {
        if let Some(name) = &self.global.author {
            let name = Text::line(name);
            if name.is_empty() {
                return Err(Error::usage("--author needs a name"));
            }
            return Ok(name);
        }
        self.world
            .var("GOLIVE_AUTHOR")
            .or_else(|| self.settings.author.clone())
            .or_else(|| self.world.login())
            .ok_or_else(|| {
                Error::usage("your name is not set, and every change is recorded under a name")
                    .hint("set it with --author NAME or GOLIVE_AUTHOR")
            })
    }

    /// The pack for work without a project, or for a new one in `beside`.
    pub fn pack(&mut self, beside: Option<&Path>) -> Result<Arc<Pack>, Error> {
        if let Some(pack) = &self.pack {
            return Ok(Arc::clone(pack));
        }
        let chosen = pack::without_project(self.world, self.global.pack.as_deref(), beside)?;
        if beside.is_some() {
            pack::remember(self.world, &chosen);
        }
        self.folder = chosen.folder;
        Ok(Arc::clone(self.pack.insert(chosen.pack)))
    }

    /// The project in `path` as its file says it, and the pack that it is answered with; refused if another one is named.
    pub fn read(&mut self, path: &Path, by: &Text) -> Result<(ReadProject, Arc<Pack>), Error> {
        pack::begin(self.world, self.global.pack.as_deref(), path);
        let read = Project::read(self.world, path, by)?;
        if let Some(pack) = self.pack.as_ref().filter(|pack| pack::fits(read.answers(), pack)) {
            return Ok((read, Arc::clone(pack)));
        }
        let chosen = pack::of_project(self.world, self.global.pack.as_deref(), path, read.answers())?;
        self.folder = chosen.folder;
        Ok((read, Arc::clone(self.pack.insert(chosen.pack))))
    }

    /// The rules for exports: of the same pack as the checklists, read only when they are asked for.
    pub fn rules(&mut self) -> Result<Vec<Rules>, Error> {
        if self.pack.is_none()
            && let Err(error) =
                self.place().and_then(|place| self.read(&place.path, &Text::default()).map(drop))
        {
            // Without a project there is still a pack to look at.
            if self.place().is_ok_and(|place| glance::answers(&place.path).is_ok()) {
                return Err(error);
            }
            self.pack(None)?;
        }
        pack::rules(self.pack_folder())
    }

    /// The folder of the pack that is worked with; `None` for the built-in one.
    pub fn pack_folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// What somebody types in answer to a question, without the space around it.
    pub fn ask(&mut self, question: &str) -> Result<String, Error> {
        self.out.raw(question.as_bytes());
        self.out.flush();
        let mut typed = String::new();
        let read = self.world.stdin.read_line(&mut typed);
        read.map_err(|error| Error::io("cannot read the answer").cause(&error))?;
        Ok(typed.trim().to_owned())
    }

    /// The file to work on; an error if none or several are possible.
    pub fn place(&self) -> Result<ProjectFile, Error> {
        locate::choose(self.world, &self.global.wanted())
    }

    /// Opens the project to be read.
    pub fn open(&mut self) -> Result<Project, Error> {
        let project = self.open_place()?;
        project.read_only_note().into_iter().for_each(|note| self.out.note(note));
        Ok(project)
    }

    /// Opens the project to be written to: it has to be known under which name.
    pub fn open_to_write(&mut self) -> Result<Project, Error> {
        self.author()?;
        let mut project = self.open_place()?;
        project.settle()?;
        Ok(project)
    }

    /// Opens this file, whichever one is worked on.
    pub fn open_file(&mut self, path: &Path) -> Result<Project, Error> {
        let (read, pack) = self.read(path, &self.author_to_read())?;
        read.with(pack, self.world)
    }

    fn open_place(&mut self) -> Result<Project, Error> {
        let place = self.place()?;
        let project = self.open_file(&place.path)?;
        remember_opened(self.world, &place.path);
        Ok(project)
    }
}
