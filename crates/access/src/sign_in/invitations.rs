//! Invitations: a link that lets one person set up their way in, once. Looking spends nothing.

use crypto::Token;
use db::{Row, Statement, Value};
use model::{Instant, OrganisationId, PersonId, RecordId};

use super::credentials::{self, NewSession};
use super::password::password_faults;
use super::{
    FIRST_INVITATION_SECONDS, INVITATION_SECONDS, SignIn, can_sign_in, digest_of, first_codes,
    links, nobody, note_own, passkeys, sessions, totp,
};
use crate::directory::{DirectoryError, DirectoryTx, PersonRow, person};
use crate::{Action, Permit, Refusal, Role, Strength, actions};

pub(super) const STATEMENTS: &[&Statement] = &[&ADD, &ONE, &SPEND, &WITHDRAW, &ROLES];

const ADD: Statement = Statement::new(
    "add an invitation",
    "INSERT INTO invitation (id, digest, kind, person, organisation, made_by, made_at, until_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);
const ONE: Statement = Statement::new(
    "one invitation",
    "SELECT i.kind, i.person, i.until_at, o.name FROM invitation i \
     LEFT JOIN organisation o ON o.id = i.organisation \
     WHERE i.digest = $1 AND i.spent_at IS NULL AND i.until_at > $2",
);
const SPEND: Statement = Statement::new(
    "spend an invitation",
    "UPDATE invitation SET spent_at = $2 WHERE digest = $1 AND spent_at IS NULL AND until_at > $2",
);
const WITHDRAW: Statement = Statement::new(
    "withdraw the invitations of a person",
    "UPDATE invitation SET until_at = $2 WHERE person = $1 AND spent_at IS NULL AND until_at > $2",
);
const ROLES: Statement = Statement::new(
    "roles of a person that have not ended, first given first",
    "SELECT organisation, role FROM membership WHERE person = $1 \
     AND (until_day IS NULL OR until_day >= $2) ORDER BY added_at, id",
);

/// Why somebody was invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationKind {
    /// The first person of a new instance.
    First,
    /// A new person.
    New,
    /// A person who could not sign in any more.
    Recovery,
}

impl InvitationKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::New => "new",
            Self::Recovery => "recovery",
        }
    }
}

/// An invitation that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Why.
    pub kind: InvitationKind,
    /// For whom.
    pub person: PersonRow,
    /// Name of the organisation that invites; absent for the first person of an instance.
    pub organisation: Option<String>,
    /// Until when.
    pub until: Instant,
}

/// What somebody sets up with an invitation.
#[derive(Clone, Copy)]
pub struct NewFactors<'a> {
    /// Their new password.
    pub password: &'a str,
    /// What [`super::TotpSetup::carried`] was.
    pub carried: &'a str,
    /// A code of their app, to show that the secret arrived there.
    pub code: &'a str,
}

/// What came of spending an invitation.
#[derive(Debug, Clone)]
pub enum Spent {
    /// It is spent, and they are signed in.
    SignedIn(NewSession),
    /// It was spent before, withdrawn, too old, or never made.
    Gone,
    /// The password may not be used: codes as of [`super::password_faults`]. Nothing is spent.
    Password(Vec<&'static str>),
    /// The code does not fit. Nothing is spent.
    Code,
    /// Too many others at the moment. Nothing is spent.
    TryLater,
}

impl SignIn {
    /// Lets the first person of an instance in; only while nobody can sign in. The operator adds the
    /// person and their roles beforehand. The token is good for an hour; one that was made earlier
    /// is withdrawn.
    ///
    /// # Errors
    /// [`DirectoryError::Rule`] `somebody-can-sign-in`; [`DirectoryError::NotFound`] without such a person.
    pub async fn first_invitation(
        &self,
        whom: PersonId,
        now: Instant,
    ) -> Result<Token, DirectoryError> {
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    let passkey = passkeys::anybody(tx).await?;
                    if passkey || credentials::anybody(tx).await? || links::anybody(tx).await? {
                        return Err(DirectoryError::Rule("somebody-can-sign-in"));
                    }
                    person(tx, whom).await?.ok_or(DirectoryError::NotFound)?;
                    tx.note("first_invitation").await?;
                    add(tx, InvitationKind::First, whom, None).await
                })
            })
            .await
    }

    /// What an invitation is for. Never spends it: programs that read mail open links.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub async fn look_at(
        &self,
        token: &Token,
        now: Instant,
    ) -> Result<Option<Invitation>, DirectoryError> {
        let digest = &digest_of(token);
        self.directory
            .look(&nobody(now)?, |tx| {
                Box::pin(async move { find(tx, digest).await })
            })
            .await
    }

    /// Spends an invitation: sets password and codes, and signs the person in. Of several at the
    /// same moment exactly one succeeds.
    ///
    /// # Errors
    /// [`DirectoryError`]; then nothing is spent.
    pub async fn spend(
        &self,
        token: &Token,
        new: NewFactors<'_>,
        now: Instant,
    ) -> Result<Spent, DirectoryError> {
        let Some(invitation) = self.look_at(token, now).await? else {
            return Ok(Spent::Gone);
        };
        let faults = password_faults(new.password, &invitation.person.email);
        if !faults.is_empty() {
            return Ok(Spent::Password(faults));
        }
        let Ok(secret) = totp::carried_secret(&self.directory, token, new.carried) else {
            return Ok(Spent::Code);
        };
        let Some(step) = totp::step_of(&secret, new.code, now) else {
            return Ok(Spent::Code);
        };
        let password = new.password.to_owned();
        let Some(hash) = self.slowly(move || crypto::hash_password(&password)).await else {
            return Ok(Spent::TryLater);
        };
        let (hash, digest, whom) = (&hash?, &digest_of(token), invitation.person.id);
        let sealed = &totp::sealed(&self.directory, whom, &secret)?;
        self.directory
            .transact(&nobody(now)?, |tx| {
                Box::pin(async move {
                    if !spend(tx, digest).await? {
                        return Ok(Spent::Gone);
                    }
                    if !credentials::add(tx, whom, hash, sealed, step).await? {
                        return Ok(Spent::Gone);
                    }
                    note_own(tx, whom, Strength::TwoFactors, "spend_invitation").await?;
                    Ok(Spent::SignedIn(
                        sessions::start(tx, whom, Strength::TwoFactors).await?,
                    ))
                })
            })
            .await
    }
}

/// Invites a person of the organisation who has no way to sign in yet. The token is good for seven
/// days and replaces earlier ones; whoever asked for it gives it to the person. The permit is for
/// managing people or the directory.
///
/// # Errors
/// [`DirectoryError::Rule`] `invitation-not-needed` when they can sign in,
/// `person-of-another-organisation`, `person-is-operator`; [`DirectoryError::NotFound`].
pub async fn invite<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    whom: PersonId,
) -> Result<Token, DirectoryError> {
    permit.check(tx.tx.number())?;
    may_vouch(tx, permit, whom).await?;
    if can_sign_in(tx, whom).await? {
        return Err(DirectoryError::Rule("invitation-not-needed"));
    }
    tx.note("invite").await?;
    add(tx, InvitationKind::New, whom, Some(permit.organisation())).await
}

/// Whether the holder of the permit may hand out a way to sign in as this person. Somebody with
/// roles in several organisations is vouched for by the one that gave theirs first, so that no
/// administrator can enter another organisation as one of its people; an operator by operators only.
pub(super) async fn may_vouch<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    whom: PersonId,
) -> Result<(), DirectoryError> {
    person(tx, whom).await?.ok_or(DirectoryError::NotFound)?;
    if permit.code() == actions::ManageDirectory::INFO.code {
        return Ok(());
    }
    if permit.code() != actions::ManagePeople::INFO.code {
        return Err(Refusal::WrongPermit.into());
    }
    let roles = roles_of(tx, whom).await?;
    if !roles
        .iter()
        .any(|(organisation, _)| *organisation == permit.organisation())
    {
        return Err(DirectoryError::NotFound);
    }
    if roles
        .first()
        .is_none_or(|(first, _)| *first != permit.organisation())
    {
        return Err(DirectoryError::Rule("person-of-another-organisation"));
    }
    if roles.iter().any(|(_, role)| *role == Role::Operator) {
        return Err(DirectoryError::Rule("person-is-operator"));
    }
    Ok(())
}

/// The roles of a person that have not ended, each with its organisation, first given first.
pub(super) async fn roles_of(
    tx: &mut DirectoryTx<'_>,
    whom: PersonId,
) -> Result<Vec<(OrganisationId, Role)>, DirectoryError> {
    let today = tx.ctx.today();
    let rows = tx.all(&ROLES, [Value::id(whom), today.into()]).await?;
    rows.iter()
        .map(|row| Ok((row.parse("organisation")?, row.parse("role")?)))
        .collect()
}

/// Makes an invitation in place of earlier ones.
pub(super) async fn add(
    tx: &mut DirectoryTx<'_>,
    kind: InvitationKind,
    whom: PersonId,
    organisation: Option<OrganisationId>,
) -> Result<Token, DirectoryError> {
    let seconds = match kind {
        InvitationKind::First => FIRST_INVITATION_SECONDS,
        InvitationKind::New | InvitationKind::Recovery => INVITATION_SECONDS,
    };
    add_for(tx, kind, (whom, organisation), seconds).await
}

/// The same, good for so many seconds.
pub(super) async fn add_for(
    tx: &mut DirectoryTx<'_>,
    kind: InvitationKind,
    (whom, organisation): (PersonId, Option<OrganisationId>),
    seconds: i64,
) -> Result<Token, DirectoryError> {
    let token = Token::generate()?;
    let id: RecordId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    let made_by = tx.ctx.actor.person().map(|person| person.id);
    tx.execute(&WITHDRAW, [Value::id(whom), now.into()]).await?;
    let values = [
        Value::id(id),
        digest_of(&token).into(),
        kind.code().into(),
        Value::id(whom),
        Value::maybe_id(organisation),
        Value::maybe_id(made_by),
        now.into(),
        now.plus_seconds(seconds).into(),
    ];
    tx.execute(&ADD, values).await?;
    Ok(token)
}

/// Spends an invitation, and with it every first-use code of whom it was for; `false` when it was spent before,
/// withdrawn, too old, or never made.
pub(super) async fn spend(tx: &mut DirectoryTx<'_>, digest: &str) -> Result<bool, DirectoryError> {
    let now = tx.ctx.now;
    if tx.execute(&SPEND, [digest.into(), now.into()]).await? == 0 {
        return Ok(false);
    }
    first_codes::spend_with(tx, digest).await?;
    Ok(true)
}

/// The invitation of a token, when it is still good.
pub(super) async fn find(
    tx: &mut DirectoryTx<'_>,
    digest: &str,
) -> Result<Option<Invitation>, DirectoryError> {
    let now = tx.ctx.now;
    let Some(row) = tx.first(&ONE, [digest.into(), now.into()]).await? else {
        return Ok(None);
    };
    let whom: PersonId = row.parse("person")?;
    let Some(person) = person(tx, whom).await? else {
        return Ok(None);
    };
    Ok(Some(Invitation {
        kind: kind_of(&row)?,
        person,
        organisation: row.maybe_text("name")?,
        until: row.instant("until_at")?,
    }))
}

fn kind_of(row: &Row) -> Result<InvitationKind, DirectoryError> {
    let code = row.text("kind")?;
    [
        InvitationKind::First,
        InvitationKind::New,
        InvitationKind::Recovery,
    ]
    .into_iter()
    .find(|kind| kind.code() == code)
    .ok_or(DirectoryError::NotFound)
}
