//! Read what is known of an incident.

use access::{Ctx, Section, actions};
use model::CaseId;
use model::case::{Incident, SafetyLine, Subject};
use vault::{CaseFile, Stored, VaultError, VaultTx};

use crate::{App, AppError, Reference};

/// What is known of an incident.
#[derive(Debug, Clone)]
pub struct IncidentView {
    /// The case.
    pub case: CaseFile,
    /// What happened.
    pub incident: Stored<Incident>,
    /// Children and adults.
    pub subjects: Vec<Stored<Subject>>,
    /// Safety of each child.
    pub safety: Vec<Stored<SafetyLine>>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// The case with this reference, or nothing that tells whether there is one.
pub(crate) async fn find(
    tx: &mut VaultTx<'_>,
    reference: &Reference,
) -> Result<CaseId, VaultError> {
    vault::case_by_reference(tx, reference.as_str())
        .await?
        .ok_or(VaultError::NotFound)
}

/// Reads an incident; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn incident(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<IncidentView, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let mut kinds = vault::kinds_of(tx, &permit).await?;
                let incident = kinds.take::<Incident>()?;
                Ok(IncidentView {
                    case: vault::case_file(tx, &permit).await?,
                    incident: incident.into_iter().next().ok_or(VaultError::NotFound)?,
                    subjects: kinds.take()?,
                    safety: kinds.take()?,
                    may_change: tx.would_permit::<actions::EditIncident>(case).await?,
                })
            })
        })
        .await?)
}
