//! Where the parts of Home are at any size: two columns, one column that scrolls, or only what needs somebody.

use ratatui::layout::Rect;

/// A part of Home, in the order in which Tab goes through them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(super) enum HomePane {
    /// Where you were, and what others did since.
    #[default]
    Here,
    /// The lists.
    Lists,
    /// The next milestone.
    Next,
    /// What needs you.
    Needs,
    /// What is late, whoever has it.
    Late,
    /// The conditions of reviews that are not all met.
    Conditions,
    /// What is open from workshops.
    Open,
    /// What is coming up.
    Coming,
}

impl HomePane {
    pub(super) const ALL: [HomePane; 8] = [
        HomePane::Here,
        HomePane::Lists,
        HomePane::Next,
        HomePane::Needs,
        HomePane::Late,
        HomePane::Conditions,
        HomePane::Open,
        HomePane::Coming,
    ];

    /// Its position among all.
    pub(super) fn ix(self) -> usize {
        HomePane::ALL.iter().position(|part| *part == self).unwrap_or(0)
    }
}

/// How much there is to show, in rows without headings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sizes {
    pub here: u16,
    pub lists: u16,
    /// What is below the lists in two columns.
    pub lists_foot: u16,
    pub next: u16,
    pub needs: u16,
    /// Not shown if there is nothing.
    pub late: u16,
    pub conditions: u16,
    pub open: u16,
    pub coming: u16,
}

/// One part at its place: the heading is its first row. Rows are counted from the top of the page, which may be
/// longer than the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaneArea {
    pub part: HomePane,
    pub x: u16,
    pub y: u16,
    pub width: u16,
    /// With the heading.
    pub height: u16,
    /// Whether its first row is a heading.
    pub has_heading: bool,
}

impl PaneArea {
    /// The number of rows below its heading.
    pub(super) fn rows(&self) -> u16 {
        self.height.saturating_sub(u16::from(self.has_heading))
    }
}

/// Where everything is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HomeLayout {
    pub places: Vec<PaneArea>,
    /// The height of the page.
    pub height: u16,
    /// Where an upright line parts two halves: x, first row, number of rows.
    pub bars: Vec<(u16, u16, u16)>,
    /// Whether the milestone is said in one line.
    pub is_narrow: bool,
}

/// From this width on there are two columns, and from this height.
const TWO_COLUMNS: (u16, u16) = (100, 22);
/// At the foot, as many rows of what is open and coming as a glance takes in.
const GLANCE: u16 = 5;
/// The most rows of what is late and of conditions.
const MOST_PROMISES: u16 = 4;
/// The fewest rows of what needs somebody.
const FEWEST_NEEDS: u16 = 3;
/// The fewest rows of what is open and coming.
const FEWEST_FOOT: u16 = 2;

impl HomeLayout {
    /// Where the page is seen: a page that is longer than the screen leaves a row that says so.
    pub(super) fn sight(&self, area: Rect) -> Rect {
        let height = if self.height > area.height { area.height.saturating_sub(1) } else { area.height };
        Rect { height, ..area }
    }

    /// `area` is the part of the screen below the header.
    pub(super) fn of(area: Rect, sizes: &Sizes) -> HomeLayout {
        // Below 16 rows the frame folds its header to one row or none, and there is room for one part.
        if area.y < 3 && area.height < 14 || area.height < 8 {
            HomeLayout::only_needs(area)
        } else if area.width >= TWO_COLUMNS.0 && area.height >= TWO_COLUMNS.1 {
            HomeLayout::two_columns(area, sizes)
        } else {
            HomeLayout::one_column(area, sizes)
        }
    }

    fn only_needs(area: Rect) -> HomeLayout {
        let has_heading = area.height > 3;
        let place = PaneArea {
            part: HomePane::Needs,
            x: 1,
            y: 0,
            width: area.width.saturating_sub(2),
            height: area.height,
            has_heading,
        };
        HomeLayout { places: vec![place], height: area.height, bars: vec![], is_narrow: true }
    }

    fn two_columns(area: Rect, sizes: &Sizes) -> HomeLayout {
        let whole = area.width - 2;
        let left = (whole - 3) / 2;
        let right = whole - 3 - left;
        let here = sizes.here + 1;
        let beside = (sizes.lists + sizes.lists_foot).max(sizes.next) + 1;
        let foot_all = sizes.open.max(sizes.coming).max(1) + 1;
        let foot_glance = foot_all.min(GLANCE + 1);
        // Promises take a band of their own, if there are any.
        let band = sizes.late.max(sizes.conditions).min(MOST_PROMISES);
        let band = if band > 0 { band + 2 } else { 0 };
        let fixed = here + 1 + beside + 1 + band;
        // A row of air below the header, if it costs nothing.
        let air = u16::from(fixed + sizes.needs + 1 + 1 + foot_glance < area.height);
        let rest = area.height.saturating_sub(fixed + air);
        // What needs somebody takes what the foot leaves at a glance; the foot takes what then is spare.
        let needs = (sizes.needs.max(1) + 1).min(rest.saturating_sub(foot_glance + 1).max(FEWEST_NEEDS + 1));
        let foot = foot_all.min(rest.saturating_sub(needs + 1).max(FEWEST_FOOT + 1));
        let mut layout = HomeLayout { is_narrow: false, ..HomeLayout::default() };
        let mut y = air;
        layout.push(HomePane::Here, 1, y, whole, here);
        y += here + 1;
        layout.push(HomePane::Lists, 1, y, left, beside);
        layout.push(HomePane::Next, left + 4, y, right, beside);
        layout.bars.push((left + 2, y, beside));
        y += beside + 1;
        layout.push(HomePane::Needs, 1, y, whole, needs);
        y += needs + 1;
        if band > 0 {
            let height = band - 1;
            match (sizes.late, sizes.conditions) {
                (_, 0) => layout.push(HomePane::Late, 1, y, whole, height),
                (0, _) => layout.push(HomePane::Conditions, 1, y, whole, height),
                _ => {
                    layout.push(HomePane::Late, 1, y, left, height);
                    layout.push(HomePane::Conditions, left + 4, y, right, height);
                    layout.bars.push((left + 2, y, height));
                }
            }
            y += band;
        }
        layout.push(HomePane::Open, 1, y, left, foot);
        layout.push(HomePane::Coming, left + 4, y, right, foot);
        layout.bars.push((left + 2, y, foot));
        layout.height = y + foot;
        layout
    }

    fn one_column(area: Rect, sizes: &Sizes) -> HomeLayout {
        let width = area.width.saturating_sub(2);
        let here = sizes.here + 1;
        let lists = sizes.lists + 1;
        // Besides its own rows: the other parts of the first screenful, and the air between the four of them.
        let promises = sizes.late.min(1) * 3 + sizes.conditions.min(1) * 3;
        let fixed = here + 1 + lists + 3 + promises;
        let needs = (sizes.needs.max(1) + 1).min(area.height.saturating_sub(fixed).max(FEWEST_NEEDS + 1));
        let mut layout = HomeLayout { is_narrow: true, ..HomeLayout::default() };
        let mut y = 0;
        let parts = [
            (HomePane::Here, here),
            (HomePane::Needs, needs),
            (HomePane::Late, if sizes.late > 0 { 2 } else { 0 }),
            (HomePane::Next, 1),
            (HomePane::Conditions, if sizes.conditions > 0 { sizes.conditions + 1 } else { 0 }),
            (HomePane::Lists, lists),
            (HomePane::Open, sizes.open.clamp(1, GLANCE + 1) + 1),
            (HomePane::Coming, sizes.coming.clamp(1, GLANCE + 1) + 1),
        ];
        for (part, height) in parts.into_iter().filter(|(_, height)| *height > 0) {
            layout.push(part, 1, y, width, height);
            y += height + 1;
        }
        layout.height = y - 1;
        layout
    }

    fn push(&mut self, part: HomePane, x: u16, y: u16, width: u16, height: u16) {
        let has_heading = !(self.is_narrow && part == HomePane::Next);
        self.places.push(PaneArea { part, x, y, width, height, has_heading });
    }

    pub(super) fn place(&self, part: HomePane) -> Option<&PaneArea> {
        self.places.iter().find(|place| place.part == part)
    }

    /// The part that the arrows lead to from the edge of another.
    pub(super) fn beside(&self, part: HomePane, way: HomeDirection) -> Option<HomePane> {
        let from = self.place(part)?;
        let overlaps = |other: &&PaneArea| match way {
            HomeDirection::Up => other.y < from.y,
            HomeDirection::Down => other.y > from.y,
            HomeDirection::Left => other.y == from.y && other.x < from.x,
            HomeDirection::Right => other.y == from.y && other.x > from.x,
        };
        let found = self.places.iter().filter(overlaps);
        // Of those in the nearest band, the one that lies in the same column.
        found.min_by_key(|other| (from.y.abs_diff(other.y), from.x.abs_diff(other.x))).map(|other| other.part)
    }
}

/// Where an arrow points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HomeDirection {
    Up,
    Down,
    Left,
    Right,
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes {
        here: 2,
        lists: 6,
        lists_foot: 2,
        next: 8,
        needs: 7,
        late: 0,
        conditions: 0,
        open: 8,
        coming: 4,
    };
    const PROMISED: Sizes = Sizes { late: 5, conditions: 3, ..SIZES };

    #[test]
    fn parts_never_lie_over_each_other() {
        for (width, sizes) in (0..200).step_by(7).flat_map(|width| [(width, SIZES), (width, PROMISED)]) {
            for height in 0..70 {
                let layout = HomeLayout::of(Rect::new(0, 3, width, height), &sizes);
                for (at, one) in layout.places.iter().enumerate() {
                    assert!(one.y + one.height <= layout.height, "{one:?} {width}x{height}");
                    for other in layout.places.iter().skip(at + 1) {
                        let is_apart = one.y + one.height <= other.y
                            || other.y + other.height <= one.y
                            || one.x + one.width <= other.x
                            || other.x + other.width <= one.x;
                        assert!(is_apart, "{one:?} {other:?} {width}x{height}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_large_screen_shows_all_without_scrolling() {
        for height in [25, 31, 60] {
            let layout = HomeLayout::of(Rect::new(0, 3, 120, height), &SIZES);
            assert!(layout.height <= height, "{layout:?}");
            assert_eq!(layout.places.len(), HomePane::ALL.len() - 2);
        }
    }

    #[test]
    fn the_arrows_lead_from_part_to_part() {
        let wide = HomeLayout::of(Rect::new(0, 3, 120, 31), &SIZES);
        assert_eq!(wide.beside(HomePane::Here, HomeDirection::Down), Some(HomePane::Lists));
        assert_eq!(wide.beside(HomePane::Lists, HomeDirection::Right), Some(HomePane::Next));
        assert_eq!(wide.beside(HomePane::Next, HomeDirection::Down), Some(HomePane::Needs));
        assert_eq!(wide.beside(HomePane::Coming, HomeDirection::Left), Some(HomePane::Open));
        assert_eq!(wide.beside(HomePane::Here, HomeDirection::Up), None);
        let narrow = HomeLayout::of(Rect::new(0, 3, 80, 19), &SIZES);
        assert_eq!(narrow.beside(HomePane::Here, HomeDirection::Down), Some(HomePane::Needs));
        assert_eq!(narrow.beside(HomePane::Next, HomeDirection::Down), Some(HomePane::Lists));
    }
}
