//! Files of a case: sealed piece by piece with a key of their own, under a random name.
//!
//! Order: write, sync, rename, then the row commits. A file without a row is removed by
//! [`BlobStore::remove_unnamed`]; a row without a file cannot happen.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use access::ledger::{Entry, Outcome};
use access::{Permit, Section, actions};
use crypto::{CHUNK, FileOpener, FileSealer, SEALED_CHUNK, SecretKey};
use db::{Row, Statement, Value};
use model::{FileId, Instant, Sensitive};

use crate::{VaultError, VaultTx};

pub(crate) const ADD: Statement = Statement::new(
    "add a file",
    "INSERT INTO file (id, case_id, section, name, kind, size, digest, blob_name, wrapped_key, extracted, \
     added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
);
pub(crate) const LIST: Statement = Statement::new(
    "files of a case",
    "SELECT id, name, kind, size, digest, blob_name, wrapped_key, extracted, added_at, added_by FROM file \
     WHERE case_id = $1 AND section = $2 AND removed_at IS NULL ORDER BY added_at, id",
);
pub(crate) const ONE: Statement = Statement::new(
    "one file",
    "SELECT id, name, kind, size, digest, blob_name, wrapped_key, extracted, added_at, added_by FROM file \
     WHERE id = $1 AND case_id = $2 AND section = $3 AND removed_at IS NULL",
);
pub(crate) const NAMES: Statement =
    Statement::new("names of kept files", "SELECT blob_name FROM file");

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
}

/// A sealed file that waits for its row.
pub struct NewFile {
    /// Its id.
    pub id: FileId,
    /// The name people gave it, made safe.
    pub name: Sensitive<String>,
    /// Its kind, found by its content.
    pub kind: String,
    /// Its text, when it could be read.
    pub extracted: Option<Sensitive<String>>,
    size: i64,
    digest: String,
    blob_name: String,
    wrapped_key: Vec<u8>,
}

/// A file of a case.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Its id.
    pub id: FileId,
    /// The name people gave it.
    pub name: Sensitive<String>,
    /// Its kind.
    pub kind: String,
    /// Its size in bytes.
    pub size: i64,
    /// Its text, when it could be read.
    pub extracted: Option<Sensitive<String>>,
    /// When it was added.
    pub added_at: Instant,
    /// Who added it.
    pub added_by: String,
    blob_name: String,
    wrapped_key: Vec<u8>,
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
    pub(crate) const fn new(folder: PathBuf, key: SecretKey) -> Self {
        Self { folder, key }
    }

    /// Seals a file that is read piece by piece, up to `most` bytes, and makes it durable.
    ///
    /// # Errors
    /// [`VaultError::Rule`] `file-too-large`; [`VaultError::File`] when the disk refuses.
    pub fn keep(
        &self,
        id: FileId,
        name: String,
        kind: &str,
        content: &mut dyn Read,
        most: usize,
    ) -> Result<NewFile, VaultError> {
        std::fs::create_dir_all(&self.folder).map_err(|_| VaultError::File)?;
        let blob_name = random_name()?;
        let key = SecretKey::generate()?;
        let unfinished = self.folder.join(format!("{blob_name}.part"));
        let written = write_sealed(&unfinished, &key, id, content, most);
        let (size, digest) = match written {
            Ok(done) => done,
            Err(error) => {
                // A part that cannot be removed now is removed by the sweep.
                drop(std::fs::remove_file(&unfinished));
                return Err(error);
            }
        };
        std::fs::rename(&unfinished, self.folder.join(&blob_name)).map_err(|_| VaultError::File)?;
        sync(&self.folder)?;
        Ok(NewFile {
            id,
            name: Sensitive(name),
            kind: kind.to_owned(),
            extracted: None,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            digest,
            wrapped_key: crypto::wrap_key(&self.key, &id.to_string(), &key)?,
            blob_name,
        })
    }

    /// The plain bytes of a file.
    ///
    /// # Errors
    /// [`VaultError::File`] when it is gone; [`VaultError::Crypto`] when it was changed.
    pub fn read(&self, file: &FileRow) -> Result<Vec<u8>, VaultError> {
        let key = crypto::unwrap_key(&self.key, &file.id.to_string(), &file.wrapped_key)?;
        let sealed =
            std::fs::read(self.folder.join(&file.blob_name)).map_err(|_| VaultError::File)?;
        let (prefix, mut rest) = sealed
            .split_at_checked(FileOpener::PREFIX)
            .ok_or(VaultError::File)?;
        let mut opener = FileOpener::start(&key, file.id.to_string().as_bytes(), prefix)?;
        let mut plain = Vec::with_capacity(rest.len());
        loop {
            let (piece, after) = rest.split_at(rest.len().min(SEALED_CHUNK));
            plain.extend(opener.piece(piece, after.is_empty())?);
            if after.is_empty() {
                return Ok(plain);
            }
            rest = after;
        }
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

fn write_sealed(
    path: &Path,
    key: &SecretKey,
    id: FileId,
    content: &mut dyn Read,
    most: usize,
) -> Result<(usize, String), VaultError> {
    let failed = |_| VaultError::File;
    let mut file = std::fs::File::create_new(path).map_err(failed)?;
    let (mut sealer, prefix) = FileSealer::start(key, id.to_string().as_bytes())?;
    file.write_all(&prefix).map_err(failed)?;
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
            .map_err(failed)?;
        if following.is_empty() {
            break;
        }
        piece = following;
    }
    file.sync_all().map_err(failed)?;
    Ok((size, hasher.finish().to_string()))
}

fn next_piece(content: &mut dyn Read) -> Result<Vec<u8>, VaultError> {
    let mut piece = Vec::with_capacity(CHUNK);
    let limit = u64::try_from(CHUNK).unwrap_or(u64::MAX);
    content
        .take(limit)
        .read_to_end(&mut piece)
        .map_err(|_| VaultError::File)?;
    Ok(piece)
}

fn sync(folder: &Path) -> Result<(), VaultError> {
    std::fs::File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|_| VaultError::File)
}

/// Adds the row of a sealed file to the case and section that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn add_file(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::AttachFile>,
    file: &NewFile,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (person, now) = (tx.ctx.person()?.id, tx.ctx.now);
    tx.execute(
        &ADD,
        [
            Value::id(file.id),
            Value::id(permit.case()?),
            permit.section().code().into(),
            file.name.0.as_str().into(),
            file.kind.as_str().into(),
            file.size.into(),
            file.digest.as_str().into(),
            file.blob_name.as_str().into(),
            file.wrapped_key.as_slice().into(),
            file.extracted.as_ref().map(|text| text.0.as_str()).into(),
            now.into(),
            Value::id(person),
        ],
    )
    .await?;
    let entry = Entry {
        action: permit.code(),
        case: Some(permit.case()?),
        ..Entry::default()
    };
    tx.note(Outcome::Done, entry).await
}

/// The files in the section that the permit is for.
///
/// # Errors
/// [`VaultError`].
pub async fn files_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<FileRow>, VaultError> {
    permit.check(tx.tx.number())?;
    let section: Section = permit.section();
    let values = [Value::id(permit.case()?), section.code().into()];
    tx.all(&LIST, values).await?.iter().map(file_row).collect()
}

/// One file in the section that the permit is for.
///
/// # Errors
/// [`VaultError::NotFound`].
pub async fn file_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    file: FileId,
) -> Result<FileRow, VaultError> {
    permit.check(tx.tx.number())?;
    let values = [
        Value::id(file),
        Value::id(permit.case()?),
        permit.section().code().into(),
    ];
    file_row(&tx.first(&ONE, values).await?.ok_or(VaultError::NotFound)?)
}

fn file_row(row: &Row) -> Result<FileRow, VaultError> {
    Ok(FileRow {
        id: row.parse("id")?,
        name: Sensitive(row.text("name")?),
        kind: row.text("kind")?,
        size: row.number("size")?,
        extracted: row.maybe_text("extracted")?.map(Sensitive),
        added_at: row.instant("added_at")?,
        added_by: row.text("added_by")?,
        blob_name: row.text("blob_name")?,
        wrapped_key: row.bytes("wrapped_key")?,
    })
}

impl crate::Vault {
    /// Removes sealed files that no row names; returns how many.
    ///
    /// # Errors
    /// [`VaultError`].
    pub async fn sweep(&self, ctx: &access::Ctx) -> Result<usize, VaultError> {
        let named = self
            .look(ctx, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&NAMES, []).await?;
                    let names = rows.iter().map(|row| Ok(row.text("blob_name")?));
                    names.collect::<Result<_, VaultError>>()
                })
            })
            .await?;
        self.files().remove_unnamed(&named)
    }
}
