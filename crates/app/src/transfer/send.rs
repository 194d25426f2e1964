//! The worker sends what was accepted: everything of the review, in pieces, in one transaction with the note that it was sent.

use access::{Ctx, Permit, Section, actions};
use model::case::{CaseMoved, Transfer, TransferPiece, TransferState};
use model::{CaseId, OrganisationId, RecordId, Sensitive};
use vault::{Stored, Vault, VaultError, VaultTx};

use super::MOST_BYTES;
use crate::instance::job_ctx;
use crate::names::{Names, names};
use crate::notification::national;
use crate::post::{CASE_MOVED, Sealer, TRANSFER_PIECE};
use crate::{App, AppError};

/// Name of the job; the policies know it.
const JOB: &str = "post";

/// Bytes of a piece: an envelope holds a mebibyte, and hexadecimal digits take twice the room.
const PIECE: usize = 400 * 1024;

/// How much more than its documents a review may weigh.
const WORDS: usize = 16 * 1024 * 1024;

/// Sends every review of a store that another partnership accepted; returns how many.
///
/// # Errors
/// [`AppError`]; then it is tried again in the next round.
pub(crate) async fn send_accepted(app: &App, vault: &Vault) -> Result<usize, AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    let accepted = TransferState::Accepted.code();
    let waiting = vault
        .look(ctx, |tx| Box::pin(vault::transfers_in(tx, accepted)))
        .await?;
    for case in &waiting {
        let to = vault
            .look(ctx, |tx| {
                Box::pin(async move {
                    let permit = settle(tx, *case).await?;
                    let found = accepted_of(tx, &permit).await?;
                    Ok(found.map(|one| one.body.to))
                })
            })
            .await?;
        if let Some(to) = to {
            let whole = &Whole {
                sealer: Sealer::new(app, ctx, to).await?,
                national: national_sealer(app, ctx).await?,
                names: names(app, ctx).await?,
                to,
            };
            vault
                .transact(ctx, |tx| Box::pin(whole.send(tx, *case)))
                .await?;
        }
    }
    Ok(waiting.len())
}

async fn national_sealer(app: &App, ctx: &Ctx) -> Result<Option<Sealer>, AppError> {
    match national(app, ctx).await? {
        Some(body) => Ok(Some(Sealer::new(app, ctx, body).await?)),
        None => Ok(None),
    }
}

pub(super) async fn settle<'tx>(
    tx: &mut VaultTx<'tx>,
    case: CaseId,
) -> Result<Permit<'tx, actions::SettleTransfer>, VaultError> {
    tx.permit(case, Section::General).await
}

async fn accepted_of(
    tx: &mut VaultTx<'_>,
    permit: &Permit<'_, actions::SettleTransfer>,
) -> Result<Option<Stored<Transfer>>, VaultError> {
    let all = vault::list_with::<_, Transfer>(tx, permit).await?;
    let accepted = |one: &Stored<Transfer>| one.body.state == TransferState::Accepted;
    Ok(all.into_iter().rfind(accepted))
}

/// What sending a review needs beside the review.
struct Whole {
    sealer: Sealer,
    national: Option<Sealer>,
    names: Names,
    to: OrganisationId,
}

impl Whole {
    async fn send(&self, tx: &mut VaultTx<'_>, case: CaseId) -> Result<(), VaultError> {
        let permit = settle(tx, case).await?;
        let Some(found) = accepted_of(tx, &permit).await? else {
            return Ok(());
        };
        let id = found.id;
        let mut body = Transfer {
            state: TransferState::Sent,
            ..found.body
        };
        let version = vault::save(tx, &permit, id, found.version, &body).await?;
        let content = match self.content(tx, &permit, body.was_open).await {
            Err(VaultError::Rule(code)) => {
                tracing::error!(%case, code, "a review that was accepted cannot be sent");
                body.state = TransferState::NotWhole;
                return vault::save(tx, &permit, id, version, &body).await.map(drop);
            }
            content => content?,
        };
        body.digest = Some(crypto::digest(&content).to_string());
        vault::save(tx, &permit, id, version, &body).await?;
        self.pieces(tx, &permit, (id, &content)).await?;
        if let Some(national) = &self.national {
            let moved = CaseMoved {
                reference: vault::case_of(tx, &permit).await?.reference,
                to: self.to,
            };
            national.send(tx, &permit, CASE_MOVED, &moved).await?;
        }
        Ok(())
    }

    /// The length of what was written, what was written, and the content of each document.
    async fn content(
        &self,
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, actions::SettleTransfer>,
        was_open: bool,
    ) -> Result<Vec<u8>, VaultError> {
        let (mut bundle, files) = vault::bundle_of(tx, permit, was_open).await?;
        let text = json(&bundle)?;
        let known = self.names.every_id();
        bundle.names = known
            .filter(|(id, _)| text.0.contains(id.as_str()))
            .map(|(id, name)| (id.clone(), name.clone()))
            .collect();
        let text = json(&bundle)?;
        let length = u64::try_from(text.0.len()).unwrap_or(u64::MAX);
        let mut content = length.to_be_bytes().to_vec();
        content.extend_from_slice(text.0.as_bytes());
        let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX) + WORDS;
        for file in &files {
            let mut opened = tx.files().open_held(file)?;
            while let Some(piece) = opened.piece()? {
                content.extend_from_slice(&piece);
            }
            if content.len() > most {
                return Err(VaultError::Rule("hand-over-too-large"));
            }
        }
        Ok(content)
    }

    async fn pieces(
        &self,
        tx: &mut VaultTx<'_>,
        permit: &Permit<'_, actions::SettleTransfer>,
        (offer, content): (RecordId, &[u8]),
    ) -> Result<(), VaultError> {
        let of = u32::try_from(content.chunks(PIECE).len()).unwrap_or(u32::MAX);
        for (bytes, number) in content.chunks(PIECE).zip(1..) {
            let piece = TransferPiece {
                offer,
                number,
                of,
                bytes: crypto::to_hex(bytes),
            };
            self.sealer.send(tx, permit, TRANSFER_PIECE, &piece).await?;
        }
        Ok(())
    }
}

fn json(bundle: &vault::Bundle) -> Result<Sensitive<String>, VaultError> {
    let text = serde_json::to_string(bundle);
    text.map(Sensitive)
        .map_err(|_| VaultError::Body("transfer"))
}
