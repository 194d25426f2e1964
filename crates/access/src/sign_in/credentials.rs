//! Signing in with e-mail address, password and one-time code.

use crypto::Token;
use db::{Statement, Value};
use model::{Instant, PersonId, SessionId};

use super::attempts::{self, Names, Verdict};
use super::{LONGEST_WAIT, SignIn, nobody, sessions, totp};
use crate::Strength;
use crate::directory::{Directory, DirectoryError, DirectoryTx, person_by_email};
use crate::ledger::{self, Entry};

pub(super) const STATEMENTS: &[&Statement] = &[&ONE, &STEP, &REHASH, &ADD, &REMOVE, &ANY];

const ONE: Statement = Statement::new(
    "factors of a person",
    "SELECT password, totp_sealed, changed_at FROM credential WHERE person = $1",
);
const STEP: Statement = Statement::new(
    "use a one-time code",
    "UPDATE credential SET totp_step = $2 WHERE person = $1 AND changed_at = $3 \
     AND (totp_step IS NULL OR totp_step < $2)",
);
const REHASH: Statement = Statement::new(
    "hash a password anew",
    "UPDATE credential SET password = $2 WHERE person = $1 AND changed_at = $3",
);
const ADD: Statement = Statement::new(
    "add factors",
    "INSERT INTO credential (person, password, totp_sealed, totp_step, changed_at) \
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person) DO NOTHING",
);
const REMOVE: Statement =
    Statement::new("remove factors", "DELETE FROM credential WHERE person = $1");
const ANY: Statement = Statement::new(
    "whether anybody can sign in",
    "SELECT person FROM credential LIMIT 1",
);

/// A session that has just begun.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// For the browser's cookie, and kept nowhere else.
    pub token: Token,
    /// Its id.
    pub session: SessionId,
}

/// What came of an attempt to sign in.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// They are signed in.
    SignedIn(NewSession),
    /// Something was wrong, and nobody is told what.
    Wrong,
    /// Too many attempts: nothing was checked.
    TryLater {
        /// When the next attempt may be made.
        until: Instant,
    },
}

/// What the table holds of a person's factors.
#[derive(Clone)]
struct Factors {
    person: PersonId,
    password: String,
    secret: [u8; 20],
    changed_at: Instant,
}

/// Factors that fit, and have yet to be used up.
struct Fits {
    person: PersonId,
    step: i64,
    changed_at: Instant,
    rehashed: Option<String>,
}

impl SignIn {
    /// Signs somebody in with all three of e-mail address, password and code. The answer and the
    /// work behind it are the same for an unknown address, a wrong password and a wrong code.
    /// `address` is where the browser is, such as its IP address.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn with_password(
        &self,
        email: &str,
        password: &str,
        code: &str,
        address: &str,
        now: Instant,
    ) -> Result<Outcome, DirectoryError> {
        let ctx = nobody(now)?;
        let names = &Names::new(&self.directory, email, address);
        let begun = self
            .directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let verdict = attempts::began(tx, names).await?;
                    Ok((verdict, factors(tx, &self.directory, email).await?))
                })
            })
            .await?;
        let (slow, factors) = match begun {
            (Verdict::Wait(until), _) => return Ok(Outcome::TryLater { until }),
            (Verdict::Check(slow), factors) => (slow, factors),
        };
        let who = factors.as_ref().map(|factors| factors.person);
        let (password, code) = (password.to_owned(), code.to_owned());
        tokio::time::sleep(slow).await;
        let checked = self
            .slowly(move || check(factors, &password, &code, now))
            .await;
        let Some(fits) = &checked else {
            let seconds = i64::try_from(LONGEST_WAIT.as_secs()).unwrap_or(0);
            return Ok(Outcome::TryLater {
                until: now.plus_seconds(seconds),
            });
        };
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    if let Some(fits) = fits
                        && use_up(tx, fits).await?
                    {
                        attempts::succeeded(tx, names).await?;
                        let new = sessions::start(tx, fits.person, Strength::TwoFactors).await?;
                        return Ok(Outcome::SignedIn(new));
                    }
                    note_refused(tx, who).await?;
                    Ok(Outcome::Wrong)
                })
            })
            .await
    }
}

/// The factors of whoever has this address, when they have both.
async fn factors(
    tx: &mut DirectoryTx<'_>,
    directory: &Directory,
    email: &str,
) -> Result<Option<Factors>, DirectoryError> {
    let Some(person) = person_by_email(tx, email).await? else {
        return Ok(None);
    };
    let Some(row) = tx.first(&ONE, [Value::id(person.id)]).await? else {
        return Ok(None);
    };
    let (password, sealed) = (row.maybe_text("password")?, row.maybe_bytes("totp_sealed")?);
    let (Some(password), Some(sealed)) = (password, sealed) else {
        return Ok(None);
    };
    let secret = totp::opened(directory, person.id, &sealed)?;
    let changed_at = row.instant("changed_at")?;
    Ok(Some(Factors {
        person: person.id,
        password,
        secret,
        changed_at,
    }))
}

/// Checks both factors, whatever the first says, and works as long where there are none.
fn check(factors: Option<Factors>, password: &str, code: &str, now: Instant) -> Option<Fits> {
    let Some(factors) = factors else {
        let _ = totp::step_of(&[0; 20], code, now);
        let _ = crypto::dummy_verify(password);
        return None;
    };
    let step = totp::step_of(&factors.secret, code, now);
    let fits = crypto::verify_password(&factors.password, password);
    let (Some(step), true) = (step, fits) else {
        return None;
    };
    let rehashed = crypto::needs_rehash(&factors.password)
        .then(|| crypto::hash_password(password).ok())
        .flatten();
    Some(Fits {
        person: factors.person,
        step,
        changed_at: factors.changed_at,
        rehashed,
    })
}

/// Uses the code up; `false` when it, or a later one, has been used, or the factors have changed.
async fn use_up(tx: &mut DirectoryTx<'_>, fits: &Fits) -> Result<bool, DirectoryError> {
    let values = [
        Value::id(fits.person),
        fits.step.into(),
        fits.changed_at.into(),
    ];
    if tx.execute(&STEP, values).await? == 0 {
        return Ok(false);
    }
    if let Some(hash) = &fits.rehashed {
        let values = [Value::id(fits.person), hash.into(), fits.changed_at.into()];
        tx.execute(&REHASH, values).await?;
    }
    Ok(true)
}

/// The record names the account by its id when there is one, never the address that was typed.
async fn note_refused(
    tx: &mut DirectoryTx<'_>,
    who: Option<PersonId>,
) -> Result<(), DirectoryError> {
    let record = who.and_then(|person| person.to_string().parse().ok());
    let entry = Entry {
        action: "sign_in",
        record,
        ..Entry::default()
    };
    Ok(ledger::append(&mut tx.tx, tx.ctx, ledger::Outcome::Refused, entry).await?)
}

/// Keeps new factors; `false` when the person has some already.
pub(super) async fn add(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    password_hash: &str,
    totp_sealed: &[u8],
    step: i64,
) -> Result<bool, DirectoryError> {
    let now = tx.ctx.now;
    let values = [
        Value::id(person),
        password_hash.into(),
        totp_sealed.into(),
        step.into(),
        now.into(),
    ];
    Ok(tx.execute(&ADD, values).await? == 1)
}

/// Removes the password and the secret of the codes.
pub(super) async fn remove(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<(), DirectoryError> {
    tx.execute(&REMOVE, [Value::id(person)]).await.map(|_| ())
}

/// Whether a person has a password and codes.
pub(super) async fn has(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<bool, DirectoryError> {
    Ok(tx.first(&ONE, [Value::id(person)]).await?.is_some())
}

/// Whether anybody at all has.
pub(super) async fn anybody(tx: &mut DirectoryTx<'_>) -> Result<bool, DirectoryError> {
    Ok(tx.first(&ANY, []).await?.is_some())
}
