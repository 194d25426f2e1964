//! Which items answer a question best by their words: BM25F over title and text.

use std::collections::BTreeMap;

use crate::best::Best;
use crate::scoring::Scoring;
use crate::spelling;
use crate::text::{FIELDS, Picture};
use crate::words::Words;
use crate::{Question, SearchError, Word};

/// How much each thing counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranking {
    /// How fast saying a word again stops to count.
    pub k1: f32,
    /// How much the length of title and text counts, from 0 to 1.
    pub b: [f32; FIELDS],
    /// How much a word counts in title and text.
    pub weight: [f32; FIELDS],
    /// How much a word counts that a meaning covers.
    pub covered: f32,
    /// How much a word counts that was read as another because nothing holds it.
    pub guessed: f32,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            k1: 1.5,
            b: [0.5, 0.75],
            weight: [2.0, 1.0],
            covered: 0.4,
            guessed: 0.6,
        }
    }
}

/// More terms of a question are not looked for: those that fewest items hold stay.
const MOST_TERMS: usize = 32;

/// A term that no more items hold is never common.
const FEW: u64 = 4;

/// A term that is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    pub term: String,
    /// The words of the question that ask for it.
    words: Vec<Word>,
    /// How often and how surely it is asked for.
    times: f32,
    /// Rareness, from the number of items that hold it.
    rare: f32,
}

impl Wanted {
    /// More than this it never gives an item.
    pub(crate) fn worth(&self, ranking: &Ranking) -> f32 {
        self.rare * self.times * (ranking.k1 + 1.0)
    }
}

/// An item that was found.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub id: String,
    pub score: f32,
    pub words: Vec<Word>,
}

/// The best items for a question, best first; those of equal worth by id.
pub(crate) fn search(
    picture: &Picture,
    words: &Words,
    ranking: &Ranking,
    asked: Question<'_>,
    top: usize,
    allowed: &dyn Fn(&str) -> bool,
) -> Result<Vec<Found>, SearchError> {
    let wanted = wanted(picture, words, ranking, asked)?;
    let mut best = Best::new(top, allowed);
    for segment in &picture.segments {
        Scoring::new(picture, segment, ranking).search(&wanted, &mut best)?;
    }
    let found = best.done().into_iter().map(|(id, score, terms)| Found {
        id: id.to_owned(),
        score,
        words: named(&wanted, terms),
    });
    Ok(found.collect())
}

/// What is looked for: the terms of the question, each once.
fn wanted(
    picture: &Picture,
    words: &Words,
    ranking: &Ranking,
    question: Question<'_>,
) -> Result<Vec<Wanted>, SearchError> {
    let mut asked: BTreeMap<String, (Vec<Word>, f32)> = BTreeMap::new();
    let query = question.words();
    let is_text = matches!(question, Question::Text(_));
    let mut terms = words.terms(query);
    terms.retain(|term| !is_text || term.word.is_empty() || words.tells(&term.word));
    let mut guesses = spelling::guesses(terms.len());
    for term in terms {
        let said = query.get(term.at.clone()).unwrap_or_default();
        let word = |read_as: Option<&str>| Word {
            said: said.to_owned(),
            read_as: read_as.map(str::to_owned),
        };
        let weight = if term.covered { ranking.covered } else { 1.0 };
        if held(picture, &term.term)? == 0 && !term.word.is_empty() && guesses > 0 {
            guesses -= 1;
            for guess in spelling::near(picture, words, &term.word)? {
                let weight = weight * ranking.guessed;
                ask(&mut asked, guess.term, word(Some(&guess.word)), weight);
            }
        } else {
            ask(&mut asked, term.term, word(None), weight);
        }
    }
    let mut wanted = Vec::with_capacity(asked.len());
    for (term, (words, times)) in asked {
        let count = held(picture, &term)?;
        let is_left_out = is_text && is_common(picture.items, count);
        if count > 0 && !is_left_out {
            let rare = rareness(picture.items, count);
            wanted.push(Wanted {
                term,
                words,
                times,
                rare,
            });
        }
    }
    wanted.sort_by(|one, other| (other.rare * other.times).total_cmp(&(one.rare * one.times)));
    wanted.truncate(MOST_TERMS);
    Ok(wanted)
}

fn ask(asked: &mut BTreeMap<String, (Vec<Word>, f32)>, term: String, word: Word, weight: f32) {
    let (words, times) = asked.entry(term).or_default();
    if !words.contains(&word) {
        words.push(word);
    }
    *times += weight;
}

/// How many items hold a term in either place, near enough: the larger of both numbers.
pub(crate) fn held(picture: &Picture, term: &str) -> Result<u64, SearchError> {
    let mut most = 0;
    for place in 0..FIELDS {
        let term = picture.term(place, term);
        let mut count = 0;
        for segment in &picture.segments {
            if let Some(terms) = segment.terms.get(place) {
                count += u64::from(terms.doc_freq(&term)?);
            }
        }
        most = most.max(count);
    }
    Ok(most)
}

/// Whether so many items hold a term that in a whole text it tells nothing; in a few every word tells.
const fn is_common(items: u64, held: u64) -> bool {
    held > FEW && held * 5 > items
}

fn rareness(items: u64, held: u64) -> f32 {
    let (items, held) = (items.max(held) as f32, held as f32);
    ((items - held + 0.5) / (held + 0.5)).ln_1p()
}

/// The words of the question behind the terms that an item holds, each once, as they were said.
fn named(wanted: &[Wanted], terms: u32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (number, wanted) in wanted.iter().enumerate() {
        if terms & (1 << number.min(31)) != 0 {
            for word in &wanted.words {
                if !words.contains(word) {
                    words.push(word.clone());
                }
            }
        }
    }
    words
}
