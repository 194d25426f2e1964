//! What was judged of a review, and how each judgement came about.

use access::{Ctx, Section, actions};
use model::RecordId;
use model::case::{QualityJudgement, QualitySecondView};
use vault::{CaseFile, Revision, Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::{App, AppError, Reference};

/// The judgements of a review.
#[derive(Debug, Clone)]
pub struct Quality {
    /// The case.
    pub case: CaseFile,
    /// What stands, one for each marker that was judged.
    pub judgements: Vec<Stored<QualityJudgement>>,
    /// What second persons said, of judgements that stand and of earlier ones, oldest first.
    pub second_views: Vec<Stored<QualitySecondView>>,
    /// Whether the reader may judge.
    pub may_judge: bool,
}

/// One marker, with how the judgement of it changed.
#[derive(Debug, Clone)]
pub struct MarkerView {
    /// The judgements of the review.
    pub quality: Quality,
    /// Every judgement of this marker, the one that stands first.
    pub versions: Vec<Revision<QualityJudgement>>,
}

/// Something that is to be improved now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedFor<'a> {
    /// Which marker it belongs to.
    pub marker: &'a str,
    /// What.
    pub what: &'a str,
    /// Whether a second person asks for it, beside the judgement.
    pub second: bool,
}

impl Quality {
    /// What stands of a marker.
    #[must_use]
    pub fn judgement(&self, marker: &str) -> Option<&Stored<QualityJudgement>> {
        self.judgements.iter().find(|one| one.body.marker == marker)
    }

    /// What second persons said of a version of a judgement, oldest first.
    pub fn views_of(
        &self,
        (of, version): (RecordId, i64),
    ) -> impl Iterator<Item = &Stored<QualitySecondView>> {
        let views = self.second_views.iter();
        views.filter(move |one| one.body.is_of(of, version))
    }

    /// What is asked for of one marker now, by the judgement that stands and by second views of it.
    #[must_use]
    pub fn asked_for<'a>(&'a self, marker: &'a str) -> Vec<AskedFor<'a>> {
        let Some(judged) = self.judgement(marker) else {
            return Vec::new();
        };
        let views = self.views_of((judged.id, judged.version));
        let views = views.map(|one| (one.body.improve.0.as_str(), true));
        let all = std::iter::once((judged.body.improve.0.as_str(), false)).chain(views);
        all.filter(|(what, _)| !what.trim().is_empty())
            .map(|(what, second)| AskedFor {
                marker,
                what,
                second,
            })
            .collect()
    }
}

/// Reads what was judged of a review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn quality(app: &App, ctx: &Ctx, reference: &Reference) -> Result<Quality, AppError> {
    let view = marker(app, ctx, reference, "").await?;
    Ok(view.quality)
}

/// As [`quality`], with how the judgement of one marker changed.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn marker(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    marker: &str,
) -> Result<MarkerView, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| Box::pin(read(tx, reference, marker)))
        .await?)
}

async fn read(
    tx: &mut VaultTx<'_>,
    reference: &Reference,
    marker: &str,
) -> Result<MarkerView, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let quality = Quality {
        case: vault::case_file(tx, &permit).await?,
        judgements: vault::list(tx, &permit).await?,
        second_views: vault::list(tx, &permit).await?,
        may_judge: tx.would_permit::<actions::JudgeQuality>(case).await?,
    };
    let versions = match quality.judgement(marker) {
        Some(judged) => vault::history(tx, &permit, judged.id).await?,
        None => Vec::new(),
    };
    Ok(MarkerView { quality, versions })
}
