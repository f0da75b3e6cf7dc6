//! Lays one row of a sheet over the answers: what would change, what was answered meanwhile, what cannot be taken.

use std::collections::HashMap;

use jiff::Timestamp;

use super::row::not_read;
pub use super::row::{CellDifference, MatchBy, RowOutcome, RowSubject, SheetOrder, SheetRow};
use super::{AnswerCells, CUT, Stamp, Told, canonical, status, typed};
use crate::domain::answer::{Edit, Intent, Items, Lack, Ruling, Said, Situation};
use crate::domain::{dates, grammar, words};
use crate::journal::answers::{FieldValue, Register};
use crate::journal::record::Status;
use crate::pack::model::{EntryId, EntryRef, Plan};
use crate::text::{Text, folded, quoted, truncate_at_word};

/// Finds entries by what sheets call them.
#[derive(Debug)]
pub struct EntryFinder<'a> {
    situation: Situation<'a>,
    codes: HashMap<String, Vec<EntryId>>,
    names: HashMap<String, Vec<EntryId>>,
    titles: HashMap<String, Vec<EntryId>>,
    /// Rows that were laid already, by their entry.
    taken: HashMap<EntryId, String>,
}

impl<'a> EntryFinder<'a> {
    pub fn new(situation: Situation<'a>) -> EntryFinder<'a> {
        let mut finder = EntryFinder {
            situation,
            codes: HashMap::new(),
            names: HashMap::new(),
            titles: HashMap::new(),
            taken: HashMap::new(),
        };
        for row in situation.board.rows() {
            let add = |map: &mut HashMap<String, Vec<EntryId>>, words: &str| {
                let ids = map.entry(plain(words)).or_default();
                if !ids.contains(&row.id) {
                    ids.push(row.id.clone());
                }
            };
            add(&mut finder.titles, &row.title);
            if row.is_item() {
                add(&mut finder.names, &row.name);
            }
            if let Some(EntryRef::Item(item)) = situation.board.entry(situation.answers, &row.id) {
                item.codes.iter().for_each(|code| add(&mut finder.codes, code));
            }
        }
        finder
    }

    fn is_untouched(&self, stamp: &Stamp, row: &SheetRow) -> bool {
        row.told.iter().all(|(told, words)| stamp.has(*told, words, self.situation.board))
    }

    /// The entry that a row is about.
    fn find(&self, row: &SheetRow, by: Option<MatchBy>) -> Result<EntryId, String> {
        let is_by = |way: MatchBy| by.is_none_or(|by| by == way);
        for key in &row.keys {
            if is_by(MatchBy::Id)
                && let Some(id) = self.by_id(key)
            {
                return Ok(id);
            }
            // A row may stand for several codes.
            let parts = || std::iter::once(key.as_str()).chain(key.split([',', ';', '\n']));
            let code = is_by(MatchBy::Code).then(|| parts().find_map(|code| self.codes.get(&plain(code))));
            let name = is_by(MatchBy::Name).then(|| self.names.get(&plain(key))).flatten();
            if let Some(found) = code.flatten() {
                let id = one(found, key)?;
                return if by.is_none() { self.not_titled_otherwise(id, key, row) } else { Ok(id) };
            }
            if let Some(found) = name {
                return one(found, key);
            }
        }
        if let Some(title) = row.title.as_ref().filter(|_| by.is_none() || by == Some(MatchBy::Name)) {
            let found = self.names.get(&plain(title)).or_else(|| self.titles.get(&plain(title)));
            if let Some(found) = found {
                return one(found, title);
            }
        }
        let called = row.keys.first().or(row.title.as_ref()).map(|words| truncate_at_word(words, 40, '…'));
        let what = match by {
            None => "is called",
            Some(MatchBy::Id) => "has the id",
            Some(MatchBy::Code) => "has the code",
            Some(MatchBy::Name) => "has the short name",
        };
        Err(match called {
            Some(called) => format!("no entry of this project {what} {}", quoted(&called)),
            None => "the row names no entry".to_owned(),
        })
    }

    /// The entry that a code names, unless the row's title is that of another one.
    fn not_titled_otherwise(&self, id: EntryId, code: &str, row: &SheetRow) -> Result<EntryId, String> {
        let titled = row.title.as_ref().and_then(|title| self.titles.get(&plain(title)));
        match titled.map(Vec::as_slice) {
            Some([other]) if *other != id => Err(format!(
                "the code {} is that of {id} and the title that of {other}; put one id into a column `id`",
                quoted(code)
            )),
            _ => Ok(id),
        }
    }

    /// What becomes of a row about a project question, as a report writes it: only `golive question` answers one.
    fn question(&self, row: &SheetRow) -> Option<RowOutcome> {
        let Situation { board, answers, .. } = self.situation;
        let title = row.title.as_ref().filter(|_| row.keys.is_empty())?;
        let question = board.pack.questions.iter().find(|question| plain(&question.ask) == plain(title))?;
        let known = answers.known(&question.id).word();
        let is_same = |(told, words): &(Told, Text)| match told {
            Told::Answer => words.trim().eq_ignore_ascii_case(known),
            _ => says_nothing(*told, words),
        };
        if row.told.iter().all(is_same) {
            return Some(RowOutcome::Same);
        }
        let how = format!("a project question, which `golive question {}` answers", question.id);
        Some(RowOutcome::Refused(how))
    }

    fn by_id(&self, key: &str) -> Option<EntryId> {
        let id = EntryId::new(&key.trim().to_lowercase());
        let Situation { board, answers, .. } = self.situation;
        let is_topic = || board.pack.plans.iter().flat_map(Plan::topics).any(|topic| topic.id == id);
        // One that is gone is found too, so that it is said why nothing is written to it.
        let is_gone = || answers.own_items.contains_key(&id) || answers.entry(&id).is_some();
        let is_known = key.contains('/') && (board.entry(answers, &id).is_some() || is_topic() || is_gone());
        is_known.then_some(id)
    }

    /// Whether a row says no about an entry that is done here.
    fn denies_done(&self, row: &SheetRow, by: Option<MatchBy>) -> bool {
        let says_no = row.told.iter().any(|(told, words)| *told == Told::Status && status::is_no(words));
        says_no && self.find(row, by).is_ok_and(|id| self.situation.standing(&id).status == Status::Done)
    }

    /// What becomes of a row; `place` names it to people.
    pub fn lay(&mut self, row: &SheetRow, place: &str, order: &SheetOrder) -> RowOutcome {
        let stamp = row.stamp.as_ref().and_then(|words| Stamp::read(words));
        if row.unread.is_empty()
            && stamp.is_none()
            && row.told.iter().all(|(told, words)| says_nothing(*told, words))
            && !self.denies_done(row, order.by)
        {
            return RowOutcome::Silent;
        }
        let id = match self.find(row, order.by) {
            Ok(id) => id,
            // A row of a report about an entry that the pack no longer has, as it was written.
            Err(_)
                if row.unread.is_empty()
                    && stamp.as_ref().is_some_and(|stamp| self.is_untouched(stamp, row)) =>
            {
                return RowOutcome::Same;
            }
            Err(_) if !row.unread.is_empty() && row.keys.is_empty() && row.title.is_none() => {
                return RowOutcome::Refused(not_read(&row.unread));
            }
            Err(why) => return self.question(row).unwrap_or(RowOutcome::Refused(why)),
        };
        if !row.unread.is_empty() {
            let name = words::name(&id, &self.situation);
            return RowOutcome::Refused(format!("{name}: {}", not_read(&row.unread)));
        }
        let became = Laid { situation: self.situation, id: &id, row, stamp, order }.decide();
        if matches!(became, RowOutcome::Same | RowOutcome::Silent) {
            return became;
        }
        if let Some(first) = self.taken.get(&id) {
            return RowOutcome::Refused(format!(
                "{} is already in {first}",
                words::name(&id, &self.situation)
            ));
        }
        self.taken.insert(id, place.to_owned());
        became
    }
}

/// A row and the entry that it is about.
struct Laid<'a> {
    situation: Situation<'a>,
    id: &'a EntryId,
    row: &'a SheetRow,
    stamp: Option<Stamp>,
    order: &'a SheetOrder,
}

impl Laid<'_> {
    fn decide(&self) -> RowOutcome {
        let cells = AnswerCells::of(&self.situation, self.id);
        let board = self.situation.board;
        let mut edited: Vec<(Told, &Text)> = Vec::new();
        let mut meanwhile = None;
        let remark = if self.has_reasons_as_answers() { Told::Reason } else { Told::Answer };
        for (told, words) in &self.row.told {
            let told = if *told == Told::Answer { remark } else { *told };
            let here = cells.get(told);
            let is_denied = || told == Told::Status && self.denies_done(words);
            let same = canonical(told, words, board) == canonical(told, here, board);
            if same || words.ends_with(CUT) {
                continue;
            }
            match &self.stamp {
                // Without a single line about it here, the sheet is of another copy of the project: it fills the gap.
                Some(stamp) if stamp.has(told, words, board) && !self.is_gap(told, words) => continue,
                Some(stamp) if !stamp.has(told, here, board) => meanwhile = meanwhile.or(self.writer(told)),
                Some(_) => {}
                None if says_nothing(told, words) && !is_denied() => continue,
                None => {
                    let writer = self.writer(told).filter(|(_, at)| *at > self.order.written);
                    meanwhile = meanwhile.or(writer);
                }
            }
            edited.push((told, words));
        }
        if edited.is_empty() {
            return RowOutcome::Same;
        }
        let name = words::name(self.id, &self.situation);
        let (said, wrong) = self.said(&edited);
        if !wrong.is_empty() {
            return RowOutcome::Refused(format!("{name}: {}", self.all_wrong(said, &wrong, &name)));
        }
        // A name that is known keeps its spelling, so another one of the same person changes nothing.
        if let Edit::Set(owner) = &said.owner
            && owner == cells.get(Told::Owner)
        {
            let cell = edited.iter().find(|(told, _)| *told == Told::Owner).map(|(_, words)| *words);
            edited.retain(|(told, _)| *told != Told::Owner);
            if edited.is_empty() {
                return match cell
                    .map(|words| typed(words.as_str()))
                    .filter(|typed| folded(typed) != typed.to_lowercase())
                {
                    Some(typed) => {
                        RowOutcome::Refused(format!("{name}: {} is spelled {owner} here", quoted(typed)))
                    }
                    None => RowOutcome::Same,
                };
            }
        }
        let differs = |told: Told, words: &Text| {
            let sheet = match (told, &said.status, &said.owner) {
                (Told::Status, Some(status), _) => status.word().to_owned(),
                (Told::Owner, _, Edit::Set(owner)) => owner.to_string(),
                _ if is_none(told, typed(words)) => told.nothing().to_owned(),
                _ => self.shown(told, typed(words)),
            };
            let is_removed = told != Told::Status && is_none(told, typed(words));
            CellDifference { what: told.word(), here: self.shown(told, cells.get(told)), sheet, is_removed }
        };
        let differs: Vec<CellDifference> = edited.iter().map(|(told, words)| differs(*told, words)).collect();
        if let Some((by, at)) = meanwhile.filter(|_| !self.order.theirs) {
            return RowOutcome::Meanwhile {
                about: RowSubject::Entry(self.id.clone()),
                by,
                at,
                stamped: self.stamp.is_some(),
                differs,
            };
        }
        let intent = Intent::Answer { ids: vec![self.id.clone()], said };
        match self.situation.decide(&intent) {
            Ruling::Changes(changes) => {
                RowOutcome::Change { about: RowSubject::Entry(self.id.clone()), changes, differs }
            }
            Ruling::Nothing => RowOutcome::Same,
            Ruling::Missing(missing) => RowOutcome::Refused(self.situation.missing(&missing)),
            Ruling::Refused(refusal) if refusal.what.starts_with(name.as_str()) => {
                RowOutcome::Refused(refusal.what)
            }
            Ruling::Refused(refusal) => RowOutcome::Refused(format!("{name}: {}", refusal.what)),
        }
    }

    /// Whether nothing was ever said here about what the sheet tells.
    fn is_gap(&self, told: Told, words: &str) -> bool {
        let said = self.situation.answers.entry(self.id);
        let is_silent = said.is_none_or(|said| match told {
            Told::Status | Told::Evidence | Told::Reason | Told::Until => said.status.is_empty(),
            Told::Owner => said.owner.is_empty(),
            Told::Due => said.due.is_empty(),
            Told::Answer => said.note.is_empty(),
        });
        is_silent && (told != Told::Status || status::read(words).is_some())
    }

    /// A value as people read it.
    fn shown(&self, told: Told, words: &str) -> String {
        let line = Text::line(words);
        let today = self.situation.moment.today;
        let day = dates::parse(&line, today).ok().filter(|_| matches!(told, Told::Due | Told::Until));
        match day {
            Some(day) => dates::long(day, today),
            None if line.is_empty() => told.nothing().to_owned(),
            None => line.to_string(),
        }
    }

    /// Who wrote the value that is here, and when.
    fn writer(&self, told: Told) -> Option<(Text, Timestamp)> {
        fn of<T: FieldValue>(field: &Register<T>) -> Option<(Text, Timestamp)> {
            let last = field.writes().iter().rev().find(|write| write.live)?;
            Some((last.by.clone(), last.at))
        }
        let said = self.situation.answers.entry(self.id)?;
        match told {
            Told::Status | Told::Evidence | Told::Reason | Told::Until => of(&said.status),
            Told::Owner => of(&said.owner),
            Told::Due => of(&said.due),
            Told::Answer => of(&said.note),
        }
    }

    /// Everything that is wrong with a row: cells that are not understood, and what its answer lacks beside them.
    fn all_wrong(&self, said: Said, wrong: &[(Told, String)], name: &str) -> String {
        let is_wrong = |told: Told| wrong.iter().any(|(known, _)| *known == told);
        let mut all: Vec<String> = wrong.iter().map(|(_, why)| why.clone()).collect();
        let intent = Intent::Answer { ids: vec![self.id.clone()], said };
        if let Ruling::Missing(mut missing) = self.situation.decide(&intent) {
            missing.lacks.retain(|lack| !(*lack == Lack::End && is_wrong(Told::Until)));
            if !missing.lacks.is_empty() && !is_wrong(Told::Status) {
                let lacks = self.situation.missing(&missing);
                all.push(lacks.strip_prefix(&format!("{name}: ")).unwrap_or(&lacks).to_owned());
            }
        }
        all.join("; ")
    }

    /// What the edited cells say, and the cells that are not understood.
    fn said(&self, edited: &[(Told, &Text)]) -> (Said, Vec<(Told, String)>) {
        let board = self.situation.board;
        let mut wrong_cells: Vec<(Told, String)> = Vec::new();
        let mut said = Said { items: Items::Stay, ..Said::default() };
        for (told, words) in edited {
            let words = typed(words);
            let is_none = is_none(*told, words);
            let text = || Text::block(words);
            match told {
                Told::Status => {
                    let is_todo = status::is_empty_box(words) && !self.denies_done(words);
                    let read = status::read(words).or_else(|| is_todo.then_some(Status::Todo));
                    let wrong = || match (self.denies_done(words), status::is_doubt(words)) {
                        (true, _) => {
                            format!("it is done here, and {} is not understood; todo opens it", quoted(words))
                        }
                        (_, true) => format!("{} is a question, not a status", quoted(words)),
                        _ => format!("{} is not a status; {}", quoted(words), status::all()),
                    };
                    match read {
                        Some(status) => said.status = Some(status),
                        None => wrong_cells.push((*told, wrong())),
                    }
                }
                Told::Owner if is_none => said.owner = Edit::Clear,
                Told::Owner => {
                    let known = crate::domain::capture_line::people(self.situation.answers, &Text::default());
                    said.owner = Edit::Set(grammar::name(words, &known));
                }
                Told::Due if is_none => said.due = Edit::Clear,
                Told::Due => {
                    let wrong = |error: dates::DateError| match error.either {
                        Some(_) => format!("{error}, or say the order with --dates"),
                        None => format!("{} is not a date; write 2026-12-01", quoted(words)),
                    };
                    match dates::parse(words, board.today).map_err(wrong) {
                        Ok(day) => said.due = Edit::Set(day),
                        Err(why) => wrong_cells.push((*told, why)),
                    }
                }
                Told::Answer => said.note = Some(if is_none { Text::default() } else { text() }),
                Told::Evidence => said.evidence = if is_none { Edit::Clear } else { Edit::Set(text()) },
                Told::Reason => said.reason = Some(if is_none { Text::default() } else { text() }),
                Told::Until if is_none => said.endless = true,
                Told::Until => match grammar::end(words, board) {
                    Ok(end) => said.until = Some(end),
                    Err(refusal) => wrong_cells.push((*told, refusal.what)),
                },
            }
        }
        if said.status.is_none() && (said.reason.is_some() || said.until.is_some() || said.endless) {
            // A reason or an end belongs to a status, so the one that holds is given again.
            said.status = Some(self.situation.standing(self.id).status);
        }
        (said, wrong_cells)
    }

    /// A home-made sheet often has one column for remarks: it then says why something does not apply, each time that
    /// the sheet is read.
    fn has_reasons_as_answers(&self) -> bool {
        let cell = |wanted: Told| self.row.told.iter().find(|(told, _)| *told == wanted);
        let status = cell(Told::Status).and_then(|(_, words)| status::read(typed(words)));
        self.stamp.is_none() && cell(Told::Reason).is_none() && status.is_some_and(Status::needs_reason)
    }

    /// Whether a cell of a sheet without stamps says no though the entry is done here.
    fn denies_done(&self, words: &str) -> bool {
        let is_done = || self.situation.standing(self.id).status == Status::Done;
        self.stamp.is_none() && status::is_no(typed(words)) && is_done()
    }
}

/// Whether a cell removes its value.
fn is_none(told: Told, words: &str) -> bool {
    words.is_empty()
        || words == grammar::NONE
        || matches!(words, "-" | "–")
        || told == Told::Owner && words.eq_ignore_ascii_case("nobody")
}

/// Whether a cell of a sheet without stamps says nothing.
fn says_nothing(told: Told, words: &str) -> bool {
    matches!(typed(words), "" | "-" | "–") || told == Told::Status && status::is_empty_box(words)
}

/// The words as names are compared.
fn plain(words: &str) -> String {
    let words: Vec<String> = words
        .split([' ', '/', '\n', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

fn one(found: &[EntryId], key: &str) -> Result<EntryId, String> {
    match found {
        [only] => Ok(only.clone()),
        several => {
            let ids: Vec<&str> = several.iter().map(EntryId::as_str).collect();
            let key = quoted(truncate_at_word(key, 40, '…'));
            let many = several.len();
            Err(format!("{key} names {many} entries; put one id into a column `id`: {}", ids.join(" or ")))
        }
    }
}
