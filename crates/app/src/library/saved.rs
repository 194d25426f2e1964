//! Searches of shared learning that somebody keeps for themself, and what is new in them since they last looked.

use access::Ctx;
use access::actions::ReadLibrary;
use commons::{Filter, Finding, Item};
use model::{FormId, RecordId};
use serde::{Deserialize, Serialize};
use vault::{OwnNote, VaultError};

use super::find::{among_all, words_of};
use super::{Found, LONGEST_QUESTION, find, own_region};
use crate::keep::kept_before;
use crate::moment::own_place_under;
use crate::{App, AppError};

/// Kind of what is kept of a search.
pub(super) const SEARCH: &str = "saved_search";
/// Most searches that one person keeps.
pub const MOST_SEARCHES: usize = 20;

/// A search as it is kept: codes, words, and what was there when its owner last looked.
#[derive(Serialize, Deserialize)]
struct Kept {
    level: String,
    harm: String,
    age: String,
    stage: String,
    theme: String,
    effect: String,
    /// The one text in which the words are looked for.
    #[serde(default)]
    text: String,
    words: String,
    seen: Vec<String>,
    /// Whether they want an e-mail once a week when something is new.
    mail: bool,
}

impl Kept {
    fn filter(&self) -> Filter {
        Filter {
            level: self.level.clone(),
            harm: self.harm.clone(),
            age: self.age.clone(),
            stage: self.stage.clone(),
            theme: self.theme.clone(),
            effect: self.effect.clone(),
            text: self.text.clone(),
        }
    }

    /// Whether something among these items and findings is found and was not there when its owner last looked.
    fn finds_new(&self, (items, findings): (&[Item], &[Finding])) -> bool {
        let filter = self.filter();
        let fit = items.iter().filter(|item| {
            let body = item.body.as_ref();
            body.is_some_and(|body| filter.fits(body))
        });
        let asked = (&filter, self.words.as_str());
        let found = among_all(fit.cloned().collect(), findings.to_vec(), asked);
        found.iter().any(|one| !self.seen.contains(&mark(one)))
    }

    fn read(page: &OwnNote) -> Result<Self, VaultError> {
        serde_json::from_str(&page.body).map_err(|_| VaultError::Body(SEARCH))
    }

    fn written(&self) -> Result<String, VaultError> {
        serde_json::to_string(self).map_err(|_| VaultError::Body(SEARCH))
    }
}

/// A search with what it finds now.
#[derive(Debug, Clone)]
pub struct Search {
    /// Its id.
    pub id: RecordId,
    /// The codes that narrow it.
    pub filter: Filter,
    /// The words that are asked; may be empty.
    pub words: String,
    /// Whether its owner wants an e-mail once a week when something is new.
    pub mail: bool,
    /// What it finds, and whether that was not there when its owner last looked; what is new first.
    pub found: Vec<(Found, bool)>,
}

impl Search {
    /// What the page of the search shows as new, to be sent back by whoever says that they have seen it.
    #[must_use]
    pub fn shown(&self) -> Vec<String> {
        let new = self.found.iter().filter(|(_, new)| *new);
        new.map(|(one, _)| mark(one)).collect()
    }

    /// How much of it is new.
    #[must_use]
    pub fn unseen(&self) -> usize {
        self.found.iter().filter(|(_, new)| *new).count()
    }
}

/// What tells one version of something found from every other.
fn mark(found: &Found) -> String {
    match found {
        Found::Item { item, .. } => format!("{}/{}", item.id, item.version),
        Found::Finding { finding, .. } => finding.id.to_string(),
    }
}

/// Whether a search asks for anything: in which text words are looked for asks for nothing by itself.
#[must_use]
pub fn asks_for_something(filter: &Filter, words: &str) -> bool {
    let codes = Filter {
        text: String::new(),
        ..filter.clone()
    };
    codes != Filter::default() || !words_of(words).is_empty()
}

/// What the actor keeps of searches, in the store of their organisation; the newest first. Nothing for whoever may not look into the
/// library.
pub(super) async fn kept_by(app: &App, ctx: &Ctx) -> Result<Vec<OwnNote>, AppError> {
    let vault = app.vault(ctx).await?;
    let pages = vault.look(ctx, |tx| {
        Box::pin(async move {
            if !tx.would_permit_organisation::<ReadLibrary>() {
                return Ok(Vec::new());
            }
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            let pages: Result<_, VaultError> = vault::own_pages(tx, &permit, SEARCH).await;
            pages
        })
    });
    let mut pages = pages.await?;
    pages.reverse();
    Ok(pages)
}

/// Keeps a search for whoever makes it; what it finds now is not new.
///
/// # Errors
/// [`AppError::Rule`] `search-empty` when it asks for nothing, `question-long` when its words are longer than
/// [`LONGEST_QUESTION`], `search-many` beside [`MOST_SEARCHES`] others.
pub async fn keep_search(
    app: &App,
    ctx: &Ctx,
    form: FormId,
    (filter, words): (&Filter, &str),
) -> Result<RecordId, AppError> {
    if !asks_for_something(filter, words) {
        return Err(AppError::Rule("search-empty"));
    }
    if words.chars().count() > LONGEST_QUESTION {
        return Err(AppError::Rule("question-long"));
    }
    let found = find(app, ctx, filter, words).await?;
    let kept = Kept {
        level: filter.level.clone(),
        harm: filter.harm.clone(),
        age: filter.age.clone(),
        stage: filter.stage.clone(),
        theme: filter.theme.clone(),
        effect: filter.effect.clone(),
        text: filter.text.clone(),
        words: words.to_owned(),
        seen: found.iter().map(mark).collect(),
        mail: true,
    };
    let body = &kept.written()?;
    own_place_under::<ReadLibrary>(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let done = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            if let Some(before) = kept_before(tx, form).await? {
                return Ok(before);
            }
            if vault::own_pages(tx, &permit, SEARCH).await?.len() >= MOST_SEARCHES {
                return Err(VaultError::Rule("search-many"));
            }
            let id = vault::add_own_page(tx, &permit, (SEARCH, true, body)).await?;
            vault::remember(tx, form, &id.to_string()).await?;
            Ok(id)
        })
    });
    Ok(done.await?)
}

/// The searches that the actor keeps, with what each finds now.
///
/// # Errors
/// [`AppError::NotPermitted`] for whoever may not look into the library.
pub async fn searches(app: &App, ctx: &Ctx) -> Result<Vec<Search>, AppError> {
    let mut all = Vec::new();
    for page in kept_by(app, ctx).await? {
        all.push(search(app, ctx, &page).await?);
    }
    Ok(all)
}

async fn search(app: &App, ctx: &Ctx, page: &OwnNote) -> Result<Search, AppError> {
    let kept = Kept::read(page)?;
    let filter = kept.filter();
    let found = find(app, ctx, &filter, &kept.words).await?;
    let is_new = |one: &Found| !kept.seen.contains(&mark(one));
    let mut found: Vec<(Found, bool)> = found
        .into_iter()
        .map(|one| {
            let new = is_new(&one);
            (one, new)
        })
        .collect();
    found.sort_by_key(|(_, new)| !new);
    Ok(Search {
        id: page.id,
        filter,
        words: kept.words,
        mail: kept.mail,
        found,
    })
}

/// One search of the actor's own, as its page shows it.
///
/// # Errors
/// [`AppError::NotFound`] when they keep no such search.
pub async fn one_search(app: &App, ctx: &Ctx, id: RecordId) -> Result<Search, AppError> {
    let page = own(app, ctx, id).await?;
    search(app, ctx, &page).await
}

async fn own(app: &App, ctx: &Ctx, id: RecordId) -> Result<OwnNote, AppError> {
    let vault = app.vault(ctx).await?;
    let page = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            let page: Result<_, VaultError> = vault::own_page(tx, &permit, (SEARCH, id)).await;
            page
        })
    });
    Ok(page.await?)
}

/// The actor has seen what the page of a search showed as new, by [`Search::shown`]: what came after the page was made stays new.
///
/// # Errors
/// [`AppError::NotFound`] when they keep no such search.
pub async fn seen_search(
    app: &App,
    ctx: &Ctx,
    id: RecordId,
    shown: &[String],
) -> Result<(), AppError> {
    let page = own(app, ctx, id).await?;
    let mut kept = Kept::read(&page)?;
    let found = find(app, ctx, &kept.filter(), &kept.words).await?;
    let known = |one: &String| kept.seen.contains(one) || shown.contains(one);
    kept.seen = found.iter().map(mark).filter(known).collect();
    changed(app, ctx, &page, &kept).await
}

/// The actor wants an e-mail once a week when something is new in a search, or wants none.
///
/// # Errors
/// [`AppError::NotFound`] when they keep no such search.
pub async fn mail_search(app: &App, ctx: &Ctx, id: RecordId, mail: bool) -> Result<(), AppError> {
    let page = own(app, ctx, id).await?;
    let kept = Kept {
        mail,
        ..Kept::read(&page)?
    };
    changed(app, ctx, &page, &kept).await
}

async fn changed(app: &App, ctx: &Ctx, page: &OwnNote, kept: &Kept) -> Result<(), AppError> {
    let (body, at) = (&kept.written()?, (page.id, page.version));
    let vault = app.vault(ctx).await?;
    let done = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            vault::change_own_page(tx, &permit, at, body).await
        })
    });
    Ok(done.await?)
}

/// Whether the owner of a search is told by e-mail: they want it, and among these items and findings is one that is new to it.
pub(super) fn wants(page: &OwnNote, came: (&[Item], &[Finding])) -> Result<bool, AppError> {
    let kept = Kept::read(page)?;
    Ok(kept.mail && kept.finds_new(came))
}

/// Whether something that the actor may read, items and findings of published documents, is new to a search that they keep.
///
/// # Errors
/// [`AppError`].
pub async fn anything_new(app: &App, ctx: &Ctx) -> Result<bool, AppError> {
    let pages = kept_by(app, ctx).await?;
    if pages.is_empty() {
        return Ok(false);
    }
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let items = commons::list(tx, region, &Filter::default()).await?;
            Ok((items, commons::confirmed_findings(tx).await?))
        })
    });
    let (items, findings) = read.await?;
    for page in &pages {
        if Kept::read(page)?.finds_new((&items, &findings)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Keeps a search no longer.
///
/// # Errors
/// [`AppError`].
pub async fn let_search_go(app: &App, ctx: &Ctx, id: RecordId) -> Result<(), AppError> {
    let vault = app.vault(ctx).await?;
    let done = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            vault::let_own_page_go(tx, &permit, id).await
        })
    });
    Ok(done.await?)
}
