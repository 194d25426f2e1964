//! How close in meaning something is that stands in no index: what a partnership shares with itself. Nothing of it is on disk but in
//! its own store; the vectors stay in memory.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use model::OrganisationId;
use search::{Doc, Embedder, SearchError};

use super::{CLOSE, Open, aside};
use crate::{App, AppError};

/// The vectors of the passages of texts, by the digest of each, of each organisation apart.
pub(super) type Kept = BTreeMap<OrganisationId, BTreeMap<u64, Vec<Vec<f32>>>>;

/// How close each of these is to a question, and whether that counts as close; none while no sentence model is installed or it does not
/// answer. These are all that the organisation has: what was kept of others is let go.
pub(crate) async fn closeness(
    app: &App,
    organisation: OrganisationId,
    question: &str,
    all: Vec<Doc>,
) -> Result<Option<Vec<(f32, bool)>>, AppError> {
    let Some(Open {
        embedder: Some(embedder),
        ..
    }) = app.index.if_open()
    else {
        return Ok(None);
    };
    let mut kept = {
        let mut kept = app
            .index
            .close
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        kept.remove(&organisation).unwrap_or_default()
    };
    let question = question.to_owned();
    let worked_out = aside(move || {
        let found = compared(&*embedder, &question, &all, &mut kept);
        Ok((found.map_err(SearchError::Model), kept))
    });
    let (found, kept) = worked_out.await?;
    let mut all = app
        .index
        .close
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    all.insert(organisation, kept);
    drop(all);
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) => {
            tracing::error!(%error, "the sentence model did not answer");
            Ok(None)
        }
    }
}

fn compared(
    embedder: &dyn Embedder,
    question: &str,
    all: &[Doc],
    kept: &mut BTreeMap<u64, Vec<Vec<f32>>>,
) -> Result<Vec<(f32, bool)>, search::ModelError> {
    let asked = embedder.question(question)?;
    let mut now = BTreeMap::new();
    let mut found = Vec::with_capacity(all.len());
    for doc in all {
        let digest = doc.digest();
        let passages = match kept.remove(&digest) {
            Some(known) => known,
            None => embedder.passages(&doc.title, &doc.text)?,
        };
        let near = passages.iter().map(|one| cosine(&asked, one));
        let nearest = near.fold(-1.0, f32::max);
        found.push((nearest, nearest >= CLOSE));
        now.insert(digest, passages);
    }
    *kept = now;
    Ok(found)
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    let lengths = (dot(one, one) * dot(other, other)).sqrt();
    if lengths > 0.0 {
        dot(one, other) / lengths
    } else {
        0.0
    }
}
