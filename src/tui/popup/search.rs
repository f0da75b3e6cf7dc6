//! Search over everything: type a few letters, Enter goes there.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Popup;
use super::captured;
use super::finder::{Finder, FinderEvent};
use crate::domain::search::index::{Find, FindSubject, Hit, Index, IndexScope};
use crate::domain::search::{HitField, label};
use crate::domain::words;
use crate::journal::answers::Captured;
use crate::journal::record::CaptureId;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, cells, inset};

/// From so many columns on a screen is high as well, as a rule.
const LARGE: u16 = 160;

/// What is said of a find that stays at the cursor without the words.
const NO_LONGER: &str = "no longer found";

/// So many entries are ready before anything is looked for: all of most packs, in the time of a frame.
const AT_ONCE: usize = 2000;
/// So many more at a time while nothing comes in: a millisecond or two.
const AT_A_TIME: usize = 400;

/// What the cursor is at.
#[derive(Debug, Clone, PartialEq, Eq)]
enum SearchPlace {
    Entry(EntryId),
    Capture(CaptureId),
}

/// The search popup.
pub struct Search {
    /// Made again when something has changed, with what is at the cursor kept.
    index: Fresh<Index>,
    at: Option<SearchPlace>,
    /// The find that stays at the cursor although it is not found now, or not yet.
    kept: Option<Find>,
    /// Whether the find at the cursor stays there when more is found, although it is the first.
    stays: bool,
    /// Whether somebody has moved the cursor since the words were typed.
    is_moved: bool,
    finder: Finder<Find>,
    /// What Enter does with the entry that is found.
    verb: &'static str,
    title: &'static str,
    /// Whether the finds are walked through afterwards.
    walks: bool,
}

impl Search {
    pub fn new(ctx: &Ctx<'_>) -> Search {
        Search {
            index: Fresh::of(ctx.revision, (), Index::new(IndexScope::Everything)),
            at: None,
            kept: None,
            stays: false,
            is_moved: false,
            finder: Finder::default(),
            verb: "go there",
            title: "Search everywhere",
            walks: true,
        }
    }

    /// A search that leads only to entries.
    fn of_entries(ctx: &Ctx<'_>) -> Search {
        let index = Index::new(IndexScope::Entries);
        Search { index: Fresh::of(ctx.revision, (), index), ..Search::new(ctx) }
    }

    /// A search in the room, which goes to one entry and back to the agenda.
    pub fn in_room(ctx: &Ctx<'_>) -> Search {
        Search { walks: false, ..Search::of_entries(ctx) }
    }

    /// A search for an entry to be put on an agenda.
    pub fn to_add(ctx: &Ctx<'_>) -> Search {
        Search {
            verb: "put it on the agenda",
            title: "Which entry?",
            walks: false,
            ..Search::of_entries(ctx)
        }
    }

    /// Finds again after a change; what is at the cursor stays there, also if its new words would not be found.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        if self.index.is_for(ctx.revision, &()) {
            return;
        }
        let scope = self.index.scope();
        self.index.set(ctx.revision, (), Index::new(scope));
        self.stays = true;
        self.find_again(ctx);
    }

    /// Finds again, with the cursor at the same entry or capture.
    fn find_again(&mut self, ctx: &Ctx<'_>) {
        let (cursor, before) = (self.finder.cursor(), self.finder.at().copied());
        let mut finds = self.finds(ctx);
        // Letters that were all there was give way to words, unless somebody chose one of them.
        let gives_way = !self.is_moved
            && before.is_some_and(Find::is_scattered)
            && finds.iter().any(|find| !find.is_scattered());
        let at = self.at.as_ref().filter(|_| !gives_way).and_then(|at| at.subject(ctx));
        let cursor = if gives_way { 0 } else { cursor };
        let place = at.and_then(|at| finds.iter().position(|find| find.subject == at));
        self.kept = match (at, place, before) {
            (Some(at), None, Some(before)) => Some(before.moved_to(at)),
            _ => None,
        };
        if let Some(kept) = self.kept {
            finds.insert(cursor.min(finds.len()), kept);
        }
        self.finder.show(finds);
        self.finder.go_to(place.unwrap_or(cursor));
    }

    /// What was found, without what only stays at the cursor.
    fn found(&self) -> impl Iterator<Item = &Find> {
        self.finder.all().filter(|find| Some(**find) != self.kept)
    }

    fn finds(&mut self, ctx: &Ctx<'_>) -> Vec<Find> {
        let words = self.finder.words();
        if words.trim().is_empty() {
            return Vec::new();
        }
        let index = self.index.get_mut();
        index.make(AT_ONCE, ctx.board, ctx.answers());
        index.search(words)
    }

    fn find(&mut self, ctx: &Ctx<'_>) {
        let finds = self.finds(ctx);
        self.stays = false;
        self.is_moved = false;
        self.kept = None;
        self.finder.show(finds);
    }

    /// Finds in everything, so that all of it can be walked through.
    fn finish(&mut self, ctx: &Ctx<'_>) {
        if !self.index.is_whole() && self.finder.at().is_some() {
            self.index.get_mut().make(usize::MAX, ctx.board, ctx.answers());
            self.find_again(ctx);
        }
    }

    fn jump(&self, ctx: &Ctx<'_>) -> Outcome {
        let Some(find) = self.finder.at() else { return Outcome::Stay };
        if let Some((id, capture)) = find.capture(ctx.answers()) {
            let Some(captured) = capture.capture.value() else { return Outcome::Stay };
            return Outcome::open(captured::menu(id, captured, capture.is_resolved(), ctx)).after_close();
        }
        let id = |find: &Find| find.row().map(|row| ctx.board.at(row).id.clone());
        let Some(here) = id(find) else { return Outcome::Stay };
        let ids: Vec<EntryId> = self.found().filter_map(id).collect();
        match ids.iter().position(|id| *id == here) {
            Some(at) if self.walks => {
                let words = Text::line(self.finder.words());
                Outcome::Found { words, ids, at, is_scattered: find.is_scattered() }.after_close()
            }
            _ => Outcome::Jump(here).after_close(),
        }
    }
}

impl SearchPlace {
    fn of(find: Find, ctx: &Ctx<'_>) -> Option<SearchPlace> {
        match find.row() {
            Some(row) => Some(SearchPlace::Entry(ctx.board.at(row).id.clone())),
            None => find.capture(ctx.answers()).map(|(id, _)| SearchPlace::Capture(id.clone())),
        }
    }

    /// Where it is now; `None` if it is gone.
    fn subject(&self, ctx: &Ctx<'_>) -> Option<FindSubject> {
        match self {
            SearchPlace::Entry(id) => ctx.board.find(id).map(FindSubject::Row),
            SearchPlace::Capture(id) => {
                let captures = &ctx.answers().captures;
                captures.get(id)?.capture.value()?;
                captures.keys().position(|other| other == id).map(FindSubject::Capture)
            }
        }
    }
}

impl Popup for Search {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Line]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let so_far = if self.index.is_whole() { "" } else { " so far" };
        let right = match self.found().count() {
            0 if self.finder.is_empty() => format!("{} entries", ctx.board.rows().len()),
            found if self.found().any(|find| find.is_scattered()) => {
                format!("{found} with these letters{so_far}")
            }
            found => format!("{found} found{so_far}"),
        };
        (self.title.to_owned(), right)
    }

    fn height(&self, width: u16, _ctx: &Ctx<'_>) -> u16 {
        // The same for all words, so that nothing jumps while somebody types.
        if width >= LARGE { 40 } else { 16 }
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match self.finder.update(action) {
            FinderEvent::Close => Outcome::Close,
            FinderEvent::Take => {
                self.finish(ctx);
                self.jump(ctx)
            }
            FinderEvent::Look => {
                self.find(ctx);
                Outcome::Stay
            }
            FinderEvent::Move => {
                self.is_moved = true;
                Outcome::Stay
            }
            FinderEvent::Nothing => Outcome::Ignored,
        }
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let none = if self.finder.words().trim().is_empty() {
            "words of titles, texts, answers, evidence, reasons, people"
        } else if self.index.is_whole() {
            "no match: nothing has these words"
        } else {
            "no match so far"
        };
        self.finder.draw(canvas, area, ("/", none), |canvas, place, find| {
            let is_gone = self.kept == Some(*find) && self.index.is_whole();
            draw_find(canvas, place, (*find, is_gone), self.finder.words(), ctx);
        });
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.follow(ctx);
        self.finder.sync(area);
        self.at = self.finder.at().and_then(|find| SearchPlace::of(*find, ctx));
    }

    fn has_more_to_do(&self) -> bool {
        !self.index.is_whole()
    }

    fn go_on(&mut self, ctx: &Ctx<'_>) -> bool {
        let index = self.index.get_mut();
        index.make(index.len() + AT_A_TIME, ctx.board, ctx.answers());
        let is_seen = index.is_whole() && !self.finder.words().trim().is_empty();
        if is_seen && (self.stays || self.is_moved) {
            self.find_again(ctx);
        } else if is_seen {
            // What fits best is at the cursor as long as nobody has moved it.
            self.find(ctx);
        }
        is_seen
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter => Some(self.verb),
            Action::Back => Some("back"),
            _ => None,
        }
    }

    fn paste(&mut self, words: &str, ctx: &Ctx<'_>) -> bool {
        self.finder.paste(words);
        self.find(ctx);
        true
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        if !self.finder.click(row) {
            return Outcome::Stay;
        }
        self.is_moved = true;
        self.at = self.finder.at().and_then(|find| SearchPlace::of(*find, ctx));
        self.finish(ctx);
        self.jump(ctx)
    }
}

/// Draws a find; `is_gone` says that it only stays at the cursor.
fn draw_find(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (find, is_gone): (Find, bool),
    typed: &str,
    ctx: &Ctx<'_>,
) {
    if place.height == 0 {
        return;
    }
    let theme = canvas.theme;
    let hit = find.hit(typed, ctx.board, ctx.answers());
    let Some(row) = find.row() else {
        let captured = find.capture(ctx.answers()).and_then(|(_, capture)| capture.capture.value());
        if let Some(captured) = captured {
            draw_capture(canvas, place, (captured, is_gone), &hit, ctx);
        }
        return;
    };
    let entry = ctx.board.at(row);
    let sign = entry.standing.shown();
    let style = if entry.applies.is_yes() { theme.entry_style(sign) } else { theme.dim };
    let words = inset(place, 5, 1);
    let sign_style = if entry.applies.is_yes() { theme.sign_style(sign) } else { theme.dim };
    canvas.put(place.x + 3, place.y, 1, theme.sign(sign), sign_style);
    if hit.found == HitField::Title {
        let right = match entry.applies.is_yes() {
            _ if is_gone => NO_LONGER,
            true => "",
            false => "does not apply",
        };
        let used = canvas.put_right(words, right, theme.dim);
        let room = words.width.saturating_sub(if used > 0 { used + 1 } else { 0 });
        put_fitting(canvas, Rect { width: room, ..words }, &hit.shown, &hit.fitting, style);
        return;
    }
    // The entry keeps its name and what there is room for; what was found is beside it with the words around.
    let label = label(&entry.name, &entry.title);
    let least = cells(entry.name.width()).max(12) + 2;
    let applies = if entry.applies.is_yes() { "" } else { "does not apply, " };
    let kind = format!("{applies}{}: ", hit.found.phrase());
    let wanted = cells(text::width(&kind) + text::width(&hit.shown));
    let right = wanted.min(words.width.saturating_sub(least)).min(words.width * 3 / 5);
    let left = words.width.saturating_sub(right + 2);
    canvas.put(words.x, words.y, left, &text::truncate(&label, usize::from(left), theme.cut()), style);
    let at = Rect { x: words.right().saturating_sub(right), width: right, ..words };
    let used = canvas.put(at.x, at.y, at.width, &kind, theme.dim);
    put_fitting(canvas, inset(at, used, 0), &hit.shown, &hit.fitting, theme.normal);
}

/// A capture at no entry: its kind, its words, and where it was captured.
fn draw_capture(
    canvas: &mut Canvas<'_>,
    place: Rect,
    (captured, is_gone): (&Captured, bool),
    hit: &Hit,
    ctx: &Ctx<'_>,
) {
    let theme = canvas.theme;
    let words = inset(place, 5, 1);
    let right = match &captured.at {
        _ if is_gone => NO_LONGER.to_owned(),
        None => "the whole project".to_owned(),
        Some(id) => format!("at {}, gone", words::title(id, &ctx.situation())),
    };
    let right = text::truncate(&right, usize::from(words.width / 3), theme.cut()).into_owned();
    let used = canvas.put_right(words, &right, theme.dim);
    let kind = match hit.found {
        HitField::Capture => format!("{}: ", captured.kind.word()),
        _ => format!("{}, {}: ", captured.kind.word(), hit.found.phrase()),
    };
    let room = words.width.saturating_sub(used + 1);
    let kind = canvas.put(words.x, words.y, room, &kind, theme.dim);
    put_fitting(
        canvas,
        inset(Rect { width: room, ..words }, kind, 0),
        &hit.shown,
        &hit.fitting,
        theme.normal,
    );
}

/// Writes words with some of their characters, by position, marked as found.
fn put_fitting(canvas: &mut Canvas<'_>, place: Rect, words: &str, fitting: &[u32], style: Style) {
    let used = canvas.put(place.x, place.y, place.width, words, style);
    let found = canvas.theme.found;
    let mut x = place.x;
    for (at, c) in (0_u32..).zip(words.chars()) {
        let wide = cells(text::width(c.encode_utf8(&mut [0; 4])));
        if x + wide > place.x + used {
            return;
        }
        if fitting.binary_search(&at).is_ok() {
            canvas.restyle(Rect { x, y: place.y, width: wide, height: 1 }, found);
        }
        x += wide;
    }
}
