//! How much room the words of a box and its cells take, and what goes first if there is less.

use crate::domain::map::{PlanMap, StreamIx, StreamMap, TopicMap};
use crate::text;

/// What the upper border of a box has besides its title.
pub const BORDER: usize = 6;

/// What a cell has besides its title: the cursor, the sign, a blank, the mark.
pub const BESIDE_TITLE: usize = 4;

/// Below this inner width of a box the counts go before a title is cut.
const TIGHT: usize = 22;

/// How the count in the upper border of a box is said; the same in all boxes of a map.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CountStyle {
    /// `15 of 17`
    #[default]
    Spoken,
    /// `15/17`
    Short,
}

/// The upper border of a box: how much of its title is shown, and the count at its right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoxHeading {
    pub title: usize,
    /// Empty for none.
    pub progress: String,
}

/// What the upper border of a box `width` cells wide shows.
pub fn head(map: &PlanMap, stream: &StreamMap, width: usize, form: CountStyle) -> BoxHeading {
    let title = stream.title.width();
    let room = width.saturating_sub(BORDER);
    let progress = progress(map, stream, stream.progress.0, form);
    if !progress.is_empty() && title + 2 + longest(map, stream, form) <= room {
        return BoxHeading { title, progress };
    }
    BoxHeading { title: title.min(room), progress: String::new() }
}

/// Whether a box `width` cells wide has room for its title and its count said in this form.
pub fn has_room(map: &PlanMap, stream: &StreamMap, width: usize, form: CountStyle) -> bool {
    let progress = longest(map, stream, form);
    progress == 0 || stream.title.width() + 8 + progress <= width
}

/// How long the count gets when everything is settled.
fn longest(map: &PlanMap, stream: &StreamMap, form: CountStyle) -> usize {
    progress(map, stream, stream.progress.1, form).len()
}

/// A workstream that is one topic of the same name has its count in the cell.
fn progress(map: &PlanMap, stream: &StreamMap, settled: u32, form: CountStyle) -> String {
    let (_, total) = stream.progress;
    match form {
        _ if total == 0 || stream.only_itself(map).is_some() => String::new(),
        CountStyle::Spoken => format!("{settled} of {total}"),
        CountStyle::Short => format!("{settled}/{total}"),
    }
}

/// What a cell shows beside its sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellWords {
    /// Empty if the count says it all.
    pub title: String,
    /// At the right edge; empty for none.
    pub count: String,
}

/// The words of a cell with `room` cells between its sign and its mark, `height` lines high.
///
/// If both do not fit, the count of what nobody has begun goes first; in a narrow box every count does. A title
/// that goes on in the next line stays whole.
pub fn cell(map: &PlanMap, topic: &TopicMap, room: usize, inner: usize, height: usize) -> CellWords {
    let (settled, total) = (topic.state.settled, topic.state.total);
    if map.stream(topic.stream).only_itself(map).is_some() {
        let words = if total > 0 { format!("{settled} of {total}") } else { topic.title.to_string() };
        return CellWords { title: words, count: String::new() };
    }
    let title = topic.title.to_string();
    let count = count(topic);
    let last = title_lines(&title, room, height).last().map_or(0, |line| text::width(line));
    let fits = last + 1 + count.len() <= room;
    if count.is_empty() || fits || (height == 1 && topic.state.is_begun() && inner >= TIGHT) {
        return CellWords { title, count };
    }
    CellWords { title, count: String::new() }
}

/// The lines of a title in `room` cells, at most `most` of them; the last one may be too long.
pub fn title_lines(title: &str, room: usize, most: usize) -> Vec<String> {
    if most < 2 || text::width(title) <= room {
        return vec![title.to_owned()];
    }
    let mut lines = text::wrap(title, room.max(1));
    if lines.len() > most {
        let rest = lines.split_off(most - 1);
        lines.push(rest.join(" "));
    }
    lines
}

/// `3/8`; empty if nothing stands for the topic.
pub fn count(topic: &TopicMap) -> String {
    match topic.state.total {
        0 => String::new(),
        total => format!("{}/{total}", topic.state.settled),
    }
}

/// How wide a cell would like to be, cursor and mark included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellSize {
    /// With its title whole.
    pub title: usize,
    /// With its count besides.
    pub whole: usize,
}

/// How wide each cell of a workstream would like to be.
pub fn wishes(map: &PlanMap, stream: StreamIx) -> Vec<CellSize> {
    let only = map.stream(stream).only_itself(map).is_some();
    let wish = |topic: &TopicMap| match (only, topic.state.total) {
        (true, _) => CellSize { title: 14, whole: 14 },
        (false, 0) => CellSize { title: topic.title.width() + 4, whole: topic.title.width() + 4 },
        // The room is that of the highest count, so that nothing moves while entries get settled.
        (false, total) => {
            let title = topic.title.width() + 4;
            CellSize { title, whole: title + 2 + 2 * total.to_string().len() }
        }
    };
    map.stream(stream).topics.iter().map(|ix| wish(map.topic(*ix))).collect()
}

/// How wide the box of a workstream would like to be.
pub fn wanted(map: &PlanMap, stream: StreamIx) -> usize {
    let cells = wishes(map, stream).iter().map(|wish| wish.whole).max().unwrap_or(0) + 2;
    let stream = map.stream(stream);
    cells.max(stream.title.width() + 8 + longest(map, stream, CountStyle::Spoken))
}
