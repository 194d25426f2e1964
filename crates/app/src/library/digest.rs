//! Once a week at most an e-mail that only says that there is something new in shared learning, to whoever keeps a search and wants
//! it. What came before the last one to a person is not news to them, whether they looked or not.

use std::collections::BTreeSet;

use access::{Ctx, actions};
use commons::{Finding, Item};
use model::{Instant, PersonId};
use vault::{Vault, VaultError};

use super::region_of;
use super::saved::{SEARCH, wants};
use crate::incident::find;
use crate::instance::job_ctx;
use crate::moment::own_place_under;
use crate::returns::{JOB, MailKind};
use crate::{App, AppError};

/// How long one e-mail is enough for one person: six days and a half, so that the next comes on the same day of the week. Our own
/// choice.
const ENOUGH: i64 = 156 * 3_600 * 1_000_000;

/// Asks for the e-mails that are due, for the people of one organisation, and keeps when. Where the service stops in between, that
/// an e-mail waits says so too. Returns how many it asked for.
///
/// # Errors
/// [`AppError`].
pub async fn remind_digest(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let people = something_new(app, (vault, ctx)).await?;
    if people.is_empty() {
        return Ok(0);
    }
    let place = &own_place_under::<actions::RemindDigest>(app, ctx).await?;
    let since = Instant::from_microseconds(ctx.now.microseconds() - ENOUGH);
    let (people, kind) = (&people, MailKind::Digest.code());
    let asked = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RemindDigest>()?;
                let case = find(tx, place).await?;
                let mut asked = 0;
                for person in people {
                    if vault::mailed_since(tx, &permit, (*person, kind), since).await? {
                        continue;
                    }
                    vault::queue_mail(tx, &permit, (case, None), kind, Ok(*person)).await?;
                    asked += 1;
                }
                Ok::<_, VaultError>(asked)
            })
        })
        .await?;
    let commons = app.commons().await?;
    let kept = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::RemindDigest>()?;
            commons::keep_digests(tx, &permit, people).await
        })
    });
    kept.await?;
    Ok(asked)
}

/// Who of the organisation keeps a search in which something came since they were last told, which is a week ago at least.
async fn something_new(app: &App, (vault, ctx): (&Vault, &Ctx)) -> Result<Vec<PersonId>, AppError> {
    let pages = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::RemindDigest>()?;
            let pages: Result<_, VaultError> = vault::pages_of_everybody(tx, &permit, SEARCH).await;
            pages
        })
    });
    let pages = pages.await?;
    if pages.is_empty() {
        return Ok(Vec::new());
    }
    let region = region_of(app, ctx, ctx.organisation).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::RemindDigest>()?;
            let items = commons::standing(tx, &permit, region).await?;
            let findings = commons::findings_to_tell(tx, &permit).await?;
            let told = commons::digests_sent(tx, &permit).await?;
            Ok(((items, findings), told))
        })
    });
    let ((items, findings), told) = read.await?;
    let mut people = BTreeSet::new();
    for (person, page) in pages {
        let last = told.get(&person);
        if last.is_some_and(|last| last.microseconds() + ENOUGH > ctx.now.microseconds()) {
            continue;
        }
        let since = |at: Instant| last.is_none_or(|last| at > *last);
        let came = items.iter().filter(|one| since(one.changed_at));
        let came: Vec<Item> = came.cloned().collect();
        let said = findings.iter().filter(|one| since(one.changed_at));
        let said: Vec<Finding> = said.cloned().collect();
        if wants(&page, (&came, &said))? {
            people.insert(person);
        }
    }
    Ok(people.into_iter().collect())
}
