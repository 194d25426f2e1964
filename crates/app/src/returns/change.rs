//! Change what is asked of an agency after the request was made: who is asked about, what they are called, which period,
//! whom to tell when nothing comes. What the agency wrote stays; it is told, and sees what changed.

use access::{Ctx, Permit, Section, actions};
use model::case::{AgencyRequest, AskedAbout, NamedManager, Subject, TakenOut};
use model::{Date, FormId, RecordId, Sensitive};
use vault::{AgencyReturn, Stored, VaultError, VaultTx};

use super::ask::{asked_about, check_period};
use super::held::{self, AskAgain};
use super::one;
use super::remind::MailKind;
use super::send::mail;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// What a request says after a change. Whoever was asked about stays; what they are called is read from the case again.
#[derive(Debug, Clone)]
pub struct ChangedRequest {
    /// Whom it asks about as well.
    pub also_about: Vec<RecordId>,
    /// What it is for.
    pub purpose: Sensitive<String>,
    /// First day of the period.
    pub from: Date,
    /// Last day of the period.
    pub to: Date,
    /// Whether what is older and matters is asked for too.
    pub and_before: bool,
    /// Who is told when the return does not come.
    pub manager: Option<NamedManager>,
    /// Why the agency is asked for what the partnership holds already from another review; may be empty where it holds nothing.
    pub again: Sensitive<String>,
}

/// Changes a request that stands, in a new version. Once it was sent, what it said before is kept in it, and everybody who
/// answers is told by e-mail that it changed, and nothing of how.
///
/// # Errors
/// [`AppError::Rule`]: `request-purpose`, `request-period` as when it is made, `request-about` for somebody who is not of the
/// case, `request-same` when nothing was changed, `request-held-why` when the partnership holds something of what is asked now
/// and no reason is given, `request-withdrawn`, `case-closed`; [`AppError::Clash`].
pub async fn change_request(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (request, shown)): (FormId, (RecordId, i64)),
    new: &ChangedRequest,
) -> Result<(), AppError> {
    if !has_words(&new.purpose) {
        return Err(AppError::Rule("request-purpose"));
    }
    check_period(ctx, (new.from, new.to)).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let (before, stands) = one(tx, &permit, request).await?;
                if stands.withdrawn_at.is_some() {
                    return Err(VaultError::Rule("request-withdrawn"));
                }
                let body = changed(tx, &permit, &before.body, new).await?;
                keep(tx, &permit, (&before, &stands), (shown, body)).await?;
                vault::remember(tx, form, &request.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// The request as it is after the change.
async fn changed(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    before: &AgencyRequest,
    new: &ChangedRequest,
) -> Result<AgencyRequest, VaultError> {
    let subjects = vault::list_with::<_, Subject>(tx, permit).await?;
    let out = vault::list_with::<_, TakenOut>(tx, permit).await?;
    let mut about = as_called_now(&before.about, (subjects.as_slice(), out.as_slice()))?;
    let asked = |id: &RecordId| before.about.iter().any(|one| one.subject == *id);
    let mut also: Vec<RecordId> = new.also_about.clone();
    also.retain(|id| !asked(id));
    // They stand at the end: what was said of the others keeps its place.
    about.extend(asked_about(&subjects, &out, &also)?);
    let body = AgencyRequest {
        purpose: new.purpose.clone(),
        about,
        from: new.from,
        to: new.to,
        and_before: new.and_before,
        manager: new.manager.clone(),
        ..before.clone()
    };
    if body == *before {
        return Err(VaultError::Rule("request-same"));
    }
    let of = (body.about.as_slice(), (body.from, body.to));
    let mut held = held::of_agency(tx, permit, body.agency, of).await?;
    held.retain(|one| !before.held.iter().any(|known| one.is_the(known)));
    let again = AskAgain::Whole(new.again.clone());
    held::settle(body, &held, Some(&again))
}

/// Those who were asked about, with the names under which the case knows them now. Whoever was taken out of the case since
/// stays as the agency was told of them.
fn as_called_now(
    about: &[AskedAbout],
    (subjects, out): (&[Stored<Subject>], &[Stored<TakenOut>]),
) -> Result<Vec<AskedAbout>, VaultError> {
    let now = |one: &AskedAbout| match asked_about(subjects, out, &[one.subject]) {
        Ok(mut found) => Ok(found.pop().unwrap_or_else(|| one.clone())),
        Err(VaultError::Rule(_)) => Ok(one.clone()),
        Err(error) => Err(error),
    };
    about.iter().map(now).collect()
}

async fn keep(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageRequests>,
    (before, stands): (&Stored<AgencyRequest>, &AgencyReturn),
    (shown, mut body): (i64, AgencyRequest),
) -> Result<(), VaultError> {
    let now = tx.ctx.now;
    let was = before.body.as_it_stands(now);
    let tells = stands.sent_at.is_some() && was != body.as_it_stands(now);
    if tells {
        body.before.push(was);
    }
    vault::save(tx, permit, before.id, shown, &body).await?;
    if body.about.len() > before.body.about.len() {
        vault::ask_more(tx, permit, before.id).await?;
    }
    if body.manager != before.body.manager {
        vault::new_manager(tx, permit, before.id).await?;
    }
    if tells {
        for one in vault::answering(tx, permit, before.id).await? {
            mail(tx, permit, (before.id, one.person), MailKind::Changed).await?;
        }
    }
    Ok(())
}
