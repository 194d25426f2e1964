//! Which stores there are, and opening each on first use.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use access::Policies;
use access::ledger::{Anchor, ends_before};
use crypto::SecretKey;
use db::{Db, DbError, PostgresPlace, SqlitePlace};
use model::OrganisationId;
use tokio::sync::{Mutex, OnceCell};

use crate::kept::Memory;
use crate::readings::Readings;
use crate::returns::SignedMemory;
use crate::{FolderStore, VaultError};

/// Where the keys of a store come from. A seam: the directory wraps them; a hardware module may later.
pub trait KeySource: Send + Sync {
    /// Keys of one organisation's store; `None` when it owns none.
    fn keys(&self, organisation: OrganisationId) -> KeyWork<'_, Option<StoreKeys>>;

    /// Remembers that the store has been made: from then on its absence is a loss, never a new store.
    fn made(&self, organisation: OrganisationId) -> KeyWork<'_, ()>;
}

/// Work of a source of keys.
pub type KeyWork<'a, T> =
    std::pin::Pin<Box<dyn Future<Output = Result<T, VaultError>> + Send + 'a>>;

/// The keys of one store.
pub struct StoreKeys {
    /// The store's own key; everything else is derived from it.
    pub store: SecretKey,
    /// Raised by every restore, so that no envelope number is used twice.
    pub epoch: i64,
    /// Whether the store has been made before.
    pub made: bool,
}

/// Where stores lie.
#[derive(Clone)]
pub enum Place {
    /// One encrypted file an organisation in `folder/vaults`, files beside in `folder/files`.
    Folder(PathBuf),
    /// One schema an organisation; files in the folder.
    Postgres {
        /// How to reach the server; the schema is filled in for each organisation.
        server: Box<PostgresPlace>,
        /// Folder of the encrypted files.
        files: PathBuf,
    },
}

/// One organisation's open store.
pub struct Vault {
    organisation: OrganisationId,
    db: Db,
    files: FolderStore,
    policies: Arc<Policies>,
    epoch: i64,
    memory: Memory,
    readings: Readings,
    signed: SignedMemory,
}

impl Vault {
    /// Opens or makes the store of one organisation and brings it to the shape this program knows. It holds files until they
    /// were looked at for viruses while `holds` says so.
    ///
    /// # Errors
    /// [`VaultError::Db`] for a wrong key, a damaged file, a store newer than this program, or one that
    /// was made before and is gone: an empty one never takes its place.
    pub async fn open(
        organisation: OrganisationId,
        place: &Place,
        keys: &StoreKeys,
        policies: Arc<Policies>,
        holds: Arc<AtomicBool>,
    ) -> Result<Self, VaultError> {
        let (db, files) = match place {
            Place::Folder(folder) => {
                let vaults = folder.join("vaults");
                std::fs::create_dir_all(&vaults).map_err(|_| VaultError::File)?;
                let place = SqlitePlace {
                    file: vaults.join(format!("{organisation}.db")),
                    raw_key: crypto::sqlcipher_key(&keys.store.derive("database")),
                    create: !keys.made,
                };
                (Db::open_sqlite(&place).await?, folder.join("files"))
            }
            Place::Postgres { server, files } => {
                let mut place = server.as_ref().clone();
                place.schema = format!("vault_{}", organisation.to_string().replace('-', "_"));
                (Db::open_postgres(&place).await?, files.clone())
            }
        };
        if keys.made && db.version().await? == 0 {
            db.close().await;
            return Err(DbError::Missing.into());
        }
        db.migrate(crate::MIGRATIONS).await?;
        let files = FolderStore::new(
            files.join(organisation.to_string()),
            keys.store.derive("files"),
            holds,
        );
        Ok(Self {
            organisation,
            db,
            files,
            policies,
            epoch: keys.epoch,
            memory: Memory::default(),
            readings: Readings::default(),
            signed: SignedMemory::default(),
        })
    }

    /// Whose store this is.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// The store's epoch: raised by a restore.
    #[must_use]
    pub const fn epoch(&self) -> i64 {
        self.epoch
    }

    /// The database beneath, for sealing, checking and copying; cases are reached by
    /// [`Vault::transact`] and [`Vault::look`] only.
    #[must_use]
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// The encrypted files.
    #[must_use]
    pub const fn files(&self) -> &FolderStore {
        &self.files
    }

    pub(crate) const fn memory(&self) -> &Memory {
        &self.memory
    }

    pub(crate) const fn readings(&self) -> &Readings {
        &self.readings
    }

    pub(crate) const fn signed(&self) -> &SignedMemory {
        &self.signed
    }

    pub(crate) fn policies(&self) -> &Policies {
        &self.policies
    }
}

type Slot = Arc<OnceCell<Arc<Vault>>>;

/// All stores of an instance; each is opened when it is first asked for. A store that cannot be
/// opened fails alone, and one that opens slowly keeps nobody else waiting.
pub struct Vaults {
    place: Place,
    keys: Arc<dyn KeySource>,
    policies: Arc<Policies>,
    open: Mutex<HashMap<OrganisationId, Slot>>,
    /// Whether files are held until they were looked at for viruses.
    holds: Arc<AtomicBool>,
    /// The last signed root of each store that is known from elsewhere.
    known: OnceLock<HashMap<String, Anchor>>,
}

impl Vaults {
    /// The stores at a place.
    #[must_use]
    pub fn new(place: Place, keys: Arc<dyn KeySource>, policies: Arc<Policies>) -> Self {
        Self {
            place,
            keys,
            policies,
            open: Mutex::new(HashMap::new()),
            holds: Arc::default(),
            known: OnceLock::new(),
        }
    }

    /// From now on files are held, in every store, until they were looked at for viruses.
    pub fn hold_files(&self) {
        self.holds.store(true, Ordering::Relaxed);
    }

    /// Whether files are held until they were looked at for viruses.
    #[must_use]
    pub fn holds_files(&self) -> bool {
        self.holds.load(Ordering::Relaxed)
    }

    /// From now on a store that ends before a root that is known of it is not opened: rows of it are lost, and
    /// going on would use the numbers of lost envelopes again. Counts once, before the first store is opened.
    pub fn expect(&self, roots: impl IntoIterator<Item = Anchor>) {
        let by_store = |root: Anchor| (root.head.store.clone(), root);
        let _ = self.known.set(roots.into_iter().map(by_store).collect());
    }

    /// The store of one organisation.
    ///
    /// # Errors
    /// [`VaultError::NotFound`] when the organisation owns no store; else what opening it reports.
    pub async fn of(&self, organisation: OrganisationId) -> Result<Arc<Vault>, VaultError> {
        let slot = Arc::clone(self.open.lock().await.entry(organisation).or_default());
        slot.get_or_try_init(|| self.opening(organisation))
            .await
            .cloned()
    }

    async fn opening(&self, organisation: OrganisationId) -> Result<Arc<Vault>, VaultError> {
        let keys = self
            .keys
            .keys(organisation)
            .await?
            .ok_or(VaultError::NotFound)?;
        let policies = Arc::clone(&self.policies);
        let holds = Arc::clone(&self.holds);
        let vault = Vault::open(organisation, &self.place, &keys, policies, holds).await?;
        if self.is_cut_short(&vault).await? {
            vault.db().close().await;
            return Err(VaultError::EndLost);
        }
        if !keys.made {
            self.keys.made(organisation).await?;
        }
        Ok(Arc::new(vault))
    }

    async fn is_cut_short(&self, vault: &Vault) -> Result<bool, VaultError> {
        let store = vault.organisation().to_string();
        let Some(root) = self.known.get().and_then(|known| known.get(&store)) else {
            return Ok(false);
        };
        let look = vault.db().read(|tx| Box::pin(ends_before(tx, root)));
        Ok(look.await.map_err(|error: DbError| error)?)
    }

    /// The stores that are open now.
    pub async fn opened(&self) -> Vec<Arc<Vault>> {
        let open = self.open.lock().await;
        open.values()
            .filter_map(|slot| slot.get().cloned())
            .collect()
    }

    /// Closes one store; it is opened again when asked for.
    pub async fn close(&self, organisation: OrganisationId) {
        let slot = self.open.lock().await.remove(&organisation);
        if let Some(vault) = slot.as_ref().and_then(|slot| slot.get()) {
            vault.db().close().await;
        }
    }

    /// Closes all stores, for an orderly end.
    pub async fn close_all(&self) {
        let slots: Vec<_> = self.open.lock().await.drain().collect();
        for (_, slot) in slots {
            if let Some(vault) = slot.get() {
                vault.db().close().await;
            }
        }
    }
}
