//! Invented incidents, one for each nature and age.

use super::dice::Dice;

/// What happened to one invented child.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    /// Nature, as a code of the scheme.
    pub nature: &'static str,
    /// Likely cause or kind, as a code of the scheme's list for that nature.
    pub cause: &'static str,
    /// Age band, as a code of the scheme.
    pub age: &'static str,
    /// What happened.
    pub outline: &'static str,
    /// Where.
    pub place: &'static str,
    /// Why it may be a serious incident.
    pub why: &'static str,
    /// Where the child goes to school, if to any.
    pub education: &'static str,
    /// Another child in or linked to the home.
    pub other: Option<&'static str>,
}

/// Added to everything that is told.
pub const INVENTED: &str = "Invented for this demonstration.";

const fn story(
    (nature, cause, age): (&'static str, &'static str, &'static str),
    place: &'static str,
    outline: &'static str,
    why: &'static str,
) -> Story {
    Story {
        nature,
        cause,
        age,
        outline,
        place,
        why,
        education: "not_known",
        other: None,
    }
}

const fn with(mut story: Story, education: &'static str, other: Option<&'static str>) -> Story {
    story.education = education;
    story.other = other;
    story
}

/// All of them.
pub const STORIES: &[Story] = &[
    with(
        story(
            ("death", "sudi", "under_1"),
            "At home, a rented flat",
            "Baby found lifeless in a parent's bed in the early morning. A midwife had talked about safer sleep; the parents say there was no cot in the place where they stayed that week.",
            "Neglect is suspected: the family had moved three times in a month and no service knew where the baby slept.",
        ),
        "not_school_age",
        Some("Older brother, aged three"),
    ),
    with(
        story(
            ("serious_harm", "physical_family", "under_1"),
            "At home, a house",
            "Baby of ten weeks brought to the emergency department with a swollen leg. Imaging shows a fractured femur and older rib fractures. Nobody has given an account that fits.",
            "A baby who cannot roll over has injuries of different ages.",
        ),
        "not_school_age",
        Some("Sister, aged two"),
    ),
    with(
        story(
            ("death", "extreme_neglect", "1_to_5"),
            "At home, a flat above a shop",
            "Child of four found dead by a support worker who was let in by a neighbour. The child was very underweight. Two-year checks and a nursery place had been missed.",
            "Severe neglect is suspected.",
        ),
        "not_school_age",
        Some("Baby sister"),
    ),
    with(
        story(
            ("serious_harm", "neglect", "1_to_5"),
            "At home, a house",
            "Child of three swallowed methadone that was kept in a cup by the sink. In intensive care for four days; expected to recover.",
            "The child was known to be at risk from adults' use of drugs, and no plan for safe storage had been made.",
        ),
        "not_school_age",
        None,
    ),
    with(
        story(
            ("death", "accident", "6_to_10"),
            "At home, a third-floor flat",
            "Child of seven with autism fell from a window. A request for window restrictors had been waiting with the landlord for eleven weeks.",
            "Neglect is suspected; several agencies knew of the risk.",
        ),
        "at_school",
        Some("Brother, aged twelve"),
    ),
    with(
        story(
            ("serious_harm", "sexual_family", "6_to_10"),
            "At a relative's home",
            "Child of nine told a teaching assistant that a relative had hurt them over two years. A doctor confirms injuries.",
            "Sexual abuse is suspected, and the same relative looks after other children.",
        ),
        "at_school",
        Some("Cousin, aged five"),
    ),
    with(
        story(
            ("death", "suicide", "11_to_15"),
            "In a wood near home",
            "Young person of fourteen died by suicide. They had waited five months for an assessment and had stopped going to school.",
            "Neglect and emotional abuse at home had been reported by school twice.",
        ),
        "persistently_absent",
        Some("Sister, aged eleven"),
    ),
    with(
        story(
            ("serious_harm", "criminal_exploitation", "11_to_15"),
            "In a house in another town",
            "Young person of thirteen, missing for six days, was found with knife wounds in a flat used for selling drugs.",
            "Exploitation by adults is suspected; there were nine missing episodes in the last year.",
        ),
        "excluded",
        None,
    ),
    with(
        story(
            ("death", "extrafamilial_assault", "16_and_over"),
            "In the street, near a shopping centre",
            "Young person of seventeen was stabbed by other young people and died at the scene.",
            "They had been exploited since the age of fourteen and were moved between three placements last year.",
        ),
        "neet",
        Some("Younger brother, aged fifteen"),
    ),
    with(
        story(
            ("serious_harm", "self_harm", "16_and_over"),
            "In supported accommodation",
            "Young person of sixteen took an overdose and has lasting liver damage. Staff had asked for a review of the plan three weeks before.",
            "Neglect of medical needs and sexual exploitation are suspected.",
        ),
        "alternative",
        None,
    ),
    with(
        story(
            ("other", "child_caused_harm", "11_to_15"),
            "At school",
            "Young person of fifteen hurt another pupil seriously with a tool. Both are known to have lived with domestic abuse.",
            "A child who was abused caused serious harm.",
        ),
        "at_school",
        None,
    ),
];

/// What happens to a looked-after child who dies of an illness.
pub const LOOKED_AFTER: Story = with(
    story(
        ("death", "other_medical", "11_to_15"),
        "In a hospice",
        "Young person of thirteen, looked after since the age of two, died of a muscle disease. Foster carers and family were with them.",
        "A looked-after child has died. Nothing suggests abuse or neglect.",
    ),
    "at_school",
    None,
);

/// What happens to a care leaver.
pub const CARE_LEAVER: Story = story(
    ("death", "not_ascertained", "16_and_over"),
    "In a shared house",
    "Care leaver of twenty found dead by a flatmate. A personal adviser had visited the week before.",
    "A care leaver under 25 has died. Whether it is linked to what happened before the age of 18 is not known.",
);

/// The story that belongs to an outcome of its own; none for the others.
#[must_use]
pub fn of_outcome(outcome: &str) -> Option<Story> {
    match outcome {
        "looked_after_death" => Some(LOOKED_AFTER),
        "care_leaver_death" => Some(CARE_LEAVER),
        _ => None,
    }
}

/// A story of a nature and an age; of the nature alone when there is none of that age.
pub fn of(nature: &str, age: &str, dice: &mut Dice) -> Option<Story> {
    let fits = |one: &&Story| one.nature == nature && one.age == age;
    let exact: Vec<Story> = STORIES.iter().filter(fits).copied().collect();
    let near = STORIES.iter().filter(|one| one.nature == nature).copied();
    let all = if exact.is_empty() {
        near.collect()
    } else {
        exact
    };
    dice.one_of(&all, |_| 1).copied()
}

/// How old a child of an age band is, in days: the middle of the band.
#[must_use]
pub fn days_old(age: &str) -> i64 {
    let years = match age {
        "under_1" => return 110,
        "1_to_5" => 3,
        "6_to_10" => 8,
        "11_to_15" => 14,
        _ => 17,
    };
    years * 365 + 120
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn every_code_is_one_of_the_scheme_and_every_nature_has_a_story() {
        let schemes = app::App::shipped_schemes().unwrap();
        let all = schemes.iter();
        for scheme in all.map(|loaded| &loaded.scheme) {
            for one in STORIES {
                let has = |list: &str, code: &str| {
                    let found = scheme.lists.iter().find(|known| known.id == list);
                    found.is_some_and(|list| list.items.iter().any(|item| item.code == code))
                };
                assert!(has("nature", one.nature) && has("age_band", one.age));
                assert!(has("education", one.education), "{}", one.education);
                let causes = ["cause_death", "cause_harm", "cause_other"];
                assert!(
                    causes.iter().any(|list| has(list, one.cause)),
                    "{}",
                    one.cause
                );
            }
        }
        let mut dice = Dice::of("test");
        assert!(of("other", "under_1", &mut dice).is_some_and(|one| one.nature == "other"));
        assert!(of("death", "under_1", &mut dice).is_some_and(|one| one.age == "under_1"));
    }
}
