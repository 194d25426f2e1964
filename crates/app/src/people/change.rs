//! Add a child or adult, change one, or take one out who was entered by mistake.

use access::{Ctx, Section, actions};
use model::case::{FamilyContact, SafetyLine, Subject, TakenOut};
use model::{FormId, RecordId, Sensitive};
use vault::{Stored, VaultError};

use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Adds a child or adult, or changes one; returns the record. The same form sent twice adds one.
///
/// # Errors
/// [`AppError::Rule`] `case-closed`; [`AppError::Clash`] when somebody changed it meanwhile.
pub async fn change_person(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &Subject,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) =
                    open::<actions::EditIncident>(tx, app, reference, section).await?;
                match kept_before(tx, sent.0).await? {
                    Some(before) => Ok(before),
                    None => save(tx, &permit, sent, new).await,
                }
            })
        })
        .await?)
}

/// Takes somebody out of the case who had been entered by mistake. What was recorded, and why they were
/// taken out, is kept. A child whose safety somebody still has to see to is not taken out.
///
/// # Errors
/// [`AppError::Rule`] `person-why` without a reason, `person-last-child`, `person-safety-open`,
/// `changed-meanwhile`, `case-closed`; [`AppError::NotFound`].
pub async fn take_out(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
    reason: &Sensitive<String>,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let (form, (person, shown)) = sent;
    let done = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, _) =
                    open::<actions::EditIncident>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                if !has_words(reason) {
                    return Err(VaultError::Rule("person-why"));
                }
                let all = vault::list_with::<_, Subject>(tx, &permit).await?;
                let found = all.iter().find(|one| one.id == person);
                let was = found.ok_or(VaultError::NotFound)?.body.clone();
                let lines = vault::list_with::<_, SafetyLine>(tx, &permit).await?;
                may_go(&all, &lines, person).map_err(VaultError::Rule)?;
                let taken = TakenOut {
                    person,
                    was,
                    reason: reason.clone(),
                };
                vault::remove::<_, Subject>(tx, &permit, person, shown).await?;
                let contacts = vault::list_with::<_, FamilyContact>(tx, &permit).await?;
                if let Some(one) = contacts.iter().find(|one| one.body.person == person) {
                    vault::remove::<_, FamilyContact>(tx, &permit, one.id, one.version).await?;
                }
                save(tx, &permit, (form, None), &taken).await.map(|_| ())
            })
        })
        .await;
    // Both texts side by side would help nobody here: what changed has to be read first.
    match done {
        Err(VaultError::Clash(_)) => Err(AppError::Rule("changed-meanwhile")),
        other => Ok(other?),
    }
}

fn may_go(
    all: &[Stored<Subject>],
    lines: &[Stored<SafetyLine>],
    person: RecordId,
) -> Result<(), &'static str> {
    let mut others = all.iter().filter(|one| one.id != person);
    if !others.any(|one| one.body.kind.is_child()) {
        return Err("person-last-child");
    }
    let line = lines.iter().find(|line| line.body.child == person);
    if line.is_some_and(|line| line.body.is_open()) {
        return Err("person-safety-open");
    }
    Ok(())
}
