//! The index follows the store of shared learning: whatever was released, taken back or confirmed is read again there, and put in
//! the index or removed from it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use access::actions;
use commons::ItemState;
use model::{RecordId, SharedId};
use search::{Doc, Index};

use super::docs::{finding_doc, item_doc, of_document};
use super::{Which, aside, keeping};
use crate::{App, AppError};

/// What changed in the store of shared learning.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Changed {
    /// An item.
    Item(SharedId),
    /// A document or one of its findings.
    Document(RecordId),
}

/// Brings the index up to date with a change that has been committed. Where that fails, the index is compared with the store in the
/// next round of whoever keeps it; the change stands either way.
pub(crate) async fn follow(app: &App, what: Changed) {
    if let Err(error) = followed(app, what).await {
        app.index.fell_behind();
        tracing::warn!(%error, "the index of shared learning did not follow a change; it will be compared with the store");
    }
}

async fn followed(app: &App, what: Changed) -> Result<(), AppError> {
    let Some(open) = app.index.if_open() else {
        // It is compared with the store when it is opened.
        return Ok(());
    };
    let _turn = app.index.turn.lock().await;
    let stand = standing(app, what).await?;
    aside(move || {
        let begins = match what {
            Changed::Item(id) => Which::Item(id).code(),
            Changed::Document(id) => of_document(id),
        };
        let held = open.index.versions();
        let held = held.into_keys().filter(|id| id.starts_with(&begins));
        let mut gone: Vec<String> = held.collect();
        if matches!(what, Changed::Item(_)) && gone.is_empty() {
            // An index that is being made anew may have read it already.
            gone.push(begins);
        }
        gone.retain(|id| !stand.iter().any(|doc| doc.id == *id));
        apply(&open.index, &stand, &gone)
    })
    .await?;
    app.index.unembedded.store(true, Ordering::Relaxed);
    Ok(())
}

/// What stands now of what changed.
async fn standing(app: &App, what: Changed) -> Result<Vec<Doc>, AppError> {
    let ctx = &keeping(app)?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::IndexShared>()?;
            match what {
                Changed::Item(id) => {
                    let item = commons::get(tx, id).await?;
                    let item = item.filter(|item| item.state == ItemState::Standing);
                    Ok(item.iter().filter_map(item_doc).collect())
                }
                Changed::Document(id) => {
                    let all = commons::findings_to_index(tx, &permit).await?;
                    let those = all.iter().filter(|one| one.document == id);
                    Ok(those.map(finding_doc).collect())
                }
            }
        })
    });
    Ok(read.await?)
}

/// Puts and removes, on the thread that calls.
pub(super) fn apply(index: &Arc<Index>, put: &[Doc], gone: &[String]) -> Result<(), AppError> {
    if !gone.is_empty() {
        let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
        index.remove(&gone)?;
    }
    if !put.is_empty() {
        index.put(put)?;
    }
    Ok(())
}
