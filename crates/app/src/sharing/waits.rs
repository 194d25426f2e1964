//! What waits for the reader about sharing, for *Today*: what they are asked to read and release, what has to be asked for again since
//! it changed, and holds in which they are named.

use std::collections::BTreeSet;

use access::{Permit, Role, Section, actions};
use model::case::{ReleaseStep, SharingDraft, SharingHold};
use model::{CaseId, PersonId, RecordId};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use super::list::across;
use super::made::{DraftStands, Made};
use super::wanted::may_be_wanted;
use super::writers::writers;
use crate::App;
use crate::looks::Looking;
use crate::today::Since;

/// What waits for whoever acts in this transaction, in these open cases that they may read and in those that they release from
/// without reading them.
pub(crate) async fn waits(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, actions::SeeToday>,
    mine: &[CaseFile],
) -> Result<Vec<Since>, VaultError> {
    let Some(me) = tx.ctx.actor.person().map(|one| one.id) else {
        return Ok(Vec::new());
    };
    let cases = releasable(tx, mine).await?;
    let ids: BTreeSet<CaseId> = cases.iter().map(|one| one.id).collect();
    let mut found = Vec::new();
    for (id, made) in across(tx, permit, &ids).await? {
        if let Some(case) = cases.iter().find(|one| one.id == id) {
            found.extend(of_case(tx, app, (case, &made), me).await?);
        }
    }
    if let Some((case, made)) = of_own_work(tx, permit).await? {
        found.extend(of_case(tx, app, (&case, &made), me).await?);
    }
    Ok(found)
}

async fn of_case(
    tx: &mut VaultTx<'_>,
    app: &App,
    (case, made): (&CaseFile, &Made),
    me: PersonId,
) -> Result<Vec<Since>, VaultError> {
    let mut found = Vec::new();
    if tx.would_permit::<actions::ReleaseLearning>(case.id).await? {
        let asked = asked(tx, app, (case, made), me);
        let line = |draft| {
            let end = format!("sharing/{draft}/release");
            (case.clone(), Looking::ReleaseLearning, end, None)
        };
        found.extend(asked.into_iter().map(line));
        let fell = fallen(made).filter(|draft| has_released((made, draft), me));
        found.extend(fell.map(|draft| {
            let end = format!("sharing/{}/release", draft.id);
            (case.clone(), Looking::ReleaseFell, end, None)
        }));
    }
    if tx.would_permit::<actions::CheckSharing>(case.id).await? {
        let wrote = |draft: &&Stored<SharingDraft>| {
            let mut writers = writers(made, draft).into_iter();
            writers.any(|one| one.person == me)
        };
        found.extend(fallen(made).filter(wrote).map(|draft| {
            let end = format!("sharing/{}/check", draft.id);
            (case.clone(), Looking::AskAgain, end, None)
        }));
    }
    // From the first day on, with the day by which they look at it again.
    let mine = |one: &&Stored<SharingHold>| one.body.stands() && one.body.lifts == me;
    for one in made.holds.iter().filter(mine) {
        let end = format!("sharing/{}/holds/{}", one.body.of, one.id);
        let due = Some(one.body.look_again);
        found.push((case.clone(), Looking::SharingHold, end, due));
    }
    Ok(found)
}

/// The drafts whose release was asked for, and is not any more since something of them changed.
fn fallen(made: &Made) -> impl Iterator<Item = &Stored<SharingDraft>> {
    made.drafts.iter().filter(|draft| {
        let check = made.check(draft.id);
        let before = check.is_some_and(|one| one.body.asked_before > 0);
        before && made.stands(draft.id) == DraftStands::Written
    })
}

/// Whether somebody released it before it changed, and wrote none of it.
fn has_released((made, draft): (&Made, &Stored<SharingDraft>), me: PersonId) -> bool {
    let mut steps = made.steps(draft.id);
    let mut wrote = writers(made, draft).into_iter();
    steps.any(|one| one.body.person == me) && !wrote.any(|one| one.person == me)
}

/// What is shared from the organisation's own work, for whoever releases it; nothing while nobody has opened its place. Only codes
/// and dates of it may leave the use case.
pub(super) async fn of_own_work(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Option<(CaseFile, Made)>, VaultError> {
    let Some(case) = vault::own_place(tx, permit).await? else {
        return Ok(None);
    };
    if !tx.would_permit::<actions::ReleaseLearning>(case).await? {
        return Ok(None);
    }
    let permit = tx
        .permit::<actions::ReleaseLearning>(case, Section::General)
        .await?;
    let file = vault::case_of(tx, &permit).await?;
    Ok(Some((file, Made::of(tx, &permit).await?)))
}

/// The open cases from which the actor reads or releases.
pub(super) async fn releasable(
    tx: &mut VaultTx<'_>,
    mine: &[CaseFile],
) -> Result<Vec<CaseFile>, VaultError> {
    let mut cases = mine.to_vec();
    let person = tx.ctx.actor.person();
    let governs = person.is_some_and(|one| one.roles.contains(&Role::InformationGovernance));
    if governs && tx.would_permit_organisation::<actions::SeeKeeping>() {
        let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
        for case in vault::every_case(tx, &permit).await? {
            let known = cases.iter().any(|one| one.id == case.id);
            if !known
                && case.closed_at.is_none()
                && tx.would_permit::<actions::ReleaseLearning>(case.id).await?
            {
                cases.push(case);
            }
        }
    }
    Ok(cases)
}

/// The drafts of which a release of this person is asked for and not given since it was.
fn asked(
    tx: &VaultTx<'_>,
    app: &App,
    (case, made): (&CaseFile, &Made),
    me: PersonId,
) -> Vec<RecordId> {
    let Ok(loaded) = app.scheme_of(&case.scheme, &case.scheme_digest) else {
        return Vec::new();
    };
    let waits = |draft: &&Stored<SharingDraft>| {
        let own = draft.body.is_own_work();
        let def = loaded.scheme.release_of(own, draft.body.audience);
        let check = made.check(draft.id);
        let since = check.map(|one| one.changed_at);
        let given = |one: &Stored<ReleaseStep>| {
            one.body.person == me && since.is_some_and(|since| one.added_at >= since)
        };
        made.stands(draft.id) == DraftStands::Asked
            && def.is_some_and(|def| may_be_wanted(tx.ctx, def))
            && !writers(made, draft).iter().any(|one| one.person == me)
            && !made.steps(draft.id).any(given)
    };
    made.drafts.iter().filter(waits).map(|one| one.id).collect()
}
