//! What is near a question that somebody asks of the library: looked for in the index among what they may read, read again under
//! their own permits, and found by exact words while there is no index.

use std::collections::BTreeSet;

use access::Ctx;
use commons::{Filter, Finding, Item};
use model::SharedId;
use search::Question;

use super::find::{find, findings_too, of_theme, texts_of, words_of};
use super::{Found, How, Near, Which, nearest, own_region, why_near};
use crate::{App, AppError};

/// How much is found at most: the nearest.
pub const MOST_FOUND: usize = 100;

/// What the asker may read that bears these codes, the nearest to a question first; everything, the newest first, where nothing is
/// asked. Findings of published documents too where no code but a theme is asked for.
pub(super) async fn near(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    question: &str,
) -> Result<(Vec<Found>, How), AppError> {
    if words_of(question).is_empty() {
        return Ok((find(app, ctx, filter, question).await?, How::Listed));
    }
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            // Whoever may read nothing is told so, and that they tried is written down.
            let findings = commons::confirmed_findings(tx).await?;
            Ok((commons::ids(tx, region, filter).await?, findings))
        })
    });
    let (ids, mut findings) = read.await?;
    let too = findings_too(filter);
    findings.retain(|one| too && of_theme(one, &filter.theme));
    let names = names(&ids, &findings);
    let typed = Question::Typed(question);
    let answered = nearest(app, typed, names, MOST_FOUND).await?;
    let Some((all, how)) = answered else {
        return Ok((find(app, ctx, filter, question).await?, How::ExactWords));
    };
    let ids = &items_among(&all);
    let read = commons.look(ctx, |tx| {
        Box::pin(async move { commons::readable(tx, region, ids).await })
    });
    let items = read.await?;
    let all = all
        .iter()
        .filter_map(|one| found(one, (&items, &findings), &filter.text));
    Ok((all.collect(), how))
}

/// The names in the index of items and findings.
pub(crate) fn names(ids: &[SharedId], findings: &[Finding]) -> BTreeSet<String> {
    let items = ids.iter().map(|id| Which::Item(*id).code());
    let findings = findings.iter().map(|one| Which::of_finding(one).code());
    items.chain(findings).collect()
}

/// The items among what is near.
pub(crate) fn items_among(near: &[Near]) -> Vec<SharedId> {
    let items = near.iter().filter_map(|one| match one.which {
        Which::Item(id) => Some(id),
        Which::Finding { .. } => None,
    });
    items.collect()
}

fn found(near: &Near, (items, findings): (&[Item], &[Finding]), text: &str) -> Option<Found> {
    match near.which {
        Which::Item(id) => {
            let item = items.iter().find(|one| one.id == id)?;
            let why = why_near(near, &texts_of(item, text)?);
            if !text.is_empty() && why.words.is_empty() {
                return None;
            }
            let item = Box::new(item.clone());
            Some(Found::Item { item, why })
        }
        Which::Finding { finding, .. } => {
            let one = findings.iter().find(|one| one.id == finding)?;
            let why = why_near(near, &[("condition", one.body.text.as_str())]);
            let finding = Box::new(one.clone());
            Some(Found::Finding { finding, why })
        }
    }
}
