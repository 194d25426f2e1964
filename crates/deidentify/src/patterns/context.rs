//! What stands around a passage.

/// At most so many bytes before the place, in small letters.
pub(crate) fn before(text: &str, place: usize, most: usize) -> String {
    let mut start = place.saturating_sub(most);
    while start < place && !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..place).unwrap_or_default().to_lowercase()
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
