//! What people are to each other, and where they live, from one day until another.

use access::{Ctx, Section, actions};
use model::case::{Tie, TieKind};
use model::{CaseId, FormId, RecordId, UncertainDate};
use vault::{VaultError, VaultTx};

use super::change::section_of;
use super::{CaseRegister, Edit, change, most_restricted};
use crate::keep::{kept_before, open, stands_in, take_away_anywhere};
use crate::{App, AppError, Reference};

/// A relationship, and the section in which it is to stand at least.
pub type NewTie = (Tie, Section);

/// Keeps a relationship, or changes one where it stands. One that contradicts another stands beside it.
///
/// # Errors
/// [`AppError::Rule`] `tie-self` between somebody and themselves, `tie-gone` with somebody who is not in the register,
/// `tie-place` when somebody lives in what is no place, `tie-person` when somebody is related to a place, `tie-reversed` when it
/// ends before it begins, `tie-section` when one that stands is given to somebody who is kept from more people than it,
/// `changed-meanwhile`, `case-closed`; [`AppError::Clash`] when somebody else changed it; [`AppError::NotFound`],
/// [`AppError::NotPermitted`].
pub async fn save_tie(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    ((form, place), (body, section)): (Edit, &NewTie),
) -> Result<(), AppError> {
    check(body).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let general = Section::General;
                let (permit, _) =
                    open::<actions::EditRegister>(tx, app, reference, general).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let case = permit.case()?;
                let needs = of_ends(tx, case, body).await?;
                let id = match place {
                    None => {
                        let section = most_restricted(&[needs, *section]);
                        let permit = tx.permit::<actions::EditRegister>(case, section).await?;
                        vault::save_new(tx, &permit, body).await?
                    }
                    Some((id, shown)) => {
                        let section =
                            stands_in::<actions::EditRegister, Tie>(tx, (case, id)).await?;
                        if most_restricted(&[needs, section]) != section {
                            return Err(VaultError::Rule("tie-section"));
                        }
                        change(tx, (case, section), (id, shown), body).await?
                    }
                };
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

fn check(tie: &Tie) -> Result<(), &'static str> {
    if tie.from == tie.to {
        return Err("tie-self");
    }
    let since = tie.since.as_ref().and_then(UncertainDate::earliest);
    let until = tie.until.as_ref().and_then(UncertainDate::latest);
    if since.zip(until).is_some_and(|(since, until)| until < since) {
        return Err("tie-reversed");
    }
    Ok(())
}

/// The section of the more restricted of the two that it joins.
async fn of_ends(tx: &mut VaultTx<'_>, case: CaseId, tie: &Tie) -> Result<Section, VaultError> {
    let register = CaseRegister::read(tx, case).await?;
    let mut sections = Vec::new();
    for end in [tie.from, tie.to] {
        let section = section_of(tx, case, (&register, end)).await?;
        sections.push(section.ok_or(VaultError::Rule("tie-gone"))?);
    }
    if register.is_place(tie.from) {
        return Err(VaultError::Rule("tie-person"));
    }
    match (tie.kind == TieKind::LivesAt, register.is_place(tie.to)) {
        (true, false) => Err(VaultError::Rule("tie-place")),
        (false, true) => Err(VaultError::Rule("tie-person")),
        _ => Ok(most_restricted(&sections)),
    }
}

/// Takes a relationship out of sight that was entered by mistake; that it stood there stays on record.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when somebody changed it or took it out already, `case-closed`;
/// [`AppError::NotPermitted`].
pub async fn remove_tie(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away_anywhere::<actions::EditRegister, Tie>(app, ctx, reference, sent).await
}
