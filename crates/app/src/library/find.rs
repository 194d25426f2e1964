//! The library: what the asker may read, narrowed by codes and by words. The question is kept for whoever asks, and stands in
//! no address and in no log.

use access::Ctx;
use access::actions::ReadLibrary;
use commons::{Filter, Finding, Item, TakenBack};
use model::{Date, FormId, Instant, RecordId, SharedId};
use vault::VaultError;

use super::asked::near;
use super::briefings::drawing_on;
use super::saved::{SEARCH, kept_by};
use super::{How, LONGEST_QUESTION, WORDS, Where, Why, own_region};
use crate::instance::job_ctx;
use crate::keep::kept_before;
use crate::moment::own_place_under;
use crate::{App, AppError};

/// Kind of what is kept of a question.
const QUESTION: &str = "question";
/// Seconds for which a question is kept for whoever asked it.
const KEPT: i64 = 14 * 24 * 60 * 60;
/// Ends of words that are left out, longest first.
const ENDS: [&str; 5] = ["ings", "ing", "ies", "ed", "s"];
/// How much of a word is left at least without its end, in characters.
const ENOUGH_LEFT: usize = 4;
/// Words of no more characters count as short.
const SHORT: usize = 3;
/// The job that lets questions go that stood in the store of shared learning.
const LAPSE: &str = "lapse questions";
/// The job that reads for whoever is not signed in.
const PUBLIC: &str = "public learning";

/// What somebody finds in the library.
#[derive(Debug, Clone)]
pub struct Library {
    /// What was found: the newest first, or what is nearest to the question.
    pub found: Vec<Found>,
    /// How it was looked for.
    pub how: How,
    /// How many items the asker may read in all.
    pub all: usize,
    /// What the asker opened and was taken back since.
    pub taken_back: Vec<TakenBack>,
    /// Briefings of theirs in which some of that stood: which item, the briefing, and the day on which it was begun.
    pub stood_in: Vec<(SharedId, RecordId, Date)>,
    /// Whether they may add a published document.
    pub may_deposit: bool,
    /// Whether they may write briefings.
    pub may_brief: bool,
    /// How many searches they keep.
    pub searches: usize,
}

/// Something that was found, and why.
#[derive(Debug, Clone)]
pub enum Found {
    /// An item of shared learning.
    Item {
        /// The item.
        item: Box<Item>,
        /// Why it was found.
        why: Why,
    },
    /// A finding or recommendation of a published document.
    Finding {
        /// The finding.
        finding: Box<Finding>,
        /// Why it was found.
        why: Why,
    },
}

/// The library as the asker sees it: everything that is shared with them, or what is near a question.
///
/// # Errors
/// [`AppError`].
pub async fn library(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    words: &str,
) -> Result<Library, AppError> {
    use access::actions::{DepositDocument, WriteBriefing};
    let (found, how) = near(app, ctx, filter, words).await?;
    let region = own_region(app, ctx).await?;
    let region = region.as_deref();
    let commons = app.commons().await?;
    let rest = commons.look(ctx, |tx| {
        Box::pin(async move {
            Ok(Library {
                found: Vec::new(),
                how,
                all: commons::ids(tx, region, &Filter::default()).await?.len(),
                stood_in: Vec::new(),
                taken_back: commons::taken_back_since(tx).await?,
                may_deposit: tx.would_permit_organisation::<DepositDocument>(),
                may_brief: tx.would_permit_organisation::<WriteBriefing>(),
                searches: 0,
            })
        })
    });
    let mut library = rest.await?;
    library.found = found;
    library.searches = kept_by(app, ctx).await?.len();
    if library.may_brief && !library.taken_back.is_empty() {
        let ids: Vec<SharedId> = library.taken_back.iter().map(|one| one.id).collect();
        library.stood_in = drawing_on(app, ctx, &ids).await?;
    }
    Ok(library)
}

/// What the asker may read that bears these codes and holds every one of these words, whatever their ends; findings of published
/// documents too where words are asked for and no code but a theme is. For searches that are kept, which find the same every time,
/// and while the index is being prepared.
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
    Ok(among_all(items, findings, (filter, words)))
}

/// What of these items, which bear the codes, and of these findings holds every word.
pub(super) fn among_all(
    items: Vec<Item>,
    findings: Vec<Finding>,
    (filter, words): (&Filter, &str),
) -> Vec<Found> {
    let words = words_of(words);
    let mut found = among(items, &words, &filter.text);
    if findings_too(filter) && (!words.is_empty() || !filter.theme.is_empty()) {
        found.extend(findings_with(findings, &filter.theme, &words));
    }
    found
}

/// Whether findings of published documents are looked for too: they bear no code but themes.
#[must_use]
pub fn findings_too(filter: &Filter) -> bool {
    let only_theme = Filter {
        theme: filter.theme.clone(),
        ..Filter::default()
    };
    *filter == only_theme
}

/// Whether a finding bears a theme, where one is asked for.
pub(super) fn of_theme(one: &Finding, theme: &str) -> bool {
    theme.is_empty() || one.body.themes.iter().any(|code| code == theme)
}

fn among(items: Vec<Item>, words: &[String], text: &str) -> Vec<Found> {
    let with_words = items.into_iter().filter_map(|item| {
        let why = why_of(&texts_of(&item, text)?, words)?;
        let item = Box::new(item);
        Some(Found::Item { item, why })
    });
    with_words.collect()
}

/// The texts of an item in which words are looked for: all, or the one with a name. None of one that was taken back.
pub(super) fn texts_of<'a>(item: &'a Item, text: &str) -> Option<Vec<(&'static str, &'a str)>> {
    let texts = item.body.as_ref()?.texts().into_iter();
    let those = texts.filter(|(name, _)| text.is_empty() || *name == text);
    Some(those.collect())
}

fn findings_with<'a>(
    findings: Vec<Finding>,
    theme: &'a str,
    words: &'a [String],
) -> impl Iterator<Item = Found> + 'a {
    let those = findings.into_iter().filter(|one| of_theme(one, theme));
    those.filter_map(|one| {
        // A finding has one text, which is what it says of a condition.
        let why = why_of(&[("condition", one.body.text.as_str())], words)?;
        let finding = Box::new(one);
        Some(Found::Finding { finding, why })
    })
}

/// The words of a question that tell anything, in small letters.
pub(super) fn words_of(question: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in parts(question).flat_map(whole) {
        let word = word.to_lowercase();
        if tells(&word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What stands between signs; "A&E" is one word.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric() && letter != '&');
    parts.map(|part| part.trim_matches('&'))
}

/// A short word as it is, a long one in the parts between its signs.
fn whole(part: &str) -> impl Iterator<Item = &str> {
    let short = part.chars().count() <= SHORT;
    part.split(move |letter: char| letter == '&' && !short)
}

/// Whether a word says what is looked for: "GP", "DA", "16", and every longer word.
fn tells(word: &str) -> bool {
    match word.chars().count() {
        0 => false,
        1 | 2 => is_number(word) || (word.chars().count() == 2 && WORDS.tells(word)),
        _ => true,
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// Whether a text, in small letters, holds a word whatever its end. Short words and numbers stand in many others, so they stand there
/// as words of their own.
fn holds(text: &str, word: &str) -> bool {
    let long = word.chars().count() > SHORT && !is_number(word);
    if long {
        return text.contains(without_end(word));
    }
    let ends: &[&str] = match word.chars().count() == SHORT && !is_number(word) {
        true => &["", "s", "es", "d", "ed", "ing"],
        false => &["", "s"],
    };
    let ended = |rest: &str| ends.contains(&rest);
    parts(text).any(|part| part.strip_prefix(word).is_some_and(ended))
}

/// Where each word stands; none when one stands nowhere.
fn why_of(texts: &[(&'static str, &str)], words: &[String]) -> Option<Why> {
    let texts: Vec<(&'static str, String)> = texts
        .iter()
        .map(|(name, text)| (*name, text.to_lowercase()))
        .collect();
    let stands = |word: &String| {
        let (name, _) = texts.iter().find(|(_, text)| holds(text, word))?;
        Some(Where {
            word: word.clone(),
            text: name,
        })
    };
    let words: Option<Vec<Where>> = words.iter().map(stands).collect();
    let close = false;
    words.map(|words| Why { words, close })
}

/// A word without its end, as far as enough of it is left.
pub(crate) fn without_end(word: &str) -> &str {
    let cut = ENDS.iter().filter_map(|end| word.strip_suffix(end));
    let mut long = cut.filter(|rest| rest.chars().count() >= ENOUGH_LEFT);
    long.next().unwrap_or(word)
}

/// Keeps a question for whoever asks it, in the store of their organisation; it is found again by the id.
///
/// # Errors
/// [`AppError::Rule`] `question-empty` when it holds no word, `question-long` when it is longer than
/// [`LONGEST_QUESTION`]; [`AppError::NotPermitted`].
pub async fn ask(app: &App, ctx: &Ctx, form: FormId, question: &str) -> Result<RecordId, AppError> {
    if words_of(question).is_empty() {
        return Err(AppError::Rule("question-empty"));
    }
    if question.chars().count() > LONGEST_QUESTION {
        return Err(AppError::Rule("question-long"));
    }
    own_place_under::<ReadLibrary>(app, ctx).await?;
    let vault = app.vault(ctx).await?;
    let kept = vault.transact(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            if let Some(before) = kept_before(tx, form).await? {
                return Ok(before);
            }
            let id = vault::add_own_page(tx, &permit, (QUESTION, false, question)).await?;
            vault::remember(tx, form, &id.to_string()).await?;
            Ok::<_, VaultError>(id)
        })
    });
    Ok(kept.await?)
}

/// Questions that were not asked since are no longer kept.
fn lapsed(now: Instant) -> Instant {
    now.plus_seconds(-KEPT)
}

/// Lets questions and searches go that stood in the store of shared learning before each organisation kept its own: no words of those
/// who ask are left there. Returns how many those were.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn let_shared_questions_go(app: &App, now: Instant) -> Result<u64, AppError> {
    let ctx = &job_ctx(LAPSE, super::store::nobody_at_all(), now)?;
    let commons = app.commons().await?;
    let gone = commons.transact(ctx, |tx| {
        Box::pin(async move {
            let until = tx.ctx.now.plus_seconds(1);
            let questions = commons::lapse_everybodys_pages(tx, QUESTION, until).await?;
            let searches = commons::lapse_everybodys_pages(tx, SEARCH, until).await?;
            Ok(questions + searches)
        })
    });
    Ok(gone.await?)
}

/// A question that the actor asked, for as long as it is kept.
///
/// # Errors
/// [`AppError::NotFound`] when they asked no such question, or its time is over; [`AppError::NotPermitted`].
pub async fn question(app: &App, ctx: &Ctx, id: RecordId) -> Result<String, AppError> {
    let vault = app.vault(ctx).await?;
    let kept = vault.look(ctx, |tx| {
        Box::pin(async move {
            let permit = tx.permit_organisation::<ReadLibrary>()?;
            let kept: Result<_, VaultError> = vault::own_page(tx, &permit, (QUESTION, id)).await;
            kept
        })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_of_the_field_and_numbers_say_what_is_looked_for() {
        let asked = words_of("A GP, the ED or A&E? DA and CIN at 16; health&care");
        let expected = [
            "gp", "the", "ed", "a&e", "da", "and", "cin", "16", "health", "care",
        ];
        assert_eq!(asked, expected);
        assert!(words_of("? a, of & I").is_empty());
    }

    #[test]
    fn short_words_stand_as_words_of_their_own() {
        let text = "gps wrote to a&e; a placement of day 160 and medicine at the age of 16";
        for word in ["gp", "a&e", "16", "age", "placements"] {
            assert!(holds(text, word), "{word}");
        }
        for word in ["da", "lac", "cin", "60", "ed"] {
            assert!(!holds(text, word), "{word}");
        }
    }
}
