//! A message from the national body to the partnership that told of a case.

use access::directory::Organisation;
use access::{Action, Ctx, Permit, actions, directory};
use model::case::MessageSent;
use model::{FormId, OrganisationId, RecordId, Sensitive, UncertainDate};
use vault::{VaultError, VaultTx};

use super::work::{sender, working};
use crate::decision::decide::has_words;
use crate::decision::steps::this_minute;
use crate::keep::{kept_before, save};
use crate::names::names;
use crate::post::{MESSAGE, Sealer};
use crate::{App, AppError, Reference};

/// Writes to the partnership that told of the case.
///
/// # Errors
/// [`AppError::Rule`] `message-words` without words.
pub async fn write_message(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    words: &Sensitive<String>,
) -> Result<RecordId, AppError> {
    let to = sender(app, ctx, reference).await?;
    let writing = &Writing::new(app, ctx, to, words).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = working::<actions::WorkOnReceived>(tx, reference).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let theirs = vault::received_case(tx, &permit).await?.theirs;
                writing.send(tx, &permit, form, theirs).await
            })
        })
        .await?)
}

/// A message that is about to be sent.
pub(crate) struct Writing {
    sealer: Sealer,
    from: Sensitive<String>,
    words: Sensitive<String>,
    on: UncertainDate,
}

impl Writing {
    /// What the actor writes to another organisation.
    pub(crate) async fn new(
        app: &App,
        ctx: &Ctx,
        to: OrganisationId,
        words: &Sensitive<String>,
    ) -> Result<Self, AppError> {
        if !has_words(words) {
            return Err(AppError::Rule("message-words"));
        }
        let known = names(app, ctx).await?;
        let name = known.of(ctx.person()?.id).unwrap_or_default().to_owned();
        let organisation = ctx.organisation;
        let own: Option<Organisation> = app
            .directory()
            .look(ctx, |tx| {
                Box::pin(directory::organisation(tx, organisation))
            })
            .await?;
        let own = own.map(|one| one.name).unwrap_or_default();
        Ok(Self {
            sealer: Sealer::new(app, ctx, to).await?,
            from: Sensitive(format!("{name}, {own}")),
            words: words.clone(),
            on: this_minute(ctx),
        })
    }

    /// When it is sent.
    pub(crate) const fn on(&self) -> UncertainDate {
        self.on
    }

    /// Keeps it with the case of the permit, and puts it into the post.
    pub(crate) async fn send<A: Action>(
        &self,
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, A>,
        form: FormId,
        reference: String,
    ) -> Result<RecordId, VaultError> {
        let message = MessageSent {
            reference,
            from: self.from.clone(),
            words: self.words.clone(),
            on: self.on,
        };
        self.sealer.send(tx, permit, MESSAGE, &message).await?;
        save(tx, permit, (form, None), &message).await
    }
}
