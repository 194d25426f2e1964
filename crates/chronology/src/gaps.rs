//! Gaps in the record: asked as questions, since a gap may mean not recorded.
