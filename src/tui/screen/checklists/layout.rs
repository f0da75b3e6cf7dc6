//! Where tree and entry are: beside each other, under each other, or one of them alone.

use ratatui::layout::Rect;

use super::padded;
use crate::tui::widget::canvas::below;

/// Below so many columns the entry goes under the tree.
pub(super) const BESIDE: u16 = 100;
/// From so many columns on a third part shows captures and history.
const THREE: u16 = 160;
/// Below so many rows of body only the tree stays; the program's frame takes five more.
const STACKED: u16 = 11;
/// From so many rows of body on the lower part keeps six lines, below two.
const ROOMY: u16 = 17;
/// Words are not read well in longer lines.
const PAGE_WIDTH: u16 = 100;

/// Whether the tree has to say something about what it shows: a filter, marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterLine {
    /// It says so at any size.
    Needed,
    /// It says how much there is, if there is room.
    Nice,
}

/// How much of the width the tree takes beside an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TreeWidth {
    Half,
    /// 68 of 120.
    Wide,
}

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChecklistsLayout {
    TreeOnly { tree: Rect },
    Stacked { tree: Rect, look: Rect },
    Halves { tree: Rect, bar: Rect, page: Rect },
    Thirds { tree: Rect, bar: Rect, page: Rect, second_bar: Rect, side: Rect },
    Whole { page: Rect },
}

impl ChecklistsLayout {
    /// The parts of `area`.
    pub(super) fn of(area: Rect, is_whole: bool, width: TreeWidth) -> ChecklistsLayout {
        if is_whole {
            let page = padded(area);
            return ChecklistsLayout::Whole { page: Rect { width: page.width.min(PAGE_WIDTH), ..page } };
        }
        if area.height < STACKED {
            return ChecklistsLayout::TreeOnly { tree: area };
        }
        if area.width < BESIDE {
            let look = if area.height < ROOMY { 4 } else { 7 };
            let tree = area.height - look;
            return ChecklistsLayout::Stacked {
                tree: Rect { height: tree, ..area },
                look: Rect { y: area.y + tree, height: look, ..area },
            };
        }
        let split = |x: u16, width: u16| Rect { x, width, ..area };
        if area.width < THREE {
            let left = match width {
                TreeWidth::Half => area.width / 2 - 1,
                TreeWidth::Wide => area.width * 17 / 30,
            };
            return ChecklistsLayout::Halves {
                tree: split(area.x, left),
                bar: split(area.x + left, 1),
                page: padded(split(area.x + left + 1, area.width - left - 1)),
            };
        }
        let left = area.width * 3 / 8;
        let side = area.width * 9 / 32;
        let middle = area.width - left - side - 2;
        ChecklistsLayout::Thirds {
            tree: split(area.x, left),
            bar: split(area.x + left, 1),
            page: padded(split(area.x + left + 1, middle)),
            second_bar: split(area.x + left + 1 + middle, 1),
            side: padded(split(area.x + left + 2 + middle, side)),
        }
    }

    /// Where the tree is, its head and foot included; nothing if the entry covers it.
    pub(super) fn tree(self) -> Rect {
        match self {
            ChecklistsLayout::TreeOnly { tree }
            | ChecklistsLayout::Stacked { tree, .. }
            | ChecklistsLayout::Halves { tree, .. }
            | ChecklistsLayout::Thirds { tree, .. } => tree,
            ChecklistsLayout::Whole { .. } => Rect::default(),
        }
    }

    /// Where the entry's page is; nothing if it has no place of its own.
    pub(super) fn page(self) -> Rect {
        match self {
            ChecklistsLayout::TreeOnly { .. } => Rect::default(),
            ChecklistsLayout::Stacked { look, .. } => padded(below(look, 1)),
            ChecklistsLayout::Halves { page, .. }
            | ChecklistsLayout::Thirds { page, .. }
            | ChecklistsLayout::Whole { page } => page,
        }
    }

    /// Whether the tree has a line of its own above it, and the legend below.
    pub(super) fn has_head(self) -> bool {
        match self {
            ChecklistsLayout::Halves { .. } | ChecklistsLayout::Thirds { .. } => true,
            ChecklistsLayout::TreeOnly { .. }
            | ChecklistsLayout::Stacked { .. }
            | ChecklistsLayout::Whole { .. } => false,
        }
    }

    /// How many rows the legend takes.
    pub(super) fn legend(self) -> u16 {
        if self.has_head() && self.tree().height >= 20 { 4 } else { 0 }
    }

    /// Where the rows of the tree are.
    pub(super) fn tree_area(self, head: FilterLine) -> Rect {
        let tree = self.tree();
        let head = if self.has_head() { 2 } else { u16::from(head == FilterLine::Needed && tree.height > 3) };
        let rows = below(tree, head);
        Rect { height: rows.height.saturating_sub(self.legend()), ..rows }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_follow_the_size() {
        let of = |width, height| ChecklistsLayout::of(Rect::new(0, 3, width, height), false, TreeWidth::Half);
        assert!(matches!(of(40, 10), ChecklistsLayout::TreeOnly { .. }));
        assert!(matches!(of(80, 19), ChecklistsLayout::Stacked { .. }));
        assert!(matches!(of(120, 31), ChecklistsLayout::Halves { .. }));
        assert!(matches!(of(160, 31), ChecklistsLayout::Thirds { .. }));
        for width in 0..200 {
            for height in 0..40 {
                let area = Rect::new(0, 0, width, height);
                for (is_whole, tree) in
                    [(false, TreeWidth::Half), (true, TreeWidth::Half), (false, TreeWidth::Wide)]
                {
                    let layout = ChecklistsLayout::of(area, is_whole, tree);
                    for part in [layout.tree(), layout.page(), layout.tree_area(FilterLine::Needed)] {
                        assert!(
                            part.right() <= width && part.bottom() <= height,
                            "{width}x{height} {layout:?}"
                        );
                    }
                }
            }
        }
    }
}
