//! Envelopes that arrived: each once, in the order of the sender's numbers.

use std::collections::BTreeSet;

use access::ledger::{Entry, Outcome};
use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, EnvelopeId, Instant, OrganisationId};

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
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT id, sender, epoch, sequence, kind, body, understood, at, handled_at, handled_by, state FROM inbox ",
            $rest
        )
    };
}

pub(crate) const ABOUT: Statement = Statement::new(
    "what was received about a case",
    rows!("WHERE about = $1 ORDER BY at, id"),
);
pub(crate) const OF_SENDER: Statement = Statement::new(
    "what a sender sent of a kind about other cases",
    rows!(
        "WHERE sender = $1 AND kind = $2 AND about IS NOT NULL AND about <> $3 ORDER BY at DESC, id DESC LIMIT $4"
    ),
);
pub(crate) const UNREAD: Statement = Statement::new(
    "reviews about which something came that nobody has read",
    "SELECT DISTINCT i.about FROM inbox i JOIN case_file c ON c.id = i.about \
     WHERE i.about IS NOT NULL AND i.handled_at IS NULL AND c.received = 0",
);
pub(crate) const HANDLE: Statement = Statement::new(
    "handle what was received about a case",
    "UPDATE inbox SET state = $3, handled_at = $4, handled_by = $5 WHERE id = $1 AND about = $2 AND handled_at IS NULL",
);
pub(crate) const FILE: Statement = Statement::new(
    "file what was received with its case",
    "UPDATE inbox SET about = $2 WHERE id = $1",
);
pub(crate) const UNFILED: Statement = Statement::new(
    "what was received of a kind and is filed with no case",
    rows!("WHERE kind = $1 AND about IS NULL ORDER BY at, id"),
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

/// Takes an envelope in; none when the same one had arrived before, and then nothing changes.
///
/// # Errors
/// [`VaultError::Rule`] `post-number-reused` when another envelope carries the same number.
pub async fn receive(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    received: &Received,
) -> Result<Option<EnvelopeId>, VaultError> {
    permit.check(tx.tx.number())?;
    let digest = crypto::digest(&received.envelope).to_string();
    let pair = [
        Value::id(received.sender),
        received.epoch.into(),
        received.sequence.into(),
    ];
    if let Some(row) = tx.first(&SEEN, pair).await? {
        return if row.text("digest")? == digest {
            Ok(None)
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
    Ok(Some(id))
}

/// Everything that was received about the case of a permit, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn received_about<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<Inbox>, VaultError> {
    permit.check(tx.tx.number())?;
    let about = [Value::id(permit.case()?)];
    tx.all(&ABOUT, about).await?.iter().map(inbox).collect()
}

/// The latest of a kind that a sender sent about other cases than that of the permit, at most `most`, as context. The
/// reading of the case says that they were read.
///
/// # Errors
/// [`VaultError`].
pub async fn received_before(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadReceivedCase>,
    (sender, kind): (OrganisationId, &str),
    most: i64,
) -> Result<Vec<Inbox>, VaultError> {
    permit.check(tx.tx.number())?;
    let case = Value::id(permit.case()?);
    let of = [Value::id(sender), kind.into(), case, most.into()];
    tx.all(&OF_SENDER, of).await?.iter().map(inbox).collect()
}

/// The reviews here about which something came that nobody has read. Ids only.
///
/// # Errors
/// [`VaultError`].
pub async fn reviews_with_unread(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<BTreeSet<CaseId>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&UNREAD, []).await?;
    rows.iter().map(|row| Ok(row.parse("about")?)).collect()
}

/// Files something that arrived with its case.
pub(crate) async fn file(
    tx: &mut VaultTx<'_>,
    envelope: EnvelopeId,
    case: CaseId,
) -> Result<(), VaultError> {
    let values = [Value::id(envelope), Value::id(case)];
    tx.execute(&FILE, values).await.map(|_| ())
}

/// Files something that arrived with the review here that it is about.
///
/// # Errors
/// [`VaultError`].
pub async fn file_with_review(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveLetter>,
    envelope: EnvelopeId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    file(tx, envelope, permit.case()?).await
}

/// What arrived of a kind before it was filed with cases.
///
/// # Errors
/// [`VaultError`].
pub async fn unfiled(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveEnvelope>,
    kind: &str,
) -> Result<Vec<Inbox>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&UNFILED, [kind.into()]).await?;
    rows.iter().map(inbox).collect()
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

/// Records that something about the case of a permit was read, where nobody did so before. Nothing of what it tells
/// leaves the store by it.
///
/// # Errors
/// [`VaultError`].
pub async fn mark_read<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    envelope: EnvelopeId,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, by, now) = (permit.case()?, tx.ctx.person()?.id, tx.ctx.now);
    let values = [
        Value::id(envelope),
        Value::id(case),
        READ.into(),
        now.into(),
        Value::id(by),
    ];
    if tx.execute(&HANDLE, values).await? == 0 {
        return Ok(());
    }
    let entry = Entry {
        action: permit.code(),
        case: Some(case),
        record: envelope.to_string().parse().ok(),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// State of what somebody has recorded as read.
const READ: &str = "read";

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
