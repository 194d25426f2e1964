//! Rows of an agency's table as entries, questions or refusals; none is dropped.
