//! Whole sets of files, and which of them answers.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crypto::{Digest, SecretKey};
use serde::{Deserialize, Serialize};

use crate::meaning::Vectors;
use crate::sealed::{SealedFolder, private_file};
use crate::text::TextIndex;
use crate::words::Words;
use crate::{Doc, SearchError};

/// The form of the files. Another number is another form: the index is made anew.
const FORM: u32 = 1;
/// Names the generation that answers.
const CURRENT: &str = "current";
const SEALED_AS: &[u8] = b"search index current";

/// One whole set of files.
pub(crate) struct Generation {
    pub number: u64,
    pub text: TextIndex,
    pub meaning: Vectors,
    pub folder: SealedFolder,
}

impl Generation {
    /// Takes items in, and vectors of their older versions away.
    pub(crate) fn put(&self, words: &Words, docs: &[Doc]) -> Result<(), SearchError> {
        self.text.put(words, docs)?;
        let versions = docs.iter().map(|doc| (doc.id.as_str(), doc.digest()));
        self.meaning.remove_older(&versions.collect())
    }

    /// Takes items and their vectors away.
    pub(crate) fn remove(&self, ids: &[&str]) -> Result<(), SearchError> {
        self.text.remove(ids)?;
        self.meaning.remove(ids)
    }
}

/// How files lie on the disk: their names, lengths and when they were written. Whoever writes to them past the index, or takes them
/// away, changes it.
#[derive(PartialEq, Eq)]
pub(crate) struct Print(BTreeMap<OsString, (u64, SystemTime)>);

fn lies(about: &fs::Metadata) -> io::Result<(u64, SystemTime)> {
    Ok((about.len(), about.modified()?))
}

/// What `current` says.
#[derive(Serialize, Deserialize)]
pub(crate) struct Current {
    form: u32,
    pub generation: u64,
    words: String,
}

/// The folder of all generations.
pub(crate) struct Place {
    folder: PathBuf,
    key: SecretKey,
}

impl Place {
    pub(crate) fn new(folder: &Path, key: &SecretKey) -> Self {
        Self {
            folder: folder.to_owned(),
            key: key.clone(),
        }
    }

    /// The generation that answers, opened and checked; the first one in an empty folder.
    pub(crate) fn find(&self, words: Digest) -> Result<Generation, SearchError> {
        if !self.folder.join(CURRENT).exists() {
            if !self.numbers()?.is_empty() {
                return Err(SearchError::Damaged);
            }
            let generation = self.make(1)?;
            self.point_to(1, words)?;
            return Ok(generation);
        }
        let current = self.current()?;
        if current.form != FORM || current.words != words.to_string() {
            return Err(SearchError::Damaged);
        }
        let folder = self.sealed(current.generation)?;
        Ok(Generation {
            number: current.generation,
            text: TextIndex::open(&folder)?,
            meaning: Vectors::open(&folder)?,
            folder,
        })
    }

    /// Which generation answers, as it stands on the disk.
    pub(crate) fn current(&self) -> Result<Current, SearchError> {
        let sealed = fs::read(self.folder.join(CURRENT))?;
        let plain = crypto::open(&self.pointer_key(), SEALED_AS, &sealed);
        let plain = plain.map_err(|_| SearchError::Damaged)?;
        serde_json::from_slice(&plain).map_err(|_| SearchError::Damaged)
    }

    /// From now on this generation answers.
    pub(crate) fn point_to(&self, generation: u64, words: Digest) -> Result<(), SearchError> {
        let current = Current {
            form: FORM,
            generation,
            words: words.to_string(),
        };
        let plain = serde_json::to_vec(&current).map_err(io::Error::other)?;
        let sealed = crypto::seal(&self.pointer_key(), SEALED_AS, &plain)?;
        let part = self.folder.join("current.unfinished");
        let mut file = private_file(&part)?;
        file.write_all(&sealed)?;
        file.sync_all()?;
        fs::rename(&part, self.folder.join(CURRENT))?;
        File::open(&self.folder)?.sync_all()?;
        Ok(())
    }

    /// A new, empty generation that does not answer yet. Its number is none that lies here, and not that of the one that answers,
    /// whose files may be lost.
    pub(crate) fn next(&self, answers: u64) -> Result<Generation, SearchError> {
        let last = self.numbers()?.into_iter().max().unwrap_or(0);
        self.make(last.max(answers) + 1)
    }

    /// Kept while a new generation is made; gone with the process. The folder is made again where it was taken away.
    pub(crate) fn alone(&self) -> Result<File, SearchError> {
        fs::create_dir_all(&self.folder)?;
        let file = private_file(&self.folder.join("rebuild.lock"))?;
        file.try_lock().map_err(|_| SearchError::Busy)?;
        Ok(file)
    }

    /// Takes away every generation but the one that answers. One that cannot be taken away now goes at the next rebuilding.
    pub(crate) fn clear(&self) {
        let Ok(current) = self.current() else { return };
        for number in self.numbers().unwrap_or_default() {
            if number != current.generation {
                drop(fs::remove_dir_all(self.path_of(number)));
            }
        }
    }

    /// How the files of a generation, and what points to it, lie on the disk; none where they cannot be looked at.
    pub(crate) fn print(&self, generation: u64) -> Option<Print> {
        let print = || -> io::Result<Print> {
            let pointer = fs::metadata(self.folder.join(CURRENT))?;
            let mut files = BTreeMap::from([(OsString::from(CURRENT), lies(&pointer)?)]);
            for entry in fs::read_dir(self.path_of(generation))? {
                let entry = entry?;
                let path = entry.path();
                if path.extension().is_none_or(|end| end != "lock") {
                    files.insert(entry.file_name(), lies(&entry.metadata()?)?);
                }
            }
            Ok(Print(files))
        };
        print().ok()
    }

    fn pointer_key(&self) -> SecretKey {
        self.key.derive("search index current")
    }

    fn path_of(&self, generation: u64) -> PathBuf {
        self.folder.join(format!("generation-{generation}"))
    }

    fn sealed(&self, generation: u64) -> Result<SealedFolder, SearchError> {
        let path = self.path_of(generation);
        Ok(SealedFolder::new(
            &path,
            &self.key,
            &generation.to_string(),
        )?)
    }

    fn make(&self, number: u64) -> Result<Generation, SearchError> {
        let folder = self.sealed(number)?;
        Ok(Generation {
            number,
            text: TextIndex::make(&folder)?,
            meaning: Vectors::open(&folder)?,
            folder,
        })
    }

    fn numbers(&self) -> Result<Vec<u64>, SearchError> {
        let mut numbers = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            let number = name
                .to_str()
                .and_then(|name| name.strip_prefix("generation-"));
            numbers.extend(number.and_then(|number| number.parse::<u64>().ok()));
        }
        Ok(numbers)
    }
}

/// Whether the disk did what it should and gave bytes that are not ours.
pub(crate) fn is_damage(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::InvalidData | io::ErrorKind::NotFound | io::ErrorKind::UnexpectedEof
    )
}
