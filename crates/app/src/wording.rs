//! Wording of the scheme that nobody has compared with its source: which of it a document needs, and who
//! of the partnership confirmed that it may go out.

use access::directory::{self, DirectoryError, Withdrawn};
use access::{Ctx, actions};
use model::Instant;
use model::scheme::{Confirmation, Confirmations, Language, NotOutgoing, Scheme};

use vault::CaseFile;

use crate::instance::LoadedScheme;
use crate::{App, AppError};

/// Unchecked wording, and who confirmed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// The address by which it is confirmed.
    pub address: String,
    /// What people read.
    pub label: String,
    /// Where it is said to come from.
    pub source: Option<String>,
    /// The words that are confirmed with it, where it is a list.
    pub words: Vec<String>,
    /// Who confirmed it, and when.
    pub confirmed: Option<Confirmation>,
}

/// Takes the words of a document from a scheme, and notes those that may not go out yet.
pub struct Words<'a> {
    scheme: &'a Scheme,
    confirmed: &'a Confirmations,
    lacking: Vec<String>,
}

impl<'a> Words<'a> {
    /// From this scheme, with what the partnership has confirmed of it.
    #[must_use]
    pub const fn new(scheme: &'a Scheme, confirmed: &'a Confirmations) -> Self {
        Self {
            scheme,
            confirmed,
            lacking: Vec::new(),
        }
    }

    /// The words at an address of the scheme; none when it has no such address.
    pub fn at(&mut self, address: &str) -> Option<String> {
        let outgoing = self
            .scheme
            .outgoing(address, Language::English, self.confirmed);
        match outgoing {
            Ok(words) => return Some(words.as_str().to_owned()),
            Err(NotOutgoing::NotFound) => return None,
            Err(NotOutgoing::NotConfirmed) => {}
        }
        let wordings = self.scheme.wordings();
        let found = wordings.iter().find(|one| one.address == address)?;
        if !self.lacking.contains(&found.confirmed_at) {
            self.lacking.push(found.confirmed_at.clone());
        }
        Some(found.label.en.clone())
    }

    /// The words of a code of a list.
    pub fn code(&mut self, list: &str, code: &str) -> Option<String> {
        self.at(&format!("lists/{list}/{code}"))
    }

    /// What was asked for and may not go out yet.
    #[must_use]
    pub fn unconfirmed(&self) -> Vec<Unconfirmed> {
        let all = unchecked(self.scheme, self.confirmed);
        let lacking = |one: &Unconfirmed| self.lacking.contains(&one.address);
        all.into_iter().filter(lacking).collect()
    }
}

/// Everything in a scheme that nobody has compared with its source, confirmed or not.
#[must_use]
pub fn unchecked(scheme: &Scheme, confirmed: &Confirmations) -> Vec<Unconfirmed> {
    let wordings = scheme.wordings();
    let own = |one: &&model::scheme::Wording<'_>| !one.checked && one.address == one.confirmed_at;
    let with = |address: &str| {
        let covered = wordings.iter();
        let covered =
            covered.filter(|one| one.confirmed_at == address && one.address != one.confirmed_at);
        covered.map(|one| one.label.en.clone()).collect()
    };
    let found = wordings.iter().filter(own);
    found
        .map(|one| Unconfirmed {
            address: one.address.clone(),
            label: one.label.en.clone(),
            source: one.source.map(str::to_owned),
            words: with(&one.address),
            confirmed: confirmed.get(&one.address).copied(),
        })
        .collect()
}

/// What the partnership has confirmed of one text of a scheme, by its digest.
///
/// # Errors
/// [`AppError`].
pub async fn confirmations(
    app: &App,
    ctx: &Ctx,
    scheme_digest: &str,
) -> Result<Confirmations, AppError> {
    let organisation = ctx.organisation;
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::confirmed_wording(
                tx,
                organisation,
                scheme_digest,
            ))
        })
        .await?)
}

/// What counts as confirmed in the documents of one case. Nothing of a practice run goes out, so there nobody is asked to
/// confirm anything, and nobody's name comes to stand under words of the partnership.
///
/// # Errors
/// [`AppError`].
pub async fn confirmations_in(
    app: &App,
    ctx: &Ctx,
    case: &CaseFile,
) -> Result<Confirmations, AppError> {
    let loaded = app.scheme_of(&case.scheme, &case.scheme_digest)?;
    confirmations_for(app, ctx, loaded, case.practice).await
}

/// As [`confirmations_in`], of a scheme, in a practice run or not.
pub(crate) async fn confirmations_for(
    app: &App,
    ctx: &Ctx,
    loaded: &LoadedScheme,
    practice: bool,
) -> Result<Confirmations, AppError> {
    if !practice {
        return confirmations(app, ctx, &loaded.digest).await;
    }
    let (by, at) = (ctx.person()?.id, ctx.now);
    let all = loaded.scheme.wordings().into_iter();
    Ok(all
        .map(|one| (one.confirmed_at, Confirmation { by, at }))
        .collect())
}

/// A named person confirms that wording nobody has checked may go out. Confirmed twice, the first one
/// stands.
///
/// # Errors
/// [`AppError::Rule`] `wording-none` when nothing is named, `wording-not-here` when one of the addresses
/// has no unchecked wording in the scheme; [`AppError::NotPermitted`].
pub async fn confirm(
    app: &App,
    ctx: &Ctx,
    scheme_digest: &str,
    addresses: &[String],
) -> Result<(), AppError> {
    let mut all = app.schemes().iter();
    let loaded = all.find(|loaded| loaded.digest == scheme_digest);
    let loaded = loaded.ok_or(AppError::Rule("no-scheme"))?;
    let known = unchecked(&loaded.scheme, &Confirmations::new());
    let is_known = |address: &String| known.iter().any(|one| one.address == *address);
    if addresses.is_empty() {
        return Err(AppError::Rule("wording-none"));
    }
    if !addresses.iter().all(is_known) {
        return Err(AppError::Rule("wording-not-here"));
    }
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                for address in addresses {
                    directory::confirm_wording(tx, &permit, scheme_digest, address).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}

/// The confirmations of one text of a scheme that the partnership took back, newest first.
///
/// # Errors
/// [`AppError`].
pub async fn withdrawn(
    app: &App,
    ctx: &Ctx,
    scheme_digest: &str,
) -> Result<Vec<Withdrawn>, AppError> {
    let organisation = ctx.organisation;
    Ok(app
        .directory()
        .look(ctx, |tx| {
            Box::pin(directory::withdrawn_wording(
                tx,
                organisation,
                scheme_digest,
            ))
        })
        .await?)
}

/// A named person takes back the confirmation of one wording that was given at a moment: nothing goes out with
/// it from now on. What went out already stays as it was. Taken back twice, it is done once.
///
/// # Errors
/// [`AppError::Rule`] `wording-reason` without a reason, `wording-not-standing` when that confirmation does not
/// stand; [`AppError::NotPermitted`].
pub async fn withdraw(
    app: &App,
    ctx: &Ctx,
    scheme_digest: &str,
    (address, given_at): (&str, Instant),
    reason: &str,
) -> Result<(), AppError> {
    if reason.trim().is_empty() {
        return Err(AppError::Rule("wording-reason"));
    }
    let organisation = ctx.organisation;
    app.directory()
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                let standing =
                    directory::confirmed_wording(tx, organisation, scheme_digest).await?;
                let standing = standing.get(address).filter(|one| one.at == given_at);
                if let Some(standing) = standing {
                    let item = (scheme_digest, address);
                    directory::withdraw_wording(tx, &permit, item, *standing, reason).await?;
                    return Ok(());
                }
                let before = directory::withdrawn_wording(tx, organisation, scheme_digest).await?;
                let same = |one: &Withdrawn| one.item == address && one.confirmed.at == given_at;
                if before.iter().any(same) {
                    Ok(())
                } else {
                    Err(DirectoryError::Rule("wording-not-standing"))
                }
            })
        })
        .await?;
    Ok(())
}
