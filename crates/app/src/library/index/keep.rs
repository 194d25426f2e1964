//! The job that keeps the index: opens it, compares it with the store of shared learning, makes it anew when it is lost or damaged,
//! and takes in what things mean. Nobody waits for it: what it does takes place on threads of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::actions;
use commons::{CommonsError, Finding, Item, ItemState};
use model::SharedId;
use search::{Doc, Embedder, Index, Questions, SearchError, SentenceModel, State};
use tokio::sync::mpsc;

use super::docs::{finding_doc, item_doc};
use super::follow::apply;
use super::{Open, Which, aside, keeping};
use crate::{App, AppError};

/// Rounds between two comparisons with the store; every file is read and checked then too.
const COMPARE_EVERY: u32 = 600;
/// Items that are read in one transaction.
const PAGE: i64 = 500;
/// Items that are put in one step.
const STEP: usize = 2_000;
/// Items whose meaning is taken in at a time, and how often in one round: some seconds.
const EMBEDDED: (usize, usize) = (16, 4);
/// What the key of the index is for.
const KEY: &str = "search index";

/// Where the index lies, and how it reads meaning.
#[derive(Debug, Clone)]
pub struct Indexing {
    /// The folder of the index; made where it is missing.
    pub folder: PathBuf,
    /// The folder of the sentence model; none where searching by meaning is not installed.
    pub model: Option<PathBuf>,
}

/// Keeps the index of one instance.
pub struct Keeper {
    app: Arc<App>,
    indexing: Indexing,
    embedder: Option<Arc<dyn Embedder>>,
    rounds: u32,
}

impl Keeper {
    /// Keeps the index of an instance. Nothing is opened yet.
    #[must_use]
    pub const fn new(app: Arc<App>, indexing: Indexing) -> Self {
        Self {
            app,
            indexing,
            embedder: None,
            rounds: 0,
        }
    }

    /// Reads meaning with this instead of a sentence model in a folder.
    #[must_use]
    pub fn reading_with(self, embedder: Arc<dyn Embedder>) -> Self {
        Self {
            embedder: Some(embedder),
            ..self
        }
    }

    /// Does what is due: opens the index at first; makes it anew when it is lost or damaged; compares it with the store at the
    /// start, when it fell behind, when its files were written to or taken away past it, and from time to time; takes in what things mean. Returns how much was put, removed and
    /// taken in.
    ///
    /// # Errors
    /// [`AppError`]: then the next round tries again, and shared learning is found by what there is.
    pub async fn round(&mut self) -> Result<u64, AppError> {
        let Some(open) = self.app.index.if_open() else {
            let open = self.open().await?;
            self.app.index.set(open.clone());
            return self.brought_up_to_date(&open).await;
        };
        self.rounds = self.rounds.wrapping_add(1);
        let behind = self.app.index.behind.load(Ordering::Relaxed);
        let index = Arc::clone(&open.index);
        let touched = aside(move || Ok(index.is_touched())).await?;
        if touched || behind || self.rounds.is_multiple_of(COMPARE_EVERY) {
            return self.check().await;
        }
        self.take_in(&open).await
    }

    /// Reads every file of the index from the disk, makes it anew where one is damaged, and compares it with the store. Returns how
    /// much was put, removed and taken in.
    ///
    /// # Errors
    /// As [`Keeper::round`].
    pub async fn check(&mut self) -> Result<u64, AppError> {
        let Some(open) = self.app.index.if_open() else {
            return Ok(0);
        };
        let index = Arc::clone(&open.index);
        let whole = aside(move || match index.check() {
            Ok(()) => Ok(true),
            Err(SearchError::Damaged) => Ok(false),
            Err(error) => Err(error.into()),
        });
        let made = match whole.await? {
            true => 0,
            false => self.make_anew(&open).await?,
        };
        Ok(made + self.brought_up_to_date(&open).await?)
    }

    async fn open(&self) -> Result<Open, AppError> {
        let key = self.app.commons_key().await?.store.derive(KEY);
        let folder = self.indexing.folder.clone();
        let index = aside(move || Ok(Index::open(&folder, &key)?)).await?;
        let embedder = match (&self.embedder, &self.indexing.model) {
            (Some(embedder), _) => Some(Arc::clone(embedder)),
            (None, Some(folder)) => sentence_model(folder.clone()).await,
            (None, None) => None,
        };
        Ok(Open {
            index: Arc::new(index),
            embedder,
        })
    }

    async fn brought_up_to_date(&self, open: &Open) -> Result<u64, AppError> {
        let shared = &self.app.index;
        shared.fell_behind();
        let index = Arc::clone(&open.index);
        let (state, items) = aside(move || Ok((index.state(), index.items()))).await?;
        let empty = items == 0 && !shared.caught_up.load(Ordering::Relaxed);
        let made = match state == State::Damaged || empty {
            true => self.make_anew(open).await?,
            false => 0,
        };
        shared.behind.store(false, Ordering::Relaxed);
        let compared = self.compare(open).await;
        match compared {
            Ok(_) => shared.caught_up.store(true, Ordering::Relaxed),
            Err(_) => shared.fell_behind(),
        }
        shared.unembedded.store(true, Ordering::Relaxed);
        Ok(made + compared? + self.take_in(open).await?)
    }

    /// Makes it anew from the store, while what is there goes on answering. Returns how much it holds then.
    async fn make_anew(&self, open: &Open) -> Result<u64, AppError> {
        tracing::info!("the index of shared learning is made from its store");
        // The end is said: a reading that is broken off makes no index of a part.
        let (send, mut receive) = mpsc::channel::<Option<Doc>>(64);
        let index = Arc::clone(&open.index);
        let making = aside(move || {
            let docs = std::iter::from_fn(|| match receive.blocking_recv() {
                Some(doc) => doc.map(Ok),
                None => Some(Err(SearchError::Library("reading was broken off").into())),
            });
            index.rebuild::<AppError>(docs)
        });
        let reading = async move {
            self.each(async |doc| send.send(Some(doc)).await.is_ok())
                .await?;
            // Where nobody listens any more, the making has failed with an error of its own.
            drop(send.send(None).await);
            Ok::<_, AppError>(())
        };
        let (made, read) = futures_util::join!(making, reading);
        read?;
        let items = made?;
        tracing::info!(
            items,
            "the index of shared learning was made from its store"
        );
        Ok(items)
    }

    /// Everything that is to be in the index, until somebody wants no more.
    async fn each(&self, mut take: impl AsyncFnMut(Doc) -> bool) -> Result<(), AppError> {
        let mut after = None;
        loop {
            let page = self.page(after).await?;
            for doc in page.iter().filter_map(item_doc) {
                if !take(doc).await {
                    return Ok(());
                }
            }
            after = match page.last() {
                Some(last) => Some(last.id),
                None => break,
            };
        }
        for finding in self.findings().await? {
            if !take(finding_doc(&finding)).await {
                return Ok(());
            }
        }
        Ok(())
    }

    async fn page(&self, after: Option<SharedId>) -> Result<Vec<Item>, AppError> {
        let ctx = &keeping(&self.app)?;
        let commons = self.app.commons().await?;
        let read = commons.look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::IndexShared>()?;
                commons::to_index(tx, &permit, after, PAGE).await
            })
        });
        Ok(read.await?)
    }

    async fn findings(&self) -> Result<Vec<Finding>, AppError> {
        let ctx = &keeping(&self.app)?;
        let commons = self.app.commons().await?;
        let read = commons.look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::IndexShared>()?;
                commons::findings_to_index(tx, &permit).await
            })
        });
        Ok(read.await?)
    }

    /// Puts what is missing or has another version, and removes what does not stand any more.
    async fn compare(&self, open: &Open) -> Result<u64, AppError> {
        let _turn = self.app.index.turn.lock().await;
        let index = Arc::clone(&open.index);
        let held: BTreeMap<String, u64> = aside(move || Ok(index.versions())).await?;
        let mut stand: BTreeSet<String> = BTreeSet::new();
        let mut differ: Vec<Doc> = Vec::new();
        self.each(async |doc| {
            stand.insert(doc.id.clone());
            if held.get(&doc.id) != Some(&doc.digest()) {
                differ.push(doc);
            }
            true
        })
        .await?;
        let gone = held.into_keys().filter(|id| !stand.contains(id));
        let gone: Vec<String> = gone.collect();
        let changed = u64::try_from(differ.len() + gone.len()).unwrap_or(u64::MAX);
        let index = Arc::clone(&open.index);
        aside(move || {
            apply(&index, &[], &gone)?;
            let mut parts = differ.chunks(STEP);
            parts.try_for_each(|docs| apply(&index, docs, &[]))
        })
        .await?;
        Ok(changed)
    }

    /// Takes in the meaning of some of what is there without it.
    async fn take_in(&self, open: &Open) -> Result<u64, AppError> {
        let Some(embedder) = &open.embedder else {
            return Ok(0);
        };
        if !self.app.index.unembedded.swap(false, Ordering::Relaxed) {
            return Ok(0);
        }
        let (many, times) = EMBEDDED;
        let mut taken = 0;
        let mut before = Vec::new();
        for _ in 0..times {
            let both = (Arc::clone(&open.index), Arc::clone(embedder));
            let missing = aside(move || Ok(both.0.without_meaning(&*both.1, many))).await?;
            if missing.is_empty() {
                return Ok(taken);
            }
            if missing == before {
                // The store says other than the index.
                self.app.index.fell_behind();
                return Ok(taken);
            }
            let docs = self.docs(&missing).await?;
            taken += u64::try_from(docs.len()).unwrap_or(u64::MAX);
            let both = (Arc::clone(&open.index), Arc::clone(embedder));
            aside(move || Ok(both.0.put_meaning(&docs, &*both.1)?)).await?;
            before = missing;
        }
        self.app.index.unembedded.store(true, Ordering::Relaxed);
        Ok(taken)
    }

    /// Those of some names of the index that stand.
    async fn docs(&self, names: &[String]) -> Result<Vec<Doc>, AppError> {
        let which: Vec<Which> = names.iter().filter_map(|n| Which::from_code(n)).collect();
        let mut docs = self.items(&which).await?;
        if which.iter().any(|one| matches!(one, Which::Finding { .. })) {
            let all = self.findings().await?;
            let those = all
                .iter()
                .filter(|one| which.contains(&Which::of_finding(one)));
            docs.extend(those.map(finding_doc));
        }
        Ok(docs)
    }

    async fn items(&self, which: &[Which]) -> Result<Vec<Doc>, AppError> {
        let ctx = &keeping(&self.app)?;
        let commons = self.app.commons().await?;
        let read = commons.look(ctx, |tx| {
            Box::pin(async move {
                drop(tx.permit_organisation::<actions::IndexShared>()?);
                let mut docs = Vec::new();
                for one in which {
                    let Which::Item(id) = one else { continue };
                    let item = commons::get(tx, *id).await?;
                    let item = item.filter(|item| item.state == ItemState::Standing);
                    docs.extend(item.as_ref().and_then(item_doc));
                }
                Ok::<_, CommonsError>(docs)
            })
        });
        Ok(read.await?)
    }
}

/// The sentence model in a folder, which many questions go through together. One that cannot be used is told of once.
async fn sentence_model(folder: PathBuf) -> Option<Arc<dyn Embedder>> {
    let opened = tokio::task::spawn_blocking(move || SentenceModel::open(&folder)).await;
    match opened {
        Ok(Ok(model)) => {
            let processors = std::thread::available_parallelism().map_or(1, usize::from);
            Some(Arc::new(Questions::new(model, processors / 2)))
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the sentence model is not used: shared learning is found by words only");
            None
        }
        Err(_) => {
            tracing::error!("the sentence model could not be opened");
            None
        }
    }
}
