//! The arithmetic of scrolling: which part of something long is shown. No terminal, no words.

use crate::tui::action::Action;

/// Where the shown part begins, in rows from the top.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    pub top: usize,
}

impl Scroll {
    /// Moves the shown part just far enough that row `cursor` of `len` is in it, with some rows around it.
    pub fn follow(&mut self, cursor: usize, height: usize, len: usize) {
        let margin = (height.saturating_sub(1) / 2).min(2);
        if cursor < self.top + margin {
            self.top = cursor.saturating_sub(margin);
        } else if cursor + margin + 1 > self.top + height {
            self.top = cursor + margin + 1 - height;
        }
        self.limit(height, len);
    }

    /// Moves the shown part by `rows`, down if it is positive, and never past the end.
    pub fn by(&mut self, rows: isize, height: usize, len: usize) {
        self.top = self.top.saturating_add_signed(rows);
        self.limit(height, len);
    }

    /// Takes away empty rows below the end.
    pub fn limit(&mut self, height: usize, len: usize) {
        self.top = self.top.min(len.saturating_sub(height));
    }

    /// The rows that are shown.
    pub fn shown(self, height: usize, len: usize) -> std::ops::Range<usize> {
        let top = self.top.min(len);
        top..(top + height).min(len)
    }
}

/// By how many rows an action moves, of which `page` are in sight; `None` if it does not move up or down.
///
/// The ends are farther than anything is long.
pub fn step(action: Action, page: usize) -> Option<isize> {
    let page = page.saturating_sub(1).max(1).cast_signed();
    match action {
        Action::Up => Some(-1),
        Action::Down => Some(1),
        Action::PageUp => Some(-page),
        Action::PageDown => Some(page),
        Action::First => Some(isize::MIN / 2),
        Action::Last => Some(isize::MAX / 2),
        _ => None,
    }
}

/// `cursor` moved by `step` within `len` rows.
pub fn moved(cursor: usize, step: isize, len: usize) -> usize {
    cursor.saturating_add_signed(step).min(len.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_cursor_is_always_shown(
            top in 0..500_usize,
            height in 1..60_usize,
            len in 1..500_usize,
            at in 0..500_usize,
        ) {
            let cursor = at.min(len - 1);
            let mut scroll = Scroll { top };
            scroll.follow(cursor, height, len);
            prop_assert!(scroll.shown(height, len).contains(&cursor));
            prop_assert!(scroll.top == 0 || scroll.top + height <= len);
        }
    }

    #[test]
    fn nothing_to_show_is_no_trouble() {
        let mut scroll = Scroll { top: 9 };
        scroll.follow(0, 0, 0);
        assert_eq!(scroll.shown(0, 0), 0..0);
        scroll.by(-3, 5, 0);
        assert_eq!(scroll.top, 0);
        assert_eq!(moved(0, -1, 0), 0);
        assert_eq!(moved(3, 10, 5), 4);
    }
}
