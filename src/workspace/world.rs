//! Everything from outside, in one value: clock, zone, environment, folders, streams, chance.
//!
//! `main` makes the real one; tests make their own, so that every command can be run with a fixed clock and home.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::domain::moment::Moment;
use crate::files;
use crate::files::disk::{Disk, Drive};
use crate::text::Text;

/// What the program knows of the world around it.
pub struct World {
    pub env: BTreeMap<String, OsString>,
    /// The folder that relative paths start from.
    pub folder: PathBuf,
    /// The person's home folder.
    pub home: Option<PathBuf>,
    /// None without a home folder.
    pub folders: Option<Folders>,
    pub clock: Box<dyn Fn() -> Timestamp>,
    /// A monotonic clock: how long ago something was that is not given a time of day.
    pub uptime: Box<dyn Fn() -> Duration>,
    pub zone: TimeZone,
    /// What the project's file is written with.
    pub disk: fn() -> Box<dyn Disk>,
    /// 64 bits that nobody can guess.
    pub chance: Box<dyn FnMut() -> u64>,
    /// Opens an address in the person's browser.
    pub browser: Browser,
    pub stdin: Box<dyn BufRead>,
    pub stdout: Box<dyn Write>,
    pub stderr: Box<dyn Write>,
    pub terminals: Terminals,
    /// The columns of the terminal, if there is one.
    pub columns: Option<usize>,
}

/// Opens an address.
pub type Browser = Box<dyn FnMut(&str) -> io::Result<()>>;

/// Which of the three streams is a terminal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Terminals {
    pub stdin: bool,
    pub stdout: bool,
    pub stderr: bool,
}

/// The folders of this program on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Projects: `NAME.golive`.
    pub data: PathBuf,
    /// `settings.ron`.
    pub config: PathBuf,
    /// What the program remembers by itself: the last project.
    pub state: PathBuf,
    /// What can be made again.
    pub cache: PathBuf,
}

impl Folders {
    /// The folders that the platform means for programs; none without a home folder.
    pub fn of_platform() -> Option<Folders> {
        let dirs = directories::ProjectDirs::from("", "", "golive")?;
        Some(Folders {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            // Only Linux has a folder for state.
            state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned(),
            cache: dirs.cache_dir().to_owned(),
        })
    }
}

/// The zone here. It is read from its own file: to find it, the library would look through the whole database of zones at
/// every start.
fn zone() -> TimeZone {
    const ZONES: &str = "/usr/share/zoneinfo";
    let name = match std::env::var("TZ") {
        Ok(set) => Some(set.trim_start_matches(':').to_owned()),
        Err(_) => std::fs::read_link("/etc/localtime")
            .ok()
            .and_then(|link| Some(link.strip_prefix(ZONES).ok()?.to_str()?.to_owned())),
    };
    let is_name = |name: &String| {
        let is_in_it = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        !name.is_empty() && !name.starts_with('/') && name.chars().all(is_in_it)
    };
    let own = name.filter(is_name).and_then(|name| {
        let bytes = std::fs::read(Path::new(ZONES).join(&name)).ok()?;
        TimeZone::tzif(&name, &bytes).ok()
    });
    own.unwrap_or_else(TimeZone::system)
}

/// Where the environment has the name of the person who is logged in.
const LOGIN: [&str; 3] = ["USER", "LOGNAME", "USERNAME"];

/// The environment with the login name of the machine's own list of users, where it has none: in a bare container.
fn with_login(mut env: BTreeMap<String, OsString>) -> BTreeMap<String, OsString> {
    if LOGIN.iter().all(|name| env.get(*name).is_none_or(|value| value.is_empty()))
        && let Some(name) = login_of_system()
    {
        env.insert("LOGNAME".to_owned(), name.into());
    }
    env
}

#[cfg(unix)]
fn login_of_system() -> Option<String> {
    let users = files::read_text(Path::new("/etc/passwd"), 1024 * 1024).ok().flatten()?;
    named_in(&users, rustix::process::getuid().as_raw())
}

#[cfg(not(unix))]
fn login_of_system() -> Option<String> {
    None
}

/// The name of a user by its number, of lines such as `ana:x:1000:1000:Ana:/home/ana:/bin/sh`.
#[cfg(unix)]
fn named_in(users: &str, id: u32) -> Option<String> {
    let name = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        (fields.nth(1)? == id.to_string()).then(|| name.to_owned())
    };
    users.lines().find_map(name)
}

/// Whether this is a terminal such as the `vt100` and the `vt220`.
fn is_old(term: &str) -> bool {
    term.strip_prefix("vt").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

impl World {
    /// Whether the terminal is known not to draw more than ASCII: its locale is not UTF-8, it is a console, whose letters
    /// do not have our signs, or a terminal of the kind that came before Unicode.
    pub fn needs_ascii(&self) -> bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| self.var(name));
        let locale = locale.map(|locale| locale.to_lowercase().replace('-', ""));
        let is_other = locale.is_some_and(|locale| !locale.contains("utf8"));
        let is_console = |term: &str| ["linux", "cons25", "wsvt25"].contains(&term) || is_old(term);
        is_other || self.var("TERM").is_some_and(|term| is_console(&term))
    }

    /// Whether colour is not wanted, or the terminal is known to have none.
    pub fn is_colourless(&self) -> bool {
        let has_none = |term: &str| is_old(term) || term.ends_with("-m") || term.ends_with("-mono");
        self.var("NO_COLOR").is_some()
            || self.var("CLICOLOR").is_some_and(|wanted| wanted == "0")
            || self.var("TERM").is_some_and(|term| has_none(&term))
    }

    pub fn real() -> World {
        let started = Instant::now();
        let env =
            std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value))).collect();
        let env = with_login(env);
        World {
            env,
            // A folder that was removed under the program has no name; relative paths then fail by themselves.
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            home: directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()),
            folders: Folders::of_platform(),
            // Beyond the last day that has a name the clock stands still.
            clock: Box::new(|| Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::MAX)),
            uptime: Box::new(move || started.elapsed()),
            zone: zone(),
            disk: || Box::new(Drive),
            chance: Box::new(random),
            browser: Box::new(|link| open::that_detached(link)),
            stdin: Box::new(BufReader::new(io::stdin())),
            stdout: Box::new(io::stdout()),
            stderr: Box::new(io::stderr()),
            terminals: Terminals {
                stdin: io::stdin().is_terminal(),
                stdout: io::stdout().is_terminal(),
                stderr: io::stderr().is_terminal(),
            },
            columns: terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0)),
        }
    }

    /// Now, here.
    pub fn moment(&self) -> Moment {
        Moment::new((self.clock)(), self.zone.clone())
    }

    /// An environment variable as words; one that is empty counts as not set.
    pub fn var(&self, name: &str) -> Option<Text> {
        let value = self.env.get(name)?.to_string_lossy();
        Some(Text::line(&value)).filter(|value| !value.is_empty())
    }

    /// An environment variable as a path; one that is empty counts as not set.
    pub fn path_var(&self, name: &str) -> Option<PathBuf> {
        self.env.get(name).filter(|value| !value.is_empty()).map(PathBuf::from)
    }

    /// `path` seen from the current folder.
    pub fn absolute(&self, path: &Path) -> PathBuf {
        self.folder.join(path)
    }

    /// The name under which the person is logged in; `None` if the machine does not tell.
    pub fn login(&self) -> Option<Text> {
        LOGIN.iter().find_map(|name| self.var(name))
    }

    /// Whether the terminal can only print lines.
    pub fn is_dumb(&self) -> bool {
        self.var("TERM").is_some_and(|term| term == "dumb")
    }
}

/// The standard library seeds its hash tables from the system; asking one for a hash needs no further crate.
fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

#[cfg(all(test, unix))]
mod tests {
    use super::named_in;

    #[test]
    fn the_login_name_is_that_of_the_users_number() {
        let users =
            "root:x:0:0:root:/root:/bin/sh\n# a remark\nana:x:1000:1000:Ana:/home/somebody:/bin/sh\n:x:7::\n";
        assert_eq!(named_in(users, 1000).as_deref(), Some("ana"));
        assert_eq!(named_in(users, 0).as_deref(), Some("root"));
        assert_eq!((named_in(users, 7), named_in(users, 100)), (None, None));
    }
}
