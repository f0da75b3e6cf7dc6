//! What an export shows, item by item: the groups as one list, beside it the sentence, the criterion and our answer.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;
use ratatui::layout::{Position, Rect};

use super::Popup;
use super::confirm::Confirm;
use super::entry_sheet::EntrySheet;
use super::filter::FilterPopup;
use super::help::Help;
use super::prompts;
use crate::domain::facts::looked::Looked;
use crate::domain::facts::take::{self, Act};
use crate::domain::facts::{self, Group, ItemFacts};
use crate::domain::filter;
use crate::facts::export::with_article;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::EntryId;
use crate::text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, cells, inset, row};
use crate::tui::widget::list::{Click, List, Row};
use crate::tui::widget::reader::Reader;

mod ask;
mod changes;
mod draw;
mod page;

pub use ask::{ask_file, ask_kind, kind_question};
use changes::Changes;
use draw::Layout;

/// The most rows that say what has changed, and from how many rows on there are any.
const HEAD_ROWS: usize = 2;
const LOWEST_WITH_HEAD: u16 = 10;

/// What an export shows.
pub struct FactsPopup {
    looked: Rc<Looked>,
    /// What differs from the export that somebody compared it with, in a few words.
    against: Option<String>,
    /// What has changed since then, in rows above the list.
    head: Vec<String>,
    items: List<ItemFacts>,
    filter: Filter,
    marked: BTreeSet<EntryId>,
    /// Items of other kinds of project too.
    shows_all: bool,
    /// Whether the page beside the list has the keys that move.
    reads: bool,
    reader: Reader,
    /// The item that the page is of.
    read: Option<EntryId>,
    made: Fresh<(), (Filter, bool)>,
    area: Rect,
}

impl FactsPopup {
    /// Opens it with the cursor at the first item; nothing is marked.
    pub fn new(looked: Looked) -> FactsPopup {
        FactsPopup {
            looked: Rc::new(looked),
            against: None,
            head: Vec::new(),
            items: List::default(),
            filter: Filter::default(),
            marked: BTreeSet::new(),
            shows_all: false,
            reads: false,
            reader: Reader::default(),
            read: None,
            made: Fresh::default(),
            area: Rect::default(),
        }
    }

    /// The items that pass a filter, sorted as the list has them.
    fn all(&self, filter: &Filter, ctx: &Ctx<'_>) -> Vec<ItemFacts> {
        facts::of_project(ctx.board, ctx.answers(), filter, self.looked.items(), self.shows_all)
    }

    /// Brings the list in line with what was answered since; the cursor stays at its item.
    fn follow(&mut self, ctx: &Ctx<'_>) {
        let key = (self.filter.clone(), self.shows_all);
        if self.made.is_for(ctx.revision, &key) {
            return;
        }
        self.made.set(ctx.revision, key, ());
        let at = self.items.at().map(|item| item.id.clone());
        // A heading counts its group whole, as the command does; what does not apply is hidden below it.
        let all = facts::of_project(ctx.board, ctx.answers(), &self.filter, self.looked.items(), true);
        let is_hidden = |item: &ItemFacts| {
            !self.shows_all && ctx.board.row(&item.id).is_some_and(|row| !row.applies.is_yes())
        };
        let mut rows: Vec<Row<ItemFacts>> = Vec::new();
        for group in Group::ALL {
            let some: Vec<ItemFacts> = all.iter().filter(|item| item.group == group).cloned().collect();
            if some.is_empty() {
                continue;
            }
            if !rows.is_empty() {
                rows.push(Row::Gap);
            }
            let hidden = some.iter().filter(|item| is_hidden(item)).count();
            let right = match hidden {
                0 => some.len().to_string(),
                some_hidden => format!("{}, {some_hidden} hidden", some.len()),
            };
            rows.push(Row::Heading { title: group.title().to_owned(), right });
            rows.extend(some.into_iter().filter(|item| !is_hidden(item)).map(Row::Entry));
        }
        self.items.set(rows);
        if let Some(at) = at {
            self.items.find(|item| item.id == at);
        }
        let known: BTreeSet<&EntryId> = self.items.entries().map(|item| &item.id).collect();
        self.marked.retain(|id| known.contains(id));
    }

    /// All that are marked, else the one at the cursor.
    fn in_hand(&self) -> Vec<&ItemFacts> {
        if self.marked.is_empty() {
            return self.items.at().into_iter().collect();
        }
        self.items.entries().filter(|item| self.marked.contains(&item.id)).collect()
    }

    fn ids(&self) -> Vec<EntryId> {
        self.in_hand().into_iter().map(|item| item.id.clone()).collect()
    }

    fn mark(&mut self) -> Outcome {
        let Some(id) = self.items.at().map(|item| item.id.clone()) else { return Outcome::Stay };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.items.step(1);
        match self.marked.len() {
            0 => Outcome::tell("no entry is marked"),
            many => Outcome::tell(format!("{} marked", text::counted(many, "entry", "entries"))),
        }
    }

    /// Takes what the export shows about all in hand; what would go over somebody's words is asked first.
    fn take(&mut self, act: Act, ctx: &Ctx<'_>) -> Outcome {
        let (ids, looked) = (self.ids(), Rc::clone(&self.looked));
        match taken(act, &ids, &looked, ctx) {
            Ok((question, outcome)) if question.is_empty() => {
                self.marked.clear();
                outcome
            }
            Ok(_) => {
                let ask = move |ctx: &Ctx<'_>| {
                    let (question, outcome) = taken(act, &ids, &looked, ctx)?;
                    Ok(Confirm::new(&question, outcome))
                };
                Confirm::about(ask, ctx)
            }
            Err(why) => Outcome::tell(why),
        }
    }

    fn clear(&mut self) -> Outcome {
        if !self.marked.is_empty() {
            self.marked.clear();
            return Outcome::tell("marks cleared");
        }
        if !filter::is_empty(&self.filter) {
            self.filter = Filter::default();
            return Outcome::tell("filter cleared");
        }
        Outcome::Close
    }

    fn layout(&self) -> Layout {
        Layout::of(self.area)
    }
}

/// What has to be asked before something is taken, empty if nothing has, and what takes it; an error says why there is
/// nothing to take.
fn taken(act: Act, ids: &[EntryId], looked: &Looked, ctx: &Ctx<'_>) -> Result<(String, Outcome), String> {
    let all = facts::of_project(ctx.board, ctx.answers(), &Filter::default(), looked.items(), true);
    let items: Vec<&ItemFacts> = all.iter().filter(|item| ids.contains(&item.id)).collect();
    let taking = take::take(act, &items, looked, &ctx.situation());
    if taking.lines.is_empty() {
        let why = match (act, taking.left.len()) {
            (_, 0) => "nothing to change: already set",
            (Act::Todo, _) => "the export is no reason to open it again",
            _ => "the export shows nothing to take here",
        };
        return Err(why.to_owned());
    }
    let mut question: Vec<String> = Vec::new();
    if act == Act::Done {
        question.push(match items.as_slice() {
            [only] => only.asks_done(),
            several => take::asks_done(several.len()),
        });
    }
    question.extend(ask::doubts(&taking.doubts, ctx));
    let mut done = ctx.situation().sentence(&taking.changes);
    if !taking.left.is_empty() {
        let left = text::counted(taking.left.len(), "entry", "entries");
        done = format!("{done}; nothing to take at {left}");
    }
    Ok((question.join(" "), Outcome::Lines(taking.lines, done)))
}

impl Popup for FactsPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Facts, KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let kind = self.looked.kind.map(|kind| format!(" ({})", kind.word())).unwrap_or_default();
        (format!("Export of {}{kind}", self.looked.tenant_name()), ctx.moment.day(self.looked.day))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::SeenAt => return self.take(Act::Evidence, ctx),
            Action::Done => return self.take(Act::Done, ctx),
            Action::Todo => return self.take(Act::Todo, ctx),
            Action::Blocked if !self.items.is_empty() => {
                return Outcome::open(prompts::blocked(&self.ids(), ctx));
            }
            Action::Waive if !self.items.is_empty() => {
                return Outcome::open(prompts::waive(&self.ids(), ctx));
            }
            Action::Mark => return self.mark(),
            Action::Filter => {
                let ids = self.all(&Filter::default(), ctx).into_iter().map(|item| item.id).collect();
                return Outcome::open(FilterPopup::new(&self.filter, ctx).among(ids));
            }
            Action::Search => return Outcome::open(ask::words(&self.filter)),
            Action::Compare => return Outcome::open(ask::against(&self.looked, ctx)),
            Action::Due => return Outcome::open(ask::day(self.looked.day)),
            Action::ShowLeftOut => {
                self.shows_all = !self.shows_all;
                return Outcome::tell(if self.shows_all {
                    "also what does not apply"
                } else {
                    "only what applies to the project"
                });
            }
            Action::Help => return Outcome::open(Help::new(self.scopes())),
            Action::Undo | Action::Redo => return Outcome::PerformAt(action, Vec::new()),
            Action::NextPart | Action::PreviousPart => {
                self.reads = !self.reads && self.layout().page.height > 0;
            }
            Action::Quit => return Outcome::Ignored,
            Action::Right => self.reads = self.layout().page.height > 0,
            Action::Left | Action::Back if self.reads => self.reads = false,
            Action::Left => {}
            Action::Enter => {
                let at = self.items.at().map(|item| item.id.clone());
                return at.map_or(Outcome::Stay, |id| Outcome::open(EntrySheet::new(id)));
            }
            Action::Drop => return Outcome::Close,
            Action::Back => return self.clear(),
            _ if self.reads && self.reader.update(action) => {}
            _ if !self.reads && self.items.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        for (at, words) in self.head.iter().enumerate() {
            let place = inset(row(area, cells(at)), 1, 1);
            canvas.put(place.x, place.y, place.width, words, canvas.theme.strong);
        }
        self.draw_parts(canvas, self.area, ctx);
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        let last =
            || self.looked.since_last(&ctx.answers().looks, ctx.moment.today).map(|drift| drift.phrase());
        let drift = self.against.clone().or_else(last).filter(|_| area.height >= LOWEST_WITH_HEAD);
        let room = usize::from(area.width.saturating_sub(2)).max(1);
        self.head = drift.map(|words| text::wrap(&words, room)).unwrap_or_default();
        self.head.truncate(HEAD_ROWS);
        self.area = below(area, cells(self.head.len()));
        self.follow(ctx);
        let layout = self.layout();
        self.reads &= layout.page.height > 0;
        self.items.sync(layout.list.height);
        let at = self.items.at().map(|item| item.id.clone());
        if at != self.read {
            self.reader.rewind();
            self.read = at;
        }
        let page = self.items.at().map(|item| page::page(item, &self.looked, layout.page.width, ctx));
        self.reader.show(page.unwrap_or_default(), layout.page.height);
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        let list = self.layout().list;
        let top = self.area.y.saturating_sub(cells(self.head.len()));
        let at = Position { x: list.x, y: top + row };
        if !list.contains(at) {
            return Outcome::Stay;
        }
        match self.items.click(at.y - list.y) {
            Click::Again => self.update(Action::Enter, ctx),
            Click::Moved | Click::Nothing => Outcome::Stay,
        }
    }

    fn narrow(&mut self, filter: &Filter, _ctx: &Ctx<'_>) -> bool {
        self.filter = filter.clone();
        self.items.go_to(0);
        true
    }

    fn answered(&mut self) {
        self.marked.clear();
    }

    fn date(&mut self, day: Date) {
        let Some(looked) = Rc::get_mut(&mut self.looked) else { return };
        looked.day = day;
    }

    fn compare(&mut self, before: &Looked, ctx: &Ctx<'_>) -> Outcome {
        if before.rules.id != self.looked.rules.id {
            return Outcome::tell(format!("it is not {}", with_article(&self.looked.rules.title)));
        }
        let drift = self.looked.against(before, ctx.moment.today);
        self.against = Some(drift.phrase());
        Outcome::open(Changes::new(drift))
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        let is_contradicted = self.items.at().is_some_and(|item| item.group == Group::Contradicts);
        match action {
            Action::Enter => Some("open"),
            Action::Back if !self.marked.is_empty() => Some("clear marks"),
            Action::Back if !filter::is_empty(&self.filter) => Some("clear filter"),
            Action::Todo if is_contradicted => Some("todo again"),
            _ => None,
        }
    }

    fn offers(&self, action: Action, ctx: &Ctx<'_>) -> bool {
        let is_writable = !matches!(ctx.host.save_state(), crate::tui::host::SaveState::ReadOnly(_));
        let in_hand = self.in_hand();
        match action {
            Action::SeenAt | Action::Done => {
                is_writable && in_hand.iter().any(|item| item.seen.shows.is_told())
            }
            Action::Todo => is_writable && in_hand.iter().any(|item| item.seen.shows.is_against()),
            Action::Blocked | Action::Waive => is_writable && !in_hand.is_empty(),
            Action::Mark | Action::Enter => !in_hand.is_empty(),
            Action::NextPart => self.layout().page.height > 0,
            _ => true,
        }
    }
}

/// The height of a page below the list, as far as `rows` allow it.
fn lower(rows: u16) -> u16 {
    if rows < 10 { 0 } else { (rows / 2).min(cells(12)) }
}
