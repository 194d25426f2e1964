//! Bringing a document in, and taking one away again.

use access::{Ctx, actions};
use futures_util::{Stream, StreamExt as _};
use model::case::{ReturnSource, SourceHow};
use model::chronology::Restriction;
use model::{Date, FormId, RecordId, Sensitive};
use vault::VaultError;

use super::super::answer::writing;
use super::super::hidden;
use super::columns::say_as_before;
use super::{TakenApart, kept_source, reads_of, take_apart};
use crate::files::{LARGEST, Unread};
use crate::keep::{changed_meanwhile, kept_before};
use crate::{App, AppError};

/// The kind that is said of what was pasted.
const PASTED: &str = "pasted";

/// What somebody says of a document that they bring in.
#[derive(Debug, Clone, Copy)]
pub struct Brought<'a> {
    /// Its name.
    pub name: &'a str,
    /// How it tells what happened.
    pub how: SourceHow,
    /// When it was written, where that is known.
    pub written: Option<Date>,
    /// Who reads the whole of it once the return is signed off; nobody outside the agency where absent.
    pub reads: Option<Restriction>,
}

/// What was given.
pub enum Given<S> {
    /// A file, as it arrives.
    File(S),
    /// A text that was pasted.
    Pasted(String),
}

/// Brings a document into a return, once for each form. It is taken apart before anything is kept; whatever the outcome, a
/// file is taken in to its end, because a browser that is still sending reads no answer.
///
/// # Errors
/// [`AppError::Rule`]: `return-not-sent`, or the code of why the document is not taken; [`AppError::NotFound`] for everybody who
/// does not answer the request. Nothing is kept then.
pub async fn bring_in<S, B, E>(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, brought): (FormId, &Brought<'_>),
    given: Given<S>,
) -> Result<RecordId, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let before = begun(app, ctx, request, form).await;
    let taken = match given {
        Given::Pasted(text) => Ok((PASTED, text.into_bytes())),
        Given::File(mut content) => {
            let taken = gathered(&mut content).await;
            while let Some(Ok(_)) = content.next().await {}
            taken.map(|bytes| (brought.name, bytes))
        }
    };
    if let Some(before) = before? {
        return Ok(before);
    }
    let (called, bytes) = taken?;
    let digest = crypto::digest(&bytes).to_string();
    let name = if called == PASTED {
        "pasted.txt"
    } else {
        called
    };
    let program = app
        .reading()
        .ok_or(AppError::Rule(Unread::NotStarted.code()))?;
    let apart = take_apart(program, (name, bytes), brought.how).await;
    let apart = apart.map_err(|unread| AppError::Rule(unread.code()))?;
    let body = source(brought, (called == PASTED, digest), apart);
    let id = keep(app, ctx, request, (form, &body)).await?;
    if body.how == SourceHow::Table {
        say_as_before(app, ctx, request, id).await?;
    }
    Ok(id)
}

fn source(
    brought: &Brought<'_>,
    (pasted, digest): (bool, String),
    apart: TakenApart,
) -> ReturnSource {
    let kind = if pasted { PASTED } else { apart.kind };
    ReturnSource {
        name: Sensitive(brought.name.to_owned()),
        kind: kind.to_owned(),
        digest,
        written: brought.written,
        how: brought.how,
        reads: brought.reads,
        pieces: apart.pieces,
        tables: apart.tables,
        warnings: apart.warnings.into_iter().map(str::to_owned).collect(),
    }
}

/// Whether the form was sent before; somebody who may not is told before their file is taken in.
async fn begun(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    form: FormId,
) -> Result<Option<RecordId>, AppError> {
    let vault = app.vault(ctx).await?;
    let begun = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_return::<actions::WriteReturn>(request).await;
            drop(permit.map_err(hidden)?);
            kept_before(tx, form).await
        })
    });
    Ok(begun.await?)
}

/// The whole of a file. More than the largest is not kept in memory.
pub(crate) async fn gathered<S, B, E>(content: &mut S) -> Result<Vec<u8>, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let mut bytes = Vec::new();
    while let Some(piece) = content.next().await {
        let piece = piece.map_err(|_| AppError::Rule("file-broken-off"))?;
        bytes.extend_from_slice(piece.as_ref());
        if bytes.len() > LARGEST {
            return Err(AppError::Rule("file-too-large"));
        }
    }
    Ok(bytes)
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, body): (FormId, &ReturnSource),
) -> Result<RecordId, AppError> {
    super::super::kept::keep(app, ctx, request, (form, None), (reads_of(body), body)).await
}

/// Takes a document away that nothing was taken in from.
///
/// # Errors
/// [`AppError::Rule`]: `source-used` when an entry came from it, `changed-meanwhile`; [`AppError::NotFound`].
pub async fn take_source_away(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, place): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = kept_source(tx, &permit, place.0).await?;
                let entered = kept.decided.iter().any(|one| one.body.entry.is_some());
                if entered || kept.rows.iter().any(|one| !one.body.taken.is_empty()) {
                    return Err(VaultError::Rule("source-used"));
                }
                vault::remove_from_return::<_, ReturnSource>(tx, &permit, place).await?;
                vault::remember(tx, form, &place.0.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}
