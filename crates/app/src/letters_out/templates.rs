//! Templates of letters: the scheme's words, and those that the partnership keeps in their place.

use access::{Ctx, actions};
use model::FormId;
use model::letter_words::placeholders;
use model::scheme::{Confirmations, LetterDef, Scheme};
use vault::{LetterTemplate, VaultError};

use crate::wording::confirmations;
use crate::{App, AppError};

/// Letters of a title, at most.
const LONGEST_TITLE: usize = 200;
/// Letters of the words of a letter, at most.
const LONGEST_WORDS: usize = 20_000;

/// One template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What the scheme says of it.
    pub def: LetterDef,
    /// The partnership's own versions, newest first.
    pub versions: Vec<LetterTemplate>,
    /// Whether the scheme's words were compared with their source or confirmed by the partnership.
    pub confirmed: bool,
}

impl Template {
    /// What stands above the letter.
    #[must_use]
    pub fn title(&self) -> &str {
        let own = self.versions.first().map(|one| one.title.as_str());
        own.unwrap_or(&self.def.title.en)
    }

    /// The words, with the places that are filled in.
    #[must_use]
    pub fn words(&self) -> &str {
        let own = self.versions.first().map(|one| one.words.as_str());
        own.unwrap_or_else(|| self.def.words.en.trim())
    }

    /// Which version stands: 0 for the scheme's words.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.versions.first().map_or(0, |one| one.version)
    }

    /// Whether a letter may be written from it: somebody of the partnership has read its words and keeps or confirms them.
    #[must_use]
    pub fn may_be_used(&self) -> bool {
        self.confirmed || !self.versions.is_empty()
    }
}

/// The templates of a scheme with what the partnership keeps in their place.
pub(super) fn all(
    scheme: &Scheme,
    confirmed: &Confirmations,
    own: &[LetterTemplate],
) -> Vec<Template> {
    let template = |def: &LetterDef| {
        let id = &def.item.id;
        let own = own.iter().filter(|one| one.template == *id);
        Template {
            def: def.clone(),
            versions: own.cloned().collect(),
            confirmed: def.item.checked || confirmed.contains_key(&format!("letters/{id}")),
        }
    };
    scheme.letters.iter().map(template).collect()
}

/// The templates of the actor's partnership, for those who may change them.
///
/// # Errors
/// [`AppError::NotPermitted`].
pub async fn templates(app: &App, ctx: &Ctx) -> Result<Vec<Template>, AppError> {
    let loaded = app.scheme_on(ctx.today())?;
    let confirmed = &confirmations(app, ctx, &loaded.digest).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .look(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                let own = vault::letter_templates(tx, &permit).await?;
                Ok(all(&loaded.scheme, confirmed, &own))
            })
        })
        .await?)
}

/// Keeps the partnership's own words of a letter. What stood before stays on record. Keeping the words as they stand says
/// that they were read and may be used.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::NotFound`] without such a letter; [`AppError::Rule`]: `template-title` and
/// `template-words` when one is empty or too long, `template-place` when something in braces is no place that is filled
/// in, `template-changed` when somebody changed it since the form was shown.
pub async fn change_template(
    app: &App,
    ctx: &Ctx,
    (form, version): (FormId, i64),
    id: &str,
    (title, words): (&str, &str),
) -> Result<(), AppError> {
    let fits = |text: &str, most| !text.trim().is_empty() && text.chars().count() <= most;
    if !fits(title, LONGEST_TITLE) {
        return Err(AppError::Rule("template-title"));
    }
    if !fits(words, LONGEST_WORDS) {
        return Err(AppError::Rule("template-words"));
    }
    if placeholders(title).is_err() || placeholders(words).is_err() {
        return Err(AppError::Rule("template-place"));
    }
    let scheme = &app.scheme_on(ctx.today())?.scheme;
    let vault = app.vault(ctx).await?;
    vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let permit = tx.permit_organisation::<actions::ManageSettings>()?;
                if vault::already_done(tx, form).await?.is_some() {
                    return Ok(());
                }
                let own = vault::letter_templates(tx, &permit).await?;
                let known = all(scheme, &Confirmations::new(), &own);
                let known = known.iter().find(|one| one.def.item.id == id);
                let known = known.ok_or(VaultError::NotFound)?;
                if known.version() != version {
                    return Err(VaultError::Rule("template-changed"));
                }
                let new = (title.trim(), words.trim());
                vault::add_letter_template(tx, &permit, (id, version + 1), new).await?;
                vault::remember(tx, form, "").await
            })
        })
        .await?;
    Ok(())
}
