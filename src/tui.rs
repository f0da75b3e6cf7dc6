//! The screens: five of them, popups over them, one table of keys.
//!
//! `runner` waits and draws, `input` and `terminal` are the only places that know the terminal library, `keys` turns
//! a key into an `action`, `app` hands it to the popup in front or to the screen, each of which answers with an
//! outcome (`context`); then `app` asks the `host` for what has to happen. `theme` has colours and signs, `widget` what
//! several screens draw with. To add a screen or a popup: a file in `screen` or `popup`.

pub mod action;
pub mod app;
pub mod context;
pub mod enabled;
pub mod entry;
pub mod entry_page;
pub mod fresh;
pub mod host;
pub mod input;
pub mod keys;
pub mod popup;
pub mod runner;
pub mod screen;
pub mod terminal;
pub mod theme;
pub mod widget;
