//! What others shared that is near the words of a record: looked for in the index, or in memory while there is none. The words are
//! kept nowhere and sent nowhere.

use access::{Ctx, actions};
use commons::{Filter, Finding, Item, ToldUptake};
use search::Question;

use super::near::{AT_LEAST, Texts, near};
use crate::library::{
    How, Near, WORDS, Which, Why, items_among, names, nearest, own_region, why_near,
};
use crate::{App, AppError};

/// What is near, the nearest first.
pub(super) struct Shared {
    /// Items, with what others did with each.
    pub(super) items: Vec<(Item, Vec<ToldUptake>, Why)>,
    /// What published documents found and recommend.
    pub(super) findings: Vec<(Finding, Why)>,
    /// How much was looked through.
    pub(super) looked_at: usize,
    /// How it was looked for.
    pub(super) how: How,
}

/// What the asker may read that is near a question; at most so much of each.
pub(super) async fn shared_near(
    app: &App,
    ctx: &Ctx,
    question: &str,
    most: usize,
) -> Result<Shared, AppError> {
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let findings = commons::confirmed_findings(tx).await?;
            let ids = commons::ids(tx, region, &Filter::default()).await?;
            Ok((ids, findings))
        })
    });
    let (ids, findings) = read.await?;
    let looked_at = ids.len() + findings.len();
    // Items and findings come in one list, and some of both are left out below.
    let text = Question::Text(question);
    let answered = nearest(app, text, names(&ids, &findings), 4 * most).await?;
    let Some((all, how)) = answered else {
        return in_memory(app, ctx, question, most).await;
    };
    let ids = &items_among(&all);
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let mut items = Vec::new();
            for item in commons::readable(tx, region, ids).await? {
                let told = commons::uptakes_of(tx, &item).await?;
                items.push((item, told));
            }
            Ok(items)
        })
    });
    let items = read.await?;
    let mut shared = Shared {
        items: Vec::new(),
        findings: Vec::new(),
        looked_at,
        how,
    };
    let enough = AT_LEAST.min(WORDS.telling(question));
    for one in &all {
        shared.take(one, (&items, &findings), enough);
    }
    shared.items.truncate(most);
    shared.findings.truncate(most);
    Ok(shared)
}

impl Shared {
    /// Takes what shares enough words or is close in meaning.
    fn take(
        &mut self,
        near: &Near,
        (items, findings): (&[(Item, Vec<ToldUptake>)], &[Finding]),
        enough: usize,
    ) {
        let counts = |why: &Why| why.close || why.words.len() >= enough;
        match near.which {
            Which::Item(id) => {
                let found = items.iter().find(|(item, _)| item.id == id);
                let Some((item, told)) = found else { return };
                let Some(body) = &item.body else { return };
                let why = why_near(near, &body.texts());
                if counts(&why) {
                    self.items.push((item.clone(), told.clone(), why));
                }
            }
            Which::Finding { finding, .. } => {
                let found = findings.iter().find(|one| one.id == finding);
                let Some(one) = found else { return };
                let why = why_near(near, &[("condition", one.body.text.as_str())]);
                if counts(&why) {
                    self.findings.push((one.clone(), why));
                }
            }
        }
    }
}

/// The same without the index.
async fn in_memory(app: &App, ctx: &Ctx, question: &str, most: usize) -> Result<Shared, AppError> {
    let (items, findings) = readable(app, ctx).await?;
    let looked_at = items.len() + findings.len();
    let words = |words| Why {
        words,
        close: false,
    };
    let texts: Vec<Texts> = items.iter().map(|(item, _)| texts_of(item)).collect();
    let found = near(question, &texts).into_iter().take(most);
    let found = found.filter_map(|one| {
        let (item, told) = items.get(one.place)?;
        Some((item.clone(), told.clone(), words(one.why)))
    });
    let texts: Vec<Texts> = findings.iter().map(finding_texts).collect();
    let published = near(question, &texts).into_iter().take(most);
    let published =
        published.filter_map(|one| Some((findings.get(one.place)?.clone(), words(one.why))));
    Ok(Shared {
        items: found.collect(),
        findings: published.collect(),
        looked_at,
        how: How::ExactWords,
    })
}

type Readable = (Vec<(Item, Vec<ToldUptake>)>, Vec<Finding>);

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

fn texts_of(item: &Item) -> Texts {
    let texts = item.body.as_ref().map(|body| {
        let texts = body.texts().map(|(name, text)| (name, text.to_owned()));
        texts.into_iter().collect()
    });
    texts.unwrap_or_default()
}

/// A finding has one text, which is what it says of a condition.
fn finding_texts(one: &Finding) -> Texts {
    vec![("condition", one.body.text.clone())]
}
