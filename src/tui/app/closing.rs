//! A review is closed: the permanent record is made of what holds when somebody has said yes.

use super::App;
use crate::domain::conditions::late_conditions;
use crate::domain::snapshot::{self, ReviewInput};
use crate::domain::verdict;
use crate::journal::record::Change;
use crate::pack::model::MilestoneId;
use crate::tui::context::{Outcome, Told};

impl App {
    /// Closes a review; the form that asked for it goes once it is recorded.
    pub(super) fn close_review(&mut self, milestone: MilestoneId, input: ReviewInput) {
        let ctx = self.view.ctx();
        let mut done = input.decision.map_or_else(|| "no decision".to_owned(), |one| one.phrase().to_owned());
        if !input.by.is_empty() {
            done = format!("{done}, by {}", verdict::enumerated(&input.by));
        }
        let Some(review) = snapshot::close(ctx.board, ctx.answers(), &milestone, input) else {
            return self.refuse("the plan no longer has this milestone");
        };
        if let Some(late) = late_conditions(&review, ctx.moment.today) {
            done = format!("{done}; {late}");
        }
        match self.view.host.apply(vec![Change::Review(Box::new(review))]) {
            Ok(effect) => {
                self.run(Outcome::Close);
                self.take_in(&effect);
                let (answers, run) = (self.view.host.fold().answers(), self.view.host.run());
                let own = answers.reviews.iter().rev().find(|closed| closed.seq.1 == run);
                let name = own.map_or_else(|| "review".to_owned(), |closed| format!("review r{}", closed.no));
                self.message =
                    Some(self.with_saving(format!("{name} recorded: {done}; it cannot be undone")));
                self.run(Outcome::told(Told::Closed(milestone)));
            }
            Err(why) => self.refuse(&why),
        }
    }
}
