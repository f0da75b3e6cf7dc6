//! An export that was read and judged, beside what the project knows of its tenant.

use jiff::civil::Date;

use crate::domain::dates;
use crate::facts::answers::{self, ItemSeen};
use crate::facts::drift::{self, Before, Change};
use crate::facts::export::Export;
use crate::facts::file::Kind;
use crate::facts::judge::Seen;
use crate::facts::label::{UNNAMED_TENANT, export};
use crate::facts::rules::Rules;
use crate::facts::verdict::Shows;
use crate::journal::answers::{Looks, TakenLook};
use crate::journal::record::{Look, LookFact, LookItem};
use crate::pack::model::EntryId;
use crate::text::{Text, counted};

/// An export that was read and judged.
#[derive(Debug)]
pub struct Looked {
    pub rules: Rules,
    pub export: Export,
    pub facts: Vec<Seen>,
    pub tenant: Option<Text>,
    pub kind: Option<Kind>,
    pub day: Date,
    /// It was a folder, whose sections stand in another order and with other defaults than those of one file.
    pub is_folder: bool,
}

/// What is known of the kind of tenant that an export is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KindKnown {
    /// It is known, or the rules do not ask for it.
    Yes(Option<Kind>),
    /// Somebody has to say it.
    No,
    /// The project knows these tenants, and the export is of another one.
    OtherTenant(Vec<Text>),
}

/// Stands above what differs between two exports.
pub const DIFFERS: &str = "What differs, by name; values are not shown";

/// An export is not of a day to come; the error is what to say.
pub fn not_to_come(day: Date, today: Date) -> Result<(), String> {
    if day > today { Err(format!("{} is still to come", dates::long(day, today))) } else { Ok(()) }
}

/// What changed since an earlier export.
#[derive(Debug, Clone)]
pub struct Drift {
    /// `Since 28 Nov`, with the words about older rules.
    pub since: String,
    pub changes: Vec<Change>,
    pub sections: Vec<Text>,
}

impl Drift {
    /// `Since 28 Nov: 6 mended, 1 new (...)`.
    pub fn phrase(&self) -> String {
        format!("{}: {}", self.since, drift::summary(&self.changes))
    }
}

impl Looked {
    /// `export of larkfield-prod.eu.auth0.com, 28 Nov 2026`.
    pub fn label(&self) -> String {
        export(self.tenant.as_ref(), self.day)
    }

    /// The tenant's name, also if the export does not betray it.
    pub fn tenant_name(&self) -> &str {
        self.tenant.as_ref().map_or(UNNAMED_TENANT, Text::as_str)
    }

    /// What the export shows about each item that the rules know.
    pub fn items(&self) -> Vec<ItemSeen> {
        answers::items(&self.rules, &self.facts, self.kind)
    }

    /// Which kind of tenant the export is of, as it was `said` now or as the project knows it.
    pub fn kind_known(&self, said: Option<Kind>, looks: &Looks) -> KindKnown {
        if said.is_some() || !answers::asks_kind(&self.rules) {
            return KindKnown::Yes(said);
        }
        let Some(tenant) = &self.tenant else { return KindKnown::No };
        if let Some(kind) = looks.kind(tenant) {
            return KindKnown::Yes(Some(kind));
        }
        match looks.tenants() {
            known if known.is_empty() => KindKnown::No,
            known => KindKnown::OtherTenant(known.into_iter().cloned().collect()),
        }
    }

    /// `Which kind of tenant is larkfield-prod.eu.auth0.com?`
    pub fn asks_kind(&self) -> String {
        format!("Which kind of tenant is {}?", self.tenant_name())
    }

    /// That it is of another tenant, and which ones the project knows.
    pub fn says_other_tenant(&self, known: &[Text]) -> [String; 2] {
        let names: Vec<&str> = known.iter().map(Text::as_str).collect();
        let tenants = counted(known.len(), "tenant", "tenants");
        [
            format!("the export is of another tenant, {}", self.tenant_name()),
            format!("the project knows {tenants}: {}", names.join(", ")),
        ]
    }

    /// What the journal keeps of it.
    pub fn look(&self) -> Look {
        let fact = |seen: &Seen| LookFact {
            id: Text::line(&seen.id),
            verdict: seen.verdict,
            offenders: seen.offenders.iter().take(LookFact::MOST).cloned().collect(),
            more: seen.offenders.len().saturating_sub(LookFact::MOST),
        };
        // Values stay in the export.
        let has_values = |at: &usize| self.facts.get(*at).is_none_or(|fact| fact.has_values);
        let item = |item: ItemSeen| {
            let is_shown = !item.facts.iter().take(item.deciding).any(has_values);
            LookItem {
                id: EntryId::new(&item.item),
                shows: item.shows,
                said: Text::line(&if is_shown { item.reasons() } else { String::new() }),
            }
        };
        let items = self.items().into_iter().filter(|item| item.shows < Shows::Nothing);
        Look {
            rules: Text::line(&self.rules.id),
            version: self.rules.version,
            tenant: self.tenant.clone(),
            kind: self.kind,
            date: self.day,
            digest: Text::line(&self.export.digest()),
            facts: self.facts.iter().map(fact).collect(),
            items: items.map(item).collect(),
        }
    }

    /// The look that an earlier export of the same tenant left; `None` if there is none, or it is of this export.
    pub fn last<'a>(&self, looks: &'a Looks) -> Option<&'a TakenLook> {
        let last = looks.last(&self.rules.id, self.tenant.as_ref(), self.kind)?;
        (last.look.digest.as_str() != self.export.digest() && last.look.date <= self.day).then_some(last)
    }

    /// What changed since the last look at an export of the same tenant.
    pub fn since_last(&self, looks: &Looks, today: Date) -> Option<Drift> {
        let look = &self.last(looks)?.look;
        let before: Vec<Before> = look.facts.iter().map(before).collect();
        let older = if look.version < self.rules.version { " (by older rules)" } else { "" };
        Some(Drift {
            since: format!("Since {}{older}", dates::short(look.date, today)),
            changes: drift::changes(&before, &self.facts),
            sections: Vec::new(),
        })
    }

    /// What differs from an earlier export, or from another tenant's.
    pub fn against(&self, before: &Looked, today: Date) -> Drift {
        let known: Vec<Before> = before.facts.iter().map(Before::from).collect();
        let is_other = before.is_folder != self.is_folder || before.tenant != self.tenant;
        Drift {
            since: if is_other {
                format!("Against the {}", before.label())
            } else {
                format!("Since {}", dates::short(before.day, today))
            },
            changes: drift::changes(&known, &self.facts),
            // Of the same tenant by the same road the facts say enough; a folder may be a repository.
            sections: if is_other || before.is_folder {
                drift::differences(&self.rules, &before.export, &self.export)
            } else {
                Vec::new()
            },
        }
    }
}

/// What a look says of a fact, to be compared with what an export shows now.
fn before(fact: &LookFact) -> Before {
    Before {
        id: fact.id.to_string(),
        verdict: fact.verdict,
        offenders: fact.offenders.clone(),
        is_cut: fact.more > 0,
    }
}
