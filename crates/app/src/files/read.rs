//! The files of a case: the list, the original as a download, and our own rendering of the text.

use std::collections::BTreeSet;
use std::pin::Pin;

use access::{Ctx, Section, actions};
use futures_util::{Stream, stream};
use model::case::FileTakenAway;
use model::learning::Moment;
use model::{CaseId, FileId, PersonId};
use papers::ExtractedText;
use vault::{CaseFile, FileRow, Opened, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::working::sees_file;
use crate::{App, AppError, Reference};

/// The files that a person may know of.
#[derive(Debug, Clone)]
pub struct FilesView {
    /// The case.
    pub case: CaseFile,
    /// Files, newest first.
    pub files: Vec<FileRow>,
    /// What was taken away.
    pub gone: Vec<Stored<FileTakenAway>>,
    /// Sections to which the reader may add; none when they may not add at all.
    pub may_add: Vec<Section>,
    /// Files that the reader may take away.
    pub may_take: BTreeSet<FileId>,
    /// Whether files are held until they were looked at for viruses.
    pub holds: bool,
    /// What was seen differently: some of it is linked to files.
    pub moments: Vec<Stored<Moment>>,
}

/// The text of a file, as a page shows it.
#[derive(Debug, Clone)]
pub struct SourceView {
    /// The case.
    pub case: CaseFile,
    /// The file.
    pub file: FileRow,
    /// Its text, when it was read.
    pub text: Option<ExtractedText>,
}

/// The plain bytes of a file, piece by piece. It ends with an error when the sealed file was changed, so that
/// nobody takes a part for the whole.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Vec<u8>, VaultError>> + Send>>;

/// Lists the files in every section that the reader may read; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn files(app: &App, ctx: &Ctx, reference: &Reference) -> Result<FilesView, AppError> {
    let vault = app.vault(ctx).await?;
    let view = vault.look(ctx, |tx| {
        Box::pin(async move {
            let case = find(tx, reference).await?;
            view(tx, case).await
        })
    });
    Ok(view.await?)
}

async fn view(tx: &mut VaultTx<'_>, case: CaseId) -> Result<FilesView, VaultError> {
    let general = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let readable = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let addable = tx.sections_permitted::<actions::AttachFile>(case).await?;
    let any = tx.sections_permitted::<actions::RemoveFile>(case).await?;
    let own = tx
        .sections_permitted::<actions::RemoveOwnFile>(case)
        .await?;
    let me = tx.ctx.actor.person().map(|person| person.id);
    let mut view = FilesView {
        case: vault::case_file(tx, &general).await?,
        files: Vec::new(),
        gone: Vec::new(),
        may_add: readable
            .iter()
            .filter(|section| addable.contains(section))
            .copied()
            .collect(),
        may_take: BTreeSet::new(),
        holds: tx.files().holds(),
        moments: vault::list(tx, &general).await?,
    };
    for section in readable {
        let permit = tx.permit::<actions::ReadCase>(case, section).await?;
        let mut files = Vec::new();
        for file in vault::files_of(tx, &permit).await? {
            if sees_file(tx, case, &file).await? {
                files.push(file);
            }
        }
        let mine = |file: &&FileRow| own.contains(&section) && is_by(file, me);
        let takeable = files
            .iter()
            .filter(|file| any.contains(&section) || mine(file));
        view.may_take.extend(takeable.map(|file| file.id));
        view.files.extend(files);
        let gone = vault::list::<FileTakenAway>(tx, &permit).await?;
        let own = |one: &Stored<FileTakenAway>| {
            section != Section::ReviewerWorking || me.is_some_and(|me| one.by == me.to_string())
        };
        view.gone.extend(gone.into_iter().filter(own));
    }
    view.files
        .sort_by_key(|file| std::cmp::Reverse((file.added_at, file.id)));
    view.gone
        .sort_by_key(|one| std::cmp::Reverse((one.added_at, one.id)));
    Ok(view)
}

/// A file of somebody else's working notes is not there.
pub(super) async fn may_know(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    file: &FileRow,
) -> Result<(), VaultError> {
    if sees_file(tx, case, file).await? {
        Ok(())
    } else {
        Err(VaultError::NotFound)
    }
}

fn is_by(file: &FileRow, person: Option<PersonId>) -> bool {
    person.is_some_and(|person| person.to_string() == file.added_by)
}

/// Nobody reads what is held.
pub(super) fn is_let_go(tx: &VaultTx<'_>, file: &FileRow) -> Result<(), VaultError> {
    match tx.files().held(file) {
        Some(held) => Err(VaultError::Rule(held.code())),
        None => Ok(()),
    }
}

/// Hands out the original, once it is written down who has it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Rule`] with the code of [`vault::HeldFile`] when it is held; [`AppError::Store`] when the sealed file is gone or was changed at its beginning.
pub async fn download(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    file: FileId,
) -> Result<(FileRow, Pieces), AppError> {
    let vault = app.vault(ctx).await?;
    let row = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let place = vault::place_of_file(tx, case, file).await?;
                let permit = tx.permit::<actions::ReadCase>(case, place.section).await?;
                let row = vault::file_of(tx, &permit, file).await?;
                may_know(tx, case, &row).await?;
                is_let_go(tx, &row)?;
                vault::note_file_read(tx, &permit, file, "download_file").await?;
                Ok(row)
            })
        })
        .await?;
    let opened = vault.files().open(&row)?;
    Ok((row, pieces(opened)))
}

/// The pieces of an opened file, each read where blocking does no harm.
pub(crate) fn pieces(opened: Opened) -> Pieces {
    Box::pin(stream::unfold(Some(opened), async |opened| {
        let mut opened = opened?;
        let read = tokio::task::spawn_blocking(move || (opened.piece(), opened)).await;
        match read {
            Ok((Ok(Some(piece)), opened)) => Some((Ok(piece), Some(opened))),
            Ok((Ok(None), _)) => None,
            Ok((Err(error), _)) => Some((Err(error), None)),
            Err(_) => Some((Err(VaultError::File), None)),
        }
    }))
}

/// The text of a file for our own rendering; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Rule`] with the code of [`vault::HeldFile`] when it is held.
pub async fn source(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    file: FileId,
) -> Result<SourceView, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, row, text) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let place = vault::place_of_file(tx, case, file).await?;
                let permit = tx.permit::<actions::ReadCase>(case, place.section).await?;
                let row = vault::file_of(tx, &permit, file).await?;
                may_know(tx, case, &row).await?;
                is_let_go(tx, &row)?;
                let text = vault::text_of_file(tx, &permit, file).await?;
                vault::note_file_read(tx, &permit, file, "read_file").await?;
                Ok((vault::case_file(tx, &permit).await?, row, text))
            })
        })
        .await?;
    let text = text
        .map(|text| serde_json::from_str(&text.0))
        .transpose()
        // The error itself would quote the text.
        .map_err(|_| VaultError::Body("text of a file"))?;
    Ok(SourceView {
        case,
        file: row,
        text,
    })
}
