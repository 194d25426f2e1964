//! How near texts are to each other: which words they share, the rarer a word the more it says. Everything is worked out in memory;
//! nothing of a question is kept or written anywhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{Where, without_end};

/// Shortest word that tells anything, in characters.
const SHORTEST: usize = 4;
/// How many words of a question stand in something before it counts as found; fewer where the question has fewer.
pub(super) const AT_LEAST: usize = 2;
/// Words that stand everywhere and tell nothing.
const COMMON: &[&str] = &[
    "about", "after", "again", "been", "before", "being", "between", "both", "child", "children",
    "could", "does", "each", "every", "family", "from", "have", "here", "into", "more", "most",
    "much", "nobody", "only", "other", "others", "over", "same", "should", "some", "such", "than",
    "that", "their", "them", "then", "there", "these", "they", "this", "those", "under", "very",
    "was", "were", "what", "when", "where", "which", "while", "whose", "will", "with", "would",
    "your",
];

/// The texts of something that may be near, with their names.
pub(crate) type Texts = Vec<(&'static str, String)>;

/// Something that is near: which of those on offer, and where the words that it shares stand.
pub(crate) struct Near {
    /// Its place among those on offer.
    pub(crate) place: usize,
    /// Where its words stand, the rarest first.
    pub(crate) why: Vec<Where>,
}

/// What is near a question, the nearest first; what came of it has no say in the order.
pub(crate) fn near(question: &str, all: &[Texts]) -> Vec<Near> {
    let asked: BTreeSet<String> = words(question).map(|(stem, _)| stem).collect();
    let enough = AT_LEAST.min(asked.len());
    let shared: Vec<Shared> = all.iter().map(|texts| shared(&asked, texts)).collect();
    let mut stands: BTreeMap<&str, f64> = BTreeMap::new();
    for stem in shared.iter().flat_map(BTreeMap::keys) {
        *stands.entry(stem.as_str()).or_default() += 1.0;
    }
    let many = f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
    let says = |stem: &str| {
        let stands = stands.get(stem).copied().unwrap_or(1.0);
        (1.0 + many / stands).ln()
    };
    let mut found: Vec<(f64, Near)> = Vec::new();
    for (place, one) in shared.iter().enumerate() {
        if enough == 0 || one.len() < enough {
            continue;
        }
        let mut why: Vec<(f64, &Where)> = one.iter().map(|(stem, at)| (says(stem), at)).collect();
        why.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let score: f64 = why.iter().map(|(says, _)| says).sum();
        let why = why.into_iter().map(|(_, at)| at.clone()).collect();
        found.push((score, Near { place, why }));
    }
    // A stable order: of two that are as near the one that was offered first, which is the newer one.
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, near)| near).collect()
}

/// Where each word that was asked for stands first.
type Shared = BTreeMap<String, Where>;

fn shared(asked: &BTreeSet<String>, texts: &[(&'static str, String)]) -> Shared {
    let mut all = Shared::new();
    for (text, said) in texts {
        for (stem, word) in words(said).filter(|(stem, _)| asked.contains(stem)) {
            all.entry(stem).or_insert(Where { word, text });
        }
    }
    all
}

/// The words of a text that tell anything: without their ends, and as they stand there.
fn words(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.map(str::to_lowercase);
    let telling =
        words.filter(|word| word.chars().count() >= SHORTEST && !COMMON.contains(&word.as_str()));
    telling.map(|word| (without_end(&word).to_owned(), word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(condition: &str) -> Texts {
        vec![("condition", condition.to_owned())]
    }

    #[test]
    fn the_rarest_words_that_are_shared_come_first_and_one_common_word_finds_nothing() {
        let all = [
            texts("Letters to the school are filed and nobody reads them"),
            texts("Meetings are held without the school nurse"),
            texts("Letters about missed appointments reach no nurse"),
        ];
        let found = near("A letter about a missed appointment was filed", &all);
        let places: Vec<usize> = found.iter().map(|one| one.place).collect();
        assert_eq!(places, [2, 0]);
        let why = found.first().map(|one| one.why.clone()).unwrap_or_default();
        assert!(why.iter().all(|one| one.text == "condition"));
        assert!(why.iter().any(|one| one.word == "missed"));
        assert!(near("The school again", &all).len() == 2);
        assert!(near("", &all).is_empty());
        assert!(near("What were they?", &all).is_empty());
    }
}
