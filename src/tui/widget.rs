//! Parts that several screens draw with. Each takes a place on the canvas and what to show; none knows a screen.

pub mod area;
pub mod bar;
pub mod canvas;
pub mod chart;
pub mod large;
pub mod line;
pub mod list;
pub mod page;
pub mod reader;
pub mod rule;
pub mod scroll;
