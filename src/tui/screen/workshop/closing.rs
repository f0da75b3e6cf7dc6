//! The closing in three pages: what was decided is read back, somebody is asked for everything that has nobody, and
//! what stays for the next time is said.
//!
//! The pages follow each other on `→`; a follower at another terminal sees the same page.

use ratatui::layout::Rect;

use super::room;
use crate::domain::answer::Intent;
use crate::domain::minutes::closing::{self, ClosingPage, HOW_WAS_IT, NEXT_ONE};
use crate::domain::minutes::{Minutes, MinutesCapture, minutes};
use crate::domain::shown::{Draft, ShownClosing};
use crate::domain::typed::{AskedForm, HalfTyped};
use crate::domain::workshop::look_up;
use crate::journal::answers::Captured;
use crate::journal::record::{CaptureId, CaptureKind};
use crate::text::{Text, counted};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::popup::capture::CapturePopup;
use crate::tui::popup::captured::{edit, remove};
use crate::tui::popup::choose::{Choice, Choose};
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::{Finish, Form};
use crate::tui::popup::whose::WhosePopup;
use crate::tui::widget::list::{List, Row};

mod draw;

/// What the cursor can be at.
#[derive(Debug, Clone, PartialEq, Eq)]
enum At {
    Capture(CaptureId),
    /// An entry that stays, with what is said about it.
    Entry(String, String),
}

/// The closing.
#[derive(Debug, Default)]
pub(super) struct ClosingPane {
    page: ClosingPage,
    minutes: Fresh<Option<Minutes>>,
    list: List<At>,
    /// The decisions that were read.
    read: Vec<CaptureId>,
    /// What was asked for already: nobody is asked twice unless somebody goes there.
    asked: Vec<CaptureId>,
    /// Whether it is read from the far end of the table, on a screen that follows.
    is_far: bool,
    /// Where the driver's cursor is.
    followed: Option<CaptureId>,
    /// What is typed on the driver's screen: whose it is.
    typed: Option<Text>,
}

impl ClosingPane {
    /// Begins with the decisions again; those that were read stay so.
    pub(super) fn begin(&mut self) {
        *self = ClosingPane { read: std::mem::take(&mut self.read), ..ClosingPane::default() };
    }

    /// What of it those see who follow.
    pub(super) fn shown(&self) -> ShownClosing {
        let at = match self.list.at() {
            Some(At::Capture(id)) => Some(id.clone()),
            Some(At::Entry(..)) | None => None,
        };
        ShownClosing { page: self.page.number(), at, read: self.read.clone() }
    }

    /// Follows the driver's screen.
    pub(super) fn take_shown(&mut self, shown: &ShownClosing, typed: Option<Text>) {
        self.page = ClosingPage::of(shown.page);
        self.is_far = true;
        self.followed.clone_from(&shown.at);
        self.read.clone_from(&shown.read);
        self.typed = typed;
    }

    /// Looks at what was said anew.
    pub(super) fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.look(ctx);
        self.list.sync(self.list_place(area, ctx).height);
    }

    fn look(&mut self, ctx: &Ctx<'_>) {
        self.minutes.sync(ctx.revision, (), || {
            let open = ctx.answers().open_workshop();
            open.map(|open| minutes(ctx.board, ctx.answers(), open))
        });
        // What gets a person goes to another place; the cursor goes with it.
        let at = self.followed.clone().map(At::Capture).or_else(|| self.list.at().cloned());
        self.list.set(self.rows(ctx));
        if let Some(at) = at {
            self.list.find(|other| *other == at);
        }
    }

    fn rows(&self, ctx: &Ctx<'_>) -> Vec<Row<At>> {
        let Some(minutes) = &*self.minutes else { return Vec::new() };
        let captures = |list: &[&MinutesCapture]| -> Vec<Row<At>> {
            list.iter().map(|noted| Row::Entry(At::Capture(noted.id.clone()))).collect()
        };
        match self.page {
            ClosingPage::Decided => {
                let mut rows = captures(&minutes.decisions.iter().collect::<Vec<_>>());
                let removed: Vec<_> =
                    minutes.objections_to_removed().map(|(objection, _)| objection).collect();
                if !removed.is_empty() {
                    let right = removed.len().to_string();
                    rows.push(Row::Heading { title: closing::TO_REMOVED.to_owned(), right });
                    rows.extend(captures(&removed));
                }
                rows
            }
            ClosingPage::Whose => {
                let mut rows = Vec::new();
                for (title, list) in minutes.whose_parts() {
                    rows.push(Row::Heading { title: title.to_owned(), right: list.len().to_string() });
                    rows.extend(captures(&list));
                }
                rows
            }
            ClosingPage::Stays => draw::stays(minutes, ctx),
        }
    }

    /// The capture at the cursor.
    fn here(&self) -> Option<&MinutesCapture> {
        match (self.list.at()?, &*self.minutes) {
            (At::Capture(id), Some(minutes)) => minutes.capture(id),
            _ => None,
        }
    }

    /// Whether the cursor is at a decision, rather than at an objection that stayed.
    fn is_at_decision(&self) -> bool {
        self.here().is_some_and(|noted| noted.kind == CaptureKind::Decision)
    }

    fn turn(&mut self, page: ClosingPage, ctx: &Ctx<'_>) -> Outcome {
        self.page = page;
        self.look(ctx);
        self.list.restart(self.rows(ctx));
        if page == ClosingPage::Whose { self.ask_next(ctx) } else { Outcome::Stay }
    }

    /// Asks for the next thing that nobody has; each is asked for once.
    fn ask_next(&mut self, ctx: &Ctx<'_>) -> Outcome {
        self.look(ctx);
        let Some(minutes) = &*self.minutes else { return Outcome::Stay };
        let next = minutes.whose().0.into_iter().find(|noted| !self.asked.contains(&noted.id));
        let Some(id) = next.map(|noted| noted.id.clone()) else { return Outcome::Stay };
        self.list.find(|at| *at == At::Capture(id.clone()));
        self.ask(&id, ctx)
    }

    fn ask(&mut self, id: &CaptureId, ctx: &Ctx<'_>) -> Outcome {
        let Some(captured) = captured(id, ctx) else { return Outcome::Stay };
        self.asked.push(id.clone());
        Outcome::open(WhosePopup::new(id, captured, ctx))
    }

    /// Does what an action means in the closing.
    pub(super) fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        if self.list.update(action) {
            return Outcome::Stay;
        }
        let here = self.here().map(|noted| noted.id.clone());
        match (action, self.page, here) {
            (Action::Left | Action::PreviousPart, page, _) => self.back(page, ctx),
            (Action::Back, ..) => to_last_entry(ctx),
            (Action::Enter | Action::Resolve, ClosingPage::Decided, Some(id)) => self.tick(id, ctx),
            (Action::Enter, ClosingPage::Whose, Some(id)) => self.enter(&id, ctx),
            (Action::Enter, ClosingPage::Stays, _) => self.finish(),
            (Action::Right | Action::NextPart, page, _) | (Action::Enter, page, None) => self.on(page, ctx),
            (Action::NextOpen, ClosingPage::Whose, _) => self.ask_next(ctx),
            (Action::Owner, ClosingPage::Whose, Some(id)) => self.ask(&id, ctx),
            (Action::MakeAction, ClosingPage::Whose, Some(id)) => make_action(&id, ctx),
            (Action::Resolve, ClosingPage::Whose, Some(id)) => room::resolve(&id, ctx),
            (Action::Answer, ClosingPage::Decided | ClosingPage::Whose, Some(id)) => {
                captured(&id, ctx).map_or(Outcome::Stay, |found| Outcome::open(edit(&id, found, ctx)))
            }
            (Action::Drop, ClosingPage::Decided | ClosingPage::Whose, Some(id)) => {
                captured(&id, ctx).map_or(Outcome::Stay, |_| remove(&id, ctx))
            }
            (Action::CaptureWhole, ClosingPage::Decided, Some(id)) if self.is_at_decision() => {
                Outcome::open(CapturePopup::objecting(&id, ctx))
            }
            (Action::CaptureWhole, ..) => Outcome::open(CapturePopup::at(None, ctx)),
            _ => Outcome::Ignored,
        }
    }

    /// A decision was read; on to the next one that was not, then to the next page.
    fn tick(&mut self, id: CaptureId, ctx: &Ctx<'_>) -> Outcome {
        if !self.read.contains(&id) {
            self.read.push(id);
        }
        let next =
            self.list.entries().find(|at| !matches!(at, At::Capture(id) if self.read.contains(id))).cloned();
        match next {
            Some(next) => {
                self.list.find(|at| *at == next);
                Outcome::Stay
            }
            None => self.turn(ClosingPage::Whose, ctx),
        }
    }

    fn on(&mut self, page: ClosingPage, ctx: &Ctx<'_>) -> Outcome {
        match page {
            ClosingPage::Decided => self.turn(ClosingPage::Whose, ctx),
            ClosingPage::Whose => self.turn(ClosingPage::Stays, ctx),
            ClosingPage::Stays => self.finish(),
        }
    }

    fn back(&mut self, page: ClosingPage, ctx: &Ctx<'_>) -> Outcome {
        match page {
            ClosingPage::Stays => self.turn(ClosingPage::Whose, ctx),
            ClosingPage::Whose => self.turn(ClosingPage::Decided, ctx),
            ClosingPage::Decided => to_last_entry(ctx),
        }
    }

    /// What can be done with something that stays open.
    fn enter(&mut self, id: &CaptureId, ctx: &Ctx<'_>) -> Outcome {
        let Some(noted) = self.here() else { return Outcome::Stay };
        if noted.is_asked_about() {
            return self.ask(id, ctx);
        }
        let key = |action| ctx.keys.key_in(KeyScope::Closing, action);
        let mut choices = Vec::new();
        if let Some(at) = &noted.at {
            let go = Outcome::Step(look_up(&at.id, ctx.used));
            choices.push(Choice::new(&format!("Answer it now, at {}", at.name), go));
        }
        choices.push(
            Choice::new("Whose it is, by when", Outcome::Perform(Action::Owner)).right(&key(Action::Owner)),
        );
        if noted.kind != CaptureKind::Action {
            choices.push(
                Choice::new("Make it an action", Outcome::Perform(Action::MakeAction))
                    .right(&key(Action::MakeAction)),
            );
        }
        let done = if noted.resolved { "Open it again" } else { "Settled" };
        choices.push(Choice::new(done, Outcome::Perform(Action::Resolve)).right(&key(Action::Resolve)));
        choices.push(
            Choice::new("Change its words", Outcome::Perform(Action::Answer)).right(&key(Action::Answer)),
        );
        choices.push(Choice::new("Leave it", Outcome::Stay));
        Outcome::open(Choose::new(noted.kind.word(), choices).saying(&noted.text))
    }

    /// Asks when the next one is and how this one was, both if wanted, and closes the workshop.
    fn finish(&self) -> Outcome {
        match &*self.minutes {
            Some(minutes) => Outcome::open(ClosingPane::form(minutes)),
            None => Outcome::Stay,
        }
    }

    /// The form that closes a workshop.
    pub(super) fn form(minutes: &Minutes) -> Form {
        let rating = minutes.rating.as_deref().unwrap_or_default();
        let fields = vec![
            FormField::new(NEXT_ONE.0, FieldKind::When, &minutes.next_typed()).saying(NEXT_ONE.1),
            FormField::new(HOW_WAS_IT.0, FieldKind::Optional, rating).saying(HOW_WAS_IT.1),
        ];
        let finish: Finish = Box::new(|values, ctx| {
            let [next, how] = values else { return Err("two fields are needed".to_owned()) };
            close(next, how, ctx)
        });
        let lacking = minutes.whose().0.len();
        let lacks = match lacking {
            0 => String::new(),
            count => format!("{} without a person or a day", counted(count, "is", "are")),
        };
        let shown = |fields: &[Text]| {
            let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
            Draft::Closing { next: field(0), how: field(1) }
        };
        let form = Form::new("Close the workshop", fields, finish).right(lacks).showing(shown);
        form.coming_back(|fields| HalfTyped::Asked { form: AskedForm::Closing, fields })
    }

    /// The word that the footer has for an action here.
    pub(super) fn label(&self, action: Action) -> Option<&'static str> {
        match (action, self.page) {
            (Action::Enter, ClosingPage::Decided) if self.here().is_some() => Some("read, next"),
            (Action::Enter, ClosingPage::Stays) => Some("close the workshop"),
            (Action::Enter, ClosingPage::Whose)
                if self.here().is_some_and(|noted| !noted.is_asked_about()) =>
            {
                Some("what now")
            }
            (Action::Enter, _) if self.here().is_none() => Some("next page"),
            (Action::Right, ClosingPage::Stays) => Some(""),
            (Action::CaptureWhole, ClosingPage::Decided) if self.is_at_decision() => {
                Some("capture, objection")
            }
            (Action::Drop, ClosingPage::Whose) => Some("remove"),
            (Action::MakeAction, _) if self.here().is_some_and(|noted| noted.kind == CaptureKind::Action) => {
                Some("who, by when")
            }
            _ => None,
        }
    }

    /// Whether an action makes sense here.
    pub(super) fn offers(&self, action: Action) -> bool {
        let here = self.here().is_some();
        match action {
            Action::MakeAction | Action::Resolve => here && self.page == ClosingPage::Whose,
            Action::Answer | Action::Drop => here && self.page != ClosingPage::Stays,
            _ => true,
        }
    }
}

/// Closes the workshop: when the next one is, how this one was.
fn close(next: &Value, how: &Value, ctx: &Ctx<'_>) -> Result<Outcome, String> {
    let [next, how] = [next, how].map(|value| value.words().unwrap_or_default());
    let closed = closing::close((&next, &how), ctx.used, ctx.board, ctx.answers(), ctx.moment.today)?;
    let mut outcomes = Vec::new();
    outcomes.extend(closed.next.map(|(plan, known)| Outcome::Prepare(Box::new(plan), known)));
    outcomes.push(Outcome::Step(closed.steps));
    outcomes.push(Outcome::tell(
        "closed; `:` report sends the minutes, report --workshop last --for NAME one part",
    ));
    Ok(Outcome::All(outcomes))
}

fn captured<'a>(id: &CaptureId, ctx: &Ctx<'a>) -> Option<&'a Captured> {
    ctx.answers().captures.get(id)?.capture.value()
}

/// Back to where the workshop was before its closing.
fn to_last_entry(ctx: &Ctx<'_>) -> Outcome {
    let last = ctx.answers().open_workshop().and_then(|open| open.stops.last());
    last.map_or(Outcome::Ignored, |(id, _)| Outcome::Step(look_up(id, ctx.used)))
}

/// Makes something an action, and asks who does it if that is not known.
fn make_action(id: &CaptureId, ctx: &Ctx<'_>) -> Outcome {
    let Some(found) = captured(id, ctx) else { return Outcome::Stay };
    let action = Captured { kind: CaptureKind::Action, ..found.clone() };
    let kept = Outcome::intend(Intent::Capture { id: id.clone(), captured: action });
    let asks = Outcome::Perform(Action::Owner);
    if found.kind == CaptureKind::Action { asks } else { Outcome::All(vec![kept, asks]) }
}
