//! A text in the user's own editor, as the screens ask for it.

use crate::text::Text;
use crate::workspace::editor::{self, Edited};
use crate::workspace::locate;
use crate::workspace::world::World;

/// What came back; `None` if nothing was changed. `left_open` gets what is to be said at the end of the program.
pub(super) fn edit(world: &World, text: &str, left_open: &mut Option<Text>) -> Result<Option<String>, Text> {
    match editor::edit(world, text)? {
        Edited::Same => Ok(None),
        Edited::Changed(text) => Ok(Some(text)),
        Edited::LeftOpen(path) => {
            let words = format!(
                "an answer is not saved: the editor is still open, and what is written there is in {}",
                locate::shown(&path)
            );
            *left_open = Some(Text::line(&words));
            Err(Text::line(&words))
        }
    }
}
