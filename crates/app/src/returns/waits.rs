//! Requests that the reader answers, for the first page after sign-in: the agency's people have no other list.

use access::{Ctx, Permit, actions};
use model::{Calendar, Date, Instant, RecordId};
use vault::{VaultError, VaultTx};

use crate::looks::left;
use crate::{App, AppError};

/// Where a return stands that was signed off before somebody was added to what is asked.
const ADDED: &str = "added";

/// A request that the reader answers. It names neither the review nor anybody in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestWaits {
    /// The request.
    pub request: RecordId,
    /// When it was sent.
    pub sent_at: Instant,
    /// Last day for the return.
    pub due: Date,
    /// Working days to that day, below 0 when it has passed; none after the table of bank holidays, and none once the
    /// return was signed off and nobody was added since.
    pub left: Option<i64>,
    /// Where the return stands, as a code.
    pub stands: &'static str,
    /// How many questions about it are open.
    pub questions: i64,
}

/// The requests that the reader answers, soonest first, without how long they have.
pub(crate) async fn waits(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SeeToday>,
) -> Result<Vec<RequestWaits>, VaultError> {
    let questions = vault::queries_to_answer(tx, permit).await?;
    let mut all = Vec::new();
    for one in vault::returns_to_answer(tx, permit).await? {
        let (Some(sent_at), true) = (
            one.sent_at,
            tx.would_permit_return::<actions::ReadDraft>(one.id).await?,
        ) else {
            continue;
        };
        let is_added_to = vault::is_added_to(tx, permit, &one).await?;
        all.push(RequestWaits {
            request: one.id,
            sent_at,
            due: one.due,
            left: None,
            stands: if is_added_to { ADDED } else { one.stands() },
            questions: questions.get(&one.id).copied().unwrap_or_default(),
        });
    }
    Ok(all)
}

/// Says of each that still waits for its return how long there is.
fn timed(mut all: Vec<RequestWaits>, (calendar, today): (&Calendar, Date)) -> Vec<RequestWaits> {
    for one in &mut all {
        if !["signed_off", "accepted"].contains(&one.stands) {
            one.left = left(calendar, today, one.due);
        }
    }
    all
}

/// Requests with the time that there is for them. Whoever answers does not read the review, so its nation is that of the
/// scheme of today.
pub(crate) async fn in_time(
    app: &App,
    ctx: &Ctx,
    to_answer: Vec<RequestWaits>,
) -> Result<Vec<RequestWaits>, AppError> {
    if to_answer.is_empty() {
        return Ok(to_answer);
    }
    let nation = app.scheme_on(ctx.today())?.scheme.nation;
    let calendar = app.calendar(ctx, nation).await?;
    Ok(timed(to_answer, (&calendar, ctx.today())))
}
