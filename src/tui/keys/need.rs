//! What has to be there so that a key makes sense.

/// What has to be there so that an action makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    Nothing,
    /// A project that can be written to.
    Writable,
    /// Entries in hand, and a project that can be written to.
    Entries,
    /// The same with one entry: words are written for one at a time.
    OneEntry,
    /// One entry, to be named.
    Name,
    /// One entry with a link.
    Link,
    /// One entry, and a place for private notes.
    PrivateNotes,
    /// Entries in hand, and an answer that was given before.
    Repeat,
    /// A change that can be undone. The key says why there is none.
    Undo,
    /// A history, and a project that can be written to.
    Redo,
    /// A history of changes.
    History,
    /// A project that is open.
    Project,
    /// The same, and that it can be written to.
    WritableProject,
    /// One entry at which something was captured.
    Captures,
    /// One entry that is an item of the project's own, and a project that can be written to.
    OwnItem,
    /// A change that is not saved.
    Unsaved,
}
