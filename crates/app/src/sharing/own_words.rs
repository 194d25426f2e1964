//! What somebody writes themself and others will read, beside a release: none of it may tell who a person of a review is. This is the
//! only way to have such words looked at. Each refusal is written down, and after a few in a day no more is looked at: nobody
//! learns what is on record by trying.

use access::Ctx;
use model::{Instant, RecordId};

use super::Found;
use super::find::look_in;
use crate::{App, AppError};

/// How often words may be refused in a day before nothing more is looked at until the next.
pub const TRIES: i64 = 12;
const DAY: i64 = 24 * 60 * 60;

/// Words for others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OwnWords<'a> {
    /// The texts, each with the name of its field.
    pub(crate) texts: &'a [(&'static str, &'a str)],
    /// In which version of what they are kept already: looked at again, that counts once. Absent for what was just typed.
    pub(crate) kept_in: Option<(RecordId, i64)>,
    /// Whether they leave with the name of the area; absent for what leaves nothing of its own, where what could be put together is
    /// not looked for.
    pub(crate) names_area: Option<bool>,
}

impl<'a> OwnWords<'a> {
    /// Words that were just typed.
    pub(crate) const fn typed(texts: &'a [(&'static str, &'a str)]) -> Self {
        Self {
            texts,
            kept_in: None,
            names_area: None,
        }
    }

    /// The same, where they leave with the name of the area or without.
    pub(crate) const fn leaving(self, names_area: bool) -> Self {
        Self {
            names_area: Some(names_area),
            ..self
        }
    }
}

/// Everything in these words that could tell who somebody is. Where some of it stops them, by `stops`, that is written down, without
/// its words.
///
/// # Errors
/// [`AppError::Rule`] `words-tried-often` for whoever was refused [`TRIES`] times within a day.
pub(crate) async fn found_in(
    app: &App,
    ctx: &Ctx,
    words: OwnWords<'_>,
    stops: impl Fn(&Found) -> bool,
) -> Result<Vec<Found>, AppError> {
    let commons = app.commons().await?;
    let since: Instant = ctx.now.plus_seconds(-DAY);
    let tried = commons.look(ctx, |tx| {
        Box::pin(async move { commons::words_refused_since(tx, since).await })
    });
    if tried.await? >= TRIES {
        return Err(AppError::Rule("words-tried-often"));
    }
    let found = look_in(app, ctx, (words.texts, words.names_area)).await?;
    if found.iter().any(stops) {
        let kept_in = words.kept_in;
        let noted = commons.transact(ctx, |tx| {
            Box::pin(async move { commons::note_words_refused(tx, kept_in).await })
        });
        noted.await?;
    }
    Ok(found)
}

/// What stops words that were just typed, by `stops`: nothing where they may stand.
///
/// # Errors
/// As [`found_in`].
pub(crate) async fn stopped(
    app: &App,
    ctx: &Ctx,
    texts: &[(&'static str, &str)],
    stops: impl Fn(&Found) -> bool,
) -> Result<Vec<Found>, AppError> {
    let mut found = found_in(app, ctx, OwnWords::typed(texts), &stops).await?;
    found.retain(stops);
    Ok(found)
}

/// What stops words by what another organisation has on record, which is read with `there`: of it the writer learns only that something
/// does. It is written down like any other refusal.
///
/// # Errors
/// As [`found_in`].
pub(crate) async fn stopped_there(
    app: &App,
    (ctx, there): (&Ctx, &Ctx),
    texts: &[(&'static str, &str)],
    stops: impl Fn(&Found) -> bool,
) -> Result<Vec<Found>, AppError> {
    let mut found = match look_in(app, there, (texts, None)).await {
        // It is kept here no more, and neither is what it had on record.
        Err(AppError::NotFound) => Vec::new(),
        other => other?,
    };
    found.retain(stops);
    if !found.is_empty() {
        let commons = app.commons().await?;
        let noted = commons.transact(ctx, |tx| {
            Box::pin(async move { commons::note_words_refused(tx, None).await })
        });
        noted.await?;
    }
    Ok(found)
}

/// Whether words why something shared ended may lie in the shared store: they tell who nobody is.
///
/// # Errors
/// [`AppError::Rule`] `ended-why-identifies`, `words-tried-often`.
pub(crate) async fn reason_names_nobody(app: &App, ctx: &Ctx, why: &str) -> Result<(), AppError> {
    let texts = [("why", why)];
    match stopped(app, ctx, &texts, Found::tells_who)
        .await?
        .is_empty()
    {
        true => Ok(()),
        false => Err(AppError::Rule("ended-why-identifies")),
    }
}
