//! Laws of the map's geometry, for every phase of the built-in pack and for random plans.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::arrows::Mark;
use super::moves::{MapCursor, MapDirection};
use super::*;
use crate::domain::board::Board;
use crate::domain::fixture::{Packing, Said, TODAY};
use crate::domain::map::TopicVisibility;
use crate::journal::answers::Answers;
use crate::pack::embedded;
use crate::pack::model::{Business, EntryId, Pack, WorkstreamId};

const WIDTHS: [usize; 9] = [80, 81, 96, 100, 120, 137, 160, 181, 200];

static BUILT_IN: LazyLock<Arc<Pack>> = LazyLock::new(embedded::pack);

fn map_of(pack: &Arc<Pack>, answers: &Answers) -> PlanMap {
    PlanMap::new(&Board::new(pack, answers, TODAY), answers, &TopicVisibility::Applying)
}

fn check(map: &PlanMap, phase: &PhaseMap, width: usize) -> Result<(), TestCaseError> {
    let layout = MapLayout::new(map, phase, width, Air::Some);
    boxes_keep_apart_and_inside(&layout)?;
    every_topic_has_one_cell(map, phase, &layout)?;
    arrows_tie_what_comes_after(map, &layout)?;
    every_order_is_said(map, phase, &layout)?;
    every_spot_can_be_reached(&layout)
}

fn boxes_keep_apart_and_inside(layout: &MapLayout) -> Result<(), TestCaseError> {
    for (at, one) in layout.boxes.iter().enumerate() {
        let place = one.place;
        let band = &layout.bands[one.band];
        prop_assert!(place.x >= 1 && place.right() < band.bar && band.bar < layout.width, "{place:?}");
        prop_assert!(
            place.y > band.place.y && place.bottom() <= band.place.bottom(),
            "{place:?} in {band:?}"
        );
        prop_assert!(place.width >= rows::NARROWEST && place.height >= 3, "{place:?}");
        for other in &layout.boxes[at + 1..] {
            let apart = place.right() <= other.place.x
                || other.place.right() <= place.x
                || place.bottom() <= other.place.y
                || other.place.bottom() <= place.y;
            prop_assert!(apart, "{place:?} overlaps {:?}", other.place);
        }
    }
    for band in &layout.bands {
        prop_assert!(band.mark > band.place.y && band.mark < band.place.bottom());
        if let Some((aside, _)) = band.aside {
            prop_assert!(layout.boxes.iter().all(|one| one.place.y >= aside.bottom()
                || one.place.bottom() <= aside.y
                || one.place.x > aside.right()));
        }
    }
    prop_assert_eq!(layout.bands.last().map_or(0, |band| band.place.bottom()), layout.height);
    Ok(())
}

fn every_topic_has_one_cell(
    map: &PlanMap,
    phase: &PhaseMap,
    layout: &MapLayout,
) -> Result<(), TestCaseError> {
    let mut cells: Vec<TopicIx> = layout.cells.iter().map(|cell| cell.topic).collect();
    let mut topics: Vec<TopicIx> =
        phase.streams.iter().flat_map(|ix| map.stream(*ix).topics.clone()).collect();
    cells.sort();
    topics.sort();
    prop_assert_eq!(cells, topics);
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    for cell in &layout.cells {
        let (frame, place) = (&layout.boxes[cell.in_box], cell.place);
        prop_assert_eq!(map.topic(cell.topic).stream, frame.stream);
        prop_assert!(place.x > frame.place.x && place.right() < frame.place.right());
        prop_assert!(place.y > frame.place.y && place.bottom() < frame.place.bottom());
        prop_assert!(place.width >= 10);
        for x in place.x..place.right() {
            prop_assert!(
                (place.y..place.bottom()).all(|y| taken.insert((x, y))),
                "two cells at {x}, {}",
                place.y
            );
        }
        prop_assert!(frame.note.as_ref().is_none_or(|note| !(place.y..place.bottom()).contains(&note.y)));
    }
    Ok(())
}

fn comes_before(map: &PlanMap, one: StreamIx, other: StreamIx) -> bool {
    map.stream(other).after.iter().any(|before| *before == one || comes_before(map, one, *before))
}

fn on_border(layout: &MapLayout, stream: StreamIx, x: usize, y: usize) -> bool {
    layout.boxes.iter().filter(|one| one.stream == stream).any(|one| {
        let place = one.place;
        let inside = x > place.x && x + 1 < place.right() && y > place.y && y + 1 < place.bottom();
        place.holds(x, y) && !inside
    })
}

/// An arrow begins at the border of one box, is one unbroken line that crosses no box, and ends at another that comes
/// after the first.
fn arrows_tie_what_comes_after(map: &PlanMap, layout: &MapLayout) -> Result<(), TestCaseError> {
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    for arrow in &layout.arrows {
        for (one, other) in arrow.from.iter().flat_map(|one| arrow.to.iter().map(move |to| (one, to))) {
            prop_assert!(comes_before(map, *one, *other));
        }
        let marks: HashMap<(usize, usize), Mark> =
            arrow.marks.iter().map(|(x, y, mark)| ((*x, *y), *mark)).collect();
        let ends = |streams: &[StreamIx], x, y| streams.iter().any(|ix| on_border(layout, *ix, x, y));
        prop_assert!(arrow.marks.iter().any(|(x, y, _)| ends(&arrow.from, *x, *y)));
        for ((x, y), mark) in &marks {
            prop_assert!(taken.insert((*x, *y)), "two arrows at {x}, {y}");
            let in_box = layout.boxes.iter().any(|one| one.place.holds(*x, *y));
            match mark {
                Mark::Right => prop_assert!(!in_box && ends(&arrow.to, x + 1, *y)),
                Mark::Down => prop_assert!(ends(&arrow.to, *x, *y)),
                Mark::Line(_) if in_box => prop_assert!(ends(&arrow.from, *x, *y)),
                Mark::Line(links) => {
                    let next = [
                        (links.up, (*x, y - 1)),
                        (links.down, (*x, y + 1)),
                        (links.left, (x - 1, *y)),
                        (links.right, (x + 1, *y)),
                    ];
                    for (goes_on, there) in next {
                        prop_assert_eq!(goes_on, marks.contains_key(&there), "{} {} in {:?}", x, y, arrow);
                    }
                }
            }
        }
    }
    Ok(())
}

/// What comes right after what within a band is said by an arrow to its stage, or in words.
fn every_order_is_said(map: &PlanMap, phase: &PhaseMap, layout: &MapLayout) -> Result<(), TestCaseError> {
    for band in &phase.bands {
        for stream in band.streams() {
            let of_band = |ix: &&StreamIx| band.streams().any(|other| other == **ix);
            for before in map.stream(stream).after.iter().filter(of_band) {
                let frame = layout.boxes.iter().find(|one| one.stream == stream).expect("it has a box");
                let in_words = matches!(
                    frame.note.as_ref().map(|note| &note.kind),
                    Some(NoteKind::After(streams)) if streams.contains(before)
                );
                let stage_of = |ix: &StreamIx| {
                    let mut stages = band.chains.iter().flat_map(|chain| &chain.stages);
                    stages.find(|stage| stage.streams.contains(ix)).map(|stage| stage.streams.clone())
                };
                let (from, to) =
                    (stage_of(before).unwrap_or_default(), stage_of(&stream).unwrap_or_default());
                let by_arrow = layout.arrows.iter().any(|arrow| {
                    arrow.from.iter().all(|ix| from.contains(ix)) && arrow.to.iter().all(|ix| to.contains(ix))
                });
                prop_assert!(in_words || by_arrow, "{}", map.stream(stream).id);
            }
        }
    }
    Ok(())
}

fn every_spot_can_be_reached(layout: &MapLayout) -> Result<(), TestCaseError> {
    let spots: Vec<MapCursor> = layout.spots().map(|(spot, _)| spot).collect();
    let Some(first) = spots.first() else { return Ok(()) };
    let mut reached = vec![*first];
    let mut at = 0;
    while let Some(spot) = reached.get(at).copied() {
        for way in [MapDirection::Up, MapDirection::Down, MapDirection::Left, MapDirection::Right] {
            if let Some(next) = layout.next(spot, way).filter(|next| !reached.contains(next)) {
                reached.push(next);
            }
        }
        at += 1;
    }
    for spot in &spots {
        prop_assert!(reached.contains(spot), "{spot:?} at {:?} cannot be reached", layout.place_of(*spot));
    }
    Ok(())
}

#[test]
fn every_phase_of_the_built_in_pack_keeps_the_laws() {
    for business in ["b2c", "b2b", "b2e"].map(Business::new) {
        let mut board_answers = Said::new();
        board_answers = board_answers.kind(business);
        let map = map_of(&BUILT_IN, &board_answers.answers);
        for phase in &map.phases {
            for width in WIDTHS {
                check(&map, phase, width).unwrap();
            }
        }
    }
}

#[test]
fn at_160_columns_no_title_of_the_built_in_pack_is_cut() {
    for business in ["b2c", "b2b", "b2e"].map(Business::new) {
        let answers = Said::new().kind(business).answers;
        let map = map_of(&BUILT_IN, &answers);
        for phase in &map.phases {
            for cell in MapLayout::new(&map, phase, 160, Air::Some).cells {
                let topic = map.topic(cell.topic);
                let only = map.stream(topic.stream).only_itself(&map).is_some();
                assert!(only || topic.title.width() + 4 <= cell.place.width, "{}", topic.id);
            }
        }
    }
}

#[test]
fn at_120_columns_a_title_is_cut_only_where_its_box_is_full() {
    for business in ["b2c", "b2b", "b2e"].map(Business::new) {
        let answers = Said::new().kind(business).answers;
        let map = map_of(&BUILT_IN, &answers);
        for phase in &map.phases {
            let layout = MapLayout::new(&map, phase, 120, Air::None);
            for (at, one) in layout.boxes.iter().enumerate() {
                let cells: Vec<&CellPlace> = layout.cells.iter().filter(|cell| cell.in_box == at).collect();
                let used = cells.iter().map(|cell| cell.place.bottom() - one.place.y).max().unwrap_or(0);
                let is_full = used + 1 + usize::from(one.note.is_some()) >= one.place.height;
                let is_cut = |cell: &&&CellPlace| {
                    let topic = map.topic(cell.topic);
                    let room = cell.place.width - fit::BESIDE_TITLE;
                    let lines = fit::title_lines(&topic.title, room, cell.place.height);
                    map.stream(topic.stream).only_itself(&map).is_none()
                        && lines.iter().any(|line| crate::text::width(line) > room)
                };
                let cut: Vec<&EntryId> =
                    cells.iter().filter(is_cut).map(|cell| &map.topic(cell.topic).id).collect();
                assert!(cut.is_empty() || is_full, "{cut:?} in {:?}", one.place);
            }
        }
    }
}

#[test]
fn at_120_columns_no_title_of_a_box_of_the_built_in_pack_is_cut() {
    for business in ["b2c", "b2b", "b2e"].map(Business::new) {
        let answers = Said::new().kind(business).answers;
        let map = map_of(&BUILT_IN, &answers);
        for phase in &map.phases {
            for one in MapLayout::new(&map, phase, 120, Air::Some).boxes {
                let title = &map.stream(one.stream).title;
                assert!(title.width() + super::fit::BORDER <= one.place.width, "{title} {:?}", one.place);
            }
        }
    }
}

/// A workstream: how many topics, what it comes after, what it may run beside.
type Sketch = (usize, Vec<prop::sample::Index>, Vec<prop::sample::Index>);

fn plan_of(sketches: &[Sketch], ends: &[prop::sample::Index]) -> Arc<Pack> {
    let names: Vec<String> = (0..sketches.len()).map(|at| format!("stream-{at}")).collect();
    let topics: Vec<String> = sketches
        .iter()
        .zip(&names)
        .flat_map(|((n, _, _), name)| {
            (0..*n).map(move |at| format!("{name}/{}", "long-topic-".repeat(at % 4 + 1) + &at.to_string()))
        })
        .collect();
    let topics: Vec<&str> = topics.iter().map(String::as_str).collect();
    let mut packing = Packing::new(&[&topics]);
    let id = |at: usize| WorkstreamId::new(&format!("b2c/p1/stream-{at}"));
    for (at, (_, after, beside)) in sketches.iter().enumerate().skip(1) {
        let stream = &mut packing.0.plans[0].phases[0].workstreams[at];
        stream.after = after.iter().map(|before| id(before.index(at))).collect();
        stream.parallel_with = beside.iter().map(|other| id(other.index(at))).collect();
    }
    let mut ends: Vec<usize> = ends.iter().map(|end| end.index(sketches.len()) + 1).collect();
    ends.sort_unstable();
    for (at, end) in ends.iter().enumerate() {
        let after: Vec<&str> = names.iter().take(*end).map(String::as_str).collect();
        packing = packing.milestone(&format!("p1/end-{at}"), &after, &[], &["build"]);
    }
    packing.pack()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn random_plans_keep_the_laws(
        sketches in prop::collection::vec(
            (1..7_usize, prop::collection::vec(any::<prop::sample::Index>(), 0..3), prop::collection::vec(any::<prop::sample::Index>(), 0..3)),
            1..11,
        ),
        ends in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        width in 80..201_usize,
    ) {
        let pack = plan_of(&sketches, &ends);
        let answers = Said::new().answers;
        let map = map_of(&pack, &answers);
        for phase in &map.phases {
            check(&map, phase, width)?;
        }
    }

    #[test]
    fn titles_of_boxes_are_whole_where_all_fit(
        boxes in prop::collection::vec((12..30_usize, 0..40_usize), 1..8),
        room in 40..200_usize,
    ) {
        let heads: Vec<usize> = boxes.iter().map(|(head, _)| *head).collect();
        let wanted: Vec<usize> = boxes.iter().map(|(head, more)| head + more).collect();
        let widths = rows::with_whole_heads(&wanted, &heads, room);
        prop_assert_eq!(widths.iter().sum::<usize>(), room);
        let is_whole = widths.iter().zip(&heads).all(|(width, head)| width >= head);
        prop_assert!(is_whole || heads.iter().sum::<usize>() > room, "{widths:?}");
    }

    #[test]
    fn widths_are_shared_out_whole(wanted in prop::collection::vec(1..60_usize, 1..8), room in 40..200_usize) {
        let widths = rows::share(&wanted, room);
        prop_assert_eq!(widths.iter().sum::<usize>(), room);
        prop_assert!(wanted.iter().sum::<usize>() > room || widths.iter().zip(&wanted).all(|(width, wanted)| width >= wanted));
    }
}
