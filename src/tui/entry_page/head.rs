//! The head of an entry's page: title, state, why it stands as it stands, and two answers given apart.

use ratatui::style::Style;

use super::HANG;
use crate::domain::board::{Applies, Entry};
use crate::domain::standing::EndReached;
use crate::domain::standing::Sign;
use crate::journal::answers::EntryAnswers;
use crate::journal::record::Until;
use crate::pack::model::EntryId;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::page::Page;

pub(super) fn title(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let answers = ctx.answers();
    let said = answers.entry(id);
    let Some(row) = ctx.row(id) else {
        gone(page, id, said, ctx);
        return;
    };
    page.paragraph(&row.title, theme.strong);
    let mut pieces = vec![];
    let sign = row.standing.shown();
    pieces.push((format!("{} {}", theme.sign(sign), sign.word()), theme.sign_style(sign)));
    if sign == Sign::TwoAnswers {
        let status = row.standing.sign();
        pieces.push((format!("   {} {}", theme.sign(status), status.word()), theme.sign_style(status)));
    }
    let mut facts = vec![row.level.word().to_owned()];
    let owner = said.and_then(|said| said.owner()).map_or_else(|| "nobody".to_owned(), Text::to_string);
    let due = row.standing.due.map(|day| format!("due {}", ctx.moment.day(day)));
    // Whose it is and by when is wanted more than who usually knows about it.
    let role = row.role.as_ref().filter(|role| !role.is_empty()).map(Text::to_string);
    let all = pieces.iter().map(|(words, _)| words).chain(&facts).chain([&owner]).chain(&due).chain(&role);
    let taken: usize = all.map(|words| text::width(words) + 3).sum();
    facts.extend(role.filter(|_| taken <= page.width() + 3));
    facts.push(owner);
    facts.extend(due);
    pieces.push((format!("   {}", facts.join("   ")), theme.normal));
    page.row(pieces, None);
    standing(page, row, said, ctx);
    rivals(page, id, ctx);
}

/// Why it stands as it stands: what does not apply, a reason, an end, a wording that changed.
fn standing(page: &mut Page, row: &Entry, said: Option<&EntryAnswers>, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let mut line = |label: &str, words: &str, style: Style| {
        page.hanging(HANG, (label.to_owned(), theme.dim), words, style, None);
    };
    match &row.applies {
        Applies::Yes => {}
        Applies::OtherBusiness => {
            line("Set aside", "for another kind of project; not counted", theme.normal);
        }
        Applies::OtherApps(_) => {
            line("Set aside", &ctx.board.why_not(&row.applies).unwrap_or_default(), theme.normal);
        }
        Applies::SetAside(question) => {
            let asked = ctx.pack().questions.iter().find(|other| other.id == *question);
            let reason = asked.map(|asked| asked.reason.to_string()).unwrap_or_default();
            line("Set aside", &format!("{reason} (project question {question})"), theme.normal);
        }
    }
    if let Some(ended) = &row.standing.ended {
        let until = match ended.end {
            EndReached::Day(day) => format!("until {}", ctx.moment.day(day)),
            EndReached::Here | EndReached::Earlier | EndReached::Passed => {
                "until a milestone that has been passed".to_owned()
            }
        };
        let was = format!("was {} {until}; open again", ended.was.word());
        line("Ended", &was, theme.look_again);
    }
    let answer = said.and_then(|said| said.answer());
    if let Some(reason) = answer.and_then(|answer| answer.reason.as_ref()) {
        line("Because", reason, theme.normal);
    }
    if let Some(until) = answer.and_then(|answer| answer.until.as_ref())
        && row.standing.ended.is_none()
    {
        line("Until", &until_words(until, ctx), theme.normal);
    }
    if row.standing.look_again
        && let Some(answer) = answer
        && let Some(before) = ctx.answers().words.get(&(row.id.clone(), answer.words))
    {
        line(
            "Look again",
            "the wording in the pack has changed since; give the same answer again to confirm it",
            theme.look_again,
        );
        if before.title != row.title {
            line("Was called", &before.title, theme.dim);
        }
        line("Was done", &format!("when: {}", before.done_when), theme.dim);
    }
}

/// Two answers that were given apart, until somebody answers again.
fn rivals(page: &mut Page, id: &EntryId, ctx: &Ctx<'_>) {
    let (theme, rivals) = (ctx.theme, ctx.situation().rivals(id));
    if rivals.is_empty() {
        return;
    }
    page.gap();
    page.row(
        vec![(
            "Two answers, given independently. Answer again to decide which one counts.".to_owned(),
            theme.look_again,
        )],
        None,
    );
    for rival in rivals {
        for (at, voice) in rival.voices.iter().enumerate() {
            let label = if at == 0 { rival.field.word() } else { "" };
            let words = format!("{}: {}", voice.by, voice.words);
            page.hanging(HANG, (label.to_owned(), theme.dim), &words, theme.normal, None);
        }
    }
}

fn gone(page: &mut Page, id: &EntryId, said: Option<&EntryAnswers>, ctx: &Ctx<'_>) {
    let theme = ctx.theme;
    let answer = said.and_then(|said| said.answer());
    let words = answer.and_then(|answer| ctx.answers().words.get(&(id.clone(), answer.words)));
    page.paragraph(words.map_or(id.as_str(), |words| words.title.as_str()), theme.strong);
    page.row(vec![("no longer in the pack; the answers stay on record".to_owned(), theme.dim)], None);
    if let Some(answer) = answer {
        let reason = answer.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        page.paragraph(&format!("{}{reason}", answer.status.word()), theme.normal);
    }
    if let Some(words) = words {
        page.gap();
        page.hanging(HANG, ("Done when".to_owned(), theme.dim), &words.done_when, theme.normal, None);
    }
}

fn until_words(until: &Until, ctx: &Ctx<'_>) -> String {
    match until {
        Until::Day(day) => format!("{} (inclusive)", ctx.moment.day(*day)),
        Until::Milestone(id) => {
            let title = ctx.board.gate(id).map_or_else(|| id.to_string(), |gate| gate.title.to_string());
            format!("{} {title}; open again from there", ctx.theme.milestone_mark())
        }
    }
}
