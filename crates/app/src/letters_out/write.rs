//! Write a letter from a template, and keep it as it leaves.

use access::{Ctx, Section, actions};
use model::case::{LetterOut, ProtectedLetters, Subject};
use model::letter_words::placeholders;
use model::scheme::LetterTo;
use model::{CaseId, FormId, RecordId, Sensitive};
use vault::{VaultError, VaultTx};

use super::paper::letter_paper;
use super::read::safe_contact;
use super::templates::all;
use crate::decision::decide::has_words;
use crate::keep::{kept_before, open, save};
use crate::withheld::{holds_sharing, withheld};
use crate::wording::confirmations_for;
use crate::{App, AppError, Reference};

/// A letter as somebody wrote it, every place in it filled.
#[derive(Debug, Clone)]
pub struct NewLetter {
    /// Id of its template.
    pub template: String,
    /// Whom it is to.
    pub to: Sensitive<String>,
    /// The child or adult of the review it is to, when it is to one.
    pub person: Option<RecordId>,
    /// What stands above it.
    pub title: Sensitive<String>,
    /// Its words.
    pub words: Sensitive<String>,
    /// Whether it could put somebody in danger, or nobody is sure; none when that was not asked.
    pub danger: Option<bool>,
    /// Who of those who keep safe contact said that a letter is safe.
    pub safe_says: Sensitive<String>,
    /// Whether it comes from an instance without real people, or a practice run.
    pub synthetic: bool,
}

/// Keeps a letter with its day, so that it can be fetched and printed. It is not sent, and not changed afterwards.
///
/// # Errors
/// [`AppError::Rule`] `letter-out-to` when it is to nobody, `letter-out-title`, `letter-out-words` without words,
/// `letter-out-place` while something in braces stands in it; where it could reach somebody at home: `letter-out-danger`
/// when it could put somebody in danger or that was not asked, `letter-out-safe-says` when it is not said who of those who
/// keep safe contact was asked, `letter-out-no-letters` when it stands there that no letter may be written to them and the
/// writer may know it; `letter-out-template` for a template whose words nobody of the partnership has read; `case-closed`;
/// [`AppError::NotFound`] without such a template or person.
pub async fn keep_letter(
    app: &App,
    ctx: &Ctx,
    reference: &Reference,
    form: FormId,
    new: &NewLetter,
) -> Result<RecordId, AppError> {
    checked(new).map_err(AppError::Rule)?;
    let loaded = app.scheme_on(ctx.today())?;
    let practice = reference.is_practice();
    let confirmed = &confirmations_for(app, ctx, loaded, practice).await?;
    let vault = app.vault(ctx).await?;
    Ok(vault
        .transact(ctx, |tx| {
            Box::pin(async move {
                let (permit, _) =
                    open::<actions::WriteLetter>(tx, app, reference, Section::General).await?;
                if let Some(before) = kept_before(tx, form).await? {
                    return Ok(before);
                }
                let case = permit.case()?;
                let own = vault::letter_templates(tx, &permit).await?;
                let templates = all(&loaded.scheme, confirmed, &own);
                let mut known = templates.iter();
                let known = known.find(|one| one.def.item.id == new.template);
                let template = known.ok_or(VaultError::NotFound)?;
                if !template.may_be_used() {
                    return Err(VaultError::Rule("letter-out-template"));
                }
                if let Some(person) = new.person {
                    vault::one::<_, Subject>(tx, &permit, person).await?;
                }
                let reaches_home = new.person.is_some() || template.def.to.reaches_home();
                if reaches_home {
                    safe(tx, case, new).await?;
                }
                let to = if reaches_home {
                    LetterTo::Family
                } else {
                    template.def.to
                };
                let sharing_held = holds_sharing(&vault::list_with(tx, &permit).await?);
                let kinds = withheld(tx, case, sharing_held).await?;
                let body = LetterOut {
                    template: new.template.clone(),
                    template_version: template.version(),
                    to: new.to.clone(),
                    person: new.person,
                    on: ctx.today(),
                    safe_says: new.safe_says.clone(),
                    paper: letter_paper(
                        (&new.to.0, to),
                        (&new.title.0, &new.words.0),
                        &kinds,
                        (ctx.today(), new.synthetic),
                    ),
                };
                save(tx, &permit, (form, None), &body).await
            })
        })
        .await?)
}

fn checked(new: &NewLetter) -> Result<(), &'static str> {
    if !has_words(&new.to) {
        return Err("letter-out-to");
    }
    if !has_words(&new.title) {
        return Err("letter-out-title");
    }
    if !has_words(&new.words) {
        return Err("letter-out-words");
    }
    let whole = |text: &str| placeholders(text).is_ok_and(|places| places.is_empty());
    if !whole(&new.title.0) || !whole(&new.words.0) {
        return Err("letter-out-place");
    }
    Ok(())
}

/// A letter that could reach somebody at home is kept only when whoever keeps safe contact said that it is safe.
async fn safe(tx: &mut VaultTx<'_>, case: CaseId, new: &NewLetter) -> Result<(), VaultError> {
    let sheets = safe_contact(tx, case, false).await?.unwrap_or_default();
    let refused = sheets.iter().any(|one| {
        one.body.letters == ProtectedLetters::No
            && one.body.subject.is_some()
            && one.body.subject == new.person
    });
    if refused {
        return Err(VaultError::Rule("letter-out-no-letters"));
    }
    if new.danger != Some(false) {
        return Err(VaultError::Rule("letter-out-danger"));
    }
    if !has_words(&new.safe_says) {
        return Err(VaultError::Rule("letter-out-safe-says"));
    }
    Ok(())
}
