//! The screens as a user meets them: keys in, a screen of text out.

mod asked;
mod beginning;
mod checklists;
mod decision;
mod facts;
pub(crate) mod harness;
mod home;
mod keys;
mod late;
mod meanwhile;
mod own;
mod packs;
mod plan;
mod popups;
mod refused;
mod report;
mod review;
mod room;
mod saving_as;
mod screens;
mod search;
mod sizes;
mod workshop;
