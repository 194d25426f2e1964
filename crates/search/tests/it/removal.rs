//! What was recalled is gone: from answers at once, and from the files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crypto::{CHUNK, Digest, FileOpener, SEALED_CHUNK};
use search::{Embedder, Index, Mode, ModelError};
use tantivy::Directory as _;
use tantivy::directory::RamDirectory;
use tantivy::index::SegmentReader;

use crate::{doc, ids, key, learning, open};

const CANARY: &str = "zyxcanaryqv";

/// Every file below a folder.
fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

/// What a file says when it is opened with the key, with nothing else of this crate.
fn opened(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    if bytes.is_empty() || path.ends_with("current") {
        return bytes;
    }
    let generation = path
        .parent()
        .unwrap()
        .file_name()
        .unwrap()
        .to_str()
        .unwrap();
    let generation = generation.strip_prefix("generation-").unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    let place = format!("search index {generation} {name}");
    let (first, rest) = bytes.split_at(FileOpener::PREFIX);
    let key = key().derive("search index files");
    let mut opener = FileOpener::start(&key, place.as_bytes(), first).unwrap();
    let mut plain = Vec::with_capacity(CHUNK);
    let mut pieces = rest.chunks(SEALED_CHUNK).peekable();
    while let Some(piece) = pieces.next() {
        plain.extend(opener.piece(piece, pieces.peek().is_none()).unwrap());
    }
    plain
}

/// Where a text stands: files whose opened bytes hold it, terms that the library of the index reads from them, and files of
/// segments that no list names any more.
fn anywhere(folder: &Path, text: &str) -> BTreeSet<String> {
    let all = files(folder);
    let mut places: BTreeSet<String> = all
        .iter()
        .filter(|path| holds(&opened(path), text))
        .map(|path| path.display().to_string())
        .collect();
    let plain = RamDirectory::create();
    let sealed = all.iter().filter(|path| !path.ends_with("current"));
    for path in sealed.clone() {
        let name = Path::new(path.file_name().unwrap());
        plain.atomic_write(name, &opened(path)).unwrap();
    }
    let index = tantivy::Index::open(plain).unwrap();
    let mut segments = BTreeSet::new();
    for segment in index.searchable_segments().unwrap() {
        segments.insert(segment.id().uuid_string());
        let reader = SegmentReader::open(&segment).unwrap();
        for (field, entry) in index
            .schema()
            .fields()
            .filter(|(_, entry)| entry.is_indexed())
        {
            let terms = reader.inverted_index(field).unwrap();
            let mut terms = terms.terms().stream().unwrap();
            while terms.advance() {
                if holds(terms.key(), text) {
                    places.insert(format!("a term of {}", entry.name()));
                }
            }
        }
    }
    for path in sealed {
        let name = path.file_name().unwrap().to_str().unwrap();
        let segment = name.split('.').next().unwrap();
        if segment.len() == 32 && !segments.contains(segment) {
            places.insert(format!("{name} is left over"));
        }
    }
    places
}

#[test]
fn terms_of_a_removed_item_are_in_no_file_even_opened() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let text = format!("a child called {CANARY} and a baby");
    index.put(&[doc("recalled-id-7", CANARY, &text)]).unwrap();
    assert_eq!(ids(&index, CANARY), ["recalled-id-7"]);
    let seen = anywhere(folder.path(), CANARY);
    let terms = ["a term of text", "a term of title"];
    assert!(
        terms.iter().all(|term| seen.contains(*term)),
        "the test sees terms where they are: {seen:?}"
    );
    assert!(!anywhere(folder.path(), "recalled-id-7").is_empty());
    for path in files(folder.path()) {
        assert!(!holds(&fs::read(path).unwrap(), CANARY), "files are sealed");
    }
    index.remove(&["recalled-id-7", "never-there"]).unwrap();
    assert!(ids(&index, CANARY).is_empty());
    assert!(anywhere(folder.path(), CANARY).is_empty());
    assert!(anywhere(folder.path(), "recalled-id-7").is_empty());
    assert_eq!(ids(&index, "bruise"), ["bruises"], "the others stay");
    drop(index);
    let index = open(folder.path());
    assert!(ids(&index, CANARY).is_empty());
    assert_eq!(index.items(), 4);
    index
        .put(&[doc("recalled-id-7", "Another", "version")])
        .unwrap();
    assert_eq!(
        ids(&index, "another"),
        ["recalled-id-7"],
        "it may come back"
    );
}

#[test]
fn words_that_a_new_version_no_longer_says_are_gone_too() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    index.put(&[doc("sleep", CANARY, CANARY)]).unwrap();
    index
        .put(&[doc("sleep", "Safe sleeping", "as it was")])
        .unwrap();
    assert!(ids(&index, CANARY).is_empty());
    assert!(anywhere(folder.path(), CANARY).is_empty());
    assert_eq!(index.items(), 4);
    index
        .put(&[doc("one", CANARY, "first"), doc("one", "Only", "last")])
        .unwrap();
    assert!(ids(&index, CANARY).is_empty(), "the last of one id counts");
    assert_eq!(index.items(), 5);
}

#[test]
fn removing_everything_leaves_an_index_that_works() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let all: Vec<String> = learning().into_iter().map(|doc| doc.id).collect();
    index
        .remove(&all.iter().map(String::as_str).collect::<Vec<_>>())
        .unwrap();
    assert_eq!(index.items(), 0);
    assert!(ids(&index, "bruise").is_empty());
    assert!(anywhere(folder.path(), "bruis").is_empty());
    index.put(&learning()).unwrap();
    assert_eq!(ids(&index, "bruise"), ["bruises"]);
    index.check().unwrap();
}

/// Near are texts that share letters: enough to see vectors come and go.
struct Letters;

impl Embedder for Letters {
    fn digest(&self) -> Digest {
        crypto::digest(b"letters")
    }

    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError> {
        Ok(vec![self.question(&format!("{title} {text}"))?])
    }

    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        let mut counts = vec![0.0_f32; 26];
        for letter in text.to_lowercase().bytes().filter(u8::is_ascii_lowercase) {
            counts[usize::from(letter - b'a')] += 1.0;
        }
        let length = counts.iter().map(|count| count * count).sum::<f32>().sqrt();
        Ok(counts
            .into_iter()
            .map(|count| count / length.max(1.0))
            .collect())
    }
}

fn near(index: &Index, query: &str) -> Vec<String> {
    let answer = index.search(query, Mode::Meaning, Some(&Letters), 3, &|_| true);
    let answer = answer.unwrap();
    assert_eq!(answer.mode, Mode::Meaning);
    answer.hits.into_iter().map(|hit| hit.id).collect()
}

#[test]
fn vectors_follow_their_items() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    let mut docs = learning();
    docs.push(doc("recalled-id-7", "zzzz", "zzzz qqqq"));
    index.put(&docs).unwrap();
    assert_eq!(index.without_meaning(&Letters, 99).len(), 5);
    for doc in &docs {
        index
            .put_meaning(std::slice::from_ref(doc), &Letters)
            .unwrap();
    }
    assert!(index.without_meaning(&Letters, 99).is_empty());
    assert_eq!(near(&index, "zq").first().unwrap(), "recalled-id-7");
    let fused = index
        .search("bruise", Mode::Fused, Some(&Letters), 5, &|_| true)
        .unwrap();
    let first = fused.hits.first().unwrap();
    assert!(first.id == "bruises" && first.why.near && !first.why.words.is_empty());
    // A new version is found by words until it has been embedded anew; one that is no longer current is not taken in.
    index.put(&[doc("sleep", "Other", "words")]).unwrap();
    assert_eq!(index.without_meaning(&Letters, 99), ["sleep"]);
    assert!(!near(&index, "safe sleeping").contains(&"sleep".to_owned()));
    index.put_meaning(&docs, &Letters).unwrap();
    assert_eq!(index.without_meaning(&Letters, 99), ["sleep"]);
    index.remove(&["recalled-id-7"]).unwrap();
    assert!(!near(&index, "zq").contains(&"recalled-id-7".to_owned()));
    assert!(anywhere(folder.path(), "recalled-id-7").is_empty());
    drop(index);
    let index = open(folder.path());
    assert_eq!(near(&index, "bruise baby crawl").len(), 3);
    index.check().unwrap();
}

#[test]
fn many_small_additions_stay_few_files() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    for number in 0..40 {
        let doc = doc(&format!("{number}"), "Supervision", "in a team");
        index.put(std::slice::from_ref(&doc)).unwrap();
        index.put_meaning(&[doc], &Letters).unwrap();
    }
    assert_eq!(index.items(), 40);
    let count = files(folder.path()).len();
    assert!(count < 110, "{count} files");
    let answer = index.search("supervision", Mode::Text, None, 100, &|_| true);
    assert_eq!(answer.unwrap().hits.len(), 40);
    let answer = index.search("supervision", Mode::Meaning, Some(&Letters), 100, &|_| true);
    assert_eq!(answer.unwrap().hits.len(), 40);
}
