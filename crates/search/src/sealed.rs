//! The files of an index: sealed on the disk, plain in memory only.
//!
//! A file is opened as a whole when it is first read and kept until it is deleted, so a search never waits for the disk or
//! the cipher, and what is read has been checked to the last byte. Nothing plain is ever written.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use crypto::{CHUNK, FileOpener, FileSealer, SEALED_CHUNK, SecretKey};
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// Beside the name of a file that is being written.
const UNFINISHED: &str = "unfinished";

/// A folder of sealed files.
#[derive(Clone)]
pub(crate) struct SealedFolder(Arc<Inner>);

struct Inner {
    path: PathBuf,
    key: SecretKey,
    /// Says which index the files belong to.
    belongs: String,
    open: RwLock<BTreeMap<PathBuf, OwnedBytes>>,
}

impl std::fmt::Debug for SealedFolder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedFolder")
    }
}

impl SealedFolder {
    /// The folder at `path`, made where it is missing.
    pub(crate) fn new(path: &Path, key: &SecretKey, belongs: &str) -> io::Result<Self> {
        fs::create_dir_all(path)?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            key: key.derive("search index files"),
            belongs: belongs.to_owned(),
            open: RwLock::default(),
        })))
    }

    /// A whole file, opened and checked.
    pub(crate) fn read(&self, name: &Path) -> io::Result<OwnedBytes> {
        let known = self.0.open.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = known.get(name) {
            return Ok(bytes.clone());
        }
        drop(known);
        let bytes = OwnedBytes::new(self.read_from_disk(name)?);
        self.keep(name, bytes.clone());
        Ok(bytes)
    }

    /// A whole file as it lies on the disk now, whatever is in memory.
    pub(crate) fn read_from_disk(&self, name: &Path) -> io::Result<Vec<u8>> {
        let mut file = File::open(self.0.path.join(name))?;
        let mut first = [0; FileOpener::PREFIX];
        file.read_exact(&mut first).map_err(|_| damaged())?;
        let mut sealed = Vec::new();
        file.read_to_end(&mut sealed)?;
        let place = self.place(name);
        let mut opener =
            FileOpener::start(&self.0.key, place.as_bytes(), &first).map_err(|_| damaged())?;
        let mut plain = Vec::with_capacity(sealed.len());
        let mut pieces = sealed.chunks(SEALED_CHUNK).peekable();
        while let Some(piece) = pieces.next() {
            let piece = opener
                .piece(piece, pieces.peek().is_none())
                .map_err(|_| damaged())?;
            plain.extend_from_slice(&piece);
        }
        opener.finish().map_err(|_| damaged())?;
        Ok(plain)
    }

    /// Writes a whole file, in place of one of that name. Either the old one is there afterwards, or the new one.
    pub(crate) fn write(&self, name: &Path, plain: Vec<u8>) -> io::Result<()> {
        self.write_and_forget(name, &plain)?;
        self.keep(name, OwnedBytes::new(plain));
        Ok(())
    }

    /// As [`Self::write`], for a caller that keeps the plain bytes itself.
    pub(crate) fn write_and_forget(&self, name: &Path, plain: &[u8]) -> io::Result<()> {
        let part = self.0.path.join(format!("{}.{UNFINISHED}", name.display()));
        let mut file = private_file(&part)?;
        file.write_all(&self.seal(name, plain)?)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&part, self.0.path.join(name))
    }

    /// Takes a file away; one that is not there is no error.
    pub(crate) fn remove(&self, name: &Path) -> io::Result<()> {
        let mut open = self.0.open.write().unwrap_or_else(PoisonError::into_inner);
        open.remove(name);
        drop(open);
        match fs::remove_file(self.0.path.join(name)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }

    /// The names of the sealed files that lie in the folder.
    pub(crate) fn names(&self) -> io::Result<Vec<PathBuf>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0.path)? {
            let name = PathBuf::from(entry?.file_name());
            if name.extension().is_none_or(|end| end != "lock") {
                names.push(name);
            }
        }
        Ok(names)
    }

    /// Whether a file of that name lies on the disk.
    pub(crate) fn exists_on_disk(&self, name: &Path) -> bool {
        self.0.path.join(name).exists()
    }

    /// The names of the files whose plain bytes are in memory.
    pub(crate) fn open_names(&self) -> Vec<PathBuf> {
        let open = self.0.open.read().unwrap_or_else(PoisonError::into_inner);
        open.keys().cloned().collect()
    }

    /// Makes what was written and removed lasting.
    pub(crate) fn sync(&self) -> io::Result<()> {
        File::open(&self.0.path)?.sync_all()
    }

    /// Bytes of the plain files in memory.
    pub(crate) fn memory(&self) -> usize {
        let open = self.0.open.read().unwrap_or_else(PoisonError::into_inner);
        open.values().map(|bytes| bytes.len()).sum()
    }

    fn keep(&self, name: &Path, bytes: OwnedBytes) {
        let mut open = self.0.open.write().unwrap_or_else(PoisonError::into_inner);
        open.insert(name.to_owned(), bytes);
    }

    fn place(&self, name: &Path) -> String {
        format!("search index {} {}", self.0.belongs, name.display())
    }

    fn seal(&self, name: &Path, plain: &[u8]) -> io::Result<Vec<u8>> {
        let place = self.place(name);
        let (mut sealer, mut sealed) =
            FileSealer::start(&self.0.key, place.as_bytes()).map_err(io::Error::other)?;
        sealed.reserve(plain.len() + plain.len() / CHUNK * 16 + 32);
        let mut pieces = plain.chunks(CHUNK).peekable();
        if pieces.peek().is_none() {
            sealed.extend(sealer.piece(&[], true).map_err(io::Error::other)?);
        }
        while let Some(piece) = pieces.next() {
            let last = pieces.peek().is_none();
            sealed.extend(sealer.piece(piece, last).map_err(io::Error::other)?);
        }
        Ok(sealed)
    }
}

/// A new or emptied file that only its owner reads.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "sealed bytes do not open")
}

/// Collects a file that is being written; it is sealed and lies on the disk once it is whole.
struct Whole {
    folder: SealedFolder,
    name: PathBuf,
    plain: Vec<u8>,
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.plain.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for Whole {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let plain = std::mem::take(&mut self.plain);
        self.folder.write(&self.name, plain)
    }
}

impl Directory for SealedFolder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.read(path) {
            Ok(bytes) => Ok(Arc::new(bytes)),
            Err(error) => Err(unread(error, path)),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.remove(path).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        let there = self.0.path.join(path).try_exists();
        there.map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        if self.0.path.join(path).exists() {
            return Err(OpenWriteError::FileAlreadyExists(path.to_owned()));
        }
        Ok(BufWriter::new(Box::new(Whole {
            folder: self.clone(),
            name: path.to_owned(),
            plain: Vec::new(),
        })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.read_from_disk(path)
            .map_err(|error| unread(error, path))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.write(path, data.to_vec())
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.sync()
    }

    /// A lock of the system, which a process that dies lets go of.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let path = self.0.path.join(&lock.filepath).with_extension("lock");
        let file = private_file(&path).map_err(LockError::wrap_io_error)?;
        let held = if lock.is_blocking {
            file.lock().map_err(LockError::wrap_io_error)
        } else {
            file.try_lock().map_err(|_| LockError::LockBusy)
        };
        held.map(|()| DirectoryLock::from(Box::new(file)))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

fn unread(error: io::Error, path: &Path) -> OpenReadError {
    if error.kind() == io::ErrorKind::NotFound {
        OpenReadError::FileDoesNotExist(path.to_owned())
    } else {
        OpenReadError::wrap_io_error(error, path.to_owned())
    }
}
