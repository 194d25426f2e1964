//! Records as read, and those of open cases kept in memory until something in their case changes.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use access::Section;
use db::Row;
use model::record::Record;
use model::{CaseId, Date, Instant, RecordId};

use crate::{Stored, VaultError};

/// A record whose body has not been made out yet.
pub(crate) struct Kept {
    pub(crate) id: RecordId,
    pub(crate) case: CaseId,
    pub(crate) kind: String,
    pub(crate) section: Section,
    pub(crate) state: Option<String>,
    pub(crate) due: Option<Date>,
    version: i64,
    added_at: Instant,
    changed_at: Instant,
    by: String,
    agency: Option<String>,
    body: String,
}

impl Kept {
    pub(crate) fn read(row: &Row) -> Result<Self, VaultError> {
        Ok(Self {
            id: row.parse("id")?,
            case: row.parse("case_id")?,
            kind: row.text("kind")?,
            section: row.parse("section")?,
            state: row.maybe_text("state")?,
            due: row.maybe_parse("due")?,
            version: row.number("version")?,
            added_at: row.instant("added_at")?,
            changed_at: row.instant("changed_at")?,
            by: row.text("by_whom")?,
            agency: row.maybe_text("agency")?,
            body: row.text("body")?,
        })
    }

    pub(crate) fn stored<R: Record>(&self) -> Result<Stored<R>, VaultError> {
        Ok(Stored {
            id: self.id,
            case: self.case,
            version: self.version,
            added_at: self.added_at,
            changed_at: self.changed_at,
            by: self.by.clone(),
            agency: self.agency.clone(),
            body: serde_json::from_str(&self.body).map_err(|_| VaultError::Body(R::KIND))?,
        })
    }
}

/// What tells that nothing in a case has changed: records are only added, changed with a higher version, or taken out of
/// sight, and each of these changes one of the numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print {
    many: i64,
    versions: i64,
    removed: i64,
    last: i64,
}

impl Print {
    pub(crate) fn read(row: &Row) -> Result<Self, VaultError> {
        Ok(Self {
            many: row.number("many")?,
            versions: row.number("versions")?,
            removed: row.number("removed")?,
            last: row.number("last")?,
        })
    }
}

type OfCases = BTreeMap<CaseId, (Print, Arc<[Arc<Kept>]>)>;

/// Records of open cases by the kinds that were asked for. Who may see them is decided anew each time.
#[derive(Default)]
pub(crate) struct Memory(Mutex<HashMap<Vec<&'static str>, OfCases>>);

impl Memory {
    /// What was kept of a case, when nothing in it has changed since.
    pub(crate) fn recall(
        &self,
        kinds: &[&'static str],
        case: CaseId,
        print: Print,
    ) -> Option<Arc<[Arc<Kept>]>> {
        let memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, records) = memory.get(kinds)?.get(&case)?;
        (*known == print).then(|| Arc::clone(records))
    }

    pub(crate) fn keep(
        &self,
        kinds: &[&'static str],
        case: CaseId,
        (print, records): (Print, &Arc<[Arc<Kept>]>),
    ) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_cases = memory.entry(kinds.to_vec()).or_default();
        of_cases.insert(case, (print, Arc::clone(records)));
    }

    /// Lets go of cases that are no longer open.
    pub(crate) fn only(&self, open: &BTreeMap<CaseId, Print>) {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for of_cases in memory.values_mut() {
            of_cases.retain(|case, _| open.contains_key(case));
        }
    }
}
