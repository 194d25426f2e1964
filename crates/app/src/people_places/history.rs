//! The history of the register: who changed what and when, with what stood there before.

use std::cmp::Reverse;

use access::{Ctx, actions};
use model::case::{NameSaid, PlaceAddress, RegisterPerson, RegisterPlace, Tie};
use model::record::Record;
use model::{CaseId, Instant, RecordId};
use vault::{VaultError, VaultTx};

use crate::chronology::READ_UNDER;
use crate::incident::find;
use crate::{App, AppError, Reference};

/// What a version of something in the register says.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// Of a person.
    Person(RegisterPerson),
    /// Of a place.
    Place(RegisterPlace),
    /// Of the address of a place.
    Address(PlaceAddress),
    /// Of a name that accounts use.
    Name(NameSaid),
    /// Of what two are to each other, or of where somebody lives.
    Tie(Tie),
}

/// A change of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// The record.
    pub id: RecordId,
    /// When.
    pub at: Instant,
    /// Who: id of a person. Where something was taken away the record of who did what says who did.
    pub by: Option<String>,
    /// What stood there before; nothing where it is new.
    pub before: Option<Said>,
    /// What stands there since; nothing where it was taken away.
    pub now: Option<Said>,
}

/// Every change of the register, newest first, in the sections that the reader may read; the reading is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn register_history(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<Vec<Changed>, AppError> {
    let vault = app.vault(ctx).await?;
    let mut all = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                if tx
                    .sections_permitted::<actions::ReadCase>(case)
                    .await?
                    .is_empty()
                {
                    return Err(VaultError::NotFound);
                }
                let mut all = of_kind(tx, case, Said::Person).await?;
                all.extend(of_kind(tx, case, Said::Place).await?);
                all.extend(of_kind(tx, case, Said::Address).await?);
                all.extend(of_kind(tx, case, Said::Name).await?);
                all.extend(of_kind(tx, case, Said::Tie).await?);
                Ok(all)
            })
        })
        .await?;
    all.sort_by_key(|one| Reverse((one.at, one.id)));
    Ok(all)
}

async fn of_kind<R: Record>(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    said: fn(R) -> Said,
) -> Result<Vec<Changed>, VaultError> {
    let open = tx.sections_permitted::<actions::ReadCase>(case).await?;
    let mut all = Vec::new();
    for section in READ_UNDER {
        if !open.contains(&section) {
            continue;
        }
        let permit = tx.permit::<actions::ReadCase>(case, section).await?;
        let mut before: Option<(RecordId, Said)> = None;
        for one in vault::log::<R>(tx, &permit).await? {
            let id = one.revision.id;
            let now = said(one.revision.body);
            let own = before.take().filter(|(of, _)| *of == id);
            all.push(Changed {
                id,
                at: one.revision.changed_at,
                by: Some(one.revision.by),
                before: own.map(|(_, said)| said),
                now: Some(now.clone()),
            });
            if let Some(at) = one.removed_at.filter(|_| one.is_last) {
                all.push(Changed {
                    id,
                    at,
                    by: None,
                    before: Some(now.clone()),
                    now: None,
                });
            }
            before = Some((id, now));
        }
    }
    Ok(all)
}
