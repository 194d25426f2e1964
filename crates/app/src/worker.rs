//! The worker: seals the record of who did what, carries the post, sweeps files without a row.

use std::collections::HashMap;
use std::sync::Arc;

use access::ledger;
use crypto::merkle::Tree;
use db::DbError;
use model::OrganisationId;

use crate::instance::job_ctx;
use crate::{App, AppError};

/// What the worker remembers between rounds.
pub struct Worker {
    app: Arc<App>,
    trees: HashMap<OrganisationId, Tree>,
    directory_tree: Tree,
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Rows sealed.
    pub sealed: u64,
    /// Envelopes delivered.
    pub delivered: u64,
}

impl Worker {
    /// A worker for an instance.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self {
            app,
            trees: HashMap::new(),
            directory_tree: Tree::new(),
        }
    }

    /// One round over the directory and every store that is open. A store that fails is reported and
    /// does not hold up the others.
    ///
    /// # Errors
    /// [`AppError`] when the directory itself fails.
    pub async fn round(&mut self) -> Result<Round, AppError> {
        let mut round = Round::default();
        for vault in self.app.vaults().opened().await {
            let organisation = vault.organisation();
            match self.seal_store(&vault).await {
                Ok(sealed) => round.sealed += sealed,
                Err(error) => tracing::error!(%organisation, %error, "sealing failed"),
            }
            match crate::post::deliver(&self.app, &vault).await {
                Ok(delivered) => round.delivered += delivered,
                Err(error) => tracing::error!(%organisation, %error, "delivery failed"),
            }
        }
        round.sealed += self.seal_directory().await?;
        Ok(round)
    }

    async fn seal_store(&mut self, vault: &vault::Vault) -> Result<u64, AppError> {
        let organisation = vault.organisation();
        let keys = self.app.keys(organisation).await?;
        let tree = self.trees.remove(&organisation).unwrap_or_default();
        let store = organisation.to_string();
        let (tree, sealed) = self.seal(vault.db(), &store, &keys.signing, tree).await?;
        self.trees.insert(organisation, tree);
        Ok(sealed)
    }

    async fn seal_directory(&mut self) -> Result<u64, AppError> {
        let directory = Arc::clone(self.app.directory());
        let tree = std::mem::take(&mut self.directory_tree);
        let key = directory.signing_key();
        let (tree, sealed) = self.seal(directory.db(), "directory", &key, tree).await?;
        self.directory_tree = tree;
        Ok(sealed)
    }

    async fn seal(
        &self,
        db: &db::Db,
        store: &str,
        key: &crypto::SigningKey,
        tree: Tree,
    ) -> Result<(Tree, u64), AppError> {
        let now = self.app.clock().now();
        let waiting = db
            .read(|tx| Box::pin(ledger::waits(tx)))
            .await
            .map_err(|error: DbError| AppError::Store(Box::new(error)))?;
        if !waiting {
            return Ok((tree, 0));
        }
        let tree = &tree;
        db.transact(|tx| {
            Box::pin(async move {
                let mut grown = tree.clone();
                let outcome = ledger::seal(tx, store, key, now, &mut grown).await?;
                Ok::<_, DbError>((grown, outcome.sealed))
            })
        })
        .await
        .map_err(|error| AppError::Store(Box::new(error)))
    }

    /// Removes files that no row names, in every open store.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn sweep(&self) -> Result<usize, AppError> {
        let mut removed = 0;
        for vault in self.app.vaults().opened().await {
            let ctx = job_ctx("sweep files", vault.organisation(), self.app.clock().now())?;
            removed += vault.sweep(&ctx).await?;
        }
        Ok(removed)
    }
}
