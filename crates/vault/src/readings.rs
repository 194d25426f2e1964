//! Which cases were read is on disk before their content is shown. Readings that come at the same time are written together.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use access::Ctx;
use access::ledger::{self, Entry, Outcome};
use db::DbError;
use model::CaseId;
use tokio::sync::oneshot;

use crate::{Vault, VaultError};

/// A reading that has to be written down before somebody goes on.
struct Waiting {
    ctx: Ctx,
    cases: Vec<CaseId>,
    written: oneshot::Sender<()>,
}

/// Readings that wait, and whose turn it is to write them.
#[derive(Default)]
pub(crate) struct Readings {
    waiting: Mutex<Vec<Waiting>>,
    turn: tokio::sync::Mutex<()>,
}

impl Readings {
    fn add(&self, one: Waiting) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push(one);
    }

    fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *waiting)
    }
}

/// The row for cases that were read; none for none.
pub(crate) fn entry(cases: &[CaseId]) -> Option<Entry<'_>> {
    let entry = Entry {
        action: "read_case",
        ..Entry::default()
    };
    match cases {
        [] => None,
        [one] => Some(Entry {
            case: Some(*one),
            ..entry
        }),
        many => Some(Entry {
            cases: many,
            ..entry
        }),
    }
}

impl Vault {
    /// Writes down what was read, together with what others wait for. Whoever has the turn writes all of it; when that
    /// fails or is given up, each of the others writes its own.
    pub(crate) async fn record_reading(
        &self,
        ctx: &Ctx,
        read: &BTreeSet<CaseId>,
    ) -> Result<(), VaultError> {
        let cases: Vec<CaseId> = read.iter().copied().collect();
        let (written, told) = oneshot::channel();
        self.readings().add(Waiting {
            ctx: ctx.clone(),
            cases: cases.clone(),
            written,
        });
        {
            let _turn = self.readings().turn.lock().await;
            let all = self.readings().take();
            if !all.is_empty() && self.write_readings(&all).await.is_ok() {
                for one in all {
                    // Nobody listens when the request has gone; its reading stands all the same.
                    let _gone = one.written.send(());
                }
            }
        }
        if told.await.is_ok() {
            return Ok(());
        }
        let (written, _) = oneshot::channel();
        let own = Waiting {
            ctx: ctx.clone(),
            cases,
            written,
        };
        Ok(self.write_readings(&[own]).await?)
    }

    async fn write_readings(&self, all: &[Waiting]) -> Result<(), DbError> {
        self.db()
            .transact(|tx| {
                Box::pin(async move {
                    for one in all {
                        if let Some(entry) = entry(&one.cases) {
                            ledger::append(tx, &one.ctx, Outcome::Read, entry).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }
}
