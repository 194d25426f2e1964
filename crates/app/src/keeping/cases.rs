//! Reviews by the day until which they are kept.

use access::{Ctx, Section, actions};
use model::case::{DisposalProposed, LegalHold};
use model::{CaseId, Date};
use vault::{CaseFile, Certificate, Stored, VaultError, VaultTx};

use super::schedule::{ScheduleItem, of_case_file};
use crate::incident::find;
use crate::{App, AppError, Reference};

/// A review as whoever keeps the schedule sees it: days, holds and proposals, nothing of what was recorded.
#[derive(Debug, Clone)]
pub struct KeptCase {
    /// The case.
    pub case: CaseFile,
    /// The last day on which the schedule keeps it; none while it is open, and where it is kept without an end.
    pub kept_until: Option<Date>,
    /// Legal holds, lifted ones too, oldest first.
    pub holds: Vec<Stored<LegalHold>>,
    /// Proposals to dispose of it, oldest first.
    pub proposals: Vec<Stored<DisposalProposed>>,
    /// Whether the reader may bring out what it holds on one person.
    pub brings_out: bool,
}

impl KeptCase {
    /// The holds that stand.
    pub fn held(&self) -> impl Iterator<Item = &Stored<LegalHold>> {
        self.holds.iter().filter(|one| one.body.stands())
    }

    /// The proposal that waits for somebody else.
    #[must_use]
    pub fn proposal(&self) -> Option<&Stored<DisposalProposed>> {
        self.proposals.iter().rfind(|one| one.body.stands())
    }

    /// Whether its time has come on a day.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.case.closed_at.is_some() && self.kept_until.is_some_and(|last| last < today)
    }
}

/// What there is to see of keeping.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// Closed reviews and reviews on hold, by the day until which they are kept; those without a day last.
    pub cases: Vec<KeptCase>,
    /// What was disposed of, newest first.
    pub certificates: Vec<Certificate>,
}

/// Closed reviews by the day until which they are kept, reviews on hold, and what was disposed of. A review on whose
/// conflict list the reader stands is not among them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn keeping(app: &App, ctx: &Ctx) -> Result<Keeping, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::SeeKeeping>()?;
                let rules = vault::retention_rules(tx, &permit).await?;
                let item = of_case_file(scheme, &rules).map_err(VaultError::Rule)?;
                let mut cases = Vec::new();
                for case in vault::every_case(tx, &permit).await? {
                    if tx.would_permit::<actions::HoldCase>(case.id).await? {
                        cases.push(read(tx, case.id, &item).await?);
                    }
                }
                cases.retain(|one| one.case.closed_at.is_some() || one.held().next().is_some());
                cases.sort_by_key(|one| (one.kept_until.is_none(), one.kept_until));
                let certificates = vault::certificates(tx, &permit).await?;
                Ok(Keeping {
                    cases,
                    certificates,
                })
            })
        })
        .await?)
}

/// One review; that somebody looked is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn kept_case(app: &App, ctx: &Ctx, reference: &Reference) -> Result<KeptCase, AppError> {
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let id = find(tx, reference).await?;
                let permit = tx.permit::<actions::HoldCase>(id, Section::General).await?;
                let rules = vault::retention_rules(tx, &permit).await?;
                let item = of_case_file(scheme, &rules).map_err(VaultError::Rule)?;
                tx.counts_as_reading(&permit)?;
                read(tx, id, &item).await
            })
        })
        .await?)
}

async fn read(
    tx: &mut VaultTx<'_>,
    id: CaseId,
    item: &ScheduleItem,
) -> Result<KeptCase, VaultError> {
    let permit = tx.permit::<actions::HoldCase>(id, Section::General).await?;
    let case = vault::case_of(tx, &permit).await?;
    let closed = case.closed_at.map(|at| at.date_in_london());
    Ok(KeptCase {
        kept_until: closed.and_then(|closed| item.kept_until(closed)),
        holds: vault::list_with(tx, &permit).await?,
        proposals: vault::list_with(tx, &permit).await?,
        brings_out: tx.would_permit::<actions::ExportPerson>(id).await?,
        case,
    })
}
