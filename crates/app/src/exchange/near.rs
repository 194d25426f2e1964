//! How near texts are to each other: which words they share, the rarer a word the more it says. Everything is worked out in memory;
//! nothing of a question is kept or written anywhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::library::{WORDS, Where, without_end};

/// Shortest word that tells anything, in characters.
const SHORTEST: usize = 4;
/// How many words of a question stand in something before it counts as found; fewer where the question has fewer.
pub(super) const AT_LEAST: usize = 2;
/// A word that no more different texts hold always tells something.
const FEW: usize = 4;

/// The texts of something that may be near, with their names.
pub(crate) type Texts = Vec<(&'static str, String)>;

/// Something that is near: which of those on offer, and where the words that it shares stand.
pub(crate) struct Near {
    /// Its place among those on offer.
    pub(crate) place: usize,
    /// Where its words stand, the rarest first.
    pub(crate) why: Vec<Where>,
}

/// What is near a question, the nearest first; what came of it has no say in the order. Words that stand in more than a fifth of the
/// different texts tell nothing: they neither count nor are they told.
pub(crate) fn near(question: &str, all: &[Texts]) -> Vec<Near> {
    let asked: BTreeSet<String> = words(question).map(|(stem, _)| stem).collect();
    let shared: Vec<Shared> = all.iter().map(|texts| shared(&asked, texts)).collect();
    let (many, counts) = counted(all, &shared);
    let stands = |stem: &str| counts.get(stem).copied().unwrap_or(1);
    let tells = |stem: &str| stands(stem) <= FEW || stands(stem) * 5 <= many;
    let enough = AT_LEAST.min(asked.iter().filter(|stem| tells(stem)).count());
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    let says = |stem: &str| (1.0 + number(many) / number(stands(stem))).ln();
    let mut found: Vec<(f64, Near)> = Vec::new();
    for (place, one) in shared.iter().enumerate() {
        let telling = one.iter().filter(|(stem, _)| tells(stem));
        let mut why: Vec<(f64, &Where)> = telling.map(|(stem, at)| (says(stem), at)).collect();
        if enough == 0 || why.len() < enough {
            continue;
        }
        why.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let score: f64 = why.iter().map(|(says, _)| says).sum();
        let why = why.into_iter().map(|(_, at)| at.clone()).collect();
        found.push((score, Near { place, why }));
    }
    // A stable order: of two that are as near the one that was offered first, which is the newer one.
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, near)| near).collect()
}

/// How many different texts there are, and in how many of them each word stands: what is said again in the same words is one text, or
/// what is said most would tell least.
fn counted(all: &[Texts], shared: &[Shared]) -> (usize, BTreeMap<String, usize>) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (texts, words_of) in all.iter().zip(shared) {
        let words = texts.iter().flat_map(|(_, text)| text.split_whitespace());
        let words: Vec<String> = words.map(str::to_lowercase).collect();
        if !known.insert(words.join(" ")) {
            continue;
        }
        for stem in words_of.keys() {
            *counts.entry(stem.clone()).or_default() += 1;
        }
    }
    (known.len(), counts)
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
    let telling = words.filter(|word| word.chars().count() >= SHORTEST && WORDS.tells(word));
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

    #[test]
    fn what_stands_in_more_than_a_fifth_of_the_texts_tells_nothing_and_what_is_said_again_is_one_text()
     {
        let mut all: Vec<Texts> = (0..10)
            .map(|at| {
                texts(&format!(
                    "The ward of hospital {at} is full on some evenings"
                ))
            })
            .collect();
        let letter = "A letter about the ward lay unopened in a tray";
        all.extend((0..6).map(|_| texts(letter)));
        let found = near("Nobody opened a letter on the ward; it lay unopened", &all);
        let places: Vec<usize> = found.iter().map(|one| one.place).collect();
        assert_eq!(places, [10, 11, 12, 13, 14, 15]);
        for one in &found {
            assert!(one.why.iter().all(|at| at.word != "ward"));
            assert!(one.why.iter().any(|at| at.word == "letter"));
        }
        assert!(near("One ward for two children was full", &all).is_empty());
    }
}
