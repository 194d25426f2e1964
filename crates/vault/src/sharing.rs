//! Releases of learning that wait to be put where others read them, or to be taken away from there.

use db::{Statement, Value};
use model::case::{LearningRelease, ReleaseStands};
use model::record::Record as _;
use model::{CaseId, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const WAITING: Statement = Statement::new(
    "releases of learning that wait for the job",
    "SELECT id, case_id FROM record WHERE kind = $1 AND state IN ($2, $3) AND removed_at IS NULL \
     ORDER BY changed_at, id",
);

/// The releases of every case that wait to be put where others read them, or to be taken away from there. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_waiting(tx: &mut VaultTx<'_>) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    let values: [Value; 3] = [
        LearningRelease::KIND.into(),
        ReleaseStands::Waiting.code().into(),
        ReleaseStands::TakingBack.code().into(),
    ];
    let rows = tx.all(&WAITING, values).await?;
    rows.iter()
        .map(|row| Ok((row.parse("case_id")?, row.parse("id")?)))
        .collect()
}
