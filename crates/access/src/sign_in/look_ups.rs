//! Counting look-ups that found nothing, so that nobody tries references of reviews one after the other. What a person
//! looked up is not kept.

use model::Instant;

use super::attempts::{count, keep, wait};
use crate::directory::{DirectoryError, DirectoryTx};

/// Look-ups without a result that cost nothing: people mistype.
const FREE: i64 = 10;
/// Longest wait, in seconds.
const LONGEST: i64 = 15 * 60;

fn name(tx: &DirectoryTx<'_>) -> Result<String, DirectoryError> {
    Ok(format!("look-up:{}", tx.ctx.person()?.id))
}

/// Counts a look-up of the actor as one that found nothing, before it is made; says until when to wait where there were
/// too many, and then counts nothing.
///
/// # Errors
/// [`DirectoryError`].
pub async fn look_up_began(tx: &mut DirectoryTx<'_>) -> Result<Option<Instant>, DirectoryError> {
    let name = name(tx)?;
    let (before, free) = count(tx, &name).await?;
    if free > tx.ctx.now {
        return Ok(Some(free));
    }
    let waits = wait(before + 1, FREE, LONGEST);
    keep(tx, &name, before + 1, waits).await?;
    Ok(None)
}

/// Takes back what [`look_up_began`] counted: it found something.
///
/// # Errors
/// [`DirectoryError`].
pub async fn look_up_found(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let name = name(tx)?;
    let (before, _) = count(tx, &name).await?;
    keep(tx, &name, (before - 1).max(0), 0).await
}
