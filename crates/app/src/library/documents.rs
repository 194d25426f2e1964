//! Published reviews and briefings: added with what a catalogue says of them, taken apart into what they seem to find and
//! recommend, which a person confirms.

use access::{Ctx, actions};
use commons::{CommonsError, Deposit, Deposited, Finding, Proposed, ThemeList};
use futures_util::{Stream, StreamExt as _};
use model::learning::{EndedShared, HowEnded, TakeDownReason};
use model::{FormId, OrganisationId, RecordId, Sensitive};
use papers::{ExtractedText, FileKind, Refusal};

pub use super::findings::confirm;
use super::waiting::Waits;
use super::{Changed, follow};
use crate::decision::partners::agencies;
use crate::files::{Carries, Unread, carried_by};
use crate::returns::sources::{gathered, text_of};
use crate::sharing::{Found, reason_names_nobody, stopped};
use crate::{App, AppError};

/// Largest published document, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// First year of publication that is taken: the oldest reviews that are kept anywhere are of 1945.
pub const FIRST_YEAR: i16 = 1945;

/// What became of a document that somebody added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is there.
    In(RecordId),
    /// It is not: somebody has to look first at what it carries beside its text.
    Carries(Carries),
    /// It is not: these words of it, or of what was entered, are on record as somebody of a family, or their address or number.
    Names(Vec<Sensitive<String>>),
}

impl Taken {
    /// The document, where it is there.
    #[must_use]
    pub const fn id(&self) -> Option<RecordId> {
        match self {
            Self::In(id) => Some(*id),
            Self::Carries(_) | Self::Names(_) => None,
        }
    }
}

/// Every document that is there, with what the asker may do.
#[derive(Debug, Clone)]
pub struct Documents {
    /// Those added last first.
    pub all: Vec<Deposited>,
    /// Those of the asker's organisation that wait for a second person, for whoever sees them waiting.
    pub waiting: Vec<Deposited>,
    /// The list of themes.
    pub themes: ThemeList,
    /// Whether the asker may add one.
    pub may_deposit: bool,
}

/// One document with what was found in it.
#[derive(Debug, Clone)]
pub struct DocumentView {
    /// The document.
    pub document: Deposited,
    /// What was proposed, confirmed and left out, in its order.
    pub findings: Vec<Finding>,
    /// The list of themes.
    pub themes: ThemeList,
    /// Whether the asker may say what is a finding.
    pub may_confirm: bool,
    /// Whether the asker may remove it.
    pub may_remove: bool,
    /// Why it was removed, in words, for those who may remove it.
    pub why: Option<String>,
    /// How many people took it out: they are told when it is removed.
    pub taken_by: i64,
    /// While it waits for a second person: what the asker may do about that.
    pub waits: Option<Waits>,
}

/// The areas for which the actor answers.
pub(super) async fn areas(app: &App, ctx: &Ctx) -> Result<Vec<OrganisationId>, AppError> {
    let all = super::organisations(app, ctx).await?;
    Ok(super::areas_of(&all, ctx.organisation))
}

/// The documents.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever may not look into the library.
pub async fn documents(app: &App, ctx: &Ctx) -> Result<Documents, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            Ok(Documents {
                all: commons::documents(tx).await?,
                waiting: commons::waiting_documents(tx).await?,
                themes: commons::themes(tx).await?,
                may_deposit: tx.would_permit_organisation::<actions::DepositDocument>(),
            })
        })
    });
    Ok(read.await?)
}

/// One document.
///
/// # Errors
/// [`AppError::NotFound`] when there is none.
pub async fn document(app: &App, ctx: &Ctx, id: RecordId) -> Result<DocumentView, AppError> {
    let areas = &areas(app, ctx).await?;
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let document = commons::document(tx, id).await?;
            Ok(DocumentView {
                waits: document.waits().then(|| Waits::of(tx, &document, here)),
                findings: commons::findings_of(tx, id).await?,
                themes: commons::themes(tx).await?,
                may_confirm: commons::may_confirm(tx, &document, areas),
                may_remove: commons::may_remove(tx, &document, areas),
                why: commons::why_removed(tx, &document, areas).await?,
                taken_by: commons::document_taken_by(tx, id).await?,
                document,
            })
        })
    });
    Ok(read.await?)
}

/// Adds a document, as it arrives from a browser, and proposes what it finds and recommends. It waits for a second person. Only DOCX and PDF are taken. It is
/// read in a process of its own. Where it names somebody of a family those words come back. What it carries beside its text has to be looked at first: `looked` is the digest of the file whose
/// pieces the actor saw and lets go along.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] with the codes of [`check`], `document-kind` for another kind of file,
/// `file-too-large`, `file-broken-off`, `file-no-text`, `document-known`, or why it could not be read.
pub async fn deposit<S, B, E>(
    app: &App,
    ctx: &Ctx,
    (form, catalogue, looked): (FormId, &Deposit, Option<&str>),
    (name, mut content): (&str, S),
) -> Result<Taken, AppError>
where
    S: Stream<Item = Result<B, E>> + Unpin,
    B: AsRef<[u8]>,
{
    let before = begun(app, ctx, form).await;
    let taken = gathered(&mut content).await;
    while let Some(Ok(_)) = content.next().await {}
    if let Some(before) = before? {
        return Ok(Taken::In(before));
    }
    let bytes = taken?;
    if bytes.len() > LARGEST {
        return Err(AppError::Rule("file-too-large"));
    }
    check(catalogue, ctx.today().year()).map_err(AppError::Rule)?;
    let program = app
        .reading()
        .ok_or(AppError::Rule(Unread::NotStarted.code()))?;
    let read = text_of(program, (name, bytes.clone())).await;
    let (kind, text) = read.map_err(|unread| AppError::Rule(unread.code()))?;
    let media = media_of(kind).ok_or(AppError::Rule("document-kind"))?;
    if text.plain_text().trim().is_empty() {
        return Err(AppError::Rule(Unread::Refused(Refusal::NoText).code()));
    }
    let carries = carried_by(program, (kind, bytes.clone())).await;
    let carries = carries.map_err(|unread| AppError::Rule(unread.code()))?;
    if !carries.is_settled(looked) {
        return Ok(Taken::Carries(carries));
    }
    let names = who_is_named(app, ctx, catalogue, (&text, &carries)).await?;
    if !names.is_empty() {
        let words = names.into_iter().map(|one| one.words);
        return Ok(Taken::Names(words.collect()));
    }
    let proposed = super::split(&text);
    let kept = keep(app, ctx, (form, catalogue), (media, &bytes, &proposed)).await?;
    Ok(Taken::In(kept))
}

/// Whom a review of the organisation is about and who is in it or in what the file carries beside its text, and their addresses and
/// numbers: nobody may be. Names of agencies, places and of people who work, and ages, may.
pub(super) async fn who_is_named(
    app: &App,
    ctx: &Ctx,
    catalogue: &Deposit,
    (text, carries): (&ExtractedText, &Carries),
) -> Result<Vec<Found>, AppError> {
    let whole = text.plain_text();
    let place = catalogue.place.as_deref().unwrap_or_default();
    let mut texts = vec![
        ("place", place),
        ("pseudonym", catalogue.pseudonym.as_str()),
        ("about", &catalogue.about),
        ("text", &whole),
    ];
    let beside = carries.pieces.iter().map(|piece| piece.words.0.as_str());
    // A name in an address or in the name of a bookmark is a name.
    let apart: Vec<String> = beside.clone().map(words_apart).collect();
    texts.extend(
        beside
            .chain(apart.iter().map(String::as_str))
            .map(|words| ("text", words)),
    );
    stopped(app, ctx, &texts, Found::is_of_a_family).await
}

/// The words of an address or a name of a place, apart.
fn words_apart(text: &str) -> String {
    let is_between = |sign: char| sign.is_ascii_punctuation() && sign != '\'';
    text.replace(is_between, " ")
}

async fn keep(
    app: &App,
    ctx: &Ctx,
    (form, catalogue): (FormId, &Deposit),
    (media, bytes, proposed): (&'static str, &[u8], &[Proposed]),
) -> Result<RecordId, AppError> {
    let commons = app.commons().await?;
    let kept = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::DepositDocument>()?;
            if let Some(before) = done(tx, form).await? {
                return Ok(before);
            }
            let id = commons::deposit(tx, &permit, (media, bytes), catalogue).await?;
            commons::propose_findings(tx, &permit, id, proposed).await?;
            commons::remember(tx, form, &id.to_string()).await?;
            Ok(id)
        })
    });
    Ok(kept.await?)
}

/// Whether the form was sent before; somebody who may not is told before their file is taken in.
async fn begun(app: &App, ctx: &Ctx, form: FormId) -> Result<Option<RecordId>, AppError> {
    let commons = app.commons().await?;
    let begun = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::DepositDocument>()?);
            done(tx, form).await
        })
    });
    Ok(begun.await?)
}

async fn done(
    tx: &mut commons::CommonsTx<'_>,
    form: FormId,
) -> Result<Option<RecordId>, CommonsError> {
    let before = commons::already_done(tx, form).await?;
    let id = before.map(|id| id.parse().map_err(|_| CommonsError::NotFound));
    id.transpose()
}

/// What is missing in a line of the catalogue, as the code of a rule.
///
/// # Errors
/// `document-year` for a year before [`FIRST_YEAR`] or to come, `document-pseudonym`, `document-about`.
pub fn check(catalogue: &Deposit, this_year: i16) -> Result<(), &'static str> {
    if !(FIRST_YEAR..=this_year).contains(&catalogue.year) {
        return Err("document-year");
    }
    if catalogue.pseudonym.trim().is_empty() {
        return Err("document-pseudonym");
    }
    if catalogue.about.trim().is_empty() {
        return Err("document-about");
    }
    Ok(())
}

/// Media type of DOCX.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Media type of PDF.
const PDF: &str = "application/pdf";

const fn media_of(kind: FileKind) -> Option<&'static str> {
    match kind {
        FileKind::Docx => Some(DOCX),
        FileKind::Pdf => Some(PDF),
        _ => None,
    }
}

/// The file of a document: its bytes, media type, and how its name ends. Who takes it out is told when it is removed.
///
/// # Errors
/// [`AppError::NotFound`] when there is none; [`AppError::Rule`] `document-unchecked` where files are held until they were
/// looked at for viruses: nobody looks at these.
pub async fn file(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
) -> Result<(Vec<u8>, &'static str, &'static str), AppError> {
    if app.vaults().holds_files() {
        return Err(AppError::Rule("document-unchecked"));
    }
    let commons = app.commons().await?;
    let read = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let document = commons::document(tx, id).await?;
            let file = commons::file_of_document(tx, id).await?;
            commons::note_document_taken(tx, id).await?;
            Ok((file, document.media))
        })
    });
    let (bytes, media) = read.await?;
    if media == PDF {
        Ok((bytes, PDF, "pdf"))
    } else {
        Ok((bytes, DOCX, "docx"))
    }
}

/// The documents that the actor took out and that were removed since, and they have not yet seen so.
///
/// # Errors
/// [`AppError`].
pub async fn gone(app: &App, ctx: &Ctx) -> Result<Vec<commons::DocumentGone>, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| Box::pin(commons::documents_gone(tx)));
    Ok(read.await?)
}

/// The actor sees that a document which they took out was removed.
///
/// # Errors
/// [`AppError`].
pub async fn see_gone(app: &App, ctx: &Ctx, id: RecordId) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let seen = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::note_document_gone(tx, id).await })
    });
    Ok(seen.await?)
}

/// Removes a document: with a code that everybody reads, and words for those who may remove it. That it ended is kept in the
/// directory first.
///
/// # Errors
/// [`AppError::NotFound`] when there is none or the asker may not; [`AppError::Rule`] `document-remove-why` without words,
/// `ended-why-identifies` when they tell who somebody is.
pub async fn remove(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
    (reason, why): (TakeDownReason, &str),
) -> Result<(), AppError> {
    if why.trim().is_empty() {
        return Err(AppError::Rule("document-remove-why"));
    }
    reason_names_nobody(app, ctx, why).await?;
    let areas = &areas(app, ctx).await?;
    let commons = app.commons().await?;
    let asked = commons.look(ctx, |tx| {
        Box::pin(async move { commons::ask_remove(tx, id, areas).await })
    });
    asked.await?;
    let end = EndedShared {
        id,
        how: HowEnded::Removed,
        reason: reason.code().to_owned(),
        on: ctx.today(),
    };
    crate::sharing::keep_end(app, ctx, &end).await?;
    let removed = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::remove_document(tx, id, areas, (reason, why)).await })
    });
    removed.await?;
    follow(app, Changed::Document(id)).await;
    Ok(())
}
