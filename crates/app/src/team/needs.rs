//! What *Today* says about access: who asked for it, which emergency openings are to be looked at, whose
//! access as a guest ends soon.

use std::collections::BTreeSet;

use access::{Permit, Section, actions};
use model::case::{AccessRequest, EmergencySeen};
use model::{CaseId, Date, Instant, PersonId};
use vault::{CaseFile, VaultError, VaultTx};

use crate::{App, AppError};

/// Guests are looked up this far ahead; the scheme says from when they are shown.
const FAR: i64 = 90;

/// One thing about access that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum AccessNeed {
    /// Somebody asked for access.
    Asked,
    /// Somebody opened a review in an emergency, and the reader has not yet looked at it.
    Emergency(PersonId, Instant),
    /// A guest's access ends.
    GuestEnds(Date),
}

type Needs = Vec<(CaseId, String, AccessNeed)>;

/// All of it, in the cases that the reader may see, with the end of the page's address.
pub(crate) async fn needs(
    tx: &mut VaultTx<'_>,
    app: &App,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let mut all = asked(tx, permit, cases).await?;
    all.extend(emergencies(tx, permit, cases).await?);
    all.extend(guests(tx, app, permit, cases).await?);
    Ok(all)
}

fn ids(cases: &[CaseFile]) -> BTreeSet<CaseId> {
    cases.iter().map(|case| case.id).collect()
}

/// Requests without an answer, for those who answer. Somebody on the conflict list waits for none.
async fn asked(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let mut found = Vec::new();
    for one in vault::across::<AccessRequest>(tx, permit, &ids(cases)).await? {
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

async fn emergencies(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
    cases: &[CaseFile],
) -> Result<Needs, VaultError> {
    let me = tx.ctx.person()?.id;
    let mut found = Vec::new();
    for mark in vault::emergency_marks(tx, permit, &ids(cases)).await? {
        if mark.person == me
            || !tx
                .would_permit::<actions::LookAtEmergency>(mark.case)
                .await?
        {
            continue;
        }
        let looks = tx
            .permit::<actions::LookAtEmergency>(mark.case, Section::General)
            .await?;
        let seen = vault::list_with::<_, EmergencySeen>(tx, &looks).await?;
        let looked = seen
            .iter()
            .any(|one| one.body.emergency == mark.id && one.by == me.to_string());
        if !looked {
            let need = AccessNeed::Emergency(mark.person, mark.at);
            found.push((mark.case, "emergencies".to_owned(), need));
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
        let loaded = app
            .scheme_of(&case.scheme, &case.scheme_digest)
            .map_err(|_: AppError| VaultError::Rule("no-scheme"))?;
        let days = i64::from(loaded.scheme.access.guest_notice_days);
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
