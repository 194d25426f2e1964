//! One event, several accounts: proposed by rules, said by people, and undone. No account is changed by it.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ctx, Permit, Section, actions};
use chronology::Item;
use chronology::same_event::{self, Difference, Proposed};
use model::case::ChronologyEvent;
use model::chronology::Entry;
use model::{CaseId, FormId, RecordId, Sensitive};
use vault::{SignedRecord, Stored, VaultError, VaultTx};

use super::read::{Account, Chronology, items, read_everywhere};
use crate::keep::{kept_before, open, save, take_away_anywhere};
use crate::names::Names;
use crate::people_places::most_restricted;
use crate::{App, AppError, Reference};

/// The most accounts that one event can have.
const MOST: usize = 40;

/// What somebody says of accounts.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// The entries.
    pub accounts: Vec<RecordId>,
    /// Whether they tell of one event; otherwise each of another.
    pub same: bool,
    /// Why; may be empty.
    pub words: Sensitive<String>,
}

/// What is undone: the record, and the version that was shown.
pub type Undo = (RecordId, i64);

/// One event with the accounts that people joined, each of which the reader may read.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The entries, in the order of the chronology.
    pub accounts: Vec<RecordId>,
    /// In what they differ.
    pub differences: Vec<Difference>,
}

/// The events that people confirmed, in the order of the chronology. What two people joined in parts is one event where the
/// parts share an account. An event of which one account alone is left is none.
#[must_use]
pub fn events(found: &Chronology, names: &Names) -> Vec<Event> {
    let items = items(&found.accounts, names);
    let group = joined(&found.said);
    let mut members: BTreeMap<RecordId, Vec<Item<'_>>> = BTreeMap::new();
    let mut order = Vec::new();
    for item in &items {
        if let Some(number) = group.get(&item.id) {
            let own = members.entry(*number).or_default();
            if own.is_empty() {
                order.push(*number);
            }
            own.push(*item);
        }
    }
    let event = |number: &RecordId| {
        let own = members.get(number)?;
        (own.len() > 1).then(|| Event {
            accounts: own.iter().map(|item| item.id).collect(),
            differences: same_event::differ(own),
        })
    };
    order.iter().filter_map(event).collect()
}

/// Leaves what was said of accounts that the reader may read. What speaks of an account that is not there, because its agency took it
/// away, stays; but not where the reader may not read every account, because one of those could be the one that is not there.
pub(crate) fn retain_readable(said: &mut Vec<Stored<ChronologyEvent>>, accounts: &[Account]) {
    let known: BTreeSet<RecordId> = accounts.iter().filter_map(Account::id).collect();
    let all_open = known.len() == accounts.len();
    said.retain(|one| {
        let mut own = one.body.accounts.iter();
        if all_open {
            own.any(|id| known.contains(id))
        } else {
            own.all(|id| known.contains(id))
        }
    });
}

/// Each account that is part of a confirmed event, with one that stands for the event.
pub(crate) fn joined<'a>(
    said: impl IntoIterator<Item = &'a Stored<ChronologyEvent>>,
) -> BTreeMap<RecordId, RecordId> {
    let mut group: BTreeMap<RecordId, RecordId> = BTreeMap::new();
    for one in said.into_iter().filter(|one| one.body.same) {
        let Some(first) = one.body.accounts.first() else {
            continue;
        };
        let known = one.body.accounts.iter().filter_map(|id| group.get(id));
        let old: BTreeSet<RecordId> = known.copied().collect();
        for number in group.values_mut() {
            if old.contains(number) {
                *number = *first;
            }
        }
        group.extend(one.body.accounts.iter().map(|id| (*id, *first)));
    }
    group
}

/// Accounts that may tell of one event and of which nobody has said so yet, the likeliest first. What somebody said tells of
/// different events is not proposed together again.
#[must_use]
pub fn proposals(found: &Chronology, names: &Names) -> Vec<Proposed> {
    let group = joined(&found.said);
    let different: Vec<&ChronologyEvent> = found
        .said
        .iter()
        .filter(|one| !one.body.same)
        .map(|one| &one.body)
        .collect();
    let proposed = same_event::propose(&items(&found.accounts, names));
    let open = proposed
        .into_iter()
        .map(|one| without(one, &different))
        .filter(|one| one.entries.len() > 1 && !is_one(&one.entries, &group));
    open.collect()
}

fn is_one(accounts: &[RecordId], group: &BTreeMap<RecordId, RecordId>) -> bool {
    let numbers: BTreeSet<Option<&RecordId>> = accounts.iter().map(|id| group.get(id)).collect();
    numbers.len() == 1 && !numbers.contains(&None)
}

/// A proposal without the accounts that somebody said tell of another event than one before them.
fn without(mut proposed: Proposed, different: &[&ChronologyEvent]) -> Proposed {
    let mut kept: Vec<RecordId> = Vec::new();
    for id in &proposed.entries {
        let apart = |one: &RecordId| {
            different
                .iter()
                .any(|event| event.shares(&[*one, *id]) == 2)
        };
        if !kept.iter().any(apart) {
            kept.push(*id);
        }
    }
    for difference in &mut proposed.differences {
        for value in &mut difference.values {
            value.retain(|id| kept.contains(id));
        }
        difference.values.retain(|value| !value.is_empty());
    }
    proposed.differences.retain(|one| one.values.len() > 1);
    proposed.entries = kept;
    proposed
}

/// Says that accounts tell of one event, or of different ones. It is kept in the section of the most restricted of them, so
/// that nobody learns from it what they may not read.
///
/// # Errors
/// [`AppError::Rule`] `event-two` for fewer than two accounts, `event-many` for more than 40, `event-gone` when one of them is
/// not there to be read by the actor, `event-told-same` or `event-told-different` when somebody has said that already or the
/// opposite, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn say(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &NewEvent),
) -> Result<(), AppError> {
    let accounts: BTreeSet<RecordId> = new.accounts.iter().copied().collect();
    let accounts: Vec<RecordId> = accounts.into_iter().collect();
    if accounts.len() < 2 {
        return Err(AppError::Rule("event-two"));
    }
    if accounts.len() > MOST {
        return Err(AppError::Rule("event-many"));
    }
    let body = ChronologyEvent {
        accounts,
        same: new.same,
        words: new.words.clone(),
    };
    let body = &body;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let general = Section::General;
                let (permit, _) =
                    open::<actions::JoinAccounts>(tx, app, reference, general).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let case = permit.case()?;
                let section = section_of(tx, case, &body.accounts).await?;
                nobody_said(&read_everywhere(tx, case).await?, body).map_err(VaultError::Rule)?;
                let permit = tx.permit::<actions::JoinAccounts>(case, section).await?;
                save(tx, &permit, (form, None), body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// The section of the most restricted of the accounts, each of which the actor must be able to read.
pub(super) async fn section_of(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    accounts: &[RecordId],
) -> Result<Section, VaultError> {
    let read: Permit<'_, actions::ReadCase> = tx.permit(case, Section::General).await?;
    let all = vault::signed_of_case::<Entry>(tx, &read).await?;
    let of = |id: &RecordId| {
        let is = |one: &&SignedRecord<Entry>| {
            let entry = one.record.as_ref();
            entry.is_some_and(|entry| entry.id == *id)
        };
        all.iter().find(is).map(|one| one.reads)
    };
    let sections: Option<Vec<Section>> = accounts.iter().map(of).collect();
    let sections = sections.ok_or(VaultError::Rule("event-gone"))?;
    Ok(most_restricted(&sections))
}

/// Whether it is new: what was said already, by whomever, stands.
fn nobody_said(
    said: &[Stored<ChronologyEvent>],
    new: &ChronologyEvent,
) -> Result<(), &'static str> {
    let different = || said.iter().filter(|one| !one.body.same);
    let all = new.accounts.len();
    let group = joined(said);
    if new.same {
        if is_one(&new.accounts, &group) {
            return Err("event-told-same");
        }
        let touched: BTreeSet<&RecordId> =
            new.accounts.iter().filter_map(|id| group.get(id)).collect();
        let beside = group.iter().filter(|(_, number)| touched.contains(number));
        let mut together: BTreeSet<RecordId> = beside.map(|(id, _)| *id).collect();
        together.extend(&new.accounts);
        let together: Vec<RecordId> = together.into_iter().collect();
        if different().any(|one| one.body.shares(&together) > 1) {
            return Err("event-told-different");
        }
        return Ok(());
    }
    let mut numbers = BTreeSet::new();
    let mut known = new.accounts.iter().filter_map(|id| group.get(id));
    if !known.all(|number| numbers.insert(*number)) {
        return Err("event-told-same");
    }
    if different().any(|one| one.body.shares(&new.accounts) == all) {
        return Err("event-told-different");
    }
    Ok(())
}

/// Undoes what somebody said of accounts; that it was said stays on record.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when somebody has undone it already, `case-closed`; [`AppError::NotPermitted`].
pub async fn undo(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Undo),
) -> Result<(), AppError> {
    take_away_anywhere::<actions::JoinAccounts, ChronologyEvent>(app, ctx, reference, sent).await
}
