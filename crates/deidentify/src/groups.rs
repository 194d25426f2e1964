//! Groups of people, told from one person: "Black children wait longer" names nobody and tells of no one child.

use crate::patterns::{after, before};

/// Words for a group that are family names too, and those that stand beside them.
const COLOURS: &[&str] = &["black", "deaf", "white", "brown", "asian", "blind", "gypsy"];
/// Words for a people or a faith with which a recogniser takes a group for a name.
const PEOPLES: &[&str] = &[
    "muslim",
    "roma",
    "romani",
    "romany",
    "traveller",
    "travellers",
    "jewish",
    "sikh",
    "hindu",
    "buddhist",
    "catholic",
    "orthodox",
    "african",
    "caribbean",
    "somali",
    "polish",
    "romanian",
    "pakistani",
    "bangladeshi",
    "indian",
    "chinese",
    "afghan",
    "kurdish",
    "arab",
    "ukrainian",
    "nigerian",
    "ghanaian",
    "eritrean",
    "sudanese",
    "syrian",
    "iraqi",
    "iranian",
    "turkish",
    "albanian",
    "bulgarian",
    "lithuanian",
    "latvian",
    "slovak",
    "czech",
    "hungarian",
    "portuguese",
    "vietnamese",
    "filipino",
    "tamil",
    "bengali",
    "punjabi",
    "yemeni",
    "irish",
    "welsh",
    "scottish",
    "boater",
    "showman",
    "showmen",
    "charedi",
    "haredi",
];
const BESIDE: &[&str] = &[
    "and",
    "or",
    "african",
    "caribbean",
    "british",
    "irish",
    "mixed",
    "minority",
    "ethnic",
    "majority",
    "heritage",
    "young",
    "disabled",
    "teenage",
    "working",
    "class",
    "other",
    "black",
    "asian",
    "white",
    "speaking",
];

/// Several people, or people in general.
const SEVERAL: &[&str] = &[
    "children",
    "boys",
    "girls",
    "babies",
    "infants",
    "toddlers",
    "teenagers",
    "adolescents",
    "pupils",
    "students",
    "learners",
    "families",
    "households",
    "parents",
    "mothers",
    "fathers",
    "mums",
    "dads",
    "carers",
    "couples",
    "women",
    "men",
    "people",
    "adults",
    "siblings",
    "brothers",
    "sisters",
    "sons",
    "daughters",
    "communities",
    "youths",
    "grandparents",
    "grandmothers",
    "grandfathers",
    "practitioners",
    "professionals",
    "staff",
    "colleagues",
    "workers",
    "residents",
    "patients",
    "speakers",
    "interpreters",
    "signers",
];
/// One of them.
const ONE: &[&str] = &[
    "child",
    "boy",
    "girl",
    "baby",
    "infant",
    "toddler",
    "teenager",
    "pupil",
    "student",
    "parent",
    "mother",
    "father",
    "mum",
    "dad",
    "carer",
    "woman",
    "man",
    "person",
    "adult",
    "heritage",
    "background",
    "community",
    "young",
    "youth",
    "practitioner",
    "ethnicity",
];
/// One of them, or the name of a family: "the Brown family".
const FAMILY: &[&str] = &["family", "household", "couple"];

/// What says that certain people are meant, not people in general.
const CERTAIN: &[&str] = &[
    "the", "these", "those", "both", "two", "three", "four", "five", "six", "his", "her", "their",
    "our", "its", "2", "3", "4", "5", "6", "my", "other", "several",
];

/// A word for a group, as far as it goes: one person of it, or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// One person.
    One,
    /// Several, or all.
    Many,
}

/// Whether these words say what group the people behind them are of: a colour or "Deaf" before a word for people.
pub(crate) fn of_people(text: &str, place: (usize, usize)) -> Option<Group> {
    group(text, place, &|word| COLOURS.contains(&word))
}

/// The same of peoples and faiths too: for what a recogniser supposes, not for somebody on record who is called so.
pub(crate) fn of_a_people(text: &str, place: (usize, usize)) -> Option<Group> {
    group(text, place, &|word| {
        COLOURS.contains(&word) || PEOPLES.contains(&word)
    })
}

fn group(text: &str, (start, end): (usize, usize), is_of: &dyn Fn(&str) -> bool) -> Option<Group> {
    let said = text.get(start..end)?.to_lowercase();
    let said: Vec<&str> = words(&said).collect();
    let (first, last) = (said.first()?, said.last()?);
    let colour = said.iter().any(|word| is_of(word));
    let people = people(last).filter(|_| said.len() > 1);
    let known = |word: &&str| is_of(word) || BESIDE.contains(word);
    let all_but_people = said.len() - usize::from(people.is_some());
    if !colour || !is_of(first) || !said.iter().take(all_but_people).all(known) {
        return None;
    }
    let group = people.or_else(|| behind(text, end))?;
    let led = before(text, start, 16);
    let led = words(&led).next_back().unwrap_or_default();
    let named = match group {
        // "The Brown children", "the White family": may be of that name.
        Is::Family => CERTAIN.contains(&led),
        Is::Group(Group::Many) => matches!(led, "the" | "these" | "those" | "both"),
        Is::Group(Group::One) => matches!(led, "mr" | "mrs" | "ms" | "miss" | "dr"),
    };
    match group {
        _ if named => None,
        Is::Family => Some(Group::One),
        Is::Group(group) => Some(group),
    }
}

/// Whether people in general are meant by these words: they, or what follows, say several, and nothing says which.
pub(crate) fn in_general(text: &str, (start, end): (usize, usize)) -> bool {
    let said = text.get(start..end).unwrap_or_default().to_lowercase();
    let several = |word: &str| matches!(people(word), Some(Is::Group(Group::Many)));
    let last = words(&said).next_back().unwrap_or_default();
    let led = before(text, start, 24);
    let led = led.rsplit(['.', '!', '?', '\n']).next().unwrap_or_default();
    let certain = words(led).rev().take(2).any(|word| CERTAIN.contains(&word));
    let many = several(last) || matches!(behind(text, end), Some(Is::Group(Group::Many)));
    many && !certain
}

#[derive(Clone, Copy)]
enum Is {
    Group(Group),
    Family,
}

fn people(word: &str) -> Option<Is> {
    match word {
        _ if SEVERAL.contains(&word) => Some(Is::Group(Group::Many)),
        _ if ONE.contains(&word) => Some(Is::Group(Group::One)),
        _ if FAMILY.contains(&word) => Some(Is::Family),
        _ => None,
    }
}

/// The word for people behind a place in its sentence: at once, or behind words for a group.
fn behind(text: &str, end: usize) -> Option<Is> {
    let rest = after(text, end, 64);
    let rest = rest.split(['.', ';', ':', '!', '?', '\n', '(']).next()?;
    let mut all = words(rest).take(6);
    loop {
        let word = all.next()?;
        // "Young people", "a black youth": the word itself may be of a group.
        match people(word) {
            Some(_) if word == "young" => {}
            Some(is) => return Some(is),
            None if BESIDE.contains(&word)
                || COLOURS.contains(&word)
                || PEOPLES.contains(&word)
                || word.ends_with("ish")
                || word.ends_with("ian") => {}
            None => return None,
        }
    }
}

fn words(piece: &str) -> impl DoubleEndedIterator<Item = &str> {
    let words = piece.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(text: &str, said: &str) -> Option<Group> {
        let start = text.find(said)?;
        of_people(text, (start, start + said.len()))
    }

    #[test]
    fn a_colour_before_people_is_a_group_and_a_family_of_that_name_is_none() {
        for (text, said, wanted) in [
            ("Black children wait longer.", "Black", Some(Group::Many)),
            (
                "For Black families it is worse.",
                "Black",
                Some(Group::Many),
            ),
            ("Black and Asian children wait.", "Black", Some(Group::Many)),
            ("Black and Asian children wait.", "Asian", Some(Group::Many)),
            ("White working-class boys wait.", "White", Some(Group::Many)),
            ("Deaf young people wait.", "Deaf", Some(Group::Many)),
            ("Brown families wait.", "Brown families", Some(Group::Many)),
            ("A Black mother waited.", "Black", Some(Group::One)),
            ("A Brown family waited.", "Brown", Some(Group::One)),
            ("They met the Brown family.", "Brown", None),
            ("They met the White children.", "White", None),
            ("They met Mr Black then.", "Black", None),
            ("Miss White child minded.", "White", None),
            ("Jo Black. Children wait.", "Black", None),
        ] {
            assert_eq!(group(text, said), wanted, "{text}");
        }
    }

    #[test]
    fn several_of_whom_nobody_says_which_are_people_in_general() {
        let general = |text: &str, said: &str| {
            let start = text.find(said).unwrap_or_default();
            in_general(text, (start, start + said.len()))
        };
        for (text, said) in [
            ("Black boys are seen as older.", "Black"),
            ("Black boys are seen as older.", "boys"),
            ("Polish and Romanian speaking parents wait.", "Polish"),
            (
                "Polish and Romanian speaking parents wait.",
                "Romanian speaking",
            ),
        ] {
            assert!(general(text, said), "{text} {said}");
        }
        for (text, said) in [
            ("The boys were seen.", "boys"),
            ("Her two Somali sons were seen.", "Somali"),
            ("A Polish boy waited.", "Polish"),
            ("A boy waited. Children play.", "boy"),
        ] {
            assert!(!general(text, said), "{text} {said}");
        }
    }
}
