//! Texts in cells that a spreadsheet program would take for a formula.

/// The mark that spreadsheet programs themselves put before a text.
pub const APOSTROPHE: char = '\'';

/// A mark that nobody sees, for documents that people read: U+2060, word joiner.
pub const UNSEEN: char = '\u{2060}';

/// Whether a spreadsheet program may take the text for a formula or a command: by its first letter after spaces and
/// what nobody sees, also in its wide form, or by a tab or line end before it.
#[must_use]
pub fn could_run(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let unseen = |letter: char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
    };
    let first = text.trim_start_matches(unseen).chars().next();
    first.is_some_and(|first| {
        matches!(
            first,
            '=' | '+'
                | '-'
                | '@'
                | '|'
                | '%'
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '﹢'
                | '﹣'
                | '﹦'
                | '﹫'
                | '−'
        )
    })
}

/// The text with a mark before it where it could run, or where it begins with a mark.
#[must_use]
pub fn guarded(text: String, mark: char) -> String {
    if could_run(&text) || text.starts_with([APOSTROPHE, UNSEEN]) {
        format!("{mark}{text}")
    } else {
        text
    }
}

/// The text that [`guarded`] was given, whichever the mark.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix([APOSTROPHE, UNSEEN]).unwrap_or(cell)
}
