//! Searching while others write.

use std::sync::atomic::{AtomicBool, Ordering};

use search::{Index, Mode, SearchError};

use crate::{doc, ids, learning, open};

/// Ends the searching threads also when a check fails.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn visitors(index: &Index) -> Vec<String> {
    let answer = index.search("visitor", Mode::Text, None, 99, &|_| true);
    let hits = answer.unwrap().hits.into_iter();
    hits.map(|hit| hit.id).collect()
}

#[test]
fn searches_go_on_while_items_come_and_go() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    index.put(&learning()).unwrap();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let searching: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut count = 0_u32;
                    while !done.load(Ordering::Relaxed) {
                        assert_eq!(ids(&index, "bruise"), ["bruises"]);
                        assert!(visitors(&index).iter().all(|id| id.starts_with("visit")));
                        count += 1;
                    }
                    count
                })
            })
            .collect();
        let ends = Ends(&done);
        for number in 0..30 {
            let id = format!("visit-{number}");
            index
                .put(&[doc(&id, "Visitors", "a health visitor")])
                .unwrap();
            assert!(visitors(&index).contains(&id), "found when it is in");
            if number % 3 == 0 {
                index.remove(&[&id]).unwrap();
                assert!(!visitors(&index).contains(&id));
            }
        }
        drop(ends);
        for thread in searching {
            assert!(thread.join().unwrap() > 0);
        }
    });
    assert_eq!(index.items(), 4 + 20);
}

#[test]
fn a_second_writer_is_told_to_wait_and_a_reader_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path());
    first.put(&learning()).unwrap();
    let second = open(folder.path());
    assert_eq!(ids(&second, "bruise"), ["bruises"]);
    let refused = second.put(&learning());
    assert!(matches!(refused, Err(SearchError::Busy)), "{refused:?}");
    drop(first);
    second.put(&learning()).unwrap();
}
