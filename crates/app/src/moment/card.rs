//! The card after a meeting: everybody who was there may fill one, for as long as there are no minutes.

use access::{Action, Ctx, Permit, Section, actions};
use model::case::ReviewMeeting;
use model::learning::{Moment, Witness};
use model::record::Record as _;
use model::{CaseId, RecordId};
use vault::{CaseFile, Kinds, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::looks::Looking;
use crate::{App, AppError, Reference};

/// Kinds of records that [`waiting`] asks for.
pub(crate) const KINDS: [&str; 2] = [ReviewMeeting::KIND, Witness::KIND];

/// The card of one meeting, as somebody who may fill it sees it.
#[derive(Debug, Clone)]
pub struct Card {
    /// The case.
    pub case: CaseFile,
    /// The meeting.
    pub meeting: Stored<ReviewMeeting>,
    /// How many filled it.
    pub filled: usize,
    /// How many were there.
    pub there: usize,
    /// Whether the reader filled it.
    pub mine: bool,
    /// Whether minutes exist: nobody fills it any longer.
    pub closed: bool,
    /// Whether the reader may be a witness, and no advice is on record.
    pub held_back: bool,
    /// Whether proceedings run beside the review.
    pub live: bool,
}

fn has_minutes(meeting: &ReviewMeeting) -> bool {
    !meeting.minutes.0.trim().is_empty()
}

/// Reads the card of a meeting; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`] without such a meeting, [`AppError::NotPermitted`] for whoever may not say what they see differently.
pub async fn card(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    meeting: RecordId,
) -> Result<Card, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::RecordMoment>(case, Section::General)
                    .await?;
                tx.counts_as_reading(&permit)?;
                let meeting = vault::one::<_, ReviewMeeting>(tx, &permit, meeting).await?;
                let cards = of_meeting(tx, &permit, meeting.id).await?;
                Ok(Card {
                    case: vault::case_of(tx, &permit).await?,
                    filled: cards.len(),
                    there: meeting.body.there(),
                    mine: is_mine(tx, &permit, &cards).await?,
                    closed: has_minutes(&meeting.body),
                    held_back: super::is_held_back(tx, &permit).await?,
                    live: super::here::is_live(tx, &permit).await?,
                    meeting,
                })
            })
        })
        .await?)
}

async fn of_meeting<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    meeting: RecordId,
) -> Result<Vec<Stored<Moment>>, VaultError> {
    let mut all = vault::list_with::<_, Moment>(tx, permit).await?;
    all.retain(|one| one.body.after_meeting == Some(meeting));
    Ok(all)
}

/// Whether one of these cards was first written by the actor, whoever changed it since.
async fn is_mine<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    cards: &[Stored<Moment>],
) -> Result<bool, VaultError> {
    let Some(me) = tx.ctx.actor.person().map(|person| person.id.to_string()) else {
        return Ok(false);
    };
    for one in cards {
        let first = vault::version_of::<_, Moment>(tx, permit, one.id, 1).await?;
        if first.by == me {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Somebody may fill the card: there are no minutes, and they have not filled it.
pub(super) async fn is_open<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    meeting: RecordId,
) -> Result<(), VaultError> {
    let kept = vault::one::<_, ReviewMeeting>(tx, permit, meeting).await?;
    if has_minutes(&kept.body) {
        return Err(VaultError::Rule("card-closed"));
    }
    let cards = of_meeting(tx, permit, meeting).await?;
    if is_mine(tx, permit, &cards).await? {
        return Err(VaultError::Rule("card-filled"));
    }
    Ok(())
}

/// The cards that wait for the actor across open cases on whose team they are, with the ends of their pages' addresses.
pub(crate) async fn waiting(
    tx: &mut VaultTx<'_>,
    kinds: &mut Kinds,
    cases: &[CaseFile],
) -> Result<Vec<(CaseId, Looking, String)>, VaultError> {
    let meetings = kinds.take::<ReviewMeeting>()?;
    let witnesses = kinds.take::<Witness>()?;
    let Some(me) = tx.ctx.actor.person().map(|person| person.id) else {
        return Ok(Vec::new());
    };
    let held = |case| {
        let own = witnesses.iter().filter(|one| one.case == case);
        own.into_iter().any(|one| one.body.holds_back(me))
    };
    let mut waiting = Vec::new();
    for one in meetings.iter().filter(|one| !has_minutes(&one.body)) {
        let open = cases.iter().any(|case| case.id == one.case) && !held(one.case);
        if !open || !tx.is_on_team(one.case).await? {
            continue;
        }
        if !tx.would_permit::<actions::RecordMoment>(one.case).await? {
            continue;
        }
        let permit = tx
            .permit::<actions::RecordMoment>(one.case, Section::General)
            .await?;
        let cards = of_meeting(tx, &permit, one.id).await?;
        if !is_mine(tx, &permit, &cards).await? {
            let end = format!("rapid-review/meetings/{}/card", one.id);
            waiting.push((one.case, Looking::Card, end));
        }
    }
    Ok(waiting)
}
