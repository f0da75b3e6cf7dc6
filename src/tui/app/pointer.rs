//! What a mouse does, if it was switched on.

use ratatui::layout::Position;

use super::{App, Request, frame};
use crate::tui::action::{Action, Pointer, ScreenId};
use crate::tui::context::Outcome;

impl App {
    pub(super) fn switch_mouse(&mut self) {
        self.has_mouse = !self.has_mouse;
        self.requests.push(Request::Mouse(self.has_mouse));
        self.message = Some(if self.has_mouse { "mouse on" } else { "mouse off" }.to_owned());
    }

    /// Takes what the mouse did.
    pub fn pointer(&mut self, pointer: Pointer) {
        self.touch();
        let frame = self.frame();
        let ctx = self.view.ctx();
        let keeps = self.screens.get(self.place).keeps();
        let outcome = match (pointer, self.popups.last_mut()) {
            (Pointer::Click(at), Some(popup)) => {
                let sheet = frame.sheet(popup.as_ref(), keeps, &ctx);
                if sheet.inner.contains(at) {
                    popup.click(at.y - sheet.inner.y, &ctx)
                } else if popup.insists() {
                    Outcome::Stay
                } else {
                    return self.update(Action::Back);
                }
            }
            (Pointer::Wheel(_, rows), Some(popup)) => {
                popup.update(if rows > 0 { Action::Down } else { Action::Up }, &ctx)
            }
            (Pointer::Click(at), None) if frame.body.contains(at) => {
                self.screens.get_mut(self.place).click(at, frame.body, &ctx)
            }
            (Pointer::Click(at), None) => tab_at(at, &frame).map_or(Outcome::Stay, Outcome::Go),
            (Pointer::Wheel(at, rows), None) => self.screens.get_mut(self.place).wheel(at, rows, &ctx),
        };
        self.run(outcome);
        self.settle();
    }
}

fn tab_at(at: Position, frame: &frame::Frame) -> Option<ScreenId> {
    if frame.header.height < 3 || at.y != frame.header.y + 1 {
        return None;
    }
    let gap = u16::from(frame.header.width >= 100);
    let mut x = frame.header.x + 1;
    ScreenId::ALL.into_iter().find(|place| {
        let wide = u16::try_from(place.title().len()).unwrap_or(0) + 4;
        let hit = (x..x + wide).contains(&at.x);
        x += wide + gap;
        hit
    })
}
