//! Whoever opened or took out something that was taken back hears of it: on *Today*, with whoever manages their organisation, and
//! by one e-mail to each of them that says nothing of what it was.

use std::collections::BTreeMap;

use access::{Ctx, Role, actions, directory};
use commons::{Newer, TakenBack};
use model::{Instant, PersonId};
use vault::{Vault, VaultError};

use crate::incident::find;
use crate::instance::job_ctx;
use crate::moment::own_place_under;
use crate::returns::{JOB, MailKind};
use crate::{App, AppError};

/// Who hears for an organisation that something was taken back, as the policies have it for `hear_taken_back`.
const HEAR: [Role; 3] = [
    Role::BusinessManager,
    Role::RegionalFacilitator,
    Role::PanelSecretariat,
];

/// What was taken back and is to be read of.
#[derive(Debug, Clone, Default)]
pub struct TakenBackHere {
    /// What the actor opened or took out.
    pub own: Vec<TakenBack>,
    /// What others of the organisation did, for whoever hears of it for the organisation; nothing that is among the actor's own.
    pub others: Vec<TakenBack>,
}

/// What was taken back since the actor, or somebody of the organisation for which they hear of it, opened it. Something stays
/// until they say that they read it.
///
/// # Errors
/// [`AppError`].
pub async fn taken_back(app: &App, ctx: &Ctx) -> Result<TakenBackHere, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let own = commons::taken_back_since(tx).await?;
            let mut others = Vec::new();
            if tx.would_permit_organisation::<actions::HearTakenBack>() {
                let permit = tx.permit_organisation::<actions::HearTakenBack>()?;
                others = commons::taken_back_here(tx, &permit).await?;
                others.retain(|one| own.iter().all(|mine| mine.id != one.id));
            }
            Ok(TakenBackHere { own, others })
        })
    });
    Ok(read.await?)
}

/// Asks for one e-mail to each person of an organisation who opened something that was taken back since they were last told by
/// e-mail, and to those who hear of it for the organisation. Returns how many it asked for.
///
/// # Errors
/// [`AppError`].
pub async fn remind_taken_back(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let hear = &who_hear(app, ctx).await?;
    let commons = app.commons().await?;
    let people = commons.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::RemindDigest>()?;
            let mut people: BTreeMap<PersonId, Instant> = BTreeMap::new();
            people.extend(commons::to_tell(tx, &permit).await?);
            for person in hear {
                if let Some(since) = commons::to_tell_for(tx, &permit, *person).await? {
                    let known = people.entry(*person).or_insert(since);
                    *known = since.max(*known);
                }
            }
            Ok(people)
        })
    });
    let mut people: BTreeMap<PersonId, Instant> = people.await?.into_iter().collect();
    for (person, since) in crate::ours::to_tell(app, ctx).await? {
        let last = people.entry(person).or_insert(since);
        *last = since.max(*last);
    }
    let people: Vec<(PersonId, Instant)> = people.into_iter().collect();
    one_e_mail_each(app, (vault, ctx), MailKind::Recall, &people).await
}

/// What the actor opened or took out and has a newer version by now. Something stays until they open it.
///
/// # Errors
/// [`AppError`].
pub async fn newer(app: &App, ctx: &Ctx) -> Result<Vec<Newer>, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| Box::pin(commons::newer_since(tx)));
    Ok(read.await?)
}

/// Asks for one e-mail to each person of an organisation who opened something that has a newer version since they were last told
/// of one by e-mail. Returns how many it asked for.
///
/// # Errors
/// [`AppError`].
pub async fn remind_newer(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let commons = app.commons().await?;
    let people = commons.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::RemindDigest>()?;
            commons::to_tell_of_newer(tx, &permit).await
        })
    });
    one_e_mail_each(app, (vault, ctx), MailKind::Newer, &people.await?).await
}

/// Asks for an e-mail of this kind to each of these people who got none since then.
async fn one_e_mail_each(
    app: &App,
    (vault, ctx): (&Vault, &Ctx),
    kind: MailKind,
    people: &[(PersonId, Instant)],
) -> Result<usize, AppError> {
    if people.is_empty() {
        return Ok(0);
    }
    let place = &own_place_under::<actions::RemindDigest>(app, ctx).await?;
    let kind = kind.code();
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RemindDigest>()?;
                let case = find(tx, place).await?;
                let mut asked = 0;
                for (person, since) in people {
                    // An e-mail of the same moment tells of it too.
                    let before = Instant::from_microseconds(since.microseconds() - 1);
                    if vault::mailed_since(tx, &permit, (*person, kind), before).await? {
                        continue;
                    }
                    vault::queue_mail(tx, &permit, (case, None), kind, Ok(*person)).await?;
                    asked += 1;
                }
                Ok::<_, VaultError>(asked)
            })
        })
        .await?)
}

/// Those who hear of it for the organisation now.
async fn who_hear(app: &App, ctx: &Ctx) -> Result<Vec<PersonId>, AppError> {
    let (organisation, today) = (ctx.organisation, ctx.today());
    let members = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::members_of(tx, organisation, today))
        })
        .await?;
    let hears = |one: &&directory::Member| HEAR.contains(&one.membership.role);
    let mut people: Vec<PersonId> = members
        .iter()
        .filter(hears)
        .map(|one| one.person.id)
        .collect();
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
