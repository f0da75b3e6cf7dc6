pub mod journal;
pub mod pack;
pub mod text;
