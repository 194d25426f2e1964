//! Other notifications that an incident may need: each done, not needed, or not yet.

use access::{Ctx, Section, actions};
use model::case::{ANOTHER_BODY, OtherNotification, WhereItStands};
use model::scheme::Scheme;
use model::{FormId, RecordId};
use vault::VaultError;

use crate::decision::decide::has_words;
use crate::decision::steps::certainly_later;
use crate::keep::{kept_before, open, save};
use crate::{App, AppError, Place, Reference};

/// Says of another body whether it was told, need not be, or is still to be.
///
/// # Errors
/// [`AppError::Rule`] `other-body` for a body the scheme does not list, `other-name` for another
/// without a name, `other-later` when it was told in future, `other-lacks` when something of its state
/// is missing, `case-closed`; [`AppError::Clash`], also when somebody has said it of the same body meanwhile.
pub async fn say(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    sent: (FormId, Place),
    new: &OtherNotification,
) -> Result<RecordId, AppError> {
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let section = Section::General;
                let (permit, scheme) =
                    open::<actions::TellOthers>(tx, app, reference, section).await?;
                if let Some(before) = kept_before(tx, sent.0).await? {
                    return Ok(before);
                }
                check(scheme, ctx, new).map_err(VaultError::Rule)?;
                let all = vault::list_with::<_, OtherNotification>(tx, &permit).await?;
                let listed = new.body != ANOTHER_BODY;
                if listed && sent.1.is_none() {
                    vault::none_yet(all.iter().find(|one| one.body.body == new.body))?;
                }
                save(tx, &permit, sent, new).await
            })
        })
        .await?)
}

fn check(scheme: &Scheme, ctx: &Ctx, new: &OtherNotification) -> Result<(), &'static str> {
    let listed = scheme.other_notifications.iter();
    if new.body == ANOTHER_BODY {
        if !has_words(&new.name) {
            return Err("other-name");
        }
    } else if !listed.map(|item| &item.id).any(|id| *id == new.body) {
        return Err("other-body");
    }
    let complete = match &new.stands {
        WhereItStands::Done(done) => {
            if certainly_later(ctx, &done.on) {
                return Err("other-later");
            }
            let known = OtherNotification::CHANNELS.contains(&done.channel.as_str());
            known && has_words(&done.by)
        }
        WhereItStands::NotNeeded { reason, by } => has_words(reason) && has_words(by),
        WhereItStands::NotYet { by, .. } => has_words(by),
    };
    if complete { Ok(()) } else { Err("other-lacks") }
}
