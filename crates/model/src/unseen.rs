//! Characters of a text that show nothing.

/// Whether a character shows nothing by itself: what Unicode says may be ignored, and what turns the direction of writing. White
/// space and control characters are none of them.
#[must_use]
pub const fn is_unseen(letter: char) -> bool {
    matches!(
        letter,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'..='\u{1160}'
            | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::is_unseen;

    #[test]
    fn what_shows_nothing_is_told_from_what_shows_something() {
        for letter in [
            '\u{AD}',
            '\u{200B}',
            '\u{202E}',
            '\u{2066}',
            '\u{FE0F}',
            '\u{FEFF}',
            '\u{E0061}',
        ] {
            assert!(is_unseen(letter), "{letter:?}");
        }
        for letter in [
            'a', 'é', ' ', '\n', '\u{A0}', '\u{301}', '–', '’', '😀', '\u{FFFD}',
        ] {
            assert!(!is_unseen(letter), "{letter:?}");
        }
    }
}
