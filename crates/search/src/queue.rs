//! Questions of many people at once go through the sentence model together, and never more than a few at a time.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};

use crypto::Digest;

use crate::model::SentenceModel;
use crate::{Embedder, ModelError};

/// A sentence model that answers many threads. Whoever finds it free takes what is waiting along with their own question; the
/// others wait for the result.
pub struct Questions {
    model: SentenceModel,
    /// How many threads may work at once.
    lanes: usize,
    state: Mutex<Waiting>,
    changed: Condvar,
}

/// So many questions go through the model together.
const TOGETHER: usize = 16;

#[derive(Default)]
struct Waiting {
    next: u64,
    working: usize,
    asked: Vec<(u64, String)>,
    /// Nothing for a question whose batch failed.
    answered: BTreeMap<u64, Option<Vec<f32>>>,
}

impl Questions {
    /// `lanes` is how many threads may work at once: no more than processors.
    #[must_use]
    pub fn new(model: SentenceModel, lanes: usize) -> Self {
        Self {
            model,
            lanes: lanes.max(1),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    fn ask(&self, text: &str) -> Option<Vec<f32>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = state.next;
        state.next += 1;
        state.asked.push((ticket, text.to_owned()));
        loop {
            if let Some(answer) = state.answered.remove(&ticket) {
                return answer;
            }
            let waits = state.asked.iter().any(|(asked, _)| *asked == ticket);
            if waits && state.working < self.lanes {
                state.working += 1;
                let count = state.asked.len().min(TOGETHER);
                let batch: Vec<(u64, String)> = state.asked.drain(..count).collect();
                drop(state);
                let texts: Vec<&str> = batch.iter().map(|(_, text)| text.as_str()).collect();
                let vectors = self.model.questions(&texts).unwrap_or_default();
                state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
                state.working -= 1;
                let mut vectors = vectors.into_iter();
                for (ticket, _) in batch {
                    state.answered.insert(ticket, vectors.next());
                }
                self.changed.notify_all();
            } else {
                let waited = self.changed.wait(state);
                state = waited.unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

impl Embedder for Questions {
    fn digest(&self) -> Digest {
        self.model.digest()
    }

    fn passages(&self, title: &str, text: &str) -> Result<Vec<Vec<f32>>, ModelError> {
        self.model.passages(title, text)
    }

    fn question(&self, text: &str) -> Result<Vec<f32>, ModelError> {
        self.ask(text).ok_or(ModelError::Stopped)
    }
}
