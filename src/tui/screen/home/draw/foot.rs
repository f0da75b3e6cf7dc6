//! Draws what is open from workshops and what is coming up.

use ratatui::layout::Rect;

use super::Drawing;
use crate::domain::coming::UpcomingEvent;
use crate::journal::record::CaptureKind;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::Ctx;
use crate::tui::screen::home::model::OpenCapture;
use crate::tui::widget::canvas::{cells, inset};

impl Drawing<'_, '_, '_> {
    pub(super) fn open(&mut self) {
        let view = &self.home.view;
        self.heading("Open from workshops", &view.open_counted);
        if view.open.is_empty() {
            let key = self.ctx.keys.press(Action::Capture);
            self.tell(0, &format!("Nothing is open. Press {key} on an entry to capture something."));
            return;
        }
        self.list(view.open.len(), |part, at, place| {
            if let Some(open) = view.open.get(at) {
                part.open_row(open, place);
            }
        });
    }

    fn open_row(&mut self, open: &OpenCapture, place: Rect) {
        let theme = self.canvas.theme;
        let style = if open.is_resolved { theme.dim } else { theme.normal };
        let right = if open.is_resolved { "resolved just now".to_owned() } else { whose(open, self.ctx) };
        let used = self.canvas.put_right(inset(place, 0, 1), &right, style);
        let words = inset(place, 0, used + 3);
        self.canvas.put(words.x, words.y, words.width.min(8), open.captured.kind.word(), style);
        self.say(inset(words, 10, 0), &open.captured.text.glimpse(), style);
    }

    pub(super) fn coming(&mut self) {
        self.heading("Coming up", "");
        let coming = &self.home.view.coming;
        if coming.is_empty() {
            let key = self.ctx.keys.press(Action::Due);
            self.tell(0, &format!("No dates ahead. Press {key} on an entry or a milestone to set one."));
            return;
        }
        let day_of = |at: usize| coming.get(at).map(|coming| self.ctx.moment.day(coming.day));
        let days: Vec<String> = (0..coming.len()).filter_map(day_of).collect();
        let hang = cells(days.iter().map(|day| text::width(day)).max().unwrap_or(0)) + 2;
        self.list(coming.len(), |part, at, place| {
            let (Some(coming), Some(day)) = (coming.get(at), days.get(at)) else { return };
            let theme = part.canvas.theme;
            let (words, right) = coming.what.phrase();
            let used = part.canvas.put_right(inset(place, 0, 1), &right, theme.normal);
            let left = inset(place, 0, used + 2);
            part.say(left, day, theme.normal);
            let mut left = inset(left, hang, 0);
            if matches!(coming.what, UpcomingEvent::Milestone { .. }) {
                part.canvas.put(left.x, left.y, left.width.min(1), theme.milestone_mark(), theme.milestone);
                left = inset(left, 2, 0);
            }
            part.say(left, &words, theme.normal);
        });
    }
}

/// Whose a capture is and by when: `Ben · Tue 24 Nov`; an action without somebody says so.
fn whose(open: &OpenCapture, ctx: &Ctx<'_>) -> String {
    let captured = &open.captured;
    let owner = match (&captured.owner, captured.kind) {
        (Some(owner), _) => Some(owner.to_string()),
        (None, CaptureKind::Action) => Some("nobody".to_owned()),
        (None, _) => None,
    };
    let day = captured.due.map(|day| {
        let words = ctx.moment.day(day);
        if day < ctx.moment.today { format!("overdue {words}") } else { words }
    });
    [owner, day].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
