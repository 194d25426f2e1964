//! The full-text index of one generation: terms and ids in sealed files, and the picture of them that searches read.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::{SegmentId, SegmentReader};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{
    DocSet as _, IndexWriter, InvertedIndexReader, SegmentMeta, TERMINATED, TantivyDocument, Term,
};

use crate::sealed::SealedFolder;
use crate::words::Words;
use crate::{Doc, SearchError};

/// Memory for what is being written, in bytes.
const WRITING: usize = 64 << 20;
/// More segments than this are merged.
const MOST_SEGMENTS: usize = 8;

/// The files that list the others.
const LISTS: [&str; 2] = ["meta.json", ".managed.json"];

/// The two places where words stand.
pub(crate) const FIELDS: usize = 2;

#[derive(Debug, Clone, Copy)]
struct Fields {
    id: Field,
    /// Title, text.
    words: [Field; FIELDS],
    /// First bytes of the digest of an item.
    digest: Field,
}

/// One part of the index as it was at one moment.
pub(crate) struct Segment {
    pub reader: SegmentReader,
    /// Id of each document.
    pub ids: Arc<Vec<Box<str>>>,
    pub digests: Arc<Vec<u64>>,
    /// Title, text.
    pub terms: [Arc<InvertedIndexReader>; FIELDS],
    pub lengths: [FieldNormReader; FIELDS],
    /// Prints of the terms of its text.
    said: Arc<HashSet<u64>>,
    id: Field,
}

impl Segment {
    /// Whether its text may hold a term: where this says no, it does not.
    pub(crate) fn may_say(&self, term: &str) -> bool {
        self.said.contains(&print(term.as_bytes()))
    }

    fn find(&self, id: &str) -> tantivy::Result<Option<u32>> {
        let index = self.reader.inverted_index(self.id)?;
        let term = Term::from_field_text(self.id, id);
        let Some(mut docs) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            return Ok(None);
        };
        while docs.doc() != TERMINATED {
            if !self.reader.is_deleted(docs.doc()) {
                return Ok(Some(docs.doc()));
            }
            docs.advance();
        }
        Ok(None)
    }
}

/// What a search reads: it does not change while others write.
pub(crate) struct Picture {
    pub segments: Vec<Arc<Segment>>,
    /// Items that are there.
    pub items: u64,
    /// Mean number of terms of title and text.
    pub mean: [f32; FIELDS],
    fields: Fields,
}

impl Picture {
    /// The term of a place, as the index knows it.
    pub(crate) fn term(&self, place: usize, term: &str) -> Term {
        let field = self.fields.words.get(place).copied();
        Term::from_field_text(field.unwrap_or(self.fields.id), term)
    }

    /// Digest of an item that is there.
    pub(crate) fn digest(&self, id: &str) -> Result<Option<u64>, SearchError> {
        for segment in &self.segments {
            if let Some(doc) = segment.find(id)? {
                return Ok(segment.digests.get(doc as usize).copied());
            }
        }
        Ok(None)
    }

    /// Every item with its digest, in no order.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, u64)> {
        self.segments.iter().flat_map(|segment| {
            segment.reader.doc_ids_alive().filter_map(|doc| {
                let id = segment.ids.get(doc as usize)?;
                Some((&**id, *segment.digests.get(doc as usize)?))
            })
        })
    }
}

/// The full-text index of one generation.
pub(crate) struct TextIndex {
    index: tantivy::Index,
    folder: SealedFolder,
    fields: Fields,
    writer: Mutex<Option<IndexWriter>>,
    picture: RwLock<Arc<Picture>>,
}

impl TextIndex {
    /// Opens what is there, reading and checking every file.
    pub(crate) fn open(folder: &SealedFolder) -> Result<Self, SearchError> {
        // Its library would go on without one of them.
        if !LISTS
            .iter()
            .all(|name| folder.exists_on_disk(Path::new(name)))
        {
            return Err(SearchError::Damaged);
        }
        Self::with(tantivy::Index::open(folder.clone())?, folder)
    }

    /// A new, empty one.
    pub(crate) fn make(folder: &SealedFolder) -> Result<Self, SearchError> {
        let settings = tantivy::IndexSettings::default();
        let index = tantivy::Index::create(folder.clone(), schema(), settings)?;
        Self::with(index, folder)
    }

    fn with(index: tantivy::Index, folder: &SealedFolder) -> Result<Self, SearchError> {
        let schema = index.schema();
        let fields = Fields {
            id: schema.get_field("id")?,
            words: [schema.get_field("title")?, schema.get_field("text")?],
            digest: schema.get_field("digest")?,
        };
        let picture = take_picture(&index, fields, &[])?;
        Ok(Self {
            index,
            folder: folder.clone(),
            fields,
            writer: Mutex::new(None),
            picture: RwLock::new(Arc::new(picture)),
        })
    }

    /// What searches read now.
    pub(crate) fn picture(&self) -> Arc<Picture> {
        let picture = self.picture.read();
        picture.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes items in, in place of those with the same id. They can be found when this returns.
    pub(crate) fn put(&self, words: &Words, docs: &[Doc]) -> Result<(), SearchError> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer(&mut held)?;
        let latest: BTreeMap<&str, &Doc> = docs.iter().map(|doc| (doc.id.as_str(), doc)).collect();
        let picture = self.picture();
        let mut replaced = false;
        for doc in latest.values() {
            if picture.digest(&doc.id)?.is_some() {
                writer.delete_term(Term::from_field_text(self.fields.id, &doc.id));
                replaced = true;
            }
            writer.add_document(self.document(words, doc))?;
        }
        writer.commit()?;
        drop(picture);
        self.look_again()?;
        self.tidy(writer, replaced)
    }

    /// Takes items away. Searches no longer find them before their terms are gone from the disk, which they are when this
    /// returns.
    pub(crate) fn remove(&self, ids: &[&str]) -> Result<(), SearchError> {
        let mut held = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let writer = self.writer(&mut held)?;
        for id in ids {
            writer.delete_term(Term::from_field_text(self.fields.id, id));
        }
        writer.commit()?;
        self.look_again()?;
        self.tidy(writer, true)
    }

    fn writer<'a>(
        &self,
        held: &'a mut Option<IndexWriter>,
    ) -> Result<&'a mut IndexWriter, SearchError> {
        if let Some(writer) = held {
            return Ok(writer);
        }
        let writer: IndexWriter = self.index.writer_with_num_threads(1, WRITING)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(held.insert(writer))
    }

    /// Writes segments anew that hold terms of items no longer there, brings many segments together, and takes away every
    /// file that nothing needs.
    fn tidy(&self, writer: &mut IndexWriter, scrub: bool) -> Result<(), SearchError> {
        let metas = self.index.searchable_segment_metas()?;
        let merge = to_merge(&metas, scrub);
        if merge.is_empty() {
            return Ok(());
        }
        writer.merge(&merge).wait()?;
        // A second commit writes down that the segments which are all deleted are gone.
        writer.commit()?;
        self.look_again()?;
        writer.garbage_collect_files().wait()?;
        self.sweep()
    }

    /// Files that the list of segments does not name: readers have theirs in memory, so they can go at once.
    fn sweep(&self) -> Result<(), SearchError> {
        let needed = self.segments()?;
        for name in self.folder.names()? {
            let segment = name.to_str().and_then(segment_of);
            if segment.is_some_and(|segment| !needed.contains(segment)) {
                self.folder.remove(&name)?;
            }
        }
        Ok(self.folder.sync()?)
    }

    fn segments(&self) -> Result<BTreeSet<String>, SearchError> {
        let metas = self.index.searchable_segment_metas()?;
        Ok(metas.iter().map(|meta| meta.id().uuid_string()).collect())
    }

    fn look_again(&self) -> Result<(), SearchError> {
        let before = self.picture();
        let picture = take_picture(&self.index, self.fields, &before.segments)?;
        *self.picture.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(picture);
        Ok(())
    }

    fn document(&self, words: &Words, doc: &Doc) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.id, &doc.id);
        document.add_u64(self.fields.digest, doc.digest());
        for (field, text) in self.fields.words.into_iter().zip([&doc.title, &doc.text]) {
            document.add_pre_tokenized_text(field, tokens(words, text));
        }
        document
    }

    /// Reads every file anew and says whether each is whole.
    pub(crate) fn check(&self) -> Result<(), SearchError> {
        for name in LISTS {
            self.folder.read_from_disk(Path::new(name))?;
        }
        let needed = self.segments()?;
        for name in self.folder.open_names() {
            let segment = name.to_str().and_then(segment_of);
            if segment.is_none_or(|segment| needed.contains(segment)) {
                self.folder.read_from_disk(&name)?;
            }
        }
        Ok(())
    }
}

/// The segment to which a file belongs, by its name.
fn segment_of(name: &str) -> Option<&str> {
    let (segment, _) = name.split_once('.')?;
    (segment.len() == 32 && segment.bytes().all(|sign| sign.is_ascii_hexdigit())).then_some(segment)
}

/// Which segments are written anew as one.
fn to_merge(metas: &[SegmentMeta], scrub: bool) -> Vec<SegmentId> {
    let mut chosen: Vec<SegmentId> = metas
        .iter()
        .filter(|meta| scrub && meta.has_deletes())
        .map(SegmentMeta::id)
        .collect();
    if metas.len() > MOST_SEGMENTS {
        let all: u32 = metas.iter().map(SegmentMeta::max_doc).sum();
        let small = metas.iter().filter(|meta| meta.max_doc() < all / 2);
        for meta in small {
            if !chosen.contains(&meta.id()) {
                chosen.push(meta.id());
            }
        }
    }
    chosen
}

fn schema() -> Schema {
    let mut schema = Schema::builder();
    schema.add_text_field("id", STRING | tantivy::schema::FAST);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::WithFreqs)
        .set_fieldnorms(true);
    for place in ["title", "text"] {
        let options = TextOptions::default().set_indexing_options(indexing.clone());
        schema.add_text_field(place, options);
    }
    schema.add_u64_field("digest", tantivy::schema::FAST);
    schema.build()
}

/// The terms in the form in which the index takes them; no word of the text itself is handed over.
fn tokens(words: &Words, text: &str) -> PreTokenizedString {
    let tokens = words.terms(text).into_iter().map(|term| Token {
        offset_from: term.at.start,
        offset_to: term.at.end,
        position: term.position,
        text: term.term,
        position_length: 1,
    });
    PreTokenizedString {
        text: String::new(),
        tokens: tokens.collect(),
    }
}

fn take_picture(
    index: &tantivy::Index,
    fields: Fields,
    before: &[Arc<Segment>],
) -> Result<Picture, SearchError> {
    let mut segments = Vec::new();
    for segment in index.searchable_segments()? {
        let known = before
            .iter()
            .find(|known| known.reader.segment_id() == segment.id());
        let meta = segment.meta();
        if let Some(known) = known
            && known.reader.num_docs() == meta.num_docs()
            && known.reader.delete_opstamp() == meta.delete_opstamp()
        {
            segments.push(Arc::clone(known));
            continue;
        }
        let reader = SegmentReader::open(&segment)?;
        let [title, text] = fields.words;
        let (ids, digests) = match known {
            Some(known) => (Arc::clone(&known.ids), Arc::clone(&known.digests)),
            None => ids(&reader)?,
        };
        let said = match known {
            Some(known) => Arc::clone(&known.said),
            None => said(&*reader.inverted_index(text)?)?,
        };
        let lengths = [
            reader.get_fieldnorms_reader(title)?,
            reader.get_fieldnorms_reader(text)?,
        ];
        let terms = [reader.inverted_index(title)?, reader.inverted_index(text)?];
        segments.push(Arc::new(Segment {
            ids,
            digests,
            terms,
            lengths,
            said,
            id: fields.id,
            reader,
        }));
    }
    let items = segments
        .iter()
        .map(|s| u64::from(s.reader.num_docs()))
        .sum();
    let documents: u64 = segments.iter().map(|s| u64::from(s.reader.max_doc())).sum();
    let mean = [0, 1].map(|place: usize| {
        let all: u64 = segments
            .iter()
            .filter_map(|segment| segment.terms.get(place))
            .map(|terms| terms.total_num_tokens())
            .sum();
        (all as f32 / documents.max(1) as f32).max(1.0)
    });
    Ok(Picture {
        segments,
        items,
        mean,
        fields,
    })
}

fn said(terms: &InvertedIndexReader) -> Result<Arc<HashSet<u64>>, SearchError> {
    let terms = terms.terms();
    let mut said = HashSet::with_capacity(terms.num_terms());
    let mut all = terms.stream()?;
    while all.advance() {
        said.insert(print(all.key()));
    }
    Ok(Arc::new(said))
}

fn print(term: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(term);
    hasher.finish()
}

type Ids = (Arc<Vec<Box<str>>>, Arc<Vec<u64>>);

fn ids(reader: &SegmentReader) -> Result<Ids, SearchError> {
    let columns = reader.fast_fields();
    let column = columns.str("id")?.ok_or(SearchError::Damaged)?;
    let mut known: Vec<Box<str>> = Vec::with_capacity(column.num_terms());
    let mut terms = column.dictionary().stream()?;
    while terms.advance() {
        let id = std::str::from_utf8(terms.key()).map_err(|_| SearchError::Damaged)?;
        known.push(id.into());
    }
    let digests = columns.u64("digest")?;
    let mut ids = Vec::with_capacity(reader.max_doc() as usize);
    let mut all = Vec::with_capacity(reader.max_doc() as usize);
    for doc in 0..reader.max_doc() {
        let id = column.term_ords(doc).next();
        let id = id.and_then(|id| known.get(usize::try_from(id).ok()?));
        ids.push(id.cloned().ok_or(SearchError::Damaged)?);
        all.push(digests.first(doc).ok_or(SearchError::Damaged)?);
    }
    Ok((Arc::new(ids), Arc::new(all)))
}
