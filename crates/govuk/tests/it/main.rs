//! Every component beside the fixtures of govuk-frontend.

#![expect(clippy::expect_used, clippy::panic, reason = "tests fail by panicking")]

mod fixtures;
mod hostile;
mod left_out;
mod map;
mod options;
mod tree;
