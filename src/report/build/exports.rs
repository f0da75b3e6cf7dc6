//! What the exports showed that were looked at last: of each tenant what does not hold and what is worth a look, and how
//! much of the rest there is.

use crate::domain::facts;
use crate::facts::file::Kind;
use crate::facts::label;
use crate::facts::verdict::Shows;
use crate::journal::answers::TakenLook;
use crate::journal::record::LookItem;
use crate::pack::model::EntryId;
use crate::report::input::ReportInput;
use crate::report::model::{Block, Cell, Column, ReportSection, Table};
use crate::text::{Text, capital, counted};

/// The section about the exports; `None` if none was ever looked at. Only entries that are meant are in it.
pub(super) fn section(source: ReportInput<'_>, is_meant: &dyn Fn(&EntryId) -> bool) -> Option<ReportSection> {
    let looks: Vec<&TakenLook> = source.answers.looks.newest().collect();
    if looks.is_empty() {
        return None;
    }
    let mut section =
        ReportSection::new("What the export showed").note(&counted(looks.len(), "export", "exports"));
    for taken in looks {
        section = one(source, taken, is_meant, section);
    }
    Some(section.with(Block::words(
        "An export can refute much and prove nothing. It does not show users, people, tests or documents; what it leaves \
         out, masks or has a keyword mark for cannot be told. Evidence from it is marked as such.",
    )))
}

fn one(
    source: ReportInput<'_>,
    taken: &TakenLook,
    is_meant: &dyn Fn(&EntryId) -> bool,
    section: ReportSection,
) -> ReportSection {
    let look = &taken.look;
    let tenant = look.tenant.as_ref().map_or(label::UNNAMED_TENANT, Text::as_str);
    let kind = look.kind.map(|kind: Kind| format!(" ({})", kind.word())).unwrap_or_default();
    let heading = format!("{tenant}{kind}, {}", look.date.strftime("%-d %b %Y"));
    let meant: Vec<&LookItem> = look.items.iter().filter(|item| is_meant(&item.id)).collect();
    let count = |shows: Shows| meant.iter().filter(|item| item.shows == shows).count();
    let counts: Vec<String> = [Shows::Fails, Shows::Look, Shows::Holds, Shows::Seen, Shows::Untold]
        .into_iter()
        .filter(|shows| count(*shows) > 0)
        .map(|shows| format!("{} {}", count(shows), shows.title()))
        .collect();
    let counts = if counts.is_empty() { "nothing about these entries".to_owned() } else { counts.join(", ") };
    let said = format!(
        "{}. Looked at by {}, rules {} version {}.",
        capital(&counts),
        taken.by,
        look.rules,
        look.version
    );
    let section = section.with(Block::Heading(Text::line(&heading))).with(Block::words(&said));
    let columns = [
        Column::short("Entry", 12),
        Column::words("Title", 40),
        Column::short("Answer", 12),
        Column::words("What the export shows", 60),
    ];
    let mut table = Table::new(&heading, &columns);
    let mut against: Vec<&&LookItem> = meant.iter().filter(|item| item.shows.is_against()).collect();
    against.sort_by_key(|item| item.shows);
    for item in against {
        let Some(row) = source.board.row(&item.id) else { continue };
        let words = format!(": {}", facts::reason(item));
        table.rows.push(vec![
            Cell::words(&row.name),
            Cell::Title(row.title.clone()),
            Cell::words(row.standing.status.word()),
            Cell::words(&format!("{}{words}", item.shows.title())),
        ]);
    }
    if table.rows.is_empty() { section } else { section.with(Block::Table(table)) }
}
