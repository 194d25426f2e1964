//! Which items answer a question best by their words: BM25F over title and text.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED};

use crate::spelling;
use crate::text::{FIELDS, Picture, Segment};
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
struct Wanted {
    term: String,
    /// The words of the question that ask for it.
    words: Vec<Word>,
    /// How often and how surely it is asked for.
    times: f32,
    /// Rareness, from the number of items that hold it.
    rare: f32,
}

impl Wanted {
    /// More than this it never gives an item.
    fn worth(&self, ranking: &Ranking) -> f32 {
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
    let mut best = Best::new(top);
    for segment in &picture.segments {
        let enough = |marks: &Marks, rest: f32| best.and(segment, marks, allowed).beyond(rest);
        let marks = score(picture, segment, ranking, &wanted, &enough)?;
        best.take(segment, &marks, allowed);
    }
    Ok(best.done(&wanted))
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

/// What the items of one segment have reached: score, and which terms gave it.
type Marks = Vec<(f32, u32)>;

/// Reading every item that holds a term is dear from so many on.
const MANY: u32 = 2_000;

fn score<'a>(
    picture: &Picture,
    segment: &'a Segment,
    ranking: &Ranking,
    wanted: &[Wanted],
    enough: &dyn Fn(&Marks, f32) -> bool,
) -> Result<Marks, SearchError> {
    let mut marks = vec![(0.0, 0); segment.reader.max_doc() as usize];
    let scoring = Scoring {
        segment,
        k1: ranking.k1,
        by_length: shares(picture, ranking),
    };
    // What the terms to come can give at most. They stand in the order of what they can give.
    let mut rest: f32 = wanted.iter().map(|wanted| wanted.worth(ranking)).sum();
    let mut only: Option<Vec<u32>> = None;
    for (number, wanted) in wanted.iter().enumerate() {
        let bit = 1 << number.min(31);
        let worth = wanted.worth(ranking);
        let [title, text] = [0, 1].map(|place| postings(picture, segment, place, &wanted.term));
        let (title, text) = (title?, text?);
        let many = text.doc_freq() > MANY;
        // Asking costs a look at every item, so it is asked ever more rarely.
        let ask = many && number.is_power_of_two();
        if only.is_none() && ask && enough(&marks, rest) {
            let touched = (0..).zip(&marks).filter(|(_, (_, terms))| *terms != 0);
            only = Some(touched.map(|(doc, _)| doc).collect());
        }
        match &only {
            Some(docs) => scoring.some(&mut marks, docs, (title, text), (worth, bit)),
            None => {
                let term = picture.term(1, &wanted.term);
                let [_, terms] = &segment.terms;
                let blocks = terms.read_block_postings(&term, IndexRecordOption::WithFreqs)?;
                scoring.all(&mut marks, blocks, title, (worth, bit));
            }
        }
        rest -= worth;
    }
    Ok(marks)
}

/// How the items of one segment are scored.
struct Scoring<'a> {
    segment: &'a Segment,
    k1: f32,
    by_length: [Shares; FIELDS],
}

impl Scoring<'_> {
    fn in_title(&self, doc: u32, times: u32) -> f32 {
        let ([shares, _], [lengths, _]) = (&self.by_length, &self.segment.lengths);
        times as f32 * share(shares, lengths.fieldnorm_id(doc))
    }

    fn in_text(&self, doc: u32, times: u32) -> f32 {
        let ([_, shares], [_, lengths]) = (&self.by_length, &self.segment.lengths);
        times as f32 * share(shares, lengths.fieldnorm_id(doc))
    }

    fn add(&self, marks: &mut Marks, doc: u32, often: f32, (worth, bit): (f32, u32)) {
        if let Some((score, terms)) = marks.get_mut(doc as usize) {
            *score += worth * often / (self.k1 + often);
            *terms |= bit;
        }
    }

    /// Every item that holds the term, in its text (block by block) or its title.
    fn all(
        &self,
        marks: &mut Marks,
        blocks: Option<BlockSegmentPostings>,
        mut title: SegmentPostings,
        worth: (f32, u32),
    ) {
        if let Some(mut blocks) = blocks {
            while !blocks.docs().is_empty() {
                for (doc, times) in blocks.docs().iter().zip(blocks.freqs()) {
                    while title.doc() < *doc {
                        let often = self.in_title(title.doc(), title.term_freq());
                        self.add(marks, title.doc(), often, worth);
                        title.advance();
                    }
                    let mut often = self.in_text(*doc, *times);
                    if title.doc() == *doc {
                        often += self.in_title(*doc, title.term_freq());
                        title.advance();
                    }
                    self.add(marks, *doc, often, worth);
                }
                blocks.advance();
            }
        }
        while title.doc() != TERMINATED {
            let often = self.in_title(title.doc(), title.term_freq());
            self.add(marks, title.doc(), often, worth);
            title.advance();
        }
    }

    /// Only these items, in their order: no other can come among the best any more.
    fn some(
        &self,
        marks: &mut Marks,
        docs: &[u32],
        (mut title, mut text): (SegmentPostings, SegmentPostings),
        worth: (f32, u32),
    ) {
        for doc in docs {
            let mut often = 0.0;
            if title.doc() < *doc {
                title.seek(*doc);
            }
            if title.doc() == *doc {
                often += self.in_title(*doc, title.term_freq());
            }
            if text.doc() < *doc {
                text.seek(*doc);
            }
            if text.doc() == *doc {
                often += self.in_text(*doc, text.term_freq());
            }
            if often > 0.0 {
                self.add(marks, *doc, often, worth);
            }
        }
    }
}

/// What one mention counts, by place and by the length of the text as the index keeps it.
type Shares = [f32; 256];

fn shares(picture: &Picture, ranking: &Ranking) -> [Shares; FIELDS] {
    let places = [0_usize, 1];
    places.map(|place| {
        let [b, weight, mean] = [&ranking.b, &ranking.weight, &picture.mean]
            .map(|values| values.get(place).copied().unwrap_or(1.0));
        let mut shares = [0.0; 256];
        for (code, share) in (0_u8..=255).zip(shares.iter_mut()) {
            let length = FieldNormReader::id_to_fieldnorm(code) as f32;
            *share = weight / (1.0 - b + b * length / mean);
        }
        shares
    })
}

fn share(shares: &Shares, code: u8) -> f32 {
    shares.get(usize::from(code)).copied().unwrap_or(1.0)
}

fn postings(
    picture: &Picture,
    segment: &Segment,
    place: usize,
    term: &str,
) -> Result<SegmentPostings, SearchError> {
    let term = picture.term(place, term);
    let found = match segment.terms.get(place) {
        Some(terms) => terms.read_postings(&term, IndexRecordOption::WithFreqs)?,
        None => None,
    };
    Ok(found.unwrap_or_else(SegmentPostings::empty))
}

/// The best so far; the worst of them stands first.
#[derive(Clone)]
struct Best<'a> {
    top: usize,
    heap: std::collections::BinaryHeap<Candidate<'a>>,
}

#[derive(Clone)]
struct Candidate<'a> {
    score: f32,
    id: &'a str,
    terms: u32,
}

impl Ord for Candidate<'_> {
    /// The worse one is greater, so that it leaves the heap first.
    fn cmp(&self, other: &Self) -> Ordering {
        other
            .score
            .total_cmp(&self.score)
            .then_with(|| self.id.cmp(other.id))
    }
}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate<'_> {}

impl<'a> Best<'a> {
    fn new(top: usize) -> Self {
        Self {
            top,
            heap: std::collections::BinaryHeap::with_capacity(top.min(1_000) + 1),
        }
    }

    /// These and the best of a segment, by what it has reached so far.
    fn and(&self, segment: &'a Segment, marks: &Marks, allowed: &dyn Fn(&str) -> bool) -> Self {
        let mut best = self.clone();
        best.take(segment, marks, allowed);
        best
    }

    /// Whether there are enough, and the worst of them is worth at least so much.
    fn beyond(&self, worth: f32) -> bool {
        let worst = self.heap.peek();
        self.heap.len() >= self.top && worst.is_some_and(|worst| worst.score >= worth)
    }

    fn take(&mut self, segment: &'a Segment, marks: &Marks, allowed: &dyn Fn(&str) -> bool) {
        for (doc, ((score, terms), id)) in (0..).zip(marks.iter().zip(segment.ids.iter())) {
            if *terms == 0 {
                continue;
            }
            let candidate = Candidate {
                score: *score,
                id,
                terms: *terms,
            };
            let full = self.heap.len() >= self.top;
            if full && self.heap.peek().is_none_or(|worst| candidate >= *worst) {
                continue;
            }
            if segment.reader.is_deleted(doc) || !allowed(id) {
                continue;
            }
            if full {
                self.heap.pop();
            }
            self.heap.push(candidate);
        }
    }

    fn done(self, wanted: &[Wanted]) -> Vec<Found> {
        let found = self.heap.into_sorted_vec().into_iter();
        found
            .map(|candidate| Found {
                id: candidate.id.to_owned(),
                score: candidate.score,
                words: named(wanted, candidate.terms),
            })
            .collect()
    }
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
