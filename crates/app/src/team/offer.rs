//! Whom a page offers for something to do in a review: people with a role today, and nobody of the conflict list.

use std::collections::BTreeSet;

use access::{Ctx, actions, directory};
use model::PersonId;

use crate::{App, AppError, Reference};

/// People with a role here today, by name; a guest's name says whom they act for. Who must not see the review is left out,
/// and nothing tells why: the list of those is nobody's to read who does not keep it.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn on_offer(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<(PersonId, String)>, AppError> {
    let vault = app.vault(ctx).await?;
    let barred = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeToday>()?;
                let case = super::case_of(tx, reference).await?;
                vault::barred_people(tx, &permit, case).await
            })
        })
        .await?;
    let (here, today) = (ctx.organisation, ctx.today());
    let (members, guests) = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move {
                let members = directory::members_of(tx, here, today).await?;
                Ok((members, directory::guests_of(tx, here).await?))
            })
        })
        .await?;
    let mut all = BTreeSet::new();
    for one in members {
        let person = one.person.id;
        if barred.contains(&person) {
            continue;
        }
        let name = match guests.get(&person) {
            Some((_, home)) => format!("{} ({home})", one.person.name),
            None => one.person.name,
        };
        all.insert((name, person));
    }
    let by_name = all.into_iter();
    Ok(by_name.map(|(name, person)| (person, name)).collect())
}
