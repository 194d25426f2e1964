//! What could tell who somebody is and stays all the same: what could be put together, a whole name, a day, a number at which somebody
//! is reached. Whoever releases it agrees to each, with a reason of their own, and nobody who decided that it stays is among them.

use model::case::{FindingChoice, FindingDecided, KeptAgreed, ReleaseStep};
use model::learning::Sharing;
use model::uncertain::month_begun;

use super::leaving::{Leaving, TOGETHER};
use crate::decision::decide::has_words;

/// How many agree at least before everybody reads it.
const FEWEST_FOR_EVERYBODY: usize = 3;

/// What tells of nobody by itself, as codes of what was found.
const WEAK: [&str; 9] = [
    "organisation",
    "place",
    "postcode_area",
    "age",
    "role",
    "group",
    "amount",
    "other",
    "failed_check",
];
/// Who is named, as codes of what was found.
const PEOPLE: [&str; 4] = ["child", "family", "practitioner", "person"];

/// The words under which it was decided that something stays to which whoever releases it agrees.
pub(super) fn kept(leaving: &Leaving) -> Vec<&str> {
    let lines = leaving.kept_to_agree();
    lines.map(|(line, _)| line.found.words.0.as_str()).collect()
}

/// Whether somebody decided that something stays that could tell who somebody is: they release none of it.
pub(super) fn keeps_telling(one: &FindingDecided) -> bool {
    matches!(one.choice, FindingChoice::Kept { .. }) && tells((&one.field, &one.kind, &one.words.0))
}

/// Whether something found could tell who somebody is where it stays: what could be put together, a whole name (one word alone is often
/// no name), a day, and whatever else points at one person or household by itself.
pub(super) fn tells((field, kind, words): (&str, &str, &str)) -> bool {
    match kind {
        _ if field == TOGETHER => true,
        "date" => is_day(words) || deidentify::is_named_day(words),
        _ if PEOPLE.contains(&kind) => words.split_whitespace().count() > 1,
        _ => !WEAK.contains(&kind),
    }
}

/// Whether a date tells a day: 3 March, or 03/03/2024.
fn is_day(words: &str) -> bool {
    let words = words.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let is_month = |word: &String| month_begun(word).is_some();
    let is_number = |word: &String| {
        let digits = word.trim_end_matches(|letter: char| letter.is_alphabetic());
        let day = digits.parse::<u8>();
        day.is_ok_and(|day| (1..=31).contains(&day))
    };
    let digits = |word: &String| word.chars().all(|letter| letter.is_ascii_digit());
    let in_figures = words.len() > 2 && words.iter().all(digits);
    in_figures || (words.iter().any(is_month) && words.iter().any(is_number))
}

/// Whether a release agrees to all of it.
pub(super) fn agrees_to_all(step: &ReleaseStep, kept: &[&str]) -> bool {
    kept.iter().all(|words| step.agrees_to(words))
}

/// What somebody agreed to, of what is kept now.
///
/// # Errors
/// `release-agree` while they did not agree to all of it, `release-agree-why` where they gave no reason.
pub(crate) fn agreed(said: &[KeptAgreed], kept: &[&str]) -> Result<Vec<KeptAgreed>, &'static str> {
    let mut all = Vec::with_capacity(kept.len());
    for words in kept {
        let same = |one: &&KeptAgreed| one.words.0 == *words;
        let one = said.iter().find(same).ok_or("release-agree")?;
        if !has_words(&one.why) {
            return Err("release-agree-why");
        }
        all.push(one.clone());
    }
    Ok(all)
}

/// Whether so many may release something that stays and could tell who somebody is: before everybody reads it, three agree.
///
/// # Errors
/// `release-kept-public` where they are too few.
pub(super) fn enough_agree(
    audience: Sharing,
    kept: &[&str],
    releasing: usize,
) -> Result<(), &'static str> {
    let few = releasing < FEWEST_FOR_EVERYBODY;
    match audience == Sharing::Public && !kept.is_empty() && few {
        true => Err("release-kept-public"),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Sensitive;

    use super::*;

    fn says(words: &str, why: &str) -> KeptAgreed {
        KeptAgreed {
            words: Sensitive(words.to_owned()),
            why: Sensitive(why.to_owned()),
        }
    }

    #[test]
    fn each_that_is_kept_is_agreed_to_with_a_reason_and_nothing_else_is_noted() {
        let kept = ["twins + neglect", "vigil + region"];
        let first = says("twins + neglect", "Several are meant.");
        let one = agreed(std::slice::from_ref(&first), &kept);
        assert_eq!(one.unwrap_err(), "release-agree");
        let empty = [first.clone(), says("vigil + region", "  ")];
        assert_eq!(agreed(&empty, &kept).unwrap_err(), "release-agree-why");
        let all = [
            first,
            says("something else", "Nobody asked."),
            says("vigil + region", "It was held for many."),
        ];
        let noted = agreed(&all, &kept).unwrap();
        let words: Vec<&str> = noted.iter().map(|one| one.words.0.as_str()).collect();
        assert_eq!(words, kept);
        assert!(agreed(&all, &[]).unwrap().is_empty());
    }

    #[test]
    fn a_whole_name_a_day_and_what_points_at_one_household_tell_where_they_stay() {
        for (kind, words, does) in [
            ("person", "Mr Jadon Pettigrew", true),
            ("practitioner", "Dr Fenwick-Osborne", true),
            ("person", "Black", false),
            ("date", "3 March 2024", true),
            ("date", "Sunday the 3rd of March", true),
            ("date", "03/03/2024", true),
            ("date", "2024-03-03", true),
            ("date", "March 2024", false),
            ("date", "2024", false),
            ("date", "last spring", false),
            ("postcode", "HG1 1AA", true),
            ("phone", "07700 900123", true),
            ("age", "7", false),
            ("role", "the head teacher of a school", false),
        ] {
            assert_eq!(tells(("condition", kind, words)), does, "{kind} {words}");
        }
        assert!(tells((TOGETHER, "together", "twins + neglect")));
    }

    #[test]
    fn two_are_too_few_where_everybody_reads_something_rare() {
        let kept = ["twins + neglect"];
        let refused = enough_agree(Sharing::Public, &kept, 2);
        assert_eq!(refused, Err("release-kept-public"));
        for (audience, kept, releasing) in [
            (Sharing::Public, &kept[..], 3),
            (Sharing::Public, &[][..], 2),
            (Sharing::Nation, &kept[..], 2),
        ] {
            assert_eq!(enough_agree(audience, kept, releasing), Ok(()));
        }
    }
}
