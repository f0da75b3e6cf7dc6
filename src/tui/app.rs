//! The program on the screen: five screens, a stack of popups, one line of messages.
//!
//! `update` changes, `draw` looks. Screens and popups answer with an outcome; here is where it happens. What only
//! the terminal can do is left as a [`Request`] for the runner.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::answer::Said;
use crate::domain::board::changed::Changed;
use crate::domain::moment::Moment;
use crate::journal::damage::Loss;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::{Action, ScreenId};
use crate::tui::context::{Ctx, Outcome};
use crate::tui::enabled::ActionContext;
use crate::tui::entry;
use crate::tui::fresh::Revision;
use crate::tui::host::{Host, SaveState};
use crate::tui::keys::{self, Key};
use crate::tui::popup::Popup;
use crate::tui::popup::answer;
use crate::tui::popup::apps::apps;
use crate::tui::popup::facts::ask_file;
use crate::tui::popup::filter::FilterPopup;
use crate::tui::popup::gone::gone;
use crate::tui::popup::help::Help;
use crate::tui::popup::menu::menu;
use crate::tui::popup::new_project::NewProjectPopup;
use crate::tui::popup::own_item;
use crate::tui::popup::palette::Palette;
use crate::tui::popup::projects::{open_file, projects};
use crate::tui::popup::questions::QuestionsPopup;
use crate::tui::popup::reading::ReaderPopup;
use crate::tui::popup::search::Search;
use crate::tui::popup::themes::themes;
use crate::tui::popup::unsaved::unsaved;
use crate::tui::popup::views;
use crate::tui::screen::{Screen, Screens};
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::Canvas;

mod changes;
mod closing;
mod export;
mod facts;
mod footer;
mod frame;
mod header;
mod hits;
mod keys_here;
mod leaving;
mod meanwhile;
mod notice;
mod opening;
mod overlay;
mod pointer;
mod refused;
mod saving_as;
mod typed;
mod viewing;
mod workshop;

pub use crate::tui::action::Pointer;
pub use crate::tui::keys::Keys;
use workshop::{Presence, RoomClock};

/// What only the terminal can do; the runner does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The program ends.
    Quit,
    /// The program stops until the shell continues it.
    Suspend,
    /// The terminal is given to the user's editor; [`App::edit`] runs it.
    Edit,
    /// Words go to the clipboard.
    Copy(Text),
    /// Mouse reports are switched on or off.
    Mouse(bool),
}

/// What all of the drawing and deciding looks at.
struct AppContext {
    host: Box<dyn Host>,
    theme: Theme,
    keys: Keys,
    moment: Moment,
    last: Option<Said>,
    /// The seconds that the open workshop has used.
    used: u64,
    revision: Revision,
    is_in_room: bool,
}

impl AppContext {
    fn ctx(&self) -> Ctx<'_> {
        Ctx {
            host: self.host.as_ref(),
            board: self.host.board(),
            moment: &self.moment,
            theme: &self.theme,
            keys: &self.keys,
            last: self.last.as_ref(),
            used: self.used,
            revision: self.revision,
            is_in_room: self.is_in_room,
        }
    }
}

/// The program on the screen.
pub struct App {
    view: AppContext,
    screens: Screens,
    place: ScreenId,
    popups: Vec<Box<dyn Popup>>,
    message: Option<String>,
    /// Whether what was to be done last was refused.
    is_refused: bool,
    size: Rect,
    requests: Vec<Request>,
    /// What the user's editor is to be opened with, and the field that keeps what comes back.
    to_edit: Option<(Option<Box<dyn Popup>>, Text)>,
    has_mouse: bool,
    /// What a search has found, while that is walked through.
    hits: Option<hits::Hits>,
    /// Whether a field in front has words that were typed before the terminal went away.
    offers_typed: Option<String>,
    /// Whether the program ends as soon as everything is saved.
    is_leaving: bool,
    /// What the file had lost when that was last asked about.
    loss: Option<Loss>,
    /// The clock of the workshop, once it was shown.
    clock: Option<RoomClock>,
    presence: Presence,
}

impl App {
    pub fn new(mut host: Box<dyn Host>, theme: Theme, width: u16, height: u16) -> App {
        let moment = host.moment();
        let mut app = App {
            view: AppContext {
                host,
                theme,
                keys: Keys::default(),
                moment,
                last: None,
                used: 0,
                revision: Revision::default(),
                is_in_room: false,
            },
            screens: Screens::default(),
            place: ScreenId::Home,
            popups: Vec::new(),
            message: None,
            is_refused: false,
            size: Rect::new(0, 0, width, height),
            requests: Vec::new(),
            to_edit: None,
            has_mouse: false,
            hits: None,
            offers_typed: None,
            is_leaving: false,
            loss: None,
            clock: None,
            presence: Presence::default(),
        };
        app.rebuild();
        app.recall_view();
        app.resume_workshop();
        if !app.ask_about_pack() {
            app.offer_half_typed();
        }
        app
    }

    /// Waits until everything is saved; returns what stands in the way of it.
    pub fn close(&mut self) -> Option<Text> {
        self.stop_showing();
        self.view.host.close().err()
    }

    /// Each request once.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Shows a line until the next key.
    pub fn tell(&mut self, words: &str) {
        self.message = Some(words.to_owned());
    }

    /// Takes a key press.
    pub fn key(&mut self, key: Key) {
        self.touch();
        self.look_at_the_clock();
        if let Some(action) = self.view.keys.resolve(&self.scopes(), key) {
            self.update(action);
        }
    }

    /// Takes pasted words.
    pub fn paste(&mut self, words: &str) {
        self.touch();
        let ctx = self.view.ctx();
        let is_taken = self.popups.last_mut().is_some_and(|popup| popup.paste(words, &ctx));
        let shown = words.replace(['\r', '\t'], " ");
        if is_taken && text::unshowable(&shown).is_some() {
            self.message = Some("pasted without the characters that cannot be shown".to_owned());
        }
        if !is_taken {
            let (answer, search) = (ctx.keys.press(Action::Answer), ctx.keys.press(Action::Search));
            self.message =
                Some(format!("no text field to paste into; {answer} opens our answer, {search} the search"));
        }
        self.settle();
    }

    /// Takes another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = Rect::new(0, 0, width, height);
        self.settle();
    }

    /// Takes in what the writer has to report.
    pub fn news(&mut self) {
        self.look_at_the_clock();
        let changed = self.view.host.news();
        if changed != Changed::Nothing {
            self.take_in(&changed);
        }
        self.hear_of_loss();
        self.hear_of_new_file();
        self.look_at_the_message();
        if self.is_leaving && !self.is_saving() {
            self.is_leaving = false;
            self.quit();
        }
        self.settle();
    }

    /// Whether a change is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.view.host.save_state() == SaveState::Saving
    }

    /// Does what an action means in front.
    pub fn update(&mut self, action: Action) {
        let ctx = self.view.ctx();
        if let Some(popup) = self.popups.last_mut() {
            match popup.update(action, &ctx) {
                Outcome::Ignored if action == Action::Quit => self.quit(),
                // Typed words are never thrown away by the way out alone.
                Outcome::Close if action == Action::Back && popup.holds_words() => {
                    self.run(Outcome::open(unsaved()));
                }
                Outcome::Ignored if self.is_overlaid() => self.over_a_popup(action),
                outcome => self.run(outcome),
            }
        } else if !self.walk_hits(action) {
            self.on_screen(action);
        }
        self.forget_half_typed();
        self.settle();
    }

    /// Runs the user's editor for what waits to be edited; the terminal has to be given back before.
    pub fn edit(&mut self) {
        let Some((field, text)) = self.to_edit.take() else { return };
        let edited = self.view.host.edit(&format!("{text}\n"));
        let edited = edited.map(|words| words.map(|words| answer::from_editor(&words)));
        // Others may have written meanwhile.
        self.news();
        match edited {
            Ok(None) => self.message = Some("nothing was changed".to_owned()),
            Ok(Some(words)) => match (self.popups.last_mut(), field) {
                (Some(popup), _) => popup.edited(&words),
                (None, Some(mut field)) => {
                    field.edited(&words);
                    self.popups.push(field);
                    self.run(Outcome::Front(Action::Keep));
                }
                (None, None) => {}
            },
            Err(why) => self.refuse(&why),
        }
        self.settle();
    }

    /// Draws everything; returns where the terminal's cursor stands, if a text field shows it.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<Position> {
        let ctx = self.view.ctx();
        let mut canvas = Canvas::new(buffer, ctx.theme);
        let frame = self.frame_of(canvas.area());
        if frame.is_too_small {
            frame::draw_too_small(&mut canvas);
            return None;
        }
        let screen = self.screens.get(self.place);
        let scopes = self.scopes();
        header::draw(&mut canvas, &frame, self.place, &scopes, &ctx);
        if frame.notice.height > 0 {
            notice::draw(&mut canvas, frame.notice, ctx.board, screen.is_at_notice());
        }
        screen.draw(&mut canvas, frame.body, &ctx);
        if let Some(hits) = &self.hits {
            hits.mark(&mut canvas, frame.body);
        }
        let sheets = frame::stack(&frame, &self.popups, screen.keeps(), &ctx);
        for (popup, sheet) in self.popups.iter().zip(sheets).filter(|(_, sheet)| sheet.rule.height > 0) {
            // The terminal's cursor belongs to the one in front.
            canvas.caret = None;
            frame::draw_sheet(&mut canvas, sheet, popup.as_ref(), &ctx);
        }
        let help = header::hint(ctx.keys, &scopes);
        footer::draw(&mut canvas, &frame, &self.footer(), self.message.as_deref(), &help);
        canvas.finish()
    }

    fn on_screen(&mut self, action: Action) {
        let scopes = self.screens.get(self.place).scopes().to_vec();
        let ctx = self.view.ctx();
        let screen = self.screens.get_mut(self.place);
        let ids = screen.in_hand(&ctx);
        let (here, need) = (ActionContext::of(&ids, &ctx), keys::need(&scopes, action));
        if !here.meets(need) {
            self.message = Some(match ctx.host.save_state() {
                SaveState::ReadOnly(why) => why.to_string(),
                _ => here.lacks(need).to_owned(),
            });
            return;
        }
        match screen.update(action, &ctx) {
            Outcome::Ignored => self.anywhere(action, &ids),
            outcome => self.run(outcome),
        }
    }

    /// Does what an action means wherever the screen has nothing of its own to say.
    fn anywhere(&mut self, action: Action, ids: &[EntryId]) {
        let ctx = self.view.ctx();
        let outcome = match entry::perform(action, ids, &ctx) {
            Outcome::Ignored => match action {
                Action::Go(place) => Outcome::Go(place),
                Action::Search if self.is_in_room() => Outcome::open(Search::in_room(&ctx)),
                Action::Search => Outcome::open(Search::new(&ctx)),
                Action::Filter => match self.screens.get(self.place).filter() {
                    Some(filter) => Outcome::open(FilterPopup::new(filter, &ctx)),
                    None => Outcome::Stay,
                },
                Action::Views => Outcome::open(views::list(self.screens.checklists.view(), &ctx)),
                Action::Sort => {
                    Outcome::All(vec![Outcome::Go(ScreenId::Checklists), Outcome::Perform(action)])
                }
                Action::Commands => Outcome::open(Palette::new(&self.scopes(), ids, &ctx)),
                Action::Help => Outcome::open(Help::new(&self.scopes())),
                Action::Back | Action::Menu => Outcome::open(menu(self.place, &ctx)),
                Action::Facts | Action::Report | Action::History | Action::Verify if self.is_in_room() => {
                    Outcome::tell("not in the room view; Esc leaves it, and the workshop stays open")
                }
                Action::Facts => Outcome::open(ask_file()),
                Action::Report => self.report(),
                Action::History => Outcome::open(ReaderPopup::history(&ctx)),
                Action::Verify => Outcome::open(ReaderPopup::file()),
                Action::Questions => Outcome::open(QuestionsPopup::new(&ctx)),
                Action::Apps => Outcome::open(apps(&ctx)),
                Action::Published => views::published(&ctx),
                Action::Projects => projects(&ctx),
                Action::OpenFile => Outcome::open(open_file()),
                Action::NewProject => Outcome::open(NewProjectPopup::new(&ctx)),
                Action::AddItem => Outcome::open(own_item::add(ids.first(), &ctx)),
                Action::Rename => Outcome::open(own_item::rename(&ctx)),
                Action::Undo => return self.undo(),
                Action::Redo => return self.redo(),
                Action::SaveAgain => match ctx.host.loss() {
                    Some(loss) => Outcome::open(gone(loss, &ctx)),
                    None => return self.view.host.save_again(),
                },
                Action::Mouse => return self.switch_mouse(),
                Action::Theme => Outcome::open(themes(&ctx)),
                Action::Suspend => return self.requests.push(Request::Suspend),
                Action::Quit => return self.quit(),
                _ => Outcome::Stay,
            },
            outcome => outcome,
        };
        self.run(outcome);
    }

    fn run(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Ignored | Outcome::Stay => {}
            Outcome::All(all) => self.run_all(all),
            Outcome::Close => _ = self.popups.pop(),
            Outcome::CloseAll => self.popups.clear(),
            Outcome::Open(popup) => {
                self.popups.push(popup);
                self.settle();
            }
            Outcome::Perform(action) => self.on_screen(action),
            Outcome::Front(action) => {
                let ctx = self.view.ctx();
                if let Some(outcome) = self.popups.last_mut().map(|popup| popup.update(action, &ctx)) {
                    self.run(outcome);
                }
            }
            Outcome::Rewrite(words) => {
                let ctx = self.view.ctx();
                if let Some(popup) = self.popups.last_mut() {
                    popup.rewrite(&words, &ctx);
                }
            }
            Outcome::Act(action) => self.act(action),
            Outcome::PerformAt(action, ids) => self.anywhere(action, &ids),
            Outcome::Intend(intent) => self.intend(&intent),
            Outcome::Apply(changes, done) => self.apply(changes, done),
            Outcome::Beside(changes, seen, done) => self.apply_beside(changes, seen, done),
            Outcome::Lines(changes, done) => self.apply_lines(changes, done),
            Outcome::LookAt(file) => self.look_at(&file),
            Outcome::Looked(looked, kind) => self.looked(looked, kind),
            Outcome::OfExport(told) => self.told_of_export(&told),
            Outcome::Step(changes) => self.step(changes),
            Outcome::Prepare(plan, over) => self.prepare(*plan, over),
            Outcome::DropPrepared(prepared) => self.drop_prepared(prepared),
            Outcome::Planned(plan) => self.screens.workshop.take_plan(*plan, &self.view.ctx()),
            Outcome::Private(id, text) => self.keep_private_note(&id, text),
            Outcome::Go(place) => self.place = place,
            Outcome::Jump(id) => self.jump(&id),
            Outcome::Found { words, ids, at, is_scattered } => self.found(&words, ids, at, is_scattered),
            Outcome::View(view) => self.show_view(&view),
            Outcome::SaveView(view) => self.save_view(&view),
            Outcome::Narrow(filter) => {
                let ctx = self.view.ctx();
                let is_taken = self.popups.last_mut().is_some_and(|popup| popup.narrow(&filter, &ctx));
                if !is_taken {
                    self.screens.get_mut(self.place).narrow(&filter, &ctx);
                    self.remember_view();
                }
            }
            Outcome::CloseReview(milestone, input) => self.close_review(milestone, *input),
            Outcome::Review(told) => {
                let ctx = self.view.ctx();
                self.screens.review.take(*told, &ctx);
            }
            Outcome::Export(export) => self.export(*export),
            Outcome::WriteBack => self.view.host.write_back(),
            Outcome::TakeShorter => self.view.host.take_shorter(),
            Outcome::SaveAs(file) => self.save_as(&file),
            Outcome::OpenProject(opening) => self.open_project(opening),
            Outcome::ForgetProject(path) => {
                if let Err(why) = self.view.host.forget_project(&path) {
                    self.refuse(&why);
                }
            }
            Outcome::Theme(name) => self.choose_theme(name),
            Outcome::Edit(..) if self.is_in_room() => self.refuse_editor(),
            Outcome::Edit(field, text) => {
                self.to_edit = Some((field, text));
                self.requests.push(Request::Edit);
            }
            Outcome::Link(link) => match self.view.host.open_link(&link) {
                Ok(()) => self.message = Some(format!("opened {link}")),
                Err(why) => self.run(Outcome::open(entry::not_opened(&link, &why))),
            },
            Outcome::Copy(words) => {
                let to = if self.is_in_tmux() { "clipboard, through tmux" } else { "clipboard" };
                self.message = Some(format!("copied to the terminal's {to}: {}", words.glimpse()));
                self.requests.push(Request::Copy(words));
            }
            Outcome::Tell(words) => self.message = Some(words),
            Outcome::QuitNow => {
                // What was typed was thrown away by somebody who was asked.
                self.popups.clear();
                self.requests.push(Request::Quit);
            }
        }
    }

    fn settle(&mut self) {
        self.hear_of_loss();
        self.view.is_in_room = self.is_in_room();
        self.follow_workshop();
        self.keep_time();
        let frame = self.frame();
        let ctx = self.view.ctx();
        self.screens.get_mut(self.place).settle(frame.body, &ctx);
        let keeps = self.screens.get(self.place).keeps();
        let sheets = frame::stack(&frame, &self.popups, keeps, &ctx);
        for (popup, sheet) in self.popups.iter_mut().zip(sheets).filter(|(_, sheet)| sheet.rule.height > 0) {
            popup.settle(sheet.inner, &ctx);
        }
        self.show_room();
    }
}
