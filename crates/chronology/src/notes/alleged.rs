//! Harm that is alleged, seen or told of somebody whom no list of words knows: a name, initials, a sibling.

use super::clause::{flat, has};
use super::people::{Names, is_adult_name, is_name, meant};
use super::whom::{CHILDREN, STAFF, TITLES, is_adult, is_relation};

/// Harm that somebody does to another, as the word for it begins.
const HARMS: &[&str] = &[
    "slap", "hit", "punch", "kick", "smack", "shak", "shook", "push", "shov", "drag", "grab",
    "strangl", "throttl", "chok", "threaten", "assault", "beat", "bit", "attack", "burn", "pinch",
    "throw", "threw", "whip", "abus", "rape", "touch", "groom", "headbutt", "stab", "strik",
    "struck", "hurt", "spit", "spat",
];

/// Words that begin as a harm does, and are none.
const NO_HARMS: &[&str] = &[
    "bits", "bitten", "history", "hits", "hurtful", "touched", "hurt",
];

/// Words of whoever saw or heard it.
const WITNESSED: &[&str] = &[
    "seen",
    "saw",
    "observed",
    "witnessed",
    "heard",
    "caught",
    "filmed",
];

/// Parts of a body: "hit her head" tells of nobody else.
const BODY: &[&str] = &[
    "head", "arm", "leg", "knee", "hand", "foot", "face", "chin", "nose", "lip", "tongue", "teeth",
    "finger", "elbow", "toe", "forehead", "nails", "back", "eye", "own",
];

/// Whom somebody may do harm to, where no name stands.
const WHOM: &[&str] = &[
    "him", "her", "them", "me", "us", "child", "children", "baby",
];

/// Two letters that are no initials of somebody in a family.
const NO_INITIALS: &[&str] = &[
    "am", "pm", "pc", "dc", "ds", "di", "ps", "la", "ht", "ot", "ep", "ed", "ae", "cp", "sl", "pd",
    "rn", "cn", "ic", "it", "na", "id", "iv", "nn", "hr", "mo", "fa", "gp", "sw", "hv", "ta", "yp",
    "uk", "re", "vm", "tc", "ok", "no", "dv", "da", "ce", "pe", "iq",
];

/// Whether a word, as written, is what notes shorten a name to: "T", "JB", "T.H.". "M" and "F" are the mother and the father.
pub(super) fn is_initials(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let letters: String = word.chars().filter(|letter| *letter != '.').collect();
    let upper = letters.chars().all(|letter| letter.is_ascii_uppercase());
    let small = letters.to_lowercase();
    upper
        && matches!(letters.len(), 1 | 2)
        && !matches!(small.as_str(), "m" | "f" | "i" | "a")
        && !NO_INITIALS.contains(&small.as_str())
}

/// Whether words say who did harm, or of whom it is alleged.
pub(super) fn says_who(text: &str, names: &Names) -> bool {
    let words = flat(text);
    is_alleged(&words) || was_witnessed(&words) || did_it(text, &words) || is_named(text, names)
}

/// "Allegation made against the carer", "the allegation is that".
pub(super) fn is_alleged(flat: &str) -> bool {
    let made = has(flat, &["allegation*", "accusation*"])
        && has(flat, &["against", "that", "about", "of", "by"])
        && !has(
            flat,
            &[
                "no allegation*",
                "no accusation*",
                "false allegation policy",
            ],
        );
    made || has(flat, &["alleged perpetrator*", "alleged abuser*"])
}

fn harms(word: &str) -> bool {
    HARMS.iter().any(|harm| word.starts_with(harm)) && !NO_HARMS.contains(&word)
}

/// "JB seen slapping child", "heard to threaten".
fn was_witnessed(flat: &str) -> bool {
    let words: Vec<&str> = flat.split_whitespace().collect();
    words.iter().enumerate().any(|(at, word)| {
        let mut next = words.iter().skip(at + 1);
        let next = next.find(|next| **next != "to").copied();
        let doing = next.is_some_and(|next| harms(next) && next.ends_with("ing"));
        let to_do = words.get(at + 1) == Some(&"to") && next.is_some_and(harms);
        WITNESSED.contains(word) && (doing || to_do)
    })
}

/// "Sibling did it", "Lee did this to him".
fn did_it(text: &str, flat: &str) -> bool {
    if !has(flat, &["did it", "did this", "did that to"]) {
        return false;
    }
    let written: Vec<&str> = text.split_whitespace().collect();
    written.windows(2).any(|pair| {
        let [who, did] = pair else { return false };
        let plain = who.trim_matches(|letter: char| !letter.is_alphanumeric());
        let small = plain.to_lowercase();
        let person = is_relation(&small)
            || is_adult(&small) && !STAFF.contains(&small.as_str())
            || CHILDREN.contains(&small.as_str())
            || is_name(plain)
            || is_initials(plain);
        did.eq_ignore_ascii_case("did") && person
    })
}

/// "Lee Marsh punched T": somebody who is named, and no child of the document.
fn is_named(text: &str, names: &Names) -> bool {
    let written: Vec<&str> = text.split_whitespace().collect();
    written.iter().enumerate().any(|(at, word)| {
        let small = flat(word);
        let small = small.trim();
        let Some(who) = at.checked_sub(1).and_then(|who| written.get(who)) else {
            return false;
        };
        let plain = flat(who);
        let child = names.has(plain.trim()) || CHILDREN.contains(&plain.trim());
        let named = is_adult_name(who, names) || is_initials(who);
        let done = small.ends_with("ed")
            || matches!(
                small,
                "hit"
                    | "bit"
                    | "shook"
                    | "threw"
                    | "beat"
                    | "struck"
                    | "spat"
                    | "hits"
                    | "slaps"
                    | "punches"
                    | "kicks"
            );
        let past = (harms(small) || small == "hits") && done;
        past && named && !child && is_somebody(written.get(at + 1..).unwrap_or_default(), names)
    })
}

/// Whether the first words name whom it was done to, and no part of a body.
fn is_somebody(after: &[&str], names: &Names) -> bool {
    let small = |at: usize| after.get(at).map(|word| flat(word).trim().to_owned());
    let first = small(0).unwrap_or_default();
    let second = small(1).unwrap_or_default();
    if BODY.contains(&first.as_str()) || BODY.contains(&second.as_str()) {
        return false;
    }
    let named = after.first().is_some_and(|word| {
        is_initials(word) || (is_name(word) && !TITLES.contains(&first.as_str()))
    });
    let known = |word: &str| WHOM.contains(&word) || meant(word, names).is_some();
    named
        || known(&first)
        || (matches!(first.as_str(), "the" | "a" | "his" | "her") && known(&second))
}

#[cfg(test)]
mod tests {
    use super::super::people::Names;
    use super::{is_initials, says_who};

    #[test]
    fn whoever_is_said_to_have_done_harm_is_found_by_name_too() {
        let names = Names::default();
        for text in [
            "Allegation is that Lee Marsh punched T on Sunday",
            "Lee Marsh punched T on Sunday",
            "JB seen slapping child in street",
            "Allegation made against foster carer by Tyler",
            "Bite mark; Mo says sibling did it",
            "He was heard to threaten her",
            "Lee slapped him at the gate",
        ] {
            assert!(says_who(text, &names), "{text}");
        }
        for text in [
            "Tyler hit his head on the door",
            "Tyler seen playing in the yard",
            "No allegations were made",
            "He did it as homework",
            "Mrs Cole touched on the plan",
            "Sam kicked the ball over the fence",
            "Family history taken",
        ] {
            assert!(!says_who(text, &names), "{text}");
        }
    }

    #[test]
    fn initials_are_known_as_such() {
        for (word, is) in [
            ("T", true),
            ("JB", true),
            ("T.H.", true),
            ("M", false),
            ("GP", false),
            ("DSL", false),
            ("Lee", false),
        ] {
            assert_eq!(is_initials(word), is, "{word}");
        }
    }
}
