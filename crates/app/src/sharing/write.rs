//! Writing what is to be shared: the condition and what is known about it. Nothing is taken over from what it came from.

use access::{Ctx, Section, actions};
use commons::ThemeList;
use model::case::{
    LearningPoint, LearningRelease, SharedFrom, SharingAuthor, SharingCheck, SharingDraft,
};
use model::learning::{EffectSeen, LearningStage, Moment, SharedLearning, Sharing};
use model::scheme::Scheme;
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::made::Made;
use super::writers::writers_behind;
use crate::keep::{goes_there, kept_before, open, save};
use crate::library::list_for;
use crate::{App, AppError, Place, Reference};

/// Lists of the scheme whose codes say for whom learning matters: kinds of harm, age bands. Themes are those of the library.
pub const CODES: [&str; 2] = ["cause_harm", "age_band"];

/// What somebody wrote.
#[derive(Debug, Clone)]
pub struct NewDraft {
    /// What they had before them; it does not change later.
    pub from: SharedFrom,
    /// The record that this was.
    pub of: Option<RecordId>,
    /// The learning.
    pub learning: SharedLearning,
    /// Who is to read it.
    pub audience: Sharing,
    /// Whether the partnership is named.
    pub names_partnership: bool,
}

/// Who writes or decides.
pub(crate) fn author(ctx: &Ctx) -> Result<SharingAuthor, VaultError> {
    let person = ctx.actor.person().ok_or(VaultError::NotFound)?;
    Ok(SharingAuthor {
        person: person.id,
        agency: person.agency,
    })
}

/// Keeps what somebody wrote. Whoever was asked to release it is asked again when it is ready again.
///
/// # Errors
/// [`AppError::Rule`] `sharing-condition` without a condition, `sharing-usually` when it does not say what usually happens,
/// `sharing-effect` when something was tried and neither words nor that nobody knows say what came of it, `sharing-evidence` when an effect rests on nothing,
/// `sharing-codes` for a code that the scheme does not have, `sharing-theme` for a theme that the list does not have, `sharing-audience` where nobody may release to that audience,
/// `version-narrower` when a next version is for fewer than the one before, `sharing-wider` when what the partnership reads already is to be for the partnership, `sharing-from` when what it came from is not there, `sharing-released` when it has left, `case-closed`; [`AppError::Clash`],
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn save_draft(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &NewDraft,
) -> Result<RecordId, AppError> {
    let seed = crypto::to_hex(&crypto::random::<32>()?);
    let seed = &seed;
    let themes = &list_for(app, ctx, &new.learning.themes).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::WriteSharing>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                check(scheme, new).map_err(VaultError::Rule)?;
                let made = Made::of(tx, &permit).await?;
                let standing = match sent.1 {
                    Some((id, _)) => Some(made.unreleased(id)?),
                    None => None,
                };
                goes_there(standing, sent.1)?;
                wider(standing, new).map_err(VaultError::Rule)?;
                bears(themes.as_ref(), standing, new).map_err(VaultError::Rule)?;
                made.for_no_fewer(standing, new.audience)
                    .map_err(VaultError::Rule)?;
                let stage = match standing {
                    Some(standing) => standing.body.learning.0.stage,
                    None => is_there(tx, &permit, (reference, new)).await?,
                };
                let wrote = match standing {
                    Some(standing) => standing.body.authors.clone(),
                    None => behind(&made, new),
                };
                let mut learning = new.learning.clone();
                learning.stage = stage;
                let new = &NewDraft {
                    learning,
                    ..new.clone()
                };
                let body = body((author(tx.ctx)?, wrote), (standing, new), seed);
                let changed = standing.is_some_and(|one| one.body != body);
                let id = save(tx, &permit, sent, &body).await?;
                if changed {
                    ask_no_more(tx, &permit, made.check(id)).await?;
                }
                Ok(id)
            })
        })
        .await?)
}

/// Who wrote what the partnership reads already, where that is to go further: its words are theirs.
fn behind(made: &Made, new: &NewDraft) -> Vec<SharingAuthor> {
    match (new.from, new.of) {
        (SharedFrom::PartnershipRelease, Some(release)) => writers_behind(made, release),
        _ => Vec::new(),
    }
}

fn body(
    (me, wrote): (SharingAuthor, Vec<SharingAuthor>),
    (standing, new): (Option<&Stored<SharingDraft>>, &NewDraft),
    seed: &str,
) -> SharingDraft {
    let before = standing.map(|one| &one.body);
    let mut authors = wrote;
    let unchanged = before.is_some_and(|one| {
        one.learning.0 == new.learning
            && one.audience == new.audience
            && one.names_partnership == new.names_partnership
    });
    if !unchanged && !authors.contains(&me) {
        authors.push(me);
    }
    SharingDraft {
        from: before.map_or(new.from, |one| one.from),
        of: before.map_or(new.of, |one| one.of),
        learning: Sensitive(new.learning.clone()),
        audience: new.audience,
        names_partnership: new.names_partnership,
        authors,
        seed: before.map_or_else(|| Sensitive(seed.to_owned()), |one| one.seed.clone()),
        follows: before.and_then(|one| one.follows),
    }
}

fn check(scheme: &Scheme, new: &NewDraft) -> Result<(), &'static str> {
    let learning = &new.learning;
    let said = |text: &str| !text.trim().is_empty();
    let claims = !matches!(
        learning.effect_seen,
        EffectSeen::NotKnown | EffectSeen::NoDifference
    );
    for (good, code) in [
        (said(&learning.condition), "sharing-condition"),
        (said(&learning.usually), "sharing-usually"),
        (
            !said(&learning.tried)
                || said(&learning.effect)
                || learning.effect_seen == EffectSeen::NotKnown,
            "sharing-effect",
        ),
        (!claims || said(&learning.evidence), "sharing-evidence"),
        (
            scheme
                .release_of(new.from == SharedFrom::OwnWork, new.audience)
                .is_some(),
            "sharing-audience",
        ),
    ] {
        if !good {
            return Err(code);
        }
    }
    let chosen = [&learning.harm, &learning.age_bands];
    for (list, codes) in CODES.into_iter().zip(chosen) {
        let list = scheme.list(list);
        let known = |code: &String| list.is_some_and(|list| list.label_of(code).is_some());
        if !codes.iter().all(known) {
            return Err("sharing-codes");
        }
    }
    Ok(())
}

/// What the partnership reads already is shared with others than the partnership.
fn wider(standing: Option<&Stored<SharingDraft>>, new: &NewDraft) -> Result<(), &'static str> {
    let from = standing.map_or(new.from, |one| one.body.from);
    match from == SharedFrom::PartnershipRelease && !new.audience.is_beyond() {
        true => Err("sharing-wider"),
        false => Ok(()),
    }
}

/// It bears themes of the list alone.
fn bears(
    list: Option<&ThemeList>,
    standing: Option<&Stored<SharingDraft>>,
    new: &NewDraft,
) -> Result<(), &'static str> {
    let before = standing.map_or(&[][..], |one| one.body.learning.0.themes.as_slice());
    match list {
        Some(list) if !list.may_bear(&new.learning.themes, before) => Err("sharing-theme"),
        _ => Ok(()),
    }
}

/// What it came from stands in the same case; the stage of the review at which a moment was seen.
async fn is_there(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::WriteSharing>,
    (reference, new): (&Reference, &NewDraft),
) -> Result<Option<LearningStage>, VaultError> {
    let gone = |_| VaultError::Rule("sharing-from");
    let own = vault::own_case(tx, permit).await?;
    let own = own.is_some_and(|own| own == reference.as_str());
    if own != (new.from == SharedFrom::OwnWork) {
        return Err(VaultError::Rule("sharing-from"));
    }
    // What others told of is no review here, and not the organisation's own work.
    if !own && !tx.would_permit::<actions::ReadCase>(permit.case()?).await? {
        return Err(VaultError::NotFound);
    }
    match (new.from, new.of) {
        (SharedFrom::Nothing | SharedFrom::OwnWork, None) => Ok(None),
        (SharedFrom::Moment | SharedFrom::OwnWork, Some(id)) => {
            let found = vault::one::<_, Moment>(tx, permit, id).await;
            found.map(|one| one.body.stage).map_err(gone)
        }
        (SharedFrom::LearningPoint, Some(id)) => {
            let found = vault::one::<_, LearningPoint>(tx, permit, id).await;
            found.map(|_| None).map_err(gone)
        }
        (SharedFrom::PartnershipRelease, Some(id)) => {
            let found = vault::one::<_, LearningRelease>(tx, permit, id).await;
            let found = found.map_err(gone)?.body;
            match !found.audience.is_beyond() && found.taken_back.is_none() {
                true => Ok(found.learning.stage),
                false => Err(VaultError::Rule("sharing-from")),
            }
        }
        _ => Err(VaultError::Rule("sharing-from")),
    }
}

/// What changed is not what people were asked to read.
pub(super) async fn ask_no_more<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, A>,
    check: Option<&Stored<SharingCheck>>,
) -> Result<(), VaultError> {
    let Some(one) = check.filter(|one| one.body.asked_on.is_some()) else {
        return Ok(());
    };
    let mut body = one.body.clone();
    body.ask_no_more();
    vault::save(tx, permit, one.id, one.version, &body).await?;
    Ok(())
}
