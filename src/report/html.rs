//! Reports as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
//!
//! `write` is the only way to make HTML here, and it escapes; `chart` and `map` draw the two pictures as SVG, and
//! `report.css` has the looks, in light and dark and on paper.

use super::model::{
    Block, BulletPoint, Card, Cell, ColumnKind, Lead, Mood, Report, ReportSection, Table, sign,
};
use crate::domain::moment::Moment;
use crate::domain::standing::Sign;
use write::Html;

mod chart;
mod map;
mod write;

const STYLE: &str = include_str!("html/report.css");

/// The report as HTML.
pub fn render(report: &Report) -> String {
    let mut html = Html::document();
    html.el("html", &[("lang", "en")], |html| {
        html.el("head", &[], |html| {
            html.void("meta", &[("charset", "utf-8")]);
            html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
            html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
            html.void("meta", &[("name", "generator"), ("content", "golive")]);
            html.el("title", &[], |html| html.text(&format!("{}: {}", report.title, report.subtitle)));
            html.own("style", STYLE);
        });
        html.el("body", &[], |html| {
            html.el("a", &[("class", "skip"), ("href", "#content")], |html| html.text("To the content"));
            html.el("header", &[], |html| header(html, report));
            html.el("main", &[("id", "content")], |html| {
                contents(html, report);
                for (at, section) in report.sections.iter().enumerate() {
                    write_section(html, at, section, &report.moment);
                }
            });
            html.el("footer", &[], |html| html.el("p", &[], |html| html.text(&report.colophon)));
        });
    });
    html.finish()
}

fn header(html: &mut Html, report: &Report) {
    html.el("p", &[("class", "kind")], |html| html.text(&report.subtitle));
    html.el("h1", &[], |html| html.text(&report.title));
    if let Some(lead) = &report.lead {
        html.el("div", &[("class", mood(lead))], |html| {
            html.el("p", &[("class", "verdict")], |html| html.text(&lead.words));
            html.el("p", &[("class", "sentence")], |html| html.text(&lead.sentence));
            if let Some(decision) = &lead.decision {
                html.el("p", &[("class", "decision")], |html| {
                    html.el("strong", &[], |html| html.text("Decision: "));
                    html.text(decision);
                });
            }
        });
    }
    html.el("dl", &[("class", "facts")], |html| {
        for fact in &report.facts {
            html.el("div", &[], |html| {
                html.el("dt", &[], |html| html.text(&fact.label));
                html.el("dd", &[], |html| html.text(&fact.value));
            });
        }
    });
}

fn mood(lead: &Lead) -> &'static str {
    match lead.mood {
        Mood::Good => "lead good",
        Mood::Mixed => "lead mixed",
        Mood::Bad => "lead bad",
        Mood::Plain => "lead",
    }
}

fn contents(html: &mut Html, report: &Report) {
    html.el("nav", &[("aria-label", "Contents")], |html| {
        html.el("ul", &[], |html| {
            for (at, section) in report.sections.iter().enumerate() {
                html.el("li", &[], |html| {
                    html.el("a", &[("href", &format!("#s{}", at + 1))], |html| html.text(&section.title));
                });
            }
        });
    });
}

fn write_section(html: &mut Html, at: usize, section: &ReportSection, moment: &Moment) {
    let id = format!("s{}", at + 1);
    let heading = format!("h{}", at + 1);
    html.el("section", &[("id", &id), ("aria-labelledby", &heading)], |html| {
        html.el("h2", &[("id", &heading)], |html| {
            html.text(&section.title);
            if let Some(note) = &section.note {
                html.text(" ");
                html.el("span", &[("class", "note")], |html| html.text(note));
            }
        });
        for (at, block) in section.blocks.iter().enumerate() {
            let key = format!("{id}-{}", at + 1);
            match block {
                Block::Heading(title) => html.el("h3", &[], |html| html.text(title)),
                Block::Paragraph(words) => html.el("p", &[], |html| html.lines(words)),
                Block::List(points) => write_list(html, points),
                Block::Table(table) => write_table(html, table, moment),
                Block::Cards(cards) => write_cards(html, cards),
                Block::Chart(chart) => chart::draw(html, chart, &key, moment),
                Block::Map(picture) => map::draw(html, picture, &key),
            }
        }
    });
}

fn write_list(html: &mut Html, points: &[BulletPoint]) {
    html.el("ul", &[("class", "points")], |html| {
        for point in points {
            html.el("li", &[], |html| {
                if !point.lead.is_empty() {
                    html.el("strong", &[], |html| html.text(&point.lead));
                    html.text(" ");
                }
                html.lines(&point.words);
                if !point.aside.is_empty() {
                    html.text(" ");
                    html.el("span", &[("class", "aside")], |html| html.text(&point.aside));
                }
            });
        }
    });
}

fn write_table(html: &mut Html, table: &Table, moment: &Moment) {
    // A wide table scrolls by itself, so the page never does.
    let label =
        [("class", "table"), ("role", "region"), ("tabindex", "0"), ("aria-label", table.caption.as_str())];
    html.el("div", &label, |html| {
        let numbers = table.columns.iter().filter(|column| column.kind == ColumnKind::Number).count();
        // A few numbers spread over the whole width are hard to follow.
        let narrow = if numbers * 2 > table.columns.len() { "figures" } else { "entries" };
        html.el("table", &[("class", narrow)], |html| {
            html.el("caption", &[], |html| html.text(&table.caption));
            html.el("thead", &[], |html| {
                html.el("tr", &[], |html| {
                    for column in &table.columns {
                        html.el("th", &[("scope", "col"), ("class", class(column.kind))], |html| {
                            html.text(&column.title);
                        });
                    }
                });
            });
            html.el("tbody", &[], |html| {
                for row in &table.rows {
                    html.el("tr", &[], |html| {
                        for (cell, column) in row.iter().zip(&table.columns) {
                            write_cell(html, cell, column.kind, moment);
                        }
                    });
                }
            });
        });
    });
}

fn class(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Words => "words",
        ColumnKind::Short => "short",
        ColumnKind::Number => "number",
    }
}

fn write_cell(html: &mut Html, cell: &Cell, kind: ColumnKind, moment: &Moment) {
    match cell {
        Cell::Title(title) => {
            html.el("th", &[("scope", "row"), ("class", class(kind))], |html| html.lines(title));
        }
        Cell::Day(day) => html.el("td", &[("class", class(kind))], |html| {
            html.el("time", &[("datetime", &day.to_string())], |html| html.text(&moment.day(*day)));
        }),
        Cell::State(state) => html.el("td", &[("class", class(kind))], |html| write_state(html, *state)),
        Cell::Nobody => html.el("td", &[("class", "nobody")], |html| html.text("nobody")),
        Cell::Empty => html.el("td", &[], |_| ()),
        Cell::Words(words) => html.el("td", &[("class", class(kind))], |html| html.lines(words)),
        Cell::Number(number) => html.el("td", &[("class", "number")], |html| html.text(&number.to_string())),
    }
}

fn write_cards(html: &mut Html, cards: &[Card]) {
    for card in cards {
        html.el("article", &[("class", "card")], |html| {
            html.el("h4", &[], |html| {
                html.el("span", &[("class", "name")], |html| html.text(&card.name));
                html.text(" ");
                html.text(&card.title);
            });
            html.el("p", &[("class", "tags")], |html| {
                write_state(html, card.sign);
                for tag in &card.tags {
                    html.text(" · ");
                    html.text(tag);
                }
            });
            if !card.facts.is_empty() {
                html.el("dl", &[], |html| {
                    for fact in &card.facts {
                        html.el("div", &[], |html| {
                            html.el("dt", &[], |html| html.text(&fact.label));
                            html.el("dd", &[], |html| html.lines(&fact.value));
                        });
                    }
                });
            }
        });
    }
}

fn write_state(html: &mut Html, state: Sign) {
    html.el("span", &[("class", &format!("state {}", state_class(state)))], |html| {
        html.el("span", &[("aria-hidden", "true")], |html| html.text(&sign(state).to_string()));
        html.text(" ");
        html.text(state.word());
    });
}

/// The class that colours a state; its word is always beside it.
fn state_class(state: Sign) -> &'static str {
    match state {
        Sign::Todo => "todo",
        Sign::Doing => "doing",
        Sign::Blocked => "blocked",
        Sign::Done => "done",
        Sign::Waived => "waived",
        Sign::Na => "na",
        Sign::LookAgain | Sign::TwoAnswers => "again",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::model::Column;

    #[test]
    fn a_table_is_one_of_figures_if_most_of_its_columns_are_numbers() {
        let moment = Moment::new(jiff::Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC);
        let (words, number) = (Column::words("Name", 10), Column::number("Left", 5));
        for (columns, class) in [
            (vec![words.clone(), number.clone()], "entries"),
            (vec![words, number.clone(), number], "figures"),
        ] {
            let mut html = Html::document();
            write_table(&mut html, &Table::new("Entries", &columns), &moment);
            assert!(html.finish().contains(&format!("<table class=\"{class}\">")), "{class}");
        }
    }
}
