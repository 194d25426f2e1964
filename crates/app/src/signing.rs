//! A partner signs something off for themself, somebody enters what a partner said, the partner confirms it: the same
//! for whatever is signed.

use access::directory::Agency;
use access::{Action, Ctx, Permit, Section};
use model::case::SignOff;
use model::record::Record;
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use crate::decision::Partner;
use crate::decision::decide::has_words;
use crate::decision::is_sourced;
use crate::decision::partners::{agencies, own, partners};
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// Something that a partner signs.
pub(crate) trait Signing: Record + Clone + From<SignOff> + AsRef<SignOff> {
    /// What is signed as it stands now, as a sign-off names it.
    fn stands<A: Action>(
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
    ) -> impl Future<Output = Result<String, VaultError>> + Send;
}

/// Where one partner stands.
#[derive(Debug, Clone)]
pub struct SignLine {
    /// The partner.
    pub partner: Partner,
    /// Their latest sign-off.
    pub sign_off: Option<Stored<SignOff>>,
    /// Whether what they signed has changed since.
    pub is_of_another: bool,
}

impl SignLine {
    /// Whether the partner has signed what stands now.
    #[must_use]
    pub fn has_signed(&self) -> bool {
        let signs = self.sign_off.as_ref().is_some_and(|one| one.body.signs);
        signs && !self.is_of_another
    }
}

/// A line for each partner; `stands` is what a sign-off of today would name.
pub(crate) fn lines(all: &[Partner], kept: &[Stored<SignOff>], stands: &str) -> Vec<SignLine> {
    let line = |partner: &Partner| {
        let own = |one: &&Stored<SignOff>| is_of(partner, &one.body);
        let sign_off = kept.iter().rfind(own).cloned();
        SignLine {
            partner: partner.clone(),
            is_of_another: sign_off.as_ref().is_some_and(|one| one.body.of != stands),
            sign_off,
        }
    };
    all.iter().map(line).collect()
}

/// Whether a sign-off is this partner's.
pub(crate) fn is_of(partner: &Partner, one: &SignOff) -> bool {
    one.partner == partner.id && one.agency == partner.agency
}

/// Signs for the actor's own partner. Each time is a record of its own: what was said of something earlier stays.
pub(crate) async fn sign<A: Action, R: Signing>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) = open::<A>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let me = own(tx.ctx, &partners(scheme, here));
                let mine = me.is_some_and(|me| is_of(&me, new)) && new.on_behalf.is_none();
                if !mine {
                    return Err(VaultError::Rule("sign-no-partner"));
                }
                keep::<A, R>(tx, &permit, form, new).await
            })
        })
        .await?)
}

/// Enters what a partner said in another way, with its source. The partner confirms it later.
pub(crate) async fn sign_for<A: Action, R: Signing>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, AppError> {
    let on_behalf = new.on_behalf.clone().filter(is_sourced);
    let mut on_behalf = on_behalf.ok_or(AppError::Rule("sign-source"))?;
    on_behalf.entered_by = Some(ctx.person()?.id);
    on_behalf.confirmed_by = None;
    let new = &SignOff {
        on_behalf: Some(on_behalf),
        ..new.clone()
    };
    let here = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) = open::<A>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let all = partners(scheme, here);
                let partner = all.iter().find(|one| is_of(one, new));
                let partner = partner.ok_or(VaultError::Rule("sign-no-such-partner"))?;
                let kept = latest::<A, R>(tx, &permit, partner).await?;
                let own = |one: &R| one.as_ref().of == new.of && !one.as_ref().is_unconfirmed();
                if kept.as_ref().is_some_and(own) {
                    return Err(VaultError::Rule("sign-given"));
                }
                keep::<A, R>(tx, &permit, form, new).await
            })
        })
        .await?)
}

/// Confirms what was entered for the actor's own partner.
pub(crate) async fn confirm<A: Action, R: Signing>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    (record, shown): (RecordId, i64),
) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let here: Vec<Agency> = agencies(app, ctx).await?;
    let here = here.as_slice();
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) = open::<A>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mine = own(tx.ctx, &partners(scheme, here));
                let mine = mine.ok_or(VaultError::Rule("sign-no-partner"))?;
                let kept = vault::one::<_, R>(tx, &permit, record).await?;
                let mut one: SignOff = kept.body.as_ref().clone();
                if !is_of(&mine, &one) {
                    return Err(VaultError::Rule("sign-no-partner"));
                }
                let on_behalf = one.on_behalf.as_mut().ok_or(VaultError::NotFound)?;
                on_behalf.confirmed_by.get_or_insert(me);
                vault::save(tx, &permit, record, shown, &R::from(one)).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await?;
    Ok(())
}

async fn latest<A: Action, R: Signing>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    partner: &Partner,
) -> Result<Option<R>, VaultError> {
    let all = vault::list_with::<_, R>(tx, permit).await?;
    let mut own = all.into_iter().map(|one| one.body);
    Ok(own.rfind(|one| is_of(partner, one.as_ref())))
}

/// What every sign-off must be, whoever enters it.
async fn keep<A: Action, R: Signing>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    form: FormId,
    new: &SignOff,
) -> Result<RecordId, VaultError> {
    if !has_words(&new.given_by) {
        return Err(VaultError::Rule("sign-by"));
    }
    if !new.signs && !has_words(&new.words) {
        return Err(VaultError::Rule("sign-why"));
    }
    if certainly_later(tx.ctx, &new.on) {
        return Err(VaultError::Rule("sign-later"));
    }
    if R::stands(tx, permit).await? != new.of {
        return Err(VaultError::Rule("sign-changed"));
    }
    crate::keep::save(tx, permit, (form, None), &R::from(new.clone())).await
}
