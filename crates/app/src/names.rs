//! Names of people and agencies for pages: records keep ids only.

use std::collections::BTreeMap;

use access::Ctx;
use access::directory;
use model::{AgencyId, PersonId};

use crate::{App, AppError};

/// Names as they are known in one organisation.
#[derive(Debug, Clone, Default)]
pub struct Names {
    people: BTreeMap<String, String>,
    agencies: BTreeMap<String, String>,
    /// Behind ids in reviews that other partnerships handed over.
    elsewhere: BTreeMap<String, String>,
}

impl Names {
    /// The name of a person by their id, when known.
    #[must_use]
    pub fn person(&self, id: &str) -> Option<&str> {
        let known = self.people.get(id).or_else(|| self.elsewhere.get(id));
        known.map(String::as_str)
    }

    /// The name of a person.
    #[must_use]
    pub fn of(&self, id: PersonId) -> Option<&str> {
        self.person(&id.to_string())
    }

    /// The name of an agency by its id, when known.
    #[must_use]
    pub fn agency(&self, id: &str) -> Option<&str> {
        let known = self.agencies.get(id).or_else(|| self.elsewhere.get(id));
        known.map(String::as_str)
    }

    /// Every id of which a name is known, for a review that goes elsewhere.
    pub(crate) fn every_id(&self) -> impl Iterator<Item = (&String, &String)> {
        self.elsewhere
            .iter()
            .chain(&self.agencies)
            .chain(&self.people)
    }

    /// Agencies by name, for a list to choose from.
    #[must_use]
    pub fn agencies(&self) -> Vec<(AgencyId, String)> {
        let mut all: Vec<(AgencyId, String)> = self
            .agencies
            .iter()
            .filter_map(|(id, name)| Some((id.parse().ok()?, name.clone())))
            .collect();
        all.sort_by(|one, other| one.1.cmp(&other.1));
        all
    }

    /// People by name, for a list to choose from.
    #[must_use]
    pub fn people(&self) -> Vec<(PersonId, String)> {
        let mut all: Vec<(PersonId, String)> = self
            .people
            .iter()
            .filter_map(|(id, name)| Some((id.parse().ok()?, name.clone())))
            .collect();
        all.sort_by(|one, other| one.1.cmp(&other.1));
        all
    }
}

/// The names that pages of the actor's organisation need. A guest's name says whom they act for.
///
/// # Errors
/// [`AppError`].
pub async fn names(app: &App, ctx: &Ctx) -> Result<Names, AppError> {
    let organisation = ctx.organisation;
    let today = ctx.today();
    let elsewhere = match app.vault(ctx).await {
        Ok(vault) => {
            vault
                .look(ctx, |tx| Box::pin(vault::names_from_elsewhere(tx)))
                .await?
        }
        // Whoever acts for an organisation without a store has no reviews.
        Err(AppError::NotFound) => BTreeMap::new(),
        Err(error) => return Err(error),
    };
    let elsewhere = &elsewhere;
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let people = directory::people_of(tx, organisation).await?;
                let agencies = directory::agencies_of(tx, organisation, today).await?;
                let guests = directory::guests_of(tx, organisation).await?;
                let whose = |row: directory::PersonRow| match guests.get(&row.id) {
                    Some((_, home)) => format!("{} ({home})", row.name),
                    None => row.name,
                };
                Ok(Names {
                    people: people
                        .into_iter()
                        .map(|row| (row.id.to_string(), whose(row)))
                        .collect(),
                    agencies: agencies
                        .into_iter()
                        .map(|row| (row.id.to_string(), row.name))
                        .collect(),
                    elsewhere: elsewhere.clone(),
                })
            })
        })
        .await?)
}
