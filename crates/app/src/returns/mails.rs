//! E-mails about requests on their way out: to whom, from whose organisation, and what became of each. The words and the
//! sending are not ours.

use access::{actions, directory};
use model::Instant;
use vault::{MailOut, Vault};

use super::MailKind;
use super::remind::JOB;
use crate::instance::job_ctx;
use crate::{App, AppError};

/// Longest pause between two tries, in minutes.
const LONGEST_PAUSE: i64 = 240;
/// Tries after which an e-mail is given up and a person sees it.
const TRIES: i64 = 12;

/// An e-mail that is to go out now.
#[derive(Debug, Clone)]
pub struct ToSend {
    /// What is kept of it.
    pub mail: MailOut,
    /// What it says.
    pub kind: MailKind,
    /// To whom.
    pub address: String,
    /// Name of the organisation that asks.
    pub organisation: String,
    /// Its code, for the link.
    pub code: String,
}

/// What became of an e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Went {
    /// It is with the relay, or in the folder.
    Out,
    /// Not now.
    NotNow(&'static str),
    /// Never: the address takes nothing.
    Never(&'static str),
}

/// The e-mails of one store that are to go out now. One whose person or kind is not known any more is given up.
///
/// # Errors
/// [`AppError`].
pub async fn mails_to_send(app: &App, vault: &Vault) -> Result<Vec<ToSend>, AppError> {
    let here = vault.organisation();
    let ctx = &job_ctx(JOB, here, app.clock().now())?;
    let waiting = vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RemindAnswering>()?;
                vault::mail_waiting(tx, &permit).await
            })
        })
        .await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for mail in waiting {
        let person = mail.person;
        let found = app
            .directory()
            .look(ctx, |tx| {
                Box::pin(async move {
                    let row = match person {
                        Some(person) => directory::person(tx, person).await?,
                        None => None,
                    };
                    Ok((row, directory::organisation(tx, here).await?))
                })
            })
            .await?;
        let (row, organisation) = found;
        let address = mail.address.clone().or_else(|| row.map(|row| row.email));
        let kind = MailKind::from_code(&mail.kind);
        let (Some(address), Some(kind), Some(organisation)) = (address, kind, organisation) else {
            mail_went(app, vault, &mail, Went::Never("unknown")).await?;
            continue;
        };
        all.push(ToSend {
            mail,
            kind,
            address,
            organisation: organisation.name,
            code: organisation.code,
        });
    }
    Ok(all)
}

/// Writes down what became of an e-mail. One that cannot go out now is tried again with growing pauses.
///
/// # Errors
/// [`AppError`].
pub async fn mail_went(
    app: &App,
    vault: &Vault,
    mail: &MailOut,
    went: Went,
) -> Result<(), AppError> {
    let ctx = &job_ctx(JOB, vault.organisation(), app.clock().now())?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::RemindAnswering>()?;
                match went {
                    Went::Out => vault::mail_sent(tx, &permit, mail).await,
                    Went::NotNow(code) if mail.tries + 1 < TRIES => {
                        let after = (pause(tx.ctx.now, mail.tries), code);
                        vault::try_mail_again(tx, &permit, mail, after).await
                    }
                    Went::NotNow(code) | Went::Never(code) => {
                        vault::mail_failed(tx, &permit, mail, code).await
                    }
                }
            })
        })
        .await?;
    Ok(())
}

/// When an e-mail is tried again: after a minute, two, four, and so on.
fn pause(now: Instant, tries: i64) -> Instant {
    let doublings = u32::try_from(tries).unwrap_or(u32::MAX).min(10);
    let minutes = (1_i64 << doublings).min(LONGEST_PAUSE);
    Instant::from_microseconds(now.microseconds() + minutes * 60_000_000)
}
