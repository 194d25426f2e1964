//! A file that a record names.

use access::{Action, Permit};
use model::FileId;
use vault::{VaultError, VaultTx};

/// The file is one of the section of the review that the permit is for; `refused` says what no other may be.
pub(crate) async fn is_of_review<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    file: FileId,
    refused: &'static str,
) -> Result<(), VaultError> {
    match vault::file_of(tx, permit, file).await {
        Ok(_) => Ok(()),
        Err(VaultError::NotFound) => Err(VaultError::Rule(refused)),
        Err(error) => Err(error),
    }
}
