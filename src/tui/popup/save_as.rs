//! Asks for a new file that the whole project goes into, and with which the program goes on.

use ratatui::layout::Rect;

use super::Popup;
use crate::journal::damage::Loss;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::line::TextLine;

const NEEDS_A_NAME: &str = "the file needs a name";

/// The field for the new file.
pub struct SaveAsPopup {
    title: &'static str,
    /// Whether the name is only free because the project's file is gone.
    is_own_name: bool,
    file: TextLine,
    proposed: String,
    /// Whether the file is being written.
    is_waiting: bool,
    error: Option<Text>,
}

impl SaveAsPopup {
    /// The field with a name beside that of the project.
    pub fn new(ctx: &Ctx<'_>) -> SaveAsPopup {
        SaveAsPopup::proposing(&ctx.host.file_beside(), "Save under another name", false)
    }

    /// The field with the project's own name, where no file is any more.
    pub fn again(file: &Text) -> SaveAsPopup {
        SaveAsPopup::proposing(file, "Save under its own name again", true)
    }

    fn proposing(file: &Text, title: &'static str, is_own_name: bool) -> SaveAsPopup {
        let proposed = file.to_string();
        let file = TextLine::new(&proposed);
        SaveAsPopup { title, is_own_name, file, proposed, is_waiting: false, error: None }
    }

    fn save(&mut self) -> Outcome {
        let file = self.file.text();
        if file.is_empty() {
            self.error = Some(Text::line(NEEDS_A_NAME));
            return Outcome::Stay;
        }
        self.is_waiting = true;
        Outcome::SaveAs(file)
    }

    fn told(&self, ctx: &Ctx<'_>) -> (String, bool) {
        if let Some(why) = &self.error {
            return (why.to_string(), true);
        }
        let file = self.file.text();
        let path = ctx.host.path_of(&file).filter(|_| !file.is_empty());
        match path {
            None => (NEEDS_A_NAME.to_owned(), false),
            Some(path) if self.is_waiting => (format!("writing {path}"), false),
            Some(path) if matches!(ctx.host.loss(), Some(Loss::File(..))) => {
                (format!("goes on in {path}; a file that is there is never overwritten"), false)
            }
            Some(path) => (format!("goes on in {path}; the file so far is left as it is"), false),
        }
    }

    fn lines(&self, width: u16, ctx: &Ctx<'_>) -> Vec<String> {
        text::wrap(&self.told(ctx).0, usize::from(width.saturating_sub(2)).max(1))
    }
}

impl Popup for SaveAsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Line]
    }

    fn title(&self, _ctx: &Ctx<'_>) -> (String, String) {
        (self.title.to_owned(), "a new file".to_owned())
    }

    fn height(&self, width: u16, ctx: &Ctx<'_>) -> u16 {
        1 + cells(self.lines(width, ctx).len()).max(2)
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Back => return Outcome::Close,
            _ if self.is_waiting => {}
            Action::Enter | Action::Keep => return self.save(),
            _ if self.file.take(action) => self.error = None,
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        self.file.draw(canvas, inset(row(area, 0), 1, 1), theme.field, "", true);
        let style = if self.told(ctx).1 { theme.blocked } else { theme.dim };
        for (at, line) in self.lines(area.width, ctx).iter().enumerate() {
            let place = inset(row(area, 1 + cells(at)), 1, 1);
            if place.height > 0 {
                canvas.put(place.x, place.y, place.width, line, style);
            }
        }
    }

    fn paste(&mut self, words: &str, _ctx: &Ctx<'_>) -> bool {
        if !self.is_waiting {
            self.file.insert(words);
            self.error = None;
        }
        true
    }

    fn refused(&mut self, why: &Text) {
        self.is_waiting = false;
        self.error = Some(why.clone());
    }

    fn is_saving_as(&self) -> bool {
        true
    }

    fn is_about_loss(&self) -> bool {
        self.is_own_name
    }

    fn holds_words(&self) -> bool {
        self.file.words() != self.proposed
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("save")
    }
}
