//! What could be put together from everything that would leave, though no part of it tells of anybody.

use deidentify::combinations::{Combination, Fact, Facts, National, Part, combinations, facts_in};
use model::Sensitive;
use model::learning::SharedLearning;

/// What could be put together.
#[derive(Debug, Clone)]
pub struct Rare {
    /// Why it is pointed out: a code.
    pub(super) why: String,
    /// What stands together.
    pub parts: Vec<RarePart>,
    /// How many children it fits, where national numbers tell.
    pub count: Option<RareCount>,
}

/// One fact of what could be put together.
#[derive(Debug, Clone)]
pub struct RarePart {
    /// What kind of fact: a code.
    pub part: &'static str,
    /// Which: a code of lists of the scheme, or of the national numbers.
    pub code: String,
    /// Where the texts say it, as they would leave.
    pub said: Vec<RareSaid>,
    /// Whether it was chosen from a list, or stands beside everything that leaves.
    pub chosen: bool,
    /// The share of incidents that it holds for, from 0 to 1, where it was counted.
    pub share: Option<f64>,
    /// Where that is from; none where it is our own estimate.
    pub source: Option<String>,
}

/// Words that say a fact.
#[derive(Debug, Clone)]
pub struct RareSaid {
    /// The field in which they stand.
    pub field: &'static str,
    /// Their first byte in the field as it would leave.
    pub start: usize,
    /// The byte behind them.
    pub end: usize,
    /// The words.
    pub words: Sensitive<String>,
}

/// How many children it fits.
#[derive(Debug, Clone)]
pub struct RareCount {
    /// So many.
    pub fits: f64,
    /// Of so many incidents.
    pub of: u32,
    /// Where their number is from.
    pub source: String,
    /// From how many on it would not be pointed out.
    pub fewest: u32,
    /// Whether somebody has compared the numbers with their documents.
    pub is_checked: bool,
}

impl RarePart {
    /// The words that say it, each once, in the order of the texts.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        let mut words: Vec<&str> = Vec::with_capacity(self.said.len());
        for one in &self.said {
            if !words.contains(&one.words.0.as_str()) {
                words.push(&one.words.0);
            }
        }
        words
    }
}

impl Rare {
    /// The words under which it is decided: those of the texts, and codes of what was chosen. Other words are asked about anew.
    pub(super) fn key(&self) -> String {
        let part = |one: &RarePart| {
            let mut words = one.words();
            if one.chosen {
                words.push(&one.code);
            }
            words.join(" / ")
        };
        let parts: Vec<String> = self.parts.iter().map(part).collect();
        parts.join(" + ")
    }
}

/// The code of a region that the national numbers do not list.
const REGION: &str = "region";

/// The theme of the national list that is a people, and that people in the national numbers.
const TRAVELLER_THEME: &str = "gypsy_roma_traveller";
const TRAVELLER: &str = "traveller";

/// What could be put together, from texts and codes, with the year, the region (by its code and its name) and, where it is named,
/// the partnership: those stand beside everything that leaves.
pub(super) fn of(
    learning: &SharedLearning,
    origin: (bool, Option<&(String, String)>),
) -> Vec<Rare> {
    rare(|national| {
        let mut all = Gathered::of(learning.texts().into_iter());
        for (part, codes) in [
            (Part::Harm, &learning.harm),
            (Part::Age, &learning.age_bands),
        ] {
            if let [one] = codes.as_slice() {
                all.choose(part, one.replace('_', "-"));
            }
        }
        // A theme that is a people tells of the child as the same words in a sentence do.
        if learning.themes.iter().any(|theme| theme == TRAVELLER_THEME) {
            all.choose(Part::Ethnicity, TRAVELLER.to_owned());
        }
        all.comes_from(origin, national);
        all
    })
}

/// The same from texts alone, which leave with the year and the region, and where it is named with the area.
pub(super) fn of_texts(
    texts: &[(&'static str, String)],
    origin: (bool, Option<&(String, String)>),
) -> Vec<Rare> {
    rare(|national| {
        let texts = texts.iter();
        let mut all = Gathered::of(texts.map(|(field, text)| (*field, text.as_str())));
        all.comes_from(origin, national);
        all
    })
}

fn rare(gather: impl FnOnce(&National) -> Gathered) -> Vec<Rare> {
    let Ok(national) = National::england() else {
        return vec![Rare {
            why: "numbers_missing".to_owned(),
            parts: Vec::new(),
            count: None,
        }];
    };
    let gathered = gather(&national);
    let found = combinations(&gathered.facts, &national).into_iter();
    found.map(|one| gathered.rare(&one, &national)).collect()
}

/// The facts of what leaves, and where they are from.
struct Gathered {
    facts: Facts,
    said: Vec<(Fact, RareSaid)>,
    chosen: Vec<Fact>,
}

impl Gathered {
    /// One kind of harm or one age alone narrows; several of a kind do not.
    fn of<'a>(texts: impl Iterator<Item = (&'static str, &'a str)>) -> Self {
        let mut all = Self {
            facts: Facts::default(),
            said: Vec::new(),
            chosen: Vec::new(),
        };
        for (field, text) in texts {
            all.read(field, text);
        }
        all.facts.has_year = true;
        all
    }

    /// The region, and where it is named the partnership.
    fn comes_from(
        &mut self,
        (names_partnership, region): (bool, Option<&(String, String)>),
        national: &National,
    ) {
        if let Some((code, name)) = region {
            let area = |code: &str| Fact {
                part: Part::Area,
                code: code.to_lowercase().replace(['_', ' '], "-"),
            };
            let listed = [area(code), area(name)].into_iter();
            let mut listed = listed.filter(|one| national.lists(one));
            let fact = listed.next().unwrap_or_else(|| area(REGION));
            self.choose(fact.part, fact.code);
        }
        if names_partnership {
            self.choose(Part::Area, "partnership".to_owned());
        }
    }

    fn read(&mut self, field: &'static str, text: &str) {
        let (found, facts) = facts_in(text);
        self.facts.join(facts);
        let found = found.into_iter().filter(|one| !one.of_many);
        let said = found.filter_map(|one| {
            let words = text.get(one.start..one.end)?;
            let said = RareSaid {
                field,
                start: one.start,
                end: one.end,
                words: Sensitive(words.to_owned()),
            };
            Some((one.fact, said))
        });
        self.said.extend(said);
    }

    fn choose(&mut self, part: Part, code: String) {
        self.facts.add(part, code.clone());
        self.chosen.push(Fact { part, code });
    }

    fn rare(&self, one: &Combination, national: &National) -> Rare {
        let counted = one.fits.is_some();
        let part = |fact: &Fact| RarePart {
            part: fact.part.code(),
            code: coded(&fact.code),
            said: self
                .said
                .iter()
                .filter(|(told, _)| told == fact)
                .map(|(_, said)| said.clone())
                .collect(),
            chosen: self.chosen.contains(fact),
            share: counted.then(|| national.share(fact)),
            source: national.source(fact),
        };
        Rare {
            why: coded(one.why.code()),
            parts: one.facts.iter().map(part).collect(),
            count: one.fits.map(|fits| RareCount {
                fits,
                of: national.whole(self.facts.has_year),
                source: national.whole_source().to_owned(),
                fewest: one.fewest,
                is_checked: national.is_checked(),
            }),
        }
    }
}

fn coded(code: &str) -> String {
    code.replace('-', "_")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
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
            let there = |one: &Rare| one.parts.iter().any(|part| part.code == fact);
            assert!(found.iter().any(there), "{fact}");
        }
        let without = of(&learning(), (false, None));
        let region = |one: &Rare| one.parts.iter().any(|part| part.code == "region");
        assert!(!without.iter().any(region));
    }

    #[test]
    fn a_theme_that_is_a_people_counts_beside_an_age_and_a_named_partnership() {
        let mut learning = learning();
        learning.usually = "Families wait the longest.".to_owned();
        learning.harm = Vec::new();
        learning.age_bands = vec!["under_1".to_owned()];
        let group = |one: &Rare| one.parts.iter().any(|part| part.code == TRAVELLER);
        assert!(!of(&learning, (true, None)).iter().any(group));
        learning.themes = vec![TRAVELLER_THEME.to_owned()];
        let found = of(&learning, (true, None));
        assert!(found.iter().any(group), "{found:?}");
    }

    #[test]
    fn texts_alone_are_put_together_as_a_draft_is() {
        let said = |text: &str| vec![("reasons", text.to_owned())];
        let region = ("r7".to_owned(), "North East".to_owned());
        let rare =
            said("We met it with a Somali family, when a boy of Year 6 drowned at the quarry.");
        let found = of_texts(&rare, (false, Some(&region)));
        let quotes = |one: &Rare| one.key().contains("Somali") && one.key().contains("drowned");
        assert!(found.iter().any(quotes), "{found:?}");
        let plain = said("Two teams now read one list, and Black boys wait no longer than others.");
        assert!(of_texts(&plain, (false, Some(&region))).is_empty());
    }

    #[test]
    fn the_words_that_make_it_up_are_known_with_their_places_and_asked_about_anew_where_they_change()
     {
        let learning = learning();
        let found = of(&learning, (false, None));
        let one = found.iter().find(|one| {
            let parts: Vec<&str> = one.parts.iter().map(|part| part.part).collect();
            parts == ["ethnicity", "harm"]
        });
        let one = one.unwrap();
        let [group, harm]: &[RarePart; 2] = one.parts.as_slice().try_into().unwrap();
        assert_eq!((group.words(), group.chosen), (vec!["Traveller"], false));
        assert_eq!((harm.words(), harm.chosen), (Vec::new(), true));
        let said = group.said.first().unwrap();
        assert_eq!(said.field, "usually");
        assert_eq!(
            learning.usually.get(said.start..said.end),
            Some("Traveller")
        );
        assert_eq!(one.key(), "Traveller + drowning");
        let count = one.count.as_ref().unwrap();
        assert!(count.fits < f64::from(count.fewest) && !count.is_checked);
        let mut other = learning;
        other.usually = "A child from a Roma family waits the longest.".to_owned();
        let keys: Vec<String> = of(&other, (false, None)).iter().map(Rare::key).collect();
        assert!(keys.contains(&"Roma + drowning".to_owned()), "{keys:?}");
    }
}
