//! `golive questions`: what was answered about the project, and what each answer does.

use serde::Serialize;

use super::answering;
use super::gate::contradictions_of;
use crate::cli::context::{Context, RunCommand};
use crate::cli::error::Exit;
use crate::cli::out::{Line, Out, dim, good, strong};
use crate::cli::project::Project;
use crate::cli::table::{Column, Table};
use crate::domain::answer::{Edit, Intent};
use crate::domain::questions::{self, Asked};
use crate::journal::record::Known;
use crate::pack::model::asked::ConflictKind;
use crate::pack::model::{OfferedAnswer, ProjectQuestion};
use crate::text::{Text, counted};
use crate::workspace::error::{Error, quoted};

/// List the questions about the project
///
/// Each is a yes or no that decides at once which entries apply: a no sets them aside with its reason, and taking it
/// back brings them back with all their answers. Answer one with `golive question`. Questions that
/// the kind of project answers are not asked; --all and --json have them too.
#[derive(Debug, clap::Args)]
#[command(after_long_help = HELP)]
pub struct Args {
    /// Accept every proposed answer to a question that has none yet
    #[arg(long)]
    accept: bool,
    /// Leave answers so that hardly go together: no gate names them any more
    ///
    /// NAME is that of the contradiction, as the list has it, or of a question that it is about. It holds while exactly
    /// these answers stand. Answers that cannot all hold are not left so.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["accept", "ask_again", "all", "json"])]
    leave_so: Option<String>,
    /// Why they may stay so
    #[arg(long, value_name = "TEXT", requires = "leave_so", allow_hyphen_values = true)]
    reason: Option<String>,
    /// Ask again about answers that were left so
    #[arg(long, value_name = "NAME", conflicts_with_all = ["accept", "all", "json"])]
    ask_again: Option<String>,
    /// Also what the kind of project answers
    #[arg(long)]
    all: bool,
    /// Print JSON, as docs/json.md describes it
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct QuestionsJson {
    id: String,
    ask: String,
    explains: String,
    asked: bool,
    follows_from: Vec<String>,
    proposed: Option<&'static str>,
    answer: &'static str,
    default: &'static str,
    reason: String,
    sets_aside: Vec<String>,
    left_out: u32,
    at_stake: u32,
}

impl RunCommand for Args {
    fn run(self, context: &mut Context<'_>) -> Result<Exit, Error> {
        if self.accept {
            accept(context)?;
        }
        if let Some(name) = &self.leave_so {
            let reason = match self.reason.as_deref().map(answering::block).transpose()? {
                Some(reason) => Edit::to(Some(reason).filter(|reason| !reason.is_empty())),
                None => Edit::Keep,
            };
            return leave_or_ask(name, "left so", context, |id| Intent::LeaveSo { id, reason });
        }
        if let Some(name) = &self.ask_again {
            is_left_so(name, context)?;
            return leave_or_ask(name, "asked again", context, Intent::AskAgain);
        }
        let project = context.open()?;
        let asked = questions::asked(&project.board, project.answers());
        if self.json {
            let all: Vec<QuestionsJson> =
                project.pack.questions.iter().map(|question| json(&project, &asked, question)).collect();
            context.out.json(&all);
            return Ok(Exit::DONE);
        }
        let kind = project.board.kind_title();
        let mut table =
            Table::new(&[Column::Left, Column::Left, Column::Flexible, Column::Right, Column::Right]);
        for asked in &asked {
            let proposed = questions::proposal(&project.board, project.answers(), asked.question);
            let answer = match asked.known {
                Known::Unknown if !asked.follows.is_empty() => dim("no"),
                Known::Yes => good("yes"),
                Known::No => strong("no"),
                Known::Unknown => dim("unknown"),
            };
            let effect = match (asked.known, asked.follows.first(), &proposed) {
                (Known::No, None, _) if asked.left_out.is_none() => dim("nothing set aside"),
                (Known::No, None, _) => Line::from(format!("{} set aside", asked.left_out.brief())),
                (Known::No | Known::Unknown, Some(other), _) if asked.left_out.is_none() => {
                    dim(format!("follows from {}", other.id))
                }
                (Known::No | Known::Unknown, Some(other), _) => {
                    dim(format!("follows from {}, {} set aside", other.id, asked.left_out.brief()))
                }
                (Known::Unknown, None, Some(proposed)) => {
                    let by: Vec<&str> = proposed.by.iter().map(Text::as_str).collect();
                    dim(format!("proposed: {} ({})", proposed.answer.word(), by.join(", ")))
                }
                (Known::Yes, _, _) | (Known::Unknown, None, None) => Line::default(),
            };
            let is_put = asked.follows.is_empty() && asked.known != Known::No;
            let stake = if is_put && !asked.at_stake.is_none() {
                dim(format!("no: {}", asked.at_stake.brief()))
            } else {
                Line::default()
            };
            table.row([
                answer,
                Line::from(asked.question.id.as_str()),
                Line::from(&asked.question.ask),
                effect,
                stake,
            ]);
        }
        let others: Vec<&ProjectQuestion> = questions::not_asked(&project.board).collect();
        for question in others.iter().filter(|_| self.all) {
            let effect = dim(format!("not for {kind}"));
            let id = Line::from(question.id.as_str());
            table.row([dim("not asked"), id, dim(&question.ask), effect, Line::default()]);
        }
        table.print(context.out);
        let put: Vec<&Asked<'_>> = asked.iter().filter(|asked| asked.follows.is_empty()).collect();
        let answered = put.iter().filter(|asked| asked.known != Known::Unknown).count();
        context.out.blank();
        contradictions_of(&project, &|_| true, context.out);
        left_so(&project, context.out);
        let apply = project.board.items_that_apply();
        if asked.iter().any(|one| one.known != Known::No && one.follows.is_empty() && one.at_stake.items > 0)
        {
            context
                .out
                .line(dim("`no: 9` is how many items a no would set aside, with what follows from it"));
        }
        context.out.line(format!("{answered} of {} answered, {apply}", put.len()));
        if !others.is_empty() && !self.all {
            let more = counted(others.len(), "more is answered", "more are answered");
            let line = format!("{more} by the kind of project, {kind}, and not asked; --all shows them");
            context.out.line(dim(line));
        }
        let proposals = questions::accept(&project.board, project.answers()).len();
        if proposals > 0 {
            let words = counted(proposals, "answer is", "answers are");
            context.out.line(dim(format!("{words} proposed; `golive questions --accept` takes them")));
        }
        if answered < put.len() {
            context
                .out
                .line(dim("answer one with `golive question NAME yes|no`; unknown sets nothing aside"));
        }
        Ok(Exit::DONE)
    }
}

/// Says the doubtful answers that were left so, by whom and why.
fn left_so(project: &Project, out: &mut Out) {
    for one in &project.board.left_so {
        let words = Line::from("Left so  ");
        let indent = words.width();
        out.prose(words, indent, &one.contradiction.says);
        let gap = " ".repeat(indent);
        out.prose(Line::from(&gap), indent, &one.phrase(&project.moment));
        if let Some(id) = &one.contradiction.id {
            out.line(dim(format!("{gap}ask again with `golive questions --ask-again {id}`")));
        }
    }
    if !project.board.left_so.is_empty() {
        out.blank();
    }
}

/// Refuses to ask again about what nobody has left so.
fn is_left_so(typed: &str, context: &mut Context<'_>) -> Result<(), Error> {
    let project = context.open()?;
    let (id, says) = project.contradiction(typed)?;
    if project.board.left_so.iter().any(|left| left.contradiction.id.as_ref() == Some(&id)) {
        return Ok(());
    }
    let error = Error::usage(format!("{} is not left so, so nothing is to ask again", quoted(&id)));
    let lasting = project.board.contradictions.iter().find(|one| one.id.as_ref() == Some(&id));
    let hint = match lasting.map(|one| (one.kind, one.questions.first())) {
        // Answers that cannot all hold are never left so.
        Some((ConflictKind::Impossible, Some(question))) => {
            format!("another answer to one of its questions ends it: `golive question {question} unknown`")
        }
        _ => format!("`golive questions --leave-so {id}` leaves it so"),
    };
    Err(error.detail(says.to_string()).hint(hint))
}

/// Leaves a contradiction so, or asks about it again.
fn leave_or_ask(
    typed: &str,
    done: &str,
    context: &mut Context<'_>,
    intent: impl FnOnce(Text) -> Intent,
) -> Result<Exit, Error> {
    let mut project = context.open_to_write()?;
    let (id, says) = project.contradiction(typed)?;
    let Some(change) = answering::decide(&project, &intent(id))? else {
        answering::say_nothing(context.out);
        return Ok(Exit::DONE);
    };
    project.apply(change)?;
    context.out.line(format!("{done}: {says}"));
    answering::say_saved(&project, context.out);
    Ok(Exit::DONE)
}

/// Saves the proposed answers as one change.
fn accept(context: &mut Context<'_>) -> Result<(), Error> {
    let mut project = context.open_to_write()?;
    let answers = questions::accept(&project.board, project.answers());
    let words = counted(answers.len(), "proposed answer", "proposed answers");
    let Some(change) = answering::decide(&project, &Intent::Questions { answers })? else {
        context.out.line("no proposed answer is left to accept");
        return Ok(());
    };
    project.apply(change)?;
    context.out.line(format!("accepted {words}; `golive undo` undoes that"));
    answering::say_saved(&project, context.out);
    context.out.blank();
    Ok(())
}

fn json(project: &Project, asked: &[Asked<'_>], question: &ProjectQuestion) -> QuestionsJson {
    let is = asked.iter().find(|asked| asked.question.id == question.id);
    QuestionsJson {
        id: question.id.to_string(),
        ask: question.ask.to_string(),
        explains: question.explains.to_string(),
        asked: is.is_some(),
        follows_from: is
            .map(|asked| asked.follows.iter().map(|other| other.id.to_string()).collect())
            .unwrap_or_default(),
        proposed: questions::proposal(&project.board, project.answers(), question)
            .map(|proposal| proposal.answer.word()),
        answer: project.answers().known(&question.id).word(),
        default: match question.default {
            OfferedAnswer::Yes => "yes",
            OfferedAnswer::No => "no",
            OfferedAnswer::Ask => "ask",
        },
        reason: question.reason.to_string(),
        sets_aside: question.sets_aside.iter().map(ToString::to_string).collect(),
        left_out: is.map_or(0, |asked| asked.left_out.total()),
        at_stake: is.map_or(0, |asked| asked.at_stake.total()),
    }
}

const HELP: &str = "\
Examples:
  golive questions --accept
  golive questions --leave-so addresses-unverified --reason \"By the shop\"

Exit status:
  0 done, 2 no such contradiction, or one that is not left so (nothing is
  written), 3 the project could not be read or saved.";
