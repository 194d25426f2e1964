//! Who wrote or learned something, as far as readers are told: role and agency where enough people hold them, never a name.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Role, directory};
use model::learning::{Learner, Moment};
use model::scheme::LearningDef;
use model::{AgencyId, PersonId};
use vault::Stored;

use crate::{App, AppError};

/// Who wrote a moment, as its reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WroteIt {
    /// The reader.
    Me,
    /// Somebody in this role, for this agency where they bring one.
    Role(Role, Option<String>),
    /// Somebody whose role so few hold that it would name them, or is not known here.
    Practitioner,
}

/// How many people hold each role for each agency of an organisation today.
#[derive(Debug, Clone, Default)]
pub struct Holders {
    held: BTreeMap<(Role, Option<AgencyId>), BTreeSet<PersonId>>,
    agencies: BTreeMap<AgencyId, String>,
}

/// Counts them in the directory.
///
/// # Errors
/// [`AppError`].
pub async fn holders(app: &App, ctx: &Ctx) -> Result<Holders, AppError> {
    let (here, today) = (ctx.organisation, ctx.now.date_in_london());
    let found = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let members = directory::members_of(tx, here, today).await?;
                Ok((members, directory::agencies_of(tx, here, today).await?))
            })
        })
        .await?;
    let mut holders = Holders::default();
    for one in found.0.iter().filter(|one| one.membership.from <= today) {
        let key = (one.membership.role, one.membership.agency);
        holders.held.entry(key).or_default().insert(one.person.id);
    }
    let named = found.1.into_iter().map(|one| (one.id, one.name));
    holders.agencies = named.collect();
    Ok(holders)
}

impl Holders {
    /// Somebody who learned something, as readers are told.
    #[must_use]
    pub fn told(&self, one: &Learner, rule: &LearningDef) -> WroteIt {
        let role = Role::ALL.iter().find(|role| role.code() == one.role);
        let Some(role) = role.copied() else {
            return WroteIt::Practitioner;
        };
        let many = self.held.get(&(role, one.agency)).map_or(0, BTreeSet::len);
        let fewest = usize::try_from(rule.fewest_in_role).unwrap_or(usize::MAX);
        let agency = match one.agency {
            None => None,
            Some(id) => match self.agencies.get(&id) {
                Some(name) => Some(name.clone()),
                None => return WroteIt::Practitioner,
            },
        };
        if many < fewest {
            return WroteIt::Practitioner;
        }
        WroteIt::Role(role, agency)
    }

    /// Who wrote a moment, as the actor is told.
    #[must_use]
    pub fn of(&self, ctx: &Ctx, one: &Stored<Moment>, rule: &LearningDef) -> WroteIt {
        let me = ctx.actor.person().map(|person| person.id.to_string());
        // A later version may be somebody else's.
        if one.version == 1 && me.as_ref() == Some(&one.by) {
            return WroteIt::Me;
        }
        let wrote = one.body.recorded_as.as_ref();
        wrote.map_or(WroteIt::Practitioner, |one| self.told(one, rule))
    }
}
