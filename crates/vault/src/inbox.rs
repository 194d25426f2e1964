//! Envelopes that arrived: each once, in the order of the sender's numbers.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::{EnvelopeId, Instant, OrganisationId};

use crate::{VaultError, VaultTx};

pub(crate) const SEEN: Statement = Statement::new(
    "envelope seen before",
    "SELECT digest FROM inbox WHERE sender = $1 AND epoch = $2 AND sequence = $3",
);
pub(crate) const ADD: Statement = Statement::new(
    "put into the inbox",
    "INSERT INTO inbox (id, sender, epoch, sequence, digest, kind, envelope, body, understood, at, state) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
);
pub(crate) const LIST: Statement = Statement::new(
    "what was received",
    "SELECT id, sender, epoch, sequence, kind, body, understood, at, handled_at, handled_by, state \
     FROM inbox WHERE kind = $1 ORDER BY at DESC, id DESC LIMIT $2 OFFSET $3",
);
pub(crate) const COUNT: Statement = Statement::new(
    "how much was received",
    "SELECT COUNT(*) AS total FROM inbox WHERE kind = $1",
);
pub(crate) const UNREAD: Statement = Statement::new(
    "how many that were received nobody has handled",
    "SELECT COUNT(*) AS many FROM inbox WHERE kind = $1 AND handled_at IS NULL",
);
pub(crate) const ONE: Statement = Statement::new(
    "one that was received",
    "SELECT id, sender, epoch, sequence, kind, body, understood, at, handled_at, handled_by, state \
     FROM inbox WHERE id = $1 AND kind = $2",
);
pub(crate) const HANDLE: Statement = Statement::new(
    "handle what was received",
    "UPDATE inbox SET state = $2, handled_at = $3, handled_by = $4 WHERE id = $1",
);

pub(crate) const BODIES: Statement = Statement::new(
    "what was received of a kind, for a check",
    "SELECT sender, body FROM inbox WHERE kind = $1 ORDER BY sender, epoch, sequence",
);

/// An envelope as it arrives, opened and checked by the post.
#[derive(Debug, Clone)]
pub struct Received {
    /// Who sent it.
    pub sender: OrganisationId,
    /// The sender's epoch.
    pub epoch: i64,
    /// Its number.
    pub sequence: i64,
    /// What it is about.
    pub kind: String,
    /// The exact bytes, which the signature covers.
    pub envelope: Vec<u8>,
    /// What it says, opened.
    pub body: String,
    /// Whether this program knows the kind.
    pub understood: bool,
}

/// An envelope in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbox {
    /// The envelope.
    pub id: EnvelopeId,
    /// Who sent it.
    pub sender: OrganisationId,
    /// The sender's epoch.
    pub epoch: i64,
    /// Its number.
    pub sequence: i64,
    /// What it is about.
    pub kind: String,
    /// What it says.
    pub body: String,
    /// Whether this program knew the kind when it arrived.
    pub understood: bool,
    /// When it arrived.
    pub at: Instant,
    /// When somebody last did something with it.
    pub handled_at: Option<Instant>,
    /// Who did.
    pub handled_by: Option<String>,
    /// Where it stands: a stable code, `received` at first.
    pub state: String,
}

/// Takes an envelope in; `false` when the same one had arrived before, and then nothing changes.
///
/// # Errors
/// [`VaultError::Rule`] `post-number-reused` when another envelope carries the same number.
pub async fn receive(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    received: &Received,
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let digest = crypto::digest(&received.envelope).to_string();
    let pair = [
        Value::id(received.sender),
        received.epoch.into(),
        received.sequence.into(),
    ];
    if let Some(row) = tx.first(&SEEN, pair).await? {
        return if row.text("digest")? == digest {
            Ok(false)
        } else {
            Err(VaultError::Rule("post-number-reused"))
        };
    }
    let id: EnvelopeId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(
        &ADD,
        [
            Value::id(id),
            Value::id(received.sender),
            received.epoch.into(),
            received.sequence.into(),
            digest.as_str().into(),
            received.kind.as_str().into(),
            received.envelope.as_slice().into(),
            received.body.as_str().into(),
            received.understood.into(),
            now.into(),
            "received".into(),
        ],
    )
    .await
    .map_err(VaultError::taken_meanwhile)?;
    let entry = Entry {
        action: permit.code(),
        digest: Some(digest),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(true)
}

/// What was received of one kind, newest first: past the first `from`, at most `most`, for a list of references
/// and days.
///
/// # Errors
/// [`VaultError`].
pub async fn received_list(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
    kind: &str,
    (from, most): (usize, usize),
) -> Result<Vec<Inbox>, VaultError> {
    permit.check(tx.tx.number())?;
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let values = [kind.into(), number(most).into(), number(from).into()];
    tx.all(&LIST, values).await?.iter().map(inbox).collect()
}

/// How much was received of one kind.
///
/// # Errors
/// [`VaultError`].
pub async fn received_count(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
    kind: &str,
) -> Result<usize, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&COUNT, [kind.into()]).await?;
    let total = row.map_or(Ok(0), |row| row.number("total"))?;
    Ok(usize::try_from(total).unwrap_or(0))
}

/// How many envelopes of a kind nobody has handled.
///
/// # Errors
/// [`VaultError`].
pub async fn unread(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
    kind: &str,
) -> Result<usize, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&UNREAD, [kind.into()]).await?;
    let many = row.ok_or(VaultError::NotFound)?.number("many")?;
    Ok(usize::try_from(many).unwrap_or(0))
}

/// Sender and body of all envelopes of a kind that tells of no case, for the operator's check of the
/// records of others.
///
/// # Errors
/// [`VaultError`].
pub async fn bodies_of(
    tx: &mut db::Tx<'_>,
    kind: &str,
) -> Result<Vec<(OrganisationId, String)>, VaultError> {
    let rows = tx.all(&BODIES, [kind.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.parse("sender")?, row.text("body")?)))
        .collect()
}

/// One envelope of a kind that was received. It tells of a case, so the reading is written down: the
/// transaction must be one that writes.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn received_one(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceived>,
    envelope: EnvelopeId,
    kind: &str,
) -> Result<Inbox, VaultError> {
    permit.check(tx.tx.number())?;
    let found = of_kind(tx, envelope, kind).await?;
    let entry = Entry {
        action: permit.code(),
        record: envelope.to_string().parse().ok(),
        ..Entry::default()
    };
    tx.note(Outcome::Read, entry).await?;
    Ok(found)
}

async fn of_kind(
    tx: &mut VaultTx<'_>,
    envelope: EnvelopeId,
    kind: &str,
) -> Result<Inbox, VaultError> {
    let row = tx.first(&ONE, [Value::id(envelope), kind.into()]).await?;
    inbox(&row.ok_or(VaultError::NotFound)?)
}

/// Records what was done with an envelope of a kind, where nobody did so before. Nothing of what it tells leaves the
/// store by it.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn mark_handled(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::HandleReceived>,
    (envelope, kind): (EnvelopeId, &str),
    state: &str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let found = of_kind(tx, envelope, kind).await?;
    if found.handled_at.is_some() {
        return Ok(());
    }
    let (by, now) = (tx.ctx.person()?.id, tx.ctx.now);
    let values = [Value::id(envelope), state.into(), now.into(), Value::id(by)];
    if tx.execute(&HANDLE, values).await? == 0 {
        return Err(VaultError::NotFound);
    }
    let entry = Entry {
        action: permit.code(),
        record: envelope.to_string().parse().ok(),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

fn inbox(row: &Row) -> Result<Inbox, VaultError> {
    Ok(Inbox {
        id: row.parse("id")?,
        sender: row.parse("sender")?,
        epoch: row.number("epoch")?,
        sequence: row.number("sequence")?,
        kind: row.text("kind")?,
        body: row.text("body")?,
        understood: row.truth("understood")?,
        at: row.instant("at")?,
        handled_at: row.maybe_instant("handled_at")?,
        handled_by: row.maybe_text("handled_by")?,
        state: row.text("state")?,
    })
}
