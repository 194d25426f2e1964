//! Few at a time, in the order in which they came: many searches at once would only take turns on the same processors, each of them
//! to be done last.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Thread};

/// As many turns as there are processors.
pub(crate) struct Turns(Mutex<State>);

struct State {
    free: usize,
    waiting: VecDeque<Waiting>,
}

struct Waiting {
    thread: Thread,
    may: Arc<AtomicBool>,
}

/// Somebody's turn, until this is dropped.
pub(crate) struct Turn<'a>(&'a Turns);

impl Turns {
    pub(crate) fn new() -> Self {
        let free = thread::available_parallelism().map_or(1, usize::from);
        Self(Mutex::new(State {
            free,
            waiting: VecDeque::new(),
        }))
    }

    /// Waits for a turn.
    pub(crate) fn wait(&self) -> Turn<'_> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.free > 0 {
            state.free -= 1;
            return Turn(self);
        }
        let may = Arc::new(AtomicBool::new(false));
        state.waiting.push_back(Waiting {
            thread: thread::current(),
            may: Arc::clone(&may),
        });
        drop(state);
        while !may.load(Ordering::Acquire) {
            thread::park();
        }
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        match state.waiting.pop_front() {
            Some(next) => {
                next.may.store(true, Ordering::Release);
                next.thread.unpark();
            }
            None => state.free += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
    use std::sync::atomic::AtomicUsize;

    use super::*;

    #[test]
    fn no_more_than_the_processors_at_once_and_everybody_comes() {
        let turns = Turns::new();
        let most = thread::available_parallelism().map_or(1, usize::from);
        let (now, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..16 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        let turn = turns.wait();
                        assert!(now.fetch_add(1, Ordering::SeqCst) < most);
                        thread::yield_now();
                        now.fetch_sub(1, Ordering::SeqCst);
                        drop(turn);
                        done.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 3_200);
        let state = turns.0.into_inner().unwrap();
        assert_eq!((state.free, state.waiting.len()), (most, 0));
    }
}
