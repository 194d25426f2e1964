//! Further questions that a scheme may add to a step. They are kept in one column and used by no
//! rule; one page draws them all.

use serde::{Deserialize, Serialize};

use super::{CodeItem, Item};
use crate::{Date, Sensitive, UncertainDate, parse_typed};

/// The six basic types of a further question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    /// A line.
    Text,
    /// Several lines.
    LongText,
    /// Yes or no.
    YesNo,
    /// One of a list.
    Choice,
    /// A date, which may be uncertain.
    Date,
    /// A whole number.
    Number,
}

/// A further question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraQuestion {
    /// Id, label, source.
    pub item: Item,
    /// The step that asks it.
    pub step: String,
    /// Its type.
    pub answer: QuestionType,
    /// The choices, for a choice.
    #[serde(default)]
    pub choices: Vec<CodeItem>,
}

/// An answer to a further question. Not answered is no answer at all, never an empty one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A line or several.
    Text(Sensitive<String>),
    /// Yes or no.
    YesNo(bool),
    /// A code of the choices.
    Choice(String),
    /// A date, which may be uncertain.
    Date(UncertainDate),
    /// A whole number.
    Number(i64),
}

/// What was typed is no answer to the question. The code names a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefused {
    /// A line holds a line break.
    #[error("answer-one-line")]
    OneLine,
    /// Neither `yes` nor `no`.
    #[error("answer-yes-or-no")]
    YesOrNo,
    /// None of the choices.
    #[error("answer-choose-one")]
    ChooseOne,
    /// Not a date.
    #[error("answer-date")]
    Date,
    /// Not a whole number.
    #[error("answer-whole-number")]
    WholeNumber,
}

impl ExtraQuestion {
    /// Reads what somebody typed; nothing typed is `None`. `today` decides years left out.
    ///
    /// # Errors
    /// [`AnswerRefused`].
    pub fn read(&self, typed: &str, today: Date) -> Result<Option<Answer>, AnswerRefused> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let answer = match self.answer {
            QuestionType::Text if typed.contains('\n') => return Err(AnswerRefused::OneLine),
            QuestionType::Text | QuestionType::LongText => {
                Answer::Text(Sensitive(typed.to_owned()))
            }
            QuestionType::YesNo => Answer::YesNo(match typed {
                "yes" => true,
                "no" => false,
                _ => return Err(AnswerRefused::YesOrNo),
            }),
            QuestionType::Choice => {
                let known = self.choices.iter().any(|choice| choice.code == typed);
                if !known {
                    return Err(AnswerRefused::ChooseOne);
                }
                Answer::Choice(typed.to_owned())
            }
            QuestionType::Date => {
                Answer::Date(parse_typed(typed, today).map_err(|_| AnswerRefused::Date)?)
            }
            QuestionType::Number => {
                Answer::Number(typed.parse().map_err(|_| AnswerRefused::WholeNumber)?)
            }
        };
        Ok(Some(answer))
    }
}
