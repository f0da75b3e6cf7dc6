//! The flags that every command has.

use std::path::PathBuf;

use super::out::Colour;
use crate::workspace::locate::Wanted;

/// The flags that every command has.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Use this project file
    #[arg(long, global = true, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Use the project of this name, as `golive projects` lists them; the beginning of it is enough
    #[arg(long, global = true, value_name = "NAME")]
    pub project: Option<String>,
    /// Use the checklists and plans in this folder instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    pub pack: Option<PathBuf>,
    /// Record changes under this name
    #[arg(long, global = true, value_name = "NAME")]
    pub author: Option<String>,
    /// Draw only with ASCII signs
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Choose when to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", hide_default_value = true)]
    pub color: Colour,
}

impl Global {
    /// Which project the flags name.
    pub fn wanted(&self) -> Wanted {
        Wanted { file: self.file.clone(), project: self.project.clone() }
    }
}
