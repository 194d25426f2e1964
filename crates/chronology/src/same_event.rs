//! Entries of different agencies that may tell of the same event, as proposals.
