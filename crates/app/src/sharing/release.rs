//! Releasing: people who did not write it read exactly what would leave and confirm it; with the last of them it leaves.

use std::collections::BTreeSet;

use access::directory::Agency;
use access::{Ctx, Permit, Section, actions};
use model::case::{
    CheckSays, FamilyKnows, LearningRelease, ReleaseLine, ReleaseStands, ReleaseStep, SharedOrigin,
    SharingDraft,
};
use model::scheme::{ReleaseDef, Scheme};
use model::{FormId, Instant, PersonId, RecordId, SharedId};
use vault::{Stored, VaultError, VaultTx};

use super::leaving::Leaving;
use super::made::Made;
use super::origin::Whence;
use super::prepared::Prepared;
use super::wanted::{
    are_enough, asked_lines, counted, family_allows, lines_allow, slots, wanted_of, writers,
};
use crate::decision::decide::has_words;
use crate::decision::partners::agencies;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// What is known before something is released.
struct Around {
    prepared: Prepared,
    whence: Whence,
    here: Vec<Agency>,
}

impl Around {
    async fn of(
        app: &App,
        ctx: &Ctx,
        reference: &Reference,
        draft: RecordId,
    ) -> Result<Self, AppError> {
        let prepared = Prepared::of::<actions::ReleaseLearning>(app, ctx, reference, draft).await?;
        Ok(Self {
            prepared,
            whence: Whence::of(app, ctx).await?,
            here: agencies(app, ctx).await?,
        })
    }
}

/// A draft as it would leave now.
struct Ready<'a> {
    draft: &'a Stored<SharingDraft>,
    leaving: &'a Leaving,
    origin: SharedOrigin,
    text: String,
    def: &'a ReleaseDef,
    /// Whose release does not count.
    barred: BTreeSet<PersonId>,
}

/// As it was checked before, where nothing in the case was written since.
async fn ready<'a>(
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
}

/// Releases a draft for the actor's part. With the last part that is wanted it leaves: what left is kept with the case in the same
/// transaction, and a job puts it where others read it.
///
/// # Errors
/// [`AppError::Rule`] `release-changed` when what would leave is not what was read, `release-not-asked` while nobody asked for it to be
/// read, `sharing-open` while something waits for a decision, `sharing-held` while a hold stands, `sharing-family` and
/// `sharing-family-public`, `sharing-family-partner`, `release-lines` and `release-stopped`, `release-author`, `release-given`, `release-not-wanted`,
/// `release-another-agency` when with this everybody who releases would be of one agency, or of one whose people wrote some of it,
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
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ReleaseLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let made = Made::of(tx, &permit).await?;
                let of = (&made, new.draft);
                let ready = ready(tx, &permit, of, (scheme, around)).await?;
                if ready.text != new.text {
                    return Err(VaultError::Rule("release-changed"));
                }
                let knows = nothing_stops(&made, &ready, scheme).map_err(VaultError::Rule)?;
                step(tx, &permit, (form, &made, &ready, knows), (scheme, around)).await
            })
        })
        .await?;
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
    let knows = family_allows(made.family(id), ready.draft.body.audience)?;
    lines_allow((made, id), (ready.def, scheme), &ready.text)?;
    made.still_follows(&ready.draft.body)?;
    Ok(knows)
}

async fn step(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReleaseLearning>,
    (form, made, ready, knows): (FormId, &Made, &Ready<'_>, FamilyKnows),
    (scheme, around): (&Scheme, &Around),
) -> Result<(), VaultError> {
    let id = ready.draft.id;
    let (mut steps, _) = counted((made, ready.draft), &ready.text, &ready.barred);
    let before = slots((ready.def, scheme), &around.here, &steps);
    let writers = writers(made, ready.draft);
    let released_as = wanted_of(tx.ctx, (&writers, &before)).map_err(VaultError::Rule)?;
    let me = tx.ctx.actor.person().ok_or(VaultError::NotFound)?;
    let mine = ReleaseStep {
        of: id,
        text: ready.text.clone(),
        released_as,
        person: me.id,
        agency: me.agency,
        on: tx.ctx.today(),
    };
    steps.push(&mine);
    let after = slots((ready.def, scheme), &around.here, &steps);
    let given: Vec<&ReleaseStep> = after.iter().filter_map(|one| one.given.as_ref()).collect();
    let all = given.len() == after.len();
    let agencies = given.iter().map(|one| &one.agency);
    // Of an organisation without agencies, those who did not write it are enough.
    if all && !ready.def.among_colleagues() && !are_enough(&writers, agencies) {
        return Err(VaultError::Rule("release-another-agency"));
    }
    save(tx, permit, (form, None), &mine).await?;
    if !all {
        return Ok(());
    }
    let (item, version) = match &ready.draft.body.follows {
        Some(follows) => (follows.item, follows.version + 1),
        None => (id_of_year(tx.ctx.now)?, 1),
    };
    let body = LearningRelease {
        of: id,
        item,
        version,
        learning: ready.leaving.learning.clone(),
        audience: ready.draft.body.audience,
        origin: ready.origin.clone(),
        family_told: knows == FamilyKnows::Yes,
        text: ready.text.clone(),
        released_by: given.iter().map(|one| one.person).collect(),
        on: tx.ctx.today(),
        stands: ReleaseStands::Waiting,
        taken_back: None,
    };
    vault::save_new(tx, permit, &body).await.map(drop)
}

/// An id for what leaves at this moment. It tells the year and no day: ids hold the time at which they were made, and this one
/// stands in addresses.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn id_of_year(now: Instant) -> Result<SharedId, crypto::CryptoError> {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    let days = i64::from(now.date_in_london().day_of_year()) - 1;
    let midnight = now.microseconds() / DAY * DAY;
    crypto::id(Instant::from_microseconds(midnight - days * DAY))
}

/// Answers one line of what is checked before everybody may read it, for what would leave now.
///
/// # Errors
/// [`AppError::Rule`] `release-no-such-line`, `release-line-why` when it does not apply or stops the release and nothing says why,
/// `release-line-by` without a name, `release-line-later` for a day to come, `release-changed`, `sharing-released`, `case-closed`;
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn keep_line(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &ReleaseLine),
) -> Result<(), AppError> {
    for (good, code) in [
        (
            new.says == CheckSays::Done || has_words(&new.words),
            "release-line-why",
        ),
        (has_words(&new.by), "release-line-by"),
        (!certainly_later(ctx, &new.on), "release-line-later"),
    ] {
        if !good {
            return Err(AppError::Rule(code));
        }
    }
    let around = &Around::of(app, ctx, reference, new.of).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ReleaseLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let made = Made::of(tx, &permit).await?;
                let of = (&made, new.of);
                let ready = ready(tx, &permit, of, (scheme, around)).await?;
                let mut lines = asked_lines(scheme, ready.def);
                if !lines.any(|(_, item)| item.code == new.line) {
                    return Err(VaultError::Rule("release-no-such-line"));
                }
                if ready.text != new.text {
                    return Err(VaultError::Rule("release-changed"));
                }
                let standing = made.line(new.of, &new.line);
                let place = standing.map(|one| (one.id, one.version));
                save(tx, &permit, (form, place), new).await.map(drop)
            })
        })
        .await?;
    Ok(())
}
