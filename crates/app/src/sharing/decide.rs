//! A person decides on each thing that the check found; and asks for the whole to be read by those who release it.

use access::{Ctx, Permit, Section, actions};
use model::case::{FindingChoice, FindingDecided, SharingCheck};
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use super::find::{CaseScrub, Found};
use super::made::Made;
use super::prepared::Prepared;
use super::write::author;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Reference};

/// What somebody decided of something that was found: where it stands and its words say of what.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// The draft.
    pub draft: RecordId,
    /// The field.
    pub field: String,
    /// The words.
    pub words: String,
    /// Its first byte in the field, as it was shown.
    pub start: usize,
    /// What becomes of them.
    pub choice: FindingChoice,
    /// What [`stands`] said when it was shown; none where nothing was shown.
    pub stood: Option<String>,
}

/// What was decided of something found, in a form that says nothing of it: somebody else who decides meanwhile changes it.
#[must_use]
pub fn stands(check: Option<&SharingCheck>, found: &Found) -> String {
    let key = (found.field, found.words.0.as_str(), found.kind.as_str());
    print(check.and_then(|check| check.said_of(key)))
}

fn print(decided: Option<&FindingDecided>) -> String {
    let kept = decided.and_then(|one| serde_json::to_vec(one).ok());
    kept.map_or_else(String::new, |kept| crypto::digest(&kept).to_string())
}

/// Keeps one decision.
///
/// # Errors
/// [`AppError::Rule`] `sharing-found-gone` when that is not found any more, `sharing-known-stays` for something on record that is
/// to stay, `sharing-kept-why` when it stays without a reason, `sharing-own-words` without words of one's own, `sharing-own-found`
/// when they tell of somebody themselves, `sharing-offered` for a replacement that the check does not offer, `sharing-together`
/// when what could be put together is to be replaced, `changed-meanwhile` when anything in the case was written while it was checked
/// or somebody else decided of it since it was shown,
/// `sharing-released`, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewDecision,
) -> Result<(), AppError> {
    let prepared = &Prepared::of::<actions::CheckSharing>(app, ctx, reference, new.draft).await?;
    // The check is made here, before anything is written.
    let kind = &check_choice(prepared, new);
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::CheckSharing>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let made = Made::of(tx, &permit).await?;
                made.unreleased(new.draft)?;
                prepared.still(tx, &permit).await?;
                let check = made.check(new.draft);
                let kind = kind.clone().map_err(VaultError::Rule)?;
                still_stands(check, (new, &kind))?;
                let by = author(tx.ctx)?;
                let one = FindingDecided {
                    field: new.field.clone(),
                    words: model::Sensitive(new.words.clone()),
                    kind,
                    choice: new.choice.clone(),
                    by,
                    on: tx.ctx.today(),
                };
                keep(tx, &permit, (form, new.draft, check), one).await
            })
        })
        .await?;
    Ok(())
}

/// That nobody decided otherwise of it since it was shown.
fn still_stands(
    check: Option<&Stored<SharingCheck>>,
    (new, kind): (&NewDecision, &str),
) -> Result<(), VaultError> {
    let key = (new.field.as_str(), new.words.as_str(), kind);
    let now = check.and_then(|check| check.body.said_of(key));
    match new.stood.as_ref().is_none_or(|stood| *stood == print(now)) {
        true => Ok(()),
        false => Err(VaultError::Rule("changed-meanwhile")),
    }
}

/// Whether this may become of what was found, and as what that was.
fn check_choice(prepared: &Prepared, new: &NewDecision) -> Result<String, &'static str> {
    let checked = prepared.checked.as_ref().ok_or("sharing-found-gone")?;
    let is_it = |found: &&Found| {
        (found.field, found.start) == (new.field.as_str(), new.start) && found.words.0 == new.words
    };
    let found = checked.leaving.lines().map(|line| &line.found).find(is_it);
    let found = found.ok_or("sharing-found-gone")?;
    may_become(found, new, &prepared.scrub(&checked.draft.body))?;
    Ok(found.kind.clone())
}

fn may_become(found: &Found, new: &NewDecision, scrub: &CaseScrub) -> Result<(), &'static str> {
    let together = found.field == super::TOGETHER;
    match &new.choice {
        FindingChoice::Kept { .. } if found.known => Err("sharing-known-stays"),
        FindingChoice::Kept { .. } if !found.may_be_kept() => Err("sharing-of-one-stays"),
        FindingChoice::Kept { why } if !has_words(why) => Err("sharing-kept-why"),
        FindingChoice::Kept { .. } => Ok(()),
        _ if together => Err("sharing-together"),
        FindingChoice::Own { words } if !has_words(words) => Err("sharing-own-words"),
        FindingChoice::Own { words } => {
            let again = scrub.find((found.field, &words.0), &mut scrub.begin());
            match again.iter().any(Found::is_told_by_own_words) {
                true => Err("sharing-own-found"),
                false => Ok(()),
            }
        }
        FindingChoice::Offered { words } if !found.offered().contains(&words.0) => {
            Err("sharing-offered")
        }
        FindingChoice::Offered { .. } | FindingChoice::Removed => Ok(()),
    }
}

/// What was decided so far.
fn begun(draft: RecordId, check: Option<&Stored<SharingCheck>>) -> SharingCheck {
    let empty = || SharingCheck {
        of: draft,
        decided: Vec::new(),
        asked_on: None,
        asked_before: 0,
    };
    check.map_or_else(empty, |check| check.body.clone())
}

/// Keeps a decision in the place of the one before it.
async fn keep(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::CheckSharing>,
    (form, draft, check): (FormId, RecordId, Option<&Stored<SharingCheck>>),
    one: FindingDecided,
) -> Result<(), VaultError> {
    let mut body = begun(draft, check);
    body.ask_no_more();
    let key = (one.field.clone(), one.words.clone(), one.kind.clone());
    body.decided
        .retain(|two| (&two.field, &two.words, &two.kind) != (&key.0, &key.1, &key.2));
    body.decided.push(one);
    let place = check.map(|check| (check.id, check.version));
    save(tx, permit, (form, place), &body).await.map(drop)
}

/// Asks those who release it to read it: nothing is left to decide.
///
/// # Errors
/// [`AppError::Rule`] `sharing-open` while something waits for a decision, `sharing-family` while nobody has said whether the family
/// knows, `changed-meanwhile`, `sharing-released`, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn ask_to_release(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, draft): (FormId, RecordId),
) -> Result<(), AppError> {
    let prepared = &Prepared::of::<actions::CheckSharing>(app, ctx, reference, draft).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::CheckSharing>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let made = Made::of(tx, &permit).await?;
                made.unreleased(draft)?;
                let check = made.check(draft);
                if prepared.still(tx, &permit).await?.leaving.open() > 0 {
                    return Err(VaultError::Rule("sharing-open"));
                }
                if made.family(draft).is_none() {
                    return Err(VaultError::Rule("sharing-family"));
                }
                let mut body = begun(draft, check);
                body.asked_on = Some(tx.ctx.today());
                let place = check.map(|check| (check.id, check.version));
                save(tx, &permit, (form, place), &body).await.map(drop)
            })
        })
        .await?;
    Ok(())
}
