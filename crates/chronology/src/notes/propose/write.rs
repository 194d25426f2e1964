//! Writes down one proposal, with its date and its passage.

use model::chronology::{ChildSeen, EntryKind, Person, Recorded, Source};
use model::{Sensitive, UncertainDate};

use super::{Reader, Unit};
use crate::dates::Reading;
use crate::notes::clause::{flat, has};
use crate::notes::parts::{is_partner, one_line, perfect_words, seen, shared};
use crate::notes::people::{Subject, certain, mentions, named_children, speaks_of_a_child};
use crate::notes::speech;
use crate::notes::when::{Anchor, unsaid};
use crate::notes::{Ask, DateFrom, Proposal, Status};

impl Reader<'_> {
    /// Adds what a unit tells.
    pub(super) fn add(&mut self, unit: &Unit<'_>, status: Status, kind: EntryKind) {
        let words = flat(&unit.text);
        let (date, date_words, date_from) = self.date_of(unit, &words, kind);
        let (piece, letters) = unit.segment.place_of(&unit.letters);
        let piece = self.document.pieces.get(piece);
        let goes_on = !unit.segment.more.is_empty();
        let cut = |text: &str| -> String {
            text.chars()
                .skip(letters.start)
                .take(letters.len())
                .collect()
        };
        let words_of_source = piece.filter(|_| goes_on).map(|piece| cut(&piece.text.0));
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.proposals.push(Proposal {
            status,
            kind,
            date,
            date_words: Sensitive(date_words),
            date_from,
            text: Sensitive(one_line(if goes_on { &unit.text } else { unit.sentence })),
            about: self.about(unit, &words, (status, kind)),
            seen: seen(&words, kind),
            seen_alone: if has(&words, &["seen alone", "spoken to alone"]) {
                ChildSeen::Yes
            } else {
                ChildSeen::NotRecorded
            },
            recorded: Recorded {
                on: self
                    .header
                    .written
                    .and_then(|day| UncertainDate::day(day).ok()),
                by_role: self.header.by_role.clone(),
                system: Sensitive::default(),
            },
            shared: shared(&words, kind, (date, &self.header.by_role.0)),
            source: Source {
                document: None,
                file: self.document.name.clone(),
                page: piece.and_then(|piece| piece.page),
                paragraph: piece.and_then(|piece| piece.paragraph),
                start: place(letters.start),
                end: place(letters.end),
                words: Sensitive(words_of_source.unwrap_or_else(|| unit.text.clone())),
            },
        });
    }

    /// Whom it is about, as far as that is certain; nobody who may have caused harm, but where that is asked.
    fn about(
        &self,
        unit: &Unit<'_>,
        words: &str,
        (status, kind): (Status, EntryKind),
    ) -> Vec<Person> {
        let asks_who = status == Status::Question(Ask::WhoCausedHarm);
        let hides_who = !asks_who
            && speech::suggests_who(
                &unit.text,
                status == Status::Question(Ask::Disclosure),
                &self.names,
            );
        let mut about = if asks_who {
            mentions(&unit.text, &self.names)
        } else {
            certain(&unit.text, kind, &self.names)
        };
        about.retain(|called| !(hides_who && is_partner(called)));
        if about.is_empty() {
            about = named_children(unit.sentence, &self.names);
        }
        if about.is_empty() && self.is_of_the_child(words, kind) {
            about.extend(self.names.only().map(str::to_owned));
        }
        about
            .into_iter()
            .map(|called| Person {
                known: None,
                called: Sensitive(called),
            })
            .collect()
    }

    /// Whether what names nobody is about the one child of the document.
    fn is_of_the_child(&self, words: &str, kind: EntryKind) -> bool {
        let of_a_child = matches!(
            kind,
            EntryKind::Injury
                | EntryKind::Attendance
                | EntryKind::NotBrought
                | EntryKind::NotSeen
                | EntryKind::Disclosure
                | EntryKind::Concern
                | EntryKind::Assessment
        );
        self.subject == Subject::Child && (of_a_child || speaks_of_a_child(words))
    }

    fn date_of(
        &self,
        unit: &Unit<'_>,
        words: &str,
        kind: EntryKind,
    ) -> (UncertainDate, String, DateFrom) {
        match unit.said.map(|said| said.reading) {
            Some(Reading::Date(date)) => (date, unit.said_words.clone(), DateFrom::Passage),
            Some(Reading::Question(_)) => (
                UncertainDate::UNKNOWN,
                unit.said_words.clone(),
                DateFrom::Nowhere,
            ),
            None => {
                let state = matches!(kind, EntryKind::Concern | EntryKind::Injury);
                let open = unit.open && !state;
                let tried = kind == EntryKind::AttemptedContact && self.anchor == Anchor::None;
                let anchor = if tried { Anchor::Several } else { self.anchor };
                let (date, from) = unsaid(&perfect_words(words, open), self.days, anchor, open);
                (date, String::new(), from)
            }
        }
    }
}
