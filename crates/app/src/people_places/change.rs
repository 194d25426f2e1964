//! Saying what a name in the accounts is, and keeping people and places that only the accounts mention.

use access::{Ctx, Section, actions};
use model::case::{
    NameHow, NameSaid, PlaceAddress, RegisterPerson, RegisterPlace, RegisterWithheld, Subject,
};
use model::chronology::Entry;
use model::{CaseId, FormId, RecordId, Sensitive};
use vault::{Stored, VaultError, VaultTx};

use super::read::section_of_name;
use super::{CaseRegister, change, folded, most_restricted, same_name};
use crate::decision::decide::has_words;
use crate::keep::{Place, kept_before, open, stands_in, take_away_anywhere};
use crate::{App, AppError, Reference};

/// What somebody says a name is.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Somebody or something that stands in the register already.
    Same {
        /// Who or what.
        of: RecordId,
        /// How the name belongs to them.
        how: NameHow,
    },
    /// Somebody new, kept in a section at least as restricted as this.
    Person(RegisterPerson, Section),
    /// A new place, with its address where there is one to keep.
    Place(RegisterPlace, Sensitive<String>),
    /// Neither a person nor a place.
    Nobody,
}

/// A name where an entry uses it, and what it is.
#[derive(Debug, Clone)]
pub struct NewName {
    /// The entry.
    pub entry: RecordId,
    /// Place of the name among those whom the entry is about, from 0.
    pub at: usize,
    /// What it is.
    pub answer: Answer,
}

/// The form that was sent, and the record that it is about: none for a new one, or the record and the version that was shown.
pub type Edit = (FormId, Place);

/// Says what a name in the accounts is. It is kept in the section of the most restricted of what it joins, so that nobody
/// learns from it what they may not read.
///
/// # Errors
/// [`AppError::Rule`] `name-gone` when the actor reads no such name, `name-told` when somebody has said already whose it is,
/// `name-of` when it is said to be somebody who is not in the register, `register-name` for a new person or place without a
/// name, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn say_name(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &NewName),
) -> Result<(), AppError> {
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
                let (called, reads) = used(tx, case, (new.entry, new.at)).await?;
                let register = CaseRegister::read(tx, case).await?;
                if register.said(&called.0).is_some() {
                    return Err(VaultError::Rule("name-told"));
                }
                let (of, how, section) =
                    answered(tx, case, (&register, &new.answer, reads)).await?;
                let body = NameSaid {
                    called,
                    of,
                    how,
                    entry: new.entry,
                };
                let permit = tx.permit::<actions::EditRegister>(case, section).await?;
                let id = vault::save_new(tx, &permit, &body).await?;
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// A name as an entry uses it, and the section in which something about it may stand.
async fn used(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    (entry, at): (RecordId, usize),
) -> Result<(Sensitive<String>, Section), VaultError> {
    let read = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let all = vault::signed_of_case::<Entry>(tx, &read).await?;
    let readable = || {
        let all = all.iter();
        all.filter_map(|one| Some((one.reads, one.record.as_ref()?)))
    };
    let found = readable().find(|(_, record)| record.id == entry);
    let person = found.and_then(|(_, record)| record.body.about.get(at));
    let called = person.filter(|one| !folded(&one.called.0).is_empty());
    let called = called.ok_or(VaultError::Rule("name-gone"))?.called.clone();
    let name = folded(&called.0);
    let uses = readable().filter(|(_, record)| {
        let mut about = record.body.about.iter();
        about.any(|one| same_name(one, &name))
    });
    let sections: Vec<Section> = uses.map(|(reads, _)| reads).collect();
    Ok((called, section_of_name(&sections)))
}

/// Who or what it is, how, and in which section that may stand. What is new is kept here.
async fn answered(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    (register, answer, reads): (&CaseRegister, &Answer, Section),
) -> Result<(Option<RecordId>, NameHow, Section), VaultError> {
    match answer {
        Answer::Nobody => Ok((None, NameHow::Nobody, reads)),
        Answer::Same { of, how } => {
            let section = section_of(tx, case, (register, *of)).await?;
            let section = section.ok_or(VaultError::Rule("name-of"))?;
            Ok((Some(*of), *how, most_restricted(&[reads, section])))
        }
        Answer::Person(person, section) => {
            let section = most_restricted(&[reads, *section]);
            let id = new_person(tx, (case, section), person).await?;
            Ok((Some(id), NameHow::Name, section))
        }
        Answer::Place(place, address) => {
            named(&place.name)?;
            let permit = tx.permit::<actions::EditRegister>(case, reads).await?;
            let id = vault::save_new(tx, &permit, place).await?;
            keep_address(tx, case, (id, address)).await?;
            Ok((Some(id), NameHow::Name, reads))
        }
    }
}

fn named(name: &Sensitive<String>) -> Result<(), VaultError> {
    let there = has_words(name);
    there.then_some(()).ok_or(VaultError::Rule("register-name"))
}

/// The section in which somebody or something stands; none where the actor reads of nobody with this id.
pub(super) async fn section_of(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    (register, id): (&CaseRegister, RecordId),
) -> Result<Option<Section>, VaultError> {
    if let Some(section) = register.section(id) {
        return Ok(Some(section));
    }
    let read = tx
        .permit::<actions::ReadCase>(case, Section::General)
        .await?;
    let subjects = vault::list::<Subject>(tx, &read).await?;
    let is_subject = subjects.iter().any(|one| one.id == id);
    Ok(is_subject.then_some(Section::General))
}

/// Keeps somebody new. That somebody stands in a section which not everybody reads is noted where everybody reads it.
async fn new_person(
    tx: &mut VaultTx<'_>,
    (case, section): (CaseId, Section),
    person: &RegisterPerson,
) -> Result<RecordId, VaultError> {
    named(&person.name)?;
    let permit = tx.permit::<actions::EditRegister>(case, section).await?;
    let id = vault::save_new(tx, &permit, person).await?;
    if section != Section::General {
        let permit = tx
            .permit::<actions::EditRegister>(case, Section::General)
            .await?;
        vault::save_new(tx, &permit, &RegisterWithheld { of: id }).await?;
    }
    Ok(id)
}

/// Keeps the address of a place in the section of protected addresses; an empty one is kept only where there was another.
async fn keep_address(
    tx: &mut VaultTx<'_>,
    case: CaseId,
    (place, address): (RecordId, &Sensitive<String>),
) -> Result<(), VaultError> {
    if !tx
        .would_permit_in::<actions::EditRegister>(case, Section::ProtectedAddresses)
        .await?
    {
        let none = !has_words(address);
        return none.then_some(()).ok_or(VaultError::Rule("place-address"));
    }
    let permit = tx
        .permit::<actions::EditRegister>(case, Section::ProtectedAddresses)
        .await?;
    let all: Vec<Stored<PlaceAddress>> = vault::list_with(tx, &permit).await?;
    let body = PlaceAddress {
        place,
        address: address.clone(),
    };
    match all.iter().find(|one| one.body.place == place) {
        Some(one) if one.body != body => {
            vault::save(tx, &permit, one.id, one.version, &body).await?;
        }
        None if has_words(address) => {
            vault::save_new(tx, &permit, &body).await?;
        }
        _ => {}
    }
    Ok(())
}

/// Takes back what somebody said of a name; that it was said stays on record, and so does a person or place that was entered
/// with it.
///
/// # Errors
/// [`AppError::Rule`] `changed-meanwhile` when somebody has taken it back already, `case-closed`; [`AppError::NotPermitted`].
pub async fn undo_name(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    take_away_anywhere::<actions::EditRegister, NameSaid>(app, ctx, reference, sent).await
}

/// Keeps somebody whom no account need mention, or changes them where they stand.
///
/// # Errors
/// [`AppError::Rule`] `register-name` without a name, `changed-meanwhile` when they stand nowhere that the actor may change,
/// `case-closed`; [`AppError::Clash`] when somebody else changed them; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn save_person(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    ((form, place), (body, section)): (Edit, (&RegisterPerson, Section)),
) -> Result<(), AppError> {
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
                let id = match place {
                    None => new_person(tx, (case, section), body).await?,
                    Some((id, shown)) => {
                        named(&body.name)?;
                        let section =
                            stands_in::<actions::EditRegister, RegisterPerson>(tx, (case, id))
                                .await?;
                        change(tx, (case, section), (id, shown), body).await?
                    }
                };
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Keeps a place, or changes it where it stands. Its address is left as it is without one here.
///
/// # Errors
/// As [`save_person`]; [`AppError::Rule`] `place-address` for an address from somebody who may not keep one.
pub async fn save_place(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    ((form, place), (body, address)): (Edit, (&RegisterPlace, Option<&Sensitive<String>>)),
) -> Result<(), AppError> {
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
                named(&body.name)?;
                let case = permit.case()?;
                let id = match place {
                    None => vault::save_new(tx, &permit, body).await?,
                    Some((id, shown)) => {
                        let section =
                            stands_in::<actions::EditRegister, RegisterPlace>(tx, (case, id))
                                .await?;
                        change(tx, (case, section), (id, shown), body).await?
                    }
                };
                if let Some(address) = address {
                    keep_address(tx, case, (id, address)).await?;
                }
                vault::remember(tx, form, &id.to_string()).await
            })
        })
        .await?;
    Ok(())
}
