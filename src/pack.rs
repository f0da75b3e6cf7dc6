//! Packs: checklists, plans, project questions, scenarios and resources, as people wrote them.
//!
//! `model` is what the rest of the program works with, `file` the RON shapes, `load` the way from one to the
//! other with all problems, `check` the rules beyond the shape, `problem` how a problem is said, and `embedded`
//! the pack that is compiled in. `overlay` puts the user's own pack over it, `shapes` holds all its files
//! together. `belong` says where an item belongs in a plan. No answers live here, and no counting.

pub mod belong;
mod carried;
pub mod check;
pub mod checked;
mod choices;
mod convert;
pub mod draw;
pub mod embedded;
pub mod facts;
pub mod file;
mod found;
pub mod import;
pub mod init;
mod kept;
pub mod load;
pub mod model;
pub mod naming;
mod overlay;
mod parse;
mod places;
pub mod problem;
mod repair;
mod scan;
mod shapes;
pub mod source;
pub mod write;
