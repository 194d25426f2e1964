//! What only the partnership reads, found by codes and by words.

use access::Ctx;
use commons::Filter;
use model::learning::SharedLearning;
use model::{Date, SharedId};

use super::standing;
use crate::exchange::{Texts, near};
use crate::library::Why;
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
    let all = all(app, ctx).await?;
    let all = all.into_iter().filter(|one| filter.fits(&one.learning));
    let all: Vec<Ours> = all.collect();
    if words.trim().is_empty() {
        return Ok(all);
    }
    Ok(near_words(&all, &filter.text, words))
}

/// What stands that is near the words of a record, so much of it at most; and how much was looked through.
pub(crate) async fn near_ours(
    app: &App,
    ctx: &Ctx,
    (question, most): (&str, usize),
) -> Result<(Vec<Ours>, usize), AppError> {
    let all = all(app, ctx).await?;
    let mut found = near_words(&all, "", question);
    found.truncate(most);
    Ok((found, all.len()))
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

/// What shares enough words with a question, in all texts or in the one that is named.
fn near_words(all: &[Ours], text: &str, words: &str) -> Vec<Ours> {
    let texts = all.iter().map(|one| {
        let texts = one.learning.texts().into_iter();
        let those = texts.filter(|(name, _)| text.is_empty() || *name == text);
        those
            .map(|(name, says)| (name, says.to_owned()))
            .collect::<Texts>()
    });
    let texts: Vec<Texts> = texts.collect();
    let found = near(words, &texts).into_iter();
    let found = found.filter_map(|near| {
        let mut one = all.get(near.place)?.clone();
        one.why.words = near.why;
        Some(one)
    });
    found.collect()
}
