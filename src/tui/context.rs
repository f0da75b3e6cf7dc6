//! What screens and popups see while they decide and draw, what they answer, and what a popup is.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::domain::answer::{Intent, Said, Situation};
use crate::domain::board::{Board, Entry};
use crate::domain::capture_line;
use crate::domain::facts::looked::Looked;
use crate::domain::gate_filter::GateFilter;
use crate::domain::moment::Moment;
use crate::domain::shown::Draft;
use crate::domain::snapshot::ReviewInput;
use crate::domain::typed::HalfTyped;
use crate::domain::views::View;
use crate::facts::file::Kind;
use crate::journal::answers::Answers;
use crate::journal::record::{Change, CriticalCheck, EntryFilter as Filter, Seq, SubChange, WorkshopPlan};
use crate::pack::model::{EntryId, MilestoneId, Pack};
use crate::text::Text;
use crate::tui::action::{Action, ScreenId};
use crate::tui::fresh::Revision;
use crate::tui::host::{Export, Host, Opening};
use crate::tui::keys::{KeyScope, Keys};
use crate::tui::theme::Theme;
use crate::tui::widget::canvas::Canvas;

/// What screens and popups see. They change only themselves.
#[derive(Clone, Copy)]
pub struct Ctx<'a> {
    pub host: &'a dyn Host,
    pub board: &'a Board,
    pub moment: &'a Moment,
    pub theme: &'a Theme,
    /// The keys as this person has them.
    pub keys: &'a Keys,
    /// The last answer that was given, for *the same again*.
    pub last: Option<&'a Said>,
    /// The seconds that the open workshop has used.
    pub used: u64,
    /// What is derived from the answers holds for as long as this stays.
    pub revision: Revision,
    /// Whether the people in the room see the screen.
    pub is_in_room: bool,
}

impl<'a> Ctx<'a> {
    pub fn answers(&self) -> &'a Answers {
        self.host.fold().answers()
    }

    /// What an answer is held against.
    pub fn situation(&self) -> Situation<'a> {
        Situation { board: self.board, answers: self.answers(), moment: self.moment }
    }

    pub fn pack(&self) -> &'a Arc<Pack> {
        self.host.pack()
    }

    pub fn row(&self, id: &EntryId) -> Option<&'a Entry> {
        self.board.row(id)
    }

    /// The name in messages: `Design 42`, or a topic's title, or its id.
    pub fn name(&self, id: &EntryId) -> Text {
        self.row(id).map_or_else(|| Text::line(id.as_str()), |row| row.name.clone())
    }

    /// Our answer to an entry; empty if there is none.
    pub fn note(&self, id: &EntryId) -> Text {
        self.answers().entry(id).and_then(|said| said.note()).cloned().unwrap_or_default()
    }

    /// Everybody who is known in the project, in the order of names.
    pub fn people(&self) -> Vec<Text> {
        capture_line::people(self.answers(), &self.host.author())
    }

    /// Who else changed an entry last, and when: `Omar`, `13:58`. `None` if it was this person.
    pub fn changed_by_others(&self, id: &EntryId) -> Option<(&'a Text, String)> {
        let (by, at) = self.answers().entry(id)?.newest()?;
        (*by != self.host.author()).then(|| (by, self.moment.time(at)))
    }

    /// The style of settled entries, labels, and what does not apply.
    pub fn dim(&self) -> Style {
        self.theme.dim
    }
}

/// What is said about the export in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportTold {
    /// It is of this day.
    Day(Date),
    /// It is compared with the export in this file or folder.
    Against(Text),
}

/// What a screen or a popup answers to an action. `App` does it.
#[derive(Default)]
pub enum Outcome {
    /// The action means nothing here; what is behind may take it.
    Ignored,
    /// It was taken, nothing else happens.
    #[default]
    Stay,
    /// Several things, one after the other.
    All(Vec<Outcome>),
    /// The popup in front closes.
    Close,
    /// Every popup closes.
    CloseAll,
    /// A popup opens.
    Open(Box<dyn Popup>),
    /// An action is done as if its key had been pressed on the screen.
    Perform(Action),
    /// An action is done by the popup in front.
    Front(Action),
    /// The text field in front gets other words, written with what holds now in view.
    Rewrite(Text),
    /// A command is done that was chosen by its name: by what is in front, else by the screen.
    Act(Action),
    /// The same as `Perform`, for these entries.
    PerformAt(Action, Vec<EntryId>),
    /// Something is said: an answer, a capture, a day, about the project. It is decided and, if need be, asked for more.
    Intend(Box<Intent>),
    /// Changes are taken in as one command, and the words say what was done.
    Apply(Vec<Change>, String),
    /// The same, but the named parts are kept beside what holds now: their writer saw something else.
    Beside(Vec<Change>, Vec<SubChange>, String),
    /// Changes are taken in, a line each, and the words say what was done.
    Lines(Vec<Change>, String),
    /// The export in this file or folder is read and shown.
    LookAt(Text),
    /// An export is shown; its tenant is of this kind, which the project remembers.
    Looked(Arc<Looked>, Option<Kind>),
    /// Something is said about the export in front.
    OfExport(ExportTold),
    /// Steps of a workshop are written, each a line of its own; nothing is said about them.
    Step(Vec<Change>),
    /// A workshop is prepared, in the place of the prepared one that is named.
    Prepare(Box<WorkshopPlan>, Option<Seq>),
    /// The workshop that was prepared in this line is dropped.
    DropPrepared(Seq),
    /// The workshop that is being prepared is to be so.
    Planned(Box<WorkshopPlan>),
    /// A private note is kept.
    Private(EntryId, Text),
    /// Another screen comes to the front.
    Go(ScreenId),
    /// The entry is shown, on the screen that it belongs to.
    Jump(EntryId),
    /// One of what a search has found is shown; the others are walked through from there.
    /// `is_scattered` if they have only the letters of the words.
    Found { words: Text, ids: Vec<EntryId>, at: usize, is_scattered: bool },
    /// The lists show a view.
    View(Box<View>),
    /// A view is kept under its name.
    SaveView(Box<View>),
    /// The lists show only what passes.
    Narrow(Filter),
    /// A review of the milestone is closed on what holds then; the form in front closes once that is done.
    CloseReview(MilestoneId, Box<ReviewInput>),
    /// The review takes what one of its popups tells.
    Review(Box<Told>),
    /// A report is written; what stands in the way is told to the popup in front, which stays open.
    Export(Box<Export>),
    /// What the project's file has lost is written back.
    WriteBack,
    /// The project's file is taken as it is, without what it has lost.
    TakeShorter,
    /// Everything is written into this new file, and the program goes on with it; what stands in the way is told to the
    /// form, which stays open until that is done.
    SaveAs(Text),
    /// Another project is opened.
    OpenProject(Opening),
    /// A project is listed no more; its file stays.
    ForgetProject(PathBuf),
    /// The screens get other colours, and the settings name them.
    Theme(&'static str),
    /// A text is written in the user's editor. What comes back is kept by this field, or by the one in front.
    Edit(Option<Box<dyn Popup>>, Text),
    /// A link is opened.
    Link(Text),
    /// Words go to the terminal's clipboard.
    Copy(Text),
    /// A line is shown until the next key.
    Tell(String),
    /// The program ends, whatever is not saved.
    QuitNow,
}

impl Outcome {
    /// The outcome with the popup in front closed before it.
    pub fn after_close(self) -> Outcome {
        Outcome::All(vec![Outcome::Close, self])
    }

    pub fn open(popup: impl Popup + 'static) -> Outcome {
        Outcome::Open(Box::new(popup))
    }

    pub fn told(told: Told) -> Outcome {
        Outcome::Review(Box::new(told))
    }

    /// The outcome that says something.
    pub fn intend(intent: Intent) -> Outcome {
        Outcome::Intend(Box::new(intent))
    }

    pub fn tell(words: impl Into<String>) -> Outcome {
        Outcome::Tell(words.into())
    }
}

/// What the review's popups tell it.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Another milestone is looked at.
    Show(MilestoneId),
    /// Only what passes is shown.
    Narrow(GateFilter),
    /// The critical check of a milestone is through; it is kept until the review is closed.
    Checked(MilestoneId, CriticalCheck),
    /// A review of this milestone was closed.
    Closed(MilestoneId),
}

/// Something over the screen. It decides what its actions mean and does nothing itself.
pub trait Popup {
    /// Which scopes of the key table hold, nearest first.
    fn scopes(&self) -> &'static [KeyScope];

    /// The words of its upper rule, and those at the rule's right end.
    fn title(&self, ctx: &Ctx<'_>) -> (String, String);

    /// The rows it would like between its rules, `width` cells wide.
    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16;

    /// Takes an action.
    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome;

    /// Draws it into `area`, between its rules.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>);

    /// Brings cursor and scrolling in line with the area; called after each action and each change of size.
    fn settle(&mut self, _area: Rect, _ctx: &Ctx<'_>) {}

    /// Whether it has more to do than fits between two keys.
    fn has_more_to_do(&self) -> bool {
        false
    }

    /// Does a part of that, in a millisecond or two; returns whether it has to be drawn then.
    fn go_on(&mut self, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Takes pasted words; returns whether there is a field for them.
    fn paste(&mut self, _words: &str, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Shows only what passes a filter; returns whether it has a list that can be narrowed.
    fn narrow(&mut self, _filter: &Filter, _ctx: &Ctx<'_>) -> bool {
        false
    }

    /// Takes another day for the export that it shows.
    fn date(&mut self, _day: Date) {}

    /// Compares the export that it shows with an earlier one.
    fn compare(&mut self, _before: &Looked, _ctx: &Ctx<'_>) -> Outcome {
        Outcome::Ignored
    }

    /// Forgets its marks after an answer went to all that were marked.
    fn answered(&mut self) {}

    /// Takes what came back from the user's editor.
    fn edited(&mut self, _words: &str) {}

    /// Takes other words, written with what holds now in view.
    fn rewrite(&mut self, _words: &Text, _ctx: &Ctx<'_>) {}

    /// Takes why what it asked for could not be done.
    fn refused(&mut self, _why: &Text) {}

    /// Whether it is the form for a new file of the whole project.
    fn is_saving_as(&self) -> bool {
        false
    }

    /// Whether it asks about what the project's file has lost.
    fn is_about_loss(&self) -> bool {
        false
    }

    /// Whether it has to be answered, so that no key of the header takes its place.
    fn insists(&self) -> bool {
        false
    }

    /// Whether closing it would lose typed words.
    fn holds_words(&self) -> bool {
        false
    }

    /// What those who follow see of it while it is typed or said; never anything private.
    fn shows(&self) -> Option<Draft> {
        None
    }

    /// The words in it that would be lost if the program had to end now, and can be offered again.
    fn half_typed(&self) -> Option<HalfTyped> {
        None
    }

    /// Takes a click on one of its rows.
    fn click(&mut self, _row: u16, _ctx: &Ctx<'_>) -> Outcome {
        Outcome::Stay
    }

    /// The word that the footer has for an action here; `None` for the one of the key table.
    fn label(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Whether an action makes sense in it now; the footer leaves out those that do not.
    fn offers(&self, _action: Action, _ctx: &Ctx<'_>) -> bool {
        true
    }
}
