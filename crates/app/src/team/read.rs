//! Who may open a review: its team, and whoever reads it by their role.

use std::collections::{BTreeMap, BTreeSet};

use access::directory::{self, Member};
use access::{Ctx, Role, Section, actions};
use model::case::{AccessRequest, TeamPlace};
use model::{AgencyId, PersonId};
use vault::{CaseFile, Readers, Stored};

use super::case_of;
use crate::{App, AppError, Reference};

/// Somebody who reads a case by their role in the partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByRole {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The roles that let them.
    pub roles: BTreeSet<Role>,
    /// The agency they bring.
    pub agency: Option<AgencyId>,
}

/// Who may open a review.
#[derive(Debug, Clone)]
pub struct TeamView {
    /// The case.
    pub case: CaseFile,
    /// Places in the team, oldest first; those that ended too.
    pub places: Vec<Stored<TeamPlace>>,
    /// Who reads it by their role, by name.
    pub by_role: Vec<ByRole>,
    /// Who raised it, when they may still read what they raised and nothing else lets them.
    pub raised_by: Option<PersonId>,
    /// Whether the reader keeps the team and the conflict list.
    pub may_manage: bool,
    /// Whether the reader answers for the case and looks at emergency openings.
    pub may_look: bool,
    /// Requests for access without an answer, for those who answer.
    pub waiting: Vec<Stored<AccessRequest>>,
}

impl TeamView {
    /// Places that have not been ended and whose last day has not passed.
    pub fn standing(&self, today: model::Date) -> impl Iterator<Item = &Stored<TeamPlace>> {
        let stands = move |one: &&Stored<TeamPlace>| {
            one.body.ended.is_none() && one.body.until.is_none_or(|last| last >= today)
        };
        self.places.iter().filter(stands)
    }
}

/// Reads who may open a review. Somebody on the conflict list appears nowhere, whatever their role.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn team(app: &App, ctx: &Ctx, reference: &Reference) -> Result<TeamView, AppError> {
    let vault = app.vault(ctx).await?;
    let (mut view, readers) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = case_of(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let readers = vault::readers(tx, &permit).await?;
                let view = TeamView {
                    case: vault::case_file(tx, &permit).await?,
                    places: vault::list(tx, &permit).await?,
                    by_role: Vec::new(),
                    raised_by: readers.raised_by,
                    may_manage: tx.would_permit::<actions::ManageTeam>(case).await?,
                    may_look: tx.would_permit::<actions::LookAtEmergency>(case).await?,
                    waiting: vault::list(tx, &permit).await?,
                };
                Ok((view, readers))
            })
        })
        .await?;
    let may_answer = view.may_manage;
    view.waiting.retain(|one| {
        may_answer && one.body.answer.is_none() && !readers.barred.contains(&one.body.person)
    });
    let (here, today) = (ctx.organisation, ctx.today());
    let members = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { directory::members_of(tx, here, today).await })
        })
        .await?;
    view.by_role = by_role(&members, &readers, today);
    let member = |person: &PersonId| members.iter().any(|one| one.person.id == *person);
    view.raised_by = readers
        .raised_by
        .filter(|person| member(person) && !readers.barred.contains(person))
        .filter(|person| !view.by_role.iter().any(|one| one.person == *person));
    Ok(view)
}

fn by_role(members: &[Member], readers: &Readers, today: model::Date) -> Vec<ByRole> {
    let mut all: BTreeMap<(String, PersonId), ByRole> = BTreeMap::new();
    for one in members {
        let person = one.person.id;
        let reads = readers.roles.contains(&one.membership.role);
        if !reads || one.membership.from > today || readers.barred.contains(&person) {
            continue;
        }
        let key = (one.person.name.clone(), person);
        let known = all.entry(key).or_insert_with(|| ByRole {
            person,
            name: one.person.name.clone(),
            roles: BTreeSet::new(),
            agency: None,
        });
        known.roles.insert(one.membership.role);
        known.agency = known.agency.or(one.membership.agency);
    }
    all.into_values().collect()
}
