//! Words compared without what people write differently each time, and the data tables beside this file.

use std::collections::BTreeMap;

/// A text in small letters without signs: `Date & time:` is `date and time`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Signs that say something beside the words.
    let text = text.replace("+/-", " plusminus ");
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '&' => folded.push_str(" and "),
            '\'' | '’' | '‘' | '`' => {}
            _ if letter.is_alphanumeric() => folded.push(letter),
            _ => folded.push(' '),
        }
    }
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a text is found by: folded, or the signs themselves where there is nothing else.
pub fn key(text: &str) -> String {
    let folded = fold(text);
    if folded.is_empty() {
        text.split_whitespace().collect()
    } else {
        folded
    }
}

/// The lines of a data table: no comments, and the last comma divides.
pub fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table
        .lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| line.rsplit_once(','))
}

/// What each key of a data table says.
pub fn by_key(table: &'static str) -> BTreeMap<String, &'static str> {
    lines(table)
        .map(|(words, says)| (key(words), says))
        .collect()
}

/// Whether two words differ by one letter that is missing, added, changed, or by two that changed places.
pub fn is_one_slip_apart(one: &str, other: &str) -> bool {
    const LONGEST_LETTER: usize = 4;
    if one.len().abs_diff(other.len()) > LONGEST_LETTER {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = |letters: &[char], from: usize| letters.get(from..).unwrap_or_default().to_vec();
    let (a, b) = (rest(&one, same), rest(&other, same));
    let swapped = match (a.as_slice(), b.as_slice()) {
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) => a1 == b2 && a2 == b1 && a_rest == b_rest,
        _ => false,
    };
    a != b && (swapped || rest(&a, 1) == rest(&b, 1) || rest(&a, 1) == b || a == rest(&b, 1))
}
