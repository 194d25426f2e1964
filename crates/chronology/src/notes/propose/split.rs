//! Clauses that tell of more than one event, and which part of them has the date.

use std::ops::Range;

use model::chronology::EntryKind;

use super::Reader;
use crate::dates::Reading;
use crate::notes::clause::{Clause, flat, has};
use crate::notes::kinds;
use crate::notes::when::Said;

impl Reader<'_> {
    /// The kind of one part of a list of dates: its own, or that of the whole.
    pub(super) fn kind_of_chunk(
        &self,
        letters: &[char],
        range: &Range<usize>,
        whole: Option<EntryKind>,
        said: Said,
    ) -> Option<EntryKind> {
        let part = Clause::of(letters, range.clone()).text;
        let own = kinds::kind(&flat(&part), self.record, self.is_adult(&part));
        let took_place = has(&flat(&part), &["took place", "went ahead", "was kept"]);
        if took_place && matches!(own, Some(EntryKind::Contact) | None) {
            return Some(EntryKind::Contact);
        }
        let open = match said.reading {
            Reading::Date(date) => date.latest().is_none(),
            Reading::Question(_) => false,
        };
        match (own, whole) {
            (
                Some(EntryKind::Contact | EntryKind::Attendance),
                Some(EntryKind::NotBrought | EntryKind::NotSeen),
            ) => whole,
            (Some(own), _) => Some(own),
            (None, _) if open => None,
            (None, whole) => whole,
        }
    }

    /// Where " and " joins two different acts: "a referral was made and the police were informed".
    /// After what somebody told, only what was done about it.
    pub(super) fn second_act(&self, letters: &[char], told: bool) -> Option<usize> {
        let joint = [' ', 'a', 'n', 'd', ' '];
        let kind =
            |part: Clause| kinds::kind(&flat(&part.text), self.record, self.is_adult(&part.text));
        letters
            .windows(joint.len())
            .enumerate()
            .rev()
            .find_map(|(at, window)| {
                if window != joint {
                    return None;
                }
                let first = kind(Clause::of(letters, 0..at))?;
                let second = kind(Clause::of(letters, at + joint.len()..letters.len()))?;
                let passed_on =
                    matches!(second, EntryKind::Referral | EntryKind::InformationShared);
                let other = matches!(
                    second,
                    EntryKind::AttemptedContact | EntryKind::PoliceAttendance
                );
                let acts = passed_on || (other && !told);
                (acts && first != second && first != EntryKind::Contact).then_some(at)
            })
    }

    /// Where the part begins that alone has the date: "I referred her to a clinic, who discharged her on 4 March", "a scan was done and
    /// she will be weighed on 3 June".
    pub(super) fn later_part(&self, letters: &[char], said: Said, told: bool) -> Option<usize> {
        const JOINTS: [&str; 8] = [
            ", who ",
            ", which ",
            " and will ",
            " and she will ",
            " and he will ",
            " and they will ",
            " and is to ",
            " and are to ",
        ];
        if told {
            return None;
        }
        let before: String = letters.get(..said.start)?.iter().collect();
        let places = JOINTS.iter().filter_map(|words| before.rfind(words));
        let at = before.get(..places.max()?)?.chars().count();
        let first = Clause::of(letters, 0..at);
        let words = flat(&first.text);
        let tells = kinds::kind(&words, self.record, self.is_adult(&first.text));
        tells.map(|_| at + 1)
    }
}
