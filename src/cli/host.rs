//! What the screens ask of the world, answered by an open project and the world around it.
//!
//! `open` starts the screens with it. A look around is a project in memory that ends with the program.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::domain::answer::one_change;
use crate::domain::board::Board;
use crate::domain::board::changed::Changed;
use crate::domain::facts::looked::Looked;
use crate::domain::moment::Moment;
use crate::domain::shown::Shown;
use crate::domain::typed::{HalfTyped, KeptTyped};
use crate::domain::views::View;
use crate::journal::damage::{FileCheck, Loss};
use crate::journal::fold::Fold;
use crate::journal::fold::compose::RecordDraft;
use crate::journal::memory::Memory;
use crate::journal::record::{CaptureId, Change, RunId, Seq, SubChange, WorkshopPlan};
use crate::journal::session::SessionSaveState;
use crate::journal::undo::Undone;
use crate::pack::check::is_link;
use crate::pack::model::{EntryId, Pack};
use crate::text::Text;
use crate::tui::host::{
    Export, Exported, Host, Opening, PackInUse, PackQuestion, ProjectChoice, ProjectLook, SaveState,
};
use crate::workspace::error::{Error, failed};
use crate::workspace::exports::{self, OnDisk};
use crate::workspace::locate;
use crate::workspace::pack::{self, of_project};
use crate::workspace::project::{Project, ReadProject};
use crate::workspace::settings::{self, ThemeName};
use crate::workspace::shown;
use crate::workspace::typed;
use crate::workspace::views;
use crate::workspace::world::World;

mod edit;
mod export;
mod opening;
mod other;
mod projects;
mod question;
mod saving_as;

use question::pack_in_use;

/// How long the end of the program waits for a slow disk; what is not saved then is said.
const PATIENCE: Duration = Duration::from_secs(15);

/// Wakes the screens, from any thread.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// An open project and the world, as the screens see them.
pub struct WorkspaceHost {
    world: World,
    author: Text,
    waker: Waker,
    project: Project,
    /// Whether the project is one that is kept; a look around is not.
    is_kept: bool,
    /// Whether nothing may be changed, and private notes stay closed.
    only_looks: bool,
    /// Why the project that was chosen last is not open.
    trouble: Option<Text>,
    /// The pack that the command line names.
    named_pack: Option<PathBuf>,
    /// What is to be asked, since a project was made with another pack.
    question: Option<PackQuestion>,
    /// Whether the project is looked at with a pack that is not its own.
    has_other_pack: bool,
    /// The folder of the pack that is worked with; `None` for the built-in one.
    pack_folder: Option<PathBuf>,
    /// What is to be said at the end about an editor that was still open.
    left_open: Option<Text>,
}

impl WorkspaceHost {
    /// The world with nothing opened: a look around.
    pub fn new(mut world: World, pack: Arc<Pack>, author: Text, waker: Waker) -> WorkspaceHost {
        let project = Project::in_memory(&mut world, &Memory::default(), pack, &author, None);
        WorkspaceHost::over(world, project, author, waker)
    }

    /// The world with a project whose file was read, and which [`WorkspaceHost::start`] opens.
    pub fn reading(
        world: World,
        read: ReadProject,
        pack: Arc<Pack>,
        author: Text,
        waker: Waker,
    ) -> Result<WorkspaceHost, Error> {
        let project = read.with(pack, &world)?;
        Ok(WorkspaceHost::over(world, project, author, waker))
    }

    fn over(world: World, project: Project, author: Text, waker: Waker) -> WorkspaceHost {
        WorkspaceHost {
            world,
            author,
            waker,
            project,
            is_kept: false,
            only_looks: false,
            trouble: None,
            named_pack: None,
            question: None,
            has_other_pack: false,
            pack_folder: None,
            left_open: None,
        }
    }

    pub fn with_project(self, project: Project) -> WorkspaceHost {
        WorkspaceHost { project, is_kept: true, ..self }
    }

    /// The world with a pack that was read from this folder.
    pub fn with_pack_folder(self, pack_folder: Option<PathBuf>) -> WorkspaceHost {
        WorkspaceHost { pack_folder, ..self }
    }

    /// The world for a screen that only looks: it changes nothing and never opens the private notes.
    pub fn only_looking(self) -> WorkspaceHost {
        WorkspaceHost { only_looks: true, ..self }
    }

    /// The world with a reason why the project that was chosen last is not open, shown beside the choice.
    pub fn in_trouble(self, trouble: Text) -> WorkspaceHost {
        WorkspaceHost { trouble: Some(trouble), ..self }
    }

    pub fn with_named_pack(self, folder: Option<PathBuf>) -> WorkspaceHost {
        WorkspaceHost { named_pack: folder, ..self }
    }

    /// Why nothing may be written; `None` if it may.
    fn forbidden(&self) -> Option<Text> {
        if self.only_looks {
            return Some(only_looked());
        }
        self.has_other_pack.then(|| Text::line("opened with another pack than its own"))
    }

    fn write(&mut self, draft: RecordDraft) -> Result<Changed, Text> {
        if let Some(why) = self.forbidden() {
            return Err(why);
        }
        let now = (self.world.clock)();
        self.project.write(draft, now).map_err(|error| said(&error))
    }
}

impl Host for WorkspaceHost {
    fn moment(&mut self) -> Moment {
        let moment = self.world.moment();
        self.project.turn_to(moment.clone());
        moment
    }

    fn uptime(&self) -> Duration {
        (self.world.uptime)()
    }

    fn is_in_tmux(&self) -> bool {
        self.world.var("TMUX").is_some()
    }

    fn views(&self) -> Vec<View> {
        views::load(&self.world).unwrap_or_default()
    }

    fn save_view(&mut self, view: &View) -> Result<(), Text> {
        views::save(&self.world, view).map(|_| ()).map_err(|error| Text::line(&error.to_string()))
    }

    fn last_view(&self) -> Option<View> {
        views::on(&self.world, &self.project.header_id()?)
    }

    fn remember_view(&mut self, view: &View) {
        if let Some(id) = self.project.header_id() {
            views::remember(&self.world, &id, view);
        }
    }

    fn tick(&mut self, is_ticking: bool) {
        self.project.tick(is_ticking);
    }

    fn pack(&self) -> &Arc<Pack> {
        &self.project.pack
    }

    fn board(&self) -> &Board {
        &self.project.board
    }

    fn fold(&self) -> &Fold {
        self.project.fold()
    }

    fn trouble(&self) -> Option<Text> {
        self.trouble.clone()
    }

    fn half_typed(&self) -> Vec<KeptTyped> {
        if self.only_looks {
            return Vec::new();
        }
        let project = self.project.header_id().filter(|_| self.forbidden().is_none() && self.is_kept);
        typed::of(&self.world, &project.unwrap_or_default())
    }

    fn keep_half_typed(&mut self, half: &HalfTyped) -> bool {
        // A new project belongs to none that is there, and is the one thing that a look around can lose.
        let project = match half {
            HalfTyped::NewProject { .. } => Some(Text::default()),
            _ => self.project.header_id().filter(|_| self.is_kept),
        };
        project.is_some_and(|project| typed::keep(&mut self.world, &project, half))
    }

    fn forget_half_typed(&mut self, name: &str) {
        typed::forget(&self.world, name);
    }

    fn pack_in_use(&self) -> Option<PackInUse> {
        self.pack_folder.as_ref().map(|folder| pack_in_use(&self.world, folder))
    }

    fn pack_question(&self) -> Option<PackQuestion> {
        self.question.clone()
    }

    fn has_project(&self) -> bool {
        self.is_kept
    }

    fn author(&self) -> Text {
        self.author.clone()
    }

    fn save_state(&self) -> SaveState {
        if !self.is_kept {
            return SaveState::Empty;
        }
        if let Some(why) = self.forbidden() {
            return SaveState::ReadOnly(why);
        }
        if let Some(loss) = self.project.loss() {
            return SaveState::NotSaved(Text::line(&loss.words_with("the file", self.project.unsaved())));
        }
        match self.project.obstacle() {
            // What waits would be lost without a question.
            Some(obstacle) if self.project.unsaved() > 0 => return SaveState::NotSaved(obstacle),
            Some(obstacle) => return SaveState::ReadOnly(obstacle),
            None => {}
        }
        match self.project.saving() {
            SessionSaveState::Saved(Some(at)) => SaveState::Saved(at),
            SessionSaveState::Saved(None) => SaveState::Empty,
            SessionSaveState::Saving => SaveState::Saving,
            SessionSaveState::NotSaved(error) => SaveState::NotSaved(said(&failed(&error))),
        }
    }

    fn apply_beside(&mut self, changes: Vec<Change>, seen: Vec<SubChange>) -> Result<Changed, Text> {
        let Some(change) = one_change(changes) else { return Ok(Changed::Nothing) };
        self.write(RecordDraft { seen, ..change.into() })
    }

    fn apply_lines(&mut self, changes: Vec<Change>) -> Result<Changed, Text> {
        self.forbidden().map_or(Ok(()), Err)?;
        let now = (self.world.clock)();
        let drafts = changes.into_iter().map(RecordDraft::from).collect();
        self.project.write_each(drafts, now).map_err(|error| said(&error))
    }

    fn look_at(&mut self, file: &Text) -> Result<Looked, Text> {
        let moment = self.world.moment();
        let path = export::target(&self.world, file);
        let chosen =
            of_project(&self.world, self.named_pack.as_deref(), &self.project.path, self.project.answers());
        let folder = match chosen {
            Ok(chosen) if !self.project.path.as_os_str().is_empty() => chosen.folder,
            _ => self.pack_folder.clone(),
        };
        let looked = pack::rules(folder.as_deref()).and_then(|rules| {
            let files = OnDisk::open(&path).map_err(|refusal| exports::refused(&refusal))?;
            exports::read(&files, &rules, None, &moment)
        });
        looked.map_err(|error| said(&error))
    }

    fn prepare(&mut self, plan: WorkshopPlan, over: Option<Seq>) -> Result<(), Text> {
        self.write(RecordDraft { over, ..Change::Prepare(plan).into() }).map(drop)
    }

    fn drop_prepared(&mut self, prepared: Seq) -> Result<(), Text> {
        self.write(RecordDraft { workshop: Some(prepared), ..Change::Close { seconds: 0 }.into() }).map(drop)
    }

    fn undo(&mut self) -> Result<(Undone, Changed), Text> {
        self.forbidden().map_or(Ok(()), Err)?;
        let now = (self.world.clock)();
        self.project.undo(now).map_err(|error| said_with_hint(&error))
    }

    fn redo(&mut self) -> Result<(Undone, Changed), Text> {
        self.forbidden().map_or(Ok(()), Err)?;
        let now = (self.world.clock)();
        self.project.redo(now).map_err(|error| said_with_hint(&error))
    }

    fn can_undo(&self) -> bool {
        self.project.can_undo()
    }

    fn run(&self) -> RunId {
        self.project.run()
    }

    fn news(&mut self) -> Changed {
        self.project.news()
    }

    fn close(&mut self) -> Result<(), Text> {
        let left = self.left_open.take().map_or(Ok(()), Err);
        // What only was looked at cannot be lost here.
        let is_watched = self.forbidden().is_none();
        let closed = self.project.close(PATIENCE).and_then(|()| self.project.settle_private());
        match closed {
            Err(error) if is_watched => Err(Text::from(error.lines().join("\n").as_str())),
            Ok(()) | Err(_) => left,
        }
    }

    fn save_again(&mut self) {
        self.project.retry();
    }

    fn unsaved(&self) -> usize {
        self.project.unsaved()
    }

    fn loss(&self) -> Option<Loss> {
        self.project.loss().filter(|_| self.forbidden().is_none())
    }

    fn write_back(&mut self) {
        self.project.write_back();
    }

    fn take_shorter(&mut self) {
        self.project.take_shorter();
    }

    fn save_as(&mut self, file: &Text) -> Result<(), Text> {
        self.begin_saving_as(file)
    }

    fn saved_as(&mut self) -> Option<Result<Text, Text>> {
        self.end_saving_as()
    }

    fn file_beside(&self) -> Text {
        self.free_name()
    }

    fn capture_id(&mut self) -> CaptureId {
        CaptureId(Text::line(&format!("{:08x}", (self.world.chance)() >> 32)))
    }

    fn private_note(&self, id: &EntryId) -> Option<Text> {
        self.project.private_note(id).cloned()
    }

    fn keep_private_note(&mut self, id: &EntryId, text: Text) -> Result<bool, Text> {
        self.forbidden().map_or(Ok(()), Err)?;
        let now = (self.world.clock)();
        self.project.keep_private_note(id, &text, now).map_err(|error| said_with_hint(&error))
    }

    fn edit(&mut self, text: &str) -> Result<Option<String>, Text> {
        edit::edit(&self.world, text, &mut self.left_open)
    }

    fn show(&mut self, now: Option<&Shown>) {
        if self.is_kept && !self.only_looks {
            shown::show(&self.project.path, now);
        }
    }

    fn shown(&self) -> Option<Shown> {
        shown::shown(&self.project.path)
    }

    fn open_link(&mut self, link: &str) -> Result<(), Text> {
        if !is_link(link) {
            return Err(Text::line("this is not an http or https address"));
        }
        // How the launchers of this machine failed helps nobody; the address does.
        (self.world.browser)(link).map_err(|_| Text::line("no program of this machine opened the address"))
    }

    fn export(&mut self, export: &Export) -> Result<Exported, Text> {
        self.moment();
        export::write(&self.world, &self.project, export).map_err(|error| said(&error))
    }

    fn path_of(&self, file: &Text) -> Option<Text> {
        Some(Text::line(&export::target(&self.world, file).to_string_lossy()))
    }

    fn file(&self) -> Option<(Text, FileCheck)> {
        let path = Some(&self.project.path).filter(|path| !path.as_os_str().is_empty())?;
        Some((Text::line(&path.to_string_lossy()), self.project.verdict()))
    }

    fn file_of_new(&self, name: &Text) -> Option<Text> {
        let folder = &self.world.folders.as_ref()?.data;
        Some(Text::line(&folder.join(locate::file_name(name)).to_string_lossy()))
    }

    fn projects(&self) -> Vec<ProjectChoice> {
        let open = Some(self.project.path.as_path()).filter(|path| !path.as_os_str().is_empty());
        projects::choices(&self.world, open)
    }

    fn look(&self, path: &Path) -> ProjectLook {
        projects::look(&self.world, path)
    }

    fn forget_project(&mut self, path: &Path) -> Result<(), Text> {
        projects::forget(&self.world, path)
    }

    fn save_theme(&mut self, name: &str) -> Result<(), Text> {
        let theme = ThemeName::ALL.into_iter().find(|theme| theme.word() == name).unwrap_or_default();
        settings::set_theme(&self.world, theme).map_err(|error| said(&error))
    }

    fn open(&mut self, opening: Opening) -> Result<(), Text> {
        // The project that is open stays until the other one is, and until everything in it is saved.
        if let SessionSaveState::NotSaved(error) = self.project.saving() {
            return Err(Text::line(&format!("not everything is saved here: {}", said(&failed(&error)))));
        }
        if self.project.unsaved() > 0 || self.project.owes() {
            return Err(Text::line("not everything is saved here yet; try again in a moment"));
        }
        if let Some(loss) = self.loss() {
            let words = loss.words("the file of this project");
            return Err(Text::line(&format!("{words}; choose first what becomes of that")));
        }
        let opened = match opening {
            Opening::Known(path) => self.begin(&path).map(|()| locate::remember(&self.world, &path)),
            Opening::File(file) => {
                let path = export::target(&self.world, &file);
                self.begin(&path).map(|()| locate::remember(&self.world, &path))
            }
            Opening::WithPack(path, folder) => self.begin_with(&path, folder.as_deref()),
            Opening::WithOtherPack(path) => self.begin_looking(&path),
            Opening::New(new) => self.make(new),
            Opening::LookAround(business) => self.look_around(business),
            Opening::BuiltInPack => {
                self.use_built_in_pack();
                Ok(())
            }
        };
        opened.map_err(|error| said(&error))
    }
}

fn said(error: &Error) -> Text {
    Text::line(&error.reason_first())
}

/// The reason and what to do.
fn said_with_hint(error: &Error) -> Text {
    match error.hints().first() {
        Some(hint) => Text::line(&format!("{}; {hint}", error.reason_first())),
        None => said(error),
    }
}

fn only_looked() -> Text {
    Text::line("this screen only follows")
}
