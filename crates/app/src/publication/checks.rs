//! Answer one line of the checklist.

use access::{Action, Ctx, Section, actions};
use model::case::{CheckSays, CheckedLine, check_groups};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::VaultError;

use super::{Made, by_somebody};
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Answers a line that is no legal bar; there is one record for each line, and what it said before is kept.
///
/// # Errors
/// [`AppError::Rule`] `publication-no-such-line` for a line that the scheme does not ask for here,
/// `publication-check-why` when it does not apply or stops publication and nothing says why, `publication-by`,
/// `publication-later`, `publication-version-first` while no version is named, `publication-version` when a later one
/// was named meanwhile, `publication-out` when it is published already, `changed-meanwhile` for the record of another
/// line, `case-closed`; [`AppError::Clash`].
pub async fn keep_check(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &CheckedLine,
) -> Result<RecordId, AppError> {
    keep::<actions::EditPublication>(app, ctx, reference, sent, (new, false)).await
}

/// Answers a legal bar, as [`keep_check`] does the other lines; whoever reads for legal advice may.
///
/// # Errors
/// Those of [`keep_check`].
pub async fn keep_legal_bar(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &CheckedLine,
) -> Result<RecordId, AppError> {
    keep::<actions::CheckLegalBar>(app, ctx, reference, sent, (new, true)).await
}

fn is_asked(scheme: &Scheme, line: &str, legal: bool) -> bool {
    let mut groups = check_groups(scheme).filter(|group| group.legal == legal);
    groups.any(|group| group.list.label_of(line).is_some())
}

async fn keep<A: Action>(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    (new, legal): (&CheckedLine, bool),
) -> Result<RecordId, AppError> {
    if new.says != CheckSays::Done && !has_words(&new.words) {
        return Err(AppError::Rule("publication-check-why"));
    }
    by_somebody(ctx, &new.by, &new.on).map_err(AppError::Rule)?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, scheme) = open::<A>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                if !is_asked(scheme, &new.line, legal) {
                    return Err(VaultError::Rule("publication-no-such-line"));
                }
                let made = Made::of(tx, &permit).await?;
                made.accepts(new.of, made.line(&new.line), sent.1)?;
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}
