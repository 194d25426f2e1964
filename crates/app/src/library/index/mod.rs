//! The index by which shared learning is found, by words and by meaning (decision 0049). All that is in it stands in the store of
//! shared learning: what is found is read there again, by whoever asks, before anybody sees it.

mod close;
mod docs;
mod follow;
mod keep;
mod nearest;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use access::Ctx;
use search::{Embedder, Index, SearchError, Words};
use tokio::sync::Mutex;

use super::store::nobody_at_all;
use crate::instance::job_ctx;
use crate::{App, AppError};

pub(crate) use close::closeness;
pub(crate) use docs::{Which, learning_doc};
pub(crate) use follow::{Changed, follow};
pub use keep::{Indexing, Keeper};
pub use nearest::{How, Where, Why};
pub(crate) use nearest::{Near, nearest, why};

/// Name of the job that keeps the index; the policies know it.
const JOB: &str = "index";

/// From this nearness in meaning on something counts as close, from -1 to 1. Our own choice, after 13 invented questions to 8 invented
/// items (docs/search.md): most of what belonged together lay above it, other subjects altogether below .17.
const CLOSE: f32 = 0.3;

/// The rules by which words are compared, the same as in the index.
pub(crate) static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);

/// The index of an instance, once somebody has opened it. Without one, shared learning is found by exact words.
#[derive(Default)]
pub(crate) struct SharedIndex {
    open: RwLock<Option<Open>>,
    /// It was compared with the store since it was opened: before that it answers nothing, for it may have been lost.
    caught_up: AtomicBool,
    /// Whoever compares the index with the store, or tells it of a change, does so alone.
    turn: Mutex<()>,
    /// Something went wrong: the index is compared with the store in the next round.
    behind: AtomicBool,
    /// Something may be in the index whose meaning is not.
    unembedded: AtomicBool,
    /// What is known of the meaning of what stands in no index.
    close: std::sync::Mutex<close::Kept>,
}

/// The open index.
#[derive(Clone)]
pub(crate) struct Open {
    index: Arc<Index>,
    /// What reads meaning, where it is installed.
    embedder: Option<Arc<dyn Embedder>>,
}

impl SharedIndex {
    fn if_open(&self) -> Option<Open> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        open.clone()
    }

    /// The open index, once it holds what it ought to.
    fn if_caught_up(&self) -> Option<Open> {
        let open = self.if_open()?;
        self.caught_up.load(Ordering::Relaxed).then_some(open)
    }

    fn set(&self, to: Open) {
        let mut open = self.open.write().unwrap_or_else(PoisonError::into_inner);
        *open = Some(to);
    }

    fn fell_behind(&self) {
        self.behind.store(true, Ordering::Relaxed);
    }
}

/// The context of the job that keeps the index: it acts for no organisation.
fn keeping(app: &App) -> Result<Ctx, AppError> {
    job_ctx(JOB, nobody_at_all(), app.clock().now())
}

/// Does on a thread of its own what would keep others waiting.
async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let done = tokio::task::spawn_blocking(work).await;
    // What stopped it may hold words of a question or an item.
    done.map_err(|_| AppError::from(SearchError::Library("its thread stopped")))?
}
