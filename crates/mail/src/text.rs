//! What may stand on one line of a message or of its headers.

/// Signs that break a line, or that turn the writing direction and so can make a line look like another.
fn is_unseen(sign: char) -> bool {
    sign.is_control()
        || matches!(
            sign,
            '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
        )
}

/// Whether this is one line that can be seen as it is: not blank, no more than so many characters, no control signs.
pub(crate) fn is_one_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.chars().any(is_unseen)
}

/// Whether this can stand in a header: one line, and nothing that a reader's program would decode into something else.
pub(crate) fn is_for_a_header(text: &str, most: usize) -> bool {
    is_one_line(text, most) && !text.contains("=?")
}
