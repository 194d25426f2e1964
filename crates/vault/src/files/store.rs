//! Sealed bytes on the disk: written whole or not at all, opened piece by piece.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crypto::{CHUNK, FileOpener, FileSealer, SEALED_CHUNK, SecretKey};
use model::{FileId, Sensitive};

use super::{FileRow, HeldFile, NewFile};
use crate::VaultError;

/// Where sealed bytes are kept. A seam: a folder now, an object store later.
pub trait BlobStore: Send + Sync {
    /// Removes what no row names, when it is older than an hour; returns how many.
    ///
    /// # Errors
    /// [`VaultError::File`].
    fn remove_unnamed(&self, named: &BTreeSet<String>) -> Result<usize, VaultError>;
}

/// A folder of sealed files.
#[derive(Clone)]
pub struct FolderStore {
    folder: PathBuf,
    key: SecretKey,
    /// Whether files are held until they were looked at for viruses.
    holds: Arc<AtomicBool>,
}

/// A sealed file being opened, piece by piece.
pub struct Opened {
    file: std::fs::File,
    opener: FileOpener,
    /// The sealed piece that comes next, already read: whether it is the last shows in what follows it.
    next: Option<Vec<u8>>,
}

/// A name that says nothing: 32 hexadecimal digits.
fn random_name() -> Result<String, crypto::CryptoError> {
    let bytes: [u8; 32] = crypto::random()?;
    Ok(crypto::digest(&bytes)
        .to_string()
        .chars()
        .take(32)
        .collect())
}

impl FolderStore {
    pub(crate) const fn new(folder: PathBuf, key: SecretKey, holds: Arc<AtomicBool>) -> Self {
        Self { folder, key, holds }
    }

    /// Whether files are held until they were looked at for viruses.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.holds.load(Ordering::Relaxed)
    }

    /// Why a file is kept from everybody; nothing when it may be opened.
    #[must_use]
    pub fn held<'a>(&self, file: &'a FileRow) -> Option<HeldFile<'a>> {
        file.check.held(self.holds())
    }

    /// Seals a file that is read piece by piece, up to `most` bytes, and makes it durable.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `file-too-large`, `file-broken-off` when the content does not come to its end,
    /// `file-no-room` when the disk is full; [`VaultError::File`] when it cannot be written otherwise. Nothing
    /// is left on the disk then.
    pub fn keep(
        &self,
        id: FileId,
        name: String,
        kind: &str,
        content: &mut dyn Read,
        most: usize,
    ) -> Result<NewFile, VaultError> {
        std::fs::create_dir_all(&self.folder).map_err(|error| not_written(&error))?;
        let blob_name = random_name()?;
        let key = SecretKey::generate()?;
        let unfinished = self.folder.join(format!("{blob_name}.part"));
        let written = write_file(&unfinished, &key, id, content, most).and_then(|done| {
            std::fs::rename(&unfinished, self.folder.join(&blob_name))
                .map_err(|error| not_written(&error))?;
            Ok(done)
        });
        let (size, digest) = match written {
            Ok(done) => done,
            Err(error) => {
                // A part that cannot be removed now is removed by the sweep.
                drop(std::fs::remove_file(&unfinished));
                return Err(error);
            }
        };
        sync(&self.folder)?;
        Ok(NewFile {
            id,
            name: Sensitive(name),
            kind: kind.to_owned(),
            to_read: false,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            digest,
            wrapped_key: crypto::wrap_key(&self.key, &id.to_string(), &key)?,
            blob_name,
        })
    }

    /// Removes a sealed file that certainly gets no row, because its form had been sent before. Whatever else
    /// stays without a row is left to the sweep: only it can tell.
    pub fn discard(&self, file: &NewFile) {
        drop(std::fs::remove_file(self.folder.join(&file.blob_name)));
    }

    /// Removes the sealed files of a case that was disposed of; one that cannot be removed now is left to the sweep.
    pub fn remove_disposed(&self, names: &[String]) {
        for name in names {
            drop(std::fs::remove_file(self.folder.join(name)));
        }
        drop(sync(&self.folder));
    }

    /// Begins to open a file. Nobody may act on its first pieces as a whole file before the last has opened.
    ///
    /// # Errors
    /// [`VaultError::Rule`] with the code of [`HeldFile`] when it is held; [`VaultError::File`] when it is gone;
    /// [`VaultError::Crypto`] when it was changed.
    pub fn open(&self, file: &FileRow) -> Result<Opened, VaultError> {
        match self.held(file) {
            Some(held) => Err(VaultError::Rule(held.code())),
            None => self.open_held(file),
        }
    }

    /// As [`FolderStore::open`], also when the file is held: for whoever looks at it for viruses, and for a review that is
    /// handed over whole. Never for a person.
    ///
    /// # Errors
    /// [`VaultError::File`] when it is gone; [`VaultError::Crypto`] when it was changed.
    pub fn open_held(&self, file: &FileRow) -> Result<Opened, VaultError> {
        let key = crypto::unwrap_key(&self.key, &file.id.to_string(), &file.wrapped_key)?;
        let mut sealed =
            std::fs::File::open(self.folder.join(&file.blob_name)).map_err(|_| VaultError::File)?;
        let mut prefix = [0; FileOpener::PREFIX];
        sealed
            .read_exact(&mut prefix)
            .map_err(|_| VaultError::File)?;
        let opener = FileOpener::start(&key, file.id.to_string().as_bytes(), &prefix)?;
        let next = Some(up_to(&mut sealed, SEALED_CHUNK)?);
        Ok(Opened {
            file: sealed,
            opener,
            next,
        })
    }

    /// The plain bytes of a file, whole.
    ///
    /// # Errors
    /// As [`FolderStore::open`].
    pub fn read(&self, file: &FileRow) -> Result<Vec<u8>, VaultError> {
        let mut opened = self.open(file)?;
        let mut plain = Vec::new();
        while let Some(piece) = opened.piece()? {
            plain.extend(piece);
        }
        Ok(plain)
    }
}

impl Opened {
    /// The next plain piece; `None` after the last.
    ///
    /// # Errors
    /// [`VaultError::Crypto`] when the file was changed or cut off.
    pub fn piece(&mut self) -> Result<Option<Vec<u8>>, VaultError> {
        let Some(sealed) = self.next.take() else {
            return Ok(None);
        };
        let following = if sealed.len() == SEALED_CHUNK {
            up_to(&mut self.file, SEALED_CHUNK)?
        } else {
            Vec::new()
        };
        let plain = self.opener.piece(&sealed, following.is_empty())?;
        self.next = (!following.is_empty()).then_some(following);
        Ok(Some(plain))
    }
}

impl BlobStore for FolderStore {
    fn remove_unnamed(&self, named: &BTreeSet<String>) -> Result<usize, VaultError> {
        let Ok(entries) = std::fs::read_dir(&self.folder) else {
            return Ok(0);
        };
        let mut removed = 0;
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let old = entry
                .metadata()
                .and_then(|metadata| metadata.modified())
                .ok()
                .and_then(|modified| modified.elapsed().ok())
                .is_some_and(|age| age.as_secs() > 3600);
            if old && !named.contains(&name) && std::fs::remove_file(entry.path()).is_ok() {
                removed += 1;
            }
        }
        Ok(removed)
    }
}

fn write_file(
    path: &Path,
    key: &SecretKey,
    id: FileId,
    content: &mut dyn Read,
    most: usize,
) -> Result<(usize, String), VaultError> {
    let mut file = std::fs::File::create_new(path).map_err(|error| not_written(&error))?;
    let done = write_sealed(&mut file, key, id, content, most)?;
    file.sync_all().map_err(|error| not_written(&error))?;
    Ok(done)
}

fn write_sealed(
    file: &mut dyn Write,
    key: &SecretKey,
    id: FileId,
    content: &mut dyn Read,
    most: usize,
) -> Result<(usize, String), VaultError> {
    let (mut sealer, prefix) = FileSealer::start(key, id.to_string().as_bytes())?;
    file.write_all(&prefix)
        .map_err(|error| not_written(&error))?;
    let mut hasher = crypto::Hasher::new();
    let (mut size, mut piece) = (0, next_piece(content)?);
    loop {
        size += piece.len();
        if size > most {
            return Err(VaultError::Rule("file-too-large"));
        }
        let following = if piece.len() == CHUNK {
            next_piece(content)?
        } else {
            Vec::new()
        };
        hasher.update(&piece);
        file.write_all(&sealer.piece(&piece, following.is_empty())?)
            .map_err(|error| not_written(&error))?;
        if following.is_empty() {
            return Ok((size, hasher.finish().to_string()));
        }
        piece = following;
    }
}

/// What a person is told when the disk does not take a file.
fn not_written(error: &std::io::Error) -> VaultError {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            VaultError::Rule("file-no-room")
        }
        _ => VaultError::File,
    }
}

fn next_piece(content: &mut dyn Read) -> Result<Vec<u8>, VaultError> {
    up_to(content, CHUNK).map_err(|_| VaultError::Rule("file-broken-off"))
}

fn up_to(content: &mut dyn Read, most: usize) -> Result<Vec<u8>, VaultError> {
    let mut piece = Vec::with_capacity(most);
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    content
        .take(limit)
        .read_to_end(&mut piece)
        .map_err(|_| VaultError::File)?;
    Ok(piece)
}

fn sync(folder: &Path) -> Result<(), VaultError> {
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| not_written(&error))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    /// A disk with room for so many bytes.
    struct Disk(usize);

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            let fits = bytes.len().min(self.0);
            self.0 -= fits;
            if fits == 0 {
                return Err(std::io::Error::from(ErrorKind::StorageFull));
            }
            Ok(fits)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_disk_is_said_in_words() {
        let key = SecretKey::generate().unwrap();
        let id: FileId = crypto::id(model::Instant::default()).unwrap();
        let plain = vec![7; 3 * CHUNK];
        for room in [0, 10, 40, CHUNK, 2 * CHUNK, 3 * CHUNK] {
            let written = write_sealed(&mut Disk(room), &key, id, &mut &plain[..], plain.len());
            assert!(
                matches!(written, Err(VaultError::Rule("file-no-room"))),
                "room for {room}"
            );
        }
        let enough = write_sealed(&mut Disk(4 * CHUNK), &key, id, &mut &plain[..], plain.len());
        assert_eq!(enough.unwrap().0, plain.len());
    }
}
