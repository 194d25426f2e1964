//! What somebody writes themself and others will read: none of it may tell who a person of a review is. Each refusal is written
//! down, and after a few in a day no more is looked at: nobody learns what is on record by trying.

use access::Ctx;
use model::Instant;

use crate::sharing::{Found, found_in};
use crate::{App, AppError};

/// How often words may be refused in a day before nothing more is looked at until the next.
pub const TRIES: i64 = 12;
const DAY: i64 = 24 * 60 * 60;

/// Whether words why something shared ended may lie in the shared store: they tell who nobody is.
///
/// # Errors
/// [`AppError::Rule`] `ended-why-identifies`, `words-tried-often`.
pub(crate) async fn reason_names_nobody(app: &App, ctx: &Ctx, why: &str) -> Result<(), AppError> {
    let texts = [("why", why)];
    match stopped(app, ctx, &texts, Found::must_go).await?.is_empty() {
        true => Ok(()),
        false => Err(AppError::Rule("ended-why-identifies")),
    }
}

/// What stops these texts, by `stops`: nothing where they may stand. What stops them is written down, without its words.
///
/// # Errors
/// [`AppError::Rule`] `words-tried-often` for whoever was refused [`TRIES`] times within a day.
pub(crate) async fn stopped(
    app: &App,
    ctx: &Ctx,
    texts: &[(&'static str, &str)],
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
    let mut found = found_in(app, ctx, texts).await?;
    found.retain(stops);
    if !found.is_empty() {
        let noted = commons.transact(ctx, |tx| {
            Box::pin(async move { commons::note_words_refused(tx).await })
        });
        noted.await?;
    }
    Ok(found)
}
