//! The house rules, each a test that names what breaks it and what to do.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests fail by panicking"
)]

mod ddl;
mod documents;
mod fuzzing;
mod layers;
mod lengths;
mod lints;
mod markup;
mod migrations;
mod repository;
mod spdx;
mod supply;
mod texts;
mod words;
