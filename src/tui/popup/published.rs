//! The rows of the published lists, as their publisher has them: to be held beside the sheet that a team was given.

use ratatui::layout::Rect;

use super::Popup;
use crate::domain::board::EntryIx;
use crate::domain::published::{self, RowCounts};
use crate::pack::model::Level;
use crate::text::{self, Text};
use crate::tui::action::Action;
use crate::tui::context::{Ctx, Outcome};
use crate::tui::fresh::Fresh;
use crate::tui::keys::KeyScope;
use crate::tui::widget::canvas::{Canvas, below, inset, row};
use crate::tui::widget::list::{Click, List, Mark, Row};

#[derive(Debug, Clone)]
struct PublishedLine {
    code: Text,
    subject: Text,
    entry: Option<EntryIx>,
}

/// All published rows, also those that do not apply.
#[derive(Default)]
pub struct PublishedPopup {
    lines: List<PublishedLine>,
    made: Fresh<RowCounts>,
    counts: RowCounts,
    area: Rect,
}

impl PublishedPopup {
    pub fn new(ctx: &Ctx<'_>) -> PublishedPopup {
        let mut popup = PublishedPopup::default();
        popup.follow(ctx);
        popup
    }

    fn follow(&mut self, ctx: &Ctx<'_>) {
        if self.made.is_for(ctx.revision, &()) {
            return;
        }
        let all = published::rows(ctx.board);
        self.counts = RowCounts::of(ctx.board, &all);
        self.made.set(ctx.revision, (), self.counts);
        let mut rows: Vec<Row<PublishedLine>> = Vec::new();
        let mut heading = String::new();
        for one in &all {
            let list = ctx.board.lists.iter().find(|list| list.id == one.row.checklist);
            let list = list.map_or_else(|| one.row.checklist.to_string(), |list| list.title.to_string());
            let title = format!("{list} › {}", one.row.section);
            if title != heading {
                rows.push(Row::heading(&title));
                heading = title;
            }
            rows.push(Row::Entry(PublishedLine {
                code: one.row.code.clone(),
                subject: one.row.subject.clone(),
                entry: one.entry,
            }));
        }
        self.lines.set(rows);
    }

    fn enter(&self, ctx: &Ctx<'_>) -> Outcome {
        match self.lines.at().and_then(|line| line.entry) {
            Some(ix) => Outcome::All(vec![Outcome::CloseAll, Outcome::Jump(ctx.board.at(ix).id.clone())]),
            None => Outcome::Stay,
        }
    }

    fn list(area: Rect) -> Rect {
        let area = below(area, 1);
        Rect { height: area.height.saturating_sub(u16::from(area.height > 8)), ..area }
    }

    fn draw_line(canvas: &mut Canvas<'_>, place: Rect, line: &PublishedLine, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let words = inset(place, 3, 1);
        let Some(entry) = line.entry.map(|ix| ctx.board.at(ix)) else {
            canvas.put(words.x, words.y, words.width, &line.code, theme.dim);
            return;
        };
        let why_not = ctx.board.why_not(&entry.applies);
        let sign = entry.standing.sign();
        let style = if why_not.is_some() { theme.dim } else { theme.entry_style(sign) };
        canvas.put(words.x, words.y, 6, &line.code, style);
        let mark = if why_not.is_some() { "-" } else { theme.sign(sign) };
        canvas.put(
            words.x + 7,
            words.y,
            1,
            mark,
            if why_not.is_some() { theme.dim } else { theme.sign_style(sign) },
        );
        let level = if entry.level == Level::Must { "must  " } else { "" };
        let right = match why_not {
            Some(why) => why,
            None => format!("{level}{}", text::pad(&entry.name, 10)),
        };
        let rest = inset(words, 9, 0);
        let right = text::truncate(&right, usize::from(rest.width / 2), theme.cut()).into_owned();
        let used = canvas.put_right(rest, &right, style);
        canvas.put(rest.x, rest.y, rest.width.saturating_sub(used + 1), &entry.title, style);
    }
}

impl Popup for PublishedPopup {
    fn scopes(&self) -> &'static [KeyScope] {
        &[KeyScope::Choose]
    }

    fn title(&self, ctx: &Ctx<'_>) -> (String, String) {
        let title = ctx.pack().published.as_ref().map(published::heading);
        (title.unwrap_or_else(|| "Published rows".to_owned()), self.counts.phrase())
    }

    fn height(&self, _width: u16, _ctx: &Ctx<'_>) -> u16 {
        u16::MAX
    }

    fn update(&mut self, action: Action, ctx: &Ctx<'_>) -> Outcome {
        match action {
            Action::Enter => return self.enter(ctx),
            Action::Back => return Outcome::Close,
            _ if self.lines.update(action) => {}
            _ => return Outcome::Ignored,
        }
        Outcome::Stay
    }

    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect, ctx: &Ctx<'_>) {
        let theme = canvas.theme;
        let head = inset(row(area, 0), 1, 1);
        let words = match self.lines.at() {
            Some(line) => format!("{}: {}", line.code, line.subject),
            None => "The pack says of no list that it was published.".to_owned(),
        };
        if head.height > 0 {
            canvas.put(head.x, head.y, head.width, &words, theme.normal);
        }
        let list = Self::list(area);
        self.lines.draw(canvas, list, Mark::Row, |canvas, place, line, _| {
            Self::draw_line(canvas, place, line, ctx);
        });
        let foot = inset(Rect { y: list.bottom(), height: area.bottom() - list.bottom(), ..area }, 1, 1);
        if let (Some(published), true) = (&ctx.pack().published, foot.height > 0) {
            canvas.put(foot.x, foot.y, foot.width, &published.line, theme.dim);
        }
    }

    fn settle(&mut self, area: Rect, ctx: &Ctx<'_>) {
        self.area = area;
        self.follow(ctx);
        self.lines.sync(Self::list(area).height);
    }

    fn click(&mut self, row: u16, ctx: &Ctx<'_>) -> Outcome {
        match row.checked_sub(1).map(|at| self.lines.click(at)) {
            Some(Click::Again) => self.enter(ctx),
            Some(Click::Moved | Click::Nothing) | None => Outcome::Stay,
        }
    }

    fn offers(&self, action: Action, _ctx: &Ctx<'_>) -> bool {
        action != Action::Enter || self.lines.at().is_some_and(|line| line.entry.is_some())
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        (action == Action::Enter).then_some("its entry")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_area_keeps_its_rows_for_the_list() {
        let height = |height| PublishedPopup::list(Rect::new(0, 0, 80, height)).height;
        assert_eq!((height(20), height(6), height(1)), (18, 5, 0));
    }
}
