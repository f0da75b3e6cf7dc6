//! The lists of `golive facts` as text.

use crate::cli::context::Context;
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, bad, dim, good, strong, warn};
use crate::cli::project::Project;
use crate::domain::dates;
use crate::domain::facts::looked::{DIFFERS, Drift, Looked};
use crate::domain::facts::{Group, ItemFacts};
use crate::facts::drift::How;
use crate::text::counted;

/// The most sentences of one item that is not listed in full.
const MOST_SENTENCES: usize = 4;

/// Prints what an export shows: what contradicts an answer in full, the rest as numbers, or everything.
pub(super) fn facts(
    looked: &Looked,
    items: &[ItemFacts],
    project: Option<&Project>,
    all: bool,
    context: &mut Context<'_>,
) {
    let today = context.world.moment().today;
    let out = &mut *context.out;
    out.line(strong(head(looked)));
    let whole = |group: Group| match group {
        Group::Contradicts => true,
        // Without a project nothing can be contradicted, and what is refuted is the news.
        Group::Fails => all || project.is_none(),
        _ => all,
    };
    let mut rest = Vec::new();
    for group in Group::ALL {
        let some: Vec<&ItemFacts> = items.iter().filter(|item| item.group == group).collect();
        if some.is_empty() {
            continue;
        }
        if !whole(group) {
            rest.push(format!("{} {}", group.heading(), some.len()));
            continue;
        }
        out.blank();
        out.line(strong(format!("{} {}", group.heading(), some.len())));
        let is_in_full = group == Group::Contradicts || (group == Group::Fails && project.is_none());
        for item in some {
            one(item, project, today, is_in_full, out);
        }
    }
    if !items.iter().any(|item| item.group == Group::Contradicts) && project.is_some() {
        out.blank();
        out.line(good("No answer is contradicted."));
    }
    if !rest.is_empty() {
        out.blank();
        let dot = format!(" {} ", out.signs.dot());
        out.prose(Line::default(), 0, &rest.join(&dot));
        out.line(dim("--all lists them; an export proves nothing, it only refutes"));
    }
}

fn head(looked: &Looked) -> String {
    let kind = looked.kind.map(|kind| format!(" ({})", kind.word())).unwrap_or_default();
    let sections = counted(looked.export.sections(), "section", "sections");
    let (rules, tenant) = (&looked.rules.title, looked.tenant_name());
    format!("{rules} of {tenant}{kind}, {}, {sections}", looked.day.strftime("%-d %b %Y"))
}

fn one(
    item: &ItemFacts,
    project: Option<&Project>,
    today: jiff::civil::Date,
    is_in_full: bool,
    out: &mut Out,
) {
    let said = item.status.map(|status| match (&item.said, project) {
        (Some((by, at)), Some(project)) => {
            let day = dates::short(project.moment.local(*at).date(), today);
            format!("  {} by {by}, {day}", status.word())
        }
        _ => format!("  {}", status.word()),
    });
    let line = sign(item.group, out).and(" ").and(format!("{}  {}", item.name, item.title));
    out.line(Line::from("  ").and(line).and(dim(said.unwrap_or_default())));
    let most = if is_in_full { usize::MAX } else { MOST_SENTENCES };
    for said in item.seen.said.iter().take(most) {
        out.prose(Line::from("      "), 6, said);
    }
    let more = item.seen.said.len().saturating_sub(most);
    if more > 0 {
        out.line(dim(format!("      and {more} more")));
    }
    if matches!(item.group, Group::Holds | Group::Seen) {
        out.prose(dim("      Left for a person: "), 6, &item.seen.rest);
    }
}

fn sign(group: Group, out: &Out) -> Line {
    let cross = out.signs.cross().to_string();
    match group {
        Group::Contradicts | Group::Fails => bad(cross),
        Group::Look => warn("?"),
        Group::Holds => good("+"),
        _ => dim("-"),
    }
}

/// Prints one line for each item that a pipeline has to stop for; the rest is said on standard error.
pub(super) fn check(
    looked: &Looked,
    items: &[ItemFacts],
    strict: bool,
    drift: Option<&Drift>,
    out: &mut Out,
) -> Exit {
    let mut counts = [0_usize; 3];
    for item in items.iter().filter(|item| item.is_refuted(strict)) {
        counts[match item.group {
            Group::Look => 1,
            Group::Untold => 2,
            _ => 0,
        }] += 1;
        let words =
            format!("{}  {}  {}: {}", item.id, item.name, item.seen.shows.title(), item.seen.reasons());
        out.line(Line::from(words));
    }
    out.note(head(looked));
    if let Some(drift) = drift {
        out.note(drift.phrase());
    }
    // Of another kind of tenant the export says nothing, and what is waived or n/a cannot stop a pipeline.
    let is_asked = |item: &&ItemFacts| !matches!(item.group, Group::OtherTenant | Group::SetAside);
    let all = items.iter().filter(is_asked).count();
    let of = counted(all, "item", "items");
    let words = ["refuted", "worth a look", "cannot be told"];
    let told = counts.iter().zip(words).filter(|(count, _)| **count > 0);
    let told: Vec<String> = told.map(|(count, word)| format!("{count} {word}")).collect();
    out.note(if told.is_empty() {
        format!("nothing is refuted, {of} looked at; an export proves nothing")
    } else {
        format!("{} of {of}", told.join(", "))
    });
    if told.is_empty() { Exit::DONE } else { Exit::NO }
}

/// Prints what changed since an earlier export.
pub(super) fn drift(drift: &Drift, out: &mut Out) {
    out.blank();
    out.prose(Line::default(), 0, &drift.phrase());
    for change in &drift.changes {
        let word = match change.how {
            How::Mended => good(change.how.said()),
            How::New => bad(change.how.said()),
            How::Others | How::Otherwise => warn(change.how.said()),
        };
        out.prose(Line::from("  ").and(word).and("  "), 6, &format!("{} ({})", change.text, change.id));
        for (label, names) in change.named() {
            out.prose(dim(format!("      {label}: ")), 8, &names);
        }
    }
    if !drift.sections.is_empty() {
        out.blank();
        out.line(strong(DIFFERS));
        for line in &drift.sections {
            let (head, rest) = line.split_once(": ").unwrap_or((line, ""));
            let colon = if rest.is_empty() { "" } else { ": " };
            out.prose(Line::from(format!("  {head}{colon}")), 6, rest);
        }
    }
}
