//! The one store of shared learning of an instance: opened on first use.

use std::sync::{Arc, OnceLock};

use access::directory::CommonsKey;
use access::ledger::{Anchor, ends_before};
use commons::Commons;
use db::DbError;
use model::{Id as _, Instant, OrganisationId};
use tokio::sync::Mutex;

use crate::instance::job_ctx;
use crate::{App, AppError};

/// Where the store lies, and the store once it is open.
pub(crate) struct SharedStore {
    place: commons::Place,
    open: Mutex<()>,
    opened: std::sync::RwLock<Option<Arc<Commons>>>,
    /// The last signed root of it that is known from elsewhere.
    known: OnceLock<Anchor>,
}

impl SharedStore {
    pub(crate) fn at(place: &vault::Place) -> Self {
        let place = match place {
            vault::Place::Folder(folder) => commons::Place::Folder(folder.clone()),
            vault::Place::Postgres { server, .. } => commons::Place::Postgres(server.clone()),
        };
        Self {
            place,
            open: Mutex::new(()),
            opened: std::sync::RwLock::new(None),
            known: OnceLock::new(),
        }
    }

    fn if_open(&self) -> Option<Arc<Commons>> {
        let opened = self.opened.read();
        opened.map_or_else(|poisoned| poisoned.into_inner().clone(), |one| one.clone())
    }

    fn set(&self, to: Option<Arc<Commons>>) {
        let mut opened = self
            .opened
            .write()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        *opened = to;
    }
}

/// The name of the job that opens the store; it acts for no organisation.
const JOB: &str = "open store";

impl App {
    /// The store of shared learning.
    ///
    /// # Errors
    /// [`AppError::Closed`] when it is damaged, gone, or its end is lost.
    pub async fn commons(&self) -> Result<Arc<Commons>, AppError> {
        if let Some(commons) = self.shared.if_open() {
            return Ok(commons);
        }
        let _alone = self.shared.open.lock().await;
        if let Some(commons) = self.shared.if_open() {
            return Ok(commons);
        }
        let key = self.commons_key().await?;
        let policies = Arc::clone(self.directory().policies());
        let commons = Commons::open(&self.shared.place, &key, policies).await?;
        if self.commons_is_cut_short(&commons).await? {
            commons.db().close().await;
            let lost = vault::VaultError::EndLost;
            return Err(AppError::Closed(Box::new(lost)));
        }
        if !key.made {
            let ctx = &nobody(self.clock().now())?;
            let kept = self.directory().transact(ctx, |tx| {
                Box::pin(async move { tx.commons_was_made().await })
            });
            kept.await?;
        }
        crate::sharing::hold_against(self, &commons).await?;
        let commons = Arc::new(commons);
        self.shared.set(Some(Arc::clone(&commons)));
        Ok(commons)
    }

    /// The store of shared learning, when somebody opened it.
    #[must_use]
    pub fn commons_if_open(&self) -> Option<Arc<Commons>> {
        self.shared.if_open()
    }

    /// Closes the store of shared learning, for an orderly end; it is opened again when asked for.
    pub async fn close_commons(&self) {
        let opened = self.shared.if_open();
        self.shared.set(None);
        if let Some(commons) = opened {
            commons.db().close().await;
        }
    }

    /// From now on the store is not opened when it ends before this root. Counts once, before it is opened.
    pub fn expect_commons(&self, root: Anchor) {
        // Said again it is the same root.
        drop(self.shared.known.set(root));
    }

    /// The key of the store of shared learning, made when it is first asked for. For the service's own use.
    ///
    /// # Errors
    /// [`AppError`] when the directory fails.
    pub async fn commons_key(&self) -> Result<CommonsKey, AppError> {
        let ctx = &nobody(self.clock().now())?;
        let known = self
            .directory()
            .look(ctx, |tx| Box::pin(tx.commons_key()))
            .await?;
        if let Some(key) = known {
            return Ok(key);
        }
        let made = self
            .directory()
            .transact(ctx, |tx| Box::pin(tx.commons_key_or_new()));
        Ok(made.await?)
    }

    async fn commons_is_cut_short(&self, commons: &Commons) -> Result<bool, AppError> {
        let Some(root) = self.shared.known.get() else {
            return Ok(false);
        };
        let look = commons.db().read(|tx| Box::pin(ends_before(tx, root)));
        look.await
            .map_err(|error: DbError| AppError::Store(Box::new(error)))
    }
}

/// The service itself, which acts for no organisation here.
fn nobody(now: Instant) -> Result<access::Ctx, AppError> {
    job_ctx(JOB, nobody_at_all(), now)
}

/// The organisation of whoever acts for none.
pub(crate) fn nobody_at_all() -> OrganisationId {
    OrganisationId::make(Instant::from_microseconds(0), [0; 10])
}
