//! What somebody of the partnership handed in for an agency that does not sign in.

use access::{Permit, Section, actions};
use db::Value;
use model::case::{HandedInFor, PassageDecided, ReturnFile, ReturnSource, RowsTaken, TakenBack};
use model::record::Record;
use model::{CaseId, Instant, RecordId};

use super::content::{DRAFTS, change_in_return, is_of, remove_from_return};
use super::lists::AgencyReturn;
use crate::records::{current, stored};
use crate::{Stored, VaultError, VaultTx};

/// A document that was handed in for an agency, without anything of what stands in it.
#[derive(Debug, Clone)]
pub struct HandedIn {
    /// The record, and its version.
    pub id: RecordId,
    /// The version.
    pub version: i64,
    /// When it was handed in.
    pub at: Instant,
    /// For whom, by whom.
    pub of: HandedInFor,
    /// That it was taken away again.
    pub taken_back: Option<TakenBack>,
    /// Whether somebody of the agency has taken something of it over, or said that it is left.
    pub decided: bool,
}

/// What was handed in for the agency: which document, when, for whom, by whom. Nothing of what stands in it is given out.
///
/// # Errors
/// [`VaultError`].
pub async fn handed_in_return(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::HandInReturn>,
) -> Result<Vec<HandedIn>, VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = permit.of_return()?;
    handed_in(tx, (case, request)).await
}

/// What was handed in for an agency before it last signed its return off, oldest first; what was taken away again is not in it.
///
/// # Errors
/// [`VaultError`].
pub async fn handed_in_signed(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
    one: &AgencyReturn,
) -> Result<Vec<HandedIn>, VaultError> {
    permit.check(tx.tx.number())?;
    if permit.case()? != one.case {
        return Err(VaultError::NotFound);
    }
    let Some(signed) = one.signed_off_at else {
        return Ok(Vec::new());
    };
    let mut all = handed_in(tx, (one.case, one.id)).await?;
    all.retain(|file| file.at <= signed && file.taken_back.is_none());
    Ok(all)
}

async fn handed_in(
    tx: &mut VaultTx<'_>,
    (case, request): (CaseId, RecordId),
) -> Result<Vec<HandedIn>, VaultError> {
    let files = drafts::<ReturnFile>(tx, (case, request)).await?;
    if files.iter().all(|file| file.body.handed_in_for.is_none()) {
        return Ok(Vec::new());
    }
    let passages = drafts::<PassageDecided>(tx, (case, request)).await?;
    let rows = drafts::<RowsTaken>(tx, (case, request)).await?;
    let said = |source: RecordId| {
        passages.iter().any(|one| one.body.source == source)
            || rows.iter().any(|one| one.body.source == source)
    };
    let own = files.into_iter().filter_map(|file| {
        Some(HandedIn {
            id: file.id,
            version: file.version,
            at: file.added_at,
            decided: !file.body.decided.is_empty() || file.body.source.is_some_and(said),
            of: file.body.handed_in_for?,
            taken_back: file.body.taken_back,
        })
    });
    Ok(own.collect())
}

async fn drafts<R: Record>(
    tx: &mut VaultTx<'_>,
    (case, request): (CaseId, RecordId),
) -> Result<Vec<Stored<R>>, VaultError> {
    let values = [Value::id(request), Value::id(case), R::KIND.into()];
    tx.all(&DRAFTS, values).await?.iter().map(stored).collect()
}

/// Takes a document that was handed in away again, with its new entries; what stood in it is left to the versions that were.
///
/// # Errors
/// [`VaultError::Rule`] `hand-in-taken` when somebody of the agency has said something of it, `hand-in-away` when it is away already;
/// [`VaultError::Clash`]; [`VaultError::NotFound`] for whatever was not handed in.
pub async fn take_handed_in_away(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::HandInReturn>,
    (id, shown): (RecordId, i64),
    taken: TakenBack,
) -> Result<(), VaultError> {
    permit.check(tx.tx.number())?;
    let (case, request) = is_of(tx, permit, id).await?;
    let all = handed_in(tx, (case, request)).await?;
    let found = all.into_iter().find(|one| one.id == id);
    let found = found.ok_or(VaultError::NotFound)?;
    if found.taken_back.is_some() {
        return Err(VaultError::Rule("hand-in-away"));
    }
    if found.decided {
        return Err(VaultError::Rule("hand-in-taken"));
    }
    let row = current::<ReturnFile>(tx, case, id, Section::Returns).await?;
    let file = stored::<ReturnFile>(&row)?.body;
    if let Some(source) = file.source {
        let row = current::<ReturnSource>(tx, case, source, Section::Returns).await?;
        let version = stored::<ReturnSource>(&row)?.version;
        remove_from_return::<_, ReturnSource>(tx, permit, (source, version)).await?;
    }
    let body = ReturnFile {
        rows: Vec::new(),
        asks: Vec::new(),
        warnings: Vec::new(),
        source: None,
        taken_back: Some(taken),
        ..file
    };
    change_in_return(tx, permit, (id, shown), Section::Returns, &body).await?;
    Ok(())
}
