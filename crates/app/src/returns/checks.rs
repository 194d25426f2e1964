//! Entries that are put to people who wrote them down at the time: who is asked, as the agency's authors see to it.

use access::{Ctx, Role, actions};
use model::case::{EntryCheck, StaffTold};
use model::{FormId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::answer::writing;
use super::answering::let_in;
use super::remind::MailKind;
use crate::keep::kept_before;
use crate::{App, AppError};

/// Somebody to whom entries are put.
#[derive(Debug, Clone)]
pub struct NewCheck {
    /// Their name.
    pub name: String,
    /// Their e-mail address at work.
    pub email: String,
    /// The line of the return that says that people in their role were told of the review.
    pub told: RecordId,
    /// The entries.
    pub entries: Vec<RecordId>,
}

/// Puts entries to somebody of the agency who wrote them down at the time. They get a role of their agency here that lets
/// them see these entries and nothing else, and an e-mail that says that there is something to check. Done again it is the
/// same person.
///
/// # Errors
/// [`AppError::Rule`]: `check-name` without a name, `check-entries` without an entry, `check-told` where nothing says that
/// people in their role were told of the review, `check-restricted` for an entry that only some of the review read,
/// `check-answers` for somebody who answers the request, `check-not-here` for somebody who cannot be let in, `check-asked`
/// for what was put to them already, `check-practice` in a practice run, `person-email` for an address that is none,
/// `role-own` for oneself; [`AppError::NotFound`] for everybody who does not answer the request.
pub async fn put_to_check(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, new): (FormId, &NewCheck),
) -> Result<(), AppError> {
    if new.name.trim().is_empty() {
        return Err(AppError::Rule("check-name"));
    }
    if new.entries.is_empty() {
        return Err(AppError::Rule("check-entries"));
    }
    let vault = app.vault(ctx).await?;
    let agency = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if vault::case_of_return(tx, &permit).await?.practice {
                    return Err(VaultError::Rule("check-practice"));
                }
                role_of(tx, &permit, new.told).await?;
                let stands = vault::return_of(tx, &permit, request).await?;
                Ok(stands.agency)
            })
        })
        .await?;
    let who = (new.name.as_str(), new.email.as_str());
    // The role opens nothing by itself.
    let of = (agency, Role::EntryChecker);
    let person = app
        .directory()
        .transact(ctx, |tx| {
            Box::pin(let_in::<actions::NameChecking>(tx, of, who))
        })
        .await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let role = role_of(tx, &permit, new.told).await?;
                for entry in &new.entries {
                    let body = EntryCheck {
                        entry: *entry,
                        person,
                        role: role.clone(),
                        said: None,
                    };
                    vault::put_to_check(tx, &permit, &body).await?;
                }
                let of = (permit.of_return()?.0, Some(request));
                let kind = MailKind::Check.code();
                vault::queue_mail(tx, &permit, of, kind, Ok(person)).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// The role of a line of the return, where it says that people in it were told of the review.
async fn role_of(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::WriteReturn>,
    told: RecordId,
) -> Result<Sensitive<String>, VaultError> {
    let lines = vault::list_in_return::<_, StaffTold>(tx, permit).await?;
    let mut lines = lines.into_iter();
    let line = lines.find(|line| line.id == told && line.body.told_on.is_some());
    line.map(|line| line.body.role)
        .ok_or(VaultError::Rule("check-told"))
}

/// Ends that an entry is put to somebody. What they said of it stays beside it.
///
/// # Errors
/// [`AppError::NotFound`] for what is not put to anybody, and for everybody who does not answer the request.
pub async fn end_check(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, check): (FormId, RecordId),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                vault::end_check_of_entry(tx, &permit, check).await?;
                vault::remember(tx, form, &check.to_string()).await
            })
        })
        .await?;
    Ok(())
}
