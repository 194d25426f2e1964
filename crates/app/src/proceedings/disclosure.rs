//! The register of papers of the review that somebody asked for.

use access::{Ctx, actions};
use model::case::Disclosure;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::keep;
use crate::{App, AppError, Place, Reference};

/// Enters a request for papers on the register, or what was decided on it.
///
/// # Errors
/// [`AppError::Rule`] `disclosure-papers`, `disclosure-asked-by` or `disclosure-basis` when one of these
/// is missing, `disclosure-later` when something would be in future, the codes of
/// [`Disclosure::lacks`], `case-closed`; [`AppError::Clash`].
pub async fn disclose(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Disclosure,
) -> Result<RecordId, AppError> {
    let check = |_: &model::scheme::Scheme| check(ctx, new);
    keep::<actions::EditProceedings, _>(app, ctx, reference, sent, (new, check)).await
}

fn check(ctx: &Ctx, new: &Disclosure) -> Result<(), &'static str> {
    let needed = [
        (&new.papers, "disclosure-papers"),
        (&new.asked_by, "disclosure-asked-by"),
        (&new.basis, "disclosure-basis"),
    ];
    for (words, code) in needed {
        if !has_words(words) {
            return Err(code);
        }
    }
    let days = [Some(new.asked_on), new.decided_on, new.given_on];
    if days
        .into_iter()
        .flatten()
        .any(|day| certainly_later(ctx, &day))
    {
        return Err("disclosure-later");
    }
    new.lacks().map_or(Ok(()), Err)
}
