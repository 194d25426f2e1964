//! The worker: seals the record of who did what, carries the post, sweeps files without a row.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use access::ledger::{self, Anchor};
use commons::Commons;
use crypto::merkle::Tree;
use db::DbError;
use model::{Date, OrganisationId};

use crate::instance::job_ctx;
use crate::library::nobody_at_all;
use crate::{App, AppError};

/// What the worker remembers between rounds.
pub struct Worker {
    app: Arc<App>,
    trees: HashMap<OrganisationId, Tree>,
    directory_tree: Tree,
    commons_tree: Tree,
    /// Stores that have told the others what they hold, if they were restored.
    announced: HashSet<OrganisationId>,
    /// Stores in which what an earlier version of this program received was filed with its cases.
    filed: HashSet<OrganisationId>,
    /// How much was shared no longer when the releases of each store were last held against it.
    compared: HashMap<OrganisationId, i64>,
    /// Whether what people asked and kept in the shared store is gone from there; nobody writes it there any more.
    shared_questions_gone: AtomicBool,
    /// The day on which the root of each record was last taken, by the name of its store.
    rooted: HashMap<String, Date>,
    /// The last root of each record that was sealed since they were last taken.
    tops: Vec<Anchor>,
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Rows sealed.
    pub sealed: u64,
    /// Envelopes delivered.
    pub delivered: u64,
    /// Stores written anew because something was disposed of.
    pub cleaned: u64,
    /// Pieces of learning that went to others, or were taken back from there.
    pub released: u64,
}

impl Worker {
    /// A worker for an instance.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self {
            app,
            trees: HashMap::new(),
            directory_tree: Tree::new(),
            commons_tree: Tree::new(),
            announced: HashSet::new(),
            filed: HashSet::new(),
            compared: HashMap::new(),
            shared_questions_gone: AtomicBool::new(false),
            rooted: HashMap::new(),
            tops: Vec::new(),
        }
    }

    /// One round over the directory and every store that is open. A store that fails is reported and
    /// does not hold up the others.
    ///
    /// # Errors
    /// [`AppError`] when the directory itself fails.
    pub async fn round(&mut self) -> Result<Round, AppError> {
        let mut round = Round::default();
        let ended = crate::sharing::ended_many(&self.app).await?;
        for vault in self.app.vaults().opened().await {
            let organisation = vault.organisation();
            match self.seal_store(&vault).await {
                Ok(sealed) => round.sealed += sealed,
                Err(error) => tracing::error!(%organisation, %error, "sealing failed"),
            }
            if let Err(error) = self.file_earlier(&vault).await {
                tracing::error!(%organisation, %error, "what was received earlier was not filed");
            }
            if let Err(error) = self.announce(&vault).await {
                tracing::error!(%organisation, %error, "the others were not told of the restore");
            }
            match crate::keeping::clean(&self.app, &vault).await {
                Ok(cleaned) => round.cleaned += u64::from(cleaned),
                Err(error) => {
                    tracing::error!(%organisation, %error, "the store was not written anew after a disposal");
                }
            }
            if let Err(error) = crate::transfer::send_accepted(&self.app, &vault).await {
                tracing::error!(%organisation, %error, "a review that is handed over was not sent");
            }
            match crate::sharing::carry(&self.app, &vault).await {
                Ok(carried) => round.released += carried,
                Err(error) => {
                    tracing::error!(%organisation, %error, "releases of learning were not carried out")
                }
            }
            match self.compare(&vault, ended).await {
                Ok(changed) => round.released += changed,
                Err(error) => {
                    tracing::error!(%organisation, %error, "what was taken back was not held against what is shared")
                }
            }
            match crate::post::deliver(&self.app, &vault).await {
                Ok(delivered) => round.delivered += delivered,
                Err(error) => tracing::error!(%organisation, %error, "delivery failed"),
            }
        }
        match self.seal_commons().await {
            Ok(sealed) => round.sealed += sealed,
            Err(error) => tracing::error!(%error, "sealing the store of shared learning failed"),
        }
        round.sealed += self.seal_directory().await?;
        Ok(round)
    }

    /// Opens every store once, at the start: what waited in one when the service ended goes on without
    /// anybody signing in. Returns those that cannot be opened; the others go on without them.
    ///
    /// # Errors
    /// [`AppError`] when the directory itself fails.
    pub async fn wake(&self) -> Result<Vec<OrganisationId>, AppError> {
        let ctx = job_ctx("wake", nobody_at_all(), self.app.clock().now())?;
        let stores = self
            .app
            .directory()
            .look(&ctx, |tx| Box::pin(tx.stores()))
            .await?;
        let mut closed = Vec::new();
        for organisation in stores {
            if let Err(error) = self.app.vaults().of(organisation).await {
                tracing::error!(%organisation, %error, "a store cannot be opened; the others go on");
                closed.push(organisation);
            }
        }
        if let Err(error) = self.app.commons().await {
            tracing::error!(%error, "the store of shared learning cannot be opened; the others go on");
        }
        Ok(closed)
    }

    /// The latest root of every open record whose root was not taken yet today; those of stores go to
    /// the region and the national body at the same time. For whoever writes them to a file.
    ///
    /// # Errors
    /// [`AppError`] when the directory itself fails.
    pub async fn daily_roots(&mut self) -> Result<Vec<Anchor>, AppError> {
        let today = self.app.clock().now().date_in_london();
        let mut roots = Vec::new();
        let directory = self.app.directory().db().clone();
        roots.extend(self.root_of_today(&directory, "directory", today).await?);
        if let Some(commons) = self.app.commons_if_open() {
            let root = self.root_of_today(commons.db(), Commons::NAME, today);
            match root.await {
                Ok(root) => roots.extend(root),
                Err(error) => {
                    tracing::error!(%error, "the daily root of shared learning was not taken")
                }
            }
        }
        for vault in self.app.vaults().opened().await {
            let store = vault.organisation().to_string();
            let sent = async {
                let root = self.root_of_today(vault.db(), &store, today).await?;
                if let Some(root) = &root {
                    crate::roots::send(&self.app, &vault, root).await?;
                }
                Ok::<_, AppError>(root)
            };
            match sent.await {
                Ok(root) => roots.extend(root),
                Err(error) => tracing::error!(%store, %error, "the daily root was not sent"),
            }
        }
        Ok(roots)
    }

    /// The last root of every record that grew since this was last asked. Kept outside of the stores, they show
    /// that the end of one was lost: with a log that was torn, or a file put back.
    pub fn take_tops(&mut self) -> Vec<Anchor> {
        std::mem::take(&mut self.tops)
    }

    async fn root_of_today(
        &mut self,
        db: &db::Db,
        store: &str,
        today: Date,
    ) -> Result<Option<Anchor>, AppError> {
        if self.rooted.get(store) == Some(&today) {
            return Ok(None);
        }
        let root = crate::roots::latest(db, store).await?;
        if root.is_some() {
            self.rooted.insert(store.to_owned(), today);
        }
        Ok(root)
    }

    async fn file_earlier(&mut self, vault: &vault::Vault) -> Result<(), AppError> {
        if !self.filed.contains(&vault.organisation()) {
            crate::received::file_earlier(&self.app, vault).await?;
            self.filed.insert(vault.organisation());
        }
        Ok(())
    }

    /// Takes away once more what was taken back: when a store is first met, and when something ended elsewhere since.
    async fn compare(&mut self, vault: &vault::Vault, ended: i64) -> Result<u64, AppError> {
        if self.compared.get(&vault.organisation()) == Some(&ended) {
            return Ok(0);
        }
        let changed = crate::sharing::compare(&self.app, vault).await?;
        self.compared.insert(vault.organisation(), ended);
        Ok(changed)
    }

    async fn announce(&mut self, vault: &vault::Vault) -> Result<(), AppError> {
        if !self.announced.contains(&vault.organisation()) {
            crate::post::announce(&self.app, vault).await?;
            self.announced.insert(vault.organisation());
        }
        Ok(())
    }

    async fn seal_store(&mut self, vault: &vault::Vault) -> Result<u64, AppError> {
        let organisation = vault.organisation();
        let keys = self.app.keys(organisation).await?;
        let tree = self.trees.remove(&organisation).unwrap_or_default();
        let store = organisation.to_string();
        let (tree, sealed) = self.seal(vault.db(), &store, &keys.signing, tree).await?;
        self.trees.insert(organisation, tree);
        self.note_top(vault.db(), &store, sealed).await?;
        Ok(sealed)
    }

    async fn seal_directory(&mut self) -> Result<u64, AppError> {
        let directory = Arc::clone(self.app.directory());
        let tree = std::mem::take(&mut self.directory_tree);
        let key = directory.signing_key();
        let (tree, sealed) = self.seal(directory.db(), "directory", &key, tree).await?;
        self.directory_tree = tree;
        self.note_top(directory.db(), "directory", sealed).await?;
        Ok(sealed)
    }

    async fn seal_commons(&mut self) -> Result<u64, AppError> {
        let Some(commons) = self.app.commons_if_open() else {
            return Ok(0);
        };
        let key = self.app.commons_key().await?;
        let tree = std::mem::take(&mut self.commons_tree);
        let (tree, sealed) = self
            .seal(commons.db(), Commons::NAME, &key.signing, tree)
            .await?;
        self.commons_tree = tree;
        self.note_top(commons.db(), Commons::NAME, sealed).await?;
        Ok(sealed)
    }

    async fn note_top(&mut self, db: &db::Db, store: &str, sealed: u64) -> Result<(), AppError> {
        if sealed > 0 {
            let top = crate::roots::latest(db, store).await?;
            self.tops.extend(top);
        }
        Ok(())
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

    /// Lets go what people wrote for themselves while they unfolded a chronology and did not choose to keep, and questions to shared
    /// learning whose time is over, in every open store; returns how many readings and questions that were. A store that fails is reported and does not hold up the others.
    pub async fn lapse(&self) -> u64 {
        let (mut gone, now) = (0, self.app.clock().now());
        for vault in self.app.vaults().opened().await {
            match crate::chronology::lapse(&vault, now).await {
                Ok(readings) => gone += readings,
                Err(error) => {
                    let organisation = vault.organisation();
                    tracing::error!(%organisation, %error, "what nobody kept was not let go");
                }
            }
        }
        if self.shared_questions_gone.load(Ordering::Relaxed) {
            return gone;
        }
        match crate::library::let_shared_questions_go(&self.app, now).await {
            Ok(questions) => {
                self.shared_questions_gone.store(true, Ordering::Relaxed);
                gone += questions;
            }
            Err(error) => tracing::error!(%error, "questions in the shared store were not let go"),
        }
        gone
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
