//! The invented incidents that a practice run can begin with, from `data/practice.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::case::{Known, SafeNow, SubjectKind};
use crate::scheme::Label;

const RUNS: &str = include_str!("../data/practice.toml");

/// An invented incident.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeScript {
    /// Stable id.
    pub id: String,
    /// What people choose by.
    pub title: Label,
    /// What it lets people practise.
    pub about: Label,
    /// What happened.
    pub outline: String,
    /// Where.
    pub place: String,
    /// A code of the scheme's list `nature`.
    pub nature: String,
    /// Whether abuse or neglect is known or suspected.
    pub abuse_or_neglect: Known,
    /// Why the criteria may be met.
    pub why: String,
    /// What was done at once.
    pub done_at_once: String,
    /// Working days before the run begins on which it happened.
    pub happened_before: u32,
    /// Working days before the run begins on which an agency first knew.
    pub first_known_before: u32,
    /// Which agency that was.
    pub first_known_by: String,
    /// Working days before the run begins on which the local authority knew.
    pub authority_knew_before: u32,
    /// Who says so.
    pub authority_says: String,
    /// Who raises it: a role and an agency.
    pub raised_by: String,
    /// Children and adults.
    pub people: Vec<PracticePerson>,
    /// What each agency would answer if it were asked.
    pub agencies: Vec<PracticeAgency>,
}

/// An invented child or adult.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticePerson {
    /// What they are in the case.
    pub kind: SubjectKind,
    /// Their name, which says that it is invented.
    pub name: String,
    /// How they belong to the first child.
    pub relation: String,
    /// Months old on the day on which the run begins; absent when that is not known.
    pub months_old: Option<i32>,
    /// For a child: whether they are safe now.
    pub safe_now: Option<SafeNow>,
    /// For a child: how that is known.
    #[serde(default)]
    pub how_known: String,
}

/// An invented agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeAgency {
    /// What it is called.
    pub name: String,
    /// What it would answer.
    pub says: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    runs: Vec<PracticeScript>,
}

static SHIPPED: LazyLock<Vec<PracticeScript>> =
    LazyLock::new(|| toml::from_str::<File>(RUNS).map_or_else(|_| Vec::new(), |file| file.runs));

/// The incidents that ship with the program; a test reads the file, which nobody else writes.
#[must_use]
pub fn practice_scripts() -> &'static [PracticeScript] {
    &SHIPPED
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::practice_scripts;
    use crate::scheme::{Scheme, shipped};

    #[test]
    fn every_incident_is_invented_and_fits_every_scheme() {
        let all = practice_scripts();
        assert!(all.len() >= 2, "the file is read whole");
        let mut ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all.len(), "an id stands twice");
        for one in all {
            assert!(one.outline.starts_with("Practice run."), "{}", one.id);
            assert!(one.first_known_before <= one.happened_before, "{}", one.id);
            assert!(
                one.authority_knew_before <= one.first_known_before,
                "{}",
                one.id
            );
            let children = || one.people.iter().filter(|person| person.kind.is_child());
            assert!(children().next().is_some(), "{}", one.id);
            assert!(
                children().all(|child| child.safe_now.is_some()),
                "{}",
                one.id
            );
            let named = |person: &super::PracticePerson| person.name.starts_with("Practice ");
            assert!(one.people.iter().all(named), "{}", one.id);
            assert!(!one.agencies.is_empty(), "{}", one.id);
            for (name, text) in shipped() {
                let scheme = Scheme::parse(text, name).unwrap();
                let natures = scheme.list("nature");
                let known = natures.is_some_and(|list| list.label_of(&one.nature).is_some());
                assert!(known, "{} in {name}", one.id);
            }
        }
    }
}
