//! Records of several kinds read at once: a page that needs twenty of them asks the store once.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Permit, Section, actions};
use db::{Row, Statement, Value};
use model::CaseId;
use model::record::Record;

use crate::records::{standing, stored};
use crate::{Stored, VaultError, VaultTx};

/// Kinds that one statement asks for across cases.
const MOST: usize = 20;

pub(crate) const OF_SECTION: Statement = Statement::new(
    "every record of a section",
    standing!(
        "WHERE r.case_id = $1 AND r.section = $2 AND r.removed_at IS NULL ORDER BY r.added_at, r.id"
    ),
);
pub(crate) const ACROSS: Statement = Statement::new(
    "records of some kinds across open cases",
    standing!(
        "JOIN case_file c ON c.id = r.case_id \
     WHERE r.kind IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) \
     AND r.removed_at IS NULL AND c.closed_at IS NULL ORDER BY r.case_id, r.added_at, r.id"
    ),
);

/// Current records of several kinds, each kind to be taken once.
pub struct Kinds {
    /// The kinds that were asked for; all when there is no list.
    asked: Option<Vec<&'static str>>,
    rows: BTreeMap<String, Vec<Row>>,
}

impl Kinds {
    fn new(asked: Option<Vec<&'static str>>) -> Self {
        let rows = BTreeMap::new();
        Self { asked, rows }
    }

    fn add(&mut self, row: Row) -> Result<(), VaultError> {
        let kind = row.text("kind")?;
        self.rows.entry(kind).or_default().push(row);
        Ok(())
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
        let rows = self.rows.remove(R::KIND).unwrap_or_default();
        rows.iter().map(stored).collect()
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
        found.add(row)?;
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
    let mut rows = Vec::new();
    for some in kinds.chunks(MOST) {
        let places: [Value; MOST] =
            std::array::from_fn(|place| some.get(place).copied().unwrap_or_default().into());
        rows.extend(tx.all(&ACROSS, places).await?);
    }
    let mut found = Kinds::new(Some(kinds));
    for row in rows {
        let case: CaseId = row.parse("case_id")?;
        let section: Section = row.parse("section")?;
        if !cases.contains(&case) {
            continue;
        }
        let open = section == Section::General
            || tx
                .would_permit_in::<actions::ReadCase>(case, section)
                .await?;
        if open {
            found.add(row)?;
        }
    }
    Ok(found)
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
