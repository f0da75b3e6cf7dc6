//! The page of one item: what the export shows, who is meant, the criterion, what is left for a person, our answer.

use crate::domain::facts::ItemFacts;
use crate::domain::facts::looked::Looked;
use crate::facts::judge::Seen;
use crate::facts::verdict::Verdict;
use crate::journal::answers::EntryAnswers;
use crate::pack::model::EntryRef;
use crate::text::Text;
use crate::tui::context::Ctx;
use crate::tui::widget::page::Page;

use super::draw::sign;

/// How far labels hang.
const HANG: usize = 11;

/// The page of an item, `width` cells wide.
pub(super) fn page(item: &ItemFacts, looked: &Looked, width: u16, ctx: &Ctx<'_>) -> Page {
    let theme = ctx.theme;
    let mut page = Page::new(width);
    page.paragraph(&format!("{}  {}", item.name, item.title), theme.strong);
    let (mark, style) = sign(item.group, theme);
    page.paragraph(&format!("{mark} {}", item.seen.shows.title()), style);
    page.gap();
    let facts = item.seen.facts.iter().filter_map(|at| looked.facts.get(*at));
    for (at, fact) in facts.enumerate() {
        let style = if at < item.seen.deciding { theme.normal } else { theme.dim };
        page.paragraph(&fact.text, style);
        offenders(&mut page, fact, ctx);
    }
    page.gap();
    page.paragraph(&format!("Left for a person: {}", item.seen.rest), theme.normal);
    page.gap();
    let mut line = |label: &str, words: &str, style| {
        if !words.is_empty() {
            page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
        }
    };
    if let Some(EntryRef::Item(entry)) = ctx.board.entry(ctx.answers(), &item.id) {
        line("Done when", &entry.done_when, theme.normal);
    }
    if let (Some((by, at)), Some(status)) = (&item.said, item.status) {
        let day = ctx.moment.day(ctx.moment.local(*at).date());
        line("Answer", &format!("{} by {by}, {day}", status.word()), theme.normal);
        if item.is_newer(looked, &ctx.situation()) {
            line("", "newer than the export", theme.dim);
        }
    } else {
        line("Answer", "none yet", theme.dim);
    }
    if let Some(answer) = ctx.answers().entry(&item.id).and_then(EntryAnswers::answer) {
        line("Reason", answer.reason.as_ref().map_or("", Text::as_str), theme.normal);
        line("Evidence", answer.evidence.as_ref().map_or("", Text::as_str), theme.normal);
    }
    page
}

/// All who are meant, one a line, if the sentence does not name each of them.
fn offenders(page: &mut Page, fact: &Seen, ctx: &Ctx<'_>) {
    let is_named = fact.offenders.iter().all(|name| fact.text.contains(name.as_str()));
    if is_named || !fact.has_names || !matches!(fact.verdict, Verdict::Fails | Verdict::Untold) {
        return;
    }
    for name in &fact.offenders {
        page.paragraph(&format!("  {name}"), ctx.theme.normal);
    }
}
