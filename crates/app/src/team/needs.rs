//! What *Today* says about access: who asked for it, whose access as a guest ends soon, who may be somebody whom the
//! conflict list names, what is to be looked at again.

use std::collections::BTreeSet;

use access::{Ctx, Permit, Role, actions, directory};
use model::case::{AccessRequest, ConflictLine, Protected, TeamPlace};
use model::record::Record as _;
use model::{CaseId, Date, Id as _, MembershipId, PersonId, resembles};
use vault::{CaseFile, Kinds, VaultError, VaultTx};

use crate::{App, AppError};

/// Guests are looked up this far ahead; the scheme says from when they are shown.
const FAR: i64 = 90;

/// One thing about access that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AccessNeed {
    /// Somebody asked for access.
    Asked,
    /// A guest's access ends.
    GuestEnds(Date),
    /// Somebody who was given a role since has a name like one that the conflict list has in words.
    MaybeConflict,
    /// Something kept from most was to be looked at again on this day.
    LookAgain(Date),
    /// The reader's commission to lead a review ends.
    CommissionEnds(Date),
}

/// Somebody who was given a role, and the id of that membership, which says when.
pub(crate) struct Joined {
    person: PersonId,
    name: String,
    membership: MembershipId,
}

/// Everybody with a role here, for those who keep conflict lists; nobody for all others.
pub(crate) async fn joined(app: &App, ctx: &Ctx) -> Result<Vec<Joined>, AppError> {
    let keeps = ctx
        .actor
        .person()
        .is_some_and(|person| person.roles.contains(&Role::BusinessManager));
    if !keeps {
        return Ok(Vec::new());
    }
    let (here, today) = (ctx.organisation, ctx.today());
    let members = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { directory::members_of(tx, here, today).await })
        })
        .await?;
    let joined = |one: directory::Member| Joined {
        person: one.person.id,
        name: one.person.name,
        membership: one.membership.id,
    };
    Ok(members.into_iter().map(joined).collect())
}

/// Kinds of the records that it is worked out from.
pub(crate) const KINDS: [&str; 3] = [ConflictLine::KIND, AccessRequest::KIND, Protected::KIND];

type Needs = Vec<(CaseId, String, AccessNeed)>;

/// All of it, in the cases that the reader may see, with the end of the page's address.
pub(crate) async fn needs(
    tx: &mut VaultTx<'_>,
    app: &App,
    (permit, kinds, joined): (&Permit<'_, actions::SeeToday>, &mut Kinds, &[Joined]),
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let mut all = asked(tx, permit, kinds).await?;
    all.extend(guests(tx, app, permit, cases).await?);
    all.extend(commissions(tx, app, permit, cases).await?);
    all.extend(alike(tx, permit, kinds, joined).await?);
    all.extend(look_again(tx, kinds)?);
    Ok(all)
}

/// Lines of conflict lists that name somebody in words alone, when somebody with a similar name was given a role after
/// the line was written and nobody has said whether they are meant.
async fn alike(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    kinds: &mut Kinds,
    joined: &[Joined],
) -> Result<Needs, VaultError> {
    if joined.is_empty() {
        return Ok(Vec::new());
    }
    let mut lines = kinds.take::<ConflictLine>()?;
    lines.retain(|line| line.body.stands() && line.body.person.is_none());
    let mut found = Vec::new();
    for line in lines {
        let since = MembershipId::make(line.changed_at, [0; 10]);
        let hits: Vec<&Joined> = joined
            .iter()
            .filter(|one| one.membership >= since && !line.body.not_them.contains(&one.person))
            .filter(|one| resembles(&one.name, &line.body.named.0))
            .collect();
        if hits.is_empty() || !tx.would_permit::<actions::ManageTeam>(line.case).await? {
            continue;
        }
        let places = vault::across::<TeamPlace>(tx, permit, &BTreeSet::from([line.case])).await?;
        let said = |one: &Joined| {
            places.iter().any(|place| {
                place.body.person == one.person && place.body.asked.somebody_else.contains(&line.id)
            })
        };
        if !hits.into_iter().all(said) {
            let end = format!("team/conflicts/{}", line.id);
            found.push((line.case, end, AccessNeed::MaybeConflict));
        }
    }
    Ok(found)
}

/// What is kept from most and was to be looked at again, for those to whom its section is open.
fn look_again(tx: &VaultTx<'_>, kinds: &mut Kinds) -> Result<Needs, VaultError> {
    let today = tx.ctx.today();
    let mut found = Vec::new();
    for one in kinds.take::<Protected>()? {
        if one.body.ended.is_some() || one.body.look_again > today {
            continue;
        }
        let section = crate::restricted::section_of(one.body.kind);
        let end = format!("restricted/{section}");
        found.push((one.case, end, AccessNeed::LookAgain(one.body.look_again)));
    }
    Ok(found)
}

/// Requests without an answer, for those who answer. Somebody on the conflict list waits for none.
async fn asked(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    kinds: &mut Kinds,
) -> Result<Needs, VaultError> {
    let mut found = Vec::new();
    for one in kinds.take::<AccessRequest>()? {
        if one.body.answer.is_none()
            && tx.would_permit::<actions::ManageTeam>(one.case).await?
            && !vault::is_barred(tx, permit, one.case, one.body.person).await?
        {
            let end = format!("team/requests/{}", one.id);
            found.push((one.case, end, AccessNeed::Asked));
        }
    }
    Ok(found)
}

/// How many days before the end of somebody's access *Today* says so.
fn notice(app: &App, case: &CaseFile) -> Result<i64, VaultError> {
    let loaded = app
        .scheme_of(&case.scheme, &case.scheme_digest)
        .map_err(|_: AppError| VaultError::Rule("no-scheme"))?;
    Ok(i64::from(loaded.scheme.access.guest_notice_days))
}

/// The reader's own commissions that end soon.
async fn commissions(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let today = tx.ctx.today();
    let mut found = Vec::new();
    if tx.ctx.actor.person().is_none() {
        return Ok(found);
    }
    for one in vault::commissions_ending(tx, permit, (today, ahead(today, FAR))).await? {
        let Some(case) = cases.iter().find(|case| case.id == one.case) else {
            continue;
        };
        if one.until <= ahead(today, notice(app, case)?) {
            let need = AccessNeed::CommissionEnds(one.until);
            found.push((one.case, "working-notes".to_owned(), need));
        }
    }
    Ok(found)
}

async fn guests(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let today = tx.ctx.today();
    let far = ahead(today, FAR);
    let mut found = Vec::new();
    for (id, place, last) in vault::guests_ending(tx, permit, (today, far)).await? {
        let Some(case) = cases.iter().find(|case| case.id == id) else {
            continue;
        };
        let days = notice(app, case)?;
        if last <= ahead(today, days) && tx.would_permit::<actions::ManageTeam>(id).await? {
            let end = format!("team/{place}");
            found.push((id, end, AccessNeed::GuestEnds(last)));
        }
    }
    Ok(found)
}

/// A day some days ahead; the last day there is when it would lie beyond.
fn ahead(day: Date, days: i64) -> Date {
    let mut far = day;
    for _ in 0..days {
        far = far.tomorrow().unwrap_or(far);
    }
    far
}
