//! What agencies returned about a person: of each whose it is and which request it answers, and what they signed off as far as
//! whoever answers may read it. What an agency has not signed off stays its own, and is named as that.

use access::{Action, Permit, Section, actions};
use model::case::{EntryCheck, ReturnHead, ReturnSigned, ReturnSource, ReturnText, StaffTold};
use model::chronology::Entry;
use model::record::Record;
use model::{CaseId, Instant, RecordId, Sensitive};
use vault::{AgencyReturn, Stored, VaultError, VaultTx, Written};

use super::others::Known;
use super::{HeldRecord, told};

/// What one agency returned.
#[derive(Debug, Clone)]
pub struct HeldReturn {
    /// Name of the agency; empty where it is no longer known here.
    pub agency: String,
    /// When it was asked.
    pub asked_at: Instant,
    /// When it last signed its return off.
    pub signed_off_at: Option<Instant>,
    /// When the request was taken back.
    pub withdrawn_at: Option<Instant>,
    /// Whether what was signed off was open to whoever asked for it.
    pub open: bool,
    /// Whether something stands there that the agency has not signed off.
    pub has_draft: bool,
    /// What was signed off and names them or points at them.
    pub records: Vec<HeldRecord>,
    /// What was signed off and does neither.
    pub unnamed: usize,
    /// What was signed off and is read by some alone, not by whoever asked for it.
    pub withheld: usize,
}

/// Every return of the case.
pub(super) async fn returned(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    permit: &Permit<'_, actions::ExportPerson>,
    known: &Known<'_>,
) -> Result<Vec<HeldReturn>, VaultError> {
    let of_case = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let checks = vault::checks_of_case(tx, &of_case).await?;
    let mut all = Vec::new();
    for stands in vault::returns_of_case(tx, permit).await? {
        all.push(one(tx, (case, &stands), &checks, known).await?);
    }
    Ok(all)
}

async fn one(
    tx: &mut VaultTx<'_>,
    (case, stands): (CaseId, &AgencyReturn),
    checks: &[Stored<EntryCheck>],
    known: &Known<'_>,
) -> Result<HeldReturn, VaultError> {
    let agency = known.working.agency(&stands.agency.to_string());
    let mut found = HeldReturn {
        agency: agency.unwrap_or_default().to_owned(),
        asked_at: stands.made_at,
        signed_off_at: stands.signed_off_at,
        withdrawn_at: stands.withdrawn_at,
        open: false,
        has_draft: stands.started_at.is_some() && stands.signed_off_at.is_none(),
        records: Vec::new(),
        unnamed: 0,
        withheld: 0,
    };
    let open = stands.signed_off_at.is_some()
        && tx
            .would_permit_return::<actions::ReadReturn>(stands.id)
            .await?;
    if !open {
        return Ok(found);
    }
    let permit = tx.permit_return::<actions::ReadReturn>(stands.id).await?;
    found.open = true;
    found.has_draft = vault::changed_since_signed(tx, &permit).await? > 0;
    let sections = tx.sections_permitted::<actions::ExportPerson>(case).await?;
    let of = (sections.as_slice(), known);
    add::<_, ReturnHead>(tx, &permit, of, &mut found).await?;
    let entries = add::<_, Entry>(tx, &permit, of, &mut found).await?;
    add::<_, ReturnText>(tx, &permit, of, &mut found).await?;
    add::<_, StaffTold>(tx, &permit, of, &mut found).await?;
    add::<_, ReturnSigned>(tx, &permit, of, &mut found).await?;
    add::<_, ReturnSource>(tx, &permit, of, &mut found).await?;
    // What somebody says of an entry about them is about them too.
    for check in checks
        .iter()
        .filter(|one| entries.contains(&one.body.entry))
    {
        let held = told::of(&[written(check)?], known, true)?;
        found.records.extend(held);
    }
    Ok(found)
}

/// Adds what was signed off of one kind; returns which of it names them or points at them.
async fn add<A: Action, R: Record>(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, A>,
    (sections, known): (&[Section], &Known<'_>),
    found: &mut HeldReturn,
) -> Result<Vec<RecordId>, VaultError> {
    let mut named = Vec::new();
    for one in vault::signed_in_return::<_, R>(tx, permit).await? {
        let open = sections.contains(&one.reads);
        let Some(record) = one.record.filter(|_| open) else {
            found.withheld += 1;
            continue;
        };
        match told::record(&[written(&record)?], known)? {
            Some(held) => {
                found.records.push(held);
                named.push(record.id);
            }
            None => found.unnamed += 1,
        }
    }
    Ok(named)
}

/// A record as it was signed off, as one version of something written.
fn written<R: Record>(one: &Stored<R>) -> Result<Written, VaultError> {
    let body = serde_json::to_string(&one.body).map_err(|_| VaultError::Body(R::KIND))?;
    Ok(Written {
        record: one.id,
        kind: R::KIND.to_owned(),
        removed_at: None,
        version: one.version,
        at: one.changed_at,
        by: one.by.clone(),
        body: Sensitive(body),
    })
}
