//! Recovery: when somebody has lost their way in, one administrator asks and another confirms.

use crypto::Token;
use db::{Row, Statement, Value};
use model::{Instant, PersonId, RecordId};

use super::invitations::{self, InvitationKind, may_vouch};
use super::{credentials, links, parked, passkeys, sessions};
use crate::directory::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const STATEMENTS: &[&Statement] = &[&ASK, &ONE, &CONFIRM, &OPEN];

const ASK: Statement = Statement::new(
    "ask for a recovery",
    "INSERT INTO recovery_request (id, person, organisation, asked_by, asked_at) \
     VALUES ($1, $2, $3, $4, $5)",
);
const ONE: Statement = Statement::new(
    "one request for a recovery",
    "SELECT id, person, asked_by, asked_at FROM recovery_request \
     WHERE id = $1 AND organisation = $2 AND confirmed_at IS NULL AND asked_at > $3",
);
const CONFIRM: Statement = Statement::new(
    "confirm a recovery",
    "UPDATE recovery_request SET confirmed_by = $2, confirmed_at = $3 \
     WHERE id = $1 AND confirmed_at IS NULL AND asked_by <> $2",
);
const OPEN: Statement = Statement::new(
    "open requests for a recovery",
    "SELECT id, person, asked_by, asked_at FROM recovery_request \
     WHERE organisation = $1 AND confirmed_at IS NULL AND asked_at > $2 ORDER BY asked_at, id",
);

/// Seconds within which the second administrator has to confirm.
const OPEN_SECONDS: i64 = 7 * 24 * 60 * 60;

/// A request that another administrator may confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRequest {
    /// Its id.
    pub id: RecordId,
    /// Who lost their way in.
    pub person: PersonId,
    /// The administrator who asked.
    pub asked_by: PersonId,
    /// When.
    pub asked_at: Instant,
}

/// Asks that a person may set up a new way in. Nothing changes until another administrator agrees.
///
/// # Errors
/// [`DirectoryError::Rule`] `recovery-of-oneself`, `person-of-another-organisation`,
/// `person-is-operator`.
pub async fn ask_recovery(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManagePeople>,
    whom: PersonId,
) -> Result<RecordId, DirectoryError> {
    permit.check(tx.tx.number())?;
    may_vouch(tx, permit, whom).await?;
    let asker = tx.ctx.person()?.id;
    if asker == whom {
        return Err(DirectoryError::Rule("recovery-of-oneself"));
    }
    let id: RecordId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        Value::id(whom),
        Value::id(permit.organisation()),
        Value::id(asker),
        now.into(),
    ];
    tx.execute(&ASK, values).await?;
    tx.note("ask_recovery").await?;
    Ok(id)
}

/// Agrees to a recovery: password, codes, passkeys and links are removed, sessions end, and the token of a
/// new invitation is returned, good for seven days.
///
/// # Errors
/// [`DirectoryError::NotFound`] when the request is gone, a week old or of another organisation;
/// [`DirectoryError::Rule`] `recovery-same-person` for whoever asked, `recovery-of-oneself`.
pub async fn confirm_recovery(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManagePeople>,
    request: RecordId,
) -> Result<Token, DirectoryError> {
    permit.check(tx.tx.number())?;
    let now = tx.ctx.now;
    let values = [
        Value::id(request),
        Value::id(permit.organisation()),
        now.plus_seconds(-OPEN_SECONDS).into(),
    ];
    let row = tx
        .first(&ONE, values)
        .await?
        .ok_or(DirectoryError::NotFound)?;
    let asked = read(&row)?;
    let confirmer = tx.ctx.person()?.id;
    if confirmer == asked.asked_by {
        return Err(DirectoryError::Rule("recovery-same-person"));
    }
    if confirmer == asked.person {
        return Err(DirectoryError::Rule("recovery-of-oneself"));
    }
    may_vouch(tx, permit, asked.person).await?;
    if tx
        .execute(
            &CONFIRM,
            [Value::id(request), Value::id(confirmer), now.into()],
        )
        .await?
        == 0
    {
        return Err(DirectoryError::NotFound);
    }
    credentials::remove(tx, asked.person).await?;
    passkeys::remove_all(tx, asked.person).await?;
    links::remove_all(tx, asked.person).await?;
    parked::forget_of(tx, asked.person).await?;
    sessions::end_all(tx, asked.person).await?;
    tx.note("confirm_recovery").await?;
    invitations::add(
        tx,
        InvitationKind::Recovery,
        asked.person,
        Some(permit.organisation()),
    )
    .await
}

/// The requests of the organisation that wait for a second administrator.
///
/// # Errors
/// [`DirectoryError`].
pub async fn open_recoveries(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::SeeAdministration>,
) -> Result<Vec<RecoveryRequest>, DirectoryError> {
    permit.check(tx.tx.number())?;
    let after = tx.ctx.now.plus_seconds(-OPEN_SECONDS);
    let rows = tx
        .all(&OPEN, [Value::id(permit.organisation()), after.into()])
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<RecoveryRequest, DirectoryError> {
    Ok(RecoveryRequest {
        id: row.parse("id")?,
        person: row.parse("person")?,
        asked_by: row.parse("asked_by")?,
        asked_at: row.instant("asked_at")?,
    })
}
