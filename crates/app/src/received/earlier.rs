//! What an area sent of earlier rapid reviews, as context for a case of the same area. Never a score.

use std::collections::BTreeSet;

use access::{Ctx, actions};
use model::case::RapidReviewSent;

use super::bodies::report_body;
use super::work::working;
use crate::post::RAPID_REVIEW;
use crate::{App, AppError, Reference};

/// Reports that are looked through, the latest first.
const MOST: i64 = 40;

/// The latest report of each earlier rapid review of the area that told of a case, newest first; the reading is
/// written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn earlier(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<RapidReviewSent>, AppError> {
    let vault = app.vault(ctx).await?;
    let bodies = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::ReadReceivedCase>(tx, reference).await?;
                let sender = vault::received_case(tx, &permit).await?.sender;
                vault::received_before(tx, &permit, (sender, RAPID_REVIEW), MOST).await
            })
        })
        .await?;
    let reports = bodies.iter().filter_map(|one| report_body(&one.body));
    let mut known = BTreeSet::new();
    let mut found = Vec::new();
    for sent in reports {
        // The newest comes first; another version of the same review is older.
        if known.insert(sent.reference.clone()) {
            found.push(sent);
        }
    }
    Ok(found)
}
