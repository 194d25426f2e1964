//! After a care leaver's death: record whether the criteria for a child under 18 apply as well.

use access::{Ctx, actions};
use model::case::UnderEighteenCheck;
use model::scheme::Scheme;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::keep_only;
use crate::{App, AppError, Place, Reference};

/// Records what the partners found, or puts it right. It decides nothing: where the criteria apply, the
/// decision is taken again.
///
/// # Errors
/// [`AppError::Rule`] `under-eighteen-lacks` without reasons or without who looked, `under-eighteen-later`
/// when it would be in future, `case-closed`; [`AppError::Clash`].
pub async fn under_eighteen(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &UnderEighteenCheck,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| {
        if !has_words(&new.reasons) || !has_words(&new.by) {
            return Err("under-eighteen-lacks");
        }
        if certainly_later(ctx, &new.on) {
            return Err("under-eighteen-later");
        }
        Ok(())
    };
    keep_only::<actions::EditNotification, _>(app, ctx, reference, sent, (new, check)).await
}
