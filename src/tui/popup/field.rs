//! One field of a form: what may be written in it, and what was understood.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::domain::{dates, grammar, walk};
use crate::journal::record::Until;
use crate::text::{self, Text};
use crate::tui::context::Ctx;
use crate::tui::widget::line::TextLine;

/// The label of the field for what somebody does, which may be any word.
pub const ROLE: &str = "Role";

/// What a field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// Words that have to be there.
    Needed,
    /// Words that may be left out.
    Optional,
    /// Somebody, completed from these names; may be left out if `is_needed` is false.
    Name { names: Vec<Text>, is_needed: bool },
    /// One of these; the arrows go through them.
    Choice(Vec<Text>),
    /// A day, or none.
    Day,
    /// A day on which something was, so that none is overdue.
    DayOf,
    /// A day to come, perhaps with a time of day; may be left out.
    When,
    /// People, each perhaps with a role, completed from these names; may be left out.
    People(Vec<Text>),
    /// A day or a milestone.
    End,
    /// Somebody, a day, or both, in one line; the names are those that are known.
    WhoAndDay(Vec<Text>),
}

/// What a field holds, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing was written.
    Nothing,
    /// Words or a name.
    Words(Text),
    /// A day.
    Day(Date),
    /// An end.
    End(Until),
    /// Somebody, a day, or both.
    WhoAndDay(Option<Text>, Option<Date>),
}

impl Value {
    pub fn words(&self) -> Option<Text> {
        match self {
            Value::Words(words) => Some(words.clone()),
            Value::Nothing | Value::Day(_) | Value::End(_) | Value::WhoAndDay(..) => None,
        }
    }

    pub fn day(&self) -> Option<Date> {
        match self {
            Value::Day(day) => Some(*day),
            Value::Nothing | Value::Words(_) | Value::End(_) | Value::WhoAndDay(..) => None,
        }
    }
}

/// One field of a form.
#[derive(Debug, Clone)]
pub struct FormField {
    pub label: &'static str,
    pub kind: FieldKind,
    pub line: TextLine,
    /// What was there before.
    before: String,
    /// What is said below while nothing has been understood; none is what every field of the kind says.
    hint: Option<Cow<'static, str>>,
}

impl FormField {
    pub fn new(label: &'static str, kind: FieldKind, words: &str) -> FormField {
        let line = match kind {
            // Words that may be left out are gone on with; a reason, a name or a day is another one.
            FieldKind::Optional | FieldKind::When => TextLine::new(words),
            FieldKind::Needed
            | FieldKind::Name { .. }
            | FieldKind::Choice(_)
            | FieldKind::Day
            | FieldKind::DayOf
            | FieldKind::People(_)
            | FieldKind::End
            | FieldKind::WhoAndDay(_) => TextLine::selected(words),
        };
        FormField { label, kind, before: line.words().to_owned(), line, hint: None }
    }

    /// The field with the cursor behind its words, so that typing continues them.
    #[must_use]
    pub fn going_on(self) -> FormField {
        FormField { line: TextLine::new(self.line.words()), ..self }
    }

    /// The field with its own hint.
    #[must_use]
    pub fn saying(self, hint: impl Into<Cow<'static, str>>) -> FormField {
        FormField { hint: Some(hint.into()), ..self }
    }

    pub fn is_changed(&self) -> bool {
        self.line.words() != self.before
    }

    /// What is written, or why it cannot be saved.
    pub fn value(&self, ctx: &Ctx<'_>) -> Result<Value, String> {
        let words = self.line.text();
        if words.is_empty() {
            return match self.kind {
                FieldKind::Needed
                | FieldKind::Name { is_needed: true, .. }
                | FieldKind::Choice(_)
                | FieldKind::End
                | FieldKind::WhoAndDay(_) => Err(format!("{} is required", self.label)),
                FieldKind::Optional
                | FieldKind::Name { is_needed: false, .. }
                | FieldKind::Day
                | FieldKind::DayOf
                | FieldKind::When
                | FieldKind::People(_) => Ok(Value::Nothing),
            };
        }
        match &self.kind {
            FieldKind::Needed | FieldKind::Optional | FieldKind::People(_) => Ok(Value::Words(words)),
            // A day that has passed stays while nobody changes it.
            FieldKind::When if !self.is_changed() => Ok(Value::Words(words)),
            FieldKind::When => grammar::day_and_time(&words, ctx.moment.today)
                .map(|_| Value::Words(words))
                .map_err(|refusal| refusal.short()),
            FieldKind::Name { names, .. } => {
                let name = grammar::name(&words, names);
                // One that is there already stays while nobody changes it.
                if self.is_changed() && self.label != ROLE {
                    grammar::one_person(&name, names).map_err(|refusal| refusal.what)?;
                }
                Ok(Value::Words(name))
            }
            FieldKind::Choice(options) => chosen(&words, options).map(Value::Words),
            FieldKind::WhoAndDay(names) => grammar::who_and_day(&words, names, ctx.moment.today)
                .map(|(who, day)| Value::WhoAndDay(who, day))
                .map_err(|refusal| refusal.short()),
            FieldKind::Day | FieldKind::DayOf => {
                grammar::day(&words, ctx.moment.today).map(Value::Day).map_err(|refusal| refusal.short())
            }
            FieldKind::End => {
                grammar::end(&words, ctx.board).map(Value::End).map_err(|refusal| refusal.short())
            }
        }
    }

    /// The parsed value in words, for the line below; an error says what is missing.
    pub fn understood(&self, ctx: &Ctx<'_>) -> Result<String, String> {
        let value = match self.value(ctx) {
            Ok(value) => value,
            // An empty field needs no blame before it is left.
            Err(_) if self.line.words().trim().is_empty() => return Ok(self.hint().to_owned()),
            // Nor does a word that is only begun.
            Err(_) if self.completion(ctx).is_some() => {
                let is_choice = matches!(self.kind, FieldKind::Choice(_));
                let others = if is_choice { "; ↑ ↓ for others" } else { "" };
                return Ok(format!("→ completes it{others}"));
            }
            Err(why) => return Err(why),
        };
        Ok(match value {
            Value::Nothing => self.hint().to_owned(),
            Value::Words(words) => match &self.kind {
                FieldKind::Name { names, .. } if self.label == ROLE => {
                    let is_known = names.contains(&words);
                    if is_known {
                        format!("{words}, known here")
                    } else {
                        format!("{words}, a role of its own")
                    }
                }
                FieldKind::Name { names, .. } if names.contains(&words) => format!("{words}, known here"),
                FieldKind::Name { .. } => format!("{words}, a new name"),
                FieldKind::Choice(_) => format!("{words}; ↑ ↓ for others"),
                FieldKind::When if self.is_changed() => {
                    let today = ctx.moment.today;
                    let when = grammar::day_and_time(&words, today);
                    when.map_or_else(|_| String::new(), |when| grammar::when_words(&words, when, today))
                }
                FieldKind::People(names) => {
                    let people = walk::people(&words, names);
                    let phrases = people.iter().map(|person| {
                        let known = if names.contains(&person.name) { "known here" } else { "a new name" };
                        format!("{}, {known}", person.phrase())
                    });
                    phrases.collect::<Vec<_>>().join("; ")
                }
                _ => self.hint.clone().unwrap_or_default().into_owned(),
            },
            Value::Day(day) if self.kind == FieldKind::DayOf => past_day_words(day, ctx),
            Value::Day(day) => match dates::next_year(self.line.words(), ctx.moment.today) {
                Some(_) => format!("{}: next year", day_words(day, ctx)),
                None => day_words(day, ctx),
            },
            Value::WhoAndDay(who, day) => {
                let who = who.map(|who| format!("who {who}"));
                let day = day.map(|day| format!("by {}", day_words(day, ctx)));
                [who, day].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
            Value::End(Until::Day(day)) => format!("until {}, inclusive", day_words(day, ctx)),
            Value::End(Until::Milestone(id)) => {
                let title = ctx.board.gate(&id).map_or_else(|| id.to_string(), |gate| gate.title.to_string());
                format!("settled until ◆ {title}; open again from there")
            }
        })
    }

    /// The rest of the word that the field can complete.
    pub fn completion(&self, ctx: &Ctx<'_>) -> Option<String> {
        let typed = self.line.words();
        if typed.is_empty() || !self.line.is_at_end() {
            return None;
        }
        let fits = |candidate: &str| {
            text::after_folded(candidate, typed).filter(|rest| !rest.is_empty()).map(str::to_owned)
        };
        match &self.kind {
            FieldKind::Name { names, .. } => names.iter().find_map(|name| fits(name)),
            FieldKind::People(names) => {
                let begun = typed.rsplit([',', ';']).next()?.trim_start();
                let after = |name: &Text| text::after_folded(name, begun).map(str::to_owned);
                let mut found = names.iter().filter(|_| !begun.is_empty()).filter_map(after);
                found.find(|rest| !rest.is_empty())
            }
            FieldKind::End if grammar::end(typed, ctx.board).is_err() => {
                ctx.board.gates.iter().find_map(|gate| fits(&gate.title))
            }
            FieldKind::Choice(options) => options.iter().find_map(|option| fits(option)),
            FieldKind::Needed
            | FieldKind::Optional
            | FieldKind::Day
            | FieldKind::DayOf
            | FieldKind::When
            | FieldKind::End
            | FieldKind::WhoAndDay(_) => None,
        }
    }

    pub fn completes(&self) -> bool {
        match &self.kind {
            FieldKind::Name { names, .. } | FieldKind::People(names) => !names.is_empty(),
            FieldKind::End | FieldKind::Choice(_) => true,
            FieldKind::Needed
            | FieldKind::Optional
            | FieldKind::Day
            | FieldKind::DayOf
            | FieldKind::When
            | FieldKind::WhoAndDay(_) => false,
        }
    }

    /// The next of the known names, for the arrows.
    pub fn next_name(&self, step: isize) -> Option<Text> {
        let (FieldKind::Name { names, .. } | FieldKind::People(names) | FieldKind::Choice(names)) =
            &self.kind
        else {
            return None;
        };
        let now = names.iter().position(|name| *name == self.line.words());
        let at = match now {
            Some(at) => at.checked_add_signed(step)?,
            None if step > 0 => 0,
            None => names.len().checked_sub(1)?,
        };
        names.get(at).cloned()
    }

    fn hint(&self) -> &str {
        if let Some(hint) = &self.hint {
            return hint;
        }
        match self.kind {
            FieldKind::Needed => "",
            FieldKind::Optional => "empty removes it",
            FieldKind::When => "a day, and a time if it is known: fri 14:00",
            FieldKind::People(_) => "names, each with a role if that matters: Ana:architect",
            FieldKind::Name { is_needed: true, .. } => "the person accountable",
            FieldKind::Name { is_needed: false, .. } => "leave empty for no owner",
            FieldKind::Day => "2026-12-01, +2w or fri; leave empty for no date",
            FieldKind::DayOf => "2026-12-01, yesterday or 3 days ago",
            FieldKind::End => "a day (2026-12-01, +2w, fri) or a milestone",
            FieldKind::Choice(_) => "↑ ↓ choose",
            FieldKind::WhoAndDay(_) => "@name, a day, or both: @mia wed",
        }
    }
}

/// The option that is meant: by its whole name, or by a beginning that only one has.
fn chosen(words: &str, options: &[Text]) -> Result<Text, String> {
    let wanted = words.to_lowercase();
    if let Some(same) = options.iter().find(|option| option.to_lowercase() == wanted) {
        return Ok(same.clone());
    }
    let fits: Vec<&Text> =
        options.iter().filter(|option| option.to_lowercase().starts_with(&wanted)).collect();
    match fits.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(format!("{words} is not one of them")),
        several => Err(format!("{words} begins {} of them; write more of it", several.len())),
    }
}

fn day_words(day: Date, ctx: &Ctx<'_>) -> String {
    let past = if day < ctx.moment.today { "; in the past, so overdue" } else { "" };
    format!("{}{past}", past_day_words(day, ctx))
}

fn past_day_words(day: Date, ctx: &Ctx<'_>) -> String {
    format!("{}, {}", ctx.moment.day(day), dates::distance(day, ctx.moment.today))
}
