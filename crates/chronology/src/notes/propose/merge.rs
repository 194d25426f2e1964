//! Makes one event of what is told in two breaths.

use model::chronology::EntryKind;

use super::Reader;
use crate::notes::layout::Segment;
use crate::notes::parts::{join, treats};
use crate::notes::{DateFrom, Proposal, Status};

impl Reader<'_> {
    /// In a log, what one line tells of one kind is one event.
    pub(super) fn merge_line(&mut self, segment: &Segment, from: usize) {
        self.merge(segment, from, |last, next| {
            last.kind == next.kind && last.date == next.date
        });
    }

    /// "Home visit 2 October 2025, 10:30. No access." is one event, and so is a clause with the one before it.
    pub(super) fn merge_headings(&mut self, segment: &Segment, from: usize) {
        self.merge(segment, from, |last, next| {
            let heading = last.kind == EntryKind::Contact
                && matches!(next.kind, EntryKind::NotSeen | EntryKind::Contact)
                && next.date_from != DateFrom::Passage
                && last.date_from == DateFrom::Passage
                && last.source.words.0.split_whitespace().count()
                    <= last.date_words.0.split_whitespace().count() + 3;
            let clause = last.text.0.ends_with(&next.text.0)
                && next.date_from != DateFrom::Passage
                && (last.kind == next.kind || treats(last.kind, next.kind));
            let tried = matches!(
                last.kind,
                EntryKind::Contact | EntryKind::AttemptedContact | EntryKind::NotSeen
            ) && matches!(next.kind, EntryKind::AttemptedContact | EntryKind::NotSeen)
                && next.date_from != DateFrom::Passage
                && (segment.logged || next.source.words.0.split_whitespace().count() <= 4);
            heading || clause || tried
        });
    }

    fn merge(
        &mut self,
        segment: &Segment,
        from: usize,
        fits: impl Fn(&Proposal, &Proposal) -> bool,
    ) {
        let letters: Vec<char> = segment.text.chars().collect();
        let offset = segment.letters.start;
        let rest = self.proposals.split_off(from.min(self.proposals.len()));
        for next in rest {
            let first = self.proposals.len() > from;
            match self.proposals.last_mut() {
                Some(last)
                    if first
                        && last.status == Status::Proposed
                        && next.status == Status::Proposed
                        && fits(last, &next) =>
                {
                    join(last, next, &letters, offset);
                }
                _ => self.proposals.push(next),
            }
        }
    }
}
