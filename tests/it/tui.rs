//! The screens as a user meets them: keys in, a screen of text out.

mod checklists;
pub(crate) mod harness;
mod keys;
mod plan;
mod popups;
mod review;
mod sizes;
mod workshop;
