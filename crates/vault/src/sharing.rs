//! Releases of learning that wait to be put where others read them, or to be taken away from there.

use db::{Statement, Value};
use model::case::{LearningRelease, ReleaseStands};
use model::record::Record as _;
use model::{CaseId, RecordId};

use crate::{VaultError, VaultTx};

pub(crate) const IN_STATES: Statement = Statement::new(
    "releases of learning that stand so",
    "SELECT id, case_id FROM record WHERE kind = $1 AND state IN ($2, $3) AND removed_at IS NULL \
     ORDER BY changed_at, id",
);

/// The releases of every case that wait to be put where others read them, or to be taken away from there. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_waiting(tx: &mut VaultTx<'_>) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    in_states(tx, [ReleaseStands::Waiting, ReleaseStands::TakingBack]).await
}

/// The releases of every case that others can read, or that were taken back: what is held against what ended. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn releases_settled(tx: &mut VaultTx<'_>) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    in_states(tx, [ReleaseStands::Out, ReleaseStands::TakenBack]).await
}

async fn in_states(
    tx: &mut VaultTx<'_>,
    [one, other]: [ReleaseStands; 2],
) -> Result<Vec<(CaseId, RecordId)>, VaultError> {
    let values: [Value; 3] = [
        LearningRelease::KIND.into(),
        one.code().into(),
        other.code().into(),
    ];
    let rows = tx.all(&IN_STATES, values).await?;
    rows.iter()
        .map(|row| Ok((row.parse("case_id")?, row.parse("id")?)))
        .collect()
}
