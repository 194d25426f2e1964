//! Lines of a log: the date that each begins with, who wrote it, and that none is lost.

use model::UncertainDate;
use model::chronology::EntryKind;

use super::{Reader, Unit};
use crate::dates::{Doubt, Frame, Reading, in_text};
use crate::notes::clause::{Clause, flat};
use crate::notes::head::entry_words;
use crate::notes::kinds;
use crate::notes::layout::Segment;
use crate::notes::when::Anchor;
use crate::notes::{Ask, Status};

/// Marks between the date of a line and its words.
fn is_lead(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—' | ',' | ';' | '.' | '|')
}

/// The same moment on the next day where the times of a log go past midnight.
fn past_midnight(before: UncertainDate, now: UncertainDate) -> UncertainDate {
    let (Some(before), Some(at)) = (before.is_certain_minute(), now.is_certain_minute()) else {
        return now;
    };
    let night = before.date() == at.date() && before.hour() >= 18 && at.hour() < 9;
    if !night {
        return now;
    }
    at.date()
        .tomorrow()
        .ok()
        .and_then(|day| UncertainDate::minute(day.to_datetime(at.time())).ok())
        .unwrap_or(now)
}

impl Reader<'_> {
    /// Whether what ends a line names who wrote it, and is not what happened: "Home visit - No access".
    pub(super) fn is_author(&self, text: &str, at: usize) -> bool {
        let words: String = text.chars().skip(at).collect();
        let kind = kinds::kind(&flat(&words), self.record, false);
        kind.is_none_or(|kind| kind == EntryKind::Contact)
    }

    /// A line of a log is an event, also where no list knows its words.
    pub(super) fn keep_line(
        &mut self,
        segment: &Segment,
        account: &str,
        after: usize,
        from: usize,
        least: usize,
    ) {
        let told = self.proposals.len() > from || flat(account).split_whitespace().count() < least;
        let status = match self.anchor {
            Anchor::Line(_) => Status::Proposed,
            Anchor::Unread(doubt) => Status::Question(Ask::Date(doubt)),
            _ => return,
        };
        if told {
            return;
        }
        let letters: Vec<char> = account.chars().collect();
        let line = Clause::of(&letters, 0..letters.len());
        let unit = Unit {
            segment,
            sentence: account,
            letters: after + line.letters.start..after + line.letters.end,
            text: line.text,
            kind: None,
            said: None,
            said_words: String::new(),
            open: false,
        };
        self.add(&unit, status, EntryKind::Other);
    }

    /// The date or time that a line of a log begins with; answers where its words begin.
    pub(super) fn line_date(&mut self, segment: &Segment) -> usize {
        if !segment.logged {
            return 0;
        }
        let day = match self.anchor {
            Anchor::Line(date) => date.is_certain_day(),
            Anchor::Day(day) => Some(day),
            Anchor::None | Anchor::Several | Anchor::Unread(_) => None,
        };
        let frame = Frame {
            written: self.days.before(),
            day: match self.anchor {
                Anchor::Unread(_) => None,
                _ => day.or(self.days.told()),
            },
        };
        let head: String = segment.text.chars().take(60).collect();
        let entry = entry_words(&segment.text);
        let first = in_text(&head, frame)
            .into_iter()
            .next()
            .filter(|found| found.start < 3 || entry.is_some());
        match first.map(|found| (found.end, found.reading)) {
            Some((end, Reading::Date(date))) => {
                let time_only = head
                    .chars()
                    .take(end)
                    .all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | ' '));
                let date = match self.anchor {
                    Anchor::Line(before) if time_only && end <= 6 => past_midnight(before, date),
                    _ => date,
                };
                self.anchor = Anchor::Line(date);
                if self.header.written.is_none() {
                    self.days.written = date.is_certain_day().or(self.days.written);
                }
                let end = entry.unwrap_or(end);
                let marks = segment.text.chars().skip(end);
                end + marks.take_while(|letter| is_lead(*letter)).count()
            }
            Some((_, Reading::Question(doubt))) => {
                // A time alone belongs to the day that could not be read.
                let goes_on = matches!(self.anchor, Anchor::Unread(_)) && doubt == Doubt::TimeOnly;
                if !goes_on {
                    self.anchor = Anchor::Unread(doubt);
                }
                0
            }
            None => {
                self.anchor = Anchor::None;
                0
            }
        }
    }
}
