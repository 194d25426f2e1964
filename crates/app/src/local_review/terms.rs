//! What the local review asks: terms of reference, and lines of enquiry that may change while it runs.

use access::{Ctx, actions};
use model::case::{LineOfEnquiry, TermsOfReference};
use model::scheme::Scheme;
use model::{FormId, RecordId};

use crate::decision::decide::has_words;
use crate::keep::{keep, keep_only};
use crate::{App, AppError, Place, Reference};

/// Keeps the terms of reference; there is one record of them, with every version.
///
/// # Errors
/// [`AppError::Rule`] `terms-period` without the time that is looked at, `terms-method` without how it is reviewed,
/// `case-closed`; [`AppError::Clash`], also when somebody has written the first meanwhile.
pub async fn keep_terms(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &TermsOfReference,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| {
        if !has_words(&new.period) {
            return Err("terms-period");
        }
        if !has_words(&new.method) {
            return Err("terms-method");
        }
        Ok(())
    };
    keep_only::<actions::EditLocalReview, _>(app, ctx, reference, sent, (new, check)).await
}

/// Keeps a line of enquiry, or changes it.
///
/// # Errors
/// [`AppError::Rule`] `line-asks` without a question, `line-words` when it is answered or set aside and nothing says how
/// or why, `case-closed`; [`AppError::Clash`].
pub async fn keep_line(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &LineOfEnquiry,
) -> Result<RecordId, AppError> {
    let check = |_: &Scheme| {
        if !has_words(&new.asks) {
            return Err("line-asks");
        }
        if new.stands.words().is_some_and(|words| !has_words(words)) {
            return Err("line-words");
        }
        Ok(())
    };
    keep::<actions::EditLocalReview, _>(app, ctx, reference, sent, (new, check)).await
}
