//! Links of moments: added and taken away by a person, never in a circle of merging and splitting.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Section, actions};
use model::case::{Action, LearningPoint};
use model::chronology::Entry;
use model::learning::{LinkedTo, Moment, MomentLink, MomentLinkKind};
use model::{CaseId, FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use crate::incident::find;
use crate::keep::{kept_before, save};
use crate::{App, AppError, Reference};

/// The moments into which a moment goes: it was part of them, or belongs to them now.
fn belongs_to(moment: &Moment) -> impl Iterator<Item = RecordId> {
    moment
        .links
        .iter()
        .filter_map(|link| match (link.kind, &link.to) {
            (MomentLinkKind::SplitFrom | MomentLinkKind::MergedInto, LinkedTo::Moment(id)) => {
                Some(*id)
            }
            _ => None,
        })
}

/// Whether a moment that became part of another would, on the way from one to the next, become part of itself.
#[must_use]
pub fn circles(moments: &BTreeMap<RecordId, &Moment>, from: RecordId, to: RecordId) -> bool {
    let mut seen = BTreeSet::new();
    let mut ahead = vec![to];
    while let Some(id) = ahead.pop() {
        if id == from {
            return true;
        }
        if seen.insert(id)
            && let Some(moment) = moments.get(&id)
        {
            ahead.extend(belongs_to(moment));
        }
    }
    false
}

/// Why a link may not be made, as far as the moments of the review say it.
fn refused(
    all: &[Stored<Moment>],
    from: &Stored<Moment>,
    new: &MomentLink,
) -> Option<&'static str> {
    let joins = matches!(
        new.kind,
        MomentLinkKind::SplitFrom | MomentLinkKind::MergedInto
    );
    if from.body.links.contains(new) {
        return Some("journey-linked");
    }
    match &new.to {
        LinkedTo::Moment(id) if *id == from.id => Some("journey-itself"),
        LinkedTo::Moment(id) if joins => {
            let moments = all.iter().map(|one| (one.id, &one.body)).collect();
            circles(&moments, from.id, *id).then_some("journey-circle")
        }
        LinkedTo::Moment(_) => None,
        _ if joins => Some("journey-only-moments"),
        _ => None,
    }
}

/// Whether there is such a thing that the actor may read: a moment of the same place, or something else of the review, where it is one.
async fn is_there(
    tx: &mut VaultTx<'_>,
    (case, moments): (CaseId, &[Stored<Moment>]),
    to: &LinkedTo,
) -> Result<bool, VaultError> {
    if let LinkedTo::Moment(id) = to {
        return Ok(has(moments, *id));
    }
    if !tx.would_permit::<actions::ReadCase>(case).await? {
        return Ok(false);
    }
    let read = &tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    Ok(match to {
        LinkedTo::Moment(_) => false,
        LinkedTo::LearningPoint(id) => has(&vault::list::<LearningPoint>(tx, read).await?, *id),
        LinkedTo::Action(id) => has(&vault::list::<Action>(tx, read).await?, *id),
        LinkedTo::Entry(id) => {
            let all = vault::signed_of_case::<Entry>(tx, read).await?;
            let mut readable = all.iter().filter_map(|one| one.record.as_ref());
            readable.any(|one| one.id == *id)
        }
        LinkedTo::File(id) => {
            let files = super::read::files(tx, case).await?;
            files.iter().any(|one| one.id == *id)
        }
        LinkedTo::Shared(_) => false,
    })
}

fn has<R>(all: &[Stored<R>], id: RecordId) -> bool {
    all.iter().any(|one| one.id == id)
}

/// Links a moment to something of the same review.
///
/// # Errors
/// [`AppError::Rule`] `journey-linked` when it is linked so already, `journey-itself`, `journey-circle` when a moment would
/// become part of itself, `journey-only-moments` for merging or splitting with anything else than a moment, `journey-gone` when
/// the other is not there to be read by the actor; [`AppError::Clash`]; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn link(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    new: &MomentLink,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let general = Section::General;
                let permit = tx.permit::<actions::LinkMoments>(case, general).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let all = vault::list_with::<_, Moment>(tx, &permit).await?;
                let from = all.iter().find(|one| one.id == id);
                let from = from.ok_or(VaultError::NotFound)?;
                if from.version != shown {
                    return Err(vault::clash(from)?);
                }
                if let Some(code) = refused(&all, from, new) {
                    return Err(VaultError::Rule(code));
                }
                if !is_there(tx, (case, &all), &new.to).await? {
                    return Err(VaultError::Rule("journey-gone"));
                }
                let mut body = from.body.clone();
                body.links.push(new.clone());
                save(tx, &permit, (form, Some((id, shown))), &body).await?;
                Ok(())
            })
        })
        .await?;
    Ok(())
}

/// Takes a link of a moment away, by its place among them; the version that had it stays on record.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn unlink(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (id, shown)): (FormId, (RecordId, i64)),
    at: usize,
) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let case = find(tx, reference).await?;
                let permit = tx
                    .permit::<actions::LinkMoments>(case, Section::General)
                    .await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let kept = vault::one::<_, Moment>(tx, &permit, id).await?;
                if kept.version != shown {
                    return Err(VaultError::Rule("changed-meanwhile"));
                }
                let mut body = kept.body;
                if at >= body.links.len() {
                    return Err(VaultError::NotFound);
                }
                body.links.remove(at);
                save(tx, &permit, (form, Some((id, shown))), &body).await?;
                Ok(())
            })
        })
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Id as _, Instant};
    use proptest::prelude::*;

    fn id(number: u8) -> RecordId {
        RecordId::make(Instant::from_microseconds(0), [number; 10])
    }

    fn linked(kind: MomentLinkKind, to: u8) -> Moment {
        let mut moment = Moment::of("One");
        moment.links.push(MomentLink {
            kind,
            to: LinkedTo::Moment(id(to)),
        });
        moment
    }

    #[test]
    fn what_was_merged_or_split_never_comes_back_to_itself() {
        let one = linked(MomentLinkKind::MergedInto, 2);
        let two = linked(MomentLinkKind::SplitFrom, 3);
        let three = linked(MomentLinkKind::Informs, 1);
        let all = BTreeMap::from([(id(1), &one), (id(2), &two), (id(3), &three)]);
        assert!(circles(&all, id(3), id(1)));
        assert!(circles(&all, id(2), id(1)));
        assert!(!circles(&all, id(1), id(3)));
        assert!(circles(&all, id(1), id(1)));
        assert!(!circles(&all, id(4), id(1)));
    }

    proptest! {
        #[test]
        fn links_that_are_let_through_keep_an_order(asked in prop::collection::vec((0_u8..12, 0_u8..12), 0..80)) {
            let mut moments: BTreeMap<RecordId, Moment> =
                (0..12).map(|number| (id(number), Moment::of("One"))).collect();
            for (from, to) in asked {
                let all = moments.iter().map(|(id, one)| (*id, one)).collect();
                if !circles(&all, id(from), id(to))
                    && let Some(moment) = moments.get_mut(&id(from))
                {
                    moment.links.push(MomentLink {
                        kind: MomentLinkKind::MergedInto,
                        to: LinkedTo::Moment(id(to)),
                    });
                }
            }
            // Whatever goes into nothing more is taken out; in a graph without a circle that ends with nothing left.
            let mut left = moments;
            loop {
                let done: Vec<RecordId> = left
                    .iter()
                    .filter(|(_, one)| !belongs_to(one).any(|to| left.contains_key(&to)))
                    .map(|(id, _)| *id)
                    .collect();
                if done.is_empty() {
                    break;
                }
                left.retain(|id, _| !done.contains(id));
            }
            prop_assert!(left.is_empty());
        }
    }
}
