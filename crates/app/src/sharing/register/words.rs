//! Names, places and numbers in what people type into a box.

use deidentify::is_ordinary;
use model::uncertain::MONTHS;

/// Letters of an abbreviation in capitals, at most.
const ABBREVIATED: usize = 4;
/// Digits of a telephone number, at least.
const TELEPHONE: usize = 7;

/// Words of roles and bodies that stand beside a name with a capital and are none.
const NOT_NAMES: &[&str] = &[
    "acting",
    "anonymous",
    "aunt",
    "father",
    "grandfather",
    "grandmother",
    "mother",
    "neighbour",
    "nobody",
    "none",
    "parent",
    "parents",
    "uncle",
    "unknown",
    "adult",
    "adults",
    "advocate",
    "agency",
    "area",
    "assistant",
    "associate",
    "authority",
    "board",
    "borough",
    "business",
    "care",
    "chair",
    "chief",
    "child",
    "children",
    "childrens",
    "clinical",
    "clerk",
    "commissioner",
    "constable",
    "consultant",
    "coroner",
    "coroners",
    "council",
    "county",
    "court",
    "crown",
    "dc",
    "dci",
    "deputy",
    "designated",
    "detective",
    "director",
    "district",
    "doctor",
    "di",
    "dr",
    "ds",
    "duty",
    "education",
    "executive",
    "family",
    "foster",
    "general",
    "governance",
    "group",
    "head",
    "headteacher",
    "health",
    "hospital",
    "housing",
    "independent",
    "information",
    "inspector",
    "integrated",
    "investigating",
    "justice",
    "lawyer",
    "lead",
    "learning",
    "legal",
    "liaison",
    "local",
    "manager",
    "matron",
    "mental",
    "midwife",
    "miss",
    "mr",
    "mrs",
    "ms",
    "multi-agency",
    "named",
    "national",
    "nhs",
    "nurse",
    "office",
    "officer",
    "out-of-hours",
    "paediatrician",
    "panel",
    "partner",
    "partnership",
    "pc",
    "police",
    "practice",
    "practitioner",
    "principal",
    "probation",
    "professional",
    "professor",
    "prosecution",
    "prosecutor",
    "public",
    "rapid",
    "registrar",
    "review",
    "reviewer",
    "safeguarding",
    "school",
    "secretary",
    "senior",
    "sergeant",
    "service",
    "services",
    "sgt",
    "sister",
    "social",
    "solicitor",
    "specialist",
    "strategic",
    "superintendent",
    "supervisor",
    "support",
    "teacher",
    "team",
    "the",
    "trust",
    "ward",
    "worker",
    "workers",
    "youth",
];

/// Days of the week, which have a capital wherever they stand, as months have.
const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Whether a word in small letters is a month or a day of the week.
fn is_of_the_calendar(word: &str) -> bool {
    let mut months = MONTHS.iter();
    DAYS.contains(&word) || months.any(|month| month.eq_ignore_ascii_case(word))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

fn has_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// The word in small letters, without `'s`.
fn folded(word: &str) -> String {
    let small = word.to_lowercase();
    let stem = small.strip_suffix("'s").or(small.strip_suffix("’s"));
    stem.map_or_else(|| small.replace(['\'', '’'], ""), str::to_owned)
}

fn is_role_word(word: &str) -> bool {
    NOT_NAMES.contains(&folded(word).as_str())
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().count() <= ABBREVIATED && word.chars().all(|letter| !letter.is_lowercase())
}

/// Two or more words with capitals beside each other: how names stand in prose. Words of roles do not count.
pub(super) fn names_in(text: &str) -> Vec<String> {
    runs(text)
        .into_iter()
        .filter_map(|run| named(&run))
        .collect()
}

fn runs(text: &str) -> Vec<Vec<&str>> {
    let mut runs = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for word in text.split_whitespace().chain([""]) {
        let said = bare(word);
        let capital = has_capital(said);
        if capital {
            run.push(said);
        }
        // A full stop or comma ends a name, as a word without a capital does.
        if !capital || word.ends_with(['.', ',', ';', ':', ')']) {
            runs.push(std::mem::take(&mut run));
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// The name in a run of words with capitals; one word is a name beside a title alone.
fn named(run: &[&str]) -> Option<String> {
    let rest: Vec<&str> = run
        .iter()
        .filter(|word| !is_role_word(word))
        .copied()
        .collect();
    let titled = rest.len() < run.len();
    match rest.as_slice() {
        [] => None,
        [one] => {
            let name = titled && !is_ordinary(one) && !is_abbreviation(one);
            name.then(|| (*one).to_owned())
        }
        _ => Some(rest.join(" ")),
    }
}

/// Names in a box for name and role of one or several people.
pub(super) fn who(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split([',', ';', '\n', '(', ')', '/']) {
        for piece in piece.split(" and ").map(str::trim) {
            let words: Vec<&str> = piece.split_whitespace().map(bare).collect();
            let names = names_in(piece);
            if !names.is_empty() {
                found.extend(names);
            } else if is_bare_name(&words) {
                found.push(words.join(" "));
            }
        }
    }
    found
}

/// One word with a capital that is nothing else, or up to three in small letters of which none is ordinary.
fn is_bare_name(words: &[&str]) -> bool {
    let may_be = |word: &str| {
        word.chars().count() > 1
            && word.chars().all(|letter| !letter.is_ascii_digit())
            && !is_role_word(word)
            && !is_abbreviation(word)
    };
    match words {
        [one] if has_capital(one) => may_be(one),
        few => {
            (1..=3).contains(&few.len())
                && few.iter().all(|word| may_be(word) && !is_ordinary(word))
        }
    }
}

/// Names in prose: runs of capitals, and single words with a capital that are nothing else. With `any`, also ordinary words that
/// have a capital within a sentence.
pub(super) fn names_in_prose(text: &str, any: bool) -> Vec<String> {
    let mut found = names_in(text);
    let mut begins = true;
    let many = text.split_whitespace().count();
    for word in text.split_whitespace() {
        let said = bare(word);
        let stem = said.strip_suffix("'s").or(said.strip_suffix("’s"));
        let name = stem.unwrap_or(said);
        let alone = many == 1 && !is_role_word(name);
        let strange = !is_ordinary(name) || (any && !begins);
        let single = has_capital(name)
            && name.chars().count() > 2
            && !is_of_the_calendar(&folded(name))
            && !is_role_word(name)
            && !is_abbreviation(name)
            && strange;
        if single || (alone && any) {
            found.push(name.to_owned());
        }
        begins = word.ends_with(['.', '!', '?', ':']);
    }
    found.dedup();
    found
}

/// Whether what stands in a box for a place names one, in capitals or in small letters: "at home" is none.
pub(super) fn is_place(text: &str) -> bool {
    let mut words = text.split_whitespace().map(bare);
    words.any(|word| {
        word.chars().count() > 2
            && word.chars().all(char::is_alphabetic)
            && !is_ordinary(word)
            && !is_role_word(word)
    })
}

/// What of the name of a partnership says where it is.
pub(super) fn area_in(name: &str) -> Option<String> {
    const LEFT_OUT: [&str; 8] = [
        "and", "of", "for", "in", "board", "invented", "city", "region",
    ];
    let words = name.split_whitespace().map(bare);
    let rest: Vec<&str> = words
        .skip_while(|word| is_role_word(word) || LEFT_OUT.contains(&folded(word).as_str()))
        .take_while(|word| !is_role_word(word))
        .collect();
    let named = rest.iter().any(|word| !is_ordinary(word));
    named.then(|| rest.join(" "))
}

/// E-mail addresses and telephone numbers.
pub(super) fn reached_at(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| word.contains('@'))
        .map(str::to_owned)
        .collect();
    let mut number = String::new();
    for letter in text.chars().chain(['.']) {
        if letter.is_ascii_digit() || (matches!(letter, ' ' | '-' | '+' | '(' | ')')) {
            number.push(letter);
        } else {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            let whole = std::mem::take(&mut number);
            if digits >= TELEPHONE {
                found.push(whole.trim().to_owned());
            }
        }
    }
    found
}

/// Words with a digit in what says what something was, and its reference: years and small numbers are none.
pub(super) fn references_in(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(bare);
    let one = |word: &&str| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let number = word.chars().all(|letter| letter.is_ascii_digit());
        digits > 0 && word.chars().count() > 2 && (!number || digits > 4)
    };
    words.filter(one).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_prose_are_runs_of_capitals_and_strange_words() {
        let text = "Known as Marlowe Vexbury, before that as Marlowe Tane. Asked twice.";
        assert_eq!(names_in(text), ["Marlowe Vexbury", "Marlowe Tane"]);
        assert!(names_in("She lives elsewhere now").is_empty());
        let one = names_in_prose("Now called Vexbury since March.", true);
        assert_eq!(one, ["Vexbury"]);
        assert_eq!(names_in_prose("Rose", true), ["Rose"]);
        assert_eq!(names_in_prose("She is now Rose to all.", true), ["Rose"]);
        assert!(names_in_prose("Nobody was told. She moved.", true).is_empty());
    }

    #[test]
    fn name_and_role_give_the_name() {
        for (typed, names) in [
            ("Dana Quorrin, business manager", vec!["Dana Quorrin"]),
            ("Detective Sergeant Quorrin (police)", vec!["Quorrin"]),
            ("jexmar quorrin", vec!["jexmar quorrin"]),
            ("Business Manager", Vec::new()),
            ("A social worker", Vec::new()),
            (
                "Jexmar Quorrin and Volbrin Thraxel; the chair",
                vec!["Jexmar Quorrin", "Volbrin Thraxel"],
            ),
        ] {
            assert_eq!(who(typed), names, "{typed}");
        }
    }

    #[test]
    fn a_place_is_one_in_small_letters_too() {
        assert!(is_place("brackenfold"));
        assert!(is_place("near Brackenfold"));
        assert!(!is_place("at home"));
        assert!(!is_place("in the park"));
    }

    #[test]
    fn the_area_is_what_a_partnership_is_called_after() {
        let name = "Brackwater Safeguarding Children Partnership";
        assert_eq!(area_in(name).as_deref(), Some("Brackwater"));
        assert_eq!(area_in("Safeguarding Children Partnership"), None);
    }

    #[test]
    fn how_somebody_is_reached_and_references_are_found_in_a_line() {
        let line = "Coroner's officer, 01632 960 123, j.quorrin@example.org";
        assert_eq!(reached_at(line), ["j.quorrin@example.org", "01632 960 123"]);
        assert_eq!(
            references_in("Form SI-2291, sent 3 March 2026"),
            ["SI-2291"]
        );
    }
}
