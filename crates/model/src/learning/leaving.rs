//! What an organisation wants others to read beside a release, while it waits for a second person, and what they say of it.

use serde::{Deserialize, Serialize};

use super::SharedQuestion;
use crate::case::{KeptAgreed, SharingAuthor};
use crate::record::Record;
use crate::{Date, PersonId, RecordId, Sensitive, SharedId};

/// That the second person did not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// Why.
    pub why: Sensitive<String>,
    /// Who sent it back.
    pub by: PersonId,
    /// To whom: who had asked.
    pub to: PersonId,
    /// On which day.
    pub on: Date,
}

/// Something that others read once a second person agreed to it.
pub trait Leaves: Record {
    /// Code of the rule that says that something in it points at somebody.
    const IDENTIFIES: &'static str;

    /// Everybody who wrote some of it, with who asks for it to leave. None of them is the second person.
    fn writers(&self) -> Vec<SharingAuthor>;
    /// Who asks for it to leave, and since which day it waits; nothing while it does not wait.
    fn asked(&self) -> Option<(SharingAuthor, Date)>;
    /// Exactly what would leave, with the name of each field.
    fn leaving(&self) -> Vec<(&'static str, &str)>;
    /// Whether it leaves with the name of the area.
    fn names_area(&self) -> bool;
    /// Who agreed to it as it is; nobody once other words stand there.
    fn agreed_by(&self) -> Option<PersonId>;
    /// That it was sent back, until somebody asks again.
    fn sent_back(&self) -> Option<&SentBack>;
    /// The second person agrees, and says of each rare thing that stays why it may leave.
    fn agree(&mut self, by: PersonId, on: Date, rare: Vec<KeptAgreed>);
    /// The second person does not.
    fn send_back(&mut self, back: SentBack);
    /// Whoever asked does so no more.
    fn withdraw(&mut self);
}

/// What the words are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeavingSays {
    /// A question to those behind an item.
    Question(SharedQuestion),
    /// An answer to a question.
    Answer {
        /// The question.
        question: RecordId,
        /// The version of it that was shown.
        version: i64,
        /// What was asked, so that the second person reads it too.
        asked: SharedQuestion,
        /// The answer.
        text: String,
        /// Whether those who answer want to be named to those who ask.
        named: bool,
    },
}

/// Where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeavingStands {
    /// They wait for a second person.
    Waits,
    /// The second person did not agree.
    SentBack(SentBack),
    /// They left.
    Agreed {
        /// Who agreed.
        by: PersonId,
        /// On which day.
        on: Date,
        /// What could be put together and stays, each with why it may leave; absent in what left before that was looked for.
        #[serde(default)]
        rare: Vec<KeptAgreed>,
    },
    /// Whoever asked took them back, or wrote others.
    Withdrawn,
}

/// A question or an answer about shared learning that somebody of the organisation wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingWords {
    /// The item.
    pub item: SharedId,
    /// The words.
    pub says: LeavingSays,
    /// Who wrote them.
    pub by: SharingAuthor,
    /// On which day.
    pub on: Date,
    /// Where they stand.
    pub stands: LeavingStands,
}

impl LeavingWords {
    /// Whether it is a question about this item.
    #[must_use]
    pub fn asks_of(&self, item: SharedId) -> bool {
        self.item == item && matches!(self.says, LeavingSays::Question(_))
    }

    /// Whether it is an answer to this question.
    #[must_use]
    pub fn answers(&self, to: RecordId) -> bool {
        matches!(self.says, LeavingSays::Answer { question, .. } if question == to)
    }

    /// Whether it still wants something of somebody: to be read, or to be taken note of by whoever wrote it.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(
            self.stands,
            LeavingStands::Waits | LeavingStands::SentBack(_)
        )
    }
}

impl Record for LeavingWords {
    const KIND: &'static str = "leaving_words";
}

impl Leaves for LeavingWords {
    const IDENTIFIES: &'static str = "question-identifies";

    fn writers(&self) -> Vec<SharingAuthor> {
        vec![self.by]
    }

    fn asked(&self) -> Option<(SharingAuthor, Date)> {
        (self.stands == LeavingStands::Waits).then_some((self.by, self.on))
    }

    fn leaving(&self) -> Vec<(&'static str, &str)> {
        match &self.says {
            LeavingSays::Question(asked) => asked.texts().to_vec(),
            LeavingSays::Answer { text, .. } => vec![("answer", text)],
        }
    }

    fn names_area(&self) -> bool {
        match &self.says {
            LeavingSays::Question(asked) => asked.names_area,
            LeavingSays::Answer { named, .. } => *named,
        }
    }

    fn agreed_by(&self) -> Option<PersonId> {
        match self.stands {
            LeavingStands::Agreed { by, .. } => Some(by),
            _ => None,
        }
    }

    fn sent_back(&self) -> Option<&SentBack> {
        match &self.stands {
            LeavingStands::SentBack(back) => Some(back),
            _ => None,
        }
    }

    fn agree(&mut self, by: PersonId, on: Date, rare: Vec<KeptAgreed>) {
        self.stands = LeavingStands::Agreed { by, on, rare };
    }

    fn send_back(&mut self, back: SentBack) {
        self.stands = LeavingStands::SentBack(back);
    }

    fn withdraw(&mut self) {
        self.stands = LeavingStands::Withdrawn;
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use super::*;

    #[test]
    fn words_wait_until_somebody_says_something_of_them() {
        let me: PersonId = "0190b3a4-7c00-7000-8000-000000000002".parse().unwrap();
        let day = Date::constant(2026, 3, 1);
        let question: RecordId = "0190b3a4-7c00-7000-8000-000000000003".parse().unwrap();
        let mut words = LeavingWords {
            item: "0190b3a4-7c00-7000-8000-000000000001".parse().unwrap(),
            says: LeavingSays::Answer {
                question,
                version: 2,
                asked: SharedQuestion::new("How?".to_owned(), "A plan".to_owned(), false),
                text: "One list for both.".to_owned(),
                named: true,
            },
            by: SharingAuthor {
                person: me,
                agency: None,
            },
            on: day,
            stands: LeavingStands::Waits,
        };
        assert!(words.is_open() && words.asked().is_some() && words.answers(question));
        assert!(!words.asks_of(words.item));
        assert_eq!(words.leaving(), [("answer", "One list for both.")]);
        words.send_back(SentBack {
            why: Sensitive("Which list?".to_owned()),
            by: me,
            to: me,
            on: day,
        });
        assert!(words.is_open() && words.asked().is_none() && words.sent_back().is_some());
        words.withdraw();
        assert!(!words.is_open());
        let why = KeptAgreed {
            words: Sensitive("twins + quarry".to_owned()),
            why: Sensitive("Several are meant.".to_owned()),
        };
        words.agree(me, day, vec![why]);
        assert_eq!(words.agreed_by(), Some(me));
        assert!(words.names_area());
        let text = serde_json::to_string(&words).unwrap();
        assert_eq!(serde_json::from_str::<LeavingWords>(&text).unwrap(), words);
        let before =
            r#"{"Agreed": {"by": "0190b3a4-7c00-7000-8000-000000000002", "on": "2026-03-01"}}"#;
        let before: LeavingStands = serde_json::from_str(before).unwrap();
        assert!(matches!(before, LeavingStands::Agreed { rare, .. } if rare.is_empty()));
    }
}
