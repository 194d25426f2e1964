//! What waits for whoever keeps the schedule: requests, holds to look at again, disposals to confirm. Counts and days only.

use access::actions;
use model::Date;
use model::case::{DisposalProposed, LegalHold};
use vault::{Kinds, VaultError, VaultTx};

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

/// What waits for whoever acts; nothing for who does not see to it. The holds and proposals are taken from `kinds`.
pub(crate) async fn waits(
    tx: &mut VaultTx<'_>,
    kinds: &mut Kinds,
) -> Result<KeepingWaits, VaultError> {
    let holds = kinds.take::<LegalHold>()?;
    let proposals = kinds.take::<DisposalProposed>()?;
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
    for hold in holds {
        let is_due = hold.body.stands() && hold.body.review <= today;
        if is_due && tx.would_permit::<actions::HoldCase>(hold.case).await? {
            found.holds += 1;
        }
    }
    let me = tx.ctx.person()?.id;
    for one in proposals {
        let of_another = one.body.stands() && one.body.proposed_by != me;
        if of_another
            && tx
                .would_permit::<actions::ConfirmDisposal>(one.case)
                .await?
        {
            found.disposals += 1;
        }
    }
    Ok(found)
}
