//! Of what several found in one place, one finding.

mod apart;

use crate::kind::{Certainty, Kind, Source, Why};
use crate::patterns::Written;

/// A finding before it is settled.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub certainty: Certainty,
    pub why: Why,
    pub source: Source,
    /// Whether something on record is certainly in it.
    pub on_record: bool,
    /// Whether that is somebody of a family, their address or one of their numbers.
    pub of_a_family: bool,
    pub entity: Option<usize>,
    pub date: Option<Written>,
}

impl Candidate {
    const fn length(&self) -> usize {
        self.end - self.start
    }
}

/// The candidates in the order of the text, none over another.
pub(crate) fn merged(text: &str, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let failed: Vec<(usize, usize)> = candidates
        .iter()
        .filter(|one| one.kind == Kind::FailedCheck)
        .map(|one| (one.start, one.end))
        .collect();
    let within_failed = |one: &Candidate| {
        one.source != Source::Register
            && one.kind != Kind::FailedCheck
            && failed
                .iter()
                .any(|(start, end)| *start <= one.start && one.end <= *end)
    };
    let candidates = apart::apart(text, candidates);
    let (mut sure, mut asked): (Vec<Candidate>, Vec<Candidate>) = candidates
        .into_iter()
        .filter(|one| one.start < one.end && !within_failed(one))
        .partition(|one| one.certainty > Certainty::Asked);
    sure.sort_by_key(|one| (one.start, std::cmp::Reverse(one.end)));
    let mut settled: Vec<Candidate> = Vec::new();
    for one in sure {
        match settled.last_mut() {
            Some(last) if one.start < last.end => join(last, one),
            _ => settled.push(one),
        }
    }
    asked.sort_by_key(|one| std::cmp::Reverse(one.length()));
    for one in asked {
        if let Some(same) = settled.iter_mut().find(|other| is_supposed_as(other, &one)) {
            same.kind = one.kind;
            same.entity = one.entity;
            same.why = one.why;
            continue;
        }
        let is_over = settled
            .iter()
            .any(|other| one.start < other.end && other.start < one.end);
        if !is_over {
            settled.push(one);
        }
    }
    settled.sort_by_key(|one| one.start);
    settled.retain(|one| text.get(one.start..one.end).is_some());
    settled
}

/// Whether a recogniser supposes something of exactly what may be on record: what it may be is then said of it.
fn is_supposed_as(other: &Candidate, one: &Candidate) -> bool {
    let same = (other.start, other.end) == (one.start, one.end);
    same && other.source == Source::Recogniser
        && one.source == Source::Register
        && one.entity.is_some()
}

/// Joins two that overlap: both places, and what the weightier of them is.
fn join(last: &mut Candidate, one: Candidate) {
    let (start, end) = (last.start.min(one.start), last.end.max(one.end));
    let whole = end - start;
    let one_wins = match (is_who(&one, last), is_who(last, &one)) {
        (true, false) => true,
        (false, true) => false,
        _ => weight(&one, whole) > weight(last, whole),
    };
    let on_record = last.on_record || one.on_record;
    let of_a_family = last.of_a_family || one.of_a_family;
    if one_wins {
        *last = one;
    }
    last.start = start;
    last.end = end;
    last.on_record = on_record;
    last.of_a_family = of_a_family;
}

/// Whether somebody on record stands in what a recogniser takes for somebody: it is they.
fn is_who(one: &Candidate, other: &Candidate) -> bool {
    let known = one.source == Source::Register && one.entity.is_some() && one.kind.is_somebody();
    known && other.source == Source::Recogniser && other.kind.is_somebody()
}

/// What is known weighs more where it is most of the whole; then what is longer, then what is direct, then who says it.
fn weight(one: &Candidate, whole: usize) -> (bool, usize, bool, Source, Certainty) {
    let is_most = one.length() * 10 >= whole * 6;
    (
        one.source == Source::Register && is_most,
        one.length(),
        one.kind.is_direct(),
        one.source,
        one.certainty,
    )
}
