//! The day on which publication is planned, from which the notice before it counts back.

use access::{Ctx, actions};
use model::case::PublicationDay;
use model::scheme::Scheme;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::keep::keep_only;
use crate::{App, AppError, Place, Reference};

/// Sets the planned day, or changes it. Every day that was set is kept.
///
/// # Errors
/// [`AppError::Rule`] `publication-set-by` when nobody is named who set it, `case-closed`; [`AppError::Clash`], also when
/// somebody has set the first one meanwhile.
pub async fn plan(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &PublicationDay,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| match has_words(&new.set_by) {
        true => Ok(()),
        false => Err("publication-set-by"),
    };
    keep_only::<actions::MoveTrack, _>(app, ctx, reference, sent, (new, check)).await
}
