//! The lines that are ticked before everybody may read something: one by one, or some or all of them together.

use access::{Ctx, Section, actions};
use model::case::{CheckSays, ReleaseLine};
use model::scheme::Scheme;
use model::{FormId, RecordId, Sensitive, UncertainDate};
use vault::{Stored, VaultError, VaultTx};

use super::made::Made;
use super::release::{Around, Ready, ready};
use super::wanted::asked_lines;
use super::writers::writers;
use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{goes_there, kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// What somebody says of one line.
#[derive(Debug, Clone)]
pub struct LineAnswer {
    /// The line: a code of one of the scheme's lists.
    pub line: String,
    /// What is said.
    pub says: CheckSays,
    /// Why it does not apply or stops the release.
    pub words: Sensitive<String>,
    /// The version of what stood there as it was shown; 0 where nothing did.
    pub shown: i64,
}

/// What somebody says of several lines at once, for what would leave as they read it.
#[derive(Debug, Clone)]
pub struct LinesAnswered {
    /// The draft.
    pub draft: RecordId,
    /// The digest that stood on the page that they read.
    pub text: String,
    /// The lines; those that are left out stay as they are.
    pub answers: Vec<LineAnswer>,
    /// Who checked them: name and role.
    pub by: Sensitive<String>,
    /// When.
    pub on: UncertainDate,
}

/// Whether an answer lacks the words that it needs: why a line does not apply, or why it stops the release.
#[must_use]
pub fn lacks_words(says: CheckSays, words: &Sensitive<String>) -> bool {
    says != CheckSays::Done && !has_words(words)
}

/// Whether an answer lets go on what somebody said stops the release of this text, and says nothing new of why.
#[must_use]
pub fn lifts_silently(
    stands: Option<&Stored<ReleaseLine>>,
    (says, words, text): (CheckSays, &Sensitive<String>, &str),
) -> bool {
    stands.is_some_and(|one| {
        let stopped = one.body.says == CheckSays::Stops && one.body.text == text;
        let silent = !has_words(words) || words.0.trim() == one.body.words.0.trim();
        stopped && says != CheckSays::Stops && silent
    })
}

/// Who checked, and when: that somebody is named, and that the day has come.
fn checked_by(ctx: &Ctx, by: &Sensitive<String>, on: &UncertainDate) -> Result<(), AppError> {
    if !has_words(by) {
        return Err(AppError::Rule("release-line-by"));
    }
    match certainly_later(ctx, on) {
        true => Err(AppError::Rule("release-line-later")),
        false => Ok(()),
    }
}

/// A line of this draft, for what would leave now.
fn is_asked(
    (scheme, ready): (&Scheme, &Ready<'_>),
    (line, text): (&str, &str),
) -> Result<(), VaultError> {
    if !asked_lines(scheme, ready.def).any(|(_, item)| item.code == line) {
        return Err(VaultError::Rule("release-no-such-line"));
    }
    match ready.text == text {
        true => Ok(()),
        false => Err(VaultError::Rule("release-changed")),
    }
}

/// Nobody who wrote any of it, or decided that something stays in it that could tell who somebody is, says that it was checked.
fn by_another(ctx: &Ctx, (made, draft): (&Made, RecordId)) -> Result<(), VaultError> {
    let me = ctx.person()?.id;
    let draft = made.draft(draft).ok_or(VaultError::NotFound)?;
    match writers(made, draft).iter().any(|one| one.person == me) {
        true => Err(VaultError::Rule("release-line-author")),
        false => Ok(()),
    }
}

/// Answers one line of what is checked before everybody may read it, for what would leave now.
///
/// # Errors
/// [`AppError::Rule`] `release-no-such-line`, `release-line-why` when it does not apply or stops the release and nothing says why,
/// `release-line-lift` when it stopped it and nothing says why no longer,
/// `release-line-by` without a name, `release-line-later` for a day to come, `release-line-author` for whoever wrote some of it,
/// `release-changed`, `sharing-released`, `case-closed`;
/// [`AppError::Clash`] when somebody else answered it meanwhile, [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn keep_line(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (sent, new): ((FormId, Place), &ReleaseLine),
) -> Result<(), AppError> {
    if lacks_words(new.says, &new.words) {
        return Err(AppError::Rule("release-line-why"));
    }
    checked_by(ctx, &new.by, &new.on)?;
    let around = &Around::of(app, ctx, reference, new.of).await?;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ReleaseLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, sent.0).await?.is_some() {
                    return Ok(());
                }
                let made = Made::of(tx, &permit).await?;
                by_another(tx.ctx, (&made, new.of))?;
                let ready = ready(tx, &permit, (&made, new.of), (scheme, around)).await?;
                is_asked((scheme, &ready), (&new.line, &new.text))?;
                let stands = made.line(new.of, &new.line);
                goes_there(stands, sent.1)?;
                if lifts_silently(stands, (new.says, &new.words, &new.text)) {
                    return Err(VaultError::Rule("release-line-lift"));
                }
                save(tx, &permit, sent, new).await.map(drop)
            })
        })
        .await?;
    Ok(())
}

/// Answers several lines at once, in one step: all of these or none. Returns those that somebody else answered since they were shown;
/// where there are any nothing is kept, so that whoever sent it sees both first.
///
/// # Errors
/// [`AppError::Rule`] `release-lines-none` without an answer, and as [`keep_line`]; [`AppError::NotFound`],
/// [`AppError::NotPermitted`].
pub async fn keep_lines(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, new): (FormId, &LinesAnswered),
) -> Result<Vec<String>, AppError> {
    if new.answers.is_empty() {
        return Err(AppError::Rule("release-lines-none"));
    }
    let mut answers = new.answers.iter();
    if answers.any(|one| lacks_words(one.says, &one.words)) {
        return Err(AppError::Rule("release-line-why"));
    }
    checked_by(ctx, &new.by, &new.on)?;
    let around = &Around::of(app, ctx, reference, new.draft).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) =
                    open::<actions::ReleaseLearning>(tx, app, reference, Section::General).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(Vec::new());
                }
                let made = Made::of(tx, &permit).await?;
                by_another(tx.ctx, (&made, new.draft))?;
                let ready = ready(tx, &permit, (&made, new.draft), (scheme, around)).await?;
                for one in &new.answers {
                    is_asked((scheme, &ready), (&one.line, &new.text))?;
                }
                let meanwhile = answered_meanwhile(&made, new);
                if meanwhile.is_empty() {
                    let mut answers = new.answers.iter();
                    if answers.any(|one| {
                        let stands = made.line(new.draft, &one.line);
                        lifts_silently(stands, (one.says, &one.words, &new.text))
                    }) {
                        return Err(VaultError::Rule("release-line-lift"));
                    }
                    keep_all(tx, &permit, (form, &made), new).await?;
                }
                Ok::<_, VaultError>(meanwhile)
            })
        })
        .await?)
}

/// The lines of which what stands is not what was shown.
fn answered_meanwhile(made: &Made, new: &LinesAnswered) -> Vec<String> {
    let other = |one: &&LineAnswer| {
        let stands = made.line(new.draft, &one.line);
        stands.map_or(0, |kept| kept.version) != one.shown
    };
    let lines = new.answers.iter().filter(other);
    lines.map(|one| one.line.clone()).collect()
}

async fn keep_all(
    tx: &mut VaultTx<'_>,
    permit: &access::Permit<'_, actions::ReleaseLearning>,
    (form, made): (FormId, &Made),
    new: &LinesAnswered,
) -> Result<(), VaultError> {
    for one in &new.answers {
        let body = ReleaseLine {
            of: new.draft,
            text: new.text.clone(),
            line: one.line.clone(),
            says: one.says,
            words: one.words.clone(),
            by: new.by.clone(),
            on: new.on,
        };
        match made.line(new.draft, &one.line) {
            Some(kept) => vault::save(tx, permit, kept.id, kept.version, &body)
                .await
                .map(drop)?,
            None => vault::save_new(tx, permit, &body).await.map(drop)?,
        }
    }
    vault::remember(tx, form, &new.draft.to_string()).await
}
