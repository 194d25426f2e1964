//! Holding a release back, and lifting a hold: the person who is named in it, and nobody else.

use std::collections::BTreeSet;

use access::{Action, Ctx, Permit, Role, Section, actions};
use model::case::{SharingHold, SharingHoldLifted};
use model::{Date, FormId, PersonId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::made::Made;
use super::wanted::Here;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// What somebody holds back, and who lets it go on.
#[derive(Debug, Clone)]
pub struct NewHold {
    /// The draft.
    pub draft: RecordId,
    /// Why.
    pub why: Sensitive<String>,
    /// Who can lift it.
    pub lifts: PersonId,
    /// When they look at it again.
    pub look_again: Date,
}

/// Who of those with a role here may lift a hold today, as the policies have it (`lift_hold`); nobody of the conflict list of the case.
#[derive(Debug, Clone, Default)]
pub(super) struct Lifters {
    may: BTreeSet<PersonId>,
    pub(super) barred: BTreeSet<PersonId>,
}

impl Lifters {
    pub(super) async fn of<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
        here: &Here,
    ) -> Result<Self, VaultError> {
        let case = permit.case()?;
        Ok(Self {
            may: tx
                .would_permit_to::<actions::LiftHold>(case, &here.people)
                .await?,
            barred: vault::barred_from_releasing(tx, permit).await?,
        })
    }

    pub(super) fn can(&self, person: PersonId) -> bool {
        self.may.contains(&person) && !self.barred.contains(&person)
    }
}

/// Whether the actor lifts a hold in the place of somebody who can no longer do it: a partner; of an organisation's own work any of
/// those who release from it.
pub(super) fn may_lift_for_another(ctx: &Ctx) -> bool {
    const ROLES: [Role; 5] = [
        Role::DelegatedPartner,
        Role::LeadPartner,
        Role::PanelSecretariat,
        Role::PanelMember,
        Role::RegionalFacilitator,
    ];
    let person = ctx.actor.person();
    person.is_some_and(|one| ROLES.iter().any(|role| one.roles.contains(role)))
}

/// Whom a hold on a draft of this case may name, by name.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn lifters_on_offer(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<(PersonId, String)>, AppError> {
    let here = &Here::of(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let lifters = vault.look(ctx, |tx| {
        Box::pin(async move {
            let case = find(tx, reference).await?;
            let permit = tx
                .permit::<actions::HoldSharing>(case, Section::General)
                .await?;
            Lifters::of(tx, &permit, here).await
        })
    });
    let lifters = lifters.await?;
    let mut all = crate::team::on_offer(app, ctx, reference).await?;
    all.retain(|(person, _)| lifters.can(*person));
    Ok(all)
}

/// Holds a release back until the person who is named lifts that. Its day only reminds.
///
/// # Errors
/// [`AppError::Rule`] `sharing-hold-why` without a reason, `sharing-hold-day` for a day that has passed, `sharing-hold-person` for
/// somebody who cannot open it, `person-barred` for somebody on the conflict list, `sharing-released`, `case-closed`;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn put_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewHold,
) -> Result<RecordId, AppError> {
    let here = &Here::of(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::HoldSharing>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let lifters = Lifters::of(tx, &permit, here).await?;
                // Whoever is on the conflict list is refused as such when it is kept.
                let known = lifters.barred.contains(&new.lifts) || lifters.can(new.lifts);
                for (good, code) in [
                    (has_words(&new.why), "sharing-hold-why"),
                    (known, "sharing-hold-person"),
                    (new.look_again >= tx.ctx.today(), "sharing-hold-day"),
                ] {
                    if !good {
                        return Err(VaultError::Rule(code));
                    }
                }
                Made::of(tx, &permit).await?.unreleased(new.draft)?;
                let body = SharingHold {
                    of: new.draft,
                    why: new.why.clone(),
                    lifts: new.lifts,
                    look_again: new.look_again,
                    lifted: None,
                };
                save(tx, &permit, (form, None), &body).await
            })
        })
        .await?)
}

/// Lifts a hold in which the actor is named; where whoever is named can no longer open it, a partner lifts it. What it said stays on
/// record.
///
/// # Errors
/// [`AppError::Rule`] `sharing-lift-why` without a reason, `sharing-lift-person` for anybody but whoever is named in it while they can
/// open it, `sharing-lift-partner` for anybody but a partner when they no longer can,
/// `sharing-lifted` when it no longer stands, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn lift_hold(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (hold, why): (RecordId, &Sensitive<String>),
) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let here = &Here::of(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::LiftHold>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = vault::one::<_, SharingHold>(tx, &permit, hold).await?;
                let named = kept.body.lifts;
                if named != me && Lifters::of(tx, &permit, here).await?.can(named) {
                    return Err(VaultError::Rule("sharing-lift-person"));
                }
                if named != me && !may_lift_for_another(tx.ctx) {
                    return Err(VaultError::Rule("sharing-lift-partner"));
                }
                if !kept.body.stands() {
                    return Err(VaultError::Rule("sharing-lifted"));
                }
                if !has_words(why) {
                    return Err(VaultError::Rule("sharing-lift-why"));
                }
                let mut body = kept.body;
                body.lifted = Some(SharingHoldLifted {
                    on: tx.ctx.today(),
                    why: why.clone(),
                    by: (named != me).then_some(me),
                });
                let place = Some((hold, kept.version));
                save(tx, &permit, (form, place), &body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}
