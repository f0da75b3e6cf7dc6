//! The open project and the world around it, for screens and commands alike.
//!
//! `project` is the open project (session, pack, board, moment, private notes), `world` everything from outside (clock,
//! environment, folders, streams), `locate` where projects are and which one is meant, `glance` what a look at a file
//! shows, `outlook` how a project stands at its next milestone, `pack` which pack a project is answered with, `settings` the
//! few things a person can set, `views` filters and orders under a name, `export` writes files for others, `exports` reads
//! what another system exported, `shown` is what a driver passes to the projector, `typed` what was half typed when the terminal went away, `samples` checks a pack's own, `editor`
//! starts the user's editor, `demo` is the demo project, and `error` what can go wrong.

pub mod demo;
pub mod editor;
pub mod error;
pub mod export;
pub mod exports;
pub mod glance;
pub mod locate;
pub mod outlook;
pub mod pack;
pub mod project;
pub mod samples;
pub mod settings;
pub mod shown;
pub mod typed;
pub mod views;
pub mod world;
