//! Words of a letter with places that are filled in: `{recipient}`, `{answer_by}`. The places are a fixed list, because
//! the program fills them; the words around them are the scheme's or the partnership's.

use serde::{Deserialize, Serialize};

use crate::scheme::kinds;

kinds! {
    /// A place in the words of a letter.
    Placeholder {
        /// Whom the letter is to.
        Recipient = "recipient",
        /// Name of the partnership.
        Partnership = "partnership",
        /// Neutral reference of the review.
        Review = "review",
        /// The day of the letter.
        Date = "date",
        /// Who writes: name and role.
        Writer = "writer",
        /// Whom the recipient can turn to: name, role, telephone or email.
        Contact = "contact",
        /// How a child or adult is named in the letter.
        About = "about",
        /// When a meeting is, and for how long.
        Meeting = "meeting",
        /// Where a meeting is.
        Place = "place",
        /// The day by which an answer is asked for.
        AnswerBy = "answer_by",
        /// The day on which something is published.
        Publication = "publication",
    }
}

impl Placeholder {
    /// Whether the program fills it by itself, from the review and the day.
    #[must_use]
    pub const fn fills_itself(self) -> bool {
        matches!(self, Self::Partnership | Self::Review | Self::Date)
    }
}

/// Something in braces that is no place: what stands there, at most 40 letters of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown-placeholder")]
pub struct UnknownPlaceholder(pub String);

/// A piece of the words of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Text(&'a str),
    Place(Placeholder),
}

/// Letters of an unknown place that an error repeats.
const REPEATED: usize = 40;

fn pieces(words: &str) -> Result<Vec<Piece<'_>>, UnknownPlaceholder> {
    let mut found = Vec::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('{') {
        let unknown = |text: &str| UnknownPlaceholder(text.chars().take(REPEATED).collect());
        let (name, behind) = after.split_once('}').ok_or_else(|| unknown(after))?;
        let place = Placeholder::from_code(name.trim()).ok_or_else(|| unknown(name))?;
        found.push(Piece::Text(before));
        found.push(Piece::Place(place));
        rest = behind;
    }
    found.push(Piece::Text(rest));
    Ok(found)
}

/// The places in the words of a letter, each once, in the order of the list.
///
/// # Errors
/// [`UnknownPlaceholder`] for the first thing in braces that is no place, or a brace that is not closed.
pub fn placeholders(words: &str) -> Result<Vec<Placeholder>, UnknownPlaceholder> {
    let pieces = pieces(words)?;
    let used = |place: &&Placeholder| pieces.contains(&Piece::Place(**place));
    Ok(Placeholder::ALL.iter().filter(used).copied().collect())
}

/// The words with every place filled. What is filled in is never read for places again.
///
/// # Errors
/// [`UnknownPlaceholder`] as [`placeholders`].
pub fn filled(
    words: &str,
    value: impl Fn(Placeholder) -> String,
) -> Result<String, UnknownPlaceholder> {
    let text = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Place(place) => value(place),
    };
    Ok(pieces(words)?.into_iter().map(text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_what_is_filled_in_is_not_read_again() {
        let words = "Dear { recipient }, until {answer_by}.";
        let value = |place: Placeholder| match place {
            Placeholder::Recipient => "{date}".to_owned(),
            other => other.code().to_uppercase(),
        };
        let made = filled(words, value);
        assert_eq!(made, Ok("Dear {date}, until ANSWER_BY.".to_owned()));
        let both = Ok(vec![Placeholder::Recipient, Placeholder::AnswerBy]);
        assert_eq!(placeholders(words), both);
        assert_eq!(placeholders("no place } at all"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_place_is_named() {
        let unknown = |text: &str| Err(UnknownPlaceholder(text.to_owned()));
        assert_eq!(placeholders("{recipient} {mother}"), unknown("mother"));
        assert_eq!(placeholders("{}"), unknown(""));
        let open = "{".to_owned() + &"x".repeat(200);
        assert_eq!(placeholders(&open), unknown(&"x".repeat(REPEATED)));
    }
}
