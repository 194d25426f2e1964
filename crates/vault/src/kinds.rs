//! Records of several kinds read at once: a page that needs twenty of them asks the store once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Action, Permit, Section, actions};
use db::{Statement, Value};
use model::record::Record;
use model::{CaseId, Date, RecordId};

use crate::kept::{Kept, Print};
use crate::records::standing;
use crate::{Stored, VaultError, VaultTx};

/// Kinds that one statement asks for.
const MOST: usize = 20;

pub(crate) const OF_SECTION: Statement = Statement::new(
    "every record of a section",
    standing!(
        "WHERE r.case_id = $1 AND r.section = $2 AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);
pub(crate) const OF_KINDS: Statement = Statement::new(
    "records of some kinds of a case",
    standing!(
        "WHERE r.case_id = $1 AND r.kind IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18, $19, $20, $21) AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);
pub(crate) const PRINTS: Statement = Statement::new(
    "whether anything in open cases has changed",
    "SELECT r.case_id, COUNT(*) AS many, CAST(SUM(r.version) AS BIGINT) AS versions, COUNT(r.removed_at) AS removed, \
     MAX(r.changed_at) AS last FROM record r JOIN case_file c ON c.id = r.case_id WHERE c.closed_at IS NULL AND c.received = 0 \
     GROUP BY r.case_id",
);

/// What a record says in lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brief<'a> {
    /// The record.
    pub id: RecordId,
    /// Its case.
    pub case: CaseId,
    /// Where it stands.
    pub state: Option<&'a str>,
    /// By which day somebody is waited for.
    pub due: Option<Date>,
}

/// Current records of several kinds, each kind to be taken once.
pub struct Kinds {
    /// The kinds that were asked for; all when there is no list.
    asked: Option<Vec<&'static str>>,
    records: BTreeMap<String, Vec<Arc<Kept>>>,
}

impl Kinds {
    fn new(asked: Option<Vec<&'static str>>) -> Self {
        let records = BTreeMap::new();
        Self { asked, records }
    }

    fn add(&mut self, record: Arc<Kept>) {
        if let Some(of_kind) = self.records.get_mut(&record.kind) {
            of_kind.push(record);
        } else {
            self.records.insert(record.kind.clone(), vec![record]);
        }
    }

    /// The records of one kind, oldest first within a case.
    ///
    /// # Errors
    /// [`VaultError::Body`] when one cannot be read back; [`VaultError::NotFound`] when the kind was not asked for.
    pub fn take<R: Record>(&mut self) -> Result<Vec<Stored<R>>, VaultError> {
        let asked = self.asked.as_ref();
        if asked.is_some_and(|asked| !asked.contains(&R::KIND)) {
            return Err(VaultError::NotFound);
        }
        let records = self.records.remove(R::KIND).unwrap_or_default();
        records.iter().map(|record| record.stored()).collect()
    }

    /// What a long list is sorted by, of every record of one kind; their bodies are not made out.
    pub fn briefs<R: Record>(&self) -> impl Iterator<Item = Brief<'_>> {
        let all = self.records.get(R::KIND).into_iter().flatten();
        all.map(|record| Brief {
            id: record.id,
            case: record.case,
            state: record.state.as_deref(),
            due: record.due,
        })
    }

    /// Which kind each record is that has not been taken.
    #[must_use]
    pub fn of_each(&self) -> BTreeMap<RecordId, String> {
        let all = self.records.iter();
        let named = all.flat_map(|(kind, records)| records.iter().map(move |one| (one.id, kind)));
        named.map(|(id, kind)| (id, kind.clone())).collect()
    }

    /// The records of one kind with these ids, of the case that the permit is for.
    ///
    /// # Errors
    /// [`VaultError::Body`] when one cannot be read back.
    pub fn these<R: Record>(
        &self,
        tx: &VaultTx<'_>,
        permit: &Permit<'_, actions::ReadCase>,
        ids: &BTreeSet<RecordId>,
    ) -> Result<Vec<Stored<R>>, VaultError> {
        permit.check(tx.tx.number())?;
        let case = permit.case()?;
        let all = self.records.get(R::KIND).map_or(&[][..], Vec::as_slice);
        // Records come case by case, in the order of the cases.
        let first = all.partition_point(|record| record.case < case);
        let own = all.get(first..).unwrap_or_default().iter();
        let own = own.take_while(|record| record.case == case);
        let found = own.filter(|record| ids.contains(&record.id));
        found.map(|record| record.stored()).collect()
    }
}

/// Every record of the case and section that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn kinds_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Kinds, VaultError> {
    permit.check(tx.tx.number())?;
    let of = [Value::id(permit.case()?), permit.section().code().into()];
    let mut found = Kinds::new(None);
    for row in tx.all(&OF_SECTION, of).await? {
        found.add(Arc::new(Kept::read(&row)?));
    }
    Ok(found)
}

/// The records of these kinds in the open ones of these cases, for counts and dates. What lies in a section with a
/// restriction of its own is there only for those to whom the section is open. Only codes and dates of them may leave the
/// use case: nothing is written down as read.
///
/// # Errors
/// [`VaultError`].
pub async fn kinds_across(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &BTreeSet<CaseId>,
    kinds: Vec<&'static str>,
) -> Result<Kinds, VaultError> {
    permit.check(tx.tx.number())?;
    let mut prints = BTreeMap::new();
    for row in tx.all(&PRINTS, []).await? {
        prints.insert(row.parse::<CaseId>("case_id")?, Print::read(&row)?);
    }
    tx.vault.memory().only(&prints);
    let mut records = Vec::new();
    for (case, print) in prints.into_iter().filter(|(case, _)| cases.contains(case)) {
        records.extend(of_case(tx, &kinds, case, print).await?.iter().cloned());
    }
    let mut found = Kinds::new(Some(kinds));
    for record in records {
        let open = record.section == Section::General
            || tx
                .would_permit_in::<actions::ReadCase>(record.case, record.section)
                .await?;
        if open {
            found.add(record);
        }
    }
    Ok(found)
}

async fn of_case(
    tx: &mut VaultTx<'_>,
    kinds: &[&'static str],
    case: CaseId,
    print: Print,
) -> Result<Arc<[Arc<Kept>]>, VaultError> {
    if let Some(known) = tx.vault.memory().recall(kinds, case, print) {
        return Ok(known);
    }
    let mut records = Vec::new();
    for some in kinds.chunks(MOST) {
        let of: [Value; 1 + MOST] = std::array::from_fn(|place| match place.checked_sub(1) {
            None => Value::id(case),
            Some(kind) => some.get(kind).copied().unwrap_or_default().into(),
        });
        for row in tx.all(&OF_KINDS, of).await? {
            records.push(Arc::new(Kept::read(&row)?));
        }
    }
    let records = records.into();
    tx.vault.memory().keep(kinds, case, (print, &records));
    Ok(records)
}

/// As [`kinds_across`], of one kind.
///
/// # Errors
/// [`VaultError`].
pub async fn across<R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &BTreeSet<CaseId>,
) -> Result<Vec<Stored<R>>, VaultError> {
    kinds_across(tx, permit, cases, vec![R::KIND]).await?.take()
}
