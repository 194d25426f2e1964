//! Counting look-ups that found nothing, so that nobody tries references of reviews one after the other, and requests
//! for access, so that nobody floods those who answer them. What a person looked up or asked for is not kept.

use model::Instant;

use super::attempts::{count, keep, wait};
use crate::directory::{DirectoryError, DirectoryTx};

/// Look-ups without a result that cost nothing: people mistype.
const FREE: i64 = 10;
/// Requests for access that cost nothing: somebody new asks for several reviews on their first day.
const FREE_REQUESTS: i64 = 20;
/// Longest wait, in seconds.
const LONGEST: i64 = 15 * 60;
/// Longest wait after requests, in seconds.
const LONGEST_REQUESTS: i64 = 60 * 60;

fn name(tx: &DirectoryTx<'_>, of: &str) -> Result<String, DirectoryError> {
    Ok(format!("{of}:{}", tx.ctx.person()?.id))
}

async fn began(
    tx: &mut DirectoryTx<'_>,
    of: &str,
    (costs_nothing, longest): (i64, i64),
) -> Result<Option<Instant>, DirectoryError> {
    let name = name(tx, of)?;
    let (before, free) = count(tx, &name).await?;
    if free > tx.ctx.now {
        return Ok(Some(free));
    }
    let waits = wait(before + 1, costs_nothing, longest);
    keep(tx, &name, before + 1, waits).await?;
    Ok(None)
}

/// Counts a look-up of the actor as one that found nothing, before it is made; says until when to wait where there were
/// too many, and then counts nothing.
///
/// # Errors
/// [`DirectoryError`].
pub async fn look_up_began(tx: &mut DirectoryTx<'_>) -> Result<Option<Instant>, DirectoryError> {
    began(tx, "look-up", (FREE, LONGEST)).await
}

/// Counts a request of the actor for access, before it is made; says until when to wait where there were too many in a
/// day, and then counts nothing.
///
/// # Errors
/// [`DirectoryError`].
pub async fn request_began(tx: &mut DirectoryTx<'_>) -> Result<Option<Instant>, DirectoryError> {
    began(tx, "request", (FREE_REQUESTS, LONGEST_REQUESTS)).await
}

/// Takes back what [`look_up_began`] counted: it found something.
///
/// # Errors
/// [`DirectoryError`].
pub async fn look_up_found(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let name = name(tx, "look-up")?;
    let (before, _) = count(tx, &name).await?;
    keep(tx, &name, (before - 1).max(0), 0).await
}
