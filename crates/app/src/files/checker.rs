//! The job that lets files be looked at for viruses: two at once, never in a request.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use access::{Ctx, actions};
use futures_util::future::join_all;
use model::{Instant, OrganisationId};
use tokio::sync::Mutex;
use vault::{Check, FileRow, Vault, WaitingFile};

use super::read::pieces;
use super::reader::gone_is_nothing;
use super::virus::{VirusChecker, does_not_open};
use crate::instance::job_ctx;
use crate::{App, AppError};

/// Name of the job; the policies know it.
const JOB: &str = "check files";
/// Files looked at at the same time.
const AT_ONCE: usize = 2;
/// Seconds after which a file is tried again whose check did not come back.
const LEASE: i64 = 300;
/// How often looking at a file is begun before it is given up, until the service starts again.
const TRIES: i64 = 3;

/// Lets what waits be looked at.
pub struct Checker {
    app: Arc<App>,
    daemon: VirusChecker,
    /// Stores in which earlier files were set to wait.
    woken: Mutex<HashSet<OrganisationId>>,
    /// Whether the daemon was there when it was last needed.
    is_there: AtomicBool,
    /// Which store comes first in this round, so that none waits for the others.
    turn: AtomicUsize,
}

impl Checker {
    /// A checker for an instance. From now on its files are held until they were looked at.
    #[must_use]
    pub fn new(app: Arc<App>, daemon: VirusChecker) -> Self {
        app.vaults().hold_files();
        Self {
            app,
            daemon,
            woken: Mutex::default(),
            is_there: AtomicBool::new(true),
            turn: AtomicUsize::new(0),
        }
    }

    /// Lets up to two files of the open stores be looked at; returns how many there were. While the daemon is away, every
    /// file keeps waiting.
    ///
    /// # Errors
    /// [`AppError`] when a store fails.
    pub async fn round(&self) -> Result<usize, AppError> {
        let mut waiting = Vec::new();
        let stores = self.app.vaults().opened().await;
        let first = self.turn.fetch_add(1, Ordering::Relaxed);
        for at in 0..stores.len() {
            let Some(vault) = stores.get((first + at) % stores.len()) else {
                continue;
            };
            match self.waiting(vault).await {
                Ok(found) => waiting.push((Arc::clone(vault), found)),
                Err(error) => {
                    let organisation = vault.organisation();
                    tracing::error!(%organisation, %error, "files of a store are not checked");
                }
            }
        }
        let waiting = in_turn(waiting);
        if waiting.is_empty() || !self.daemon_answers().await {
            return Ok(0);
        }
        let checking = waiting.iter().map(|(vault, file)| self.one(vault, *file));
        let outcomes = join_all(checking).await;
        let many = outcomes.len();
        outcomes.into_iter().collect::<Result<(), _>>()?;
        Ok(many)
    }

    /// Files of one store that wait.
    async fn waiting(&self, vault: &Vault) -> Result<Vec<WaitingFile>, AppError> {
        self.wake(vault).await?;
        let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
        let ctx = self.ctx(vault)?;
        let found = vault.look(&ctx, |tx| Box::pin(vault::files_to_check(tx, most)));
        Ok(found.await?)
    }

    /// Says once that the daemon went away, and once that it is back.
    async fn daemon_answers(&self) -> bool {
        let is_there = self.daemon.is_there().await;
        let was_there = self.is_there.swap(is_there, Ordering::Relaxed);
        match (was_there, is_there) {
            (true, false) => {
                tracing::error!(
                    "the virus checker does not answer: new files are held until it does"
                );
            }
            (false, true) => tracing::info!("the virus checker answers again"),
            _ => {}
        }
        is_there
    }

    /// Files that came before files were looked at wait too.
    async fn wake(&self, vault: &Vault) -> Result<(), AppError> {
        let mut woken = self.woken.lock().await;
        if woken.contains(&vault.organisation()) {
            return Ok(());
        }
        let ctx = self.ctx(vault)?;
        let many = vault
            .transact(&ctx, |tx| Box::pin(vault::wait_for_checks(tx)))
            .await?;
        if many > 0 {
            tracing::info!(many, "files that came earlier wait to be checked");
        }
        woken.insert(vault.organisation());
        drop(woken);
        Ok(())
    }

    fn ctx(&self, vault: &Vault) -> Result<Ctx, AppError> {
        job_ctx(JOB, vault.organisation(), self.app.clock().now())
    }

    async fn one(&self, vault: &Vault, file: WaitingFile) -> Result<(), AppError> {
        let Some(row) = self.begin(vault, file).await? else {
            return Ok(());
        };
        let failed = |code: &str| Ok(Check::Failed(code.to_owned()));
        let came = if file.tries >= TRIES {
            failed("file-check-gave-up")
        } else if self.daemon.is_too_large(row.size) {
            failed("file-check-limit")
        } else {
            match vault.files().open_held(&row) {
                Ok(opened) => self.daemon.look(pieces(opened)).await,
                Err(error) => does_not_open(&error),
            }
        };
        match came {
            Ok(came) => self.end(vault, file, &came).await,
            // It says nothing about the file: tried again when the lease is over.
            Err(no_answer) => {
                let (organisation, file) = (vault.organisation(), file.file);
                tracing::error!(%organisation, %file, %no_answer, "a file was not checked");
                Ok(())
            }
        }
    }

    async fn begin(&self, vault: &Vault, file: WaitingFile) -> Result<Option<FileRow>, AppError> {
        let ctx = self.ctx(vault)?;
        let until = Instant::from_microseconds(ctx.now.microseconds() + LEASE * 1_000_000);
        let begun = vault.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::CheckFile>(file.case, file.section)
                    .await?;
                vault::begin_check(tx, &permit, file.file, until).await
            })
        });
        gone_is_nothing(begun.await)
    }

    async fn end(&self, vault: &Vault, file: WaitingFile, came: &Check) -> Result<(), AppError> {
        let ctx = self.ctx(vault)?;
        let ended = vault.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::CheckFile>(file.case, file.section)
                    .await?;
                vault::end_check(tx, &permit, file.file, came).await
            })
        });
        gone_is_nothing(ended.await)
    }
}

/// As many as are looked at at the same time: the first of each store, then the second of each. One that a check failed on
/// before is looked at alone, so that it takes no other with it.
fn in_turn(stores: Vec<(Arc<Vault>, Vec<WaitingFile>)>) -> Vec<(Arc<Vault>, WaitingFile)> {
    let mut chosen: Vec<(Arc<Vault>, WaitingFile)> = Vec::new();
    for at in 0..AT_ONCE {
        for (vault, files) in &stores {
            if let Some(file) = files.get(at) {
                chosen.push((Arc::clone(vault), *file));
            }
        }
    }
    chosen.sort_by_key(|(_, file)| file.tries);
    let alone = chosen.first().is_some_and(|(_, file)| file.tries > 0);
    chosen.retain(|(_, file)| alone || file.tries == 0);
    chosen.truncate(if alone { 1 } else { AT_ONCE });
    chosen
}
