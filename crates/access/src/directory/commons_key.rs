//! The key of the store of shared learning: made when the store is first opened, wrapped as the keys of the other stores are.

use crypto::{SecretKey, SigningKey, VerifyingKey};
use db::{DbError, Statement, Value};
use model::RecordId;

use super::settings::recovery_wrapping_key;
use super::{DirectoryError, DirectoryTx};

pub(super) const ADD: Statement = Statement::new(
    "add the key of shared learning",
    "INSERT INTO commons_key (slot, id, by_instance, by_recovery, made_at) VALUES (1, $1, $2, $3, $4)",
);
pub(super) const ONE: Statement = Statement::new(
    "key of shared learning",
    "SELECT id, by_instance, first_opened_at FROM commons_key WHERE slot = 1",
);
pub(super) const REWRAP: Statement = Statement::new(
    "rewrap the key of shared learning",
    "UPDATE commons_key SET by_instance = $1 WHERE slot = 1",
);
pub(super) const OPENED: Statement = Statement::new(
    "the store of shared learning was made",
    "UPDATE commons_key SET first_opened_at = $1 WHERE slot = 1 AND first_opened_at IS NULL",
);
/// What the wrapped key is for.
const CONTEXT: &str = "store of shared learning";

/// The key of the store of shared learning, opened.
pub struct CommonsKey {
    /// Names the store where several instances share one server.
    pub id: RecordId,
    /// Its key; everything else is derived from it.
    pub store: SecretKey,
    /// Whether the store has been made: from then on its absence is a loss, never a new store.
    pub made: bool,
    /// Signs its record of who did what.
    pub signing: SigningKey,
    /// Checks those signatures.
    pub verifying: VerifyingKey,
}

impl CommonsKey {
    fn of(id: RecordId, store: SecretKey, made: bool) -> Self {
        let signing = SigningKey::from_secret(&store.derive("signing"));
        let verifying = signing.verifying_key();
        Self {
            id,
            store,
            made,
            signing,
            verifying,
        }
    }
}

impl DirectoryTx<'_> {
    /// The key of the store of shared learning; none before it was first opened. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`] when the instance key does not fit.
    pub async fn commons_key(&mut self) -> Result<Option<CommonsKey>, DirectoryError> {
        let Some(row) = self.first(&ONE, []).await? else {
            return Ok(None);
        };
        let wrapped = row.bytes("by_instance")?;
        let store = crypto::unwrap_key(&self.directory.instance, CONTEXT, &wrapped)?;
        let made = row.maybe_instant("first_opened_at")?.is_some();
        Ok(Some(CommonsKey::of(row.parse("id")?, store, made)))
    }

    /// The same, made where there is none yet. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn commons_key_or_new(&mut self) -> Result<CommonsKey, DirectoryError> {
        if let Some(key) = self.commons_key().await? {
            return Ok(key);
        }
        let id: RecordId = self.ctx.new_id()?;
        let store = SecretKey::generate()?;
        let recovery = recovery_wrapping_key(self).await?;
        let values = [
            Value::id(id),
            crypto::wrap_key(&self.directory.instance, CONTEXT, &store)?.into(),
            crypto::wrap_key(&recovery, CONTEXT, &store)?.into(),
            self.ctx.now.into(),
        ];
        // Two that open the store at once: the second finds the first one's key when it runs again.
        let added = self.execute(&ADD, values).await;
        added.map_err(|error| match error {
            DirectoryError::Db(DbError::Refused(name)) => DbError::Conflict(name).into(),
            other => other,
        })?;
        self.note("make_keys").await?;
        Ok(CommonsKey::of(id, store, false))
    }

    /// Remembers that the store of shared learning was made. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn commons_was_made(&mut self) -> Result<(), DirectoryError> {
        let now = self.ctx.now;
        self.execute(&OPENED, [now.into()]).await.map(drop)
    }
}

/// Wraps the key by another instance key, where there is one.
pub(super) async fn rewrap(
    tx: &mut DirectoryTx<'_>,
    new: &SecretKey,
) -> Result<(), DirectoryError> {
    let Some(key) = tx.commons_key().await? else {
        return Ok(());
    };
    let wrapped = crypto::wrap_key(new, CONTEXT, &key.store)?;
    tx.execute(&REWRAP, [wrapped.into()]).await.map(drop)
}
