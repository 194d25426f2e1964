//! A lost or damaged index is noticed and made anew, and nothing stops meanwhile.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

use crypto::SecretKey;
use search::{Doc, Index, SearchError, State};

use crate::{by_words, doc, ids, key, learning, open};

fn all(docs: Vec<Doc>) -> impl Iterator<Item = Result<Doc, SearchError>> {
    docs.into_iter().map(Ok)
}

fn generation(folder: &Path) -> PathBuf {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), 1);
    folders.remove(0)
}

fn sealed_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(generation(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none_or(|end| end != "lock"));
    paths.push(folder.join("current"));
    paths
}

/// Puts an index with vectors into a folder.
fn fill(folder: &Path) {
    let index = open(folder);
    index.put(&learning()).unwrap();
    index.put_meaning(&learning(), &One).unwrap();
}

struct One;

impl search::Embedder for One {
    fn digest(&self) -> crypto::Digest {
        crypto::digest(b"one")
    }

    fn passages(&self, _: &str, _: &str) -> Result<Vec<Vec<f32>>, search::ModelError> {
        Ok(vec![vec![1.0, 0.5]])
    }

    fn question(&self, _: &str) -> Result<Vec<f32>, search::ModelError> {
        Ok(vec![1.0, 0.5])
    }
}

#[test]
fn every_file_that_is_changed_cut_or_lost_is_noticed_and_made_good() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let kinds = sealed_files(folder.path()).len();
    assert!(kinds > 8, "{kinds} files");
    for number in 0..kinds {
        for how in ["changed", "cut", "lost", "empty"] {
            let folder = tempfile::tempdir().unwrap();
            fill(folder.path());
            let running = open(folder.path());
            running.check().unwrap();
            let path = sealed_files(folder.path()).swap_remove(number);
            let mut bytes = fs::read(&path).unwrap();
            let middle = bytes.len() / 2;
            match how {
                "changed" => bytes[middle] ^= 1,
                "cut" => bytes.truncate(middle),
                _ => bytes.clear(),
            }
            if how == "lost" {
                fs::remove_file(&path).unwrap();
            } else {
                fs::write(&path, bytes).unwrap();
            }
            let said = format!("{} {how}", path.display());
            assert!(
                matches!(running.check(), Err(SearchError::Damaged)),
                "{said}"
            );
            assert_eq!(
                ids(&running, "bruise"),
                ["bruises"],
                "{said}: memory answers"
            );
            drop(running);
            let index = open(folder.path());
            assert_eq!(index.state(), State::Damaged, "{said}");
            let answer = by_words(&index, "bruise");
            assert!(answer.hits.is_empty() && answer.state == State::Damaged);
            assert!(matches!(index.put(&learning()), Err(SearchError::Damaged)));
            assert_eq!(index.rebuild(all(learning())).unwrap(), 4);
            assert_eq!(index.state(), State::Ready);
            assert_eq!(ids(&index, "bruise"), ["bruises"]);
            drop(index);
            assert_eq!(open(folder.path()).state(), State::Ready, "{said}");
            generation(folder.path());
        }
    }
}

#[test]
fn what_is_done_to_the_files_past_the_index_is_noticed_and_its_own_writing_is_not() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let index = open(folder.path());
    assert!(!index.is_touched());
    index.put(&[doc("sleep", "Sleep", "words")]).unwrap();
    index.put_meaning(&learning(), &One).unwrap();
    index.remove(&["sleep"]).unwrap();
    assert!(!index.is_touched(), "its own writing");
    let path = sealed_files(folder.path()).swap_remove(0);
    let mut bytes = fs::read(&path).unwrap();
    bytes.push(0);
    fs::write(&path, bytes).unwrap();
    assert!(index.is_touched());
    assert!(matches!(index.check(), Err(SearchError::Damaged)));
    assert!(index.is_touched(), "until it is made anew");
    assert_eq!(index.rebuild(all(learning())).unwrap(), 4);
    assert!(!index.is_touched());
    index.check().unwrap();
}

#[test]
fn damage_before_something_is_written_is_not_taken_for_that() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let index = open(folder.path());
    let lost = sealed_files(folder.path());
    let lost = lost.iter().find(|path| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.ends_with(".term")
    });
    fs::remove_file(lost.unwrap()).unwrap();
    let put = index.put(&[doc("sleep", "Sleep", "words")]);
    assert!(index.is_touched(), "{put:?}");
}

#[test]
fn a_folder_that_is_taken_away_while_it_is_open_is_made_again() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let index = open(folder.path());
    fs::remove_dir_all(folder.path()).unwrap();
    assert!(index.is_touched());
    assert_eq!(ids(&index, "bruise"), ["bruises"], "memory answers");
    assert!(index.put(&[doc("sleep", "Sleep", "words")]).is_err());
    assert!(matches!(index.check(), Err(SearchError::Damaged)));
    assert_eq!(index.rebuild(all(learning())).unwrap(), 4);
    assert!(!index.is_touched());
    index.check().unwrap();
    index.put(&[doc("naps", "Naps", "a cot")]).unwrap();
    assert_eq!(ids(&index, "naps"), ["naps"]);
    drop(index);
    let again = open(folder.path());
    assert_eq!((again.state(), again.items()), (State::Ready, 5));
    generation(folder.path());
}

#[test]
fn a_folder_that_was_emptied_is_a_new_index_whose_digest_shows_it() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let whole = open(folder.path()).digest();
    let ought: Vec<Doc> = learning();
    let ought = ought.iter().map(|doc| (doc.id.as_str(), doc.digest()));
    assert_eq!(whole, Index::digest_of(ought));
    fs::remove_dir_all(folder.path()).unwrap();
    let index = open(folder.path());
    assert_eq!((index.state(), index.items()), (State::Ready, 0));
    assert_ne!(index.digest(), whole);
    index.put(&learning()).unwrap();
    assert_eq!(index.digest(), whole);
    index.put(&[doc("sleep", "Other", "words")]).unwrap();
    assert_ne!(index.digest(), whole);
}

#[test]
fn another_key_does_not_open_it() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let other = SecretKey::from_bytes([8; 32]);
    let index = Index::open(folder.path(), &other).unwrap();
    assert_eq!(index.state(), State::Damaged);
    assert_eq!(
        open(folder.path()).state(),
        State::Ready,
        "nothing was changed"
    );
}

#[test]
fn a_file_put_under_the_name_of_another_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    fill(folder.path());
    let files = sealed_files(folder.path());
    let end = |end: &str| {
        files
            .iter()
            .find(|path| path.extension().is_some_and(|e| e == end))
    };
    fs::copy(end("fieldnorm").unwrap(), end("term").unwrap()).unwrap();
    assert_eq!(open(folder.path()).state(), State::Damaged);
}

#[test]
fn while_it_is_made_anew_what_is_there_answers_and_changes_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let (go, wait) = mpsc::channel::<()>();
    let (begun, began) = mpsc::channel::<()>();
    std::thread::scope(|scope| {
        let docs = learning()
            .into_iter()
            .enumerate()
            .map(move |(number, doc)| {
                if number == 2 {
                    begun.send(()).unwrap();
                    wait.recv().unwrap();
                }
                Ok::<_, SearchError>(doc)
            });
        let index = &index;
        let making = scope.spawn(move || index.rebuild(docs));
        began.recv().unwrap();
        assert_eq!(index.state(), State::Rebuilding { answers: true });
        assert_eq!(ids(index, "bruise"), ["bruises"]);
        index.put(&[doc("new", "Meanwhile", "a glacier")]).unwrap();
        index.remove(&["sharing"]).unwrap();
        assert_eq!(ids(index, "glacier"), ["new"]);
        assert!(ids(index, "police").is_empty());
        let second = index.rebuild(all(learning()));
        assert!(matches!(second, Err(SearchError::Busy)));
        go.send(()).unwrap();
        assert_eq!(making.join().unwrap().unwrap(), 4);
    });
    assert_eq!(index.state(), State::Ready);
    assert_eq!(ids(&index, "glacier"), ["new"]);
    assert!(ids(&index, "police").is_empty());
    index.check().unwrap();
}

#[test]
fn a_rebuilding_that_fails_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let docs = [Ok(doc("a", "b", "c")), Err(SearchError::Damaged)];
    assert!(index.rebuild(docs).is_err());
    assert_eq!(ids(&index, "bruise"), ["bruises"]);
    generation(folder.path());
    assert_eq!(index.rebuild(all(learning())).unwrap(), 4);
    drop(index);
    assert_eq!(
        ids(&Index::open(folder.path(), &key()).unwrap(), "bruise"),
        ["bruises"]
    );
}
