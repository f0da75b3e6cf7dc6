//! The actions of an entry, each with its key: what Enter on an entry opens.

use ratatui::layout::Rect;

use super::Popup;
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::ActionContext;
use crate::tui::keys::{BINDINGS, Binding, KeyScope};
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::scroll::{Scroll, moved};

/// Below this many cells the actions are in one column.
const TWO_COLUMNS: u16 = 72;

/// The actions of one entry, or of several that are marked.
pub struct EntryActions {
    ids: Vec<EntryId>,
    rows: Vec<&'static Binding>,
    cursor: usize,
    width: u16,
    scroll: Scroll,
}

/// Whether it is an action of an entry that the list names.
fn is_of_entry(action: Action) -> bool {
    !matches!(action, Action::Mark | Action::Undo | Action::Redo)
}

impl EntryActions {
    /// The actions that make sense at `ids`.
    pub fn at(ids: Vec<EntryId>, ctx: &Ctx<'_>) -> EntryActions {
        let here = ActionContext::of(&ids, ctx);
        let rows = BINDINGS
            .iter()
            .filter(|row| row.scope == KeyScope::Entry && is_of_entry(row.action))
            .filter(|row| here.offers(row.needs))
            .collect();
        EntryActions { ids, rows, cursor: 0, width: 0, scroll: Scroll::default() }
    }

    fn columns(width: u16) -> usize {
        if width < TWO_COLUMNS { 1 } else { 2 }
    }

    fn n_lines(&self, width: u16) -> usize {
        self.rows.len().div_ceil(Self::columns(width))
    }

    fn perform(&self, action: Action) -> Outcome {
        Outcome::PerformAt(action, self.ids.clone()).after_close()
    }
}

impl Popup for EntryActions {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Choose, KeyScope::Entry]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        match self.ids.as_slice() {
            [only] => {
                let title = ctx.row(only).map(|row| row.title.to_string()).unwrap_or_default();
                let name = ctx.name(only).to_string();
                if name == title {
                    (name, String::new())
                } else {
                    (format!("{name} · {title}"), String::new())
                }
            }
            several => (text::counted(several.len(), "entry", "entries"), String::new()),
        }
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.n_lines(width))
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        let len = self.rows.len();
        let lines = self.n_lines(self.width).max(1);
        match action {
            Action::Up => self.cursor = moved(self.cursor, -1, len),
            Action::Down => self.cursor = moved(self.cursor, 1, len),
            Action::Left if self.cursor >= lines => self.cursor -= lines,
            Action::Right if self.cursor + lines < len => self.cursor += lines,
            Action::Left | Action::Right => {}
            Action::First | Action::PageUp => self.cursor = 0,
            Action::Last | Action::PageDown => self.cursor = len.saturating_sub(1),
            Action::Back => return Outcome::Close,
            Action::Enter => {
                return self.rows.get(self.cursor).map_or(Outcome::Stay, |row| self.perform(row.action));
            }
            Action::Undo | Action::Redo => return self.perform(action),
            _ if self.rows.iter().any(|row| row.action == action) => return self.perform(action),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let columns = Self::columns(area.width);
        let lines = self.n_lines(area.width).max(1);
        let wide = area.width / cells(columns);
        for (at, row) in self.rows.iter().enumerate() {
            let (column, line) = (at / lines, at % lines);
            let Some(line) =
                line.checked_sub(self.scroll.top).filter(|line| *line < usize::from(area.height))
            else {
                continue;
            };
            let place =
                Rect { x: area.x + cells(column) * wide, y: area.y + cells(line), width: wide, height: 1 };
            let key = ctx.keys.first(row);
            let words = inset(place, 3, 1);
            canvas.put(words.x, words.y, 7, &key, canvas.theme.key);
            let rest = inset(words, 7, 0);
            canvas.put(rest.x, rest.y, rest.width, row.help, canvas.theme.normal);
            if at == self.cursor {
                canvas.restyle(inset(place, 2, 1), canvas.theme.cursor);
                canvas.put(place.x + 1, place.y, 1, canvas.theme.cursor_mark(), canvas.theme.strong);
            }
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.width = area.width;
        let lines = self.n_lines(area.width).max(1);
        self.scroll.follow(self.cursor % lines, usize::from(area.height), lines);
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let at = self.scroll.top + usize::from(row);
        self.rows.get(at).map_or(Outcome::Stay, |row| self.perform(row.action))
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        // The letters are beside the actions already.
        matches!(action, Action::Enter | Action::Back)
    }
}

/// What an answer's key does to the one entry of a popup; `Outcome::Ignored` if the key is not an answer's.
pub fn perform_at(action: Action, id: &EntryId, ctx: &Ctx<'_>) -> Outcome {
    let answer = BINDINGS.iter().find(|row| row.scope == KeyScope::Entry && row.action == action);
    let ids = vec![id.clone()];
    match answer {
        Some(row) if action != Action::Mark && ActionContext::of(&ids, ctx).meets(row.needs) => {
            Outcome::PerformAt(action, ids)
        }
        _ => Outcome::Ignored,
    }
}
