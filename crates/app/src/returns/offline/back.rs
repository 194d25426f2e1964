//! A document that was filled in comes back: it is taken apart under the limits of every document that is brought in, and kept as
//! what stands in it. Nothing of the return changes before a person takes an answer over.

use access::{Action, Ctx, Permit, Section, actions};
use futures_util::{Stream, StreamExt as _};
use model::case::{HandedInFor, ReturnFile, ReturnForm, ReturnSource, SourceHow, TakenBack};
use model::{FormId, RecordId, Sensitive};
use vault::{HandedIn, Stored, VaultError, VaultTx};

use super::super::answer::writing;
use super::super::hidden;
use super::super::sources::{TakenApart, gathered, take_apart};
use super::document::empty;
use super::read::{Against, came_back, which};
use super::words::FormWords;
use crate::decision::decide::has_words;
use crate::files::Unread;
use crate::keep::{kept_before, open};
use crate::{App, AppError, Reference};

/// A file as it was read.
struct Arrived {
    name: String,
    digest: String,
    form: RecordId,
    tables: TakenApart,
    notes: TakenApart,
}

/// Brings a document back that somebody who answers the request has. Returns the id of what came back. Whatever the outcome, the
/// file is taken in to its end.
///
/// # Errors
/// [`AppError::Rule`]: `return-not-sent`; `file-form-word` for what is no Word document, `file-form-unmarked` for one that says of no
/// request, `file-form-other` for one of another request, `file-form-version`; the code of why a document is not taken;
/// [`AppError::NotFound`] for everybody who does not answer the request. Nothing is kept then.
pub async fn bring_back<S, B, E>(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    (form, name): (FormId, &str),
    (mut content, words): (S, &FormWords),
) -> Result<RecordId, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let before = begun::<actions::WriteReturn>(app, ctx, (request, form)).await;
    let taken = gathered(&mut content).await;
    while let Some(Ok(_)) = content.next().await {}
    if let Some(before) = before? {
        return Ok(before);
    }
    let arrived = arrived(app, (name, taken?), request).await?;
    let (arrived, vault) = (&arrived, app.vault(ctx).await?);
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = writing(tx, request).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let id = keep(tx, &permit, (request, words), (arrived, None)).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}

/// What somebody of the partnership says of a document that they hand in for an agency.
#[derive(Debug, Clone)]
pub struct NewHandIn<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// Whose it is, when it was received, how it came.
    pub of: HandedInFor,
}

/// Hands a document in for its named author, whose agency does not sign in. The agency's own people find it with their return and
/// decide what is taken over; whoever handed it in reads nothing of it or of the return.
///
/// # Errors
/// [`AppError::Rule`]: `hand-in-author` without a name, `hand-in-later` for a day to come, `answering-unknown` for a person who does
/// not answer the request; those of [`bring_back`]; [`AppError::NotFound`].
pub async fn hand_in<S, B, E>(
    app: &App,
    ctx: &Ctx,
    (reference, request): (&Reference, RecordId),
    (form, new): (FormId, &NewHandIn<'_>),
    (mut content, words): (S, &FormWords),
) -> Result<RecordId, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let before = begun::<actions::HandInReturn>(app, ctx, (request, form)).await;
    let taken = gathered(&mut content).await;
    while let Some(Ok(_)) = content.next().await {}
    if let Some(before) = before? {
        return Ok(before);
    }
    if !has_words(&new.of.author) {
        return Err(AppError::Rule("hand-in-author"));
    }
    if new.of.received > ctx.today() {
        return Err(AppError::Rule("hand-in-later"));
    }
    let arrived = arrived(app, (new.name, taken?), request).await?;
    let (arrived, vault) = (&arrived, app.vault(ctx).await?);
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                // The request is one of this review, whose address it was reached by.
                let (of_case, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                super::super::one(tx, &of_case, request).await?;
                let permit = tx
                    .permit_return::<actions::HandInReturn>(request)
                    .await
                    .map_err(hidden)?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let people = vault::answering(tx, &permit, request).await?;
                let named = |person| people.iter().any(|one| one.person == person);
                if new.of.person.is_some_and(|person| !named(person)) {
                    return Err(VaultError::Rule("answering-unknown"));
                }
                let of = Some(HandedInFor {
                    by: tx.ctx.person()?.id,
                    ..new.of.clone()
                });
                let id = keep(tx, &permit, (request, words), (arrived, of)).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                Ok(id)
            })
        })
        .await?)
}

/// What was handed in for an agency, oldest first: when, for whom, by whom.
///
/// # Errors
/// [`AppError::NotFound`] for whoever may not hand documents in.
pub async fn handed_in(app: &App, ctx: &Ctx, request: RecordId) -> Result<Vec<HandedIn>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_return::<actions::HandInReturn>(request).await;
                vault::handed_in_return(tx, &permit.map_err(hidden)?).await
            })
        })
        .await?)
}

/// Takes a document that was handed in away again: a wrong one, or one that is not the agency's. What stood in it is no longer with
/// the return; that it was there, who took it away and why stays. Only before anybody of the agency has said something of it.
///
/// # Errors
/// [`AppError::Rule`]: `hand-in-why` without a reason, `hand-in-taken` when somebody of the agency has taken something of it over, or
/// left it; `hand-in-away` when it is away already; [`AppError::NotFound`].
pub async fn take_handed_in_away(
    app: &App,
    ctx: &Ctx,
    (reference, request): (&Reference, RecordId),
    (form, file, why): (FormId, (RecordId, i64), &Sensitive<String>),
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("hand-in-why"));
    }
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (of_case, _) =
                    open::<actions::ManageRequests>(tx, app, reference, Section::General).await?;
                super::super::one(tx, &of_case, request).await?;
                let permit = tx
                    .permit_return::<actions::HandInReturn>(request)
                    .await
                    .map_err(hidden)?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let taken = TakenBack {
                    by: tx.ctx.person()?.id,
                    at: tx.ctx.now,
                    why: why.clone(),
                };
                vault::take_handed_in_away(tx, &permit, file, taken).await?;
                vault::remember(tx, form, &file.0.to_string()).await
            })
        })
        .await?)
}

/// Whether the form was sent before; somebody who may not is told before their file is taken in.
async fn begun<A: Action>(
    app: &App,
    ctx: &Ctx,
    (request, form): (RecordId, FormId),
) -> Result<Option<RecordId>, AppError> {
    let vault = app.vault(ctx).await?;
    let begun = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_return::<A>(request).await;
            drop(permit.map_err(hidden)?);
            kept_before(tx, form).await
        })
    });
    Ok(begun.await?)
}

/// Takes a file apart, as tables and as running text, and reads which document it is.
async fn arrived(
    app: &App,
    (name, bytes): (&str, Vec<u8>),
    request: RecordId,
) -> Result<Arrived, AppError> {
    let digest = crypto::digest(&bytes).to_string();
    let program = app
        .reading()
        .ok_or(AppError::Rule(Unread::NotStarted.code()))?;
    let rule = |unread: Unread| AppError::Rule(unread.code());
    let tables = take_apart(program, (name, bytes.clone()), SourceHow::Table).await;
    let tables = tables.map_err(rule)?;
    if tables.kind != papers::FileKind::Docx.code() {
        return Err(AppError::Rule("file-form-word"));
    }
    let form = which(&tables.tables, request).map_err(AppError::Rule)?;
    let notes = take_apart(program, (name, bytes), SourceHow::Notes).await;
    Ok(Arrived {
        name: name.to_owned(),
        digest,
        form,
        tables,
        notes: notes.map_err(rule)?,
    })
}

/// Keeps what came back, with its new entries as a table that was brought in.
async fn keep<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (request, words): (RecordId, &FormWords),
    (arrived, handed_in_for): (&Arrived, Option<HandedInFor>),
) -> Result<RecordId, VaultError> {
    let asked = empty(tx, permit, request).await?.request;
    let forms = vault::forms_in_return(tx, permit).await?;
    let form: Option<Stored<ReturnForm>> = forms.into_iter().find(|one| one.id == arrived.form);
    let form = form.ok_or(VaultError::Rule("file-form-other"))?;
    let against = Against {
        request: &asked.body,
        form: &form.body,
        words,
        today: tx.ctx.today(),
    };
    let back = came_back(&arrived.tables.tables, &arrived.notes.pieces, against);
    let warnings = arrived.tables.warnings.iter();
    let warnings: Vec<String> = warnings.map(|code| (*code).to_owned()).collect();
    let source = if back.tables.is_empty() {
        None
    } else {
        let source = ReturnSource {
            name: Sensitive(arrived.name.clone()),
            kind: arrived.tables.kind.to_owned(),
            digest: arrived.digest.clone(),
            written: None,
            how: SourceHow::Table,
            reads: None,
            pieces: Vec::new(),
            tables: back.tables,
            warnings: warnings.clone(),
        };
        Some(vault::add_to_return(tx, permit, Section::Returns, &source).await?)
    };
    let body = ReturnFile {
        name: Sensitive(arrived.name.clone()),
        digest: arrived.digest.clone(),
        form: form.id,
        handed_in_for,
        taken_back: None,
        rows: back.rows,
        asks: back.asks,
        source,
        warnings,
        decided: Vec::new(),
    };
    vault::add_to_return(tx, permit, Section::Returns, &body).await
}
