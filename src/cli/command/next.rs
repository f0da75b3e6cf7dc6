//! `golive next`: what to do next, and why.

use super::answering::sign_of;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, dim, strong};
use crate::domain::gate;
use crate::domain::needs::{self, Needed, Priority};
use crate::pack::model::{EntryRef, Level};
use crate::text::counted;
use crate::workspace::error::Error;

/// Show what to do next, and why
///
/// Your own entries and those without an owner, most urgent first: overdue, look again, ended, blocked, due soon.
/// Then what is left at the next milestone, and at the milestones after it, in plan order.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// How many
    #[arg(value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    count: u16,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        let project = context.open()?;
        let me = context.author()?;
        let all = needs::next(&project.board, project.answers(), &me);
        if all.is_empty() {
            let open = gate::left_in_project(&project.board);
            let is_over = project.board.next_milestone(project.answers()).is_none();
            context.out.line(if is_over && open > 0 {
                let open = counted(open, "entry is", "entries are");
                format!("no milestone is ahead, so nothing is left at one; {open} still open in the project")
            } else {
                format!("nothing is left for {me}, and nothing without an owner")
            });
            context.out.line(dim("`golive status` shows the state of the project"));
            return Ok(Exit::DONE);
        }
        for (at, needed) in all.iter().take(usize::from(self.count)).enumerate() {
            if at > 0 {
                context.out.blank();
            }
            let row = project.board.at(needed.row);
            let named = project.named(&needed.id);
            let sign = sign_of(needed.sign, context.out);
            let level = if row.level == Level::Must { dim("  must") } else { Line::default() };
            context.out.line(sign.and(" ").and(strong(named.whole())).and(level));
            context.out.prose(dim("  why    "), 9, &needed.need.phrase(&project.moment));
            match project.board.entry(project.answers(), &needed.id) {
                Some(EntryRef::Item(item)) => {
                    if let Some(ask) = &item.ask {
                        context.out.prose(dim("  ask    "), 9, ask);
                    }
                }
                Some(EntryRef::Topic(topic)) => context.out.prose(dim("  what   "), 9, &topic.guidance),
                None => {}
            }
            context.out.line(dim(format!("  more   golive show {}", needed.id)));
        }
        let is_later = |needed: &Needed| matches!(needed.need, Priority::LeftLater { .. });
        let n_now = all.iter().filter(|needed| !is_later(needed)).count();
        let shown = usize::from(self.count);
        let (more, later) = (n_now.saturating_sub(shown), all.len().saturating_sub(shown.max(n_now)));
        let ahead = project.board.next_milestone(project.answers());
        let mut lines = Vec::new();
        if let Some(gate) = ahead.filter(|gate| gate.count.left() == 0) {
            lines.push(format!("nothing is left at the next milestone, {}", gate.title));
        }
        if more > 0 {
            let up_to = ahead.map(|gate| format!(" up to {}", gate.title)).unwrap_or_default();
            lines.push(format!(
                "{more} more of yours or without an owner{up_to}, `golive next {n_now}` shows them"
            ));
        }
        let others = ahead.map_or(0, |gate| needs::of_others(&project.board, &gate.id, &me));
        if let Some(gate) = ahead.filter(|_| others > 0) {
            let left =
                if others == 1 { "1 entry of others is" } else { &format!("{others} entries of others are") };
            lines.push(format!("{left} left there too, `golive gate {}` shows all", gate.id));
        }
        if later > 0 {
            lines.push(format!("{later} more at later milestones, `golive next {}` shows all", all.len()));
        }
        if !lines.is_empty() {
            context.out.blank();
        }
        for line in lines {
            context.out.line(dim(line));
        }
        Ok(Exit::DONE)
    }
}

const HELP: &str = "\
Examples:
  golive next
  golive next 10
  golive next --author Lena

Exit status:
  0 done, 2 wrong use, 3 the project could not be read.";
