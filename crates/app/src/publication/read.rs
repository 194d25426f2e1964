//! Publication as its pages read it.

use access::{Ctx, Section, actions};
use model::case::{CheckedLine, ReviewDraft};
use model::clock::ClockLine;
use model::{Date, Nation, RecordId};
use vault::{CaseFile, FileRow, Revision, Stored, VaultError, VaultTx};

use super::Made;
use super::decide::first_day;
use crate::decision::Partner;
use crate::decision::partners::{agencies, own, partners};
use crate::incident::find;
use crate::review::clocks_of;
use crate::signing::lines;
use crate::{App, AppError, Reference, SignLine};

/// Everything that the pages of publication show.
#[derive(Debug, Clone)]
pub struct Publication {
    /// The case.
    pub case: CaseFile,
    /// The records.
    pub made: Made,
    /// Files that everybody on the review may read.
    pub files: Vec<FileRow>,
    /// Drafts of the report, oldest first.
    pub drafts: Vec<Stored<ReviewDraft>>,
    /// A line for each partner.
    pub approvals: Vec<SignLine>,
    /// The partner for whom the reader speaks.
    pub my_partner: Option<Partner>,
    /// The first day on which the working days after the last notice have passed, where that can be said.
    pub first_day: Option<Date>,
    /// Every clock.
    pub clocks: Vec<ClockLine>,
    /// Whether the reader may record what is here.
    pub may_edit: bool,
    /// Whether the reader may say why something is late.
    pub may_say_late: bool,
    /// Whether the reader may answer legal bars.
    pub may_check_law: bool,
    /// Whether the reader may approve for their own partner.
    pub may_approve: bool,
}

/// Reads it; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn publication(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Publication, AppError> {
    let vault = app.vault(ctx).await?;
    let mut found = vault.look(ctx, |tx| Box::pin(read(tx, reference))).await?;
    let loaded = app.scheme_of(&found.case.scheme, &found.case.scheme_digest)?;
    let scheme = &loaded.scheme;
    let calendar = app.calendar(ctx, scheme.nation).await?;
    let all = partners(scheme, &agencies(app, ctx).await?);
    let stands = found.made.current().map(|one| one.id.to_string());
    let stands = stands.unwrap_or_default();
    found.my_partner = own(ctx, &all);
    found.approvals = lines(&all, &found.made.approvals, &stands);
    found.first_day = first_day(&found.made, scheme, &calendar);
    let records = &found.made.records;
    found.clocks = clocks_of(&found.case, records, scheme, &calendar, ctx.today());
    Ok(found)
}

async fn read(tx: &mut VaultTx<'_>, reference: &Reference) -> Result<Publication, VaultError> {
    let case = find(tx, reference).await?;
    let permit = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    Ok(Publication {
        case: vault::case_file(tx, &permit).await?,
        made: Made::of(tx, &permit).await?,
        files: vault::files_of(tx, &permit).await?,
        drafts: vault::list(tx, &permit).await?,
        approvals: Vec::new(),
        my_partner: None,
        first_day: None,
        clocks: Vec::new(),
        may_edit: tx.would_permit::<actions::EditPublication>(case).await?,
        may_say_late: tx.would_permit::<actions::RecordLate>(case).await?,
        may_check_law: tx.would_permit::<actions::CheckLegalBar>(case).await?,
        may_approve: tx.would_permit::<actions::ApprovePublication>(case).await?,
    })
}

/// Every version of what was said of a line of the checklist, newest first.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn line_history(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    line: RecordId,
) -> Result<Vec<Revision<CheckedLine>>, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                vault::history(tx, &permit, line).await
            })
        })
        .await?)
}

/// Whose working days count in a case.
pub(super) async fn nation_of(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Nation, AppError> {
    let vault = app.vault(ctx).await?;
    let case = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                vault::case_file(tx, &permit).await
            })
        })
        .await?;
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    Ok(loaded.scheme.nation)
}
