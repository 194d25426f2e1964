//! Envelopes that wait to leave: written in the transaction of the change that they tell of.

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, EnvelopeId, Instant, OrganisationId};

use crate::{VaultError, VaultTx};

pub(crate) const NEXT: Statement = Statement::new(
    "next number to a recipient",
    "SELECT COALESCE(MAX(sequence), 0) + 1 AS next FROM outbox WHERE recipient = $1 AND epoch = $2",
);
pub(crate) const ADD: Statement = Statement::new(
    "put into the outbox",
    "INSERT INTO outbox (id, case_id, recipient, epoch, sequence, kind, envelope, digest, at, tries, try_after) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $9)",
);
pub(crate) const WAITING: Statement = Statement::new(
    "envelopes to deliver",
    "SELECT id, case_id, recipient, epoch, sequence, kind, envelope, digest, at, tries, delivered_at, receipt_at \
     FROM outbox o WHERE delivered_at IS NULL AND try_after <= $1 AND NOT EXISTS (SELECT 1 FROM outbox e \
     WHERE e.recipient = o.recipient AND e.delivered_at IS NULL AND e.try_after > $1 \
     AND (e.epoch < o.epoch OR (e.epoch = o.epoch AND e.sequence < o.sequence))) \
     ORDER BY epoch, sequence, recipient LIMIT 50",
);
pub(crate) const OF_CASE: Statement = Statement::new(
    "envelopes of a case",
    "SELECT id, case_id, recipient, epoch, sequence, kind, envelope, digest, at, tries, delivered_at, receipt_at \
     FROM outbox WHERE case_id = $1 ORDER BY at, sequence",
);
pub(crate) const DELIVERED: Statement = Statement::new(
    "envelope delivered",
    "UPDATE outbox SET delivered_at = $2, tries = tries + 1 WHERE id = $1 AND delivered_at IS NULL",
);
pub(crate) const TRIED: Statement = Statement::new(
    "envelope tried",
    "UPDATE outbox SET tries = tries + 1, try_after = $2 WHERE id = $1 AND delivered_at IS NULL",
);
pub(crate) const RECEIPT: Statement = Statement::new(
    "receipt for an envelope",
    "UPDATE outbox SET receipt_at = $4 WHERE recipient = $1 AND epoch = $2 AND sequence = $3 \
     AND receipt_at IS NULL",
);

pub(crate) const SINCE: Statement = Statement::new(
    "was a kind sent since",
    "SELECT id FROM outbox WHERE kind = $1 AND recipient = $2 AND at >= $3 LIMIT 1",
);

pub(crate) const OF_KIND: Statement = Statement::new(
    "was a kind sent about a case",
    "SELECT id FROM outbox WHERE case_id = $1 AND kind = $2 AND recipient = $3 LIMIT 1",
);

/// An envelope on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The envelope.
    pub id: EnvelopeId,
    /// The case it tells of.
    pub case: Option<CaseId>,
    /// To whom.
    pub recipient: OrganisationId,
    /// The sender's epoch.
    pub epoch: i64,
    /// Its number among those to this recipient in this epoch.
    pub sequence: i64,
    /// What it is about: a stable code.
    pub kind: String,
    /// The exact bytes that are sent.
    pub envelope: Vec<u8>,
    /// Digest of those bytes.
    pub digest: String,
    /// When it was written.
    pub at: Instant,
    /// How often delivery was tried.
    pub tries: i64,
    /// When it arrived.
    pub delivered_at: Option<Instant>,
    /// When the recipient's receipt came back.
    pub receipt_at: Option<Instant>,
}

/// Puts an envelope into the outbox. `seal` is given the number it must carry and returns the exact
/// bytes to send.
///
/// # Errors
/// [`VaultError`].
pub async fn send<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    recipient: OrganisationId,
    kind: &str,
    seal: impl Fn(i64, i64) -> Result<Vec<u8>, VaultError>,
) -> Result<EnvelopeId, VaultError> {
    permit.check(tx.tx.number())?;
    let case = permit.case().ok();
    if let Some(case) = case {
        crate::practice::goes_nowhere(tx, case).await?;
    }
    let epoch = tx.vault.epoch();
    let row = tx
        .first(&NEXT, [Value::id(recipient), epoch.into()])
        .await?;
    let sequence = row.ok_or(VaultError::NotFound)?.number("next")?;
    let bytes = seal(epoch, sequence)?;
    let digest = crypto::digest(&bytes).to_string();
    let id: EnvelopeId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(id),
            Value::maybe_id(case),
            Value::id(recipient),
            epoch.into(),
            sequence.into(),
            kind.into(),
            bytes.into(),
            digest.as_str().into(),
            now.into(),
        ],
    )
    .await
    .map_err(VaultError::taken_meanwhile)?;
    let entry = Entry {
        action: "send_envelope",
        case,
        digest: Some(digest),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(id)
}

/// Envelopes that wait to be delivered now, in order. One that failed and is to be tried later holds
/// back those after it to the same recipient, and no others.
///
/// # Errors
/// [`VaultError`].
pub async fn undelivered(tx: &mut VaultTx<'_>) -> Result<Vec<Outgoing>, VaultError> {
    let now = tx.ctx.now;
    tx.all(&WAITING, [now.into()])
        .await?
        .iter()
        .map(outgoing)
        .collect()
}

/// Whether an envelope of a kind was sent to a recipient since a moment.
///
/// # Errors
/// [`VaultError`].
pub async fn sent_since(
    tx: &mut VaultTx<'_>,
    kind: &str,
    recipient: OrganisationId,
    since: Instant,
) -> Result<bool, VaultError> {
    let values = [kind.into(), Value::id(recipient), since.into()];
    Ok(tx.first(&SINCE, values).await?.is_some())
}

/// Whether an envelope of a kind about the case of a permit was sent to a recipient.
///
/// # Errors
/// [`VaultError`].
pub async fn was_sent<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (kind, recipient): (&str, OrganisationId),
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(permit.case()?), kind.into(), Value::id(recipient)];
    Ok(tx.first(&OF_KIND, values).await?.is_some())
}

/// Envelopes that tell of the case that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn outgoing_of_case(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<Outgoing>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&OF_CASE, [Value::id(permit.case()?)])
        .await?
        .iter()
        .map(outgoing)
        .collect()
}

/// Marks an envelope as delivered. Doing it twice changes nothing.
///
/// # Errors
/// [`VaultError`].
pub async fn mark_delivered(tx: &mut VaultTx<'_>, envelope: EnvelopeId) -> Result<(), VaultError> {
    let now = tx.ctx.now;
    tx.execute(&DELIVERED, [Value::id(envelope), now.into()])
        .await
        .map(|_| ())
}

/// Notes a delivery that failed, to be tried again after a while that grows.
///
/// # Errors
/// [`VaultError`].
pub async fn mark_tried(
    tx: &mut VaultTx<'_>,
    envelope: EnvelopeId,
    tries: i64,
) -> Result<(), VaultError> {
    let wait = 2_i64.saturating_pow(u32::try_from(tries.clamp(0, 11)).unwrap_or(11));
    let after = tx.ctx.now.plus_seconds(wait);
    tx.execute(&TRIED, [Value::id(envelope), after.into()])
        .await
        .map(|_| ())
}

/// Notes that a recipient's receipt came back.
///
/// # Errors
/// [`VaultError`].
pub async fn mark_receipt(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    recipient: OrganisationId,
    epoch: i64,
    sequence: i64,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [
        Value::id(recipient),
        epoch.into(),
        sequence.into(),
        now.into(),
    ];
    tx.execute(&RECEIPT, values).await.map(|_| ())
}

fn outgoing(row: &Row) -> Result<Outgoing, VaultError> {
    Ok(Outgoing {
        id: row.parse("id")?,
        case: row.maybe_parse("case_id")?,
        recipient: row.parse("recipient")?,
        epoch: row.number("epoch")?,
        sequence: row.number("sequence")?,
        kind: row.text("kind")?,
        envelope: row.bytes("envelope")?,
        digest: row.text("digest")?,
        at: row.instant("at")?,
        tries: row.number("tries")?,
        delivered_at: row.maybe_instant("delivered_at")?,
        receipt_at: row.maybe_instant("receipt_at")?,
    })
}
