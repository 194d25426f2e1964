//! What could be put together from everything that would leave, though no part of it tells of anybody.

use deidentify::combinations::{Facts, National, Part, combinations, facts_in};
use model::learning::SharedLearning;

/// What stands together, and why it is asked (a code).
pub(super) struct Combined {
    /// The facts: codes of lists of the scheme, or of the national numbers.
    pub(super) parts: Vec<String>,
    /// Why.
    pub(super) why: String,
}

/// What could be put together, from texts and codes, with the year and, where it is named, the partnership.
pub(super) fn of(learning: &SharedLearning, names_partnership: bool) -> Vec<Combined> {
    let Ok(national) = National::england() else {
        return vec![Combined {
            parts: Vec::new(),
            why: "numbers_missing".to_owned(),
        }];
    };
    let found = combinations(&facts(learning, names_partnership), &national);
    let combined = found.into_iter().map(|one| Combined {
        parts: one.facts.iter().map(|fact| coded(&fact.code)).collect(),
        why: coded(one.why.code()),
    });
    combined.collect()
}

/// One kind of harm or one age alone narrows; several of a kind do not.
fn facts(learning: &SharedLearning, names_partnership: bool) -> Facts {
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
    if names_partnership {
        facts.add(Part::Area, "partnership");
    }
    facts
}

fn coded(code: &str) -> String {
    code.replace('-', "_")
}
