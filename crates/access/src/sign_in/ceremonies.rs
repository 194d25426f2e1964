//! What is begun on one page and answered on another: kept sealed for some minutes, good once.

use crypto::Token;
use db::{Statement, Value};
use model::{Instant, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{SignIn, digest_of, nobody};
use crate::directory::{DirectoryError, DirectoryTx};

pub(super) const STATEMENTS: &[&Statement] = &[&ADD, &TAKE, &FORGET];

const ADD: Statement = Statement::new(
    "begin a ceremony",
    "INSERT INTO ceremony (id, person, kind, sealed, until_at) VALUES ($1, $2, $3, $4, $5)",
);
const TAKE: Statement = Statement::new(
    "take a ceremony",
    "DELETE FROM ceremony WHERE id = $1 AND kind = $2 RETURNING person, sealed, until_at",
);
const FORGET: Statement = Statement::new(
    "forget old ceremonies",
    "DELETE FROM ceremony WHERE until_at <= $1",
);

const UNREADABLE: DirectoryError = DirectoryError::Rule("passkey-refused");

impl SignIn {
    /// Keeps what a ceremony needs to be finished, for so many seconds; the token names it.
    pub(super) async fn keep_ceremony<S: Serialize + Sync>(
        &self,
        tx: &mut DirectoryTx<'_>,
        (kind, ceremony, seconds): (&str, &Token, i64),
        whose: Option<PersonId>,
        state: &S,
    ) -> Result<(), DirectoryError> {
        let id = digest_of(ceremony);
        let state = serde_json::to_vec(state).map_err(|_| UNREADABLE)?;
        let key = self.directory.sealing_key("ceremonies");
        let sealed = crypto::seal(&key, id.as_bytes(), &state)?;
        let until = tx.ctx.now.plus_seconds(seconds);
        let values = [
            id.into(),
            Value::maybe_id(whose),
            kind.into(),
            sealed.into(),
            until.into(),
        ];
        tx.execute(&ADD, values).await.map(|_| ())
    }

    /// Takes a ceremony out, so that nobody can answer it twice; `None` when it is gone or too old.
    pub(super) async fn take_ceremony<S: DeserializeOwned>(
        &self,
        kind: &str,
        ceremony: &Token,
        now: Instant,
    ) -> Result<Option<(Option<PersonId>, S)>, DirectoryError> {
        let id = &digest_of(ceremony);
        let row = self
            .directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move { tx.first(&TAKE, [id.into(), kind.into()]).await })
            })
            .await?;
        let Some(row) = row else { return Ok(None) };
        if row.instant("until_at")? <= now {
            return Ok(None);
        }
        let key = self.directory.sealing_key("ceremonies");
        let state = crypto::open(&key, id.as_bytes(), &row.bytes("sealed")?)?;
        let state = serde_json::from_slice(&state).map_err(|_| UNREADABLE)?;
        Ok(Some((row.maybe_parse("person")?, state)))
    }
}

/// Forgets ceremonies that nobody finished.
pub(super) async fn forget_old(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let now = tx.ctx.now;
    tx.execute(&FORGET, [now.into()]).await.map(|_| ())
}
