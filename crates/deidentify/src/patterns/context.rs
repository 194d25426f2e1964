//! What stands around a passage.

/// At most so many bytes before the place, in small letters.
pub(crate) fn before(text: &str, place: usize, most: usize) -> String {
    let mut start = place.saturating_sub(most);
    while start < place && !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..place).unwrap_or_default().to_lowercase()
}

/// The words of the same sentence in the 40 bytes before the place, in small letters, the nearest first.
pub(crate) fn words_before(text: &str, place: usize) -> Vec<String> {
    let around = before(text, place, 40);
    let sentence = around.rsplit(['.', ';', '!', '?', '\n']).next();
    let sentence = sentence.unwrap_or_default();
    let words = sentence.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty()).rev();
    words.map(str::to_owned).collect()
}

/// At most so many bytes behind the place, in small letters.
pub(crate) fn after(text: &str, place: usize, most: usize) -> String {
    let mut end = (place + most).min(text.len());
    while end > place && !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(place..end).unwrap_or_default().to_lowercase()
}

/// Whether one of the words stands whole in the piece.
pub(crate) fn has_word(piece: &str, words: &[&str]) -> bool {
    piece
        .split(|letter: char| !letter.is_alphanumeric())
        .any(|word| words.contains(&word))
}

/// Whether no letter or digit touches the passage.
pub(crate) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text
        .get(..start)
        .and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Titles of guidance and law that carry the year in which they came out.
const GUIDANCE: &[&str] = &[
    "working together",
    "working together to safeguard children",
    "keeping children safe in education",
    "kcsie",
    "code of practice",
    "statutory guidance",
    "national guidance",
    "children act",
    "children and families act",
    "care act",
    "annual report",
    "inspection framework",
];

/// Whether the passage is the title of guidance or law with its year, or the year behind such a title.
pub(crate) fn is_guidance(text: &str, (start, end): (usize, usize)) -> bool {
    let said = text.get(start..end).unwrap_or_default().to_lowercase();
    let title = said
        .trim_start_matches("the ")
        .trim_end_matches(|letter: char| {
            letter.is_ascii_digit() || letter.is_whitespace() || "()'’".contains(letter)
        });
    if title.is_empty() {
        let around = before(text, start, 48);
        let around = around.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        return GUIDANCE.iter().any(|title| around.ends_with(title));
    }
    GUIDANCE.contains(&title)
}

/// Words of what comes again and again, and tells of no one time.
const AGAIN: [&str; 5] = ["each", "every", "most", "any", "per"];

/// "Every September", "at Christmas each year".
pub(crate) fn comes_again(text: &str, place: (usize, usize)) -> bool {
    let around = before(text, place.0, 30);
    let words = around.rsplit(|letter: char| !letter.is_alphanumeric());
    let mut nearest = words.filter(|word| !word.is_empty()).take(3);
    let behind = after(text, place.1, 14);
    let behind = behind.trim_start();
    nearest.any(|word| AGAIN.contains(&word))
        || behind.starts_with("each year")
        || behind.starts_with("every year")
}
