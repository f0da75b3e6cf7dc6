//! A phase of the plan as SVG: bands that end at a milestone, workstreams as boxes, topics as cells with their state.

use super::state_class;
use super::write::Html;
use crate::report::model::sign;
use crate::report::plan_map::{BandPicture, BoxPicture, CellPicture, MapPicture};
use crate::text::truncate;

const WIDTH: usize = 1000;
const BOX: usize = 224;
/// Between two boxes; an arrow fits in.
const GAP: usize = 22;
const MARGIN: usize = 8;
/// How many boxes stand beside each other.
const ACROSS: usize = 4;
const LINE: usize = 19;
const HEAD: usize = 30;
/// The characters of a topic's title, and of a box's.
const CELL_TITLE: usize = 23;
const BOX_TITLE: usize = 20;
const AFTER: usize = 34;

/// Draws the picture.
pub(super) fn draw(html: &mut Html, picture: &MapPicture, key: &str) {
    let (title, desc) = (format!("{key}-title"), format!("{key}-desc"));
    let bands: Vec<Laid> = picture.bands.iter().map(lay).collect();
    let height: usize = bands.iter().map(|band| band.height).sum::<usize>() + MARGIN;
    html.el("figure", &[("class", "wide")], |html| {
        html.el("figcaption", &[], |html| html.text(&picture.title));
        let label = format!("{title} {desc}");
        let view = format!("0 0 {WIDTH} {height}");
        let attributes =
            [("class", "map"), ("viewBox", view.as_str()), ("role", "img"), ("aria-labelledby", &label)];
        html.el("svg", &attributes, |html| {
            html.el("title", &[("id", &title)], |html| html.text(&picture.title));
            html.el("desc", &[("id", &desc)], |html| html.text(&picture.description));
            let mut top = 0;
            for (band, laid) in picture.bands.iter().zip(&bands) {
                draw_band(html, band, laid, top);
                top += laid.height;
            }
        });
    });
}

/// Where the parts of a band are, from its own top.
struct Laid<'a> {
    boxes: Vec<Placed<'a>>,
    height: usize,
}

struct Placed<'a> {
    stream: &'a BoxPicture,
    x: usize,
    y: usize,
    height: usize,
    /// Whether an arrow leads to it from the box at its left.
    arrow: bool,
    /// What it comes after that no arrow says.
    after: Option<String>,
}

fn lay(band: &BandPicture) -> Laid<'_> {
    const TITLE: usize = 36;
    let mut boxes: Vec<Placed<'_>> = Vec::new();
    let (mut column, mut y, mut line_start) = (0, TITLE, 0);
    for group in &band.groups {
        for (at, stream) in group.boxes.iter().enumerate() {
            if column == ACROSS {
                y += level(&mut boxes, line_start) + GAP;
                line_start = boxes.len();
                column = 0;
            }
            let follows = group.follows && at == 0;
            let arrow = follows && column > 0;
            // If a line breaks an order, words take the place of the arrow.
            let broken = boxes.last().filter(|_| follows && !arrow).map(|last| last.stream.title.as_str());
            let after = match (&stream.after, broken) {
                (Some(after), Some(broken)) => Some(format!("{after}, {broken}")),
                (Some(after), None) => Some(after.to_string()),
                (None, Some(broken)) => Some(format!("after {broken}")),
                (None, None) => None,
            };
            let x = MARGIN + column * (BOX + GAP);
            let height = box_height(stream, after.is_some());
            boxes.push(Placed { stream, x, y, height, arrow, after });
            column += 1;
        }
    }
    let height = y + level(&mut boxes, line_start) + 26;
    Laid { boxes, height }
}

/// Makes the boxes of one line equally high and returns that height.
fn level(boxes: &mut [Placed<'_>], from: usize) -> usize {
    let line = boxes.get_mut(from..).unwrap_or_default();
    let height = line.iter().map(|placed| placed.height).max().unwrap_or(0);
    for placed in line {
        placed.height = height;
    }
    height
}

fn box_height(stream: &BoxPicture, has_after: bool) -> usize {
    HEAD + (stream.cells.len() + usize::from(has_after)) * LINE + 8
}

fn draw_band(html: &mut Html, band: &BandPicture, laid: &Laid<'_>, top: usize) {
    let (milestone, remark) = match &band.milestone {
        Some(title) => (format!("◆ {title}"), band.remark.to_string()),
        None => ("No milestone waits for these".to_owned(), String::new()),
    };
    let edge = WIDTH - MARGIN;
    html.el("g", &[], |html| {
        words(html, "band", MARGIN, top + 22, &milestone);
        words(html, "remark end", edge, top + 22, &remark);
        for placed in &laid.boxes {
            draw_box(html, placed, top);
        }
        if band.milestone.is_some() {
            let bottom = top + laid.height - 12;
            let (x, y) = (edge.to_string(), (top + 30).to_string());
            html.shape(
                "line",
                &[("class", "bar"), ("x1", &x), ("x2", &x), ("y1", &y), ("y2", &bottom.to_string())],
            );
        }
    });
}

fn draw_box(html: &mut Html, placed: &Placed<'_>, top: usize) {
    let (x, y) = (placed.x, top + placed.y);
    let stream = placed.stream;
    let is_done = stream.total > 0 && stream.settled == stream.total;
    if placed.arrow {
        let path = format!("M{} {}h{}m-5 -4l5 4l-5 4", x - GAP + 3, y + HEAD / 2, GAP - 7);
        html.shape("path", &[("class", "arrow"), ("d", &path)]);
    }
    let class = if is_done { "stream complete" } else { "stream" };
    let (width, height) = (BOX.to_string(), placed.height.to_string());
    let attributes = [
        ("class", class),
        ("x", &x.to_string()),
        ("y", &y.to_string()),
        ("width", &width),
        ("height", &height),
        ("rx", "5"),
    ];
    html.shape("rect", &attributes);
    words(html, "name", x + 10, y + 20, &truncate(&stream.title, BOX_TITLE, '…'));
    words(html, "count end", x + BOX - 10, y + 20, &format!("{}/{}", stream.settled, stream.total));
    for (at, cell) in stream.cells.iter().enumerate() {
        draw_cell(html, cell, x, y + HEAD + at * LINE);
    }
    if let Some(after) = &placed.after {
        let y = y + HEAD + stream.cells.len() * LINE + 13;
        words(html, "remark", x + 10, y, &truncate(after, AFTER, '…'));
    }
}

fn draw_cell(html: &mut Html, cell: &CellPicture, x: usize, y: usize) {
    let waits = if cell.waits { " waits" } else { "" };
    html.el("g", &[("class", &format!("cell {}{waits}", state_class(cell.sign)))], |html| {
        let state = if cell.waits { "waits for something" } else { cell.sign.word() };
        html.el("title", &[], |html| {
            html.text(&format!("{}: {state}, {} of {}", cell.title, cell.settled, cell.total));
        });
        words(html, "sign", x + 10, y + 14, &sign(cell.sign).to_string());
        words(html, "topic", x + 26, y + 14, &truncate(&cell.title, CELL_TITLE, '…'));
        if cell.total > 0 {
            words(html, "count end", x + BOX - 10, y + 14, &format!("{}/{}", cell.settled, cell.total));
        }
    });
}

fn words(html: &mut Html, class: &str, x: usize, y: usize, words: &str) {
    html.el("text", &[("class", class), ("x", &x.to_string()), ("y", &y.to_string())], |html| {
        html.text(words);
    });
}
