//! At the partnership that hands a review over: proposed by one person, confirmed by another, taken back.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::{Transfer, TransferOffer, TransferState, TransferTakenBack};
use model::scheme::StepText;
use model::{FormId, OrganisationId, RecordId, Sensitive};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::{MOST_BYTES, Organisations, WHY};
use crate::decision::decide::has_words;
use crate::decision::steps::scheme_of;
use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::people::has_code;
use crate::post::{Sealer, TRANSFER_OFFER, TRANSFER_TAKEN_BACK};
use crate::{App, AppError, Reference};

/// A review on its way to another partnership, or that may go there.
#[derive(Debug, Clone)]
pub struct HandOver {
    /// The case.
    pub case: CaseFile,
    /// What was proposed, oldest first.
    pub transfers: Vec<Stored<Transfer>>,
    /// To whom it could go.
    pub organisations: Organisations,
    /// How many bytes its documents have.
    pub bytes: i64,
    /// The organisation it is read in.
    pub own: OrganisationId,
    /// Whether the reader may propose it, and take it back.
    pub may_propose: bool,
    /// Whether the reader may confirm what somebody else proposed.
    pub may_confirm: bool,
    /// The four lines.
    pub step: Option<StepText>,
}

impl HandOver {
    /// What is under way, if anything is.
    #[must_use]
    pub fn under_way(&self) -> Option<&Stored<Transfer>> {
        let mut all = self.transfers.iter().rev();
        all.find(|one| one.body.is_under_way_from(self.own))
    }
}

/// What somebody proposes.
#[derive(Debug, Clone)]
pub struct NewTransfer {
    /// To whom.
    pub to: OrganisationId,
    /// Why: a code of the scheme's list.
    pub why: String,
    /// Why, in words.
    pub words: Sensitive<String>,
}

/// Reads it; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn hand_over(app: &App, ctx: &Ctx, reference: &Reference) -> Result<HandOver, AppError> {
    let organisations = Organisations::of(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                Ok(HandOver {
                    case: vault::case_file(tx, &permit).await?,
                    transfers: vault::list(tx, &permit).await?,
                    organisations: Organisations::default(),
                    bytes: vault::bytes_of_files(tx, &permit).await?,
                    own: tx.ctx.organisation,
                    may_propose: tx.would_permit::<actions::ProposeTransfer>(case).await?,
                    may_confirm: tx.would_permit::<actions::ConfirmTransfer>(case).await?,
                    step: scheme_of(tx, app, &permit)
                        .await?
                        .step("hand_over")
                        .cloned(),
                })
            })
        })
        .await?;
    Ok(HandOver {
        organisations,
        ..found
    })
}

/// Proposes to hand a review over. Nothing leaves before somebody else has confirmed it and the other partnership has
/// accepted.
///
/// # Errors
/// [`AppError::Rule`]: `hand-over-to`, `hand-over-why`, `hand-over-words` for what is missing; `hand-over-under-way` while
/// another one is; `hand-over-too-large` when its documents are too large; `hand-over-practice` for a practice run.
pub async fn propose(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewTransfer,
) -> Result<RecordId, AppError> {
    if !has_words(&new.words) {
        return Err(AppError::Rule("hand-over-words"));
    }
    if !Organisations::of(app, ctx).await?.offers_to(new.to) {
        return Err(AppError::Rule("hand-over-to"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ProposeTransfer>(case, Section::General)
                    .await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                if !has_code(scheme, WHY, &new.why) {
                    return Err(VaultError::Rule("hand-over-why"));
                }
                nothing_against(tx, &permit).await?;
                let body = Transfer {
                    to: new.to,
                    why: new.why.clone(),
                    words: new.words.clone(),
                    proposed_by: tx.ctx.person()?.id,
                    confirmed_by: None,
                    state: TransferState::Proposed,
                    was_open: false,
                    digest: None,
                    answer: Sensitive::default(),
                };
                save(tx, &permit, (form, None), &body).await
            })
        })
        .await?)
}

async fn nothing_against(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ProposeTransfer>,
) -> Result<(), VaultError> {
    if vault::case_of(tx, permit).await?.practice {
        return Err(VaultError::Rule("hand-over-practice"));
    }
    let all = vault::list_with::<_, Transfer>(tx, permit).await?;
    let own = tx.ctx.organisation;
    if all.iter().any(|one| one.body.is_under_way_from(own)) {
        return Err(VaultError::Rule("hand-over-under-way"));
    }
    if vault::bytes_of_files(tx, permit).await? > MOST_BYTES {
        return Err(VaultError::Rule("hand-over-too-large"));
    }
    Ok(())
}

/// The transfer of a review that a form showed, when it stands as it was shown.
async fn shown<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (id, version): (RecordId, i64),
) -> Result<Stored<Transfer>, VaultError> {
    let found = vault::one::<_, Transfer>(tx, permit, id).await?;
    if found.version == version {
        Ok(found)
    } else {
        Err(VaultError::Rule("hand-over-changed"))
    }
}

/// Confirms what somebody else proposed, and asks the other partnership.
///
/// # Errors
/// [`AppError::Rule`]: `hand-over-changed` when it does not stand as it was shown, `hand-over-same-person` for whoever
/// proposed it.
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, place): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let to = recipient(app, ctx, reference, place.0).await?;
    let sealer = &Sealer::new(app, ctx, to).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ConfirmTransfer>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let found = shown(tx, &permit, place).await?;
                let by = tx.ctx.person()?.id;
                if found.body.state != TransferState::Proposed {
                    return Err(VaultError::Rule("hand-over-changed"));
                }
                if found.body.proposed_by == by {
                    return Err(VaultError::Rule("hand-over-same-person"));
                }
                let body = Transfer {
                    confirmed_by: Some(by),
                    state: TransferState::Offered,
                    ..found.body
                };
                save(tx, &permit, (form, Some(place)), &body).await?;
                let offer = TransferOffer {
                    offer: place.0,
                    reference: reference.as_str().to_owned(),
                    why: body.why,
                    words: body.words,
                };
                let sent = sealer.send(tx, &permit, TRANSFER_OFFER, &offer).await;
                sent.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Reviews that somebody else proposed to hand over, for the actor to confirm.
pub(crate) async fn to_confirm(tx: &mut VaultTx<'_>) -> Result<Vec<CaseFile>, VaultError> {
    let mut waiting = Vec::new();
    for case in vault::transfers_in(tx, TransferState::Proposed.code()).await? {
        if !tx.would_permit::<actions::ConfirmTransfer>(case).await? {
            continue;
        }
        let permit = tx
            .permit::<actions::ConfirmTransfer>(case, Section::General)
            .await?;
        let me = tx.ctx.person()?.id;
        let all = vault::list_with::<_, Transfer>(tx, &permit).await?;
        let by_another = |one: &Stored<Transfer>| {
            one.body.state == TransferState::Proposed && one.body.proposed_by != me
        };
        if all.iter().any(by_another) {
            waiting.push(vault::case_of(tx, &permit).await?);
        }
    }
    Ok(waiting)
}

/// To whom a transfer goes.
async fn recipient(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    id: RecordId,
) -> Result<OrganisationId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let found = vault::one::<_, Transfer>(tx, &permit, id).await?;
                Ok(found.body.to)
            })
        })
        .await?)
}

/// Takes back what was proposed or offered, with the reason. Too late once the other partnership has accepted.
///
/// # Errors
/// [`AppError::Rule`]: `hand-over-back-why` without a reason, `hand-over-changed` when it does not stand as it was shown,
/// `hand-over-too-late`.
pub async fn take_back(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, place): (FormId, (RecordId, i64)),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("hand-over-back-why"));
    }
    let to = recipient(app, ctx, reference, place.0).await?;
    let sealer = &Sealer::new(app, ctx, to).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ProposeTransfer>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let found = shown(tx, &permit, place).await?;
                if !found.body.state.can_be_taken_back() {
                    return Err(VaultError::Rule("hand-over-too-late"));
                }
                let offered = found.body.state == TransferState::Offered;
                let body = Transfer {
                    state: TransferState::TakenBack,
                    answer: why.clone(),
                    ..found.body
                };
                save(tx, &permit, (form, Some(place)), &body).await?;
                if offered {
                    let back = TransferTakenBack { offer: place.0 };
                    sealer.send(tx, &permit, TRANSFER_TAKEN_BACK, &back).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}
