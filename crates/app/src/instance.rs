//! One running instance: directory, stores, schemes, clock.

use std::sync::{Arc, LazyLock, OnceLock};

use access::directory::{self, Directory, Keys};
use access::{Actor, Ctx};
use model::scheme::{Scheme, SchemeError};
use model::{Calendar, Clock, Instant, Nation, OrganisationId, RequestId};
use vault::{KeySource, KeyWork, Place, StoreKeys, Vault, VaultError, Vaults};

use crate::AppError;
use crate::document::PageCounts;
use crate::files::ReadingProgram;
use crate::library::{SharedIndex, SharedStore};

/// What an instance is put together from.
pub struct Parts {
    /// The open directory.
    pub directory: Arc<Directory>,
    /// Where the stores lie.
    pub place: Place,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The schemes, as shipped or as the operator added them.
    pub schemes: Arc<[LoadedScheme]>,
}

/// A scheme with the digest of its text; a case keeps the digest it began under.
#[derive(Debug, Clone)]
pub struct LoadedScheme {
    /// The scheme.
    pub scheme: Scheme,
    /// Digest of the file's text.
    pub digest: String,
}

/// One running instance. Everything that people do begins here.
pub struct App {
    directory: Arc<Directory>,
    vaults: Vaults,
    clock: Arc<dyn Clock>,
    schemes: Arc<[LoadedScheme]>,
    reading: OnceLock<ReadingProgram>,
    scrub: OnceLock<crate::sharing::Scrub>,
    pub(crate) readings: crate::sharing::Readings,
    pub(crate) page_counts: PageCounts,
    pub(crate) shared: SharedStore,
    pub(crate) index: SharedIndex,
}

struct DirectoryKeys(Arc<Directory>, Arc<dyn Clock>);

impl KeySource for DirectoryKeys {
    fn keys(&self, organisation: OrganisationId) -> KeyWork<'_, Option<StoreKeys>> {
        Box::pin(async move {
            let keys = keys_of(&self.0, &*self.1, organisation).await;
            let keys = keys.map_err(|_| VaultError::Unavailable)?;
            Ok(keys.map(|keys| StoreKeys {
                store: keys.store,
                epoch: keys.epoch,
                made: keys.made,
            }))
        })
    }

    fn made(&self, organisation: OrganisationId) -> KeyWork<'_, ()> {
        Box::pin(async move {
            let ctx = job_ctx("open store", organisation, self.1.now());
            let ctx = &ctx.map_err(|_| VaultError::Unavailable)?;
            let kept = self.0.transact(ctx, |tx| {
                Box::pin(async move { tx.store_was_made(organisation).await })
            });
            kept.await.map_err(|_| VaultError::Unavailable)
        })
    }
}

async fn keys_of(
    directory: &Directory,
    clock: &dyn Clock,
    organisation: OrganisationId,
) -> Result<Option<Keys>, AppError> {
    let ctx = job_ctx("open store", organisation, clock.now())?;
    Ok(directory
        .look(&ctx, |tx| Box::pin(tx.keys(organisation)))
        .await?)
}

/// The context of a background job.
///
/// # Errors
/// When the machine has no randomness.
pub(crate) fn job_ctx(
    job: &'static str,
    organisation: OrganisationId,
    now: Instant,
) -> Result<Ctx, AppError> {
    let request: RequestId = crypto::id(now)?;
    Ok(Ctx {
        actor: Actor::System { job },
        organisation,
        request,
        now,
        practice_day: None,
    })
}

fn loaded((name, text): &(&str, &str)) -> Result<LoadedScheme, SchemeError> {
    Ok(LoadedScheme {
        scheme: Scheme::parse(text, name)?,
        digest: crypto::digest(text.as_bytes()).to_string(),
    })
}

impl App {
    /// Puts an instance together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let keys = DirectoryKeys(Arc::clone(&parts.directory), Arc::clone(&parts.clock));
        let policies = Arc::clone(parts.directory.policies());
        Self {
            directory: parts.directory,
            shared: SharedStore::at(&parts.place),
            index: SharedIndex::default(),
            vaults: Vaults::new(parts.place, Arc::new(keys), policies),
            clock: parts.clock,
            schemes: parts.schemes,
            reading: OnceLock::new(),
            scrub: OnceLock::new(),
            readings: crate::sharing::Readings::default(),
            page_counts: PageCounts::default(),
        }
    }

    /// Says which program takes documents apart; the first time counts.
    pub fn reads_with(&self, program: ReadingProgram) {
        // Said again it is the same program.
        drop(self.reading.set(program));
    }

    /// The program that takes documents apart; none where nobody has said.
    pub(crate) fn reading(&self) -> Option<&ReadingProgram> {
        self.reading.get()
    }

    /// Says how what is shared is checked; the first time counts. Only tests say it.
    pub fn scrubs_with(&self, scrub: crate::sharing::Scrub) {
        // Said again it is the same check.
        self.scrub.get_or_init(|| scrub);
    }

    /// How what is shared is checked.
    pub(crate) fn scrub(&self) -> crate::sharing::Scrub {
        self.scrub.get().copied().unwrap_or_default()
    }

    /// The schemes that this program ships, read and digested when they are first asked for.
    ///
    /// # Errors
    /// When a shipped scheme cannot be read; the text says where.
    pub fn shipped_schemes() -> Result<Arc<[LoadedScheme]>, SchemeError> {
        static LOADED: LazyLock<Result<Arc<[LoadedScheme]>, SchemeError>> =
            LazyLock::new(|| model::scheme::shipped().iter().map(loaded).collect());
        LOADED.clone()
    }

    /// The directory.
    #[must_use]
    pub const fn directory(&self) -> &Arc<Directory> {
        &self.directory
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// All schemes.
    #[must_use]
    pub fn schemes(&self) -> &[LoadedScheme] {
        &self.schemes
    }

    /// The scheme in force on a day.
    ///
    /// # Errors
    /// [`AppError::Rule`] `no-scheme` when none is.
    pub fn scheme_on(&self, day: model::Date) -> Result<&LoadedScheme, AppError> {
        self.schemes
            .iter()
            .find(|loaded| loaded.scheme.is_in_force(day))
            .ok_or(AppError::Rule("no-scheme"))
    }

    /// The scheme that a case began under. When its text has been edited since, the scheme with the
    /// same id stands in.
    ///
    /// # Errors
    /// [`AppError::Rule`] `no-scheme` when it is gone.
    pub fn scheme_of(&self, id: &str, digest: &str) -> Result<&LoadedScheme, AppError> {
        let exact = self.schemes.iter().find(|loaded| loaded.digest == digest);
        exact
            .or_else(|| self.schemes.iter().find(|loaded| loaded.scheme.id == id))
            .ok_or(AppError::Rule("no-scheme"))
    }

    /// The working calendar of a nation, with this instance's overrides.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn calendar(&self, ctx: &Ctx, nation: Nation) -> Result<Calendar, AppError> {
        Ok(self
            .directory
            .look(ctx, |tx| Box::pin(directory::calendar(tx, nation)))
            .await?)
    }

    /// The store that the actor acts in.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the organisation owns none.
    pub async fn vault(&self, ctx: &Ctx) -> Result<Arc<Vault>, AppError> {
        Ok(self.vaults.of(ctx.organisation).await?)
    }

    /// All stores, for the worker and the commands of the operator.
    #[must_use]
    pub const fn vaults(&self) -> &Vaults {
        &self.vaults
    }

    /// The keys of an organisation, for sealing envelopes and the record of who did what.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it owns no store.
    pub(crate) async fn keys(&self, organisation: OrganisationId) -> Result<Keys, AppError> {
        keys_of(&self.directory, &*self.clock, organisation)
            .await?
            .ok_or(AppError::NotFound)
    }
}
