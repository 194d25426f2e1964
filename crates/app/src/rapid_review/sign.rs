//! Sign the report off for one's own partner; enter a sign-off that was given in another way; confirm it.

use access::{Action, Ctx, Permit, actions};
use model::case::SignOff;
use model::{FormId, RecordId};
use vault::{VaultError, VaultTx};

use super::read::MadeOf;
use crate::signing::{self, Signing};
use crate::{App, AppError, Reference};

impl Signing for SignOff {
    async fn stands<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> Result<String, VaultError> {
        MadeOf::of(tx, permit).await?.print()
    }
}

/// Signs the report off as it was shown, or says that the partner does not and why. Each time is a record of its own:
/// what was said of an earlier report stays.
///
/// # Errors
/// [`AppError::Rule`] `sign-no-partner` when the actor does not speak for that partner, `sign-changed` when the report
/// is no longer what was shown, `sign-by` without a name and role, `sign-why` when it is not signed and nothing says why,
/// `sign-later` when it would be in future, `case-closed`.
pub async fn sign(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    signing::sign::<actions::SignReport, SignOff>(app, ctx, reference, form, new).await
}

/// Enters a sign-off that a partner gave in another way, with its source. The partner confirms it later.
///
/// # Errors
/// [`AppError::Rule`] `sign-source` without a way and a source, `sign-no-such-partner`, `sign-given` when the partner
/// signed this report themself or confirmed it, and the rules of [`sign`].
pub async fn sign_for(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    signing::sign_for::<actions::SignReportFor, SignOff>(app, ctx, reference, form, new).await
}

/// Confirms the sign-off that was entered for the actor's own partner.
///
/// # Errors
/// [`AppError::Rule`] `sign-no-partner`, `case-closed`; [`AppError::NotFound`] when there is none to confirm.
pub async fn confirm_sign_off(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    shown: (RecordId, i64),
) -> Result<(), AppError> {
    signing::confirm::<actions::SignReport, SignOff>(app, ctx, reference, form, shown).await
}
