//! Reports of rapid reviews as the national body received them.

use access::Ctx;
use model::EnvelopeId;
use model::case::RapidReviewSent;
use vault::{Inbox, VaultError};

use super::{opened, part_of, senders};
use crate::post::RAPID_REVIEW;
use crate::{App, AppError};

/// A line of the list.
#[derive(Debug, Clone)]
pub struct ReportLine {
    /// The envelope.
    pub envelope: Inbox,
    /// The sender's name.
    pub from: String,
    /// The sender's neutral reference.
    pub reference: String,
    /// Which version.
    pub version: u32,
    /// When it was sent.
    pub sent: String,
    /// Whether there will be a local review, once that was decided.
    pub local_review: Option<bool>,
}

/// One page of the list.
#[derive(Debug, Clone)]
pub struct Reports {
    /// Its lines, newest first.
    pub lines: Vec<ReportLine>,
    /// How many there are on all pages.
    pub total: usize,
}

/// A report as received.
pub struct ReceivedReport {
    /// Its line of the list.
    pub line: ReportLine,
    /// What was sent, as it was sent.
    pub sent: RapidReviewSent,
    /// Who of the national body recorded that it was read.
    pub read_by: Option<String>,
    /// Whether the reader may record that.
    pub may_mark: bool,
}

/// A page of the reports that were received, newest first; pages count from 0.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn reports(app: &App, ctx: &Ctx, page: usize) -> Result<Reports, AppError> {
    let (received, total) = part_of(app, ctx, RAPID_REVIEW, page).await?;
    let names = senders(app, ctx).await?;
    let mut lines = Vec::new();
    for envelope in received {
        let sent = read(&envelope)?;
        let from = names.get(&envelope.sender).cloned().unwrap_or_default();
        lines.push(line(from, envelope, &sent));
    }
    Ok(Reports { lines, total })
}

/// One report as received; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn report(
    app: &App,
    ctx: &Ctx,
    envelope: EnvelopeId,
) -> Result<ReceivedReport, AppError> {
    let (found, may_mark) = opened(app, ctx, (envelope, RAPID_REVIEW)).await?;
    let sent = read(&found)?;
    let names = senders(app, ctx).await?;
    let from = names.get(&found.sender).cloned().unwrap_or_default();
    Ok(ReceivedReport {
        read_by: found.handled_by.clone(),
        may_mark,
        line: line(from, found, &sent),
        sent,
    })
}

/// Records that it was read. Who read it first stays on record.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn mark_report_read(app: &App, ctx: &Ctx, envelope: EnvelopeId) -> Result<(), AppError> {
    super::mark(app, ctx, (envelope, RAPID_REVIEW)).await
}

fn line(from: String, envelope: Inbox, sent: &RapidReviewSent) -> ReportLine {
    ReportLine {
        from,
        reference: sent.reference.clone(),
        version: sent.version,
        sent: sent.sent.to_string(),
        local_review: sent.local_review,
        envelope,
    }
}

fn read(envelope: &Inbox) -> Result<RapidReviewSent, AppError> {
    report_body(&envelope.body).ok_or_else(|| VaultError::Body(RAPID_REVIEW).into())
}

/// The body of an envelope that carries the report of a rapid review; none when it is no such body.
#[must_use]
pub fn report_body(text: &str) -> Option<RapidReviewSent> {
    serde_json::from_str(text).ok()
}
