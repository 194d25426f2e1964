//! Vectors of what items mean: kept sealed, compared one by one in memory.
//!
//! A value is kept in eight bits with one scale a vector. Every vector is looked at, so the answer is exact for what is kept,
//! and an item that was removed is simply gone.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crypto::Digest;
use serde::{Deserialize, Serialize};

use crate::sealed::SealedFolder;
use crate::{ModelError, SearchError};

/// Names the files of vectors.
const LIST: &str = "meaning-list";
/// More files than this are brought together.
const MOST_FILES: usize = 8;

/// Turns words into vectors of length 1 whose product says how near they are in meaning.
pub trait Embedder: Send + Sync {
    /// Says which one it is: vectors of different ones cannot be compared.
    fn digest(&self) -> Digest;

    /// The vectors of an item, one for each passage of a length that it understands.
    ///
    /// # Errors
    /// When it fails.
    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError>;

    /// The vector of a question.
    ///
    /// # Errors
    /// When it fails.
    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError>;
}

/// What is known of one item: id, digest of its version, vectors of its passages.
pub(crate) type Embedded<'a> = (&'a str, u64, Vec<Vec<f32>>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct List {
    model: String,
    files: Vec<u64>,
    next: u64,
}

/// The passages of some items.
#[derive(Debug, Default, Clone)]
struct Passages {
    number: u64,
    width: usize,
    ids: Vec<Box<str>>,
    digests: Vec<u64>,
    scales: Vec<f32>,
    values: Vec<i8>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    width: usize,
    ids: Vec<Box<str>>,
    digests: Vec<u64>,
}

#[derive(Debug, Clone, Default)]
struct Known {
    list: List,
    files: Vec<Arc<Passages>>,
}

/// The vectors of one generation.
#[derive(Debug)]
pub(crate) struct Vectors {
    folder: SealedFolder,
    known: RwLock<Arc<Known>>,
}

impl Vectors {
    /// Those of a folder; none where nothing has been embedded.
    pub(crate) fn open(folder: &SealedFolder) -> Result<Self, SearchError> {
        let mut known = Known::default();
        if folder.exists_on_disk(Path::new(LIST)) {
            let bytes = folder.read_from_disk(Path::new(LIST))?;
            known.list = serde_json::from_slice(&bytes).map_err(|_| SearchError::Damaged)?;
            for number in &known.list.files {
                let bytes = folder.read_from_disk(&name(*number))?;
                let passages = Passages::read(*number, &bytes).ok_or(SearchError::Damaged)?;
                known.files.push(Arc::new(passages));
            }
        } else if folder
            .names()?
            .iter()
            .any(|name| name.to_string_lossy().starts_with("meaning-"))
        {
            return Err(SearchError::Damaged);
        }
        Ok(Self {
            folder: folder.clone(),
            known: RwLock::new(Arc::new(known)),
        })
    }

    /// Whether there is anything that this embedder made.
    pub(crate) fn is_from(&self, embedder: Digest) -> bool {
        let known = self.now();
        !known.files.is_empty() && known.list.model == embedder.to_string()
    }

    /// Takes away the vectors of other versions of these items.
    pub(crate) fn remove_older(&self, versions: &BTreeMap<&str, u64>) -> Result<(), SearchError> {
        let known = self.now();
        let all = known.files.iter().flat_map(|file| file.items());
        let older = all.filter(|(id, digest)| versions.get(id).is_some_and(|now| now != digest));
        let older: Vec<&str> = older.map(|(id, _)| id).collect();
        self.remove(&older)
    }

    /// Every item that this embedder has seen, with its version.
    pub(crate) fn known(&self, embedder: Digest) -> BTreeMap<String, u64> {
        if !self.is_from(embedder) {
            return BTreeMap::new();
        }
        let known = self.now();
        let all = known.files.iter().flat_map(|file| file.items());
        all.map(|(id, digest)| (id.to_owned(), digest)).collect()
    }

    /// Takes vectors in; those of another embedder go.
    pub(crate) fn put(&self, embedder: Digest, items: &[Embedded<'_>]) -> Result<(), SearchError> {
        let mut known = Known::clone(&self.now());
        if known.list.model != embedder.to_string() {
            known.files.clear();
            known.list.model = embedder.to_string();
        }
        let ids: BTreeSet<&str> = items.iter().map(|(id, ..)| *id).collect();
        known.without(&ids);
        known.files.push(Arc::new(Passages::of(items)));
        if known.files.len() > MOST_FILES {
            known.files = vec![Arc::new(Passages::together(&known.files))];
        }
        self.write(known)
    }

    /// Takes vectors away, from memory and from the files.
    pub(crate) fn remove(&self, ids: &[&str]) -> Result<(), SearchError> {
        let ids: BTreeSet<&str> = ids.iter().copied().collect();
        let mut known = Known::clone(&self.now());
        if known.without(&ids) {
            self.write(known)?;
        }
        Ok(())
    }

    /// The nearest items, nearest first, each by its nearest passage.
    pub(crate) fn near(
        &self,
        question: &[f32],
        top: usize,
        allowed: &dyn Fn(&str) -> bool,
    ) -> Vec<(String, f32)> {
        let known = self.now();
        let (scale, question) = in_eight_bits(question);
        let mut rows: Vec<(f32, &str)> = Vec::new();
        for file in &known.files {
            rows.extend(
                file.products(&question)
                    .zip(&file.scales)
                    .zip(&file.ids)
                    .map(|((product, row_scale), id)| (product as f32 * row_scale * scale, &**id)),
            );
        }
        let order = |one: &(f32, &str), other: &(f32, &str)| {
            other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1))
        };
        let mut sorted = 0;
        let mut best: Vec<(String, f32)> = Vec::new();
        let mut seen = BTreeSet::new();
        while best.len() < top && sorted < rows.len() {
            // A part of the rows is put in order, then the next where too few of them count.
            let rest = rows.get_mut(sorted..).unwrap_or_default();
            let part = rest.len().min(top.saturating_mul(4).max(256));
            if part < rest.len() {
                rest.select_nth_unstable_by(part, order);
            }
            let part = rest.get_mut(..part).unwrap_or_default();
            part.sort_unstable_by(order);
            sorted += part.len();
            for (score, id) in part {
                if best.len() < top && seen.insert(*id) && allowed(id) {
                    best.push(((*id).to_owned(), *score));
                }
            }
        }
        best
    }

    /// Bytes in memory.
    pub(crate) fn memory(&self) -> usize {
        let known = self.now();
        let files = known.files.iter();
        files
            .map(|file| file.values.len() + file.ids.iter().map(|id| id.len() + 28).sum::<usize>())
            .sum()
    }

    /// Reads every file anew and says whether each is whole.
    pub(crate) fn check(&self) -> Result<(), SearchError> {
        if self.now().list.next > 0 {
            Self::open(&self.folder)?;
            if !self.folder.exists_on_disk(Path::new(LIST)) {
                return Err(SearchError::Damaged);
            }
        }
        Ok(())
    }

    fn now(&self) -> Arc<Known> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    /// Writes what is new, then the list, then takes away what is no longer named.
    fn write(&self, mut known: Known) -> Result<(), SearchError> {
        known.files.retain(|file| !file.ids.is_empty());
        let mut files = Vec::with_capacity(known.files.len());
        for file in &known.files {
            if file.number > 0 {
                files.push(Arc::clone(file));
                continue;
            }
            known.list.next += 1;
            let mut file = Passages::clone(file);
            file.number = known.list.next;
            self.folder
                .write_and_forget(&name(file.number), &file.bytes()?)?;
            files.push(Arc::new(file));
        }
        known.list.files = files.iter().map(|file| file.number).collect();
        known.files = files;
        let list = serde_json::to_vec(&known.list).map_err(io::Error::other)?;
        self.folder.write_and_forget(Path::new(LIST), &list)?;
        let named: BTreeSet<PathBuf> = known.list.files.iter().map(|n| name(*n)).collect();
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(known);
        for file in self.folder.names()? {
            let ours = file
                .to_str()
                .is_some_and(|name| name.starts_with("meaning-"));
            if ours && file != Path::new(LIST) && !named.contains(&file) {
                self.folder.remove(&file)?;
            }
        }
        Ok(self.folder.sync()?)
    }
}

impl Known {
    /// Leaves items out; the files that held them are to be written anew. Says whether there were any.
    fn without(&mut self, ids: &BTreeSet<&str>) -> bool {
        let mut changed = false;
        for file in &mut self.files {
            if file.ids.iter().any(|id| ids.contains(&**id)) {
                *file = Arc::new(file.without(ids));
                changed = true;
            }
        }
        changed
    }
}

impl Passages {
    fn of(items: &[Embedded<'_>]) -> Self {
        let mut passages = Self::default();
        for (id, digest, vectors) in items {
            for vector in vectors {
                let (scale, values) = in_eight_bits(vector);
                passages.width = values.len();
                passages.push(id, *digest, scale, &values);
            }
        }
        passages
    }

    fn push(&mut self, id: &str, digest: u64, scale: f32, values: &[i8]) {
        self.ids.push(id.into());
        self.digests.push(digest);
        self.scales.push(scale);
        self.values.extend_from_slice(values);
    }

    fn rows(&self) -> impl Iterator<Item = (&str, u64, f32, &[i8])> {
        let values = self.values.chunks_exact(self.width.max(1));
        let rest = self.digests.iter().zip(&self.scales).zip(values);
        let rows = self.ids.iter().zip(rest);
        rows.map(|(id, ((digest, scale), values))| (&**id, *digest, *scale, values))
    }

    fn items(&self) -> impl Iterator<Item = (&str, u64)> {
        let items = self.ids.iter().zip(&self.digests);
        items.map(|(id, digest)| (&**id, *digest))
    }

    fn without(&self, ids: &BTreeSet<&str>) -> Self {
        let mut kept = Self {
            width: self.width,
            ..Self::default()
        };
        for (id, digest, scale, values) in self.rows() {
            if !ids.contains(id) {
                kept.push(id, digest, scale, values);
            }
        }
        kept
    }

    fn together(files: &[Arc<Self>]) -> Self {
        let mut all = Self::default();
        for file in files {
            all.width = file.width;
            for (id, digest, scale, values) in file.rows() {
                all.push(id, digest, scale, values);
            }
        }
        all
    }

    fn products<'a>(&'a self, question: &'a [i8]) -> impl Iterator<Item = i32> + 'a {
        let rows = self.values.chunks_exact(self.width.max(1));
        rows.map(|row| product(row, question))
    }

    fn bytes(&self) -> Result<Vec<u8>, SearchError> {
        let head = Head {
            width: self.width,
            ids: self.ids.clone(),
            digests: self.digests.clone(),
        };
        let head = serde_json::to_vec(&head).map_err(io::Error::other)?;
        let mut bytes = Vec::with_capacity(8 + head.len() + self.values.len());
        bytes.extend((head.len() as u64).to_le_bytes());
        bytes.extend(head);
        for scale in &self.scales {
            bytes.extend(scale.to_le_bytes());
        }
        bytes.extend(self.values.iter().map(|value| value.cast_unsigned()));
        Ok(bytes)
    }

    fn read(number: u64, bytes: &[u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (head, rest) = rest.split_at_checked(length)?;
        let head: Head = serde_json::from_slice(head).ok()?;
        let (scales, values) = rest.split_at_checked(head.ids.len().checked_mul(4)?)?;
        let whole = values.len() == head.ids.len().checked_mul(head.width)?
            && head.digests.len() == head.ids.len();
        whole.then(|| Self {
            number,
            width: head.width,
            scales: scales
                .as_chunks::<4>()
                .0
                .iter()
                .map(|scale| f32::from_le_bytes(*scale))
                .collect(),
            values: values.iter().map(|value| value.cast_signed()).collect(),
            ids: head.ids,
            digests: head.digests,
        })
    }
}

fn name(number: u64) -> PathBuf {
    PathBuf::from(format!("meaning-{number}"))
}

/// Nothing here can wrap: 384 products of at most 16,384. Said so, it is many times faster where overflow is checked.
fn product(one: &[i8], other: &[i8]) -> i32 {
    one.iter().zip(other).fold(0_i32, |sum, (one, other)| {
        sum.wrapping_add(i32::from(*one).wrapping_mul(i32::from(*other)))
    })
}

/// A vector in steps of its largest value divided by 127.
fn in_eight_bits(vector: &[f32]) -> (f32, Vec<i8>) {
    let largest = vector
        .iter()
        .fold(0.0_f32, |most, value| most.max(value.abs()));
    if !largest.is_finite() || largest <= f32::MIN_POSITIVE {
        return (0.0, vec![0; vector.len()]);
    }
    let step = largest / 127.0;
    // Between -127 and 127 by the line before.
    let values = vector.iter().map(|value| (value / step).round() as i8);
    (step, values.collect())
}
