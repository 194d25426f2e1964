//! A message that is ready to be sent.

use std::fmt;

use model::Instant;
use thiserror::Error;

use crate::address::Address;
use crate::letter::Letter;
use crate::text::{is_for_a_header, is_one_line};

/// What makes one message differ from every other. Keep it with what is queued, so that a second try sends the same message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// When it was written; the `Date` of the message.
    pub at: Instant,
    /// From the one source of randomness; the Message-ID and the name of the file. Made of nothing else: an id that follows
    /// from a case would let whoever sees two messages know that they are of one.
    pub random: [u8; 16],
}

impl Stamp {
    /// The random part as 32 digits.
    pub(crate) fn digits(&self) -> String {
        self.random
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

/// The words of a message. The link stands between `before` and `after`, in a paragraph of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What the list of an inbox shows: one line of 160 characters at most.
    pub subject: String,
    /// What stands before the link: each one paragraph, without line breaks, of 600 characters at most.
    pub before: Vec<String>,
    /// What stands after it: who sends this and why, and that nobody reads answers.
    pub after: Vec<String>,
}

/// Gives the words for a letter, in the language of the interface.
///
/// A plain function and not a closure: it cannot carry anything of a case from where the message is made.
///
/// ```compile_fail
/// # fn about(child: String, letter: &mail::Letter, to: mail::Address, stamp: mail::Stamp) {
/// let subject = format!("About {child}");
/// let words = |_: &mail::Letter| mail::Words { subject: subject.clone(), before: vec![], after: vec![] };
/// let _ = mail::Message::new(to, stamp, letter, words);
/// # }
/// ```
///
/// The same without what is captured is fine:
///
/// ```
/// # fn about(letter: &mail::Letter, to: mail::Address, stamp: mail::Stamp) {
/// let words = |_: &mail::Letter| mail::Words { subject: "Something waits".to_owned(), before: vec![], after: vec![] };
/// let _ = mail::Message::new(to, stamp, letter, words);
/// # }
/// ```
pub type Wording = fn(&Letter) -> Words;

/// Why there is no message: its words or its time have to be put right, trying again does not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MessageWrong {
    /// The subject is blank, longer than 160 characters or not one line.
    #[error("the subject is one line of 160 characters at most")]
    Subject,
    /// A paragraph is blank, longer than 600 characters or not one line, or there are more than 20.
    #[error("a message has at most 20 paragraphs, each one line of 600 characters at most")]
    Paragraph,
    /// The time is before 1970 or after 9999.
    #[error("the time of a message lies between 1970 and 9999")]
    Time,
}

/// Longest subject and paragraph in characters, and most paragraphs on either side of the link.
const LONGEST_SUBJECT: usize = 160;
const LONGEST_PARAGRAPH: usize = 600;
const MOST_PARAGRAPHS: usize = 10;

/// The first second of the year 10000, which a `Date` cannot show.
const END_OF_DATES: i64 = 253_402_300_800;

/// A message that is ready to be sent. Nothing in it can be changed, and its `Debug` shows none of it.
///
/// ```compile_fail
/// fn about(message: &mut mail::Message, child: &str) {
///     message.subject = format!("About {child}");
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    to: Address,
    stamp: Stamp,
    subject: String,
    body: String,
}

impl Message {
    /// A message with the words for a letter.
    ///
    /// # Errors
    /// [`MessageWrong`].
    pub fn new(
        to: Address,
        stamp: Stamp,
        letter: &Letter,
        wording: Wording,
    ) -> Result<Self, MessageWrong> {
        let seconds = stamp.at.seconds_since(Instant::from_microseconds(0));
        if stamp.at.microseconds() < 0 || seconds >= END_OF_DATES {
            return Err(MessageWrong::Time);
        }
        let words = wording(letter);
        let subject = words.subject.trim();
        if !is_for_a_header(subject, LONGEST_SUBJECT) {
            return Err(MessageWrong::Subject);
        }
        for side in [&words.before, &words.after] {
            let fits = |one: &String| is_one_line(one, LONGEST_PARAGRAPH);
            if side.len() > MOST_PARAGRAPHS || !side.iter().all(fits) {
                return Err(MessageWrong::Paragraph);
            }
        }
        let before = words.before.iter().map(|one| one.trim());
        let after = words.after.iter().map(|one| one.trim());
        let paragraphs: Vec<_> = before
            .chain(std::iter::once(letter.link.as_str()))
            .chain(after)
            .collect();
        Ok(Self {
            to,
            stamp,
            subject: subject.to_owned(),
            body: format!("{}\n", paragraphs.join("\n\n")),
        })
    }

    /// To whom.
    #[must_use]
    pub const fn to(&self) -> &Address {
        &self.to
    }

    /// What makes it differ from every other.
    #[must_use]
    pub const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text, with line breaks of one sign.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Message([redacted])")
    }
}
