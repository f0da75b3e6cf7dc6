//! What can be named in a project: entries, milestones, lists, project questions, captures.

use super::filters::{self, listing};
use super::project::Project;
use crate::domain::asking::Contradiction;
use crate::domain::resolve::{Candidate, resolve};
use crate::domain::{grammar, own, words};
use crate::journal::record::CaptureId;
use crate::pack::model::{ChecklistId, EntryId, EntryRef, MilestoneId, Plan, ProjectQuestion};
use crate::text::{Text, nearest};
use crate::workspace::error::{Error, quoted};

/// The word that lists have in the place of a topic's short name.
const TOPIC: &str = "Topic";

/// An entry as it is spoken of, also one that is no longer in the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// `Design 42`; the id of a topic or of an entry that is not in the pack.
    pub name: Text,
    pub title: Text,
}

impl Named {
    /// `Design 42 Design session lifetimes`; a topic's title alone.
    pub fn whole(&self) -> String {
        if self.name == self.title { self.title.to_string() } else { format!("{} {}", self.name, self.title) }
    }
}

impl Project {
    /// The entry that `typed` means, or the nearest in an error.
    pub fn entry(&self, typed: &str) -> Result<EntryId, Error> {
        let ids = self.entry_ids();
        let candidates: Vec<Candidate<'_>> = ids
            .iter()
            .map(|id| {
                let row = self.board.row(id);
                let mut names: Vec<String> = row.map(|row| row.name.to_string()).into_iter().collect();
                // Lists say `Topic` before its title.
                names.extend(row.filter(|row| !row.is_item()).map(|row| format!("{TOPIC} {}", row.title)));
                if let Some(EntryRef::Item(item)) = self.pack.entry(id) {
                    names.extend(item.codes.iter().map(ToString::to_string));
                    names.extend(item.was.iter().map(ToString::to_string));
                }
                names.extend(self.removed(id).map(|(name, _)| name.to_string()));
                Candidate { id: id.as_str(), names, first: row.is_some(), pieces: false }
            })
            .collect();
        let at = match resolve(typed, &candidates, "entry") {
            Ok(at) => at,
            Err(refusal) => return self.removed_titled(typed, &ids).ok_or_else(|| refusal.into()),
        };
        ids.get(at).cloned().ok_or_else(|| Error::usage("no such entry"))
    }

    /// The short name and the title that an item of the project's own had when it was removed.
    fn removed(&self, id: &EntryId) -> Option<(Text, &Text)> {
        let field = self.answers().own_items.get(id).filter(|field| field.removed().is_some())?;
        let item = &field.writes().last()?.value;
        Some((self.pack.checklist(&item.checklist)?.short_name(item), &item.title))
    }

    /// The removed item that had this title, the one removed last; `None` if an item that is there has it now.
    fn removed_titled(&self, typed: &str, ids: &[EntryId]) -> Option<EntryId> {
        let is_there = own::namesake(&self.board, typed, &EntryId::new("")).is_some();
        let has_title = |id: &&EntryId| {
            self.removed(id).is_some_and(|(_, title)| own::title_key(title) == own::title_key(typed))
        };
        let at = |id: &&EntryId| self.answers().own_items.get(*id)?.removed().map(|removal| removal.at);
        ids.iter().filter(|_| !is_there).filter(has_title).max_by_key(at).cloned()
    }

    /// As [`Project::entry`], and an error that says where to look if the word names something else.
    pub fn one_entry(&self, typed: &str) -> Result<EntryId, Error> {
        self.entry(typed).map_err(|error| {
            if error.has_hint() {
                return error;
            }
            let finds = || "`golive list` shows them all, `golive list --search WORDS` finds some".to_owned();
            error.hint(self.meant_by_number(typed).or_else(|| self.elsewhere(typed)).unwrap_or_else(finds))
        })
    }

    /// The likely meaning of a list's name with a number, such as `Desing 42` and `Design 99`.
    fn meant_by_number(&self, typed: &str) -> Option<String> {
        let (word, number) = typed.trim().rsplit_once(['/', ' '])?;
        let plus = if number.starts_with('+') { "+" } else { "" };
        let number: u32 = number.parse().ok()?;
        let names = self.board.lists.iter().flat_map(|list| [list.id.as_str(), list.title.as_str()]);
        let near = nearest(&word.trim().to_lowercase(), names)?;
        let list = self.board.lists.iter().find(|list| list.id.as_str() == near || list.title == near)?;
        let rows = self.board.rows().iter().filter(|row| row.checklist.as_ref() == Some(&list.id));
        let name = format!("{} {plus}{number}", list.title);
        if rows.clone().any(|row| row.name == name.as_str()) {
            return Some(format!("did you mean {}?", quoted(&name)));
        }
        if !plus.is_empty() {
            return Some(format!(
                "{} has no such item of the project's own; `golive list --checklist {}` shows its items",
                list.title, list.id
            ));
        }
        let moved = self
            .pack
            .items()
            .find(|item| item.was.iter().any(|was| was.as_str().starts_with(&format!("{}/", list.id))));
        if let Some((item, row)) = moved.and_then(|item| Some((item, self.board.row(&item.id)?))) {
            let was: Vec<String> = item.was.iter().map(|was| quoted(was.as_str())).collect();
            return Some(format!(
                "{} has no number {number}; what was {} is now {}",
                list.title,
                was.join(", "),
                row.name
            ));
        }
        let numbers = rows.filter_map(|row| {
            row.name.rsplit(' ').next().filter(|no| !no.starts_with('+'))?.parse::<u32>().ok()
        });
        let most = numbers.max()?;
        Some(format!(
            "{} has numbers up to {most}; `golive list --checklist {}` shows them",
            list.title, list.id
        ))
    }

    /// What a word names that is not an entry: a milestone, a list, a workstream, a project question, a capture.
    fn elsewhere(&self, typed: &str) -> Option<String> {
        if let Ok(id) = self.milestone(typed) {
            return Some(format!("it is a milestone: `golive gate {id}` shows what is left before it"));
        }
        if let Ok(id) = self.checklist(typed) {
            return Some(format!("it is a checklist: `golive list --checklist {id}` shows its items"));
        }
        if let Ok(name) = filters::workstream(self, typed) {
            return Some(format!("it is a workstream: `golive list --workstream {name}` shows its entries"));
        }
        if let Ok(question) = self.question(typed) {
            let id = &question.id;
            return Some(format!(
                "it is a project question: `golive question {id} yes|no|unknown` answers it"
            ));
        }
        let id = self.capture(typed).ok()?;
        Some(format!(
            "it is a capture: `golive captures` lists it, `golive capture done {}` resolves it",
            id.0
        ))
    }

    /// The entries that the words of a command mean, each once; `Design 42` may be one word or two, and a topic that
    /// is called as lists call it, `Topic Error Pages`, any number of them.
    pub fn entries(&self, typed: &[String]) -> Result<Vec<EntryId>, Error> {
        let mut found: Vec<EntryId> = Vec::new();
        let mut words = typed.iter().peekable();
        while let Some(word) = words.next() {
            if let Some((name, n_more)) = self.topic(word, words.clone()) {
                words.by_ref().take(n_more).for_each(drop);
                let id = self.one_entry(&name)?;
                if !found.contains(&id) {
                    found.push(id);
                }
                continue;
            }
            let is_list = self.board.lists.iter().any(|list| {
                [list.id.as_str(), list.title.as_str()].iter().any(|name| name.eq_ignore_ascii_case(word))
            });
            let number = words.next_if(|next| is_list && is_number(next));
            let id = match number {
                Some(number) => self.one_entry(&format!("{word} {number}"))?,
                None => self.one_entry(word).map_err(|error| {
                    // `Desing 42` came as two words, and the second tells what the first was to be.
                    let number = words.peek().filter(|next| is_number(next));
                    let whole = number.map(|number| format!("{word} {number}"));
                    let meant = whole.and_then(|whole| Some((self.meant_by_number(&whole)?, whole)));
                    match meant {
                        Some((hint, whole)) => {
                            Error::usage(format!("no entry is called {}", quoted(whole))).hint(hint)
                        }
                        None => error,
                    }
                })?,
            };
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(found)
    }

    /// The name of a topic that comes as several words, `Topic` first, and how many belong to it beside that one.
    fn topic<'a>(&self, word: &str, rest: impl Iterator<Item = &'a String>) -> Option<(String, usize)> {
        if !word.eq_ignore_ascii_case(TOPIC) {
            return None;
        }
        let titles = || self.board.rows().iter().filter(|row| !row.is_item()).map(|row| &row.title);
        let longest = titles().map(|title| title.split_whitespace().count()).max()?;
        let mut words = Vec::new();
        for word in rest.take(longest) {
            words.push(word.to_lowercase());
            let title = words.join(" ");
            if titles().any(|known| known.to_lowercase() == title) {
                return Some((format!("{TOPIC} {title}"), words.len()));
            }
        }
        None
    }

    /// Every id that can be named: the project's, the rest of the pack's, those that only answers have, and those of
    /// items of the project's own that were removed, so that none of these ever means another one.
    fn entry_ids(&self) -> Vec<EntryId> {
        let mut ids: Vec<EntryId> = self.board.rows().iter().map(|row| row.id.clone()).collect();
        let others = self.pack.plans.iter().flat_map(Plan::topics).map(|topic| topic.id.clone());
        let answers = self.answers();
        let answered = answers.entries.keys().chain(answers.own_items.keys()).cloned();
        for id in others.chain(answered) {
            if self.board.find(&id).is_none() && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The name of an entry by the pack or, if it has left that, by the words that were answered.
    pub fn named(&self, id: &EntryId) -> Named {
        if let Some(row) = self.board.row(id) {
            let name = if row.is_item() { row.name.clone() } else { row.title.clone() };
            return Named { name, title: row.title.clone() };
        }
        let name = Text::line(id.as_str());
        Named { name, title: words::title(id, &self.situation()) }
    }

    /// The answered entries that the pack no longer has, in the order of their ids.
    pub fn not_in_pack(&self) -> Vec<EntryId> {
        let answers = self.answers();
        let said = answers.entries.keys().filter(|id| {
            self.board.entry(answers, id).is_none()
                && !own::is_removed(answers, id)
                && answers.entry(id).is_some_and(|said| {
                    said.answer().is_some()
                        || said.note().is_some()
                        || said.owner().is_some()
                        || said.due().is_some()
                })
        });
        said.cloned().collect()
    }

    /// The milestone of the project's plan that `typed` means, or the nearest in an error.
    pub fn milestone(&self, typed: &str) -> Result<MilestoneId, Error> {
        Ok(grammar::milestone(typed, &self.board)?)
    }

    pub fn milestone_title(&self, id: &MilestoneId) -> Text {
        self.pack
            .milestone(id)
            .map_or_else(|| Text::line(id.as_str()), |(_, milestone)| milestone.title.clone())
    }

    /// The list that `typed` means, or the nearest in an error.
    pub fn checklist(&self, typed: &str) -> Result<ChecklistId, Error> {
        let lists = &self.board.lists;
        let candidates: Vec<Candidate<'_>> =
            lists.iter().map(|list| Candidate::named(list.id.as_str(), [&list.title])).collect();
        let at = resolve(typed, &candidates, "checklist").map_err(Error::from).map_err(|error| {
            let ids: Vec<Text> = lists.iter().map(|list| Text::line(list.id.as_str())).collect();
            listing(error, ids.iter())
        })?;
        lists.get(at).map(|list| list.id.clone()).ok_or_else(|| Error::usage("no such checklist"))
    }

    /// The project question that `typed` means, or the nearest in an error.
    pub fn question(&self, typed: &str) -> Result<&ProjectQuestion, Error> {
        let questions = &self.pack.questions;
        let candidates: Vec<Candidate<'_>> = questions
            .iter()
            .map(|question| Candidate::named(question.id.as_str(), [&question.ask]))
            .collect();
        let at = resolve(typed, &candidates, "project question")
            .map_err(Error::from)
            .map_err(|error| error.hint("`golive questions` lists them"))?;
        questions.get(at).ok_or_else(|| Error::usage("no such project question"))
    }

    /// The contradiction that `typed` means, by its name or a question that it is about: its name, and the
    /// sentence that it says. Also one that was left so.
    pub fn contradiction(&self, typed: &str) -> Result<(Text, Text), Error> {
        let left = self.board.left_so.iter().map(|left| &left.contradiction);
        let all = self.board.contradictions.iter().chain(left);
        let known: Vec<(&Text, &Contradiction)> =
            all.filter_map(|one| Some((one.id.as_ref()?, one))).collect();
        let candidates: Vec<Candidate<'_>> = known
            .iter()
            .map(|(id, one)| {
                let questions = one.questions.iter().map(ToString::to_string);
                Candidate::named(id.as_str(), std::iter::once(one.says.to_string()).chain(questions))
            })
            .collect();
        let of_question = |question: &ProjectQuestion| {
            let mut about = (0..known.len()).filter(|at| known[*at].1.questions.contains(&question.id));
            about.next().filter(|_| about.next().is_none())
        };
        let at = resolve(typed, &candidates, "contradiction")
            .or_else(|refusal| self.question(typed).ok().and_then(of_question).ok_or(refusal))
            .map_err(Error::from)
            .map_err(|error| error.hint("`golive questions` names those that there are"))?;
        let found = known.get(at).map(|(id, one)| ((*id).clone(), one.says.clone()));
        found.ok_or_else(|| Error::usage("no such contradiction"))
    }

    /// The capture that `typed` means, by its name or the beginning of it.
    pub fn capture(&self, typed: &str) -> Result<CaptureId, Error> {
        let known: Vec<(&CaptureId, String)> = self
            .answers()
            .captures
            .iter()
            .filter_map(|(id, capture)| Some((id, capture.capture.value()?.text.first_line().to_owned())))
            .collect();
        let candidates: Vec<Candidate<'_>> =
            known.iter().map(|(id, words)| Candidate::named(id.0.as_str(), [words])).collect();
        let at = resolve(typed, &candidates, "capture")
            .map_err(Error::from)
            .map_err(|error| error.hint("`golive captures` lists them with their names"))?;
        known.get(at).map(|(id, _)| (*id).clone()).ok_or_else(|| Error::usage("no such capture"))
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('+').unwrap_or(word);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
