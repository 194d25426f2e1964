//! A partner approves publication of the version that is named, as a report is signed off.

use access::{Action, Ctx, Permit, actions};
use model::case::{PublicationApproval, SignOff};
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use super::Made;
use crate::signing::{self, Signing};
use crate::{App, AppError, Reference};

impl Signing for PublicationApproval {
    async fn stands<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<String, VaultError> {
        let made = Made::of(tx, permit).await?;
        made.before_publication().map_err(VaultError::Rule)?;
        let current = made.current();
        let current = current.ok_or(VaultError::Rule("publication-version-first"))?;
        Ok(current.id.to_string())
    }
}

/// Approves the version for the actor's own partner, or says that the partner does not and why.
///
/// # Errors
/// [`AppError::Rule`] `publication-version-first` while no version is named, `publication-out` when it is published
/// already, and the rules of [`crate::rapid_review::sign`].
pub async fn approve(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    signing::sign::<actions::ApprovePublication, PublicationApproval>(
        app, ctx, reference, form, new,
    )
    .await
}

/// Enters an approval that a partner gave in another way, with its source. The partner confirms it later.
///
/// # Errors
/// Those of [`approve`] and of [`crate::rapid_review::sign_for`].
pub async fn approve_for(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    signing::sign_for::<actions::EditPublication, PublicationApproval>(
        app, ctx, reference, form, new,
    )
    .await
}

/// Confirms the approval that was entered for the actor's own partner.
///
/// # Errors
/// Those of [`crate::rapid_review::confirm_sign_off`].
pub async fn confirm_approval(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    shown: (RecordId, i64),
) -> Result<(), AppError> {
    signing::confirm::<actions::ApprovePublication, PublicationApproval>(
        app, ctx, reference, form, shown,
    )
    .await
}
