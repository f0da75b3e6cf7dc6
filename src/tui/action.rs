//! What a user can want. Keys, the palette and popups all speak these; nothing below them knows a key code.

use ratatui::layout::Position;

use crate::journal::record::CaptureKind;

/// One of the five screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScreenId {
    /// Where you were, what needs you.
    Home,
    /// The lists and their entries.
    Checklists,
    /// Phases, workstreams, topics, milestones.
    Plan,
    /// What is left before a milestone.
    Review,
    /// Preparing, the room, the closing.
    Workshop,
}

impl ScreenId {
    /// All of them, in the order of their digits.
    pub const ALL: [ScreenId; 5] =
        [ScreenId::Home, ScreenId::Checklists, ScreenId::Plan, ScreenId::Review, ScreenId::Workshop];

    pub fn title(self) -> &'static str {
        match self {
            ScreenId::Home => "Home",
            ScreenId::Checklists => "Checklists",
            ScreenId::Plan => "Plan",
            ScreenId::Review => "Review",
            ScreenId::Workshop => "Workshop",
        }
    }

    pub fn digit(self) -> char {
        match self {
            ScreenId::Home => '1',
            ScreenId::Checklists => '2',
            ScreenId::Plan => '3',
            ScreenId::Review => '4',
            ScreenId::Workshop => '5',
        }
    }
}

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointer {
    /// The left button went down here.
    Click(Position),
    /// The wheel turned over this place, down if the number is positive.
    Wheel(Position, isize),
}

/// Something a user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    // Moving.
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    NextOpen,
    PreviousOpen,
    NextPart,
    PreviousPart,
    Enter,
    Back,
    Go(ScreenId),
    // Answering the entry in hand, or all that are marked.
    Done,
    Doing,
    Blocked,
    Waive,
    NotApplicable,
    Todo,
    SeenAt,
    Answer,
    AnswerInEditor,
    PrivateNote,
    Owner,
    Due,
    Mark,
    Again,
    Capture,
    Link,
    Copy,
    /// What was captured at the entry: resolve, change, remove.
    Captures,
    /// Adds an item of the project's own; changes one; removes one.
    AddItem,
    EditItem,
    RemoveItem,
    // At a capture.
    Resolve,
    // At a milestone.
    Target,
    // The review.
    Milestones,
    Compare,
    Chart,
    CriticalCheck,
    Decide,
    Reviews,
    /// What was left when a review was closed with conditions.
    Conditions,
    /// Marks everything that has no owner or no date.
    MarkMissing,
    /// Who settles it and by when, in one line.
    WhoAndWhen,
    // A workshop.
    /// Parks something at the entry and goes on.
    Park,
    /// Captures something that belongs to the workshop as a whole.
    CaptureWhole,
    /// Makes what was captured an action, or says who does it by when.
    MakeAction,
    /// Begins the closing of the workshop.
    Closing,
    /// Shows the agenda over the room.
    RoomAgenda,
    /// Who is in the room.
    RoomPeople,
    /// When the workshop ends.
    EndTime,
    /// The minutes of an entry.
    EntryMinutes,
    /// A show of hands; somebody is unsure, somebody says nothing, hands are counted.
    Opinions,
    /// Large letters in the driver's own room, or plain ones.
    LargeLetters,
    Unsure,
    Silent,
    Count,
    /// A break.
    Break,
    /// What to put off so that all musts fit.
    Propose,
    /// Prepares another workshop.
    NewWorkshop,
    /// Opens the workshop that is prepared.
    Begin,
    /// Changes title, day, time, people and what it is about.
    Details,
    /// Puts an entry on the agenda, takes it off, moves it.
    Add,
    Drop,
    Earlier,
    Later,
    // Finding.
    Search,
    /// On to the next find, back to the one before; no more of them.
    NextHit,
    PreviousHit,
    EndHits,
    Filter,
    ShowLeftOut,
    /// The views: filters and orders under a name.
    Views,
    /// Goes on to the next order.
    Sort,
    Outline,
    // The project.
    /// Looks at the export of a tenant.
    Facts,
    /// Writes a report into a file.
    Report,
    /// Shows what was said, by whom and when.
    History,
    /// Says whether the project's file is whole.
    Verify,
    Undo,
    Redo,
    Questions,
    /// The application scenarios of the project.
    Apps,
    /// The rows of the published lists.
    Published,
    Projects,
    NewProject,
    /// Opens a project by its file.
    OpenFile,
    /// Gives the project another name.
    Rename,
    SaveAgain,
    // The program.
    Menu,
    Commands,
    Help,
    Mouse,
    /// Chooses the colours of the screens.
    Theme,
    Suspend,
    Quit,
    // Text fields.
    Type(char),
    NewLine,
    EraseBack,
    EraseForward,
    EraseWord,
    EraseToStart,
    EraseToEnd,
    EraseNextWord,
    WordLeft,
    WordRight,
    LineStart,
    LineEnd,
    Keep,
    // Choices in a popup.
    Kind(CaptureKind),
    Toggle,
    Clear,
    /// Doubtful answers stay as they are; others are not known again.
    LeaveSo,
    Yes,
    No,
    // Two answers, if somebody else answered meanwhile.
    KeepYours,
    KeepTheirs,
    KeepBoth,
    LetStand,
}
