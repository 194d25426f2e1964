//! Goes through a document sentence by sentence and proposes what it tells.

mod line;
mod merge;
mod split;
mod words;
mod write;

use std::ops::Range;

use model::Sensitive;
use model::chronology::{EntryKind, Source};

use crate::dates::{Doubt, Reading};
use crate::notes::clause::{Clause, clauses, flat, has, sentences};
use crate::notes::head::{Header, header};
use crate::notes::kinds::{self, Record};
use crate::notes::layout::{Segment, segments};
use crate::notes::parts::{
    author_of_line, belongs, chunks, end_of_words, has_content, is_earlier_event, one_line,
    without_last_and, words_at,
};
use crate::notes::people::{Names, Subject, subject};
use crate::notes::quoted::in_our_words;
use crate::notes::thread::messages;
use crate::notes::when::{Anchor, Days, Said, is_perfect, is_to_come, said};
use crate::notes::{Ask, Document, Proposal, Status, narrated, speech, suspected};
use words::{begins_planned, is_to_be, says_enough};

/// Proposes the events that a document tells of, in the order in which it tells them.
#[must_use]
pub fn propose(document: &Document) -> Vec<Proposal> {
    let messages = messages(document);
    let mut all: Vec<Proposal> = messages.iter().flat_map(propose_one).collect();
    for one in &mut all {
        as_it_stands(&mut one.source, document);
    }
    all
}

/// Lets the words of a passage be those of the document, with the marks by which mail quotes: they take up as much room as the spaces
/// that were read in their place.
fn as_it_stands(source: &mut Source, document: &Document) {
    let mut pieces = document.pieces.iter();
    let piece = pieces.find(|one| one.page == source.page && one.paragraph == source.paragraph);
    let Some(piece) = piece.filter(|one| one.text.0.contains('>')) else {
        return;
    };
    let (Ok(start), Ok(end)) = (usize::try_from(source.start), usize::try_from(source.end)) else {
        return;
    };
    let letters = piece.text.0.chars().skip(start);
    source.words = Sensitive(letters.take(end.saturating_sub(start)).collect());
}

/// One document, or one message of several.
fn propose_one(document: &Document) -> Vec<Proposal> {
    let header = header(document);
    let segments = segments(document);
    let account: Vec<&str> = segments
        .iter()
        .map(|segment| segment.text.as_str())
        .collect();
    let first: String = account
        .first()
        .map(|text| text.chars().take(200).collect())
        .unwrap_or_default();
    let record = Record::of(&flat(&format!("{}\n{first}", header.all.0)));
    let mut reader = Reader {
        document,
        names: Names::of(&header, &account, record.adult),
        days: Days {
            written: header.written,
            happened: header.happened,
            until: header.until,
        },
        record,
        header: &header,
        subject: if record.adult {
            Subject::Adult
        } else {
            Subject::Child
        },
        anchor: Anchor::None,
        telling: false,
        told_before: false,
        proposals: Vec::new(),
    };
    let mut piece = None;
    for segment in &segments {
        if piece != Some(segment.piece) && !segment.logged {
            reader.anchor = Anchor::None;
        }
        piece = Some(segment.piece);
        reader.read_segment(segment);
    }
    reader.proposals
}

/// What two passages of one sentence tell was told apart by their sentence until here. Of words that go on over several paragraphs the
/// passage is only a part.
fn settle(proposals: &mut [Proposal], goes_on: bool) {
    for one in proposals {
        let words = if goes_on {
            one.text.0.clone()
        } else {
            one_line(&one.source.words.0)
        };
        one.text.0 = words.trim_end_matches([',', ';']).to_owned();
        in_our_words(one);
    }
}

/// How many letters may stand before a day that a sentence begins with: "On ".
const LEADS_TO_A_DAY: usize = 3;

/// Goes through a document.
struct Reader<'a> {
    document: &'a Document,
    header: &'a Header,
    names: Names,
    days: Days,
    record: Record,
    subject: Subject,
    anchor: Anchor,
    /// Whether somebody has begun to tell something in this sentence.
    telling: bool,
    /// Whether somebody told something in the sentence before.
    told_before: bool,
    proposals: Vec<Proposal>,
}

/// Words that may tell of one event.
struct Unit<'a> {
    segment: &'a Segment,
    /// The sentence that they belong to.
    sentence: &'a str,
    /// Where they stand in the segment.
    letters: Range<usize>,
    text: String,
    /// The kind, where a list gives it to each of its dates.
    kind: Option<EntryKind>,
    /// The date that belongs to them, apart from those of others.
    said: Option<Said>,
    /// That date in the words of the source.
    said_words: String,
    /// Whether the sentence speaks of what has been done up to now.
    open: bool,
}

impl Reader<'_> {
    fn read_segment(&mut self, segment: &Segment) {
        self.telling = false;
        let from = self.proposals.len();
        let after = self.line_date(segment);
        let text: String = segment.text.chars().skip(after).collect();
        let ends = author_of_line(&text).filter(|at| segment.logged && self.is_author(&text, *at));
        let account: String = text.chars().take(ends.unwrap_or(usize::MAX)).collect();
        for (place, sentence) in sentences(&account).into_iter().enumerate() {
            let perfect = is_perfect(&flat(&sentence.text));
            if kinds::is_no_event(&flat(&sentence.text)) && !self.tells_a_day(&sentence.text) {
                self.subject = subject(&sentence.text, &self.names, self.subject);
                continue;
            }
            self.told_before = std::mem::take(&mut self.telling);
            for clause in clauses(&sentence.text) {
                let start = after + sentence.letters.start + clause.letters.start;
                self.read_clause(segment, &sentence.text, &clause, start, perfect);
            }
            if segment.logged && place == 0 {
                self.keep_line(
                    segment,
                    &sentence.text,
                    after + sentence.letters.start,
                    from,
                    3,
                );
            }
        }
        if let Some(ends) = ends {
            let role: String = text.chars().skip(ends).collect();
            let role = role.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != ')');
            let role = crate::notes::role::role(role);
            for proposal in self.proposals.iter_mut().skip(from) {
                proposal.recorded.by_role.0 = role.to_owned();
            }
        }
        if segment.logged {
            self.keep_line(segment, &account, after, from, 2);
            self.merge_line(segment, from);
        }
        let goes_on = !segment.more.is_empty();
        if !goes_on {
            self.merge_headings(segment, from);
        }
        settle(self.proposals.get_mut(from..).unwrap_or_default(), goes_on);
    }

    /// "Thank you for referring her, whom I saw on 4 May 2026": an opening that tells of an event all the same.
    fn tells_a_day(&self, sentence: &str) -> bool {
        let words = flat(sentence);
        let asks = words.starts_with(" please ") || words.starts_with(" we would like ");
        let dated =
            said(sentence, self.days, Anchor::None)
                .iter()
                .any(|found| match found.reading {
                    Reading::Date(date) => date.earliest().is_some(),
                    Reading::Question(doubt) => doubt == Doubt::NoDocumentDate,
                });
        !asks && dated && kinds::kind(&words, self.record, false).is_some()
    }

    fn read_clause(
        &mut self,
        segment: &Segment,
        sentence: &str,
        clause: &Clause,
        start: usize,
        open: bool,
    ) {
        let letters: Vec<char> = clause.text.chars().collect();
        let found = said(&clause.text, self.days, self.anchor);
        let dates: Vec<Said> = found
            .iter()
            .filter(|found| matches!(found.reading, Reading::Date(_)))
            .copied()
            .collect();
        let whole = kinds::kind(
            &flat(&clause.text),
            self.record,
            self.is_adult(&clause.text),
        );
        let unit = |range: Range<usize>, said: Option<Said>, kind: Option<EntryKind>| {
            let part = Clause::of(&letters, range);
            Unit {
                segment,
                sentence,
                letters: start + part.letters.start..start + part.letters.end,
                text: part.text,
                kind,
                said,
                said_words: said.map_or(String::new(), |said| words_at(&letters, said)),
                open,
            }
        };
        let told = speech::told(&clause.text, &self.names, self.subject).is_some();
        if let ([_, _, ..], false) = (dates.as_slice(), told) {
            for (range, said) in chunks(&letters, &dates) {
                let kind = self.kind_of_chunk(&letters, &range, whole, said);
                let lone = !has_content(&letters, range.start..said.start)
                    && !belongs(letters.get(said.end..range.end).unwrap_or_default());
                let range = if lone { 0..letters.len() } else { range };
                self.read_unit(&unit(range, Some(said), kind));
            }
        } else {
            let said = found.first().copied();
            match self.second_act(&letters, told) {
                Some(at) => {
                    self.read_unit(&unit(0..at, said.filter(|said| said.start < at), None));
                    self.read_unit(&unit(
                        at + 5..letters.len(),
                        said.filter(|said| said.start >= at),
                        None,
                    ));
                }
                None => match said.and_then(|said| self.later_part(&letters, said, told)) {
                    Some(at) => {
                        self.read_unit(&unit(0..at, None, None));
                        self.read_unit(&unit(at..letters.len(), said, None));
                    }
                    None => self.read_unit(&unit(0..letters.len(), said, None)),
                },
            }
        }
        self.subject = subject(&clause.text, &self.names, self.subject);
        self.set_anchor(&dates, &found);
    }

    fn set_anchor(&mut self, dates: &[Said], found: &[Said]) {
        let begins = |one: &&Said| one.start <= LEADS_TO_A_DAY;
        let first = found.first().filter(begins).map(|one| one.reading);
        match (self.anchor, first) {
            (Anchor::Line(_), _) => return,
            (Anchor::Unread(_), None) => return,
            (_, Some(Reading::Question(doubt))) => {
                self.anchor = Anchor::Unread(doubt);
                return;
            }
            _ => {}
        }
        let mut days: Vec<_> = dates
            .iter()
            .filter_map(|found| match found.reading {
                Reading::Date(date) => date.is_certain_day(),
                Reading::Question(_) => None,
            })
            .filter(|day| self.days.written.is_none_or(|written| *day <= written))
            .collect();
        days.dedup();
        match days.as_slice() {
            [] => {}
            [day] => self.anchor = Anchor::Day(*day),
            _ => self.anchor = Anchor::Several,
        }
    }

    fn is_adult(&self, text: &str) -> bool {
        match subject(text, &self.names, self.subject) {
            Subject::Child => false,
            Subject::Adult => self.record.adult || !has(&flat(text), &["he", "she", "him", "her"]),
        }
    }

    fn read_unit(&mut self, unit: &Unit<'_>) {
        let words = flat(&unit.text);
        if is_earlier_event(&words) {
            let kind = unit
                .kind
                .or_else(|| kinds::kind(&words, self.record, false));
            self.add(
                unit,
                Status::Question(Ask::EarlierEvent),
                kind.unwrap_or(EntryKind::Other),
            );
            return;
        }
        let told = speech::told(&unit.text, &self.names, self.subject);
        let kind = unit
            .kind
            .or_else(|| kinds::kind(&words, self.record, self.is_adult(&unit.text)));
        let done_about_it = matches!(
            kind,
            Some(EntryKind::Referral | EntryKind::InformationShared)
        );
        if self.told_before && told.is_none() && speech::goes_on(&words, kind) {
            self.telling = true;
        }
        if self.telling && told.is_none() && !done_about_it {
            self.add(
                unit,
                Status::Question(Ask::Disclosure),
                EntryKind::Disclosure,
            );
            return;
        }
        if let Some(at) = told {
            self.telling = true;
            self.read_before_speech(unit, &words, at);
            self.add(
                unit,
                Status::Question(Ask::Disclosure),
                EntryKind::Disclosure,
            );
        }
        let who = speech::suggests_who(&unit.text, told.is_some(), &self.names);
        let is_done = speech::does_harm(&unit.text, &words, &self.names);
        if told.is_none() && !speech::is_held(&words) && !is_done {
            if who {
                self.read_before_who(unit, &words);
            } else {
                self.read_event(unit, &words, kind);
            }
        }
        if who {
            let kind = kind.unwrap_or(EntryKind::Other);
            let kind = if told.is_some() {
                EntryKind::Disclosure
            } else {
                kind
            };
            self.add(unit, Status::Question(Ask::WhoCausedHarm), kind);
        }
    }

    /// A dated sentence that no list knows is still an event: of another kind, for somebody to say which.
    fn read_event(&mut self, unit: &Unit<'_>, words: &str, kind: Option<EntryKind>) {
        let date = match unit.said.map(|said| said.reading) {
            Some(Reading::Question(doubt)) => {
                if kind.is_some() || doubt != Doubt::FractionOrDate {
                    let kind = kind.unwrap_or(EntryKind::Other);
                    self.add(unit, Status::Question(Ask::Date(doubt)), kind);
                }
                return;
            }
            Some(Reading::Date(date)) => Some(date),
            None => None,
        };
        if let (None, Anchor::Unread(doubt)) = (date, self.anchor) {
            if let Some(kind) = kind.or_else(|| narrated::kind(words, &self.names)) {
                self.add(unit, Status::Question(Ask::Date(doubt)), kind);
            }
            return;
        }
        let begins = date.and_then(|date| date.earliest().or(date.latest()));
        let after =
            matches!((begins, self.days.written), (Some(day), Some(written)) if day > written);
        let planned = unit.segment.logged && begins_planned(words);
        let to_the_day = date.is_some_and(|date| date.is_certain_day().is_some());
        let planned = planned || date.is_none() && is_to_be(words);
        if planned || after && (kind.is_some() || to_the_day || is_to_come(words)) {
            let visit = has(
                words,
                &["clinic", "surgery", "hospital", "appointment", "follow-up"],
            );
            let other = if visit {
                EntryKind::Attendance
            } else {
                EntryKind::Contact
            };
            self.add(
                unit,
                Status::Question(Ask::Appointment),
                kind.unwrap_or(other),
            );
        } else if !after
            && let Some(kind) = kind
                .or(date.map(|_| EntryKind::Other))
                .or_else(|| narrated::kind(words, &self.names))
            && says_enough(words, kind, unit.segment.logged)
        {
            self.add(unit, Status::Proposed, kind);
        }
    }

    /// "A verbal altercation between the mother and a male partner": what happened stands by itself, without who.
    fn read_before_who(&mut self, unit: &Unit<'_>, words: &str) {
        let Some(end) = suspected::words_before(words, &self.names)
            .and_then(|count| end_of_words(&unit.text, count))
        else {
            return;
        };
        let letters: Vec<char> = unit.text.chars().collect();
        let is_word = |at: &usize| {
            letters
                .get(*at)
                .is_some_and(|letter| letter.is_alphanumeric())
        };
        let end = (0..end).rev().find(is_word).map_or(0, |at| at + 1);
        let part = Clause::of(&letters, 0..end);
        let words = flat(&part.text);
        let kind = kinds::kind(&words, self.record, self.is_adult(&part.text));
        if kind.is_none() || speech::suggests_who(&part.text, false, &self.names) {
            return;
        }
        let first = Unit {
            segment: unit.segment,
            sentence: unit.sentence,
            letters: unit.letters.start + part.letters.start..unit.letters.start + part.letters.end,
            said: unit.said,
            said_words: unit.said_words.clone(),
            text: part.text,
            kind,
            open: unit.open,
        };
        self.read_event(&first, &words, kind);
    }

    /// "Skye had a graze and told me that she fell": the graze stands by itself.
    fn read_before_speech(&mut self, unit: &Unit<'_>, words: &str, at: usize) {
        let before = words.get(..at).unwrap_or_default();
        let count = before.split_whitespace().count();
        let letters: Vec<char> = unit.text.chars().collect();
        let Some(end) = end_of_words(&unit.text, count) else {
            return;
        };
        let part = Clause::of(&letters, 0..end);
        let Some(part) = without_last_and(&letters, &part) else {
            return;
        };
        let kind = kinds::kind(&flat(&part.text), self.record, false);
        let stands = matches!(
            kind,
            Some(
                EntryKind::Injury
                    | EntryKind::Attendance
                    | EntryKind::Contact
                    | EntryKind::Meeting
                    | EntryKind::Concern
            )
        );
        if let Some(kind) = kind
            && stands
        {
            let first = Unit {
                segment: unit.segment,
                sentence: unit.sentence,
                letters: unit.letters.start + part.letters.start
                    ..unit.letters.start + part.letters.end,
                said: unit.said.filter(|said| said.end <= part.letters.end),
                said_words: unit.said_words.clone(),
                text: part.text,
                kind: Some(kind),
                open: unit.open,
            };
            self.add(&first, Status::Proposed, kind);
        }
    }
}
