//! The job that reads files: two at once, each in a process of its own, never in a request.

use std::sync::Arc;

use access::{Ctx, actions};
use futures_util::future::join_all;
use model::{Instant, Sensitive};
use papers::FileKind;
use vault::{FileRow, Vault, VaultError, WaitingFile};

use super::read::pieces;
use super::{ReadingProgram, Unread};
use crate::instance::job_ctx;
use crate::{App, AppError};

/// Name of the job; the policies know it.
const JOB: &str = "read files";
/// Files read at the same time.
const AT_ONCE: usize = 2;
/// Seconds after which a file whose reader did not come back is tried again.
const LEASE: i64 = 300;
/// How often reading a file is begun before it is given up.
const TRIES: i64 = 3;

/// Reads what waits to be read.
pub struct Reader {
    app: Arc<App>,
    program: ReadingProgram,
}

impl Reader {
    /// A reader for an instance.
    #[must_use]
    pub const fn new(app: Arc<App>, program: ReadingProgram) -> Self {
        Self { app, program }
    }

    /// Reads up to two files of the open stores; returns how many there were. A file that fails is marked and
    /// holds up nothing.
    ///
    /// # Errors
    /// [`AppError`] when a store fails.
    pub async fn round(&self) -> Result<usize, AppError> {
        let mut waiting = Vec::new();
        for vault in self.app.vaults().opened().await {
            let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
            let ctx = self.ctx(&vault)?;
            let found = vault
                .look(&ctx, |tx| Box::pin(vault::files_to_read(tx, most)))
                .await?;
            waiting.extend(found.into_iter().map(|file| (Arc::clone(&vault), file)));
        }
        waiting.truncate(AT_ONCE);
        let reading = waiting.iter().map(|(vault, file)| self.one(vault, *file));
        let outcomes = join_all(reading).await;
        let many = outcomes.len();
        outcomes.into_iter().collect::<Result<(), _>>()?;
        Ok(many)
    }

    fn ctx(&self, vault: &Vault) -> Result<Ctx, AppError> {
        job_ctx(JOB, vault.organisation(), self.app.clock().now())
    }

    async fn one(&self, vault: &Vault, file: WaitingFile) -> Result<(), AppError> {
        let Some(row) = self.begin(vault, file).await? else {
            return Ok(());
        };
        let outcome = if file.tries >= TRIES {
            Err(Unread::GaveUp)
        } else {
            self.text(vault, &row).await
        };
        let text = match outcome {
            Ok(text) => Ok(Sensitive(text)),
            // It says nothing about the file: tried again when the lease is over.
            Err(Unread::NotStarted) => return Ok(()),
            Err(unread) => Err(unread.code()),
        };
        self.end(vault, file, text.as_ref().map_err(|code| *code))
            .await
    }

    async fn text(&self, vault: &Vault, row: &FileRow) -> Result<String, Unread> {
        let kind = FileKind::from_code(&row.kind).ok_or(Unread::Crashed)?;
        let opened = vault.files().open(row).map_err(|error| {
            tracing::error!(%error, "a sealed file does not open");
            Unread::Changed
        })?;
        let text = self.program.text_of(kind, pieces(opened)).await?;
        serde_json::to_string(&text).map_err(|_| Unread::Crashed)
    }

    async fn begin(&self, vault: &Vault, file: WaitingFile) -> Result<Option<FileRow>, AppError> {
        let ctx = self.ctx(vault)?;
        let until = Instant::from_microseconds(ctx.now.microseconds() + LEASE * 1_000_000);
        let begun = vault.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ReadFileText>(file.case, file.section)
                    .await?;
                vault::begin_reading(tx, &permit, file.file, until).await
            })
        });
        gone_is_nothing(begun.await)
    }

    async fn end(
        &self,
        vault: &Vault,
        file: WaitingFile,
        outcome: Result<&Sensitive<String>, &str>,
    ) -> Result<(), AppError> {
        let ctx = self.ctx(vault)?;
        let ended = vault.transact(&ctx, |tx| {
            Box::pin(async move {
                let permit = tx
                    .permit::<actions::ReadFileText>(file.case, file.section)
                    .await?;
                vault::end_reading(tx, &permit, file.file, outcome).await
            })
        });
        gone_is_nothing(ended.await)
    }
}

/// A file that was taken away meanwhile is not read.
pub(super) fn gone_is_nothing<T: Default>(outcome: Result<T, VaultError>) -> Result<T, AppError> {
    match outcome {
        Err(VaultError::NotFound) => Ok(T::default()),
        other => Ok(other?),
    }
}
