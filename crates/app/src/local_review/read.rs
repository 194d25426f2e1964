//! Everything about the local review.

use access::{Ctx, Section, actions};
use model::case::{
    LineOfEnquiry, LocalReviewDecision, ProgressCheck, QualityJudgement, ReviewDraft, Reviewer,
    ReviewerNote, TermsOfReference, WrittenRequest,
};
use model::clock::ClockLine;
use model::scheme::{ClockKind, StageKind, TrackKind};
use vault::{CaseFile, FileRow, Stored};

use super::drafts::asks_about_inequality;
use crate::decision::steps::stage_of;
use crate::incident::find;
use crate::review::{CaseRecords, clocks_of};
use crate::{App, AppError, Reference};

/// A local review as its pages read it.
#[derive(Debug, Clone)]
pub struct LocalReview {
    /// The case.
    pub case: CaseFile,
    /// What its clocks and tracks are worked out from; what was looked at and asked for is among it.
    pub records: CaseRecords,
    /// Decisions whether there will be one, oldest first.
    pub decisions: Vec<Stored<LocalReviewDecision>>,
    /// Terms of reference.
    pub terms: Option<Stored<TermsOfReference>>,
    /// Lines of enquiry, oldest first.
    pub lines: Vec<Stored<LineOfEnquiry>>,
    /// Who reviews.
    pub reviewers: Vec<Stored<Reviewer>>,
    /// Notes that whoever leads it shared, oldest first.
    pub notes: Vec<Stored<ReviewerNote>>,
    /// Drafts, oldest first.
    pub drafts: Vec<Stored<ReviewDraft>>,
    /// What was judged of the quality markers.
    pub judgements: Vec<Stored<QualityJudgement>>,
    /// Files that everybody on the review may read.
    pub files: Vec<FileRow>,
    /// The clocks of the local review.
    pub clocks: Vec<ClockLine>,
    /// Whether the chronology can be read episode by episode.
    pub may_unfold: bool,
    /// Whether the reader may record a decision.
    pub may_decide: bool,
    /// Whether the reader may record the rest.
    pub may_edit: bool,
}

impl LocalReview {
    /// Where the track of the local review stands.
    #[must_use]
    pub fn stage(&self) -> Option<StageKind> {
        stage_of(&self.records.entered(), TrackKind::LocalReview)
    }

    /// Looks at how it goes, oldest first.
    #[must_use]
    pub fn checks(&self) -> &[Stored<ProgressCheck>] {
        &self.records.checks
    }

    /// What was asked of a reviewer in writing, oldest first.
    #[must_use]
    pub fn requests(&self) -> &[Stored<WrittenRequest>] {
        &self.records.requests
    }

    /// Whether a line of enquiry asks about racism and other inequality, or the terms say why none does.
    #[must_use]
    pub fn asks_about_inequality(&self) -> bool {
        asks_about_inequality(&self.lines, self.terms.as_ref())
    }
}

/// Reads the local review; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn local_review(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<LocalReview, AppError> {
    let vault = app.vault(ctx).await?;
    let mut found = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                Ok(LocalReview {
                    case: vault::case_file(tx, &permit).await?,
                    records: CaseRecords::in_case(&mut kinds)?,
                    decisions: kinds.take()?,
                    terms: kinds.take()?.pop(),
                    lines: kinds.take()?,
                    reviewers: kinds.take()?,
                    notes: kinds.take()?,
                    drafts: kinds.take()?,
                    judgements: kinds.take()?,
                    files: vault::files_of(tx, &permit).await?,
                    clocks: Vec::new(),
                    may_unfold: false,
                    may_decide: tx.would_permit::<actions::DecideLocalReview>(case).await?,
                    may_edit: tx.would_permit::<actions::EditLocalReview>(case).await?,
                })
            })
        })
        .await?;
    let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let calendar = app.calendar(ctx, loaded.scheme.nation).await?;
    let (case, records) = (&found.case, &found.records);
    let clocks = clocks_of(case, records, &loaded.scheme, &calendar, ctx.today());
    let not_now = crate::chronology::not_now(found.stage(), &clocks, ctx.today());
    found.may_unfold = not_now.is_none();
    let own = [ClockKind::LocalReview, ClockKind::LocalMilestone];
    found.clocks = clocks
        .into_iter()
        .filter(|one| own.contains(&one.kind))
        .collect();
    Ok(found)
}
