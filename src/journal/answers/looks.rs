//! What exports showed, by tenant: every look, the newest of each tenant, and which kind of tenant each is.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::facts::file::Kind;
use crate::journal::record::{Look, LookItem, Record, RunId, Seq};
use crate::pack::model::EntryId;
use crate::text::Text;

/// A look and who took it.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenLook {
    pub seq: Seq,
    pub by: Text,
    pub at: Timestamp,
    pub look: Look,
}

/// All looks. They are never merged: of each tenant the newest export counts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Looks {
    /// In the order of the journal.
    all: Vec<TakenLook>,
    /// Which kind a tenant is said to be, in the order of the journal.
    kinds: Vec<(Seq, Text, Kind)>,
    /// Positions in `all`.
    newest: Vec<usize>,
}

impl Looks {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The newest look of each tenant, in the order of the journal.
    pub fn newest(&self) -> impl DoubleEndedIterator<Item = &TakenLook> {
        self.newest.iter().filter_map(|at| self.all.get(*at))
    }

    /// The newest look by these rules of the tenant that an export is of.
    pub fn last(&self, rules: &str, tenant: Option<&Text>, kind: Option<Kind>) -> Option<&TakenLook> {
        self.newest().find(|taken| is_of(&taken.look, rules, tenant, kind))
    }

    /// The newest export of those that refute an entry by what they show now.
    pub fn refuting(&self, id: &EntryId) -> Option<&TakenLook> {
        let refuting = self.newest().filter(|taken| taken.look.refutes(id));
        refuting.max_by_key(|taken| (taken.look.date, taken.seq))
    }

    /// What the newest exports show about an entry: the strongest of what their tenants show, of two the newer.
    pub fn about(&self, id: &EntryId) -> Option<(&TakenLook, &LookItem)> {
        let about = self.newest().filter_map(|taken| {
            let item = taken.look.items.iter().find(|item| item.id == *id)?;
            Some((taken, item))
        });
        about.min_by_key(|(taken, item)| (item.shows, Reverse((taken.look.date, taken.seq))))
    }

    /// Which kind a tenant is, as somebody said it last.
    pub fn kind(&self, tenant: &str) -> Option<Kind> {
        self.kinds.iter().rev().find(|(_, name, _)| name.as_str() == tenant).map(|(_, _, kind)| *kind)
    }

    /// The tenants that are known by name, each once.
    pub fn tenants(&self) -> Vec<&Text> {
        let mut found: Vec<&Text> = Vec::new();
        for (_, name, _) in &self.kinds {
            if !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }

    /// Takes a look in, as a line said it.
    pub(crate) fn add(&mut self, record: &Record, look: &Look) {
        let taken = TakenLook { seq: record.seq(), by: record.by.clone(), at: record.at, look: look.clone() };
        let at = self.all.partition_point(|other| other.seq <= taken.seq);
        self.all.insert(at, taken);
        if let (Some(tenant), Some(kind)) = (&look.tenant, look.kind) {
            self.say(record.seq(), tenant, kind);
        }
        self.choose();
    }

    /// Takes in which kind a tenant is.
    pub(in crate::journal) fn say(&mut self, seq: Seq, tenant: &Text, kind: Kind) {
        let at = self.kinds.partition_point(|(other, ..)| *other <= seq);
        self.kinds.insert(at, (seq, tenant.clone(), kind));
    }

    /// Takes out what a line said.
    pub(in crate::journal) fn take(&mut self, seq: Seq) {
        self.all.retain(|taken| taken.seq != seq);
        self.kinds.retain(|(other, ..)| *other != seq);
        self.choose();
    }

    /// The same with one more look that no line has: as if it were accepted now.
    #[must_use]
    pub fn with(&self, look: Look, at: Timestamp) -> Looks {
        let mut looks = self.clone();
        // An export that is named is meant, also if a newer one was looked at.
        looks.all.retain(|taken| !is_of(&taken.look, &look.rules, look.tenant.as_ref(), look.kind));
        let seq = Seq::provisional(u64::MAX >> 2, RunId(0));
        looks.all.push(TakenLook { seq, by: Text::default(), at, look });
        looks.choose();
        looks
    }

    fn choose(&mut self) {
        let is_overtaken = |at: usize, taken: &TakenLook| {
            self.all.iter().enumerate().any(|(other_at, other)| {
                let Look { rules, tenant, kind, date, .. } = &taken.look;
                is_of(&other.look, rules, tenant.as_ref(), *kind)
                    && (other.look.date, other.seq, other_at) > (*date, taken.seq, at)
            })
        };
        let newest = self.all.iter().enumerate().filter(|(at, taken)| !is_overtaken(*at, taken));
        self.newest = newest.map(|(at, _)| at).collect();
    }
}

/// Whether a look is of this tenant. Of tenants without a name nothing but their kind is known.
fn is_of(look: &Look, rules: &str, tenant: Option<&Text>, kind: Option<Kind>) -> bool {
    look.rules.as_str() == rules && look.tenant.as_ref() == tenant && (tenant.is_some() || look.kind == kind)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::journal::fold::Fold;
    use crate::journal::line::JournalLine;
    use crate::journal::record::Change;
    use crate::journal::samples::{line, look_of};

    fn look(n: u64, run: u64, tenant: &str, day: i8, refutes: &[&str]) -> JournalLine {
        let look = look_of(tenant, date(2026, 11, day), refutes);
        line(n, run, "ana", Change::Look(Box::new(look)))
    }

    fn refuting(lines: Vec<JournalLine>, id: &str) -> Option<i8> {
        let fold = Fold::of(lines);
        fold.answers().looks.refuting(&id.into()).map(|taken| taken.look.date.day())
    }

    #[test]
    fn of_each_tenant_the_newest_export_counts_and_looks_are_never_merged() {
        // Two machines: the line with the higher number is of the older export.
        let (new, old) = (look(4, 1, "prod", 28, &["design/a"]), look(5, 2, "prod", 20, &["design/b"]));
        assert_eq!(refuting(vec![new.clone(), old.clone()], "design/a"), Some(28));
        assert_eq!(refuting(vec![old.clone(), new.clone()], "design/b"), None);
        // Another tenant's export says nothing about this one's.
        let other = look(6, 1, "test", 29, &[]);
        assert_eq!(refuting(vec![new.clone(), other], "design/a"), Some(28));
        // The same tenant with everything mended.
        let mended = look(7, 1, "prod", 28, &[]);
        assert_eq!(refuting(vec![new.clone(), mended], "design/a"), None);
        // A tenant whose name is not known is not one of the others.
        assert_eq!(refuting(vec![new, look(8, 1, "", 29, &[])], "design/a"), Some(28));
    }

    #[test]
    fn the_kind_of_a_tenant_is_what_was_said_last() {
        let said = |n, kind| line(n, 1, "ana", Change::Tenant { name: "prod".into(), kind });
        let fold = Fold::of([said(1, Kind::Test), look(2, 1, "prod", 28, &[]), said(3, Kind::Development)]);
        let looks = &fold.answers().looks;
        assert_eq!((looks.kind("prod"), looks.kind("other")), (Some(Kind::Development), None));
        assert_eq!(looks.tenants().len(), 1);
    }
}
