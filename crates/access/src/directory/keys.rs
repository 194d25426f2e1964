//! Keys of the stores: wrapped by the instance key and by the recovery key, never in the clear.

use crypto::envelope::{BoxPublicKey, BoxSecretKey};
use crypto::{SecretKey, SigningKey, VerifyingKey};
use db::{Row, Statement, Value};
use model::{OrganisationId, RecordId};

use super::settings::{recovery_wrapping_key, rewrap_root};
use super::{DirectoryError, DirectoryTx};
use crate::{Permit, actions};

pub(super) const ADD_STORE: Statement = Statement::new(
    "add a store key",
    "INSERT INTO store_key (organisation, epoch, by_instance, by_recovery, made_at) VALUES ($1, 1, $2, $3, $4)",
);
pub(super) const STORE: Statement = Statement::new(
    "store key",
    "SELECT organisation, epoch, by_instance, first_opened_at FROM store_key WHERE organisation = $1",
);
pub(super) const STORES: Statement = Statement::new(
    "store keys",
    "SELECT organisation, epoch, by_instance, first_opened_at FROM store_key ORDER BY organisation",
);
pub(super) const REWRAP: Statement = Statement::new(
    "rewrap a store key",
    "UPDATE store_key SET by_instance = $2 WHERE organisation = $1",
);
pub(super) const EPOCH: Statement = Statement::new(
    "raise the epoch of a store",
    "UPDATE store_key SET epoch = epoch + 1 WHERE organisation = $1",
);
pub(super) const OPENED: Statement = Statement::new(
    "a store was made",
    "UPDATE store_key SET first_opened_at = $2 WHERE organisation = $1 AND first_opened_at IS NULL",
);
pub(super) const ADD_KEY: Statement = Statement::new(
    "add a key of an organisation",
    "INSERT INTO organisation_key (id, organisation, kind, public, sealed, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
pub(super) const KEYS: Statement = Statement::new(
    "keys of an organisation",
    "SELECT kind, public FROM organisation_key WHERE organisation = $1 AND until_at IS NULL ORDER BY made_at DESC",
);

/// The keys of one organisation, opened.
pub struct Keys {
    /// The key of its store.
    pub store: SecretKey,
    /// The store's epoch.
    pub epoch: i64,
    /// Whether the store has been made: opened for the first time.
    pub made: bool,
    /// Signs its envelopes and the record of who did what.
    pub signing: SigningKey,
    /// Opens envelopes sent to it.
    pub opening: BoxSecretKey,
    /// Checks its signatures.
    pub verifying: VerifyingKey,
    /// Seals envelopes to it.
    pub sealing: BoxPublicKey,
}

fn context(organisation: OrganisationId) -> String {
    format!("store of {organisation}")
}

impl Keys {
    fn of(store: SecretKey, epoch: i64, made: bool) -> Self {
        let signing = SigningKey::from_secret(&store.derive("signing"));
        let opening = BoxSecretKey::from_secret(&store.derive("opening"));
        let (verifying, sealing) = (signing.verifying_key(), opening.public_key());
        Self {
            store,
            epoch,
            made,
            signing,
            opening,
            verifying,
            sealing,
        }
    }
}

/// Makes the keys of an organisation's store.
///
/// # Errors
/// [`DirectoryError`].
pub async fn make_keys(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    organisation: OrganisationId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let store = SecretKey::generate()?;
    let context = context(organisation);
    let instance = tx.directory.instance.clone();
    let recovery = recovery_wrapping_key(tx).await?;
    let by_instance = crypto::wrap_key(&instance, &context, &store)?;
    let by_recovery = crypto::wrap_key(&recovery, &context, &store)?;
    let now = tx.ctx.now;
    let values = [
        Value::id(organisation),
        by_instance.into(),
        by_recovery.into(),
        now.into(),
    ];
    tx.execute(&ADD_STORE, values).await?;
    let keys = Keys::of(store, 1, false);
    let publics = [
        ("signing", keys.verifying.to_bytes().to_vec()),
        ("sealing", keys.sealing.to_bytes().to_vec()),
    ];
    for (kind, public) in publics {
        let id: RecordId = tx.ctx.new_id()?;
        // The secret half is derived from the store key, so nothing more is kept of it.
        let values = [
            Value::id(id),
            Value::id(organisation),
            kind.into(),
            public.into(),
            Vec::new().into(),
            now.into(),
        ];
        tx.execute(&ADD_KEY, values).await?;
    }
    tx.note("make_keys").await
}

impl DirectoryTx<'_> {
    /// The keys of an organisation's store; `None` when it owns none. For the service's own use: no
    /// page shows a key.
    ///
    /// # Errors
    /// [`DirectoryError::Crypto`] when the instance key does not fit.
    pub async fn keys(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Option<Keys>, DirectoryError> {
        let row = self.first(&STORE, [Value::id(organisation)]).await?;
        row.map(|row| self.opened(&row)).transpose()
    }

    /// The organisations that own a store.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn stores(&mut self) -> Result<Vec<OrganisationId>, DirectoryError> {
        self.all(&STORES, [])
            .await?
            .iter()
            .map(|row| Ok(row.parse("organisation")?))
            .collect()
    }

    fn opened(&self, row: &Row) -> Result<Keys, DirectoryError> {
        let organisation: OrganisationId = row.parse("organisation")?;
        let wrapped = row.bytes("by_instance")?;
        let store = crypto::unwrap_key(&self.directory.instance, &context(organisation), &wrapped)?;
        let made = row.maybe_instant("first_opened_at")?.is_some();
        Ok(Keys::of(store, row.number("epoch")?, made))
    }

    /// Remembers that a store was made. For the service's own use.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn store_was_made(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<(), DirectoryError> {
        let now = self.ctx.now;
        self.execute(&OPENED, [Value::id(organisation), now.into()])
            .await
            .map(|_| ())
    }
}

/// Raises the epoch of a store after it was restored, so that no envelope number is used twice.
///
/// # Errors
/// [`DirectoryError::NotFound`] when the organisation owns no store.
pub async fn raise_epoch(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    organisation: OrganisationId,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    if tx.execute(&EPOCH, [Value::id(organisation)]).await? == 0 {
        return Err(DirectoryError::NotFound);
    }
    tx.note("raise_epoch").await
}

/// Wraps every store key, and the key of what is sealed in the directory, by a new instance key.
///
/// # Errors
/// [`DirectoryError`]; then nothing has changed.
pub async fn rewrap(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, actions::ManageDirectory>,
    new: &SecretKey,
) -> Result<usize, DirectoryError> {
    permit.check(tx.tx.number())?;
    let rows = tx.all(&STORES, []).await?;
    for row in &rows {
        let organisation: OrganisationId = row.parse("organisation")?;
        let keys = tx.opened(row)?;
        let wrapped = crypto::wrap_key(new, &context(organisation), &keys.store)?;
        tx.execute(&REWRAP, [Value::id(organisation), wrapped.into()])
            .await?;
    }
    super::commons_key::rewrap(tx, new).await?;
    rewrap_root(tx, new).await?;
    tx.note("rewrap_keys").await?;
    Ok(rows.len())
}
