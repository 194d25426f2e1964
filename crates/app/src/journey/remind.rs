//! Reminders to look again at what somebody saw differently: on working days, by e-mail without a word of the case.

use std::collections::{BTreeMap, BTreeSet};

use access::actions;
use model::{Calendar, CaseId, Instant, PersonId};
use vault::{Vault, VaultError, VaultTx};

use crate::instance::job_ctx;
use crate::returns::{JOB, MailKind};
use crate::{App, AppError};

/// How long one reminder is enough for one person in one review: six days and a half, so that the next comes on the same day of
/// the week. Our own choice.
const ENOUGH: i64 = 156 * 3_600 * 1_000_000;

/// Asks for the e-mails that are due today, in one store: to whoever wrote the version of a moment that stands, once a week for
/// each review while the day to look at it again has passed. Returns how many are reminded.
///
/// # Errors
/// [`AppError`].
pub async fn remind_revisiting(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let mut calendars = BTreeMap::new();
    for loaded in app.schemes() {
        let calendar = app.calendar(&ctx, loaded.scheme.nation).await?;
        calendars.insert(loaded.scheme.id.clone(), calendar);
    }
    let calendars = &calendars;
    Ok(vault
        .transact(&ctx, |tx| Box::pin(remind_today(tx, calendars)))
        .await?)
}

async fn remind_today(
    tx: &mut VaultTx<'_>,
    calendars: &BTreeMap<String, Calendar>,
) -> Result<usize, VaultError> {
    let permit = tx.permit_organisation::<actions::RemindRevisiting>()?;
    let today = tx.ctx.today();
    let since = Instant::from_microseconds(tx.ctx.now.microseconds() - ENOUGH);
    let kind = MailKind::Revisit.code();
    let mut told: BTreeSet<(CaseId, PersonId)> = BTreeSet::new();
    for one in vault::revisits_due(tx, &permit, (today, since), kind).await? {
        let calendar = calendars.get(&one.scheme);
        let works = calendar.is_some_and(|known| known.is_working_day(today).unwrap_or(false));
        if works && told.insert((one.case, one.person)) {
            vault::queue_mail(tx, &permit, (one.case, None), kind, Ok(one.person)).await?;
            vault::note_revisit(tx, &permit, &one).await?;
        }
    }
    Ok(told.len())
}
