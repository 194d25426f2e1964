//! What an index promises, from outside.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod command;
mod damage;
mod finding;
mod model;
mod removal;
mod writing;

use std::path::Path;

use crypto::SecretKey;
use search::{Answer, Doc, Index, Mode};

/// The key of every index in these tests.
fn key() -> SecretKey {
    SecretKey::from_bytes([7; 32])
}

fn open(folder: &Path) -> Index {
    Index::open(folder, &key()).unwrap()
}

fn doc(id: &str, title: &str, text: &str) -> Doc {
    Doc {
        id: id.to_owned(),
        title: title.to_owned(),
        text: text.to_owned(),
    }
}

fn by_words(index: &Index, query: &str) -> Answer {
    index
        .search(query, Mode::Text, None, 10, &|_| true)
        .unwrap()
}

/// The ids that answer a question, best first.
fn ids(index: &Index, query: &str) -> Vec<String> {
    let answer = by_words(index, query);
    answer.hits.into_iter().map(|hit| hit.id).collect()
}

/// Some learning, invented.
fn learning() -> Vec<Doc> {
    vec![
        doc(
            "appointments",
            "Missed health appointments",
            "Children who were not brought to clinics were recorded as having refused. A named nurse now asks why.",
        ),
        doc(
            "bruises",
            "Bruising in babies who do not yet crawl",
            "Practitioners accepted the first explanation of a bruise. A second opinion was sought late.",
        ),
        doc(
            "sharing",
            "What schools are told",
            "Sharing information between police and schools took nine days; a shared list brought it to one day.",
        ),
        doc(
            "sleep",
            "Safe sleeping",
            "Advice on safe sleep was given once. Families moved house and nobody asked where the baby slept.",
        ),
    ]
}
