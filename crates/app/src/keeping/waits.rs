//! What waits for whoever keeps the schedule: requests, holds to look at again, disposals to confirm. Counts and days only.

use access::actions;
use model::Date;
use vault::{VaultError, VaultTx};

use super::register::may_see;

/// What waits for the reader about keeping and letting go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct KeepingWaits {
    /// Requests without an answer, and the day by which the first of them is due.
    pub requests: Option<(usize, Date)>,
    /// Legal holds whose day to be looked at again has come.
    pub holds: usize,
    /// Proposals of others to dispose of a review, which the reader may confirm.
    pub disposals: usize,
}

/// What waits for whoever acts; nothing for who does not see to it.
pub(crate) async fn waits(tx: &mut VaultTx<'_>) -> Result<KeepingWaits, VaultError> {
    let mut found = KeepingWaits::default();
    if !tx.would_permit_organisation::<actions::SeeKeeping>() {
        return Ok(found);
    }
    let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
    for line in vault::data_requests(tx, &permit).await? {
        let case = line.case.as_ref().map(|(case, _)| *case);
        if line.body.answered.is_none() && may_see(tx, case).await? {
            let (many, first) = found.requests.unwrap_or((0, line.body.due));
            found.requests = Some((many + 1, first.min(line.body.due)));
        }
    }
    let today = tx.ctx.today();
    for case in vault::holds_due(tx, &permit, today).await? {
        if tx.would_permit::<actions::HoldCase>(case).await? {
            found.holds += 1;
        }
    }
    let me = tx.ctx.person()?.id.to_string();
    for (case, by) in vault::disposals_proposed(tx, &permit).await? {
        if by != me && tx.would_permit::<actions::ConfirmDisposal>(case).await? {
            found.disposals += 1;
        }
    }
    Ok(found)
}
