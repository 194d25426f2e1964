//! The index as others use it: which generation answers, what is written to it, and how it is made anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crypto::{Digest, SecretKey};

use crate::generation::{Generation, Place, Print, is_damage};
use crate::meaning::Embedder;
use crate::rank::Ranking;
use crate::turns::Turns;
use crate::words::Words;
use crate::{Answer, Doc, Hit, Mode, Question, SearchError, Why, fuse, rank};

/// Items written in one step when an index is made anew.
const STEP: usize = 10_000;

/// Whether an index is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Ready,
    /// It is being made anew. Until that is done searches answer with what is there.
    Rebuilding {
        /// Whether anything is there.
        answers: bool,
    },
    /// It is lost, damaged, of an older form, or belongs to another key. Searches find nothing; make it anew.
    Damaged,
}

/// What was changed while a new generation is being made.
enum Change {
    Put(Vec<Doc>),
    Remove(Vec<String>),
}

/// Held while something is written.
#[derive(Default)]
struct Writing {
    /// While a new generation is being made: what it has to be told before it answers.
    rebuilding: Option<Vec<Change>>,
    /// How the files lay when they were last written or checked here.
    print: Option<Print>,
    /// They lay otherwise before something was written since.
    touched: bool,
}

/// An index of items by words and by meaning. Any number of threads may search while one writes.
pub struct Index {
    place: Place,
    words: Words,
    ranking: Ranking,
    live: RwLock<Option<Arc<Generation>>>,
    writing: Mutex<Writing>,
    /// Items that are being removed: no search shows them from the first moment.
    hidden: RwLock<BTreeSet<String>>,
    turns: Turns,
}

impl Index {
    /// Opens the index in a folder, or begins one in an empty folder. Every file is read and checked. Whether it is whole says
    /// [`Index::state`]: a damaged one is not an error here, so that the service starts without it.
    ///
    /// # Errors
    /// [`SearchError::Disk`] when the folder cannot be read or made.
    pub fn open(folder: &Path, key: &SecretKey) -> Result<Self, SearchError> {
        Self::open_with(folder, key, Words::embedded(), Ranking::default())
    }

    /// As [`Index::open`], with other lists of words and another ranking.
    ///
    /// # Errors
    /// As [`Index::open`].
    pub fn open_with(
        folder: &Path,
        key: &SecretKey,
        words: Words,
        ranking: Ranking,
    ) -> Result<Self, SearchError> {
        fs::create_dir_all(folder)?;
        let index = Self {
            place: Place::new(folder, key),
            words,
            ranking,
            live: RwLock::new(None),
            writing: Mutex::default(),
            hidden: RwLock::default(),
            turns: Turns::new(),
        };
        match index.place.find(index.words.digest()) {
            Ok(generation) => index.answer_with(generation),
            Err(SearchError::Disk(error)) if !is_damage(&error) => return Err(error.into()),
            Err(_) => {}
        }
        index.written(&mut index.writing_now());
        Ok(index)
    }

    /// Whether the index is whole.
    #[must_use]
    pub fn state(&self) -> State {
        let answers = self.live().is_some();
        if self.writing_now().rebuilding.is_some() {
            State::Rebuilding { answers }
        } else if answers {
            State::Ready
        } else {
            State::Damaged
        }
    }

    /// Whether somebody wrote to its files, or took some away, past this index: a cheap look at their names, lengths and times. Then
    /// [`Index::check`] says whether it is still whole. False while something is written or made anew.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        let Ok(writing) = self.writing.try_lock() else {
            return false;
        };
        writing.rebuilding.is_none() && self.lies_otherwise(&writing)
    }

    fn lies_otherwise(&self, writing: &Writing) -> bool {
        let print = |live: Arc<Generation>| self.place.print(live.number) != writing.print;
        writing.touched || self.live().is_some_and(print)
    }

    /// Before something is written: what was done to the files past this index is not to be taken for that.
    fn before_writing(&self, writing: &mut Writing) {
        writing.touched = self.lies_otherwise(writing);
    }

    /// After something was written.
    fn written(&self, writing: &mut Writing) {
        writing.print = self.live().and_then(|live| self.place.print(live.number));
    }

    /// How many items it holds.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.live().map_or(0, |live| live.text.picture().items)
    }

    /// Digest of the ids and versions of everything it holds: compare it with [`Index::digest_of`] what ought to be there.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let Some(live) = self.live() else {
            return Self::digest_of(std::iter::empty());
        };
        let picture = live.text.picture();
        Self::digest_of(picture.all())
    }

    /// Id and version ([`Doc::digest`]) of everything it holds, by id: what differs from what ought to be there is put or
    /// removed.
    #[must_use]
    pub fn versions(&self) -> BTreeMap<String, u64> {
        let Some(live) = self.live() else {
            return BTreeMap::new();
        };
        let picture = live.text.picture();
        let all = picture.all();
        all.map(|(id, digest)| (id.to_owned(), digest)).collect()
    }

    /// The digest of an index that holds these items: id and [`Doc::digest`], in any order.
    #[must_use]
    pub fn digest_of<'a>(items: impl Iterator<Item = (&'a str, u64)>) -> Digest {
        let mut items: Vec<_> = items.collect();
        items.sort_unstable();
        let mut hasher = crypto::Hasher::new();
        for (id, digest) in items {
            hasher.update(&(id.len() as u64).to_le_bytes());
            hasher.update(id.as_bytes());
            hasher.update(&digest.to_le_bytes());
        }
        hasher.finish()
    }

    /// Bytes that the plain index takes in memory, without what searches and writing take for a moment.
    #[must_use]
    pub fn memory(&self) -> usize {
        let live = self.live();
        live.map_or(0, |live| live.folder.memory() + live.meaning.memory())
    }

    /// Searches. `top` items at most, and none that `allowed` says no to. An item that is not allowed is passed over before
    /// anything is counted; it does weigh in how rare a word is.
    ///
    /// Without an embedder, or before anything has been embedded with it, the answer is by words, and says so.
    ///
    /// # Errors
    /// When the files in memory do not fit each other, or the sentence model fails.
    pub fn search(
        &self,
        query: &str,
        mode: Mode,
        embedder: Option<&dyn Embedder>,
        top: usize,
        allowed: &dyn Fn(&str) -> bool,
    ) -> Result<Answer, SearchError> {
        self.near(Question::Typed(query), mode, embedder, top, allowed)
    }

    /// As [`Index::search`], also for what is near a whole text.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn near(
        &self,
        asked: Question<'_>,
        mode: Mode,
        embedder: Option<&dyn Embedder>,
        top: usize,
        allowed: &dyn Fn(&str) -> bool,
    ) -> Result<Answer, SearchError> {
        let query = asked.words();
        let Some(live) = self.live() else {
            return Ok(self.answer(Vec::new(), mode));
        };
        if top == 0 {
            return Ok(self.answer(Vec::new(), mode));
        }
        let hidden = self.hidden();
        let allowed = |id: &str| !hidden.contains(id) && allowed(id);
        let embedder = embedder.filter(|embedder| live.meaning.is_from(embedder.digest()));
        let by_words = |top| {
            let _turn = self.turns.wait();
            let picture = live.text.picture();
            rank::search(&picture, &self.words, &self.ranking, asked, top, &allowed)
        };
        let near = |question: &[f32], top| {
            let _turn = self.turns.wait();
            live.meaning.near(question, top, &allowed)
        };
        match (mode, embedder) {
            (Mode::Text, _) | (_, None) => {
                let hits = by_words(top)?.into_iter().map(Hit::from).collect();
                Ok(self.answer(hits, Mode::Text))
            }
            (Mode::Meaning, Some(embedder)) => {
                let near = near(&embedder.question(query)?, top);
                let hits = near.into_iter().map(|(id, score)| Hit {
                    id,
                    score,
                    why: Why {
                        words: Vec::new(),
                        near: true,
                    },
                    nearness: Some(score),
                });
                Ok(self.answer(hits.collect(), Mode::Meaning))
            }
            (Mode::Fused, Some(embedder)) => {
                let depth = top.max(fuse::DEPTH);
                let near = near(&embedder.question(query)?, depth);
                let hits = fuse::fuse(by_words(depth)?, near, top);
                Ok(self.answer(hits, Mode::Fused))
            }
        }
    }

    /// Takes items in, in place of those with the same id. They are found by words when this returns, and by meaning after
    /// [`Index::put_meaning`].
    ///
    /// # Errors
    /// [`SearchError::Damaged`] when there is nothing to write to; [`SearchError::Busy`]; the disk.
    pub fn put(&self, docs: &[Doc]) -> Result<(), SearchError> {
        let mut writing = self.writing_now();
        if let Some(changes) = &mut writing.rebuilding {
            changes.push(Change::Put(docs.to_vec()));
        }
        self.show(docs);
        match self.live() {
            Some(live) => {
                self.before_writing(&mut writing);
                live.put(&self.words, docs)?;
                self.written(&mut writing);
                Ok(())
            }
            None if writing.rebuilding.is_some() => Ok(()),
            None => Err(SearchError::Damaged),
        }
    }

    /// Takes the meaning of items in. Slow: about a tenth of a second a passage; never in a request. An item that has been
    /// removed or changed meanwhile is left out.
    ///
    /// # Errors
    /// As [`Index::put`], and when the sentence model fails.
    pub fn put_meaning(&self, docs: &[Doc], embedder: &dyn Embedder) -> Result<(), SearchError> {
        let mut embedded = Vec::with_capacity(docs.len());
        for doc in docs {
            embedded.push((doc, embedder.passages(&doc.title, &doc.text)?));
        }
        let mut writing = self.writing_now();
        let live = self.live().ok_or(SearchError::Damaged)?;
        self.before_writing(&mut writing);
        let picture = live.text.picture();
        let mut current = Vec::with_capacity(embedded.len());
        for (doc, vectors) in embedded {
            let digest = doc.digest();
            if picture.digest(&doc.id)? == Some(digest) {
                current.push((doc.id.as_str(), digest, vectors));
            }
        }
        live.meaning.put(embedder.digest(), &current)?;
        self.written(&mut writing);
        Ok(())
    }

    /// Ids of items whose meaning this embedder has not yet seen, as they are now; at most so many.
    #[must_use]
    pub fn without_meaning(&self, embedder: &dyn Embedder, most: usize) -> Vec<String> {
        let Some(live) = self.live() else {
            return Vec::new();
        };
        let known = live.meaning.known(embedder.digest());
        let picture = live.text.picture();
        let missing = picture
            .all()
            .filter(|(id, digest)| known.get(*id) != Some(digest));
        missing.map(|(id, _)| id.to_owned()).take(most).collect()
    }

    /// Takes items away: no search that begins after this call shows them, and when it returns their terms and vectors are in
    /// no file of the index. An id that is not there is no error.
    ///
    /// # Errors
    /// As [`Index::put`]; the items stay hidden as long as this index is open.
    pub fn remove(&self, ids: &[&str]) -> Result<(), SearchError> {
        let mut hidden = self.hidden.write().unwrap_or_else(PoisonError::into_inner);
        hidden.extend(ids.iter().map(|id| (*id).to_owned()));
        drop(hidden);
        let mut writing = self.writing_now();
        if let Some(changes) = &mut writing.rebuilding {
            let ids = ids.iter().map(|id| (*id).to_owned());
            changes.push(Change::Remove(ids.collect()));
        }
        match self.live() {
            Some(live) => {
                self.before_writing(&mut writing);
                live.remove(ids)?;
                self.written(&mut writing);
            }
            None if writing.rebuilding.is_some() => return Ok(()),
            None => return Err(SearchError::Damaged),
        }
        if writing.rebuilding.is_none() {
            self.show_ids(ids.iter().copied());
        }
        Ok(())
    }

    /// Makes the index anew from everything that ought to be in it, while searches go on with what is there. Meaning is taken
    /// in afterwards ([`Index::without_meaning`]); until then it is searched by words. What is put and removed meanwhile is
    /// not lost. A folder that was taken away is made again. Returns how many items it holds then.
    ///
    /// # Errors
    /// [`SearchError::Busy`] when that is already being done; the error of the items; the disk. Then everything is as before.
    pub fn rebuild<E: From<SearchError>>(
        &self,
        docs: impl IntoIterator<Item = Result<Doc, E>>,
    ) -> Result<u64, E> {
        let _alone = self.place.alone()?;
        let mut writing = self.writing_now();
        if writing.rebuilding.is_some() {
            return Err(SearchError::Busy.into());
        }
        writing.rebuilding = Some(Vec::new());
        drop(writing);
        let made = self.make_anew(docs);
        let mut writing = self.writing_now();
        let changes = writing.rebuilding.take().unwrap_or_default();
        let outcome = made.and_then(|generation| Ok(self.change_over(generation, changes)?));
        self.place.clear();
        if outcome.is_ok() {
            writing.touched = false;
            self.written(&mut writing);
        }
        drop(writing);
        outcome
    }

    /// Reads every file of the index from the disk and says whether it is still whole. What is in memory goes on answering.
    ///
    /// # Errors
    /// [`SearchError::Damaged`], or [`SearchError::Disk`].
    pub fn check(&self) -> Result<(), SearchError> {
        let mut writing = self.writing_now();
        let live = self.live().ok_or(SearchError::Damaged)?;
        // As they lie before they are read: what is written to them meanwhile is noticed later.
        let print = self.place.print(live.number);
        let whole = self.place.current().and_then(|current| {
            if current.generation != live.number {
                return Err(SearchError::Damaged);
            }
            live.text.check()?;
            live.meaning.check()
        });
        if whole.is_ok() {
            writing.print = print;
            writing.touched = false;
        }
        drop(writing);
        whole.map_err(|error| match error {
            SearchError::Disk(error) if is_damage(&error) => SearchError::Damaged,
            other => other,
        })
    }

    fn answer(&self, hits: Vec<Hit>, mode: Mode) -> Answer {
        // A search does not wait for whoever writes: it only needs to know whether anything answers.
        let answers = self.live().is_some();
        let state = match self.writing.try_lock() {
            Ok(writing) if writing.rebuilding.is_some() => State::Rebuilding { answers },
            _ if answers => State::Ready,
            Ok(_) => State::Damaged,
            Err(_) => State::Rebuilding { answers },
        };
        Answer { hits, mode, state }
    }

    fn live(&self) -> Option<Arc<Generation>> {
        let live = self.live.read().unwrap_or_else(PoisonError::into_inner);
        live.clone()
    }

    fn answer_with(&self, generation: Generation) {
        let mut live = self.live.write().unwrap_or_else(PoisonError::into_inner);
        *live = Some(Arc::new(generation));
    }

    fn hidden(&self) -> BTreeSet<String> {
        let hidden = self.hidden.read();
        hidden.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn writing_now(&self) -> MutexGuard<'_, Writing> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn show(&self, docs: &[Doc]) {
        self.show_ids(docs.iter().map(|doc| doc.id.as_str()));
    }

    fn show_ids<'a>(&self, ids: impl Iterator<Item = &'a str>) {
        let mut hidden = self.hidden.write().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            hidden.remove(id);
        }
    }

    fn make_anew<E: From<SearchError>>(
        &self,
        docs: impl IntoIterator<Item = Result<Doc, E>>,
    ) -> Result<Generation, E> {
        let answers = self.live().map_or(0, |live| live.number);
        let generation = self.place.next(answers)?;
        let mut step = Vec::with_capacity(STEP);
        for doc in docs {
            step.push(doc?);
            if step.len() == STEP {
                generation.text.put(&self.words, &step)?;
                step.clear();
            }
        }
        generation.text.put(&self.words, &step)?;
        Ok(generation)
    }

    fn change_over(
        &self,
        generation: Generation,
        changes: Vec<Change>,
    ) -> Result<u64, SearchError> {
        for change in &changes {
            match change {
                Change::Put(docs) => generation.put(&self.words, docs)?,
                Change::Remove(ids) => {
                    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
                    generation.remove(&ids)?;
                }
            }
        }
        self.place
            .point_to(generation.number, self.words.digest())?;
        let items = generation.text.picture().items;
        self.answer_with(generation);
        let mut hidden = self.hidden.write().unwrap_or_else(PoisonError::into_inner);
        hidden.clear();
        Ok(items)
    }
}
