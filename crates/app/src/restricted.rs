//! What is kept from most: how to contact somebody safely, protected addresses, protected identities. Each lies in a
//! section with a restriction of its own: nobody reads it without that section, and every reading is written down.

use access::{Ctx, Section, actions};
use model::case::{Protected, ProtectedKind, Subject};
use model::scheme::StepText;
use model::{FormId, RecordId, Sensitive};
use vault::{CaseFile, Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::scheme_of;
use crate::incident::find;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// The section in which a kind lies.
#[must_use]
pub const fn section_of(kind: ProtectedKind) -> Section {
    match kind {
        ProtectedKind::SafeContact => Section::SafeContact,
        ProtectedKind::Address => Section::ProtectedAddresses,
        ProtectedKind::Identity => Section::ProtectedIdentities,
    }
}

/// What one section holds.
#[derive(Debug, Clone)]
pub struct Restricted {
    /// The case.
    pub case: CaseFile,
    /// Its sheets, oldest first; those that no longer hold too.
    pub sheets: Vec<Stored<Protected>>,
    /// The children and adults of the review, for their names.
    pub subjects: Vec<Stored<Subject>>,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// The four lines.
    pub step: Option<StepText>,
}

/// Reads a section; that this section was read is written down before the answer is given.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::NotPermitted`] for everybody to whom the section is not open.
pub async fn restricted(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    kind: ProtectedKind,
) -> Result<Restricted, AppError> {
    let section = section_of(kind);
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx.permit::<actions::ReadCase>(case, section).await?;
                let general = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let found = Restricted {
                    case: vault::case_file(tx, &general).await?,
                    sheets: vault::list(tx, &permit).await?,
                    subjects: vault::list(tx, &general).await?,
                    may_edit: tx
                        .would_permit_in::<actions::EditRestricted>(case, section)
                        .await?,
                    step: scheme_of(tx, app, &general)
                        .await?
                        .step(section.code())
                        .cloned(),
                };
                vault::note_section_read(tx, &permit).await?;
                Ok(found)
            })
        })
        .await?)
}

/// Adds a sheet or changes one.
///
/// # Errors
/// [`AppError::Rule`] `protected-who` when it says about nobody, `protected-says` or `protected-limits` when its words are
/// missing, `protected-set-by`, `protected-look-again` for a day that has passed, `protected-ended` when it no longer
/// holds, `case-closed`; [`AppError::NotFound`] without such a person in the review; [`AppError::Clash`].
pub async fn keep(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Protected,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = section_of(new.kind);
                let (permit, _) =
                    open::<actions::EditRestricted>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if let Some(subject) = new.subject {
                    let case = permit.case()?;
                    let general = tx
                        .permit::<actions::ReadCase>(case, Section::General)
                        .await?;
                    vault::one::<_, Subject>(tx, &general, subject).await?;
                }
                if let Some((id, _)) = sent.1 {
                    let kept = vault::one::<_, Protected>(tx, &permit, id).await?;
                    if kept.body.ended.is_some() {
                        return Err(VaultError::Rule("protected-ended"));
                    }
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn check(ctx: &Ctx, new: &Protected) -> Result<(), &'static str> {
    if new.subject.is_none() && !has_words(&new.named) {
        return Err("protected-who");
    }
    if !has_words(&new.says) {
        return Err("protected-says");
    }
    if new.kind != ProtectedKind::Identity && !has_words(&new.limits) {
        return Err("protected-limits");
    }
    if !has_words(&new.set_by) {
        return Err("protected-set-by");
    }
    if new.look_again < ctx.today() {
        return Err("protected-look-again");
    }
    Ok(())
}

/// Says why a sheet no longer holds. What it said stays on record.
///
/// # Errors
/// [`AppError::Rule`] `protected-why` without a reason, `protected-ended` when it has ended, `case-closed`;
/// [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn end(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    kind: ProtectedKind,
    (form, id, shown, why): (FormId, RecordId, i64, &Sensitive<String>),
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("protected-why"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = section_of(kind);
                let (permit, _) =
                    open::<actions::EditRestricted>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut body = vault::one::<_, Protected>(tx, &permit, id).await?.body;
                if body.ended.is_some() {
                    return Err(VaultError::Rule("protected-ended"));
                }
                body.ended = Some(why.clone());
                save(tx, &permit, (form, Some((id, shown))), &body)
                    .await
                    .map(drop)
            })
        })
        .await?;
    Ok(())
}
