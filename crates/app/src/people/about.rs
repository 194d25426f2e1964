//! What is known of one person, each part kept by itself.

use access::{Action, Ctx, Section, actions};
use model::case::{AboutPerson, Home, IdentityAnswer, LegalStatus, NOT_KNOWN, School, Subject};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps one part of what is known of a person who is in the case. Of each part there is one.
pub(super) async fn keep_about<A: Action, R: AboutPerson>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (new, check): (
        &R,
        impl Fn(&Scheme) -> Result<(), &'static str> + Send + Sync,
    ),
) -> Result<RecordId, AppError> {
    let check = &check;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) = open::<A>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                vault::one::<_, Subject>(tx, &permit, new.person()).await?;
                check(scheme).map_err(VaultError::Rule)?;
                let all = vault::list_with::<_, R>(tx, &permit).await?;
                let same = |one: &&Stored<R>| {
                    one.body.person() == new.person() && one.body.same_question(new)
                };
                let standing = all.iter().find(same);
                goes_there(standing, sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

/// Whether a list of the scheme has this code.
pub(crate) fn has_code(scheme: &Scheme, list: &str, code: &str) -> bool {
    let list = scheme.list(list);
    list.is_some_and(|list| list.label_of(code).is_some())
}

/// Keeps where a child lives and which authority is the home authority.
///
/// # Errors
/// [`AppError::Rule`] `home-authority` when neither an authority nor words stand there, `home-living`
/// for a code that the scheme does not have, `changed-meanwhile`, `case-closed`; [`AppError::NotFound`]
/// without such a person; [`AppError::Clash`].
pub async fn keep_home(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Home,
) -> Result<RecordId, AppError> {
    let check = |scheme: &Scheme| {
        if new.authority.is_none() && !has_words(&new.elsewhere) {
            return Err("home-authority");
        }
        if new.living != NOT_KNOWN && !has_code(scheme, "living", &new.living) {
            return Err("home-living");
        }
        Ok(())
    };
    keep_about::<actions::EditIncident, _>(app, ctx, reference, sent, (new, check)).await
}

/// Keeps the legal status of a child, and the plans and services.
///
/// # Errors
/// [`AppError::Rule`] `status-code` for a code that the scheme does not have, `changed-meanwhile`,
/// `case-closed`; [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn keep_status(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &LegalStatus,
) -> Result<RecordId, AppError> {
    let check = |scheme: &Scheme| {
        let or_empty = |list, code: &str| code.is_empty() || has_code(scheme, list, code);
        let mut plans = new.plans.iter().chain(&new.earlier);
        let good = has_code(scheme, "legal_status", &new.status)
            && or_empty("placement", &new.placement)
            && or_empty("cp_category", &new.category)
            && plans.all(|code| has_code(scheme, "plan_status", code));
        if good { Ok(()) } else { Err("status-code") }
    };
    keep_about::<actions::EditIncident, _>(app, ctx, reference, sent, (new, check)).await
}

/// Keeps the school or setting of a child.
///
/// # Errors
/// [`AppError::Rule`] `school-code` for a code that the scheme does not have, `changed-meanwhile`,
/// `case-closed`; [`AppError::NotFound`]; [`AppError::Clash`].
pub async fn keep_school(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &School,
) -> Result<RecordId, AppError> {
    let check = |scheme: &Scheme| {
        if has_code(scheme, "education", &new.education) {
            Ok(())
        } else {
            Err("school-code")
        }
    };
    keep_about::<actions::EditIncident, _>(app, ctx, reference, sent, (new, check)).await
}

/// Keeps the answer to one question about who somebody is.
///
/// # Errors
/// [`AppError::Rule`] `identity-source` when an account does not say whose it is, `identity-later` when
/// one was given in future, `changed-meanwhile`, `case-closed`; [`AppError::NotFound`];
/// [`AppError::Clash`].
pub async fn keep_identity(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &IdentityAnswer,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| {
        for account in new.answer.accounts() {
            if !has_words(&account.source.who) {
                return Err("identity-source");
            }
            if certainly_later(ctx, &account.on) {
                return Err("identity-later");
            }
        }
        Ok(())
    };
    keep_about::<actions::EditIncident, _>(app, ctx, reference, sent, (new, check)).await
}
