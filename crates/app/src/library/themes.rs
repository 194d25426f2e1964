//! The list of themes: what was in force, and another that somebody asks for and a second person agrees to.

use access::{Ctx, actions};
use commons::{Theme, ThemeList, ThemesAsked};
use model::{FormId, RecordId};

use super::{done_before, is_second};
use crate::decision::partners::agencies;
use crate::sharing::{Found, stopped};
use crate::{App, AppError};

/// Every list that was in force, newest first, and whether the asker may change it.
///
/// # Errors
/// [`AppError`].
pub async fn lists(app: &App, ctx: &Ctx) -> Result<(Vec<ThemeList>, bool), AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::ReadLibrary>()?);
            let may = tx.would_permit_organisation::<actions::EditThemes>();
            Ok((commons::theme_versions(tx).await?, may))
        })
    });
    Ok(read.await?)
}

/// The list in force: the one list of themes for reviews, for what is shared from them, and for the library.
///
/// # Errors
/// [`AppError`] when the store of shared learning cannot be read.
pub async fn themes_in_force(app: &App, ctx: &Ctx) -> Result<ThemeList, AppError> {
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| Box::pin(commons::themes(tx)));
    Ok(read.await?)
}

/// The list in force, where something is to bear themes.
pub(crate) async fn list_for(
    app: &App,
    ctx: &Ctx,
    codes: &[String],
) -> Result<Option<ThemeList>, AppError> {
    if codes.is_empty() {
        return Ok(None);
    }
    themes_in_force(app, ctx).await.map(Some)
}

/// Another list of themes that somebody asks for.
#[derive(Debug, Clone)]
pub struct NewThemes {
    /// The version of the list that was shown.
    pub shown: i64,
    /// Why: everybody who works with reviews reads it once the list is in force.
    pub why: String,
    /// The list.
    pub themes: Vec<Theme>,
    /// Words that only read like a name and that its writer keeps after looking at them.
    pub kept: Vec<String>,
}

/// What of a list is new: a title or words that suggest a theme.
fn new_words(before: &[Theme], list: &[Theme]) -> String {
    let mut all: Vec<&str> = Vec::new();
    for theme in list {
        let known = before.iter().find(|one| one.code == theme.code);
        if known.is_none_or(|one| one.title != theme.title) {
            all.push(&theme.title);
        }
        let is_new = |word: &&String| known.is_none_or(|one| !one.words.contains(*word));
        all.extend(theme.words.iter().filter(is_new).map(String::as_str));
        if known.is_none() {
            all.push(&theme.code);
        }
    }
    all.join("\n")
}

/// Asks for another list of themes, with a reason, where nothing that is new in it, and not the reason, tells who somebody is; returns
/// what does otherwise. The list in force stays until a second person agrees.
///
/// # Errors
/// [`AppError::Rule`] `theme-why` without a reason, `words-tried-often`, and what [`commons::ask_themes`] says.
pub async fn ask_themes(
    app: &App,
    ctx: &Ctx,
    (form, new): (FormId, &NewThemes),
) -> Result<Vec<Found>, AppError> {
    if new.why.trim().is_empty() {
        return Err(AppError::Rule("theme-why"));
    }
    let commons = app.commons().await?;
    let begun = commons.look(ctx, |tx| {
        Box::pin(async move {
            drop(tx.permit_organisation::<actions::EditThemes>()?);
            let done = commons::already_done(tx, form).await?.is_some();
            Ok((done, commons::themes(tx).await?))
        })
    });
    let (done, before) = begun.await?;
    if done {
        return Ok(Vec::new());
    }
    let found = telling(app, ctx, (&before.themes, new)).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let asked = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<actions::EditThemes>()?;
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            let what = (new.shown, new.why.as_str());
            let id = commons::ask_themes(tx, &permit, what, &new.themes).await?;
            commons::remember(tx, form, &id.to_string()).await
        })
    });
    asked.await?;
    Ok(Vec::new())
}

/// What in a list and its reason tells who somebody is, and its writer does not keep.
async fn telling(
    app: &App,
    ctx: &Ctx,
    (before, new): (&[Theme], &NewThemes),
) -> Result<Vec<Found>, AppError> {
    let lines = new_words(before, &new.themes);
    let texts = [("lines", lines.as_str()), ("why", &new.why)];
    let is_kept = |one: &Found| one.may_be_kept() && new.kept.contains(&one.words.0);
    stopped(app, ctx, &texts, |one| one.tells_who() && !is_kept(one)).await
}

/// A list of themes that waits, with what the reader may do about it.
#[derive(Debug, Clone)]
pub struct AskedThemes {
    /// It.
    pub asked: ThemesAsked,
    /// The list in force.
    pub in_force: ThemeList,
    /// Whether the reader is the second person; or the code of the rule that says why not.
    pub may: Result<(), &'static str>,
    /// Whether they asked for it, so that they may withdraw it.
    pub mine: bool,
}

/// The list that waits in the reader's organisation, for whoever asked for it or agrees there; none for anybody else.
///
/// # Errors
/// [`AppError`].
pub async fn themes_waiting(app: &App, ctx: &Ctx) -> Result<Option<AskedThemes>, AppError> {
    let here = &agencies(app, ctx).await?;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let Some(asked) = commons::themes_asked(tx).await? else {
                return Ok(None);
            };
            let in_force = commons::themes(tx).await?;
            let agrees = tx.would_permit_organisation::<actions::AgreeLeaving>();
            let me = tx.ctx.actor.person().map(|person| person.id);
            Ok(Some(AskedThemes {
                may: match agrees {
                    true => is_second(
                        tx.ctx,
                        here,
                        (asked.by.0, asked.agency),
                        asked.sent_back.as_deref(),
                    ),
                    false => Err("release-not-wanted"),
                },
                mine: me == Some(asked.by.0),
                asked,
                in_force,
            }))
        })
    });
    Ok(read.await?)
}

/// The list that waits, in the version that was shown, for whoever is the second person.
async fn for_second(
    app: &App,
    ctx: &Ctx,
    (id, shown): (RecordId, i64),
) -> Result<AskedThemes, AppError> {
    let waits = themes_waiting(app, ctx).await?;
    let waits = waits.filter(|one| one.asked.id == id);
    let waits = waits.ok_or(AppError::Rule("changed-meanwhile"))?;
    if waits.asked.version != shown {
        return Err(AppError::Rule("changed-meanwhile"));
    }
    waits.may.map_err(AppError::Rule)?;
    Ok(waits)
}

/// Agrees, as the second person, to a list of themes: it is in force. What is on record is looked for in it once more.
///
/// # Errors
/// [`AppError::NotPermitted`]; [`AppError::Rule`] `release-author` for whoever asked, `second-another-agency` for somebody of their
/// agency, `second-sent-back`, `theme-identifies` when something in it is on record by now, `changed-meanwhile` also where another
/// list came into force.
pub async fn agree_themes(
    app: &App,
    ctx: &Ctx,
    (form, which): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    let waits = for_second(app, ctx, which).await?;
    let lines = new_words(&waits.in_force.themes, &waits.asked.themes);
    let texts = [("lines", lines.as_str()), ("why", &waits.asked.why)];
    // What only reads like a name its writer kept, and the second person has it before them.
    let stops = |one: &Found| one.tells_who() && !one.may_be_kept();
    if !stopped(app, ctx, &texts, stops).await?.is_empty() {
        return Err(AppError::Rule("theme-identifies"));
    }
    let commons = app.commons().await?;
    let agreed = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let version = commons::agree_themes(tx, which).await?;
            commons::remember(tx, form, &version.to_string()).await
        })
    });
    Ok(agreed.await?)
}

/// Sends a list of themes back with a reason.
///
/// # Errors
/// As [`agree_themes`]; [`AppError::Rule`] `second-why` without a reason.
pub async fn send_themes_back(
    app: &App,
    ctx: &Ctx,
    (form, which): (FormId, (RecordId, i64)),
    why: &str,
) -> Result<(), AppError> {
    if done_before(app, ctx, form).await? {
        return Ok(());
    }
    drop(for_second(app, ctx, which).await?);
    let commons = app.commons().await?;
    let sent = commons.transact(ctx, |tx| {
        Box::pin(async move {
            commons::send_back_themes(tx, which, why).await?;
            commons::remember(tx, form, &which.0.to_string()).await
        })
    });
    Ok(sent.await?)
}

/// Withdraws a list of themes that the actor asked for.
///
/// # Errors
/// [`AppError::NotFound`] when it does not wait; [`AppError::Rule`] `second-not-yours` when somebody else asked, `changed-meanwhile`.
pub async fn withdraw_themes(
    app: &App,
    ctx: &Ctx,
    (form, which): (FormId, (RecordId, i64)),
) -> Result<(), AppError> {
    let commons = app.commons().await?;
    let withdrawn = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if commons::already_done(tx, form).await?.is_some() {
                return Ok(());
            }
            commons::withdraw_themes(tx, which).await?;
            commons::remember(tx, form, &which.0.to_string()).await
        })
    });
    Ok(withdrawn.await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(code: &str, title: &str, words: &[&str]) -> Theme {
        Theme {
            code: code.to_owned(),
            title: title.to_owned(),
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            retired: false,
        }
    }

    #[test]
    fn what_is_new_in_a_list_is_read_and_what_stands_in_it_is_not_read_again() {
        let before = [theme("babies", "Babies", &["baby", "unborn"])];
        let after = [
            theme("babies", "Babies", &["baby", "newborn"]),
            theme("qq", "Housing", &["eviction"]),
        ];
        assert_eq!(new_words(&before, &after), "newborn\nHousing\neviction\nqq");
        assert_eq!(new_words(&before, &before), "");
        let renamed = [theme("babies", "Infants", &["baby", "unborn"])];
        assert_eq!(new_words(&before, &renamed), "Infants");
    }
}
