//! Has anyone else met this? What a record says is read in its own store, under its own permit, and looked for in this instance's
//! copy of shared learning, in memory: it is kept nowhere, and stands in no log and no address.

use access::{Ctx, Permit, Section, actions};
use commons::{Filter, Finding, Item};
use model::case::{Incident, LearningPoint};
use model::learning::{Moment, UptakeDecision};
use model::{RecordId, Sensitive};
use vault::{CaseFile, VaultError, VaultTx};

use super::near::{Texts, near};
use super::tally::{Tally, tally};
use crate::incident::find;
use crate::library::{Where, organisations, own_region, region_name};
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
    /// What published documents found and recommend.
    pub published: Vec<(Finding, Vec<Where>)>,
    /// How much was looked through.
    pub looked_at: usize,
}

/// One item that is near.
#[derive(Debug, Clone)]
pub struct Met {
    /// The item.
    pub item: Item,
    /// Where it came from, as far as that is told: a partnership or a region.
    pub origin: Option<String>,
    /// Why it was found.
    pub why: Vec<Where>,
    /// What others did with it.
    pub others: Tally,
    /// What the asker's own organisation told of it.
    pub own: Option<UptakeDecision>,
}

/// What others met that is near a record of a review. Nobody is noted as having opened what is found; the reading of the record
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
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let question = words_of(tx, &permit, of).await?;
                Ok::<_, VaultError>((vault::case_of(tx, &permit).await?, question))
            })
        })
        .await?;
    let (items, findings) = readable(app, ctx).await?;
    let texts: Vec<Texts> = items.iter().map(|(item, _)| texts_of(item)).collect();
    let published: Vec<Texts> = findings.iter().map(finding_texts).collect();
    let looked_at = texts.len() + published.len();
    let all = organisations(app, ctx).await?;
    let mut met = Vec::new();
    for one in near(&question, &texts).into_iter().take(MOST) {
        let Some((item, told)) = items.get(one.place) else {
            continue;
        };
        let origin = item.origin.as_ref().and_then(|origin| {
            let named = all.iter().find(|one| Some(one.id) == origin.organisation);
            let region = || origin.region.as_deref().map(|code| region_name(&all, code));
            named.map(|one| one.name.clone()).or_else(region)
        });
        let own = told.iter().find(|one| one.own);
        met.push(Met {
            item: item.clone(),
            origin,
            why: one.why,
            others: tally(told, &all),
            own: own.map(|one| one.text.decision),
        });
    }
    let near = near(&question, &published).into_iter().take(MOST);
    let published = near.filter_map(|one| Some((findings.get(one.place)?.clone(), one.why)));
    Ok(MetBefore {
        case,
        found: met,
        published: published.collect(),
        looked_at,
    })
}

/// The words of a record.
async fn words_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
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
            let all = vault::list::<Incident>(tx, permit).await?;
            let one = all.into_iter().next().ok_or(VaultError::NotFound)?.body;
            [one.outline, Sensitive::default(), Sensitive::default()]
        }
    };
    Ok(texts.map(|text| text.0).join("\n"))
}

type Readable = (Vec<(Item, Vec<commons::ToldUptake>)>, Vec<Finding>);

/// What the asker may read of shared learning, with what others did with it.
pub(super) async fn readable(app: &App, ctx: &Ctx) -> Result<Readable, AppError> {
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let findings = commons::confirmed_findings(tx).await?;
            let mut items = Vec::new();
            for item in commons::list(tx, region, &Filter::default()).await? {
                let told = commons::uptakes_of(tx, &item).await?;
                items.push((item, told));
            }
            Ok((items, findings))
        })
    });
    Ok(read.await?)
}

pub(super) fn texts_of(item: &Item) -> Texts {
    let texts = item.body.as_ref().map(|body| {
        let texts = body.texts().map(|(name, text)| (name, text.to_owned()));
        texts.into_iter().collect()
    });
    texts.unwrap_or_default()
}

/// A finding has one text, which is what it says of a condition.
pub(super) fn finding_texts(one: &Finding) -> Texts {
    vec![("condition", one.body.text.clone())]
}
