//! The filter: which entries the lists show. Every row is one choice; several of one kind are *or*.

use ratatui::layout::Rect;

use super::Popup;
use crate::journal::record::Scope as Filter;
use crate::pack::model::{Level, MilestoneId};
use crate::review::filter::{self, NOBODY, STATUS_WORDS};
use crate::text::Text;
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::entry;
use crate::tui::keys::Scope;
use crate::tui::popup::field::{Field, FieldKind, Value};
use crate::tui::popup::form::Form;
use crate::tui::widget::canvas::{Canvas, cells, inset, row};
use crate::tui::widget::rule::Heading;
use crate::tui::widget::scroll::{Scroll, moved};

/// One row of the popup.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    Heading(&'static str),
    Status(&'static str, &'static str),
    Level(Level),
    Milestone(MilestoneId, Text),
    Owner(Text),
    Role(Text),
    Words,
}

/// The filter popup.
pub struct FilterPopup {
    filter: Filter,
    rows: Vec<Row>,
    cursor: usize,
    scroll: Scroll,
}

impl FilterPopup {
    /// Returns the popup with what holds now.
    pub fn new(filter: &Filter, ctx: &Ctx<'_>) -> FilterPopup {
        let mut rows = vec![Row::Heading("Status")];
        rows.extend(STATUS_WORDS.iter().map(|(word, means)| Row::Status(word, means)));
        rows.push(Row::Heading("Level"));
        rows.extend([Level::Must, Level::Should, Level::Could].map(Row::Level));
        rows.push(Row::Heading("Words"));
        rows.push(Row::Words);
        rows.push(Row::Heading("Counts for"));
        rows.extend(ctx.board.gates.iter().map(|gate| Row::Milestone(gate.id.clone(), gate.title.clone())));
        rows.push(Row::Heading("Owner"));
        rows.push(Row::Owner(Text::line(NOBODY)));
        rows.extend(entry::people(ctx).into_iter().map(Row::Owner));
        rows.push(Row::Heading("Who usually knows"));
        let mut roles: Vec<Text> = ctx.board.rows().iter().filter_map(|row| row.role.clone()).collect();
        roles.sort();
        roles.dedup();
        rows.extend(roles.into_iter().filter(|role| !role.is_empty()).map(Row::Role));
        FilterPopup { filter: filter.clone(), rows, cursor: 1, scroll: Scroll::default() }
    }

    fn step(&mut self, step: isize) {
        let len = self.rows.len();
        let mut at = moved(self.cursor, step, len);
        // Headings are stepped over; at the ends the cursor goes back to the nearest row.
        let way = if step < 0 { -1 } else { 1 };
        while matches!(self.rows.get(at), Some(Row::Heading(_))) {
            let next = moved(at, way, len);
            if next == at {
                at = moved(at, -way, len);
                break;
            }
            at = next;
        }
        self.cursor = at.max(1);
    }

    fn toggle(&mut self) -> Outcome {
        match self.rows.get(self.cursor) {
            Some(Row::Status(word, _)) => toggle(&mut self.filter.statuses, Text::line(word)),
            Some(Row::Level(level)) => toggle(&mut self.filter.levels, *level),
            Some(Row::Owner(name)) => toggle(&mut self.filter.owners, name.clone()),
            Some(Row::Role(role)) => toggle(&mut self.filter.roles, role.clone()),
            Some(Row::Milestone(id, _)) => {
                let is_on = self.filter.milestone.as_ref() == Some(id);
                self.filter.milestone = if is_on { None } else { Some(id.clone()) };
            }
            Some(Row::Words) => return self.ask_words(),
            Some(Row::Heading(_)) | None => {}
        }
        Outcome::Stay
    }

    /// Words are asked for in a line of their own; what is switched on comes with them.
    fn ask_words(&self) -> Outcome {
        let before = self.filter.search.clone().unwrap_or_default();
        let filter = self.filter.clone();
        let form = Form::new(
            "Only entries with these words",
            vec![Field::new("Words", FieldKind::Optional, &before)],
            Box::new(move |values, ctx| {
                let search = values.first().and_then(Value::words);
                let filter = Filter { search, ..filter.clone() };
                Ok(Outcome::open(FilterPopup::new(&filter, ctx)))
            }),
        );
        Outcome::All(vec![Outcome::Close, Outcome::open(form)])
    }

    fn is_on(&self, row: &Row) -> bool {
        match row {
            Row::Heading(_) => false,
            Row::Status(word, _) => self.filter.statuses.iter().any(|one| one == word),
            Row::Level(level) => self.filter.levels.contains(level),
            Row::Milestone(id, _) => self.filter.milestone.as_ref() == Some(id),
            Row::Owner(name) => self.filter.owners.contains(name),
            Row::Role(role) => self.filter.roles.contains(role),
            Row::Words => self.filter.search.is_some(),
        }
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, value: T) {
    match list.iter().position(|one| *one == value) {
        Some(at) => _ = list.remove(at),
        None => list.push(value),
    }
}

impl Popup for FilterPopup {
    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Switches, Scope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let applying = || ctx.board.rows().iter().filter(|row| row.is_item() && row.applies.is_yes());
        let shown =
            applying().filter(|row| filter::matches(&self.filter, row, ctx.board, ctx.answers())).count();
        ("Show only".to_owned(), format!("{shown} of {} would show", applying().count()))
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
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-8),
            Action::PageDown => self.step(8),
            Action::First => self.cursor = 1,
            Action::Last => self.cursor = self.rows.len().saturating_sub(1),
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, _ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let shown = self.scroll.shown(usize::from(area.height), self.rows.len());
        for (at, one) in self.rows.iter().enumerate().take(shown.end).skip(shown.start) {
            let place = row(area, cells(at - shown.start));
            if let Row::Heading(title) = one {
                Heading { title, right: "", is_focused: false }.draw(canvas, inset(place, 1, 1));
                continue;
            }
            let (label, means) = match one {
                Row::Heading(title) => ((*title).to_owned(), String::new()),
                Row::Status(word, means) => ((*word).to_owned(), (*means).to_owned()),
                Row::Level(level) => (level.word().to_owned(), String::new()),
                Row::Milestone(_, title) => (format!("{} {title}", theme.milestone_mark()), String::new()),
                Row::Owner(name) | Row::Role(name) => (name.to_string(), String::new()),
                Row::Words => match &self.filter.search {
                    Some(words) => (format!("“{words}”"), "in titles, texts and answers".to_owned()),
                    None => ("any".to_owned(), "in titles, texts and answers".to_owned()),
                },
            };
            let mark = if self.is_on(one) { theme.sign(crate::review::standing::Sign::Done) } else { " " };
            canvas.put(place.x + 3, place.y, 1, mark, theme.strong);
            let words = inset(place, 5, 1);
            let used = canvas.put(words.x, words.y, words.width, &label, theme.normal);
            let gap = used.max(14) + 2;
            if words.width > gap {
                canvas.put(words.x + gap, words.y, words.width - gap, &means, theme.dim);
            }
            if at == self.cursor {
                canvas.restyle(inset(place, 2, 0), theme.cursor);
                canvas.put(place.x + 1, place.y, 1, theme.cursor_mark(), theme.strong);
            }
        }
    }

    fn settle(&mut self, area: Rect, _ctx: &Ctx<'_>) {
        let height = usize::from(area.height);
        self.scroll.follow(self.cursor, height, self.rows.len());
        if self.cursor == 1 {
            self.scroll.top = 0;
        }
    }

    fn click(&mut self, row: u16, _ctx: &Ctx<'_>) -> Outcome {
        let at = self.scroll.top + usize::from(row);
        if matches!(self.rows.get(at), None | Some(Row::Heading(_))) {
            return Outcome::Stay;
        }
        self.cursor = at;
        self.toggle()
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Clear || !filter::is_empty(&self.filter)
    }
}
