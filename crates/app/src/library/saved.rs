//! Searches of shared learning that somebody keeps for themself, and what is new in them since they last looked.

use access::Ctx;
use commons::{CommonsError, Filter, Item, OwnPage};
use model::{FormId, OrganisationId, RecordId};
use serde::{Deserialize, Serialize};

use super::find::{among, words_of};
use super::{Found, LONGEST_QUESTION, find, own_region};
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
    /// For which organisation its owner kept it.
    organisation: OrganisationId,
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

    /// Whether something among these items is found and was not there when its owner last looked.
    fn finds_new(&self, items: &[Item]) -> bool {
        let filter = self.filter();
        let fit = items.iter().filter(|item| {
            let body = item.body.as_ref();
            body.is_some_and(|body| filter.fits(body))
        });
        let found = among(fit.cloned().collect(), &words_of(&self.words), &self.text);
        found.iter().any(|one| !self.seen.contains(&mark(one)))
    }

    fn read(page: &OwnPage) -> Result<Self, CommonsError> {
        serde_json::from_str(&page.body).map_err(|_| CommonsError::Body(SEARCH))
    }

    fn written(&self) -> Result<String, CommonsError> {
        serde_json::to_string(self).map_err(|_| CommonsError::Body(SEARCH))
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
    let codes = Filter {
        text: String::new(),
        ..filter.clone()
    };
    if codes == Filter::default() && words_of(words).is_empty() {
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
        organisation: ctx.organisation,
        mail: true,
    };
    let body = &kept.written()?;
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if let Some(before) = commons::already_done(tx, form).await? {
                return before.parse().map_err(|_| CommonsError::NotFound);
            }
            if commons::own_pages(tx, SEARCH).await?.len() >= MOST_SEARCHES {
                return Err(CommonsError::Rule("search-many"));
            }
            let id = commons::add_own_page(tx, SEARCH, body).await?;
            commons::remember(tx, form, &id.to_string()).await?;
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
    let commons = app.commons().await?;
    let pages = commons.look(ctx, |tx| Box::pin(commons::own_pages(tx, SEARCH)));
    let mut all = Vec::new();
    for page in pages.await? {
        all.push(search(app, ctx, &page).await?);
    }
    Ok(all)
}

async fn search(app: &App, ctx: &Ctx, page: &OwnPage) -> Result<Search, AppError> {
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

async fn own(app: &App, ctx: &Ctx, id: RecordId) -> Result<OwnPage, AppError> {
    let commons = app.commons().await?;
    let page = commons.look(ctx, |tx| {
        Box::pin(async move { commons::own_page(tx, SEARCH, id).await })
    });
    Ok(page.await?)
}

/// The actor has seen what a search finds: from now on only what comes later is new.
///
/// # Errors
/// [`AppError::NotFound`] when they keep no such search.
pub async fn seen_search(app: &App, ctx: &Ctx, id: RecordId) -> Result<(), AppError> {
    let page = own(app, ctx, id).await?;
    let mut kept = Kept::read(&page)?;
    let found = find(app, ctx, &kept.filter(), &kept.words).await?;
    kept.seen = found.iter().map(mark).collect();
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

async fn changed(app: &App, ctx: &Ctx, page: &OwnPage, kept: &Kept) -> Result<(), AppError> {
    let (body, at) = (&kept.written()?, (page.id, page.version));
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::change_own_page(tx, SEARCH, at, body).await })
    });
    Ok(done.await?)
}

/// Whether the owner of a search is told by e-mail: they want it, they kept it for this organisation, and among these items is one
/// that is new to it.
pub(super) fn wants(
    page: &OwnPage,
    organisation: OrganisationId,
    items: &[Item],
) -> Result<bool, AppError> {
    let kept = Kept::read(page)?;
    Ok(kept.mail && kept.organisation == organisation && kept.finds_new(items))
}

/// Whether something among the items that the actor may read is new to a search that they keep.
///
/// # Errors
/// [`AppError`].
pub async fn anything_new(app: &App, ctx: &Ctx) -> Result<bool, AppError> {
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            let pages = commons::own_pages(tx, SEARCH).await?;
            let mut items = Vec::new();
            if !pages.is_empty() {
                items = commons::list(tx, region, &Filter::default()).await?;
            }
            Ok((pages, items))
        })
    });
    let (pages, items) = read.await?;
    for page in &pages {
        if Kept::read(page)?.finds_new(&items) {
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
    let commons = app.commons().await?;
    let done = commons.transact(ctx, |tx| {
        Box::pin(async move { commons::let_own_page_go(tx, SEARCH, id).await })
    });
    Ok(done.await?)
}
