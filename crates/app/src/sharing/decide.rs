//! A person decides on each thing that the check found; and asks for the whole to be read by those who release it.

use access::{Ctx, Permit, Section, actions};
use model::case::{FindingChoice, FindingDecided, SharingCheck, SharingDraft};
use model::{FormId, RecordId};
use vault::{Stored, VaultError, VaultTx};

use super::find::{Found, Scrub};
use super::leaving::Leaving;
use super::made::Made;
use super::register::{CaseKnown, register};
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
}

/// Keeps one decision.
///
/// # Errors
/// [`AppError::Rule`] `sharing-found-gone` when that is not found any more, `sharing-known-stays` for something on record that is
/// to stay, `sharing-kept-why` when it stays without a reason, `sharing-own-words` without words of one's own, `sharing-own-found`
/// when they tell of somebody themselves, `sharing-offered` for a replacement that the check does not offer, `sharing-together`
/// when what could be put together is to be replaced, `sharing-released`, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn decide(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewDecision,
) -> Result<(), AppError> {
    let known = &register(app, ctx, reference).await?;
    let scrub = &app.scrub();
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
                let draft = made.unreleased(new.draft)?;
                let check = made.check(new.draft);
                let kind =
                    check_choice((draft, check), new, (known, scrub)).map_err(VaultError::Rule)?;
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

/// Whether this may become of what was found, and as what that was.
fn check_choice(
    (draft, check): (&Stored<SharingDraft>, Option<&Stored<SharingCheck>>),
    new: &NewDecision,
    (known, scrub): (&CaseKnown, &Scrub),
) -> Result<String, &'static str> {
    let of = (&draft.body, check.map(|one| &one.body));
    let leaving = Leaving::of(of, known, scrub);
    let is_it = |found: &&Found| {
        (found.field, found.start) == (new.field.as_str(), new.start) && found.words.0 == new.words
    };
    let found = leaving.lines().map(|line| &line.found).find(is_it);
    let found = found.ok_or("sharing-found-gone")?;
    may_become(found, (draft, new), (known, scrub))?;
    Ok(found.kind.clone())
}

fn may_become(
    found: &Found,
    (draft, new): (&Stored<SharingDraft>, &NewDecision),
    (known, scrub): (&CaseKnown, &Scrub),
) -> Result<(), &'static str> {
    let together = found.field == super::TOGETHER;
    match &new.choice {
        FindingChoice::Kept { .. } if !found.may_be_kept() => Err("sharing-known-stays"),
        FindingChoice::Kept { why } if !has_words(why) => Err("sharing-kept-why"),
        FindingChoice::Kept { .. } => Ok(()),
        _ if together => Err("sharing-together"),
        FindingChoice::Own { words } if !has_words(words) => Err("sharing-own-words"),
        FindingChoice::Own { words } => {
            let scrub = scrub.of(known, &draft.body.seed.0);
            let again = scrub.find((found.field, &words.0), &mut scrub.begin());
            match again.iter().any(|one| one.sure) {
                true => Err("sharing-own-found"),
                false => Ok(()),
            }
        }
        FindingChoice::Offered { words } if !found.offers.contains(&words.0) => {
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
    body.asked_on = None;
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
/// knows, `sharing-released`, `case-closed`; [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn ask_to_release(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, draft): (FormId, RecordId),
) -> Result<(), AppError> {
    let known = &register(app, ctx, reference).await?;
    let scrub = &app.scrub();
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
                let standing = made.unreleased(draft)?;
                let check = made.check(draft);
                let leaving =
                    Leaving::of((&standing.body, check.map(|one| &one.body)), known, scrub);
                if leaving.open() > 0 {
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
