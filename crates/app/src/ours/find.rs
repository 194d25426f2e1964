//! What only the partnership reads, found by codes, by words and, where a sentence model is installed, by meaning.

use access::Ctx;
use commons::Filter;
use model::learning::SharedLearning;
use model::{Date, SharedId};
use search::fused;

use super::standing;
use crate::exchange::{Texts, near};
use crate::library::{Why, closeness, learning_doc};
use crate::{App, AppError};

/// An item of the partnership's own that was found.
#[derive(Debug, Clone)]
pub struct Ours {
    /// Its id.
    pub id: SharedId,
    /// What it says.
    pub learning: SharedLearning,
    /// The year in which it was written.
    pub year: i16,
    /// The day of its release.
    pub released_on: Date,
    /// Why it was found; nothing where it was only listed.
    pub why: Why,
}

/// What stands and bears these codes: all of it, the newest first, or what is near these words, the nearest first. Nothing for
/// whoever may not read it; the reading is written down.
///
/// # Errors
/// [`AppError`].
pub async fn found(
    app: &App,
    ctx: &Ctx,
    filter: &Filter,
    words: &str,
) -> Result<Vec<Ours>, AppError> {
    let mut all = all(app, ctx).await?;
    let found = match words.trim().is_empty() {
        true => all,
        false => near_words(app, ctx, &mut all, (&filter.text, words)).await?,
    };
    let fits = found.into_iter().filter(|one| filter.fits(&one.learning));
    Ok(fits.collect())
}

/// What stands that is near the words of a record, so much of it at most; and how much was looked through.
pub(crate) async fn near_ours(
    app: &App,
    ctx: &Ctx,
    (question, most): (&str, usize),
) -> Result<(Vec<Ours>, usize), AppError> {
    let mut all = all(app, ctx).await?;
    let many = all.len();
    let mut found = near_words(app, ctx, &mut all, ("", question)).await?;
    found.truncate(most);
    Ok((found, many))
}

async fn all(app: &App, ctx: &Ctx) -> Result<Vec<Ours>, AppError> {
    let standing = standing(app, ctx).await?.into_iter();
    let all = standing.filter_map(|one| {
        Some(Ours {
            id: one.item,
            learning: one.learning?,
            year: one.year,
            released_on: one.released_on,
            why: Why::default(),
        })
    });
    Ok(all.collect())
}

/// What shares enough words with a question, in all texts or in the one that is named, or is close to it in meaning where all texts
/// count and a sentence model is installed; in one order, the nearest first.
async fn near_words(
    app: &App,
    ctx: &Ctx,
    all: &mut [Ours],
    (text, words): (&str, &str),
) -> Result<Vec<Ours>, AppError> {
    let by_words = by_words(all, (text, words));
    let docs = all.iter();
    let docs = docs.map(|one| learning_doc(one.id.to_string(), &one.learning));
    let close = match text.is_empty() && !all.is_empty() {
        true => closeness(app, ctx.organisation, words, docs.collect()).await?,
        false => None,
    };
    let mut near: Vec<(usize, f32)> = Vec::new();
    for (place, (nearness, is_close)) in close.into_iter().flatten().enumerate() {
        near.push((place, nearness));
        if let Some(one) = all.get_mut(place) {
            one.why.close = is_close;
        }
    }
    near.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    let near: Vec<usize> = near.into_iter().map(|(place, _)| place).collect();
    let order = fused(&by_words, &near).into_iter();
    let found = order.filter_map(|place| all.get(place));
    let found = found.filter(|one| one.why.close || !one.why.words.is_empty());
    Ok(found.cloned().collect())
}

/// The places of what shares enough words with a question, the nearest first; why is noted with each.
fn by_words(all: &mut [Ours], (text, words): (&str, &str)) -> Vec<usize> {
    let texts = all.iter().map(|one| {
        let texts = one.learning.texts().into_iter();
        let those = texts.filter(|(name, _)| text.is_empty() || *name == text);
        those
            .map(|(name, says)| (name, says.to_owned()))
            .collect::<Texts>()
    });
    let texts: Vec<Texts> = texts.collect();
    let mut places = Vec::new();
    for near in near(words, &texts) {
        if let Some(one) = all.get_mut(near.place) {
            one.why.words = near.why;
            places.push(near.place);
        }
    }
    places
}
