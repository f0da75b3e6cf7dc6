//! The JSON of `golive facts --json`, field by field as docs/json.md promises it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::facts::looked::{Drift, Looked};
use crate::domain::facts::{Group, ItemFacts, Proposal};
use crate::facts::drift::Change;
use crate::facts::file::Kind;
use crate::facts::judge::Seen;
use crate::journal::record::Status;
use crate::text::Text;

/// The whole answer.
#[derive(Debug, Serialize)]
pub struct FactsJson<'a> {
    export: ExportJson<'a>,
    facts: Vec<FactJson<'a>>,
    items: Vec<ItemJson<'a>>,
    /// How many items each part of the list has.
    counts: BTreeMap<&'static str, usize>,
    drift: Option<DriftJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ExportJson<'a> {
    format: &'a str,
    tenant: Option<&'a str>,
    kind: Option<&'static str>,
    date: String,
    rules: RulesJson<'a>,
}

#[derive(Debug, Serialize)]
struct RulesJson<'a> {
    id: &'a str,
    version: u32,
}

#[derive(Debug, Serialize)]
struct FactJson<'a> {
    id: &'a str,
    verdict: &'static str,
    all: usize,
    offenders: &'a [Text],
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct ItemJson<'a> {
    id: &'a str,
    name: &'a str,
    /// The part of the list that it stands in.
    group: &'static str,
    verdict: &'static str,
    said: &'a [Text],
    rest: &'a str,
    status: Option<&'static str>,
    contradicts: bool,
    proposal: Option<ProposalJson>,
}

#[derive(Debug, Serialize)]
struct ProposalJson {
    /// `evidence` or `todo`.
    act: &'static str,
    text: Text,
}

#[derive(Debug, Serialize)]
struct DriftJson<'a> {
    since: &'a str,
    facts: Vec<ChangeJson<'a>>,
    sections: &'a [Text],
}

#[derive(Debug, Serialize)]
struct ChangeJson<'a> {
    id: &'a str,
    how: &'static str,
    before: &'static str,
    now: &'static str,
    new: &'a [Text],
    gone: &'a [Text],
}

impl<'a> FactsJson<'a> {
    /// What an export shows, with what changed since an earlier one.
    pub fn of(shown: &'a Looked, items: &'a [ItemFacts], drift: Option<&'a Drift>) -> FactsJson<'a> {
        let label = shown.label();
        let fact = |seen: &'a Seen| FactJson {
            id: &seen.id,
            verdict: seen.verdict.word(),
            all: seen.all,
            offenders: &seen.offenders,
            text: &seen.text,
        };
        let change = |change: &'a Change| ChangeJson {
            id: &change.id,
            how: change.how.word(),
            before: change.before.word(),
            now: change.now.word(),
            new: &change.new,
            gone: &change.gone,
        };
        FactsJson {
            export: ExportJson {
                format: &shown.rules.title,
                tenant: shown.tenant.as_ref().map(Text::as_str),
                kind: shown.kind.map(Kind::word),
                date: shown.day.to_string(),
                rules: RulesJson { id: &shown.rules.id, version: shown.rules.version },
            },
            facts: shown.facts.iter().map(fact).collect(),
            items: items.iter().map(|item| ItemJson::of(item, &label)).collect(),
            counts: Group::ALL
                .map(|group| (group.word(), items.iter().filter(|item| item.group == group).count()))
                .into(),
            drift: drift.map(|drift| DriftJson {
                since: &drift.since,
                facts: drift.changes.iter().map(change).collect(),
                sections: &drift.sections,
            }),
        }
    }
}

impl<'a> ItemJson<'a> {
    fn of(item: &'a ItemFacts, label: &str) -> ItemJson<'a> {
        ItemJson {
            id: item.id.as_str(),
            name: &item.name,
            group: item.group.word(),
            verdict: item.seen.shows.word(),
            said: &item.seen.said,
            rest: &item.seen.rest,
            status: item.status.map(Status::word),
            contradicts: item.group == Group::Contradicts,
            proposal: item.proposal(label).map(|proposal| match proposal {
                Proposal::Evidence(text) => ProposalJson { act: "evidence", text },
                Proposal::Reopen(text) => ProposalJson { act: "todo", text },
            }),
        }
    }
}
