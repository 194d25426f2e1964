//! That people in a role were told of the review, and how they are supported.

use access::{Ctx, Section};
use model::case::StaffTold;
use model::{FormId, RecordId};

use super::kept;
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::{App, AppError, Place};

/// Keeps a line, or changes it.
///
/// # Errors
/// [`AppError::Rule`]: `staff-role` without a role, `staff-told` when nothing says by whom they were told or why not,
/// `staff-later` when they were told in future; [`AppError::Clash`]; [`AppError::NotFound`] for everybody who does not
/// answer the request.
pub async fn keep_staff(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    sent: (FormId, Place),
    new: &StaffTold,
) -> Result<RecordId, AppError> {
    check(ctx, new).map_err(AppError::Rule)?;
    kept::keep(app, ctx, request, sent, (Section::General, new)).await
}

/// What is wrong with a line, whoever wrote it.
pub(super) fn check(ctx: &Ctx, new: &StaffTold) -> Result<(), &'static str> {
    if !has_words(&new.role) {
        return Err("staff-role");
    }
    let told = match &new.told_on {
        Some(on) if certainly_later(ctx, on) => return Err("staff-later"),
        Some(_) => has_words(&new.by),
        None => has_words(&new.why_not),
    };
    if told { Ok(()) } else { Err("staff-told") }
}

/// Takes a line away that was made by mistake.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`; [`AppError::NotFound`].
pub async fn remove_staff(
    app: &App,
    ctx: &Ctx,
    request: RecordId,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    kept::remove::<StaffTold>(app, ctx, request, sent).await
}
