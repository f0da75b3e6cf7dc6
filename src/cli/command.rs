//! The commands, one file each: its arguments with their help, and what it does.
//!
//! A new command is a new file here, a line in [`Command`] and a line where [`Command`] runs.

use clap::Subcommand;

use super::context::{Context, RunCommand};
use super::error::Exit;
use crate::workspace::error::Error;

mod add;
mod answering;
mod answers;
mod apps;
mod capture;
mod captures;
mod compare;
mod complete;
mod completions;
mod conditions;
mod demo;
mod diff;
mod edit;
mod facts;
mod gate;
mod git_setup;
mod history;
mod list;
mod man;
mod mark;
mod merge;
mod new;
mod next;
mod note;
mod pack;
mod projects;
mod question;
mod questions;
mod redo;
mod remove;
mod rename;
mod report;
mod review;
mod room;
mod set;
mod settings;
mod show;
mod status;
mod target;
mod undo;
mod use_file;
mod verify;
mod views;
mod walk;

/// What the program is asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(new::Args),
    Projects(projects::Args),
    Use(use_file::Args),
    Rename(rename::Args),
    Status(status::Args),
    List(list::Args),
    Views(views::Args),
    Show(show::Args),
    Mark(mark::Args),
    Set(set::Args),
    Note(note::Args),
    Questions(questions::Args),
    Question(question::Args),
    Apps(apps::Args),
    Add(add::Args),
    Answers(answers::Args),
    Edit(edit::Args),
    Remove(remove::Args),
    Capture(capture::Args),
    Captures(captures::Args),
    Next(next::Args),
    Undo(undo::Args),
    Redo(redo::Args),
    History(history::Args),
    Target(target::Args),
    Gate(gate::Args),
    Facts(facts::Args),
    Review(review::Args),
    Conditions(conditions::Args),
    Diff(diff::Args),
    Report(report::Args),
    Walk(walk::Args),
    Room(room::Args),
    Compare(compare::Args),
    #[command(name = "git-setup")]
    GitSetup(git_setup::Args),
    Merge(merge::Args),
    Verify(verify::Args),
    Pack(pack::Args),
    Demo(demo::Args),
    Completions(completions::Args),
    Complete(complete::Args),
    Settings(settings::Args),
    Man(man::Args),
}

impl RunCommand for Command {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        match self {
            Command::New(args) => args.run(context),
            Command::Projects(args) => args.run(context),
            Command::Use(args) => args.run(context),
            Command::Rename(args) => args.run(context),
            Command::Status(args) => args.run(context),
            Command::List(args) => args.run(context),
            Command::Views(args) => args.run(context),
            Command::Show(args) => args.run(context),
            Command::Mark(args) => args.run(context),
            Command::Set(args) => args.run(context),
            Command::Note(args) => args.run(context),
            Command::Questions(args) => args.run(context),
            Command::Question(args) => args.run(context),
            Command::Apps(args) => args.run(context),
            Command::Add(args) => args.run(context),
            Command::Answers(args) => args.run(context),
            Command::Edit(args) => args.run(context),
            Command::Remove(args) => args.run(context),
            Command::Capture(args) => args.run(context),
            Command::Captures(args) => args.run(context),
            Command::Next(args) => args.run(context),
            Command::Undo(args) => args.run(context),
            Command::Redo(args) => args.run(context),
            Command::History(args) => args.run(context),
            Command::Target(args) => args.run(context),
            Command::Gate(args) => args.run(context),
            Command::Facts(args) => args.run(context),
            Command::Review(args) => args.run(context),
            Command::Conditions(args) => args.run(context),
            Command::Diff(args) => args.run(context),
            Command::Report(args) => args.run(context),
            Command::Walk(args) => args.run(context),
            Command::Room(args) => args.run(context),
            Command::Compare(args) => args.run(context),
            Command::GitSetup(args) => args.run(context),
            Command::Merge(args) => args.run(context),
            Command::Verify(args) => args.run(context),
            Command::Pack(args) => args.run(context),
            Command::Demo(args) => args.run(context),
            Command::Completions(args) => args.run(context),
            Command::Complete(args) => args.run(context),
            Command::Settings(args) => args.run(context),
            Command::Man(args) => args.run(context),
        }
    }
}
