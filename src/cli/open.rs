//! `golive` without a command: the screens; and the room view alone, for `golive room`.

use std::sync::Arc;

use super::context::Context;
use super::error::Exit;
use super::host::{Waker, WorkspaceHost};
use crate::domain::facts::looked::Looked;
use crate::text::{Text, capital};
use crate::tui::input::Input;
use crate::tui::keys::Keys;
use crate::tui::runner::{self, ExitCause, HANG_UP, RunResult};
use crate::tui::theme::{Signs, Theme};
use crate::workspace::error::{Error, FailureKind, quoted};
use crate::workspace::locate::known::remember_opened;
use crate::workspace::locate::{self, ProjectFile};
use crate::workspace::settings::{self, ThemeName};
use crate::workspace::world::World;
use crate::workspace::{glance, pack};

/// Shows the screens until they end.
pub fn open(context: &mut Context<'_>) -> Result<Exit, Error> {
    open_with(context, runner::RunMode::Everything)
}

/// Shows the screens with an export over Home.
pub fn open_export(context: &mut Context<'_>, looked: Looked) -> Result<Exit, Error> {
    open_with(context, runner::RunMode::Export(Box::new(looked)))
}

fn open_with(context: &mut Context<'_>, shown: runner::RunMode) -> Result<Exit, Error> {
    needs_a_terminal(context.world)?;
    let keys = keys(context)?;
    let author = context.author().unwrap_or_else(|_| Text::line("me"));
    let read = context.place().and_then(|place| {
        let (read, pack) = context.read(&place.path, &author)?;
        Ok((place, read, pack))
    });
    let read = match read {
        Ok(read) => Some(read),
        Err(error) if is_named(context) && !is_about_the_pack(context) => return Err(error),
        // The start then says why the project is not shown.
        Err(_) => None,
    };
    let input = Input::new().map_err(|error| Error::io("cannot listen to the terminal").cause(&error))?;
    // The screens have the world to themselves: they outlive no command, and no command runs beside them.
    let (mut host, begun) = if let Some((place, read, pack)) = read {
        let mut host =
            WorkspaceHost::reading(World::real(), read, Arc::clone(&pack), author.clone(), waker(&input))?;
        match host.start() {
            Ok(()) => {
                remember(context, &place);
                (host, Ok(()))
            }
            Err(error) => (WorkspaceHost::new(World::real(), pack, author, waker(&input)), Err(error)),
        }
    } else {
        let pack = context.pack(None)?;
        let mut host = WorkspaceHost::new(World::real(), pack, author, waker(&input))
            .with_named_pack(context.global.pack.clone());
        let begun = begin(&mut host, context);
        (host, begun)
    };
    match begun {
        Ok(()) => {}
        // The screens ask about the pack first.
        Err(_) if host.has_question() => {}
        Err(error) if is_named(context) => return Err(error),
        Err(error) => {
            // Several projects are here, or what was used last cannot be shown: the start asks, and says why.
            let question = locate::question(context.world);
            if question.is_some() || locate::last(context.world).is_some() {
                let words = format!(
                    "{}. Put it right and start again, or choose how to go on.",
                    capital(&error.to_string())
                );
                host = host.in_trouble(question.unwrap_or_else(|| Text::line(&words)));
            } else if error.kind() != FailureKind::Usage {
                return Err(error);
            }
            // Without any project the first start asks what to begin with.
        }
    }
    let folder = context.pack_folder().map(std::path::Path::to_owned);
    let host = host.with_named_pack(context.global.pack.clone()).with_pack_folder(folder);
    let theme = theme(context);
    let ended = runner::run(Box::new(host), input, theme, keys, shown);
    end(context, ended)
}

/// Whether the project cannot be opened only because another pack is named, or its own is nowhere.
fn is_about_the_pack(context: &Context<'_>) -> bool {
    let Ok(place) = context.place() else { return false };
    let Ok(answers) = glance::answers(&place.path) else { return false };
    pack::mismatch(context.world, context.global.pack.as_deref(), &place.path, &answers).is_some()
}

/// Opens the project that is meant, if one is.
fn begin(host: &mut WorkspaceHost, context: &Context<'_>) -> Result<(), Error> {
    let place = context.place()?;
    host.begin(&place.path)?;
    remember(context, &place);
    Ok(())
}

fn remember(context: &Context<'_>, place: &ProjectFile) {
    remember_opened(context.world, &place.path);
    if place.chosen.is_remembered() {
        locate::remember(context.world, &place.path);
    }
}

/// Shows the room view of the open workshop until it ends; nothing can be changed in it.
pub fn follow(context: &mut Context<'_>) -> Result<Exit, Error> {
    needs_a_terminal(context.world)?;
    let keys = keys(context)?;
    let place = context.place()?;
    let author = context.author().unwrap_or_else(|_| Text::line("me"));
    let (read, pack) = context.read(&place.path, &author)?;
    let input = Input::new().map_err(|error| Error::io("cannot listen to the terminal").cause(&error))?;
    let host = WorkspaceHost::reading(World::real(), read, pack, author, waker(&input))?;
    let mut host = host.only_looking();
    host.start()?;
    remember_opened(context.world, &place.path);
    let theme = theme(context);
    let ended = runner::run(Box::new(host), input, theme, keys, runner::RunMode::Room);
    end(context, ended)
}

fn waker(input: &Input) -> Waker {
    let waker = input.waker();
    Arc::new(move || waker.wake())
}

fn end(context: &mut Context<'_>, ended: std::io::Result<RunResult>) -> Result<Exit, Error> {
    let ended = ended.map_err(|error| Error::io("cannot use this terminal").cause(&error))?;
    if let Some(unsaved) = ended.unsaved
        && !matches!(ended.why, Ok(ExitCause::Signal(HANG_UP)))
    {
        let mut lines = unsaved.lines();
        let error = Error::io(lines.next().unwrap_or_default());
        return Err(lines.fold(error, Error::hint));
    }
    match ended.why {
        Ok(ExitCause::Quit) => Ok(Exit::DONE),
        // There is nothing left to print, and after a hang-up nowhere to print it.
        Ok(ExitCause::Signal(number)) => {
            context.out.abandon();
            Ok(Exit::signal(u8::try_from(number).unwrap_or(u8::MAX)))
        }
        Err(error) => Err(Error::io("the terminal failed").cause(&error)),
    }
}

/// Whether the project was named for this start, by a flag or the environment.
fn is_named(context: &Context<'_>) -> bool {
    let global = &context.global;
    global.file.is_some() || global.project.is_some() || context.world.path_var("GOLIVE_FILE").is_some()
}

fn needs_a_terminal(world: &World) -> Result<(), Error> {
    let hint = "`golive status`, `golive next` and `golive walk` work without one; `golive --help` lists all commands";
    if !world.terminals.stdin || !world.terminals.stdout {
        return Err(Error::usage("the screens need a terminal, and input or output is not one").hint(hint));
    }
    if world.is_dumb() {
        return Err(Error::usage("this terminal (TERM=dumb) can only print lines").hint(hint));
    }
    Ok(())
}

/// The keys with what the settings change; why they cannot be so, otherwise.
pub fn keys(context: &Context<'_>) -> Result<Keys, Error> {
    let changes = context.settings.keys.iter().map(|(name, keys)| (name.as_str(), keys.as_str()));
    Keys::changed(changes).map_err(|problems| {
        let path = settings::path(context.world);
        let path = path.map(|path| format!(" in {}", quoted(path.to_string_lossy()))).unwrap_or_default();
        let mut told = problems.into_iter();
        let first = told.next();
        let hint = first.as_ref().map(|problem| problem.hint.clone()).unwrap_or_default();
        let what = first.map(|problem| problem.what).unwrap_or_default();
        let error = Error::io(format!("the keys{path} are not taken: {what}"));
        told.fold(error, |error, problem| error.detail(format!("also: {}", problem.what))).hint(hint)
    })
}

fn theme(context: &Context<'_>) -> Theme {
    let is_ascii = context.global.ascii || context.settings.ascii || context.world.needs_ascii();
    let signs = if is_ascii { Signs::Ascii } else { Signs::Rich };
    let is_plain = !context.global.color.is_on(context.world, true);
    let named = if is_plain { ThemeName::Mono } else { context.settings.theme };
    Theme { name: context.settings.theme.word(), is_plain, ..Theme::named(named.word(), signs) }
}
