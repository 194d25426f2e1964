//! What is near a question: asked of the index, on a thread of its own. The question is kept nowhere and stands in no log.

use std::collections::BTreeSet;

use search::{Answer, Mode, Question, SearchError, State};

use super::{CLOSE, Open, WORDS, Which, aside};
use crate::{App, AppError};

/// How far the lists of the index are looked at.
const DEPTH: usize = 200;

/// How something was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Nothing was asked: the newest come first.
    Listed,
    /// By exact words only: the index is being prepared.
    ExactWords,
    /// By words: searching by meaning is not installed.
    Words,
    /// By words: what things mean is still being taken in.
    WordsForNow,
    /// By words and by meaning.
    Both,
}

/// Why something was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Why {
    /// Where words of the question stand.
    pub words: Vec<Where>,
    /// Whether it is close to the question in meaning.
    pub close: bool,
}

/// Where a word of the question stands: the word, and the name of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Where {
    /// The word.
    pub word: String,
    /// Name of the text: of [`model::learning::SharedLearning::texts`].
    pub text: &'static str,
}

/// Something near a question.
#[derive(Debug, Clone)]
pub(crate) struct Near {
    /// What it is.
    pub(crate) which: Which,
    /// Words of the question that it holds in one form or another, the rarest first.
    words: Vec<String>,
    /// Whether it is close in meaning.
    close: bool,
}

/// What is near a question among these names of the index, the nearest first; at most so many. None while there is no index that
/// answers.
///
/// # Errors
/// [`AppError`].
pub(crate) async fn nearest(
    app: &App,
    question: Question<'_>,
    allowed: BTreeSet<String>,
    most: usize,
) -> Result<Option<(Vec<Near>, How)>, AppError> {
    let Some(open) = app.index.if_caught_up() else {
        return Ok(None);
    };
    let meaning = open.embedder.is_some();
    let is_text = matches!(question, Question::Text(_));
    let words = question.words().to_owned();
    let asked = aside(move || {
        let question = match is_text {
            true => Question::Text(&words),
            false => Question::Typed(&words),
        };
        Ok(ask(&open, question, &allowed, most.max(DEPTH))?)
    });
    let answer = match asked.await {
        Ok(answer) => answer,
        Err(error) => {
            app.index.fell_behind();
            tracing::error!(%error, "the index of shared learning did not answer");
            return Ok(None);
        }
    };
    if matches!(
        answer.state,
        State::Damaged | State::Rebuilding { answers: false }
    ) {
        return Ok(None);
    }
    let how = match (answer.mode, meaning) {
        (Mode::Text, false) => How::Words,
        (Mode::Text, true) => How::WordsForNow,
        _ => How::Both,
    };
    let mut near = among(answer);
    near.truncate(most);
    Ok(Some((near, how)))
}

fn ask(
    open: &Open,
    question: Question<'_>,
    allowed: &BTreeSet<String>,
    top: usize,
) -> Result<Answer, SearchError> {
    let may = |id: &str| allowed.contains(id);
    let embedder = open.embedder.as_deref();
    let both = open.index.near(question, Mode::Fused, embedder, top, &may);
    match both {
        Err(SearchError::Model(error)) => {
            tracing::error!(%error, "the sentence model did not answer");
            open.index.near(question, Mode::Text, None, top, &may)
        }
        other => other,
    }
}

/// Those that hold a word of the question or are close to it: the list by meaning ends nowhere by itself.
fn among(answer: Answer) -> Vec<Near> {
    let hits = answer.hits.into_iter();
    let near = hits.filter_map(|hit| {
        let near = Near {
            which: Which::from_code(&hit.id)?,
            close: hit.nearness.is_some_and(|nearness| nearness >= CLOSE),
            words: hit
                .why
                .words
                .into_iter()
                .map(|word| word.read_as.unwrap_or(word.said))
                .collect(),
        };
        (near.close || !near.words.is_empty()).then_some(near)
    });
    near.collect()
}

/// Why it was found, by the texts of it: each word once, as it stands there, where it stands first.
pub(crate) fn why(near: &Near, texts: &[(&'static str, &str)]) -> Why {
    let said: Vec<&str> = near.words.iter().map(String::as_str).collect();
    let mut places: Vec<Option<Where>> = vec![None; said.len()];
    for (name, text) in texts {
        for (place, stands) in places.iter_mut().zip(WORDS.stand(&said, text)) {
            if let (None, Some(word)) = (&place, stands) {
                *place = Some(Where {
                    word: word.to_lowercase(),
                    text: name,
                });
            }
        }
    }
    let mut words: Vec<Where> = Vec::new();
    for one in places.into_iter().flatten() {
        if !words.iter().any(|known| known.word == one.word) {
            words.push(one);
        }
    }
    Why {
        words,
        close: near.close,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use model::Instant;
    use search::{Hit, Word};

    use super::*;

    fn hit(nearness: Option<f32>, words: &[&str]) -> Hit {
        let word = |said: &&str| Word {
            said: (*said).to_owned(),
            read_as: None,
        };
        Hit {
            id: Which::Item(crypto::id(Instant::from_microseconds(1)).unwrap()).code(),
            score: 1.0,
            why: search::Why {
                words: words.iter().map(word).collect(),
                near: nearness.is_some(),
            },
            nearness,
        }
    }

    #[test]
    fn what_shares_no_word_and_is_far_in_meaning_is_not_found() {
        let answer = Answer {
            hits: vec![
                hit(Some(0.5), &[]),
                hit(Some(0.1), &["letters"]),
                hit(Some(0.1), &[]),
                hit(None, &["letters"]),
                Hit {
                    id: "something else".to_owned(),
                    ..hit(Some(0.9), &["letters"])
                },
            ],
            mode: Mode::Fused,
            state: State::Ready,
        };
        let near = among(answer);
        let close: Vec<bool> = near.iter().map(|one| one.close).collect();
        assert_eq!(close, [true, false, false]);
    }

    #[test]
    fn each_word_is_told_once_as_it_stands_where_it_stands_first() {
        let near = Near {
            which: Which::Item(crypto::id(Instant::from_microseconds(1)).unwrap()),
            words: ["letter", "visited", "letters", "absent"]
                .map(str::to_owned)
                .to_vec(),
            close: true,
        };
        let texts = [
            ("condition", "Letters are filed"),
            ("tried", "A visit after each letter"),
        ];
        let why = why(&near, &texts);
        let said: Vec<(&str, &str)> = why
            .words
            .iter()
            .map(|one| (one.word.as_str(), one.text))
            .collect();
        assert_eq!(said, [("letters", "condition"), ("visit", "tried")]);
        assert!(why.close);
    }
}
