//! A topic and the items that stand for it: what Enter on a cell of the plan opens. Every key that answers an entry
//! works on the row at the cursor.

use ratatui::layout::Rect;

use super::Popup;
use super::entry_sheet::EntrySheet;
use crate::domain::board::TopicProgress;
use crate::domain::map::TopicMap;
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::list::{Click, List, Mark};

/// One row: the topic itself, or an item.
struct TopicRow {
    id: EntryId,
    /// Whether it counts at the topic's next gate.
    counts: bool,
}

/// A topic and its items.
pub struct TopicPopup {
    lines: List<TopicRow>,
}

impl TopicPopup {
    /// The popup of a topic, the cursor at its first open entry.
    pub fn new(topic: &TopicMap, ctx: &Ctx<'_>) -> TopicPopup {
        let (now, later) = topic.items(ctx.board);
        let line = |counts| move |ix| TopicRow { id: ctx.board.at(ix).id.clone(), counts };
        let mut lines = vec![TopicRow { id: topic.id.clone(), counts: true }];
        lines.extend(now.into_iter().map(line(true)));
        lines.extend(later.into_iter().map(line(false)));
        let is_open = |line: &TopicRow| ctx.row(&line.id).is_some_and(|row| !row.standing.is_settled());
        let open = lines.iter().skip(1).position(is_open).map_or(0, |at| at + 1);
        let mut lines: List<TopicRow> = lines.into_iter().collect();
        lines.go_to(open);
        TopicPopup { lines }
    }

    fn at(&self) -> Option<&EntryId> {
        self.lines.at().map(|line| &line.id)
    }
}

impl Popup for TopicPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Choose, KeyScope::Entry]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let topic = self.lines.entries().next().map(|line| line.id.clone());
        let title = topic.as_ref().map(|id| ctx.name(id).to_string()).unwrap_or_default();
        let node = topic.and_then(|id| ctx.board.topic(&id));
        let progress = node.map(|(_, node)| ctx.board.topic_progress(ctx.answers(), node));
        let numbered = |progress: TopicProgress<'_>| progress.numbered(ctx.theme.milestone_mark());
        let right = progress.filter(|progress| progress.in_all > 0).map(numbered);
        (title, right.unwrap_or_default())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.lines.len())
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Left | Action::Right | Action::Mark => {}
            Action::Back => return Outcome::Close,
            Action::Enter => {
                let Some(id) = self.at().cloned() else { return Outcome::Stay };
                return match ctx.row(&id) {
                    Some(row) if row.is_item() => Outcome::All(vec![Outcome::CloseAll, Outcome::Jump(id)]),
                    _ => Outcome::open(EntrySheet::new(id)),
                };
            }
            Action::Quit => return Outcome::Ignored,
            _ if self.lines.update(action) => {}
            _ => {
                let ids: Vec<EntryId> = self.at().cloned().into_iter().collect();
                return Outcome::PerformAt(action, ids);
            }
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let names = self.lines.entries().skip(1).map(|line| ctx.name(&line.id).width()).max().unwrap_or(0);
        self.lines.draw(canvas, area, Mark::Row, |canvas, place, line, _| {
            let Some(entry) = ctx.row(&line.id) else { return };
            let sign = entry.standing.shown();
            let words = if line.counts { theme.entry_style(sign) } else { theme.dim };
            let inner = inset(place, 3, 1);
            let owner = ctx.answers().entry(&line.id).and_then(|said| said.owner());
            let level = if entry.is_item() { entry.level.word() } else { "topic" };
            let mut right = owner.map_or_else(|| level.to_owned(), |owner| format!("{level}  {owner}"));
            if !line.counts {
                right.push_str("  later");
            }
            let used = canvas.put_right(inner, &right, theme.dim);
            let room = inner.width.saturating_sub(used + 1);
            canvas.put(inner.x, inner.y, room.min(1), theme.sign(sign), theme.sign_style(sign));
            let title = if entry.is_item() {
                format!("{}  {}", text::pad(&entry.name, names), entry.title)
            } else {
                entry.title.to_string()
            };
            canvas.put(inner.x + 2, inner.y, room.saturating_sub(2), &title, words);
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.lines.sync(area.height);
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        match self.lines.click(row) {
            Click::Again => self.update(Action::Enter, ctx),
            Click::Moved | Click::Nothing => Outcome::Stay,
        }
    }
}
