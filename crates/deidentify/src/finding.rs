//! What was found, and how it is written over.

use std::ops::Range;

use crate::kind::{Certainty, Kind, Source, Why};

/// A passage that could give somebody away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// First byte in the text.
    pub start: usize,
    /// Byte behind the last.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it points at somebody by itself.
    pub direct: bool,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why it was found.
    pub why: Why,
    /// Who found it.
    pub source: Source,
    /// Whether something of the register is certainly in it, whoever found the whole: a name within an e-mail address.
    pub on_record: bool,
    /// Whether that is somebody of a family, their birth date, their address or one of their numbers: not an agency, a place, an age
    /// or somebody who works with them.
    pub of_a_family: bool,
    /// What could stand there instead, the best first.
    pub suggestions: Vec<Replacement>,
}

impl Finding {
    /// The bytes.
    #[must_use]
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// How a replacement hides what was there. Texts on screen: `gate-how-` and the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A name that is no name: "Child A".
    Pseudonym,
    /// An invented name.
    MadeUp,
    /// A wider age, date or area.
    Wider,
    /// What kind of place or body it is.
    KindOfThing,
    /// What somebody does.
    Role,
    /// That something was taken out.
    Removed,
}

impl How {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pseudonym => "pseudonym",
            Self::MadeUp => "made-up",
            Self::Wider => "wider",
            Self::KindOfThing => "kind-of-thing",
            Self::Role => "role",
            Self::Removed => "removed",
        }
    }
}

/// What could stand there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// How it hides.
    pub how: How,
    /// The words.
    pub text: String,
}

/// Writes the replacements into the text. A range that does not fit the text, or that an earlier one overlaps, is
/// left out: compare the number returned with that given.
#[must_use]
pub fn apply(text: &str, replacements: &[(Range<usize>, &str)]) -> (String, usize) {
    let mut ordered: Vec<&(Range<usize>, &str)> = replacements.iter().collect();
    ordered.sort_by_key(|(range, _)| (range.start, range.end));
    let mut written = String::with_capacity(text.len());
    let mut done = 0;
    let mut count = 0;
    for (range, instead) in ordered {
        let fits =
            range.start >= done && range.end > range.start && text.is_char_boundary(range.end);
        if let Some(kept) = text.get(done..range.start).filter(|_| fits) {
            written.push_str(kept);
            written.push_str(instead);
            done = range.end;
            count += 1;
        }
    }
    written.push_str(text.get(done..).unwrap_or_default());
    (written, count)
}
