//! People and their roles: who, in which organisation, for which agency, from a day to a day.

use db::{Row, Statement, Value};
use model::{AgencyId, AuthorityId, Date, MembershipId, OrganisationId, PersonId};

use super::{DirectoryError, DirectoryTx};
use crate::{Action, Permit, Refusal, Role};

pub(super) const ADD: Statement = Statement::new(
    "add a person",
    "INSERT INTO person (id, name, email, email_folded, added_at) VALUES ($1, $2, $3, $4, $5)",
);
pub(super) const ONE: Statement = Statement::new(
    "one person",
    "SELECT id, name, email FROM person WHERE id = $1 AND ended_at IS NULL",
);
pub(super) const BY_EMAIL: Statement = Statement::new(
    "person by e-mail address",
    "SELECT id, name, email FROM person WHERE email_folded = $1 AND ended_at IS NULL",
);
pub(super) const ADD_MEMBERSHIP: Statement = Statement::new(
    "add a role",
    "INSERT INTO membership (id, person, organisation, agency, authority, role, from_day, until_day, added_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
pub(super) const END_MEMBERSHIP: Statement = Statement::new(
    "end a role",
    "UPDATE membership SET until_day = $3 WHERE id = $1 AND organisation = $2 \
     AND (until_day IS NULL OR until_day > $3)",
);
pub(super) const MEMBERSHIPS: Statement = Statement::new(
    "roles of a person on a day",
    "SELECT m.id, m.person, m.organisation, m.agency, m.authority, m.role, m.from_day, m.until_day \
     FROM membership m JOIN organisation o ON o.id = m.organisation WHERE m.person = $1 \
     AND m.from_day <= $2 AND (m.until_day IS NULL OR m.until_day >= $2) ORDER BY o.name, m.role, m.id",
);
pub(super) const MEMBERS: Statement = Statement::new(
    "people with roles in an organisation",
    "SELECT m.id, m.person, m.organisation, m.agency, m.authority, m.role, m.from_day, m.until_day, \
     p.name, p.email FROM membership m JOIN person p ON p.id = m.person WHERE m.organisation = $1 \
     AND (m.until_day IS NULL OR m.until_day >= $2) AND p.ended_at IS NULL ORDER BY p.name, p.id, m.role",
);
pub(super) const PEOPLE: Statement = Statement::new(
    "people of an organisation",
    "SELECT DISTINCT p.id, p.name, p.email FROM membership m JOIN person p ON p.id = m.person \
     WHERE m.organisation = $1 ORDER BY p.name, p.id",
);

/// A person with a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their e-mail address at work.
    pub email: String,
}

/// One role of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// Who.
    pub person: PersonId,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// For which agency.
    pub agency: Option<AgencyId>,
    /// For which local authority.
    pub authority: Option<AuthorityId>,
    /// Which role.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// A role with the person who has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub person: PersonRow,
    /// The role.
    pub membership: Membership,
}

/// A role to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMembership {
    /// To whom.
    pub person: PersonId,
    /// For which agency.
    pub agency: Option<AgencyId>,
    /// For which local authority.
    pub authority: Option<AuthorityId>,
    /// Which role.
    pub role: Role,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Option<Date>,
}

/// Adds a person; the permit is for managing people or the directory. A person who is already known
/// by this e-mail address is returned as they are, so that somebody may belong to several organisations.
///
/// # Errors
/// [`DirectoryError::Rule`] `person-email`.
pub async fn add_person<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    name: &str,
    email: &str,
) -> Result<PersonId, DirectoryError> {
    permit.check(tx.tx.number())?;
    let folded = email.trim().to_lowercase();
    if !folded.contains('@') || folded.len() > 254 {
        return Err(DirectoryError::Rule("person-email"));
    }
    if let Some(known) = person_by_email(tx, &folded).await? {
        return Ok(known.id);
    }
    let id: PersonId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    let values = [
        Value::id(id),
        name.trim().into(),
        email.trim().into(),
        folded.into(),
        now.into(),
    ];
    tx.execute(&ADD, values).await?;
    tx.note("add_person").await?;
    Ok(id)
}

/// Gives a role in the organisation that is named; an administrator's permit must be for that one. Nobody gives a role
/// to themself; the attempt is written down.
///
/// # Errors
/// [`DirectoryError::NotFound`] when the permit is for another organisation; [`Refusal::OwnRole`];
/// [`DirectoryError::Rule`] `role-operator` when an administrator would make an operator.
pub async fn add_membership<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    organisation: OrganisationId,
    new: &NewMembership,
) -> Result<MembershipId, DirectoryError> {
    permit.check(tx.tx.number())?;
    let whole = permit.code() == crate::actions::ManageDirectory::INFO.code;
    if !whole && permit.organisation() != organisation {
        return Err(DirectoryError::NotFound);
    }
    if !whole && new.role == Role::Operator {
        return Err(DirectoryError::Rule("role-operator"));
    }
    if permit.actor().person().map(|one| one.id) == Some(new.person) {
        return Err(DirectoryError::Refused {
            refusal: Refusal::OwnRole,
            action: "add_role",
        });
    }
    let id: MembershipId = tx.ctx.new_id()?;
    let now = tx.ctx.now;
    tx.execute(
        &ADD_MEMBERSHIP,
        [
            Value::id(id),
            Value::id(new.person),
            Value::id(organisation),
            Value::maybe_id(new.agency),
            Value::maybe_id(new.authority),
            new.role.code().into(),
            new.from.into(),
            new.until.into(),
            now.into(),
        ],
    )
    .await?;
    tx.note_about("add_role", id).await?;
    Ok(id)
}

/// Ends a role with the day before `from`, so that it is gone on that day.
///
/// # Errors
/// [`DirectoryError::NotFound`] when the organisation of the permit has no such role.
pub async fn end_membership<A: Action>(
    tx: &mut DirectoryTx<'_>,
    permit: &Permit<'_, A>,
    membership: MembershipId,
    from: Date,
) -> Result<(), DirectoryError> {
    permit.check(tx.tx.number())?;
    let last = from.yesterday().unwrap_or(from);
    let values = [
        Value::id(membership),
        Value::id(permit.organisation()),
        last.into(),
    ];
    if tx.execute(&END_MEMBERSHIP, values).await? == 0 {
        return Err(DirectoryError::NotFound);
    }
    tx.note_about("end_role", membership).await
}

/// One person.
///
/// # Errors
/// [`DirectoryError`].
pub async fn person(
    tx: &mut DirectoryTx<'_>,
    id: PersonId,
) -> Result<Option<PersonRow>, DirectoryError> {
    tx.first(&ONE, [Value::id(id)])
        .await?
        .map(|row| read_person(&row))
        .transpose()
}

/// One person by their e-mail address.
///
/// # Errors
/// [`DirectoryError`].
pub async fn person_by_email(
    tx: &mut DirectoryTx<'_>,
    email: &str,
) -> Result<Option<PersonRow>, DirectoryError> {
    let folded = email.trim().to_lowercase();
    tx.first(&BY_EMAIL, [folded.into()])
        .await?
        .map(|row| read_person(&row))
        .transpose()
}

/// The roles that a person has on a day, in all their organisations.
///
/// # Errors
/// [`DirectoryError`].
pub async fn memberships_of(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    on: Date,
) -> Result<Vec<Membership>, DirectoryError> {
    tx.all(&MEMBERSHIPS, [Value::id(person), on.into()])
        .await?
        .iter()
        .map(read_membership)
        .collect()
}

/// The people of an organisation with the roles that have not ended on a day.
///
/// # Errors
/// [`DirectoryError`].
pub async fn members_of(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
    on: Date,
) -> Result<Vec<Member>, DirectoryError> {
    tx.all(&MEMBERS, [Value::id(organisation), on.into()])
        .await?
        .iter()
        .map(read_member)
        .collect()
}

/// Everybody who has or had a role in an organisation, so that old records can be read with names.
///
/// # Errors
/// [`DirectoryError`].
pub async fn people_of(
    tx: &mut DirectoryTx<'_>,
    organisation: OrganisationId,
) -> Result<Vec<PersonRow>, DirectoryError> {
    tx.all(&PEOPLE, [Value::id(organisation)])
        .await?
        .iter()
        .map(read_person)
        .collect()
}

fn read_person(row: &Row) -> Result<PersonRow, DirectoryError> {
    Ok(PersonRow {
        id: row.parse("id")?,
        name: row.text("name")?,
        email: row.text("email")?,
    })
}

fn read_member(row: &Row) -> Result<Member, DirectoryError> {
    let person = PersonRow {
        id: row.parse("person")?,
        name: row.text("name")?,
        email: row.text("email")?,
    };
    Ok(Member {
        person,
        membership: read_membership(row)?,
    })
}

fn read_membership(row: &Row) -> Result<Membership, DirectoryError> {
    Ok(Membership {
        id: row.parse("id")?,
        person: row.parse("person")?,
        organisation: row.parse("organisation")?,
        agency: row.maybe_parse("agency")?,
        authority: row.maybe_parse("authority")?,
        role: row.parse("role")?,
        from: row.parse("from_day")?,
        until: row.maybe_parse("until_day")?,
    })
}
