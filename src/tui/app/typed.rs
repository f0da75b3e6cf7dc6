//! Words that were being typed when the terminal went away: kept then, offered again at the next start.

use super::App;
use crate::domain::typed::HalfTyped;
use crate::tui::action::Action;
use crate::tui::keys::KeyScope;
use crate::tui::popup::Popup;
use crate::tui::popup::answer::AnswerField;
use crate::tui::popup::capture::CapturePopup;

impl App {
    /// Keeps what is being typed in front; the program is ended from outside.
    pub fn keep_half_typed(&mut self) {
        if let Some(typed) = self.popups.iter().rev().find_map(|popup| popup.half_typed()) {
            self.view.host.keep_half_typed(&typed);
        }
    }

    /// Offers what was being typed when the terminal went away.
    pub(super) fn offer_half_typed(&mut self) {
        let Some(typed) = self.view.host.half_typed() else { return };
        let in_room = self.is_in_room();
        let ctx = self.view.ctx();
        let is_known = |id: &_| ctx.row(id).is_some();
        let field: Option<Box<dyn Popup>> = match &typed {
            HalfTyped::Answer { id, text } if is_known(id) => {
                AnswerField::again(id, text, false, &ctx).map(|field| Box::new(field) as Box<dyn Popup>)
            }
            // A private note never stands before the room; it waits.
            HalfTyped::Private { .. } if in_room => return,
            HalfTyped::Private { id, text } if is_known(id) => {
                AnswerField::again(id, text, true, &ctx).map(|field| Box::new(field) as Box<dyn Popup>)
            }
            HalfTyped::Capture { at, kind, text } if at.iter().all(is_known) => {
                Some(Box::new(CapturePopup::again(at.clone(), *kind, text, &ctx)))
            }
            HalfTyped::Answer { .. } | HalfTyped::Private { .. } | HalfTyped::Capture { .. } => None,
        };
        let is_line = matches!(typed, HalfTyped::Capture { .. });
        let save = if is_line {
            ctx.keys.key_in(KeyScope::Line, Action::Enter)
        } else {
            ctx.keys.key_in(KeyScope::Area, Action::Keep)
        };
        let Some(field) = field else { return self.view.host.forget_half_typed() };
        self.popups.push(field);
        self.offers_typed = true;
        self.message = Some(format!("typed before the terminal closed, not saved yet; {save} saves it"));
        self.settle();
    }

    /// Forgets what was offered once nothing is open any more: it was saved, or thrown away.
    pub(super) fn forget_half_typed(&mut self) {
        if self.offers_typed && self.popups.is_empty() {
            self.offers_typed = false;
            self.view.host.forget_half_typed();
        }
    }
}
