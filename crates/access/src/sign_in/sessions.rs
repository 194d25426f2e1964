//! Sessions: a token of 256 bits in the browser, its digest here, an end after idleness and after a day's work.

use crypto::Token;
use db::{Row, Statement, Value};
use model::{AgencyId, AuthorityId, Instant, OrganisationId, PersonId, RequestId, SessionId};

use super::credentials::NewSession;
use super::{
    ABSOLUTE_SECONDS, IDLE_SECONDS, PARKED_SECONDS, SignIn, digest_of, nobody, note_own, themselves,
};
use crate::directory::{
    DirectoryError, DirectoryTx, Membership, Organisation, PersonRow, memberships_of, organisation,
    person,
};
use crate::{Actor, Ctx, Person, Strength};

pub(super) const STATEMENTS: &[&Statement] = &[
    &OPEN, &START, &RESUME, &TOUCH, &CHOOSE, &OF_PERSON, &END, &END_ALL, &FORGET,
];

const START: Statement = Statement::new(
    "start a session",
    "INSERT INTO session (id, digest, person, organisation, strength, started_at, seen_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $6)",
);
const RESUME: Statement = Statement::new(
    "resume a session",
    "SELECT id, person, organisation, agency, strength, started_at, seen_at FROM session \
     WHERE digest = $1 AND ended_at IS NULL",
);
const TOUCH: Statement = Statement::new(
    "a session was used",
    "UPDATE session SET seen_at = $2 WHERE id = $1 AND ended_at IS NULL AND seen_at < $2",
);
const CHOOSE: Statement = Statement::new(
    "choose the organisation of a session",
    "UPDATE session SET organisation = $2 WHERE id = $1 AND ended_at IS NULL",
);
const OF_PERSON: Statement = Statement::new(
    "sessions of a person",
    "SELECT id, person, organisation, agency, strength, started_at, seen_at FROM session \
     WHERE person = $1 AND ended_at IS NULL ORDER BY seen_at DESC, id",
);
const OPEN: Statement = Statement::new(
    "whether a session is open",
    "SELECT id FROM session WHERE id = $1 AND ended_at IS NULL",
);
const END: Statement = Statement::new(
    "end a session",
    "UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
);
const END_ALL: Statement = Statement::new(
    "end the sessions of a person",
    "UPDATE session SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL",
);
const FORGET: Statement = Statement::new(
    "forget old sessions",
    "DELETE FROM session WHERE started_at < $1",
);

/// A session is written to at most this often.
const TOUCH_SECONDS: i64 = 60;
/// How long ended sessions are kept, for questions about who was signed in.
const KEPT_SECONDS: i64 = 90 * 24 * 60 * 60;

/// A signed-in person, as every request finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who is signed in.
    pub person: PersonRow,
    /// The organisation they last chose to act for.
    pub organisation: Option<OrganisationId>,
    /// The agency they chose to act for, where they have roles for several in one organisation.
    pub agency: Option<AgencyId>,
    /// Its name.
    pub agency_name: Option<String>,
    /// How they signed in.
    pub strength: Strength,
    /// When they signed in.
    pub started_at: Instant,
    /// The roles they have on the day of the request, in all their organisations.
    pub memberships: Vec<Membership>,
    /// The organisations of these roles, by name.
    pub organisations: Vec<Organisation>,
}

/// One line of the list of a person's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Its id.
    pub id: SessionId,
    /// How they signed in.
    pub strength: Strength,
    /// When it began.
    pub started_at: Instant,
    /// When it was last used, to the minute.
    pub seen_at: Instant,
}

struct Found {
    row: SessionRow,
    person: PersonId,
    organisation: Option<OrganisationId>,
    agency: Option<AgencyId>,
}

impl Session {
    /// The context of a request for an organisation; `None` when they have no role there that day. Somebody
    /// with roles for several agencies acts for the one they chose, with the roles for that one and those for none.
    #[must_use]
    pub fn ctx(
        &self,
        organisation: OrganisationId,
        request: RequestId,
        now: Instant,
    ) -> Option<Ctx> {
        let today = now.date_in_london();
        let here: Vec<&Membership> = self
            .memberships
            .iter()
            .filter(|membership| membership.organisation == organisation)
            .filter(|membership| membership.from <= today)
            .filter(|membership| membership.until.is_none_or(|until| until >= today))
            .collect();
        let acts = |membership: &&&Membership| self.acts_with(membership);
        let here: Vec<&Membership> = here.iter().filter(acts).copied().collect();
        if here.is_empty() {
            return None;
        }
        let agency: Option<AgencyId> = here.iter().find_map(|membership| membership.agency);
        let authority: Option<AuthorityId> =
            here.iter().find_map(|membership| membership.authority);
        let roles = here.iter().map(|membership| membership.role).collect();
        let (id, strength) = (self.person.id, self.strength);
        let actor = Actor::Person(Person {
            id,
            agency,
            authority,
            roles,
            strength,
        });
        Some(Ctx {
            actor,
            organisation,
            request,
            now,
            practice_day: None,
        })
    }
}

impl SignIn {
    /// The session that a browser's token stands for; `None` when there is none, or it has ended.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn resume(
        &self,
        token: &Token,
        now: Instant,
    ) -> Result<Option<Session>, DirectoryError> {
        let digest = &digest_of(token);
        let ctx = nobody(now)?;
        let found = self
            .directory
            .look(&ctx, |tx| {
                Box::pin(async move {
                    let Some(found) = find(tx, digest).await? else {
                        return Ok(None);
                    };
                    if !is_open(&found.row, now) {
                        return Ok(None);
                    }
                    let seen_at = found.row.seen_at;
                    Ok(session(tx, found).await?.map(|session| (session, seen_at)))
                })
            })
            .await?;
        let Some((session, seen_at)) = found else {
            return Ok(None);
        };
        if now.seconds_since(seen_at) >= TOUCH_SECONDS {
            let id = session.id;
            self.directory
                .transact(&ctx, |tx| {
                    Box::pin(async move { tx.execute(&TOUCH, [Value::id(id), now.into()]).await })
                })
                .await?;
        }
        Ok(Some(session))
    }

    /// Whose session this was, when it ended by idleness or age within the last hour: their form is
    /// kept for them. Nobody is signed in by this. `None` after signing out.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn whose_lapsed(
        &self,
        token: &Token,
        now: Instant,
    ) -> Result<Option<PersonId>, DirectoryError> {
        let digest = &digest_of(token);
        let found = self
            .directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move { find(tx, digest).await })
            })
            .await?;
        Ok(found
            .filter(|found| lapsed(&found.row, now))
            .map(|found| found.person))
    }

    /// Remembers the organisation that the person chose to act for.
    ///
    /// # Errors
    /// [`DirectoryError::NotFound`] when they have no role there.
    pub async fn choose_organisation(
        &self,
        session: &Session,
        organisation: OrganisationId,
        now: Instant,
    ) -> Result<(), DirectoryError> {
        if !session
            .memberships
            .iter()
            .any(|membership| membership.organisation == organisation)
        {
            return Err(DirectoryError::NotFound);
        }
        let ctx = themselves(session.person.id, session.strength, now)?;
        let id = session.id;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    tx.execute(&CHOOSE, [Value::id(id), Value::id(organisation)])
                        .await
                })
            })
            .await?;
        Ok(())
    }

    /// Where a person is signed in, last used first.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn sessions_of(
        &self,
        person: PersonId,
        now: Instant,
    ) -> Result<Vec<SessionRow>, DirectoryError> {
        self.directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let rows = tx.all(&OF_PERSON, [Value::id(person)]).await?;
                    let rows: Result<Vec<_>, _> = rows
                        .iter()
                        .map(|row| read(row).map(|found| found.row))
                        .collect();
                    Ok(rows?.into_iter().filter(|row| is_open(row, now)).collect())
                })
            })
            .await
    }

    /// Ends one session.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn sign_out(&self, session: &Session, now: Instant) -> Result<(), DirectoryError> {
        let ctx = themselves(session.person.id, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    if tx
                        .execute(&END, [Value::id(session.id), now.into()])
                        .await?
                        > 0
                    {
                        tx.note("sign_out").await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Ends every session of the person who asks for it; returns how many.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn sign_out_everywhere(
        &self,
        session: &Session,
        now: Instant,
    ) -> Result<u64, DirectoryError> {
        let ctx = themselves(session.person.id, session.strength, now)?;
        self.directory
            .transact(&ctx, |tx| {
                Box::pin(async move {
                    let ended = end_all(tx, session.person.id).await?;
                    tx.note("sign_out_everywhere").await?;
                    Ok(ended)
                })
            })
            .await
    }

    /// Signs somebody in who was chosen from a list, in a directory made for demonstration.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `demonstration-only` in any other directory;
    /// [`DirectoryError::NotFound`] when there is no such person.
    pub async fn demo_session(
        &self,
        chosen: PersonId,
        now: Instant,
    ) -> Result<NewSession, DirectoryError> {
        if !self.directory.is_synthetic() {
            return Err(DirectoryError::Rule("demonstration-only"));
        }
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    person(tx, chosen).await?.ok_or(DirectoryError::NotFound)?;
                    start(tx, chosen, Strength::Demonstration).await
                })
            })
            .await
    }
}

/// Starts a session with a token of its own and writes it to the record.
pub(super) async fn start(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    strength: Strength,
) -> Result<NewSession, DirectoryError> {
    let token = Token::generate()?;
    let id: SessionId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    let today = now.date_in_london();
    let roles = memberships_of(tx, person, today).await?;
    // With one organisation there is nothing to choose.
    let only = roles.first().map(|first| first.organisation);
    let only = only.filter(|only| roles.iter().all(|role| role.organisation == *only));
    let values = [
        Value::id(id),
        digest_of(&token).into(),
        Value::id(person),
        Value::maybe_id(only),
        code(strength).into(),
        now.into(),
    ];
    tx.execute(&START, values).await?;
    note_own(tx, person, strength, "sign_in").await?;
    Ok(NewSession { token, session: id })
}

/// Ends every session of a person; returns how many.
pub(super) async fn end_all(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
) -> Result<u64, DirectoryError> {
    let now = tx.ctx.now;
    tx.execute(&END_ALL, [Value::id(person), now.into()]).await
}

/// Forgets sessions that began long ago.
pub(super) async fn forget_old(tx: &mut DirectoryTx<'_>) -> Result<(), DirectoryError> {
    let before = tx.ctx.now.plus_seconds(-KEPT_SECONDS);
    tx.execute(&FORGET, [before.into()]).await.map(|_| ())
}

fn is_open(row: &SessionRow, now: Instant) -> bool {
    now.seconds_since(row.seen_at) < IDLE_SECONDS
        && now.seconds_since(row.started_at) < ABSOLUTE_SECONDS
}

fn lapsed(row: &SessionRow, now: Instant) -> bool {
    let ended = row
        .seen_at
        .plus_seconds(IDLE_SECONDS)
        .min(row.started_at.plus_seconds(ABSOLUTE_SECONDS));
    !is_open(row, now) && now.seconds_since(ended) < PARKED_SECONDS
}

async fn find(tx: &mut DirectoryTx<'_>, digest: &str) -> Result<Option<Found>, DirectoryError> {
    tx.first(&RESUME, [digest.into()])
        .await?
        .map(|row| read(&row))
        .transpose()
}

/// Whether nobody has ended a session.
pub(super) async fn still_stands(
    tx: &mut DirectoryTx<'_>,
    session: SessionId,
) -> Result<bool, DirectoryError> {
    Ok(tx.first(&OPEN, [Value::id(session)]).await?.is_some())
}

async fn session(
    tx: &mut DirectoryTx<'_>,
    found: Found,
) -> Result<Option<Session>, DirectoryError> {
    let Some(person) = person(tx, found.person).await? else {
        return Ok(None);
    };
    let memberships = memberships_of(tx, person.id, tx.ctx.today()).await?;
    let mut organisations: Vec<Organisation> = Vec::new();
    for membership in &memberships {
        let id = membership.organisation;
        if !organisations.iter().any(|known| known.id == id) {
            organisations.extend(organisation(tx, id).await?);
        }
    }
    Ok(Some(Session {
        id: found.row.id,
        person,
        organisation: found.organisation,
        agency: found.agency,
        agency_name: super::acting::name_of(tx, found.agency).await?,
        strength: found.row.strength,
        started_at: found.row.started_at,
        memberships,
        organisations,
    }))
}

fn read(row: &Row) -> Result<Found, DirectoryError> {
    let strength = match row.text("strength")?.as_str() {
        "two_factors" => Strength::TwoFactors,
        "organisation" => Strength::Organisation,
        "passkey" => Strength::Passkey,
        _ => Strength::Demonstration,
    };
    Ok(Found {
        row: SessionRow {
            id: row.parse("id")?,
            strength,
            started_at: row.instant("started_at")?,
            seen_at: row.instant("seen_at")?,
        },
        person: row.parse("person")?,
        organisation: row.maybe_parse("organisation")?,
        agency: row.maybe_parse("agency")?,
    })
}

const fn code(strength: Strength) -> &'static str {
    match strength {
        Strength::Demonstration => "demonstration",
        Strength::TwoFactors => "two_factors",
        Strength::Organisation => "organisation",
        Strength::Passkey => "passkey",
    }
}
