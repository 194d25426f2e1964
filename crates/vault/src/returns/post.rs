//! E-mail that is to go out about a request: a kind and whom it goes to. Its words are made when it goes and name nothing of
//! the case.

use access::{Action, Permit, actions};
use db::{Row, Statement, Value};
use model::{CaseId, Instant, PersonId, RecordId};

use crate::{VaultError, VaultTx};

const ADD: Statement = Statement::new(
    "add an e-mail",
    "INSERT INTO mail_out (id, case_id, return_id, kind, person, address, added_at, tries, try_after) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $7)",
);
const WAITING: Statement = Statement::new(
    "e-mails that wait",
    "SELECT id, case_id, return_id, kind, person, address, added_at, tries, sent_at, failed_at, code FROM mail_out \
     WHERE sent_at IS NULL AND failed_at IS NULL AND try_after <= $1 ORDER BY added_at, id LIMIT 50",
);
const OF_CASE: Statement = Statement::new(
    "e-mails about a case",
    "SELECT id, case_id, return_id, kind, person, address, added_at, tries, sent_at, failed_at, code FROM mail_out \
     WHERE case_id = $1 ORDER BY added_at, id",
);
const SENT: Statement = Statement::new(
    "an e-mail went out",
    "UPDATE mail_out SET sent_at = $2, code = NULL WHERE id = $1 AND sent_at IS NULL",
);
const AGAIN: Statement = Statement::new(
    "an e-mail is tried again",
    "UPDATE mail_out SET tries = tries + 1, try_after = $2, code = $3 WHERE id = $1 AND sent_at IS NULL",
);
const FAILED: Statement = Statement::new(
    "an e-mail cannot be sent",
    "UPDATE mail_out SET tries = tries + 1, failed_at = $2, code = $3 WHERE id = $1 AND sent_at IS NULL",
);

pub(super) const STATEMENTS: &[&Statement] = &[&ADD, &WAITING, &OF_CASE, &SENT, &AGAIN, &FAILED];

/// An e-mail that is to go out or went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailOut {
    /// Its id.
    pub id: RecordId,
    /// The case that it came about; never named in it.
    pub case: CaseId,
    /// The request that it is about, if any.
    pub request: Option<RecordId>,
    /// What it says, as a code.
    pub kind: String,
    /// To whom, when they have a sign-in.
    pub person: Option<PersonId>,
    /// The address, for somebody without one.
    pub address: Option<String>,
    /// When it was asked for.
    pub added_at: Instant,
    /// How often it was tried without success.
    pub tries: i64,
    /// When it went out.
    pub sent_at: Option<Instant>,
    /// When it was given up.
    pub failed_at: Option<Instant>,
    /// Why it did not go out, as a code.
    pub code: Option<String>,
}

fn read(row: &Row) -> Result<MailOut, VaultError> {
    Ok(MailOut {
        id: row.parse("id")?,
        case: row.parse("case_id")?,
        request: row.maybe_parse("return_id")?,
        kind: row.text("kind")?,
        person: row.maybe_parse("person")?,
        address: row.maybe_text("address")?,
        added_at: row.instant("added_at")?,
        tries: row.number("tries")?,
        sent_at: row.maybe_instant("sent_at")?,
        failed_at: row.maybe_instant("failed_at")?,
        code: row.maybe_text("code")?,
    })
}

/// Asks for an e-mail, in the transaction of what it tells of. To a person with a sign-in, or to an address.
///
/// # Errors
/// [`VaultError`].
pub async fn queue_mail<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (case, request): (CaseId, Option<RecordId>),
    kind: &'static str,
    to: Result<PersonId, &str>,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (id, now): (RecordId, _) = (tx.ctx.new_id()?, tx.ctx.now);
    let values = [
        Value::id(id),
        Value::id(case),
        Value::maybe_id(request),
        kind.into(),
        Value::maybe_id(to.ok()),
        to.err().into(),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(())
}

/// E-mails that are to go out now, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn mail_waiting(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
) -> Result<Vec<MailOut>, VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let rows = tx.all(&WAITING, [now.into()]).await?;
    rows.iter().map(read).collect()
}

/// The e-mails about a case, oldest first.
///
/// # Errors
/// [`VaultError`].
pub async fn mails_of_case<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
) -> Result<Vec<MailOut>, VaultError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&OF_CASE, [Value::id(permit.case()?)]).await?;
    rows.iter().map(read).collect()
}

/// Notes that an e-mail went out.
///
/// # Errors
/// [`VaultError`].
pub async fn mail_sent(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    mail: &MailOut,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    tx.execute(&SENT, [Value::id(mail.id), now.into()]).await?;
    super::answering::note(tx, "mail_sent", mail.case, mail.id).await
}

/// Notes that an e-mail did not go out and is tried again at `after`.
///
/// # Errors
/// [`VaultError`].
pub async fn try_mail_again(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    mail: &MailOut,
    (after, code): (Instant, &'static str),
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let values = [Value::id(mail.id), after.into(), code.into()];
    tx.execute(&AGAIN, values).await?;
    Ok(())
}

/// Notes that an e-mail cannot be sent; a person sees it on the page of the requests.
///
/// # Errors
/// [`VaultError`].
pub async fn mail_failed(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::RemindAnswering>,
    mail: &MailOut,
    code: &'static str,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [Value::id(mail.id), now.into(), code.into()];
    tx.execute(&FAILED, values).await?;
    super::answering::note(tx, "mail_failed", mail.case, mail.id).await
}
