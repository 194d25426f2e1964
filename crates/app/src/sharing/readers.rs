//! Who had read what was taken back: people of one's own by name; of others only how many, for what another organisation told of what
//! it did is told without its name.

use std::collections::{BTreeMap, BTreeSet};

use model::case::LearningRelease;
use model::{Date, OrganisationId, PersonId};

/// Who had read something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadBy {
    /// Somebody of the organisation that released it.
    Person(PersonId),
    /// People of other organisations.
    Others {
        /// How many people.
        people: usize,
        /// Of how many organisations.
        organisations: usize,
    },
}

/// One line of the list of those who had read something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadLine {
    /// Who.
    pub by: ReadBy,
    /// Whether they took it out as a file; else they opened it alone.
    pub took_out: bool,
    /// When the last of them did.
    pub on: Date,
}

/// Who had read a release by the time that it was taken back: each person of the organisation once, and those of all others together,
/// apart by whether they took it out. Nobody while it was not taken back.
#[must_use]
pub fn readers(own: OrganisationId, release: &LearningRelease) -> Vec<ReadLine> {
    let back = release.taken_back.as_ref();
    let all = back.map_or(&[][..], |back| back.readers.as_slice());
    let mut people: BTreeMap<(OrganisationId, PersonId), (bool, Date)> = BTreeMap::new();
    for one in all {
        let known = people
            .entry((one.organisation, one.person))
            .or_insert((one.took_out, one.on));
        *known = (known.0 || one.took_out, known.1.max(one.on));
    }
    let ours = people
        .iter()
        .filter(|((organisation, _), _)| *organisation == own);
    let line =
        |((_, person), (took_out, on)): (&(OrganisationId, PersonId), &(bool, Date))| ReadLine {
            by: ReadBy::Person(*person),
            took_out: *took_out,
            on: *on,
        };
    let mut lines: Vec<ReadLine> = ours.map(line).collect();
    for took_out in [true, false] {
        let others = people
            .iter()
            .filter(|((organisation, _), (took, _))| *organisation != own && *took == took_out);
        lines.extend(together(took_out, others));
    }
    lines
}

fn together<'a>(
    took_out: bool,
    others: impl Iterator<Item = (&'a (OrganisationId, PersonId), &'a (bool, Date))>,
) -> Option<ReadLine> {
    let mut people = BTreeSet::new();
    let mut organisations = BTreeSet::new();
    let mut last: Option<Date> = None;
    for ((organisation, person), (_, on)) in others {
        people.insert(person);
        organisations.insert(organisation);
        last = last.max(Some(*on));
    }
    let by = ReadBy::Others {
        people: people.len(),
        organisations: organisations.len(),
    };
    last.map(|on| ReadLine { by, took_out, on })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Sensitive;
    use model::case::{
        LearningTakenBack, RecallReason, ReleaseReader, ReleaseStands, SharedOrigin,
    };
    use model::learning::Sharing;

    use super::*;

    fn id<T: std::str::FromStr>(last: u8) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let text = format!("0190b3a4-7c00-7000-8000-0000000000{last:02}");
        text.parse().unwrap()
    }

    const fn on(day: i8) -> Date {
        Date::constant(2026, 3, day)
    }

    fn release(readers: Vec<ReleaseReader>) -> LearningRelease {
        let learning = serde_json::from_str(
            r#"{"condition":"","level":"team","changed_at":null,"usually":"","tried":"","effect":"","effect_seen":"not_known","evidence":"","question":"","context":"","confidence":"hunch","stage":null,"harm":[],"age_bands":[],"themes":[]}"#,
        );
        LearningRelease {
            of: id(51),
            item: id(52),
            version: 1,
            learning: learning.unwrap(),
            audience: Sharing::Nation,
            origin: SharedOrigin {
                region: None,
                partnership: None,
                broker: id(1),
                year: 2026,
            },
            family_told: true,
            text: String::new(),
            released_by: Vec::new(),
            on: on(1),
            stands: ReleaseStands::TakenBack,
            taken_back: Some(LearningTakenBack {
                person: None,
                on: on(9),
                reason: RecallReason::Wrong,
                why: Sensitive::default(),
                readers,
            }),
        }
    }

    #[test]
    fn a_person_stands_in_the_list_once_and_others_are_counted() {
        let read = |organisation, person, took_out, day| ReleaseReader {
            organisation: id(organisation),
            person: id(person),
            took_out,
            on: on(day),
        };
        let release = release(vec![
            read(1, 11, false, 2),
            read(1, 11, true, 3),
            read(2, 21, false, 4),
            read(2, 21, true, 5),
            read(2, 22, false, 6),
            read(3, 31, false, 1),
        ]);
        let others = |people, organisations| ReadBy::Others {
            people,
            organisations,
        };
        let expected = [
            (ReadBy::Person(id(11)), true, 3),
            (others(1, 1), true, 5),
            (others(2, 2), false, 6),
        ];
        let expected = expected.map(|(by, took_out, day)| ReadLine {
            by,
            took_out,
            on: on(day),
        });
        assert_eq!(readers(id(1), &release), expected);
    }
}
