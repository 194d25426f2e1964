//! Sign-ins of organisations that people linked to themselves. A link says that whoever an organisation's provider knows
//! under one subject is one person here; it never makes a person. The subject is kept as a keyed digest.

use std::sync::Arc;

use db::{Row, Statement, Value};
use model::{Date, Instant, PersonId, RecordId};
use oidc::Provider;

use super::away::Come;
use super::{Session, SignIn, nobody, themselves};
use crate::directory::{DirectoryError, DirectoryTx};

pub(super) const STATEMENTS: &[&Statement] =
    &[&ADD, &OWNER, &OF_PERSON, &REMOVE, &REMOVE_ALL, &ANY];

const ADD: Statement = Statement::new(
    "link a sign-in",
    "INSERT INTO linked_sign_in (id, digest, person, provider, issuer, day) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (digest) DO NOTHING",
);
const OWNER: Statement = Statement::new(
    "whose a linked sign-in is",
    "SELECT person FROM linked_sign_in WHERE digest = $1",
);
const OF_PERSON: Statement = Statement::new(
    "linked sign-ins of a person",
    "SELECT id, provider, issuer, day FROM linked_sign_in WHERE person = $1 ORDER BY day, id",
);
const REMOVE: Statement = Statement::new(
    "remove a linked sign-in",
    "DELETE FROM linked_sign_in WHERE id = $1 AND person = $2",
);
const REMOVE_ALL: Statement = Statement::new(
    "remove the linked sign-ins of a person",
    "DELETE FROM linked_sign_in WHERE person = $1",
);
const ANY: Statement = Statement::new(
    "whether anybody has linked a sign-in",
    "SELECT person FROM linked_sign_in LIMIT 1",
);

/// Seconds after signing in within which somebody may link the sign-in of their organisation.
pub const FRESH_SECONDS: i64 = 15 * 60;

/// One line of the list of a person's linked sign-ins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRow {
    /// Its id.
    pub id: RecordId,
    /// Short code of the provider.
    pub provider: String,
    /// Name of the provider; none when the instance offers it no more.
    pub name: Option<String>,
    /// The day on which it was linked.
    pub day: Date,
}

impl Session {
    /// Whether they signed in so lately that they may link the sign-in of their organisation.
    #[must_use]
    pub fn is_fresh(&self, now: Instant) -> bool {
        now.seconds_since(self.started_at) < FRESH_SECONDS
    }
}

impl SignIn {
    /// The linked sign-ins of a signed-in person.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn links_of(
        &self,
        session: &Session,
        now: Instant,
    ) -> Result<Vec<LinkRow>, DirectoryError> {
        self.directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&OF_PERSON, [Value::id(session.person.id)]).await?;
                    rows.iter().map(|row| self.listed(row)).collect()
                })
            })
            .await
    }

    /// Removes one of the linked sign-ins of a signed-in person.
    ///
    /// # Errors
    /// [`DirectoryError::NotFound`]; [`DirectoryError::Rule`] `sign-in-last-way` when nothing else lets
    /// them in.
    pub async fn remove_link(
        &self,
        session: &Session,
        id: RecordId,
        now: Instant,
    ) -> Result<(), DirectoryError> {
        let owner = session.person.id;
        let ctx = themselves(owner, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let values = [Value::id(id), Value::id(owner)];
                    if tx.execute(&REMOVE, values).await? == 0 {
                        return Err(DirectoryError::NotFound);
                    }
                    self.keeps_a_way_in(tx, owner).await?;
                    tx.note("unlink_sign_in").await
                })
            })
            .await
    }

    /// What is kept of a subject: without the key nobody can tell whose it is, or try whether it is here.
    pub(super) fn digest_of_subject(&self, issuer: &str, subject: &str) -> String {
        let key = self.directory.sealing_key("sign-ins of organisations");
        key.derive(&format!("{issuer}\n{subject}")).to_hex()
    }

    /// What is kept of an issuer, so that a link counts at this one only.
    pub(super) fn digest_of_issuer(&self, issuer: &str) -> String {
        let key = self.directory.sealing_key("sign-ins of organisations");
        key.derive(issuer).to_hex()
    }

    /// Whether a person has linked a sign-in that the instance still offers.
    pub(super) async fn is_linked(
        &self,
        tx: &mut DirectoryTx<'_>,
        person: PersonId,
    ) -> Result<bool, DirectoryError> {
        let rows = tx.all(&OF_PERSON, [Value::id(person)]).await?;
        for row in &rows {
            if self.still_offered(row)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The provider of a link, where the instance still offers it and it is still the same issuer.
    fn still_offered(&self, row: &Row) -> Result<Option<&Arc<Provider>>, DirectoryError> {
        let issuer = row.text("issuer")?;
        let provider = self.provider(&row.text("provider")?);
        Ok(provider.filter(|one| self.digest_of_issuer(one.issuer()) == issuer))
    }

    fn listed(&self, row: &Row) -> Result<LinkRow, DirectoryError> {
        let offered = self.still_offered(row)?;
        Ok(LinkRow {
            id: row.parse("id")?,
            name: offered.map(|offered| offered.name().to_owned()),
            provider: row.text("provider")?,
            day: row.parse("day")?,
        })
    }
}

/// Links a sign-in to a person; `false` when it is somebody's already.
pub(super) async fn add(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    come: &Come<'_>,
) -> Result<bool, DirectoryError> {
    let id: RecordId = tx.ctx.new_id()?;
    let values = [
        Value::id(id),
        come.digest.into(),
        Value::id(person),
        come.provider.into(),
        come.issuer.into(),
        tx.ctx.today().into(),
    ];
    Ok(tx.execute(&ADD, values).await? == 1)
}

/// Whose a sign-in is; none when nobody has linked it.
pub(super) async fn owner(
    tx: &mut DirectoryTx<'_>,
    digest: &str,
) -> Result<Option<PersonId>, DirectoryError> {
    let row = tx.first(&OWNER, [digest.into()]).await?;
    Ok(row.map(|row| row.parse("person")).transpose()?)
}

/// Removes all linked sign-ins of a person.
pub(super) async fn remove_all(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<(), DirectoryError> {
    tx.execute(&REMOVE_ALL, [Value::id(person)])
        .await
        .map(|_| ())
}

/// Whether a person has linked one.
pub(super) async fn has(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<bool, DirectoryError> {
    Ok(tx.first(&OF_PERSON, [Value::id(person)]).await?.is_some())
}

/// Whether anybody at all has.
pub(super) async fn anybody(tx: &mut DirectoryTx<'_>) -> Result<bool, DirectoryError> {
    Ok(tx.first(&ANY, []).await?.is_some())
}
