//! What the items of one segment are worth, term by term: those that can no longer come among the best are left out early.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, Postings as _, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet as _, TERMINATED};

use crate::SearchError;
use crate::best::{Best, Marks};
use crate::rank::{Ranking, Wanted};
use crate::text::{FIELDS, Picture, Segment};

/// Every item that holds a term is read without asking whether it still can come among the best when no more than so many do.
const FEW: usize = 256;

/// What one mention counts, by place and by the length of the text as the index keeps it.
type Shares = [f32; 256];

/// How the items of one segment are scored.
pub(crate) struct Scoring<'a> {
    picture: &'a Picture,
    segment: &'a Segment,
    ranking: &'a Ranking,
    by_length: [Shares; FIELDS],
}

/// Items that were found in a segment so far.
struct Reached {
    marks: Marks,
    /// Those that hold a term, in the order in which they were found.
    docs: Vec<u32>,
    /// Whether no other can come among the best any more; then they stand in the order of their numbers.
    alone: bool,
}

impl<'a> Scoring<'a> {
    pub(crate) fn new(picture: &'a Picture, segment: &'a Segment, ranking: &'a Ranking) -> Self {
        Self {
            picture,
            segment,
            ranking,
            by_length: shares(picture, ranking),
        }
    }

    /// Takes the best of the segment in. The terms stand in the order of what they can give.
    pub(crate) fn search(&self, wanted: &[Wanted], best: &mut Best<'a>) -> Result<(), SearchError> {
        let mut reached = Reached {
            marks: vec![(0.0, 0); self.segment.reader.max_doc() as usize],
            docs: Vec::new(),
            alone: false,
        };
        // What the terms to come can give at most.
        let mut rest: f32 = wanted.iter().map(|wanted| wanted.worth(self.ranking)).sum();
        for (number, wanted) in wanted.iter().enumerate() {
            let worth = (wanted.worth(self.ranking), 1 << number.min(31));
            let [title, text] = [0, 1].map(|place| self.postings(place, &wanted.term));
            let (title, text) = (title?, text?);
            let held = text.doc_freq().max(title.doc_freq()) as usize;
            if held > FEW && reached.docs.len() < held.saturating_mul(2) {
                self.leave_out(&mut reached, best, rest);
            }
            if reached.alone {
                self.some(&mut reached, (title, text), worth);
            } else {
                let term = self.picture.term(1, &wanted.term);
                let [_, terms] = &self.segment.terms;
                let blocks = terms.read_block_postings(&term, IndexRecordOption::WithFreqs)?;
                self.all(&mut reached, blocks, title, worth);
            }
            rest -= worth.0;
        }
        best.take(self.segment, &reached.marks, &reached.docs);
        Ok(())
    }

    /// Leaves out the items that cannot come among the best with what the terms to come give, and those not yet found, where
    /// that is so.
    fn leave_out(&self, reached: &mut Reached, best: &Best<'a>, rest: f32) {
        let worst = best.with(self.segment, &reached.marks, &reached.docs);
        let Some(worst) = worst.filter(|worst| reached.alone || *worst > rest) else {
            return;
        };
        let marks = &reached.marks;
        let can = |doc: &u32| {
            let mark = marks.get(*doc as usize);
            mark.is_some_and(|(score, _)| score + rest >= worst)
        };
        reached.docs.retain(can);
        if !reached.alone {
            reached.docs.sort_unstable();
            reached.alone = true;
        }
    }

    fn in_title(&self, doc: u32, times: u32) -> f32 {
        let ([shares, _], [lengths, _]) = (&self.by_length, &self.segment.lengths);
        times as f32 * share(shares, lengths.fieldnorm_id(doc))
    }

    fn in_text(&self, doc: u32, times: u32) -> f32 {
        let ([_, shares], [_, lengths]) = (&self.by_length, &self.segment.lengths);
        times as f32 * share(shares, lengths.fieldnorm_id(doc))
    }

    fn add(&self, reached: &mut Reached, doc: u32, often: f32, (worth, bit): (f32, u32)) {
        if let Some((score, terms)) = reached.marks.get_mut(doc as usize) {
            if *terms == 0 {
                reached.docs.push(doc);
            }
            *score += worth * often / (self.ranking.k1 + often);
            *terms |= bit;
        }
    }

    /// Every item that holds the term, in its text (block by block) or its title.
    fn all(
        &self,
        reached: &mut Reached,
        blocks: Option<BlockSegmentPostings>,
        mut title: SegmentPostings,
        worth: (f32, u32),
    ) {
        if let Some(mut blocks) = blocks {
            while !blocks.docs().is_empty() {
                for (doc, times) in blocks.docs().iter().zip(blocks.freqs()) {
                    while title.doc() < *doc {
                        let often = self.in_title(title.doc(), title.term_freq());
                        self.add(reached, title.doc(), often, worth);
                        title.advance();
                    }
                    let mut often = self.in_text(*doc, *times);
                    if title.doc() == *doc {
                        often += self.in_title(*doc, title.term_freq());
                        title.advance();
                    }
                    self.add(reached, *doc, often, worth);
                }
                blocks.advance();
            }
        }
        while title.doc() != TERMINATED {
            let often = self.in_title(title.doc(), title.term_freq());
            self.add(reached, title.doc(), often, worth);
            title.advance();
        }
    }

    /// Only the items that were found before.
    fn some(
        &self,
        reached: &mut Reached,
        (mut title, mut text): (SegmentPostings, SegmentPostings),
        (worth, bit): (f32, u32),
    ) {
        for doc in &reached.docs {
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
            if often > 0.0
                && let Some((score, terms)) = reached.marks.get_mut(*doc as usize)
            {
                *score += worth * often / (self.ranking.k1 + often);
                *terms |= bit;
            }
        }
    }

    fn postings(&self, place: usize, term: &str) -> Result<SegmentPostings, SearchError> {
        let term = self.picture.term(place, term);
        let found = match self.segment.terms.get(place) {
            Some(terms) => terms.read_postings(&term, IndexRecordOption::WithFreqs)?,
            None => None,
        };
        Ok(found.unwrap_or_else(SegmentPostings::empty))
    }
}

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
