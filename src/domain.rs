//! What the answers come to: pure functions from a pack, a journal's answers and the present moment.
//!
//! No files, no clock. One line a module:
//!
//! - `agenda` plans a workshop.
//! - `alone` says whether a day at the end of a sentence stands for itself.
//! - `answer` decides what an answer is, from an intent and what stands.
//! - `answer_sheet` takes answers back from a sheet that a report wrote, or from one of a team's own.
//! - `apart` has what people answered apart, as the room sees it.
//! - `asking` says what answers about the project come to: what follows, what contradicts.
//! - `board` lays a project out entry by entry with its counts.
//! - `capture_line` reads what is captured in one line.
//! - `captures` has what is open from workshops.
//! - `coming` has what lies ahead.
//! - `compare` puts answers given apart side by side.
//! - `conditions` says what has become of a review's conditions.
//! - `critical` is the check before a decision.
//! - `dates` reads and shows days.
//! - `difference` says what has changed between two snapshots.
//! - `filter` says which entries are meant.
//! - `gate` asks whether a milestone may be passed.
//! - `gate_filter` says which entries of a gate are shown.
//! - `grammar` reads ends, days and names as they are typed.
//! - `intent` is what somebody wants to say, and what it lacks.
//! - `late` has what is past its day, by person.
//! - `map` reads the plan for the plan screen.
//! - `minutes` are what a workshop came to.
//! - `moment` is now and here, passed in.
//! - `needs` has what is most pressing.
//! - `own` has the rules of the project's own items.
//! - `pace` says how fast entries get settled.
//! - `published` has the rows of published lists with their entries.
//! - `questions` says what each answer about the project leaves out, and what scenarios propose.
//! - `refusal` is why something cannot be done.
//! - `resolve` finds what a shortened id means.
//! - `room` is what a workshop's people see of it.
//! - `search` finds entries by words.
//! - `since` says where somebody was and what others did.
//! - `situation` is the project as it now is, for what asks about it.
//! - `snapshot` is what held at one time.
//! - `standing` says where one entry stands.
//! - `tally` counts.
//! - `verdict` says a gate in words.
//! - `views` are filters and orders under a name.
//! - `visits` says how long a workshop was at each entry.
//! - `walk` reads what is typed in a workshop without a screen.
//! - `words` says in words what was done, to whom and until when.
//! - `workshop` says where a running workshop is.

pub mod agenda;
pub mod alone;
pub mod answer;
pub mod answer_sheet;
pub mod apart;
pub mod asking;
pub mod board;
pub mod capture_line;
pub mod captures;
pub mod coming;
pub mod compare;
pub mod conditions;
pub mod critical;
pub mod dates;
pub mod difference;
pub mod facts;
pub mod filter;
pub mod follow_up;
pub mod gate;
pub mod gate_filter;
pub mod grammar;
pub mod hands;
pub mod intent;
pub mod late;
pub mod map;
pub mod minutes;
pub mod moment;
pub mod needs;
pub mod own;
pub mod pace;
pub mod published;
pub mod questions;
pub mod refusal;
pub mod resolve;
pub mod rivals;
pub mod room;
pub mod search;
pub mod shown;
pub mod since;
pub mod situation;
pub mod snapshot;
pub mod standing;
pub mod tally;
pub mod typed;
pub mod verdict;
pub mod views;
pub mod visits;
pub mod walk;
pub mod words;
pub mod workshop;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod samples;
