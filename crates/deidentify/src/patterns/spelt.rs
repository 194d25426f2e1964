//! Numbers that are spelt out.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 6] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy"];

/// From "zero" to "nineteen".
pub(crate) fn ones_in(word: &str) -> Option<u32> {
    let at = ONES.iter().position(|one| *one == word)?;
    u32::try_from(at).ok()
}

/// "Twenty", "thirty" and so on to "seventy".
pub(super) fn tens_in(word: &str) -> Option<u32> {
    let at = TENS.iter().position(|ten| *ten == word)?;
    u32::try_from(at * 10 + 20).ok()
}
