//! Add a file: taken in piece by piece, looked at before it is kept, sealed, and only then given its row.

use std::io::Read;

use access::{Ctx, Section, actions};
use futures_util::{Stream, StreamExt as _};
use model::{FileId, FormId};
use papers::{FileKind, Whole, sniff};
use tokio::sync::{Semaphore, mpsc};
use vault::{FolderStore, NewFile, VaultError};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// Largest file of any kind, in bytes.
pub const LARGEST: usize = 50 * 1024 * 1024;

/// Pieces that wait between the network and the disk.
const WAITING: usize = 4;

/// Files that are taken in at the same time: each holds a thread until it is on the disk.
static ROOM: Semaphore = Semaphore::const_new(32);

/// Where a file goes and what it came as.
pub struct Upload<'a> {
    /// The form that it came with.
    pub form: FormId,
    /// The section it is to lie in.
    pub section: Section,
    /// The name it came under.
    pub name: &'a str,
}

/// Adds a file to a case. The same form sent twice adds it once. Whatever the outcome, the content is taken in
/// to its end, because a browser that is still sending reads no answer.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]; [`AppError::Rule`] with the code of a
/// [`papers::Refusal`], `file-too-large`, `file-broken-off`, `file-no-room`, `file-many`. Nothing is kept then.
pub async fn add<S, B, E>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    upload: &Upload<'_>,
    mut content: S,
) -> Result<(), AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let done = match begin(app, ctx, reference, upload).await {
        Ok(true) => Ok(()),
        Ok(false) => {
            let kept = receive(app, ctx, upload.name, &mut content).await;
            match kept {
                Ok(file) => attach(app, ctx, reference, upload, &file).await,
                Err(error) => Err(error),
            }
        }
        Err(error) => Err(error),
    };
    while let Some(Ok(_)) = content.next().await {}
    done
}

/// Whether the form was sent before; a person who may not is told before their file is taken in.
async fn begin(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    upload: &Upload<'_>,
) -> Result<bool, AppError> {
    let vault = app.vault(ctx).await?;
    let (section, form) = (upload.section, upload.form);
    let begun = vault.look(ctx, |tx| {
        Box::pin(async move {
            let case = find(tx, reference).await?;
            drop(tx.permit::<actions::AttachFile>(case, section).await?);
            Ok(vault::already_done(tx, form).await?.is_some())
        })
    });
    Ok(begun.await?)
}

/// Takes in a file, decides by its first bytes what it is, seals it, and looks at all of it meanwhile. It is no file of a case before
/// [`vault::add_file`] gives it a row; without one the sweep removes it.
///
/// # Errors
/// As [`add`].
pub async fn receive<S, B, E>(
    app: &App,
    ctx: &Ctx,
    name: &str,
    content: &mut S,
) -> Result<NewFile, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let _place = ROOM
        .try_acquire()
        .map_err(|_| AppError::Rule("file-many"))?;
    let mut front = Vec::new();
    while front.len() < papers::sniff::SNIFF_LENGTH {
        match content.next().await {
            Some(Ok(piece)) => front.extend_from_slice(piece.as_ref()),
            Some(Err(_)) => return Err(AppError::Rule("file-broken-off")),
            None => break,
        }
    }
    let looked_at = front
        .get(..papers::sniff::SNIFF_LENGTH)
        .unwrap_or(front.as_slice());
    let kind = sniff(looked_at, name).map_err(|refusal| AppError::Rule(refusal.code()))?;
    let store = app.vault(ctx).await?.files().clone();
    let id: FileId = ctx.new_id()?;
    let safe_name = papers::safe_file_name(name);
    let (sender, bridge) = bridge();
    let sealing = tokio::task::spawn_blocking(move || sealed(&store, id, safe_name, kind, bridge));
    feed(sender, front, content).await;
    let mut file = sealing
        .await
        .map_err(|error| AppError::Store(Box::new(error)))??;
    file.to_read = papers::is_readable(kind);
    Ok(file)
}

/// Seals a file and looks at all of it as it passes. One that is refused once its end was seen is not kept.
fn sealed(
    store: &FolderStore,
    id: FileId,
    name: String,
    kind: FileKind,
    bridge: Bridge,
) -> Result<NewFile, AppError> {
    let mut watched = Watched {
        bridge,
        whole: Whole::of(kind),
    };
    let file = store.keep(id, name, kind.code(), &mut watched, kind.largest())?;
    match watched.whole.end() {
        Ok(()) => Ok(file),
        Err(refusal) => {
            store.discard(&file);
            Err(AppError::Rule(refusal.code()))
        }
    }
}

/// What comes over the bridge, looked at on its way.
struct Watched {
    bridge: Bridge,
    whole: Whole,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.bridge.read(buffer)?;
        self.whole.piece(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}

/// Hands on every piece, and then that it was the last. When that word does not come, because the sender broke
/// off or went away, the file is not whole and is not kept.
async fn feed<S, B, E>(sender: mpsc::Sender<Piece>, front: Vec<u8>, content: &mut S)
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    if sender.send(Piece::Bytes(front)).await.is_err() {
        return;
    }
    while let Some(piece) = content.next().await {
        let Ok(piece) = piece else { return };
        let bytes = piece.as_ref().to_vec();
        if sender.send(Piece::Bytes(bytes)).await.is_err() {
            return;
        }
    }
    // Where nobody listens any more, sealing has already failed and says why.
    drop(sender.send(Piece::End).await);
}

enum Piece {
    Bytes(Vec<u8>),
    End,
}

/// From the network, which waits, to the disk, which blocks.
struct Bridge {
    pieces: mpsc::Receiver<Piece>,
    rest: std::io::Cursor<Vec<u8>>,
    ended: bool,
}

fn bridge() -> (mpsc::Sender<Piece>, Bridge) {
    let (sender, pieces) = mpsc::channel(WAITING);
    let rest = std::io::Cursor::default();
    let ended = false;
    (
        sender,
        Bridge {
            pieces,
            rest,
            ended,
        },
    )
}

impl Read for Bridge {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.rest.read(buffer)?;
            if read > 0 || self.ended {
                return Ok(read);
            }
            match self.pieces.blocking_recv() {
                Some(Piece::Bytes(bytes)) => self.rest = std::io::Cursor::new(bytes),
                Some(Piece::End) => self.ended = true,
                None => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            }
        }
    }
}

async fn attach(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    upload: &Upload<'_>,
    file: &NewFile,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let (section, form) = (upload.section, upload.form);
    let attached = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let case = find(tx, reference).await?;
            let permit = tx.permit::<actions::AttachFile>(case, section).await?;
            if vault::already_done(tx, form).await?.is_some() {
                return Ok(false);
            }
            vault::add_file(tx, &permit, file).await?;
            vault::remember(tx, form, "added").await?;
            Ok::<bool, VaultError>(true)
        })
    });
    if !attached.await? {
        vault.files().discard(file);
    }
    Ok(())
}

// What the page promises is what the kinds allow.
const _: () = assert!(FileKind::Docx.largest() == LARGEST);
