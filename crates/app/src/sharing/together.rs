//! What could be put together from everything that would leave, though no part of it tells of anybody.

use deidentify::combinations::{Fact, Facts, National, Part, combinations, facts_in};
use model::learning::SharedLearning;

/// What stands together, and why it is asked (a code).
pub(super) struct Combined {
    /// The facts: codes of lists of the scheme, or of the national numbers.
    pub(super) parts: Vec<String>,
    /// Why.
    pub(super) why: String,
}

/// The code of a region that the national numbers do not list.
const REGION: &str = "region";

/// What could be put together, from texts and codes, with the year, the region (by its code and its name) and, where it is named,
/// the partnership: those stand beside everything that leaves.
pub(super) fn of(
    learning: &SharedLearning,
    origin: (bool, Option<&(String, String)>),
) -> Vec<Combined> {
    let Ok(national) = National::england() else {
        return vec![Combined {
            parts: Vec::new(),
            why: "numbers_missing".to_owned(),
        }];
    };
    let found = combinations(&facts(learning, origin, &national), &national);
    let combined = found.into_iter().map(|one| Combined {
        parts: one.facts.iter().map(|fact| coded(&fact.code)).collect(),
        why: coded(one.why.code()),
    });
    combined.collect()
}

/// One kind of harm or one age alone narrows; several of a kind do not.
fn facts(
    learning: &SharedLearning,
    (names_partnership, region): (bool, Option<&(String, String)>),
    national: &National,
) -> Facts {
    let texts = learning.texts().map(|(_, text)| text);
    let (_, mut facts) = facts_in(&texts.join("\n"));
    facts.has_year = true;
    for (part, codes) in [
        (Part::Harm, &learning.harm),
        (Part::Age, &learning.age_bands),
    ] {
        if let [one] = codes.as_slice() {
            facts.add(part, one.replace('_', "-"));
        }
    }
    if let Some((code, name)) = region {
        let area = |code: &str| Fact {
            part: Part::Area,
            code: code.to_lowercase().replace(['_', ' '], "-"),
        };
        let listed = [area(code), area(name)].into_iter();
        let mut listed = listed.filter(|one| national.lists(one));
        let fact = listed.next().unwrap_or_else(|| area(REGION));
        facts.add(fact.part, fact.code);
    }
    if names_partnership {
        facts.add(Part::Area, "partnership");
    }
    facts
}

fn coded(code: &str) -> String {
    code.replace('-', "_")
}

#[cfg(test)]
mod tests {
    use model::learning::{Confidence, EffectSeen, SystemLevel};

    use super::*;

    fn learning() -> SharedLearning {
        SharedLearning {
            condition: "Nobody joined what a boy and a girl told different teams.".to_owned(),
            level: SystemLevel::Partnership,
            changed_at: None,
            usually: "A child of Traveller heritage waits the longest.".to_owned(),
            tried: String::new(),
            effect: String::new(),
            effect_seen: EffectSeen::NotKnown,
            evidence: String::new(),
            question: String::new(),
            context: String::new(),
            confidence: Confidence::Plausible,
            stage: None,
            harm: vec!["drowning".to_owned()],
            age_bands: Vec::new(),
            themes: Vec::new(),
        }
    }

    #[test]
    fn the_region_is_among_the_facts() {
        let named = |code: &str, name: &str| (code.to_owned(), name.to_owned());
        for (region, fact) in [
            (named("north_east", "The North"), "north_east"),
            (named("r7", "North East"), "north_east"),
            (named("r7", "Invented Region"), "region"),
        ] {
            let found = of(&learning(), (false, Some(&region)));
            let there = |one: &Combined| one.parts.iter().any(|part| part == fact);
            assert!(found.iter().any(there), "{fact}");
        }
        let without = of(&learning(), (false, None));
        let region = |one: &Combined| one.parts.iter().any(|part| part == "region");
        assert!(!without.iter().any(region));
    }
}
