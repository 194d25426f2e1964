//! What a store holds of another's envelopes, and sending again what the other one has lost.
//!
//! A store that was put back from a backup lacks what arrived after it, while its senders believe
//! that all of it was delivered. So it tells each of them what it holds, and they send the rest again.

use std::collections::{BTreeMap, BTreeSet};

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Statement, Value};
use model::{EnvelopeId, OrganisationId};

use crate::{VaultError, VaultTx};

pub(crate) const HELD: Statement = Statement::new(
    "numbers held of a sender",
    "SELECT epoch, sequence FROM inbox WHERE sender = $1 ORDER BY epoch, sequence",
);
pub(crate) const SENT: Statement = Statement::new(
    "numbers sent to a recipient",
    "SELECT id, epoch, sequence, delivered_at FROM outbox WHERE recipient = $1 ORDER BY epoch, sequence",
);
pub(crate) const AGAIN: Statement = Statement::new(
    "send an envelope again",
    "UPDATE outbox SET delivered_at = NULL, receipt_at = NULL, try_after = $2 WHERE id = $1",
);
pub(crate) const TOLD: Statement = Statement::new(
    "who was sent this kind in this epoch",
    "SELECT DISTINCT recipient FROM outbox WHERE kind = $1 AND epoch = $2",
);

/// Numbers without a gap that a store holds of one sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The sender's epoch.
    pub epoch: i64,
    /// The first number.
    pub first: i64,
    /// The last number.
    pub last: i64,
}

/// What came of comparing what was sent with what the recipient holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Envelopes that were believed delivered and are sent again.
    pub again: i64,
    /// Envelopes that the recipient holds and this store does not know: it was put back from a backup.
    pub unknown: i64,
}

/// What this store holds of one sender.
///
/// # Errors
/// [`VaultError`].
pub async fn held(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    sender: OrganisationId,
) -> Result<Vec<Held>, VaultError> {
    permit.check(tx.tx.number())?;
    let mut ranges: Vec<Held> = Vec::new();
    for row in tx.all(&HELD, [Value::id(sender)]).await? {
        let (epoch, sequence) = (row.number("epoch")?, row.number("sequence")?);
        match ranges.last_mut() {
            Some(range) if range.epoch == epoch && range.last + 1 == sequence => {
                range.last = sequence;
            }
            _ => ranges.push(Held {
                epoch,
                first: sequence,
                last: sequence,
            }),
        }
    }
    Ok(ranges)
}

/// Lets every envelope wait again that was delivered to a recipient who does not hold it now. The
/// exact bytes of before are sent, so one that is on its way meanwhile arrives once all the same.
///
/// # Errors
/// [`VaultError`].
pub async fn compare_with_held(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    recipient: OrganisationId,
    held: &[Held],
) -> Result<Compared, VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let mut known: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    let mut again = 0;
    for row in tx.all(&SENT, [Value::id(recipient)]).await? {
        let (epoch, sequence) = (row.number("epoch")?, row.number("sequence")?);
        known.entry(epoch).or_default().insert(sequence);
        let holds =
            |range: &Held| range.epoch == epoch && (range.first..=range.last).contains(&sequence);
        if row.maybe_instant("delivered_at")?.is_some() && !held.iter().any(holds) {
            let id: EnvelopeId = row.parse("id")?;
            tx.execute(&AGAIN, [Value::id(id), now.into()]).await?;
            again += 1;
        }
    }
    let unknown = held.iter().map(|range| unknown_in(range, &known)).sum();
    for (action, count) in [("send_again", again), ("hears_of_unknown", unknown)] {
        if count > 0 {
            let entry = Entry {
                action,
                version: Some(count),
                ..Entry::default()
            };
            tx.note(Outcome::Done, entry).await?;
        }
    }
    Ok(Compared { again, unknown })
}

fn unknown_in(range: &Held, known: &BTreeMap<i64, BTreeSet<i64>>) -> i64 {
    if range.first > range.last {
        return 0;
    }
    let of_epoch = known.get(&range.epoch);
    let found = of_epoch.map_or(0, |numbers| numbers.range(range.first..=range.last).count());
    let wide = range.last.saturating_sub(range.first).saturating_add(1);
    wide.saturating_sub(i64::try_from(found).unwrap_or(i64::MAX))
}

/// To whom an envelope of this kind was sent since the last restore.
///
/// # Errors
/// [`VaultError`].
pub async fn told_in_this_epoch(
    tx: &mut VaultTx<'_>,
    kind: &str,
) -> Result<BTreeSet<OrganisationId>, VaultError> {
    let epoch = tx.vault.epoch();
    let rows = tx.all(&TOLD, [kind.into(), epoch.into()]).await?;
    rows.iter().map(|row| Ok(row.parse("recipient")?)).collect()
}
