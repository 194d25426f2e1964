//! A box in which somebody may be named or only described.

/// Words with which a description of somebody begins, who is not named by it.
const DESCRIBES: &[&str] = &[
    "a",
    "an",
    "the",
    "baby",
    "infant",
    "toddler",
    "child",
    "boy",
    "girl",
    "sister",
    "brother",
    "sibling",
    "twin",
    "cousin",
    "older",
    "younger",
    "half",
    "step",
    "mother",
    "father",
    "parent",
    "grandmother",
    "grandfather",
    "aunt",
    "uncle",
    "partner",
    "neighbour",
    "unidentified",
    "unknown",
    "unnamed",
];

/// Words of a description that say that nobody knows who is meant.
const NOT_IDENTIFIED: [&str; 6] = [
    "unidentified",
    "not identified",
    "not known",
    "unknown",
    "unnamed",
    "not named",
];

/// What is a name in a box that may describe somebody instead: of "Sister, aged two" nothing, of "The baby of Anna Reed" both names.
/// A name that is typed in small letters is one all the same, but not where the description says that nobody knows who is meant.
pub(super) fn without_description(words: &str) -> String {
    let bare = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        word.to_owned()
    };
    let describes = |word: &str| {
        let word = bare(word);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        small && deidentify::is_ordinary(&word)
    };
    let mut all = words.split_whitespace();
    let first = bare(all.next().unwrap_or_default()).to_lowercase();
    let others: Vec<&str> = all.collect();
    if others.is_empty() || !DESCRIBES.contains(&first.as_str()) {
        return words.trim().to_owned();
    }
    let said = words.to_lowercase();
    if NOT_IDENTIFIED.iter().any(|one| said.contains(one)) {
        let outside = without_brackets(words);
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        let all = outside.split_whitespace().filter(capital);
        let strange = all.filter(|word| !deidentify::is_ordinary(&bare(word)));
        return strange.collect::<Vec<_>>().join(" ");
    }
    let named = others.into_iter().filter(|word| !describes(word));
    named.collect::<Vec<_>>().join(" ")
}

/// The words without what stands in brackets.
fn without_brackets(words: &str) -> String {
    let mut depth = 0_usize;
    let outside = |letter: &char| {
        let opens = matches!(letter, '(' | '[');
        let closes = matches!(letter, ')' | ']');
        let inside = depth > 0 || opens;
        depth = (depth + usize::from(opens)).saturating_sub(usize::from(closes));
        !inside
    };
    words.chars().filter(outside).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_names_nobody_and_a_name_in_it_does() {
        for (said, name) in [
            ("Sister, aged two", ""),
            ("A child aged seven", ""),
            ("The baby of Anna Reed", "Anna Reed"),
            ("baby quillfeather", "quillfeather"),
            ("aged two", "aged two"),
            ("Younger child whom a neighbour heard (not identified)", ""),
            ("Baby, name not known (perhaps Tamsin)", ""),
            ("Child whom Zorvik met, unidentified", "Zorvik"),
            ("Unknown man", ""),
            (
                "Tamsin Quillfeather (father unknown)",
                "Tamsin Quillfeather (father unknown)",
            ),
            ("Baby (Zorvik)", "(Zorvik)"),
            ("Baby", "Baby"),
            ("Tamsin Quillfeather", "Tamsin Quillfeather"),
        ] {
            assert_eq!(without_description(said), name, "{said}");
        }
    }
}
