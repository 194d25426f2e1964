//! Counting failed sign-ins so that guessing is slow, and nobody can lock another person out.
//!
//! Three counters. A person at one address is asked to wait after some failures, longer each time.
//! An address that fails for many people is asked to wait too, except for people who have signed in
//! from there before: a whole council may share one address. A person attacked from many addresses
//! is never asked to wait: their sign-ins are answered a little later, that is all.

use std::time::Duration;

use db::{Row, Statement, Value};
use model::Instant;

use crate::directory::{Directory, DirectoryError, DirectoryTx};

pub(super) const STATEMENTS: &[&Statement] = &[&ONE, &KEEP, &FORGET];

const ONE: Statement = Statement::new(
    "attempts",
    "SELECT failures, last_at, free_at FROM attempt WHERE name = $1",
);
const KEEP: Statement = Statement::new(
    "count an attempt",
    "INSERT INTO attempt (name, failures, last_at, free_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, \
     free_at = excluded.free_at",
);
const FORGET: Statement = Statement::new(
    "forget old attempts",
    "DELETE FROM attempt WHERE last_at < $1",
);

/// Failures of one person at one address that cost nothing: people mistype.
const FREE_HERE: i64 = 5;
/// Failures at one address that cost nothing: an office may share it.
const FREE_ADDRESS: i64 = 30;
/// Failures of one person anywhere before answers come later.
const FREE_ANYWHERE: i64 = 10;
const FIRST_WAIT: i64 = 15;
const LONGEST_HERE: i64 = 15 * 60;
const LONGEST_ADDRESS: i64 = 5 * 60;
/// After this long without a failure a count begins anew.
const FORGIVEN: i64 = 24 * 60 * 60;
/// How long it is remembered that a person has signed in from an address.
const REMEMBERED: i64 = 60 * 24 * 60 * 60;

/// The names under which an attempt is counted.
#[derive(Clone)]
pub(super) struct Names {
    here: String,
    known: String,
    address: String,
    anywhere: String,
}

/// What the counters say about an attempt.
pub(super) enum Verdict {
    /// Check it, and answer no sooner than after this.
    Check(Duration),
    /// Not before this moment.
    Wait(Instant),
}

impl Names {
    /// Names that say nothing about the person or the address to whoever reads the table.
    pub(super) fn new(directory: &Directory, email: &str, address: &str) -> Self {
        let key = directory.sealing_key("names of attempts");
        let email = email.trim().to_lowercase();
        let name = |kind: &str, text: &str| format!("{kind}:{}", key.derive(text).to_hex());
        let both = format!("{email}\n{address}");
        Self {
            here: name("here", &both),
            known: name("known", &both),
            address: name("address", address),
            anywhere: name("anywhere", &email),
        }
    }
}

/// Counts the attempt as a failure before it is checked, so that many at the same moment do not all
/// pass the same count; [`succeeded`] takes it back.
pub(super) async fn began(
    tx: &mut DirectoryTx<'_>,
    names: &Names,
) -> Result<Verdict, DirectoryError> {
    let now = tx.ctx.now;
    let (here, free_here) = count(tx, &names.here).await?;
    let (address, free_address) = count(tx, &names.address).await?;
    let (anywhere, _) = count(tx, &names.anywhere).await?;
    let known = tx
        .first(&ONE, [names.known.as_str().into()])
        .await?
        .is_some();
    let free = if known {
        free_here
    } else {
        free_here.max(free_address)
    };
    if free > now {
        return Ok(Verdict::Wait(free));
    }
    keep(
        tx,
        &names.here,
        here + 1,
        wait(here + 1, FREE_HERE, LONGEST_HERE),
    )
    .await?;
    let waits = wait(address + 1, FREE_ADDRESS, LONGEST_ADDRESS);
    keep(tx, &names.address, address + 1, waits).await?;
    keep(tx, &names.anywhere, anywhere + 1, 0).await?;
    Ok(Verdict::Check(if known {
        Duration::ZERO
    } else {
        slowed(anywhere)
    }))
}

/// Takes the failure back that [`began`] counted, and remembers the address for this person.
pub(super) async fn succeeded(
    tx: &mut DirectoryTx<'_>,
    names: &Names,
) -> Result<(), DirectoryError> {
    keep(tx, &names.here, 0, 0).await?;
    keep(tx, &names.known, 0, 0).await?;
    // Elsewhere only its own failure is taken back: somebody with an account must not be able to
    // wipe out their guesses at the accounts of others.
    // Nor to end the wait that those brought.
    let (address, free) = count(tx, &names.address).await?;
    let waits = free.seconds_since(tx.ctx.now).max(0);
    keep(tx, &names.address, (address - 1).max(0), waits).await?;
    let (anywhere, _) = count(tx, &names.anywhere).await?;
    keep(tx, &names.anywhere, (anywhere - 1).max(0), 0).await
}

/// Forgets counts that no longer matter.
pub(super) async fn forget_old(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let before = tx.ctx.now.plus_seconds(-REMEMBERED);
    tx.execute(&FORGET, [before.into()]).await.map(|_| ())
}

/// Seconds to wait after a failure: twice as long each time.
pub(super) fn wait(failures: i64, free: i64, longest: i64) -> i64 {
    let beyond = failures - free;
    if beyond < 0 {
        return 0;
    }
    let doubled = u32::try_from(beyond)
        .ok()
        .and_then(|times| 2_i64.checked_pow(times));
    doubled
        .and_then(|times| FIRST_WAIT.checked_mul(times))
        .map_or(longest, |wait| wait.min(longest))
}

/// How much later an answer comes for a person who is attacked from many addresses.
fn slowed(failures: i64) -> Duration {
    let beyond = u64::try_from(failures - FREE_ANYWHERE).unwrap_or(0);
    Duration::from_millis(beyond.saturating_mul(100).min(1500))
}

/// Failures so far, and when the next attempt may be made.
pub(super) async fn count(
    tx: &mut DirectoryTx<'_>,
    name: &str,
) -> Result<(i64, Instant), DirectoryError> {
    let now = tx.ctx.now;
    let row: Option<Row> = tx.first(&ONE, [name.into()]).await?;
    match row {
        Some(row) if now.seconds_since(row.instant("last_at")?) <= FORGIVEN => {
            Ok((row.number("failures")?, row.instant("free_at")?))
        }
        Some(_) | None => Ok((0, now)),
    }
}

pub(super) async fn keep(
    tx: &mut DirectoryTx<'_>,
    name: &str,
    failures: i64,
    waits: i64,
) -> Result<(), DirectoryError> {
    let now = tx.ctx.now;
    let values: [Value; 4] = [
        name.into(),
        failures.into(),
        now.into(),
        now.plus_seconds(waits).into(),
    ];
    tx.execute(&KEEP, values).await.map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        assert_eq!(wait(FREE_HERE - 1, FREE_HERE, LONGEST_HERE), 0);
        assert_eq!(wait(FREE_HERE, FREE_HERE, LONGEST_HERE), FIRST_WAIT);
        assert_eq!(wait(FREE_HERE + 1, FREE_HERE, LONGEST_HERE), 2 * FIRST_WAIT);
        assert_eq!(wait(FREE_HERE + 90, FREE_HERE, LONGEST_HERE), LONGEST_HERE);
        assert_eq!(wait(i64::MAX, FREE_HERE, LONGEST_HERE), LONGEST_HERE);
    }

    #[test]
    fn a_person_attacked_from_everywhere_waits_a_moment_at_most() {
        assert_eq!(slowed(FREE_ANYWHERE), Duration::ZERO);
        assert_eq!(slowed(i64::MAX), Duration::from_millis(1500));
    }
}
