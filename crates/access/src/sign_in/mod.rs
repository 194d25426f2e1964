//! Signing in: passwords with one-time codes, passkeys, organisations' own sign-ins, sessions, invitations,
//! first-use codes and recovery.
//!
//! What is said to somebody who is not signed in never depends on whether an account exists. Tokens
//! are kept as digests, factors and unfinished ceremonies sealed by a key derived from the instance
//! key, addresses and e-mail addresses of attempts as keyed digests.

mod acting;
mod attempts;
mod away;
mod ceremonies;
mod credentials;
mod first_codes;
mod invitations;
mod links;
mod look_ups;
pub mod outside;
mod parked;
mod passkeys;
mod password;
mod recovery;
mod sessions;
mod totp;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crypto::Token;
use db::Statement;
use model::{Id as _, Instant, OrganisationId, PersonId};
use tokio::sync::Semaphore;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder};

use crate::directory::{Directory, DirectoryError, DirectoryTx};
use crate::ledger::{self, Entry};
use crate::{Actor, Ctx, Person, Strength};

pub use away::{Arrival, Away, Back, Errand, Why};
pub use credentials::{NewSession, Outcome};
pub use first_codes::{
    Confirmed, FIRST_CODE_SECONDS, FirstCode, MOST_TRIES, SET_UP_SECONDS, add_first_code,
    who_can_sign_in, withdraw_first_codes,
};
pub use invitations::{Invitation, InvitationKind, NewFactors, Spent, invite};
pub use links::{FRESH_SECONDS, LinkRow};
pub use look_ups::{look_up_began, look_up_found, request_began};
pub use oidc::{Provider, Require as TwoFactorsBy, Settings as ProviderSettings};
pub use passkeys::{Challenge, PasskeyRow};
pub use password::{LEAST_CHARACTERS, MOST_CHARACTERS, password_faults};
pub use recovery::{RecoveryRequest, ask_recovery, confirm_recovery, open_recoveries};
pub use sessions::{Session, SessionRow};
pub use totp::TotpSetup;

/// Seconds after which a session that nobody uses ends.
pub const IDLE_SECONDS: i64 = 30 * 60;
/// Seconds after which every session ends, used or not.
pub const ABSOLUTE_SECONDS: i64 = 12 * 60 * 60;
/// Seconds for which the token of the first administrator is good.
pub const FIRST_INVITATION_SECONDS: i64 = 60 * 60;
/// Seconds for which an invitation is good.
pub const INVITATION_SECONDS: i64 = 7 * 24 * 60 * 60;
/// Seconds within which a passkey has to answer.
pub const CEREMONY_SECONDS: i64 = 5 * 60;
/// Seconds within which somebody has to come back from their organisation's sign-in.
pub const AWAY_SECONDS: i64 = 10 * 60;
/// Seconds for which a form is kept that was sent after its session had ended.
pub const PARKED_SECONDS: i64 = 60 * 60;

/// How many password hashes are worked out at the same time: each takes 19 MiB.
const HASHES_AT_ONCE: usize = 2;
/// How many providers are spoken to at the same time: each holds a thread while it waits.
const AWAY_AT_ONCE: usize = 8;
/// How long a sign-in waits for its turn before it is asked to come back.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// Where browsers reach the service: passkeys are bound to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The host name alone, such as `reviews.example`.
    pub id: String,
    /// The whole origin, such as `https://reviews.example`.
    pub origin: String,
}

/// Everything about signing in, on an open directory.
pub struct SignIn {
    directory: Arc<Directory>,
    /// Absent where browsers know no passkeys: an address without a host name.
    webauthn: Option<Webauthn>,
    /// The identity providers of organisations, in the order of the configuration.
    providers: Vec<Arc<Provider>>,
    hashing: Semaphore,
    away: Arc<Semaphore>,
    /// Slow pieces of work done so far.
    slow_work: AtomicU64,
}

impl SignIn {
    /// Puts it together. A site that browsers accept no passkeys for, such as a bare IP address,
    /// is no error: see [`Self::offers_passkeys`].
    #[must_use]
    pub fn new(directory: Arc<Directory>, relying_party: &Site) -> Self {
        let webauthn = Url::parse(&relying_party.origin).ok().and_then(|origin| {
            let builder = WebauthnBuilder::new(&relying_party.id, &origin).ok()?;
            builder.rp_name("Throughline").build().ok()
        });
        Self {
            directory,
            webauthn,
            providers: Vec::new(),
            hashing: Semaphore::new(HASHES_AT_ONCE),
            away: Arc::new(Semaphore::new(AWAY_AT_ONCE)),
            slow_work: AtomicU64::new(0),
        }
    }

    /// Offers the sign-ins of these organisations too.
    #[must_use]
    pub fn with_providers(self, providers: Vec<Provider>) -> Self {
        let providers = providers.into_iter().map(Arc::new).collect();
        Self { providers, ..self }
    }

    /// The directory.
    #[must_use]
    pub const fn directory(&self) -> &Arc<Directory> {
        &self.directory
    }

    /// Whether passkeys can work at the address of this service.
    #[must_use]
    pub const fn offers_passkeys(&self) -> bool {
        self.webauthn.is_some()
    }

    /// How often a password was worked on since the start: as often for somebody who does not exist as for
    /// somebody who does.
    #[must_use]
    pub fn passwords_worked_on(&self) -> u64 {
        self.slow_work.load(Ordering::Relaxed)
    }

    /// Forgets what no longer matters: old attempts, sessions of past months, codes that were used or are too old,
    /// forms and ceremonies that nobody came back for. For a job that runs now and then.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn tidy(&self, now: Instant) -> Result<(), DirectoryError> {
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    attempts::forget_old(tx).await?;
                    sessions::forget_old(tx).await?;
                    crate::directory::forget_forms(tx).await?;
                    parked::forget_old(tx).await?;
                    first_codes::forget_old(tx).await?;
                    ceremonies::forget_old(tx).await
                })
            })
            .await
    }

    /// Does slow work away from the threads that answer requests, a few at a time. `None` when too
    /// many others wait.
    async fn slowly<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = tokio::time::timeout(LONGEST_WAIT, self.hashing.acquire())
            .await
            .ok()?
            .ok()?;
        self.slow_work.fetch_add(1, Ordering::Relaxed);
        let done = tokio::task::spawn_blocking(work).await.ok();
        drop(turn);
        done
    }

    /// The same for work that waits for somebody else's machine. Its turn lasts as long as the work, also when whoever asked
    /// for it goes away meanwhile.
    async fn elsewhere<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = Arc::clone(&self.away).acquire_owned();
        let turn = tokio::time::timeout(LONGEST_WAIT, turn).await.ok()?.ok()?;
        let working = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(turn);
            done
        });
        working.await.ok()
    }

    /// Whether a person can still sign in after what this transaction took from them. In a demonstration
    /// people are chosen from a list.
    async fn keeps_a_way_in(
        &self,
        tx: &mut DirectoryTx<'_>,
        person: PersonId,
    ) -> Result<(), DirectoryError> {
        let has_one = self.directory.is_synthetic()
            || credentials::has(tx, person).await?
            || passkeys::has(tx, person).await?
            || self.is_linked(tx, person).await?;
        if has_one {
            Ok(())
        } else {
            Err(DirectoryError::Rule("sign-in-last-way"))
        }
    }
}

/// Whether a person has set up a way in, whichever.
async fn can_sign_in(tx: &mut DirectoryTx<'_>, person: PersonId) -> Result<bool, DirectoryError> {
    Ok(passkeys::has(tx, person).await?
        || credentials::has(tx, person).await?
        || links::has(tx, person).await?)
}

/// Every statement of this module, for the test that prepares them on both engines.
pub(crate) const STATEMENTS: &[&[&Statement]] = &[
    acting::STATEMENTS,
    attempts::STATEMENTS,
    ceremonies::STATEMENTS,
    credentials::STATEMENTS,
    first_codes::STATEMENTS,
    invitations::STATEMENTS,
    links::STATEMENTS,
    parked::STATEMENTS,
    passkeys::STATEMENTS,
    recovery::STATEMENTS,
    sessions::STATEMENTS,
];

/// The context of work that happens before anybody is signed in. The directory's record names no
/// organisation, so none is made up.
fn nobody(now: Instant) -> Result<Ctx, DirectoryError> {
    context(Actor::System { job: "sign-in" }, now)
}

/// The context of something a person did about their own sign-in.
fn themselves(person: PersonId, strength: Strength, now: Instant) -> Result<Ctx, DirectoryError> {
    let roles = std::collections::BTreeSet::new();
    let person = Person {
        id: person,
        agency: None,
        authority: None,
        roles,
        strength,
    };
    context(Actor::Person(person), now)
}

fn context(actor: Actor, now: Instant) -> Result<Ctx, DirectoryError> {
    let organisation = OrganisationId::make(Instant::from_microseconds(0), [0; 10]);
    Ok(Ctx {
        actor,
        organisation,
        request: crypto::id(now)?,
        now,
        practice_day: None,
    })
}

/// Writes a row about a person's own sign-in to the directory's record.
async fn note_own(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    strength: Strength,
    action: &str,
) -> Result<(), DirectoryError> {
    let ctx = themselves(person, strength, tx.ctx.now)?;
    let entry = Entry {
        action,
        ..Entry::default()
    };
    Ok(ledger::append(&mut tx.tx, &ctx, ledger::Outcome::Done, entry).await?)
}

fn digest_of(token: &Token) -> String {
    token.digest().to_string()
}
