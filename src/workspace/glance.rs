//! A look at a project's file: its name, its kind and its id, without laying the project out.

use std::path::Path;

use super::error::{Error, failed, not_a_project};
use crate::domain::words;
use crate::journal::answers::Answers;
use crate::journal::record::RunId;
use crate::journal::session::Session;
use crate::text::Text;

/// What a look at a project's file shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    pub name: Text,
    /// `B2C, spa-api`
    pub kind: String,
    /// The id in the file's header, which every copy of the file shares.
    pub id: Text,
}

impl Glance {
    /// Reads a project's file.
    pub fn of(path: &Path) -> Result<Glance, Error> {
        let session = Session::open(path, RunId(0), &Text::default()).map_err(|error| failed(&error))?;
        let Some(header) = session.header() else {
            return Err(not_a_project(path));
        };
        let name = session.answers().project_name().cloned().unwrap_or_default();
        Ok(Glance { name, kind: kind(session.answers()), id: header.id })
    }
}

/// What is said in a project's file.
pub fn answers(path: &Path) -> Result<Answers, Error> {
    let session = Session::open(path, RunId(0), &Text::default()).map_err(|error| failed(&error))?;
    if session.header().is_none() && session.fold().is_empty() {
        return Err(not_a_project(path));
    }
    Ok(session.answers().clone())
}

/// A project's kind with its applications: `B2C, spa-api`.
pub fn kind(answers: &Answers) -> String {
    let Some(chosen) = answers.scenario.value() else { return "kind not chosen".to_owned() };
    words::kind(&chosen.business, &chosen.apps)
}
