//! Who reviews: appointed with a look at their independence and their interests. Whoever leads may work here with a sign-in of
//! their own; the appointment is then a commission, and access ends with it.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Role, Section, actions, directory};
use model::case::Reviewer;
use model::scheme::{StageKind, TrackKind};
use model::track::Transition;
use model::{Date, FormId, PersonId, RecordId};
use vault::{VaultError, VaultTx};

use crate::decision::decide::has_words;
use crate::decision::steps::{certainly_later, on_the_way};
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Keeps an appointment, or changes it. The appointment of whoever leads is a step on the track, where it is not further
/// yet. Whose sign-in it names, and until when, decide those who decide on the review: nobody commissions themself.
///
/// # Errors
/// [`AppError::Rule`] `reviewer-name`, `reviewer-independence`, `reviewer-conflicts`, `reviewer-checked-by` where one of
/// these says nothing, `reviewer-ended` when their part ended and nothing says why, `reviewer-later` when something would
/// be in future, `reviewer-person` for somebody who may not lead ([`may_lead`]), `reviewer-leads` for a sign-in without
/// leading, `reviewer-until` without a last day or with one that has passed, `reviewer-person-fixed` for another person than
/// before, `person-barred`, `case-closed`; [`AppError::NotPermitted`]; [`AppError::Clash`].
pub async fn keep_reviewer(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Reviewer,
) -> Result<RecordId, AppError> {
    checked(ctx, new)?;
    let known = may_lead(app, ctx, reference).await?;
    let known: BTreeSet<PersonId> = known.into_iter().map(|(person, _)| person).collect();
    let known = &known;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::EditLocalReview>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let before = match sent.1 {
                    None => None,
                    Some((id, _)) => Some(vault::one::<_, Reviewer>(tx, &permit, id).await?.body),
                };
                if new.leads && new.ended.is_none() {
                    let commissioned =
                        Transition::new(TrackKind::LocalReview, StageKind::Commissioned, new.on);
                    on_the_way(tx, &permit, scheme, commissioned).await?;
                }
                let case = permit.case()?;
                let id = save(tx, &permit, sent, new).await?;
                commission(tx, (case, id), (before.as_ref(), new), known).await?;
                Ok(id)
            })
        })
        .await?)
}

/// What access rests on follows the appointment, where it names a sign-in.
async fn commission(
    tx: &mut VaultTx<'_>,
    (case, id): (model::CaseId, RecordId),
    (before, new): (Option<&Reviewer>, &Reviewer),
    known: &BTreeSet<PersonId>,
) -> Result<(), VaultError> {
    let person_before = before.and_then(|one| one.person);
    if person_before.is_some() && person_before != new.person {
        return Err(VaultError::Rule("reviewer-person-fixed"));
    }
    let Some(person) = new.person else {
        return Ok(());
    };
    let rests_on = |one: &Reviewer| (one.person, one.until, one.leads, one.ended.is_some());
    if before.map(rests_on) == Some(rests_on(new)) {
        return Ok(());
    }
    if person_before.is_none() && !known.contains(&person) {
        return Err(VaultError::Rule("reviewer-person"));
    }
    if !new.leads {
        return Err(VaultError::Rule("reviewer-leads"));
    }
    let until = new.until.ok_or(VaultError::Rule("reviewer-until"))?;
    let until_before: Option<Date> = before.and_then(|one| one.until);
    if until < tx.ctx.today() && until_before != Some(until) {
        return Err(VaultError::Rule("reviewer-until"));
    }
    let permit = tx
        .permit::<actions::DecideLocalReview>(case, Section::General)
        .await?;
    let ended = new.ended.is_some();
    vault::keep_commission(tx, &permit, (id, person), (until, ended)).await
}

/// Roles that somebody independent of the partnership and its agencies does not hold.
const NOT_INDEPENDENT: &[Role] = &[
    Role::BusinessManager,
    Role::DelegatedPartner,
    Role::LeadPartner,
    Role::AgencyAuthor,
    Role::AgencyApprover,
    Role::AuthorityNotifier,
    Role::AuthorityAuthoriser,
    Role::InformationGovernance,
    Role::Administrator,
];

/// People who may be commissioned to lead a review, by name: lead reviewers with no role of the partnership or an agency
/// beside it, and nobody of the conflict list.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn may_lead(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<(PersonId, String)>, AppError> {
    let offered = crate::team::on_offer(app, ctx, reference).await?;
    let (here, today) = (ctx.organisation, ctx.today());
    let members = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { directory::members_of(tx, here, today).await })
        })
        .await?;
    let mut roles: BTreeMap<PersonId, BTreeSet<Role>> = BTreeMap::new();
    for one in members {
        roles
            .entry(one.person.id)
            .or_default()
            .insert(one.membership.role);
    }
    let leads = |(person, _): &(PersonId, String)| {
        roles.get(person).is_some_and(|held| {
            held.contains(&Role::LeadReviewer)
                && !NOT_INDEPENDENT.iter().any(|role| held.contains(role))
        })
    };
    Ok(offered.into_iter().filter(leads).collect())
}

fn checked(ctx: &Ctx, new: &Reviewer) -> Result<(), AppError> {
    for (words, refused) in [
        (&new.name, "reviewer-name"),
        (&new.independence, "reviewer-independence"),
        (&new.conflicts, "reviewer-conflicts"),
        (&new.checked_by, "reviewer-checked-by"),
    ] {
        if !has_words(words) {
            return Err(AppError::Rule(refused));
        }
    }
    let ended = new.ended.as_ref();
    if ended.is_some_and(|one| !has_words(&one.why)) {
        return Err(AppError::Rule("reviewer-ended"));
    }
    let later = certainly_later(ctx, &new.on);
    if later || ended.is_some_and(|one| certainly_later(ctx, &one.on)) {
        return Err(AppError::Rule("reviewer-later"));
    }
    Ok(())
}
