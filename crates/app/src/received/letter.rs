//! The national body's letter: drafted, approved by somebody else, sent.

use access::{Ctx, actions};
use model::case::{Consideration, LetterSent, LetterStands, LetterWords, NationalLetter};
use model::{FormId, RecordId};
use vault::{Stored, VaultError};

use super::letter_paper::Letter;
use super::work::{sender, settle, working};
use crate::decision::decide::has_words;
use crate::decision::steps::{scheme_of, this_minute};
use crate::keep::{Place, goes_there, kept_before, save};
use crate::people::has_code;
use crate::post::{LETTER, Sealer};
use crate::{App, AppError, Reference};

const fn is_sent(letter: &NationalLetter) -> bool {
    matches!(letter.stands, LetterStands::Sent { .. })
}

/// Keeps the draft of a letter. A change takes back an approval.
///
/// # Errors
/// [`AppError::Rule`] `letter-advice` when it advises nothing, `letter-no-such-advice` for a code that the scheme does
/// not have, `letter-decision` without words on the decision, `letter-answer-by` when it asks for an answer by a day
/// that has passed, `letter-consider-first` while the case was not considered, `letter-sent` for one that was sent;
/// [`AppError::Clash`], also for a second letter while one is open.
pub async fn write_letter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    says: &LetterWords,
) -> Result<RecordId, AppError> {
    if says.advice.is_empty() {
        return Err(AppError::Rule("letter-advice"));
    }
    if !has_words(&says.decision) {
        return Err(AppError::Rule("letter-decision"));
    }
    if says.answer_by.is_some_and(|day| day < ctx.today()) {
        return Err(AppError::Rule("letter-answer-by"));
    }
    let new = &NationalLetter {
        says: says.clone(),
        stands: LetterStands::Draft,
    };
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                let scheme = scheme_of(tx, app, &permit).await?;
                let known = |code: &String| has_code(scheme, "letter_outcome", code);
                if !new.says.advice.iter().all(known) {
                    return Err(VaultError::Rule("letter-no-such-advice"));
                }
                let considered = vault::list_with::<_, Consideration>(tx, &permit).await?;
                if considered.is_empty() {
                    return Err(VaultError::Rule("letter-consider-first"));
                }
                let letters = vault::list_with::<_, NationalLetter>(tx, &permit).await?;
                let of_form = |one: &&Stored<NationalLetter>| {
                    sent.1.is_some_and(|(id, _)| id == one.id) && is_sent(&one.body)
                };
                if letters.iter().any(|one| of_form(&one)) {
                    return Err(VaultError::Rule("letter-sent"));
                }
                goes_there(letters.iter().find(|one| !is_sent(&one.body)), sent.1)?;
                let kept = save(tx, &permit, sent, new).await?;
                settle(tx, &permit).await?;
                Ok(kept)
            })
        })
        .await?)
}

/// Approves a letter as it was shown, as somebody who did not write this text.
///
/// # Errors
/// [`AppError::Rule`] `letter-own` for whoever wrote it, `letter-not-draft` when it is approved or sent;
/// [`AppError::Clash`] when it was changed meanwhile.
pub async fn approve_letter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, (record, shown)): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let me = ctx.person()?.id;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::ApproveLetter>(tx, reference).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let mut letter = vault::one::<_, NationalLetter>(tx, &permit, record).await?;
                if letter.version != shown {
                    return Err(vault::clash(&letter)?);
                }
                if letter.body.stands != LetterStands::Draft {
                    return Err(VaultError::Rule("letter-not-draft"));
                }
                if letter.by == me.to_string() {
                    return Err(VaultError::Rule("letter-own"));
                }
                letter.body.stands = LetterStands::Approved { by: me };
                vault::save(tx, &permit, record, shown, &letter.body).await?;
                settle(tx, &permit).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// What is sent: the letter as it was shown.
pub struct SendingLetter {
    /// The record and the version that was shown.
    pub of: (RecordId, i64),
    /// The letter as a document, made of that version.
    pub letter: Letter,
}

/// Sends an approved letter to the partnership that told of the case, in the transaction that records it.
///
/// # Errors
/// [`AppError::Rule`] `wording-not-confirmed` while wording in it is unchecked and nobody has confirmed it,
/// `letter-not-approved`; [`AppError::Clash`].
pub async fn send_letter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &SendingLetter,
) -> Result<(), AppError> {
    if !new.letter.unconfirmed.is_empty() {
        return Err(AppError::Rule("wording-not-confirmed"));
    }
    let to = sender(app, ctx, reference).await?;
    let sealer = &Sealer::new(app, ctx, to).await?;
    let (record, shown) = new.of;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let letters = vault::list_with::<_, NationalLetter>(tx, &permit).await?;
                let before = letters.iter().filter(|one| is_sent(&one.body)).count();
                let number = u32::try_from(before + 1).unwrap_or(u32::MAX);
                let mut letter = vault::one::<_, NationalLetter>(tx, &permit, record).await?;
                if letter.version != shown {
                    return Err(vault::clash(&letter)?);
                }
                if !matches!(letter.body.stands, LetterStands::Approved { .. }) {
                    return Err(VaultError::Rule("letter-not-approved"));
                }
                let on = this_minute(tx.ctx);
                let paper = new.letter.paper.clone();
                letter.body.stands = LetterStands::Sent {
                    on,
                    number,
                    paper: Box::new(paper.clone()),
                };
                vault::save(tx, &permit, record, shown, &letter.body).await?;
                let case = vault::received_case(tx, &permit).await?;
                let sent = LetterSent {
                    reference: case.theirs,
                    given_reference: case.reference,
                    number,
                    sent: on,
                    says: letter.body.says,
                    paper,
                };
                sealer.send(tx, &permit, LETTER, &sent).await?;
                settle(tx, &permit).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await?;
    Ok(())
}
