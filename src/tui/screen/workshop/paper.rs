//! A report as a page on the screen: the same sections and words as in every other format.

use crate::domain::moment::Moment;
use crate::report::model::{Block, BulletPoint, Card, Cell, Report, ReportSection, Table};
use crate::text;
use crate::tui::theme::Theme;
use crate::tui::widget::page::Page;

/// The cells of an entry's name, so that what is said stands in one column.
const NAME: usize = 13;
/// The column of a table that says which entry a row belongs to.
const NAMED: &str = "At";
/// The most cells of what stands at the right of a point; longer words come below it.
const RIGHT: usize = 40;
/// The cells of the label of a fact.
const LABEL: usize = 18;

/// Lays a report out.
pub(super) fn page(report: &Report, width: u16, theme: &Theme) -> Page {
    let mut paper = Paper { page: Page::new(width), theme, moment: &report.moment };
    paper.page.paragraph(&report.title, theme.strong);
    paper.page.paragraph(&report.subtitle, theme.dim);
    if let Some(lead) = &report.lead {
        paper.page.gap();
        paper.page.paragraph(&format!("{}: {}", lead.words, lead.sentence), theme.normal);
    }
    for section in &report.sections {
        paper.section(section);
    }
    // What was said stands first on a screen; who was there and when, last.
    paper.page.heading("About", "");
    for fact in &report.facts {
        paper.page.hanging(LABEL, (fact.label.to_string(), theme.dim), &fact.value, theme.normal, None);
    }
    paper.page
}

struct Paper<'a> {
    page: Page,
    theme: &'a Theme,
    moment: &'a Moment,
}

impl Paper<'_> {
    fn section(&mut self, section: &ReportSection) {
        self.page.heading(&section.title, section.note.as_ref().map_or("", |note| note.as_str()));
        for block in &section.blocks {
            match block {
                Block::Heading(words) => {
                    self.page.gap();
                    self.page.paragraph(words, self.theme.strong);
                }
                Block::Paragraph(words) => self.page.paragraph(words, self.theme.normal),
                Block::List(points) => points.iter().for_each(|point| self.point(point)),
                Block::Table(table) => self.table(table),
                Block::Cards(cards) => cards.iter().for_each(|card| self.card(card)),
                // A table or the words beside a picture say the same.
                Block::Chart(_) | Block::Map(_) => {}
            }
        }
    }

    /// Adds words under a name, with what belongs to them at the right or, if that is long, below.
    fn line(&mut self, name: &str, words: &str, aside: &str) {
        let theme = self.theme;
        let is_short = text::width(aside) <= RIGHT && text::width(aside) * 2 < self.page.width();
        let right = (is_short && !aside.is_empty()).then(|| (aside.to_owned(), theme.normal));
        self.page.hanging(NAME, (name.to_owned(), theme.dim), words, theme.normal, right);
        if !is_short {
            self.page.hanging(NAME, (String::new(), theme.dim), aside, theme.dim, None);
        }
    }

    fn point(&mut self, point: &BulletPoint) {
        self.line(&point.lead, &point.words, &point.aside);
    }

    /// Adds a row of a table: its first words, and the rest, with their titles if they are numbers.
    fn table(&mut self, table: &Table) {
        for cells in &table.rows {
            let shown = table.columns.iter().zip(cells).filter(|(column, _)| !column.hidden);
            // The entry that a row belongs to stands in the column of names.
            let (named, mut shown): (Vec<_>, Vec<_>) = shown.partition(|(column, _)| column.title == NAMED);
            let name = named.first().map(|(_, cell)| cell.plain()).unwrap_or_default();
            if shown.is_empty() {
                continue;
            }
            let words = self.cell(shown.remove(0).1);
            let rest =
                shown.iter().filter(|(_, cell)| **cell != Cell::Empty).map(|(column, cell)| match cell {
                    Cell::Number(number) => format!("{} {number}", column.title.to_lowercase()),
                    cell => self.cell(cell),
                });
            self.line(&name, &words, &rest.collect::<Vec<_>>().join(" · "));
        }
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::State(sign) => format!("{} {}", self.theme.sign(*sign), sign.word()),
            cell => cell.shown(self.moment),
        }
    }

    fn card(&mut self, card: &Card) {
        let theme = self.theme;
        let name = if card.name == card.title { "" } else { card.name.as_str() };
        let tags: Vec<&str> = card.tags.iter().map(text::Text::as_str).collect();
        let state = format!("{} {}", theme.sign(card.sign), tags.join(", "));
        self.line(name, &card.title, state.trim_end());
        for fact in &card.facts {
            let words = format!("{}: {}", fact.label, fact.value);
            self.page.hanging(NAME, (String::new(), theme.dim), &words, theme.normal, None);
        }
    }
}
