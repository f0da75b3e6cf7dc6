//! The screens as a user meets them: keys in, a screen of text out.

mod beginning;
mod checklists;
pub(crate) mod harness;
mod home;
mod keys;
mod popups;
mod review;
mod sizes;
