//! The library: what the asker may read, narrowed by codes and by words. The question is kept for whoever asks, and stands in
//! no address and in no log.

use access::Ctx;
use commons::{Filter, Finding, Item, TakenBack, ThemeList};
use model::{FormId, Instant, RecordId, SharedId};

use super::{LONGEST_QUESTION, own_region};
use crate::instance::job_ctx;
use crate::{App, AppError};

/// Kind of what is kept of a question.
const QUESTION: &str = "question";
/// Seconds for which a question is kept for whoever asked it.
const KEPT: i64 = 14 * 24 * 60 * 60;
/// The job that lets questions go whose time is over.
const LAPSE: &str = "lapse questions";
/// The job that reads for whoever is not signed in.
const PUBLIC: &str = "public learning";

/// What somebody finds in the library.
#[derive(Debug, Clone)]
pub struct Library {
    /// What was found.
    pub found: Vec<Found>,
    /// How many items the asker may read in all.
    pub all: usize,
    /// The list of themes.
    pub themes: ThemeList,
    /// What the asker opened and was taken back since.
    pub taken_back: Vec<TakenBack>,
    /// Whether they may add a published document.
    pub may_deposit: bool,
    /// Whether they may change the list of themes.
    pub may_edit_themes: bool,
    /// Whether they may write briefings.
    pub may_brief: bool,
}

/// Something that was found, and why.
#[derive(Debug, Clone)]
pub enum Found {
    /// An item of shared learning.
    Item {
        /// The item.
        item: Box<Item>,
        /// Where the words of the question stand.
        why: Vec<Where>,
    },
    /// A finding or recommendation of a published document.
    Finding {
        /// The finding.
        finding: Box<Finding>,
    },
}

/// Where a word of the question stands: the word, and the name of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// The word.
    pub word: String,
    /// Name of the text: of [`model::learning::SharedLearning::texts`].
    pub text: &'static str,
}

/// The library as the asker sees it.
///
/// # Errors
/// [`AppError`].
pub async fn library(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    words: &str,
) -> Result<Library, AppError> {
    use access::actions::{DepositDocument, EditThemes, WriteBriefing};
    let found = find(app, ctx, filter, words).await?;
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let rest = commons.look(ctx, |tx| {
        Box::pin(async move {
            Ok(Library {
                found: Vec::new(),
                all: commons::list(tx, region, &Filter::default()).await?.len(),
                themes: commons::themes(tx).await?,
                taken_back: commons::taken_back_since(tx).await?,
                may_deposit: tx.would_permit_organisation::<DepositDocument>(),
                may_edit_themes: tx.would_permit_organisation::<EditThemes>(),
                may_brief: tx.would_permit_organisation::<WriteBriefing>(),
            })
        })
    });
    let mut library = rest.await?;
    library.found = found;
    Ok(library)
}

/// What the asker may read that bears these codes and holds every one of these words; findings of published documents too
/// where words are asked for and no code but a theme is.
///
/// # Errors
/// [`AppError::NotFound`] for whoever may read nothing of it.
pub async fn find(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    words: &str,
) -> Result<Vec<Found>, AppError> {
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let only_words = Filter {
        theme: filter.theme.clone(),
        ..Filter::default()
    };
    let findings_too = *filter == only_words;
    let commons = app.commons().await?;
    let read = commons.look(ctx, |tx| {
        Box::pin(async move {
            // Whoever may read nothing is told so, and that they tried is written down.
            let findings = commons::confirmed_findings(tx).await?;
            let items = commons::list(tx, region, filter).await?;
            Ok((items, findings))
        })
    });
    let (items, findings) = read.await?;
    let words = words_of(words);
    let mut found = among(items, &words);
    if findings_too && (!words.is_empty() || !filter.theme.is_empty()) {
        found.extend(findings_with(findings, &filter.theme, &words));
    }
    Ok(found)
}

pub(super) fn among(items: Vec<Item>, words: &[String]) -> Vec<Found> {
    let with_words = items.into_iter().filter_map(|item| {
        let why = why(&item, words)?;
        let item = Box::new(item);
        Some(Found::Item { item, why })
    });
    with_words.collect()
}

fn findings_with<'a>(
    findings: Vec<Finding>,
    theme: &'a str,
    words: &'a [String],
) -> impl Iterator<Item = Found> + 'a {
    let fits = move |one: &Finding| {
        let text = one.body.text.to_lowercase();
        let of_theme = theme.is_empty() || one.body.themes.iter().any(|code| code == theme);
        of_theme && words.iter().all(|word| text.contains(word.as_str()))
    };
    findings
        .into_iter()
        .filter(fits)
        .map(|finding| Found::Finding {
            finding: Box::new(finding),
        })
}

/// The words of a question that tell anything, in small letters.
pub(super) fn words_of(question: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in question.split(|letter: char| !letter.is_alphanumeric()) {
        let word = word.to_lowercase();
        if word.chars().count() > 2 && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// Where each word stands; none when one stands nowhere.
fn why(item: &Item, words: &[String]) -> Option<Vec<Where>> {
    let body = item.body.as_ref()?;
    let texts = body.texts().map(|(name, text)| (name, text.to_lowercase()));
    let stands = |word: &String| {
        let (name, _) = texts
            .iter()
            .find(|(_, text)| text.contains(word.as_str()))?;
        Some(Where {
            word: word.clone(),
            text: name,
        })
    };
    words.iter().map(stands).collect()
}

/// Keeps a question for whoever asks it; it is found again by the id.
///
/// # Errors
/// [`AppError::Rule`] `question-empty` when it holds no word, `question-long` when it is longer than
/// [`LONGEST_QUESTION`].
pub async fn ask(app: &App, ctx: &Ctx, form: FormId, question: &str) -> Result<RecordId, AppError> {
    if words_of(question).is_empty() {
        return Err(AppError::Rule("question-empty"));
    }
    if question.chars().count() > LONGEST_QUESTION {
        return Err(AppError::Rule("question-long"));
    }
    let commons = app.commons().await?;
    let kept = commons.transact(ctx, |tx| {
        Box::pin(async move {
            if let Some(before) = commons::already_done(tx, form).await? {
                return before.parse().map_err(|_| commons::CommonsError::NotFound);
            }
            commons::lapse_own_pages(tx, QUESTION, lapsed(tx.ctx.now)).await?;
            let id = commons::add_own_page(tx, QUESTION, question).await?;
            commons::remember(tx, form, &id.to_string()).await?;
            Ok(id)
        })
    });
    Ok(kept.await?)
}

/// Questions that were not asked since are no longer kept.
fn lapsed(now: Instant) -> Instant {
    now.plus_seconds(-KEPT)
}

/// Lets everybody's questions go whose time is over, whether or not anybody asks again; returns how many those were.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn lapse_questions(app: &App, now: Instant) -> Result<u64, AppError> {
    let ctx = &job_ctx(LAPSE, super::store::nobody_at_all(), now)?;
    let commons = app.commons().await?;
    let gone = commons.transact(ctx, |tx| {
        Box::pin(
            async move { commons::lapse_everybodys_pages(tx, QUESTION, lapsed(tx.ctx.now)).await },
        )
    });
    Ok(gone.await?)
}

/// A question that the actor asked, for as long as it is kept.
///
/// # Errors
/// [`AppError::NotFound`] when they asked no such question, or its time is over.
pub async fn question(app: &App, ctx: &Ctx, id: RecordId) -> Result<String, AppError> {
    let commons = app.commons().await?;
    let kept = commons.look(ctx, |tx| {
        Box::pin(async move { commons::own_page(tx, QUESTION, id).await })
    });
    let kept = kept.await?;
    match kept.changed_at < lapsed(ctx.now) {
        true => Err(AppError::NotFound),
        false => Ok(kept.body),
    }
}

/// What everybody may read, without signing in.
///
/// # Errors
/// [`AppError`].
pub async fn public_list(app: &App) -> Result<Vec<Item>, AppError> {
    let ctx = &public_ctx(app)?;
    let commons = app.commons().await?;
    let listed = commons.look(ctx, |tx| {
        Box::pin(async move { commons::list(tx, None, &Filter::default()).await })
    });
    Ok(listed.await?)
}

/// The context of somebody who is not signed in.
pub(super) fn public_ctx(app: &App) -> Result<Ctx, AppError> {
    let none = super::store::nobody_at_all();
    job_ctx(PUBLIC, none, app.clock().now())
}

/// The items of a selection that stand and may be read by the asker.
pub(super) async fn those(app: &App, ctx: &Ctx, ids: &[SharedId]) -> Result<Vec<Item>, AppError> {
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let listed = commons.look(ctx, |tx| {
        Box::pin(async move { commons::list(tx, region, &Filter::default()).await })
    });
    let all = listed.await?;
    Ok(all
        .into_iter()
        .filter(|one| ids.contains(&one.id))
        .collect())
}
