//! Filters of a chronology that somebody saved under a name: for everybody on the review, or for themself alone.

use access::{Ctx, Permit, Section, actions};
use model::case::ChronologyFilter;
use model::{FormId, RecordId, Sensitive};
use vault::{OwnNote, VaultError, VaultTx};

use super::events::Undo;
use crate::decision::decide::has_words;
use crate::incident::find;
use crate::keep::{changed_meanwhile, open, save};
use crate::{App, AppError, Reference};

const KIND: &str = "chronology_filter";

/// The most filters of one kind, shared or one's own, in a review.
const MOST: usize = 50;

/// The longest name, in characters.
pub const LONGEST_NAME: usize = 100;

/// A filter that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id.
    pub id: RecordId,
    /// Its version.
    pub version: i64,
    /// Whether it is the reader's alone; otherwise everybody on the review sees it.
    pub own: bool,
    /// What it shows, and its name.
    pub filter: ChronologyFilter,
}

/// The filters that the reader finds.
#[derive(Debug, Clone, Default)]
pub struct SavedFilters {
    /// Those of everybody, then the reader's own, each oldest first.
    pub all: Vec<SavedFilter>,
    /// Whether the reader may save one for everybody.
    pub may_share: bool,
}

impl SavedFilters {
    /// One of them by its id.
    #[must_use]
    pub fn by_id(&self, id: RecordId) -> Option<&SavedFilter> {
        self.all.iter().find(|one| one.id == id)
    }
}

/// The filters that were saved in a review: everybody's, and the reader's own.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn saved_filters(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
) -> Result<SavedFilters, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                let closed = vault::case_of(tx, &permit).await?.closed_at.is_some();
                Ok(SavedFilters {
                    all: found(tx, &permit).await?,
                    may_share: !closed && tx.would_permit::<actions::SaveFilter>(case).await?,
                })
            })
        })
        .await?)
}

async fn found(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::ReadCase>,
) -> Result<Vec<SavedFilter>, VaultError> {
    let shared = vault::list::<ChronologyFilter>(tx, permit).await?;
    let mut all: Vec<SavedFilter> = Vec::new();
    all.extend(shared.into_iter().map(|one| SavedFilter {
        id: one.id,
        version: one.version,
        own: false,
        filter: one.body,
    }));
    for note in vault::own_notes(tx, permit, KIND).await? {
        all.push(own(note)?);
    }
    Ok(all)
}

fn own(note: OwnNote) -> Result<SavedFilter, VaultError> {
    let filter = serde_json::from_str(&note.body).map_err(|_| VaultError::Body(KIND))?;
    Ok(SavedFilter {
        id: note.id,
        version: note.version,
        own: true,
        filter,
    })
}

fn written(filter: &ChronologyFilter) -> Result<String, VaultError> {
    serde_json::to_string(filter).map_err(|_| VaultError::Body(KIND))
}

/// Whether it has a name that no other of the same kind bears; `id` where it is one of them.
fn named(
    all: &[SavedFilter],
    (is_own, id): (bool, Option<RecordId>),
    new: &ChronologyFilter,
) -> Result<(), &'static str> {
    if !has_words(&new.name) {
        return Err("filter-name");
    }
    if new.name.0.chars().count() > LONGEST_NAME {
        return Err("filter-name-long");
    }
    let mut others = all
        .iter()
        .filter(|one| one.own == is_own && Some(one.id) != id);
    if id.is_none() && others.clone().count() >= MOST {
        return Err("filter-many");
    }
    if others.any(|one| one.filter.is_called_like(new)) {
        return Err("filter-name-taken");
    }
    Ok(())
}

/// Saves a filter under a name: for the reader alone, or for everybody on the review.
///
/// # Errors
/// [`AppError::Rule`] `filter-nothing` for one that shows everything, `filter-name` without a name, `filter-name-long` for more than
/// [`LONGEST_NAME`] characters, `filter-name-taken` for a name that is there, `filter-many` for more than 50, `case-closed` for
/// everybody's; [`AppError::NotFound`]; [`AppError::NotPermitted`].
pub async fn save_filter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, is_own, new): (FormId, bool, &ChronologyFilter),
) -> Result<(), AppError> {
    if new.is_empty() {
        return Err(AppError::Rule("filter-nothing"));
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let read = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = found(tx, &read).await?;
                named(&all, (is_own, None), new).map_err(VaultError::Rule)?;
                if is_own {
                    let body = written(new)?;
                    let id = vault::add_own_note(tx, &read, (KIND, true, &body)).await?;
                    return vault::remember(tx, form, &id.to_string()).await;
                }
                let general = Section::General;
                let (permit, _) = open::<actions::SaveFilter>(tx, app, reference, general).await?;
                save(tx, &permit, (form, None), new).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Gives a saved filter another name.
///
/// # Errors
/// As [`save_filter`]; [`AppError::Rule`] `changed-meanwhile` when somebody has changed it or taken it away.
pub async fn rename_filter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown), name): (FormId, Undo, &Sensitive<String>),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let read = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = found(tx, &read).await?;
                let one = all.iter().find(|one| one.id == id);
                let one = one.ok_or(VaultError::Rule("changed-meanwhile"))?;
                let new = ChronologyFilter {
                    name: name.clone(),
                    ..one.filter.clone()
                };
                named(&all, (one.own, Some(id)), &new).map_err(VaultError::Rule)?;
                if one.own {
                    let body = written(&new)?;
                    vault::change_own_note(tx, &read, (id, shown), &body).await?;
                    return vault::remember(tx, form, &id.to_string()).await;
                }
                let general = Section::General;
                let (permit, _) = open::<actions::SaveFilter>(tx, app, reference, general).await?;
                let place = Some((id, shown));
                save(tx, &permit, (form, place), &new).await.map(drop)
            })
        })
        .await
        .map_err(changed_meanwhile)
}

/// Takes a saved filter away. One's own is gone; that there was one of everybody's stays on record.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when somebody has changed it or taken it away, `case-closed`; [`AppError::NotPermitted`].
pub async fn remove_filter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, Undo),
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let read = tx
                    .permit::<actions::ReadCase>(case, Section::General)
                    .await?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = found(tx, &read).await?;
                let one = all.iter().find(|one| one.id == id);
                let one = one.ok_or(VaultError::Rule("changed-meanwhile"))?;
                if one.own {
                    vault::let_own_note_go(tx, &read, id).await?;
                } else {
                    let general = Section::General;
                    let (permit, _) =
                        open::<actions::SaveFilter>(tx, app, reference, general).await?;
                    vault::remove::<_, ChronologyFilter>(tx, &permit, id, shown).await?;
                }
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await
        .map_err(changed_meanwhile)
}
