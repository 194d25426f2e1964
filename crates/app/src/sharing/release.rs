//! Releasing: people who did not write it read exactly what would leave and confirm it; with the last of them it leaves.

use std::collections::BTreeSet;

use access::{Ctx, Permit, Section, actions};
use model::case::{
    FamilyKnows, InPlaceOf, KeptAgreed, LearningRelease, ReleaseStands, ReleaseStep, SharedOrigin,
    SharingDraft,
};
use model::scheme::{ReleaseDef, Scheme};
use model::{CaseId, FormId, Instant, PersonId, RecordId, Sensitive, SharedId};
use vault::{Stored, VaultError, VaultTx};

use super::job::carry_now;
use super::kept::{agreed, enough_agree, kept};
use super::leaving::Leaving;
use super::made::Made;
use super::origin::Whence;
use super::prepared::Prepared;
use super::wanted::{
    Here, Wanted, are_enough, counted, family_allows, lines_allow, slots, wanted_of,
};
use super::writers::writers;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// What is known before something is released.
pub(super) struct Around {
    prepared: Prepared,
    whence: Whence,
    here: Here,
}

impl Around {
    pub(super) async fn of(
        app: &App,
        ctx: &Ctx,
        reference: &Reference,
        draft: RecordId,
    ) -> Result<Self, AppError> {
        let prepared = Prepared::of::<actions::ReleaseLearning>(app, ctx, reference, draft).await?;
        Ok(Self {
            prepared,
            whence: Whence::of(app, ctx).await?,
            here: Here::of(app, ctx).await?,
        })
    }
}

/// A draft as it would leave now.
pub(super) struct Ready<'a> {
    draft: &'a Stored<SharingDraft>,
    leaving: &'a Leaving,
    origin: SharedOrigin,
    pub(super) text: String,
    pub(super) def: &'a ReleaseDef,
    /// Whose release does not count.
    barred: BTreeSet<PersonId>,
}

/// As it was checked before, where nothing in the case was written since.
pub(super) async fn ready<'a>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReleaseLearning>,
    (made, id): (&'a Made, RecordId),
    (scheme, around): (&'a Scheme, &'a Around),
) -> Result<Ready<'a>, VaultError> {
    let draft = made.unreleased(id)?;
    let leaving = &around.prepared.still(tx, permit).await?.leaving;
    let origin = around.whence.origin(draft).map_err(VaultError::Rule)?;
    let family = made.family(id).map(|one| one.body.knows);
    let check = made.check(id).map(|one| &one.body);
    let text = leaving.digest((&draft.body, check), (&origin, family))?;
    let def = scheme.release_of(draft.body.is_own_work(), draft.body.audience);
    Ok(Ready {
        draft,
        leaving,
        origin,
        text,
        def: def.ok_or(VaultError::Rule("sharing-audience"))?,
        barred: vault::barred_from_releasing(tx, permit).await?,
    })
}

/// What somebody confirmed: the draft, and the digest of what they read.
#[derive(Debug, Clone)]
pub struct Confirmed {
    /// The draft.
    pub draft: RecordId,
    /// The digest that stood on the page that they read.
    pub text: String,
    /// What could be put together and stays all the same: each to which they agree, with their reason.
    pub agreed: Vec<KeptAgreed>,
    /// Why they release in the place of a role, where they do; empty where they do not.
    pub why: Sensitive<String>,
}

/// Releases a draft for the actor's part. With the last part that is wanted it leaves: what left is kept with the case in the same
/// transaction, and a job puts it where others read it; what stays within the partnership is put there at once.
///
/// # Errors
/// [`AppError::Rule`] `release-changed` when what would leave is not what was read, `release-not-asked` while nobody asked for it to be
/// read, `sharing-open` while something waits for a decision, `sharing-held` while a hold stands, `sharing-family` and
/// `sharing-family-public`, `sharing-family-partner`, `sharing-family-agency`, `release-lines` and `release-stopped`, `release-author`, `release-given`, `release-not-wanted`,
/// `release-agree` and `release-agree-why` where something rare stays to which they do not agree with a reason, `release-kept-public`
/// where fewer than three would agree to it before everybody reads it, `release-another-agency` when with this everybody who releases would be of one agency, or of one whose people wrote some of it,
/// `release-stand-in-why` when the actor releases in the place of a role and does not say why,
/// `changed-meanwhile` when anything in the case was written while it was checked, `version-ended` and `version-older` for a next
/// version of something that was taken back or has another one by now, `sharing-no-region`, `sharing-no-broker`, `sharing-released`, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn release(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &Confirmed),
) -> Result<(), AppError> {
    let around = &Around::of(app, ctx, reference, new.draft).await?;
    let vault = app.vault(ctx).await?;
    let released = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ReleaseLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(None);
                }
                let made = Made::of(tx, &permit).await?;
                let of = (&made, new.draft);
                let ready = ready(tx, &permit, of, (scheme, around)).await?;
                if ready.text != new.text {
                    return Err(VaultError::Rule("release-changed"));
                }
                let knows = nothing_stops(&made, &ready, scheme).map_err(VaultError::Rule)?;
                let kept = kept(ready.leaving);
                let agreed = agreed(&new.agreed, &kept).map_err(VaultError::Rule)?;
                let gives = Gives {
                    form,
                    kept,
                    agreed,
                    knows,
                    why: &new.why,
                };
                step(tx, &permit, (&made, &ready, gives), (scheme, around)).await
            })
        })
        .await?;
    carry_now(app, ctx, released).await;
    Ok(())
}

/// Whether anything but the releases themselves is missing.
fn nothing_stops(
    made: &Made,
    ready: &Ready<'_>,
    scheme: &Scheme,
) -> Result<FamilyKnows, &'static str> {
    let id = ready.draft.id;
    if ready.leaving.open() > 0 {
        return Err("sharing-open");
    }
    let asked = made.check(id).and_then(|one| one.body.asked_on);
    if asked.is_none() {
        return Err("release-not-asked");
    }
    if made.is_held(id) {
        return Err("sharing-held");
    }
    let knows = family_allows((made, ready.draft))?;
    lines_allow((made, id), (ready.def, scheme), &ready.text)?;
    made.still_follows(&ready.draft.body)?;
    Ok(knows)
}

/// A release that stays within its partnership: it is put there at once.
type Released = Option<(CaseId, RecordId)>;

/// A release that somebody gives.
struct Gives<'a> {
    form: FormId,
    /// What is rare and stays.
    kept: Vec<&'a str>,
    /// That they agree to all of it.
    agreed: Vec<KeptAgreed>,
    knows: FamilyKnows,
    /// Why in the place of a role, where they do.
    why: &'a Sensitive<String>,
}

async fn step(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReleaseLearning>,
    (made, ready, gives): (&Made, &Ready<'_>, Gives<'_>),
    (scheme, around): (&Scheme, &Around),
) -> Result<Released, VaultError> {
    let id = ready.draft.id;
    let exactly = (ready.text.as_str(), gives.kept.as_slice());
    let (mut steps, _) = counted((made, ready.draft), exactly, &ready.barred);
    let writers = writers(made, ready.draft);
    let here = (&around.here, writers.as_slice());
    let before = slots((ready.def, scheme), here, &steps);
    let wanted = wanted_of(tx.ctx, (&writers, &before)).map_err(VaultError::Rule)?;
    let me = tx.ctx.actor.person().ok_or(VaultError::NotFound)?;
    let mine = ReleaseStep {
        of: id,
        text: ready.text.clone(),
        released_as: wanted.released_as,
        in_place_of: in_place(&wanted, gives.why).map_err(VaultError::Rule)?,
        person: me.id,
        agency: me.agency,
        on: tx.ctx.today(),
        agreed: gives.agreed,
    };
    steps.push(&mine);
    let after = slots((ready.def, scheme), here, &steps);
    let given: Vec<&ReleaseStep> = after.iter().filter_map(|one| one.given.as_ref()).collect();
    let all = given.len() == after.len();
    let agencies = given.iter().map(|one| &one.agency);
    let audience = ready.draft.body.audience;
    // Of an organisation without agencies, those who did not write it are enough.
    if all && !ready.def.among_colleagues() && !are_enough((audience, &writers), agencies) {
        return Err(VaultError::Rule("release-another-agency"));
    }
    keep_step(tx, permit, (gives.form, &mine)).await?;
    if !all {
        return Ok(None);
    }
    enough_agree(audience, &gives.kept, given.len()).map_err(VaultError::Rule)?;
    let (item, version) = match &ready.draft.body.follows {
        Some(follows) => (follows.item, follows.version + 1),
        None => (id_of_year(tx.ctx.now)?, 1),
    };
    let body = LearningRelease {
        of: id,
        item,
        version,
        learning: ready.leaving.learning.clone(),
        audience,
        origin: ready.origin.clone(),
        family_told: gives.knows == FamilyKnows::Yes,
        text: ready.text.clone(),
        released_by: given.iter().map(|one| one.person).collect(),
        on: tx.ctx.today(),
        stands: ReleaseStands::Waiting,
        taken_back: None,
    };
    let release = vault::save_new(tx, permit, &body).await?;
    let within = !audience.is_beyond();
    Ok(within.then_some((permit.case()?, release)))
}

/// In whose place the actor releases, and why.
fn in_place(wanted: &Wanted, why: &Sensitive<String>) -> Result<Option<InPlaceOf>, &'static str> {
    let place = |of| match has_words(why) {
        true => Ok(InPlaceOf {
            of,
            why: why.clone(),
        }),
        false => Err("release-stand-in-why"),
    };
    wanted.in_place_of.map(place).transpose()
}

/// Keeps a release; one in the place of a role under an action of its own, so that the record of who did what says so.
async fn keep_step(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReleaseLearning>,
    (form, mine): (FormId, &ReleaseStep),
) -> Result<(), VaultError> {
    if mine.in_place_of.is_none() {
        return save(tx, permit, (form, None), mine).await.map(drop);
    }
    let case = permit.case()?;
    let permit = tx
        .permit::<actions::StandInRelease>(case, Section::General)
        .await?;
    save(tx, &permit, (form, None), mine).await.map(drop)
}

/// An id for what leaves at this moment. It tells the year and no day: ids hold the time at which they were made and how many were made
/// before them, and this one stands in addresses.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn id_of_year(now: Instant) -> Result<SharedId, crypto::CryptoError> {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    let days = i64::from(now.date_in_london().day_of_year()) - 1;
    let midnight = now.microseconds() / DAY * DAY;
    crypto::id_without_order(Instant::from_microseconds(midnight - days * DAY))
}
