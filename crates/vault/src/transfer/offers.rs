//! Cases that other partnerships offer: the offer, the answer, and the pieces of a case as they arrive.

use access::ledger::{Entry, Outcome};
use access::{Permit, actions};
use db::{Row, Statement, Value};
use model::case::OfferState;
use model::{EnvelopeId, Instant, OrganisationId, RecordId, Sensitive};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "add an offer of a case",
    "INSERT INTO case_offer (id, sender, reference, why, words, at, state) VALUES ($1, $2, $3, $4, $5, $6, 'open') \
     ON CONFLICT (id) DO NOTHING",
);
pub(crate) const ALL: Statement = Statement::new(
    "every offer of a case",
    "SELECT id, sender, reference, why, words, at, state, answer, answered_by, answered_at FROM case_offer \
     ORDER BY at DESC, id",
);
pub(crate) const OPEN: Statement = Statement::new(
    "offers of cases that wait for an answer",
    "SELECT COUNT(*) AS many FROM case_offer WHERE state = 'open'",
);
pub(crate) const ANSWER: Statement = Statement::new(
    "answer an offer of a case",
    "UPDATE case_offer SET state = $2, answer = $3, answered_by = $4, answered_at = $5 WHERE id = $1 AND state = 'open'",
);
pub(crate) const END: Statement = Statement::new(
    "what became of an offer of a case",
    "UPDATE case_offer SET state = $2 WHERE id = $1 AND state IN ('open', 'accepted')",
);
pub(crate) const PIECE: Statement = Statement::new(
    "a piece of a case belongs to an offer",
    "UPDATE inbox SET state = $2 WHERE id = $1",
);
pub(crate) const PIECES: Statement = Statement::new(
    "pieces of a case that arrived",
    "SELECT body FROM inbox WHERE sender = $1 AND kind = $2 AND state = $3 ORDER BY epoch, sequence",
);
pub(crate) const EMPTY: Statement = Statement::new(
    "empty the pieces of a case",
    "UPDATE inbox SET body = '', envelope = $4 WHERE sender = $1 AND kind = $2 AND state = $3",
);

/// A case that another partnership offers to hand over.
#[derive(Debug, Clone)]
pub struct CaseOffer {
    /// Its id, given by who made it.
    pub id: RecordId,
    /// Who offers.
    pub sender: OrganisationId,
    /// Their reference of the case.
    pub reference: String,
    /// Why: a code of the scheme.
    pub why: String,
    /// Why, in their words.
    pub words: Sensitive<String>,
    /// When it arrived.
    pub at: Instant,
    /// Where it stands.
    pub state: OfferState,
    /// What was answered.
    pub answer: Sensitive<String>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Instant>,
}

/// Keeps an offer that arrived.
///
/// # Errors
/// [`VaultError`].
pub async fn add_offer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    (id, sender): (RecordId, OrganisationId),
    (reference, why, words): (&str, &str, &str),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        Value::id(sender),
        reference.into(),
        why.into(),
        words.into(),
        now.into(),
    ];
    tx.execute(&ADD, values).await.map(|_| ())
}

/// Every offer, newest first.
///
/// # Errors
/// [`VaultError`].
pub async fn offers<A: access::Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<CaseOffer>, VaultError> {
    permit.check(tx.tx.number())?;
    tx.all(&ALL, []).await?.iter().map(read).collect()
}

/// How many offers wait for an answer.
///
/// # Errors
/// [`VaultError`].
pub async fn open_offers(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::AnswerTransfer>,
) -> Result<usize, VaultError> {
    permit.check(tx.tx.number())?;
    let row = tx.first(&OPEN, []).await?.ok_or(VaultError::NotFound)?;
    Ok(usize::try_from(row.number("many")?).unwrap_or_default())
}

/// Answers an offer that stands open. Whether it was; when not, nothing changes.
///
/// # Errors
/// [`VaultError`].
pub async fn answer_offer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::AnswerTransfer>,
    id: RecordId,
    (accepts, words): (bool, &str),
) -> Result<bool, VaultError> {
    permit.check(tx.tx.number())?;
    let state = if accepts {
        OfferState::Accepted
    } else {
        OfferState::Declined
    };
    let by = tx.ctx.person()?.id;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        state.code().into(),
        words.into(),
        Value::id(by),
        now.into(),
    ];
    let changed = tx.execute(&ANSWER, values).await?;
    let entry = Entry {
        action: permit.code(),
        record: Some(id),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await?;
    Ok(changed == 1)
}

/// Says what became of an offer.
///
/// # Errors
/// [`VaultError`].
pub async fn end_offer(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    id: RecordId,
    state: OfferState,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(id), state.code().into()];
    tx.execute(&END, values).await.map(|_| ())
}

/// Says to which offer a piece that arrived belongs.
///
/// # Errors
/// [`VaultError`].
pub async fn note_piece(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    (envelope, offer): (EnvelopeId, RecordId),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(envelope), Value::id(offer)];
    tx.execute(&PIECE, values).await.map(|_| ())
}

/// What arrived of a case that is being handed over, piece by piece, in order.
///
/// # Errors
/// [`VaultError`].
pub async fn pieces(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    (sender, kind, offer): (OrganisationId, &str, RecordId),
) -> Result<Vec<Sensitive<String>>, VaultError> {
    permit.check(tx.tx.number())?;
    let of = [Value::id(sender), kind.into(), Value::id(offer)];
    let rows = tx.all(&PIECES, of).await?;
    let body = |row: &Row| Ok(Sensitive(row.text("body")?));
    rows.iter().map(body).collect()
}

/// Empties the pieces of a case once it is here, so that its text stands in one place. Their numbers stay.
///
/// # Errors
/// [`VaultError`].
pub async fn empty_pieces(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReceiveTransfer>,
    (sender, kind, offer): (OrganisationId, &str, RecordId),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let of = [
        Value::id(sender),
        kind.into(),
        Value::id(offer),
        Vec::<u8>::new().into(),
    ];
    tx.execute(&EMPTY, of).await.map(|_| ())
}

fn read(row: &Row) -> Result<CaseOffer, VaultError> {
    let state = OfferState::from_code(&row.text("state")?);
    Ok(CaseOffer {
        id: row.parse("id")?,
        sender: row.parse("sender")?,
        reference: row.text("reference")?,
        why: row.text("why")?,
        words: Sensitive(row.text("words")?),
        at: row.instant("at")?,
        state: state.ok_or(VaultError::Body("case_offer"))?,
        answer: Sensitive(row.maybe_text("answer")?.unwrap_or_default()),
        answered_by: row.maybe_text("answered_by")?,
        answered_at: row.maybe_instant("answered_at")?,
    })
}
