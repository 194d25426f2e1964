//! Has anyone else met this? What a record says is read in its own store, under its own permit, and looked for in this instance's
//! copy of shared learning: it is kept nowhere, and stands in no log and no address.

use access::{Action, Ctx, Permit, Section, actions};
use commons::{Finding, Item};
use model::case::{Incident, LearningPoint};
use model::learning::{Moment, UptakeDecision};
use model::{CaseId, RecordId, Sensitive};
use vault::{CaseFile, VaultError, VaultTx};

use super::shared::shared_near;
use super::tally::{Tally, tally};
use crate::incident::find;
use crate::library::{How, Why, organisations, region_name};
use crate::ours::{Ours, near_ours};
use crate::{App, AppError, Reference};

/// How much is shown at most: whoever finds more looks into the library.
const MOST: usize = 20;

/// What is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetOf {
    /// What somebody saw differently.
    Moment(RecordId),
    /// A learning point.
    LearningPoint(RecordId),
    /// The incident of a review.
    Incident,
}

/// What others met and shared.
#[derive(Debug, Clone)]
pub struct MetBefore {
    /// The case.
    pub case: CaseFile,
    /// Shared learning that is near, the nearest first.
    pub found: Vec<Met>,
    /// What the partnership alone reads and is near, the nearest first.
    pub ours: Vec<Ours>,
    /// What published documents found and recommend.
    pub published: Vec<(Finding, Why)>,
    /// How much was looked through.
    pub looked_at: usize,
    /// How it was looked for.
    pub how: How,
}

/// One item that is near.
#[derive(Debug, Clone)]
pub struct Met {
    /// The item.
    pub item: Item,
    /// Where it came from, as far as that is told: a partnership or a region.
    pub origin: Option<String>,
    /// Why it was found.
    pub why: Why,
    /// What others did with it.
    pub others: Tally,
    /// What the asker's own organisation told of it.
    pub own: Option<UptakeDecision>,
}

/// What others met that is near a record of a review, or a moment of a case that was received or of the organisation's own work. Nobody is noted as having opened what is found; the reading of the record
/// is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`]: also for whoever may not look into shared learning.
pub async fn met_before(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    of: MetOf,
) -> Result<MetBefore, AppError> {
    let vault = app.vault(ctx).await?;
    let (case, question) = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let moment = matches!(of, MetOf::Moment(_));
                if moment && reads_as_writer(tx, case).await? {
                    let permit = tx
                        .permit::<actions::RecordMoment>(case, Section::General)
                        .await?;
                    tx.counts_as_reading(&permit)?;
                    return asked(tx, &permit, of).await;
                }
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                asked(tx, &permit, of).await
            })
        })
        .await?;
    let shared = shared_near(app, ctx, &question, MOST).await?;
    let (ours, own_looked_at) = near_ours(app, ctx, (&question, MOST)).await?;
    let all = organisations(app, ctx).await?;
    let met = shared.items.into_iter().map(|(item, told, why)| {
        let origin = item.origin.as_ref().and_then(|origin| {
            let named = all.iter().find(|one| Some(one.id) == origin.organisation);
            let region = || origin.region.as_deref().map(|code| region_name(&all, code));
            named.map(|one| one.name.clone()).or_else(region)
        });
        let own = told.iter().find(|one| one.own);
        Met {
            origin,
            why,
            others: tally(&told, &all),
            own: own.map(|one| one.text.decision),
            item,
        }
    });
    Ok(MetBefore {
        case,
        found: met.collect(),
        ours,
        published: shared.findings,
        looked_at: shared.looked_at + own_looked_at,
        how: shared.how,
    })
}

/// Whether whoever writes moments here reads them by that: what was received, and the organisation's own, are no reviews.
async fn reads_as_writer(tx: &mut VaultTx<'_>, case: CaseId) -> Result<bool, VaultError> {
    let writes = tx.would_permit::<actions::RecordMoment>(case).await?;
    Ok(writes && !tx.would_permit::<actions::ReadCase>(case).await?)
}

/// The case, and the words of a record of it.
async fn asked<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    of: MetOf,
) -> Result<(CaseFile, String), VaultError> {
    let question = words_of(tx, permit, of).await?;
    Ok((vault::case_of(tx, permit).await?, question))
}

/// The words of a record.
async fn words_of<A: Action>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    of: MetOf,
) -> Result<String, VaultError> {
    let texts = match of {
        MetOf::Moment(id) => {
            let one = vault::one::<_, Moment>(tx, permit, id).await?.body;
            [one.seen_differently, one.thought_before, one.prompted_by]
        }
        MetOf::LearningPoint(id) => {
            let one = vault::one::<_, LearningPoint>(tx, permit, id).await?.body;
            [one.learned, one.condition, one.made_sense]
        }
        MetOf::Incident => {
            let all = vault::list_with::<_, Incident>(tx, permit).await?;
            let one = all.into_iter().next().ok_or(VaultError::NotFound)?.body;
            [one.outline, Sensitive::default(), Sensitive::default()]
        }
    };
    Ok(texts.map(|text| text.0).join("\n"))
}
