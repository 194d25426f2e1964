//! Looking somebody up in the directory by name, to add them to a team.

use std::collections::{BTreeMap, BTreeSet};

use access::directory::{self, DirectoryTx, Member};
use access::{Ctx, Role};
use model::case::{ConflictLine, TeamPlace};
use model::{AgencyId, OrganisationId, PersonId, is_found_by};

use super::opened;
use crate::{App, AppError, Reference};

/// Most people that a search shows; whoever sees so many types more of the name.
const MOST: usize = 20;

/// Somebody of the directory, as a person who may be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The organisation in which they have roles.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their roles there.
    pub roles: BTreeSet<Role>,
    /// The agencies they bring.
    pub agencies: BTreeSet<AgencyId>,
    /// Whether that is another organisation than the reader's.
    pub guest: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// People, by name, with whether they are on the team and whether they are on the conflict list.
    pub people: Vec<(Candidate, bool, bool)>,
    /// Whether there are more than are shown.
    pub more: bool,
}

/// Looks for people whose name begins so: in this partnership and its agencies, or elsewhere.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn find(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (typed, elsewhere): (&str, bool),
) -> Result<Found, AppError> {
    let (places, lines) = lists(app, ctx, reference).await?;
    let here = ctx.organisation;
    let mut all: Vec<Candidate> = everybody(app, ctx, elsewhere)
        .await?
        .into_iter()
        .filter(|one| is_found_by(&one.name, typed))
        .collect();
    all.sort_by(|one, other| (&one.name, one.person).cmp(&(&other.name, other.person)));
    let more = all.len() > MOST;
    all.truncate(MOST);
    let marked = |mut one: Candidate| {
        one.guest = one.organisation != here;
        let on_team = places.contains(&one.person);
        let barred = lines.contains(&one.person);
        (one, on_team, barred)
    };
    Ok(Found {
        people: all.into_iter().map(marked).collect(),
        more,
    })
}

type Lists = (BTreeSet<PersonId>, BTreeSet<PersonId>);

/// Who is on the team, and who is on the conflict list by their sign-in.
async fn lists(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Lists, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                let places = vault::list_with::<_, TeamPlace>(tx, &permit).await?;
                let lines = vault::list_with::<_, ConflictLine>(tx, &permit).await?;
                let on = places.into_iter().filter(|one| one.body.ended.is_none());
                let off = lines.into_iter().filter(|one| one.body.stands());
                Ok((
                    on.map(|one| one.body.person).collect(),
                    off.filter_map(|one| one.body.person).collect(),
                ))
            })
        })
        .await?)
}

/// Everybody with a role here, or everybody with a role in another organisation. Guests belong elsewhere.
async fn everybody(app: &App, ctx: &Ctx, elsewhere: bool) -> Result<Vec<Candidate>, AppError> {
    let (here, today) = (ctx.organisation, ctx.today());
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let mut all = Vec::new();
                for organisation in directory::organisations(tx).await? {
                    if (organisation.id != here) != elsewhere {
                        continue;
                    }
                    let members = directory::members_of(tx, organisation.id, today).await?;
                    all.extend(grouped(&members, &organisation));
                }
                Ok(all)
            })
        })
        .await?)
}

fn grouped(members: &[Member], of: &directory::Organisation) -> Vec<Candidate> {
    let mut all: BTreeMap<PersonId, Candidate> = BTreeMap::new();
    for one in members {
        if one.membership.role == Role::Guest {
            continue;
        }
        let known = all.entry(one.person.id).or_insert_with(|| Candidate {
            person: one.person.id,
            name: one.person.name.clone(),
            organisation: of.id,
            organisation_name: of.name.clone(),
            roles: BTreeSet::new(),
            agencies: BTreeSet::new(),
            guest: false,
        });
        known.roles.insert(one.membership.role);
        known.agencies.extend(one.membership.agency);
    }
    all.into_values().collect()
}

/// One person of the directory: here when they have a role here, otherwise where they have one.
///
/// # Errors
/// [`AppError::NotFound`] when there is nobody with a role.
pub async fn candidate(app: &App, ctx: &Ctx, person: PersonId) -> Result<Candidate, AppError> {
    let here = ctx.organisation;
    let found = app
        .directory()
        .look(ctx, |tx| Box::pin(of_person(tx, person, here)))
        .await?;
    found.ok_or(AppError::NotFound)
}

async fn of_person(
    tx: &mut DirectoryTx<'_>,
    person: PersonId,
    here: OrganisationId,
) -> Result<Option<Candidate>, directory::DirectoryError> {
    let today = tx.ctx.today();
    let Some(known) = directory::person(tx, person).await? else {
        return Ok(None);
    };
    let roles = directory::memberships_of(tx, person, today).await?;
    let own = roles.iter().filter(|one| one.role != Role::Guest);
    let at = own.clone().find(|one| one.organisation == here);
    let Some(at) = at.or_else(|| own.clone().next()) else {
        return Ok(None);
    };
    let Some(organisation) = directory::organisation(tx, at.organisation).await? else {
        return Ok(None);
    };
    let there = own.filter(|one| one.organisation == organisation.id);
    Ok(Some(Candidate {
        person,
        name: known.name,
        guest: organisation.id != here,
        organisation: organisation.id,
        organisation_name: organisation.name,
        roles: there.clone().map(|one| one.role).collect(),
        agencies: there.filter_map(|one| one.agency).collect(),
    }))
}
