//! Wording of the scheme that nobody has compared with its source: which of it a document needs, and who
//! of the partnership confirmed that it may go out.

use access::directory;
use access::{Ctx, actions};
use model::scheme::{Confirmation, Confirmations, Language, NotOutgoing, Scheme};

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
