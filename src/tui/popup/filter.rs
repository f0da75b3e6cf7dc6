//! The filter: which entries the lists show. Every row is one choice; several of one kind are *or*.

use std::collections::BTreeSet;
use std::rc::Rc;

use ratatui::layout::Rect;

use super::Popup;
use super::switches::{groups, toggle};
use crate::domain::filter::{self, NOBODY, STATUS_WORDS};
use crate::domain::standing::Sign;
use crate::journal::record::EntryFilter as Filter;
use crate::pack::model::{EntryId, Level, MilestoneId};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::keys::KeyScope;
use crate::tui::popup::field::{FieldKind, FormField, Value};
use crate::tui::popup::form::Form;
use crate::tui::widget::canvas::{Canvas, cells, inset};
use crate::tui::widget::list::{Click, List, Mark};

/// One row of the popup.
#[derive(Debug, Clone, PartialEq)]
enum FilterRow {
    Status(&'static str, &'static str),
    Level(Level),
    Milestone(MilestoneId, Text),
    Owner(Text),
    Role(Text),
    Overdue,
    DueSoon,
    NoEvidence,
    Words,
}

/// How far ahead a date is soon.
const SOON: &str = "+2w";

/// The filter popup.
pub struct FilterPopup {
    filter: Filter,
    rows: List<FilterRow>,
    /// The entries of the list that it narrows; `None` if that is every item that applies.
    among: Option<Rc<BTreeSet<EntryId>>>,
}

impl FilterPopup {
    /// The popup with what holds now.
    pub fn new(filter: &Filter, ctx: &Ctx<'_>) -> FilterPopup {
        let statuses = STATUS_WORDS.iter().map(|(word, means)| FilterRow::Status(word, means));
        let gates =
            ctx.board.gates.iter().map(|gate| FilterRow::Milestone(gate.id.clone(), gate.title.clone()));
        let nobody = std::iter::once(Text::line(NOBODY));
        let mut roles: Vec<Text> = ctx.board.rows().iter().filter_map(|row| row.role.clone()).collect();
        roles.sort();
        roles.dedup();
        let rows = groups(vec![
            ("Status", statuses.collect()),
            ("Level", [Level::Must, Level::Should, Level::Could].map(FilterRow::Level).to_vec()),
            ("Words", vec![FilterRow::Words]),
            ("Dates and evidence", vec![FilterRow::Overdue, FilterRow::DueSoon, FilterRow::NoEvidence]),
            ("Counts for", gates.collect()),
            ("Owner", nobody.chain(ctx.people()).map(FilterRow::Owner).collect()),
            ("Role", roles.into_iter().filter(|role| !role.is_empty()).map(FilterRow::Role).collect()),
        ]);
        FilterPopup { filter: filter.clone(), rows, among: None }
    }

    /// The same for a list that has these entries and no others.
    pub fn among(self, ids: BTreeSet<EntryId>) -> FilterPopup {
        FilterPopup { among: Some(Rc::new(ids)), ..self }
    }

    fn toggle(&mut self) -> Outcome {
        match self.rows.at() {
            Some(FilterRow::Status(word, _)) => toggle(&mut self.filter.statuses, Text::line(word)),
            Some(FilterRow::Level(level)) => toggle(&mut self.filter.levels, *level),
            Some(FilterRow::Owner(name)) => toggle(&mut self.filter.owners, name.clone()),
            Some(FilterRow::Role(role)) => toggle(&mut self.filter.roles, role.clone()),
            Some(FilterRow::Milestone(id, _)) => {
                let is_on = self.filter.milestone.as_ref() == Some(id);
                self.filter.milestone = if is_on { None } else { Some(id.clone()) };
            }
            Some(FilterRow::Overdue) => self.filter.overdue = !self.filter.overdue,
            Some(FilterRow::NoEvidence) => self.filter.no_evidence = !self.filter.no_evidence,
            Some(FilterRow::DueSoon) => {
                let is_on = self.filter.due_until.is_some();
                self.filter.due_until = (!is_on).then(|| Text::line(SOON));
            }
            Some(FilterRow::Words) => return self.ask_words(),
            None => {}
        }
        Outcome::Stay
    }

    /// Words are asked for in a line of their own; what is switched on comes with them.
    fn ask_words(&self) -> Outcome {
        let before = self.filter.search.clone().unwrap_or_default();
        let (filter, among) = (self.filter.clone(), self.among.clone());
        let form = Form::new(
            "Only entries with these words",
            vec![FormField::new("Words", FieldKind::Optional, &before)],
            Box::new(move |values, ctx| {
                let search = values.first().and_then(Value::words);
                let filter = Filter { search, ..filter.clone() };
                // Not over this form, but in its place.
                let popup = FilterPopup { among: among.clone(), ..FilterPopup::new(&filter, ctx) };
                Ok(Outcome::All(vec![Outcome::open(popup)]))
            }),
        );
        Outcome::All(vec![Outcome::Close, Outcome::open(form)])
    }

    fn is_on(&self, row: &FilterRow) -> bool {
        match row {
            FilterRow::Status(word, _) => self.filter.statuses.iter().any(|one| one == word),
            FilterRow::Level(level) => self.filter.levels.contains(level),
            FilterRow::Milestone(id, _) => self.filter.milestone.as_ref() == Some(id),
            FilterRow::Owner(name) => self.filter.owners.contains(name),
            FilterRow::Role(role) => self.filter.roles.contains(role),
            FilterRow::Overdue => self.filter.overdue,
            FilterRow::DueSoon => self.filter.due_until.is_some(),
            FilterRow::NoEvidence => self.filter.no_evidence,
            FilterRow::Words => self.filter.search.is_some(),
        }
    }
}

impl Popup for FilterPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Switches, KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let listed = || {
            ctx.board.rows().iter().filter(|row| match &self.among {
                Some(ids) => ids.contains(&row.id),
                None => row.is_item() && row.applies.is_yes(),
            })
        };
        let shown =
            listed().filter(|row| filter::matches(&self.filter, row, ctx.board, ctx.answers())).count();
        ("Show only".to_owned(), format!("{shown} of {} would show", listed().count()))
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        cells(self.rows.len())
    }

    fn update(&mut self, action: Action, _ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Toggle => return self.toggle(),
            Action::Keep => return Outcome::Narrow(self.filter.clone()).after_close(),
            Action::Clear => return Outcome::Narrow(Filter::default()).after_close(),
            Action::Back => return Outcome::Close,
            _ if self.rows.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.draw(canvas, area, Mark::Row, |canvas, place, one, _| {
            let theme = canvas.theme;
            let (label, means) = match one {
                FilterRow::Status(word, means) => ((*word).to_owned(), *means),
                FilterRow::Level(level) => (level.word().to_owned(), ""),
                FilterRow::Milestone(_, title) => (format!("{} {title}", theme.milestone_mark()), ""),
                FilterRow::Owner(name) | FilterRow::Role(name) => (name.to_string(), ""),
                FilterRow::Overdue => ("overdue".to_owned(), "open, and its date is past"),
                FilterRow::DueSoon => match &self.filter.due_until {
                    Some(day) if *day != SOON => (format!("due until {day}"), ""),
                    _ => ("due soon".to_owned(), "open, and due within two weeks"),
                },
                FilterRow::NoEvidence => ("without evidence".to_owned(), "nothing shows the answer"),
                FilterRow::Words => match &self.filter.search {
                    Some(words) => (format!("“{words}”"), "in titles, texts and answers"),
                    None => ("any".to_owned(), "in titles, texts and answers"),
                },
            };
            let mark = if self.is_on(one) { theme.sign(Sign::Done) } else { " " };
            canvas.put(place.x + 3, place.y, 1, mark, theme.strong);
            let words = inset(place, 5, 1);
            let used = canvas.put(words.x, words.y, words.width, &label, theme.normal);
            let gap = used.max(14) + 2;
            if words.width > gap {
                canvas.put(words.x + gap, words.y, words.width - gap, means, theme.dim);
            }
        });
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        self.rows.sync(area.height);
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        if self.rows.click(row) == Click::Nothing { Outcome::Stay } else { self.toggle() }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Clear || !filter::is_empty(&self.filter)
    }
}
