//! Moments that wait for somebody to look at them again, for *Today*.

use std::collections::BTreeMap;

use access::{Ctx, Permit, Section, actions};
use model::learning::Moment;
use model::{Calendar, Date, RecordId};
use vault::{CaseFile, Kinds, VaultError, VaultTx};

use crate::looks::{Look, Looking, left};
use crate::team::EmergencyNeed;
use crate::today::{Need, TodayLine, line};
use crate::{App, AppError};

/// A moment whose day to look at it again has come. Also in a closed review: what was learned is looked at again long after.
#[derive(Debug, Clone)]
pub(crate) struct Revisit {
    /// Its case.
    pub(crate) case: CaseFile,
    /// The moment.
    pub(crate) moment: RecordId,
    /// The day that has come.
    pub(crate) due: Date,
}

/// Those that wait for whoever acts in this transaction.
pub(crate) async fn revisits(
    tx: &mut VaultTx<'_>,
    kinds: &Kinds,
    cases: &[CaseFile],
) -> Result<Vec<Revisit>, VaultError> {
    let today = tx.ctx.today();
    let mut waits = Vec::new();
    for one in kinds.briefs::<Moment>() {
        let due = one.due.filter(|due| *due <= today);
        let case = cases.iter().find(|case| case.id == one.case);
        if let (Some(due), Some(case)) = (due, case)
            && tx.would_permit::<actions::ReviseMoment>(case.id).await?
        {
            waits.push(Revisit {
                case: case.clone(),
                moment: one.id,
                due,
            });
        }
    }
    Ok(waits)
}

/// The moments of the organisation's own work whose day to look again has come, for whoever keeps them: ids and days, so no reading is
/// written down.
pub(crate) async fn own_revisits(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<(RecordId, Date)>, VaultError> {
    let today = tx.ctx.today();
    let Some(case) = vault::own_place(tx, permit).await? else {
        return Ok(Vec::new());
    };
    if !tx.would_permit::<actions::ReviseMoment>(case).await? {
        return Ok(Vec::new());
    }
    let permit = tx
        .permit::<actions::ReviseMoment>(case, Section::General)
        .await?;
    let all = vault::list_with::<_, Moment>(tx, &permit).await?;
    let due = all.iter().filter_map(|one| {
        let due = one.body.waits_until().filter(|due| *due <= today);
        due.map(|due| (one.id, due))
    });
    Ok(due.collect())
}

/// The same as lines of *Today*.
pub(crate) fn revisit_lines(
    app: &App,
    ctx: &Ctx,
    calendars: &BTreeMap<&'static str, Calendar>,
    revisits: &[Revisit],
) -> Result<Vec<TodayLine>, AppError> {
    let mut lines = Vec::new();
    for one in revisits {
        let loaded = app.scheme_of(&one.case.scheme, &one.case.scheme_digest)?;
        let calendar = calendars.get(loaded.scheme.nation.code());
        let look = Look {
            what: Looking::Revisit,
            end: format!("journey/{}/look", one.moment),
            due: one.due,
            left: calendar.and_then(|calendar| left(calendar, ctx.today(), one.due)),
            person: None,
            agency: None,
        };
        lines.push(line(&one.case, Need::Look(look)));
    }
    Ok(lines)
}

/// The open cases of *Today*, and those of what it shows also of reviews that are closed or that the reader may not open.
pub(crate) fn all_cases<'a>(
    cases: &'a [CaseFile],
    emergencies: &'a [EmergencyNeed],
    revisits: &'a [Revisit],
) -> impl Iterator<Item = &'a CaseFile> {
    let opened = emergencies.iter().map(|one| &one.case);
    let waiting = revisits.iter().map(|one| &one.case);
    cases.iter().chain(opened).chain(waiting)
}
