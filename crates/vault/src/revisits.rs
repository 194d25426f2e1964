//! Moments that somebody is to look at again, for the job that reminds people: whom, and nothing of what was written.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::Statement;
use model::learning::Moment;
use model::record::Record as _;
use model::{CaseId, Date, Instant, PersonId, RecordId};

use crate::{VaultError, VaultTx};

const DUE: Statement = Statement::new(
    "moments to look at again",
    "SELECT r.id, r.case_id, v.by_whom, c.scheme FROM record r \
     JOIN revision v ON v.record = r.id AND v.version = r.version JOIN case_file c ON c.id = r.case_id \
     WHERE r.kind = $1 AND r.due <= $2 AND r.removed_at IS NULL AND v.by_kind = 'person' AND c.practice = 0 \
     AND c.received = 0 AND NOT EXISTS (SELECT 1 FROM mail_out m WHERE m.case_id = r.case_id AND m.person = v.by_whom AND m.kind = $3 \
     AND m.added_at > $4) ORDER BY r.due, r.id",
);

pub(crate) const STATEMENTS: &[&Statement] = &[&DUE];

/// A moment that somebody is to look at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisitDue {
    /// The moment.
    pub moment: RecordId,
    /// Its case.
    pub case: CaseId,
    /// Who wrote the version that stands.
    pub person: PersonId,
    /// The scheme of the case, which says whose working days count.
    pub scheme: String,
}

/// Moments whose day to look again has come by `today`, the longest waiting first, without those whose writer was sent an e-mail
/// of this kind about the case after `since`. Practice runs are not among them.
///
/// # Errors
/// [`VaultError`].
pub async fn revisits_due(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindRevisiting>,
    (today, since): (Date, Instant),
    kind: &'static str,
) -> Result<Vec<RevisitDue>, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Moment::KIND.into(), today.into(), kind.into(), since.into()];
    let rows = tx.all(&DUE, values).await?;
    rows.iter()
        .map(|row| {
            Ok(RevisitDue {
                moment: row.parse("id")?,
                case: row.parse("case_id")?,
                person: row.parse("by_whom")?,
                scheme: row.text("scheme")?,
            })
        })
        .collect()
}

/// Writes down that somebody was reminded of a moment.
///
/// # Errors
/// [`VaultError`].
pub async fn note_revisit(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindRevisiting>,
    one: &RevisitDue,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let entry = Entry {
        action: permit.code(),
        case: Some(one.case),
        record: Some(one.moment),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}
