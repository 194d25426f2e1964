//! The conflict list: who must not see a review, whatever their role. Nothing overrides it.

use access::{Ctx, Permit, actions, directory};
use model::case::{ConflictLine, TeamPlace};
use model::{FormId, PersonId, RecordId, Sensitive, resembles};
use vault::{CaseFile, Conflict, Stored, VaultError, VaultTx};

use super::{guests, opened};
use crate::decision::decide::has_words;
use crate::keep::kept_before;
use crate::{App, AppError, Place, Reference};

/// The list, for those who keep it.
#[derive(Debug, Clone)]
pub struct ConflictList {
    /// The case.
    pub case: CaseFile,
    /// Its lines, oldest first; those that were wrong too.
    pub lines: Vec<Stored<ConflictLine>>,
}

/// Whether somebody who is named on the list is known to have a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Nobody has said yet.
    NotAsked,
    /// They have none: they are only named.
    InWords,
    /// This person.
    Person(PersonId),
}

/// What came of putting somebody on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Barred {
    /// The line.
    pub line: RecordId,
    /// Whether they were on the team and were taken off.
    pub taken_off: bool,
}

/// Reads the list.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`] for everybody who does not keep it.
pub async fn conflict_list(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<ConflictList, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                Ok(ConflictList {
                    case: vault::case_of(tx, &permit).await?,
                    lines: vault::list_with(tx, &permit).await?,
                })
            })
        })
        .await?)
}

/// People with a role here, guests too, whose name resembles what was written.
///
/// # Errors
/// [`AppError`].
pub async fn similar(
    app: &App,
    ctx: &Ctx,
    written: &str,
) -> Result<Vec<(PersonId, String)>, AppError> {
    let (here, today) = (ctx.organisation, ctx.today());
    let members = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(async move { directory::members_of(tx, here, today).await })
        })
        .await?;
    let mut all: Vec<(PersonId, String)> = members
        .into_iter()
        .map(|one| (one.person.id, one.person.name))
        .filter(|(_, name)| resembles(name, written))
        .collect();
    all.sort_by(|one, other| (&one.1, one.0).cmp(&(&other.1, other.0)));
    all.dedup();
    Ok(all)
}

/// Puts somebody on the list, or changes their line. Whoever is on the team loses their place at this
/// moment; from now on they see nothing of the case by any way.
///
/// # Errors
/// [`AppError::Rule`] `conflict-kind`, `conflict-named`, `conflict-which` when people with a similar name
/// have a sign-in here and nobody has said whether one of them is meant, `conflict-known` when the person is
/// on the list, `conflict-ended` when the line no longer stands; [`AppError::Clash`].
pub async fn bar(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, place): (FormId, Place),
    (new, whom): (&ConflictLine, Whom),
) -> Result<Barred, AppError> {
    if !has_words(&new.named) {
        return Err(AppError::Rule("conflict-named"));
    }
    let alike = similar(app, ctx, &new.named.0).await?;
    if whom == Whom::NotAsked && !alike.is_empty() {
        return Err(AppError::Rule("conflict-which"));
    }
    let mut line = new.clone();
    line.ended = None;
    line.not_them = match whom {
        Whom::InWords => alike.into_iter().map(|(person, _)| person).collect(),
        Whom::Person(_) | Whom::NotAsked => Vec::new(),
    };
    line.person = match whom {
        Whom::Person(person) => Some(person),
        Whom::InWords | Whom::NotAsked => None,
    };
    let line = &line;
    let vault = app.vault(ctx).await?;
    let (barred, guest) = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme, _) = opened(tx, app, reference).await?;
                if let Some(id) = kept_before(tx, form).await? {
                    let barred = Barred {
                        line: id,
                        taken_off: false,
                    };
                    return Ok((barred, false));
                }
                let kinds = scheme
                    .list("conflict")
                    .ok_or(VaultError::Rule("no-scheme"))?;
                if kinds.label_of(&line.kind).is_none() {
                    return Err(VaultError::Rule("conflict-kind"));
                }
                once(tx, &permit, place, line).await?;
                let off = ended_places(tx, &permit, line.person).await?;
                let id = written(tx, &permit, place, line).await?;
                vault::remember(tx, form, &id.to_string()).await?;
                let barred = Barred {
                    line: id,
                    taken_off: !off.is_empty(),
                };
                Ok((barred, off.contains(&true)))
            })
        })
        .await?;
    if let (true, Some(person)) = (guest, line.person) {
        left(app, ctx, reference, person).await?;
    }
    Ok(barred)
}

/// A guest who was taken off may still be a guest elsewhere in this store.
async fn left(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    person: PersonId,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let until = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                vault::guest_until(tx, &permit, person).await
            })
        })
        .await;
    // Whoever put themselves on the list can no longer ask; the role of a guest opens nothing by itself.
    match until {
        Ok(until) => guests::let_in(app, ctx, person, until).await,
        Err(VaultError::Refused { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A person stands on the list once.
async fn once(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    place: Place,
    line: &ConflictLine,
) -> Result<(), VaultError> {
    let own = place.map(|(id, _)| id);
    let lines = vault::list_with::<_, ConflictLine>(tx, permit).await?;
    let kept = lines.iter().find(|one| Some(one.id) == own);
    if kept.is_some_and(|kept| !kept.body.stands()) {
        return Err(VaultError::Rule("conflict-ended"));
    }
    let same = |one: &&Stored<ConflictLine>| {
        Some(one.id) != own && one.body.stands() && one.body.person == line.person
    };
    if line.person.is_some() && lines.iter().any(|one| same(&one)) {
        return Err(VaultError::Rule("conflict-known"));
    }
    Ok(())
}

/// Ends the places of the person in what was written down, without a word of why: the team reads its own
/// list and must not read this one. Tells for each whether it was a guest's.
async fn ended_places(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    person: Option<PersonId>,
) -> Result<Vec<bool>, VaultError> {
    let mut ended = Vec::new();
    for one in vault::list_with::<_, TeamPlace>(tx, permit).await? {
        if Some(one.body.person) != person || one.body.ended.is_some() {
            continue;
        }
        let mut body = one.body;
        body.ended = Some(Sensitive(String::new()));
        vault::save(tx, permit, one.id, one.version, &body).await?;
        ended.push(body.guest_of.is_some());
    }
    Ok(ended)
}

/// The record, and the column that bars: in that column's function the place itself ends.
async fn written(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ManageTeam>,
    place: Place,
    line: &ConflictLine,
) -> Result<RecordId, VaultError> {
    let column = |id, at| Conflict {
        id,
        person: line.person,
        named: line.named.0.clone(),
        relation: line.kind.clone(),
        at,
    };
    let now = tx.ctx.now;
    match place {
        None => {
            let id = vault::save_new(tx, permit, line).await?;
            vault::add_conflict(tx, permit, &column(id, now)).await?;
            Ok(id)
        }
        Some((id, shown)) => {
            vault::save(tx, permit, id, shown, line).await?;
            vault::change_conflict(tx, permit, &column(id, now)).await?;
            Ok(id)
        }
    }
}

/// Takes a line off the list that was wrong, with the reason. It stays on record, and nobody's place comes
/// back by it.
///
/// # Errors
/// [`AppError::Rule`] `conflict-why` without a reason, `conflict-ended` when it no longer stands;
/// [`AppError::Clash`].
pub async fn unbar(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id, shown): (FormId, RecordId, i64),
    why: &Sensitive<String>,
) -> Result<(), AppError> {
    if !has_words(why) {
        return Err(AppError::Rule("conflict-why"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _, _) = opened(tx, app, reference).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut line = vault::one::<_, ConflictLine>(tx, &permit, id).await?.body;
                if !line.stands() {
                    return Err(VaultError::Rule("conflict-ended"));
                }
                line.ended = Some(why.clone());
                vault::save(tx, &permit, id, shown, &line).await?;
                vault::end_conflict(tx, &permit, id).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}
