//! Words that were being typed when the terminal went away: kept then, offered again at the next start.

use super::App;
use crate::domain::typed::{AskedForm, HalfTyped, KeptTyped, PlanForm};
use crate::journal::record::{Seq, WorkshopPlan};
use crate::text::Text;
use crate::tui::action::{Action, ScreenId};
use crate::tui::keys::KeyScope;
use crate::tui::popup::Popup;
use crate::tui::popup::answer::AnswerField;
use crate::tui::popup::capture::CapturePopup;
use crate::tui::popup::decide::DecisionPopup;
use crate::tui::popup::form::Form;
use crate::tui::popup::hands::HandsPopup;
use crate::tui::popup::new_project::NewProjectPopup;
use crate::tui::popup::whose::WhosePopup;
use crate::tui::popup::{captured, own_item, prompts, room_agenda};
use crate::tui::screen::workshop;

impl App {
    /// Keeps what is being typed, in each popup that has something; the program is ended from outside.
    pub fn keep_half_typed(&mut self) {
        let mut typed: Vec<HalfTyped> = self.popups.iter().filter_map(|popup| popup.half_typed()).collect();
        // The form of a workshop goes with the plan that it is about.
        let form =
            typed.iter().position(|typed| matches!(typed, HalfTyped::Asked { form: AskedForm::Plan(_), .. }));
        let form = match form.map(|at| typed.remove(at)) {
            Some(HalfTyped::Asked { form: AskedForm::Plan(form), fields }) => Some((form, fields)),
            _ => None,
        };
        typed.extend(self.screens.workshop.half_prepared(form).filter(|_| self.place == ScreenId::Workshop));
        let mut is_kept = !typed.is_empty();
        for typed in &typed {
            is_kept &= self.view.host.keep_half_typed(typed);
        }
        // What was offered goes on in the words that are kept now.
        if is_kept && let Some(name) = self.offers_typed.take() {
            self.view.host.forget_half_typed(&name);
        }
    }

    /// Offers what was being typed when the terminal went away: the oldest that has a place here. What has none, since
    /// its entry is not in this pack or a room looks on, waits.
    pub(super) fn offer_half_typed(&mut self) {
        for KeptTyped { name, typed } in self.view.host.half_typed() {
            match self.half_typed_field(&typed) {
                HalfTypedField::None => {}
                HalfTypedField::StandsThere => self.view.host.forget_half_typed(&name),
                HalfTypedField::Workshop(plan, prepared, form) => {
                    let ctx = self.view.ctx();
                    let form = self.screens.workshop.prepare_again(*plan, prepared, form.as_ref(), &ctx);
                    self.place = ScreenId::Workshop;
                    let saves = self.view.ctx().keys.key_in(KeyScope::Draft, Action::Keep);
                    self.message =
                        Some(format!("prepared before the terminal closed, not saved yet; {saves} saves it"));
                    match form {
                        Some(form) => {
                            self.popups.push(Box::new(form));
                            self.offers_typed = Some(name);
                        }
                        None => self.view.host.forget_half_typed(&name),
                    }
                    self.settle();
                    return;
                }
                HalfTypedField::Open(field, save) => {
                    let saves = match save {
                        Some((scope, action)) => {
                            format!("saved yet; {} saves it", self.view.ctx().keys.key_in(scope, action))
                        }
                        None => "recorded yet".to_owned(),
                    };
                    self.popups.push(field);
                    self.offers_typed = Some(name);
                    self.message = Some(format!("typed before the terminal closed, not {saves}"));
                    self.settle();
                    return;
                }
            }
        }
    }

    fn half_typed_field(&self, typed: &HalfTyped) -> HalfTypedField {
        let ctx = self.view.ctx();
        let is_known = |id: &_| ctx.row(id).is_some();
        let answer = |field: Option<AnswerField>| match field {
            Some(field) => HalfTypedField::Open(Box::new(field), Some((KeyScope::Area, Action::Keep))),
            None => HalfTypedField::StandsThere,
        };
        let line = |form: Option<Form>| match form {
            Some(form) => HalfTypedField::Open(Box::new(form), Some((KeyScope::Line, Action::Enter))),
            None => HalfTypedField::StandsThere,
        };
        match typed {
            HalfTyped::Answer { id, text, over } if is_known(id) => {
                answer(AnswerField::record_again(id, text, *over, &ctx))
            }
            // A private note is never shown to the room.
            HalfTyped::Private { id, text } if is_known(id) && !self.is_in_room() => {
                answer(AnswerField::private_again(id, text, &ctx))
            }
            HalfTyped::Capture { at, kind, text } if at.iter().all(is_known) => {
                let field = CapturePopup::again(at.clone(), *kind, text, &ctx);
                HalfTypedField::Open(Box::new(field), Some((KeyScope::Line, Action::Enter)))
            }
            HalfTyped::Form { form, ids, fields } if ids.iter().all(is_known) => {
                line(prompts::again(*form, ids, &ctx).and_then(|form| form.again(fields)))
            }
            HalfTyped::Change { id, fields } => {
                let captured = ctx.answers().captures.get(id).and_then(|capture| capture.capture.value());
                match captured {
                    Some(captured) => line(captured::edit(id, captured, &ctx).again(fields)),
                    None => HalfTypedField::None,
                }
            }
            HalfTyped::LeaveSo { id, fields } => {
                let left = ctx.board.left_so.iter().map(|one| &one.contradiction);
                if ctx.board.contradictions.iter().chain(left).any(|one| one.id.as_ref() == Some(id)) {
                    line(prompts::leave_so(id, &ctx).again(fields))
                } else {
                    HalfTypedField::None
                }
            }
            HalfTyped::Item { id: None, fields } => line(own_item::add(None, &ctx).again(fields)),
            HalfTyped::Item { id: Some(id), fields } => match own_item::edit(id, &ctx) {
                Some(form) => line(form.again(fields)),
                None => HalfTypedField::None,
            },
            HalfTyped::Rename { fields } => line(own_item::rename(&ctx).again(fields)),
            HalfTyped::Decision { milestone, decision, by } if !self.is_in_room() => {
                match DecisionPopup::again(milestone.clone(), *decision, by, &ctx) {
                    Some(form) => HalfTypedField::Open(Box::new(form), None),
                    None => HalfTypedField::None,
                }
            }
            HalfTyped::NewProject { name, business, apps, you } if !self.is_in_room() => {
                match NewProjectPopup::again((name, you), business, apps, &ctx) {
                    Some(form) => HalfTypedField::Open(Box::new(form), None),
                    None => HalfTypedField::None,
                }
            }
            // Where a workshop runs the others wait.
            HalfTyped::Workshop { plan, prepared, form } if ctx.answers().open_workshop().is_none() => {
                HalfTypedField::Workshop(plan.clone(), *prepared, form.clone())
            }
            HalfTyped::Asked { form: AskedForm::Target(id), fields } if ctx.board.gate(id).is_some() => {
                line(prompts::target(id, &ctx).again(fields))
            }
            HalfTyped::Asked { form: AskedForm::Statement(id), fields }
                if self.is_in_room() && is_known(id) =>
            {
                match fields.first() {
                    Some(statement) => {
                        HalfTypedField::Open(Box::new(HandsPopup::again(id, statement, &ctx)), None)
                    }
                    None => HalfTypedField::None,
                }
            }
            HalfTyped::Asked { form: AskedForm::Closing, fields } if self.is_in_room() => {
                line(workshop::closing_form(&ctx).and_then(|form| form.again(fields)))
            }
            HalfTyped::Asked { form, fields } if self.is_in_room() => {
                match room_agenda::again(form, fields, &ctx) {
                    Some(form) => line(Some(form)),
                    None => HalfTypedField::None,
                }
            }
            HalfTyped::Whose { id, text } if self.is_in_room() => {
                let captured = ctx.answers().captures.get(id).and_then(|capture| capture.capture.value());
                match captured {
                    Some(captured) => {
                        let field = WhosePopup::again(id, captured, text, &ctx);
                        HalfTypedField::Open(Box::new(field), Some((KeyScope::Line, Action::Enter)))
                    }
                    None => HalfTypedField::None,
                }
            }
            HalfTyped::Answer { .. }
            | HalfTyped::NewProject { .. }
            | HalfTyped::Workshop { .. }
            | HalfTyped::Asked { .. }
            | HalfTyped::Whose { .. }
            | HalfTyped::Private { .. }
            | HalfTyped::Capture { .. }
            | HalfTyped::Form { .. }
            | HalfTyped::Decision { .. } => HalfTypedField::None,
        }
    }

    /// Forgets what was offered once nothing is open any more: it was saved, or thrown away.
    pub(super) fn forget_half_typed(&mut self) {
        if self.popups.is_empty()
            && let Some(name) = self.offers_typed.take()
        {
            self.view.host.forget_half_typed(&name);
        }
    }
}

/// Where words that were kept go.
enum HalfTypedField {
    /// They have no place here.
    None,
    /// They were saved before.
    StandsThere,
    /// A workshop that was being prepared, and the form that was open over it.
    Workshop(Box<WorkshopPlan>, Option<Seq>, Option<(PlanForm, Vec<Text>)>),
    /// A field, with where and by which action it is saved; `None` where more is asked first.
    Open(Box<dyn Popup>, Option<(KeyScope, Action)>),
}
