//! What other organisations sent: the national body's work list, and a case as received.

use access::{Ctx, actions};
use model::EnvelopeId;
use model::case::NotificationSent;
use vault::{Inbox, VaultError};

use crate::post::NOTIFICATION;
use crate::{App, AppError};

/// Most lines of the work list.
const MOST: i64 = 500;

/// A line of the work list.
#[derive(Debug, Clone)]
pub struct ReceivedLine {
    /// The envelope.
    pub envelope: Inbox,
    /// The sender's name.
    pub from: String,
    /// The sender's neutral reference.
    pub reference: String,
    /// When it was notified.
    pub notified: String,
}

/// The work list, newest first.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn work_list(app: &App, ctx: &Ctx) -> Result<Vec<ReceivedLine>, AppError> {
    let vault = app.vault(ctx).await?;
    let received = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadReceived>()?;
                vault::received_list(tx, &permit, NOTIFICATION, MOST).await
            })
        })
        .await?;
    let mut lines = Vec::new();
    for envelope in received {
        let sent = read(&envelope)?;
        lines.push(ReceivedLine {
            from: from(app, ctx, &envelope).await?,
            reference: sent.reference,
            notified: sent.notified.to_string(),
            envelope,
        });
    }
    Ok(lines)
}

/// One case as received. Opening it is written down.
///
/// # Errors
/// [`AppError::NotFound`], [`AppError::NotPermitted`].
pub async fn one(
    app: &App,
    ctx: &Ctx,
    envelope: EnvelopeId,
) -> Result<(ReceivedLine, NotificationSent), AppError> {
    let vault = app.vault(ctx).await?;
    let found = vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ReadReceived>()?;
                vault::received_one(tx, &permit, envelope, NOTIFICATION).await
            })
        })
        .await?;
    let sent = read(&found)?;
    let line = ReceivedLine {
        from: from(app, ctx, &found).await?,
        reference: sent.reference.clone(),
        notified: sent.notified.to_string(),
        envelope: found,
    };
    Ok((line, sent))
}

/// Records that it was read.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn mark_read(app: &App, ctx: &Ctx, envelope: EnvelopeId) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::HandleReceived>()?;
                vault::mark_handled(tx, &permit, envelope, "read").await
            })
        })
        .await?;
    Ok(())
}

fn read(envelope: &Inbox) -> Result<NotificationSent, AppError> {
    serde_json::from_str(&envelope.body).map_err(|_| VaultError::Body(NOTIFICATION).into())
}

async fn from(app: &App, ctx: &Ctx, envelope: &Inbox) -> Result<String, AppError> {
    let sender = envelope.sender;
    let found = app
        .directory()
        .look(ctx, |tx| {
            Box::pin(access::directory::organisation(tx, sender))
        })
        .await?;
    Ok(found.map(|one| one.name).unwrap_or_default())
}
