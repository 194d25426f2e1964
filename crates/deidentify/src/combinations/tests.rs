#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;

fn facts(list: &[(Part, &str)]) -> Facts {
    let mut facts = Facts::default();
    for (part, code) in list {
        facts.add(*part, *code);
    }
    facts
}

#[test]
fn common_facts_may_leave_together() {
    let national = National::england().unwrap();
    assert!(!national.is_checked());
    let common = facts(&[
        (Part::Age, "under-1"),
        (Part::Sex, "male"),
        (Part::Harm, "death"),
    ]);
    assert_eq!(combinations(&common, &national), []);
}

#[test]
fn a_rare_combination_is_as_small_as_it_can_be() {
    let national = National::england().unwrap();
    let rare = facts(&[
        (Part::Age, "6-to-10"),
        (Part::Sex, "female"),
        (Part::Ethnicity, "traveller"),
        (Part::Harm, "drowning"),
    ]);
    let found = combinations(&rare, &national);
    assert!(!found.is_empty());
    for one in &found {
        let fits = one.fits.unwrap();
        assert!(
            fits < f64::from(one.fewest) && one.facts.len() >= 2,
            "{one:?}"
        );
        for left_out in &one.facts {
            let rest: Vec<Fact> = one
                .facts
                .iter()
                .filter(|fact| *fact != left_out)
                .cloned()
                .collect();
            assert!(
                rest.len() < 2 || national.fits(&rest, false) >= f64::from(one.fewest),
                "{one:?}"
            );
        }
    }
    let names_the_harm = |one: &Combination| one.facts.iter().any(|fact| fact.code == "drowning");
    assert!(found.iter().any(names_the_harm), "{found:?}");
}

#[test]
fn a_year_makes_a_combination_rarer() {
    let national = National::england().unwrap();
    let mut given = facts(&[
        (Part::Area, "north-east"),
        (Part::Sex, "male"),
        (Part::Month, "3"),
    ]);
    let before = combinations(&given, &national);
    given.has_year = true;
    let after = combinations(&given, &national);
    assert!(
        after.first().unwrap().fits < before.first().and_then(|one| one.fits).or(Some(f64::MAX))
    );
}

#[test]
fn prose_gives_its_facts_and_they_are_put_together() {
    let national = National::england().unwrap();
    let text = "A 9-year-old girl from a Gypsy family drowned near a village in March 2024; the inquest was on the news.";
    let (found, together) = facts_in(text);
    let parts: Vec<(Part, &str)> = found
        .iter()
        .map(|one| (one.fact.part, one.fact.code.as_str()))
        .collect();
    for wanted in [
        (Part::Age, "6-to-10"),
        (Part::Sex, "female"),
        (Part::Ethnicity, "traveller"),
        (Part::Harm, "drowning"),
        (Part::SmallPlace, "small"),
        (Part::Month, "3"),
        (Part::InPress, "reported"),
    ] {
        assert!(parts.contains(&wanted), "{wanted:?} in {parts:?}");
    }
    let why: Vec<Together> = combinations(&together, &national)
        .into_iter()
        .map(|one| one.why)
        .collect();
    for wanted in [
        Together::FewInTheCountry,
        Together::SmallPlace,
        Together::InPress,
    ] {
        assert!(why.contains(&wanted), "{wanted:?}");
    }
    let (_, plain) = facts_in("A plan was made and nobody was told who would carry it out.");
    assert_eq!(combinations(&plain, &national), []);
}

#[test]
fn numbers_that_are_no_shares_are_refused() {
    let text = include_str!("../../data/national.toml").replace("share = 0.36", "share = 36.0");
    assert!(
        matches!(National::from_toml(&text), Err(NationalError::Share(name)) if name == "under-1")
    );
}

#[test]
fn a_figure_names_its_document_and_our_own_names_none() {
    let national = National::england().unwrap();
    let source = |part, code: &str| {
        national.source(&Fact {
            part,
            code: code.to_owned(),
        })
    };
    let girls = source(Part::Sex, "female").unwrap();
    assert!(girls.contains("216 of 536") && girls.contains("Department for Education"));
    assert_eq!(source(Part::Age, "6-to-10"), None);
    assert_eq!(source(Part::Ethnicity, "faith"), None);
    assert!(national.whole_source().contains("31 March 2026"));
    assert_eq!(national.whole(false), 5 * national.whole(true));
}

/// A text, the words in it that tell something, what they tell, and as which.
const TOLD: &str = "\
A Year 3 girl was met. | Year 3 | age | 6-to-10
He was in year seven then. | year seven | age | 11-to-15
A Y10 pupil was met. | Y10 | age | 11-to-15
The Year 6s moved on. | Year 6s | age | 6-to-10
Year 2 of primary school was hard. | Year 2 | age | 6-to-10
She is at Key Stage 2 now. | Key Stage 2 | age | 6-to-10
His KS4 tutor knew. | KS4 | age | 11-to-15
In reception he had no friends. | reception | age | 1-to-5
It was her GCSE year. | GCSE year | age | 11-to-15
The sixth form was not told. | sixth form | age | 16-to-17
He sat his A levels there. | A levels | age | 16-to-17
Her nursery class moved. | nursery class | age | 1-to-5
The twins were seen apart. | twins | siblings | born-together
He was one of triplets. | triplets | siblings | born-together
One of four siblings was seen. | One of four siblings | siblings | group
She is the youngest of five. | youngest of five | siblings | group
He was an only child. | only child | siblings | group
A sibling group of six moved. | sibling group of six | siblings | group
The only boy in the school was told. | The only boy in the school | unique | only
It was the first death in the county. | the first death in the county | unique | only
She was the youngest child in our area. | the youngest child in our area | unique | only
They are the last family on the estate. | the last family on the estate | unique | only
The Gazette said so. | The Gazette | in-press | reported
It was in the Echo. | the Echo | in-press | reported
So the Aldermere Herald wrote. | the Aldermere Herald | in-press | reported
The Times reported it. | The Times reported | in-press | reported
They read it in the Sun. | the Sun | in-press | reported
The local paper reported it. | The local paper reported | in-press | reported
It was on the front page. | front page | in-press | reported
The inquest heard it. | inquest | in-press | reported
It trended for a week. | trended | in-press | reported
There was a vigil. | vigil | in-press | reported
It was on the BBC. | BBC | in-press | reported
The designated doctor was told. | designated doctor | one-holder | job
The headteacher of that school knew. | headteacher | one-holder | job
The consultant paediatrician wrote. | consultant paediatrician | one-holder | job
The lollipop man saw it. | lollipop man | one-holder | job
The imam rang. | imam | one-holder | job
Our practice nurse noted it. | practice nurse | one-holder | job
The school's designated safeguarding lead left. | designated safeguarding lead | one-holder | job
A somali family moved. | somali | ethnicity | black
The Polish-speaking mother waited. | Polish-speaking | ethnicity | eastern-european
An Urdu interpreter was booked. | Urdu interpreter | ethnicity | language
A Jehovah's Witness family moved. | Jehovah's Witness | ethnicity | faith
A Jehovah’s Witness family moved. | Jehovah’s Witness | ethnicity | faith
A Roma boy waited. | Roma | ethnicity | traveller
Traveller children waited. | Traveller | ethnicity | traveller
A white boy waited. | white | ethnicity | white
He was Black and tall. | Black | ethnicity | black
A Catholic mother waited. | Catholic | ethnicity | faith
A Portuguese couple waited. | Portuguese | ethnicity | nationality
It was in February. | February | month | 2
It was in March. | March | month | 3
It was last winter. | winter | month | winter
It was the week before Christmas. | the week before Christmas | month | 12
It was on Boxing Day. | Boxing Day | month | 12
It was over half term. | half term | month | feast
It was by the canal. | canal | place-kind | water
It was at a level crossing. | level crossing | place-kind | rail
It was in a tower block. | tower block | place-kind | home
It was in the playground. | playground | place-kind | public
He drowned there. | drowned | harm | drowning
It was a dog attack. | dog attack | harm | dog
He was struck by a train. | struck by a train | harm | on-the-railway";

#[test]
fn what_a_hostile_reader_found_is_told() {
    let mut looked_at = 0;
    for line in TOLD.lines() {
        let [text, words, part, code]: [&str; 4] =
            line.split(" | ").collect::<Vec<&str>>().try_into().unwrap();
        let (found, _) = facts_in(text);
        let told = found.iter().any(|one| {
            let said = text.get(one.start..one.end).unwrap();
            (said, one.fact.part.code(), one.fact.code.as_str()) == (words, part, code)
        });
        assert!(told, "{text}: {found:?}");
        looked_at += 1;
    }
    assert_eq!(looked_at, 64);
}

#[test]
fn words_that_mean_something_else_tell_nothing() {
    for text in [
        "Year 2 of the plan had no budget.",
        "Each year 3 children die so.",
        "It was a 2 year 6 month order.",
        "Year 3 reviews were late.",
        "She waited in reception until noon.",
        "A white paper on black holes was read.",
        "They will polish the plan.",
        "It is at a level that many know.",
        "The traveller card was lost.",
        "Every designated doctor should know.",
        "A practice nurse may ask.",
        "Headteachers were told.",
        "Every headteacher was told.",
        "Lists are sent every September.",
        "They meet at Christmas each year.",
        "They may march on.",
        "A twin-track approach was taken.",
        "The twin aims were clear.",
        "One of three teams was told.",
        "The only team in the county was told.",
        "The first page in the file was read.",
        "They read the times of the trains.",
        "Nobody was called in.",
    ] {
        let (found, _) = facts_in(text);
        assert_eq!(found, [], "{text}");
    }
}

#[test]
fn a_job_that_one_person_holds_is_told_where_the_words_name_or_mean_an_area() {
    let national = National::england().unwrap();
    let told = |text: &str| {
        let (_, facts) = facts_in(text);
        let all = combinations(&facts, &national);
        all.iter().any(|one| one.why == Together::OneHolder)
    };
    for text in [
        "The vicar of Aldermere rang the school.",
        "The prison governor of Aldermere did not answer.",
        "They wrote to the mayor of Upper Wexley.",
        "The coroner for Thornsea asked about it.",
        "The coroner for our county asked about it.",
        "The MP for Thornsea wrote twice.",
        "The imam of Aldermere knew the family.",
        "The chief constable for the county was told.",
        "The designated doctor for Thornsea was away.",
        "The headteacher of St Aelred's knew.",
    ] {
        assert!(told(text), "{text}");
    }
    for text in [
        "The headteacher was told.",
        "A prison governor was told.",
        "The imam rang.",
        "The director of Children's Services was told.",
        "The leader of Early Help was told.",
        "Headteachers in May were told.",
        "The chief executive of the charity was told.",
    ] {
        assert!(!told(text), "{text}");
    }
    let (found, _) = facts_in("A prison governor was told.");
    assert_eq!(
        found.first().map(|one| one.fact.part),
        Some(Part::OneHolder)
    );
}

#[test]
fn three_facts_that_are_harmless_alone_are_put_together() {
    let national = National::england().unwrap();
    let text = "A Year 3 pupil from a Somali family was told in February.";
    let (_, facts) = facts_in(text);
    let found = combinations(&facts, &national);
    assert_eq!(found.len(), 1, "{found:?}");
    let one = found.first().unwrap();
    let parts: Vec<Part> = one.facts.iter().map(|fact| fact.part).collect();
    assert_eq!(parts, [Part::Age, Part::Ethnicity, Part::Month]);
    assert_eq!(one.why, Together::FewInTheCountry);
    for less in [
        "A pupil from a Somali family was told in February.",
        "A Year 3 pupil was told in February.",
        "A Year 3 pupil from a Somali family was told.",
    ] {
        let (_, facts) = facts_in(less);
        assert_eq!(combinations(&facts, &national), [], "{less}");
    }
}

#[test]
fn each_reason_is_found_and_goes_with_what_it_rests_on() {
    let national = National::england().unwrap();
    let why = |text: &str| -> Vec<Together> {
        let (_, facts) = facts_in(text);
        let all = combinations(&facts, &national);
        all.into_iter().map(|one| one.why).collect()
    };
    for (text, less, wanted) in [
        (
            "The only Roma girl in the school was told.",
            "A Roma girl was told.",
            Together::Unique,
        ),
        (
            "The twins were at risk of neglect.",
            "The children were at risk of neglect.",
            Together::Siblings,
        ),
        (
            "One of four siblings, in Year 3, was known for neglect.",
            "One of four siblings was told.",
            Together::Siblings,
        ),
        (
            "He was stabbed by the canal last summer.",
            "He was stabbed last summer.",
            Together::Event,
        ),
        (
            "The Gazette said that he was stabbed.",
            "The Gazette said so.",
            Together::InPress,
        ),
        (
            "The imam of the village was told.",
            "The imam was told.",
            Together::OneHolder,
        ),
        (
            "A boy in a village was told.",
            "A boy was told.",
            Together::SmallPlace,
        ),
    ] {
        assert!(why(text).contains(&wanted), "{text}");
        assert!(!why(less).contains(&wanted), "{less}");
    }
}

/// Sentences of the field that hold nobody, said by an area that is known, in a year that is known: as the program looks at them.
#[test]
fn ordinary_sentences_are_put_together_to_nobody() {
    let national = National::england().unwrap();
    let texts = include_str!("../../examples/gate/ordinary.txt").lines();
    let sentences = include_str!("../../examples/gate/sentences.txt").lines();
    let sentences = sentences.filter_map(|line| line.split_once('\t'));
    let all: Vec<String> = texts
        .map(str::to_owned)
        .chain(sentences.map(|(_, sentence)| sentence.replace("{}", "the child")))
        .collect();
    let mut pointed_out = Vec::new();
    for text in &all {
        let (_, mut facts) = facts_in(text);
        facts.has_year = true;
        facts.add(Part::Area, "north-east");
        let found = combinations(&facts, &national);
        pointed_out.extend(found.into_iter().map(|one| (text, one)));
    }
    assert!(pointed_out.len() * 50 <= all.len(), "{pointed_out:?}");
}

#[test]
fn a_job_of_one_person_in_a_district_is_not_one_persons_in_a_region() {
    let national = National::england().unwrap();
    for (area, wanted) in [
        ("north-east", 0),
        ("region", 0),
        ("authority", 1),
        ("partnership", 1),
    ] {
        let (_, mut facts) = facts_in("The community midwife was told.");
        facts.has_year = true;
        facts.add(Part::Area, area);
        let found = combinations(&facts, &national);
        assert_eq!(found.len(), wanted, "{area}: {found:?}");
    }
}

#[test]
fn what_is_said_of_people_in_general_is_no_fact_of_one_child() {
    let national = National::england().unwrap();
    let together = |text: &str| {
        let (_, mut facts) = facts_in(text);
        facts.has_year = true;
        facts.add(Part::Area, "north-east");
        combinations(&facts, &national).len()
    };
    for text in [
        "Black boys are seen as older than they are.",
        "Polish and Romanian speaking parents wait for an interpreter.",
        "Traveller families are met by fewer services.",
    ] {
        assert_eq!(together(text), 0, "{text}");
    }
    for text in [
        "A Somali boy is seen as older than he is.",
        "Her two Polish sons were seen.",
        "Somali boys were met in the village.",
    ] {
        assert!(together(text) > 0, "{text}");
    }
}
