//! A form that was sent after its session had ended: kept sealed for an hour, for its sender alone.

use crypto::SecretKey;
use db::{Statement, Value};
use model::{Instant, PersonId};

use super::{PARKED_SECONDS, SignIn, nobody};
use crate::directory::{DirectoryError, DirectoryTx};

pub(super) const STATEMENTS: &[&Statement] = &[&PARK, &PARKED, &TAKE, &FORGET];

const PARK: Statement = Statement::new(
    "keep a form",
    "INSERT INTO parked_post (person, path, sealed, until_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person) DO UPDATE SET path = excluded.path, sealed = excluded.sealed, \
     until_at = excluded.until_at",
);
const PARKED: Statement = Statement::new(
    "form that was kept",
    "SELECT path, sealed FROM parked_post WHERE person = $1 AND until_at > $2",
);
const TAKE: Statement = Statement::new(
    "take the form that was kept",
    "DELETE FROM parked_post WHERE person = $1",
);
const FORGET: Statement = Statement::new(
    "forget old forms",
    "DELETE FROM parked_post WHERE until_at <= $1",
);

/// More bytes than a form without files has.
const LARGEST: usize = 2 * 1024 * 1024;

impl SignIn {
    /// Keeps a form for an hour, in place of one that was kept before.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `form-too-large` for more than 2 MiB.
    pub async fn park(
        &self,
        person: PersonId,
        path: &str,
        body: &[u8],
        now: Instant,
    ) -> Result<(), DirectoryError> {
        if body.len() > LARGEST {
            return Err(DirectoryError::Rule("form-too-large"));
        }
        let sealed = &crypto::seal(
            &self.parked_key(),
            associated(person, path).as_bytes(),
            body,
        )?;
        let until = now.plus_seconds(PARKED_SECONDS);
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let values = [
                        Value::id(person),
                        path.into(),
                        sealed.as_slice().into(),
                        until.into(),
                    ];
                    tx.execute(&PARK, values).await.map(|_| ())
                })
            })
            .await
    }

    /// The form that is kept for a person: its path and its bytes. It stays kept.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`] when what is kept was moved or changed.
    pub async fn parked(
        &self,
        person: PersonId,
        now: Instant,
    ) -> Result<Option<(String, Vec<u8>)>, DirectoryError> {
        self.directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move { self.read_parked(tx, person).await })
            })
            .await
    }

    /// The form that is kept for a person, which is then no longer kept.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`] when what is kept was moved or changed.
    pub async fn take_parked(
        &self,
        person: PersonId,
        now: Instant,
    ) -> Result<Option<(String, Vec<u8>)>, DirectoryError> {
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let form = self.read_parked(tx, person).await?;
                    forget_of(tx, person).await?;
                    Ok(form)
                })
            })
            .await
    }

    async fn read_parked(
        &self,
        tx: &mut DirectoryTx<'_>,
        person: PersonId,
    ) -> Result<Option<(String, Vec<u8>)>, DirectoryError> {
        let now = tx.ctx.now;
        let Some(row) = tx.first(&PARKED, [Value::id(person), now.into()]).await? else {
            return Ok(None);
        };
        let path = row.text("path")?;
        let associated = associated(person, &path);
        let body = crypto::open(
            &self.parked_key(),
            associated.as_bytes(),
            &row.bytes("sealed")?,
        )?;
        Ok(Some((path, body)))
    }

    fn parked_key(&self) -> SecretKey {
        self.directory.sealing_key("kept forms")
    }
}

fn associated(person: PersonId, path: &str) -> String {
    format!("{person} {path}")
}

/// Forgets the form that is kept for a person.
pub(super) async fn forget_of(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<(), DirectoryError> {
    tx.execute(&TAKE, [Value::id(person)]).await.map(|_| ())
}

/// Forgets forms that nobody came back for.
pub(super) async fn forget_old(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let now = tx.ctx.now;
    tx.execute(&FORGET, [now.into()]).await.map(|_| ())
}
