//! The one table of keys. A key stands here and nowhere else, and with it what has to be there for it.

use super::{Binding, Code, Key, KeyScope, Need};
use crate::journal::record::CaptureKind;
use crate::tui::action::{Action, ScreenId};

const fn row(
    scope: KeyScope,
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    help: &'static str,
    order: u8,
) -> Binding {
    Binding { scope, keys, action, label, help, order, needs: Need::Nothing }
}

const UP: Key = Key::plain(Code::Up);
const DOWN: Key = Key::plain(Code::Down);
const LEFT: Key = Key::plain(Code::Left);
const RIGHT: Key = Key::plain(Code::Right);
const ENTER: Key = Key::plain(Code::Enter);
const ESC: Key = Key::plain(Code::Esc);
const TAB: Key = Key::plain(Code::Tab);
const BACK_TAB: Key = Key::plain(Code::BackTab);
const PAGE_UP: Key = Key::plain(Code::PageUp);
const PAGE_DOWN: Key = Key::plain(Code::PageDown);
const HOME: Key = Key::plain(Code::Home);
const END: Key = Key::plain(Code::End);
const BACKSPACE: Key = Key::plain(Code::Backspace);
const DELETE: Key = Key::plain(Code::Delete);
const SPACE: Key = Key::char(' ');

/// The word that leaves a popup, shown last in its footer.
const LEAVE: u8 = 90;

/// Every key of the program, scope by scope; a row without a key is offered by the palette alone.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = &[
    row(KeyScope::Entry, &[SPACE], Action::Done, "done", "done; again: to do", 1).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('d')], Action::Doing, "doing", "in progress", 2).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('b')], Action::Blocked, "blocked", "blocked, with the reason", 3).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('e')], Action::Answer, "answer", "our answer, in words", 4).needs(Need::OneEntry),
    row(KeyScope::Entry, &[Key::char('v')], Action::SeenAt, "evidence", "evidence: a document, a number, a place", 5).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('c')], Action::Capture, "capture", "capture a decision, action, question, risk", 6).needs(Need::OneEntry),
    row(KeyScope::Entry, &[Key::char('o')], Action::Owner, "owner", "who owns it", 7).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('t')], Action::Due, "due", "when it is due", 8).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('w')], Action::Waive, "waive", "waive it: reason, owner, end", 12).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('a')], Action::NotApplicable, "does not apply", "does not apply here, with the reason", 13).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('r')], Action::Todo, "todo", "back to todo", 14).needs(Need::Entries),
    row(KeyScope::Entry, &[Key::char('m')], Action::Mark, "mark", "mark several, then answer all at once", 15),
    row(KeyScope::Entry, &[Key::char('.')], Action::Again, "the same", "repeat the last answer here", 16).needs(Need::Repeat),
    row(KeyScope::Entry, &[Key::char('N')], Action::PrivateNote, "private note", "a note of your own, never in a report", 17).needs(Need::PrivateNotes),
    row(KeyScope::Entry, &[Key::char('E')], Action::AnswerInEditor, "", "our answer, in your editor", 18).needs(Need::OneEntry),
    row(KeyScope::Entry, &[Key::char('L')], Action::Link, "link", "open a link of the entry", 19).needs(Need::Link),
    row(KeyScope::Entry, &[Key::char('y')], Action::Copy, "copy", "copy the entry's name, title and id", 20).needs(Need::Name),

    row(KeyScope::Move, &[UP, Key::char('k')], Action::Up, "", "up", 50),
    row(KeyScope::Move, &[DOWN, Key::char('j')], Action::Down, "", "down", 50),
    row(KeyScope::Move, &[LEFT, Key::char('h')], Action::Left, "", "fold, or to the left", 50),
    row(KeyScope::Move, &[RIGHT, Key::char('l')], Action::Right, "", "unfold, or to the right", 50),
    row(KeyScope::Move, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Move, &[PAGE_DOWN], Action::PageDown, "", "a screen down", 50),
    row(KeyScope::Move, &[Key::char('g'), HOME], Action::First, "", "to the first", 50),
    row(KeyScope::Move, &[Key::char('G'), END], Action::Last, "", "to the last", 50),
    row(KeyScope::Move, &[TAB], Action::NextPart, "next part", "on to the next part of the screen", 9),
    row(KeyScope::Move, &[BACK_TAB], Action::PreviousPart, "", "back to the part before", 50),
    row(KeyScope::Move, &[ENTER], Action::Enter, "open", "open the row at the cursor; an entry opens as a page, then its actions", 10),

    row(KeyScope::Entries, &[Key::char('J')], Action::NextOpen, "next open", "to the next open entry", 21),
    row(KeyScope::Entries, &[Key::char('K')], Action::PreviousOpen, "", "to the open entry before", 50),
    row(KeyScope::Entries, &[Key::char('f')], Action::Filter, "filter", "filter by status, level, role, owner, milestone, text", 11),
    row(KeyScope::Entries, &[Key::char('x')], Action::ShowLeftOut, "set aside", "show or hide what does not apply to this project", 22),

    row(KeyScope::Plan, &[ENTER], Action::Enter, "its entries", "open the topic's entries, or the milestone's review", 0),
    row(KeyScope::Plan, &[TAB], Action::NextPart, "next phase", "on to the next phase", 0),
    row(KeyScope::Plan, &[BACK_TAB], Action::PreviousPart, "", "back to the phase before", 50),
    row(KeyScope::Plan, &[Key::char('O')], Action::Outline, "outline", "the plan as an outline, or as a map again", 23),
    row(KeyScope::Home, &[ENTER], Action::Enter, "open", "go on where the cursor is", 0),
    row(KeyScope::Home, &[TAB], Action::NextPart, "next part", "on to the next part of the screen", 0),
    row(KeyScope::Home, &[Key::char('F')], Action::Facts, "export", "look at a tenant's export: what it shows about your answers", 24),

    row(KeyScope::Capture, &[SPACE], Action::Resolve, "resolved", "resolved; again: open", 1).needs(Need::Writable),


    row(KeyScope::Milestone, &[Key::char('t')], Action::Target, "target date", "set the target date", 1).needs(Need::Writable),

    row(KeyScope::Gate, &[RIGHT, Key::char('l')], Action::Right, "next milestone", "next milestone; in the overview row, next panel", 23),
    row(KeyScope::Gate, &[LEFT, Key::char('h')], Action::Left, "", "to the milestone before; in the strip, to the part before", 50),
    row(KeyScope::Gate, &[], Action::Milestones, "milestone", "look at another milestone", 50),
    row(KeyScope::Gate, &[], Action::Target, "target date", "set the target date of the milestone", 50).needs(Need::Writable),
    row(KeyScope::Gate, &[], Action::Compare, "since the last review", "what has changed since a review", 50),
    row(KeyScope::Gate, &[], Action::Chart, "chart", "what is left over time, with the target", 50),
    row(KeyScope::Gate, &[], Action::CriticalCheck, "critical check", "the critical entries, one at a time, aloud", 50),
    row(KeyScope::Gate, &[], Action::Decide, "close the review", "decide: go, go with conditions, no go", 50).needs(Need::Writable),
    row(KeyScope::Gate, &[], Action::Reviews, "reviews", "the reviews that were closed, with their decisions", 50),
    row(KeyScope::Workshops, &[Key::char('C')], Action::CaptureWhole, "capture", "capture something for the open workshop", 6).needs(Need::Writable),

    row(KeyScope::Workshops, &[Key::char('n')], Action::NewWorkshop, "prepare another", "prepare another workshop", 2).needs(Need::Writable),
    row(KeyScope::Workshops, &[Key::char('o')], Action::Begin, "open it now", "open the workshop that was prepared", 1).needs(Need::Writable),
    row(KeyScope::Workshops, &[Key::char('x'), DELETE], Action::Drop, "drop", "delete the prepared workshop", 3),

    row(KeyScope::Draft, &[Key::char('s')], Action::Keep, "keep", "keep it for its day", 1),
    row(KeyScope::Draft, &[Key::char('o')], Action::Begin, "open it now", "open the workshop now", 2).needs(Need::Writable),
    row(KeyScope::Draft, &[Key::char('i')], Action::Details, "details", "title, day, minutes, people, what it is about", 3),
    row(KeyScope::Draft, &[Key::char('x'), DELETE], Action::Drop, "drop", "take the entry off the agenda", 4),
    row(KeyScope::Draft, &[Key::char('+')], Action::Add, "add", "put this entry, or another one, on the agenda", 5),
    row(KeyScope::Draft, &[Key::char('K')], Action::Earlier, "earlier", "the entry comes earlier", 6),
    row(KeyScope::Draft, &[Key::char('J')], Action::Later, "later", "the entry comes later", 7),
    row(KeyScope::Draft, &[Key::char('f')], Action::Filter, "narrow", "narrow what it is about: status, level, role, owner, milestone, words", 8),

    row(KeyScope::Closing, &[RIGHT, Key::char('l')], Action::Right, "on", "next step: parked, actions, not reached, close", 1),
    row(KeyScope::Closing, &[LEFT, Key::char('h')], Action::Left, "back", "back; from the parked things to the last entry", 2),
    row(KeyScope::Closing, &[Key::char('a')], Action::MakeAction, "make it an action", "make it an action; of an action, who does it by when", 3).needs(Need::Writable),
    row(KeyScope::Closing, &[SPACE], Action::Resolve, "settled", "mark resolved; again: reopen", 4).needs(Need::Writable),
    row(KeyScope::Closing, &[Key::char('c'), Key::char('C')], Action::CaptureWhole, "capture", "capture something at the workshop as a whole", 5).needs(Need::Writable),
    row(KeyScope::Closing, &[ENTER], Action::Enter, "what now", "what becomes of it", 6),
    row(KeyScope::Closing, &[DOWN, Key::char('j')], Action::Down, "", "down", 50),
    row(KeyScope::Closing, &[UP, Key::char('k')], Action::Up, "", "up", 50),
    row(KeyScope::Closing, &[PAGE_DOWN], Action::PageDown, "", "a screen down", 50),
    row(KeyScope::Closing, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Closing, &[ESC], Action::Back, "leave", "leave the room view; the workshop stays open", 80),

    row(KeyScope::Room, &[LEFT, Key::char('h')], Action::Left, "walk", "back to the entry before", 1),
    row(KeyScope::Room, &[RIGHT, Key::char('l')], Action::Right, "walk", "on to the next entry; after the last, to the closing", 2),
    row(KeyScope::Room, &[Key::char('e')], Action::Answer, "answer", "our answer, in words", 3).needs(Need::OneEntry),
    row(KeyScope::Room, &[Key::char('c')], Action::Capture, "capture", "capture a decision, action, question, risk", 4).needs(Need::OneEntry),
    row(KeyScope::Room, &[Key::char('p')], Action::Park, "park", "park something in one line and go on", 5).needs(Need::Writable),
    row(KeyScope::Room, &[SPACE], Action::Done, "done", "done, and stay; again: to do", 6).needs(Need::Entries),
    row(KeyScope::Room, &[Key::char('d')], Action::Doing, "doing", "in progress", 7).needs(Need::Entries),
    row(KeyScope::Room, &[Key::char('/')], Action::Search, "search", "go to any entry, on the agenda or not", 8),
    row(KeyScope::Room, &[Key::char('C')], Action::CaptureWhole, "", "capture something at the workshop as a whole", 50).needs(Need::Writable),
    row(KeyScope::Room, &[DOWN, Key::char('j')], Action::Down, "", "good to know, below the fold", 50),
    row(KeyScope::Room, &[UP, Key::char('k')], Action::Up, "", "back up", 50),
    row(KeyScope::Room, &[PAGE_DOWN], Action::PageDown, "", "further below the fold", 50),
    row(KeyScope::Room, &[PAGE_UP], Action::PageUp, "", "further up", 50),
    row(KeyScope::Room, &[Key::char('g'), HOME], Action::First, "", "to the first entry", 50),
    row(KeyScope::Room, &[Key::char('G'), END], Action::Last, "", "to the last entry", 50),
    row(KeyScope::Room, &[ENTER], Action::Enter, "", "what can be done here", 50),
    row(KeyScope::Room, &[Key::char('A')], Action::RoomAgenda, "agenda", "the agenda: where we are, move, put off, add, minutes, the end", 9),
    row(KeyScope::Room, &[TAB], Action::Closing, "closing", "to the closing", 10).needs(Need::Writable),
    row(KeyScope::Room, &[Key::char('B')], Action::Break, "break", "a break: the clock stands", 11).needs(Need::Writable),
    row(KeyScope::Room, &[Key::char('P')], Action::RoomPeople, "", "who has come or left", 50).needs(Need::Writable),
    row(KeyScope::Room, &[Key::char('T')], Action::EndTime, "", "when the workshop ends", 50).needs(Need::Writable),
    row(KeyScope::Room, &[Key::char('=')], Action::Propose, "", "behind time: what to put off so that all musts fit", 50).needs(Need::Writable),
    row(KeyScope::Room, &[ESC], Action::Back, "leave", "leave the room view; the workshop stays open", 80),

    row(KeyScope::RoomBreak, &[ENTER], Action::Enter, "go on", "the break is over", 1),
    row(KeyScope::RoomBreak, &[Key::char('T')], Action::EndTime, "the end", "when the workshop ends", 2).needs(Need::Writable),
    row(KeyScope::RoomBreak, &[Key::char('A')], Action::RoomAgenda, "agenda", "the agenda", 3),
    row(KeyScope::RoomBreak, &[ESC], Action::Back, "leave", "leave the room view; the workshop stays open", 80),

    row(KeyScope::RoomAgenda, &[Key::char('J')], Action::Later, "move", "the entry comes later", 1),
    row(KeyScope::RoomAgenda, &[Key::char('K')], Action::Earlier, "move", "the entry comes earlier", 2),
    row(KeyScope::RoomAgenda, &[Key::char('x'), DELETE], Action::Drop, "put off", "take the entry off the agenda, for another time", 3),
    row(KeyScope::RoomAgenda, &[Key::char('+')], Action::Add, "add", "put another entry on the agenda", 4),
    row(KeyScope::RoomAgenda, &[Key::char('m')], Action::EntryMinutes, "minutes", "how many minutes the entry gets", 5).needs(Need::Writable),
    row(KeyScope::RoomAgenda, &[Key::char('T')], Action::EndTime, "the end", "when the workshop ends", 6).needs(Need::Writable),
    row(KeyScope::RoomAgenda, &[Key::char('P')], Action::RoomPeople, "people", "who has come or left", 7).needs(Need::Writable),
    row(KeyScope::RoomAgenda, &[Key::char('=')], Action::Propose, "propose", "behind time: what to put off so that all musts fit", 8).needs(Need::Writable),
    row(KeyScope::RoomAgenda, &[ENTER], Action::Enter, "go there", "go to the entry", 9),
    row(KeyScope::RoomAgenda, &[Key::char('A')], Action::RoomAgenda, "", "back to the room", 50),

    row(KeyScope::RoomStart, &[SPACE], Action::Resolve, "settled", "mark an action of the last workshop resolved", 3).needs(Need::Writable),
    row(KeyScope::RoomStart, &[Key::char('c')], Action::CaptureWhole, "capture", "capture something at the workshop as a whole", 4).needs(Need::Writable),
    row(KeyScope::RoomStart, &[DOWN, Key::char('j')], Action::Down, "", "to the next action of the last workshop", 50),
    row(KeyScope::RoomStart, &[UP, Key::char('k')], Action::Up, "", "to the action before", 50),

    row(KeyScope::Follow, &[DOWN, Key::char('j')], Action::Down, "", "good to know, below the fold", 50),
    row(KeyScope::Follow, &[UP, Key::char('k')], Action::Up, "", "back up", 50),
    row(KeyScope::Follow, &[Key::char('q'), Key::ctrl('c'), ESC], Action::Quit, "quit", "quit", 82),
    row(KeyScope::Follow, &[Key::ctrl('z')], Action::Suspend, "", "suspend; `fg` resumes", 50),

    row(KeyScope::Global, &[Key::char('1')], Action::Go(ScreenId::Home), "", "Home: where you were, what needs you", 50),
    row(KeyScope::Global, &[Key::char('2')], Action::Go(ScreenId::Checklists), "", "Checklists: the lists and their entries", 50),
    row(KeyScope::Global, &[Key::char('3')], Action::Go(ScreenId::Plan), "", "Plan: phases, workstreams, topics, milestones", 50),
    row(KeyScope::Global, &[Key::char('4')], Action::Go(ScreenId::Review), "", "Review: what is left before a milestone", 50),
    row(KeyScope::Global, &[Key::char('5')], Action::Go(ScreenId::Workshop), "", "Workshop: prepare, walk through, close", 50),
    row(KeyScope::Global, &[Key::char('/')], Action::Search, "search", "search everywhere", 30),
    row(KeyScope::Global, &[Key::char('u')], Action::Undo, "undo", "undo your last change", 80).needs(Need::Undo),
    row(KeyScope::Global, &[Key::char('U'), Key::ctrl('r')], Action::Redo, "", "redo what was undone", 81).needs(Need::Redo),
    row(KeyScope::Global, &[Key::char(':'), Key::ctrl('p')], Action::Commands, "", "all commands by name", 83),
    row(KeyScope::Global, &[Key::char('?')], Action::Help, "help", "what every key does", 84),
    row(KeyScope::Global, &[ESC], Action::Back, "", "back; at the top, the menu", 50),
    row(KeyScope::Global, &[Key::ctrl('z')], Action::Suspend, "", "suspend; `fg` resumes", 50),
    row(KeyScope::Global, &[Key::char('q'), Key::ctrl('c')], Action::Quit, "quit", "quit", 82),
    row(KeyScope::Global, &[], Action::Menu, "menu", "the menu", 50),
    row(KeyScope::Global, &[Key::char('F')], Action::Facts, "", "look at a tenant's export: what it shows about your answers", 50),
    row(KeyScope::Global, &[], Action::Report, "report", "write a report: of a milestone, of a workshop, of the project", 50),
    row(KeyScope::Global, &[], Action::History, "history", "all changes in the project, by whom and when", 50).needs(Need::History),
    row(KeyScope::Global, &[], Action::Verify, "verify", "check the project file, line by line", 50).needs(Need::Project),
    row(KeyScope::Global, &[], Action::Questions, "project questions", "answer the questions that decide which entries apply", 50).needs(Need::Writable),
    row(KeyScope::Global, &[], Action::Apps, "applications", "which kinds of applications the project has", 50).needs(Need::Writable),
    row(KeyScope::Global, &[], Action::Published, "published rows", "the rows of the published lists with their codes", 50),
    row(KeyScope::Global, &[], Action::Projects, "switch project", "open another project", 50),
    row(KeyScope::Global, &[], Action::NewProject, "new project", "begin a new project", 50),
    row(KeyScope::Global, &[], Action::SaveAgain, "save again", "retry saving", 50).needs(Need::Unsaved),
    row(KeyScope::Global, &[], Action::Mouse, "mouse on or off", "switch the mouse on or off", 50),

    row(KeyScope::Facts, &[Key::char('v')], Action::SeenAt, "evidence", "take the sentence as evidence; the status stays", 2),
    row(KeyScope::Facts, &[Key::char('r')], Action::Todo, "todo", "back to todo, with the sentence as reason", 1),
    row(KeyScope::Facts, &[Key::char('d')], Action::Done, "done", "done with it; asks first, and names what is left", 3),
    row(KeyScope::Facts, &[Key::char('b')], Action::Blocked, "blocked", "blocked, with the reason", 4),
    row(KeyScope::Facts, &[Key::char('w')], Action::Waive, "waive", "waive it: reason, owner, end", 5),
    row(KeyScope::Facts, &[Key::char('m')], Action::Mark, "mark", "mark several, then take all at once", 6),
    row(KeyScope::Facts, &[ENTER], Action::Enter, "open", "open the entry", 7),
    row(KeyScope::Facts, &[TAB], Action::NextPart, "read", "to the page beside the list, and back", 8),
    row(KeyScope::Facts, &[Key::char('f')], Action::Filter, "filter", "filter by status, level, role, owner, milestone, text", 9),
    row(KeyScope::Facts, &[Key::char('/')], Action::Search, "search", "only what has these words", 10),
    row(KeyScope::Facts, &[Key::char('x')], Action::ShowLeftOut, "", "show or hide what does not apply to this project", 50),
    row(KeyScope::Facts, &[Key::char('u')], Action::Undo, "undo", "undo your last change", 11),
    row(KeyScope::Facts, &[Key::char('U'), Key::ctrl('r')], Action::Redo, "", "redo what was undone", 50),
    row(KeyScope::Facts, &[Key::char('?')], Action::Help, "", "what every key does", 50),
    row(KeyScope::Facts, &[Key::char('q')], Action::Drop, "leave", "leave it; what was not taken leaves no trace", 89),

    row(KeyScope::Check, &[RIGHT, ENTER, Key::char('l'), PAGE_DOWN], Action::Right, "next", "on to the next critical entry", 0),
    row(KeyScope::Check, &[LEFT, Key::char('h'), PAGE_UP], Action::Left, "", "back to the entry before", 50),
    row(KeyScope::Check, &[ESC], Action::Back, "leave", "leave the check; asks first once something has been read", LEAVE),
    row(KeyScope::Check, &[Key::ctrl('c')], Action::Quit, "", "quit", 91),

    row(KeyScope::Compare, &[LEFT, Key::char('h')], Action::Left, "earlier review", "begin with an earlier review", 2),
    row(KeyScope::Compare, &[RIGHT, Key::char('l')], Action::Right, "later review", "begin with a later review", 3),
    row(KeyScope::Compare, &[TAB], Action::NextPart, "until", "compare with a later review, or with now", 4),

    row(KeyScope::Decide, &[SPACE], Action::Toggle, "choose", "choose this decision", 2),
    row(KeyScope::Decide, &[Key::char('o')], Action::Owner, "owner", "who owns it", 2),
    row(KeyScope::Decide, &[Key::char('t')], Action::Due, "due", "by when", 3),
    row(KeyScope::Decide, &[TAB], Action::NextPart, "next part", "on to the next part of the form", 4),
    row(KeyScope::Decide, &[BACK_TAB], Action::PreviousPart, "", "back to the decision", 50),

    row(KeyScope::Choose, &[UP, Key::char('k')], Action::Up, "", "up", 50),
    row(KeyScope::Choose, &[DOWN, Key::char('j')], Action::Down, "", "down", 50),
    row(KeyScope::Choose, &[LEFT, Key::char('h')], Action::Left, "", "to the left", 50),
    row(KeyScope::Choose, &[RIGHT, Key::char('l')], Action::Right, "", "to the right", 50),
    row(KeyScope::Choose, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Choose, &[PAGE_DOWN], Action::PageDown, "", "a screen down", 50),
    row(KeyScope::Choose, &[Key::char('g'), HOME], Action::First, "", "to the first", 50),
    row(KeyScope::Choose, &[Key::char('G'), END], Action::Last, "", "to the last", 50),
    row(KeyScope::Choose, &[ENTER], Action::Enter, "choose", "choose", 1),
    row(KeyScope::Choose, &[ESC], Action::Back, "back", "back", LEAVE),
    row(KeyScope::Choose, &[Key::ctrl('c')], Action::Quit, "", "quit", 91),

    row(KeyScope::Read, &[UP, Key::char('k')], Action::Up, "", "up", 50),
    row(KeyScope::Read, &[DOWN, Key::char('j')], Action::Down, "", "down", 50),
    row(KeyScope::Read, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Read, &[PAGE_DOWN, SPACE], Action::PageDown, "more", "a screen down", 2),
    row(KeyScope::Read, &[Key::char('g'), HOME], Action::First, "", "to the beginning", 50),
    row(KeyScope::Read, &[Key::char('G'), END], Action::Last, "", "to the end", 50),
    row(KeyScope::Read, &[ESC, ENTER, Key::char('q'), Key::char('?')], Action::Back, "back", "back", LEAVE),
    row(KeyScope::Read, &[Key::ctrl('c')], Action::Quit, "", "quit", 91),

    row(KeyScope::CaptureKind, &[Key::char('d')], Action::Kind(CaptureKind::Decision), "decision", "something decided", 1),
    row(KeyScope::CaptureKind, &[Key::char('a')], Action::Kind(CaptureKind::Action), "action", "a task for somebody, with a date", 2),
    row(KeyScope::CaptureKind, &[Key::char('q')], Action::Kind(CaptureKind::Question), "question", "a question nobody here could answer", 3),
    row(KeyScope::CaptureKind, &[Key::char('r')], Action::Kind(CaptureKind::Risk), "risk", "something that may go wrong", 4),
    row(KeyScope::CaptureKind, &[Key::char('p')], Action::Kind(CaptureKind::Parked), "parked", "something for another time", 5),
    row(KeyScope::CaptureKind, &[Key::char('o')], Action::Kind(CaptureKind::Objection), "objection", "who disagrees with a decision, and why", 6),

    row(KeyScope::Switches, &[SPACE], Action::Toggle, "on or off", "switch on or off", 1),
    row(KeyScope::Switches, &[ENTER], Action::Keep, "use it", "use it", 2),
    row(KeyScope::Switches, &[BACKSPACE, DELETE], Action::Clear, "show all", "take everything back", 3),

    row(KeyScope::Questions, &[SPACE], Action::Toggle, "yes, no, not known", "yes, no, not known", 1),
    row(KeyScope::Questions, &[ENTER], Action::Enter, "which entries", "which entries the question is about", 2),
    row(KeyScope::Questions, &[Key::char('y')], Action::Yes, "yes", "yes, and on to the next open question", 3),
    row(KeyScope::Questions, &[Key::char('n')], Action::No, "no", "no: its entries are set aside; and on to the next", 4),
    row(KeyScope::Questions, &[Key::char('r'), BACKSPACE, DELETE], Action::Clear, "", "not known", 50),
    row(KeyScope::Questions, &[Key::char('+')], Action::Add, "take proposals", "take every answer that the scenarios propose", 5),
    row(KeyScope::Questions, &[RIGHT, Key::char('l')], Action::Right, "next open", "on to the next question without an answer", 6),
    row(KeyScope::Questions, &[Key::char('u')], Action::Undo, "undo", "undo your last change", 7).needs(Need::Undo),
    row(KeyScope::Questions, &[Key::char('U'), Key::ctrl('r')], Action::Redo, "", "redo what was undone", 50).needs(Need::Redo),
    row(KeyScope::Questions, &[TAB], Action::NextPart, "plan", "to the plan", 91),

    row(KeyScope::Form, &[ENTER], Action::Enter, "next", "on to the next part; at the end, begin", 1),
    row(KeyScope::Form, &[TAB], Action::NextPart, "", "on to the next part", 50),
    row(KeyScope::Form, &[BACK_TAB], Action::PreviousPart, "", "back to the part before", 50),

    row(KeyScope::Pick, &[SPACE], Action::Toggle, "choose", "select or clear", 2),

    row(KeyScope::Confirm, &[Key::char('y')], Action::Yes, "yes", "yes", 1),
    row(KeyScope::Confirm, &[Key::char('n')], Action::No, "no", "no", 2),

    row(KeyScope::Meanwhile, &[Key::char('y')], Action::KeepYours, "", "keep yours; theirs stays in the history", 50),
    row(KeyScope::Meanwhile, &[Key::char('t')], Action::KeepTheirs, "", "keep theirs; yours is thrown away", 50),
    row(KeyScope::Meanwhile, &[Key::char('b')], Action::KeepBoth, "", "both as one text, to edit", 50),
    row(KeyScope::Meanwhile, &[Key::char('s')], Action::LetStand, "", "let both stand, as two answers", 50),

    row(KeyScope::Line, &[ENTER], Action::Enter, "save", "save it", 1),
    row(KeyScope::Line, &[TAB], Action::NextPart, "", "complete, or on to the next field", 50),
    row(KeyScope::Line, &[BACK_TAB], Action::PreviousPart, "", "back to the field before", 50),
    row(KeyScope::Line, &[UP], Action::Up, "", "the choice above", 50),
    row(KeyScope::Line, &[DOWN], Action::Down, "", "the choice below", 50),
    row(KeyScope::Line, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Line, &[PAGE_DOWN], Action::PageDown, "", "a screen down", 50),
    row(KeyScope::Line, &[LEFT], Action::Left, "", "a character to the left", 50),
    row(KeyScope::Line, &[RIGHT], Action::Right, "", "a character to the right; at the end, complete", 50),
    row(KeyScope::Line, &[HOME, Key::ctrl('a')], Action::LineStart, "", "to the beginning", 50),
    row(KeyScope::Line, &[END, Key::ctrl('e')], Action::LineEnd, "", "to the end", 50),
    row(KeyScope::Line, &[BACKSPACE, Key::ctrl('h')], Action::EraseBack, "", "erase the character before", 50),
    row(KeyScope::Line, &[DELETE], Action::EraseForward, "", "erase the character here", 50),
    row(KeyScope::Line, &[Key::ctrl('w')], Action::EraseWord, "", "erase the word before", 50),
    row(KeyScope::Line, &[Key::ctrl('u')], Action::EraseToStart, "", "erase all before", 50),
    row(KeyScope::Line, &[ESC], Action::Back, "cancel", "cancel", LEAVE),
    row(KeyScope::Line, &[Key::ctrl('c')], Action::Quit, "", "quit", 91),

    row(KeyScope::CaptureLine, &[TAB], Action::NextPart, "another kind", "complete a name; else decision, action, question, risk, parked", 2),

    row(KeyScope::Area, &[ENTER], Action::NewLine, "new line", "a new line", 3),
    row(KeyScope::Area, &[TAB, Key::ctrl('s')], Action::Keep, "save", "save it", 1),
    row(KeyScope::Area, &[Key::ctrl('e')], Action::AnswerInEditor, "in your editor", "go on in your editor", 2),
    row(KeyScope::Area, &[UP], Action::Up, "", "a line up", 50),
    row(KeyScope::Area, &[DOWN], Action::Down, "", "a line down", 50),
    row(KeyScope::Area, &[LEFT], Action::Left, "", "a character to the left", 50),
    row(KeyScope::Area, &[RIGHT], Action::Right, "", "a character to the right", 50),
    row(KeyScope::Area, &[PAGE_UP], Action::PageUp, "", "a screen up", 50),
    row(KeyScope::Area, &[PAGE_DOWN], Action::PageDown, "", "a screen down", 50),
    row(KeyScope::Area, &[HOME, Key::ctrl('a')], Action::LineStart, "", "to the beginning of the line", 50),
    row(KeyScope::Area, &[END], Action::LineEnd, "", "to the end of the line", 50),
    row(KeyScope::Area, &[BACKSPACE, Key::ctrl('h')], Action::EraseBack, "", "erase the character before", 50),
    row(KeyScope::Area, &[DELETE], Action::EraseForward, "", "erase the character here", 50),
    row(KeyScope::Area, &[Key::ctrl('w')], Action::EraseWord, "", "erase the word before", 50),
    row(KeyScope::Area, &[Key::ctrl('u')], Action::EraseToStart, "", "erase the line before the cursor", 50),
    row(KeyScope::Area, &[Key::ctrl('z')], Action::Undo, "", "undo in the text", 50),
    row(KeyScope::Area, &[ESC], Action::Back, "back", "cancel; asks first if text would be lost", LEAVE),
    row(KeyScope::Area, &[Key::ctrl('c')], Action::Quit, "", "quit", 91),
];
