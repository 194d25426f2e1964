//! Giving a working note to the review: a copy of its words, as the reviewer leaves them, becomes a learning point or a note
//! that everybody on the review reads.

use access::{Ctx, Permit, Section, actions};
use model::case::{LearningPoint, ReviewerNote, SharedCopy};
use model::scheme::Scheme;
use model::{FormId, RecordId, Sensitive, UncertainDate};
use vault::{VaultError, VaultTx};

use super::notes::own_note;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open};
use crate::people::has_code;
use crate::{App, AppError, Reference};

/// As what it is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ShareAs {
    /// A note for everybody on the review.
    Note,
    /// A learning point.
    LearningPoint {
        /// At which level the condition lies: a code of the scheme's list `level`.
        level: String,
        /// At which level it can be changed: a code of the same list.
        changed_at: String,
    },
}

/// What is shared of a note.
#[derive(Debug, Clone)]
pub struct Share {
    /// As what.
    pub as_what: ShareAs,
    /// What it is about.
    pub title: Sensitive<String>,
    /// The words, which need not be those of the note.
    pub text: Sensitive<String>,
}

/// Shares a note with the review. The note itself stays where it is and says what was shared of it.
///
/// # Errors
/// [`AppError::Rule`] `working-title` or `working-text` without words, `learning-level` or `learning-changed-at` for a code
/// that the scheme does not have, `case-closed`; [`AppError::NotFound`] for a note of somebody else;
/// [`AppError::NotPermitted`]; [`AppError::Clash`] when the note was changed meanwhile.
pub async fn share_note(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    (form, id, shown): (FormId, RecordId, i64),
    new: &Share,
) -> Result<(), AppError> {
    for (words, refused) in [(&new.title, "working-title"), (&new.text, "working-text")] {
        if !has_words(words) {
            return Err(AppError::Rule(refused));
        }
    }
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::ReviewerWorking;
                let (permit, scheme) =
                    open::<actions::EditWorkingNotes>(tx, app, reference, section).await?;
                if kept_before(tx, form).await?.is_some() {
                    return Ok(());
                }
                let case = permit.case()?;
                let read = tx.permit::<actions::ReadCase>(case, section).await?;
                let mut note = own_note(tx, &read, id).await?.body;
                let record = copied(tx, &permit, scheme, new).await?;
                let on = tx.ctx.today();
                note.shared.push(SharedCopy { record, on });
                vault::save(tx, &permit, id, shown, &note).await?;
                vault::remember(tx, form, &record.to_string()).await
            })
        })
        .await?;
    Ok(())
}

/// Makes the copy that the review reads.
async fn copied(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::EditWorkingNotes>,
    scheme: &Scheme,
    new: &Share,
) -> Result<RecordId, VaultError> {
    let case = permit.case()?;
    match &new.as_what {
        ShareAs::Note => {
            let general = tx
                .permit::<actions::EditLocalReview>(case, Section::General)
                .await?;
            let note = ReviewerNote {
                title: new.title.clone(),
                text: new.text.clone(),
            };
            vault::save_new(tx, &general, &note).await
        }
        ShareAs::LearningPoint { level, changed_at } => {
            for (code, refusal) in [
                (level, "learning-level"),
                (changed_at, "learning-changed-at"),
            ] {
                if !has_code(scheme, "level", code) {
                    return Err(VaultError::Rule(refusal));
                }
            }
            let general = tx
                .permit::<actions::EditLearning>(case, Section::General)
                .await?;
            let today = UncertainDate::day(tx.ctx.today());
            let point = LearningPoint {
                learned: new.text.clone(),
                episode: new.title.clone(),
                made_sense: Sensitive(String::new()),
                condition: Sensitive(String::new()),
                level: level.clone(),
                changed_at: changed_at.clone(),
                who_can_change: Sensitive(String::new()),
                agencies: Vec::new(),
                learned_on: today.map_err(|_| VaultError::Rule("learning-later"))?,
                themes: Vec::new(),
            };
            vault::save_new(tx, &general, &point).await
        }
    }
}
